//===- Pointwise.td - Arithmetic, element by element -------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "MlxDialect.td"
include "aten/ops/Pointwise.td"

def Mlx_AbsOp : Mlx_Of<Aten_AbsOp, "mx.abs({self})">;
def Mlx_ExpOp : Mlx_Of<Aten_ExpOp, "mx.exp({self})">;
def Mlx_AddTensorOp : Mlx_Of<Aten_AddTensorOp, "mx.add({self}, {other})", [ArgumentIn<"alpha", ["1"]>]>;
