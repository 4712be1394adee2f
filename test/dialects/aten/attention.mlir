// Attention: every op, as it is written.
// RUN: %roundtrip %s

func.func @attention(%query: tensor<2x8x16x32xf32>, %key: tensor<2x8x24x32xf32>, %value: tensor<2x8x24x64xf32>, %mask: tensor<16x24xi1>, %bias: tensor<2x1x1x24xf32>) {
  %0 = aten.scaled_dot_product_attention %query, %key, %value : (tensor<2x8x16x32xf32>, tensor<2x8x24x32xf32>, tensor<2x8x24x64xf32>) -> tensor<2x8x16x64xf32>
  %1 = aten.scaled_dot_product_attention %query, %key, %value attn_mask = %mask : (tensor<2x8x16x32xf32>, tensor<2x8x24x32xf32>, tensor<2x8x24x64xf32>, tensor<16x24xi1>) -> tensor<2x8x16x64xf32>
  %2 = aten.scaled_dot_product_attention %query, %key, %value attn_mask = %bias dropout_p = 1.000000e-01 scale = 1.250000e-01 : (tensor<2x8x16x32xf32>, tensor<2x8x24x32xf32>, tensor<2x8x24x64xf32>, tensor<2x1x1x24xf32>) -> tensor<2x8x16x64xf32>
  %3 = aten.scaled_dot_product_attention %query, %key, %value is_causal = true : (tensor<2x8x16x32xf32>, tensor<2x8x24x32xf32>, tensor<2x8x24x64xf32>) -> tensor<2x8x16x64xf32>
  %4, %5 = aten._scaled_dot_product_attention_math %query, %key, %value : (tensor<2x8x16x32xf32>, tensor<2x8x24x32xf32>, tensor<2x8x24x64xf32>) -> (tensor<2x8x16x64xf32>, tensor<2x8x16x24xf32>)
  %6, %7 = aten._scaled_dot_product_attention_math %query, %key, %value attn_mask = %bias dropout_mask = %mask scale = 5.000000e-01 : (tensor<2x8x16x32xf32>, tensor<2x8x24x32xf32>, tensor<2x8x24x64xf32>, tensor<2x1x1x24xf32>, tensor<16x24xi1>) -> (tensor<2x8x16x64xf32>, tensor<2x8x16x24xf32>)
  return
}

func.func @grouped_query(%query: tensor<?x8x?x32xbf16>, %key: tensor<?x2x?x32xbf16>) {
  %0 = aten.scaled_dot_product_attention %query, %key, %key enable_gqa = true : (tensor<?x8x?x32xbf16>, tensor<?x2x?x32xbf16>, tensor<?x2x?x32xbf16>) -> tensor<?x8x?x32xbf16>
  %1, %2 = aten._scaled_dot_product_attention_math %query, %key, %key is_causal = true enable_gqa = true : (tensor<?x8x?x32xbf16>, tensor<?x2x?x32xbf16>, tensor<?x2x?x32xbf16>) -> (tensor<?x8x?x32xbf16>, tensor<?x8x?x?xbf16>)
  return
}

func.func @flash(%query: tensor<2x8x16x32xf16>, %key: tensor<2x8x24x32xf16>, %mask: tensor<16x24xf16>, %value: tensor<2x8x24x64xf16>) {
  %0, %1 = aten._scaled_dot_product_flash_attention_for_cpu %query, %key, %key : (tensor<2x8x16x32xf16>, tensor<2x8x24x32xf16>, tensor<2x8x24x32xf16>) -> (tensor<2x8x16x32xf16>, tensor<2x8x16xf32>)
  %2, %3 = aten._scaled_dot_product_flash_attention_for_cpu %query, %key, %key is_causal = true attn_mask = %mask scale = 1.250000e-01 : (tensor<2x8x16x32xf16>, tensor<2x8x24x32xf16>, tensor<2x8x24x32xf16>, tensor<16x24xf16>) -> (tensor<2x8x16x32xf16>, tensor<2x8x16xf32>)
  %4, %5, %6, %7, %8, %9, %10, %11, %12 = aten._scaled_dot_product_fused_attention_overrideable %query, %key, %value : (tensor<2x8x16x32xf16>, tensor<2x8x24x32xf16>, tensor<2x8x24x64xf16>) -> (tensor<2x8x16x64xf16>, tensor<2x8x16xf32>, tensor<0xi64>, tensor<0xi64>, index, index, tensor<i64>, tensor<i64>, tensor<0xf16>)
  %13, %14, %15, %16, %17, %18, %19, %20, %21 = aten._scaled_dot_product_fused_attention_overrideable %query, %key, %value attn_bias = %mask dropout_p = 5.000000e-01 is_causal = true return_debug_mask = true scale = 1.250000e-01 : (tensor<2x8x16x32xf16>, tensor<2x8x24x32xf16>, tensor<2x8x24x64xf16>, tensor<16x24xf16>) -> (tensor<2x8x16x64xf16>, tensor<2x8x16xf32>, tensor<0xi64>, tensor<0xi64>, index, index, tensor<i64>, tensor<i64>, tensor<0xf16>)
  return
}
