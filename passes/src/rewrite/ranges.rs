//! What is known of the elements of values: their least and their largest number.

use std::collections::HashMap;

use melior::ir::{
    OperationRef, Value,
    attribute::{FloatAttribute, IntegerAttribute},
    operation::OperationLike,
};
use tricast_dialects::OpDef;
use tricast_mlir::{
    ir::{attribute, definition, name_is, symbol_attribute},
    ranges::{Range, of_weights},
    rewrite::defining_op,
};

use super::block::WEIGHT;

/// Ops whose result has no elements but those of the first operand.
pub const MOVES: &[&str] = &[
    "aten.alias",
    "aten.clone",
    "aten.contiguous",
    "aten.detach",
    "aten.expand",
    "aten.flatten.using_ints",
    "aten.permute",
    "aten.reshape",
    "aten.select.int",
    "aten.slice.Tensor",
    "aten.squeeze",
    "aten.squeeze.dim",
    "aten.squeeze.dims",
    "aten.t",
    "aten.transpose.int",
    "aten.unsqueeze",
    "aten.view",
];

/// Ops whose result is one number all over: the attribute that has it, or the number.
pub const CONSTANTS: &[(&str, Result<&str, i64>)] = &[
    ("aten.full", Ok("static_fill_value")),
    ("aten.full_like", Ok("static_fill_value")),
    ("aten.scalar_tensor", Ok("static_s")),
    ("aten.ones", Err(1)),
    ("aten.ones_like", Err(1)),
    ("aten.zeros", Err(0)),
    ("aten.zeros_like", Err(0)),
];

/// How far back it is looked for where a value comes from.
const MOST_STEPS: usize = 16;

/// The weights of a module whose ranges are known, by name.
#[derive(Clone, Debug, Default)]
pub struct Weights(HashMap<String, Range>);

impl Weights {
    /// Those of a module.
    pub fn new(module: OperationRef) -> Self {
        Weights(of_weights(module))
    }

    /// The range of a weight.
    pub fn of_weight(&self, op: OperationRef) -> Option<Range> {
        let is_weight = !self.0.is_empty() && name_is(op, WEIGHT);
        self.0.get(symbol_attribute(op, "global").filter(|_| is_weight)?).copied()
    }

    /// The range of a value's elements.
    pub fn of_value<'c>(&self, mut value: Value<'c, 'c>) -> Option<Range> {
        for _ in 0..MOST_STEPS {
            let op = defining_op(value)?;
            let moves = definition(op).is_some_and(|def| MOVES.contains(&def.name));
            if !moves {
                let constant = definition(op).and_then(|def| of_constant(op, def));
                return constant.or_else(|| self.of_weight(op));
            }
            value = op.operands().next()?;
        }
        None
    }
}

/// The range of the elements that an op makes of nothing.
pub fn of_constant(op: OperationRef, def: &OpDef) -> Option<Range> {
    let (_, number) = CONSTANTS.iter().find(|(name, _)| *name == def.name)?;
    let number = match number {
        Ok(name) => whole_number(op, name)?,
        Err(number) => *number,
    };
    Some([number, number])
}

fn whole_number(op: OperationRef, name: &str) -> Option<i64> {
    let attribute = attribute(op, name)?;
    if let Ok(float) = FloatAttribute::try_from(attribute) {
        let number = float.value();
        return (number.fract() == 0.0 && number.abs() < 1e9).then_some(number as i64);
    }
    Some(IntegerAttribute::try_from(attribute).ok()?.value())
}
