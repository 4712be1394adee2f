//! Which dimensions of one shape make which of another.

use std::ops::Range;

use super::Size;

/// Neighbouring dimensions that hold the same elements on both sides.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Dimensions of the one shape.
    pub from: Range<usize>,
    /// Dimensions of the other.
    pub to: Range<usize>,
}

/// The smallest groups of neighbouring dimensions with as many elements on both sides, each with
/// one dimension or more on both; None if the sizes do not tell, or if one side has rank 0 or
/// no elements.
pub fn groups(from: &[Size], to: &[Size]) -> Option<Vec<Group>> {
    if from.is_empty() || to.is_empty() {
        return (from.is_empty() && to.is_empty()).then(Vec::new);
    }
    if from.iter().chain(to).any(|size| size.is(0)) {
        return None;
    }
    let mut groups: Vec<Group> = vec![];
    let (mut i, mut j) = (0, 0);
    while i < from.len() && j < to.len() {
        let start = (i, j);
        let mut left = Product::of(from[i]);
        let mut right = Product::of(to[j]);
        (i, j) = (i + 1, j + 1);
        while left != right {
            // What is behind tells which side goes on; a dynamic size goes on until it is met.
            if left.grows_before(&right) && i < from.len() {
                left.multiply(from[i]);
                i += 1;
            } else if j < to.len() {
                right.multiply(to[j]);
                j += 1;
            } else if i < from.len() {
                left.multiply(from[i]);
                i += 1;
            } else {
                return None;
            }
        }
        groups.push(Group { from: start.0..i, to: start.1..j });
    }
    // Sizes of 1 may be left over at the end of one side.
    let last = groups.last_mut()?;
    if from[i..].iter().chain(&to[j..]).any(|size| !size.is(1)) {
        return None;
    }
    last.from.end = from.len();
    last.to.end = to.len();
    Some(groups)
}

/// A product of sizes.
#[derive(Debug)]
struct Product<'c> {
    number: i64,
    values: Vec<Size<'c>>,
}

impl<'c> Product<'c> {
    fn of(size: Size<'c>) -> Self {
        let mut product = Product { number: 1, values: vec![] };
        product.multiply(size);
        product
    }

    fn multiply(&mut self, size: Size<'c>) {
        match size {
            Size::Static(value) => self.number = self.number.saturating_mul(value),
            Size::Value(_) => self.values.push(size),
        }
    }

    /// Whether this is the side to multiply next: it lacks a value or is the lesser.
    fn grows_before(&self, other: &Self) -> bool {
        match self.values.len().cmp(&other.values.len()) {
            std::cmp::Ordering::Equal => self.number < other.number,
            order => order.is_lt(),
        }
    }
}

impl PartialEq for Product<'_> {
    fn eq(&self, other: &Self) -> bool {
        let holds = |all: &Vec<Size>, part: &Vec<Size>| {
            all.len() == part.len() && part.iter().all(|value| all.contains(value))
        };
        self.number == other.number && holds(&self.values, &other.values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranges(from: &[i64], to: &[i64]) -> Option<Vec<(Range<usize>, Range<usize>)>> {
        let sizes =
            |shape: &[i64]| shape.iter().map(|&size| Size::Static(size)).collect::<Vec<_>>();
        let groups = groups(&sizes(from), &sizes(to))?;
        Some(groups.into_iter().map(|group| (group.from, group.to)).collect())
    }

    #[test]
    fn neighbours_are_grouped() {
        assert_eq!(ranges(&[2, 3, 4], &[6, 4]), Some(vec![(0..2, 0..1), (2..3, 1..2)]));
        assert_eq!(ranges(&[6, 4], &[2, 3, 4]), Some(vec![(0..1, 0..2), (1..2, 2..3)]));
        assert_eq!(ranges(&[4, 3], &[6, 2]), Some(vec![(0..2, 0..2)]));
        assert_eq!(ranges(&[2, 1], &[2]), Some(vec![(0..2, 0..1)]));
        assert_eq!(ranges(&[1, 2], &[2]), Some(vec![(0..2, 0..1)]));
        assert_eq!(ranges(&[2], &[1, 1, 2]), Some(vec![(0..1, 0..3)]));
        assert_eq!(ranges(&[], &[]), Some(vec![]));
        assert_eq!(ranges(&[1], &[]), None);
        assert_eq!(ranges(&[0, 2], &[0]), None);
    }
}
