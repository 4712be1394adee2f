// RUN: tricast-opt --pass-pipeline='builtin.module(func.func(cpu-split-constants))' %s | FileCheck %s

#id = affine_map<(d0, d1) -> (d0, d1)>
#row = affine_map<(d0, d1) -> (d1)>

// What is computed of the weight alone is an op of its own, which cpu-hoist-constants then moves.

// CHECK-LABEL: func.func @main(
// CHECK-SAME: %[[X:.*]]: tensor<2x3xf32>, %[[V:.*]]: tensor<3xf32>
// CHECK: %[[SCALE:.*]] = linalg.generic {{.*}} ins(%[[V]]
// CHECK: math.rsqrt
// CHECK: linalg.generic {{.*}} ins(%[[X]], %[[SCALE]]
// CHECK-NOT: math.rsqrt
// CHECK: arith.mulf
func.func @main(%x: tensor<2x3xf32>, %v: tensor<3xf32> {tricast.global = "v"}) -> tensor<2x3xf32> {
  %e = tensor.empty() : tensor<2x3xf32>
  %r = linalg.generic {indexing_maps = [#id, #row, #id], iterator_types = ["parallel", "parallel"]} ins(%x, %v : tensor<2x3xf32>, tensor<3xf32>) outs(%e : tensor<2x3xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %s = math.rsqrt %b : f32
    %m = arith.mulf %a, %s : f32
    linalg.yield %m : f32
  } -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}
