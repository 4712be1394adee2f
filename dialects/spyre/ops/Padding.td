//===- Padding.td - Padding ---------------------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "SpyreDialect.td"
include "aten/ops/Padding.td"

// An `identity` of the value everywhere, then one of the tensor to its place.
def Spyre_ConstantPadNdOp : Spyre_Of<Aten_ConstantPadNdOp, "identity">;
def Spyre_PadOp : Spyre_Of<Aten_PadOp, "identity", [ArgumentIn<"mode", ["constant"]>]>;
