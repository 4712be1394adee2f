//! What passes need that take programs apart and put them together, beside [`crate::ir`]:
//! where values come from and go, cloning, erasing, affine maps.

use std::{collections::BTreeMap, sync::Mutex};

use melior::{
    Context, ContextRef,
    ir::{
        AffineMap, Attribute, AttributeLike, BlockLike, BlockRef, Location, Operation,
        OperationRef, RegionLike, RegionRef, Type, TypeLike, Value, ValueLike,
        operation::OperationLike,
    },
};
use mlir_sys::*;

use crate::convert::string_ref;

/// The context of an op, for what is built in its place.
///
/// melior makes a `&Context` only of a place that holds the context's address. Here that is a
/// place that is never freed, one for each address.
pub fn context<'c>(op: OperationRef<'c, '_>) -> &'c Context {
    static PLACES: Mutex<BTreeMap<usize, &'static PlaceOfContext>> = Mutex::new(BTreeMap::new());
    struct PlaceOfContext(ContextRef<'static>);
    // SAFETY: it is an address that is only read.
    unsafe impl Sync for PlaceOfContext {}
    // SAFETY: as above.
    unsafe impl Send for PlaceOfContext {}

    // SAFETY: a live op has a live context.
    let raw = unsafe { mlirOperationGetContext(op.to_raw()) };
    let mut places = PLACES.lock().expect("no code panics with the lock held");
    let place = *places.entry(raw.ptr as usize).or_insert_with(|| {
        // SAFETY: as above.
        Box::leak(Box::new(PlaceOfContext(unsafe { ContextRef::from_raw(raw) })))
    });
    // SAFETY: the context outlives its ops, and thereby `'c`.
    unsafe { place.0.to_ref() }
}

/// What tells one value from another.
pub fn value_id(value: Value) -> usize {
    value.to_raw().ptr as usize
}

/// What tells one op from another.
pub fn op_id(op: OperationRef) -> usize {
    op.to_raw().ptr as usize
}

/// The op that a value is a result of; None for an argument of a block.
pub fn defining_op<'c, 'a>(value: Value<'c, 'a>) -> Option<OperationRef<'c, 'a>> {
    // SAFETY: a live value, whose op lives as long; the kind was asked for.
    value
        .is_operation_result()
        .then(|| unsafe { OperationRef::from_raw(mlirOpResultGetOwner(value.to_raw())) })
}

/// The block whose argument a value is.
pub fn argument_owner<'c, 'a>(value: Value<'c, 'a>) -> Option<BlockRef<'c, 'a>> {
    // SAFETY: a live value, whose block lives as long; the kind was asked for.
    value
        .is_block_argument()
        .then(|| unsafe { BlockRef::from_raw(mlirBlockArgumentGetOwner(value.to_raw())) })
}

/// The uses of a value: an op, and the number of its operand.
pub fn uses<'c, 'a>(value: Value<'c, 'a>) -> Vec<(OperationRef<'c, 'a>, usize)> {
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

/// Erases an op. No reference to it, its results or what is nested in it may be used after
/// this.
///
/// # Panics
/// If a result has a use.
pub fn erase(op: OperationRef) {
    assert!(op.results().all(|result| !is_used(result.into())), "erases an op that is used");
    // SAFETY: a live op, that nothing refers to by what was checked and the contract.
    unsafe { mlirOperationDestroy(op.to_raw()) }
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

/// The ops of a block, in order.
pub fn block_ops<'c: 'a, 'a>(block: BlockRef<'c, 'a>) -> Vec<OperationRef<'c, 'a>> {
    std::iter::successors(block.first_operation(), |op| op.next_in_block()).collect()
}

/// The arguments of a block.
pub fn block_arguments<'c: 'a, 'a>(block: BlockRef<'c, 'a>) -> Vec<Value<'c, 'a>> {
    (0..block.argument_count())
        .map(|index| block.argument(index).expect("the index is in range").into())
        .collect()
}

/// The blocks of a region, in order.
pub fn blocks<'c: 'a, 'a>(region: RegionRef<'c, 'a>) -> Vec<BlockRef<'c, 'a>> {
    std::iter::successors(region.first_block(), |block| block.next_in_region()).collect()
}

/// The first block of the first region of an op, if it has one.
pub fn body<'c: 'a, 'a>(op: OperationRef<'c, 'a>) -> Option<BlockRef<'c, 'a>> {
    op.regions().next()?.first_block()
}

/// Gives a block one more argument, as its number `index`.
pub fn insert_argument<'c, 'a>(
    block: BlockRef<'c, 'a>,
    index: usize,
    ty: Type<'c>,
    location: Location<'c>,
) -> Value<'c, 'a> {
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

/// Moves the blocks of `from` into `into`.
pub fn take_body(into: RegionRef, from: RegionRef) {
    // SAFETY: live regions.
    unsafe { mlirRegionTakeBody(into.to_raw(), from.to_raw()) }
}

/// The map of an affine map attribute.
pub fn affine_map<'c>(attribute: Attribute<'c>) -> Option<AffineMap<'c>> {
    // SAFETY: a live attribute, whose kind is asked for first.
    unsafe {
        mlirAttributeIsAAffineMap(attribute.to_raw())
            .then(|| AffineMap::from_raw(mlirAffineMapAttrGetValue(attribute.to_raw())))
    }
}

/// An affine map as an attribute.
pub fn affine_map_attribute<'c>(map: AffineMap<'c>) -> Attribute<'c> {
    // SAFETY: a live map.
    unsafe { Attribute::from_raw(mlirAffineMapAttrGet(map.to_raw())) }
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
