//! `print-op-histogram`: which ops a program has, and how many.

use std::fmt::Write;

use indexmap::IndexMap;
use melior::ir::operation::{OperationLike, WalkOrder, WalkResult};
use tricast_mlir::{
    ir::emit_error,
    pass::{
        OptionDeclaration, OptionDefault, PassDeclaration, PassFailed, PassRun,
        StatisticDeclaration,
    },
};

/// The declaration of the pass.
pub static PASS: PassDeclaration = PassDeclaration {
    name: "print-op-histogram",
    summary: "Print how often each op occurs, to standard error",
    description: "Counts the ops nested in the op it runs on, itself not included, and prints the \
                  counts to standard error, most frequent first and then by name. Changes nothing.",
    anchor: "",
    dependent_dialects: &[],
    options: &[
        OptionDeclaration {
            name: "by",
            description: "What to count by: 'op' or 'dialect'",
            default: OptionDefault::Str("op"),
        },
        OptionDeclaration {
            name: "json",
            description: "Print one JSON object instead of lines",
            default: OptionDefault::Bool(false),
        },
    ],
    statistics: &[
        StatisticDeclaration { name: "ops", description: "Number of ops counted" },
        StatisticDeclaration { name: "distinct", description: "Number of different names" },
    ],
    run,
};

fn run(pass: &mut PassRun) -> Result<(), PassFailed> {
    let root = pass.operation();
    let by_dialect = match pass.str("by") {
        "op" => false,
        "dialect" => true,
        other => {
            emit_error(
                root,
                &format!(
                    "print-op-histogram: expected by to be 'op' or 'dialect', but got '{other}'"
                ),
            );
            return Err(PassFailed);
        }
    };
    let mut counts: IndexMap<String, u64> = IndexMap::new();
    root.walk(WalkOrder::PreOrder, |op| {
        if op != root {
            let name = op.name();
            let name = name.as_string_ref().as_str().unwrap_or("<not UTF-8>");
            let dialect = name.split('.').next().unwrap_or(name);
            let key = if by_dialect { dialect } else { name };
            *counts.entry(key.to_owned()).or_default() += 1;
        }
        WalkResult::Advance
    });
    counts.sort_by(|a, x, b, y| y.cmp(x).then_with(|| a.cmp(b)));
    pass.count("ops", counts.values().sum());
    pass.count("distinct", counts.len() as u64);
    eprint!("{}", if pass.bool("json") { json(&counts) } else { lines(&counts) });
    pass.set_unchanged();
    Ok(())
}

fn lines(counts: &IndexMap<String, u64>) -> String {
    let width = counts.values().max().map_or(0, |count| count.to_string().len());
    let mut text = String::new();
    for (name, count) in counts {
        writeln!(text, "{count:>width$} {name}").expect("a string takes all");
    }
    text
}

fn json(counts: &IndexMap<String, u64>) -> String {
    let entries: Vec<String> =
        counts.iter().map(|(name, count)| format!("{name:?}: {count}")).collect();
    format!("{{{}}}\n", entries.join(", "))
}
