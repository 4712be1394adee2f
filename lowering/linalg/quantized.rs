//! Quantization by numbers, per channel, token and group.
//!
//! Source of the semantics: `torch/ao/quantization/fx/_decomposed.py` of PyTorch, and the ops that
//! ExecuTorch adds to its namespace.

use tricast_dialects::{Argument, DType};

use super::{
    Builder, Call, Element, LowerError, Outputs, Size, Table, Tensor, compute_dtype, einsum,
    promotion::check_promotes, quantized_embedding as embedding, quantized_params as params,
    torchao,
};

/// The lowerings of this file.
pub const TABLE: Table = &[
    ("quantized.quantize_per_tensor", |b, call| Ok(quantize_per_tensor(b, call).into())),
    ("quantized.quantize_per_tensor.tensor", |b, call| Ok(quantize_per_tensor(b, call).into())),
    ("quantized.quantize_per_tensor.tensor2", |b, call| Ok(quantize_per_tensor(b, call).into())),
    ("quantized.dequantize_per_tensor", |b, call| Ok(dequantize_per_tensor(b, call).into())),
    ("quantized.dequantize_per_tensor.tensor", |b, call| Ok(dequantize_per_tensor(b, call).into())),
    (
        "quantized.dequantize_per_tensor.tensor2",
        |b, call| Ok(dequantize_per_tensor(b, call).into()),
    ),
    ("quantized.choose_qparams.tensor", |b, call| params::per_tensor(b, call, false)),
    ("quantized.choose_qparams_symmetric.tensor", |b, call| params::per_tensor(b, call, true)),
    ("quantized.quantize_per_channel", quantize_per_channel),
    ("quantized.dequantize_per_channel", dequantize_per_channel),
    ("quantized.fake_quant_per_channel", fake_quant_per_channel),
    ("quantized.choose_qparams_per_token", params::per_token),
    ("quantized.choose_qparams_per_token_asymmetric", params::per_token_asymmetric),
    ("quantized._choose_qparams_per_token_asymmetric_impl", params::per_token_asymmetric),
    ("quantized.quantize_per_token", quantize_per_token),
    ("quantized.dequantize_per_token", dequantize_per_token),
    ("quantized.quantize_per_channel_group", quantize_per_channel_group),
    ("quantized.dequantize_per_channel_group", dequantize_per_channel_group),
    ("quantized.convert_element_type.no_fuse", |b, call| {
        Ok(b.cast_tensor(&call.tensor("input"), call.dtype()).into())
    }),
    ("quantized.add", |b, call| Ok(add(b, call, |_, sum| sum).into())),
    ("quantized.add_relu", |b, call| {
        Ok(add(b, call, |b, sum| b.max(sum, b.int(sum.dtype, 0))).into())
    }),
    ("quantized.add.scalar", add_scalar),
    ("quantized.mixed_mm", mixed_mm),
    ("quantized.mixed_linear", mixed_linear),
    ("quantized.embedding_byte", |b, call| embedding::rows(b, call, 1)),
    ("quantized.embedding_byte.dtype", |b, call| embedding::rows(b, call, 1)),
    ("quantized.embedding_4bit", |b, call| embedding::rows(b, call, 2)),
    ("quantized.embedding_4bit.dtype", |b, call| embedding::rows(b, call, 2)),
    ("quantized.embedding_2bit", |b, call| embedding::rows(b, call, 4)),
    ("quantized.embedding_2bit.dtype", |b, call| embedding::rows(b, call, 4)),
    ("quantized.quantize_affine", torchao::quantize_affine),
    ("quantized.dequantize_affine", torchao::dequantize_affine),
    ("quantized.choose_qparams_affine", torchao::choose_qparams_affine),
    ("quantized.choose_scale_float8", torchao::choose_scale_float8),
    ("quantized.quantize_affine_float8_non_decomposed", torchao::quantize_float8),
    ("quantized.dequantize_affine_float8_non_decomposed", torchao::dequantize_float8),
];

//===-- Per tensor ----------------------------------------------------------===//

/// An argument that is a number, or a tensor of one element.
fn number<'c>(b: &Builder<'c>, call: &Call<'c>, name: &str, dtype: DType) -> Element<'c> {
    match call.arguments.get(name) {
        Argument::Tensor(_) => b.cast(b.item(&call.tensor(name)), dtype),
        _ => call.number(b, name, dtype),
    }
}

/// Scale, zero point and range of a tensor.
struct Numbers<'c> {
    scale: Element<'c>,
    zero_point: Element<'c>,
    range: [Element<'c>; 2],
}

impl<'c> Numbers<'c> {
    /// The arguments whose names start with `prefix`.
    fn read(b: &Builder<'c>, call: &Call<'c>, prefix: &str) -> Self {
        let name = |name: &str| format!("{prefix}{name}");
        Numbers {
            scale: number(b, call, &name("scale"), DType::F64),
            zero_point: number(b, call, &name("zero_point"), DType::I64),
            range: ["quant_min", "quant_max"]
                .map(|bound| number(b, call, &name(bound), DType::I64)),
        }
    }

    fn quantize(&self, b: &Builder<'c>, element: Element<'c>) -> Element<'c> {
        const DTYPE: DType = DType::F32;
        let inverse = b.div(b.float(DType::F64, 1.0), self.scale);
        let scaled = b.mul(b.cast(element, DTYPE), b.cast(inverse, DTYPE));
        let moved = b.add(b.math("roundeven", scaled), b.cast(self.zero_point, DTYPE));
        let [least, largest] = self.range.map(|bound| b.cast(bound, DTYPE));
        b.min(b.max(moved, least), largest)
    }

    fn dequantize(&self, b: &Builder<'c>, element: Element<'c>, dtype: DType) -> Element<'c> {
        let compute = compute_dtype(dtype);
        let number = |number| b.cast(number, compute);
        let element = b.cast(element, dtype);
        let moved = b.step_in(dtype, Builder::sub, element, number(self.zero_point));
        b.step_in(dtype, Builder::mul, moved, number(self.scale))
    }
}

fn quantize_per_tensor<'c>(b: &Builder<'c>, call: &Call<'c>) -> Tensor<'c> {
    let numbers = Numbers::read(b, call, "");
    b.pointwise(&[&call.tensor("input")], call.dtype(), |elements| numbers.quantize(b, elements[0]))
}

fn dequantize_per_tensor<'c>(b: &Builder<'c>, call: &Call<'c>) -> Tensor<'c> {
    let numbers = Numbers::read(b, call, "");
    b.pointwise(&[&call.tensor("input")], call.dtype(), |elements| {
        numbers.dequantize(b, elements[0], call.dtype())
    })
}

/// The sum of two quantized tensors, quantized.
fn add<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    then: impl FnOnce(&Builder<'c>, Element<'c>) -> Element<'c>,
) -> Tensor<'c> {
    let [left, right, out] = ["a_", "b_", "out_"].map(|prefix| Numbers::read(b, call, prefix));
    b.pointwise(&[&call.tensor("a"), &call.tensor("b")], call.dtype(), |elements| {
        let x = left.dequantize(b, elements[0], DType::F32);
        let y = right.dequantize(b, elements[1], DType::F32);
        out.quantize(b, then(b, b.add(x, y)))
    })
}

fn add_scalar<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let [left, out] = ["a_", "out_"].map(|prefix| Numbers::read(b, call, prefix));
    let right = call.number(b, "b", DType::F32);
    let sum = b.pointwise(&[&call.tensor("qa")], call.dtype(), |elements| {
        out.quantize(b, b.add(left.dequantize(b, elements[0], DType::F32), right))
    });
    Ok(sum.into())
}

//===-- Per channel, token and group ----------------------------------------===//

/// `clamp(round(input * (1 / scale)) + zero point)`, each step promoted; with `rounds_last` the
/// zero point is added before rounding.
pub fn quantize_steps<'c>(
    b: &Builder<'c>,
    [input, scale, zero_point]: [Element<'c>; 3],
    [least, largest]: [f64; 2],
    rounds_last: bool,
) -> Element<'c> {
    let one = b.float(compute_dtype(scale.dtype), 1.0);
    let inverse = b.step_in(scale.dtype, Builder::div, one, scale);
    let scaled = b.step(Builder::mul, input, inverse);
    let moved = if rounds_last {
        b.round_even(b.step(Builder::add, scaled, zero_point))
    } else {
        b.step(Builder::add, b.round_even(scaled), zero_point)
    };
    let moved = b.step_number(Builder::max, moved, least);
    b.step_number(Builder::min, moved, largest)
}

/// `(input - zero point) * scale`, each step promoted.
fn dequantize_steps<'c>(
    b: &Builder<'c>,
    input: Element<'c>,
    scale: Element<'c>,
    zero_point: Option<Element<'c>>,
) -> Element<'c> {
    let moved = match zero_point {
        Some(zero_point) => b.step(Builder::sub, input, zero_point),
        None => input,
    };
    b.step(Builder::mul, moved, scale)
}

fn range(call: &Call) -> Result<[f64; 2], LowerError> {
    Ok([call.int("quant_min")? as f64, call.int("quant_max")? as f64])
}

/// One number for each element of a dimension, or one for all: with the dimensions it has.
fn along<'c>(b: &Builder<'c>, tensor: &Tensor<'c>, axis: usize) -> (Tensor<'c>, Vec<usize>) {
    match b.numel(&tensor.shape) {
        Size::Static(1) => (b.reshape(tensor, &[]), vec![]),
        _ => (b.flatten(tensor), vec![axis]),
    }
}

/// The input, scales, and zero points if there are any, along the channels.
fn per_channel<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    dtype: DType,
    body: impl FnOnce(&[Element<'c>]) -> Element<'c>,
) -> Result<Tensor<'c>, LowerError> {
    let input = call.tensor("input");
    let axis = input.dim(call.int("axis")?);
    let all: Vec<usize> = (0..input.rank()).collect();
    let mut operands = vec![(input.clone(), all), along(b, &call.tensor("scales"), axis)];
    operands.extend(call.opt_tensor("zero_points").map(|tensor| along(b, &tensor, axis)));
    check_promotes(&operands.iter().map(|(tensor, _)| tensor.dtype).collect::<Vec<_>>())?;
    let operands: Vec<(&Tensor, &[usize])> =
        operands.iter().map(|(tensor, dims)| (tensor, dims.as_slice())).collect();
    Ok(b.pointwise_along(&input.shape, &operands, dtype, body))
}

fn quantize_per_channel<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let range = range(call)?;
    let result = per_channel(b, call, call.dtype(), |elements| {
        let input = b.cast(elements[0], DType::F32);
        quantize_steps(b, [input, elements[1], elements[2]], range, false)
    });
    Ok(result?.into())
}

fn dequantize_per_channel<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let result = per_channel(b, call, call.dtype(), |elements| {
        dequantize_steps(b, elements[0], elements[1], elements.get(2).copied())
    });
    Ok(result?.into())
}

fn fake_quant_per_channel<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let range = range(call)?;
    let result = per_channel(b, call, call.dtype(), |elements| {
        let scale = b.cast(elements[1], DType::F32);
        let zero_point = b.cast(elements[2], DType::I32);
        let quantized = quantize_steps(b, [elements[0], scale, zero_point], range, false);
        dequantize_steps(b, quantized, scale, Some(zero_point))
    });
    Ok(result?.into())
}

/// The input, scales and zero points, which broadcast to it.
fn tokens<'c>(call: &Call<'c>) -> Result<[Tensor<'c>; 3], LowerError> {
    let tensors = ["input", "scales", "zero_points"].map(|name| call.tensor(name));
    check_promotes(&tensors.clone().map(|tensor| tensor.dtype))?;
    Ok(tensors)
}

fn quantize_per_token<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let (range, [input, scales, zero_points]) = (range(call)?, tokens(call)?);
    let result = b.pointwise(&[&input, &scales, &zero_points], call.dtype(), |elements| {
        quantize_steps(b, [elements[0], elements[1], elements[2]], range, true)
    });
    Ok(result.into())
}

fn dequantize_per_token<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let [input, scales, zero_points] = tokens(call)?;
    let result = b.pointwise(&[&input, &scales, &zero_points], call.dtype(), |elements| {
        dequantize_steps(b, elements[0], elements[1], Some(elements[2]))
    });
    Ok(result.into())
}

/// A matrix as one of groups, with its scales and zero points, if any, one a group.
fn groups<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    body: impl FnOnce(&[Element<'c>]) -> Element<'c>,
) -> Result<Outputs<'c>, LowerError> {
    let (input, scales) = (call.tensor("input"), call.tensor("scales"));
    let (row, group) = (input.shape[1], call.int("group_size")?);
    let is_row = row.as_static().is_some_and(|row| group > row)
        && scales.shape.last().is_some_and(|size| size.is(1));
    let group = if is_row { row } else { Size::Static(group) };
    let count = b.size_floor_div(b.numel(&input.shape), group);
    let shape = [count, group];
    let matrix = b.reshape(&input, &shape);
    let mut operands = vec![(matrix, vec![0, 1]), along(b, &scales, 0)];
    operands.extend(call.opt_tensor("zero_points").map(|tensor| along(b, &tensor, 0)));
    check_promotes(&operands.iter().map(|(tensor, _)| tensor.dtype).collect::<Vec<_>>())?;
    let operands: Vec<(&Tensor, &[usize])> =
        operands.iter().map(|(tensor, dims)| (tensor, dims.as_slice())).collect();
    let result = b.pointwise_along(&shape, &operands, call.dtype(), body);
    Ok(b.reshape(&result, &input.shape).into())
}

fn quantize_per_channel_group<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
) -> Result<Outputs<'c>, LowerError> {
    let range = range(call)?;
    groups(b, call, |elements| {
        quantize_steps(b, [elements[0], elements[1], elements[2]], range, true)
    })
}

fn dequantize_per_channel_group<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
) -> Result<Outputs<'c>, LowerError> {
    groups(b, call, |elements| {
        dequantize_steps(b, elements[0], elements[1], elements.get(2).copied())
    })
}

//===-- Products ------------------------------------------------------------===//

/// The weight of a mixed product, dequantized by scales of the rows, or of groups in them.
fn mixed_weight<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Tensor<'c>, LowerError> {
    let (weight, scales) = (call.tensor("weight"), call.tensor("weight_scales"));
    let (rows, columns) = (weight.shape[0], weight.shape[1]);
    let groups = scales.shape.get(1).copied().unwrap_or(Size::Static(1));
    // A last group may be cut short: elements are counted by the size of a whole one.
    let size = b.size_ceil_div(columns, groups);
    let mut operands = vec![scales];
    operands.extend(call.opt_tensor("weight_zero_points"));
    let zero_points = operands.len() > 1;
    let dtype = operands[0].dtype;
    Ok(b.pointwise_to(&[rows, columns], &[&weight], dtype, |elements| {
        let group = b.size_floor_div(Size::Value(b.loop_index(1)), size);
        let places: Vec<_> = [Size::Value(b.loop_index(0)), group][..operands[0].rank()]
            .iter()
            .map(|&place| b.size(place))
            .collect();
        let parts: Vec<Element> =
            operands.iter().map(|tensor| b.extract(tensor, &places)).collect();
        dequantize_steps(b, elements[0], parts[0], zero_points.then(|| parts[1]))
    }))
}

fn mixed_mm<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let weight = mixed_weight(b, call)?;
    Ok(b.matmul(&call.tensor("input"), &weight, call.dtype()).into())
}

fn mixed_linear<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let input = call.tensor("input");
    let tensors = [input.clone(), mixed_weight(b, call)?];
    let compute = compute_dtype(input.dtype);
    let product = einsum::equation(b, "mk,nk->mn", &tensors, None, compute);
    Ok(b.cast_tensor(&product, call.dtype()).into())
}
