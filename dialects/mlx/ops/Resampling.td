//===- Resampling.td - Images at other sizes and places ----------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "MlxDialect.td"
include "aten/ops/Resampling.td"

def Mlx_GridSampler2dOp : Mlx_Of<Aten_GridSampler2dOp,
    "grid_sample({input:wide}, {grid:wide}, {interpolation_mode}, {padding_mode}, {align_corners})",
    [DTypeOf<"input", ["float32"]>, RankOf<"input", 4, 4>, ArgumentIn<"interpolation_mode", ["0", "1"]>]>;
def Mlx_GridSamplerOp : Mlx_Of<Aten_GridSamplerOp,
    "grid_sample({input:wide}, {grid:wide}, {interpolation_mode}, {padding_mode}, {align_corners})",
    [DTypeOf<"input", ["float32"]>, RankOf<"input", 4, 4>, ArgumentIn<"interpolation_mode", ["0", "1"]>]>;
def Mlx_PixelShuffleOp : Mlx_Of<Aten_PixelShuffleOp, "shuffle({self}, {upscale_factor})">;
def Mlx_PixelUnshuffleOp : Mlx_Of<Aten_PixelUnshuffleOp, "unshuffle({self}, {downscale_factor})">;
def Mlx_ChannelShuffleOp : Mlx_Of<Aten_ChannelShuffleOp, "channel_shuffle({self}, {groups})">;
def Mlx_NativeChannelShuffleOp : Mlx_Of<Aten_NativeChannelShuffleOp,
    "channel_shuffle({self}, {groups})">;
def Mlx_UpsampleNearest1dOp : Mlx_Of<Aten_UpsampleNearest1dOp,
    "resize_nearest({self}, {output_size}, [{scales}])">;
def Mlx_UpsampleNearest1dVecOp : Mlx_Of<Aten_UpsampleNearest1dVecOp,
    "resize_nearest({input}, output_sizes({input}, {output_size}, {scale_factors}), "
    "{scale_factors})">;
def Mlx_UpsampleNearestExact1dOp : Mlx_Of<Aten_UpsampleNearestExact1dOp,
    "resize_nearest({self}, {output_size}, [{scales}], True)">;
def Mlx_UpsampleNearestExact1dVecOp : Mlx_Of<Aten_UpsampleNearestExact1dVecOp,
    "resize_nearest({input}, output_sizes({input}, {output_size}, {scale_factors}), "
    "{scale_factors}, True)">;
def Mlx_UpsampleNearest2dOp : Mlx_Of<Aten_UpsampleNearest2dOp,
    "resize_nearest({self}, {output_size}, [{scales_h}, {scales_w}])">;
def Mlx_UpsampleNearest2dVecOp : Mlx_Of<Aten_UpsampleNearest2dVecOp,
    "resize_nearest({input}, output_sizes({input}, {output_size}, {scale_factors}), "
    "{scale_factors})">;
def Mlx_UpsampleNearestExact2dOp : Mlx_Of<Aten_UpsampleNearestExact2dOp,
    "resize_nearest({self}, {output_size}, [{scales_h}, {scales_w}], True)">;
def Mlx_UpsampleNearestExact2dVecOp : Mlx_Of<Aten_UpsampleNearestExact2dVecOp,
    "resize_nearest({input}, output_sizes({input}, {output_size}, {scale_factors}), "
    "{scale_factors}, True)">;
def Mlx_UpsampleNearest3dOp : Mlx_Of<Aten_UpsampleNearest3dOp,
    "resize_nearest({self}, {output_size}, [{scales_d}, {scales_h}, {scales_w}])">;
def Mlx_UpsampleNearest3dVecOp : Mlx_Of<Aten_UpsampleNearest3dVecOp,
    "resize_nearest({input}, output_sizes({input}, {output_size}, {scale_factors}), "
    "{scale_factors})">;
def Mlx_UpsampleNearestExact3dOp : Mlx_Of<Aten_UpsampleNearestExact3dOp,
    "resize_nearest({self}, {output_size}, [{scales_d}, {scales_h}, {scales_w}], True)">;
def Mlx_UpsampleNearestExact3dVecOp : Mlx_Of<Aten_UpsampleNearestExact3dVecOp,
    "resize_nearest({input}, output_sizes({input}, {output_size}, {scale_factors}), "
    "{scale_factors}, True)">;
def Mlx_UpsampleLinear1dOp : Mlx_Of<Aten_UpsampleLinear1dOp,
    "resize_linear({self:wide}, {output_size}, {align_corners}, [{scales}])",
    [Mlx_FloatOf<"self">]>;
def Mlx_UpsampleLinear1dVecOp : Mlx_Of<Aten_UpsampleLinear1dVecOp,
    "resize_linear({input:wide}, output_sizes({input}, {output_size}, {scale_factors}), "
    "{align_corners}, {scale_factors})", [Mlx_FloatOf<"input">]>;
def Mlx_UpsampleBilinear2dOp : Mlx_Of<Aten_UpsampleBilinear2dOp,
    "resize_linear({self:wide}, {output_size}, {align_corners}, [{scales_h}, {scales_w}])",
    [Mlx_FloatOf<"self">]>;
def Mlx_UpsampleBilinear2dVecOp : Mlx_Of<Aten_UpsampleBilinear2dVecOp,
    "resize_linear({input:wide}, output_sizes({input}, {output_size}, {scale_factors}), "
    "{align_corners}, {scale_factors})", [Mlx_FloatOf<"input">]>;
def Mlx_UpsampleTrilinear3dOp : Mlx_Of<Aten_UpsampleTrilinear3dOp,
    "resize_linear({self:wide}, {output_size}, {align_corners}, [{scales_d}, {scales_h}, "
    "{scales_w}])", [Mlx_FloatOf<"self">]>;
def Mlx_UpsampleTrilinear3dVecOp : Mlx_Of<Aten_UpsampleTrilinear3dVecOp,
    "resize_linear({input:wide}, output_sizes({input}, {output_size}, {scale_factors}), "
    "{align_corners}, {scale_factors})", [Mlx_FloatOf<"input">]>;
def Mlx_UpsampleBicubic2dOp : Mlx_Of<Aten_UpsampleBicubic2dOp,
    "resize_cubic({self:wide}, {output_size}, {align_corners}, [{scales_h}, {scales_w}])",
    [Mlx_FloatOf<"self">]>;
def Mlx_UpsampleBicubic2dVecOp : Mlx_Of<Aten_UpsampleBicubic2dVecOp,
    "resize_cubic({input:wide}, output_sizes({input}, {output_size}, {scale_factors}), "
    "{align_corners}, {scale_factors})", [Mlx_FloatOf<"input">]>;
