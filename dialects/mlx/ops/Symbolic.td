//===- Symbolic.td - Sizes as values, and assertions -------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "MlxDialect.td"
include "aten/ops/Symbolic.td"

def Mlx_ItemOp : Mlx_Of<Aten_ItemOp, "{self}.item()">;
def Mlx_LocalScalarDenseOp : Mlx_Of<Aten_LocalScalarDenseOp, "{self}.item()">;
