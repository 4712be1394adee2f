// RUN: tricast-opt --tricast-rewrite='rules=decompose cost=core' %s | FileCheck %s
// RUN: tricast-opt --tricast-rewrite='engine=greedy rules=decompose' %s | FileCheck %s --check-prefix=GREEDY
// RUN: tricast-opt --tricast-rewrite='rules=decompose cost=core explain' %s | FileCheck %s --check-prefix=WHY

// CHECK-LABEL: @DecomposeConv1d(
// CHECK-NEXT: %[[V0:.*]] = aten.convolution %arg0, %arg1 stride = [1] padding = [0] dilation = [1] transposed = false output_padding = [0] groups = 1
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeConv1d(
// GREEDY-NOT: {{aten\.conv1d }}
// WHY-LABEL: @DecomposeConv1d(
// WHY: tricast.rules = [{{.*}}"DecomposeConv1d"
func.func @DecomposeConv1d(%arg0: tensor<2x3x9xf32>, %arg1: tensor<4x3x3xf32>) -> (tensor<2x4x7xf32>) {
  %0 = aten.conv1d %arg0, %arg1 : (tensor<2x3x9xf32>, tensor<4x3x3xf32>) -> tensor<2x4x7xf32>
  return %0 : tensor<2x4x7xf32>
}

// CHECK-LABEL: @DecomposeConv1dPadding(
// CHECK-NEXT: %[[V0:.*]] = aten.unsqueeze %arg0 dim = 0
// CHECK-NEXT: %[[V1:.*]] = aten.convolution %[[V0]], %arg1 stride = [2] padding = [0] dilation = [1] transposed = false output_padding = [0] groups = 1
// CHECK-NEXT: %[[V2:.*]] = aten.squeeze.dims %[[V1]] dim = [0]
// CHECK-NEXT: return %[[V2]]
// GREEDY-LABEL: @DecomposeConv1dPadding(
// GREEDY-NOT: {{aten\.conv1d\.padding }}
// WHY-LABEL: @DecomposeConv1dPadding(
// WHY: tricast.rules = [{{.*}}"DecomposeConv1dPadding"
func.func @DecomposeConv1dPadding(%arg0: tensor<4x5xf32>, %arg1: tensor<1x4x3xf32>) -> (tensor<1x2xf32>) {
  %0 = aten.conv1d.padding %arg0, %arg1 stride = [2] : (tensor<4x5xf32>, tensor<1x4x3xf32>) -> tensor<1x2xf32>
  return %0 : tensor<1x2xf32>
}

// CHECK-LABEL: @DecomposeConvTranspose1d(
// CHECK-NEXT: %[[V0:.*]] = aten.unsqueeze %arg0 dim = 0
// CHECK-NEXT: %[[V1:.*]] = aten.convolution %[[V0]], %arg1 stride = [1] padding = [0] dilation = [1] transposed = true output_padding = [0] groups = 1
// CHECK-NEXT: %[[V2:.*]] = aten.squeeze.dims %[[V1]] dim = [0]
// CHECK-NEXT: return %[[V2]]
// GREEDY-LABEL: @DecomposeConvTranspose1d(
// GREEDY-NOT: {{aten\.conv_transpose1d }}
// WHY-LABEL: @DecomposeConvTranspose1d(
// WHY: tricast.rules = [{{.*}}"DecomposeConvTranspose1d"
func.func @DecomposeConvTranspose1d(%arg0: tensor<4x5xf32>, %arg1: tensor<4x8x3xf32>) -> (tensor<8x7xf32>) {
  %0 = aten.conv_transpose1d %arg0, %arg1 : (tensor<4x5xf32>, tensor<4x8x3xf32>) -> tensor<8x7xf32>
  return %0 : tensor<8x7xf32>
}

// CHECK-LABEL: @DecomposeConv2d(
// CHECK-NEXT: %[[V0:.*]] = aten.convolution %arg0, %arg1 stride = [1, 1] padding = [1, 1] dilation = [1, 1] transposed = false output_padding = [0, 0] groups = 1
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeConv2d(
// GREEDY-NOT: {{aten\.conv2d }}
// WHY-LABEL: @DecomposeConv2d(
// WHY: tricast.rules = [{{.*}}"DecomposeConv2d"
func.func @DecomposeConv2d(%arg0: tensor<1x3x8x9xf32>, %arg1: tensor<5x3x3x3xf32>) -> (tensor<1x5x8x9xf32>) {
  %0 = aten.conv2d %arg0, %arg1 padding = [1, 1] : (tensor<1x3x8x9xf32>, tensor<5x3x3x3xf32>) -> tensor<1x5x8x9xf32>
  return %0 : tensor<1x5x8x9xf32>
}

// CHECK-LABEL: @DecomposeConv2dPadding(
// CHECK-NEXT: %[[V0:.*]] = aten.convolution %arg0, %arg1 bias = %arg2 stride = [1, 1] padding = [0, 0] dilation = [1, 1] transposed = false output_padding = [0, 0] groups = 6
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeConv2dPadding(
// GREEDY-NOT: {{aten\.conv2d\.padding }}
// WHY-LABEL: @DecomposeConv2dPadding(
// WHY: tricast.rules = [{{.*}}"DecomposeConv2dPadding"
func.func @DecomposeConv2dPadding(%arg0: tensor<2x6x9x8xf32>, %arg1: tensor<6x1x3x3xf32>, %arg2: tensor<6xf32>) -> (tensor<2x6x7x6xf32>) {
  %0 = aten.conv2d.padding %arg0, %arg1 bias = %arg2 groups = 6 : (tensor<2x6x9x8xf32>, tensor<6x1x3x3xf32>, tensor<6xf32>) -> tensor<2x6x7x6xf32>
  return %0 : tensor<2x6x7x6xf32>
}

// CHECK-LABEL: @DecomposeConvTranspose2dInput(
// CHECK-NEXT: %[[V0:.*]] = aten.convolution %arg0, %arg1 stride = [1, 1] padding = [0, 0] dilation = [1, 1] transposed = true output_padding = [0, 0] groups = 1
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeConvTranspose2dInput(
// GREEDY-NOT: {{aten\.conv_transpose2d\.input }}
// WHY-LABEL: @DecomposeConvTranspose2dInput(
// WHY: tricast.rules = [{{.*}}"DecomposeConvTranspose2dInput"
func.func @DecomposeConvTranspose2dInput(%arg0: tensor<2x4x8x7xf32>, %arg1: tensor<4x4x1x1xf32>) -> (tensor<2x4x8x7xf32>) {
  %0 = aten.conv_transpose2d.input %arg0, %arg1 : (tensor<2x4x8x7xf32>, tensor<4x4x1x1xf32>) -> tensor<2x4x8x7xf32>
  return %0 : tensor<2x4x8x7xf32>
}

// CHECK-LABEL: @DecomposeConv3d(
// CHECK-NEXT: %[[V0:.*]] = aten.unsqueeze %arg0 dim = 0
// CHECK-NEXT: %[[V1:.*]] = aten.convolution %[[V0]], %arg1 bias = %arg2 stride = [1, 1, 1] padding = [0, 0, 0] dilation = [1, 1, 1] transposed = false output_padding = [0, 0, 0] groups = 3
// CHECK-NEXT: %[[V2:.*]] = aten.squeeze.dims %[[V1]] dim = [0]
// CHECK-NEXT: return %[[V2]]
// GREEDY-LABEL: @DecomposeConv3d(
// GREEDY-NOT: {{aten\.conv3d }}
// WHY-LABEL: @DecomposeConv3d(
// WHY: tricast.rules = [{{.*}}"DecomposeConv3d"
func.func @DecomposeConv3d(%arg0: tensor<9x3x1x9xf32>, %arg1: tensor<3x3x3x1x9xf32>, %arg2: tensor<3xf32>) -> (tensor<3x1x1x1xf32>) {
  %0 = aten.conv3d %arg0, %arg1 bias = %arg2 groups = 3 : (tensor<9x3x1x9xf32>, tensor<3x3x3x1x9xf32>, tensor<3xf32>) -> tensor<3x1x1x1xf32>
  return %0 : tensor<3x1x1x1xf32>
}

// CHECK-LABEL: @DecomposeConv3dPadding(
// CHECK-NEXT: %[[V0:.*]] = aten.convolution %arg0, %arg1 stride = [1, 1, 1] padding = [0, 0, 0] dilation = [1, 1, 1] transposed = false output_padding = [0, 0, 0] groups = 1
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeConv3dPadding(
// GREEDY-NOT: {{aten\.conv3d\.padding }}
// WHY-LABEL: @DecomposeConv3dPadding(
// WHY: tricast.rules = [{{.*}}"DecomposeConv3dPadding"
func.func @DecomposeConv3dPadding(%arg0: tensor<1x1x1x1x10xf32>, %arg1: tensor<1x1x1x1x4xf32>) -> (tensor<1x1x1x1x7xf32>) {
  %0 = aten.conv3d.padding %arg0, %arg1 : (tensor<1x1x1x1x10xf32>, tensor<1x1x1x1x4xf32>) -> tensor<1x1x1x1x7xf32>
  return %0 : tensor<1x1x1x1x7xf32>
}

// CHECK-LABEL: @DecomposeConvTranspose3dInput(
// CHECK-NEXT: %[[V0:.*]] = aten.unsqueeze %arg0 dim = 0
// CHECK-NEXT: %[[V1:.*]] = aten.convolution %[[V0]], %arg1 stride = [1, 1, 1] padding = [0, 0, 0] dilation = [1, 1, 1] transposed = true output_padding = [0, 0, 0] groups = 1
// CHECK-NEXT: %[[V2:.*]] = aten.squeeze.dims %[[V1]] dim = [0]
// CHECK-NEXT: return %[[V2]]
// GREEDY-LABEL: @DecomposeConvTranspose3dInput(
// GREEDY-NOT: {{aten\.conv_transpose3d\.input }}
// WHY-LABEL: @DecomposeConvTranspose3dInput(
// WHY: tricast.rules = [{{.*}}"DecomposeConvTranspose3dInput"
func.func @DecomposeConvTranspose3dInput(%arg0: tensor<4x5x5x5xf32>, %arg1: tensor<4x8x3x3x3xf32>) -> (tensor<8x7x7x7xf32>) {
  %0 = aten.conv_transpose3d.input %arg0, %arg1 : (tensor<4x5x5x5xf32>, tensor<4x8x3x3x3xf32>) -> tensor<8x7x7x7xf32>
  return %0 : tensor<8x7x7x7xf32>
}

// CHECK-LABEL: @DecomposeIm2col(
// CHECK-NEXT: %[[V0:.*]] = aten.arange.start_step start = 0 end = 7 step = 1 dtype = i64
// CHECK-NEXT: %[[V1:.*]] = aten.mul.Scalar %[[V0]] other = 1
// CHECK-NEXT: %[[V2:.*]] = aten.arange.start_step start = 0 end = 2 step = 1 dtype = i64
// CHECK-NEXT: %[[V3:.*]] = aten.mul.Scalar %[[V2]] other = 1
// CHECK-NEXT: %[[V4:.*]] = aten.unsqueeze %[[V3]] dim = 1
// CHECK-NEXT: %[[V5:.*]] = aten.add.Tensor %[[V4]], %[[V1]]
// CHECK-NEXT: %[[V6:.*]] = aten.view %[[V5]] size = [14]
// CHECK-NEXT: %[[V7:.*]] = aten.arange.start_step start = 0 end = 9 step = 1 dtype = i64
// CHECK-NEXT: %[[V8:.*]] = aten.mul.Scalar %[[V7]] other = 1
// CHECK-NEXT: %[[V9:.*]] = aten.arange.start_step start = 0 end = 3 step = 1 dtype = i64
// CHECK-NEXT: %[[V10:.*]] = aten.mul.Scalar %[[V9]] other = 1
// CHECK-NEXT: %[[V11:.*]] = aten.unsqueeze %[[V10]] dim = 1
// CHECK-NEXT: %[[V12:.*]] = aten.add.Tensor %[[V11]], %[[V8]]
// CHECK-NEXT: %[[V13:.*]] = aten.view %[[V12]] size = [27]
// CHECK-NEXT: %[[V14:.*]] = aten.unsqueeze %arg0 dim = 0
// CHECK-NEXT: %[[V15:.*]] = aten.constant_pad_nd %[[V14]] pad = [0, 0, 1, 1]
// CHECK-NEXT: %[[V16:.*]] = aten.index_select %[[V15]], %[[V13]] dim = 2
// CHECK-NEXT: %[[V17:.*]] = aten.index_select %[[V16]], %[[V6]] dim = 3
// CHECK-NEXT: %[[V18:.*]] = aten.view %[[V17]] size = [1, 3, 3, 9, 2, 7]
// CHECK-NEXT: %[[V19:.*]] = aten.permute %[[V18]] dims = [0, 1, 2, 4, 3, 5]
// CHECK-NEXT: %[[V20:.*]] = aten.view %[[V19]] size = [18, 63]
// CHECK-NEXT: return %[[V20]]
// GREEDY-LABEL: @DecomposeIm2col(
// GREEDY-NOT: {{aten\.im2col }}
// WHY-LABEL: @DecomposeIm2col(
// WHY: tricast.rules = [{{.*}}"DecomposeIm2col"
func.func @DecomposeIm2col(%arg0: tensor<3x9x8xf32>) -> (tensor<18x63xf32>) {
  %0 = aten.im2col %arg0 kernel_size = [3, 2] dilation = [1, 1] padding = [1, 0] stride = [1, 1] : (tensor<3x9x8xf32>) -> tensor<18x63xf32>
  return %0 : tensor<18x63xf32>
}
