// A row of one number is not made longer for its length: 1 - (3 + 4) 2 / (5 * 2).

// RUN: %make_tensors %t.safetensors 'input.0=f32[1,2]:3 4' 'input.1=f32[1,1]:2' 'input.2=i64[1]:1'
// RUN: tricast run %s --rules=none --inputs %t.safetensors | FileCheck %s
// CHECK: output.0: float32 [] = -0.39999

func.func @main(%x: tensor<1x2xf32>, %y: tensor<1x1xf32>, %t: tensor<1xi64>) -> (tensor<f32> {aten.output = 0 : i64}) {
  %0 = aten.cosine_embedding_loss %x, %y, %t : (tensor<1x2xf32>, tensor<1x1xf32>, tensor<1xi64>) -> tensor<f32>
  return %0 : tensor<f32>
}
