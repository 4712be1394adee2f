//! The passes of tricast, one a file.

pub mod convert_to_target;
mod fold_weights;
mod infer_types;
mod known;
pub mod partition;
mod print_op_histogram;
pub mod rewrite;
mod symbols;
mod test_panic;
mod verify_contract;

use std::sync::Once;

use tricast_mlir::pass::{PassDeclaration, register};

/// Every pass, by name.
pub const PASSES: [&PassDeclaration; 8] = [
    &convert_to_target::PASS,
    &fold_weights::PASS,
    &infer_types::PASS,
    &partition::PASS,
    &print_op_histogram::PASS,
    &rewrite::PASS,
    &test_panic::PASS,
    &verify_contract::PASS,
];

/// Makes every pass known to MLIR. To be called once.
pub fn register_all() {
    for pass in PASSES {
        register(pass);
    }
}

/// Makes every pass known to MLIR, if that was not done by this.
pub fn register_once() {
    static ONCE: Once = Once::new();
    ONCE.call_once(register_all);
}
