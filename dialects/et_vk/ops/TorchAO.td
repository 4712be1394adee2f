//===- TorchAO.td - TorchAO's floats as integers, and back ---*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "EtVkDialect.td"
include "quantized/ops/TorchAO.td"

foreach op = [
    TorchAO_QuantizeAffineOp, TorchAO_DequantizeAffineOp, TorchAO_ChooseQparamsAffineOp,
    TorchAO_ChooseScaleFloat8Op, TorchAO_QuantizeAffineFloat8NonDecomposedOp,
    TorchAO_DequantizeAffineFloat8NonDecomposedOp
] in {
  def "EtVk_Quantized" # !substr(!cast<string>(op), 10) : EtVk_Of<op>;
}
