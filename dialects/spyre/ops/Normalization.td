//===- Normalization.td - Normalization ---------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "SpyreDialect.td"
include "aten/ops/Normalization.td"

// `exx2`, `layernormscale` and `layernormnorm`.
def Spyre_LayerNormOp : Spyre_Float<Aten_LayerNormOp, "layernormnorm", [Spyre_LastDim]>;
