//! Scales and zero points that are chosen for an input.
//!
//! Source of the semantics: `determine_qparams` in `torch/ao/quantization/utils.py`, and
//! `torch/ao/quantization/fx/_decomposed.py` of PyTorch.

use tricast_dialects::DType;

use super::{Builder, Call, Comparison, Element, LowerError, Outputs, Tensor, compute_dtype};

impl<'c> Builder<'c> {
    /// The least and the largest element over dimensions; NaN where one is.
    pub fn extremes(&self, tensor: &Tensor<'c>, dims: &[usize]) -> [Tensor<'c>; 2] {
        let initial = [self.highest(tensor.dtype), self.lowest(tensor.dtype)];
        let results = self.reduce(&[tensor], dims, &initial, |so_far, elements, _| {
            vec![self.min(so_far[0], elements[0]), self.max(so_far[1], elements[0])]
        });
        results.try_into().expect("two outputs")
    }

    /// The least element, or 0 if it is larger, and the largest, or 0 if it is less.
    pub fn around_zero(&self, least: Element<'c>, largest: Element<'c>) -> [Element<'c>; 2] {
        let zero = self.int(least.dtype, 0);
        [self.min(least, zero), self.max(largest, zero)]
    }

    /// A float rounded to the nearest integer, of two the even one, in its own dtype.
    pub fn round_even(&self, x: Element<'c>) -> Element<'c> {
        let rounded = self.math("roundeven", self.cast(x, compute_dtype(x.dtype)));
        self.cast(rounded, x.dtype)
    }
}

/// One scale and zero point.
pub fn per_tensor<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    is_symmetric: bool,
) -> Result<Outputs<'c>, LowerError> {
    let input = call.tensor("input");
    let (least, largest) = (call.int("quant_min")?, call.int("quant_max")?);
    let width = (largest - least) as f64;
    let eps = call.float("eps")?;
    let zero_of_bytes = if call.arguments.dtype("dtype")? == DType::U8 { 128 } else { 0 };
    let dims: Vec<usize> = (0..input.rank()).collect();
    let [min, max] = b.extremes(&input, &dims);
    let dtypes = [DType::F64, DType::I64];
    let results = b.pointwise_many(&[&min, &max], &dtypes, |elements| {
        let [low, high] = b.around_zero(elements[0], elements[1]);
        // The scale is float32 from here on, which `eps` is.
        let at_least_eps = |scale| b.max(b.cast(scale, DType::F32), b.float(DType::F32, eps));
        if is_symmetric {
            let high = b.max(b.neg(low), high);
            let scale = at_least_eps(b.step_number(Builder::div, high, width / 2.0));
            return vec![scale, b.int(DType::I64, zero_of_bytes)];
        }
        let span = b.step_in(low.dtype, Builder::sub, high, low);
        let scale = at_least_eps(b.step_number(Builder::div, span, width));
        let steps = b.round_even(b.div(b.cast(low, DType::F32), scale));
        let int = |value| b.int(DType::I32, value);
        let zero_point = b.sub(int(least), b.cast(steps, DType::I32));
        vec![scale, b.min(b.max(zero_point, int(least)), int(largest))]
    });
    let results: Vec<Tensor> = results.iter().map(|result| b.unsqueeze(result, 0)).collect();
    Ok(results.into())
}

/// A scale for each token, and zeros.
pub fn per_token<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let input = call.tensor("input");
    let last = input.rank() - 1;
    let zero = b.int(input.dtype, 0);
    let largest = b.reduce(&[&input], &[last], &[zero], |so_far, elements, _| {
        vec![b.max(so_far[0], b.abs(elements[0]))]
    });
    let dtypes = [call.result(0).dtype, call.result(1).dtype];
    // Half precision overflows at numbers that float32 has, but bfloat16 does not.
    let dtype = if input.dtype == DType::F16 { DType::F32 } else { input.dtype };
    let results = b.pointwise_many(&[&largest[0]], &dtypes, |elements| {
        let clamped = b.step_number(Builder::max, b.cast(elements[0], dtype), 1e-5);
        vec![b.step_number(Builder::div, clamped, 127.0), b.int(DType::I64, 0)]
    });
    let results: Vec<Tensor> = results.iter().map(|result| b.unsqueeze(result, last)).collect();
    Ok(results.into())
}

/// A scale and zero point for each token, with which it fills the range of int8.
pub fn per_token_asymmetric<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
) -> Result<Outputs<'c>, LowerError> {
    const LEAST: f64 = -128.0;
    const LARGEST: f64 = 127.0;
    let input = call.tensor("input");
    let last = input.rank() - 1;
    let [min, max] = b.extremes(&input, &[last]);
    let dtypes = [DType::F64, DType::I64];
    let results = b.pointwise_many(&[&min, &max], &dtypes, |elements| {
        let [low, high] = b.around_zero(elements[0], elements[1]);
        let dtype = low.dtype;
        let span = b.step_in(dtype, Builder::sub, high, low);
        let scale = b.step_number(Builder::div, span, LARGEST - LEAST);
        let scale = b.step_number(Builder::max, scale, f64::from(f32::EPSILON));
        let [low, high] = [low, high].map(|bound| b.step_in(dtype, Builder::div, bound, scale));
        let error = b.step_in(
            dtype,
            Builder::add,
            b.step_number(Builder::add, low, LEAST),
            b.step_number(Builder::add, high, LARGEST),
        );
        let minus = |number: f64, x| {
            b.step_in(dtype, Builder::sub, b.float(compute_dtype(dtype), number), x)
        };
        let is_positive = b.compare(Comparison::Gt, error, b.int(dtype, 0));
        let zero_point = b.select(is_positive, minus(LEAST, low), minus(LARGEST, high));
        let zero_point = b.step_number(Builder::max, zero_point, LEAST);
        let zero_point = b.step_number(Builder::min, zero_point, LARGEST);
        vec![scale, b.round_even(zero_point)]
    });
    let results: Vec<Tensor> = results.iter().map(|result| b.unsqueeze(result, last)).collect();
    Ok(results.into())
}
