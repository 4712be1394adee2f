//! What passes need that take programs apart and put them together, beside [`crate::ir`]:
//! where values come from and go, cloning, erasing, affine maps.

use std::collections::{HashMap, HashSet};

use melior::ir::{
    AffineMap, Attribute, AttributeLike, BlockLike, BlockRef, Location, Operation, OperationRef,
    Region, RegionLike, RegionRef, Type, TypeLike, Value, ValueLike, attribute::ArrayAttribute,
    operation::OperationLike,
};
use mlir_sys::*;

use crate::{
    convert::string_ref,
    ir::{block_arguments, blocks, nested_ops, outlive_op, set_operand},
};

/// What tells one value from another.
pub fn value_id(value: Value) -> usize {
    value.to_raw().ptr as usize
}

/// What tells one op from another.
pub fn op_id(op: OperationRef) -> usize {
    op.to_raw().ptr as usize
}

/// The op that a value is a result of; None for an argument of a block.
pub fn defining_op<'c>(value: Value<'c, '_>) -> Option<OperationRef<'c, 'c>> {
    // SAFETY: a live value, whose op lives as long; the kind was asked for.
    value
        .is_operation_result()
        .then(|| unsafe { OperationRef::from_raw(mlirOpResultGetOwner(value.to_raw())) })
}

/// The block whose argument a value is.
pub fn argument_owner<'c>(value: Value<'c, '_>) -> Option<BlockRef<'c, 'c>> {
    // SAFETY: a live value, whose block lives as long; the kind was asked for.
    value
        .is_block_argument()
        .then(|| unsafe { BlockRef::from_raw(mlirBlockArgumentGetOwner(value.to_raw())) })
}

/// The uses of a value: an op, and the number of its operand.
pub fn uses<'c>(value: Value<'c, '_>) -> Vec<(OperationRef<'c, 'c>, usize)> {
    let mut uses = vec![];
    // SAFETY: the uses of a live value are live; so are their ops.
    unsafe {
        let mut next = mlirValueGetFirstUse(value.to_raw());
        while !mlirOpOperandIsNull(next) {
            let owner = OperationRef::from_raw(mlirOpOperandGetOwner(next));
            uses.push((owner, mlirOpOperandGetOperandNumber(next) as usize));
            next = mlirOpOperandGetNextUse(next);
        }
    }
    uses
}

/// Puts an op before another, in the block of that.
pub fn move_before(op: OperationRef, other: OperationRef) {
    // SAFETY: references to ops are to live ones.
    unsafe { mlirOperationMoveBefore(op.to_raw(), other.to_raw()) }
}

/// Whether an op comes before another of its block.
pub fn is_before(op: OperationRef, other: OperationRef) -> bool {
    // SAFETY: references to ops are to live ones.
    unsafe {
        let block = |op: OperationRef| mlirOperationGetBlock(op.to_raw()).ptr;
        block(op) == block(other) && mlirOperationIsBeforeInBlock(op.to_raw(), other.to_raw())
    }
}

/// Whether a value is there before an op: it comes from an op before it in its block, or from no op
/// of its block.
pub fn value_is_before<'c>(value: Value<'c, '_>, op: OperationRef<'c, '_>) -> bool {
    let Some(from) = defining_op(value) else { return true };
    // SAFETY: references to ops are to live ones.
    let block = |op: OperationRef| unsafe { mlirOperationGetBlock(op.to_raw()).ptr };
    block(from) != block(op) || is_before(from, op)
}

/// Whether a value has a use.
pub fn is_used(value: Value) -> bool {
    // SAFETY: a live value.
    unsafe { !mlirOpOperandIsNull(mlirValueGetFirstUse(value.to_raw())) }
}

/// Gives every user of `old` `new` instead.
pub fn replace_uses(old: Value, new: Value) {
    // SAFETY: live values.
    unsafe { mlirValueReplaceAllUsesOfWith(old.to_raw(), new.to_raw()) }
}

/// Gives `op`, but not what is nested in it, `new` where it has the operand `old`.
pub fn replace_operand(op: OperationRef, old: Value, new: Value) {
    // SAFETY: a live op, live values.
    unsafe { mlirOperationReplaceUsesOfWith(op.to_raw(), old.to_raw(), new.to_raw()) }
}

/// Takes an op out of its block.
pub fn detach<'c>(op: OperationRef<'c, '_>) -> Operation<'c> {
    // SAFETY: a live op; whoever takes it out owns it.
    unsafe {
        mlirOperationRemoveFromParent(op.to_raw());
        Operation::from_raw(op.to_raw())
    }
}

/// A copy of an op and of what is nested in it, with the same operands.
pub fn clone<'c>(op: OperationRef<'c, '_>) -> Operation<'c> {
    // SAFETY: a live op; the copy is the caller's.
    unsafe { Operation::from_raw(mlirOperationClone(op.to_raw())) }
}

/// A copy of an op and of what is nested in it, that takes what is known instead of its operands.
/// Its results are known then as those of the op.
pub fn clone_with<'c>(
    op: OperationRef<'c, 'c>,
    known: &mut HashMap<usize, Value<'c, 'c>>,
) -> Operation<'c> {
    let copy = clone(op);
    // SAFETY: the copy is live, and stays where it is when it moves into a block.
    let reference = unsafe { OperationRef::from_raw(copy.to_raw()) };
    for inner in std::iter::once(reference).chain(nested_ops(reference)) {
        for (index, operand) in inner.operands().enumerate() {
            if let Some(value) = known.get(&value_id(operand)) {
                set_operand(inner, index, *value);
            }
        }
    }
    for (old, new) in op.results().zip(reference.results()) {
        known.insert(value_id(old.into()), new.into());
    }
    copy
}

/// What is nested in an op takes from outside of it, each value once.
pub fn captured<'c>(op: OperationRef<'c, 'c>) -> Vec<Value<'c, 'c>> {
    let inner: Vec<OperationRef> = nested_ops(op).into_iter().map(outlive_op).collect();
    let mut seen: HashSet<usize> = HashSet::new();
    for op in std::iter::once(&op).chain(&inner) {
        for block in op.regions().flat_map(blocks) {
            seen.extend(block_arguments(block).into_iter().map(value_id));
        }
        seen.extend(op.results().map(|result| value_id(result.into())));
    }
    let taken = inner.iter().flat_map(|op| op.operands());
    taken.filter(|value| seen.insert(value_id(*value))).collect()
}

/// Gives a block one more argument, as its number `index`.
pub fn insert_argument<'c>(
    block: BlockRef<'c, 'c>,
    index: usize,
    ty: Type<'c>,
    location: Location<'c>,
) -> Value<'c, 'c> {
    assert!(index <= block.argument_count(), "the block has no place #{index} for an argument");
    // SAFETY: a live block; the index was checked.
    unsafe {
        Value::from_raw(mlirBlockInsertArgument(
            block.to_raw(),
            index as isize,
            ty.to_raw(),
            location.to_raw(),
        ))
    }
}

/// Takes an argument from a block. No reference to it may be used after this.
///
/// # Panics
/// If it has a use, or is not there.
pub fn erase_argument(block: BlockRef, index: usize) {
    let argument = block.argument(index).expect("the block has the argument");
    assert!(!is_used(argument.into()), "erases an argument that is used");
    // SAFETY: a live block, whose argument nothing refers to.
    unsafe { mlirBlockEraseArgument(block.to_raw(), index as u32) }
}

/// A region with the blocks of another, which has none then.
pub fn take_body<'c>(from: RegionRef<'c, '_>) -> Region<'c> {
    let region = Region::new();
    // SAFETY: live regions.
    unsafe { mlirRegionTakeBody(region.to_raw(), from.to_raw()) }
    region
}

/// The map of an affine map attribute.
pub fn affine_map<'c>(attribute: Attribute<'c>) -> Option<AffineMap<'c>> {
    // SAFETY: a live attribute, whose kind is asked for first.
    unsafe {
        mlirAttributeIsAAffineMap(attribute.to_raw())
            .then(|| AffineMap::from_raw(mlirAffineMapAttrGetValue(attribute.to_raw())))
    }
}

/// How many bits a number of this type has: of an `index` 64; None for what is no number.
pub fn bit_width(ty: Type) -> Option<u32> {
    // SAFETY: a live type, whose kind is asked for first.
    unsafe {
        match () {
            () if ty.is_index() => Some(64),
            () if ty.is_integer() => Some(mlirIntegerTypeGetWidth(ty.to_raw())),
            () if ty.is_float() => Some(mlirFloatTypeGetWidth(ty.to_raw())),
            () => None,
        }
    }
}

/// Takes an attribute from an op, if it has it.
pub fn remove_attribute(op: OperationRef, name: &str) {
    // SAFETY: a live op.
    unsafe { mlirOperationRemoveAttributeByName(op.to_raw(), string_ref(name)) };
}

/// The type of the elements of a tensor, vector or memref; None for any other type.
pub fn element_type<'c>(ty: Type<'c>) -> Option<Type<'c>> {
    // SAFETY: a live type, whose kind is asked for first.
    unsafe {
        mlirTypeIsAShaped(ty.to_raw())
            .then(|| Type::from_raw(mlirShapedTypeGetElementType(ty.to_raw())))
    }
}

/// The indexing maps of an op of `linalg`, named or not; None for any other op.
pub fn indexing_maps<'c>(op: OperationRef<'c, '_>) -> Option<Vec<AffineMap<'c>>> {
    // SAFETY: a live op; null if it has no maps.
    let maps =
        unsafe { Attribute::from_option_raw(mlirLinalgGetIndexingMapsAttribute(op.to_raw())) };
    let maps = ArrayAttribute::try_from(maps?).ok()?;
    (0..maps.len()).map(|index| affine_map(maps.element(index).ok()?)).collect()
}
