// Transforms of the wrong dtype, dimensions or number of points.
// RUN: tricast-opt %s -split-input-file -verify-diagnostics

func.func @complex(%x: tensor<8xcomplex<f32>>) {
  // expected-error@+1 {{expects a floating point input tensor, but got ComplexFloat}}
  %0 = aten._fft_r2c %x dim = [0] normalization = 0 onesided = true : (tensor<8xcomplex<f32>>) -> tensor<5xcomplex<f32>>
  return
}

// -----

func.func @dim(%x: tensor<8xf32>) {
  // expected-error@+1 {{Dimension out of range (expected to be in range of [-1, 0], but got 1)}}
  %0 = aten._fft_r2c %x dim = [1] normalization = 0 onesided = true : (tensor<8xf32>) -> tensor<5xcomplex<f32>>
  return
}

// -----

func.func @points(%x: tensor<4xcomplex<f32>>) {
  // expected-error@+1 {{Expected at least 5 points in dimension 0 for a last_dim_size of 8, but got 4}}
  %0 = aten._fft_c2r %x dim = [0] normalization = 0 last_dim_size = 8 : (tensor<4xcomplex<f32>>) -> tensor<8xf32>
  return
}

// -----

func.func @normalization(%x: tensor<4xcomplex<f32>>) {
  // expected-error@+1 {{Unsupported normalization mode 3}}
  %0 = aten._fft_c2c %x dim = [0] normalization = 3 forward = true : (tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>>
  return
}
