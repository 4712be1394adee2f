//===- Indexing.td - Reading by index ----------------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "AtenDialect.td"

//===-------------------------------------------------------------------------===//
// Parts
//===-------------------------------------------------------------------------===//

class Aten_Select<string name>
    : Aten_Op<name, "indexing::select", "self[..., index, ...] at dimension dim, which is removed",
              (ins Tensor:$self, Int:$dim, SymInt:$index)> {
  let semantics = "A negative index counts from the end.";
}
def Aten_SelectIntOp : Aten_Select<"select.int">;
def Aten_SelectCopyIntOp : Aten_Select<"select_copy.int">;

class Aten_Slice<string name>
    : Aten_Op<name, "indexing::slice", "self[..., start:end:step, ...] at dimension dim",
              (ins Tensor:$self, IntOr<0>:$dim, OptSymInt:$start, OptSymInt:$end, IntOr<1>:$step)> {
  let semantics = [{
    Bounds are those of Python: negative ones count from the end, and what lies outside is
    clamped. The step is positive. A symbolic bound is taken to lie within the dimension, as
    `torch.export` guards it.
  }];
}
def Aten_SliceTensorOp : Aten_Slice<"slice.Tensor">;
def Aten_SliceCopyTensorOp : Aten_Slice<"slice_copy.Tensor">;

class Aten_Narrow<string name, Param start>
    : Aten_Op<name, "indexing::narrow", "self[..., start:start + length, ...] at dimension dim",
              (ins Tensor:$self, Int:$dim, start:$start, SymInt:$length)> {
  let semantics = "A negative start counts from the end. Nothing is clamped.";
}
def Aten_NarrowOp : Aten_Narrow<"narrow", SymInt>;
def Aten_NarrowCopyOp : Aten_Narrow<"narrow_copy", SymInt>;
def Aten_NarrowTensorOp : Aten_Narrow<"narrow.Tensor", Tensor>;

//===-------------------------------------------------------------------------===//
// One index tensor
//===-------------------------------------------------------------------------===//

def Aten_GatherOp : Aten_Op<"gather", "indexing::gather",
    "result[i][j] = self[index[i][j]][j] for dim = 0, and so on",
    (ins Tensor:$self, Int:$dim, Tensor:$index, BoolOrFalse:$sparse_grad)> {
  let semantics = [{
    The result has the sizes of index, which may be smaller than self in the other dimensions.
    Indices are not negative. `sparse_grad` only matters to gradients.
  }];
}
def Aten_TakeAlongDimOp : Aten_Op<"take_along_dim", "indexing::take_along_dim",
    "aten.gather along dim, with self and indices broadcast in the other dimensions",
    (ins Tensor:$self, Tensor:$indices, OptInt:$dim)> {
  let semantics = "Without dim, the elements of both in order are taken as vectors.";
}
def Aten_IndexSelectOp : Aten_Op<"index_select", "indexing::index_select",
    "self[..., index, ...] at dimension dim, for a vector of indices",
    (ins Tensor:$self, Int:$dim, Tensor:$index)> {
  let semantics = "Indices are not negative.";
}
def Aten_TakeOp : Aten_Op<"take", "indexing::take", "self.flatten()[index]",
    (ins Tensor:$self, Tensor:$index)> {
  let semantics = "The result has the sizes of index. Negative indices count from the end.";
}

//===-------------------------------------------------------------------------===//
// Many index tensors
//===-------------------------------------------------------------------------===//

class Aten_Index<string name>
    : Aten_Op<name, "indexing::index", "self[indices]",
              (ins Tensor:$self, OptTensorList:$indices)> {
  let semantics = [{
    One index a dimension; one that is absent (`none`) takes the whole dimension. Indices are
    broadcast together. If the indexed dimensions are next to each other, the broadcast sizes
    take their place, else they come first in the result. A bool (or uint8) index of n
    dimensions is a mask of n dimensions of self: it stands for the coordinates of its true
    elements. Negative indices count from the end.
  }];
}
def Aten_IndexTensorOp : Aten_Index<"index.Tensor">;
def Aten_UnsafeIndexTensorOp : Aten_Index<"_unsafe_index.Tensor">;
def Aten_UnsafeMaskedIndexOp : Aten_Op<"_unsafe_masked_index", "indexing::masked_index",
    "mask ? self[indices] : fill",
    (ins Tensor:$self, Tensor:$mask, OptTensorList:$indices, Scalar:$fill)> {
  let semantics = "As `aten.index.Tensor`, but indices where mask is false may be out of range.";
}

//===-------------------------------------------------------------------------===//
// Elements that are true
//===-------------------------------------------------------------------------===//

def Aten_NonzeroOp : Aten_Unary<"nonzero", "indexing::nonzero",
    "The indices of the elements that are not zero, one a row, in order">;
def Aten_ArgwhereOp : Aten_Unary<"argwhere", "indexing::nonzero",
    "The indices of the elements that are not zero, one a row, in order">;
def Aten_NonzeroNumpyOp : Aten_Op<"nonzero_numpy", "indexing::nonzero_numpy",
    "The indices of the elements that are not zero, one vector a dimension",
    (ins Tensor:$self), (outs TensorListResult:$result)> {
  let semantics = "A 0-d tensor counts as a vector of one element.";
}
def Aten_NonzeroStaticOp : Aten_Op<"nonzero_static", "indexing::nonzero_static",
    "The first size rows of aten.nonzero, filled up with fill_value",
    (ins Tensor:$self, SymInt:$size, IntOr<-1>:$fill_value)>;
def Aten_MaskedSelectOp : Aten_Op<"masked_select", "indexing::masked_select",
    "The elements where mask is true, in order, as a vector",
    (ins Tensor:$self, Tensor:$mask)> {
  let semantics = "self and mask are broadcast together.";
}

//===-------------------------------------------------------------------------===//
// Repeated and enumerated
//===-------------------------------------------------------------------------===//

class Aten_RepeatInterleave<string name, Param repeats, string summary>
    : Aten_Op<name, "indexing::repeat_interleave", summary,
              (ins Tensor:$self, repeats:$repeats, OptInt:$dim, OptSymInt:$output_size)> {
  let semantics = [{
    Copies of an element are next to each other. Without dim, the elements of self in order
    are taken as a vector. `output_size` is the size of dim in the result, if it is known.
  }];
}
def Aten_RepeatInterleaveSelfIntOp : Aten_RepeatInterleave<"repeat_interleave.self_int", SymInt,
    "Each element along dim repeats times">;
def Aten_RepeatInterleaveSelfTensorOp : Aten_RepeatInterleave<"repeat_interleave.self_Tensor", Tensor,
    "Each element i along dim repeats[i] times">;
def Aten_RepeatInterleaveTensorOp : Aten_Op<"repeat_interleave.Tensor",
    "indexing::repeat_interleave_indices", "Each index i of repeats repeats[i] times",
    (ins Tensor:$repeats, OptSymInt:$output_size)>;

class Aten_TriangleIndices<string name, string which>
    : Aten_Op<name, "indexing::triangle_indices",
              "The indices of a row x col matrix with " # which # ": a row of rows, a row of columns",
              (ins Int:$row, Int:$col, IntOr<0>:$offset, OptDTypeOr<"getI64Type", "long">:$dtype)> {
  let semantics = "In order, row by row.";
}
def Aten_TrilIndicesOp : Aten_TriangleIndices<"tril_indices", "column - row <= offset">;
def Aten_TriuIndicesOp : Aten_TriangleIndices<"triu_indices", "column - row >= offset">;
