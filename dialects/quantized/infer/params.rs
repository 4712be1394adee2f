//! Scales and zero points chosen for an input.

use super::range::{bounds, check_float_input};
use crate::{
    arguments::Arguments,
    dim::Dim,
    dtype::DType,
    types::{InferError, Results, TensorType, ensure, tensor_results},
};

/// f64 scales and i64 zero points.
fn scale_and_zero_point(scale: TensorType) -> Results {
    let zero_point = scale.with_dtype(DType::I64);
    tensor_results([scale, zero_point])
}

/// One scale and zero point.
pub fn per_tensor(arguments: &Arguments) -> Result<Results, InferError> {
    let (min, max) = (arguments.int("quant_min")?, arguments.int("quant_max")?);
    let dtype = arguments.dtype("dtype")?;
    check_float_input(arguments.tensor("input")?)?;
    ensure!(
        bounds(dtype).is_some(),
        "Expecting target dtype to be an integer or 8-bit float of at most 32 bits, but got: \
         torch.{}",
        dtype.torch_name()
    );
    ensure!(
        min < max,
        "Expecting quant_min to be smaller than quant_max but received min: {min} max: {max}"
    );
    ensure!(min <= 0 && max >= 0, "Used-specified quantization range must include 0.");
    Ok(scale_and_zero_point(TensorType::new([Dim::Static(1)], DType::F64)))
}

/// A scale and zero point for each row of the last dimension.
pub fn per_token(arguments: &Arguments) -> Result<Results, InferError> {
    let input = arguments.tensor("input")?;
    ensure!(input.dtype.is_float(), "Expecting input to be a floating point tensor");
    let Some((last, tokens)) = input.shape.split_last() else {
        return Err(InferError("Expecting input to have at least one dimension".into()));
    };
    ensure!(*last != Dim::Static(0), "Expecting the last dimension of input not to be empty");
    let sizes = tokens.iter().cloned().chain([Dim::Static(1)]);
    Ok(scale_and_zero_point(TensorType::new(sizes, DType::F64)))
}

/// [`per_token`] for int8 only.
pub fn per_token_symmetric(arguments: &Arguments) -> Result<Results, InferError> {
    let dtype = arguments.dtype("dtype")?;
    ensure!(
        dtype == DType::I8,
        "unsupported dtype in choose_qparams_per_token: torch.{}",
        dtype.torch_name()
    );
    per_token(arguments)
}
