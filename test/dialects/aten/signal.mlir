// Fourier transforms of real and complex tensors.
// RUN: %roundtrip %s

func.func @transforms(%x: tensor<4x?x9xf32>, %xd: tensor<8xf64>, %c: tensor<4x?x5xcomplex<f32>>, %n: index) -> (tensor<4x?x5xcomplex<f32>>, tensor<8xcomplex<f64>>, tensor<4x?x9xf32>, tensor<4x?x?xf32>, tensor<4x?x5xcomplex<f32>>) {
  %0 = aten._fft_r2c %x dim = [0, 2] normalization = 0 onesided = true : (tensor<4x?x9xf32>) -> tensor<4x?x5xcomplex<f32>>
  %1 = aten._fft_r2c %xd dim = [0] normalization = 1 onesided = false : (tensor<8xf64>) -> tensor<8xcomplex<f64>>
  %2 = aten._fft_c2r %c dim = [2] normalization = 2 last_dim_size = 9 : (tensor<4x?x5xcomplex<f32>>) -> tensor<4x?x9xf32>
  %3 = aten._fft_c2r %c dim = [0, -1] normalization = 2 last_dim_size = %n : (tensor<4x?x5xcomplex<f32>>, index) -> tensor<4x?x?xf32>
  %4 = aten._fft_c2c %c dim = [1] normalization = 0 forward = false : (tensor<4x?x5xcomplex<f32>>) -> tensor<4x?x5xcomplex<f32>>
  return %0, %1, %2, %3, %4 : tensor<4x?x5xcomplex<f32>>, tensor<8xcomplex<f64>>, tensor<4x?x9xf32>, tensor<4x?x?xf32>, tensor<4x?x5xcomplex<f32>>
}
