//! The gamma function's family, in float64.

use std::f64::consts::PI;

use tricast_dialects::DType;

use super::{
    super::{Builder, Comparison, Element},
    series::polynomial,
    tables::QUADRATURE,
};

/// How far asymptotic series are moved from 0.
const STEPS: i32 = 10;

/// B(2k), Bernoulli's numbers, for k = 1, 2, ...
const BERNOULLI: [f64; 10] = [
    1.0 / 6.0,
    -1.0 / 30.0,
    1.0 / 42.0,
    -1.0 / 30.0,
    5.0 / 66.0,
    -691.0 / 2730.0,
    7.0 / 6.0,
    -3617.0 / 510.0,
    43867.0 / 798.0,
    -174611.0 / 330.0,
];

/// `ln(|gamma(x)|)`.
pub fn lgamma<'c>(b: &Builder<'c>, x: Element<'c>) -> Element<'c> {
    b.libm("lgamma", &[x])
}

/// The logarithm of the multivariate gamma function of dimension `p`.
pub fn mvlgamma<'c>(b: &Builder<'c>, x: Element<'c>, p: i64) -> Element<'c> {
    let constant = b.float(x.dtype, (p * (p - 1)) as f64 / 4.0 * PI.ln());
    (0..p).fold(constant, |sum, i| b.add(sum, lgamma(b, b.plus(x, -0.5 * i as f64))))
}

/// A number moved to where an asymptotic series holds, and the sum of `term` over the steps.
fn moved<'c>(
    b: &Builder<'c>,
    x: Element<'c>,
    term: impl Fn(Element<'c>) -> Element<'c>,
) -> (Element<'c>, Element<'c>) {
    let zero = b.float(x.dtype, 0.0);
    let terms = (0..STEPS).map(|step| term(b.plus(x, step.into())));
    let sum = terms.reduce(|sum, term| b.add(sum, term)).unwrap_or(zero);
    let is_far = b.compare(Comparison::Ge, x, b.float(x.dtype, STEPS.into()));
    (b.select(is_far, x, b.plus(x, STEPS.into())), b.select(is_far, zero, sum))
}

fn inverse<'c>(b: &Builder<'c>, x: Element<'c>) -> Element<'c> {
    b.div(b.float(x.dtype, 1.0), x)
}

/// `pi` times the fraction of x, which has the sine and the tangent of `pi * x` up to the sign.
fn angle<'c>(b: &Builder<'c>, x: Element<'c>) -> Element<'c> {
    b.times(b.sub(x, b.math("trunc", x)), PI)
}

/// The derivative of `ln(gamma(x))`: infinite at 0, NaN at the negative integers.
pub fn digamma<'c>(b: &Builder<'c>, x: Element<'c>) -> Element<'c> {
    let (zero, one) = (b.float(x.dtype, 0.0), b.float(x.dtype, 1.0));
    let is_negative = b.compare(Comparison::Lt, x, zero);
    let positive = b.select(is_negative, b.sub(one, x), x);
    let (far, sum) = moved(b, positive, |x| inverse(b, x));
    let inverse = inverse(b, far);
    let square = b.mul(inverse, inverse);
    let terms: Vec<f64> =
        BERNOULLI[..8].iter().zip(1..).map(|(number, k)| number / f64::from(2 * k)).collect();
    let series = b.add(b.times(inverse, 0.5), b.mul(square, polynomial(b, square, &terms)));
    let result = b.sub(b.sub(b.math("log", far), series), sum);
    let turned = b.sub(result, b.div(b.float(x.dtype, PI), b.math("tan", angle(b, x))));
    let is_integer = b.compare(Comparison::Eq, x, b.math("trunc", x));
    let turned = b.select(is_integer, b.float(x.dtype, f64::NAN), turned);
    let result = b.select(is_negative, turned, result);
    let infinity = b.float(x.dtype, f64::INFINITY);
    let at_zero = b.same("math.copysign", &[infinity, b.neg(x)]);
    b.select(b.compare(Comparison::Eq, x, zero), at_zero, result)
}

/// The derivative of digamma. At the poles that are negative it is as large as the rounding of
/// `pi * x` to `dtype` makes it.
fn trigamma<'c>(b: &Builder<'c>, x: Element<'c>, dtype: DType) -> Element<'c> {
    let is_left = b.compare(Comparison::Lt, x, b.float(x.dtype, 0.5));
    let right = b.select(is_left, b.sub(b.float(x.dtype, 1.0), x), x);
    let (far, sum) = moved(b, right, |x| inverse(b, b.mul(x, x)));
    let inverse = inverse(b, far);
    let square = b.mul(inverse, inverse);
    let series = b.mul(b.mul(square, inverse), polynomial(b, square, &BERNOULLI[..8]));
    let series = b.add(b.add(inverse, b.times(square, 0.5)), series);
    let result = b.add(series, sum);
    let angle = b.cast(b.times(b.cast(x, dtype), PI), DType::F64);
    let sine = b.math("sin", angle);
    let turned = b.sub(b.div(b.float(x.dtype, PI * PI), b.mul(sine, sine)), result);
    b.select(is_left, turned, result)
}

/// The `order`-th derivative of digamma, of a number that was given as `dtype`.
pub fn polygamma<'c>(b: &Builder<'c>, order: i64, x: Element<'c>, dtype: DType) -> Element<'c> {
    match order {
        0 => digamma(b, x),
        1 => trigamma(b, x, dtype),
        _ => {
            let factorial: f64 = (1..=order.min(200)).map(|k| k as f64).product();
            let sign = if order % 2 == 0 { -1.0 } else { 1.0 };
            let zeta = zeta(b, b.float(x.dtype, (order + 1) as f64), x);
            b.times(zeta, sign * factorial)
        }
    }
}

/// Hurwitz's zeta function, the sum of `(k + q)^-s` for k = 0, 1, ...: NaN of `s < 1`, and of a
/// negative q unless s is an integer.
pub fn zeta<'c>(b: &Builder<'c>, s: Element<'c>, q: Element<'c>) -> Element<'c> {
    let dtype = s.dtype;
    let (zero, one) = (b.float(dtype, 0.0), b.float(dtype, 1.0));
    let [nan, infinity] = [f64::NAN, f64::INFINITY].map(|value| b.float(dtype, value));
    // The sum over all integers k depends on the fraction of q alone, so that the terms of
    // negative k + q are what a sum of positive ones lacks.
    let floor = b.math("floor", q);
    let fraction = b.sub(q, floor);
    let is_positive = b.compare(Comparison::Gt, q, zero);
    let near = zeta_of_positive(b, s, b.select(is_positive, q, fraction));
    let below = zeta_of_positive(b, s, b.sub(b.plus(floor, 1.0), q));
    let below = b.sub(below, zeta_of_positive(b, s, b.sub(one, q)));
    let half = b.times(s, 0.5);
    let is_even = b.compare(Comparison::Eq, half, b.math("floor", half));
    let mirrored = b.add(near, b.select(is_even, below, b.neg(below)));
    let mirrored = b.select(b.is_infinite(near), near, mirrored);
    let is_integer = b.compare(Comparison::Eq, s, b.math("floor", s));
    let negative = b.select(is_integer, mirrored, nan);
    let is_pole = b.compare(Comparison::Eq, q, floor);
    let negative = b.select(is_pole, infinity, negative);
    let result = b.select(is_positive, near, negative);
    let result = b.select(b.compare(Comparison::Lt, s, one), nan, result);
    b.select(b.compare(Comparison::Eq, s, one), infinity, result)
}

/// By the formula of Euler and Maclaurin.
fn zeta_of_positive<'c>(b: &Builder<'c>, s: Element<'c>, q: Element<'c>) -> Element<'c> {
    let exponent = b.neg(s);
    let terms = (0..STEPS).map(|step| b.pow(b.plus(q, step.into()), exponent));
    let sum = terms.reduce(|sum, term| b.add(sum, term)).unwrap_or(s);
    let far = b.plus(q, STEPS.into());
    let power = b.pow(far, exponent);
    let integral = b.div(far, b.plus(s, -1.0));
    let mut rest = b.plus(integral, 0.5);
    // s (s + 1) ... (s + 2k - 2) / (far^(2k - 1) (2k)!)
    let mut factor = b.times(b.div(s, far), 0.5);
    for (number, k) in BERNOULLI.iter().zip(1..) {
        rest = b.add(rest, b.times(factor, *number));
        let k = f64::from(2 * k);
        let next = b.div(b.mul(b.plus(s, k - 1.0), b.plus(s, k)), b.mul(far, far));
        factor = b.times(b.mul(factor, next), 1.0 / ((k + 1.0) * (k + 2.0)));
    }
    let tail = b.mul(power, rest);
    // Of an s that is so large that the series overflows, the sum is NaN unless it is infinite
    // or 1.
    let is_nothing = b.compare(Comparison::Eq, power, b.float(s.dtype, 0.0));
    let is_low = b.compare(Comparison::Le, q, b.float(s.dtype, 1.0));
    b.select(b.and(is_nothing, is_low), sum, b.add(sum, tail))
}

/// The regularized incomplete gamma functions of order `a` at `x`: the lower and the upper one.
pub fn incomplete<'c>(
    b: &Builder<'c>,
    a: Element<'c>,
    x: Element<'c>,
) -> (Element<'c>, Element<'c>) {
    let dtype = a.dtype;
    let (zero, one) = (b.float(dtype, 0.0), b.float(dtype, 1.0));
    let is_low = b.compare(Comparison::Lt, x, b.plus(a, 1.0));
    let is_large = b.compare(Comparison::Gt, a, b.float(dtype, 100.0));
    let is_negative = b.or(b.compare(Comparison::Lt, a, zero), b.compare(Comparison::Lt, x, zero));
    // Of negative numbers, the loops may not end.
    let is_small = b.not(b.or(is_large, is_negative));
    // x^a e^-x / gamma(a)
    let scale = b.sub(b.sub(b.mul(a, b.math("log", x)), x), lgamma(b, a));
    let scale = b.math("exp", scale);
    let lower = b.mul(scale, lower_series(b, a, x, b.and(is_small, is_low)));
    let is_high = b.and(is_small, b.not(is_low));
    let upper = b.mul(scale, upper_fraction(b, a, x, is_high));
    let (large_lower, large_upper) = of_large_order(b, a, x);
    let of_small = |here, other| b.select(is_low, here, other);
    let lower_result = b.select(is_large, large_lower, of_small(lower, b.sub(one, upper)));
    let upper_result = b.select(is_large, large_upper, of_small(b.sub(one, lower), upper));
    // Where one of the two is 0 or infinite, the other does not count, unless it is so too.
    let is_order_zero = b.compare(Comparison::Eq, a, zero);
    let is_above_zero = b.compare(Comparison::Gt, x, zero);
    let is_all = b.or(b.and(is_order_zero, is_above_zero), b.is_infinite(x));
    let is_nothing = b.or(b.compare(Comparison::Eq, x, zero), b.is_infinite(a));
    let is_nowhere = b.and(is_order_zero, b.not(is_above_zero));
    let is_nan = b.or(b.or(is_negative, is_nowhere), b.and(is_all, is_nothing));
    let nan = b.float(dtype, f64::NAN);
    let finish = |result, all, nothing| {
        let result = b.select(is_nothing, nothing, b.select(is_all, all, result));
        b.select(is_nan, nan, result)
    };
    (finish(lower_result, one, zero), finish(upper_result, zero, one))
}

/// The sum of `x^n / (a (a + 1) ... (a + n))` for n = 0, 1, ..., where it is wanted.
fn lower_series<'c>(
    b: &Builder<'c>,
    a: Element<'c>,
    x: Element<'c>,
    is_wanted: Element<'c>,
) -> Element<'c> {
    let of = |value| Element { value, dtype: a.dtype };
    let first = b.select(is_wanted, inverse(b, a), b.float(a.dtype, 0.0));
    let results = b.while_loop(
        &[a.value, first.value, first.value],
        |state| {
            let least = b.times(of(state[2]), f64::EPSILON / 2.0);
            b.compare(Comparison::Gt, of(state[1]), least)
        },
        |state| {
            let next = b.plus(of(state[0]), 1.0);
            let term = b.mul(of(state[1]), b.div(x, next));
            vec![next.value, term.value, b.add(of(state[2]), term).value]
        },
    );
    of(results[2])
}

/// The continued fraction `1 / (x + 1 - a - (1 - a) / (x + 3 - a - 2 (2 - a) / ...))`, where it
/// is wanted, by Lentz's method.
fn upper_fraction<'c>(
    b: &Builder<'c>,
    a: Element<'c>,
    x: Element<'c>,
    is_wanted: Element<'c>,
) -> Element<'c> {
    let dtype = a.dtype;
    let of = |value| Element { value, dtype };
    let (zero, one) = (b.float(dtype, 0.0), b.float(dtype, 1.0));
    let divisor = b.plus(b.sub(x, a), 1.0);
    let fraction = inverse(b, divisor);
    let infinity = b.float(dtype, f64::INFINITY);
    let change = b.select(is_wanted, zero, one);
    let initial = [one, divisor, infinity, fraction, fraction, change].map(|part| part.value);
    let results = b.while_loop(
        &initial,
        |state| {
            let change = b.abs(b.plus(of(state[5]), -1.0));
            b.compare(Comparison::Gt, change, b.float(dtype, 4.0 * f64::EPSILON))
        },
        |state| {
            let [step, divisor, c, d, fraction] = [0, 1, 2, 3, 4].map(|index| of(state[index]));
            let numerator = b.mul(step, b.sub(a, step));
            let divisor = b.plus(divisor, 2.0);
            let d = inverse(b, b.add(b.mul(numerator, d), divisor));
            let c = b.add(divisor, b.div(numerator, c));
            let change = b.mul(c, d);
            let next = [b.plus(step, 1.0), divisor, c, d, b.mul(fraction, change), change];
            next.map(|part| part.value).to_vec()
        },
    );
    of(results[4])
}

/// The incomplete gamma functions of a large order, by quadrature over the smaller side of x, as
/// far out as there is something.
fn of_large_order<'c>(
    b: &Builder<'c>,
    a: Element<'c>,
    x: Element<'c>,
) -> (Element<'c>, Element<'c>) {
    let one = b.float(a.dtype, 1.0);
    // Where the density t^(a - 1) e^-t / gamma(a) is highest, and how wide it is.
    let peak = b.plus(a, -1.0);
    let width = b.math("sqrt", peak);
    let is_above = b.compare(Comparison::Gt, x, peak);
    let to_peak = b.sub(peak, x);
    let above = b.max(b.add(to_peak, b.times(width, 11.5)), b.times(width, 6.0));
    let below = b.min(b.sub(to_peak, b.times(width, 7.5)), b.times(width, -5.0));
    let length = b.select(is_above, above, b.max(below, b.neg(x)));
    let start = b.div(b.sub(x, peak), peak);
    let slope = b.div(length, peak);
    // Of a very large order, the distances are so small that their difference is lost.
    let is_flat = b.compare(Comparison::Gt, a, b.float(a.dtype, 1e12));
    let mut sum = b.float(a.dtype, 0.0);
    for (point, weight) in QUADRATURE {
        // (t - peak) / peak
        let distance = b.add(start, b.times(slope, point));
        let exponent = b.sub(b.math("log1p", distance), distance);
        let flat = b.mul(b.mul(distance, distance), b.plus(b.times(distance, 1.0 / 3.0), -0.5));
        let exponent = b.select(is_flat, flat, exponent);
        sum = b.add(sum, b.times(b.math("exp", b.mul(peak, exponent)), weight));
    }
    // peak^peak e^-peak / gamma(a), by Stirling's series.
    let inverse = inverse(b, peak);
    let series = polynomial(b, b.mul(inverse, inverse), &[1.0 / 12.0, -1.0 / 360.0, 1.0 / 1260.0]);
    let correction = b.math("exp", b.neg(b.mul(inverse, series)));
    let density = b.div(correction, b.math("sqrt", b.times(peak, 2.0 * PI)));
    let side = b.mul(b.mul(b.abs(length), sum), density);
    let rest = b.sub(one, side);
    (b.select(is_above, rest, side), b.select(is_above, side, rest))
}
