//! Attention.

use tricast_dialects::DType;

use super::{
    super::make::{Arg, Make, dtype, rank, sizes},
    Item, One, OpItem, Parts, matmul,
};

pub const ONES: &[(&str, One)] =
    &[("scaled_dot_product_attention", |m, op| Some(attention(m, op)?[0]))];

pub const PARTS: &[(&str, Parts)] = &[
    ("_scaled_dot_product_attention_math", attention),
    ("_scaled_dot_product_flash_attention_for_cpu", flash),
];

/// safe_softmax((q scale) kᵀ + mask) v, and the weights.
fn attention<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Vec<Item<'c>>> {
    if op.number("dropout_p")? != 0.0 || op.operand("dropout_mask").is_some() {
        return None;
    }
    let (scores, value) = scores(m, op)?;
    let weights = safe_softmax(m, scores)?;
    let made = matmul::product_of(m, weights, value)?;
    let own = op.dtype()?;
    Some(vec![m.cast(made, own)?, m.cast(weights, own)?])
}

/// The output, and the logarithm of the sum of the powers of the scores.
fn flash<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Vec<Item<'c>>> {
    if op.number("dropout_p")? != 0.0 {
        return None;
    }
    let (scores, value) = scores(m, op)?;
    let last = [("dim", Arg::Int(-1)), ("half_to_float", Arg::Flag(false))];
    let weights = m.op("_softmax", &[scores], &last)?;
    let made = matmul::product_of(m, weights, value)?;
    let most = m.reduce("amax", scores, &[-1], true)?;
    let shifted = m.sub(scores, most)?;
    let powers = m.unary("exp", shifted)?;
    let total = m.sum(powers, &[-1], true)?;
    let logarithm = m.unary("log", total)?;
    let logarithm = m.add(logarithm, most)?;
    let logarithm = m.squeeze(logarithm, &[-1])?;
    Some(vec![m.cast(made, op.dtype()?)?, logarithm])
}

/// What the softmax is of, and the values; in single precision where they are half, as PyTorch
/// computes them on the CPU.
fn scores<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<(Item<'c>, Item<'c>)> {
    let query = op.operand("query")?;
    let (mut key, mut value) = (op.operand("key")?, op.operand("value")?);
    let count = rank(query);
    if count < 2 || rank(key) < 2 || !dtype(query)?.is_float() {
        return None;
    }
    if op.flag("enable_gqa").unwrap_or(false) {
        let heads = sizes(query)?[count.checked_sub(3)?];
        key = with_heads(m, key, heads)?;
        value = with_heads(m, value, heads)?;
    }
    let (query, key, value) = (m.wide(query)?, m.wide(key)?, m.wide(value)?);
    let size = *sizes(query)?.last()?;
    let scale = match op.lacks("scale") {
        true => 1.0 / (size as f64).sqrt(),
        false => op.number("scale")?,
    };
    // Not a root of it on both sides: what is made of that again has another scale, by rounding,
    // and so on without end.
    let query = m.with("mul", query, scale)?;
    let key = m.transpose(key, rank(key) - 2, rank(key) - 1)?;
    let mut scores = matmul::product_of(m, query, key)?;
    if op.flag("is_causal")? {
        if op.operand("attn_mask").is_some() {
            return None;
        }
        let shape = sizes(scores)?;
        let &[.., rows, columns] = shape.as_slice() else { return None };
        let rows = m.arange(0, rows, DType::I64)?;
        let rows = m.unsqueeze(rows, 1)?;
        let columns = m.arange(0, columns, DType::I64)?;
        let is_seen = m.binary("le.Tensor", columns, rows)?;
        scores = masked(m, scores, is_seen)?;
    }
    if let Some(mask) = op.operand("attn_mask") {
        // Only the op that chooses among the others turns bools into what is added.
        if dtype(mask)? == DType::Bool && op.results.len() > 1 {
            return None;
        }
        scores = masked(m, scores, mask)?;
    }
    Some((scores, value))
}

/// Every head for several of the query.
fn with_heads<'c>(m: &mut Make<'_, 'c>, x: Item<'c>, heads: i64) -> Option<Item<'c>> {
    let shape = sizes(x)?;
    let dim = shape.len().checked_sub(3)?;
    let own = shape[dim];
    if own == heads || own == 0 {
        return Some(x);
    }
    if heads % own != 0 {
        return None;
    }
    let mut split = shape.clone();
    split.insert(dim + 1, heads / own);
    let made = m.unsqueeze(x, dim as i64 + 1)?;
    let made = m.expand(made, &split)?;
    let mut joined = shape;
    joined[dim] = heads;
    m.view(made, &joined)
}

/// Plus a mask, or plus minus infinity where a mask of bools is false.
fn masked<'c>(m: &mut Make<'_, 'c>, scores: Item<'c>, mask: Item<'c>) -> Option<Item<'c>> {
    let own = dtype(scores)?;
    let mask = match dtype(mask)? {
        DType::Bool => {
            let (zero, least) = (m.full(&[], 0.0, own)?, m.full(&[], f64::NEG_INFINITY, own)?);
            m.select(mask, zero, least)?
        }
        _ => m.cast(mask, own)?,
    };
    m.add(scores, mask)
}

/// 0 where everything is masked out.
fn safe_softmax<'c>(m: &mut Make<'_, 'c>, x: Item<'c>) -> Option<Item<'c>> {
    let last = [("dim", Arg::Int(-1)), ("half_to_float", Arg::Flag(false))];
    let weights = m.op("_softmax", &[x], &last)?;
    let is_masked = m.with("eq", x, f64::NEG_INFINITY)?;
    let is_seen = m.unary("logical_not", is_masked)?;
    let along = [("dim", Arg::Int(-1)), ("keepdim", Arg::Flag(true))];
    let is_any_seen = m.op("any.dim", &[is_seen], &along)?;
    let is_none_seen = m.unary("logical_not", is_any_seen)?;
    let zeros = m.full_like(weights, 0.0)?;
    m.select(is_none_seen, zeros, weights)
}
