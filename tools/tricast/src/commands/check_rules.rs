//! `tricast check-rules`: whether rewrite rules are right.
//!
//! Each rule is applied to random programs, made for it: random shapes, dtypes and attributes. Both
//! the program and what the rule makes of it run on the CPU, on the same random inputs, and give
//! the same, as close as the rule says of itself. A rule for which no such programs are found
//! fails too. Each rule has a process of its own (`check_rule.rs`).

use std::{
    collections::HashMap, num::NonZeroUsize, path::PathBuf, process::ExitCode, time::Duration,
};

use anyhow::{Context as _, anyhow, bail};
use console::style;
use regex::Regex;
use tricast_egraph::rule::Numerics;
use tricast_mlir::{build, diagnostics};
use tricast_passes::rewrite::sample::Sampler;
use tricast_runtime::thread_count;

use super::check_rule::{Event, Report};
use crate::child::{self, Failure, Starter};

/// How many failures of a rule are told.
const MOST_TOLD: usize = 3;

/// The arguments of `tricast check-rules`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tricast check-rules
  tricast check-rules my-rules.pdll --instances 1000
  tricast check-rules simplify,fuse --filter '^View' --seed 7")]
pub struct CheckRules {
    /// Themes of the library, 'all', or files that end with .pdll, separated by commas
    #[arg(default_value = "all")]
    rules: String,
    /// How many programs each rule is applied to
    #[arg(long, value_name = "N", default_value = "100")]
    instances: NonZeroUsize,
    /// Another seed gives other programs
    #[arg(long, value_name = "N", default_value_t = 0)]
    seed: u64,
    /// A file with rules for which no programs are found, a line each: the name, and why
    #[arg(long, value_name = "FILE")]
    known: Option<PathBuf>,
    /// Only rules whose name this regular expression finds something in
    #[arg(long, value_name = "RE")]
    filter: Option<Regex>,
    /// How many rules at once [default: the number of cores]
    #[arg(long, value_name = "N")]
    jobs: Option<NonZeroUsize>,
    /// How long a rule may take, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 300)]
    timeout: u64,
}

/// A rule, as far as this process knows it.
struct Named {
    name: String,
    numerics: Numerics,
}

pub fn run(arguments: &CheckRules) -> anyhow::Result<ExitCode> {
    let all = rules(&arguments.rules)?;
    let names: Vec<&str> = all.iter().map(|rule| rule.name.as_str()).collect();
    let is_wanted =
        |rule: &&Named| arguments.filter.as_ref().is_none_or(|filter| filter.is_match(&rule.name));
    let wanted: Vec<&Named> = all.iter().filter(is_wanted).collect();
    if wanted.is_empty() {
        bail!("no rule has such a name; there are: {}", names.join(", "));
    }
    let known = known(arguments)?;
    let starter = Starter::new(Duration::from_secs(arguments.timeout))?;
    let jobs = arguments.jobs.map_or_else(thread_count, Ok).map_err(anyhow::Error::msg)?;
    let reports = child::each(&wanted, jobs, |rule| report(arguments, &starter, &rule.name));
    let (mut right, mut wrong, mut unknown) = (0, 0, 0);
    for (rule, report) in wanted.iter().zip(&reports) {
        match print(rule, report, arguments, known.get(&rule.name)) {
            Verdict::Right => right += 1,
            Verdict::Wrong => wrong += 1,
            Verdict::NotChecked => unknown += 1,
        }
    }
    let unknown = match unknown {
        0 => String::new(),
        count => format!(", {count} not checked"),
    };
    println!("{right} rules right, {wrong} not{unknown}");
    Ok(if wrong == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The rules of these themes and files.
fn rules(names: &str) -> anyhow::Result<Vec<Named>> {
    let context = build::context();
    let (sampler, messages) = diagnostics::collect(&context, || Sampler::new(&context, names));
    let sampler = sampler.map_err(|reason| anyhow!("{reason}\n{}", messages.join("\n")))?;
    let named =
        sampler.rules().iter().map(|it| Named { name: it.name.to_string(), numerics: it.numerics });
    Ok(named.collect())
}

/// The rules for which no programs are found, with the reasons.
fn known(arguments: &CheckRules) -> anyhow::Result<HashMap<String, String>> {
    let Some(path) = &arguments.known else { return Ok(HashMap::new()) };
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    let entry = |line: &str| match line.split_once(' ') {
        Some((name, reason)) => Ok((name.to_owned(), reason.trim().to_owned())),
        None => bail!("{}: expected a reason after '{line}'", path.display()),
    };
    lines.map(entry).collect()
}

/// What comes of a rule.
enum Verdict {
    Right,
    Wrong,
    /// No programs are found for it, which is known.
    NotChecked,
}

/// What is found of a rule.
fn report(arguments: &CheckRules, starter: &Starter, name: &str) -> Report {
    let check = |is_alone: bool| {
        let mut command = starter.command(1);
        command.args(["check-rule", &arguments.rules, name]);
        command.args(["--instances", &arguments.instances.to_string()]);
        command.args(["--seed", &arguments.seed.to_string()]);
        if is_alone {
            command.arg("--alone");
        }
        starter.output(command)
    };
    let failure = match check(false) {
        Ok(output) => {
            if let Some(Event::Report(report)) = events(&output).next_back() {
                return report;
            }
            Failure { output, ending: "nothing was reported".to_owned() }
        }
        // It may be one of several programs: the same again, one at a time.
        Err(failure) => check(true).err().unwrap_or(failure),
    };
    let mut trying = events(&failure.output).filter_map(|event| match event {
        Event::Trying(program) => Some(program),
        Event::Report(_) => None,
    });
    let program = trying.next_back().unwrap_or_default();
    Report { failures: vec![format!("{}\n{program}", failure.ending)], ..Report::default() }
}

/// What a process told.
fn events(output: &str) -> impl DoubleEndedIterator<Item = Event> {
    output.lines().filter_map(|line| serde_json::from_str(line).ok())
}

/// Tells what was found of a rule.
fn print(rule: &Named, report: &Report, arguments: &CheckRules, known: Option<&String>) -> Verdict {
    let Named { name, numerics } = rule;
    let Report { ran, refused, reason, failures } = report;
    let is_enough = *ran >= arguments.instances.get();
    let class = format!("{numerics:?}").to_lowercase();
    let (verdict, word) = match (failures.is_empty(), is_enough, known) {
        (true, true, _) => (Verdict::Right, style("ok").green()),
        (true, false, Some(_)) => (Verdict::NotChecked, style("not checked").yellow()),
        _ => (Verdict::Wrong, style("FAIL").red().bold()),
    };
    print!("{word} {name} ({class}): {ran} programs");
    match refused {
        0 => println!(),
        _ => println!(", {refused} refused by the CPU ({reason})"),
    }
    for failure in failures.iter().take(MOST_TOLD) {
        println!("  {}", failure.trim_end().replace('\n', "\n  "));
    }
    if failures.len() > MOST_TOLD {
        println!("  and {} more", failures.len() - MOST_TOLD);
    }
    if !failures.is_empty() {
        println!(
            "  again: tricast check-rules {} --filter '^{name}$' --instances {} --seed {}",
            arguments.rules, arguments.instances, arguments.seed
        );
    }
    match known {
        Some(_) if is_enough => println!("  is not to be on the list any more"),
        Some(reason) => println!("  {reason}"),
        None if !is_enough && failures.is_empty() => {
            println!("  expected {} programs: no more were found", arguments.instances);
        }
        None => {}
    }
    verdict
}
