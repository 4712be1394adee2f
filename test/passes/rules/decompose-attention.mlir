// RUN: tricast-opt --tricast-rewrite='rules=decompose cost=core' %s | FileCheck %s
// RUN: tricast-opt --tricast-rewrite='engine=greedy rules=decompose' %s | FileCheck %s --check-prefix=GREEDY
// RUN: tricast-opt --tricast-rewrite='rules=decompose cost=core explain' %s | FileCheck %s --check-prefix=WHY

// CHECK-LABEL: @DecomposeScaledDotProductAttention(
// CHECK-NEXT: %[[V0:.*]] = aten.view %arg2 size = [8, 5, 8]
// CHECK-NEXT: %[[V1:.*]] = aten.full size = [] fill_value = "-inf" dtype = f32
// CHECK-NEXT: %[[V2:.*]] = aten.full size = [] fill_value = 0.000000e+00 dtype = f32
// CHECK-NEXT: %[[V3:.*]] = aten.arange.start_step start = 0 end = 5 step = 1 dtype = i64
// CHECK-NEXT: %[[V4:.*]] = aten.unsqueeze %[[V3]] dim = 1
// CHECK-NEXT: %[[V5:.*]] = aten.le.Tensor %[[V3]], %[[V4]]
// CHECK-NEXT: %[[V6:.*]] = aten.where.self %[[V5]], %[[V2]], %[[V1]]
// CHECK-NEXT: %[[V7:.*]] = aten.permute %arg1 dims = [0, 1, 3, 2]
// CHECK-NEXT: %[[V8:.*]] = aten.view %[[V7]] size = [8, 8, 5]
// CHECK-NEXT: %[[V9:.*]] = aten.mul.Scalar %arg0 other = 0.35355339059327373
// CHECK-NEXT: %[[V10:.*]] = aten.view %[[V9]] size = [8, 5, 8]
// CHECK-NEXT: %[[V11:.*]] = aten.bmm %[[V10]], %[[V8]]
// CHECK-NEXT: %[[V12:.*]] = aten.view %[[V11]] size = [2, 4, 5, 5]
// CHECK-NEXT: %[[V13:.*]] = aten.add.Tensor %[[V12]], %[[V6]]
// CHECK-NEXT: %[[V14:.*]] = aten._softmax %[[V13]] dim = -1 half_to_float = false
// CHECK-NEXT: %[[V15:.*]] = aten.full_like %[[V14]] fill_value = 0.000000e+00
// CHECK-NEXT: %[[V16:.*]] = aten.eq.Scalar %[[V13]] other = "-inf"
// CHECK-NEXT: %[[V17:.*]] = aten.logical_not %[[V16]]
// CHECK-NEXT: %[[V18:.*]] = aten.any.dim %[[V17]] dim = -1 keepdim = true
// CHECK-NEXT: %[[V19:.*]] = aten.logical_not %[[V18]]
// CHECK-NEXT: %[[V20:.*]] = aten.where.self %[[V19]], %[[V15]], %[[V14]]
// CHECK-NEXT: %[[V21:.*]] = aten.view %[[V20]] size = [8, 5, 5]
// CHECK-NEXT: %[[V22:.*]] = aten.bmm %[[V21]], %[[V0]]
// CHECK-NEXT: %[[V23:.*]] = aten.view %[[V22]] size = [2, 4, 5, 8]
// CHECK-NEXT: return %[[V23]]
// GREEDY-LABEL: @DecomposeScaledDotProductAttention(
// GREEDY-NOT: {{aten\.scaled_dot_product_attention }}
// WHY-LABEL: @DecomposeScaledDotProductAttention(
// WHY: tricast.rules = [{{.*}}"DecomposeScaledDotProductAttention"
func.func @DecomposeScaledDotProductAttention(%arg0: tensor<2x4x5x8xf32>, %arg1: tensor<2x4x5x8xf32>, %arg2: tensor<2x4x5x8xf32>) -> (tensor<2x4x5x8xf32>) {
  %0 = aten.scaled_dot_product_attention %arg0, %arg1, %arg2 is_causal = true : (tensor<2x4x5x8xf32>, tensor<2x4x5x8xf32>, tensor<2x4x5x8xf32>) -> tensor<2x4x5x8xf32>
  return %0 : tensor<2x4x5x8xf32>
}

// CHECK-LABEL: @DecomposeScaledDotProductAttentionMath(
// CHECK-NEXT: %[[V0:.*]] = aten.view %arg2 size = [8, 5, 8]
// CHECK-NEXT: %[[V1:.*]] = aten.permute %arg1 dims = [0, 1, 3, 2]
// CHECK-NEXT: %[[V2:.*]] = aten.view %[[V1]] size = [8, 8, 5]
// CHECK-NEXT: %[[V3:.*]] = aten.mul.Scalar %arg0 other = 0.35355339059327373
// CHECK-NEXT: %[[V4:.*]] = aten.view %[[V3]] size = [8, 5, 8]
// CHECK-NEXT: %[[V5:.*]] = aten.bmm %[[V4]], %[[V2]]
// CHECK-NEXT: %[[V6:.*]] = aten.view %[[V5]] size = [2, 4, 5, 5]
// CHECK-NEXT: %[[V7:.*]] = aten._softmax %[[V6]] dim = -1 half_to_float = false
// CHECK-NEXT: %[[V8:.*]] = aten.full_like %[[V7]] fill_value = 0.000000e+00
// CHECK-NEXT: %[[V9:.*]] = aten.eq.Scalar %[[V6]] other = "-inf"
// CHECK-NEXT: %[[V10:.*]] = aten.logical_not %[[V9]]
// CHECK-NEXT: %[[V11:.*]] = aten.any.dim %[[V10]] dim = -1 keepdim = true
// CHECK-NEXT: %[[V12:.*]] = aten.logical_not %[[V11]]
// CHECK-NEXT: %[[V13:.*]] = aten.where.self %[[V12]], %[[V8]], %[[V7]]
// CHECK-NEXT: %[[V14:.*]] = aten.view %[[V13]] size = [8, 5, 5]
// CHECK-NEXT: %[[V15:.*]] = aten.bmm %[[V14]], %[[V0]]
// CHECK-NEXT: %[[V16:.*]] = aten.view %[[V15]] size = [2, 4, 5, 8]
// CHECK-NEXT: return %[[V16]], %[[V13]]
// GREEDY-LABEL: @DecomposeScaledDotProductAttentionMath(
// GREEDY-NOT: {{aten\._scaled_dot_product_attention_math }}
// WHY-LABEL: @DecomposeScaledDotProductAttentionMath(
// WHY: tricast.rules = [{{.*}}"DecomposeScaledDotProductAttentionMath"
func.func @DecomposeScaledDotProductAttentionMath(%arg0: tensor<2x4x5x8xf32>, %arg1: tensor<2x4x5x8xf32>, %arg2: tensor<2x4x5x8xf32>) -> (tensor<2x4x5x8xf32>, tensor<2x4x5x5xf32>) {
  %result0, %result1 = aten._scaled_dot_product_attention_math %arg0, %arg1, %arg2 : (tensor<2x4x5x8xf32>, tensor<2x4x5x8xf32>, tensor<2x4x5x8xf32>) -> (tensor<2x4x5x8xf32>, tensor<2x4x5x5xf32>)
  return %result0, %result1 : tensor<2x4x5x8xf32>, tensor<2x4x5x5xf32>
}

// CHECK-LABEL: @DecomposeScaledDotProductFlashAttentionForCpu(
// CHECK-NEXT: %[[V0:.*]] = aten.view %arg2 size = [8, 17, 8]
// CHECK-NEXT: %[[V1:.*]] = aten.permute %arg1 dims = [0, 1, 3, 2]
// CHECK-NEXT: %[[V2:.*]] = aten.view %[[V1]] size = [8, 8, 17]
// CHECK-NEXT: %[[V3:.*]] = aten.mul.Scalar %arg0 other = 0.35355339059327373
// CHECK-NEXT: %[[V4:.*]] = aten.view %[[V3]] size = [8, 33, 8]
// CHECK-NEXT: %[[V5:.*]] = aten.bmm %[[V4]], %[[V2]]
// CHECK-NEXT: %[[V6:.*]] = aten.view %[[V5]] size = [2, 4, 33, 17]
// CHECK-NEXT: %[[V7:.*]] = aten._softmax %[[V6]] dim = -1 half_to_float = false
// CHECK-NEXT: %[[V8:.*]] = aten.view %[[V7]] size = [8, 33, 17]
// CHECK-NEXT: %[[V9:.*]] = aten.bmm %[[V8]], %[[V0]]
// CHECK-NEXT: %[[V10:.*]] = aten.view %[[V9]] size = [2, 4, 33, 8]
// CHECK-NEXT: %[[V11:.*]] = aten.amax %[[V6]] dim = [-1] keepdim = true
// CHECK-NEXT: %[[V12:.*]] = aten.sub.Tensor %[[V6]], %[[V11]]
// CHECK-NEXT: %[[V13:.*]] = aten.exp %[[V12]]
// CHECK-NEXT: %[[V14:.*]] = aten.sum.dim_IntList %[[V13]] dim = [-1] keepdim = true
// CHECK-NEXT: %[[V15:.*]] = aten.log %[[V14]]
// CHECK-NEXT: %[[V16:.*]] = aten.add.Tensor %[[V15]], %[[V11]]
// CHECK-NEXT: %[[V17:.*]] = aten.squeeze.dims %[[V16]] dim = [-1]
// CHECK-NEXT: return %[[V10]], %[[V17]]
// GREEDY-LABEL: @DecomposeScaledDotProductFlashAttentionForCpu(
// GREEDY-NOT: {{aten\._scaled_dot_product_flash_attention_for_cpu }}
// WHY-LABEL: @DecomposeScaledDotProductFlashAttentionForCpu(
// WHY: tricast.rules = [{{.*}}"DecomposeScaledDotProductFlashAttentionForCpu"
func.func @DecomposeScaledDotProductFlashAttentionForCpu(%arg0: tensor<2x4x33x8xf32>, %arg1: tensor<2x4x17x8xf32>, %arg2: tensor<2x4x17x8xf32>) -> (tensor<2x4x33x8xf32>, tensor<2x4x33xf32>) {
  %output, %logsumexp = aten._scaled_dot_product_flash_attention_for_cpu %arg0, %arg1, %arg2 : (tensor<2x4x33x8xf32>, tensor<2x4x17x8xf32>, tensor<2x4x17x8xf32>) -> (tensor<2x4x33x8xf32>, tensor<2x4x33xf32>)
  return %output, %logsumexp : tensor<2x4x33x8xf32>, tensor<2x4x33xf32>
}
