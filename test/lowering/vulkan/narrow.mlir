// A float that is only made one of 16 bits is rounded to the nearest, and overflows.
// REQUIRES: vulkan
// RUN: %make_tensors %t.safetensors 'input.0=f32[6]:1e9 -1e30 70000 65519 2.0035 -2.0035'
// RUN: tricast run %s --target vulkan --inputs %t.safetensors | FileCheck %s
// CHECK: output.0: float16 [6] = inf, -inf, inf, 65504, 2.00390625, -2.00390625
func.func @main(%x: tensor<6xf32>) -> tensor<6xf16> {
  %0 = aten.to.dtype %x dtype = f16 : (tensor<6xf32>) -> tensor<6xf16>
  return %0 : tensor<6xf16>
}
