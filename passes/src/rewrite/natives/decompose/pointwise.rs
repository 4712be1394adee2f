//! Arithmetic and activations.

use tricast_dialects::DType;

use super::{
    super::make::{Arg, Make, dtype, from_front, number_of, rank, sizes},
    Item, One, OpItem,
};

pub const ONES: &[(&str, One)] = &[
    ("glu", glu),
    ("prelu", prelu),
    ("lerp.Scalar", lerp),
    ("logit", logit),
    ("nan_to_num", nan_to_num),
    ("round.decimals", round),
    ("copysign.Scalar", copysign),
    ("rsub.Scalar", rsub),
    ("remainder.Scalar_Tensor", remainder),
    ("xlogy.Scalar_Self", |m, op| {
        let (x, y) = (op.number("self")?, op.first()?);
        times_log(m, op, Side::Number(x), Side::Tensor(y), "log")
    }),
    ("xlogy.Scalar_Other", |m, op| {
        let (x, y) = (op.first()?, op.number("other")?);
        times_log(m, op, Side::Tensor(x), Side::Number(y), "log")
    }),
    ("xlogy.Tensor", |m, op| {
        let (x, y) = (op.operand("self")?, op.operand("other")?);
        times_log(m, op, Side::Tensor(x), Side::Tensor(y), "log")
    }),
    ("special_xlog1py", |m, op| {
        let (x, y) = (op.operand("self")?, op.operand("other")?);
        times_log(m, op, Side::Tensor(x), Side::Tensor(y), "log1p")
    }),
    ("special_xlog1py.self_scalar", |m, op| {
        let (x, y) = (op.number("self")?, op.first()?);
        times_log(m, op, Side::Number(x), Side::Tensor(y), "log1p")
    }),
    ("special_xlog1py.other_scalar", |m, op| {
        let (x, y) = (op.first()?, op.number("other")?);
        times_log(m, op, Side::Tensor(x), Side::Number(y), "log1p")
    }),
    ("where.Scalar", |m, op| {
        let (x, y) = (number(m, op, "self")?, number(m, op, "other")?);
        m.select(op.first()?, x, y)
    }),
    ("where.ScalarSelf", |m, op| {
        let (x, y) = (number(m, op, "self")?, op.operand("other")?);
        let y = m.cast(y, op.dtype()?)?;
        m.select(op.operand("condition")?, x, y)
    }),
    ("where.ScalarOther", |m, op| {
        let (x, y) = (op.operand("self")?, number(m, op, "other")?);
        let x = m.cast(x, op.dtype()?)?;
        m.select(op.operand("condition")?, x, y)
    }),
    ("isclose", isclose),
    ("isin.Tensor_Tensor", isin),
    ("float_power.Tensor_Tensor", |m, op| {
        let (x, y) = (op.operand("self")?, op.operand("exponent")?);
        let (x, y) = (m.cast(x, DType::F64)?, m.cast(y, DType::F64)?);
        m.binary("pow.Tensor_Tensor", x, y)
    }),
    ("float_power.Tensor_Scalar", |m, op| {
        let x = m.cast(op.first()?, DType::F64)?;
        let exponent = Arg::Float(op.number("exponent")?);
        m.op("pow.Tensor_Scalar", &[x], &[("exponent", exponent)])
    }),
    ("float_power.Scalar", |m, op| {
        let exponent = m.cast(op.first()?, DType::F64)?;
        m.op("pow.Scalar", &[exponent], &[("self", Arg::Float(op.number("self")?))])
    }),
];

/// The number that a parameter is, as a tensor of the dtype of the result.
fn number<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>, param: &str) -> Option<Item<'c>> {
    let args = [
        ("size", Arg::Ints(vec![])),
        ("fill_value", op.own(param)?),
        ("dtype", Arg::DType(op.dtype()?)),
    ];
    m.op("full", &[], &args)
}

/// The first half times the sigmoid of the second.
fn glu<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let x = op.first()?;
    let dim = from_front(op.int("dim")?, rank(x))?;
    let size = *sizes(x)?.get(dim)?;
    let half = |m: &mut Make<'_, 'c>, from: i64| {
        let part = m.slice(x, dim as i64, from, from + size / 2)?;
        m.wide(part)
    };
    let (values, gates) = (half(m, 0)?, half(m, size / 2)?);
    let gates = m.unary("sigmoid", gates)?;
    let made = m.mul(values, gates)?;
    m.cast(made, op.dtype()?)
}

/// With a weight for each channel, dimension 1.
fn prelu<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let (x, weight) = (op.operand("self")?, op.operand("weight")?);
    if dtype(x)? != dtype(weight)? {
        return None;
    }
    let count: i64 = sizes(weight)?.iter().product();
    let mut shape = vec![1; rank(x)];
    match shape.get_mut(1) {
        Some(channels) => *channels = count,
        None if count == 1 => {}
        None => return None,
    }
    let weight = m.view(weight, &shape)?;
    let scaled = m.mul(weight, x)?;
    let is_positive = m.with("gt", x, 0.0)?;
    m.select(is_positive, x, scaled)
}

/// From the nearer end.
fn lerp<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let (x, end, weight) = (op.operand("self")?, op.operand("end")?, op.number("weight")?);
    let result = op.dtype()?;
    if !result.is_float() {
        return None;
    }
    let (x, end) = (m.wide(x)?, m.wide(end)?);
    let distance = m.sub(end, x)?;
    let made = if weight.abs() < 0.5 {
        let part = m.with("mul", distance, weight)?;
        m.add(x, part)?
    } else {
        let part = m.with("mul", distance, 1.0 - weight)?;
        m.sub(end, part)?
    };
    m.cast(made, result)
}

fn logit<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let mut x = m.promoted(op.first()?)?;
    if let Some(eps) = op.number("eps") {
        let args = [("min", Arg::Float(eps)), ("max", Arg::Float(1.0 - eps))];
        x = m.op("clamp", &[x], &args)?;
    }
    let negated = m.unary("neg", x)?;
    let left = m.with("add", negated, 1.0)?;
    let odds = m.div(x, left)?;
    let made = m.unary("log", odds)?;
    m.cast(made, op.dtype()?)
}

fn nan_to_num<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let x = op.first()?;
    let own = dtype(x)?;
    if own.is_integral(true) {
        return m.unary("clone", x);
    }
    let most = match own {
        DType::F16 => 65504.0,
        DType::BF16 => 3.389_531_389_251_535_5e38,
        DType::F32 => f64::from(f32::MAX),
        DType::F64 => f64::MAX,
        _ => return None,
    };
    let is_nan = m.unary("isnan", x)?;
    let is_most = m.with("eq", x, f64::INFINITY)?;
    let is_least = m.with("eq", x, f64::NEG_INFINITY)?;
    let mut made = x;
    for (condition, param, default) in
        [(is_nan, "nan", 0.0), (is_most, "posinf", most), (is_least, "neginf", -most)]
    {
        let number = op.number(param).unwrap_or(default);
        let number = m.full(&[], number, own)?;
        made = m.select(condition, number, made)?;
    }
    Some(made)
}

fn round<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let (x, decimals) = (op.first()?, op.int("decimals")?);
    if !dtype(x)?.is_float() {
        return None;
    }
    let power = 10f64.powi(i32::try_from(decimals.abs()).ok()?);
    let (there, back) = if decimals < 0 { ("div", "mul") } else { ("mul", "div") };
    let wide = m.wide(x)?;
    let scaled = m.with(there, wide, power)?;
    let rounded = m.unary("round", scaled)?;
    let made = m.with(back, rounded, power)?;
    m.cast(made, op.dtype()?)
}

fn copysign<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let x = m.cast(op.first()?, op.dtype()?)?;
    let size = m.unary("abs", x)?;
    match op.number("other")?.is_sign_negative() {
        true => m.unary("neg", size),
        false => Some(size),
    }
}

/// other - alpha self.
fn rsub<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let (x, alpha) = (op.first()?, op.number("alpha")?);
    if dtype(x)? == DType::Bool || op.lacks("other") || op.number("other").is_none() {
        return None;
    }
    let x = m.wide(x)?;
    let args = [("other", number_of(dtype(x)?, -alpha))];
    let scaled = m.op("mul.Scalar", &[x], &args)?;
    let made = m.op("add.Scalar", &[scaled], &[("other", op.own("other")?)])?;
    m.cast(made, op.dtype()?)
}

fn remainder<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let y = m.cast(op.first()?, op.dtype()?)?;
    let x = number(m, op, "self")?;
    m.binary("remainder.Tensor", x, y)
}

/// A factor or what the logarithm is of.
#[derive(Clone, Copy)]
enum Side<'c> {
    Tensor(Item<'c>),
    Number(f64),
}

/// x log(y), 0 where x is 0, but NaN where y is.
fn times_log<'c>(
    m: &mut Make<'_, 'c>,
    op: &OpItem<'c>,
    x: Side<'c>,
    y: Side<'c>,
    logarithm: &str,
) -> Option<Item<'c>> {
    let result = op.dtype()?;
    if !result.is_float() {
        return None;
    }
    let wide = result.to_opmath();
    let mut tensor = |side: Side<'c>| match side {
        Side::Tensor(item) => m.cast(item, wide),
        Side::Number(number) => m.full(&[], number, wide),
    };
    let (x, y) = (tensor(x)?, tensor(y)?);
    let of_y = m.unary(logarithm, y)?;
    let product = m.mul(x, of_y)?;
    let zeros = m.full(&[], 0.0, wide)?;
    let is_zero = m.with("eq", x, 0.0)?;
    let made = m.select(is_zero, zeros, product)?;
    let is_nan = m.unary("isnan", y)?;
    let made = m.select(is_nan, y, made)?;
    m.cast(made, result)
}

/// Equal, or finite and no farther apart than the tolerances allow.
fn isclose<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let &[x, y] = op.operands.as_slice() else { return None };
    if dtype(x)?.is_complex() {
        return None;
    }
    let mut made = m.binary("eq.Tensor", x, y)?;
    if op.flag("equal_nan")? {
        let (left, right) = (m.unary("isnan", x)?, m.unary("isnan", y)?);
        let both = m.binary("logical_and", left, right)?;
        made = m.binary("logical_or", made, both)?;
    }
    let (rtol, atol) = (op.number("rtol")?, op.number("atol")?);
    if rtol == 0.0 && atol == 0.0 {
        return Some(made);
    }
    let allowed = m.with("mul", y, rtol)?;
    let allowed = m.unary("abs", allowed)?;
    let allowed = m.with("add", allowed, atol)?;
    let distance = m.sub(x, y)?;
    let distance = m.unary("abs", distance)?;
    let is_near = m.binary("le.Tensor", distance, allowed)?;
    let is_finite = m.with("lt", distance, f64::INFINITY)?;
    let is_near = m.binary("logical_and", is_finite, is_near)?;
    m.binary("logical_or", made, is_near)
}

fn isin<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let (x, of) = (op.operand("elements")?, op.operand("test_elements")?);
    let count: i64 = sizes(of)?.iter().product();
    if count == 0 {
        return None;
    }
    let of = m.view(of, &[count])?;
    let x = m.unsqueeze(x, -1)?;
    let is_equal = m.binary("eq.Tensor", x, of)?;
    let made = m.op("any.dim", &[is_equal], &[("dim", Arg::Int(-1))])?;
    match op.flag("invert")? {
        true => m.unary("logical_not", made),
        false => Some(made),
    }
}
