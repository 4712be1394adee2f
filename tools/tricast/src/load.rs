//! From the name of a model to a program that is ready to run.

use std::{ffi::OsString, path::Path, time::Instant};

use anyhow::{Context, bail};
use melior::ir::Module;
use tricast_lowering::{
    cpu,
    parts::{self, Places},
    target::Target,
};
use tricast_mlir::build;
use tricast_runtime::{
    Artefact, Executable, Executor, LoadError, Options, WeightError, WeightSource,
};

use crate::{
    fold::{self, fold_weights},
    model::{Kind, Model, WeightArguments},
    precision::{Precision, Rounded},
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
    /// The device of --target vulkan: its number in `tricast devices`, or a part of its name
    #[arg(long, value_name = "N|NAME")]
    pub device: Option<String>,
    /// Whether the time of each kernel is taken.
    #[arg(skip)]
    pub profile: bool,
}

impl LoadArguments {
    /// As the command line has them.
    pub fn to_arguments(&self) -> Vec<OsString> {
        let text = |arguments: Vec<String>| arguments.into_iter().map(OsString::from);
        let mut all: Vec<OsString> = text(self.target.to_arguments()).collect();
        all.extend(text(self.rewriting.to_arguments()));
        all.extend(self.weights.to_arguments());
        all.extend(self.device.iter().map(|device| format!("--device={device}").into()));
        all
    }

    /// How the program is to run on a target.
    ///
    /// # Errors
    /// If a device is wanted of a target that has none to choose from.
    fn options(&self, target: &dyn Target) -> anyhow::Result<Options> {
        if self.device.is_some() && !target.has_devices() {
            bail!("--device: --target {} has no devices to choose from", target.name());
        }
        let device = self.device.clone();
        Ok(Options { device, profile: self.profile, ..Options::default() })
    }
}

/// Loads a model of any kind; one that is not compiled yet is compiled. Prints a warning for each op
/// that runs on the CPU instead of the target.
///
/// # Errors
/// If it cannot be read or compiled, or weights are missing or wrong.
pub fn load(path: &Path, arguments: &LoadArguments) -> anyhow::Result<Loaded> {
    let target = arguments.target.target.one()?;
    let options = arguments.options(target)?;
    let progress = Progress::start(&format!("loading {}", path.display()));
    if Kind::of(path)? == Kind::Artefact {
        let artefact = Artefact::open(path)?;
        let (own, wanted) = (&artefact.manifest().target, target.name());
        if own != wanted {
            bail!("{}: is compiled for {own}, not for {wanted}", path.display());
        }
        let executable = Executable::load(artefact.program(), &artefact, &options)
            .with_context(|| path.display().to_string())?;
        let places = Places { target: artefact.manifest().ops, cpu: vec![] };
        return Ok(Loaded { executor: Box::new(executable), places, compile_ms: 0.0 });
    }
    let start = Instant::now();
    prepare(path, &arguments.weights, &arguments.rewriting, target, &progress, |prepared| {
        let Prepared { module, sources, ops } = prepared;
        let warnings = arguments.target.place(module)?;
        warnings.iter().for_each(|warning| progress.warn(warning));
        let mut places = parts::places(module.as_operation());
        if target.dialect().is_none() {
            places = Places { target: ops, cpu: vec![] };
        }
        let compiled = parts::compile(module)?;
        let compile_ms = start.elapsed().as_secs_f64() * 1e3;
        progress.say(&format!("preparing the weights of {}", path.display()));
        let executor = compiled.load(sources, &options);
        Ok(executor.map(|executor| Loaded { executor, places, compile_ms }))
    })
}

/// Compiles a model for the CPU. Gives how many ops it has besides.
///
/// # Errors
/// As [`load`].
pub fn load_for_cpu(
    path: &Path,
    weights: &WeightArguments,
    rewriting: &RewriteArguments,
) -> anyhow::Result<(Executable, usize)> {
    let progress = Progress::start(&format!("loading {}", path.display()));
    prepare(path, weights, rewriting, &cpu::Cpu, &progress, |prepared| {
        let program = cpu::compile(prepared.module)?;
        progress.say(&format!("preparing the weights of {}", path.display()));
        let executable = Executable::load(program, prepared.sources, &Options::default());
        Ok(executable.map(|executable| (executable, prepared.ops)))
    })
}

/// Compiles a model for the CPU, with its weights rounded.
///
/// # Errors
/// As [`load`].
pub fn load_rounded(
    path: &Path,
    arguments: &LoadArguments,
    precision: Precision,
) -> anyhow::Result<Executable> {
    let LoadArguments { weights, rewriting, .. } = arguments;
    let progress = Progress::start(&format!("loading {}", path.display()));
    prepare(path, weights, rewriting, &cpu::Cpu, &progress, |prepared| {
        let program = cpu::compile(prepared.module)?;
        let rounded = Rounded { source: prepared.sources, precision };
        Ok(Executable::load(program, &rounded, &Options::default()))
    })
}

/// A program that is rewritten, and has new weights where something followed from weights alone.
struct Prepared<'a, 'c> {
    module: &'a mut Module<'c>,
    sources: &'a dyn WeightSource,
    /// How many ops it had.
    ops: usize,
}

/// Reads and rewrites a model, and gives what `finish` makes of it: what it fails with while it
/// compiles is told with the model's name, what is wrong with weights without.
fn prepare<T>(
    path: &Path,
    weights: &WeightArguments,
    rewriting: &RewriteArguments,
    target: &dyn Target,
    progress: &Progress,
    finish: impl FnOnce(Prepared) -> anyhow::Result<Result<T, LoadError>>,
) -> anyhow::Result<T> {
    let place = || path.display().to_string();
    let context = build::context();
    let mut model = Model::read(&context, path)?;
    let ops = model.op_count();
    progress.say(&format!("rewriting {}", path.display()));
    rewrite(&mut model.module, rewriting, target).with_context(place)?;
    let sources = model.weights(weights)?;
    let (sources, _) =
        fold_weights(&context, &mut model.module, sources, fold::CPU).with_context(place)?;
    progress.say(&format!("compiling {}", path.display()));
    let prepared = Prepared { module: &mut model.module, sources: &sources, ops };
    finish(prepared).with_context(place)?.map_err(explain)
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
