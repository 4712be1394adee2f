//! `spyre-plan`: which core does what, and where tensors are.

use melior::ir::OperationRef;
use tricast_mlir::{
    dialects::DependentDialect,
    ir::{block_ops, body, context_of, emit_error, function, outlive_op},
    pass::{PassDeclaration, PassFailed, PassRun, StatisticDeclaration},
};
use tricast_opspec::Place;

use super::{
    erase_unused,
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
    erase_unused(before, |name| name.starts_with("spyre.") || name == "tensor.empty");
    Ok(plan)
}
