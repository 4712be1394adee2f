// Attention to nothing is 0, with and without a mask, as in PyTorch.

// RUN: %make_tensors %t.safetensors 'input.0=f32[1,1,2,2]:1 2 3 4' 'input.1=f32[1,1,0,2]:'
// RUN: tricast run %s --inputs %t.safetensors | FileCheck %s
// CHECK: output.0: float32 [1, 1, 2, 2] = 0, 0, 0, 0
// CHECK: output.1: float32 [1, 1, 2, 2] = 0, 0, 0, 0

func.func @main(%q: tensor<1x1x2x2xf32>, %k: tensor<1x1x0x2xf32>) -> (tensor<1x1x2x2xf32> {aten.output = 0 : i64}, tensor<1x1x2x2xf32> {aten.output = 1 : i64}) {
  %0 = aten.scaled_dot_product_attention %q, %k, %k is_causal = true : (tensor<1x1x2x2xf32>, tensor<1x1x0x2xf32>, tensor<1x1x0x2xf32>) -> tensor<1x1x2x2xf32>
  %1 = aten.scaled_dot_product_attention %q, %k, %k : (tensor<1x1x2x2xf32>, tensor<1x1x0x2xf32>, tensor<1x1x0x2xf32>) -> tensor<1x1x2x2xf32>
  return %0, %1 : tensor<1x1x2x2xf32>, tensor<1x1x2x2xf32>
}
