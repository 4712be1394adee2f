// A panic in a Rust pass is an error and a failed pass; the reproducer has the program
// and the pipeline, and runs into the same panic.
// RUN: not tricast-opt %s -test-panic -mlir-pass-pipeline-crash-reproducer=%t.mlir 2>&1 | FileCheck %s
// RUN: FileCheck %s --check-prefix=REPRODUCER --input-file=%t.mlir
// RUN: not tricast-opt %t.mlir -run-reproducer 2>&1 | FileCheck %s --check-prefix=AGAIN

// CHECK: error: 'builtin.module' op test-panic: internal error (please report it): panicked at
// CHECK-SAME: as it was told to
// CHECK: reproducer generated at
// CHECK-NOT: Stack dump

// REPRODUCER: aten.exp
// REPRODUCER: pipeline: "builtin.module(test-panic)"

// AGAIN: as it was told to

func.func @f(%x: tensor<2xf32>) -> tensor<2xf32> {
  %0 = aten.exp %x : (tensor<2xf32>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}
