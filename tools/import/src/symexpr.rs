//! Symbolic sizes: sympy's `srepr` text, as the archive has it.

use indexmap::IndexMap;
use tricast_dialects::Dim;

use crate::schema::RangeConstraint;

/// How deep an expression may be nested.
const MAX_DEPTH: u32 = 200;

/// A sympy expression over integers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr {
    /// A number.
    Int(i64),
    /// A symbol, by name.
    Symbol(String),
    /// A function of operands: `Add`, `Mul`, `FloorDiv`, ...
    Call(String, Vec<Expr>),
}

/// What is no expression.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a sympy expression such as Mul(Integer(2), Symbol('s0')), got {0:?}")]
pub struct ParseExprError(String);

impl Expr {
    /// Reads `Mul(Integer(2), Symbol('s0', positive=True))`.
    ///
    /// # Errors
    /// If the text is no such expression, or is nested without end.
    pub fn parse(text: &str) -> Result<Expr, ParseExprError> {
        let mut reader = Reader { rest: text };
        let expr = reader.expression(0).filter(|_| reader.rest.trim().is_empty());
        expr.ok_or_else(|| ParseExprError(text.chars().take(120).collect()))
    }

    /// The expression in normal form; `Dim::Dynamic` where it has a function that sizes
    /// have no form for.
    pub fn dim(&self) -> Dim {
        match self {
            Expr::Int(value) => Dim::Static(*value),
            Expr::Symbol(name) => Dim::symbol(name),
            Expr::Call(name, operands) => {
                let operands: Vec<Dim> = operands.iter().map(Expr::dim).collect();
                call(name, &operands).unwrap_or(Dim::Dynamic)
            }
        }
    }

    /// The value where every symbol is at one end of its range, if the expression grows with
    /// all of them and the ends are known: so the bounds of the expression.
    pub fn at(
        &self,
        ranges: &IndexMap<String, RangeConstraint>,
        end: fn(&RangeConstraint) -> Option<i64>,
    ) -> Option<i64> {
        match self {
            Expr::Int(value) => Some(*value),
            Expr::Symbol(name) => end(ranges.get(name)?),
            Expr::Call(name, operands) => {
                let values: Option<Vec<i64>> =
                    operands.iter().map(|operand| operand.at(ranges, end)).collect();
                let values = values?;
                let grows = match name.as_str() {
                    "Add" | "Max" | "Min" => true,
                    "Mul" => values.iter().all(|&value| value >= 0),
                    "FloorDiv" | "CeilDiv" | "CleanDiv" => {
                        matches!(operands.as_slice(), [_, Expr::Int(divisor)] if *divisor > 0)
                    }
                    _ => false,
                };
                let dims: Vec<Dim> = values.into_iter().map(Dim::Static).collect();
                if grows { call(name, &dims)?.as_static() } else { None }
            }
        }
    }
}

/// A function of sympy, or of PyTorch's `torch/utils/_sympy/functions.py`.
fn call(name: &str, operands: &[Dim]) -> Option<Dim> {
    let (first, rest) = operands.split_first()?;
    let fold = |apply: &dyn Fn(&Dim, &Dim) -> Dim| {
        rest.iter().fold(first.clone(), |sum, operand| apply(&sum, operand))
    };
    Some(match (name, rest) {
        ("Add", _) => fold(&|a, b| a + b),
        ("Mul", _) => fold(&|a, b| a * b),
        ("Max", _) => fold(&Dim::maximum),
        ("Min", _) => fold(&Dim::minimum),
        ("FloorDiv" | "CleanDiv", [divisor]) => first.floor_div(divisor),
        ("CeilDiv", [divisor]) => first.ceil_div(divisor),
        ("Mod" | "PythonMod", [divisor]) => first.modulo(divisor),
        ("ModularIndexing", [divisor, modulus]) => first.floor_div(divisor).modulo(modulus),
        ("Pow" | "PowByNatural", [Dim::Static(exponent @ 0..=16)]) => {
            (0..*exponent).fold(Dim::Static(1), |power, _| &power * first)
        }
        ("CeilToInt" | "FloorToInt" | "TruncToInt" | "Identity", []) => first.clone(),
        _ => return None,
    })
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn eat(&mut self, token: char) -> bool {
        let rest = self.rest.trim_start();
        let found = rest.strip_prefix(token);
        self.rest = found.unwrap_or(rest);
        found.is_some()
    }

    /// What stands before the next `(`, `,` or `)`.
    fn word(&mut self) -> &str {
        let rest = self.rest.trim_start();
        let (word, rest) = rest.split_at(rest.find(['(', ',', ')']).unwrap_or(rest.len()));
        self.rest = rest;
        word.trim()
    }

    fn expression(&mut self, depth: u32) -> Option<Expr> {
        if depth > MAX_DEPTH {
            return None;
        }
        let function = self.word().to_owned();
        if !self.eat('(') {
            // A singleton of sympy, or a plain number.
            return match function.as_str() {
                "S.Zero" => Some(Expr::Int(0)),
                "S.One" => Some(Expr::Int(1)),
                number => number.parse().ok().map(Expr::Int),
            };
        }
        let expr = match function.as_str() {
            "Integer" => Expr::Int(self.word().parse().ok()?),
            "Symbol" => {
                let name = self.word();
                let name = name.strip_prefix('\'')?.strip_suffix('\'')?.to_owned();
                // Assumptions such as `positive=True`.
                while self.eat(',') {
                    self.word();
                }
                Expr::Symbol(name)
            }
            _ => {
                let mut operands = vec![];
                loop {
                    operands.push(self.expression(depth + 1)?);
                    if !self.eat(',') {
                        break;
                    }
                    // `evaluate=False` after the operands.
                    if self.rest.trim_start().starts_with("evaluate=") {
                        self.word();
                        break;
                    }
                }
                Expr::Call(function, operands)
            }
        };
        self.eat(')').then_some(expr)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_pytorch_writes() {
        let expr = |text: &str| Expr::parse(text).unwrap().dim().to_string();
        assert_eq!(expr("Mul(Integer(64), Symbol('s11', positive=True, integer=True))"), "64*s11");
        assert_eq!(
            expr(
                "Add(Mul(Integer(-1), FloorDiv(Symbol('s0', integer=True), Integer(2))), \
                 Max(Integer(3), Symbol('u1')))"
            ),
            "-((s0) // (2)) + Max(3, u1)"
        );
        assert_eq!(expr("Pow(Symbol('s0'), Integer(2))"), "s0*s0");
        assert_eq!(expr("Integer(-7)"), "-7");
        assert_eq!(Expr::parse("Where(Symbol('s0'))").unwrap().dim(), Dim::Dynamic);
    }

    #[test]
    fn refuses_what_is_no_expression() {
        let deep = "Add(".repeat(100_000);
        for text in ["", "Symbol(s0)", "Integer('x')", "Mul(", "Mul()", "Integer(1)) ", &deep] {
            assert!(Expr::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn bounds_come_from_the_symbols() {
        let ranges = IndexMap::from([(
            "s0".to_owned(),
            RangeConstraint { min_val: Some(2), max_val: Some(64) },
        )]);
        let at = |text: &str| {
            let expr = Expr::parse(text).unwrap();
            (expr.at(&ranges, |range| range.min_val), expr.at(&ranges, |range| range.max_val))
        };
        assert_eq!(at("Mul(Integer(16), Symbol('s0'))"), (Some(32), Some(1024)));
        assert_eq!(at("Mul(Integer(-1), Symbol('s0'))"), (None, None));
        assert_eq!(at("Symbol('s1')"), (None, None));
    }
}
