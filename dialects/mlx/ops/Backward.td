//===- Backward.td - Gradients of other ops ----------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "MlxDialect.td"
include "aten/ops/Backward.td"

def Mlx_AvgPool2dBackwardOp : Mlx_Of<Aten_AvgPool2dBackwardOp,
    "mx.vjp(lambda x: avg_pool(x, 2, {kernel_size}, {stride}, {padding}, {ceil_mode}, "
    "{count_include_pad}, {divisor_override}), [{self:wide}], [{grad_output:wide}])[1][0]",
    [Mlx_FloatOf<"self">]>;
def Mlx_AdaptiveAvgPool2dBackwardOp : Mlx_Of<Aten_AdaptiveAvgPool2dBackwardOp,
    "mx.vjp(lambda x: adaptive_avg_pool(x, 2, {grad_output}.shape[-2:]), [{self:wide}], "
    "[{grad_output:wide}])[1][0]", [Mlx_FloatOf<"self">]>;
def Mlx_MaxPool2dWithIndicesBackwardOp : Mlx_Of<Aten_MaxPool2dWithIndicesBackwardOp,
    "unpool({grad_output}, {indices}, {self}.shape[-2:])", [Mlx_FloatOf<"self">]>;
def Mlx_EmbeddingDenseBackwardOp : Mlx_Of<Aten_EmbeddingDenseBackwardOp,
    "embedding_backward({grad_output:wide}, {indices}, {num_weights}, {padding_idx})",
    [Mlx_FloatOf<"grad_output">, ArgumentIn<"scale_grad_by_freq", ["false"]>]>;
