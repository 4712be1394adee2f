// Random numbers: each op in its custom, generic and bytecode forms.
// RUN: %roundtrip %s

// New tensors.
func.func @new_tensors(%n: index, %m: index, %self: tensor<2x?xf16>) -> tensor<?xi32> {
  %0 = aten.rand size = [2, %n] : (index) -> tensor<2x?xf32>
  %1 = aten.rand size = [] dtype = bf16 : () -> tensor<bf16>
  %2 = aten.randn size = [2, %n] : (index) -> tensor<2x?xf32>
  %3 = aten.randn size = [] dtype = bf16 : () -> tensor<bf16>
  %4 = aten.rand_like %self : (tensor<2x?xf16>) -> tensor<2x?xf16>
  %5 = aten.rand_like %self dtype = f64 memory_format = "preserve_format" : (tensor<2x?xf16>) -> tensor<2x?xf64>
  %6 = aten.randn_like %self : (tensor<2x?xf16>) -> tensor<2x?xf16>
  %7 = aten.randn_like %self dtype = f64 memory_format = "preserve_format" : (tensor<2x?xf16>) -> tensor<2x?xf64>
  %8 = aten.randint high = 10 size = [3] : () -> tensor<3xi64>
  %9 = aten.randint high = %n size = [%m] dtype = f32 : (index, index) -> tensor<?xf32>
  %10 = aten.randint.low low = -5 high = %n size = [2, 3] dtype = ui8 : (index) -> tensor<2x3xui8>
  %11 = aten.randint_like %self high = 10 : (tensor<2x?xf16>) -> tensor<2x?xf16>
  %12 = aten.randint_like %self high = %n dtype = i32 : (tensor<2x?xf16>, index) -> tensor<2x?xi32>
  %13 = aten.randint_like.low_dtype %self low = %n high = %m memory_format = "contiguous_format" : (tensor<2x?xf16>, index, index) -> tensor<2x?xf16>
  %14 = aten.randperm n = 5 : () -> tensor<5xi64>
  %15 = aten.randperm n = %n dtype = i32 : (index) -> tensor<?xi32>
  return %15 : tensor<?xi32>
}

// Draws from distributions.
func.func @distributions(%self: tensor<2x5xf32>, %std: tensor<5xf64>, %n: index) -> tensor<2x?xi64> {
  %0 = aten.bernoulli %self : (tensor<2x5xf32>) -> tensor<2x5xf32>
  %1 = aten.bernoulli.p %self p = 2.500000e-01 : (tensor<2x5xf32>) -> tensor<2x5xf32>
  %2 = aten.exponential %self : (tensor<2x5xf32>) -> tensor<2x5xf32>
  %3 = aten.exponential %self lambd = 2.000000e+00 : (tensor<2x5xf32>) -> tensor<2x5xf32>
  %4 = aten.normal_functional %self : (tensor<2x5xf32>) -> tensor<2x5xf32>
  %5 = aten.normal_functional %self mean = -1.000000e+00 std = 2.000000e+00 : (tensor<2x5xf32>) -> tensor<2x5xf32>
  %6 = aten.normal.Tensor_Tensor %self, %std : (tensor<2x5xf32>, tensor<5xf64>) -> tensor<2x5xf32>
  %7 = aten.normal.Tensor_float %self : (tensor<2x5xf32>) -> tensor<2x5xf32>
  %8 = aten.normal.Tensor_float %self std = 5.000000e-01 : (tensor<2x5xf32>) -> tensor<2x5xf32>
  %9 = aten.normal.float_Tensor %std mean = 1.000000e+00 : (tensor<5xf64>) -> tensor<5xf64>
  %10 = aten.normal.float_float mean = 0.000000e+00 std = 1.000000e+00 size = [%n, 2] dtype = f16 : (index) -> tensor<?x2xf16>
  %11 = aten.poisson %self : (tensor<2x5xf32>) -> tensor<2x5xf32>
  %12 = aten.uniform %self : (tensor<2x5xf32>) -> tensor<2x5xf32>
  %13 = aten.uniform %self from = -1.000000e+00 to = 2.000000e+00 : (tensor<2x5xf32>) -> tensor<2x5xf32>
  %14 = aten.multinomial %self num_samples = 3 : (tensor<2x5xf32>) -> tensor<2x3xi64>
  %15 = aten.multinomial %self num_samples = %n replacement = true : (tensor<2x5xf32>, index) -> tensor<2x?xi64>
  return %15 : tensor<2x?xi64>
}

// Dropout.
func.func @dropout(%input: tensor<2x?xf32>) -> tensor<2x?xf32> {
  %0 = aten.dropout %input p = 5.000000e-01 train = true : (tensor<2x?xf32>) -> tensor<2x?xf32>
  %1 = aten.dropout %input p = 1.000000e-01 train = false : (tensor<2x?xf32>) -> tensor<2x?xf32>
  %2 = aten.feature_dropout %input p = 5.000000e-01 train = true : (tensor<2x?xf32>) -> tensor<2x?xf32>
  %3 = aten.feature_dropout %input p = 1.000000e-01 train = false : (tensor<2x?xf32>) -> tensor<2x?xf32>
  %4 = aten.alpha_dropout %input p = 5.000000e-01 train = true : (tensor<2x?xf32>) -> tensor<2x?xf32>
  %5 = aten.alpha_dropout %input p = 1.000000e-01 train = false : (tensor<2x?xf32>) -> tensor<2x?xf32>
  %6 = aten.feature_alpha_dropout %input p = 5.000000e-01 train = true : (tensor<2x?xf32>) -> tensor<2x?xf32>
  %7 = aten.feature_alpha_dropout %input p = 1.000000e-01 train = false : (tensor<2x?xf32>) -> tensor<2x?xf32>
  %8, %9 = aten.native_dropout %input p = 5.000000e-01 train = true : (tensor<2x?xf32>) -> (tensor<2x?xf32>, tensor<2x?xi1>)
  %10, %11 = aten.native_dropout %input p = 5.000000e-01 : (tensor<2x?xf32>) -> (tensor<2x?xf32>, tensor<2x?xi1>)
  return %10 : tensor<2x?xf32>
}
