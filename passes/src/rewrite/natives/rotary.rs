//! Rotary embeddings, and attention over caches.

use melior::{
    Context,
    ir::{Attribute, attribute::DenseI64ArrayAttribute},
};
use tricast_dialects::DType;
use tricast_mlir::{
    build::int_attribute,
    ir::{element_dtype, shape_of},
};

use super::{Builder, Entry, Function, Given, Item};

pub const FUNCTIONS: &[Entry] = &[
    ("AreLastHalves", Function::Constraint(are_halves)),
    ("ArePairs", Function::Constraint(are_pairs)),
    ("CanRotateHalves", Function::CanBuild(rotate_halves)),
    ("CanRotatePairs", Function::CanBuild(rotate_pairs)),
    ("MatrixSizes", Function::Rewrite(matrix_sizes)),
    ("HasDefaultScale", Function::Constraint(has_default_scale)),
    ("CanUpdateCaches", Function::Constraint(can_update_caches)),
    ("Positions", Function::Rewrite(positions)),
];

fn are_halves(given: &[Given]) -> Option<bool> {
    let &[first, second] = given else { return None };
    let (first, second) = (first.op()?, second.op()?);
    let of = |op: &super::OpItem| Some(shape_of(op.operand("self")?.ty));
    let (Some(sizes), Some(others)) = (of(first), of(second)) else { return Some(false) };
    let Some(Some(size)) = sizes.last().copied() else { return Some(false) };
    let last = sizes.len() as i64 - 1;
    let int = |op: &super::OpItem, name: &str| Given::Attribute(op.attribute(name)?).int();
    let is_part = |op: &super::OpItem, start: i64| {
        let length = op.results.first().and_then(|ty| shape_of(*ty).last().copied().flatten());
        [Some(last), Some(-1)].contains(&int(op, "dim"))
            && int(op, "static_start") == Some(start)
            && int(op, "step") == Some(1)
            && length == Some(size / 2)
    };
    Some(size % 2 == 0 && sizes == others && is_part(first, 0) && is_part(second, size / 2))
}

fn are_pairs(given: &[Given]) -> Option<bool> {
    let &[of, part, pairs, table] = given else { return None };
    let [of, part, pairs, table] = [of.sizes()?, part.sizes()?, pairs.sizes()?, table.sizes()?];
    let &[batch, positions, heads, Some(size)] = of.as_slice() else { return Some(false) };
    let (half, one) = (Some(size / 2), Some(1));
    let expected = [batch, positions, heads, half];
    // Of sizes that are not known, at most one leaves none open.
    let is_known = expected.iter().filter(|size| size.is_none()).count() <= 1;
    Some(
        is_known
            && size % 2 == 0
            && part == expected
            && pairs == [&expected[..], &[Some(2)]].concat()
            && table == [one, positions, one, half],
    )
}

fn values<'c>(given: &[Given<'_, 'c>]) -> Option<Vec<Item<'c>>> {
    given.iter().map(|value| value.value()).collect()
}

fn are_f32(items: &[Item]) -> bool {
    items.iter().all(|item| element_dtype(item.ty) == Some(DType::F32))
}

/// `apply_rotary_emb_hf` of `[1, heads, positions, size]` and tables of which the last two
/// dimensions are positions and angles.
fn rotate_halves<'c>(b: &mut dyn Builder<'c>, given: &[Given<'_, 'c>]) -> Option<Item<'c>> {
    let items = values(given)?;
    let &[q, k, cos, sin] = items.as_slice() else { return None };
    let context = b.context();
    let heads = DenseI64ArrayAttribute::new(context, &[0, 2, 1, 3]).into();
    let sizes = matrix_sizes(context, &given[2..3])?;
    if !are_f32(&items) {
        return None;
    }
    let mut operands = vec![];
    for item in [q, k] {
        operands.extend(b.op("aten.permute", &[item], &[("dims", heads)])?);
    }
    for table in [cos, sin] {
        // A column for each element of a head: none is only moved.
        if shape_of(table.ty).last() != shape_of(q.ty).last() {
            return None;
        }
        operands.extend(b.op("aten.view", &[table], &[("static_size", sizes)])?);
    }
    let start = [("static_start_pos", int_attribute(context, 0))];
    b.op("et_vk.apply_rotary_emb_hf", &operands, &start)?.first().copied()
}

/// `apply_rotary_emb`.
fn rotate_pairs<'c>(b: &mut dyn Builder<'c>, given: &[Given<'_, 'c>]) -> Option<Item<'c>> {
    let items = values(given)?;
    if !are_f32(&items) {
        return None;
    }
    let results = b.op("et_vk.apply_rotary_emb", &items, &[])?;
    results.first().copied()
}

fn matrix_sizes<'c>(context: &'c Context, given: &[Given<'_, 'c>]) -> Option<Attribute<'c>> {
    let &[of] = given else { return None };
    let sizes: Vec<i64> = of.sizes()?.into_iter().collect::<Option<_>>()?;
    let leading = sizes.len().checked_sub(2)?;
    Some(DenseI64ArrayAttribute::new(context, &sizes[leading..]).into())
}

fn has_default_scale(given: &[Given]) -> Option<bool> {
    let &[attention] = given else { return None };
    Some(attention.op()?.attribute("scale").is_none())
}

fn can_update_caches(given: &[Given]) -> Option<bool> {
    let &[q, k, v, keys, values] = given else { return None };
    let count = |given: Given| Some(given.sizes()?.get(1).copied().flatten());
    let same = count(q)?.is_some() && count(q)? == count(k)? && count(q)? == count(v)?;
    Some(same && keys.ty()? == values.ty()?)
}

fn positions<'c>(context: &'c Context, given: &[Given<'_, 'c>]) -> Option<Attribute<'c>> {
    let &[q] = given else { return None };
    Some(int_attribute(context, q.sizes()?.get(1).copied().flatten()?))
}
