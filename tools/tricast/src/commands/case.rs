//! One case of `tricast check`, in a process of its own: what makes it crash makes nothing else
//! fail.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, ensure};
use serde::{Deserialize, Serialize};
use tricast_runtime::Executor;

use crate::{
    compare::Tolerance,
    expect,
    load::{LoadArguments, Loaded, load, load_rounded},
    precision::Precision,
    tensors,
};

/// The arguments of the hidden `tricast check-case`.
#[derive(Debug, clap::Args)]
pub struct CheckCase {
    /// The [`Case`], as JSON
    case: String,
    #[command(flatten)]
    loading: LoadArguments,
}

/// A program, and what its runs take and give.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Case {
    /// Its name: that of the archive without `.pt2`.
    pub name: String,
    /// The archive.
    pub model: PathBuf,
    /// A file for each run, with its inputs and what it should give.
    pub runs: Vec<PathBuf>,
    /// Whether each run starts where the one before left the program's buffers.
    pub is_sequential: bool,
    /// How far the outputs may be off.
    pub tolerance: Tolerance,
    /// Whether the outputs jump when the inputs change a little.
    pub is_unstable: bool,
}

/// How a case came out: what is not as expected.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// One line each; none if it passed.
    pub failures: Vec<String>,
    /// The ops that ran on the CPU instead of the target, by name.
    pub fallbacks: Vec<String>,
}

pub fn run(arguments: &CheckCase) -> anyhow::Result<ExitCode> {
    let case: Case = serde_json::from_str(&arguments.case).context("the case")?;
    let outcome = check(&case, &arguments.loading).unwrap_or_else(|error| Outcome {
        failures: vec![format!("{error:#}")],
        ..Outcome::default()
    });
    println!("{}", serde_json::to_string(&outcome)?);
    Ok(ExitCode::SUCCESS)
}

fn check(case: &Case, loading: &LoadArguments) -> anyhow::Result<Outcome> {
    for run in &case.runs {
        ensure!(run.exists(), "{}: there are no inputs and outputs", run.display());
    }
    let Loaded { mut executor, places, .. } = load(&case.model, loading)?;
    let mut rounded = match Precision::of_target(loading.target.target.one()?) {
        Some(precision) => Some((load_rounded(&case.model, loading, precision)?, precision)),
        None => None,
    };
    let mut failures = vec![];
    for (index, run) in case.runs.iter().enumerate() {
        let expected = tensors::read(std::slice::from_ref(run), "input")?;
        let inputs = tensors::numbered(&expected, "input")?;
        if !case.is_sequential {
            executor.reset()?;
        }
        let checked = executor.run(&inputs).map_err(anyhow::Error::from).and_then(|outputs| {
            let Some((rounded, precision)) = &mut rounded else {
                return expect::check(&*executor, &inputs, &outputs, &expected, case.tolerance);
            };
            if !case.is_sequential {
                rounded.reset()?;
            }
            let rounded = (rounded as &mut dyn Executor, *precision);
            expect::check_rounded(&*executor, &inputs, &outputs, &expected, rounded)
        });
        let found = match checked {
            Ok(verdict) => verdict.failures,
            Err(error) => vec![format!("{error:#}")],
        };
        let place = place(index, run, case.runs.len());
        failures.extend(found.into_iter().map(|failure| format!("{place}{failure}")));
    }
    Ok(Outcome { failures, fallbacks: places.cpu })
}

/// Which run it is, where there are several.
fn place(index: usize, run: &Path, count: usize) -> String {
    let name = run.file_name().unwrap_or_default().to_string_lossy();
    if count > 1 { format!("run {index} ({name}): ") } else { String::new() }
}
