//! `test-panic`: shows that a panic in a pass is a diagnostic.

use tricast_mlir::pass::{PassDeclaration, PassFailed, PassRun};

/// The declaration of the pass.
pub static PASS: PassDeclaration = PassDeclaration {
    name: "test-panic",
    summary: "Panic, for tests of the driver",
    description: "Panics. A panic in a pass written in Rust is an error on the op the pass runs on \
        and a failed pass, so that MLIR can write a reproducer; it never ends the process.",
    anchor: "",
    dependent_dialects: &[],
    options: &[],
    statistics: &[],
    run,
};

fn run(_: &mut PassRun) -> Result<(), PassFailed> {
    panic!("as it was told to")
}
