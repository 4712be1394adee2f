// What a core cannot do does not verify.
// RUN: tricast-opt %s --split-input-file --verify-diagnostics

func.func @doubles(%x: tensor<4xf64>) {
  // expected-error@+1 {{'self' is of float64, expected float16, bfloat16 or float32}}
  %0 = spyre.exp %x : (tensor<4xf64>) -> tensor<4xf64>
  return
}

// -----

func.func @integers(%x: tensor<4xi32>, %y: tensor<4xi32>) {
  // expected-error@+1 {{'self' is of int32, expected float16, bfloat16 or float32}}
  %0 = spyre.add.Tensor %x, %y : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi32>
  return
}

// -----

func.func @empty(%x: tensor<0x4xf32>) {
  // expected-error@+1 {{'self' has the sizes [0, 4], expected elements}}
  %0 = spyre.exp %x : (tensor<0x4xf32>) -> tensor<0x4xf32>
  return
}

// -----

func.func @groups(%x: tensor<1x8x4x4xf32>, %w: tensor<8x4x3x3xf32>) {
  // expected-error@+1 {{'groups' is 2, expected 1, or as many as channels and outputs}}
  %0 = spyre.conv2d %x, %w groups = 2 : (tensor<1x8x4x4xf32>, tensor<8x4x3x3xf32>) -> tensor<1x8x2x2xf32>
  return
}

// -----

func.func @two_indices(%x: tensor<4x4xf32>, %i: tensor<2xi64>) {
  // expected-error@+1 {{there are 2 tensors of indices, expected 1}}
  %0 = spyre.index.Tensor %x, [%i, %i] : (tensor<4x4xf32>, tensor<2xi64>, tensor<2xi64>) -> tensor<2xf32>
  return
}

// -----

func.func @normalized(%x: tensor<2x4x4xf32>) {
  // expected-error@+1 {{'normalized_shape' has 2 dimensions, expected 1}}
  %0 = spyre.layer_norm %x normalized_shape = [4, 4] : (tensor<2x4x4xf32>) -> tensor<2x4x4xf32>
  return
}
