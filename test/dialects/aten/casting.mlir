// Conversions and copies: each op in its custom, generic and bytecode forms.
// RUN: %roundtrip %s

// Conversions.
func.func @conversions(%self: tensor<2x?xf32>, %row: tensor<?xf16>, %other: tensor<i8>, %image: tensor<1x2x3x4xf32>) -> tensor<2x?xf32> {
  %0 = aten.to.dtype %self dtype = i32 : (tensor<2x?xf32>) -> tensor<2x?xi32>
  %1 = aten.to.dtype %image dtype = f16 copy = true memory_format = "channels_last" : (tensor<1x2x3x4xf32>) -> tensor<1x2x3x4xf16>
  %2 = aten.to.device %self dtype = complex<f32> : (tensor<2x?xf32>) -> tensor<2x?xcomplex<f32>>
  %3 = aten.to.device %self dtype = bf16 copy = true memory_format = "preserve_format" : (tensor<2x?xf32>) -> tensor<2x?xbf16>
  %4 = aten.to.dtype_layout %self : (tensor<2x?xf32>) -> tensor<2x?xf32>
  %5 = aten.to.dtype_layout %self dtype = i1 copy = true : (tensor<2x?xf32>) -> tensor<2x?xi1>
  %6 = aten.to.other %self, %other : (tensor<2x?xf32>, tensor<i8>) -> tensor<2x?xi8>
  %7 = aten.to.other %image, %other copy = true memory_format = "contiguous_format" : (tensor<1x2x3x4xf32>, tensor<i8>) -> tensor<1x2x3x4xi8>
  %8 = aten._to_copy %self : (tensor<2x?xf32>) -> tensor<2x?xf32>
  %9 = aten._to_copy %image dtype = f8E5M2 memory_format = "channels_last" : (tensor<1x2x3x4xf32>) -> tensor<1x2x3x4xf8E5M2>
  %10 = aten.type_as %self, %other : (tensor<2x?xf32>, tensor<i8>) -> tensor<2x?xi8>
  %11 = aten.copy %self, %other : (tensor<2x?xf32>, tensor<i8>) -> tensor<2x?xf32>
  %12 = aten.copy %self, %row : (tensor<2x?xf32>, tensor<?xf16>) -> tensor<2x?xf32>
  return %12 : tensor<2x?xf32>
}

// Identities and copies.
func.func @identities(%self: tensor<2x?xi64>, %volume: tensor<1x2x3x4x5xf32>) -> tensor<1x2x3x4x5xf32> {
  %0 = aten.alias %self : (tensor<2x?xi64>) -> tensor<2x?xi64>
  %1 = aten.alias_copy %self : (tensor<2x?xi64>) -> tensor<2x?xi64>
  %2 = aten.detach %self : (tensor<2x?xi64>) -> tensor<2x?xi64>
  %3 = aten.detach_copy %self : (tensor<2x?xi64>) -> tensor<2x?xi64>
  %4 = aten.lift %self : (tensor<2x?xi64>) -> tensor<2x?xi64>
  %5 = aten.lift_fresh %self : (tensor<2x?xi64>) -> tensor<2x?xi64>
  %6 = aten.lift_fresh_copy %self : (tensor<2x?xi64>) -> tensor<2x?xi64>
  %7 = aten.clone %self : (tensor<2x?xi64>) -> tensor<2x?xi64>
  %8 = aten.contiguous %self : (tensor<2x?xi64>) -> tensor<2x?xi64>
  %9 = aten.clone %volume memory_format = "channels_last_3d" : (tensor<1x2x3x4x5xf32>) -> tensor<1x2x3x4x5xf32>
  %10 = aten.contiguous %volume memory_format = "channels_last_3d" : (tensor<1x2x3x4x5xf32>) -> tensor<1x2x3x4x5xf32>
  return %10 : tensor<1x2x3x4x5xf32>
}
