// Passes written in Rust count, whether or not LLVM was built with statistics.
// RUN: tricast-opt %s -print-op-histogram -mlir-pass-statistics 2>&1 >/dev/null | FileCheck %s

// CHECK: Pass statistics report
// CHECK: print-op-histogram
// CHECK-NEXT: (S) 4 ops{{ +}}- Number of ops counted
// CHECK-NEXT: (S) 3 distinct - Number of different names

func.func @f(%x: tensor<2xf32>) -> tensor<2xf32> {
  %0 = aten.exp %x : (tensor<2xf32>) -> tensor<2xf32>
  %1 = aten.exp %0 : (tensor<2xf32>) -> tensor<2xf32>
  return %1 : tensor<2xf32>
}
