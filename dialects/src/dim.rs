//! The size of one dimension: a number, an expression over symbols, or unknown.
//!
//! Expressions are polynomials with integer coefficients in normal form, so two that
//! are equal for every value of their symbols compare equal; what is no polynomial
//! (floor division, `Mod`, `Max`, `Min`) is an atom. Symbols are at least 2, as
//! `torch.export` guards them (0 and 1 are specialized).

use std::{collections::BTreeMap, fmt, str::FromStr, sync::Arc};

/// A size, in elements.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Dim {
    /// Known.
    Static(i64),
    /// Known in terms of symbols; never a constant.
    Symbolic(Arc<Polynomial>),
    /// Not known before run time.
    Dynamic,
}

/// A sum of products of atoms.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Polynomial {
    terms: BTreeMap<Vec<Atom>, i64>,
}

/// What a product is made of.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Atom {
    Symbol(Arc<str>),
    Call(Function, Arc<(Polynomial, Polynomial)>),
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Function {
    FloorDiv,
    Mod,
    Max,
    Min,
}

impl Dim {
    /// The symbol `name`.
    pub fn symbol(name: &str) -> Dim {
        Polynomial { terms: BTreeMap::from([(vec![Atom::Symbol(name.into())], 1)]) }.into_dim()
    }

    /// The number, if it is known.
    pub fn as_static(&self) -> Option<i64> {
        match self {
            Dim::Static(value) => Some(*value),
            _ => None,
        }
    }

    /// Whether the number is known.
    pub fn is_static(&self) -> bool {
        matches!(self, Dim::Static(_))
    }

    /// Whether both are known to be equal.
    pub fn is_same(&self, other: &Dim) -> bool {
        *self != Dim::Dynamic && self == other
    }

    /// Whether they may be equal at run time: they are unless both are numbers (or
    /// differ by one), and differ.
    pub fn may_equal(&self, other: &Dim) -> bool {
        !matches!((self - other).as_static(), Some(difference) if difference != 0)
    }

    /// Floor division, as Python's `//`; unknown for a divisor of 0.
    pub fn floor_div(&self, other: &Dim) -> Dim {
        self.call(Function::FloorDiv, other)
    }

    /// Division rounding up.
    pub fn ceil_div(&self, other: &Dim) -> Dim {
        (&(self + other) - 1).floor_div(other)
    }

    /// The remainder of [`Dim::floor_div`].
    pub fn modulo(&self, other: &Dim) -> Dim {
        self.call(Function::Mod, other)
    }

    /// The larger.
    pub fn maximum(&self, other: &Dim) -> Dim {
        self.call(Function::Max, other)
    }

    /// The smaller.
    pub fn minimum(&self, other: &Dim) -> Dim {
        self.call(Function::Min, other)
    }

    /// A number this is certainly not below, if one is known.
    ///
    /// Of a symbol it is 2, but 0 of PyTorch's unbacked ones (`u0`).
    pub fn lower_bound(&self) -> Option<i64> {
        match self {
            Dim::Static(value) => Some(*value),
            Dim::Symbolic(polynomial) => polynomial.lower_bound(),
            Dim::Dynamic => None,
        }
    }

    /// Whether this is certainly at most `other`.
    pub fn is_at_most(&self, other: &Dim) -> bool {
        match (self, other) {
            (Dim::Static(a), Dim::Static(b)) => a <= b,
            _ => (other - self).lower_bound().is_some_and(|difference| difference >= 0),
        }
    }

    /// Whether this is certainly more than `other`.
    pub fn is_more_than(&self, other: &Dim) -> bool {
        match (self, other) {
            (Dim::Static(a), Dim::Static(b)) => a > b,
            _ => (self - other).lower_bound().is_some_and(|difference| difference > 0),
        }
    }

    /// The number for these values of the symbols; None if one of them has no value, on overflow,
    /// and for what is not known at all.
    pub fn evaluate(&self, value_of: &dyn Fn(&str) -> Option<i64>) -> Option<i64> {
        match self {
            Dim::Static(value) => Some(*value),
            Dim::Symbolic(polynomial) => polynomial.evaluate(value_of)?.as_static(),
            Dim::Dynamic => None,
        }
    }

    /// `symbol`, `factor` and `offset`, if this is `factor * symbol + offset`.
    pub fn as_linear(&self) -> Option<(&str, i64, i64)> {
        let Dim::Symbolic(polynomial) = self else { return None };
        let mut linear = None;
        let mut offset = 0;
        for (product, &coefficient) in &polynomial.terms {
            match (product.as_slice(), &linear) {
                ([], _) => offset = coefficient,
                ([Atom::Symbol(symbol)], None) => linear = Some((symbol, coefficient)),
                _ => return None,
            }
        }
        linear.map(|(symbol, factor)| (&**symbol, factor, offset))
    }

    fn polynomial(&self) -> Option<Polynomial> {
        match self {
            Dim::Static(value) => Some(Polynomial::constant(*value)),
            Dim::Symbolic(polynomial) => Some((**polynomial).clone()),
            Dim::Dynamic => None,
        }
    }

    fn combine(&self, other: &Dim, apply: impl Fn(Polynomial, Polynomial) -> Option<Dim>) -> Dim {
        match (self.polynomial(), other.polynomial()) {
            (Some(a), Some(b)) => apply(a, b).unwrap_or(Dim::Dynamic),
            _ => Dim::Dynamic,
        }
    }

    fn call(&self, function: Function, other: &Dim) -> Dim {
        if let (Dim::Static(a), Dim::Static(b)) = (self, other) {
            let value = match function {
                Function::FloorDiv => checked_floor_div(*a, *b),
                Function::Mod => {
                    checked_floor_div(*a, *b).and_then(|q| a.checked_sub(q.checked_mul(*b)?))
                }
                Function::Max => Some(*a.max(b)),
                Function::Min => Some(*a.min(b)),
            };
            return value.map_or(Dim::Dynamic, Dim::Static);
        }
        if matches!(function, Function::FloorDiv | Function::Mod) && *other == Dim::Static(0) {
            return Dim::Dynamic;
        }
        if matches!(function, Function::Max | Function::Min) && self.is_same(other) {
            return self.clone();
        }
        self.combine(other, |a, b| {
            match (function, a.divide_exactly(&b)) {
                (Function::FloorDiv, Some(quotient)) => return Some(quotient.into_dim()),
                (Function::Mod, Some(_)) => return Some(Dim::Static(0)),
                _ => {}
            }
            // The order of the operands of Max and Min says nothing.
            let swapped = matches!(function, Function::Max | Function::Min) && b < a;
            let operands = if swapped { (b, a) } else { (a, b) };
            let call = Atom::Call(function, Arc::new(operands));
            Some(Polynomial { terms: BTreeMap::from([(vec![call], 1)]) }.into_dim())
        })
    }
}

impl Atom {
    fn lower_bound(&self) -> Option<i64> {
        let (function, operands) = match self {
            Atom::Symbol(name) => return Some(if name.starts_with('u') { 0 } else { 2 }),
            Atom::Call(function, operands) => (function, operands),
        };
        let (a, b) = (operands.0.lower_bound(), operands.1.lower_bound());
        match function {
            Function::FloorDiv => (a? >= 0 && b? >= 1).then_some(0),
            Function::Mod => (b? >= 1).then_some(0),
            Function::Max => a.max(b),
            Function::Min => Some(a?.min(b?)),
        }
    }
}

fn checked_floor_div(a: i64, b: i64) -> Option<i64> {
    let quotient = a.checked_div(b)?;
    Some(if a % b != 0 && (a < 0) != (b < 0) { quotient - 1 } else { quotient })
}

impl Polynomial {
    fn constant(value: i64) -> Self {
        let mut terms = BTreeMap::new();
        if value != 0 {
            terms.insert(vec![], value);
        }
        Polynomial { terms }
    }

    fn into_dim(self) -> Dim {
        match self.terms.len() {
            0 => Dim::Static(0),
            1 if self.terms.contains_key(&vec![]) => Dim::Static(self.terms[&vec![]]),
            _ => Dim::Symbolic(Arc::new(self)),
        }
    }

    /// `self + factor * other`; None on overflow.
    fn add_scaled(mut self, other: &Polynomial, factor: i64) -> Option<Self> {
        for (product, &coefficient) in &other.terms {
            let sum = self.terms.get(product).copied().unwrap_or(0);
            match sum.checked_add(coefficient.checked_mul(factor)?)? {
                0 => self.terms.remove(product),
                sum => self.terms.insert(product.clone(), sum),
            };
        }
        Some(self)
    }

    fn multiply(&self, other: &Polynomial) -> Option<Self> {
        let mut result = Polynomial::constant(0);
        for (a, &x) in &self.terms {
            for (b, &y) in &other.terms {
                let mut product = [a.as_slice(), b.as_slice()].concat();
                product.sort();
                let term = Polynomial { terms: BTreeMap::from([(product, x.checked_mul(y)?)]) };
                result = result.add_scaled(&term, 1)?;
            }
        }
        Some(result)
    }

    fn evaluate(&self, value_of: &dyn Fn(&str) -> Option<i64>) -> Option<Dim> {
        let atom = |atom: &Atom| match atom {
            Atom::Symbol(name) => value_of(name).map(Dim::Static),
            Atom::Call(function, operands) => {
                let (a, b) = (operands.0.evaluate(value_of)?, operands.1.evaluate(value_of)?);
                Some(a.call(*function, &b))
            }
        };
        self.terms.iter().try_fold(Dim::Static(0), |sum, (product, &coefficient)| {
            let term = product.iter().try_fold(Dim::Static(coefficient), |product, factor| {
                Some(&product * &atom(factor)?)
            })?;
            Some(&sum + &term)
        })
    }

    /// The sum of the least values of the products, if none of them is subtracted.
    fn lower_bound(&self) -> Option<i64> {
        self.terms.iter().try_fold(0i64, |sum, (product, &coefficient)| {
            if !product.is_empty() && coefficient < 0 {
                return None;
            }
            let least = product.iter().try_fold(coefficient, |least, atom| {
                let factor = atom.lower_bound().filter(|&factor| factor >= 0)?;
                least.checked_mul(factor)
            });
            sum.checked_add(least?)
        })
    }

    /// The quotient by a single product, if it divides every term.
    fn divide_exactly(&self, divisor: &Polynomial) -> Option<Self> {
        let (product, &coefficient) = divisor.terms.iter().next()?;
        if self == divisor {
            return Some(Polynomial::constant(1));
        }
        if divisor.terms.len() != 1 {
            return None;
        }
        let mut terms = BTreeMap::new();
        for (atoms, &value) in &self.terms {
            let mut rest = atoms.clone();
            for atom in product {
                rest.remove(rest.iter().position(|candidate| candidate == atom)?);
            }
            if value.checked_rem(coefficient)? != 0 {
                return None;
            }
            terms.insert(rest, value / coefficient);
        }
        Some(Polynomial { terms })
    }
}

macro_rules! operator {
    ($trait:ident, $method:ident, $checked:ident, $apply:expr) => {
        impl std::ops::$trait<&Dim> for &Dim {
            type Output = Dim;
            fn $method(self, other: &Dim) -> Dim {
                if let (Dim::Static(a), Dim::Static(b)) = (self, other) {
                    return a.$checked(*b).map_or(Dim::Dynamic, Dim::Static);
                }
                self.combine(other, |a, b| $apply(a, b).map(Polynomial::into_dim))
            }
        }
        impl std::ops::$trait<i64> for &Dim {
            type Output = Dim;
            fn $method(self, other: i64) -> Dim {
                std::ops::$trait::$method(self, &Dim::Static(other))
            }
        }
    };
}
operator!(Add, add, checked_add, |a: Polynomial, b: Polynomial| a.add_scaled(&b, 1));
operator!(Sub, sub, checked_sub, |a: Polynomial, b: Polynomial| a.add_scaled(&b, -1));
operator!(Mul, mul, checked_mul, |a: Polynomial, b: Polynomial| a.multiply(&b));

impl From<i64> for Dim {
    fn from(value: i64) -> Self {
        Dim::Static(value)
    }
}

impl From<usize> for Dim {
    fn from(value: usize) -> Self {
        Dim::Static(value as i64)
    }
}

impl fmt::Display for Dim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Dim::Static(value) => write!(f, "{value}"),
            Dim::Symbolic(polynomial) => write!(f, "{polynomial}"),
            Dim::Dynamic => f.write_str("?"),
        }
    }
}

impl fmt::Debug for Dim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Polynomial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Constants last, as people write them.
        let mut terms: Vec<_> = self.terms.iter().collect();
        terms.sort_by_key(|(product, _)| product.is_empty());
        for (index, (product, coefficient)) in terms.into_iter().enumerate() {
            let sign = match (index, *coefficient < 0) {
                (0, false) => "",
                (0, true) => "-",
                (_, false) => " + ",
                (_, true) => " - ",
            };
            f.write_str(sign)?;
            let magnitude = coefficient.unsigned_abs();
            let mut factors: Vec<String> = product.iter().map(ToString::to_string).collect();
            if magnitude != 1 || product.is_empty() {
                factors.insert(0, magnitude.to_string());
            }
            f.write_str(&factors.join("*"))?;
        }
        Ok(())
    }
}

impl fmt::Display for Atom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Atom::Symbol(name) => f.write_str(name),
            Atom::Call(Function::FloorDiv, operands) => {
                write!(f, "(({}) // ({}))", operands.0, operands.1)
            }
            Atom::Call(function, operands) => {
                let name = match function {
                    Function::Mod => "Mod",
                    Function::Max => "Max",
                    _ => "Min",
                };
                write!(f, "{name}({}, {})", operands.0, operands.1)
            }
        }
    }
}

/// What a [`Dim`] could not be read from.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an expression over symbols")]
pub struct ParseDimError;

impl FromStr for Dim {
    type Err = ParseDimError;

    /// Reads what [`Dim`]'s `Display` writes.
    fn from_str(text: &str) -> Result<Self, ParseDimError> {
        let mut parser = Parser { rest: text, depth: 0 };
        let dim = parser.sum().ok_or(ParseDimError)?;
        if parser.rest.trim().is_empty() { Ok(dim) } else { Err(ParseDimError) }
    }
}

/// A recursive descent over sums, products and atoms.
struct Parser<'a> {
    rest: &'a str,
    depth: u32,
}

impl Parser<'_> {
    fn eat(&mut self, token: &str) -> bool {
        let rest = self.rest.trim_start();
        let found = rest.strip_prefix(token);
        self.rest = found.unwrap_or(rest);
        found.is_some()
    }

    fn sum(&mut self) -> Option<Dim> {
        let mut sum = if self.eat("-") { &self.product()? * -1 } else { self.product()? };
        loop {
            if self.eat("+") {
                sum = &sum + &self.product()?;
            } else if self.eat("-") {
                sum = &sum - &self.product()?;
            } else {
                return Some(sum);
            }
        }
    }

    fn product(&mut self) -> Option<Dim> {
        let mut product = self.atom()?;
        loop {
            if self.eat("*") {
                product = &product * &self.atom()?;
            } else if self.eat("//") {
                product = product.floor_div(&self.atom()?);
            } else {
                return Some(product);
            }
        }
    }

    fn atom(&mut self) -> Option<Dim> {
        self.depth += 1;
        if self.depth > 64 {
            return None;
        }
        if self.eat("(") {
            let dim = self.sum()?;
            self.depth -= 1;
            return self.eat(")").then_some(dim);
        }
        let rest = self.rest.trim_start();
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        self.rest = after;
        let dim = if word.starts_with(|c: char| c.is_ascii_digit()) {
            Dim::Static(word.parse().ok()?)
        } else if word.is_empty() {
            return None;
        } else if self.eat("(") {
            let first = self.sum()?;
            let second = if self.eat(",") {
                self.sum()?
            } else {
                return None;
            };
            let function = match word {
                "Mod" => Function::Mod,
                "Max" => Function::Max,
                "Min" => Function::Min,
                _ => return None,
            };
            self.eat(")").then(|| first.call(function, &second))?
        } else {
            Dim::symbol(word)
        };
        self.depth -= 1;
        Some(dim)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn polynomials_have_a_normal_form() {
        let (a, b) = (Dim::symbol("s0"), Dim::symbol("s1"));
        let square = &(&a + &b) * &(&a + &b);
        assert_eq!(square, &(&(&a * &a) + &(&(&a * &b) * 2)) + &(&b * &b));
        assert_eq!(&a - &a, Dim::Static(0));
        assert_eq!(square.to_string(), "s0*s0 + 2*s0*s1 + s1*s1");
    }

    #[test]
    fn division_is_exact_where_it_can_be() {
        let (a, b) = (Dim::symbol("s0"), Dim::symbol("s1"));
        let numel = &(&a * 12) * &b;
        assert_eq!(numel.floor_div(&(&a * 3)), &b * 4);
        assert_eq!(numel.modulo(&(&b * 4)), Dim::Static(0));
        assert_eq!(a.floor_div(&Dim::Static(2)).to_string(), "((s0) // (2))");
        assert_eq!(Dim::Static(-7).floor_div(&Dim::Static(2)), Dim::Static(-4));
        assert_eq!(Dim::Static(7).ceil_div(&Dim::Static(2)), Dim::Static(4));
        assert_eq!(a.floor_div(&Dim::Static(0)), Dim::Dynamic);
    }

    #[test]
    fn reads_what_it_writes() {
        for text in
            ["s0", "2*s0 + 1", "-s0 + 3", "((s0 + 1) // (2))", "Max(s0, 4) - Mod(s1, 8)", "7"]
        {
            let dim: Dim = text.parse().unwrap();
            assert_eq!(dim.to_string().parse::<Dim>(), Ok(dim), "{text}");
        }
        for text in ["", "s0 +", "(s0", "f(s0, 1)", "s0 s1", "3x!", &"(".repeat(10_000)] {
            assert_eq!(text.parse::<Dim>(), Err(ParseDimError), "{text}");
        }
    }

    #[test]
    fn overflow_is_unknown() {
        assert_eq!(&Dim::Static(i64::MAX) + 1, Dim::Dynamic);
        assert_eq!(&(&Dim::symbol("s0") * i64::MAX) * 2, Dim::Dynamic);
        assert_eq!(Dim::Static(i64::MIN).floor_div(&Dim::Static(-1)), Dim::Dynamic);
    }

    #[test]
    fn only_a_known_difference_rules_equality_out() {
        let a = Dim::symbol("s0");
        assert!(a.may_equal(&Dim::Static(5)));
        assert!(!a.may_equal(&(&a + 1)));
        assert!(!Dim::Static(2).may_equal(&Dim::Static(3)));
        assert!(Dim::Dynamic.may_equal(&Dim::Static(3)));
        assert!(!Dim::Dynamic.is_same(&Dim::Dynamic));
    }

    #[test]
    fn evaluates_and_solves() {
        let dim = |text: &str| text.parse::<Dim>().unwrap();
        let value_of = |name: &str| (name == "s0").then_some(7);
        for (text, value) in [
            ("2*s0 + 1", Some(15)),
            ("s0*s0 - ((s0 + 1) // (2))", Some(45)),
            ("Mod(s0, 4) + Max(s0, 9)", Some(12)),
            ("s0 + s1", None),
            ("((s0) // (s0 - 7))", None),
            ("3", Some(3)),
        ] {
            assert_eq!(dim(text).evaluate(&value_of), value, "{text}");
        }
        assert_eq!(dim("s0").as_linear(), Some(("s0", 1, 0)));
        assert_eq!(dim("3 - 2*s0").as_linear(), Some(("s0", -2, 3)));
        for text in ["3", "s0*s0", "s0 + s1", "Mod(s0, 4)"] {
            assert_eq!(dim(text).as_linear(), None, "{text}");
        }
    }

    #[test]
    fn bounds_are_those_of_the_symbols() {
        let a = Dim::symbol("s0");
        assert_eq!((&(&a * 3) - 1).lower_bound(), Some(5));
        assert_eq!((&Dim::Static(9) - &a).lower_bound(), None);
        assert_eq!(Dim::symbol("u0").lower_bound(), Some(0));
        assert_eq!(a.minimum(&Dim::Static(5)).lower_bound(), Some(2));
        assert!(Dim::Static(2).is_at_most(&a));
        assert_eq!(a.minimum(&Dim::Static(5)), Dim::Static(5).minimum(&a));
        assert!(!Dim::Static(3).is_at_most(&a) && !a.is_more_than(&Dim::Static(3)));
        assert!((&a + 1).is_more_than(&a));
    }
}
