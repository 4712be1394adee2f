// Orders of dimensions that no memory format has.
// RUN: tricast-opt %s -split-input-file -verify-diagnostics

func.func @order(%x: tensor<1x3x4x5xf32>) {
  // expected-error@+1 {{Failed to map a given dim_order: [3, 2, 1, 0] to a torch.memory_format}}
  %0 = dim_order._clone_dim_order %x dim_order = [3, 2, 1, 0] : (tensor<1x3x4x5xf32>) -> tensor<1x3x4x5xf32>
  return
}

// -----

func.func @length(%x: tensor<3x4x5xf32>) {
  // expected-error@+1 {{Expected dim_order to have 3 dimensions, but got [0, 1]}}
  %0 = dim_order._to_dim_order_copy %x dim_order = [0, 1] : (tensor<3x4x5xf32>) -> tensor<3x4x5xf32>
  return
}

// -----

func.func @dtype(%x: tensor<3x4x5xf32>) {
  // expected-error@+1 {{result #0 must be tensor<3x4x5xf16>, but is tensor<3x4x5xf32>}}
  %0 = dim_order._to_dim_order_copy %x dtype = f16 : (tensor<3x4x5xf32>) -> tensor<3x4x5xf32>
  return
}

// -----

func.func @negative() {
  // expected-error@+1 {{Trying to create tensor with negative dimension: [2, -3]}}
  %0 = dim_order._empty_dim_order size = [2, -3] : () -> tensor<2x3xf32>
  return
}
