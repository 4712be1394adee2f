//! Normalization by the mean and the variance of a batch, of groups, of layers.
//!
//! Source of the semantics: `aten/src/ATen/native/Normalization.cpp`, `layer_norm.h`,
//! `group_norm.cpp`, `torch/_decomp/decompositions.py`.

use super::matmul::check_expands;
use crate::{
    arguments::Arguments,
    dim::Dim,
    dtype::DType,
    shape::wrap_dim,
    types::{InferError, Results, SizeList, TensorType, ensure, numel, tensor_results},
};

/// An empty tensor, where there is nothing to say.
pub(crate) fn empty(dtype: DType) -> TensorType {
    TensorType::new([Dim::Static(0)], dtype)
}

fn has(arguments: &Arguments, name: &str) -> bool {
    arguments.op().params.iter().any(|param| param.name == name)
}

/// Weight, bias and running statistics, where given, have one element a channel;
/// gives the number of channels.
fn channels(arguments: &Arguments) -> Result<Dim, InferError> {
    let input = arguments.tensor("input")?;
    // Nothing to normalize needs no dimension of channels.
    if input.rank() == 1 && input.numel() == Dim::Static(0) {
        return Ok(Dim::Static(0));
    }
    let channels = &input.shape[..].get(wrap_dim(1, input.rank())?);
    let channels = channels.cloned().unwrap_or(Dim::Dynamic);
    for name in ["running_mean", "running_var", "weight", "bias"] {
        if !has(arguments, name) {
            continue;
        }
        let Some(tensor) = arguments.opt_tensor(name)? else { continue };
        ensure!(
            tensor.numel().may_equal(&channels),
            "{name} should contain {channels} elements not {}",
            tensor.numel()
        );
    }
    Ok(channels)
}

/// The running statistics, which must be there unless the batch's own are used.
fn check_running(arguments: &Arguments, own: bool) -> Result<(), InferError> {
    for name in ["running_mean", "running_var"] {
        ensure!(
            own || arguments.opt_tensor(name)?.is_some(),
            "{name} must be defined in evaluation mode"
        );
    }
    Ok(())
}

/// The normalized batch.
pub fn batch_norm(arguments: &Arguments) -> Result<Results, InferError> {
    channels(arguments)?;
    check_running(arguments, arguments.bool("training")?)?;
    Ok(arguments.tensor("input")?.clone().into_results())
}

/// The normalized batch and the statistics saved for the backward pass.
fn saved(arguments: &Arguments, training: bool) -> Result<[TensorType; 3], InferError> {
    let channels = channels(arguments)?;
    if has(arguments, "running_mean") {
        check_running(arguments, training)?;
    } else {
        ensure!(training, "running_mean must be defined in evaluation mode");
    }
    let input = arguments.tensor("input")?;
    let stats = if training { input.with_shape([channels]) } else { empty(input.dtype) };
    Ok([input.clone(), stats.clone(), stats])
}

fn training(arguments: &Arguments) -> Result<bool, InferError> {
    if has(arguments, "training") { arguments.bool("training") } else { Ok(false) }
}

/// The normalized batch, mean and 1 / standard deviation.
pub fn native_batch_norm(arguments: &Arguments) -> Result<Results, InferError> {
    Ok(tensor_results(saved(arguments, training(arguments)?)?))
}

fn running(arguments: &Arguments) -> Result<[TensorType; 2], InferError> {
    Ok([arguments.tensor("running_mean")?.clone(), arguments.tensor("running_var")?.clone()])
}

/// [`native_batch_norm`] with the running statistics as results.
pub fn batch_norm_functional(arguments: &Arguments) -> Result<Results, InferError> {
    let saved = saved(arguments, training(arguments)?)?;
    Ok(tensor_results(saved.into_iter().chain(running(arguments)?)))
}

/// The normalized batch, mean, 1 / standard deviation and a backend's bytes.
pub fn batch_norm_update(arguments: &Arguments) -> Result<Results, InferError> {
    Ok(tensor_results(saved(arguments, true)?.into_iter().chain([empty(DType::U8)])))
}

/// [`batch_norm_update`] with the running statistics as results.
pub fn batch_norm_update_functional(arguments: &Arguments) -> Result<Results, InferError> {
    let results = saved(arguments, true)?.into_iter().chain([empty(DType::U8)]);
    Ok(tensor_results(results.chain(running(arguments)?)))
}

/// The normalized instances.
pub fn instance_norm(arguments: &Arguments) -> Result<Results, InferError> {
    channels(arguments)?;
    let own = arguments.bool("use_input_stats")?;
    for name in ["running_mean", "running_var"] {
        ensure!(
            own || arguments.opt_tensor(name)?.is_some(),
            "Expected running_mean and running_var to be defined when use_input_stats is false"
        );
    }
    Ok(arguments.tensor("input")?.clone().into_results())
}

/// Weight and bias of a group norm, and that the groups divide the channels.
pub(crate) fn check_groups(
    arguments: &Arguments,
    channels: &Dim,
    groups: i64,
) -> Result<(), InferError> {
    let input = arguments.tensor("input")?;
    ensure!(groups > 0, "Expected num groups to be greater than 0, got {groups}");
    ensure!(
        channels.modulo(&Dim::Static(groups)).may_equal(&Dim::Static(0)),
        "Expected number of channels in input to be divisible by num_groups, but got input of \
         shape {} and num_groups={groups}",
        SizeList(&input.shape)
    );
    for name in ["weight", "bias"] {
        if !has(arguments, name) {
            continue;
        }
        let Some(tensor) = arguments.opt_tensor(name)? else { continue };
        ensure!(
            tensor.rank() == 1 && tensor.shape[0].may_equal(channels),
            "Expected {name} to be a vector of size equal to the number of channels in input, but \
             got {name} of shape {} and input of shape {}",
            SizeList(&tensor.shape),
            SizeList(&input.shape)
        );
    }
    Ok(())
}

/// The normalized groups.
pub fn group_norm(arguments: &Arguments) -> Result<Results, InferError> {
    let input = arguments.tensor("input")?;
    ensure!(
        input.rank() >= 2,
        "Expected at least 2 dimensions for input tensor but received {}",
        input.rank()
    );
    check_groups(arguments, &input.shape[1], arguments.int("num_groups")?)?;
    Ok(input.clone().into_results())
}

/// The sizes `N`, `C` and `HxW` of a group norm, which are the input's.
pub(crate) fn group_sizes(arguments: &Arguments) -> Result<[Dim; 3], InferError> {
    let input = arguments.tensor("input")?;
    ensure!(
        input.rank() >= 2,
        "Expected at least 2 dimensions for input tensor but received {}",
        input.rank()
    );
    let mut sizes = [Dim::Dynamic, Dim::Dynamic, Dim::Dynamic];
    for (size, name) in sizes.iter_mut().zip(["N", "C", "HxW"]) {
        *size = arguments.sym_int(name)?.clone();
        ensure!(
            size.as_static().is_none_or(|size| size >= 0),
            "Expected {name} not to be negative, but got {size}"
        );
    }
    let numel = numel(&sizes);
    ensure!(
        input.numel().may_equal(&numel),
        "Expect input to have {numel} elements, but got input of shape {}",
        SizeList(&input.shape)
    );
    Ok(sizes)
}

/// The normalized groups, their mean and 1 / standard deviation.
pub fn native_group_norm(arguments: &Arguments) -> Result<Results, InferError> {
    let [batch, channels, _] = group_sizes(arguments)?;
    let groups = arguments.int("group")?;
    check_groups(arguments, &channels, groups)?;
    let input = arguments.tensor("input")?;
    let stats = input.with_shape([batch, Dim::Static(groups)]);
    Ok(tensor_results([input.clone(), stats.clone(), stats]))
}

/// The checks of `_check_layer_norm_inputs`; gives how many dimensions are left over.
pub(crate) fn leading(arguments: &Arguments) -> Result<usize, InferError> {
    let input = arguments.tensor("input")?;
    let shape = arguments.sym_ints("normalized_shape")?;
    let normalized = SizeList(shape);
    ensure!(
        !shape.is_empty(),
        "Expected normalized_shape to be at least 1-dimensional, i.e., containing at least one \
         element, but got normalized_shape = []"
    );
    let fits = |sizes: &[Dim]| {
        sizes.len() == shape.len() && sizes.iter().zip(shape).all(|(a, b)| a.may_equal(b))
    };
    for name in ["weight", "bias"] {
        if !has(arguments, name) {
            continue;
        }
        let Some(tensor) = arguments.opt_tensor(name)? else { continue };
        ensure!(
            fits(&tensor.shape),
            "Expected {name} to be of same shape as normalized_shape, but got {name} of shape {} \
             and normalized_shape = {normalized}",
            SizeList(&tensor.shape)
        );
    }
    let leading = input.rank().checked_sub(shape.len());
    match leading.filter(|&leading| fits(&input.shape[leading..])) {
        Some(leading) => Ok(leading),
        None => {
            let wildcard: String = shape.iter().map(|size| format!(", {size}")).collect();
            Err(InferError(format!(
                "Given normalized_shape={normalized}, expected input with shape [*{wildcard}], \
                 but got input of size{}",
                SizeList(&input.shape)
            )))
        }
    }
}

/// The normalized layer.
pub fn layer_norm(arguments: &Arguments) -> Result<Results, InferError> {
    leading(arguments)?;
    Ok(arguments.tensor("input")?.clone().into_results())
}

/// One element for each of the leading dimensions of the input.
pub(crate) fn layer_stats(input: &TensorType, leading: usize) -> TensorType {
    let kept = input.shape[..leading].iter().cloned();
    input.with_shape(kept.chain((leading..input.rank()).map(|_| Dim::Static(1))))
}

/// The normalized layer, its mean and 1 / standard deviation.
pub fn native_layer_norm(arguments: &Arguments) -> Result<Results, InferError> {
    let input = arguments.tensor("input")?;
    let stats = layer_stats(input, leading(arguments)?);
    Ok(tensor_results([input.clone(), stats.clone(), stats]))
}

/// The normalized layer and 1 / root mean square.
pub fn fused_rms_norm(arguments: &Arguments) -> Result<Results, InferError> {
    let input = arguments.tensor("input")?;
    let stats = layer_stats(input, leading(arguments)?).with_dtype(input.dtype.to_opmath());
    Ok(tensor_results([input.clone(), stats]))
}

/// The norms of `v` over all dimensions but `dim`; `g` must have their sizes.
fn norms(arguments: &Arguments) -> Result<TensorType, InferError> {
    let (v, g) = (arguments.tensor("v")?, arguments.tensor("g")?);
    let dim = wrap_dim(arguments.int("dim")?, v.rank())?;
    let sizes = v.shape.iter().enumerate();
    let norms = v.with_shape(
        sizes.map(|(index, size)| if index == dim { size.clone() } else { Dim::Static(1) }),
    );
    ensure!(
        g.dtype == v.dtype,
        "expected v and g to have the same dtype, but got: {} and {}",
        v.dtype,
        g.dtype
    );
    ensure!(
        g.rank() == norms.rank() && g.shape.iter().zip(&norms.shape).all(|(a, b)| a.may_equal(b)),
        "expected g to have the sizes {} of the norms of v, but got {}",
        SizeList(&norms.shape),
        SizeList(&g.shape)
    );
    Ok(norms)
}

/// `v` scaled to the norms `g`; -1 is no dimension, and the norm that of all.
pub fn weight_norm(arguments: &Arguments) -> Result<Results, InferError> {
    if arguments.int("dim")? == -1 {
        let (v, g) = (arguments.tensor("v")?, arguments.tensor("g")?);
        check_expands(&g.shape, &v.shape)?;
    } else {
        norms(arguments)?;
    }
    Ok(arguments.tensor("v")?.clone().into_results())
}

/// `v` scaled to the norms `g`, and its own norms.
pub fn weight_norm_interface(arguments: &Arguments) -> Result<Results, InferError> {
    let (v, norms) = (arguments.tensor("v")?, norms(arguments)?);
    let dim = wrap_dim(arguments.int("dim")?, v.rank())?;
    ensure!(
        dim == 0 || dim + 1 == v.rank(),
        "fused kernels can only be applied for first or last dim"
    );
    let norms = if v.dtype == DType::BF16 { norms.with_dtype(DType::F32) } else { norms };
    Ok(tensor_results([v.clone(), norms]))
}
