// Affine quantization by blocks, to integers and to 8-bit floats.
// RUN: %roundtrip %s

func.func @blocks(%x: tensor<?x64xf32>, %s: tensor<?x2xf32>, %z: tensor<?x2xi32>, %one: tensor<f32>, %y: tensor<4x64xbf16>) -> (tensor<?x64xi8>, tensor<4x64xf8E4M3FN>, tensor<4x2xbf16>, tensor<4x2xbf16>, tensor<?xf64>, tensor<?xi8>, tensor<1x1xbf16>, tensor<1x1xi32>) {
  %0 = quantized.quantize_affine %x, %s block_size = [1, 32] zero_point = %z output_dtype = i8 quant_min = -8 quant_max = 7 : (tensor<?x64xf32>, tensor<?x2xf32>, tensor<?x2xi32>) -> tensor<?x64xi8>
  %1 = quantized.quantize_affine %y, %one block_size = [4, 64] output_dtype = f8E4M3FN quant_min = -4.480000e+02 : (tensor<4x64xbf16>, tensor<f32>) -> tensor<4x64xf8E4M3FN>
  %2, %3 = quantized.choose_qparams_affine input = %y mapping_type = "SYMMETRIC" block_size = [1, 32] target_dtype = i8 : (tensor<4x64xbf16>) -> (tensor<4x2xbf16>, tensor<4x2xbf16>)
  %4, %5 = quantized.choose_qparams_affine input = %x mapping_type = "ASYMMETRIC" block_size = [1, 64] target_dtype = i8 quant_min = -128 quant_max = 127 eps = 1.000000e-05 scale_dtype = f64 zero_point_dtype = i8 : (tensor<?x64xf32>) -> (tensor<?xf64>, tensor<?xi8>)
  %6, %7 = quantized.choose_qparams_affine input = %y mapping_type = "SYMMETRIC_NO_CLIPPING_ERR" block_size = [4, 64] target_dtype = i32 zero_point_dtype = i32 keepdim = true : (tensor<4x64xbf16>) -> (tensor<1x1xbf16>, tensor<1x1xi32>)
  return %0, %1, %2, %3, %4, %5, %6, %7 : tensor<?x64xi8>, tensor<4x64xf8E4M3FN>, tensor<4x2xbf16>, tensor<4x2xbf16>, tensor<?xf64>, tensor<?xi8>, tensor<1x1xbf16>, tensor<1x1xi32>
}

func.func @from_blocks(%q: tensor<?x64xi8>, %s: tensor<?x2xf32>, %z: tensor<?x2xi32>, %n: index, %row: tensor<1x64xf32>) -> (tensor<?x64xf32>, tensor<?x64xf16>) {
  %0 = quantized.dequantize_affine %q, %s block_size = [1, 32] zero_point = %z input_dtype = i8 quant_min = -8 quant_max = 7 : (tensor<?x64xi8>, tensor<?x2xf32>, tensor<?x2xi32>) -> tensor<?x64xf32>
  %1 = quantized.dequantize_affine %q, %row block_size = [%n, 1] input_dtype = i8 output_dtype = f16 : (tensor<?x64xi8>, index, tensor<1x64xf32>) -> tensor<?x64xf16>
  return %0, %1 : tensor<?x64xf32>, tensor<?x64xf16>
}

func.func @floats(%x: tensor<4x64xf32>, %s: tensor<4x2xf32>, %row: tensor<4x1xf32>, %q: tensor<4x64xf8E5M2>) -> (tensor<4x2xf32>, tensor<1x1xf32>, tensor<4x64xf8E4M3FN>, tensor<4x64xf8E5M2>, tensor<4x64xbf16>) {
  %0 = quantized.choose_scale_float8 %x block_size = [1, 32] : (tensor<4x64xf32>) -> tensor<4x2xf32>
  %1 = quantized.choose_scale_float8 %x block_size = [4, 64] float8_dtype = f8E5M2 scale_dtype = f8E8M0FNU hp_value_lb = 1.000000e-03 hp_value_ub = 1.000000e+03 : (tensor<4x64xf32>) -> tensor<1x1xf32>
  %2 = quantized.quantize_affine_float8_non_decomposed %x, %s : (tensor<4x64xf32>, tensor<4x2xf32>) -> tensor<4x64xf8E4M3FN>
  %3 = quantized.quantize_affine_float8_non_decomposed %x, %row float8_dtype = f8E5M2 : (tensor<4x64xf32>, tensor<4x1xf32>) -> tensor<4x64xf8E5M2>
  %4 = quantized.dequantize_affine_float8_non_decomposed %q, %row output_dtype = bf16 : (tensor<4x64xf8E5M2>, tensor<4x1xf32>) -> tensor<4x64xbf16>
  return %0, %1, %2, %3, %4 : tensor<4x2xf32>, tensor<1x1xf32>, tensor<4x64xf8E4M3FN>, tensor<4x64xf8E5M2>, tensor<4x64xbf16>
}
