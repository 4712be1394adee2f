//! `cpu-lower-kernels`: the `linalg.generic` of a kernel becomes loops.

use melior::ir::OperationRef;
use tricast_mlir::{
    dialects::DependentDialect,
    ir::{attribute, block_arguments, block_ops, body, emit_error, erase, name_is, outlive_op},
    pass::{OptionDeclaration, OptionDefault, PassDeclaration, PassFailed, PassRun},
};

use super::{
    builder::Builder, kernel::KERNEL, nest::Nest, plan::Plan, structured::Structured,
    vectors::Vectors,
};

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
    options: &[
        OptionDeclaration {
            name: "vector-bits",
            description: "The width of vectors; 0 for the host's",
            default: OptionDefault::Int(0),
        },
        OptionDeclaration {
            name: "masks",
            description: "Whether to load and store parts of vectors: 'yes', 'no' or, by what \
                the host can, 'auto'",
            default: OptionDefault::Str("auto"),
        },
    ],
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
    let vectors = Vectors::of(pass).map_err(|message| {
        emit_error(function, &message);
        PassFailed
    })?;
    for op in block_ops(block).collect::<Vec<_>>() {
        if name_is(op, "linalg.generic") {
            lower(op, vectors)?;
        }
    }
    Ok(())
}

fn lower<'c>(op: OperationRef<'c, 'c>, vectors: Vectors) -> Result<(), PassFailed> {
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
    let width = vectors.width(&structured, &plan);
    let builder = Builder::before(op);
    let arguments = block_arguments(builder.block());
    let &[low, high, ..] = arguments.as_slice() else {
        return fail("expected a function that takes the part of the iterations to compute");
    };
    let Some(nest) = Nest::new(&structured, &plan, width, builder) else {
        return fail("expected a memref with each of its dimensions as one of its own");
    };
    nest.build(builder, [low, high]);
    erase(op);
    Ok(())
}
