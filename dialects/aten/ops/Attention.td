//===- Attention.td - Attention ----------------------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "AtenDialect.td"

class Aten_Attention<string name, string inference, dag params,
                     dag results = OneTensor.tensor>
    : Aten_Op<name, inference, "softmax(query @ transpose(key) * scale + mask) @ value",
              params, results> {
  string common = "`scale` is by default 1 / sqrt(size of the last dimension of `query`). A mask "
                  "is added to the scores; a bool one keeps the scores where it is true. "
                  "`is_causal` masks what is above the diagonal of the scores, which starts in "
                  "the upper left. `dropout_p` drops weights at random: with it, each run gives "
                  "another result.";
  let semantics = common;
}

def Aten_ScaledDotProductAttentionOp
    : Aten_Attention<"scaled_dot_product_attention", "attention::attention",
    (ins Tensor:$query, Tensor:$key, Tensor:$value, OptTensor:$attn_mask,
         FloatOr<"0.0">:$dropout_p, BoolOrFalse:$is_causal, OptFloat:$scale,
         BoolOrFalse:$enable_gqa)> {
  let semantics = common # " A query for which all is masked gives 0. `enable_gqa` repeats each "
                  "head of `key` and `value` for as many heads of `query` as there are to one.";
}
def Aten_ScaledDotProductAttentionMathOp
    : Aten_Attention<"_scaled_dot_product_attention_math", "attention::math",
    (ins Tensor:$query, Tensor:$key, Tensor:$value, OptTensor:$attn_mask,
         FloatOr<"0.0">:$dropout_p, BoolOrFalse:$is_causal, OptTensor:$dropout_mask,
         OptFloat:$scale, BoolOrFalse:$enable_gqa),
    (outs TensorResult:$result0, TensorResult:$result1)> {
  let semantics = common # " But here a bool mask is added as 0 and 1. The second result is the "
                  "weights. `dropout_mask` says which weights to keep, where `dropout_p` does "
                  "not leave it to chance.";
}
def Aten_ScaledDotProductFlashAttentionForCpuOp
    : Aten_Attention<"_scaled_dot_product_flash_attention_for_cpu", "attention::flash_for_cpu",
    (ins Tensor:$query, Tensor:$key, Tensor:$value, FloatOr<"0.0">:$dropout_p,
         BoolOrFalse:$is_causal, OptTensor:$attn_mask, OptFloat:$scale),
    (outs TensorResult:$output, TensorResult:$logsumexp)> {
  let semantics = common # " `logsumexp` is that of the scores of each query.";
}
def Aten_ScaledDotProductFusedAttentionOverrideableOp
    : Aten_Attention<"_scaled_dot_product_fused_attention_overrideable",
    "attention::fused_overrideable",
    (ins Tensor:$query, Tensor:$key, Tensor:$value, OptTensor:$attn_bias,
         FloatOr<"0.0">:$dropout_p, BoolOrFalse:$is_causal, BoolOrFalse:$return_debug_mask,
         OptFloat:$scale),
    (outs TensorResult:$output, TensorResult:$logsumexp, TensorResult:$cum_seq_q,
          TensorResult:$cum_seq_k, SymIntResult:$max_q, SymIntResult:$max_k,
          TensorResult:$philox_seed, TensorResult:$philox_offset,
          TensorResult:$debug_attn_mask)> {
  let semantics = common # " `logsumexp` is that of the scores of each query, `max_q` and `max_k` "
                  "the numbers of queries and keys, `philox_seed` and `philox_offset` the state "
                  "of the random numbers. PyTorch has no tensor for `cum_seq_q`, `cum_seq_k` "
                  "and `debug_attn_mask`; here they are empty.";
}
