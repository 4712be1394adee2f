//! `spyre-assign-sticks`: the layout of each tensor, and what has to be restickified.

use std::collections::HashMap;

use melior::ir::{BlockRef, OperationRef, Value, operation::OperationLike};
use tricast_dialects::lookup;
use tricast_mlir::{
    dialects::DependentDialect,
    ir::{block_arguments, block_ops, body, context_of, emit_error, function, outlive_op},
    pass::{PassDeclaration, PassFailed, PassRun, StatisticDeclaration},
    rewrite::value_id,
};

use super::{Sources, erase_unused, write::write};
use crate::spyre::{graph::Graph, run};

/// The declaration of the pass.
pub static PASS: PassDeclaration = PassDeclaration {
    name: "spyre-assign-sticks",
    summary: "Choose the sticks of each tensor of a program for Spyre",
    description: "Makes the ops of `spyre` in `@main` steps of the cores, `spyre.exec`, on tensors \
        whose types have a layout, `#spyre.stl`, and restickifies what an op wants in other \
        sticks. The layouts are those with which the least is moved through memory, as far as a \
        beam search finds them. All sizes have to be known.",
    anchor: "builtin.module",
    dependent_dialects: &[DependentDialect::SPYRE, DependentDialect::TENSOR],
    options: &[],
    statistics: &[
        StatisticDeclaration { name: "steps", description: "Number of steps" },
        StatisticDeclaration { name: "moved", description: "Number of elements restickified" },
    ],
    run: run_pass,
};

fn run_pass(pass: &mut PassRun) -> Result<(), PassFailed> {
    let module = outlive_op(pass.operation());
    match assign(module) {
        Ok((steps, moved)) => {
            pass.count("steps", steps);
            pass.count("moved", moved);
            Ok(())
        }
        Err(reason) => {
            emit_error(module, &format!("spyre-assign-sticks: {reason}"));
            Err(PassFailed)
        }
    }
}

fn assign<'c>(module: OperationRef<'c, 'c>) -> Result<(u64, u64), String> {
    let (graph, numbers) = Graph::read_with_values(module)?;
    let laid = run::lay(&graph)?;
    let main = function(module, "main").ok_or("the module has no function @main")?;
    let block = body(main).ok_or("@main has no body")?;
    let end = block_ops(block).last().ok_or("@main is empty")?;
    write(context_of(module), end, &laid, None, &sources(&graph, &numbers, block))?;
    let ops: Vec<OperationRef> = block_ops(block).collect();
    erase_unused(&ops, |name| lookup(name).is_some());
    Ok((laid.program.steps.len() as u64, laid.moved as u64))
}

/// Where the values of a graph are.
fn sources<'c>(
    graph: &Graph,
    numbers: &HashMap<usize, usize>,
    block: BlockRef<'c, 'c>,
) -> Sources<'c> {
    let results = block_ops(block).flat_map(|op| op.results().map(Value::from).collect::<Vec<_>>());
    let values = block_arguments(block).into_iter().chain(results);
    let mut by_number: HashMap<usize, Value> = HashMap::new();
    for value in values {
        if let Some(number) = numbers.get(&value_id(value)) {
            by_number.entry(*number).or_insert(value);
        }
    }
    let of = |number: usize| by_number.get(&number).copied();
    Sources {
        arguments: graph.arguments.iter().map(|number| number.and_then(of)).collect(),
        constants: graph.constants.iter().filter_map(|(number, _)| of(*number)).collect(),
    }
}
