// Passes written in Rust are timed by name.
// RUN: tricast-opt %s -print-op-histogram -cse -mlir-timing 2>&1 >/dev/null | FileCheck %s

// CHECK: Execution time report
// CHECK-DAG: print-op-histogram
// CHECK-DAG: CSE

func.func @f(%x: tensor<2xf32>) -> tensor<2xf32> {
  %0 = aten.exp %x : (tensor<2xf32>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}
