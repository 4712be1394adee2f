//! Products and activations of int8.

use super::{check_float, check_multiple, check_rank, check_sizes, tensor_of};
use crate::{
    arguments::{Argument, Arguments},
    dim::Dim,
    dtype::DType,
    types::{InferError, Results, SizeList, TensorType, ensure},
};

//===-- Parts ---------------------------------------------------------------===//

fn check_int8(name: &str, tensor: &TensorType) -> Result<(), InferError> {
    ensure!(
        tensor.dtype == DType::I8,
        "Expecting {name} to be of torch.int8, but got torch.{}",
        tensor.dtype.torch_name()
    );
    Ok(())
}

/// Scale and zero point of a whole tensor of int8, from `<prefix>_scale` and `<prefix>_zero_point`.
fn check_affine(arguments: &Arguments, prefix: &str) -> Result<(), InferError> {
    check_scale(arguments, &format!("{prefix}_scale"))?;
    let name = format!("{prefix}_zero_point");
    let zero_point = arguments.int(&name)?;
    ensure!(
        (-128..=127).contains(&zero_point),
        "Expecting {name} to be one of int8, but got {zero_point}"
    );
    Ok(())
}

fn check_scale(arguments: &Arguments, name: &str) -> Result<(), InferError> {
    let scale = arguments.float(name)?;
    ensure!(
        scale > 0.0 && scale.is_finite(),
        "Expecting {name} to be positive and finite, but got {scale}"
    );
    Ok(())
}

/// A matrix of int8, `[N, K]`.
fn check_matrix(name: &str, weights: &TensorType) -> Result<(), InferError> {
    check_int8(name, weights)?;
    check_rank(name, weights, 2)?;
    check_multiple("the columns of the weight", &weights.shape[1], 4)
}

/// A matrix with a scale for each group of a row.
fn check_groups(arguments: &Arguments, names: [&str; 2], multiple: i64) -> Result<(), InferError> {
    let (weights, scales) = (arguments.tensor(names[0])?, arguments.tensor(names[1])?);
    let group = arguments.int("group_size")?;
    check_matrix(names[0], weights)?;
    ensure!(group > 0, "Expecting group_size to be positive, but got {group}");
    check_multiple("group_size", &Dim::Static(group), multiple)?;
    let (rows, columns) = (weights.shape[0].clone(), &weights.shape[1]);
    check_multiple("the columns of the weight", columns, group)?;
    check_float(names[1], scales)?;
    check_sizes(names[1], scales, &[rows, columns.floor_div(&Dim::Static(group))])
}

/// One scale for each of `count`.
fn check_channels(name: &str, scales: &TensorType, count: &Dim) -> Result<(), InferError> {
    check_float(name, scales)?;
    check_sizes(name, scales, std::slice::from_ref(count))
}

/// `tensor` as another op has it that is of floats.
fn as_float(tensor: &TensorType) -> Argument {
    Argument::Tensor(tensor.with_dtype(DType::F32))
}

/// The product of an input with the matrix `weights`, of the dtype of the input.
fn product(
    arguments: &Arguments,
    input: &TensorType,
    weights: &str,
) -> Result<TensorType, InferError> {
    let weights = arguments.tensor(weights)?.with_dtype(input.dtype);
    let bias = arguments.op().params.iter().any(|param| param.name == "bias");
    let bias = if bias { arguments.opt_tensor("bias")? } else { None };
    if let Some(bias) = bias {
        check_sizes("bias", bias, &weights.shape[..1])?;
    }
    let bias = bias.map_or(Argument::None, |bias| Argument::Tensor(bias.clone()));
    let tensors = [
        ("input", Argument::Tensor(input.clone())),
        ("weight", Argument::Tensor(weights)),
        ("bias", bias),
    ];
    tensor_of("aten.linear", tensors)
}

//===-- Linear --------------------------------------------------------------===//

/// With a weight in groups.
pub fn linear_q4gsw(arguments: &Arguments) -> Result<Results, InferError> {
    let input = arguments.tensor("self")?;
    check_float("self", input)?;
    check_groups(arguments, ["weights", "weight_scales"], 4)?;
    Ok(product(arguments, input, "weights")?.into_results())
}

/// With a weight in groups, and an input in rows.
pub fn linear_dq8ca_q4gsw(arguments: &Arguments) -> Result<Results, InferError> {
    let input = arguments.tensor("input")?;
    check_float("input", input)?;
    check_groups(arguments, ["weights", "weight_scales"], 4)?;
    let rows = crate::types::numel(&input.shape[..input.rank().saturating_sub(1)]);
    for name in ["input_scales", "input_zp"] {
        let tensor = arguments.tensor(name)?;
        ensure!(
            tensor.numel().may_equal(&rows),
            "Expecting one of {name} for each of {rows} rows, but got size {}",
            SizeList(&tensor.shape)
        );
    }
    let (scales, zero_points) = (arguments.tensor("input_scales")?, arguments.tensor("input_zp")?);
    ensure!(scales.dtype.is_float(), "Expecting input_scales to be of floats");
    ensure!(zero_points.dtype.is_integral(false), "Expecting input_zp to be of integers");
    Ok(product(arguments, input, "weights")?.into_results())
}

/// With a 4-bit weight in rows.
pub fn linear_qcs4w(arguments: &Arguments) -> Result<Results, InferError> {
    let (input, weight) = (arguments.tensor("self")?, arguments.tensor("weight")?);
    check_float("self", input)?;
    check_matrix("weight", weight)?;
    check_multiple("the rows of the weight", &weight.shape[0], 4)?;
    check_channels("scales", arguments.tensor("scales")?, &weight.shape[0])?;
    Ok(product(arguments, input, "weight")?.into_results())
}

fn check_rows(arguments: &Arguments) -> Result<(), InferError> {
    let weights = arguments.tensor("weights")?;
    check_matrix("weights", weights)?;
    check_channels("weight_scales", arguments.tensor("weight_scales")?, &weights.shape[0])
}

/// Floats, quantized first.
pub fn linear_q8ta_q8csw(arguments: &Arguments) -> Result<Results, InferError> {
    let input = arguments.tensor("x")?;
    check_float("x", input)?;
    check_affine(arguments, "input")?;
    check_rows(arguments)?;
    Ok(product(arguments, input, "weights")?.into_results())
}

/// int8 to int8.
pub fn q8ta_linear(arguments: &Arguments) -> Result<Results, InferError> {
    let input = arguments.tensor("x")?;
    check_int8("x", input)?;
    check_affine(arguments, "input")?;
    check_affine(arguments, "output")?;
    check_rows(arguments)?;
    let result = product(arguments, &input.with_dtype(DType::F32), "weights")?;
    Ok(result.with_dtype(DType::I8).into_results())
}

//===-- Convolution ---------------------------------------------------------===//

/// That kernels can do the groups: all of one channel, or of a multiple of 4 each.
fn check_conv_groups(input: &Dim, output: &Dim, groups: i64) -> Result<(), InferError> {
    let groups = Dim::Static(groups);
    if groups == Dim::Static(1) {
        return Ok(());
    }
    if input.may_equal(&groups) && output.may_equal(&groups) {
        return check_multiple("the number of groups", &groups, 4);
    }
    check_multiple("the input channels of a group", &input.floor_div(&groups), 4)?;
    check_multiple("the output channels of a group", &output.floor_div(&groups), 4)
}

/// A convolution over two dimensions: `lists` are those of the op named `name`.
fn convolution(
    arguments: &Arguments,
    name: &str,
    lists: &[&'static str],
    channels: usize,
) -> Result<Results, InferError> {
    let (x, weights) = (arguments.tensor("x")?, arguments.tensor("weights")?);
    check_int8("x", x)?;
    check_int8("weights", weights)?;
    check_rank("x", x, 4)?;
    check_rank("weights", weights, 4)?;
    check_affine(arguments, "input")?;
    check_affine(arguments, "output")?;
    check_channels("weight_scales", arguments.tensor("weight_scales")?, &weights.shape[channels])?;
    let bias = arguments.opt_tensor("bias")?;
    let bias = bias.map_or(Argument::None, |bias| Argument::Tensor(bias.clone()));
    let tensors = [("input", as_float(x)), ("weight", as_float(weights)), ("bias", bias)];
    let given = lists.iter().map(|name| (*name, arguments.get(name).clone()));
    let result = tensor_of(name, tensors.into_iter().chain(given))?;
    check_conv_groups(&x.shape[1], &result.shape[1], arguments.int("groups")?)?;
    Ok(result.with_dtype(DType::I8).into_results())
}

/// A convolution over two dimensions.
pub fn q8ta_conv2d(arguments: &Arguments) -> Result<Results, InferError> {
    convolution(arguments, "aten.conv2d", &["stride", "padding", "dilation", "groups"], 0)
}

/// A transposed convolution over two dimensions.
pub fn q8ta_conv2d_transposed(arguments: &Arguments) -> Result<Results, InferError> {
    let dilation = arguments.ints("dilation")?;
    ensure!(
        dilation.iter().all(|&dilation| dilation == 1),
        "Expecting dilation to be 1, but got {dilation:?}"
    );
    let lists = ["stride", "padding", "output_padding", "groups", "dilation"];
    convolution(arguments, "aten.conv_transpose2d.input", &lists, 1)
}

//===-- Element by element --------------------------------------------------===//

/// A sum.
pub fn q8ta_add(arguments: &Arguments) -> Result<Results, InferError> {
    let (a, b) = (arguments.tensor("input_a")?, arguments.tensor("input_b")?);
    check_int8("input_a", a)?;
    check_int8("input_b", b)?;
    check_sizes("input_b", b, &a.shape)?;
    for prefix in ["input_a", "input_b", "output"] {
        check_affine(arguments, prefix)?;
    }
    Ok(a.clone().into_results())
}

/// What is above zero.
pub fn q8ta_relu(arguments: &Arguments) -> Result<Results, InferError> {
    let input = arguments.tensor("input")?;
    check_int8("input", input)?;
    check_affine(arguments, "input")?;
    check_affine(arguments, "output")?;
    Ok(input.clone().into_results())
}

/// Channels to pixels.
pub fn q8ta_pixel_shuffle(arguments: &Arguments) -> Result<Results, InferError> {
    let input = arguments.tensor("input")?;
    check_int8("input", input)?;
    check_rank("input", input, 4)?;
    check_affine(arguments, "input")?;
    check_scale(arguments, "output_inv_scale")?;
    let factor = arguments.int("upscale_factor")?;
    ensure!(factor == 2, "Expecting upscale_factor to be 2, but got {factor}");
    let given =
        [("self", as_float(input)), ("upscale_factor", Argument::SymInt(Dim::Static(factor)))];
    Ok(tensor_of("aten.pixel_shuffle", given)?.with_dtype(DType::I8).into_results())
}

//===-- Embedding -----------------------------------------------------------===//

/// Rows of a table in groups.
pub fn embedding_q4gsw(arguments: &Arguments) -> Result<Results, InferError> {
    let (weight, scales) = (arguments.tensor("weight")?, arguments.tensor("weight_scales")?);
    check_groups(arguments, ["weight", "weight_scales"], 1)?;
    check_multiple("the columns of the weight", &weight.shape[1], 32)?;
    let given = [
        ("weight", Argument::Tensor(weight.with_dtype(scales.dtype))),
        ("indices", Argument::Tensor(arguments.tensor("indices")?.clone())),
    ];
    Ok(tensor_of("aten.embedding", given)?.into_results())
}
