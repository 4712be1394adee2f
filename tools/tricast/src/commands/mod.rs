//! The command line, one file a subcommand.

mod case;
mod check;
mod check_rule;
mod check_rules;
mod compile;
mod devices;
mod import;
mod run;
mod simulate;
mod support;

use std::{io, process::ExitCode};

use clap::{CommandFactory, Parser, Subcommand};
use clap_complete::Shell;

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
    Import(import::Import),
    /// Compile a program, with its weights, into one file
    Compile(compile::Compile),
    /// Run a program
    Run(run::Run),
    /// Run a kernel on a simulated Spyre
    Simulate(simulate::Simulate),
    /// Say what a target can do, or where a program runs and why
    Support(support::Support),
    /// Run every program of a folder, and compare with what PyTorch gave
    Check(check::Check),
    /// Run both sides of rewrite rules on random programs
    CheckRules(check_rules::CheckRules),
    /// List the devices that have Vulkan
    Devices(devices::Devices),
    /// Run one case of `check`, in a process of its own
    #[command(hide = true)]
    CheckCase(case::CheckCase),
    /// Check one rule of `check-rules`, in a process of its own
    #[command(hide = true)]
    CheckRule(check_rule::CheckRule),
    /// Print a completion script for a shell
    #[command(after_help = "Example:\n  tricast completions bash > \
        ~/.local/share/bash-completion/completions/tricast")]
    Completions {
        /// The shell
        shell: Shell,
    },
}

/// Does what the command line says.
///
/// # Errors
/// If it cannot, with the reason.
pub fn run(command: Command) -> anyhow::Result<ExitCode> {
    match command.action {
        Action::Import(arguments) => import::run(&arguments),
        Action::Compile(arguments) => compile::run(&arguments),
        Action::Run(arguments) => run::run(&arguments),
        Action::Simulate(arguments) => simulate::run(&arguments),
        Action::Check(arguments) => check::run(&arguments),
        Action::Support(arguments) => support::run(&arguments),
        Action::CheckRules(arguments) => check_rules::run(&arguments),
        Action::Devices(arguments) => devices::run(&arguments),
        Action::CheckCase(arguments) => case::run(&arguments),
        Action::CheckRule(arguments) => check_rule::run(&arguments),
        Action::Completions { shell } => {
            clap_complete::generate(shell, &mut Command::command(), "tricast", &mut io::stdout());
            Ok(ExitCode::SUCCESS)
        }
    }
}
