//! Spyre.
//!
//! A program in the dialect `spyre` becomes, one after the other,
//!
//! - [`graph`]: the same as data;
//! - [`steps`]: OpFuncs over iteration spaces and views as coordinates, where sizes are known;
//! - `in_place`: parts of tensors, written where the tensors are;
//! - [`sticks`]: the layout of each tensor, with what has to be restickified;
//! - [`plan`]: which core does what;
//! - [`ktir`]: a kernel in `ktdp` for each op, as text;
//! - [`run`]: kernels on the simulator.
//!
//! Besides, [`scheduled`] has a program with its sticks, and with its plan, as MLIR, [`simulate`] has kernels in `ktdp` as the simulator takes them, [`text`] as text for other
//! tools, and `scalar` ops on scalars as steps of the simulator's kernels.

pub mod graph;
mod in_place;
pub mod ktir;
pub mod plan;
pub mod run;
mod scalar;
pub mod scheduled;
pub mod simulate;
pub mod steps;
pub mod sticks;
pub mod text;
mod transfer;

use melior::ir::Module;
use tricast_mlir::pass::PassDeclaration;
use tricast_runtime::{Executor, LoadError, Options, WeightSource};

use self::{
    graph::Graph,
    run::{SpyreExecutable, SpyreProgram},
};
use crate::{
    parts::modules_of,
    target::{CompileError, Compiled, Target},
};

/// The passes of this target.
pub const PASSES: &[&PassDeclaration] = &[&scheduled::assign_sticks::PASS, &scheduled::plan::PASS];

/// IBM's Spyre.
pub struct Spyre;

impl Target for Spyre {
    fn name(&self) -> &'static str {
        "spyre"
    }

    fn summary(&self) -> &'static str {
        "IBM's Spyre, simulated"
    }

    fn dialect(&self) -> Option<&'static str> {
        Some("spyre")
    }

    fn mantissa(&self) -> Option<(u32, f64)> {
        Some((9, ktir::MOST))
    }

    fn compile(&self, module: &mut Module) -> Result<Box<dyn Compiled>, CompileError> {
        let graph = Graph::read(module.as_operation()).map_err(CompileError)?;
        let is_known = graph.types.iter().all(|ty| ty.shape.iter().all(|size| size.is_static()));
        // What is wrong with it is said now, not when it runs.
        let compiled = is_known.then(|| run::compile(&graph, run::KERNEL)).transpose();
        let compiled = compiled.map_err(CompileError)?;
        let module = (!is_known).then(|| module.as_operation().to_string());
        Ok(Box::new(SpyreProgram { graph, module, compiled }))
    }
}

/// The parts of a module that are for Spyre, planned, by the names of their functions.
///
/// # Errors
/// If the sizes of one are not known, or it cannot be planned.
pub fn parts(module: &Module) -> Result<Vec<(String, run::Compiled)>, String> {
    let parts = modules_of(module.as_operation(), "spyre").into_iter();
    let compiled = parts.map(|(name, module)| {
        let graph = Graph::read(module.as_operation())?;
        // Not all that reads KTIR takes a dot in a name.
        let name = name.replace('.', "_");
        let compiled =
            run::compile(&graph, &name).map_err(|reason| format!("@{name}: {reason}"))?;
        Ok((name, compiled))
    });
    compiled.collect()
}

impl Compiled for SpyreProgram {
    fn load(
        self: Box<Self>,
        weights: &dyn WeightSource,
        _: &Options,
    ) -> Result<Box<dyn Executor>, LoadError> {
        Ok(Box::new(SpyreExecutable::load(*self, weights)?))
    }
}
