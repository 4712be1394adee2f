//! Gradients of other ops.
//!
//! Source of the semantics: `torch/_meta_registrations.py`, `torch/_decomp/decompositions.py`.

use super::{
    convolution::{Geometry, convolved},
    normalization::{check_groups, empty, group_sizes, layer_stats, leading},
    pooling::{Pool, check_cells_input, check_divisor},
    window::is_below,
};
use crate::{
    arguments::Arguments,
    dim::Dim,
    dtype::DType,
    types::{InferError, Results, SizeList, TensorType, ensure, tensor_results},
};

fn same_sizes(a: &[Dim], b: &[Dim]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.may_equal(b))
}

/// That a tensor has the sizes of the result it belongs to.
fn check_sizes(name: &str, tensor: &TensorType, expected: &TensorType) -> Result<(), InferError> {
    ensure!(
        same_sizes(&tensor.shape, &expected.shape),
        "Expected {name} to have shape {}, but got {}",
        SizeList(&expected.shape),
        SizeList(&tensor.shape)
    );
    Ok(())
}

/// That a tensor has the sizes and the dtype of the result it belongs to.
fn check_like(name: &str, tensor: &TensorType, expected: &TensorType) -> Result<(), InferError> {
    check_sizes(name, tensor, expected)?;
    ensure!(
        tensor.dtype == expected.dtype,
        "expected dtype {} for `{name}` but got dtype {}",
        expected.dtype,
        tensor.dtype
    );
    Ok(())
}

/// The gradients, each an empty tensor where it is not asked for.
fn masked(
    arguments: &Arguments,
    gradients: [Option<TensorType>; 3],
    dtype: DType,
) -> Result<Results, InferError> {
    let mask = arguments.bools("output_mask")?;
    ensure!(
        mask.len() == 3,
        "Expected a list of 3 bools for output_mask, but got {} bools",
        mask.len()
    );
    let gradients = gradients.into_iter().zip(mask);
    Ok(tensor_results(gradients.map(|(gradient, &asked)| match gradient {
        Some(gradient) if asked => gradient,
        gradient => empty(gradient.map_or(dtype, |gradient| gradient.dtype)),
    })))
}

/// Of a convolution: input, weight, bias.
pub fn convolution(arguments: &Arguments) -> Result<Results, InferError> {
    let (input, weight) = (arguments.tensor("input")?, arguments.tensor("weight")?);
    let geometry = Geometry::read(arguments, arguments.bool("transposed")?)?;
    let bias: Option<Vec<Dim>> =
        arguments.opt_ints("bias_sizes")?.map(|sizes| sizes.into_iter().map(Dim::Static).collect());
    let output = convolved(input, weight, bias.as_deref(), &geometry)?;
    check_like("grad_output", arguments.tensor("grad_output")?, &output)?;
    let bias = bias.unwrap_or_else(|| vec![output.shape[1].clone()]);
    let gradients = [input.clone(), weight.clone(), input.with_shape(bias)];
    masked(arguments, gradients.map(Some), input.dtype)
}

/// Of means of cells.
pub fn adaptive_avg_pool(arguments: &Arguments) -> Result<Results, InferError> {
    let (gradient, input) = (arguments.tensor("grad_output")?, arguments.tensor("self")?);
    check_cells_input("adaptive_avg_pool2d_backward", 2, gradient)?;
    check_cells_input("adaptive_avg_pool2d_backward", 2, input)?;
    let leading = input.rank() - 2;
    ensure!(
        gradient.rank() == input.rank()
            && same_sizes(&gradient.shape[..leading], &input.shape[..leading]),
        "Expected grad_output to have the batch and channels of self, {}, but got {}",
        SizeList(&input.shape),
        SizeList(&gradient.shape)
    );
    ensure!(
        gradient.dtype == input.dtype,
        "expected dtype {} for `grad_output` but got dtype {}",
        input.dtype,
        gradient.dtype
    );
    Ok(input.clone().into_results())
}

fn pool(arguments: &Arguments, is_max: bool) -> Result<TensorType, InferError> {
    let input = arguments.tensor("self")?;
    let output = Pool::read(arguments, is_max)?.pooled(arguments, input)?;
    check_like("grad_output", arguments.tensor("grad_output")?, &output)?;
    Ok(output)
}

/// Of means of windows.
pub fn avg_pool(arguments: &Arguments) -> Result<Results, InferError> {
    check_divisor(arguments)?;
    pool(arguments, false)?;
    Ok(arguments.tensor("self")?.clone().into_results())
}

/// Of maxima of windows.
pub fn max_pool(arguments: &Arguments) -> Result<Results, InferError> {
    let output = pool(arguments, true)?;
    check_like("indices", arguments.tensor("indices")?, &output.with_dtype(DType::I64))?;
    Ok(arguments.tensor("self")?.clone().into_results())
}

/// Of a group norm: input, weight, bias.
pub fn group_norm(arguments: &Arguments) -> Result<Results, InferError> {
    let input = arguments.tensor("input")?;
    let [batch, channels, _] = group_sizes(arguments)?;
    let groups = arguments.int("group")?;
    check_groups(arguments, &channels, groups)?;
    check_like("grad_out", arguments.tensor("grad_out")?, input)?;
    let stats = input.with_shape([batch, Dim::Static(groups)]);
    check_like("mean", arguments.tensor("mean")?, &stats)?;
    check_like("rstd", arguments.tensor("rstd")?, &stats)?;
    let of_channels = input.with_shape([channels]);
    let gradients = [input.clone(), of_channels.clone(), of_channels];
    masked(arguments, gradients.map(Some), input.dtype)
}

/// Of a layer norm: input, weight, bias.
pub fn layer_norm(arguments: &Arguments) -> Result<Results, InferError> {
    let input = arguments.tensor("input")?;
    let leading = leading(arguments)?;
    check_like("grad_out", arguments.tensor("grad_out")?, input)?;
    let stats = layer_stats(input, leading);
    check_sizes("mean", arguments.tensor("mean")?, &stats)?;
    check_sizes("rstd", arguments.tensor("rstd")?, &stats)?;
    let (weight, bias) = (arguments.opt_tensor("weight")?, arguments.opt_tensor("bias")?);
    let gradients = [Some(input.clone()), weight.cloned(), bias.cloned()];
    masked(arguments, gradients, input.dtype)
}

/// Of an embedding's weight.
pub fn embedding_dense(arguments: &Arguments) -> Result<Results, InferError> {
    let (gradient, indices) = (arguments.tensor("grad_output")?, arguments.tensor("indices")?);
    let rows = arguments.sym_int("num_weights")?;
    ensure!(
        matches!(indices.dtype, DType::I32 | DType::I64),
        "Expected tensor for argument #2 'indices' to have one of the following scalar types: \
         Long, Int; but got {} instead",
        indices.dtype
    );
    ensure!(!is_below(rows, 0), "Expected num_weights not to be negative, but got {rows}");
    let [leading @ .., size] = gradient.shape.as_slice() else {
        return Err(InferError("Expected grad_output to have at least 1 dimension".into()));
    };
    ensure!(
        same_sizes(leading, &indices.shape),
        "Expected grad_output to have the shape of indices, {}, but for its last dimension, but \
         got {}",
        SizeList(&indices.shape),
        SizeList(&gradient.shape)
    );
    Ok(gradient.with_shape([rows.clone(), size.clone()]).into_results())
}
