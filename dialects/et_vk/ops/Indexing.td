//===- Indexing.td - Reading by index ----------------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "EtVkDialect.td"
include "aten/ops/Indexing.td"

foreach op = [
    Aten_SelectIntOp, Aten_SelectCopyIntOp, Aten_SliceTensorOp, Aten_SliceCopyTensorOp,
    Aten_NarrowOp, Aten_NarrowCopyOp, Aten_NarrowTensorOp, Aten_GatherOp,
    Aten_TakeAlongDimOp, Aten_IndexSelectOp, Aten_TakeOp, Aten_UnsafeMaskedIndexOp,
    Aten_RepeatInterleaveSelfIntOp, Aten_TrilIndicesOp, Aten_TriuIndicesOp
] in {
  def "EtVk_" # !substr(!cast<string>(op), 5) : EtVk_Of<op>;
}

// Where the mask is set is a matter of its values, and so are the sizes of the result.
defvar EtVk_IntegerIndices = DTypeOf<"indices", ["int8", "int16", "int32", "int64"]>;
def EtVk_IndexTensorOp : EtVk_Of<Aten_IndexTensorOp, [EtVk_IntegerIndices]>;
