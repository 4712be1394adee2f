//! `cpu-outline-kernels`: every `linalg.generic` on memrefs becomes a call of a kernel.

use std::collections::HashMap;

use melior::ir::{
    OperationRef, Type, TypeLike, Value, ValueLike,
    attribute::StridedLayoutAttribute,
    operation::OperationLike,
    r#type::{MemRefType, ShapedTypeLike},
};
use tricast_mlir::{
    convert::DYNAMIC,
    dialects::DependentDialect,
    ir::{
        attribute, block_ops, body, context_of, emit_error, erase, name_is, nested_ops, outlive_op,
        set_operand,
    },
    pass::{PassDeclaration, PassFailed, PassRun, StatisticDeclaration},
    rewrite::{captured, clone, defining_op, value_id},
};

use super::{
    builder::{Builder, Index, sizes},
    collapse::simplify,
    kernel::{KERNEL, KernelTable},
    plan::{Plan, cost},
    structured::Structured,
};

/// The declaration of the pass.
pub static PASS: PassDeclaration = PassDeclaration {
    name: "cpu-outline-kernels",
    summary: "Move every linalg.generic on memrefs into a kernel function",
    description: "Every `linalg.generic` on memrefs, wherever it stands, and every `memref.copy` \
        becomes a call of a private function with the attribute `tricast.kernel`, which takes \
        first the part of the iterations to compute: `call @kernel_0(%c0, %n, ...)`. What is \
        computed alike is one function. Constants that the body uses are computed in the kernel; \
        other values that it uses are operands.\n\n\
        The `linalg.generic` in the kernel says in `tricast.distributed` which of its dimensions \
        the part is of, outermost first, and in `tricast.vectorized` which one is to be \
        vectorized; `tricast.grain` on the function is how many iterations are worth a thread.",
    anchor: "builtin.module",
    dependent_dialects: &[
        DependentDialect::ARITH,
        DependentDialect::FUNC,
        DependentDialect::LINALG,
        DependentDialect::MEMREF,
    ],
    options: &[],
    statistics: &[
        StatisticDeclaration { name: "calls", description: "Number of calls of kernels" },
        StatisticDeclaration { name: "kernels", description: "Number of different kernels" },
    ],
    run,
};

/// About how many cycles of work are worth waking a thread for.
const PART_CYCLES: i64 = 20_000;

fn run(pass: &mut PassRun) -> Result<(), PassFailed> {
    let module = outlive_op(pass.operation());
    let Some(top) = body(module) else {
        return Ok(());
    };
    let mut table = KernelTable::new(module);
    let before = table.len();
    let mut calls = 0;
    for function in block_ops(top).collect::<Vec<_>>() {
        if !name_is(function, "func.func") || attribute(function, KERNEL).is_some() {
            continue;
        }
        for op in nested_ops(function) {
            let op = if name_is(op, "memref.copy") { generic_copy(op) } else { op };
            if !name_is(op, "linalg.generic") {
                continue;
            }
            let op = simplify(op);
            let module = Builder::at_end(context_of(op), op.location(), top);
            outline(op, module, &mut table)?;
            calls += 1;
        }
    }
    pass.count("calls", calls);
    pass.count("kernels", (table.len() - before) as u64);
    Ok(())
}

/// A `linalg.generic` in place of a `memref.copy`.
fn generic_copy<'c>(copy: OperationRef<'c, 'c>) -> OperationRef<'c, 'c> {
    let builder = Builder::before(copy);
    let operands: Vec<Value> = copy.operands().collect();
    let generic = builder.copy(operands[0], operands[1]);
    erase(copy);
    generic
}

/// What a kernel takes, each once.
#[derive(Default)]
struct Arguments<'c> {
    values: Vec<Value<'c, 'c>>,
    numbers: HashMap<usize, usize>,
}

impl<'c> Arguments<'c> {
    fn add(&mut self, value: Value<'c, 'c>) {
        self.numbers.entry(value_id(value)).or_insert_with(|| {
            self.values.push(value);
            self.values.len() - 1
        });
    }
}

/// Replaces an op by a call of a kernel.
fn outline<'c>(
    op: OperationRef<'c, 'c>,
    module: Builder<'c>,
    table: &mut KernelTable,
) -> Result<(), PassFailed> {
    let Some(structured) = Structured::new(op) else {
        emit_error(op, "expected a linalg.generic on memrefs and numbers: is it bufferized?");
        return Err(PassFailed);
    };
    let plan = Plan::new(&structured);
    let builder = Builder::before(op);
    let Some(count) = iterations(&structured, &plan, builder) else {
        emit_error(op, "expected a memref with each of its dimensions as one of its own");
        return Err(PassFailed);
    };
    let mut arguments = Arguments::default();
    op.operands().for_each(|operand| arguments.add(operand));
    let constants = captures(op, &mut arguments);
    let types: Vec<Type> =
        arguments.values.iter().map(|value| argument_type(&builder, *value)).collect();
    let cost = cost(&structured, &plan);
    let kernel = table.start(module, &types, (PART_CYCLES / cost.max(1)).max(1));
    let replace = |value: Value<'c, 'c>| kernel.arguments[arguments.numbers[&value_id(value)]];
    let mut cloned = HashMap::new();
    for constant in constants {
        let copy = kernel.builder.insert(clone(constant));
        for (old, new) in constant.results().zip(copy.results()) {
            cloned.insert(value_id(old.into()), Value::from(new));
        }
    }
    let copy = kernel.builder.insert(clone(op));
    for inner in std::iter::once(copy).chain(nested_ops(copy)) {
        for (index, operand) in inner.operands().enumerate() {
            if let Some(constant) = cloned.get(&value_id(operand)) {
                set_operand(inner, index, *constant);
            } else if arguments.numbers.contains_key(&value_id(operand)) {
                set_operand(inner, index, replace(operand));
            }
        }
    }
    plan.attach(copy, builder);
    let name = table.finish(kernel);
    let mut operands = vec![builder.index(0), builder.materialize(count)];
    for (value, ty) in arguments.values.iter().zip(types) {
        let cast = value.r#type() != ty;
        operands.push(if cast { builder.value("memref.cast", &[*value], &[], ty) } else { *value });
    }
    builder.call(&name, &operands, &[]);
    erase(op);
    Ok(())
}

/// How many distributed iterations there are; None if the size of one is nowhere to be found.
fn iterations<'c>(
    structured: &Structured<'c>,
    plan: &Plan,
    builder: Builder<'c>,
) -> Option<Index<'c>> {
    let mut count = Index::Const(1);
    for dim in 0..structured.reduced.len() {
        let (operand, place) = structured.size_source(dim)?;
        if plan.distributed.contains(&dim) {
            count = builder.mul(count, builder.dim(structured.operands[operand].value, place));
        }
    }
    Some(count)
}

/// Adds what the body of an op uses from outside to the arguments, and gives the constants
/// among it instead.
fn captures<'c>(
    op: OperationRef<'c, 'c>,
    arguments: &mut Arguments<'c>,
) -> Vec<OperationRef<'c, 'c>> {
    let mut constants = vec![];
    for operand in captured(op) {
        match defining_op(operand) {
            Some(op) if name_is(op, "arith.constant") => constants.push(op),
            _ => arguments.add(operand),
        }
    }
    constants
}

/// The type by which a kernel takes a value: where in memory it starts makes no difference.
fn argument_type<'c>(builder: &Builder<'c>, value: Value<'c, '_>) -> Type<'c> {
    let ty = value.r#type();
    let Some(memref) = ty.is_mem_ref().then(|| MemRefType::try_from(ty).ok()).flatten() else {
        return ty;
    };
    let (strides, offset) = memref.strides_and_offset();
    if offset == 0 || offset == DYNAMIC {
        return ty;
    }
    let layout = StridedLayoutAttribute::new(builder.context, DYNAMIC, &strides).into();
    MemRefType::new(memref.element(), &sizes(memref), Some(layout), memref.memory_space()).into()
}
