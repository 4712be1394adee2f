//! Sorting, ranking and counting.
//!
//! Source of the semantics: `Sorting.cpp`, `BucketizationUtils.h`, `SummaryOps.cpp`,
//! `Histogram.cpp` in `aten/src/ATen/native` of PyTorch, and the fake `unique` of
//! `torch/_subclasses/fake_impls.py`.

use super::reduction;
use crate::{
    arguments::{Argument, Arguments},
    dim::Dim,
    dtype::{Category, DType},
    shape::wrap_dim,
    types::{InferError, Results, SizeList, TensorType, ensure, fail, tensor_results},
};

/// `self`, checked to be of numbers that have an order, and the dimension.
fn ordered(arguments: &Arguments) -> Result<(&TensorType, usize), InferError> {
    let input = arguments.tensor("self")?;
    ensure!(
        !input.dtype.is_complex(),
        "{}: complex dtypes are not supported",
        arguments.op().base_name()
    );
    Ok((input, wrap_dim(arguments.int("dim")?, input.rank())?))
}

/// The elements in order, and their places.
pub fn sort(arguments: &Arguments) -> Result<Results, InferError> {
    let (input, _) = ordered(arguments)?;
    if arguments.op().name == "aten.sort.stable" {
        ensure!(
            *arguments.get("stable") != Argument::None,
            "sort(): c10::optional<bool> for stable has to have value."
        );
    }
    Ok(tensor_results([input.clone(), input.with_dtype(DType::I64)]))
}

/// The places of the elements in order.
pub fn argsort(arguments: &Arguments) -> Result<Results, InferError> {
    Ok(ordered(arguments)?.0.with_dtype(DType::I64).into_results())
}

/// `self` in order along the first dimension.
pub fn msort(arguments: &Arguments) -> Result<Results, InferError> {
    let input = arguments.tensor("self")?;
    ensure!(!input.dtype.is_complex(), "msort: complex dtypes are not supported");
    Ok(input.clone().into_results())
}

/// The size along `dim`; 1 for a 0-d tensor.
fn size_along(input: &TensorType, dim: usize) -> Dim {
    input.shape.get(dim).cloned().unwrap_or(Dim::Static(1))
}

/// Whether `k` is, as far as known, at least `low` and at most `size`.
fn in_range(k: &Dim, low: i64, size: &Dim) -> bool {
    let negative = |difference: Dim| difference.as_static().is_some_and(|value| value < 0);
    !negative(k - low) && !negative(size - k)
}

/// The `k` largest, and their places.
pub fn topk(arguments: &Arguments) -> Result<Results, InferError> {
    let (input, dim) = ordered(arguments)?;
    let k = arguments.sym_int("k")?;
    ensure!(in_range(k, 0, &size_along(input, dim)), "selected index k out of range");
    let mut values = input.clone();
    if let Some(size) = values.shape.get_mut(dim) {
        *size = k.clone();
    }
    let indices = values.with_dtype(DType::I64);
    Ok(tensor_results([values, indices]))
}

/// The `k`-th smallest, and its place.
pub fn kthvalue(arguments: &Arguments) -> Result<Results, InferError> {
    let (input, dim) = ordered(arguments)?;
    ensure!(
        in_range(arguments.sym_int("k")?, 1, &size_along(input, dim)),
        "kthvalue(): selected number k out of range for dimension {dim}"
    );
    reduction::values_and_indices(arguments)
}

/// The different elements, whose number is known at run time only.
pub fn unique(arguments: &Arguments) -> Result<Results, InferError> {
    let input = arguments.tensor("self")?;
    let dim = match arguments.iter().find(|(param, _)| *param == "dim") {
        Some((_, Argument::SymInt(_))) => Some(wrap_dim(arguments.int("dim")?, input.rank())?),
        _ => None,
    };
    let empty = input.numel() == Dim::Static(0);
    let count = if empty { Dim::Static(0) } else { Dim::Dynamic };
    let index = |asked: bool, shape: &[Dim]| {
        let none = [Dim::Static(0)];
        let shape = if asked { shape } else { &none };
        TensorType::new(shape.iter().cloned(), DType::I64)
    };
    let Some(dim) = dim else {
        return Ok(tensor_results([
            input.with_shape([count.clone()]),
            index(arguments.bool("return_inverse")?, &input.shape),
            index(arguments.bool("return_counts")?, &[count]),
        ]));
    };
    ensure!(input.rank() > 0, "unique along a dimension expects at least one dimension");
    let others = input.shape.iter().enumerate().filter(|(index, _)| *index != dim);
    ensure!(
        input.shape[dim] == Dim::Static(0)
            || others.map(|(_, size)| size).all(|d| *d != Dim::Static(0)),
        "There are 0 sized dimensions, and they aren't selected, so unique cannot be applied"
    );
    let mut shape = input.shape.clone();
    shape[dim] = count.clone();
    Ok(tensor_results([
        input.with_shape(shape),
        index(true, &input.shape[dim..=dim]),
        index(true, &[count]),
    ]))
}

fn index_dtype(arguments: &Arguments) -> Result<DType, InferError> {
    Ok(if arguments.bool("out_int32")? { DType::I32 } else { DType::I64 })
}

/// The sizes of `self`, which a number has none of.
fn values_type(arguments: &Arguments) -> Result<TensorType, InferError> {
    let dtype = index_dtype(arguments)?;
    Ok(match arguments.get("self") {
        Argument::Tensor(tensor) => tensor.with_dtype(dtype),
        _ => TensorType::new([], dtype),
    })
}

/// Places among the boundaries.
pub fn bucketize(arguments: &Arguments) -> Result<Results, InferError> {
    let rank = arguments.tensor("boundaries")?.rank();
    ensure!(rank == 1, "boundaries tensor must be 1 dimension, but got dim({rank})");
    Ok(values_type(arguments)?.into_results())
}

/// Places in sorted rows.
pub fn searchsorted(arguments: &Arguments) -> Result<Results, InferError> {
    let (sequence, values) = (arguments.tensor("sorted_sequence")?, values_type(arguments)?);
    if let Some(side) = arguments.opt_str("side")? {
        ensure!(
            !arguments.bool("right")? || side == "right",
            "torch.searchsorted(): side and right can't be set to opposites, got side of {side} \
             while right was True"
        );
    }
    if let Some(sorter) = arguments.opt_tensor("sorter")? {
        let same = sorter.rank() == sequence.rank()
            && sorter.shape.iter().zip(&sequence.shape).all(|(a, b)| a.may_equal(b));
        ensure!(
            same,
            "torch.searchsorted(): boundary and sorter must have the same size, but got boundary \
             tensor {} and got sorter tensor {}",
            SizeList(&sequence.shape),
            SizeList(&sorter.shape)
        );
        ensure!(
            sorter.dtype == DType::I64,
            "torch.searchsorted(): sorter must be a tensor of long dtype but got dtype {}",
            sorter.dtype
        );
    }
    ensure!(
        sequence.rank() > 0,
        "torch.searchsorted(): boundaries tensor should have positive dimension, but got 0 \
         dimension"
    );
    ensure!(
        values.rank() > 0 || sequence.rank() == 1,
        "torch.searchsorted(): input value can be a scalar only when boundaries tensor dimension \
         is 1, but we got boundaries tensor dim({})",
        sequence.rank()
    );
    let last = sequence.rank() - 1;
    let matched = sequence.rank() == values.rank()
        && sequence.shape[..last].iter().zip(&values.shape).all(|(a, b)| a.may_equal(b));
    ensure!(
        last == 0 || matched,
        "torch.searchsorted(): boundaries tensor should be 1 dimension or the first N-1 \
         dimensions of boundaries tensor and input value tensor must match, but we got boundaries \
         tensor {} and input value tensor {}",
        SizeList(&sequence.shape),
        SizeList(&values.shape)
    );
    Ok(values.into_results())
}

/// Counts, or sums of weights; how many depends on the largest element.
pub fn bincount(arguments: &Arguments) -> Result<Results, InferError> {
    let (input, minimum) = (arguments.tensor("self")?, arguments.int("minlength")?);
    ensure!(minimum >= 0, "minlength should be >= 0");
    ensure!(
        input.rank() == 1 && input.dtype.category() == Category::Integer,
        "bincount only supports 1-d non-negative integral inputs."
    );
    let weights = arguments.opt_tensor("weights")?;
    if let Some(weights) = weights {
        ensure!(
            weights.rank() == 1 && weights.shape[0].may_equal(&input.shape[0]),
            "weights should be 1-d and have the same length as input"
        );
    }
    if input.shape[0] == Dim::Static(0) {
        return Ok(TensorType::new([Dim::Static(minimum)], DType::I64).into_results());
    }
    let dtype = match weights.map(|weights| weights.dtype) {
        None => DType::I64,
        Some(DType::F32) => DType::F32,
        Some(_) => DType::F64,
    };
    Ok(TensorType::new([Dim::Dynamic], dtype).into_results())
}

fn bins_count(arguments: &Arguments) -> Result<i64, InferError> {
    let bins = arguments.int("bins")?;
    let name = arguments.op().base_name();
    ensure!(bins > 0, "{name}(): bins must be > 0, but got {bins}");
    Ok(bins)
}

/// `[bins]`, in the dtype of `self`.
pub fn histc(arguments: &Arguments) -> Result<Results, InferError> {
    let input = arguments.tensor("self")?;
    ensure!(input.dtype.is_float(), "\"histogram_cpu\" not implemented for '{}'", input.dtype);
    let bins = bins_count(arguments)?;
    if let (Some(min), Some(max)) =
        (arguments.scalar("min")?.as_f64(), arguments.scalar("max")?.as_f64())
    {
        ensure!(max >= min, "histc(): max must be larger than min");
    }
    Ok(input.with_shape([Dim::Static(bins)]).into_results())
}

/// The counts and the edges, one more.
pub fn histogram(arguments: &Arguments) -> Result<Results, InferError> {
    let input = arguments.tensor("self")?;
    ensure!(input.dtype.is_float(), "\"histogram_cpu\" not implemented for '{}'", input.dtype);
    if let Some(weight) = arguments.opt_tensor("weight")? {
        ensure!(
            weight.dtype == input.dtype && weight.numel().may_equal(&input.numel()),
            "histogram(): expected weight of {} elements of dtype {}, but got {weight}",
            input.numel(),
            input.dtype
        );
    }
    let (count, edges) = match arguments.get("bins") {
        Argument::Tensor(bins) => {
            ensure!(
                bins.rank() == 1 && bins.dtype == input.dtype && bins.shape[0] != Dim::Static(0),
                "histogram(): bins tensor should have one dimension, elements and the dtype of \
                 the input, but is {bins}"
            );
            (&bins.shape[0] - 1, bins.shape[0].clone())
        }
        _ => {
            let bins = Dim::Static(bins_count(arguments)?);
            (bins.clone(), &bins + 1)
        }
    };
    if let Some((_, Argument::Floats(range))) = arguments.iter().find(|(name, _)| *name == "range")
    {
        let [low, high] = range.as_slice() else {
            fail!("histogram(): range should have 2 elements, but got {}", range.len());
        };
        ensure!(
            low <= high,
            "histogram(): min should not exceed max, but got min {low} max {high}"
        );
    }
    Ok(tensor_results([input.with_shape([count]), input.with_shape([edges])]))
}
