// Ops that make tensors: each op in its custom, generic and bytecode forms.
// RUN: %roundtrip %s

// Of given sizes, which may be symbolic.
func.func @filled(%n: index) -> tensor<2xf16> {
  %0 = aten.zeros size = [2, 3] : () -> tensor<2x3xf32>
  %1 = aten.zeros size = [%n, 4] dtype = i1 : (index) -> tensor<?x4xi1>
  %2 = aten.ones size = [2, 3] : () -> tensor<2x3xf32>
  %3 = aten.ones size = [%n, 4] dtype = i1 : (index) -> tensor<?x4xi1>
  %4 = aten.empty.memory_format size = [2, 3] : () -> tensor<2x3xf32>
  %5 = aten.empty.memory_format size = [%n, 4] dtype = i1 : (index) -> tensor<?x4xi1>
  %6 = aten.zeros size = [] dtype = f64 : () -> tensor<f64>
  %7 = aten.empty.memory_format size = [1, 2, 3, 4] dtype = bf16 memory_format = "channels_last" : () -> tensor<1x2x3x4xbf16>
  %8 = aten.empty_permuted size = [2, %n] physical_layout = [1, 0] : (index) -> tensor<2x?xf32>
  %9 = aten.empty_strided size = [2, %n] stride = [%n, 1] dtype = f8E4M3FN : (index, index) -> tensor<2x?xf8E4M3FN>
  %10 = aten.full size = [2] fill_value = 1 : () -> tensor<2xi64>
  %11 = aten.full size = [2] fill_value = true : () -> tensor<2xi1>
  %12 = aten.full size = [2] fill_value = "-inf" : () -> tensor<2xf32>
  %13 = aten.full size = [%n] fill_value = %n : (index, index) -> tensor<?xi64>
  %14 = aten.full size = [2] fill_value = 0 dtype = f16 : () -> tensor<2xf16>
  return %14 : tensor<2xf16>
}

// Like another tensor.
func.func @like(%self: tensor<2x?xf16>, %n: index, %x: f64, %image: tensor<1x2x3x4xf32>) -> tensor<2x?xf16> {
  %0 = aten.zeros_like %self : (tensor<2x?xf16>) -> tensor<2x?xf16>
  %1 = aten.zeros_like %self dtype = i64 : (tensor<2x?xf16>) -> tensor<2x?xi64>
  %2 = aten.zeros_like %image memory_format = "channels_last" : (tensor<1x2x3x4xf32>) -> tensor<1x2x3x4xf32>
  %3 = aten.ones_like %self : (tensor<2x?xf16>) -> tensor<2x?xf16>
  %4 = aten.ones_like %self dtype = i64 : (tensor<2x?xf16>) -> tensor<2x?xi64>
  %5 = aten.ones_like %image memory_format = "channels_last" : (tensor<1x2x3x4xf32>) -> tensor<1x2x3x4xf32>
  %6 = aten.empty_like %self : (tensor<2x?xf16>) -> tensor<2x?xf16>
  %7 = aten.empty_like %self dtype = i64 : (tensor<2x?xf16>) -> tensor<2x?xi64>
  %8 = aten.empty_like %image memory_format = "channels_last" : (tensor<1x2x3x4xf32>) -> tensor<1x2x3x4xf32>
  %9 = aten.full_like %self fill_value = %n : (tensor<2x?xf16>, index) -> tensor<2x?xf16>
  %10 = aten.full_like %self fill_value = 2.500000e+00 dtype = i32 memory_format = "preserve_format" : (tensor<2x?xf16>) -> tensor<2x?xi32>
  %11 = aten.new_zeros %self size = [3] : (tensor<2x?xf16>) -> tensor<3xf16>
  %12 = aten.new_zeros %self size = [%n, 3] dtype = ui8 : (tensor<2x?xf16>, index) -> tensor<?x3xui8>
  %13 = aten.new_ones %self size = [3] : (tensor<2x?xf16>) -> tensor<3xf16>
  %14 = aten.new_ones %self size = [%n, 3] dtype = ui8 : (tensor<2x?xf16>, index) -> tensor<?x3xui8>
  %15 = aten.new_empty %self size = [3] : (tensor<2x?xf16>) -> tensor<3xf16>
  %16 = aten.new_empty %self size = [%n, 3] dtype = ui8 : (tensor<2x?xf16>, index) -> tensor<?x3xui8>
  %17 = aten.new_full %self size = [%n] fill_value = %x : (tensor<2x?xf16>, index, f64) -> tensor<?xf16>
  %18 = aten.new_full %self size = [] fill_value = 1 : (tensor<2x?xf16>) -> tensor<f16>
  %19 = aten.new_empty_strided %self size = [2, 3] stride = [1, 2] : (tensor<2x?xf16>) -> tensor<2x3xf16>
  %20 = aten.fill.Scalar %self value = %x : (tensor<2x?xf16>, f64) -> tensor<2x?xf16>
  %21 = aten.fill.Scalar %self value = true : (tensor<2x?xf16>) -> tensor<2x?xf16>
  return %21 : tensor<2x?xf16>
}

func.func @fill(%self: tensor<2xi32>, %value: tensor<f32>) -> tensor<2xi32> {
  %0 = aten.fill.Tensor %self, %value : (tensor<2xi32>, tensor<f32>) -> tensor<2xi32>
  return %0 : tensor<2xi32>
}

// Tensors of numbers.
func.func @scalars(%n: index, %x: f64, %b: i1) -> tensor<i1> {
  %0 = aten.scalar_tensor s = 1 : () -> tensor<f32>
  %1 = aten.scalar_tensor s = %n dtype = i64 : (index) -> tensor<i64>
  %2 = aten.scalar_tensor s = %x : (f64) -> tensor<f32>
  %3 = aten.scalar_tensor s = %b dtype = i1 : (i1) -> tensor<i1>
  return %3 : tensor<i1>
}

// Ranges.
func.func @ranges(%n: index, %m: index, %x: f64) -> tensor<3xi64> {
  %0 = aten.arange end = 5 : () -> tensor<5xi64>
  %1 = aten.arange end = %n : (index) -> tensor<?xi64>
  %2 = aten.arange end = 2.500000e+00 dtype = f16 : () -> tensor<3xf16>
  %3 = aten.arange end = %x : (f64) -> tensor<?xf32>
  %4 = aten.arange.start start = 2 end = 5 : () -> tensor<3xi64>
  %5 = aten.arange.start start = %n end = %m dtype = i32 : (index, index) -> tensor<?xi32>
  %6 = aten.arange.start_step start = 10 end = 0 step = -3 : () -> tensor<4xi64>
  %7 = aten.arange.start_step start = 0 end = 1 step = 3.000000e-01 : () -> tensor<4xf32>
  %8 = aten.arange.start_step start = 0 end = %n step = %m : (index, index) -> tensor<?xi64>
  %9 = aten.arange.start_step start = 1 end = 4 : () -> tensor<3xi64>
  return %9 : tensor<3xi64>
}

// Evenly spaced numbers.
func.func @spaces(%n: index, %start: tensor<f32>, %end: tensor<i64>) -> tensor<3xf32> {
  %0 = aten.linspace start = 0 end = %n steps = 5 : (index) -> tensor<5xf32>
  %1 = aten.linspace start = 0 end = 1.500000e+00 steps = 0 dtype = i64 : () -> tensor<0xi64>
  %2 = aten.linspace.Tensor_Tensor %start, %end steps = 3 : (tensor<f32>, tensor<i64>) -> tensor<3xf32>
  %3 = aten.linspace.Tensor_Scalar %start end = 1 steps = 3 dtype = f64 : (tensor<f32>) -> tensor<3xf64>
  %4 = aten.linspace.Scalar_Tensor %end start = %n steps = 3 : (index, tensor<i64>) -> tensor<3xf32>
  %5 = aten.logspace start = 0 end = %n steps = 5 base = 2.000000e+00 : (index) -> tensor<5xf32>
  %6 = aten.logspace start = 0 end = 1.500000e+00 steps = 0 dtype = i64 : () -> tensor<0xi64>
  %7 = aten.logspace.Tensor_Tensor %start, %end steps = 3 base = 2.000000e+00 : (tensor<f32>, tensor<i64>) -> tensor<3xf32>
  %8 = aten.logspace.Tensor_Scalar %start end = 1 steps = 3 base = 2.000000e+00 dtype = f64 : (tensor<f32>) -> tensor<3xf64>
  %9 = aten.logspace.Scalar_Tensor %end start = %n steps = 3 : (index, tensor<i64>) -> tensor<3xf32>
  return %9 : tensor<3xf32>
}

// Matrices and indices.
func.func @matrices(%n: index, %self: tensor<2x3xi64>) -> tensor<2x3x?xi64> {
  %0 = aten.eye n = 3 : () -> tensor<3x3xf32>
  %1 = aten.eye n = %n dtype = i1 : (index) -> tensor<?x?xi1>
  %2 = aten.eye.m n = 2 m = %n dtype = f16 : (index) -> tensor<2x?xf16>
  %3 = aten.one_hot %self num_classes = 5 : (tensor<2x3xi64>) -> tensor<2x3x5xi64>
  %4 = aten.one_hot %self : (tensor<2x3xi64>) -> tensor<2x3x?xi64>
  return %4 : tensor<2x3x?xi64>
}
