//! Programs as integer linear programs.

use std::collections::BTreeMap;

use microlp::{ComparisonOp, OptimizationDirection, Problem as Model, SolveOptions, Variable};

use super::landmarks::Independent;
use crate::extract::{
    components::strong_components,
    problem::{Node, Problem, key},
};

/// A part of a problem that has nothing to do with the others.
pub(super) struct Part<'p> {
    problem: &'p Problem,
    part: &'p Independent,
    roots: Vec<u32>,
    /// What costs are multiplied by: the solver's tolerances are absolute.
    scale: f64,
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
    /// The node of each class that is needed, if a program was found.
    pub nodes: Option<BTreeMap<u32, u32>>,
    /// What every program costs at least.
    pub bound: f64,
    pub work: u64,
    /// How many integer linear programs were solved.
    pub programs: usize,
}

/// What one integer linear program says.
struct Round {
    /// What is chosen, with cycles perhaps; nothing where nothing was found.
    nodes: BTreeMap<u32, u32>,
    bound: f64,
    is_optimal: bool,
    /// Nodes of the search.
    steps: u64,
}

impl<'p> Part<'p> {
    pub fn new(problem: &'p Problem, part: &'p Independent) -> Part<'p> {
        let is_root = |class: &u32| problem.roots().binary_search(class).is_ok();
        let roots = part.classes.iter().copied().filter(is_root).collect();
        let nodes = part.classes.iter().flat_map(|&class| problem.nodes(class));
        let highest = nodes.map(|node| problem.cost(node)).fold(0.0, f64::max);
        let is_usual = highest == 0.0 || (1.0..=1e6).contains(&highest);
        // A power of two, so that no cost is rounded; the highest is then from 1 to 2.
        let exponent = (key(highest) >> 52) as i32 - 1023;
        let scale = if is_usual { 1.0 } else { 2_f64.powi(-exponent.max(-1000)) };
        Part { problem, part, roots, scale, cuts: Vec::new() }
    }

    /// Solves it without a word about cycles, then without those in the solution, and so on, as
    /// long as there is work left: one unit is a node of the search and a node of the problem.
    pub fn solve(mut self, start: &BTreeMap<u32, u32>, work: u64) -> Solved {
        let size = self.size() as u64;
        let limit = work / size.max(1);
        let mut solved = Solved { nodes: None, bound: 0.0, work: 0, programs: 0 };
        let mut steps = 0;
        while steps < limit {
            let Some(round) = self.solve_relaxed(start, limit - steps) else { break };
            solved.programs += 1;
            steps += round.steps.max(1);
            solved.work = steps * size;
            let nodes = self.needed(&round.nodes);
            if nodes.is_empty() || self.cut(&nodes) {
                solved.bound = solved.bound.max(round.bound);
                continue;
            }
            let cost = nodes.values().map(|&node| self.problem.cost(node)).sum();
            solved.bound = solved.bound.max(if round.is_optimal { cost } else { round.bound });
            solved.nodes = Some(nodes);
            break;
        }
        solved
    }

    /// With the cuts so far; none where the solver fails.
    fn solve_relaxed(&self, start: &BTreeMap<u32, u32>, limit: u64) -> Option<Round> {
        let mut model = Model::new(OptimizationDirection::Minimize);
        let mut variables: BTreeMap<u32, Variable> = BTreeMap::new();
        for node in self.nodes() {
            variables.insert(node, model.add_binary_var(self.problem.cost(node) * self.scale));
        }
        self.constrain(&mut model, &variables);
        let hint = |(&node, &variable): (&u32, &Variable)| {
            let is_chosen = start.get(&self.problem.class_of(node)) == Some(&node);
            (variable, f64::from(u8::from(is_chosen)))
        };
        let mut options = SolveOptions::default();
        options.node_limit = Some(limit);
        options.warm_start = Some(variables.iter().map(hint).collect());
        let outcome = model.solve_with(options).ok()?;
        let mut round = Round {
            nodes: BTreeMap::new(),
            bound: outcome.stats().best_bound.unwrap_or(0.0) / self.scale,
            is_optimal: outcome.is_optimal(),
            steps: outcome.stats().nodes_solved,
        };
        if let Some(solution) = outcome.solution() {
            if round.is_optimal {
                round.bound = solution.objective() / self.scale;
            }
            let chosen = variables.iter().filter(|(_, v)| solution.var_value(**v) > 0.5);
            round.nodes = chosen.map(|(&node, _)| (self.problem.class_of(node), node)).collect();
        }
        Some(round)
    }

    /// Those that the roots need: free ones may be chosen for nothing.
    fn needed(&self, nodes: &BTreeMap<u32, u32>) -> BTreeMap<u32, u32> {
        let mut needed = BTreeMap::new();
        let mut stack = self.roots.clone();
        while let Some(class) = stack.pop() {
            if let Some(&node) = nodes.get(&class)
                && needed.insert(class, node).is_none()
            {
                stack.extend(self.problem.children(node));
            }
        }
        needed
    }

    /// How many nodes it has.
    pub fn size(&self) -> usize {
        self.nodes().count()
    }

    fn nodes(&self) -> impl Iterator<Item = u32> {
        self.part.classes.iter().flat_map(|&class| self.problem.nodes(class))
    }

    fn constrain(&self, model: &mut Model, variables: &BTreeMap<u32, Variable>) {
        let mut at_least = |terms: BTreeMap<u32, f64>, least: f64| {
            let terms = terms.into_iter().filter(|term| term.1 != 0.0);
            let row: Vec<_> = terms.map(|(node, factor)| (variables[&node], factor)).collect();
            model.add_constraint(row.as_slice(), ComparisonOp::Ge, least);
        };
        let sum = |nodes: &mut dyn Iterator<Item = u32>| nodes.map(|node| (node, 1.0)).collect();
        for &root in &self.roots {
            at_least(sum(&mut self.problem.nodes(root)), 1.0);
        }
        for set in &self.part.sets {
            at_least(sum(&mut set.iter().copied()), 1.0);
        }
        for &class in &self.part.classes {
            // At most one node of a class is chosen, so those that need a class are one row.
            let mut users: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
            for node in self.problem.nodes(class) {
                for &child in self.problem.children(node) {
                    users.entry(child).or_default().push(node);
                }
            }
            for (child, nodes) in users {
                let mut row: BTreeMap<u32, f64> = sum(&mut self.problem.nodes(child));
                for node in nodes {
                    *row.entry(node).or_default() -= 1.0;
                }
                at_least(row, 0.0);
            }
        }
        for cut in &self.cuts {
            let mut row: BTreeMap<u32, f64> = sum(&mut cut.nodes.iter().copied());
            for node in self.problem.nodes(cut.class) {
                *row.entry(node).or_default() -= 1.0;
            }
            at_least(row, 0.0);
        }
    }

    /// Forbids the cycles among the nodes; whether there are some.
    ///
    /// If a class of a set of classes is chosen, some node of the set needs none of the set: else
    /// following what nodes need never leaves it.
    fn cut(&mut self, chosen: &BTreeMap<u32, u32>) -> bool {
        let mut sets: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (&class, component) in chosen.keys().zip(self.components(chosen)) {
            sets.entry(component).or_default().push(class);
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

    /// A number for each of the classes, the same for those that need each other as chosen.
    fn components(&self, chosen: &BTreeMap<u32, u32>) -> Vec<u32> {
        // A problem of its own: the part may be a small one of many.
        let classes: Vec<u32> = chosen.keys().copied().collect();
        let place = |class: &u32| classes.binary_search(class).ok();
        let only = chosen.values().map(|&node| {
            let children: Vec<usize> =
                self.problem.children(node).iter().filter_map(place).collect();
            vec![Node::new(0.0, children)]
        });
        let only = Problem::new(only.collect(), Vec::new());
        strong_components(&only.expect("its classes are there, and cost nothing"))
    }
}
