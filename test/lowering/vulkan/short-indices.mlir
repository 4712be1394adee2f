// Indices of 32 bits stay so: some devices compare wrongly what they are extended to.

// REQUIRES: vulkan
// RUN: %make_tensors %t.safetensors 'input.0=f32[8,2]:0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15' 'input.1=i32[2,2]:7 1 6 2'
// RUN: tricast run %s --target vulkan --no-fallback --inputs %t.safetensors | FileCheck %s
// CHECK: output.0: float32 [2, 2, 2] = 14, 15, 2, 3, 12, 13
// RUN: %make_tensors %t.bad.safetensors 'input.0=f32[8,2]:1' 'input.1=i32[2,2]:7 1 8 2'
// RUN: not tricast run %s --target vulkan --no-fallback --inputs %t.bad.safetensors 2>&1 \
// RUN:   | FileCheck %s --check-prefix=BAD
// BAD: error: embedding: index out of range
func.func @main(%w: tensor<8x2xf32>, %i: tensor<2x2xi32>) -> tensor<2x2x2xf32> {
  %0 = aten.embedding %w, %i : (tensor<8x2xf32>, tensor<2x2xi32>) -> tensor<2x2x2xf32>
  return %0 : tensor<2x2x2xf32>
}
