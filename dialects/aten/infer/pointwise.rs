//! Arithmetic, element by element: broadcast the shapes, promote the dtypes.
//!
//! Source of the semantics: the meta functions in `aten/src/ATen/native/UnaryOps.cpp`,
//! `BinaryOps.cpp`, `Pow.cpp`, `Lerp.cpp` and `TensorCompare.cpp` of PyTorch.

use crate::{
    arguments::{Argument, Arguments, Scalar},
    dtype::{Category, DEFAULT_FLOAT, DType, Promotion},
    shape::broadcast_all,
    types::{InferError, Results, Shape, TensorType, ensure, fail, tensor_results},
};

/// The broadcast of all the tensors.
pub(crate) fn broadcast_shape(arguments: &Arguments) -> Result<Shape, InferError> {
    broadcast_all(arguments.tensors_given().map(|tensor| tensor.shape.as_slice()))
}

/// `torch.result_type` of the arguments `names`, tensors and numbers.
pub fn promoted(arguments: &Arguments, names: &[&str]) -> Result<DType, InferError> {
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

/// `torch.result_type` of the first two arguments, whatever they are called.
pub(crate) fn promoted_operands(arguments: &Arguments) -> Result<DType, InferError> {
    let params = arguments.op().params;
    promoted(arguments, &[params[0].name, params[1].name])
}

/// The broadcast of all the tensors, in this dtype.
pub(crate) fn elementwise(arguments: &Arguments, dtype: DType) -> Result<Results, InferError> {
    Ok(TensorType::new(broadcast_shape(arguments)?, dtype).into_results())
}

/// Refuses a dtype for which PyTorch has no kernel of the op.
pub(crate) fn ensure_kernel(
    arguments: &Arguments,
    dtype: DType,
    exists: bool,
) -> Result<(), InferError> {
    let name = arguments.op().base_name();
    ensure!(exists, "\"{name}\" not implemented for '{}'", dtype.scalar_type());
    Ok(())
}

/// The only tensor of a unary op, whatever it is called.
fn operand(arguments: &Arguments) -> Result<&TensorType, InferError> {
    match arguments.tensors_given().next() {
        Some(tensor) => Ok(tensor),
        None => fail!("expected a tensor"),
    }
}

/// `self` as it is.
pub fn same(arguments: &Arguments) -> Result<Results, InferError> {
    Ok(arguments.tensor("self")?.clone().into_results())
}

/// `self`, computed in floating point: ints and bools become the default dtype.
pub fn float_unary(arguments: &Arguments) -> Result<Results, InferError> {
    elementwise(arguments, arguments.tensor("self")?.dtype.to_float())
}

/// The only tensor, computed in floating point, which may not be complex.
pub fn real_float_unary(arguments: &Arguments) -> Result<Results, InferError> {
    let dtype = operand(arguments)?.dtype;
    ensure_kernel(arguments, dtype, !dtype.is_complex())?;
    elementwise(arguments, dtype.to_float())
}

/// Degrees to radians and back.
pub fn angle_unit(arguments: &Arguments) -> Result<Results, InferError> {
    let name = arguments.op().base_name();
    let dtype = arguments.tensor("self")?.dtype;
    ensure!(!dtype.is_complex(), "{name} is not supported for complex tensors.");
    float_unary(arguments)
}

/// A derivative of digamma, of an order that is not negative.
pub fn polygamma(arguments: &Arguments) -> Result<Results, InferError> {
    ensure!(arguments.int("n")? >= 0, "polygamma(n, x) does not support negative n.");
    real_float_unary(arguments)
}

/// The multivariate gamma function, of a dimension that is positive.
pub fn mvlgamma(arguments: &Arguments) -> Result<Results, InferError> {
    ensure!(
        arguments.tensor("self")?.dtype != DType::Bool,
        "The input tensor may not be a boolean tensor."
    );
    ensure!(arguments.int("p")? >= 1, "p has to be greater than or equal to 1");
    real_float_unary(arguments)
}

/// `self`, of which only the size of each number counts: complex becomes real.
pub fn magnitude(arguments: &Arguments) -> Result<Results, InferError> {
    elementwise(arguments, arguments.tensor("self")?.dtype.to_real())
}

/// The angle of a complex number; real numbers have one too, in floating point.
pub fn angle(arguments: &Arguments) -> Result<Results, InferError> {
    elementwise(arguments, arguments.tensor("self")?.dtype.to_real().to_float())
}

/// A complex tensor of two real ones of the same dtype.
pub fn complex(arguments: &Arguments) -> Result<Results, InferError> {
    let mut dtypes = arguments.tensors_given().map(|tensor| tensor.dtype);
    let (Some(a), Some(b)) = (dtypes.next(), dtypes.next()) else {
        fail!("expected two tensors");
    };
    ensure!(
        [a, b].iter().all(|dtype| matches!(dtype, DType::F16 | DType::F32 | DType::F64)),
        "Expected both inputs to be Half, Float or Double tensors but got {} and {}",
        a.scalar_type(),
        b.scalar_type()
    );
    ensure!(
        a == b,
        "Expected object of scalar type {} but got scalar type {} for second argument",
        a.scalar_type(),
        b.scalar_type()
    );
    elementwise(arguments, a.to_complex())
}

/// Rounding to integers, which complex numbers do not have.
pub fn rounded(arguments: &Arguments) -> Result<Results, InferError> {
    ensure!(
        !arguments.tensor("self")?.dtype.is_complex(),
        "{} is not supported for complex inputs",
        arguments.op().base_name()
    );
    same(arguments)
}

/// Rounding to the nearest; bool and complex have none.
pub fn round(arguments: &Arguments) -> Result<Results, InferError> {
    let dtype = arguments.tensor("self")?.dtype;
    ensure_kernel(arguments, dtype, dtype != DType::Bool && !dtype.is_complex())?;
    same(arguments)
}

/// `self`, which must be of floats.
pub fn real_float(arguments: &Arguments) -> Result<Results, InferError> {
    let dtype = arguments.tensor("self")?.dtype;
    ensure_kernel(arguments, dtype, dtype.is_float())?;
    same(arguments)
}

/// The mantissa, and the exponent as int32.
pub fn frexp(arguments: &Arguments) -> Result<Results, InferError> {
    let tensor = arguments.tensor("self")?;
    ensure!(tensor.dtype.is_float(), "torch.frexp() only supports floating-point dtypes");
    Ok(tensor_results([tensor.clone(), tensor.with_dtype(DType::I32)]))
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

/// `+self`, which bool does not have.
pub fn positive(arguments: &Arguments) -> Result<Results, InferError> {
    ensure!(
        arguments.tensor("self")?.dtype != DType::Bool,
        "The `+` operator, on a bool tensor is not supported."
    );
    same(arguments)
}

/// The sign of a real number.
pub fn sign(arguments: &Arguments) -> Result<Results, InferError> {
    ensure!(
        !arguments.tensor("self")?.dtype.is_complex(),
        "Unlike NumPy, torch.sign is not intended to support complex numbers. Please use \
         torch.sgn instead."
    );
    same(arguments)
}

/// The sign bit of a real number.
pub fn signbit(arguments: &Arguments) -> Result<Results, InferError> {
    ensure!(
        !arguments.tensor("self")?.dtype.is_complex(),
        "signbit is not implemented for complex tensors."
    );
    elementwise(arguments, DType::Bool)
}

/// `self ^ 2`, with an integer 2: bools become int64.
pub fn square(arguments: &Arguments) -> Result<Results, InferError> {
    let tensor = arguments.tensor("self")?;
    let mut promotion = Promotion::default();
    promotion.tensor(tensor.dtype, tensor.rank())?.number(Category::Integer)?;
    elementwise(arguments, promotion.result()?)
}

/// The first two arguments, promoted.
pub fn binary(arguments: &Arguments) -> Result<Results, InferError> {
    elementwise(arguments, promoted_operands(arguments)?)
}

/// The first two arguments, promoted and in floating point.
pub fn float_binary(arguments: &Arguments) -> Result<Results, InferError> {
    elementwise(arguments, promoted_operands(arguments)?.to_float())
}

/// [`float_binary`] of real numbers.
pub fn real_float_binary(arguments: &Arguments) -> Result<Results, InferError> {
    let dtype = promoted_operands(arguments)?;
    ensure_kernel(arguments, dtype, !dtype.is_complex())?;
    elementwise(arguments, dtype.to_float())
}

/// [`binary`], which must come out as floats.
pub fn binary_of_reals(arguments: &Arguments) -> Result<Results, InferError> {
    let dtype = promoted_operands(arguments)?;
    ensure_kernel(arguments, dtype, dtype.is_float())?;
    elementwise(arguments, dtype)
}

/// [`binary`], which must come out as floats or complex.
pub fn binary_of_floats(arguments: &Arguments) -> Result<Results, InferError> {
    let dtype = promoted_operands(arguments)?;
    ensure_kernel(arguments, dtype, dtype.is_float() || dtype.is_complex())?;
    elementwise(arguments, dtype)
}

/// [`binary`], which must come out as integers.
pub fn integer_binary(arguments: &Arguments) -> Result<Results, InferError> {
    let dtype = promoted_operands(arguments)?;
    ensure_kernel(arguments, dtype, dtype.is_integral(false))?;
    elementwise(arguments, dtype)
}

/// Division with a quotient in integers: neither of bools nor of complex numbers.
pub fn remainder(arguments: &Arguments) -> Result<Results, InferError> {
    let dtype = promoted_operands(arguments)?;
    ensure_kernel(arguments, dtype, dtype != DType::Bool && !dtype.is_complex())?;
    elementwise(arguments, dtype)
}

/// Division: in floating point unless it is rounded.
pub fn div_mode(arguments: &Arguments) -> Result<Results, InferError> {
    match arguments.opt_str("rounding_mode")? {
        None => float_binary(arguments),
        Some(_) => remainder(arguments),
    }
}

/// `self + alpha * other`: alpha must fit the dtype, but does not change it.
pub fn add(arguments: &Arguments) -> Result<Results, InferError> {
    let dtype = promoted_operands(arguments)?;
    check_alpha(arguments, dtype)?;
    elementwise(arguments, dtype)
}

/// [`add`] with a minus, which bool does not have.
pub fn sub(arguments: &Arguments) -> Result<Results, InferError> {
    let bools = ["self", "other"].map(|name| match arguments.get(name) {
        Argument::Tensor(tensor) => tensor.dtype == DType::Bool,
        Argument::Scalar(scalar) => scalar.category() == Category::Bool,
        _ => false,
    });
    ensure!(
        bools != [true, true],
        "Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` or \
         `logical_xor()` operator instead."
    );
    ensure!(
        bools == [false, false],
        "Subtraction, the `-` operator, with a bool tensor is not supported. If you are trying \
         to invert a mask, use the `~` or `logical_not()` operator instead."
    );
    add(arguments)
}

/// The check of `alpha` in `at::native::alpha_check`.
pub(crate) fn check_alpha(arguments: &Arguments, dtype: DType) -> Result<(), InferError> {
    let alpha = arguments.scalar("alpha")?.category();
    ensure!(
        alpha != Category::Bool || dtype == DType::Bool,
        "Boolean alpha only supported for Boolean results."
    );
    ensure!(
        !dtype.is_integral(true) || alpha <= Category::Integer,
        "For integral input tensors, argument alpha must not be a floating point number."
    );
    ensure!(
        dtype.is_complex() || alpha != Category::Complex,
        "For non-complex input tensors, argument alpha must not be a complex number."
    );
    Ok(())
}

/// `self + value * tensor1 * tensor2`.
pub fn addcmul(arguments: &Arguments) -> Result<Results, InferError> {
    elementwise(arguments, promoted(arguments, &["self", "tensor1", "tensor2"])?)
}

/// [`addcmul`] with a quotient, which must be of floats.
pub fn addcdiv(arguments: &Arguments) -> Result<Results, InferError> {
    let (tensor1, tensor2) = (arguments.tensor("tensor1")?, arguments.tensor("tensor2")?);
    ensure!(
        !tensor1.dtype.is_integral(true) || !tensor2.dtype.is_integral(true),
        "Integer division with addcdiv is no longer supported, and in a future release addcdiv \
         will perform a true division of tensor1 and tensor2."
    );
    addcmul(arguments)
}

/// Interpolation between tensors of one dtype, which must be of floats or complex.
pub fn lerp(arguments: &Arguments) -> Result<Results, InferError> {
    let dtype = arguments.tensor("self")?.dtype;
    for name in ["end", "weight"] {
        let Argument::Tensor(tensor) = arguments.get(name) else {
            continue;
        };
        ensure!(
            tensor.dtype == dtype,
            "expected dtype {dtype} for `{name}` but got dtype {}",
            tensor.dtype
        );
    }
    ensure_kernel(arguments, dtype, dtype.is_float() || dtype.is_complex())?;
    elementwise(arguments, dtype)
}

/// `self ^ exponent`: integers only to powers that are not known to be negative.
pub fn pow(arguments: &Arguments) -> Result<Results, InferError> {
    let dtype = promoted_operands(arguments)?;
    if let Argument::Scalar(Scalar::Int(exponent)) = arguments.get("exponent") {
        ensure!(
            *exponent >= 0 || !dtype.is_integral(true),
            "Integers to negative integer powers are not allowed."
        );
    }
    elementwise(arguments, dtype)
}

/// `self ^ exponent` in double precision.
pub fn float_power(arguments: &Arguments) -> Result<Results, InferError> {
    let complex = arguments.tensors_given().any(|tensor| tensor.dtype.is_complex());
    elementwise(arguments, if complex { DType::C128 } else { DType::F64 })
}

/// `self * 2.0 ^ other`, the power being a tensor like `other`.
pub fn ldexp(arguments: &Arguments) -> Result<Results, InferError> {
    let (tensor, exponent) = (arguments.tensor("self")?, arguments.tensor("other")?);
    let mut promotion = Promotion::default();
    promotion
        .tensor(tensor.dtype, tensor.rank())?
        .tensor(exponent.dtype.to_float(), exponent.rank())?;
    elementwise(arguments, promotion.result()?)
}

/// `atan2` into a given tensor: its dtype must hold the angle.
pub fn atan2_out(arguments: &Arguments) -> Result<Results, InferError> {
    let dtype = promoted_operands(arguments)?.to_float();
    let out = arguments.tensor("out")?;
    ensure_kernel(arguments, dtype, !dtype.is_complex())?;
    ensure!(
        out.dtype.category() >= dtype.category(),
        "result type {} can't be cast to the desired output type {}",
        dtype.scalar_type(),
        out.dtype.scalar_type()
    );
    let operands = ["self", "other"].map(|name| arguments.tensor(name));
    let [Ok(a), Ok(b)] = operands else { fail!("expected two tensors") };
    Ok(out.with_shape(broadcast_all([&a.shape[..], &b.shape[..]])?).into_results())
}

/// The larger or smaller of two real numbers.
pub fn extremum(arguments: &Arguments) -> Result<Results, InferError> {
    let dtype = promoted_operands(arguments)?;
    ensure!(
        !dtype.is_complex(),
        "{} not implemented for complex tensors.",
        match arguments.op().base_name() {
            "max" => "maximum",
            "min" => "minimum",
            name => name,
        }
    );
    elementwise(arguments, dtype)
}

/// `self` between two bounds, of which one may be missing.
pub fn clamp(arguments: &Arguments) -> Result<Results, InferError> {
    ensure!(
        ["min", "max"].iter().any(|name| *arguments.get(name) != Argument::None),
        "torch.clamp: At least one of 'min' or 'max' must not be None"
    );
    clamped(arguments, promoted(arguments, &["self", "min", "max"])?)
}

/// `self` with a bound on one side.
pub fn clamp_one_side(arguments: &Arguments) -> Result<Results, InferError> {
    clamped(arguments, promoted_operands(arguments)?)
}

fn clamped(arguments: &Arguments, dtype: DType) -> Result<Results, InferError> {
    ensure!(!dtype.is_complex(), "clamp is not supported for complex types");
    elementwise(arguments, dtype)
}

/// The step function, of two tensors of one real dtype.
pub fn heaviside(arguments: &Arguments) -> Result<Results, InferError> {
    let (tensor, values) = (arguments.tensor("self")?, arguments.tensor("values")?);
    ensure!(
        !tensor.dtype.is_complex() && !values.dtype.is_complex(),
        "heaviside is not yet implemented for complex tensors."
    );
    ensure!(
        tensor.dtype == values.dtype,
        "heaviside is not yet implemented for tensors with different dtypes."
    );
    elementwise(arguments, tensor.dtype)
}

/// `self` or `other`, as a bool says (uint8 is taken for one, as PyTorch does).
pub fn choose(arguments: &Arguments) -> Result<Results, InferError> {
    let condition = arguments.tensor("condition")?;
    ensure!(
        matches!(condition.dtype, DType::Bool | DType::U8),
        "where expected condition to be a boolean tensor, but got a tensor with dtype {}",
        condition.dtype.scalar_type()
    );
    elementwise(arguments, promoted(arguments, &["self", "other"])?)
}

/// The dtype of a tensor made of numbers: int64 of ints, bool of bools.
pub(crate) fn dtype_of_number(category: Category) -> DType {
    match category {
        Category::Bool => DType::Bool,
        Category::Integer => DType::I64,
        Category::Float => DEFAULT_FLOAT,
        Category::Complex => DEFAULT_FLOAT.to_complex(),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::{dim::Dim, infer, lookup};

    fn infer_from(op: &str, values: &[Argument]) -> Result<Results, InferError> {
        let op = lookup(&format!("aten.{op}")).unwrap();
        let mut arguments = Arguments::new(op);
        for (index, value) in values.iter().enumerate() {
            arguments.set(index, value.clone());
        }
        infer(op, &arguments)
    }

    /// The result types of `aten.<op>` on the first arguments of its schema.
    pub(crate) fn result(op: &str, values: &[Argument]) -> String {
        let results = infer_from(op, values).unwrap();
        results.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    }

    /// Why `aten.<op>` refuses these arguments.
    pub(crate) fn refusal(op: &str, values: &[Argument]) -> String {
        infer_from(op, values).unwrap_err().to_string()
    }

    pub(crate) fn tensor(shape: &[i64], dtype: DType) -> Argument {
        Argument::Tensor(TensorType::new(shape.iter().map(|&size| Dim::Static(size)), dtype))
    }

    pub(crate) fn number(scalar: Scalar) -> Argument {
        Argument::Scalar(scalar)
    }

    pub(crate) fn int(value: i64) -> Argument {
        Argument::SymInt(Dim::Static(value))
    }

    #[test]
    fn numbers_promote_by_their_category() {
        let (one, half) = (number(Scalar::Int(1)), number(Scalar::Float(0.5)));
        let bools = tensor(&[2], DType::Bool);
        let ints = tensor(&[2], DType::I32);
        assert_eq!(result("add.Scalar", &[ints.clone(), half.clone()]), "tensor<2xf32>");
        assert_eq!(result("add.Scalar", &[bools.clone(), one.clone()]), "tensor<2xi64>");
        assert_eq!(result("square", std::slice::from_ref(&bools)), "tensor<2xi64>");
        assert_eq!(result("div.Scalar", &[ints.clone(), one.clone()]), "tensor<2xf32>");
        let floor = Argument::Str("floor".into());
        assert_eq!(result("div.Scalar_mode", &[ints.clone(), one.clone(), floor]), "tensor<2xi32>");
        assert_eq!(result("pow.Scalar", &[half.clone(), ints.clone()]), "tensor<2xf32>");
        assert_eq!(result("where.Scalar", &[bools.clone(), one, half.clone()]), "tensor<2xf32>");
        let clamp = [ints, Argument::None, half];
        assert_eq!(result("clamp", &clamp), "tensor<2xf32>");
    }

    #[test]
    fn float_results_keep_the_precision_of_tensors() {
        let halves = tensor(&[2], DType::F16);
        let ints = tensor(&[2], DType::I64);
        let double = tensor(&[], DType::F64);
        assert_eq!(result("atan2", &[halves.clone(), double]), "tensor<2xf16>");
        assert_eq!(result("ldexp.Tensor", &[ints.clone(), ints.clone()]), "tensor<2xf32>");
        assert_eq!(result("ldexp.Tensor", &[halves.clone(), ints.clone()]), "tensor<2xf32>");
        assert_eq!(result("float_power.Tensor_Tensor", &[halves.clone(), ints]), "tensor<2xf64>");
        assert_eq!(result("complex", &[halves.clone(), halves]), "tensor<2xcomplex<f16>>");
    }

    #[test]
    fn symbolic_sizes_broadcast() {
        let s = Dim::symbol("s0");
        let row = TensorType::new([s.clone(), Dim::Static(1)], DType::F32);
        let column = TensorType::new([Dim::Static(1), Dim::Dynamic], DType::F32);
        let results = infer_from("maximum", &[Argument::Tensor(row), Argument::Tensor(column)]);
        let wanted = TensorType::new([s, Dim::Dynamic], DType::F32);
        assert_eq!(results.unwrap(), wanted.into_results());
    }

    #[test]
    fn refusals_are_pytorchs() {
        let bools = tensor(&[2], DType::Bool);
        let ints = tensor(&[2], DType::I64);
        let both = [bools.clone(), bools.clone()];
        assert!(refusal("sub.Tensor", &both).contains("with two bool tensors"));
        assert!(refusal("rsub.Tensor", &[bools, ints.clone()]).contains("with a bool tensor"));
        assert_eq!(
            refusal("pow.Tensor_Scalar", &[ints.clone(), number(Scalar::Int(-1))]),
            "Integers to negative integer powers are not allowed."
        );
        assert_eq!(
            refusal("clamp", std::slice::from_ref(&ints)),
            "torch.clamp: At least one of 'min' or 'max' must not be None"
        );
        assert_eq!(refusal("hypot", &[ints.clone(), ints]), "\"hypot\" not implemented for 'Long'");
    }
}
