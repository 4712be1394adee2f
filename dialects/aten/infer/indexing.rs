//! Reading by index.
//!
//! Source of the semantics: `aten/src/ATen/native/TensorAdvancedIndexing.cpp`,
//! `aten/src/ATen/native/IndexingUtils.h`, `torch/_meta_registrations.py`.

use smallvec::smallvec;

use super::view::{not_negative, smaller};
use crate::{
    arguments::{Argument, Arguments},
    dim::Dim,
    dtype::DType,
    shape::{broadcast, broadcast_all, check_sizes, wrap_dim, wrap_dim_of_some},
    types::{InferError, Results, Shape, SizeList, TensorType, ensure, fail, tensor_results},
};

/// A size of `tensor` as of one with at least one dimension: a 0-d tensor is a vector
/// of one element to the ops that index along a dimension.
pub(crate) fn size_at(tensor: &TensorType, dim: usize) -> Dim {
    tensor.shape.get(dim).cloned().unwrap_or(Dim::Static(1))
}

//===-- Parts: select, slice, narrow ----------------------------------------===//

/// `tensor[..., index, ...]` at `dim`.
pub(crate) fn selected(arguments: &Arguments) -> Result<TensorType, InferError> {
    let tensor = arguments.tensor("self")?;
    ensure!(tensor.rank() > 0, "select() cannot be applied to a 0-dim tensor.");
    let dim = wrap_dim(arguments.int("dim")?, tensor.rank())?;
    let (index, size) = (arguments.sym_int("index")?, &tensor.shape[dim]);
    ensure!(
        !(&Dim::Static(0) - size).is_more_than(index) && !(index + 1).is_more_than(size),
        "select(): index {index} out of range for tensor of size {} at dimension {dim}",
        SizeList(&tensor.shape)
    );
    let mut shape = tensor.shape.clone();
    shape.remove(dim);
    Ok(tensor.with_shape(shape))
}

/// `self[..., index, ...]` at `dim`.
pub fn select(arguments: &Arguments) -> Result<Results, InferError> {
    Ok(selected(arguments)?.into_results())
}

/// A bound of a slice: counted from the end if negative, then clamped to `0..=size`. A
/// symbolic one is taken to need neither, as `torch.export` guards it.
fn slice_bound(bound: &Dim, size: &Dim) -> Dim {
    let from_start = match bound {
        // What Python's `x[1:]` ends at.
        Dim::Static(i64::MAX) => size.clone(),
        _ if Dim::Static(0).is_more_than(bound) => not_negative(&(bound + size)),
        Dim::Symbolic(_) if !size.is_at_most(bound) => return bound.clone(),
        _ => bound.clone(),
    };
    smaller(&from_start, size)
}

/// How many elements `start:end:step` takes of `size`.
pub(crate) fn slice_length(size: &Dim, start: Option<&Dim>, end: Option<&Dim>, step: i64) -> Dim {
    let is_symbolic = |bound: Option<&Dim>| matches!(bound, Some(Dim::Symbolic(_)));
    let guarded = is_symbolic(start) || is_symbolic(end);
    let start = start.map_or(Dim::Static(0), |start| slice_bound(start, size));
    let end = end.map_or(size.clone(), |end| slice_bound(end, size));
    let length = match &end - &start {
        length @ Dim::Symbolic(_) if guarded => length,
        length => not_negative(&length),
    };
    length.ceil_div(&Dim::Static(step))
}

/// `tensor[..., start:end:step, ...]` at `dim`.
pub(crate) fn sliced(arguments: &Arguments) -> Result<TensorType, InferError> {
    let tensor = arguments.tensor("self")?;
    ensure!(tensor.rank() > 0, "slice() cannot be applied to a 0-dim tensor.");
    let dim = wrap_dim(arguments.int("dim")?, tensor.rank())?;
    let step = arguments.int("step")?;
    ensure!(step > 0, "slice step must be positive");
    let (start, end) = (arguments.opt_sym_int("start")?, arguments.opt_sym_int("end")?);
    let mut shape = tensor.shape.clone();
    shape[dim] = slice_length(&shape[dim], start, end, step);
    Ok(tensor.with_shape(shape))
}

/// `self[..., start:end:step, ...]` at `dim`.
pub fn slice(arguments: &Arguments) -> Result<Results, InferError> {
    Ok(sliced(arguments)?.into_results())
}

/// The `length` elements from `start` along `dim`.
pub fn narrow(arguments: &Arguments) -> Result<Results, InferError> {
    let tensor = arguments.tensor("self")?;
    let length = arguments.sym_int("length")?;
    ensure!(tensor.rank() > 0, "narrow() cannot be applied to a 0-dim tensor.");
    ensure!(!Dim::Static(0).is_more_than(length), "narrow(): length must be non-negative.");
    let dim = wrap_dim(arguments.int("dim")?, tensor.rank())?;
    let size = &tensor.shape[dim];
    match arguments.get("start") {
        Argument::Tensor(start) => {
            ensure!(
                start.rank() == 0 && start.dtype.is_integral(false),
                "start must be an 0-dim integral Tensor."
            );
            ensure!(
                !length.is_more_than(size),
                "narrow(): length {length} exceeds dimension size ({size})."
            );
        }
        _ => check_narrow(arguments.sym_int("start")?, length, size)?,
    }
    let mut shape = tensor.shape.clone();
    shape[dim] = length.clone();
    Ok(tensor.with_shape(shape).into_results())
}

fn check_narrow(start: &Dim, length: &Dim, size: &Dim) -> Result<(), InferError> {
    let lowest = &Dim::Static(0) - size;
    ensure!(
        !lowest.is_more_than(start) && !start.is_more_than(size),
        "start out of range (expected to be in range of [{lowest}, {size}], but got {start})"
    );
    let start = match start {
        Dim::Static(..0) => start + size,
        _ => start.clone(),
    };
    ensure!(
        !(&start + length).is_more_than(size),
        "start ({start}) + length ({length}) exceeds dimension size ({size})."
    );
    Ok(())
}

//===-- One index tensor ----------------------------------------------------===//

/// The rule of `gather` and the scatters: indices are int32 or int64.
pub(crate) fn check_index_dtype(method: &str, index: &TensorType) -> Result<(), InferError> {
    ensure!(
        matches!(index.dtype, DType::I64 | DType::I32) || index.numel() == Dim::Static(0),
        "{method}(): Expected dtype int32/int64 for index"
    );
    Ok(())
}

/// `result[i][j] = self[index[i][j]][j]`, for `dim` = 0.
pub fn gather(arguments: &Arguments) -> Result<Results, InferError> {
    let (tensor, index) = (arguments.tensor("self")?, arguments.tensor("index")?);
    let dim = wrap_dim(arguments.int("dim")?, tensor.rank())?;
    check_index_dtype("gather", index)?;
    if index.numel() != Dim::Static(0) {
        ensure!(
            tensor.rank().max(1) == index.rank().max(1),
            "Index tensor must have the same number of dimensions as input tensor"
        );
        for place in (0..tensor.rank()).filter(|&place| place != dim) {
            ensure!(
                !size_at(index, place).is_more_than(&size_at(tensor, place)),
                "Size does not match at dimension {place} expected index {} to be no larger than \
                 self {} apart from dimension {dim}",
                SizeList(&index.shape),
                SizeList(&tensor.shape)
            );
        }
    }
    Ok(tensor.with_shape(index.shape.iter().cloned()).into_results())
}

/// As `gather`, where `self` and `indices` are broadcast except in `dim`.
pub fn take_along_dim(arguments: &Arguments) -> Result<Results, InferError> {
    let (tensor, indices) = (arguments.tensor("self")?, arguments.tensor("indices")?);
    ensure!(
        matches!(indices.dtype, DType::I64),
        "torch.take_along_dim(): dtype of indices should be Long but got {}",
        indices.dtype
    );
    let Some(dim) = arguments.opt_int("dim")? else {
        return Ok(tensor.with_shape([indices.numel()]).into_results());
    };
    ensure!(
        tensor.rank() == indices.rank(),
        "torch.take_along_dim(): input and indices should have the same number of dimensions, \
         but got {} dimensions for input, and {} dimensions for indices",
        tensor.rank(),
        indices.rank()
    );
    let dim = wrap_dim(dim, tensor.rank())?;
    let mut from = tensor.shape.clone();
    if let Some(size) = from.get_mut(dim) {
        *size = indices.shape[dim].clone();
    }
    Ok(tensor.with_shape(broadcast(&from, &indices.shape)?).into_results())
}

/// `self[..., index, ...]` at `dim`, for a vector of indices.
pub fn index_select(arguments: &Arguments) -> Result<Results, InferError> {
    let (tensor, index) = (arguments.tensor("self")?, arguments.tensor("index")?);
    let dim = wrap_dim(arguments.int("dim")?, tensor.rank())?;
    ensure!(index.rank() <= 1, "index_select(): Index is supposed to be a vector");
    let count = index.numel();
    ensure!(
        tensor.rank() > 0 || count.may_equal(&Dim::Static(1)),
        "index_select(): Index to scalar can have only 1 value, got {count} value(s)"
    );
    ensure!(
        matches!(index.dtype, DType::I64 | DType::I32),
        "index_select(): Expected dtype int32 or int64 for index"
    );
    let mut shape = tensor.shape.clone();
    if let Some(size) = shape.get_mut(dim) {
        *size = count;
    }
    Ok(tensor.with_shape(shape).into_results())
}

/// `self.flatten()[index]`.
pub fn take(arguments: &Arguments) -> Result<Results, InferError> {
    let (tensor, index) = (arguments.tensor("self")?, arguments.tensor("index")?);
    ensure!(
        index.dtype == DType::I64,
        "take(): Expected a long tensor for index, but got {}",
        index.dtype
    );
    ensure!(
        tensor.numel() != Dim::Static(0) || index.numel().may_equal(&Dim::Static(0)),
        "take(): tried to take from an empty tensor"
    );
    Ok(tensor.with_shape(index.shape.iter().cloned()).into_results())
}

//===-- Many index tensors --------------------------------------------------===//

/// The shapes of the index tensors, one a dimension of `tensor`: a mask becomes the
/// coordinates of its true elements.
fn coordinates(
    tensor: &TensorType,
    indices: &[Option<TensorType>],
) -> Result<Vec<Option<Shape>>, InferError> {
    let mut coordinates = vec![];
    for index in indices {
        let Some(index) = index else {
            coordinates.push(None);
            continue;
        };
        match index.dtype {
            DType::I64 | DType::I32 => coordinates.push(Some(index.shape.clone())),
            DType::Bool | DType::U8 => {
                let first = coordinates.len();
                check_mask(tensor, index, first)?;
                let count =
                    if index.numel() == Dim::Static(0) { Dim::Static(0) } else { Dim::Dynamic };
                coordinates.extend(index.shape.iter().map(|_| Some(smallvec![count.clone()])));
            }
            _ => fail!("tensors used as indices must be long, int, byte or bool tensors"),
        }
    }
    ensure!(
        coordinates.len() <= tensor.rank(),
        "too many indices for tensor of dimension {} (got {})",
        tensor.rank(),
        coordinates.len()
    );
    Ok(coordinates)
}

/// A mask must have the sizes of the dimensions from `first` on that it indexes.
fn check_mask(tensor: &TensorType, mask: &TensorType, first: usize) -> Result<(), InferError> {
    ensure!(
        first + mask.rank() <= tensor.rank(),
        "too many indices for tensor of dimension {}",
        tensor.rank()
    );
    for (place, size) in mask.shape.iter().enumerate() {
        ensure!(
            size.may_equal(&tensor.shape[first + place]),
            "The shape of the mask {} at index {place} does not match the shape of the indexed \
             tensor {} at index {}",
            SizeList(&mask.shape),
            SizeList(&tensor.shape),
            first + place
        );
    }
    Ok(())
}

/// The sizes of `tensor[indices]`.
pub(crate) fn indexed_shape(
    tensor: &TensorType,
    indices: &[Option<TensorType>],
) -> Result<Shape, InferError> {
    ensure!(!indices.is_empty(), "at least one index must be provided");
    let coordinates = coordinates(tensor, indices)?;
    let given: Vec<&Shape> = coordinates.iter().flatten().collect();
    let Ok(common) = broadcast_all(given.iter().map(|shape| shape.as_slice())) else {
        let shapes: Vec<String> = given.iter().map(|shape| SizeList(shape).to_string()).collect();
        fail!(
            "shape mismatch: indexing tensors could not be broadcast together with shapes {}",
            shapes.join(", ")
        )
    };
    let is_indexed = |dim: usize| coordinates.get(dim).is_some_and(Option::is_some);
    let places: Vec<usize> = (0..tensor.rank()).filter(|&dim| is_indexed(dim)).collect();
    let some = common.iter().all(|size| size.is_more_than(&Dim::Static(0)));
    ensure!(
        !some || places.iter().all(|&dim| tensor.shape[dim] != Dim::Static(0)),
        "index is out of bounds for dimension with size 0"
    );
    // Indices next to each other are replaced where they are, others go to the front.
    let (Some(&first), Some(&last)) = (places.first(), places.last()) else {
        return Ok(tensor.shape.clone());
    };
    let front = if last - first + 1 == places.len() { first } else { 0 };
    let rest: Vec<Dim> = (0..tensor.rank())
        .filter(|&dim| !is_indexed(dim))
        .map(|dim| tensor.shape[dim].clone())
        .collect();
    Ok([&rest[..front], &common, &rest[front..]].concat().into())
}

/// `self[indices]`.
pub fn index(arguments: &Arguments) -> Result<Results, InferError> {
    let tensor = arguments.tensor("self")?;
    let shape = indexed_shape(tensor, arguments.opt_tensors("indices")?)?;
    Ok(tensor.with_shape(shape).into_results())
}

/// The ops of masked indices take no masks among the indices.
pub(crate) fn check_masked_indices(arguments: &Arguments) -> Result<(), InferError> {
    ensure!(
        arguments.tensor("mask")?.dtype == DType::Bool,
        "tensors used as masks must be bool tensors"
    );
    for index in arguments.opt_tensors("indices")?.iter().flatten() {
        ensure!(
            matches!(index.dtype, DType::I64 | DType::I32),
            "tensors used as indices must be long or int tensors"
        );
    }
    Ok(())
}

/// `self[indices]` where `mask`, and a number elsewhere.
pub fn masked_index(arguments: &Arguments) -> Result<Results, InferError> {
    let tensor = arguments.tensor("self")?;
    check_masked_indices(arguments)?;
    let shape = indexed_shape(tensor, arguments.opt_tensors("indices")?)?;
    let shape = broadcast(&shape, &arguments.tensor("mask")?.shape)?;
    Ok(tensor.with_shape(shape).into_results())
}

//===-- Elements that are true ----------------------------------------------===//

/// How many elements are not zero: known of an empty tensor only.
fn nonzero_count(tensor: &TensorType) -> Dim {
    if tensor.numel() == Dim::Static(0) { Dim::Static(0) } else { Dim::Dynamic }
}

/// The indices of the elements that are not zero, one a row.
pub fn nonzero(arguments: &Arguments) -> Result<Results, InferError> {
    let tensor = arguments.tensor("self")?;
    Ok(TensorType::new([nonzero_count(tensor), tensor.rank().into()], DType::I64).into_results())
}

/// The indices of the elements that are not zero, one vector a dimension.
pub fn nonzero_numpy(arguments: &Arguments) -> Result<Results, InferError> {
    let tensor = arguments.tensor("self")?;
    let vector = TensorType::new([nonzero_count(tensor)], DType::I64);
    Ok(tensor_results(vec![vector; tensor.rank().max(1)]))
}

/// As many rows of `nonzero` as asked for.
pub fn nonzero_static(arguments: &Arguments) -> Result<Results, InferError> {
    let (tensor, size) = (arguments.tensor("self")?, arguments.sym_int("size")?);
    ensure!(
        !Dim::Static(0).is_more_than(size),
        "nonzero_static: 'size' must be an non-negative integer"
    );
    Ok(TensorType::new([size.clone(), tensor.rank().into()], DType::I64).into_results())
}

/// The elements where `mask` is true, in order.
pub fn masked_select(arguments: &Arguments) -> Result<Results, InferError> {
    let (tensor, mask) = (arguments.tensor("self")?, arguments.tensor("mask")?);
    ensure!(mask.dtype == DType::Bool, "masked_select: expected BoolTensor for mask");
    broadcast(&tensor.shape, &mask.shape)?;
    Ok(tensor.with_shape([Dim::Dynamic]).into_results())
}

//===-- Repeated and enumerated ---------------------------------------------===//

/// The dimension that `repeat_interleave` works along, and the sizes of what it works on.
fn interleaved(arguments: &Arguments) -> Result<(usize, Shape), InferError> {
    let tensor = arguments.tensor("self")?;
    match arguments.opt_int("dim")? {
        Some(dim) => Ok((wrap_dim_of_some(dim, tensor.rank())?, tensor.shape.clone())),
        None => Ok((0, smallvec![tensor.numel()])),
    }
}

/// Each element along `dim` as often as `repeats` says.
pub fn repeat_interleave(arguments: &Arguments) -> Result<Results, InferError> {
    let (dim, mut shape) = interleaved(arguments)?;
    let output_size = arguments.opt_sym_int("output_size")?;
    shape[dim] = match arguments.get("repeats") {
        Argument::Tensor(repeats) => {
            ensure!(repeats.rank() <= 1, "repeats must be 0-dim or 1-dim tensor");
            let count = size_at(repeats, 0);
            ensure!(
                count == Dim::Static(1) || count.may_equal(&shape[dim]),
                "repeats must have the same size as input along dim, but got repeats.size(0) = \
                 {count} and input.size({dim}) = {}",
                shape[dim]
            );
            interleaved_size(repeats, output_size)?
        }
        _ => {
            let repeats = arguments.sym_int("repeats")?;
            ensure!(!Dim::Static(0).is_more_than(repeats), "Repeats must be non-negative");
            let size = &shape[dim] * repeats;
            ensure!(
                output_size.is_none_or(|output_size| output_size.may_equal(&size)),
                "repeat_interleave: Invalid output_size, expected {size} but got {}",
                output_size.unwrap_or(&size)
            );
            size
        }
    };
    Ok(arguments.tensor("self")?.with_shape(shape).into_results())
}

/// The sum of `repeats`, which is known only if it was given.
fn interleaved_size(repeats: &TensorType, given: Option<&Dim>) -> Result<Dim, InferError> {
    ensure!(
        matches!(repeats.dtype, DType::I64 | DType::I32),
        "repeats has to be Long or Int tensor"
    );
    let Some(size) = given else {
        return Ok(nonzero_count(repeats));
    };
    check_sizes(std::slice::from_ref(size))?;
    Ok(size.clone())
}

/// The index of each element of `repeats` as often as it says.
pub fn repeat_interleave_indices(arguments: &Arguments) -> Result<Results, InferError> {
    let repeats = arguments.tensor("repeats")?;
    ensure!(repeats.rank() == 1, "repeat_interleave only accept 1D vector as repeat");
    let size = interleaved_size(repeats, arguments.opt_sym_int("output_size")?)?;
    Ok(repeats.with_shape([size]).into_results())
}

/// How many elements of a matrix are in no column right of `row + offset`.
fn lower_triangle_size(rows: i64, columns: i64, offset: i64) -> i128 {
    let (rows, columns, offset) = (i128::from(rows), i128::from(columns), i128::from(offset));
    if rows == 0 || columns == 0 {
        return 0;
    }
    let length_of_row = |row: i128| (row + 1 + offset).clamp(0, columns);
    // Rows shorter than one, rows that grow by one, full rows.
    let first = (-offset).clamp(0, rows);
    let full = (columns - offset - 1).clamp(first, rows);
    let growing = full - first;
    let sum = growing * (length_of_row(first) + length_of_row(full - 1)) / 2;
    sum + (rows - full) * columns
}

/// The indices of a triangle of a matrix: their rows and their columns.
pub fn triangle_indices(arguments: &Arguments) -> Result<Results, InferError> {
    let (rows, columns) = (arguments.int("row")?, arguments.int("col")?);
    let offset = arguments.int("offset")?;
    ensure!(rows >= 0, "row must be non-negative, got{rows}");
    ensure!(columns >= 0, "col must be non-negative, got{columns}");
    let count = if arguments.op().base_name() == "tril_indices" {
        lower_triangle_size(rows, columns, offset)
    } else {
        let below = lower_triangle_size(rows, columns, offset.saturating_sub(1));
        i128::from(rows) * i128::from(columns) - below
    };
    let Ok(count) = i64::try_from(count) else { fail!("{rows}x{columns} has too many indices") };
    let dtype = arguments.opt_dtype("dtype")?.unwrap_or(DType::I64);
    Ok(TensorType::new([Dim::Static(2), Dim::Static(count)], dtype).into_results())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aten::{
        pointwise::tests::int,
        view::tests::{dims, named, of, sizes},
    };

    fn slice(from: &str, start: &str, end: &str, step: i64) -> String {
        let bound = |text: &str| match text {
            "" => Argument::None,
            text => Argument::SymInt(dims(text).remove(0)),
        };
        let (start, end) = (("start", bound(start)), ("end", bound(end)));
        sizes("slice.Tensor", &[("self", of(from)), start, end, ("step", int(step))])
    }

    #[test]
    fn slices_of_symbolic_sizes() {
        assert_eq!(slice("s0", "1", "9223372036854775807", 1), "[s0 - 1]");
        assert_eq!(slice("s0", "-1", "", 1), "[1]");
        assert_eq!(slice("s0", "", "-2", 1), "[s0 - 2]");
        assert_eq!(slice("s0 + 4", "", "5", 1), "[5]");
        assert_eq!(slice("s0", "", "5", 1), "[Min(5, s0)]");
        assert_eq!(slice("s0", "", "", 2), "[((s0 + 1) // (2))]");
        // Symbolic bounds are guarded to lie within.
        assert_eq!(slice("128", "", "s0", 1), "[s0]");
        assert_eq!(slice("128", "u0", "u0 + 3", 1), "[3]");
        assert_eq!(slice("s0", "", "s0 + 1", 1), "[s0]");
        assert_eq!(slice("128", "", "?", 1), "[?]");
        assert_eq!(slice("4", "3", "1", 1), "[0]");
        assert_eq!(slice("4", "-9223372036854775807", "9", 3), "[2]");
    }

    fn index(from: &str, indices: &[Option<(&str, DType)>]) -> String {
        let indices = indices
            .iter()
            .map(|index| index.map(|(sizes, dtype)| TensorType::new(dims(sizes), dtype)));
        let indices = Argument::OptTensors(indices.collect());
        match named("index.Tensor", &[("self", of(from)), ("indices", indices.clone())]) {
            Ok(_) => sizes("index.Tensor", &[("self", of(from)), ("indices", indices)]),
            Err(error) => error.0,
        }
    }

    #[test]
    fn where_indexed_dimensions_go() {
        let (i, mask) = (Some(("2, 1", DType::I64)), Some(("s0, 5", DType::Bool)));
        let j = Some(("s1", DType::I32));
        assert_eq!(index("4, 5, 6", &[None, i, j]), "[4, 2, s1]");
        assert_eq!(index("4, 5, 6", &[i, None, j]), "[2, s1, 5]");
        assert_eq!(index("4, 5, 6", &[None, None]), "[4, 5, 6]");
        assert_eq!(index("3, s0, 5, 7", &[None, mask]), "[3, ?, 7]");
        assert_eq!(index("3, s0, 5, 7", &[None, mask, j]), "[3, s1]");
        assert!(index("3, 4", &[mask]).starts_with("The shape of the mask [s0, 5] at index 1"));
        assert_eq!(index("0, 5", &[j]), "index is out of bounds for dimension with size 0");
        assert_eq!(index("", &[]), "at least one index must be provided");
    }

    #[test]
    fn triangles_are_counted_without_their_rows() {
        for (rows, columns) in [(0, 3), (3, 0), (1, 1), (3, 4), (4, 3), (7, 2)] {
            for offset in -9..9 {
                let below = |row: i64| (0..columns).filter(move |column| column - row <= offset);
                let counted: usize = (0..rows).map(|row| below(row).count()).sum();
                assert_eq!(
                    lower_triangle_size(rows, columns, offset),
                    counted as i128,
                    "{rows}x{columns} {offset}"
                );
            }
        }
        let huge = [("row", int(1 << 62)), ("col", int(1)), ("offset", int(i64::MIN))];
        assert_eq!(sizes("tril_indices", &huge), "[2, 0]");
        assert_eq!(sizes("triu_indices", &huge), format!("[2, {}]", 1i64 << 62));
    }
}
