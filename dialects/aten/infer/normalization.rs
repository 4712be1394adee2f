//! Normalizations.
