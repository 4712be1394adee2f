//===- Llama.td - Attention with a key-value cache ---------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "MlxDialect.td"
include "llama/ops/Llama.td"

def Mlx_LlamaUpdateCacheOp : Mlx_Of<Llama_UpdateCacheOp,
    "update_cache({value}, {cache}, {start_pos})">;
def Mlx_LlamaCustomSdpaOp : Mlx_Of<Llama_CustomSdpaOp,
    "cached_attention({query}, {key}, {value}, {start_pos}, {attn_mask}, {is_causal}, {scale})",
    [Mlx_FloatOf<"query">, ArgumentIn<"drpout_p", ["0"]>]>;
def Mlx_LlamaSdpaWithKvCacheOp : Mlx_Of<Llama_SdpaWithKvCacheOp,
    "attend_and_cache({query}, {key}, {value}, {key_cache}, {value_cache}, {start_pos}, "
    "{attn_mask}, {is_causal}, {scale})", [Mlx_FloatOf<"query">, ArgumentIn<"drpout_p", ["0"]>]>;
