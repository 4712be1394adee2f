//! Rows of quantized tables.

use super::range::{check_float_dtype, check_int_range};
use crate::{
    arguments::Arguments,
    dim::Dim,
    dtype::DType,
    types::{InferError, Results, SizeList, TensorType, ensure},
};

/// The checks of `embedding_weight_checks`.
fn check_weight(
    weight: &TensorType,
    scales: &TensorType,
    zero_points: Option<&TensorType>,
) -> Result<(), InferError> {
    ensure!(
        matches!(weight.dtype, DType::I8 | DType::U8),
        "Expecting weights to be of dtype in [torch.int8, torch.uint8], but got torch.{}",
        weight.dtype.torch_name()
    );
    ensure!(
        weight.rank() == 2,
        "Expecting weight tensor to have dim()==2, but found {}",
        weight.rank()
    );
    ensure!(
        matches!(scales.dtype, DType::F16 | DType::F32 | DType::BF16),
        "Expecting weight_scales to be of dtype in [torch.float16, torch.float32, \
         torch.bfloat16], but got torch.{}",
        scales.dtype.torch_name()
    );
    ensure!(
        zero_points.is_none_or(|zero_points| zero_points.dtype == scales.dtype),
        "Expecting weight_zero_points to be None or have same dtype as weight_scales"
    );
    for (name, tensor) in [("weight_scales", Some(scales)), ("weight_zero_points", zero_points)] {
        let Some(tensor) = tensor else { continue };
        ensure!(
            matches!(tensor.rank(), 1 | 2),
            "Expecting {name} tensor to have rank 1 or 2, but found {}",
            tensor.rank()
        );
        ensure!(
            tensor.shape[0].may_equal(&weight.shape[0]),
            "Expecting weight and {name} to have same number of rows, but found {} and {}",
            SizeList(&weight.shape),
            SizeList(&tensor.shape)
        );
    }
    Ok(())
}

/// How many elements a byte holds, and the only range there is then.
fn packing(name: &str) -> (i64, Option<(i64, i64)>) {
    match name {
        _ if name.contains("4bit") => (2, Some((-8, 7))),
        _ if name.contains("2bit") => (4, Some((-2, 1))),
        _ => (1, None),
    }
}

/// The rows at some indices, dequantized.
pub fn embedding(arguments: &Arguments) -> Result<Results, InferError> {
    let name = arguments.op().name;
    let (weight, scales) = (arguments.tensor("weight")?, arguments.tensor("weight_scales")?);
    let zero_points = arguments.opt_tensor("weight_zero_points")?;
    let indices = arguments.tensor("indices")?;
    check_weight(weight, scales, zero_points)?;
    let (per_byte, range) = packing(name);
    if let Some((min, max)) = range {
        for (param, expected) in [("weight_quant_min", min), ("weight_quant_max", max)] {
            let value = arguments.int(param)?;
            ensure!(
                value == expected,
                "{name} in ExecuTorch expects {param} == {expected}, but got {value}"
            );
        }
    } else {
        check_int_range(arguments, "weight_", weight.dtype)?;
    }
    let size = &weight.shape[1] * per_byte;
    let groups = scales.shape.get(1).cloned().unwrap_or(Dim::Static(1));
    let group_size = size.floor_div(&groups);
    ensure!(
        groups != Dim::Static(0) && group_size.as_static().is_none_or(|size| size > 1),
        "Expecting groups of more than one element, but {groups} groups share a row of {size}"
    );
    ensure!(
        size.modulo(&groups).may_equal(&Dim::Static(0)),
        "Expecting the groups to divide a row, but {groups} groups share a row of {size}"
    );
    ensure!(
        zero_points.is_none_or(|points| points.numel().may_equal(&scales.numel())),
        "Expecting as many weight_zero_points as weight_scales"
    );
    ensure!(
        matches!(indices.dtype, DType::I32 | DType::I64),
        "Expected tensor for argument #2 'indices' to have one of the following scalar types: \
         Long, Int; but got {} instead",
        indices.dtype
    );
    let has_dtype = arguments.op().params.iter().any(|param| param.name == "dtype");
    let dtype = if has_dtype { arguments.opt_dtype("dtype")? } else { None };
    let dtype = check_float_dtype(dtype.unwrap_or(scales.dtype))?;
    Ok(TensorType::new(indices.shape.iter().cloned().chain([size]), dtype).into_results())
}
