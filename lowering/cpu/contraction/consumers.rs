//! The elementwise ops that alone use the result of a contraction.

use melior::ir::{
    AffineMap, OperationRef, TypeLike, Value, ValueLike,
    attribute::{FloatAttribute, IntegerAttribute},
    operation::OperationLike,
};
use tricast_mlir::{
    ir::{attribute, block_arguments, block_ops, body, name_is},
    rewrite::{defining_op, indexing_maps, uses, value_id},
};

use super::{
    super::structured::{Access, accesses},
    analysis::Contraction,
    elementwise::{captured, leaves},
    epilogue::{Epilogue, Stage},
};

/// What is computed from the result of a contraction, and what for.
#[derive(Clone, Default)]
pub struct Consumers<'c> {
    /// The ops, each the only user of the one before.
    pub ops: Vec<OperationRef<'c, 'c>>,
    /// What they compute.
    pub epilogue: Epilogue<'c>,
    /// Further tensors they use.
    pub extras: Vec<Extra<'c>>,
    /// What stands for numbers in their bodies, and the numbers.
    pub numbers: Vec<(Value<'c, 'c>, Value<'c, 'c>)>,
    /// The dimension of the iteration space of the contraction at each dimension of the result.
    pub out: Vec<usize>,
}

/// A further tensor.
#[derive(Clone)]
pub struct Extra<'c> {
    /// The tensor.
    pub tensor: Value<'c, 'c>,
    /// For each of its dimensions that of the iteration space; None for one of size 1.
    pub dims: Vec<Option<usize>>,
}

impl<'c> Consumers<'c> {
    /// Those of a contraction.
    pub fn of(contraction: &Contraction<'c>) -> Self {
        let mut consumers = Consumers { out: contraction.out.clone(), ..Consumers::default() };
        let Contraction { init, out, .. } = contraction;
        if !is_zero(*init) {
            let dims = out.iter().copied().map(Some).collect();
            let source = broadcast_source(contraction, *init);
            consumers.epilogue.init = Some(0);
            consumers.extras.push(source.unwrap_or(Extra { tensor: *init, dims }));
        }
        let mut last = contraction.op;
        while let Some(op) = consumers.add(contraction, last) {
            consumers.ops.push(op);
            last = op;
        }
        consumers
    }

    /// Adds the op that alone uses the result of another, if it is elementwise.
    fn add(
        &mut self,
        contraction: &Contraction<'c>,
        producer: OperationRef<'c, 'c>,
    ) -> Option<OperationRef<'c, 'c>> {
        let result: Value = producer.results().next()?.into();
        let op = only_user(result).filter(|op| op.block() == producer.block())?;
        if !name_is(op, "linalg.generic") || op.results().count() != 1 {
            return None;
        }
        let maps = indexing_maps(op)?;
        let block = body(op)?;
        let operands: Vec<Value> = op.operands().collect();
        let arguments = block_arguments(block);
        let results: Vec<Value> = block_ops(block).last()?.operands().collect();
        let leaves = leaves(&results, block)?;
        let (output, inputs) = operands.split_last()?;
        let reads_output = |leaf: &Value| value_id(*leaf) == value_id(arguments[inputs.len()]);
        let is_result = |value: &Value| value_id(*value) == value_id(result);
        if !maps.last()?.is_identity() || is_result(output) || leaves.iter().any(reads_output) {
            return None;
        }
        let place = inputs.iter().position(is_result)?;
        let out = self.permuted(maps[place])?;
        let dims: Vec<Option<usize>> = out.iter().copied().map(Some).collect();
        if !contraction.ends_in_columns(&dims) {
            return None;
        }
        let mut stage = Stage { inputs: vec![], extras: vec![], results };
        let mut extras = vec![];
        let mut numbers = captured(&leaves, &arguments);
        for (number, input) in inputs.iter().enumerate() {
            let argument = arguments[number];
            if is_result(input) {
                stage.inputs.push(argument);
                if maps[number] != maps[place] {
                    return None;
                }
            } else if input.r#type().is_tensor() {
                let extra = Extra::new(contraction, *input, maps[number], &out)?;
                stage.extras.push((argument, self.extras.len() + extras.len()));
                extras.push(extra);
            } else {
                numbers.push((argument, *input));
            }
        }
        self.extras.extend(extras);
        self.numbers.extend(numbers);
        self.epilogue.stages.push(stage);
        self.out = out;
        Some(op)
    }

    /// The dimensions of the iteration space at those of an op that reads the result by a map.
    fn permuted(&self, map: AffineMap<'c>) -> Option<Vec<usize>> {
        if !map.is_permutation() {
            return None;
        }
        let mut out = self.out.clone();
        for (access, dim) in accesses(map)?.iter().zip(&self.out) {
            out[access.dim()?] = *dim;
        }
        Some(out)
    }
}

/// The op that alone uses a value, however often.
fn only_user<'c>(value: Value<'c, 'c>) -> Option<OperationRef<'c, 'c>> {
    let uses = uses(value);
    let (first, _) = *uses.first()?;
    uses.iter().all(|(user, _)| *user == first).then_some(first)
}

impl<'c> Extra<'c> {
    /// A tensor that an op with these dimensions reads by a map; None where what it reads is
    /// not in vectors along the columns.
    fn new(
        contraction: &Contraction<'c>,
        tensor: Value<'c, 'c>,
        map: AffineMap<'c>,
        dims: &[usize],
    ) -> Option<Self> {
        let access = accesses(map)?;
        let dims = access.iter().map(|access| match (access.dim(), access) {
            (Some(dim), _) => Some(Some(dims[dim])),
            (None, Access::Linear(factors, 0)) if factors.iter().all(|factor| *factor == 0) => {
                Some(None)
            }
            _ => None,
        });
        let dims: Vec<Option<usize>> = dims.collect::<Option<_>>()?;
        let has_columns = dims.iter().flatten().any(|dim| contraction.n.contains(dim));
        let counts = dims.iter().filter(|dim| dim.is_some()).copied().collect::<Vec<_>>();
        (!has_columns || contraction.ends_in_columns(&counts)).then_some(Extra { tensor, dims })
    }
}

/// The tensor that another is, seen along fewer dimensions.
fn broadcast_source<'c>(contraction: &Contraction<'c>, tensor: Value<'c, 'c>) -> Option<Extra<'c>> {
    let op = defining_op(tensor)?;
    if !name_is(op, "linalg.generic") && !name_is(op, "linalg.broadcast") {
        return None;
    }
    let maps = indexing_maps(op)?;
    let arguments = block_arguments(body(op)?);
    let yielded = block_ops(body(op)?).next()?.operands().next()?;
    let [map, output] = maps[..] else { return None };
    if !output.is_identity() || value_id(yielded) != value_id(arguments[0]) {
        return None;
    }
    Extra::new(contraction, op.operands().next()?, map, &contraction.out)
}

/// Whether a tensor is filled with zeros.
fn is_zero(tensor: Value) -> bool {
    let number = defining_op(tensor)
        .filter(|op| name_is(*op, "linalg.fill"))
        .and_then(|fill| defining_op(fill.operands().next()?))
        .filter(|op| name_is(*op, "arith.constant"));
    let value = number.and_then(|constant| attribute(constant, "value"));
    value.is_some_and(|value| {
        match (IntegerAttribute::try_from(value), FloatAttribute::try_from(value)) {
            (Ok(integer), _) => integer.value() == 0,
            (_, Ok(float)) => float.value() == 0.0,
            _ => false,
        }
    })
}
