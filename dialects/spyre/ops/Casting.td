//===- Casting.td - Conversions and copies ------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "SpyreDialect.td"
include "aten/ops/Casting.td"

// Floats and bools are all DL16: nothing is done, but for `notequal` to 0 where floats become bools.
foreach op = [Aten_ToDtypeOp, Aten_ToDtypeLayoutOp, Aten_ToOtherOp, Aten_ToCopyOp, Aten_TypeAsOp] in {
  def "Spyre_" # !substr(!cast<string>(op), 5) : Spyre_Of<op, "notequal">;
}
def Spyre_CopyOp : Spyre_Of<Aten_CopyOp, "identity">;
foreach op = [
    Aten_ToDeviceOp, Aten_AliasOp, Aten_AliasCopyOp, Aten_DetachOp, Aten_LiftFreshCopyOp,
    Aten_CloneOp, Aten_ContiguousOp
] in {
  def "Spyre_" # !substr(!cast<string>(op), 5) : Spyre_View<op>;
}
