// RUN: tricast-opt --tricast-rewrite=rules=recompose %s | FileCheck %s
// RUN: tricast-opt --tricast-rewrite='engine=greedy rules=recompose' %s | FileCheck %s
// RUN: tricast-opt --tricast-rewrite='rules=recompose explain' %s | FileCheck %s --check-prefix=WHY

// CHECK-LABEL: @LayerNormFromNative(
// CHECK-NEXT: aten.layer_norm %arg0 normalized_shape = [4]
// CHECK-NEXT: aten.relu
// CHECK-NEXT: return
// WHY-LABEL: @LayerNormFromNative(
// WHY: tricast.rules = ["LayerNormFromNative"]
func.func @LayerNormFromNative(%x: tensor<2x3x4xf32>) -> tensor<2x3x4xf32> {
  %a_all:3 = aten.native_layer_norm %x normalized_shape = [4] eps = 1.0e-05 : (tensor<2x3x4xf32>) -> (tensor<2x3x4xf32>, tensor<2x3x1xf32>, tensor<2x3x1xf32>)
  %0 = aten.relu %a_all#0 : (tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
  return %0 : tensor<2x3x4xf32>
}

// CHECK-LABEL: @LayerNormWithWeight(
// CHECK-NEXT: aten.layer_norm %arg0 normalized_shape = [4] weight = %arg1
// CHECK-NEXT: aten.relu
// CHECK-NEXT: return
// WHY-LABEL: @LayerNormWithWeight(
// WHY: tricast.rules = ["LayerNormWithWeight"]
func.func @LayerNormWithWeight(%x: tensor<2x3x4xf32>, %w: tensor<4xf32>) -> tensor<2x3x4xf32> {
  %a_all:3 = aten.native_layer_norm %x normalized_shape = [4] weight = %w eps = 1.0e-05 : (tensor<2x3x4xf32>, tensor<4xf32>) -> (tensor<2x3x4xf32>, tensor<2x3x1xf32>, tensor<2x3x1xf32>)
  %0 = aten.relu %a_all#0 : (tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
  return %0 : tensor<2x3x4xf32>
}

// CHECK-LABEL: @LayerNormWithBias(
// CHECK-NEXT: aten.layer_norm %arg0 normalized_shape = [4] weight = %arg1 bias = %arg2
// CHECK-NEXT: aten.relu
// CHECK-NEXT: return
// WHY-LABEL: @LayerNormWithBias(
// WHY: tricast.rules = ["LayerNormWithBias"]
func.func @LayerNormWithBias(%x: tensor<2x3x4xf32>, %w: tensor<4xf32>, %b: tensor<4xf32>) -> tensor<2x3x4xf32> {
  %a_all:3 = aten.native_layer_norm %x normalized_shape = [4] weight = %w bias = %b eps = 1.0e-05 : (tensor<2x3x4xf32>, tensor<4xf32>, tensor<4xf32>) -> (tensor<2x3x4xf32>, tensor<2x3x1xf32>, tensor<2x3x1xf32>)
  %0 = aten.relu %a_all#0 : (tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
  return %0 : tensor<2x3x4xf32>
}

// CHECK-LABEL: @GroupNormFromNative(
// CHECK-NEXT: aten.group_norm %arg0 num_groups = 2
// CHECK-NEXT: aten.relu
// CHECK-NEXT: return
// WHY-LABEL: @GroupNormFromNative(
// WHY: tricast.rules = ["GroupNormFromNative"]
func.func @GroupNormFromNative(%x: tensor<2x4x5xf32>) -> tensor<2x4x5xf32> {
  %a_all:3 = aten.native_group_norm %x N = 2 C = 4 HxW = 5 group = 2 eps = 1.0e-05 : (tensor<2x4x5xf32>) -> (tensor<2x4x5xf32>, tensor<2x2xf32>, tensor<2x2xf32>)
  %0 = aten.relu %a_all#0 : (tensor<2x4x5xf32>) -> tensor<2x4x5xf32>
  return %0 : tensor<2x4x5xf32>
}

// CHECK-LABEL: @GroupNormWithBias(
// CHECK-NEXT: aten.group_norm %arg0 num_groups = 2 weight = %arg1 bias = %arg2
// CHECK-NEXT: aten.relu
// CHECK-NEXT: return
// WHY-LABEL: @GroupNormWithBias(
// WHY: tricast.rules = ["GroupNormWithBias"]
func.func @GroupNormWithBias(%x: tensor<2x4x5xf32>, %w: tensor<4xf32>, %b: tensor<4xf32>) -> tensor<2x4x5xf32> {
  %a_all:3 = aten.native_group_norm %x weight = %w bias = %b N = 2 C = 4 HxW = 5 group = 2 eps = 1.0e-05 : (tensor<2x4x5xf32>, tensor<4xf32>, tensor<4xf32>) -> (tensor<2x4x5xf32>, tensor<2x2xf32>, tensor<2x2xf32>)
  %0 = aten.relu %a_all#0 : (tensor<2x4x5xf32>) -> tensor<2x4x5xf32>
  return %0 : tensor<2x4x5xf32>
}

// CHECK-LABEL: @BatchNormPlain(
// CHECK-NEXT: aten.batch_norm %arg0 running_mean = %arg1 running_var = %arg2
// CHECK-NEXT: aten.relu
// CHECK-NEXT: return
// WHY-LABEL: @BatchNormPlain(
// WHY: tricast.rules = ["BatchNormPlain"]
func.func @BatchNormPlain(%x: tensor<2x4x5xf32>, %m: tensor<4xf32>, %v: tensor<4xf32>) -> tensor<2x4x5xf32> {
  %a_all:3 = aten._native_batch_norm_legit_no_training %x, %m, %v momentum = 0.1 eps = 1.0e-05 : (tensor<2x4x5xf32>, tensor<4xf32>, tensor<4xf32>) -> (tensor<2x4x5xf32>, tensor<0xf32>, tensor<0xf32>)
  %0 = aten.relu %a_all#0 : (tensor<2x4x5xf32>) -> tensor<2x4x5xf32>
  return %0 : tensor<2x4x5xf32>
}

// CHECK-LABEL: @BatchNormAffine(
// CHECK-NEXT: aten.batch_norm %arg0 weight = %arg1 bias = %arg2 running_mean = %arg3 running_var = %arg4
// CHECK-NEXT: aten.relu
// CHECK-NEXT: return
// WHY-LABEL: @BatchNormAffine(
// WHY: tricast.rules = ["BatchNormAffine"]
func.func @BatchNormAffine(%x: tensor<2x4x5xf32>, %w: tensor<4xf32>, %b: tensor<4xf32>, %m: tensor<4xf32>, %v: tensor<4xf32>) -> tensor<2x4x5xf32> {
  %a_all:3 = aten._native_batch_norm_legit_no_training %x, %m, %v weight = %w bias = %b momentum = 0.1 eps = 1.0e-05 : (tensor<2x4x5xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> (tensor<2x4x5xf32>, tensor<0xf32>, tensor<0xf32>)
  %0 = aten.relu %a_all#0 : (tensor<2x4x5xf32>) -> tensor<2x4x5xf32>
  return %0 : tensor<2x4x5xf32>
}

// CHECK-LABEL: @Softmax(
// CHECK-NEXT: aten._softmax %arg0 dim = -1 half_to_float = false
// CHECK-NEXT: return
// WHY-LABEL: @Softmax(
// WHY: tricast.rules = ["Softmax"]
func.func @Softmax(%x: tensor<2x4xf32>) -> tensor<2x4xf32> {
  %t = aten.amax %x dim = [-1] keepdim = true : (tensor<2x4xf32>) -> tensor<2x1xf32>
  %d = aten.sub.Tensor %x, %t : (tensor<2x4xf32>, tensor<2x1xf32>) -> tensor<2x4xf32>
  %e = aten.exp %d : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %s = aten.sum.dim_IntList %e dim = [-1] keepdim = true : (tensor<2x4xf32>) -> tensor<2x1xf32>
  %0 = aten.div.Tensor %e, %s : (tensor<2x4xf32>, tensor<2x1xf32>) -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

// CHECK-LABEL: @Softmax_other_sum(
// CHECK: aten.div.Tensor
func.func @Softmax_other_sum(%x: tensor<4x4xf32>) -> tensor<4x4xf32> {
  %t = aten.amax %x dim = [-1] keepdim = true : (tensor<4x4xf32>) -> tensor<4x1xf32>
  %d = aten.sub.Tensor %x, %t : (tensor<4x4xf32>, tensor<4x1xf32>) -> tensor<4x4xf32>
  %e = aten.exp %d : (tensor<4x4xf32>) -> tensor<4x4xf32>
  %s = aten.sum.dim_IntList %e dim = [0] keepdim = true : (tensor<4x4xf32>) -> tensor<1x4xf32>
  %0 = aten.div.Tensor %e, %s : (tensor<4x4xf32>, tensor<1x4xf32>) -> tensor<4x4xf32>
  return %0 : tensor<4x4xf32>
}

// CHECK-LABEL: @LogSoftmax(
// CHECK-NEXT: aten._log_softmax %arg0 dim = -1 half_to_float = false
// CHECK-NEXT: return
// WHY-LABEL: @LogSoftmax(
// WHY: tricast.rules = ["LogSoftmax"]
func.func @LogSoftmax(%x: tensor<2x4xf32>) -> tensor<2x4xf32> {
  %t = aten.amax %x dim = [-1] keepdim = true : (tensor<2x4xf32>) -> tensor<2x1xf32>
  %d = aten.sub.Tensor %x, %t : (tensor<2x4xf32>, tensor<2x1xf32>) -> tensor<2x4xf32>
  %e = aten.exp %d : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %s = aten.sum.dim_IntList %e dim = [-1] keepdim = true : (tensor<2x4xf32>) -> tensor<2x1xf32>
  %l = aten.log %s : (tensor<2x1xf32>) -> tensor<2x1xf32>
  %0 = aten.sub.Tensor %d, %l : (tensor<2x4xf32>, tensor<2x1xf32>) -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

// CHECK-LABEL: @LogSumExp(
// CHECK-NEXT: aten.logsumexp %arg0 dim = [-1]
// CHECK-NEXT: return
// WHY-LABEL: @LogSumExp(
// WHY: tricast.rules = ["LogSumExp"]
func.func @LogSumExp(%x: tensor<2x4xf32>) -> tensor<2xf32> {
  %t = aten.amax %x dim = [-1] keepdim = true : (tensor<2x4xf32>) -> tensor<2x1xf32>
  %a = aten.abs %t : (tensor<2x1xf32>) -> tensor<2x1xf32>
  %q = aten.eq.Scalar %a other = "inf" : (tensor<2x1xf32>) -> tensor<2x1xi1>
  %z = aten.scalar_tensor s = 0.0 dtype = f32 : () -> tensor<f32>
  %w = aten.where.self %q, %z, %t : (tensor<2x1xi1>, tensor<f32>, tensor<2x1xf32>) -> tensor<2x1xf32>
  %f = aten.squeeze.dims %w dim = [-1] : (tensor<2x1xf32>) -> tensor<2xf32>
  %d = aten.sub.Tensor %x, %w : (tensor<2x4xf32>, tensor<2x1xf32>) -> tensor<2x4xf32>
  %e = aten.exp %d : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %s = aten.sum.dim_IntList %e dim = [-1] : (tensor<2x4xf32>) -> tensor<2xf32>
  %l = aten.log %s : (tensor<2xf32>) -> tensor<2xf32>
  %0 = aten.add.Tensor %l, %f : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}

// CHECK-LABEL: @SoftmaxOfName(
// CHECK-NEXT: aten._softmax %arg0 dim = 1 half_to_float = false
// CHECK-NEXT: return
// WHY-LABEL: @SoftmaxOfName(
// WHY: tricast.rules = ["SoftmaxOfName"]
func.func @SoftmaxOfName(%x: tensor<2x4xf32>) -> tensor<2x4xf32> {
  %0 = aten.softmax.int %x dim = 1 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

// CHECK-LABEL: @LogSoftmaxOfName(
// CHECK-NEXT: aten._log_softmax %arg0 dim = 1 half_to_float = false
// CHECK-NEXT: return
// WHY-LABEL: @LogSoftmaxOfName(
// WHY: tricast.rules = ["LogSoftmaxOfName"]
func.func @LogSoftmaxOfName(%x: tensor<2x4xf32>) -> tensor<2x4xf32> {
  %0 = aten.log_softmax.int %x dim = 1 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

// CHECK-LABEL: @InstanceNormOfBatch(
// CHECK-NEXT: aten.instance_norm %arg0 use_input_stats = true momentum = 1.000000e-01 eps = 1.000000e-05 cudnn_enabled = false
// CHECK-NEXT: return
// WHY-LABEL: @InstanceNormOfBatch(
// WHY: tricast.rules = [{{.*}}"InstanceNormOfBatch"
func.func @InstanceNormOfBatch(%x: tensor<2x3x4xf32>) -> tensor<2x3x4xf32> {
  %0 = aten.view %x size = [1, 6, 4] : (tensor<2x3x4xf32>) -> tensor<1x6x4xf32>
  %r0, %r1, %r2 = aten._native_batch_norm_legit.no_stats %0 training = true momentum = 0.1 eps = 1.0e-5 : (tensor<1x6x4xf32>) -> (tensor<1x6x4xf32>, tensor<6xf32>, tensor<6xf32>)
  %1 = aten.view %r0 size = [2, 3, 4] : (tensor<1x6x4xf32>) -> tensor<2x3x4xf32>
  return %1 : tensor<2x3x4xf32>
}

// CHECK-LABEL: @InstanceNormOfBatchAffine(
// CHECK-NEXT: aten.instance_norm %arg0 weight = %arg1 bias = %arg2 use_input_stats = true momentum = 1.000000e-01 eps = 1.000000e-05 cudnn_enabled = false
// CHECK-NEXT: return
// WHY-LABEL: @InstanceNormOfBatchAffine(
// WHY: tricast.rules = [{{.*}}"InstanceNormOfBatchAffine"
func.func @InstanceNormOfBatchAffine(%x: tensor<2x3x4xf32>, %w: tensor<3xf32>, %b: tensor<3xf32>) -> tensor<2x3x4xf32> {
  %0 = aten.repeat %w repeats = [2] : (tensor<3xf32>) -> tensor<6xf32>
  %1 = aten.repeat %b repeats = [2] : (tensor<3xf32>) -> tensor<6xf32>
  %2 = aten.view %x size = [1, 6, 4] : (tensor<2x3x4xf32>) -> tensor<1x6x4xf32>
  %r0, %r1, %r2 = aten._native_batch_norm_legit.no_stats %2 weight = %0 bias = %1 training = true momentum = 0.1 eps = 1.0e-5 : (tensor<1x6x4xf32>, tensor<6xf32>, tensor<6xf32>) -> (tensor<1x6x4xf32>, tensor<6xf32>, tensor<6xf32>)
  %3 = aten.view %r0 size = [2, 3, 4] : (tensor<1x6x4xf32>) -> tensor<2x3x4xf32>
  return %3 : tensor<2x3x4xf32>
}
