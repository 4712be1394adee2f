//===- Scatter.td - Writing by index, into a copy ----------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "AtenDialect.td"

//===-------------------------------------------------------------------------===//
// Element by element
//===-------------------------------------------------------------------------===//

class Aten_Scatter<string name, string formula, dag params, string more = "">
    : Aten_Op<name, "scatter::scatter", "self with " # formula # " for dim = 0, and so on",
              !con((ins Tensor:$self, Int:$dim, Tensor:$index), params)> {
  let semantics = [{
    index may be smaller than the other tensors: only as many elements are read and written.
    Indices are not negative. }] # more;
}
defvar LastWriteWins = "Which of several elements with one index is written is not specified.";
def Aten_ScatterSrcOp : Aten_Scatter<"scatter.src", "self[index[i][j]][j] = src[i][j]",
    (ins Tensor:$src), LastWriteWins>;
def Aten_ScatterValueOp : Aten_Scatter<"scatter.value", "self[index[i][j]][j] = value",
    (ins SymScalar:$value)>;
def Aten_ScatterReduceOp : Aten_Scatter<"scatter.reduce",
    "self[index[i][j]][j] = self[index[i][j]][j] + src[i][j] (or *)",
    (ins Tensor:$src, StrOneOf<["add", "multiply"]>:$reduce)>;
def Aten_ScatterValueReduceOp : Aten_Scatter<"scatter.value_reduce",
    "self[index[i][j]][j] = self[index[i][j]][j] + value (or *)",
    (ins SymScalar:$value, StrOneOf<["add", "multiply"]>:$reduce)>;
def Aten_ScatterAddOp : Aten_Scatter<"scatter_add",
    "self[index[i][j]][j] = self[index[i][j]][j] + src[i][j]", (ins Tensor:$src)>;
def Aten_ScatterReduceTwoOp : Aten_Scatter<"scatter_reduce.two",
    "self[index[i][j]][j] = reduce(self[index[i][j]][j], src[i][j])",
    (ins Tensor:$src, StrOneOf<["sum", "prod", "mean", "amax", "amin"]>:$reduce, BoolOrTrue:$include_self),
    "Without include_self, only the elements of src that share an index are reduced; what no "
    "index names keeps its value. A mean of integers is rounded down.">;

def Aten_PutOp : Aten_Op<"put", "scatter::put", "self with self.flatten()[index] = source",
    (ins Tensor:$self, Tensor:$index, Tensor:$source, BoolOrFalse:$accumulate)> {
  let semantics = "accumulate adds to what is there. Negative indices count from the end.";
}

class Aten_IndexPut<string name>
    : Aten_Op<name, "scatter::index_put", "self with self[indices] = values",
              (ins Tensor:$self, OptTensorList:$indices, Tensor:$values, BoolOrFalse:$accumulate)> {
  let semantics = [{
    Indices are those of `aten.index.Tensor`; values is broadcast to what that gives.
    accumulate adds to what is there. Without it, which of several values with one index is
    written is not specified.
  }];
}
def Aten_IndexPutOp : Aten_IndexPut<"index_put">;
def Aten_UnsafeIndexPutOp : Aten_IndexPut<"_unsafe_index_put">;
def Aten_UnsafeMaskedIndexPutAccumulateOp : Aten_Op<"_unsafe_masked_index_put_accumulate",
    "scatter::index_put", "self with self[indices] += mask ? values : 0",
    (ins Tensor:$self, Tensor:$mask, OptTensorList:$indices, Tensor:$values)> {
  let semantics = "Indices where mask is false may be out of range.";
}

//===-------------------------------------------------------------------------===//
// Slice by slice
//===-------------------------------------------------------------------------===//

class Aten_IndexSlices<string name, string rule, string formula, dag params, string more = "">
    : Aten_Op<name, rule, "self with " # formula # " for dim = 0, and so on",
              !con((ins Tensor:$self, Int:$dim, Tensor:$index), params)> {
  let semantics = "A vector of indices along dim. " # more;
}
def Aten_IndexAddOp : Aten_IndexSlices<"index_add", "scatter::index_accumulate",
    "self[index[i]] += alpha * source[i]", (ins Tensor:$source, IntScalarOr<1>:$alpha),
    "Indices are not negative.">;
def Aten_IndexReduceOp : Aten_IndexSlices<"index_reduce", "scatter::index_accumulate",
    "self[index[i]] = reduce(self[index[i]], source[i])",
    (ins Tensor:$source, StrOneOf<["prod", "mean", "amax", "amin"]>:$reduce, BoolOrTrue:$include_self),
    "Indices are not negative. Without include_self, only the slices of source that share an "
    "index are reduced; what no index names keeps its value. A mean of integers is rounded down.">;
def Aten_IndexCopyOp : Aten_IndexSlices<"index_copy", "scatter::index_copy",
    "self[index[i]] = source[i]", (ins Tensor:$source),
    "Indices are not negative. " # LastWriteWins>;
def Aten_IndexFillIntScalarOp : Aten_IndexSlices<"index_fill.int_Scalar", "scatter::index_fill",
    "self[index[i]] = value", (ins SymScalar:$value), "Negative indices count from the end.">;
def Aten_IndexFillIntTensorOp : Aten_IndexSlices<"index_fill.int_Tensor", "scatter::index_fill",
    "self[index[i]] = value", (ins Tensor:$value),
    "Negative indices count from the end. value is a 0-d tensor.">;

//===-------------------------------------------------------------------------===//
// Masks
//===-------------------------------------------------------------------------===//

def Aten_MaskedFillScalarOp : Aten_Op<"masked_fill.Scalar", "scatter::masked_fill",
    "mask ? value : self", (ins Tensor:$self, Tensor:$mask, SymScalar:$value)> {
  let semantics = "self and mask are broadcast together. The dtype is that of self.";
}
def Aten_MaskedFillTensorOp : Aten_Op<"masked_fill.Tensor", "scatter::masked_fill",
    "mask ? value : self", (ins Tensor:$self, Tensor:$mask, Tensor:$value)> {
  let semantics = "self and mask are broadcast together; value is a 0-d tensor. The dtype is that of self.";
}
def Aten_MaskedScatterOp : Aten_Op<"masked_scatter", "scatter::masked_scatter",
    "The next element of source where mask, else that of self",
    (ins Tensor:$self, Tensor:$mask, Tensor:$source)> {
  let semantics = [{
    self and mask are broadcast together. Elements of source are taken in order, one for each
    true element of mask; there are at least as many.
  }];
}

//===-------------------------------------------------------------------------===//
// Parts
//===-------------------------------------------------------------------------===//

class Aten_PartScatter<string name, string part, dag params>
    : Aten_Op<name, "scatter::" # name, "self with " # part # " = src",
              !con((ins Tensor:$self, Tensor:$src), params)>;
def Aten_SelectScatterOp : Aten_PartScatter<"select_scatter", "aten.select.int(self, dim, index)",
    (ins Int:$dim, SymInt:$index)>;
def Aten_SliceScatterOp : Aten_PartScatter<"slice_scatter", "aten.slice.Tensor(self, dim, start, end, step)",
    (ins IntOr<0>:$dim, OptSymInt:$start, OptSymInt:$end, IntOr<1>:$step)>;
def Aten_DiagonalScatterOp : Aten_PartScatter<"diagonal_scatter", "aten.diagonal(self, offset, dim1, dim2)",
    (ins IntOr<0>:$offset, IntOr<0>:$dim1, IntOr<1>:$dim2)>;
def Aten_AsStridedScatterOp : Aten_PartScatter<"as_strided_scatter",
    "aten.as_strided(self, size, stride, storage_offset)",
    (ins SymInts:$size, SymInts:$stride, OptSymInt:$storage_offset)>;

def Aten_ResizeOp : Aten_Op<"resize_", "scatter::resize", "self in place with other sizes",
    (ins MutableTensor:$self, SymInts:$size, OptMemoryFormat:$memory_format),
    (outs MutableTensorResult:$result), []> {
  let semantics = [{
    The first elements of self in order, as many as there are and the sizes take. Any more are
    uninitialized.
  }];
}
