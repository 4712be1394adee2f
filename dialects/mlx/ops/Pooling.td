//===- Pooling.td - Pools over windows ---------------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "MlxDialect.td"
include "aten/ops/Pooling.td"

def Mlx_MaxPool1dOp : Mlx_Of<Aten_MaxPool1dOp,
    "max_pool({self}, 1, {kernel_size}, {stride}, {padding}, {dilation}, {ceil_mode})">;
def Mlx_MaxPool1dWithIndicesOp : Mlx_Of<Aten_MaxPool1dWithIndicesOp,
    "max_pool_with_indices({self}, 1, {kernel_size}, {stride}, {padding}, {dilation}, "
    "{ceil_mode})">;
def Mlx_AvgPool1dOp : Mlx_Of<Aten_AvgPool1dOp,
    "avg_pool({self:wide}, 1, {kernel_size}, {stride}, {padding}, {ceil_mode}, "
    "{count_include_pad})", [Mlx_FloatOf<"self">]>;
def Mlx_AdaptiveAvgPool1dOp : Mlx_Of<Aten_AdaptiveAvgPool1dOp,
    "adaptive_avg_pool({self:wide}, 1, {output_size})", [Mlx_FloatOf<"self">]>;
def Mlx_AdaptiveMaxPool1dOp : Mlx_Of<Aten_AdaptiveMaxPool1dOp,
    "adaptive_max_pool({self}, 1, {output_size})">;
def Mlx_MaxPool2dOp : Mlx_Of<Aten_MaxPool2dOp,
    "max_pool({self}, 2, {kernel_size}, {stride}, {padding}, {dilation}, {ceil_mode})">;
def Mlx_MaxPool2dWithIndicesOp : Mlx_Of<Aten_MaxPool2dWithIndicesOp,
    "max_pool_with_indices({self}, 2, {kernel_size}, {stride}, {padding}, {dilation}, "
    "{ceil_mode})">;
def Mlx_AvgPool2dOp : Mlx_Of<Aten_AvgPool2dOp,
    "avg_pool({self:wide}, 2, {kernel_size}, {stride}, {padding}, {ceil_mode}, "
    "{count_include_pad}, {divisor_override})", [Mlx_FloatOf<"self">]>;
def Mlx_AdaptiveAvgPool2dOp : Mlx_Of<Aten_AdaptiveAvgPool2dOp,
    "adaptive_avg_pool({self:wide}, 2, {output_size})", [Mlx_FloatOf<"self">]>;
def Mlx_NativeAdaptiveAvgPool2dOp : Mlx_Of<Aten_NativeAdaptiveAvgPool2dOp,
    "adaptive_avg_pool({self:wide}, 2, {output_size})", [Mlx_FloatOf<"self">]>;
def Mlx_AdaptiveMaxPool2dOp : Mlx_Of<Aten_AdaptiveMaxPool2dOp,
    "adaptive_max_pool({self}, 2, {output_size})">;
def Mlx_MaxPool3dOp : Mlx_Of<Aten_MaxPool3dOp,
    "max_pool({self}, 3, {kernel_size}, {stride}, {padding}, {dilation}, {ceil_mode})">;
def Mlx_MaxPool3dWithIndicesOp : Mlx_Of<Aten_MaxPool3dWithIndicesOp,
    "max_pool_with_indices({self}, 3, {kernel_size}, {stride}, {padding}, {dilation}, "
    "{ceil_mode})">;
def Mlx_AvgPool3dOp : Mlx_Of<Aten_AvgPool3dOp,
    "avg_pool({self:wide}, 3, {kernel_size}, {stride}, {padding}, {ceil_mode}, "
    "{count_include_pad}, {divisor_override})", [Mlx_FloatOf<"self">]>;
def Mlx_AdaptiveAvgPool3dOp : Mlx_Of<Aten_AdaptiveAvgPool3dOp,
    "adaptive_avg_pool({self:wide}, 3, {output_size})", [Mlx_FloatOf<"self">]>;
def Mlx_NativeAdaptiveAvgPool3dOp : Mlx_Of<Aten_NativeAdaptiveAvgPool3dOp,
    "adaptive_avg_pool({self:wide}, 3, {output_size})", [Mlx_FloatOf<"self">]>;
def Mlx_AdaptiveMaxPool3dOp : Mlx_Of<Aten_AdaptiveMaxPool3dOp,
    "adaptive_max_pool({self}, 3, {output_size})">;
def Mlx_MaxUnpool2dOp : Mlx_Of<Aten_MaxUnpool2dOp,
    "unpool({self}, {indices}, {output_size}, False)">;
def Mlx_MaxUnpool3dOp : Mlx_Of<Aten_MaxUnpool3dOp,
    "unpool({self}, {indices}, {output_size}, False)">;
