// Convolutions of every kind and dimension, and sliding blocks.
// RUN: %roundtrip %s

func.func @unbatched_and_dynamic(%x: tensor<3x8xf32>, %xs: tensor<?x4x?xf16>, %w: tensor<6x3x3xf32>, %ws: tensor<8x2x3xf16>, %b: tensor<6xf32>) -> (tensor<6x6xf32>, tensor<?x8x?xf16>, tensor<6x8xf32>, tensor<6x3xf32>) {
  %0 = aten.conv1d %x, %w bias = %b : (tensor<3x8xf32>, tensor<6x3x3xf32>, tensor<6xf32>) -> tensor<6x6xf32>
  %1 = aten.conv1d %xs, %ws stride = [2] padding = [1] groups = 2 : (tensor<?x4x?xf16>, tensor<8x2x3xf16>) -> tensor<?x8x?xf16>
  %2 = aten.conv1d.padding %x, %w padding = "same" dilation = [2] : (tensor<3x8xf32>, tensor<6x3x3xf32>) -> tensor<6x8xf32>
  %3 = aten.conv1d.padding %x, %w bias = %b stride = [2] : (tensor<3x8xf32>, tensor<6x3x3xf32>, tensor<6xf32>) -> tensor<6x3xf32>
  return %0, %1, %2, %3 : tensor<6x6xf32>, tensor<?x8x?xf16>, tensor<6x8xf32>, tensor<6x3xf32>
}

func.func @two_dimensions(%x: tensor<1x3x8x9xf32>, %w: tensor<6x3x3x2xf32>, %b: tensor<6xf32>) -> (tensor<1x6x6x8xf32>, tensor<1x6x4x4xf32>, tensor<1x6x8x9xf32>) {
  %0 = aten.conv2d %x, %w : (tensor<1x3x8x9xf32>, tensor<6x3x3x2xf32>) -> tensor<1x6x6x8xf32>
  %1 = aten.conv2d %x, %w bias = %b stride = [2] padding = [1, 0] dilation = [1, 2] : (tensor<1x3x8x9xf32>, tensor<6x3x3x2xf32>, tensor<6xf32>) -> tensor<1x6x4x4xf32>
  %2 = aten.conv2d.padding %x, %w bias = %b padding = "same" : (tensor<1x3x8x9xf32>, tensor<6x3x3x2xf32>, tensor<6xf32>) -> tensor<1x6x8x9xf32>
  return %0, %1, %2 : tensor<1x6x6x8xf32>, tensor<1x6x4x4xf32>, tensor<1x6x8x9xf32>
}

func.func @three_dimensions(%x: tensor<2x4x5x6x7xf64>, %w: tensor<8x1x3x3x3xf64>) -> (tensor<2x8x5x6x7xf64>, tensor<2x8x3x4x5xf64>) {
  %0 = aten.conv3d %x, %w padding = [1, 1, 1] groups = 4 : (tensor<2x4x5x6x7xf64>, tensor<8x1x3x3x3xf64>) -> tensor<2x8x5x6x7xf64>
  %1 = aten.conv3d.padding %x, %w groups = 4 : (tensor<2x4x5x6x7xf64>, tensor<8x1x3x3x3xf64>) -> tensor<2x8x3x4x5xf64>
  return %0, %1 : tensor<2x8x5x6x7xf64>, tensor<2x8x3x4x5xf64>
}

func.func @transposed(%x1: tensor<4x5xf32>, %w1: tensor<4x3x3xf32>, %x2: tensor<?x4x5x6xbf16>, %w2: tensor<4x2x3x3xbf16>, %b2: tensor<4xbf16>, %x3: tensor<1x2x3x3x3xf32>, %w3: tensor<2x1x2x2x2xf32>) -> (tensor<3x11xf32>, tensor<?x4x10x11xbf16>, tensor<1x1x5x4x4xf32>) {
  %0 = aten.conv_transpose1d %x1, %w1 stride = [2] : (tensor<4x5xf32>, tensor<4x3x3xf32>) -> tensor<3x11xf32>
  %1 = aten.conv_transpose2d.input %x2, %w2 bias = %b2 stride = [2, 2] padding = [1, 1] output_padding = [1, 0] groups = 2 : (tensor<?x4x5x6xbf16>, tensor<4x2x3x3xbf16>, tensor<4xbf16>) -> tensor<?x4x10x11xbf16>
  %2 = aten.conv_transpose3d.input %x3, %w3 dilation = [2, 1, 1] : (tensor<1x2x3x3x3xf32>, tensor<2x1x2x2x2xf32>) -> tensor<1x1x5x4x4xf32>
  return %0, %1, %2 : tensor<3x11xf32>, tensor<?x4x10x11xbf16>, tensor<1x1x5x4x4xf32>
}

func.func @any(%x: tensor<1x4x8x8xf32>, %w: tensor<4x2x3x3xf32>, %b: tensor<4xf32>) -> (tensor<1x4x6x6xf32>, tensor<1x2x16x16xf32>) {
  %0 = aten.convolution %x, %w bias = %b stride = [1, 1] padding = [0, 0] dilation = [1, 1] transposed = false output_padding = [0, 0] groups = 2 : (tensor<1x4x8x8xf32>, tensor<4x2x3x3xf32>, tensor<4xf32>) -> tensor<1x4x6x6xf32>
  %1 = aten.convolution %x, %w stride = [2] padding = [1] dilation = [1] transposed = true output_padding = [1] groups = 1 : (tensor<1x4x8x8xf32>, tensor<4x2x3x3xf32>) -> tensor<1x2x16x16xf32>
  return %0, %1 : tensor<1x4x6x6xf32>, tensor<1x2x16x16xf32>
}

func.func @blocks(%image: tensor<2x3x8x9xf32>, %unbatched: tensor<3x8x9xi64>, %columns: tensor<2x12x20xf32>, %h: index) -> (tensor<2x18x20xf32>, tensor<12x48xi64>, tensor<2x3x8x10xf32>, tensor<2x3x?x10xf32>) {
  %0 = aten.im2col %image kernel_size = [2, 3] dilation = [1, 1] padding = [0, 1] stride = [2, 2] : (tensor<2x3x8x9xf32>) -> tensor<2x18x20xf32>
  %1 = aten.im2col %unbatched kernel_size = [2, 2] dilation = [2, 1] padding = [0, 0] stride = [1, 1] : (tensor<3x8x9xi64>) -> tensor<12x48xi64>
  %2 = aten.col2im %columns output_size = [8, 10] kernel_size = [2, 2] dilation = [1, 1] padding = [0, 0] stride = [2, 2] : (tensor<2x12x20xf32>) -> tensor<2x3x8x10xf32>
  %3 = aten.col2im %columns output_size = [%h, 10] kernel_size = [2, 2] dilation = [1, 1] padding = [0, 0] stride = [2, 2] : (tensor<2x12x20xf32>, index) -> tensor<2x3x?x10xf32>
  return %0, %1, %2, %3 : tensor<2x18x20xf32>, tensor<12x48xi64>, tensor<2x3x8x10xf32>, tensor<2x3x?x10xf32>
}
