//! Extrema, bounds, signs and choices.
//!
//! Source of the semantics: also `aten/src/ATen/native/cpu/TensorCompareKernel.cpp` of PyTorch.

use tricast_dialects::{Argument, DType, Scalar};

use super::{
    super::{
        Builder, Call, Comparison, Element, LowerError, Outputs, Table, compute_dtype, is_unsigned,
    },
    Operand, binary, mixed, operand,
    unary::int_of,
    uncast,
};

/// The lowerings of this file.
pub const TABLE: Table = &[
    ("aten.clamp", clamp),
    ("aten.clamp.Tensor", clamp),
    ("aten.clamp_max", clamp),
    ("aten.clamp_max.Tensor", clamp),
    ("aten.clamp_min", clamp),
    ("aten.clamp_min.Tensor", clamp),
    ("aten.clip", clamp),
    ("aten.clip.Tensor", clamp),
    ("aten.copysign.Scalar", |b, call| binary(b, call, copysign)),
    ("aten.copysign.Tensor", |b, call| binary(b, call, copysign)),
    ("aten.fmax", |b, call| binary(b, call, |b, x, y| number(b, x, y, "arith.maxnumf"))),
    ("aten.fmin", |b, call| binary(b, call, |b, x, y| number(b, x, y, "arith.minnumf"))),
    ("aten.heaviside", heaviside),
    ("aten.max.other", |b, call| binary(b, call, |b, x, y| b.max(x, y))),
    ("aten.maximum", |b, call| binary(b, call, |b, x, y| b.max(x, y))),
    ("aten.min.other", |b, call| binary(b, call, |b, x, y| b.min(x, y))),
    ("aten.minimum", |b, call| binary(b, call, |b, x, y| b.min(x, y))),
    ("aten.nextafter", nextafter),
    ("aten.where.Scalar", choose),
    ("aten.where.ScalarOther", choose),
    ("aten.where.ScalarSelf", choose),
    ("aten.where.self", choose),
];

/// `x`, but not less than a bound that is no NaN; NaN stays NaN.
///
/// One instruction of the usual vector units, which [`Builder::max`] is not.
pub fn at_least<'c>(b: &Builder<'c>, x: Element<'c>, bound: Element<'c>) -> Element<'c> {
    b.select(b.compare(Comparison::Gt, bound, x), bound, x)
}

/// `x`, but not more than a bound that is no NaN; NaN stays NaN.
pub fn at_most<'c>(b: &Builder<'c>, x: Element<'c>, bound: Element<'c>) -> Element<'c> {
    b.select(b.compare(Comparison::Lt, bound, x), bound, x)
}

/// The number called `name` as a bound of a dtype: an integer that is beyond it bounds nothing.
pub fn bound<'c>(b: &Builder<'c>, call: &Call<'c>, name: &str, dtype: DType) -> Element<'c> {
    let value = match call.arguments.get(name) {
        Argument::Scalar(Scalar::Int(value)) if dtype.is_integral(false) => *value,
        Argument::Scalar(Scalar::Float(value)) if dtype.is_integral(false) => *value as i64,
        _ => return call.number(b, name, dtype),
    };
    let bits = 8 * dtype.size() as u32;
    let (low, high) = match is_unsigned(dtype) {
        true => (0, i64::MAX >> (63 - bits.min(63))),
        false => (i64::MIN >> (64 - bits), i64::MAX >> (64 - bits)),
    };
    b.int(dtype, value.clamp(low, high))
}

/// The nearest in [min, max], of which one may be missing.
fn clamp<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let dtype = call.dtype();
    let compute = compute_dtype(dtype);
    let is_number = |name: &str| match call.arguments.get(name) {
        Argument::Scalar(Scalar::Float(value)) => !value.is_nan(),
        Argument::Scalar(Scalar::Int(_) | Scalar::Bool(_)) => true,
        _ => false,
    };
    let is_given = |name: &str| call.has(name) && *call.arguments.get(name) != Argument::None;
    let bounds: Vec<&str> = ["min", "max"].into_iter().filter(|name| is_given(name)).collect();
    let limits = bounds.iter().map(|&name| match call.arguments.get(name) {
        Argument::Tensor(_) => Operand::Tensor(call.tensor(name)),
        _ => Operand::Number(bound(b, call, name, compute)),
    });
    let x = Operand::Tensor(call.tensor("self"));
    let operands: Vec<Operand> = std::iter::once(x).chain(limits).collect();
    let result = mixed(b, &operands, compute, dtype, |elements| {
        let bounds = bounds.iter().zip(&elements[1..]);
        bounds.fold(elements[0], |x, (&name, &bound)| match (name, is_number(name)) {
            ("min", true) => at_least(b, x, bound),
            ("min", false) => b.max(x, bound),
            (_, true) => at_most(b, x, bound),
            (_, false) => b.min(x, bound),
        })
    });
    Ok(result.into())
}

/// The greater or lesser; NaN only if both are.
fn number<'c>(b: &Builder<'c>, x: Element<'c>, y: Element<'c>, name: &str) -> Element<'c> {
    match name {
        _ if x.dtype.is_float() => b.same(name, &[x, y]),
        "arith.maxnumf" => b.max(x, y),
        _ => b.min(x, y),
    }
}

fn copysign<'c>(b: &Builder<'c>, x: Element<'c>, y: Element<'c>) -> Element<'c> {
    b.same("math.copysign", &[x, y])
}

/// 1 of positive numbers, `values` of 0, and 0 of the others.
fn heaviside<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    binary(b, call, |b, x, value| {
        let zero = b.int(x.dtype, 0);
        let step = b.cast(b.compare(Comparison::Gt, x, zero), x.dtype);
        b.select(b.compare(Comparison::Eq, x, zero), value, step)
    })
}

/// The next number of the dtype after `self` towards `other`.
fn nextafter<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let dtype = call.dtype();
    let operands: [Operand; 2] = ["self", "other"].map(|name| operand(b, call, name, dtype));
    let result = mixed(b, &operands, dtype, dtype, |elements| {
        let (x, y) = (elements[0], elements[1]);
        let int = int_of(dtype);
        let (zero, one) = (b.float(dtype, 0.0), b.int(int, 1));
        // Neighbours differ by one in their bits, which grow away from 0.
        let is_up = b.compare(Comparison::Lt, x, y);
        let is_away = b.not(b.xor(is_up, b.compare(Comparison::Gt, x, zero)));
        let step = b.select(is_away, one, b.int(int, -1));
        let next = b.bitcast(b.add(b.bitcast(x, int), step), dtype);
        let least = b.same("math.copysign", &[b.bitcast(one, dtype), y]);
        let next = b.select(b.compare(Comparison::Eq, x, zero), least, next);
        let next = b.select(b.compare(Comparison::Eq, x, y), y, next);
        let is_nan = b.or(b.is_nan(x), b.is_nan(y));
        b.select(is_nan, b.float(dtype, f64::NAN), next)
    });
    Ok(result.into())
}

/// `condition ? self : other`.
fn choose<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let dtype = call.dtype();
    let operands = [
        Operand::Tensor(call.tensor("condition")),
        operand(b, call, "self", dtype),
        operand(b, call, "other", dtype),
    ];
    let result = uncast(b, &operands, dtype, |elements| {
        let condition = b.cast(elements[0], DType::Bool);
        b.select(condition, b.cast(elements[1], dtype), b.cast(elements[2], dtype))
    });
    Ok(result.into())
}
