//===- Sorting.td - Sorting, ranking and counting ----------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "MlxDialect.td"
include "aten/ops/Sorting.td"

def Mlx_SortOp : Mlx_Of<Aten_SortOp, "sort({self}, {dim}, {descending})">;
def Mlx_SortStableOp : Mlx_Of<Aten_SortStableOp, "sort({self}, {dim}, {descending})">;
def Mlx_MsortOp : Mlx_Of<Aten_MsortOp, "sort({self}, 0, False)[0]">;
def Mlx_ArgsortOp : Mlx_Of<Aten_ArgsortOp, "sort({self}, {dim}, {descending})[1]">;
def Mlx_ArgsortStableOp : Mlx_Of<Aten_ArgsortStableOp, "sort({self}, {dim}, {descending})[1]">;
def Mlx_TopkOp : Mlx_Of<Aten_TopkOp, "topk({self}, {k}, {dim}, {largest})">;
def Mlx_KthvalueOp : Mlx_Of<Aten_KthvalueOp, "kthvalue({self}, {k}, {dim}, {keepdim})">;
def Mlx_BucketizeTensorOp : Mlx_Of<Aten_BucketizeTensorOp,
    "bucketize({self:common}, {boundaries:common}, {right}).astype({result})">;
def Mlx_SearchsortedTensorOp : Mlx_Of<Aten_SearchsortedTensorOp,
    "searchsorted({sorted_sequence:common}, {self:common}, {right} or {side} == \"right\", "
    "{sorter}).astype({result})">;
