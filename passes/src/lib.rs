//! The passes of tricast, one a file.

mod diagnostic;
mod print_op_histogram;

use tricast_mlir::pass::{PassDeclaration, register};

/// Every pass.
pub const PASSES: [&PassDeclaration; 1] = [&print_op_histogram::PASS];

/// Makes every pass known to MLIR. To be called once.
pub fn register_all() {
    for pass in PASSES {
        register(pass);
    }
}
