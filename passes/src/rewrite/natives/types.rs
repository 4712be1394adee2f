//! Sizes and dtypes of values.

use melior::{
    Context,
    ir::{Attribute, attribute::DenseI64ArrayAttribute},
};
use tricast_dialects::{Dim, types::numel};
use tricast_mlir::{build::int_attribute, rewrite::element_type};

use super::{Entry, Function, Given, normalized};

pub const FUNCTIONS: &[Entry] = &[
    ("SameType", Function::Constraint(same_type)),
    ("SameDType", Function::Constraint(same_dtype)),
    ("SameRows", Function::Constraint(|given| same_leading(given, 1))),
    ("SameBatch", Function::Constraint(|given| same_leading(given, 2))),
    ("IsRowsOf", Function::Constraint(|given| is_collapsed(given, 1))),
    ("IsBatchOf", Function::Constraint(|given| is_collapsed(given, 2))),
    ("SameMatrix", Function::Constraint(same_matrix)),
    ("IsRowOf", Function::Constraint(is_row)),
    ("Rows", Function::Rewrite(rows)),
    ("LastSize", Function::Rewrite(last_size)),
    ("IsOneShorter", Function::Constraint(is_one_shorter)),
    ("IsConstant", Function::Constraint(is_constant)),
    ("IsWeight", Function::Constraint(is_weight)),
];

/// Whether two lists of sizes are known to be the same.
pub fn are_same(left: &[Dim], right: &[Dim]) -> bool {
    left.len() == right.len() && left.iter().zip(right).all(|(left, right)| left.is_same(right))
}

fn same_type(given: &[Given]) -> Option<bool> {
    let &[left, right] = given else { return None };
    Some(left.ty()? == right.ty()? && are_same(left.dims()?, right.dims()?))
}

fn same_dtype(given: &[Given]) -> Option<bool> {
    let &[left, right] = given else { return None };
    Some(element_type(left.ty()?) == element_type(right.ty()?))
}

/// Whether two values have the same sizes but for the last `count`.
fn same_leading(given: &[Given], count: usize) -> Option<bool> {
    let &[left, right] = given else { return None };
    let (left, right) = (left.dims()?, right.dims()?);
    let leading = left.len().checked_sub(count).filter(|_| left.len() == right.len());
    Some(leading.is_some_and(|leading| are_same(&left[..leading], &right[..leading])))
}

/// Whether the first value is the second with all dimensions but the last `count` as one.
fn is_collapsed(given: &[Given], count: usize) -> Option<bool> {
    let &[flat, of] = given else { return None };
    let (flat, of) = (flat.dims()?, of.dims()?);
    if flat.len() != count + 1 || of.len() <= count {
        return Some(false);
    }
    let (leading, last) = of.split_at(of.len() - count);
    Some(flat[0].is_same(&numel(leading)) && are_same(&flat[1..], last))
}

fn same_matrix(given: &[Given]) -> Option<bool> {
    let &[left, right] = given else { return None };
    let (left, right) = (left.dims()?, right.dims()?);
    let (Some(a), Some(b)) = (left.len().checked_sub(2), right.len().checked_sub(2)) else {
        return Some(false);
    };
    Some(are_same(&left[a..], &right[b..]))
}

fn is_row(given: &[Given]) -> Option<bool> {
    let &[row, of] = given else { return None };
    Some(matches!((row.dims()?, of.dims()?.last()), ([row], Some(last)) if row.is_same(last)))
}

fn rows<'c>(context: &'c Context, given: &[Given<'_, 'c>]) -> Option<Attribute<'c>> {
    let &[of] = given else { return None };
    Some(int_attribute(context, of.sizes()?.first().copied().flatten()?))
}

fn last_size<'c>(context: &'c Context, given: &[Given<'_, 'c>]) -> Option<Attribute<'c>> {
    let &[of] = given else { return None };
    let size = of.sizes()?.last().copied().flatten()?;
    Some(DenseI64ArrayAttribute::new(context, &[size]).into())
}

fn is_one_shorter(given: &[Given]) -> Option<bool> {
    let &[part, of, dim] = given else { return None };
    let (part, of) = (part.sizes()?, of.sizes()?);
    let dim = usize::try_from(normalized(vec![dim.int()?], of.len() as i64)[0]).ok();
    let Some(dim) = dim.filter(|dim| *dim < of.len() && part.len() == of.len()) else {
        return Some(false);
    };
    let mut longer = part;
    longer[dim] = longer[dim].map(|size| size + 1);
    Some(longer == of && longer.iter().all(Option::is_some))
}

/// Whether a value follows from the weights alone.
fn is_constant(given: &[Given]) -> Option<bool> {
    let &[of] = given else { return None };
    Some(of.value()?.is_constant)
}

/// Whether a value is a weight, as it is.
fn is_weight(given: &[Given]) -> Option<bool> {
    let &[of] = given else { return None };
    Some(of.value()?.is_weight)
}
