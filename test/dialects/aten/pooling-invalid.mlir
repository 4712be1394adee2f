// Pools whose windows, cells or indices do not fit.
// RUN: tricast-opt %s -split-input-file -verify-diagnostics

func.func @rank(%x: tensor<8xf32>) {
  // expected-error@+1 {{avg_pool1d: Expected 2D or 3D (batch mode) tensor with optional 0 dim batch size for input, but got: [8]}}
  %0 = aten.avg_pool1d %x kernel_size = [2] : (tensor<8xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @divisor(%x: tensor<1x3x8x8xf32>) {
  // expected-error@+1 {{divisor must be not zero}}
  %0 = aten.avg_pool2d %x kernel_size = [2, 2] divisor_override = 0 : (tensor<1x3x8x8xf32>) -> tensor<1x3x4x4xf32>
  return
}

// -----

func.func @dtype(%x: tensor<1x8x8x8xi32>) {
  // expected-error@+1 {{"avg_pool3d" not implemented for 'Int'}}
  %0 = aten.avg_pool3d %x kernel_size = [2] : (tensor<1x8x8x8xi32>) -> tensor<1x4x4x4xi32>
  return
}

// -----

func.func @no_stride(%x: tensor<3x8xf32>) {
  // expected-error@+1 {{stride should be greater than zero, but got [0]}}
  %0 = aten.max_pool1d %x kernel_size = [2] stride = [0] : (tensor<3x8xf32>) -> tensor<3x4xf32>
  return
}

// -----

func.func @too_small(%x: tensor<3x4xf32>) {
  // expected-error@+1 {{Given input size: (3x4). Calculated output size: (3x0). Output size is too small}}
  %0, %1 = aten.max_pool1d_with_indices %x kernel_size = [5] : (tensor<3x4xf32>) -> (tensor<3x0xf32>, tensor<3x0xi64>)
  return
}

// -----

func.func @padding(%x: tensor<3x8x8xf32>) {
  // expected-error@+1 {{pad should be at most half of effective kernel size, but got pad=2, kernel_size=2 and dilation=1}}
  %0 = aten.max_pool2d %x kernel_size = [2, 2] padding = [2, 2] : (tensor<3x8x8xf32>) -> tensor<3x6x6xf32>
  return
}

// -----

func.func @indices_dtype(%x: tensor<3x8x8xf32>) {
  // expected-error@+1 {{result #1 must be tensor<3x4x4xi64>, but is tensor<3x4x4xi32>}}
  %0, %1 = aten.max_pool2d_with_indices %x kernel_size = [2, 2] : (tensor<3x8x8xf32>) -> (tensor<3x4x4xf32>, tensor<3x4x4xi32>)
  return
}

// -----

func.func @kernel_length(%x: tensor<3x8x8x8xf32>) {
  // expected-error@+1 {{max_pool3d: kernel_size must either be a single int, or a tuple of 3 ints, but got [2, 2]}}
  %0 = aten.max_pool3d %x kernel_size = [2, 2] : (tensor<3x8x8x8xf32>) -> tensor<3x4x4x4xf32>
  return
}

// -----

func.func @bool(%x: tensor<3x8x8x8xi1>) {
  // expected-error@+1 {{"max_pool3d_with_indices" not implemented for 'Bool'}}
  %0, %1 = aten.max_pool3d_with_indices %x kernel_size = [2] : (tensor<3x8x8x8xi1>) -> (tensor<3x4x4x4xi1>, tensor<3x4x4x4xi64>)
  return
}

// -----

func.func @negative_size(%x: tensor<3x8xf32>) {
  // expected-error@+1 {{elements of output_size must be greater than or equal to 0 but received [-1]}}
  %0 = aten.adaptive_avg_pool1d %x output_size = [-1] : (tensor<3x8xf32>) -> tensor<3x1xf32>
  return
}

// -----

func.func @sizes_length(%x: tensor<3x8x8xf32>) {
  // expected-error@+1 {{adaptive_avg_pool2d: output_size must be 2}}
  %0 = aten.adaptive_avg_pool2d %x output_size = [2] : (tensor<3x8x8xf32>) -> tensor<3x2x2xf32>
  return
}

// -----

func.func @cells_rank(%x: tensor<8x8xf32>) {
  // expected-error@+1 {{adaptive_avg_pool2d(): Expected 3D or 4D tensor, but got [8, 8]}}
  %0 = aten._adaptive_avg_pool2d %x output_size = [2, 2] : (tensor<8x8xf32>) -> tensor<2x2xf32>
  return
}

// -----

func.func @empty(%x: tensor<1x3x8x0x8xf32>) {
  // expected-error@+1 {{adaptive_avg_pool3d(): Expected input to have non-zero size for non-batch dimensions, but input has sizes [1, 3, 8, 0, 8] with dimension 3 being empty}}
  %0 = aten.adaptive_avg_pool3d %x output_size = [1, 1, 1] : (tensor<1x3x8x0x8xf32>) -> tensor<1x3x1x1x1xf32>
  return
}

// -----

func.func @cells_result(%x: tensor<3x8x8x8xf32>) {
  // expected-error@+1 {{result #0 must be tensor<3x1x2x3xf32>, but is tensor<3x3x2x1xf32>}}
  %0 = aten._adaptive_avg_pool3d %x output_size = [1, 2, 3] : (tensor<3x8x8x8xf32>) -> tensor<3x3x2x1xf32>
  return
}

// -----

func.func @max_cells_length(%x: tensor<3x8xf32>) {
  // expected-error@+1 {{adaptive_max_pool1d: output_size must be 1}}
  %0, %1 = aten.adaptive_max_pool1d %x output_size = [] : (tensor<3x8xf32>) -> (tensor<3x1xf32>, tensor<3x1xi64>)
  return
}

// -----

func.func @max_cells_rank(%x: tensor<8xf32>) {
  // expected-error@+1 {{adaptive_max_pool2d(): Expected 3D or 4D tensor, but got [8]}}
  %0, %1 = aten.adaptive_max_pool2d %x output_size = [2, 2] : (tensor<8xf32>) -> (tensor<2x2xf32>, tensor<2x2xi64>)
  return
}

// -----

func.func @max_cells_result(%x: tensor<3x8x8x8xf32>) {
  // expected-error@+1 {{result #0 must be tensor<3x2x2x2xf32>, but is tensor<3x2x2x2xf64>}}
  %0, %1 = aten.adaptive_max_pool3d %x output_size = [2, 2, 2] : (tensor<3x8x8x8xf32>) -> (tensor<3x2x2x2xf64>, tensor<3x2x2x2xi64>)
  return
}

// -----

func.func @fractional_size(%x: tensor<3x8x8xf32>, %u: tensor<1x3x2xf32>) {
  // expected-error@+1 {{fractional_max_pool2d(): pool of size 2 and output size 8 is too large relative to input size 8}}
  %0, %1 = aten.fractional_max_pool2d %x, %u kernel_size = [2, 2] output_size = [8, 4] : (tensor<3x8x8xf32>, tensor<1x3x2xf32>) -> (tensor<3x8x4xf32>, tensor<3x8x4xi64>)
  return
}

// -----

func.func @samples(%x: tensor<3x8x8x8xf32>, %u: tensor<1x3x2xf32>) {
  // expected-error@+1 {{Expect _random_samples to have size [1, 3, 3], but got [1, 3, 2]}}
  %0, %1 = aten.fractional_max_pool3d %x, %u kernel_size = [2, 2, 2] output_size = [4, 4, 4] : (tensor<3x8x8x8xf32>, tensor<1x3x2xf32>) -> (tensor<3x4x4x4xf32>, tensor<3x4x4x4xi64>)
  return
}

// -----

func.func @unpool_indices(%x: tensor<3x4x4xf32>, %i: tensor<3x4x4xi32>) {
  // expected-error@+1 {{elements in indices should be type int64 but got: Int}}
  %0 = aten.max_unpool2d %x, %i output_size = [8, 8] : (tensor<3x4x4xf32>, tensor<3x4x4xi32>) -> tensor<3x8x8xf32>
  return
}

// -----

func.func @unpool_shape(%x: tensor<3x4x4x4xf32>, %i: tensor<3x4x4x5xi64>) {
  // expected-error@+1 {{Expected shape of indices to be same as that of the input tensor ([3, 4, 4, 4]) but got indices tensor with shape: [3, 4, 4, 5]}}
  %0 = aten.max_unpool3d %x, %i output_size = [8, 8, 8] stride = [2, 2, 2] padding = [0, 0, 0] : (tensor<3x4x4x4xf32>, tensor<3x4x4x5xi64>) -> tensor<3x8x8x8xf32>
  return
}
