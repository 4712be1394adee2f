//===- Embedding.td - Embedding look-ups -------------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "MlxDialect.td"
include "aten/ops/Embedding.td"

def Mlx_EmbeddingOp : Mlx_Of<Aten_EmbeddingOp, "mx.take({weight}, {indices}, axis=0)">;
