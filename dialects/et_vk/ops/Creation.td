//===- Creation.td - Ops that make tensors of known values -------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "EtVkDialect.td"
include "aten/ops/Creation.td"

foreach op = [
    Aten_EmptyMemoryFormatOp, Aten_EmptyLikeOp, Aten_EmptyPermutedOp, Aten_EmptyStridedOp,
    Aten_NewEmptyOp, Aten_NewEmptyStridedOp, Aten_ZerosOp, Aten_ZerosLikeOp,
    Aten_NewZerosOp, Aten_OnesOp, Aten_OnesLikeOp, Aten_NewOnesOp, Aten_FullOp,
    Aten_FullLikeOp, Aten_NewFullOp, Aten_FillScalarOp, Aten_FillTensorOp,
    Aten_ScalarTensorOp, Aten_ArangeOp, Aten_ArangeStartOp, Aten_ArangeStartStepOp,
    Aten_LinspaceOp, Aten_LinspaceTensorTensorOp, Aten_LinspaceTensorScalarOp,
    Aten_LinspaceScalarTensorOp, Aten_LogspaceOp, Aten_LogspaceTensorTensorOp,
    Aten_LogspaceTensorScalarOp, Aten_LogspaceScalarTensorOp, Aten_EyeOp, Aten_EyeMOp,
    Aten_OneHotOp
] in {
  def "EtVk_" # !substr(!cast<string>(op), 5) : EtVk_Of<op>;
}
