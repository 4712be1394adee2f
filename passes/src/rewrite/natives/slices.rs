//! Parts of tensors along a dimension, and tensors joined of parts.

use melior::{
    Context,
    ir::{
        Attribute,
        attribute::{DenseI32ArrayAttribute, IntegerAttribute},
    },
};
use tricast_mlir::{build::int_attribute, ir::shape_of, rewrite::element_type};

use super::{Builder, Entry, Function, Given, Item, OpItem, normalized};

pub const FUNCTIONS: &[Entry] = &[
    ("TakesAll", Function::Constraint(takes_all)),
    ("AreHalves", Function::Constraint(are_halves)),
    ("SameDim", Function::Constraint(same_dim)),
    ("CanSliceOfSlice", Function::CanBuild(slice_of_slice)),
    ("SliceOfSlice", Function::Build(slice_of_slice)),
    ("CanSliceOfCat", Function::CanBuild(slice_of_cat)),
    ("SliceOfCat", Function::Build(slice_of_cat)),
    ("CanSelectOfSlice", Function::CanBuild(select_of_slice)),
    ("SelectOfSlice", Function::Build(select_of_slice)),
    ("CanSelectOfCat", Function::CanBuild(select_of_cat)),
    ("SelectOfCat", Function::Build(select_of_cat)),
    ("CanCatOfCat", Function::CanBuild(cat_of_cat)),
    ("CatOfCat", Function::Build(cat_of_cat)),
    ("CanCatOfSlices", Function::CanBuild(cat_of_slices)),
    ("CatOfSlices", Function::Build(cat_of_slices)),
];

const SLICE: &str = "aten.slice.Tensor";
const CAT: &str = "aten.cat";

/// A part of a cat, with where it begins and ends.
type Part<'c> = (Item<'c>, i64, i64);

/// What `aten.slice.Tensor` takes of a dimension of known size.
#[derive(Clone, Copy, PartialEq)]
struct Slice {
    dim: usize,
    start: i64,
    end: i64,
    step: i64,
}

fn attribute_int(op: &OpItem, name: &str) -> Option<i64> {
    Some(IntegerAttribute::try_from(op.attribute(name)?).ok()?.value())
}

/// The dimension that an op is along, in a value.
fn dim_of(op: &OpItem, of: Item) -> Option<usize> {
    let rank = shape_of(of.ty).len();
    let dim = normalized(vec![attribute_int(op, "dim")?], rank as i64)[0];
    usize::try_from(dim).ok().filter(|dim| *dim < rank)
}

fn size_along(of: Item, dim: usize) -> Option<i64> {
    shape_of(of.ty).get(dim).copied().flatten()
}

/// A bound of Python, within a size.
fn bound(bound: i64, size: i64) -> i64 {
    let bound = if bound < 0 { bound.saturating_add(size) } else { bound };
    bound.clamp(0, size)
}

impl Slice {
    /// What a slice with fixed bounds takes.
    fn of<'c>(op: &OpItem<'c>) -> Option<(Item<'c>, Slice)> {
        let [of] = op.operands[..] else { return None };
        let dim = dim_of(op, of)?;
        let size = size_along(of, dim)?;
        let start = bound(attribute_int(op, "static_start").unwrap_or(0), size);
        let end = bound(attribute_int(op, "static_end").unwrap_or(size), size).max(start);
        let step = attribute_int(op, "step")?;
        (step > 0).then_some((of, Slice { dim, start, end, step }))
    }

    fn build<'c>(self, builder: &mut dyn Builder<'c>, of: Item<'c>) -> Option<Item<'c>> {
        if size_along(of, self.dim) == Some(self.end) && (self.start, self.step) == (0, 1) {
            return Some(of);
        }
        let context = builder.context();
        let attributes = [
            ("dim", int_attribute(context, self.dim as i64)),
            ("static_start", int_attribute(context, self.start)),
            ("static_end", int_attribute(context, self.end)),
            ("step", int_attribute(context, self.step)),
            ("operandSegmentSizes", segments(context, &[1, 0, 0])),
        ];
        builder.op(SLICE, &[of], &attributes)?.first().copied()
    }
}

/// Which operands an op has.
pub fn segments<'c>(context: &'c Context, sizes: &[i32]) -> Attribute<'c> {
    DenseI32ArrayAttribute::new(context, sizes).into()
}

/// Whether a slice takes everything, whatever the sizes are.
fn takes_all(given: &[Given]) -> Option<bool> {
    let &[root] = given else { return None };
    let op = root.op()?;
    if let Some((of, slice)) = Slice::of(op) {
        let all = (slice.start, slice.step) == (0, 1);
        return Some(all && size_along(of, slice.dim) == Some(slice.end));
    }
    let is = |name, value| attribute_int(op, name).is_none_or(|own| own == value);
    let all = is("static_start", 0) && is("static_end", i64::MAX) && is("step", 1);
    Some(op.operands.len() == 1 && all)
}

/// Whether two slices of the same value are its halves along a dimension.
fn are_halves(given: &[Given]) -> Option<bool> {
    let &[first, second] = given else { return None };
    let (Some((of, first)), Some((_, second))) = (slice(first), slice(second)) else {
        return Some(false);
    };
    let half = first.end;
    let begins = Slice { dim: first.dim, start: 0, end: half, step: 1 };
    let ends = Slice { start: half, end: 2 * half, ..begins };
    Some(first == begins && second == ends && size_along(of, first.dim) == Some(2 * half))
}

/// Whether two numbers are the same dimension of a value.
fn same_dim(given: &[Given]) -> Option<bool> {
    let &[of, left, right] = given else { return None };
    let dims = normalized(vec![left.int()?, right.int()?], of.rank()?);
    Some(dims[0] == dims[1])
}

/// slice(slice(x)) as one slice, along the same dimension.
fn slice_of_slice<'c>(builder: &mut dyn Builder<'c>, given: &[Given<'_, 'c>]) -> Option<Item<'c>> {
    let &[inner, root] = given else { return None };
    let (of, first) = slice(inner)?;
    let (_, second) = slice(root)?;
    let count = second.end - second.start;
    if first.dim != second.dim || count == 0 {
        return None;
    }
    let step = first.step.checked_mul(second.step)?;
    let start = first.start + second.start * first.step;
    let last = first.start + (second.start + (count - 1) / second.step * second.step) * first.step;
    Slice { dim: first.dim, start, end: last + 1, step }.build(builder, of)
}

fn slice<'c>(given: Given<'_, 'c>) -> Option<(Item<'c>, Slice)> {
    let op = given.op()?;
    let (_, slice) = Slice::of(op)?;
    Some((*op.operands.first()?, slice))
}

/// The parts of a cat with where each begins and ends; its dimension.
fn parts<'c>(joined: Given<'_, 'c>) -> Option<(usize, Vec<Part<'c>>)> {
    let op = joined.op()?;
    let dim = dim_of(op, *op.operands.first()?)?;
    let rank = shape_of(op.operands[0].ty).len();
    let dtype = |item: &Item<'c>| element_type(item.ty);
    let mut end = 0;
    let mut parts = vec![];
    for part in &op.operands {
        // An empty list of numbers may stand for nothing, and dtypes are promoted.
        if shape_of(part.ty).len() != rank || dtype(part) != dtype(&op.operands[0]) {
            return None;
        }
        let size = size_along(*part, dim)?;
        parts.push((*part, end, end + size));
        end += size;
    }
    Some((dim, parts))
}

/// slice(cat(parts)) as what it takes of one part, or as a cat of whole parts.
fn slice_of_cat<'c>(builder: &mut dyn Builder<'c>, given: &[Given<'_, 'c>]) -> Option<Item<'c>> {
    let &[joined, root] = given else { return None };
    let (dim, parts) = parts(joined)?;
    let (_, slice) = slice(root)?;
    if slice.dim != dim || slice.start == slice.end {
        return None;
    }
    let within = |(_, start, end): &&Part| *start <= slice.start && slice.end <= *end;
    if let Some((part, start, _)) = parts.iter().find(within) {
        let (start, end) = (slice.start - start, slice.end - start);
        return Slice { start, end, ..slice }.build(builder, *part);
    }
    let begins = parts.iter().position(|(_, start, end)| *start == slice.start && end > start)?;
    let ends = parts.iter().rposition(|(_, start, end)| *end == slice.end && end > start)?;
    if slice.step != 1 || (begins == 0 && ends + 1 == parts.len()) || ends < begins {
        return None;
    }
    let kept: Vec<Item> = parts[begins..=ends].iter().map(|(part, ..)| *part).collect();
    cat(builder, &kept, dim)
}

fn cat<'c>(builder: &mut dyn Builder<'c>, parts: &[Item<'c>], dim: usize) -> Option<Item<'c>> {
    let dim = int_attribute(builder.context(), dim as i64);
    builder.op(CAT, parts, &[("dim", dim)])?.first().copied()
}

/// select(slice(x)) as a select, along the same dimension.
fn select_of_slice<'c>(builder: &mut dyn Builder<'c>, given: &[Given<'_, 'c>]) -> Option<Item<'c>> {
    let &[inner, root] = given else { return None };
    let (of, slice) = slice(inner)?;
    let (dim, index) = selected(root)?;
    (dim == slice.dim).then_some(())?;
    select(builder, of, dim, slice.start + index * slice.step)
}

/// The dimension and the index of a select from a known size.
fn selected(root: Given) -> Option<(usize, i64)> {
    let op = root.op()?;
    let [of] = op.operands[..] else { return None };
    let dim = dim_of(op, of)?;
    let index = attribute_int(op, "static_index")?;
    let size = size_along(of, dim)?;
    let index = if index < 0 { index + size } else { index };
    (0..size).contains(&index).then_some((dim, index))
}

fn select<'c>(
    builder: &mut dyn Builder<'c>,
    of: Item<'c>,
    dim: usize,
    index: i64,
) -> Option<Item<'c>> {
    let context = builder.context();
    let attributes = [
        ("dim", int_attribute(context, dim as i64)),
        ("static_index", int_attribute(context, index)),
    ];
    builder.op("aten.select.int", &[of], &attributes)?.first().copied()
}

/// select(cat(parts)) as a select from the part, along the same dimension.
fn select_of_cat<'c>(builder: &mut dyn Builder<'c>, given: &[Given<'_, 'c>]) -> Option<Item<'c>> {
    let &[joined, root] = given else { return None };
    let (dim, parts) = parts(joined)?;
    let (own, index) = selected(root)?;
    (own == dim).then_some(())?;
    let holds = |(_, start, end): &&Part| (*start..*end).contains(&index);
    let (part, start, _) = parts.iter().find(holds)?;
    select(builder, *part, dim, index - start)
}

/// cat([cat(parts), y]) or cat([y, cat(parts)]) as one cat. Given are both ops, and the result of
/// the inner one.
fn cat_of_cat<'c>(builder: &mut dyn Builder<'c>, given: &[Given<'_, 'c>]) -> Option<Item<'c>> {
    let &[inner, joined, root] = given else { return None };
    let (dim, inner) = parts(inner)?;
    let (own, outer) = parts(root)?;
    (own == dim).then_some(())?;
    let joined = joined.value()?;
    let mut flat = vec![];
    for (part, ..) in outer {
        match part == joined {
            true => flat.extend(inner.iter().map(|(part, ..)| *part)),
            false => flat.push(part),
        }
    }
    cat(builder, &flat, dim)
}

/// cat([slice(x), slice(x)]) as one slice, where the second begins at the end of the first.
fn cat_of_slices<'c>(builder: &mut dyn Builder<'c>, given: &[Given<'_, 'c>]) -> Option<Item<'c>> {
    let &[first, second, root] = given else { return None };
    let (of, first) = slice(first)?;
    let (_, second) = slice(second)?;
    let (dim, _) = parts(root)?;
    let adjacent = first.end == second.start && (first.step, second.step) == (1, 1);
    (adjacent && first.dim == dim && second.dim == dim).then_some(())?;
    Slice { end: second.end, ..first }.build(builder, of)
}
