//! The cheapest program that an e-graph holds, under costs of its nodes.

use egg::Id;
use rustc_hash::FxHashMap;

use crate::{
    extract::{self, Problem, Solution},
    node::{Graph, Node},
};

/// What part of its cost counts of what is computed before the first call: enough to tell a simple
/// way from a complicated one.
const FREE: f64 = 1e-6;

/// A problem of extraction, with what its numbers stand for.
pub struct Choices<'g> {
    graph: &'g Graph,
    /// The classes in order.
    classes: Vec<Id>,
    /// The problem.
    pub problem: Problem,
}

impl<'g> Choices<'g> {
    /// Which nodes to choose so that these classes are computed. What follows from weights alone
    /// is computed before the first call, and so costs next to nothing.
    ///
    /// # Errors
    /// If a cost is none: it is negative or not a number.
    pub fn new(
        graph: &'g Graph,
        roots: &[Id],
        mut cost: impl FnMut(&Node) -> f64,
    ) -> Result<Self, extract::Error> {
        let mut classes: Vec<Id> = graph.classes().map(|class| class.id).collect();
        classes.sort_unstable();
        let numbers: FxHashMap<Id, usize> =
            classes.iter().enumerate().map(|(number, class)| (*class, number)).collect();
        let number = |id: &Id| numbers[&graph.find(*id)];
        let nodes = |class: &Id| {
            let class = &graph[*class];
            let is_free = class.data.is_constant;
            let node = |node: &Node| {
                let cost = match cost(node) {
                    cost if is_free && cost.is_finite() => cost * FREE,
                    cost => cost,
                };
                extract::Node::new(cost, node.operands.iter().map(number).collect::<Vec<_>>())
            };
            class.nodes.iter().map(node).collect()
        };
        let problem =
            Problem::new(classes.iter().map(nodes).collect(), roots.iter().map(number).collect())?;
        Ok(Choices { graph, classes, problem })
    }

    /// The nodes of a solution, by the class that each computes.
    pub fn nodes(&self, solution: &Solution) -> FxHashMap<Id, Node> {
        let chosen = self.classes.iter().enumerate().filter_map(|(number, class)| {
            let node = solution.choice(number)?;
            Some((*class, self.graph[*class].nodes[node].clone()))
        });
        chosen.collect()
    }
}
