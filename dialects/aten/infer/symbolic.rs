//! Sizes as values, and assertions.
