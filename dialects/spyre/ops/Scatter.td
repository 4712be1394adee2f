//===- Scatter.td - Tensors with other values in places -----*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "SpyreDialect.td"
include "aten/ops/Scatter.td"

// An `identity` of the whole, then one of the part.
def Spyre_SliceScatterOp : Spyre_Of<Aten_SliceScatterOp, "identity">;
def Spyre_SelectScatterOp : Spyre_Of<Aten_SelectScatterOp, "identity">;
// The same, to where the indices say.
def Spyre_IndexCopyOp : Spyre_Derived<Aten_IndexCopyOp, "identity",
    [DTypeOf<"self", Spyre_Floats>, DTypeOf<"index", Spyre_Indices>, RankOf<"index", 1, 1>,
     RankOf<"self", 2, 6>]>;
def Spyre_IndexPutOp : Spyre_Derived<Aten_IndexPutOp, "identity",
    [DTypeOf<"self", Spyre_Floats>, DTypeOf<"indices", Spyre_Indices>, RankOf<"self", 2, 6>,
     ArgumentIn<"accumulate", ["false"]>, Spyre_OneIndex]>;
def Spyre_MaskedFillScalarOp : Spyre_Of<Aten_MaskedFillScalarOp, "where3",
    [DTypeOf<"self", Spyre_Floats>, Spyre_KnownNumbers]>;
