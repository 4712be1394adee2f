//! What is extracted from, and what is extracted.

use std::ops::Range;

use thiserror::Error;

/// The largest finite cost of a node: sums of such costs stay finite.
pub const MAX_COST: f64 = 1e30;

/// One of the equivalent ways to compute a class.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// From 0 to [`MAX_COST`], or infinite for a node that must not be chosen.
    pub cost: f64,
    /// The classes it needs; duplicates count once.
    pub children: Vec<usize>,
}

impl Node {
    /// A node of that cost that needs those classes.
    pub fn new(cost: f64, children: impl Into<Vec<usize>>) -> Node {
        Node { cost, children: children.into() }
    }
}

/// Why nothing can be extracted.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum Error {
    /// A cost that is no cost.
    #[error("node {node} of class {class} costs {cost}: not 0 to {MAX_COST:e} or infinity")]
    Cost {
        /// The class of the node.
        class: usize,
        /// Its index in the class.
        node: usize,
        /// What it is said to cost.
        cost: f64,
    },
    /// A class that does not exist.
    #[error("class {class} does not exist")]
    NoClass {
        /// Its index.
        class: usize,
    },
    /// A root without a program.
    #[error("root {class} has no finite acyclic choice")]
    NoChoice {
        /// The class of the root.
        class: usize,
    },
    /// Choices that are no program.
    #[error("the choice for class {class} is missing, not allowed, or needs itself")]
    NotASolution {
        /// The class it is seen at.
        class: usize,
    },
}

/// An e-graph: classes of equivalent nodes, and the classes that are wanted.
#[derive(Clone, Debug)]
pub struct Problem {
    /// The nodes of class `c` are those from `first_node[c]` to `first_node[c + 1]`.
    first_node: Vec<u32>,
    class_of: Vec<u32>,
    costs: Vec<f64>,
    /// The children of node `n` are those from `first_child[n]` to `first_child[n + 1]`.
    first_child: Vec<u32>,
    children: Vec<u32>,
    roots: Vec<u32>,
}

impl Problem {
    /// The classes, each with its nodes, and the roots.
    ///
    /// ```
    /// use tricast_egraph::extract::{Node, Problem};
    ///
    /// let leaf = vec![Node::new(1.0, [])];
    /// let twice = vec![Node::new(3.0, [0, 0]), Node::new(2.0, [0])];
    /// let problem = Problem::new(vec![leaf, twice], vec![1])?;
    /// assert_eq!(problem.num_classes(), 2);
    /// assert_eq!(problem.num_nodes(), 3);
    /// # Ok::<_, tricast_egraph::extract::Error>(())
    /// ```
    pub fn new(classes: Vec<Vec<Node>>, roots: Vec<usize>) -> Result<Problem, Error> {
        let count = classes.len();
        let checked = |class: usize| {
            if class < count { Ok(index(class)) } else { Err(Error::NoClass { class }) }
        };
        let mut problem =
            Problem::without_classes(roots.into_iter().map(checked).collect::<Result<_, _>>()?);
        problem.roots.sort_unstable();
        problem.roots.dedup();
        for (class, nodes) in classes.into_iter().enumerate() {
            for (node, Node { cost, children }) in nodes.into_iter().enumerate() {
                if !((0.0..=MAX_COST).contains(&cost) || cost == f64::INFINITY) {
                    return Err(Error::Cost { class, node, cost });
                }
                let mut children =
                    children.into_iter().map(checked).collect::<Result<Vec<_>, _>>()?;
                children.sort_unstable();
                children.dedup();
                problem.children.extend(children);
                problem.first_child.push(index(problem.children.len()));
                // Minus zero is greater than zero as bits.
                problem.costs.push(cost + 0.0);
                problem.class_of.push(index(class));
            }
            problem.first_node.push(index(problem.costs.len()));
        }
        Ok(problem)
    }

    fn without_classes(roots: Vec<u32>) -> Problem {
        Problem {
            first_node: vec![0],
            class_of: Vec::new(),
            costs: Vec::new(),
            first_child: vec![0],
            children: Vec::new(),
            roots,
        }
    }

    /// How many classes there are.
    pub fn num_classes(&self) -> usize {
        self.first_node.len() - 1
    }

    /// How many nodes there are.
    pub fn num_nodes(&self) -> usize {
        self.costs.len()
    }

    /// The nodes of a class, counted over all classes.
    pub(super) fn nodes(&self, class: u32) -> Range<u32> {
        self.first_node[class as usize]..self.first_node[class as usize + 1]
    }

    pub(super) fn class_of(&self, node: u32) -> u32 {
        self.class_of[node as usize]
    }

    pub(super) fn cost(&self, node: u32) -> f64 {
        self.costs[node as usize]
    }

    /// Sorted, each once.
    pub(super) fn children(&self, node: u32) -> &[u32] {
        let node = node as usize;
        &self.children[self.first_child[node] as usize..self.first_child[node + 1] as usize]
    }

    /// Those of all nodes in the range.
    pub(super) fn all_children(&self, nodes: Range<u32>) -> &[u32] {
        let first = |node: u32| self.first_child[node as usize] as usize;
        &self.children[first(nodes.start)..first(nodes.end)]
    }

    /// How many nodes, children and roots there are.
    pub(super) fn size(&self) -> [usize; 3] {
        [self.costs.len(), self.children.len(), self.roots.len()]
    }

    /// The same classes with those nodes for which there are a cost and children, sorted and each
    /// once.
    pub(super) fn map_nodes(
        &self,
        roots: Vec<u32>,
        mut node: impl FnMut(u32) -> Option<(f64, Vec<u32>)>,
    ) -> Problem {
        let mut problem = Problem::without_classes(roots);
        for class in 0..index(self.num_classes()) {
            for (cost, children) in self.nodes(class).filter_map(&mut node) {
                problem.costs.push(cost);
                problem.class_of.push(class);
                problem.children.extend(children);
                problem.first_child.push(index(problem.children.len()));
            }
            problem.first_node.push(index(problem.costs.len()));
        }
        problem
    }

    /// Sorted, each once.
    pub(super) fn roots(&self) -> &[u32] {
        &self.roots
    }

    /// The nodes that need each class.
    pub(super) fn parents(&self) -> Parents {
        let mut first = vec![0_u32; self.num_classes() + 1];
        for &child in &self.children {
            first[child as usize + 1] += 1;
        }
        for class in 0..self.num_classes() {
            first[class + 1] += first[class];
        }
        let mut next = first.clone();
        let mut nodes = vec![0; self.children.len()];
        for node in 0..index(self.num_nodes()) {
            for &child in self.children(node) {
                nodes[next[child as usize] as usize] = node;
                next[child as usize] += 1;
            }
        }
        Parents { first, nodes }
    }
}

/// The nodes that need each class.
pub(super) struct Parents {
    first: Vec<u32>,
    nodes: Vec<u32>,
}

impl Parents {
    pub(super) fn of(&self, class: u32) -> &[u32] {
        let class = class as usize;
        &self.nodes[self.first[class] as usize..self.first[class + 1] as usize]
    }
}

/// A node for each class that the roots need.
#[derive(Clone, Debug, PartialEq)]
pub struct Solution {
    /// Indices within the class.
    choices: Vec<Option<u32>>,
    order: Vec<usize>,
    cost: f64,
}

impl Solution {
    /// What the roots need where `choice` says the node of a class, as an index within the class;
    /// an error where that is no program.
    ///
    /// ```
    /// use tricast_egraph::extract::{Node, Problem, Solution};
    ///
    /// let classes = vec![vec![Node::new(1.0, [])], vec![Node::new(2.0, [0]), Node::new(0.0, [1])]];
    /// let problem = Problem::new(classes, vec![1])?;
    /// assert_eq!(Solution::new(&problem, |_| Some(0))?.cost(), 3.0);
    /// assert!(Solution::new(&problem, |class| Some(class)).is_err());
    /// # Ok::<_, tricast_egraph::extract::Error>(())
    /// ```
    pub fn new(
        problem: &Problem,
        choice: impl Fn(usize) -> Option<usize>,
    ) -> Result<Solution, Error> {
        Self::from_nodes(problem, |class| {
            let nodes = problem.nodes(class);
            let node = nodes.start + u32::try_from(choice(class as usize)?).ok()?;
            nodes.contains(&node).then_some(node)
        })
    }

    /// As [`Solution::new`], where nodes are counted over all classes.
    pub(super) fn from_nodes(
        problem: &Problem,
        choice: impl Fn(u32) -> Option<u32>,
    ) -> Result<Solution, Error> {
        let mut solution =
            Solution { choices: vec![None; problem.num_classes()], order: Vec::new(), cost: 0.0 };
        let mut is_done = vec![false; problem.num_classes()];
        // Depth first, without recursion: programs are deep.
        let mut stack: Vec<(u32, u32, usize)> = Vec::new();
        for &root in problem.roots() {
            let mut enter = Some(root);
            loop {
                if let Some(class) = enter.take().filter(|&class| !is_done[class as usize]) {
                    let node = choice(class)
                        .filter(|&node| {
                            problem.class_of(node) == class
                                && solution.choices[class as usize].is_none()
                                && problem.cost(node).is_finite()
                        })
                        .ok_or(Error::NotASolution { class: class as usize })?;
                    solution.choices[class as usize] = Some(node - problem.nodes(class).start);
                    stack.push((class, node, 0));
                }
                let Some((class, node, next)) = stack.last_mut() else { break };
                if let Some(&child) = problem.children(*node).get(*next) {
                    *next += 1;
                    enter = Some(child);
                } else {
                    is_done[*class as usize] = true;
                    solution.order.push(*class as usize);
                    stack.pop();
                }
            }
        }
        // In the order of the classes, so that equal solutions have equal costs.
        solution.cost = (0..index(problem.num_classes()))
            .filter_map(|class| solution.global(problem, class))
            .map(|node| problem.cost(node))
            .sum();
        Ok(solution)
    }

    /// The sum of the costs of the nodes, each once.
    pub fn cost(&self) -> f64 {
        self.cost
    }

    /// The index, in its class, of the node of `class`; none of a class that no root needs.
    pub fn choice(&self, class: usize) -> Option<usize> {
        Some(self.choices.get(class).copied()?? as usize)
    }

    /// The classes that the roots need, each after those it needs.
    pub fn order(&self) -> &[usize] {
        &self.order
    }

    /// The node of `class`, counted over all classes.
    pub(super) fn global(&self, problem: &Problem, class: u32) -> Option<u32> {
        self.choices[class as usize].map(|node| problem.nodes(class).start + node)
    }

    /// The cheaper, of equals this.
    pub(super) fn or(self, other: Solution) -> Solution {
        if other.cost < self.cost { other } else { self }
    }
}

/// There are less than 2^32 classes, nodes and children.
pub(super) fn index(index: usize) -> u32 {
    u32::try_from(index).expect("an e-graph has less than 2^32 parts")
}

/// A non-negative cost as an integer of the same order.
pub(super) fn key(cost: f64) -> u64 {
    cost.to_bits()
}
