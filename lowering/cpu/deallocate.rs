//! `cpu-deallocate`: frees a buffer after its last use.

use std::collections::{HashMap, HashSet};

use melior::ir::{BlockLike, OperationRef, TypeLike, Value, ValueLike, operation::OperationLike};
use tricast_mlir::{
    dialects::DependentDialect,
    ir::{name_is, nested_ops, outlive_op},
    pass::{PassDeclaration, PassFailed, PassRun, StatisticDeclaration},
    rewrite::{op_id, uses, value_id},
};

use super::builder::Builder;

/// The declaration of the pass.
pub static PASS: PassDeclaration = PassDeclaration {
    name: "cpu-deallocate",
    summary: "Free every buffer after its last use",
    description: "Puts a `memref.dealloc` behind the last op that uses a `memref.alloc`, directly \
        or through views, in the block where it was allocated. A buffer that may outlive the \
        block, because it is returned, yielded or stored, is left to the runtime, which frees what is \
        left after a run.",
    anchor: "func.func",
    dependent_dialects: &[DependentDialect::MEMREF],
    options: &[],
    statistics: &[
        StatisticDeclaration { name: "freed", description: "Number of buffers freed" },
        StatisticDeclaration { name: "left", description: "Number of buffers left to the runtime" },
    ],
    run,
};

/// Ops whose result is a view of their first operand.
pub const VIEWS: [&str; 8] = [
    "memref.cast",
    "memref.collapse_shape",
    "memref.expand_shape",
    "memref.reinterpret_cast",
    "memref.reshape",
    "memref.subview",
    "memref.transpose",
    "memref.view",
];

/// Whether an op is one of [`VIEWS`].
pub fn is_view(op: OperationRef) -> bool {
    op.name().as_string_ref().as_str().is_ok_and(|name| VIEWS.contains(&name))
}

fn run(pass: &mut PassRun) -> Result<(), PassFailed> {
    let function = outlive_op(pass.operation());
    let ops = nested_ops(function);
    // Positions, so that the last of many users is found in one look at each.
    let positions: HashMap<usize, usize> =
        ops.iter().enumerate().map(|(position, op)| (op_id(*op), position)).collect();
    for alloc in ops.iter().filter(|op| name_is(**op, "memref.alloc")) {
        match last_use(*alloc, &positions) {
            Some(last) => {
                let buffer: Value = alloc.results().next().expect("an alloc has a result").into();
                Builder::after(last).op("memref.dealloc", &[buffer], &[], &[]);
                pass.count("freed", 1);
            }
            None => pass.count("left", 1),
        }
    }
    Ok(())
}

/// The last op in the block of `alloc` that uses its result; None if it may be used after the
/// block.
fn last_use<'c>(
    alloc: OperationRef<'c, 'c>,
    positions: &HashMap<usize, usize>,
) -> Option<OperationRef<'c, 'c>> {
    let block = alloc.block()?;
    let mut last = alloc;
    let mut seen = HashSet::new();
    let mut values: Vec<Value> = alloc.results().map(Value::from).collect();
    while let Some(value) = values.pop() {
        if !seen.insert(value_id(value)) {
            continue;
        }
        for (user, operand) in uses(value) {
            if !keeps_nothing(user, operand) {
                return None;
            }
            if is_view(user) {
                values.extend(user.results().map(Value::from));
            }
            let ancestor = ancestor_in(user, block.to_raw().ptr as usize)?;
            if positions.get(&op_id(ancestor))? > positions.get(&op_id(last))? {
                last = ancestor;
            }
        }
    }
    Some(last)
}

/// Whether a buffer is not to be found elsewhere after an op that has it as this operand, but
/// for the results of views.
fn keeps_nothing(user: OperationRef, operand: usize) -> bool {
    let name = user.name();
    let name = name.as_string_ref().as_str().unwrap_or_default();
    match name {
        "func.call" => user.results().all(|result| !result.r#type().is_mem_ref()),
        "memref.dealloc" => false,
        // The value that is stored is its first operand.
        "memref.store" => operand != 0,
        _ => {
            is_view(user)
                || name.starts_with("linalg.")
                || matches!(
                    name,
                    "memref.load"
                        | "memref.dim"
                        | "memref.copy"
                        | "memref.extract_strided_metadata"
                        | "memref.extract_aligned_pointer_as_index"
                        | "vector.load"
                        | "vector.store"
                )
        }
    }
}

/// The op in a block that is `op` or has it nested in it.
fn ancestor_in<'c>(op: OperationRef<'c, 'c>, block: usize) -> Option<OperationRef<'c, 'c>> {
    std::iter::successors(Some(op), |op| op.parent_operation())
        .find(|op| op.block().is_some_and(|own| own.to_raw().ptr as usize == block))
}
