//! Embedding look-ups.
//!
//! Source of the semantics: `aten/src/ATen/native/Embedding.cpp`,
//! `aten/src/ATen/native/EmbeddingBag.cpp`, `torch/_meta_registrations.py`.

use crate::{
    arguments::{Argument, Arguments},
    dim::Dim,
    dtype::DType,
    types::{InferError, Results, TensorType, ensure, tensor_results},
};

/// `weight[indices]`.
pub fn embedding(arguments: &Arguments) -> Result<Results, InferError> {
    let (weight, indices) = (arguments.tensor("weight")?, arguments.tensor("indices")?);
    ensure!(weight.rank() == 2, "'weight' must be 2-D");
    ensure!(
        matches!(indices.dtype, DType::I64 | DType::I32),
        "Expected tensor for argument #1 'indices' to have one of the following scalar types: \
         Long, Int; but got torch.{}Tensor instead (while checking arguments for embedding)",
        indices.dtype
    );
    let row = weight.shape[1].clone();
    Ok(weight.with_shape(indices.shape.iter().cloned().chain([row])).into_results())
}

/// How the rows of a bag are combined.
#[derive(Clone, Copy, PartialEq)]
enum Mode {
    Sum,
    Mean,
    Max,
}

impl Mode {
    fn of(arguments: &Arguments) -> Result<Self, InferError> {
        match arguments.int("mode")? {
            0 => Ok(Mode::Sum),
            1 => Ok(Mode::Mean),
            2 => Ok(Mode::Max),
            mode => Err(InferError(format!(
                "embedding_bag: mode must be 0 (sum), 1 (mean) or 2 (max), but got {mode}"
            ))),
        }
    }
}

/// The index that is not counted; None if there is none.
fn padding_index(arguments: &Arguments, weight: &TensorType) -> Result<Option<i64>, InferError> {
    let given = arguments.iter().find(|(name, _)| *name == "padding_idx");
    let Some((_, Argument::SymInt(Dim::Static(index)))) = given else {
        return Ok(None);
    };
    // Of the overload that can be given None, a negative one counts from the end.
    if arguments.op().torch_name == "aten::embedding_bag.padding_idx" {
        let rows = &weight.shape[0];
        let (index, lowest) = (Dim::Static(*index), &Dim::Static(0) - rows);
        ensure!(
            !lowest.is_more_than(&index) && !(&index + 1).is_more_than(rows),
            "padding_idx must be within the number of embeddings, {lowest} through {}, but got \
             {index}",
            rows - 1
        );
        return Ok(Some(0));
    }
    Ok((*index >= 0).then_some(*index))
}

fn check_bag(arguments: &Arguments) -> Result<(), InferError> {
    let weight = arguments.tensor("weight")?;
    let (indices, offsets) = (arguments.tensor("indices")?, arguments.tensor("offsets")?);
    for (tensor, name) in [(indices, "indices"), (offsets, "offsets")] {
        ensure!(
            matches!(tensor.dtype, DType::I64 | DType::I32),
            "expected {name} to be long or int, got {}",
            tensor.dtype
        );
        ensure!(
            tensor.rank() == 1,
            "{name} has to be a 1D Tensor, but got Tensor of dimension {}",
            tensor.rank()
        );
    }
    ensure!(
        weight.dtype.is_float(),
        "expected weight to be floating point type, got {}",
        weight.dtype
    );
    ensure!(
        weight.rank() == 2,
        "weight has to be a 2D Tensor, but got Tensor of dimension {}",
        weight.rank()
    );
    let Some(weights) = arguments.opt_tensor("per_sample_weights")? else {
        return Ok(());
    };
    ensure!(
        Mode::of(arguments)? == Mode::Sum,
        "embedding_bag: per_sample_weights only supported with mode='sum'"
    );
    ensure!(
        weights.dtype == weight.dtype,
        "expected weight ({}) and per_sample_weights ({}) to have the same dtype",
        weight.dtype,
        weights.dtype
    );
    ensure!(
        weights.rank() == 1,
        "expected per_sample_weights to be 1D tensor, got {}D",
        weights.rank()
    );
    ensure!(
        weights.numel().may_equal(&indices.numel()),
        "expected per_sample_weights.numel() ({} to be the same as indices.numel() ({})",
        weights.numel(),
        indices.numel()
    );
    Ok(())
}

/// Rows of `weight` combined bag by bag; and what the gradient takes.
pub fn embedding_bag(arguments: &Arguments) -> Result<Results, InferError> {
    check_bag(arguments)?;
    let (mode, weight) = (Mode::of(arguments)?, arguments.tensor("weight")?);
    let (indices, offsets) = (arguments.tensor("indices")?, arguments.tensor("offsets")?);
    let mut bags = offsets.shape[0].clone();
    if arguments.bool("include_last_offset")? {
        ensure!(
            !Dim::Static(1).is_more_than(&bags),
            "include_last_offset: numBags should be at least 1"
        );
        bags = &bags - 1;
    }
    let padding = padding_index(arguments, weight)?;
    // What PyTorch's CPU kernels leave out, because their gradient needs it not.
    let is_fast = matches!(weight.dtype, DType::F32 | DType::F16) && padding.is_none();
    let bag_of_index =
        if mode == Mode::Sum && is_fast { Dim::Static(0) } else { indices.shape[0].clone() };
    let columns = weight.shape[1].clone();
    let max_indices = match mode {
        Mode::Max => offsets.with_shape([bags.clone(), columns.clone()]),
        _ => offsets.with_shape([bags.clone()]),
    };
    let bag_size = match arguments.op().torch_name {
        "aten::_embedding_bag" => bags.clone(),
        _ => offsets.shape[0].clone(),
    };
    Ok(tensor_results([
        weight.with_shape([bags, columns]),
        offsets.with_shape([bag_of_index]),
        offsets.with_shape([bag_size]),
        max_indices,
    ]))
}
