// What the source does not take is refused in its words, and what the target does not in its own.
// RUN: tricast-opt %s -split-input-file -verify-diagnostics

func.func @sizes(%x: tensor<2x3xf32>, %y: tensor<4xf32>) {
  // expected-error@+1 {{The size of tensor a (3) must match the size of tensor b (4)}}
  %0 = mlx.add.Tensor %x, %y : (tensor<2x3xf32>, tensor<4xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @dtype(%x: tensor<2x3xf64>) {
  // expected-error@+1 {{'self' is of float64, expected bool, uint8,}}
  %0 = mlx.abs %x : (tensor<2x3xf64>) -> tensor<2x3xf64>
  return
}
