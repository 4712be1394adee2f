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

/// A comparison of indices as 64-bit integers, as one of indices, which have 32 bits on devices.
fn compare_indices<'c>(op: OperationRef<'c, 'c>) -> Option<Value<'c, 'c>> {
    let b = Builder::before(op);
    let operands: Vec<Value> = op.operands().collect();
    let index = Type::index(b.context);
    if operands.iter().all(|operand| constant_int(*operand).is_some())
        || operands[0].r#type() != IntegerType::new(b.context, 64).into()
    {
        return None;
    }
    let narrow = |value: Value<'c, 'c>| -> Option<Value<'c, 'c>> {
        if let Some(number) = constant_int(value) {
            return i32::try_from(number).is_ok().then(|| b.index(number));
        }
        let cast = defining_op(value).filter(|op| name_is(*op, "arith.index_cast"))?;
        cast.operands().next().filter(|operand| operand.r#type() == index)
    };
    let (left, right) = (narrow(operands[0])?, narrow(operands[1])?);
    let predicate = attribute(op, "predicate")?;
    let bool = IntegerType::new(b.context, 1).into();
    Some(b.value("arith.cmpi", &[left, right], &[("predicate", predicate)], bool))
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
