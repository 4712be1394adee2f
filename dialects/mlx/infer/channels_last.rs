//! Ops of images with the channels as the last dimension, as MLX has them.
//!
//! Each is an op of `aten`, `mlx.channels_last.<op>`, of other sizes: images are `[N, ..., C]`,
//! weights of convolutions `[O, ..., I / groups]`.

use crate::{
    arguments::{Argument, Arguments, Scalar},
    dim::Dim,
    op::{OpDef, lookup},
    types::{InferError, Results, TensorType, ValueType, ensure, fail},
};

/// What the names of such ops begin with.
pub const PREFIX: &str = "mlx.channels_last.";

/// The op of `aten` that an op does with the channels last.
pub fn source(op: &OpDef) -> Option<&'static OpDef> {
    lookup(&format!("aten.{}", op.name.strip_prefix(PREFIX)?))
}

/// Whether an op is a convolution, whose weight has another order too.
pub fn is_convolution(name: &str) -> bool {
    name.starts_with("conv")
}

/// Whether a convolution is transposed.
pub fn is_transposed(name: &str, arguments: &Arguments) -> bool {
    name.starts_with("conv_transpose")
        || (name == "convolution"
            && *arguments.get("transposed") == Argument::Scalar(Scalar::Bool(true)))
}

/// What the source gives, with the channels last.
pub fn infer(arguments: &Arguments) -> Result<Results, InferError> {
    let op = arguments.op();
    let source = source(op).ok_or_else(|| InferError(format!("{} has no source", op.name)))?;
    let name = op.name.strip_prefix(PREFIX).unwrap_or_default();
    let mut rank = 0;
    let mut given = vec![];
    for (param, value) in arguments.iter() {
        let value = match (param, value) {
            ("input" | "self", Argument::Tensor(image)) => {
                rank = image.rank();
                ensure!(
                    rank >= 3,
                    "'{param}' has {rank} dimensions, expected those of a batch of images"
                );
                Argument::Tensor(channels_first(image))
            }
            ("weight", Argument::Tensor(weight)) if is_convolution(name) => {
                Argument::Tensor(weight_first(weight, is_transposed(name, arguments), arguments)?)
            }
            (_, value) => value.clone(),
        };
        given.push((param, value));
    }
    let mut results = crate::infer(source, &Arguments::of(source.name, given))?;
    for result in &mut results {
        if let ValueType::Tensor(tensor) = result
            && tensor.rank() == rank
        {
            *tensor = channels_last(tensor);
        }
    }
    Ok(results)
}

/// `[N, ..., C]` as `[N, C, ...]`
fn channels_first(image: &TensorType) -> TensorType {
    let mut shape = image.shape.clone();
    shape[1..].rotate_right(1);
    image.with_shape(shape)
}

/// `[N, C, ...]` as `[N, ..., C]`
fn channels_last(image: &TensorType) -> TensorType {
    let mut shape = image.shape.clone();
    shape[1..].rotate_left(1);
    image.with_shape(shape)
}

/// A weight as `aten` has it: `[O, I / groups, ...]`, or transposed `[I, O / groups, ...]`.
fn weight_first(
    weight: &TensorType,
    transposed: bool,
    arguments: &Arguments,
) -> Result<TensorType, InferError> {
    ensure!(weight.rank() >= 3, "'weight' has {} dimensions, expected 3 or more", weight.rank());
    let mut weight = channels_first(weight);
    if transposed {
        let groups = arguments.int("groups")?;
        let size = |index: usize| weight.shape[index].as_static();
        let (Some(outputs), Some(inputs)) = (size(0), size(1)) else {
            return Err(InferError("the channels of 'weight' are not known".into()));
        };
        ensure!(
            groups > 0 && outputs % groups == 0,
            "'weight' gives {outputs} channels, which {groups} groups do not divide"
        );
        let Some(inputs) = inputs.checked_mul(groups) else {
            fail!("'weight' takes {inputs} channels in each of {groups} groups");
        };
        weight.shape[0] = Dim::Static(inputs);
        weight.shape[1] = Dim::Static(outputs / groups);
    }
    Ok(weight)
}
