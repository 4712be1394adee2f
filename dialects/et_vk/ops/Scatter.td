//===- Scatter.td - Writing by index, into a copy ----------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "EtVkDialect.td"
include "aten/ops/Scatter.td"

foreach op = [
    Aten_ScatterSrcOp, Aten_ScatterValueOp, Aten_ScatterReduceOp, Aten_ScatterValueReduceOp,
    Aten_ScatterAddOp, Aten_ScatterReduceTwoOp, Aten_PutOp, Aten_IndexPutOp,
    Aten_UnsafeIndexPutOp, Aten_IndexAddOp, Aten_IndexReduceOp, Aten_IndexCopyOp,
    Aten_IndexFillIntScalarOp, Aten_IndexFillIntTensorOp, Aten_MaskedFillScalarOp,
    Aten_MaskedFillTensorOp, Aten_SelectScatterOp, Aten_SliceScatterOp,
    Aten_DiagonalScatterOp
] in {
  def "EtVk_" # !substr(!cast<string>(op), 5) : EtVk_Of<op>;
}
