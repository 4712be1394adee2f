//! Conversions and copies.
//!
//! Source of the semantics: `aten/src/ATen/native/TensorConversions.cpp` and `Copy.cpp` of
//! PyTorch. How a tensor lies in memory is not part of its value.

use super::{Builder, Call, LowerError, Outputs, Table};

/// The lowerings of this file.
pub const TABLE: Table = &[
    ("aten._to_copy", convert),
    ("aten.alias", convert),
    ("aten.alias_copy", convert),
    ("aten.clone", convert),
    ("aten.contiguous", convert),
    ("aten.copy", copy),
    ("aten.detach", convert),
    ("aten.detach_copy", convert),
    ("aten.lift", convert),
    ("aten.lift_fresh", convert),
    ("aten.lift_fresh_copy", convert),
    ("aten.to.device", convert),
    ("aten.to.dtype", convert),
    ("aten.to.dtype_layout", convert),
    ("aten.to.other", convert),
    ("aten.type_as", convert),
];

/// `self` in the dtype of the result, which most often is its own.
fn convert<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    Ok(b.cast_tensor(&call.tensor("self"), call.dtype()).into())
}

/// `src` in the sizes and the dtype of `self`.
fn copy<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let shape = call.tensor("self").shape;
    let src = b.cast_tensor(&call.tensor("src"), call.dtype());
    Ok(b.broadcast_to(&src, &shape).into())
}
