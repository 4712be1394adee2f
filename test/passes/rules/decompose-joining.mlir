// RUN: tricast-opt --tricast-rewrite='rules=decompose cost=core' %s | FileCheck %s
// RUN: tricast-opt --tricast-rewrite='engine=greedy rules=decompose' %s | FileCheck %s --check-prefix=GREEDY
// RUN: tricast-opt --tricast-rewrite='rules=decompose cost=core explain' %s | FileCheck %s --check-prefix=WHY

// CHECK-LABEL: @DecomposeConcat(
// CHECK-NEXT: %[[V0:.*]] = aten.cat [%arg0, %arg1]
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeConcat(
// GREEDY-NOT: {{aten\.concat }}
// WHY-LABEL: @DecomposeConcat(
// WHY: tricast.rules = [{{.*}}"DecomposeConcat"
func.func @DecomposeConcat(%arg0: tensor<0xf32>, %arg1: tensor<0xf32>) -> (tensor<0xf32>) {
  %0 = aten.concat [%arg0, %arg1] : (tensor<0xf32>, tensor<0xf32>) -> tensor<0xf32>
  return %0 : tensor<0xf32>
}

// CHECK-LABEL: @DecomposeConcatenate(
// CHECK-NEXT: %[[V0:.*]] = aten.cat [%arg0, %arg1]
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeConcatenate(
// GREEDY-NOT: {{aten\.concatenate }}
// WHY-LABEL: @DecomposeConcatenate(
// WHY: tricast.rules = [{{.*}}"DecomposeConcatenate"
func.func @DecomposeConcatenate(%arg0: tensor<0xf32>, %arg1: tensor<0xf32>) -> (tensor<0xf32>) {
  %0 = aten.concatenate [%arg0, %arg1] : (tensor<0xf32>, tensor<0xf32>) -> tensor<0xf32>
  return %0 : tensor<0xf32>
}

// CHECK-LABEL: @DecomposeStack(
// CHECK-NEXT: %[[V0:.*]] = aten.unsqueeze %arg1 dim = 2
// CHECK-NEXT: %[[V1:.*]] = aten.unsqueeze %arg0 dim = 2
// CHECK-NEXT: %[[V2:.*]] = aten.cat [%[[V1]], %[[V0]]] dim = 2
// CHECK-NEXT: return %[[V2]]
// GREEDY-LABEL: @DecomposeStack(
// GREEDY-NOT: {{aten\.stack }}
// WHY-LABEL: @DecomposeStack(
// WHY: tricast.rules = [{{.*}}"DecomposeStack"
func.func @DecomposeStack(%arg0: tensor<2x3xf32>, %arg1: tensor<2x3xf32>) -> (tensor<2x3x2xf32>) {
  %0 = aten.stack [%arg0, %arg1] dim = -1 : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3x2xf32>
  return %0 : tensor<2x3x2xf32>
}

// CHECK-LABEL: @DecomposeHstack(
// CHECK-NEXT: %[[V0:.*]] = aten.cat [%arg0, %arg1, %arg2]
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeHstack(
// GREEDY-NOT: {{aten\.hstack }}
// WHY-LABEL: @DecomposeHstack(
// WHY: tricast.rules = [{{.*}}"DecomposeHstack"
func.func @DecomposeHstack(%arg0: tensor<5xf32>, %arg1: tensor<5xf32>, %arg2: tensor<5xf32>) -> (tensor<15xf32>) {
  %0 = aten.hstack [%arg0, %arg1, %arg2] : (tensor<5xf32>, tensor<5xf32>, tensor<5xf32>) -> tensor<15xf32>
  return %0 : tensor<15xf32>
}

// CHECK-LABEL: @DecomposeVstack(
// CHECK-NEXT: %[[V0:.*]] = aten.unsqueeze %arg2 dim = 0
// CHECK-NEXT: %[[V1:.*]] = aten.unsqueeze %arg1 dim = 0
// CHECK-NEXT: %[[V2:.*]] = aten.unsqueeze %arg0 dim = 0
// CHECK-NEXT: %[[V3:.*]] = aten.cat [%[[V2]], %[[V1]], %[[V0]]]
// CHECK-NEXT: return %[[V3]]
// GREEDY-LABEL: @DecomposeVstack(
// GREEDY-NOT: {{aten\.vstack }}
// WHY-LABEL: @DecomposeVstack(
// WHY: tricast.rules = [{{.*}}"DecomposeVstack"
func.func @DecomposeVstack(%arg0: tensor<5xf32>, %arg1: tensor<5xf32>, %arg2: tensor<5xf32>) -> (tensor<3x5xf32>) {
  %0 = aten.vstack [%arg0, %arg1, %arg2] : (tensor<5xf32>, tensor<5xf32>, tensor<5xf32>) -> tensor<3x5xf32>
  return %0 : tensor<3x5xf32>
}

// CHECK-LABEL: @DecomposeRowStack(
// CHECK-NEXT: %[[V0:.*]] = aten.unsqueeze %arg2 dim = 0
// CHECK-NEXT: %[[V1:.*]] = aten.unsqueeze %arg1 dim = 0
// CHECK-NEXT: %[[V2:.*]] = aten.unsqueeze %arg0 dim = 0
// CHECK-NEXT: %[[V3:.*]] = aten.cat [%[[V2]], %[[V1]], %[[V0]]]
// CHECK-NEXT: return %[[V3]]
// GREEDY-LABEL: @DecomposeRowStack(
// GREEDY-NOT: {{aten\.row_stack }}
// WHY-LABEL: @DecomposeRowStack(
// WHY: tricast.rules = [{{.*}}"DecomposeRowStack"
func.func @DecomposeRowStack(%arg0: tensor<5xf32>, %arg1: tensor<5xf32>, %arg2: tensor<5xf32>) -> (tensor<3x5xf32>) {
  %0 = aten.row_stack [%arg0, %arg1, %arg2] : (tensor<5xf32>, tensor<5xf32>, tensor<5xf32>) -> tensor<3x5xf32>
  return %0 : tensor<3x5xf32>
}

// CHECK-LABEL: @DecomposeDstack(
// CHECK-NEXT: %[[V0:.*]] = aten.unsqueeze %arg2 dim = 0
// CHECK-NEXT: %[[V1:.*]] = aten.unsqueeze %[[V0]] dim = 2
// CHECK-NEXT: %[[V2:.*]] = aten.unsqueeze %arg1 dim = 0
// CHECK-NEXT: %[[V3:.*]] = aten.unsqueeze %[[V2]] dim = 2
// CHECK-NEXT: %[[V4:.*]] = aten.unsqueeze %arg0 dim = 0
// CHECK-NEXT: %[[V5:.*]] = aten.unsqueeze %[[V4]] dim = 2
// CHECK-NEXT: %[[V6:.*]] = aten.cat [%[[V5]], %[[V3]], %[[V1]]] dim = 2
// CHECK-NEXT: return %[[V6]]
// GREEDY-LABEL: @DecomposeDstack(
// GREEDY-NOT: {{aten\.dstack }}
// WHY-LABEL: @DecomposeDstack(
// WHY: tricast.rules = [{{.*}}"DecomposeDstack"
func.func @DecomposeDstack(%arg0: tensor<5xf32>, %arg1: tensor<5xf32>, %arg2: tensor<5xf32>) -> (tensor<1x5x3xf32>) {
  %0 = aten.dstack [%arg0, %arg1, %arg2] : (tensor<5xf32>, tensor<5xf32>, tensor<5xf32>) -> tensor<1x5x3xf32>
  return %0 : tensor<1x5x3xf32>
}

// CHECK-LABEL: @DecomposeColumnStack(
// CHECK-NEXT: %[[V0:.*]] = aten.view %arg0 size = [1, 1]
// CHECK-NEXT: %[[V1:.*]] = aten.cat [%[[V0]], %arg1] dim = 1
// CHECK-NEXT: return %[[V1]]
// GREEDY-LABEL: @DecomposeColumnStack(
// GREEDY-NOT: {{aten\.column_stack }}
// WHY-LABEL: @DecomposeColumnStack(
// WHY: tricast.rules = [{{.*}}"DecomposeColumnStack"
func.func @DecomposeColumnStack(%arg0: tensor<f32>, %arg1: tensor<1x5xf32>) -> (tensor<1x6xf32>) {
  %0 = aten.column_stack [%arg0, %arg1] : (tensor<f32>, tensor<1x5xf32>) -> tensor<1x6xf32>
  return %0 : tensor<1x6xf32>
}

// CHECK-LABEL: @DecomposeBlockDiag(
// CHECK-NEXT: %[[V0:.*]] = aten.unsqueeze %arg1 dim = 0
// CHECK-NEXT: %[[V1:.*]] = aten.constant_pad_nd %[[V0]] pad = [5, 0]
// CHECK-NEXT: %[[V2:.*]] = aten.constant_pad_nd %arg0 pad = [0, 5]
// CHECK-NEXT: %[[V3:.*]] = aten.cat [%[[V2]], %[[V1]]]
// CHECK-NEXT: return %[[V3]]
// GREEDY-LABEL: @DecomposeBlockDiag(
// GREEDY-NOT: {{aten\.block_diag }}
// WHY-LABEL: @DecomposeBlockDiag(
// WHY: tricast.rules = [{{.*}}"DecomposeBlockDiag"
func.func @DecomposeBlockDiag(%arg0: tensor<2x5xf32>, %arg1: tensor<5xf32>) -> (tensor<3x10xf32>) {
  %0 = aten.block_diag [%arg0, %arg1] : (tensor<2x5xf32>, tensor<5xf32>) -> tensor<3x10xf32>
  return %0 : tensor<3x10xf32>
}

// CHECK-LABEL: @DecomposeCartesianProd(
// CHECK-NEXT: %[[V0:.*]] = aten.alias %arg0
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeCartesianProd(
// GREEDY-NOT: {{aten\.cartesian_prod }}
// WHY-LABEL: @DecomposeCartesianProd(
// WHY: tricast.rules = [{{.*}}"DecomposeCartesianProd"
func.func @DecomposeCartesianProd(%arg0: tensor<1xf32>) -> (tensor<1xf32>) {
  %0 = aten.cartesian_prod [%arg0] : (tensor<1xf32>) -> tensor<1xf32>
  return %0 : tensor<1xf32>
}

// CHECK-LABEL: @DecomposeChunk(
// CHECK-NEXT: %[[V0:.*]] = aten.split_with_sizes %arg0 split_sizes = [7] dim = 1
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeChunk(
// GREEDY-NOT: {{aten\.chunk }}
// WHY-LABEL: @DecomposeChunk(
// WHY: tricast.rules = [{{.*}}"DecomposeChunk"
func.func @DecomposeChunk(%arg0: tensor<2x7xf32>) -> (tensor<2x7xf32>) {
  %0 = aten.chunk %arg0 chunks = 1 dim = -1 : (tensor<2x7xf32>) -> tensor<2x7xf32>
  return %0 : tensor<2x7xf32>
}

// CHECK-LABEL: @DecomposeUnsafeChunk(
// CHECK-NEXT: %[[V0:.*]] = aten.split_with_sizes %arg0 split_sizes = [7] dim = 1
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeUnsafeChunk(
// GREEDY-NOT: {{aten\.unsafe_chunk }}
// WHY-LABEL: @DecomposeUnsafeChunk(
// WHY: tricast.rules = [{{.*}}"DecomposeUnsafeChunk"
func.func @DecomposeUnsafeChunk(%arg0: tensor<2x7xf32>) -> (tensor<2x7xf32>) {
  %0 = aten.unsafe_chunk %arg0 chunks = 1 dim = -1 : (tensor<2x7xf32>) -> tensor<2x7xf32>
  return %0 : tensor<2x7xf32>
}

// CHECK-LABEL: @DecomposeSplitTensor(
// CHECK-NEXT: %[[V0:.*]]:3 = aten.split_with_sizes %arg0 split_sizes = [4, 4, 4]
// CHECK-NEXT: return %[[V0]]#0, %[[V0]]#1, %[[V0]]#2
// GREEDY-LABEL: @DecomposeSplitTensor(
// GREEDY-NOT: {{aten\.split\.Tensor }}
// WHY-LABEL: @DecomposeSplitTensor(
// WHY: tricast.rules = [{{.*}}"DecomposeSplitTensor"
func.func @DecomposeSplitTensor(%arg0: tensor<12xf32>) -> (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) {
  %0:3 = aten.split.Tensor %arg0 split_size = 4 : (tensor<12xf32>) -> (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>)
  return %0#0, %0#1, %0#2 : tensor<4xf32>, tensor<4xf32>, tensor<4xf32>
}

// CHECK-LABEL: @DecomposeSplitSizes(
// CHECK-NEXT: %[[V0:.*]] = aten.split_with_sizes %arg0 split_sizes = [7]
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeSplitSizes(
// GREEDY-NOT: {{aten\.split\.sizes }}
// WHY-LABEL: @DecomposeSplitSizes(
// WHY: tricast.rules = [{{.*}}"DecomposeSplitSizes"
func.func @DecomposeSplitSizes(%arg0: tensor<7x2xi64>) -> (tensor<7x2xi64>) {
  %0 = aten.split.sizes %arg0 split_size = [7] : (tensor<7x2xi64>) -> tensor<7x2xi64>
  return %0 : tensor<7x2xi64>
}

// CHECK-LABEL: @DecomposeSplitCopyTensor(
// CHECK-NEXT: %[[V0:.*]] = aten.split_with_sizes %arg0 split_sizes = [7]
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeSplitCopyTensor(
// GREEDY-NOT: {{aten\.split_copy\.Tensor }}
// WHY-LABEL: @DecomposeSplitCopyTensor(
// WHY: tricast.rules = [{{.*}}"DecomposeSplitCopyTensor"
func.func @DecomposeSplitCopyTensor(%arg0: tensor<7x2xf32>) -> (tensor<7x2xf32>) {
  %0 = aten.split_copy.Tensor %arg0 split_size = 7 : (tensor<7x2xf32>) -> tensor<7x2xf32>
  return %0 : tensor<7x2xf32>
}

// CHECK-LABEL: @DecomposeSplitWithSizesCopy(
// CHECK-NEXT: %[[V0:.*]]:2 = aten.split_with_sizes %arg0 split_sizes = [2, 5] dim = 1
// CHECK-NEXT: return %[[V0]]#0, %[[V0]]#1
// GREEDY-LABEL: @DecomposeSplitWithSizesCopy(
// GREEDY-NOT: {{aten\.split_with_sizes_copy }}
// WHY-LABEL: @DecomposeSplitWithSizesCopy(
// WHY: tricast.rules = [{{.*}}"DecomposeSplitWithSizesCopy"
func.func @DecomposeSplitWithSizesCopy(%arg0: tensor<2x7xf32>) -> (tensor<2x2xf32>, tensor<2x5xf32>) {
  %0:2 = aten.split_with_sizes_copy %arg0 split_sizes = [2, 5] dim = 1 : (tensor<2x7xf32>) -> (tensor<2x2xf32>, tensor<2x5xf32>)
  return %0#0, %0#1 : tensor<2x2xf32>, tensor<2x5xf32>
}

// CHECK-LABEL: @DecomposeUnsafeSplitTensor(
// CHECK-NEXT: %[[V0:.*]]:2 = aten.split_with_sizes %arg0 split_sizes = [3, 2]
// CHECK-NEXT: return %[[V0]]#0, %[[V0]]#1
// GREEDY-LABEL: @DecomposeUnsafeSplitTensor(
// GREEDY-NOT: {{aten\.unsafe_split\.Tensor }}
// WHY-LABEL: @DecomposeUnsafeSplitTensor(
// WHY: tricast.rules = [{{.*}}"DecomposeUnsafeSplitTensor"
func.func @DecomposeUnsafeSplitTensor(%arg0: tensor<5x5x5xf32>) -> (tensor<3x5x5xf32>, tensor<2x5x5xf32>) {
  %0:2 = aten.unsafe_split.Tensor %arg0 split_size = 3 : (tensor<5x5x5xf32>) -> (tensor<3x5x5xf32>, tensor<2x5x5xf32>)
  return %0#0, %0#1 : tensor<3x5x5xf32>, tensor<2x5x5xf32>
}

// CHECK-LABEL: @DecomposeUnsafeSplitWithSizes(
// CHECK-NEXT: %[[V0:.*]] = aten.split_with_sizes %arg0 split_sizes = [7] dim = 1
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeUnsafeSplitWithSizes(
// GREEDY-NOT: {{aten\.unsafe_split_with_sizes }}
// WHY-LABEL: @DecomposeUnsafeSplitWithSizes(
// WHY: tricast.rules = [{{.*}}"DecomposeUnsafeSplitWithSizes"
func.func @DecomposeUnsafeSplitWithSizes(%arg0: tensor<2x7xf32>) -> (tensor<2x7xf32>) {
  %0 = aten.unsafe_split_with_sizes %arg0 split_sizes = [7] dim = 1 : (tensor<2x7xf32>) -> tensor<2x7xf32>
  return %0 : tensor<2x7xf32>
}

// CHECK-LABEL: @DecomposeTensorSplitSections(
// CHECK-NEXT: %[[V0:.*]] = aten.split_with_sizes %arg0 split_sizes = [7] dim = 1
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeTensorSplitSections(
// GREEDY-NOT: {{aten\.tensor_split\.sections }}
// WHY-LABEL: @DecomposeTensorSplitSections(
// WHY: tricast.rules = [{{.*}}"DecomposeTensorSplitSections"
func.func @DecomposeTensorSplitSections(%arg0: tensor<2x7xf32>) -> (tensor<2x7xf32>) {
  %0 = aten.tensor_split.sections %arg0 sections = 1 dim = 1 : (tensor<2x7xf32>) -> tensor<2x7xf32>
  return %0 : tensor<2x7xf32>
}

// CHECK-LABEL: @DecomposeTensorSplitIndices(
// CHECK-NEXT: %[[V0:.*]]:3 = aten.split_with_sizes %arg0 split_sizes = [2, 3, 2]
// CHECK-NEXT: return %[[V0]]#0, %[[V0]]#1, %[[V0]]#2
// GREEDY-LABEL: @DecomposeTensorSplitIndices(
// GREEDY-NOT: {{aten\.tensor_split\.indices }}
// WHY-LABEL: @DecomposeTensorSplitIndices(
// WHY: tricast.rules = [{{.*}}"DecomposeTensorSplitIndices"
func.func @DecomposeTensorSplitIndices(%arg0: tensor<7x2xf32>) -> (tensor<2x2xf32>, tensor<3x2xf32>, tensor<2x2xf32>) {
  %0:3 = aten.tensor_split.indices %arg0 indices = [2, 5] : (tensor<7x2xf32>) -> (tensor<2x2xf32>, tensor<3x2xf32>, tensor<2x2xf32>)
  return %0#0, %0#1, %0#2 : tensor<2x2xf32>, tensor<3x2xf32>, tensor<2x2xf32>
}

// CHECK-LABEL: @DecomposeHsplitInt(
// CHECK-NEXT: %[[V0:.*]]:2 = aten.split_with_sizes %arg0 split_sizes = [3, 3]
// CHECK-NEXT: return %[[V0]]#0, %[[V0]]#1
// GREEDY-LABEL: @DecomposeHsplitInt(
// GREEDY-NOT: {{aten\.hsplit\.int }}
// WHY-LABEL: @DecomposeHsplitInt(
// WHY: tricast.rules = [{{.*}}"DecomposeHsplitInt"
func.func @DecomposeHsplitInt(%arg0: tensor<6xf32>) -> (tensor<3xf32>, tensor<3xf32>) {
  %0:2 = aten.hsplit.int %arg0 sections = 2 : (tensor<6xf32>) -> (tensor<3xf32>, tensor<3xf32>)
  return %0#0, %0#1 : tensor<3xf32>, tensor<3xf32>
}

// CHECK-LABEL: @DecomposeHsplitArray(
// CHECK-NEXT: %[[V0:.*]]:4 = aten.split_with_sizes %arg0 split_sizes = [1, 1, 1, 2] dim = 1
// CHECK-NEXT: return %[[V0]]#0, %[[V0]]#1, %[[V0]]#2, %[[V0]]#3
// GREEDY-LABEL: @DecomposeHsplitArray(
// GREEDY-NOT: {{aten\.hsplit\.array }}
// WHY-LABEL: @DecomposeHsplitArray(
// WHY: tricast.rules = [{{.*}}"DecomposeHsplitArray"
func.func @DecomposeHsplitArray(%arg0: tensor<5x5x5xf32>) -> (tensor<5x1x5xf32>, tensor<5x1x5xf32>, tensor<5x1x5xf32>, tensor<5x2x5xf32>) {
  %0:4 = aten.hsplit.array %arg0 indices = [1, 2, 3] : (tensor<5x5x5xf32>) -> (tensor<5x1x5xf32>, tensor<5x1x5xf32>, tensor<5x1x5xf32>, tensor<5x2x5xf32>)
  return %0#0, %0#1, %0#2, %0#3 : tensor<5x1x5xf32>, tensor<5x1x5xf32>, tensor<5x1x5xf32>, tensor<5x2x5xf32>
}

// CHECK-LABEL: @DecomposeVsplitInt(
// CHECK-NEXT: %[[V0:.*]]:2 = aten.split_with_sizes %arg0 split_sizes = [3, 3]
// CHECK-NEXT: return %[[V0]]#0, %[[V0]]#1
// GREEDY-LABEL: @DecomposeVsplitInt(
// GREEDY-NOT: {{aten\.vsplit\.int }}
// WHY-LABEL: @DecomposeVsplitInt(
// WHY: tricast.rules = [{{.*}}"DecomposeVsplitInt"
func.func @DecomposeVsplitInt(%arg0: tensor<6x5xf32>) -> (tensor<3x5xf32>, tensor<3x5xf32>) {
  %0:2 = aten.vsplit.int %arg0 sections = 2 : (tensor<6x5xf32>) -> (tensor<3x5xf32>, tensor<3x5xf32>)
  return %0#0, %0#1 : tensor<3x5xf32>, tensor<3x5xf32>
}

// CHECK-LABEL: @DecomposeVsplitArray(
// CHECK-NEXT: %[[V0:.*]]:4 = aten.split_with_sizes %arg0 split_sizes = [1, 1, 1, 2]
// CHECK-NEXT: return %[[V0]]#0, %[[V0]]#1, %[[V0]]#2, %[[V0]]#3
// GREEDY-LABEL: @DecomposeVsplitArray(
// GREEDY-NOT: {{aten\.vsplit\.array }}
// WHY-LABEL: @DecomposeVsplitArray(
// WHY: tricast.rules = [{{.*}}"DecomposeVsplitArray"
func.func @DecomposeVsplitArray(%arg0: tensor<5x5x5xf32>) -> (tensor<1x5x5xf32>, tensor<1x5x5xf32>, tensor<1x5x5xf32>, tensor<2x5x5xf32>) {
  %0:4 = aten.vsplit.array %arg0 indices = [1, 2, 3] : (tensor<5x5x5xf32>) -> (tensor<1x5x5xf32>, tensor<1x5x5xf32>, tensor<1x5x5xf32>, tensor<2x5x5xf32>)
  return %0#0, %0#1, %0#2, %0#3 : tensor<1x5x5xf32>, tensor<1x5x5xf32>, tensor<1x5x5xf32>, tensor<2x5x5xf32>
}

// CHECK-LABEL: @DecomposeDsplitInt(
// CHECK-NEXT: %[[V0:.*]]:2 = aten.split_with_sizes %arg0 split_sizes = [3, 3] dim = 2
// CHECK-NEXT: return %[[V0]]#0, %[[V0]]#1
// GREEDY-LABEL: @DecomposeDsplitInt(
// GREEDY-NOT: {{aten\.dsplit\.int }}
// WHY-LABEL: @DecomposeDsplitInt(
// WHY: tricast.rules = [{{.*}}"DecomposeDsplitInt"
func.func @DecomposeDsplitInt(%arg0: tensor<5x5x6xf32>) -> (tensor<5x5x3xf32>, tensor<5x5x3xf32>) {
  %0:2 = aten.dsplit.int %arg0 sections = 2 : (tensor<5x5x6xf32>) -> (tensor<5x5x3xf32>, tensor<5x5x3xf32>)
  return %0#0, %0#1 : tensor<5x5x3xf32>, tensor<5x5x3xf32>
}

// CHECK-LABEL: @DecomposeDsplitArray(
// CHECK-NEXT: %[[V0:.*]]:4 = aten.split_with_sizes %arg0 split_sizes = [1, 1, 1, 2] dim = 2
// CHECK-NEXT: return %[[V0]]#0, %[[V0]]#1, %[[V0]]#2, %[[V0]]#3
// GREEDY-LABEL: @DecomposeDsplitArray(
// GREEDY-NOT: {{aten\.dsplit\.array }}
// WHY-LABEL: @DecomposeDsplitArray(
// WHY: tricast.rules = [{{.*}}"DecomposeDsplitArray"
func.func @DecomposeDsplitArray(%arg0: tensor<5x5x5xf32>) -> (tensor<5x5x1xf32>, tensor<5x5x1xf32>, tensor<5x5x1xf32>, tensor<5x5x2xf32>) {
  %0:4 = aten.dsplit.array %arg0 indices = [1, 2, 3] : (tensor<5x5x5xf32>) -> (tensor<5x5x1xf32>, tensor<5x5x1xf32>, tensor<5x5x1xf32>, tensor<5x5x2xf32>)
  return %0#0, %0#1, %0#2, %0#3 : tensor<5x5x1xf32>, tensor<5x5x1xf32>, tensor<5x5x1xf32>, tensor<5x5x2xf32>
}

// CHECK-LABEL: @DecomposeUnbindInt(
// CHECK-NEXT: %[[V0:.*]] = aten.select.int %arg0 dim = 0 index = 0
// CHECK-NEXT: %[[V1:.*]] = aten.select.int %arg0 dim = 0 index = 1
// CHECK-NEXT: return %[[V0]], %[[V1]]
// GREEDY-LABEL: @DecomposeUnbindInt(
// GREEDY-NOT: {{aten\.unbind\.int }}
// WHY-LABEL: @DecomposeUnbindInt(
// WHY: tricast.rules = [{{.*}}"DecomposeUnbindInt"
func.func @DecomposeUnbindInt(%arg0: tensor<2x3x4xf32>) -> (tensor<3x4xf32>, tensor<3x4xf32>) {
  %0:2 = aten.unbind.int %arg0 : (tensor<2x3x4xf32>) -> (tensor<3x4xf32>, tensor<3x4xf32>)
  return %0#0, %0#1 : tensor<3x4xf32>, tensor<3x4xf32>
}

// CHECK-LABEL: @DecomposeUnbindCopyInt(
// CHECK-NEXT: %[[V0:.*]] = aten.select.int %arg0 dim = 0 index = 0
// CHECK-NEXT: %[[V1:.*]] = aten.select.int %arg0 dim = 0 index = 1
// CHECK-NEXT: return %[[V0]], %[[V1]]
// GREEDY-LABEL: @DecomposeUnbindCopyInt(
// GREEDY-NOT: {{aten\.unbind_copy\.int }}
// WHY-LABEL: @DecomposeUnbindCopyInt(
// WHY: tricast.rules = [{{.*}}"DecomposeUnbindCopyInt"
func.func @DecomposeUnbindCopyInt(%arg0: tensor<2x3x4xf32>) -> (tensor<3x4xf32>, tensor<3x4xf32>) {
  %0:2 = aten.unbind_copy.int %arg0 : (tensor<2x3x4xf32>) -> (tensor<3x4xf32>, tensor<3x4xf32>)
  return %0#0, %0#1 : tensor<3x4xf32>, tensor<3x4xf32>
}

// CHECK-LABEL: @DecomposeBroadcastTensors(
// CHECK-NEXT: %[[V0:.*]] = aten.expand %arg0 size = []
// CHECK-NEXT: %[[V1:.*]] = aten.expand %arg1 size = []
// CHECK-NEXT: return %[[V0]], %[[V1]]
// GREEDY-LABEL: @DecomposeBroadcastTensors(
// GREEDY-NOT: {{aten\.broadcast_tensors }}
// WHY-LABEL: @DecomposeBroadcastTensors(
// WHY: tricast.rules = [{{.*}}"DecomposeBroadcastTensors"
func.func @DecomposeBroadcastTensors(%arg0: tensor<f32>, %arg1: tensor<f32>) -> (tensor<f32>, tensor<f32>) {
  %0:2 = aten.broadcast_tensors [%arg0, %arg1] : (tensor<f32>, tensor<f32>) -> (tensor<f32>, tensor<f32>)
  return %0#0, %0#1 : tensor<f32>, tensor<f32>
}

// CHECK-LABEL: @DecomposeAtleast1dSequence(
// CHECK-NEXT: %[[V0:.*]] = aten.unsqueeze %arg4 dim = 0
// CHECK-NEXT: return %arg0, %arg1, %arg2, %arg3, %[[V0]]
// GREEDY-LABEL: @DecomposeAtleast1dSequence(
// GREEDY-NOT: {{aten\.atleast_1d\.Sequence }}
// WHY-LABEL: @DecomposeAtleast1dSequence(
// WHY: tricast.rules = [{{.*}}"DecomposeAtleast1dSequence"
func.func @DecomposeAtleast1dSequence(%arg0: tensor<5x5x5x5xf32>, %arg1: tensor<5x5x5xf32>, %arg2: tensor<5x5xf32>, %arg3: tensor<5xf32>, %arg4: tensor<f32>) -> (tensor<5x5x5x5xf32>, tensor<5x5x5xf32>, tensor<5x5xf32>, tensor<5xf32>, tensor<1xf32>) {
  %0:5 = aten.atleast_1d.Sequence [%arg0, %arg1, %arg2, %arg3, %arg4] : (tensor<5x5x5x5xf32>, tensor<5x5x5xf32>, tensor<5x5xf32>, tensor<5xf32>, tensor<f32>) -> (tensor<5x5x5x5xf32>, tensor<5x5x5xf32>, tensor<5x5xf32>, tensor<5xf32>, tensor<1xf32>)
  return %0#0, %0#1, %0#2, %0#3, %0#4 : tensor<5x5x5x5xf32>, tensor<5x5x5xf32>, tensor<5x5xf32>, tensor<5xf32>, tensor<1xf32>
}

// CHECK-LABEL: @DecomposeAtleast2dSequence(
// CHECK-NEXT: %[[V0:.*]] = aten.unsqueeze %arg3 dim = 0
// CHECK-NEXT: %[[V1:.*]] = aten.unsqueeze %arg4 dim = 0
// CHECK-NEXT: %[[V2:.*]] = aten.unsqueeze %[[V1]] dim = 0
// CHECK-NEXT: return %arg0, %arg1, %arg2, %[[V0]], %[[V2]]
// GREEDY-LABEL: @DecomposeAtleast2dSequence(
// GREEDY-NOT: {{aten\.atleast_2d\.Sequence }}
// WHY-LABEL: @DecomposeAtleast2dSequence(
// WHY: tricast.rules = [{{.*}}"DecomposeAtleast2dSequence"
func.func @DecomposeAtleast2dSequence(%arg0: tensor<5x5x5x5xf32>, %arg1: tensor<5x5x5xf32>, %arg2: tensor<5x5xf32>, %arg3: tensor<5xf32>, %arg4: tensor<f32>) -> (tensor<5x5x5x5xf32>, tensor<5x5x5xf32>, tensor<5x5xf32>, tensor<1x5xf32>, tensor<1x1xf32>) {
  %0:5 = aten.atleast_2d.Sequence [%arg0, %arg1, %arg2, %arg3, %arg4] : (tensor<5x5x5x5xf32>, tensor<5x5x5xf32>, tensor<5x5xf32>, tensor<5xf32>, tensor<f32>) -> (tensor<5x5x5x5xf32>, tensor<5x5x5xf32>, tensor<5x5xf32>, tensor<1x5xf32>, tensor<1x1xf32>)
  return %0#0, %0#1, %0#2, %0#3, %0#4 : tensor<5x5x5x5xf32>, tensor<5x5x5xf32>, tensor<5x5xf32>, tensor<1x5xf32>, tensor<1x1xf32>
}

// CHECK-LABEL: @DecomposeAtleast3dSequence(
// CHECK-NEXT: %[[V0:.*]] = aten.unsqueeze %arg2 dim = 2
// CHECK-NEXT: %[[V1:.*]] = aten.unsqueeze %arg3 dim = 0
// CHECK-NEXT: %[[V2:.*]] = aten.unsqueeze %[[V1]] dim = 2
// CHECK-NEXT: %[[V3:.*]] = aten.unsqueeze %arg4 dim = 0
// CHECK-NEXT: %[[V4:.*]] = aten.unsqueeze %[[V3]] dim = 0
// CHECK-NEXT: %[[V5:.*]] = aten.unsqueeze %[[V4]] dim = 0
// CHECK-NEXT: return %arg0, %arg1, %[[V0]], %[[V2]], %[[V5]]
// GREEDY-LABEL: @DecomposeAtleast3dSequence(
// GREEDY-NOT: {{aten\.atleast_3d\.Sequence }}
// WHY-LABEL: @DecomposeAtleast3dSequence(
// WHY: tricast.rules = [{{.*}}"DecomposeAtleast3dSequence"
func.func @DecomposeAtleast3dSequence(%arg0: tensor<5x5x5x5xf32>, %arg1: tensor<5x5x5xf32>, %arg2: tensor<5x5xf32>, %arg3: tensor<5xf32>, %arg4: tensor<f32>) -> (tensor<5x5x5x5xf32>, tensor<5x5x5xf32>, tensor<5x5x1xf32>, tensor<1x5x1xf32>, tensor<1x1x1xf32>) {
  %0:5 = aten.atleast_3d.Sequence [%arg0, %arg1, %arg2, %arg3, %arg4] : (tensor<5x5x5x5xf32>, tensor<5x5x5xf32>, tensor<5x5xf32>, tensor<5xf32>, tensor<f32>) -> (tensor<5x5x5x5xf32>, tensor<5x5x5xf32>, tensor<5x5x1xf32>, tensor<1x5x1xf32>, tensor<1x1x1xf32>)
  return %0#0, %0#1, %0#2, %0#3, %0#4 : tensor<5x5x5x5xf32>, tensor<5x5x5xf32>, tensor<5x5x1xf32>, tensor<1x5x1xf32>, tensor<1x1x1xf32>
}

// CHECK-LABEL: @DecomposeMeshgrid(
// CHECK-NEXT: %[[V0:.*]] = aten.view %arg0 size = [3, 1]
// CHECK-NEXT: %[[V1:.*]] = aten.expand %[[V0]] size = [3, 4]
// CHECK-NEXT: %[[V2:.*]] = aten.view %arg1 size = [1, 4]
// CHECK-NEXT: %[[V3:.*]] = aten.expand %[[V2]] size = [3, 4]
// CHECK-NEXT: return %[[V1]], %[[V3]]
// GREEDY-LABEL: @DecomposeMeshgrid(
// GREEDY-NOT: {{aten\.meshgrid }}
// WHY-LABEL: @DecomposeMeshgrid(
// WHY: tricast.rules = [{{.*}}"DecomposeMeshgrid"
func.func @DecomposeMeshgrid(%arg0: tensor<3xf32>, %arg1: tensor<4xf32>) -> (tensor<3x4xf32>, tensor<3x4xf32>) {
  %0:2 = aten.meshgrid [%arg0, %arg1] : (tensor<3xf32>, tensor<4xf32>) -> (tensor<3x4xf32>, tensor<3x4xf32>)
  return %0#0, %0#1 : tensor<3x4xf32>, tensor<3x4xf32>
}

// CHECK-LABEL: @DecomposeMeshgridIndexing(
// CHECK-NEXT: %[[V0:.*]] = aten.view %arg0 size = [1]
// CHECK-NEXT: %[[V1:.*]] = aten.expand %[[V0]] size = [1]
// CHECK-NEXT: return %[[V1]]
// GREEDY-LABEL: @DecomposeMeshgridIndexing(
// GREEDY-NOT: {{aten\.meshgrid\.indexing }}
// WHY-LABEL: @DecomposeMeshgridIndexing(
// WHY: tricast.rules = [{{.*}}"DecomposeMeshgridIndexing"
func.func @DecomposeMeshgridIndexing(%arg0: tensor<f32>) -> (tensor<1xf32>) {
  %0 = aten.meshgrid.indexing [%arg0] indexing = "ij" : (tensor<f32>) -> tensor<1xf32>
  return %0 : tensor<1xf32>
}

// CHECK-LABEL: @DecomposePadSequence(
// CHECK-NEXT: %[[V0:.*]] = aten.unsqueeze %arg1 dim = 0
// CHECK-NEXT: %[[V1:.*]] = aten.constant_pad_nd %arg0 pad = [0, 0, 0, 2] value = 1.000000e+00
// CHECK-NEXT: %[[V2:.*]] = aten.unsqueeze %[[V1]] dim = 0
// CHECK-NEXT: %[[V3:.*]] = aten.cat [%[[V2]], %[[V0]]]
// CHECK-NEXT: return %[[V3]]
// GREEDY-LABEL: @DecomposePadSequence(
// GREEDY-NOT: {{aten\.pad_sequence }}
// WHY-LABEL: @DecomposePadSequence(
// WHY: tricast.rules = [{{.*}}"DecomposePadSequence"
func.func @DecomposePadSequence(%arg0: tensor<2x3xf32>, %arg1: tensor<4x3xf32>) -> (tensor<2x4x3xf32>) {
  %0 = aten.pad_sequence [%arg0, %arg1] batch_first = true padding_value = 1.0 : (tensor<2x3xf32>, tensor<4x3xf32>) -> tensor<2x4x3xf32>
  return %0 : tensor<2x4x3xf32>
}
