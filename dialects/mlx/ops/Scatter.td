//===- Scatter.td - Writing by index, into a copy ----------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "MlxDialect.td"
include "aten/ops/Scatter.td"

def Mlx_IndexAddOp : Mlx_Of<Aten_IndexAddOp,
    "index_add({self}, {dim}, {index}, {source}, {alpha})">;
def Mlx_IndexCopyOp : Mlx_Of<Aten_IndexCopyOp, "index_copy({self}, {dim}, {index}, {source})">;
def Mlx_IndexFillIntScalarOp : Mlx_Of<Aten_IndexFillIntScalarOp,
    "index_fill({self}, {dim}, {index}, {value})">;
def Mlx_IndexFillIntTensorOp : Mlx_Of<Aten_IndexFillIntTensorOp,
    "index_fill({self}, {dim}, {index}, {value})">;
def Mlx_IndexPutOp : Mlx_Of<Aten_IndexPutOp,
    "index_put({self}, {indices}, {values}, {accumulate})", [Mlx_IndicesOrMask]>;
def Mlx_UnsafeIndexPutOp : Mlx_Of<Aten_UnsafeIndexPutOp,
    "index_put({self}, {indices}, {values}, {accumulate})", [Mlx_IndicesOrMask]>;
def Mlx_IndexReduceOp : Mlx_Of<Aten_IndexReduceOp,
    "index_reduce({self}, {dim}, {index}, {source}, {reduce}, {include_self})">;
def Mlx_MaskedFillScalarOp : Mlx_Of<Aten_MaskedFillScalarOp, "mx.where({mask}, {value}, {self})">;
def Mlx_MaskedFillTensorOp : Mlx_Of<Aten_MaskedFillTensorOp,
    "mx.where({mask}, {value:result}, {self})">;
def Mlx_MaskedScatterOp : Mlx_Of<Aten_MaskedScatterOp, "masked_scatter({self}, {mask}, {source})">;
def Mlx_PutOp : Mlx_Of<Aten_PutOp, "put({self}, {index}, {source}, {accumulate})">;
def Mlx_ScatterSrcOp : Mlx_Of<Aten_ScatterSrcOp, "scatter({self}, {dim}, {index}, {src})">;
def Mlx_ScatterValueOp : Mlx_Of<Aten_ScatterValueOp,
    "scatter_value({self}, {dim}, {index}, {value})">;
def Mlx_ScatterReduceOp : Mlx_Of<Aten_ScatterReduceOp,
    "scatter({self}, {dim}, {index}, {src}, {reduce})">;
def Mlx_ScatterValueReduceOp : Mlx_Of<Aten_ScatterValueReduceOp,
    "scatter_value({self}, {dim}, {index}, {value}, {reduce})">;
def Mlx_ScatterAddOp : Mlx_Of<Aten_ScatterAddOp, "scatter({self}, {dim}, {index}, {src}, \"add\")">;
def Mlx_ScatterReduceTwoOp : Mlx_Of<Aten_ScatterReduceTwoOp,
    "scatter_reduce({self}, {dim}, {index}, {src}, {reduce}, {include_self})">;
def Mlx_SelectScatterOp : Mlx_Of<Aten_SelectScatterOp,
    "select_scatter({self}, {src}, {dim}, {index})">;
def Mlx_SliceScatterOp : Mlx_Of<Aten_SliceScatterOp,
    "slice_scatter({self}, {src}, {dim}, {start}, {end}, {step})">;
def Mlx_DiagonalScatterOp : Mlx_Of<Aten_DiagonalScatterOp,
    "diagonal_scatter({self}, {src}, {offset}, {dim1}, {dim2})">;
