//===- Creation.td - Tensors of one value -------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "SpyreDialect.td"
include "aten/ops/Creation.td"

// One stick, which is read wherever the tensor is.
foreach op = [Aten_FullOp, Aten_FullLikeOp, Aten_ScalarTensorOp] in {
  def "Spyre_" # !substr(!cast<string>(op), 5) : Spyre_Of<op, "", [Spyre_KnownNumbers]>;
}
foreach op = [
    Aten_ZerosOp, Aten_ZerosLikeOp, Aten_NewZerosOp, Aten_OnesOp, Aten_OnesLikeOp, Aten_NewOnesOp
] in {
  def "Spyre_" # !substr(!cast<string>(op), 5) : Spyre_Of<op, "">;
}
