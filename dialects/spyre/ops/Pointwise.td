//===- Pointwise.td - Arithmetic, element by element --------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "SpyreDialect.td"
include "aten/ops/Pointwise.td"

def Spyre_AbsOp : Spyre_Float<Aten_AbsOp, "abs">;
def Spyre_ExpOp : Spyre_Float<Aten_ExpOp, "exp">;
def Spyre_LogOp : Spyre_Float<Aten_LogOp, "log">;
def Spyre_NegOp : Spyre_Float<Aten_NegOp, "neg">;
def Spyre_ReciprocalOp : Spyre_Float<Aten_ReciprocalOp, "reciprocal">;
def Spyre_RsqrtOp : Spyre_Float<Aten_RsqrtOp, "rsqrt">;
def Spyre_SqrtOp : Spyre_Float<Aten_SqrtOp, "sqrt">;
def Spyre_TanhOp : Spyre_Float<Aten_TanhOp, "tanh">;
def Spyre_FloorOp : Spyre_Float<Aten_FloorOp, "floor">;
// With an alpha that is not 1, after a `mul`.
def Spyre_AddTensorOp : Spyre_Float<Aten_AddTensorOp, "add">;
def Spyre_AddScalarOp : Spyre_Float<Aten_AddScalarOp, "add", [Spyre_KnownNumbers]>;
def Spyre_SubTensorOp : Spyre_Float<Aten_SubTensorOp, "sub">;
def Spyre_SubScalarOp : Spyre_Float<Aten_SubScalarOp, "sub", [Spyre_KnownNumbers]>;
def Spyre_MulTensorOp : Spyre_Float<Aten_MulTensorOp, "mul">;
def Spyre_MulScalarOp : Spyre_Float<Aten_MulScalarOp, "mul", [Spyre_KnownNumbers]>;
def Spyre_DivTensorOp : Spyre_Float<Aten_DivTensorOp, "realdiv">;
def Spyre_DivScalarOp : Spyre_Float<Aten_DivScalarOp, "realdiv", [Spyre_KnownNumbers]>;
def Spyre_MaximumOp : Spyre_Float<Aten_MaximumOp, "maximum">;
def Spyre_MinimumOp : Spyre_Float<Aten_MinimumOp, "minimum">;
def Spyre_ClampOp : Spyre_Float<Aten_ClampOp, "clip", [Spyre_KnownNumbers]>;
def Spyre_ClampMinOp : Spyre_Float<Aten_ClampMinOp, "clip", [Spyre_KnownNumbers]>;
def Spyre_ClampMaxOp : Spyre_Float<Aten_ClampMaxOp, "clip", [Spyre_KnownNumbers]>;
// Squares and cubes by `mul`; roots and reciprocals by their OpFuncs.
def Spyre_PowTensorScalarOp : Spyre_Float<Aten_PowTensorScalarOp, "mul",
    [ArgumentIn<"exponent", ["2", "3", "0.5", "-0.5", "-1", "1"]>]>;
def Spyre_WhereSelfOp : Spyre_Of<Aten_WhereSelfOp, "where3", [DTypeOf<"self", Spyre_Floats>,
    DTypeOf<"other", Spyre_Floats>]>;
