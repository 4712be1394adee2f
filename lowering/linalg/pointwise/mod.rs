//! Arithmetic, element by element.
//!
//! Source of the semantics: `aten/src/ATen/native/cpu/UnaryOpsKernel.cpp` and
//! `BinaryOpsKernel.cpp` of PyTorch.

pub mod binary;
pub mod choice;
pub mod power;
pub mod unary;

use tricast_dialects::{Argument, DType};

use super::{Builder, Call, Element, LowerError, Outputs, Tensor, compute_dtype};

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

/// Operands, numbers and tensors alike, element by element as they are.
pub fn uncast<'c>(
    b: &Builder<'c>,
    operands: &[Operand<'c>],
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
            .collect();
        body(&all)
    })
}

/// Operands, numbers and tensors alike, element by element in the dtype `compute`.
pub fn mixed<'c>(
    b: &Builder<'c>,
    operands: &[Operand<'c>],
    compute: DType,
    dtype: DType,
    body: impl FnOnce(&[Element<'c>]) -> Element<'c>,
) -> Tensor<'c> {
    uncast(b, operands, dtype, |elements| {
        let elements: Vec<Element> =
            elements.iter().map(|&element| b.cast(element, compute)).collect();
        body(&elements)
    })
}

/// An op on the operands `names`, in the dtype of its result.
pub fn of_operands<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    names: &[&str],
    body: impl FnOnce(&[Element<'c>]) -> Element<'c>,
) -> Result<Outputs<'c>, LowerError> {
    let dtype = call.dtype();
    let compute = compute_dtype(dtype);
    let operands: Vec<Operand> = names.iter().map(|name| operand(b, call, name, compute)).collect();
    Ok(mixed(b, &operands, compute, dtype, body).into())
}

/// As [`binary`], but a number is rounded to the dtype of the result first.
pub fn binary_of_rounded<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    body: impl FnOnce(&Builder<'c>, Element<'c>, Element<'c>) -> Element<'c>,
) -> Result<Outputs<'c>, LowerError> {
    let dtype = call.dtype();
    let operands = [0, 1].map(|index| operand(b, call, call.op.params[index].name, dtype));
    let body = |elements: &[Element<'c>]| body(b, elements[0], elements[1]);
    Ok(mixed(b, &operands, compute_dtype(dtype), dtype, body).into())
}

/// An op on its first two operands, in the dtype of its result.
pub fn binary<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    body: impl FnOnce(&Builder<'c>, Element<'c>, Element<'c>) -> Element<'c>,
) -> Result<Outputs<'c>, LowerError> {
    let names = [0, 1].map(|index| call.op.params[index].name);
    of_operands(b, call, &names, |elements| body(b, elements[0], elements[1]))
}
