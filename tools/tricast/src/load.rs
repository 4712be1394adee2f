//! From the name of a model to a program that is ready to run.

use std::{path::Path, time::Instant};

use anyhow::Context;
use tricast_lowering::cpu;
use tricast_mlir::build;
use tricast_runtime::{Artefact, Executable, LoadError, Options, WeightError, WeightSource};

use crate::{
    model::{Kind, Model, WeightArguments},
    progress::Progress,
    rewrite::{RewriteArguments, rewrite},
};

/// A program that is ready to run, and what is known of how it came to be.
pub struct Loaded {
    /// The program.
    pub executable: Executable,
    /// How many ops of the model it runs.
    pub ops: usize,
    /// How long import and compilation took; 0 for one that is compiled already.
    pub compile_ms: f64,
}

/// Loads a model of any kind; one that is not compiled yet is compiled for the CPU.
///
/// # Errors
/// If it cannot be read or compiled, or weights are missing or wrong.
pub fn load(
    path: &Path,
    weights: &WeightArguments,
    rewriting: &RewriteArguments,
) -> anyhow::Result<Loaded> {
    let progress = Progress::start(&format!("loading {}", path.display()));
    if Kind::of(path)? == Kind::Artefact {
        let artefact = Artefact::open(path)?;
        let executable = Executable::load(artefact.program(), &artefact, &Options::default())
            .with_context(|| path.display().to_string())?;
        return Ok(Loaded { executable, ops: artefact.manifest().ops, compile_ms: 0.0 });
    }
    let start = Instant::now();
    let context = build::context();
    let mut model = Model::read(&context, path)?;
    let ops = model.op_count();
    progress.say(&format!("rewriting {}", path.display()));
    rewrite(&mut model.module, rewriting).with_context(|| path.display().to_string())?;
    progress.say(&format!("compiling {}", path.display()));
    let program = cpu::compile(&mut model.module).with_context(|| path.display().to_string())?;
    let compile_ms = start.elapsed().as_secs_f64() * 1e3;
    progress.say(&format!("preparing the weights of {}", path.display()));
    let sources: &dyn WeightSource = &model.weights(weights)?;
    let executable = Executable::load(program, sources, &Options::default()).map_err(explain)?;
    Ok(Loaded { executable, ops, compile_ms })
}

/// Says what to do about missing weights.
fn explain(error: LoadError) -> anyhow::Error {
    if let LoadError::Weight(WeightError::Missing(_)) = error {
        return anyhow::anyhow!(
            "{error}; give them with --weights FILE.safetensors, or --random-weights"
        );
    }
    error.into()
}
