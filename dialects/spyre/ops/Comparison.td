//===- Comparison.td - Comparison and logical ops -----------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "SpyreDialect.td"
include "aten/ops/Comparison.td"

// 1 or 0 in the format of the operands.
class Spyre_Compare<Tricast_Op source, string opFunc>
    : Spyre_Of<source, opFunc, [DTypeOf<"self", Spyre_Floats>]>;
def Spyre_EqTensorOp : Spyre_Compare<Aten_EqTensorOp, "equal">;
def Spyre_NeTensorOp : Spyre_Compare<Aten_NeTensorOp, "notequal">;
def Spyre_GeTensorOp : Spyre_Compare<Aten_GeTensorOp, "greaterequal">;
def Spyre_GtTensorOp : Spyre_Compare<Aten_GtTensorOp, "greaterthan">;
def Spyre_LeTensorOp : Spyre_Compare<Aten_LeTensorOp, "lesserequal">;
def Spyre_LtTensorOp : Spyre_Compare<Aten_LtTensorOp, "lesserthan">;
def Spyre_EqScalarOp : Spyre_Compare<Aten_EqScalarOp, "equal">;
def Spyre_NeScalarOp : Spyre_Compare<Aten_NeScalarOp, "notequal">;
def Spyre_GeScalarOp : Spyre_Compare<Aten_GeScalarOp, "greaterequal">;
def Spyre_GtScalarOp : Spyre_Compare<Aten_GtScalarOp, "greaterthan">;
def Spyre_LeScalarOp : Spyre_Compare<Aten_LeScalarOp, "lesserequal">;
def Spyre_LtScalarOp : Spyre_Compare<Aten_LtScalarOp, "lesserthan">;

// On bools, which are 0 and 1.
class Spyre_Bool<Tricast_Op source, string opFunc>
    : Spyre_Derived<source, opFunc, [DTypesIn<["bool"]>]>;
def Spyre_LogicalAndOp : Spyre_Bool<Aten_LogicalAndOp, "mul">;
def Spyre_BitwiseAndTensorOp : Spyre_Bool<Aten_BitwiseAndTensorOp, "mul">;
def Spyre_AndTensorOp : Spyre_Bool<Aten_AndTensorOp, "mul">;
def Spyre_LogicalOrOp : Spyre_Bool<Aten_LogicalOrOp, "maximum">;
def Spyre_BitwiseOrTensorOp : Spyre_Bool<Aten_BitwiseOrTensorOp, "maximum">;
def Spyre_OrTensorOp : Spyre_Bool<Aten_OrTensorOp, "maximum">;
def Spyre_LogicalNotOp : Spyre_Bool<Aten_LogicalNotOp, "equal">;
def Spyre_BitwiseNotOp : Spyre_Bool<Aten_BitwiseNotOp, "equal">;
