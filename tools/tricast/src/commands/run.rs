//! `tricast run`

use std::{path::PathBuf, process::ExitCode, time::Instant};

use anyhow::bail;
use serde::Serialize;
use tricast_lowering::target::{TARGETS, Target};
use tricast_runtime::{Executor, HostTensor, KernelTime, Outputs, random_inputs};

use crate::{
    compare::Tolerance,
    expect::{self, Verdict},
    load::{LoadArguments, Loaded, load, load_rounded},
    precision::Precision,
    profile,
    progress::Progress,
    tensors::{self, Named},
};

/// The arguments of `tricast run`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Tensors are named input.0, input.1, ... and output.0, output.1, ... in a \
safetensors file; .npy files have one each, and are given in this order.

Without --inputs they are random: floats from -1 to 1, ints 0 or 1.

Examples:
  tricast run model.pt2 --inputs x.safetensors --outputs y.safetensors
  tricast run model.tricast --inputs a.npy --inputs b.npy --outputs y.npy
  tricast run model.pt2 --random-weights --iters 20 --json
  tricast run model.pt2 --target vulkan --device 1 --profile
  tricast run model.pt2 --target all")]
pub struct Run {
    /// The program: an archive of torch.export, a module at the level of aten, or compiled
    #[arg(value_name = "MODEL.{pt2,mlir,tricast}")]
    model: PathBuf,
    /// Where the inputs are
    #[arg(long, value_name = "FILE.{safetensors,npy}")]
    inputs: Vec<PathBuf>,
    /// Where to write the outputs
    #[arg(long, value_name = "FILE.{safetensors,npy}")]
    outputs: Vec<PathBuf>,
    /// What the outputs should be
    #[arg(long, value_name = "FILE.{safetensors,npy}")]
    expect: Vec<PathBuf>,
    /// How far an output may be off: atol + rtol * |expected|
    #[arg(long, value_name = "R", default_value_t = 1e-4)]
    rtol: f64,
    /// See --rtol
    #[arg(long, value_name = "A", default_value_t = 1e-5)]
    atol: f64,
    /// Run so often, and tell the median time
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    iters: Option<u32>,
    /// Print how long each kernel took in the last run, the longest first. On Vulkan they then run
    /// one after the other
    #[arg(long)]
    profile: bool,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    loading: LoadArguments,
}

/// What `--json` prints.
#[derive(Debug, Default, Serialize)]
struct Report {
    /// It ran, and the outputs are as expected, if anything was.
    ok: bool,
    target: &'static str,
    /// None without --expect, or where an output is not finite as expected.
    max_abs_err: Option<f64>,
    /// Of the elements that are not expected to be 0.
    max_rel_err: Option<f64>,
    /// Import and compilation.
    compile_ms: f64,
    /// One run.
    median_ms: Option<f64>,
    /// The most memory that this process had, in 10⁶ bytes.
    peak_rss_mb: Option<f64>,
    /// Kernels of one run.
    dispatches: usize,
    /// Bytes copied between the host and the target in one run.
    transferred_bytes: u64,
    /// The time of a run on a target that is simulated.
    #[serde(skip_serializing_if = "Option::is_none")]
    simulated_ms: Option<f64>,
    /// Ops of the model that ran on the target.
    delegated_ops: usize,
    /// Ops that did not.
    fallback_ops: Vec<String>,
    /// How long the kernels of the last run took; none with --profile where the target cannot say.
    #[serde(skip_serializing_if = "Option::is_none")]
    kernels: Option<Vec<KernelTime>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

pub fn run(arguments: &Run) -> anyhow::Result<ExitCode> {
    if arguments.loading.target.target.is_all() {
        if arguments.profile {
            bail!("--profile: takes one target, not all");
        }
        return run_all(arguments);
    }
    let mut report = Report { target: arguments.loading.target.target.name(), ..Report::default() };
    let result = execute(arguments, &mut report);
    report.peak_rss_mb = peak_rss_mb();
    if let Err(error) = &result {
        report.error = Some(format!("{error:#}"));
    }
    report.ok = matches!(&result, Ok(failures) if failures.is_empty());
    if arguments.json {
        println!("{}", serde_json::to_string(&report)?);
    }
    let failures = result?;
    for failure in &failures {
        eprintln!("error: {failure}");
    }
    Ok(if report.ok { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Runs the program. Gives what is not as expected.
fn execute(arguments: &Run, report: &mut Report) -> anyhow::Result<Vec<String>> {
    let loading = LoadArguments { profile: arguments.profile, ..arguments.loading.clone() };
    let Loaded { mut executor, places, compile_ms } = load(&arguments.model, &loading)?;
    report.compile_ms = compile_ms;
    report.delegated_ops = places.target;
    report.fallback_ops = places.cpu;
    let inputs = inputs(arguments, &*executor)?;
    let expected = tensors::read(&arguments.expect, "output")?;
    let progress = Progress::start(&format!("running {}", arguments.model.display()));
    let start = Instant::now();
    let outputs = executor.run(&inputs)?;
    let first = start.elapsed().as_secs_f64() * 1e3;
    let measures = executor.measures();
    report.dispatches = measures.dispatches;
    report.transferred_bytes = measures.transferred;
    report.simulated_ms = measures.simulated.map(|seconds| seconds * 1e3);
    let verdict = match arguments.expect.is_empty() {
        true => None,
        false => {
            let target = arguments.loading.target.target.one()?;
            Some(judge(arguments, target, &*executor, (&inputs, &outputs), &expected)?)
        }
    };
    report.median_ms = Some(match arguments.iters {
        None => first,
        Some(count) => median(&mut *executor, &inputs, count)?,
    });
    if arguments.profile {
        // A device may compile what runs first.
        if arguments.iters.is_none() {
            median(&mut *executor, &inputs, 1)?;
        }
        report.kernels = executor.kernel_times();
    }
    drop(progress);
    let finite = |error: f64| error.is_finite().then_some(error);
    report.max_abs_err = verdict.as_ref().and_then(|verdict| finite(verdict.max_abs));
    report.max_rel_err = verdict.as_ref().and_then(|verdict| finite(verdict.max_rel));
    tensors::write(&arguments.outputs, &named(&outputs))?;
    if !arguments.json {
        print(&outputs, verdict.as_ref(), report);
    }
    if arguments.profile && !arguments.json {
        match &report.kernels {
            Some(kernels) => print!("{}", profile::table(kernels)),
            None => println!("the kernels of --target {} are not measured", report.target),
        }
    }
    Ok(verdict.map(|verdict| verdict.failures).unwrap_or_default())
}

/// A program on one of all targets.
#[derive(Serialize)]
struct Comparison {
    target: &'static str,
    /// Of the CPU's outputs.
    max_abs_err: Option<f64>,
    /// The outputs are as those of the CPU, as far as the tolerance says.
    ok: bool,
    delegated_ops: usize,
    fallback_ops: usize,
    dispatches: usize,
    transferred_bytes: u64,
    ms: f64,
    /// The time is that of a simulated device.
    simulated: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

/// Runs the program on every target, with the same inputs, and compares the outputs with the CPU's.
fn run_all(arguments: &Run) -> anyhow::Result<ExitCode> {
    let mut reference: Option<(Vec<HostTensor>, Named)> = None;
    let mut rows = vec![];
    for target in TARGETS {
        let row = compare_target(arguments, *target, &mut reference);
        rows.push(row.unwrap_or_else(|error| Comparison {
            target: target.name(),
            max_abs_err: None,
            ok: false,
            delegated_ops: 0,
            fallback_ops: 0,
            dispatches: 0,
            transferred_bytes: 0,
            ms: 0.0,
            simulated: false,
            error: Some(format!("{error:#}")),
        }));
    }
    if arguments.json {
        println!("{}", serde_json::to_string(&rows)?);
    } else {
        print_all(&rows);
    }
    let ok = rows.iter().all(|row| row.ok);
    Ok(if ok { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn compare_target(
    arguments: &Run,
    target: &'static dyn Target,
    reference: &mut Option<(Vec<HostTensor>, Named)>,
) -> anyhow::Result<Comparison> {
    let mut loading = arguments.loading.clone();
    loading.target.target = target.into();
    let Loaded { mut executor, places, .. } = load(&arguments.model, &loading)?;
    let inputs = match &*reference {
        Some((inputs, _)) => inputs.clone(),
        None => inputs(arguments, &*executor)?,
    };
    let outputs = executor.run(&inputs)?;
    let (_, expected) = reference.get_or_insert_with(|| (inputs.clone(), named(&outputs)));
    let verdict = judge(arguments, target, &*executor, (&inputs, &outputs), expected)?;
    let measures = executor.measures();
    let ms = median(&mut *executor, &inputs, arguments.iters.unwrap_or(1))?;
    for failure in &verdict.failures {
        eprintln!("error: {}: {failure}", target.name());
    }
    Ok(Comparison {
        target: target.name(),
        max_abs_err: verdict.max_abs.is_finite().then_some(verdict.max_abs),
        ok: verdict.failures.is_empty(),
        delegated_ops: places.target,
        fallback_ops: places.cpu.len(),
        dispatches: measures.dispatches,
        transferred_bytes: measures.transferred,
        ms: measures.simulated.map_or(ms, |seconds| seconds * 1e3),
        simulated: measures.simulated.is_some(),
        error: None,
    })
}

/// Compares what a run gave with what was expected: within the tolerance of the command line, or if the
/// target's floats are shorter than the program's, by what rounding moves.
fn judge(
    arguments: &Run,
    target: &dyn Target,
    executor: &dyn Executor,
    (inputs, outputs): (&[HostTensor], &Outputs),
    expected: &Named,
) -> anyhow::Result<Verdict> {
    let tolerance = Tolerance { rtol: arguments.rtol, atol: arguments.atol };
    let verdict = expect::check(executor, inputs, outputs, expected, tolerance)?;
    let Some(precision) = Precision::of_target(target) else { return Ok(verdict) };
    let mut rounded = load_rounded(&arguments.model, &arguments.loading, precision)?;
    let judged =
        expect::check_rounded(executor, inputs, outputs, expected, (&mut rounded, precision))?;
    Ok(Verdict { failures: judged.failures, ..verdict })
}

fn print_all(rows: &[Comparison]) {
    println!(
        "{:8} {:>12} {:>10} {:>10} {:>10} {:>12} {:>12}",
        "target", "max error", "ops on it", "on the CPU", "dispatches", "bytes moved", "ms"
    );
    for row in rows {
        if let Some(error) = &row.error {
            println!("{:8} {error}", row.target);
            continue;
        }
        let error = row.max_abs_err.map_or("not finite".into(), |error| format!("{error:.1e}"));
        // MLX does not say how many kernels it starts.
        let dispatches = match row.dispatches {
            0 => "-".to_owned(),
            count => count.to_string(),
        };
        let label = if row.simulated { " simulated" } else { "" };
        println!(
            "{:8} {error:>12} {:>10} {:>10} {dispatches:>10} {:>12} {:>12.3}{label}",
            row.target, row.delegated_ops, row.fallback_ops, row.transferred_bytes, row.ms
        );
    }
}

/// The inputs that the command line names, or random ones.
fn inputs(arguments: &Run, executor: &dyn Executor) -> anyhow::Result<Vec<HostTensor>> {
    Ok(match arguments.inputs.is_empty() {
        true => random_inputs(executor.signature(), 0)?,
        false => tensors::numbered(&tensors::read(&arguments.inputs, "input")?, "input")?,
    })
}

/// The median time of so many runs, in milliseconds, each from the same state.
fn median(executor: &mut dyn Executor, inputs: &[HostTensor], count: u32) -> anyhow::Result<f64> {
    let mut times = vec![];
    for _ in 0..count {
        executor.reset()?;
        let start = Instant::now();
        let outputs = executor.run(inputs)?;
        times.push(start.elapsed().as_secs_f64() * 1e3);
        drop(outputs);
    }
    times.sort_by(f64::total_cmp);
    let middle = times.len() / 2;
    Ok(match times.len() % 2 {
        0 => (times[middle - 1] + times[middle]) / 2.0,
        _ => times[middle],
    })
}

/// The outputs by name, and the inputs that the program changed.
fn named(outputs: &Outputs) -> Named {
    let values = outputs.values.iter().enumerate();
    let values = values
        .filter_map(|(number, value)| Some((format!("output.{number}"), value.as_ref()?.clone())));
    let changed = outputs.changed_inputs.iter();
    let changed = changed.map(|(number, tensor)| (format!("input_after.{number}"), tensor.clone()));
    values.chain(changed).collect()
}

fn print(outputs: &Outputs, verdict: Option<&Verdict>, report: &Report) {
    for (name, tensor) in &named(outputs) {
        println!("{name}: {}{}", tensor.describe(), values(tensor));
    }
    if let Some(verdict) = verdict {
        let (abs, rel) = (verdict.max_abs, verdict.max_rel);
        println!("largest error: {abs:.3e} absolute, {rel:.3e} relative");
    }
    if let Some(median) = report.median_ms {
        println!("{median:.3} ms a run, after {:.0} ms of compilation", report.compile_ms);
    }
}

/// The first numbers of a tensor: ` = 1, 2, 3, ...`.
fn values(tensor: &HostTensor) -> String {
    const SHOWN: usize = 6;
    let tensor = tensor.as_real();
    let numbers: Vec<String> = (0..tensor.len().min(SHOWN))
        .filter_map(|at| Some(tensor.number(at)?.to_string()))
        .collect();
    let more = if tensor.len() > SHOWN { ", ..." } else { "" };
    if numbers.is_empty() { String::new() } else { format!(" = {}{more}", numbers.join(", ")) }
}

/// The most memory that this process had, in 10⁶ bytes; None where the system does not say.
fn peak_rss_mb() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib * 1024.0 / 1e6)
}
