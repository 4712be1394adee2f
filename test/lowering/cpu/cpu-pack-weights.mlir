// RUN: tricast-opt --pass-pipeline='builtin.module(func.func(cpu-pack-weights{vector-bits=128}))' %s | FileCheck %s

// Panels have two vectors of four columns.

// CHECK-DAG: #[[PANELS:.*]] = affine_map<(d0, d1, d2) -> (d1 floordiv 8, d2, d1 mod 8)>

// CHECK-LABEL: func.func @whole_panels(
// CHECK-SAME: %{{.*}}, %[[W:.*]]: tensor<4x40xf32> {{.*}})
// CHECK: %[[E:.*]] = tensor.expand_shape %[[W]] {{\[\[}}0], [1, 2]] output_shape [4, 5, 8]
// CHECK: %[[P:.*]] = linalg.transpose ins(%[[E]] : tensor<4x5x8xf32>) outs(%{{.*}} : tensor<5x4x8xf32>) permutation = [1, 0, 2]
// CHECK: linalg.generic {indexing_maps = [#{{.*}}, #[[PANELS]], #{{.*}}]
// CHECK-SAME: ins(%{{.*}}, %[[P]]
func.func @whole_panels(%x: tensor<8x4xf32>, %w: tensor<4x40xf32> {tricast.global = "w"},
                        %i: tensor<8x40xf32>) -> tensor<8x40xf32> {
  %r = linalg.matmul ins(%x, %w : tensor<8x4xf32>, tensor<4x40xf32>) outs(%i : tensor<8x40xf32>) -> tensor<8x40xf32>
  return %r : tensor<8x40xf32>
}

// Columns beyond the last whole panel are padded, and no more than them.

// CHECK-LABEL: func.func @last_panel(
// CHECK: tensor.extract_slice %[[W:.*]][0, 0] [4, 40] [1, 1]
// CHECK: tensor.extract_slice %[[W]][0, 40] [4, 2] [1, 1]
// CHECK: tensor.pad %{{.*}} low[0, 0] high[0, 6]
// CHECK: tensor.insert_slice %{{.*}} into %{{.*}}[0, 0, 0] [5, 4, 8]
// CHECK: tensor.insert_slice %{{.*}} into %{{.*}}[5, 0, 0] [1, 4, 8]
func.func @last_panel(%x: tensor<8x4xf32>, %w: tensor<4x42xf32> {tricast.global = "w"},
                      %i: tensor<8x42xf32>) -> tensor<8x42xf32> {
  %r = linalg.matmul ins(%x, %w : tensor<8x4xf32>, tensor<4x42xf32>) outs(%i : tensor<8x42xf32>) -> tensor<8x42xf32>
  return %r : tensor<8x42xf32>
}

// What is no weight and has its columns next to each other stays.

// CHECK-LABEL: func.func @activation(
// CHECK: linalg.matmul
func.func @activation(%x: tensor<8x4xf32>, %y: tensor<4x40xf32>, %i: tensor<8x40xf32>) -> tensor<8x40xf32> {
  %r = linalg.matmul ins(%x, %y : tensor<8x4xf32>, tensor<4x40xf32>) outs(%i : tensor<8x40xf32>) -> tensor<8x40xf32>
  return %r : tensor<8x40xf32>
}
