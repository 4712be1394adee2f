//! Writing by index, into a copy.
//!
//! Source of the semantics: `aten/src/ATen/native/TensorAdvancedIndexing.cpp`,
//! `aten/src/ATen/native/ScatterGatherChecks.h`.

use super::{
    indexing::{check_index_dtype, check_masked_indices, indexed_shape, selected, size_at, sliced},
    pointwise::{check_alpha, same},
    view::{diagonal_of, strided},
};
use crate::{
    arguments::{Argument, Arguments},
    dim::Dim,
    dtype::DType,
    shape::{broadcast, check_sizes, may_equal, wrap_dim},
    types::{InferError, Results, SizeList, TensorType, ensure, fail},
};

/// The tensor that the parameter `name` is given, if there is such a parameter.
fn tensor_if_any<'a>(arguments: &'a Arguments, name: &str) -> Option<&'a TensorType> {
    arguments.iter().find_map(|(parameter, value)| match value {
        Argument::Tensor(tensor) if parameter == name => Some(tensor),
        _ => None,
    })
}

//===-- Element by element --------------------------------------------------===//

/// `result[index[i][j]][j] = src[i][j]` (or a number), for `dim` = 0.
pub fn scatter(arguments: &Arguments) -> Result<Results, InferError> {
    let (tensor, index) = (arguments.tensor("self")?, arguments.tensor("index")?);
    let dim = wrap_dim(arguments.int("dim")?, tensor.rank())?;
    let src = tensor_if_any(arguments, "src");
    check_index_dtype("scatter", index)?;
    ensure!(
        src.is_none_or(|src| src.dtype == tensor.dtype),
        "scatter(): Expected self.dtype to be equal to src.dtype"
    );
    if index.numel() != Dim::Static(0) {
        check_scatter_shapes(tensor, dim, index, src)?;
    }
    same(arguments)
}

/// The index must fit into `self`, apart from `dim`, and into `src`.
fn check_scatter_shapes(
    tensor: &TensorType,
    dim: usize,
    index: &TensorType,
    src: Option<&TensorType>,
) -> Result<(), InferError> {
    let rank = index.rank().max(1);
    ensure!(
        tensor.rank().max(1) == rank,
        "Index tensor must have the same number of dimensions as self tensor"
    );
    ensure!(
        src.is_none_or(|src| src.rank().max(1) == rank),
        "Index tensor must have the same number of dimensions as src tensor"
    );
    let exceeds =
        |other: &TensorType, place| size_at(index, place).is_more_than(&size_at(other, place));
    let too_large = (0..rank).any(|place| place != dim && exceeds(tensor, place));
    let too_large_for_src =
        src.filter(|src| too_large || (0..rank).any(|place| exceeds(src, place)));
    if let Some(src) = too_large_for_src {
        fail!(
            "Expected index {} to be no larger than self {} apart from dimension {dim} and to be \
             no larger than src {}",
            SizeList(&index.shape),
            SizeList(&tensor.shape),
            SizeList(&src.shape)
        );
    }
    ensure!(
        !too_large,
        "Expected index {} to be no larger than self {} apart from dimension {dim}",
        SizeList(&index.shape),
        SizeList(&tensor.shape)
    );
    Ok(())
}

/// `result.flatten()[index] = source`.
pub fn put(arguments: &Arguments) -> Result<Results, InferError> {
    let tensor = arguments.tensor("self")?;
    let (index, source) = (arguments.tensor("index")?, arguments.tensor("source")?);
    ensure!(
        index.dtype == DType::I64,
        "put_(): Expected a long tensor for index, but got {}",
        index.dtype
    );
    ensure!(
        tensor.dtype == source.dtype,
        "put_(): self and source expected to have the same dtype, but got self.dtype = {} and \
         source.dtype = {}",
        tensor.dtype,
        source.dtype
    );
    ensure!(
        source.numel().may_equal(&index.numel()),
        "put_(): Expected source and index to have the same number of elements, but got \
         source.numel() = {}, index.numel() = {}",
        source.numel(),
        index.numel()
    );
    ensure!(
        tensor.numel() != Dim::Static(0) || index.numel().may_equal(&Dim::Static(0)),
        "put_(): Tried to put elements into an empty tensor"
    );
    same(arguments)
}

/// `result[indices] = values`.
pub fn index_put(arguments: &Arguments) -> Result<Results, InferError> {
    let (tensor, values) = (arguments.tensor("self")?, arguments.tensor("values")?);
    if tensor_if_any(arguments, "mask").is_some() {
        check_masked_indices(arguments)?;
    }
    let shape = indexed_shape(tensor, arguments.opt_tensors("indices")?)?;
    ensure!(
        tensor.dtype == values.dtype,
        "Index put requires the source and destination dtypes match, got {} for the destination \
         and {} for the source.",
        tensor.dtype,
        values.dtype
    );
    let fits = values.rank() <= shape.len()
        && broadcast(&shape, &values.shape).is_ok_and(|common| may_equal(&common, &shape));
    ensure!(
        fits,
        "shape mismatch: value tensor of shape {} cannot be broadcast to indexing result of shape \
         {}",
        SizeList(&values.shape),
        SizeList(&shape)
    );
    same(arguments)
}

//===-- Slice by slice ------------------------------------------------------===//

/// `result[index[i]] = f(result[index[i]], source[i])` for `dim` = 0: `index_add`,
/// `index_reduce`.
pub fn index_accumulate(arguments: &Arguments) -> Result<Results, InferError> {
    let (tensor, name) = (arguments.tensor("self")?, arguments.op().base_name());
    let (index, source) = (arguments.tensor("index")?, arguments.tensor("source")?);
    let dim = wrap_dim(arguments.int("dim")?, tensor.rank())?;
    ensure!(
        index.rank() <= 1,
        "{name}_(): Index is supposed to be a vector, but got dim: {} with type: {} and size: {}",
        index.rank(),
        index.dtype,
        SizeList(&index.shape)
    );
    ensure!(
        matches!(index.dtype, DType::I64 | DType::I32),
        "{name}_(): Expected dtype int32/int64 for index but got: {}",
        index.dtype
    );
    ensure!(
        tensor.dtype == source.dtype,
        "{name}_(): self ({}) and source ({}) must have the same scalar type",
        tensor.dtype,
        source.dtype
    );
    ensure!(
        dim == 0 || dim < source.rank(),
        "{name}_(): Indexing dim {dim} is out of bounds of the source tensor with dim {}",
        source.rank()
    );
    ensure!(
        index.numel().may_equal(&size_at(source, dim)),
        "{name}_(): Number of indices ({}) should be equal to source.size(dim): ({}), for dim: {dim}",
        index.numel(),
        size_at(source, dim)
    );
    ensure!(
        slices_fit(tensor, source, dim),
        "source tensor shape must match self tensor shape, excluding the specified dimension. Got \
         self.shape = {} source.shape = {}",
        SizeList(&tensor.shape),
        SizeList(&source.shape)
    );
    if arguments.iter().any(|(name, _)| name == "alpha") {
        check_alpha(arguments, tensor.dtype)?;
    }
    same(arguments)
}

/// Whether the sizes agree except in `dim`.
fn slices_fit(tensor: &TensorType, source: &TensorType, dim: usize) -> bool {
    tensor.rank() == source.rank()
        && (0..tensor.rank())
            .all(|place| place == dim || tensor.shape[place].may_equal(&source.shape[place]))
}

/// `result[index[i]] = source[i]` for `dim` = 0.
pub fn index_copy(arguments: &Arguments) -> Result<Results, InferError> {
    let tensor = arguments.tensor("self")?;
    let (index, source) = (arguments.tensor("index")?, arguments.tensor("source")?);
    let dim = wrap_dim(arguments.int("dim")?, tensor.rank())?;
    let count = index.numel();
    ensure!(
        index.rank() < 2,
        "index_copy_(): Index should have dimension 1 or 0 (got {})",
        index.rank()
    );
    ensure!(
        source.rank() > 0 || count.may_equal(&Dim::Static(1)),
        "index_copy_(): When source is scalar, index should have one element (got {count})"
    );
    ensure!(
        source.rank() == tensor.rank() || source.rank() == 0 || tensor.rank() == 0,
        "index_copy_(): When source and destination are not scalars, their dimensionality must \
         match. Source dimensionality ({}), destination dimensionality ({})",
        source.rank(),
        tensor.rank()
    );
    ensure!(
        index.dtype == DType::I64,
        "index_copy_(): Expected a long tensor for index, but got {}",
        index.dtype
    );
    ensure!(
        tensor.dtype == source.dtype,
        "index_copy_(): self and source expected to have the same dtype, but got (self) {} and \
         (source) {}",
        tensor.dtype,
        source.dtype
    );
    // A vector has slices without dimensions, as a 0-d tensor.
    let fits = slices_fit(tensor, source, dim) || tensor.rank().max(source.rank()) <= 1;
    ensure!(
        fits,
        "index_copy_(): Source/destination tensor must have same slice shapes. Destination slice \
         shape: {} at dimension {dim} and source slice shape: {} at dimension 0.",
        SizeList(&without(tensor, dim)),
        SizeList(&without(source, dim))
    );
    ensure!(
        source.rank() == 0 || count.may_equal(&size_at(source, dim)),
        "index_copy_(): Number of indices ({count}) should be equal to source.size(dim) ({})",
        size_at(source, dim)
    );
    same(arguments)
}

/// The sizes without that of `dim`.
fn without(tensor: &TensorType, dim: usize) -> Vec<Dim> {
    let kept = tensor.shape.iter().enumerate().filter(|&(place, _)| place != dim);
    kept.map(|(_, size)| size.clone()).collect()
}

/// `result[index[i]] = value` for `dim` = 0.
pub fn index_fill(arguments: &Arguments) -> Result<Results, InferError> {
    let (tensor, index) = (arguments.tensor("self")?, arguments.tensor("index")?);
    ensure!(index.dtype == DType::I64, "index_fill_(): Expected dtype int64 for index.");
    if let Some(value) = tensor_if_any(arguments, "value") {
        ensure!(
            value.rank() == 0,
            "Only supports 0-dimensional value tensor. Got a tensor with {} dimensions.",
            value.rank()
        );
        check_no_complex_part("index_fill_(): Converting complex Scalar", tensor, value)?;
    }
    wrap_dim(arguments.int("dim")?, tensor.rank())?;
    ensure!(index.rank() <= 1, "Index has to be a vector/scalar");
    same(arguments)
}

/// A complex value has no place in a tensor of real numbers.
fn check_no_complex_part(
    what: &str,
    tensor: &TensorType,
    value: &TensorType,
) -> Result<(), InferError> {
    ensure!(
        tensor.dtype.is_complex() || !value.dtype.is_complex(),
        "{what} to non-complex type is not supported"
    );
    Ok(())
}

//===-- Masks ---------------------------------------------------------------===//

/// `mask ? value : self`, in the dtype of `self`.
pub fn masked_fill(arguments: &Arguments) -> Result<Results, InferError> {
    let (tensor, mask) = (arguments.tensor("self")?, arguments.tensor("mask")?);
    if let Some(value) = tensor_if_any(arguments, "value") {
        ensure!(
            value.rank() == 0,
            "masked_fill_ only supports a 0-dimensional value tensor, but got tensor with {} \
             dimension(s).",
            value.rank()
        );
        check_no_complex_part("masked_fill_: converting complex value", tensor, value)?;
    }
    ensure!(
        mask.dtype == DType::Bool,
        "masked_fill_ only supports boolean masks, but got mask with dtype {}",
        mask.dtype
    );
    Ok(tensor.with_shape(broadcast(&tensor.shape, &mask.shape)?).into_results())
}

/// The next element of `source` where `mask`, else that of `self`.
pub fn masked_scatter(arguments: &Arguments) -> Result<Results, InferError> {
    let (tensor, mask) = (arguments.tensor("self")?, arguments.tensor("mask")?);
    let source = arguments.tensor("source")?;
    ensure!(
        tensor.dtype == source.dtype,
        "masked_scatter: expected self and source to have same dtypes but got {} and {}",
        tensor.dtype,
        source.dtype
    );
    ensure!(
        mask.dtype == DType::Bool,
        "masked_scatter_ only supports boolean masks, but got mask with dtype {}",
        mask.dtype
    );
    Ok(tensor.with_shape(broadcast(&tensor.shape, &mask.shape)?).into_results())
}

//===-- Parts ---------------------------------------------------------------===//

/// `self` with `src` in place of a part, which has the same sizes.
fn with_part(arguments: &Arguments, part: &TensorType) -> Result<Results, InferError> {
    let src = arguments.tensor("src")?;
    ensure!(
        may_equal(&src.shape, &part.shape),
        "expected src to have a size equal to the slice of self. src size = {}, slice size = {}",
        SizeList(&src.shape),
        SizeList(&part.shape)
    );
    same(arguments)
}

/// `self` with `src` in place of what `select` gives.
pub fn select_scatter(arguments: &Arguments) -> Result<Results, InferError> {
    with_part(arguments, &selected(arguments)?)
}

/// `self` with `src` in place of what `slice` gives.
pub fn slice_scatter(arguments: &Arguments) -> Result<Results, InferError> {
    with_part(arguments, &sliced(arguments)?)
}

/// `self` with `src` in place of what `diagonal` gives.
pub fn diagonal_scatter(arguments: &Arguments) -> Result<Results, InferError> {
    with_part(arguments, &diagonal_of(arguments.tensor("self")?, arguments)?)
}

/// `self` with `src` in place of what `as_strided` gives.
pub fn as_strided_scatter(arguments: &Arguments) -> Result<Results, InferError> {
    with_part(arguments, &strided(arguments)?)
}

/// `self` with other sizes, and as many elements as they take.
pub fn resize(arguments: &Arguments) -> Result<Results, InferError> {
    let sizes = arguments.sym_ints("size")?;
    check_sizes(sizes)?;
    let format = arguments.opt_str("memory_format")?;
    if format == Some("preserve_format") {
        fail!("Unsupported memory format Preserve");
    }
    Ok(arguments.tensor("self")?.with_shape(sizes.iter().cloned()).into_results())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        TensorType,
        aten::view::tests::{dims, named, of},
    };

    fn indices(sizes: &str) -> Argument {
        Argument::Tensor(TensorType::new(dims(sizes), DType::I64))
    }

    #[test]
    fn only_a_certainly_too_large_index_is_refused() {
        let scatter = |tensor: &str, index: &str, src: &str| {
            let (index, src) = (("index", indices(index)), ("src", of(src)));
            let dim = ("dim", Argument::SymInt(Dim::Static(0)));
            named("scatter.src", &[("self", of(tensor)), dim, index, src])
        };
        assert!(scatter("4, s0", "9, s0", "9, s0 + 1").is_ok());
        assert!(scatter("4, s0", "9, 5", "9, s1").is_ok());
        assert!(scatter("4, s0", "9, s0 + 1", "9, s0 + 1").is_err());
        assert!(scatter("4, s0", "9, s0", "9, 1").is_err());
        assert!(scatter("4, 5", "0, 7, 7", "1").is_ok(), "nothing is written");
    }

    #[test]
    fn values_are_broadcast_to_what_is_indexed() {
        let put = |values: &str| {
            let index = Some(TensorType::new(dims("s1"), DType::I64));
            let indices = ("indices", Argument::OptTensors(vec![None, index]));
            named("index_put", &[("self", of("4, 5, s0")), indices, ("values", of(values))])
        };
        assert!(put("s1, 1").is_ok());
        assert!(put("4, 1, s0").is_ok());
        assert_eq!(
            put("3, s1, s0").unwrap_err().0,
            "shape mismatch: value tensor of shape [3, s1, s0] cannot be broadcast to indexing \
             result of shape [4, s1, s0]"
        );
        assert!(put("1, 4, s1, s0").is_err(), "not even a leading dimension of size 1");
    }

    #[test]
    fn a_vector_copies_into_a_0d_tensor() {
        let arguments = |source: &str| {
            let dim = ("dim", Argument::SymInt(Dim::Static(0)));
            named(
                "index_copy",
                &[("self", of("")), dim, ("index", indices("1")), ("source", of(source))],
            )
        };
        assert!(arguments("1").is_ok());
        assert!(arguments("2").is_err());
    }
}
