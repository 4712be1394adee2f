// RUN: tricast-opt --tricast-rewrite='rules=decompose cost=core' %s | FileCheck %s
// RUN: tricast-opt --tricast-rewrite='engine=greedy rules=decompose' %s | FileCheck %s --check-prefix=GREEDY
// RUN: tricast-opt --tricast-rewrite='rules=decompose cost=core explain' %s | FileCheck %s --check-prefix=WHY

// CHECK-LABEL: @DecomposeAdaptiveAvgPool2d(
// CHECK-NEXT: %[[V0:.*]] = aten._adaptive_avg_pool2d %arg0 output_size = [5, 7]
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeAdaptiveAvgPool2d(
// GREEDY-NOT: {{aten\.adaptive_avg_pool2d }}
// WHY-LABEL: @DecomposeAdaptiveAvgPool2d(
// WHY: tricast.rules = [{{.*}}"DecomposeAdaptiveAvgPool2d"
func.func @DecomposeAdaptiveAvgPool2d(%arg0: tensor<1x8x8x8xf32>) -> (tensor<1x8x5x7xf32>) {
  %0 = aten.adaptive_avg_pool2d %arg0 output_size = [5, 7] : (tensor<1x8x8x8xf32>) -> tensor<1x8x5x7xf32>
  return %0 : tensor<1x8x5x7xf32>
}

// CHECK-LABEL: @DecomposeAdaptiveAvgPool3d(
// CHECK-NEXT: %[[V0:.*]] = aten._adaptive_avg_pool3d %arg0 output_size = [4, 3, 7]
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeAdaptiveAvgPool3d(
// GREEDY-NOT: {{aten\.adaptive_avg_pool3d }}
// WHY-LABEL: @DecomposeAdaptiveAvgPool3d(
// WHY: tricast.rules = [{{.*}}"DecomposeAdaptiveAvgPool3d"
func.func @DecomposeAdaptiveAvgPool3d(%arg0: tensor<8x4x3x7xf32>) -> (tensor<8x4x3x7xf32>) {
  %0 = aten.adaptive_avg_pool3d %arg0 output_size = [4, 3, 7] : (tensor<8x4x3x7xf32>) -> tensor<8x4x3x7xf32>
  return %0 : tensor<8x4x3x7xf32>
}

// CHECK-LABEL: @DecomposeMaxPool2d(
// CHECK-NEXT: %[[RESULT0:.*]], %[[RESULT1:.*]] = aten.max_pool2d_with_indices %arg0 kernel_size = [3, 3] stride = [2, 2]
// CHECK-NEXT: return %[[RESULT0]]
// GREEDY-LABEL: @DecomposeMaxPool2d(
// GREEDY-NOT: {{aten\.max_pool2d }}
// WHY-LABEL: @DecomposeMaxPool2d(
// WHY: tricast.rules = [{{.*}}"DecomposeMaxPool2d"
func.func @DecomposeMaxPool2d(%arg0: tensor<2x3x9x10xf32>) -> (tensor<2x3x4x4xf32>) {
  %0 = aten.max_pool2d %arg0 kernel_size = [3, 3] stride = [2, 2] : (tensor<2x3x9x10xf32>) -> tensor<2x3x4x4xf32>
  return %0 : tensor<2x3x4x4xf32>
}

// CHECK-LABEL: @DecomposeMaxPool3d(
// CHECK-NEXT: %[[RESULT0:.*]], %[[RESULT1:.*]] = aten.max_pool3d_with_indices %arg0 kernel_size = [3, 3, 3] stride = [2, 2, 2] ceil_mode = true
// CHECK-NEXT: return %[[RESULT0]]
// GREEDY-LABEL: @DecomposeMaxPool3d(
// GREEDY-NOT: {{aten\.max_pool3d }}
// WHY-LABEL: @DecomposeMaxPool3d(
// WHY: tricast.rules = [{{.*}}"DecomposeMaxPool3d"
func.func @DecomposeMaxPool3d(%arg0: tensor<1x2x3x6x5xf32>) -> (tensor<1x2x1x3x2xf32>) {
  %0 = aten.max_pool3d %arg0 kernel_size = [3, 3, 3] stride = [2, 2, 2] ceil_mode = true : (tensor<1x2x3x6x5xf32>) -> tensor<1x2x1x3x2xf32>
  return %0 : tensor<1x2x1x3x2xf32>
}

// CHECK-LABEL: @DecomposeMaxPool1d(
// CHECK-NEXT: %[[V0:.*]] = aten.unsqueeze %arg0 dim = -2
// CHECK-NEXT: %[[RESULT0:.*]], %[[RESULT1:.*]] = aten.max_pool2d_with_indices %[[V0]] kernel_size = [1, 3] stride = [1, 2]
// CHECK-NEXT: %[[V1:.*]] = aten.squeeze.dims %[[RESULT0]] dim = [-2]
// CHECK-NEXT: return %[[V1]]
// GREEDY-LABEL: @DecomposeMaxPool1d(
// GREEDY-NOT: {{aten\.max_pool1d }}
// WHY-LABEL: @DecomposeMaxPool1d(
// WHY: tricast.rules = [{{.*}}"DecomposeMaxPool1d"
func.func @DecomposeMaxPool1d(%arg0: tensor<1x2x3xf32>) -> (tensor<1x2x1xf32>) {
  %0 = aten.max_pool1d %arg0 kernel_size = [3] stride = [2] : (tensor<1x2x3xf32>) -> tensor<1x2x1xf32>
  return %0 : tensor<1x2x1xf32>
}

// CHECK-LABEL: @DecomposeMaxPool1dWithIndices(
// CHECK-NEXT: %[[V0:.*]] = aten.unsqueeze %arg0 dim = -2
// CHECK-NEXT: %[[RESULT0:.*]], %[[RESULT1:.*]] = aten.max_pool2d_with_indices %[[V0]] kernel_size = [1, 3] stride = [1, 2]
// CHECK-NEXT: %[[V1:.*]] = aten.squeeze.dims %[[RESULT0]] dim = [-2]
// CHECK-NEXT: %[[V2:.*]] = aten.squeeze.dims %[[RESULT1]] dim = [-2]
// CHECK-NEXT: return %[[V1]], %[[V2]]
// GREEDY-LABEL: @DecomposeMaxPool1dWithIndices(
// GREEDY-NOT: {{aten\.max_pool1d_with_indices }}
// WHY-LABEL: @DecomposeMaxPool1dWithIndices(
// WHY: tricast.rules = [{{.*}}"DecomposeMaxPool1dWithIndices"
func.func @DecomposeMaxPool1dWithIndices(%arg0: tensor<1x2x3xf32>) -> (tensor<1x2x1xf32>, tensor<1x2x1xi64>) {
  %result0, %result1 = aten.max_pool1d_with_indices %arg0 kernel_size = [3] stride = [2] : (tensor<1x2x3xf32>) -> (tensor<1x2x1xf32>, tensor<1x2x1xi64>)
  return %result0, %result1 : tensor<1x2x1xf32>, tensor<1x2x1xi64>
}

// CHECK-LABEL: @DecomposeAdaptiveMaxPool1d(
// CHECK-NEXT: %[[V0:.*]] = aten.unsqueeze %arg0 dim = -2
// CHECK-NEXT: %[[RESULT0:.*]], %[[RESULT1:.*]] = aten.max_pool2d_with_indices %[[V0]] kernel_size = [1, 4] stride = [1, 4]
// CHECK-NEXT: %[[V1:.*]] = aten.squeeze.dims %[[RESULT0]] dim = [-2]
// CHECK-NEXT: %[[V2:.*]] = aten.squeeze.dims %[[RESULT1]] dim = [-2]
// CHECK-NEXT: return %[[V1]], %[[V2]]
// GREEDY-LABEL: @DecomposeAdaptiveMaxPool1d(
// GREEDY-NOT: {{aten\.adaptive_max_pool1d }}
// WHY-LABEL: @DecomposeAdaptiveMaxPool1d(
// WHY: tricast.rules = [{{.*}}"DecomposeAdaptiveMaxPool1d"
func.func @DecomposeAdaptiveMaxPool1d(%arg0: tensor<4x4xf32>) -> (tensor<4x1xf32>, tensor<4x1xi64>) {
  %result0, %result1 = aten.adaptive_max_pool1d %arg0 output_size = [1] : (tensor<4x4xf32>) -> (tensor<4x1xf32>, tensor<4x1xi64>)
  return %result0, %result1 : tensor<4x1xf32>, tensor<4x1xi64>
}

// CHECK-LABEL: @DecomposeAdaptiveMaxPool2d(
// CHECK-NEXT: %[[RESULT0:.*]], %[[RESULT1:.*]] = aten.max_pool2d_with_indices %arg0 kernel_size = [2, 2] stride = [2, 2]
// CHECK-NEXT: return %[[RESULT0]], %[[RESULT1]]
// GREEDY-LABEL: @DecomposeAdaptiveMaxPool2d(
// GREEDY-NOT: {{aten\.adaptive_max_pool2d }}
// WHY-LABEL: @DecomposeAdaptiveMaxPool2d(
// WHY: tricast.rules = [{{.*}}"DecomposeAdaptiveMaxPool2d"
func.func @DecomposeAdaptiveMaxPool2d(%arg0: tensor<1x2x6x4xf32>) -> (tensor<1x2x3x2xf32>, tensor<1x2x3x2xi64>) {
  %0:2 = aten.adaptive_max_pool2d %arg0 output_size = [3, 2] : (tensor<1x2x6x4xf32>) -> (tensor<1x2x3x2xf32>, tensor<1x2x3x2xi64>)
  return %0#0, %0#1 : tensor<1x2x3x2xf32>, tensor<1x2x3x2xi64>
}


// CHECK-LABEL: @DecomposeAdaptiveMaxPool3d(
// CHECK-NEXT: %[[RESULT0:.*]], %[[RESULT1:.*]] = aten.max_pool3d_with_indices %arg0 kernel_size = [4, 3, 5] stride = [4, 3, 5]
// CHECK-NEXT: return %[[RESULT0]], %[[RESULT1]]
// GREEDY-LABEL: @DecomposeAdaptiveMaxPool3d(
// GREEDY-NOT: {{aten\.adaptive_max_pool3d }}
// WHY-LABEL: @DecomposeAdaptiveMaxPool3d(
// WHY: tricast.rules = [{{.*}}"DecomposeAdaptiveMaxPool3d"
func.func @DecomposeAdaptiveMaxPool3d(%arg0: tensor<1x4x4x3x5xf32>) -> (tensor<1x4x1x1x1xf32>, tensor<1x4x1x1x1xi64>) {
  %result0, %result1 = aten.adaptive_max_pool3d %arg0 output_size = [1, 1, 1] : (tensor<1x4x4x3x5xf32>) -> (tensor<1x4x1x1x1xf32>, tensor<1x4x1x1x1xi64>)
  return %result0, %result1 : tensor<1x4x1x1x1xf32>, tensor<1x4x1x1x1xi64>
}

// CHECK-LABEL: @DecomposeMaxUnpool2d(
// CHECK-NEXT: %[[V0:.*]] = aten.view %arg0 size = [2, 6]
// CHECK-NEXT: %[[V1:.*]] = aten.view %arg1 size = [2, 6]
// CHECK-NEXT: %[[V2:.*]] = aten.full size = [2, 24] fill_value = 0.000000e+00 dtype = f32
// CHECK-NEXT: %[[V3:.*]] = aten.scatter.src %[[V2]], %[[V1]], %[[V0]] dim = -1
// CHECK-NEXT: %[[V4:.*]] = aten.view %[[V3]] size = [2, 4, 6]
// CHECK-NEXT: return %[[V4]]
// GREEDY-LABEL: @DecomposeMaxUnpool2d(
// GREEDY-NOT: {{aten\.max_unpool2d }}
// WHY-LABEL: @DecomposeMaxUnpool2d(
// WHY: tricast.rules = [{{.*}}"DecomposeMaxUnpool2d"
func.func @DecomposeMaxUnpool2d(%arg0: tensor<2x2x3xf32>, %arg1: tensor<2x2x3xi64>) -> (tensor<2x4x6xf32>) {
  %0 = aten.max_unpool2d %arg0, %arg1 output_size = [4, 6] : (tensor<2x2x3xf32>, tensor<2x2x3xi64>) -> tensor<2x4x6xf32>
  return %0 : tensor<2x4x6xf32>
}

// CHECK-LABEL: @DecomposeMaxUnpool3d(
// CHECK-NEXT: %[[V0:.*]] = aten.view %arg0 size = [2, 12]
// CHECK-NEXT: %[[V1:.*]] = aten.view %arg1 size = [2, 12]
// CHECK-NEXT: %[[V2:.*]] = aten.full size = [2, 96] fill_value = 0.000000e+00 dtype = f32
// CHECK-NEXT: %[[V3:.*]] = aten.scatter.src %[[V2]], %[[V1]], %[[V0]] dim = -1
// CHECK-NEXT: %[[V4:.*]] = aten.view %[[V3]] size = [2, 4, 4, 6]
// CHECK-NEXT: return %[[V4]]
// GREEDY-LABEL: @DecomposeMaxUnpool3d(
// GREEDY-NOT: {{aten\.max_unpool3d }}
// WHY-LABEL: @DecomposeMaxUnpool3d(
// WHY: tricast.rules = [{{.*}}"DecomposeMaxUnpool3d"
func.func @DecomposeMaxUnpool3d(%arg0: tensor<2x2x2x3xf32>, %arg1: tensor<2x2x2x3xi64>) -> (tensor<2x4x4x6xf32>) {
  %0 = aten.max_unpool3d %arg0, %arg1 output_size = [4, 4, 6] stride = [2, 2, 2] padding = [0, 0, 0] : (tensor<2x2x2x3xf32>, tensor<2x2x2x3xi64>) -> tensor<2x4x4x6xf32>
  return %0 : tensor<2x4x4x6xf32>
}
