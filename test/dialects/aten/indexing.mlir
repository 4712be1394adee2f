// Reading by index: every op as it prints. Absent indices are `none`.
// RUN: %roundtrip %s

func.func @parts(%self: tensor<4x5xf32>, %dyn: tensor<?x5xf32>, %start: tensor<i64>, %n: index) -> tensor<?x5xf32> {
  %0 = aten.select.int %self dim = 0 index = -1 : (tensor<4x5xf32>) -> tensor<5xf32>
  %1 = aten.select_copy.int %dyn dim = 1 index = %n : (tensor<?x5xf32>, index) -> tensor<?xf32>
  %2 = aten.slice.Tensor %self dim = 1 start = 1 end = 9223372036854775807 step = 2 : (tensor<4x5xf32>) -> tensor<4x2xf32>
  %3 = aten.slice.Tensor %dyn start = %n end = -1 : (tensor<?x5xf32>, index) -> tensor<?x5xf32>
  %4 = aten.slice_copy.Tensor %self end = 2 : (tensor<4x5xf32>) -> tensor<2x5xf32>
  %5 = aten.narrow %self dim = 1 start = 2 length = 3 : (tensor<4x5xf32>) -> tensor<4x3xf32>
  %6 = aten.narrow_copy %dyn dim = 0 start = 0 length = %n : (tensor<?x5xf32>, index) -> tensor<?x5xf32>
  %7 = aten.narrow.Tensor %self, %start dim = 0 length = 2 : (tensor<4x5xf32>, tensor<i64>) -> tensor<2x5xf32>
  return %3 : tensor<?x5xf32>
}

func.func @one(%self: tensor<4x5xbf16>, %index: tensor<2x3xi64>, %vector: tensor<?xi32>, %one: tensor<4x1xi64>) -> tensor<2x3xbf16> {
  %0 = aten.gather %self, %index dim = 0 : (tensor<4x5xbf16>, tensor<2x3xi64>) -> tensor<2x3xbf16>
  %1 = aten.gather %self, %index dim = -1 sparse_grad = true : (tensor<4x5xbf16>, tensor<2x3xi64>) -> tensor<2x3xbf16>
  %2 = aten.take_along_dim %self, %one dim = 1 : (tensor<4x5xbf16>, tensor<4x1xi64>) -> tensor<4x1xbf16>
  %3 = aten.take_along_dim %self, %index : (tensor<4x5xbf16>, tensor<2x3xi64>) -> tensor<6xbf16>
  %4 = aten.index_select %self, %vector dim = 1 : (tensor<4x5xbf16>, tensor<?xi32>) -> tensor<4x?xbf16>
  %5 = aten.take %self, %index : (tensor<4x5xbf16>, tensor<2x3xi64>) -> tensor<2x3xbf16>
  return %0 : tensor<2x3xbf16>
}

// Indices next to each other stay where they are, others move to the front.
func.func @many(%self: tensor<4x5x6xf32>, %i: tensor<2x1xi64>, %j: tensor<3xi64>, %mask: tensor<4x5xi1>, %keep: tensor<2x3x6xi1>) -> tensor<?x6xf32> {
  %0 = aten.index.Tensor %self, [%i, %j] : (tensor<4x5x6xf32>, tensor<2x1xi64>, tensor<3xi64>) -> tensor<2x3x6xf32>
  %1 = aten.index.Tensor %self, [none, %i, %j] : (tensor<4x5x6xf32>, tensor<2x1xi64>, tensor<3xi64>) -> tensor<4x2x3xf32>
  %2 = aten.index.Tensor %self, [%i, none, %j] : (tensor<4x5x6xf32>, tensor<2x1xi64>, tensor<3xi64>) -> tensor<2x3x5xf32>
  %3 = aten.index.Tensor %self, [%mask] : (tensor<4x5x6xf32>, tensor<4x5xi1>) -> tensor<?x6xf32>
  %4 = aten._unsafe_index.Tensor %self, [none, none, %j] : (tensor<4x5x6xf32>, tensor<3xi64>) -> tensor<4x5x3xf32>
  %5 = aten._unsafe_masked_index %self, %keep, [%i, %j] fill = 0 : (tensor<4x5x6xf32>, tensor<2x3x6xi1>, tensor<2x1xi64>, tensor<3xi64>) -> tensor<2x3x6xf32>
  return %3 : tensor<?x6xf32>
}

func.func @true(%self: tensor<4x?xf32>, %mask: tensor<4x1xi1>, %empty: tensor<0x2xf32>, %n: index) -> tensor<?x2xi64> {
  %0 = aten.nonzero %self : (tensor<4x?xf32>) -> tensor<?x2xi64>
  %1 = aten.argwhere %empty : (tensor<0x2xf32>) -> tensor<0x2xi64>
  %2:2 = aten.nonzero_numpy %mask : (tensor<4x1xi1>) -> (tensor<?xi64>, tensor<?xi64>)
  %3 = aten.nonzero_static %self size = %n fill_value = 0 : (tensor<4x?xf32>, index) -> tensor<?x2xi64>
  %4 = aten.nonzero_static %self size = 7 : (tensor<4x?xf32>) -> tensor<7x2xi64>
  %5 = aten.masked_select %self, %mask : (tensor<4x?xf32>, tensor<4x1xi1>) -> tensor<?xf32>
  return %0 : tensor<?x2xi64>
}

func.func @repeated(%self: tensor<2x3xf32>, %repeats: tensor<3xi32>, %n: index) -> tensor<2x?xf32> {
  %0 = aten.repeat_interleave.self_int %self repeats = 2 : (tensor<2x3xf32>) -> tensor<12xf32>
  %1 = aten.repeat_interleave.self_int %self repeats = %n dim = 0 output_size = 8 : (tensor<2x3xf32>, index) -> tensor<?x3xf32>
  %2 = aten.repeat_interleave.self_Tensor %self, %repeats dim = 1 : (tensor<2x3xf32>, tensor<3xi32>) -> tensor<2x?xf32>
  %3 = aten.repeat_interleave.self_Tensor %self, %repeats dim = 1 output_size = 9 : (tensor<2x3xf32>, tensor<3xi32>) -> tensor<2x9xf32>
  %4 = aten.repeat_interleave.Tensor %repeats : (tensor<3xi32>) -> tensor<?xi32>
  return %2 : tensor<2x?xf32>
}

func.func @triangles() -> tensor<2x6xi64> {
  %0 = aten.tril_indices row = 3 col = 4 : () -> tensor<2x6xi64>
  %1 = aten.triu_indices row = 3 col = 4 offset = 1 dtype = i32 : () -> tensor<2x6xi32>
  return %0 : tensor<2x6xi64>
}
