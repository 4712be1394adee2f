//! Losses of elements and of vectors.
//!
//! Source of the semantics: `Loss.cpp` and `Distance.cpp` in `aten/src/ATen/native` of PyTorch.

use tricast_dialects::{DType, dtype::Promotion};

use super::{
    Builder, Call, Comparison, Element, LowerError, Outputs, Table, Tensor, compute_dtype,
    norm::{Order, distance_of_rows},
    reduction::divide,
};

/// The lowerings of this file.
pub const TABLE: Table = &[
    ("aten.l1_loss", |b, call| pair(b, call, |b, x, y| b.abs(b.sub(x, y)))),
    ("aten.mse_loss", |b, call| pair(b, call, |b, x, y| square(b, b.sub(x, y)))),
    ("aten.smooth_l1_loss", |b, call| {
        let beta = call.float("beta")?;
        pair(b, call, |b, x, y| smooth_l1(b, b.abs(b.sub(x, y)), beta))
    }),
    ("aten.huber_loss", |b, call| {
        let delta = call.float("delta")?;
        pair(b, call, |b, x, y| huber(b, b.abs(b.sub(x, y)), delta))
    }),
    ("aten.soft_margin_loss", |b, call| {
        pair(b, call, |b, x, y| b.math("log1p", b.math("exp", b.mul(b.neg(y), x))))
    }),
    ("aten.kl_div", |b, call| {
        let is_log = call.bool("log_target")?;
        pair(b, call, |b, x, y| kl_div(b, x, y, is_log))
    }),
    ("aten.hinge_embedding_loss", |b, call| {
        let margin = call.float("margin")?;
        pair(b, call, |b, x, y| hinge(b, x, y, margin))
    }),
    ("aten.binary_cross_entropy", binary_cross_entropy),
    ("aten.binary_cross_entropy_with_logits", binary_cross_entropy_with_logits),
    ("aten.poisson_nll_loss", poisson_nll),
    ("aten.margin_ranking_loss", margin_ranking),
    ("aten.cosine_similarity", cosine_similarity),
    ("aten.cosine_embedding_loss", cosine_embedding),
    ("aten.triplet_margin_loss", triplet_margin),
];

/// The losses, or their mean or sum, as `reduction` says, in the dtype of the result.
pub fn summed_up<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    losses: &Tensor<'c>,
) -> Result<Tensor<'c>, LowerError> {
    let reduction = call.int("reduction")?;
    if reduction == 0 {
        return Ok(b.cast_tensor(losses, call.dtype()));
    }
    let dims: Vec<usize> = (0..losses.rank()).collect();
    let mut sum = b.sum(losses, &dims, compute_dtype(call.dtype()));
    if reduction == 1 {
        sum = divide(b, &sum, b.numel(&losses.shape));
    }
    Ok(b.cast_tensor(&sum, call.dtype()))
}

/// The dtype that tensors are computed in together, where the result is of `dtype`.
fn common_dtype(tensors: &[&Tensor], dtype: DType) -> Result<DType, LowerError> {
    let mut promotion = Promotion::default();
    for tensor in tensors {
        promotion.tensor(tensor.dtype, tensor.rank())?;
    }
    let common = promotion.result()?;
    let is_float = dtype.is_float() && common.is_integral(true);
    Ok(compute_dtype(if is_float { dtype } else { common }))
}

/// Element by element in the dtype `compute`, which is that of the result if it is real.
fn computed<'c>(
    b: &Builder<'c>,
    tensors: &[&Tensor<'c>],
    compute: DType,
    body: impl FnOnce(&[Element<'c>]) -> Element<'c>,
) -> Tensor<'c> {
    b.pointwise(tensors, compute.to_real(), |elements| {
        let elements: Vec<Element> = elements.iter().map(|&x| b.cast(x, compute)).collect();
        body(&elements)
    })
}

/// A loss of each pair of elements of `self` and `target`.
fn pair<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    body: impl FnOnce(&Builder<'c>, Element<'c>, Element<'c>) -> Element<'c>,
) -> Result<Outputs<'c>, LowerError> {
    let (x, target) = (call.tensor("self"), call.tensor("target"));
    let compute = common_dtype(&[&x, &target], call.dtype())?;
    let losses = computed(b, &[&x, &target], compute, |pair| body(b, pair[0], pair[1]));
    Ok(summed_up(b, call, &losses)?.into())
}

fn square<'c>(b: &Builder<'c>, x: Element<'c>) -> Element<'c> {
    b.mul(x, x)
}

/// Half of the square of what is less than `beta`, over `beta`; else what is above half of it.
fn smooth_l1<'c>(b: &Builder<'c>, distance: Element<'c>, beta: f64) -> Element<'c> {
    let number = |value: f64| b.float(distance.dtype, value);
    let near = b.div(b.mul(number(0.5), square(b, distance)), number(beta));
    let far = b.sub(distance, number(0.5 * beta));
    b.select(b.compare(Comparison::Lt, distance, number(beta)), near, far)
}

fn huber<'c>(b: &Builder<'c>, distance: Element<'c>, delta: f64) -> Element<'c> {
    let number = |value: f64| b.float(distance.dtype, value);
    let near = b.mul(number(0.5), square(b, distance));
    let far = b.mul(number(delta), b.sub(distance, number(0.5 * delta)));
    b.select(b.compare(Comparison::Le, distance, number(delta)), near, far)
}

/// `x * log(x)`, 0 at 0.
fn x_log_x<'c>(b: &Builder<'c>, x: Element<'c>) -> Element<'c> {
    let zero = b.int(x.dtype, 0);
    b.select(b.compare(Comparison::Eq, x, zero), zero, b.mul(x, b.math("log", x)))
}

fn kl_div<'c>(b: &Builder<'c>, x: Element<'c>, target: Element<'c>, is_log: bool) -> Element<'c> {
    if is_log {
        return b.mul(b.math("exp", target), b.sub(target, x));
    }
    b.sub(x_log_x(b, target), b.mul(target, x))
}

/// What is not for target -1, and what is not for target 1, together.
fn hinge<'c>(b: &Builder<'c>, x: Element<'c>, target: Element<'c>, margin: f64) -> Element<'c> {
    let dtype = x.dtype;
    let zero = b.int(dtype, 0);
    let beyond = b.max(b.sub(b.float(dtype, margin), x), zero);
    let is = |value: i64| b.compare(Comparison::Eq, target, b.int(dtype, value));
    b.add(b.select(is(1), zero, beyond), b.select(is(-1), zero, x))
}

fn binary_cross_entropy<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let (x, target) = (call.tensor("self"), call.tensor("target"));
    let compute = compute_dtype(x.dtype);
    let dims: Vec<usize> = (0..x.rank()).collect();
    let in_range = b.fold(&x, &dims, b.bool(true), |so_far, x| {
        let is_high = b.compare(Comparison::Ge, x, b.int(x.dtype, 0));
        let is_low = b.compare(Comparison::Le, x, b.int(x.dtype, 1));
        b.and(so_far, b.and(is_high, is_low))
    });
    b.assert(b.item(&in_range), "binary_cross_entropy: elements of input should be from 0 to 1");
    let weight = call.opt_tensor("weight");
    let tensors: Vec<&Tensor> = [&x, &target].into_iter().chain(&weight).collect();
    let losses = computed(b, &tensors, compute, |elements| {
        let [x, target] = [elements[0], elements[1]];
        let one = b.int(compute, 1);
        let logarithm = |name: &str, x| b.max(b.math(name, x), b.int(compute, -100));
        let absent = b.mul(b.sub(target, one), logarithm("log1p", b.neg(x)));
        let loss = b.sub(absent, b.mul(target, logarithm("log", x)));
        elements.get(2).map_or(loss, |&weight| b.mul(loss, weight))
    });
    Ok(summed_up(b, call, &losses)?.into())
}

fn binary_cross_entropy_with_logits<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
) -> Result<Outputs<'c>, LowerError> {
    let (x, target) = (call.tensor("self"), call.tensor("target"));
    let compute = compute_dtype(target.dtype.to_float());
    let (weight, positive) = (call.opt_tensor("weight"), call.opt_tensor("pos_weight"));
    let tensors = [Some(&target), Some(&x), positive.as_ref(), weight.as_ref()];
    let tensors: Vec<&Tensor> = tensors.into_iter().flatten().collect();
    let losses = computed(b, &tensors, compute, |elements| {
        let mut rest = elements[2..].iter().copied();
        let [target, x] = [elements[0], elements[1]];
        let one = b.int(compute, 1);
        // log(sigmoid(x)) without overflow.
        let exponential = b.math("exp", b.neg(b.abs(x)));
        let zero = b.int(compute, 0);
        let log_sigmoid = b.sub(b.min(x, zero), b.math("log1p", exponential));
        let present = match positive.as_ref().and_then(|_| rest.next()) {
            Some(positive) => {
                let factor = b.add(b.mul(b.sub(positive, one), target), one);
                b.mul(factor, log_sigmoid)
            }
            None => log_sigmoid,
        };
        let loss = b.sub(b.mul(b.sub(one, target), x), present);
        rest.next().map_or(loss, |weight| b.mul(loss, weight))
    });
    Ok(summed_up(b, call, &losses)?.into())
}

fn poisson_nll<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let (x, target) = (call.tensor("input"), call.tensor("target"));
    let compute = common_dtype(&[&x, &target], call.dtype())?;
    let (is_log, full, eps) = (call.bool("log_input")?, call.bool("full")?, call.float("eps")?);
    let losses = computed(b, &[&x, &target], compute, |pair| {
        let [x, target] = [pair[0], pair[1]];
        let number = |value: f64| b.float(compute, value);
        let mut loss = if is_log {
            b.sub(b.math("exp", x), b.mul(target, x))
        } else {
            b.sub(x, b.mul(target, b.math("log", b.add(x, number(eps)))))
        };
        if full {
            let product = b.mul(target, b.math("log", target));
            let rest = b.math("log", b.mul(number(2.0 * std::f64::consts::PI), target));
            let stirling = b.add(b.sub(product, target), b.mul(number(0.5), rest));
            let is_small = b.compare(Comparison::Le, target, number(1.0));
            loss = b.add(loss, b.select(is_small, number(0.0), stirling));
        }
        loss
    });
    Ok(summed_up(b, call, &losses)?.into())
}

fn margin_ranking<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let [x, y, target] = ["input1", "input2", "target"].map(|name| call.tensor(name));
    let compute = common_dtype(&[&x, &y, &target], call.dtype())?;
    let margin = call.float("margin")?;
    let losses = computed(b, &[&x, &y, &target], compute, |elements| {
        let product = b.mul(b.neg(elements[2]), b.sub(elements[0], elements[1]));
        b.max(b.add(product, b.float(compute, margin)), b.int(compute, 0))
    });
    Ok(summed_up(b, call, &losses)?.into())
}

/// Sums over the dimensions `dims` of what tensors broadcast to: of the products of two tensors,
/// and of the squares of each.
fn products<'c>(
    b: &Builder<'c>,
    x: &Tensor<'c>,
    y: &Tensor<'c>,
    dims: &[usize],
    compute: DType,
) -> [Tensor<'c>; 3] {
    let shape = b.broadcast_shape(&[&x.shape, &y.shape]);
    [(x, y), (x, x), (y, y)].map(|(x, y)| {
        let zero = b.int(compute, 0);
        let results = b.reduce_over(&shape, &[x, y], dims, &[zero], |sum, elements, _| {
            let [x, y] = [0, 1].map(|index| b.cast(elements[index], compute));
            vec![b.add(sum[0], b.mul(x, y))]
        });
        results.into_iter().next().expect("one output")
    })
}

fn cosine_similarity<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let (x, y) = (call.tensor("x1"), call.tensor("x2"));
    let compute = compute_dtype(call.dtype());
    let rank = x.rank().max(y.rank());
    let dim = super::wrap_dim(call.int("dim")?, rank);
    let dims: Vec<usize> = (0..rank).filter(|&other| other == dim).collect();
    let eps = call.float("eps")?;
    let [product, x, y] = products(b, &x, &y, &dims, compute);
    let result = b.pointwise(&[&product, &x, &y], call.dtype(), |sums| {
        let [x, y] =
            [sums[1], sums[2]].map(|squares| b.max(b.math("sqrt", squares), b.float(compute, eps)));
        b.div(sums[0], b.mul(x, y))
    });
    Ok(result.into())
}

fn cosine_embedding<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let [x, y, target] = ["input1", "input2", "target"].map(|name| call.tensor(name));
    let compute = common_dtype(&[&x, &y], call.dtype())?;
    let last = x.rank().max(y.rank()) - 1;
    // Lengths are those of the rows as they are: of one that is repeated, its own.
    let length = |x: &Tensor<'c>| -> Tensor<'c> {
        let [squares, ..] = products(b, x, x, &[x.rank() - 1], compute);
        squares
    };
    let [product, ..] = products(b, &x, &y, &[last], compute);
    let sums = [product, length(&x), length(&y)];
    let margin = call.float("margin")?;
    let tensors: Vec<&Tensor> = sums.iter().chain([&target]).collect();
    let losses = computed(b, &tensors, compute, |elements| {
        let [product, x, y] = [elements[0], elements[1], elements[2]];
        let [x, y] = [x, y].map(|squares| b.add(squares, b.float(compute, 1e-12)));
        let cosine = b.div(product, b.math("sqrt", b.mul(x, y)));
        let zero = b.int(compute, 0);
        let alike = b.sub(b.int(compute, 1), cosine);
        let unlike = b.max(b.sub(cosine, b.float(compute, margin)), zero);
        let is = |value: i64| b.compare(Comparison::Eq, elements[3], b.int(compute, value));
        b.add(b.select(is(1), alike, zero), b.select(is(-1), unlike, zero))
    });
    Ok(summed_up(b, call, &losses)?.into())
}

fn triplet_margin<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let [anchor, positive, negative] =
        ["anchor", "positive", "negative"].map(|name| call.tensor(name));
    let (order, eps) = (Order(call.float("p")?), call.float("eps")?);
    let distance = |x: &Tensor<'c>, y: &Tensor<'c>| distance_of_rows(b, x, y, order, eps);
    let near = distance(&anchor, &positive)?;
    let mut far = distance(&anchor, &negative)?;
    if call.bool("swap")? {
        let other = distance(&positive, &negative)?;
        far = b.pointwise(&[&far, &other], far.dtype, |pair| b.min(pair[0], pair[1]));
    }
    let compute = common_dtype(&[&near, &far], call.dtype())?;
    let margin = call.float("margin")?;
    let losses = computed(b, &[&near, &far], compute, |pair| {
        let above = b.sub(b.add(b.float(compute, margin), pair[0]), pair[1]);
        b.max(above, b.int(compute, 0))
    });
    Ok(summed_up(b, call, &losses)?.into())
}
