//! `tricast.range`: the least and the largest number among the elements of a weight.
//!
//! The attribute stands on an `ml_program.global`, `array<i64: -8, 7>`, and was measured when the
//! program was imported. What holds of a program may rest on it, so weights that are given later
//! must be within it.

use std::collections::HashMap;

use melior::ir::{OperationRef, attribute::DenseI64ArrayAttribute};

use crate::ir::{
    attribute, block_ops, body, context_of, name_is, outlive_op, set_attribute, string_attribute,
};

/// The name of the attribute.
pub const ATTRIBUTE: &str = "tricast.range";

/// The least and the largest.
pub type Range = [i64; 2];

/// The range of a weight.
pub fn read(global: OperationRef) -> Option<Range> {
    let range = DenseI64ArrayAttribute::try_from(attribute(global, ATTRIBUTE)?).ok()?;
    match range.len() {
        2 => Some([range.element(0).ok()?, range.element(1).ok()?]),
        _ => None,
    }
}

/// Writes the range of a weight.
pub fn write(global: OperationRef, range: Range) {
    let attribute = DenseI64ArrayAttribute::new(context_of(global), &range);
    set_attribute(global, ATTRIBUTE, attribute.into());
}

/// The weights of a module.
pub fn globals<'c>(module: OperationRef<'c, '_>) -> impl Iterator<Item = OperationRef<'c, 'c>> {
    let ops = body(module).into_iter().flat_map(block_ops).map(outlive_op);
    ops.filter(|op| name_is(*op, "ml_program.global"))
}

/// The ranges of a module's weights, by name, as far as they are written.
pub fn of_weights(module: OperationRef) -> HashMap<String, Range> {
    let entry = |op| Some((string_attribute(op, "sym_name")?.to_owned(), read(op)?));
    globals(module).filter_map(entry).collect()
}
