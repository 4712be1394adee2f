//! `spyre-plan`: which core does what, and where tensors are.

use melior::ir::{OperationRef, operation::OperationLike};
use tricast_mlir::{
    dialects::DependentDialect,
    ir::{block_ops, body, context_of, emit_error, erase, function, name_is, outlive_op},
    pass::{PassDeclaration, PassFailed, PassRun, StatisticDeclaration},
    rewrite::is_used,
};
use tricast_opspec::Place;

use super::{
    read::{Misread, read},
    write::write,
};
use crate::spyre::plan::{Plan, plan};

/// The declaration of the pass.
pub static PASS: PassDeclaration = PassDeclaration {
    name: "spyre-plan",
    summary: "Divide the steps of a program for Spyre among cores, and give its tensors places",
    description: "Says of each `spyre.exec` in `@main` how its iteration space is divided among \
        cores, where its tensors are, and which kernel it is a part of. Inputs that several steps \
        read are copied to scratchpads if they fit. The layouts of tensors are taken as they are.",
    anchor: "builtin.module",
    dependent_dialects: &[DependentDialect::SPYRE, DependentDialect::TENSOR],
    options: &[],
    statistics: &[
        StatisticDeclaration { name: "kernels", description: "Number of kernels" },
        StatisticDeclaration { name: "lx", description: "Number of tensors in scratchpads" },
    ],
    run,
};

fn run(pass: &mut PassRun) -> Result<(), PassFailed> {
    let module = outlive_op(pass.operation());
    match planned(module) {
        Ok(plan) => {
            let outputs = plan.bundle.ops.iter().map(|op| op.output.place);
            let lx = outputs.filter(|place| matches!(place, Place::Lx(_))).count();
            pass.count("kernels", plan.kernels.len() as u64);
            pass.count("lx", lx as u64);
            Ok(())
        }
        Err((op, reason)) => {
            emit_error(op, &format!("spyre-plan: {reason}"));
            Err(PassFailed)
        }
    }
}

fn planned<'c>(module: OperationRef<'c, 'c>) -> Result<Plan, Misread<'c>> {
    let wrong = |reason: &str| (module, reason.to_owned());
    let main = function(module, "main").ok_or_else(|| wrong("there is no function @main"))?;
    let block = body(main).ok_or_else(|| wrong("@main has no body"))?;
    let (laid, sources) = read(block)?;
    let plan = plan(&laid, "main").map_err(|reason| (main, reason))?;
    let before: Vec<OperationRef> = block_ops(block).collect();
    let (end, before) = before.split_last().ok_or_else(|| wrong("@main is empty"))?;
    write(context_of(module), *end, &plan.laid, Some(&plan), &sources)
        .map_err(|reason| (main, reason))?;
    let names = [
        "spyre.upload",
        "spyre.download",
        "spyre.fill",
        "spyre.lower_triangle",
        "spyre.exec",
        "tensor.empty",
    ];
    for op in before.iter().rev() {
        let is_old = names.iter().any(|name| name_is(*op, name));
        if is_old && !op.results().any(|result| is_used(result.into())) {
            erase(*op);
        }
    }
    Ok(plan)
}
