//===- Joining.td - Joining and splitting ------------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "AtenDialect.td"

class Aten_OfTensors<string name, string rule, string summary>
    : Aten_Op<name, rule, summary, (ins TensorList:$tensors)>;
class Aten_TensorsOfTensors<string name, string rule, string summary>
    : Aten_Op<name, rule, summary, (ins TensorList:$tensors), (outs TensorListResult:$result)>;

//===-------------------------------------------------------------------------===//
// Joining
//===-------------------------------------------------------------------------===//

class Aten_Cat<string name>
    : Aten_Op<name, "joining::cat", "The tensors one after the other along dim",
              (ins TensorList:$tensors, IntOr<0>:$dim)> {
  let semantics = [{
    Their other sizes are equal; dtypes are promoted. Tensors of size [0] are left out,
    whatever the rank of the others.
  }];
}
def Aten_CatOp : Aten_Cat<"cat">;
def Aten_ConcatOp : Aten_Cat<"concat">;
def Aten_ConcatenateOp : Aten_Cat<"concatenate">;
def Aten_StackOp : Aten_Op<"stack", "joining::stack", "The tensors along a new dimension dim",
    (ins TensorList:$tensors, IntOr<0>:$dim)>;
def Aten_HstackOp : Aten_OfTensors<"hstack", "joining::hstack",
    "The tensors one after the other along dimension 1; vectors and 0-d tensors along dimension 0">;
def Aten_VstackOp : Aten_OfTensors<"vstack", "joining::vstack",
    "The tensors, as those of aten.atleast_2d, one after the other along dimension 0">;
def Aten_RowStackOp : Aten_OfTensors<"row_stack", "joining::vstack",
    "The tensors, as those of aten.atleast_2d, one after the other along dimension 0">;
def Aten_DstackOp : Aten_OfTensors<"dstack", "joining::dstack",
    "The tensors, as those of aten.atleast_3d, one after the other along dimension 2">;
def Aten_ColumnStackOp : Aten_OfTensors<"column_stack", "joining::column_stack",
    "The tensors one after the other along dimension 1, vectors and 0-d tensors as columns">;
def Aten_BlockDiagOp : Aten_OfTensors<"block_diag", "joining::block_diag",
    "A matrix with the tensors, as those of aten.atleast_2d, along its diagonal and 0 elsewhere">;
def Aten_CartesianProdOp : Aten_OfTensors<"cartesian_prod", "joining::cartesian_prod",
    "Every combination of one element of each vector, one a row"> {
  let semantics = "The last vector runs fastest. Of one vector alone, the result is that vector.";
}
def Aten_CombinationsOp : Aten_Op<"combinations", "joining::combinations",
    "Every choice of r elements of a vector, one a row",
    (ins Tensor:$self, IntOr<2>:$r, BoolOrFalse:$with_replacement)> {
  let semantics = [{
    In the order of their indices, which increase in a row; with_replacement lets them repeat.
    For r = 0 the result is an empty vector.
  }];
}

//===-------------------------------------------------------------------------===//
// Made alike
//===-------------------------------------------------------------------------===//

def Aten_Atleast1dOp : Aten_Unary<"atleast_1d", "joining::atleast", "self, a 0-d tensor as a vector">;
def Aten_Atleast2dOp : Aten_Unary<"atleast_2d", "joining::atleast", "self with leading dimensions of size 1 up to a matrix">;
def Aten_Atleast3dOp : Aten_Unary<"atleast_3d", "joining::atleast", "self with dimensions of size 1 up to three: 1xNx1 of a vector, MxNx1 of a matrix">;
def Aten_Atleast1dSequenceOp : Aten_TensorsOfTensors<"atleast_1d.Sequence", "joining::atleast", "Each tensor, a 0-d one as a vector">;
def Aten_Atleast2dSequenceOp : Aten_TensorsOfTensors<"atleast_2d.Sequence", "joining::atleast", "Each tensor with leading dimensions of size 1 up to a matrix">;
def Aten_Atleast3dSequenceOp : Aten_TensorsOfTensors<"atleast_3d.Sequence", "joining::atleast", "Each tensor with dimensions of size 1 up to three: 1xNx1 of a vector, MxNx1 of a matrix">;
def Aten_BroadcastTensorsOp : Aten_TensorsOfTensors<"broadcast_tensors", "joining::broadcast_tensors",
    "Each tensor broadcast to the sizes of all">;
def Aten_MeshgridOp : Aten_TensorsOfTensors<"meshgrid", "joining::meshgrid",
    "Each vector i along dimension i of a grid, repeated along the others">;
def Aten_MeshgridIndexingOp : Aten_Op<"meshgrid.indexing", "joining::meshgrid",
    "Each vector i along dimension i of a grid, repeated along the others",
    (ins TensorList:$tensors, StrOneOf<["ij", "xy"]>:$indexing),
    (outs TensorListResult:$result)> {
  let semantics = "With indexing `xy` the first two dimensions of every result are swapped.";
}

//===-------------------------------------------------------------------------===//
// Splitting
//===-------------------------------------------------------------------------===//

class Aten_Split<string name, string rule, string summary, dag params>
    : Aten_Op<name, rule, summary, !con((ins Tensor:$self), params, (ins IntOr<0>:$dim)),
              (outs TensorListResult:$result)>;

class Aten_SplitBySize<string name>
    : Aten_Split<name, "joining::split",
                 "Parts of split_size along dim, the last one of what is left",
                 (ins SymInt:$split_size)>;
def Aten_SplitTensorOp : Aten_SplitBySize<"split.Tensor">;
def Aten_SplitCopyTensorOp : Aten_SplitBySize<"split_copy.Tensor">;
def Aten_UnsafeSplitTensorOp : Aten_SplitBySize<"unsafe_split.Tensor">;
def Aten_SplitSizesOp : Aten_Split<"split.sizes", "joining::split",
    "Parts of these sizes along dim, which they add up to", (ins SymInts:$split_size)>;

class Aten_SplitWithSizes<string name>
    : Aten_Split<name, "joining::split_with_sizes",
                 "Parts of these sizes along dim, which they add up to", (ins SymInts:$split_sizes)>;
def Aten_SplitWithSizesOp : Aten_SplitWithSizes<"split_with_sizes">;
def Aten_SplitWithSizesCopyOp : Aten_SplitWithSizes<"split_with_sizes_copy">;
def Aten_UnsafeSplitWithSizesOp : Aten_SplitWithSizes<"unsafe_split_with_sizes">;

class Aten_Chunk<string name>
    : Aten_Split<name, "joining::chunk", "Parts of ceil(size / chunks) along dim", (ins Int:$chunks)> {
  let semantics = [{
    The last part is what is left, and there may be fewer parts than asked for. Of a size that
    is not known at compile time there are taken to be as many.
  }];
}
def Aten_ChunkOp : Aten_Chunk<"chunk">;
def Aten_UnsafeChunkOp : Aten_Chunk<"unsafe_chunk">;

def Aten_TensorSplitSectionsOp : Aten_Split<"tensor_split.sections", "joining::tensor_split",
    "As many parts along dim as sections, the first size % sections of them larger by one",
    (ins Int:$sections)>;
def Aten_TensorSplitIndicesOp : Aten_Split<"tensor_split.indices", "joining::tensor_split",
    "The parts along dim before, between and after indices, taken as the bounds of slices",
    (ins SymInts:$indices)>;

class Aten_SplitSections<string name, string where>
    : Aten_Op<name, "joining::fixed_split", "Equal parts along " # where # ", as many as sections",
              (ins Tensor:$self, Int:$sections), (outs TensorListResult:$result)>;
class Aten_SplitIndices<string name, string where>
    : Aten_Op<name, "joining::fixed_split", "The parts along " # where # " before, between and after indices",
              (ins Tensor:$self, Ints:$indices), (outs TensorListResult:$result)>;
def Aten_HsplitIntOp : Aten_SplitSections<"hsplit.int", "dimension 1 (0 of a vector)">;
def Aten_VsplitIntOp : Aten_SplitSections<"vsplit.int", "dimension 0">;
def Aten_DsplitIntOp : Aten_SplitSections<"dsplit.int", "dimension 2">;
def Aten_HsplitArrayOp : Aten_SplitIndices<"hsplit.array", "dimension 1 (0 of a vector)">;
def Aten_VsplitArrayOp : Aten_SplitIndices<"vsplit.array", "dimension 0">;
def Aten_DsplitArrayOp : Aten_SplitIndices<"dsplit.array", "dimension 2">;

class Aten_Unbind<string name>
    : Aten_Op<name, "joining::unbind", "The slice at each index of dim, without that dimension",
              (ins Tensor:$self, IntOr<0>:$dim), (outs TensorListResult:$result)>;
def Aten_UnbindIntOp : Aten_Unbind<"unbind.int">;
def Aten_UnbindCopyIntOp : Aten_Unbind<"unbind_copy.int">;
