//! One rule of `tricast check-rules`, in a process of its own.

mod judge;

use std::{num::NonZeroUsize, process::ExitCode};

use anyhow::{Context as _, anyhow};
use fastrand::Rng;
use melior::ir::Module;
use serde::{Deserialize, Serialize};
use tricast_dialects::{DType, Dim};
use tricast_egraph::rule::{Numerics, Rule};
use tricast_lowering::cpu::{self, Effort};
use tricast_mlir::{build, diagnostics};
use tricast_passes::rewrite::sample::{self, Elements, Input, Instance, Sampler, Side};
use tricast_runtime::{Executable, HostTensor, Options, WeightSource};

/// How many programs of a rule the CPU may refuse for each that it runs, before it is given up.
const MOST_REFUSED: usize = 4;
/// How many ops are tried for each program of a rule.
const MOST_TRIES: usize = 50_000;
/// How many programs are compiled as one.
const MOST_AT_ONCE: usize = 50;

/// The arguments of the hidden `tricast check-rule`.
#[derive(Debug, clap::Args)]
pub struct CheckRule {
    /// As those of `check-rules`
    rules: String,
    /// The name of the rule
    name: String,
    /// How many programs
    #[arg(long)]
    instances: NonZeroUsize,
    /// Another seed gives other programs
    #[arg(long)]
    seed: u64,
    /// Compile and run each program alone
    #[arg(long)]
    alone: bool,
}

/// What is told of a rule, a line of JSON each.
#[derive(Debug, Serialize, Deserialize)]
pub enum Event {
    /// This program is compiled and run next.
    Trying(String),
    /// All is done.
    Report(Report),
}

/// What was found of a rule.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Report {
    /// Programs that ran.
    pub ran: usize,
    /// Programs that the CPU refuses.
    pub refused: usize,
    /// Why it refused the last of them.
    pub reason: String,
    /// What is wrong.
    pub failures: Vec<String>,
}

impl Event {
    fn tell(&self) -> anyhow::Result<()> {
        println!("{}", serde_json::to_string(self)?);
        Ok(())
    }
}

pub fn run(arguments: &CheckRule) -> anyhow::Result<ExitCode> {
    let context = build::context();
    let sampler = Sampler::new(&context, &arguments.rules).map_err(|reason| anyhow!(reason))?;
    Event::Report(check(arguments, &sampler)?).tell()?;
    Ok(ExitCode::SUCCESS)
}

/// What is found of a rule.
fn check(arguments: &CheckRule, sampler: &Sampler) -> anyhow::Result<Report> {
    let rule = sampler.rules().iter().find(|rule| *rule.name == *arguments.name);
    let rule = rule.with_context(|| format!("there is no rule {}", arguments.name))?;
    let mut rng = Rng::with_seed(arguments.seed);
    let mut report = Report::default();
    let wanted = arguments.instances.get();
    let mut tries = MOST_TRIES * wanted;
    let most = if arguments.alone { 1 } else { MOST_AT_ONCE };
    while report.ran < wanted && report.refused <= MOST_REFUSED * wanted {
        let mut trials = vec![];
        while trials.len() < most.min(wanted - report.ran) {
            match sampler.instance(rule, &mut rng, &mut tries) {
                Ok(Some(instance)) => trials.push(Trial::new(rule, instance, &mut rng)?),
                Ok(None) => break,
                Err(error) => {
                    report.failures.push(error.to_string());
                    return Ok(report);
                }
            }
        }
        if trials.is_empty() {
            break;
        }
        try_all(rule, &trials, &mut report)?;
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

    /// What is wrong, with both sides.
    fn told(&self, text: &str) -> String {
        let side = |side: fn(&Instance) -> &Side| sample::module([&self.instance], side);
        let (before, after) = (side(|instance| &instance.before), side(|instance| &instance.after));
        format!("{text}\n{before}became\n{after}")
    }
}

/// Tensors of several runs.
type Shaken = Vec<Vec<HostTensor>>;

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
    HostTensor::from_numbers(dtype, &sizes, || match (input.elements, dtype, floats) {
        (_, DType::Bool, _) => f64::from(rng.bool()),
        (Elements::Signs, ..) => *rng.choice(&[-1.0, 1.0]).expect("there are two"),
        (Elements::Shares, ..) if range.is_none() => rng.f64(),
        (Elements::Within([least, largest]), ..) => rng.i64(least..=largest) as f64,
        _ if range.is_some() => range.map_or(0, |[least, largest]| rng.i64(least..=largest)) as f64,
        (_, _, Floats::Positive) => 2.0 - 2.0 * rng.f64(),
        (_, _, Floats::Special) if rng.usize(..6) == 0 => SPECIAL[rng.usize(..SPECIAL.len())],
        _ => 4.0 * rng.f64() - 2.0,
    })
}

/// Runs programs, all as one; where that is refused, in halves.
fn try_all(rule: &Rule, trials: &[Trial], report: &mut Report) -> anyhow::Result<()> {
    match outcomes(trials) {
        Ok((before, after)) => {
            let (mut before, mut after) = (before.into_iter(), after.into_iter());
            for trial in trials {
                report.ran += 1;
                let count = trial.instance.before.result_count();
                let before: Vec<HostTensor> = before.by_ref().take(count).collect();
                let after: Vec<HostTensor> = after.by_ref().take(count).collect();
                let verdict = judge::difference(rule.numerics, &before, &after, |floats| {
                    shaken(trial, floats)
                })?;
                report.failures.extend(verdict.map(|text| trial.told(&text)));
            }
        }
        Err(error) if trials.len() == 1 => {
            report.refused += 1;
            report.reason = format!("{error:#}").lines().next().unwrap_or_default().to_owned();
        }
        Err(_) => {
            let (left, right) = trials.split_at(trials.len() / 2);
            try_all(rule, left, report)?;
            try_all(rule, right, report)?;
        }
    }
    Ok(())
}

/// What both sides of programs give.
fn outcomes(trials: &[Trial]) -> anyhow::Result<(Vec<HostTensor>, Vec<HostTensor>)> {
    let inputs: Vec<HostTensor> =
        trials.iter().flat_map(|trial| trial.inputs.iter().cloned()).collect();
    let instances = || trials.iter().map(|trial| &trial.instance);
    let inputs = std::slice::from_ref(&inputs);
    let run = |side: fn(&Instance) -> &Side| execute(&sample::module(instances(), side), inputs);
    Ok((run(|instance| &instance.before)?.remove(0), run(|instance| &instance.after)?.remove(0)))
}

/// What a program gives before the rule, each time on inputs that are made of its own.
fn shaken(trial: &Trial, inputs: &dyn Fn(&[HostTensor]) -> Shaken) -> anyhow::Result<Shaken> {
    let text = sample::module([&trial.instance], |instance| &instance.before);
    execute(&text, &inputs(&trial.inputs))
}

/// What a program gives on each of these inputs.
fn execute(text: &str, inputs: &[Vec<HostTensor>]) -> anyhow::Result<Shaken> {
    Event::Trying(text.to_owned()).tell()?;
    let context = build::context();
    let (program, messages) = diagnostics::collect(&context, || {
        let mut module = Module::parse(&context, text)?;
        Some(cpu::compile_with(&mut module, Effort::Least))
    });
    let program = program.with_context(|| messages.join("\n"))?;
    let none: Vec<Box<dyn WeightSource>> = vec![];
    let options = Options { threads: NonZeroUsize::new(1), ..Options::default() };
    let mut executable = Executable::load(program?, &none, &options)?;
    let run = |inputs: &Vec<HostTensor>| {
        let outputs = executable.run(inputs)?.values.into_iter();
        outputs.map(|value| value.context("a result is missing")).collect()
    };
    inputs.iter().map(run).collect()
}
