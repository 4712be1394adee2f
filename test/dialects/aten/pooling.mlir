// Pools over windows and over cells, with and without indices, and their inverses.
// RUN: %roundtrip %s

func.func @means(%x1: tensor<3x10xf32>, %x2: tensor<1x3x7x8xf32>, %x3: tensor<?x2x4x4x4xf16>) -> (tensor<3x3xf32>, tensor<3x6xf32>, tensor<1x3x4x4xf32>, tensor<1x3x4x4xf32>, tensor<?x2x3x3x3xf16>) {
  %0 = aten.avg_pool1d %x1 kernel_size = [3] : (tensor<3x10xf32>) -> tensor<3x3xf32>
  %1 = aten.avg_pool1d %x1 kernel_size = [3] stride = [2] padding = [1] ceil_mode = true : (tensor<3x10xf32>) -> tensor<3x6xf32>
  %2 = aten.avg_pool2d %x2 kernel_size = [2, 2] ceil_mode = true : (tensor<1x3x7x8xf32>) -> tensor<1x3x4x4xf32>
  %3 = aten.avg_pool2d %x2 kernel_size = [3] stride = [2] padding = [1] count_include_pad = false divisor_override = 5 : (tensor<1x3x7x8xf32>) -> tensor<1x3x4x4xf32>
  %4 = aten.avg_pool3d %x3 kernel_size = [2, 2, 2] stride = [1, 1, 1] : (tensor<?x2x4x4x4xf16>) -> tensor<?x2x3x3x3xf16>
  return %0, %1, %2, %3, %4 : tensor<3x3xf32>, tensor<3x6xf32>, tensor<1x3x4x4xf32>, tensor<1x3x4x4xf32>, tensor<?x2x3x3x3xf16>
}

func.func @maxima(%x1: tensor<2x3x9xf32>, %x2: tensor<3x7x8xi32>, %x3: tensor<1x2x6x6x6xbf16>) -> (tensor<2x3x4xf32>, tensor<2x3x3xf32>, tensor<2x3x3xi64>, tensor<3x4x4xi32>, tensor<3x4x4xi32>, tensor<3x4x4xi64>, tensor<1x2x3x3x3xbf16>, tensor<1x2x4x3x3xbf16>, tensor<1x2x4x3x3xi64>) {
  %0 = aten.max_pool1d %x1 kernel_size = [3] stride = [2] : (tensor<2x3x9xf32>) -> tensor<2x3x4xf32>
  %1, %2 = aten.max_pool1d_with_indices %x1 kernel_size = [2] dilation = [3] : (tensor<2x3x9xf32>) -> (tensor<2x3x3xf32>, tensor<2x3x3xi64>)
  %3 = aten.max_pool2d %x2 kernel_size = [3, 3] stride = [2, 2] padding = [1, 1] : (tensor<3x7x8xi32>) -> tensor<3x4x4xi32>
  %4, %5 = aten.max_pool2d_with_indices %x2 kernel_size = [2, 2] ceil_mode = true : (tensor<3x7x8xi32>) -> (tensor<3x4x4xi32>, tensor<3x4x4xi64>)
  %6 = aten.max_pool3d %x3 kernel_size = [2] : (tensor<1x2x6x6x6xbf16>) -> tensor<1x2x3x3x3xbf16>
  %7, %8 = aten.max_pool3d_with_indices %x3 kernel_size = [3, 2, 2] stride = [1, 2, 2] : (tensor<1x2x6x6x6xbf16>) -> (tensor<1x2x4x3x3xbf16>, tensor<1x2x4x3x3xi64>)
  return %0, %1, %2, %3, %4, %5, %6, %7, %8 : tensor<2x3x4xf32>, tensor<2x3x3xf32>, tensor<2x3x3xi64>, tensor<3x4x4xi32>, tensor<3x4x4xi32>, tensor<3x4x4xi64>, tensor<1x2x3x3x3xbf16>, tensor<1x2x4x3x3xbf16>, tensor<1x2x4x3x3xi64>
}

func.func @cells(%x1: tensor<2x3x9xf32>, %x2: tensor<?x3x7x8xf32>, %x3: tensor<2x6x6x6xf32>, %n: index) -> (tensor<2x3x4xf32>, tensor<?x3x1x?xf32>, tensor<?x3x3x2xf32>, tensor<2x1x2x3xf32>, tensor<2x7x7x7xf32>, tensor<2x3x9xf32>, tensor<2x3x9xi64>, tensor<?x3x2x2xf32>, tensor<?x3x2x2xi64>, tensor<2x1x1x1xf32>, tensor<2x1x1x1xi64>) {
  %0 = aten.adaptive_avg_pool1d %x1 output_size = [4] : (tensor<2x3x9xf32>) -> tensor<2x3x4xf32>
  %1 = aten.adaptive_avg_pool2d %x2 output_size = [1, %n] : (tensor<?x3x7x8xf32>, index) -> tensor<?x3x1x?xf32>
  %2 = aten._adaptive_avg_pool2d %x2 output_size = [3, 2] : (tensor<?x3x7x8xf32>) -> tensor<?x3x3x2xf32>
  %3 = aten.adaptive_avg_pool3d %x3 output_size = [1, 2, 3] : (tensor<2x6x6x6xf32>) -> tensor<2x1x2x3xf32>
  %4 = aten._adaptive_avg_pool3d %x3 output_size = [7, 7, 7] : (tensor<2x6x6x6xf32>) -> tensor<2x7x7x7xf32>
  %5, %6 = aten.adaptive_max_pool1d %x1 output_size = [9] : (tensor<2x3x9xf32>) -> (tensor<2x3x9xf32>, tensor<2x3x9xi64>)
  %7, %8 = aten.adaptive_max_pool2d %x2 output_size = [2, 2] : (tensor<?x3x7x8xf32>) -> (tensor<?x3x2x2xf32>, tensor<?x3x2x2xi64>)
  %9, %10 = aten.adaptive_max_pool3d %x3 output_size = [1, 1, 1] : (tensor<2x6x6x6xf32>) -> (tensor<2x1x1x1xf32>, tensor<2x1x1x1xi64>)
  return %0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10 : tensor<2x3x4xf32>, tensor<?x3x1x?xf32>, tensor<?x3x3x2xf32>, tensor<2x1x2x3xf32>, tensor<2x7x7x7xf32>, tensor<2x3x9xf32>, tensor<2x3x9xi64>, tensor<?x3x2x2xf32>, tensor<?x3x2x2xi64>, tensor<2x1x1x1xf32>, tensor<2x1x1x1xi64>
}

func.func @fractional(%x2: tensor<2x3x7x8xf32>, %u2: tensor<2x3x2xf32>, %x3: tensor<3x6x6x6xf32>, %u3: tensor<1x3x3xf32>) -> (tensor<2x3x3x4xf32>, tensor<2x3x3x4xi64>, tensor<3x3x3x3xf32>, tensor<3x3x3x3xi64>) {
  %0, %1 = aten.fractional_max_pool2d %x2, %u2 kernel_size = [2, 2] output_size = [3, 4] : (tensor<2x3x7x8xf32>, tensor<2x3x2xf32>) -> (tensor<2x3x3x4xf32>, tensor<2x3x3x4xi64>)
  %2, %3 = aten.fractional_max_pool3d %x3, %u3 kernel_size = [2, 2, 2] output_size = [3, 3, 3] : (tensor<3x6x6x6xf32>, tensor<1x3x3xf32>) -> (tensor<3x3x3x3xf32>, tensor<3x3x3x3xi64>)
  return %0, %1, %2, %3 : tensor<2x3x3x4xf32>, tensor<2x3x3x4xi64>, tensor<3x3x3x3xf32>, tensor<3x3x3x3xi64>
}

func.func @unpooled(%x2: tensor<2x3x4x4xf32>, %i2: tensor<2x3x4x4xi64>, %x3: tensor<3x2x2x2xf64>, %i3: tensor<3x2x2x2xi64>, %h: index) -> (tensor<2x3x?x8xf32>, tensor<3x4x4x4xf64>) {
  %0 = aten.max_unpool2d %x2, %i2 output_size = [%h, 8] : (tensor<2x3x4x4xf32>, tensor<2x3x4x4xi64>, index) -> tensor<2x3x?x8xf32>
  %1 = aten.max_unpool3d %x3, %i3 output_size = [4, 4, 4] stride = [2, 2, 2] padding = [0, 0, 0] : (tensor<3x2x2x2xf64>, tensor<3x2x2x2xi64>) -> tensor<3x4x4x4xf64>
  return %0, %1 : tensor<2x3x?x8xf32>, tensor<3x4x4x4xf64>
}
