//! The error function's family, in float64: scaled, inverse, and as the normal distribution.

use std::f64::consts::{FRAC_1_SQRT_2, SQRT_2};

use super::{
    super::{Builder, Comparison, Element},
    tables::{ERFCINV_FAR, ERFCINV_NEAR, ERFCX, ERFINV},
};

/// `e^(x^2) erfc(x)`.
pub fn erfcx<'c>(b: &Builder<'c>, x: Element<'c>) -> Element<'c> {
    let size = b.abs(x);
    // (size - 3) / (size + 3), also of infinity.
    let place = b.plus(b.div(b.float(x.dtype, -6.0), b.plus(size, 3.0)), 1.0);
    let right = b.div(ERFCX.at(b, place), b.plus(b.times(size, 2.0), 1.0));
    let left = b.sub(b.times(b.math("exp", b.mul(x, x)), 2.0), right);
    b.select(b.compare(Comparison::Lt, x, b.float(x.dtype, 0.0)), left, right)
}

/// The x for which erf(x) = y.
pub fn erfinv<'c>(b: &Builder<'c>, y: Element<'c>) -> Element<'c> {
    let size = b.abs(y);
    let tail = erfcinv(b, b.sub(b.float(y.dtype, 1.0), size));
    let tail = b.same("math.copysign", &[tail, y]);
    let is_center = b.compare(Comparison::Le, size, b.float(y.dtype, ERFINV.high.sqrt()));
    b.select(is_center, b.mul(y, ERFINV.at(b, b.mul(y, y))), tail)
}

/// The x for which erfc(x) = q, of `q <= 0.25`: infinite at 0, NaN below.
fn erfcinv<'c>(b: &Builder<'c>, q: Element<'c>) -> Element<'c> {
    let s = b.math("sqrt", b.neg(b.math("log", q)));
    let far = b.mul(s, ERFCINV_FAR.at(b, b.div(b.float(q.dtype, 1.0), s)));
    let is_near = b.compare(Comparison::Lt, s, b.float(q.dtype, ERFCINV_NEAR.high));
    let x = b.select(is_near, ERFCINV_NEAR.at(b, s), far);
    let is_zero = b.compare(Comparison::Eq, q, b.float(q.dtype, 0.0));
    b.select(is_zero, b.float(q.dtype, f64::INFINITY), x)
}

/// The normal distribution function.
pub fn ndtr<'c>(b: &Builder<'c>, x: Element<'c>) -> Element<'c> {
    b.times(b.math("erfc", b.times(x, -FRAC_1_SQRT_2)), 0.5)
}

/// The logarithm of the normal distribution function.
pub fn log_ndtr<'c>(b: &Builder<'c>, x: Element<'c>) -> Element<'c> {
    let scaled = b.times(x, FRAC_1_SQRT_2);
    let tail = b.math("log", b.times(erfcx(b, b.neg(scaled)), 0.5));
    let left = b.sub(tail, b.mul(scaled, scaled));
    let right = b.math("log1p", b.times(b.math("erfc", scaled), -0.5));
    b.select(b.compare(Comparison::Lt, x, b.float(x.dtype, -1.0)), left, right)
}

/// The x for which ndtr(x) = p.
pub fn ndtri<'c>(b: &Builder<'c>, p: Element<'c>) -> Element<'c> {
    let y = b.plus(b.times(p, 2.0), -1.0);
    let rest = b.min(p, b.sub(b.float(p.dtype, 1.0), p));
    let tail = b.same("math.copysign", &[erfcinv(b, b.times(rest, 2.0)), y]);
    let is_center = b.compare(Comparison::Le, b.abs(y), b.float(p.dtype, ERFINV.high.sqrt()));
    let x = b.select(is_center, b.mul(y, ERFINV.at(b, b.mul(y, y))), tail);
    b.times(x, SQRT_2)
}
