//! Arithmetic, element by element: broadcast the shapes, promote the dtypes.

use crate::{
    arguments::{Argument, Arguments},
    dtype::{DType, Promotion},
    shape::broadcast_all,
    types::{InferError, Results, Shape, TensorType, ensure},
};

/// The broadcast of all the tensors.
pub(crate) fn broadcast_shape(arguments: &Arguments) -> Result<Shape, InferError> {
    broadcast_all(
        arguments
            .tensors_given()
            .map(|tensor| tensor.shape.as_slice()),
    )
}

/// `torch.result_type` of the arguments `names`, tensors and numbers.
pub(crate) fn promoted(arguments: &Arguments, names: &[&str]) -> Result<DType, InferError> {
    let mut promotion = Promotion::default();
    for name in names {
        match arguments.get(name) {
            Argument::Tensor(tensor) => promotion.tensor(tensor.dtype, tensor.rank())?,
            Argument::Scalar(scalar) => promotion.number(scalar.category())?,
            _ => continue,
        };
    }
    promotion.result()
}

/// The broadcast of all the tensors, in this dtype.
pub(crate) fn elementwise(arguments: &Arguments, dtype: DType) -> Result<Results, InferError> {
    Ok(TensorType::new(broadcast_shape(arguments)?, dtype).into_results())
}

/// `self` as it is.
pub fn same(arguments: &Arguments) -> Result<Results, InferError> {
    Ok(arguments.tensor("self")?.clone().into_results())
}

/// `self`, computed in floating point: ints and bools become the default dtype.
pub fn float_unary(arguments: &Arguments) -> Result<Results, InferError> {
    elementwise(arguments, arguments.tensor("self")?.dtype.to_float())
}

/// `self`, of which only the size of each number counts: complex becomes real.
pub fn magnitude(arguments: &Arguments) -> Result<Results, InferError> {
    elementwise(arguments, arguments.tensor("self")?.dtype.to_real())
}

/// Negation, which bool does not have.
pub fn neg(arguments: &Arguments) -> Result<Results, InferError> {
    ensure!(
        arguments.tensor("self")?.dtype != DType::Bool,
        "Negation, the `-` operator, on a bool tensor is not supported. If you are trying to \
         invert a mask, use the `~` or `logical_not()` operator instead."
    );
    same(arguments)
}

/// `self` and `other`, promoted.
pub fn binary(arguments: &Arguments) -> Result<Results, InferError> {
    elementwise(arguments, promoted(arguments, &["self", "other"])?)
}

/// `self + alpha * other`: alpha must fit the dtype, but does not change it.
pub fn add(arguments: &Arguments) -> Result<Results, InferError> {
    let dtype = promoted(arguments, &["self", "other"])?;
    check_alpha(arguments, dtype)?;
    elementwise(arguments, dtype)
}

/// The check of `alpha` in `at::native::alpha_check`.
pub(crate) fn check_alpha(arguments: &Arguments, dtype: DType) -> Result<(), InferError> {
    use crate::dtype::Category;
    let alpha = arguments.scalar("alpha")?.category();
    ensure!(
        alpha != Category::Bool || dtype == DType::Bool,
        "Boolean alpha only supported for Boolean results."
    );
    ensure!(
        !dtype.is_integral(true) || alpha <= Category::Integer,
        "For integral input tensors, argument alpha must not be a floating point number."
    );
    Ok(())
}
