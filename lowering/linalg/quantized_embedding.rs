//! Rows of quantized tables.
//!
//! Source of the semantics: `exir/passes/_quant_patterns_and_replacements.py` of ExecuTorch.

use melior::ir::Value;
use tricast_dialects::DType;

use super::{Builder, Call, Element, LowerError, Outputs, Size, Tensor};

/// The rows of a table at indices, dequantized; a byte holds `packed` elements.
pub fn rows<'c>(b: &Builder<'c>, call: &Call<'c>, packed: i64) -> Result<Outputs<'c>, LowerError> {
    let [weight, scales, indices] =
        ["weight", "weight_scales", "indices"].map(|name| call.tensor(name));
    b.check_indices_from(&indices, Size::Static(0), weight.shape[0], "embedding");
    let length = b.size_mul(weight.shape[1], packed);
    let groups = scales.shape.get(1).copied().unwrap_or(Size::Static(1));
    let group = b.size_floor_div(length, groups);
    let rank = indices.rank();
    let mut shape = indices.shape.clone();
    shape.push(length);
    let shape = call.refine(0, &shape);
    let indices = b.unsqueeze(&indices, rank);
    let zero_points = call.opt_tensor("weight_zero_points");
    let result = b.pointwise_to(&shape, &[&indices], call.dtype(), |elements| {
        let row = b.wrap_index(elements[0], weight.shape[0]);
        let column = Size::Value(b.loop_index(rank));
        let element = unpacked(b, &weight, row, column, packed);
        let place = [row, b.size(b.size_floor_div(column, group))];
        let of_group = |tensor: &Tensor<'c>| {
            // One of the group, of the row, or of all rows.
            let places = place[..tensor.rank()].iter().zip(&tensor.shape);
            let places: Vec<Value> =
                places.map(|(&place, size)| if size.is(1) { b.index(0) } else { place }).collect();
            b.extract(tensor, &places)
        };
        let moved = match &zero_points {
            Some(tensor) => b.step(Builder::sub, element, of_group(tensor)),
            None => element,
        };
        b.step(Builder::mul, moved, of_group(&scales))
    });
    Ok(result.into())
}

/// An element of a row.
fn unpacked<'c>(
    b: &Builder<'c>,
    weight: &Tensor<'c>,
    row: Value<'c, 'c>,
    column: Size<'c>,
    packed: i64,
) -> Element<'c> {
    let place = b.size(b.size_floor_div(column, packed));
    let byte = b.extract(weight, &[row, place]);
    let int = |value| b.int(weight.dtype, value);
    let offset = b.size_element(b.size_rem(column, packed), weight.dtype);
    let is_first = b.compare(super::Comparison::Eq, offset, int(0));
    let as_int8 = |element: Element<'c>| Element { dtype: DType::I8, ..element };
    match packed {
        2 => {
            // As it is written for unsigned bytes, and as PyTorch computes it for signed ones.
            let half = b.select(is_first, b.div(byte, int(16)), b.remainder(byte, int(16)));
            b.sub(as_int8(half), b.int(DType::I8, 8))
        }
        4 => {
            let shift = b.mul(offset, int(2));
            let mask = b.same("arith.shli", &[int(3), shift]);
            let name = if weight.dtype == DType::U8 { "arith.shrui" } else { "arith.shrsi" };
            let bits = b.same(name, &[b.and(byte, mask), shift]);
            b.sub(as_int8(bits), b.int(DType::I8, 2))
        }
        _ => byte,
    }
}
