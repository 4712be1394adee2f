//! `tricast`: the driver. It imports PyTorch programs, compiles, runs and checks them.

mod archive_weights;
mod child;
mod commands;
mod compare;
mod emit;
mod expect;
mod files;
mod fold;
mod load;
mod measure;
mod model;
mod precision;
mod profile;
mod progress;
mod rewrite;
mod target;
mod tensors;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    commands::run(commands::Command::parse()).unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::FAILURE
    })
}
