//===- View.td - Views: the same elements under another shape ----*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "MlxDialect.td"
include "aten/ops/View.td"

def Mlx_ViewOp : Mlx_Any<Aten_ViewOp, "{self}.reshape({size})">;
def Mlx_UnsafeViewOp : Mlx_Any<Aten_UnsafeViewOp, "{self}.reshape({size})">;
def Mlx_ViewCopyOp : Mlx_Any<Aten_ViewCopyOp, "{self}.reshape({size})">;
def Mlx_ReshapeCopyOp : Mlx_Any<Aten_ReshapeCopyOp, "{self}.reshape({size})">;
def Mlx_ReshapeOp : Mlx_Any<Aten_ReshapeOp, "{self}.reshape({shape})">;
def Mlx_ReshapeAliasOp : Mlx_Any<Aten_ReshapeAliasOp, "{self}.reshape({size})">;
def Mlx_ReshapeAliasCopyOp : Mlx_Any<Aten_ReshapeAliasCopyOp, "{self}.reshape({size})">;
def Mlx_ViewAsOp : Mlx_Any<Aten_ViewAsOp, "{self}.reshape({other}.shape)">;
def Mlx_ReshapeAsOp : Mlx_Any<Aten_ReshapeAsOp, "{self}.reshape({other}.shape)">;
def Mlx_PermuteOp : Mlx_Any<Aten_PermuteOp, "{self}.transpose({dims})">;
def Mlx_PermuteCopyOp : Mlx_Any<Aten_PermuteCopyOp, "{self}.transpose({dims})">;
def Mlx_TOp : Mlx_Any<Aten_TOp, "{self}.T">;
def Mlx_TCopyOp : Mlx_Any<Aten_TCopyOp, "{self}.T">;
def Mlx_NumpyTOp : Mlx_Any<Aten_NumpyTOp, "{self}.T">;
def Mlx_TransposeIntOp : Mlx_Any<Aten_TransposeIntOp,
    "mx.swapaxes({self}, {dim0}, {dim1})", [Mlx_Ranked<"self">]>;
def Mlx_TransposeCopyIntOp : Mlx_Any<Aten_TransposeCopyIntOp,
    "mx.swapaxes({self}, {dim0}, {dim1})", [Mlx_Ranked<"self">]>;
def Mlx_SwapdimsOp : Mlx_Any<Aten_SwapdimsOp,
    "mx.swapaxes({self}, {dim0}, {dim1})", [Mlx_Ranked<"self">]>;
def Mlx_SwapaxesOp : Mlx_Any<Aten_SwapaxesOp,
    "mx.swapaxes({self}, {axis0}, {axis1})", [Mlx_Ranked<"self">]>;
def Mlx_MTOp : Mlx_Any<Aten_MTOp, "mx.swapaxes({self}, -1, -2)">;
def Mlx_AdjointOp : Mlx_Of<Aten_AdjointOp, "mx.swapaxes({self}, -1, -2)", [Mlx_Ranked<"self">]>;
def Mlx_MHOp : Mlx_Of<Aten_MHOp, "mx.swapaxes({self}, -1, -2)", [Mlx_Ranked<"self">]>;
def Mlx_MatrixHOp : Mlx_Of<Aten_MatrixHOp, "mx.swapaxes({self}, -1, -2)", [Mlx_Ranked<"self">]>;
def Mlx_ExpandOp : Mlx_Any<Aten_ExpandOp, "mx.broadcast_to({self}, sizes({self}, {size}))">;
def Mlx_ExpandCopyOp : Mlx_Any<Aten_ExpandCopyOp, "mx.broadcast_to({self}, sizes({self}, {size}))">;
def Mlx_BroadcastToOp : Mlx_Any<Aten_BroadcastToOp,
    "mx.broadcast_to({self}, sizes({self}, {size}))">;
def Mlx_ExpandAsOp : Mlx_Any<Aten_ExpandAsOp, "mx.broadcast_to({self}, {other}.shape)">;
def Mlx_FlattenUsingIntsOp : Mlx_Any<Aten_FlattenUsingIntsOp,
    "flatten({self}, {start_dim}, {end_dim})">;
def Mlx_RavelOp : Mlx_Any<Aten_RavelOp, "{self}.reshape(-1)">;
def Mlx_UnflattenIntOp : Mlx_Any<Aten_UnflattenIntOp, "mx.unflatten({self}, {dim}, {sizes})">;
def Mlx_UnsqueezeOp : Mlx_Any<Aten_UnsqueezeOp, "mx.expand_dims({self}, {dim})">;
def Mlx_UnsqueezeCopyOp : Mlx_Any<Aten_UnsqueezeCopyOp, "mx.expand_dims({self}, {dim})">;
def Mlx_SqueezeOp : Mlx_Any<Aten_SqueezeOp, "squeeze({self}, range({self}.ndim))">;
def Mlx_SqueezeCopyOp : Mlx_Any<Aten_SqueezeCopyOp, "squeeze({self}, range({self}.ndim))">;
def Mlx_SqueezeDimOp : Mlx_Any<Aten_SqueezeDimOp, "squeeze({self}, [{dim}])">;
def Mlx_SqueezeCopyDimOp : Mlx_Any<Aten_SqueezeCopyDimOp, "squeeze({self}, [{dim}])">;
def Mlx_SqueezeDimsOp : Mlx_Any<Aten_SqueezeDimsOp, "squeeze({self}, {dim})">;
def Mlx_SqueezeCopyDimsOp : Mlx_Any<Aten_SqueezeCopyDimsOp, "squeeze({self}, {dim})">;
def Mlx_FlipOp : Mlx_Of<Aten_FlipOp, "mx.flip({self}, {dims})", [Mlx_SomeDims]>;
def Mlx_FliplrOp : Mlx_Of<Aten_FliplrOp, "mx.flip({self}, 1)">;
def Mlx_FlipudOp : Mlx_Of<Aten_FlipudOp, "mx.flip({self}, 0)">;
def Mlx_RepeatOp : Mlx_Of<Aten_RepeatOp, "mx.tile({self}, {repeats})">;
def Mlx_TileOp : Mlx_Of<Aten_TileOp, "mx.tile({self}, {dims})">;
def Mlx_RollOp : Mlx_Of<Aten_RollOp, "roll({self}, {shifts}, {dims})">;
def Mlx_Rot90Op : Mlx_Of<Aten_Rot90Op, "rotate({self}, {k}, {dims})">;
def Mlx_MovedimIntOp : Mlx_Of<Aten_MovedimIntOp, "mx.moveaxis({self}, {source}, {destination})">;
def Mlx_MoveaxisIntOp : Mlx_Of<Aten_MoveaxisIntOp, "mx.moveaxis({self}, {source}, {destination})">;
def Mlx_MovedimIntlistOp : Mlx_Of<Aten_MovedimIntlistOp,
    "move_axes({self}, {source}, {destination})">;
def Mlx_MoveaxisIntlistOp : Mlx_Of<Aten_MoveaxisIntlistOp,
    "move_axes({self}, {source}, {destination})">;
def Mlx_DiagonalOp : Mlx_Of<Aten_DiagonalOp, "mx.diagonal({self}, {offset}, {dim1}, {dim2})">;
def Mlx_DiagonalCopyOp : Mlx_Of<Aten_DiagonalCopyOp,
    "mx.diagonal({self}, {offset}, {dim1}, {dim2})">;
def Mlx_LinalgDiagonalOp : Mlx_Of<Aten_LinalgDiagonalOp,
    "mx.diagonal({A}, {offset}, {dim1}, {dim2})">;
def Mlx_DiagOp : Mlx_Of<Aten_DiagOp, "mx.diag({self}, {diagonal})">;
def Mlx_DiagflatOp : Mlx_Of<Aten_DiagflatOp, "mx.diag({self}.reshape(-1), {offset})">;
def Mlx_DiagEmbedOp : Mlx_Of<Aten_DiagEmbedOp, "diag_embed({self}, {offset}, {dim1}, {dim2})">;
def Mlx_TrilOp : Mlx_Of<Aten_TrilOp, "mx.tril({self}, {diagonal})">;
def Mlx_TriuOp : Mlx_Of<Aten_TriuOp, "mx.triu({self}, {diagonal})">;
def Mlx_UnfoldOp : Mlx_Of<Aten_UnfoldOp, "unfold({self}, {dimension}, {size}, {step})">;
def Mlx_UnfoldCopyOp : Mlx_Of<Aten_UnfoldCopyOp, "unfold({self}, {dimension}, {size}, {step})">;
def Mlx_ConjOp : Mlx_Of<Aten_ConjOp, "{self}">;
def Mlx_LazyConjOp : Mlx_Of<Aten_LazyConjOp, "{self}">;
def Mlx_LazyConjCopyOp : Mlx_Of<Aten_LazyConjCopyOp, "{self}">;
def Mlx_RealOp : Mlx_Of<Aten_RealOp, "{self}">;
def Mlx_ResolveConjOp : Mlx_Of<Aten_ResolveConjOp, "{self}">;
def Mlx_ResolveNegOp : Mlx_Of<Aten_ResolveNegOp, "{self}">;
def Mlx_LazyNegOp : Mlx_Of<Aten_LazyNegOp, "-{self}">;
def Mlx_LazyNegCopyOp : Mlx_Of<Aten_LazyNegCopyOp, "-{self}">;
def Mlx_AsStridedOp : Mlx_Of<Aten_AsStridedOp,
    "mx.as_strided({self}, {size}, {stride}, {storage_offset:or0})">;
def Mlx_AsStridedCopyOp : Mlx_Of<Aten_AsStridedCopyOp,
    "mx.as_strided({self}, {size}, {stride}, {storage_offset:or0})">;
def Mlx_ViewDtypeOp : Mlx_Of<Aten_ViewDtypeOp, "{self}.view({result})", [Mlx_NoBool]>;
def Mlx_ViewCopyDtypeOp : Mlx_Of<Aten_ViewCopyDtypeOp, "{self}.view({result})", [Mlx_NoBool]>;
def Mlx_ViewAsRealOp : Mlx_Any<Aten_ViewAsRealOp,
    "mx.stack([mx.real({self}), mx.imag({self})], axis=-1)", [DTypeOf<"self", ["complex64"]>]>;
def Mlx_ViewAsRealCopyOp : Mlx_Any<Aten_ViewAsRealCopyOp,
    "mx.stack([mx.real({self}), mx.imag({self})], axis=-1)", [DTypeOf<"self", ["complex64"]>]>;
def Mlx_ViewAsComplexOp : Mlx_Any<Aten_ViewAsComplexOp,
    "{self}.view(mx.complex64)[..., 0]", [DTypeOf<"self", ["float32"]>]>;
def Mlx_ViewAsComplexCopyOp : Mlx_Any<Aten_ViewAsComplexCopyOp,
    "{self}.view(mx.complex64)[..., 0]", [DTypeOf<"self", ["float32"]>]>;
