//===- Convolution.td - Convolutions and sliding blocks ----------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "EtVkDialect.td"
include "aten/ops/Convolution.td"

foreach op = [
    Aten_ConvolutionOp, Aten_Conv1dOp, Aten_Conv2dOp, Aten_Conv3dOp, Aten_Conv1dPaddingOp,
    Aten_Conv2dPaddingOp, Aten_Conv3dPaddingOp, Aten_ConvTranspose1dOp,
    Aten_ConvTranspose2dInputOp, Aten_ConvTranspose3dInputOp, Aten_Im2colOp
] in {
  def "EtVk_" # !substr(!cast<string>(op), 5) : EtVk_Of<op>;
}
