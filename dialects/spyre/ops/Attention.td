//===- Attention.td - Attention ----------------------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "SpyreDialect.td"
include "aten/ops/Attention.td"

// Two products with a softmax between. The host makes the mask of causal attention.
def Spyre_ScaledDotProductAttentionOp : Spyre_Of<Aten_ScaledDotProductAttentionOp, "batchmatmul",
    [DTypeOf<"query", Spyre_Floats>, ArgumentIn<"dropout_p", ["0"]>, Spyre_KnownNumbers,
     RankOf<"query", 3, 5>]>;
