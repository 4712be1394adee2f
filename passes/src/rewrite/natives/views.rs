//! Sizes of views, and what moves only dimensions of size 1.

use melior::{
    Context,
    ir::{
        Attribute,
        attribute::{DenseI64ArrayAttribute, TypeAttribute},
    },
};
use tricast_mlir::{build::int_attribute, rewrite::element_type};

use super::{Entry, Function, Given, normalized};

pub const FUNCTIONS: &[Entry] = &[
    ("IsStatic", Function::Constraint(is_static)),
    ("IsView", Function::Constraint(is_view)),
    ("HasSizes", Function::Constraint(has_sizes)),
    ("MovesOnes", Function::Constraint(moves_ones)),
    ("InsertsOnes", Function::Constraint(|given| Some(inserted(given)?.is_some()))),
    ("LeadsWithOnes", Function::Constraint(leads_with_ones)),
    ("IsRepeated", Function::Constraint(|given| Some(repeated(given)?.is_some()))),
    (
        "Repeats",
        Function::Rewrite(|context, given| Some(int_attribute(context, repeated(given)??.1))),
    ),
    (
        "RepeatedDim",
        Function::Rewrite(|context, given| Some(int_attribute(context, repeated(given)??.0))),
    ),
    ("SizeOf", Function::Rewrite(size_of)),
    ("Sizes", Function::Rewrite(sizes)),
    ("DType", Function::Rewrite(dtype)),
    ("PermutationWithoutOnes", Function::Rewrite(permutation_without_ones)),
];

/// A list of ints as an attribute.
pub fn ints<'c>(context: &'c Context, numbers: &[i64]) -> Attribute<'c> {
    DenseI64ArrayAttribute::new(context, numbers).into()
}

/// The sizes of a value, if all are known.
pub fn known(given: Given) -> Option<Vec<i64>> {
    given.sizes()?.into_iter().collect()
}

fn is_static(given: &[Given]) -> Option<bool> {
    let &[of] = given else { return None };
    Some(of.sizes()?.iter().all(Option::is_some))
}

/// The sizes that `aten.view` takes to make a value of these: one that is dynamic is -1.
fn view_sizes(sizes: &[Option<i64>]) -> Option<Vec<i64>> {
    let dynamic = sizes.iter().filter(|size| size.is_none()).count();
    // Beside a dimension without elements any size would do.
    let is_clear = dynamic == 0 || (dynamic == 1 && !sizes.contains(&Some(0)));
    is_clear.then(|| sizes.iter().map(|size| size.unwrap_or(-1)).collect())
}

fn without_ones(sizes: &[Option<i64>]) -> Vec<Option<i64>> {
    sizes.iter().copied().filter(|size| *size != Some(1)).collect()
}

/// Whether two values have the same sizes but for dimensions of size 1, and `aten.view` can say so.
fn is_view(given: &[Given]) -> Option<bool> {
    let &[from, to] = given else { return None };
    let (from, to) = (from.sizes()?, to.sizes()?);
    Some(without_ones(&from) == without_ones(&to) && view_sizes(&to).is_some())
}

fn has_sizes(given: &[Given]) -> Option<bool> {
    let &[of, sizes] = given else { return None };
    Some(view_sizes(&of.sizes()?) == sizes.ints())
}

/// Whether a permutation keeps the order of all dimensions that are not of size 1.
fn moves_ones(given: &[Given]) -> Option<bool> {
    let &[of, dims] = given else { return None };
    let sizes = of.sizes()?;
    let dims = normalized(dims.ints()?, sizes.len() as i64);
    let moved = dims
        .iter()
        .filter(|dim| usize::try_from(**dim).ok().and_then(|dim| sizes.get(dim)) != Some(&Some(1)));
    Some(dims.len() == sizes.len() && moved.is_sorted() && view_sizes(&sizes).is_some())
}

/// For each dimension of a value the one of its view, if the view only has dimensions of size 1
/// besides. The outer None is for what is no value.
fn inserted(given: &[Given]) -> Option<Option<Vec<usize>>> {
    let [of, view, ..] = given else { return None };
    let (of, view) = (of.sizes()?, view.sizes()?);
    let mut places = vec![];
    for (place, size) in view.iter().enumerate() {
        if of.get(places.len()) == Some(size) {
            places.push(place);
        } else if *size != Some(1) {
            return Some(None);
        }
    }
    let is_longer = view.len() > of.len() && view_sizes(&view).is_some();
    Some((places.len() == of.len() && is_longer).then_some(places))
}

/// Whether a view has dimensions of size 1 before those of a value.
fn leads_with_ones(given: &[Given]) -> Option<bool> {
    let &[of, view] = given else { return None };
    let (of, view) = (of.sizes()?, view.sizes()?);
    let Some(more) = view.len().checked_sub(of.len()) else { return Some(false) };
    let ones = view[..more].iter().all(|size| *size == Some(1));
    Some(more > 0 && ones && view[more..] == of[..] && view_sizes(&of).is_some())
}

/// What a permutation of a view with more dimensions of size 1 does to the others.
fn permutation_without_ones<'c>(
    context: &'c Context,
    given: &[Given<'_, 'c>],
) -> Option<Attribute<'c>> {
    let &[_, view, dims] = given else { return None };
    let places = inserted(given)??;
    let dims = normalized(dims.ints()?, view.rank()?);
    let of = |dim: &i64| {
        let place = places.iter().position(|place| i64::try_from(*place) == Ok(*dim))?;
        i64::try_from(place).ok()
    };
    let kept: Vec<i64> = dims.iter().filter_map(of).collect();
    (kept.len() == places.len()).then(|| ints(context, &kept))
}

/// Where `view(expand(view(x)))` repeats each part of x along a dimension: that one, and how
/// often. Given are x, its view, the expanded view and the result.
pub fn repeated(given: &[Given]) -> Option<Option<(i64, i64)>> {
    let &[of, view, expanded, result] = given else { return None };
    let sizes: Option<Vec<_>> = [of, view, expanded, result].into_iter().map(known).collect();
    let Some([of, view, expanded, result]) = sizes.as_deref() else { return Some(None) };
    let ranks = [view.len(), expanded.len(), result.len() + 1];
    if ranks.iter().any(|rank| *rank != of.len() + 1) {
        return Some(None);
    }
    let fits = |dim: &usize| {
        let (before, after) = (&of[..*dim], &of[dim + 1..]);
        let count = expanded[dim + 1];
        view[..=*dim] == of[..=*dim]
            && view[dim + 1] == 1
            && view[dim + 2..] == *after
            && expanded[..*dim] == *before
            && result[..*dim] == *before
            && expanded[*dim] == of[*dim]
            && expanded[dim + 2..] == *after
            && result[dim + 1..] == *after
            && result[*dim] == of[*dim] * count
            && count > 1
    };
    Some((0..of.len()).find(fits).map(|dim| (dim as i64, expanded[dim + 1])))
}

fn size_of<'c>(context: &'c Context, given: &[Given<'_, 'c>]) -> Option<Attribute<'c>> {
    let &[of, dim] = given else { return None };
    let dim = normalized(vec![dim.int()?], of.rank()?)[0];
    let size = *of.sizes()?.get(usize::try_from(dim).ok()?)?;
    Some(int_attribute(context, size?))
}

fn sizes<'c>(context: &'c Context, given: &[Given<'_, 'c>]) -> Option<Attribute<'c>> {
    let &[of] = given else { return None };
    Some(ints(context, &view_sizes(&of.sizes()?)?))
}

fn dtype<'c>(_: &'c Context, given: &[Given<'_, 'c>]) -> Option<Attribute<'c>> {
    let &[of] = given else { return None };
    Some(TypeAttribute::new(element_type(of.ty()?)?).into())
}
