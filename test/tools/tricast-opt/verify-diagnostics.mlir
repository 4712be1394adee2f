// A diagnostic that is expected passes; one that is not fails.
// RUN: tricast-opt %s -verify-diagnostics
// RUN: sed 's/expected-error/nothing/' %s > %t.mlir
// RUN: not tricast-opt %t.mlir -verify-diagnostics 2>&1 | FileCheck %s
// CHECK: unexpected error: 'aten.mm' op mat1 and mat2 shapes cannot be multiplied

func.func @f(%a: tensor<2x3xf32>, %b: tensor<4x5xf32>) -> tensor<2x5xf32> {
  // expected-error@+1 {{'aten.mm' op mat1 and mat2 shapes cannot be multiplied (2x3 and 4x5)}}
  %0 = aten.mm %a, %b : (tensor<2x3xf32>, tensor<4x5xf32>) -> tensor<2x5xf32>
  return %0 : tensor<2x5xf32>
}
