//! Powers, logarithms of two numbers, and what else is made of them.
//!
//! Source of the semantics: also `aten/src/ATen/native/cpu/PowKernel.cpp` of PyTorch.

use std::f64::consts::LOG2_E;

use tricast_dialects::{Argument, DType, Scalar};

use super::{
    super::{
        Builder, Call, Comparison, Element, LowerError, Outputs, Table, complex, compute_dtype,
    },
    Operand, binary, mixed, operand,
};

/// The lowerings of this file.
pub const TABLE: Table = &[
    ("aten.atan2", |b, call| binary(b, call, atan2)),
    ("aten.atan2.out", atan2_out),
    ("aten.float_power.Scalar", power),
    ("aten.float_power.Tensor_Scalar", power),
    ("aten.float_power.Tensor_Tensor", power),
    ("aten.hypot", |b, call| binary(b, call, |b, x, y| b.hypot(x, y))),
    ("aten.ldexp.Tensor", ldexp),
    ("aten.logaddexp", |b, call| {
        binary(b, call, |b, x, y| logaddexp(b, x, y, "exp", 1.0, complex::logaddexp))
    }),
    ("aten.logaddexp2", |b, call| {
        binary(b, call, |b, x, y| logaddexp(b, x, y, "exp2", LOG2_E, complex::logaddexp2))
    }),
    ("aten.pow.Scalar", power),
    ("aten.pow.Tensor_Scalar", power),
    ("aten.pow.Tensor_Tensor", power),
    ("aten.special_xlog1py", |b, call| binary(b, call, |b, x, y| times_log(b, x, y, "log1p"))),
    ("aten.special_xlog1py.other_scalar", |b, call| {
        binary(b, call, |b, x, y| times_log(b, x, y, "log1p"))
    }),
    ("aten.special_xlog1py.self_scalar", |b, call| {
        binary(b, call, |b, x, y| times_log(b, x, y, "log1p"))
    }),
    ("aten.xlogy.Scalar_Other", |b, call| binary(b, call, |b, x, y| times_log(b, x, y, "log"))),
    ("aten.xlogy.Scalar_Self", |b, call| binary(b, call, |b, x, y| times_log(b, x, y, "log"))),
    ("aten.xlogy.Tensor", |b, call| binary(b, call, |b, x, y| times_log(b, x, y, "log"))),
];

/// `self ^ exponent`.
fn power<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let constant = match call.arguments.get("exponent") {
        Argument::Scalar(Scalar::Bool(value)) => Some(f64::from(u8::from(*value))),
        Argument::Scalar(Scalar::Int(value)) => Some(*value as f64),
        Argument::Scalar(Scalar::Float(value)) => Some(*value),
        _ => None,
    };
    // PyTorch takes no roots of float16; that of -inf is not the power.
    let constant = constant.filter(|power| power.fract() == 0.0 || call.dtype() != DType::F16);
    binary(b, call, |b, base, exponent| {
        let constant = constant.and_then(|exponent| constant_power(b, base, exponent));
        constant.unwrap_or_else(|| power_of(b, base, exponent))
    })
}

/// A power whose exponent is a known number, if that is a simple one.
fn constant_power<'c>(b: &Builder<'c>, base: Element<'c>, exponent: f64) -> Option<Element<'c>> {
    let inverse = |x| b.div(b.int(base.dtype, 1), x);
    let is_float = base.dtype.is_float();
    let is_integer = exponent.fract() == 0.0;
    // More multiplications would add up their errors.
    let highest = if base.dtype.is_integral(true) { 64.0 } else { 3.0 };
    match exponent {
        0.5 if is_float => Some(b.math("sqrt", base)),
        -0.5 if is_float => Some(inverse(b.math("sqrt", base))),
        -1.0 if !base.dtype.is_integral(true) => Some(inverse(base)),
        -2.0 if is_float => Some(inverse(b.mul(base, base))),
        _ if is_integer && (0.0..=highest).contains(&exponent) => {
            Some(repeated_product(b, base, exponent as u32))
        }
        _ => None,
    }
}

/// A power by squares and products.
fn repeated_product<'c>(b: &Builder<'c>, base: Element<'c>, mut exponent: u32) -> Element<'c> {
    let mut square = base;
    let mut result = None;
    while exponent > 0 {
        if exponent % 2 == 1 {
            result = Some(result.map_or(square, |result| b.mul(result, square)));
        }
        exponent /= 2;
        if exponent > 0 {
            square = b.mul(square, square);
        }
    }
    result.unwrap_or_else(|| b.int(base.dtype, 1))
}

fn power_of<'c>(b: &Builder<'c>, base: Element<'c>, exponent: Element<'c>) -> Element<'c> {
    match base.dtype {
        DType::Bool => b.or(base, b.not(exponent)),
        dtype if dtype.is_float() => b.pow(base, exponent),
        dtype if dtype.is_complex() => complex::pow(b, base, exponent),
        _ => integer_power(b, base, exponent),
    }
}

/// By squares and products; to a negative power only 1 and -1 are not 0.
fn integer_power<'c>(b: &Builder<'c>, base: Element<'c>, exponent: Element<'c>) -> Element<'c> {
    let dtype = base.dtype;
    let of = |value| Element { value, dtype };
    let (zero, one) = (b.int(dtype, 0), b.int(dtype, 1));
    let results = b.while_loop(
        &[base.value, b.abs(exponent).value, one.value],
        |state| b.compare(Comparison::Ne, of(state[1]), zero),
        |state| {
            let [square, exponent, result] = [0, 1, 2].map(|index| of(state[index]));
            let is_odd = b.compare(Comparison::Ne, b.and(exponent, one), zero);
            let result = b.select(is_odd, b.mul(result, square), result);
            let half = b.same("arith.shrui", &[exponent, one]);
            vec![b.mul(square, square).value, half.value, result.value]
        },
    );
    let is_unit = b.compare(Comparison::Eq, b.abs(base), one);
    let is_kept = b.or(is_unit, b.compare(Comparison::Ge, exponent, zero));
    b.select(is_kept, of(results[2]), zero)
}

/// `self * 2^other`, the power being of the dtype of `other`.
fn ldexp<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let (x, exponent) = (call.tensor("self"), call.tensor("other"));
    let compute = compute_dtype(call.dtype());
    let power_dtype = exponent.dtype.to_float();
    let result = b.pointwise(&[&x, &exponent], call.dtype(), |elements| {
        let exponent = b.cast(elements[1], compute_dtype(power_dtype));
        let power = if power_dtype.is_complex() {
            complex::exp2(b, exponent)
        } else {
            b.math("exp2", exponent)
        };
        let power = b.cast(b.cast(power, power_dtype), compute);
        b.mul(b.cast(elements[0], compute), power)
    });
    Ok(result.into())
}

/// ln(e^x + e^y), or to another base: `exp` is its power, `scale` its logarithm of e.
fn logaddexp<'c>(
    b: &Builder<'c>,
    x: Element<'c>,
    y: Element<'c>,
    exp: &str,
    scale: f64,
    complex: impl FnOnce(&Builder<'c>, Element<'c>, Element<'c>) -> Element<'c>,
) -> Element<'c> {
    if x.dtype.is_complex() {
        return complex(b, x, y);
    }
    let high = b.max(x, y);
    let distance = b.neg(b.abs(b.sub(x, y)));
    let rest = b.math("log1p", b.math(exp, distance));
    let rest = if scale == 1.0 { rest } else { b.times(rest, scale) };
    // The distance of two infinities is NaN.
    let is_same = b.and(b.is_infinite(x), b.compare(Comparison::Eq, x, y));
    b.select(is_same, x, b.add(high, rest))
}

fn atan2<'c>(b: &Builder<'c>, y: Element<'c>, x: Element<'c>) -> Element<'c> {
    b.same("math.atan2", &[y, x])
}

/// [`atan2`] in the dtype of `out`, whose value before does not count.
fn atan2_out<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let compute = compute_dtype(call.promoted(&["self", "other"])?.to_float());
    let operands: [Operand; 2] = ["self", "other"].map(|name| operand(b, call, name, compute));
    let body = |elements: &[Element<'c>]| atan2(b, elements[0], elements[1]);
    Ok(mixed(b, &operands, compute, call.dtype(), body).into())
}

/// x times a logarithm of y: 0 where x is 0 and y is not NaN.
fn times_log<'c>(b: &Builder<'c>, x: Element<'c>, y: Element<'c>, log: &str) -> Element<'c> {
    let zero = b.int(x.dtype, 0);
    let product = b.mul(x, b.math(log, y));
    let result = b.select(b.compare(Comparison::Eq, x, zero), zero, product);
    b.select(b.is_nan(y), y, result)
}
