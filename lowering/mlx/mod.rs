//! `mlx` to a Python program for Apple's MLX.

mod channels_last;
mod helpers;
mod names;
mod print_python;
mod program;
mod sizes;
mod spelling;

use melior::ir::Module;
use tricast_mlir::{drivers::run_pipeline, pass::PassDeclaration};
use tricast_mlx::MlxProgram;

pub use tricast_mlx::MlxExecutable;
use tricast_runtime::{Executor, LoadError, Options, WeightSource};

use crate::target::{CompileError, Compiled, Target};

/// The passes of this target.
pub const PASSES: &[&PassDeclaration] = &[&channels_last::PASS, &print_python::PASS];

/// Apple's MLX.
pub struct Mlx;

impl Target for Mlx {
    fn name(&self) -> &'static str {
        "mlx"
    }

    fn summary(&self) -> &'static str {
        "Apple's MLX, in a Python process"
    }

    fn dialect(&self) -> Option<&'static str> {
        Some("mlx")
    }

    fn compile(&self, module: &mut Module) -> Result<Box<dyn Compiled>, CompileError> {
        Ok(Box::new(compile(module).map_err(CompileError)?))
    }
}

impl Compiled for MlxProgram {
    fn load(
        self: Box<Self>,
        weights: &dyn WeightSource,
        _: &Options,
    ) -> Result<Box<dyn Executor>, LoadError> {
        Ok(Box::new(MlxExecutable::load(*self, weights)?))
    }
}

/// Makes a program of a module whose ops are those of `mlx`, what is computed of sizes, and loads
/// of weights. The module is rewritten in place.
///
/// # Errors
/// If it has no `@main`, or an op that MLX cannot do.
pub fn compile(module: &mut Module) -> Result<MlxProgram, String> {
    crate::register_once();
    run_pipeline(module, "builtin.module(func.func(mlx-channels-last),canonicalize)")?;
    program::write(module.as_operation())
}
