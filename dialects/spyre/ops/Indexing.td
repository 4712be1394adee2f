//===- Indexing.td - Parts of tensors, and rows by their numbers *- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "SpyreDialect.td"
include "aten/ops/Indexing.td"

def Spyre_SelectIntOp : Spyre_View<Aten_SelectIntOp>;
def Spyre_SliceTensorOp : Spyre_View<Aten_SliceTensorOp>;
def Spyre_RepeatInterleaveSelfIntOp : Spyre_View<Aten_RepeatInterleaveSelfIntOp, [Spyre_DimGiven]>;

// An `identity` from where the indices say.
def Spyre_IndexSelectOp : Spyre_Derived<Aten_IndexSelectOp, "identity",
    [DTypeOf<"self", Spyre_Floats>, DTypeOf<"index", Spyre_Indices>, RankOf<"index", 1, 1>,
     RankOf<"self", 2, 6>]>;
def Spyre_IndexTensorOp : Spyre_Derived<Aten_IndexTensorOp, "identity",
    [DTypeOf<"self", Spyre_Floats>, DTypeOf<"indices", Spyre_Indices>, RankOf<"self", 2, 6>,
     Spyre_OneIndex]>;
