// Caches, queries and positions that do not fit.
// RUN: tricast-opt %s -split-input-file -verify-diagnostics

func.func @position(%v: tensor<1x4x2x64xf32>, %c: tensor<1x128x2x64xf32>) {
  // expected-error@+1 {{Start position  + length = 130 must be less than sequence length 128}}
  %0 = llama.update_cache %v, %c start_pos = 126 : (tensor<1x4x2x64xf32>, tensor<1x128x2x64xf32>) -> tensor<1x128x2x64xf32>
  return
}

// -----

func.func @heads(%v: tensor<1x4x3x64xf32>, %c: tensor<1x128x2x64xf32>, %p: index) {
  // expected-error@+1 {{Expected value and cache to have same size in dimension 2 but got 3 and 2}}
  %0 = llama.update_cache %v, %c start_pos = %p : (tensor<1x4x3x64xf32>, tensor<1x128x2x64xf32>, index) -> tensor<1x128x2x64xf32>
  return
}

// -----

func.func @dtype(%q: tensor<1x4x8x64xf32>, %c: tensor<1x128x2x64xf16>, %p: index) {
  // expected-error@+1 {{Expected key_cache to have the same dtype as query but got torch.float16}}
  %0 = llama.custom_sdpa %q, %c, %c start_pos = %p : (tensor<1x4x8x64xf32>, tensor<1x128x2x64xf16>, tensor<1x128x2x64xf16>, index) -> tensor<1x4x8x64xf32>
  return
}

// -----

func.func @grouped(%q: tensor<1x4x7x64xf32>, %c: tensor<1x128x2x64xf32>, %p: index) {
  // expected-error@+1 {{Expected the heads of query to be divisible by those of the cache but got 7 and 2}}
  %0 = llama.custom_sdpa %q, %c, %c start_pos = %p : (tensor<1x4x7x64xf32>, tensor<1x128x2x64xf32>, tensor<1x128x2x64xf32>, index) -> tensor<1x4x7x64xf32>
  return
}

// -----

func.func @caches(%q: tensor<1x4x8x64xf32>, %k: tensor<1x4x2x64xf32>, %kc: tensor<1x128x2x64xf32>, %vc: tensor<1x64x2x64xf32>) {
  // expected-error@+1 {{Key cache and value cache must have same size but got [1, 128, 2, 64] and [1, 64, 2, 64]}}
  %0, %1, %2 = llama.sdpa_with_kv_cache %q, %k, %k, %kc, %vc start_pos = 0 seq_len = 4 : (tensor<1x4x8x64xf32>, tensor<1x4x2x64xf32>, tensor<1x4x2x64xf32>, tensor<1x128x2x64xf32>, tensor<1x64x2x64xf32>) -> (tensor<1x4x8x64xf32>, tensor<1x128x2x64xf32>, tensor<1x64x2x64xf32>)
  return
}
