//! What Spyre's planner makes of the programs of the goldens, beside what Torch-Spyre's front end
//! makes of them: the same ops, divided and placed alike, or others that are no slower by the model
//! of cost.
//!
//! `GOLDENS=different cargo test -p tricast-lowering --test goldens -- --nocapture` prints the
//! programs that are slower; so do the other verdicts, and parts of names. `COUNTS=DIR` writes the
//! counts to `DIR/goldens.json`, for benchmarks.

mod call;
#[path = "../../opspec/tests/common/mod.rs"]
mod common;
mod counts;
mod families;
mod rows;
mod totals;

use std::collections::BTreeMap;
use std::thread;

use common::notation::Written;
use melior::{Context, ir::Module, ir::operation::OperationLike};
use regex::Regex;
use rows::{Row, Seconds, UNWRITTEN, rows};
use tricast_lowering::spyre::{graph::Graph, run};
use tricast_mlir::{build, drivers::run_pipeline, ir::nested_ops};
use tricast_opspec::{Kernel, cost::kernel_seconds, notation::notation};

/// How a plan compares.
#[derive(Clone, Debug, PartialEq)]
enum Verdict {
    /// The same ops, divided and placed alike.
    Same,
    /// No kernel is needed.
    Nothing,
    /// Others, no slower.
    Cheaper,
    /// Others, slower than reductions whose parts nothing puts together, but no slower than whole
    /// ones.
    Whole,
    /// Others, slower.
    Different,
    /// It is not compared.
    Left(String),
}

/// A program with its plan.
struct Compared {
    row: Row,
    plan: String,
    seconds: f64,
    golden: Seconds,
    verdict: Verdict,
}

fn compare(row: Row) -> Compared {
    let left = |row: Row, reason: String| Compared {
        row,
        plan: String::new(),
        seconds: 0.0,
        golden: Seconds::default(),
        verdict: Verdict::Left(reason),
    };
    let calls = match row.calls.clone() {
        Ok(calls) => calls,
        Err(reason) => return left(row, reason.to_owned()),
    };
    let kernel = match planned(&calls, &row) {
        Ok(kernel) => kernel,
        Err(reason) => return left(row, reason),
    };
    let (plan, seconds) = (notation(&kernel), kernel_seconds(&kernel));
    let golden = row.seconds(kernel.ops.iter().flat_map(|op| &op.dims).map(|dim| dim.size));
    let within = |wanted: f64| seconds <= wanted * (1.0 + 1e-9);
    let verdict = if kernel.ops.is_empty() {
        Verdict::Nothing
    } else if canonical(&plan) == canonical(&row.notation) {
        Verdict::Same
    } else if within(golden.given) {
        Verdict::Cheaper
    } else if within(golden.whole) {
        Verdict::Whole
    } else {
        Verdict::Different
    };
    Compared { row, plan, seconds, golden, verdict }
}

/// The ops of kernels, each of them an SDSC.
fn ops_of(notation: &str) -> impl Iterator<Item = &str> {
    let ops = notation.split(" || ").flat_map(|kernel| kernel.split(" ; "));
    ops.filter(|op| !op.is_empty())
}

fn canonical(notation: &str) -> Vec<String> {
    // The notation of a move among cores is that of a copy, but for the name.
    ops_of(notation)
        .map(|op| Written::new(&op.replace("shuffle<", "identity<"), "").canonical())
        .collect()
}

/// The ops of a program, as `tricast` plans them. Rules say it in other words where an op is none of
/// Spyre's.
fn planned(calls: &str, row: &Row) -> Result<Kernel, String> {
    let context = build::context();
    let mut module = call::module(&context, calls, &row.inputs)?;
    convert(&mut module)?;
    if foreign(&module).is_some() {
        module = rewritten(&context, calls, row)?;
    }
    if let Some(op) = foreign(&module) {
        return Err(format!("{op} runs on the CPU"));
    }
    let graph = Graph::read(module.as_operation())?;
    Ok(run::compile(&graph, "main")?.plan.bundle)
}

fn convert(module: &mut Module) -> Result<(), String> {
    run_pipeline(module, "builtin.module(convert-to-target{target=spyre})").map(drop)
}

fn rewritten<'c>(context: &'c Context, calls: &str, row: &Row) -> Result<Module<'c>, String> {
    let mut module = call::module(context, calls, &row.inputs)?;
    let pipeline = "builtin.module(tricast-rewrite{rules=all numerics=reassociates cost=spyre})";
    run_pipeline(&mut module, pipeline)?;
    convert(&mut module)?;
    Ok(module)
}

/// An op that is not Spyre's.
fn foreign(module: &Module) -> Option<String> {
    let ops = nested_ops(module.as_operation()).into_iter();
    let mut names = ops.filter_map(|op| op.name().as_string_ref().as_str().ok().map(str::to_owned));
    names.find(|name| name.starts_with("aten."))
}

/// All programs, compared on all cores of this machine.
fn compared() -> Vec<Compared> {
    tricast_passes::register_once();
    let rows: Vec<Row> = rows();
    let count = thread::available_parallelism().map_or(1, usize::from);
    let mut shares: Vec<Vec<(usize, Row)>> = (0..count).map(|_| vec![]).collect();
    for (number, row) in rows.into_iter().enumerate() {
        shares[number % count].push((number, row));
    }
    let work = |share: Vec<(usize, Row)>| {
        let run = || share.into_iter().map(|(number, row)| (number, compare(row))).collect();
        thread::Builder::new().stack_size(1 << 26).spawn(run).expect("a thread starts")
    };
    let threads: Vec<thread::JoinHandle<Vec<_>>> = shares.into_iter().map(work).collect();
    let mut all: Vec<(usize, Compared)> =
        threads.into_iter().flat_map(|thread| thread.join().expect("no program panics")).collect();
    all.sort_by_key(|(number, _)| *number);
    all.into_iter().map(|(_, compared)| compared).collect()
}

/// Why plans are slower than those of Torch-Spyre, and of which programs at most how many are.
const CAUSES: [(&str, &str, usize); 4] = [
    ("a slice that an op reads twice is copied to scratchpads", r"^slice_add_", 4),
    ("a float becomes a bool by a copy, which is no bool", r"^to_dtype_.*_to_bool_", 3),
    ("a reduction writes to scratchpads, and a copy to memory", r"^vector_norm_.*_ord1_pad", 1),
    ("attention goes over blocks of keys", r"scaled_dot_product_attention \(\[1,32,855", 1),
];

/// Programs that have the same ops, and others that are no slower, at least; and those that are
/// slower than reductions that cannot be right, at most.
const LEAST: [(Verdict, usize); 3] =
    [(Verdict::Same, 394), (Verdict::Cheaper, 404), (Verdict::Nothing, 72)];
const WHOLE: usize = 99;

/// Prints a program if it is asked for.
fn print(compared: &Compared, name: &str) {
    let wanted = std::env::var("GOLDENS").unwrap_or_default();
    let Compared { row, plan, seconds, golden, .. } = compared;
    if wanted.is_empty() || wanted != name && !row.name.contains(&wanted) {
        return;
    }
    println!("{name}: {}: {:?}", row.name, row.calls);
    println!("  {:.3} us, golden {:.3} us", seconds * 1e6, golden.given * 1e6);
    println!("  {plan}\n  {}", row.notation);
}

#[test]
fn goldens() {
    let all = compared();
    let mut counts = BTreeMap::<String, usize>::new();
    let mut slower = BTreeMap::<&str, usize>::new();
    let mut unknown = vec![];
    for compared in &all {
        let name = match &compared.verdict {
            Verdict::Same => "same".to_owned(),
            Verdict::Nothing => "cheaper: no kernel".to_owned(),
            Verdict::Cheaper => "cheaper".to_owned(),
            Verdict::Whole => "reduced whole".to_owned(),
            Verdict::Different => "different".to_owned(),
            Verdict::Left(reason) => format!("left out: {reason}"),
        };
        print(compared, &name);
        *counts.entry(name).or_default() += 1;
        if compared.verdict == Verdict::Different {
            let is_why = |(_, pattern, _): &&(&str, &str, usize)| {
                Regex::new(pattern).unwrap().is_match(&compared.row.name)
            };
            match CAUSES.iter().find(is_why) {
                Some((cause, ..)) => *slower.entry(cause).or_default() += 1,
                None => unknown.push(format!("{}: {}", compared.row.name, compared.plan)),
            }
        }
    }
    println!("{counts:#?}\ndifferent: {slower:#?}");
    totals::tell(&all, &counts);
    assert!(unknown.is_empty(), "slower, for no known reason:\n{}", unknown.join("\n"));
    for (cause, _, most) in CAUSES {
        let count = slower.get(cause).copied().unwrap_or_default();
        assert!(count <= most, "{cause}: {count} programs, expected at most {most}");
    }
    let count = |verdict: &Verdict| all.iter().filter(|own| own.verdict == *verdict).count();
    for (verdict, least) in &LEAST {
        let count = count(verdict);
        assert!(count >= *least, "{verdict:?}: {count} programs, expected at least {least}");
    }
    assert!(count(&Verdict::Whole) <= WHOLE);
    assert_eq!(count(&Verdict::Left(UNWRITTEN.to_owned())), 0);
}
