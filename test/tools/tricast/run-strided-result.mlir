// Every second element of a tensor whose size is not known: a view with gaps, which the result is not.

// RUN: %make_tensors %t.safetensors 'input.0=f32[5]:1 2 3 4 5'
// RUN: tricast run %s --inputs %t.safetensors | FileCheck %s
// CHECK: output.0: float32 [3] = 1, 3, 5

func.func @main(%x: tensor<?xf32>) -> (tensor<?xf32> {aten.output = 0 : i64}) {
  %0 = aten.slice.Tensor %x step = 2 : (tensor<?xf32>) -> tensor<?xf32>
  return %0 : tensor<?xf32>
}
