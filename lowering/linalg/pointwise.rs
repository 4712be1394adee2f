//! Arithmetic, element by element.
//!
//! Source of the semantics: `aten/src/ATen/native/cpu/UnaryOpsKernel.cpp` and
//! `BinaryOpsKernel.cpp` of PyTorch.

use tricast_dialects::{Argument, DType};

use super::{
    Builder, Call, Comparison, Element, LowerError, Outputs, Table, Tensor, compute_dtype,
};

/// The lowerings of this file.
pub const TABLE: Table = &[
    ("aten.exp", |b, call| unary(b, call, |b, x| b.math("exp", x))),
    ("aten.log", |b, call| unary(b, call, |b, x| b.math("log", x))),
    ("aten.sin", |b, call| unary(b, call, |b, x| b.math("sin", x))),
    ("aten.cos", |b, call| unary(b, call, |b, x| b.math("cos", x))),
    ("aten.sqrt", |b, call| unary(b, call, |b, x| b.math("sqrt", x))),
    ("aten.rsqrt", |b, call| unary(b, call, |b, x| b.div(b.int(x.dtype, 1), b.math("sqrt", x)))),
    ("aten.tanh", |b, call| unary(b, call, |b, x| b.math("tanh", x))),
    ("aten.erf", |b, call| unary(b, call, |b, x| b.math("erf", x))),
    ("aten.reciprocal", |b, call| unary(b, call, |b, x| b.div(b.int(x.dtype, 1), x))),
    ("aten.neg", |b, call| unary(b, call, |b, x| b.neg(x))),
    ("aten.abs", |b, call| unary(b, call, |b, x| b.abs(x))),
    ("aten.add.Tensor", |b, call| with_alpha(b, call, |b, x, y| b.add(x, y))),
    ("aten.add.Scalar", |b, call| with_alpha(b, call, |b, x, y| b.add(x, y))),
    ("aten.sub.Tensor", |b, call| with_alpha(b, call, |b, x, y| b.sub(x, y))),
    ("aten.sub.Scalar", |b, call| with_alpha(b, call, |b, x, y| b.sub(x, y))),
    ("aten.mul.Tensor", |b, call| binary(b, call, |b, x, y| b.mul(x, y))),
    ("aten.mul.Scalar", |b, call| binary(b, call, |b, x, y| b.mul(x, y))),
    ("aten.div.Tensor", |b, call| binary(b, call, |b, x, y| b.div(x, y))),
    ("aten.div.Scalar", |b, call| binary(b, call, |b, x, y| b.div(x, y))),
    ("aten.maximum", |b, call| binary(b, call, |b, x, y| b.max(x, y))),
    ("aten.minimum", |b, call| binary(b, call, |b, x, y| b.min(x, y))),
    ("aten.where.self", choose),
    ("aten.where.ScalarSelf", choose),
    ("aten.where.ScalarOther", choose),
    ("aten.where.Scalar", choose),
];

/// The only tensor of a unary op, in the dtype that it computes in: that of its result, or of its
/// own where the result is no number of it.
pub fn unary<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    body: impl FnOnce(&Builder<'c>, Element<'c>) -> Element<'c>,
) -> Result<Outputs<'c>, LowerError> {
    let x = call.tensor(call.op.params[0].name);
    let dtype = call.dtype();
    let compute = if dtype.is_complex() || !x.dtype.is_complex() {
        compute_dtype(dtype)
    } else {
        compute_dtype(x.dtype)
    };
    Ok(b.pointwise(&[&x], dtype, |elements| body(b, b.cast(elements[0], compute))).into())
}

/// What an op on two operands works on: tensors, and elements of those that are numbers.
pub enum Operand<'c> {
    /// A tensor.
    Tensor(Tensor<'c>),
    /// A number, by its dtype.
    Number(Element<'c>),
}

/// The operand called `name`: numbers are of dtype `compute`.
pub fn operand<'c>(b: &Builder<'c>, call: &Call<'c>, name: &str, compute: DType) -> Operand<'c> {
    match call.arguments.get(name) {
        Argument::Tensor(_) => Operand::Tensor(call.tensor(name)),
        _ => Operand::Number(call.number(b, name, compute)),
    }
}

/// Operands, numbers and tensors alike, element by element in the dtype `compute`.
pub fn mixed<'c>(
    b: &Builder<'c>,
    operands: &[Operand<'c>],
    compute: DType,
    dtype: DType,
    body: impl FnOnce(&[Element<'c>]) -> Element<'c>,
) -> Tensor<'c> {
    let tensors: Vec<&Tensor> = operands
        .iter()
        .filter_map(|operand| match operand {
            Operand::Tensor(tensor) => Some(tensor),
            Operand::Number(_) => None,
        })
        .collect();
    b.pointwise(&tensors, dtype, |elements| {
        let mut elements = elements.iter();
        let all: Vec<Element> = operands
            .iter()
            .map(|operand| match operand {
                Operand::Tensor(_) => *elements.next().expect("an element of each tensor"),
                Operand::Number(number) => *number,
            })
            .map(|element| b.cast(element, compute))
            .collect();
        body(&all)
    })
}

/// An op on its first two operands, in the dtype of its result.
pub fn binary<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    body: impl FnOnce(&Builder<'c>, Element<'c>, Element<'c>) -> Element<'c>,
) -> Result<Outputs<'c>, LowerError> {
    let dtype = call.dtype();
    let compute = compute_dtype(dtype);
    let operands = [0, 1].map(|index| operand(b, call, call.op.params[index].name, compute));
    Ok(mixed(b, &operands, compute, dtype, |elements| body(b, elements[0], elements[1])).into())
}

/// An op on `self` and `alpha * other`.
fn with_alpha<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    body: impl FnOnce(&Builder<'c>, Element<'c>, Element<'c>) -> Element<'c>,
) -> Result<Outputs<'c>, LowerError> {
    let is_one = call.opt_float("alpha")? == Some(1.0);
    let alpha = call.number(b, "alpha", compute_dtype(call.dtype()));
    binary(b, call, |b, x, y| body(b, x, if is_one { y } else { b.mul(alpha, y) }))
}

/// `condition ? self : other`.
fn choose<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let dtype = call.dtype();
    let condition = Operand::Tensor(call.tensor("condition"));
    let x = operand(b, call, "self", dtype);
    let y = operand(b, call, "other", dtype);
    let condition_dtype = call.tensor("condition").dtype;
    // The condition is no number of the result's dtype: it is cast on its own.
    let tensors: Vec<Tensor> = [&condition, &x, &y]
        .into_iter()
        .filter_map(|operand| match operand {
            Operand::Tensor(tensor) => Some(tensor.clone()),
            Operand::Number(_) => None,
        })
        .collect();
    let tensors: Vec<&Tensor> = tensors.iter().collect();
    let result = b.pointwise(&tensors, dtype, |elements| {
        let mut elements = elements.iter().copied();
        let mut next = |operand: &Operand<'c>| match operand {
            Operand::Tensor(_) => elements.next().expect("an element of each tensor"),
            Operand::Number(number) => *number,
        };
        let condition = next(&condition);
        let zero = b.int(condition_dtype, 0);
        let condition = if condition_dtype == DType::Bool {
            condition
        } else {
            b.compare(Comparison::Ne, condition, zero)
        };
        let (x, y) = (next(&x), next(&y));
        b.select(condition, b.cast(x, dtype), b.cast(y, dtype))
    });
    Ok(result.into())
}
