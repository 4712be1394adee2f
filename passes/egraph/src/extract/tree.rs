//! Extraction of the smallest tree.

use std::{cmp::Reverse, collections::BinaryHeap};

use super::problem::{Error, Problem, Solution, index, key};

/// The choices that are cheapest where what is shared is paid for at each use.
pub(super) struct Tree {
    /// The node of each class, counted over all classes; none without a finite acyclic one.
    pub nodes: Vec<Option<u32>>,
    /// The classes that have one, each after those that it needs.
    pub order: Vec<u32>,
}

impl Tree {
    /// Classes are settled from the cheapest on (as Dijkstra's shortest paths), so that a node
    /// needs only classes settled before it, also where costs are zero.
    pub fn new(problem: &Problem) -> Tree {
        let parents = problem.parents();
        let mut nodes: Vec<Option<u32>> = vec![None; problem.num_classes()];
        let mut costs = vec![0.0; problem.num_classes()];
        let mut missing: Vec<u32> = Vec::with_capacity(problem.num_nodes());
        let mut order = Vec::new();
        let mut ready = BinaryHeap::new();
        for node in 0..index(problem.num_nodes()) {
            missing.push(index(problem.children(node).len()));
            if problem.children(node).is_empty() && problem.cost(node).is_finite() {
                ready.push(Reverse((key(problem.cost(node)), node)));
            }
        }
        while let Some(Reverse((cost, node))) = ready.pop() {
            let class = problem.class_of(node);
            if nodes[class as usize].is_some() {
                continue;
            }
            nodes[class as usize] = Some(node);
            order.push(class);
            costs[class as usize] = f64::from_bits(cost);
            for &parent in parents.of(class) {
                missing[parent as usize] -= 1;
                if missing[parent as usize] == 0 && problem.cost(parent).is_finite() {
                    let children = problem.children(parent).iter();
                    let sum: f64 = children.map(|&child| costs[child as usize]).sum();
                    // Trees grow exponentially with the depth of the graph.
                    let cost = (problem.cost(parent) + sum).min(f64::MAX);
                    ready.push(Reverse((key(cost), parent)));
                }
            }
        }
        Tree { nodes, order }
    }

    /// The choices of the classes that the roots need.
    pub fn solution(&self, problem: &Problem) -> Result<Solution, Error> {
        if let Some(&class) = problem.roots().iter().find(|&&c| self.nodes[c as usize].is_none()) {
            return Err(Error::NoChoice { class: class as usize });
        }
        Solution::from_nodes(problem, |class| self.nodes[class as usize])
    }
}

/// The program whose tree is cheapest: what is shared counts at each use.
///
/// The measure to compare with; its cost is that of its graph, as everywhere.
///
/// ```
/// use tricast_egraph::extract::{Node, Problem, tree_greedy};
///
/// // Twice the first class for 4 + 4, or the second and the third for 3 + 3.
/// let leaf = |cost| vec![Node::new(cost, [])];
/// let root = vec![Node::new(1.0, [3, 4]), Node::new(1.0, [1, 2])];
/// let alias = vec![Node::new(0.0, [0])];
/// let problem = Problem::new(
///     vec![leaf(4.0), leaf(3.0), leaf(3.0), alias.clone(), alias, root],
///     vec![5],
/// )?;
/// assert_eq!(tree_greedy(&problem)?.cost(), 7.0);
/// # Ok::<_, tricast_egraph::extract::Error>(())
/// ```
pub fn tree_greedy(problem: &Problem) -> Result<Solution, Error> {
    Tree::new(problem).solution(problem)
}
