//! `cpu-split-contractions`: what is multiplied is computed before, once for each element.

use std::collections::HashMap;

use melior::ir::{
    AffineExpr, AffineMap, OperationRef, Type, Value, ValueLike, operation::OperationLike,
};
use tricast_mlir::{
    dialects::DependentDialect,
    ir::{block_arguments, block_ops, body, erase, outlive_op},
    pass::{PassDeclaration, PassFailed, PassRun, StatisticDeclaration},
    rewrite::{op_id, replace_uses, value_id},
};

use super::{
    super::{builder::Builder, constants::Constants, parts::Part, tensors::outer_ops},
    analysis::Product,
};

/// The declaration of the pass.
pub static PASS: PassDeclaration = PassDeclaration {
    name: "cpu-split-contractions",
    summary: "Compute the factors of matrix products before the products",
    description: "A factor of a sum of products that is more than an element of a tensor, \
        because elementwise ops were fused into the sum or because the op converts it, becomes \
        a tensor of its own: in a product of matrices it would be computed again for every \
        column or row of the other. Only conversions of what is read in vectors stay.",
    anchor: "func.func",
    dependent_dialects: &[DependentDialect::LINALG, DependentDialect::TENSOR],
    options: &[],
    statistics: &[StatisticDeclaration {
        name: "factors",
        description: "Number of factors that became tensors",
    }],
    run,
};

fn run(pass: &mut PassRun) -> Result<(), PassFailed> {
    let function = outlive_op(pass.operation());
    let mut constants = Constants::new(function);
    // Erased at the end: what is known of constants is known by where they are.
    let mut dead = vec![];
    for op in outer_ops(function) {
        if let Some(product) = Product::new(op)
            && let Some(factors) = split(&product, &mut constants)
        {
            dead.push(op);
            pass.count("factors", factors);
        }
    }
    dead.into_iter().for_each(erase);
    Ok(())
}

/// Computes the factors of a product before it, where that is better; gives how many.
fn split<'c>(product: &Product<'c>, constants: &mut Constants<'c>) -> Option<u64> {
    let sides =
        [Part::new(product.op, product.terms[0])?, Part::new(product.op, product.terms[1])?];
    let is_sum = |operand: &usize| *operand + 1 == product.operands.len();
    if sides.iter().flat_map(|side| &side.operands).any(is_sum) {
        return None;
    }
    let tensors = sides.each_ref().map(Part::tensors);
    if tensors[0].iter().any(|operand| tensors[1].contains(operand)) {
        return None;
    }
    // The columns are what only one side has of the last dimensions of the result.
    let out = product.out.iter().copied().filter(|dim| product.counts(*dim));
    let out: Vec<usize> = out.collect();
    let has = |side: usize, dim: &usize| sides[side].dims.contains(dim);
    let b = (0..2).find(|side| out.last().is_some_and(|n| has(*side, n) && !has(1 - side, n)))?;
    let a = 1 - b;
    let has_rows = out.iter().any(|dim| has(a, dim) && !has(b, dim));
    let is_constant = tensors[b].iter().all(|own| constants.is_constant(product.operands[*own]));
    let plain = |side: usize| tensors[side].len() == 1 && sides[side].operands.len() == 1;
    let mut splits = [false; 2];
    splits[a] = !plain(a) || !sides[a].is_element();
    splits[b] = (has_rows || is_constant) && !(plain(b) && sides[b].is_converted());
    if splits == [false; 2] {
        return None;
    }
    let builder = Builder::before(product.op);
    let mut factors = [None, None];
    for side in 0..2 {
        if splits[side] {
            let mut dims = sides[side].dims.clone();
            if side == a || !is_constant {
                let is_column = |dim: &usize| side == b && !has(a, dim);
                dims.sort_by_key(|dim| match out.iter().position(|own| own == dim) {
                    Some(place) if is_column(dim) => (2, place),
                    Some(place) => (0, place),
                    None => (1, *dim),
                });
            }
            factors[side] = Some((sides[side].compute(builder, &dims), dims));
        }
    }
    rebuild(builder, product, &sides, &factors);
    Some(splits.iter().filter(|is_split| **is_split).count() as u64)
}

/// The product of factors of which some are tensors now, with dimensions of the iteration space.
fn rebuild<'c>(
    builder: Builder<'c>,
    product: &Product<'c>,
    sides: &[Part<'c>; 2],
    factors: &[Option<(Value<'c, 'c>, Vec<usize>)>; 2],
) {
    let context = builder.context;
    let count = product.sizes.len();
    let arguments = body(product.op).map(block_arguments).unwrap_or_default();
    let (mut operands, mut maps, mut stands_for) = (vec![], vec![], vec![]);
    for (side, factor) in sides.iter().zip(factors) {
        if let Some((tensor, dims)) = factor {
            let exprs: Vec<AffineExpr> =
                dims.iter().map(|dim| AffineExpr::dim(context, *dim)).collect();
            operands.push(*tensor);
            maps.push(AffineMap::new(context, count, 0, &exprs));
            stands_for.push(side.value);
        } else {
            operands.extend(side.operands.iter().map(|own| product.operands[*own]));
            maps.extend(side.operands.iter().map(|own| product.maps[*own]));
            stands_for.extend(side.operands.iter().map(|own| arguments[*own]));
        }
    }
    operands.extend(product.operands.last());
    maps.extend(product.maps.last());
    stands_for.extend(arguments.last());
    let reduced: Vec<bool> = (0..count).map(|dim| !product.out.contains(&dim)).collect();
    let types: Vec<Type> = product.op.results().map(|result| result.r#type()).collect();
    let generic = builder.generic(&operands, &maps, &reduced, &types);
    let block = body(generic).expect("the op has a body");
    let mut known = HashMap::new();
    for (value, argument) in stands_for.iter().zip(block_arguments(block)) {
        known.insert(value_id(*value), argument);
    }
    let inside = Builder::at_end(context, builder.location, block);
    let is_computed = |op: &OperationRef| {
        let of = |side: usize| sides[side].ops.contains(&op_id(*op));
        (0..2).any(|side| of(side) && factors[side].is_some())
            && !(0..2).any(|side| of(side) && factors[side].is_none())
    };
    for op in body(product.op).into_iter().flat_map(block_ops) {
        if !is_computed(&op) {
            inside.copy_with(op, &mut known);
        }
    }
    for (old, new) in product.op.results().zip(generic.results()) {
        replace_uses(old.into(), new.into());
    }
}
