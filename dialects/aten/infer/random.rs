//! Random numbers.
//!
//! Source of the semantics: `aten/src/ATen/native/Distributions.cpp`,
//! `TensorFactories.cpp` and `Dropout.cpp` of PyTorch.

use super::{
    creation,
    pointwise::{broadcast_shape, ensure_kernel, same},
};
use crate::{
    arguments::{Argument, Arguments},
    dim::Dim,
    dtype::{DEFAULT_FLOAT, DType},
    types::{InferError, Results, TensorType, ValueType, ensure, tensor_results},
};

/// Refuses results that are not of floats or complex.
fn of_floats(arguments: &Arguments, results: Results) -> Result<Results, InferError> {
    if let Some(ValueType::Tensor(tensor)) = results.first() {
        ensure_kernel(arguments, tensor.dtype, !tensor.dtype.is_integral(true))?;
    }
    Ok(results)
}

/// Floats of the sizes `size`.
pub fn sized(arguments: &Arguments) -> Result<Results, InferError> {
    of_floats(arguments, creation::filled(arguments)?)
}

/// Floats of the sizes of `self`.
pub fn like(arguments: &Arguments) -> Result<Results, InferError> {
    of_floats(arguments, creation::like(arguments)?)
}

/// Checks that there is a number from `low` (0 by default) below `high`.
fn check_range(arguments: &Arguments) -> Result<(), InferError> {
    let zero = Dim::Static(0);
    let low = match arguments.iter().find(|(name, _)| *name == "low") {
        Some((_, Argument::SymInt(low))) => low,
        _ => &zero,
    };
    let high = arguments.sym_int("high")?;
    ensure!(
        (high - low).as_static().is_none_or(|count| count > 0),
        "random_ expects 'from' to be less than 'to', but got from={low} >= to={high}"
    );
    Ok(())
}

/// Integers of the sizes `size`.
pub fn randint(arguments: &Arguments) -> Result<Results, InferError> {
    check_range(arguments)?;
    let dtype = arguments.opt_dtype("dtype")?.unwrap_or(DType::I64);
    Ok(creation::sized(arguments.sym_ints("size")?, dtype)?.into_results())
}

/// Integers of the sizes of `self`.
pub fn randint_like(arguments: &Arguments) -> Result<Results, InferError> {
    check_range(arguments)?;
    creation::like(arguments)
}

/// `n` integers.
pub fn randperm(arguments: &Arguments) -> Result<Results, InferError> {
    let n = arguments.sym_int("n")?;
    ensure!(n.as_static().is_none_or(|n| n >= 0), "n must be non-negative, got{n}");
    let dtype = arguments.opt_dtype("dtype")?.unwrap_or(DType::I64);
    Ok(TensorType::new([n.clone()], dtype).into_results())
}

/// 0 or 1, by a probability for all or for each.
pub fn bernoulli(arguments: &Arguments) -> Result<Results, InferError> {
    let tensor = arguments.tensor("self")?;
    match arguments.op().params.get(1) {
        Some(_) => {
            let p = arguments.float("p")?;
            ensure!(
                (0.0..=1.0).contains(&p),
                "bernoulli_ expects p to be in [0, 1], but got p={p}"
            );
        }
        None => ensure_kernel(arguments, tensor.dtype, tensor.dtype.is_float())?,
    }
    same(arguments)
}

/// Exponential, with a rate that is positive.
pub fn exponential(arguments: &Arguments) -> Result<Results, InferError> {
    let rate = arguments.float("lambd")?;
    ensure!(rate > 0.0, "exponential_ expects lambda > 0.0, but found lambda={rate}");
    let dtype = arguments.tensor("self")?.dtype;
    ensure!(
        dtype.is_float(),
        "Exponential distribution is a continuous probability distribution. dtype must be a \
         floating point but you specified {}",
        dtype.scalar_type()
    );
    same(arguments)
}

/// Checks a standard deviation that is a number.
fn check_deviation(arguments: &Arguments) -> Result<(), InferError> {
    if let Argument::Scalar(_) = arguments.get("std") {
        let std = arguments.float("std")?;
        ensure!(std >= 0.0, "normal expects std >= 0.0, but found std {std}");
    }
    Ok(())
}

/// Normal, in the dtype of the first tensor.
pub fn normal(arguments: &Arguments) -> Result<Results, InferError> {
    check_deviation(arguments)?;
    let first = arguments.tensors_given().next();
    let dtype = first.map_or(DEFAULT_FLOAT, |tensor| tensor.dtype);
    let tensor = TensorType::new(broadcast_shape(arguments)?, dtype);
    of_floats(arguments, tensor.into_results())
}

/// Normal, of the sizes `size`.
pub fn normal_sized(arguments: &Arguments) -> Result<Results, InferError> {
    check_deviation(arguments)?;
    sized(arguments)
}

/// Poisson, in the dtype of the rates.
pub fn poisson(arguments: &Arguments) -> Result<Results, InferError> {
    let dtype = arguments.tensor("self")?.dtype;
    ensure_kernel(arguments, dtype, dtype.is_float())?;
    same(arguments)
}

/// Uniform between two bounds.
pub fn uniform(arguments: &Arguments) -> Result<Results, InferError> {
    let (from, to) = (arguments.float("from")?, arguments.float("to")?);
    ensure!(
        from <= to,
        "uniform_ expects to return a [from, to) range, but found from={from} > to={to}"
    );
    of_floats(arguments, same(arguments)?)
}

/// Indices drawn by the weights in the last dimension.
pub fn multinomial(arguments: &Arguments) -> Result<Results, InferError> {
    let tensor = arguments.tensor("self")?;
    let samples = arguments.sym_int("num_samples")?;
    ensure!((1..=2).contains(&tensor.rank()), "prob_dist must be 1 or 2 dim");
    ensure!(
        tensor.dtype.is_float(),
        "multinomial only supports floating-point dtypes for input, got: {}",
        tensor.dtype.scalar_type()
    );
    ensure!(
        samples.as_static().is_none_or(|samples| samples > 0),
        "cannot sample n_sample <= 0 samples"
    );
    let mut shape = tensor.shape.clone();
    let last = shape.len() - 1;
    let spare = &shape[last] - samples;
    ensure!(
        arguments.bool("replacement")? || spare.as_static().is_none_or(|spare| spare >= 0),
        "cannot sample n_sample > prob_dist.size(-1) samples without replacement"
    );
    shape[last] = samples.clone();
    Ok(TensorType::new(shape, DType::I64).into_results())
}

/// `input`, some of it dropped with a probability.
pub fn dropout(arguments: &Arguments) -> Result<Results, InferError> {
    check_probability(arguments)?;
    Ok(arguments.tensor("input")?.clone().into_results())
}

/// [`dropout`] by channels, which take a second dimension.
pub fn feature_dropout(arguments: &Arguments) -> Result<Results, InferError> {
    let drops = arguments.bool("train")? && arguments.float("p")? != 0.0;
    ensure!(
        !drops || arguments.tensor("input")?.rank() >= 2,
        "Feature dropout requires at least 2 dimensions in the input"
    );
    dropout(arguments)
}

/// [`dropout`], and the mask of what is kept.
pub fn native_dropout(arguments: &Arguments) -> Result<Results, InferError> {
    check_probability(arguments)?;
    let input = arguments.tensor("input")?;
    Ok(tensor_results([input.clone(), input.with_dtype(DType::Bool)]))
}

fn check_probability(arguments: &Arguments) -> Result<(), InferError> {
    let p = arguments.float("p")?;
    ensure!((0.0..=1.0).contains(&p), "dropout probability has to be between 0 and 1, but got {p}");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aten::pointwise::tests::{int, refusal, result, tensor};

    #[test]
    fn draws_have_the_dtype_of_their_distribution() {
        let weights = tensor(&[2, 5], DType::F32);
        assert_eq!(result("multinomial", &[weights.clone(), int(3)]), "tensor<2x3xi64>");
        assert_eq!(
            refusal("multinomial", &[weights.clone(), int(6)]),
            "cannot sample n_sample > prob_dist.size(-1) samples without replacement"
        );
        assert_eq!(
            result("native_dropout", &[weights.clone(), half()]),
            "tensor<2x5xf32>, tensor<2x5xi1>"
        );
        let size = Argument::SymInts(vec![Dim::symbol("s0")]);
        assert_eq!(result("randint", &[int(5), size.clone()]), "tensor<?xi64>");
        assert_eq!(
            refusal("randint.low", &[int(5), int(5), size.clone()]),
            "random_ expects 'from' to be less than 'to', but got from=5 >= to=5"
        );
        assert_eq!(
            refusal("rand", &[size, Argument::DType(DType::I64)]),
            "\"rand\" not implemented for 'Long'"
        );
        let deviations = tensor(&[5], DType::F64);
        assert_eq!(result("normal.Tensor_Tensor", &[weights, deviations]), "tensor<2x5xf32>");
    }

    fn half() -> Argument {
        Argument::Scalar(crate::Scalar::Float(0.5))
    }
}
