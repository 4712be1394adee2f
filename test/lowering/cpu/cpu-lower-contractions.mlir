// RUN: tricast-opt --cpu-lower-contractions=vector-bits=128 %s | FileCheck %s
// RUN: tricast-opt --cpu-lower-contractions=vector-bits=128 --canonicalize %s | FileCheck %s --check-prefix=KERNEL

// Products of any sizes share a kernel, which takes sizes and strides as numbers.

// CHECK-LABEL: func.func @two_sizes(
// CHECK-NOT: linalg.matmul
// CHECK: call @kernel_0(
// CHECK-NOT: linalg.matmul
// CHECK: call @kernel_0(
// CHECK: func.func private @kernel_0(%{{.*}}: index
// CHECK-NOT: func.func private

// KERNEL: func.func private @kernel_0(
// KERNEL: vector.fma {{.*}} : vector<4xf32>
func.func @two_sizes(%x: tensor<8x4xf32>, %y: tensor<4x40xf32>, %i: tensor<8x40xf32>, %z: tensor<40x24xf32>, %j: tensor<8x24xf32>) -> tensor<8x24xf32> {
  %zero = arith.constant 0.0 : f32
  %f = linalg.fill ins(%zero : f32) outs(%i : tensor<8x40xf32>) -> tensor<8x40xf32>
  %a = linalg.matmul ins(%x, %y : tensor<8x4xf32>, tensor<4x40xf32>) outs(%f : tensor<8x40xf32>) -> tensor<8x40xf32>
  %g = linalg.fill ins(%zero : f32) outs(%j : tensor<8x24xf32>) -> tensor<8x24xf32>
  %b = linalg.matmul ins(%a, %z : tensor<8x40xf32>, tensor<40x24xf32>) outs(%g : tensor<8x24xf32>) -> tensor<8x24xf32>
  return %b : tensor<8x24xf32>
}
