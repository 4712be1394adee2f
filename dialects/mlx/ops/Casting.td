//===- Casting.td - Conversions and copies -----------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "MlxDialect.td"
include "aten/ops/Casting.td"

def Mlx_AliasOp : Mlx_Any<Aten_AliasOp, "{self}">;
def Mlx_AliasCopyOp : Mlx_Any<Aten_AliasCopyOp, "{self}">;
def Mlx_CloneOp : Mlx_Any<Aten_CloneOp, "{self}">;
def Mlx_ContiguousOp : Mlx_Any<Aten_ContiguousOp, "{self}">;
def Mlx_DetachOp : Mlx_Any<Aten_DetachOp, "{self}">;
def Mlx_DetachCopyOp : Mlx_Any<Aten_DetachCopyOp, "{self}">;
def Mlx_LiftOp : Mlx_Any<Aten_LiftOp, "{self}">;
def Mlx_LiftFreshOp : Mlx_Any<Aten_LiftFreshOp, "{self}">;
def Mlx_LiftFreshCopyOp : Mlx_Any<Aten_LiftFreshCopyOp, "{self}">;
def Mlx_ToCopyOp : Mlx_Any<Aten_ToCopyOp, "{self:result}">;
def Mlx_ToDeviceOp : Mlx_Any<Aten_ToDeviceOp, "{self:result}">;
def Mlx_ToDtypeOp : Mlx_Any<Aten_ToDtypeOp, "{self:result}">;
def Mlx_ToDtypeLayoutOp : Mlx_Any<Aten_ToDtypeLayoutOp, "{self:result}">;
def Mlx_ToOtherOp : Mlx_Any<Aten_ToOtherOp, "{self:result}">;
def Mlx_TypeAsOp : Mlx_Any<Aten_TypeAsOp, "{self:result}">;
def Mlx_CopyOp : Mlx_Of<Aten_CopyOp, "mx.broadcast_to({src:result}, {self}.shape)">;
