//! `mlx-print-python`: the program that a module is.

use tricast_mlir::{
    ir::{emit_error, outlive_op},
    pass::{PassDeclaration, PassFailed, PassRun},
};

use super::program;

/// The declaration of the pass.
pub static PASS: PassDeclaration = PassDeclaration {
    name: "mlx-print-python",
    summary: "Print the Python program for MLX, to standard error",
    description: "Prints the Python program of a module whose ops are those of `mlx`, what is \
        computed of sizes, and loads of weights. What follows from weights alone is computed once, \
        when the program is loaded. Changes nothing.",
    anchor: "builtin.module",
    dependent_dialects: &[],
    options: &[],
    statistics: &[],
    run,
};

fn run(pass: &mut PassRun) -> Result<(), PassFailed> {
    let module = outlive_op(pass.operation());
    match program::write(module) {
        Ok(program) => eprint!("{}", program.python),
        Err(error) => {
            emit_error(module, &format!("mlx-print-python: {error}"));
            return Err(PassFailed);
        }
    }
    pass.set_unchanged();
    Ok(())
}
