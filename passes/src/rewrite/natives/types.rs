//! Sizes and dtypes of values.

use melior::{
    Context,
    ir::{Attribute, Type, TypeLike, attribute::DenseI64ArrayAttribute},
};
use tricast_dialects::{DType, Dim, types::numel};
use tricast_mlir::{
    build::int_attribute,
    ir::{element_dtype, scalar_dtype},
    rewrite::{bit_width, element_type},
};

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
    ("IsFloat", Function::Constraint(is_float)),
    ("IsReal", Function::Constraint(|given| has_dtype(given, |own| !own.is_complex()))),
    ("IsInteger", Function::Constraint(|given| has_dtype(given, |own| own.is_integral(true)))),
    ("IsIndex", Function::Constraint(is_index)),
    ("IsBool", Function::Constraint(is_bool)),
    ("IsWider", Function::Constraint(is_wider)),
    ("IsLast", Function::Constraint(is_last)),
    ("SpreadsTo", Function::Constraint(spreads_to)),
    ("HasLastSize", Function::Constraint(|given| Some(last_of(*given.first()?).is_some()))),
    ("HasRank", Function::Constraint(has_rank)),
    ("IsChannels", Function::Constraint(is_channels)),
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

fn last_of(of: Given) -> Option<i64> {
    of.sizes()?.last().copied().flatten()
}

fn last_size<'c>(context: &'c Context, given: &[Given<'_, 'c>]) -> Option<Attribute<'c>> {
    let &[of] = given else { return None };
    let size = last_of(of)?;
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

fn is_float(given: &[Given]) -> Option<bool> {
    let &[of] = given else { return None };
    Some(element_type(of.ty()?).is_some_and(|ty| ty.is_float()))
}

fn has_dtype(given: &[Given], holds: impl Fn(DType) -> bool) -> Option<bool> {
    let &[of] = given else { return None };
    Some(element_dtype(of.ty()?).is_some_and(holds))
}

/// Whether a value has ints that count its elements without a wrap.
fn is_index(given: &[Given]) -> Option<bool> {
    let &[of] = given else { return None };
    let is_int = |ty: &Type| ty.is_integer() && bit_width(*ty) >= Some(32);
    Some(element_type(of.ty()?).is_some_and(|ty| is_int(&ty)))
}

fn is_bool(given: &[Given]) -> Option<bool> {
    let &[of] = given else { return None };
    Some(element_type(of.ty()?).is_some_and(|ty| ty.is_integer() && bit_width(ty) == Some(1)))
}

/// Whether the dtype of the second value has all numbers of that of the first.
fn is_wider(given: &[Given]) -> Option<bool> {
    let &[from, to] = given else { return None };
    let (Some(from), Some(to)) = (element_type(from.ty()?), element_type(to.ty()?)) else {
        return Some(false);
    };
    Some(match (scalar_dtype(from), scalar_dtype(to)) {
        (Some(from), Some(to)) => from == to || holds(from, to),
        _ => false,
    })
}

/// Whether a dtype has all numbers of another.
fn holds(from: DType, to: DType) -> bool {
    use DType::{BF16, Bool, F16, F32, F64, I8, I16, I32, I64, U8};
    match from {
        Bool => matches!(to, U8 | I8 | I16 | I32 | I64 | F16 | BF16 | F32 | F64),
        U8 => matches!(to, I16 | I32 | I64 | F16 | BF16 | F32 | F64),
        I8 => matches!(to, I16 | I32 | I64 | F16 | BF16 | F32 | F64),
        I16 => matches!(to, I32 | I64 | F32 | F64),
        I32 => matches!(to, I64 | F64),
        F16 | BF16 => matches!(to, F32 | F64),
        F32 => to == F64,
        _ => false,
    }
}

/// Whether dimensions in an attribute, one or a list of one, are the last of a value.
fn is_last(given: &[Given]) -> Option<bool> {
    let &[of, dims] = given else { return None };
    let dims = dims.int().map(|dim| vec![dim]).or_else(|| dims.ints());
    let rank = of.rank()?;
    Some(dims.is_some_and(|dims| normalized(dims, rank) == [rank - 1]))
}

/// Whether a value has the sizes of another when they are broadcast together.
fn spreads_to(given: &[Given]) -> Option<bool> {
    let &[small, large] = given else { return None };
    let (small, large) = (small.sizes()?, large.sizes()?);
    let mut pairs = small.iter().rev().zip(large.iter().rev());
    let fits = pairs.all(|(small, large)| *small == Some(1) || (small == large && small.is_some()));
    Some(small.len() <= large.len() && fits)
}

fn has_rank(given: &[Given]) -> Option<bool> {
    let &[of, rank] = given else { return None };
    Some(of.rank()? == rank.int()?)
}

/// Whether a value, when it is broadcast with another of a batch, has a number per channel: of
/// dimension 1.
fn is_channels(given: &[Given]) -> Option<bool> {
    let &[of, batch] = given else { return None };
    let (of, batch) = (of.sizes()?, batch.sizes()?);
    let Some(channels) = batch.get(1).copied().flatten() else { return Some(false) };
    let Some(more) = batch.len().checked_sub(of.len()) else { return Some(false) };
    // Dimension 1 of the batch.
    let own = 1usize.checked_sub(more);
    let fits = |(dim, size): (usize, &Option<i64>)| {
        *size == Some(if Some(dim) == own { channels } else { 1 })
    };
    Some(own.is_some() && of.iter().enumerate().all(fits))
}
