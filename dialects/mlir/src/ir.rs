//! melior's types and those of [`tricast_dialects`], without `unsafe` for the caller.

use melior::{
    ContextRef,
    ir::{
        Attribute, AttributeLike, OperationRef, Type, TypeLike, Value, ValueLike,
        attribute::{ArrayAttribute, StringAttribute},
        operation::{OperationLike, WalkOrder, WalkResult},
        r#type::FunctionType,
    },
};
use mlir_sys::{
    MlirValue, mlirOperationGetAttributeByName, mlirOperationSetAttributeByName,
    mlirOperationSetOperand,
};
use tricast_dialects::{InferError, OpDef, Results, ValueType, lookup};

use crate::{convert, inference};

/// The declaration of an op of tricast's dialects; None for any other op.
pub fn definition(op: OperationRef) -> Option<&'static OpDef> {
    lookup(op.name().as_string_ref().as_str().ok()?)
}

/// The result types of an op of ours, by what `type_of` says of its operands.
///
/// # Errors
/// If the op is none of ours, or does not take these arguments.
pub fn infer<'c, 'a>(
    op: OperationRef<'c, 'a>,
    type_of: impl Fn(Value<'c, 'a>) -> Option<ValueType>,
) -> Result<Results, InferError> {
    // SAFETY: a reference to an op is to a live one, and so are its operands.
    unsafe { inference::infer_op(op.to_raw(), &|value: MlirValue| type_of(Value::from_raw(value))) }
}

/// The type of a value as its MLIR type has it; None for a type that no op of ours takes.
pub fn value_type(ty: Type) -> Option<ValueType> {
    // SAFETY: melior's types are live.
    unsafe { convert::value_type(ty.to_raw()) }
}

/// The type of a value as it stands in the IR.
pub fn type_of(value: Value) -> Option<ValueType> {
    value_type(value.r#type())
}

/// The MLIR type of a value type; sizes that are no numbers are dynamic.
pub fn mlir_type<'c>(context: ContextRef<'c>, ty: &ValueType) -> Type<'c> {
    // SAFETY: melior's contexts are live.
    unsafe { Type::from_raw(convert::mlir_type(context.to_ref().to_raw(), ty)) }
}

/// Reports an error on an op, with its name: `'aten.mm' op <message>`.
pub fn emit_error(op: OperationRef, message: &str) {
    // SAFETY: a reference to an op is to a live one.
    unsafe { inference::emit_op_error(op.to_raw(), message) }
}

/// An attribute of an op, inherent or not.
///
/// melior's own getters print the op into their errors, which takes as long as the whole
/// program is; where absence is no error, use this, and iterators over operands and results.
pub fn attribute<'c: 'a, 'a>(op: OperationRef<'c, 'a>, name: &str) -> Option<Attribute<'c>> {
    // SAFETY: a reference to an op is to a live one.
    unsafe {
        Attribute::from_option_raw(mlirOperationGetAttributeByName(
            op.to_raw(),
            convert::string_ref(name),
        ))
    }
}

/// Whether an op has this name.
pub fn name_is(op: OperationRef, name: &str) -> bool {
    op.name().as_string_ref().as_str() == Ok(name)
}

/// Gives an op an attribute, inherent or not.
pub fn set_attribute(op: OperationRef, name: &str, attribute: Attribute) {
    // SAFETY: a reference to an op is to a live one, as is an attribute.
    unsafe {
        mlirOperationSetAttributeByName(op.to_raw(), convert::string_ref(name), attribute.to_raw());
    }
}

/// Gives an op another operand.
///
/// # Panics
/// If it has none at `index`.
pub fn set_operand(op: OperationRef, index: usize, value: Value) {
    assert!(index < op.operand_count(), "the op has no operand #{index}");
    // SAFETY: a reference to an op is to a live one, as is a value; the index was checked.
    unsafe { mlirOperationSetOperand(op.to_raw(), index as isize, value.to_raw()) }
}

/// The ops nested in `root`, at any depth and in order; `root` itself is not one.
pub fn nested_ops<'c: 'a, 'a>(root: OperationRef<'c, 'a>) -> Vec<OperationRef<'c, 'a>> {
    let mut ops = vec![];
    root.walk(WalkOrder::PreOrder, |op| {
        if op != root {
            ops.push(op.to_raw());
        }
        WalkResult::Advance
    });
    // SAFETY: what is nested in an op lives as long as it; melior's walk has no lifetime
    // to say so.
    ops.into_iter().map(|op| unsafe { OperationRef::from_raw(op) }).collect()
}

/// An array of strings.
pub fn strings<'c>(context: ContextRef<'c>, texts: &[String]) -> Attribute<'c> {
    // SAFETY: the reference is used while `context` is live.
    let context = unsafe { context.to_ref() };
    let texts = texts.iter().map(|text| StringAttribute::new(context, text).into());
    ArrayAttribute::new(context, &texts.collect::<Vec<_>>()).into()
}

/// The type of a function.
pub fn function_type<'c>(
    context: ContextRef<'c>,
    inputs: &[Type<'c>],
    results: &[Type<'c>],
) -> FunctionType<'c> {
    // SAFETY: the reference is used while `context` is live.
    FunctionType::new(unsafe { context.to_ref() }, inputs, results)
}
