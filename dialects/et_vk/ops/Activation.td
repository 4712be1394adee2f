//===- Activation.td - Activation functions ----------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "EtVkDialect.td"
include "aten/ops/Activation.td"

foreach op = [
    Aten_ReluOp, Aten_Relu6Op, Aten_LeakyReluOp, Aten_PreluOp, Aten_PreluKernelOp,
    Aten_ThresholdOp, Aten_CeluOp, Aten_EluOp, Aten_SeluOp, Aten_SigmoidOp,
    Aten_LogSigmoidOp, Aten_LogSigmoidForwardOp, Aten_HardsigmoidOp, Aten_HardswishOp,
    Aten_HardtanhOp, Aten_GeluOp, Aten_GluOp, Aten_MishOp, Aten_SiluOp, Aten_SoftplusOp,
    Aten_HardshrinkOp, Aten_SoftshrinkOp
] in {
  def "EtVk_" # !substr(!cast<string>(op), 5) : EtVk_Of<op>;
}
