//! Equality saturation over tricast's ops, and extraction. No MLIR.

pub mod extract;
