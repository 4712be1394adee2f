//! `quantized_decomposed`: quantization per tensor, channel, token and group.

use super::range::{
    bounds, check_count, check_float_dtype, check_float_input, check_input_dtype, check_int_range,
};
use crate::{
    arguments::{Argument, Arguments},
    dim::Dim,
    dtype::DType,
    shape::{broadcast, wrap_dim},
    types::{InferError, Results, SizeList, TensorType, ensure, fail},
};

/// Scale, zero point and range of a whole tensor: numbers, or tensors of one element.
fn check_per_tensor(arguments: &Arguments, dtype: DType) -> Result<(), InferError> {
    for name in ["zero_point", "scale", "quant_min", "quant_max"] {
        if let Argument::Tensor(tensor) = arguments.get(name) {
            ensure!(
                tensor.numel().may_equal(&Dim::Static(1)),
                "Expecting {name} tensor to be one element, but received : {}",
                tensor.numel()
            );
        }
    }
    if let Argument::SymInt(_) = arguments.get("quant_min") {
        return check_int_range(arguments, "", dtype);
    }
    ensure!(bounds(dtype).is_some(), "Unsupported dtype: torch.{}", dtype.torch_name());
    Ok(())
}

/// To `dtype`, by one scale.
pub fn quantize_per_tensor(arguments: &Arguments) -> Result<Results, InferError> {
    let (input, dtype) = (arguments.tensor("input")?, arguments.dtype("dtype")?);
    check_float_input(input)?;
    check_per_tensor(arguments, dtype)?;
    if let Argument::Scalar(scale) = arguments.get("scale") {
        ensure!(scale.as_f64() != Some(0.0), "float division by zero");
    }
    Ok(input.with_dtype(dtype).into_results())
}

/// To `out_dtype`, f32 where it is absent.
fn out_dtype(arguments: &Arguments) -> Result<DType, InferError> {
    check_float_dtype(arguments.opt_dtype("out_dtype")?.unwrap_or(DType::F32))
}

/// From `dtype`, by one scale.
pub fn dequantize_per_tensor(arguments: &Arguments) -> Result<Results, InferError> {
    let input = arguments.tensor("input")?;
    let dtype = check_input_dtype(arguments, input, "dtype")?;
    ensure!(
        bounds(dtype).is_some(),
        "Unsupported dtype in dequantize_per_tensor: torch.{}",
        dtype.torch_name()
    );
    check_per_tensor(arguments, dtype)?;
    Ok(input.with_dtype(out_dtype(arguments)?).into_results())
}

/// That there is one scale and zero point for each element of dimension `axis`.
fn check_channels(arguments: &Arguments, input: &TensorType) -> Result<(), InferError> {
    let (axis, rank) = (arguments.int("axis")?, input.rank());
    ensure!(axis < rank as i64, "Expecting axis to be < {rank}");
    let Some(channels) = input.shape.get(wrap_dim(axis, rank)?) else {
        fail!("Expecting axis to be < 0")
    };
    let scales = arguments.tensor("scales")?;
    check_count("scales", scales, channels)?;
    if let Some(zero_points) = arguments.opt_tensor("zero_points")? {
        check_count("zero_points", zero_points, channels)?;
        ensure!(
            zero_points.numel().may_equal(&scales.numel()),
            "Expecting as many zero_points as scales, but got sizes {} and {}",
            SizeList(&zero_points.shape),
            SizeList(&scales.shape)
        );
    }
    Ok(())
}

/// To `dtype`, by a scale for each channel.
pub fn quantize_per_channel(arguments: &Arguments) -> Result<Results, InferError> {
    let (input, dtype) = (arguments.tensor("input")?, arguments.dtype("dtype")?);
    check_float_input(input)?;
    check_channels(arguments, input)?;
    check_int_range(arguments, "", dtype)?;
    Ok(input.with_dtype(dtype).into_results())
}

/// From `dtype`, by a scale for each channel.
pub fn dequantize_per_channel(arguments: &Arguments) -> Result<Results, InferError> {
    let input = arguments.tensor("input")?;
    let dtype = check_input_dtype(arguments, input, "dtype")?;
    check_channels(arguments, input)?;
    check_int_range(arguments, "", dtype)?;
    Ok(input.with_dtype(out_dtype(arguments)?).into_results())
}

/// To a range and back, by a scale for each channel.
pub fn fake_quant_per_channel(arguments: &Arguments) -> Result<Results, InferError> {
    let input = arguments.tensor("input")?;
    ensure!(
        input.dtype == DType::F32,
        "Expecting input to have dtype torch.float32, but got dtype: torch.{}",
        input.dtype.torch_name()
    );
    let axis = arguments.int("axis")?;
    ensure!(axis >= 0, "Expecting axis not to be negative, but got {axis}");
    check_channels(arguments, input)?;
    check_int_range(arguments, "", DType::I32)?;
    Ok(input.clone().into_results())
}

/// That scales and zero points broadcast to the input.
fn check_tokens(arguments: &Arguments, input: &TensorType) -> Result<(), InferError> {
    for name in ["scales", "zero_points"] {
        let tensor = arguments.tensor(name)?;
        let sizes = broadcast(&input.shape, &tensor.shape)?;
        ensure!(
            sizes.len() == input.rank()
                && sizes.iter().zip(&input.shape).all(|(a, b)| a.may_equal(b)),
            "Expecting {name} of size {} to broadcast to the input of size {}",
            SizeList(&tensor.shape),
            SizeList(&input.shape)
        );
    }
    Ok(())
}

/// To `dtype`, by a scale for each row of the last dimension.
pub fn quantize_per_token(arguments: &Arguments) -> Result<Results, InferError> {
    let (input, dtype) = (arguments.tensor("input")?, arguments.dtype("dtype")?);
    ensure!(input.dtype.is_float(), "Expecting input to be a floating point tensor");
    check_int_range(arguments, "", dtype)?;
    let tokens = &input.shape[..input.rank().saturating_sub(1)];
    let tokens = crate::types::numel(tokens);
    for name in ["scales", "zero_points"] {
        let tensor = arguments.tensor(name)?;
        ensure!(
            tensor.numel().may_equal(&tokens),
            "num_tokens: {tokens} {name}: {}",
            SizeList(&tensor.shape)
        );
    }
    check_tokens(arguments, input)?;
    Ok(input.with_dtype(dtype).into_results())
}

/// To `output_dtype`, by a scale for each row of the last dimension.
pub fn dequantize_per_token(arguments: &Arguments) -> Result<Results, InferError> {
    let input = arguments.tensor("input")?;
    check_int_range(arguments, "", arguments.dtype("dtype")?)?;
    check_tokens(arguments, input)?;
    let dtype = check_float_dtype(arguments.dtype("output_dtype")?)?;
    Ok(input.with_dtype(dtype).into_results())
}

/// A matrix in groups of each row, with a scale and zero point for each.
fn check_groups(arguments: &Arguments, input: &TensorType) -> Result<(), InferError> {
    let scales = arguments.tensor("scales")?;
    let group_size = Dim::Static(arguments.int("group_size")?);
    ensure!(
        group_size.as_static().is_some_and(|size| size > 1),
        "Expecting group_size to be > 1, but got {group_size}"
    );
    let [_, row] = input.shape.as_slice() else {
        fail!("Expecting input to have dim()==2, but found {}", input.rank())
    };
    let whole_row = scales.shape.last() == Some(&Dim::Static(1))
        && matches!((&group_size, row), (Dim::Static(group), Dim::Static(row)) if group > row);
    let groups = if whole_row {
        input.shape[0].clone()
    } else {
        ensure!(
            row.modulo(&group_size).may_equal(&Dim::Static(0)),
            "Expecting rows of {row} to be divisible by group_size {group_size}"
        );
        input.numel().floor_div(&group_size)
    };
    check_count("scales", scales, &groups)?;
    if let Some(zero_points) = arguments.opt_tensor("zero_points")? {
        check_count("zero_points", zero_points, &groups)?;
    }
    check_int_range(arguments, "", arguments.dtype("dtype")?)
}

/// To `dtype`, by a scale for each group.
pub fn quantize_per_channel_group(arguments: &Arguments) -> Result<Results, InferError> {
    let input = arguments.tensor("input")?;
    ensure!(input.dtype.is_float(), "Expecting input to be a floating point tensor");
    check_groups(arguments, input)?;
    Ok(input.with_dtype(arguments.dtype("dtype")?).into_results())
}

/// To `output_dtype`, by a scale for each group.
pub fn dequantize_per_channel_group(arguments: &Arguments) -> Result<Results, InferError> {
    let input = arguments.tensor("input")?;
    check_groups(arguments, input)?;
    let dtype = check_float_dtype(arguments.dtype("output_dtype")?)?;
    Ok(input.with_dtype(dtype).into_results())
}

/// To another dtype.
pub fn convert_element_type(arguments: &Arguments) -> Result<Results, InferError> {
    Ok(arguments.tensor("input")?.with_dtype(arguments.dtype("dtype")?).into_results())
}

/// The sum of two quantized tensors.
pub fn add(arguments: &Arguments) -> Result<Results, InferError> {
    let (a, b) = (arguments.tensor("a")?, arguments.tensor("b")?);
    ensure!(
        a.dtype == b.dtype,
        "Expecting a and b to have the same dtype, but got: torch.{} and torch.{}",
        a.dtype.torch_name(),
        b.dtype.torch_name()
    );
    for prefix in ["a_", "b_", "out_"] {
        check_int_range(arguments, prefix, a.dtype)?;
    }
    check_out_scale(arguments)?;
    Ok(a.with_shape(broadcast(&a.shape, &b.shape)?).into_results())
}

fn check_out_scale(arguments: &Arguments) -> Result<(), InferError> {
    ensure!(arguments.float("out_scale")? != 0.0, "float division by zero");
    Ok(())
}

/// The sum of a quantized tensor and a number.
pub fn add_scalar(arguments: &Arguments) -> Result<Results, InferError> {
    let a = arguments.tensor("qa")?;
    let dtype = check_input_dtype(arguments, a, "a_dtype")?;
    check_int_range(arguments, "a_", dtype)?;
    let out_dtype = arguments.dtype("out_dtype")?;
    check_int_range(arguments, "out_", out_dtype)?;
    check_out_scale(arguments)?;
    Ok(a.with_dtype(out_dtype).into_results())
}

/// The checks that both mixed products share; gives the weight, an int8 matrix.
fn mixed_weight(arguments: &Arguments) -> Result<&TensorType, InferError> {
    let (input, weight) = (arguments.tensor("input")?, arguments.tensor("weight")?);
    let scales = arguments.tensor("weight_scales")?;
    ensure!(input.rank() == 2, "input must be a matrix");
    ensure!(weight.rank() == 2, "weight must be a matrix");
    ensure!(weight.dtype == DType::I8, "weight dtype must be int8");
    check_float_input(input)?;
    ensure!(
        input.dtype == scales.dtype,
        "Expecting weight_scales to have the dtype of input, torch.{}, but got torch.{}",
        input.dtype.torch_name(),
        scales.dtype.torch_name()
    );
    ensure!(
        scales.shape.first().is_some_and(|rows| rows.may_equal(&weight.shape[0])),
        "Expecting one of weight_scales for each row of weight, but got sizes {} and {}",
        SizeList(&scales.shape),
        SizeList(&weight.shape)
    );
    if let Some(zero_points) = arguments.opt_tensor("weight_zero_points")? {
        let same = zero_points.rank() == scales.rank()
            && zero_points.shape.iter().zip(&scales.shape).all(|(a, b)| a.may_equal(b));
        ensure!(
            same && zero_points.dtype == input.dtype,
            "Expecting weight_zero_points to have size and dtype of weight_scales"
        );
    }
    Ok(weight)
}

fn check_inner(input: &TensorType, weight: &TensorType, dim: usize) -> Result<(), InferError> {
    ensure!(
        input.shape[1].may_equal(&weight.shape[dim]),
        "input and weight shapes cannot be multiplied ({}x{} and {}x{})",
        input.shape[0],
        input.shape[1],
        weight.shape[dim],
        weight.shape[1 - dim]
    );
    Ok(())
}

/// A product with a quantized matrix.
pub fn mixed_mm(arguments: &Arguments) -> Result<Results, InferError> {
    let (input, weight) = (arguments.tensor("input")?, mixed_weight(arguments)?);
    let rank = arguments.tensor("weight_scales")?.rank();
    ensure!(rank == 1, "Expecting weight_scales to have rank 1, but found {rank}");
    check_inner(input, weight, 0)?;
    Ok(input.with_shape([input.shape[0].clone(), weight.shape[1].clone()]).into_results())
}

/// A product with a transposed quantized matrix.
pub fn mixed_linear(arguments: &Arguments) -> Result<Results, InferError> {
    let (input, weight) = (arguments.tensor("input")?, mixed_weight(arguments)?);
    let scales = arguments.tensor("weight_scales")?;
    ensure!(
        matches!(scales.rank(), 1 | 2),
        "Expecting weight_scales to have rank 1 or 2, but found {}",
        scales.rank()
    );
    check_inner(input, weight, 1)?;
    let dtype = check_float_dtype(arguments.opt_dtype("dtype")?.unwrap_or(input.dtype))?;
    let sizes = [input.shape[0].clone(), weight.shape[0].clone()];
    Ok(TensorType::new(sizes, dtype).into_results())
}
