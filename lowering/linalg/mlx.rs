//! What MLX has kernels of its own for: made of the ops that it equals.

use tricast_dialects::{Argument, DType, Dim};

use super::{Builder, Call, Element, LowerError, Outputs, Table, Tensor};

/// The lowerings of this file.
pub const TABLE: Table = &[("mlx.rope", rope), ("mlx.quantized_linear", quantized_linear)];

fn rope<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let (input, frequencies) = (call.tensor("input"), call.tensor("frequencies"));
    let start = call.opt_tensor("start").map(|start| b.reshape(&start, &[]));
    let last = input.rank() - 1;
    let half = b.size_floor_div(input.shape[last], 2);
    let halves = [b.narrow(&input, last, 0, half), b.narrow(&input, last, half, half)];
    let all: Vec<usize> = (0..=last).collect();
    let mut operands: Vec<(&Tensor, &[usize])> =
        vec![(&halves[0], &all), (&halves[1], &all), (&frequencies, &all[last..])];
    operands.extend(start.as_ref().map(|start| (start, [].as_slice())));
    type Turn = for<'c> fn(&Builder<'c>, [Element<'c>; 4]) -> Element<'c>;
    let turn = |body: Turn| {
        b.pointwise_along(&halves[0].shape, &operands, input.dtype, |elements| {
            let single = |element| b.cast(element, DType::F32);
            let [first, second] = [elements[0], elements[1]].map(single);
            let row = b.from_index(b.loop_index(last - 1));
            let position = match elements.get(3) {
                Some(&start) => b.add(b.cast(start, row.dtype), row),
                None => row,
            };
            let angle = b.mul(single(position), elements[2]);
            body(b, [first, second, b.math("cos", angle), b.math("sin", angle)])
        })
    };
    let parts = [
        turn(|b, [x, y, cos, sin]| b.sub(b.mul(x, cos), b.mul(y, sin))),
        turn(|b, [x, y, cos, sin]| b.add(b.mul(y, cos), b.mul(x, sin))),
    ];
    Ok(b.reshape(&b.concat(&parts, last), &input.shape).into())
}

fn quantized_linear<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let input = call.tensor("input");
    let (weight, scales) = (call.tensor("weight"), call.tensor("scales"));
    let (zero_points, bias) = (call.opt_tensor("zero_points"), call.opt_tensor("bias"));
    let blocks = [1, call.int("group_size")?].map(Dim::Static);
    let given = vec![
        ("block_size", Argument::SymInts(blocks.to_vec())),
        ("input_dtype", Argument::DType(DType::I8)),
        ("output_dtype", Argument::DType(input.dtype)),
    ];
    let tensors =
        [("input", Some(&weight)), ("scale", Some(&scales)), ("zero_point", zero_points.as_ref())];
    let weight = Call::of("quantized.dequantize_affine", &tensors, given)?.lower(b)?.tensor()?;
    let tensors = [("input", Some(&input)), ("weight", Some(&weight)), ("bias", bias.as_ref())];
    Call::of("aten.linear", &tensors, vec![])?.lower(b)
}
