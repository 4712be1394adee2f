//! The type inference of the `et_vk` dialect: that of the ops that each is made of, and what the
//! kernels need besides.
//!
//! Source of the semantics: `backends/vulkan/custom_ops_lib.py` of ExecuTorch, and the checks of
//! `backends/vulkan/runtime/graph/ops/impl`.

pub mod fused;
pub mod quantized;

use crate::{
    arguments::{Argument, Arguments},
    dim::Dim,
    dtype::DType,
    op::infer,
    shape::may_equal,
    types::{InferError, SizeList, TensorType, ValueType, ensure, fail},
};

/// That a size is a multiple of what a kernel takes at a time.
fn check_multiple(what: &str, size: &Dim, of: i64) -> Result<(), InferError> {
    ensure!(
        size.modulo(&Dim::Static(of)).may_equal(&Dim::Static(0)),
        "Expecting {what} to be a multiple of {of}, but got {size}"
    );
    Ok(())
}

fn check_rank(name: &str, tensor: &TensorType, rank: usize) -> Result<(), InferError> {
    ensure!(
        tensor.rank() == rank,
        "Expecting {name} to have {rank} dimensions, but got size {}",
        SizeList(&tensor.shape)
    );
    Ok(())
}

fn check_sizes(name: &str, tensor: &TensorType, sizes: &[Dim]) -> Result<(), InferError> {
    ensure!(
        may_equal(&tensor.shape, sizes),
        "Expecting {name} of size {}, but got {}",
        SizeList(sizes),
        SizeList(&tensor.shape)
    );
    Ok(())
}

/// A float that a kernel computes with.
fn check_float(name: &str, tensor: &TensorType) -> Result<(), InferError> {
    ensure!(
        matches!(tensor.dtype, DType::F32 | DType::F16),
        "Expecting {name} to be of torch.float32 or torch.float16, but got torch.{}",
        tensor.dtype.torch_name()
    );
    Ok(())
}

/// What another op makes of these, with its own checks: a tensor.
fn tensor_of<'a>(
    name: &str,
    given: impl IntoIterator<Item = (&'a str, Argument)>,
) -> Result<TensorType, InferError> {
    let arguments = Arguments::of(name, given);
    let results = infer(arguments.op(), &arguments)?;
    match results.into_iter().next() {
        Some(ValueType::Tensor(tensor)) => Ok(tensor),
        other => fail!("{name} gives no tensor, but {other:?}"),
    }
}
