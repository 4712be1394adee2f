//! Extraction of a small graph, class by class.

use std::{cmp::Reverse, collections::BinaryHeap};

use super::{
    map::{Map, Maps},
    polish,
    problem::{Error, Parents, Problem, Solution, index, key},
    tree::Tree,
};

/// How much cheaper is cheaper: sums in different orders differ by less.
pub(super) const GAIN: f64 = 1e-10;
/// How many nodes are tried for each there is, at most.
const MOST_TRIES: usize = 64;

/// Whether `cost` is cheaper than `than` by more than rounding.
pub(super) fn is_gain(cost: f64, than: f64) -> bool {
    cost < than - GAIN * than.min(1e300)
}

/// A program whose graph is cheap, and never costs more than that of [`tree_greedy`].
///
/// Each class knows all that its best choice needs, so that what is shared is paid for once; when
/// it finds a cheaper choice, its parents look again. Single choices that then are no longer the
/// best beside all the others are changed until there are none.
///
/// [`tree_greedy`]: super::tree_greedy
///
/// ```
/// use tricast_egraph::extract::{Node, Problem, greedy};
///
/// // Twice the first class for 4, or the second and the third for 3 + 3.
/// let leaf = |cost| vec![Node::new(cost, [])];
/// let root = vec![Node::new(1.0, [3, 4]), Node::new(1.0, [1, 2])];
/// let alias = vec![Node::new(0.0, [0])];
/// let problem = Problem::new(
///     vec![leaf(4.0), leaf(3.0), leaf(3.0), alias.clone(), alias, root],
///     vec![5],
/// )?;
/// let solution = greedy(&problem)?;
/// assert_eq!(solution.cost(), 5.0);
/// assert_eq!(solution.choice(5), Some(0));
/// assert_eq!(solution.order(), [0, 3, 4, 5]);
/// # Ok::<_, tricast_egraph::extract::Error>(())
/// ```
pub fn greedy(problem: &Problem) -> Result<Solution, Error> {
    let tree = Tree::new(problem).solution(problem)?;
    if problem.num_nodes() == problem.num_classes() {
        // One node for each class: there is no choice.
        return Ok(tree);
    }
    let mut closures = Closures::new(problem);
    let graph = closures.solution(problem)?;
    let polished = polish::polish(problem, &closures, &graph);
    let also = polish::polish(problem, &closures, &tree);
    Ok(tree.or(graph).or(polished).or(also))
}

/// What the best choice known for each class needs, itself included: closed and acyclic maps.
///
/// They stay that: of two such maps where the first comes first in what both have, what only the
/// second has needs itself and the first, and the first needs nothing of it.
pub(super) struct Closures {
    pub maps: Maps,
    /// Empty for a class without a choice.
    pub of_class: Vec<Map>,
}

impl Closures {
    fn new(problem: &Problem) -> Closures {
        let parents = problem.parents();
        let mut search = Search {
            problem,
            maps: Maps::default(),
            of_class: vec![Map::default(); problem.num_classes()],
            missing: (0..index(problem.num_nodes()))
                .map(|node| index(problem.children(node).len()))
                .collect(),
            queue: BinaryHeap::new(),
            tries: MOST_TRIES * problem.num_nodes(),
        };
        search.run(&parents);
        Closures { maps: search.maps, of_class: search.of_class }
    }

    fn solution(&mut self, problem: &Problem) -> Result<Solution, Error> {
        let mut roots: Vec<_> =
            problem.roots().iter().map(|&c| self.of_class[c as usize]).collect();
        roots.sort_by_key(|&map| Reverse(key(self.maps.sum(map))));
        let all = roots.into_iter().fold(Map::default(), |all, map| self.maps.union(all, map));
        Solution::from_nodes(problem, |class| self.maps.get(all, class))
    }
}

struct Search<'p> {
    problem: &'p Problem,
    maps: Maps,
    /// Empty for a class without a choice so far.
    of_class: Vec<Map>,
    /// How many children of each node are without a choice.
    missing: Vec<u32>,
    /// The classes that became cheaper, the cheapest first: what a class costs is at least what
    /// its children do, so it is mostly final when its parents look at it.
    queue: BinaryHeap<Reverse<(u64, u32)>>,
    tries: usize,
}

impl Search<'_> {
    fn run(&mut self, parents: &Parents) {
        for node in 0..index(self.problem.num_nodes()) {
            if self.problem.children(node).is_empty() {
                self.consider(node);
            }
        }
        let mut is_known = vec![false; self.of_class.len()];
        while let Some(Reverse((cost, class))) = self.queue.pop() {
            if cost != key(self.maps.sum(self.of_class[class as usize])) {
                continue;
            }
            let is_first = !std::mem::replace(&mut is_known[class as usize], true);
            // The limit is for improvements alone: each class gets a choice.
            if !is_first && self.tries == 0 {
                continue;
            }
            for &parent in parents.of(class) {
                self.missing[parent as usize] -= u32::from(is_first);
                if self.missing[parent as usize] == 0 {
                    self.consider(parent);
                }
            }
        }
    }

    /// Chooses the node if that is better.
    fn consider(&mut self, node: u32) {
        let class = self.problem.class_of(node);
        let cost = self.problem.cost(node);
        let best = match self.of_class[class as usize] {
            map if map.is_empty() => f64::INFINITY,
            map => self.maps.sum(map),
        };
        let mut children: Vec<_> = self
            .problem
            .children(node)
            .iter()
            .map(|&child| self.of_class[child as usize])
            .collect();
        // The largest first: the others are mostly parts of it.
        children.sort_by_key(|&map| Reverse(key(self.maps.sum(map))));
        let largest = children.first().map_or(0.0, |&map| self.maps.sum(map));
        if !cost.is_finite() || !is_gain(cost + largest, best) {
            return;
        }
        self.tries = self.tries.saturating_sub(1);
        let mut all = Map::default();
        for map in children {
            all = self.maps.union(all, map);
            if !is_gain(cost + self.maps.sum(all), best) {
                return;
            }
        }
        if self.maps.get(all, class).is_none() {
            let own = self.maps.single(class, node, cost);
            let all = self.maps.union(all, own);
            self.queue.push(Reverse((key(self.maps.sum(all)), class)));
            self.of_class[class as usize] = all;
        }
    }
}
