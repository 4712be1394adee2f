//===- Attention.td - Attention ----------------------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "EtVkDialect.td"
include "aten/ops/Attention.td"

foreach op = [
    Aten_ScaledDotProductAttentionOp, Aten_ScaledDotProductAttentionMathOp,
    Aten_ScaledDotProductFlashAttentionForCpuOp,
    Aten_ScaledDotProductFusedAttentionOverrideableOp
] in {
  def "EtVk_" # !substr(!cast<string>(op), 5) : EtVk_Of<op>;
}
