//===- Joining.td - Joining and splitting ------------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "EtVkDialect.td"
include "aten/ops/Joining.td"

foreach op = [
    Aten_CatOp, Aten_ConcatOp, Aten_ConcatenateOp, Aten_StackOp, Aten_HstackOp,
    Aten_VstackOp, Aten_RowStackOp, Aten_DstackOp, Aten_ColumnStackOp, Aten_BlockDiagOp,
    Aten_CartesianProdOp, Aten_Atleast1dOp, Aten_Atleast2dOp, Aten_Atleast3dOp,
    Aten_Atleast1dSequenceOp, Aten_Atleast2dSequenceOp, Aten_Atleast3dSequenceOp,
    Aten_BroadcastTensorsOp, Aten_MeshgridOp, Aten_MeshgridIndexingOp, Aten_SplitTensorOp,
    Aten_SplitCopyTensorOp, Aten_UnsafeSplitTensorOp, Aten_SplitSizesOp,
    Aten_SplitWithSizesOp, Aten_SplitWithSizesCopyOp, Aten_UnsafeSplitWithSizesOp,
    Aten_ChunkOp, Aten_UnsafeChunkOp, Aten_TensorSplitSectionsOp, Aten_TensorSplitIndicesOp,
    Aten_HsplitIntOp, Aten_VsplitIntOp, Aten_DsplitIntOp, Aten_HsplitArrayOp,
    Aten_VsplitArrayOp, Aten_DsplitArrayOp, Aten_UnbindIntOp, Aten_UnbindCopyIntOp
] in {
  def "EtVk_" # !substr(!cast<string>(op), 5) : EtVk_Of<op>;
}
