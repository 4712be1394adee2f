//! `tricast support`

use std::{collections::BTreeMap, fmt::Write, path::PathBuf, process::ExitCode};

use anyhow::Context as _;
use clap::ValueEnum;
use melior::ir::operation::OperationLike;
use serde::Serialize;
use tricast_dialects::support::support;
use tricast_lowering::target::Target;
use tricast_mlir::{
    build,
    ir::{block_ops, body, definition, function, outlive_op},
};
use tricast_passes::convert_to_target::{Place, is_of_sizes, place};

use crate::{
    model::Model,
    rewrite::{RewriteArguments, rewrite},
    target::{TargetName, parser},
};

/// The arguments of `tricast support`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tricast support --target vulkan
  tricast support model.pt2 --target mlx --format markdown")]
pub struct Support {
    /// A program, of which is told what runs where and why
    #[arg(value_name = "MODEL.{pt2,mlir}")]
    model: Option<PathBuf>,
    /// The target
    #[arg(long, value_parser = parser())]
    target: TargetName,
    /// How it is told
    #[arg(long, default_value = "text")]
    format: Format,
    #[command(flatten)]
    rewriting: RewriteArguments,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Markdown,
    Json,
}

/// Where the ops of a program run.
#[derive(Serialize)]
struct Report {
    target: &'static str,
    /// How many ops run on the target.
    on_target: usize,
    /// How many do not.
    on_cpu: usize,
    ops: Vec<Row>,
}

/// What becomes of the ops of one name, for one reason.
#[derive(Serialize)]
struct Row {
    op: String,
    count: usize,
    /// The target, or `cpu`.
    place: &'static str,
    /// Why the target does not do it.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

pub fn run(arguments: &Support) -> anyhow::Result<ExitCode> {
    let target = arguments.target.one()?;
    let text = match (&arguments.model, target.dialect()) {
        (Some(_), _) => model(arguments, target)?,
        (None, Some(dialect)) => {
            let support = support(dialect);
            match arguments.format {
                Format::Text => support.text(),
                Format::Markdown => support.page(target.name()),
                Format::Json => serde_json::to_string(&support)? + "\n",
            }
        }
        (None, None) => anyhow::bail!("the CPU does every op: see docs/dialects"),
    };
    print!("{text}");
    Ok(ExitCode::SUCCESS)
}

fn model(arguments: &Support, target: &'static dyn Target) -> anyhow::Result<String> {
    let path = arguments.model.as_deref().unwrap_or_else(|| std::path::Path::new(""));
    let context = build::context();
    let mut model = Model::read(&context, path)?;
    rewrite(&mut model.module, &arguments.rewriting, target)
        .with_context(|| path.display().to_string())?;
    let module = outlive_op(model.module.as_operation());
    let main = function(module, "main").and_then(body);
    let main = main.with_context(|| format!("{}: there is no @main", path.display()))?;
    let mut counts: BTreeMap<(Option<String>, String), usize> = BTreeMap::new();
    for op in block_ops(main) {
        let reason = match place(op, target.dialect().unwrap_or_default()) {
            _ if definition(op).is_some_and(is_of_sizes) => continue,
            Place::Anywhere => continue,
            Place::Target | Place::Counterpart(_) => None,
            Place::Cpu(_) if target.dialect().is_none() => None,
            Place::Cpu(reason) => Some(reason),
        };
        let name = op.name().as_string_ref().as_str().unwrap_or_default().to_owned();
        *counts.entry((reason, name)).or_default() += 1;
    }
    let ops = counts.into_iter().map(|((reason, op), count)| {
        let place = if reason.is_some() { "cpu" } else { target.name() };
        Row { op, count, place, reason }
    });
    let ops: Vec<Row> = ops.collect();
    let on = |is_cpu: bool| {
        ops.iter().filter(|row| row.reason.is_some() == is_cpu).map(|row| row.count).sum()
    };
    let report = Report { target: target.name(), on_target: on(false), on_cpu: on(true), ops };
    Ok(match arguments.format {
        Format::Json => serde_json::to_string(&report)? + "\n",
        Format::Text => report.text(),
        Format::Markdown => report.markdown(path),
    })
}

impl Report {
    fn text(&self) -> String {
        let mut text =
            format!("{} ops on {}, {} on the CPU\n", self.on_target, self.target, self.on_cpu);
        for row in &self.ops {
            let reason = row.reason.iter().map(|reason| format!(": {reason}")).collect::<String>();
            writeln!(text, "{:5} {} on {}{reason}", row.count, row.op, row.place)
                .expect("a string takes all");
        }
        text
    }

    fn markdown(&self, model: &std::path::Path) -> String {
        let name = model.file_stem().unwrap_or_default().to_string_lossy();
        let mut text = format!(
            "# {name} on {}\n\n{} ops run on {}, {} on the CPU.\n\n| op | count | runs on | why |\n\
             |---|---|---|---|\n",
            self.target, self.on_target, self.target, self.on_cpu
        );
        for row in &self.ops {
            let reason = row.reason.as_deref().unwrap_or_default();
            writeln!(text, "| `{}` | {} | {} | {reason} |", row.op, row.count, row.place)
                .expect("a string takes all");
        }
        text
    }
}
