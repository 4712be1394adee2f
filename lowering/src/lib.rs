//! From `aten` to the kernels of a target, one folder a target; `linalg` is what all share.

#[path = "../cpu/mod.rs"]
pub mod cpu;
#[path = "../linalg/mod.rs"]
pub mod linalg;

use tricast_mlir::pass::{PassDeclaration, register};

/// Every pass of the lowerings.
pub fn passes() -> impl Iterator<Item = &'static PassDeclaration> {
    cpu::PASSES.into_iter()
}

/// Makes every pass known to MLIR. To be called once.
pub fn register_all() {
    passes().for_each(register);
}
