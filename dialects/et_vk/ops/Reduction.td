//===- Reduction.td - Reductions and softmax ---------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "EtVkDialect.td"
include "aten/ops/Reduction.td"

foreach op = [
    Aten_SumOp, Aten_SumDimIntListOp, Aten_NansumOp, Aten_ProdOp, Aten_ProdDimIntOp,
    Aten_MeanOp, Aten_MeanDimOp, Aten_NanmeanOp, Aten_CountNonzeroOp,
    Aten_CountNonzeroDimIntListOp, Aten_TraceOp, Aten_LogsumexpOp, Aten_AllOp,
    Aten_AllDimOp, Aten_AllDimsOp, Aten_AnyOp, Aten_AnyDimOp, Aten_AnyDimsOp, Aten_AmaxOp,
    Aten_AminOp, Aten_AminmaxOp, Aten_MaxOp, Aten_MinOp, Aten_MaxDimOp, Aten_MinDimOp,
    Aten_ArgmaxOp, Aten_ArgminOp, Aten_QuantileOp, Aten_QuantileScalarOp,
    Aten_NanquantileOp, Aten_NanquantileScalarOp, Aten_StdOp, Aten_StdDimOp,
    Aten_StdCorrectionOp, Aten_VarOp, Aten_VarDimOp, Aten_VarCorrectionOp, Aten_StdMeanOp,
    Aten_StdMeanDimOp, Aten_StdMeanCorrectionOp, Aten_VarMeanOp, Aten_VarMeanDimOp,
    Aten_VarMeanCorrectionOp, Aten_LinalgVectorNormOp, Aten_NormScalarOp,
    Aten_NormScalarOptDtypeOp, Aten_NormScalarOptDimOp, Aten_NormScalarOptDimDtypeOp,
    Aten_DistOp, Aten_PairwiseDistanceOp, Aten_CdistOp, Aten_CdistForwardOp, Aten_PdistOp,
    Aten_PdistForwardOp, Aten_RenormOp, Aten_SoftmaxOp, Aten_LogSoftmaxOp,
    Aten_SoftmaxIntOp, Aten_LogSoftmaxIntOp, Aten_SafeSoftmaxOp
] in {
  def "EtVk_" # !substr(!cast<string>(op), 5) : EtVk_Of<op>;
}
