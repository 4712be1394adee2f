// Ops as MLX's own, and why others stay.
// RUN: tricast-opt %s -convert-to-target=target=mlx -split-input-file 2>%t.err | FileCheck %s
// RUN: FileCheck %s --check-prefix=WARN < %t.err
// RUN: not tricast-opt %s -convert-to-target='target=mlx fallback=error' -split-input-file 2>&1 | FileCheck %s --check-prefix=ERROR

// CHECK-LABEL: func.func @all
func.func @all(%x: tensor<?x4xf32>, %w: tensor<3x4xf32>) -> tensor<?x3xf32> {
  // What is computed of sizes is done wherever it is needed.
  // CHECK: %[[N:.*]] = aten.sym_size.int
  %n = aten.sym_size.int %x dim = 0 : (tensor<?x4xf32>) -> index
  // CHECK: mlx.view %{{.*}} size = [%[[N]], 4]
  %0 = aten.view %x size = [%n, 4] : (tensor<?x4xf32>, index) -> tensor<?x4xf32>
  // CHECK: mlx.linear
  %1 = aten.linear %0, %w : (tensor<?x4xf32>, tensor<3x4xf32>) -> tensor<?x3xf32>
  // CHECK: mlx.gelu %{{.*}} approximate = "tanh"
  %2 = aten.gelu %1 approximate = "tanh" : (tensor<?x3xf32>) -> tensor<?x3xf32>
  return %2 : tensor<?x3xf32>
}

// -----

// CHECK-LABEL: func.func @some
func.func @some(%x: tensor<4xf32>, %d: tensor<4xf64>) -> (tensor<?x1xi64>, tensor<4xf64>, tensor<4xf32>) {
  // CHECK: aten.nonzero
  // WARN: 'aten.nonzero' op runs on the CPU, not on mlx: dialect 'mlx' has no op that does it
  // ERROR: error: 'aten.nonzero' op runs on the CPU
  %0 = aten.nonzero %x : (tensor<4xf32>) -> tensor<?x1xi64>
  // CHECK: aten.exp
  // WARN: 'aten.exp' op runs on the CPU, not on mlx: 'self' is of float64
  %1 = aten.exp %d : (tensor<4xf64>) -> tensor<4xf64>
  // CHECK: mlx.exp
  %2 = aten.exp %x : (tensor<4xf32>) -> tensor<4xf32>
  return %0, %1, %2 : tensor<?x1xi64>, tensor<4xf64>, tensor<4xf32>
}
