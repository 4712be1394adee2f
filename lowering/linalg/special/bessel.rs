//! Bessel functions and the Airy function, in float64.
//!
//! Near 0 they are series; far from it slow factors of exponentials or of waves.

use std::f64::consts::{FRAC_2_PI, FRAC_PI_4, PI};

use super::{
    super::{Builder, Comparison, Element},
    series::Series,
    tables::{
        AIRY_FAR, AIRY_NEAR, AIRY_P, AIRY_Q, I0_FAR, I0_NEAR, I1_FAR, I1_NEAR, J0_NEAR, J0_P, J0_Q,
        J1_NEAR, J1_P, J1_Q, K0_FAR, K0_NEAR, K1_FAR, K1_NEAR, Y0_NEAR, Y1_NEAR,
    },
};

fn inverse<'c>(b: &Builder<'c>, x: Element<'c>) -> Element<'c> {
    b.div(b.float(x.dtype, 1.0), x)
}

fn is_zero<'c>(b: &Builder<'c>, x: Element<'c>) -> Element<'c> {
    b.compare(Comparison::Eq, x, b.float(x.dtype, 0.0))
}

/// `near` up to `limit`, `far` beyond.
fn joined<'c>(
    b: &Builder<'c>,
    x: Element<'c>,
    limit: f64,
    near: Element<'c>,
    far: Element<'c>,
) -> Element<'c> {
    b.select(b.compare(Comparison::Gt, x, b.float(x.dtype, limit)), far, near)
}

/// `far.at(1 / x) / sqrt(x)`.
fn decay<'c>(b: &Builder<'c>, x: Element<'c>, far: &Series) -> Element<'c> {
    b.div(far.at(b, inverse(b, x)), b.math("sqrt", x))
}

/// `e^-|x| I0(x)`.
pub fn i0e<'c>(b: &Builder<'c>, x: Element<'c>) -> Element<'c> {
    let size = b.abs(x);
    joined(b, size, I0_NEAR.high, I0_NEAR.at(b, size), decay(b, size, &I0_FAR))
}

/// The modified Bessel function of the first kind, order 0.
pub fn i0<'c>(b: &Builder<'c>, x: Element<'c>) -> Element<'c> {
    b.mul(b.math("exp", b.abs(x)), i0e(b, x))
}

/// `e^-|x| I1(x)`.
pub fn i1e<'c>(b: &Builder<'c>, x: Element<'c>) -> Element<'c> {
    let size = b.abs(x);
    let near = b.mul(size, I1_NEAR.at(b, size));
    let result = joined(b, size, I1_NEAR.high, near, decay(b, size, &I1_FAR));
    b.same("math.copysign", &[result, x])
}

/// The modified Bessel function of the first kind, order 1.
pub fn i1<'c>(b: &Builder<'c>, x: Element<'c>) -> Element<'c> {
    b.mul(b.math("exp", b.abs(x)), i1e(b, x))
}

/// The modified Bessel function of the second kind, order 0.
pub fn k0<'c>(b: &Builder<'c>, x: Element<'c>) -> Element<'c> {
    let far = b.mul(decay(b, x, &K0_FAR), b.math("exp", b.neg(x)));
    joined(b, x, K0_NEAR.high.sqrt(), k0_near(b, x), far)
}

/// `e^x K0(x)`.
pub fn k0e<'c>(b: &Builder<'c>, x: Element<'c>) -> Element<'c> {
    let near = b.mul(k0_near(b, x), b.math("exp", x));
    joined(b, x, K0_NEAR.high.sqrt(), near, decay(b, x, &K0_FAR))
}

fn k0_near<'c>(b: &Builder<'c>, x: Element<'c>) -> Element<'c> {
    let i0 = b.mul(b.math("exp", x), I0_NEAR.at(b, x));
    let log = b.math("log", b.times(x, 0.5));
    b.sub(K0_NEAR.at(b, b.mul(x, x)), b.mul(log, i0))
}

/// The modified Bessel function of the second kind, order 1.
pub fn k1<'c>(b: &Builder<'c>, x: Element<'c>) -> Element<'c> {
    let far = b.mul(decay(b, x, &K1_FAR), b.math("exp", b.neg(x)));
    joined(b, x, K1_NEAR.high.sqrt(), k1_near(b, x), far)
}

/// `e^x K1(x)`.
pub fn k1e<'c>(b: &Builder<'c>, x: Element<'c>) -> Element<'c> {
    let near = b.mul(k1_near(b, x), b.math("exp", x));
    joined(b, x, K1_NEAR.high.sqrt(), near, decay(b, x, &K1_FAR))
}

fn k1_near<'c>(b: &Builder<'c>, x: Element<'c>) -> Element<'c> {
    let i1 = b.mul(b.mul(b.math("exp", x), x), I1_NEAR.at(b, x));
    let log = b.math("log", b.times(x, 0.5));
    let result = b.add(b.div(K1_NEAR.at(b, b.mul(x, x)), x), b.mul(log, i1));
    b.select(is_zero(b, x), b.float(x.dtype, f64::INFINITY), result)
}

/// A wave of one phase whose amplitudes, of the cosine and of the sine, decay.
struct Wave<'c> {
    p: Element<'c>,
    q: Element<'c>,
    cos: Element<'c>,
    sin: Element<'c>,
}

impl<'c> Wave<'c> {
    /// The parts of the Bessel functions of an order, whose slow factors are `p` and `q`.
    fn bessel(b: &Builder<'c>, x: Element<'c>, order: f64, p: &Series, q: &Series) -> Self {
        let inverse = inverse(b, x);
        let square = b.mul(inverse, inverse);
        let size = b.math("sqrt", b.times(inverse, FRAC_2_PI));
        let phase = b.plus(x, -(2.0 * order + 1.0) * FRAC_PI_4);
        Wave {
            p: b.mul(size, p.at(b, square)),
            q: b.mul(b.mul(size, inverse), q.at(b, square)),
            cos: b.math("cos", phase),
            sin: b.math("sin", phase),
        }
    }

    /// The function of the first kind, which is finite at 0.
    fn first(&self, b: &Builder<'c>) -> Element<'c> {
        b.sub(b.mul(self.p, self.cos), b.mul(self.q, self.sin))
    }

    /// The function of the second kind.
    fn second(&self, b: &Builder<'c>) -> Element<'c> {
        b.add(b.mul(self.p, self.sin), b.mul(self.q, self.cos))
    }
}

/// The limit of the series of J and Y.
fn bessel_limit() -> f64 {
    J0_NEAR.high.sqrt()
}

/// The Bessel function of the first kind, order 0.
pub fn j0<'c>(b: &Builder<'c>, x: Element<'c>) -> Element<'c> {
    let size = b.abs(x);
    let far = Wave::bessel(b, size, 0.0, &J0_P, &J0_Q).first(b);
    joined(b, size, bessel_limit(), J0_NEAR.at(b, b.mul(x, x)), far)
}

/// The Bessel function of the first kind, order 1.
pub fn j1<'c>(b: &Builder<'c>, x: Element<'c>) -> Element<'c> {
    let size = b.abs(x);
    let far = Wave::bessel(b, size, 1.0, &J1_P, &J1_Q).first(b);
    let is_negative = b.compare(Comparison::Lt, x, b.float(x.dtype, 0.0));
    let far = b.select(is_negative, b.neg(far), far);
    joined(b, size, bessel_limit(), b.mul(x, J1_NEAR.at(b, b.mul(x, x))), far)
}

/// The Bessel function of the second kind, order 0.
pub fn y0<'c>(b: &Builder<'c>, x: Element<'c>) -> Element<'c> {
    let square = b.mul(x, x);
    let log = b.times(b.math("log", b.times(x, 0.5)), FRAC_2_PI);
    let near = b.add(Y0_NEAR.at(b, square), b.mul(log, J0_NEAR.at(b, square)));
    joined(b, x, bessel_limit(), near, Wave::bessel(b, x, 0.0, &J0_P, &J0_Q).second(b))
}

/// The Bessel function of the second kind, order 1.
pub fn y1<'c>(b: &Builder<'c>, x: Element<'c>) -> Element<'c> {
    let square = b.mul(x, x);
    let log = b.times(b.math("log", b.times(x, 0.5)), FRAC_2_PI);
    let j1 = b.mul(x, J1_NEAR.at(b, square));
    let near = b.add(b.div(Y1_NEAR.at(b, square), x), b.mul(log, j1));
    let near = b.select(is_zero(b, x), b.float(x.dtype, f64::NEG_INFINITY), near);
    joined(b, x, bessel_limit(), near, Wave::bessel(b, x, 1.0, &J1_P, &J1_Q).second(b))
}

/// The spherical Bessel function of the first kind, order 0.
pub fn spherical_j0<'c>(b: &Builder<'c>, x: Element<'c>) -> Element<'c> {
    let one = b.float(x.dtype, 1.0);
    let result = b.select(is_zero(b, x), one, b.div(b.math("sin", x), x));
    b.select(b.is_infinite(x), b.float(x.dtype, 0.0), result)
}

/// The Airy function Ai.
pub fn airy_ai<'c>(b: &Builder<'c>, x: Element<'c>) -> Element<'c> {
    let size = b.abs(x);
    let root = b.math("sqrt", size);
    let z = b.times(b.mul(size, root), 2.0 / 3.0);
    let inverse = inverse(b, z);
    let amplitude = b.math("sqrt", b.times(root, PI));
    let right = b.mul(AIRY_FAR.at(b, inverse), b.math("exp", b.neg(z)));
    let right = b.times(b.div(right, amplitude), 0.5);
    let square = b.mul(inverse, inverse);
    let phase = b.plus(z, -FRAC_PI_4);
    let left = b.add(
        b.mul(AIRY_P.at(b, square), b.math("cos", phase)),
        b.mul(b.mul(inverse, AIRY_Q.at(b, square)), b.math("sin", phase)),
    );
    let left = b.div(left, amplitude);
    let result = joined(b, x, AIRY_NEAR.high, AIRY_NEAR.at(b, x), right);
    let is_left = b.compare(Comparison::Lt, x, b.float(x.dtype, AIRY_NEAR.low));
    let result = b.select(is_left, left, result);
    // Of both infinities, although there is a limit.
    b.select(b.is_infinite(x), b.float(x.dtype, f64::NAN), result)
}
