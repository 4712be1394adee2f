//! Every op of the dialects can be lowered.

use tricast_dialects::{mlx::channels_last, ops};
use tricast_lowering::linalg::lowering;

/// Whether an op writes to an operand. The contract of `aten` refuses such ops, so a lowering never
/// meets one.
fn is_functional(op: &tricast_dialects::OpDef) -> bool {
    !op.params.iter().any(|param| param.kind.mutated)
}

#[test]
fn every_op_has_a_lowering() {
    // A target's op that does what another does is lowered as that one, where it runs on the CPU.
    let own = ops().iter().filter(|op| op.source.is_none() && channels_last::source(op).is_none());
    let (functional, other): (Vec<_>, Vec<_>) = own.partition(|op| is_functional(op));
    let missing: Vec<&str> =
        functional.iter().map(|op| op.name).filter(|name| lowering(name).is_none()).collect();
    println!(
        "lowerings: {} of {} functional ops; {} ops write to operands and are refused before",
        functional.len() - missing.len(),
        functional.len(),
        other.len()
    );
    assert!(missing.is_empty(), "no lowering to linalg: {}", missing.join(", "));
}
