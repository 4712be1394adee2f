// What a program asserts is looked at where its kernel wrote it, though a kernel that changes memory in place
// writes to other memory.

// REQUIRES: vulkan
// RUN: %make_tensors %t.safetensors 'input.0=f32[3,4]:1' 'input.1=i64[2]:0 2' 'input.2=i64[2]:1 3' 'input.3=f32[]:5'
// RUN: tricast run %s --target vulkan --no-fallback --inputs %t.safetensors 2>&1 | FileCheck %s
// RUN: %make_tensors %t.bad.safetensors 'input.0=f32[3,4]:1' 'input.1=i64[2]:0 2' 'input.2=i64[2]:1 7' 'input.3=f32[]:5'
// RUN: not tricast run %s --target vulkan --no-fallback --inputs %t.bad.safetensors 2>&1 \
// RUN:   | FileCheck %s --check-prefix=BAD

// CHECK: output.0: float32 [3, 4] = 1, 5, 1, 1, 1, 1
// BAD: error: index_put: index out of range
func.func @main(%x: tensor<3x4xf32>, %i: tensor<2xi64>, %j: tensor<2xi64>, %s: tensor<f32>) -> tensor<3x4xf32> {
  %0 = aten.index_put %x, [%i, %j], %s : (tensor<3x4xf32>, tensor<2xi64>, tensor<2xi64>, tensor<f32>) -> tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}
