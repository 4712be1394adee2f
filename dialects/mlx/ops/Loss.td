//===- Loss.td - Loss functions ----------------------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "MlxDialect.td"
include "aten/ops/Loss.td"

def Mlx_MseLossOp : Mlx_Of<Aten_MseLossOp,
    "reduce_loss(mx.square({self:wide} - {target:wide}), {reduction})">;
def Mlx_L1LossOp : Mlx_Of<Aten_L1LossOp,
    "reduce_loss(mx.abs({self:wide} - {target:wide}), {reduction})">;
def Mlx_HuberLossOp : Mlx_Of<Aten_HuberLossOp,
    "reduce_loss(huber({self:wide} - {target:wide}, {delta}), {reduction})">;
def Mlx_SmoothL1LossOp : Mlx_Of<Aten_SmoothL1LossOp,
    "reduce_loss(smooth_l1({self:wide} - {target:wide}, {beta}), {reduction})">;
def Mlx_SoftMarginLossOp : Mlx_Of<Aten_SoftMarginLossOp,
    "reduce_loss(mx.log1p(mx.exp(-{target:wide} * {self:wide})), {reduction})">;
def Mlx_CosineSimilarityOp : Mlx_Of<Aten_CosineSimilarityOp,
    "cosine_similarity({x1:wide}, {x2:wide}, {dim:axes}, {eps})">;
