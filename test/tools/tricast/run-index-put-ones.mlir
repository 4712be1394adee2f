// A row is written where other dimensions have size 1 too: which of them the row lacks is not to be
// guessed.

// RUN: tricast compile %s -o %t.tricast
// RUN: tricast run %t.tricast | FileCheck %s

// CHECK: output.0: float32 [1, 2, 4, 3] = 0, 0, 0, 1, 1, 1, ...
func.func @main() -> tensor<1x2x4x3xf32> {
  %cache = aten.zeros size = [1, 2, 4, 3] dtype = f32 : () -> tensor<1x2x4x3xf32>
  %row = aten.ones size = [1, 2, 1, 3] dtype = f32 : () -> tensor<1x2x1x3xf32>
  %index = aten.ones size = [1] dtype = i64 : () -> tensor<1xi64>
  %0 = aten.index_put %cache, [none, none, %index], %row : (tensor<1x2x4x3xf32>, tensor<1xi64>, tensor<1x2x1x3xf32>) -> tensor<1x2x4x3xf32>
  return %0 : tensor<1x2x4x3xf32>
}
