//! The type inference of the `aten` dialect, one family a file.
//!
//! A rule is named in TableGen as `<family>::<rule>`; it takes the arguments of an op
//! by their schema names and gives the result types.

pub mod activation;
pub mod attention;
pub mod backward;
pub mod casting;
pub mod comparison;
pub mod convolution;
pub mod creation;
pub mod einsum;
pub mod embedding;
pub mod indexing;
pub mod joining;
pub mod loss;
pub mod matmul;
pub mod normalization;
pub mod padding;
pub mod pointwise;
pub mod pooling;
pub mod random;
pub mod recurrent;
pub mod reduction;
pub mod resampling;
pub mod scan;
pub mod scatter;
pub mod signal;
pub mod sorting;
pub mod symbolic;
pub mod view;
mod window;
