//===- ChannelsLast.td - Images with the channels last ------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "MlxDialect.td"
include "aten/ops/Convolution.td"
include "aten/ops/Normalization.td"
include "aten/ops/Pooling.td"
include "aten/ops/Resampling.td"

// What `mlx.<op>` does, of images [N, ..., C] and weights [O, ..., I / groups].
class Mlx_ChannelsLast<Tricast_Op source_, string spelling_>
    : Tricast_Op<Mlx_Dialect, "channels_last." # source_.opName, "channels_last::infer",
                 source_.summary, source_.params, source_.outputs> {
  list<Condition> conditions = [DTypesIn<Mlx_Real>];
  string spelling = spelling_;
  let semantics = "`" # source_.opName # "` of images `[N, ..., C]`; weights of convolutions are "
                  "`[O, ..., I / groups]`.";
  let schemaUrl = source_.schemaUrl;
}

def Mlx_ChannelsLastConv1dOp : Mlx_ChannelsLast<Aten_Conv1dOp,
    "conv({input:result}, {weight:result}, {bias:result}, {stride}, {padding}, {dilation}, "
    "{groups})">;
def Mlx_ChannelsLastConv1dPaddingOp : Mlx_ChannelsLast<Aten_Conv1dPaddingOp,
    "conv({input:result}, {weight:result}, {bias:result}, {stride}, {padding}, {dilation}, "
    "{groups})">;
def Mlx_ChannelsLastConvTranspose1dOp : Mlx_ChannelsLast<Aten_ConvTranspose1dOp,
    "conv_transpose({input:result}, {weight:result}, {bias:result}, {stride}, {padding}, "
    "{output_padding}, {groups}, {dilation})">;
def Mlx_ChannelsLastConv2dOp : Mlx_ChannelsLast<Aten_Conv2dOp,
    "conv({input:result}, {weight:result}, {bias:result}, {stride}, {padding}, {dilation}, "
    "{groups})">;
def Mlx_ChannelsLastConv2dPaddingOp : Mlx_ChannelsLast<Aten_Conv2dPaddingOp,
    "conv({input:result}, {weight:result}, {bias:result}, {stride}, {padding}, {dilation}, "
    "{groups})">;
def Mlx_ChannelsLastConvTranspose2dInputOp : Mlx_ChannelsLast<Aten_ConvTranspose2dInputOp,
    "conv_transpose({input:result}, {weight:result}, {bias:result}, {stride}, {padding}, "
    "{output_padding}, {groups}, {dilation})">;
def Mlx_ChannelsLastConv3dOp : Mlx_ChannelsLast<Aten_Conv3dOp,
    "conv({input:result}, {weight:result}, {bias:result}, {stride}, {padding}, {dilation}, "
    "{groups})">;
def Mlx_ChannelsLastConv3dPaddingOp : Mlx_ChannelsLast<Aten_Conv3dPaddingOp,
    "conv({input:result}, {weight:result}, {bias:result}, {stride}, {padding}, {dilation}, "
    "{groups})">;
def Mlx_ChannelsLastConvTranspose3dInputOp : Mlx_ChannelsLast<Aten_ConvTranspose3dInputOp,
    "conv_transpose({input:result}, {weight:result}, {bias:result}, {stride}, {padding}, "
    "{output_padding}, {groups}, {dilation})">;
def Mlx_ChannelsLastConvolutionOp : Mlx_ChannelsLast<Aten_ConvolutionOp,
    "convolution({input:result}, {weight:result}, {bias:result}, {stride}, {padding}, "
    "{dilation}, {transposed}, {output_padding}, {groups})">;
def Mlx_ChannelsLastBatchNormOp : Mlx_ChannelsLast<Aten_BatchNormOp,
    "batch_norm({input:wide}, {weight}, {bias}, {running_mean}, {running_var}, {eps}, axis=-1)">;
def Mlx_ChannelsLastNativeBatchNormLegitNoTrainingOp
    : Mlx_ChannelsLast<Aten_NativeBatchNormLegitNoTrainingOp,
    "batch_norm_any({input:wide}, {weight}, {bias}, {running_mean}, {running_var}, False, "
    "{eps}, axis=-1)">;
def Mlx_ChannelsLastNativeBatchNormOp : Mlx_ChannelsLast<Aten_NativeBatchNormOp,
    "batch_norm_any({input:wide}, {weight}, {bias}, {running_mean}, {running_var}, "
    "{training}, {eps}, axis=-1)">;
def Mlx_ChannelsLastGroupNormOp : Mlx_ChannelsLast<Aten_GroupNormOp,
    "group_norm({input:wide}, {num_groups}, {weight}, {bias}, {eps}, axis=-1)">;
def Mlx_ChannelsLastMaxPool1dOp : Mlx_ChannelsLast<Aten_MaxPool1dOp,
    "max_pool({self}, 1, {kernel_size}, {stride}, {padding}, {dilation}, {ceil_mode}, first=1)">;
def Mlx_ChannelsLastMaxPool1dWithIndicesOp : Mlx_ChannelsLast<Aten_MaxPool1dWithIndicesOp,
    "max_pool_with_indices({self}, 1, {kernel_size}, {stride}, {padding}, {dilation}, "
    "{ceil_mode}, first=1)">;
def Mlx_ChannelsLastAvgPool1dOp : Mlx_ChannelsLast<Aten_AvgPool1dOp,
    "avg_pool({self:wide}, 1, {kernel_size}, {stride}, {padding}, {ceil_mode}, "
    "{count_include_pad}, first=1)">;
def Mlx_ChannelsLastAdaptiveAvgPool1dOp : Mlx_ChannelsLast<Aten_AdaptiveAvgPool1dOp,
    "adaptive_avg_pool({self:wide}, 1, {output_size}, first=1)">;
def Mlx_ChannelsLastAdaptiveMaxPool1dOp : Mlx_ChannelsLast<Aten_AdaptiveMaxPool1dOp,
    "adaptive_max_pool({self}, 1, {output_size}, first=1)">;
def Mlx_ChannelsLastMaxPool2dOp : Mlx_ChannelsLast<Aten_MaxPool2dOp,
    "max_pool({self}, 2, {kernel_size}, {stride}, {padding}, {dilation}, {ceil_mode}, first=1)">;
def Mlx_ChannelsLastMaxPool2dWithIndicesOp : Mlx_ChannelsLast<Aten_MaxPool2dWithIndicesOp,
    "max_pool_with_indices({self}, 2, {kernel_size}, {stride}, {padding}, {dilation}, "
    "{ceil_mode}, first=1)">;
def Mlx_ChannelsLastAvgPool2dOp : Mlx_ChannelsLast<Aten_AvgPool2dOp,
    "avg_pool({self:wide}, 2, {kernel_size}, {stride}, {padding}, {ceil_mode}, "
    "{count_include_pad}, {divisor_override}, first=1)">;
def Mlx_ChannelsLastAdaptiveAvgPool2dOp : Mlx_ChannelsLast<Aten_AdaptiveAvgPool2dOp,
    "adaptive_avg_pool({self:wide}, 2, {output_size}, first=1)">;
def Mlx_ChannelsLastNativeAdaptiveAvgPool2dOp : Mlx_ChannelsLast<Aten_NativeAdaptiveAvgPool2dOp,
    "adaptive_avg_pool({self:wide}, 2, {output_size}, first=1)">;
def Mlx_ChannelsLastAdaptiveMaxPool2dOp : Mlx_ChannelsLast<Aten_AdaptiveMaxPool2dOp,
    "adaptive_max_pool({self}, 2, {output_size}, first=1)">;
def Mlx_ChannelsLastMaxPool3dOp : Mlx_ChannelsLast<Aten_MaxPool3dOp,
    "max_pool({self}, 3, {kernel_size}, {stride}, {padding}, {dilation}, {ceil_mode}, first=1)">;
def Mlx_ChannelsLastMaxPool3dWithIndicesOp : Mlx_ChannelsLast<Aten_MaxPool3dWithIndicesOp,
    "max_pool_with_indices({self}, 3, {kernel_size}, {stride}, {padding}, {dilation}, "
    "{ceil_mode}, first=1)">;
def Mlx_ChannelsLastAvgPool3dOp : Mlx_ChannelsLast<Aten_AvgPool3dOp,
    "avg_pool({self:wide}, 3, {kernel_size}, {stride}, {padding}, {ceil_mode}, "
    "{count_include_pad}, {divisor_override}, first=1)">;
def Mlx_ChannelsLastAdaptiveAvgPool3dOp : Mlx_ChannelsLast<Aten_AdaptiveAvgPool3dOp,
    "adaptive_avg_pool({self:wide}, 3, {output_size}, first=1)">;
def Mlx_ChannelsLastNativeAdaptiveAvgPool3dOp : Mlx_ChannelsLast<Aten_NativeAdaptiveAvgPool3dOp,
    "adaptive_avg_pool({self:wide}, 3, {output_size}, first=1)">;
def Mlx_ChannelsLastAdaptiveMaxPool3dOp : Mlx_ChannelsLast<Aten_AdaptiveMaxPool3dOp,
    "adaptive_max_pool({self}, 3, {output_size}, first=1)">;
def Mlx_ChannelsLastUpsampleNearest1dOp : Mlx_ChannelsLast<Aten_UpsampleNearest1dOp,
    "resize_nearest({self}, {output_size}, [{scales}], first=1)">;
def Mlx_ChannelsLastUpsampleNearest1dVecOp : Mlx_ChannelsLast<Aten_UpsampleNearest1dVecOp,
    "resize_nearest({input}, output_sizes({input}, {output_size}, {scale_factors}, 1), "
    "{scale_factors}, first=1)">;
def Mlx_ChannelsLastUpsampleNearestExact1dOp : Mlx_ChannelsLast<Aten_UpsampleNearestExact1dOp,
    "resize_nearest({self}, {output_size}, [{scales}], True, first=1)">;
def Mlx_ChannelsLastUpsampleNearestExact1dVecOp : Mlx_ChannelsLast<Aten_UpsampleNearestExact1dVecOp,
    "resize_nearest({input}, output_sizes({input}, {output_size}, {scale_factors}, 1), "
    "{scale_factors}, True, first=1)">;
def Mlx_ChannelsLastUpsampleNearest2dOp : Mlx_ChannelsLast<Aten_UpsampleNearest2dOp,
    "resize_nearest({self}, {output_size}, [{scales_h}, {scales_w}], first=1)">;
def Mlx_ChannelsLastUpsampleNearest2dVecOp : Mlx_ChannelsLast<Aten_UpsampleNearest2dVecOp,
    "resize_nearest({input}, output_sizes({input}, {output_size}, {scale_factors}, 1), "
    "{scale_factors}, first=1)">;
def Mlx_ChannelsLastUpsampleNearestExact2dOp : Mlx_ChannelsLast<Aten_UpsampleNearestExact2dOp,
    "resize_nearest({self}, {output_size}, [{scales_h}, {scales_w}], True, first=1)">;
def Mlx_ChannelsLastUpsampleNearestExact2dVecOp : Mlx_ChannelsLast<Aten_UpsampleNearestExact2dVecOp,
    "resize_nearest({input}, output_sizes({input}, {output_size}, {scale_factors}, 1), "
    "{scale_factors}, True, first=1)">;
def Mlx_ChannelsLastUpsampleNearest3dOp : Mlx_ChannelsLast<Aten_UpsampleNearest3dOp,
    "resize_nearest({self}, {output_size}, [{scales_d}, {scales_h}, {scales_w}], first=1)">;
def Mlx_ChannelsLastUpsampleNearest3dVecOp : Mlx_ChannelsLast<Aten_UpsampleNearest3dVecOp,
    "resize_nearest({input}, output_sizes({input}, {output_size}, {scale_factors}, 1), "
    "{scale_factors}, first=1)">;
def Mlx_ChannelsLastUpsampleNearestExact3dOp : Mlx_ChannelsLast<Aten_UpsampleNearestExact3dOp,
    "resize_nearest({self}, {output_size}, [{scales_d}, {scales_h}, {scales_w}], True, first=1)">;
def Mlx_ChannelsLastUpsampleNearestExact3dVecOp : Mlx_ChannelsLast<Aten_UpsampleNearestExact3dVecOp,
    "resize_nearest({input}, output_sizes({input}, {output_size}, {scale_factors}, 1), "
    "{scale_factors}, True, first=1)">;
def Mlx_ChannelsLastUpsampleLinear1dOp : Mlx_ChannelsLast<Aten_UpsampleLinear1dOp,
    "resize_linear({self:wide}, {output_size}, {align_corners}, [{scales}], first=1)">;
def Mlx_ChannelsLastUpsampleLinear1dVecOp : Mlx_ChannelsLast<Aten_UpsampleLinear1dVecOp,
    "resize_linear({input:wide}, output_sizes({input}, {output_size}, {scale_factors}, 1), "
    "{align_corners}, {scale_factors}, first=1)">;
def Mlx_ChannelsLastUpsampleBilinear2dOp : Mlx_ChannelsLast<Aten_UpsampleBilinear2dOp,
    "resize_linear({self:wide}, {output_size}, {align_corners}, [{scales_h}, {scales_w}], "
    "first=1)">;
def Mlx_ChannelsLastUpsampleBilinear2dVecOp : Mlx_ChannelsLast<Aten_UpsampleBilinear2dVecOp,
    "resize_linear({input:wide}, output_sizes({input}, {output_size}, {scale_factors}, 1), "
    "{align_corners}, {scale_factors}, first=1)">;
def Mlx_ChannelsLastUpsampleTrilinear3dOp : Mlx_ChannelsLast<Aten_UpsampleTrilinear3dOp,
    "resize_linear({self:wide}, {output_size}, {align_corners}, [{scales_d}, {scales_h}, "
    "{scales_w}], first=1)">;
def Mlx_ChannelsLastUpsampleTrilinear3dVecOp : Mlx_ChannelsLast<Aten_UpsampleTrilinear3dVecOp,
    "resize_linear({input:wide}, output_sizes({input}, {output_size}, {scale_factors}, 1), "
    "{align_corners}, {scale_factors}, first=1)">;
def Mlx_ChannelsLastUpsampleBicubic2dOp : Mlx_ChannelsLast<Aten_UpsampleBicubic2dOp,
    "resize_cubic({self:wide}, {output_size}, {align_corners}, [{scales_h}, {scales_w}], first=1)">;
def Mlx_ChannelsLastUpsampleBicubic2dVecOp : Mlx_ChannelsLast<Aten_UpsampleBicubic2dVecOp,
    "resize_cubic({input:wide}, output_sizes({input}, {output_size}, {scale_factors}, 1), "
    "{align_corners}, {scale_factors}, first=1)">;
