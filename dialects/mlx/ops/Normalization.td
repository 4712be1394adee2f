//===- Normalization.td - Normalization by mean and variance -----*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "MlxDialect.td"
include "aten/ops/Normalization.td"

def Mlx_LayerNormOp : Mlx_Of<Aten_LayerNormOp,
    "layer_norm({input}, {normalized_shape:count}, {weight:result}, {bias:result}, {eps})",
    [Mlx_FloatOf<"input">]>;
def Mlx_NativeLayerNormOp : Mlx_Of<Aten_NativeLayerNormOp,
    "native_layer_norm({input:wide}, {normalized_shape:count}, {weight}, {bias}, {eps})",
    [Mlx_FloatOf<"input">]>;
def Mlx_RmsNormOp : Mlx_Of<Aten_RmsNormOp,
    "rms_norm({input}, {normalized_shape:count}, {weight:result}, {eps})", [Mlx_FloatOf<"input">]>;
def Mlx_FusedRmsNormOp : Mlx_Of<Aten_FusedRmsNormOp,
    "fused_rms_norm({input:wide}, {normalized_shape:count}, {weight}, {eps})",
    [Mlx_FloatOf<"input">]>;
def Mlx_BatchNormOp : Mlx_Of<Aten_BatchNormOp,
    "batch_norm({input:wide}, {weight}, {bias}, {running_mean}, {running_var}, {eps})",
    [Mlx_FloatOf<"input">, ArgumentIn<"training", ["false"]>]>;
def Mlx_NativeBatchNormLegitNoTrainingOp : Mlx_Of<Aten_NativeBatchNormLegitNoTrainingOp,
    "batch_norm_any({input:wide}, {weight}, {bias}, {running_mean}, {running_var}, False, {eps})",
    [Mlx_FloatOf<"input">]>;
def Mlx_NativeBatchNormOp : Mlx_Of<Aten_NativeBatchNormOp,
    "batch_norm_any({input:wide}, {weight}, {bias}, {running_mean}, {running_var}, "
    "{training}, {eps})", [Mlx_FloatOf<"input">, ArgumentIn<"training", ["false"]>]>;
def Mlx_NativeBatchNormLegitNoStatsOp : Mlx_Of<Aten_NativeBatchNormLegitNoStatsOp,
    "batch_norm_of_batch({input:wide}, {weight}, {bias}, {eps})", [Mlx_FloatOf<"input">]>;
def Mlx_NativeBatchNormLegitFunctionalOp : Mlx_Of<Aten_NativeBatchNormLegitFunctionalOp,
    "batch_norm_functional({input:wide}, {weight}, {bias}, {running_mean}, {running_var}, "
    "{training}, {momentum}, {eps})", [Mlx_FloatOf<"input">]>;
def Mlx_BatchNormWithUpdateFunctionalOp : Mlx_Of<Aten_BatchNormWithUpdateFunctionalOp,
    "batch_norm_with_update({input:wide}, {weight}, {bias}, {running_mean}, {running_var}, "
    "{momentum}, {eps})", [Mlx_FloatOf<"input">]>;
def Mlx_GroupNormOp : Mlx_Of<Aten_GroupNormOp,
    "group_norm({input:wide}, {num_groups}, {weight}, {bias}, {eps})", [Mlx_FloatOf<"input">]>;
def Mlx_NativeGroupNormOp : Mlx_Of<Aten_NativeGroupNormOp,
    "native_group_norm({input:wide}, {group}, {weight}, {bias}, {eps})", [Mlx_FloatOf<"input">]>;
def Mlx_InstanceNormOp : Mlx_Of<Aten_InstanceNormOp,
    "instance_norm({input:wide}, {weight}, {bias}, {running_mean}, {running_var}, "
    "{use_input_stats}, {eps})", [Mlx_FloatOf<"input">]>;
def Mlx_WeightNormOp : Mlx_Of<Aten_WeightNormOp, "weight_norm({v:wide}, {g:wide}, {dim})[0]">;
def Mlx_WeightNormInterfaceOp : Mlx_Of<Aten_WeightNormInterfaceOp,
    "weight_norm({v:wide}, {g:wide}, {dim})">;
