//! Until where in a function memory is used.

use std::collections::{HashMap, HashSet};

use melior::ir::{BlockRef, OperationRef, TypeLike, Value, ValueLike, operation::OperationLike};
use tricast_mlir::{
    ir::{block_ops, nested_ops, outlive_op},
    rewrite::{defining_op, value_id},
};

/// Until where memory that the function allocates is used.
pub struct Uses {
    /// The place of the last op that uses an allocation or a view of it, by the allocation.
    last: HashMap<usize, usize>,
    /// The allocation of each buffer.
    allocations: HashMap<usize, usize>,
}

impl Uses {
    /// Looks at all ops of a function.
    pub fn new<'c>(block: BlockRef<'c, 'c>) -> Uses {
        let mut roots: HashMap<usize, usize> = HashMap::new();
        let mut last = HashMap::new();
        for (place, op) in block_ops(block).enumerate() {
            for value in used_memrefs(op) {
                let root = roots.get(&value_id(value)).copied().unwrap_or(value_id(value));
                last.insert(root, place);
            }
            // A view of memory has it as its first operand.
            let source = op.operands().next().filter(|value| value.r#type().is_mem_ref());
            for result in op.results().filter(|result| result.r#type().is_mem_ref()) {
                let own = value_id(result.into());
                let of = source.map_or(own, value_id);
                roots.insert(own, roots.get(&of).copied().unwrap_or(of));
            }
        }
        Uses { last, allocations: HashMap::new() }
    }

    /// Says which buffer an allocation is.
    pub fn set_buffer(&mut self, allocation: Value, buffer: usize) {
        self.allocations.insert(buffer, value_id(allocation));
    }

    /// Says that a buffer is now what another one was.
    pub fn rename(&mut self, old: usize, new: usize) {
        if let Some(allocation) = self.allocations.get(&old) {
            self.allocations.insert(new, *allocation);
        }
    }

    /// Whether a buffer may be used after a place in the function.
    pub fn is_used_after(&self, buffer: usize, place: usize) -> bool {
        let Some(allocation) = self.allocations.get(&buffer) else { return true };
        self.last.get(allocation).is_some_and(|last| *last > place)
    }
}

/// The memory that an op and what is nested in it take, also by numbers that were loaded before.
pub fn used_memrefs<'c>(op: OperationRef<'c, 'c>) -> Vec<Value<'c, 'c>> {
    let nested = nested_ops(op).into_iter().map(outlive_op);
    let mut todo: Vec<OperationRef> = std::iter::once(op).chain(nested).collect();
    let mut seen = HashSet::new();
    let mut found = vec![];
    while let Some(op) = todo.pop() {
        for value in op.operands().filter(|value| seen.insert(value_id(*value))) {
            if value.r#type().is_mem_ref() {
                found.push(value);
            } else if let Some(op) = defining_op(value) {
                todo.push(op);
            }
        }
    }
    found
}
