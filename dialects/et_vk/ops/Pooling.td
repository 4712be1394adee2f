//===- Pooling.td - Pools over windows ---------------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "EtVkDialect.td"
include "aten/ops/Pooling.td"

foreach op = [
    Aten_AvgPool1dOp, Aten_AvgPool2dOp, Aten_AvgPool3dOp, Aten_MaxPool1dOp,
    Aten_MaxPool2dOp, Aten_MaxPool3dOp, Aten_MaxPool1dWithIndicesOp,
    Aten_MaxPool2dWithIndicesOp, Aten_MaxPool3dWithIndicesOp, Aten_AdaptiveAvgPool1dOp,
    Aten_AdaptiveAvgPool2dOp, Aten_AdaptiveAvgPool3dOp, Aten_NativeAdaptiveAvgPool2dOp,
    Aten_NativeAdaptiveAvgPool3dOp, Aten_AdaptiveMaxPool1dOp, Aten_AdaptiveMaxPool2dOp,
    Aten_AdaptiveMaxPool3dOp, Aten_FractionalMaxPool2dOp, Aten_FractionalMaxPool3dOp
] in {
  def "EtVk_" # !substr(!cast<string>(op), 5) : EtVk_Of<op>;
}
