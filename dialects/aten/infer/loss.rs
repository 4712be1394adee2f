//! Loss functions.
//!
//! Source of the semantics: `Loss.cpp`, `LossNLL.cpp`, `LossNLL2d.cpp`,
//! `LossMultiMargin.cpp`, `LossMultiLabelMargin.cpp`, `LossCTC.cpp` and `Distance.cpp`
//! in `aten/src/ATen/native` of PyTorch.

use super::{pointwise, reduction::mean_dtype};
use crate::{
    arguments::{Argument, Arguments},
    dim::Dim,
    dtype::DType,
    shape::{broadcast, broadcast_all, wrap_dim},
    types::{InferError, Results, Shape, SizeList, TensorType, ensure, fail, tensor_results},
};

/// The losses, or their mean or sum, as `reduction` says.
fn summed_up(arguments: &Arguments, losses: TensorType) -> Result<TensorType, InferError> {
    Ok(match arguments.int("reduction")? {
        0 => losses,
        1 => TensorType::new([], mean_dtype(losses.dtype, None)?),
        2 => TensorType::new([], losses.dtype.to_sum()),
        other => fail!("{other} is not a valid value for reduction"),
    })
}

fn results(arguments: &Arguments, losses: TensorType) -> Result<Results, InferError> {
    Ok(summed_up(arguments, losses)?.into_results())
}

/// The type of `self - target`.
fn difference(arguments: &Arguments) -> Result<TensorType, InferError> {
    let dtype = pointwise::promoted(arguments, &["self", "target"])?;
    Ok(TensorType::new(pointwise::broadcast_shape(arguments)?, dtype))
}

/// A loss of each pair of elements.
pub fn pair(arguments: &Arguments) -> Result<Results, InferError> {
    results(arguments, difference(arguments)?)
}

/// The distance, which is real.
pub fn l1(arguments: &Arguments) -> Result<Results, InferError> {
    let difference = difference(arguments)?;
    results(arguments, difference.with_dtype(difference.dtype.to_real()))
}

/// As [`pair`], where `beta` is not negative.
pub fn smooth_l1(arguments: &Arguments) -> Result<Results, InferError> {
    ensure!(
        arguments.float("beta")? >= 0.0,
        "smooth_l1_loss does not support negative values for beta."
    );
    pair(arguments)
}

/// As [`pair`], where `delta` is positive.
pub fn huber(arguments: &Arguments) -> Result<Results, InferError> {
    ensure!(
        arguments.float("delta")? > 0.0,
        "huber_loss does not support non-positive values for delta."
    );
    pair(arguments)
}

/// What is computed into a tensor of `into` must not grow it.
fn check_fits(shape: &[Dim], into: &[Dim]) -> Result<(), InferError> {
    let all = broadcast(shape, into)?;
    let fits = all.len() == into.len() && all.iter().zip(into).all(|(a, b)| a.may_equal(b));
    ensure!(
        fits,
        "output with shape {} doesn't match the broadcast shape {}",
        SizeList(into),
        SizeList(&all)
    );
    Ok(())
}

/// A loss of the type of `self`.
pub fn soft_margin(arguments: &Arguments) -> Result<Results, InferError> {
    let (input, target) = (arguments.tensor("self")?, arguments.tensor("target")?);
    check_fits(&target.shape, &input.shape)?;
    results(arguments, input.clone())
}

/// Of floats only.
pub fn kl_div(arguments: &Arguments) -> Result<Results, InferError> {
    let (input, target) = (arguments.tensor("self")?.dtype, arguments.tensor("target")?.dtype);
    ensure!(!input.is_complex() && !target.is_complex(), "kl_div: Complex inputs not supported.");
    ensure!(
        !input.is_integral(true) && !target.is_integral(true),
        "kl_div: Integral inputs not supported."
    );
    pair(arguments)
}

/// In the dtype of `self`, which `target` does not change.
pub fn hinge_embedding(arguments: &Arguments) -> Result<Results, InferError> {
    let dtype = arguments.tensor("self")?.dtype.to_float();
    results(arguments, TensorType::new(pointwise::broadcast_shape(arguments)?, dtype))
}

/// A loss of the type of `self`.
pub fn binary_cross_entropy(arguments: &Arguments) -> Result<Results, InferError> {
    let (input, target) = (arguments.tensor("self")?, arguments.tensor("target")?);
    ensure!(
        input.dtype == target.dtype,
        "Found dtype {} but expected {}",
        target.dtype,
        input.dtype
    );
    ensure!(
        input.dtype.is_float(),
        "\"binary_cross_entropy\" not implemented for '{}'",
        input.dtype
    );
    check_fits(&target.shape, &input.shape)?;
    if let Some(weight) = arguments.opt_tensor("weight")? {
        check_fits(&weight.shape, &input.shape)?;
    }
    results(arguments, input.clone())
}

/// A loss of the type of `target`, in which it is computed.
pub fn binary_cross_entropy_with_logits(arguments: &Arguments) -> Result<Results, InferError> {
    let (input, target) = (arguments.tensor("self")?, arguments.tensor("target")?);
    ensure!(
        input.dtype.is_integral(true) || target.dtype.is_float(),
        "result type {} can't be cast to the desired output type {}",
        input.dtype,
        target.dtype
    );
    check_fits(&input.shape, &target.shape)?;
    if let Some(positive) = arguments.opt_tensor("pos_weight")? {
        check_fits(&positive.shape, &target.shape)?;
    }
    if let Some(weight) = arguments.opt_tensor("weight")? {
        check_fits(&weight.shape, &target.shape)?;
    }
    results(arguments, target.clone())
}

/// In floating point.
pub fn poisson_nll(arguments: &Arguments) -> Result<Results, InferError> {
    let dtype = pointwise::promoted(arguments, &["input", "target"])?.to_float();
    results(arguments, TensorType::new(pointwise::broadcast_shape(arguments)?, dtype))
}

/// Of three tensors, in floating point.
pub fn margin_ranking(arguments: &Arguments) -> Result<Results, InferError> {
    let dtype = pointwise::promoted(arguments, &["input1", "input2", "target"])?.to_float();
    results(arguments, TensorType::new(pointwise::broadcast_shape(arguments)?, dtype))
}

/// Without the dimension `dim`.
pub fn cosine_similarity(arguments: &Arguments) -> Result<Results, InferError> {
    let dtype = pointwise::promoted(arguments, &["x1", "x2"])?;
    ensure!(
        dtype.is_float(),
        "expected common dtype to be floating point, yet common dtype is {dtype}"
    );
    let mut shape = pointwise::broadcast_shape(arguments)?;
    let dim = wrap_dim(arguments.int("dim")?, shape.len())?;
    if !shape.is_empty() {
        shape.remove(dim);
    }
    Ok(TensorType::new(shape, dtype).into_results())
}

/// A loss of each row.
pub fn cosine_embedding(arguments: &Arguments) -> Result<Results, InferError> {
    let (a, b) = (arguments.tensor("input1")?, arguments.tensor("input2")?);
    let target = arguments.tensor("target")?;
    ensure!(target.rank() <= 1, "0D or 1D target tensor expected, multi-target not supported");
    let rank = target.rank() + 1;
    ensure!(
        a.rank() == rank && b.rank() == rank,
        "{}D target tensor expects {rank}D input tensors, but found inputs with sizes {} and {}.",
        target.rank(),
        SizeList(&a.shape),
        SizeList(&b.shape)
    );
    let mut rows = broadcast(&a.shape, &b.shape)?;
    rows.pop();
    let dtype = pointwise::promoted(arguments, &["input1", "input2"])?.to_float();
    results(arguments, TensorType::new(broadcast(&rows, &target.shape)?, dtype))
}

/// A loss of each row.
pub fn triplet_margin(arguments: &Arguments) -> Result<Results, InferError> {
    let anchor = arguments.tensor("anchor")?;
    let (positive, negative) = (arguments.tensor("positive")?, arguments.tensor("negative")?);
    ensure!(
        anchor.rank() == positive.rank() && positive.rank() == negative.rank(),
        "The anchor, positive, and negative tensors are expected to have the same number of \
         dimensions, but got: anchor {}D, positive {}D, and negative {}D inputs",
        anchor.rank(),
        positive.rank(),
        negative.rank()
    );
    let mut distances = vec![];
    for (a, b) in [(anchor, positive), (anchor, negative), (positive, negative)] {
        let mut shape = broadcast(&a.shape, &b.shape)?;
        shape.pop();
        distances.push(shape);
    }
    if !arguments.bool("swap")? {
        distances.pop();
    }
    let shape = broadcast_all(distances.iter().map(Shape::as_slice))?;
    let dtype = pointwise::promoted(arguments, &["anchor", "positive", "negative"])?;
    results(arguments, TensorType::new(shape, dtype.to_float().to_real()))
}

/// `weight` has a number for each class.
fn check_class_weights(arguments: &Arguments, classes: &Dim) -> Result<(), InferError> {
    let Some(weight) = arguments.opt_tensor("weight")? else {
        return Ok(());
    };
    ensure!(
        weight.rank() == 1 && weight.shape[0].may_equal(classes),
        "weight tensor should be defined either for all {classes} classes or no classes but got \
         weight tensor of shape: {}",
        SizeList(&weight.shape)
    );
    Ok(())
}

fn check_class_dtypes(input: &TensorType, target: &TensorType) -> Result<(), InferError> {
    ensure!(input.dtype.is_float(), "\"nll_loss_out_frame\" not implemented for '{}'", input.dtype);
    ensure!(
        matches!(target.dtype, DType::I64 | DType::U8),
        "expected scalar type Long but found {}",
        target.dtype
    );
    Ok(())
}

fn check_rows(input: &TensorType, target: &TensorType, same: bool) -> Result<(), InferError> {
    ensure!(
        same,
        "size mismatch (got input: {}, target: {})",
        SizeList(&input.shape),
        SizeList(&target.shape)
    );
    Ok(())
}

/// The losses of rows of classes, or of one row.
fn nll_losses(arguments: &Arguments) -> Result<TensorType, InferError> {
    let (input, target) = (arguments.tensor("self")?, arguments.tensor("target")?);
    ensure!(matches!(input.rank(), 1 | 2), "input tensor should be 1D or 2D");
    ensure!(target.rank() <= 1, "0D or 1D target tensor expected, multi-target not supported");
    let one_row = input.rank() == 1;
    let same = match target.shape.first() {
        None => one_row,
        Some(size) => input.shape[0].may_equal(size),
    };
    check_rows(input, target, same)?;
    check_class_weights(arguments, &input.shape[input.rank() - 1])?;
    check_class_dtypes(input, target)?;
    Ok(input.with_shape(input.shape[..input.rank() - 1].iter().cloned()))
}

/// `[n, c, h, w], [n, h, w] -> [n, h, w]`.
fn nll2d_losses(arguments: &Arguments) -> Result<TensorType, InferError> {
    let (input, target) = (arguments.tensor("self")?, arguments.tensor("target")?);
    ensure!(
        target.rank() == 3,
        "only batches of spatial targets supported (3D tensors) but got targets of dimension: {}",
        target.rank()
    );
    ensure!(
        input.rank() == 4,
        "only batches of spatial inputs supported (4D tensors), but got input of dimension: {}",
        input.rank()
    );
    let pixels = || [0, 2, 3].into_iter().map(|index| &input.shape[index]);
    check_rows(input, target, pixels().zip(&target.shape).all(|(a, b)| a.may_equal(b)))?;
    check_class_weights(arguments, &input.shape[1])?;
    check_class_dtypes(input, target)?;
    Ok(input.with_shape(pixels().cloned()))
}

/// The losses of classes in dimension 1, whatever follows.
fn nll_nd_losses(arguments: &Arguments) -> Result<TensorType, InferError> {
    let (input, target) = (arguments.tensor("self")?, arguments.tensor("target")?);
    match input.rank() {
        0 => fail!("Expected 1 or more dimensions (got 0)"),
        1 => return nll_losses(arguments),
        _ => {}
    }
    ensure!(
        target.rank() > 0 && input.shape[0].may_equal(&target.shape[0]),
        "Expected input batch_size ({}) to match target batch_size ({}).",
        input.shape[0],
        target.shape.first().unwrap_or(&Dim::Static(0))
    );
    match input.rank() {
        2 => nll_losses(arguments),
        4 => nll2d_losses(arguments),
        _ => {
            let mut shape = input.shape.clone();
            shape.remove(1);
            let same = shape.len() == target.rank()
                && shape.iter().zip(&target.shape).all(|(a, b)| a.may_equal(b));
            ensure!(
                same,
                "Expected target size {}, got {}",
                SizeList(&shape),
                SizeList(&target.shape)
            );
            check_class_weights(arguments, &input.shape[1])?;
            check_class_dtypes(input, target)?;
            Ok(input.with_shape(shape))
        }
    }
}

/// Of one row, or of each.
pub fn nll(arguments: &Arguments) -> Result<Results, InferError> {
    results(arguments, nll_losses(arguments)?)
}

/// Of each pixel.
pub fn nll2d(arguments: &Arguments) -> Result<Results, InferError> {
    results(arguments, nll2d_losses(arguments)?)
}

/// Of any number of dimensions after that of the classes.
pub fn nll_nd(arguments: &Arguments) -> Result<Results, InferError> {
    results(arguments, nll_nd_losses(arguments)?)
}

fn with_total_weight(arguments: &Arguments, losses: TensorType) -> Result<Results, InferError> {
    let total_weight = losses.with_shape([]);
    Ok(tensor_results([summed_up(arguments, losses)?, total_weight]))
}

/// As [`nll`], and the sum of the weights.
pub fn nll_forward(arguments: &Arguments) -> Result<Results, InferError> {
    with_total_weight(arguments, nll_losses(arguments)?)
}

/// As [`nll2d`], and the sum of the weights.
pub fn nll2d_forward(arguments: &Arguments) -> Result<Results, InferError> {
    with_total_weight(arguments, nll2d_losses(arguments)?)
}

/// The target is of classes, or of the shape of `self` and of probabilities.
pub fn cross_entropy(arguments: &Arguments) -> Result<Results, InferError> {
    let (input, target) = (arguments.tensor("self")?, arguments.tensor("target")?);
    let smoothing = arguments.float("label_smoothing")?;
    ensure!(smoothing <= 1.0, "label_smoothing must be between 0.0 and 1.0. Got: {smoothing}");
    let same_shape = input.rank() == target.rank()
        && input.shape.iter().zip(&target.shape).all(|(a, b)| a.may_equal(b));
    if !same_shape {
        return nll_nd(arguments);
    }
    ensure!(
        target.dtype.is_float(),
        "Expected floating point type for target with class probabilities, got {}",
        target.dtype
    );
    ensure!(
        arguments.int("ignore_index")? < 0,
        "ignore_index is not supported for floating point target"
    );
    ensure!(
        input.dtype.is_float(),
        "\"log_softmax_lastdim_kernel_impl\" not implemented for '{}'",
        input.dtype
    );
    ensure!(input.rank() > 0, "Expected 1 or more dimensions (got 0)");
    let classes = usize::from(input.rank() > 1);
    check_class_weights(arguments, &input.shape[classes])?;
    let mut shape = input.shape.clone();
    shape.remove(classes);
    let dtype = pointwise::promoted(arguments, &["self", "target"])?;
    results(arguments, TensorType::new(shape, dtype))
}

/// The number of rows and of classes of a vector or matrix, which must have classes.
fn rows_of_classes(input: &TensorType) -> Result<(Dim, Dim), InferError> {
    let (rows, classes) = match input.shape.as_slice() {
        [] => (Dim::Static(1), Dim::Static(1)),
        [classes] => (Dim::Static(1), classes.clone()),
        [rows, classes] => (rows.clone(), classes.clone()),
        _ => (Dim::Static(0), Dim::Static(0)),
    };
    ensure!(
        input.rank() <= 2 && classes != Dim::Static(0),
        "Expected non-empty vector or matrix with optional 0-dim batch size, but got: {}",
        SizeList(&input.shape)
    );
    Ok((rows, classes))
}

/// A loss of each row, whose target is one class.
pub fn multi_margin(arguments: &Arguments) -> Result<Results, InferError> {
    let (input, target) = (arguments.tensor("self")?, arguments.tensor("target")?);
    let power = arguments.float("p")?;
    ensure!(power == 1.0 || power == 2.0, "only p == 1 and p == 2 supported");
    let (rows, classes) = rows_of_classes(input)?;
    ensure!(
        target.rank() <= 1 && target.numel().may_equal(&rows),
        "inconsistent target size, expected {rows} but got {}",
        SizeList(&target.shape)
    );
    if let Some(weight) = arguments.opt_tensor("weight")? {
        ensure!(
            weight.rank() <= 1 && weight.numel().may_equal(&classes),
            "inconsistent weight size, expected {classes} but got {}",
            SizeList(&weight.shape)
        );
    }
    check_class_dtypes(input, target)?;
    let shape = (target.rank() > 0).then_some(rows);
    results(arguments, input.with_shape(shape))
}

/// The losses of rows whose target are several classes.
fn multilabel_losses(arguments: &Arguments) -> Result<TensorType, InferError> {
    let (input, target) = (arguments.tensor("self")?, arguments.tensor("target")?);
    let (rows, classes) = rows_of_classes(input)?;
    let same = match input.rank() {
        0 | 1 => target.rank() <= 1 && target.numel().may_equal(&classes),
        _ => {
            target.rank() == 2
                && target.shape[0].may_equal(&rows)
                && target.shape[1].may_equal(&classes)
        }
    };
    ensure!(
        same,
        "inconsistent target size: {} for input of size: {}",
        SizeList(&target.shape),
        SizeList(&input.shape)
    );
    check_class_dtypes(input, target)?;
    Ok(input.with_shape((target.rank() > 1).then_some(rows)))
}

/// A loss of each row.
pub fn multilabel_margin(arguments: &Arguments) -> Result<Results, InferError> {
    results(arguments, multilabel_losses(arguments)?)
}

/// A loss of each row, and which classes are in its target.
pub fn multilabel_margin_forward(arguments: &Arguments) -> Result<Results, InferError> {
    let losses = summed_up(arguments, multilabel_losses(arguments)?)?;
    let is_target = arguments.tensor("target")?.with_dtype(losses.dtype);
    Ok(tensor_results([losses, is_target]))
}

/// A loss of each sequence of the batch.
pub fn ctc(arguments: &Arguments) -> Result<Results, InferError> {
    let (input, targets) = (arguments.tensor("log_probs")?, arguments.tensor("targets")?);
    ensure!(
        matches!(input.rank(), 2 | 3),
        "ctc_loss expects log_probs of 2 or 3 dimensions, but got {}",
        input.rank()
    );
    ensure!(
        matches!(input.dtype, DType::F32 | DType::F64),
        "\"ctc_loss_cpu\" not implemented for '{}'",
        input.dtype
    );
    ensure!(
        matches!(targets.dtype, DType::I32 | DType::I64),
        "Expected tensor for argument 'targets' to have scalar type Long or Int, but got {}",
        targets.dtype
    );
    let blank = arguments.int("blank")?;
    let classes = &input.shape[input.rank() - 1];
    ensure!(
        blank >= 0 && (classes - blank).as_static().is_none_or(|rest| rest > 0),
        "blank must be in label range"
    );
    let batch = (input.rank() == 3).then(|| input.shape[1].clone());
    let count = batch.clone().unwrap_or(Dim::Static(1));
    for name in ["input_lengths", "target_lengths"] {
        let given = match arguments.get(name) {
            Argument::Tensor(lengths) => lengths.numel(),
            _ => Dim::from(arguments.ints(name)?.len()),
        };
        ensure!(given.may_equal(&count), "{name} must be of size batch_size");
    }
    results(arguments, input.with_shape(batch))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aten::pointwise::tests::{refusal, result, tensor};

    #[test]
    fn a_target_of_the_shape_of_the_scores_is_of_probabilities() {
        let none = || [Argument::None, Argument::SymInt(Dim::Static(0))];
        let cross_entropy = |input: &[i64], target: &[i64], dtype: DType| {
            let [weight, reduction] = none();
            let tensors = [tensor(input, DType::F32), tensor(target, dtype)];
            [tensors, [weight, reduction]].concat()
        };
        let of = |arguments: &[Argument]| result("cross_entropy_loss", arguments);
        assert_eq!(of(&cross_entropy(&[4, 5], &[4], DType::I64)), "tensor<4xf32>");
        assert_eq!(of(&cross_entropy(&[4, 5], &[4, 5], DType::F64)), "tensor<4xf64>");
        assert_eq!(of(&cross_entropy(&[4, 5, 6], &[4, 6], DType::U8)), "tensor<4x6xf32>");
        assert_eq!(of(&cross_entropy(&[5], &[], DType::I64)), "tensor<f32>");
        assert_eq!(of(&cross_entropy(&[5], &[5], DType::F32)), "tensor<f32>");
        let refused = refusal("cross_entropy_loss", &cross_entropy(&[4, 5], &[3], DType::I64));
        assert_eq!(refused, "Expected input batch_size (4) to match target batch_size (3).");
    }

    #[test]
    fn the_loss_of_logits_has_the_dtype_of_the_target() {
        let tensors = [tensor(&[3], DType::F16), tensor(&[2, 3], DType::F32)];
        let arguments = [&tensors[..], &[Argument::None, Argument::None]].concat();
        let mean = [arguments.clone(), vec![Argument::SymInt(Dim::Static(1))]].concat();
        assert_eq!(result("binary_cross_entropy_with_logits", &mean), "tensor<f32>");
        let none = [arguments, vec![Argument::SymInt(Dim::Static(0))]].concat();
        assert_eq!(result("binary_cross_entropy_with_logits", &none), "tensor<2x3xf32>");
    }
}
