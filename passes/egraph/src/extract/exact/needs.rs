//! What each class needs whatever is chosen.

use crate::extract::{
    components::Components,
    map::{Map, Maps},
    problem::Problem,
};

/// For each class those that every acyclic choice for it needs, itself included, with the cost of
/// the cheapest node of each.
pub(super) struct Needs {
    pub maps: Maps,
    /// Empty for a class without a choice.
    pub of_class: Vec<Map>,
    /// What the roots need.
    pub of_roots: Map,
}

impl Needs {
    /// Assumes of each class that it needs everything, until its nodes show that it does not: what
    /// then stays holds of every acyclic choice, by induction over its height.
    ///
    /// Classes come after those they need, and those that can need each other are one group: only
    /// there is a class looked at again, when what it needs has changed.
    pub fn new(problem: &Problem) -> Needs {
        let Components { of_class: component, order } = Components::new(problem);
        let of_class = vec![Map::default(); problem.num_classes()];
        let mut needs = Needs { maps: Maps::default(), of_class, of_roots: Map::default() };
        let parents = problem.parents();
        let mut is_open = vec![true; problem.num_classes()];
        for group in order.chunk_by(|&a, &b| component[a as usize] == component[b as usize]) {
            let mut is_stable = false;
            while !is_stable {
                is_stable = true;
                for &class in group {
                    if !std::mem::take(&mut is_open[class as usize])
                        || !needs.narrow(problem, class)
                    {
                        continue;
                    }
                    for &parent in parents.of(class) {
                        let parent = problem.class_of(parent);
                        // What a class alone needs does not follow from what it needs.
                        if parent != class
                            && component[parent as usize] == component[class as usize]
                        {
                            is_open[parent as usize] = true;
                            is_stable = false;
                        }
                    }
                }
            }
        }
        for &root in problem.roots() {
            needs.of_roots = needs.maps.union(needs.of_roots, needs.of_class[root as usize]);
        }
        needs
    }

    /// Finds anew what a class needs: whether that is less than before.
    fn narrow(&mut self, problem: &Problem, class: u32) -> bool {
        let mut all: Option<Map> = None;
        for node in problem.nodes(class) {
            if let Some(of_node) = self.of_node(problem, node) {
                all = Some(all.map_or(of_node, |all| self.maps.intersection(all, of_node)));
            }
        }
        let Some(all) = all else { return false };
        let own = self.maps.single(class, 0, cheapest(problem, class));
        let all = self.maps.union(all, own);
        // Never more than before: what its nodes need became less since, if anything.
        all != std::mem::replace(&mut self.of_class[class as usize], all)
    }

    /// What a node needs; nothing is known where it needs a class without a choice.
    pub fn of_node(&mut self, problem: &Problem, node: u32) -> Option<Map> {
        let mut all = Map::default();
        for &child in problem.children(node) {
            let of_child = self.of_class[child as usize];
            if of_child.is_empty() {
                return None;
            }
            all = self.maps.union(all, of_child);
        }
        Some(all)
    }

    /// Whether a map of these has a class.
    pub fn has(&self, map: Map, class: u32) -> bool {
        self.maps.get(map, class).is_some()
    }
}

/// The cost of the cheapest node.
pub(super) fn cheapest(problem: &Problem, class: u32) -> f64 {
    problem.nodes(class).map(|node| problem.cost(node)).fold(f64::INFINITY, f64::min)
}
