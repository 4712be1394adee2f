//! What rewriting did, as JSON, and the e-graphs that it did it with.

use std::path::Path;

use melior::ir::{OperationRef, operation::OperationLike};
use serde::Serialize;
use tricast_egraph::{
    Id, dump,
    rule::Rule,
    saturate::{self, Stop},
};

use super::{
    NUMERICS,
    block::Program,
    cost::{Costs, Model},
};

/// What rewriting did.
#[derive(Debug, Default, Serialize)]
pub struct Report {
    blocks: Vec<Block>,
    rules: Vec<RuleReport>,
    ops: Vec<Op>,
}

/// What it did with a block.
#[derive(Debug, Serialize)]
struct Block {
    /// Where the block is.
    location: String,
    /// Why it ended: `saturated`, `iterations` or `nodes`, the limit that was met.
    stop: &'static str,
    iterations: usize,
    nodes: usize,
    classes: usize,
    /// In microseconds, under the model.
    cost_before: f64,
    cost: f64,
}

/// What a rule did in all blocks.
#[derive(Debug, Serialize)]
struct RuleReport {
    name: String,
    numerics: &'static str,
    /// In how many iterations it was searched.
    searched: usize,
    /// How many matches it had.
    matched: usize,
    /// How many of them said something new.
    applied: usize,
    /// How many of the new ops it led to.
    in_result: usize,
}

/// A new op.
#[derive(Debug, Serialize)]
struct Op {
    op: String,
    location: String,
    /// The rules that led to it.
    rules: Vec<String>,
}

impl Report {
    /// Of these rules, which have done nothing yet.
    pub fn new(rules: &[Rule]) -> Self {
        let rule = |rule: &Rule| RuleReport {
            name: rule.name.to_string(),
            numerics: NUMERICS
                .iter()
                .find(|(_, numerics)| *numerics == rule.numerics)
                .map_or("", |(name, _)| name),
            searched: 0,
            matched: 0,
            applied: 0,
            in_result: 0,
        };
        Report { rules: rules.iter().map(rule).collect(), ..Report::default() }
    }

    /// Adds a block: costs in nanoseconds.
    pub fn block(
        &mut self,
        location: String,
        saturation: &saturate::Report,
        program: &Program,
        [cost_before, cost]: [u64; 2],
    ) {
        self.blocks.push(Block {
            location,
            stop: match saturation.stop {
                Stop::Saturated => "saturated",
                Stop::Iterations => "iterations",
                Stop::Nodes => "nodes",
            },
            iterations: saturation.iterations,
            nodes: program.graph.total_size(),
            classes: program.graph.number_of_classes(),
            cost_before: cost_before as f64 / 1000.0,
            cost: cost as f64 / 1000.0,
        });
        for (rule, counts) in self.rules.iter_mut().zip(&saturation.rules) {
            rule.searched += counts.searched;
            rule.matched += counts.matched;
            rule.applied += counts.applied;
        }
    }

    /// Adds a new op with the rules that led to it.
    pub fn op(&mut self, op: OperationRef, rules: &[String]) {
        for rule in self.rules.iter_mut().filter(|rule| rules.contains(&rule.name)) {
            rule.in_result += 1;
        }
        self.ops.push(Op {
            op: op.name().as_string_ref().as_str().unwrap_or_default().to_owned(),
            location: op.location().to_string(),
            rules: rules.to_vec(),
        });
    }

    /// Writes all into a file.
    ///
    /// # Errors
    /// If it cannot be written, with its name.
    pub fn write(&self, path: &str) -> Result<(), String> {
        let text = serde_json::to_string_pretty(self).map_err(|error| error.to_string())?;
        std::fs::write(path, text + "\n").map_err(|error| format!("{path}: {error}"))
    }
}

/// Writes e-graphs, one a block: the first into the file of this name, the others into files with
/// a number before the extension.
pub struct Dump<'a> {
    path: &'a Path,
    count: usize,
}

impl<'a> Dump<'a> {
    /// Into this file: `.dot` for GraphViz, `.json` for extraction-gym.
    ///
    /// # Errors
    /// If the name has neither extension.
    pub fn new(path: &'a str) -> Result<Self, String> {
        let path = Path::new(path);
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("dot" | "json") => Ok(Dump { path, count: 0 }),
            _ => Err(format!(
                "expected dump-egraph to be a file that ends with .dot or .json, but got '{}'",
                path.display()
            )),
        }
    }

    /// Writes one.
    ///
    /// # Errors
    /// If it cannot be written, with its name.
    pub fn write(&mut self, program: &Program, roots: &[Id], model: &Model) -> Result<(), String> {
        let graph = &program.graph;
        let is_dot = self.path.extension().is_some_and(|extension| extension == "dot");
        let text = if is_dot {
            dump::dot(graph, |class| program.describe(class))
        } else {
            let mut costs = Costs::new(model, graph, &program.host);
            let graph = dump::serialized(graph, roots, |node| costs.of(node));
            graph.to_json().map_err(|error| error.to_string())?
        };
        self.count += 1;
        let path = match self.count {
            1 => self.path.to_owned(),
            number => {
                let stem = self.path.file_stem().unwrap_or_default().to_string_lossy();
                let extension = self.path.extension().unwrap_or_default().to_string_lossy();
                self.path.with_file_name(format!("{stem}-{number}.{extension}"))
            }
        };
        std::fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))
    }
}
