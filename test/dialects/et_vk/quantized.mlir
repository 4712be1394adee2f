// Products and activations of int8.
// RUN: %roundtrip %s

func.func @linear(%x: tensor<?x64xf32>, %h: tensor<?x64xf16>, %q: tensor<?x64xi8>, %s: tensor<?xf32>, %z: tensor<?xi8>, %w: tensor<12x64xi8>, %ws: tensor<12x2xf32>, %wc: tensor<12xf32>, %b: tensor<12xf32>) {
  %0 = et_vk.linear_q4gsw %x, %w, %ws group_size = 32 : (tensor<?x64xf32>, tensor<12x64xi8>, tensor<12x2xf32>) -> tensor<?x12xf32>
  %1 = et_vk.linear_q4gsw %x, %w, %ws group_size = 32 bias = %b : (tensor<?x64xf32>, tensor<12x64xi8>, tensor<12x2xf32>, tensor<12xf32>) -> tensor<?x12xf32>
  %2 = et_vk.linear_q4gsw %h, %w, %ws group_size = 32 : (tensor<?x64xf16>, tensor<12x64xi8>, tensor<12x2xf32>) -> tensor<?x12xf16>
  %3 = et_vk.linear_dq8ca_q4gsw %x, %s, %z, %w, %ws group_size = 32 bias = %b : (tensor<?x64xf32>, tensor<?xf32>, tensor<?xi8>, tensor<12x64xi8>, tensor<12x2xf32>, tensor<12xf32>) -> tensor<?x12xf32>
  %4 = et_vk.linear_qcs4w %x, %w, %wc : (tensor<?x64xf32>, tensor<12x64xi8>, tensor<12xf32>) -> tensor<?x12xf32>
  %5 = et_vk.linear_q8ta_q8csw %x, %w, %wc input_scale = 2.500000e-01 input_zero_point = -3 bias = %b : (tensor<?x64xf32>, tensor<12x64xi8>, tensor<12xf32>, tensor<12xf32>) -> tensor<?x12xf32>
  %6 = et_vk.q8ta_linear %q, %w, %wc input_scale = 2.500000e-01 input_zero_point = -3 output_scale = 5.000000e-01 output_zero_point = 7 : (tensor<?x64xi8>, tensor<12x64xi8>, tensor<12xf32>) -> tensor<?x12xi8>
  %7 = et_vk.q8ta_linear %q, %w, %wc input_scale = 2.500000e-01 input_zero_point = -3 output_scale = 5.000000e-01 output_zero_point = 7 bias = %b activation = "relu" : (tensor<?x64xi8>, tensor<12x64xi8>, tensor<12xf32>, tensor<12xf32>) -> tensor<?x12xi8>
  return
}

func.func @convolution(%x: tensor<2x8x10x12xi8>, %w: tensor<16x8x3x3xi8>, %s: tensor<16xf32>, %b: tensor<16xf32>, %d: tensor<8x1x3x3xi8>, %ds: tensor<8xf32>, %t: tensor<8x6x3x3xi8>, %ts: tensor<6xf32>) {
  %0 = et_vk.q8ta_conv2d %x, %w, %s input_scale = 2.500000e-01 input_zero_point = -3 output_scale = 5.000000e-01 output_zero_point = 7 bias = %b stride = [2, 1] padding = [1, 1] dilation = [1, 1] groups = 1 activation = "relu" : (tensor<2x8x10x12xi8>, tensor<16x8x3x3xi8>, tensor<16xf32>, tensor<16xf32>) -> tensor<2x16x5x12xi8>
  %1 = et_vk.q8ta_conv2d %x, %d, %ds input_scale = 2.500000e-01 input_zero_point = -3 output_scale = 5.000000e-01 output_zero_point = 7 stride = [1, 1] padding = [0, 0] dilation = [1, 1] groups = 8 activation = "none" : (tensor<2x8x10x12xi8>, tensor<8x1x3x3xi8>, tensor<8xf32>) -> tensor<2x8x8x10xi8>
  %2 = et_vk.q8ta_conv2d_transposed %x, %t, %ts input_scale = 2.500000e-01 input_zero_point = -3 output_scale = 5.000000e-01 output_zero_point = 7 stride = [2, 2] padding = [1, 1] output_padding = [1, 0] dilation = [1, 1] groups = 1 activation = "none" : (tensor<2x8x10x12xi8>, tensor<8x6x3x3xi8>, tensor<6xf32>) -> tensor<2x6x20x23xi8>
  return
}

func.func @pointwise(%x: tensor<2x8x?x12xi8>, %y: tensor<2x8x?x12xi8>) {
  %0 = et_vk.q8ta_add %x, %y input_a_scale = 2.500000e-01 input_a_zero_point = -3 input_b_scale = 5.000000e-01 input_b_zero_point = 4 output_scale = 1.000000e+00 output_zero_point = 5 alpha = 2.000000e+00 : (tensor<2x8x?x12xi8>, tensor<2x8x?x12xi8>) -> tensor<2x8x?x12xi8>
  %1 = et_vk.q8ta_relu %x input_scale = 2.500000e-01 input_zero_point = -3 output_scale = 5.000000e-01 output_zero_point = 7 : (tensor<2x8x?x12xi8>) -> tensor<2x8x?x12xi8>
  %2 = et_vk.q8ta_pixel_shuffle %x input_scale = 2.500000e-01 input_zero_point = -3 output_inv_scale = 2.000000e+00 output_zero_point = 7 upscale_factor = 2 : (tensor<2x8x?x12xi8>) -> tensor<2x2x?x24xi8>
  return
}

func.func @embedding(%w: tensor<100x64xi8>, %s: tensor<100x2xf16>, %i: tensor<3x?xi64>) -> tensor<3x?x64xf16> {
  %0 = et_vk.embedding_q4gsw %w, %s, %i group_size = 32 : (tensor<100x64xi8>, tensor<100x2xf16>, tensor<3x?xi64>) -> tensor<3x?x64xf16>
  return %0 : tensor<3x?x64xf16>
}
