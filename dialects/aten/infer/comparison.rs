//! Comparison, logical and bitwise ops.
