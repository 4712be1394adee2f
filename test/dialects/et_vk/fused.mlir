// Several ops on floats as one.
// RUN: %roundtrip %s

func.func @rotary(%q: tensor<1x?x8x64xf32>, %k: tensor<1x?x2x64xf32>, %c: tensor<?x32xf32>, %t: tensor<128x48xf32>, %p: index) {
  %0, %1 = et_vk.apply_rotary_emb %q, %k, %c, %c : (tensor<1x?x8x64xf32>, tensor<1x?x2x64xf32>, tensor<?x32xf32>, tensor<?x32xf32>) -> (tensor<1x?x8x64xf32>, tensor<1x?x2x64xf32>)
  %2, %3 = et_vk.apply_rotary_emb_hf %q, %k, %t, %t start_pos = %p : (tensor<1x?x8x64xf32>, tensor<1x?x2x64xf32>, tensor<128x48xf32>, tensor<128x48xf32>, index) -> (tensor<1x?x8x64xf32>, tensor<1x?x2x64xf32>)
  %4, %5 = et_vk.apply_rotary_emb_hf %q, %k, %t, %t start_pos = 0 : (tensor<1x?x8x64xf32>, tensor<1x?x2x64xf32>, tensor<128x48xf32>, tensor<128x48xf32>) -> (tensor<1x?x8x64xf32>, tensor<1x?x2x64xf32>)
  return
}

func.func @attention(%q: tensor<1x4x?x64xf32>, %k: tensor<1x4x7x64xf32>, %m: tensor<1x1x?x7xf32>) {
  %0 = et_vk.sdpa %q, %k, %k : (tensor<1x4x?x64xf32>, tensor<1x4x7x64xf32>, tensor<1x4x7x64xf32>) -> tensor<1x4x?x64xf32>
  %1 = et_vk.sdpa %q, %k, %k attn_mask = %m scale = 2.500000e-01 : (tensor<1x4x?x64xf32>, tensor<1x4x7x64xf32>, tensor<1x4x7x64xf32>, tensor<1x1x?x7xf32>) -> tensor<1x4x?x64xf32>
  return
}

func.func @others(%x: tensor<2x?x16xf16>, %w: tensor<16xf16>, %p: tensor<3xi64>) -> index {
  %0 = et_vk.rms_norm %x, %w eps = 9.9999999999999995E-7 : (tensor<2x?x16xf16>, tensor<16xf16>) -> tensor<2x?x16xf16>
  %1 = et_vk.select_as_symint %p dim = 0 index = 2 : (tensor<3xi64>) -> index
  return %1 : index
}
