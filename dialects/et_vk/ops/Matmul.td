//===- Matmul.td - Matrix products -------------------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "EtVkDialect.td"
include "aten/ops/Matmul.td"

foreach op = [
    Aten_DotOp, Aten_VdotOp, Aten_OuterOp, Aten_GerOp, Aten_AddrOp, Aten_CrossOp,
    Aten_LinalgCrossOp, Aten_LinalgVecdotOp, Aten_MmOp, Aten_AddmmOp, Aten_MvOp,
    Aten_AddmvOp, Aten_BmmOp, Aten_BaddbmmOp, Aten_AddbmmOp, Aten_IntMmOp, Aten_ScaledMmOp,
    Aten_WeightInt8packMmOp, Aten_MatmulOp, Aten_LinalgMatmulOp, Aten_LinearOp,
    Aten_BilinearOp, Aten_TrilinearOp, Aten_InnerOp, Aten_KronOp, Aten_TensordotOp,
    Aten_EinsumOp
] in {
  def "EtVk_" # !substr(!cast<string>(op), 5) : EtVk_Of<op>;
}
