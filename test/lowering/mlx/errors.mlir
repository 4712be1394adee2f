// What is no program for MLX.
// RUN: not tricast-opt %s -split-input-file -mlx-print-python 2>&1 | FileCheck %s

// CHECK: mlx-print-python: the module has no function @main
func.func @other(%x: tensor<4xf32>) -> tensor<4xf32> {
  return %x : tensor<4xf32>
}

// -----

// CHECK: mlx-print-python: {{.*}}errors.mlir:[[# @LINE + 2]]:8: 'aten.exp' is no op of MLX
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = aten.exp %x : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
