//! Sizes as values, and assertions.

use smallvec::smallvec;

use crate::{
    arguments::{Arguments, Scalar},
    dim::Dim,
    dtype::Category,
    shape::{may_equal, wrap_dim_of_some},
    types::{InferError, Results, SizeList, ValueType, ensure, fail, numel},
};

fn sym_int(dim: Dim) -> Results {
    smallvec![ValueType::SymInt(dim)]
}

/// The size of one dimension.
pub fn sym_size(arguments: &Arguments) -> Result<Results, InferError> {
    let tensor = arguments.tensor("self")?;
    let dim = wrap_dim_of_some(arguments.int("dim")?, tensor.rank())?;
    Ok(sym_int(tensor.shape[dim].clone()))
}

/// How far apart neighbours along one dimension are in a contiguous tensor.
pub fn sym_stride(arguments: &Arguments) -> Result<Results, InferError> {
    let tensor = arguments.tensor("self")?;
    let dim = wrap_dim_of_some(arguments.int("dim")?, tensor.rank())?;
    // Strides count an empty dimension as one of size 1.
    let inner = tensor.shape[dim + 1..].iter().map(|size| match size {
        Dim::Static(0) => Dim::Static(1),
        _ => size.clone(),
    });
    Ok(sym_int(numel(&inner.collect::<Vec<_>>())))
}

/// The number of elements.
pub fn sym_numel(arguments: &Arguments) -> Result<Results, InferError> {
    Ok(sym_int(arguments.tensor("self")?.numel()))
}

/// Where in its memory a value starts: at its beginning.
pub fn sym_storage_offset(_: &Arguments) -> Result<Results, InferError> {
    Ok(sym_int(Dim::Static(0)))
}

/// A bool that is known at run time only.
pub fn sym_bool(_: &Arguments) -> Result<Results, InferError> {
    Ok(smallvec![ValueType::SymBool])
}

/// The only element, as a number.
pub fn item(arguments: &Arguments) -> Result<Results, InferError> {
    let tensor = arguments.tensor("self")?;
    ensure!(
        tensor.numel().may_equal(&Dim::Static(1)),
        "a Tensor with {} elements cannot be converted to Scalar",
        tensor.numel()
    );
    Ok(smallvec![match tensor.dtype.category() {
        Category::Bool => ValueType::SymBool,
        Category::Integer => ValueType::SymInt(Dim::Dynamic),
        Category::Float => ValueType::SymFloat,
        Category::Complex => fail!("a complex number cannot be a Scalar"),
    }])
}

/// The number must not be 0.
pub fn assert_scalar(arguments: &Arguments) -> Result<Results, InferError> {
    ensure!(arguments.scalar("self")?.as_f64() != Some(0.0), "{}", arguments.str("assert_msg")?);
    token(arguments)
}

/// The only element must not be 0.
pub fn assert_async(arguments: &Arguments) -> Result<Results, InferError> {
    let count = arguments.tensor("self")?.numel();
    ensure!(
        count.may_equal(&Dim::Static(1)),
        "Boolean value of Tensor with {} is ambiguous",
        if count == Dim::Static(0) { "no values" } else { "more than one value" }
    );
    token(arguments)
}

/// The number must be within bounds, and a size not negative.
pub fn constrain_range(arguments: &Arguments) -> Result<Results, InferError> {
    let size = arguments.scalar("size")?;
    ensure!(size.category() == Category::Integer, "Constraining SymFloat or Symbool is nyi");
    let (min, max) = (arguments.opt_int("min")?, arguments.opt_int("max")?);
    let (lowest, highest) = (min.unwrap_or(i64::MIN), max.unwrap_or(i64::MAX));
    ensure!(
        highest >= lowest,
        "Max must be greater than or equal to min. Got min={lowest} max={highest}"
    );
    if arguments.op().torch_name.ends_with("for_size") {
        ensure!(
            highest > 2,
            "Max value to constrain_range_for_size must be greater than 2. got: {highest}"
        );
        ensure!(
            lowest >= 0 || min.is_none(),
            "Min value to constrain_range_for_size must not be negative. got: {lowest}"
        );
    }
    let value = match size {
        Scalar::Int(value) => Some(*value),
        Scalar::SymInt(dim) => dim.as_static(),
        _ => None,
    };
    ensure!(
        value.is_none_or(|value| (lowest..=highest).contains(&value)),
        "Invalid value range for {} between [{lowest}, {highest}].",
        value.unwrap_or_default()
    );
    token(arguments)
}

/// The tensor must be of these sizes and this dtype.
pub fn assert_tensor_metadata(arguments: &Arguments) -> Result<Results, InferError> {
    let tensor = arguments.tensor("a")?;
    if let Some(sizes) = arguments.opt_sym_ints("size")? {
        ensure!(
            may_equal(sizes, &tensor.shape),
            "Tensor sizes mismatch! Expected: {}, Got: {}",
            SizeList(sizes),
            SizeList(&tensor.shape)
        );
    }
    if let Some(strides) = arguments.opt_sym_ints("stride")? {
        ensure!(
            strides.len() == tensor.rank(),
            "Tensor strides mismatch! Expected: {} of a tensor with {} dimensions",
            SizeList(strides),
            tensor.rank()
        );
    }
    if let Some(dtype) = arguments.opt_dtype("dtype")? {
        ensure!(
            dtype == tensor.dtype,
            "Tensor dtype mismatch! Expected: {dtype}, Got: {}",
            tensor.dtype
        );
    }
    Ok(Results::new())
}

/// The result of an assertion: none, or a new token where it takes one.
fn token(arguments: &Arguments) -> Result<Results, InferError> {
    if arguments.iter().any(|(name, _)| name == "dep_token") {
        return Ok(arguments.tensor("dep_token")?.clone().into_results());
    }
    Ok(Results::new())
}

#[cfg(test)]
mod tests {
    use crate::aten::{
        pointwise::tests::int,
        view::tests::{of, sizes},
    };

    #[test]
    fn sizes_carry_their_expressions() {
        let of_dim = |op, dim| sizes(op, &[("self", of("s0, 2*s1, 3")), ("dim", int(dim))]);
        assert_eq!(of_dim("sym_size.int", -2), "2*s1");
        assert_eq!(of_dim("sym_stride.int", 0), "6*s1");
        assert_eq!(of_dim("sym_stride.int", 2), "1");
        assert_eq!(sizes("sym_numel", &[("self", of("s0, 0, ?"))]), "0");
        assert_eq!(sizes("sym_stride.int", &[("self", of("2, 0, 5")), ("dim", int(0))]), "5");
    }
}
