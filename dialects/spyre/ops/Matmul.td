//===- Matmul.td - Products of matrices ---------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "SpyreDialect.td"
include "aten/ops/Matmul.td"

def Spyre_MmOp : Spyre_Float<Aten_MmOp, "batchmatmul">;
def Spyre_BmmOp : Spyre_Float<Aten_BmmOp, "batchmatmul">;
def Spyre_MatmulOp : Spyre_Float<Aten_MatmulOp, "batchmatmul",
    [RankOf<"self", 2, 6>, RankOf<"other", 2, 6>]>;
// With an `add` of the bias.
def Spyre_LinearOp : Spyre_Float<Aten_LinearOp, "batchmatmul", [RankOf<"weight", 2, 2>]>;
// With a `mul` for what is not 1, and an `add`.
def Spyre_AddmmOp : Spyre_Float<Aten_AddmmOp, "batchmatmul">;
def Spyre_BaddbmmOp : Spyre_Float<Aten_BaddbmmOp, "batchmatmul">;
