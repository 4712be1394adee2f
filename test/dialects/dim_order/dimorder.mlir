// Copies that name the order of the dimensions.
// RUN: %roundtrip %s

func.func @copies(%x: tensor<1x3x?x4xf32>) -> (tensor<1x3x?x4xf32>, tensor<1x3x?x4xf32>, tensor<1x3x?x4xf16>, tensor<1x3x?x4xf32>, tensor<2x3xf32>, tensor<i64>) {
  %0 = dim_order._clone_dim_order %x dim_order = [0, 2, 3, 1] : (tensor<1x3x?x4xf32>) -> tensor<1x3x?x4xf32>
  %1 = dim_order._clone_dim_order %x : (tensor<1x3x?x4xf32>) -> tensor<1x3x?x4xf32>
  %2 = dim_order._to_dim_order_copy %x dtype = f16 dim_order = [0, 1, 2, 3] : (tensor<1x3x?x4xf32>) -> tensor<1x3x?x4xf16>
  %3 = dim_order._to_dim_order_copy %x : (tensor<1x3x?x4xf32>) -> tensor<1x3x?x4xf32>
  %4 = dim_order._empty_dim_order size = [2, 3] dim_order = [0, 1] : () -> tensor<2x3xf32>
  %5 = dim_order._empty_dim_order size = [] dtype = i64 : () -> tensor<i64>
  return %0, %1, %2, %3, %4, %5 : tensor<1x3x?x4xf32>, tensor<1x3x?x4xf32>, tensor<1x3x?x4xf16>, tensor<1x3x?x4xf32>, tensor<2x3xf32>, tensor<i64>
}
