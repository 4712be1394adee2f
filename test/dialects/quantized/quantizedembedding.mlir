// Rows of quantized tables, in bytes, halves and quarters of bytes.
// RUN: %roundtrip %s

func.func @rows(%w: tensor<100x16xi8>, %s: tensor<100xf32>, %z: tensor<100xf32>, %g: tensor<100x2xbf16>, %u: tensor<100x16xui8>, %i: tensor<2x?xi64>, %j: tensor<3xi32>) -> (tensor<2x?x16xf32>, tensor<3x16xf16>, tensor<2x?x32xbf16>, tensor<3x32xf32>, tensor<3x64xf32>, tensor<2x?x64xf32>) {
  %0 = quantized.embedding_byte %w, %s, %i weight_zero_points = %z weight_quant_min = -128 weight_quant_max = 127 : (tensor<100x16xi8>, tensor<100xf32>, tensor<100xf32>, tensor<2x?xi64>) -> tensor<2x?x16xf32>
  %1 = quantized.embedding_byte.dtype %w, %g, %j weight_quant_min = -128 weight_quant_max = 127 dtype = f16 : (tensor<100x16xi8>, tensor<100x2xbf16>, tensor<3xi32>) -> tensor<3x16xf16>
  %2 = quantized.embedding_4bit %u, %g, %i weight_quant_min = -8 weight_quant_max = 7 : (tensor<100x16xui8>, tensor<100x2xbf16>, tensor<2x?xi64>) -> tensor<2x?x32xbf16>
  %3 = quantized.embedding_4bit.dtype %u, %s, %j weight_zero_points = %z weight_quant_min = -8 weight_quant_max = 7 : (tensor<100x16xui8>, tensor<100xf32>, tensor<100xf32>, tensor<3xi32>) -> tensor<3x32xf32>
  %4 = quantized.embedding_2bit %u, %s, %j weight_quant_min = -2 weight_quant_max = 1 : (tensor<100x16xui8>, tensor<100xf32>, tensor<3xi32>) -> tensor<3x64xf32>
  %5 = quantized.embedding_2bit.dtype %u, %g, %i weight_quant_min = -2 weight_quant_max = 1 dtype = f32 : (tensor<100x16xui8>, tensor<100x2xbf16>, tensor<2x?xi64>) -> tensor<2x?x64xf32>
  return %0, %1, %2, %3, %4, %5 : tensor<2x?x16xf32>, tensor<3x16xf16>, tensor<2x?x32xbf16>, tensor<3x32xf32>, tensor<3x64xf32>, tensor<2x?x64xf32>
}
