//===- Joining.td - Tensors one after the other, and parts of them *- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "SpyreDialect.td"
include "aten/ops/Joining.td"

// An `identity` of each to its place.
def Spyre_CatOp : Spyre_Of<Aten_CatOp, "identity", [Spyre_SameRanks]>;
def Spyre_StackOp : Spyre_Of<Aten_StackOp, "identity">;

foreach op = [
    Aten_SplitTensorOp, Aten_SplitWithSizesOp, Aten_SplitSizesOp, Aten_ChunkOp, Aten_UnbindIntOp
] in {
  def "Spyre_" # !substr(!cast<string>(op), 5) : Spyre_View<op>;
}
