//! `cpu-copy-strided`: casts that claim what is not known become copies.

use melior::ir::{
    OperationRef, Value, ValueLike,
    operation::OperationLike,
    r#type::{MemRefType, ShapedTypeLike},
};
use tricast_mlir::{
    convert::DYNAMIC,
    dialects::DependentDialect,
    ir::{erase, name_is, nested_ops, outlive_op},
    pass::{PassDeclaration, PassFailed, PassRun, StatisticDeclaration},
    rewrite::{replace_uses, uses},
};

use super::builder::{Builder, sizes};

/// The declaration of the pass.
pub static PASS: PassDeclaration = PassDeclaration {
    name: "cpu-copy-strided",
    summary: "Copy buffers that a memref.cast says are without gaps, though it is not known",
    description: "Where a buffer must have the identity layout, as a result of a function, \
        `one-shot-bufferize` copies one that is known to have another layout. One whose strides \
        are not known it casts: the slice `x[::2]` of a tensor with dynamic sizes would then be \
        read as if it had no gaps. Here such a `memref.cast` becomes an allocation and a \
        `memref.copy`. This is to run just after bufferization.",
    anchor: "func.func",
    dependent_dialects: &[DependentDialect::MEMREF],
    options: &[],
    statistics: &[StatisticDeclaration { name: "copies", description: "Number of casts replaced" }],
    run,
};

fn run(pass: &mut PassRun) -> Result<(), PassFailed> {
    let function = outlive_op(pass.operation());
    let ops = nested_ops(function).into_iter().map(outlive_op);
    for op in ops.filter(|op| name_is(*op, "memref.cast")) {
        if claims_layout(op) {
            copy(op);
            pass.count("copies", 1);
        }
    }
    Ok(())
}

/// Whether the result of a cast has strides or an offset that are not known of its source. Whoever
/// a result of the function is given to is told the offset.
fn claims_layout(cast: OperationRef) -> bool {
    let layout = |value: Value| {
        let ty = MemRefType::try_from(value.r#type()).ok()?;
        Some(ty.strides_and_offset())
    };
    let from = cast.operands().next().and_then(layout);
    let Some(result) = cast.results().next() else { return false };
    let (Some((from, from_offset)), Some((into, into_offset))) = (from, layout(result.into()))
    else {
        return false;
    };
    let claims = |from: i64, into: i64| from == DYNAMIC && into != DYNAMIC;
    let is_returned = || uses(result.into()).iter().all(|(user, _)| name_is(*user, "func.return"));
    from.iter().zip(&into).any(|(from, into)| claims(*from, *into))
        || (claims(from_offset, into_offset) && !is_returned())
}

/// Replaces a cast by an allocation with what the source has.
fn copy<'c>(cast: OperationRef<'c, 'c>) {
    let builder = Builder::before(cast);
    let (Some(source), Some(result)) = (cast.operands().next(), cast.results().next()) else {
        return;
    };
    let result = Value::from(result);
    let ty = MemRefType::try_from(result.r#type()).expect("the result of the cast is a memref");
    let shape = sizes(ty);
    let dynamic = (0..shape.len()).filter(|dim| shape[*dim] == DYNAMIC);
    let dynamic: Vec<Value> =
        dynamic.map(|dim| builder.materialize(builder.dim(source, dim))).collect();
    let segments = [("operandSegmentSizes", builder.i32s(&[dynamic.len() as i32, 0]))];
    let plain = MemRefType::new(ty.element(), &shape, None, ty.memory_space()).into();
    let copy = builder.value("memref.alloc", &dynamic, &segments, plain);
    builder.op("memref.copy", &[source, copy], &[], &[]);
    let copy = match plain == result.r#type() {
        true => copy,
        false => builder.value("memref.cast", &[copy], &[], result.r#type()),
    };
    replace_uses(result, copy);
    erase(cast);
}
