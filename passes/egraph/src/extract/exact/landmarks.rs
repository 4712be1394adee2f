//! What every program costs at least, from sets of nodes of which each program has one.
//!
//! This is the LM-cut bound of planning: a class is a fact, a node an action that makes it true,
//! and programs are plans where nothing becomes false. It sees that nothing may need itself,
//! which the linear programs do not.

use std::{cmp::Reverse, collections::BinaryHeap};

use crate::extract::problem::{Parents, Problem, index, key};

/// How many children are looked at for each there is, at most.
const MOST_STEPS: usize = 20_000;
/// And at most in all.
const MOST_STEPS_IN_ALL: usize = 1 << 28;
const NONE: u32 = u32::MAX;

/// Sets of nodes, and how their costs are divided among them.
#[derive(Default)]
pub(super) struct Landmarks {
    /// Every program has a node of each.
    pub sets: Vec<Vec<u32>>,
    /// What every program costs at least.
    pub bound: f64,
    /// What is left of the cost of each node.
    left: Vec<f64>,
    /// The most expensive part of what each class needs, at least, in what is left.
    highest: Vec<f64>,
}

impl Landmarks {
    /// Finds a set for the root that is the most expensive in what is left of the costs, and takes
    /// as much as it can from the costs of all its nodes, until some root is free.
    pub fn new(problem: &Problem) -> Landmarks {
        let mut search = Search {
            problem,
            parents: problem.parents(),
            left: (0..index(problem.num_nodes())).map(|node| problem.cost(node)).collect(),
            highest: vec![f64::INFINITY; problem.num_classes()],
            support: vec![NONE; problem.num_nodes()],
            leaves: (0..index(problem.num_nodes()))
                .filter(|&node| problem.children(node).is_empty())
                .collect(),
            steps: 0,
        };
        search.start();
        let (mut sets, mut bound) = (Vec::new(), 0.0);
        let most_steps = MOST_STEPS_IN_ALL.min(MOST_STEPS.saturating_mul(problem.size()[1]));
        while search.steps <= most_steps {
            let height = |root: &&u32| (key(search.highest[**root as usize]), Reverse(**root));
            let Some(&root) = problem.roots().iter().max_by_key(height) else { break };
            if search.highest[root as usize] <= 0.0 {
                break;
            }
            let set = search.cut(root);
            let least = set.iter().map(|&n| search.left[n as usize]).fold(f64::INFINITY, f64::min);
            bound += least;
            search.lower(&set, least);
            sets.push(set);
        }
        Landmarks { sets, bound, left: search.left, highest: search.highest }
    }

    /// What every program with this node costs at least.
    pub fn with_node(&self, problem: &Problem, node: u32) -> f64 {
        let children = problem.children(node).iter();
        let highest = children.map(|&child| self.highest[child as usize]).fold(0.0, f64::max);
        self.bound + self.left[node as usize] + highest
    }
}

struct Search<'p> {
    problem: &'p Problem,
    parents: Parents,
    left: Vec<f64>,
    /// Of each class the least of its nodes' cost and highest child.
    highest: Vec<f64>,
    /// The highest child of each node; none without children.
    support: Vec<u32>,
    /// The nodes without children.
    leaves: Vec<u32>,
    steps: usize,
}

impl Search<'_> {
    /// Finds the heights, the lowest first.
    fn start(&mut self) {
        let mut missing: Vec<u32> = Vec::with_capacity(self.left.len());
        let mut queue = BinaryHeap::new();
        for node in 0..index(self.left.len()) {
            missing.push(index(self.problem.children(node).len()));
            if self.problem.children(node).is_empty() {
                queue.push(Reverse((key(self.left[node as usize]), self.problem.class_of(node))));
            }
        }
        while let Some(Reverse((cost, class))) = queue.pop() {
            if self.highest[class as usize].is_finite() {
                continue;
            }
            let height = f64::from_bits(cost);
            self.highest[class as usize] = height;
            for &node in self.parents.of(class) {
                missing[node as usize] -= 1;
                if missing[node as usize] == 0 {
                    self.support[node as usize] = class;
                    let height = height + self.left[node as usize];
                    queue.push(Reverse((key(height), self.problem.class_of(node))));
                }
            }
        }
    }

    /// The nodes that lead into the classes from which the root is free, from those that can be
    /// had without them; of what a node needs, only the highest is looked at.
    fn cut(&mut self, root: u32) -> Vec<u32> {
        let mut is_near = vec![false; self.highest.len()];
        let mut stack = vec![root];
        is_near[root as usize] = true;
        while let Some(class) = stack.pop() {
            self.steps += self.problem.nodes(class).len();
            for node in self.problem.nodes(class) {
                let support = self.support[node as usize];
                if self.left[node as usize] <= 0.0
                    && support != NONE
                    && !std::mem::replace(&mut is_near[support as usize], true)
                {
                    stack.push(support);
                }
            }
        }
        let mut set = Vec::new();
        let mut is_far = vec![false; self.highest.len()];
        let mut reach = |node: u32, stack: &mut Vec<u32>| {
            let class = self.problem.class_of(node);
            if is_near[class as usize] {
                set.push(node);
            } else if !std::mem::replace(&mut is_far[class as usize], true) {
                stack.push(class);
            }
        };
        for &node in &self.leaves {
            reach(node, &mut stack);
        }
        self.steps += self.highest.len() + self.leaves.len();
        while let Some(class) = stack.pop() {
            self.steps += self.parents.of(class).len();
            for &node in self.parents.of(class) {
                if self.support[node as usize] == class {
                    reach(node, &mut stack);
                }
            }
        }
        set.sort_unstable();
        set
    }

    /// Takes `cost` from the nodes, and finds the heights anew.
    fn lower(&mut self, nodes: &[u32], cost: f64) {
        let mut queue = BinaryHeap::new();
        for &node in nodes {
            self.left[node as usize] -= cost;
            self.update(node, &mut queue);
        }
        while let Some(Reverse((height, class))) = queue.pop() {
            if height != key(self.highest[class as usize]) {
                continue;
            }
            for parent in 0..self.parents.of(class).len() {
                let node = self.parents.of(class)[parent];
                if self.support[node as usize] != class {
                    continue;
                }
                let children = self.problem.children(node);
                self.steps += children.len();
                let height = |child: &&u32| (key(self.highest[**child as usize]), Reverse(**child));
                let highest = children.iter().max_by_key(height);
                self.support[node as usize] = *highest.expect("the class is one");
                self.update(node, &mut queue);
            }
        }
    }

    fn update(&mut self, node: u32, queue: &mut BinaryHeap<Reverse<(u64, u32)>>) {
        let class = self.problem.class_of(node);
        let support = self.support[node as usize];
        let below = if support == NONE { 0.0 } else { self.highest[support as usize] };
        let height = below + self.left[node as usize];
        if height < self.highest[class as usize] {
            self.highest[class as usize] = height;
            queue.push(Reverse((key(height), class)));
        }
    }
}
