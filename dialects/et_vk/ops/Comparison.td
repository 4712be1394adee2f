//===- Comparison.td - Comparison, logical and bitwise ops -------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "EtVkDialect.td"
include "aten/ops/Comparison.td"

foreach op = [
    Aten_EqTensorOp, Aten_EqScalarOp, Aten_NeTensorOp, Aten_NeScalarOp, Aten_GeTensorOp,
    Aten_GeScalarOp, Aten_GtTensorOp, Aten_GtScalarOp, Aten_LeTensorOp, Aten_LeScalarOp,
    Aten_LtTensorOp, Aten_LtScalarOp, Aten_IscloseOp, Aten_IsinTensorScalarOp,
    Aten_IsfiniteOp, Aten_IsinfOp, Aten_IsnanOp, Aten_IsneginfOp, Aten_IsposinfOp,
    Aten_IsrealOp, Aten_LogicalAndOp, Aten_LogicalNotOp, Aten_LogicalOrOp,
    Aten_LogicalXorOp, Aten_BitwiseNotOp, Aten_BitwiseAndTensorOp, Aten_BitwiseAndScalarOp,
    Aten_BitwiseAndScalarTensorOp, Aten_BitwiseOrTensorOp, Aten_BitwiseOrScalarOp,
    Aten_BitwiseOrScalarTensorOp, Aten_BitwiseXorTensorOp, Aten_BitwiseXorScalarOp,
    Aten_BitwiseXorScalarTensorOp, Aten_AndTensorOp, Aten_AndScalarOp, Aten_OrTensorOp,
    Aten_OrScalarOp, Aten_XorTensorOp, Aten_XorScalarOp, Aten_BitwiseLeftShiftTensorOp,
    Aten_BitwiseLeftShiftTensorScalarOp, Aten_BitwiseLeftShiftScalarTensorOp,
    Aten_BitwiseRightShiftTensorOp, Aten_BitwiseRightShiftTensorScalarOp,
    Aten_BitwiseRightShiftScalarTensorOp, Aten_LshiftTensorOp, Aten_LshiftScalarOp,
    Aten_RshiftTensorOp, Aten_RshiftScalarOp
] in {
  def "EtVk_" # !substr(!cast<string>(op), 5) : EtVk_Of<op>;
}
