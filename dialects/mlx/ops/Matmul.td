//===- Matmul.td - Matrix products -------------------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "MlxDialect.td"
include "aten/ops/Matmul.td"

def Mlx_MmOp : Mlx_Any<Aten_MmOp, "matmul({self}, {mat2})">;
def Mlx_BmmOp : Mlx_Any<Aten_BmmOp, "matmul({self}, {mat2})">;
def Mlx_MatmulOp : Mlx_Any<Aten_MatmulOp, "matmul({self}, {other})">;
def Mlx_LinalgMatmulOp : Mlx_Any<Aten_LinalgMatmulOp, "matmul({self}, {other})">;
def Mlx_MvOp : Mlx_Any<Aten_MvOp, "matmul({self}, {vec})">;
def Mlx_DotOp : Mlx_Of<Aten_DotOp, "matmul({self}, {tensor})">;
def Mlx_VdotOp : Mlx_Of<Aten_VdotOp, "matmul({self}, {other})">;
def Mlx_AddmmOp : Mlx_Of<Aten_AddmmOp, "addmm({self:result}, {mat1}, {mat2}, {beta}, {alpha})">;
def Mlx_BaddbmmOp : Mlx_Of<Aten_BaddbmmOp,
    "addmm({self:result}, {batch1}, {batch2}, {beta}, {alpha})">;
def Mlx_AddmvOp : Mlx_Of<Aten_AddmvOp, "addmm({self:result}, {mat}, {vec}, {beta}, {alpha})">;
def Mlx_AddbmmOp : Mlx_Of<Aten_AddbmmOp,
    "scaled_sum({self:wide}, mx.sum(matmul({batch1:wide}, {batch2:wide}), axis=0), {beta}, "
    "{alpha})">;
def Mlx_AddrOp : Mlx_Of<Aten_AddrOp,
    "scaled_sum({self:wide}, mx.outer({vec1:wide}, {vec2:wide}), {beta}, {alpha})">;
def Mlx_LinearOp : Mlx_Of<Aten_LinearOp,
    "linear({input}, {weight}, {bias})", [Mlx_FloatOf<"input">, Mlx_FloatOf<"weight">]>;
def Mlx_OuterOp : Mlx_Of<Aten_OuterOp, "mx.outer({self:result}, {vec2:result})">;
def Mlx_GerOp : Mlx_Of<Aten_GerOp, "mx.outer({self:result}, {vec2:result})">;
def Mlx_KronOp : Mlx_Of<Aten_KronOp, "mx.kron({self:result}, {other:result})">;
def Mlx_InnerOp : Mlx_Of<Aten_InnerOp, "mx.inner({self}, {other})", [Mlx_FloatOf<"self">]>;
def Mlx_EinsumOp : Mlx_Of<Aten_EinsumOp,
    "mx.einsum({equation}, *{tensors})", [Mlx_FloatOf<"tensors">]>;
def Mlx_TensordotOp : Mlx_Of<Aten_TensordotOp,
    "tensordot({self}, {other}, {dims_self}, {dims_other})", [Mlx_FloatOf<"self">]>;
def Mlx_LinalgVecdotOp : Mlx_Of<Aten_LinalgVecdotOp, "mx.sum({x:wide} * {y:wide}, axis={dim})">;
def Mlx_BilinearOp : Mlx_Of<Aten_BilinearOp,
    "bilinear({input1}, {input2}, {weight}, {bias})", [Mlx_FloatOf<"input1">]>;
def Mlx_CrossOp : Mlx_Of<Aten_CrossOp,
    "mx.linalg.cross({self:result}, {other:result}, axis={dim})", [Mlx_DimGiven]>;
def Mlx_LinalgCrossOp : Mlx_Of<Aten_LinalgCrossOp,
    "mx.linalg.cross({self:result}, {other:result}, axis={dim})">;
def Mlx_IntMmOp : Mlx_Of<Aten_IntMmOp, "integer_matmul({self}, {mat2})">;
def Mlx_WeightInt8packMmOp : Mlx_Of<Aten_WeightInt8packMmOp,
    "int8_linear({self}, [[packed_rows({mat2}, {scales}, {result}, {known})]])">;
