//! What groups, instances and parts of tensors are, for ops that are made again of their parts.

use melior::{Context, ir::Attribute};
use tricast_mlir::build::int_attribute;

use super::{
    Entry, Function, Given, OpItem, normalized,
    views::{ints, known},
};

pub const FUNCTIONS: &[Entry] = &[
    ("IsInstancesOf", Function::Constraint(is_instances)),
    ("HasSizeOfChannels", Function::Constraint(has_size_of_channels)),
    ("HasGroupsOfSeveral", Function::Constraint(has_groups_of_several)),
    ("IsStack", Function::Constraint(|given| Some(stacked(given).is_some()))),
    ("StackDim", Function::Rewrite(|context, given| Some(int_attribute(context, stacked(given)?)))),
    ("IsRolled", Function::Constraint(|given| Some(rolled(given).is_some()))),
    ("Shifts", Function::Rewrite(|context, given| Some(ints(context, &[rolled(given)?])))),
    ("ListOf", Function::Rewrite(list)),
    ("JoinLists", Function::Rewrite(joined)),
];

/// Whether a value is another as a batch of one, each channel of each instance being one of its.
fn is_instances(given: &[Given]) -> Option<bool> {
    let &[rows, of] = given else { return None };
    let (rows, of) = (known(rows)?, known(of)?);
    let &[batch, channels, ref others @ ..] = of.as_slice() else { return Some(false) };
    Some(rows == [&[1, batch * channels], others].concat())
}

/// Whether a value is a list of as many numbers as a batch has channels.
fn has_size_of_channels(given: &[Given]) -> Option<bool> {
    let &[of, batch] = given else { return None };
    let channels = known(batch).and_then(|sizes| sizes.get(1).copied());
    Some(channels.is_some_and(|channels| known(of).is_some_and(|own| own == [channels])))
}

/// Whether so many groups of the channels of a value have several elements each: of one alone, what
/// is left of it beside its mean is nothing but rounding.
fn has_groups_of_several(given: &[Given]) -> Option<bool> {
    let &[of, groups] = given else { return None };
    let (Some(sizes), groups) = (known(of), groups.int()?) else { return Some(false) };
    let all: i64 = sizes.iter().product();
    Some(sizes.first().is_some_and(|batch| all > groups * batch))
}

/// The new dimension along which a view of joined tensors, all of one size, has each of them.
fn stacked(given: &[Given]) -> Option<i64> {
    let &[joined, root] = given else { return None };
    let (joined, root) = (joined.op()?, root.op()?);
    let sizes = |op: &OpItem| known_result(op);
    let parts: Option<Vec<Vec<i64>>> =
        joined.operands.iter().map(|part| known(Given::Value(*part))).collect();
    let parts = parts?;
    let part = parts.first().filter(|part| parts.iter().all(|other| other == *part))?;
    let dim = Given::Attribute(joined.attribute("dim")?).int()?;
    let dim = normalized(vec![dim], part.len() as i64)[0];
    let mut all = part.clone();
    all.insert(usize::try_from(dim).ok()?, parts.len() as i64);
    (sizes(root)? == all).then_some(dim)
}

/// The sizes of the only result of an op.
fn known_result(op: &OpItem) -> Option<Vec<i64>> {
    let &[result] = op.results.as_slice() else { return None };
    tricast_mlir::ir::shape_of(result).into_iter().collect()
}

/// By how much a tensor is rolled where it is read from a place on to the end, and then from the
/// start: given the tensor, the dimension, how much is read, from where, and the size.
fn rolled(given: &[Given]) -> Option<i64> {
    let &[of, dim, count, start, size] = given else { return None };
    let sizes = known(of)?;
    let dim = normalized(vec![dim.int()?], sizes.len() as i64)[0];
    let own = *sizes.get(usize::try_from(dim).ok()?)?;
    let (count, start, size) = (count.int()?, start.int()?, size.int()?);
    ((count, size) == (own, own) && (0..=own).contains(&start)).then_some(own - start)
}

fn list<'c>(context: &'c Context, given: &[Given<'_, 'c>]) -> Option<Attribute<'c>> {
    let &[number] = given else { return None };
    Some(ints(context, &[number.int()?]))
}

fn joined<'c>(context: &'c Context, given: &[Given<'_, 'c>]) -> Option<Attribute<'c>> {
    let &[left, right] = given else { return None };
    Some(ints(context, &[left.ints()?, right.ints()?].concat()))
}
