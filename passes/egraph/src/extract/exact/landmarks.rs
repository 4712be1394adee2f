//! What every program costs at least, from sets of nodes of which each program has one.
//!
//! This is the LM-cut bound of planning: a class is a fact, a node an action that makes it true,
//! and programs are plans where nothing becomes false. It sees that nothing may need itself,
//! which the linear programs do not.

use std::{
    cmp::Reverse,
    collections::{BinaryHeap, binary_heap::PeekMut},
};

use crate::extract::{
    components::independent_parts,
    problem::{Parents, Problem, index, key},
};

/// How many children are looked at for each there is, at most.
const MOST_STEPS: usize = 20_000;
/// And at most in all.
const MOST_STEPS_IN_ALL: usize = 1 << 28;
const NONE: u32 = u32::MAX;

/// Sets of nodes, and how their costs are divided among them.
pub(super) struct Landmarks {
    /// The parts of the problem.
    pub parts: Vec<Independent>,
    /// What every program costs at least.
    pub bound: f64,
    /// What is left of the cost of each node.
    left: Vec<f64>,
    /// The most expensive part of what each class needs, at least, in what is left.
    highest: Vec<f64>,
}

/// Classes that have nothing to do with the others, and what is known of them.
pub(super) struct Independent {
    /// In order.
    pub classes: Vec<u32>,
    /// Every program has a node of each.
    pub sets: Vec<Vec<u32>>,
}

impl Landmarks {
    /// Of nothing is anything known.
    pub fn none(problem: &Problem) -> Landmarks {
        let part = |classes| Independent { classes, sets: Vec::new() };
        Landmarks {
            parts: independent_parts(problem).into_iter().map(part).collect(),
            bound: 0.0,
            left: (0..index(problem.num_nodes())).map(|node| problem.cost(node)).collect(),
            highest: vec![0.0; problem.num_classes()],
        }
    }

    /// Finds in each part a set for the root that is the most expensive in what is left of the
    /// costs, and takes as much as it can from the costs of all its nodes, until all are free.
    pub fn new(problem: &Problem) -> Landmarks {
        let mut search = Search {
            problem,
            parents: problem.parents(),
            left: (0..index(problem.num_nodes())).map(|node| problem.cost(node)).collect(),
            highest: vec![f64::INFINITY; problem.num_classes()],
            support: vec![NONE; problem.num_nodes()],
            mark: vec![0; problem.num_classes()],
            marked: 0,
            steps: 0,
        };
        search.start();
        let (mut parts, mut bound) = (Vec::new(), 0.0);
        let mut steps_left = MOST_STEPS_IN_ALL;
        for classes in independent_parts(problem) {
            search.steps = 0;
            let (sets, least) = search.part(&classes, steps_left);
            steps_left = steps_left.saturating_sub(search.steps);
            bound += least;
            parts.push(Independent { classes, sets });
        }
        Landmarks { parts, bound, left: search.left, highest: search.highest }
    }

    /// What every program with this node costs at least.
    pub fn with_node(&self, problem: &Problem, node: u32) -> f64 {
        let children = problem.children(node).iter();
        let highest = children.map(|&child| self.highest[child as usize]).fold(0.0, f64::max);
        self.bound + self.left[node as usize] + highest
    }
}

/// What marks say in a cut.
struct Marks {
    /// From here the root is free.
    near: u32,
    /// To be had without what is near.
    far: u32,
    /// Looked at, and not known to be far.
    seen: u32,
}

struct Search<'p> {
    problem: &'p Problem,
    parents: Parents,
    left: Vec<f64>,
    /// Of each class the least of its nodes' cost and highest child.
    highest: Vec<f64>,
    /// The highest child of each node; none without children.
    support: Vec<u32>,
    /// What is known of each class in a cut; up to `marked` those of the cuts so far.
    mark: Vec<u32>,
    marked: u32,
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

    /// The sets of a part, and what they cost together.
    fn part(&mut self, classes: &[u32], steps_left: usize) -> (Vec<Vec<u32>>, f64) {
        let problem = self.problem;
        let nodes = || classes.iter().flat_map(|&class| problem.nodes(class));
        let is_root = |class: &&u32| problem.roots().binary_search(class).is_ok();
        let roots = classes.iter().filter(is_root);
        let children: usize = nodes().map(|node| problem.children(node).len()).sum();
        let most_steps = steps_left.min(MOST_STEPS.saturating_mul(children));
        let (mut sets, mut bound) = (Vec::new(), 0.0);
        // Heights become less only, so that what is on top is the highest if it is right.
        let entry = |search: &Search, root: u32| {
            let height = search.highest[root as usize];
            (key(height), Reverse(root))
        };
        let mut heights: BinaryHeap<_> = roots.map(|&root| entry(self, root)).collect();
        while self.steps <= most_steps {
            let Some(mut top) = heights.peek_mut() else { break };
            let root = top.1.0;
            let now = entry(self, root);
            if now.0 == 0 {
                PeekMut::pop(top);
            } else if *top != now {
                *top = now;
            } else {
                drop(top);
                let set = self.cut(root);
                let left = set.iter().map(|&node| self.left[node as usize]);
                let least = left.fold(f64::INFINITY, f64::min);
                bound += least;
                self.lower(&set, least);
                sets.push(set);
            }
        }
        (sets, bound)
    }

    /// The nodes that lead into the classes from which the root is free, from those that can be
    /// had without them; of what a node needs, only the highest is looked at.
    fn cut(&mut self, root: u32) -> Vec<u32> {
        let marks = Marks { near: self.marked + 1, far: self.marked + 2, seen: self.marked + 3 };
        self.marked = marks.seen;
        let mut near = vec![root];
        self.mark[root as usize] = marks.near;
        let mut next = 0;
        while let Some(&class) = near.get(next) {
            next += 1;
            self.steps += self.problem.nodes(class).len();
            for node in self.problem.nodes(class) {
                let support = self.support[node as usize];
                if self.left[node as usize] <= 0.0
                    && support != NONE
                    && std::mem::replace(&mut self.mark[support as usize], marks.near) != marks.near
                {
                    near.push(support);
                }
            }
        }
        let mut set = Vec::new();
        for class in near {
            for node in self.problem.nodes(class) {
                if self.problem.children(node).is_empty()
                    || self.is_far(self.support[node as usize], &marks)
                {
                    set.push(node);
                }
            }
        }
        set.sort_unstable();
        set
    }

    /// Whether a class can be had without those that are near: looks for one of its nodes that
    /// leads to one without children. That is found soon, whatever else there is.
    fn is_far(&mut self, class: u32, marks: &Marks) -> bool {
        let problem = self.problem;
        let mut seen = Vec::new();
        let mut stack = Vec::new();
        let mut enter = Some(class);
        loop {
            if let Some(class) = enter.take().filter(|&class| class != NONE) {
                match self.mark[class as usize] {
                    mark if mark == marks.far => break,
                    mark if mark == marks.near || mark == marks.seen => {}
                    _ => {
                        self.mark[class as usize] = marks.seen;
                        seen.push(class);
                        stack.push((class, problem.nodes(class)));
                    }
                }
            }
            // All that leads here was looked at: nothing of it is far.
            let Some((_, nodes)) = stack.last_mut() else { return false };
            let Some(node) = nodes.next() else {
                stack.pop();
                continue;
            };
            self.steps += 1;
            if problem.children(node).is_empty() {
                break;
            }
            enter = Some(self.support[node as usize]);
        }
        // Of what is not on the way nothing is known: it may lead to what is.
        for class in seen {
            self.mark[class as usize] = 0;
        }
        for (class, _) in stack {
            self.mark[class as usize] = marks.far;
        }
        true
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
