//! Programs as integer linear programs.

use std::collections::BTreeMap;

use microlp::{
    ComparisonOp, OptimizationDirection, Problem as Model, SolveOptions, SolveOutcome, Variable,
};

use super::landmarks::Landmarks;
use crate::extract::{components::strong_components, problem::Problem};

/// A part of a problem that has nothing to do with the others.
pub(super) struct Part<'p> {
    problem: &'p Problem,
    landmarks: &'p Landmarks,
    classes: &'p [u32],
    /// What breaks the cycles found so far.
    cuts: Vec<Cut>,
}

/// If the class is needed, one of the nodes is.
struct Cut {
    class: u32,
    nodes: Vec<u32>,
}

/// What is known of a part.
pub(super) struct Solved {
    /// The node of each class; none where there is no better one than what was given.
    pub nodes: Option<BTreeMap<u32, u32>>,
    /// What every program costs at least.
    pub bound: f64,
    /// Nodes of the search.
    pub steps: u64,
    /// How often it was solved anew without the cycles found before.
    pub rounds: usize,
}

impl<'p> Part<'p> {
    pub fn new(problem: &'p Problem, landmarks: &'p Landmarks, classes: &'p [u32]) -> Part<'p> {
        Part { problem, landmarks, classes, cuts: Vec::new() }
    }

    /// Solves it without a word about cycles, then without those in the solution, and so on.
    pub fn solve(mut self, start: &BTreeMap<u32, u32>, limit: u64) -> Solved {
        let mut solved = Solved { nodes: None, bound: 0.0, steps: 0, rounds: 0 };
        loop {
            solved.rounds += 1;
            let left = limit.saturating_sub(solved.steps);
            let Some(round) = self.solve_relaxed(start, left) else { return solved };
            solved.bound = solved.bound.max(round.bound);
            solved.steps += round.steps.max(1);
            let chosen = round.nodes.unwrap_or_default();
            let is_new = self.cut(&chosen);
            if !is_new {
                solved.nodes = Some(chosen);
            }
            if !is_new || solved.steps >= limit {
                return solved;
            }
        }
    }

    /// With the cuts so far; none where the solver fails.
    fn solve_relaxed(&self, start: &BTreeMap<u32, u32>, limit: u64) -> Option<Solved> {
        let mut model = Model::new(OptimizationDirection::Minimize);
        let mut variables: BTreeMap<u32, Variable> = BTreeMap::new();
        for node in self.nodes() {
            variables.insert(node, model.add_binary_var(self.problem.cost(node)));
        }
        self.constrain(&mut model, &variables);
        let mut options = SolveOptions::default();
        options.node_limit = Some(limit);
        let hint = |(&node, &variable): (&u32, &Variable)| {
            let is_chosen = start.get(&self.problem.class_of(node)) == Some(&node);
            (variable, f64::from(u8::from(is_chosen)))
        };
        if !start.is_empty() {
            options.warm_start = Some(variables.iter().map(hint).collect());
        }
        let outcome = model.solve_with(options).ok()?;
        let stats = outcome.stats();
        let (nodes, bound) = match &outcome {
            SolveOutcome::Solution(solution) => {
                let bound = if outcome.is_optimal() {
                    Some(solution.objective())
                } else {
                    stats.best_bound
                };
                let chosen = variables.iter().filter(|(_, v)| solution.var_value(**v) > 0.5);
                (Some(chosen.map(|(&n, _)| (self.problem.class_of(n), n)).collect()), bound)
            }
            SolveOutcome::Interrupted(_) => (None, stats.best_bound),
        };
        let bound = bound.unwrap_or(0.0);
        Some(Solved { nodes, bound, steps: stats.nodes_solved, rounds: 1 })
    }

    fn nodes(&self) -> impl Iterator<Item = u32> {
        self.classes.iter().flat_map(|&class| self.problem.nodes(class))
    }

    fn constrain(&self, model: &mut Model, variables: &BTreeMap<u32, Variable>) {
        let terms = |nodes: &mut dyn Iterator<Item = u32>, factor: f64| -> Vec<_> {
            nodes.map(|node| (variables[&node], factor)).collect()
        };
        for &class in self.classes {
            let all = terms(&mut self.problem.nodes(class), 1.0);
            if self.problem.roots().binary_search(&class).is_ok() {
                model.add_constraint(all.as_slice(), ComparisonOp::Ge, 1.0);
            }
            // At most one node of a class is chosen, so those that need a class are one row.
            let mut users: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
            for node in self.problem.nodes(class) {
                for &child in self.problem.children(node) {
                    users.entry(child).or_default().push(node);
                }
            }
            for (child, nodes) in users {
                let mut row = terms(&mut self.problem.nodes(child), 1.0);
                row.extend(terms(&mut nodes.into_iter(), -1.0));
                model.add_constraint(row.as_slice(), ComparisonOp::Ge, 0.0);
            }
        }
        for set in &self.landmarks.sets {
            // Those of a set are all for the same root.
            if variables.contains_key(&set[0]) {
                let row = terms(&mut set.iter().copied(), 1.0);
                model.add_constraint(row.as_slice(), ComparisonOp::Ge, 1.0);
            }
        }
        for cut in &self.cuts {
            let mut row: BTreeMap<u32, f64> = BTreeMap::new();
            for &node in &cut.nodes {
                *row.entry(node).or_default() += 1.0;
            }
            for node in self.problem.nodes(cut.class) {
                *row.entry(node).or_default() -= 1.0;
            }
            let row: Vec<_> = row
                .into_iter()
                .filter(|term| term.1 != 0.0)
                .map(|(n, f)| (variables[&n], f))
                .collect();
            model.add_constraint(row.as_slice(), ComparisonOp::Ge, 0.0);
        }
    }

    /// Forbids the cycles among the nodes; whether there are some.
    ///
    /// If a class of a set of classes is chosen, some node of the set needs none of the set: else
    /// following what nodes need never leaves it.
    fn cut(&mut self, chosen: &BTreeMap<u32, u32>) -> bool {
        let roots = self.problem.roots().to_vec();
        let only = self.problem.map_nodes(roots, |node| {
            (chosen.get(&self.problem.class_of(node)) == Some(&node))
                .then(|| (0.0, self.problem.children(node).to_vec()))
        });
        let mut sets: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        let component = strong_components(&only);
        for &class in chosen.keys() {
            sets.entry(component[class as usize]).or_default().push(class);
        }
        let before = self.cuts.len();
        for set in sets.into_values().filter(|set| set.len() > 1) {
            let leaves = |&node: &u32| {
                !self.problem.children(node).iter().any(|child| set.binary_search(child).is_ok())
            };
            let nodes: Vec<u32> =
                set.iter().flat_map(|&class| self.problem.nodes(class)).filter(leaves).collect();
            for &class in &set {
                self.cuts.push(Cut { class, nodes: nodes.clone() });
            }
        }
        self.cuts.len() > before
    }
}
