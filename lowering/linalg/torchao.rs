//! Affine quantization by blocks.
//!
//! Source of the semantics: `torchao/quantization/quant_primitives.py`.

use tricast_dialects::{DType, quantized::range::bounds};

use super::{
    Builder, Call, Comparison, Element, LowerError, Outputs, Size, Sizes, Tensor, compute_dtype,
    promotion::check_promotes, quantized::quantize_steps,
};

/// The dimensions of a tensor cut into blocks: those of blocks, and those within one.
struct Blocks<'c> {
    shape: Sizes<'c>,
    /// Which of the dimensions count blocks.
    counts: Vec<usize>,
    /// Of which dimensions of the tensor a block, larger than 1, spans the whole.
    spanned: Vec<usize>,
}

impl<'c> Blocks<'c> {
    fn new(b: &Builder<'c>, tensor: &Tensor<'c>, block: &[Size<'c>]) -> Self {
        let (mut shape, mut counts, mut spanned) = (Sizes::new(), vec![], vec![]);
        for (dim, (&size, &block)) in tensor.shape.iter().zip(block).enumerate() {
            if block.is(1) {
                counts.push(shape.len());
                shape.push(size);
            } else if block == size || block.as_static().is_none() {
                // A block of a size that is not known is the whole, as the inference has it.
                spanned.push(dim);
                shape.push(size);
            } else {
                counts.push(shape.len());
                shape.extend([b.size_floor_div(size, block), block]);
            }
        }
        Blocks { shape, counts, spanned }
    }

    /// The dimensions within a block.
    fn within(&self) -> Vec<usize> {
        (0..self.shape.len()).filter(|dim| !self.counts.contains(dim)).collect()
    }

    /// A tensor of a number for each block, with its dimensions.
    fn numbers(&self, b: &Builder<'c>, tensor: &Tensor<'c>) -> Tensor<'c> {
        let sizes: Sizes = self.counts.iter().map(|&dim| self.shape[dim]).collect();
        b.reshape(tensor, &sizes)
    }

    /// Element by element, with the numbers of their blocks.
    fn pointwise(
        &self,
        b: &Builder<'c>,
        input: &Tensor<'c>,
        numbers: &[&Tensor<'c>],
        dtype: DType,
        body: impl FnOnce(&[Element<'c>]) -> Element<'c>,
    ) -> Tensor<'c> {
        let cut = b.reshape(input, &self.shape);
        let numbers: Vec<Tensor> = numbers.iter().map(|tensor| self.numbers(b, tensor)).collect();
        let all: Vec<usize> = (0..self.shape.len()).collect();
        let mut operands: Vec<(&Tensor, &[usize])> = vec![(&cut, &all)];
        operands.extend(numbers.iter().map(|tensor| (tensor, self.counts.as_slice())));
        let result = b.pointwise_along(&self.shape, &operands, dtype, body);
        b.reshape(&result, &input.shape)
    }
}

/// The least and largest number of a dtype.
fn bounds_of(dtype: DType) -> Result<(f64, f64), LowerError> {
    let missing = || LowerError(format!("{} has no range to quantize to", dtype.torch_name()));
    bounds(dtype).ok_or_else(missing)
}

/// The range that is given, or that of the dtype.
fn range(call: &Call, dtype: DType) -> Result<[f64; 2], LowerError> {
    let (least, largest) = bounds_of(dtype)?;
    let bound = |name: &str, default| Ok::<_, LowerError>(call.opt_float(name)?.unwrap_or(default));
    Ok([bound("quant_min", least)?, bound("quant_max", largest)?])
}

/// `clamp(round(input * (1 / scale)) + zero_point)`.
pub fn quantize_affine<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let (input, scale) = (call.tensor("input"), call.tensor("scale"));
    let range = range(call, call.dtype())?;
    let blocks = Blocks::new(b, &input, &call.sizes("block_size"));
    let zero_point = call.opt_tensor("zero_point").filter(|tensor| !b.numel(&tensor.shape).is(0));
    let mut numbers = vec![&scale];
    numbers.extend(&zero_point);
    check_promotes(&[input.dtype, scale.dtype, numbers[numbers.len() - 1].dtype])?;
    let result = blocks.pointwise(b, &input, &numbers, call.dtype(), |elements| {
        let zero_point = elements.get(2).copied().unwrap_or_else(|| b.int(DType::I32, 0));
        quantize_steps(b, [elements[0], elements[1], zero_point], range, false)
    });
    Ok(result.into())
}

/// `(input - zero_point) * scale`, the first step in the dtype of the result.
pub fn dequantize_affine<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let (input, scale) = (call.tensor("input"), call.tensor("scale"));
    let blocks = Blocks::new(b, &input, &call.sizes("block_size"));
    let zero_point = call.opt_tensor("zero_point");
    let mut numbers = vec![&scale];
    numbers.extend(&zero_point);
    let dtype = call.dtype();
    let result = blocks.pointwise(b, &input, &numbers, dtype, |elements| {
        let element = b.cast(elements[0], dtype);
        let moved = match elements.get(2) {
            Some(&zero_point) => b.step_in(dtype, Builder::sub, element, b.cast(zero_point, dtype)),
            None => element,
        };
        b.step(Builder::mul, moved, elements[1])
    });
    Ok(result.into())
}

/// The smallest normal number of a float.
fn smallest_normal(dtype: DType) -> f64 {
    match dtype {
        DType::F16 => 2f64.powi(-14),
        DType::F64 => f64::MIN_POSITIVE,
        _ => f64::from(f32::MIN_POSITIVE),
    }
}

/// A scale and zero point for each block.
pub fn choose_qparams_affine<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
) -> Result<Outputs<'c>, LowerError> {
    let input = call.tensor("input");
    let [least, largest] = range(call, call.arguments.dtype("target_dtype")?)?;
    let eps = call.opt_float("eps")?.unwrap_or_else(|| smallest_normal(input.dtype));
    let mapping = call.str("mapping_type")?;
    let blocks = Blocks::new(b, &input, &call.sizes("block_size"));
    let [min, max] = b.extremes(&b.reshape(&input, &blocks.shape), &blocks.within());
    let dtypes = [call.result(0).dtype, call.result(1).dtype];
    let results = b.pointwise_many(&[&min, &max], &dtypes, |elements| {
        let [low, high] = b.around_zero(elements[0], elements[1]);
        let dtype = low.dtype;
        let divided = |x, number| b.step_number(Builder::div, x, number);
        if mapping == "ASYMMETRIC" {
            let span = b.step_in(dtype, Builder::sub, high, low);
            let scale = divided(span, largest - least);
            let scale = b.step_number(Builder::max, scale, eps);
            let steps = b.round_even(b.step_in(dtype, Builder::div, low, scale));
            let first = b.float(compute_dtype(dtype), least);
            let zero_point = b.step_in(dtype, Builder::sub, first, steps);
            let zero_point = b.step_number(Builder::max, zero_point, least);
            return vec![scale, b.step_number(Builder::min, zero_point, largest)];
        }
        let scale = if mapping == "SYMMETRIC" {
            divided(b.max(b.neg(low), high), (largest - least) / 2.0)
        } else {
            let [low, high] = [divided(low, least), divided(high, largest)];
            let is_larger = b.compare(Comparison::Gt, low, high);
            b.select(is_larger, low, high)
        };
        let middle = ((largest + least + 1.0) / 2.0).trunc();
        let scale = b.step_number(Builder::max, scale, eps);
        vec![scale, b.float(dtype, middle)]
    });
    if !call.bool("keepdim")? {
        return Ok(results.into());
    }
    let kept = results.iter().map(|tensor| b.keep_dims(tensor, &blocks.spanned));
    Ok(kept.collect::<Vec<_>>().into())
}

/// The scale of each block with which it fills the range of an 8-bit float.
pub fn choose_scale_float8<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
) -> Result<Outputs<'c>, LowerError> {
    let tensor = call.tensor("tensor");
    let (_, largest) = bounds_of(call.arguments.dtype("float8_dtype")?)?;
    let (low, high) = (call.opt_float("hp_value_lb")?, call.opt_float("hp_value_ub")?);
    let is_power = call.arguments.dtype("scale_dtype")? != DType::F32;
    let blocks = Blocks::new(b, &tensor, &call.sizes("block_size"));
    let zero = b.int(tensor.dtype, 0);
    let cut = b.reshape(&tensor, &blocks.shape);
    let magnitudes = b.reduce(&[&cut], &blocks.within(), &[zero], |so_far, elements, _| {
        vec![b.max(so_far[0], b.abs(elements[0]))]
    });
    let scales = b.pointwise(&[&magnitudes[0]], DType::F32, |elements| {
        let mut scale = elements[0];
        if let Some(low) = low {
            scale = b.step_number(Builder::max, scale, low);
        }
        if let Some(high) = high {
            scale = b.step_number(Builder::min, scale, high);
        }
        let scale = b.step_number(Builder::div, scale, largest);
        if !is_power {
            return scale;
        }
        let math =
            |name, x: Element<'c>| b.cast(b.math(name, b.cast(x, compute_dtype(x.dtype))), x.dtype);
        math("exp2", b.round_even(math("log2", scale)))
    });
    Ok(b.keep_dims(&scales, &blocks.spanned).into())
}

/// The scale for the elements of a tensor: of all, broadcast, or of the block an element is in.
fn scale_of<'c>(b: &Builder<'c>, scale: &Tensor<'c>, shape: &[Size<'c>]) -> Tensor<'c> {
    if b.numel(&scale.shape).is(1) {
        return b.reshape(scale, &[]);
    }
    let is_whole = |(own, size): (&Size<'c>, &Size<'c>)| own == size || own.is(1);
    if scale.shape.iter().zip(shape).all(is_whole) {
        return scale.clone();
    }
    b.generate(shape, scale.dtype, |indices| {
        let places = indices.iter().zip(shape.iter().zip(&scale.shape));
        let places: Vec<_> = places
            .map(|(&index, (&size, &count))| {
                let block = b.size_floor_div(size, count);
                b.size(b.size_floor_div(Size::Value(index), block))
            })
            .collect();
        b.extract(scale, &places)
    })
}

/// `tensor / scale` as an 8-bit float.
pub fn quantize_float8<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let tensor = call.tensor("tensor");
    let scale = scale_of(b, &call.tensor("scale"), &tensor.shape);
    let (least, largest) = bounds_of(call.dtype())?;
    let result = b.pointwise(&[&tensor, &scale], call.dtype(), |elements| {
        let scaled = b.step(Builder::div, b.cast(elements[0], DType::F32), elements[1]);
        let clamped = b.step_number(Builder::max, scaled, least);
        b.step_number(Builder::min, clamped, largest)
    });
    Ok(result.into())
}

/// `tensor * scale` of an 8-bit float.
pub fn dequantize_float8<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let tensor = call.tensor("tensor");
    let scale = scale_of(b, &call.tensor("scale"), &tensor.shape);
    let result = b.pointwise(&[&tensor, &scale], call.dtype(), |elements| {
        b.step(Builder::mul, b.cast(elements[0], DType::F32), elements[1])
    });
    Ok(result.into())
}
