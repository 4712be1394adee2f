//! Affine expressions of dimensions and symbols, maps and sets of them.

use serde::{Deserialize, Serialize};

/// An affine expression.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Expr {
    /// A dimension.
    Dim(usize),
    /// A symbol.
    Symbol(usize),
    /// A number.
    Constant(i64),
    /// A sum.
    Add(Box<Expr>, Box<Expr>),
    /// A product.
    Mul(Box<Expr>, Box<Expr>),
    /// What a division leaves, not negative.
    Mod(Box<Expr>, Box<Expr>),
    /// A quotient, rounded down.
    FloorDiv(Box<Expr>, Box<Expr>),
    /// A quotient, rounded up.
    CeilDiv(Box<Expr>, Box<Expr>),
}

/// `sum(factors[d] * dim d) + constant`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Linear {
    /// A factor for each dimension.
    pub factors: Vec<i64>,
    /// What is added.
    pub constant: i64,
}

impl Expr {
    /// Its value at a point. A division by zero is zero.
    pub fn at(&self, dims: &[i64], symbols: &[i64]) -> i64 {
        let both = |a: &Expr, b: &Expr| (a.at(dims, symbols), b.at(dims, symbols));
        match self {
            Expr::Dim(place) => dims.get(*place).copied().unwrap_or_default(),
            Expr::Symbol(place) => symbols.get(*place).copied().unwrap_or_default(),
            Expr::Constant(value) => *value,
            Expr::Add(a, b) => a.at(dims, symbols).wrapping_add(b.at(dims, symbols)),
            Expr::Mul(a, b) => a.at(dims, symbols).wrapping_mul(b.at(dims, symbols)),
            Expr::Mod(a, b) => {
                let (a, b) = both(a, b);
                a.checked_rem_euclid(b).unwrap_or_default()
            }
            Expr::FloorDiv(a, b) => {
                let (a, b) = both(a, b);
                a.checked_div_euclid(b).unwrap_or_default()
            }
            Expr::CeilDiv(a, b) => {
                let (a, b) = both(a, b);
                a.checked_neg()
                    .and_then(|a| a.checked_div_euclid(b))
                    .unwrap_or_default()
                    .wrapping_neg()
            }
        }
    }

    /// The linear form of it, with the values of the symbols; None if it has none.
    pub fn linear(&self, dims: usize, symbols: &[i64]) -> Option<Linear> {
        let constant = |constant| Linear { factors: vec![0; dims], constant };
        match self {
            Expr::Dim(place) => {
                let mut form = constant(0);
                *form.factors.get_mut(*place)? = 1;
                Some(form)
            }
            Expr::Symbol(place) => Some(constant(*symbols.get(*place)?)),
            Expr::Constant(value) => Some(constant(*value)),
            Expr::Add(a, b) => {
                let (mut a, b) = (a.linear(dims, symbols)?, b.linear(dims, symbols)?);
                a.factors.iter_mut().zip(b.factors).for_each(|(a, b)| *a += b);
                a.constant += b.constant;
                Some(a)
            }
            Expr::Mul(a, b) => {
                let (a, b) = (a.linear(dims, symbols)?, b.linear(dims, symbols)?);
                let (mut form, factor) = match (a.is_constant(), b.is_constant()) {
                    (_, true) => (a, b.constant),
                    (true, _) => (b, a.constant),
                    _ => return None,
                };
                form.factors.iter_mut().for_each(|f| *f *= factor);
                form.constant *= factor;
                Some(form)
            }
            Expr::Mod(a, b) | Expr::FloorDiv(a, b) | Expr::CeilDiv(a, b) => {
                let known = a.linear(dims, symbols)?.is_constant()
                    && b.linear(dims, symbols)?.is_constant();
                known.then(|| constant(self.at(&vec![0; dims], symbols)))
            }
        }
    }
}

impl Linear {
    /// Whether no dimension is in it.
    pub fn is_constant(&self) -> bool {
        self.factors.iter().all(|factor| *factor == 0)
    }
}

/// Several expressions of the same dimensions and symbols.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Map {
    /// The number of dimensions.
    pub dims: usize,
    /// The number of symbols.
    pub symbols: usize,
    /// What it gives.
    pub results: Vec<Expr>,
}

impl Map {
    /// Every dimension as it is.
    pub fn identity(dims: usize) -> Map {
        Map::of_dims(dims, &(0..dims).collect::<Vec<_>>())
    }

    /// These dimensions out of `dims`.
    pub fn of_dims(dims: usize, results: &[usize]) -> Map {
        Map { dims, symbols: 0, results: results.iter().map(|dim| Expr::Dim(*dim)).collect() }
    }

    /// Its values at a point.
    pub fn at(&self, dims: &[i64], symbols: &[i64]) -> Vec<i64> {
        self.results.iter().map(|expr| expr.at(dims, symbols)).collect()
    }

    /// The dimensions that its results are, if each is one of its own.
    pub fn projection(&self) -> Option<Vec<usize>> {
        let dims = self.results.iter().map(|expr| match expr {
            Expr::Dim(dim) => Some(*dim),
            _ => None,
        });
        let dims: Vec<usize> = dims.collect::<Option<_>>()?;
        let own = dims.iter().enumerate().all(|(place, dim)| !dims[..place].contains(dim));
        own.then_some(dims)
    }

    /// The dimensions in the order of its results, if it is a permutation.
    pub fn permutation(&self) -> Option<Vec<usize>> {
        self.projection().filter(|dims| dims.len() == self.dims)
    }

    /// Whether it gives every dimension as it is.
    pub fn is_identity(&self) -> bool {
        self.permutation().is_some_and(|dims| dims.is_sorted())
    }
}

/// The points where all constraints hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Set {
    /// The number of dimensions.
    pub dims: usize,
    /// The number of symbols.
    pub symbols: usize,
    /// Expressions that are not negative.
    pub positive: Vec<Expr>,
    /// Expressions that are zero.
    pub zero: Vec<Expr>,
}

impl Set {
    /// Whether a point is in it.
    pub fn contains(&self, point: &[i64], symbols: &[i64]) -> bool {
        self.positive.iter().all(|expr| expr.at(point, symbols) >= 0)
            && self.zero.iter().all(|expr| expr.at(point, symbols) == 0)
    }

    /// The box that it is: for each dimension the first coordinate and one past the last. None if
    /// it is none, or has no end.
    pub fn bounds(&self, symbols: &[i64]) -> Option<Vec<(i64, i64)>> {
        let mut bounds = vec![(i64::MIN, i64::MAX); self.dims];
        let constraints = self.positive.iter().map(|expr| (expr, false));
        for (expr, exact) in constraints.chain(self.zero.iter().map(|expr| (expr, true))) {
            let form = expr.linear(self.dims, symbols)?;
            let mut used = form.factors.iter().enumerate().filter(|(_, factor)| **factor != 0);
            let Some((dim, factor)) = used.next() else {
                // Without dimensions it always holds, or never.
                let holds = if exact { form.constant == 0 } else { form.constant >= 0 };
                if !holds {
                    return Some(vec![(0, 0); self.dims]);
                }
                continue;
            };
            if used.next().is_some() {
                return None;
            }
            let (first, end) = &mut bounds[dim];
            if exact && form.constant % factor != 0 {
                return Some(vec![(0, 0); self.dims]);
            }
            if exact {
                let only = -form.constant / factor;
                (*first, *end) = ((*first).max(only), (*end).min(only + 1));
            } else if *factor > 0 {
                *first = (*first).max(-form.constant.div_euclid(*factor));
            } else {
                *end = (*end).min(form.constant.div_euclid(-factor) + 1);
            }
        }
        let ended = bounds.iter().all(|(first, end)| *first != i64::MIN && *end != i64::MAX);
        ended.then_some(bounds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(a: Expr, b: Expr) -> Expr {
        Expr::Add(Box::new(a), Box::new(b))
    }

    fn times(a: Expr, factor: i64) -> Expr {
        Expr::Mul(Box::new(a), Box::new(Expr::Constant(factor)))
    }

    #[test]
    fn divisions_round_as_mlir_does() {
        let divided = |make: fn(Box<Expr>, Box<Expr>) -> Expr, value| {
            make(Box::new(Expr::Dim(0)), Box::new(Expr::Constant(4))).at(&[value], &[])
        };
        assert_eq!([-5, -4, 5].map(|v| divided(Expr::FloorDiv, v)), [-2, -1, 1]);
        assert_eq!([-5, -4, 5].map(|v| divided(Expr::CeilDiv, v)), [-1, -1, 2]);
        assert_eq!([-5, -4, 5].map(|v| divided(Expr::Mod, v)), [3, 0, 1]);
    }

    #[test]
    fn a_box_has_bounds_and_contains_just_its_points() {
        // (d0, d1)[s0] : (d0 - 2 >= 0, -d0 + s0 - 1 >= 0, d1 - 3 == 0, 2 * d0 - 5 >= 0)
        let set = Set {
            dims: 2,
            symbols: 1,
            positive: vec![
                sum(Expr::Dim(0), Expr::Constant(-2)),
                sum(sum(times(Expr::Dim(0), -1), Expr::Symbol(0)), Expr::Constant(-1)),
                sum(times(Expr::Dim(0), 2), Expr::Constant(-5)),
            ],
            zero: vec![sum(Expr::Dim(1), Expr::Constant(-3))],
        };
        let bounds = set.bounds(&[7]).unwrap();
        assert_eq!(bounds, [(3, 7), (3, 4)]);
        for point in (-1..9).flat_map(|x| (-1..9).map(move |y| [x, y])) {
            let inside = point.iter().zip(&bounds).all(|(c, (lo, hi))| (lo..hi).contains(&c));
            assert_eq!(set.contains(&point, &[7]), inside, "{point:?}");
        }
    }

    #[test]
    fn a_set_of_two_dimensions_at_once_is_no_box() {
        let both = sum(Expr::Dim(0), Expr::Dim(1));
        let set = Set { dims: 2, symbols: 0, positive: vec![both], zero: vec![] };
        assert_eq!(set.bounds(&[]), None);
    }
}
