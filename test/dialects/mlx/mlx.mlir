// Ops of MLX, one of each kind of arguments; their assembly is that of their sources.
// RUN: %roundtrip %s

func.func @elementwise(%x: tensor<2x3xf32>, %y: tensor<3xf16>) -> (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xi1>) {
  %0 = mlx.exp %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %1 = mlx.add.Tensor %0, %y alpha = 2 : (tensor<2x3xf32>, tensor<3xf16>) -> tensor<2x3xf32>
  %2 = mlx.lt.Scalar %1 other = 1.000000e+00 : (tensor<2x3xf32>) -> tensor<2x3xi1>
  return %0, %1, %2 : tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xi1>
}

func.func @views(%x: tensor<?x6xf32>, %n: index) -> (tensor<6x?xf32>, tensor<?x2x3xf32>) {
  %0 = mlx.permute %x dims = [1, 0] : (tensor<?x6xf32>) -> tensor<6x?xf32>
  %1 = mlx.view %x size = [%n, 2, 3] : (tensor<?x6xf32>, index) -> tensor<?x2x3xf32>
  return %0, %1 : tensor<6x?xf32>, tensor<?x2x3xf32>
}

func.func @layers(%x: tensor<1x8x8x4xf32>, %w: tensor<6x3x3x2xf32>, %b: tensor<6xf32>) -> (tensor<1x8x8x6xf32>, tensor<1x4x4x6xf32>) {
  %0 = mlx.channels_last.conv2d %x, %w bias = %b padding = [1, 1] groups = 2 : (tensor<1x8x8x4xf32>, tensor<6x3x3x2xf32>, tensor<6xf32>) -> tensor<1x8x8x6xf32>
  %1 = mlx.channels_last.max_pool2d %0 kernel_size = [2, 2] : (tensor<1x8x8x6xf32>) -> tensor<1x4x4x6xf32>
  return %0, %1 : tensor<1x8x8x6xf32>, tensor<1x4x4x6xf32>
}

func.func @transposed(%x: tensor<1x5x7x4xf32>, %w: tensor<6x3x3x2xf32>) -> tensor<1x10x14x6xf32> {
  %0 = mlx.channels_last.convolution %x, %w stride = [2, 2] padding = [1, 1] dilation = [1, 1] transposed = true output_padding = [1, 1] groups = 2 : (tensor<1x5x7x4xf32>, tensor<6x3x3x2xf32>) -> tensor<1x10x14x6xf32>
  return %0 : tensor<1x10x14x6xf32>
}

func.func @fast(%q: tensor<1x4x?x8xf16>, %f: tensor<4xf32>, %start: tensor<1xi64>, %x: tensor<2x64xf32>, %w: tensor<3x64xi8>, %s: tensor<3x2xf32>, %z: tensor<3x2xi8>, %b: tensor<3xf32>) -> (tensor<1x4x?x8xf16>, tensor<1x4x?x8xf16>, tensor<2x3xf32>, tensor<2x3xf32>) {
  %0 = mlx.rope %q, %f : (tensor<1x4x?x8xf16>, tensor<4xf32>) -> tensor<1x4x?x8xf16>
  %1 = mlx.rope %0, %f start = %start : (tensor<1x4x?x8xf16>, tensor<4xf32>, tensor<1xi64>) -> tensor<1x4x?x8xf16>
  %2 = mlx.quantized_linear %x, %w, %s group_size = 32 : (tensor<2x64xf32>, tensor<3x64xi8>, tensor<3x2xf32>) -> tensor<2x3xf32>
  %3 = mlx.quantized_linear %x, %w, %s group_size = 32 zero_points = %z bias = %b : (tensor<2x64xf32>, tensor<3x64xi8>, tensor<3x2xf32>, tensor<3x2xi8>, tensor<3xf32>) -> tensor<2x3xf32>
  return %0, %1, %2, %3 : tensor<1x4x?x8xf16>, tensor<1x4x?x8xf16>, tensor<2x3xf32>, tensor<2x3xf32>
}
