//! Matrix products.
//!
//! Source of the semantics: `LinearAlgebra.cpp`, `Linear.cpp` and `Blas.cpp` in
//! `aten/src/ATen/native` of PyTorch.

use super::{Builder, Call, LowerError, Outputs, Table};

/// The lowerings of this file.
pub const TABLE: Table = &[("aten.mm", mm)];

/// The product of matrices, or of as many of them.
fn mm<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    Ok(b.matmul(&call.tensor("self"), &call.tensor("mat2"), call.dtype()).into())
}
