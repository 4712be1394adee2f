//! `cpu-split-contractions`: what is multiplied is computed before, once for each element.

use std::collections::{HashMap, HashSet};

use melior::ir::{
    AffineExpr, AffineMap, OperationRef, Type, TypeLike, Value, ValueLike, operation::OperationLike,
};
use tricast_mlir::{
    dialects::DependentDialect,
    ir::{block_arguments, block_ops, body, erase, name_is, nested_ops, outlive_op, set_attribute},
    pass::{PassDeclaration, PassFailed, PassRun, StatisticDeclaration},
    rewrite::{defining_op, op_id, replace_uses, value_id},
};

use super::{
    super::{
        body::index_dim,
        builder::{Builder, Index},
        constants::Constants,
        tensors::{tensor_size, tensor_type},
    },
    analysis::{Product, accesses},
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
    for op in nested_ops(function).into_iter().map(outlive_op) {
        if let Some(product) = Product::new(op)
            && let Some(factors) = split(&product, &mut constants)
        {
            pass.count("factors", factors);
        }
    }
    Ok(())
}

/// One of the factors of a product, and what it is computed from.
struct Side<'c> {
    term: Value<'c, 'c>,
    /// The ops that compute it.
    ops: HashSet<usize>,
    /// The numbers of operands that they use.
    operands: Vec<usize>,
    /// The dimensions of the iteration space that they depend on.
    dims: Vec<usize>,
}

impl<'c> Side<'c> {
    fn new(product: &Product<'c>, term: Value<'c, 'c>) -> Option<Self> {
        let block = body(product.op)?;
        let arguments = block_arguments(block);
        let mut side = Side { term, ops: HashSet::new(), operands: vec![], dims: vec![] };
        let mut pending = vec![term];
        while let Some(value) = pending.pop() {
            let is_value = |argument: &Value| value_id(*argument) == value_id(value);
            if let Some(operand) = arguments.iter().position(is_value) {
                side.operands.push(operand);
            }
            let op = defining_op(value).filter(|op| op.block() == Some(block));
            let Some(op) = op.filter(|op| side.ops.insert(op_id(*op))) else { continue };
            side.dims.extend(index_dim(op));
            pending.extend(op.operands());
        }
        side.operands.sort();
        side.operands.dedup();
        for operand in &side.operands {
            for access in accesses(product.maps[*operand])? {
                side.dims.push(access.dim()?);
            }
        }
        let is_sum = |operand: &usize| *operand + 1 == product.operands.len();
        let dims = std::mem::take(&mut side.dims);
        for dim in dims {
            if !side.dims.contains(&dim) {
                side.dims.push(dim);
            }
        }
        (!side.operands.iter().any(is_sum)).then_some(side)
    }

    fn tensors(&self, product: &Product<'c>) -> Vec<usize> {
        let is_tensor = |operand: &usize| product.operands[*operand].r#type().is_tensor();
        self.operands.iter().copied().filter(is_tensor).collect()
    }

    /// Whether it is an element of a tensor.
    fn is_element(&self) -> bool {
        self.ops.is_empty()
    }

    /// Whether it is an element of a tensor, converted.
    fn is_converted(&self, product: &Product<'c>) -> bool {
        const CONVERSIONS: [&str; 5] =
            ["arith.extf", "arith.extsi", "arith.extui", "arith.sitofp", "arith.uitofp"];
        let ops = body(product.op).into_iter().flat_map(block_ops);
        let mut ops = ops.filter(|op| self.ops.contains(&op_id(*op)));
        ops.all(|op| CONVERSIONS.iter().any(|name| name_is(op, name)))
    }
}

/// Computes the factors of a product before it, where that is better; gives how many.
fn split<'c>(product: &Product<'c>, constants: &mut Constants<'c>) -> Option<u64> {
    let sides = [Side::new(product, product.terms[0])?, Side::new(product, product.terms[1])?];
    let tensors = sides.each_ref().map(|side| side.tensors(product));
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
    splits[b] = (has_rows || is_constant) && !(plain(b) && sides[b].is_converted(product));
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
            factors[side] = Some((compute(builder, product, &sides[side], &dims), dims));
        }
    }
    rebuild(builder, product, &sides, &factors);
    Some(splits.iter().filter(|is_split| **is_split).count() as u64)
}

/// The tensor of a factor, with these dimensions of the iteration space.
fn compute<'c>(
    builder: Builder<'c>,
    product: &Product<'c>,
    side: &Side<'c>,
    dims: &[usize],
) -> Value<'c, 'c> {
    let place = |dim: usize| dims.iter().position(|own| *own == dim);
    let context = builder.context;
    let map = |operand: &usize| {
        let access = accesses(product.maps[*operand]).unwrap_or_default();
        let exprs = access.iter().filter_map(|access| place(access.dim()?));
        let exprs: Vec<AffineExpr> = exprs.map(|dim| AffineExpr::dim(context, dim)).collect();
        AffineMap::new(context, dims.len(), 0, &exprs)
    };
    let mut maps: Vec<AffineMap> = side.operands.iter().map(map).collect();
    maps.push(AffineMap::multi_dim_identity(context, dims.len()));
    let sizes: Vec<Index> = dims.iter().map(|dim| loop_size(builder, product, *dim)).collect();
    let element = side.term.r#type();
    let (ty, dynamic) = tensor_type(&sizes, element);
    let empty = builder.value("tensor.empty", &dynamic, &[], ty);
    let mut operands: Vec<Value> = side.operands.iter().map(|own| product.operands[*own]).collect();
    operands.push(empty);
    let generic = builder.generic(&operands, &maps, &vec![false; dims.len()], &[ty]);
    let block = body(generic).expect("the op has a body");
    let mut known = HashMap::new();
    let arguments = body(product.op).map(block_arguments).unwrap_or_default();
    for (operand, argument) in side.operands.iter().zip(block_arguments(block)) {
        known.insert(value_id(arguments[*operand]), argument);
    }
    let inside = Builder::at_end(context, builder.location, block);
    for op in body(product.op).into_iter().flat_map(block_ops) {
        if side.ops.contains(&op_id(op)) {
            let copy = inside.copy_with(op, &mut known);
            if let Some(place) = index_dim(op).and_then(place) {
                set_attribute(copy, "dim", builder.i64(place as i64));
            }
        }
    }
    inside.op("linalg.yield", &[known[&value_id(side.term)]], &[], &[]);
    generic.results().next().expect("the op has a result").into()
}

/// The product of factors of which some are tensors now, with dimensions of the iteration space.
fn rebuild<'c>(
    builder: Builder<'c>,
    product: &Product<'c>,
    sides: &[Side<'c>; 2],
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
            stands_for.push(side.term);
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
    erase(product.op);
}

/// The size of a dimension of the iteration space.
fn loop_size<'c>(builder: Builder<'c>, product: &Product<'c>, dim: usize) -> Index<'c> {
    let places = product.operands.iter().zip(&product.maps).filter_map(|(operand, map)| {
        let access = accesses(*map)?;
        Some((*operand, access.iter().position(|access| access.dim() == Some(dim))?))
    });
    match (product.sizes[dim], places.into_iter().next()) {
        (Some(size), _) => Index::Const(size),
        (None, Some((operand, place))) => tensor_size(builder, operand, place),
        (None, None) => unreachable!("the verifier of linalg finds the size of each of its loops"),
    }
}
