//! Functions that the runtime calls.

use melior::ir::{
    Attribute, OperationRef, Type, TypeLike, Value, ValueLike,
    attribute::{ArrayAttribute, BoolAttribute, StringAttribute, TypeAttribute},
    operation::OperationLike,
    r#type::{FunctionType, IntegerType, MemRefType, ShapedTypeLike},
};
use tricast_mlir::{
    convert::DYNAMIC,
    entries::MUTATES,
    ir::{
        attribute, block_arguments, block_ops, body, context_of, emit_error, entry, erase, name_is,
        nested_ops, outlive_op, set_attribute, string_attribute, with_entry,
    },
    pass::PassFailed,
    rewrite::{bit_width, erase_argument, insert_argument, remove_attribute, replace_uses},
};

use super::{
    builder::{Builder, Index, sizes},
    pointer::{Pointers, descriptor},
    signature::ENTRY,
};
use crate::linalg::GLOBAL;

/// Where in a memref descriptor the aligned pointer is, in bytes.
const ALIGNED_AT: i64 = 8;
/// Where in a memref descriptor the sizes are, in bytes.
const SIZES_AT: i64 = 24;

/// Marks `@main` as a function that the runtime calls, and of the arguments of all such functions
/// those that may be written to: the buffers of the model that the program changes.
pub fn mark_entries(module: OperationRef) {
    let module = outlive_op(module);
    let context = context_of(module);
    for op in body(module).into_iter().flat_map(block_ops) {
        if name_is(op, "func.func") && string_attribute(op, "sym_name") == Some("main") {
            set_attribute(op, ENTRY, Attribute::unit(context));
        }
        if attribute(op, ENTRY).is_some() {
            mark_writable(op);
        }
    }
}

fn mark_writable<'c>(function: OperationRef<'c, 'c>) {
    let context = context_of(function);
    let dictionaries = |name| -> Vec<Attribute> {
        let all = attribute(function, name);
        let all = all.and_then(|attribute| ArrayAttribute::try_from(attribute).ok());
        let count = all.map_or(0, |all| all.len());
        (0..count).filter_map(|index| all?.element(index).ok()).collect()
    };
    let results = dictionaries("res_attrs");
    let changed: Vec<Attribute> =
        results.iter().filter_map(|result| entry(*result, MUTATES)).collect();
    let arguments = dictionaries("arg_attrs");
    let marked = arguments.iter().map(|argument| {
        let is_changed = entry(*argument, GLOBAL).is_some_and(|name| changed.contains(&name));
        let writable = BoolAttribute::new(context, is_changed).into();
        with_entry(context, *argument, "bufferization.writable", writable)
    });
    let marked: Vec<Attribute> = marked.collect();
    set_attribute(function, "arg_attrs", ArrayAttribute::new(context, &marked).into());
}

/// Makes a function `tricast_entry_<name>`, which takes one pointer: to pointers to a place for
/// the results, if there are any, and to the arguments.
pub fn lower_entry<'c>(
    function: OperationRef<'c, 'c>,
    pointers: &mut Pointers<'c>,
) -> Result<(), PassFailed> {
    let Some(block) = body(function) else {
        emit_error(function, "expected an entry to have a body");
        return Err(PassFailed);
    };
    let arguments = block_arguments(block);
    let builder = Builder::at_start(context_of(function), function.location(), block);
    let pointer = builder.pointer_type();
    let list = insert_argument(block, 0, pointer, function.location());
    let returns: Vec<OperationRef> =
        nested_ops(function).into_iter().filter(|op| name_is(*op, "func.return")).collect();
    let has_results = returns.iter().any(|op| op.operand_count() > 0);
    for (number, argument) in arguments.iter().enumerate() {
        let place = Index::Const((number + usize::from(has_results)) as i64);
        let place = builder.load(builder.element_pointer(list, pointer, place), pointer);
        let Some(value) = load_argument(builder, place, argument.r#type(), pointers) else {
            let message = format!(
                "expected contiguous memrefs, index, i64, f64 or bools as arguments of an entry, \
                 but argument #{number} is {}",
                argument.r#type()
            );
            emit_error(function, &message);
            return Err(PassFailed);
        };
        replace_uses(*argument, value);
    }
    for number in (1..=arguments.len()).rev() {
        erase_argument(block, number);
    }
    for op in returns {
        store_results(op, list, pointer);
    }
    set_signature(function, &builder);
    Ok(())
}

fn set_signature(function: OperationRef, builder: &Builder) {
    let ty = FunctionType::new(builder.context, &[builder.pointer_type()], &[]);
    set_attribute(function, "function_type", TypeAttribute::new(ty.into()).into());
    let name = attribute(function, "sym_name").and_then(|it| StringAttribute::try_from(it).ok());
    let name = format!("tricast_entry_{}", name.map_or("", |name| name.value()));
    set_attribute(function, "sym_name", StringAttribute::new(builder.context, &name).into());
    // What they say is of arguments and results that are gone.
    remove_attribute(function, "arg_attrs");
    remove_attribute(function, "res_attrs");
}

/// What the argument is that `place` points to; None for a type that entries do not take.
fn load_argument<'c>(
    builder: Builder<'c>,
    place: Value<'c, 'c>,
    ty: Type<'c>,
    pointers: &mut Pointers<'c>,
) -> Option<Value<'c, 'c>> {
    if !ty.is_mem_ref() {
        let is_known = ty.is_index() || matches!(bit_width(ty)?, 1 | 8 | 64);
        return is_known.then(|| builder.load(place, ty));
    }
    let memref = MemRefType::try_from(ty).ok()?;
    if ty != MemRefType::contiguous(memref.element(), &sizes(memref), None).into() {
        return None;
    }
    let byte: Type = IntegerType::new(builder.context, 8).into();
    let field = |at| builder.element_pointer(place, byte, Index::Const(at));
    let pointer = builder.load(field(ALIGNED_AT), builder.pointer_type());
    let load_size = |(dim, size): (usize, i64)| match size {
        DYNAMIC => {
            let at = field(SIZES_AT + 8 * dim as i64);
            Index::Value(builder.load(at, Type::index(builder.context)))
        }
        size => Index::Const(size),
    };
    let sizes: Vec<Index> = sizes(memref).into_iter().enumerate().map(load_size).collect();
    let value = builder.contiguous_memref(pointer, memref, &sizes);
    pointers.set(value, pointer);
    Some(value)
}

/// Stores what a function returns where the first pointer of `list` points to, as the fields of
/// a C struct.
fn store_results<'c>(op: OperationRef<'c, 'c>, list: Value<'c, 'c>, pointer: Type<'c>) {
    let builder = Builder::before(op);
    let byte: Type = IntegerType::new(builder.context, 8).into();
    let results: Vec<Value> = op.operands().collect();
    if !results.is_empty() {
        let place = builder.load(list, pointer);
        let mut at = 0;
        for result in results {
            let (value, size, alignment) = result_field(builder, result);
            at = (at + alignment - 1) / alignment * alignment;
            builder.store(value, builder.element_pointer(place, byte, Index::Const(at)));
            at += size;
        }
    }
    builder.op("func.return", &[], &[], &[]);
    erase(op);
}

/// A result as it is stored, its size and its alignment in bytes.
fn result_field<'c>(builder: Builder<'c>, result: Value<'c, 'c>) -> (Value<'c, 'c>, i64, i64) {
    let ty = result.r#type();
    if let Some(bits) = bit_width(ty) {
        let bytes = i64::from(bits.div_ceil(8));
        return (result, bytes, bytes);
    }
    let rank = MemRefType::try_from(ty).map_or(0, |ty| ty.rank());
    let descriptor = descriptor(&builder, rank);
    let value = builder.value("builtin.unrealized_conversion_cast", &[result], &[], descriptor);
    (value, SIZES_AT + 16 * rank as i64, 8)
}
