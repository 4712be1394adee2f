//! Functions of one number.

use std::f64::consts::PI;

use tricast_dialects::DType;

use super::{
    super::{Builder, Call, Comparison, Element, LowerError, Outputs, Table, complex},
    unary,
};

/// The lowerings of this file.
pub const TABLE: Table = &[
    ("aten._conj_physical", conj),
    ("aten.abs", |b, call| unary_of_numbers(b, call, |b, x| b.abs(x))),
    ("aten.acos", |b, call| elementary(b, call, "acos", complex::acos)),
    ("aten.acosh", |b, call| elementary(b, call, "acosh", complex::acosh)),
    ("aten.angle", |b, call| unary(b, call, angle)),
    ("aten.asin", |b, call| elementary(b, call, "asin", complex::asin)),
    ("aten.asinh", |b, call| elementary(b, call, "asinh", complex::asinh)),
    ("aten.atan", |b, call| elementary(b, call, "atan", complex::atan)),
    ("aten.atanh", |b, call| elementary(b, call, "atanh", complex::atanh)),
    ("aten.ceil", |b, call| rounded(b, call, "ceil")),
    ("aten.conj_physical", conj),
    ("aten.cos", |b, call| elementary(b, call, "cos", complex::cos)),
    ("aten.cosh", |b, call| elementary(b, call, "cosh", complex::cosh)),
    ("aten.deg2rad", |b, call| unary(b, call, |b, x| b.times(x, PI / 180.0))),
    ("aten.erf", |b, call| unary(b, call, |b, x| b.math("erf", x))),
    ("aten.erfc", |b, call| unary(b, call, |b, x| b.math("erfc", x))),
    ("aten.exp", |b, call| elementary(b, call, "exp", complex::exp)),
    ("aten.exp2", |b, call| elementary(b, call, "exp2", complex::exp2)),
    ("aten.expm1", |b, call| elementary(b, call, "expm1", complex::expm1)),
    ("aten.floor", |b, call| rounded(b, call, "floor")),
    ("aten.frac", |b, call| unary(b, call, |b, x| b.sub(x, b.math("trunc", x)))),
    ("aten.frexp.Tensor", frexp),
    ("aten.log", |b, call| elementary(b, call, "log", complex::log)),
    ("aten.log10", |b, call| elementary(b, call, "log10", complex::log10)),
    ("aten.log1p", |b, call| elementary(b, call, "log1p", complex::log1p)),
    ("aten.log2", |b, call| elementary(b, call, "log2", complex::log2)),
    ("aten.logit", logit),
    ("aten.nan_to_num", nan_to_num),
    ("aten.neg", |b, call| unary(b, call, |b, x| b.neg(x))),
    ("aten.positive", |_, call| Ok(call.tensor("self").into())),
    ("aten.rad2deg", |b, call| unary(b, call, |b, x| b.times(x, 180.0 / PI))),
    ("aten.reciprocal", |b, call| unary(b, call, |b, x| b.div(b.int(x.dtype, 1), x))),
    ("aten.round", |b, call| rounded(b, call, "roundeven")),
    ("aten.round.decimals", round_decimals),
    ("aten.rsqrt", |b, call| unary(b, call, rsqrt)),
    ("aten.sgn", |b, call| unary(b, call, sgn)),
    ("aten.sign", |b, call| unary(b, call, sgn)),
    ("aten.signbit", signbit),
    ("aten.sin", |b, call| elementary(b, call, "sin", complex::sin)),
    ("aten.sinc", |b, call| unary(b, call, sinc)),
    ("aten.sinh", |b, call| elementary(b, call, "sinh", complex::sinh)),
    ("aten.special_entr", |b, call| unary(b, call, entropy)),
    ("aten.special_expit", |b, call| unary(b, call, sigmoid)),
    ("aten.sqrt", |b, call| elementary(b, call, "sqrt", complex::sqrt)),
    ("aten.square", |b, call| unary(b, call, |b, x| b.mul(x, x))),
    ("aten.tan", |b, call| elementary(b, call, "tan", complex::tan)),
    ("aten.tanh", |b, call| elementary(b, call, "tanh", complex::tanh)),
    ("aten.trunc", |b, call| rounded(b, call, "trunc")),
];

/// The op `math.<name>` of floats, and what is its like of complex numbers.
fn elementary<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    name: &str,
    complex: impl FnOnce(&Builder<'c>, Element<'c>) -> Element<'c>,
) -> Result<Outputs<'c>, LowerError> {
    unary(b, call, |b, x| if x.dtype.is_complex() { complex(b, x) } else { b.math(name, x) })
}

/// A function of numbers; bools stay as they are.
fn unary_of_numbers<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    body: impl FnOnce(&Builder<'c>, Element<'c>) -> Element<'c>,
) -> Result<Outputs<'c>, LowerError> {
    let x = call.tensor("self");
    if x.dtype == DType::Bool { Ok(x.into()) } else { unary(b, call, body) }
}

/// The op `math.<name>` of floats; integers stay as they are.
fn rounded<'c>(b: &Builder<'c>, call: &Call<'c>, name: &str) -> Result<Outputs<'c>, LowerError> {
    let x = call.tensor("self");
    if x.dtype.is_float() { unary(b, call, |b, x| b.math(name, x)) } else { Ok(x.into()) }
}

/// The complex conjugate.
fn conj<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let x = call.tensor("self");
    if x.dtype.is_complex() { unary(b, call, complex::conj) } else { Ok(x.into()) }
}

/// 1 / (1 + e^-x).
pub fn sigmoid<'c>(b: &Builder<'c>, x: Element<'c>) -> Element<'c> {
    if x.dtype.is_complex() { complex::sigmoid(b, x) } else { b.sigmoid(x) }
}

fn rsqrt<'c>(b: &Builder<'c>, x: Element<'c>) -> Element<'c> {
    let root = if x.dtype.is_complex() { complex::sqrt(b, x) } else { b.math("sqrt", x) };
    b.div(b.int(x.dtype, 1), root)
}

/// sin(pi * x) / (pi * x), 1 at 0.
fn sinc<'c>(b: &Builder<'c>, x: Element<'c>) -> Element<'c> {
    let angle = b.times(x, PI);
    let sine = if x.dtype.is_complex() { complex::sin(b, angle) } else { b.math("sin", angle) };
    let is_zero = b.compare(Comparison::Eq, x, b.int(x.dtype, 0));
    b.select(is_zero, b.int(x.dtype, 1), b.div(sine, angle))
}

/// The angle of a number in the complex plane.
fn angle<'c>(b: &Builder<'c>, x: Element<'c>) -> Element<'c> {
    if x.dtype.is_complex() {
        return complex::angle(b, x);
    }
    let zero = b.int(x.dtype, 0);
    let is_negative = b.compare(Comparison::Lt, x, zero);
    let angle = b.select(is_negative, b.float(x.dtype, PI), zero);
    b.select(b.is_nan(x), x, angle)
}

/// x / |x|, 0 at 0, and of a real NaN too.
fn sgn<'c>(b: &Builder<'c>, x: Element<'c>) -> Element<'c> {
    if x.dtype.is_complex() {
        return complex::sgn(b, x);
    }
    let zero = b.int(x.dtype, 0);
    let is_positive = b.compare(Comparison::Gt, x, zero);
    let result = b.cast(is_positive, x.dtype);
    if x.dtype == DType::Bool {
        return result;
    }
    let is_negative = b.compare(Comparison::Lt, x, zero);
    b.select(is_negative, b.int(x.dtype, -1), result)
}

/// Whether the sign of a number is minus, that of -0.0 too.
fn signbit<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let x = call.tensor("self");
    let is_negative = b.pointwise(&[&x], DType::Bool, |elements| {
        let x = elements[0];
        let x = if x.dtype.is_float() { b.bitcast(x, int_of(x.dtype)) } else { x };
        b.compare(Comparison::Lt, x, b.int(x.dtype, 0))
    });
    Ok(is_negative.into())
}

/// The integers of the size of a float.
pub fn int_of(dtype: DType) -> DType {
    match dtype.size() {
        1 => DType::I8,
        2 => DType::I16,
        4 => DType::I32,
        _ => DType::I64,
    }
}

/// -x ln(x): 0 at 0 and -inf below.
fn entropy<'c>(b: &Builder<'c>, x: Element<'c>) -> Element<'c> {
    let zero = b.int(x.dtype, 0);
    let result = b.neg(b.mul(x, b.math("log", x)));
    let lowest = b.float(x.dtype, f64::NEG_INFINITY);
    let result = b.select(b.compare(Comparison::Lt, x, zero), lowest, result);
    b.select(b.compare(Comparison::Eq, x, zero), zero, result)
}

/// ln(z / (1 - z)), where z is x clamped to [eps, 1 - eps] if eps is given.
fn logit<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let eps = call.opt_float("eps")?.filter(|&eps| eps >= 0.0);
    unary(b, call, |b, x| {
        let one = b.int(x.dtype, 1);
        let x = match eps {
            None => x,
            Some(eps) => {
                let low = b.float(x.dtype, eps);
                let high = b.sub(one, low);
                let x = b.select(b.compare(Comparison::Lt, x, low), low, x);
                b.select(b.compare(Comparison::Gt, x, high), high, x)
            }
        };
        b.math("log", b.div(x, b.sub(one, x)))
    })
}

/// Finite numbers in place of NaN and infinity; integers stay as they are.
fn nan_to_num<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let x = call.tensor("self");
    if x.dtype.is_integral(true) {
        return Ok(x.into());
    }
    let greatest = match x.dtype.to_real() {
        DType::F16 => 65504.0,
        DType::BF16 => f64::from(f32::from_bits(0x7f7f_0000)),
        DType::F64 => f64::MAX,
        _ => f64::from(f32::MAX),
    };
    let nan = call.opt_float("nan")?.unwrap_or(0.0);
    let high = call.opt_float("posinf")?.unwrap_or(greatest);
    let low = call.opt_float("neginf")?.unwrap_or(-greatest);
    let replaced = |part: Element<'c>| {
        let number = |value| b.float(part.dtype, value);
        let is = |value| b.compare(Comparison::Eq, part, number(value));
        let result = b.select(is(f64::INFINITY), number(high), part);
        let result = b.select(is(f64::NEG_INFINITY), number(low), result);
        b.select(b.is_nan(part), number(nan), result)
    };
    unary(b, call, |b, x| {
        if x.dtype.is_complex() {
            b.complex(replaced(b.real(x)), replaced(b.imaginary(x)))
        } else {
            replaced(x)
        }
    })
}

/// Rounded to a number of decimal places, which may be negative; integers stay as they are.
fn round_decimals<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let decimals = call.int("decimals")?;
    if !call.dtype().is_float() || decimals == 0 {
        return rounded(b, call, "roundeven");
    }
    let power = 10f64.powi(decimals.unsigned_abs().min(400) as i32);
    unary(b, call, |b, x| {
        let power = b.float(x.dtype, power);
        if decimals > 0 {
            b.div(b.math("roundeven", b.mul(x, power)), power)
        } else {
            b.mul(b.math("roundeven", b.div(x, power)), power)
        }
    })
}

/// The mantissa, of a size in [0.5, 1), and the exponent.
fn frexp<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let x = call.tensor("self");
    let results = b.pointwise_many(&[&x], &[x.dtype, DType::I32], |elements| {
        // What is below the normal numbers of the smaller floats is normal here.
        let x = b.cast(elements[0], DType::F64);
        let size = b.abs(x);
        let is_small = b.compare(Comparison::Lt, size, b.float(DType::F64, f64::MIN_POSITIVE));
        let scaled = b.select(is_small, b.times(x, 2f64.powi(54)), x);
        let bits = b.bitcast(scaled, DType::I64);
        let int = |value| b.int(DType::I64, value);
        let exponent = b.and(b.same("arith.shrui", &[bits, int(52)]), int(0x7ff));
        let offset = b.select(is_small, int(1022 + 54), int(1022));
        let exponent = b.sub(exponent, offset);
        // With the exponent of 0.5.
        let mantissa = b.or(b.and(bits, int(!(0x7ff << 52))), int(1022 << 52));
        let mantissa = b.bitcast(mantissa, DType::F64);
        // Zero, infinity and NaN have none.
        let infinity = b.float(DType::F64, f64::INFINITY);
        let zero = b.float(DType::F64, 0.0);
        let is_number = b.compare(Comparison::Lt, size, infinity);
        let is_number = b.and(is_number, b.compare(Comparison::Gt, size, zero));
        vec![b.select(is_number, mantissa, x), b.select(is_number, exponent, int(0))]
    });
    Ok(results.into())
}
