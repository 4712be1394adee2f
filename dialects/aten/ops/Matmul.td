//===- Matmul.td - Matrix products -------------------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "AtenDialect.td"

def Aten_MmOp : Aten_Op<"mm", "matmul::mm", "Matrix product of two matrices",
    (ins Tensor:$self, Tensor:$mat2)>;
