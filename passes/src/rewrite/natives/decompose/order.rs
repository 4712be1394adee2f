//! What is at a place of the order of elements.

use tricast_dialects::DType;

use super::{
    super::make::{Arg, Make, dtype, from_front, rank, sizes},
    Item, One, OpItem,
};

pub const ONES: &[(&str, One)] = &[
    ("quantile", |m, op| quantile(m, op, false)),
    ("quantile.scalar", |m, op| quantile(m, op, false)),
    ("nanquantile", |m, op| quantile(m, op, true)),
    ("nanquantile.scalar", |m, op| quantile(m, op, true)),
];

/// What is at fractions of the order; without those that are no numbers, or such a one if there is
/// one.
fn quantile<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>, ignores: bool) -> Option<Item<'c>> {
    let x = op.operand("self")?;
    let own = dtype(x).filter(|own| own.is_float() && *own == own.to_opmath())?;
    let rows = rows(m, op, x)?;
    let last = *sizes(rows)?.last().filter(|size| **size > 0)? - 1;
    let fractions = match op.operand("q") {
        Some(fractions) => m.view(fractions, &[sizes(fractions)?.iter().product()])?,
        None => m.full(&[1], op.number("q")?, own)?,
    };
    let is_nan = m.unary("isnan", rows)?;
    let ranks = if ignores {
        let is_number = m.unary("logical_not", is_nan)?;
        let count = m.sum(is_number, &[-1], true)?;
        let last = m.with("sub", count, 1.0)?;
        let last = m.op("clamp", &[last], &[("min", Arg::Int(0))])?;
        let last = m.cast(last, own)?;
        m.mul(last, fractions)?
    } else {
        let ranks = m.with("mul", fractions, last as f64)?;
        let args = [("dim", Arg::Int(-1)), ("keepdim", Arg::Flag(true))];
        let has_nan = m.op("any.dim", &[is_nan], &args)?;
        let last = m.full(&[], last as f64, own)?;
        m.select(has_nan, last, ranks)?
    };
    let args = [("dim", Arg::Int(-1)), ("descending", Arg::Flag(false))];
    let sorted = m.op("sort", &[rows], &args)?;
    let made = between(m, sorted, ranks, op.text("interpolation")?)?;
    // Several fractions come first.
    let made = match op.operand("q").is_some_and(|fractions| rank(fractions) == 1) {
        true => {
            let last = rank(made) as i64 - 1;
            let order: Vec<i64> = [last].into_iter().chain(0..last).collect();
            m.permute(made, &order)?
        }
        false => made,
    };
    m.view(made, &op.sizes()?)
}

/// The elements with the dimension last; as one row if there is none.
fn rows<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>, x: Item<'c>) -> Option<Item<'c>> {
    if op.lacks("dim") || rank(x) == 0 {
        return m.view(x, &[sizes(x)?.iter().product()]);
    }
    let dim = from_front(op.int("dim")?, rank(x))? as i64;
    let last = rank(x) as i64 - 1;
    if dim == last {
        return Some(x);
    }
    let order: Vec<i64> = (0..=last).filter(|other| *other != dim).chain([dim]).collect();
    m.permute(x, &order)
}

/// What is at ranks, which may be between two.
fn between<'c>(
    m: &mut Make<'_, 'c>,
    sorted: Item<'c>,
    ranks: Item<'c>,
    interpolation: &str,
) -> Option<Item<'c>> {
    let at = |m: &mut Make<'_, 'c>, places: Item<'c>| {
        let places = m.cast(places, DType::I64)?;
        m.op("gather", &[sorted, places], &[("dim", Arg::Int(-1))])
    };
    let rounding = match interpolation {
        "higher" => "ceil",
        "nearest" => "round",
        _ => "floor",
    };
    let places = m.unary(rounding, ranks)?;
    let low = at(m, places)?;
    let is_linear = interpolation == "linear";
    if !is_linear && interpolation != "midpoint" {
        return Some(low);
    }
    let above = m.unary("ceil", ranks)?;
    let high = at(m, above)?;
    let weight = if is_linear { m.sub(ranks, places)? } else { m.full_like(ranks, 0.5)? };
    // From the nearer of the two, to agree at both ends.
    let distance = m.sub(high, low)?;
    let step = m.mul(weight, distance)?;
    let from_low = m.add(low, step)?;
    let negated = m.unary("neg", weight)?;
    let rest = m.with("add", negated, 1.0)?;
    let step = m.mul(distance, rest)?;
    let from_high = m.sub(high, step)?;
    let is_lower = m.with("lt", weight, 0.5)?;
    m.select(is_lower, from_low, from_high)
}
