//! Activation functions.
//!
//! Source of the semantics: `aten/src/ATen/native/cpu/Activation.cpp` of PyTorch.

use std::f64::consts::{FRAC_1_SQRT_2, FRAC_2_SQRT_PI, SQRT_2};

use super::{
    Builder, Call, Comparison, Element, LowerError, Outputs, Size, Table, complex, compute_dtype,
    pointwise::{
        binary,
        choice::{at_least, at_most, bound},
        unary,
        unary::sigmoid,
    },
};

/// The lowerings of this file.
pub const TABLE: Table = &[
    ("aten._prelu_kernel", |b, call| binary(b, call, leaky)),
    ("aten.celu", |b, call| {
        let alpha = call.float("alpha")?;
        unary(b, call, |b, x| elu(b, x, alpha, 1.0, 1.0 / alpha))
    }),
    ("aten.elu", |b, call| {
        let [alpha, scale, input_scale] =
            [call.float("alpha")?, call.float("scale")?, call.float("input_scale")?];
        unary(b, call, |b, x| elu(b, x, alpha, scale, input_scale))
    }),
    ("aten.gelu", gelu),
    ("aten.glu", glu),
    ("aten.hardshrink", |b, call| {
        let lambda = call.float("lambd")?;
        unary(b, call, |b, x| hardshrink(b, x, lambda))
    }),
    ("aten.hardsigmoid", |b, call| unary(b, call, |b, x| b.times(hard_gate(b, x), 1.0 / 6.0))),
    ("aten.hardswish", |b, call| {
        unary(b, call, |b, x| b.times(b.mul(x, hard_gate(b, x)), 1.0 / 6.0))
    }),
    ("aten.hardtanh", |b, call| {
        unary(b, call, |b, x| {
            let [low, high] = ["min_val", "max_val"].map(|name| bound(b, call, name, x.dtype));
            at_most(b, at_least(b, x, low), high)
        })
    }),
    ("aten.leaky_relu", |b, call| {
        unary(b, call, |b, x| leaky(b, x, call.number(b, "negative_slope", x.dtype)))
    }),
    ("aten.log_sigmoid", |b, call| unary(b, call, |b, x| log_sigmoid(b, x).0)),
    ("aten.log_sigmoid_forward", log_sigmoid_forward),
    ("aten.mish", |b, call| unary(b, call, mish)),
    ("aten.prelu", prelu),
    ("aten.relu", |b, call| unary(b, call, |b, x| at_least(b, x, b.int(x.dtype, 0)))),
    ("aten.relu6", |b, call| {
        unary(b, call, |b, x| at_most(b, at_least(b, x, b.int(x.dtype, 0)), b.int(x.dtype, 6)))
    }),
    ("aten.rrelu", rrelu),
    ("aten.selu", |b, call| {
        // The fixed point of mean 0 and variance 1.
        let (alpha, scale) = (1.673_263_242_354_377_2, 1.050_700_987_355_480_5);
        unary(b, call, |b, x| elu(b, x, alpha, scale, 1.0))
    }),
    ("aten.sigmoid", |b, call| unary(b, call, sigmoid)),
    ("aten.silu", |b, call| unary(b, call, silu)),
    ("aten.softplus", softplus),
    ("aten.softshrink", |b, call| {
        let lambda = call.float("lambd")?;
        unary(b, call, |b, x| softshrink(b, x, lambda))
    }),
    ("aten.threshold", |b, call| {
        unary(b, call, |b, x| {
            let [limit, value] = ["threshold", "value"].map(|name| call.number(b, name, x.dtype));
            b.select(b.compare(Comparison::Le, x, limit), value, x)
        })
    }),
];

fn is_positive<'c>(b: &Builder<'c>, x: Element<'c>) -> Element<'c> {
    b.compare(Comparison::Gt, x, b.int(x.dtype, 0))
}

/// x, times `slope` where it is not positive.
fn leaky<'c>(b: &Builder<'c>, x: Element<'c>, slope: Element<'c>) -> Element<'c> {
    b.select(is_positive(b, x), x, b.mul(x, slope))
}

/// `scale * x`, and `scale * alpha * (e^(input_scale * x) - 1)` where x is not positive.
fn elu<'c>(
    b: &Builder<'c>,
    x: Element<'c>,
    alpha: f64,
    scale: f64,
    input_scale: f64,
) -> Element<'c> {
    let factor = |x, factor| if factor == 1.0 { x } else { b.times(x, factor) };
    let negative = factor(b.math("expm1", factor(x, input_scale)), scale * alpha);
    b.select(is_positive(b, x), factor(x, scale), negative)
}

/// `min(max(x + 3, 0), 6)`.
fn hard_gate<'c>(b: &Builder<'c>, x: Element<'c>) -> Element<'c> {
    let number = |value| b.float(x.dtype, value);
    at_most(b, at_least(b, b.plus(x, 3.0), number(0.0)), number(6.0))
}

/// 0 where x is in [-lambda, lambda].
fn hardshrink<'c>(b: &Builder<'c>, x: Element<'c>, lambda: f64) -> Element<'c> {
    let is_small = b.and(
        b.compare(Comparison::Ge, x, b.float(x.dtype, -lambda)),
        b.compare(Comparison::Le, x, b.float(x.dtype, lambda)),
    );
    b.select(is_small, b.int(x.dtype, 0), x)
}

/// x moved towards 0 by lambda, but not past it.
fn softshrink<'c>(b: &Builder<'c>, x: Element<'c>, lambda: f64) -> Element<'c> {
    let is_above = b.compare(Comparison::Gt, x, b.float(x.dtype, lambda));
    let is_below = b.compare(Comparison::Lt, x, b.float(x.dtype, -lambda));
    // NaN stays NaN.
    let rest = b.times(x, 0.0);
    let rest = b.select(is_below, b.plus(x, lambda), rest);
    b.select(is_above, b.plus(x, -lambda), rest)
}

/// `x / (1 + e^-x)`.
fn silu<'c>(b: &Builder<'c>, x: Element<'c>) -> Element<'c> {
    if x.dtype.is_complex() {
        return complex::silu(b, x);
    }
    b.div(x, b.plus(b.math("exp", b.neg(x)), 1.0))
}

/// x times the normal distribution function of x, or what is near it.
fn gelu<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let is_tanh = call.str("approximate")? == "tanh";
    unary(b, call, |b, x| {
        let gate = if is_tanh {
            // sqrt(2 / pi) * (x + 0.044715 * x^3)
            let scale = FRAC_2_SQRT_PI / SQRT_2;
            let cubic = b.plus(b.times(b.mul(x, x), scale * 0.044715), scale);
            b.math("tanh", b.mul(x, cubic))
        } else {
            b.math("erf", b.times(x, FRAC_1_SQRT_2))
        };
        b.mul(b.times(x, 0.5), b.plus(gate, 1.0))
    })
}

/// The first half along a dimension, gated by the second.
fn glu<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let x = call.tensor("self");
    let dim = x.dim(call.int("dim")?);
    let half = b.size_floor_div(x.shape[dim], 2);
    let (dtype, compute) = (x.dtype, compute_dtype(x.dtype));
    let (first, second) = (b.narrow(&x, dim, 0, half), b.narrow(&x, dim, half, half));
    let result = b.pointwise(&[&first, &second], dtype, |elements| {
        let [x, gate] = [0, 1].map(|index| b.cast(elements[index], compute));
        b.mul(x, sigmoid(b, gate))
    });
    Ok(result.into())
}

/// `ln(1 / (1 + e^-x))` and `e^-|x|`.
fn log_sigmoid<'c>(b: &Builder<'c>, x: Element<'c>) -> (Element<'c>, Element<'c>) {
    let decay = b.math("exp", b.neg(b.abs(x)));
    let low = at_most(b, x, b.float(x.dtype, 0.0));
    (b.sub(low, b.math("log1p", decay)), decay)
}

fn log_sigmoid_forward<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let x = call.tensor("self");
    let results = b.pointwise_many(&[&x], &[x.dtype, x.dtype], |elements| {
        let (result, decay) = log_sigmoid(b, b.cast(elements[0], compute_dtype(x.dtype)));
        vec![result, decay]
    });
    Ok(results.into())
}

/// `x * tanh(ln(1 + e^x))`.
fn mish<'c>(b: &Builder<'c>, x: Element<'c>) -> Element<'c> {
    // With n = e^x * (e^x + 2), the tangent is n / (n + 2), which is 1 long before n overflows.
    let power = b.math("exp", at_most(b, x, b.float(x.dtype, 40.0)));
    let n = b.mul(power, b.plus(power, 2.0));
    b.mul(x, b.div(n, b.plus(n, 2.0)))
}

/// `ln(1 + e^(beta * x)) / beta`, and x where `beta * x` is above a threshold.
fn softplus<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let (beta, threshold) = (call.float("beta")?, call.float("threshold")?);
    unary(b, call, |b, x| {
        let scaled = if beta == 1.0 { x } else { b.times(x, beta) };
        let log = b.math("log1p", b.math("exp", scaled));
        let log = if beta == 1.0 { log } else { b.div(log, b.float(x.dtype, beta)) };
        let is_above = b.compare(Comparison::Gt, scaled, b.float(x.dtype, threshold));
        b.select(is_above, x, log)
    })
}

/// [`leaky`] with a slope for all or for each place of dimension 1.
fn prelu<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let (x, weight) = (call.tensor("self"), call.tensor("weight"));
    let slope = match x.rank() {
        _ if b.numel(&weight.shape).is(1) => b.reshape(&weight, &[]),
        0 | 1 => weight,
        rank => {
            let mut shape = vec![Size::Static(1); rank];
            shape[1] = weight.shape[0];
            b.reshape(&weight, &shape)
        }
    };
    let compute = compute_dtype(x.dtype);
    let result = b.pointwise_to(&x.shape, &[&x, &slope], x.dtype, |elements| {
        leaky(b, b.cast(elements[0], compute), b.cast(elements[1], compute))
    });
    Ok(result.into())
}

/// [`leaky`] with a slope between two bounds: in the middle, or in training at random.
fn rrelu<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let (lower, upper) = (call.float("lower")?, call.float("upper")?);
    if call.bool("training")? {
        return Err(LowerError("in training is not supported yet".into()));
    }
    unary(b, call, |b, x| leaky(b, x, b.float(x.dtype, (lower + upper) / 2.0)))
}
