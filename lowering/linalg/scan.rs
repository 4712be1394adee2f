//! Cumulative ops.
//!
//! Source of the semantics: `ReduceOps.cpp` (scans, diff) and `Integration.cpp` in
//! `aten/src/ATen/native` of PyTorch, and `cpu/ReduceOpsKernel.cpp`.

use tricast_dialects::DType;

use super::{
    Builder, Call, Comparison, Element, LowerError, Outputs, Size, Sizes, Table, Tensor, complex,
    compute_dtype, reduction::Extreme, rows::Rows,
};

/// The lowerings of this file.
pub const TABLE: Table = &[
    ("aten.cumsum", |b, call| cumulative(b, call, 0, |b, sum, x| b.add(sum, x))),
    ("aten.cumprod", |b, call| cumulative(b, call, 1, |b, product, x| b.mul(product, x))),
    ("aten.cummax", |b, call| cumulative_extreme(b, call, Extreme::Largest)),
    ("aten.cummin", |b, call| cumulative_extreme(b, call, Extreme::Smallest)),
    ("aten.logcumsumexp", logcumsumexp),
    ("aten.diff", diff),
    ("aten.trapezoid.x", trapezoid),
    ("aten.trapezoid.dx", trapezoid),
    ("aten.cumulative_trapezoid.x", trapezoid),
    ("aten.cumulative_trapezoid.dx", trapezoid),
];

/// The dtype that scans accumulate in: float64 for float32, as sums that go on for long lose much.
fn scan_dtype(dtype: DType) -> DType {
    match dtype {
        DType::F32 => DType::F64,
        DType::C64 => DType::C128,
        dtype => compute_dtype(dtype),
    }
}

/// Elements taken together along a dimension, in `dtype`.
fn accumulated<'c>(
    b: &Builder<'c>,
    x: &Tensor<'c>,
    dim: usize,
    dtype: DType,
    identity: i64,
    body: impl FnOnce(&Builder<'c>, Element<'c>, Element<'c>) -> Element<'c>,
) -> Tensor<'c> {
    let rows = Rows::new(b, x, dim);
    let compute = scan_dtype(dtype);
    let initial = b.int(compute, identity);
    let results = rows.scan(b, &[initial], &[dtype], |so_far, x, _| {
        vec![body(b, so_far[0], b.cast(b.cast(x, dtype), compute))]
    });
    rows.restore(b, &results[0])
}

fn cumulative<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    identity: i64,
    body: impl FnOnce(&Builder<'c>, Element<'c>, Element<'c>) -> Element<'c>,
) -> Result<Outputs<'c>, LowerError> {
    let x = call.tensor("self");
    let dim = x.dim(call.int("dim")?);
    Ok(accumulated(b, &x, dim, call.dtype(), identity, body).into())
}

/// Of equal ones, the last; a NaN stays.
fn cumulative_extreme<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    which: Extreme,
) -> Result<Outputs<'c>, LowerError> {
    let x = call.tensor("self");
    let rows = Rows::new(b, &x, x.dim(call.int("dim")?));
    let compute = compute_dtype(x.dtype);
    let initial = [which.initial(b, compute), b.int(DType::I64, 0)];
    let results = rows.scan(b, &initial, &[x.dtype, DType::I64], |so_far, x, index| {
        let x = b.cast(x, compute);
        let is_beaten = which.beats(b, so_far[0], x);
        let is_new = b.xor(is_beaten, b.bool(true));
        vec![b.select(is_new, x, so_far[0]), b.select(is_new, index, so_far[1])]
    });
    let results = results.iter().map(|result| rows.restore(b, result));
    Ok(results.collect::<Vec<_>>().into())
}

/// log(e^x + e^y) without overflow.
fn log_add_exp<'c>(b: &Builder<'c>, x: Element<'c>, y: Element<'c>) -> Element<'c> {
    let dtype = x.dtype;
    if !dtype.is_complex() {
        let (low, high) = (b.min(x, y), b.max(x, y));
        let sum = b.add(high, b.math("log1p", b.math("exp", b.sub(low, high))));
        // Infinity less itself is NaN.
        let is_infinite = b.compare(Comparison::Eq, b.abs(high), b.highest(dtype));
        return b.select(b.and(b.compare(Comparison::Eq, low, high), is_infinite), high, sum);
    }
    let (first, second) = (b.real(x), b.real(y));
    let is_first = b.compare(Comparison::Ge, first, second);
    let (low, high) = (b.select(is_first, y, x), b.select(is_first, x, y));
    let part = complex::exp(b, b.sub(low, high));
    let sum = b.add(high, complex::log1p(b, part));
    let is_nothing = b.compare(Comparison::Eq, b.real(low), b.lowest(dtype.to_real()));
    b.select(is_nothing, high, sum)
}

fn logcumsumexp<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let x = call.tensor("self");
    let rows = Rows::new(b, &x, x.dim(call.int("dim")?));
    let compute = scan_dtype(x.dtype);
    let nothing = b.cast(b.lowest(compute.to_real()), compute);
    let results = rows.scan(b, &[nothing], &[x.dtype], |so_far, x, _| {
        vec![log_add_exp(b, so_far[0], b.cast(x, compute))]
    });
    Ok(rows.restore(b, &results[0]).into())
}

/// Each element along `dim` but the last, and the one after it.
fn neighbours<'c>(b: &Builder<'c>, x: &Tensor<'c>, dim: usize) -> [Tensor<'c>; 2] {
    let size = x.shape[dim];
    let length = b.size_max(b.size_sub(size, 1), 0);
    let start = b.size_sub(size, length);
    [b.narrow(x, dim, 0, length), b.narrow(x, dim, start, length)]
}

fn diff<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let x = call.tensor("self");
    let (n, dim) = (call.int("n")?, x.dim(call.int("dim")?));
    if n == 0 {
        return Ok(x.into());
    }
    let dtype = call.dtype();
    let parts = [call.opt_tensor("prepend"), Some(x), call.opt_tensor("append")];
    let parts: Vec<Tensor> =
        parts.iter().flatten().map(|part| b.cast_tensor(part, dtype)).collect();
    let mut result = if parts.len() == 1 { parts[0].clone() } else { b.concat(&parts, dim) };
    for _ in 0..n {
        if result.shape[dim].is(0) {
            break;
        }
        let [before, after] = neighbours(b, &result, dim);
        let compute = compute_dtype(dtype);
        result = b.pointwise(&[&before, &after], dtype, |elements| {
            let [before, after] = [0, 1].map(|index| b.cast(elements[index], compute));
            match dtype {
                DType::Bool => b.xor(after, before),
                _ => b.sub(after, before),
            }
        });
    }
    Ok(result.into())
}

/// The places of samples of `y`, with as many dimensions; none if they are `dx` apart.
fn places<'c>(b: &Builder<'c>, call: &Call<'c>, y: &Tensor<'c>, dim: usize) -> Option<Tensor<'c>> {
    let x = call.opt_tensor("x")?;
    let mut shape: Sizes = x.shape.clone();
    if x.rank() == 1 {
        shape = (0..y.rank()).map(|_| Size::Static(1)).collect();
        shape[dim] = x.shape[0];
    }
    while shape.len() < y.rank() {
        shape.insert(0, Size::Static(1));
    }
    Some(b.reshape(&x, &shape))
}

/// The integral along a dimension by the trapezoidal rule, or the integrals up to each sample.
fn trapezoid<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let y = call.tensor("y");
    let dim = y.dim(call.int("dim")?);
    let dtype = call.dtype();
    let compute = compute_dtype(dtype);
    let mut tensors = neighbours(b, &y, dim).to_vec();
    let mut scale = b.float(compute, 0.5);
    match places(b, call, &y, dim) {
        Some(x) => tensors.extend(neighbours(b, &x, dim)),
        None => scale = b.mul(scale, call.number(b, "dx", compute)),
    }
    let slices = b.pointwise(&tensors.iter().collect::<Vec<_>>(), compute, |elements| {
        let elements: Vec<Element> = elements.iter().map(|&x| b.cast(x, compute)).collect();
        let height = b.add(elements[0], elements[1]);
        match elements[2..] {
            [start, end] => b.mul(b.sub(end, start), height),
            _ => height,
        }
    });
    let sums = match call.op.base_name() {
        "trapezoid" => b.sum(&slices, &[dim], compute),
        _ => accumulated(b, &slices, dim, compute, 0, |b, sum, x| b.add(sum, x)),
    };
    Ok(b.pointwise(&[&sums], dtype, |sums| b.mul(sums[0], scale)).into())
}
