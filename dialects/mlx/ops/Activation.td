//===- Activation.td - Activation functions ----------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "MlxDialect.td"
include "aten/ops/Activation.td"

def Mlx_SigmoidOp : Mlx_Of<Aten_SigmoidOp, "mx.sigmoid({self:wide})">;
def Mlx_ReluOp : Mlx_Of<Aten_ReluOp, "mx.maximum({self}, 0)">;
def Mlx_Relu6Op : Mlx_Of<Aten_Relu6Op, "mx.clip({self}, 0, 6)">;
def Mlx_GeluOp : Mlx_Of<Aten_GeluOp, "gelu({self:wide}, {approximate})">;
def Mlx_SiluOp : Mlx_Of<Aten_SiluOp, "silu({self:wide})">;
def Mlx_MishOp : Mlx_Of<Aten_MishOp, "mish({self:wide})">;
def Mlx_EluOp : Mlx_Of<Aten_EluOp, "elu({self:wide}, {alpha}, {scale}, {input_scale})">;
def Mlx_CeluOp : Mlx_Of<Aten_CeluOp, "elu({self:wide}, {alpha}, 1, 1 / {alpha})">;
def Mlx_SeluOp : Mlx_Of<Aten_SeluOp, "elu({self:wide}, 1.6732632423543772, 1.0507009873554805, 1)">;
def Mlx_HardtanhOp : Mlx_Of<Aten_HardtanhOp, "clamp({self:result}, {min_val}, {max_val})">;
def Mlx_LeakyReluOp : Mlx_Of<Aten_LeakyReluOp,
    "mx.where({self:wide} > 0, {self:wide}, {self:wide} * {negative_slope})">;
def Mlx_HardswishOp : Mlx_Of<Aten_HardswishOp, "{self:wide} * mx.clip({self:wide} + 3, 0, 6) / 6">;
def Mlx_HardsigmoidOp : Mlx_Of<Aten_HardsigmoidOp, "mx.clip({self:wide} + 3, 0, 6) / 6">;
def Mlx_HardshrinkOp : Mlx_Of<Aten_HardshrinkOp,
    "mx.where(mx.abs({self:wide}) <= {lambd}, 0, {self:wide})">;
def Mlx_SoftshrinkOp : Mlx_Of<Aten_SoftshrinkOp, "softshrink({self:wide}, {lambd})">;
def Mlx_SoftplusOp : Mlx_Of<Aten_SoftplusOp, "softplus({self:wide}, {beta}, {threshold})">;
def Mlx_GluOp : Mlx_Of<Aten_GluOp, "glu({self:wide}, {dim})">;
def Mlx_LogSigmoidOp : Mlx_Of<Aten_LogSigmoidOp, "-mx.logaddexp(0, -{self:wide})">;
def Mlx_ThresholdOp : Mlx_Of<Aten_ThresholdOp,
    "mx.where({self:wide} <= {threshold}, {value}, {self:wide})">;
def Mlx_PreluOp : Mlx_Of<Aten_PreluOp, "prelu({self:result}, {weight:result})">;
def Mlx_PreluKernelOp : Mlx_Of<Aten_PreluKernelOp,
    "mx.where({self} > 0, {self}, {weight:result} * {self})">;
