//! Extraction of the smallest graph.

mod ilp;
mod landmarks;
mod needs;
mod reduce;

use std::collections::BTreeMap;

use self::{ilp::Part, landmarks::Landmarks, reduce::Reduced};
use super::{
    greedy::{GAIN, greedy},
    problem::{Error, Problem, Solution},
};

/// How much [`exact`] searches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExactOptions {
    /// The most work of the branch and bound search: each of its nodes counts as many as there
    /// are nodes left of the problem. With 0 nothing is searched.
    pub work: u64,
    /// And the most of that for each of the independent parts of what is left.
    pub part_work: u64,
    /// With more nodes left, a part of the problem is not searched: one linear program of 5000
    /// takes minutes.
    pub part: usize,
    /// How often, at most, what is found out about the problem is used to reduce it.
    pub rounds: usize,
    /// Whether the problem is reduced first. Without that everything is searched, which is slow,
    /// and is there to test the search: of small problems nothing else is left for it.
    pub reduce: bool,
}

impl Default for ExactOptions {
    fn default() -> Self {
        let work = 200_000;
        ExactOptions { work, part_work: work, part: 5000, rounds: 16, reduce: true }
    }
}

impl ExactOptions {
    /// A search that takes about as long as what made the e-graph, and mostly finds the cheapest
    /// program of one that is not tangled: each part of a large program gets as much work as a
    /// small program does.
    pub fn short() -> Self {
        ExactOptions { work: u64::MAX, part_work: 2_000, part: 256, rounds: 1, reduce: true }
    }
}

/// How good a solution is.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// What it costs.
    pub cost: f64,
    /// What every program costs at least; the cost itself where this is the cheapest.
    pub bound: f64,
    /// The nodes of the problem that were left for the search.
    pub nodes: usize,
    /// The work of the search, in the unit of [`ExactOptions::work`].
    pub work: u64,
    /// The integer linear programs that were solved.
    pub programs: usize,
}

impl Report {
    /// Whether no program is cheaper.
    pub fn is_optimal(&self) -> bool {
        self.cost <= self.bound
    }

    /// By how much of its cost a program could be cheaper at most.
    pub fn gap(&self) -> f64 {
        if self.is_optimal() { 0.0 } else { (self.cost - self.bound) / self.cost }
    }
}

/// The cheapest program, or the cheapest one found with the proof of how cheap one could be.
///
/// Starts from [`greedy`], drops what no cheaper program has, and solves what is left, in
/// independent parts, as integer linear programs.
///
/// ```
/// use tricast_egraph::extract::{ExactOptions, Node, Problem, exact};
///
/// // The second class is cheaper for either, but the first serves both.
/// let leaf = |cost| vec![Node::new(cost, [])];
/// let either = |other| vec![Node::new(0.0, [0]), Node::new(0.0, [other])];
/// let problem = Problem::new(
///     vec![leaf(4.0), leaf(3.0), leaf(3.0), either(1), either(2), vec![Node::new(1.0, [3, 4])]],
///     vec![5],
/// )?;
/// let (solution, report) = exact(&problem, &ExactOptions::default())?;
/// assert_eq!(solution.cost(), 5.0);
/// assert!(report.is_optimal());
/// # Ok::<_, tricast_egraph::extract::Error>(())
/// ```
pub fn exact(problem: &Problem, options: &ExactOptions) -> Result<(Solution, Report), Error> {
    let start = greedy(problem)?;
    let mut report =
        Report { cost: start.cost(), bound: start.cost(), nodes: 0, work: 0, programs: 0 };
    let left = if options.reduce {
        reduce(problem, start.cost(), options.rounds)
    } else {
        Reduced::possible(problem).map(|possible| {
            let landmarks = Landmarks::none(&possible.problem);
            (possible, landmarks)
        })
    };
    let Some((reduced, landmarks)) = left else { return Ok((start, report)) };
    let small = &reduced.problem;
    report.nodes = small.num_nodes();
    let again = greedy(small)?;
    let mut nodes: BTreeMap<u32, u32> = (0..)
        .take(small.num_classes())
        .filter_map(|class| Some((class, again.global(small, class)?)))
        .collect();
    let mut bound = 0.0;
    for independent in &landmarks.parts {
        let classes = &independent.classes;
        let chosen: BTreeMap<u32, u32> =
            classes.iter().filter_map(|class| Some((*class, *nodes.get(class)?))).collect();
        let cost: f64 = chosen.values().map(|&node| small.cost(node)).sum();
        if classes.iter().all(|&class| small.nodes(class).len() == 1) {
            bound += cost;
            continue;
        }
        let left = options.work.saturating_sub(report.work).min(options.part_work);
        let part = Part::new(small, independent);
        let left = if part.size() > options.part { 0 } else { left };
        let solved = part.solve(&chosen, left);
        report.work += solved.work;
        report.programs += solved.programs;
        bound += solved.bound.min(cost);
        if let Some(better) = solved.nodes
            && better.values().map(|&node| small.cost(node)).sum::<f64>() <= cost
        {
            for class in classes {
                nodes.remove(class);
            }
            nodes.extend(better);
        }
    }
    let original = |class: u32| reduced.original(class, nodes.get(&class).copied());
    let solution = start.or(Solution::from_nodes(problem, original)?);
    report.cost = solution.cost();
    // Nothing cheaper than the start was dropped.
    report.bound = report.bound.min(bound.max(landmarks.bound));
    if report.cost - report.bound <= 10.0 * GAIN * report.cost {
        report.bound = report.cost;
    }
    Ok((solution, report))
}

/// What is left of the problem where only programs cheaper than `bound` matter, and what is known
/// of it; none if there are none.
fn reduce(problem: &Problem, bound: f64, rounds: usize) -> Option<(Reduced, Landmarks)> {
    let mut reduced = Reduced::new(problem, bound, rounds)?;
    let mut least: f64 = 0.0;
    for round in 1.. {
        let mut landmarks = Landmarks::new(&reduced.problem);
        least = least.max(landmarks.bound);
        let before = reduced.problem.num_nodes();
        let without = reduced.without_expensive(&landmarks, bound, rounds)?;
        let is_done = without.problem.num_nodes() == before || round >= rounds;
        reduced = without;
        if is_done {
            landmarks = Landmarks::new(&reduced.problem);
            landmarks.bound = landmarks.bound.max(least);
            return Some((reduced, landmarks));
        }
    }
    None
}
