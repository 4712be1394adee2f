//! Joining and splitting.
//!
//! Source of the semantics: `aten/src/ATen/native/TensorShape.cpp`,
//! `aten/src/ATen/native/TensorTransformations.cpp`.

use super::indexing::slice_length;
use crate::{
    arguments::{Argument, Arguments},
    dim::Dim,
    dtype::{DEFAULT_FLOAT, DType, Promotion},
    shape::{broadcast_all, may_equal, unify_dim, wrap_dim, wrap_dim_of_some},
    types::{
        InferError, Results, Shape, SizeList, TensorType, ensure, fail, numel, tensor_results,
    },
};

/// More parts than this are a mistake: each is a result of the op.
const MAX_PARTS: i64 = 1 << 16;

//===-- Joining -------------------------------------------------------------===//

/// The dtype of tensors put together.
fn common_dtype(tensors: &[TensorType]) -> Result<DType, InferError> {
    let mut promotion = Promotion::default();
    for tensor in tensors {
        promotion.tensor(tensor.dtype, tensor.rank())?;
    }
    promotion.result()
}

/// The tensors one after the other along `dim`.
fn concatenated(tensors: &[TensorType], dim: i64) -> Result<Results, InferError> {
    ensure!(!tensors.is_empty(), "torch.cat(): expected a non-empty list of Tensors");
    for (place, tensor) in tensors.iter().enumerate() {
        ensure!(
            tensor.rank() > 0,
            "zero-dimensional tensor (at position {place}) cannot be concatenated"
        );
    }
    let dtype = common_dtype(tensors)?;
    // Empty vectors fit anything, for compatibility with old PyTorch.
    let is_skipped = |tensor: &TensorType| tensor.shape.as_slice() == [Dim::Static(0)];
    let mut counted = tensors.iter().enumerate().filter(|(_, tensor)| !is_skipped(tensor));
    let Some((_, first)) = counted.next() else {
        wrap_dim(dim, 1)?;
        return Ok(TensorType::new([Dim::Static(0)], dtype).into_results());
    };
    let dim = wrap_dim(dim, first.rank())?;
    let mut shape = first.shape.clone();
    for (place, tensor) in counted {
        ensure!(
            tensor.rank() == shape.len(),
            "Tensors must have same number of dimensions: got {} and {}",
            shape.len(),
            tensor.rank()
        );
        for (axis, size) in tensor.shape.iter().enumerate() {
            shape[axis] = match unify_dim(&shape[axis], size) {
                _ if axis == dim => &shape[axis] + size,
                Some(size) => size,
                None => fail!(
                    "Sizes of tensors must match except in dimension {dim}. Expected size {} but \
                     got size {size} for tensor number {place} in the list.",
                    shape[axis]
                ),
            };
        }
    }
    Ok(TensorType { shape, dtype }.into_results())
}

/// The tensors one after the other along `dim`.
pub fn cat(arguments: &Arguments) -> Result<Results, InferError> {
    concatenated(arguments.tensors("tensors")?, arguments.int("dim")?)
}

/// The tensors along a new dimension `dim`.
fn stacked(tensors: &[TensorType], dim: i64) -> Result<Results, InferError> {
    let Some(first) = tensors.first() else { fail!("stack expects a non-empty TensorList") };
    let mut shape = first.shape.clone();
    for (place, tensor) in tensors.iter().enumerate() {
        ensure!(
            may_equal(&shape, &tensor.shape),
            "stack expects each tensor to be equal size, but got {} at entry 0 and {} at entry \
             {place}",
            SizeList(&first.shape),
            SizeList(&tensor.shape)
        );
        for (known, size) in shape.iter_mut().zip(&tensor.shape) {
            *known = unify_dim(known, size).expect("they may be equal");
        }
    }
    shape.insert(wrap_dim(dim, shape.len() + 1)?, tensors.len().into());
    Ok(TensorType { shape, dtype: common_dtype(tensors)? }.into_results())
}

/// The tensors along a new dimension `dim`.
pub fn stack(arguments: &Arguments) -> Result<Results, InferError> {
    stacked(arguments.tensors("tensors")?, arguments.int("dim")?)
}

/// `tensor` with at least `rank` dimensions, as `atleast_<rank>d` adds them.
fn at_least(tensor: &TensorType, rank: usize) -> TensorType {
    let one = || Dim::Static(1);
    match (tensor.shape.as_slice(), rank) {
        ([], _) => tensor.with_shape(std::iter::repeat_with(one).take(rank)),
        ([n], 2) => tensor.with_shape([one(), n.clone()]),
        ([n], 3) => tensor.with_shape([one(), n.clone(), one()]),
        ([m, n], 3) => tensor.with_shape([m.clone(), n.clone(), one()]),
        _ => tensor.clone(),
    }
}

/// The rank in the name of an op: `atleast_2d`.
fn rank_in_name(arguments: &Arguments) -> usize {
    let name = arguments.op().torch_name;
    (1..=3).find(|rank| name.contains(&format!("{rank}d"))).unwrap_or(1)
}

/// `self`, or each of `tensors`, with as many dimensions as the op's name says.
pub fn atleast(arguments: &Arguments) -> Result<Results, InferError> {
    let rank = rank_in_name(arguments);
    Ok(tensor_results(arguments.tensors_given().map(|tensor| at_least(tensor, rank))))
}

fn non_empty<'a>(arguments: &'a Arguments, name: &str) -> Result<&'a [TensorType], InferError> {
    let tensors = arguments.tensors("tensors")?;
    ensure!(!tensors.is_empty(), "{name} expects a non-empty TensorList");
    Ok(tensors)
}

/// The tensors side by side: along dimension 1, vectors along their only one.
pub fn hstack(arguments: &Arguments) -> Result<Results, InferError> {
    let tensors: Vec<TensorType> =
        non_empty(arguments, "hstack")?.iter().map(|tensor| at_least(tensor, 1)).collect();
    concatenated(&tensors, i64::from(tensors[0].rank() > 1))
}

/// The tensors on top of each other: along dimension 0.
pub fn vstack(arguments: &Arguments) -> Result<Results, InferError> {
    let tensors: Vec<TensorType> =
        non_empty(arguments, "vstack")?.iter().map(|tensor| at_least(tensor, 2)).collect();
    concatenated(&tensors, 0)
}

/// The tensors behind each other: along dimension 2.
pub fn dstack(arguments: &Arguments) -> Result<Results, InferError> {
    let tensors: Vec<TensorType> =
        non_empty(arguments, "dstack")?.iter().map(|tensor| at_least(tensor, 3)).collect();
    concatenated(&tensors, 2)
}

/// The tensors side by side, vectors as columns.
pub fn column_stack(arguments: &Arguments) -> Result<Results, InferError> {
    let columns = non_empty(arguments, "column_stack")?.iter().map(|tensor| match tensor.rank() {
        0 | 1 => tensor.with_shape([tensor.numel(), Dim::Static(1)]),
        _ => tensor.clone(),
    });
    concatenated(&columns.collect::<Vec<_>>(), 1)
}

/// A matrix with the tensors along its diagonal.
pub fn block_diag(arguments: &Arguments) -> Result<Results, InferError> {
    let tensors = arguments.tensors("tensors")?;
    if tensors.is_empty() {
        return Ok(TensorType::new([1, 0].map(Dim::Static), DEFAULT_FLOAT).into_results());
    }
    let (mut rows, mut columns) = (Dim::Static(0), Dim::Static(0));
    for (place, tensor) in tensors.iter().enumerate() {
        ensure!(
            tensor.rank() <= 2,
            "torch.block_diag: Input tensors must have 2 or fewer dimensions. Input {place} has \
             {} dimensions",
            tensor.rank()
        );
        let block = at_least(tensor, 2);
        rows = &rows + &block.shape[0];
        columns = &columns + &block.shape[1];
    }
    Ok(TensorType::new([rows, columns], common_dtype(tensors)?).into_results())
}

/// Every tensor broadcast to the sizes of all.
pub fn broadcast_tensors(arguments: &Arguments) -> Result<Results, InferError> {
    let tensors = arguments.tensors("tensors")?;
    let shape = broadcast_all(tensors.iter().map(|tensor| tensor.shape.as_slice()))?;
    Ok(tensor_results(tensors.iter().map(|tensor| tensor.with_shape(shape.iter().cloned()))))
}

/// The sizes of the grids over vectors.
fn grid_shape(tensors: &[TensorType], swapped: bool) -> Result<Shape, InferError> {
    let Some(first) = tensors.first() else { fail!("meshgrid expects a non-empty TensorList") };
    let mut shape = Shape::new();
    for tensor in tensors {
        ensure!(
            tensor.rank() <= 1,
            "torch.meshgrid: Expected 0D or 1D tensor in the tensor list but got: {}",
            SizeList(&tensor.shape)
        );
        ensure!(
            tensor.dtype == first.dtype,
            "torch.meshgrid expects all tensors to have the same dtype"
        );
        shape.push(tensor.numel());
    }
    if swapped && shape.len() >= 2 {
        shape.swap(0, 1);
    }
    Ok(shape)
}

/// Each vector along its own dimension of one grid.
pub fn meshgrid(arguments: &Arguments) -> Result<Results, InferError> {
    let tensors = arguments.tensors("tensors")?;
    let indexing = arguments.iter().find(|(name, _)| *name == "indexing");
    let swapped = indexing.is_some_and(|(_, value)| *value == Argument::Str("xy".into()));
    let shape = grid_shape(tensors, swapped)?;
    Ok(tensor_results(tensors.iter().map(|tensor| tensor.with_shape(shape.iter().cloned()))))
}

/// Every combination of an element of each vector, one a row.
pub fn cartesian_prod(arguments: &Arguments) -> Result<Results, InferError> {
    let tensors = arguments.tensors("tensors")?;
    for tensor in tensors {
        check_vector(tensor)?;
    }
    let count = numel(&grid_shape(tensors, false)?);
    match tensors {
        [tensor] => Ok(tensor.clone().into_results()),
        _ => Ok(tensors[0].with_shape([count, tensors.len().into()]).into_results()),
    }
}

fn check_vector(tensor: &TensorType) -> Result<(), InferError> {
    ensure!(tensor.rank() == 1, "Expect a 1D vector, but got shape {}", SizeList(&tensor.shape));
    Ok(())
}

/// Every choice of `r` elements of a vector, in order, one a row.
pub fn combinations(arguments: &Arguments) -> Result<Results, InferError> {
    let (tensor, r) = (arguments.tensor("self")?, arguments.int("r")?);
    check_vector(tensor)?;
    ensure!(r >= 0, "Expect a non-negative number, but got {r}");
    if r == 0 {
        return Ok(tensor.with_shape([Dim::Static(0)]).into_results());
    }
    let count = match tensor.shape[0].as_static() {
        _ if r == 1 => tensor.shape[0].clone(),
        None => Dim::Dynamic,
        Some(n) => {
            let more =
                if arguments.bool("with_replacement")? && n > 0 { i128::from(r) - 1 } else { 0 };
            let Some(count) = binomial(i128::from(n) + more, i128::from(r)) else {
                fail!("the combinations of {r} out of {n} are too many")
            };
            Dim::Static(count)
        }
    };
    Ok(tensor.with_shape([count, Dim::Static(r)]).into_results())
}

/// `n` over `k`; None if it is too large.
fn binomial(n: i128, k: i128) -> Option<i64> {
    if k > n {
        return Some(0);
    }
    // The product grows past i64 within 67 steps, whatever n is, or k ends it.
    let mut product = 1i128;
    for index in 1..=k.min(n - k) {
        product = product * (n - index + 1) / index;
        i64::try_from(product).ok()?;
    }
    i64::try_from(product).ok()
}

//===-- Splitting -----------------------------------------------------------===//

/// `self`, which must have dimensions, and the one it is split along.
fn to_split<'a>(
    arguments: &'a Arguments,
    message: &str,
) -> Result<(&'a TensorType, usize), InferError> {
    let tensor = arguments.tensor("self")?;
    ensure!(tensor.rank() > 0, "{message}");
    Ok((tensor, wrap_dim(arguments.int("dim")?, tensor.rank())?))
}

/// The parts of `tensor` that have these sizes along `dim`.
fn parts(tensor: &TensorType, dim: usize, sizes: impl IntoIterator<Item = Dim>) -> Results {
    tensor_results(sizes.into_iter().map(|size| {
        let mut part = tensor.clone();
        part.shape[dim] = size;
        part
    }))
}

fn check_count(count: i64) -> Result<(), InferError> {
    ensure!(count <= MAX_PARTS, "{count} parts are more than the {MAX_PARTS} supported");
    Ok(())
}

/// The sizes of parts of `part` each, the last one of what is left of `whole`; as many as
/// are `known` where the sizes do not tell.
fn equal_parts(whole: &Dim, part: &Dim, known: Option<usize>) -> Result<Vec<Dim>, InferError> {
    let count = match (whole.modulo(part), whole.floor_div(part)) {
        (Dim::Static(0), count) => count,
        _ => whole.ceil_div(part),
    };
    // Even of nothing there is one part.
    let count = count.as_static().or(known.and_then(|count| count.try_into().ok()));
    let Some(count) = count.map(|count: i64| count.max(1)) else {
        fail!("cannot tell how many parts of size {part} there are in {whole}")
    };
    check_count(count)?;
    let last = whole - &(part * (count - 1));
    let mut sizes = vec![part.clone(); count as usize - 1];
    sizes.push(last);
    Ok(sizes)
}

/// Parts of `split_size`, the last one of what is left; or parts of given sizes.
pub fn split(arguments: &Arguments) -> Result<Results, InferError> {
    let Argument::SymInt(part) = arguments.get("split_size") else {
        return split_into(arguments, "split_size");
    };
    let (tensor, dim) = to_split(arguments, "split expects at least a 1-dimensional tensor")?;
    let whole = &tensor.shape[dim];
    ensure!(
        !Dim::Static(0).is_more_than(part),
        "split expects split_size be non-negative, but got split_size={part}"
    );
    if *part == Dim::Static(0) {
        ensure!(
            whole.may_equal(part),
            "split_size can only be 0 if dimension size is 0, but got dimension size of {whole}"
        );
        return Ok(parts(tensor, dim, [Dim::Static(0)]));
    }
    Ok(parts(tensor, dim, equal_parts(whole, part, arguments.result_count())?))
}

/// Parts of the sizes that the parameter `name` gives.
fn split_into(arguments: &Arguments, name: &str) -> Result<Results, InferError> {
    let (tensor, dim) =
        to_split(arguments, "split_with_sizes expects at least a 1-dimensional tensor")?;
    let sizes = arguments.sym_ints(name)?;
    ensure!(
        !sizes.iter().any(|size| Dim::Static(0).is_more_than(size)),
        "split_with_sizes expects split_sizes have only non-negative entries, but got \
         split_sizes={}",
        SizeList(sizes)
    );
    let sum = sizes.iter().fold(Dim::Static(0), |sum, size| &sum + size);
    ensure!(
        sum.may_equal(&tensor.shape[dim]),
        "split_with_sizes expects split_sizes to sum exactly to {} (input tensor's size at \
         dimension {dim}), but got split_sizes={}",
        tensor.shape[dim],
        SizeList(sizes)
    );
    Ok(parts(tensor, dim, sizes.iter().cloned()))
}

/// Parts of the sizes `split_sizes`.
pub fn split_with_sizes(arguments: &Arguments) -> Result<Results, InferError> {
    split_into(arguments, "split_sizes")
}

/// At most `chunks` parts, all but the last one of one size.
pub fn chunk(arguments: &Arguments) -> Result<Results, InferError> {
    let (tensor, dim) = to_split(arguments, "chunk expects at least a 1-dimensional tensor")?;
    let (chunks, whole) = (arguments.int("chunks")?, &tensor.shape[dim]);
    ensure!(chunks > 0, "chunk expects `chunks` to be greater than 0, got: {chunks}");
    let sizes = match whole {
        Dim::Static(0) => {
            check_count(chunks)?;
            vec![Dim::Static(0); chunks as usize]
        }
        Dim::Static(size) => equal_parts(whole, &Dim::Static((size - 1) / chunks + 1), None)?,
        _ => {
            check_count(chunks)?;
            let part = match whole.modulo(&Dim::Static(chunks)) {
                Dim::Static(0) => whole.floor_div(&Dim::Static(chunks)),
                _ => whole.ceil_div(&Dim::Static(chunks)),
            };
            let last = whole - &(&part * (chunks - 1));
            let mut sizes = vec![part; chunks as usize - 1];
            sizes.push(last);
            sizes
        }
    };
    Ok(parts(tensor, dim, sizes))
}

/// `sections` parts, the first ones larger by one if need be.
fn sections(whole: &Dim, sections: i64) -> Result<Vec<Dim>, InferError> {
    ensure!(sections > 0, "number of sections must be larger than 0, got {sections}");
    check_count(sections)?;
    let divisor = Dim::Static(sections);
    let (least, more) = (whole.floor_div(&divisor), whole.modulo(&divisor));
    Ok((0..sections)
        .map(|section| match more {
            Dim::Static(more) => &least + i64::from(section < more),
            _ => Dim::Dynamic,
        })
        .collect())
}

/// The parts between the `indices`, as slices take them.
fn between(whole: &Dim, indices: &[Dim]) -> Vec<Dim> {
    let zero = Dim::Static(0);
    let starts = std::iter::once(&zero).chain(indices);
    let ends = indices.iter().map(Some).chain([None]);
    starts.zip(ends).map(|(start, end)| slice_length(whole, Some(start), end, 1)).collect()
}

/// Parts as equal as can be, or parts between indices.
pub fn tensor_split(arguments: &Arguments) -> Result<Results, InferError> {
    let tensor = arguments.tensor("self")?;
    ensure!(
        tensor.rank() > 0,
        "tensor_split expected at least a 1-dimensional tensor, but got a tensor with {} dims",
        tensor.rank()
    );
    let dim = wrap_dim(arguments.int("dim")?, tensor.rank())?;
    let whole = &tensor.shape[dim];
    let by_sections = arguments.iter().any(|(name, _)| name == "sections");
    let sizes = if by_sections {
        sections(whole, arguments.int("sections")?)?
    } else {
        between(whole, arguments.sym_ints("indices")?)
    };
    Ok(parts(tensor, dim, sizes))
}

/// The splits along a fixed dimension: `hsplit`, `vsplit`, `dsplit`.
pub fn fixed_split(arguments: &Arguments) -> Result<Results, InferError> {
    let tensor = arguments.tensor("self")?;
    let (name, least) = match &arguments.op().torch_name["aten::".len()..][..1] {
        "h" => ("hsplit", 1),
        "v" => ("vsplit", 2),
        _ => ("dsplit", 3),
    };
    ensure!(
        tensor.rank() >= least,
        "torch.{name} requires a tensor with at least {least} dimension, but got a tensor with {} \
         dimensions!",
        tensor.rank()
    );
    let dim = match name {
        "hsplit" => usize::from(tensor.rank() > 1),
        "vsplit" => 0,
        _ => 2,
    };
    let whole = &tensor.shape[dim];
    if !arguments.iter().any(|(name, _)| name == "sections") {
        return Ok(parts(tensor, dim, between(whole, arguments.sym_ints("indices")?)));
    }
    let count = arguments.int("sections")?;
    ensure!(
        whole.modulo(&Dim::Static(count)).as_static().is_none_or(|rest| rest == 0) && count != 0,
        "torch.{name} attempted to split along dimension {dim}, but the size of the dimension \
         {whole} is not divisible by the split_size {count}!"
    );
    Ok(parts(tensor, dim, sections(whole, count)?))
}

/// The slices at each index of `dim`, which is removed.
pub fn unbind(arguments: &Arguments) -> Result<Results, InferError> {
    let tensor = arguments.tensor("self")?;
    let dim = wrap_dim_of_some(arguments.int("dim")?, tensor.rank())?;
    let known = || arguments.result_count()?.try_into().ok();
    let Some(count) = tensor.shape[dim].as_static().or_else(known) else {
        fail!("cannot tell how many slices there are along dimension {dim} of {tensor}")
    };
    check_count(count)?;
    let mut slice = tensor.clone();
    slice.shape.remove(dim);
    Ok(tensor_results((0..count).map(|_| slice.clone())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aten::{
        pointwise::tests::int,
        view::tests::{dims, ints, named, of, sizes},
    };

    fn all(tensors: &[&str]) -> Argument {
        let tensors = tensors.iter().map(|sizes| TensorType::new(dims(sizes), DType::F32));
        Argument::Tensors(tensors.collect())
    }

    #[test]
    fn joined_sizes_add_up_and_the_rest_is_known_best() {
        let cat =
            |tensors: &[&str], dim| sizes("cat", &[("tensors", all(tensors)), ("dim", int(dim))]);
        assert_eq!(cat(&["2, s0", "s1, 3", "4, ?"], 0), "[s1 + 6, 3]");
        assert_eq!(cat(&["0", "2, s0", "0", "2, ?"], 1), "[2, ?]");
        assert_eq!(cat(&["0", "0"], -1), "[0]");
        let stacked = [("tensors", all(&["?, 3", "s0, ?"])), ("dim", int(-1))];
        assert_eq!(sizes("stack", &stacked), "[s0, 3, 2]");
    }

    #[test]
    fn parts_of_symbolic_sizes() {
        let split = |from: &str, part: &str| {
            let part = Argument::SymInt(dims(part).remove(0));
            named("split.Tensor", &[("self", of(from)), ("split_size", part)])
                .map(|parts| parts.len())
        };
        assert_eq!(split("2*s0", "s0"), Ok(2));
        assert_eq!(split("s0", "s0"), Ok(1));
        assert_eq!(split("0", "7"), Ok(1));
        assert!(split("s0", "2").is_err());
        assert!(split("9223372036854775807", "1").is_err());
        let chunk = |from, chunks| sizes("chunk", &[("self", of(from)), ("chunks", int(chunks))]);
        assert_eq!(chunk("4*s0", 2), "[2*s0] [2*s0]");
        assert_eq!(chunk("s0", 2), "[((s0 + 1) // (2))] [s0 - ((s0 + 1) // (2))]");
        assert_eq!(chunk("6", 4), "[2] [2] [2]");
        assert_eq!(chunk("0", 2), "[0] [0]");
    }

    #[test]
    fn parts_between_indices_are_slices() {
        let split = |from, indices| {
            sizes("tensor_split.indices", &[("self", of(from)), ("indices", ints(indices))])
        };
        assert_eq!(split("7", "2, 1, 9"), "[2] [0] [6] [0]");
        assert_eq!(split("s0", "1, s0"), "[1] [s0 - 1] [0]");
        assert_eq!(split("7", ""), "[7]");
    }

    #[test]
    fn binomials_end_soon() {
        assert_eq!(binomial(5, 2), Some(10));
        assert_eq!(binomial(3, 4), Some(0));
        assert_eq!(binomial(66, 33), Some(7_219_428_434_016_265_740));
        assert_eq!(binomial(1 << 62, 1 << 61), None);
        assert_eq!(binomial(1 << 62, (1 << 62) - 1), Some(1 << 62));
    }
}
