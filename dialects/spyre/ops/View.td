//===- View.td - Views --------------------------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "SpyreDialect.td"
include "aten/ops/View.td"

foreach op = [
    Aten_ViewOp, Aten_ViewCopyOp, Aten_UnsafeViewOp, Aten_ReshapeOp, Aten_ReshapeCopyOp,
    Aten_ViewAsOp, Aten_ReshapeAsOp, Aten_RavelOp, Aten_FlattenUsingIntsOp, Aten_UnflattenIntOp,
    Aten_ExpandOp, Aten_ExpandCopyOp, Aten_BroadcastToOp, Aten_ExpandAsOp, Aten_UnsqueezeOp,
    Aten_UnsqueezeCopyOp, Aten_SqueezeOp, Aten_SqueezeCopyOp, Aten_SqueezeDimOp,
    Aten_SqueezeCopyDimOp, Aten_SqueezeDimsOp, Aten_SqueezeCopyDimsOp, Aten_PermuteOp,
    Aten_PermuteCopyOp, Aten_TransposeIntOp, Aten_TransposeCopyIntOp, Aten_TOp, Aten_TCopyOp,
    Aten_NumpyTOp, Aten_MTOp
] in {
  def "Spyre_" # !substr(!cast<string>(op), 5) : Spyre_View<op>;
}
