// Each op of et_vk equals what it is made of: dequantized, an op on floats, quantized.
// RUN: tricast run %s | FileCheck %s

// linear_q4gsw
// CHECK: output.0: bool [] = 1
// linear_dq8ca_q4gsw
// CHECK: output.1: bool [] = 1
// linear_qcs4w
// CHECK: output.2: bool [] = 1
// linear_q8ta_q8csw
// CHECK: output.3: bool [] = 1
// q8ta_linear
// CHECK: output.4: bool [] = 1
// q8ta_linear, relu
// CHECK: output.5: bool [] = 1
// q8ta_conv2d
// CHECK: output.6: bool [] = 1
// q8ta_conv2d, depthwise
// CHECK: output.7: bool [] = 1
// q8ta_conv2d_transposed
// CHECK: output.8: bool [] = 1
// q8ta_add
// CHECK: output.9: bool [] = 1
// q8ta_relu
// CHECK: output.10: bool [] = 1
// q8ta_pixel_shuffle
// CHECK: output.11: bool [] = 1
// embedding_q4gsw
// CHECK: output.12: bool [] = 1
// apply_rotary_emb, queries
// CHECK: output.13: bool [] = 1
// apply_rotary_emb, keys
// CHECK: output.14: bool [] = 1
// apply_rotary_emb_hf, queries
// CHECK: output.15: bool [] = 1
// apply_rotary_emb_hf, keys
// CHECK: output.16: bool [] = 1
// rms_norm
// CHECK: output.17: bool [] = 1
// sdpa
// CHECK: output.18: bool [] = 1


func.func @main(%x: tensor<3x64xf32>, %w: tensor<12x64xf32>, %g: tensor<12x4xf32>, %c: tensor<12xf32>, %b: tensor<12xf32>, %i: tensor<2x8x6x7xf32>, %k: tensor<12x8x3x3xf32>, %d: tensor<8x1x3x3xf32>, %c8: tensor<8xf32>, %t: tensor<8x12x3x3xf32>, %j: tensor<2x8x6x7xf32>, %n: tensor<2x3xi64>, %q: tensor<1x5x4x16xf32>, %h: tensor<1x5x2x16xf32>, %f: tensor<5x8xf32>, %m: tensor<7x4xf32>, %v: tensor<16xf32>, %y: tensor<1x5x6x16xf32>, %z: tensor<4x6xf32>) -> (tensor<i1> {aten.output = 0 : i64}, tensor<i1> {aten.output = 1 : i64}, tensor<i1> {aten.output = 2 : i64}, tensor<i1> {aten.output = 3 : i64}, tensor<i1> {aten.output = 4 : i64}, tensor<i1> {aten.output = 5 : i64}, tensor<i1> {aten.output = 6 : i64}, tensor<i1> {aten.output = 7 : i64}, tensor<i1> {aten.output = 8 : i64}, tensor<i1> {aten.output = 9 : i64}, tensor<i1> {aten.output = 10 : i64}, tensor<i1> {aten.output = 11 : i64}, tensor<i1> {aten.output = 12 : i64}, tensor<i1> {aten.output = 13 : i64}, tensor<i1> {aten.output = 14 : i64}, tensor<i1> {aten.output = 15 : i64}, tensor<i1> {aten.output = 16 : i64}, tensor<i1> {aten.output = 17 : i64}, tensor<i1> {aten.output = 18 : i64}) {
  %two = arith.constant 2 : index
  %v1 = quantized.quantize_per_tensor %w scale = 0.0079 zero_point = 0 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<12x64xf32>) -> tensor<12x64xi8>
  %v2 = quantized.quantize_per_tensor %w scale = 0.14 zero_point = 0 quant_min = -8 quant_max = 7 dtype = i8 : (tensor<12x64xf32>) -> tensor<12x64xi8>
  %v3 = quantized.dequantize_per_channel_group %v2, %g quant_min = -8 quant_max = 7 dtype = i8 group_size = 16 output_dtype = f32 : (tensor<12x64xi8>, tensor<12x4xf32>) -> tensor<12x64xf32>
  %v4 = et_vk.linear_q4gsw %x, %v2, %g group_size = 16 bias = %b : (tensor<3x64xf32>, tensor<12x64xi8>, tensor<12x4xf32>, tensor<12xf32>) -> tensor<3x12xf32>
  %v5 = aten.linear %x, %v3 bias = %b : (tensor<3x64xf32>, tensor<12x64xf32>, tensor<12xf32>) -> tensor<3x12xf32>
  %v6 = aten.isclose %v4, %v5 rtol = 1.0e-5 atol = 1.0e-6 : (tensor<3x12xf32>, tensor<3x12xf32>) -> tensor<3x12xi1>
  %v7 = aten.all %v6 : (tensor<3x12xi1>) -> tensor<i1>
  %v8:2 = quantized.choose_qparams_affine input = %x mapping_type = "ASYMMETRIC" block_size = [1, 64] target_dtype = i8 quant_min = -128 quant_max = 127 zero_point_dtype = i8 : (tensor<3x64xf32>) -> (tensor<3xf32>, tensor<3xi8>)
  %v9 = quantized.quantize_affine %x, %v8#0 block_size = [1, 64] zero_point = %v8#1 output_dtype = i8 quant_min = -128 quant_max = 127 : (tensor<3x64xf32>, tensor<3xf32>, tensor<3xi8>) -> tensor<3x64xi8>
  %v10 = quantized.dequantize_affine %v9, %v8#0 block_size = [1, 64] zero_point = %v8#1 input_dtype = i8 : (tensor<3x64xi8>, tensor<3xf32>, tensor<3xi8>) -> tensor<3x64xf32>
  %v11 = et_vk.linear_dq8ca_q4gsw %x, %v8#0, %v8#1, %v2, %g group_size = 16 bias = %b : (tensor<3x64xf32>, tensor<3xf32>, tensor<3xi8>, tensor<12x64xi8>, tensor<12x4xf32>, tensor<12xf32>) -> tensor<3x12xf32>
  %v12 = aten.linear %v10, %v3 bias = %b : (tensor<3x64xf32>, tensor<12x64xf32>, tensor<12xf32>) -> tensor<3x12xf32>
  %v13 = aten.isclose %v11, %v12 rtol = 1.0e-5 atol = 1.0e-6 : (tensor<3x12xf32>, tensor<3x12xf32>) -> tensor<3x12xi1>
  %v14 = aten.all %v13 : (tensor<3x12xi1>) -> tensor<i1>
  %v15 = quantized.dequantize_per_channel %v2, %c axis = 0 quant_min = -8 quant_max = 7 dtype = i8 : (tensor<12x64xi8>, tensor<12xf32>) -> tensor<12x64xf32>
  %v16 = quantized.dequantize_per_channel %v1, %c axis = 0 quant_min = -127 quant_max = 127 dtype = i8 : (tensor<12x64xi8>, tensor<12xf32>) -> tensor<12x64xf32>
  %v17 = et_vk.linear_qcs4w %x, %v2, %c : (tensor<3x64xf32>, tensor<12x64xi8>, tensor<12xf32>) -> tensor<3x12xf32>
  %v18 = aten.linear %x, %v15 : (tensor<3x64xf32>, tensor<12x64xf32>) -> tensor<3x12xf32>
  %v19 = aten.isclose %v17, %v18 rtol = 1.0e-5 atol = 1.0e-6 : (tensor<3x12xf32>, tensor<3x12xf32>) -> tensor<3x12xi1>
  %v20 = aten.all %v19 : (tensor<3x12xi1>) -> tensor<i1>
  %v21 = quantized.quantize_per_tensor %x scale = 0.008 zero_point = -5 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<3x64xf32>) -> tensor<3x64xi8>
  %v22 = quantized.dequantize_per_tensor %v21 scale = 0.008 zero_point = -5 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<3x64xi8>) -> tensor<3x64xf32>
  %v23 = aten.linear %v22, %v16 bias = %b : (tensor<3x64xf32>, tensor<12x64xf32>, tensor<12xf32>) -> tensor<3x12xf32>
  %v24 = et_vk.linear_q8ta_q8csw %x, %v1, %c input_scale = 0.008 input_zero_point = -5 bias = %b : (tensor<3x64xf32>, tensor<12x64xi8>, tensor<12xf32>, tensor<12xf32>) -> tensor<3x12xf32>
  %v25 = aten.isclose %v24, %v23 rtol = 1.0e-5 atol = 1.0e-6 : (tensor<3x12xf32>, tensor<3x12xf32>) -> tensor<3x12xi1>
  %v26 = aten.all %v25 : (tensor<3x12xi1>) -> tensor<i1>
  %v27 = et_vk.q8ta_linear %v21, %v1, %c input_scale = 0.008 input_zero_point = -5 output_scale = 0.3 output_zero_point = 11 bias = %b : (tensor<3x64xi8>, tensor<12x64xi8>, tensor<12xf32>, tensor<12xf32>) -> tensor<3x12xi8>
  %v28 = quantized.quantize_per_tensor %v23 scale = 0.3 zero_point = 11 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<3x12xf32>) -> tensor<3x12xi8>
  %v29 = aten.eq.Tensor %v27, %v28 : (tensor<3x12xi8>, tensor<3x12xi8>) -> tensor<3x12xi1>
  %v30 = aten.all %v29 : (tensor<3x12xi1>) -> tensor<i1>
  %v31 = et_vk.q8ta_linear %v21, %v1, %c input_scale = 0.008 input_zero_point = -5 output_scale = 0.3 output_zero_point = 11 bias = %b activation = "relu" : (tensor<3x64xi8>, tensor<12x64xi8>, tensor<12xf32>, tensor<12xf32>) -> tensor<3x12xi8>
  %v32 = aten.relu %v23 : (tensor<3x12xf32>) -> tensor<3x12xf32>
  %v33 = quantized.quantize_per_tensor %v32 scale = 0.3 zero_point = 11 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<3x12xf32>) -> tensor<3x12xi8>
  %v34 = aten.eq.Tensor %v31, %v33 : (tensor<3x12xi8>, tensor<3x12xi8>) -> tensor<3x12xi1>
  %v35 = aten.all %v34 : (tensor<3x12xi1>) -> tensor<i1>
  %v36 = quantized.quantize_per_tensor %i scale = 0.008 zero_point = -5 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<2x8x6x7xf32>) -> tensor<2x8x6x7xi8>
  %v37 = quantized.dequantize_per_tensor %v36 scale = 0.008 zero_point = -5 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<2x8x6x7xi8>) -> tensor<2x8x6x7xf32>
  %v38 = quantized.quantize_per_tensor %k scale = 0.0079 zero_point = 0 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<12x8x3x3xf32>) -> tensor<12x8x3x3xi8>
  %v39 = quantized.dequantize_per_channel %v38, %c axis = 0 quant_min = -127 quant_max = 127 dtype = i8 : (tensor<12x8x3x3xi8>, tensor<12xf32>) -> tensor<12x8x3x3xf32>
  %v40 = aten.conv2d %v37, %v39 bias = %b stride = [2, 1] padding = [1, 1] : (tensor<2x8x6x7xf32>, tensor<12x8x3x3xf32>, tensor<12xf32>) -> tensor<2x12x3x7xf32>
  %v41 = aten.relu %v40 : (tensor<2x12x3x7xf32>) -> tensor<2x12x3x7xf32>
  %v42 = et_vk.q8ta_conv2d %v36, %v38, %c input_scale = 0.008 input_zero_point = -5 output_scale = 0.5 output_zero_point = 3 bias = %b stride = [2, 1] padding = [1, 1] dilation = [1, 1] groups = 1 activation = "relu" : (tensor<2x8x6x7xi8>, tensor<12x8x3x3xi8>, tensor<12xf32>, tensor<12xf32>) -> tensor<2x12x3x7xi8>
  %v43 = quantized.quantize_per_tensor %v41 scale = 0.5 zero_point = 3 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<2x12x3x7xf32>) -> tensor<2x12x3x7xi8>
  %v44 = aten.eq.Tensor %v42, %v43 : (tensor<2x12x3x7xi8>, tensor<2x12x3x7xi8>) -> tensor<2x12x3x7xi1>
  %v45 = aten.all %v44 : (tensor<2x12x3x7xi1>) -> tensor<i1>
  %v46 = quantized.quantize_per_tensor %d scale = 0.0079 zero_point = 0 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<8x1x3x3xf32>) -> tensor<8x1x3x3xi8>
  %v47 = quantized.dequantize_per_channel %v46, %c8 axis = 0 quant_min = -127 quant_max = 127 dtype = i8 : (tensor<8x1x3x3xi8>, tensor<8xf32>) -> tensor<8x1x3x3xf32>
  %v48 = aten.conv2d %v37, %v47 groups = 8 : (tensor<2x8x6x7xf32>, tensor<8x1x3x3xf32>) -> tensor<2x8x4x5xf32>
  %v49 = et_vk.q8ta_conv2d %v36, %v46, %c8 input_scale = 0.008 input_zero_point = -5 output_scale = 0.1 output_zero_point = 3 stride = [1, 1] padding = [0, 0] dilation = [1, 1] groups = 8 activation = "none" : (tensor<2x8x6x7xi8>, tensor<8x1x3x3xi8>, tensor<8xf32>) -> tensor<2x8x4x5xi8>
  %v50 = quantized.quantize_per_tensor %v48 scale = 0.1 zero_point = 3 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<2x8x4x5xf32>) -> tensor<2x8x4x5xi8>
  %v51 = aten.eq.Tensor %v49, %v50 : (tensor<2x8x4x5xi8>, tensor<2x8x4x5xi8>) -> tensor<2x8x4x5xi1>
  %v52 = aten.all %v51 : (tensor<2x8x4x5xi1>) -> tensor<i1>
  %v53 = quantized.quantize_per_tensor %t scale = 0.0079 zero_point = 0 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<8x12x3x3xf32>) -> tensor<8x12x3x3xi8>
  %v54 = quantized.dequantize_per_channel %v53, %c axis = 1 quant_min = -127 quant_max = 127 dtype = i8 : (tensor<8x12x3x3xi8>, tensor<12xf32>) -> tensor<8x12x3x3xf32>
  %v55 = aten.conv_transpose2d.input %v37, %v54 bias = %b stride = [2, 2] padding = [1, 1] output_padding = [1, 0] : (tensor<2x8x6x7xf32>, tensor<8x12x3x3xf32>, tensor<12xf32>) -> tensor<2x12x12x13xf32>
  %v56 = et_vk.q8ta_conv2d_transposed %v36, %v53, %c input_scale = 0.008 input_zero_point = -5 output_scale = 0.5 output_zero_point = 3 bias = %b stride = [2, 2] padding = [1, 1] output_padding = [1, 0] dilation = [1, 1] groups = 1 activation = "none" : (tensor<2x8x6x7xi8>, tensor<8x12x3x3xi8>, tensor<12xf32>, tensor<12xf32>) -> tensor<2x12x12x13xi8>
  %v57 = quantized.quantize_per_tensor %v55 scale = 0.5 zero_point = 3 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<2x12x12x13xf32>) -> tensor<2x12x12x13xi8>
  %v58 = aten.eq.Tensor %v56, %v57 : (tensor<2x12x12x13xi8>, tensor<2x12x12x13xi8>) -> tensor<2x12x12x13xi1>
  %v59 = aten.all %v58 : (tensor<2x12x12x13xi1>) -> tensor<i1>
  %v60 = quantized.quantize_per_tensor %j scale = 0.01 zero_point = 20 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<2x8x6x7xf32>) -> tensor<2x8x6x7xi8>
  %v61 = quantized.dequantize_per_tensor %v60 scale = 0.01 zero_point = 20 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<2x8x6x7xi8>) -> tensor<2x8x6x7xf32>
  %v62 = aten.add.Tensor %v37, %v61 alpha = 2 : (tensor<2x8x6x7xf32>, tensor<2x8x6x7xf32>) -> tensor<2x8x6x7xf32>
  %v63 = et_vk.q8ta_add %v36, %v60 input_a_scale = 0.008 input_a_zero_point = -5 input_b_scale = 0.01 input_b_zero_point = 20 output_scale = 0.02 output_zero_point = -7 alpha = 2.0 : (tensor<2x8x6x7xi8>, tensor<2x8x6x7xi8>) -> tensor<2x8x6x7xi8>
  %v64 = quantized.quantize_per_tensor %v62 scale = 0.02 zero_point = -7 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<2x8x6x7xf32>) -> tensor<2x8x6x7xi8>
  %v65 = aten.eq.Tensor %v63, %v64 : (tensor<2x8x6x7xi8>, tensor<2x8x6x7xi8>) -> tensor<2x8x6x7xi1>
  %v66 = aten.all %v65 : (tensor<2x8x6x7xi1>) -> tensor<i1>
  %v67 = et_vk.q8ta_relu %v36 input_scale = 0.008 input_zero_point = -5 output_scale = 0.004 output_zero_point = -100 : (tensor<2x8x6x7xi8>) -> tensor<2x8x6x7xi8>
  %v68 = aten.relu %v37 : (tensor<2x8x6x7xf32>) -> tensor<2x8x6x7xf32>
  %v69 = quantized.quantize_per_tensor %v68 scale = 0.004 zero_point = -100 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<2x8x6x7xf32>) -> tensor<2x8x6x7xi8>
  %v70 = aten.eq.Tensor %v67, %v69 : (tensor<2x8x6x7xi8>, tensor<2x8x6x7xi8>) -> tensor<2x8x6x7xi1>
  %v71 = aten.all %v70 : (tensor<2x8x6x7xi1>) -> tensor<i1>
  %v72 = et_vk.q8ta_pixel_shuffle %v36 input_scale = 0.008 input_zero_point = -5 output_inv_scale = 250.0 output_zero_point = 9 upscale_factor = 2 : (tensor<2x8x6x7xi8>) -> tensor<2x2x12x14xi8>
  %v73 = aten.pixel_shuffle %v37 upscale_factor = 2 : (tensor<2x8x6x7xf32>) -> tensor<2x2x12x14xf32>
  %v74 = quantized.quantize_per_tensor %v73 scale = 0.004 zero_point = 9 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<2x2x12x14xf32>) -> tensor<2x2x12x14xi8>
  %v75 = aten.eq.Tensor %v72, %v74 : (tensor<2x2x12x14xi8>, tensor<2x2x12x14xi8>) -> tensor<2x2x12x14xi1>
  %v76 = aten.all %v75 : (tensor<2x2x12x14xi1>) -> tensor<i1>
  %v77 = et_vk.embedding_q4gsw %v2, %g, %n group_size = 16 : (tensor<12x64xi8>, tensor<12x4xf32>, tensor<2x3xi64>) -> tensor<2x3x64xf32>
  %v78 = aten.embedding %v3, %n : (tensor<12x64xf32>, tensor<2x3xi64>) -> tensor<2x3x64xf32>
  %v79 = aten.eq.Tensor %v77, %v78 : (tensor<2x3x64xf32>, tensor<2x3x64xf32>) -> tensor<2x3x64xi1>
  %v80 = aten.all %v79 : (tensor<2x3x64xi1>) -> tensor<i1>
  %v81 = aten.cos %f : (tensor<5x8xf32>) -> tensor<5x8xf32>
  %v82 = aten.sin %f : (tensor<5x8xf32>) -> tensor<5x8xf32>
  %v83:2 = et_vk.apply_rotary_emb %q, %h, %v81, %v82 : (tensor<1x5x4x16xf32>, tensor<1x5x2x16xf32>, tensor<5x8xf32>, tensor<5x8xf32>) -> (tensor<1x5x4x16xf32>, tensor<1x5x2x16xf32>)
  %v84 = aten.view %v81 size = [1, 5, 1, 8] : (tensor<5x8xf32>) -> tensor<1x5x1x8xf32>
  %v85 = aten.view %v82 size = [1, 5, 1, 8] : (tensor<5x8xf32>) -> tensor<1x5x1x8xf32>
  %v86 = aten.view %q size = [1, 5, 4, 8, 2] : (tensor<1x5x4x16xf32>) -> tensor<1x5x4x8x2xf32>
  %v87 = aten.select.int %v86 dim = 4 index = 0 : (tensor<1x5x4x8x2xf32>) -> tensor<1x5x4x8xf32>
  %v88 = aten.select.int %v86 dim = 4 index = 1 : (tensor<1x5x4x8x2xf32>) -> tensor<1x5x4x8xf32>
  %v89 = aten.mul.Tensor %v87, %v84 : (tensor<1x5x4x8xf32>, tensor<1x5x1x8xf32>) -> tensor<1x5x4x8xf32>
  %v90 = aten.mul.Tensor %v88, %v85 : (tensor<1x5x4x8xf32>, tensor<1x5x1x8xf32>) -> tensor<1x5x4x8xf32>
  %v91 = aten.sub.Tensor %v89, %v90 : (tensor<1x5x4x8xf32>, tensor<1x5x4x8xf32>) -> tensor<1x5x4x8xf32>
  %v92 = aten.mul.Tensor %v87, %v85 : (tensor<1x5x4x8xf32>, tensor<1x5x1x8xf32>) -> tensor<1x5x4x8xf32>
  %v93 = aten.mul.Tensor %v88, %v84 : (tensor<1x5x4x8xf32>, tensor<1x5x1x8xf32>) -> tensor<1x5x4x8xf32>
  %v94 = aten.add.Tensor %v92, %v93 : (tensor<1x5x4x8xf32>, tensor<1x5x4x8xf32>) -> tensor<1x5x4x8xf32>
  %v95 = aten.stack [%v91, %v94] dim = -1 : (tensor<1x5x4x8xf32>, tensor<1x5x4x8xf32>) -> tensor<1x5x4x8x2xf32>
  %v96 = aten.flatten.using_ints %v95 start_dim = 3 : (tensor<1x5x4x8x2xf32>) -> tensor<1x5x4x16xf32>
  %v97 = aten.isclose %v83#0, %v96 rtol = 1.0e-5 atol = 1.0e-6 : (tensor<1x5x4x16xf32>, tensor<1x5x4x16xf32>) -> tensor<1x5x4x16xi1>
  %v98 = aten.all %v97 : (tensor<1x5x4x16xi1>) -> tensor<i1>
  %v99 = aten.view %h size = [1, 5, 2, 8, 2] : (tensor<1x5x2x16xf32>) -> tensor<1x5x2x8x2xf32>
  %v100 = aten.select.int %v99 dim = 4 index = 0 : (tensor<1x5x2x8x2xf32>) -> tensor<1x5x2x8xf32>
  %v101 = aten.select.int %v99 dim = 4 index = 1 : (tensor<1x5x2x8x2xf32>) -> tensor<1x5x2x8xf32>
  %v102 = aten.mul.Tensor %v100, %v84 : (tensor<1x5x2x8xf32>, tensor<1x5x1x8xf32>) -> tensor<1x5x2x8xf32>
  %v103 = aten.mul.Tensor %v101, %v85 : (tensor<1x5x2x8xf32>, tensor<1x5x1x8xf32>) -> tensor<1x5x2x8xf32>
  %v104 = aten.sub.Tensor %v102, %v103 : (tensor<1x5x2x8xf32>, tensor<1x5x2x8xf32>) -> tensor<1x5x2x8xf32>
  %v105 = aten.mul.Tensor %v100, %v85 : (tensor<1x5x2x8xf32>, tensor<1x5x1x8xf32>) -> tensor<1x5x2x8xf32>
  %v106 = aten.mul.Tensor %v101, %v84 : (tensor<1x5x2x8xf32>, tensor<1x5x1x8xf32>) -> tensor<1x5x2x8xf32>
  %v107 = aten.add.Tensor %v105, %v106 : (tensor<1x5x2x8xf32>, tensor<1x5x2x8xf32>) -> tensor<1x5x2x8xf32>
  %v108 = aten.stack [%v104, %v107] dim = -1 : (tensor<1x5x2x8xf32>, tensor<1x5x2x8xf32>) -> tensor<1x5x2x8x2xf32>
  %v109 = aten.flatten.using_ints %v108 start_dim = 3 : (tensor<1x5x2x8x2xf32>) -> tensor<1x5x2x16xf32>
  %v110 = aten.isclose %v83#1, %v109 rtol = 1.0e-5 atol = 1.0e-6 : (tensor<1x5x2x16xf32>, tensor<1x5x2x16xf32>) -> tensor<1x5x2x16xi1>
  %v111 = aten.all %v110 : (tensor<1x5x2x16xi1>) -> tensor<i1>
  %v112 = aten.cat [%m, %m] dim = 1 : (tensor<7x4xf32>, tensor<7x4xf32>) -> tensor<7x8xf32>
  %v113 = aten.cos %v112 : (tensor<7x8xf32>) -> tensor<7x8xf32>
  %v114 = aten.sin %v112 : (tensor<7x8xf32>) -> tensor<7x8xf32>
  %v115:2 = et_vk.apply_rotary_emb_hf %q, %h, %v113, %v114 start_pos = %two : (tensor<1x5x4x16xf32>, tensor<1x5x2x16xf32>, tensor<7x8xf32>, tensor<7x8xf32>, index) -> (tensor<1x5x4x16xf32>, tensor<1x5x2x16xf32>)
  %v116 = aten.slice.Tensor %v113 dim = 0 start = 2 end = 7 : (tensor<7x8xf32>) -> tensor<5x8xf32>
  %v117 = aten.unsqueeze %v116 dim = 1 : (tensor<5x8xf32>) -> tensor<5x1x8xf32>
  %v118 = aten.slice.Tensor %v114 dim = 0 start = 2 end = 7 : (tensor<7x8xf32>) -> tensor<5x8xf32>
  %v119 = aten.unsqueeze %v118 dim = 1 : (tensor<5x8xf32>) -> tensor<5x1x8xf32>
  %v120 = aten.slice.Tensor %q dim = 3 start = 0 end = 8 : (tensor<1x5x4x16xf32>) -> tensor<1x5x4x8xf32>
  %v121 = aten.slice.Tensor %q dim = 3 start = 8 end = 16 : (tensor<1x5x4x16xf32>) -> tensor<1x5x4x8xf32>
  %v122 = aten.slice.Tensor %v120 dim = 3 start = 0 end = 4 : (tensor<1x5x4x8xf32>) -> tensor<1x5x4x4xf32>
  %v123 = aten.slice.Tensor %v120 dim = 3 start = 4 end = 8 : (tensor<1x5x4x8xf32>) -> tensor<1x5x4x4xf32>
  %v124 = aten.neg %v123 : (tensor<1x5x4x4xf32>) -> tensor<1x5x4x4xf32>
  %v125 = aten.cat [%v124, %v122] dim = 3 : (tensor<1x5x4x4xf32>, tensor<1x5x4x4xf32>) -> tensor<1x5x4x8xf32>
  %v126 = aten.mul.Tensor %v120, %v117 : (tensor<1x5x4x8xf32>, tensor<5x1x8xf32>) -> tensor<1x5x4x8xf32>
  %v127 = aten.mul.Tensor %v125, %v119 : (tensor<1x5x4x8xf32>, tensor<5x1x8xf32>) -> tensor<1x5x4x8xf32>
  %v128 = aten.add.Tensor %v126, %v127 : (tensor<1x5x4x8xf32>, tensor<1x5x4x8xf32>) -> tensor<1x5x4x8xf32>
  %v129 = aten.cat [%v128, %v121] dim = 3 : (tensor<1x5x4x8xf32>, tensor<1x5x4x8xf32>) -> tensor<1x5x4x16xf32>
  %v130 = aten.isclose %v115#0, %v129 rtol = 1.0e-5 atol = 1.0e-6 : (tensor<1x5x4x16xf32>, tensor<1x5x4x16xf32>) -> tensor<1x5x4x16xi1>
  %v131 = aten.all %v130 : (tensor<1x5x4x16xi1>) -> tensor<i1>
  %v132 = aten.slice.Tensor %h dim = 3 start = 0 end = 8 : (tensor<1x5x2x16xf32>) -> tensor<1x5x2x8xf32>
  %v133 = aten.slice.Tensor %h dim = 3 start = 8 end = 16 : (tensor<1x5x2x16xf32>) -> tensor<1x5x2x8xf32>
  %v134 = aten.slice.Tensor %v132 dim = 3 start = 0 end = 4 : (tensor<1x5x2x8xf32>) -> tensor<1x5x2x4xf32>
  %v135 = aten.slice.Tensor %v132 dim = 3 start = 4 end = 8 : (tensor<1x5x2x8xf32>) -> tensor<1x5x2x4xf32>
  %v136 = aten.neg %v135 : (tensor<1x5x2x4xf32>) -> tensor<1x5x2x4xf32>
  %v137 = aten.cat [%v136, %v134] dim = 3 : (tensor<1x5x2x4xf32>, tensor<1x5x2x4xf32>) -> tensor<1x5x2x8xf32>
  %v138 = aten.mul.Tensor %v132, %v117 : (tensor<1x5x2x8xf32>, tensor<5x1x8xf32>) -> tensor<1x5x2x8xf32>
  %v139 = aten.mul.Tensor %v137, %v119 : (tensor<1x5x2x8xf32>, tensor<5x1x8xf32>) -> tensor<1x5x2x8xf32>
  %v140 = aten.add.Tensor %v138, %v139 : (tensor<1x5x2x8xf32>, tensor<1x5x2x8xf32>) -> tensor<1x5x2x8xf32>
  %v141 = aten.cat [%v140, %v133] dim = 3 : (tensor<1x5x2x8xf32>, tensor<1x5x2x8xf32>) -> tensor<1x5x2x16xf32>
  %v142 = aten.isclose %v115#1, %v141 rtol = 1.0e-5 atol = 1.0e-6 : (tensor<1x5x2x16xf32>, tensor<1x5x2x16xf32>) -> tensor<1x5x2x16xi1>
  %v143 = aten.all %v142 : (tensor<1x5x2x16xi1>) -> tensor<i1>
  %v144 = et_vk.rms_norm %q, %v eps = 1.0e-5 : (tensor<1x5x4x16xf32>, tensor<16xf32>) -> tensor<1x5x4x16xf32>
  %v145 = aten.pow.Tensor_Scalar %q exponent = 2 : (tensor<1x5x4x16xf32>) -> tensor<1x5x4x16xf32>
  %v146 = aten.mean.dim %v145 dim = [-1] keepdim = true : (tensor<1x5x4x16xf32>) -> tensor<1x5x4x1xf32>
  %v147 = aten.add.Scalar %v146 other = 1.0e-5 : (tensor<1x5x4x1xf32>) -> tensor<1x5x4x1xf32>
  %v148 = aten.rsqrt %v147 : (tensor<1x5x4x1xf32>) -> tensor<1x5x4x1xf32>
  %v149 = aten.mul.Tensor %q, %v148 : (tensor<1x5x4x16xf32>, tensor<1x5x4x1xf32>) -> tensor<1x5x4x16xf32>
  %v150 = aten.mul.Tensor %v149, %v : (tensor<1x5x4x16xf32>, tensor<16xf32>) -> tensor<1x5x4x16xf32>
  %v151 = aten.isclose %v144, %v150 rtol = 1.0e-5 atol = 1.0e-6 : (tensor<1x5x4x16xf32>, tensor<1x5x4x16xf32>) -> tensor<1x5x4x16xi1>
  %v152 = aten.all %v151 : (tensor<1x5x4x16xi1>) -> tensor<i1>
  %v153 = et_vk.sdpa %q, %y, %y attn_mask = %z scale = 0.3 : (tensor<1x5x4x16xf32>, tensor<1x5x6x16xf32>, tensor<1x5x6x16xf32>, tensor<4x6xf32>) -> tensor<1x5x4x16xf32>
  %v154 = aten.transpose.int %y dim0 = 2 dim1 = 3 : (tensor<1x5x6x16xf32>) -> tensor<1x5x16x6xf32>
  %v155 = aten.matmul %q, %v154 : (tensor<1x5x4x16xf32>, tensor<1x5x16x6xf32>) -> tensor<1x5x4x6xf32>
  %v156 = aten.mul.Scalar %v155 other = 0.3 : (tensor<1x5x4x6xf32>) -> tensor<1x5x4x6xf32>
  %v157 = aten.add.Tensor %v156, %z : (tensor<1x5x4x6xf32>, tensor<4x6xf32>) -> tensor<1x5x4x6xf32>
  %v158 = aten._softmax %v157 dim = -1 half_to_float = false : (tensor<1x5x4x6xf32>) -> tensor<1x5x4x6xf32>
  %v159 = aten.matmul %v158, %y : (tensor<1x5x4x6xf32>, tensor<1x5x6x16xf32>) -> tensor<1x5x4x16xf32>
  %v160 = aten.isclose %v153, %v159 rtol = 1.0e-5 atol = 1.0e-6 : (tensor<1x5x4x16xf32>, tensor<1x5x4x16xf32>) -> tensor<1x5x4x16xi1>
  %v161 = aten.all %v160 : (tensor<1x5x4x16xi1>) -> tensor<i1>
  return %v7, %v14, %v20, %v26, %v30, %v35, %v45, %v52, %v59, %v66, %v71, %v76, %v80, %v98, %v111, %v131, %v143, %v152, %v161 : tensor<i1>, tensor<i1>, tensor<i1>, tensor<i1>, tensor<i1>, tensor<i1>, tensor<i1>, tensor<i1>, tensor<i1>, tensor<i1>, tensor<i1>, tensor<i1>, tensor<i1>, tensor<i1>, tensor<i1>, tensor<i1>, tensor<i1>, tensor<i1>, tensor<i1>
}
