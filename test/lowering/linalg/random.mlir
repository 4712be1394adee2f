// RUN: tricast-opt --convert-aten-to-linalg --canonicalize --cse %s | FileCheck %s

// Every random op takes a stream of its own, even if it is like another, and makes its elements of
// their places alone.

// CHECK-LABEL: @draws
// CHECK: call @tricast_random_seed() : () -> i64
// CHECK: linalg.generic {{.*}}iterator_types = ["parallel"]}
// CHECK: linalg.index 0
// CHECK: call @tricast_random_seed() : () -> i64
// CHECK: linalg.generic {{.*}}iterator_types = ["parallel"]}
func.func @draws() -> (tensor<2x3xf32>, tensor<2x3xf32>) {
  %0 = aten.rand size = [2, 3] : () -> tensor<2x3xf32>
  %1 = aten.rand size = [2, 3] : () -> tensor<2x3xf32>
  return %0, %1 : tensor<2x3xf32>, tensor<2x3xf32>
}

// Where nothing is dropped nothing is drawn.

// CHECK-LABEL: @inference
// CHECK-NEXT: return %arg0
func.func @inference(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = aten.dropout %x p = 5.000000e-01 train = false : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
