// RUN: tricast-opt %s -aten-infer-types -canonicalize -mlir-print-ir-after-all 2>&1 >/dev/null | FileCheck %s

// CHECK: IR Dump After aten-infer-types (aten-infer-types)
// CHECK: aten.exp %{{.*}} : (tensor<2xf32>) -> tensor<2xf32>
// CHECK: IR Dump After Canonicalizer

func.func @f(%x: tensor<2xf32>) -> tensor<?xf32> {
  %0 = aten.exp %x : (tensor<2xf32>) -> tensor<?xf32>
  return %0 : tensor<?xf32>
}
