//! The command line.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
};

use anyhow::Context;
use clap::{CommandFactory, Parser, Subcommand};
use clap_complete::Shell;
use melior::ir::operation::{OperationLike, OperationPrintingFlags};
use tricast_import::Archive;
use tricast_mlir::build;

use crate::emit::import;

/// A compiler for PyTorch programs.
#[derive(Debug, Parser)]
#[command(version, name = "tricast")]
pub struct Command {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Say a torch.export archive in MLIR, functional, weights by name
    #[command(after_help = "Example:\n  tricast import model.pt2 -o model.mlir")]
    Import(Import),
    /// Print a completion script for a shell
    #[command(after_help = "Example:\n  tricast completions bash > \
        ~/.local/share/bash-completion/completions/tricast")]
    Completions {
        /// The shell
        shell: Shell,
    },
}

#[derive(Debug, clap::Args)]
struct Import {
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

/// Does what the command line says.
///
/// # Errors
/// If it cannot, with the reason.
pub fn run(command: Command) -> anyhow::Result<()> {
    match command.action {
        Action::Import(arguments) => run_import(&arguments),
        Action::Completions { shell } => {
            clap_complete::generate(shell, &mut Command::command(), "tricast", &mut io::stdout());
            Ok(())
        }
    }
}

fn run_import(arguments: &Import) -> anyhow::Result<()> {
    let program = Archive::open(&arguments.model)?.program()?;
    let context = build::context();
    let name = arguments.model.display().to_string();
    let module = import(&program, &context, &name).with_context(|| name.clone())?;
    let flags = OperationPrintingFlags::new().enable_debug_info(arguments.locations, false);
    let text = module.as_operation().to_string_with_flags(flags)?;
    write(&arguments.output, text.as_bytes())
}

/// Writes a file whole or not at all.
fn write(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    if path == Path::new("-") {
        return match io::stdout().write_all(bytes) {
            // The reader has seen enough.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            result => result.context("standard output"),
        };
    }
    let place = || path.display().to_string();
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut file =
        tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new("."))).with_context(place)?;
    file.write_all(bytes).with_context(place)?;
    file.persist(path).with_context(place)?;
    Ok(())
}
