//! What is done to a program before it is lowered: rewrite rules, by equality saturation.

use anyhow::bail;
use clap::ValueEnum;
use melior::ir::{
    Module,
    attribute::{ArrayAttribute, StringAttribute},
};
use tricast_lowering::target::Target;
use tricast_mlir::{
    drivers::run_pipeline,
    ir::{attribute, nested_ops},
    rewrite::remove_attribute,
};
use tricast_passes::rewrite::RULES;

/// How a program is rewritten.
#[derive(Clone, Debug, clap::Args)]
pub struct RewriteArguments {
    /// Rewrite by these rules: themes of the library, files that end with .pdll, separated by
    /// commas; 'all', or 'none'
    #[arg(long, value_name = "RULES", default_value = "all")]
    pub rules: String,
    /// The least exact rules that are used
    #[arg(long, value_name = "CLASS", default_value = "reassociates")]
    pub numerics: Numerics,
}

/// How far what a rule makes may differ from what it replaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Numerics {
    /// Not at all
    Exact,
    /// By the order of sums and by rounding
    Reassociates,
    /// By an approximation
    Approximates,
}

impl RewriteArguments {
    /// As the command line has them.
    pub fn to_arguments(&self) -> Vec<String> {
        vec![format!("--rules={}", self.rules), format!("--numerics={}", self.numerics())]
    }

    fn numerics(&self) -> String {
        let value = self.numerics.to_possible_value();
        value.map(|value| value.get_name().to_owned()).unwrap_or_default()
    }
}

/// Rewrites a program.
///
/// # Errors
/// If there are no such rules, or one is wrong.
pub fn rewrite(
    module: &mut Module,
    arguments: &RewriteArguments,
    target: &dyn Target,
) -> anyhow::Result<()> {
    run(module, arguments, target, "")
}

/// Rewrites a program, and says which rules led to each new op: a line each.
///
/// # Errors
/// As [`rewrite`].
pub fn explain(
    module: &mut Module,
    arguments: &RewriteArguments,
    target: &dyn Target,
) -> anyhow::Result<String> {
    run(module, arguments, target, "explain")?;
    let mut text = String::new();
    for op in nested_ops(module.as_operation()) {
        let Some(rules) = attribute(op, RULES) else { continue };
        let rules = ArrayAttribute::try_from(rules)?;
        let names = (0..rules.len()).filter_map(|index| rules.element(index).ok());
        let names = names.filter_map(|name| StringAttribute::try_from(name).ok());
        let names: Vec<String> = names.map(|name| name.value().to_owned()).collect();
        remove_attribute(op, RULES);
        let line = op.to_string();
        let line = line.lines().next().unwrap_or_default();
        text += &format!("{line}\n    by {}\n", names.join(", "));
    }
    Ok(text)
}

fn run(
    module: &mut Module,
    arguments: &RewriteArguments,
    target: &dyn Target,
    more: &str,
) -> anyhow::Result<()> {
    tricast_passes::register_once();
    let rules = &arguments.rules;
    if rules == "none" {
        return Ok(());
    }
    let is_plain = |letter: char| !letter.is_whitespace() && !"{}'\"".contains(letter);
    if !rules.chars().all(is_plain) {
        bail!(
            "--rules: expected themes and files without spaces, quotes and braces, got '{rules}'"
        );
    }
    let pipeline = format!(
        "builtin.module(tricast-rewrite{{rules={rules} numerics={} cost={} {more}}})",
        arguments.numerics(),
        target.name()
    );
    run_pipeline(module, &pipeline).map(drop).map_err(anyhow::Error::msg)
}
