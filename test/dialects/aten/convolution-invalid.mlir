// Convolutions whose shapes, dtypes or numbers do not fit.
// RUN: tricast-opt %s -split-input-file -verify-diagnostics

func.func @rank(%x: tensor<2x3x8x8xf32>, %w: tensor<6x3x3xf32>) {
  // expected-error@+1 {{Expected 2D (unbatched) or 3D (batched) input to conv1d, but got input of size: [2, 3, 8, 8]}}
  %0 = aten.conv1d %x, %w : (tensor<2x3x8x8xf32>, tensor<6x3x3xf32>) -> tensor<2x6x6xf32>
  return
}

// -----

func.func @padding_mode(%x: tensor<3x8xf32>, %w: tensor<6x3x3xf32>) {
  // expected-error@+1 {{one of 'same', 'valid'}}
  %0 = aten.conv1d.padding %x, %w padding = "full" : (tensor<3x8xf32>, tensor<6x3x3xf32>) -> tensor<6x6xf32>
  return
}

// -----

func.func @channels(%x: tensor<1x3x8x8xf32>, %w: tensor<6x4x3x3xf32>) {
  // expected-error@+1 {{Given groups=1, weight of size [6, 4, 3, 3], expected input[1, 3, 8, 8] to have 4 channels, but got 3 channels instead}}
  %0 = aten.conv2d %x, %w : (tensor<1x3x8x8xf32>, tensor<6x4x3x3xf32>) -> tensor<1x6x6x6xf32>
  return
}

// -----

func.func @same_with_stride(%x: tensor<1x3x8x8xf32>, %w: tensor<6x3x3x3xf32>) {
  // expected-error@+1 {{padding='same' is not supported for strided convolutions}}
  %0 = aten.conv2d.padding %x, %w stride = [2, 2] padding = "same" : (tensor<1x3x8x8xf32>, tensor<6x3x3x3xf32>) -> tensor<1x6x4x4xf32>
  return
}

// -----

func.func @result(%x: tensor<1x3x8x8xf32>, %w: tensor<6x3x3x3xf32>) {
  // expected-error@+1 {{result #0 must be tensor<1x6x6x6xf32>, but is tensor<1x6x8x8xf32>}}
  %0 = aten.conv2d %x, %w : (tensor<1x3x8x8xf32>, tensor<6x3x3x3xf32>) -> tensor<1x6x8x8xf32>
  return
}

// -----

func.func @kernel_too_large(%x: tensor<1x1x4x4x4xf32>, %w: tensor<1x1x3x3x3xf32>) {
  // expected-error@+1 {{Calculated padded input size per channel: (4 x 4 x 4). Kernel size: (5 x 5 x 5). Kernel size can't be greater than actual input size}}
  %0 = aten.conv3d %x, %w dilation = [2, 2, 2] : (tensor<1x1x4x4x4xf32>, tensor<1x1x3x3x3xf32>) -> tensor<1x1x1x1x1xf32>
  return
}

// -----

func.func @groups(%x: tensor<1x4x4x4x4xf32>, %w: tensor<6x1x3x3x3xf32>) {
  // expected-error@+1 {{Given groups=4, expected weight to be divisible by 4 at dimension 0, but got weight of size [6, 1, 3, 3, 3] instead}}
  %0 = aten.conv3d.padding %x, %w groups = 4 : (tensor<1x4x4x4x4xf32>, tensor<6x1x3x3x3xf32>) -> tensor<1x6x2x2x2xf32>
  return
}

// -----

func.func @transposed_channels(%x: tensor<3x5xf32>, %w: tensor<4x3x3xf32>) {
  // expected-error@+1 {{Given transposed=1, weight of size [4, 3, 3], expected input[1, 3, 5] to have 4 channels, but got 3 channels instead}}
  %0 = aten.conv_transpose1d %x, %w : (tensor<3x5xf32>, tensor<4x3x3xf32>) -> tensor<3x7xf32>
  return
}

// -----

func.func @output_padding(%x: tensor<1x4x5x5xf32>, %w: tensor<4x3x3x3xf32>) {
  // expected-error@+1 {{output padding must be smaller than either stride or dilation}}
  %0 = aten.conv_transpose2d.input %x, %w stride = [2, 2] output_padding = [2, 0] : (tensor<1x4x5x5xf32>, tensor<4x3x3x3xf32>) -> tensor<1x3x13x11xf32>
  return
}

// -----

func.func @bias(%x: tensor<1x4x5x5x5xf32>, %w: tensor<4x3x3x3x3xf32>, %b: tensor<4xf32>) {
  // expected-error@+1 {{Given transposed=1, weight of size [4, 3, 3, 3, 3], expected bias to be 1-dimensional with 3 elements, but got bias of size [4] instead}}
  %0 = aten.conv_transpose3d.input %x, %w bias = %b : (tensor<1x4x5x5x5xf32>, tensor<4x3x3x3x3xf32>, tensor<4xf32>) -> tensor<1x3x7x7x7xf32>
  return
}

// -----

func.func @dtypes(%x: tensor<1x4x5x5xf32>, %w: tensor<3x4x3x3xf16>) {
  // expected-error@+1 {{Input type (Float) and weight type (Half) should be the same}}
  %0 = aten.convolution %x, %w stride = [1, 1] padding = [0, 0] dilation = [1, 1] transposed = false output_padding = [0, 0] groups = 1 : (tensor<1x4x5x5xf32>, tensor<3x4x3x3xf16>) -> tensor<1x3x3x3xf32>
  return
}

// -----

func.func @no_stride(%x: tensor<1x4x5x5xf32>, %w: tensor<3x4x3x3xf32>) {
  // expected-error@+1 {{non-positive stride is not supported}}
  %0 = aten.convolution %x, %w stride = [0] padding = [0] dilation = [1] transposed = false output_padding = [0] groups = 1 : (tensor<1x4x5x5xf32>, tensor<3x4x3x3xf32>) -> tensor<1x3x3x3xf32>
  return
}

// -----

func.func @no_groups(%x: tensor<1x4x5x5xf32>, %w: tensor<3x4x3x3xf32>) {
  // expected-error@+1 {{non-positive groups is not supported}}
  %0 = aten.convolution %x, %w stride = [1] padding = [0] dilation = [1] transposed = false output_padding = [0] groups = 0 : (tensor<1x4x5x5xf32>, tensor<3x4x3x3xf32>) -> tensor<1x3x3x3xf32>
  return
}

// -----

func.func @no_blocks(%x: tensor<1x3x4x4xf32>) {
  // expected-error@+1 {{calculated shape of the array of sliding blocks as (0, 3), but its components must be at least one.}}
  %0 = aten.im2col %x kernel_size = [5, 2] dilation = [1, 1] padding = [0, 0] stride = [1, 1] : (tensor<1x3x4x4xf32>) -> tensor<1x30x0xf32>
  return
}

// -----

func.func @columns(%x: tensor<1x12x10xf32>) {
  // expected-error@+1 {{expected size of input's dimension 2 to match the calculated number of sliding blocks 3 * 3 = 9, but got input.size(2)=10.}}
  %0 = aten.col2im %x output_size = [4, 4] kernel_size = [2, 2] dilation = [1, 1] padding = [0, 0] stride = [1, 1] : (tensor<1x12x10xf32>) -> tensor<1x3x4x4xf32>
  return
}
