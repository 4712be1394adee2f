//! Ops that are matched side by side.

use tricast_mlir::rewrite::{is_before, value_is_before};

use super::{At, Entry, Function, Given};

pub const FUNCTIONS: &[Entry] = &[("CanComeFirst", Function::Constraint(can_come_first))];

/// Whether what replaces two ops may be where the first is: of all orders of the ops, this is so
/// for one at most.
fn can_come_first(given: &[Given]) -> Option<bool> {
    let &[first, other] = given else { return None };
    Some(match (first.op()?.at, other.op()?.at) {
        (At::Class(first), At::Class(other)) => first < other,
        (At::Block(first), At::Block(other)) => {
            let mut operands = melior::ir::operation::OperationLike::operands(&other);
            is_before(first, other) && operands.all(|operand| value_is_before(operand, first))
        }
        _ => false,
    })
}
