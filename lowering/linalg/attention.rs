//! Attention.
//!
//! Source of the semantics: `aten/src/ATen/native/transformers/attention.cpp` of PyTorch.

use melior::ir::{AffineExpr, Value};
use tricast_dialects::DType;

use super::{
    Builder, Call, Comparison, Element, Loop, LowerError, Output, Outputs, Size, Sizes, Table,
    Tensor, compute_dtype,
    random::drop_elements,
    softmax::{Empty, Weights, weights},
};

/// The lowerings of this file.
pub const TABLE: Table = &[
    ("aten.scaled_dot_product_attention", attention),
    ("aten._scaled_dot_product_attention_math", math),
    ("aten._scaled_dot_product_flash_attention_for_cpu", flash),
    ("aten._scaled_dot_product_fused_attention_overrideable", fused),
];

/// The arguments that all of the ops have.
struct Attention<'c> {
    query: Tensor<'c>,
    key: Tensor<'c>,
    value: Tensor<'c>,
    mask: Option<Tensor<'c>>,
    /// Whether a bool mask says what scores to keep; otherwise it is added as 0 and 1.
    bool_keeps: bool,
    is_causal: bool,
    /// Whether several heads of the query share one of key and value.
    shares_heads: bool,
    scale: Element<'c>,
    /// With which probability weights are dropped.
    dropout: f64,
    compute: DType,
}

impl<'c> Attention<'c> {
    fn read(b: &Builder<'c>, call: &Call<'c>, mask: &str) -> Result<Self, LowerError> {
        let [query, key, value] = ["query", "key", "value"].map(|name| call.tensor(name));
        let compute = compute_dtype(query.dtype);
        let scale = match call.opt_float("scale")? {
            Some(scale) => b.float(compute, scale),
            None => {
                let size = b.size_element(query.shape[query.rank() - 1], DType::F64);
                let root = b.math("sqrt", size);
                b.cast(b.div(b.float(DType::F64, 1.0), root), compute)
            }
        };
        Ok(Attention {
            query,
            key,
            value,
            mask: call.opt_tensor(mask),
            bool_keeps: true,
            is_causal: call.bool("is_causal")?,
            shares_heads: call.has("enable_gqa") && call.bool("enable_gqa")?,
            scale,
            dropout: call.float("dropout_p")?,
            compute,
        })
    }

    /// Exponentials of the scores, and their sums.
    fn weights(&self, b: &Builder<'c>) -> Weights<'c> {
        let products = self.times(b, &self.query, &self.key, true);
        let (row, column) = (products.rank() - 2, products.rank() - 1);
        let score = |elements: &[Element<'c>], index: &dyn Fn(usize) -> Value<'c, 'c>| {
            let mut score = b.mul(elements[0], self.scale);
            match elements.get(1) {
                Some(&keep) if keep.dtype == DType::Bool && self.bool_keeps => {
                    score = b.select(keep, score, b.lowest(self.compute));
                }
                Some(&bias) => score = b.add(score, b.cast(bias, self.compute)),
                None => {}
            }
            if self.is_causal {
                let [row, column] = [row, column].map(|dim| b.from_index(index(dim)));
                let is_past = b.compare(Comparison::Le, column, row);
                score = b.select(is_past, score, b.lowest(self.compute));
            }
            score
        };
        let tensors: Vec<&Tensor> = std::iter::once(&products).chain(&self.mask).collect();
        let empty = if self.mask.is_some() { Empty::Zero } else { Empty::Nan };
        weights(b, &tensors, &[column], empty, self.compute, &score)
    }

    /// The products of matrices `[..., m, k]` with those of key or value, of which fewer heads may
    /// be shared: `[..., n, k]` if `is_transposed`, else `[..., k, n]`.
    fn times(
        &self,
        b: &Builder<'c>,
        left: &Tensor<'c>,
        right: &Tensor<'c>,
        is_transposed: bool,
    ) -> Tensor<'c> {
        if !self.shares_heads {
            return batched(b, left, right, None, is_transposed, self.compute);
        }
        let rank = left.rank();
        let (heads, shared) = (left.shape[rank - 3], right.shape[right.rank() - 3]);
        if heads == shared {
            return batched(b, left, right, None, is_transposed, self.compute);
        }
        let mut split = left.shape.clone();
        split[rank - 3] = shared;
        split.insert(rank - 2, b.size_floor_div(heads, shared));
        let left = b.reshape(left, &split);
        let product = batched(b, &left, right, Some(rank - 2), is_transposed, self.compute);
        let mut shape = product.shape.clone();
        let at = shape.len() - 4;
        shape.remove(at);
        shape[at] = heads;
        b.reshape(&product, &shape)
    }

    /// The sums of values, divided by the sums of their weights.
    fn result(&self, b: &Builder<'c>, weights: &Weights<'c>) -> Tensor<'c> {
        // What is left to divide is less after the product than before.
        let exponentials = drop_elements(b, &weights.exponentials, self.dropout);
        let sums = self.times(b, &exponentials, &self.value, false);
        b.pointwise(&[&sums, &weights.sums], self.query.dtype, |parts| b.div(parts[0], parts[1]))
    }

    /// The logarithms of the sums of the exponentials of the scores, as float32 or float64.
    fn logsumexp(&self, b: &Builder<'c>, weights: &Weights<'c>) -> Tensor<'c> {
        let kept = b.pointwise(&[&weights.sums, &weights.maxima], self.compute, |parts| {
            b.add(b.math("log", parts[0]), parts[1])
        });
        b.squeeze(&kept, &[kept.rank() - 1])
    }
}

/// The matrix products, as `compute`, of the last two dimensions of `[..., m, k]` and `[..., k, n]`,
/// or if the right ones are transposed `[..., n, k]`, whose leading dimensions broadcast. The
/// right has one dimension less if the left's dimension `extra` is not one of its.
fn batched<'c>(
    b: &Builder<'c>,
    left: &Tensor<'c>,
    right: &Tensor<'c>,
    extra: Option<usize>,
    is_transposed: bool,
    compute: DType,
) -> Tensor<'c> {
    let (left_batch, [m, _]) = split(left);
    let (mut right_batch, matrix) = split(right);
    if extra.is_some() {
        right_batch.push(Size::Static(1));
    }
    let [_, n] = if is_transposed { [matrix[1], matrix[0]] } else { matrix };
    let batch = b.broadcast_shape(&[&left_batch, &right_batch]);
    let rank = batch.len();
    let access = |sizes: &[Size<'c>], loops: [usize; 2]| {
        let skip = rank - sizes.len();
        let mut exprs: Vec<AffineExpr<'c>> = sizes
            .iter()
            .enumerate()
            .map(|(dim, size)| match size.is(1) && !batch[dim + skip].is(1) {
                true => AffineExpr::constant(b.context, 0),
                false => b.loop_dim(dim + skip),
            })
            .collect();
        exprs.extend(loops.map(|dim| b.loop_dim(rank + dim)));
        exprs
    };
    let mut right_access = access(&right_batch, if is_transposed { [1, 2] } else { [2, 1] });
    if extra.is_some() {
        right_access.remove(right_batch.len() - 1);
    }
    let shape: Sizes = batch.iter().copied().chain([m, n]).collect();
    let zeros = b.full(&shape, b.int(compute, 0));
    let dims: Vec<usize> = (0..rank + 2).collect();
    let mut loops = vec![Loop::Parallel; rank + 2];
    loops.push(Loop::Reduction);
    let inputs = [
        (left, b.map(rank + 3, &access(&left_batch, [0, 2]))),
        (right, b.map(rank + 3, &right_access)),
    ];
    let output = (&zeros, b.projection(rank + 3, &dims));
    let results = b.generic(&inputs, &[output], &loops, |ins, outs| {
        let [x, y] = [0, 1].map(|index| b.cast(ins[index], compute));
        vec![b.add(outs[0], b.mul(x, y))]
    });
    results.into_iter().next().expect("one output")
}

/// The leading dimensions and the last two.
fn split<'c>(tensor: &Tensor<'c>) -> (Vec<Size<'c>>, [Size<'c>; 2]) {
    let (batch, matrix) = tensor.shape.split_at(tensor.rank() - 2);
    (batch.to_vec(), [matrix[0], matrix[1]])
}

fn attention<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let attention = Attention::read(b, call, "attn_mask")?;
    Ok(attention.result(b, &attention.weights(b)).into())
}

/// The result and the weights, of which `dropout_mask` says what to keep.
fn math<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let mut attention = Attention::read(b, call, "attn_mask")?;
    // The op above it has made numbers of a bool mask; called by itself, it adds what it is given.
    attention.bool_keeps = false;
    let Weights { exponentials, sums, .. } = attention.weights(b);
    let dtype = attention.query.dtype;
    let keep = call.opt_tensor("dropout_mask");
    let tensors: Vec<&Tensor> = [&exponentials, &sums].into_iter().chain(&keep).collect();
    let weights = b.pointwise(&tensors, attention.compute, |elements| {
        let weight = b.div(elements[0], elements[1]);
        match elements.get(2) {
            Some(&keep) => b.select(b.cast(keep, DType::Bool), weight, b.int(attention.compute, 0)),
            None => weight,
        }
    });
    let weights = match keep {
        Some(_) => weights,
        None => drop_elements(b, &weights, attention.dropout),
    };
    let mut result = attention.times(b, &weights, &attention.value, false);
    if keep.is_some() {
        let scale = 1.0 / (1.0 - attention.dropout);
        result = b.pointwise(&[&result], attention.compute, |sums| {
            b.mul(sums[0], b.float(attention.compute, scale))
        });
    }
    Ok([result, weights].map(|tensor| b.cast_tensor(&tensor, dtype)).to_vec().into())
}

fn flash<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let attention = Attention::read(b, call, "attn_mask")?;
    let weights = attention.weights(b);
    Ok(vec![attention.result(b, &weights), attention.logsumexp(b, &weights)].into())
}

/// The result, the logarithms of sums of a batch, and what only other backends fill.
fn fused<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let attention = Attention::read(b, call, "attn_bias")?;
    let weights = attention.weights(b);
    let result = attention.result(b, &weights);
    let mut logsumexp = b.cast_tensor(&attention.logsumexp(b, &weights), DType::F32);
    if logsumexp.rank() == 2 {
        logsumexp = b.unsqueeze(&logsumexp, 0);
    }
    let length = |tensor: &Tensor<'c>| b.size(tensor.shape[tensor.rank() - 2]);
    let none = |dtype: DType| Output::Tensor(b.empty(&[Size::Static(0)], dtype));
    let state = || Output::Tensor(b.scalar_tensor(b.int(DType::I64, 0)));
    Ok(Outputs(vec![
        Output::Tensor(result),
        Output::Tensor(logsumexp),
        none(DType::I64),
        none(DType::I64),
        Output::Number(length(&attention.query)),
        Output::Number(length(&attention.key)),
        state(),
        state(),
        none(attention.query.dtype),
    ]))
}
