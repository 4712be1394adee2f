//===- Pointwise.td - Arithmetic, element by element -------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "AtenDialect.td"

//===-------------------------------------------------------------------------===//
// Unary
//===-------------------------------------------------------------------------===//

def Aten_AbsOp : Aten_Unary<"abs", "pointwise::magnitude", "|self|">;
def Aten_ExpOp : Aten_Unary<"exp", "pointwise::float_unary", "e^self">;
def Aten_NegOp : Aten_Unary<"neg", "pointwise::neg", "-self">;

//===-------------------------------------------------------------------------===//
// Binary
//===-------------------------------------------------------------------------===//

def Aten_AddTensorOp : Aten_Op<"add.Tensor", "pointwise::add", "self + alpha * other",
    (ins Tensor:$self, Tensor:$other, IntScalarOr<1>:$alpha)>;
def Aten_AddScalarOp : Aten_Op<"add.Scalar", "pointwise::add", "self + alpha * other",
    (ins Tensor:$self, Scalar:$other, IntScalarOr<1>:$alpha)>;
def Aten_MulTensorOp : Aten_Binary<"mul.Tensor", "pointwise::binary", "self * other">;
def Aten_MulScalarOp : Aten_BinaryScalar<"mul.Scalar", "pointwise::binary", "self * other">;
