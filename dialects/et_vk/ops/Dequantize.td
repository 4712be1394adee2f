//===- Dequantize.td - Floats as integers with a scale, and back *- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "EtVkDialect.td"
include "quantized/ops/Quantized.td"

foreach op = [
    Quantized_QuantizePerTensorOp, Quantized_QuantizePerTensorTensorOp,
    Quantized_QuantizePerTensorTensor2Op, Quantized_DequantizePerTensorOp,
    Quantized_DequantizePerTensorTensorOp, Quantized_DequantizePerTensorTensor2Op,
    Quantized_ChooseQParamsTensorOp, Quantized_ChooseQParamsSymmetricTensorOp,
    Quantized_QuantizePerChannelOp, Quantized_DequantizePerChannelOp,
    Quantized_FakeQuantPerChannelOp, Quantized_ChooseQParamsPerTokenOp,
    Quantized_ChooseQParamsPerTokenAsymmetricOp,
    Quantized_ChooseQParamsPerTokenAsymmetricImplOp, Quantized_QuantizePerTokenOp,
    Quantized_DequantizePerTokenOp, Quantized_QuantizePerChannelGroupOp,
    Quantized_DequantizePerChannelGroupOp, Quantized_ConvertElementTypeNoFuseOp,
    Quantized_AddOp, Quantized_AddReluOp, Quantized_AddScalarOp, Quantized_MixedMmOp,
    Quantized_MixedLinearOp
] in {
  def "EtVk_Quantized" # !substr(!cast<string>(op), 10) : EtVk_Of<op>;
}
