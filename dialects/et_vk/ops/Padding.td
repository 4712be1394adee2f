//===- Padding.td - Padding --------------------------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "EtVkDialect.td"
include "aten/ops/Padding.td"

foreach op = [
    Aten_ConstantPadNdOp, Aten_PadOp, Aten_ReflectionPad1dOp, Aten_ReflectionPad2dOp,
    Aten_ReflectionPad3dOp, Aten_ReplicationPad1dOp, Aten_ReplicationPad2dOp,
    Aten_ReplicationPad3dOp, Aten_PadCircularOp, Aten_PadSequenceOp
] in {
  def "EtVk_" # !substr(!cast<string>(op), 5) : EtVk_Of<op>;
}
