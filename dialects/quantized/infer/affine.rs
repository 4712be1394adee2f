//! `torchao`: affine quantization by blocks.

use super::range::{bounds, check_range};
use crate::{
    arguments::Arguments,
    dim::Dim,
    dtype::DType,
    types::{
        InferError, Results, Shape, SizeList, TensorType, ensure, fail, numel, tensor_results,
    },
};

/// One dimension of the input, cut into blocks.
struct Blocks {
    /// How many.
    count: Dim,
    /// Whether one block, larger than 1, spans the whole.
    spans: bool,
}

/// The input cut into blocks of `block_size`, as `_get_reduction_params` has it.
fn blocks(arguments: &Arguments, input: &TensorType) -> Result<Vec<Blocks>, InferError> {
    let sizes = arguments.sym_ints("block_size")?;
    ensure!(
        sizes.len() == input.rank(),
        "Got input dim:{}, block_size: {}",
        input.rank(),
        SizeList(sizes)
    );
    let dims = input.shape.iter().zip(sizes).enumerate();
    dims.map(|(index, (dim, block))| {
        ensure!(
            block.as_static().is_none_or(|block| block > 0),
            "Expecting block_size at {index} dimension to be positive, but got {block}"
        );
        if *block == Dim::Static(1) {
            return Ok(Blocks { count: dim.clone(), spans: false });
        }
        // A block of unknown size is taken to be the whole of a dimension, which is
        // what it is unless it is a number.
        if block == dim || (!block.is_static() && block.may_equal(dim)) {
            return Ok(Blocks { count: Dim::Static(1), spans: true });
        }
        ensure!(
            dim.modulo(block).may_equal(&Dim::Static(0)),
            "Expecting input size at {index} dimension: {dim} to be divisible by block_size at \
             {index} dimension: {block}"
        );
        Ok(Blocks { count: dim.floor_div(block), spans: false })
    })
    .collect()
}

fn counts(blocks: &[Blocks]) -> Shape {
    blocks.iter().map(|blocks| blocks.count.clone()).collect()
}

/// That there is a scale, or zero point, for each block.
fn check_qparam(name: &str, tensor: &TensorType, blocks: &[Blocks]) -> Result<(), InferError> {
    let counts = counts(blocks);
    ensure!(
        tensor.numel().may_equal(&numel(&counts)),
        "Expecting {name} to have an element for each of the {} blocks, but got size {}",
        SizeList(&counts),
        SizeList(&tensor.shape)
    );
    Ok(())
}

/// The checks of `_get_and_check_qmin_qmax`.
fn check_quant_range(arguments: &Arguments, dtype: DType) -> Result<(), InferError> {
    let supported = dtype != DType::U16;
    let Some((least, largest)) = bounds(dtype).filter(|_| supported) else {
        fail!("Unsupported dtype: torch.{}", dtype.torch_name())
    };
    let value = |name: &str, default: f64| -> Result<f64, InferError> {
        Ok(arguments.opt_scalar(name)?.and_then(|scalar| scalar.as_f64()).unwrap_or(default))
    };
    check_range(value("quant_min", least)?, value("quant_max", largest)?, dtype)
}

fn is_half_or_f32(dtype: DType) -> bool {
    matches!(dtype, DType::F32 | DType::F16 | DType::BF16)
}

/// To `output_dtype`.
pub fn quantize(arguments: &Arguments) -> Result<Results, InferError> {
    let (input, dtype) = (arguments.tensor("input")?, arguments.dtype("output_dtype")?);
    check_quant_range(arguments, dtype)?;
    ensure!(
        is_half_or_f32(input.dtype),
        "Unsupported input dtype: torch.{}",
        input.dtype.torch_name()
    );
    let blocks = blocks(arguments, input)?;
    check_qparam("scale", arguments.tensor("scale")?, &blocks)?;
    let zero_point = arguments.opt_tensor("zero_point")?;
    if let Some(zero_point) = zero_point.filter(|tensor| tensor.numel() != Dim::Static(0)) {
        check_qparam("zero_point", zero_point, &blocks)?;
    }
    Ok(input.with_dtype(dtype).into_results())
}

/// From `input_dtype` to `output_dtype`.
pub fn dequantize(arguments: &Arguments) -> Result<Results, InferError> {
    let (input, from) = (arguments.tensor("input")?, arguments.dtype("input_dtype")?);
    let to = arguments.dtype("output_dtype")?;
    ensure!(
        input.dtype == from,
        "Expected: torch.{}, got: torch.{}",
        from.torch_name(),
        input.dtype.torch_name()
    );
    ensure!(is_half_or_f32(to), "Unsupported output dtype: torch.{}", to.torch_name());
    check_quant_range(arguments, from)?;
    let blocks = blocks(arguments, input)?;
    check_qparam("scale", arguments.tensor("scale")?, &blocks)?;
    if let Some(zero_point) = arguments.opt_tensor("zero_point")? {
        check_qparam("zero_point", zero_point, &blocks)?;
    }
    Ok(input.with_dtype(to).into_results())
}

/// A scale and zero point for each block.
pub fn choose_qparams(arguments: &Arguments) -> Result<Results, InferError> {
    let input = arguments.tensor("input")?;
    ensure!(
        input.dtype.is_float(),
        "Expecting input to be a floating point tensor, but got torch.{}",
        input.dtype.torch_name()
    );
    check_quant_range(arguments, arguments.dtype("target_dtype")?)?;
    let blocks = blocks(arguments, input)?;
    let sizes: Shape = if arguments.bool("keepdim")? {
        counts(&blocks)
    } else {
        blocks.iter().filter(|dim| !dim.spans).map(|dim| dim.count.clone()).collect()
    };
    ensure!(
        !input
            .shape
            .iter()
            .zip(&blocks)
            .any(|(dim, blocks)| blocks.spans && *dim == Dim::Static(0)),
        "Expecting blocks not to be empty, but got input of size {}",
        SizeList(&input.shape)
    );
    let asymmetric = arguments.str("mapping_type")? == "ASYMMETRIC";
    let default = if asymmetric { DType::I32 } else { input.dtype };
    let scale_dtype = arguments.opt_dtype("scale_dtype")?.unwrap_or(input.dtype);
    let zero_point_dtype = arguments.opt_dtype("zero_point_dtype")?.unwrap_or(default);
    let scale = TensorType::new(sizes, scale_dtype);
    let zero_point = scale.with_dtype(zero_point_dtype);
    Ok(tensor_results([scale, zero_point]))
}

fn check_float8(dtype: DType) -> Result<(), InferError> {
    ensure!(
        dtype.is_float8() && dtype != DType::F8E8M0FNU,
        "Expecting an 8-bit float dtype, but got torch.{}",
        dtype.torch_name()
    );
    Ok(())
}

/// A scale for each block, to a dtype of 8-bit floats.
pub fn choose_scale_float8(arguments: &Arguments) -> Result<Results, InferError> {
    let tensor = arguments.tensor("tensor")?;
    ensure!(tensor.dtype.is_float(), "Expecting tensor to be a floating point tensor");
    check_float8(arguments.dtype("float8_dtype")?)?;
    ensure!(
        matches!(arguments.dtype("scale_dtype")?, DType::F32 | DType::F8E8M0FNU),
        "Only float8_e8m0fnuz is supported"
    );
    let sizes = counts(&blocks(arguments, tensor)?);
    Ok(TensorType::new(sizes, DType::F32).into_results())
}

/// The checks of `_maybe_expand_scale_to_tensor_shape`.
fn check_scale(tensor: &TensorType, scale: &TensorType) -> Result<(), InferError> {
    if scale.numel() == Dim::Static(1) {
        return Ok(());
    }
    ensure!(
        scale.rank() == tensor.rank(),
        "Scale tensor has {} dimensions but target has {}",
        scale.rank(),
        tensor.rank()
    );
    for (index, (size, blocks)) in tensor.shape.iter().zip(&scale.shape).enumerate() {
        ensure!(
            size.modulo(blocks).may_equal(&Dim::Static(0)) && *blocks != Dim::Static(0)
                || size == blocks,
            "Dimension {index}: target size {size} is not evenly divisible by scale size {blocks}"
        );
    }
    Ok(())
}

/// To `float8_dtype`.
pub fn quantize_float8(arguments: &Arguments) -> Result<Results, InferError> {
    let (tensor, dtype) = (arguments.tensor("tensor")?, arguments.dtype("float8_dtype")?);
    ensure!(tensor.dtype.is_float(), "Expecting tensor to be a floating point tensor");
    check_float8(dtype)?;
    check_scale(tensor, arguments.tensor("scale")?)?;
    Ok(tensor.with_dtype(dtype).into_results())
}

/// To `output_dtype`.
pub fn dequantize_float8(arguments: &Arguments) -> Result<Results, InferError> {
    let tensor = arguments.tensor("tensor")?;
    let dtype = super::range::check_float_dtype(arguments.dtype("output_dtype")?)?;
    check_scale(tensor, arguments.tensor("scale")?)?;
    Ok(tensor.with_dtype(dtype).into_results())
}

#[cfg(test)]
mod tests {
    use crate::{Argument, Arguments, DType, Dim, TensorType, ValueType, infer, lookup};

    /// The scales that `choose_qparams_affine` gives.
    fn scales(sizes: &[Dim], block: &[Dim], keepdim: bool) -> Vec<Dim> {
        let op = lookup("quantized.choose_qparams_affine").unwrap();
        let mut arguments = Arguments::new(op);
        let values = [
            ("input", Argument::Tensor(TensorType::new(sizes.iter().cloned(), DType::F32))),
            ("mapping_type", Argument::Str("ASYMMETRIC".into())),
            ("block_size", Argument::SymInts(block.to_vec())),
            ("target_dtype", Argument::DType(DType::I8)),
            ("keepdim", Argument::Scalar(crate::Scalar::Bool(keepdim))),
        ];
        for (name, value) in values {
            let index = op.params.iter().position(|param| param.name == name).unwrap();
            arguments.set(index, value);
        }
        match &infer(op, &arguments).unwrap()[0] {
            ValueType::Tensor(scale) => scale.shape.to_vec(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_block_that_spans_a_dimension_takes_it_away() {
        let s = Dim::symbol("s0");
        let (one, k) = (Dim::Static(1), Dim::Static(64));
        let sizes = [s.clone(), k.clone()];
        let row_block = [one.clone(), k.clone()];
        assert_eq!(scales(&sizes, &row_block, false), sizes[..1]);
        assert_eq!(scales(&sizes, &row_block, true), [s.clone(), one.clone()]);
        let groups = scales(&sizes, &[one.clone(), Dim::Static(16)], false);
        assert_eq!(groups, [s.clone(), Dim::Static(4)]);
        assert_eq!(scales(&sizes, &[s.clone(), k.clone()], false), []);
        // A size of 1 is not a block that spans.
        let row = [one.clone(), k.clone()];
        assert_eq!(scales(&row, &[one.clone(), k], false), [one]);
    }
}
