//===- Activation.td - Activation functions -----------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "SpyreDialect.td"
include "aten/ops/Activation.td"

def Spyre_ReluOp : Spyre_Float<Aten_ReluOp, "relufwd">;
def Spyre_SigmoidOp : Spyre_Float<Aten_SigmoidOp, "sigmoid">;
def Spyre_SiluOp : Spyre_Float<Aten_SiluOp, "silu">;
def Spyre_GeluOp : Spyre_Float<Aten_GeluOp, "gelufwd">;
def Spyre_SoftplusOp : Spyre_Float<Aten_SoftplusOp, "softplus">;
def Spyre_HardtanhOp : Spyre_Float<Aten_HardtanhOp, "clip">;
def Spyre_Relu6Op : Spyre_Float<Aten_Relu6Op, "clip">;
