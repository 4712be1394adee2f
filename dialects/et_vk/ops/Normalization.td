//===- Normalization.td - Normalization by mean and variance -----*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "EtVkDialect.td"
include "aten/ops/Normalization.td"

foreach op = [
    Aten_BatchNormOp, Aten_NativeBatchNormOp, Aten_NativeBatchNormLegitNoStatsOp,
    Aten_NativeBatchNormLegitNoTrainingOp, Aten_NativeBatchNormLegitFunctionalOp,
    Aten_BatchNormWithUpdateFunctionalOp, Aten_InstanceNormOp, Aten_GroupNormOp,
    Aten_NativeGroupNormOp, Aten_LayerNormOp, Aten_NativeLayerNormOp, Aten_FusedRmsNormOp,
    Aten_WeightNormOp, Aten_WeightNormInterfaceOp
] in {
  def "EtVk_" # !substr(!cast<string>(op), 5) : EtVk_Of<op>;
}
