//===- Scan.td - Cumulative ops ----------------------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "MlxDialect.td"
include "aten/ops/Scan.td"

def Mlx_CumsumOp : Mlx_Of<Aten_CumsumOp,
    "mx.cumsum({self:wide}, axis={dim})", [Mlx_Ranked<"self">]>;
def Mlx_CumprodOp : Mlx_Of<Aten_CumprodOp,
    "mx.cumprod({self:wide}, axis={dim})", [Mlx_Ranked<"self">]>;
def Mlx_LogcumsumexpOp : Mlx_Of<Aten_LogcumsumexpOp,
    "mx.logcumsumexp({self:wide}, axis={dim})", [Mlx_Ranked<"self">]>;
def Mlx_CummaxOp : Mlx_Of<Aten_CummaxOp,
    "extreme_so_far({self}, {dim}, True)", [Mlx_Ranked<"self">]>;
def Mlx_CumminOp : Mlx_Of<Aten_CumminOp,
    "extreme_so_far({self}, {dim}, False)", [Mlx_Ranked<"self">]>;
def Mlx_DiffOp : Mlx_Of<Aten_DiffOp, "diff({self}, {n}, {dim}, {prepend}, {append})">;
