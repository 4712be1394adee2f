//! Matrix products.

use crate::{
    arguments::Arguments,
    types::{InferError, Results, TensorType, ensure},
};

/// Two matrices must have one dtype; PyTorch does not promote here.
fn check_same_dtype(a: &TensorType, b: &TensorType) -> Result<(), InferError> {
    ensure!(
        a.dtype == b.dtype,
        "expected m1 and m2 to have the same dtype, but got: {} != {}",
        a.dtype,
        b.dtype
    );
    Ok(())
}

/// `[n, k] x [k, m] -> [n, m]`.
pub fn mm(arguments: &Arguments) -> Result<Results, InferError> {
    let (a, b) = (arguments.tensor("self")?, arguments.tensor("mat2")?);
    ensure!(a.rank() == 2, "self must be a matrix");
    ensure!(b.rank() == 2, "mat2 must be a matrix");
    ensure!(
        a.shape[1].may_equal(&b.shape[0]),
        "mat1 and mat2 shapes cannot be multiplied ({}x{} and {}x{})",
        a.shape[0],
        a.shape[1],
        b.shape[0],
        b.shape[1]
    );
    check_same_dtype(a, b)?;
    Ok(a.with_shape([a.shape[0].clone(), b.shape[1].clone()]).into_results())
}
