//! Complex numbers, by arithmetic on their parts.
//!
//! Only `complex.create`, `complex.re` and `complex.im` remain in the IR. Functions are computed
//! in float64, which has the range and precision that complex64 needs on the way; the inverse
//! ones as in W. Kahan, "Branch Cuts for Complex Elementary Functions".

use std::f64::consts::{LN_2, LN_10};

use tricast_dialects::DType;

use super::{Builder, Comparison, Element};

/// A complex number in two parts of one dtype.
#[derive(Clone, Copy)]
struct Parts<'c> {
    re: Element<'c>,
    im: Element<'c>,
}

/// The parts of a complex number.
fn parts<'c>(b: &Builder<'c>, z: Element<'c>) -> Parts<'c> {
    Parts { re: b.real(z), im: b.imaginary(z) }
}

fn join<'c>(b: &Builder<'c>, z: Parts<'c>) -> Element<'c> {
    b.complex(z.re, z.im)
}

/// The parts in another dtype.
fn cast<'c>(b: &Builder<'c>, z: Parts<'c>, dtype: DType) -> Parts<'c> {
    Parts { re: b.cast(z.re, dtype), im: b.cast(z.im, dtype) }
}

/// A function of a complex number, in float64.
fn wide<'c>(
    b: &Builder<'c>,
    z: Element<'c>,
    function: impl FnOnce(Parts<'c>) -> Parts<'c>,
) -> Element<'c> {
    let result = function(cast(b, parts(b, z), DType::F64));
    join(b, cast(b, result, z.dtype.to_real()))
}

// Arithmetic.

pub(super) fn add<'c>(b: &Builder<'c>, x: Element<'c>, y: Element<'c>) -> Element<'c> {
    join(b, add_parts(b, parts(b, x), parts(b, y)))
}

fn add_parts<'c>(b: &Builder<'c>, x: Parts<'c>, y: Parts<'c>) -> Parts<'c> {
    Parts { re: b.add(x.re, y.re), im: b.add(x.im, y.im) }
}

pub(super) fn sub<'c>(b: &Builder<'c>, x: Element<'c>, y: Element<'c>) -> Element<'c> {
    let (x, y) = (parts(b, x), parts(b, y));
    join(b, Parts { re: b.sub(x.re, y.re), im: b.sub(x.im, y.im) })
}

pub(super) fn neg<'c>(b: &Builder<'c>, z: Element<'c>) -> Element<'c> {
    let z = parts(b, z);
    b.complex(b.neg(z.re), b.neg(z.im))
}

/// The conjugate.
pub fn conj<'c>(b: &Builder<'c>, z: Element<'c>) -> Element<'c> {
    let z = parts(b, z);
    b.complex(z.re, b.neg(z.im))
}

pub(super) fn mul<'c>(b: &Builder<'c>, x: Element<'c>, y: Element<'c>) -> Element<'c> {
    join(b, mul_parts(b, parts(b, x), parts(b, y)))
}

fn mul_parts<'c>(b: &Builder<'c>, x: Parts<'c>, y: Parts<'c>) -> Parts<'c> {
    Parts {
        re: b.sub(b.mul(x.re, y.re), b.mul(x.im, y.im)),
        im: b.add(b.mul(x.re, y.im), b.mul(x.im, y.re)),
    }
}

pub(super) fn div<'c>(b: &Builder<'c>, x: Element<'c>, y: Element<'c>) -> Element<'c> {
    let y = cast(b, parts(b, y), DType::F64);
    wide(b, x, |x| div_parts(b, x, y))
}

/// The divisor is scaled to a size near 1, so that its square does not overflow.
fn div_parts<'c>(b: &Builder<'c>, x: Parts<'c>, y: Parts<'c>) -> Parts<'c> {
    let scale = b.max(b.abs(y.re), b.abs(y.im));
    let (c, d) = (b.div(y.re, scale), b.div(y.im, scale));
    let square = b.mul(scale, b.add(b.mul(c, c), b.mul(d, d)));
    let product = mul_parts(b, x, Parts { re: c, im: b.neg(d) });
    // A quotient by 0 is infinite.
    let is_zero = b.compare(Comparison::Eq, scale, b.int(DType::F64, 0));
    let part = |part, product| {
        let (part, square) = (b.select(is_zero, part, product), b.select(is_zero, scale, square));
        b.div(part, square)
    };
    Parts { re: part(x.re, product.re), im: part(x.im, product.im) }
}

/// The distance from 0.
pub(super) fn abs<'c>(b: &Builder<'c>, z: Element<'c>) -> Element<'c> {
    let z = parts(b, z);
    b.hypot(z.re, z.im)
}

/// Whether two numbers are equal or, as `how` says, are not.
pub(super) fn compare<'c>(
    b: &Builder<'c>,
    how: Comparison,
    x: Element<'c>,
    y: Element<'c>,
) -> Element<'c> {
    let (x, y) = (parts(b, x), parts(b, y));
    let (re, im) = (b.compare(how, x.re, y.re), b.compare(how, x.im, y.im));
    if how == Comparison::Ne { b.or(re, im) } else { b.and(re, im) }
}

// Functions.

/// The angle in the plane.
pub fn angle<'c>(b: &Builder<'c>, z: Element<'c>) -> Element<'c> {
    let z = parts(b, z);
    b.same("math.atan2", &[z.im, z.re])
}

/// `z / |z|`, 0 at 0.
pub fn sgn<'c>(b: &Builder<'c>, z: Element<'c>) -> Element<'c> {
    wide(b, z, |z| {
        let size = b.hypot(z.re, z.im);
        let is_zero = b.compare(Comparison::Eq, size, b.int(DType::F64, 0));
        let part = |part| b.select(is_zero, part, b.div(part, size));
        Parts { re: part(z.re), im: part(z.im) }
    })
}

/// The number at a distance and an angle.
pub fn polar<'c>(b: &Builder<'c>, size: Element<'c>, angle: Element<'c>) -> Element<'c> {
    b.complex(b.mul(size, b.math("cos", angle)), b.mul(size, b.math("sin", angle)))
}

pub fn exp<'c>(b: &Builder<'c>, z: Element<'c>) -> Element<'c> {
    wide(b, z, |z| exp_parts(b, z))
}

fn exp_parts<'c>(b: &Builder<'c>, z: Parts<'c>) -> Parts<'c> {
    let size = b.math("exp", z.re);
    Parts { re: b.mul(size, b.math("cos", z.im)), im: b.mul(size, b.math("sin", z.im)) }
}

pub fn exp2<'c>(b: &Builder<'c>, z: Element<'c>) -> Element<'c> {
    wide(b, z, |z| exp_parts(b, times(b, z, LN_2)))
}

/// `e^z - 1`, accurate near 0.
pub fn expm1<'c>(b: &Builder<'c>, z: Element<'c>) -> Element<'c> {
    wide(b, z, |z| {
        let half_sine = b.math("sin", b.times(z.im, 0.5));
        // cos(y) - 1
        let lost = b.times(b.mul(half_sine, half_sine), -2.0);
        let re = b.add(b.mul(b.math("expm1", z.re), b.math("cos", z.im)), lost);
        Parts { re, im: b.mul(b.math("exp", z.re), b.math("sin", z.im)) }
    })
}

fn times<'c>(b: &Builder<'c>, z: Parts<'c>, factor: f64) -> Parts<'c> {
    Parts { re: b.times(z.re, factor), im: b.times(z.im, factor) }
}

pub fn log<'c>(b: &Builder<'c>, z: Element<'c>) -> Element<'c> {
    wide(b, z, |z| log_parts(b, z))
}

fn log_parts<'c>(b: &Builder<'c>, z: Parts<'c>) -> Parts<'c> {
    let size = b.math("log", b.hypot(z.re, z.im));
    Parts { re: size, im: b.same("math.atan2", &[z.im, z.re]) }
}

pub fn log2<'c>(b: &Builder<'c>, z: Element<'c>) -> Element<'c> {
    wide(b, z, |z| times(b, log_parts(b, z), 1.0 / LN_2))
}

pub fn log10<'c>(b: &Builder<'c>, z: Element<'c>) -> Element<'c> {
    wide(b, z, |z| times(b, log_parts(b, z), 1.0 / LN_10))
}

/// `ln(1 + z)`, accurate near 0.
pub fn log1p<'c>(b: &Builder<'c>, z: Element<'c>) -> Element<'c> {
    wide(b, z, |z| log1p_parts(b, z))
}

fn log1p_parts<'c>(b: &Builder<'c>, z: Parts<'c>) -> Parts<'c> {
    let one_more = b.plus(z.re, 1.0);
    // |1 + z|^2 - 1, where that is small; elsewhere it may overflow.
    let excess = b.add(b.mul(z.re, b.plus(z.re, 2.0)), b.mul(z.im, z.im));
    let near = b.times(b.math("log1p", excess), 0.5);
    let far = b.math("log", b.hypot(one_more, z.im));
    let is_near = b.compare(Comparison::Lt, b.abs(excess), b.float(DType::F64, 0.5));
    let im = b.same("math.atan2", &[z.im, one_more]);
    Parts { re: b.select(is_near, near, far), im }
}

pub fn sqrt<'c>(b: &Builder<'c>, z: Element<'c>) -> Element<'c> {
    wide(b, z, |z| sqrt_parts(b, z))
}

fn sqrt_parts<'c>(b: &Builder<'c>, z: Parts<'c>) -> Parts<'c> {
    let zero = b.int(DType::F64, 0);
    let size = b.times(b.hypot(z.re, z.im), 0.5);
    let large = b.math("sqrt", b.add(size, b.times(b.abs(z.re), 0.5)));
    let is_zero = b.compare(Comparison::Eq, large, zero);
    let small = b.select(is_zero, zero, b.div(b.times(b.abs(z.im), 0.5), large));
    let is_left = b.compare(Comparison::Lt, z.re, zero);
    let im = b.select(is_left, large, small);
    Parts { re: b.select(is_left, small, large), im: b.same("math.copysign", &[im, z.im]) }
}

/// `z` to the power of `w`; 0 to the power of 0 is NaN, to any other 0.
pub fn pow<'c>(b: &Builder<'c>, z: Element<'c>, w: Element<'c>) -> Element<'c> {
    let zero = b.int(z.dtype, 0);
    let exponent = cast(b, parts(b, w), DType::F64);
    let power = wide(b, z, |z| exp_parts(b, mul_parts(b, exponent, log_parts(b, z))));
    let is_zero = b.and(b.compare(Comparison::Eq, z, zero), b.compare(Comparison::Ne, w, zero));
    b.select(is_zero, zero, power)
}

/// `ln(e^z + e^w)`.
pub fn logaddexp<'c>(b: &Builder<'c>, z: Element<'c>, w: Element<'c>) -> Element<'c> {
    let is_less = b.compare(Comparison::Lt, b.real(z), b.real(w));
    let (low, high) = (b.select(is_less, z, w), b.select(is_less, w, z));
    let difference = cast(b, parts(b, b.sub(low, high)), DType::F64);
    wide(b, high, |high| add_parts(b, high, log1p_parts(b, exp_parts(b, difference))))
}

/// `log2(2^z + 2^w)`.
pub fn logaddexp2<'c>(b: &Builder<'c>, z: Element<'c>, w: Element<'c>) -> Element<'c> {
    b.times(logaddexp(b, b.times(z, LN_2), b.times(w, LN_2)), 1.0 / LN_2)
}

/// `1 / (1 + e^-z)`.
pub fn sigmoid<'c>(b: &Builder<'c>, z: Element<'c>) -> Element<'c> {
    let one = b.int(z.dtype, 1);
    b.div(one, b.add(one, exp(b, b.neg(z))))
}

/// `z / (1 + e^-z)`.
pub fn silu<'c>(b: &Builder<'c>, z: Element<'c>) -> Element<'c> {
    b.mul(z, sigmoid(b, z))
}

/// `i * z`: the trigonometric functions are the hyperbolic ones, turned.
fn turn<'c>(b: &Builder<'c>, z: Parts<'c>) -> Parts<'c> {
    Parts { re: b.neg(z.im), im: z.re }
}

/// `-i * function(i * z)`.
fn turned<'c>(
    b: &Builder<'c>,
    z: Element<'c>,
    function: impl FnOnce(Parts<'c>) -> Parts<'c>,
) -> Element<'c> {
    wide(b, z, |z| {
        let result = function(turn(b, z));
        Parts { re: result.im, im: b.neg(result.re) }
    })
}

pub fn sinh<'c>(b: &Builder<'c>, z: Element<'c>) -> Element<'c> {
    wide(b, z, |z| sinh_parts(b, z))
}

fn sinh_parts<'c>(b: &Builder<'c>, z: Parts<'c>) -> Parts<'c> {
    Parts {
        re: b.mul(b.math("sinh", z.re), b.math("cos", z.im)),
        im: b.mul(b.math("cosh", z.re), b.math("sin", z.im)),
    }
}

pub fn sin<'c>(b: &Builder<'c>, z: Element<'c>) -> Element<'c> {
    turned(b, z, |z| sinh_parts(b, z))
}

pub fn cosh<'c>(b: &Builder<'c>, z: Element<'c>) -> Element<'c> {
    wide(b, z, |z| cosh_parts(b, z))
}

fn cosh_parts<'c>(b: &Builder<'c>, z: Parts<'c>) -> Parts<'c> {
    Parts {
        re: b.mul(b.math("cosh", z.re), b.math("cos", z.im)),
        im: b.mul(b.math("sinh", z.re), b.math("sin", z.im)),
    }
}

pub fn cos<'c>(b: &Builder<'c>, z: Element<'c>) -> Element<'c> {
    wide(b, z, |z| cosh_parts(b, turn(b, z)))
}

pub fn tanh<'c>(b: &Builder<'c>, z: Element<'c>) -> Element<'c> {
    wide(b, z, |z| tanh_parts(b, z))
}

fn tanh_parts<'c>(b: &Builder<'c>, z: Parts<'c>) -> Parts<'c> {
    let (sine, cosine) = (b.math("sin", z.im), b.math("cos", z.im));
    // Beyond, it is 1 with float64's precision, and the squares may overflow.
    let limit = 20.0;
    let bound = b.float(DType::F64, limit);
    let size = b.min(b.abs(z.re), bound);
    let near = b.same("math.copysign", &[size, z.re]);
    let (sinh, cosh) = (b.math("sinh", near), b.math("cosh", near));
    let divisor = b.add(b.mul(sinh, sinh), b.mul(cosine, cosine));
    let decay = b.math("exp", b.times(b.sub(size, b.abs(z.re)), 2.0));
    Parts {
        re: b.div(b.mul(sinh, cosh), divisor),
        im: b.mul(b.div(b.mul(sine, cosine), divisor), decay),
    }
}

pub fn tan<'c>(b: &Builder<'c>, z: Element<'c>) -> Element<'c> {
    turned(b, z, |z| tanh_parts(b, z))
}

/// `sqrt(1 - z)` and `sqrt(1 + z)`.
fn roots<'c>(b: &Builder<'c>, z: Parts<'c>) -> (Parts<'c>, Parts<'c>) {
    let one = b.int(DType::F64, 1);
    let less = Parts { re: b.sub(one, z.re), im: b.neg(z.im) };
    let more = Parts { re: b.add(one, z.re), im: z.im };
    (sqrt_parts(b, less), sqrt_parts(b, more))
}

pub fn asin<'c>(b: &Builder<'c>, z: Element<'c>) -> Element<'c> {
    wide(b, z, |z| asin_parts(b, z))
}

fn asin_parts<'c>(b: &Builder<'c>, z: Parts<'c>) -> Parts<'c> {
    let (less, more) = roots(b, z);
    let re = b.sub(b.mul(less.re, more.re), b.mul(less.im, more.im));
    let im = b.sub(b.mul(less.re, more.im), b.mul(less.im, more.re));
    Parts { re: b.same("math.atan2", &[z.re, re]), im: b.math("asinh", im) }
}

pub fn asinh<'c>(b: &Builder<'c>, z: Element<'c>) -> Element<'c> {
    turned(b, z, |z| asin_parts(b, z))
}

pub fn acos<'c>(b: &Builder<'c>, z: Element<'c>) -> Element<'c> {
    wide(b, z, |z| {
        let (less, more) = roots(b, z);
        let im = b.sub(b.mul(more.re, less.im), b.mul(more.im, less.re));
        let re = b.same("math.atan2", &[less.re, more.re]);
        Parts { re: b.times(re, 2.0), im: b.math("asinh", im) }
    })
}

pub fn acosh<'c>(b: &Builder<'c>, z: Element<'c>) -> Element<'c> {
    wide(b, z, |z| {
        let one = b.int(DType::F64, 1);
        let less = sqrt_parts(b, Parts { re: b.sub(z.re, one), im: z.im });
        let more = sqrt_parts(b, Parts { re: b.add(z.re, one), im: z.im });
        let re = b.add(b.mul(less.re, more.re), b.mul(less.im, more.im));
        let im = b.same("math.atan2", &[less.im, more.re]);
        Parts { re: b.math("asinh", re), im: b.times(im, 2.0) }
    })
}

pub fn atanh<'c>(b: &Builder<'c>, z: Element<'c>) -> Element<'c> {
    wide(b, z, |z| atanh_parts(b, z))
}

fn atanh_parts<'c>(b: &Builder<'c>, z: Parts<'c>) -> Parts<'c> {
    let one = b.int(DType::F64, 1);
    let (less, more) = (b.sub(one, z.re), b.add(one, z.re));
    let square = b.mul(z.im, z.im);
    let ratio = b.div(b.times(z.re, 4.0), b.add(b.mul(less, less), square));
    let re = b.times(b.math("log1p", ratio), 0.25);
    let angle = [b.times(z.im, 2.0), b.sub(b.mul(less, more), square)];
    Parts { re, im: b.times(b.same("math.atan2", &angle), 0.5) }
}

pub fn atan<'c>(b: &Builder<'c>, z: Element<'c>) -> Element<'c> {
    turned(b, z, |z| atanh_parts(b, z))
}
