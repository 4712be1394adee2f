//! Parts of the bodies of `linalg` ops, computed by ops of their own.

use std::collections::{HashMap, HashSet};

use melior::ir::{
    AffineExpr, AffineMap, OperationRef, TypeLike, Value, ValueLike, operation::OperationLike,
};
use tricast_mlir::{
    ir::{block_arguments, block_ops, body, name_is, set_attribute, shape_of},
    rewrite::{defining_op, indexing_maps, op_id, value_id},
};

use super::{
    body::index_dim,
    builder::{Builder, Index},
    structured::accesses,
    tensors::{tensor_size, tensor_type},
};

/// What a value in the body of a `linalg` op is computed from.
pub struct Part<'c> {
    /// The value.
    pub value: Value<'c, 'c>,
    /// The ops of the body that compute it.
    pub ops: HashSet<usize>,
    /// The numbers of operands that they use.
    pub operands: Vec<usize>,
    /// The dimensions of the iteration space that they depend on.
    pub dims: Vec<usize>,
    op: OperationRef<'c, 'c>,
    maps: Vec<AffineMap<'c>>,
}

impl<'c> Part<'c> {
    /// The part that computes a value; None if it uses elements of tensors at other places than
    /// those of dimensions.
    pub fn new(op: OperationRef<'c, 'c>, value: Value<'c, 'c>) -> Option<Self> {
        let block = body(op)?;
        let arguments = block_arguments(block);
        let maps = indexing_maps(op)?;
        let (mut ops, mut operands, mut dims) = (HashSet::new(), vec![], vec![]);
        let mut pending = vec![value];
        while let Some(value) = pending.pop() {
            let is_value = |argument: &Value| value_id(*argument) == value_id(value);
            operands.extend(arguments.iter().position(is_value));
            let op = defining_op(value).filter(|op| op.block() == Some(block));
            let Some(op) = op.filter(|op| ops.insert(op_id(*op))) else { continue };
            dims.extend(index_dim(op));
            pending.extend(op.operands());
        }
        operands.sort();
        operands.dedup();
        for operand in &operands {
            for access in accesses(*maps.get(*operand)?)? {
                dims.push(access.dim()?);
            }
        }
        let mut seen = HashSet::new();
        dims.retain(|dim| seen.insert(*dim));
        Some(Part { value, ops, operands, dims, op, maps })
    }

    /// The numbers of the tensors that it uses.
    pub fn tensors(&self) -> Vec<usize> {
        let values: Vec<Value> = self.op.operands().collect();
        let is_tensor = |operand: &usize| values[*operand].r#type().is_tensor();
        self.operands.iter().copied().filter(is_tensor).collect()
    }

    /// Whether it is an element of a tensor.
    pub fn is_element(&self) -> bool {
        self.ops.is_empty()
    }

    /// Whether it is an element of a tensor, converted.
    pub fn is_converted(&self) -> bool {
        const CONVERSIONS: [&str; 5] =
            ["arith.extf", "arith.extsi", "arith.extui", "arith.sitofp", "arith.uitofp"];
        let ops = body(self.op).into_iter().flat_map(block_ops);
        let mut ops = ops.filter(|op| self.ops.contains(&op_id(*op)));
        ops.all(|op| CONVERSIONS.iter().any(|name| name_is(op, name)))
    }

    /// The tensor of it, with these dimensions of the iteration space.
    pub fn compute(&self, builder: Builder<'c>, dims: &[usize]) -> Value<'c, 'c> {
        let place = |dim: usize| dims.iter().position(|own| *own == dim);
        let context = builder.context;
        let map = |operand: &usize| {
            let access = accesses(self.maps[*operand]).unwrap_or_default();
            let exprs = access.iter().filter_map(|access| place(access.dim()?));
            let exprs: Vec<AffineExpr> = exprs.map(|dim| AffineExpr::dim(context, dim)).collect();
            AffineMap::new(context, dims.len(), 0, &exprs)
        };
        let mut maps: Vec<AffineMap> = self.operands.iter().map(map).collect();
        maps.push(AffineMap::multi_dim_identity(context, dims.len()));
        let values: Vec<Value> = self.op.operands().collect();
        let sizes: Vec<Index> = dims.iter().map(|dim| self.size(builder, &values, *dim)).collect();
        let (ty, dynamic) = tensor_type(&sizes, self.value.r#type());
        let empty = builder.value("tensor.empty", &dynamic, &[], ty);
        let mut operands: Vec<Value> = self.operands.iter().map(|own| values[*own]).collect();
        operands.push(empty);
        let generic = builder.generic(&operands, &maps, &vec![false; dims.len()], &[ty]);
        let block = body(generic).expect("the op has a body");
        let arguments = body(self.op).map(block_arguments).unwrap_or_default();
        let pairs = self.operands.iter().zip(block_arguments(block));
        let mut known: HashMap<usize, Value> =
            pairs.map(|(operand, argument)| (value_id(arguments[*operand]), argument)).collect();
        let inside = Builder::at_end(context, builder.location, block);
        for op in body(self.op).into_iter().flat_map(block_ops) {
            if self.ops.contains(&op_id(op)) {
                let copy = inside.copy_with(op, &mut known);
                if let Some(place) = index_dim(op).and_then(place) {
                    set_attribute(copy, "dim", builder.i64(place as i64));
                }
            }
        }
        inside.op("linalg.yield", &[known[&value_id(self.value)]], &[], &[]);
        generic.results().next().expect("the op has a result").into()
    }

    /// The size of a dimension of the iteration space.
    fn size(&self, builder: Builder<'c>, values: &[Value<'c, 'c>], dim: usize) -> Index<'c> {
        let places = values.iter().zip(&self.maps).filter_map(|(value, map)| {
            let access = accesses(*map)?;
            let place = access.iter().position(|access| access.dim() == Some(dim))?;
            Some((*value, place))
        });
        let (value, place) = places
            .min_by_key(|(value, place)| shape_of(value.r#type())[*place].is_none())
            .expect("the verifier of linalg finds the size of each of its loops");
        tensor_size(builder, value, place)
    }
}
