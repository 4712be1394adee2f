//! Ops on tensors whose dimensions have another order.

use std::collections::HashMap;

use melior::ir::{
    AffineExpr, AffineMap, OperationRef, Type, Value, ValueLike, operation::OperationLike,
};
use tricast_mlir::{
    ir::{block_arguments, block_ops, body, erase, name_is, set_attribute},
    rewrite::{defining_op, element_type, indexing_maps, replace_uses, value_id},
};

use super::{
    super::{
        body::index_dim,
        builder::{Builder, Index},
        contraction::analysis::Product,
        structured::accesses,
        tensors::{tensor_sizes, tensor_type, transpose},
    },
    convolution,
};

/// The tensors that there are with their dimensions in another order.
#[derive(Default)]
pub struct Relayout<'c> {
    known: HashMap<usize, Reordered<'c>>,
}

/// A tensor with the dimensions of another in some order.
#[derive(Clone)]
pub struct Reordered<'c> {
    /// The tensor.
    pub value: Value<'c, 'c>,
    /// The dimension of the other at each of its own.
    pub order: Vec<usize>,
}

impl<'c> Relayout<'c> {
    /// Changes the order of the dimensions of an op's operands and results, where that is good
    /// and they are used in it; whether it did.
    pub fn visit(&mut self, op: OperationRef<'c, 'c>) -> bool {
        let changed = match () {
            () if indexing_maps(op).is_some() => self.structured(op),
            () if name_is(op, "tensor.insert_slice") => self.insert_slice(op),
            () if name_is(op, "tensor.extract_slice") => self.extract_slice(op),
            () if name_is(op, "tensor.collapse_shape") => self.collapse_shape(op),
            () if name_is(op, "tensor.expand_shape") => self.expand_shape(op),
            () => None,
        };
        changed.is_some()
    }

    /// A tensor in another order, if there is one.
    pub fn reordered(&self, tensor: Value<'c, 'c>) -> Option<Reordered<'c>> {
        self.known.get(&value_id(tensor)).cloned()
    }

    /// Replaces a result by a tensor in another order.
    pub fn replace(&mut self, result: Value<'c, 'c>, with: Reordered<'c>) {
        let Some(op) = defining_op(with.value) else { return };
        if is_identity(&with.order) {
            return replace_uses(result, with.value);
        }
        let builder = Builder::after(op);
        let mut back = vec![0; with.order.len()];
        for (place, dim) in with.order.iter().enumerate() {
            back[*dim] = place;
        }
        let sizes = tensor_sizes(builder, with.value);
        let restored = transpose(builder, with.value, &back, &sizes);
        replace_uses(result, restored);
        self.known.insert(value_id(restored), with);
    }

    /// A tensor in an order.
    pub fn in_order(
        &self,
        builder: Builder<'c>,
        tensor: Value<'c, 'c>,
        order: &[usize],
    ) -> Value<'c, 'c> {
        if is_identity(order) {
            return tensor;
        }
        if let Some(known) = self.reordered(tensor).filter(|known| known.order == order) {
            return known.value;
        }
        let sizes = tensor_sizes(builder, tensor);
        let Some(op) = defining_op(tensor) else {
            return transpose(builder, tensor, order, &sizes);
        };
        let sizes_in_order: Vec<Index> = order.iter().map(|dim| sizes[*dim]).collect();
        if is_empty(tensor) {
            let element = element_type(tensor.r#type()).expect("a tensor has elements");
            let (ty, dynamic) = tensor_type(&sizes_in_order, element);
            return builder.value("tensor.empty", &dynamic, &[], ty);
        }
        let operands: Vec<Value> = op.operands().collect();
        if let ([_, output], true) = (&operands[..], name_is(op, "linalg.fill")) {
            let output = self.in_order(builder, *output, order);
            let fill = builder.refill(op, output);
            return fill.results().next().expect("a fill has a result").into();
        }
        transpose(builder, tensor, order, &sizes)
    }

    /// An op of `linalg` with its operands in the orders that there are.
    fn structured(&mut self, op: OperationRef<'c, 'c>) -> Option<()> {
        if name_is(op, "linalg.fill") {
            return None;
        }
        let maps = indexing_maps(op)?;
        let operands: Vec<Value> = op.operands().collect();
        let outputs = op.result_count();
        let inputs = operands.len() - outputs;
        let builder = Builder::before(op);
        let convolution = Product::new(op).as_ref().and_then(convolution::orders);
        let mut new: Vec<Reordered> = operands[..inputs]
            .iter()
            .zip(&maps)
            .map(|(value, map)| {
                let same = Reordered { value: *value, order: (0..map.result_count()).collect() };
                self.reordered(*value).unwrap_or(same)
            })
            .collect();
        let order = match convolution {
            Some((image, [image_order, out_order])) => {
                let value = self.in_order(builder, operands[image], &image_order);
                new[image] = Reordered { value, order: image_order };
                out_order
            }
            None => followed(&new, &maps, inputs)?,
        };
        for (value, map) in operands.iter().zip(&maps).skip(inputs) {
            let is_plain = accesses(*map)?.iter().all(|access| access.dim().is_some());
            if !is_plain || map.result_count() != order.len() {
                return None;
            }
            let value = self.in_order(builder, *value, &order);
            new.push(Reordered { value, order: order.clone() });
        }
        let generic = rebuild(builder, op, &maps, &new)?;
        for (old, value) in op.results().zip(generic.results()) {
            let with = Reordered { value: value.into(), order: order.clone() };
            self.replace(old.into(), with);
        }
        erase(op);
        Some(())
    }
}

/// The order of the dimensions of the results that follows from those of the inputs; None if no
/// input has another order.
fn followed(inputs: &[Reordered], maps: &[AffineMap], count: usize) -> Option<Vec<usize>> {
    let out = accesses(*maps.get(count)?)?;
    let is_reordered = |(number, input): &(usize, &Reordered)| {
        !is_identity(&input.order) && maps[*number].result_count() > 1
    };
    let leading = inputs.iter().enumerate().filter(is_reordered);
    let (number, leader) = leading.max_by_key(|(_, input)| input.order.len())?;
    let access = accesses(maps[number])?;
    let mut order = vec![];
    for dim in &leader.order {
        for (place, own) in out.iter().enumerate() {
            let loops = own.dim()?;
            if access[*dim].involves(loops) && !order.contains(&place) {
                order.push(place);
            }
        }
    }
    let others: Vec<usize> = (0..out.len()).filter(|place| !order.contains(place)).collect();
    order.extend(others);
    Some(order)
}

/// The op on these operands instead, with its loops in the order of the first result.
fn rebuild<'c>(
    builder: Builder<'c>,
    op: OperationRef<'c, 'c>,
    maps: &[AffineMap<'c>],
    operands: &[Reordered<'c>],
) -> Option<OperationRef<'c, 'c>> {
    let context = builder.context;
    let outputs = op.result_count();
    let count = maps[0].dim_count();
    let first = operands.len() - outputs;
    let out = accesses(maps[first])?;
    let mut loops: Vec<usize> =
        operands[first].order.iter().filter_map(|dim| out[*dim].dim()).collect();
    loops.extend((0..count).filter(|dim| !loops.contains(dim)).collect::<Vec<_>>());
    let mut place = vec![0; count];
    for (new, old) in loops.iter().enumerate() {
        place[*old] = new;
    }
    let dims: Vec<AffineExpr> = place.iter().map(|new| AffineExpr::dim(context, *new)).collect();
    let renamed = AffineMap::new(context, count, 0, &dims);
    let new_maps = maps.iter().zip(operands).map(|(map, operand)| {
        let exprs = operand.order.iter().map(|dim| map.result(*dim).ok());
        let exprs: Option<Vec<AffineExpr>> =
            exprs.map(|expr| Some(expr?.compose(renamed))).collect();
        Some(AffineMap::new(context, count, 0, &exprs?))
    });
    let new_maps: Vec<AffineMap> = new_maps.collect::<Option<_>>()?;
    let results = accesses(*maps.last()?)?;
    let is_reduced = |dim: &usize| !results.iter().any(|access| access.dim() == Some(*dim));
    let reduced: Vec<bool> = loops.iter().map(is_reduced).collect();
    let values: Vec<Value> = operands.iter().map(|operand| operand.value).collect();
    let types: Vec<Type> = values[first..].iter().map(|value| value.r#type()).collect();
    let generic = builder.generic(&values, &new_maps, &reduced, &types);
    let (from, into) = (body(op)?, body(generic)?);
    let arguments = block_arguments(from).into_iter().map(value_id);
    let mut known = arguments.zip(block_arguments(into)).collect();
    let inside = Builder::at_end(context, builder.location, into);
    for inner in block_ops(from) {
        let copy = inside.copy_with(inner, &mut known);
        if let Some(dim) = index_dim(inner) {
            set_attribute(copy, "dim", builder.i64(place[dim] as i64));
        }
    }
    Some(generic)
}

/// Whether an order is the one that there was.
pub fn is_identity(order: &[usize]) -> bool {
    order.iter().enumerate().all(|(place, dim)| place == *dim)
}

/// Whether the elements of a tensor are of no consequence.
fn is_empty(tensor: Value) -> bool {
    const VIEWS: [&str; 3] = ["tensor.cast", "tensor.collapse_shape", "tensor.expand_shape"];
    let Some(op) = defining_op(tensor) else {
        return false;
    };
    let is_view = VIEWS.iter().any(|name| name_is(op, name));
    name_is(op, "tensor.empty") || (is_view && op.operands().next().is_some_and(is_empty))
}
