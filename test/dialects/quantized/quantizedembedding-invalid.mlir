// Tables whose packing, scales or range do not fit.
// RUN: tricast-opt %s -split-input-file -verify-diagnostics

func.func @rows(%w: tensor<10x4xi8>, %s: tensor<9xf32>, %i: tensor<2xi64>) {
  // expected-error@+1 {{Expecting weight and weight_scales to have same number of rows, but found [10, 4] and [9]}}
  %0 = quantized.embedding_byte %w, %s, %i weight_quant_min = -128 weight_quant_max = 127 : (tensor<10x4xi8>, tensor<9xf32>, tensor<2xi64>) -> tensor<2x4xf32>
  return
}

// -----

func.func @range(%w: tensor<10x4xui8>, %s: tensor<10xf32>, %i: tensor<2xi64>) {
  // expected-error@+1 {{quant_min out of bound for dtype, quant_min_lower_bound: 0 quant_min: -128}}
  %0 = quantized.embedding_byte.dtype %w, %s, %i weight_quant_min = -128 weight_quant_max = 127 : (tensor<10x4xui8>, tensor<10xf32>, tensor<2xi64>) -> tensor<2x4xf32>
  return
}

// -----

func.func @nibbles(%w: tensor<10x4xui8>, %s: tensor<10xf32>, %i: tensor<2xi64>) {
  // expected-error@+1 {{quantized.embedding_4bit in ExecuTorch expects weight_quant_min == -8, but got 0}}
  %0 = quantized.embedding_4bit %w, %s, %i weight_quant_min = 0 weight_quant_max = 15 : (tensor<10x4xui8>, tensor<10xf32>, tensor<2xi64>) -> tensor<2x8xf32>
  return
}

// -----

func.func @scales(%w: tensor<10x4xui8>, %s: tensor<10xf64>, %i: tensor<2xi64>) {
  // expected-error@+1 {{Expecting weight_scales to be of dtype in [torch.float16, torch.float32, torch.bfloat16], but got torch.float64}}
  %0 = quantized.embedding_4bit.dtype %w, %s, %i weight_quant_min = -8 weight_quant_max = 7 dtype = f32 : (tensor<10x4xui8>, tensor<10xf64>, tensor<2xi64>) -> tensor<2x8xf32>
  return
}

// -----

func.func @groups(%w: tensor<10x4xui8>, %s: tensor<10x3xf32>, %i: tensor<2xi64>) {
  // expected-error@+1 {{Expecting the groups to divide a row, but 3 groups share a row of 16}}
  %0 = quantized.embedding_2bit %w, %s, %i weight_quant_min = -2 weight_quant_max = 1 : (tensor<10x4xui8>, tensor<10x3xf32>, tensor<2xi64>) -> tensor<2x16xf32>
  return
}

// -----

func.func @indices(%w: tensor<10x4xui8>, %s: tensor<10x2xf32>, %i: tensor<2xf32>) {
  // expected-error@+1 {{Expected tensor for argument #2 'indices' to have one of the following scalar types: Long, Int; but got Float instead}}
  %0 = quantized.embedding_2bit.dtype %w, %s, %i weight_quant_min = -2 weight_quant_max = 1 : (tensor<10x4xui8>, tensor<10x2xf32>, tensor<2xf32>) -> tensor<2x16xf32>
  return
}
