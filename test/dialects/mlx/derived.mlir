// Ops that do what ops of another dialect do have their operands, attributes and types.
// RUN: %roundtrip %s

func.func @pointwise(%x: tensor<2x3xf32>, %y: tensor<3xf32>) -> tensor<2x3xf32> {
  %0 = mlx.abs %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %1 = mlx.add.Tensor %0, %y : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  return %1 : tensor<2x3xf32>
}
