//! Which values a program computes from its weights alone.

use std::collections::{HashMap, HashSet};

use melior::ir::{
    BlockRef, OperationRef, Value, attribute::ArrayAttribute, operation::OperationLike,
};
use tricast_mlir::{
    entries::MUTATES,
    ir::{attribute, body, nested_ops, outlive_op},
    rewrite::{argument_owner, defining_op, value_id},
};

use super::signature::{CONSTANT, arguments, string_entry};
use crate::linalg::GLOBAL;

/// Whether values of a function are constant: the same in every call, for as long as the
/// program is loaded.
pub struct Constants<'c> {
    block: Option<BlockRef<'c, 'c>>,
    known: HashMap<usize, bool>,
}

impl<'c> Constants<'c> {
    /// Of a function, whose arguments with the attribute `tricast.global` are constant unless
    /// it has a result that is their new value, and those that initializers compute.
    pub fn new(function: OperationRef<'c, 'c>) -> Self {
        let mutated = mutated_globals(function);
        let is_constant = |attributes| match string_entry(attributes, GLOBAL) {
            Some(global) => !mutated.contains(&global),
            None => string_entry(attributes, CONSTANT).is_some(),
        };
        let arguments = arguments(function).into_iter();
        let known = arguments.map(|(value, attributes)| (value_id(value), is_constant(attributes)));
        Constants { known: known.collect(), block: body(function) }
    }

    /// Whether a value is. One that depends on no argument is too.
    pub fn is_constant(&mut self, value: Value<'c, 'c>) -> bool {
        if let Some(known) = self.known.get(&value_id(value)) {
            return *known;
        }
        let is_constant = defining_op(value).is_some_and(|op| self.computes_constants(op));
        self.known.insert(value_id(value), is_constant);
        is_constant
    }

    /// Whether a value is known to be, of those that were asked for.
    pub fn is_known(&self, value: Value<'c, 'c>) -> bool {
        self.known.get(&value_id(value)).copied().unwrap_or(false)
    }

    /// Whether what an op computes is constant.
    fn computes_constants(&mut self, op: OperationRef<'c, 'c>) -> bool {
        let inner: Vec<OperationRef> = nested_ops(op).into_iter().map(outlive_op).collect();
        if op.block() != self.block || !is_pure(op) || !inner.iter().all(|op| is_pure(*op)) {
            return false;
        }
        // What is computed inside follows from what comes from outside.
        let operands = op.operands().chain(inner.iter().flat_map(|op| op.operands()));
        let outside: Vec<Value> = operands.filter(|value| block_of(*value) == self.block).collect();
        outside.into_iter().all(|value| self.is_constant(value))
    }
}

/// Whether an op computes the same from the same and does nothing else: the ops on tensors and
/// numbers, and control flow of them.
fn is_pure(op: OperationRef) -> bool {
    const DIALECTS: [&str; 6] = ["arith.", "complex.", "linalg.", "math.", "scf.", "tensor."];
    let name = op.name();
    let name = name.as_string_ref().as_str().unwrap_or_default();
    DIALECTS.iter().any(|dialect| name.starts_with(dialect))
}

/// The block that a value is computed in, or an argument of.
fn block_of<'c>(value: Value<'c, 'c>) -> Option<BlockRef<'c, 'c>> {
    defining_op(value).and_then(|op| op.block()).or_else(|| argument_owner(value))
}

/// The globals that a function gives new values.
fn mutated_globals(function: OperationRef) -> HashSet<String> {
    let all = attribute(function, "res_attrs");
    let all = all.and_then(|attribute| ArrayAttribute::try_from(attribute).ok());
    let results = all.iter().flat_map(|all| (0..all.len()).map(|index| all.element(index).ok()));
    results.filter_map(|attributes| string_entry(attributes, MUTATES)).collect()
}
