// RUN: tricast-opt --cpu-hoist-constants --split-input-file %s | FileCheck %s

// What follows from weights alone is computed once, before the first call.

// CHECK-LABEL: func.func @main(
// CHECK-SAME: %[[X:.*]]: tensor<2x3xf32>, %[[C:.*]]: tensor<2x3xf32> {tricast.constant = "constant_0"})
// CHECK-NOT: linalg.transpose
// CHECK: linalg.add ins(%[[X]], %[[C]]

// CHECK-LABEL: func.func @initialize_0(
// CHECK-SAME: %[[W:.*]]: tensor<3x2xf32> {tricast.global = "w"})
// CHECK-SAME: -> (tensor<2x3xf32> {tricast.constant = "constant_0"}) attributes {tricast.entry}
// CHECK: linalg.transpose ins(%[[W]]
func.func @main(%x: tensor<2x3xf32>, %w: tensor<3x2xf32> {tricast.global = "w"}) -> tensor<2x3xf32> {
  %e = tensor.empty() : tensor<2x3xf32>
  %t = linalg.transpose ins(%w : tensor<3x2xf32>) outs(%e : tensor<2x3xf32>) permutation = [1, 0]
  %r = linalg.add ins(%x, %t : tensor<2x3xf32>, tensor<2x3xf32>) outs(%e : tensor<2x3xf32>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

// -----

// A global that the program changes is another tensor in every call.

// CHECK-LABEL: func.func @main(
// CHECK: linalg.transpose
// CHECK-NOT: func.func
func.func @main(%b: tensor<3x2xf32> {tricast.global = "b"})
    -> (tensor<2x3xf32> {aten.output = 0 : i64}, tensor<3x2xf32> {aten.mutates = "b"}) {
  %e = tensor.empty() : tensor<2x3xf32>
  %t = linalg.transpose ins(%b : tensor<3x2xf32>) outs(%e : tensor<2x3xf32>) permutation = [1, 0]
  %f = tensor.empty() : tensor<3x2xf32>
  %n = linalg.exp ins(%b : tensor<3x2xf32>) outs(%f : tensor<3x2xf32>) -> tensor<3x2xf32>
  return %t, %n : tensor<2x3xf32>, tensor<3x2xf32>
}

// -----

// A view costs nothing, and so stays.

// CHECK-LABEL: func.func @main(
// CHECK: tensor.collapse_shape
// CHECK-NOT: func.func
func.func @main(%w: tensor<3x2xf32> {tricast.global = "w"}) -> tensor<6xf32> {
  %v = tensor.collapse_shape %w [[0, 1]] : tensor<3x2xf32> into tensor<6xf32>
  return %v : tensor<6xf32>
}
