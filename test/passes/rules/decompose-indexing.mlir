// RUN: tricast-opt --tricast-rewrite='rules=decompose cost=core' %s | FileCheck %s
// RUN: tricast-opt --tricast-rewrite='engine=greedy rules=decompose' %s | FileCheck %s --check-prefix=GREEDY
// RUN: tricast-opt --tricast-rewrite='rules=decompose cost=core explain' %s | FileCheck %s --check-prefix=WHY

// CHECK-LABEL: @DecomposeUnsafeIndexTensor(
// CHECK-NEXT: %[[V0:.*]] = aten.index.Tensor %arg0, [%arg1]
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeUnsafeIndexTensor(
// GREEDY-NOT: {{aten\._unsafe_index\.Tensor }}
// WHY-LABEL: @DecomposeUnsafeIndexTensor(
// WHY: tricast.rules = [{{.*}}"DecomposeUnsafeIndexTensor"
func.func @DecomposeUnsafeIndexTensor(%arg0: tensor<3x4xf32>, %arg1: tensor<i64>) -> (tensor<4xf32>) {
  %0 = aten._unsafe_index.Tensor %arg0, [%arg1] : (tensor<3x4xf32>, tensor<i64>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// CHECK-LABEL: @DecomposeUnsafeIndexPut(
// CHECK-NEXT: %[[V0:.*]] = aten.index_put %arg0, [%arg1], %arg2
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeUnsafeIndexPut(
// GREEDY-NOT: {{aten\._unsafe_index_put }}
// WHY-LABEL: @DecomposeUnsafeIndexPut(
// WHY: tricast.rules = [{{.*}}"DecomposeUnsafeIndexPut"
func.func @DecomposeUnsafeIndexPut(%arg0: tensor<4x4xf32>, %arg1: tensor<3xi64>, %arg2: tensor<3x4xf32>) -> (tensor<4x4xf32>) {
  %0 = aten._unsafe_index_put %arg0, [%arg1], %arg2 : (tensor<4x4xf32>, tensor<3xi64>, tensor<3x4xf32>) -> tensor<4x4xf32>
  return %0 : tensor<4x4xf32>
}

// CHECK-LABEL: @DecomposeSelectCopyInt(
// CHECK-NEXT: %[[V0:.*]] = aten.select.int %arg0 dim = 0 index = 1
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeSelectCopyInt(
// GREEDY-NOT: {{aten\.select_copy\.int }}
// WHY-LABEL: @DecomposeSelectCopyInt(
// WHY: tricast.rules = [{{.*}}"DecomposeSelectCopyInt"
func.func @DecomposeSelectCopyInt(%arg0: tensor<3x4x5xf32>) -> (tensor<4x5xf32>) {
  %0 = aten.select_copy.int %arg0 dim = 0 index = 1 : (tensor<3x4x5xf32>) -> tensor<4x5xf32>
  return %0 : tensor<4x5xf32>
}

// CHECK-LABEL: @DecomposeSliceCopyTensor(
// CHECK-NEXT: %[[V0:.*]] = aten.slice.Tensor %arg0 start = 1 end = 3
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeSliceCopyTensor(
// GREEDY-NOT: {{aten\.slice_copy\.Tensor }}
// WHY-LABEL: @DecomposeSliceCopyTensor(
// WHY: tricast.rules = [{{.*}}"DecomposeSliceCopyTensor"
func.func @DecomposeSliceCopyTensor(%arg0: tensor<4x5x6xf32>) -> (tensor<2x5x6xf32>) {
  %0 = aten.slice_copy.Tensor %arg0 start = 1 end = 3 : (tensor<4x5x6xf32>) -> tensor<2x5x6xf32>
  return %0 : tensor<2x5x6xf32>
}

// CHECK-LABEL: @DecomposeArgwhere(
// CHECK-NEXT: %[[V0:.*]] = aten.nonzero %arg0
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeArgwhere(
// GREEDY-NOT: {{aten\.argwhere }}
// WHY-LABEL: @DecomposeArgwhere(
// WHY: tricast.rules = [{{.*}}"DecomposeArgwhere"
func.func @DecomposeArgwhere(%arg0: tensor<5x0xf32>) -> (tensor<0x2xi64>) {
  %0 = aten.argwhere %arg0 : (tensor<5x0xf32>) -> tensor<0x2xi64>
  return %0 : tensor<0x2xi64>
}

// CHECK-LABEL: @DecomposeNarrow(
// CHECK-NEXT: %[[V0:.*]] = aten.slice.Tensor %arg0 dim = 1 start = 0 end = 2
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeNarrow(
// GREEDY-NOT: {{aten\.narrow }}
// WHY-LABEL: @DecomposeNarrow(
// WHY: tricast.rules = [{{.*}}"DecomposeNarrow"
func.func @DecomposeNarrow(%arg0: tensor<4x5xf32>) -> (tensor<4x2xf32>) {
  %0 = aten.narrow %arg0 dim = -1 start = 0 length = 2 : (tensor<4x5xf32>) -> tensor<4x2xf32>
  return %0 : tensor<4x2xf32>
}

// CHECK-LABEL: @DecomposeNarrowCopy(
// CHECK-NEXT: %[[V0:.*]] = aten.slice.Tensor %arg0 dim = 1 start = 2 end = 4
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeNarrowCopy(
// GREEDY-NOT: {{aten\.narrow_copy }}
// WHY-LABEL: @DecomposeNarrowCopy(
// WHY: tricast.rules = [{{.*}}"DecomposeNarrowCopy"
func.func @DecomposeNarrowCopy(%arg0: tensor<5x5x5xf32>) -> (tensor<5x2x5xf32>) {
  %0 = aten.narrow_copy %arg0 dim = 1 start = 2 length = 2 : (tensor<5x5x5xf32>) -> tensor<5x2x5xf32>
  return %0 : tensor<5x2x5xf32>
}

// CHECK-LABEL: @DecomposeTake(
// CHECK-NEXT: %[[V0:.*]] = aten.view %arg0 size = [1]
// CHECK-NEXT: %[[V1:.*]] = aten.index.Tensor %[[V0]], [%arg1]
// CHECK-NEXT: return %[[V1]]
// GREEDY-LABEL: @DecomposeTake(
// GREEDY-NOT: {{aten\.take }}
// WHY-LABEL: @DecomposeTake(
// WHY: tricast.rules = [{{.*}}"DecomposeTake"
func.func @DecomposeTake(%arg0: tensor<f32>, %arg1: tensor<i64>) -> (tensor<f32>) {
  %0 = aten.take %arg0, %arg1 : (tensor<f32>, tensor<i64>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeTakeAlongDim(
// CHECK-NEXT: %[[V0:.*]] = aten.view %arg1 size = [10]
// CHECK-NEXT: %[[V1:.*]] = aten.view %arg0 size = [25]
// CHECK-NEXT: %[[V2:.*]] = aten.gather %[[V1]], %[[V0]] dim = 0
// CHECK-NEXT: return %[[V2]]
// GREEDY-LABEL: @DecomposeTakeAlongDim(
// GREEDY-NOT: {{aten\.take_along_dim }}
// WHY-LABEL: @DecomposeTakeAlongDim(
// WHY: tricast.rules = [{{.*}}"DecomposeTakeAlongDim"
func.func @DecomposeTakeAlongDim(%arg0: tensor<5x5xf32>, %arg1: tensor<5x2xi64>) -> (tensor<10xf32>) {
  %0 = aten.take_along_dim %arg0, %arg1 : (tensor<5x5xf32>, tensor<5x2xi64>) -> tensor<10xf32>
  return %0 : tensor<10xf32>
}

// CHECK-LABEL: @DecomposeMaskedSelect(
// CHECK-NEXT: %[[V0:.*]] = aten.expand %arg1 size = [2, 3]
// CHECK-NEXT: %[[V1:.*]] = aten.expand %arg0 size = [2, 3]
// CHECK-NEXT: %[[V2:.*]] = aten.index.Tensor %[[V1]], [%[[V0]]]
// CHECK-NEXT: return %[[V2]]
// GREEDY-LABEL: @DecomposeMaskedSelect(
// GREEDY-NOT: {{aten\.masked_select }}
// WHY-LABEL: @DecomposeMaskedSelect(
// WHY: tricast.rules = [{{.*}}"DecomposeMaskedSelect"
func.func @DecomposeMaskedSelect(%arg0: tensor<2x3xf32>, %arg1: tensor<3xi1>) -> tensor<?xf32> {
  %0 = aten.masked_select %arg0, %arg1 : (tensor<2x3xf32>, tensor<3xi1>) -> tensor<?xf32>
  return %0 : tensor<?xf32>
}


// CHECK-LABEL: @DecomposeRepeatInterleaveSelfInt(
// CHECK-NEXT: %[[V0:.*]] = aten.view %arg0 size = [1]
// CHECK-NEXT: %[[V1:.*]] = aten.unsqueeze %[[V0]] dim = 1
// CHECK-NEXT: %[[V2:.*]] = aten.expand %[[V1]] size = [1, 2]
// CHECK-NEXT: %[[V3:.*]] = aten.view %[[V2]] size = [2]
// CHECK-NEXT: %[[V4:.*]] = aten.clone %[[V3]]
// CHECK-NEXT: return %[[V4]]
// GREEDY-LABEL: @DecomposeRepeatInterleaveSelfInt(
// GREEDY-NOT: {{aten\.repeat_interleave\.self_int }}
// WHY-LABEL: @DecomposeRepeatInterleaveSelfInt(
// WHY: tricast.rules = [{{.*}}"DecomposeRepeatInterleaveSelfInt"
func.func @DecomposeRepeatInterleaveSelfInt(%arg0: tensor<f32>) -> (tensor<2xf32>) {
  %0 = aten.repeat_interleave.self_int %arg0 repeats = 2 : (tensor<f32>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}

// CHECK-LABEL: @DecomposeMaskedFillScalar(
// CHECK-NEXT: %[[V0:.*]] = aten.full size = [] fill_value = 10 dtype = f32
// CHECK-NEXT: %[[V1:.*]] = aten.where.self %arg1, %[[V0]], %arg0
// CHECK-NEXT: return %[[V1]]
// GREEDY-LABEL: @DecomposeMaskedFillScalar(
// GREEDY-NOT: {{aten\.masked_fill\.Scalar }}
// WHY-LABEL: @DecomposeMaskedFillScalar(
// WHY: tricast.rules = [{{.*}}"DecomposeMaskedFillScalar"
func.func @DecomposeMaskedFillScalar(%arg0: tensor<f32>, %arg1: tensor<i1>) -> (tensor<f32>) {
  %0 = aten.masked_fill.Scalar %arg0, %arg1 value = 10 : (tensor<f32>, tensor<i1>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeMaskedFillTensor(
// CHECK-NEXT: %[[V0:.*]] = aten.where.self %arg1, %arg2, %arg0
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeMaskedFillTensor(
// GREEDY-NOT: {{aten\.masked_fill\.Tensor }}
// WHY-LABEL: @DecomposeMaskedFillTensor(
// WHY: tricast.rules = [{{.*}}"DecomposeMaskedFillTensor"
func.func @DecomposeMaskedFillTensor(%arg0: tensor<f32>, %arg1: tensor<i1>, %arg2: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.masked_fill.Tensor %arg0, %arg1, %arg2 : (tensor<f32>, tensor<i1>, tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeIndexFillIntScalar(
// CHECK-NEXT: %[[V0:.*]] = aten.full size = [] fill_value = -8.4783735275268555 dtype = f32
// CHECK-NEXT: %[[V1:.*]] = aten.index_put %arg0, [%arg1], %[[V0]]
// CHECK-NEXT: return %[[V1]]
// GREEDY-LABEL: @DecomposeIndexFillIntScalar(
// GREEDY-NOT: {{aten\.index_fill\.int_Scalar }}
// WHY-LABEL: @DecomposeIndexFillIntScalar(
// WHY: tricast.rules = [{{.*}}"DecomposeIndexFillIntScalar"
func.func @DecomposeIndexFillIntScalar(%arg0: tensor<1xf32>, %arg1: tensor<1xi64>) -> (tensor<1xf32>) {
  %0 = aten.index_fill.int_Scalar %arg0, %arg1 dim = 0 value = -8.4783735275268555 : (tensor<1xf32>, tensor<1xi64>) -> tensor<1xf32>
  return %0 : tensor<1xf32>
}

// CHECK-LABEL: @DecomposeIndexFillIntTensor(
// CHECK-NEXT: %[[V0:.*]] = aten.index_put %arg0, [%arg1], %arg2
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeIndexFillIntTensor(
// GREEDY-NOT: {{aten\.index_fill\.int_Tensor }}
// WHY-LABEL: @DecomposeIndexFillIntTensor(
// WHY: tricast.rules = [{{.*}}"DecomposeIndexFillIntTensor"
func.func @DecomposeIndexFillIntTensor(%arg0: tensor<1xf32>, %arg1: tensor<1xi64>, %arg2: tensor<f32>) -> (tensor<1xf32>) {
  %0 = aten.index_fill.int_Tensor %arg0, %arg1, %arg2 dim = 0 : (tensor<1xf32>, tensor<1xi64>, tensor<f32>) -> tensor<1xf32>
  return %0 : tensor<1xf32>
}

// CHECK-LABEL: @DecomposeIndexCopy(
// CHECK-NEXT: %[[V0:.*]] = aten.index_put %arg0, [%arg1], %arg2
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeIndexCopy(
// GREEDY-NOT: {{aten\.index_copy }}
// WHY-LABEL: @DecomposeIndexCopy(
// WHY: tricast.rules = [{{.*}}"DecomposeIndexCopy"
func.func @DecomposeIndexCopy(%arg0: tensor<1xf32>, %arg1: tensor<1xi64>, %arg2: tensor<1xf32>) -> (tensor<1xf32>) {
  %0 = aten.index_copy %arg0, %arg1, %arg2 dim = 0 : (tensor<1xf32>, tensor<1xi64>, tensor<1xf32>) -> tensor<1xf32>
  return %0 : tensor<1xf32>
}

// CHECK-LABEL: @DecomposeIndexAdd(
// CHECK-NEXT: %[[V0:.*]] = aten.mul.Scalar %arg2 other = 2
// CHECK-NEXT: %[[V1:.*]] = aten.index_put %arg0, [%arg1], %[[V0]] accumulate = true
// CHECK-NEXT: return %[[V1]]
// GREEDY-LABEL: @DecomposeIndexAdd(
// GREEDY-NOT: {{aten\.index_add }}
// WHY-LABEL: @DecomposeIndexAdd(
// WHY: tricast.rules = [{{.*}}"DecomposeIndexAdd"
func.func @DecomposeIndexAdd(%arg0: tensor<1xf32>, %arg1: tensor<1xi64>, %arg2: tensor<1xf32>) -> (tensor<1xf32>) {
  %0 = aten.index_add %arg0, %arg1, %arg2 dim = 0 alpha = 2 : (tensor<1xf32>, tensor<1xi64>, tensor<1xf32>) -> tensor<1xf32>
  return %0 : tensor<1xf32>
}

// CHECK-LABEL: @DecomposeIndexReduce(
// CHECK-NEXT: %[[V0:.*]] = aten.view %arg1 size = [3, 1]
// CHECK-NEXT: %[[V1:.*]] = aten.expand %[[V0]] size = [3, 4]
// CHECK-NEXT: %[[V2:.*]] = aten.scatter_reduce.two %arg0, %[[V1]], %arg2 dim = 0 reduce = "amin"
// CHECK-NEXT: return %[[V2]]
// GREEDY-LABEL: @DecomposeIndexReduce(
// GREEDY-NOT: {{aten\.index_reduce }}
// WHY-LABEL: @DecomposeIndexReduce(
// WHY: tricast.rules = [{{.*}}"DecomposeIndexReduce"
func.func @DecomposeIndexReduce(%arg0: tensor<6x4xf32>, %arg1: tensor<3xi64>, %arg2: tensor<3x4xf32>) -> (tensor<6x4xf32>) {
  %0 = aten.index_reduce %arg0, %arg1, %arg2 dim = 0 reduce = "amin" : (tensor<6x4xf32>, tensor<3xi64>, tensor<3x4xf32>) -> tensor<6x4xf32>
  return %0 : tensor<6x4xf32>
}

// CHECK-LABEL: @DecomposePut(
// CHECK-NEXT: %[[V0:.*]] = aten.view %arg2 size = [1]
// CHECK-NEXT: %[[V1:.*]] = aten.view %arg1 size = [1]
// CHECK-NEXT: %[[V2:.*]] = aten.view %arg0 size = [1]
// CHECK-NEXT: %[[V3:.*]] = aten.index_put %[[V2]], [%[[V1]]], %[[V0]]
// CHECK-NEXT: %[[V4:.*]] = aten.view %[[V3]] size = []
// CHECK-NEXT: return %[[V4]]
// GREEDY-LABEL: @DecomposePut(
// GREEDY-NOT: {{aten\.put }}
// WHY-LABEL: @DecomposePut(
// WHY: tricast.rules = [{{.*}}"DecomposePut"
func.func @DecomposePut(%arg0: tensor<f32>, %arg1: tensor<i64>, %arg2: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.put %arg0, %arg1, %arg2 : (tensor<f32>, tensor<i64>, tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeScatterReduce(
// CHECK-NEXT: %[[V0:.*]] = aten.scatter_reduce.two %arg0, %arg1, %arg2 dim = 1 reduce = "sum"
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeScatterReduce(
// GREEDY-NOT: {{aten\.scatter\.reduce }}
// WHY-LABEL: @DecomposeScatterReduce(
// WHY: tricast.rules = [{{.*}}"DecomposeScatterReduce"
func.func @DecomposeScatterReduce(%arg0: tensor<5x4xf32>, %arg1: tensor<5x4xi64>, %arg2: tensor<5x4xf32>) -> (tensor<5x4xf32>) {
  %0 = aten.scatter.reduce %arg0, %arg1, %arg2 dim = 1 reduce = "add" : (tensor<5x4xf32>, tensor<5x4xi64>, tensor<5x4xf32>) -> tensor<5x4xf32>
  return %0 : tensor<5x4xf32>
}

// CHECK-LABEL: @DecomposeScatterValueReduce(
// CHECK-NEXT: %[[V0:.*]] = aten.full size = [] fill_value = 2.500000e+00 dtype = f32
// CHECK-NEXT: %[[V1:.*]] = aten.scatter_reduce.two %arg0, %arg1, %[[V0]] dim = 0 reduce = "sum"
// CHECK-NEXT: return %[[V1]]
// GREEDY-LABEL: @DecomposeScatterValueReduce(
// GREEDY-NOT: {{aten\.scatter\.value_reduce }}
// WHY-LABEL: @DecomposeScatterValueReduce(
// WHY: tricast.rules = [{{.*}}"DecomposeScatterValueReduce"
func.func @DecomposeScatterValueReduce(%arg0: tensor<f32>, %arg1: tensor<i64>) -> (tensor<f32>) {
  %0 = aten.scatter.value_reduce %arg0, %arg1 dim = 0 value = 2.500000e+00 reduce = "add" : (tensor<f32>, tensor<i64>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeEmbeddingBag(
// CHECK-NEXT: %[[RESULT0:.*]], %[[RESULT1:.*]], %[[RESULT2:.*]], %[[RESULT3:.*]] = aten._embedding_bag %arg0, %arg1, %arg2
// CHECK-NEXT: return %[[RESULT0]], %[[RESULT1]], %[[RESULT2]], %[[RESULT3]]
// GREEDY-LABEL: @DecomposeEmbeddingBag(
// GREEDY-NOT: {{aten\.embedding_bag }}
// WHY-LABEL: @DecomposeEmbeddingBag(
// WHY: tricast.rules = [{{.*}}"DecomposeEmbeddingBag"
func.func @DecomposeEmbeddingBag(%arg0: tensor<8x5xf32>, %arg1: tensor<10xi64>, %arg2: tensor<4xi64>) -> (tensor<4x5xf32>, tensor<0xi64>, tensor<4xi64>, tensor<4xi64>) {
  %result0, %result1, %result2, %result3 = aten.embedding_bag %arg0, %arg1, %arg2 : (tensor<8x5xf32>, tensor<10xi64>, tensor<4xi64>) -> (tensor<4x5xf32>, tensor<0xi64>, tensor<4xi64>, tensor<4xi64>)
  return %result0, %result1, %result2, %result3 : tensor<4x5xf32>, tensor<0xi64>, tensor<4xi64>, tensor<4xi64>
}

// CHECK-LABEL: @DecomposeEmbeddingBagPaddingIdx(
// CHECK-NEXT: %[[RESULT0:.*]], %[[RESULT1:.*]], %[[RESULT2:.*]], %[[RESULT3:.*]] = aten._embedding_bag %arg0, %arg1, %arg2 mode = 1 padding_idx = 3
// CHECK-NEXT: return %[[RESULT0]], %[[RESULT1]], %[[RESULT2]], %[[RESULT3]]
// GREEDY-LABEL: @DecomposeEmbeddingBagPaddingIdx(
// GREEDY-NOT: {{aten\.embedding_bag\.padding_idx }}
// WHY-LABEL: @DecomposeEmbeddingBagPaddingIdx(
// WHY: tricast.rules = [{{.*}}"DecomposeEmbeddingBagPaddingIdx"
func.func @DecomposeEmbeddingBagPaddingIdx(%arg0: tensor<8x5xf32>, %arg1: tensor<10xi64>, %arg2: tensor<4xi64>) -> (tensor<4x5xf32>, tensor<10xi64>, tensor<4xi64>, tensor<4xi64>) {
  %result0, %result1, %result2, %result3 = aten.embedding_bag.padding_idx %arg0, %arg1, %arg2 scale_grad_by_freq = false mode = 1 sparse = false include_last_offset = false padding_idx = 3 : (tensor<8x5xf32>, tensor<10xi64>, tensor<4xi64>) -> (tensor<4x5xf32>, tensor<10xi64>, tensor<4xi64>, tensor<4xi64>)
  return %result0, %result1, %result2, %result3 : tensor<4x5xf32>, tensor<10xi64>, tensor<4xi64>, tensor<4xi64>
}

// CHECK-LABEL: @DecomposeEmbeddingBagForwardOnly(
// CHECK-NEXT: %[[RESULT0:.*]], %[[RESULT1:.*]], %[[RESULT2:.*]], %[[RESULT3:.*]] = aten._embedding_bag %arg0, %arg1, %arg2
// CHECK-NEXT: return %[[RESULT0]], %[[RESULT1]], %[[RESULT2]], %[[RESULT3]]
// GREEDY-LABEL: @DecomposeEmbeddingBagForwardOnly(
// GREEDY-NOT: {{aten\._embedding_bag_forward_only }}
// WHY-LABEL: @DecomposeEmbeddingBagForwardOnly(
// WHY: tricast.rules = [{{.*}}"DecomposeEmbeddingBagForwardOnly"
func.func @DecomposeEmbeddingBagForwardOnly(%arg0: tensor<8x5xf32>, %arg1: tensor<10xi64>, %arg2: tensor<4xi64>) -> (tensor<4x5xf32>, tensor<0xi64>, tensor<4xi64>, tensor<4xi64>) {
  %result0, %result1, %result2, %result3 = aten._embedding_bag_forward_only %arg0, %arg1, %arg2 : (tensor<8x5xf32>, tensor<10xi64>, tensor<4xi64>) -> (tensor<4x5xf32>, tensor<0xi64>, tensor<4xi64>, tensor<4xi64>)
  return %result0, %result1, %result2, %result3 : tensor<4x5xf32>, tensor<0xi64>, tensor<4xi64>, tensor<4xi64>
}

// CHECK-LABEL: @DecomposeUnsafeMaskedIndex(
// CHECK-NEXT: %[[V0:.*]] = aten.full size = [] fill_value = 7.500000e+00 dtype = f32
// CHECK-NEXT: %[[V1:.*]] = aten.clamp %arg3 min = 0 max = 3
// CHECK-NEXT: %[[V2:.*]] = aten.clamp %arg2 min = 0 max = 2
// CHECK-NEXT: %[[V3:.*]] = aten.index.Tensor %arg0, [%[[V2]], %[[V1]]]
// CHECK-NEXT: %[[V4:.*]] = aten.where.self %arg1, %[[V3]], %[[V0]]
// CHECK-NEXT: return %[[V4]]
// GREEDY-LABEL: @DecomposeUnsafeMaskedIndex(
// GREEDY-NOT: {{aten\._unsafe_masked_index }}
// WHY-LABEL: @DecomposeUnsafeMaskedIndex(
// WHY: tricast.rules = [{{.*}}"DecomposeUnsafeMaskedIndex"
func.func @DecomposeUnsafeMaskedIndex(%arg0: tensor<3x4xf32>, %arg1: tensor<5xi1>, %arg2: tensor<5xi64>, %arg3: tensor<5xi64>) -> (tensor<5xf32>) {
  %0 = aten._unsafe_masked_index %arg0, %arg1, [%arg2, %arg3] fill = 7.5 : (tensor<3x4xf32>, tensor<5xi1>, tensor<5xi64>, tensor<5xi64>) -> tensor<5xf32>
  return %0 : tensor<5xf32>
}

// CHECK-LABEL: @DecomposeUnsafeMaskedIndexPutAccumulate(
// CHECK-NEXT: %[[V0:.*]] = aten.full size = [] fill_value = 0.000000e+00 dtype = f32
// CHECK-NEXT: %[[V1:.*]] = aten.where.self %arg1, %arg3, %[[V0]]
// CHECK-NEXT: %[[V2:.*]] = aten.clamp %arg2 min = -4 max = 3
// CHECK-NEXT: %[[V3:.*]] = aten.index_put %arg0, [none, %[[V2]]], %[[V1]] accumulate = true
// CHECK-NEXT: return %[[V3]]
// GREEDY-LABEL: @DecomposeUnsafeMaskedIndexPutAccumulate(
// GREEDY-NOT: {{aten\._unsafe_masked_index_put_accumulate }}
// WHY-LABEL: @DecomposeUnsafeMaskedIndexPutAccumulate(
// WHY: tricast.rules = [{{.*}}"DecomposeUnsafeMaskedIndexPutAccumulate"
func.func @DecomposeUnsafeMaskedIndexPutAccumulate(%arg0: tensor<3x4xf32>, %arg1: tensor<5xi1>, %arg2: tensor<5xi64>, %arg3: tensor<3x5xf32>) -> (tensor<3x4xf32>) {
  %0 = aten._unsafe_masked_index_put_accumulate %arg0, %arg1, [none, %arg2], %arg3 : (tensor<3x4xf32>, tensor<5xi1>, tensor<5xi64>, tensor<3x5xf32>) -> tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

// CHECK-LABEL: @DecomposeDiagonalScatter(
// CHECK-NEXT: %[[V0:.*]] = aten.permute %arg1 dims = [1, 0]
// CHECK-NEXT: %[[V1:.*]] = aten.arange.start_step start = 1 end = 4 step = 1 dtype = i64
// CHECK-NEXT: %[[V2:.*]] = aten.arange.start_step start = 0 end = 3 step = 1 dtype = i64
// CHECK-NEXT: %[[V3:.*]] = aten.permute %arg0 dims = [0, 2, 1]
// CHECK-NEXT: %[[V4:.*]] = aten.index_put %[[V3]], [%[[V2]], %[[V1]]], %[[V0]]
// CHECK-NEXT: %[[V5:.*]] = aten.permute %[[V4]] dims = [0, 2, 1]
// CHECK-NEXT: return %[[V5]]
// GREEDY-LABEL: @DecomposeDiagonalScatter(
// GREEDY-NOT: {{aten\.diagonal_scatter }}
// WHY-LABEL: @DecomposeDiagonalScatter(
// WHY: tricast.rules = [{{.*}}"DecomposeDiagonalScatter"
func.func @DecomposeDiagonalScatter(%arg0: tensor<3x2x4xf32>, %arg1: tensor<2x3xf32>) -> (tensor<3x2x4xf32>) {
  %0 = aten.diagonal_scatter %arg0, %arg1 offset = 1 dim1 = 0 dim2 = 2 : (tensor<3x2x4xf32>, tensor<2x3xf32>) -> tensor<3x2x4xf32>
  return %0 : tensor<3x2x4xf32>
}
