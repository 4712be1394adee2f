// What MLX does not do: the verifier is its capability.
// RUN: tricast-opt %s -split-input-file -verify-diagnostics

func.func @float64(%x: tensor<2xf64>) {
  // expected-error@+1 {{'self' is of float64, expected bool, uint8, uint16, uint32, uint64, int8, int16, int32, int64, float16, bfloat16 or float32}}
  %0 = mlx.exp %x : (tensor<2xf64>) -> tensor<2xf64>
  return
}

// -----

func.func @source(%x: tensor<2x3xf32>) {
  // expected-error@+1 {{mat1 and mat2 shapes cannot be multiplied}}
  %0 = mlx.mm %x, %x : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @mask_read(%x: tensor<4xf32>, %m: tensor<4xi1>) {
  // expected-error@+1 {{an index is of bool, expected integers}}
  %0 = mlx.index.Tensor %x, [%m] : (tensor<4xf32>, tensor<4xi1>) -> tensor<?xf32>
  return
}

// -----

func.func @mask_write(%x: tensor<4xf32>, %m: tensor<4xi1>, %v: tensor<2xf32>) {
  // expected-error@+1 {{a mask is among the indices, expected integers, or one mask with a single value}}
  %0 = mlx.index_put %x, [%m], %v : (tensor<4xf32>, tensor<4xi1>, tensor<2xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @classes(%x: tensor<4xi64>) {
  // expected-error@+1 {{'num_classes' is -1, expected how many there are}}
  %0 = mlx.one_hot %x : (tensor<4xi64>) -> tensor<4x?xi64>
  return
}

// -----

func.func @start(%x: tensor<4xf32>) {
  // expected-error@+1 {{'start' is -2, expected it not to be negative}}
  %0 = mlx.narrow %x dim = 0 start = -2 length = 1 : (tensor<4xf32>) -> tensor<1xf32>
  return
}

// -----

func.func @ranks(%x: tensor<0xf32>, %y: tensor<2x3xf32>) {
  // expected-error@+1 {{the tensors have 1 to 2 dimensions, expected as many in each}}
  %0 = mlx.cat [%x, %y] : (tensor<0xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @dim(%x: tensor<2x3xf32>) {
  // expected-error@+1 {{'dim' is none, expected a dimension}}
  %0 = mlx.cross %x, %x : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @dims(%x: tensor<2x3xf32>) {
  // expected-error@+1 {{'dims' is [], expected at least one}}
  %0 = mlx.flip %x dims = [] : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @bool(%x: tensor<2xi1>) {
  // expected-error@+1 {{a bool is looked at as another dtype}}
  %0 = mlx.view.dtype %x dtype = i8 : (tensor<2xi1>) -> tensor<2xi8>
  return
}

// -----

func.func @rows(%x: tensor<?x3xf32>) {
  // expected-error@+1 {{'self' has a number of rows that is not known}}
  %0 = mlx.pdist %x : (tensor<?x3xf32>) -> tensor<?xf32>
  return
}

// -----

func.func @dropout(%q: tensor<1x2x4x8xf32>) {
  // expected-error@+1 {{'dropout_p' is 0.5, expected 0}}
  %0 = mlx.scaled_dot_product_attention %q, %q, %q dropout_p = 5.000000e-01 : (tensor<1x2x4x8xf32>, tensor<1x2x4x8xf32>, tensor<1x2x4x8xf32>) -> tensor<1x2x4x8xf32>
  return
}

// -----

func.func @channels(%x: tensor<1x4x8x8xf32>, %w: tensor<6x3x3x4xf32>) {
  // expected-error@+1 {{Given groups=1, weight of size [6, 4, 3, 3]}}
  %0 = mlx.channels_last.conv2d %x, %w : (tensor<1x4x8x8xf32>, tensor<6x3x3x4xf32>) -> tensor<1x2x6x6xf32>
  return
}

// -----

func.func @no_batch(%x: tensor<8x4xf32>) {
  // expected-error@+1 {{'self' has 2 dimensions, expected those of a batch of images}}
  %0 = mlx.channels_last.max_pool1d %x kernel_size = [2] : (tensor<8x4xf32>) -> tensor<4x4xf32>
  return
}

// -----

func.func @arange() {
  // expected-error@+1 {{'end' is a float, expected integers as the result is}}
  %0 = mlx.arange end = 2.500000e+00 dtype = i64 : () -> tensor<3xi64>
  return
}

// -----

func.func @rope_frequencies(%x: tensor<1x2x3x8xf32>, %f: tensor<8xf32>) {
  // expected-error@+1 {{'frequencies' has size [8], expected [4]}}
  %0 = mlx.rope %x, %f : (tensor<1x2x3x8xf32>, tensor<8xf32>) -> tensor<1x2x3x8xf32>
  return
}

// -----

func.func @rope_start(%x: tensor<1x2x3x8xf32>, %f: tensor<4xf32>, %p: tensor<3xi64>) {
  // expected-error@+1 {{'start' is of int64 and size [3], expected one integer}}
  %0 = mlx.rope %x, %f start = %p : (tensor<1x2x3x8xf32>, tensor<4xf32>, tensor<3xi64>) -> tensor<1x2x3x8xf32>
  return
}

// -----

func.func @group_size(%x: tensor<2x64xf32>, %w: tensor<3x64xi8>, %s: tensor<3x4xf32>) {
  // expected-error@+1 {{'group_size' is 16, expected 32, 64 or 128}}
  %0 = mlx.quantized_linear %x, %w, %s group_size = 16 : (tensor<2x64xf32>, tensor<3x64xi8>, tensor<3x4xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @scales(%x: tensor<2x64xf32>, %w: tensor<3x64xi8>, %s: tensor<3x4xf32>) {
  // expected-error@+1 {{'scales' has size [3, 4], expected [3, 2]}}
  %0 = mlx.quantized_linear %x, %w, %s group_size = 32 : (tensor<2x64xf32>, tensor<3x64xi8>, tensor<3x4xf32>) -> tensor<2x3xf32>
  return
}
