// Gradients, some of them not asked for.
// RUN: %roundtrip %s

func.func @convolution(%g: tensor<1x4x6x6xf32>, %x: tensor<1x2x8x8xf32>, %w: tensor<4x2x3x3xf32>) -> (tensor<1x2x8x8xf32>, tensor<4x2x3x3xf32>, tensor<4xf32>, tensor<0xf32>, tensor<4x2x3x3xf32>, tensor<0xf32>) {
  %0, %1, %2 = aten.convolution_backward %g, %x, %w bias_sizes = [4] stride = [1, 1] padding = [0, 0] dilation = [1, 1] transposed = false output_padding = [0, 0] groups = 1 output_mask = [true, true, true] : (tensor<1x4x6x6xf32>, tensor<1x2x8x8xf32>, tensor<4x2x3x3xf32>) -> (tensor<1x2x8x8xf32>, tensor<4x2x3x3xf32>, tensor<4xf32>)
  %3, %4, %5 = aten.convolution_backward %g, %x, %w stride = [1, 1] padding = [0, 0] dilation = [1, 1] transposed = false output_padding = [0, 0] groups = 1 output_mask = [false, true, false] : (tensor<1x4x6x6xf32>, tensor<1x2x8x8xf32>, tensor<4x2x3x3xf32>) -> (tensor<0xf32>, tensor<4x2x3x3xf32>, tensor<0xf32>)
  return %0, %1, %2, %3, %4, %5 : tensor<1x2x8x8xf32>, tensor<4x2x3x3xf32>, tensor<4xf32>, tensor<0xf32>, tensor<4x2x3x3xf32>, tensor<0xf32>
}

func.func @pools(%x: tensor<2x3x8x8xf32>, %g: tensor<2x3x4x4xf32>, %i: tensor<2x3x4x4xi64>) -> (tensor<2x3x8x8xf32>, tensor<2x3x8x8xf32>, tensor<2x3x8x8xf32>, tensor<2x3x8x8xf32>) {
  %0 = aten._adaptive_avg_pool2d_backward %g, %x : (tensor<2x3x4x4xf32>, tensor<2x3x8x8xf32>) -> tensor<2x3x8x8xf32>
  %1 = aten.avg_pool2d_backward %g, %x kernel_size = [2, 2] stride = [2, 2] padding = [0, 0] ceil_mode = false count_include_pad = true : (tensor<2x3x4x4xf32>, tensor<2x3x8x8xf32>) -> tensor<2x3x8x8xf32>
  %2 = aten.avg_pool2d_backward %g, %x kernel_size = [2, 2] stride = [] padding = [0, 0] ceil_mode = false count_include_pad = true divisor_override = 3 : (tensor<2x3x4x4xf32>, tensor<2x3x8x8xf32>) -> tensor<2x3x8x8xf32>
  %3 = aten.max_pool2d_with_indices_backward %g, %x, %i kernel_size = [2, 2] stride = [2, 2] padding = [0, 0] dilation = [1, 1] ceil_mode = true : (tensor<2x3x4x4xf32>, tensor<2x3x8x8xf32>, tensor<2x3x4x4xi64>) -> tensor<2x3x8x8xf32>
  return %0, %1, %2, %3 : tensor<2x3x8x8xf32>, tensor<2x3x8x8xf32>, tensor<2x3x8x8xf32>, tensor<2x3x8x8xf32>
}

func.func @norms(%g: tensor<2x6x4xf32>, %x: tensor<2x6x4xf32>, %mean: tensor<2x3xf32>, %rstd: tensor<2x3xf32>, %w: tensor<6xf32>) -> (tensor<2x6x4xf32>, tensor<6xf32>, tensor<0xf32>) {
  %0, %1, %2 = aten.native_group_norm_backward %g, %x, %mean, %rstd weight = %w N = 2 C = 6 HxW = 4 group = 3 output_mask = [true, true, false] : (tensor<2x6x4xf32>, tensor<2x6x4xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<6xf32>) -> (tensor<2x6x4xf32>, tensor<6xf32>, tensor<0xf32>)
  return %0, %1, %2 : tensor<2x6x4xf32>, tensor<6xf32>, tensor<0xf32>
}

func.func @layer_norms(%g: tensor<?x8xf32>, %x: tensor<?x8xf32>, %mean: tensor<?x1xf32>, %rstd: tensor<?x1xf32>, %w: tensor<8xf32>) -> (tensor<?x8xf32>, tensor<8xf32>, tensor<0xf32>) {
  %0, %1, %2 = aten.native_layer_norm_backward %g, %x, %mean, %rstd normalized_shape = [8] weight = %w output_mask = [true, true, true] : (tensor<?x8xf32>, tensor<?x8xf32>, tensor<?x1xf32>, tensor<?x1xf32>, tensor<8xf32>) -> (tensor<?x8xf32>, tensor<8xf32>, tensor<0xf32>)
  return %0, %1, %2 : tensor<?x8xf32>, tensor<8xf32>, tensor<0xf32>
}

func.func @embedding(%g: tensor<2x?x16xf32>, %i: tensor<2x?xi64>, %n: index) -> (tensor<100x16xf32>, tensor<?x16xf32>) {
  %0 = aten.embedding_dense_backward %g, %i num_weights = 100 padding_idx = -1 scale_grad_by_freq = false : (tensor<2x?x16xf32>, tensor<2x?xi64>) -> tensor<100x16xf32>
  %1 = aten.embedding_dense_backward %g, %i num_weights = %n padding_idx = 0 scale_grad_by_freq = true : (tensor<2x?x16xf32>, tensor<2x?xi64>, index) -> tensor<?x16xf32>
  return %0, %1 : tensor<100x16xf32>, tensor<?x16xf32>
}
