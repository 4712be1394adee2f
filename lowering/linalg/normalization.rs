//! Normalization by the mean and the variance of a batch, of groups, of layers.
//!
//! Source of the semantics: `Normalization.cpp`, `layer_norm.cpp`, `group_norm.cpp` and
//! `WeightNorm.cpp` in `aten/src/ATen/native` of PyTorch.

use tricast_dialects::DType;

use super::{
    Builder, Call, Element, LowerError, Outputs, Size, Sizes, Table, Tensor, complex,
    compute_dtype,
    norm::{Order, norm_over},
    reduction::{divide, mean_over, squared_distances},
};

/// The lowerings of this file.
pub const TABLE: Table = &[
    ("aten.batch_norm", batch_norm),
    ("aten.native_batch_norm", batch_norm),
    ("aten._native_batch_norm_legit", batch_norm_in_place),
    ("aten._native_batch_norm_legit.no_stats", batch_norm),
    ("aten._native_batch_norm_legit_no_training", batch_norm),
    ("aten._native_batch_norm_legit_functional", batch_norm),
    ("aten._batch_norm_with_update", batch_norm_in_place),
    ("aten._batch_norm_with_update_functional", batch_norm),
    ("aten.instance_norm", instance_norm),
    ("aten.group_norm", group_norm),
    ("aten.native_group_norm", native_group_norm),
    ("aten.layer_norm", layer_norm),
    ("aten.native_layer_norm", layer_norm),
    ("aten.rms_norm", rms_norm),
    ("aten._fused_rms_norm", rms_norm),
    ("aten._weight_norm", weight_norm),
    ("aten._weight_norm_interface", weight_norm),
];

/// Means and 1 / sqrt(variance + eps), or these and the sums of squared distances.
struct Statistics<'c> {
    means: Tensor<'c>,
    squares: Tensor<'c>,
    rstds: Tensor<'c>,
}

impl<'c> Statistics<'c> {
    /// Those over dimensions, which are gone, in the dtype `compute`.
    fn new(b: &Builder<'c>, x: &Tensor<'c>, dims: &[usize], eps: f64, compute: DType) -> Self {
        let means = mean_over(b, x, dims, compute);
        let squares = squared_distances(b, x, &means, dims);
        let rstds = rstds(b, &divide(b, &squares, b.count(x, dims)), eps, compute);
        Statistics { means, squares, rstds }
    }
}

/// 1 / sqrt(variances + eps).
fn rstds<'c>(b: &Builder<'c>, variances: &Tensor<'c>, eps: f64, compute: DType) -> Tensor<'c> {
    b.pointwise(&[variances], compute, |variances| {
        let sum = b.add(b.cast(variances[0], compute), b.float(compute, eps));
        let root = if compute.is_complex() { complex::sqrt(b, sum) } else { b.math("sqrt", sum) };
        b.div(b.int(compute, 1), root)
    })
}

/// `x * scale + shift` with numbers along the dimensions `dims`.
fn scale_and_shift<'c>(
    b: &Builder<'c>,
    x: &Tensor<'c>,
    scales: &Tensor<'c>,
    shifts: &Tensor<'c>,
    dims: &[usize],
) -> Tensor<'c> {
    let all: Vec<usize> = (0..x.rank()).collect();
    let compute = scales.dtype;
    let tensors: [(&Tensor, &[usize]); 3] = [(x, &all), (scales, dims), (shifts, dims)];
    b.pointwise_along(&x.shape, &tensors, x.dtype, |elements| {
        b.add(b.mul(b.cast(elements[0], compute), elements[1]), elements[2])
    })
}

/// The weight, or 1, times 1 / standard deviation; and the bias, or 0, less the mean times that:
/// what each element of `shape` is multiplied with and what is added. Computed apart from the
/// input, and from the parameters alone where these are all there is.
fn scales_and_shifts<'c>(
    b: &Builder<'c>,
    shape: &[Size<'c>],
    [means, rstds]: [(&Tensor<'c>, &[usize]); 2],
    affine: [Option<(&Tensor<'c>, &[usize])>; 2],
    compute: DType,
) -> [Tensor<'c>; 2] {
    let [weight, bias] = affine;
    let factors: Vec<_> = [Some(rstds), weight].into_iter().flatten().collect();
    let scales = b.pointwise_along(shape, &factors, compute, |elements| {
        let elements: Vec<Element> = elements.iter().map(|&x| b.cast(x, compute)).collect();
        elements.into_iter().reduce(|x, y| b.mul(x, y)).expect("a factor or two")
    });
    let all: Vec<usize> = (0..shape.len()).collect();
    let terms = [Some((&scales, all.as_slice())), Some(means), bias];
    let terms: Vec<_> = terms.into_iter().flatten().collect();
    let shifts = b.pointwise_along(shape, &terms, compute, |elements| {
        let product = b.mul(b.cast(elements[1], compute), elements[0]);
        match elements.get(2) {
            Some(&bias) => b.sub(b.cast(bias, compute), product),
            None => b.neg(product),
        }
    });
    [scales, shifts]
}

fn empty<'c>(b: &Builder<'c>, dtype: DType) -> Tensor<'c> {
    b.empty(&[Size::Static(0)], dtype)
}

/// Whether a batch norm uses the statistics of the batch.
fn uses_batch(call: &Call) -> Result<bool, LowerError> {
    match call.op.base_name() {
        "_native_batch_norm_legit_no_training" => Ok(false),
        "_batch_norm_with_update_functional" => Ok(true),
        _ => call.bool("training"),
    }
}

/// A batch norm that updates its running statistics is refused: the importer writes the
/// functional one.
fn batch_norm_in_place<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    if call.has("training") && !call.bool("training")? {
        return batch_norm(b, call);
    }
    Err(LowerError(format!(
        "{} that writes to its running statistics is not supported: use the functional op",
        call.op.name
    )))
}

fn batch_norm<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let x = call.tensor("input");
    if x.rank() == 1 {
        // Nothing at all, by its type.
        return Ok((0..call.results.len())
            .map(|index| {
                let ty = call.result(index);
                let shape = call.refine(index, &vec![Size::Static(0); ty.rank()]);
                b.empty(&shape, ty.dtype)
            })
            .collect::<Vec<_>>()
            .into());
    }
    let compute = compute_dtype(x.dtype);
    let eps = call.float("eps")?;
    let running = ["running_mean", "running_var"].map(|name| call.opt_tensor(name));
    let dims: Vec<usize> = (0..x.rank()).filter(|&dim| dim != 1).collect();
    let own = match uses_batch(call)? {
        true => Some(Statistics::new(b, &x, &dims, eps, compute)),
        false => None,
    };
    let (means, rstds) = match (&own, &running) {
        (Some(own), _) => (own.means.clone(), own.rstds.clone()),
        (None, [Some(mean), Some(variance)]) => (mean.clone(), rstds(b, variance, eps, compute)),
        _ => return Err(LowerError("running statistics must be given in evaluation mode".into())),
    };
    let result = per_channel(b, call, &x, &means, &rstds);
    let mut results = vec![result];
    if call.results.len() >= 3 {
        let saved = own.as_ref().map(|own| [&own.means, &own.rstds]);
        results.extend((0..2).map(|index| {
            let dtype = call.result(index + 1).dtype;
            saved.map_or_else(|| empty(b, dtype), |saved| b.cast_tensor(saved[index], dtype))
        }));
    }
    if matches!(call.results.len(), 4 | 6) {
        results.push(empty(b, DType::U8));
    }
    if call.results.len() >= 5 {
        results.extend(updated(b, call, &x, own.as_ref(), &dims)?);
    }
    Ok(results.into())
}

/// `x` with the statistics, weight and bias of its channels.
fn per_channel<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    x: &Tensor<'c>,
    means: &Tensor<'c>,
    rstds: &Tensor<'c>,
) -> Tensor<'c> {
    let affine = ["weight", "bias"].map(|name| call.opt_tensor(name));
    let [weight, bias] = &affine;
    let along: &[usize] = &[0];
    let [scales, shifts] = scales_and_shifts(
        b,
        &means.shape,
        [(means, along), (rstds, along)],
        [weight, bias].map(|tensor| tensor.as_ref().map(|tensor| (tensor, along))),
        compute_dtype(x.dtype),
    );
    scale_and_shift(b, x, &scales, &shifts, &[1])
}

/// The running statistics, new ones if those of the batch are used.
fn updated<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    x: &Tensor<'c>,
    own: Option<&Statistics<'c>>,
    dims: &[usize],
) -> Result<[Tensor<'c>; 2], LowerError> {
    let running = ["running_mean", "running_var"].map(|name| call.tensor(name));
    let Some(own) = own else { return Ok(running) };
    let momentum = call.float("momentum")?;
    let compute = own.means.dtype;
    let one_less = b.size_sub(b.count(x, dims), 1);
    let variances = divide(b, &own.squares, one_less);
    let [mean, variance] = running;
    Ok([(mean, &own.means), (variance, &variances)].map(|(running, batch)| {
        b.pointwise(&[&running, batch], running.dtype, |elements| {
            let (running, batch) = (b.cast(elements[0], compute), elements[1]);
            let kept = b.mul(b.float(compute, 1.0 - momentum), running);
            b.add(kept, b.mul(b.float(compute, momentum), batch))
        })
    }))
}

fn instance_norm<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let x = call.tensor("input");
    let compute = compute_dtype(x.dtype);
    let eps = call.float("eps")?;
    if !call.bool("use_input_stats")? {
        let rstds = rstds(b, &call.tensor("running_var"), eps, compute);
        return Ok(per_channel(b, call, &x, &call.tensor("running_mean"), &rstds).into());
    }
    let dims: Vec<usize> = (2..x.rank()).collect();
    let own = Statistics::new(b, &x, &dims, eps, compute);
    let affine = ["weight", "bias"].map(|name| call.opt_tensor(name));
    let [weight, bias] = &affine;
    let statistics: &[usize] = &[0, 1];
    let [scales, shifts] = scales_and_shifts(
        b,
        &own.means.shape,
        [(&own.means, statistics), (&own.rstds, statistics)],
        [weight, bias].map(|tensor| tensor.as_ref().map(|tensor| (tensor, &[1][..]))),
        compute,
    );
    Ok(scale_and_shift(b, &x, &scales, &shifts, &[0, 1]).into())
}

/// `x`, with batch and channels in front, normalized in groups of channels; and the statistics
/// `[batch, groups]`.
fn grouped<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    x: &Tensor<'c>,
    groups: i64,
) -> Result<(Tensor<'c>, Statistics<'c>), LowerError> {
    let compute = compute_dtype(x.dtype);
    let channels = b.size_floor_div(x.shape[1], groups);
    let outer = [x.shape[0], Size::Static(groups), channels];
    let split: Sizes = outer.into_iter().chain(x.shape[2..].iter().copied()).collect();
    let split = b.reshape(x, &split);
    let dims: Vec<usize> = (2..split.rank()).collect();
    let own = Statistics::new(b, &split, &dims, call.float("eps")?, compute);
    let affine = ["weight", "bias"].map(|name| {
        call.opt_tensor(name).map(|tensor| b.reshape(&tensor, &[Size::Static(groups), channels]))
    });
    let [weight, bias] = &affine;
    let statistics: &[usize] = &[0, 1];
    let both = scales_and_shifts(
        b,
        &outer,
        [(&own.means, statistics), (&own.rstds, statistics)],
        [weight, bias].map(|tensor| tensor.as_ref().map(|tensor| (tensor, &[1, 2][..]))),
        compute,
    );
    let [scales, shifts] = both.map(|tensor| b.reshape(&tensor, &x.shape[..2]));
    Ok((scale_and_shift(b, x, &scales, &shifts, &[0, 1]), own))
}

fn group_norm<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    Ok(grouped(b, call, &call.tensor("input"), call.int("num_groups")?)?.0.into())
}

fn native_group_norm<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let x = call.tensor("input");
    let sizes = ["N", "C", "HxW"].map(|name| call.size(name));
    let view = if x.shape[..2] == sizes[..2] { x.clone() } else { b.reshape(&x, &sizes) };
    let (result, own) = grouped(b, call, &view, call.int("group")?)?;
    let statistics = [own.means, own.rstds].map(|tensor| b.cast_tensor(&tensor, x.dtype));
    let mut results = vec![b.reshape(&result, &x.shape)];
    results.extend(statistics);
    Ok(results.into())
}

/// The dimensions of the input that are `normalized_shape`.
pub fn normalized_dims(call: &Call, x: &Tensor) -> Vec<usize> {
    let count = match call.opt_sizes("normalized_shape") {
        Some(sizes) => sizes.len(),
        None => call.ints("normalized_shape").map_or(1, |sizes| sizes.len()),
    };
    (x.rank() - count..x.rank()).collect()
}

/// The weight and the bias that an op of layers may have.
fn affine<'c>(call: &Call<'c>) -> [Option<Tensor<'c>>; 2] {
    ["weight", "bias"].map(|name| call.opt_tensor(name))
}

fn layer_norm<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let x = call.tensor("input");
    let compute = compute_dtype(x.dtype);
    let dims = normalized_dims(call, &x);
    let own = Statistics::new(b, &x, &dims, call.float("eps")?, compute);
    let [means, rstds] = [&own.means, &own.rstds].map(|tensor| b.keep_dims(tensor, &dims));
    let affine = affine(call);
    let mut tensors = vec![&x, &means, &rstds];
    tensors.extend(affine.iter().flatten());
    let has_weight = affine[0].is_some();
    let result = b.pointwise(&tensors, x.dtype, |elements| {
        let mut elements = elements.iter().map(|&element| b.cast(element, compute));
        let mut next = || elements.next();
        let (Some(x), Some(mean), Some(rstd)) = (next(), next(), next()) else {
            unreachable!("three tensors are always there")
        };
        let mut result = b.mul(b.sub(x, mean), rstd);
        if let Some(weight) = has_weight.then(&mut next).flatten() {
            result = b.mul(result, weight);
        }
        next().map_or(result, |bias| b.add(result, bias))
    });
    let mut results = vec![result];
    if call.results.len() == 3 {
        let statistics = [means, rstds].into_iter().enumerate();
        results.extend(
            statistics.map(|(index, tensor)| b.cast_tensor(&tensor, call.result(index + 1).dtype)),
        );
    }
    Ok(results.into())
}

fn rms_norm<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let x = call.tensor("input");
    let compute = compute_dtype(x.dtype);
    let dims = normalized_dims(call, &x);
    let epsilon =
        if compute.to_real() == DType::F64 { f64::EPSILON } else { f64::from(f32::EPSILON) };
    let eps = call.opt_float("eps")?.unwrap_or(epsilon);
    let squares = b.fold(&x, &dims, b.int(compute, 0), |sum, x| {
        let x = b.cast(x, compute);
        b.add(sum, b.mul(x, x))
    });
    let rstds = rstds(b, &divide(b, &squares, b.count(&x, &dims)), eps, compute);
    let rstds = b.keep_dims(&rstds, &dims);
    let weight = call.opt_tensor("weight");
    let tensors: Vec<&Tensor> = [&x, &rstds].into_iter().chain(&weight).collect();
    let result = b.pointwise(&tensors, x.dtype, |elements| {
        let elements = elements.iter().map(|&element| b.cast(element, compute));
        elements.reduce(|x, y| b.mul(x, y)).expect("a factor or two")
    });
    let mut results = vec![result];
    if call.results.len() == 2 {
        results.push(b.cast_tensor(&rstds, call.result(1).dtype));
    }
    Ok(results.into())
}

/// `v` scaled to the norms `g`; the interface gives its own norms too.
fn weight_norm<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let (v, g) = (call.tensor("v"), call.tensor("g"));
    // -1 is no dimension, but for the interface.
    let dim = match call.int("dim")? {
        -1 if call.results.len() == 1 => None,
        dim => Some(v.dim(dim)),
    };
    let dims: Vec<usize> = (0..v.rank()).filter(|&other| Some(other) != dim).collect();
    let norms = b.keep_dims(&norm_over(b, &v, &dims, Order(2.0)), &dims);
    let result = b.pointwise(&[&v, &g, &norms], v.dtype, |elements| {
        let compute = elements[2].dtype;
        let [v, g] = [0, 1].map(|index| b.cast(elements[index], compute));
        b.mul(v, b.div(g, elements[2]))
    });
    let mut results = vec![result];
    if call.results.len() == 2 {
        results.push(b.cast_tensor(&norms, call.result(1).dtype));
    }
    Ok(results.into())
}
