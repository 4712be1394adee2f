//! `tricast compile`

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, bail};
use clap::ValueEnum;
use melior::{Context as MlirContext, ir::Module};
use tricast_lowering::{
    cpu::{self, Stage},
    mlx, spyre,
};
use tricast_mlir::build;
use tricast_opspec::{align, superdsc};
use tricast_runtime::write_artefact;

use crate::{
    files,
    fold::{self, split},
    load::load_for_cpu,
    model::{Kind, Model, WeightArguments},
    progress::Progress,
    rewrite::{RewriteArguments, explain, rewrite},
    target::TargetArguments,
};

/// The arguments of `tricast compile`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tricast compile model.pt2
  tricast compile model.pt2 --weights model.safetensors -o model.tricast
  tricast compile model.mlir --emit linalg
  tricast compile model.pt2 --explain")]
pub struct Compile {
    /// The program: an archive of torch.export, or a module at the level of aten
    #[arg(value_name = "MODEL.{pt2,mlir}")]
    model: PathBuf,
    #[command(flatten)]
    target: TargetArguments,
    /// Where to write; - is standard output [default: the model's name with .tricast or .o, here;
    /// MLIR is printed]
    #[arg(short, long, value_name = "OUT.tricast")]
    output: Option<PathBuf>,
    /// Write an earlier form of the program instead, without weights
    #[arg(long, value_name = "FORM")]
    emit: Option<Emit>,
    #[command(flatten)]
    weights: WeightArguments,
    #[command(flatten)]
    rewriting: RewriteArguments,
    /// Print, of each op that rewriting made, the rules that led to it, and how much follows from
    /// weights alone, and write nothing
    #[arg(long, conflicts_with = "emit")]
    explain: bool,
}

/// A form of the program on its way to the artefact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Emit {
    /// The imported program
    Aten,
    /// What rewriting makes of it
    Rewritten,
    /// That without what follows from weights alone, which is computed when it is compiled
    Folded,
    /// That in the dialect of the target, divided between it and the CPU
    Placed,
    /// MLIR's linalg on tensors
    Linalg,
    /// MLIR's LLVM dialect
    Llvm,
    /// Relocatable object code
    Object,
    /// The Python program of `--target mlx`; with a name, its weights are written beside it
    Python,
    /// The kernels of `--target spyre`, as KTIR
    Ktir,
    /// The SuperDSC bundles of `--target spyre`, in a folder: one for each part of the program
    Superdsc,
    /// The archive of MLX's own, .mlxfn, of `--target mlx`; MLX must be there
    Mlxfn,
}

pub fn run(arguments: &Compile) -> anyhow::Result<ExitCode> {
    if Kind::of(&arguments.model)? == Kind::Artefact {
        bail!("{}: is compiled already, expected a .pt2 or .mlir file", arguments.model.display());
    }
    match arguments.emit {
        _ if arguments.explain => {
            let context = build::context();
            let mut model = Model::read(&context, &arguments.model)?;
            let place = || arguments.model.display().to_string();
            let text =
                explain(&mut model.module, &arguments.rewriting, arguments.target.target.one()?)
                    .with_context(place)?;
            let (_, folded) = split(&context, &mut model.module, fold::CPU).with_context(place)?;
            println!("{text}{folded}");
        }
        Some(form) => emit(arguments, form)?,
        None => artefact(arguments)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// The model's name with another extension, in the current folder.
fn beside(model: &Path, extension: &str) -> PathBuf {
    PathBuf::from(model.file_name().unwrap_or(model.as_os_str())).with_extension(extension)
}

fn artefact(arguments: &Compile) -> anyhow::Result<()> {
    let output = arguments.output.clone().unwrap_or_else(|| beside(&arguments.model, "tricast"));
    if output == Path::new("-") {
        bail!("a compiled program is not written to standard output; name a file with -o");
    }
    let target = arguments.target.target.one()?;
    if target.dialect().is_some() {
        bail!(
            "--target {}: only programs for the CPU are written to a file so far; `tricast run \
             --target {}` compiles and runs one",
            target.name(),
            target.name()
        );
    }
    let (executable, ops) =
        load_for_cpu(&arguments.model, &arguments.weights, &arguments.rewriting)?;
    let _progress = Progress::start(&format!("writing {}", output.display()));
    let tool = format!("tricast {}", env!("CARGO_PKG_VERSION"));
    files::write_with(&output, |file| write_artefact(file, &executable, &tool, ops))
}

fn emit(arguments: &Compile, form: Emit) -> anyhow::Result<()> {
    let progress = Progress::start(&format!("compiling {}", arguments.model.display()));
    let context = build::context();
    let mut model = Model::read(&context, &arguments.model)?;
    let module = &mut model.module;
    let place = || arguments.model.display().to_string();
    let target = arguments.target.target.one()?;
    if matches!(form, Emit::Linalg | Emit::Llvm | Emit::Object) && target.dialect().is_some() {
        bail!(
            "--target {}: linalg, llvm and object code are forms of programs for the CPU",
            target.name()
        );
    }
    if form != Emit::Aten {
        rewrite(module, &arguments.rewriting, target).with_context(place)?;
    }
    if matches!(form, Emit::Python | Emit::Mlxfn) {
        return program_of_mlx(arguments, &context, &mut model, form, &progress);
    }
    if !matches!(form, Emit::Aten | Emit::Rewritten) {
        split(&context, module, fold::CPU).with_context(place)?;
    }
    if matches!(form, Emit::Ktir | Emit::Superdsc) {
        return for_spyre(arguments, module, form, &progress);
    }
    match form {
        // Written above.
        Emit::Python | Emit::Mlxfn | Emit::Ktir | Emit::Superdsc => {}
        Emit::Aten | Emit::Rewritten | Emit::Folded => {}
        Emit::Placed => {
            let warnings = arguments.target.place(module).with_context(place)?;
            warnings.iter().for_each(|warning| progress.warn(warning));
        }
        Emit::Linalg => cpu::lower(module, Stage::Linalg).with_context(place)?,
        Emit::Llvm => cpu::lower(module, Stage::Llvm).with_context(place)?,
        Emit::Object => {
            let program = cpu::compile(module).with_context(place)?;
            let output = arguments.output.clone().unwrap_or_else(|| beside(&arguments.model, "o"));
            return files::write(&output, &program.object);
        }
    }
    let text = module.as_operation().to_string();
    files::write(arguments.output.as_deref().unwrap_or(Path::new("-")), text.as_bytes())
}

/// Writes what a program is for Spyre.
fn for_spyre(
    arguments: &Compile,
    module: &mut Module,
    form: Emit,
    progress: &Progress,
) -> anyhow::Result<()> {
    let place = || arguments.model.display().to_string();
    let warnings = arguments.target.place(module).with_context(place)?;
    warnings.iter().for_each(|warning| progress.warn(warning));
    let parts = spyre::parts(module).map_err(anyhow::Error::msg).with_context(place)?;
    if form == Emit::Ktir {
        let kernels = parts.iter().flat_map(|(_, compiled)| &compiled.kernels);
        let text = spyre::ktir::module(kernels);
        let output = arguments.output.as_deref().unwrap_or(Path::new("-"));
        return files::write(output, text.as_bytes());
    }
    let Some(folder) = &arguments.output else {
        bail!("--emit superdsc writes a folder for each part; name one for them with -o");
    };
    let bundles = parts.iter().map(|(name, compiled)| {
        let bundle = align::kernel(&compiled.plan.bundle).with_context(place)?;
        superdsc::validate(&bundle).with_context(place)?;
        Ok((folder.join(name), superdsc::emit(&bundle)))
    });
    // Nothing is written unless all can be.
    for (folder, bundle) in bundles.collect::<anyhow::Result<Vec<_>>>()? {
        std::fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
        for (name, text) in bundle {
            files::write(&folder.join(name), text.as_bytes())?;
        }
    }
    Ok(())
}

/// Writes the program of MLX: as Python, and if it goes to a file, its weights beside it; or as an
/// archive.
fn program_of_mlx<'c>(
    arguments: &Compile,
    context: &'c MlirContext,
    model: &mut Model<'c>,
    form: Emit,
    progress: &Progress,
) -> anyhow::Result<()> {
    let place = || arguments.model.display().to_string();
    let output = arguments.output.clone().unwrap_or_else(|| match form {
        Emit::Mlxfn => beside(&arguments.model, "mlxfn"),
        _ => PathBuf::from("-"),
    });
    let is_text = form == Emit::Python && output == Path::new("-");
    let sources = if is_text {
        split(context, &mut model.module, fold::CPU).with_context(place)?;
        None
    } else {
        let sources = model.weights(&arguments.weights)?;
        let folded = fold::fold_weights(context, &mut model.module, sources, fold::CPU);
        Some(folded.with_context(place)?.0)
    };
    let warnings = arguments.target.place(&mut model.module).with_context(place)?;
    warnings.iter().for_each(|warning| progress.warn(warning));
    let program =
        mlx::compile(&mut model.module).map_err(anyhow::Error::msg).with_context(place)?;
    let Some(sources) = sources else {
        return files::write(&output, program.python.as_bytes());
    };
    if form == Emit::Mlxfn {
        let executable =
            mlx::MlxExecutable::load(program, &sources).map_err(crate::load::explain)?;
        return executable.export(&output).with_context(place);
    }
    let weights = program.weights(&sources).map_err(crate::load::explain)?;
    files::write(&output, program.python.as_bytes())?;
    let beside = output.with_extension("safetensors");
    files::write_with(&beside, |file| tricast_runtime::safetensors::write(file, &weights))
}
