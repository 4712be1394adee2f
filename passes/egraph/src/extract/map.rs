//! Maps from classes to nodes that share what they have in common.

use std::rc::Rc;

/// A persistent map from classes to nodes with the sum of their costs: a binary trie over the
/// bits of the class, from the highest bit in which two of them differ.
///
/// The shape follows from the classes alone, so equal maps have bitwise equal sums, and those
/// made from each other share most of their parts, which all operations skip.
#[derive(Clone, Default)]
pub(super) struct Map(Option<Rc<Trie>>);

enum Trie {
    Leaf {
        class: u32,
        node: u32,
        cost: f64,
    },
    /// The classes agree with `prefix` above `bit`; those of `zero` do not have it.
    Branch {
        prefix: u32,
        bit: u32,
        sum: f64,
        zero: Rc<Trie>,
        one: Rc<Trie>,
    },
}

use Trie::{Branch, Leaf};

impl Map {
    pub fn single(class: u32, node: u32, cost: f64) -> Map {
        Map(Some(Rc::new(Leaf { class, node, cost })))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// The sum of the costs.
    pub fn sum(&self) -> f64 {
        self.0.as_deref().map_or(0.0, Trie::sum)
    }

    pub fn get(&self, class: u32) -> Option<u32> {
        let mut trie = self.0.as_deref()?;
        loop {
            match trie {
                Leaf { class: other, node, .. } => return (*other == class).then_some(*node),
                Branch { bit, zero, one, .. } => trie = if class & bit == 0 { zero } else { one },
            }
        }
    }

    /// Both; what is in both is as here.
    pub fn union(&self, other: &Map) -> Map {
        match (&self.0, &other.0) {
            (Some(a), Some(b)) => Map(Some(union(a, b))),
            (Some(_), None) => self.clone(),
            _ => other.clone(),
        }
    }

    /// The classes of both, as here.
    pub fn intersection(&self, other: &Map) -> Map {
        match (&self.0, &other.0) {
            (Some(a), Some(b)) => Map(intersection(a, b)),
            _ => Map(None),
        }
    }

    /// The sum of the costs of those classes that are not in `other`.
    pub fn sum_without(&self, other: &Map) -> f64 {
        match (&self.0, &other.0) {
            (Some(a), Some(b)) => sum_without(a, b),
            _ => self.sum(),
        }
    }

    /// Whether these are parts of the same map in memory; equal maps need not be.
    pub fn is_same(&self, other: &Map) -> bool {
        match (&self.0, &other.0) {
            (Some(a), Some(b)) => Rc::ptr_eq(a, b),
            (a, b) => a.is_none() && b.is_none(),
        }
    }

    /// In order.
    pub fn classes(&self) -> Vec<u32> {
        let mut classes = Vec::new();
        let mut stack: Vec<&Trie> = self.0.as_deref().into_iter().collect();
        while let Some(trie) = stack.pop() {
            match trie {
                Leaf { class, .. } => classes.push(*class),
                Branch { zero, one, .. } => stack.extend([&**one, &**zero]),
            }
        }
        classes
    }
}

impl Trie {
    fn sum(&self) -> f64 {
        match self {
            Leaf { cost, .. } => *cost,
            Branch { sum, .. } => *sum,
        }
    }

    /// The bits that its classes agree in, and the bit below them; 0 for a leaf.
    fn key(&self) -> (u32, u32) {
        match self {
            Leaf { class, .. } => (*class, 0),
            Branch { prefix, bit, .. } => (*prefix, *bit),
        }
    }
}

/// `class` above `bit`.
fn above(class: u32, bit: u32) -> u32 {
    class & !(bit | (bit.wrapping_sub(1)))
}

fn branch(prefix: u32, bit: u32, zero: Rc<Trie>, one: Rc<Trie>) -> Rc<Trie> {
    Rc::new(Branch { prefix, bit, sum: zero.sum() + one.sum(), zero, one })
}

/// Of tries that have no class in common.
fn join(a: Rc<Trie>, b: Rc<Trie>) -> Rc<Trie> {
    let ((of_a, _), (of_b, _)) = (a.key(), b.key());
    let bit = 1 << (31 - (of_a ^ of_b).leading_zeros());
    let (zero, one) = if of_a & bit == 0 { (a, b) } else { (b, a) };
    branch(above(of_a, bit), bit, zero, one)
}

fn union(a: &Rc<Trie>, b: &Rc<Trie>) -> Rc<Trie> {
    if Rc::ptr_eq(a, b) {
        return a.clone();
    }
    let ((of_a, bit_a), (of_b, bit_b)) = (a.key(), b.key());
    // A branch whose parts are as they were is the same, so that the next union skips it.
    let with = |of: &Rc<Trie>, zero: Rc<Trie>, one: Rc<Trie>| match &**of {
        Branch { prefix, bit, zero: old_zero, one: old_one, .. } => {
            if Rc::ptr_eq(&zero, old_zero) && Rc::ptr_eq(&one, old_one) {
                of.clone()
            } else {
                branch(*prefix, *bit, zero, one)
            }
        }
        Leaf { .. } => of.clone(),
    };
    match (&**a, &**b) {
        (Branch { zero: a0, one: a1, .. }, Branch { zero: b0, one: b1, .. })
            if (of_a, bit_a) == (of_b, bit_b) =>
        {
            let (zero, one) = (union(a0, b0), union(a1, b1));
            if Rc::ptr_eq(&zero, b0) && Rc::ptr_eq(&one, b1) {
                return b.clone();
            }
            with(a, zero, one)
        }
        (Branch { bit, zero, one, .. }, _) if *bit > bit_b && above(of_b, *bit) == of_a => {
            if of_b & bit == 0 {
                with(a, union(zero, b), one.clone())
            } else {
                with(a, zero.clone(), union(one, b))
            }
        }
        (_, Branch { bit, zero, one, .. }) if *bit > bit_a && above(of_a, *bit) == of_b => {
            if of_a & bit == 0 {
                with(b, union(a, zero), one.clone())
            } else {
                with(b, zero.clone(), union(a, one))
            }
        }
        _ if of_a == of_b => a.clone(),
        _ => join(a.clone(), b.clone()),
    }
}

fn intersection(a: &Rc<Trie>, b: &Rc<Trie>) -> Option<Rc<Trie>> {
    if Rc::ptr_eq(a, b) {
        return Some(a.clone());
    }
    let ((of_a, bit_a), (of_b, bit_b)) = (a.key(), b.key());
    match (&**a, &**b) {
        (Branch { prefix, bit, zero: a0, one: a1, .. }, Branch { zero: b0, one: b1, .. })
            if (of_a, bit_a) == (of_b, bit_b) =>
        {
            match (intersection(a0, b0), intersection(a1, b1)) {
                (Some(zero), Some(one)) if Rc::ptr_eq(&zero, a0) && Rc::ptr_eq(&one, a1) => {
                    Some(a.clone())
                }
                (Some(zero), Some(one)) => Some(branch(*prefix, *bit, zero, one)),
                (zero, one) => zero.or(one),
            }
        }
        (Branch { bit, zero, one, .. }, _) if *bit > bit_b && above(of_b, *bit) == of_a => {
            intersection(if of_b & bit == 0 { zero } else { one }, b)
        }
        (_, Branch { bit, zero, one, .. }) if *bit > bit_a && above(of_a, *bit) == of_b => {
            intersection(a, if of_a & bit == 0 { zero } else { one })
        }
        (Leaf { .. }, Leaf { .. }) if of_a == of_b => Some(a.clone()),
        _ => None,
    }
}

fn sum_without(a: &Rc<Trie>, b: &Rc<Trie>) -> f64 {
    if Rc::ptr_eq(a, b) {
        return 0.0;
    }
    let ((of_a, bit_a), (of_b, bit_b)) = (a.key(), b.key());
    match (&**a, &**b) {
        (Branch { zero: a0, one: a1, .. }, Branch { zero: b0, one: b1, .. })
            if (of_a, bit_a) == (of_b, bit_b) =>
        {
            sum_without(a0, b0) + sum_without(a1, b1)
        }
        (Branch { bit, zero, one, .. }, _) if *bit > bit_b && above(of_b, *bit) == of_a => {
            if of_b & bit == 0 {
                sum_without(zero, b) + one.sum()
            } else {
                zero.sum() + sum_without(one, b)
            }
        }
        (_, Branch { bit, zero, one, .. }) if *bit > bit_a && above(of_a, *bit) == of_b => {
            sum_without(a, if of_a & bit == 0 { zero } else { one })
        }
        (Leaf { .. }, Leaf { .. }) if of_a == of_b => 0.0,
        _ => a.sum(),
    }
}
