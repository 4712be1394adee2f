//! What a target is to the driver.

use melior::ir::Module;
use tricast_runtime::{Executor, LoadError, Options, WeightSource};

use crate::{cpu::Cpu, mlx::Mlx, spyre::Spyre, vulkan::Vulkan};

/// Why a program cannot be compiled: MLIR's diagnostics, or the reason.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{0}")]
pub struct CompileError(pub String);

/// Something that programs are compiled for.
///
/// What it can do is what verifies in its dialect, what that costs is in its cost model
/// (`passes/costs/<name>.json`), and how `aten` is said in its dialect is in the ops' declarations
/// and in rules. What is here is the way from the dialect to what runs.
pub trait Target: Sync {
    /// Its name on the command line.
    fn name(&self) -> &'static str;

    /// One line on what it is.
    fn summary(&self) -> &'static str;

    /// The dialect of its ops; None for the CPU, which does `aten` itself.
    fn dialect(&self) -> Option<&'static str>;

    /// Of floats that are shorter than those of the program: their bits of mantissa, and the largest.
    fn mantissa(&self) -> Option<(u32, f64)> {
        None
    }

    /// Whether it runs on one of several devices, as [`Options::device`] says.
    fn has_devices(&self) -> bool {
        false
    }

    /// Compiles a module whose `@main` has ops of the dialect alone, beside weights and what is
    /// computed of sizes. The module may be changed.
    ///
    /// # Errors
    /// If `@main` is missing or is not at that level. What verifies can be compiled.
    fn compile(&self, module: &mut Module) -> Result<Box<dyn Compiled>, CompileError>;
}

/// A program as a target runs it, without its weights.
pub trait Compiled {
    /// Makes it ready to run.
    ///
    /// # Errors
    /// If a weight is missing or of another type, or the target is not there.
    fn load(
        self: Box<Self>,
        weights: &dyn WeightSource,
        options: &Options,
    ) -> Result<Box<dyn Executor>, LoadError>;
}

/// Every target; the CPU is the first.
pub static TARGETS: &[&dyn Target] = &[&Cpu, &Vulkan, &Spyre, &Mlx];

/// The target of this name.
pub fn named(name: &str) -> Option<&'static dyn Target> {
    TARGETS.iter().copied().find(|target| target.name() == name)
}

/// The target whose dialect this is, or the CPU where it is called so.
pub fn of_dialect(dialect: &str) -> Option<&'static dyn Target> {
    let is_it = |target: &&dyn Target| target.dialect().unwrap_or(target.name()) == dialect;
    TARGETS.iter().copied().find(is_it)
}
