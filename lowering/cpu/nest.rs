//! The loops of a kernel.
//!
//! From the outside in: the distributed dimensions, as one loop over the part that the kernel is
//! to compute; the other parallel dimensions; those that are reduced over, whose loops carry the
//! outputs. What the body computes is computed in the outermost loop in which it can be.

use std::collections::HashMap;

use melior::ir::{AffineExpr, OperationRef, Value, operation::OperationLike};
use tricast_mlir::{
    ir::{block_arguments, block_ops},
    rewrite::{is_used, value_id},
};

use super::{
    body::{self, Needs},
    builder::{Builder, Index},
    memory::Memory,
    plan::Plan,
    structured::{Access, Structured},
};

/// The loops of one kernel.
pub struct Nest<'s, 'c> {
    structured: &'s Structured<'c>,
    plan: &'s Plan,
    /// The operands that are memrefs.
    memory: Vec<Option<Memory<'c>>>,
    /// How many elements apart neighbours are: of every operand, along every dimension.
    steps: Vec<Vec<Index<'c>>>,
    sizes: Vec<Index<'c>>,
    /// The ops of the body, and what they need.
    ops: Vec<(OperationRef<'c, 'c>, Needs)>,
    /// The arguments of the body.
    arguments: Vec<Value<'c, 'c>>,
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
    values: HashMap<usize, Value<'c, 'c>>,
    /// The ops of the body that have been computed.
    computed: Vec<bool>,
}

impl<'s, 'c> Nest<'s, 'c> {
    /// Prepares the loops of an op, by ops that `builder` builds; None if the size of a
    /// dimension is nowhere to be found.
    pub fn new(
        structured: &'s Structured<'c>,
        plan: &'s Plan,
        builder: Builder<'c>,
    ) -> Option<Self> {
        let operands = &structured.operands;
        let memory = operands
            .iter()
            .map(|operand| operand.memref.map(|ty| Memory::new(builder, operand.value, ty)));
        let memory: Vec<Option<Memory>> = memory.collect();
        let dims = 0..structured.reduced.len();
        let steps = operands.iter().zip(&memory).map(|(operand, memory)| {
            let step = |dim| match memory {
                Some(memory) => memory.step(builder, operand, dim),
                None => Index::Const(0),
            };
            dims.clone().map(step).collect()
        });
        let steps = steps.collect();
        let sizes = dims.map(|dim| {
            let (operand, place) = structured.size_source(dim)?;
            Some(memory[operand].as_ref()?.sizes[place])
        });
        let mut ops: Vec<_> = block_ops(structured.body).collect();
        ops.pop();
        Some(Nest {
            sizes: sizes.collect::<Option<_>>()?,
            structured,
            plan,
            memory,
            steps,
            ops: ops.into_iter().map(|op| (op, Needs::new(op, structured.body))).collect(),
            arguments: block_arguments(structured.body),
        })
    }

    /// Builds the loops that compute the part of the iterations from `low` to `high`.
    pub fn build(&self, builder: Builder<'c>, [low, high]: [Value<'c, 'c>; 2]) {
        let mut state = State {
            builder,
            indices: vec![None; self.sizes.len()],
            addresses: vec![],
            values: HashMap::new(),
            computed: vec![false; self.ops.len()],
        };
        for (operand, memory) in self.structured.operands.iter().zip(&self.memory) {
            state.addresses.push(match memory {
                Some(memory) => memory.origin(builder, operand),
                None => Index::Const(0),
            });
        }
        self.compute(&mut state, false);
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
            let (quotient, remainder) = state.builder.div_rem(rest, self.sizes[*dim]);
            self.bind(state, *dim, remainder);
            rest = quotient;
        }
        self.bind(state, *outermost, rest);
        self.compute(state, false);
    }

    /// Says where along a dimension it is.
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
        let builder = state.builder;
        builder.for_loop(self.range(builder, *dim), &[], |builder, index, _| {
            let mut state = State { builder, ..state };
            self.bind(&mut state, *dim, Index::Value(index));
            self.compute(&mut state, false);
            self.parallel(state, inner);
            vec![]
        });
    }

    fn range(&self, builder: Builder<'c>, dim: usize) -> [Value<'c, 'c>; 3] {
        [builder.index(0), builder.materialize(self.sizes[dim]), builder.index(1)]
    }

    /// Computes and stores the elements of the outputs.
    fn outputs(&self, state: State<'c>) {
        let inputs = self.structured.inputs;
        let reduced: Vec<usize> =
            (0..self.sizes.len()).filter(|dim| self.structured.reduced[*dim]).collect();
        let loads = (inputs..self.arguments.len())
            .filter(|number| !reduced.is_empty() || is_used(self.arguments[*number]));
        let loads: Vec<usize> = loads.collect();
        let before: Vec<Value> = loads.iter().map(|number| self.load(&state, *number)).collect();
        let results = self.reduce(&state, &reduced, &loads, &before);
        for (number, result) in (inputs..).zip(results) {
            let address = self.address(&state, number);
            let memory = self.memory[number].as_ref().expect("outputs are memrefs");
            state.builder.op("memref.store", &[result, memory.flat, address], &[], &[]);
        }
    }

    /// The loops over dimensions that are reduced, which carry the values of some outputs,
    /// `carried` by the numbers `numbers`. Gives the values of all.
    fn reduce(
        &self,
        state: &State<'c>,
        dims: &[usize],
        numbers: &[usize],
        carried: &[Value<'c, 'c>],
    ) -> Vec<Value<'c, 'c>> {
        let builder = state.builder;
        let Some((dim, inner)) = dims.split_first() else {
            let mut state = state.clone();
            for (number, value) in numbers.iter().zip(carried) {
                state.values.insert(value_id(self.arguments[*number]), *value);
            }
            return self.results(state);
        };
        builder.for_loop(self.range(builder, *dim), carried, |builder, index, carried| {
            let mut state = State { builder, ..state.clone() };
            self.bind(&mut state, *dim, Index::Value(index));
            self.compute(&mut state, false);
            self.reduce(&state, inner, numbers, carried)
        })
    }

    /// What the body yields.
    fn results(&self, mut state: State<'c>) -> Vec<Value<'c, 'c>> {
        self.compute(&mut state, true);
        let last = block_ops(self.structured.body).last().expect("a body has a terminator");
        let value_of = |value| state.values.get(&value_id(value)).copied().unwrap_or(value);
        last.operands().map(value_of).collect()
    }

    /// Loads and computes what can be at this place: all but what depends on outputs or on
    /// inner loops; in the innermost place, all.
    fn compute(&self, state: &mut State<'c>, innermost: bool) {
        for (number, operand) in
            self.structured.operands[..self.structured.inputs].iter().enumerate()
        {
            let argument = self.arguments[number];
            let is_bound = |dim: usize| state.indices[dim].is_some() || !operand.involves(dim);
            if state.values.contains_key(&value_id(argument))
                || !is_used(argument)
                || !(0..self.sizes.len()).all(is_bound)
            {
                continue;
            }
            let value = match self.memory[number] {
                Some(_) => self.load(state, number),
                None => operand.value,
            };
            state.values.insert(value_id(argument), value);
        }
        for (number, (op, needs)) in self.ops.iter().enumerate() {
            let is_ready = (innermost || needs.is_cheap)
                && needs.values.iter().all(|value| state.values.contains_key(value))
                && needs.indices.iter().all(|dim| state.indices[*dim].is_some());
            if state.computed[number] || !is_ready {
                continue;
            }
            state.computed[number] = true;
            body::copy(state.builder, *op, &state.indices, &mut state.values);
        }
    }

    fn load(&self, state: &State<'c>, number: usize) -> Value<'c, 'c> {
        let address = self.address(state, number);
        let memory = self.memory[number].as_ref().expect("the operand is in memory");
        state.builder.value("memref.load", &[memory.flat, address], &[], memory.element)
    }

    /// The address of an operand, of which all dimensions are known.
    fn address(&self, state: &State<'c>, number: usize) -> Value<'c, 'c> {
        let mut address = state.addresses[number];
        let memory = self.memory[number].as_ref().expect("the operand is in memory");
        let operand = &self.structured.operands[number];
        for (access, stride) in operand.access.iter().zip(&memory.strides) {
            if let Access::General(expr) = access {
                let index = evaluate(state.builder, *expr, &state.indices);
                address = state.builder.add(address, state.builder.mul(index, *stride));
            }
        }
        state.builder.materialize(address)
    }
}

/// The value of an affine expression.
fn evaluate<'c>(
    builder: Builder<'c>,
    expr: AffineExpr<'c>,
    indices: &[Option<Index<'c>>],
) -> Index<'c> {
    if expr.is_constant() {
        return Index::Const(expr.constant_value());
    }
    if expr.is_dim() {
        return indices[expr.dim_position()].expect("the dimension is bound");
    }
    let left = evaluate(builder, expr.lhs(), indices);
    let right = evaluate(builder, expr.rhs(), indices);
    let signed = |name| {
        let (left, right) = (builder.materialize(left), builder.materialize(right));
        Index::Value(builder.binary(name, left, right))
    };
    match () {
        () if expr.is_add() => builder.add(left, right),
        () if expr.is_mul() => builder.mul(left, right),
        () if expr.is_floor_div() => signed("arith.floordivsi"),
        () if expr.is_ceil_div() => signed("arith.ceildivsi"),
        // The remainder that is not negative.
        () => {
            let quotient = signed("arith.floordivsi");
            let multiple = builder.mul(quotient, right);
            builder.add(left, builder.mul(Index::Const(-1), multiple))
        }
    }
}
