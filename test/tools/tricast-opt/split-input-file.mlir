// Each part is a module of its own: the second has an error, the others are printed.
// RUN: not tricast-opt %s -split-input-file 2>&1 | FileCheck %s

// CHECK-DAG: @first
func.func @first(%x: tensor<2xf32>) -> tensor<2xf32> {
  %0 = aten.exp %x : (tensor<2xf32>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}

// -----

// CHECK-DAG: split-input-file.mlir:[[#@LINE+2]]:8: error: 'aten.exp' op result #0 must be tensor<2xf32>, but is tensor<3xf32>
func.func @second(%x: tensor<2xf32>) -> tensor<3xf32> {
  %0 = aten.exp %x : (tensor<2xf32>) -> tensor<3xf32>
  return %0 : tensor<3xf32>
}

// -----

// CHECK-DAG: @third
func.func @third(%x: tensor<2xf32>) -> tensor<2xf32> {
  return %x : tensor<2xf32>
}
