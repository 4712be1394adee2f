//! What a program is compiled for, on the command line.

use std::fmt;

use anyhow::Context as _;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use melior::ir::Module;
use tricast_lowering::target::{TARGETS, Target, named};
use tricast_mlir::drivers::run_pipeline;

/// A target, by its name; None for all of them.
#[derive(Clone, Copy)]
pub struct TargetName(Option<&'static dyn Target>);

impl TargetName {
    /// What the command line calls it.
    pub fn name(self) -> &'static str {
        self.0.map_or(ALL, |target| target.name())
    }

    /// The target.
    ///
    /// # Errors
    /// If it is all of them.
    pub fn one(self) -> anyhow::Result<&'static dyn Target> {
        self.0.context("--target all: only `tricast run` takes every target")
    }

    /// Whether it is all of them.
    pub fn is_all(self) -> bool {
        self.0.is_none()
    }
}

impl From<&'static dyn Target> for TargetName {
    fn from(target: &'static dyn Target) -> Self {
        TargetName(Some(target))
    }
}

impl fmt::Debug for TargetName {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The name of all targets.
const ALL: &str = "all";

/// Reads a [`TargetName`], and says which there are.
pub fn parser() -> impl TypedValueParser<Value = TargetName> {
    let value = |target: &&dyn Target| PossibleValue::new(target.name()).help(target.summary());
    let all = PossibleValue::new(ALL).help("Every target, to compare them: `tricast run`");
    PossibleValuesParser::new(TARGETS.iter().map(value).chain([all])).try_map(|name| {
        match name.as_str() {
            ALL => Ok(TargetName(None)),
            name => named(name).map(TargetName::from).ok_or("there is no such target"),
        }
    })
}

/// For what a program is compiled, and what becomes of the rest.
#[derive(Clone, Debug, clap::Args)]
pub struct TargetArguments {
    /// What to compile for
    #[arg(long, default_value = "cpu", value_parser = parser())]
    pub target: TargetName,
    /// Fail where an op would run on the CPU because the target cannot do it
    #[arg(long)]
    pub no_fallback: bool,
}

impl TargetArguments {
    /// As the command line has them.
    pub fn to_arguments(&self) -> Vec<String> {
        let target = format!("--target={}", self.target.name());
        let fallback = self.no_fallback.then(|| "--no-fallback".to_owned());
        std::iter::once(target).chain(fallback).collect()
    }

    /// Says a program in the dialect of the target, and divides it between the target and the CPU.
    /// Gives a warning for each op that runs on the CPU.
    ///
    /// # Errors
    /// If one does and none may.
    pub fn place(&self, module: &mut Module) -> anyhow::Result<Vec<String>> {
        let fallback = if self.no_fallback { "error" } else { "warning" };
        let pipeline = match self.target.one()?.dialect() {
            Some(dialect) => format!(
                "builtin.module(convert-to-target{{target={dialect} fallback={fallback}}},\
                 partition{{target={dialect}}})"
            ),
            None => "builtin.module(partition{target=cpu})".to_owned(),
        };
        run_pipeline(module, &pipeline).map_err(anyhow::Error::msg)
    }
}
