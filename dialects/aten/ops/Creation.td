//===- Creation.td - Ops that make tensors of known values -------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "AtenDialect.td"

// Families of this theme.

class Aten_Filled<string name, string summary>
    : Aten_Op<name, "creation::filled", summary, (ins SymInts:$size, OptDType:$dtype)>;

class Aten_Like<string name, string summary>
    : Aten_Op<name, "creation::like", summary,
              (ins Tensor:$self, OptDType:$dtype, OptMemoryFormat:$memory_format)>;

class Aten_New<string name, string summary>
    : Aten_Op<name, "creation::like_new", summary,
              (ins Tensor:$self, SymInts:$size, OptDType:$dtype)>;

class Aten_Linspace<string overload, Param start, Param end>
    : Aten_Op<"linspace" # overload, "creation::linspace",
              "start + i * (end - start) / (steps - 1) for i in 0..steps",
              !dag(ins, [start, end, Int, OptDType], ["start", "end", "steps", "dtype"])> {
  let semantics = "One step is `start`.";
}

class Aten_Logspace<string overload, Param start, Param end>
    : Aten_Op<"logspace" # overload, "creation::linspace",
              "base ^ linspace(start, end, steps)",
              !dag(ins, [start, end, Int, FloatOr<"10.0">, OptDType],
                   ["start", "end", "steps", "base", "dtype"])>;

//===-------------------------------------------------------------------------===//
// Filled with one value
//===-------------------------------------------------------------------------===//

def Aten_EmptyMemoryFormatOp : Aten_Op<"empty.memory_format", "creation::empty",
    "A tensor of any values",
    (ins SymInts:$size, OptDType:$dtype, OptMemoryFormat:$memory_format)>;
def Aten_EmptyLikeOp : Aten_Like<"empty_like", "Any values, in the sizes of self">;
def Aten_EmptyPermutedOp : Aten_Op<"empty_permuted", "creation::empty_permuted",
    "A tensor of any values, its dimensions in memory in the order of physical_layout",
    (ins SymInts:$size, Ints:$physical_layout, OptDType:$dtype)>;
def Aten_EmptyStridedOp : Aten_Op<"empty_strided", "creation::empty_strided",
    "A tensor of any values, with these strides in memory",
    (ins SymInts:$size, SymInts:$stride, OptDType:$dtype)>;
def Aten_NewEmptyOp : Aten_New<"new_empty", "Any values, in the dtype of self">;
def Aten_NewEmptyStridedOp : Aten_Op<"new_empty_strided", "creation::empty_strided",
    "Any values, in the dtype of self and with these strides in memory",
    (ins Tensor:$self, SymInts:$size, SymInts:$stride, OptDType:$dtype)>;
def Aten_ZerosOp : Aten_Filled<"zeros", "Zeros">;
def Aten_ZerosLikeOp : Aten_Like<"zeros_like", "Zeros, in the sizes of self">;
def Aten_NewZerosOp : Aten_New<"new_zeros", "Zeros, in the dtype of self">;
def Aten_OnesOp : Aten_Filled<"ones", "Ones">;
def Aten_OnesLikeOp : Aten_Like<"ones_like", "Ones, in the sizes of self">;
def Aten_NewOnesOp : Aten_New<"new_ones", "Ones, in the dtype of self">;
def Aten_FullOp : Aten_Op<"full", "creation::full", "fill_value everywhere",
    (ins SymInts:$size, SymScalar:$fill_value, OptDType:$dtype)> {
  let semantics = [{
    Without `dtype` it is that of `fill_value`: bool, int64 or the default float.}];
}
def Aten_FullLikeOp : Aten_Op<"full_like", "creation::like",
    "fill_value everywhere, in the sizes of self",
    (ins Tensor:$self, SymScalar:$fill_value, OptDType:$dtype, OptMemoryFormat:$memory_format)>;
def Aten_NewFullOp : Aten_Op<"new_full", "creation::like_new",
    "fill_value everywhere, in the dtype of self",
    (ins Tensor:$self, SymInts:$size, SymScalar:$fill_value, OptDType:$dtype)>;
def Aten_FillScalarOp : Aten_Op<"fill.Scalar", "creation::fill",
    "value everywhere, in the sizes and dtype of self", (ins Tensor:$self, SymScalar:$value)>;
def Aten_FillTensorOp : Aten_Op<"fill.Tensor", "creation::fill",
    "value everywhere, in the sizes and dtype of self", (ins Tensor:$self, Tensor:$value)>;
def Aten_ScalarTensorOp : Aten_Op<"scalar_tensor", "creation::scalar_tensor",
    "The 0-d tensor of a number", (ins SymScalar:$s, OptDType:$dtype)> {
  let semantics = "Without `dtype` it is the default float, whatever the number.";
}

//===-------------------------------------------------------------------------===//
// Sequences
//===-------------------------------------------------------------------------===//

def Aten_ArangeOp : Aten_Op<"arange", "creation::arange", "0, 1, ... below end",
    (ins SymScalar:$end, OptDType:$dtype)> {
  let semantics = "Without `dtype` it is int64 if all numbers are ints, else the default float.";
}
def Aten_ArangeStartOp : Aten_Op<"arange.start", "creation::arange",
    "start, start + 1, ... below end", (ins SymScalar:$start, SymScalar:$end, OptDType:$dtype)> {
  let semantics = "Without `dtype` it is int64 if all numbers are ints, else the default float.";
}
def Aten_ArangeStartStepOp : Aten_Op<"arange.start_step", "creation::arange",
    "start, start + step, ... short of end",
    (ins SymScalar:$start, SymScalar:$end, SymScalarOr<1>:$step, OptDType:$dtype)> {
  let semantics = [{
    There are ceil((end - start) / step) elements. Without `dtype` it is int64 if all
    numbers are ints, else the default float.}];
}
def Aten_LinspaceOp : Aten_Linspace<"", SymScalar, SymScalar>;
def Aten_LinspaceTensorTensorOp : Aten_Linspace<".Tensor_Tensor", Tensor, Tensor>;
def Aten_LinspaceTensorScalarOp : Aten_Linspace<".Tensor_Scalar", Tensor, SymScalar>;
def Aten_LinspaceScalarTensorOp : Aten_Linspace<".Scalar_Tensor", SymScalar, Tensor>;
def Aten_LogspaceOp : Aten_Logspace<"", SymScalar, SymScalar>;
def Aten_LogspaceTensorTensorOp : Aten_Logspace<".Tensor_Tensor", Tensor, Tensor>;
def Aten_LogspaceTensorScalarOp : Aten_Logspace<".Tensor_Scalar", Tensor, SymScalar>;
def Aten_LogspaceScalarTensorOp : Aten_Logspace<".Scalar_Tensor", SymScalar, Tensor>;

//===-------------------------------------------------------------------------===//
// Matrices and indices
//===-------------------------------------------------------------------------===//

def Aten_EyeOp : Aten_Op<"eye", "creation::eye", "The n x n identity matrix",
    (ins SymInt:$n, OptDType:$dtype)>;
def Aten_EyeMOp : Aten_Op<"eye.m", "creation::eye",
    "The n x m matrix with ones on the diagonal", (ins SymInt:$n, SymInt:$m, OptDType:$dtype)>;
def Aten_OneHotOp : Aten_Op<"one_hot", "creation::one_hot",
    "1 at the place that self gives along a new last dimension, 0 elsewhere",
    (ins Tensor:$self, IntOr<-1>:$num_classes)> {
  let semantics = [{
    The new dimension has size `num_classes`, by default one more than the largest
    element. Elements are from 0 to `num_classes - 1`.}];
}
