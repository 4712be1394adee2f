//===- Scan.td - Cumulative ops ----------------------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "EtVkDialect.td"
include "aten/ops/Scan.td"

foreach op = [
    Aten_CumsumOp, Aten_CumprodOp, Aten_CummaxOp, Aten_CumminOp, Aten_DiffOp,
    Aten_TrapezoidXOp, Aten_TrapezoidDxOp
] in {
  def "EtVk_" # !substr(!cast<string>(op), 5) : EtVk_Of<op>;
}
