//===- Embedding.td - Embedding -----------------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "SpyreDialect.td"
include "aten/ops/Embedding.td"

// An `identity` from where the indices say.
def Spyre_EmbeddingOp : Spyre_Derived<Aten_EmbeddingOp, "identity",
    [DTypeOf<"weight", Spyre_Floats>, DTypeOf<"indices", Spyre_Indices>, RankOf<"weight", 2, 2>]>;
