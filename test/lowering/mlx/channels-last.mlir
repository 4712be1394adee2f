// Images with the channels last: from the first convolution to where another order is needed.
// RUN: tricast-opt %s -split-input-file -mlx-channels-last | FileCheck %s

// One permutation at each end; the weight's is done once.
// CHECK-LABEL: func.func @block
// CHECK-SAME:    %[[X:.*]]: tensor<1x4x8x8xf32>, %[[W:.*]]: tensor<4x2x3x3xf32>
func.func @block(%x: tensor<1x4x8x8xf32>, %w: tensor<4x2x3x3xf32>, %s: tensor<4x1x1xf32>) -> tensor<1x8x4x4xf32> {
  // CHECK: %[[WL:.*]] = mlx.permute %[[W]] dims = [0, 2, 3, 1] : (tensor<4x2x3x3xf32>) -> tensor<4x3x3x2xf32>
  // CHECK: %[[XL:.*]] = mlx.permute %[[X]] dims = [0, 2, 3, 1] : (tensor<1x4x8x8xf32>) -> tensor<1x8x8x4xf32>
  // CHECK: %[[C:.*]] = mlx.channels_last.conv2d %[[XL]], %[[WL]] padding = [1, 1] groups = 2 : {{.*}} -> tensor<1x8x8x4xf32>
  %0 = mlx.conv2d %x, %w padding = [1, 1] groups = 2 : (tensor<1x4x8x8xf32>, tensor<4x2x3x3xf32>) -> tensor<1x4x8x8xf32>
  // CHECK: %[[R:.*]] = mlx.relu %[[C]] : (tensor<1x8x8x4xf32>) -> tensor<1x8x8x4xf32>
  %1 = mlx.relu %0 : (tensor<1x4x8x8xf32>) -> tensor<1x4x8x8xf32>
  // CHECK: %[[A:.*]] = mlx.add.Tensor %[[R]], %[[XL]]
  %2 = mlx.add.Tensor %1, %x : (tensor<1x4x8x8xf32>, tensor<1x4x8x8xf32>) -> tensor<1x4x8x8xf32>
  // A scale of each channel: fewer dimensions than the image.
  // CHECK: %[[S:.*]] = mlx.unsqueeze %{{.*}} dim = 0 : (tensor<4x1x1xf32>) -> tensor<1x4x1x1xf32>
  // CHECK: %[[SL:.*]] = mlx.permute %[[S]] dims = [0, 2, 3, 1] : {{.*}} -> tensor<1x1x1x4xf32>
  // CHECK: %[[M:.*]] = mlx.mul.Tensor %[[A]], %[[SL]]
  %3 = mlx.mul.Tensor %2, %s : (tensor<1x4x8x8xf32>, tensor<4x1x1xf32>) -> tensor<1x4x8x8xf32>
  // CHECK: %[[K:.*]] = mlx.cat [%[[M]], %[[R]]] dim = 3 : {{.*}} -> tensor<1x8x8x8xf32>
  %4 = mlx.cat [%3, %1] dim = 1 : (tensor<1x4x8x8xf32>, tensor<1x4x8x8xf32>) -> tensor<1x8x8x8xf32>
  // CHECK: %[[P:.*]] = mlx.channels_last.max_pool2d %[[K]] kernel_size = [2, 2] : {{.*}} -> tensor<1x4x4x8xf32>
  %5 = mlx.max_pool2d %4 kernel_size = [2, 2] : (tensor<1x8x8x8xf32>) -> tensor<1x8x4x4xf32>
  // CHECK: %[[L:.*]] = mlx.permute %[[P]] dims = [0, 3, 1, 2] : {{.*}} -> tensor<1x8x4x4xf32>
  // CHECK: return %[[L]]
  return %5 : tensor<1x8x4x4xf32>
}

// -----

// A mean over the image has no order left; a view needs the order of PyTorch.
// CHECK-LABEL: func.func @heads
func.func @heads(%x: tensor<1x4x8x8xf32>, %w: tensor<4x4x1x1xf32>) -> (tensor<1x4xf32>, tensor<1x256xf32>, tensor<1x4x10x9xf32>) {
  // CHECK: %[[C:.*]] = mlx.channels_last.conv2d
  %0 = mlx.conv2d %x, %w : (tensor<1x4x8x8xf32>, tensor<4x4x1x1xf32>) -> tensor<1x4x8x8xf32>
  // CHECK: %[[M:.*]] = mlx.mean.dim %[[C]] dim = [1, 2] : {{.*}} -> tensor<1x4xf32>
  %1 = mlx.mean.dim %0 dim = [2, 3] : (tensor<1x4x8x8xf32>) -> tensor<1x4xf32>
  // CHECK: %[[P:.*]] = mlx.constant_pad_nd %[[C]] pad = [0, 0, 1, 0, 1, 1] : {{.*}} -> tensor<1x10x9x4xf32>
  %2 = mlx.constant_pad_nd %0 pad = [1, 0, 1, 1] : (tensor<1x4x8x8xf32>) -> tensor<1x4x10x9xf32>
  // CHECK: %[[F:.*]] = mlx.permute %[[C]] dims = [0, 3, 1, 2]
  // CHECK: %[[V:.*]] = mlx.view %[[F]] size = [1, 256]
  %3 = mlx.view %0 size = [1, 256] : (tensor<1x4x8x8xf32>) -> tensor<1x256xf32>
  // CHECK: %[[PF:.*]] = mlx.permute %[[P]] dims = [0, 3, 1, 2]
  // CHECK: return %[[M]], %[[V]], %[[PF]]
  return %1, %3, %2 : tensor<1x4xf32>, tensor<1x256xf32>, tensor<1x4x10x9xf32>
}

// -----

// The weight of a transposed convolution, group by group.
// CHECK-LABEL: func.func @transposed
func.func @transposed(%x: tensor<1x4x5x7xf32>, %w: tensor<4x3x2x2xf32>) -> tensor<1x6x10x14xf32> {
  // CHECK: %[[G:.*]] = mlx.view %{{.*}} size = [2, 2, 3, 2, 2]
  // CHECK: %[[P:.*]] = mlx.permute %[[G]] dims = [0, 2, 3, 4, 1] : {{.*}} -> tensor<2x3x2x2x2xf32>
  // CHECK: %[[W:.*]] = mlx.view %[[P]] size = [6, 2, 2, 2]
  // CHECK: mlx.channels_last.conv_transpose2d.input %{{.*}}, %[[W]] stride = [2, 2] groups = 2 : {{.*}} -> tensor<1x10x14x6xf32>
  %0 = mlx.conv_transpose2d.input %x, %w stride = [2, 2] groups = 2 : (tensor<1x4x5x7xf32>, tensor<4x3x2x2xf32>) -> tensor<1x6x10x14xf32>
  return %0 : tensor<1x6x10x14xf32>
}

// -----

// Without a convolution nothing changes.
// CHECK-LABEL: func.func @other
// CHECK-NOT: permute
func.func @other(%x: tensor<1x4x8x8xf32>) -> tensor<1x4x4x4xf32> {
  %0 = mlx.max_pool2d %x kernel_size = [2, 2] : (tensor<1x4x8x8xf32>) -> tensor<1x4x4x4xf32>
  return %0 : tensor<1x4x4x4xf32>
}
