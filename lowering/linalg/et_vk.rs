//! What ExecuTorch's Vulkan backend does as one op: made of the ops that it equals.
//!
//! Source of the semantics: `backends/vulkan/custom_ops_lib.py` of ExecuTorch.

use tricast_dialects::{Argument, DType, Dim, Scalar};

use super::{Builder, Call, Comparison, Element, LowerError, Outputs, Size, Sizes, Table, Tensor};

/// The lowerings of this file.
pub const TABLE: Table = &[
    ("et_vk.linear_q4gsw", |b, call| linear_q4gsw(b, call, &call.tensor("self"))),
    ("et_vk.linear_dq8ca_q4gsw", linear_dq8ca_q4gsw),
    ("et_vk.linear_qcs4w", linear_qcs4w),
    ("et_vk.linear_q8ta_q8csw", linear_q8ta_q8csw),
    ("et_vk.q8ta_linear", q8ta_linear),
    ("et_vk.q8ta_conv2d", q8ta_conv2d),
    ("et_vk.q8ta_conv2d_transposed", q8ta_conv2d_transposed),
    ("et_vk.q8ta_add", q8ta_add),
    ("et_vk.q8ta_relu", q8ta_relu),
    ("et_vk.q8ta_pixel_shuffle", q8ta_pixel_shuffle),
    ("et_vk.embedding_q4gsw", embedding_q4gsw),
    ("et_vk.apply_rotary_emb", apply_rotary_emb),
    ("et_vk.apply_rotary_emb_hf", apply_rotary_emb_hf),
    ("et_vk.rms_norm", rms_norm),
    ("et_vk.sdpa", sdpa),
    ("et_vk.select_as_symint", select_as_symint),
];

fn int(value: i64) -> Argument {
    Argument::SymInt(Dim::Static(value))
}

fn float(value: f64) -> Argument {
    Argument::Scalar(Scalar::Float(value))
}

/// Arguments of a call by name.
type Given = Vec<(&'static str, Argument)>;

/// Another op on these tensors.
fn other<'c>(
    b: &Builder<'c>,
    name: &str,
    tensors: &[(&'static str, Option<&Tensor<'c>>)],
    given: Given,
) -> Result<Tensor<'c>, LowerError> {
    Call::of(name, tensors, given)?.lower(b)?.tensor()
}

//===-- Quantizing ----------------------------------------------------------===//

/// Scale, zero point and range of a tensor of int8.
fn affine((scale, zero_point): (f64, i64)) -> Given {
    vec![
        ("scale", float(scale)),
        ("zero_point", int(zero_point)),
        ("quant_min", int(-128)),
        ("quant_max", int(127)),
        ("dtype", Argument::DType(DType::I8)),
    ]
}

/// The arguments `<prefix>_scale` and `<prefix>_zero_point`.
fn numbers(call: &Call, prefix: &str) -> Result<(f64, i64), LowerError> {
    Ok((call.float(&format!("{prefix}_scale"))?, call.int(&format!("{prefix}_zero_point"))?))
}

fn quantized<'c>(
    b: &Builder<'c>,
    tensor: &Tensor<'c>,
    numbers: (f64, i64),
) -> Result<Tensor<'c>, LowerError> {
    other(b, "quantized.quantize_per_tensor", &[("input", Some(tensor))], affine(numbers))
}

fn dequantized<'c>(
    b: &Builder<'c>,
    tensor: &Tensor<'c>,
    numbers: (f64, i64),
) -> Result<Tensor<'c>, LowerError> {
    other(b, "quantized.dequantize_per_tensor", &[("input", Some(tensor))], affine(numbers))
}

/// The result of an op on floats, after its activation, as int8.
fn output<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    result: &Tensor<'c>,
) -> Result<Outputs<'c>, LowerError> {
    let result = match call.str("activation")? {
        "relu" => &other(b, "aten.relu", &[("self", Some(result))], vec![])?,
        _ => result,
    };
    Ok(quantized(b, result, numbers(call, "output")?)?.into())
}

/// A weight with a scale for each place of a dimension, as floats.
fn weight_of_channels<'c>(
    b: &Builder<'c>,
    [weights, scales]: [&Tensor<'c>; 2],
    axis: i64,
    dtype: DType,
) -> Result<Tensor<'c>, LowerError> {
    let given = vec![
        ("axis", int(axis)),
        ("quant_min", int(-128)),
        ("quant_max", int(127)),
        ("dtype", Argument::DType(DType::I8)),
        ("out_dtype", Argument::DType(dtype)),
    ];
    let tensors = [("input", Some(weights)), ("scales", Some(scales))];
    other(b, "quantized.dequantize_per_channel", &tensors, given)
}

/// A matrix with a scale for each group of a row, as floats.
fn weight_of_groups<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    weights: &str,
    dtype: DType,
) -> Result<Tensor<'c>, LowerError> {
    let blocks = [1, call.int("group_size")?].map(Dim::Static);
    let given = vec![
        ("block_size", Argument::SymInts(blocks.to_vec())),
        ("input_dtype", Argument::DType(DType::I8)),
        ("output_dtype", Argument::DType(dtype)),
    ];
    let (weights, scales) = (call.tensor(weights), call.tensor("weight_scales"));
    let tensors = [("input", Some(&weights)), ("scale", Some(&scales))];
    other(b, "quantized.dequantize_affine", &tensors, given)
}

//===-- Linear --------------------------------------------------------------===//

fn linear<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    input: &Tensor<'c>,
    weight: &Tensor<'c>,
) -> Result<Tensor<'c>, LowerError> {
    let bias = call.opt_tensor("bias");
    let tensors = [("input", Some(input)), ("weight", Some(weight)), ("bias", bias.as_ref())];
    other(b, "aten.linear", &tensors, vec![])
}

fn linear_q4gsw<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    input: &Tensor<'c>,
) -> Result<Outputs<'c>, LowerError> {
    let weight = weight_of_groups(b, call, "weights", input.dtype)?;
    Ok(linear(b, call, input, &weight)?.into())
}

fn linear_dq8ca_q4gsw<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let [input, scales, zero_points] =
        ["input", "input_scales", "input_zp"].map(|name| call.tensor(name));
    let last = input.shape[input.rank() - 1];
    let last = last.as_static().ok_or_else(|| LowerError("needs rows of known size".into()))?;
    let mut blocks = vec![Dim::Static(1); input.rank()];
    blocks[input.rank() - 1] = Dim::Static(last);
    let given = |dtype: &'static str, more: &[(&'static str, Argument)]| {
        let mut given = vec![
            ("block_size", Argument::SymInts(blocks.clone())),
            (dtype, Argument::DType(DType::I8)),
            ("quant_min", Argument::Scalar(Scalar::Int(-128))),
            ("quant_max", Argument::Scalar(Scalar::Int(127))),
        ];
        given.extend_from_slice(more);
        given
    };
    let with = |input| {
        [("input", Some(input)), ("scale", Some(&scales)), ("zero_point", Some(&zero_points))]
    };
    let rows = other(b, "quantized.quantize_affine", &with(&input), given("output_dtype", &[]))?;
    let as_input = [("output_dtype", Argument::DType(input.dtype))];
    let rows =
        other(b, "quantized.dequantize_affine", &with(&rows), given("input_dtype", &as_input))?;
    linear_q4gsw(b, call, &rows)
}

fn linear_qcs4w<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let (input, parts) = (call.tensor("self"), ["weight", "scales"].map(|name| call.tensor(name)));
    let weight = weight_of_channels(b, [&parts[0], &parts[1]], 0, input.dtype)?;
    let tensors = [("input", Some(&input)), ("weight", Some(&weight))];
    Ok(other(b, "aten.linear", &tensors, vec![])?.into())
}

/// The weight of an op, as floats.
fn weights<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    axis: i64,
    dtype: DType,
) -> Result<Tensor<'c>, LowerError> {
    let [weights, scales] = ["weights", "weight_scales"].map(|name| call.tensor(name));
    weight_of_channels(b, [&weights, &scales], axis, dtype)
}

fn linear_q8ta_q8csw<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let (x, numbers) = (call.tensor("x"), numbers(call, "input")?);
    let rounded = dequantized(b, &quantized(b, &x, numbers)?, numbers)?;
    let rounded = b.cast_tensor(&rounded, x.dtype);
    Ok(linear(b, call, &rounded, &weights(b, call, 0, x.dtype)?)?.into())
}

fn q8ta_linear<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let input = dequantized(b, &call.tensor("x"), numbers(call, "input")?)?;
    let result = linear(b, call, &input, &weights(b, call, 0, DType::F32)?)?;
    output(b, call, &result)
}

//===-- Convolution ---------------------------------------------------------===//

fn convolution<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    name: &str,
    lists: &[&'static str],
    axis: i64,
) -> Result<Outputs<'c>, LowerError> {
    let input = dequantized(b, &call.tensor("x"), numbers(call, "input")?)?;
    let (weight, bias) = (weights(b, call, axis, DType::F32)?, call.opt_tensor("bias"));
    let tensors = [("input", Some(&input)), ("weight", Some(&weight)), ("bias", bias.as_ref())];
    let given = lists.iter().map(|&name| (name, call.arguments.get(name).clone())).collect();
    output(b, call, &other(b, name, &tensors, given)?)
}

fn q8ta_conv2d<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    convolution(b, call, "aten.conv2d", &["stride", "padding", "dilation", "groups"], 0)
}

fn q8ta_conv2d_transposed<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let lists = ["stride", "padding", "output_padding", "groups", "dilation"];
    convolution(b, call, "aten.conv_transpose2d.input", &lists, 1)
}

//===-- Element by element, and moved ---------------------------------------===//

fn q8ta_add<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let part = |name: &str| dequantized(b, &call.tensor(name), numbers(call, name)?);
    let (left, right) = (part("input_a")?, part("input_b")?);
    let alpha = vec![("alpha", float(call.float("alpha")?))];
    let tensors = [("self", Some(&left)), ("other", Some(&right))];
    let sum = other(b, "aten.add.Tensor", &tensors, alpha)?;
    Ok(quantized(b, &sum, numbers(call, "output")?)?.into())
}

fn q8ta_relu<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let input = dequantized(b, &call.tensor("input"), numbers(call, "input")?)?;
    let result = other(b, "aten.relu", &[("self", Some(&input))], vec![])?;
    Ok(quantized(b, &result, numbers(call, "output")?)?.into())
}

fn q8ta_pixel_shuffle<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let input = dequantized(b, &call.tensor("input"), numbers(call, "input")?)?;
    let factor = vec![("upscale_factor", int(call.int("upscale_factor")?))];
    let moved = other(b, "aten.pixel_shuffle", &[("self", Some(&input))], factor)?;
    let numbers = (1.0 / call.float("output_inv_scale")?, call.int("output_zero_point")?);
    Ok(quantized(b, &moved, numbers)?.into())
}

fn embedding_q4gsw<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let table = weight_of_groups(b, call, "weight", call.dtype())?;
    let indices = call.tensor("indices");
    let tensors = [("weight", Some(&table)), ("indices", Some(&indices))];
    Ok(other(b, "aten.embedding", &tensors, vec![])?.into())
}

//===-- Floats --------------------------------------------------------------===//

/// The halves of a tensor's pairs, turned: `[B, S, H, P]` with the tables `[S, P]`.
fn turned<'c>(
    b: &Builder<'c>,
    [first, second]: [&Tensor<'c>; 2],
    [cos, sin]: &[Tensor<'c>; 2],
) -> [Tensor<'c>; 2] {
    let all = [0, 1, 2, 3];
    let operands: [(&Tensor, &[usize]); 4] =
        [(first, &all), (second, &all), (cos, &[1, 3]), (sin, &[1, 3])];
    let turn = |body: fn(&Builder<'c>, [Element<'c>; 4]) -> Element<'c>| {
        b.pointwise_along(&first.shape, &operands, first.dtype, |elements| {
            let compute = super::compute_dtype(first.dtype);
            body(b, [0, 1, 2, 3].map(|index| b.cast(elements[index], compute)))
        })
    };
    [
        turn(|b, [x, y, cos, sin]| b.sub(b.mul(x, cos), b.mul(y, sin))),
        turn(|b, [x, y, cos, sin]| b.add(b.mul(y, cos), b.mul(x, sin))),
    ]
}

fn tables<'c>(call: &Call<'c>) -> [Tensor<'c>; 2] {
    ["freqs_cos", "freqs_sin"].map(|name| call.tensor(name))
}

fn apply_rotary_emb<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let tables = tables(call);
    let results = ["xq", "xk"].map(|name| {
        let x = call.tensor(name);
        let mut shape = x.shape.clone();
        shape[3] = b.size_floor_div(shape[3], 2);
        let mut pairs: Sizes = shape.clone();
        pairs.push(Size::Static(2));
        let split = b.reshape(&x, &pairs);
        let [first, second] = [0, 1].map(|index| b.reshape(&b.narrow(&split, 4, index, 1), &shape));
        let parts = turned(b, [&first, &second], &tables).map(|part| b.unsqueeze(&part, 4));
        b.reshape(&b.concat(&parts, 4), &x.shape)
    });
    Ok(results.to_vec().into())
}

fn apply_rotary_emb_hf<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let (start, rows) = (call.size("start_pos"), call.tensor("xq").shape[1]);
    let [cos, sin] = tables(call);
    let end = b.size_add(start, rows);
    if end.as_static().is_none() || cos.shape[0].as_static().is_none() {
        let number = |size| b.size_element(size, DType::I64);
        let is_within = b.and(
            b.compare(Comparison::Ge, number(start), b.int(DType::I64, 0)),
            b.compare(Comparison::Le, number(end), number(cos.shape[0])),
        );
        b.assert(is_within, "the positions from start_pos on are not all in freqs_cos");
    }
    let rotated = cos.shape[1];
    let half = b.size_floor_div(rotated, 2);
    let tables = [cos, sin].map(|table| b.narrow(&b.narrow(&table, 0, start, rows), 1, 0, half));
    let results = ["xq", "xk"].map(|name| {
        let x = call.tensor(name);
        let first = b.narrow(&x, 3, 0, half);
        let second = b.narrow(&x, 3, half, half);
        let mut parts = turned(b, [&first, &second], &tables).to_vec();
        if x.shape[3] != rotated {
            let rest = b.size_sub(x.shape[3], rotated);
            parts.push(b.narrow(&x, 3, rotated, rest));
        }
        b.reshape(&b.concat(&parts, 3), &x.shape)
    });
    Ok(results.to_vec().into())
}

fn rms_norm<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let (x, weight) = (call.tensor("x"), call.tensor("weight"));
    let last = x.shape[x.rank() - 1].as_static().or(weight.shape[0].as_static());
    let last = last.ok_or_else(|| LowerError("needs a last dimension of known size".into()))?;
    let given = vec![
        ("normalized_shape", Argument::SymInts(vec![Dim::Static(last)])),
        ("eps", float(call.float("eps")?)),
    ];
    Ok(other(b, "aten.rms_norm", &[("input", Some(&x)), ("weight", Some(&weight))], given)?.into())
}

fn sdpa<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let [q, k, v] = ["q", "k", "v"].map(|name| call.tensor(name));
    let mask = call.opt_tensor("attn_mask");
    let tensors =
        [("query", Some(&q)), ("key", Some(&k)), ("value", Some(&v)), ("attn_mask", mask.as_ref())];
    let scale = vec![("scale", call.arguments.get("scale").clone())];
    Ok(other(b, "aten.scaled_dot_product_attention", &tensors, scale)?.into())
}

fn select_as_symint<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let x = call.tensor("x");
    let given = vec![("dim", int(call.int("dim")?)), ("index", int(call.int("index")?))];
    let element = other(b, "aten.select.int", &[("self", Some(&x))], given)?;
    Call::of("aten._local_scalar_dense", &[("self", Some(&element))], vec![])?.lower(b)
}
