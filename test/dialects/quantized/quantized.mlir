// quantized_decomposed: per tensor, channel, token and group, and arithmetic.
// RUN: %roundtrip %s

func.func @per_tensor(%x: tensor<2x?xf32>, %h: tensor<3xbf16>, %s: tensor<1xf64>, %z: tensor<1xi64>, %lo: tensor<i64>, %hi: tensor<i64>) -> (tensor<2x?xi8>, tensor<3xui8>, tensor<2x?xi16>, tensor<2x?xi32>, tensor<1xf64>, tensor<1xi64>, tensor<1xf64>, tensor<1xi64>) {
  %0 = quantized.quantize_per_tensor %x scale = 5.000000e-02 zero_point = -3 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<2x?xf32>) -> tensor<2x?xi8>
  %1 = quantized.quantize_per_tensor %h scale = 1.000000e+00 zero_point = 0 quant_min = 0 quant_max = 15 dtype = ui8 : (tensor<3xbf16>) -> tensor<3xui8>
  %2 = quantized.quantize_per_tensor.tensor %x, %s, %z quant_min = -32768 quant_max = 32767 dtype = i16 : (tensor<2x?xf32>, tensor<1xf64>, tensor<1xi64>) -> tensor<2x?xi16>
  %3 = quantized.quantize_per_tensor.tensor2 %x, %s, %z, %lo, %hi dtype = i32 : (tensor<2x?xf32>, tensor<1xf64>, tensor<1xi64>, tensor<i64>, tensor<i64>) -> tensor<2x?xi32>
  %4, %5 = quantized.choose_qparams.tensor %x quant_min = -128 quant_max = 127 eps = 1.000000e-05 dtype = i8 : (tensor<2x?xf32>) -> (tensor<1xf64>, tensor<1xi64>)
  %6, %7 = quantized.choose_qparams_symmetric.tensor %h quant_min = 0 quant_max = 255 eps = 1.000000e-05 dtype = ui8 : (tensor<3xbf16>) -> (tensor<1xf64>, tensor<1xi64>)
  return %0, %1, %2, %3, %4, %5, %6, %7 : tensor<2x?xi8>, tensor<3xui8>, tensor<2x?xi16>, tensor<2x?xi32>, tensor<1xf64>, tensor<1xi64>, tensor<1xf64>, tensor<1xi64>
}

func.func @from_per_tensor(%q: tensor<2x?xi8>, %s: tensor<1xf64>, %z: tensor<1xi64>, %lo: tensor<i64>, %hi: tensor<i64>) -> (tensor<2x?xf32>, tensor<2x?xf16>, tensor<2x?xbf16>) {
  %0 = quantized.dequantize_per_tensor %q scale = 5.000000e-02 zero_point = -3 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<2x?xi8>) -> tensor<2x?xf32>
  %1 = quantized.dequantize_per_tensor.tensor %q, %s, %z quant_min = -128 quant_max = 127 dtype = i8 out_dtype = f16 : (tensor<2x?xi8>, tensor<1xf64>, tensor<1xi64>) -> tensor<2x?xf16>
  %2 = quantized.dequantize_per_tensor.tensor2 %q, %s, %z, %lo, %hi dtype = i8 out_dtype = bf16 : (tensor<2x?xi8>, tensor<1xf64>, tensor<1xi64>, tensor<i64>, tensor<i64>) -> tensor<2x?xbf16>
  return %0, %1, %2 : tensor<2x?xf32>, tensor<2x?xf16>, tensor<2x?xbf16>
}

func.func @per_channel(%x: tensor<4x3x2xf32>, %s: tensor<3xf32>, %z: tensor<3xi64>, %q: tensor<4x3x2xi8>) -> (tensor<4x3x2xi8>, tensor<4x3x2xf32>, tensor<4x3x2xf16>, tensor<4x3x2xf32>) {
  %0 = quantized.quantize_per_channel %x, %s, %z axis = 1 quant_min = -127 quant_max = 127 dtype = i8 : (tensor<4x3x2xf32>, tensor<3xf32>, tensor<3xi64>) -> tensor<4x3x2xi8>
  %1 = quantized.dequantize_per_channel %q, %s zero_points = %z axis = -2 quant_min = -127 quant_max = 127 dtype = i8 : (tensor<4x3x2xi8>, tensor<3xf32>, tensor<3xi64>) -> tensor<4x3x2xf32>
  %2 = quantized.dequantize_per_channel %q, %s axis = 1 quant_min = -128 quant_max = 127 dtype = i8 out_dtype = f16 : (tensor<4x3x2xi8>, tensor<3xf32>) -> tensor<4x3x2xf16>
  %3 = quantized.fake_quant_per_channel %x, %s, %z axis = 1 quant_min = -8 quant_max = 7 : (tensor<4x3x2xf32>, tensor<3xf32>, tensor<3xi64>) -> tensor<4x3x2xf32>
  return %0, %1, %2, %3 : tensor<4x3x2xi8>, tensor<4x3x2xf32>, tensor<4x3x2xf16>, tensor<4x3x2xf32>
}

func.func @per_token(%x: tensor<?x5x16xf16>, %s: tensor<?x5x1xf64>, %z: tensor<?x5x1xi64>, %q: tensor<?x5x16xi8>) -> (tensor<?x5x1xf64>, tensor<?x5x1xi64>, tensor<?x5x1xf64>, tensor<?x5x1xi64>, tensor<?x5x1xf64>, tensor<?x5x1xi64>, tensor<?x5x16xi8>, tensor<?x5x16xf32>) {
  %0, %1 = quantized.choose_qparams_per_token %x dtype = i8 : (tensor<?x5x16xf16>) -> (tensor<?x5x1xf64>, tensor<?x5x1xi64>)
  %2, %3 = quantized.choose_qparams_per_token_asymmetric %x dtype = i8 : (tensor<?x5x16xf16>) -> (tensor<?x5x1xf64>, tensor<?x5x1xi64>)
  %4, %5 = quantized._choose_qparams_per_token_asymmetric_impl %x dtype = i8 : (tensor<?x5x16xf16>) -> (tensor<?x5x1xf64>, tensor<?x5x1xi64>)
  %6 = quantized.quantize_per_token %x, %s, %z quant_min = -128 quant_max = 127 dtype = i8 : (tensor<?x5x16xf16>, tensor<?x5x1xf64>, tensor<?x5x1xi64>) -> tensor<?x5x16xi8>
  %7 = quantized.dequantize_per_token %q, %s, %z quant_min = -128 quant_max = 127 dtype = i8 output_dtype = f32 : (tensor<?x5x16xi8>, tensor<?x5x1xf64>, tensor<?x5x1xi64>) -> tensor<?x5x16xf32>
  return %0, %1, %2, %3, %4, %5, %6, %7 : tensor<?x5x1xf64>, tensor<?x5x1xi64>, tensor<?x5x1xf64>, tensor<?x5x1xi64>, tensor<?x5x1xf64>, tensor<?x5x1xi64>, tensor<?x5x16xi8>, tensor<?x5x16xf32>
}

func.func @per_group(%x: tensor<4x64xf32>, %s: tensor<4x2xf32>, %z: tensor<4x2xi32>, %q: tensor<4x64xi8>, %one: tensor<4x1xf32>) -> (tensor<4x64xi8>, tensor<4x64xf16>, tensor<4x64xf32>) {
  %0 = quantized.quantize_per_channel_group %x, %s, %z quant_min = -8 quant_max = 7 dtype = i8 group_size = 32 : (tensor<4x64xf32>, tensor<4x2xf32>, tensor<4x2xi32>) -> tensor<4x64xi8>
  %1 = quantized.dequantize_per_channel_group %q, %s zero_points = %z quant_min = -8 quant_max = 7 dtype = i8 group_size = 32 output_dtype = f16 : (tensor<4x64xi8>, tensor<4x2xf32>, tensor<4x2xi32>) -> tensor<4x64xf16>
  %2 = quantized.dequantize_per_channel_group %q, %one quant_min = -8 quant_max = 7 dtype = i8 group_size = 128 output_dtype = f32 : (tensor<4x64xi8>, tensor<4x1xf32>) -> tensor<4x64xf32>
  return %0, %1, %2 : tensor<4x64xi8>, tensor<4x64xf16>, tensor<4x64xf32>
}

func.func @arithmetic(%a: tensor<2x3xui8>, %b: tensor<3xui8>, %x: tensor<2x3xf32>, %m: tensor<3x4xi8>, %ms: tensor<3xf32>, %w: tensor<5x3xi8>, %ws: tensor<5x1xf32>) -> (tensor<2x3xf16>, tensor<2x3xui8>, tensor<2x3xui8>, tensor<2x3xi8>, tensor<2x4xf32>, tensor<2x5xf16>) {
  %0 = quantized.convert_element_type.no_fuse %x dtype = f16 : (tensor<2x3xf32>) -> tensor<2x3xf16>
  %1 = quantized.add %a, %b a_scale = 1.000000e-01 a_zero_point = 1 a_quant_min = 0 a_quant_max = 255 b_scale = 2.000000e-01 b_zero_point = 2 b_quant_min = 0 b_quant_max = 255 out_scale = 3.000000e-01 out_zero_point = 3 out_quant_min = 0 out_quant_max = 255 : (tensor<2x3xui8>, tensor<3xui8>) -> tensor<2x3xui8>
  %2 = quantized.add_relu %a, %b a_scale = 1.000000e-01 a_zero_point = 1 a_quant_min = 0 a_quant_max = 255 b_scale = 2.000000e-01 b_zero_point = 2 b_quant_min = 0 b_quant_max = 255 out_scale = 3.000000e-01 out_zero_point = 3 out_quant_min = 0 out_quant_max = 255 : (tensor<2x3xui8>, tensor<3xui8>) -> tensor<2x3xui8>
  %3 = quantized.add.scalar %a a_scale = 1.000000e-01 a_zero_point = 1 a_quant_min = 0 a_quant_max = 255 a_dtype = ui8 b = 2 out_scale = 3.000000e-01 out_zero_point = 3 out_quant_min = -128 out_quant_max = 127 out_dtype = i8 : (tensor<2x3xui8>) -> tensor<2x3xi8>
  %4 = quantized.mixed_mm %x, %m, %ms weight_zero_points = %ms : (tensor<2x3xf32>, tensor<3x4xi8>, tensor<3xf32>, tensor<3xf32>) -> tensor<2x4xf32>
  %5 = quantized.mixed_linear %x, %w, %ws dtype = f16 : (tensor<2x3xf32>, tensor<5x3xi8>, tensor<5x1xf32>) -> tensor<2x5xf16>
  return %0, %1, %2, %3, %4, %5 : tensor<2x3xf16>, tensor<2x3xui8>, tensor<2x3xui8>, tensor<2x3xi8>, tensor<2x4xf32>, tensor<2x5xf16>
}
