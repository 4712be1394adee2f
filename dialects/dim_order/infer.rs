//! The type inference of the `dim_order` dialect.
//!
//! Source of the semantics: `exir/passes/dim_order_ops_registry.py` of ExecuTorch.

use crate::{
    arguments::Arguments,
    dim::Dim,
    dtype::DEFAULT_FLOAT,
    types::{InferError, Results, TensorType, ensure},
};

/// The order of the dimensions is one that has a memory format.
fn check_order(arguments: &Arguments, rank: usize) -> Result<(), InferError> {
    let Some(order) = arguments.opt_ints("dim_order")? else { return Ok(()) };
    ensure!(order.len() == rank, "Expected dim_order to have {rank} dimensions, but got {order:?}");
    let contiguous = order.iter().enumerate().all(|(index, &dim)| dim == index as i64);
    ensure!(
        contiguous || order == [0, 2, 3, 1],
        "Failed to map a given dim_order: {order:?} to a torch.memory_format"
    );
    Ok(())
}

/// A copy.
pub fn clone(arguments: &Arguments) -> Result<Results, InferError> {
    let input = arguments.tensor("self")?;
    check_order(arguments, input.rank())?;
    Ok(input.clone().into_results())
}

/// A copy of another dtype.
pub fn to_copy(arguments: &Arguments) -> Result<Results, InferError> {
    let input = arguments.tensor("self")?;
    check_order(arguments, input.rank())?;
    let dtype = arguments.opt_dtype("dtype")?.unwrap_or(input.dtype);
    Ok(input.with_dtype(dtype).into_results())
}

/// A new tensor.
pub fn empty(arguments: &Arguments) -> Result<Results, InferError> {
    let sizes = arguments.ints("size")?;
    ensure!(
        sizes.iter().all(|&size| size >= 0),
        "Trying to create tensor with negative dimension: {sizes:?}"
    );
    check_order(arguments, sizes.len())?;
    let dtype = arguments.opt_dtype("dtype")?.unwrap_or(DEFAULT_FLOAT);
    Ok(TensorType::new(sizes.into_iter().map(Dim::Static), dtype).into_results())
}
