//===- Symbolic.td - Sizes as values, and assertions -------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "AtenDialect.td"

//===-------------------------------------------------------------------------===//
// Sizes
//===-------------------------------------------------------------------------===//

class Aten_Metadata<string name, string rule, string summary, dag more = (ins), Result result = SymIntResult>
    : Aten_Op<name, rule, summary, !con((ins Tensor:$self), more), (outs result:$result)>;
def Aten_SymSizeIntOp : Aten_Metadata<"sym_size.int", "symbolic::sym_size",
    "The size of dimension dim", (ins Int:$dim)>;
def Aten_SymStrideIntOp : Aten_Metadata<"sym_stride.int", "symbolic::sym_stride",
    "The stride of dimension dim, in elements", (ins Int:$dim)> {
  let semantics = [{
    A value has the strides of a contiguous tensor: the product of the sizes of the later
    dimensions, where a size of 0 counts as 1.
  }];
}
def Aten_SymNumelOp : Aten_Metadata<"sym_numel", "symbolic::sym_numel", "The number of elements">;
def Aten_NumelOp : Aten_Metadata<"numel", "symbolic::sym_numel", "The number of elements", (ins), IntResult>;
def Aten_SymStorageOffsetOp : Aten_Metadata<"sym_storage_offset", "symbolic::sym_storage_offset",
    "Where in its storage self starts: at 0, as every value">;
def Aten_SymIsContiguousOp : Aten_Metadata<"sym_is_contiguous", "symbolic::sym_bool",
    "Whether the strides of self are those of memory_format",
    (ins MemoryFormatOrContiguous:$memory_format), SymBoolResult> {
  let semantics = "A value has the strides of a contiguous tensor.";
}

//===-------------------------------------------------------------------------===//
// Elements
//===-------------------------------------------------------------------------===//

class Aten_Item<string name>
    : Aten_Op<name, "symbolic::item", "The only element, as a number",
              (ins Tensor:$self), (outs ScalarResult:$result)> {
  let semantics = "An integer gives `index`, a float `f64`, a bool `i1`.";
}
def Aten_LocalScalarDenseOp : Aten_Item<"_local_scalar_dense">;
def Aten_ItemOp : Aten_Item<"item">;

//===-------------------------------------------------------------------------===//
// Assertions
//===-------------------------------------------------------------------------===//

class Aten_Assertion<string name, string rule, string summary, dag params>
    : Aten_Op<name, rule, summary, params, OneTensor.none, []>;
// The result is a token, for the next assertion: it keeps them in order.
class Aten_TokenAssertion<string name, string rule, string summary, dag params>
    : Aten_Op<name, rule, summary, !con(params, (ins Tensor:$dep_token)), OneTensor.tensor, []> {
  let semantics = "The result is `dep_token`, which keeps assertions in order.";
}
defvar AssertScalar = "Fails with assert_msg if self is 0 or false";
def Aten_AssertScalarOp : Aten_Assertion<"_assert_scalar", "symbolic::assert_scalar", AssertScalar,
    (ins SymScalar:$self, Str:$assert_msg)>;
def Aten_FunctionalAssertScalarOp : Aten_TokenAssertion<"_functional_assert_scalar",
    "symbolic::assert_scalar", AssertScalar, (ins SymScalar:$self, Str:$assert_msg)>;
def Aten_AssertAsyncOp : Aten_Assertion<"_assert_async", "symbolic::assert_async",
    "Fails if the only element of self is 0 or false", (ins Tensor:$self)>;
defvar AssertAsyncMsg = "Fails with assert_msg if the only element of self is 0 or false";
def Aten_AssertAsyncMsgOp : Aten_Assertion<"_assert_async.msg", "symbolic::assert_async",
    AssertAsyncMsg, (ins Tensor:$self, Str:$assert_msg)>;
def Aten_FunctionalAssertAsyncMsgOp : Aten_TokenAssertion<"_functional_assert_async.msg",
    "symbolic::assert_async", AssertAsyncMsg, (ins Tensor:$self, Str:$assert_msg)>;
defvar ConstrainRange = "Fails if size is not from min to max, both included";
def Aten_SymConstrainRangeOp : Aten_Assertion<"sym_constrain_range", "symbolic::constrain_range",
    ConstrainRange, (ins SymScalar:$size, OptInt:$min, OptInt:$max)>;
def Aten_FunctionalSymConstrainRangeOp : Aten_TokenAssertion<"_functional_sym_constrain_range",
    "symbolic::constrain_range", ConstrainRange, (ins SymScalar:$size, OptInt:$min, OptInt:$max)>;
defvar ConstrainSize = "Fails if size is negative, or not from min to max, both included";
def Aten_SymConstrainRangeForSizeOp : Aten_Assertion<"sym_constrain_range_for_size",
    "symbolic::constrain_range", ConstrainSize, (ins SymScalar:$size, OptInt:$min, OptInt:$max)>;
def Aten_FunctionalSymConstrainRangeForSizeOp : Aten_TokenAssertion<
    "_functional_sym_constrain_range_for_size", "symbolic::constrain_range", ConstrainSize,
    (ins SymScalar:$size, OptInt:$min, OptInt:$max)>;
def Aten_AssertTensorMetadataOp : Aten_Assertion<"_assert_tensor_metadata",
    "symbolic::assert_tensor_metadata", "Fails if a has not these sizes and this dtype",
    (ins Tensor:$a, OptSymInts:$size, OptSymInts:$stride, OptDType:$dtype)> {
  let semantics = "Values have no strides: `stride` is not checked but for its length.";
}
