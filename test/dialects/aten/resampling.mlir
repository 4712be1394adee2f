// Upsampling by sizes and by factors, grids, and shuffles of channels and pixels.
// RUN: %roundtrip %s

func.func @nearest_by_sizes(%x1: tensor<1x2x5xf32>, %x2: tensor<1x2x5x6xui8>, %x3: tensor<?x2x3x4x5xf16>, %h: index) -> (tensor<1x2x10xf32>, tensor<1x2x10x3xui8>, tensor<?x2x?x8x10xf16>, tensor<1x2x7xf32>, tensor<1x2x10x12xui8>, tensor<?x2x6x8x10xf16>) {
  %0 = aten.upsample_nearest1d %x1 output_size = [10] : (tensor<1x2x5xf32>) -> tensor<1x2x10xf32>
  %1 = aten.upsample_nearest2d %x2 output_size = [10, 3] scales_h = 2.000000e+00 scales_w = 5.000000e-01 : (tensor<1x2x5x6xui8>) -> tensor<1x2x10x3xui8>
  %2 = aten.upsample_nearest3d %x3 output_size = [%h, 8, 10] : (tensor<?x2x3x4x5xf16>, index) -> tensor<?x2x?x8x10xf16>
  %3 = aten._upsample_nearest_exact1d %x1 output_size = [7] scales = 1.500000e+00 : (tensor<1x2x5xf32>) -> tensor<1x2x7xf32>
  %4 = aten._upsample_nearest_exact2d %x2 output_size = [10, 12] : (tensor<1x2x5x6xui8>) -> tensor<1x2x10x12xui8>
  %5 = aten._upsample_nearest_exact3d %x3 output_size = [6, 8, 10] scales_d = 2.000000e+00 scales_h = 2.000000e+00 scales_w = 2.000000e+00 : (tensor<?x2x3x4x5xf16>) -> tensor<?x2x6x8x10xf16>
  return %0, %1, %2, %3, %4, %5 : tensor<1x2x10xf32>, tensor<1x2x10x3xui8>, tensor<?x2x?x8x10xf16>, tensor<1x2x7xf32>, tensor<1x2x10x12xui8>, tensor<?x2x6x8x10xf16>
}

func.func @nearest_by_sizes_or_factors(%x1: tensor<1x2x5xf32>, %x2: tensor<1x2x?x6xf32>, %x3: tensor<1x2x3x4x5xf32>) -> (tensor<1x2x7xf32>, tensor<1x2x?x18xf32>, tensor<1x2x6x8x10xf32>, tensor<1x2x4xf32>, tensor<1x2x4x4xf32>, tensor<1x2x1x8x5xf32>) {
  %0 = aten.upsample_nearest1d.vec %x1 scale_factors = [1.500000e+00] : (tensor<1x2x5xf32>) -> tensor<1x2x7xf32>
  %1 = aten.upsample_nearest2d.vec %x2 scale_factors = [2.000000e+00, 3.000000e+00] : (tensor<1x2x?x6xf32>) -> tensor<1x2x?x18xf32>
  %2 = aten.upsample_nearest3d.vec %x3 output_size = [6, 8, 10] : (tensor<1x2x3x4x5xf32>) -> tensor<1x2x6x8x10xf32>
  %3 = aten._upsample_nearest_exact1d.vec %x1 output_size = [4] : (tensor<1x2x5xf32>) -> tensor<1x2x4xf32>
  %4 = aten._upsample_nearest_exact2d.vec %x2 output_size = [4, 4] : (tensor<1x2x?x6xf32>) -> tensor<1x2x4x4xf32>
  %5 = aten._upsample_nearest_exact3d.vec %x3 scale_factors = [5.000000e-01, 2.000000e+00, 1.000000e+00] : (tensor<1x2x3x4x5xf32>) -> tensor<1x2x1x8x5xf32>
  return %0, %1, %2, %3, %4, %5 : tensor<1x2x7xf32>, tensor<1x2x?x18xf32>, tensor<1x2x6x8x10xf32>, tensor<1x2x4xf32>, tensor<1x2x4x4xf32>, tensor<1x2x1x8x5xf32>
}

func.func @interpolated(%x1: tensor<1x2x5xf32>, %x2: tensor<1x2x5x6xf32>, %x3: tensor<1x2x3x4x5xf64>, %h: index) -> (tensor<1x2x10xf32>, tensor<1x2x10xf32>, tensor<1x2x10x12xf32>, tensor<1x2x?x12xf32>, tensor<1x2x6x8x10xf64>, tensor<1x2x6x8x10xf64>, tensor<1x2x3x3xf32>, tensor<1x2x3x3xf32>, tensor<1x2x3x3xf32>, tensor<1x2x2x3xf32>, tensor<1x2x2x3xf32>, tensor<1x2x2x3xf32>) {
  %0 = aten.upsample_linear1d %x1 output_size = [10] align_corners = false : (tensor<1x2x5xf32>) -> tensor<1x2x10xf32>
  %1 = aten.upsample_linear1d.vec %x1 align_corners = true scale_factors = [2.000000e+00] : (tensor<1x2x5xf32>) -> tensor<1x2x10xf32>
  %2 = aten.upsample_bilinear2d %x2 output_size = [10, 12] align_corners = false scales_h = 2.000000e+00 scales_w = 2.000000e+00 : (tensor<1x2x5x6xf32>) -> tensor<1x2x10x12xf32>
  %3 = aten.upsample_bilinear2d.vec %x2 output_size = [%h, 12] align_corners = true : (tensor<1x2x5x6xf32>, index) -> tensor<1x2x?x12xf32>
  %4 = aten.upsample_trilinear3d %x3 output_size = [6, 8, 10] align_corners = true : (tensor<1x2x3x4x5xf64>) -> tensor<1x2x6x8x10xf64>
  %5 = aten.upsample_trilinear3d.vec %x3 align_corners = false scale_factors = [2.000000e+00, 2.000000e+00, 2.000000e+00] : (tensor<1x2x3x4x5xf64>) -> tensor<1x2x6x8x10xf64>
  %6 = aten.upsample_bicubic2d %x2 output_size = [3, 3] align_corners = false : (tensor<1x2x5x6xf32>) -> tensor<1x2x3x3xf32>
  %7 = aten.upsample_bicubic2d.vec %x2 output_size = [3, 3] align_corners = false : (tensor<1x2x5x6xf32>) -> tensor<1x2x3x3xf32>
  %8 = aten._upsample_bilinear2d_aa %x2 output_size = [3, 3] align_corners = false scales_w = 5.000000e-01 : (tensor<1x2x5x6xf32>) -> tensor<1x2x3x3xf32>
  %9 = aten._upsample_bilinear2d_aa.vec %x2 align_corners = false scale_factors = [5.000000e-01, 5.000000e-01] : (tensor<1x2x5x6xf32>) -> tensor<1x2x2x3xf32>
  %10 = aten._upsample_bicubic2d_aa %x2 output_size = [2, 3] align_corners = false : (tensor<1x2x5x6xf32>) -> tensor<1x2x2x3xf32>
  %11 = aten._upsample_bicubic2d_aa.vec %x2 output_size = [2, 3] align_corners = true : (tensor<1x2x5x6xf32>) -> tensor<1x2x2x3xf32>
  return %0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10, %11 : tensor<1x2x10xf32>, tensor<1x2x10xf32>, tensor<1x2x10x12xf32>, tensor<1x2x?x12xf32>, tensor<1x2x6x8x10xf64>, tensor<1x2x6x8x10xf64>, tensor<1x2x3x3xf32>, tensor<1x2x3x3xf32>, tensor<1x2x3x3xf32>, tensor<1x2x2x3xf32>, tensor<1x2x2x3xf32>, tensor<1x2x2x3xf32>
}

func.func @grids(%x2: tensor<?x3x8x8xf32>, %g2: tensor<?x4x5x2xf32>, %x3: tensor<1x3x8x8x8xf32>, %g3: tensor<1x4x5x6x3xf32>, %theta: tensor<2x3x4xf32>, %affine: tensor<2x2x3xf64>, %h: index) -> (tensor<?x3x4x5xf32>, tensor<1x3x4x5x6xf32>, tensor<?x3x4x5xf32>, tensor<1x3x4x5x6xf32>, tensor<2x4x5x6x3xf32>, tensor<2x?x5x2xf64>) {
  %0 = aten.grid_sampler %x2, %g2 interpolation_mode = 2 padding_mode = 0 align_corners = false : (tensor<?x3x8x8xf32>, tensor<?x4x5x2xf32>) -> tensor<?x3x4x5xf32>
  %1 = aten.grid_sampler %x3, %g3 interpolation_mode = 1 padding_mode = 2 align_corners = true : (tensor<1x3x8x8x8xf32>, tensor<1x4x5x6x3xf32>) -> tensor<1x3x4x5x6xf32>
  %2 = aten.grid_sampler_2d %x2, %g2 interpolation_mode = 0 padding_mode = 1 align_corners = true : (tensor<?x3x8x8xf32>, tensor<?x4x5x2xf32>) -> tensor<?x3x4x5xf32>
  %3 = aten.grid_sampler_3d %x3, %g3 interpolation_mode = 0 padding_mode = 0 align_corners = false : (tensor<1x3x8x8x8xf32>, tensor<1x4x5x6x3xf32>) -> tensor<1x3x4x5x6xf32>
  %4 = aten.affine_grid_generator %theta size = [2, 3, 4, 5, 6] align_corners = false : (tensor<2x3x4xf32>) -> tensor<2x4x5x6x3xf32>
  %5 = aten.affine_grid_generator %affine size = [2, 3, %h, 5] align_corners = true : (tensor<2x2x3xf64>, index) -> tensor<2x?x5x2xf64>
  return %0, %1, %2, %3, %4, %5 : tensor<?x3x4x5xf32>, tensor<1x3x4x5x6xf32>, tensor<?x3x4x5xf32>, tensor<1x3x4x5x6xf32>, tensor<2x4x5x6x3xf32>, tensor<2x?x5x2xf64>
}

func.func @shuffles(%x: tensor<2x8x4x6xf32>, %xs: tensor<8x?x?xi8>) -> (tensor<2x8x4x6xf32>, tensor<2x8x4x6xf32>, tensor<2x2x8x12xf32>, tensor<2x?x?xi8>, tensor<2x32x2x3xf32>) {
  %0 = aten.channel_shuffle %x groups = 4 : (tensor<2x8x4x6xf32>) -> tensor<2x8x4x6xf32>
  %1 = aten.native_channel_shuffle %x groups = 2 : (tensor<2x8x4x6xf32>) -> tensor<2x8x4x6xf32>
  %2 = aten.pixel_shuffle %x upscale_factor = 2 : (tensor<2x8x4x6xf32>) -> tensor<2x2x8x12xf32>
  %3 = aten.pixel_shuffle %xs upscale_factor = 2 : (tensor<8x?x?xi8>) -> tensor<2x?x?xi8>
  %4 = aten.pixel_unshuffle %x downscale_factor = 2 : (tensor<2x8x4x6xf32>) -> tensor<2x32x2x3xf32>
  return %0, %1, %2, %3, %4 : tensor<2x8x4x6xf32>, tensor<2x8x4x6xf32>, tensor<2x2x8x12xf32>, tensor<2x?x?xi8>, tensor<2x32x2x3xf32>
}
