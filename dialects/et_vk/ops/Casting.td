//===- Casting.td - Conversions and copies -----------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "EtVkDialect.td"
include "aten/ops/Casting.td"

foreach op = [
    Aten_ToDtypeOp, Aten_ToDeviceOp, Aten_ToDtypeLayoutOp, Aten_ToOtherOp, Aten_ToCopyOp,
    Aten_TypeAsOp, Aten_CopyOp, Aten_AliasOp, Aten_AliasCopyOp, Aten_DetachOp,
    Aten_DetachCopyOp, Aten_LiftOp, Aten_LiftFreshOp, Aten_LiftFreshCopyOp, Aten_CloneOp,
    Aten_ContiguousOp
] in {
  def "EtVk_" # !substr(!cast<string>(op), 5) : EtVk_Of<op>;
}
