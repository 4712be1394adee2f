// Gradients that do not fit their op.
// RUN: tricast-opt %s -split-input-file -verify-diagnostics

func.func @gradient_shape(%g: tensor<1x4x8x8xf32>, %x: tensor<1x2x8x8xf32>, %w: tensor<4x2x3x3xf32>) {
  // expected-error@+1 {{Expected grad_output to have shape [1, 4, 6, 6], but got [1, 4, 8, 8]}}
  %0, %1, %2 = aten.convolution_backward %g, %x, %w stride = [1, 1] padding = [0, 0] dilation = [1, 1] transposed = false output_padding = [0, 0] groups = 1 output_mask = [true, true, false] : (tensor<1x4x8x8xf32>, tensor<1x2x8x8xf32>, tensor<4x2x3x3xf32>) -> (tensor<1x2x8x8xf32>, tensor<4x2x3x3xf32>, tensor<0xf32>)
  return
}

// -----

func.func @mask_length(%g: tensor<1x4x6x6xf32>, %x: tensor<1x2x8x8xf32>, %w: tensor<4x2x3x3xf32>) {
  // expected-error@+1 {{Expected a list of 3 bools for output_mask, but got 2 bools}}
  %0, %1, %2 = aten.convolution_backward %g, %x, %w stride = [1, 1] padding = [0, 0] dilation = [1, 1] transposed = false output_padding = [0, 0] groups = 1 output_mask = [true, true] : (tensor<1x4x6x6xf32>, tensor<1x2x8x8xf32>, tensor<4x2x3x3xf32>) -> (tensor<1x2x8x8xf32>, tensor<4x2x3x3xf32>, tensor<0xf32>)
  return
}

// -----

func.func @dtype(%g: tensor<3x2x2xf32>, %x: tensor<3x8x8xf16>) {
  // expected-error@+1 {{expected dtype Half for `grad_output` but got dtype Float}}
  %0 = aten._adaptive_avg_pool2d_backward %g, %x : (tensor<3x2x2xf32>, tensor<3x8x8xf16>) -> tensor<3x8x8xf16>
  return
}

// -----

func.func @pooled(%g: tensor<3x8x8xf32>, %x: tensor<3x8x8xf32>) {
  // expected-error@+1 {{Expected grad_output to have shape [3, 4, 4], but got [3, 8, 8]}}
  %0 = aten.avg_pool2d_backward %g, %x kernel_size = [2, 2] stride = [2, 2] padding = [0, 0] ceil_mode = false count_include_pad = true : (tensor<3x8x8xf32>, tensor<3x8x8xf32>) -> tensor<3x8x8xf32>
  return
}

// -----

func.func @indices(%g: tensor<3x4x4xf32>, %x: tensor<3x8x8xf32>, %i: tensor<3x4x4xi32>) {
  // expected-error@+1 {{expected dtype Long for `indices` but got dtype Int}}
  %0 = aten.max_pool2d_with_indices_backward %g, %x, %i kernel_size = [2, 2] stride = [2, 2] padding = [0, 0] dilation = [1, 1] ceil_mode = false : (tensor<3x4x4xf32>, tensor<3x8x8xf32>, tensor<3x4x4xi32>) -> tensor<3x8x8xf32>
  return
}

// -----

func.func @mean(%g: tensor<2x6x4xf32>, %m: tensor<2x2xf32>) {
  // expected-error@+1 {{Expected mean to have shape [2, 3], but got [2, 2]}}
  %0, %1, %2 = aten.native_group_norm_backward %g, %g, %m, %m N = 2 C = 6 HxW = 4 group = 3 output_mask = [true, false, false] : (tensor<2x6x4xf32>, tensor<2x6x4xf32>, tensor<2x2xf32>, tensor<2x2xf32>) -> (tensor<2x6x4xf32>, tensor<0xf32>, tensor<0xf32>)
  return
}

// -----

func.func @no_weight(%g: tensor<2x8xf32>, %m: tensor<2x1xf32>) {
  // expected-error@+1 {{result #1 must be tensor<0xf32>, but is tensor<8xf32>}}
  %0, %1, %2 = aten.native_layer_norm_backward %g, %g, %m, %m normalized_shape = [8] output_mask = [true, true, true] : (tensor<2x8xf32>, tensor<2x8xf32>, tensor<2x1xf32>, tensor<2x1xf32>) -> (tensor<2x8xf32>, tensor<8xf32>, tensor<8xf32>)
  return
}

// -----

func.func @index_dtype(%g: tensor<2x16xf32>, %i: tensor<2xf32>) {
  // expected-error@+1 {{Expected tensor for argument #2 'indices' to have one of the following scalar types: Long, Int; but got Float instead}}
  %0 = aten.embedding_dense_backward %g, %i num_weights = 100 padding_idx = -1 scale_grad_by_freq = false : (tensor<2x16xf32>, tensor<2xf32>) -> tensor<100x16xf32>
  return
}
