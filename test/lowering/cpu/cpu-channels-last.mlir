// RUN: tricast-opt --pass-pipeline='builtin.module(func.func(cpu-channels-last),canonicalize)' %s | FileCheck %s

#id = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>

// The op between two convolutions takes the order over; the order changes at the ends only.

// CHECK-LABEL: @two_convolutions
// CHECK: linalg.transpose {{.*}} permutation = [0, 2, 3, 1]
// CHECK: linalg.generic
// CHECK-SAME: "reduction"
// CHECK-NOT: linalg.transpose ins({{.*}}1x4x6x6
// CHECK: linalg.generic
// CHECK: math.absf
// CHECK: -> tensor<1x6x6x4xf32>
// CHECK: linalg.generic
// CHECK-SAME: "reduction"
// CHECK: linalg.transpose {{.*}} permutation = [0, 3, 1, 2]
// CHECK-NEXT: return
func.func @two_convolutions(%x: tensor<1x3x8x8xf32>, %w: tensor<4x3x3x3xf32>, %v: tensor<5x4x3x3xf32>) -> tensor<1x5x4x4xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<1x4x6x6xf32>
  %i = linalg.fill ins(%zero : f32) outs(%e : tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32>
  %0 = linalg.conv_2d_nchw_fchw ins(%x, %w : tensor<1x3x8x8xf32>, tensor<4x3x3x3xf32>) outs(%i : tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32>
  %1 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%0 : tensor<1x4x6x6xf32>) outs(%e : tensor<1x4x6x6xf32>) {
  ^bb0(%a: f32, %o: f32):
    %r = math.absf %a : f32
    linalg.yield %r : f32
  } -> tensor<1x4x6x6xf32>
  %f = tensor.empty() : tensor<1x5x4x4xf32>
  %j = linalg.fill ins(%zero : f32) outs(%f : tensor<1x5x4x4xf32>) -> tensor<1x5x4x4xf32>
  %2 = linalg.conv_2d_nchw_fchw ins(%1, %v : tensor<1x4x6x6xf32>, tensor<5x4x3x3xf32>) outs(%j : tensor<1x5x4x4xf32>) -> tensor<1x5x4x4xf32>
  return %2 : tensor<1x5x4x4xf32>
}
