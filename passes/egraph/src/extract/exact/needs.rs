//! What each class needs whatever is chosen.

use crate::extract::{
    map::Map,
    problem::{Problem, index},
    tree::Tree,
};

/// For each class those that every acyclic choice for it needs, itself included, with the cost of
/// the cheapest node of each.
pub(super) struct Needs {
    /// Empty for a class without a choice.
    pub of_class: Vec<Map>,
    /// What the roots need.
    pub of_roots: Map,
}

impl Needs {
    /// Assumes of each class that it needs everything, until its nodes show that it does not: what
    /// then stays holds of every acyclic choice, by induction over its height.
    pub fn new(problem: &Problem, tree: &Tree) -> Needs {
        let mut of_class = vec![Map::default(); problem.num_classes()];
        let own: Vec<Map> = (0..index(problem.num_classes()))
            .map(|class| Map::single(class, 0, cheapest(problem, class)))
            .collect();
        let mut is_stable = false;
        while !is_stable {
            is_stable = true;
            // Children come first, so that a graph without cycles is done after one pass.
            for &class in &tree.order {
                let mut all: Option<Map> = None;
                for node in problem.nodes(class) {
                    if let Some(of_node) = of_node(problem, &of_class, node) {
                        all = Some(
                            all.map_or_else(|| of_node.clone(), |all| all.intersection(&of_node)),
                        );
                    }
                }
                let all =
                    all.expect("a class in the order has a choice").union(&own[class as usize]);
                let old = &mut of_class[class as usize];
                let new = if old.is_empty() { all } else { old.intersection(&all) };
                if !new.is_same(old) {
                    *old = new;
                    is_stable = false;
                }
            }
        }
        let of_roots = problem
            .roots()
            .iter()
            .fold(Map::default(), |all, &root| all.union(&of_class[root as usize]));
        Needs { of_class, of_roots }
    }

    /// What a node needs; nothing is known where it needs a class without a choice.
    pub fn of_node(&self, problem: &Problem, node: u32) -> Option<Map> {
        of_node(problem, &self.of_class, node)
    }
}

fn of_node(problem: &Problem, of_class: &[Map], node: u32) -> Option<Map> {
    let mut all = Map::default();
    for &child in problem.children(node) {
        let of_child = &of_class[child as usize];
        if of_child.is_empty() {
            return None;
        }
        all = all.union(of_child);
    }
    Some(all)
}

/// The cost of the cheapest node.
pub(super) fn cheapest(problem: &Problem, class: u32) -> f64 {
    problem.nodes(class).map(|node| problem.cost(node)).fold(f64::INFINITY, f64::min)
}
