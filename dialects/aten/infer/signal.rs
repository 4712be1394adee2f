//! Fourier transforms.
//!
//! Source of the semantics: `aten/src/ATen/native/SpectralOps.cpp`.

use super::window::is_below;
use crate::{
    arguments::Arguments,
    dim::Dim,
    dtype::DType,
    shape::{wrap_dim, wrap_dims},
    types::{InferError, Results, TensorType, ensure, fail},
};

/// `self` and the last of the dimensions to transform, None if there are none.
fn transformed(arguments: &Arguments) -> Result<(&TensorType, Option<usize>), InferError> {
    let (input, dims) = (arguments.tensor("self")?, arguments.ints("dim")?);
    wrap_dims(&dims, input.rank(), false)?;
    let normalization = arguments.int("normalization")?;
    ensure!((0..=2).contains(&normalization), "Unsupported normalization mode {normalization}");
    let last = dims.last().map(|&dim| wrap_dim(dim, input.rank())).transpose()?;
    if let Some(dim) = last {
        ensure!(input.rank() > 0, "Expected at least one dimension to transform");
        ensure!(
            !is_below(&input.shape[dim], 1),
            "Invalid number of data points ({}) specified",
            input.shape[dim]
        );
    }
    Ok((input, last))
}

fn check_complex(input: &TensorType) -> Result<(), InferError> {
    ensure!(input.dtype.is_complex(), "expects a complex input tensor, but got {}", input.dtype);
    Ok(())
}

/// Real to complex.
pub fn fft_r2c(arguments: &Arguments) -> Result<Results, InferError> {
    let (input, last) = transformed(arguments)?;
    ensure!(
        matches!(input.dtype, DType::F16 | DType::F32 | DType::F64),
        "expects a floating point input tensor, but got {}",
        input.dtype
    );
    let Some(last) = last else { fail!("Expected at least one dimension to transform") };
    let mut result = input.with_dtype(input.dtype.to_complex());
    if arguments.bool("onesided")? {
        result.shape[last] = &input.shape[last].floor_div(&Dim::Static(2)) + 1;
    }
    Ok(result.into_results())
}

/// Complex to real.
pub fn fft_c2r(arguments: &Arguments) -> Result<Results, InferError> {
    let (input, last) = transformed(arguments)?;
    check_complex(input)?;
    let Some(last) = last else { fail!("Expected at least one dimension to transform") };
    let size = arguments.sym_int("last_dim_size")?;
    ensure!(!is_below(size, 1), "Invalid number of data points ({size}) specified");
    let half = &size.floor_div(&Dim::Static(2)) + 1;
    ensure!(
        half.as_static().is_none_or(|half| !is_below(&input.shape[last], half)),
        "Expected at least {half} points in dimension {last} for a last_dim_size of {size}, but \
         got {}",
        input.shape[last]
    );
    let mut result = input.with_dtype(input.dtype.to_real());
    result.shape[last] = size.clone();
    Ok(result.into_results())
}

/// Complex to complex.
pub fn fft_c2c(arguments: &Arguments) -> Result<Results, InferError> {
    let (input, _) = transformed(arguments)?;
    check_complex(input)?;
    Ok(input.clone().into_results())
}
