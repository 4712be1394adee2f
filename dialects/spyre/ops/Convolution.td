//===- Convolution.td - Convolutions ------------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "SpyreDialect.td"
include "aten/ops/Convolution.td"

defvar Spyre_ConvConditions = [Spyre_GroupsOneOrAll];
def Spyre_Conv1dOp : Spyre_Float<Aten_Conv1dOp, "conv2d", Spyre_ConvConditions>;
def Spyre_Conv2dOp : Spyre_Float<Aten_Conv2dOp, "conv2d", Spyre_ConvConditions>;
def Spyre_ConvolutionOp : Spyre_Float<Aten_ConvolutionOp, "conv2d",
    [ArgumentIn<"transposed", ["false"]>, Spyre_GroupsOneOrAll, Spyre_NoOutputPadding]>;
