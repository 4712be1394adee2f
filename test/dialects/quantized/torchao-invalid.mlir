// Blocks, scales and ranges that do not fit.
// RUN: tricast-opt %s -split-input-file -verify-diagnostics

func.func @rank(%x: tensor<4x64xf32>, %s: tensor<4xf32>) {
  // expected-error@+1 {{Got input dim:2, block_size: [64]}}
  %0 = quantized.quantize_affine %x, %s block_size = [64] output_dtype = i8 : (tensor<4x64xf32>, tensor<4xf32>) -> tensor<4x64xi8>
  return
}

// -----

func.func @divides(%x: tensor<4x64xf32>, %s: tensor<4x1xf32>) {
  // expected-error@+1 {{Expecting input size at 1 dimension: 64 to be divisible by block_size at 1 dimension: 48}}
  %0 = quantized.quantize_affine %x, %s block_size = [1, 48] output_dtype = i8 : (tensor<4x64xf32>, tensor<4x1xf32>) -> tensor<4x64xi8>
  return
}

// -----

func.func @scales(%q: tensor<4x64xi8>, %s: tensor<4x1xf32>) {
  // expected-error@+1 {{Expecting scale to have an element for each of the [4, 2] blocks, but got size [4, 1]}}
  %0 = quantized.dequantize_affine %q, %s block_size = [1, 32] input_dtype = i8 : (tensor<4x64xi8>, tensor<4x1xf32>) -> tensor<4x64xf32>
  return
}

// -----

func.func @mapping(%x: tensor<4x64xf32>) {
  // expected-error@+1 {{one of 'SYMMETRIC', 'SYMMETRIC_NO_CLIPPING_ERR', 'ASYMMETRIC'}}
  %0, %1 = quantized.choose_qparams_affine input = %x mapping_type = "LINEAR" block_size = [1, 64] target_dtype = i8 : (tensor<4x64xf32>) -> (tensor<4xf32>, tensor<4xi32>)
  return
}

// -----

func.func @range(%x: tensor<4x64xf32>) {
  // expected-error@+1 {{quant_max out of bound for dtype, quant_max_upper_bound: 127 quant_max: 128}}
  %0, %1 = quantized.choose_qparams_affine input = %x mapping_type = "ASYMMETRIC" block_size = [1, 64] target_dtype = i8 quant_max = 128 : (tensor<4x64xf32>) -> (tensor<4xf32>, tensor<4xi32>)
  return
}

// -----

func.func @scale_dtype(%x: tensor<4x64xf32>) {
  // expected-error@+1 {{Only float8_e8m0fnuz is supported}}
  %0 = quantized.choose_scale_float8 %x block_size = [1, 32] scale_dtype = f16 : (tensor<4x64xf32>) -> tensor<4x2xf32>
  return
}

// -----

func.func @expands(%x: tensor<4x64xf32>, %s: tensor<3x1xf32>) {
  // expected-error@+1 {{Dimension 0: target size 4 is not evenly divisible by scale size 3}}
  %0 = quantized.quantize_affine_float8_non_decomposed %x, %s : (tensor<4x64xf32>, tensor<3x1xf32>) -> tensor<4x64xf8E4M3FN>
  return
}

// -----

func.func @dimensions(%q: tensor<4x64xf8E4M3FN>, %s: tensor<4xf32>) {
  // expected-error@+1 {{Scale tensor has 1 dimensions but target has 2}}
  %0 = quantized.dequantize_affine_float8_non_decomposed %q, %s : (tensor<4x64xf8E4M3FN>, tensor<4xf32>) -> tensor<4x64xf32>
  return
}
