//! What is computed from the sums of a contraction before they are stored.

use melior::ir::{OperationRef, TypeLike, Value, ValueLike, operation::OperationLike};
use tricast_mlir::{
    ir::block_ops,
    rewrite::{defining_op, element_type},
};

use super::{super::builder::Builder, elementwise::Evaluator};

/// What becomes of the sums: the bodies of elementwise ops, one after the other.
#[derive(Clone, Default)]
pub struct Epilogue<'c> {
    /// The further operand that is added to the sums first.
    pub init: Option<usize>,
    /// What is computed then.
    pub stages: Vec<Stage<'c>>,
}

/// The body of an elementwise op.
#[derive(Clone)]
pub struct Stage<'c> {
    /// What stands for what was computed before.
    pub inputs: Vec<Value<'c, 'c>>,
    /// What stands for further operands, and their numbers.
    pub extras: Vec<(Value<'c, 'c>, usize)>,
    /// What it yields.
    pub results: Vec<Value<'c, 'c>>,
}

/// What an epilogue may cost that is computed for every sum of a tile where the tile is, in ops.
const SHORT: usize = 8;
/// How many ops a function such as `exp` takes.
const FUNCTION: usize = 20;

impl<'c> Epilogue<'c> {
    /// Whether it is better computed in a loop over rows than for all sums of a tile at once.
    pub fn is_long(&self) -> bool {
        let ops = self.stages.iter().flat_map(|stage| &stage.results).filter_map(|result| {
            let op = defining_op(*result)?;
            Some(block_ops(op.block()?))
        });
        let cost = |op: OperationRef| {
            let is_function =
                op.name().as_string_ref().as_str().is_ok_and(|name| name.starts_with("math."));
            if is_function { FUNCTION } else { 1 }
        };
        ops.flatten().map(cost).sum::<usize>() > SHORT
    }

    /// Computes it from vectors: the sums, and elements of the further operands. `numbers` are
    /// what numbers in the bodies are.
    pub fn build(
        &self,
        builder: Builder<'c>,
        lanes: u64,
        sum: Value<'c, 'c>,
        extras: &[Value<'c, 'c>],
        numbers: &[(Value<'c, 'c>, Value<'c, 'c>)],
    ) -> Vec<Value<'c, 'c>> {
        let mut results = vec![sum];
        if let Some(init) = self.init {
            results = vec![add(builder, sum, extras[init])];
        }
        for stage in &self.stages {
            let mut evaluator = Evaluator::new(builder, Some(lanes));
            for input in &stage.inputs {
                evaluator.set(*input, results[0]);
            }
            for (value, extra) in &stage.extras {
                evaluator.set(*value, extras[*extra]);
            }
            for (value, number) in numbers {
                evaluator.set_number(*value, *number);
            }
            results = stage.results.iter().map(|result| evaluator.value(*result)).collect();
        }
        results
    }
}

/// The sum of two vectors.
pub fn add<'c>(builder: Builder<'c>, left: Value<'c, 'c>, right: Value<'c, 'c>) -> Value<'c, 'c> {
    let ty = left.r#type();
    let is_float = element_type(ty).unwrap_or(ty).is_float();
    builder.binary(if is_float { "arith.addf" } else { "arith.addi" }, left, right)
}
