//===- Resampling.td - Images at other sizes and places ----------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "EtVkDialect.td"
include "aten/ops/Resampling.td"

foreach op = [
    Aten_UpsampleNearest1dOp, Aten_UpsampleNearest2dOp, Aten_UpsampleNearest3dOp,
    Aten_UpsampleNearest1dVecOp, Aten_UpsampleNearest2dVecOp, Aten_UpsampleNearest3dVecOp,
    Aten_UpsampleNearestExact1dOp, Aten_UpsampleNearestExact2dOp,
    Aten_UpsampleNearestExact3dOp, Aten_UpsampleNearestExact1dVecOp,
    Aten_UpsampleNearestExact2dVecOp, Aten_UpsampleNearestExact3dVecOp,
    Aten_UpsampleLinear1dOp, Aten_UpsampleBilinear2dOp, Aten_UpsampleTrilinear3dOp,
    Aten_UpsampleLinear1dVecOp, Aten_UpsampleBilinear2dVecOp, Aten_UpsampleTrilinear3dVecOp,
    Aten_UpsampleBicubic2dOp, Aten_UpsampleBicubic2dVecOp, Aten_UpsampleBilinear2dAaOp,
    Aten_UpsampleBilinear2dAaVecOp, Aten_UpsampleBicubic2dAaOp,
    Aten_UpsampleBicubic2dAaVecOp, Aten_GridSamplerOp, Aten_GridSampler2dOp,
    Aten_GridSampler3dOp, Aten_AffineGridGeneratorOp, Aten_ChannelShuffleOp,
    Aten_NativeChannelShuffleOp, Aten_PixelShuffleOp, Aten_PixelUnshuffleOp
] in {
  def "EtVk_" # !substr(!cast<string>(op), 5) : EtVk_Of<op>;
}
