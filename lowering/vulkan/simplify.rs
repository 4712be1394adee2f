//! Ops of kernels in forms that SPIR-V, and the devices that run it, do well.

use melior::ir::{
    Attribute, OperationRef, Type, TypeLike, Value, ValueLike,
    attribute::{FloatAttribute, IntegerAttribute},
    operation::OperationLike,
    r#type::IntegerType,
};
use tricast_mlir::{
    ir::{attribute, constant_int, erase, name_is, nested_ops, outlive_op, set_attribute},
    rewrite::{defining_op, replace_uses},
};

use crate::cpu::builder::Builder;

/// Replaces ops of the kernels in a module, before they are converted.
pub fn simplify(module: OperationRef) {
    for op in nested_ops(outlive_op(module)).into_iter().map(outlive_op) {
        let name = op.name();
        let value = match name.as_string_ref().as_str().unwrap_or_default() {
            "arith.cmpi" => compare_indices(op),
            "arith.index_cast" => cast_of_indices(op),
            "arith.truncf" => round_constant(op),
            "math.trunc" => truncate(op),
            _ => None,
        };
        if let (Some(value), Some(result)) = (value, op.results().next()) {
            replace_uses(result.into(), value);
            erase(op);
        }
    }
}

/// Keeps devices from changing sums by algebra: what is added and taken away again rounds, and that
/// is meant. For kernels that are SPIR-V already.
pub fn keep_sums(module: OperationRef) {
    for op in nested_ops(outlive_op(module)) {
        if ["spirv.FAdd", "spirv.FSub"].iter().any(|name| name_is(op, name)) {
            let context = tricast_mlir::ir::context_of(outlive_op(op));
            set_attribute(op, "no_contraction", Attribute::unit(context));
        }
    }
}

/// A comparison of 64-bit integers that follow from indices, as one of indices, which have 32 bits on
/// devices.
fn compare_indices<'c>(op: OperationRef<'c, 'c>) -> Option<Value<'c, 'c>> {
    let b = Builder::before(op);
    let operands: Vec<Value> = op.operands().collect();
    if operands.iter().all(|operand| constant_int(*operand).is_some()) || !is_i64(operands[0]) {
        return None;
    }
    let (left, right) = (narrow(b, operands[0])?, narrow(b, operands[1])?);
    let predicate = attribute(op, "predicate")?;
    let bool = IntegerType::new(b.context, 1).into();
    Some(b.value("arith.cmpi", &[left, right], &[("predicate", predicate)], bool))
}

/// A 64-bit integer as an index, where it follows from indices.
fn cast_of_indices<'c>(op: OperationRef<'c, 'c>) -> Option<Value<'c, 'c>> {
    let operand = op.operands().next().filter(|operand| is_i64(*operand))?;
    narrow(Builder::before(op), operand)
}

fn is_i64(value: Value) -> bool {
    IntegerType::try_from(value.r#type()).is_ok_and(|ty| ty.width() == 64)
}

/// Ops that give one of their operands.
const CHOOSE: [&str; 2] = ["arith.minsi", "arith.maxsi"];

/// Ops that give the same of indices as of 64-bit integers.
const NARROW: [&str; 6] =
    ["arith.addi", "arith.subi", "arith.muli", "arith.divsi", "arith.remsi", "arith.floordivsi"];

/// A 64-bit integer as an index; None if it follows from more than indices, small numbers, and 32-bit
/// integers that nothing is added to.
fn narrow<'c>(b: Builder<'c>, value: Value<'c, 'c>) -> Option<Value<'c, 'c>> {
    let index = Type::index(b.context);
    if let Some(short) = extended(value) {
        return Some(b.value("arith.index_cast", &[short], &[], index));
    }
    let op = defining_op(value)?;
    let operands: Vec<Value> = op.operands().collect();
    if name_is(op, "arith.select") {
        let yes = narrow(b, operands[1]).or_else(|| wrapped(b, operands[0], operands[1]))?;
        let no = narrow(b, operands[2])?;
        return Some(b.value("arith.select", &[operands[0], yes, no], &[], index));
    }
    if let Some(name) = CHOOSE.iter().find(|name| name_is(op, name)) {
        let (left, right) = (narrow(b, operands[0])?, narrow(b, operands[1])?);
        return Some(b.binary(name, left, right));
    }
    of_indices(b, value)
}

/// The same of indices and small numbers alone, of which arithmetic stays small.
fn of_indices<'c>(b: Builder<'c>, value: Value<'c, 'c>) -> Option<Value<'c, 'c>> {
    let index = Type::index(b.context);
    if let Some(number) = constant_int(value) {
        return i32::try_from(number).is_ok().then(|| b.index(number));
    }
    let op = defining_op(value)?;
    let operands: Vec<Value> = op.operands().collect();
    if name_is(op, "arith.index_cast") {
        return operands.first().copied().filter(|operand| operand.r#type() == index);
    }
    if name_is(op, "arith.select") {
        let (yes, no) = (of_indices(b, operands[1])?, of_indices(b, operands[2])?);
        return Some(b.value("arith.select", &[operands[0], yes, no], &[], index));
    }
    let name = NARROW.iter().chain(&CHOOSE).find(|name| name_is(op, name))?;
    let (left, right) = (of_indices(b, operands[0])?, of_indices(b, operands[1])?);
    Some(b.binary(name, left, right))
}

/// The 32-bit integer that one of 64 bits is.
fn extended<'c>(value: Value<'c, 'c>) -> Option<Value<'c, 'c>> {
    let op = defining_op(value).filter(|op| name_is(*op, "arith.extsi"))?;
    let short = op.operands().next()?;
    IntegerType::try_from(short.r#type()).is_ok_and(|ty| ty.width() == 32).then_some(short)
}

/// A size added to a 32-bit integer where that is negative: a place that is counted from the end. It
/// does not overflow there.
fn wrapped<'c>(
    b: Builder<'c>,
    condition: Value<'c, 'c>,
    value: Value<'c, 'c>,
) -> Option<Value<'c, 'c>> {
    const LESS: i64 = 2;
    let less = defining_op(condition).filter(|op| name_is(*op, "arith.cmpi"))?;
    let predicate = IntegerAttribute::try_from(attribute(less, "predicate")?).ok()?.value();
    let compared: Vec<Value> = less.operands().collect();
    let sum = defining_op(value).filter(|op| name_is(*op, "arith.addi"))?;
    let added: Vec<Value> = sum.operands().collect();
    let of_same = extended(added[0])? == index_source(compared[0])?;
    let below_zero = predicate == LESS && constant_int(compared[1]) == Some(0);
    let size = constant_int(added[1]).filter(|size| (0..=i64::from(i32::MAX)).contains(size))?;
    if !of_same || !below_zero {
        return None;
    }
    let place = narrow(b, added[0])?;
    Some(b.binary("arith.addi", place, b.index(size)))
}

/// The 32-bit integer that a 64-bit integer, or an index made of it, is.
fn index_source<'c>(value: Value<'c, 'c>) -> Option<Value<'c, 'c>> {
    let cast = defining_op(value).filter(|op| name_is(*op, "arith.index_cast"));
    extended(value).or_else(|| cast?.operands().next())
}

/// A constant that is rounded, as a constant: devices need not have its type.
fn round_constant<'c>(op: OperationRef<'c, 'c>) -> Option<Value<'c, 'c>> {
    let b = Builder::before(op);
    let constant = defining_op(op.operands().next()?).filter(|op| name_is(*op, "arith.constant"));
    let value = FloatAttribute::try_from(attribute(constant?, "value")?).ok()?.value();
    let ty = op.results().next()?.r#type();
    Some(b.constant(FloatAttribute::new(b.context, ty, value).into()))
}

/// `math.trunc` by floor and ceil.
fn truncate<'c>(op: OperationRef<'c, 'c>) -> Option<Value<'c, 'c>> {
    let b = Builder::before(op);
    let operand = op.operands().next()?;
    let ty = operand.r#type();
    if !ty.is_float() {
        return None;
    }
    let zero = b.constant(FloatAttribute::new(b.context, ty, 0.0).into());
    let less = IntegerAttribute::new(IntegerType::new(b.context, 64).into(), 4).into();
    let bool = IntegerType::new(b.context, 1).into();
    let is_negative = b.value("arith.cmpf", &[operand, zero], &[("predicate", less)], bool);
    let up = b.value("math.ceil", &[operand], &[], ty);
    let down = b.value("math.floor", &[operand], &[], ty);
    Some(b.value("arith.select", &[is_negative, up, down], &[], ty))
}
