//! The body of a `linalg.generic`, an op at a time.

use std::collections::HashMap;

use melior::ir::{
    BlockRef, OperationRef, Value, ValueLike,
    attribute::IntegerAttribute,
    operation::{OperationBuilder, OperationLike},
};
use tricast_mlir::{
    ir::{attribute, erase, name_is, nested_ops, set_operand},
    rewrite::{argument_owner, bit_width, clone, defining_op, replace_uses, value_id},
};

use super::{
    builder::{Builder, Index},
    lanes::{Emitted, Lanes, Values, vector},
    memory::Memory,
    structured::Structured,
};

/// What an op of a body needs to be computed.
pub struct Needs {
    /// Values of the body.
    pub values: Vec<usize>,
    /// Dimensions whose index it uses.
    pub indices: Vec<usize>,
    /// Whether it may be computed where its result may not be used: it costs little, and
    /// nothing can go wrong.
    pub is_cheap: bool,
}

impl Needs {
    /// What `op`, in the block `body`, needs.
    pub fn new<'c>(op: OperationRef<'c, 'c>, body: BlockRef<'c, 'c>) -> Self {
        let inner = nested_ops(op);
        let is_leaf = inner.is_empty() && op.regions().next().is_none();
        let mut needs =
            Needs { values: vec![], indices: vec![], is_cheap: is_leaf && is_cheap(op) };
        for op in std::iter::once(op).chain(inner) {
            needs.indices.extend(index_dim(op));
            for operand in op.operands() {
                let owner = argument_owner(operand).or_else(|| defining_op(operand)?.block());
                if owner == Some(body) {
                    needs.values.push(value_id(operand));
                }
            }
        }
        needs
    }
}

fn is_division(name: &str) -> bool {
    name.starts_with("arith.")
        && (name.contains("divsi") || name.contains("divui") || name.contains("rem"))
        && name != "arith.remf"
}

fn is_cheap(op: OperationRef) -> bool {
    let name = op.name();
    let name = name.as_string_ref().as_str().unwrap_or_default();
    (name.starts_with("arith.") && !is_division(name))
        || name.starts_with("math.")
        || matches!(name, "linalg.index" | "memref.load")
}

/// Whether the body of an op can be computed for several iterations at once.
pub fn is_vectorizable(structured: &Structured) -> bool {
    let is_number = |value: Value| bit_width(value.r#type()).is_some();
    tricast_mlir::ir::block_ops(structured.body).all(|op| {
        let is_load = name_is(op, "memref.load");
        let is_last = name_is(op, "linalg.yield");
        let numbers = op.operands().skip(usize::from(is_load)).all(is_number)
            && op.results().all(|result| is_number(result.into()));
        numbers && op.regions().next().is_none() && (is_last || is_cheap(op))
    })
}

/// The dimension whose index a `linalg.index` gives.
pub fn index_dim(op: OperationRef) -> Option<usize> {
    if !name_is(op, "linalg.index") {
        return None;
    }
    let dim = IntegerAttribute::try_from(attribute(op, "dim")?).ok()?;
    usize::try_from(dim.value()).ok()
}

/// A place in the loops of a kernel.
pub struct Place<'p, 'c> {
    /// Builds there.
    pub builder: Builder<'c>,
    /// The indices of the loops around it.
    pub indices: &'p [Option<Index<'c>>],
    /// The iterations computed at once.
    pub lanes: Option<Lanes<'c>>,
    /// The dimension that they are of.
    pub vectorized: Option<usize>,
    /// The memrefs that the body loads from.
    pub loaded: &'p HashMap<usize, Memory<'c>>,
}

impl<'c> Place<'_, 'c> {
    /// Builds a copy of an op of the body, and says in `values` what stands for its results.
    pub fn copy(&self, op: OperationRef<'c, 'c>, values: &mut Values<'c>) {
        if let Some(dim) = index_dim(op) {
            let index = self.index(dim);
            let is_counting = self.lanes.is_some() && self.vectorized == Some(dim);
            let emitted =
                if is_counting { Emitted::Counting(index) } else { Emitted::Uniform(index) };
            values.insert(result(op), emitted);
            return;
        }
        let is_uniform = |value| matches!(values.get(value), Emitted::Uniform(_));
        let is_uniform = op.operands().all(is_uniform);
        match self.lanes {
            Some(lanes) if !is_uniform => {
                let emitted = self.copy_lanes(op, lanes, values);
                values.insert(result(op), emitted);
            }
            _ => self.copy_one(op, values),
        }
    }

    fn index(&self, dim: usize) -> Value<'c, 'c> {
        self.builder.materialize(self.indices[dim].expect("the dimension is bound"))
    }

    /// A copy of an op for all lanes.
    fn copy_lanes(
        &self,
        op: OperationRef<'c, 'c>,
        lanes: Lanes<'c>,
        values: &mut Values<'c>,
    ) -> Emitted<'c> {
        let builder = self.builder;
        if let Some(counting) = count(builder, op, values) {
            return counting;
        }
        if name_is(op, "memref.load") {
            return self.load(op, lanes, values);
        }
        let operands: Vec<Value> =
            op.operands().map(|value| values.vector(builder, value, lanes.count)).collect();
        let name = op.name();
        let name = name.as_string_ref().as_str().unwrap_or_default();
        let attributes: Vec<_> = op.attributes().collect();
        let ty = vector(result(op).r#type(), lanes.count);
        let copy = OperationBuilder::new(name, builder.location)
            .add_operands(&operands)
            .add_attributes(&attributes)
            .add_results(&[ty])
            .build()
            .expect("only the inference of types fails");
        Emitted::Varying(result(builder.insert(copy)))
    }

    /// A `memref.load` for all lanes.
    fn load(
        &self,
        op: OperationRef<'c, 'c>,
        lanes: Lanes<'c>,
        values: &mut Values<'c>,
    ) -> Emitted<'c> {
        let builder = self.builder;
        let mut operands = op.operands();
        let memref = operands.next().expect("a load has an operand");
        let memory = &self.loaded[&value_id(memref)];
        let indices: Vec<Value> = operands.collect();
        let (last, outer) = indices.split_last().expect("what differs is an index");
        let is_row = outer.iter().all(|index| matches!(values.get(*index), Emitted::Uniform(_)));
        let is_next = memory.strides.last().and_then(|stride| stride.known()) == Some(1);
        if let (true, true, Emitted::Counting(first)) = (is_row, is_next, values.get(*last)) {
            let mut place: Vec<Value> = outer.iter().map(|index| values.uniform(*index)).collect();
            place.push(first);
            return Emitted::Varying(builder.load_lanes(memref, &place, memory.element, lanes));
        }
        let mut offsets: Option<Value> = None;
        for (index, stride) in indices.iter().zip(&memory.strides) {
            let index = values.vector(builder, *index, lanes.count);
            let stride = builder.splat(builder.materialize(*stride), lanes.count);
            let term = builder.binary("arith.muli", index, stride);
            offsets = Some(offsets.map_or(term, |sum| builder.binary("arith.addi", sum, term)));
        }
        let offsets = offsets.expect("what differs is an index");
        let start = builder.materialize(memory.start);
        Emitted::Varying(builder.gather(memory.flat, start, offsets, memory.element, lanes))
    }

    /// A copy of an op, and of what is nested in it, for one iteration.
    fn copy_one(&self, op: OperationRef<'c, 'c>, values: &mut Values<'c>) {
        let copied = self.builder.insert(clone(op));
        for inner in std::iter::once(copied).chain(nested_ops(copied)) {
            for (number, operand) in inner.operands().enumerate() {
                if values.contains(value_id(operand)) {
                    set_operand(inner, number, values.uniform(operand));
                }
            }
            if let Some(dim) = index_dim(inner) {
                replace_uses(result(inner), self.index(dim));
                erase(inner);
            }
        }
        for (old, new) in op.results().zip(copied.results()) {
            values.insert(old.into(), Emitted::Uniform(new.into()));
        }
    }
}

fn result<'c>(op: OperationRef<'c, 'c>) -> Value<'c, 'c> {
    op.results().next().expect("the op has a result").into()
}

/// An op whose result counts up from lane to lane, as one of its operands does.
fn count<'c>(
    builder: Builder<'c>,
    op: OperationRef<'c, 'c>,
    values: &Values<'c>,
) -> Option<Emitted<'c>> {
    let operands: Vec<Emitted> = op.operands().map(|value| values.get(value)).collect();
    let ty = result(op).r#type();
    let name = op.name();
    match (name.as_string_ref().as_str().unwrap_or_default(), operands.as_slice()) {
        ("arith.index_cast", [Emitted::Counting(first)]) => {
            Some(Emitted::Counting(builder.value("arith.index_cast", &[*first], &[], ty)))
        }
        ("arith.addi", [Emitted::Counting(first), Emitted::Uniform(other)])
        | ("arith.addi", [Emitted::Uniform(other), Emitted::Counting(first)]) => {
            Some(Emitted::Counting(builder.binary("arith.addi", *first, *other)))
        }
        ("arith.subi", [Emitted::Counting(first), Emitted::Uniform(other)]) => {
            Some(Emitted::Counting(builder.binary("arith.subi", *first, *other)))
        }
        _ => None,
    }
}
