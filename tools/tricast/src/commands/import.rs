//! `tricast import`

use std::{path::PathBuf, process::ExitCode};

use melior::ir::operation::{OperationLike, OperationPrintingFlags};
use tricast_mlir::build;

use crate::{files, model::Model};

/// The arguments of `tricast import`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  tricast import model.pt2 -o model.mlir")]
pub struct Import {
    /// The archive, as torch.export.save writes it
    #[arg(value_name = "MODEL.pt2")]
    model: PathBuf,
    /// Where to write; - is standard output
    #[arg(short, long, value_name = "OUT.mlir", default_value = "-")]
    output: PathBuf,
    /// Write where each op comes from
    #[arg(long)]
    locations: bool,
}

pub fn run(arguments: &Import) -> anyhow::Result<ExitCode> {
    let context = build::context();
    let model = Model::import(&context, &arguments.model)?;
    model.measure()?;
    let flags = OperationPrintingFlags::new().enable_debug_info(arguments.locations, false);
    let text = model.module.as_operation().to_string_with_flags(flags)?;
    files::write(&arguments.output, text.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}
