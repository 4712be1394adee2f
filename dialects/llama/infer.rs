//! The type inference of the `llama` dialect.
//!
//! Source of the semantics: `extension/llm/custom_ops/custom_ops.py` of ExecuTorch.

use crate::{
    arguments::Arguments,
    dim::Dim,
    dtype::DType,
    types::{InferError, Results, SizeList, TensorType, ensure, tensor_results},
};

fn check_rank(name: &str, tensor: &TensorType) -> Result<(), InferError> {
    ensure!(
        tensor.rank() == 4,
        "Expected {name} to be 4 dimensional but got {} dimensions.",
        tensor.rank()
    );
    Ok(())
}

fn check_dtype(name: &str, tensor: &TensorType, query: &TensorType) -> Result<(), InferError> {
    ensure!(
        tensor.dtype == query.dtype,
        "Expected {name} to have the same dtype as query but got torch.{}",
        tensor.dtype.torch_name()
    );
    Ok(())
}

/// That `length` positions from `start_pos` on lie within a cache.
fn check_positions(
    arguments: &Arguments,
    cache: &TensorType,
    length: &Dim,
) -> Result<(), InferError> {
    let (start, size) = (arguments.sym_int("start_pos")?, &cache.shape[1]);
    let (Dim::Static(start), Dim::Static(size)) = (start, size) else { return Ok(()) };
    ensure!(*start >= 0, "Expected start_pos not to be negative, but got {start}");
    ensure!(start < size, "Start position {start} must be less than sequence length {size}");
    let end = &Dim::Static(*start) + length;
    ensure!(
        end.as_static().is_none_or(|end| end <= *size),
        "Start position  + length = {end} must be less than sequence length {size}"
    );
    Ok(())
}

/// Sizes of a value and of the cache for it are the same but for the positions.
fn check_cache_for(value: &TensorType, cache: &TensorType) -> Result<(), InferError> {
    for dim in [0, 2, 3] {
        ensure!(
            value.shape[dim].may_equal(&cache.shape[dim]),
            "Expected value and cache to have same size in dimension {dim} but got {} and {}",
            value.shape[dim],
            cache.shape[dim]
        );
    }
    Ok(())
}

/// The checks of `_validate_params` on the query and the caches.
fn check_attention(
    arguments: &Arguments,
    key_cache: &TensorType,
    value_cache: &TensorType,
) -> Result<(), InferError> {
    let query = arguments.tensor("query")?;
    check_rank("query", query)?;
    ensure!(
        matches!(query.dtype, DType::F32 | DType::BF16 | DType::F16),
        "Expected query to be float32, bfloat16, or float16 but got torch.{}",
        query.dtype.torch_name()
    );
    for (name, cache) in [("key_cache", key_cache), ("value_cache", value_cache)] {
        check_rank(name, cache)?;
        check_dtype(name, cache, query)?;
    }
    let same_size =
        key_cache.shape.iter().zip(&value_cache.shape).all(|(key, value)| key.may_equal(value));
    ensure!(
        same_size,
        "Key cache and value cache must have same size but got {} and {}",
        SizeList(&key_cache.shape),
        SizeList(&value_cache.shape)
    );
    ensure!(
        query.shape[0].may_equal(&key_cache.shape[0]),
        "Expected query and caches to have the same batch size but got {} and {}",
        query.shape[0],
        key_cache.shape[0]
    );
    ensure!(
        query.shape[3].may_equal(&key_cache.shape[3]),
        "scaled_dot_product_attention_flash_attention: Q/K/V should have the same head size"
    );
    ensure!(
        query.shape[2].modulo(&key_cache.shape[2]).may_equal(&Dim::Static(0)),
        "Expected the heads of query to be divisible by those of the cache but got {} and {}",
        query.shape[2],
        key_cache.shape[2]
    );
    check_positions(arguments, key_cache, &query.shape[1])?;
    check_mask(arguments)
}

fn check_mask(arguments: &Arguments) -> Result<(), InferError> {
    let Some(mask) = arguments.opt_tensor("attn_mask")? else { return Ok(()) };
    ensure!(
        mask.rank() == 2,
        "Expected attn_mask to be 2 dimensional but got {} dimensions.",
        mask.rank()
    );
    ensure!(
        matches!(mask.dtype, DType::F32 | DType::F16),
        "Expected attn_mask to be float but got torch.{}",
        mask.dtype.torch_name()
    );
    Ok(())
}

/// Attention over caches.
pub fn custom_sdpa(arguments: &Arguments) -> Result<Results, InferError> {
    let (key, value) = (arguments.tensor("key")?, arguments.tensor("value")?);
    check_attention(arguments, key, value)?;
    Ok(arguments.tensor("query")?.clone().into_results())
}

/// Attention over caches that are updated first.
pub fn sdpa_with_kv_cache(arguments: &Arguments) -> Result<Results, InferError> {
    let query = arguments.tensor("query")?;
    let (key_cache, value_cache) =
        (arguments.tensor("key_cache")?, arguments.tensor("value_cache")?);
    check_attention(arguments, key_cache, value_cache)?;
    for (name, cache) in [("key", key_cache), ("value", value_cache)] {
        let tensor = arguments.tensor(name)?;
        check_rank(name, tensor)?;
        check_dtype(name, tensor, query)?;
        check_cache_for(tensor, cache)?;
        ensure!(
            tensor.shape[1].may_equal(&query.shape[1]),
            "Expected {name} to have the positions of query, {}, but got {}",
            query.shape[1],
            tensor.shape[1]
        );
    }
    Ok(tensor_results([query.clone(), key_cache.clone(), value_cache.clone()]))
}

/// A cache with new values.
pub fn update_cache(arguments: &Arguments) -> Result<Results, InferError> {
    let (value, cache) = (arguments.tensor("value")?, arguments.tensor("cache")?);
    check_rank("value", value)?;
    check_rank("cache", cache)?;
    ensure!(
        value.dtype == cache.dtype,
        "Expected value and cache to be of the same type but got value type torch.{} and cache \
         type torch.{}",
        value.dtype.torch_name(),
        cache.dtype.torch_name()
    );
    check_cache_for(value, cache)?;
    check_positions(arguments, cache, &value.shape[1])?;
    Ok(cache.clone().into_results())
}
