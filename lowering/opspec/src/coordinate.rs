//! Coordinates of views: sums of the digits of dimensions.
//!
//! A view says where each element of a tensor is in another one. Permutations, slices, and reshapes
//! that split and merge dimensions all are such sums, and so is one after the other, unless a
//! division cuts a digit in two that has no whole number of values on each side.

use crate::spec::{Coordinate, Term};

impl Term {
    /// How many values its digit has, of a dimension of this size.
    pub fn range(&self, size: i64) -> i64 {
        let quotient = (size + self.divisor - 1) / self.divisor;
        self.modulus.map_or(quotient, |modulus| modulus.min(quotient))
    }
}

impl Coordinate {
    /// A number.
    pub fn constant(offset: i64) -> Coordinate {
        Coordinate { offset, ..Coordinate::default() }
    }

    /// The place in a dense row-major tensor of these sizes.
    pub fn flat(sizes: &[i64]) -> Coordinate {
        let mut stride = 1;
        let mut terms = vec![];
        for (dim, size) in sizes.iter().enumerate().rev() {
            if *size > 1 {
                terms.insert(0, Term { factor: stride, ..Term::of(dim) });
            }
            stride *= size;
        }
        Coordinate { terms, ..Coordinate::default() }
    }

    /// Whether it depends on a dimension.
    pub fn uses(&self, dim: usize) -> bool {
        self.terms.iter().any(|term| term.dim == dim)
    }

    /// This times a factor, and a number.
    pub fn scaled(mut self, factor: i64, offset: i64) -> Coordinate {
        self.terms.iter_mut().for_each(|term| term.factor *= factor);
        self.offset = self.offset * factor + offset;
        self
    }

    /// The digit `(this floordiv divisor) mod modulus`, over dimensions of these sizes; None if it is
    /// no sum of digits.
    pub fn digit(&self, divisor: i64, modulus: Option<i64>, sizes: &[i64]) -> Option<Coordinate> {
        if self.indirect.is_some() {
            return (divisor == 1 && modulus.is_none()).then(|| self.clone());
        }
        let (high, _) = self.split(divisor, sizes)?;
        match modulus {
            None => Some(high),
            Some(modulus) => high.split(modulus, sizes).map(|(_, low)| low),
        }
    }

    /// This with each dimension replaced by a coordinate over others, of these sizes; None if it is
    /// no sum of digits.
    pub fn substitute(&self, with: &[Coordinate], sizes: &[i64]) -> Option<Coordinate> {
        let mut sum = Coordinate { offset: self.offset, indirect: self.indirect, terms: vec![] };
        for term in &self.terms {
            let digit = with.get(term.dim)?.digit(term.divisor, term.modulus, sizes)?;
            if digit.indirect.is_some() {
                let plain = term.factor == 1 && self.terms.len() == 1 && self.offset == 0;
                return plain.then_some(digit);
            }
            let digit = digit.scaled(term.factor, 0);
            sum.terms.extend(digit.terms);
            sum.offset += digit.offset;
        }
        Some(sum.simplified(sizes))
    }

    /// The quotient and the rest of a division.
    fn split(&self, by: i64, sizes: &[i64]) -> Option<(Coordinate, Coordinate)> {
        if by == 1 {
            return Some((self.clone(), Coordinate::zero()));
        }
        let (mut high, mut low) = (vec![], vec![]);
        for term in &self.terms {
            let range = term.range(sizes[term.dim]);
            if term.factor % by == 0 {
                high.push(Term { factor: term.factor / by, ..*term });
            } else if term.factor * (range - 1) < by {
                low.push(*term);
            } else {
                let part = (by % term.factor == 0).then_some(by / term.factor)?;
                if term.modulus.is_some_and(|modulus| modulus % part != 0) {
                    return None;
                }
                let modulus = term.modulus.map(|modulus| modulus / part);
                high.push(Term { factor: 1, divisor: term.divisor * part, modulus, ..*term });
                low.push(Term { modulus: Some(part), ..*term });
            }
        }
        let rest = self.offset.rem_euclid(by);
        let most = low.iter().map(|term| term.factor * (term.range(sizes[term.dim]) - 1));
        if rest + most.sum::<i64>() >= by {
            return None;
        }
        let quotient = self.offset.div_euclid(by);
        let high = Coordinate { terms: high, offset: quotient, indirect: None };
        let low = Coordinate { terms: low, offset: rest, indirect: None };
        Some((high.simplified(sizes), low.simplified(sizes)))
    }

    /// Without what is always 0, and with the digits of a dimension put together that were split.
    pub fn simplified(mut self, sizes: &[i64]) -> Coordinate {
        self.terms.retain(|term| term.range(sizes[term.dim]) > 1);
        for term in &mut self.terms {
            let quotient = (sizes[term.dim] + term.divisor - 1) / term.divisor;
            if term.modulus.is_some_and(|modulus| modulus >= quotient) {
                term.modulus = None;
            }
        }
        while let Some((high, low, whole)) = self.joined() {
            self.terms[high] = whole;
            self.terms.remove(low);
        }
        self
    }

    /// Two digits that are one: their places, and the one.
    fn joined(&self) -> Option<(usize, usize, Term)> {
        for (high, a) in self.terms.iter().enumerate() {
            for (low, b) in self.terms.iter().enumerate() {
                let Some(part) = b.modulus else { continue };
                let follows =
                    a.dim == b.dim && a.divisor == b.divisor * part && a.factor == b.factor * part;
                if high != low && follows {
                    let modulus = a.modulus.map(|modulus| modulus * part);
                    return Some((high, low, Term { modulus, ..*b }));
                }
            }
        }
        None
    }

    /// The same over other dimensions: which one each is there.
    pub fn renamed(mut self, dims: &[usize]) -> Coordinate {
        self.terms.iter_mut().for_each(|term| term.dim = dims[term.dim]);
        self
    }

    /// Its value at a point.
    pub fn at(&self, point: &[i64]) -> i64 {
        let value = |term: &Term| {
            let quotient = point[term.dim] / term.divisor;
            term.factor * term.modulus.map_or(quotient, |modulus| quotient % modulus)
        };
        self.offset + self.terms.iter().map(value).sum::<i64>()
    }
}

/// Where the elements of a tensor of `new` sizes are in one of `old` sizes with the same elements in
/// row-major order; None for what no sum of digits says.
pub fn reshape(old: &[i64], new: &[i64]) -> Option<Vec<Coordinate>> {
    let flat = Coordinate::flat(new);
    let mut stride: i64 = old.iter().product();
    let mut coordinates = vec![];
    for (dim, size) in old.iter().enumerate() {
        stride /= size;
        let modulus = (dim > 0).then_some(*size);
        coordinates.push(flat.digit(stride, modulus, new)?);
    }
    Some(coordinates)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(sizes: &[i64]) -> Vec<Vec<i64>> {
        let mut points = vec![vec![]];
        for size in sizes {
            let longer = |point: Vec<i64>| {
                (0..*size).map(move |place| [point.clone(), vec![place]].concat())
            };
            points = points.into_iter().flat_map(longer).collect();
        }
        points
    }

    fn flat(point: &[i64], sizes: &[i64]) -> i64 {
        point.iter().zip(sizes).fold(0, |flat, (place, size)| flat * size + place)
    }

    #[test]
    fn reshapes_keep_the_place_of_each_element() {
        let cases: [(&[i64], &[i64]); 7] = [
            (&[2, 3, 4], &[6, 4]),
            (&[6, 4], &[2, 3, 4]),
            (&[4, 6], &[2, 2, 3, 2]),
            (&[24], &[2, 12]),
            (&[8, 6], &[4, 12]),
            (&[1, 5, 1], &[5]),
            (&[2, 12], &[4, 6]),
        ];
        for (old, new) in cases {
            let coordinates = reshape(old, new).unwrap_or_else(|| panic!("{old:?} to {new:?}"));
            for point in points(new) {
                let place: Vec<i64> = coordinates.iter().map(|own| own.at(&point)).collect();
                assert_eq!(flat(&place, old), flat(&point, new), "{old:?} to {new:?} at {point:?}");
            }
        }
        assert_eq!(reshape(&[2, 6], &[4, 3]), reshape(&[2, 6], &[4, 3]));
        assert!(reshape(&[2, 9], &[3, 6]).is_none(), "digits of 9 and of 6 do not fit");
    }

    #[test]
    fn what_is_split_and_merged_again_is_as_it_was() {
        let split = reshape(&[12], &[3, 4]).unwrap();
        let merged = reshape(&[3, 4], &[12]).unwrap();
        let both = split[0].substitute(&merged, &[12]).unwrap();
        assert_eq!(both, Coordinate::of(0));
    }

    #[test]
    fn slices_after_each_other_are_one() {
        let first = Coordinate::of(0).scaled(2, 3);
        let second = [Coordinate::of(0).scaled(3, 1)];
        let both = first.substitute(&second, &[4]).unwrap();
        assert_eq!(both, Coordinate::of(0).scaled(6, 5));
        let halves = Term { divisor: 4, ..Term::of(0) };
        let halves = Coordinate { terms: vec![halves], ..Coordinate::default() };
        assert_eq!(halves.substitute(&second, &[4]), None);
    }
}
