//===- Comparison.td - Comparison, logical and bitwise ops -------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "MlxDialect.td"
include "aten/ops/Comparison.td"

def Mlx_EqTensorOp : Mlx_Compare<Aten_EqTensorOp, "equal">;
def Mlx_EqScalarOp : Mlx_CompareScalar<Aten_EqScalarOp, "equal">;
def Mlx_NeTensorOp : Mlx_Compare<Aten_NeTensorOp, "not_equal">;
def Mlx_NeScalarOp : Mlx_CompareScalar<Aten_NeScalarOp, "not_equal">;
def Mlx_LtTensorOp : Mlx_Compare<Aten_LtTensorOp, "less">;
def Mlx_LtScalarOp : Mlx_CompareScalar<Aten_LtScalarOp, "less">;
def Mlx_LeTensorOp : Mlx_Compare<Aten_LeTensorOp, "less_equal">;
def Mlx_LeScalarOp : Mlx_CompareScalar<Aten_LeScalarOp, "less_equal">;
def Mlx_GtTensorOp : Mlx_Compare<Aten_GtTensorOp, "greater">;
def Mlx_GtScalarOp : Mlx_CompareScalar<Aten_GtScalarOp, "greater">;
def Mlx_GeTensorOp : Mlx_Compare<Aten_GeTensorOp, "greater_equal">;
def Mlx_GeScalarOp : Mlx_CompareScalar<Aten_GeScalarOp, "greater_equal">;
def Mlx_BitwiseAndTensorOp : Mlx_Of<Aten_BitwiseAndTensorOp,
    "mx.bitwise_and({self:result}, {other:result})">;
def Mlx_AndTensorOp : Mlx_Of<Aten_AndTensorOp, "mx.bitwise_and({self:result}, {other:result})">;
def Mlx_BitwiseAndScalarOp : Mlx_Of<Aten_BitwiseAndScalarOp,
    "mx.bitwise_and({self:result}, {other:array})">;
def Mlx_AndScalarOp : Mlx_Of<Aten_AndScalarOp, "mx.bitwise_and({self:result}, {other:array})">;
def Mlx_BitwiseAndScalarTensorOp : Mlx_Of<Aten_BitwiseAndScalarTensorOp,
    "mx.bitwise_and({self:array}, {other:result})">;
def Mlx_LogicalAndOp : Mlx_Of<Aten_LogicalAndOp, "mx.logical_and({self}, {other})">;
def Mlx_BitwiseOrTensorOp : Mlx_Of<Aten_BitwiseOrTensorOp,
    "mx.bitwise_or({self:result}, {other:result})">;
def Mlx_OrTensorOp : Mlx_Of<Aten_OrTensorOp, "mx.bitwise_or({self:result}, {other:result})">;
def Mlx_BitwiseOrScalarOp : Mlx_Of<Aten_BitwiseOrScalarOp,
    "mx.bitwise_or({self:result}, {other:array})">;
def Mlx_OrScalarOp : Mlx_Of<Aten_OrScalarOp, "mx.bitwise_or({self:result}, {other:array})">;
def Mlx_BitwiseOrScalarTensorOp : Mlx_Of<Aten_BitwiseOrScalarTensorOp,
    "mx.bitwise_or({self:array}, {other:result})">;
def Mlx_LogicalOrOp : Mlx_Of<Aten_LogicalOrOp, "mx.logical_or({self}, {other})">;
def Mlx_BitwiseXorTensorOp : Mlx_Of<Aten_BitwiseXorTensorOp,
    "mx.bitwise_xor({self:result}, {other:result})">;
def Mlx_XorTensorOp : Mlx_Of<Aten_XorTensorOp, "mx.bitwise_xor({self:result}, {other:result})">;
def Mlx_BitwiseXorScalarOp : Mlx_Of<Aten_BitwiseXorScalarOp,
    "mx.bitwise_xor({self:result}, {other:array})">;
def Mlx_XorScalarOp : Mlx_Of<Aten_XorScalarOp, "mx.bitwise_xor({self:result}, {other:array})">;
def Mlx_BitwiseXorScalarTensorOp : Mlx_Of<Aten_BitwiseXorScalarTensorOp,
    "mx.bitwise_xor({self:array}, {other:result})">;
def Mlx_LogicalXorOp : Mlx_Of<Aten_LogicalXorOp, "mx.logical_xor({self}, {other})">;
def Mlx_BitwiseNotOp : Mlx_Of<Aten_BitwiseNotOp, "mx.bitwise_invert({self})">;
def Mlx_LogicalNotOp : Mlx_Of<Aten_LogicalNotOp, "mx.logical_not({self})">;
def Mlx_BitwiseLeftShiftTensorOp : Mlx_Of<Aten_BitwiseLeftShiftTensorOp,
    "shift_left({self:result}, {other:result})", [DTypeOf<"self", Mlx_Integers>]>;
def Mlx_LshiftTensorOp : Mlx_Of<Aten_LshiftTensorOp,
    "shift_left({self:result}, {other:result})", [DTypeOf<"self", Mlx_Integers>]>;
def Mlx_BitwiseLeftShiftTensorScalarOp : Mlx_Of<Aten_BitwiseLeftShiftTensorScalarOp,
    "shift_left({self:result}, {other:array})", [DTypeOf<"self", Mlx_Integers>]>;
def Mlx_LshiftScalarOp : Mlx_Of<Aten_LshiftScalarOp,
    "shift_left({self:result}, {other:array})", [DTypeOf<"self", Mlx_Integers>]>;
def Mlx_BitwiseLeftShiftScalarTensorOp : Mlx_Of<Aten_BitwiseLeftShiftScalarTensorOp,
    "shift_left({self:array}, {other:result})">;
def Mlx_BitwiseRightShiftTensorOp : Mlx_Of<Aten_BitwiseRightShiftTensorOp,
    "shift_right({self:result}, {other:result})", [DTypeOf<"self", Mlx_Integers>]>;
def Mlx_RshiftTensorOp : Mlx_Of<Aten_RshiftTensorOp,
    "shift_right({self:result}, {other:result})", [DTypeOf<"self", Mlx_Integers>]>;
def Mlx_BitwiseRightShiftTensorScalarOp : Mlx_Of<Aten_BitwiseRightShiftTensorScalarOp,
    "shift_right({self:result}, {other:array})", [DTypeOf<"self", Mlx_Integers>]>;
def Mlx_RshiftScalarOp : Mlx_Of<Aten_RshiftScalarOp,
    "shift_right({self:result}, {other:array})", [DTypeOf<"self", Mlx_Integers>]>;
def Mlx_BitwiseRightShiftScalarTensorOp : Mlx_Of<Aten_BitwiseRightShiftScalarTensorOp,
    "shift_right({self:array}, {other:result})">;
def Mlx_IsnanOp : Mlx_Of<Aten_IsnanOp, "mx.isnan({self})">;
def Mlx_IsinfOp : Mlx_Of<Aten_IsinfOp, "mx.isinf({self})">;
def Mlx_IsfiniteOp : Mlx_Of<Aten_IsfiniteOp, "mx.isfinite({self})">;
def Mlx_IsneginfOp : Mlx_Of<Aten_IsneginfOp, "mx.isneginf({self})">;
def Mlx_IsposinfOp : Mlx_Of<Aten_IsposinfOp, "mx.isposinf({self})">;
def Mlx_IsrealOp : Mlx_Of<Aten_IsrealOp, "mx.ones({self}.shape, dtype=mx.bool_)">;
def Mlx_IscloseOp : Mlx_Of<Aten_IscloseOp,
    "is_close({self}, {other}, {rtol}, {atol}, {equal_nan})", [Mlx_FloatOf<"self">]>;
def Mlx_IsinTensorTensorOp : Mlx_Of<Aten_IsinTensorTensorOp,
    "is_in({elements:common}, {test_elements:common}, {invert})">;
def Mlx_IsinTensorScalarOp : Mlx_Of<Aten_IsinTensorScalarOp,
    "is_in({elements:common}, {test_element:array}, {invert})">;
def Mlx_IsinScalarTensorOp : Mlx_Of<Aten_IsinScalarTensorOp,
    "is_in({element:array}, {test_elements:common}, {invert})">;
