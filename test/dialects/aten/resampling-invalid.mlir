// Sizes, grids and shuffles that do not fit.
// RUN: tricast-opt %s -split-input-file -verify-diagnostics

func.func @rank(%x: tensor<2x5xf32>) {
  // expected-error@+1 {{It is expected input_size equals to 3, but got size 2}}
  %0 = aten.upsample_nearest1d %x output_size = [10] : (tensor<2x5xf32>) -> tensor<2x10xf32>
  return
}

// -----

func.func @sizes(%x: tensor<1x2x5x5xf32>) {
  // expected-error@+1 {{It is expected output_size equals to 2, but got size 1}}
  %0 = aten.upsample_nearest2d %x output_size = [10] : (tensor<1x2x5x5xf32>) -> tensor<1x2x10x10xf32>
  return
}

// -----

func.func @no_size(%x: tensor<1x2x5x5x5xf32>) {
  // expected-error@+1 {{Input and output sizes should be greater than 0, but got input (5, 5, 5) output (0, 5, 5)}}
  %0 = aten.upsample_nearest3d %x output_size = [0, 5, 5] : (tensor<1x2x5x5x5xf32>) -> tensor<1x2x0x5x5xf32>
  return
}

// -----

func.func @dtype(%x: tensor<1x2x5xi64>) {
  // expected-error@+1 {{resizing is not implemented for 'Long'}}
  %0 = aten._upsample_nearest_exact1d %x output_size = [10] : (tensor<1x2x5xi64>) -> tensor<1x2x10xi64>
  return
}

// -----

func.func @channels(%x: tensor<1x0x5x5xf32>) {
  // expected-error@+1 {{Non-empty 4D data tensor expected but got a tensor with sizes [1, 0, 5, 5]}}
  %0 = aten._upsample_nearest_exact2d %x output_size = [5, 5] : (tensor<1x0x5x5xf32>) -> tensor<1x0x5x5xf32>
  return
}

// -----

func.func @result(%x: tensor<1x2x5x5x5xf32>) {
  // expected-error@+1 {{result #0 must be tensor<1x2x1x2x3xf32>, but is tensor<1x2x3x2x1xf32>}}
  %0 = aten._upsample_nearest_exact3d %x output_size = [1, 2, 3] : (tensor<1x2x5x5x5xf32>) -> tensor<1x2x3x2x1xf32>
  return
}

// -----

func.func @both(%x: tensor<1x2x5xf32>) {
  // expected-error@+1 {{Must specify exactly one of output_size and scale_factors}}
  %0 = aten.upsample_nearest1d.vec %x output_size = [10] scale_factors = [2.000000e+00] : (tensor<1x2x5xf32>) -> tensor<1x2x10xf32>
  return
}

// -----

func.func @neither(%x: tensor<1x2x5x5xf32>) {
  // expected-error@+1 {{Must specify exactly one of output_size and scale_factors}}
  %0 = aten.upsample_nearest2d.vec %x : (tensor<1x2x5x5xf32>) -> tensor<1x2x10x10xf32>
  return
}

// -----

func.func @scales(%x: tensor<1x2x5x5x5xf32>) {
  // expected-error@+1 {{It is expected scale_factors equals to 3, but got size 1}}
  %0 = aten.upsample_nearest3d.vec %x scale_factors = [2.000000e+00] : (tensor<1x2x5x5x5xf32>) -> tensor<1x2x10x10x10xf32>
  return
}

// -----

func.func @negative_scale(%x: tensor<1x2x5xf32>) {
  // expected-error@+1 {{Expected scale_factors to be positive, but got -1}}
  %0 = aten._upsample_nearest_exact1d.vec %x scale_factors = [-1.000000e+00] : (tensor<1x2x5xf32>) -> tensor<1x2x5xf32>
  return
}

// -----

func.func @vanishes(%x: tensor<1x2x5x5xf32>) {
  // expected-error@+1 {{Input and output sizes should be greater than 0, but got input (5, 5) output (0, 5)}}
  %0 = aten._upsample_nearest_exact2d.vec %x scale_factors = [1.000000e-01, 1.000000e+00] : (tensor<1x2x5x5xf32>) -> tensor<1x2x0x5xf32>
  return
}

// -----

func.func @too_few_dims(%x: tensor<5xf32>) {
  // expected-error@+1 {{It is expected input_size equals to at least 3, but got size 1}}
  %0 = aten._upsample_nearest_exact3d.vec %x output_size = [1, 1, 1] : (tensor<5xf32>) -> tensor<1x1x1xf32>
  return
}

// -----

func.func @linear(%x: tensor<1x2x5xf32>) {
  // expected-error@+1 {{It is expected output_size equals to 1, but got size 2}}
  %0 = aten.upsample_linear1d %x output_size = [5, 5] align_corners = false : (tensor<1x2x5xf32>) -> tensor<1x2x5xf32>
  return
}

// -----

func.func @linear_vec(%x: tensor<1x2x5xf32>) {
  // expected-error@+1 {{result #0 must be tensor<1x2x10xf32>, but is tensor<1x2x9xf32>}}
  %0 = aten.upsample_linear1d.vec %x align_corners = false scale_factors = [2.000000e+00] : (tensor<1x2x5xf32>) -> tensor<1x2x9xf32>
  return
}

// -----

func.func @bilinear(%x: tensor<2x5x5xf32>) {
  // expected-error@+1 {{It is expected input_size equals to 4, but got size 3}}
  %0 = aten.upsample_bilinear2d %x output_size = [5, 5] align_corners = false : (tensor<2x5x5xf32>) -> tensor<2x5x5xf32>
  return
}

// -----

func.func @bilinear_vec(%x: tensor<1x2x5x5xi32>) {
  // expected-error@+1 {{resizing is not implemented for 'Int'}}
  %0 = aten.upsample_bilinear2d.vec %x output_size = [5, 5] align_corners = false : (tensor<1x2x5x5xi32>) -> tensor<1x2x5x5xi32>
  return
}

// -----

func.func @trilinear(%x: tensor<1x2x5x5x5xf32>) {
  // expected-error@+1 {{Input and output sizes should be greater than 0, but got input (5, 5, 5) output (5, 5, -5)}}
  %0 = aten.upsample_trilinear3d %x output_size = [5, 5, -5] align_corners = false : (tensor<1x2x5x5x5xf32>) -> tensor<1x2x5x5x5xf32>
  return
}

// -----

func.func @trilinear_vec(%x: tensor<1x2x5x5x5xf32>) {
  // expected-error@+1 {{Must specify exactly one of output_size and scale_factors}}
  %0 = aten.upsample_trilinear3d.vec %x align_corners = false : (tensor<1x2x5x5x5xf32>) -> tensor<1x2x5x5x5xf32>
  return
}

// -----

func.func @bicubic(%x: tensor<1x2x5x5xi1>) {
  // expected-error@+1 {{resizing is not implemented for 'Bool'}}
  %0 = aten.upsample_bicubic2d %x output_size = [5, 5] align_corners = false : (tensor<1x2x5x5xi1>) -> tensor<1x2x5x5xi1>
  return
}

// -----

func.func @bicubic_vec(%x: tensor<1x2x5x5xf32>) {
  // expected-error@+1 {{is too large a size}}
  %0 = aten.upsample_bicubic2d.vec %x align_corners = false scale_factors = [2.000000e+00, 1.000000e+300] : (tensor<1x2x5x5xf32>) -> tensor<1x2x10x5xf32>
  return
}

// -----

func.func @bilinear_aa(%x: tensor<1x2x5x5xf32>) {
  // expected-error@+1 {{It is expected output_size equals to 2, but got size 0}}
  %0 = aten._upsample_bilinear2d_aa %x output_size = [] align_corners = false : (tensor<1x2x5x5xf32>) -> tensor<1x2x5x5xf32>
  return
}

// -----

func.func @bilinear_aa_vec(%x: tensor<1x2x5x5xf32>) {
  // expected-error@+1 {{result #0 must be tensor<1x2x3x3xf32>, but is tensor<1x2x3x3xf16>}}
  %0 = aten._upsample_bilinear2d_aa.vec %x output_size = [3, 3] align_corners = false : (tensor<1x2x5x5xf32>) -> tensor<1x2x3x3xf16>
  return
}

// -----

func.func @bicubic_aa(%x: tensor<1x2x5xf32>) {
  // expected-error@+1 {{It is expected input_size equals to 4, but got size 3}}
  %0 = aten._upsample_bicubic2d_aa %x output_size = [5, 5] align_corners = false : (tensor<1x2x5xf32>) -> tensor<1x2x5x5xf32>
  return
}

// -----

func.func @bicubic_aa_vec(%x: tensor<1x2x5x5xf32>) {
  // expected-error@+1 {{Must specify exactly one of output_size and scale_factors}}
  %0 = aten._upsample_bicubic2d_aa.vec %x output_size = [3, 3] align_corners = false scale_factors = [2.000000e+00, 2.000000e+00] : (tensor<1x2x5x5xf32>) -> tensor<1x2x3x3xf32>
  return
}

// -----

func.func @grid_batch(%x: tensor<2x3x8x8xf32>, %g: tensor<3x4x5x2xf32>) {
  // expected-error@+1 {{grid_sampler(): expected grid and input to have same batch size, but got input with sizes [2, 3, 8, 8] and grid with sizes [3, 4, 5, 2]}}
  %0 = aten.grid_sampler %x, %g interpolation_mode = 0 padding_mode = 0 align_corners = false : (tensor<2x3x8x8xf32>, tensor<3x4x5x2xf32>) -> tensor<2x3x4x5xf32>
  return
}

// -----

func.func @grid_places(%x: tensor<2x3x8x8xf32>, %g: tensor<2x4x5x3xf32>) {
  // expected-error@+1 {{grid_sampler(): expected grid to have size 2 in last dimension, but got grid with sizes [2, 4, 5, 3]}}
  %0 = aten.grid_sampler_2d %x, %g interpolation_mode = 0 padding_mode = 0 align_corners = false : (tensor<2x3x8x8xf32>, tensor<2x4x5x3xf32>) -> tensor<2x3x4x5xf32>
  return
}

// -----

func.func @grid_cubic(%x: tensor<1x3x8x8x8xf32>, %g: tensor<1x4x5x6x3xf32>) {
  // expected-error@+1 {{grid_sampler(): bicubic interpolation only supports 4D input}}
  %0 = aten.grid_sampler_3d %x, %g interpolation_mode = 2 padding_mode = 0 align_corners = false : (tensor<1x3x8x8x8xf32>, tensor<1x4x5x6x3xf32>) -> tensor<1x3x4x5x6xf32>
  return
}

// -----

func.func @theta(%t: tensor<2x3x3xf32>) {
  // expected-error@+1 {{Expected a batch of 2D affine matrices of shape Nx2x3 for size [2, 3, 4, 5]. Got [2, 3, 3].}}
  %0 = aten.affine_grid_generator %t size = [2, 3, 4, 5] align_corners = false : (tensor<2x3x3xf32>) -> tensor<2x4x5x2xf32>
  return
}

// -----

func.func @groups(%x: tensor<1x6x4xf32>) {
  // expected-error@+1 {{Number of channels must be divisible by groups. Got 6 channels and 4 groups.}}
  %0 = aten.channel_shuffle %x groups = 4 : (tensor<1x6x4xf32>) -> tensor<1x6x4xf32>
  return
}

// -----

func.func @no_groups(%x: tensor<1x6x4xf32>) {
  // expected-error@+1 {{Number of groups to divide channels in must be positive. Value of groups:0}}
  %0 = aten.native_channel_shuffle %x groups = 0 : (tensor<1x6x4xf32>) -> tensor<1x6x4xf32>
  return
}

// -----

func.func @square(%x: tensor<1x6x4x4xf32>) {
  // expected-error@+1 {{pixel_shuffle expects its input's 'channel' dimension to be divisible by the square of upscale_factor, but input.size(-3)=6 is not divisible by 4}}
  %0 = aten.pixel_shuffle %x upscale_factor = 2 : (tensor<1x6x4x4xf32>) -> tensor<1x1x8x8xf32>
  return
}

// -----

func.func @factor(%x: tensor<1x6x5x4xf32>) {
  // expected-error@+1 {{pixel_unshuffle expects height to be divisible by downscale_factor, but input.size(-2)=5 is not divisible by 2}}
  %0 = aten.pixel_unshuffle %x downscale_factor = 2 : (tensor<1x6x5x4xf32>) -> tensor<1x24x2x2xf32>
  return
}
