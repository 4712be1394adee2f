//! Maps from classes to nodes that share what they have in common.

use rustc_hash::FxHashMap;

/// A map from classes to nodes with the sum of their costs, of some [`Maps`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Map(Option<Id>);

/// The index of a trie.
type Id = u32;

/// Maps, each of which is there once: equal ones are the same, and so are equal parts of them,
/// which all operations skip. What an operation costs then follows from how much two maps differ.
///
/// A map is a binary trie over the bits of the class, from the highest bit in which two of them
/// differ. The shape follows from the classes alone, so equal maps have bitwise equal sums.
#[derive(Default)]
pub(super) struct Maps {
    tries: Vec<Trie>,
    leaves: FxHashMap<(u32, u32), Id>,
    branches: FxHashMap<(Id, Id), Id>,
}

#[derive(Clone, Copy)]
struct Trie {
    sum: f64,
    /// The bits that its classes agree in; the class of a leaf.
    prefix: u32,
    /// The bit below them; 0 for a leaf.
    bit: u32,
    /// The part without the bit; the node of a leaf.
    zero: Id,
    /// The part with the bit.
    one: Id,
}

/// How two tries lie to each other.
enum Lie {
    /// Branches at the same bit.
    Same,
    /// The second is where the first has, or has not, its bit.
    InFirst { is_one: bool },
    /// And the other way around.
    InSecond { is_one: bool },
    /// Leaves of the same class.
    Leaf,
    /// No class is in both.
    Apart,
}

impl Map {
    pub fn is_empty(self) -> bool {
        self.0.is_none()
    }
}

impl Maps {
    /// Of a node, the cost is always the same.
    pub fn single(&mut self, class: u32, node: u32, cost: f64) -> Map {
        let tries = &mut self.tries;
        let id = *self.leaves.entry((class, node)).or_insert_with(|| {
            let leaf = Trie { sum: cost, prefix: class, bit: 0, zero: node, one: node };
            push(tries, leaf)
        });
        Map(Some(id))
    }

    /// The sum of the costs.
    pub fn sum(&self, map: Map) -> f64 {
        map.0.map_or(0.0, |id| self.trie(id).sum)
    }

    pub fn get(&self, map: Map, class: u32) -> Option<u32> {
        let mut trie = self.trie(map.0?);
        while trie.bit != 0 {
            trie = self.trie(if class & trie.bit == 0 { trie.zero } else { trie.one });
        }
        (trie.prefix == class).then_some(trie.zero)
    }

    /// Both; what is in both is as in the first.
    pub fn union(&mut self, a: Map, b: Map) -> Map {
        match (a.0, b.0) {
            (Some(a), Some(b)) => Map(Some(self.union_of(a, b))),
            (a, b) => Map(a.or(b)),
        }
    }

    /// The classes of both, as in the first.
    pub fn intersection(&mut self, a: Map, b: Map) -> Map {
        match (a.0, b.0) {
            (Some(a), Some(b)) => Map(self.intersection_of(a, b)),
            _ => Map(None),
        }
    }

    /// The sum of the costs of those classes that are not in `other`.
    pub fn sum_without(&self, map: Map, other: Map) -> f64 {
        match (map.0, other.0) {
            (Some(a), Some(b)) => self.sum_without_of(a, b),
            _ => self.sum(map),
        }
    }

    /// In order.
    pub fn classes(&self, map: Map) -> Vec<u32> {
        let mut classes = Vec::new();
        let mut stack = Vec::from_iter(map.0);
        while let Some(id) = stack.pop() {
            let trie = self.trie(id);
            if trie.bit == 0 {
                classes.push(trie.prefix);
            } else {
                stack.extend([trie.one, trie.zero]);
            }
        }
        classes
    }

    fn trie(&self, id: Id) -> Trie {
        self.tries[id as usize]
    }

    fn branch(&mut self, prefix: u32, bit: u32, zero: Id, one: Id) -> Id {
        let tries = &mut self.tries;
        *self.branches.entry((zero, one)).or_insert_with(|| {
            let sum = tries[zero as usize].sum + tries[one as usize].sum;
            push(tries, Trie { sum, prefix, bit, zero, one })
        })
    }

    /// Of tries that have no class in common.
    fn join(&mut self, a: Id, b: Id) -> Id {
        let (of_a, of_b) = (self.trie(a).prefix, self.trie(b).prefix);
        let bit = 1 << (31 - (of_a ^ of_b).leading_zeros());
        let (zero, one) = if of_a & bit == 0 { (a, b) } else { (b, a) };
        self.branch(above(of_a, bit), bit, zero, one)
    }

    fn union_of(&mut self, a: Id, b: Id) -> Id {
        if a == b {
            return a;
        }
        let (of_a, of_b) = (self.trie(a), self.trie(b));
        let (branch, zero, one) = match lie(of_a, of_b) {
            Lie::Same => {
                (of_a, self.union_of(of_a.zero, of_b.zero), self.union_of(of_a.one, of_b.one))
            }
            Lie::InFirst { is_one: false } => (of_a, self.union_of(of_a.zero, b), of_a.one),
            Lie::InFirst { is_one: true } => (of_a, of_a.zero, self.union_of(of_a.one, b)),
            Lie::InSecond { is_one: false } => (of_b, self.union_of(a, of_b.zero), of_b.one),
            Lie::InSecond { is_one: true } => (of_b, of_b.zero, self.union_of(a, of_b.one)),
            Lie::Leaf => return a,
            Lie::Apart => return self.join(a, b),
        };
        self.branch(branch.prefix, branch.bit, zero, one)
    }

    fn intersection_of(&mut self, a: Id, b: Id) -> Option<Id> {
        if a == b {
            return Some(a);
        }
        let (of_a, of_b) = (self.trie(a), self.trie(b));
        match lie(of_a, of_b) {
            Lie::Same => {
                let zero = self.intersection_of(of_a.zero, of_b.zero);
                let one = self.intersection_of(of_a.one, of_b.one);
                match (zero, one) {
                    (Some(zero), Some(one)) => Some(self.branch(of_a.prefix, of_a.bit, zero, one)),
                    (zero, one) => zero.or(one),
                }
            }
            Lie::InFirst { is_one } => self.intersection_of(of_a.part(is_one), b),
            Lie::InSecond { is_one } => self.intersection_of(a, of_b.part(is_one)),
            Lie::Leaf => Some(a),
            Lie::Apart => None,
        }
    }

    fn sum_without_of(&self, a: Id, b: Id) -> f64 {
        if a == b {
            return 0.0;
        }
        let (of_a, of_b) = (self.trie(a), self.trie(b));
        match lie(of_a, of_b) {
            Lie::Same => {
                self.sum_without_of(of_a.zero, of_b.zero) + self.sum_without_of(of_a.one, of_b.one)
            }
            Lie::InFirst { is_one: false } => {
                self.sum_without_of(of_a.zero, b) + self.trie(of_a.one).sum
            }
            Lie::InFirst { is_one: true } => {
                self.trie(of_a.zero).sum + self.sum_without_of(of_a.one, b)
            }
            Lie::InSecond { is_one } => self.sum_without_of(a, of_b.part(is_one)),
            Lie::Leaf => 0.0,
            Lie::Apart => of_a.sum,
        }
    }
}

impl Trie {
    fn part(self, is_one: bool) -> Id {
        if is_one { self.one } else { self.zero }
    }
}

fn push(tries: &mut Vec<Trie>, trie: Trie) -> Id {
    tries.push(trie);
    super::problem::index(tries.len() - 1)
}

fn lie(a: Trie, b: Trie) -> Lie {
    if (a.prefix, a.bit) == (b.prefix, b.bit) {
        if a.bit == 0 { Lie::Leaf } else { Lie::Same }
    } else if a.bit > b.bit && above(b.prefix, a.bit) == a.prefix {
        Lie::InFirst { is_one: b.prefix & a.bit != 0 }
    } else if b.bit > a.bit && above(a.prefix, b.bit) == b.prefix {
        Lie::InSecond { is_one: a.prefix & b.bit != 0 }
    } else {
        Lie::Apart
    }
}

/// `class` above `bit`.
fn above(class: u32, bit: u32) -> u32 {
    class & !(bit | (bit.wrapping_sub(1)))
}
