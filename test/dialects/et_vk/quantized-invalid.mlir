// Sizes, dtypes and numbers that the kernels cannot do.
// RUN: tricast-opt %s -split-input-file -verify-diagnostics

func.func @group(%x: tensor<2x64xf32>, %w: tensor<12x64xi8>, %s: tensor<12x2xf32>) {
  // expected-error@+1 {{Expecting weight_scales of size [12, 4], but got [12, 2]}}
  %0 = et_vk.linear_q4gsw %x, %w, %s group_size = 16 : (tensor<2x64xf32>, tensor<12x64xi8>, tensor<12x2xf32>) -> tensor<2x12xf32>
  return
}

// -----

func.func @small_group(%x: tensor<2x64xf32>, %w: tensor<12x64xi8>, %s: tensor<12x32xf32>) {
  // expected-error@+1 {{Expecting group_size to be a multiple of 4, but got 2}}
  %0 = et_vk.linear_q4gsw %x, %w, %s group_size = 2 : (tensor<2x64xf32>, tensor<12x64xi8>, tensor<12x32xf32>) -> tensor<2x12xf32>
  return
}

// -----

func.func @weight(%x: tensor<2x64xf32>, %w: tensor<12x64xui8>, %s: tensor<12x2xf32>) {
  // expected-error@+1 {{Expecting weights to be of torch.int8, but got torch.uint8}}
  %0 = et_vk.linear_q4gsw %x, %w, %s group_size = 32 : (tensor<2x64xf32>, tensor<12x64xui8>, tensor<12x2xf32>) -> tensor<2x12xf32>
  return
}

// -----

func.func @rows(%x: tensor<2x64xf32>, %r: tensor<3xf32>, %z: tensor<2xi8>, %w: tensor<12x64xi8>, %s: tensor<12x2xf32>) {
  // expected-error@+1 {{Expecting one of input_scales for each of 2 rows, but got size [3]}}
  %0 = et_vk.linear_dq8ca_q4gsw %x, %r, %z, %w, %s group_size = 32 : (tensor<2x64xf32>, tensor<3xf32>, tensor<2xi8>, tensor<12x64xi8>, tensor<12x2xf32>) -> tensor<2x12xf32>
  return
}

// -----

func.func @outputs(%x: tensor<2x64xf32>, %w: tensor<10x64xi8>, %s: tensor<10xf32>) {
  // expected-error@+1 {{Expecting the rows of the weight to be a multiple of 4, but got 10}}
  %0 = et_vk.linear_qcs4w %x, %w, %s : (tensor<2x64xf32>, tensor<10x64xi8>, tensor<10xf32>) -> tensor<2x10xf32>
  return
}

// -----

func.func @zero_point(%x: tensor<2x64xf32>, %w: tensor<10x64xi8>, %s: tensor<10xf32>) {
  // expected-error@+1 {{Expecting input_zero_point to be one of int8, but got 128}}
  %0 = et_vk.linear_q8ta_q8csw %x, %w, %s input_scale = 1.000000e+00 input_zero_point = 128 : (tensor<2x64xf32>, tensor<10x64xi8>, tensor<10xf32>) -> tensor<2x10xf32>
  return
}

// -----

func.func @columns(%x: tensor<2x6xi8>, %w: tensor<10x6xi8>, %s: tensor<10xf32>) {
  // expected-error@+1 {{Expecting the columns of the weight to be a multiple of 4, but got 6}}
  %0 = et_vk.q8ta_linear %x, %w, %s input_scale = 1.000000e+00 input_zero_point = 0 output_scale = 1.000000e+00 output_zero_point = 0 : (tensor<2x6xi8>, tensor<10x6xi8>, tensor<10xf32>) -> tensor<2x10xi8>
  return
}

// -----

func.func @scale(%x: tensor<2x8xi8>, %w: tensor<10x8xi8>, %s: tensor<10xf32>) {
  // expected-error@+1 {{Expecting output_scale to be positive and finite, but got 0}}
  %0 = et_vk.q8ta_linear %x, %w, %s input_scale = 1.000000e+00 input_zero_point = 0 output_scale = 0.000000e+00 output_zero_point = 0 : (tensor<2x8xi8>, tensor<10x8xi8>, tensor<10xf32>) -> tensor<2x10xi8>
  return
}

// -----

func.func @conv_groups(%x: tensor<2x6x10x12xi8>, %w: tensor<8x3x3x3xi8>, %s: tensor<8xf32>) {
  // expected-error@+1 {{Expecting the input channels of a group to be a multiple of 4, but got 3}}
  %0 = et_vk.q8ta_conv2d %x, %w, %s input_scale = 1.000000e+00 input_zero_point = 0 output_scale = 1.000000e+00 output_zero_point = 0 stride = [1, 1] padding = [0, 0] dilation = [1, 1] groups = 2 activation = "none" : (tensor<2x6x10x12xi8>, tensor<8x3x3x3xi8>, tensor<8xf32>) -> tensor<2x8x8x10xi8>
  return
}

// -----

func.func @channels(%x: tensor<2x6x10x12xi8>, %w: tensor<8x3x3x3xi8>, %s: tensor<8xf32>) {
  // expected-error@+1 {{Given groups=1, weight of size [8, 3, 3, 3], expected input[2, 6, 10, 12] to have 3 channels, but got 6 channels instead}}
  %0 = et_vk.q8ta_conv2d %x, %w, %s input_scale = 1.000000e+00 input_zero_point = 0 output_scale = 1.000000e+00 output_zero_point = 0 stride = [1, 1] padding = [0, 0] dilation = [1, 1] groups = 1 activation = "none" : (tensor<2x6x10x12xi8>, tensor<8x3x3x3xi8>, tensor<8xf32>) -> tensor<2x8x8x10xi8>
  return
}

// -----

func.func @dilated(%x: tensor<2x8x10x12xi8>, %w: tensor<8x6x3x3xi8>, %s: tensor<6xf32>) {
  // expected-error@+1 {{Expecting dilation to be 1, but got [2, 1]}}
  %0 = et_vk.q8ta_conv2d_transposed %x, %w, %s input_scale = 1.000000e+00 input_zero_point = 0 output_scale = 1.000000e+00 output_zero_point = 0 stride = [1, 1] padding = [0, 0] output_padding = [0, 0] dilation = [2, 1] groups = 1 activation = "none" : (tensor<2x8x10x12xi8>, tensor<8x6x3x3xi8>, tensor<6xf32>) -> tensor<2x6x14x14xi8>
  return
}

// -----

func.func @broadcast(%x: tensor<2x8xi8>, %y: tensor<8xi8>) {
  // expected-error@+1 {{Expecting input_b of size [2, 8], but got [8]}}
  %0 = et_vk.q8ta_add %x, %y input_a_scale = 1.000000e+00 input_a_zero_point = 0 input_b_scale = 1.000000e+00 input_b_zero_point = 0 output_scale = 1.000000e+00 output_zero_point = 0 alpha = 1.000000e+00 : (tensor<2x8xi8>, tensor<8xi8>) -> tensor<2x8xi8>
  return
}

// -----

func.func @relu(%x: tensor<2x8xui8>) {
  // expected-error@+1 {{Expecting input to be of torch.int8, but got torch.uint8}}
  %0 = et_vk.q8ta_relu %x input_scale = 1.000000e+00 input_zero_point = 0 output_scale = 1.000000e+00 output_zero_point = 0 : (tensor<2x8xui8>) -> tensor<2x8xui8>
  return
}

// -----

func.func @factor(%x: tensor<2x9x4x4xi8>) {
  // expected-error@+1 {{Expecting upscale_factor to be 2, but got 3}}
  %0 = et_vk.q8ta_pixel_shuffle %x input_scale = 1.000000e+00 input_zero_point = 0 output_inv_scale = 1.000000e+00 output_zero_point = 0 upscale_factor = 3 : (tensor<2x9x4x4xi8>) -> tensor<2x1x12x12xi8>
  return
}

// -----

func.func @row(%w: tensor<10x48xi8>, %s: tensor<10x2xf32>, %i: tensor<3xi64>) {
  // expected-error@+1 {{Expecting the columns of the weight to be a multiple of 32, but got 48}}
  %0 = et_vk.embedding_q4gsw %w, %s, %i group_size = 24 : (tensor<10x48xi8>, tensor<10x2xf32>, tensor<3xi64>) -> tensor<3x48xf32>
  return
}
