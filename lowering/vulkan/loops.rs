//! From a loop of the host to a kernel: what is done one after the other in memory, as a scan. Where
//! the iterations of the outermost loop do not depend on each other, each is an invocation's; or else
//! one invocation does all.

use std::collections::{HashMap, HashSet};

use melior::ir::{Module, OperationRef, Value, ValueLike, operation::OperationLike};
use tricast_dialects::Dim;
use tricast_mlir::{
    drivers::run_pipeline,
    ir::{
        block_arguments, block_ops, body, constant_int, erase, name_is, nested_ops, outlive,
        outlive_op,
    },
    rewrite::{captured, defining_op, value_id},
};

use super::kernel::Scope;
use crate::cpu::builder::Builder;

/// A loop in a function of its own, in which all is loops, and loads and stores.
pub struct Loop<'c> {
    /// Owns the function.
    _module: Module<'c>,
    /// What the function takes, as it was called outside.
    pub taken: Vec<Value<'c, 'c>>,
    /// The same in the function.
    pub arguments: Vec<Value<'c, 'c>>,
    /// What it does, in order.
    pub ops: Vec<OperationRef<'c, 'c>>,
}

impl<'c> Loop<'c> {
    /// Takes a loop out of a function.
    ///
    /// # Errors
    /// If MLIR cannot make loops of what is in it.
    pub fn new(op: OperationRef<'c, 'c>) -> Result<Self, String> {
        let (taken, constants) = captures(op);
        let context = tricast_mlir::ir::context_of(op);
        let mut module = Module::new(op.location());
        let top = Builder::at_end(context, op.location(), outlive(module.body()));
        let types: Vec<_> = taken.iter().map(|value| value.r#type()).collect();
        let function = top.function("loop", &types, &[]);
        let block = body(function).ok_or("no body")?;
        let inner = Builder::at_end(context, op.location(), block);
        let mut known: HashMap<usize, Value> = HashMap::new();
        for (value, argument) in taken.iter().zip(block_arguments(block)) {
            known.insert(value_id(*value), argument);
        }
        for constant in constants {
            inner.copy_with(constant, &mut known);
        }
        let copy = inner.copy_with(op, &mut known);
        inner.op("func.return", &[], &[], &[]);
        for nested in nested_ops(copy).into_iter().map(outlive_op) {
            if name_is(nested, "memref.copy") {
                let operands: Vec<Value> = nested.operands().collect();
                Builder::before(nested).copy(operands[0], operands[1]);
                erase(nested);
            }
        }
        run_pipeline(
            &mut module,
            "builtin.module(func.func(convert-linalg-to-loops,fold-memref-alias-ops),canonicalize)",
        )?;
        let function = block_ops(outlive(module.body())).next().map(outlive_op);
        let function = function.ok_or("no function")?;
        let block = body(function).ok_or("no body")?;
        let ops = block_ops(block).filter(|op| !name_is(*op, "func.return")).collect();
        Ok(Loop { arguments: block_arguments(block), taken, ops, _module: module })
    }

    /// The outermost loop, if its iterations do not depend on each other, with how often it runs.
    pub fn parallel(&self, scope: &dyn Scope<'c>) -> Option<(OperationRef<'c, 'c>, Dim)> {
        let mut loops = self.ops.iter().filter(|op| name_is(**op, "scf.for"));
        let (outer, None) = (*loops.next()?, loops.next()) else { return None };
        if outer.result_count() > 0 {
            return None;
        }
        let bounds: Vec<Value> = outer.operands().collect();
        if constant_int(bounds[0]) != Some(0) || constant_int(bounds[2]) != Some(1) {
            return None;
        }
        let count = scope.index(bounds[1])?;
        let index = value_id(block_arguments(body(outer)?)[0]);
        let inner: Vec<OperationRef> = nested_ops(outer).into_iter().map(outlive_op).collect();
        let stores = inner.iter().filter(|op| name_is(**op, "memref.store"));
        let written: Vec<(usize, Option<usize>)> = stores
            .map(|op| {
                let operands: Vec<Value> = op.operands().skip(1).collect();
                let place = operands[1..].iter().position(|value| value_id(*value) == index);
                (scope.view(operands[0]).map_or(usize::MAX, |view| view.buffer), place)
            })
            .collect();
        // What is written is at the loop's own place, along a dimension, wherever it is used.
        let place_of: HashMap<usize, Option<usize>> = written.iter().copied().collect();
        if written.iter().any(|(buffer, place)| place.is_none() || place_of[buffer] != *place) {
            return None;
        }
        let reads = inner.iter().filter(|op| name_is(**op, "memref.load"));
        let mut reads = reads.map(|op| op.operands().collect::<Vec<Value>>());
        let is_own = reads.all(|operands| {
            let Some(view) = scope.view(operands[0]) else { return false };
            match place_of.get(&view.buffer) {
                Some(Some(place)) => {
                    operands.get(place + 1).is_some_and(|value| value_id(*value) == index)
                }
                _ => true,
            }
        });
        is_own.then_some((outer, count))
    }
}

/// What an op takes from outside, each once, and the constants among it.
fn captures<'c>(op: OperationRef<'c, 'c>) -> (Vec<Value<'c, 'c>>, Vec<OperationRef<'c, 'c>>) {
    let mut seen = HashSet::new();
    let (mut taken, mut constants) = (vec![], vec![]);
    for value in op.operands().chain(captured(op)).filter(|value| seen.insert(value_id(*value))) {
        match defining_op(value).filter(|op| name_is(*op, "arith.constant")) {
            Some(op) => constants.push(op),
            None => taken.push(value),
        }
    }
    (taken, constants)
}
