//! Attention.
//!
//! Source of the semantics: `aten/src/ATen/native/transformers/attention.cpp` of
//! PyTorch, and `torch/_meta_registrations.py`.

use super::matmul::{check_expands, matmul_shape};
use crate::{
    arguments::Arguments,
    dim::Dim,
    dtype::DType,
    shape::broadcast,
    types::{InferError, Results, Shape, TensorType, ValueType, ensure, fail, tensor_results},
};

/// Query, key and value.
struct Inputs<'a> {
    query: &'a TensorType,
    key: &'a TensorType,
    value: &'a TensorType,
}

impl<'a> Inputs<'a> {
    fn new(arguments: &'a Arguments) -> Result<Self, InferError> {
        let query = arguments.tensor("query")?;
        let (key, value) = (arguments.tensor("key")?, arguments.tensor("value")?);
        ensure!(
            query.dtype == key.dtype && query.dtype == value.dtype,
            "Expected query, key, and value to have the same dtype, but got query.dtype: {} \
             key.dtype: {} and value.dtype: {} instead.",
            query.dtype,
            key.dtype,
            value.dtype
        );
        ensure!(
            [query, key, value].iter().all(|tensor| tensor.rank() >= 2),
            "Expected query, key, and value to all be at least 2 dimensional, but got query.dim: \
             {}, key.dim: {} and value.dim: {} instead.",
            query.rank(),
            key.rank(),
            value.rank()
        );
        ensure!(
            !query.dtype.is_integral(true),
            "Expected query, key, and value to be of a floating point dtype, but got {}",
            query.dtype
        );
        let dropout = arguments.float("dropout_p")?;
        ensure!(
            (0.0..=1.0).contains(&dropout),
            "dropout probability has to be between 0 and 1, but got {dropout}"
        );
        Ok(Inputs { query, key, value })
    }

    /// The sizes of the scores and of the result.
    fn shapes(&self, gqa: bool) -> Result<(Shape, Shape), InferError> {
        let mut key = self.key.shape.clone();
        let mut value = self.value.shape.clone();
        if gqa {
            self.repeat_heads(&mut key, &mut value)?;
        }
        let last = key.len() - 1;
        key.swap(last - 1, last);
        let scores = matmul_shape(&self.query.shape, &key)?;
        let result = matmul_shape(&scores, &value)?;
        Ok((scores, result))
    }

    /// The heads of key and value become those of the query.
    fn repeat_heads(&self, key: &mut Shape, value: &mut Shape) -> Result<(), InferError> {
        let query = &self.query.shape;
        ensure!(
            query.len() >= 3 && key.len() >= 3 && value.len() >= 3,
            "enable_gqa expects query, key, and value to have a dimension of heads"
        );
        let heads = &query[query.len() - 3];
        for shape in [key, value] {
            let index = shape.len() - 3;
            let size = &mut shape[index];
            ensure!(
                *size != Dim::Static(0) && heads.modulo(size).may_equal(&Dim::Static(0)),
                "Number of heads in key and value must divide the number of heads in query"
            );
            *size = heads.clone();
        }
        Ok(())
    }

    /// The mask is bool, float or of the dtype of the query, and broadcast to the scores.
    fn check_mask(&self, mask: Option<&TensorType>, scores: &[Dim]) -> Result<(), InferError> {
        let Some(mask) = mask else { return Ok(()) };
        ensure!(
            [DType::Bool, DType::F32, self.query.dtype].contains(&mask.dtype),
            "Expected attn_mask dtype to be bool or float or to match query dtype, but got \
             attn_mask.dtype: {} and  query.dtype: {} instead.",
            mask.dtype,
            self.query.dtype
        );
        check_expands(&mask.shape, scores)
    }
}

/// Scores and result of the ops that take `attn_mask` and `enable_gqa`.
fn math_types(arguments: &Arguments) -> Result<(TensorType, TensorType), InferError> {
    let inputs = Inputs::new(arguments)?;
    let (scores, result) = inputs.shapes(arguments.bool("enable_gqa")?)?;
    let mask = arguments.opt_tensor("attn_mask")?;
    ensure!(
        mask.is_none() || !arguments.bool("is_causal")?,
        "_scaled_dot_product_attention: Explicit attn_mask should not be set when is_causal=True"
    );
    inputs.check_mask(mask, &scores)?;
    Ok((inputs.query.with_shape(scores), inputs.query.with_shape(result)))
}

/// `[..., l, e], [..., s, e], [..., s, v] -> [..., l, v]`.
pub fn attention(arguments: &Arguments) -> Result<Results, InferError> {
    Ok(math_types(arguments)?.1.into_results())
}

/// The result, and the weights.
pub fn math(arguments: &Arguments) -> Result<Results, InferError> {
    let (weights, result) = math_types(arguments)?;
    if let Some(mask) = arguments.opt_tensor("dropout_mask")? {
        broadcast(&weights.shape, &mask.shape)?;
    }
    Ok(tensor_results([result, weights]))
}

/// The result, and the logarithm of the sum of the weights.
pub fn flash_for_cpu(arguments: &Arguments) -> Result<Results, InferError> {
    const NAME: &str = "scaled_dot_product_attention_flash_attention";
    let inputs = Inputs::new(arguments)?;
    let (query, key, value) = (inputs.query, inputs.key, inputs.value);
    ensure!(
        query.rank() == 4 && key.rank() == 4 && value.rank() == 4,
        "{NAME}: Accept only 4 dims inputs shape of {{B, H, T, K}}"
    );
    ensure!(arguments.float("dropout_p")? == 0.0, "{NAME}: Currently do not support dropout > 0");
    ensure!(
        query.shape[3].may_equal(&value.shape[3]) && key.shape[3].may_equal(&value.shape[3]),
        "{NAME}: Q/K/V should have the same head size"
    );
    let (scores, _) = inputs.shapes(false)?;
    inputs.check_mask(arguments.opt_tensor("attn_mask")?, &scores)?;
    let logsumexp = TensorType::new(query.shape[..3].iter().cloned(), query.dtype.to_opmath());
    Ok(tensor_results([query.clone(), logsumexp]))
}

/// The nine results of fused attention; PyTorch leaves three of them undefined.
pub fn fused_overrideable(arguments: &Arguments) -> Result<Results, InferError> {
    let inputs = Inputs::new(arguments)?;
    let (query, value) = (&inputs.query.shape, &inputs.value.shape);
    let batch = match query.len() {
        4 => query[0].clone(),
        3 => Dim::Static(1),
        _ => fail!("query must be 3D or 4D"),
    };
    let (keys, values) = (&inputs.key.shape[inputs.key.rank() - 2], &value[value.len() - 2]);
    ensure!(
        keys.may_equal(values),
        "key sequence length ({keys}) must match value sequence length ({values})"
    );
    if let Some(bias) = arguments.opt_tensor("attn_bias")? {
        let last = bias.shape.last().unwrap_or(&Dim::Static(1));
        ensure!(
            *last == Dim::Static(1) || last.may_equal(keys),
            "attn_bias last dimension must match S_KV ({keys}) or be 1 for broadcasting, but got \
             {last}"
        );
    }
    let (heads, queries) = (&query[query.len() - 3], &query[query.len() - 2]);
    let mut shape = query.clone();
    shape.pop();
    shape.extend(value.last().cloned());
    let none = TensorType::new([Dim::Static(0)], DType::I64);
    let logsumexp = TensorType::new([batch, heads.clone(), queries.clone()], DType::F32);
    let random_state = TensorType::new([], DType::I64);
    let tensor = ValueType::Tensor;
    Ok(smallvec::smallvec![
        tensor(inputs.query.with_shape(shape)),
        tensor(logsumexp),
        tensor(none.clone()),
        tensor(none.clone()),
        ValueType::SymInt(queries.clone()),
        ValueType::SymInt(keys.clone()),
        tensor(random_state.clone()),
        tensor(random_state),
        tensor(none.with_dtype(inputs.query.dtype)),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Argument, infer, lookup};

    #[test]
    fn heads_are_repeated_and_symbols_kept() {
        let (batch, queries, keys) = (Dim::symbol("s0"), Dim::symbol("s1"), Dim::symbol("s2"));
        let of = |heads: i64, length: &Dim| {
            let shape = [batch.clone(), Dim::Static(heads), length.clone(), Dim::Static(16)];
            Argument::Tensor(TensorType::new(shape, DType::BF16))
        };
        let op = lookup("aten._scaled_dot_product_attention_math").unwrap();
        let mut arguments = Arguments::new(op);
        for (index, value) in [of(8, &queries), of(2, &keys), of(2, &keys)].into_iter().enumerate()
        {
            arguments.set(index, value);
        }
        assert!(infer(op, &arguments).unwrap_err().0.contains("The size of tensor a (8)"));
        let gqa = op.params.iter().position(|param| param.name == "enable_gqa").unwrap();
        arguments.set(gqa, Argument::Scalar(crate::Scalar::Bool(true)));
        let results = infer(op, &arguments).unwrap();
        let shapes = results.iter().map(|result| match result {
            ValueType::Tensor(tensor) => format!("{:?}", tensor.shape),
            other => other.to_string(),
        });
        assert_eq!(shapes.collect::<Vec<_>>(), ["[s0, 8, s1, 16]", "[s0, 8, s1, s2]"]);
    }
}
