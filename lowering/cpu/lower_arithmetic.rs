//! `cpu-lower-arithmetic`: functions on floats as arithmetic that the machine has.

use melior::ir::{OperationRef, TypeLike, Value, ValueLike, operation::OperationLike};
use tricast_mlir::{
    dialects::DependentDialect,
    ir::{attribute, erase, name_is, nested_ops, outlive_op, set_attribute, shape_of},
    pass::{PassDeclaration, PassFailed, PassRun, StatisticDeclaration},
    rewrite::{defining_op, element_type, replace_uses},
};

use super::{
    arithmetic::{Arithmetic, Flags},
    builder::Builder,
    math,
};

/// The declaration of the pass.
pub static PASS: PassDeclaration = PassDeclaration {
    name: "cpu-lower-arithmetic",
    summary: "Turn functions on floats into arithmetic, and say what may be fused",
    description: "- Functions on float32, float16 and bfloat16 such as `math.exp`, on numbers and \
          on vectors with one dimension, become arithmetic on float32 that is right to within a \
          few units in the last place. Those without such a form, and float64, are left.\n\
        - A division of a vector of float32 by the same number in all lanes becomes a \
          multiplication by its reciprocal, with what is lost put right.\n\
        - Products of floats other than float64 may be fused with sums (`contract`), and a maximum or minimum need not tell \
          one zero from the other (`nsz`), as PyTorch's do not.",
    anchor: "",
    dependent_dialects: &[
        DependentDialect::ARITH,
        DependentDialect::MATH,
        DependentDialect::SCF,
        DependentDialect::VECTOR,
    ],
    options: &[],
    statistics: &[StatisticDeclaration {
        name: "functions",
        description: "Number of functions and divisions lowered",
    }],
    run,
};

fn run(pass: &mut PassRun) -> Result<(), PassFailed> {
    let function = outlive_op(pass.operation());
    let mut flags = None;
    let mut count = 0;
    for op in nested_ops(function) {
        let name = op.name();
        let Ok(name) = name.as_string_ref().as_str() else {
            continue;
        };
        if !name.starts_with("math.") && !name.starts_with("arith.") {
            continue;
        }
        let flags = *flags.get_or_insert_with(|| Flags::new(Builder::before(op)));
        let value = match name {
            "arith.addf" | "arith.subf" | "arith.mulf" => allow(op, flags, flags.contract),
            "arith.maximumf" | "arith.minimumf" => allow(op, flags, flags.any_zero),
            "arith.divf" => divide(op, flags),
            _ => math::function(name).and_then(|function| call(op, function, flags)),
        };
        if let Some(value) = value {
            replace_uses(result(op), value);
            erase(op);
            count += 1;
        }
    }
    pass.count("functions", count);
    Ok(())
}

/// Gives an op flags, if it has none. Whoever computes in float64 wants the digits.
fn allow<'c>(
    op: OperationRef<'c, 'c>,
    flags: Flags<'c>,
    allowed: melior::ir::Attribute<'c>,
) -> Option<Value<'c, 'c>> {
    let ty = result(op).r#type();
    let is_double = element_type(ty).unwrap_or(ty).is_f64();
    if !is_double && attribute(op, "fastmath").is_none_or(|present| present == flags.none) {
        set_attribute(op, "fastmath", allowed);
    }
    None
}

/// Where arithmetic of the kind of an op's result is built; None if it is neither a number nor a
/// vector with one dimension.
fn arithmetic<'c>(op: OperationRef<'c, 'c>, flags: Flags<'c>) -> Option<Arithmetic<'c>> {
    let lanes = match (result(op).r#type(), shape_of(result(op).r#type()).as_slice()) {
        (ty, [Some(lanes)]) if ty.is_vector() => Some(*lanes),
        (ty, _) if ty.is_float() => None,
        _ => return None,
    };
    Some(Arithmetic::new(Builder::before(op), lanes, flags))
}

fn call<'c>(
    op: OperationRef<'c, 'c>,
    function: math::Function,
    flags: Flags<'c>,
) -> Option<Value<'c, 'c>> {
    let m = arithmetic(op, flags)?;
    let operand = op.operands().next()?;
    let ty = operand.r#type();
    let element = element_type(ty).unwrap_or(ty);
    if element.is_f32() {
        return Some(function(&m, operand));
    }
    let is_short = element.is_f16() || element.is_bf16();
    is_short.then(|| m.narrow_to(element, function(&m, m.widen_to_float(operand))))
}

/// A division by what is the same number in all lanes.
fn divide<'c>(op: OperationRef<'c, 'c>, flags: Flags<'c>) -> Option<Value<'c, 'c>> {
    let m = arithmetic(op, flags)?;
    let mut operands = op.operands();
    let (dividend, divisor) = (operands.next()?, operands.next()?);
    let splat = defining_op(divisor).filter(|op| name_is(*op, "vector.broadcast"))?;
    let divisor = splat.operands().next().filter(|it| it.r#type().is_f32())?;
    Some(math::divide_by_number(&m, dividend, divisor))
}

fn result<'c>(op: OperationRef<'c, 'c>) -> Value<'c, 'c> {
    op.results().next().expect("arithmetic has a result").into()
}
