// RUN: tricast-opt --tricast-rewrite=rules=fuse %s | FileCheck %s
// RUN: tricast-opt --tricast-rewrite='engine=greedy rules=fuse' %s | FileCheck %s
// RUN: tricast-opt --tricast-rewrite='rules=fuse explain' %s | FileCheck %s --check-prefix=WHY

// CHECK-LABEL: @Silu(
// CHECK-NEXT: aten.silu %arg0
// CHECK-NEXT: return
// WHY-LABEL: @Silu(
// WHY: tricast.rules = ["Silu"]
func.func @Silu(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.sigmoid %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %1 = aten.mul.Tensor %x, %0 : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return %1 : tensor<2x3xf32>
}

// CHECK-LABEL: @SiluSwapped(
// CHECK-NEXT: aten.silu %arg0
// CHECK-NEXT: return
// WHY-LABEL: @SiluSwapped(
// WHY: tricast.rules = ["SiluSwapped"]
func.func @SiluSwapped(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.sigmoid %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %1 = aten.mul.Tensor %0, %x : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return %1 : tensor<2x3xf32>
}

// The gate of another tensor.

// CHECK-LABEL: @Silu_other(
// CHECK: aten.sigmoid
func.func @Silu_other(%x: tensor<2x3xf32>, %y: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.sigmoid %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %1 = aten.mul.Tensor %y, %0 : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return %1 : tensor<2x3xf32>
}

// CHECK-LABEL: @Softplus(
// CHECK-NEXT: aten.softplus %arg0
// CHECK-NEXT: return
// WHY-LABEL: @Softplus(
// WHY: tricast.rules = ["Softplus"]
func.func @Softplus(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.exp %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %1 = aten.log1p %0 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %2 = aten.gt.Scalar %x other = 20 : (tensor<2x3xf32>) -> tensor<2x3xi1>
  %3 = aten.where.self %2, %x, %1 : (tensor<2x3xi1>, tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return %3 : tensor<2x3xf32>
}

// RowFirst brings the weight to where RmsNorm has it.

// CHECK-LABEL: @RmsNorm(
// CHECK-NEXT: aten.rms_norm %arg0 normalized_shape = [4] weight = %arg1 eps = 1.000000e-05
// CHECK-NEXT: return
// WHY-LABEL: @RmsNorm(
// WHY: tricast.rules = ["RowFirst", "RmsNorm", "RmsNormWithWeight"]
func.func @RmsNorm(%x: tensor<2x3x4xf32>, %w: tensor<4xf32>) -> tensor<2x3x4xf32> {
  %0 = aten.pow.Tensor_Scalar %x exponent = 2 : (tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
  %1 = aten.mean.dim %0 dim = [-1] keepdim = true : (tensor<2x3x4xf32>) -> tensor<2x3x1xf32>
  %2 = aten.add.Scalar %1 other = 1.0e-05 : (tensor<2x3x1xf32>) -> tensor<2x3x1xf32>
  %3 = aten.rsqrt %2 : (tensor<2x3x1xf32>) -> tensor<2x3x1xf32>
  %4 = aten.mul.Tensor %x, %3 : (tensor<2x3x4xf32>, tensor<2x3x1xf32>) -> tensor<2x3x4xf32>
  %5 = aten.mul.Tensor %4, %w : (tensor<2x3x4xf32>, tensor<4xf32>) -> tensor<2x3x4xf32>
  return %5 : tensor<2x3x4xf32>
}

// The mean over another dimension.

// CHECK-LABEL: @RmsNorm_other_dim(
// CHECK: aten.rsqrt
func.func @RmsNorm_other_dim(%x: tensor<2x4x4xf32>, %w: tensor<4xf32>) -> tensor<2x4x4xf32> {
  %0 = aten.pow.Tensor_Scalar %x exponent = 2 : (tensor<2x4x4xf32>) -> tensor<2x4x4xf32>
  %1 = aten.mean.dim %0 dim = [1] keepdim = true : (tensor<2x4x4xf32>) -> tensor<2x1x4xf32>
  %2 = aten.add.Scalar %1 other = 1.0e-05 : (tensor<2x1x4xf32>) -> tensor<2x1x4xf32>
  %3 = aten.rsqrt %2 : (tensor<2x1x4xf32>) -> tensor<2x1x4xf32>
  %4 = aten.mul.Tensor %x, %3 : (tensor<2x4x4xf32>, tensor<2x1x4xf32>) -> tensor<2x4x4xf32>
  %5 = aten.mul.Tensor %w, %4 : (tensor<4xf32>, tensor<2x4x4xf32>) -> tensor<2x4x4xf32>
  return %5 : tensor<2x4x4xf32>
}
