//! `tricast check`: every program of a folder against what PyTorch gave.
//!
//! The folder has, for each case, `NAME.pt2`, and `NAME.safetensors` with `input.N`, `output.N`
//! and, of what the program changes, `input_after.N` and `buffer_after.NAME`. `index.json` may say
//! more of a case: its `tolerance` (`rtol`, `atol`); its `runs`, files like `NAME.safetensors`, and
//! whether they are `runs_sequential`, the steps of one program with state; whether it is
//! `unstable`.

use std::{
    collections::{BTreeMap, HashMap},
    io,
    num::NonZeroUsize,
    path::{Path, PathBuf},
    process::ExitCode,
    time::{Duration, Instant},
};

use anyhow::{Context, anyhow};
use console::style;
use regex::Regex;
use serde::{Deserialize, Serialize};
use tricast_runtime::thread_count;

use super::case::{Case, Outcome};
use crate::{
    child::{self, Starter},
    compare::Tolerance,
    load::LoadArguments,
};

/// Of a case that `index.json` says nothing about.
const TOLERANCE: Tolerance = Tolerance { rtol: 1e-4, atol: 1e-5 };

/// The arguments of `tricast check`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Each case runs in a process of its own.

Examples:
  tricast check vectors/dev_ops
  tricast check vectors/dev_ops --filter '^(conv|pool)' --jobs 1")]
pub struct Check {
    /// A folder with NAME.pt2, NAME.safetensors, and index.json
    dir: PathBuf,
    /// How many cases at once [default: the number of cores]
    #[arg(long, value_name = "N")]
    jobs: Option<NonZeroUsize>,
    /// Only cases whose name this regular expression finds something in
    #[arg(long, value_name = "RE")]
    filter: Option<Regex>,
    /// How long a case may take, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 300)]
    timeout: u64,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    loading: LoadArguments,
}

/// What `--json` prints.
#[derive(Serialize)]
struct Report {
    target: &'static str,
    passed: usize,
    failed: usize,
    cases: Vec<CaseReport>,
}

#[derive(Serialize)]
struct CaseReport {
    name: String,
    ok: bool,
    unstable: bool,
    seconds: f64,
    failures: Vec<String>,
    /// The ops that ran on the CPU instead of the target.
    fallbacks: Vec<String>,
}

/// What is used of an entry of `index.json`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Entry {
    tolerance: Option<Tolerance>,
    runs: Vec<String>,
    runs_sequential: bool,
    unstable: bool,
}

pub fn run(arguments: &Check) -> anyhow::Result<ExitCode> {
    let cases = cases(&arguments.dir, arguments.filter.as_ref())?;
    let cores = thread_count().map_err(anyhow::Error::msg)?;
    let jobs = arguments.jobs.unwrap_or(cores);
    let runner = Runner {
        starter: Starter::new(Duration::from_secs(arguments.timeout))?,
        loading: &arguments.loading,
        threads: (cores.get() / jobs.get()).max(1),
    };
    let reports = child::each(&cases, jobs, |case| runner.report(case));
    let failed = reports.iter().filter(|report| !report.ok).count();
    let report = Report {
        target: arguments.loading.target.target.one()?.name(),
        passed: reports.len() - failed,
        failed,
        cases: reports,
    };
    match arguments.json {
        true => println!("{}", serde_json::to_string(&report)?),
        false => print(&report),
    }
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The cases of a folder, by name.
fn cases(dir: &Path, filter: Option<&Regex>) -> anyhow::Result<Vec<Case>> {
    let place = || dir.display().to_string();
    let mut names = vec![];
    for entry in std::fs::read_dir(dir).with_context(place)? {
        let path = entry.with_context(place)?.path();
        if path.extension().is_some_and(|extension| extension == "pt2") {
            names.extend(path.file_stem().map(|stem| stem.to_string_lossy().into_owned()));
        }
    }
    anyhow::ensure!(!names.is_empty(), "{}: there is no .pt2 file", place());
    names.retain(|name| filter.is_none_or(|filter| filter.is_match(name)));
    names.sort();
    let mut index = index(&dir.join("index.json"))?;
    let cases = names.into_iter().map(|name| {
        let entry = index.remove(&name).unwrap_or_default();
        let runs = match entry.runs.is_empty() {
            true => vec![dir.join(format!("{name}.safetensors"))],
            false => entry.runs.iter().map(|run| dir.join(run)).collect(),
        };
        Case {
            model: dir.join(format!("{name}.pt2")),
            name,
            runs,
            is_sequential: entry.runs_sequential,
            tolerance: entry.tolerance.unwrap_or(TOLERANCE),
            is_unstable: entry.unstable,
        }
    });
    Ok(cases.collect())
}

fn index(path: &Path) -> anyhow::Result<HashMap<String, Entry>> {
    let place = || path.display().to_string();
    match std::fs::read(path) {
        Ok(json) => serde_json::from_slice(&json).with_context(place),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(HashMap::new()),
        Err(error) => Err(error).with_context(place),
    }
}

fn print(report: &Report) {
    for case in report.cases.iter().filter(|case| !case.ok) {
        println!("{} {}", style("FAIL").red().bold(), case.name);
        for line in case.failures.iter().flat_map(|failure| failure.lines()) {
            println!("  {line}");
        }
    }
    for case in report.cases.iter().filter(|case| !case.fallbacks.is_empty()) {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for name in &case.fallbacks {
            *counts.entry(name).or_default() += 1;
        }
        let named = counts.iter().map(|(name, count)| match count {
            1 => (*name).to_owned(),
            count => format!("{count} {name}"),
        });
        println!("{}: on the CPU: {}", case.name, named.collect::<Vec<_>>().join(", "));
    }
    let unstable = || report.cases.iter().filter(|case| case.unstable);
    if unstable().count() > 0 {
        let passed = unstable().filter(|case| case.ok).count();
        let failed = unstable().count() - passed;
        println!("of which unstable: {passed} passed, {failed} failed");
    }
    println!("{} passed, {} failed", report.passed, report.failed);
}

/// How a case is run.
struct Runner<'a> {
    starter: Starter,
    loading: &'a LoadArguments,
    /// Of each case.
    threads: usize,
}

impl Runner<'_> {
    fn report(&self, case: &Case) -> CaseReport {
        let start = Instant::now();
        let Outcome { failures, fallbacks } = self.run(case).unwrap_or_else(|error| Outcome {
            failures: vec![format!("{error:#}")],
            ..Outcome::default()
        });
        CaseReport {
            name: case.name.clone(),
            ok: failures.is_empty(),
            unstable: case.is_unstable,
            seconds: start.elapsed().as_secs_f64(),
            failures,
            fallbacks,
        }
    }

    fn run(&self, case: &Case) -> anyhow::Result<Outcome> {
        let mut command = self.starter.command(self.threads);
        command.arg("check-case").arg(serde_json::to_string(case)?);
        command.args(self.loading.to_arguments());
        let output = self.starter.output(command).map_err(|failure| anyhow!(failure.ending))?;
        let outcome = output.lines().last().unwrap_or_default();
        serde_json::from_str(outcome).context("what the case printed")
    }
}
