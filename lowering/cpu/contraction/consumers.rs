//! The elementwise ops that alone use the result of a contraction.

use melior::ir::{
    OperationRef, TypeLike, Value, ValueLike,
    attribute::{FloatAttribute, IntegerAttribute},
    operation::OperationLike,
};
use tricast_mlir::{
    ir::{attribute, block_arguments, block_ops, body, name_is},
    rewrite::{defining_op, indexing_maps, uses, value_id},
};

use super::{
    super::structured::Access,
    analysis::{Contraction, accesses},
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
}

/// A further tensor.
#[derive(Clone)]
pub struct Extra<'c> {
    /// The tensor.
    pub tensor: Value<'c, 'c>,
    /// For each of its dimensions the dimension of the result; None for one of size 1.
    pub dims: Vec<Option<usize>>,
}

impl<'c> Consumers<'c> {
    /// Those of a contraction.
    pub fn of(contraction: &Contraction<'c>) -> Self {
        let mut consumers = Consumers::default();
        let init = contraction.init;
        if !is_zero(init) {
            consumers.epilogue.init = Some(0);
            let dims = (0..contraction.out.len()).map(Some).collect();
            consumers.extras.push(broadcast_source(init).unwrap_or(Extra { tensor: init, dims }));
        }
        let mut last = contraction.op;
        while let Some(op) = consumers.add(last) {
            consumers.ops.push(op);
            last = op;
        }
        consumers
    }

    /// Adds the op that alone uses the result of another, if it is elementwise.
    fn add(&mut self, producer: OperationRef<'c, 'c>) -> Option<OperationRef<'c, 'c>> {
        let result: Value = producer.results().next()?.into();
        let uses = uses(result);
        let (op, _) = *uses.first()?;
        if uses.iter().any(|(user, _)| *user != op) || op.block() != producer.block() {
            return None;
        }
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
        let is_same_place = maps.last()?.is_identity();
        if !is_same_place
            || value_id(*output) == value_id(result)
            || leaves.iter().any(|leaf| value_id(*leaf) == value_id(arguments[inputs.len()]))
        {
            return None;
        }
        let mut stage = Stage { inputs: vec![], extras: vec![], results };
        let mut extras = vec![];
        let mut numbers = captured(&leaves, &arguments);
        for (number, input) in inputs.iter().enumerate() {
            let argument = arguments[number];
            if value_id(*input) == value_id(result) {
                if !maps[number].is_identity() {
                    return None;
                }
                stage.inputs.push(argument);
            } else if input.r#type().is_tensor() {
                let dims = extra_dims(&accesses(maps[number])?, maps[number].dim_count())?;
                stage.extras.push((argument, self.extras.len() + extras.len()));
                extras.push(Extra { tensor: *input, dims });
            } else {
                numbers.push((argument, *input));
            }
        }
        self.extras.extend(extras);
        self.numbers.extend(numbers);
        self.epilogue.stages.push(stage);
        Some(op)
    }
}

/// The dimensions of the result along which a further tensor lies; None where it is not in
/// vectors along the last of them.
fn extra_dims(access: &[Access], rank: usize) -> Option<Vec<Option<usize>>> {
    let dims = access.iter().map(|access| match (access.dim(), access) {
        (Some(dim), _) => Some(Some(dim)),
        (None, Access::Linear(factors, 0)) if factors.iter().all(|factor| *factor == 0) => {
            Some(None)
        }
        _ => None,
    });
    let dims: Vec<Option<usize>> = dims.collect::<Option<_>>()?;
    let (_, outer) = dims.split_last().unwrap_or((&None, &[]));
    let columns = rank.checked_sub(1);
    (!outer.contains(&columns) || columns.is_none()).then_some(dims)
}

/// The tensor that another is, seen along fewer dimensions.
fn broadcast_source<'c>(tensor: Value<'c, 'c>) -> Option<Extra<'c>> {
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
    let dims = extra_dims(&accesses(map)?, map.dim_count())?;
    Some(Extra { tensor: op.operands().next()?, dims })
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
