//! Ops that make tensors of known values.
//!
//! Source of the semantics: `aten/src/ATen/native/TensorFactories.cpp`,
//! `RangeFactories.cpp` and `Onehot.cpp` of PyTorch.

use super::{casting::check_memory_format, pointwise::dtype_of_number};
use crate::{
    arguments::{Argument, Arguments, Scalar},
    dim::Dim,
    dtype::{Category, DEFAULT_FLOAT, DType},
    types::{InferError, Results, SizeList, TensorType, ensure, fail},
};

/// A tensor of these sizes, which may not be negative.
pub(crate) fn sized(size: &[Dim], dtype: DType) -> Result<TensorType, InferError> {
    if let Some(dim) = size.iter().find(|dim| dim.as_static().is_some_and(|dim| dim < 0)) {
        fail!("Trying to create tensor with negative dimension {dim}: {}", SizeList(size));
    }
    Ok(TensorType::new(size.iter().cloned(), dtype))
}

/// Of the sizes `size`, by default in the default float.
pub fn filled(arguments: &Arguments) -> Result<Results, InferError> {
    let dtype = arguments.opt_dtype("dtype")?.unwrap_or(DEFAULT_FLOAT);
    Ok(sized(arguments.sym_ints("size")?, dtype)?.into_results())
}

/// [`filled`], in an order in memory.
pub fn empty(arguments: &Arguments) -> Result<Results, InferError> {
    check_memory_format(arguments, arguments.sym_ints("size")?.len())?;
    filled(arguments)
}

/// [`filled`], with the dimensions in memory in another order.
pub fn empty_permuted(arguments: &Arguments) -> Result<Results, InferError> {
    let rank = arguments.sym_ints("size")?.len();
    let layout = arguments.ints("physical_layout")?;
    ensure!(
        layout.len() == rank,
        "Number of dimensions in size does not match the length of the physical_layout; i.e. \
         len(size) = {rank} is not equal to len(physical_layout) = {}",
        layout.len()
    );
    let mut seen = vec![false; rank];
    for (index, dim) in layout.iter().enumerate() {
        let Some(place) = usize::try_from(*dim).ok().filter(|dim| *dim < rank) else {
            fail!(
                "Dimension out of range (expected to be between 0 and {}, but got {dim} at index \
                 {index}). NB: negative dims not currently supported; file an issue if you want \
                 it.",
                rank - 1
            );
        };
        ensure!(!seen[place], "Duplicate dim not allowed");
        seen[place] = true;
    }
    filled(arguments)
}

/// [`filled`] or [`like_new`], with strides.
pub fn empty_strided(arguments: &Arguments) -> Result<Results, InferError> {
    let (size, stride) = (arguments.sym_ints("size")?, arguments.sym_ints("stride")?);
    ensure!(
        size.len() == stride.len(),
        "mismatch in length of strides and shape: {} sizes and {} strides",
        size.len(),
        stride.len()
    );
    ensure!(
        !stride.iter().any(|stride| stride.as_static().is_some_and(|stride| stride < 0)),
        "Negative strides are not supported at the moment, got strides: {}",
        SizeList(stride)
    );
    match arguments.op().params[0].name {
        "self" => like_new(arguments),
        _ => filled(arguments),
    }
}

/// [`filled`], by default in the dtype of the value.
pub fn full(arguments: &Arguments) -> Result<Results, InferError> {
    let value = arguments.scalar("fill_value")?.category();
    let dtype = arguments.opt_dtype("dtype")?.unwrap_or(dtype_of_number(value));
    Ok(sized(arguments.sym_ints("size")?, dtype)?.into_results())
}

/// Of the sizes of `self`, by default in its dtype.
pub fn like(arguments: &Arguments) -> Result<Results, InferError> {
    let tensor = arguments.tensor("self")?;
    check_memory_format(arguments, tensor.rank())?;
    let dtype = arguments.opt_dtype("dtype")?.unwrap_or(tensor.dtype);
    Ok(tensor.with_dtype(dtype).into_results())
}

/// Of the sizes `size`, by default in the dtype of `self`.
pub fn like_new(arguments: &Arguments) -> Result<Results, InferError> {
    let dtype = arguments.opt_dtype("dtype")?.unwrap_or(arguments.tensor("self")?.dtype);
    Ok(sized(arguments.sym_ints("size")?, dtype)?.into_results())
}

/// `self`, filled with a number or a 0-d tensor.
pub fn fill(arguments: &Arguments) -> Result<Results, InferError> {
    if let Argument::Tensor(value) = arguments.get("value") {
        ensure!(
            value.rank() == 0,
            "fill_ only supports 0-dimension value tensor but got tensor with {} dimensions.",
            value.rank()
        );
    }
    Ok(arguments.tensor("self")?.clone().into_results())
}

/// A 0-d tensor, by default in the default float.
pub fn scalar_tensor(arguments: &Arguments) -> Result<Results, InferError> {
    let dtype = arguments.opt_dtype("dtype")?.unwrap_or(DEFAULT_FLOAT);
    Ok(TensorType::new([], dtype).into_results())
}

/// The numbers from `start` to `end` by `step`.
pub fn arange(arguments: &Arguments) -> Result<Results, InferError> {
    let number = |name: &str, default: i64| match arguments.iter().find(|(n, _)| *n == name) {
        Some((_, Argument::Scalar(scalar))) => scalar.clone(),
        _ => Scalar::Int(default),
    };
    let (start, end, step) = (number("start", 0), arguments.scalar("end")?, number("step", 1));
    let numbers = [&start, end, &step];
    let integral = numbers.iter().all(|number| number.category() <= Category::Integer);
    let dtype = match arguments.opt_dtype("dtype")? {
        Some(dtype) => dtype,
        None if integral => DType::I64,
        None => DEFAULT_FLOAT,
    };
    let size = match numbers.map(|number| as_integer(number, dtype)) {
        [Some(start), Some(end), Some(step)] => integer_range(&start, &end, &step)?,
        _ => match numbers.map(Scalar::as_f64) {
            [Some(start), Some(end), Some(step)] => float_range(start, end, step)?,
            _ => Dim::Dynamic,
        },
    };
    Ok(TensorType::new([size], dtype).into_results())
}

/// A number as an integer, as int64 tensors take it: without its fraction.
fn as_integer(number: &Scalar, dtype: DType) -> Option<Dim> {
    match number {
        Scalar::Bool(value) => Some(Dim::Static(i64::from(*value))),
        Scalar::Int(value) => Some(Dim::Static(*value)),
        Scalar::SymInt(dim) => Some(dim.clone()),
        Scalar::SymBool => Some(Dim::Dynamic),
        // Beyond 2^53 floats are whole numbers, but not all that fit int64.
        Scalar::Float(value) if dtype == DType::I64 && value.abs() < 9.0e15 => {
            Some(Dim::Static(value.trunc() as i64))
        }
        Scalar::Float(_) | Scalar::Complex(..) | Scalar::SymFloat => None,
    }
}

/// The length of a range of integers, rounded up.
fn integer_range(start: &Dim, end: &Dim, step: &Dim) -> Result<Dim, InferError> {
    let Some(by) = step.as_static() else {
        return Ok(Dim::Dynamic);
    };
    ensure!(by != 0, "step must be nonzero");
    let distance = end - start;
    if let Some(distance) = distance.as_static() {
        ensure!(
            distance == 0 || (distance > 0) == (by > 0),
            "upper bound and lower bound inconsistent with step sign"
        );
    }
    Ok((&(&distance + step) - by.signum()).floor_div(step))
}

/// The length of a range of floats, rounded up.
fn float_range(start: f64, end: f64, step: f64) -> Result<Dim, InferError> {
    ensure!(step != 0.0, "step must be nonzero");
    ensure!(start.is_finite() && end.is_finite(), "unsupported range: {start} -> {end}");
    ensure!(
        (step > 0.0 && end >= start) || (step < 0.0 && end <= start),
        "upper bound and lower bound inconsistent with step sign"
    );
    let size = ((end - start) / step).ceil();
    ensure!((0.0..9.0e18).contains(&size), "invalid size, possible overflow?");
    Ok(Dim::Static(size as i64))
}

/// `steps` numbers, by default in the default float (complex if a tensor is).
pub fn linspace(arguments: &Arguments) -> Result<Results, InferError> {
    let steps = arguments.int("steps")?;
    ensure!(steps >= 0, "number of steps must be non-negative");
    let mut default = DEFAULT_FLOAT;
    for tensor in arguments.tensors_given() {
        let name = arguments.op().base_name();
        ensure!(
            tensor.rank() == 0,
            "{name} only supports 0-dimensional start and end tensors, but got one with {} \
             dimension(s).",
            tensor.rank()
        );
        if tensor.dtype.is_complex() {
            default = DEFAULT_FLOAT.to_complex();
        }
    }
    let dtype = arguments.opt_dtype("dtype")?.unwrap_or(default);
    Ok(TensorType::new([Dim::Static(steps)], dtype).into_results())
}

/// A matrix of `n` rows and `m` columns, or as many as rows.
pub fn eye(arguments: &Arguments) -> Result<Results, InferError> {
    let mut sizes = vec![];
    for (name, argument) in arguments.iter() {
        let Argument::SymInt(size) = argument else {
            continue;
        };
        ensure!(
            size.as_static().is_none_or(|size| size >= 0),
            "{name} must be greater or equal to 0, got {size}"
        );
        sizes.push(size.clone());
    }
    if let [n] = &sizes[..] {
        sizes.push(n.clone());
    }
    let dtype = arguments.opt_dtype("dtype")?.unwrap_or(DEFAULT_FLOAT);
    Ok(TensorType::new(sizes, dtype).into_results())
}

/// `self` with a dimension more, of as many classes as are given or found.
pub fn one_hot(arguments: &Arguments) -> Result<Results, InferError> {
    let tensor = arguments.tensor("self")?;
    ensure!(
        tensor.dtype == DType::I64,
        "one_hot is only applicable to index tensor of type LongTensor."
    );
    let classes = arguments.int("num_classes")?;
    let empty = tensor.numel() == Dim::Static(0);
    ensure!(!empty || classes > 0, "Can not infer total number of classes from empty tensor.");
    ensure!(classes > 0 || classes == -1, "num_classes should be positive");
    let classes = if classes == -1 { Dim::Dynamic } else { Dim::Static(classes) };
    Ok(tensor.with_shape(tensor.shape.iter().cloned().chain([classes])).into_results())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aten::pointwise::tests::{number, refusal, result, tensor};

    fn arange(numbers: [Scalar; 3], dtype: DType) -> String {
        let [start, end, step] = numbers.map(Argument::Scalar);
        let dtype = Argument::DType(dtype);
        result("arange.start_step", &[start, end, step, dtype])
    }

    #[test]
    fn ranges_are_as_long_as_pytorch_makes_them() {
        use Scalar::{Float, Int};
        assert_eq!(arange([Int(10), Int(0), Int(-3)], DType::I64), "tensor<4xi64>");
        assert_eq!(arange([Int(0), Int(0), Int(-3)], DType::I64), "tensor<0xi64>");
        // int64 cuts the bounds first, other integers do not.
        assert_eq!(arange([Float(0.5), Float(3.7), Int(1)], DType::I64), "tensor<3xi64>");
        assert_eq!(arange([Float(0.5), Float(3.7), Int(1)], DType::I32), "tensor<4xi32>");
        assert_eq!(arange([Int(0), Int(1), Float(0.3)], DType::F32), "tensor<4xf32>");
        assert_eq!(result("arange", &[number(Float(2.5))]), "tensor<3xf32>");
        let step = [number(Int(0)), number(Int(4)), number(Int(0))];
        assert_eq!(refusal("arange.start_step", &step), "step must be nonzero");
        let bounds = [number(Int(4)), number(Int(0))];
        assert!(refusal("arange.start", &bounds).contains("inconsistent with step sign"));
    }

    #[test]
    fn ranges_of_symbols_keep_them() {
        let s = Dim::symbol("s0");
        let range = |start: i64, end: &Dim, step: i64| {
            integer_range(&Dim::Static(start), end, &Dim::Static(step)).unwrap()
        };
        assert_eq!(range(0, &s, 1), s);
        assert_eq!(range(2, &(&s + 5), 1), &s + 3);
        assert_eq!(range(0, &(&s * 4), 2).to_string(), "((4*s0 + 1) // (2))");
        assert_eq!(integer_range(&Dim::Static(0), &s, &s).unwrap(), Dim::Dynamic);
    }

    #[test]
    fn what_has_no_size_is_refused() {
        let size = |sizes: &[i64]| {
            Argument::SymInts(sizes.iter().map(|&size| Dim::Static(size)).collect())
        };
        assert_eq!(
            refusal("zeros", &[size(&[2, -1])]),
            "Trying to create tensor with negative dimension -1: [2, -1]"
        );
        assert_eq!(
            refusal("empty_permuted", &[size(&[2, 3]), size(&[0, 0])]),
            "Duplicate dim not allowed"
        );
        assert_eq!(
            refusal("one_hot", &[tensor(&[0], DType::I64)]),
            "Can not infer total number of classes from empty tensor."
        );
        assert_eq!(result("one_hot", &[tensor(&[2], DType::I64)]), "tensor<2x?xi64>");
    }
}
