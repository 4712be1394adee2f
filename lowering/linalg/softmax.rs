//! Softmax, and the logarithms of sums of exponentials.
//!
//! Source of the semantics: `SoftMax.cpp` and `ReduceOps.cpp` (logsumexp) in
//! `aten/src/ATen/native` of PyTorch.

use melior::ir::Value;
use tricast_dialects::DType;

use super::{
    Builder, Call, Comparison, Element, LowerError, Outputs, Table, Tensor, complex, compute_dtype,
    reduction::{Extreme, Reduction, extreme_over, one_dim},
};

/// The lowerings of this file.
pub const TABLE: Table = &[
    ("aten._softmax", |b, call| softmax(b, call, Empty::Nan)),
    ("aten.softmax.int", |b, call| softmax(b, call, Empty::Nan)),
    ("aten._safe_softmax", |b, call| softmax(b, call, Empty::Zero)),
    ("aten._log_softmax", log_softmax),
    ("aten.log_softmax.int", log_softmax),
    ("aten.logsumexp", logsumexp),
];

/// What the weights of scores are that are all minus infinity.
#[derive(Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Empty {
    Nan,
    Zero,
}

/// Exponentials of scores, each divided by that of the largest of them, and their sums.
pub struct Weights<'c> {
    /// Of the shape of the scores.
    pub exponentials: Tensor<'c>,
    /// With size 1 in the place of the dimensions summed over; not 0 with [`Empty::Zero`], and of no
    /// scores.
    pub sums: Tensor<'c>,
    /// The largest scores, of the same shape.
    pub maxima: Tensor<'c>,
}

/// A score from an element of each tensor, and the indices of it.
pub type Score<'c, 'f> = &'f dyn Fn(&[Element<'c>], &dyn Fn(usize) -> Value<'c, 'c>) -> Element<'c>;

/// The weights of scores along dimensions. A score is computed from an element of the first
/// tensor, which has the shape of the scores, and of the others, which broadcast to it; twice,
/// so it should not be much.
pub fn weights<'c>(
    b: &Builder<'c>,
    tensors: &[&Tensor<'c>],
    dims: &[usize],
    empty: Empty,
    compute: DType,
    score: Score<'c, '_>,
) -> Weights<'c> {
    let lowest = b.lowest(compute);
    let maxima = b.reduce(tensors, dims, &[lowest], |so_far, elements, index| {
        vec![b.max(so_far[0], score(elements, index))]
    });
    let mut maxima = b.keep_dims(&maxima[0], dims);
    if empty == Empty::Zero {
        // Their exponentials are 0, not those of NaN.
        maxima = b.pointwise(&[&maxima], compute, |maxima| {
            let is_lowest = b.compare(Comparison::Eq, maxima[0], b.lowest(compute));
            b.select(is_lowest, b.int(compute, 0), maxima[0])
        });
    }
    let all: Vec<&Tensor> = tensors.iter().copied().chain([&maxima]).collect();
    let exponentials = b.pointwise(&all, compute, |elements| {
        let (maximum, elements) = elements.split_last().expect("the maximum is one");
        b.math("exp", b.sub(score(elements, &|dim| b.loop_index(dim)), *maximum))
    });
    let mut sums = b.keep_dims(&b.sum(&exponentials, dims, compute), dims);
    // What has no scores has no weights, whose sum is 0.
    let are_none = dims.iter().any(|dim| exponentials.shape[*dim].is(0));
    if empty == Empty::Zero || are_none {
        sums = b.pointwise(&[&sums], compute, |sums| {
            let is_zero = b.compare(Comparison::Eq, sums[0], b.int(compute, 0));
            b.select(is_zero, b.int(compute, 1), sums[0])
        });
    }
    Weights { exponentials, sums, maxima }
}

/// The softmax along dimensions of what is cast to `dtype` first.
pub fn softmax_of<'c>(
    b: &Builder<'c>,
    x: &Tensor<'c>,
    dims: &[usize],
    empty: Empty,
    dtype: DType,
) -> Tensor<'c> {
    let compute = compute_dtype(dtype);
    let weights = weights(b, &[x], dims, empty, compute, &|elements, _| {
        b.cast(b.cast(elements[0], dtype), compute)
    });
    b.pointwise(&[&weights.exponentials, &weights.sums], dtype, |parts| b.div(parts[0], parts[1]))
}

/// The dtype that `self` is cast to: that of the result, but for `half_to_float`, which does not
/// round.
fn softmax<'c>(b: &Builder<'c>, call: &Call<'c>, empty: Empty) -> Result<Outputs<'c>, LowerError> {
    let x = call.tensor("self");
    let dims = one_dim(&x, call.int("dim")?);
    Ok(softmax_of(b, &x, &dims, empty, call.dtype()).into())
}

/// The logarithm of the softmax along dimensions of what is cast to `dtype` first.
pub fn log_softmax_of<'c>(
    b: &Builder<'c>,
    x: &Tensor<'c>,
    dims: &[usize],
    dtype: DType,
) -> Tensor<'c> {
    let compute = compute_dtype(dtype);
    let score = |x: Element<'c>| b.cast(b.cast(x, dtype), compute);
    let maxima = b.fold(x, dims, b.lowest(compute), |so_far, x| b.max(so_far, score(x)));
    let maxima = b.keep_dims(&maxima, dims);
    let sums = b.reduce(&[x, &maxima], dims, &[b.int(compute, 0)], |sum, elements, _| {
        let exponential = b.math("exp", b.sub(score(elements[0]), elements[1]));
        vec![b.add(sum[0], exponential)]
    });
    let logarithms = b.pointwise(&[&sums[0]], compute, |sums| b.math("log", sums[0]));
    let logarithms = b.keep_dims(&logarithms, dims);
    b.pointwise(&[x, &maxima, &logarithms], dtype, |elements| {
        b.sub(b.sub(score(elements[0]), elements[1]), elements[2])
    })
}

fn log_softmax<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let x = call.tensor("self");
    let dims = one_dim(&x, call.int("dim")?);
    Ok(log_softmax_of(b, &x, &dims, call.dtype()).into())
}

fn logsumexp<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let reduction = Reduction::read(call)?;
    let dtype = call.dtype();
    let compute = compute_dtype(dtype);
    let real = compute.to_real();
    let exp = |x| if dtype.is_complex() { complex::exp(b, x) } else { b.math("exp", x) };
    let log = |x| if dtype.is_complex() { complex::log(b, x) } else { b.math("log", x) };
    let dims = &reduction.dims;
    let maxima = extreme_over(b, &b.cast_tensor(&reduction.x, real), dims, Extreme::Largest);
    // What is infinite is not subtracted: infinity less itself is NaN.
    let maxima = b.pointwise(&[&maxima], real, |maxima| {
        let is_infinite = b.compare(Comparison::Eq, b.abs(maxima[0]), b.highest(real));
        b.select(is_infinite, b.int(real, 0), maxima[0])
    });
    let kept = b.keep_dims(&maxima, dims);
    let zero = b.int(compute, 0);
    let sums = b.reduce(&[&reduction.x, &kept], dims, &[zero], |sum, elements, _| {
        let [x, maximum] = [0, 1].map(|index| b.cast(elements[index], compute));
        vec![b.add(sum[0], exp(b.sub(x, maximum)))]
    });
    let result = b.pointwise(&[&sums[0], &maxima], dtype, |parts| {
        b.add(log(parts[0]), b.cast(parts[1], compute))
    });
    Ok(reduction.finish(b, &result, dtype).into())
}
