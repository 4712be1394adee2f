// Attention: wrong uses.
// RUN: tricast-opt %s -split-input-file -verify-diagnostics

func.func @scaled_dot_product_attention(%q: tensor<2x8x16x32xf32>, %k: tensor<2x8x24x32xf16>) {
  // expected-error@+1 {{Expected query, key, and value to have the same dtype, but got query.dtype: Float key.dtype: Half and value.dtype: Half instead.}}
  %0 = aten.scaled_dot_product_attention %q, %k, %k : (tensor<2x8x16x32xf32>, tensor<2x8x24x32xf16>, tensor<2x8x24x32xf16>) -> tensor<2x8x16x32xf32>
  return
}

// -----

func.func @scaled_dot_product_attention(%q: tensor<2x8x16x32xf32>, %k: tensor<2x3x24x32xf32>) {
  // expected-error@+1 {{Number of heads in key and value must divide the number of heads in query}}
  %0 = aten.scaled_dot_product_attention %q, %k, %k enable_gqa = true : (tensor<2x8x16x32xf32>, tensor<2x3x24x32xf32>, tensor<2x3x24x32xf32>) -> tensor<2x8x16x32xf32>
  return
}

// -----

func.func @scaled_dot_product_attention(%q: tensor<2x8x16x32xf32>, %k: tensor<2x8x24x32xf32>, %m: tensor<16x24xi64>) {
  // expected-error@+1 {{Expected attn_mask dtype to be bool or float or to match query dtype, but got attn_mask.dtype: Long and  query.dtype: Float instead.}}
  %0 = aten.scaled_dot_product_attention %q, %k, %k attn_mask = %m : (tensor<2x8x16x32xf32>, tensor<2x8x24x32xf32>, tensor<2x8x24x32xf32>, tensor<16x24xi64>) -> tensor<2x8x16x32xf32>
  return
}

// -----

func.func @scaled_dot_product_attention(%q: tensor<2x8x16x32xf32>, %k: tensor<2x8x24x32xf32>, %m: tensor<16x20xf32>) {
  // expected-error@+1 {{The expanded size of the tensor (24) must match the existing size (20) at non-singleton dimension 3.}}
  %0 = aten.scaled_dot_product_attention %q, %k, %k attn_mask = %m : (tensor<2x8x16x32xf32>, tensor<2x8x24x32xf32>, tensor<2x8x24x32xf32>, tensor<16x20xf32>) -> tensor<2x8x16x32xf32>
  return
}

// -----

func.func @_scaled_dot_product_attention_math(%q: tensor<2x8x16x32xf32>, %k: tensor<2x8x24x32xf32>, %m: tensor<16x24xf32>) {
  // expected-error@+1 {{Explicit attn_mask should not be set when is_causal=True}}
  %0, %1 = aten._scaled_dot_product_attention_math %q, %k, %k attn_mask = %m is_causal = true : (tensor<2x8x16x32xf32>, tensor<2x8x24x32xf32>, tensor<2x8x24x32xf32>, tensor<16x24xf32>) -> (tensor<2x8x16x32xf32>, tensor<2x8x16x24xf32>)
  return
}

// -----

func.func @_scaled_dot_product_flash_attention_for_cpu(%q: tensor<8x16x32xf32>, %k: tensor<8x24x32xf32>) {
  // expected-error@+1 {{Accept only 4 dims inputs shape of {B, H, T, K}}}
  %0, %1 = aten._scaled_dot_product_flash_attention_for_cpu %q, %k, %k : (tensor<8x16x32xf32>, tensor<8x24x32xf32>, tensor<8x24x32xf32>) -> (tensor<8x16x32xf32>, tensor<8x16xf32>)
  return
}

// -----

func.func @_scaled_dot_product_fused_attention_overrideable(%q: tensor<16x32xf32>, %k: tensor<24x32xf32>) {
  // expected-error@+1 {{query must be 3D or 4D}}
  %0, %1, %2, %3, %4, %5, %6, %7, %8 = aten._scaled_dot_product_fused_attention_overrideable %q, %k, %k : (tensor<16x32xf32>, tensor<24x32xf32>, tensor<24x32xf32>) -> (tensor<16x32xf32>, tensor<16xf32>, tensor<0xi64>, tensor<0xi64>, index, index, tensor<i64>, tensor<i64>, tensor<0xf32>)
  return
}
