//! Functions on float32 as arithmetic, for numbers and vectors alike: to within a few units in
//! the last place, with infinities, NaN and signs of zero as IEEE 754 has them.
//!
//! What is not here, and float64, is left to the C library, a number at a time. The polynomials
//! are minimax approximations made for these intervals.

// The coefficients are written as they were computed, whatever constant they come near.
#![allow(clippy::approx_constant, clippy::excessive_precision)]

use std::f32::consts::{LN_2, LOG2_E, LOG10_E};

use melior::ir::Value;

use super::arithmetic::{Arithmetic, Float};

/// A function of one number, or of a vector of them.
pub type Function = for<'c> fn(&Arithmetic<'c>, Value<'c, 'c>) -> Value<'c, 'c>;

static FUNCTIONS: [(&str, Function); 13] = [
    ("math.cos", |m, x| trigonometric(m, x, "math.cos")),
    ("math.erf", erf),
    ("math.exp", exp),
    ("math.exp2", exp2),
    ("math.expm1", expm1),
    ("math.log", |m, x| logarithm(m, x, &NATURAL)),
    ("math.log10", |m, x| logarithm(m, x, &DECIMAL)),
    ("math.log1p", log1p),
    ("math.log2", |m, x| logarithm(m, x, &BINARY)),
    ("math.rsqrt", |m, x| m.div(m.float(1.0), m.unary("math.sqrt", x))),
    ("math.sin", |m, x| trigonometric(m, x, "math.sin")),
    ("math.tan", tan),
    ("math.tanh", tanh),
];

/// The function of this name on float32; None if it is left as it is.
pub fn function(name: &str) -> Option<Function> {
    FUNCTIONS.iter().find(|(known, _)| *known == name).map(|(_, function)| *function)
}

/// 1.5·2²³: a float32 this large has whole numbers alone, in its low bits.
const WHOLE: f32 = 12_582_912.0;
/// As [`WHOLE`], of float64.
const WHOLE_DOUBLE: f64 = 6_755_399_441_055_744.0;
/// ln 2 in two parts, the first so short that products with small integers are exact.
const LN_2_HIGH: f32 = 0.693_359_4;
const LN_2_LOW: f32 = -2.121_944_4e-4;

/// (eʳ - 1 - r) / r² for |r| ≤ ln 2 / 2.
const EXP: [f32; 5] = [0.499_999_94, 0.166_665_21, 0.041_668_389, 8.368_745e-3, 1.381_453_8e-3];
/// (ln(1 + f) - f + f²/2) / f³ for 1 + f from √½ to √2.
const LOG: [f32; 8] = [
    0.333_333_31,
    -0.250_008_22,
    0.200_012_27,
    -0.166_233_57,
    0.142_017_62,
    -0.131_601_94,
    0.127_615_5,
    -0.076_344_296,
];
/// (sin r / r - 1) / r² in r², for |r| ≤ π/4.
const SINE: [f32; 3] = [-0.166_666_55, 8.332_176e-3, -1.951_697_6e-4];
/// (cos r - 1 + r²/2) / r⁴ in r², for |r| ≤ π/4.
const COSINE: [f32; 3] = [0.041_666_646, -1.388_736_4e-3, 2.443_809e-5];
/// erf x / x in x², as a quotient, for |x| ≤ 3.925; above, it is 1 in float32.
const ERF: [[f32; 6]; 2] = [
    [1.128_379_1, 0.190_598_13, 0.052_769_799, 3.772_717_4e-3, 2.848_436_4e-4, 2.045_944_7e-6],
    [1.0, 0.502_245_9, 0.114_184_46, 0.014_983_535, 1.163_891_5e-3, 3.804_692_8e-5],
];

/// A power of 2 and what it is multiplied with: 2ⁿ·eʳ, |r| ≤ ln 2 / 2.
struct Power<'c> {
    /// n, as an integer.
    n: Value<'c, 'c>,
    r: Value<'c, 'c>,
}

/// eˣ, for x that is not far from where it is 0 or infinite.
fn power_of_e<'c>(m: &Arithmetic<'c>, x: Value<'c, 'c>) -> Power<'c> {
    let (whole, n) = round(m, m.mul(x, m.float(LOG2_E)));
    let r = m.sub(m.sub(x, m.mul(whole, m.float(LN_2_HIGH))), m.mul(whole, m.float(LN_2_LOW)));
    Power { n, r }
}

/// The nearest whole number, as a float32 and as an integer; of NaN, any integer.
fn round<'c>(m: &Arithmetic<'c>, x: Value<'c, 'c>) -> (Value<'c, 'c>, Value<'c, 'c>) {
    let shifted = m.add(x, m.float(WHOLE));
    let n = m.binary("arith.subi", m.to_bits(shifted), m.int(WHOLE.to_bits() as i32));
    (m.sub(shifted, m.float(WHOLE)), n)
}

/// eʳ - 1 for |r| ≤ ln 2 / 2.
fn expm1_of_small<'c>(m: &Arithmetic<'c>, r: Value<'c, 'c>) -> Value<'c, 'c> {
    m.add(m.mul(m.mul(r, r), m.polynomial(r, &EXP)), r)
}

/// 2ⁿ, for n from -126 to 127.
fn power_of_two<'c>(m: &Arithmetic<'c>, n: Value<'c, 'c>) -> Value<'c, 'c> {
    let exponent = m.binary("arith.addi", n, m.int(127));
    m.from_bits(m.binary("arith.shli", exponent, m.int(23)))
}

/// The value of a power; in two factors, as one alone may be too large or too small.
fn value_of<'c>(m: &Arithmetic<'c>, power: &Power<'c>) -> Value<'c, 'c> {
    let half = m.binary("arith.shrsi", power.n, m.int(1));
    let rest = m.binary("arith.subi", power.n, half);
    let e_to_r = m.add(expm1_of_small(m, power.r), m.float(1.0));
    m.mul(m.mul(e_to_r, power_of_two(m, half)), power_of_two(m, rest))
}

/// A power with the exponent `x`, which is 0 for all below `least`. For those the power of 0 is
/// computed and dropped: what attention masks would otherwise cost is arithmetic on subnormals,
/// which takes processors a hundred cycles.
fn power<'c>(
    m: &Arithmetic<'c>,
    x: Value<'c, 'c>,
    least: f32,
    of: impl FnOnce(Value<'c, 'c>) -> Power<'c>,
) -> Value<'c, 'c> {
    let is_zero = m.compare(Float::Less, x, m.float(least));
    let x = m.select(is_zero, m.float(0.0), x);
    m.select(is_zero, m.float(0.0), value_of(m, &of(x)))
}

fn exp<'c>(m: &Arithmetic<'c>, x: Value<'c, 'c>) -> Value<'c, 'c> {
    power(m, m.at_most(x, 89.0), -104.0, |x| power_of_e(m, x))
}

fn exp2<'c>(m: &Arithmetic<'c>, x: Value<'c, 'c>) -> Value<'c, 'c> {
    power(m, m.at_most(x, 129.0), -151.0, |x| {
        let (whole, n) = round(m, x);
        Power { n, r: m.mul(m.sub(x, whole), m.float(LN_2)) }
    })
}

/// 2ⁿ·(eʳ - 1) + (2ⁿ - 1), of which both terms are exact enough where the sum is small.
fn expm1<'c>(m: &Arithmetic<'c>, x: Value<'c, 'c>) -> Value<'c, 'c> {
    let Power { n, r } = power_of_e(m, m.at_least(m.at_most(x, 89.0), -80.0));
    let half = power_of_two(m, m.binary("arith.subi", n, m.int(1)));
    let sum = m.add(m.mul(half, expm1_of_small(m, r)), m.sub(half, m.float(0.5)));
    let is_zero = m.compare(Float::Equal, x, m.float(0.0));
    m.select(is_zero, x, m.mul(sum, m.float(2.0)))
}

/// With t = e²ᵃ - 1, tanh a = t / (t + 2); from 10 on it is 1 in float32.
fn tanh<'c>(m: &Arithmetic<'c>, x: Value<'c, 'c>) -> Value<'c, 'c> {
    let a = m.at_most(m.unary("math.absf", x), 10.0);
    let t = expm1(m, m.add(a, a));
    m.binary("math.copysign", m.quotient(t, m.add(t, m.float(2.0))), x)
}

/// How the logarithm of 2ᵏ·(1 + f) is put together.
struct Base {
    /// The logarithm of 2, in two parts.
    of_two: [f32; 2],
    /// What the natural logarithm is multiplied with.
    factor: f32,
}

const NATURAL: Base = Base { of_two: [LN_2_HIGH, LN_2_LOW], factor: 1.0 };
const BINARY: Base = Base { of_two: [1.0, 0.0], factor: LOG2_E };
const DECIMAL: Base = Base { of_two: [0.301_025_4, 4.605_039e-6], factor: LOG10_E };

fn logarithm<'c>(m: &Arithmetic<'c>, x: Value<'c, 'c>, base: &Base) -> Value<'c, 'c> {
    const SMALLEST_NORMAL: f32 = f32::MIN_POSITIVE;
    const ROOT_OF_HALF: i32 = 0x3f35_04f3;
    const INFINITY: i32 = 0x7f80_0000;
    let is_small = m.compare(Float::Less, x, m.float(SMALLEST_NORMAL));
    let scaled = m.select(is_small, m.mul(x, m.float(8_388_608.0)), x);
    let scaling = m.select(is_small, m.float(-23.0), m.float(0.0));
    let bits = m.to_bits(scaled);
    let above = m.binary("arith.subi", bits, m.int(ROOT_OF_HALF));
    let k = m.binary("arith.shrsi", above, m.int(23));
    let one_plus_f =
        m.from_bits(m.binary("arith.subi", bits, m.binary("arith.shli", k, m.int(23))));
    let f = m.sub(one_plus_f, m.float(1.0));
    let k = m.add(m.int_to_float(k), scaling);
    let inner = m.add(m.mul(f, m.polynomial(f, &LOG)), m.float(-0.5));
    let natural = m.add(m.mul(m.mul(f, f), inner), f);
    let mut sum = m.mul(natural, m.float(base.factor));
    if base.of_two[1] != 0.0 {
        sum = m.add(m.mul(k, m.float(base.of_two[1])), sum);
    }
    let sum = m.add(m.mul(k, m.float(base.of_two[0])), sum);
    // Positive and finite: by its bits, as an unsigned number, from 1 to below infinity.
    let from_zero = m.binary("arith.subi", m.to_bits(x), m.int(1));
    let is_regular = m.is_below(from_zero, m.int(INFINITY - 1));
    let is_infinite = m.compare(Float::Equal, x, m.float(f32::INFINITY));
    let is_zero = m.compare(Float::Equal, x, m.float(0.0));
    let special = m.select(is_infinite, x, m.float(f32::NAN));
    let special = m.select(is_zero, m.float(f32::NEG_INFINITY), special);
    m.select(is_regular, sum, special)
}

/// ln u for u = 1 + x, and what the rounding of the sum leaves out.
fn log1p<'c>(m: &Arithmetic<'c>, x: Value<'c, 'c>) -> Value<'c, 'c> {
    let one = m.float(1.0);
    let u = m.binary("arith.addf", x, one);
    let lost = m.div(m.binary("arith.subf", x, m.binary("arith.subf", u, one)), u);
    let from_zero = m.binary("arith.subi", m.to_bits(u), m.int(1));
    let is_regular = m.is_below(from_zero, m.int(f32::INFINITY.to_bits() as i32 - 1));
    let lost = m.select(is_regular, lost, m.float(0.0));
    let sum = m.add(logarithm(m, u, &NATURAL), lost);
    m.select(m.compare(Float::Equal, x, m.float(0.0)), x, sum)
}

fn erf<'c>(m: &Arithmetic<'c>, x: Value<'c, 'c>) -> Value<'c, 'c> {
    let a = m.at_most(m.unary("math.absf", x), 3.925);
    let z = m.mul(a, a);
    let [numerator, denominator] = ERF.map(|coefficients| m.polynomial(z, &coefficients));
    let quotient = m.quotient(m.mul(a, numerator), denominator);
    m.binary("math.copysign", m.at_most(quotient, 1.0), x)
}

/// Each element of x divided by the number s, as exactly as by a division: by its reciprocal,
/// with what is lost put right. Where s is near the ends of the range, both are scaled.
///
/// What is put right is NaN where the first quotient is not finite, and has lost its sign where
/// it is 0; then the first one is right.
pub fn divide_by_number<'c>(
    m: &Arithmetic<'c>,
    x: Value<'c, 'c>,
    s: Value<'c, 'c>,
) -> Value<'c, 'c> {
    /// 2⁶⁴
    const LARGE: f32 = 1.844_674_4e19;
    let one = m.on_numbers();
    let size = one.unary("math.absf", s);
    let is_large = one.compare(Float::Greater, size, one.float(LARGE));
    let is_small = one.compare(Float::Less, size, one.float(1.0 / LARGE));
    let scale = one.select(is_large, one.float(1.0 / LARGE), one.float(1.0));
    let scale = one.select(is_small, one.float(LARGE), scale);
    let divisor = one.binary("arith.mulf", s, scale);
    let reciprocal = m.splat(one.div(one.float(1.0), divisor));
    let dividend = m.binary("arith.mulf", x, m.splat(scale));
    let quotient = m.binary("arith.mulf", dividend, reciprocal);
    let lost = m.fused(m.unary("arith.negf", quotient), m.splat(divisor), dividend);
    let better = m.fused(lost, reciprocal, quotient);
    m.select(m.compare(Float::Unequal, better, m.float(0.0)), better, quotient)
}

/// The sine or the cosine: `name` is the op.
fn trigonometric<'c>(m: &Arithmetic<'c>, x: Value<'c, 'c>, name: &str) -> Value<'c, 'c> {
    /// π/2 in three parts, the first two with 33 bits.
    const HALF_PI: [f64; 3] =
        [1.570_796_326_734_125_6, 6.077_100_506_303_966e-11, 2.022_266_248_795_950_6e-21];
    /// Up to here, products with the number of quarters are exact.
    const LARGEST: f32 = 1e6;
    // How often π/2 is in it, in float64, and what is left.
    let wide = m.widen(x);
    let quarters = m.mul(wide, m.double(std::f64::consts::FRAC_2_PI));
    let shifted = m.binary("arith.addf", quarters, m.double(WHOLE_DOUBLE));
    let count = m.binary("arith.subf", shifted, m.double(WHOLE_DOUBLE));
    let rest = HALF_PI.iter().fold(wide, |rest, part| m.sub(rest, m.mul(count, m.double(*part))));
    let r = m.narrow(rest);
    let z = m.mul(r, r);
    let sine = m.add(m.mul(m.mul(z, r), m.polynomial(z, &SINE)), r);
    let square = m.add(m.mul(z, m.polynomial(z, &COSINE)), m.float(-0.5));
    let cosine = m.add(m.mul(z, square), m.float(1.0));
    // The cosine is the sine a quarter on.
    let mut quarter = m.low_bits(shifted);
    if name == "math.cos" {
        quarter = m.binary("arith.addi", quarter, m.int(1));
    }
    let is_even = m.is_below(m.binary("arith.andi", quarter, m.int(1)), m.int(1));
    let sign = m.binary("arith.shli", m.binary("arith.andi", quarter, m.int(2)), m.int(30));
    let value = m.to_bits(m.select(is_even, sine, cosine));
    let value = m.from_bits(m.binary("arith.xori", value, sign));
    let size = m.unary("math.absf", x);
    let is_large = m.compare(Float::Greater, size, m.float(LARGEST));
    m.one_by_one_if(is_large, name, x, value)
}

fn tan<'c>(m: &Arithmetic<'c>, x: Value<'c, 'c>) -> Value<'c, 'c> {
    m.div(trigonometric(m, x, "math.sin"), trigonometric(m, x, "math.cos"))
}
