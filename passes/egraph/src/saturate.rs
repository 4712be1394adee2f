//! Applies rules until they say nothing new, or a limit is reached.

use crate::{
    apply::{Application, RuleError},
    host::Host,
    matcher::search,
    node::Graph,
    rule::{Numerics, Rule},
};

/// When to stop. There is no limit of time: what comes out would depend on the machine.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How often all rules are searched.
    pub iterations: usize,
    /// How many e-nodes there may be.
    pub nodes: usize,
    /// With more matches in one iteration, a rule rests for some iterations, the longer the more
    /// often that happens.
    pub matches: usize,
    /// How inexact rules may be.
    pub numerics: Numerics,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { iterations: 30, nodes: 100_000, matches: 1_000, numerics: Numerics::Reassociates }
    }
}

/// Why saturation ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// The rules say nothing new.
    Saturated,
    /// [`Limits::iterations`].
    Iterations,
    /// [`Limits::nodes`].
    Nodes,
}

/// What one rule did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleCounts {
    /// In how many iterations it was searched.
    pub searched: usize,
    /// How many matches it had.
    pub matched: usize,
    /// How many of them said something new.
    pub applied: usize,
}

/// What saturation did.
#[derive(Clone, Debug)]
pub struct Report {
    /// Why it ended.
    pub stop: Stop,
    /// How often all rules were searched.
    pub iterations: usize,
    /// By the number of the rule.
    pub rules: Vec<RuleCounts>,
}

/// A rule that has too many matches rests, as with egg's `BackoffScheduler`.
#[derive(Clone, Debug, Default)]
struct Rest {
    times: u32,
    until: usize,
}

/// Iterations that a rule rests for at first.
const REST: usize = 5;

/// Applies rules to an e-graph.
///
/// # Errors
/// If a rule is wrong: see [`Application::run`].
pub fn saturate<H: Host>(
    graph: &mut Graph,
    host: &mut H,
    rules: &[Rule],
    limits: &Limits,
) -> Result<Report, RuleError> {
    let mut report = Report {
        stop: Stop::Iterations,
        iterations: 0,
        rules: vec![Default::default(); rules.len()],
    };
    let mut rests = vec![Rest::default(); rules.len()];
    graph.rebuild();
    while report.iterations < limits.iterations {
        let iteration = report.iterations;
        report.iterations += 1;
        let mut is_new = false;
        let mut all = vec![];
        for (number, rule) in rules.iter().enumerate() {
            if rule.numerics > limits.numerics || rests[number].until > iteration {
                continue;
            }
            report.rules[number].searched += 1;
            let limit = limits.matches << rests[number].times.min(20);
            let matches = search(graph, rule, limit);
            if matches.len() > limit {
                rests[number].until = iteration + 1 + (REST << rests[number].times.min(20));
                rests[number].times += 1;
                continue;
            }
            all.push((number, matches));
        }
        for (number, matches) in all {
            let rule = &rules[number];
            for bound in matches {
                report.rules[number].matched += 1;
                let nodes = graph.total_size();
                let application = Application { graph, host, rule, bound };
                if application.run()? {
                    report.rules[number].applied += 1;
                    is_new = true;
                }
                if nodes > limits.nodes {
                    finish(graph, rule)?;
                    report.stop = Stop::Nodes;
                    return Ok(report);
                }
            }
            finish(graph, rule)?;
        }
        let resting = rests.iter().any(|rest| rest.until > iteration + 1);
        if !is_new && !resting {
            report.stop = Stop::Saturated;
            break;
        }
        if !is_new {
            // Nothing else is left to do: whoever rests may as well go on.
            rests.iter_mut().for_each(|rest| rest.until = 0);
        }
    }
    Ok(report)
}

/// Closes the e-graph under congruence after the applications of a rule.
fn finish(graph: &mut Graph, rule: &Rule) -> Result<(), RuleError> {
    graph.rebuild();
    match graph.analysis.conflict {
        None => Ok(()),
        Some(_) => Err(RuleError {
            rule: rule.name.to_string(),
            reason: "what follows from it merges values of different types".into(),
        }),
    }
}
