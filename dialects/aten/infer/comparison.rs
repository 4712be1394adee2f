//! Comparison, logical and bitwise ops.
//!
//! Source of the semantics: the meta functions in `aten/src/ATen/native/BinaryOps.cpp`
//! and `TensorCompare.cpp` of PyTorch.

use super::pointwise::{elementwise, ensure_kernel, promoted_operands, same};
use crate::{
    arguments::{Argument, Arguments},
    dtype::{Category, DType},
    types::{InferError, Results, TensorType, ensure},
};

/// Whether two numbers are equal, after promotion.
pub fn equality(arguments: &Arguments) -> Result<Results, InferError> {
    promoted_operands(arguments)?;
    elementwise(arguments, DType::Bool)
}

/// How two numbers are ordered, which complex numbers are not.
pub fn order(arguments: &Arguments) -> Result<Results, InferError> {
    let dtype = promoted_operands(arguments)?;
    ensure_kernel(arguments, dtype, !dtype.is_complex())?;
    elementwise(arguments, DType::Bool)
}

/// Whether two numbers are close, which must have the same dtype.
pub fn isclose(arguments: &Arguments) -> Result<Results, InferError> {
    let (a, b) = (arguments.tensor("self")?.dtype, arguments.tensor("other")?.dtype);
    ensure!(a == b, "{} did not match {}", a.scalar_type(), b.scalar_type());
    for name in ["rtol", "atol"] {
        let tolerance = arguments.float(name)?;
        ensure!(
            tolerance >= 0.0,
            "{name} must be greater than or equal to zero, but got {tolerance}"
        );
    }
    elementwise(arguments, DType::Bool)
}

/// Membership: in the sizes of what is looked for.
pub fn isin(arguments: &Arguments) -> Result<Results, InferError> {
    let params = arguments.op().params;
    for param in &params[..2] {
        let refused = match arguments.get(param.name) {
            Argument::Tensor(tensor) => match tensor.dtype.category() {
                Category::Bool | Category::Complex => Some(tensor.dtype),
                _ => None,
            },
            Argument::Scalar(scalar) if scalar.category() == Category::Bool => Some(DType::Bool),
            _ => None,
        };
        if let Some(dtype) = refused {
            let dtype = dtype.scalar_type();
            ensure!(false, "Unsupported input type encountered for isin(): {dtype}");
        }
    }
    let shape = match arguments.get(params[0].name) {
        Argument::Tensor(elements) => elements.shape.clone(),
        _ => Default::default(),
    };
    Ok(TensorType::new(shape, DType::Bool).into_results())
}

/// A property of each number.
pub fn predicate(arguments: &Arguments) -> Result<Results, InferError> {
    elementwise(arguments, DType::Bool)
}

/// A property that complex numbers do not have.
pub fn real_predicate(arguments: &Arguments) -> Result<Results, InferError> {
    ensure!(
        !arguments.tensor("self")?.dtype.is_complex(),
        "{} does not support complex inputs.",
        arguments.op().base_name()
    );
    predicate(arguments)
}

/// Logic on any two dtypes.
pub fn logical(arguments: &Arguments) -> Result<Results, InferError> {
    elementwise(arguments, DType::Bool)
}

/// The bits of one number.
pub fn bitwise_not(arguments: &Arguments) -> Result<Results, InferError> {
    let dtype = arguments.tensor("self")?.dtype;
    ensure_kernel(arguments, dtype, dtype.is_integral(true))?;
    same(arguments)
}

/// The bits of two numbers.
pub fn bitwise(arguments: &Arguments) -> Result<Results, InferError> {
    let dtype = promoted_operands(arguments)?;
    ensure_kernel(arguments, dtype, dtype.is_integral(true))?;
    elementwise(arguments, dtype)
}

/// The bits of one number moved by another, which bool does not have.
pub fn shift(arguments: &Arguments) -> Result<Results, InferError> {
    let dtype = promoted_operands(arguments)?;
    ensure_kernel(arguments, dtype, dtype.is_integral(false))?;
    elementwise(arguments, dtype)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Scalar;
    use crate::aten::pointwise::tests::{number, refusal, result, tensor};

    #[test]
    fn comparisons_are_bools() {
        let ints = tensor(&[2, 1], DType::I64);
        let halves = tensor(&[3], DType::F16);
        let half = number(Scalar::Float(0.5));
        assert_eq!(result("lt.Tensor", &[ints.clone(), halves.clone()]), "tensor<2x3xi1>");
        assert_eq!(result("logical_and", &[ints.clone(), halves.clone()]), "tensor<2x3xi1>");
        assert_eq!(result("isin.Scalar_Tensor", &[half, halves.clone()]), "tensor<i1>");
        assert_eq!(refusal("isclose", &[ints, halves]), "Long did not match Half");
        let complex = tensor(&[2], DType::C64);
        assert_eq!(result("eq.Tensor", &[complex.clone(), complex.clone()]), "tensor<2xi1>");
        assert_eq!(
            refusal("lt.Tensor", &[complex.clone(), complex]),
            "\"lt\" not implemented for 'ComplexFloat'"
        );
    }

    #[test]
    fn bits_are_of_integers() {
        let bools = tensor(&[2], DType::Bool);
        let bytes = tensor(&[2], DType::U8);
        let (one, half) = (number(Scalar::Int(1)), number(Scalar::Float(0.5)));
        assert_eq!(result("bitwise_or.Tensor", &[bools.clone(), bytes.clone()]), "tensor<2xui8>");
        assert_eq!(
            result("bitwise_left_shift.Tensor_Scalar", &[bytes.clone(), one.clone()]),
            "tensor<2xui8>"
        );
        assert_eq!(result("bitwise_and.Scalar", &[bools.clone(), one]), "tensor<2xi64>");
        assert_eq!(
            refusal("bitwise_xor.Scalar", &[bytes, half]),
            "\"bitwise_xor\" not implemented for 'Float'"
        );
        assert_eq!(
            refusal("__lshift__.Tensor", &[bools.clone(), bools]),
            "\"__lshift__\" not implemented for 'Bool'"
        );
    }
}
