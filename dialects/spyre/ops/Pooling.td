//===- Pooling.td - Pooling ---------------------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "SpyreDialect.td"
include "aten/ops/Pooling.td"

def Spyre_MaxPool2dOp : Spyre_Float<Aten_MaxPool2dOp, "maxpoolfwd",
    [ArgumentIn<"ceil_mode", ["false"]>]>;
def Spyre_AvgPool2dOp : Spyre_Float<Aten_AvgPool2dOp, "avgpoolfwd",
    [ArgumentIn<"ceil_mode", ["false"]>, Absent<"divisor_override">, Spyre_CountsPadding]>;
def Spyre_AdaptiveAvgPool2dOp : Spyre_Float<Aten_AdaptiveAvgPool2dOp, "avgpoolfwd",
    [Spyre_EqualCells]>;
