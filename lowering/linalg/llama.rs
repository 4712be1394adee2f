//! Attention over caches of keys and values.
//!
//! Source of the semantics: `extension/llm/custom_ops` of ExecuTorch.

use tricast_dialects::DType;

use super::{
    Builder, Call, Comparison, Element, LowerError, Size, Sizes, Table, Tensor, compute_dtype,
    einsum,
    softmax::{Empty, weights},
};

/// The lowerings of this file.
pub const TABLE: Table = &[
    ("llama.custom_sdpa", |b, call| {
        Ok(attention(b, call, &call.tensor("key"), &call.tensor("value"))?.into())
    }),
    ("llama.sdpa_with_kv_cache", |b, call| {
        let key = updated(b, call, &call.tensor("key_cache"), &call.tensor("key"));
        let value = updated(b, call, &call.tensor("value_cache"), &call.tensor("value"));
        Ok(vec![attention(b, call, &key, &value)?, key, value].into())
    }),
    ("llama.update_cache", |b, call| {
        Ok(updated(b, call, &call.tensor("cache"), &call.tensor("value")).into())
    }),
];

/// Where as many positions from `start_pos` on end; the run ends if that is not within the cache.
fn end<'c>(b: &Builder<'c>, call: &Call<'c>, cache: &Tensor<'c>, length: Size<'c>) -> Size<'c> {
    let start = call.size("start_pos");
    let end = b.size_add(start, length);
    let number = |size| b.size_element(size, DType::I64);
    if end.as_static().is_none() || cache.shape[1].as_static().is_none() {
        let is_within = b.and(
            b.compare(Comparison::Ge, number(start), b.int(DType::I64, 0)),
            b.compare(Comparison::Le, number(end), number(cache.shape[1])),
        );
        b.assert(is_within, "the positions from start_pos on are not all within the cache");
    }
    end
}

/// A cache with a value in the positions from `start_pos` on.
fn updated<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    cache: &Tensor<'c>,
    value: &Tensor<'c>,
) -> Tensor<'c> {
    end(b, call, cache, value.shape[1]);
    let mut offsets: Sizes = cache.shape.iter().map(|_| Size::Static(0)).collect();
    offsets[1] = call.size("start_pos");
    b.insert_slice(value, cache, &offsets, &vec![1; cache.rank()])
}

/// Attention of `[B, S, H, D]` over the positions that caches `[B, L, H / group, D]` have by now.
fn attention<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    key: &Tensor<'c>,
    value: &Tensor<'c>,
) -> Result<Tensor<'c>, LowerError> {
    let query = call.tensor("query");
    let compute = compute_dtype(query.dtype);
    let end = end(b, call, key, query.shape[1]);
    let [key, value] = [key, value].map(|cache| b.narrow(cache, 1, 0, end));
    // Heads that share one of the cache are a dimension of their own.
    let heads = key.shape[2];
    let group = b.size_floor_div(query.shape[2], heads);
    let size = query.shape[3];
    let grouped = b.reshape(&query, &[query.shape[0], query.shape[1], heads, group, size]);
    let products = einsum::equation(b, "bshgd,behd->bhsge", &[grouped, key], None, compute);
    let scale = match call.opt_float("scale")? {
        Some(scale) => b.float(compute, scale),
        None => {
            let root = b.math("sqrt", b.size_element(size, DType::F64));
            b.cast(b.div(b.float(DType::F64, 1.0), root), compute)
        }
    };
    let is_causal = call.bool("is_causal")?;
    let start = b.size_element(call.size("start_pos"), DType::I64);
    let mask = call.opt_tensor("attn_mask").map(|mask| {
        let mask = b.narrow(&mask, 1, 0, end);
        b.unsqueeze(&mask, 1)
    });
    let tensors: Vec<&Tensor> = std::iter::once(&products).chain(&mask).collect();
    let weights =
        weights(b, &tensors, &[4], Empty::Nan, compute, &|elements: &[Element<'c>], index| {
            let mut score = b.mul(elements[0], scale);
            if let Some(&bias) = elements.get(1) {
                score = b.add(score, b.cast(bias, compute));
            }
            if !is_causal {
                return score;
            }
            let [row, position] = [2, 4].map(|dim| b.from_index(index(dim)));
            let is_past = b.compare(Comparison::Le, position, b.add(start, row));
            b.select(is_past, score, b.lowest(compute))
        });
    let shares = b.pointwise(&[&weights.exponentials, &weights.sums], compute, |parts| {
        b.div(parts[0], parts[1])
    });
    let result = einsum::equation(b, "bhsge,behd->bshgd", &[shares, value], None, compute);
    Ok(b.reshape(&b.cast_tensor(&result, query.dtype), &query.shape))
}
