//! The bodies of elementwise ops, computed on vectors.

use std::collections::{HashMap, HashSet};

use melior::ir::{
    Attribute, BlockRef, OperationRef, Type, TypeLike, Value, ValueLike, operation::OperationLike,
};
use tricast_mlir::{
    ir::name_is,
    rewrite::{clone, defining_op, value_id},
};

use super::super::{body::function, builder::Builder};

/// Computes values of the body of a `linalg` op at another place, of numbers or of vectors.
pub struct Evaluator<'c> {
    builder: Builder<'c>,
    lanes: Option<u64>,
    known: HashMap<usize, Value<'c, 'c>>,
}

impl<'c> Evaluator<'c> {
    /// An evaluator that builds there; of vectors with so many lanes, or of numbers.
    pub fn new(builder: Builder<'c>, lanes: Option<u64>) -> Self {
        Evaluator { builder, lanes, known: HashMap::new() }
    }

    /// Says what stands for a value of the body: a number or a vector, as the evaluator has.
    pub fn set(&mut self, value: Value<'c, 'c>, replacement: Value<'c, 'c>) {
        self.known.insert(value_id(value), replacement);
    }

    /// Says that a number stands for a value of the body, in every lane.
    pub fn set_number(&mut self, value: Value<'c, 'c>, number: Value<'c, 'c>) {
        let number = self.broadcast(number);
        self.set(value, number);
    }

    /// Computes a value of the body.
    ///
    /// # Panics
    /// If it depends on one that nothing stands for, or not elementwise: see [`leaves`].
    pub fn value(&mut self, value: Value<'c, 'c>) -> Value<'c, 'c> {
        if let Some(known) = self.known.get(&value_id(value)) {
            return *known;
        }
        let op = defining_op(value).expect("something stands for every argument of the body");
        if name_is(op, "arith.constant") {
            let constant = self.builder.insert(clone(op));
            let constant = constant.results().next().expect("a constant is a value").into();
            self.set_number(value, constant);
        } else {
            let operands: Vec<Value> = op.operands().map(|operand| self.value(operand)).collect();
            let lanes = self.lanes.map(|lanes| lanes as i64);
            if let Some(result) = function(self.builder, op, &operands, value.r#type(), lanes) {
                self.set(value, result);
                return result;
            }
            let copy = self.rebuild(op, &operands);
            for (old, new) in op.results().zip(copy.results()) {
                self.set(old.into(), new.into());
            }
        }
        self.known[&value_id(value)]
    }

    fn rebuild(
        &self,
        op: OperationRef<'c, 'c>,
        operands: &[Value<'c, 'c>],
    ) -> OperationRef<'c, 'c> {
        let name = op.name();
        let name = name.as_string_ref().as_str().expect("names of ops are UTF-8");
        let attributes: Vec<_> = op.attributes().collect();
        let attributes: Vec<(&str, Attribute)> = attributes
            .iter()
            .map(|(name, value)| (name.as_string_ref().as_str().expect("names are UTF-8"), *value))
            .collect();
        let types: Vec<Type> = op.results().map(|result| self.lifted(result.r#type())).collect();
        self.builder.op(name, operands, &attributes, &types)
    }

    /// The type of what stands for values of a type.
    fn lifted(&self, ty: Type<'c>) -> Type<'c> {
        self.lanes.map_or(ty, |lanes| Type::vector(&[lanes], ty))
    }

    fn broadcast(&self, number: Value<'c, 'c>) -> Value<'c, 'c> {
        if self.lanes.is_none() {
            return number;
        }
        self.builder.value("vector.broadcast", &[number], &[], self.lifted(number.r#type()))
    }
}

/// The values that `roots` in a block are computed from and that are not computed in it:
/// arguments of the block and values from outside, but for constants. None if anything on the
/// way cannot be computed lane by lane, whatever is in lanes that are not used.
pub fn leaves<'c>(roots: &[Value<'c, 'c>], block: BlockRef<'c, 'c>) -> Option<Vec<Value<'c, 'c>>> {
    let mut leaves = vec![];
    let mut seen = HashSet::new();
    let mut pending = roots.to_vec();
    while let Some(value) = pending.pop() {
        if !seen.insert(value_id(value)) {
            continue;
        }
        match defining_op(value) {
            Some(op) if name_is(op, "arith.constant") => {}
            Some(op) if op.block() == Some(block) => {
                if !is_elementwise(op) {
                    return None;
                }
                pending.extend(op.operands());
            }
            _ => leaves.push(value),
        }
    }
    Some(leaves)
}

/// Those of some values that are no arguments of a body: each stands for itself.
pub fn captured<'c>(
    leaves: &[Value<'c, 'c>],
    arguments: &[Value<'c, 'c>],
) -> Vec<(Value<'c, 'c>, Value<'c, 'c>)> {
    let is_argument =
        |leaf: &Value| arguments.iter().any(|argument| value_id(*argument) == value_id(*leaf));
    leaves.iter().filter(|leaf| !is_argument(leaf)).map(|leaf| (*leaf, *leaf)).collect()
}

/// Whether an op on numbers can be one on vectors, of which some lanes hold anything.
fn is_elementwise(op: OperationRef) -> bool {
    let name = op.name();
    let Ok(name) = name.as_string_ref().as_str() else { return false };
    // Division by the zero of an unused lane would trap.
    let traps = ["divsi", "divui", "remsi", "remui", "ceildivsi", "ceildivui", "floordivsi"];
    let known = name.starts_with("math.")
        || name.strip_prefix("arith.").is_some_and(|name| !traps.contains(&name));
    known && op.regions().count() == 0 && op.results().all(|result| is_number(result.r#type()))
}

fn is_number(ty: Type) -> bool {
    ty.is_float() || ty.is_integer()
}
