//! `vulkan-own-fills`: what is filled belongs to the op that writes to it.

use melior::ir::{BlockLike, OperationRef, Value, operation::OperationLike};
use tricast_mlir::{
    ir::{erase, name_is, nested_ops, outlive_op, set_operand},
    pass::{PassDeclaration, PassFailed, PassRun},
    rewrite::{clone, is_used, uses},
};

/// The declaration of the pass.
pub static PASS: PassDeclaration = PassDeclaration {
    name: "vulkan-own-fills",
    summary: "Give every op that writes to what is filled a fill of its own",
    description: "`cse` makes one `linalg.fill` of those with the same sizes: the borders of all \
        padded images, the zeros that products begin with. When such a tensor becomes memory, each op \
        that writes to it but the last one writes to a copy. Here each of them has its own fill, and \
        its own `tensor.empty`.",
    anchor: "func.func",
    dependent_dialects: &[],
    options: &[],
    statistics: &[],
    run,
};

fn run(pass: &mut PassRun) -> Result<(), PassFailed> {
    // A new fill is one more that uses what is empty.
    for name in ["linalg.fill", "tensor.empty"] {
        let ops = nested_ops(outlive_op(pass.operation())).into_iter();
        ops.filter(|op| name_is(*op, name)).for_each(divide);
    }
    Ok(())
}

/// Gives each of several ops that write to the result of an op a clone of it, right before it: what is
/// filled is only memory from there on.
fn divide(op: OperationRef) {
    let Some(result) = op.results().next() else { return };
    let result: Value = result.into();
    let written = uses(result).into_iter().filter(|(user, operand)| writes(*user, *operand));
    let written: Vec<_> = written.collect();
    if written.len() < 2 {
        return;
    }
    for (user, operand) in written {
        let Some(block) = user.block() else { continue };
        let new = block.insert_operation_before(user, clone(op));
        if let Some(own) = new.results().next() {
            set_operand(user, operand, own.into());
        }
    }
    if !is_used(result) {
        erase(op);
    }
}

/// Whether an op writes to what an operand of it becomes.
fn writes(op: OperationRef, operand: usize) -> bool {
    if name_is(op, "tensor.insert_slice") {
        return operand == 1;
    }
    let name = op.name();
    let is_linalg = name.as_string_ref().as_str().is_ok_and(|name| name.starts_with("linalg."));
    is_linalg && operand + op.result_count() >= op.operand_count()
}
