//! Cumulative ops.
//!
//! Source of the semantics: `ReduceOps.cpp` (scans, diff) and `Integration.cpp` in
//! `aten/src/ATen/native` of PyTorch.

use super::pointwise;
use crate::{
    arguments::{Argument, Arguments},
    dim::Dim,
    dtype::{DType, Promotion},
    shape::{broadcast, wrap_dim},
    types::{InferError, Results, Shape, TensorType, ensure, tensor_results},
};

/// Sums and products: in `dtype`, or int64 for ints.
pub fn cumulative(arguments: &Arguments) -> Result<Results, InferError> {
    let input = arguments.tensor("self")?;
    wrap_dim(arguments.int("dim")?, input.rank())?;
    let dtype = arguments.opt_dtype("dtype")?.unwrap_or(input.dtype.to_sum());
    Ok(input.with_dtype(dtype).into_results())
}

/// The extremes so far, and their places.
pub fn cumulative_extremum(arguments: &Arguments) -> Result<Results, InferError> {
    let input = arguments.tensor("self")?;
    ensure!(
        !input.dtype.is_complex(),
        "\"{}_cpu\" not implemented for '{}'",
        arguments.op().base_name(),
        input.dtype
    );
    wrap_dim(arguments.int("dim")?, input.rank())?;
    Ok(tensor_results([input.clone(), input.with_dtype(DType::I64)]))
}

/// In floating point.
pub fn logcumsumexp(arguments: &Arguments) -> Result<Results, InferError> {
    let input = arguments.tensor("self")?;
    wrap_dim(arguments.int("dim")?, input.rank())?;
    ensure!(
        !input.dtype.is_integral(true),
        "\"logcumsumexp_out_cpu\" not implemented for '{}'",
        input.dtype
    );
    Ok(input.clone().into_results())
}

/// `size - count`, but at least 0 where that is known.
fn shortened(size: &Dim, count: i64) -> Dim {
    match (size - count).as_static() {
        Some(left) => Dim::Static(left.max(0)),
        None => size - count,
    }
}

/// `n` elements less along `dim`.
pub fn diff(arguments: &Arguments) -> Result<Results, InferError> {
    let (input, n) = (arguments.tensor("self")?, arguments.int("n")?);
    ensure!(input.rank() >= 1, "diff expects input to be at least one-dimensional");
    ensure!(n >= 0, "order must be non-negative but got {n}");
    let dim = wrap_dim(arguments.int("dim")?, input.rank())?;
    let mut size = input.shape[dim].clone();
    let mut promotion = Promotion::default();
    promotion.tensor(input.dtype, input.rank())?;
    for name in ["prepend", "append"] {
        let Some(other) = arguments.opt_tensor(name)? else {
            continue;
        };
        check_same_sizes_but(input, other, dim)?;
        size = &size + &other.shape[dim];
        promotion.tensor(other.dtype, other.rank())?;
    }
    if n == 0 {
        return Ok(input.clone().into_results());
    }
    let mut shape = input.shape.clone();
    shape[dim] = shortened(&size, n);
    Ok(TensorType::new(shape, promotion.result()?).into_results())
}

fn check_same_sizes_but(
    input: &TensorType,
    other: &TensorType,
    dim: usize,
) -> Result<(), InferError> {
    ensure!(
        other.rank() == input.rank(),
        "diff expects prepend or append to be the same dimension as input"
    );
    for (index, (a, b)) in input.shape.iter().zip(&other.shape).enumerate() {
        ensure!(
            index == dim || a.may_equal(b),
            "diff expects the shape of tensor to prepend or append to match that of input except \
             along the differencing dimension; input.size({index}) = {a}, but got \
             tensor.size({index}) = {b}"
        );
    }
    Ok(())
}

/// The slices between samples: their sizes and dtype, before they are summed along the
/// dimension given back.
fn trapezoids(arguments: &Arguments) -> Result<(TensorType, usize), InferError> {
    let (name, y) = (arguments.op().base_name(), arguments.tensor("y")?);
    ensure!(y.rank() >= 1, "{name}: expected y to be at least one-dimensional");
    let dim = wrap_dim(arguments.int("dim")?, y.rank())?;
    let between = |shape: &[Dim]| {
        let mut shape: Shape = shape.into();
        shape[dim] = shortened(&shape[dim], 1);
        shape
    };
    let x = arguments.iter().find(|(param, _)| *param == "x");
    let Some((_, Argument::Tensor(x))) = x else {
        ensure!(
            y.dtype != DType::Bool,
            "{name}: received a bool input for `y`, but bool is not supported"
        );
        return Ok((TensorType::new(between(&y.shape), y.dtype.to_float()), dim));
    };
    ensure!(
        y.dtype != DType::Bool && x.dtype != DType::Bool,
        "{name}: received a bool input for `x` or `y`, but bool is not supported"
    );
    let mut places: Shape = x.shape.clone();
    if x.rank() == 1 {
        ensure!(
            x.shape[0].may_equal(&y.shape[dim]),
            "{name}: There must be one `x` value for each sample point"
        );
        places = smallvec::smallvec![Dim::Static(1); y.rank()];
        places[dim] = x.shape[0].clone();
    }
    while places.len() < y.rank() {
        places.insert(0, Dim::Static(1));
    }
    let shape = broadcast(&between(&places), &between(&y.shape))?;
    let dtype = pointwise::promoted(arguments, &["y", "x"])?.to_float();
    Ok((TensorType::new(shape, dtype), dim))
}

/// The integral along `dim`.
pub fn trapezoid(arguments: &Arguments) -> Result<Results, InferError> {
    let (mut slices, dim) = trapezoids(arguments)?;
    slices.shape.remove(dim);
    Ok(slices.into_results())
}

/// The integrals up to each sample but the first.
pub fn cumulative_trapezoid(arguments: &Arguments) -> Result<Results, InferError> {
    Ok(trapezoids(arguments)?.0.into_results())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{infer, lookup};

    fn diff_size(size: &Dim, n: i64, append: Option<Dim>) -> Dim {
        let op = lookup("aten.diff").unwrap();
        let mut arguments = Arguments::new(op);
        let of = |size: &Dim| Argument::Tensor(TensorType::new([size.clone()], DType::F32));
        arguments.set(0, of(size));
        arguments.set(1, Argument::SymInt(Dim::Static(n)));
        if let Some(append) = append {
            arguments.set(4, of(&append));
        }
        match infer(op, &arguments).unwrap().pop() {
            Some(crate::ValueType::Tensor(tensor)) => tensor.shape[0].clone(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn differences_are_fewer_but_not_less_than_none() {
        let size = Dim::symbol("s0");
        assert_eq!(diff_size(&size, 1, None), &size - 1);
        assert_eq!(diff_size(&size, 2, Some(Dim::Static(5))), &size + 3);
        assert_eq!(diff_size(&Dim::Static(3), i64::MAX, None), Dim::Static(0));
        assert_eq!(diff_size(&Dim::Static(3), 0, Some(Dim::Static(5))), Dim::Static(3));
        assert_eq!(diff_size(&Dim::Dynamic, 1, None), Dim::Dynamic);
    }
}
