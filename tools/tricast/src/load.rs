//! From the name of a model to a program that is ready to run.

use std::{ffi::OsString, path::Path, time::Instant};

use anyhow::{Context, bail};
use tricast_lowering::{
    cpu,
    parts::{self, Places},
};
use tricast_mlir::build;
use tricast_runtime::{Artefact, Executable, Executor, LoadError, Options, WeightError};

use crate::{
    fold::{self, fold_weights},
    model::{Kind, Model, WeightArguments},
    progress::Progress,
    rewrite::{RewriteArguments, rewrite},
    target::TargetArguments,
};

/// A program that is ready to run, and what is known of how it came to be.
pub struct Loaded {
    /// The program.
    pub executor: Box<dyn Executor>,
    /// Where the ops of the model run.
    pub places: Places,
    /// How long import and compilation took; 0 for one that is compiled already.
    pub compile_ms: f64,
}

/// How a model is loaded.
#[derive(Clone, Debug, clap::Args)]
pub struct LoadArguments {
    #[command(flatten)]
    pub target: TargetArguments,
    #[command(flatten)]
    pub weights: WeightArguments,
    #[command(flatten)]
    pub rewriting: RewriteArguments,
}

impl LoadArguments {
    /// As the command line has them.
    pub fn to_arguments(&self) -> Vec<OsString> {
        let text = |arguments: Vec<String>| arguments.into_iter().map(OsString::from);
        let mut all: Vec<OsString> = text(self.target.to_arguments()).collect();
        all.extend(text(self.rewriting.to_arguments()));
        all.extend(self.weights.to_arguments());
        all
    }
}

/// Loads a model of any kind; one that is not compiled yet is compiled. Prints a warning for each op
/// that runs on the CPU instead of the target.
///
/// # Errors
/// If it cannot be read or compiled, or weights are missing or wrong.
pub fn load(path: &Path, arguments: &LoadArguments) -> anyhow::Result<Loaded> {
    let progress = Progress::start(&format!("loading {}", path.display()));
    if Kind::of(path)? == Kind::Artefact {
        let artefact = Artefact::open(path)?;
        let (own, wanted) = (&artefact.manifest().target, arguments.target.target.name());
        if own != wanted {
            bail!("{}: is compiled for {own}, not for {wanted}", path.display());
        }
        let executable = Executable::load(artefact.program(), &artefact, &Options::default())
            .with_context(|| path.display().to_string())?;
        let places = Places { target: artefact.manifest().ops, cpu: vec![] };
        return Ok(Loaded { executor: Box::new(executable), places, compile_ms: 0.0 });
    }
    let start = Instant::now();
    let place = || path.display().to_string();
    let context = build::context();
    let mut model = Model::read(&context, path)?;
    let target = arguments.target.target.one()?;
    let ops = model.op_count();
    progress.say(&format!("rewriting {}", path.display()));
    rewrite(&mut model.module, &arguments.rewriting, target).with_context(place)?;
    let sources = model.weights(&arguments.weights)?;
    let (sources, _) =
        fold_weights(&context, &mut model.module, sources, fold::CPU).with_context(place)?;
    let warnings = arguments.target.place(&mut model.module).with_context(place)?;
    warnings.iter().for_each(|warning| progress.warn(warning));
    let mut places = parts::places(model.module.as_operation());
    if target.dialect().is_none() {
        places = Places { target: ops, cpu: vec![] };
    }
    progress.say(&format!("compiling {}", path.display()));
    let compiled = parts::compile(&mut model.module).with_context(place)?;
    let compile_ms = start.elapsed().as_secs_f64() * 1e3;
    progress.say(&format!("preparing the weights of {}", path.display()));
    let executor = compiled.load(&sources, &Options::default()).map_err(explain)?;
    Ok(Loaded { executor, places, compile_ms })
}

/// Compiles a model for the CPU.
///
/// # Errors
/// As [`load`].
pub fn load_for_cpu(
    path: &Path,
    weights: &WeightArguments,
    rewriting: &RewriteArguments,
) -> anyhow::Result<(Executable, usize)> {
    let progress = Progress::start(&format!("loading {}", path.display()));
    let place = || path.display().to_string();
    let context = build::context();
    let mut model = Model::read(&context, path)?;
    let ops = model.op_count();
    rewrite(&mut model.module, rewriting, &cpu::Cpu).with_context(place)?;
    progress.say(&format!("compiling {}", path.display()));
    let sources = model.weights(weights)?;
    let (sources, _) =
        fold_weights(&context, &mut model.module, sources, fold::CPU).with_context(place)?;
    let program = cpu::compile(&mut model.module).with_context(place)?;
    progress.say(&format!("preparing the weights of {}", path.display()));
    let executable = Executable::load(program, &sources, &Options::default()).map_err(explain)?;
    Ok((executable, ops))
}

/// Says what to do about missing weights.
pub fn explain(error: LoadError) -> anyhow::Error {
    if let LoadError::Weight(WeightError::Missing(_)) = error {
        return anyhow::anyhow!(
            "{error}; give them with --weights FILE.safetensors, or --random-weights"
        );
    }
    error.into()
}
