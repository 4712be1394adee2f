//===- DimOrder.td - Copies with an order of dimensions ----------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "MlxDialect.td"
include "dim_order/ops/DimOrder.td"

def Mlx_DimOrderCloneDimOrderOp : Mlx_Any<DimOrder_CloneDimOrderOp, "{self}">;
def Mlx_DimOrderToDimOrderCopyOp : Mlx_Any<DimOrder_ToDimOrderCopyOp, "{self:result}">;
def Mlx_DimOrderEmptyDimOrderOp : Mlx_Of<DimOrder_EmptyDimOrderOp,
    "mx.zeros({size}, dtype={result})">;
