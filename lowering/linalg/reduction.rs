//! Reductions: sums, extremes, variances.
//!
//! Source of the semantics: `ReduceOps.cpp` and `TensorCompare.cpp` in `aten/src/ATen/native`
//! of PyTorch.

use tricast_dialects::{Argument, DType};

use super::{
    Builder, Call, Comparison, Element, LowerError, Outputs, Size, Table, Tensor, compute_dtype,
};

/// The lowerings of this file.
pub const TABLE: Table = &[
    ("aten.sum", |b, call| accumulate(b, call, 0, |b, sum, x| b.add(sum, x))),
    ("aten.sum.dim_IntList", |b, call| accumulate(b, call, 0, |b, sum, x| b.add(sum, x))),
    ("aten.nansum", |b, call| accumulate(b, call, 0, |b, sum, x| b.add(sum, zero_if_nan(b, x)))),
    ("aten.prod", |b, call| accumulate(b, call, 1, |b, product, x| b.mul(product, x))),
    ("aten.prod.dim_int", |b, call| accumulate(b, call, 1, |b, product, x| b.mul(product, x))),
    ("aten.mean", mean),
    ("aten.mean.dim", mean),
    ("aten.nanmean", nanmean),
    ("aten.count_nonzero", count_nonzero),
    ("aten.count_nonzero.dim_IntList", count_nonzero),
    ("aten.trace", trace),
    ("aten.all", |b, call| truth(b, call, true, |b, so_far, x| b.and(so_far, x))),
    ("aten.all.dim", |b, call| truth(b, call, true, |b, so_far, x| b.and(so_far, x))),
    ("aten.all.dims", |b, call| truth(b, call, true, |b, so_far, x| b.and(so_far, x))),
    ("aten.any", |b, call| truth(b, call, false, |b, so_far, x| b.or(so_far, x))),
    ("aten.any.dim", |b, call| truth(b, call, false, |b, so_far, x| b.or(so_far, x))),
    ("aten.any.dims", |b, call| truth(b, call, false, |b, so_far, x| b.or(so_far, x))),
    ("aten.amax", |b, call| extreme(b, call, Extreme::Largest)),
    ("aten.amin", |b, call| extreme(b, call, Extreme::Smallest)),
    ("aten.max", |b, call| extreme(b, call, Extreme::Largest)),
    ("aten.min", |b, call| extreme(b, call, Extreme::Smallest)),
    ("aten.aminmax", smallest_and_largest),
    ("aten.max.dim", |b, call| extreme_and_place(b, call, Extreme::Largest)),
    ("aten.min.dim", |b, call| extreme_and_place(b, call, Extreme::Smallest)),
    ("aten.argmax", |b, call| place(b, call, Extreme::Largest)),
    ("aten.argmin", |b, call| place(b, call, Extreme::Smallest)),
    ("aten.std", |b, call| moments(b, call, |b, variance| b.math("sqrt", variance))),
    ("aten.std.dim", |b, call| moments(b, call, |b, variance| b.math("sqrt", variance))),
    ("aten.std.correction", |b, call| moments(b, call, |b, variance| b.math("sqrt", variance))),
    ("aten.std_mean", |b, call| moments(b, call, |b, variance| b.math("sqrt", variance))),
    ("aten.std_mean.dim", |b, call| moments(b, call, |b, variance| b.math("sqrt", variance))),
    ("aten.std_mean.correction", |b, call| {
        moments(b, call, |b, variance| b.math("sqrt", variance))
    }),
    ("aten.var", |b, call| moments(b, call, |_, variance| variance)),
    ("aten.var.dim", |b, call| moments(b, call, |_, variance| variance)),
    ("aten.var.correction", |b, call| moments(b, call, |_, variance| variance)),
    ("aten.var_mean", |b, call| moments(b, call, |_, variance| variance)),
    ("aten.var_mean.dim", |b, call| moments(b, call, |_, variance| variance)),
    ("aten.var_mean.correction", |b, call| moments(b, call, |_, variance| variance)),
];

/// What a reduction reduces.
pub struct Reduction<'c> {
    /// The tensor.
    pub x: Tensor<'c>,
    /// The dimensions.
    pub dims: Vec<usize>,
    /// Whether they stay, with size 1.
    pub keepdim: bool,
}

impl<'c> Reduction<'c> {
    /// The arguments `self`, `dim` and `keepdim`, as far as the op has the last two. No `dim` is
    /// all of them, and so is an empty list.
    pub fn read(call: &Call<'c>) -> Result<Self, LowerError> {
        let x = call.tensor("self");
        let dims = match has_dims(call) {
            false => x.dims(&[]),
            true if matches!(call.arguments.get("dim"), Argument::SymInt(_)) => {
                one_dim(&x, call.int("dim")?)
            }
            true => x.dims(&call.ints("dim")?),
        };
        Ok(Reduction { x, dims, keepdim: keepdim(call)? })
    }

    /// A result as `dtype`, with the dimensions that it keeps.
    pub fn finish(&self, b: &Builder<'c>, result: &Tensor<'c>, dtype: DType) -> Tensor<'c> {
        let result = b.cast_tensor(result, dtype);
        if self.keepdim { b.keep_dims(&result, &self.dims) } else { result }
    }
}

fn has_dims(call: &Call) -> bool {
    call.has("dim") && !matches!(call.arguments.get("dim"), Argument::None)
}

/// Whether the op keeps the dimensions that it reduces.
pub fn keepdim(call: &Call) -> Result<bool, LowerError> {
    if call.has("keepdim") { call.bool("keepdim") } else { Ok(false) }
}

/// One dimension as the list of those to reduce: none of a tensor of rank 0.
pub fn one_dim(x: &Tensor, dim: i64) -> Vec<usize> {
    if x.rank() == 0 { vec![] } else { x.dims(&[dim]) }
}

/// An element cast to the dtype of the result first, then to the one computed in.
fn as_result<'c>(b: &Builder<'c>, x: Element<'c>, dtype: DType) -> Element<'c> {
    b.cast(b.cast(x, dtype), compute_dtype(dtype))
}

fn zero_if_nan<'c>(b: &Builder<'c>, x: Element<'c>) -> Element<'c> {
    b.select(b.is_nan(x), b.int(x.dtype, 0), x)
}

/// Elements, in the dtype of the result, taken together one by one.
fn accumulate<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    identity: i64,
    body: impl FnOnce(&Builder<'c>, Element<'c>, Element<'c>) -> Element<'c>,
) -> Result<Outputs<'c>, LowerError> {
    let reduction = Reduction::read(call)?;
    let dtype = call.dtype();
    let initial = b.int(compute_dtype(dtype), identity);
    let result = b.fold(&reduction.x, &reduction.dims, initial, |so_far, x| {
        body(b, so_far, as_result(b, x, dtype))
    });
    Ok(reduction.finish(b, &result, dtype).into())
}

/// Divides the sums of `count` elements each.
pub fn divide<'c>(b: &Builder<'c>, sums: &Tensor<'c>, count: Size<'c>) -> Tensor<'c> {
    b.pointwise(&[sums], sums.dtype, |sums| b.div(sums[0], b.size_element(count, sums[0].dtype)))
}

fn mean<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let reduction = Reduction::read(call)?;
    let dtype = call.dtype();
    let zero = b.int(compute_dtype(dtype), 0);
    let sums =
        b.fold(&reduction.x, &reduction.dims, zero, |sum, x| b.add(sum, as_result(b, x, dtype)));
    let means = divide(b, &sums, b.count(&reduction.x, &reduction.dims));
    Ok(reduction.finish(b, &means, dtype).into())
}

fn nanmean<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let reduction = Reduction::read(call)?;
    let dtype = call.dtype();
    let compute = compute_dtype(dtype);
    let zero = b.int(compute, 0);
    let sums = b.fold(&reduction.x, &reduction.dims, zero, |sum, x| {
        b.add(sum, zero_if_nan(b, as_result(b, x, dtype)))
    });
    let counts = b.fold(&reduction.x, &reduction.dims, zero, |count, x| {
        b.add(count, b.select(b.is_nan(x), b.int(compute, 0), b.int(compute, 1)))
    });
    let means = b.pointwise(&[&sums, &counts], compute, |parts| b.div(parts[0], parts[1]));
    Ok(reduction.finish(b, &means, dtype).into())
}

fn count_nonzero<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let reduction = Reduction::read(call)?;
    let result = b.fold(&reduction.x, &reduction.dims, b.int(DType::I64, 0), |count, x| {
        b.add(count, b.cast(b.cast(x, DType::Bool), DType::I64))
    });
    Ok(reduction.finish(b, &result, DType::I64).into())
}

/// The sum of the diagonal.
fn trace<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let x = call.tensor("self");
    let dtype = call.dtype();
    let length = b.size_min(x.shape[0], x.shape[1]);
    let zeros = [Size::Static(0), Size::Static(0)];
    let square = b.slice(&x, &zeros, &[length, length], &[1, 1]);
    let compute = compute_dtype(dtype);
    let sum = b.full(&[], b.int(compute, 0));
    let diagonal = b.map(1, &[b.loop_dim(0), b.loop_dim(0)]);
    let inputs = [(&square, diagonal)];
    let outputs = [(&sum, b.projection(1, &[]))];
    let results = b.generic(&inputs, &outputs, &[super::Loop::Reduction], |ins, outs| {
        vec![b.add(outs[0], as_result(b, ins[0], dtype))]
    });
    Ok(b.cast_tensor(&results[0], dtype).into())
}

/// Whether elements are not 0, taken together.
fn truth<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    identity: bool,
    body: impl FnOnce(&Builder<'c>, Element<'c>, Element<'c>) -> Element<'c>,
) -> Result<Outputs<'c>, LowerError> {
    let mut reduction = Reduction::read(call)?;
    // An empty list is no dimension here.
    if has_dims(call) && call.ints("dim").is_ok_and(|dims| dims.is_empty()) {
        reduction.dims.clear();
    }
    let result = b.fold(&reduction.x, &reduction.dims, b.bool(identity), |so_far, x| {
        body(b, so_far, b.cast(x, DType::Bool))
    });
    Ok(reduction.finish(b, &result, call.dtype()).into())
}

/// Which of the elements is looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Extreme {
    Largest,
    Smallest,
}

impl Extreme {
    /// What every element beats, or equals.
    pub fn initial<'c>(self, b: &Builder<'c>, dtype: DType) -> Element<'c> {
        match self {
            Extreme::Largest => b.lowest(dtype),
            Extreme::Smallest => b.highest(dtype),
        }
    }

    /// The one of two elements; NaN where one is.
    fn of<'c>(self, b: &Builder<'c>, x: Element<'c>, y: Element<'c>) -> Element<'c> {
        match self {
            Extreme::Largest => b.max(x, y),
            Extreme::Smallest => b.min(x, y),
        }
    }

    /// Whether `x` is more of it than `y`; NaN is more than anything else.
    pub fn beats<'c>(self, b: &Builder<'c>, x: Element<'c>, y: Element<'c>) -> Element<'c> {
        let how = match self {
            Extreme::Largest => Comparison::Gt,
            Extreme::Smallest => Comparison::Lt,
        };
        let beats = b.compare(how, x, y);
        if !x.dtype.is_float() {
            return beats;
        }
        let is_number = b.compare(Comparison::Eq, y, y);
        b.or(beats, b.and(b.is_nan(x), is_number))
    }
}

/// The largest or smallest over dimensions, in the dtype that is computed in.
pub fn extreme_over<'c>(
    b: &Builder<'c>,
    x: &Tensor<'c>,
    dims: &[usize],
    which: Extreme,
) -> Tensor<'c> {
    let compute = compute_dtype(x.dtype);
    b.fold(x, dims, which.initial(b, compute), |so_far, x| which.of(b, so_far, b.cast(x, compute)))
}

fn extreme<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    which: Extreme,
) -> Result<Outputs<'c>, LowerError> {
    let reduction = Reduction::read(call)?;
    let result = extreme_over(b, &reduction.x, &reduction.dims, which);
    Ok(reduction.finish(b, &result, call.dtype()).into())
}

fn smallest_and_largest<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let reduction = Reduction::read(call)?;
    let results = [Extreme::Smallest, Extreme::Largest].map(|which| {
        let result = extreme_over(b, &reduction.x, &reduction.dims, which);
        reduction.finish(b, &result, reduction.x.dtype)
    });
    Ok(results.to_vec().into())
}

/// The extreme along one dimension, or of a tensor of rank 0, and the place of the first that is.
fn with_place<'c>(
    b: &Builder<'c>,
    x: &Tensor<'c>,
    dim: Option<usize>,
    which: Extreme,
) -> [Tensor<'c>; 2] {
    let compute = compute_dtype(x.dtype);
    let initial = [which.initial(b, compute), b.int(DType::I64, 0)];
    let dims: Vec<usize> = dim.into_iter().collect();
    let results = b.reduce(&[x], &dims, &initial, |so_far, elements, index| {
        let x = b.cast(elements[0], compute);
        let place = match dim {
            Some(dim) => b.from_index(index(dim)),
            None => b.int(DType::I64, 0),
        };
        let beats = which.beats(b, x, so_far[0]);
        vec![b.select(beats, x, so_far[0]), b.select(beats, place, so_far[1])]
    });
    [b.cast_tensor(&results[0], x.dtype), results[1].clone()]
}

fn extreme_and_place<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    which: Extreme,
) -> Result<Outputs<'c>, LowerError> {
    let reduction = Reduction::read(call)?;
    let results = with_place(b, &reduction.x, reduction.dims.first().copied(), which);
    let dtypes = [reduction.x.dtype, DType::I64];
    let results =
        results.iter().zip(dtypes).map(|(result, dtype)| reduction.finish(b, result, dtype));
    Ok(results.collect::<Vec<_>>().into())
}

/// The place of the extreme along a dimension, or among all elements.
fn place<'c>(b: &Builder<'c>, call: &Call<'c>, which: Extreme) -> Result<Outputs<'c>, LowerError> {
    let reduction = Reduction::read(call)?;
    let [_, places] = if has_dims(call) {
        with_place(b, &reduction.x, reduction.dims.first().copied(), which)
    } else {
        with_place(b, &b.flatten(&reduction.x), Some(0), which)
    };
    Ok(reduction.finish(b, &places, DType::I64).into())
}

/// The mean over dimensions, in the dtype `compute`, without the dimensions.
pub fn mean_over<'c>(
    b: &Builder<'c>,
    x: &Tensor<'c>,
    dims: &[usize],
    compute: DType,
) -> Tensor<'c> {
    divide(b, &b.sum(x, dims, compute), b.count(x, dims))
}

/// The sums of squared distances from the means, in the dtype of the means, or its real one.
pub fn squared_distances<'c>(
    b: &Builder<'c>,
    x: &Tensor<'c>,
    means: &Tensor<'c>,
    dims: &[usize],
) -> Tensor<'c> {
    let means = b.keep_dims(means, dims);
    let zero = b.int(means.dtype.to_real(), 0);
    let results = b.reduce(&[x, &means], dims, &[zero], |sum, elements, _| {
        let distance = b.sub(b.cast(elements[0], means.dtype), elements[1]);
        let square = if means.dtype.is_complex() {
            let parts = [b.real(distance), b.imaginary(distance)];
            let [real, imaginary] = parts.map(|part| b.mul(part, part));
            b.add(real, imaginary)
        } else {
            b.mul(distance, distance)
        };
        vec![b.add(sum[0], square)]
    });
    results.into_iter().next().expect("one output")
}

/// What of the count a variance is not divided by: `correction`, or 1 if `unbiased`.
fn correction(call: &Call) -> Result<f64, LowerError> {
    if call.has("correction") {
        return Ok(call.opt_float("correction")?.unwrap_or(1.0));
    }
    Ok(if call.bool("unbiased")? { 1.0 } else { 0.0 })
}

/// The means as PyTorch computes them along with variances, by Welford's algorithm: what is
/// infinite makes NaN, of the distances and of the mean itself.
fn welford_means<'c>(b: &Builder<'c>, means: &Tensor<'c>, distances: &Tensor<'c>) -> Tensor<'c> {
    b.pointwise(&[means, distances], means.dtype, |elements| {
        b.select(b.is_nan(elements[1]), elements[1], elements[0])
    })
}

/// The variance, or what `body` makes of it, and if the op has two results the mean.
fn moments<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    body: impl FnOnce(&Builder<'c>, Element<'c>) -> Element<'c>,
) -> Result<Outputs<'c>, LowerError> {
    let reduction = Reduction::read(call)?;
    let correction = correction(call)?;
    let (x, dims) = (&reduction.x, &reduction.dims);
    let means = mean_over(b, x, dims, compute_dtype(x.dtype));
    let distances = squared_distances(b, x, &means, dims);
    let count = b.size_element(b.count(x, dims), distances.dtype);
    let divisor = b.sub(count, b.float(distances.dtype, correction));
    let divisor = b.max(divisor, b.int(distances.dtype, 0));
    let variances = b.pointwise(&[&distances], distances.dtype, |distances| {
        body(b, b.div(distances[0], divisor))
    });
    let mut results = vec![reduction.finish(b, &variances, call.dtype())];
    if call.results.len() == 2 {
        let means = if x.dtype.is_float() { welford_means(b, &means, &distances) } else { means };
        results.push(reduction.finish(b, &means, x.dtype));
    }
    Ok(results.into())
}
