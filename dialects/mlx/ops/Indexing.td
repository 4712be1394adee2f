//===- Indexing.td - Reading by index ----------------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "MlxDialect.td"
include "aten/ops/Indexing.td"

def Mlx_GatherOp : Mlx_Of<Aten_GatherOp, "gather({self}, {dim}, {index})">;
def Mlx_IndexSelectOp : Mlx_Of<Aten_IndexSelectOp, "index_select({self}, {dim}, {index})">;
def Mlx_IndexTensorOp : Mlx_Of<Aten_IndexTensorOp,
    "index({self}, {indices})", [Mlx_IntegerIndices]>;
def Mlx_UnsafeIndexTensorOp : Mlx_Of<Aten_UnsafeIndexTensorOp,
    "index({self}, {indices})", [Mlx_IntegerIndices]>;
def Mlx_NarrowOp : Mlx_Of<Aten_NarrowOp,
    "slice_axis({self}, {dim}, {start}, {start} + {length})", [Mlx_StartNotNegative]>;
def Mlx_NarrowCopyOp : Mlx_Of<Aten_NarrowCopyOp,
    "slice_axis({self}, {dim}, {start}, {start} + {length})", [Mlx_StartNotNegative]>;
def Mlx_SelectIntOp : Mlx_Of<Aten_SelectIntOp, "select({self}, {dim}, {index})">;
def Mlx_SelectCopyIntOp : Mlx_Of<Aten_SelectCopyIntOp, "select({self}, {dim}, {index})">;
def Mlx_SliceTensorOp : Mlx_Of<Aten_SliceTensorOp,
    "slice_axis({self}, {dim}, {start}, {end}, {step})">;
def Mlx_SliceCopyTensorOp : Mlx_Of<Aten_SliceCopyTensorOp,
    "slice_axis({self}, {dim}, {start}, {end}, {step})">;
def Mlx_RepeatInterleaveSelfIntOp : Mlx_Of<Aten_RepeatInterleaveSelfIntOp,
    "mx.repeat({self}, {repeats}, axis={dim})">;
def Mlx_TakeOp : Mlx_Of<Aten_TakeOp, "mx.take({self}.reshape(-1), {index})">;
def Mlx_TakeAlongDimOp : Mlx_Of<Aten_TakeAlongDimOp, "take_along_dim({self}, {indices}, {dim})">;
def Mlx_TrilIndicesOp : Mlx_Of<Aten_TrilIndicesOp,
    "triangle_indices({row}, {col}, {offset}, True).astype({result})">;
def Mlx_TriuIndicesOp : Mlx_Of<Aten_TriuIndicesOp,
    "triangle_indices({row}, {col}, {offset}, False).astype({result})">;
