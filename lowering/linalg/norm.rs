//! Norms and distances.
//!
//! Source of the semantics: `ReduceOps.cpp` (norm), `Distance.cpp` and `Normalization.cpp` (renorm)
//! in `aten/src/ATen/native` of PyTorch.

use tricast_dialects::DType;

use super::{
    Builder, Call, Comparison, Element, LowerError, Outputs, Size, Sizes, Table, Tensor,
    compute_dtype, reduction::Reduction,
};

/// The lowerings of this file.
pub const TABLE: Table = &[
    ("aten.linalg_vector_norm", |b, call| norm(b, call, call.opt_float("ord")?)),
    ("aten.norm.Scalar", |b, call| norm(b, call, call.opt_float("p")?)),
    ("aten.norm.ScalarOpt_dtype", |b, call| norm(b, call, call.opt_float("p")?)),
    ("aten.norm.ScalarOpt_dim", |b, call| norm(b, call, call.opt_float("p")?)),
    ("aten.norm.ScalarOpt_dim_dtype", |b, call| norm(b, call, call.opt_float("p")?)),
    ("aten.dist", dist),
    ("aten.pairwise_distance", pairwise_distance),
    ("aten.cdist", cdist),
    ("aten._cdist_forward", cdist),
    ("aten.pdist", pdist),
    ("aten._pdist_forward", pdist),
    ("aten.renorm", renorm),
];

/// The order of a norm.
#[derive(Clone, Copy, PartialEq)]
pub struct Order(pub f64);

impl Order {
    /// What an element adds to the norm; it may be complex.
    fn term<'c>(self, b: &Builder<'c>, x: Element<'c>) -> Element<'c> {
        let real = x.dtype.to_real();
        match self.0 {
            2.0 if x.dtype.is_complex() => {
                let parts = [b.real(x), b.imaginary(x)];
                let [real, imaginary] = parts.map(|part| b.mul(part, part));
                b.add(real, imaginary)
            }
            2.0 => b.mul(x, x),
            0.0 => b.cast(b.cast(x, DType::Bool), real),
            1.0 | f64::INFINITY | f64::NEG_INFINITY => b.abs(x),
            p => b.pow(b.abs(x), b.float(real, p)),
        }
    }

    fn initial<'c>(self, b: &Builder<'c>, dtype: DType) -> Element<'c> {
        if self.0 == f64::NEG_INFINITY { b.highest(dtype) } else { b.int(dtype, 0) }
    }

    fn combine<'c>(self, b: &Builder<'c>, x: Element<'c>, y: Element<'c>) -> Element<'c> {
        match self.0 {
            f64::INFINITY => b.max(x, y),
            f64::NEG_INFINITY => b.min(x, y),
            _ => b.add(x, y),
        }
    }

    /// The norm of what the terms make together.
    fn root<'c>(self, b: &Builder<'c>, x: Element<'c>) -> Element<'c> {
        match self.0 {
            2.0 => b.math("sqrt", x),
            0.0 | 1.0 | f64::INFINITY | f64::NEG_INFINITY => x,
            p => b.pow(x, b.float(x.dtype, 1.0 / p)),
        }
    }
}

/// The norms, without the dimensions `dims` of `shape`, of what `element` makes of the elements of
/// tensors that broadcast to `shape`: of the dtype `compute`. The result is real.
fn norm_of<'c>(
    b: &Builder<'c>,
    shape: &[Size<'c>],
    tensors: &[&Tensor<'c>],
    dims: &[usize],
    order: Order,
    compute: DType,
    element: impl FnOnce(&[Element<'c>]) -> Element<'c>,
) -> Tensor<'c> {
    let real = compute.to_real();
    let initial = order.initial(b, real);
    let results = b.reduce_over(shape, tensors, dims, &[initial], |so_far, elements, _| {
        vec![order.combine(b, so_far[0], order.term(b, element(elements)))]
    });
    b.pointwise(&[&results[0]], real, |norms| order.root(b, norms[0]))
}

/// The norms over dimensions, which are gone, in the dtype computed in.
pub fn norm_over<'c>(b: &Builder<'c>, x: &Tensor<'c>, dims: &[usize], order: Order) -> Tensor<'c> {
    let compute = compute_dtype(x.dtype);
    norm_of(b, &x.shape, &[x], dims, order, compute, |x| b.cast(x[0], compute))
}

/// `self` is cast to `dtype` first, if it is given.
fn norm<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    order: Option<f64>,
) -> Result<Outputs<'c>, LowerError> {
    let reduction = Reduction::read(call)?;
    let x = &reduction.x;
    let dtype = if call.has("dtype") { call.opt_dtype("dtype")? } else { None };
    let dtype = dtype.unwrap_or(x.dtype);
    let compute = compute_dtype(dtype);
    let order = Order(order.unwrap_or(2.0));
    let result = norm_of(b, &x.shape, &[x], &reduction.dims, order, compute, |x| {
        b.cast(b.cast(x[0], dtype), compute)
    });
    Ok(reduction.finish(b, &result, call.dtype()).into())
}

/// The norms over dimensions of the differences of two tensors, `offset` added to each.
fn distances<'c>(
    b: &Builder<'c>,
    tensors: [&Tensor<'c>; 2],
    shape: &[Size<'c>],
    dims: &[usize],
    order: Order,
    offset: f64,
) -> Result<Tensor<'c>, LowerError> {
    let [x, y] = tensors.map(|tensor| tensor.dtype);
    let compute = compute_dtype(x.promote(y)?.to_float());
    Ok(norm_of(b, shape, &tensors, dims, order, compute, |elements| {
        let difference = b.sub(b.cast(elements[0], compute), b.cast(elements[1], compute));
        if offset == 0.0 { difference } else { b.add(difference, b.float(compute, offset)) }
    }))
}

fn dist<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let (x, y) = (call.tensor("self"), call.tensor("other"));
    let shape = b.broadcast_shape(&[&x.shape, &y.shape]);
    let dims: Vec<usize> = (0..shape.len()).collect();
    let result = distances(b, [&x, &y], &shape, &dims, Order(call.float("p")?), 0.0)?;
    Ok(b.cast_tensor(&result, call.dtype()).into())
}

/// The distances along the last dimension, which is gone, of two tensors that broadcast.
pub fn distance_of_rows<'c>(
    b: &Builder<'c>,
    x: &Tensor<'c>,
    y: &Tensor<'c>,
    order: Order,
    eps: f64,
) -> Result<Tensor<'c>, LowerError> {
    let shape = b.broadcast_shape(&[&x.shape, &y.shape]);
    let last = shape.len().checked_sub(1);
    let dims: Vec<usize> = last.into_iter().collect();
    distances(b, [x, y], &shape, &dims, order, eps)
}

fn pairwise_distance<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let (x, y) = (call.tensor("x1"), call.tensor("x2"));
    let result = distance_of_rows(b, &x, &y, Order(call.float("p")?), call.float("eps")?)?;
    let result = b.cast_tensor(&result, call.dtype());
    let rank = x.rank().max(y.rank());
    if call.bool("keepdim")? && rank > 0 {
        return Ok(b.unsqueeze(&result, rank - 1).into());
    }
    Ok(result.into())
}

/// All distances of the rows of two matrices, one by one: a matrix product would lose what is
/// small between rows that are alike.
fn cdist<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let (x, y) = (call.tensor("x1"), call.tensor("x2"));
    let x = b.unsqueeze(&x, x.rank() - 1);
    let y = b.unsqueeze(&y, y.rank() - 2);
    let result = distance_of_rows(b, &x, &y, Order(call.float("p")?), 0.0)?;
    Ok(b.cast_tensor(&result, call.dtype()).into())
}

/// The distances of each row to those after it, one row after the other.
fn pdist<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let x = call.tensor("self");
    let order = Order(call.float("p")?);
    let (rows, columns) = (x.shape[0], x.shape[1]);
    let others = b.size_sub(rows, 1);
    let count = b.size_floor_div(b.size_mul(rows, others), 2);
    let count = call.refine(0, &[count])[0];
    let compute = compute_dtype(x.dtype);
    let differences = b.generate(&[count, columns], compute, |indices| {
        let (row, other) = pair_at(b, indices[0], rows);
        let [x, y] = [row, other].map(|row| b.cast(b.extract(&x, &[row, indices[1]]), compute));
        b.sub(x, y)
    });
    Ok(b.cast_tensor(&norm_over(b, &differences, &[1], order), call.dtype()).into())
}

/// The rows of pair number `index` of those of `rows` rows: (0, 1), (0, 2), ..., (1, 2), ...
fn pair_at<'c>(
    b: &Builder<'c>,
    index: melior::ir::Value<'c, 'c>,
    rows: Size<'c>,
) -> (melior::ir::Value<'c, 'c>, melior::ir::Value<'c, 'c>) {
    // Row i starts at i * (2 * rows - i - 1) / 2: solved for i, in floating point.
    let number = |value: f64| b.float(DType::F64, value);
    let index = b.from_index(index);
    let rows = b.size_element(rows, DType::I64);
    let middle = b.sub(b.cast(rows, DType::F64), number(0.5));
    let rest = b.sub(
        b.sub(b.mul(middle, middle), b.mul(number(2.0), b.cast(index, DType::F64))),
        number(1.0),
    );
    let row = b.cast(b.sub(middle, b.math("sqrt", rest)), DType::I64);
    let [one, two] = [1, 2].map(|value| b.int(DType::I64, value));
    let twice = b.sub(b.sub(b.mul(two, rows), row), one);
    let start = b.div(b.mul(row, twice), two);
    let other = b.add(b.add(b.sub(index, start), row), one);
    (b.to_index(row), b.to_index(other))
}

/// Slices along a dimension, scaled down to a norm.
fn renorm<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let x = call.tensor("self");
    let dim = x.dim(call.int("dim")?);
    let limit = call.float("maxnorm")?;
    let dims: Vec<usize> = (0..x.rank()).filter(|&other| other != dim).collect();
    let norms = norm_over(b, &x, &dims, Order(call.float("p")?));
    let factors = b.pointwise(&[&norms], norms.dtype, |norms| {
        let norm = norms[0];
        let limit = b.float(norm.dtype, limit);
        let factor = b.div(limit, b.add(norm, b.float(norm.dtype, 1e-7)));
        b.select(b.compare(Comparison::Gt, norm, limit), factor, b.int(norm.dtype, 1))
    });
    let all: Vec<usize> = (0..x.rank()).collect();
    let compute = compute_dtype(x.dtype);
    let tensors: [(&Tensor, &[usize]); 2] = [(&x, &all), (&factors, &[dim])];
    let shape: Sizes = x.shape.clone();
    let result = b.pointwise_along(&shape, &tensors, x.dtype, |elements| {
        b.mul(b.cast(elements[0], compute), b.cast(elements[1], compute))
    });
    Ok(result.into())
}
