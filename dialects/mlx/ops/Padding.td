//===- Padding.td - Padding --------------------------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "MlxDialect.td"
include "aten/ops/Padding.td"

def Mlx_ConstantPadNdOp : Mlx_Of<Aten_ConstantPadNdOp, "pad_constant({self}, {pad}, {value})">;
def Mlx_PadOp : Mlx_Of<Aten_PadOp, "pad_mode({self}, {pad}, {mode}, {value})">;
def Mlx_PadCircularOp : Mlx_Of<Aten_PadCircularOp, "pad_by_index({self}, {pad}, \"circular\")">;
def Mlx_ReflectionPad1dOp : Mlx_Of<Aten_ReflectionPad1dOp,
    "pad_by_index({self}, {padding}, \"reflect\")">;
def Mlx_ReplicationPad1dOp : Mlx_Of<Aten_ReplicationPad1dOp,
    "pad_by_index({self}, {padding}, \"replicate\")">;
def Mlx_ReflectionPad2dOp : Mlx_Of<Aten_ReflectionPad2dOp,
    "pad_by_index({self}, {padding}, \"reflect\")">;
def Mlx_ReplicationPad2dOp : Mlx_Of<Aten_ReplicationPad2dOp,
    "pad_by_index({self}, {padding}, \"replicate\")">;
def Mlx_ReflectionPad3dOp : Mlx_Of<Aten_ReflectionPad3dOp,
    "pad_by_index({self}, {padding}, \"reflect\")">;
def Mlx_ReplicationPad3dOp : Mlx_Of<Aten_ReplicationPad3dOp,
    "pad_by_index({self}, {padding}, \"replicate\")">;
