//===- Comparison.td - Comparison, logical and bitwise ops -------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "AtenDialect.td"

// Families of this theme.

class Aten_Predicate<string name, string summary, string rule = "predicate">
    : Aten_Unary<name, "comparison::" # rule, summary>;

class Aten_ScalarBitwise<string name, string rule, string summary>
    : Aten_Op<name, "comparison::" # rule, summary, (ins Scalar:$self, Tensor:$other)>;

class Aten_Isin<string name, Param elements, string elementsName, Param tests,
                string testsName>
    : Aten_Op<name, "comparison::isin",
              "Whether each of the elements is among the test elements; with invert, is not",
              !dag(ins, [elements, tests, BoolOrFalse, BoolOrFalse],
                   [elementsName, testsName, "assume_unique", "invert"])> {
  let semantics = [{
    `assume_unique` says that neither side has duplicates; the result does not depend
    on it. NaN is among nothing.}];
}

//===-------------------------------------------------------------------------===//
// Comparison
//===-------------------------------------------------------------------------===//

def Aten_EqTensorOp : Aten_Binary<"eq.Tensor", "comparison::equality", "self = other">;
def Aten_EqScalarOp : Aten_BinaryScalar<"eq.Scalar", "comparison::equality", "self = other">;
def Aten_NeTensorOp : Aten_Binary<"ne.Tensor", "comparison::equality", "self != other">;
def Aten_NeScalarOp : Aten_BinaryScalar<"ne.Scalar", "comparison::equality", "self != other">;
def Aten_GeTensorOp : Aten_Binary<"ge.Tensor", "comparison::order", "self >= other">;
def Aten_GeScalarOp : Aten_BinaryScalar<"ge.Scalar", "comparison::order", "self >= other">;
def Aten_GtTensorOp : Aten_Binary<"gt.Tensor", "comparison::order", "self > other">;
def Aten_GtScalarOp : Aten_BinaryScalar<"gt.Scalar", "comparison::order", "self > other">;
def Aten_LeTensorOp : Aten_Binary<"le.Tensor", "comparison::order", "self <= other">;
def Aten_LeScalarOp : Aten_BinaryScalar<"le.Scalar", "comparison::order", "self <= other">;
def Aten_LtTensorOp : Aten_Binary<"lt.Tensor", "comparison::order", "self < other">;
def Aten_LtScalarOp : Aten_BinaryScalar<"lt.Scalar", "comparison::order", "self < other">;

def Aten_IscloseOp : Aten_Op<"isclose", "comparison::isclose",
    "|self - other| <= atol + rtol * |other|",
    (ins Tensor:$self, Tensor:$other, FloatOr<"1e-05">:$rtol, FloatOr<"1e-08">:$atol,
         BoolOrFalse:$equal_nan)> {
  let semantics = [{
    Equal numbers are close, infinities too; an infinity is close to nothing else. Two
    NaNs are close only with `equal_nan`.}];
}

def Aten_IsinTensorTensorOp
    : Aten_Isin<"isin.Tensor_Tensor", Tensor, "elements", Tensor, "test_elements">;
def Aten_IsinTensorScalarOp
    : Aten_Isin<"isin.Tensor_Scalar", Tensor, "elements", Scalar, "test_element">;
def Aten_IsinScalarTensorOp
    : Aten_Isin<"isin.Scalar_Tensor", Scalar, "element", Tensor, "test_elements">;

//===-------------------------------------------------------------------------===//
// Kinds of numbers
//===-------------------------------------------------------------------------===//

def Aten_IsfiniteOp : Aten_Predicate<"isfinite", "Whether self is neither infinite nor NaN">;
def Aten_IsinfOp : Aten_Predicate<"isinf", "Whether self is inf or -inf">;
def Aten_IsnanOp : Aten_Predicate<"isnan", "Whether self is NaN">;
def Aten_IsneginfOp : Aten_Predicate<"isneginf", "Whether self is -inf", "real_predicate">;
def Aten_IsposinfOp : Aten_Predicate<"isposinf", "Whether self is inf", "real_predicate">;
def Aten_IsrealOp : Aten_Predicate<"isreal", "Whether the imaginary part of self is 0">;

//===-------------------------------------------------------------------------===//
// Logic: what is not 0 is true
//===-------------------------------------------------------------------------===//

def Aten_LogicalAndOp : Aten_Binary<"logical_and", "comparison::logical",
    "Whether self and other are true">;
def Aten_LogicalNotOp : Aten_Predicate<"logical_not", "Whether self is false">;
def Aten_LogicalOrOp : Aten_Binary<"logical_or", "comparison::logical",
    "Whether self or other is true">;
def Aten_LogicalXorOp : Aten_Binary<"logical_xor", "comparison::logical",
    "Whether one of self and other is true, but not both">;

//===-------------------------------------------------------------------------===//
// Bits: of bools, the same as logic
//===-------------------------------------------------------------------------===//

def Aten_BitwiseNotOp : Aten_Unary<"bitwise_not", "comparison::bitwise_not",
    "Every bit of self inverted">;
def Aten_BitwiseAndTensorOp : Aten_Binary<"bitwise_and.Tensor", "comparison::bitwise",
    "The bits set in both">;
def Aten_BitwiseAndScalarOp : Aten_BinaryScalar<"bitwise_and.Scalar", "comparison::bitwise",
    "The bits set in both">;
def Aten_BitwiseAndScalarTensorOp : Aten_ScalarBitwise<"bitwise_and.Scalar_Tensor", "bitwise",
    "The bits set in both">;
def Aten_BitwiseOrTensorOp : Aten_Binary<"bitwise_or.Tensor", "comparison::bitwise",
    "The bits set in either">;
def Aten_BitwiseOrScalarOp : Aten_BinaryScalar<"bitwise_or.Scalar", "comparison::bitwise",
    "The bits set in either">;
def Aten_BitwiseOrScalarTensorOp : Aten_ScalarBitwise<"bitwise_or.Scalar_Tensor", "bitwise",
    "The bits set in either">;
def Aten_BitwiseXorTensorOp : Aten_Binary<"bitwise_xor.Tensor", "comparison::bitwise",
    "The bits set in one, but not in both">;
def Aten_BitwiseXorScalarOp : Aten_BinaryScalar<"bitwise_xor.Scalar", "comparison::bitwise",
    "The bits set in one, but not in both">;
def Aten_BitwiseXorScalarTensorOp : Aten_ScalarBitwise<"bitwise_xor.Scalar_Tensor", "bitwise",
    "The bits set in one, but not in both">;
def Aten_AndTensorOp : Aten_Binary<"__and__.Tensor", "comparison::bitwise",
    "The bits set in both">;
def Aten_AndScalarOp : Aten_BinaryScalar<"__and__.Scalar", "comparison::bitwise",
    "The bits set in both">;
def Aten_OrTensorOp : Aten_Binary<"__or__.Tensor", "comparison::bitwise",
    "The bits set in either">;
def Aten_OrScalarOp : Aten_BinaryScalar<"__or__.Scalar", "comparison::bitwise",
    "The bits set in either">;
def Aten_XorTensorOp : Aten_Binary<"__xor__.Tensor", "comparison::bitwise",
    "The bits set in one, but not in both">;
def Aten_XorScalarOp : Aten_BinaryScalar<"__xor__.Scalar", "comparison::bitwise",
    "The bits set in one, but not in both">;

def Aten_BitwiseLeftShiftTensorOp : Aten_Binary<"bitwise_left_shift.Tensor",
    "comparison::shift", "self * 2^other, in the bits of the dtype">;
def Aten_BitwiseLeftShiftTensorScalarOp : Aten_BinaryScalar<
    "bitwise_left_shift.Tensor_Scalar", "comparison::shift",
    "self * 2^other, in the bits of the dtype">;
def Aten_BitwiseLeftShiftScalarTensorOp : Aten_ScalarBitwise<
    "bitwise_left_shift.Scalar_Tensor", "shift", "self * 2^other, in the bits of the dtype">;
def Aten_BitwiseRightShiftTensorOp : Aten_Binary<"bitwise_right_shift.Tensor",
    "comparison::shift", "floor(self / 2^other): the sign is kept">;
def Aten_BitwiseRightShiftTensorScalarOp : Aten_BinaryScalar<
    "bitwise_right_shift.Tensor_Scalar", "comparison::shift",
    "floor(self / 2^other): the sign is kept">;
def Aten_BitwiseRightShiftScalarTensorOp : Aten_ScalarBitwise<
    "bitwise_right_shift.Scalar_Tensor", "shift", "floor(self / 2^other): the sign is kept">;
def Aten_LshiftTensorOp : Aten_Binary<"__lshift__.Tensor", "comparison::shift",
    "self * 2^other, in the bits of the dtype">;
def Aten_LshiftScalarOp : Aten_BinaryScalar<"__lshift__.Scalar", "comparison::shift",
    "self * 2^other, in the bits of the dtype">;
def Aten_RshiftTensorOp : Aten_Binary<"__rshift__.Tensor", "comparison::shift",
    "floor(self / 2^other): the sign is kept">;
def Aten_RshiftScalarOp : Aten_BinaryScalar<"__rshift__.Scalar", "comparison::shift",
    "floor(self / 2^other): the sign is kept">;
