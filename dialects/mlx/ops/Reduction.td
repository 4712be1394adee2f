//===- Reduction.td - Reductions and softmax ---------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "MlxDialect.td"
include "aten/ops/Reduction.td"

def Mlx_SumOp : Mlx_Of<Aten_SumOp, "mx.sum({self:result})">;
def Mlx_SumDimIntListOp : Mlx_Of<Aten_SumDimIntListOp,
    "mx.sum({self:result}, axis={dim:axes}, keepdims={keepdim})">;
def Mlx_MeanOp : Mlx_Of<Aten_MeanOp, "mx.mean({self:wide})">;
def Mlx_MeanDimOp : Mlx_Of<Aten_MeanDimOp,
    "mx.mean({self:wide}, axis={dim:axes}, keepdims={keepdim})">;
def Mlx_NansumOp : Mlx_Of<Aten_NansumOp,
    "mx.sum(without_nan({self:wide}), axis={dim:axes}, keepdims={keepdim})">;
def Mlx_NanmeanOp : Mlx_Of<Aten_NanmeanOp, "nanmean({self:wide}, {dim:axes}, {keepdim})">;
def Mlx_ProdOp : Mlx_Of<Aten_ProdOp, "mx.prod({self:result})">;
def Mlx_ProdDimIntOp : Mlx_Of<Aten_ProdDimIntOp,
    "mx.prod({self:result}, axis={dim:axes}, keepdims={keepdim})">;
def Mlx_MaxOp : Mlx_Of<Aten_MaxOp, "mx.max({self})">;
def Mlx_AmaxOp : Mlx_Of<Aten_AmaxOp, "mx.max({self}, axis={dim:axes}, keepdims={keepdim})">;
def Mlx_MaxDimOp : Mlx_Of<Aten_MaxDimOp, "max_with_index({self}, {dim:axes}, {keepdim})">;
def Mlx_ArgmaxOp : Mlx_Of<Aten_ArgmaxOp, "index_of({self}, mx.argmax, {dim:axes}, {keepdim})">;
def Mlx_MinOp : Mlx_Of<Aten_MinOp, "mx.min({self})">;
def Mlx_AminOp : Mlx_Of<Aten_AminOp, "mx.min({self}, axis={dim:axes}, keepdims={keepdim})">;
def Mlx_MinDimOp : Mlx_Of<Aten_MinDimOp, "min_with_index({self}, {dim:axes}, {keepdim})">;
def Mlx_ArgminOp : Mlx_Of<Aten_ArgminOp, "index_of({self}, mx.argmin, {dim:axes}, {keepdim})">;
def Mlx_AminmaxOp : Mlx_Of<Aten_AminmaxOp,
    "(mx.min({self}, axis={dim:axes}, keepdims={keepdim}), mx.max({self}, axis={dim:axes}, "
    "keepdims={keepdim}))">;
def Mlx_AnyOp : Mlx_Of<Aten_AnyOp, "mx.any({self}).astype({result})">;
def Mlx_AnyDimOp : Mlx_Of<Aten_AnyDimOp,
    "mx.any({self}, axis={dim:axes}, keepdims={keepdim}).astype({result})">;
def Mlx_AnyDimsOp : Mlx_Of<Aten_AnyDimsOp,
    "mx.any({self}, axis={dim:all_axes}, keepdims={keepdim}).astype({result})">;
def Mlx_AllOp : Mlx_Of<Aten_AllOp, "mx.all({self}).astype({result})">;
def Mlx_AllDimOp : Mlx_Of<Aten_AllDimOp,
    "mx.all({self}, axis={dim:axes}, keepdims={keepdim}).astype({result})">;
def Mlx_AllDimsOp : Mlx_Of<Aten_AllDimsOp,
    "mx.all({self}, axis={dim:all_axes}, keepdims={keepdim}).astype({result})">;
def Mlx_CountNonzeroOp : Mlx_Of<Aten_CountNonzeroOp,
    "mx.sum(({self} != 0).astype(mx.int64), axis={dim:axes})">;
def Mlx_CountNonzeroDimIntListOp : Mlx_Of<Aten_CountNonzeroDimIntListOp,
    "mx.sum(({self} != 0).astype(mx.int64), axis={dim:axes})">;
def Mlx_SoftmaxOp : Mlx_Of<Aten_SoftmaxOp, "mx.softmax({self:wide}, axis={dim:axes})">;
def Mlx_SoftmaxIntOp : Mlx_Of<Aten_SoftmaxIntOp, "mx.softmax({self:wide}, axis={dim:axes})">;
def Mlx_SafeSoftmaxOp : Mlx_Of<Aten_SafeSoftmaxOp, "safe_softmax({self:wide}, {dim:axes})">;
def Mlx_LogSoftmaxOp : Mlx_Of<Aten_LogSoftmaxOp, "log_softmax({self:wide}, {dim:axes})">;
def Mlx_LogSoftmaxIntOp : Mlx_Of<Aten_LogSoftmaxIntOp, "log_softmax({self:wide}, {dim:axes})">;
def Mlx_LogsumexpOp : Mlx_Of<Aten_LogsumexpOp,
    "mx.logsumexp({self:wide}, axis={dim:axes}, keepdims={keepdim})">;
def Mlx_VarCorrectionOp : Mlx_Of<Aten_VarCorrectionOp,
    "variance({self:wide}, {dim:axes}, {correction}, {keepdim})">;
def Mlx_VarDimOp : Mlx_Of<Aten_VarDimOp,
    "variance({self:wide}, {dim:axes}, int({unbiased}), {keepdim})">;
def Mlx_VarOp : Mlx_Of<Aten_VarOp, "variance({self:wide}, None, int({unbiased}))">;
def Mlx_StdCorrectionOp : Mlx_Of<Aten_StdCorrectionOp,
    "mx.sqrt(variance({self:wide}, {dim:axes}, {correction}, {keepdim}))">;
def Mlx_StdDimOp : Mlx_Of<Aten_StdDimOp,
    "mx.sqrt(variance({self:wide}, {dim:axes}, int({unbiased}), {keepdim}))">;
def Mlx_StdOp : Mlx_Of<Aten_StdOp, "mx.sqrt(variance({self:wide}, None, int({unbiased})))">;
def Mlx_VarMeanCorrectionOp : Mlx_Of<Aten_VarMeanCorrectionOp,
    "(variance({self:wide}, {dim:axes}, {correction}, {keepdim}), mean_beside({self:wide}, "
    "{dim:axes}, {keepdim}))">;
def Mlx_VarMeanDimOp : Mlx_Of<Aten_VarMeanDimOp,
    "(variance({self:wide}, {dim:axes}, int({unbiased}), {keepdim}), mean_beside({self:wide}, "
    "{dim:axes}, {keepdim}))">;
def Mlx_VarMeanOp : Mlx_Of<Aten_VarMeanOp,
    "(variance({self:wide}, None, int({unbiased}), False), mean_beside({self:wide}, None, False))">;
def Mlx_StdMeanCorrectionOp : Mlx_Of<Aten_StdMeanCorrectionOp,
    "(mx.sqrt(variance({self:wide}, {dim:axes}, {correction}, {keepdim})), "
    "mean_beside({self:wide}, {dim:axes}, {keepdim}))">;
def Mlx_StdMeanDimOp : Mlx_Of<Aten_StdMeanDimOp,
    "(mx.sqrt(variance({self:wide}, {dim:axes}, int({unbiased}), {keepdim})), "
    "mean_beside({self:wide}, {dim:axes}, {keepdim}))">;
def Mlx_StdMeanOp : Mlx_Of<Aten_StdMeanOp,
    "(mx.sqrt(variance({self:wide}, None, int({unbiased}), False)), mean_beside({self:wide}, "
    "None, False))">;
def Mlx_LinalgVectorNormOp : Mlx_Of<Aten_LinalgVectorNormOp,
    "vector_norm({self:wide}, {ord}, {dim:axes}, {keepdim})">;
def Mlx_NormScalarOp : Mlx_Of<Aten_NormScalarOp, "vector_norm({self:wide}, {p}, None, False)">;
def Mlx_NormScalarOptDimOp : Mlx_Of<Aten_NormScalarOptDimOp,
    "vector_norm({self:wide}, {p:or2}, {dim:axes}, {keepdim})">;
def Mlx_NormScalarOptDimDtypeOp : Mlx_Of<Aten_NormScalarOptDimDtypeOp,
    "vector_norm({self:wide}, {p:or2}, {dim:axes}, {keepdim})">;
def Mlx_NormScalarOptDtypeOp : Mlx_Of<Aten_NormScalarOptDtypeOp,
    "vector_norm({self:wide}, {p:or2}, None, False)">;
def Mlx_CdistForwardOp : Mlx_Of<Aten_CdistForwardOp, "distances({x1:wide}, {x2:wide}, {p})">;
def Mlx_CdistOp : Mlx_Of<Aten_CdistOp, "distances({x1:wide}, {x2:wide}, {p})">;
def Mlx_PdistOp : Mlx_Of<Aten_PdistOp, "pair_distances({self:wide}, {p})", [Mlx_KnownRows]>;
def Mlx_PdistForwardOp : Mlx_Of<Aten_PdistForwardOp,
    "pair_distances({self:wide}, {p})", [Mlx_KnownRows]>;
def Mlx_DistOp : Mlx_Of<Aten_DistOp, "vector_norm({self:wide} - {other:wide}, {p}, None, False)">;
def Mlx_PairwiseDistanceOp : Mlx_Of<Aten_PairwiseDistanceOp,
    "vector_norm({x1:wide} - {x2:wide} + {eps}, {p}, -1, {keepdim})">;
def Mlx_MedianOp : Mlx_Of<Aten_MedianOp, "median({self})">;
def Mlx_TraceOp : Mlx_Of<Aten_TraceOp, "mx.sum(mx.diagonal({self:result}))">;
