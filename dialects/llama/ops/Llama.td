//===- Llama.td - Attention with a key-value cache ---------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "LlamaDialect.td"

def Llama_Text {
  string attention = [{
    Query `s` attends to the positions up to `start_pos + S` (not included) with S the
    queries there are; with `is_causal` only to those up to `start_pos + s`.
    `attn_mask`, a matrix with a row a query, is added to the scores, which are
    multiplied by `scale`, `1 / sqrt(head size)` where absent. Query head `h` reads
    head `h // (heads / heads of the cache)`. `drpout_p` is not used.
  }];
}

def Llama_CustomSdpaOp : Llama_Op<"custom_sdpa", "custom_sdpa",
    "softmax(query @ key^T * scale + attn_mask) @ value, over a cache",
    (ins Tensor:$query, Tensor:$key, Tensor:$value, SymInt:$start_pos, OptTensor:$attn_mask,
         FloatOr<"0.0">:$drpout_p, BoolOrFalse:$is_causal, OptFloat:$scale)> {
  let semantics = !strconcat([{
    `key` and `value` are caches that hold the keys and values of the queries already.
  }], Llama_Text.attention);
}
def Llama_SdpaWithKvCacheOp : Llama_Op<"sdpa_with_kv_cache", "sdpa_with_kv_cache",
    "update_cache of both caches, then custom_sdpa over them",
    (ins Tensor:$query, Tensor:$key, Tensor:$value, Tensor:$key_cache, Tensor:$value_cache,
         SymInt:$start_pos, SymInt:$seq_len, OptTensor:$attn_mask, FloatOr<"0.0">:$drpout_p,
         BoolOrFalse:$is_causal, OptFloat:$scale),
    (outs TensorResult:$output, TensorResult:$key_cache_out, TensorResult:$value_cache_out)> {
  let semantics = !strconcat([{
    `key` and `value` are put into their caches from `start_pos`. The caches that
    ExecuTorch's op writes to are results here, the second and the third. `seq_len` is
    not used: the queries are as many as there are.
  }], Llama_Text.attention);
}
def Llama_UpdateCacheOp : Llama_Op<"update_cache", "update_cache",
    "The cache with value in the positions from start_pos on",
    (ins Tensor:$value, Tensor:$cache, SymInt:$start_pos)> {
  let semantics = [{
    `cache[:, start_pos : start_pos + S] = value` with S the positions of `value`. The
    cache that ExecuTorch's op writes to is the result here; its own result has no
    meaning.
  }];
}
