// Attention over a cache, and updates of the cache as values.
// RUN: %roundtrip %s

func.func @attention(%q: tensor<1x?x8x64xf16>, %k: tensor<1x?x2x64xf16>, %kc: tensor<1x128x2x64xf16>, %vc: tensor<1x128x2x64xf16>, %mask: tensor<?x128xf16>, %p: index, %s: index) -> (tensor<1x128x2x64xf16>, tensor<1x?x8x64xf16>, tensor<1x?x8x64xf16>, tensor<1x?x8x64xf16>, tensor<1x128x2x64xf16>, tensor<1x128x2x64xf16>, tensor<1x?x8x64xf16>, tensor<1x128x2x64xf16>, tensor<1x128x2x64xf16>) {
  %0 = llama.update_cache %k, %kc start_pos = %p : (tensor<1x?x2x64xf16>, tensor<1x128x2x64xf16>, index) -> tensor<1x128x2x64xf16>
  %1 = llama.custom_sdpa %q, %kc, %vc start_pos = %p attn_mask = %mask scale = 1.250000e-01 : (tensor<1x?x8x64xf16>, tensor<1x128x2x64xf16>, tensor<1x128x2x64xf16>, index, tensor<?x128xf16>) -> tensor<1x?x8x64xf16>
  %2 = llama.custom_sdpa %q, %kc, %vc start_pos = 0 is_causal = true : (tensor<1x?x8x64xf16>, tensor<1x128x2x64xf16>, tensor<1x128x2x64xf16>) -> tensor<1x?x8x64xf16>
  %3, %4, %5 = llama.sdpa_with_kv_cache %q, %k, %k, %kc, %vc start_pos = %p seq_len = %s is_causal = true : (tensor<1x?x8x64xf16>, tensor<1x?x2x64xf16>, tensor<1x?x2x64xf16>, tensor<1x128x2x64xf16>, tensor<1x128x2x64xf16>, index, index) -> (tensor<1x?x8x64xf16>, tensor<1x128x2x64xf16>, tensor<1x128x2x64xf16>)
  %6, %7, %8 = llama.sdpa_with_kv_cache %q, %k, %k, %kc, %vc start_pos = 5 seq_len = 1 attn_mask = %mask drpout_p = 1.000000e-01 : (tensor<1x?x8x64xf16>, tensor<1x?x2x64xf16>, tensor<1x?x2x64xf16>, tensor<1x128x2x64xf16>, tensor<1x128x2x64xf16>, tensor<?x128xf16>) -> (tensor<1x?x8x64xf16>, tensor<1x128x2x64xf16>, tensor<1x128x2x64xf16>)
  return %0, %1, %2, %3, %4, %5, %6, %7, %8 : tensor<1x128x2x64xf16>, tensor<1x?x8x64xf16>, tensor<1x?x8x64xf16>, tensor<1x?x8x64xf16>, tensor<1x128x2x64xf16>, tensor<1x128x2x64xf16>, tensor<1x?x8x64xf16>, tensor<1x128x2x64xf16>, tensor<1x128x2x64xf16>
}
