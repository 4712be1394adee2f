// Ranges, scales and groups that do not fit.
// RUN: tricast-opt %s -split-input-file -verify-diagnostics

func.func @range(%x: tensor<3xf32>) {
  // expected-error@+1 {{quant_min out of bound for dtype, quant_min_lower_bound: -128 quant_min: -129}}
  %0 = quantized.quantize_per_tensor %x scale = 1.000000e+00 zero_point = 0 quant_min = -129 quant_max = 127 dtype = i8 : (tensor<3xf32>) -> tensor<3xi8>
  return
}

// -----

func.func @empty_range(%x: tensor<3xf32>) {
  // expected-error@+1 {{Expecting quant_min to be smaller than quant_max but received min: 10 max: 5}}
  %0 = quantized.quantize_per_tensor %x scale = 1.000000e+00 zero_point = 0 quant_min = 10 quant_max = 5 dtype = i8 : (tensor<3xf32>) -> tensor<3xi8>
  return
}

// -----

func.func @no_scale(%x: tensor<3xf32>) {
  // expected-error@+1 {{float division by zero}}
  %0 = quantized.quantize_per_tensor %x scale = 0.000000e+00 zero_point = 0 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<3xf32>) -> tensor<3xi8>
  return
}

// -----

func.func @one_scale(%x: tensor<3xf32>, %s: tensor<3xf64>, %z: tensor<1xi64>) {
  // expected-error@+1 {{Expecting scale tensor to be one element, but received : 3}}
  %0 = quantized.quantize_per_tensor.tensor %x, %s, %z quant_min = -128 quant_max = 127 dtype = i8 : (tensor<3xf32>, tensor<3xf64>, tensor<1xi64>) -> tensor<3xi8>
  return
}

// -----

func.func @target(%x: tensor<3xf32>, %s: tensor<1xf64>, %z: tensor<1xi64>) {
  // expected-error@+1 {{Unsupported dtype: torch.int64}}
  %0 = quantized.quantize_per_tensor.tensor2 %x, %s, %z, %z, %z dtype = i64 : (tensor<3xf32>, tensor<1xf64>, tensor<1xi64>, tensor<1xi64>, tensor<1xi64>) -> tensor<3xi64>
  return
}

// -----

func.func @source(%x: tensor<3xf64>) {
  // expected-error@+1 {{Expecting input to have dtype torch.float32, but got dtype: torch.float64}}
  %0, %1 = quantized.choose_qparams.tensor %x quant_min = -128 quant_max = 127 eps = 1.000000e-05 dtype = i8 : (tensor<3xf64>) -> (tensor<1xf64>, tensor<1xi64>)
  return
}

// -----

func.func @without_zero(%x: tensor<3xf32>) {
  // expected-error@+1 {{quantization range must include 0.}}
  %0, %1 = quantized.choose_qparams_symmetric.tensor %x quant_min = 1 quant_max = 127 eps = 1.000000e-05 dtype = i8 : (tensor<3xf32>) -> (tensor<1xf64>, tensor<1xi64>)
  return
}

// -----

func.func @other_dtype(%q: tensor<3xi8>) {
  // expected-error@+1 {{Expecting input to have dtype: torch.uint8, but got torch.int8}}
  %0 = quantized.dequantize_per_tensor %q scale = 1.000000e+00 zero_point = 0 quant_min = 0 quant_max = 255 dtype = ui8 : (tensor<3xi8>) -> tensor<3xf32>
  return
}

// -----

func.func @one_zero_point(%q: tensor<3xi8>, %s: tensor<1xf64>, %z: tensor<2xi64>) {
  // expected-error@+1 {{Expecting zero_point tensor to be one element, but received : 2}}
  %0 = quantized.dequantize_per_tensor.tensor %q, %s, %z quant_min = -128 quant_max = 127 dtype = i8 : (tensor<3xi8>, tensor<1xf64>, tensor<2xi64>) -> tensor<3xf32>
  return
}

// -----

func.func @int_result(%q: tensor<3xi8>, %s: tensor<1xf64>, %z: tensor<1xi64>) {
  // expected-error@+1 {{Unsupported output dtype: torch.int32}}
  %0 = quantized.dequantize_per_tensor.tensor2 %q, %s, %z, %z, %z dtype = i8 out_dtype = i32 : (tensor<3xi8>, tensor<1xf64>, tensor<1xi64>, tensor<1xi64>, tensor<1xi64>) -> tensor<3xi32>
  return
}

// -----

func.func @axis(%x: tensor<4x3xf32>, %s: tensor<3xf32>, %z: tensor<3xi64>) {
  // expected-error@+1 {{Expecting axis to be < 2}}
  %0 = quantized.quantize_per_channel %x, %s, %z axis = 2 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<4x3xf32>, tensor<3xf32>, tensor<3xi64>) -> tensor<4x3xi8>
  return
}

// -----

func.func @channels(%q: tensor<4x3xi8>, %s: tensor<4xf32>) {
  // expected-error@+1 {{Expecting scales to have 3 elements or one, but got size [4]}}
  %0 = quantized.dequantize_per_channel %q, %s axis = 1 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<4x3xi8>, tensor<4xf32>) -> tensor<4x3xf32>
  return
}

// -----

func.func @negative_axis(%x: tensor<4x3xf32>, %s: tensor<3xf32>, %z: tensor<3xi64>) {
  // expected-error@+1 {{Expecting axis not to be negative, but got -1}}
  %0 = quantized.fake_quant_per_channel %x, %s, %z axis = -1 quant_min = -128 quant_max = 127 : (tensor<4x3xf32>, tensor<3xf32>, tensor<3xi64>) -> tensor<4x3xf32>
  return
}

// -----

func.func @token_dtype(%x: tensor<4x3xf32>) {
  // expected-error@+1 {{unsupported dtype in choose_qparams_per_token: torch.uint8}}
  %0, %1 = quantized.choose_qparams_per_token %x dtype = ui8 : (tensor<4x3xf32>) -> (tensor<4x1xf64>, tensor<4x1xi64>)
  return
}

// -----

func.func @token_result(%x: tensor<4x3xf32>) {
  // expected-error@+1 {{result #0 must be tensor<4x1xf64>, but is tensor<4xf64>}}
  %0, %1 = quantized.choose_qparams_per_token_asymmetric %x dtype = i8 : (tensor<4x3xf32>) -> (tensor<4xf64>, tensor<4xi64>)
  return
}

// -----

func.func @token_rank(%x: tensor<f32>) {
  // expected-error@+1 {{Expecting input to have at least one dimension}}
  %0, %1 = quantized._choose_qparams_per_token_asymmetric_impl %x dtype = i8 : (tensor<f32>) -> (tensor<1xf64>, tensor<1xi64>)
  return
}

// -----

func.func @tokens(%x: tensor<4x3xf32>, %s: tensor<3xf64>, %z: tensor<3xi64>) {
  // expected-error@+1 {{num_tokens: 4 scales: [3]}}
  %0 = quantized.quantize_per_token %x, %s, %z quant_min = -128 quant_max = 127 dtype = i8 : (tensor<4x3xf32>, tensor<3xf64>, tensor<3xi64>) -> tensor<4x3xi8>
  return
}

// -----

func.func @broadcast(%q: tensor<4x3xi8>, %s: tensor<2x1xf64>, %z: tensor<2x1xi64>) {
  // expected-error@+1 {{The size of tensor a (4) must match the size of tensor b (2) at non-singleton dimension 0}}
  %0 = quantized.dequantize_per_token %q, %s, %z quant_min = -128 quant_max = 127 dtype = i8 output_dtype = f32 : (tensor<4x3xi8>, tensor<2x1xf64>, tensor<2x1xi64>) -> tensor<4x3xf32>
  return
}

// -----

func.func @group_size(%x: tensor<4x48xf32>, %s: tensor<4x2xf32>, %z: tensor<4x2xi32>) {
  // expected-error@+1 {{Expecting rows of 48 to be divisible by group_size 32}}
  %0 = quantized.quantize_per_channel_group %x, %s, %z quant_min = -8 quant_max = 7 dtype = i8 group_size = 32 : (tensor<4x48xf32>, tensor<4x2xf32>, tensor<4x2xi32>) -> tensor<4x48xi8>
  return
}

// -----

func.func @group_scales(%q: tensor<4x64xi8>, %s: tensor<4x4xf32>) {
  // expected-error@+1 {{Expecting scales to have 8 elements or one, but got size [4, 4]}}
  %0 = quantized.dequantize_per_channel_group %q, %s quant_min = -8 quant_max = 7 dtype = i8 group_size = 32 output_dtype = f32 : (tensor<4x64xi8>, tensor<4x4xf32>) -> tensor<4x64xf32>
  return
}

// -----

func.func @converted(%x: tensor<4xf32>) {
  // expected-error@+1 {{result #0 must be tensor<4xf16>, but is tensor<4xf32>}}
  %0 = quantized.convert_element_type.no_fuse %x dtype = f16 : (tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @dtypes(%a: tensor<3xui8>, %b: tensor<3xi8>) {
  // expected-error@+1 {{Expecting a and b to have the same dtype, but got: torch.uint8 and torch.int8}}
  %0 = quantized.add %a, %b a_scale = 1.000000e-01 a_zero_point = 1 a_quant_min = 0 a_quant_max = 255 b_scale = 2.000000e-01 b_zero_point = 2 b_quant_min = 0 b_quant_max = 255 out_scale = 3.000000e-01 out_zero_point = 3 out_quant_min = 0 out_quant_max = 255 : (tensor<3xui8>, tensor<3xi8>) -> tensor<3xui8>
  return
}

// -----

func.func @sum_range(%a: tensor<3xui8>) {
  // expected-error@+1 {{quant_max out of bound for dtype, quant_max_upper_bound: 255 quant_max: 256}}
  %0 = quantized.add_relu %a, %a a_scale = 1.000000e-01 a_zero_point = 1 a_quant_min = 0 a_quant_max = 255 b_scale = 2.000000e-01 b_zero_point = 2 b_quant_min = 0 b_quant_max = 255 out_scale = 3.000000e-01 out_zero_point = 3 out_quant_min = 0 out_quant_max = 256 : (tensor<3xui8>, tensor<3xui8>) -> tensor<3xui8>
  return
}

// -----

func.func @number(%a: tensor<3xui8>) {
  // expected-error@+1 {{Expecting input to have dtype: torch.int8, but got torch.uint8}}
  %0 = quantized.add.scalar %a a_scale = 1.000000e-01 a_zero_point = 1 a_quant_min = 0 a_quant_max = 255 a_dtype = i8 b = 2 out_scale = 3.000000e-01 out_zero_point = 3 out_quant_min = -128 out_quant_max = 127 out_dtype = i8 : (tensor<3xui8>) -> tensor<3xi8>
  return
}

// -----

func.func @matrices(%x: tensor<2x3xf32>, %w: tensor<4x5xi8>, %s: tensor<4xf32>) {
  // expected-error@+1 {{input and weight shapes cannot be multiplied (2x3 and 4x5)}}
  %0 = quantized.mixed_mm %x, %w, %s : (tensor<2x3xf32>, tensor<4x5xi8>, tensor<4xf32>) -> tensor<2x5xf32>
  return
}

// -----

func.func @weight(%x: tensor<2x3xf32>, %w: tensor<5x3xf32>, %s: tensor<5xf32>) {
  // expected-error@+1 {{weight dtype must be int8}}
  %0 = quantized.mixed_linear %x, %w, %s : (tensor<2x3xf32>, tensor<5x3xf32>, tensor<5xf32>) -> tensor<2x5xf32>
  return
}
