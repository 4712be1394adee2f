// A vector has no channels: the rule that makes prelu of a comparison leaves it alone, without an
// error.

// RUN: tricast-opt %s --tricast-rewrite | FileCheck %s

// CHECK-LABEL: func.func @main
// CHECK: aten.where
func.func @main(%x: tensor<5xf32>, %w: tensor<1xf32>) -> tensor<5xf32> {
  %0 = aten.gt.Scalar %x other = 0 : (tensor<5xf32>) -> tensor<5xi1>
  %1 = aten.mul.Tensor %w, %x : (tensor<1xf32>, tensor<5xf32>) -> tensor<5xf32>
  %2 = aten.where.self %0, %x, %1 : (tensor<5xi1>, tensor<5xf32>, tensor<5xf32>) -> tensor<5xf32>
  return %2 : tensor<5xf32>
}
