// An op becomes the target's own if that verifies; one that does not runs on the CPU, and a
// warning says why in the verifier's words.

// RUN: tricast-opt %s --convert-to-target=target=mlx 2>&1 | FileCheck %s
// RUN: not tricast-opt %s --convert-to-target="target=mlx fallback=error" 2>&1 \
// RUN:   | FileCheck %s --check-prefix=ERROR
// RUN: not tricast-opt %s --convert-to-target=target=abacus 2>&1 \
// RUN:   | FileCheck %s --check-prefix=UNKNOWN

// ERROR: error: 'aten.exp' op runs on the CPU, not on mlx: 'self' is of float64
// UNKNOWN: error: {{.*}}expected target to be a dialect, but got 'abacus'

// CHECK: warning: 'aten.exp' op runs on the CPU, not on mlx: 'self' is of float64, expected bool,
// CHECK: warning: 'aten.nonzero' op runs on the CPU, not on mlx: dialect 'mlx' has no op that does it

// CHECK-LABEL: func.func @main
// CHECK: mlx.abs %{{.*}} : (tensor<2x3xf32>) -> tensor<2x3xf32>
// CHECK: aten.exp
// CHECK: aten.sym_size.int
func.func @main(%x: tensor<2x3xf32>, %y: tensor<2x3xf64>)
    -> (tensor<2x3xf32>, tensor<2x3xf64>, tensor<?x2xi64>, index) {
  %a = aten.abs %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %b = aten.exp %y : (tensor<2x3xf64>) -> tensor<2x3xf64>
  %c = aten.nonzero %x : (tensor<2x3xf32>) -> tensor<?x2xi64>
  %n = aten.sym_size.int %x dim = 0 : (tensor<2x3xf32>) -> index
  return %a, %b, %c, %n : tensor<2x3xf32>, tensor<2x3xf64>, tensor<?x2xi64>, index
}
