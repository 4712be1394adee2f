//! Reductions and softmax.
//!
//! Source of the semantics: `ReduceOps.cpp`, `ReduceOpsUtils.h`, `Sorting.cpp`,
//! `Distance.cpp`, `SoftMax.cpp` in `aten/src/ATen/native` of PyTorch.

use super::pointwise;
use crate::{
    arguments::{Argument, Arguments},
    dim::Dim,
    dtype::DType,
    shape::{broadcast, wrap_dim, wrap_dims},
    types::{InferError, Results, Shape, TensorType, ensure, fail, tensor_results},
};

/// What the parameter `name` was given; nothing if the op has no such parameter.
fn given<'a>(arguments: &'a Arguments, name: &str) -> &'a Argument {
    arguments.iter().find(|(param, _)| *param == name).map_or(&Argument::None, |(_, value)| value)
}

/// The dimensions to reduce, as a mask; an empty list is all or none of them.
fn reduced_dims(
    arguments: &Arguments,
    rank: usize,
    empty_is_all: bool,
) -> Result<Vec<bool>, InferError> {
    match given(arguments, "dim") {
        Argument::None => Ok(vec![true; rank]),
        Argument::SymInt(_) => wrap_dims(&[arguments.int("dim")?], rank, true),
        _ => wrap_dims(&arguments.ints("dim")?, rank, empty_is_all),
    }
}

fn keepdim(arguments: &Arguments) -> Result<bool, InferError> {
    match given(arguments, "keepdim") {
        Argument::None => Ok(false),
        _ => arguments.bool("keepdim"),
    }
}

/// What is left of `shape` without the dimensions of `mask`, or with 1 in their place.
fn without(shape: &[Dim], mask: &[bool], keepdim: bool) -> Shape {
    let sizes = shape.iter().zip(mask);
    sizes
        .filter_map(|(size, reduced)| match (reduced, keepdim) {
            (false, _) => Some(size.clone()),
            (true, true) => Some(Dim::Static(1)),
            (true, false) => None,
        })
        .collect()
}

/// `self` reduced over `dim`, as far as the op has `dim` and `keepdim`.
fn reduced(arguments: &Arguments, dtype: DType) -> Result<TensorType, InferError> {
    let input = arguments.tensor("self")?;
    let mask = reduced_dims(arguments, input.rank(), true)?;
    Ok(TensorType::new(without(&input.shape, &mask, keepdim(arguments)?), dtype))
}

fn opt_dtype(arguments: &Arguments) -> Result<Option<DType>, InferError> {
    match given(arguments, "dtype") {
        Argument::None => Ok(None),
        _ => arguments.opt_dtype("dtype"),
    }
}

/// Sums and products: in `dtype`, or int64 for ints.
pub fn sum(arguments: &Arguments) -> Result<Results, InferError> {
    let input = arguments.tensor("self")?;
    let dtype = opt_dtype(arguments)?.unwrap_or(input.dtype.to_sum());
    Ok(reduced(arguments, dtype)?.into_results())
}

/// As [`sum`], but not of complex numbers.
pub fn nansum(arguments: &Arguments) -> Result<Results, InferError> {
    let complex = arguments.tensor("self")?.dtype.is_complex();
    ensure!(!complex, "nansum does not support complex inputs");
    sum(arguments)
}

/// The mean, of floats or complex numbers only.
pub fn mean(arguments: &Arguments) -> Result<Results, InferError> {
    let input = arguments.tensor("self")?;
    Ok(reduced(arguments, mean_dtype(input.dtype, opt_dtype(arguments)?)?)?.into_results())
}

/// The dtype of the mean of `input` asked for in `dtype`.
pub(crate) fn mean_dtype(input: DType, dtype: Option<DType>) -> Result<DType, InferError> {
    let result = dtype.unwrap_or(input);
    ensure!(
        !result.is_integral(true),
        "mean(): could not infer output dtype. {} dtype must be either a floating point or \
         complex dtype. Got: {result}",
        if dtype.is_some() { "Optional" } else { "Input" }
    );
    Ok(result)
}

/// The mean of what is not NaN.
pub fn nanmean(arguments: &Arguments) -> Result<Results, InferError> {
    let input = arguments.tensor("self")?;
    ensure!(
        input.dtype.is_float(),
        "nanmean(): expected input to have floating point dtype but got {}",
        input.dtype
    );
    let dtype = opt_dtype(arguments)?.unwrap_or(input.dtype);
    Ok(reduced(arguments, dtype.to_float())?.into_results())
}

/// How many elements are not 0.
pub fn count_nonzero(arguments: &Arguments) -> Result<Results, InferError> {
    Ok(reduced(arguments, DType::I64)?.into_results())
}

/// The sum of the diagonal of a matrix.
pub fn trace(arguments: &Arguments) -> Result<Results, InferError> {
    let input = arguments.tensor("self")?;
    ensure!(input.rank() == 2, "trace: expected a matrix");
    Ok(TensorType::new([], input.dtype.to_sum()).into_results())
}

/// In floating point, over `dim`.
pub fn logsumexp(arguments: &Arguments) -> Result<Results, InferError> {
    let dtype = arguments.tensor("self")?.dtype.to_float();
    Ok(reduced(arguments, dtype)?.into_results())
}

/// Whether all, or any, are true: bool, but uint8 for uint8.
pub fn all(arguments: &Arguments) -> Result<Results, InferError> {
    let input = arguments.tensor("self")?;
    let dtype = if input.dtype == DType::U8 { DType::U8 } else { DType::Bool };
    let mask = reduced_dims(arguments, input.rank(), false)?;
    let shape = without(&input.shape, &mask, keepdim(arguments)?);
    Ok(TensorType::new(shape, dtype).into_results())
}

/// A reduction without identity cannot be over nothing.
fn check_not_empty(arguments: &Arguments, input: &TensorType) -> Result<(), InferError> {
    let (name, empty) = (arguments.op().base_name(), Dim::Static(0));
    if input.numel() != empty {
        return Ok(());
    }
    let unspecified = match given(arguments, "dim") {
        Argument::None => true,
        Argument::SymInts(dims) => dims.is_empty(),
        _ => false,
    };
    ensure!(
        !unspecified,
        "{name}(): Expected reduction dim to be specified for input.numel() == 0. Specify the \
         reduction dim with the 'dim' argument."
    );
    let mask = reduced_dims(arguments, input.rank(), true)?;
    for (dim, (size, reduced)) in input.shape.iter().zip(mask).enumerate() {
        ensure!(
            !reduced || *size != empty,
            "{name}(): Expected reduction dim {dim} to have non-zero size."
        );
    }
    Ok(())
}

fn check_ordered(arguments: &Arguments, input: &TensorType) -> Result<(), InferError> {
    let name = arguments.op().base_name();
    ensure!(!input.dtype.is_complex(), "{name}() does not support complex input");
    Ok(())
}

/// The largest or smallest, in the dtype of `self`.
pub fn extremum(arguments: &Arguments) -> Result<Results, InferError> {
    let input = arguments.tensor("self")?;
    check_ordered(arguments, input)?;
    check_not_empty(arguments, input)?;
    Ok(reduced(arguments, input.dtype)?.into_results())
}

/// The median of all.
pub fn median(arguments: &Arguments) -> Result<Results, InferError> {
    let input = arguments.tensor("self")?;
    check_ordered(arguments, input)?;
    Ok(reduced(arguments, input.dtype)?.into_results())
}

/// One element along `dim`, and its index.
pub fn values_and_indices(arguments: &Arguments) -> Result<Results, InferError> {
    let input = arguments.tensor("self")?;
    check_ordered(arguments, input)?;
    check_not_empty(arguments, input)?;
    let values = reduced(arguments, input.dtype)?;
    let indices = values.with_dtype(DType::I64);
    Ok(tensor_results([values, indices]))
}

/// The index of the largest or smallest.
pub fn arg_extremum(arguments: &Arguments) -> Result<Results, InferError> {
    let input = arguments.tensor("self")?;
    check_ordered(arguments, input)?;
    check_not_empty(arguments, input)?;
    Ok(reduced(arguments, DType::I64)?.into_results())
}

/// The smallest and the largest.
pub fn aminmax(arguments: &Arguments) -> Result<Results, InferError> {
    let input = arguments.tensor("self")?;
    check_ordered(arguments, input)?;
    ensure!(
        arguments.opt_int("dim")?.is_some() || input.numel() != Dim::Static(0),
        "aminmax(): cannot compute aminmax over an empty dimension as the operation has no \
         identity."
    );
    check_not_empty(arguments, input)?;
    let result = reduced(arguments, input.dtype)?;
    Ok(tensor_results([result.clone(), result]))
}

/// Quantiles: the sizes of `q` come first.
pub fn quantile(arguments: &Arguments) -> Result<Results, InferError> {
    let input = arguments.tensor("self")?;
    ensure!(
        matches!(input.dtype, DType::F32 | DType::F64),
        "quantile() input tensor must be either float or double dtype"
    );
    ensure!(input.numel() != Dim::Static(0), "quantile() input tensor must be non-empty");
    let mut shape = match arguments.get("q") {
        Argument::Tensor(q) => {
            ensure!(q.rank() <= 1, "quantile() q must be a scalar or 1D tensor");
            ensure!(
                q.dtype == input.dtype,
                "quantile() q tensor must be same dtype as the input tensor"
            );
            q.shape.clone()
        }
        _ => {
            let q = arguments.float("q")?;
            ensure!(
                (0.0..=1.0).contains(&q),
                "quantile() q must be in the range [0, 1] but got {q}"
            );
            Shape::new()
        }
    };
    shape.extend(reduced(arguments, input.dtype)?.shape);
    Ok(input.with_shape(shape).into_results())
}

fn check_variance(arguments: &Arguments, input: DType) -> Result<(), InferError> {
    let name = match arguments.op().base_name() {
        "std" | "var" => "std and var",
        name => name,
    };
    ensure!(!input.is_integral(true), "{name} only support floating point and complex dtypes");
    Ok(())
}

/// Standard deviation or variance, which are real.
pub fn std_var(arguments: &Arguments) -> Result<Results, InferError> {
    let input = arguments.tensor("self")?;
    check_variance(arguments, input.dtype)?;
    Ok(reduced(arguments, input.dtype.to_real())?.into_results())
}

/// Standard deviation or variance, and the mean.
pub fn std_var_mean(arguments: &Arguments) -> Result<Results, InferError> {
    let input = arguments.tensor("self")?;
    check_variance(arguments, input.dtype)?;
    let mean = reduced(arguments, input.dtype)?;
    Ok(tensor_results([mean.with_dtype(input.dtype.to_real()), mean]))
}

/// The norm of vectors.
pub fn vector_norm(arguments: &Arguments) -> Result<Results, InferError> {
    const NAME: &str = "linalg.vector_norm";
    let input = arguments.tensor("self")?;
    ensure!(
        !input.dtype.is_integral(true),
        "{NAME}: Expected a floating point or complex tensor as input. Got {}",
        input.dtype
    );
    check_norm_identity(arguments, input)?;
    let dtype = arguments.opt_dtype("dtype")?;
    if let Some(dtype) = dtype {
        ensure!(
            !dtype.is_integral(true),
            "{NAME}: dtype should be floating point or complex. Got {dtype}"
        );
        ensure!(
            dtype.is_complex() == input.dtype.is_complex(),
            "{NAME}: dtype should be {0} for {0} inputs, but got {dtype}",
            if input.dtype.is_complex() { "complex" } else { "real" }
        );
        ensure!(
            input.dtype.promote(dtype)? == dtype,
            "{NAME}: the dtype of the input ({}) should be convertible without narrowing to the \
             specified dtype ({dtype})",
            input.dtype
        );
    }
    Ok(reduced(arguments, dtype.unwrap_or(input.dtype).to_real())?.into_results())
}

/// A norm of negative or infinite order is not of nothing.
fn check_norm_identity(arguments: &Arguments, input: &TensorType) -> Result<(), InferError> {
    let Some(order) = arguments.scalar("ord")?.as_f64() else {
        return Ok(());
    };
    if input.numel() != Dim::Static(0) || !(order < 0.0 || order == f64::INFINITY) {
        return Ok(());
    }
    let dims = arguments.opt_ints("dim")?.unwrap_or_default();
    ensure!(
        !dims.is_empty(),
        "linalg.vector_norm cannot compute the {order} norm on an empty tensor because the \
         operation does not have an identity"
    );
    for dim in dims {
        let size = input.shape.get(wrap_dim(dim, input.rank())?);
        ensure!(
            size != Some(&Dim::Static(0)),
            "linalg.vector_norm cannot compute the {order} norm on the dimension {dim} because \
             this dimension is empty and the operation does not have an identity"
        );
    }
    Ok(())
}

/// The norm of `torch.norm`.
pub fn norm(arguments: &Arguments) -> Result<Results, InferError> {
    let (input, dtype) = (arguments.tensor("self")?, opt_dtype(arguments)?);
    ensure!(
        !input.dtype.is_integral(true),
        "norm(): input dtype should be either floating point or complex. Got {} instead.",
        input.dtype
    );
    if let Some(dtype) = dtype {
        ensure!(
            !dtype.is_integral(true),
            "norm(): the desired output dtype should be either floating point or complex. Got \
             {dtype} instead."
        );
    }
    Ok(reduced(arguments, dtype.unwrap_or(input.dtype).to_real())?.into_results())
}

/// The norm of the difference.
pub fn dist(arguments: &Arguments) -> Result<Results, InferError> {
    let dtype = pointwise::promoted(arguments, &["self", "other"])?;
    pointwise::broadcast_shape(arguments)?;
    ensure!(
        !dtype.is_integral(true),
        "norm(): input dtype should be either floating point or complex. Got {dtype} instead."
    );
    Ok(TensorType::new([], dtype.to_real()).into_results())
}

/// The norm along the last dimension of the difference of two tensors.
pub fn pairwise_distance(arguments: &Arguments) -> Result<Results, InferError> {
    let dtype = pointwise::promoted(arguments, &["x1", "x2"])?.to_float().to_real();
    let mut shape = pointwise::broadcast_shape(arguments)?;
    if shape.pop().is_some() && arguments.bool("keepdim")? {
        shape.push(Dim::Static(1));
    }
    Ok(TensorType::new(shape, dtype).into_results())
}

/// `[..., n, k], [..., m, k] -> [..., n, m]`.
pub fn cdist(arguments: &Arguments) -> Result<Results, InferError> {
    let (a, b) = (arguments.tensor("x1")?, arguments.tensor("x2")?);
    for (name, x) in [("X1", a), ("X2", b)] {
        ensure!(
            x.rank() >= 2,
            "cdist only supports at least 2D tensors, {name} got: {}D",
            x.rank()
        );
        ensure!(
            x.dtype.is_float(),
            "cdist only supports floating-point dtypes, {name} got: {}",
            x.dtype
        );
    }
    ensure!(a.dtype == b.dtype, "expected scalar type {} but found {}", a.dtype, b.dtype);
    let ([lead_a @ .., n, k], [lead_b @ .., m, l]) = (a.shape.as_slice(), b.shape.as_slice())
    else {
        fail!("cdist only supports at least 2D tensors");
    };
    ensure!(k.may_equal(l), "X1 and X2 must have the same number of columns. X1: {k} X2: {l}");
    check_order(arguments, "cdist")?;
    if let Some(mode) = arguments.opt_int("compute_mode")? {
        ensure!((0..=2).contains(&mode), "possible modes: None, 0, 1, 2, but was: {mode}");
    }
    let mut shape = broadcast(lead_a, lead_b)?;
    shape.extend([n.clone(), m.clone()]);
    Ok(a.with_shape(shape).into_results())
}

fn check_order(arguments: &Arguments, name: &str) -> Result<(), InferError> {
    ensure!(arguments.float("p")? >= 0.0, "{name} only supports non-negative p values");
    Ok(())
}

/// `[n, k] -> [n * (n - 1) / 2]`.
pub fn pdist(arguments: &Arguments) -> Result<Results, InferError> {
    let input = arguments.tensor("self")?;
    ensure!(input.rank() == 2, "pdist only supports 2D tensors, got: {}D tensor", input.rank());
    ensure!(input.dtype.is_float(), "pdist only supports floating-point dtypes");
    check_order(arguments, "pdist")?;
    let n = &input.shape[0];
    let pairs = (n * &(n - 1)).floor_div(&Dim::Static(2));
    Ok(input.with_shape([pairs]).into_results())
}

/// `self` with its slices scaled.
pub fn renorm(arguments: &Arguments) -> Result<Results, InferError> {
    let input = arguments.tensor("self")?;
    ensure!(arguments.float("p")? > 0.0, "renorm: non-positive-norm not supported");
    let limit = arguments.float("maxnorm")?;
    ensure!(limit >= 0.0, "renorm: expected maxnorm to be >= 0 but got {limit}");
    ensure!(
        input.rank() > 1,
        "renorm: input needs at least 2 dimensions, got {} dimensions",
        input.rank()
    );
    ensure!(
        !input.dtype.is_integral(true),
        "norm(): input dtype should be either floating point or complex. Got {} instead.",
        input.dtype
    );
    wrap_dim(arguments.int("dim")?, input.rank())?;
    Ok(input.clone().into_results())
}

/// The sizes of `self`, in floating point.
pub fn softmax(arguments: &Arguments) -> Result<Results, InferError> {
    let input = arguments.tensor("self")?;
    wrap_dim(arguments.int("dim")?, input.rank())?;
    let mut dtype = opt_dtype(arguments)?.unwrap_or(input.dtype);
    if *given(arguments, "half_to_float") != Argument::None && arguments.bool("half_to_float")? {
        ensure!(
            matches!(dtype, DType::F16 | DType::BF16),
            "conversion is supported for Half type only"
        );
        dtype = DType::F32;
    }
    ensure!(!dtype.is_integral(true), "\"softmax_kernel_impl\" not implemented for '{dtype}'");
    Ok(input.with_dtype(dtype).into_results())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Scalar,
        aten::pointwise::tests::{refusal, result, tensor},
        infer, lookup,
    };

    fn dims(dims: &[i64]) -> Argument {
        Argument::SymInts(dims.iter().map(|&dim| Dim::Static(dim)).collect())
    }

    fn flag(value: bool) -> Argument {
        Argument::Scalar(Scalar::Bool(value))
    }

    #[test]
    fn an_empty_list_is_all_dimensions_but_of_all_and_any() {
        let x = tensor(&[2, 3], DType::F32);
        assert_eq!(result("sum.dim_IntList", &[x.clone(), dims(&[])]), "tensor<f32>");
        assert_eq!(result("amax", &[x.clone(), dims(&[]), flag(true)]), "tensor<1x1xf32>");
        assert_eq!(result("any.dims", &[x.clone(), dims(&[])]), "tensor<2x3xi1>");
        assert_eq!(result("any.dims", &[x, Argument::None]), "tensor<i1>");
    }

    #[test]
    fn what_has_no_identity_is_not_of_nothing() {
        let empty = tensor(&[0, 3], DType::F32);
        assert_eq!(result("amin", &[empty.clone(), dims(&[-1])]), "tensor<0xf32>");
        let refused = refusal("amin", &[empty.clone(), dims(&[1, 0])]);
        assert_eq!(refused, "amin(): Expected reduction dim 0 to have non-zero size.");
        assert!(refusal("argmin", &[empty]).contains("to be specified for input.numel() == 0"));
    }

    #[test]
    fn zero_dim_tensors_have_one_dimension_to_reduce() {
        let x = tensor(&[], DType::I8);
        let dim = Argument::SymInt(Dim::Static(-1));
        let results = "tensor<i8>, tensor<i64>";
        assert_eq!(result("max.dim", &[x.clone(), dim, flag(true)]), results);
        let refused = refusal("max.dim", &[x, Argument::SymInt(Dim::Static(1))]);
        assert!(refused.contains("expected to be in range of [-1, 0], but got 1"));
    }

    #[test]
    fn pairs_of_a_symbolic_number_of_rows() {
        let rows = Dim::symbol("s0");
        let op = lookup("aten.pdist").unwrap();
        let mut arguments = Arguments::new(op);
        let x = TensorType::new([&rows * 2, Dim::Static(3)], DType::F64);
        arguments.set(0, Argument::Tensor(x));
        let pairs = TensorType::new([&(&(&rows * &rows) * 2) - &rows], DType::F64);
        assert_eq!(infer(op, &arguments).unwrap(), pairs.into_results());
    }
}
