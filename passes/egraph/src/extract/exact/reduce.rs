//! Smaller problems with the same cheapest programs.

use super::{
    landmarks::Landmarks,
    needs::{Needs, cheapest},
};
use crate::extract::{
    components::strong_components,
    greedy::is_gain,
    problem::{Parents, Problem, index},
    tree::Tree,
};

/// The most nodes of a class that are compared with each other.
const MOST_COMPARED: usize = 2000;
/// The most children of a class that is replaced by them where several classes need it.
const MOST_INLINED: usize = 2;

/// A problem with the same classes but fewer nodes, each of which is one of the original.
pub(super) struct Reduced {
    pub problem: Problem,
    /// The original node of each.
    origin: Vec<u32>,
    /// The original node of each class that is part of those that need it.
    only: Vec<Option<u32>>,
}

impl Reduced {
    /// Drops what no program cheaper than `bound` has; none if there is no such program.
    pub fn new(problem: &Problem, bound: f64, rounds: usize) -> Option<Reduced> {
        Self::possible(problem)?.rounds(bound, rounds)
    }

    /// Drops what no program has; none if there are no programs.
    pub fn possible(problem: &Problem) -> Option<Reduced> {
        let reduced = Reduced {
            problem: problem.clone(),
            origin: (0..index(problem.num_nodes())).collect(),
            only: vec![None; problem.num_classes()],
        };
        reduced.reachable()
    }

    fn rounds(mut self, bound: f64, rounds: usize) -> Option<Reduced> {
        // Most of a program has no alternatives: what follows is for what has.
        let tree = Tree::new(&self.problem);
        self = self.contracted(&tree);
        for _ in 0..rounds {
            let before = self.problem.size();
            self = self.round(bound)?;
            if self.problem.size() == before {
                break;
            }
        }
        Some(self)
    }

    /// Without the nodes with which, as the landmarks say, nothing costs less than `bound`.
    pub fn without_expensive(
        self,
        landmarks: &Landmarks,
        bound: f64,
        rounds: usize,
    ) -> Option<Reduced> {
        let problem = self.problem.clone();
        let reduced = self.filter(problem.roots().to_vec(), |node| {
            let least = landmarks.with_node(&problem, node);
            is_gain(least, bound).then(|| Self::as_is(&problem, node))
        });
        reduced.rounds(bound, rounds)
    }

    /// The original node of a class, given that of the reduced problem.
    pub fn original(&self, class: u32, node: Option<u32>) -> Option<u32> {
        node.map(|node| self.origin[node as usize]).or(self.only[class as usize])
    }

    fn round(self, bound: f64) -> Option<Reduced> {
        let reduced = self.reachable()?;
        let mut needs = Needs::new(&reduced.problem);
        let reduced = reduced.cheap(&mut needs, bound).reachable()?;
        let mut needs = Needs::new(&reduced.problem);
        let reduced = reduced.undominated(&mut needs).settled(&needs);
        let tree = Tree::new(&reduced.problem);
        Some(reduced.contracted(&tree))
    }

    /// The problem with those nodes for which `keep` gives costs and children.
    fn filter(
        mut self,
        roots: Vec<u32>,
        mut keep: impl FnMut(u32) -> Option<(f64, Vec<u32>)>,
    ) -> Reduced {
        let mut origin = Vec::new();
        self.problem = self.problem.map_nodes(roots, |node| {
            let kept = keep(node);
            if kept.is_some() {
                origin.push(self.origin[node as usize]);
            }
            kept
        });
        self.origin = origin;
        self
    }

    fn as_is(problem: &Problem, node: u32) -> (f64, Vec<u32>) {
        (problem.cost(node), problem.children(node).to_vec())
    }

    /// Without the nodes that no root needs or that have no finite acyclic choice.
    fn reachable(self) -> Option<Reduced> {
        let problem = &self.problem;
        let tree = Tree::new(problem);
        if problem.roots().iter().any(|&root| tree.nodes[root as usize].is_none()) {
            return None;
        }
        let is_possible = |node: u32| {
            problem.cost(node).is_finite()
                && problem.children(node).iter().all(|&child| {
                    tree.nodes[child as usize].is_some() && child != problem.class_of(node)
                })
        };
        let mut is_needed = vec![false; problem.num_classes()];
        let mut stack = problem.roots().to_vec();
        while let Some(class) = stack.pop() {
            if !std::mem::replace(&mut is_needed[class as usize], true) {
                for node in problem.nodes(class).filter(|&node| is_possible(node)) {
                    stack.extend(problem.children(node));
                }
            }
        }
        let problem = problem.clone();
        Some(self.filter(problem.roots().to_vec(), |node| {
            let is_needed = is_needed[problem.class_of(node) as usize];
            (is_needed
                && problem.cost(node).is_finite()
                && problem.children(node).iter().all(|&child| {
                    tree.nodes[child as usize].is_some() && child != problem.class_of(node)
                }))
            .then(|| Self::as_is(&problem, node))
        }))
    }

    /// Without the nodes that need themselves, or with which nothing costs less than `bound`.
    fn cheap(self, needs: &mut Needs, bound: f64) -> Reduced {
        let problem = self.problem.clone();
        self.filter(problem.roots().to_vec(), |node| {
            let class = problem.class_of(node);
            let of_node = needs.of_node(&problem, node)?;
            let is_cyclic = needs.has(of_node, class);
            let with_class = needs.maps.union(of_node, needs.of_class[class as usize]);
            let least = needs.maps.sum(needs.of_roots)
                + needs.maps.sum_without(with_class, needs.of_roots)
                + (problem.cost(node) - cheapest(&problem, class));
            (!is_cyclic && is_gain(least, bound)).then(|| Self::as_is(&problem, node))
        })
    }

    /// Without the nodes of which another of the class costs no more and needs nothing that they
    /// do not need.
    fn undominated(self, needs: &mut Needs) -> Reduced {
        let problem = self.problem.clone();
        let component = strong_components(&problem);
        let mut is_kept = vec![true; problem.num_nodes()];
        for class in 0..index(problem.num_classes()) {
            let nodes = problem.nodes(class);
            if nodes.len() > MOST_COMPARED {
                continue;
            }
            let of_nodes = nodes.clone().map(|node| needs.of_node(&problem, node));
            let of_nodes: Vec<_> = of_nodes.map(Option::unwrap_or_default).collect();
            // What is needed anyway costs nothing, but must not need the class.
            let is_free = |child: u32| {
                needs.has(needs.of_roots, child)
                    && component[child as usize] != component[class as usize]
            };
            for (node, of_node) in nodes.clone().zip(of_nodes) {
                let dominates = |&other: &u32| {
                    other != node
                        && is_kept[other as usize]
                        && problem.cost(other) <= problem.cost(node)
                        && problem
                            .children(other)
                            .iter()
                            .all(|&child| needs.has(of_node, child) || is_free(child))
                };
                let is_dominated = nodes.clone().any(|other| dominates(&other));
                is_kept[node as usize] = !is_dominated;
            }
        }
        self.filter(problem.roots().to_vec(), |node| {
            is_kept[node as usize].then(|| Self::as_is(&problem, node))
        })
    }

    /// What the roots need are roots, and no node needs a root with which it has no cycle: it is
    /// paid for already.
    fn settled(self, needs: &Needs) -> Reduced {
        let problem = self.problem.clone();
        let component = strong_components(&problem);
        self.filter(needs.maps.classes(needs.of_roots), |node| {
            let own = component[problem.class_of(node) as usize];
            let mut children = problem.children(node).to_vec();
            children.retain(|&child| {
                !needs.has(needs.of_roots, child) || component[child as usize] == own
            });
            Some((problem.cost(node), children))
        })
    }

    /// Classes with one node, which is free or needed by one class alone, are part of those that
    /// need them.
    fn contracted(mut self, tree: &Tree) -> Reduced {
        let problem = self.problem.clone();
        let parents = problem.parents();
        // What a class is replaced by.
        let mut parts: Vec<Option<(f64, Vec<u32>)>> = vec![None; problem.num_classes()];
        for &class in &tree.order {
            let mut nodes = problem.nodes(class);
            let (Some(node), None) = (nodes.next(), nodes.next()) else { continue };
            if problem.roots().binary_search(&class).is_ok() {
                continue;
            }
            let (cost, children) = replaced(&problem, &parts, node);
            let is_own = has_one_parent(&problem, &parents, class);
            if is_own || cost == 0.0 && children.len() <= MOST_INLINED {
                parts[class as usize] = Some((cost, children));
                self.only[class as usize] = Some(self.origin[node as usize]);
            }
        }
        self.filter(problem.roots().to_vec(), |node| {
            let is_part = parts[problem.class_of(node) as usize].is_some();
            (!is_part).then(|| replaced(&problem, &parts, node))
        })
    }
}

/// The cost and the children of a node with what replaces some of them.
fn replaced(problem: &Problem, parts: &[Option<(f64, Vec<u32>)>], node: u32) -> (f64, Vec<u32>) {
    let mut cost = problem.cost(node);
    let mut all = Vec::new();
    for &child in problem.children(node) {
        if let Some((more, children)) = &parts[child as usize] {
            cost += more;
            all.extend(children);
        } else {
            all.push(child);
        }
    }
    all.sort_unstable();
    all.dedup();
    (cost, all)
}

/// Whether all nodes that need the class are of one class.
fn has_one_parent(problem: &Problem, parents: &Parents, class: u32) -> bool {
    let mut classes = parents.of(class).iter().map(|&node| problem.class_of(node));
    let first = classes.next();
    classes.all(|class| Some(class) == first)
}
