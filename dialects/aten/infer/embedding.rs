//! Embedding look-ups.
