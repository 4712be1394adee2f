//===- View.td - Views: the same elements under another shape ----*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "EtVkDialect.td"
include "aten/ops/View.td"

foreach op = [
    Aten_ViewOp, Aten_ViewCopyOp, Aten_UnsafeViewOp, Aten_ReshapeCopyOp, Aten_ReshapeOp,
    Aten_ViewAsOp, Aten_ReshapeAsOp, Aten_RavelOp, Aten_FlattenUsingIntsOp,
    Aten_UnflattenIntOp, Aten_ExpandOp, Aten_ExpandCopyOp, Aten_BroadcastToOp,
    Aten_ExpandAsOp, Aten_AsStridedOp, Aten_AsStridedCopyOp, Aten_ReshapeAliasOp,
    Aten_ReshapeAliasCopyOp, Aten_UnsqueezeOp, Aten_UnsqueezeCopyOp, Aten_SqueezeOp,
    Aten_SqueezeCopyOp, Aten_SqueezeDimOp, Aten_SqueezeCopyDimOp, Aten_SqueezeDimsOp,
    Aten_SqueezeCopyDimsOp, Aten_PermuteOp, Aten_PermuteCopyOp, Aten_TransposeIntOp,
    Aten_TransposeCopyIntOp, Aten_SwapdimsOp, Aten_SwapaxesOp, Aten_TOp, Aten_TCopyOp,
    Aten_NumpyTOp, Aten_MTOp, Aten_MHOp, Aten_AdjointOp, Aten_MatrixHOp, Aten_MovedimIntOp,
    Aten_MoveaxisIntOp, Aten_MovedimIntlistOp, Aten_MoveaxisIntlistOp, Aten_DiagonalOp,
    Aten_DiagonalCopyOp, Aten_LinalgDiagonalOp, Aten_DiagOp, Aten_DiagEmbedOp,
    Aten_DiagflatOp, Aten_TrilOp, Aten_TriuOp, Aten_RepeatOp, Aten_TileOp, Aten_FlipOp,
    Aten_FliplrOp, Aten_FlipudOp, Aten_RollOp, Aten_Rot90Op, Aten_UnfoldOp,
    Aten_UnfoldCopyOp, Aten_ViewDtypeOp, Aten_ViewCopyDtypeOp, Aten_ViewAsRealOp,
    Aten_ViewAsRealCopyOp, Aten_ViewAsComplexOp, Aten_ViewAsComplexCopyOp, Aten_RealOp,
    Aten_ImagOp, Aten_ConjOp, Aten_LazyConjOp, Aten_LazyConjCopyOp, Aten_LazyNegOp,
    Aten_LazyNegCopyOp, Aten_ResolveConjOp, Aten_ResolveNegOp
] in {
  def "EtVk_" # !substr(!cast<string>(op), 5) : EtVk_Of<op>;
}
