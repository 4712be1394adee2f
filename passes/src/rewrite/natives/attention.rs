//! Masks and heads of attention.

use melior::ir::attribute::BoolAttribute;

use super::{
    Builder, Entry, Function, Given, Item,
    views::{known, repeated},
};

pub const FUNCTIONS: &[Entry] = &[
    ("RepeatsHeads", Function::Constraint(repeats_heads)),
    ("GroupedAttention", Function::Build(grouped_attention)),
    ("IsScoresOf", Function::Constraint(is_scores)),
    ("IsLowerTriangle", Function::Constraint(is_lower_triangle)),
];

/// Whether a value is another with each head, of the dimension before the last two, repeated.
/// Given are the other, its expanded view and the value.
fn repeats_heads(given: &[Given]) -> Option<bool> {
    let dim = repeated(given)?.map(|(dim, _)| dim);
    Some(dim == given.first()?.rank()?.checked_sub(3))
}

/// An attention with other keys and values, whose heads several queries share.
fn grouped_attention<'c>(
    builder: &mut dyn Builder<'c>,
    given: &[Given<'_, 'c>],
) -> Option<Item<'c>> {
    let &[root, keys, values] = given else { return None };
    let op = root.op()?;
    let mut operands = op.operands.clone();
    *operands.get_mut(1)? = keys.value()?;
    *operands.get_mut(2)? = values.value()?;
    let kept = op.attributes.iter().filter(|(name, _)| name != "enable_gqa");
    let mut attributes: Vec<_> = kept.map(|(name, value)| (name.as_str(), *value)).collect();
    attributes.push(("enable_gqa", BoolAttribute::new(builder.context(), true).into()));
    builder.op("aten.scaled_dot_product_attention", &operands, &attributes)?.first().copied()
}

/// Whether a matrix has a number for each query and key.
fn is_scores(given: &[Given]) -> Option<bool> {
    let &[mask, queries, keys] = given else { return None };
    let (Some(mask), Some(queries), Some(keys)) = (known(mask), known(queries), known(keys)) else {
        return Some(false);
    };
    let count = |sizes: &[i64]| sizes.len().checked_sub(2).map(|dim| sizes[dim]);
    let scores = [count(&queries), count(&keys)];
    let (leading, last) = mask.split_at(mask.len().saturating_sub(2));
    Some(leading.iter().all(|size| *size == 1) && last.iter().copied().map(Some).eq(scores))
}

/// Whether `columns <= rows` is the lower triangle: they are views of counts from 0, of the first
/// and the second value, along the last dimension and the one before.
fn is_lower_triangle(given: &[Given]) -> Option<bool> {
    let &[counted, columns, other, rows] = given else { return None };
    let sizes: Option<Vec<_>> = [counted, columns, other, rows].into_iter().map(known).collect();
    let Some([counted, columns, other, rows]) = sizes.as_deref() else { return Some(false) };
    let (&[counted], &[other]) = (&counted[..], &other[..]) else { return Some(false) };
    let ends = |sizes: &[i64], end: [i64; 2]| {
        let (leading, last) = sizes.split_at(sizes.len().saturating_sub(2));
        leading.iter().all(|size| *size == 1) && last == end
    };
    let columns_fit = ends(columns, [1, counted]) || *columns == [counted];
    Some(columns_fit && ends(rows, [other, 1]))
}
