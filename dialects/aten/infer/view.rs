//! Views: the same elements under another shape.
//!
//! Source of the semantics: `aten/src/ATen/native/TensorShape.cpp`,
//! `aten/src/ATen/InferSize.h`.

use smallvec::smallvec;

use crate::{
    arguments::{Argument, Arguments},
    dim::Dim,
    dtype::DType,
    shape::{check_sizes, wrap_dim, wrap_dim_of_some, wrap_dims},
    types::{InferError, Results, Shape, SizeList, TensorType, ensure, fail, numel},
};

/// The ints of a parameter that takes one or several.
fn one_or_more(arguments: &Arguments, name: &str) -> Result<Vec<i64>, InferError> {
    match arguments.get(name) {
        Argument::SymInts(_) => arguments.ints(name),
        _ => Ok(vec![arguments.int(name)?]),
    }
}

/// The dimensions of `tensor` in another order.
fn reordered(tensor: &TensorType, order: impl IntoIterator<Item = usize>) -> Results {
    tensor.with_shape(order.into_iter().map(|dim| tensor.shape[dim].clone())).into_results()
}

//===-- Sizes given ---------------------------------------------------------===//

/// `sizes`, where one may be -1: what the others leave of the elements of `from`.
pub(crate) fn infer_sizes(sizes: &[Dim], from: &[Dim]) -> Result<Shape, InferError> {
    let mut unknown = None;
    for (place, size) in sizes.iter().enumerate() {
        match size.as_static() {
            Some(-1) => {
                ensure!(unknown.is_none(), "only one dimension can be inferred");
                unknown = Some(place);
            }
            Some(size) => {
                ensure!(size >= 0, "invalid shape dimension {size}");
            }
            None => {}
        }
    }
    let elements = numel(from);
    let Some(place) = unknown else {
        ensure!(
            numel(sizes).may_equal(&elements),
            "shape '{}' is invalid for input of size {elements}",
            SizeList(sizes)
        );
        return Ok(sizes.into());
    };
    let (given, left) = cancel(sizes.iter().filter(|size| **size != Dim::Static(-1)), from);
    let ambiguous = sizes.contains(&Dim::Static(0));
    ensure!(
        !(ambiguous && elements.may_equal(&Dim::Static(0))),
        "cannot reshape tensor of 0 elements into shape {} because the unspecified dimension \
         size -1 can be any value and is ambiguous",
        SizeList(sizes)
    );
    ensure!(
        !ambiguous && left.modulo(&given).as_static().is_none_or(|rest| rest == 0),
        "shape '{}' is invalid for input of size {elements}",
        SizeList(sizes)
    );
    let mut shape: Shape = sizes.into();
    shape[place] = left.floor_div(&given);
    Ok(shape)
}

/// The products of both lists without the factors that they share.
fn cancel<'a>(divisor: impl Iterator<Item = &'a Dim>, dividend: &[Dim]) -> (Dim, Dim) {
    let mut rest: Vec<Dim> = dividend.to_vec();
    let kept: Vec<Dim> = divisor
        .filter(|dim| match rest.iter().position(|other| other.is_same(dim)) {
            Some(place) => {
                rest.swap_remove(place);
                false
            }
            None => true,
        })
        .cloned()
        .collect();
    (numel(&kept), numel(&rest))
}

/// `self` as a tensor of sizes `size`.
pub fn view(arguments: &Arguments) -> Result<Results, InferError> {
    let tensor = arguments.tensor("self")?;
    let shape = infer_sizes(arguments.sym_ints("size")?, &tensor.shape)?;
    Ok(tensor.with_shape(shape).into_results())
}

/// `self` as a tensor of sizes `shape`.
pub fn reshape(arguments: &Arguments) -> Result<Results, InferError> {
    let tensor = arguments.tensor("self")?;
    let shape = infer_sizes(arguments.sym_ints("shape")?, &tensor.shape)?;
    Ok(tensor.with_shape(shape).into_results())
}

/// `self` as a tensor of the sizes of `other`.
pub fn view_as(arguments: &Arguments) -> Result<Results, InferError> {
    let tensor = arguments.tensor("self")?;
    let shape = infer_sizes(&arguments.tensor("other")?.shape, &tensor.shape)?;
    Ok(tensor.with_shape(shape).into_results())
}

/// `self` as a vector.
pub fn ravel(arguments: &Arguments) -> Result<Results, InferError> {
    let tensor = arguments.tensor("self")?;
    Ok(tensor.with_shape([tensor.numel()]).into_results())
}

/// The dimensions from `start_dim` to `end_dim` made one.
pub fn flatten(arguments: &Arguments) -> Result<Results, InferError> {
    let tensor = arguments.tensor("self")?;
    let start = wrap_dim(arguments.int("start_dim")?, tensor.rank())?;
    let end = wrap_dim(arguments.int("end_dim")?, tensor.rank())?;
    ensure!(start <= end, "flatten() has invalid args: start_dim cannot come after end_dim");
    if tensor.rank() == 0 {
        return ravel(arguments);
    }
    let mut shape: Shape = tensor.shape[..start].into();
    shape.push(numel(&tensor.shape[start..=end]));
    shape.extend(tensor.shape[end + 1..].iter().cloned());
    Ok(tensor.with_shape(shape).into_results())
}

/// The dimension `dim` made several.
pub fn unflatten(arguments: &Arguments) -> Result<Results, InferError> {
    let tensor = arguments.tensor("self")?;
    let dim = wrap_dim_of_some(arguments.int("dim")?, tensor.rank())?;
    let sizes = arguments.sym_ints("sizes")?;
    ensure!(!sizes.is_empty(), "unflatten: sizes must be non-empty");
    let from = &tensor.shape[dim];
    let Ok(inner) = infer_sizes(sizes, std::slice::from_ref(from)) else {
        fail!(
            "unflatten: Provided sizes {} don't multiply up to the size of dim {dim} ({from}) in \
             the input tensor",
            SizeList(sizes)
        )
    };
    let outer = &tensor.shape;
    let shape = [&outer[..dim], &inner, &outer[dim + 1..]].concat();
    Ok(tensor.with_shape(shape).into_results())
}

/// `tensor` repeated along dimensions of size 1 and new leading ones; -1 keeps a size.
pub(crate) fn expanded(tensor: &TensorType, sizes: &[Dim]) -> Result<Results, InferError> {
    let Some(new) = sizes.len().checked_sub(tensor.rank()) else {
        fail!(
            "expand(torch.{}Tensor{{{}}}, size={}): the number of sizes provided ({}) must be \
             greater or equal to the number of dimensions in the tensor ({})",
            tensor.dtype,
            SizeList(&tensor.shape),
            SizeList(sizes),
            sizes.len(),
            tensor.rank()
        );
    };
    let mut shape = Shape::new();
    for (place, size) in sizes.iter().enumerate() {
        let existing = place.checked_sub(new).map(|place| &tensor.shape[place]);
        shape.push(match (existing, size) {
            (None, Dim::Static(-1)) => fail!(
                "The expanded size of the tensor (-1) isn't allowed in a leading, non-existing \
                 dimension {place}"
            ),
            (None | Some(Dim::Static(1)), Dim::Static(0..) | Dim::Symbolic(_) | Dim::Dynamic) => {
                size.clone()
            }
            (Some(existing), Dim::Static(-1)) => existing.clone(),
            (Some(existing), _) if existing.may_equal(size) => match (existing, size) {
                (Dim::Static(_), _) | (_, Dim::Dynamic) => existing.clone(),
                _ => size.clone(),
            },
            (Some(existing), _) if *existing != Dim::Static(1) => fail!(
                "The expanded size of the tensor ({size}) must match the existing size \
                 ({existing}) at non-singleton dimension {place}.  Target sizes: {}.  Tensor \
                 sizes: {}",
                SizeList(sizes),
                SizeList(&tensor.shape)
            ),
            _ => {
                fail!("Trying to create tensor with negative dimension {size}: {}", SizeList(sizes))
            }
        });
    }
    check_sizes(&shape)?;
    Ok(tensor.with_shape(shape).into_results())
}

/// `self` expanded to `size`.
pub fn expand(arguments: &Arguments) -> Result<Results, InferError> {
    expanded(arguments.tensor("self")?, arguments.sym_ints("size")?)
}

/// `self` expanded to the sizes of `other`.
pub fn expand_as(arguments: &Arguments) -> Result<Results, InferError> {
    expanded(arguments.tensor("self")?, &arguments.tensor("other")?.shape)
}

/// The elements at `storage_offset + sum(index * stride)` of `self` laid out in order.
pub fn as_strided(arguments: &Arguments) -> Result<Results, InferError> {
    Ok(strided(arguments)?.into_results())
}

/// What `as_strided` reads, and `as_strided_scatter` writes.
pub(crate) fn strided(arguments: &Arguments) -> Result<TensorType, InferError> {
    let tensor = arguments.tensor("self")?;
    let (sizes, strides) = (arguments.sym_ints("size")?, arguments.sym_ints("stride")?);
    ensure!(sizes.len() == strides.len(), "mismatch in length of strides and shape");
    check_sizes(sizes)?;
    let negative = |dim: &Dim| dim.as_static().is_some_and(|value| value < 0);
    ensure!(
        !strides.iter().any(negative),
        "as_strided: Negative strides are not supported at the moment, got strides: {}",
        SizeList(strides)
    );
    // The other ops of this signature (`_reshape_alias`) have no offset.
    let offset = match arguments.iter().find(|(name, _)| *name == "storage_offset") {
        Some((_, Argument::SymInt(offset))) => offset.clone(),
        _ => Dim::Static(0),
    };
    ensure!(!negative(&offset), "Tensor: invalid storage offset {offset}");
    let needed = if sizes.contains(&Dim::Static(0)) {
        Dim::Static(0)
    } else {
        let last = sizes.iter().zip(strides);
        last.fold(&offset + 1, |sum, (size, stride)| &sum + &(&(size - 1) * stride))
    };
    // Of numbers alone only an overflow is not known.
    let is_static = sizes.iter().chain(strides).chain([&offset]).all(Dim::is_static);
    ensure!(
        !needed.is_more_than(&tensor.numel()) && (needed.is_static() || !is_static),
        "setStorage: sizes {}, strides {}, storage offset {offset}, and itemsize {} requiring a \
         storage size of {} are out of bounds for storage of size {}",
        SizeList(sizes),
        SizeList(strides),
        tensor.dtype.size(),
        &needed * tensor.dtype.size() as i64,
        &tensor.numel() * tensor.dtype.size() as i64
    );
    Ok(tensor.with_shape(sizes.iter().cloned()))
}

//===-- Dimensions added, removed and moved ---------------------------------===//

/// A dimension of size 1 at `dim` of the result.
pub fn unsqueeze(arguments: &Arguments) -> Result<Results, InferError> {
    let tensor = arguments.tensor("self")?;
    let dim = wrap_dim(arguments.int("dim")?, tensor.rank() + 1)?;
    let mut shape = tensor.shape.clone();
    shape.insert(dim, Dim::Static(1));
    Ok(tensor.with_shape(shape).into_results())
}

/// Without the dimensions that `which` and are known to be of size 1.
fn squeezed(tensor: &TensorType, which: &[bool]) -> Results {
    let kept = tensor.shape.iter().zip(which);
    let kept = kept.filter(|(size, which)| !**which || **size != Dim::Static(1));
    tensor.with_shape(kept.map(|(size, _)| size.clone())).into_results()
}

/// Without the dimensions of size 1.
pub fn squeeze(arguments: &Arguments) -> Result<Results, InferError> {
    let tensor = arguments.tensor("self")?;
    Ok(squeezed(tensor, &vec![true; tensor.rank()]))
}

/// Without those of the dimensions `dim` that are of size 1.
pub fn squeeze_dims(arguments: &Arguments) -> Result<Results, InferError> {
    let tensor = arguments.tensor("self")?;
    Ok(squeezed(tensor, &wrap_dims(&one_or_more(arguments, "dim")?, tensor.rank(), false)?))
}

/// Dimension `i` of the result is `dims[i]` of `self`.
pub fn permute(arguments: &Arguments) -> Result<Results, InferError> {
    let tensor = arguments.tensor("self")?;
    let dims = arguments.ints("dims")?;
    ensure!(
        dims.len() == tensor.rank(),
        "permute(sparse_coo): number of dimensions in the tensor input does not match the length \
         of the desired ordering of dimensions i.e. input.dim() = {} is not equal to len(dims) = {}",
        tensor.rank(),
        dims.len()
    );
    let mut order = Vec::new();
    for dim in dims {
        let dim = wrap_dim(dim, tensor.rank())?;
        ensure!(!order.contains(&dim), "permute(): duplicate dims are not allowed.");
        order.push(dim);
    }
    Ok(reordered(tensor, order))
}

/// Two dimensions swapped, whatever the parameters are called.
pub fn transpose(arguments: &Arguments) -> Result<Results, InferError> {
    let tensor = arguments.tensor("self")?;
    let mut dims = arguments.iter().filter_map(|(_, value)| match value {
        Argument::SymInt(dim) => dim.as_static(),
        _ => None,
    });
    let (Some(a), Some(b)) = (dims.next(), dims.next()) else { fail!("expected two dimensions") };
    let (a, b) = (wrap_dim(a, tensor.rank())?, wrap_dim(b, tensor.rank())?);
    let mut shape = tensor.shape.clone();
    if !shape.is_empty() {
        shape.swap(a, b);
    }
    Ok(tensor.with_shape(shape).into_results())
}

/// The last two dimensions swapped.
fn last_two_swapped(tensor: &TensorType) -> Results {
    let rank = tensor.rank();
    let mut shape = tensor.shape.clone();
    if rank >= 2 {
        shape.swap(rank - 2, rank - 1);
    }
    tensor.with_shape(shape).into_results()
}

/// The transpose of a matrix; a vector or number is its own.
pub fn t(arguments: &Arguments) -> Result<Results, InferError> {
    let tensor = arguments.tensor("self")?;
    ensure!(
        tensor.rank() <= 2,
        "t() expects a tensor with <= 2 dimensions, but self is {}D",
        tensor.rank()
    );
    Ok(last_two_swapped(tensor))
}

/// The conjugate transpose of a matrix.
#[allow(non_snake_case)]
pub fn matrix_H(arguments: &Arguments) -> Result<Results, InferError> {
    let tensor = arguments.tensor("self")?;
    ensure!(
        matches!(tensor.rank(), 0 | 2),
        "tensor.H is only supported on matrices (2-D tensors). Got {}-D tensor.",
        tensor.rank()
    );
    Ok(last_two_swapped(tensor))
}

/// The (conjugate) transposes of a batch of matrices: `mT`, `mH`, `adjoint`.
pub fn batch_transpose(arguments: &Arguments) -> Result<Results, InferError> {
    let tensor = arguments.tensor("self")?;
    let name = match arguments.op().torch_name {
        "aten::mT" => "mT",
        "aten::mH" => "mH",
        _ => "adjoint()",
    };
    ensure!(
        tensor.rank() != 1,
        "tensor.{name} is only supported on matrices or batches of matrices. Got 1-D tensor."
    );
    Ok(last_two_swapped(tensor))
}

/// All dimensions in reverse order.
pub fn reverse(arguments: &Arguments) -> Result<Results, InferError> {
    let tensor = arguments.tensor("self")?;
    Ok(reordered(tensor, (0..tensor.rank()).rev()))
}

/// The dimensions `source` at the places `destination`; the rest keep their order.
pub fn movedim(arguments: &Arguments) -> Result<Results, InferError> {
    let tensor = arguments.tensor("self")?;
    let given = ["source", "destination"].map(|name| one_or_more(arguments, name));
    let [source, destination] = given;
    let (source, destination) = (source?, destination?);
    ensure!(
        source.len() == destination.len(),
        "movedim: Invalid source or destination dims: source ({} dims) should contain the same \
         number of dims as destination ({} dims)",
        source.len(),
        destination.len()
    );
    let wrapped = |dims: &[i64], name: &str| -> Result<Vec<usize>, InferError> {
        let mut places = Vec::new();
        for &dim in dims {
            let place = wrap_dim(dim, tensor.rank())?;
            ensure!(!places.contains(&place), "movedim: repeated dim in `{name}` ({dims:?})");
            places.push(place);
        }
        Ok(places)
    };
    let (source, destination) =
        (wrapped(&source, "source")?, wrapped(&destination, "destination")?);
    if tensor.rank() == 0 {
        return Ok(tensor.clone().into_results());
    }
    let mut rest = (0..tensor.rank()).filter(|dim| !source.contains(dim));
    let order = (0..tensor.rank()).map(|place| {
        match destination.iter().position(|&destination| destination == place) {
            Some(index) => source[index],
            None => rest.next().expect("as many places are left as dimensions"),
        }
    });
    Ok(reordered(tensor, order.collect::<Vec<_>>()))
}

//===-- Diagonals -----------------------------------------------------------===//

/// Two dimensions that must differ.
fn two_dims(arguments: &Arguments, rank: usize) -> Result<(usize, usize), InferError> {
    let (dim1, dim2) = (arguments.int("dim1")?, arguments.int("dim2")?);
    let (a, b) = (wrap_dim_of_some(dim1, rank)?, wrap_dim_of_some(dim2, rank)?);
    ensure!(a != b, "diagonal dimensions cannot be identical {dim1}, {dim2}");
    Ok((a, b))
}

/// The length of the diagonal `offset` to the right of the main one.
fn diagonal_length(rows: &Dim, columns: &Dim, offset: i64) -> Dim {
    let (rows, columns) = if offset >= 0 {
        (rows.clone(), columns - offset)
    } else {
        (rows + offset, columns.clone())
    };
    not_negative(&smaller(&rows, &columns))
}

/// The smaller of two sizes, one of them where it is known which.
pub(crate) fn smaller(a: &Dim, b: &Dim) -> Dim {
    match (a.is_at_most(b), b.is_at_most(a)) {
        (true, _) => a.clone(),
        (_, true) => b.clone(),
        _ => a.minimum(b),
    }
}

/// The number, or 0 where it is negative.
pub(crate) fn not_negative(dim: &Dim) -> Dim {
    match dim.lower_bound() {
        Some(0..) => dim.clone(),
        _ => dim.maximum(&Dim::Static(0)),
    }
}

/// The diagonals of the matrices in `dim1` and `dim2`, as the last dimension.
pub(crate) fn diagonal_of(
    tensor: &TensorType,
    arguments: &Arguments,
) -> Result<TensorType, InferError> {
    let (dim1, dim2) = two_dims(arguments, tensor.rank())?;
    let offset = arguments.int("offset")?;
    let length = diagonal_length(&tensor.shape[dim1], &tensor.shape[dim2], offset);
    let rest = (0..tensor.rank()).filter(|&dim| dim != dim1 && dim != dim2);
    let shape = rest.map(|dim| tensor.shape[dim].clone());
    Ok(tensor.with_shape(shape.chain([length])))
}

/// A diagonal of `self`.
pub fn diagonal(arguments: &Arguments) -> Result<Results, InferError> {
    Ok(diagonal_of(arguments.tensor("self")?, arguments)?.into_results())
}

/// A diagonal of `A`.
pub fn linalg_diagonal(arguments: &Arguments) -> Result<Results, InferError> {
    Ok(diagonal_of(arguments.tensor("A")?, arguments)?.into_results())
}

/// The side of the square matrix whose diagonal `offset` is this long.
fn square_side(length: &Dim, offset: i64) -> Result<Dim, InferError> {
    let Some(offset) = offset.checked_abs() else { fail!("the offset {offset} is out of range") };
    Ok(length + offset)
}

/// The diagonal of a matrix, or the matrix of a diagonal.
pub fn diag(arguments: &Arguments) -> Result<Results, InferError> {
    let tensor = arguments.tensor("self")?;
    let offset = arguments.int("diagonal")?;
    let shape: Shape = match tensor.shape.as_slice() {
        [length] => {
            let side = square_side(length, offset)?;
            smallvec![side.clone(), side]
        }
        [rows, columns] => smallvec![diagonal_length(rows, columns, offset)],
        shape => fail!("diag(): Supports 1D or 2D tensors. Got {}D", shape.len()),
    };
    Ok(tensor.with_shape(shape).into_results())
}

/// The matrix whose diagonal is `self`, flattened.
pub fn diagflat(arguments: &Arguments) -> Result<Results, InferError> {
    let tensor = arguments.tensor("self")?;
    let side = square_side(&tensor.numel(), arguments.int("offset")?)?;
    Ok(tensor.with_shape([side.clone(), side]).into_results())
}

/// Matrices in `dim1` and `dim2` whose diagonals are the last dimension of `self`.
pub fn diag_embed(arguments: &Arguments) -> Result<Results, InferError> {
    let tensor = arguments.tensor("self")?;
    let (dim1, dim2) = two_dims(arguments, tensor.rank() + 1)?;
    let last = wrap_dim_of_some(-1, tensor.rank())?;
    let side = square_side(&tensor.shape[last], arguments.int("offset")?)?;
    let mut shape: Shape = tensor.shape[..last].into();
    shape.insert(dim1.min(dim2), side.clone());
    shape.insert(dim1.max(dim2), side);
    Ok(tensor.with_shape(shape).into_results())
}

/// The triangle of each matrix on one side of a diagonal.
pub fn triangle(arguments: &Arguments) -> Result<Results, InferError> {
    let tensor = arguments.tensor("self")?;
    let name = arguments.op().base_name();
    ensure!(tensor.rank() >= 2, "{name}: input tensor must have at least 2 dimensions");
    Ok(tensor.clone().into_results())
}

//===-- Elements repeated and moved -----------------------------------------===//

/// Each dimension `repeats` times; missing dimensions lead.
fn repeated(tensor: &TensorType, repeats: &[Dim]) -> Result<Results, InferError> {
    let Some(new) = repeats.len().checked_sub(tensor.rank()) else {
        fail!(
            "Number of dimensions of repeat dims can not be smaller than number of dimensions of \
             tensor"
        )
    };
    check_sizes(repeats)?;
    let shape = repeats.iter().enumerate().map(|(place, count)| match place.checked_sub(new) {
        Some(place) => count * &tensor.shape[place],
        None => count.clone(),
    });
    Ok(tensor.with_shape(shape).into_results())
}

/// `self`, `repeats` times over along each dimension.
pub fn repeat(arguments: &Arguments) -> Result<Results, InferError> {
    repeated(arguments.tensor("self")?, arguments.sym_ints("repeats")?)
}

/// `self`, `dims` times over along the last dimensions.
pub fn tile(arguments: &Arguments) -> Result<Results, InferError> {
    let tensor = arguments.tensor("self")?;
    let dims = arguments.sym_ints("dims")?;
    let missing = tensor.rank().saturating_sub(dims.len());
    let repeats = [&vec![Dim::Static(1); missing], dims].concat();
    repeated(tensor, &repeats)
}

/// `self` with the dimensions `dims` in reverse.
pub fn flip(arguments: &Arguments) -> Result<Results, InferError> {
    let tensor = arguments.tensor("self")?;
    wrap_dims(&arguments.ints("dims")?, tensor.rank(), false)?;
    Ok(tensor.clone().into_results())
}

/// `self` with dimension 1 (`fliplr`) or 0 (`flipud`) in reverse.
pub fn flip_fixed(arguments: &Arguments) -> Result<Results, InferError> {
    let tensor = arguments.tensor("self")?;
    let least = if arguments.op().torch_name == "aten::fliplr" { 2 } else { 1 };
    ensure!(tensor.rank() >= least, "Input must be >= {least}-d.");
    Ok(tensor.clone().into_results())
}

/// Each element `shifts` further along `dims`, the last ones first.
pub fn roll(arguments: &Arguments) -> Result<Results, InferError> {
    let tensor = arguments.tensor("self")?;
    let (shifts, dims) = (arguments.sym_ints("shifts")?, arguments.ints("dims")?);
    ensure!(!shifts.is_empty(), "`shifts` required");
    ensure!(
        shifts.len() == dims.len() || (dims.is_empty() && shifts.len() == 1),
        "shifts and dimensions must align. shifts: {}, dims:{}",
        shifts.len(),
        dims.len()
    );
    for dim in dims {
        wrap_dim(dim, tensor.rank())?;
    }
    Ok(tensor.clone().into_results())
}

/// `self` turned `k` times by a right angle in the plane of two dimensions.
pub fn rot90(arguments: &Arguments) -> Result<Results, InferError> {
    let tensor = arguments.tensor("self")?;
    let (k, dims) = (arguments.int("k")?, arguments.ints("dims")?);
    let rank = tensor.rank();
    let &[a, b] = dims.as_slice() else {
        fail!("expected total rotation dims == 2, but got dims = {}", dims.len())
    };
    ensure!(rank >= 2, "expected total dims >= 2, but got total dims = {rank}");
    let place = |dim: i64| -> Option<usize> {
        usize::try_from(if dim < 0 { dim.checked_add(rank as i64)? } else { dim })
            .ok()
            .filter(|&dim| dim < rank)
    };
    let Some(x) = place(a) else { fail!("Rotation dim0 out of range, dim0 = {a}") };
    let Some(y) = place(b) else { fail!("Rotation dim1 out of range, dim1 = {b}") };
    ensure!(x != y, "expected rotation dims to be different, but got dim0 = {a} and dim1 = {b}");
    let mut shape = tensor.shape.clone();
    if k.rem_euclid(2) == 1 {
        shape.swap(x, y);
    }
    Ok(tensor.with_shape(shape).into_results())
}

/// Every window of `size` along `dimension`, `step` apart, as a last dimension.
pub fn unfold(arguments: &Arguments) -> Result<Results, InferError> {
    let tensor = arguments.tensor("self")?;
    let dim = wrap_dim(arguments.int("dimension")?, tensor.rank())?;
    let (size, step) = (arguments.int("size")?, arguments.int("step")?);
    let whole = tensor.shape.get(dim).cloned().unwrap_or(Dim::Static(1));
    ensure!(size >= 0, "size is {size} but must be >= 0");
    ensure!(
        !Dim::Static(size).is_more_than(&whole),
        "maximum size for tensor at dimension {dim} is {whole} but size is {size}"
    );
    ensure!(step > 0, "step is {step} but must be > 0");
    let mut shape = tensor.shape.clone();
    if let Some(windows) = shape.get_mut(dim) {
        *windows = &(&whole - size).floor_div(&Dim::Static(step)) + 1;
    }
    shape.push(Dim::Static(size));
    Ok(tensor.with_shape(shape).into_results())
}

//===-- Elements read as another dtype --------------------------------------===//

/// The bytes of `self` as elements of `dtype`.
pub fn view_dtype(arguments: &Arguments) -> Result<Results, InferError> {
    let tensor = arguments.tensor("self")?;
    let dtype = arguments.dtype("dtype")?;
    let (old, new) = (tensor.dtype.size() as i64, dtype.size() as i64);
    let mut shape = tensor.shape.clone();
    if old != new {
        let Some(last) = shape.last_mut() else {
            fail!(
                "self.dim() cannot be 0 to view {} as {dtype} (different element sizes)",
                tensor.dtype
            )
        };
        let bytes = &*last * old;
        ensure!(
            bytes.modulo(&Dim::Static(new)).as_static().is_none_or(|rest| rest == 0),
            "self.size(-1) must be divisible by {} to view {} as {dtype} (different element \
             sizes), but got {last}",
            new / old,
            tensor.dtype
        );
        *last = bytes.floor_div(&Dim::Static(new));
    }
    Ok(TensorType { shape, dtype }.into_results())
}

/// Complex numbers as pairs of floats.
pub fn view_as_real(arguments: &Arguments) -> Result<Results, InferError> {
    let tensor = arguments.tensor("self")?;
    ensure!(tensor.dtype.is_complex(), "view_as_real is only supported for complex tensors");
    let shape = tensor.shape.iter().cloned().chain([Dim::Static(2)]);
    Ok(TensorType::new(shape, tensor.dtype.to_real()).into_results())
}

/// Pairs of floats as complex numbers.
pub fn view_as_complex(arguments: &Arguments) -> Result<Results, InferError> {
    let tensor = arguments.tensor("self")?;
    ensure!(
        matches!(tensor.dtype, DType::F16 | DType::F32 | DType::F64),
        "view_as_complex is only supported for half, float and double tensors, but got a tensor \
         of scalar type: {}",
        tensor.dtype
    );
    let Some((last, shape)) = tensor.shape.split_last() else {
        fail!("Input tensor must have one or more dimensions")
    };
    ensure!(last.may_equal(&Dim::Static(2)), "Tensor must have a last dimension of size 2");
    Ok(TensorType::new(shape.iter().cloned(), tensor.dtype.to_complex()).into_results())
}

/// The real parts; real numbers are their own.
pub fn real(arguments: &Arguments) -> Result<Results, InferError> {
    let tensor = arguments.tensor("self")?;
    Ok(tensor.with_dtype(tensor.dtype.to_real()).into_results())
}

/// The imaginary parts of complex numbers.
pub fn imag(arguments: &Arguments) -> Result<Results, InferError> {
    ensure!(
        arguments.tensor("self")?.dtype.is_complex(),
        "imag is not implemented for tensors with non-complex dtypes."
    );
    real(arguments)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::{
        Results, ValueType,
        aten::pointwise::tests::{int, refusal, result, tensor},
        infer, lookup,
    };

    /// The sizes of the results of `aten.<op>` on arguments given by name.
    pub(crate) fn sizes(op: &str, values: &[(&str, Argument)]) -> String {
        let results = named(op, values).unwrap();
        let sizes = results.iter().map(|result| match result {
            ValueType::Tensor(tensor) => SizeList(&tensor.shape).to_string(),
            ValueType::SymInt(dim) => dim.to_string(),
            other => other.to_string(),
        });
        sizes.collect::<Vec<_>>().join(" ")
    }

    /// What the inference says of arguments given by name.
    pub(crate) fn named(op: &str, values: &[(&str, Argument)]) -> Result<Results, InferError> {
        let op = lookup(&format!("aten.{op}")).unwrap();
        let mut arguments = Arguments::new(op);
        for (name, value) in values {
            let index = op.params.iter().position(|param| param.name == *name).unwrap();
            arguments.set(index, value.clone());
        }
        infer(op, &arguments)
    }

    /// An f32 tensor of sizes written as text: `s0, 3*s1`.
    pub(crate) fn of(sizes: &str) -> Argument {
        Argument::Tensor(TensorType::new(dims(sizes), DType::F32))
    }

    /// Sizes written as text; `?` is not known.
    pub(crate) fn dims(sizes: &str) -> Vec<Dim> {
        let sizes = sizes.split(", ").filter(|size| !size.is_empty());
        sizes.map(|size| if size == "?" { Dim::Dynamic } else { size.parse().unwrap() }).collect()
    }

    pub(crate) fn ints(sizes: &str) -> Argument {
        Argument::SymInts(dims(sizes))
    }

    #[test]
    fn the_size_left_is_exact() {
        let view = |from, to| sizes("view", &[("self", of(from)), ("size", ints(to))]);
        assert_eq!(view("s0, s1, 64", "s0, s1, 4, -1"), "[s0, s1, 4, 16]");
        assert_eq!(view("s0, s1 + 1, 8", "-1, s1 + 1, 4"), "[2*s0, s1 + 1, 4]");
        assert_eq!(view("s0, s1", "-1"), "[s0*s1]");
        assert_eq!(view("?, 4", "2, -1"), "[2, ?]");
        assert_eq!(view("s0, 6", "-1, 4"), "[((6*s0) // (4)), 4]");
        assert_eq!(view("0, s0", "0, 7"), "[0, 7]");
        let refused = named("view", &[("self", of("4, s0")), ("size", ints("s0, 3"))]);
        assert!(refused.is_ok(), "s0 * 4 = s0 * 3 is only false as s0 is not 0");
        let refused = named("view", &[("self", of("4, 5")), ("size", ints("-1, 0"))]);
        assert_eq!(refused.unwrap_err().0, "shape '[-1, 0]' is invalid for input of size 20");
    }

    #[test]
    fn expansion_keeps_what_is_known_best() {
        let expand = |from, to| sizes("expand", &[("self", of(from)), ("size", ints(to))]);
        assert_eq!(expand("1, s0, 4, ?", "s1, -1, ?, 7"), "[s1, s0, 4, 7]");
        let negative = named("expand", &[("self", of("1")), ("size", ints("-2"))]);
        assert_eq!(
            negative.unwrap_err().0,
            "Trying to create tensor with negative dimension -2: [-2]"
        );
    }

    #[test]
    fn diagonals_of_symbolic_sizes_are_as_long_as_the_shorter_side() {
        let diagonal =
            |from, offset| sizes("diagonal", &[("self", of(from)), ("offset", int(offset))]);
        assert_eq!(diagonal("s0, s0", 0), "[s0]");
        assert_eq!(diagonal("s0, s0 + 3", 2), "[s0]");
        assert_eq!(diagonal("s0, s0", -1), "[s0 - 1]");
        assert_eq!(diagonal("3, 4", 9), "[0]");
        assert_eq!(diagonal("?, 4", 0), "[?]");
        assert_eq!(diagonal("3, 4", i64::MIN), "[0]");
    }

    #[test]
    fn hostile_numbers_are_refused() {
        let huge = tensor(&[i64::MAX, i64::MAX], DType::I8);
        assert_eq!(result("ravel", std::slice::from_ref(&huge)), "tensor<?xi8>");
        assert!(refusal("diagflat", &[huge.clone(), int(i64::MIN)]).contains("out of range"));
        assert!(refusal("unsqueeze", &[huge.clone(), int(i64::MAX)]).starts_with("Dimension out"));
        let turned = [huge.clone(), int(i64::MIN), ints("-9223372036854775807, 0")];
        assert!(refusal("rot90", &turned).starts_with("Rotation dim0 out of range"));
        assert!(refusal("unfold", &[huge, int(0), int(1), int(-1)]).contains("must be > 0"));
    }

    #[test]
    fn movedim_keeps_the_order_of_the_rest() {
        let moved =
            [("self", of("2, 3, 4, 5")), ("source", ints("0, 1")), ("destination", ints("-1, 0"))];
        assert_eq!(sizes("movedim.intlist", &moved), "[3, 4, 5, 2]");
    }
}
