// Writing by index, into a copy: every op as it prints.
// RUN: %roundtrip %s

func.func @elements(%self: tensor<4x5xf32>, %index: tensor<2x3xi64>, %src: tensor<2x5xf32>, %number: f64) -> tensor<4x5xf32> {
  %0 = aten.scatter.src %self, %index, %src dim = 0 : (tensor<4x5xf32>, tensor<2x3xi64>, tensor<2x5xf32>) -> tensor<4x5xf32>
  %1 = aten.scatter.value %self, %index dim = -1 value = 1.500000e+00 : (tensor<4x5xf32>, tensor<2x3xi64>) -> tensor<4x5xf32>
  %2 = aten.scatter.value %self, %index dim = 1 value = %number : (tensor<4x5xf32>, tensor<2x3xi64>, f64) -> tensor<4x5xf32>
  %3 = aten.scatter.reduce %self, %index, %src dim = 0 reduce = "multiply" : (tensor<4x5xf32>, tensor<2x3xi64>, tensor<2x5xf32>) -> tensor<4x5xf32>
  %4 = aten.scatter.value_reduce %self, %index dim = 0 value = 2 reduce = "add" : (tensor<4x5xf32>, tensor<2x3xi64>) -> tensor<4x5xf32>
  %5 = aten.scatter_add %self, %index, %src dim = 0 : (tensor<4x5xf32>, tensor<2x3xi64>, tensor<2x5xf32>) -> tensor<4x5xf32>
  %6 = aten.scatter_reduce.two %self, %index, %src dim = 0 reduce = "amax" include_self = false : (tensor<4x5xf32>, tensor<2x3xi64>, tensor<2x5xf32>) -> tensor<4x5xf32>
  %7 = aten.scatter_reduce.two %self, %index, %src dim = 0 reduce = "mean" : (tensor<4x5xf32>, tensor<2x3xi64>, tensor<2x5xf32>) -> tensor<4x5xf32>
  return %7 : tensor<4x5xf32>
}

func.func @put(%self: tensor<4x?xi64>, %index: tensor<2xi64>, %values: tensor<2x1xi64>, %mask: tensor<2x?xi1>, %source: tensor<2xi64>) -> tensor<4x?xi64> {
  %0 = aten.put %self, %index, %source accumulate = true : (tensor<4x?xi64>, tensor<2xi64>, tensor<2xi64>) -> tensor<4x?xi64>
  %1 = aten.index_put %self, [%index], %values : (tensor<4x?xi64>, tensor<2xi64>, tensor<2x1xi64>) -> tensor<4x?xi64>
  %2 = aten.index_put %self, [none, %index], %source accumulate = true : (tensor<4x?xi64>, tensor<2xi64>, tensor<2xi64>) -> tensor<4x?xi64>
  %3 = aten._unsafe_index_put %self, [%index], %values : (tensor<4x?xi64>, tensor<2xi64>, tensor<2x1xi64>) -> tensor<4x?xi64>
  %4 = aten._unsafe_masked_index_put_accumulate %self, %mask, [%index], %values : (tensor<4x?xi64>, tensor<2x?xi1>, tensor<2xi64>, tensor<2x1xi64>) -> tensor<4x?xi64>
  return %4 : tensor<4x?xi64>
}

func.func @slices(%self: tensor<4x5xf16>, %index: tensor<2xi32>, %long: tensor<2xi64>, %source: tensor<4x2xf16>, %value: tensor<f16>) -> tensor<4x5xf16> {
  %0 = aten.index_add %self, %index, %source dim = 1 : (tensor<4x5xf16>, tensor<2xi32>, tensor<4x2xf16>) -> tensor<4x5xf16>
  %1 = aten.index_add %self, %index, %source dim = 1 alpha = 5.000000e-01 : (tensor<4x5xf16>, tensor<2xi32>, tensor<4x2xf16>) -> tensor<4x5xf16>
  %2 = aten.index_reduce %self, %index, %source dim = -1 reduce = "prod" include_self = false : (tensor<4x5xf16>, tensor<2xi32>, tensor<4x2xf16>) -> tensor<4x5xf16>
  %3 = aten.index_copy %self, %long, %source dim = 1 : (tensor<4x5xf16>, tensor<2xi64>, tensor<4x2xf16>) -> tensor<4x5xf16>
  %4 = aten.index_fill.int_Scalar %self, %long dim = 0 value = "-inf" : (tensor<4x5xf16>, tensor<2xi64>) -> tensor<4x5xf16>
  %5 = aten.index_fill.int_Tensor %self, %long, %value dim = 0 : (tensor<4x5xf16>, tensor<2xi64>, tensor<f16>) -> tensor<4x5xf16>
  return %5 : tensor<4x5xf16>
}

func.func @masks(%self: tensor<1x?xf32>, %mask: tensor<4x1xi1>, %value: tensor<f64>, %source: tensor<9xf32>, %number: index) -> tensor<4x?xf32> {
  %0 = aten.masked_fill.Scalar %self, %mask value = true : (tensor<1x?xf32>, tensor<4x1xi1>) -> tensor<4x?xf32>
  %1 = aten.masked_fill.Scalar %self, %mask value = %number : (tensor<1x?xf32>, tensor<4x1xi1>, index) -> tensor<4x?xf32>
  %2 = aten.masked_fill.Tensor %self, %mask, %value : (tensor<1x?xf32>, tensor<4x1xi1>, tensor<f64>) -> tensor<4x?xf32>
  %3 = aten.masked_scatter %self, %mask, %source : (tensor<1x?xf32>, tensor<4x1xi1>, tensor<9xf32>) -> tensor<4x?xf32>
  return %0 : tensor<4x?xf32>
}

func.func @parts(%self: tensor<4x5xf32>, %row: tensor<5xf32>, %rows: tensor<2x5xf32>, %diagonal: tensor<4xf64>, %corner: tensor<2x2xf32>, %n: index) -> tensor<?x2xf32> {
  %0 = aten.select_scatter %self, %row dim = 0 index = %n : (tensor<4x5xf32>, tensor<5xf32>, index) -> tensor<4x5xf32>
  %1 = aten.slice_scatter %self, %rows start = 1 step = 2 : (tensor<4x5xf32>, tensor<2x5xf32>) -> tensor<4x5xf32>
  %2 = aten.diagonal_scatter %self, %diagonal offset = 1 : (tensor<4x5xf32>, tensor<4xf64>) -> tensor<4x5xf32>
  %3 = aten.as_strided_scatter %self, %corner size = [2, 2] stride = [5, 1] storage_offset = %n : (tensor<4x5xf32>, tensor<2x2xf32>, index) -> tensor<4x5xf32>
  %4 = aten.resize_ %self size = [%n, 2] memory_format = "contiguous_format" : (tensor<4x5xf32>, index) -> tensor<?x2xf32>
  return %4 : tensor<?x2xf32>
}
