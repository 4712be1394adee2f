//! Losses whose target are classes.
//!
//! Source of the semantics: `LossNLL.cpp`, `LossNLL2d.cpp`, `LossMultiMargin.cpp` and
//! `LossMultiLabelMargin.cpp` in `aten/src/ATen/native` of PyTorch.

use melior::ir::Value;
use tricast_dialects::DType;

use super::{
    Builder, Call, Comparison, Element, LowerError, Outputs, Size, Table, Tensor, compute_dtype,
    loss::summed_up, rows::Rows, softmax::log_softmax_of,
};

/// The lowerings of this file.
pub const TABLE: Table = &[
    ("aten.nll_loss", nll),
    ("aten.nll_loss2d", nll),
    ("aten.nll_loss_nd", nll),
    ("aten.nll_loss_forward", nll),
    ("aten.nll_loss2d_forward", nll),
    ("aten.cross_entropy_loss", cross_entropy),
    ("aten.multi_margin_loss", multi_margin),
    ("aten.multilabel_margin_loss", multilabel_margin),
    ("aten.multilabel_margin_loss_forward", multilabel_margin),
];

/// The dimension of the classes.
fn class_dim(x: &Tensor) -> usize {
    usize::from(x.rank() > 1)
}

/// Classes that targets are, of which one number stands for none.
struct Targets<'c> {
    /// The classes.
    classes: Tensor<'c>,
    /// How many there are.
    count: Size<'c>,
    ignored: i64,
}

impl<'c> Targets<'c> {
    /// Ends the run where a target is no class.
    fn read(b: &Builder<'c>, call: &Call<'c>, count: Size<'c>) -> Result<Self, LowerError> {
        let classes = b.cast_tensor(&call.tensor("target"), DType::I64);
        let ignored = call.int("ignore_index")?;
        let targets = Targets { classes, count, ignored };
        let dims: Vec<usize> = (0..targets.classes.rank()).collect();
        let in_range = b.fold(&targets.classes, &dims, b.bool(true), |so_far, class| {
            let zero = b.int(DType::I64, 0);
            let count = b.size_element(count, DType::I64);
            let is_class = b.and(
                b.compare(Comparison::Ge, class, zero),
                b.compare(Comparison::Lt, class, count),
            );
            b.and(so_far, b.or(is_class, targets.is_ignored(b, class)))
        });
        b.assert(b.item(&in_range), &format!("{}: target out of bounds", call.op.base_name()));
        Ok(targets)
    }

    fn is_ignored(&self, b: &Builder<'c>, class: Element<'c>) -> Element<'c> {
        b.compare(Comparison::Eq, class, b.int(DType::I64, self.ignored))
    }

    /// The weights of the targets, 0 of those that are ignored.
    fn weights(&self, b: &Builder<'c>, weight: Option<&Tensor<'c>>, compute: DType) -> Tensor<'c> {
        b.generate(&self.classes.shape, compute, |indices| {
            let class = b.extract(&self.classes, indices);
            let weight = match weight {
                Some(weight) => {
                    let class = b.wrap_index(class, self.count);
                    b.cast(b.extract(weight, &[class]), compute)
                }
                None => b.int(compute, 1),
            };
            b.select(self.is_ignored(b, class), b.int(compute, 0), weight)
        })
    }

    /// Minus the element of `x` at each target, times its weight; 0 where it is ignored.
    fn losses(&self, b: &Builder<'c>, x: &Tensor<'c>, weights: &Tensor<'c>) -> Tensor<'c> {
        let (dim, compute) = (class_dim(x), weights.dtype);
        b.generate(&self.classes.shape, compute, |indices| {
            let class = b.extract(&self.classes, indices);
            let mut place = indices.to_vec();
            place.insert(dim, b.wrap_index(class, self.count));
            let x = b.cast(b.extract(x, &place), compute);
            let loss = b.mul(b.neg(x), b.extract(weights, indices));
            b.select(self.is_ignored(b, class), b.int(compute, 0), loss)
        })
    }
}

fn total<'c>(b: &Builder<'c>, tensor: &Tensor<'c>) -> Tensor<'c> {
    let dims: Vec<usize> = (0..tensor.rank()).collect();
    b.sum(tensor, &dims, tensor.dtype)
}

/// The losses, their sum, or that divided by the sum of the weights.
fn weighted<'c>(
    b: &Builder<'c>,
    losses: &Tensor<'c>,
    weights: &Tensor<'c>,
    reduction: i64,
) -> Tensor<'c> {
    match reduction {
        0 => losses.clone(),
        1 => {
            let (loss, weight) = (total(b, losses), total(b, weights));
            b.pointwise(&[&loss, &weight], loss.dtype, |sums| b.div(sums[0], sums[1]))
        }
        _ => total(b, losses),
    }
}

/// The losses, and if the op has two results the sum of the weights that were used.
fn nll<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let x = call.tensor("self");
    let targets = Targets::read(b, call, x.shape[class_dim(&x)])?;
    let compute = compute_dtype(x.dtype);
    // One row may have a target of one element.
    let targets = match x.rank() {
        1 => Targets { classes: b.reshape(&targets.classes, &[]), ..targets },
        _ => targets,
    };
    let weights = targets.weights(b, call.opt_tensor("weight").as_ref(), compute);
    let losses = targets.losses(b, &x, &weights);
    let reduction = call.int("reduction")?;
    let result = weighted(b, &losses, &weights, reduction);
    let mut results = vec![b.cast_tensor(&result, call.dtype())];
    if call.results.len() == 2 {
        // Rows that are left as they are need none.
        let sum = match reduction == 0 && x.rank() > 1 {
            true => b.full(&[], b.int(compute, 0)),
            false => total(b, &weights),
        };
        results.push(b.cast_tensor(&sum, call.result(1).dtype));
    }
    Ok(results.into())
}

fn cross_entropy<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let (x, target) = (call.tensor("self"), call.tensor("target"));
    let compute = compute_dtype(call.dtype());
    let dim = class_dim(&x);
    let logarithms = log_softmax_of(b, &b.cast_tensor(&x, compute), &[dim], compute);
    let weight = call.opt_tensor("weight");
    let result = if target.dtype.is_float() && target.rank() == x.rank() {
        with_probabilities(b, call, &logarithms, &target, weight.as_ref())?
    } else {
        with_classes(b, call, &logarithms, weight.as_ref())?
    };
    Ok(b.cast_tensor(&result, call.dtype()).into())
}

/// Minus the sum over the classes of the logarithms, weighted, times what `target` is of each.
fn sum_over_classes<'c>(
    b: &Builder<'c>,
    logarithms: &Tensor<'c>,
    target: Option<&Tensor<'c>>,
    weight: Option<&Tensor<'c>>,
    of_target: impl FnOnce(Element<'c>) -> Element<'c>,
) -> Tensor<'c> {
    let (dim, compute) = (class_dim(logarithms), logarithms.dtype);
    let mut shape = vec![Size::Static(1); logarithms.rank()];
    shape[dim] = logarithms.shape[dim];
    let weight = weight.map(|weight| b.reshape(weight, &shape));
    let tensors = [Some(logarithms), target, weight.as_ref()];
    let tensors: Vec<&Tensor> = tensors.into_iter().flatten().collect();
    let results = b.reduce(&tensors, &[dim], &[b.int(compute, 0)], |sum, elements, _| {
        let mut product = elements[0];
        let mut rest = elements[1..].iter().map(|&element| b.cast(element, compute));
        if let Some(target) = target.and_then(|_| rest.next()) {
            product = b.mul(product, of_target(target));
        }
        if let Some(weight) = rest.next() {
            product = b.mul(product, weight);
        }
        vec![b.sub(sum[0], product)]
    });
    results.into_iter().next().expect("one output")
}

/// The part of a target of `classes` that is spread over each class.
fn spread<'c>(b: &Builder<'c>, smoothing: f64, classes: Size<'c>, compute: DType) -> Element<'c> {
    b.div(b.float(compute, smoothing), b.size_element(classes, compute))
}

fn with_probabilities<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    logarithms: &Tensor<'c>,
    target: &Tensor<'c>,
    weight: Option<&Tensor<'c>>,
) -> Result<Tensor<'c>, LowerError> {
    let compute = logarithms.dtype;
    let smoothing = call.float("label_smoothing")?;
    let classes = logarithms.shape[class_dim(logarithms)];
    let losses = sum_over_classes(b, logarithms, Some(target), weight, |target| {
        if smoothing == 0.0 {
            return target;
        }
        let kept = b.mul(target, b.float(compute, 1.0 - smoothing));
        b.add(kept, spread(b, smoothing, classes, compute))
    });
    summed_up(b, call, &losses)
}

fn with_classes<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    logarithms: &Tensor<'c>,
    weight: Option<&Tensor<'c>>,
) -> Result<Tensor<'c>, LowerError> {
    let compute = logarithms.dtype;
    let classes = logarithms.shape[class_dim(logarithms)];
    let mut targets = Targets::read(b, call, classes)?;
    if logarithms.rank() == 1 {
        targets.classes = b.reshape(&targets.classes, &[]);
    }
    let weights = targets.weights(b, weight, compute);
    let mut losses = targets.losses(b, logarithms, &weights);
    let smoothing = call.float("label_smoothing")?;
    if smoothing > 0.0 {
        let smooth = sum_over_classes(b, logarithms, None, weight, |target| target);
        let tensors = [&losses, &smooth, &targets.classes];
        losses = b.pointwise(&tensors, compute, |elements| {
            let kept = b.mul(elements[0], b.float(compute, 1.0 - smoothing));
            let spread = b.mul(elements[1], spread(b, smoothing, classes, compute));
            let is_ignored = targets.is_ignored(b, elements[2]);
            b.select(is_ignored, b.int(compute, 0), b.add(kept, spread))
        });
    }
    Ok(weighted(b, &losses, &weights, call.int("reduction")?))
}

/// A vector as one row.
fn as_rows<'c>(b: &Builder<'c>, x: &Tensor<'c>) -> Tensor<'c> {
    if x.rank() == 2 {
        return x.clone();
    }
    let count = b.numel(&x.shape);
    b.reshape(x, &[Size::Static(1), count])
}

/// Losses `[rows]` with the sizes of the result that is not summed up.
fn finish<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    losses: &Tensor<'c>,
    is_single: bool,
) -> Result<Tensor<'c>, LowerError> {
    let losses = if is_single { b.reshape(losses, &[]) } else { losses.clone() };
    summed_up(b, call, &losses)
}

/// Of each row, how much less than the margin the target is above the other classes.
fn multi_margin<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let x = as_rows(b, &call.tensor("self"));
    let target = call.tensor("target");
    let compute = compute_dtype(x.dtype);
    let (power, margin) = (call.float("p")?, call.float("margin")?);
    let classes = b.cast_tensor(&b.flatten(&target), DType::I64);
    b.check_indices(&classes, x.shape[1], "multi_margin_loss");
    let weight = call.opt_tensor("weight").map(|weight| b.flatten(&weight));
    let at_target = |of: &dyn Fn(Value<'c, 'c>, Value<'c, 'c>) -> Element<'c>| {
        let shape = [x.shape[0], Size::Static(1)];
        b.generate(&shape, compute, |indices| {
            let class = b.wrap_index(b.extract(&classes, &indices[..1]), x.shape[1]);
            of(indices[0], class)
        })
    };
    let values = at_target(&|row, class| b.cast(b.extract(&x, &[row, class]), compute));
    let weights = at_target(&|_, class| match &weight {
        Some(weight) => b.cast(b.extract(weight, &[class]), compute),
        None => b.int(compute, 1),
    });
    let numbers = b.unsqueeze(&classes, 1);
    let tensors = [&x, &values, &weights, &numbers];
    let sums = b.reduce(&tensors, &[1], &[b.int(compute, 0)], |sum, elements, index| {
        let x = b.cast(elements[0], compute);
        let zero = b.int(compute, 0);
        let below = b.add(b.sub(b.float(compute, margin), elements[1]), x);
        let below = b.max(below, zero);
        let term = if power == 2.0 { b.mul(below, below) } else { below };
        let class = b.from_index(index(1));
        let is_target = b.compare(Comparison::Eq, class, elements[3]);
        let term = b.select(is_target, zero, b.mul(term, elements[2]));
        vec![b.add(sum[0], term)]
    });
    let losses = super::reduction::divide(b, &sums[0], x.shape[1]);
    Ok(finish(b, call, &losses, target.rank() == 0)?.into())
}

/// Of each row, how much less than 1 each target is above each other class; and if the op has two
/// results, which classes are targets.
fn multilabel_margin<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let target = call.tensor("target");
    let x = as_rows(b, &call.tensor("self"));
    let classes = b.cast_tensor(&as_rows(b, &target), DType::I64);
    let compute = compute_dtype(x.dtype);
    // -1 is in range, and the last.
    b.check_indices(&classes, x.shape[1], "multilabel_margin_loss");
    let zero = b.int(DType::I64, 0);
    let scanned =
        Rows::new(b, &classes, 1).scan(b, &[b.bool(true)], &[DType::Bool], |goes_on, class, _| {
            vec![b.and(goes_on[0], b.compare(Comparison::Ge, class, zero))]
        });
    let is_listed = &scanned[0];
    let is_target = marked(b, &classes, is_listed);
    let values = b.generate(&classes.shape, compute, |indices| {
        let class = b.wrap_index(b.extract(&classes, indices), x.shape[1]);
        b.cast(b.extract(&x, &[indices[0], class]), compute)
    });
    let [values, is_listed] = [&values, is_listed].map(|tensor| b.unsqueeze(tensor, 2));
    let [others, is_other] = [&x, &is_target].map(|tensor| b.unsqueeze(tensor, 1));
    let shape = [x.shape[0], x.shape[1], x.shape[1]];
    let tensors = [&values, &is_listed, &others, &is_other];
    let sums = b.reduce_over(&shape, &tensors, &[1, 2], &[b.int(compute, 0)], |sum, parts, _| {
        let zero = b.int(compute, 0);
        let above = b.sub(parts[0], b.cast(parts[2], compute));
        let below = b.max(b.sub(b.int(compute, 1), above), zero);
        let counts = b.and(parts[1], b.xor(parts[3], b.bool(true)));
        vec![b.add(sum[0], b.select(counts, below, zero))]
    });
    let losses = super::reduction::divide(b, &sums[0], x.shape[1]);
    let mut results = vec![finish(b, call, &losses, target.rank() < 2)?];
    if call.results.len() == 2 {
        let is_target = b.reshape(&is_target, &target.shape);
        results.push(b.cast_tensor(&is_target, call.result(1).dtype));
    }
    Ok(results.into())
}

/// Which classes `[rows, classes]` are among those that are listed.
fn marked<'c>(b: &Builder<'c>, classes: &Tensor<'c>, is_listed: &Tensor<'c>) -> Tensor<'c> {
    let marks = b.full(&classes.shape, b.bool(false));
    let [rows, columns] = [classes.shape[0], classes.shape[1]];
    b.update(rows, &marks, |row, marks| {
        b.update(columns, marks, |column, marks| {
            let class = b.extract(classes, &[row, column]);
            let place = [row, b.wrap_index(class, columns)];
            let is_listed = b.extract(is_listed, &[row, column]);
            b.insert(b.or(b.extract(marks, &place), is_listed), marks, &place)
        })
    })
}
