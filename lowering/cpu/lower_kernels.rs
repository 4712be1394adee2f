//! `cpu-lower-kernels`: the `linalg.generic` of a kernel becomes loops.

use melior::ir::OperationRef;
use tricast_mlir::{
    dialects::DependentDialect,
    ir::{attribute, block_arguments, block_ops, body, emit_error, erase, name_is, outlive_op},
    pass::{PassDeclaration, PassFailed, PassRun},
};

use super::{builder::Builder, kernel::KERNEL, nest::Nest, plan::Plan, structured::Structured};

/// The declaration of the pass.
pub static PASS: PassDeclaration = PassDeclaration {
    name: "cpu-lower-kernels",
    summary: "Turn the linalg.generic of a kernel into loops",
    description: "Runs on the functions that `cpu-outline-kernels` makes, and leaves other \
        functions alone. The outermost loop is over the part of the distributed iterations that \
        the function is called for. Operands are addressed by the number of elements from their \
        start, of which as much as possible is computed outside the inner loops.",
    anchor: "func.func",
    dependent_dialects: &[
        DependentDialect::ARITH,
        DependentDialect::MEMREF,
        DependentDialect::SCF,
        DependentDialect::VECTOR,
    ],
    options: &[],
    statistics: &[],
    run,
};

fn run(pass: &mut PassRun) -> Result<(), PassFailed> {
    let function = outlive_op(pass.operation());
    if attribute(function, KERNEL).is_none() {
        return Ok(());
    }
    let Some(block) = body(function) else {
        return Ok(());
    };
    for op in block_ops(block).collect::<Vec<_>>() {
        if name_is(op, "linalg.generic") {
            lower(op)?;
        }
    }
    Ok(())
}

fn lower<'c>(op: OperationRef<'c, 'c>) -> Result<(), PassFailed> {
    let fail = |message| {
        emit_error(op, message);
        Err(PassFailed)
    };
    let Some(structured) = Structured::new(op) else {
        return fail("expected a linalg.generic on memrefs and numbers");
    };
    let Some(plan) = Plan::of(&structured) else {
        return fail("expected tricast.distributed to list parallel dimensions of the op");
    };
    let builder = Builder::before(op);
    let arguments = block_arguments(builder.block());
    let &[low, high, ..] = arguments.as_slice() else {
        return fail("expected a function that takes the part of the iterations to compute");
    };
    let Some(nest) = Nest::new(&structured, &plan, builder) else {
        return fail("expected a memref with each of its dimensions as one of its own");
    };
    nest.build(builder, [low, high]);
    erase(op);
    Ok(())
}
