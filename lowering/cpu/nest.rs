//! The loops of a kernel.
//!
//! From the outside in: the distributed dimensions, as one loop over the part that the kernel is
//! to compute; the other parallel dimensions; those that are reduced over, whose loops carry the
//! outputs. The loop over the vectorized dimension takes several iterations at once. What the
//! body computes is computed in the outermost loop in which it can be.

use std::collections::HashMap;

use melior::ir::{OperationRef, Value, ValueLike, operation::OperationLike};
use tricast_mlir::{
    ir::{block_arguments, block_ops, name_is},
    rewrite::{is_used, value_id},
};

use super::{
    body::{self, Needs},
    builder::{Builder, Index},
    lanes::{Emitted, Lanes, Values},
    memory::{Memory, evaluate},
    plan::Plan,
    reduction::{Combiner, combiners},
    structured::{Access, Structured},
};

/// The loops of one kernel.
pub struct Nest<'s, 'c> {
    structured: &'s Structured<'c>,
    plan: &'s Plan,
    /// How many iterations of the vectorized loop are computed at once.
    width: i64,
    /// Whether the rest of a vectorized loop is computed with a mask, and not one by one.
    has_masks: bool,
    /// The operands that are memrefs.
    memory: Vec<Option<Memory<'c>>>,
    /// The memrefs that the body loads from.
    loaded: HashMap<usize, Memory<'c>>,
    /// How many elements apart neighbours are: of every operand, along every dimension.
    steps: Vec<Vec<Index<'c>>>,
    sizes: Vec<Index<'c>>,
    /// The ops of the body, and what they need.
    ops: Vec<(OperationRef<'c, 'c>, Needs)>,
    /// The arguments of the body.
    arguments: Vec<Value<'c, 'c>>,
    /// The dimensions that are reduced over, outermost first.
    reduced: Vec<usize>,
    /// How the lanes are accumulated, where a reduced dimension is vectorized.
    combiners: Vec<&'static Combiner>,
}

/// What is known at a place in the loops.
#[derive(Clone)]
struct State<'c> {
    builder: Builder<'c>,
    /// The dimensions whose loops are around it.
    indices: Vec<Option<Index<'c>>>,
    /// The addresses of the operands, as far as they are known.
    addresses: Vec<Index<'c>>,
    /// What stands for the values of the body.
    values: Values<'c>,
    /// The ops of the body that have been computed.
    computed: Vec<bool>,
    /// In the loop over the vectorized dimension, the iterations computed at once.
    lanes: Option<Lanes<'c>>,
}

/// The width of the vectorized loop, and what to do with its rest.
#[derive(Clone, Copy)]
pub struct Width {
    /// How many iterations are computed at once.
    pub lanes: i64,
    /// Whether the rest is computed with a mask, and not one by one.
    pub has_masks: bool,
}

impl<'s, 'c> Nest<'s, 'c> {
    /// Prepares the loops of an op, by ops that `builder` builds; None if the size of a
    /// dimension is nowhere to be found, or the plan is none for this op.
    pub fn new(
        structured: &'s Structured<'c>,
        plan: &'s Plan,
        width: Width,
        builder: Builder<'c>,
    ) -> Option<Self> {
        let operands = &structured.operands;
        let memory: Vec<Option<Memory>> = operands
            .iter()
            .map(|operand| operand.memref.map(|ty| Memory::new(builder, operand.value, ty)))
            .collect();
        let dims = 0..structured.reduced.len();
        let steps = operands.iter().zip(&memory).map(|(operand, memory)| {
            let step = |dim| match memory {
                Some(memory) => memory.step(builder, operand, dim),
                None => Index::Const(0),
            };
            dims.clone().map(step).collect()
        });
        let steps = steps.collect();
        let sizes = dims.clone().map(|dim| {
            let (operand, place) = structured.size_source(dim)?;
            Some(memory[operand].as_ref()?.sizes[place])
        });
        let mut ops: Vec<_> = block_ops(structured.body).collect();
        ops.pop();
        let mut reduced: Vec<usize> = dims.filter(|dim| structured.reduced[*dim]).collect();
        let vectorized = plan.vectorized.filter(|dim| structured.reduced[*dim]);
        let combiners = vectorized.map(|_| combiners(structured)).unwrap_or(Some(vec![]))?;
        if let Some(vectorized) = vectorized {
            reduced.retain(|dim| *dim != vectorized);
            reduced.push(vectorized);
        }
        Some(Nest {
            sizes: sizes.collect::<Option<_>>()?,
            structured,
            plan,
            width: width.lanes,
            has_masks: width.has_masks,
            memory,
            loaded: if plan.vectorized.is_some() { loaded(builder, &ops) } else { HashMap::new() },
            steps,
            ops: ops.into_iter().map(|op| (op, Needs::new(op, structured.body))).collect(),
            arguments: block_arguments(structured.body),
            reduced,
            combiners,
        })
    }

    /// Builds the loops that compute the part of the iterations from `low` to `high`.
    pub fn build(&self, builder: Builder<'c>, [low, high]: [Value<'c, 'c>; 2]) {
        let mut state = State {
            builder,
            indices: vec![None; self.sizes.len()],
            addresses: vec![],
            values: Values::default(),
            computed: vec![false; self.ops.len()],
            lanes: None,
        };
        for (operand, memory) in self.structured.operands.iter().zip(&self.memory) {
            state.addresses.push(match memory {
                Some(memory) => memory.origin(builder, operand),
                None => Index::Const(0),
            });
        }
        self.compute(&mut state, false);
        let bounds = [Index::Value(low), Index::Value(high)];
        if self.plan.distributed.as_slice() == self.plan.vectorized.as_slice()
            && self.plan.vectorized.is_some()
        {
            let dim = self.plan.distributed[0];
            self.vector_loop(&state, dim, bounds, &[], &|state, _| {
                self.outputs(state);
                vec![]
            });
            return;
        }
        builder.for_loop([low, high, builder.index(1)], &[], |builder, index, _| {
            let mut state = State { builder, ..state };
            self.bind_distributed(&mut state, index);
            self.parallel(state, &self.plan.serial(self.structured));
            vec![]
        });
    }

    /// Says which iteration of the distributed dimensions it is.
    fn bind_distributed(&self, state: &mut State<'c>, index: Value<'c, 'c>) {
        let mut rest = Index::Value(index);
        let Some((outermost, inner)) = self.plan.distributed.split_first() else {
            return self.compute(state, false);
        };
        for dim in inner.iter().rev() {
            let size = self.sizes[*dim];
            let index = state.builder.rem(rest, size);
            self.bind(state, *dim, index);
            rest = state.builder.div(rest, size);
        }
        self.bind(state, *outermost, rest);
        self.compute(state, false);
    }

    /// Says where along a dimension it is; in a vectorized loop, where the first lane is.
    fn bind(&self, state: &mut State<'c>, dim: usize, index: Index<'c>) {
        state.indices[dim] = Some(index);
        for (address, steps) in state.addresses.iter_mut().zip(&self.steps) {
            *address = state.builder.add(*address, state.builder.mul(index, steps[dim]));
        }
    }

    /// The loops over parallel dimensions, and what is in them.
    fn parallel(&self, state: State<'c>, dims: &[usize]) {
        let Some((dim, inner)) = dims.split_first() else {
            return self.outputs(state);
        };
        self.dim_loop(&state, *dim, &[], &|state, _| {
            self.parallel(state, inner);
            vec![]
        });
    }

    /// The loop over a dimension.
    fn dim_loop(
        &self,
        state: &State<'c>,
        dim: usize,
        carried: &[Value<'c, 'c>],
        fill: &dyn Fn(State<'c>, &[Value<'c, 'c>]) -> Vec<Value<'c, 'c>>,
    ) -> Vec<Value<'c, 'c>> {
        let bounds = [Index::Const(0), self.sizes[dim]];
        if self.plan.vectorized == Some(dim) {
            return self.vector_loop(state, dim, bounds, carried, fill);
        }
        self.plain_loop(state, dim, (bounds, 1), carried, &|state, _, carried| fill(state, carried))
    }

    /// A loop over some of a dimension, of which `fill` makes the body, where `index` is bound.
    #[allow(clippy::type_complexity)] // It says what a loop's body is given.
    fn plain_loop(
        &self,
        state: &State<'c>,
        dim: usize,
        ([low, high], step): ([Index<'c>; 2], i64),
        carried: &[Value<'c, 'c>],
        fill: &dyn Fn(State<'c>, Index<'c>, &[Value<'c, 'c>]) -> Vec<Value<'c, 'c>>,
    ) -> Vec<Value<'c, 'c>> {
        let enter = |builder: Builder<'c>, index: Index<'c>, carried: &[Value<'c, 'c>]| {
            let mut state = State { builder, ..state.clone() };
            self.bind(&mut state, dim, index);
            fill(state, index, carried)
        };
        let builder = state.builder;
        match (low, high) {
            (Index::Const(low), Index::Const(high)) if low >= high => carried.to_vec(),
            (Index::Const(first), Index::Const(high)) if first + step >= high => {
                enter(builder, low, carried)
            }
            _ => {
                let bounds = [low, high, Index::Const(step)].map(|it| builder.materialize(it));
                builder.for_loop(bounds, carried, |builder, index, carried| {
                    enter(builder, Index::Value(index), carried)
                })
            }
        }
    }

    /// The loop over the vectorized dimension: whole vectors, then the rest.
    fn vector_loop(
        &self,
        state: &State<'c>,
        dim: usize,
        [low, high]: [Index<'c>; 2],
        carried: &[Value<'c, 'c>],
        fill: &dyn Fn(State<'c>, &[Value<'c, 'c>]) -> Vec<Value<'c, 'c>>,
    ) -> Vec<Value<'c, 'c>> {
        let builder = state.builder;
        let width = Index::Const(self.width);
        let middle = builder.sub(high, builder.rem(builder.sub(high, low), width));
        let lanes = Lanes { count: self.width, mask: None };
        let whole = ([low, middle], self.width);
        let carried = self.plain_loop(state, dim, whole, carried, &|mut state, _, carried| {
            state.lanes = Some(lanes);
            self.compute(&mut state, false);
            fill(state, carried)
        });
        let step = if self.has_masks { self.width } else { 1 };
        let rest = ([middle, high], step);
        self.plain_loop(state, dim, rest, &carried, &|mut state, index, carried| {
            if self.has_masks {
                let builder = state.builder;
                let left = builder.sub(high, index);
                let mask = builder.first_lanes(builder.materialize(left), self.width);
                state.lanes = Some(Lanes { mask: Some(mask), ..lanes });
            }
            self.compute(&mut state, false);
            fill(state, carried)
        })
    }

    /// Computes and stores the elements of the outputs.
    fn outputs(&self, state: State<'c>) {
        let inputs = self.structured.inputs;
        let numbers: Vec<usize> = (inputs..self.arguments.len())
            .filter(|number| !self.reduced.is_empty() || is_used(self.arguments[*number]))
            .collect();
        let before: Vec<Value> =
            numbers.iter().map(|number| self.output(&state, *number)).collect();
        let results = match self.combiners.is_empty() {
            true => self.reduce(&state, &self.reduced, &numbers, &before),
            false => self.reduce_lanes(&state, &before),
        };
        for (number, result) in (inputs..).zip(results) {
            let address = self.address(&state, number);
            let flat = self.operand(number).flat;
            match state.lanes {
                Some(lanes) => state.builder.store_lanes(result, flat, address, lanes),
                None => {
                    state.builder.op("memref.store", &[result, flat, address], &[], &[]);
                }
            }
        }
    }

    /// What an output was before.
    fn output(&self, state: &State<'c>, number: usize) -> Value<'c, 'c> {
        match self.load(state, number) {
            Emitted::Uniform(value) | Emitted::Varying(value) | Emitted::Counting(value) => value,
        }
    }

    /// The loops over dimensions that are reduced, which carry the values of the outputs
    /// `numbers`. Gives the values of all outputs.
    fn reduce(
        &self,
        state: &State<'c>,
        dims: &[usize],
        numbers: &[usize],
        carried: &[Value<'c, 'c>],
    ) -> Vec<Value<'c, 'c>> {
        let Some((dim, inner)) = dims.split_first() else {
            return self.results(state.clone(), numbers, carried);
        };
        self.dim_loop(state, *dim, carried, &|mut state, carried| {
            self.compute(&mut state, false);
            self.reduce(&state, inner, numbers, carried)
        })
    }

    /// As [`Self::reduce`], where the innermost loop is vectorized: every lane accumulates, and
    /// the lanes are combined in the end. Where the rest is computed one by one, it accumulates
    /// beside them.
    fn reduce_lanes(&self, state: &State<'c>, before: &[Value<'c, 'c>]) -> Vec<Value<'c, 'c>> {
        let builder = state.builder;
        let neutral = self.combiners.iter().zip(before).map(|(combiner, before)| {
            builder.splat(combiner.neutral(builder, before.r#type()), self.width)
        });
        let mut carried: Vec<Value> = neutral.collect();
        if !self.has_masks {
            carried.extend(before);
        }
        let carried = self.reduce_lanes_in(state, &self.reduced, &carried);
        let (lanes, alone) = carried.split_at(before.len());
        let alone = if self.has_masks { before } else { alone };
        let combined = self.combiners.iter().zip(lanes.iter().zip(alone));
        combined
            .map(|(combiner, (lanes, alone))| combiner.combine_lanes(builder, *lanes, *alone))
            .collect()
    }

    fn reduce_lanes_in(
        &self,
        state: &State<'c>,
        dims: &[usize],
        carried: &[Value<'c, 'c>],
    ) -> Vec<Value<'c, 'c>> {
        let count = self.combiners.len();
        let numbers: Vec<usize> = (self.structured.inputs..self.arguments.len()).collect();
        let Some((dim, inner)) = dims.split_first() else {
            let (lanes, alone) = carried.split_at(count);
            let Some(Lanes { mask, .. }) = state.lanes else {
                let results = self.results(state.clone(), &numbers, alone);
                return [lanes, &results].concat();
            };
            let mut results = self.results(state.clone(), &numbers, lanes);
            if let Some(mask) = mask {
                for (result, before) in results.iter_mut().zip(lanes) {
                    let (operands, ty) = ([mask, *result, *before], before.r#type());
                    *result = state.builder.value("arith.select", &operands, &[], ty);
                }
            }
            return [&results, alone].concat();
        };
        self.dim_loop(state, *dim, carried, &|mut state, carried| {
            self.compute(&mut state, false);
            self.reduce_lanes_in(&state, inner, carried)
        })
    }

    /// What the body yields, where the outputs `numbers` were `before`.
    fn results(
        &self,
        mut state: State<'c>,
        numbers: &[usize],
        before: &[Value<'c, 'c>],
    ) -> Vec<Value<'c, 'c>> {
        for (number, value) in numbers.iter().zip(before) {
            let emitted = match state.lanes {
                Some(_) => Emitted::Varying(*value),
                None => Emitted::Uniform(*value),
            };
            state.values.insert(self.arguments[*number], emitted);
        }
        self.compute(&mut state, true);
        let last = block_ops(self.structured.body).last().expect("a body has a terminator");
        let (builder, lanes) = (state.builder, state.lanes);
        last.operands()
            .map(|value| match lanes {
                Some(lanes) => state.values.vector(builder, value, lanes.count),
                None => state.values.uniform(value),
            })
            .collect()
    }

    /// Loads and computes what can be at this place: all but what depends on outputs or on
    /// inner loops; in the innermost place, all.
    fn compute(&self, state: &mut State<'c>, innermost: bool) {
        let inputs = &self.structured.operands[..self.structured.inputs];
        for (number, operand) in inputs.iter().enumerate() {
            let argument = self.arguments[number];
            let is_bound = |dim: usize| state.indices[dim].is_some() || !operand.involves(dim);
            if state.values.contains(value_id(argument))
                || !is_used(argument)
                || !(0..self.sizes.len()).all(is_bound)
            {
                continue;
            }
            let emitted = match self.memory[number] {
                Some(_) => self.load(state, number),
                None => Emitted::Uniform(operand.value),
            };
            state.values.insert(argument, emitted);
        }
        for (number, (op, needs)) in self.ops.iter().enumerate() {
            let is_ready = (innermost || needs.is_cheap)
                && needs.values.iter().all(|value| state.values.contains(*value))
                && needs.indices.iter().all(|dim| state.indices[*dim].is_some());
            if state.computed[number] || !is_ready {
                continue;
            }
            state.computed[number] = true;
            let place = body::Place {
                builder: state.builder,
                indices: &state.indices,
                lanes: state.lanes,
                vectorized: self.plan.vectorized,
                loaded: &self.loaded,
            };
            place.copy(*op, &mut state.values);
        }
    }

    fn operand(&self, number: usize) -> &Memory<'c> {
        self.memory[number].as_ref().expect("the operand is in memory")
    }

    /// Loads the element of an operand, or an element for each lane.
    fn load(&self, state: &State<'c>, number: usize) -> Emitted<'c> {
        let (builder, memory) = (state.builder, self.operand(number));
        let address = self.address(state, number);
        let operand = &self.structured.operands[number];
        let dim = self.plan.vectorized.filter(|dim| operand.involves(*dim));
        let (Some(lanes), Some(dim)) = (state.lanes, dim) else {
            let place = [memory.flat, address];
            return Emitted::Uniform(builder.value("memref.load", &place, &[], memory.element));
        };
        Emitted::Varying(match self.steps[number][dim] {
            Index::Const(1) => builder.load_lanes(memory.flat, &[address], memory.element, lanes),
            step => {
                let offsets = builder.multiples(step, lanes.count);
                builder.gather(memory.flat, address, offsets, memory.element, lanes)
            }
        })
    }

    /// The address of an operand, of which all dimensions are known.
    fn address(&self, state: &State<'c>, number: usize) -> Value<'c, 'c> {
        let mut address = state.addresses[number];
        let operand = &self.structured.operands[number];
        for (access, stride) in operand.access.iter().zip(&self.operand(number).strides) {
            if let Access::General(expr) = access {
                let index = evaluate(state.builder, *expr, &state.indices);
                address = state.builder.add(address, state.builder.mul(index, *stride));
            }
        }
        state.builder.materialize(address)
    }
}

/// The memrefs that ops of a body load from.
fn loaded<'c>(builder: Builder<'c>, ops: &[OperationRef<'c, 'c>]) -> HashMap<usize, Memory<'c>> {
    let mut all = HashMap::new();
    for op in ops.iter().filter(|op| name_is(**op, "memref.load")) {
        let memref = op.operands().next().expect("a load has an operand");
        let ty = memref.r#type().try_into().expect("it is a memref");
        all.entry(value_id(memref)).or_insert_with(|| Memory::new(builder, memref, ty));
    }
    all
}
