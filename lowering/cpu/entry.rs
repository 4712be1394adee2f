//! Functions that the runtime calls.

use melior::ir::{
    OperationRef, Type, TypeLike, Value, ValueLike,
    attribute::{StringAttribute, TypeAttribute},
    operation::OperationLike,
    r#type::{FunctionType, IntegerType, MemRefType, ShapedTypeLike},
};
use tricast_mlir::{
    convert::DYNAMIC,
    ir::{attribute, emit_error, name_is, nested_ops, set_attribute},
    pass::PassFailed,
    rewrite::{
        bit_width, block_arguments, body, context, erase, erase_argument, insert_argument,
        remove_attribute, replace_uses,
    },
};

use super::{
    builder::{Builder, Index, sizes},
    pointer::{Pointers, descriptor},
};

/// The unit attribute of a function that the runtime calls.
pub const ENTRY: &str = "tricast.entry";

/// Where in a memref descriptor the aligned pointer is, in bytes.
const ALIGNED_AT: i64 = 8;
/// Where in a memref descriptor the sizes are, in bytes.
const SIZES_AT: i64 = 24;

/// Makes a function `tricast_entry_<name>`, which takes one pointer: to pointers to a place for
/// the results, if there are any, and to the arguments.
pub fn lower_entry<'c: 'a, 'a>(
    function: OperationRef<'c, 'a>,
    pointers: &mut Pointers<'c, 'a>,
) -> Result<(), PassFailed> {
    let Some(block) = body(function) else {
        emit_error(function, "expected an entry to have a body");
        return Err(PassFailed);
    };
    let arguments = block_arguments(block);
    let builder = Builder::at_start(context(function), function.location(), block);
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
fn load_argument<'c: 'a, 'a>(
    builder: Builder<'c, 'a>,
    place: Value<'c, 'a>,
    ty: Type<'c>,
    pointers: &mut Pointers<'c, 'a>,
) -> Option<Value<'c, 'a>> {
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
fn store_results<'c: 'a, 'a>(op: OperationRef<'c, 'a>, list: Value<'c, 'a>, pointer: Type<'c>) {
    let builder = Builder::before(op);
    let byte: Type = IntegerType::new(builder.context, 8).into();
    let results: Vec<Value> = op.operands().collect();
    if !results.is_empty() {
        let place = builder.load(list, pointer);
        let mut at = 0;
        for result in results {
            let (value, size, alignment) = result_field(builder, result);
            at = (at as i64 + alignment - 1) / alignment * alignment;
            builder.store(value, builder.element_pointer(place, byte, Index::Const(at)));
            at += size;
        }
    }
    builder.op("func.return", &[], &[], &[]);
    erase(op);
}

/// A result as it is stored, its size and its alignment in bytes.
fn result_field<'c: 'a, 'a>(
    builder: Builder<'c, 'a>,
    result: Value<'c, 'a>,
) -> (Value<'c, 'a>, i64, i64) {
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
