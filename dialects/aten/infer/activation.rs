//! Activation functions.
//!
//! Source of the semantics: `aten/src/ATen/native/Activation.cpp` and
//! `GatedLinearUnit.cpp` of PyTorch.

use super::pointwise::{elementwise, ensure_kernel, promoted_operands, same};
use crate::{
    arguments::{Arguments, Scalar},
    dim::Dim,
    dtype::DType,
    shape::wrap_dim,
    types::{InferError, Results, ensure, tensor_results},
};

/// Of floats only.
pub fn of_floats(arguments: &Arguments) -> Result<Results, InferError> {
    let dtype = arguments.tensor("self")?.dtype;
    ensure_kernel(arguments, dtype, dtype.is_float())?;
    same(arguments)
}

/// Of floats or complex numbers.
pub fn of_floats_or_complex(arguments: &Arguments) -> Result<Results, InferError> {
    let dtype = arguments.tensor("self")?.dtype;
    ensure_kernel(arguments, dtype, dtype.is_float() || dtype.is_complex())?;
    same(arguments)
}

/// Of any real numbers.
pub fn relu(arguments: &Arguments) -> Result<Results, InferError> {
    let dtype = arguments.tensor("self")?.dtype;
    ensure!(dtype != DType::Bool, "Boolean inputs not supported for relu");
    ensure!(!dtype.is_complex(), "clamp is not supported for complex types");
    same(arguments)
}

/// Between two bounds, which do not change the dtype.
pub fn hardtanh(arguments: &Arguments) -> Result<Results, InferError> {
    let dtype = arguments.tensor("self")?.dtype;
    ensure!(dtype != DType::Bool, "Bool inputs not supported for hardtanh");
    ensure!(!dtype.is_complex(), "clamp is not supported for complex types");
    if arguments.op().base_name() == "hardtanh" && dtype == DType::U8 {
        let negative = |name| -> Result<bool, InferError> {
            Ok(arguments.scalar(name)?.as_f64().is_some_and(|bound| bound <= -1.0))
        };
        ensure!(
            !negative("min_val")? && !negative("max_val")?,
            "cannot do hardtanh on an unsigned type with negative limits"
        );
    }
    same(arguments)
}

/// Of real numbers, with a value that does not change the dtype.
pub fn threshold(arguments: &Arguments) -> Result<Results, InferError> {
    let dtype = arguments.tensor("self")?.dtype;
    ensure_kernel(arguments, dtype, dtype != DType::Bool && !dtype.is_complex())?;
    same(arguments)
}

/// Divided by alpha, which may not be 0.
pub fn celu(arguments: &Arguments) -> Result<Results, InferError> {
    ensure!(
        arguments.scalar("alpha")?.as_f64() != Some(0.0),
        "ZeroDivisionError: alpha cannot be 0 for CELU"
    );
    of_floats(arguments)
}

/// Shrunk by lambda, which may not be negative.
pub fn softshrink(arguments: &Arguments) -> Result<Results, InferError> {
    if let Some(lambda) = arguments.scalar("lambd")?.as_f64() {
        ensure!(lambda >= 0.0, "lambda must be greater or equal to 0, but found to be {lambda}.");
    }
    of_floats(arguments)
}

/// Random slopes between two bounds.
pub fn rrelu(arguments: &Arguments) -> Result<Results, InferError> {
    let [lower, upper] = ["lower", "upper"].map(|name| arguments.scalar(name).map(Scalar::as_f64));
    if let (Some(lower), Some(upper)) = (lower?, upper?) {
        ensure!(lower <= upper, "Lower bound should be less than or equal to the upper bound");
    }
    of_floats(arguments)
}

/// The result, and a buffer of the same type.
pub fn log_sigmoid_forward(arguments: &Arguments) -> Result<Results, InferError> {
    let tensor = arguments.tensor("self")?;
    ensure_kernel(arguments, tensor.dtype, tensor.dtype.is_float())?;
    Ok(tensor_results([tensor.clone(), tensor.clone()]))
}

/// One half gated by the other.
pub fn glu(arguments: &Arguments) -> Result<Results, InferError> {
    let tensor = arguments.tensor("self")?;
    ensure!(tensor.rank() > 0, "glu does not support 0-dimensional tensors");
    let dim = wrap_dim(arguments.int("dim")?, tensor.rank())?;
    let size = &tensor.shape[dim];
    ensure!(
        size.modulo(&Dim::Static(2)).may_equal(&Dim::Static(0)),
        "Halving dimension must be even, but dimension {dim} is size {size}"
    );
    ensure_kernel(arguments, tensor.dtype, tensor.dtype.is_float() || tensor.dtype.is_complex())?;
    let mut shape = tensor.shape.clone();
    shape[dim] = size.floor_div(&Dim::Static(2));
    Ok(tensor.with_shape(shape).into_results())
}

/// A weight for all or for each channel.
pub fn prelu(arguments: &Arguments) -> Result<Results, InferError> {
    let (tensor, weight) = (arguments.tensor("self")?, arguments.tensor("weight")?);
    ensure!(
        tensor.dtype == weight.dtype,
        "prelu: Type promoting not supported. Got {} and {}",
        tensor.dtype.scalar_type(),
        weight.dtype.scalar_type()
    );
    let one = Dim::Static(1);
    let weights = weight.numel();
    if weights != one {
        ensure!(tensor.rank() > 0, "Not allow zero-dim input tensor.");
        let channels = if tensor.rank() > 1 { &tensor.shape[1] } else { &one };
        ensure!(
            channels.may_equal(&weights) || weights.may_equal(&one),
            "Mismatch of parameter numbers and input channel size. Found parameter numbers = \
             {weights} and channel size = {channels}."
        );
    }
    ensure!(
        weight.rank() <= 1,
        "prelu: Expected `weight` to be a scalar or 1D tensor, but got: ndim = {}",
        weight.rank()
    );
    of_floats(arguments)
}

/// A weight for each element, by broadcasting.
pub fn prelu_kernel(arguments: &Arguments) -> Result<Results, InferError> {
    let dtype = promoted_operands(arguments)?;
    ensure_kernel(arguments, dtype, dtype.is_float())?;
    elementwise(arguments, dtype)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Argument, TensorType,
        aten::pointwise::tests::{refusal, tensor},
        infer, lookup,
    };

    #[test]
    fn glu_halves_a_symbolic_size() {
        let op = lookup("aten.glu").unwrap();
        let mut arguments = Arguments::new(op);
        let s = Dim::symbol("s0");
        let operand = TensorType::new([Dim::Static(3), &s * 2], DType::F32);
        arguments.set(0, Argument::Tensor(operand));
        let wanted = TensorType::new([Dim::Static(3), s], DType::F32);
        assert_eq!(infer(op, &arguments).unwrap(), wanted.into_results());
        assert_eq!(
            refusal("glu", &[tensor(&[2, 3], DType::F32)]),
            "Halving dimension must be even, but dimension 1 is size 3"
        );
    }

    #[test]
    fn prelu_has_a_weight_for_each_channel() {
        let operand = tensor(&[2, 3, 4], DType::F32);
        assert_eq!(
            refusal("prelu", &[operand, tensor(&[4], DType::F32)]),
            "Mismatch of parameter numbers and input channel size. Found parameter numbers = 4 \
             and channel size = 3."
        );
    }
}
