// RUN: tricast-opt --tricast-rewrite=rules=recompose %s | FileCheck %s
// RUN: tricast-opt --tricast-rewrite='engine=greedy rules=recompose' %s | FileCheck %s
// RUN: tricast-opt --tricast-rewrite='rules=recompose explain' %s | FileCheck %s --check-prefix=WHY

// CHECK-LABEL: @Mean(
// CHECK-NEXT: aten.mean.dim %arg0 dim = [0, -1] keepdim = true
// CHECK-NEXT: return
// WHY-LABEL: @Mean(
// WHY: tricast.rules = ["Mean"]
func.func @Mean(%x: tensor<2x3x4xf32>) -> tensor<1x3x1xf32> {
  %0 = aten.sum.dim_IntList %x dim = [0, -1] keepdim = true : (tensor<2x3x4xf32>) -> tensor<1x3x1xf32>
  %1 = aten.div.Scalar %0 other = 8 : (tensor<1x3x1xf32>) -> tensor<1x3x1xf32>
  return %1 : tensor<1x3x1xf32>
}

// CHECK-LABEL: @Mean_of_others(
// CHECK: aten.sum.dim_IntList
func.func @Mean_of_others(%x: tensor<2x3x4xf32>) -> tensor<1x3x1xf32> {
  %0 = aten.sum.dim_IntList %x dim = [0, -1] keepdim = true : (tensor<2x3x4xf32>) -> tensor<1x3x1xf32>
  %1 = aten.div.Scalar %0 other = 7 : (tensor<1x3x1xf32>) -> tensor<1x3x1xf32>
  return %1 : tensor<1x3x1xf32>
}

// CHECK-LABEL: @Variance(
// CHECK-NEXT: aten.var.correction %arg0 dim = [-1] correction = 0
// CHECK-NEXT: return
// WHY-LABEL: @Variance(
// WHY: tricast.rules = ["Variance"]
func.func @Variance(%x: tensor<2x4xf32>) -> tensor<2xf32> {
  %0 = aten.mean.dim %x dim = [-1] keepdim = true : (tensor<2x4xf32>) -> tensor<2x1xf32>
  %1 = aten.sub.Tensor %x, %0 : (tensor<2x4xf32>, tensor<2x1xf32>) -> tensor<2x4xf32>
  %2 = aten.pow.Tensor_Scalar %1 exponent = 2 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %3 = aten.mean.dim %2 dim = [-1] : (tensor<2x4xf32>) -> tensor<2xf32>
  return %3 : tensor<2xf32>
}

// CHECK-LABEL: @Deviation(
// CHECK-NEXT: aten.std.correction %arg0 dim = [-1] correction = 1.0
// CHECK-NEXT: return
// WHY-LABEL: @Deviation(
// WHY: tricast.rules = ["Deviation"]
func.func @Deviation(%x: tensor<2x4xf32>) -> tensor<2xf32> {
  %0 = aten.var.correction %x dim = [-1] correction = 1.0 : (tensor<2x4xf32>) -> tensor<2xf32>
  %1 = aten.sqrt %0 : (tensor<2xf32>) -> tensor<2xf32>
  return %1 : tensor<2xf32>
}

// CHECK-LABEL: @Addmm(
// CHECK-NEXT: aten.addmm %arg0, %arg1, %arg2
// CHECK-NEXT: return
// WHY-LABEL: @Addmm(
// WHY: tricast.rules = ["Addmm"]
func.func @Addmm(%b: tensor<4xf32>, %x: tensor<2x3xf32>, %y: tensor<3x4xf32>) -> tensor<2x4xf32> {
  %0 = aten.mm %x, %y : (tensor<2x3xf32>, tensor<3x4xf32>) -> tensor<2x4xf32>
  %1 = aten.add.Tensor %b, %0 : (tensor<4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  return %1 : tensor<2x4xf32>
}

// CHECK-LABEL: @AddmmLast(
// CHECK-NEXT: aten.addmm %arg0, %arg1, %arg2
// CHECK-NEXT: return
// WHY-LABEL: @AddmmLast(
// WHY: tricast.rules = ["AddmmLast"]
func.func @AddmmLast(%b: tensor<4xf32>, %x: tensor<2x3xf32>, %y: tensor<3x4xf32>) -> tensor<2x4xf32> {
  %0 = aten.mm %x, %y : (tensor<2x3xf32>, tensor<3x4xf32>) -> tensor<2x4xf32>
  %1 = aten.add.Tensor %0, %b : (tensor<2x4xf32>, tensor<4xf32>) -> tensor<2x4xf32>
  return %1 : tensor<2x4xf32>
}

// CHECK-LABEL: @Addmm_grows(
// CHECK: aten.mm
func.func @Addmm_grows(%b: tensor<2x2x4xf32>, %x: tensor<2x3xf32>, %y: tensor<3x4xf32>) -> tensor<2x2x4xf32> {
  %0 = aten.mm %x, %y : (tensor<2x3xf32>, tensor<3x4xf32>) -> tensor<2x4xf32>
  %1 = aten.add.Tensor %b, %0 : (tensor<2x2x4xf32>, tensor<2x4xf32>) -> tensor<2x2x4xf32>
  return %1 : tensor<2x2x4xf32>
}

// CHECK-LABEL: @Baddbmm(
// CHECK-NEXT: aten.baddbmm %arg0, %arg1, %arg2
// CHECK-NEXT: return
// WHY-LABEL: @Baddbmm(
// WHY: tricast.rules = ["Baddbmm"]
func.func @Baddbmm(%b: tensor<2x2x4xf32>, %x: tensor<2x2x3xf32>, %y: tensor<2x3x4xf32>) -> tensor<2x2x4xf32> {
  %0 = aten.bmm %x, %y : (tensor<2x2x3xf32>, tensor<2x3x4xf32>) -> tensor<2x2x4xf32>
  %1 = aten.add.Tensor %b, %0 : (tensor<2x2x4xf32>, tensor<2x2x4xf32>) -> tensor<2x2x4xf32>
  return %1 : tensor<2x2x4xf32>
}

// CHECK-LABEL: @MatmulOfExpanded(
// CHECK-NEXT: aten.matmul %arg0, %arg1
// CHECK-NEXT: return
// WHY-LABEL: @MatmulOfExpanded(
// WHY: tricast.rules = ["MatmulOfExpanded"]
func.func @MatmulOfExpanded(%x: tensor<2x3xf32>, %y: tensor<5x3x4xf32>) -> tensor<5x2x4xf32> {
  %0 = aten.expand %x size = [5, 2, 3] : (tensor<2x3xf32>) -> tensor<5x2x3xf32>
  %1 = aten.matmul %0, %y : (tensor<5x2x3xf32>, tensor<5x3x4xf32>) -> tensor<5x2x4xf32>
  return %1 : tensor<5x2x4xf32>
}

// CHECK-LABEL: @MatmulByExpanded(
// CHECK-NEXT: aten.matmul %arg0, %arg1
// CHECK-NEXT: return
// WHY-LABEL: @MatmulByExpanded(
// WHY: tricast.rules = ["MatmulByExpanded"]
func.func @MatmulByExpanded(%x: tensor<5x2x3xf32>, %y: tensor<3x4xf32>) -> tensor<5x2x4xf32> {
  %0 = aten.expand %y size = [5, 3, 4] : (tensor<3x4xf32>) -> tensor<5x3x4xf32>
  %1 = aten.matmul %x, %0 : (tensor<5x2x3xf32>, tensor<5x3x4xf32>) -> tensor<5x2x4xf32>
  return %1 : tensor<5x2x4xf32>
}

// CHECK-LABEL: @Einsum(
// CHECK-NEXT: aten.einsum [%arg0, %arg1] equation = "acbd,aebd->aceb"
// CHECK-NEXT: aten.view
// CHECK-NEXT: return
// WHY-LABEL: @Einsum(
// WHY: tricast.rules = ["Einsum"]
func.func @Einsum(%a: tensor<2x3x4x5xf32>, %b: tensor<2x6x4x5xf32>) -> tensor<2x3x6x4xf32> {
  %0 = aten.permute %a dims = [0, 2, 1, 3] : (tensor<2x3x4x5xf32>) -> tensor<2x4x3x5xf32>
  %1 = aten.view %0 size = [8, 3, 5] : (tensor<2x4x3x5xf32>) -> tensor<8x3x5xf32>
  %2 = aten.permute %b dims = [0, 2, 3, 1] : (tensor<2x6x4x5xf32>) -> tensor<2x4x5x6xf32>
  %3 = aten.view %2 size = [8, 5, 6] : (tensor<2x4x5x6xf32>) -> tensor<8x5x6xf32>
  %4 = aten.bmm %1, %3 : (tensor<8x3x5xf32>, tensor<8x5x6xf32>) -> tensor<8x3x6xf32>
  %5 = aten.view %4 size = [2, 4, 3, 6] : (tensor<8x3x6xf32>) -> tensor<2x4x3x6xf32>
  %6 = aten.permute %5 dims = [0, 2, 3, 1] : (tensor<2x4x3x6xf32>) -> tensor<2x3x6x4xf32>
  return %6 : tensor<2x3x6x4xf32>
}

// The batches are split differently.

// CHECK-LABEL: @Einsum_other_batch(
// CHECK: aten.bmm
func.func @Einsum_other_batch(%a: tensor<4x3x2x5xf32>, %b: tensor<2x6x4x5xf32>) -> tensor<2x3x6x4xf32> {
  %0 = aten.permute %a dims = [0, 2, 1, 3] : (tensor<4x3x2x5xf32>) -> tensor<4x2x3x5xf32>
  %1 = aten.view %0 size = [8, 3, 5] : (tensor<4x2x3x5xf32>) -> tensor<8x3x5xf32>
  %2 = aten.permute %b dims = [0, 2, 3, 1] : (tensor<2x6x4x5xf32>) -> tensor<2x4x5x6xf32>
  %3 = aten.view %2 size = [8, 5, 6] : (tensor<2x4x5x6xf32>) -> tensor<8x5x6xf32>
  %4 = aten.bmm %1, %3 : (tensor<8x3x5xf32>, tensor<8x5x6xf32>) -> tensor<8x3x6xf32>
  %5 = aten.view %4 size = [2, 4, 3, 6] : (tensor<8x3x6xf32>) -> tensor<2x4x3x6xf32>
  %6 = aten.permute %5 dims = [0, 2, 3, 1] : (tensor<2x4x3x6xf32>) -> tensor<2x3x6x4xf32>
  return %6 : tensor<2x3x6x4xf32>
}

// CHECK-LABEL: @Conv1d(
// CHECK-NEXT: aten.conv1d %arg0, %arg1
// CHECK-NEXT: return
// WHY-LABEL: @Conv1d(
// WHY: tricast.rules = ["Conv1d"]
func.func @Conv1d(%x: tensor<2x3x5xf32>, %w: tensor<4x3x2xf32>) -> tensor<2x4x4xf32> {
  %0 = aten.convolution %x, %w stride = [1] padding = [0] dilation = [1] transposed = false output_padding = [0] groups = 1 : (tensor<2x3x5xf32>, tensor<4x3x2xf32>) -> tensor<2x4x4xf32>
  return %0 : tensor<2x4x4xf32>
}

// CHECK-LABEL: @Conv1dWithBias(
// CHECK-NEXT: aten.conv1d %arg0, %arg1 bias = %arg2
// CHECK-NEXT: return
// WHY-LABEL: @Conv1dWithBias(
// WHY: tricast.rules = ["Conv1dWithBias"]
func.func @Conv1dWithBias(%x: tensor<2x3x5xf32>, %w: tensor<4x3x2xf32>, %b: tensor<4xf32>) -> tensor<2x4x4xf32> {
  %0 = aten.convolution %x, %w bias = %b stride = [1] padding = [0] dilation = [1] transposed = false output_padding = [0] groups = 1 : (tensor<2x3x5xf32>, tensor<4x3x2xf32>, tensor<4xf32>) -> tensor<2x4x4xf32>
  return %0 : tensor<2x4x4xf32>
}

// CHECK-LABEL: @Conv2d(
// CHECK-NEXT: aten.conv2d %arg0, %arg1
// CHECK-NEXT: return
// WHY-LABEL: @Conv2d(
// WHY: tricast.rules = ["Conv2d"]
func.func @Conv2d(%x: tensor<2x3x5x5xf32>, %w: tensor<4x3x2x2xf32>) -> tensor<2x4x4x4xf32> {
  %0 = aten.convolution %x, %w stride = [1, 1] padding = [0, 0] dilation = [1, 1] transposed = false output_padding = [0, 0] groups = 1 : (tensor<2x3x5x5xf32>, tensor<4x3x2x2xf32>) -> tensor<2x4x4x4xf32>
  return %0 : tensor<2x4x4x4xf32>
}

// CHECK-LABEL: @Conv2dWithBias(
// CHECK-NEXT: aten.conv2d %arg0, %arg1 bias = %arg2
// CHECK-NEXT: return
// WHY-LABEL: @Conv2dWithBias(
// WHY: tricast.rules = ["Conv2dWithBias"]
func.func @Conv2dWithBias(%x: tensor<2x3x5x5xf32>, %w: tensor<4x3x2x2xf32>, %b: tensor<4xf32>) -> tensor<2x4x4x4xf32> {
  %0 = aten.convolution %x, %w bias = %b stride = [1, 1] padding = [0, 0] dilation = [1, 1] transposed = false output_padding = [0, 0] groups = 1 : (tensor<2x3x5x5xf32>, tensor<4x3x2x2xf32>, tensor<4xf32>) -> tensor<2x4x4x4xf32>
  return %0 : tensor<2x4x4x4xf32>
}

// CHECK-LABEL: @Conv3d(
// CHECK-NEXT: aten.conv3d %arg0, %arg1
// CHECK-NEXT: return
// WHY-LABEL: @Conv3d(
// WHY: tricast.rules = ["Conv3d"]
func.func @Conv3d(%x: tensor<2x3x5x5x5xf32>, %w: tensor<4x3x2x2x2xf32>) -> tensor<2x4x4x4x4xf32> {
  %0 = aten.convolution %x, %w stride = [1, 1, 1] padding = [0, 0, 0] dilation = [1, 1, 1] transposed = false output_padding = [0, 0, 0] groups = 1 : (tensor<2x3x5x5x5xf32>, tensor<4x3x2x2x2xf32>) -> tensor<2x4x4x4x4xf32>
  return %0 : tensor<2x4x4x4x4xf32>
}

// CHECK-LABEL: @Conv3dWithBias(
// CHECK-NEXT: aten.conv3d %arg0, %arg1 bias = %arg2
// CHECK-NEXT: return
// WHY-LABEL: @Conv3dWithBias(
// WHY: tricast.rules = ["Conv3dWithBias"]
func.func @Conv3dWithBias(%x: tensor<2x3x5x5x5xf32>, %w: tensor<4x3x2x2x2xf32>, %b: tensor<4xf32>) -> tensor<2x4x4x4x4xf32> {
  %0 = aten.convolution %x, %w bias = %b stride = [1, 1, 1] padding = [0, 0, 0] dilation = [1, 1, 1] transposed = false output_padding = [0, 0, 0] groups = 1 : (tensor<2x3x5x5x5xf32>, tensor<4x3x2x2x2xf32>, tensor<4xf32>) -> tensor<2x4x4x4x4xf32>
  return %0 : tensor<2x4x4x4x4xf32>
}
