// Tables, weights and masks that do not fit.
// RUN: tricast-opt %s -split-input-file -verify-diagnostics

func.func @table(%q: tensor<1x4x8x64xf32>, %k: tensor<1x4x2x64xf32>, %t: tensor<4x64xf32>) {
  // expected-error@+1 {{Expecting freqs_cos of size [4, 32], but got [4, 64]}}
  %0, %1 = et_vk.apply_rotary_emb %q, %k, %t, %t : (tensor<1x4x8x64xf32>, tensor<1x4x2x64xf32>, tensor<4x64xf32>, tensor<4x64xf32>) -> (tensor<1x4x8x64xf32>, tensor<1x4x2x64xf32>)
  return
}

// -----

func.func @positions(%q: tensor<1x4x8x64xf32>, %k: tensor<1x4x2x64xf32>, %t: tensor<8x64xf32>) {
  // expected-error@+1 {{Expecting freqs_cos to have 9 rows, but got 8}}
  %0, %1 = et_vk.apply_rotary_emb_hf %q, %k, %t, %t start_pos = 5 : (tensor<1x4x8x64xf32>, tensor<1x4x2x64xf32>, tensor<8x64xf32>, tensor<8x64xf32>) -> (tensor<1x4x8x64xf32>, tensor<1x4x2x64xf32>)
  return
}

// -----

func.func @batch(%q: tensor<2x4x8x64xf32>, %k: tensor<2x4x2x64xf32>, %t: tensor<8x64xf32>) {
  // expected-error@+1 {{Expecting a batch of 1, but got 2}}
  %0, %1 = et_vk.apply_rotary_emb_hf %q, %k, %t, %t start_pos = 0 : (tensor<2x4x8x64xf32>, tensor<2x4x2x64xf32>, tensor<8x64xf32>, tensor<8x64xf32>) -> (tensor<2x4x8x64xf32>, tensor<2x4x2x64xf32>)
  return
}

// -----

func.func @norm(%x: tensor<2x4x16xf32>, %w: tensor<4x16xf32>) {
  // expected-error@+1 {{Expecting weight of size [16], but got [4, 16]}}
  %0 = et_vk.rms_norm %x, %w eps = 1.000000e-05 : (tensor<2x4x16xf32>, tensor<4x16xf32>) -> tensor<2x4x16xf32>
  return
}

// -----

func.func @heads(%q: tensor<1x4x3x64xf32>, %k: tensor<1x2x3x64xf32>) {
  // expected-error@+1 {{Expecting k of size [1, 4, 3, 64], but got [1, 2, 3, 64]}}
  %0 = et_vk.sdpa %q, %k, %k : (tensor<1x4x3x64xf32>, tensor<1x2x3x64xf32>, tensor<1x2x3x64xf32>) -> tensor<1x4x3x64xf32>
  return
}

// -----

func.func @element(%x: tensor<3x2xi64>) {
  // expected-error@+1 {{Expecting one element, but got size [2]}}
  %0 = et_vk.select_as_symint %x dim = 0 index = 1 : (tensor<3x2xi64>) -> index
  return
}
