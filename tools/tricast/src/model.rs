//! A model as the user names it: an archive, a module or a compiled program.

use std::{
    collections::HashMap,
    ffi::OsString,
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::{Context as _, bail};
use melior::{Context, ir::Module};
use tricast_import::Archive;
use tricast_mlir::{
    diagnostics,
    ir::{definition, nested_ops, parse_file},
    ranges::{self, Range},
};
use tricast_runtime::{
    HostTensor, RandomWeights, WeightError, WeightSource, WeightType, safetensors::TensorFile,
};

use crate::{
    archive_weights::ArchiveWeights,
    emit::import,
    fold::Weights,
    measure::{Checked, measure},
};

/// What kind of file a model is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An archive of `torch.export`.
    Archive,
    /// A module at the level of `aten`, as text or bytecode.
    Module,
    /// A compiled program.
    Artefact,
}

impl Kind {
    /// By the name of a file.
    ///
    /// # Errors
    /// If its name does not end as that of a model does.
    pub fn of(path: &Path) -> anyhow::Result<Kind> {
        Ok(match path.extension().and_then(|extension| extension.to_str()) {
            Some("pt2") => Kind::Archive,
            Some("mlir" | "mlirbc") => Kind::Module,
            Some("tricast") => Kind::Artefact,
            _ => bail!("{}: expected a .pt2, .mlir or .tricast file", path.display()),
        })
    }
}

/// A program at the level of `aten`.
pub struct Model<'c> {
    /// The program.
    pub module: Module<'c>,
    /// The archive with its weights, if it comes from one.
    archive: Option<Arc<Archive>>,
    /// The ranges of weights that the program says, as it was read.
    ranges: HashMap<String, Range>,
}

/// Where weights come from that the model does not bring.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct WeightArguments {
    /// Weights by parameter name, before those of the archive
    #[arg(long, value_name = "FILE.safetensors")]
    pub weights: Option<PathBuf>,
    /// What parameter names begin with that the names in the file of --weights lack: `m.` where
    /// `m.linear.bias` is called `linear.bias`
    #[arg(long, value_name = "PREFIX", requires = "weights", default_value = "")]
    pub weights_prefix: String,
    /// Make up the weights that are missing
    #[arg(long)]
    pub random_weights: bool,
}

impl WeightArguments {
    /// As the command line has them.
    pub fn to_arguments(&self) -> Vec<OsString> {
        let mut all: Vec<OsString> = vec![];
        if let Some(weights) = &self.weights {
            let prefix = OsString::from(&self.weights_prefix);
            all.extend(["--weights".into(), weights.into(), "--weights-prefix".into(), prefix]);
        }
        if self.random_weights {
            all.push("--random-weights".into());
        }
        all
    }
}

/// Reads a module, text or bytecode.
///
/// # Errors
/// If it cannot be read, with what MLIR says.
pub fn parse<'c>(context: &'c Context, path: &Path) -> anyhow::Result<Module<'c>> {
    // MLIR does not say why a file cannot be read.
    if std::fs::metadata(path).with_context(|| path.display().to_string())?.is_dir() {
        bail!("{}: is not a regular file", path.display());
    }
    let (module, diagnostics) =
        diagnostics::collect(context, || parse_file(context, &path.to_string_lossy()));
    match module {
        Some(module) => Ok(module),
        None if diagnostics.is_empty() => bail!("{}: cannot be read", path.display()),
        None => bail!("{}", diagnostics.join("\n")),
    }
}

impl<'c> Model<'c> {
    /// Reads a program of either kind.
    ///
    /// # Errors
    /// If it cannot be read, or is already compiled.
    pub fn read(context: &'c Context, path: &Path) -> anyhow::Result<Model<'c>> {
        match Kind::of(path)? {
            Kind::Archive => Model::import(context, path),
            Kind::Module => Model::parse(context, path),
            Kind::Artefact => bail!("{}: is compiled already", path.display()),
        }
    }

    /// Imports an archive.
    ///
    /// # Errors
    /// If it cannot be read, or has what is not supported.
    pub fn import(context: &'c Context, path: &Path) -> anyhow::Result<Model<'c>> {
        let archive = Archive::open(path)?;
        let name = path.display().to_string();
        let module = import(&archive.program()?, context, &name).with_context(|| name.clone())?;
        Ok(Model { module, archive: Some(Arc::new(archive)), ranges: HashMap::new() })
    }

    fn parse(context: &'c Context, path: &Path) -> anyhow::Result<Model<'c>> {
        let module = parse(context, path)?;
        let ranges = ranges::of_weights(module.as_operation());
        Ok(Model { module, archive: None, ranges })
    }

    /// Writes on the program what is known of the weights in its archive.
    ///
    /// # Errors
    /// If one cannot be read.
    pub fn measure(&self) -> anyhow::Result<()> {
        match &self.archive {
            Some(archive) => Ok(measure(self, &ArchiveWeights::new(archive.clone()))?),
            None => Ok(()),
        }
    }

    /// How many ops of tricast's dialects it has.
    pub fn op_count(&self) -> usize {
        let ops = nested_ops(self.module.as_operation());
        ops.into_iter().filter(|op| definition(*op).is_some()).count()
    }

    /// Where its weights come from: a file, its archive, and a generator, in this order.
    ///
    /// # Errors
    /// If a file cannot be read.
    pub fn weights(&self, arguments: &WeightArguments) -> anyhow::Result<Weights> {
        let mut sources: Weights = vec![];
        if let Some(path) = &arguments.weights {
            let prefix = arguments.weights_prefix.clone();
            let file = Prefixed { file: TensorFile::open(path)?, prefix };
            // What is made up may be anything, and so need not be checked.
            sources.push(Box::new(Checked { source: file, ranges: self.ranges.clone() }));
        }
        if let Some(archive) = &self.archive {
            sources.push(Box::new(ArchiveWeights::new(archive.clone())));
        }
        if arguments.random_weights {
            sources.push(Box::new(RandomWeights { seed: 0 }));
        }
        Ok(sources)
    }
}

/// A file whose names lack what parameter names begin with.
struct Prefixed {
    file: TensorFile,
    prefix: String,
}

impl WeightSource for Prefixed {
    fn weight(&self, name: &str, wanted: &WeightType) -> Result<Option<HostTensor>, WeightError> {
        match name.strip_prefix(&self.prefix) {
            Some(rest) => self.file.weight(rest, wanted),
            None => Ok(None),
        }
    }
}
