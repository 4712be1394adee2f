//! Applies rules until they say nothing new, or a limit is reached.

use egg::Id;
use rustc_hash::FxHashSet;

use crate::{
    apply::{Application, RuleError},
    host::{Binding, Host},
    matcher::{Match, search},
    node::{Facts, Graph, Kind},
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

/// What a rule was applied to, and need not be again: all that the rule and its functions see.
type Key = Box<[u32]>;

/// The key of a match of the rule of this number. The variables of a rule are always of the same
/// kinds, so none is said.
fn key(graph: &Graph, rule: usize, bound: &Match) -> Key {
    // Whether a class follows from weights, and its range, may become known later.
    let value = |key: &mut Vec<u32>, class: &Id| {
        let Facts { is_constant, range, .. } = graph[*class].data;
        let known = u32::from(is_constant) | u32::from(range.is_some()) << 1;
        key.push((usize::from(*class) as u32) << 2 | known);
        for bound in range.iter().flatten() {
            key.extend([*bound as u32, (*bound >> 32) as u32]);
        }
    };
    let mut key = Vec::with_capacity(bound.len() + 4);
    key.push(rule as u32);
    for binding in bound {
        match binding {
            None => key.push(u32::MAX),
            Some(Binding::Value(class)) => value(&mut key, class),
            Some(Binding::Values(classes)) => {
                key.push(classes.len() as u32);
                classes.iter().for_each(|class| value(&mut key, class));
            }
            Some(Binding::Attribute(attribute)) => key.push(attribute.0),
            Some(Binding::Type(ty)) => key.push(ty.0),
            Some(Binding::Op(class, node)) => {
                key.push(usize::from(*class) as u32);
                if let Kind::Op { attributes, types, .. } = node.kind {
                    key.extend([attributes.0, types.0]);
                }
            }
        }
    }
    key.into()
}

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
    if rules.is_empty() {
        report.stop = Stop::Saturated;
        return Ok(report);
    }
    let mut run = Run {
        graph,
        host,
        rules,
        limits,
        rests: vec![Rest::default(); rules.len()],
        applied: FxHashSet::default(),
    };
    rebuild(run.graph);
    while report.iterations < limits.iterations {
        let matches = run.search(&mut report);
        report.iterations += 1;
        let Some(is_new) = run.apply(matches, &mut report)? else {
            report.stop = Stop::Nodes;
            break;
        };
        let resting = run.rests.iter().any(|rest| rest.until > report.iterations);
        if !is_new && !resting {
            report.stop = Stop::Saturated;
            break;
        }
        if !is_new {
            // Nothing else is left to do: whoever rests may as well go on.
            run.rests.iter_mut().for_each(|rest| rest.until = 0);
        }
    }
    Ok(report)
}

/// A saturation that goes on.
struct Run<'a, H> {
    graph: &'a mut Graph,
    host: &'a mut H,
    rules: &'a [Rule],
    limits: &'a Limits,
    rests: Vec<Rest>,
    /// What was applied: it says nothing new a second time.
    applied: FxHashSet<Key>,
}

impl<H: Host> Run<'_, H> {
    /// The matches of all rules that do not rest, with the numbers of the rules.
    fn search(&mut self, report: &mut Report) -> Vec<(usize, Vec<Match>)> {
        let mut all = vec![];
        for (number, rule) in self.rules.iter().enumerate() {
            let rest = &mut self.rests[number];
            if rule.numerics > self.limits.numerics || rest.until > report.iterations {
                continue;
            }
            report.rules[number].searched += 1;
            let limit = self.limits.matches << rest.times.min(20);
            let matches = search(self.graph, rule, limit);
            if matches.len() > limit {
                rest.until = report.iterations + 1 + (REST << rest.times.min(20));
                rest.times += 1;
                continue;
            }
            all.push((number, matches));
        }
        all
    }

    /// Applies rules to their matches: whether that says something new; None with too many nodes.
    fn apply(
        &mut self,
        matches: Vec<(usize, Vec<Match>)>,
        report: &mut Report,
    ) -> Result<Option<bool>, RuleError> {
        let mut new: Vec<&str> = vec![];
        let mut is_full = false;
        for (number, matches) in matches {
            let rule = &self.rules[number];
            let before = report.rules[number].applied;
            for bound in matches {
                report.rules[number].matched += 1;
                is_full |= self.graph.total_size() > self.limits.nodes;
                if is_full || !self.applied.insert(key(self.graph, number, &bound)) {
                    continue;
                }
                let application =
                    Application { graph: &mut *self.graph, host: &mut *self.host, rule, bound };
                report.rules[number].applied += usize::from(application.run()?);
            }
            if report.rules[number].applied > before {
                new.push(&rule.name);
            }
        }
        if !self.graph.clean {
            rebuild(self.graph);
        }
        match self.graph.analysis.conflict {
            None if is_full => Ok(None),
            None => Ok(Some(!new.is_empty())),
            Some(_) => Err(RuleError {
                rule: new.join(", "),
                reason: "what follows from it merges values of different types".into(),
            }),
        }
    }
}

/// Closes the e-graph under congruence. egg asks what time it is, for its log; the clock of the
/// machine is calibrated when it is asked first, for up to 200 ms, but this one stands still.
fn rebuild(graph: &mut Graph) {
    let (clock, _) = quanta::Clock::mock();
    quanta::with_clock(&clock, || graph.rebuild());
}
