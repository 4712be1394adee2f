//! `cpu-split-constants`: what elementwise ops compute from weights alone.

use std::collections::{HashMap, HashSet};

use melior::ir::{
    AffineExpr, AffineMap, BlockRef, OperationRef, Type, TypeLike, Value, ValueLike,
    operation::OperationLike,
};
use tricast_mlir::{
    dialects::DependentDialect,
    ir::{block_arguments, block_ops, body, erase, name_is, outlive_op},
    pass::{PassDeclaration, PassFailed, PassRun, StatisticDeclaration},
    rewrite::{defining_op, indexing_maps, op_id, replace_uses, uses, value_id},
};

use super::{
    builder::Builder, constants::Constants, parts::Part, structured::accesses, tensors::outer_ops,
};

/// The declaration of the pass.
pub static PASS: PassDeclaration = PassDeclaration {
    name: "cpu-split-constants",
    summary: "Compute what elementwise ops compute from weights alone by ops of their own",
    description: "Where an elementwise `linalg.generic` computes something of constant tensors \
        (see `cpu-hoist-constants`) alone that has fewer dimensions than the op, as the scale \
        of a batch norm is of its variance and weight, an op of its own computes it, which is \
        constant then.",
    anchor: "func.func",
    dependent_dialects: &[DependentDialect::LINALG, DependentDialect::TENSOR],
    options: &[],
    statistics: &[StatisticDeclaration {
        name: "constants",
        description: "Number of tensors computed by ops of their own",
    }],
    run,
};

fn run(pass: &mut PassRun) -> Result<(), PassFailed> {
    let function = outlive_op(pass.operation());
    let mut constants = Constants::new(function);
    // Erased at the end: what is known of constants is known by where they are.
    let mut dead = vec![];
    for op in outer_ops(function) {
        if !name_is(op, "linalg.generic") {
            continue;
        }
        let parts = constant_parts(op, &mut constants).unwrap_or_default();
        if !parts.is_empty() {
            pass.count("constants", parts.len() as u64);
            split(op, &parts, &mut dead);
        }
    }
    dead.into_iter().for_each(erase);
    Ok(())
}

/// The largest parts of the body of an elementwise op that are worth an op of their own.
fn constant_parts<'c>(
    op: OperationRef<'c, 'c>,
    constants: &mut Constants<'c>,
) -> Option<Vec<Part<'c>>> {
    let block = body(op)?;
    let maps = indexing_maps(op)?;
    let outputs = op.result_count();
    let is_elementwise = maps.iter().rev().take(outputs).all(AffineMap::is_permutation);
    if !is_elementwise {
        return None;
    }
    let operands: Vec<Value> = op.operands().collect();
    let arguments = block_arguments(block);
    let inputs = operands.len() - outputs;
    let mut is_constant: HashMap<usize, bool> = HashMap::new();
    for (number, argument) in arguments.iter().enumerate() {
        let known = number < inputs && constants.is_constant(operands[number]);
        is_constant.insert(value_id(*argument), known);
    }
    for inner in block_ops(block) {
        let from_constants = inner.operands().all(|operand| {
            let known = is_constant.get(&value_id(operand)).copied();
            known.unwrap_or_else(|| constants.is_constant(operand))
        });
        let is_number = inner.results().all(|result| {
            let ty = result.r#type();
            ty.is_float() || ty.is_integer()
        });
        let known = from_constants && is_number && inner.regions().next().is_none();
        for result in inner.results() {
            is_constant.insert(value_id(result.into()), known);
        }
    }
    let is_last = |value: Value<'c, 'c>| {
        uses(value).iter().any(|(user, _)| {
            user.results().next().is_none_or(|result| !is_constant[&value_id(result.into())])
        })
    };
    let values = block_ops(block).flat_map(|op| op.results().map(Value::from).collect::<Vec<_>>());
    let values = values.filter(|value| is_constant[&value_id(*value)] && is_last(*value));
    let parts = values.filter_map(|value| Part::new(op, value));
    Some(parts.filter(|part| !part.tensors().is_empty() && has_fewer_dims(op, part)).collect())
}

/// Whether a part depends on fewer dimensions than the op has, but for those of size 1.
fn has_fewer_dims(op: OperationRef, part: &Part) -> bool {
    let Some(result) = op.results().next() else {
        return false;
    };
    let Some(access) = indexing_maps(op).and_then(|maps| accesses(*maps.last()?)) else {
        return false;
    };
    let shape = tricast_mlir::ir::shape_of(result.r#type());
    let mut counting = access.iter().zip(shape).filter(|(_, size)| *size != Some(1));
    counting.any(|(access, _)| access.dim().is_some_and(|dim| !part.dims.contains(&dim)))
}

/// Replaces an op by one that takes its parts as operands.
fn split<'c>(op: OperationRef<'c, 'c>, parts: &[Part<'c>], dead: &mut Vec<OperationRef<'c, 'c>>) {
    let builder = Builder::before(op);
    let context = builder.context;
    let (Some(block), Some(old_maps)) = (body(op), indexing_maps(op)) else { return };
    let count = old_maps[0].dim_count();
    let arguments = block_arguments(block);
    let old: Vec<Value> = op.operands().collect();
    let inputs = old.len() - op.result_count();
    let kept = kept(block, parts);
    let stays =
        |value: Value<'c, 'c>| uses(value).iter().any(|(user, _)| kept.contains(&op_id(*user)));
    let (mut operands, mut maps, mut stands_for) = (vec![], vec![], vec![]);
    for number in 0..inputs {
        if stays(arguments[number]) {
            operands.push(old[number]);
            maps.push(old_maps[number]);
            stands_for.push(arguments[number]);
        }
    }
    for part in parts {
        let mut dims = part.dims.clone();
        dims.sort();
        operands.push(part.compute(builder, &dims));
        let exprs: Vec<AffineExpr> =
            dims.iter().map(|dim| AffineExpr::dim(context, *dim)).collect();
        maps.push(AffineMap::new(context, count, 0, &exprs));
        stands_for.push(part.value);
    }
    operands.extend(&old[inputs..]);
    maps.extend(&old_maps[inputs..]);
    stands_for.extend(&arguments[inputs..]);
    let types: Vec<Type> = op.results().map(|result| result.r#type()).collect();
    let generic = builder.generic(&operands, &maps, &vec![false; count], &types);
    let Some(into) = body(generic) else { return };
    let values = stands_for.into_iter().map(value_id);
    let mut known: HashMap<usize, Value> = values.zip(block_arguments(into)).collect();
    let inside = Builder::at_end(context, builder.location, into);
    for inner in block_ops(block).filter(|inner| kept.contains(&op_id(*inner))) {
        inside.copy_with(inner, &mut known);
    }
    for (old, new) in op.results().zip(generic.results()) {
        replace_uses(old.into(), new.into());
    }
    dead.push(op);
}

/// The ops of a body that what it yields is computed by, from the parts on.
fn kept<'c>(block: BlockRef<'c, 'c>, parts: &[Part<'c>]) -> HashSet<usize> {
    let mut kept = HashSet::new();
    let mut pending: Vec<OperationRef> = block_ops(block).last().into_iter().collect();
    while let Some(op) = pending.pop() {
        if !kept.insert(op_id(op)) {
            continue;
        }
        let is_part =
            |value: &Value| parts.iter().any(|part| value_id(part.value) == value_id(*value));
        let operands = op.operands().filter(|value| !is_part(value));
        pending.extend(
            operands.filter_map(|value| defining_op(value)).filter(|op| op.block() == Some(block)),
        );
    }
    kept
}
