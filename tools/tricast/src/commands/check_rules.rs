//! `tricast check-rules`: whether rewrite rules are right.
//!
//! Each rule is applied to random programs, made for it: random shapes, dtypes and attributes. Both
//! the program and what the rule makes of it run on the CPU, on the same random inputs, and give
//! the same, as close as the rule says of itself. A rule for which no such programs are found
//! fails too.

use std::{
    collections::HashMap,
    num::NonZeroUsize,
    panic::{self, AssertUnwindSafe},
    path::PathBuf,
    process::ExitCode,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    thread,
};

use anyhow::{Context as _, anyhow, bail};
use console::style;
use fastrand::Rng;
use melior::ir::Module;
use regex::Regex;
use tricast_dialects::{DType, Dim};
use tricast_egraph::rule::{Numerics, Rule};
use tricast_lowering::cpu;
use tricast_mlir::{build, diagnostics};
use tricast_passes::rewrite::sample::{self, Input, Instance, Sampler, Side};
use tricast_runtime::{Executable, HostTensor, Options, WeightSource, thread_count};

use crate::{
    compare::{Tolerance, compare},
    progress::Progress,
};

/// How many programs of a rule the CPU may refuse for each that it runs, before it is given up.
const MOST_REFUSED: usize = 4;
/// How many ops are tried for each program of a rule.
const MOST_TRIES: usize = 10_000;
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
}

/// What was found of a rule.
struct Report {
    name: String,
    numerics: Numerics,
    /// Programs that ran.
    ran: usize,
    /// Programs that the CPU refuses, and why the last.
    refused: usize,
    reason: String,
    failures: Vec<String>,
}

impl Report {
    fn of_panic(name: &str) -> Self {
        Report {
            name: name.to_owned(),
            numerics: Numerics::Exact,
            ran: 0,
            refused: 0,
            reason: String::new(),
            failures: vec!["the compiler panicked: see standard error".to_owned()],
        }
    }

    fn new(rule: &Rule) -> Self {
        Report {
            name: rule.name.to_string(),
            numerics: rule.numerics,
            ran: 0,
            refused: 0,
            reason: String::new(),
            failures: vec![],
        }
    }
}

pub fn run(arguments: &CheckRules) -> anyhow::Result<ExitCode> {
    let names: Vec<String> = {
        let context = build::context();
        let (sampler, messages) =
            diagnostics::collect(&context, || Sampler::new(&context, &arguments.rules));
        let sampler = sampler.map_err(|reason| anyhow!("{reason}\n{}", messages.join("\n")))?;
        sampler.rules().iter().map(|rule| rule.name.to_string()).collect()
    };
    let is_wanted =
        |name: &&String| arguments.filter.as_ref().is_none_or(|filter| filter.is_match(name));
    let wanted: Vec<&String> = names.iter().filter(is_wanted).collect();
    if wanted.is_empty() {
        bail!("no rule has such a name; there are: {}", names.join(", "));
    }
    let known = known(arguments)?;
    let reports = check_all(arguments, &wanted)?;
    let (mut right, mut wrong, mut unknown) = (0, 0, 0);
    for report in &reports {
        match print(report, arguments, known.get(&report.name)) {
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

/// The reports of rules, on all cores.
fn check_all(arguments: &CheckRules, names: &[&String]) -> anyhow::Result<Vec<Report>> {
    let threads = thread_count().map_err(anyhow::Error::msg)?;
    let progress = Progress::of(names.len(), "checking");
    let next = AtomicUsize::new(0);
    let reports: Mutex<Vec<anyhow::Result<Report>>> = Mutex::new(vec![]);
    thread::scope(|scope| {
        for _ in 0..threads.get() {
            scope.spawn(|| {
                let context = build::context();
                let report = |report| {
                    reports.lock().unwrap_or_else(PoisonError::into_inner).push(report);
                };
                let sampler = match Sampler::new(&context, &arguments.rules) {
                    Ok(sampler) => sampler,
                    Err(reason) => return report(Err(anyhow!(reason))),
                };
                while let Some(name) = names.get(next.fetch_add(1, Relaxed)) {
                    // One rule that panics is no reason not to check the others: what the sampler
                    // has does not change.
                    let check = AssertUnwindSafe(|| check(arguments, &sampler, name));
                    report(
                        panic::catch_unwind(check).unwrap_or_else(|_| Ok(Report::of_panic(name))),
                    );
                    progress.step();
                }
            });
        }
    });
    let reports = reports.into_inner().unwrap_or_else(PoisonError::into_inner);
    let mut reports: Vec<Report> = reports.into_iter().collect::<anyhow::Result<_>>()?;
    reports.sort_by_key(|report| names.iter().position(|name| **name == report.name));
    Ok(reports)
}

/// Tells what was found of a rule.
fn print(report: &Report, arguments: &CheckRules, known: Option<&String>) -> Verdict {
    let Report { name, numerics, ran, refused, reason, failures } = report;
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

/// What is found of the rule of this name.
fn check(arguments: &CheckRules, sampler: &Sampler, name: &str) -> anyhow::Result<Report> {
    let rule = sampler.rules().iter().find(|rule| *rule.name == *name);
    let rule = rule.with_context(|| format!("there is no rule {name}"))?;
    let mut rng = Rng::with_seed(arguments.seed);
    let mut report = Report::new(rule);
    let mut tries = MOST_TRIES * arguments.instances.get();
    let wanted = arguments.instances.get();
    while report.ran < wanted && report.refused <= MOST_REFUSED * wanted {
        let mut instances = vec![];
        while instances.len() < wanted - report.ran {
            match sampler.instance(rule, &mut rng, &mut tries) {
                Ok(Some(instance)) => instances.push(Trial::new(rule, instance, &mut rng)?),
                Ok(None) => break,
                Err(error) => {
                    report.failures.push(error.to_string());
                    return Ok(report);
                }
            }
        }
        if instances.is_empty() {
            break;
        }
        try_all(&instances, &mut report);
        if !report.failures.is_empty() {
            break;
        }
    }
    Ok(report)
}

/// A program with inputs for it.
struct Trial {
    instance: Instance,
    inputs: Vec<HostTensor>,
}

/// What floats are like.
#[derive(Clone, Copy)]
enum Floats {
    /// From -2 to 2.
    Small,
    /// From 0 to 2, and not 0.
    Positive,
    /// Every sixth not a number that one can count with.
    Special,
}

impl Trial {
    fn new(rule: &Rule, instance: Instance, rng: &mut Rng) -> anyhow::Result<Self> {
        let floats = match rng.usize(..4) {
            0 => Floats::Positive,
            1 if rule.numerics == Numerics::Exact => Floats::Special,
            _ => Floats::Small,
        };
        let inputs = instance.inputs.iter().map(|input| random(input, floats, rng));
        let inputs = inputs.collect::<Result<_, _>>()?;
        Ok(Trial { instance, inputs })
    }
}

fn random(
    input: &Input,
    floats: Floats,
    rng: &mut Rng,
) -> Result<HostTensor, tricast_runtime::TensorError> {
    const SPECIAL: [f64; 6] = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 0.0, -0.0, 1e30];
    let dtype = input.ty.dtype;
    let sizes: Vec<usize> =
        input.ty.shape.iter().filter_map(Dim::as_static).map(|size| size as usize).collect();
    let range = input.range();
    HostTensor::from_numbers(dtype, &sizes, || match (range, dtype, floats) {
        (Some([least, largest]), ..) => rng.i64(least..=largest) as f64,
        (_, DType::Bool, _) => f64::from(rng.bool()),
        (_, _, Floats::Positive) => 2.0 - 2.0 * rng.f64(),
        (_, _, Floats::Special) if rng.usize(..6) == 0 => SPECIAL[rng.usize(..SPECIAL.len())],
        _ => 4.0 * rng.f64() - 2.0,
    })
}

/// Runs programs, all as one; where that is refused, in halves.
fn try_all(trials: &[Trial], report: &mut Report) {
    match outcomes(trials) {
        Ok((before, after)) => {
            let (mut before, mut after) = (before.into_iter(), after.into_iter());
            for trial in trials {
                report.ran += 1;
                let count = trial.instance.before.result_count();
                let before: Vec<HostTensor> = before.by_ref().take(count).collect();
                let after: Vec<HostTensor> = after.by_ref().take(count).collect();
                report.failures.extend(difference(report.numerics, trial, &before, &after));
            }
        }
        Err(error) if trials.len() == 1 => {
            report.refused += 1;
            report.reason = format!("{error:#}").lines().next().unwrap_or_default().to_owned();
        }
        Err(_) => {
            let (left, right) = trials.split_at(trials.len() / 2);
            try_all(left, report);
            try_all(right, report);
        }
    }
}

/// What both sides of programs give.
fn outcomes(trials: &[Trial]) -> anyhow::Result<(Vec<HostTensor>, Vec<HostTensor>)> {
    let inputs: Vec<HostTensor> =
        trials.iter().flat_map(|trial| trial.inputs.iter().cloned()).collect();
    let instances = || trials.iter().map(|trial| &trial.instance);
    let before = execute(&sample::module(instances(), |instance| &instance.before), &inputs)?;
    let after = execute(&sample::module(instances(), |instance| &instance.after), &inputs)?;
    Ok((before, after))
}

/// What a program gives.
fn execute(text: &str, inputs: &[HostTensor]) -> anyhow::Result<Vec<HostTensor>> {
    let context = build::context();
    let (program, messages) = diagnostics::collect(&context, || {
        let mut module = Module::parse(&context, text)?;
        Some(cpu::compile(&mut module))
    });
    let program = program.with_context(|| messages.join("\n"))?;
    let none: Vec<Box<dyn WeightSource>> = vec![];
    let options = Options { threads: NonZeroUsize::new(1), ..Options::default() };
    let outputs = Executable::load(program?, &none, &options)?.run(inputs)?;
    outputs.values.into_iter().map(|value| value.context("a result is missing")).collect()
}

/// How far the two sides of a rule may differ, relative to a result, and absolute in parts of the
/// largest of the results: exact rules not at all; those that reassociate by units of the last
/// place of the dtype; approximations by a thousandth.
fn tolerance(numerics: Numerics, dtype: DType, largest: f64) -> Tolerance {
    let epsilon = match dtype {
        DType::F64 => 2f64.powi(-52),
        DType::F16 => 2f64.powi(-10),
        DType::BF16 => 2f64.powi(-7),
        _ => 2f64.powi(-23),
    };
    let (tolerance, largest) = match numerics {
        Numerics::Exact => (0.0, largest),
        Numerics::Reassociates => (32.0 * epsilon, largest),
        Numerics::Approximates => (f64::max(32.0 * epsilon, 1e-3), largest.max(1.0)),
    };
    Tolerance { rtol: tolerance, atol: tolerance * largest }
}

/// How the two sides of a program differ, if they do.
fn difference(
    numerics: Numerics,
    trial: &Trial,
    before: &[HostTensor],
    after: &[HostTensor],
) -> Option<String> {
    let told = |side: fn(&Instance) -> &Side| sample::module([&trial.instance], side);
    for (before, after) in before.iter().zip(after) {
        let real = before.as_real();
        let numbers = (0..real.len()).filter_map(|index| real.number(index));
        let finite = numbers.map(|number| number.to_f64().abs()).filter(|it| it.is_finite());
        let largest = finite.fold(0.0, f64::max);
        let found = compare(after, before, tolerance(numerics, before.dtype(), largest));
        let text = match found {
            Ok(found) if found.is_none() => continue,
            Ok(found) => found.describe(),
            Err(reason) => reason,
        };
        let (before, after) = (told(|instance| &instance.before), told(|instance| &instance.after));
        return Some(format!("{text}\n{before}became\n{after}"));
    }
    None
}
