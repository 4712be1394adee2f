// RUN: tricast-opt --tricast-rewrite='rules=decompose cost=core' %s | FileCheck %s
// RUN: tricast-opt --tricast-rewrite='engine=greedy rules=decompose' %s | FileCheck %s --check-prefix=GREEDY
// RUN: tricast-opt --tricast-rewrite='rules=decompose cost=core explain' %s | FileCheck %s --check-prefix=WHY

// CHECK-LABEL: @DecomposeReshape(
// CHECK-NEXT: %[[V0:.*]] = aten.view %arg0 size = [1, 1]
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeReshape(
// GREEDY-NOT: {{aten\.reshape }}
// WHY-LABEL: @DecomposeReshape(
// WHY: tricast.rules = [{{.*}}"DecomposeReshape"
func.func @DecomposeReshape(%arg0: tensor<f32>) -> (tensor<1x1xf32>) {
  %0 = aten.reshape %arg0 shape = [1, 1] : (tensor<f32>) -> tensor<1x1xf32>
  return %0 : tensor<1x1xf32>
}

// CHECK-LABEL: @DecomposeFlattenUsingInts(
// CHECK-NEXT: %[[V0:.*]] = aten.view %arg0 size = [5]
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeFlattenUsingInts(
// GREEDY-NOT: {{aten\.flatten\.using_ints }}
// WHY-LABEL: @DecomposeFlattenUsingInts(
// WHY: tricast.rules = [{{.*}}"DecomposeFlattenUsingInts"
func.func @DecomposeFlattenUsingInts(%arg0: tensor<5xf32>) -> (tensor<5xf32>) {
  %0 = aten.flatten.using_ints %arg0 : (tensor<5xf32>) -> tensor<5xf32>
  return %0 : tensor<5xf32>
}

// CHECK-LABEL: @DecomposeUnflattenInt(
// CHECK-NEXT: %[[V0:.*]] = aten.view %arg0 size = [8]
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeUnflattenInt(
// GREEDY-NOT: {{aten\.unflatten\.int }}
// WHY-LABEL: @DecomposeUnflattenInt(
// WHY: tricast.rules = [{{.*}}"DecomposeUnflattenInt"
func.func @DecomposeUnflattenInt(%arg0: tensor<8xf32>) -> (tensor<8xf32>) {
  %0 = aten.unflatten.int %arg0 dim = 0 sizes = [8] : (tensor<8xf32>) -> tensor<8xf32>
  return %0 : tensor<8xf32>
}

// CHECK-LABEL: @DecomposeViewAs(
// CHECK-NEXT: %[[V0:.*]] = aten.view %arg0 size = [5]
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeViewAs(
// GREEDY-NOT: {{aten\.view_as }}
// WHY-LABEL: @DecomposeViewAs(
// WHY: tricast.rules = [{{.*}}"DecomposeViewAs"
func.func @DecomposeViewAs(%arg0: tensor<5xf32>, %arg1: tensor<5xf32>) -> (tensor<5xf32>) {
  %0 = aten.view_as %arg0, %arg1 : (tensor<5xf32>, tensor<5xf32>) -> tensor<5xf32>
  return %0 : tensor<5xf32>
}

// CHECK-LABEL: @DecomposeReshapeAs(
// CHECK-NEXT: %[[V0:.*]] = aten.view %arg0 size = [5]
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeReshapeAs(
// GREEDY-NOT: {{aten\.reshape_as }}
// WHY-LABEL: @DecomposeReshapeAs(
// WHY: tricast.rules = [{{.*}}"DecomposeReshapeAs"
func.func @DecomposeReshapeAs(%arg0: tensor<5xf32>, %arg1: tensor<5xf32>) -> (tensor<5xf32>) {
  %0 = aten.reshape_as %arg0, %arg1 : (tensor<5xf32>, tensor<5xf32>) -> tensor<5xf32>
  return %0 : tensor<5xf32>
}

// CHECK-LABEL: @DecomposeRavel(
// CHECK-NEXT: %[[V0:.*]] = aten.view %arg0 size = [1]
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeRavel(
// GREEDY-NOT: {{aten\.ravel }}
// WHY-LABEL: @DecomposeRavel(
// WHY: tricast.rules = [{{.*}}"DecomposeRavel"
func.func @DecomposeRavel(%arg0: tensor<f32>) -> (tensor<1xf32>) {
  %0 = aten.ravel %arg0 : (tensor<f32>) -> tensor<1xf32>
  return %0 : tensor<1xf32>
}

// CHECK-LABEL: @DecomposePrivateReshapeAlias(
// CHECK-NEXT: %[[V0:.*]] = aten.view %arg0 size = [24]
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposePrivateReshapeAlias(
// GREEDY-NOT: {{aten\._reshape_alias }}
// WHY-LABEL: @DecomposePrivateReshapeAlias(
// WHY: tricast.rules = [{{.*}}"DecomposePrivateReshapeAlias"
func.func @DecomposePrivateReshapeAlias(%arg0: tensor<2x3x4xf32>) -> (tensor<24xf32>) {
  %0 = aten._reshape_alias %arg0 size = [24] stride = [1] : (tensor<2x3x4xf32>) -> tensor<24xf32>
  return %0 : tensor<24xf32>
}

// CHECK-LABEL: @DecomposeReshapeAliasCopy(
// CHECK-NEXT: %[[V0:.*]] = aten.view %arg0 size = [24]
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeReshapeAliasCopy(
// GREEDY-NOT: {{aten\._reshape_alias_copy }}
// WHY-LABEL: @DecomposeReshapeAliasCopy(
// WHY: tricast.rules = [{{.*}}"DecomposeReshapeAliasCopy"
func.func @DecomposeReshapeAliasCopy(%arg0: tensor<2x3x4xf32>) -> (tensor<24xf32>) {
  %0 = aten._reshape_alias_copy %arg0 size = [24] stride = [1] : (tensor<2x3x4xf32>) -> tensor<24xf32>
  return %0 : tensor<24xf32>
}

// CHECK-LABEL: @DecomposeSqueeze(
// CHECK-NEXT: %[[V0:.*]] = aten.view %arg0 size = []
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeSqueeze(
// GREEDY-NOT: {{aten\.squeeze }}
// WHY-LABEL: @DecomposeSqueeze(
// WHY: tricast.rules = [{{.*}}"DecomposeSqueeze"
func.func @DecomposeSqueeze(%arg0: tensor<1x1xf32>) -> (tensor<f32>) {
  %0 = aten.squeeze %arg0 : (tensor<1x1xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeSqueezeCopy(
// CHECK-NEXT: %[[V0:.*]] = aten.view %arg0 size = []
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeSqueezeCopy(
// GREEDY-NOT: {{aten\.squeeze_copy }}
// WHY-LABEL: @DecomposeSqueezeCopy(
// WHY: tricast.rules = [{{.*}}"DecomposeSqueezeCopy"
func.func @DecomposeSqueezeCopy(%arg0: tensor<1x1x1x1xf32>) -> (tensor<f32>) {
  %0 = aten.squeeze_copy %arg0 : (tensor<1x1x1x1xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeAtleast1d(
// CHECK-NEXT: %[[V0:.*]] = aten.view %arg0 size = [5, 5]
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeAtleast1d(
// GREEDY-NOT: {{aten\.atleast_1d }}
// WHY-LABEL: @DecomposeAtleast1d(
// WHY: tricast.rules = [{{.*}}"DecomposeAtleast1d"
func.func @DecomposeAtleast1d(%arg0: tensor<5x5xf32>) -> (tensor<5x5xf32>) {
  %0 = aten.atleast_1d %arg0 : (tensor<5x5xf32>) -> tensor<5x5xf32>
  return %0 : tensor<5x5xf32>
}

// CHECK-LABEL: @DecomposeAtleast2d(
// CHECK-NEXT: %[[V0:.*]] = aten.view %arg0 size = [5, 5]
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeAtleast2d(
// GREEDY-NOT: {{aten\.atleast_2d }}
// WHY-LABEL: @DecomposeAtleast2d(
// WHY: tricast.rules = [{{.*}}"DecomposeAtleast2d"
func.func @DecomposeAtleast2d(%arg0: tensor<5x5xf32>) -> (tensor<5x5xf32>) {
  %0 = aten.atleast_2d %arg0 : (tensor<5x5xf32>) -> tensor<5x5xf32>
  return %0 : tensor<5x5xf32>
}

// CHECK-LABEL: @DecomposeAtleast3d(
// CHECK-NEXT: %[[V0:.*]] = aten.view %arg0 size = [5, 5, 1]
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeAtleast3d(
// GREEDY-NOT: {{aten\.atleast_3d }}
// WHY-LABEL: @DecomposeAtleast3d(
// WHY: tricast.rules = [{{.*}}"DecomposeAtleast3d"
func.func @DecomposeAtleast3d(%arg0: tensor<5x5xf32>) -> (tensor<5x5x1xf32>) {
  %0 = aten.atleast_3d %arg0 : (tensor<5x5xf32>) -> tensor<5x5x1xf32>
  return %0 : tensor<5x5x1xf32>
}

// CHECK-LABEL: @DecomposeUnsafeView(
// CHECK-NEXT: %[[V0:.*]] = aten.view %arg0 size = [3, 4]
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeUnsafeView(
// GREEDY-NOT: {{aten\._unsafe_view }}
// WHY-LABEL: @DecomposeUnsafeView(
// WHY: tricast.rules = [{{.*}}"DecomposeUnsafeView"
func.func @DecomposeUnsafeView(%arg0: tensor<12xf32>) -> (tensor<3x4xf32>) {
  %0 = aten._unsafe_view %arg0 size = [3, 4] : (tensor<12xf32>) -> tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

// CHECK-LABEL: @DecomposeViewCopy(
// CHECK-NEXT: %[[V0:.*]] = aten.view %arg0 size = [1, 1]
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeViewCopy(
// GREEDY-NOT: {{aten\.view_copy }}
// WHY-LABEL: @DecomposeViewCopy(
// WHY: tricast.rules = [{{.*}}"DecomposeViewCopy"
func.func @DecomposeViewCopy(%arg0: tensor<f32>) -> (tensor<1x1xf32>) {
  %0 = aten.view_copy %arg0 size = [1, 1] : (tensor<f32>) -> tensor<1x1xf32>
  return %0 : tensor<1x1xf32>
}

// CHECK-LABEL: @DecomposeReshapeCopy(
// CHECK-NEXT: %[[V0:.*]] = aten.view %arg0 size = [1, 1]
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeReshapeCopy(
// GREEDY-NOT: {{aten\._reshape_copy }}
// WHY-LABEL: @DecomposeReshapeCopy(
// WHY: tricast.rules = [{{.*}}"DecomposeReshapeCopy"
func.func @DecomposeReshapeCopy(%arg0: tensor<f32>) -> (tensor<1x1xf32>) {
  %0 = aten._reshape_copy %arg0 size = [1, 1] : (tensor<f32>) -> tensor<1x1xf32>
  return %0 : tensor<1x1xf32>
}

// CHECK-LABEL: @DecomposePermuteCopy(
// CHECK-NEXT: %[[V0:.*]] = aten.permute %arg0 dims = []
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposePermuteCopy(
// GREEDY-NOT: {{aten\.permute_copy }}
// WHY-LABEL: @DecomposePermuteCopy(
// WHY: tricast.rules = [{{.*}}"DecomposePermuteCopy"
func.func @DecomposePermuteCopy(%arg0: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.permute_copy %arg0 dims = [] : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeBroadcastTo(
// CHECK-NEXT: %[[V0:.*]] = aten.expand %arg0 size = [3, 3]
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeBroadcastTo(
// GREEDY-NOT: {{aten\.broadcast_to }}
// WHY-LABEL: @DecomposeBroadcastTo(
// WHY: tricast.rules = [{{.*}}"DecomposeBroadcastTo"
func.func @DecomposeBroadcastTo(%arg0: tensor<3x3xf32>) -> (tensor<3x3xf32>) {
  %0 = aten.broadcast_to %arg0 size = [3, 3] : (tensor<3x3xf32>) -> tensor<3x3xf32>
  return %0 : tensor<3x3xf32>
}

// CHECK-LABEL: @DecomposeExpandCopy(
// CHECK-NEXT: %[[V0:.*]] = aten.expand %arg0 size = [1, 3, 2]
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeExpandCopy(
// GREEDY-NOT: {{aten\.expand_copy }}
// WHY-LABEL: @DecomposeExpandCopy(
// WHY: tricast.rules = [{{.*}}"DecomposeExpandCopy"
func.func @DecomposeExpandCopy(%arg0: tensor<f32>) -> (tensor<1x3x2xf32>) {
  %0 = aten.expand_copy %arg0 size = [1, 3, 2] : (tensor<f32>) -> tensor<1x3x2xf32>
  return %0 : tensor<1x3x2xf32>
}

// CHECK-LABEL: @DecomposeUnsqueezeCopy(
// CHECK-NEXT: %[[V0:.*]] = aten.unsqueeze %arg0 dim = -1
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeUnsqueezeCopy(
// GREEDY-NOT: {{aten\.unsqueeze_copy }}
// WHY-LABEL: @DecomposeUnsqueezeCopy(
// WHY: tricast.rules = [{{.*}}"DecomposeUnsqueezeCopy"
func.func @DecomposeUnsqueezeCopy(%arg0: tensor<f32>) -> (tensor<1xf32>) {
  %0 = aten.unsqueeze_copy %arg0 dim = -1 : (tensor<f32>) -> tensor<1xf32>
  return %0 : tensor<1xf32>
}

// CHECK-LABEL: @DecomposeSqueezeCopyDim(
// CHECK-NEXT: %[[V0:.*]] = aten.squeeze.dim %arg0 dim = 0
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeSqueezeCopyDim(
// GREEDY-NOT: {{aten\.squeeze_copy\.dim }}
// WHY-LABEL: @DecomposeSqueezeCopyDim(
// WHY: tricast.rules = [{{.*}}"DecomposeSqueezeCopyDim"
func.func @DecomposeSqueezeCopyDim(%arg0: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.squeeze_copy.dim %arg0 dim = 0 : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeSqueezeCopyDims(
// CHECK-NEXT: %[[V0:.*]] = aten.squeeze.dims %arg0 dim = [0]
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeSqueezeCopyDims(
// GREEDY-NOT: {{aten\.squeeze_copy\.dims }}
// WHY-LABEL: @DecomposeSqueezeCopyDims(
// WHY: tricast.rules = [{{.*}}"DecomposeSqueezeCopyDims"
func.func @DecomposeSqueezeCopyDims(%arg0: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.squeeze_copy.dims %arg0 dim = [0] : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeAsStridedCopy(
// CHECK-NEXT: %[[V0:.*]] = aten.as_strided %arg0 size = [1] stride = [1] storage_offset = 0
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeAsStridedCopy(
// GREEDY-NOT: {{aten\.as_strided_copy }}
// WHY-LABEL: @DecomposeAsStridedCopy(
// WHY: tricast.rules = [{{.*}}"DecomposeAsStridedCopy"
func.func @DecomposeAsStridedCopy(%arg0: tensor<1xf32>) -> (tensor<1xf32>) {
  %0 = aten.as_strided_copy %arg0 size = [1] stride = [1] storage_offset = 0 : (tensor<1xf32>) -> tensor<1xf32>
  return %0 : tensor<1xf32>
}

// CHECK-LABEL: @DecomposeDiagonalCopy(
// CHECK-NEXT: %[[V0:.*]] = aten.diagonal %arg0
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeDiagonalCopy(
// GREEDY-NOT: {{aten\.diagonal_copy }}
// WHY-LABEL: @DecomposeDiagonalCopy(
// WHY: tricast.rules = [{{.*}}"DecomposeDiagonalCopy"
func.func @DecomposeDiagonalCopy(%arg0: tensor<10x10xf32>) -> (tensor<10xf32>) {
  %0 = aten.diagonal_copy %arg0 : (tensor<10x10xf32>) -> tensor<10xf32>
  return %0 : tensor<10xf32>
}

// CHECK-LABEL: @DecomposeLinalgDiagonal(
// CHECK-NEXT: %[[V0:.*]] = aten.diagonal %arg0 offset = 2 dim1 = -2 dim2 = -1
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeLinalgDiagonal(
// GREEDY-NOT: {{aten\.linalg_diagonal }}
// WHY-LABEL: @DecomposeLinalgDiagonal(
// WHY: tricast.rules = [{{.*}}"DecomposeLinalgDiagonal"
func.func @DecomposeLinalgDiagonal(%arg0: tensor<5x5xf32>) -> (tensor<3xf32>) {
  %0 = aten.linalg_diagonal %arg0 offset = 2 : (tensor<5x5xf32>) -> tensor<3xf32>
  return %0 : tensor<3xf32>
}

// CHECK-LABEL: @DecomposeExpandAs(
// CHECK-NEXT: %[[V0:.*]] = aten.expand %arg0 size = []
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeExpandAs(
// GREEDY-NOT: {{aten\.expand_as }}
// WHY-LABEL: @DecomposeExpandAs(
// WHY: tricast.rules = [{{.*}}"DecomposeExpandAs"
func.func @DecomposeExpandAs(%arg0: tensor<f32>, %arg1: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.expand_as %arg0, %arg1 : (tensor<f32>, tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeT(
// CHECK-NEXT: %[[V0:.*]] = aten.alias %arg0
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeT(
// GREEDY-NOT: {{aten\.t }}
// WHY-LABEL: @DecomposeT(
// WHY: tricast.rules = [{{.*}}"DecomposeT"
func.func @DecomposeT(%arg0: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.t %arg0 : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeTCopy(
// CHECK-NEXT: %[[V0:.*]] = aten.alias %arg0
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeTCopy(
// GREEDY-NOT: {{aten\.t_copy }}
// WHY-LABEL: @DecomposeTCopy(
// WHY: tricast.rules = [{{.*}}"DecomposeTCopy"
func.func @DecomposeTCopy(%arg0: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.t_copy %arg0 : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeNumpyT(
// CHECK-NEXT: %[[V0:.*]] = aten.permute %arg0 dims = [1, 0]
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeNumpyT(
// GREEDY-NOT: {{aten\.numpy_T }}
// WHY-LABEL: @DecomposeNumpyT(
// WHY: tricast.rules = [{{.*}}"DecomposeNumpyT"
func.func @DecomposeNumpyT(%arg0: tensor<10x20xf32>) -> (tensor<20x10xf32>) {
  %0 = aten.numpy_T %arg0 : (tensor<10x20xf32>) -> tensor<20x10xf32>
  return %0 : tensor<20x10xf32>
}

// CHECK-LABEL: @DecomposeMT(
// CHECK-NEXT: %[[V0:.*]] = aten.permute %arg0 dims = [1, 0]
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeMT(
// GREEDY-NOT: {{aten\.mT }}
// WHY-LABEL: @DecomposeMT(
// WHY: tricast.rules = [{{.*}}"DecomposeMT"
func.func @DecomposeMT(%arg0: tensor<3x2xf32>) -> (tensor<2x3xf32>) {
  %0 = aten.mT %arg0 : (tensor<3x2xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @DecomposeMH(
// CHECK-NEXT: %[[V0:.*]] = aten.permute %arg0 dims = [1, 0]
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeMH(
// GREEDY-NOT: {{aten\.mH }}
// WHY-LABEL: @DecomposeMH(
// WHY: tricast.rules = [{{.*}}"DecomposeMH"
func.func @DecomposeMH(%arg0: tensor<3x3xf32>) -> (tensor<3x3xf32>) {
  %0 = aten.mH %arg0 : (tensor<3x3xf32>) -> tensor<3x3xf32>
  return %0 : tensor<3x3xf32>
}

// CHECK-LABEL: @DecomposeMatrixH(
// CHECK-NEXT: %[[V0:.*]] = aten.permute %arg0 dims = [1, 0]
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeMatrixH(
// GREEDY-NOT: {{aten\.matrix_H }}
// WHY-LABEL: @DecomposeMatrixH(
// WHY: tricast.rules = [{{.*}}"DecomposeMatrixH"
func.func @DecomposeMatrixH(%arg0: tensor<10x10xf32>) -> (tensor<10x10xf32>) {
  %0 = aten.matrix_H %arg0 : (tensor<10x10xf32>) -> tensor<10x10xf32>
  return %0 : tensor<10x10xf32>
}

// CHECK-LABEL: @DecomposeAdjoint(
// CHECK-NEXT: %[[V0:.*]] = aten.permute %arg0 dims = [1, 0]
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeAdjoint(
// GREEDY-NOT: {{aten\.adjoint }}
// WHY-LABEL: @DecomposeAdjoint(
// WHY: tricast.rules = [{{.*}}"DecomposeAdjoint"
func.func @DecomposeAdjoint(%arg0: tensor<3x4xf32>) -> (tensor<4x3xf32>) {
  %0 = aten.adjoint %arg0 : (tensor<3x4xf32>) -> tensor<4x3xf32>
  return %0 : tensor<4x3xf32>
}

// CHECK-LABEL: @DecomposeTransposeInt(
// CHECK-NEXT: %[[V0:.*]] = aten.alias %arg0
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeTransposeInt(
// GREEDY-NOT: {{aten\.transpose\.int }}
// WHY-LABEL: @DecomposeTransposeInt(
// WHY: tricast.rules = [{{.*}}"DecomposeTransposeInt"
func.func @DecomposeTransposeInt(%arg0: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.transpose.int %arg0 dim0 = 0 dim1 = 0 : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeTransposeCopyInt(
// CHECK-NEXT: %[[V0:.*]] = aten.alias %arg0
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeTransposeCopyInt(
// GREEDY-NOT: {{aten\.transpose_copy\.int }}
// WHY-LABEL: @DecomposeTransposeCopyInt(
// WHY: tricast.rules = [{{.*}}"DecomposeTransposeCopyInt"
func.func @DecomposeTransposeCopyInt(%arg0: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.transpose_copy.int %arg0 dim0 = 0 dim1 = 0 : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeSwapdims(
// CHECK-NEXT: %[[V0:.*]] = aten.alias %arg0
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeSwapdims(
// GREEDY-NOT: {{aten\.swapdims }}
// WHY-LABEL: @DecomposeSwapdims(
// WHY: tricast.rules = [{{.*}}"DecomposeSwapdims"
func.func @DecomposeSwapdims(%arg0: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.swapdims %arg0 dim0 = 0 dim1 = 0 : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeSwapaxes(
// CHECK-NEXT: %[[V0:.*]] = aten.alias %arg0
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeSwapaxes(
// GREEDY-NOT: {{aten\.swapaxes }}
// WHY-LABEL: @DecomposeSwapaxes(
// WHY: tricast.rules = [{{.*}}"DecomposeSwapaxes"
func.func @DecomposeSwapaxes(%arg0: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.swapaxes %arg0 axis0 = 0 axis1 = 0 : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeMovedimInt(
// CHECK-NEXT: %[[V0:.*]] = aten.permute %arg0 dims = [1, 2, 0]
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeMovedimInt(
// GREEDY-NOT: {{aten\.movedim\.int }}
// WHY-LABEL: @DecomposeMovedimInt(
// WHY: tricast.rules = [{{.*}}"DecomposeMovedimInt"
func.func @DecomposeMovedimInt(%arg0: tensor<2x3x4xf32>) -> (tensor<3x4x2xf32>) {
  %0 = aten.movedim.int %arg0 source = 0 destination = 2 : (tensor<2x3x4xf32>) -> tensor<3x4x2xf32>
  return %0 : tensor<3x4x2xf32>
}

// CHECK-LABEL: @DecomposeMovedimIntlist(
// CHECK-NEXT: %[[V0:.*]] = aten.permute %arg0 dims = [3, 2, 1, 0]
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeMovedimIntlist(
// GREEDY-NOT: {{aten\.movedim\.intlist }}
// WHY-LABEL: @DecomposeMovedimIntlist(
// WHY: tricast.rules = [{{.*}}"DecomposeMovedimIntlist"
func.func @DecomposeMovedimIntlist(%arg0: tensor<4x3x2x1xf32>) -> (tensor<1x2x3x4xf32>) {
  %0 = aten.movedim.intlist %arg0 source = [0, 1, 2, 3] destination = [3, 2, 1, 0] : (tensor<4x3x2x1xf32>) -> tensor<1x2x3x4xf32>
  return %0 : tensor<1x2x3x4xf32>
}

// CHECK-LABEL: @DecomposeMoveaxisInt(
// CHECK-NEXT: %[[V0:.*]] = aten.permute %arg0 dims = [0, 1, 2]
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeMoveaxisInt(
// GREEDY-NOT: {{aten\.moveaxis\.int }}
// WHY-LABEL: @DecomposeMoveaxisInt(
// WHY: tricast.rules = [{{.*}}"DecomposeMoveaxisInt"
func.func @DecomposeMoveaxisInt(%arg0: tensor<2x3x4xf32>) -> (tensor<2x3x4xf32>) {
  %0 = aten.moveaxis.int %arg0 source = 1 destination = 1 : (tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
  return %0 : tensor<2x3x4xf32>
}

// CHECK-LABEL: @DecomposeMoveaxisIntlist(
// CHECK-NEXT: %[[V0:.*]] = aten.permute %arg0 dims = [3, 2, 1, 0]
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeMoveaxisIntlist(
// GREEDY-NOT: {{aten\.moveaxis\.intlist }}
// WHY-LABEL: @DecomposeMoveaxisIntlist(
// WHY: tricast.rules = [{{.*}}"DecomposeMoveaxisIntlist"
func.func @DecomposeMoveaxisIntlist(%arg0: tensor<4x3x2x1xf32>) -> (tensor<1x2x3x4xf32>) {
  %0 = aten.moveaxis.intlist %arg0 source = [0, 1, 2, 3] destination = [3, 2, 1, 0] : (tensor<4x3x2x1xf32>) -> tensor<1x2x3x4xf32>
  return %0 : tensor<1x2x3x4xf32>
}

// CHECK-LABEL: @DecomposeFliplr(
// CHECK-NEXT: %[[V0:.*]] = aten.flip %arg0 dims = [1]
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeFliplr(
// GREEDY-NOT: {{aten\.fliplr }}
// WHY-LABEL: @DecomposeFliplr(
// WHY: tricast.rules = [{{.*}}"DecomposeFliplr"
func.func @DecomposeFliplr(%arg0: tensor<5x10x5xf32>) -> (tensor<5x10x5xf32>) {
  %0 = aten.fliplr %arg0 : (tensor<5x10x5xf32>) -> tensor<5x10x5xf32>
  return %0 : tensor<5x10x5xf32>
}

// CHECK-LABEL: @DecomposeFlipud(
// CHECK-NEXT: %[[V0:.*]] = aten.flip %arg0 dims = [0]
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeFlipud(
// GREEDY-NOT: {{aten\.flipud }}
// WHY-LABEL: @DecomposeFlipud(
// WHY: tricast.rules = [{{.*}}"DecomposeFlipud"
func.func @DecomposeFlipud(%arg0: tensor<5x10x5xf32>) -> (tensor<5x10x5xf32>) {
  %0 = aten.flipud %arg0 : (tensor<5x10x5xf32>) -> tensor<5x10x5xf32>
  return %0 : tensor<5x10x5xf32>
}

// CHECK-LABEL: @DecomposeRot90(
// CHECK-NEXT: %[[V0:.*]] = aten.clone %arg0
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeRot90(
// GREEDY-NOT: {{aten\.rot90 }}
// WHY-LABEL: @DecomposeRot90(
// WHY: tricast.rules = [{{.*}}"DecomposeRot90"
func.func @DecomposeRot90(%arg0: tensor<5x5x5xf32>) -> (tensor<5x5x5xf32>) {
  %0 = aten.rot90 %arg0 k = -4 : (tensor<5x5x5xf32>) -> tensor<5x5x5xf32>
  return %0 : tensor<5x5x5xf32>
}

// CHECK-LABEL: @DecomposeTile(
// CHECK-NEXT: %[[V0:.*]] = aten.repeat %arg0 repeats = [1, 1]
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeTile(
// GREEDY-NOT: {{aten\.tile }}
// WHY-LABEL: @DecomposeTile(
// WHY: tricast.rules = [{{.*}}"DecomposeTile"
func.func @DecomposeTile(%arg0: tensor<3x0xf32>) -> (tensor<3x0xf32>) {
  %0 = aten.tile %arg0 dims = [1] : (tensor<3x0xf32>) -> tensor<3x0xf32>
  return %0 : tensor<3x0xf32>
}

// CHECK-LABEL: @DecomposeRoll(
// CHECK-NEXT: %[[V0:.*]] = aten.slice.Tensor %arg0 start = 0 end = 25
// CHECK-NEXT: %[[V1:.*]] = aten.slice.Tensor %arg0 start = 25 end = 50
// CHECK-NEXT: %[[V2:.*]] = aten.cat [%[[V1]], %[[V0]]]
// CHECK-NEXT: return %[[V2]]
// GREEDY-LABEL: @DecomposeRoll(
// GREEDY-NOT: {{aten\.roll }}
// WHY-LABEL: @DecomposeRoll(
// WHY: tricast.rules = [{{.*}}"DecomposeRoll"
func.func @DecomposeRoll(%arg0: tensor<50xf32>) -> (tensor<50xf32>) {
  %0 = aten.roll %arg0 shifts = [25] dims = [0] : (tensor<50xf32>) -> tensor<50xf32>
  return %0 : tensor<50xf32>
}

// CHECK-LABEL: @DecomposeDiag(
// CHECK-NEXT: %[[V0:.*]] = aten.full size = [] fill_value = 0.000000e+00 dtype = f32
// CHECK-NEXT: %[[V1:.*]] = aten.constant_pad_nd %arg0 pad = [0, 0] value = 0.000000e+00
// CHECK-NEXT: %[[V2:.*]] = aten.unsqueeze %[[V1]] dim = -2
// CHECK-NEXT: %[[V3:.*]] = aten.arange.start_step start = 0 end = 10 step = 1 dtype = i64
// CHECK-NEXT: %[[V4:.*]] = aten.unsqueeze %[[V3]] dim = 1
// CHECK-NEXT: %[[V5:.*]] = aten.sub.Scalar %[[V3]] other = 0
// CHECK-NEXT: %[[V6:.*]] = aten.eq.Tensor %[[V5]], %[[V4]]
// CHECK-NEXT: %[[V7:.*]] = aten.where.self %[[V6]], %[[V2]], %[[V0]]
// CHECK-NEXT: %[[V8:.*]] = aten.permute %[[V7]] dims = [0, 1]
// CHECK-NEXT: return %[[V8]]
// GREEDY-LABEL: @DecomposeDiag(
// GREEDY-NOT: {{aten\.diag }}
// WHY-LABEL: @DecomposeDiag(
// WHY: tricast.rules = [{{.*}}"DecomposeDiag"
func.func @DecomposeDiag(%arg0: tensor<10xf32>) -> (tensor<10x10xf32>) {
  %0 = aten.diag %arg0 : (tensor<10xf32>) -> tensor<10x10xf32>
  return %0 : tensor<10x10xf32>
}

// CHECK-LABEL: @DecomposeDiagflat(
// CHECK-NEXT: %[[V0:.*]] = aten.full size = [] fill_value = 0.000000e+00 dtype = f32
// CHECK-NEXT: %[[V1:.*]] = aten.view %arg0 size = [1]
// CHECK-NEXT: %[[V2:.*]] = aten.constant_pad_nd %[[V1]] pad = [0, 0] value = 0.000000e+00
// CHECK-NEXT: %[[V3:.*]] = aten.unsqueeze %[[V2]] dim = -2
// CHECK-NEXT: %[[V4:.*]] = aten.arange.start_step start = 0 end = 1 step = 1 dtype = i64
// CHECK-NEXT: %[[V5:.*]] = aten.unsqueeze %[[V4]] dim = 1
// CHECK-NEXT: %[[V6:.*]] = aten.sub.Scalar %[[V4]] other = 0
// CHECK-NEXT: %[[V7:.*]] = aten.eq.Tensor %[[V6]], %[[V5]]
// CHECK-NEXT: %[[V8:.*]] = aten.where.self %[[V7]], %[[V3]], %[[V0]]
// CHECK-NEXT: %[[V9:.*]] = aten.permute %[[V8]] dims = [0, 1]
// CHECK-NEXT: return %[[V9]]
// GREEDY-LABEL: @DecomposeDiagflat(
// GREEDY-NOT: {{aten\.diagflat }}
// WHY-LABEL: @DecomposeDiagflat(
// WHY: tricast.rules = [{{.*}}"DecomposeDiagflat"
func.func @DecomposeDiagflat(%arg0: tensor<f32>) -> (tensor<1x1xf32>) {
  %0 = aten.diagflat %arg0 : (tensor<f32>) -> tensor<1x1xf32>
  return %0 : tensor<1x1xf32>
}

// CHECK-LABEL: @DecomposeDiagEmbed(
// CHECK-NEXT: %[[V0:.*]] = aten.full size = [] fill_value = 0.000000e+00 dtype = f32
// CHECK-NEXT: %[[V1:.*]] = aten.constant_pad_nd %arg0 pad = [0, 0] value = 0.000000e+00
// CHECK-NEXT: %[[V2:.*]] = aten.unsqueeze %[[V1]] dim = -2
// CHECK-NEXT: %[[V3:.*]] = aten.arange.start_step start = 0 end = 10 step = 1 dtype = i64
// CHECK-NEXT: %[[V4:.*]] = aten.unsqueeze %[[V3]] dim = 1
// CHECK-NEXT: %[[V5:.*]] = aten.sub.Scalar %[[V3]] other = 0
// CHECK-NEXT: %[[V6:.*]] = aten.eq.Tensor %[[V5]], %[[V4]]
// CHECK-NEXT: %[[V7:.*]] = aten.where.self %[[V6]], %[[V2]], %[[V0]]
// CHECK-NEXT: %[[V8:.*]] = aten.permute %[[V7]] dims = [0, 1]
// CHECK-NEXT: return %[[V8]]
// GREEDY-LABEL: @DecomposeDiagEmbed(
// GREEDY-NOT: {{aten\.diag_embed }}
// WHY-LABEL: @DecomposeDiagEmbed(
// WHY: tricast.rules = [{{.*}}"DecomposeDiagEmbed"
func.func @DecomposeDiagEmbed(%arg0: tensor<10xf32>) -> (tensor<10x10xf32>) {
  %0 = aten.diag_embed %arg0 : (tensor<10xf32>) -> tensor<10x10xf32>
  return %0 : tensor<10x10xf32>
}

// CHECK-LABEL: @DecomposeTril(
// CHECK-NEXT: %[[V0:.*]] = aten.full size = [] fill_value = 0.000000e+00 dtype = f32
// CHECK-NEXT: %[[V1:.*]] = aten.arange.start_step start = 0 end = 10 step = 1 dtype = i64
// CHECK-NEXT: %[[V2:.*]] = aten.unsqueeze %[[V1]] dim = 1
// CHECK-NEXT: %[[V3:.*]] = aten.arange.start_step start = 0 end = 5 step = 1 dtype = i64
// CHECK-NEXT: %[[V4:.*]] = aten.sub.Tensor %[[V3]], %[[V2]]
// CHECK-NEXT: %[[V5:.*]] = aten.le.Scalar %[[V4]] other = 0
// CHECK-NEXT: %[[V6:.*]] = aten.where.self %[[V5]], %arg0, %[[V0]]
// CHECK-NEXT: return %[[V6]]
// GREEDY-LABEL: @DecomposeTril(
// GREEDY-NOT: {{aten\.tril }}
// WHY-LABEL: @DecomposeTril(
// WHY: tricast.rules = [{{.*}}"DecomposeTril"
func.func @DecomposeTril(%arg0: tensor<5x10x5xf32>) -> (tensor<5x10x5xf32>) {
  %0 = aten.tril %arg0 : (tensor<5x10x5xf32>) -> tensor<5x10x5xf32>
  return %0 : tensor<5x10x5xf32>
}

// CHECK-LABEL: @DecomposeTriu(
// CHECK-NEXT: %[[V0:.*]] = aten.full size = [] fill_value = 0.000000e+00 dtype = f32
// CHECK-NEXT: %[[V1:.*]] = aten.arange.start_step start = 0 end = 10 step = 1 dtype = i64
// CHECK-NEXT: %[[V2:.*]] = aten.unsqueeze %[[V1]] dim = 1
// CHECK-NEXT: %[[V3:.*]] = aten.arange.start_step start = 0 end = 5 step = 1 dtype = i64
// CHECK-NEXT: %[[V4:.*]] = aten.sub.Tensor %[[V3]], %[[V2]]
// CHECK-NEXT: %[[V5:.*]] = aten.ge.Scalar %[[V4]] other = 0
// CHECK-NEXT: %[[V6:.*]] = aten.where.self %[[V5]], %arg0, %[[V0]]
// CHECK-NEXT: return %[[V6]]
// GREEDY-LABEL: @DecomposeTriu(
// GREEDY-NOT: {{aten\.triu }}
// WHY-LABEL: @DecomposeTriu(
// WHY: tricast.rules = [{{.*}}"DecomposeTriu"
func.func @DecomposeTriu(%arg0: tensor<5x10x5xf32>) -> (tensor<5x10x5xf32>) {
  %0 = aten.triu %arg0 : (tensor<5x10x5xf32>) -> tensor<5x10x5xf32>
  return %0 : tensor<5x10x5xf32>
}

// CHECK-LABEL: @DecomposeUnfold(
// CHECK-NEXT: %[[V0:.*]] = aten.arange.start_step start = 0 end = 2 step = 1 dtype = i64
// CHECK-NEXT: %[[V1:.*]] = aten.arange.start_step start = 0 end = 3 step = 1 dtype = i64
// CHECK-NEXT: %[[V2:.*]] = aten.mul.Scalar %[[V1]] other = 3
// CHECK-NEXT: %[[V3:.*]] = aten.unsqueeze %[[V2]] dim = 1
// CHECK-NEXT: %[[V4:.*]] = aten.add.Tensor %[[V3]], %[[V0]]
// CHECK-NEXT: %[[V5:.*]] = aten.view %[[V4]] size = [6]
// CHECK-NEXT: %[[V6:.*]] = aten.index_select %arg0, %[[V5]] dim = 1
// CHECK-NEXT: %[[V7:.*]] = aten.view %[[V6]] size = [10, 3, 2]
// CHECK-NEXT: %[[V8:.*]] = aten.permute %[[V7]] dims = [0, 1, 2]
// CHECK-NEXT: return %[[V8]]
// GREEDY-LABEL: @DecomposeUnfold(
// GREEDY-NOT: {{aten\.unfold }}
// WHY-LABEL: @DecomposeUnfold(
// WHY: tricast.rules = [{{.*}}"DecomposeUnfold"
func.func @DecomposeUnfold(%arg0: tensor<10x10xf32>) -> (tensor<10x3x2xf32>) {
  %0 = aten.unfold %arg0 dimension = 1 size = 2 step = 3 : (tensor<10x10xf32>) -> tensor<10x3x2xf32>
  return %0 : tensor<10x3x2xf32>
}

// CHECK-LABEL: @DecomposeUnfoldCopy(
// CHECK-NEXT: %[[V0:.*]] = aten.arange.start_step start = 0 end = 2 step = 1 dtype = i64
// CHECK-NEXT: %[[V1:.*]] = aten.arange.start_step start = 0 end = 3 step = 1 dtype = i64
// CHECK-NEXT: %[[V2:.*]] = aten.mul.Scalar %[[V1]] other = 3
// CHECK-NEXT: %[[V3:.*]] = aten.unsqueeze %[[V2]] dim = 1
// CHECK-NEXT: %[[V4:.*]] = aten.add.Tensor %[[V3]], %[[V0]]
// CHECK-NEXT: %[[V5:.*]] = aten.view %[[V4]] size = [6]
// CHECK-NEXT: %[[V6:.*]] = aten.index_select %arg0, %[[V5]] dim = 1
// CHECK-NEXT: %[[V7:.*]] = aten.view %[[V6]] size = [10, 3, 2]
// CHECK-NEXT: %[[V8:.*]] = aten.permute %[[V7]] dims = [0, 1, 2]
// CHECK-NEXT: return %[[V8]]
// GREEDY-LABEL: @DecomposeUnfoldCopy(
// GREEDY-NOT: {{aten\.unfold_copy }}
// WHY-LABEL: @DecomposeUnfoldCopy(
// WHY: tricast.rules = [{{.*}}"DecomposeUnfoldCopy"
func.func @DecomposeUnfoldCopy(%arg0: tensor<10x10xf32>) -> (tensor<10x3x2xf32>) {
  %0 = aten.unfold_copy %arg0 dimension = 1 size = 2 step = 3 : (tensor<10x10xf32>) -> tensor<10x3x2xf32>
  return %0 : tensor<10x3x2xf32>
}

// CHECK-LABEL: @DecomposeConj(
// CHECK-NEXT: %[[V0:.*]] = aten.alias %arg0
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeConj(
// GREEDY-NOT: {{aten\.conj }}
// WHY-LABEL: @DecomposeConj(
// WHY: tricast.rules = [{{.*}}"DecomposeConj"
func.func @DecomposeConj(%arg0: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.conj %arg0 : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposePrivateConj(
// CHECK-NEXT: %[[V0:.*]] = aten.alias %arg0
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposePrivateConj(
// GREEDY-NOT: {{aten\._conj }}
// WHY-LABEL: @DecomposePrivateConj(
// WHY: tricast.rules = [{{.*}}"DecomposePrivateConj"
func.func @DecomposePrivateConj(%arg0: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten._conj %arg0 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}


// CHECK-LABEL: @DecomposeConjCopy(
// CHECK-NEXT: %[[V0:.*]] = aten.alias %arg0
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeConjCopy(
// GREEDY-NOT: {{aten\._conj_copy }}
// WHY-LABEL: @DecomposeConjCopy(
// WHY: tricast.rules = [{{.*}}"DecomposeConjCopy"
func.func @DecomposeConjCopy(%arg0: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten._conj_copy %arg0 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}


// CHECK-LABEL: @DecomposeResolveConj(
// CHECK-NEXT: %[[V0:.*]] = aten.alias %arg0
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeResolveConj(
// GREEDY-NOT: {{aten\.resolve_conj }}
// WHY-LABEL: @DecomposeResolveConj(
// WHY: tricast.rules = [{{.*}}"DecomposeResolveConj"
func.func @DecomposeResolveConj(%arg0: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.resolve_conj %arg0 : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeResolveNeg(
// CHECK-NEXT: %[[V0:.*]] = aten.alias %arg0
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeResolveNeg(
// GREEDY-NOT: {{aten\.resolve_neg }}
// WHY-LABEL: @DecomposeResolveNeg(
// WHY: tricast.rules = [{{.*}}"DecomposeResolveNeg"
func.func @DecomposeResolveNeg(%arg0: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.resolve_neg %arg0 : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeReal(
// CHECK-NEXT: %[[V0:.*]] = aten.alias %arg0
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeReal(
// GREEDY-NOT: {{aten\.real }}
// WHY-LABEL: @DecomposeReal(
// WHY: tricast.rules = [{{.*}}"DecomposeReal"
func.func @DecomposeReal(%arg0: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.real %arg0 : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeNegView(
// CHECK-NEXT: %[[V0:.*]] = aten.neg %arg0
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeNegView(
// GREEDY-NOT: {{aten\._neg_view }}
// WHY-LABEL: @DecomposeNegView(
// WHY: tricast.rules = [{{.*}}"DecomposeNegView"
func.func @DecomposeNegView(%arg0: tensor<f32>) -> (tensor<f32>) {
  %0 = aten._neg_view %arg0 : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeNegViewCopy(
// CHECK-NEXT: %[[V0:.*]] = aten.neg %arg0
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeNegViewCopy(
// GREEDY-NOT: {{aten\._neg_view_copy }}
// WHY-LABEL: @DecomposeNegViewCopy(
// WHY: tricast.rules = [{{.*}}"DecomposeNegViewCopy"
func.func @DecomposeNegViewCopy(%arg0: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten._neg_view_copy %arg0 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

