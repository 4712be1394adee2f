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
    Aten_TakeAlongDimOp, Aten_IndexSelectOp, Aten_TakeOp, Aten_IndexTensorOp,
    Aten_UnsafeIndexTensorOp, Aten_UnsafeMaskedIndexOp, Aten_NonzeroOp, Aten_ArgwhereOp,
    Aten_NonzeroNumpyOp, Aten_NonzeroStaticOp, Aten_MaskedSelectOp,
    Aten_RepeatInterleaveSelfIntOp, Aten_RepeatInterleaveSelfTensorOp,
    Aten_RepeatInterleaveTensorOp, Aten_TrilIndicesOp, Aten_TriuIndicesOp
] in {
  def "EtVk_" # !substr(!cast<string>(op), 5) : EtVk_Of<op>;
}
