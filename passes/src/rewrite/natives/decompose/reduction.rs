//! Reductions and softmax.

use tricast_dialects::DType;
use tricast_mlir::ir::element_dtype;

use super::{
    super::make::{Arg, Make, all_if_none, dtype, from_front, rank, sizes},
    Item, One, OpItem, Parts,
};

pub const ONES: &[(&str, One)] = &[
    ("all", |m, op| all(m, op, |m, x| m.unary("any", x))),
    ("all.dim", |m, op| {
        let args = [("dim", op.own("dim")?), ("keepdim", op.own("keepdim")?)];
        all(m, op, |m, x| m.op("any.dim", &[x], &args))
    }),
    ("all.dims", |m, op| {
        let mut args = vec![("keepdim", op.own("keepdim")?)];
        args.extend(op.own("dim").map(|dims| ("dim", dims)));
        all(m, op, |m, x| m.op("any.dims", &[x], &args))
    }),
    ("max", |m, op| m.op("amax", &[op.first()?], &[])),
    ("min", |m, op| m.op("amin", &[op.first()?], &[])),
    ("sum", |m, op| sum(m, op.first()?, op)),
    ("nansum", nansum),
    ("nanmean", nanmean),
    ("count_nonzero", count_nonzero),
    ("count_nonzero.dim_IntList", count_nonzero),
    ("trace", trace),
    ("logsumexp", logsumexp),
    ("softmax.int", |m, op| softmax(m, op, "_softmax")),
    ("log_softmax.int", |m, op| softmax(m, op, "_log_softmax")),
    ("_safe_softmax", safe_softmax),
    ("std", |m, op| deviation(m, op, true)),
    ("std.dim", |m, op| deviation(m, op, true)),
    ("std.correction", |m, op| deviation(m, op, true)),
    ("var", |m, op| deviation(m, op, false)),
    ("linalg_vector_norm", |m, op| norm_of(m, op, op.number("ord")?)),
    ("norm.Scalar", |m, op| norm_of(m, op, op.number("p")?)),
    ("norm.ScalarOpt_dim", norm),
    ("norm.ScalarOpt_dim_dtype", norm),
    ("norm.ScalarOpt_dtype", norm),
    ("dist", dist),
    ("pairwise_distance", pairwise_distance),
    ("renorm", renorm),
    ("cdist", cdist),
    ("diff", diff),
    ("trapezoid.x", |m, op| trapezoid(m, op, true, false)),
    ("trapezoid.dx", |m, op| trapezoid(m, op, false, false)),
    ("cumulative_trapezoid.x", |m, op| trapezoid(m, op, true, true)),
    ("cumulative_trapezoid.dx", |m, op| trapezoid(m, op, false, true)),
];

pub const PARTS: &[(&str, Parts)] = &[
    ("aminmax", aminmax),
    ("std_mean", |m, op| deviation_and_mean(m, op, true)),
    ("std_mean.dim", |m, op| deviation_and_mean(m, op, true)),
    ("std_mean.correction", |m, op| deviation_and_mean(m, op, true)),
    ("var_mean", |m, op| deviation_and_mean(m, op, false)),
    ("var_mean.dim", |m, op| deviation_and_mean(m, op, false)),
    ("var_mean.correction", |m, op| deviation_and_mean(m, op, false)),
];

/// Not any is false.
fn all<'c>(
    m: &mut Make<'_, 'c>,
    op: &OpItem<'c>,
    any: impl FnOnce(&mut Make<'_, 'c>, Item<'c>) -> Option<Item<'c>>,
) -> Option<Item<'c>> {
    let is_false = m.unary("logical_not", op.first()?)?;
    let is_any = any(m, is_false)?;
    let made = m.unary("logical_not", is_any)?;
    m.cast(made, op.dtype()?)
}

/// The dimensions of an argument, counted from the front; all if there are none.
fn dims(op: &OpItem, x: Item) -> Option<Vec<i64>> {
    if op.lacks("dim") {
        return all_if_none(None, rank(x));
    }
    let dims = op.ints("dim").or_else(|| Some(vec![op.int("dim")?]))?;
    all_if_none(Some(dims), rank(x))
}

/// Whether the reduced dimensions stay; not if that is no question.
fn keeps(op: &OpItem) -> bool {
    op.flag("keepdim").unwrap_or(false)
}

/// A sum over the dimensions of an op with the dtype of its result.
fn sum<'c>(m: &mut Make<'_, 'c>, x: Item<'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let args = [
        ("dim", Arg::Ints(dims(op, x)?)),
        ("keepdim", Arg::Flag(keeps(op))),
        ("dtype", Arg::DType(op.dtype()?)),
    ];
    m.op("sum.dim_IntList", &[x], &args)
}

/// With 0 in place of what is no number.
fn without_nan<'c>(m: &mut Make<'_, 'c>, x: Item<'c>) -> Option<Item<'c>> {
    let is_nan = m.unary("isnan", x)?;
    let zeros = m.full(&[], 0.0, dtype(x)?)?;
    m.select(is_nan, zeros, x)
}

fn nansum<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let x = op.first()?;
    match dtype(x)?.is_float() {
        true => {
            let x = without_nan(m, x)?;
            sum(m, x, op)
        }
        false => sum(m, x, op),
    }
}

fn nanmean<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let x = op.first()?;
    if !dtype(x)?.is_float() {
        return None;
    }
    let result = op.dtype()?;
    let wide = m.cast(x, result.to_opmath())?;
    let numbers = without_nan(m, wide)?;
    let dims = dims(op, x)?;
    let total = m.sum(numbers, &dims, keeps(op))?;
    let is_nan = m.unary("isnan", x)?;
    let is_number = m.unary("logical_not", is_nan)?;
    let count = m.sum(is_number, &dims, keeps(op))?;
    let made = m.div(total, count)?;
    m.cast(made, result)
}

fn count_nonzero<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let x = op.first()?;
    let is_other = m.with("ne", x, 0.0)?;
    let dims = dims(op, x)?;
    m.sum(is_other, &dims, false)
}

fn trace<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let diagonal = m.unary("diagonal", op.first()?)?;
    m.sum(diagonal, &[0], false)
}

fn logsumexp<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let x = m.promoted(op.first()?)?;
    if dtype(x)?.is_complex() || sizes(x)?.contains(&0) {
        return None;
    }
    let dims = dims(op, x)?;
    let most = m.reduce("amax", x, &dims, true)?;
    let is_infinite = m.unary("isinf", most)?;
    let zeros = m.full(&[], 0.0, dtype(x)?)?;
    let shift = m.select(is_infinite, zeros, most)?;
    let shifted = m.sub(x, shift)?;
    let powers = m.unary("exp", shifted)?;
    let total = m.sum(powers, &dims, true)?;
    let logarithm = m.unary("log", total)?;
    let made = m.add(logarithm, shift)?;
    let made = match keeps(op) || dims.is_empty() {
        true => made,
        false => m.squeeze(made, &dims)?,
    };
    m.cast(made, op.dtype()?)
}

fn softmax<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>, name: &str) -> Option<Item<'c>> {
    let x = m.cast(op.first()?, op.dtype()?)?;
    m.op(name, &[x], &[("dim", op.own("dim")?), ("half_to_float", Arg::Flag(false))])
}

/// 0 where everything along the dimension is masked out by minus infinity.
fn safe_softmax<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let x = op.first()?;
    let weights = softmax(m, op, "_softmax")?;
    let is_masked = m.with("eq", x, f64::NEG_INFINITY)?;
    let is_seen = m.unary("logical_not", is_masked)?;
    let along = [("dim", op.own("dim")?), ("keepdim", Arg::Flag(true))];
    let is_any_seen = m.op("any.dim", &[is_seen], &along)?;
    let is_none_seen = m.unary("logical_not", is_any_seen)?;
    let zeros = m.full_like(weights, 0.0)?;
    m.select(is_none_seen, zeros, weights)
}

/// What is subtracted from the number of elements.
fn correction(op: &OpItem) -> Option<f64> {
    match op.flag("unbiased") {
        Some(unbiased) => Some(f64::from(u8::from(unbiased))),
        None if op.lacks("correction") => Some(1.0),
        None => op.number("correction"),
    }
}

fn variance<'c>(m: &mut Make<'_, 'c>, x: Item<'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let args = [
        ("dim", Arg::Ints(dims(op, x)?)),
        ("correction", Arg::Float(correction(op)?)),
        ("keepdim", Arg::Flag(keeps(op))),
    ];
    m.op("var.correction", &[x], &args)
}

fn deviation<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>, is_root: bool) -> Option<Item<'c>> {
    let x = op.first()?;
    if !dtype(x)?.is_float() {
        return None;
    }
    let x = m.wide(x)?;
    let mut made = variance(m, x, op)?;
    if is_root {
        made = m.unary("sqrt", made)?;
    }
    m.cast(made, op.dtype()?)
}

fn deviation_and_mean<'c>(
    m: &mut Make<'_, 'c>,
    op: &OpItem<'c>,
    is_root: bool,
) -> Option<Vec<Item<'c>>> {
    let made = deviation(m, op, is_root)?;
    let x = m.wide(op.first()?)?;
    let dims = dims(op, x)?;
    let mean = m.reduce("mean.dim", x, &dims, keeps(op))?;
    Some(vec![made, m.cast(mean, element_dtype(*op.results.get(1)?)?)?])
}

fn aminmax<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Vec<Item<'c>>> {
    let x = op.first()?;
    let dims = dims(op, x)?;
    let mut made = |name| m.reduce(name, x, &dims, keeps(op));
    Some(vec![made("amin")?, made("amax")?])
}

/// PyTorch's `linalg_vector_norm` of floats.
pub fn vector_norm<'c>(
    m: &mut Make<'_, 'c>,
    x: Item<'c>,
    order: f64,
    dims: &[i64],
    keep: bool,
) -> Option<Item<'c>> {
    if order == 0.0 {
        let is_other = m.with("ne", x, 0.0)?;
        let ones = m.cast(is_other, dtype(x)?)?;
        return m.sum(ones, dims, keep);
    }
    if order == 2.0 {
        let squares = m.mul(x, x)?;
        let total = m.sum(squares, dims, keep)?;
        return m.unary("sqrt", total);
    }
    let magnitudes = m.unary("abs", x)?;
    if order.is_infinite() {
        let name = if order > 0.0 { "amax" } else { "amin" };
        return m.reduce(name, magnitudes, dims, keep);
    }
    if order == 1.0 {
        return m.sum(magnitudes, dims, keep);
    }
    let power = |m: &mut Make<'_, 'c>, x: Item<'c>, exponent: f64| {
        m.op("pow.Tensor_Scalar", &[x], &[("exponent", Arg::Float(exponent))])
    };
    let powers = power(m, magnitudes, order)?;
    let total = m.sum(powers, dims, keep)?;
    power(m, total, 1.0 / order)
}

fn norm<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let order = if op.lacks("p") { 2.0 } else { op.number("p")? };
    norm_of(m, op, order)
}

fn norm_of<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>, order: f64) -> Option<Item<'c>> {
    let (x, result) = (op.first()?, op.dtype()?);
    if !dtype(x)?.is_float() || !result.is_float() {
        return None;
    }
    let wide = m.cast(x, result.to_opmath())?;
    let dims = dims(op, x)?;
    let made = vector_norm(m, wide, order, &dims, keeps(op))?;
    m.cast(made, result)
}

fn dist<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let &[x, y] = op.operands.as_slice() else { return None };
    let difference = m.sub(x, y)?;
    if !dtype(difference)?.is_float() {
        return None;
    }
    let wide = m.wide(difference)?;
    let dims = all_if_none(None, rank(wide))?;
    let made = vector_norm(m, wide, op.number("p")?, &dims, false)?;
    m.cast(made, op.dtype()?)
}

fn pairwise_distance<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let &[x, y] = op.operands.as_slice() else { return None };
    let difference = m.sub(x, y)?;
    let difference = m.with("add", difference, op.number("eps")?)?;
    if !dtype(difference)?.is_float() || rank(difference) == 0 {
        return None;
    }
    let wide = m.wide(difference)?;
    let made = vector_norm(m, wide, op.number("p")?, &[rank(wide) as i64 - 1], keeps(op))?;
    m.cast(made, op.dtype()?)
}

/// Slices whose norm is more than the maximum are scaled down to it.
fn renorm<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let x = op.first()?;
    if !dtype(x)?.is_float() {
        return None;
    }
    let wide = m.wide(x)?;
    let dim = from_front(op.int("dim")?, rank(x))? as i64;
    let others: Vec<i64> = (0..rank(x) as i64).filter(|other| *other != dim).collect();
    if others.is_empty() {
        return None;
    }
    let most = op.number("maxnorm")?;
    let norm = vector_norm(m, wide, op.number("p")?, &others, true)?;
    let is_more = m.with("gt", norm, most)?;
    let shifted = m.with("add", norm, 1e-7)?;
    let inverse = m.unary("reciprocal", shifted)?;
    let factor = m.with("mul", inverse, most)?;
    let ones = m.full(&[], 1.0, dtype(factor)?)?;
    let factor = m.select(is_more, factor, ones)?;
    let factor = m.cast(factor, dtype(x)?)?;
    m.mul(x, factor)
}

fn cdist<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let mut args = vec![("p", op.own("p")?)];
    args.extend(op.own("compute_mode").map(|mode| ("compute_mode", mode)));
    m.op("_cdist_forward", &op.operands, &args)
}

/// What is added in front and behind, then each element less the one before, `n` times.
fn diff<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let x = op.operand("self")?;
    if op.int("n")? == 0 {
        return m.unary("clone", x);
    }
    let dim = from_front(op.int("dim")?, rank(x))? as i64;
    let joined: Vec<Item> =
        op.operand("prepend").into_iter().chain([x]).chain(op.operand("append")).collect();
    let mut made = match joined.len() {
        1 => x,
        _ => m.cat(&joined, dim)?,
    };
    for _ in 0..op.int("n")? {
        let size = sizes(made)?[dim as usize];
        if size == 0 {
            return None;
        }
        let (next, before) = (m.slice(made, dim, 1, size)?, m.slice(made, dim, 0, size - 1)?);
        made = match dtype(made)? {
            DType::Bool => m.binary("logical_xor", next, before)?,
            _ => m.sub(next, before)?,
        };
    }
    Some(made)
}

/// Half the sums of neighbours times their distances, added up.
fn trapezoid<'c>(
    m: &mut Make<'_, 'c>,
    op: &OpItem<'c>,
    has_places: bool,
    is_cumulative: bool,
) -> Option<Item<'c>> {
    let y = op.operand("y")?;
    if !dtype(y)?.is_float() || dtype(y)? != dtype(y)?.to_opmath() {
        return None;
    }
    let dim = from_front(op.int("dim")?, rank(y))?;
    let size = sizes(y)?[dim];
    if size < 2 {
        return None;
    }
    let along = dim as i64;
    let (next, before) = (m.slice(y, along, 1, size)?, m.slice(y, along, 0, size - 1)?);
    let mut made = m.add(next, before)?;
    if has_places {
        let x = op.operand("x")?;
        if dtype(x)? != dtype(y)? {
            return None;
        }
        let own = match rank(x) {
            1 => 0,
            _ if rank(x) == rank(y) => along,
            _ => return None,
        };
        let size = sizes(x)?[own as usize];
        let (next, before) = (m.slice(x, own, 1, size)?, m.slice(x, own, 0, size - 1)?);
        let mut distance = m.sub(next, before)?;
        if rank(x) == 1 && rank(y) > 1 {
            let mut shape = vec![1; rank(y)];
            shape[dim] = size - 1;
            distance = m.view(distance, &shape)?;
        }
        made = m.mul(made, distance)?;
    }
    made = match is_cumulative {
        true => m.op("cumsum", &[made], &[("dim", Arg::Int(along))])?,
        false => m.sum(made, &[along], false)?,
    };
    let factor = if has_places { 0.5 } else { op.number("dx")? / 2.0 };
    m.with("mul", made, factor)
}
