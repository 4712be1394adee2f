//! The cheapest program that an e-graph holds, under costs of its nodes.

use egg::Id;

use crate::{
    extract::{self, Problem, Solution},
    node::{Graph, Node},
};

/// What part of its cost counts of what is computed before the first call: enough to tell a simple
/// way from a complicated one.
const FREE: f64 = 1e-6;

/// What counts of the cost of a node: what follows from weights alone is computed before the first
/// call, and so costs next to nothing.
pub fn counted(graph: &Graph, node: &Node, cost: f64) -> f64 {
    let is_free = node.operands.iter().all(|operand| graph[*operand].data.is_constant);
    match is_free && cost.is_finite() {
        true => cost * FREE,
        false => cost,
    }
}

/// A table with an entry for each class, by its number.
pub fn by_class<T: Clone>(graph: &Graph, entry: T) -> Vec<T> {
    vec![entry; graph.nodes().len()]
}

/// The node that was chosen for each class that is needed.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// By class: the place of the node in it, or [`Chosen::NONE`].
    nodes: Vec<u32>,
}

impl Chosen {
    const NONE: u32 = u32::MAX;

    /// What roots need of an e-graph in which each class has one node; None of any other, where
    /// there is something to choose.
    pub fn without_choice(graph: &Graph, roots: &[Id]) -> Option<Self> {
        if graph.classes().any(|class| class.nodes.len() != 1) {
            return None;
        }
        let mut nodes = by_class(graph, Self::NONE);
        let mut stack: Vec<Id> = roots.iter().map(|root| graph.find(*root)).collect();
        while let Some(class) = stack.pop() {
            if std::mem::replace(&mut nodes[usize::from(class)], 0) == Self::NONE {
                let operands = graph[class].nodes[0].operands.iter();
                stack.extend(operands.map(|operand| graph.find(*operand)));
            }
        }
        Some(Chosen { nodes })
    }

    /// The nodes that were chosen.
    pub fn nodes<'g>(&self, graph: &'g Graph) -> impl Iterator<Item = &'g Node> {
        let is_needed = |class: &Id| self.nodes[usize::from(*class)] != Self::NONE;
        let classes = graph.classes().map(|class| class.id).filter(is_needed);
        classes.filter_map(|class| self.node(graph, class))
    }

    /// The node of a class; None if nothing needs it.
    pub fn node<'g>(&self, graph: &'g Graph, class: Id) -> Option<&'g Node> {
        let class = graph.find(class);
        match self.nodes[usize::from(class)] {
            Self::NONE => None,
            node => Some(&graph[class].nodes[node as usize]),
        }
    }
}

/// A problem of extraction, with what its numbers stand for.
pub struct Choices<'g> {
    graph: &'g Graph,
    /// The classes in order.
    classes: Vec<Id>,
    /// The problem.
    pub problem: Problem,
}

impl<'g> Choices<'g> {
    /// Which nodes to choose so that these classes are computed.
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
        let mut numbers = by_class(graph, 0);
        for (number, class) in classes.iter().enumerate() {
            numbers[usize::from(*class)] = number;
        }
        let number = |id: &Id| numbers[usize::from(graph.find(*id))];
        let nodes = |class: &Id| {
            let node = |node: &Node| {
                let cost = counted(graph, node, cost(node));
                extract::Node::new(cost, node.operands.iter().map(number).collect::<Vec<_>>())
            };
            graph[*class].nodes.iter().map(node).collect()
        };
        let problem =
            Problem::new(classes.iter().map(nodes).collect(), roots.iter().map(number).collect())?;
        Ok(Choices { graph, classes, problem })
    }

    /// The nodes of a solution.
    pub fn chosen(&self, solution: &Solution) -> Chosen {
        let mut nodes = by_class(self.graph, Chosen::NONE);
        for (number, class) in self.classes.iter().enumerate() {
            if let Some(node) = solution.choice(number) {
                nodes[usize::from(*class)] = node as u32;
            }
        }
        Chosen { nodes }
    }
}
