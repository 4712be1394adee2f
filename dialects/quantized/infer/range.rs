//! The ranges of quantized numbers, and how many scales there must be.

use crate::{
    arguments::Arguments,
    dim::Dim,
    dtype::DType,
    types::{InferError, SizeList, TensorType, ensure, fail},
};

/// The least and the largest number of a dtype that ops quantize to.
pub fn bounds(dtype: DType) -> Option<(f64, f64)> {
    let largest = match dtype {
        DType::U8 => return Some((0.0, 255.0)),
        DType::U16 => return Some((0.0, 65535.0)),
        DType::I8 => return Some((-128.0, 127.0)),
        DType::I16 => return Some((-32768.0, 32767.0)),
        DType::I32 => return Some((f64::from(i32::MIN), f64::from(i32::MAX))),
        DType::F8E4M3FN => 448.0,
        DType::F8E5M2 | DType::F8E5M2FNUZ => 57344.0,
        DType::F8E4M3FNUZ => 240.0,
        _ => return None,
    };
    Some((-largest, largest))
}

/// The checks of `_quant_min_max_bounds_check`, and that the range is not empty.
pub(super) fn check_range(min: f64, max: f64, dtype: DType) -> Result<(), InferError> {
    let Some((least, largest)) = bounds(dtype) else {
        fail!("Unsupported dtype: torch.{}", dtype.torch_name())
    };
    let (above, below, ordered) = (min >= least, max <= largest, min <= max);
    ensure!(
        above,
        "quant_min out of bound for dtype, quant_min_lower_bound: {least} quant_min: {min}"
    );
    ensure!(
        below,
        "quant_max out of bound for dtype, quant_max_upper_bound: {largest} quant_max: {max}"
    );
    ensure!(
        ordered,
        "Expecting quant_min to be smaller than quant_max but received min: {min} max: {max}"
    );
    Ok(())
}

/// [`check_range`] of the ints `<prefix>quant_min` and `<prefix>quant_max`.
pub(super) fn check_int_range(
    arguments: &Arguments,
    prefix: &str,
    dtype: DType,
) -> Result<(), InferError> {
    let min = arguments.int(&format!("{prefix}quant_min"))?;
    let max = arguments.int(&format!("{prefix}quant_max"))?;
    check_range(min as f64, max as f64, dtype)
}

/// An input to quantize: f32 or half precision.
pub(super) fn check_float_input(input: &TensorType) -> Result<(), InferError> {
    ensure!(
        matches!(input.dtype, DType::F32 | DType::F16 | DType::BF16),
        "Expecting input to have dtype torch.float32, but got dtype: torch.{}",
        input.dtype.torch_name()
    );
    Ok(())
}

/// A quantized input of the dtype that `name` says.
pub(super) fn check_input_dtype(
    arguments: &Arguments,
    input: &TensorType,
    name: &str,
) -> Result<DType, InferError> {
    let dtype = arguments.dtype(name)?;
    ensure!(
        input.dtype == dtype,
        "Expecting input to have dtype: torch.{}, but got torch.{}",
        dtype.torch_name(),
        input.dtype.torch_name()
    );
    Ok(dtype)
}

/// A dtype to compute with: a float.
pub(super) fn check_float_dtype(dtype: DType) -> Result<DType, InferError> {
    ensure!(dtype.is_float(), "Unsupported output dtype: torch.{}", dtype.torch_name());
    Ok(dtype)
}

/// One scale, or one for each of `count`; as many zero points.
pub(super) fn check_count(what: &str, tensor: &TensorType, count: &Dim) -> Result<(), InferError> {
    let numel = tensor.numel();
    ensure!(
        numel.may_equal(count) || numel == Dim::Static(1),
        "Expecting {what} to have {count} elements or one, but got size {}",
        SizeList(&tensor.shape)
    );
    Ok(())
}
