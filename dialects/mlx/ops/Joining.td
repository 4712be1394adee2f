//===- Joining.td - Joining and splitting ------------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "MlxDialect.td"
include "aten/ops/Joining.td"

def Mlx_CatOp : Mlx_Of<Aten_CatOp,
    "mx.concatenate({tensors:result}, axis={dim})", [Mlx_NoEmptyPart]>;
def Mlx_ConcatOp : Mlx_Of<Aten_ConcatOp,
    "mx.concatenate({tensors:result}, axis={dim})", [Mlx_NoEmptyPart]>;
def Mlx_ConcatenateOp : Mlx_Of<Aten_ConcatenateOp,
    "mx.concatenate({tensors:result}, axis={dim})", [Mlx_NoEmptyPart]>;
def Mlx_StackOp : Mlx_Of<Aten_StackOp, "mx.stack({tensors:result}, axis={dim})">;
def Mlx_HstackOp : Mlx_Of<Aten_HstackOp, "hstack({tensors:result})">;
def Mlx_VstackOp : Mlx_Of<Aten_VstackOp,
    "mx.concatenate([at_least(t, 2) for t in {tensors:result}], axis=0)">;
def Mlx_RowStackOp : Mlx_Of<Aten_RowStackOp,
    "mx.concatenate([at_least(t, 2) for t in {tensors:result}], axis=0)">;
def Mlx_DstackOp : Mlx_Of<Aten_DstackOp,
    "mx.concatenate([at_least(t, 3) for t in {tensors:result}], axis=2)">;
def Mlx_ColumnStackOp : Mlx_Of<Aten_ColumnStackOp,
    "mx.concatenate([t.reshape(-1, 1) if t.ndim < 2 else t for t in {tensors:result}], axis=1)">;
def Mlx_Atleast1dOp : Mlx_Of<Aten_Atleast1dOp, "at_least({self}, 1)">;
def Mlx_Atleast1dSequenceOp : Mlx_Of<Aten_Atleast1dSequenceOp,
    "[at_least(t, 1) for t in {tensors}]">;
def Mlx_Atleast2dOp : Mlx_Of<Aten_Atleast2dOp, "at_least({self}, 2)">;
def Mlx_Atleast2dSequenceOp : Mlx_Of<Aten_Atleast2dSequenceOp,
    "[at_least(t, 2) for t in {tensors}]">;
def Mlx_Atleast3dOp : Mlx_Of<Aten_Atleast3dOp, "at_least({self}, 3)">;
def Mlx_Atleast3dSequenceOp : Mlx_Of<Aten_Atleast3dSequenceOp,
    "[at_least(t, 3) for t in {tensors}]">;
def Mlx_BlockDiagOp : Mlx_Of<Aten_BlockDiagOp, "block_diag({tensors:result})">;
def Mlx_BroadcastTensorsOp : Mlx_Of<Aten_BroadcastTensorsOp, "mx.broadcast_arrays(*{tensors})">;
def Mlx_ChunkOp : Mlx_Of<Aten_ChunkOp, "chunk({self}, {chunks}, {dim})">;
def Mlx_UnsafeChunkOp : Mlx_Of<Aten_UnsafeChunkOp, "chunk({self}, {chunks}, {dim})">;
def Mlx_SplitTensorOp : Mlx_Of<Aten_SplitTensorOp, "split_every({self}, {split_size}, {dim})">;
def Mlx_SplitCopyTensorOp : Mlx_Of<Aten_SplitCopyTensorOp,
    "split_every({self}, {split_size}, {dim})">;
def Mlx_UnsafeSplitTensorOp : Mlx_Of<Aten_UnsafeSplitTensorOp,
    "split_every({self}, {split_size}, {dim})">;
def Mlx_SplitSizesOp : Mlx_Of<Aten_SplitSizesOp, "split({self}, {split_size}, {dim})">;
def Mlx_SplitWithSizesOp : Mlx_Of<Aten_SplitWithSizesOp, "split({self}, {split_sizes}, {dim})">;
def Mlx_SplitWithSizesCopyOp : Mlx_Of<Aten_SplitWithSizesCopyOp,
    "split({self}, {split_sizes}, {dim})">;
def Mlx_UnsafeSplitWithSizesOp : Mlx_Of<Aten_UnsafeSplitWithSizesOp,
    "split({self}, {split_sizes}, {dim})">;
def Mlx_TensorSplitSectionsOp : Mlx_Of<Aten_TensorSplitSectionsOp,
    "tensor_split({self}, {sections}, {dim})">;
def Mlx_TensorSplitIndicesOp : Mlx_Of<Aten_TensorSplitIndicesOp,
    "split_at({self}, {indices}, {dim})">;
def Mlx_HsplitIntOp : Mlx_Of<Aten_HsplitIntOp,
    "tensor_split({self}, {sections}, 1 if {self}.ndim > 1 else 0)">;
def Mlx_HsplitArrayOp : Mlx_Of<Aten_HsplitArrayOp,
    "split_at({self}, {indices}, 1 if {self}.ndim > 1 else 0)">;
def Mlx_VsplitIntOp : Mlx_Of<Aten_VsplitIntOp, "tensor_split({self}, {sections}, 0)">;
def Mlx_VsplitArrayOp : Mlx_Of<Aten_VsplitArrayOp, "split_at({self}, {indices}, 0)">;
def Mlx_DsplitIntOp : Mlx_Of<Aten_DsplitIntOp, "tensor_split({self}, {sections}, 2)">;
def Mlx_DsplitArrayOp : Mlx_Of<Aten_DsplitArrayOp, "split_at({self}, {indices}, 2)">;
def Mlx_UnbindIntOp : Mlx_Of<Aten_UnbindIntOp, "mx.unstack({self}, axis={dim})">;
def Mlx_UnbindCopyIntOp : Mlx_Of<Aten_UnbindCopyIntOp, "mx.unstack({self}, axis={dim})">;
def Mlx_MeshgridIndexingOp : Mlx_Of<Aten_MeshgridIndexingOp,
    "mx.meshgrid(*{tensors}, indexing={indexing})">;
def Mlx_MeshgridOp : Mlx_Of<Aten_MeshgridOp, "mx.meshgrid(*{tensors}, indexing=\"ij\")">;
