// RUN: tricast-opt --pass-pipeline='builtin.module(func.func(cpu-split-contractions))' %s | FileCheck %s

#a = affine_map<(d0, d1, d2) -> (d0, d2)>
#b = affine_map<(d0, d1, d2) -> (d2, d1)>
#c = affine_map<(d0, d1, d2) -> (d0, d1)>

// In the product the exponential would be computed once for each of 16 columns.

// CHECK-LABEL: @exponential
// CHECK: linalg.generic
// CHECK: math.exp
// CHECK: linalg.generic
// CHECK-NOT: math.exp
// CHECK: arith.mulf
// CHECK-NEXT: arith.addf
func.func @exponential(%x: tensor<8x4xf32>, %y: tensor<4x16xf32>, %i: tensor<8x16xf32>) -> tensor<8x16xf32> {
  %r = linalg.generic {indexing_maps = [#a, #b, #c], iterator_types = ["parallel", "parallel", "reduction"]} ins(%x, %y : tensor<8x4xf32>, tensor<4x16xf32>) outs(%i : tensor<8x16xf32>) {
  ^bb0(%p: f32, %q: f32, %o: f32):
    %e = math.exp %p : f32
    %m = arith.mulf %e, %q : f32
    %s = arith.addf %o, %m : f32
    linalg.yield %s : f32
  } -> tensor<8x16xf32>
  return %r : tensor<8x16xf32>
}

// The columns are read in vectors, which are converted at no cost.

// CHECK-LABEL: @conversion_of_columns
// CHECK: linalg.generic
// CHECK: arith.extf
// CHECK: arith.mulf
// CHECK-NOT: linalg.generic
func.func @conversion_of_columns(%x: tensor<8x4xf32>, %y: tensor<4x16xf16>, %i: tensor<8x16xf32>) -> tensor<8x16xf32> {
  %r = linalg.generic {indexing_maps = [#a, #b, #c], iterator_types = ["parallel", "parallel", "reduction"]} ins(%x, %y : tensor<8x4xf32>, tensor<4x16xf16>) outs(%i : tensor<8x16xf32>) {
  ^bb0(%p: f32, %q: f16, %o: f32):
    %e = arith.extf %q : f16 to f32
    %m = arith.mulf %p, %e : f32
    %s = arith.addf %o, %m : f32
    linalg.yield %s : f32
  } -> tensor<8x16xf32>
  return %r : tensor<8x16xf32>
}
