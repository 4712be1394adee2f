// RUN: tricast-opt --tricast-rewrite='rules=decompose cost=core' %s | FileCheck %s
// RUN: tricast-opt --tricast-rewrite='engine=greedy rules=decompose' %s | FileCheck %s --check-prefix=GREEDY
// RUN: tricast-opt --tricast-rewrite='rules=decompose cost=core explain' %s | FileCheck %s --check-prefix=WHY

// CHECK-LABEL: @DecomposeLayerNorm(
// CHECK-NEXT: %[[RESULT0:.*]], %[[RESULT1:.*]], %[[RESULT2:.*]] = aten.native_layer_norm %arg0 normalized_shape = [1] weight = %arg1 bias = %arg2 eps = 1.000000e-05
// CHECK-NEXT: return %[[RESULT0]]
// GREEDY-LABEL: @DecomposeLayerNorm(
// GREEDY-NOT: {{aten\.layer_norm }}
// WHY-LABEL: @DecomposeLayerNorm(
// WHY: tricast.rules = [{{.*}}"DecomposeLayerNorm"
func.func @DecomposeLayerNorm(%arg0: tensor<1xf32>, %arg1: tensor<1xf32>, %arg2: tensor<1xf32>) -> (tensor<1xf32>) {
  %0 = aten.layer_norm %arg0 normalized_shape = [1] weight = %arg1 bias = %arg2 : (tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
  return %0 : tensor<1xf32>
}

// CHECK-LABEL: @DecomposeGroupNorm(
// CHECK-NEXT: %[[RESULT0:.*]], %[[RESULT1:.*]], %[[RESULT2:.*]] = aten.native_group_norm %arg0 N = 2 C = 6 HxW = 2 group = 6 eps = 1.000000e-05
// CHECK-NEXT: return %[[RESULT0]]
// GREEDY-LABEL: @DecomposeGroupNorm(
// GREEDY-NOT: {{aten\.group_norm }}
// WHY-LABEL: @DecomposeGroupNorm(
// WHY: tricast.rules = [{{.*}}"DecomposeGroupNorm"
func.func @DecomposeGroupNorm(%arg0: tensor<2x6x2xf32>) -> (tensor<2x6x2xf32>) {
  %0 = aten.group_norm %arg0 num_groups = 6 : (tensor<2x6x2xf32>) -> tensor<2x6x2xf32>
  return %0 : tensor<2x6x2xf32>
}

// CHECK-LABEL: @DecomposeBatchNorm(
// CHECK-NEXT: %[[RESULT0:.*]], %[[RESULT1:.*]], %[[RESULT2:.*]] = aten._native_batch_norm_legit_no_training %arg0, %arg3, %arg4 weight = %arg1 bias = %arg2 momentum = -1.200000e+00 eps = 1.000000e-05
// CHECK-NEXT: return %[[RESULT0]]
// GREEDY-LABEL: @DecomposeBatchNorm(
// GREEDY-NOT: {{aten\.batch_norm }}
// WHY-LABEL: @DecomposeBatchNorm(
// WHY: tricast.rules = [{{.*}}"DecomposeBatchNorm"
func.func @DecomposeBatchNorm(%arg0: tensor<3x2x4xf32>, %arg1: tensor<2xf32>, %arg2: tensor<2xf32>, %arg3: tensor<2xf32>, %arg4: tensor<2xf32>) -> (tensor<3x2x4xf32>) {
  %0 = aten.batch_norm %arg0 weight = %arg1 bias = %arg2 running_mean = %arg3 running_var = %arg4 training = false momentum = -1.200000e+00 eps = 1.000000e-05 cudnn_enabled = true : (tensor<3x2x4xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<3x2x4xf32>
  return %0 : tensor<3x2x4xf32>
}

// CHECK-LABEL: @DecomposeInstanceNorm(
// CHECK-NEXT: %[[V0:.*]] = aten.view %arg0 size = [1, 2, 3]
// CHECK-NEXT: %[[RESULT0:.*]], %[[RESULT1:.*]], %[[RESULT2:.*]] = aten._native_batch_norm_legit.no_stats %[[V0]] training = true momentum = 1.000000e-01 eps = 1.000000e-05
// CHECK-NEXT: %[[V1:.*]] = aten.view %[[RESULT0]] size = [1, 2, 3]
// CHECK-NEXT: return %[[V1]]
// GREEDY-LABEL: @DecomposeInstanceNorm(
// GREEDY-NOT: {{aten\.instance_norm }}
// WHY-LABEL: @DecomposeInstanceNorm(
// WHY: tricast.rules = [{{.*}}"DecomposeInstanceNorm"
func.func @DecomposeInstanceNorm(%arg0: tensor<1x2x3xf32>) -> (tensor<1x2x3xf32>) {
  %0 = aten.instance_norm %arg0 use_input_stats = true momentum = 1.000000e-01 eps = 1.000000e-05 cudnn_enabled = true : (tensor<1x2x3xf32>) -> tensor<1x2x3xf32>
  return %0 : tensor<1x2x3xf32>
}

// CHECK-LABEL: @DecomposeRmsNorm(
// CHECK-NEXT: %[[V0:.*]] = aten.mul.Tensor %arg0, %arg0
// CHECK-NEXT: %[[V1:.*]] = aten.mean.dim %[[V0]] dim = [1] keepdim = true
// CHECK-NEXT: %[[V2:.*]] = aten.add.Scalar %[[V1]] other = 1.1920928955078125E-7
// CHECK-NEXT: %[[V3:.*]] = aten.rsqrt %[[V2]]
// CHECK-NEXT: %[[V4:.*]] = aten.mul.Tensor %arg0, %[[V3]]
// CHECK-NEXT: return %[[V4]]
// GREEDY-LABEL: @DecomposeRmsNorm(
// GREEDY-NOT: {{aten\.rms_norm }}
// WHY-LABEL: @DecomposeRmsNorm(
// WHY: tricast.rules = [{{.*}}"DecomposeRmsNorm"
func.func @DecomposeRmsNorm(%arg0: tensor<1x2xf32>) -> (tensor<1x2xf32>) {
  %0 = aten.rms_norm %arg0 normalized_shape = [2] : (tensor<1x2xf32>) -> tensor<1x2xf32>
  return %0 : tensor<1x2xf32>
}

// CHECK-LABEL: @DecomposeFusedRmsNorm(
// CHECK-NEXT: %[[V0:.*]] = aten.mul.Tensor %arg0, %arg0
// CHECK-NEXT: %[[V1:.*]] = aten.mean.dim %[[V0]] dim = [1] keepdim = true
// CHECK-NEXT: %[[V2:.*]] = aten.add.Scalar %[[V1]] other = 1.000000e-05
// CHECK-NEXT: %[[V3:.*]] = aten.rsqrt %[[V2]]
// CHECK-NEXT: %[[V4:.*]] = aten.mul.Tensor %arg0, %[[V3]]
// CHECK-NEXT: return %[[V4]], %[[V3]]
// GREEDY-LABEL: @DecomposeFusedRmsNorm(
// GREEDY-NOT: {{aten\._fused_rms_norm }}
// WHY-LABEL: @DecomposeFusedRmsNorm(
// WHY: tricast.rules = [{{.*}}"DecomposeFusedRmsNorm"
func.func @DecomposeFusedRmsNorm(%arg0: tensor<4x6xf32>) -> (tensor<4x6xf32>, tensor<4x1xf32>) {
  %result0, %result1 = aten._fused_rms_norm %arg0 normalized_shape = [6] eps = 1.000000e-05 : (tensor<4x6xf32>) -> (tensor<4x6xf32>, tensor<4x1xf32>)
  return %result0, %result1 : tensor<4x6xf32>, tensor<4x1xf32>
}

// CHECK-LABEL: @DecomposePrivateWeightNorm(
// CHECK-NEXT: %[[V0:.*]] = aten.mul.Tensor %arg0, %arg0
// CHECK-NEXT: %[[V1:.*]] = aten.sum.dim_IntList %[[V0]] dim = [0, 1, 2]
// CHECK-NEXT: %[[V2:.*]] = aten.sqrt %[[V1]]
// CHECK-NEXT: %[[V3:.*]] = aten.div.Tensor %arg1, %[[V2]]
// CHECK-NEXT: %[[V4:.*]] = aten.mul.Tensor %arg0, %[[V3]]
// CHECK-NEXT: return %[[V4]]
// GREEDY-LABEL: @DecomposePrivateWeightNorm(
// GREEDY-NOT: {{aten\._weight_norm }}
// WHY-LABEL: @DecomposePrivateWeightNorm(
// WHY: tricast.rules = [{{.*}}"DecomposePrivateWeightNorm"
func.func @DecomposePrivateWeightNorm(%arg0: tensor<4x3x5xf32>, %arg1: tensor<f32>) -> (tensor<4x3x5xf32>) {
  %0 = aten._weight_norm %arg0, %arg1 dim = -1 : (tensor<4x3x5xf32>, tensor<f32>) -> tensor<4x3x5xf32>
  return %0 : tensor<4x3x5xf32>
}

// CHECK-LABEL: @DecomposeWeightNormInterface(
// CHECK-NEXT: %[[V0:.*]] = aten.mul.Tensor %arg0, %arg0
// CHECK-NEXT: %[[V1:.*]] = aten.sum.dim_IntList %[[V0]] dim = [1, 2] keepdim = true
// CHECK-NEXT: %[[V2:.*]] = aten.sqrt %[[V1]]
// CHECK-NEXT: %[[V3:.*]] = aten.div.Tensor %arg1, %[[V2]]
// CHECK-NEXT: %[[V4:.*]] = aten.mul.Tensor %arg0, %[[V3]]
// CHECK-NEXT: return %[[V4]], %[[V2]]
// GREEDY-LABEL: @DecomposeWeightNormInterface(
// GREEDY-NOT: {{aten\._weight_norm_interface }}
// WHY-LABEL: @DecomposeWeightNormInterface(
// WHY: tricast.rules = [{{.*}}"DecomposeWeightNormInterface"
func.func @DecomposeWeightNormInterface(%arg0: tensor<4x3x5xf32>, %arg1: tensor<4x1x1xf32>) -> (tensor<4x3x5xf32>, tensor<4x1x1xf32>) {
  %result0, %result1 = aten._weight_norm_interface %arg0, %arg1 : (tensor<4x3x5xf32>, tensor<4x1x1xf32>) -> (tensor<4x3x5xf32>, tensor<4x1x1xf32>)
  return %result0, %result1 : tensor<4x3x5xf32>, tensor<4x1x1xf32>
}

// CHECK-LABEL: @DecomposeNativeBatchNorm(
// CHECK-NEXT: %[[RESULT0:.*]], %[[RESULT1:.*]], %[[RESULT2:.*]] = aten._native_batch_norm_legit.no_stats %arg0 weight = %arg1 bias = %arg2 training = true momentum = 1.000000e-01 eps = 1.000000e-05
// CHECK-NEXT: return %[[RESULT0]], %[[RESULT1]], %[[RESULT2]]
// GREEDY-LABEL: @DecomposeNativeBatchNorm(
// GREEDY-NOT: {{aten\.native_batch_norm }}
// WHY-LABEL: @DecomposeNativeBatchNorm(
// WHY: tricast.rules = [{{.*}}"DecomposeNativeBatchNorm"
func.func @DecomposeNativeBatchNorm(%arg0: tensor<2x3x4xf32>, %arg1: tensor<3xf32>, %arg2: tensor<3xf32>) -> (tensor<2x3x4xf32>, tensor<3xf32>, tensor<3xf32>) {
  %r0, %r1, %r2 = aten.native_batch_norm %arg0 weight = %arg1 bias = %arg2 training = true momentum = 0.1 eps = 1.0e-5 : (tensor<2x3x4xf32>, tensor<3xf32>, tensor<3xf32>) -> (tensor<2x3x4xf32>, tensor<3xf32>, tensor<3xf32>)
  return %r0, %r1, %r2 : tensor<2x3x4xf32>, tensor<3xf32>, tensor<3xf32>
}

// CHECK-LABEL: @DecomposeNativeBatchNormLegitFunctional(
// CHECK-NEXT: %[[RESULT0:.*]], %[[RESULT1:.*]], %[[RESULT2:.*]] = aten._native_batch_norm_legit.no_stats %arg0 training = true momentum = 1.000000e-01 eps = 1.000000e-05
// CHECK-NEXT: %[[V0:.*]] = aten.mul.Scalar %[[RESULT1]] other = 1.000000e-01
// CHECK-NEXT: %[[V1:.*]] = aten.mul.Scalar %arg1 other = 9.000000e-01
// CHECK-NEXT: %[[V2:.*]] = aten.add.Tensor %[[V1]], %[[V0]]
// CHECK-NEXT: %[[V3:.*]] = aten.var.correction %arg0 dim = [0, 2] correction = 1
// CHECK-NEXT: %[[V4:.*]] = aten.mul.Scalar %[[V3]] other = 1.000000e-01
// CHECK-NEXT: %[[V5:.*]] = aten.mul.Scalar %arg2 other = 9.000000e-01
// CHECK-NEXT: %[[V6:.*]] = aten.add.Tensor %[[V5]], %[[V4]]
// CHECK-NEXT: return %[[RESULT0]], %[[RESULT1]], %[[RESULT2]], %[[V2]], %[[V6]]
// GREEDY-LABEL: @DecomposeNativeBatchNormLegitFunctional(
// GREEDY-NOT: {{aten\._native_batch_norm_legit_functional }}
// WHY-LABEL: @DecomposeNativeBatchNormLegitFunctional(
// WHY: tricast.rules = [{{.*}}"DecomposeNativeBatchNormLegitFunctional"
func.func @DecomposeNativeBatchNormLegitFunctional(%arg0: tensor<2x3x4xf32>, %arg1: tensor<3xf32>, %arg2: tensor<3xf32>) -> (tensor<2x3x4xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) {
  %r0, %r1, %r2, %r3, %r4 = aten._native_batch_norm_legit_functional %arg0, %arg1, %arg2 training = true momentum = 0.1 eps = 1.0e-5 : (tensor<2x3x4xf32>, tensor<3xf32>, tensor<3xf32>) -> (tensor<2x3x4xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>)
  return %r0, %r1, %r2, %r3, %r4 : tensor<2x3x4xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>
}

// CHECK-LABEL: @DecomposeBatchNormWithUpdateFunctional(
// CHECK-NEXT: %[[RESULT0:.*]], %[[RESULT1:.*]], %[[RESULT2:.*]] = aten._native_batch_norm_legit.no_stats %arg0 training = true momentum = 1.000000e-01 eps = 1.000000e-05
// CHECK-NEXT: %[[V0:.*]] = aten.full size = [0] fill_value = 0 dtype = ui8
// CHECK-NEXT: %[[V1:.*]] = aten.mul.Scalar %[[RESULT1]] other = 1.000000e-01
// CHECK-NEXT: %[[V2:.*]] = aten.mul.Scalar %arg1 other = 9.000000e-01
// CHECK-NEXT: %[[V3:.*]] = aten.add.Tensor %[[V2]], %[[V1]]
// CHECK-NEXT: %[[V4:.*]] = aten.var.correction %arg0 dim = [0, 2] correction = 1
// CHECK-NEXT: %[[V5:.*]] = aten.mul.Scalar %[[V4]] other = 1.000000e-01
// CHECK-NEXT: %[[V6:.*]] = aten.mul.Scalar %arg2 other = 9.000000e-01
// CHECK-NEXT: %[[V7:.*]] = aten.add.Tensor %[[V6]], %[[V5]]
// CHECK-NEXT: return %[[RESULT0]], %[[RESULT1]], %[[RESULT2]], %[[V0]], %[[V3]], %[[V7]]
// GREEDY-LABEL: @DecomposeBatchNormWithUpdateFunctional(
// GREEDY-NOT: {{aten\._batch_norm_with_update_functional }}
// WHY-LABEL: @DecomposeBatchNormWithUpdateFunctional(
// WHY: tricast.rules = [{{.*}}"DecomposeBatchNormWithUpdateFunctional"
func.func @DecomposeBatchNormWithUpdateFunctional(%arg0: tensor<2x3x4xf32>, %arg1: tensor<3xf32>, %arg2: tensor<3xf32>) -> (tensor<2x3x4xf32>, tensor<3xf32>, tensor<3xf32>, tensor<0xui8>, tensor<3xf32>, tensor<3xf32>) {
  %r0, %r1, %r2, %r3, %r4, %r5 = aten._batch_norm_with_update_functional %arg0, %arg1, %arg2 momentum = 0.1 eps = 1.0e-5 : (tensor<2x3x4xf32>, tensor<3xf32>, tensor<3xf32>) -> (tensor<2x3x4xf32>, tensor<3xf32>, tensor<3xf32>, tensor<0xui8>, tensor<3xf32>, tensor<3xf32>)
  return %r0, %r1, %r2, %r3, %r4, %r5 : tensor<2x3x4xf32>, tensor<3xf32>, tensor<3xf32>, tensor<0xui8>, tensor<3xf32>, tensor<3xf32>
}
