//! The body of a `linalg.generic`, an op at a time.

use std::collections::HashMap;

use melior::ir::{
    BlockRef, OperationRef, Value, attribute::IntegerAttribute, operation::OperationLike,
};
use tricast_mlir::{
    ir::{attribute, erase, name_is, nested_ops, set_operand},
    rewrite::{argument_owner, clone, defining_op, replace_uses, value_id},
};

use super::builder::{Builder, Index};

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

fn is_cheap(op: OperationRef) -> bool {
    let name = op.name();
    let name = name.as_string_ref().as_str().unwrap_or_default();
    let divides = name.contains("divsi") || name.contains("divui") || name.contains("rem");
    (name.starts_with("arith.") && !divides)
        || name.starts_with("math.")
        || matches!(name, "linalg.index" | "memref.load")
}

/// The dimension whose index a `linalg.index` gives.
pub fn index_dim(op: OperationRef) -> Option<usize> {
    if !name_is(op, "linalg.index") {
        return None;
    }
    let dim = IntegerAttribute::try_from(attribute(op, "dim")?).ok()?;
    usize::try_from(dim.value()).ok()
}

/// Builds a copy of an op for the place that `indices` and `values` are of, and puts its
/// results into `values`.
pub fn copy<'c>(
    builder: Builder<'c>,
    op: OperationRef<'c, 'c>,
    indices: &[Option<Index<'c>>],
    values: &mut HashMap<usize, Value<'c, 'c>>,
) {
    let index = |dim: usize| builder.materialize(indices[dim].expect("the dimension is bound"));
    if let Some(dim) = index_dim(op) {
        let result = op.results().next().expect("an index has a result");
        values.insert(value_id(result.into()), index(dim));
        return;
    }
    let copied = builder.insert(clone(op));
    for inner in std::iter::once(copied).chain(nested_ops(copied)) {
        for (number, operand) in inner.operands().enumerate() {
            if let Some(value) = values.get(&value_id(operand)) {
                set_operand(inner, number, *value);
            }
        }
        if let Some(dim) = index_dim(inner) {
            let result = inner.results().next().expect("an index has a result");
            replace_uses(result.into(), index(dim));
            erase(inner);
        }
    }
    for (old, new) in op.results().zip(copied.results()) {
        values.insert(value_id(old.into()), new.into());
    }
}
