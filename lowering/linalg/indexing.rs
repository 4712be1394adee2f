//! Reading by index.
//!
//! Source of the semantics: `aten/src/ATen/native/TensorAdvancedIndexing.cpp`, `TensorShape.cpp`,
//! `Repeat.cpp`, `TensorFactories.cpp`.

use melior::ir::{Value, ValueLike};
use tricast_dialects::{Argument, DType};

use super::{
    Builder, Call, Comparison, Element, LowerError, Outputs, Size, Sizes, Table, Tensor,
    advanced_index::AdvancedIndex,
};

/// The lowerings of this file.
pub const TABLE: Table = &[
    // Parts.
    ("aten.select.int", select),
    ("aten.select_copy.int", select),
    ("aten.slice.Tensor", slice),
    ("aten.slice_copy.Tensor", slice),
    ("aten.narrow", narrow),
    ("aten.narrow_copy", narrow),
    ("aten.narrow.Tensor", narrow),
    // One index tensor.
    ("aten.gather", |b, call| {
        let (tensor, index) = (call.tensor("self"), call.tensor("index"));
        let dim = tensor.dim(call.int("dim")?);
        Ok(gather(b, call, &tensor, dim, &index, Size::Static(0)).into())
    }),
    ("aten.take_along_dim", take_along_dim),
    ("aten.index_select", |b, call| {
        let (tensor, index) = (call.tensor("self"), call.tensor("index"));
        let dim = tensor.dim(call.int("dim")?);
        b.check_indices_from(&index, Size::Static(0), size_at(&tensor, dim), "index_select");
        Ok(index_select(b, &tensor, dim, &index).into())
    }),
    ("aten.take", take),
    // Many index tensors.
    ("aten.index.Tensor", |b, call| index(b, call, true)),
    ("aten._unsafe_index.Tensor", |b, call| index(b, call, false)),
    ("aten._unsafe_masked_index", masked_index),
    // Elements that are true.
    ("aten.nonzero", |b, call| Ok(nonzero(b, &call.tensor("self")).into())),
    ("aten.argwhere", |b, call| Ok(nonzero(b, &call.tensor("self")).into())),
    ("aten.nonzero_numpy", nonzero_numpy),
    ("aten.nonzero_static", nonzero_static),
    ("aten.masked_select", masked_select),
    // Repeated and enumerated.
    ("aten.repeat_interleave.self_int", repeat_interleave),
    ("aten.repeat_interleave.self_Tensor", repeat_interleave_by),
    ("aten.repeat_interleave.Tensor", |b, call| {
        Ok(interleaved(b, call, &call.tensor("repeats")).into())
    }),
    ("aten.tril_indices", |b, call| triangle_indices(b, call, true)),
    ("aten.triu_indices", |b, call| triangle_indices(b, call, false)),
];

/// The size of a dimension, where a tensor of rank 0 counts as a vector.
pub fn size_at<'c>(tensor: &Tensor<'c>, dim: usize) -> Size<'c> {
    tensor.shape.get(dim).copied().unwrap_or(Size::Static(1))
}

//===-- Parts ---------------------------------------------------------------===//

/// What a slice takes of a dimension.
#[derive(Clone, Copy, Debug)]
pub struct Range<'c> {
    /// Its first place.
    pub start: Size<'c>,
    /// The number of places.
    pub length: Size<'c>,
}

impl<'c> Range<'c> {
    /// Python's `start:end:step` of a dimension.
    pub fn of(
        b: &Builder<'c>,
        size: Size<'c>,
        start: Option<Size<'c>>,
        end: Option<Size<'c>>,
        step: i64,
    ) -> Self {
        let start = start.map_or(Size::Static(0), |start| bound(b, start, size));
        let end = end.map_or(size, |end| bound(b, end, size));
        let length = b.size_sub(end, start);
        let length = if start.is(0) { length } else { b.size_max(length, 0) };
        Range { start, length: b.size_ceil_div(length, step) }
    }

    /// That of an op with the parameters `start`, `end` and `step`.
    pub fn of_call(b: &Builder<'c>, call: &Call<'c>, size: Size<'c>) -> Result<Self, LowerError> {
        let (start, end) = (call.opt_size("start"), call.opt_size("end"));
        Ok(Range::of(b, size, start, end, call.int("step")?))
    }
}

/// A bound of a slice: counted from the end if negative, then clamped to `0..=size`.
fn bound<'c>(b: &Builder<'c>, bound: Size<'c>, size: Size<'c>) -> Size<'c> {
    match bound {
        Size::Static(0) => bound,
        // What Python's `x[1:]` ends at.
        Size::Static(i64::MAX) => size,
        Size::Static(1..) => b.size_min(bound, size),
        Size::Static(_) => b.size_max(b.size_add(size, bound), 0),
        Size::Value(_) if bound == size => size,
        Size::Value(_) => {
            let wrapped = wrapped(b, bound, size);
            b.size_max(b.size_min(wrapped, size), 0)
        }
    }
}

/// An index or bound, counted from the end if it is negative.
fn wrapped<'c>(b: &Builder<'c>, index: Size<'c>, size: Size<'c>) -> Size<'c> {
    match index {
        Size::Static(0..) => index,
        Size::Static(_) => b.size_add(index, size),
        Size::Value(_) => {
            let is_negative = b.compare_sizes(Comparison::Lt, index, 0);
            b.select_size(is_negative, b.size_add(index, size), index)
        }
    }
}

/// The `length` places from `start`, which may count from the end, of a dimension that has them:
/// as an error of the run, if it has not.
fn checked_start<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    start: Size<'c>,
    length: Size<'c>,
    size: Size<'c>,
) -> Size<'c> {
    let start = wrapped(b, start, size);
    let end = b.size_add(start, length);
    if let (Some(0..), Some(end), Some(size)) =
        (start.as_static(), end.as_static(), size.as_static())
        && end <= size
    {
        return start;
    }
    let is_in = b
        .and(b.compare_sizes(Comparison::Ge, start, 0), b.compare_sizes(Comparison::Le, end, size));
    b.assert(is_in, &format!("{}: index out of range", call.op.base_name()));
    start
}

/// The dimension and the place in it of an op with the parameters `dim` and `index`.
pub fn selected<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    tensor: &Tensor<'c>,
) -> Result<(usize, Size<'c>), LowerError> {
    let dim = tensor.dim(call.int("dim")?);
    let index = call.size("index");
    Ok((dim, checked_start(b, call, index, Size::Static(1), tensor.shape[dim])))
}

fn select<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let tensor = call.tensor("self");
    let (dim, index) = selected(b, call, &tensor)?;
    Ok(b.slice_at(&tensor, dim, index).into())
}

fn slice<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let tensor = call.tensor("self");
    let (dim, step) = (tensor.dim(call.int("dim")?), call.int("step")?);
    let range = Range::of_call(b, call, tensor.shape[dim])?;
    let mut offsets = vec![Size::Static(0); tensor.rank()];
    let mut strides = vec![1; tensor.rank()];
    let mut sizes = tensor.shape.clone();
    (offsets[dim], sizes[dim], strides[dim]) = (range.start, range.length, step);
    let sizes = call.refine(0, &sizes);
    if range.start.is(0) && step == 1 && sizes[dim] == tensor.shape[dim] {
        return Ok(tensor.into());
    }
    // A step beyond the end is never taken, but must not overflow.
    if sizes[dim].is(1) {
        strides[dim] = 1;
    }
    Ok(b.slice(&tensor, &offsets, &sizes, &strides).into())
}

fn narrow<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let tensor = call.tensor("self");
    let dim = tensor.dim(call.int("dim")?);
    let start = match call.arguments.get("start") {
        Argument::Tensor(_) => Size::Value(b.to_index(b.item(&call.tensor("start")))),
        _ => call.size("start"),
    };
    let mut sizes = tensor.shape.clone();
    sizes[dim] = call.size("length");
    let length = call.refine(0, &sizes)[dim];
    let start = checked_start(b, call, start, length, tensor.shape[dim]);
    Ok(b.narrow(&tensor, dim, start, length).into())
}

//===-- One index tensor ----------------------------------------------------===//

/// `result[i][j] = tensor[index[i][j]][j]` for `dim` = 0; indices are from `lowest` on.
fn gather<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    tensor: &Tensor<'c>,
    dim: usize,
    index: &Tensor<'c>,
    lowest: Size<'c>,
) -> Tensor<'c> {
    if index.shape.iter().any(|size| size.is(0)) {
        return b.empty(&index.shape, tensor.dtype);
    }
    let size = size_at(tensor, dim);
    b.check_indices_from(index, lowest, size, call.op.base_name());
    // A tensor of rank 0 counts as a vector, on either side.
    let tensor = if tensor.rank() == 0 { b.flatten(tensor) } else { tensor.clone() };
    b.pointwise_to(&index.shape, &[index], tensor.dtype, |elements| {
        let mut place: Vec<Value> = (0..index.rank()).map(|dim| b.loop_index(dim)).collect();
        place.resize(tensor.rank(), b.index(0));
        place[dim] = b.wrap_index(elements[0], size);
        b.extract(&tensor, &place)
    })
}

fn take_along_dim<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let (tensor, indices) = (call.tensor("self"), call.tensor("indices"));
    let lowest = |size| b.size_sub(0, size);
    let Some(dim) = call.opt_int("dim")? else {
        let (tensor, indices) = (b.flatten(&tensor), b.flatten(&indices));
        let lowest = lowest(tensor.shape[0]);
        return Ok(gather(b, call, &tensor, 0, &indices, lowest).into());
    };
    let dim = tensor.dim(dim);
    let lowest = lowest(size_at(&tensor, dim));
    // Both are broadcast in the other dimensions.
    let mut own = tensor.shape.clone();
    if let Some(size) = own.get_mut(dim) {
        *size = Size::Static(1);
    }
    let to = b.broadcast_shape(&[&own, &indices.shape]);
    let indices = b.broadcast_to(&indices, &to);
    let mut from = to;
    if let Some(size) = from.get_mut(dim) {
        *size = tensor.shape[dim];
    }
    let tensor = b.broadcast_to(&tensor, &from);
    Ok(gather(b, call, &tensor, dim, &indices, lowest).into())
}

/// `tensor[..., index, ...]` at `dim`, for a vector of indices in range.
pub fn index_select<'c>(
    b: &Builder<'c>,
    tensor: &Tensor<'c>,
    dim: usize,
    index: &Tensor<'c>,
) -> Tensor<'c> {
    if tensor.rank() == 0 {
        return tensor.clone();
    }
    let index = b.flatten(index);
    let mut shape = tensor.shape.clone();
    shape[dim] = index.shape[0];
    let rank = shape.len();
    // The index as a tensor of the rank of the result, to be read once a slice.
    let mut along: Sizes = std::iter::repeat_n(Size::Static(1), rank).collect();
    along[dim] = index.shape[0];
    let index = b.reshape(&index, &along);
    b.pointwise_to(&shape, &[&index], tensor.dtype, |elements| {
        let mut place: Vec<Value> = (0..rank).map(|dim| b.loop_index(dim)).collect();
        place[dim] = b.wrap_index(elements[0], tensor.shape[dim]);
        b.extract(tensor, &place)
    })
}

fn take<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let (elements, index) = (b.flatten(&call.tensor("self")), call.tensor("index"));
    if elements.shape[0].is(0) {
        return Ok(b.empty(&index.shape, elements.dtype).into());
    }
    b.check_indices(&index, elements.shape[0], "take");
    let result = b.pointwise(&[&index], elements.dtype, |indices| {
        b.extract(&elements, &[b.wrap_index(indices[0], elements.shape[0])])
    });
    Ok(result.into())
}

//===-- Many index tensors --------------------------------------------------===//

fn index<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    is_checked: bool,
) -> Result<Outputs<'c>, LowerError> {
    let tensor = call.tensor("self");
    let index = AdvancedIndex::new(b, &tensor, &call.opt_tensors("indices"));
    if is_checked {
        index.check(b, "index");
    }
    let shape = call.refine(0, &index.shape);
    if shape.iter().any(|size| size.is(0)) {
        return Ok(b.empty(&shape, tensor.dtype).into());
    }
    let result =
        index.pointwise(b, &shape, &[], tensor.dtype, |_, place| b.extract(&tensor, place));
    Ok(result.into())
}

fn masked_index<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let (tensor, mask) = (call.tensor("self"), call.tensor("mask"));
    let fill = call.number(b, "fill", tensor.dtype);
    let index = AdvancedIndex::new(b, &tensor, &call.opt_tensors("indices"));
    let shape = call.refine(0, &b.broadcast_shape(&[&index.shape, &mask.shape]));
    let is_empty = |shape: &Sizes| shape.iter().any(|size| size.is(0));
    if is_empty(&tensor.shape) || is_empty(&shape) {
        return Ok(b.full(&shape, fill).into());
    }
    // Where the mask is false the index is clamped, as any is.
    let result = index.pointwise(b, &shape, &[&mask], tensor.dtype, |elements, place| {
        b.select(elements[0], b.extract(&tensor, place), fill)
    });
    Ok(result.into())
}

//===-- Elements that are true ----------------------------------------------===//

/// How many elements are not zero.
pub fn count_nonzero<'c>(b: &Builder<'c>, tensor: &Tensor<'c>) -> Size<'c> {
    let truth = b.pointwise(&[tensor], DType::Bool, |elements| elements[0]);
    let dims: Vec<usize> = (0..tensor.rank()).collect();
    Size::Value(b.to_index(b.item(&b.sum(&truth, &dims, DType::I64))))
}

/// Goes over the elements of a tensor in order; where one is not zero, `body` makes something
/// more of `result`, given how many there were before and the place of this one in the flattened
/// tensor. The first `limit` count.
pub fn for_nonzero<'c>(
    b: &Builder<'c>,
    tensor: &Tensor<'c>,
    result: &Tensor<'c>,
    limit: Size<'c>,
    body: impl FnOnce(&Tensor<'c>, Value<'c, 'c>, Value<'c, 'c>) -> Tensor<'c>,
) -> Tensor<'c> {
    let flat = b.flatten(tensor);
    if flat.shape[0].is(0) || limit.is(0) {
        return result.clone();
    }
    let initial = [result.value, b.index(0)];
    let types = initial.map(|value| value.r#type());
    let results = b.for_each(flat.shape[0], &initial, |place, carried| {
        let is_true = b.cast(b.extract(&flat, &[place]), DType::Bool);
        let is_wanted = b.compare_sizes(Comparison::Lt, Size::Value(carried[1]), limit);
        b.branch(
            b.and(is_true, is_wanted),
            &types,
            || {
                let so_far = Tensor { value: carried[0], ..result.clone() };
                let next = b.size(b.size_add(Size::Value(carried[1]), 1));
                vec![body(&so_far, carried[1], place).value, next]
            },
            || carried.to_vec(),
        )
    });
    Tensor { value: results[0], ..result.clone() }
}

/// The indices of an element in a tensor of these sizes by its place in the flattened tensor.
pub fn unflattened<'c>(
    b: &Builder<'c>,
    place: Value<'c, 'c>,
    shape: &[Size<'c>],
) -> Vec<Value<'c, 'c>> {
    let mut rest = Size::Value(place);
    let mut indices: Vec<Value> = vec![];
    for (dim, &size) in shape.iter().enumerate().rev() {
        let index = if dim == 0 { rest } else { b.size_rem(rest, size) };
        rest = if dim == 0 { rest } else { b.size_floor_div(rest, size) };
        indices.push(b.size(index));
    }
    indices.reverse();
    indices
}

/// `result`, which has a row for each, with the indices of the elements that are not zero.
fn write_nonzero<'c>(b: &Builder<'c>, tensor: &Tensor<'c>, result: &Tensor<'c>) -> Tensor<'c> {
    for_nonzero(b, tensor, result, result.shape[0], |result, row, place| {
        let indices = unflattened(b, place, &tensor.shape);
        let columns = indices.iter().enumerate();
        columns.fold(result.clone(), |result, (column, &index)| {
            b.insert(b.from_index(index), &result, &[row, b.index(column as i64)])
        })
    })
}

/// The indices of the elements that are not zero, one a row.
pub fn nonzero<'c>(b: &Builder<'c>, tensor: &Tensor<'c>) -> Tensor<'c> {
    let is_empty = tensor.shape.iter().any(|size| size.is(0));
    let count = if is_empty { Size::Static(0) } else { count_nonzero(b, tensor) };
    let empty = b.empty(&[count, Size::Static(tensor.rank() as i64)], DType::I64);
    if is_empty { empty } else { write_nonzero(b, tensor, &empty) }
}

fn nonzero_numpy<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let tensor = call.tensor("self");
    let tensor = if tensor.rank() == 0 { b.flatten(&tensor) } else { tensor };
    let rows = nonzero(b, &tensor);
    let columns = (0..tensor.rank() as i64).map(|column| b.slice_at(&rows, 1, column));
    Ok(columns.collect::<Vec<_>>().into())
}

fn nonzero_static<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let tensor = call.tensor("self");
    let shape = [call.size("size"), Size::Static(tensor.rank() as i64)];
    let fill = b.int(DType::I64, call.int("fill_value")?);
    let filled = b.full(&call.refine(0, &shape), fill);
    Ok(write_nonzero(b, &tensor, &filled).into())
}

fn masked_select<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let (tensor, mask) = (call.tensor("self"), call.tensor("mask"));
    let shape = b.broadcast_shape(&[&tensor.shape, &mask.shape]);
    let (tensor, mask) = (b.broadcast_to(&tensor, &shape), b.broadcast_to(&mask, &shape));
    let elements = b.flatten(&tensor);
    let count = count_nonzero(b, &mask);
    let empty = b.empty(&[count], tensor.dtype);
    let result = for_nonzero(b, &mask, &empty, count, |result, row, place| {
        b.insert(b.extract(&elements, &[place]), result, &[row])
    });
    Ok(result.into())
}

//===-- Repeated and enumerated ---------------------------------------------===//

fn repeat_interleave<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let (tensor, dim) = interleaved_tensor(b, call)?;
    let repeats = call.size("repeats");
    let mut shape = tensor.shape.clone();
    shape.insert(dim + 1, repeats);
    let repeated = b.broadcast_to(&b.unsqueeze(&tensor, dim + 1), &shape);
    let mut shape = tensor.shape.clone();
    shape[dim] = b.size_mul(shape[dim], repeats);
    Ok(b.reshape(&repeated, &shape).into())
}

/// What `repeat_interleave` works on, and along which dimension.
fn interleaved_tensor<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
) -> Result<(Tensor<'c>, usize), LowerError> {
    let tensor = call.tensor("self");
    Ok(match call.opt_int("dim")? {
        Some(dim) => {
            let dim = tensor.dim(dim);
            (tensor, dim)
        }
        None => (b.flatten(&tensor), 0),
    })
}

fn repeat_interleave_by<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let (tensor, dim) = interleaved_tensor(b, call)?;
    let repeats = b.flatten(&call.tensor("repeats"));
    // One number of repeats holds for all.
    let repeats = b.broadcast_to(&repeats, &[tensor.shape[dim]]);
    let index = interleaved(b, call, &repeats);
    Ok(index_select(b, &tensor, dim, &index).into())
}

/// The index of each element of `repeats` as often as it says.
fn interleaved<'c>(b: &Builder<'c>, call: &Call<'c>, repeats: &Tensor<'c>) -> Tensor<'c> {
    if repeats.shape[0].is(0) {
        return b.empty(&[Size::Static(0)], repeats.dtype);
    }
    let least = b.highest(repeats.dtype);
    let least = b.reduce(&[repeats], &[0], &[least], |so_far, elements, _| {
        vec![b.min(so_far[0], elements[0])]
    });
    let least = b.item(&least[0]);
    let zero = b.int(repeats.dtype, 0);
    b.assert(b.compare(Comparison::Ge, least, zero), "repeats can not be negative");
    let count = Size::Value(b.to_index(b.item(&b.sum(repeats, &[0], DType::I64))));
    if let Some(given) = call.opt_size("output_size") {
        let message = "repeat_interleave: output_size is not the sum of repeats";
        b.assert(b.compare_sizes(Comparison::Eq, given, count), message);
    }
    let empty = b.empty(&[count], repeats.dtype);
    let initial = [empty.value, b.index(0)];
    let results = b.for_each(repeats.shape[0], &initial, |index, carried| {
        let start = Size::Value(carried[1]);
        let own = Size::Value(b.to_index(b.extract(repeats, &[index])));
        let element = b.cast(b.from_index(index), repeats.dtype);
        let written = b.for_each(own, &carried[..1], |copy, carried| {
            let so_far = Tensor { value: carried[0], ..empty.clone() };
            let place = b.size(b.size_add(start, Size::Value(copy)));
            vec![b.insert(element, &so_far, &[place]).value]
        });
        vec![written[0], b.size(b.size_add(start, own))]
    });
    Tensor { value: results[0], ..empty }
}

/// The indices of a matrix on one side of a diagonal, row by row.
fn triangle_indices<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    is_lower: bool,
) -> Result<Outputs<'c>, LowerError> {
    let (rows, columns, offset) = (call.int("row")?, call.int("col")?, call.int("offset")?);
    let empty = b.empty(&call.refine(0, &[Size::Static(2), Size::Static(0)]), call.dtype());
    if empty.shape[1].is(0) {
        return Ok(empty.into());
    }
    let initial = [empty.value, b.index(0)];
    let results = b.for_each(Size::Static(rows), &initial, |row, carried| {
        let diagonal = b.size_add(Size::Value(row), offset);
        let clamped = |bound| b.size_max(b.size_min(bound, columns), 0);
        let (first, end) = match is_lower {
            true => (Size::Static(0), clamped(b.size_add(diagonal, 1))),
            false => (clamped(diagonal), Size::Static(columns)),
        };
        let (first, end) = (b.size(first), b.size(end));
        b.for_range(first, end, b.index(1), carried, |column, carried| {
            let so_far = Tensor { value: carried[0], ..empty.clone() };
            let numbers: [Element; 2] = [row, column].map(|index| b.from_index(index));
            let so_far = b.insert(numbers[0], &so_far, &[b.index(0), carried[1]]);
            let so_far = b.insert(numbers[1], &so_far, &[b.index(1), carried[1]]);
            vec![so_far.value, b.size(b.size_add(Size::Value(carried[1]), 1))]
        })
    });
    Ok(Tensor { value: results[0], ..empty }.into())
}
