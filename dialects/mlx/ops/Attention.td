//===- Attention.td - Attention ----------------------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "MlxDialect.td"
include "aten/ops/Attention.td"

def Mlx_ScaledDotProductAttentionOp : Mlx_Of<Aten_ScaledDotProductAttentionOp,
    "attention({query:wide}, {key:wide}, {value:wide}, [[mask_of({attn_mask}, {known})]], "
    "{is_causal}, {scale})",
    [Mlx_FloatOf<"query">, ArgumentIn<"dropout_p", ["0"]>]>;
def Mlx_ScaledDotProductFlashAttentionForCpuOp : Mlx_Of<Aten_ScaledDotProductFlashAttentionForCpuOp,
    "attention_with_logsumexp({query}, {key}, {value}, {attn_mask}, {is_causal}, {scale})",
    [Mlx_FloatOf<"query">, ArgumentIn<"dropout_p", ["0"]>]>;
