// RUN: tricast-opt --convert-aten-to-linalg --canonicalize --cse --split-input-file %s | FileCheck %s

// CHECK-LABEL: @relu
// CHECK: ^bb0(%[[X:.*]]: f32, %{{.*}}: f32):
// CHECK-NEXT: %[[IS_NEGATIVE:.*]] = arith.cmpf ogt, %[[ZERO:.*]], %[[X]] : f32
// CHECK-NEXT: arith.select %[[IS_NEGATIVE]], %[[ZERO]], %[[X]] : f32
func.func @relu(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = aten.relu %x : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

// Both halves are slices of what is gated.

// CHECK-LABEL: @gate
// CHECK-DAG: %[[A:.*]] = tensor.extract_slice %arg0[0, 0] [2, 3] [1, 1]
// CHECK-DAG: %[[B:.*]] = tensor.extract_slice %arg0[0, 3] [2, 3] [1, 1]
// CHECK: linalg.generic {{.*}} ins(%[[A]], %[[B]]
// CHECK: math.exp
func.func @gate(%x: tensor<2x6xf32>) -> tensor<2x3xf32> {
  %0 = aten.glu %x : (tensor<2x6xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// -----

// A weight for each channel lies along dimension 1.

// CHECK: #[[CHANNEL:.*]] = affine_map<(d0, d1, d2) -> (d1)>
// CHECK-LABEL: @channels
// CHECK: linalg.generic {indexing_maps = [#{{.*}}, #[[CHANNEL]], #{{.*}}]
func.func @channels(%x: tensor<2x3x4xf32>, %w: tensor<3xf32>) -> tensor<2x3x4xf32> {
  %0 = aten.prelu %x, %w : (tensor<2x3x4xf32>, tensor<3xf32>) -> tensor<2x3x4xf32>
  return %0 : tensor<2x3x4xf32>
}
