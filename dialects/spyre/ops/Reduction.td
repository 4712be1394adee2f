//===- Reduction.td - Reductions ----------------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "SpyreDialect.td"
include "aten/ops/Reduction.td"

// One value a stick where the dimension of the sticks is reduced; `...nonstick` elsewhere.
def Spyre_SumDimIntListOp : Spyre_Float<Aten_SumDimIntListOp, "sum">;
def Spyre_SumOp : Spyre_Float<Aten_SumOp, "sum">;
def Spyre_MeanDimOp : Spyre_Float<Aten_MeanDimOp, "mean">;
def Spyre_MeanOp : Spyre_Float<Aten_MeanOp, "mean">;
def Spyre_AmaxOp : Spyre_Float<Aten_AmaxOp, "max">;
def Spyre_AminOp : Spyre_Float<Aten_AminOp, "min">;

// The largest, differences from it, their powers, the sum, and shares of it.
foreach op = [
    Aten_SoftmaxOp, Aten_SoftmaxIntOp, Aten_SafeSoftmaxOp, Aten_LogSoftmaxOp, Aten_LogSoftmaxIntOp
] in {
  def "Spyre_" # !substr(!cast<string>(op), 5) : Spyre_Float<op, "exp">;
}
