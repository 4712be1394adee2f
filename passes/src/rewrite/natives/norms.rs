//! Statistics of norms.

use melior::ir::attribute::{BoolAttribute, IntegerAttribute};
use tricast_mlir::build::int_attribute;

use super::{
    Builder, Entry, Function, Given, Item, normalized,
    views::{ints, known},
};

pub const FUNCTIONS: &[Entry] = &[
    ("IsCount", Function::Constraint(is_count)),
    ("StepsByOne", Function::Constraint(steps_by_one)),
    ("Only", Function::Rewrite(|context, given| Some(int_attribute(context, only(given)?)))),
    ("LayerMean", Function::Build(|builder, given| Some(layer(builder, given)?[0]))),
    ("LayerFactor", Function::Build(|builder, given| Some(layer(builder, given)?[1]))),
    ("CanGroupMean", Function::CanBuild(|builder, given| Some(group(builder, given)?[0]))),
    ("GroupMean", Function::Build(|builder, given| Some(group(builder, given)?[0]))),
    ("GroupFactor", Function::Build(|builder, given| Some(group(builder, given)?[1]))),
];

/// Whether a number is how many numbers of a value are along some of its dimensions.
fn is_count(given: &[Given]) -> Option<bool> {
    let &[of, dims, number] = given else { return None };
    let (sizes, dims) = (of.sizes()?, dims.ints()?);
    // No dimensions are all of them.
    if dims.is_empty() {
        return Some(false);
    }
    let size = |dim: i64| sizes.get(usize::try_from(dim).ok()?).copied().flatten();
    let count: Option<i64> = normalized(dims, of.rank()?).into_iter().map(size).product();
    Some(count.is_some_and(|count| number.number() == Some(count as f64)))
}

fn steps_by_one(given: &[Given]) -> Option<bool> {
    let &[root] = given else { return None };
    let op = root.op()?;
    let step = op.attribute("static_step").map(|step| Given::Attribute(step).number());
    Some(op.operands.is_empty() && step.is_none_or(|step| step == Some(1.0)))
}

/// The only number of a list.
fn only(given: &[Given]) -> Option<i64> {
    let &[list] = given else { return None };
    let [number] = list.ints()?[..] else { return None };
    Some(number)
}

/// The mean of a value over some dimensions, and (variance + ε)^-½. They are kept with size 1.
fn statistics<'c>(
    builder: &mut dyn Builder<'c>,
    of: Item<'c>,
    dims: &[i64],
    epsilon: melior::ir::Attribute<'c>,
) -> Option<[Item<'c>; 2]> {
    let context = builder.context();
    let (dims, kept) = (ints(context, dims), BoolAttribute::new(context, true).into());
    let attributes = [("dim", dims), ("keepdim", kept), ("correction", int_attribute(context, 0))];
    let mean = *builder.op("aten.mean.dim", &[of], &attributes[..2])?.first()?;
    let variance = builder.op("aten.var.correction", &[of], &attributes)?;
    let shifted = builder.op("aten.add.Scalar", &variance, &[("static_other", epsilon)])?;
    let factor = *builder.op("aten.rsqrt", &shifted, &[])?.first()?;
    Some([mean, factor])
}

/// The statistics of an `aten.native_layer_norm`.
fn layer<'c>(builder: &mut dyn Builder<'c>, given: &[Given<'_, 'c>]) -> Option<[Item<'c>; 2]> {
    let &[root] = given else { return None };
    let op = root.op()?;
    let count = Given::Attribute(op.attribute("static_normalized_shape")?).ints()?.len() as i64;
    let dims: Vec<i64> = (-count..0).collect();
    statistics(builder, *op.operands.first()?, &dims, op.attribute("eps")?)
}

/// The statistics of an `aten.native_group_norm`, given with its second result.
fn group<'c>(builder: &mut dyn Builder<'c>, given: &[Given<'_, 'c>]) -> Option<[Item<'c>; 2]> {
    let &[root, mean] = given else { return None };
    let op = root.op()?;
    let of = *op.operands.first()?;
    let groups = IntegerAttribute::try_from(op.attribute("group")?).ok()?.value();
    let sizes = known(Given::Value(of))?;
    let (batch, all) = (*sizes.first()?, sizes.iter().product::<i64>());
    let each = all.checked_div(batch.checked_mul(groups)?)?;
    (known(mean)? == [batch, groups]).then_some(())?;
    let context = builder.context();
    let sizes = [("static_size", ints(context, &[batch, groups, each]))];
    let grouped = *builder.op("aten.view", &[of], &sizes)?.first()?;
    let epsilon = op.attribute("eps")?;
    let [mean, factor] = statistics(builder, grouped, &[2], epsilon)?;
    let sizes = [("static_size", ints(context, &[batch, groups]))];
    let mut flat = |item| builder.op("aten.view", &[item], &sizes)?.first().copied();
    Some([flat(mean)?, flat(factor)?])
}
