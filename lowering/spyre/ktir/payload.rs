//! What OpFuncs compute of an element, in `arith` and `math`.
//!
//! What the device approximates inside one OpFunc (`exp`, `sigmoid`, ...) is computed in single
//! precision and rounded once.

use std::fmt::Write;

/// Lines of a body, and the values in it.
#[derive(Default)]
pub struct Body {
    /// The lines.
    pub text: String,
    /// Values that are of single precision already.
    single: Vec<String>,
    next: usize,
}

/// OpFuncs that are one op on 16 bits.
const PLAIN: [(&str, &str); 8] = [
    ("add", "arith.addf"),
    ("sub", "arith.subf"),
    ("mul", "arith.mulf"),
    ("realdiv", "arith.divf"),
    ("maximum", "arith.maximumf"),
    ("minimum", "arith.minimumf"),
    ("neg", "arith.negf"),
    ("abs", "math.absf"),
];

/// OpFuncs that are one op, in single precision.
const WIDE: [(&str, &str); 6] = [
    ("exp", "math.exp"),
    ("log", "math.log"),
    ("sqrt", "math.sqrt"),
    ("rsqrt", "math.rsqrt"),
    ("tanh", "math.tanh"),
    ("floor", "math.floor"),
];

/// OpFuncs that compare, and by what.
const COMPARE: [(&str, &str); 6] = [
    ("equal", "oeq"),
    ("notequal", "une"),
    ("greaterequal", "oge"),
    ("greaterthan", "ogt"),
    ("lesserequal", "ole"),
    ("lesserthan", "olt"),
];

fn find(table: &[(&'static str, &'static str)], func: &str) -> Option<&'static str> {
    table.iter().find(|(own, _)| *own == func).map(|(_, op)| *op)
}

impl Body {
    /// An empty body, in which these values are of single precision.
    pub fn of(single: Vec<String>) -> Body {
        Body { single, ..Body::default() }
    }

    fn line(&mut self, line: &str) -> String {
        let name = format!("%v{}", self.next);
        self.next += 1;
        writeln!(self.text, "      {name} = {line}").expect("a string takes all");
        name
    }

    fn unary(&mut self, op: &str, value: &str, ty: &str) -> String {
        self.line(&format!("{op} {value} : {ty}"))
    }

    fn binary(&mut self, op: &str, a: &str, b: &str, ty: &str) -> String {
        self.line(&format!("{op} {a}, {b} : {ty}"))
    }

    fn wide(&mut self, value: &str) -> String {
        if self.single.iter().any(|own| own == value) {
            return value.to_owned();
        }
        self.line(&format!("arith.extf {value} : f16 to f32"))
    }

    fn narrow(&mut self, value: &str) -> String {
        self.line(&format!("arith.truncf {value} : f32 to f16"))
    }

    fn constant(&mut self, value: f64) -> String {
        self.line(&format!("arith.constant {} : f32", literal(value)))
    }

    /// A value, or a number where it is beyond that. Not `maximumf`: ktir-cpu has that of two tensors
    /// alone.
    fn bounded(&mut self, beyond: &str, value: &str, bound: &str, ty: &str) -> String {
        let is_beyond = self.line(&format!("arith.cmpf {beyond}, {value}, {bound} : {ty}"));
        self.line(&format!("arith.select {is_beyond}, {bound}, {value} : {ty}"))
    }

    /// 1 where two numbers of 16 bits compare, 0 elsewhere.
    fn compare(&mut self, predicate: &str, a: &str, b: &str) -> String {
        let holds = self.line(&format!("arith.cmpf {predicate}, {a}, {b} : f16"));
        let one = self.line("arith.constant 1.0 : f16");
        let zero = self.line("arith.constant 0.0 : f16");
        self.line(&format!("arith.select {holds}, {one}, {zero} : f16"))
    }

    /// The element that an OpFunc gives of others of 16 bits; None if there is no such OpFunc, or it is
    /// none that computes each element by itself.
    pub fn apply(
        &mut self,
        func: &str,
        values: &[String],
        constant: &dyn Fn(&str) -> Option<f64>,
    ) -> Option<String> {
        let first = values.first()?.clone();
        if let Some(op) = find(&PLAIN, func) {
            return Some(match values {
                [one] => self.unary(op, one, "f16"),
                [a, b, ..] => self.binary(op, a, b, "f16"),
                [] => return None,
            });
        }
        if let Some(predicate) = find(&COMPARE, func) {
            return Some(self.compare(predicate, &first, values.get(1)?));
        }
        if func == "identity" {
            return Some(first);
        }
        if func == "where3" {
            let zero = self.line("arith.constant 0.0 : f16");
            let chosen = self.line(&format!("arith.cmpf une, {first}, {zero} : f16"));
            let (a, b) = (values.get(1)?, values.get(2)?);
            return Some(self.line(&format!("arith.select {chosen}, {a}, {b} : f16")));
        }
        if func == "relufwd" {
            let zero = self.line("arith.constant 0.0 : f16");
            return Some(self.bounded("olt", &first, &zero, "f16"));
        }
        let wide: Vec<String> = values.iter().map(|value| self.wide(value)).collect();
        let result = match find(&WIDE, func) {
            Some(op) => self.unary(op, &wide[0], "f32"),
            None => self.composite(func, &wide, constant)?,
        };
        Some(self.narrow(&result))
    }

    /// The same of single precision, for what takes several ops.
    fn composite(
        &mut self,
        func: &str,
        x: &[String],
        constant: &dyn Fn(&str) -> Option<f64>,
    ) -> Option<String> {
        let f32 = "f32";
        let value = x.first()?.clone();
        Some(match func {
            "reciprocal" => {
                let one = self.constant(1.0);
                self.binary("arith.divf", &one, &value, f32)
            }
            "sigmoid" => self.sigmoid(&value),
            "silu" => {
                let share = self.sigmoid(&value);
                self.binary("arith.mulf", &value, &share, f32)
            }
            "gelufwd" => {
                let root = self.constant(std::f64::consts::FRAC_1_SQRT_2);
                let scaled = self.binary("arith.mulf", &value, &root, f32);
                let erf = self.unary("math.erf", &scaled, f32);
                let one = self.constant(1.0);
                let sum = self.binary("arith.addf", &erf, &one, f32);
                let half = self.constant(0.5);
                let half = self.binary("arith.mulf", &value, &half, f32);
                self.binary("arith.mulf", &half, &sum, f32)
            }
            "clip" => {
                let mut value = value;
                for (name, beyond) in [("clipMin", "olt"), ("clipMax", "ogt")] {
                    if let Some(bound) = constant(name).filter(|bound| bound.is_finite()) {
                        let bound = self.constant(bound);
                        value = self.bounded(beyond, &value, &bound, f32);
                    }
                }
                value
            }
            "softplus" => self.softplus(&value, constant),
            "layernormscale" => {
                // The mean, then the mean of squares.
                let mean = self.binary("arith.mulf", &value, &value, f32);
                let variance = self.binary("arith.subf", x.get(1)?, &mean, f32);
                let zero = self.constant(0.0);
                let variance = self.bounded("olt", &variance, &zero, f32);
                let eps = self.constant(constant("eps")?);
                let sum = self.binary("arith.addf", &variance, &eps, f32);
                self.unary("math.rsqrt", &sum, f32)
            }
            "layernormnorm" => {
                let [value, mean, scale, weight, bias] = x else { return None };
                let value = self.binary("arith.subf", value, mean, f32);
                let value = self.binary("arith.mulf", &value, scale, f32);
                let value = self.binary("arith.mulf", &value, weight, f32);
                self.binary("arith.addf", &value, bias, f32)
            }
            _ => return None,
        })
    }

    fn sigmoid(&mut self, value: &str) -> String {
        let negative = self.unary("arith.negf", value, "f32");
        let exp = self.unary("math.exp", &negative, "f32");
        let one = self.constant(1.0);
        let sum = self.binary("arith.addf", &one, &exp, "f32");
        self.binary("arith.divf", &one, &sum, "f32")
    }

    /// `max(x, 0) + log(1 + exp(-|x|))` of `x` times beta, over beta; `x` from the threshold on.
    fn softplus(&mut self, value: &str, constant: &dyn Fn(&str) -> Option<f64>) -> String {
        let f32 = "f32";
        let beta = self.constant(constant("softplusBeta").unwrap_or(1.0));
        let scaled = self.binary("arith.mulf", value, &beta, f32);
        let size = self.unary("math.absf", &scaled, f32);
        let size = self.unary("arith.negf", &size, f32);
        let exp = self.unary("math.exp", &size, f32);
        let log = self.unary("math.log1p", &exp, f32);
        let zero = self.constant(0.0);
        let positive = self.bounded("olt", &scaled, &zero, f32);
        let sum = self.binary("arith.addf", &positive, &log, f32);
        let soft = self.binary("arith.divf", &sum, &beta, f32);
        let threshold = self.constant(constant("softplusThresh").unwrap_or(20.0));
        let above = self.line(&format!("arith.cmpf ogt, {scaled}, {threshold} : f32"));
        self.line(&format!("arith.select {above}, {value}, {soft} : f32"))
    }
}

/// A float of single precision as MLIR has it.
pub fn literal(value: f64) -> String {
    let value = value as f32;
    if value.is_finite() {
        format!("{value:e}").replace('e', if has_point(value) { "e" } else { ".0e" })
    } else {
        format!("{:#X}", value.to_bits())
    }
}

fn has_point(value: f32) -> bool {
    format!("{value:e}").contains('.')
}
