//! Better choices beside all the other choices of a program.

use super::{
    greedy::{Closures, is_gain},
    problem::{Problem, Solution},
};

/// How often all classes are looked at.
const MOST_PASSES: usize = 16;
/// How many classes are entered or left for each node there is, at most.
const MOST_STEPS: usize = 64;

/// Replaces single choices as long as that makes the program cheaper; `closures` says what a class
/// needs that is not part of it yet.
pub(super) fn polish(problem: &Problem, closures: &Closures, solution: &Solution) -> Solution {
    let mut state = State::new(problem, solution);
    for _ in 0..MOST_PASSES {
        let before = state.cost;
        // From the roots on, as what is above decides what is there below.
        for &class in solution.order().iter().rev() {
            state.improve(class as u32, closures);
        }
        let used: Vec<_> = (0..problem.num_classes() as u32)
            .filter(|&class| {
                state.uses[class as usize] > 0 && solution.choice(class as usize).is_none()
            })
            .collect();
        for class in used {
            state.improve(class, closures);
        }
        if !is_gain(state.cost, before) || state.steps == 0 {
            break;
        }
    }
    let polished = Solution::from_nodes(problem, |class| {
        (state.uses[class as usize] > 0).then_some(state.nodes[class as usize])
    });
    // Only acyclic choices were made.
    polished.map_or_else(|_| solution.clone(), |polished| solution.clone().or(polished))
}

/// A program that changes.
struct State<'p> {
    problem: &'p Problem,
    /// The node of each class that has uses.
    nodes: Vec<u32>,
    /// How many nodes and roots need each class.
    uses: Vec<u32>,
    cost: f64,
    steps: usize,
    /// What was done, to be undone from the end.
    log: Vec<Change>,
    mark: Vec<u32>,
    marked: u32,
}

enum Change {
    Used(u32),
    Unused(u32),
    Chosen { class: u32, before: u32 },
}

impl<'p> State<'p> {
    fn new(problem: &'p Problem, solution: &Solution) -> State<'p> {
        let mut state = State {
            problem,
            nodes: vec![0; problem.num_classes()],
            uses: vec![0; problem.num_classes()],
            cost: solution.cost(),
            steps: MOST_STEPS * problem.num_nodes(),
            log: Vec::new(),
            mark: vec![0; problem.num_classes()],
            marked: 0,
        };
        for &class in solution.order() {
            let node = solution.global(problem, class as u32).expect("it is in the order");
            state.nodes[class] = node;
            for &child in problem.children(node) {
                state.uses[child as usize] += 1;
            }
        }
        for &root in problem.roots() {
            state.uses[root as usize] += 1;
        }
        state
    }

    /// Tries the other nodes of a class.
    fn improve(&mut self, class: u32, closures: &Closures) {
        for node in self.problem.nodes(class) {
            if self.uses[class as usize] == 0 || self.steps == 0 {
                return;
            }
            let before = self.cost;
            let is_possible =
                self.problem.cost(node).is_finite()
                    && node != self.nodes[class as usize]
                    && self.problem.children(node).iter().all(|&child| {
                        child != class && !closures.of_class[child as usize].is_empty()
                    });
            if !is_possible {
                continue;
            }
            self.switch(class, node, closures);
            if is_gain(self.cost, before) && !self.is_cyclic(class) {
                self.log.clear();
            } else {
                self.undo();
                self.cost = before;
            }
        }
    }

    fn switch(&mut self, class: u32, node: u32, closures: &Closures) {
        let old = self.nodes[class as usize];
        self.cost += self.problem.cost(node) - self.problem.cost(old);
        self.choose(class, node);
        for &child in self.problem.children(node) {
            self.enter(child, closures);
        }
        self.leave_children(old);
    }

    fn choose(&mut self, class: u32, node: u32) {
        self.log.push(Change::Chosen { class, before: self.nodes[class as usize] });
        self.nodes[class as usize] = node;
    }

    /// Adds a use of a class; what is new then is chosen as its closure says.
    fn enter(&mut self, class: u32, closures: &Closures) {
        let map = closures.of_class[class as usize];
        let mut stack = vec![class];
        while let Some(class) = stack.pop() {
            self.steps = self.steps.saturating_sub(1);
            self.uses[class as usize] += 1;
            self.log.push(Change::Used(class));
            if self.uses[class as usize] == 1 {
                let node = closures.maps.get(map, class).expect("the maps are closed");
                self.choose(class, node);
                self.cost += self.problem.cost(node);
                stack.extend(self.problem.children(node));
            }
        }
    }

    /// Takes a use from the children of a node, and from those of what is then unused.
    fn leave_children(&mut self, node: u32) {
        let mut stack = self.problem.children(node).to_vec();
        while let Some(class) = stack.pop() {
            self.steps = self.steps.saturating_sub(1);
            self.uses[class as usize] -= 1;
            self.log.push(Change::Unused(class));
            if self.uses[class as usize] == 0 {
                let node = self.nodes[class as usize];
                self.cost -= self.problem.cost(node);
                stack.extend(self.problem.children(node));
            }
        }
    }

    /// Whether a class needs itself.
    fn is_cyclic(&mut self, class: u32) -> bool {
        self.marked += 1;
        let mut stack = vec![class];
        while let Some(next) = stack.pop() {
            self.steps = self.steps.saturating_sub(1);
            for &child in self.problem.children(self.nodes[next as usize]) {
                if child == class {
                    return true;
                }
                if self.mark[child as usize] != self.marked {
                    self.mark[child as usize] = self.marked;
                    stack.push(child);
                }
            }
        }
        false
    }

    fn undo(&mut self) {
        while let Some(change) = self.log.pop() {
            match change {
                Change::Used(class) => self.uses[class as usize] -= 1,
                Change::Unused(class) => self.uses[class as usize] += 1,
                Change::Chosen { class, before } => self.nodes[class as usize] = before,
            }
        }
    }
}
