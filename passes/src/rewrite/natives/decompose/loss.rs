//! Losses, by what is made of the losses of the elements.

use tricast_dialects::DType;
use tricast_mlir::ir::shape_of;

use super::{
    super::make::{Arg, Make, dtype, rank, sizes},
    Item, One, OpItem, Parts, matmul, reduction,
};

pub const ONES: &[(&str, One)] = &[
    ("mse_loss", |m, op| {
        let difference = difference(m, op)?;
        let losses = m.mul(difference, difference)?;
        reduced(m, op, losses)
    }),
    ("l1_loss", |m, op| {
        let difference = difference(m, op)?;
        let losses = m.unary("abs", difference)?;
        reduced(m, op, losses)
    }),
    ("smooth_l1_loss", |m, op| {
        let beta = op.number("beta")?;
        huber(m, op, beta, if beta == 0.0 { 0.0 } else { 0.5 / beta }, 1.0)
    }),
    ("huber_loss", |m, op| {
        let delta = op.number("delta")?;
        huber(m, op, delta, 0.5, delta)
    }),
    ("binary_cross_entropy", binary_cross_entropy),
    ("binary_cross_entropy_with_logits", with_logits),
    ("kl_div", kl_div),
    ("poisson_nll_loss", poisson),
    ("soft_margin_loss", soft_margin),
    ("hinge_embedding_loss", hinge_embedding),
    ("margin_ranking_loss", margin_ranking),
    ("triplet_margin_loss", triplet_margin),
    ("cosine_similarity", |m, op| {
        let (x, y) = (op.operand("x1")?, op.operand("x2")?);
        if !is_wide(op) || rank(x) != rank(y) {
            return None;
        }
        cosine(m, x, y, op.int("dim")?, op.number("eps")?)
    }),
    ("cosine_embedding_loss", cosine_embedding),
    ("multi_margin_loss", multi_margin),
    ("nll_loss", |m, op| Some(nll(m, op)?[0])),
    ("nll_loss_nd", |m, op| Some(nll(m, op)?[0])),
    ("nll_loss2d", |m, op| Some(nll(m, op)?[0])),
    ("cross_entropy_loss", cross_entropy),
];

pub const PARTS: &[(&str, Parts)] = &[("nll_loss_forward", nll), ("nll_loss2d_forward", nll)];

/// Whether all that is computed with are floats of one dtype that is not half: PyTorch rounds
/// between the steps of some losses, and not of others.
fn is_wide(op: &OpItem) -> bool {
    let first = op.first().and_then(dtype);
    first.is_some_and(|own| own == DType::F32 || own == DType::F64)
        && op
            .operands
            .iter()
            .all(|item| dtype(*item).is_some_and(|own| Some(own) == first || own.is_integral(true)))
}

/// All losses, their mean, or their sum.
fn reduced<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>, losses: Item<'c>) -> Option<Item<'c>> {
    let made = match op.int("reduction")? {
        0 => losses,
        1 => m.unary("mean", losses)?,
        2 => {
            let dims: Vec<i64> = (0..rank(losses) as i64).collect();
            m.sum(losses, &dims, false)?
        }
        _ => return None,
    };
    m.cast(made, op.dtype()?)
}

fn difference<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let (x, y) = (op.operand("self")?, op.operand("target")?);
    if !is_wide(op) {
        return None;
    }
    m.sub(x, y)
}

/// `factor` d² where |d| < `bound`, else `slope` (|d| - bound / 2).
fn huber<'c>(
    m: &mut Make<'_, 'c>,
    op: &OpItem<'c>,
    bound: f64,
    factor: f64,
    slope: f64,
) -> Option<Item<'c>> {
    let difference = difference(m, op)?;
    let distance = m.unary("abs", difference)?;
    if bound == 0.0 {
        return reduced(m, op, distance);
    }
    let square = m.mul(distance, distance)?;
    let near = m.with("mul", square, factor)?;
    let far = m.with("sub", distance, bound / 2.0)?;
    let far = if slope == 1.0 { far } else { m.with("mul", far, slope)? };
    let is_near = m.with("lt", distance, bound)?;
    let losses = m.select(is_near, near, far)?;
    reduced(m, op, losses)
}

/// With the weights of an argument, if it has them.
fn weighted<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>, losses: Item<'c>) -> Option<Item<'c>> {
    match op.operand("weight") {
        Some(weight) => m.mul(losses, weight),
        None => Some(losses),
    }
}

/// (y - 1) max(log(1 - x), -100) - y max(log(x), -100).
fn binary_cross_entropy<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let (x, y) = (op.operand("self")?, op.operand("target")?);
    if !is_wide(op) {
        return None;
    }
    let bounded = |m: &mut Make<'_, 'c>, x: Item<'c>| {
        let least = m.full(&[], -100.0, dtype(x)?)?;
        m.binary("maximum", x, least)
    };
    let negated = m.unary("neg", x)?;
    let of_zero = m.unary("log1p", negated)?;
    let of_zero = bounded(m, of_zero)?;
    let of_one = m.unary("log", x)?;
    let of_one = bounded(m, of_one)?;
    let less = m.with("sub", y, 1.0)?;
    let (left, right) = (m.mul(less, of_zero)?, m.mul(y, of_one)?);
    let losses = m.sub(left, right)?;
    let losses = weighted(m, op, losses)?;
    reduced(m, op, losses)
}

/// log(sigmoid(x)) without overflow.
fn log_sigmoid<'c>(m: &mut Make<'_, 'c>, x: Item<'c>) -> Option<Item<'c>> {
    let zeros = m.full(&[], 0.0, dtype(x)?)?;
    let least = m.binary("minimum", x, zeros)?;
    let size = m.unary("abs", x)?;
    let negated = m.unary("neg", size)?;
    let power = m.unary("exp", negated)?;
    let logarithm = m.unary("log1p", power)?;
    m.sub(least, logarithm)
}

/// (1 - y) x - ((p - 1) y + 1) log(sigmoid(x)).
fn with_logits<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let (x, y) = (op.operand("self")?, op.operand("target")?);
    if !is_wide(op) {
        return None;
    }
    let mut of_one = log_sigmoid(m, x)?;
    if let Some(positive) = op.operand("pos_weight") {
        let factor = m.with("sub", positive, 1.0)?;
        let factor = m.mul(factor, y)?;
        let factor = m.with("add", factor, 1.0)?;
        of_one = m.mul(factor, of_one)?;
    }
    let negated = m.unary("neg", y)?;
    let left = m.with("add", negated, 1.0)?;
    let of_zero = m.mul(left, x)?;
    let losses = m.sub(of_zero, of_one)?;
    let losses = weighted(m, op, losses)?;
    reduced(m, op, losses)
}

/// y (log(y) - x), or e^y (y - x) if the target is a logarithm.
fn kl_div<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let (x, y) = (op.operand("self")?, op.operand("target")?);
    if !is_wide(op) || !dtype(y)?.is_float() {
        return None;
    }
    let losses = if op.flag("log_target")? {
        let power = m.unary("exp", y)?;
        let difference = m.sub(y, x)?;
        m.mul(power, difference)?
    } else {
        let logarithm = m.unary("log", y)?;
        let own = m.mul(y, logarithm)?;
        let zeros = m.full(&[], 0.0, dtype(y)?)?;
        let is_zero = m.with("eq", y, 0.0)?;
        let own = m.select(is_zero, zeros, own)?;
        let other = m.mul(y, x)?;
        m.sub(own, other)?
    };
    reduced(m, op, losses)
}

/// e^x - y x, or x - y log(x + ε); with Stirling's term if the loss is to be full.
fn poisson<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let (x, y) = (op.operand("input")?, op.operand("target")?);
    if !is_wide(op) {
        return None;
    }
    let mut losses = if op.flag("log_input")? {
        let (power, product) = (m.unary("exp", x)?, m.mul(y, x)?);
        m.sub(power, product)?
    } else {
        let shifted = m.with("add", x, op.number("eps")?)?;
        let logarithm = m.unary("log", shifted)?;
        let product = m.mul(y, logarithm)?;
        m.sub(x, product)?
    };
    if op.flag("full")? {
        if !dtype(y)?.is_float() {
            return None;
        }
        let logarithm = m.unary("log", y)?;
        let product = m.mul(y, logarithm)?;
        let less = m.sub(product, y)?;
        let scaled = m.with("mul", y, 2.0 * std::f64::consts::PI)?;
        let logarithm = m.unary("log", scaled)?;
        let half = m.with("mul", logarithm, 0.5)?;
        let term = m.add(less, half)?;
        let is_small = m.with("le", y, 1.0)?;
        let zeros = m.full(&[], 0.0, dtype(term)?)?;
        let term = m.select(is_small, zeros, term)?;
        losses = m.add(losses, term)?;
    }
    reduced(m, op, losses)
}

/// log(1 + e^(-y x)).
fn soft_margin<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let (x, y) = (op.operand("self")?, op.operand("target")?);
    if !is_wide(op) {
        return None;
    }
    let negated = m.unary("neg", y)?;
    let product = m.mul(negated, x)?;
    let power = m.unary("exp", product)?;
    let losses = m.unary("log1p", power)?;
    reduced(m, op, losses)
}

/// With what is below 0 as 0.
fn positive<'c>(m: &mut Make<'_, 'c>, x: Item<'c>) -> Option<Item<'c>> {
    m.op("clamp", &[x], &[("min", Arg::Int(0))])
}

/// x where y is 1, max(margin - x, 0) where it is -1.
fn hinge_embedding<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let (x, y) = (op.operand("self")?, op.operand("target")?);
    if !is_wide(op) {
        return None;
    }
    let negated = m.unary("neg", x)?;
    let left = m.with("add", negated, op.number("margin")?)?;
    let left = positive(m, left)?;
    let zeros = m.full(&[], 0.0, dtype(x)?)?;
    let is_other = m.with("ne", y, 1.0)?;
    let of_other = m.select(is_other, left, zeros)?;
    let is_own = m.with("ne", y, -1.0)?;
    let of_own = m.select(is_own, x, zeros)?;
    let losses = m.add(of_other, of_own)?;
    reduced(m, op, losses)
}

/// max(margin - y (x - z), 0).
fn margin_ranking<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let (x, z, y) = (op.operand("input1")?, op.operand("input2")?, op.operand("target")?);
    if !is_wide(op) || x.ty != z.ty {
        return None;
    }
    let negated = m.unary("neg", y)?;
    let difference = m.sub(x, z)?;
    let product = m.mul(negated, difference)?;
    let shifted = m.with("add", product, op.number("margin")?)?;
    let losses = positive(m, shifted)?;
    reduced(m, op, losses)
}

/// max(margin + |anchor - positive| - |anchor - negative|, 0).
fn triplet_margin<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let anchor = op.operand("anchor")?;
    let (near, far) = (op.operand("positive")?, op.operand("negative")?);
    if !is_wide(op) || rank(anchor) == 0 {
        return None;
    }
    let (eps, order) = (op.number("eps")?, op.number("p")?);
    let distance = |m: &mut Make<'_, 'c>, x: Item<'c>, y: Item<'c>| {
        let difference = m.sub(x, y)?;
        let difference = m.with("add", difference, eps)?;
        let last = rank(difference) as i64 - 1;
        reduction::vector_norm(m, difference, order, &[last], false)
    };
    let of_near = distance(m, anchor, near)?;
    let mut of_far = distance(m, anchor, far)?;
    if op.flag("swap")? {
        let between = distance(m, near, far)?;
        of_far = m.binary("minimum", of_far, between)?;
    }
    let shifted = m.with("add", of_near, op.number("margin")?)?;
    let difference = m.sub(shifted, of_far)?;
    let losses = positive(m, difference)?;
    reduced(m, op, losses)
}

/// x · y / (max(|x|, ε) max(|y|, ε)).
fn cosine<'c>(
    m: &mut Make<'_, 'c>,
    x: Item<'c>,
    y: Item<'c>,
    dim: i64,
    eps: f64,
) -> Option<Item<'c>> {
    let shape = matmul::broadcast(&shape_of(x.ty), &shape_of(y.ty))?;
    let (x, y) = (m.expand(x, &shape)?, m.expand(y, &shape)?);
    let unit = |m: &mut Make<'_, 'c>, x: Item<'c>| {
        let norm = reduction::vector_norm(m, x, 2.0, &[dim], true)?;
        let norm = m.op("clamp", &[norm], &[("min", Arg::Float(eps))])?;
        m.div(x, norm)
    };
    let (x, y) = (unit(m, x)?, unit(m, y)?);
    let product = m.mul(x, y)?;
    m.sum(product, &[dim], false)
}

/// 1 - cos where y is 1, max(cos - margin, 0) where it is -1.
fn cosine_embedding<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    const EPS: f64 = 1e-12;
    let (x, z, y) = (op.operand("input1")?, op.operand("input2")?, op.operand("target")?);
    if !is_wide(op) {
        return None;
    }
    let dim = rank(x) as i64 - 1;
    let total = |m: &mut Make<'_, 'c>, x: Item<'c>, y: Item<'c>| {
        let product = m.mul(x, y)?;
        m.sum(product, &[dim], false)
    };
    let product = total(m, x, z)?;
    let of_x = total(m, x, x)?;
    let of_x = m.with("add", of_x, EPS)?;
    let of_z = total(m, z, z)?;
    let of_z = m.with("add", of_z, EPS)?;
    let square = m.mul(of_x, of_z)?;
    let size = m.unary("sqrt", square)?;
    let cos = m.div(product, size)?;
    let zeros = m.full(&[], 0.0, dtype(cos)?)?;
    let negated = m.unary("neg", cos)?;
    let far = m.with("add", negated, 1.0)?;
    let is_own = m.with("eq", y, 1.0)?;
    let of_own = m.select(is_own, far, zeros)?;
    let near = m.with("sub", cos, op.number("margin")?)?;
    let near = positive(m, near)?;
    let is_other = m.with("eq", y, -1.0)?;
    let of_other = m.select(is_other, near, zeros)?;
    let losses = m.add(of_own, of_other)?;
    reduced(m, op, losses)
}

/// The weights of classes along dimension 1, or the only one.
fn class_weights<'c>(
    m: &mut Make<'_, 'c>,
    op: &OpItem<'c>,
    count: usize,
) -> Option<Option<Item<'c>>> {
    let Some(weight) = op.operand("weight") else { return Some(None) };
    if count < 2 {
        return Some(Some(weight));
    }
    let mut shape = vec![1; count];
    shape[1] = *sizes(weight)?.first()?;
    Some(Some(m.view(weight, &shape)?))
}

/// Less the logarithm of the probability of the right class, and the weight of all of them.
fn nll<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Vec<Item<'c>>> {
    let (x, y) = (op.operand("self")?, op.operand("target")?);
    if !is_wide(op) {
        return None;
    }
    nll_of(m, op, x, y)
}

fn nll_of<'c>(
    m: &mut Make<'_, 'c>,
    op: &OpItem<'c>,
    mut x: Item<'c>,
    y: Item<'c>,
) -> Option<Vec<Item<'c>>> {
    if dtype(y)? != DType::I64 || sizes(y)?.contains(&0) {
        return None;
    }
    let dim = i64::from(rank(x) > 1);
    let weights = class_weights(m, op, rank(x))?;
    if let Some(weights) = weights {
        x = m.mul(x, weights)?;
    }
    let is_counted = m.with("ne", y, op.number("ignore_index")?)?;
    let zero = m.full(&[], 0.0, DType::I64)?;
    let places = m.select(is_counted, y, zero)?;
    let places = m.unsqueeze(places, dim)?;
    let along = [("dim", Arg::Int(dim))];
    let own = m.op("gather", &[x, places], &along)?;
    let own = m.squeeze(own, &[dim])?;
    let losses = m.unary("neg", own)?;
    let zeros = m.full(&[], 0.0, dtype(x)?)?;
    let losses = m.select(is_counted, losses, zeros)?;
    let all: Vec<i64> = (0..rank(losses) as i64).collect();
    let reduction = op.int("reduction")?;
    let weight = match (reduction, weights) {
        // Of one example alone there is a weight, whatever becomes of the losses.
        (0, _) if rank(x) > 1 => zeros,
        (_, None) => {
            let ones = m.cast(is_counted, dtype(x)?)?;
            m.sum(ones, &all, false)?
        }
        (_, Some(weights)) => {
            let mut shape = sizes(x)?;
            shape[dim as usize] = *sizes(weights)?.get(dim as usize)?;
            let weights = m.expand(weights, &shape)?;
            let own = m.op("gather", &[weights, places], &along)?;
            let own = m.squeeze(own, &[dim])?;
            let own = m.select(is_counted, own, zeros)?;
            m.sum(own, &all, false)?
        }
    };
    let made = match reduction {
        0 => losses,
        1 => {
            let total = m.sum(losses, &all, false)?;
            m.div(total, weight)?
        }
        _ => m.sum(losses, &all, false)?,
    };
    Some(vec![made, weight])
}

/// Of the logarithms of softmax along the classes.
fn cross_entropy<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let (x, y) = (op.operand("self")?, op.operand("target")?);
    if !is_wide(op) {
        return None;
    }
    let dim = i64::from(rank(x) > 1);
    let along = [("dim", Arg::Int(dim)), ("half_to_float", Arg::Flag(false))];
    let logarithms = m.op("_log_softmax", &[x], &along)?;
    let smoothing = op.number("label_smoothing")?;
    if !(0.0..=1.0).contains(&smoothing) {
        return None;
    }
    if dtype(y)?.is_integral(true) {
        return match smoothing == 0.0 {
            true => Some(nll_of(m, op, logarithms, y)?[0]),
            false => None,
        };
    }
    // Of probabilities.
    let mut y = y;
    let classes = sizes(x)?[dim as usize] as f64;
    if smoothing > 0.0 {
        y = m.with("mul", y, 1.0 - smoothing)?;
        y = m.with("add", y, smoothing / classes)?;
    }
    let mut losses = m.mul(logarithms, y)?;
    if let Some(weights) = class_weights(m, op, rank(x))? {
        losses = m.mul(losses, weights)?;
    }
    let losses = m.unary("neg", losses)?;
    let all: Vec<i64> = (0..rank(x) as i64).collect();
    match op.int("reduction")? {
        0 => m.sum(losses, &[dim], false),
        1 => {
            let total = m.sum(losses, &all, false)?;
            let count = sizes(x)?.iter().product::<i64>() as f64 / classes;
            m.with("div", total, count)
        }
        _ => m.sum(losses, &all, false),
    }
}

/// The mean, over the other classes, of w max(margin - of the target + of the class, 0)ᵖ.
fn multi_margin<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let (x, target) = (op.operand("self")?, op.operand("target")?);
    if !is_wide(op) || !matches!(op.number("p")?, 1.0 | 2.0) {
        return None;
    }
    let classes = *sizes(x)?.last()?;
    let rows: i64 = sizes(target)?.iter().product();
    let x = m.view(x, &[rows, classes])?;
    let target = m.view(target, &[rows, 1])?;
    let own = m.op("gather", &[x, target], &[("dim", Arg::Int(1))])?;
    let distance = m.sub(x, own)?;
    let distance = m.with("add", distance, op.number("margin")?)?;
    let zero = m.full(&[], 0.0, dtype(x)?)?;
    let mut losses = m.binary("maximum", distance, zero)?;
    if op.number("p")? == 2.0 {
        losses = m.mul(losses, losses)?;
    }
    if let Some(weight) = op.operand("weight") {
        let flat = m.view(target, &[rows])?;
        let weight = m.op("index_select", &[weight, flat], &[("dim", Arg::Int(0))])?;
        let weight = m.view(weight, &[rows, 1])?;
        losses = m.mul(losses, weight)?;
    }
    let numbers = m.arange(0, classes, DType::I64)?;
    let is_own = m.binary("eq.Tensor", numbers, target)?;
    let losses = m.select(is_own, zero, losses)?;
    let losses = m.reduce("mean.dim", losses, &[1], false)?;
    let losses = m.view(losses, &sizes(op.operand("target")?)?)?;
    reduced(m, op, losses)
}
