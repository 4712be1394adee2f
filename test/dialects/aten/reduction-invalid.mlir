// Reductions: wrong uses.
// RUN: tricast-opt %s -split-input-file -verify-diagnostics

func.func @sum(%a: tensor<2x3xi32>) {
  // expected-error@+1 {{result #0 must be tensor<i64>, but is tensor<i32>}}
  %0 = aten.sum %a : (tensor<2x3xi32>) -> tensor<i32>
  return
}

// -----

func.func @sum_dim_IntList(%a: tensor<2x3xf32>) {
  // expected-error@+1 {{Dimension out of range (expected to be in range of [-2, 1], but got 2)}}
  %0 = aten.sum.dim_IntList %a dim = [2] : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @sum_dim_IntList(%a: tensor<2x3xf32>) {
  // expected-error@+1 {{dim 1 appears multiple times in the list of dims}}
  %0 = aten.sum.dim_IntList %a dim = [1, -1] : (tensor<2x3xf32>) -> tensor<2xf32>
  return
}

// -----

func.func @nansum(%a: tensor<2x3xcomplex<f32>>) {
  // expected-error@+1 {{nansum does not support complex inputs}}
  %0 = aten.nansum %a : (tensor<2x3xcomplex<f32>>) -> tensor<complex<f32>>
  return
}

// -----

func.func @prod(%a: tensor<2x3xi1>) {
  // expected-error@+1 {{result #0 must be tensor<i64>, but is tensor<i1>}}
  %0 = aten.prod %a : (tensor<2x3xi1>) -> tensor<i1>
  return
}

// -----

func.func @prod_dim_int(%a: tensor<2x3xf32>) {
  // expected-error@+1 {{result #0 must be tensor<2x1xf32>, but is tensor<2xf32>}}
  %0 = aten.prod.dim_int %a dim = 1 keepdim = true : (tensor<2x3xf32>) -> tensor<2xf32>
  return
}

// -----

func.func @mean(%a: tensor<2x3xi64>) {
  // expected-error@+1 {{mean(): could not infer output dtype. Input dtype must be either a floating point or complex dtype. Got: Long}}
  %0 = aten.mean %a : (tensor<2x3xi64>) -> tensor<f32>
  return
}

// -----

func.func @mean_dim(%a: tensor<2x3xf32>) {
  // expected-error@+1 {{mean(): could not infer output dtype. Optional dtype must be either a floating point or complex dtype. Got: Int}}
  %0 = aten.mean.dim %a dim = [0] dtype = i32 : (tensor<2x3xf32>) -> tensor<3xi32>
  return
}

// -----

func.func @nanmean(%a: tensor<2x3xi64>) {
  // expected-error@+1 {{nanmean(): expected input to have floating point dtype but got Long}}
  %0 = aten.nanmean %a : (tensor<2x3xi64>) -> tensor<f32>
  return
}

// -----

func.func @count_nonzero(%a: tensor<2x3xf32>) {
  // expected-error@+1 {{result #0 must be tensor<3xi64>, but is tensor<3xf32>}}
  %0 = aten.count_nonzero %a dim = 0 : (tensor<2x3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @count_nonzero_dim_IntList(%a: tensor<2x3xf32>) {
  // expected-error@+1 {{Dimension out of range (expected to be in range of [-2, 1], but got -3)}}
  %0 = aten.count_nonzero.dim_IntList %a dim = [-3] : (tensor<2x3xf32>) -> tensor<3xi64>
  return
}

// -----

func.func @trace(%a: tensor<3xf32>) {
  // expected-error@+1 {{trace: expected a matrix}}
  %0 = aten.trace %a : (tensor<3xf32>) -> tensor<f32>
  return
}

// -----

func.func @logsumexp(%a: tensor<2x3xi32>) {
  // expected-error@+1 {{result #0 must be tensor<2xf32>, but is tensor<2xi32>}}
  %0 = aten.logsumexp %a dim = [1] : (tensor<2x3xi32>) -> tensor<2xi32>
  return
}

// -----

func.func @all(%a: tensor<2x3xui8>) {
  // expected-error@+1 {{result #0 must be tensor<ui8>, but is tensor<i1>}}
  %0 = aten.all %a : (tensor<2x3xui8>) -> tensor<i1>
  return
}

// -----

func.func @all_dim(%a: tensor<2x3xf32>) {
  // expected-error@+1 {{Dimension out of range (expected to be in range of [-2, 1], but got 2)}}
  %0 = aten.all.dim %a dim = 2 : (tensor<2x3xf32>) -> tensor<2xi1>
  return
}

// -----

func.func @all_dims(%a: tensor<2x3xf32>) {
  // expected-error@+1 {{result #0 must be tensor<2x3xi1>, but is tensor<i1>}}
  %0 = aten.all.dims %a dim = [] : (tensor<2x3xf32>) -> tensor<i1>
  return
}

// -----

func.func @any(%a: tensor<2x3xf32>) {
  // expected-error@+1 {{result #0 must be tensor<i1>, but is tensor<f32>}}
  %0 = aten.any %a : (tensor<2x3xf32>) -> tensor<f32>
  return
}

// -----

func.func @any_dim(%a: tensor<2x3xf32>) {
  // expected-error@+1 {{result #0 must be tensor<1x3xi1>, but is tensor<3xi1>}}
  %0 = aten.any.dim %a dim = 0 keepdim = true : (tensor<2x3xf32>) -> tensor<3xi1>
  return
}

// -----

func.func @any_dims(%a: tensor<2x3xf32>) {
  // expected-error@+1 {{dim 0 appears multiple times in the list of dims}}
  %0 = aten.any.dims %a dim = [0, -2] : (tensor<2x3xf32>) -> tensor<3xi1>
  return
}

// -----

func.func @amax(%a: tensor<0x3xf32>) {
  // expected-error@+1 {{amax(): Expected reduction dim to be specified for input.numel() == 0. Specify the reduction dim with the 'dim' argument.}}
  %0 = aten.amax %a : (tensor<0x3xf32>) -> tensor<f32>
  return
}

// -----

func.func @amin(%a: tensor<0x3xf32>) {
  // expected-error@+1 {{amin(): Expected reduction dim 0 to have non-zero size.}}
  %0 = aten.amin %a dim = [0] : (tensor<0x3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @aminmax(%a: tensor<0x3xf32>) {
  // expected-error@+1 {{aminmax(): cannot compute aminmax over an empty dimension as the operation has no identity.}}
  %0, %1 = aten.aminmax %a : (tensor<0x3xf32>) -> (tensor<f32>, tensor<f32>)
  return
}

// -----

func.func @max(%a: tensor<0xf32>) {
  // expected-error@+1 {{max(): Expected reduction dim to be specified for input.numel() == 0.}}
  %0 = aten.max %a : (tensor<0xf32>) -> tensor<f32>
  return
}

// -----

func.func @min(%a: tensor<2xcomplex<f32>>) {
  // expected-error@+1 {{min() does not support complex input}}
  %0 = aten.min %a : (tensor<2xcomplex<f32>>) -> tensor<complex<f32>>
  return
}

// -----

func.func @max_dim(%a: tensor<2x0xf32>) {
  // expected-error@+1 {{max(): Expected reduction dim 1 to have non-zero size.}}
  %0, %1 = aten.max.dim %a dim = 1 : (tensor<2x0xf32>) -> (tensor<2xf32>, tensor<2xi64>)
  return
}

// -----

func.func @min_dim(%a: tensor<2x3xf32>) {
  // expected-error@+1 {{result #1 must be tensor<2xi64>, but is tensor<2xi32>}}
  %0, %1 = aten.min.dim %a dim = 1 : (tensor<2x3xf32>) -> (tensor<2xf32>, tensor<2xi32>)
  return
}

// -----

func.func @argmax(%a: tensor<0x3xf32>) {
  // expected-error@+1 {{argmax(): Expected reduction dim to be specified for input.numel() == 0.}}
  %0 = aten.argmax %a : (tensor<0x3xf32>) -> tensor<i64>
  return
}

// -----

func.func @argmin(%a: tensor<2x3xf32>) {
  // expected-error@+1 {{result #0 must be tensor<1x3xi64>, but is tensor<1x3xf32>}}
  %0 = aten.argmin %a dim = 0 keepdim = true : (tensor<2x3xf32>) -> tensor<1x3xf32>
  return
}

// -----

func.func @median(%a: tensor<2x3xi64>) {
  // expected-error@+1 {{result #0 must be tensor<i64>, but is tensor<f32>}}
  %0 = aten.median %a : (tensor<2x3xi64>) -> tensor<f32>
  return
}

// -----

func.func @median_dim(%a: tensor<2x3xf32>) {
  // expected-error@+1 {{Dimension out of range (expected to be in range of [-2, 1], but got 2)}}
  %0, %1 = aten.median.dim %a dim = 2 : (tensor<2x3xf32>) -> (tensor<2xf32>, tensor<2xi64>)
  return
}

// -----

func.func @nanmedian(%a: tensor<2xcomplex<f32>>) {
  // expected-error@+1 {{nanmedian() does not support complex input}}
  %0 = aten.nanmedian %a : (tensor<2xcomplex<f32>>) -> tensor<complex<f32>>
  return
}

// -----

func.func @nanmedian_dim(%a: tensor<2x3xf32>) {
  // expected-error@+1 {{result #0 must be tensor<2x1xf32>, but is tensor<2xf32>}}
  %0, %1 = aten.nanmedian.dim %a dim = 1 keepdim = true : (tensor<2x3xf32>) -> (tensor<2xf32>, tensor<2xi64>)
  return
}

// -----

func.func @quantile(%a: tensor<2x3xf32>, %q: tensor<2x2xf32>) {
  // expected-error@+1 {{quantile() q must be a scalar or 1D tensor}}
  %0 = aten.quantile %a, %q : (tensor<2x3xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  return
}

// -----

func.func @quantile_scalar(%a: tensor<2x3xf32>) {
  // expected-error@+1 {{quantile() q must be in the range [0, 1] but got 1.5}}
  %0 = aten.quantile.scalar %a q = 1.500000e+00 : (tensor<2x3xf32>) -> tensor<f32>
  return
}

// -----

func.func @nanquantile(%a: tensor<2x3xf32>, %q: tensor<2xf64>) {
  // expected-error@+1 {{quantile() q tensor must be same dtype as the input tensor}}
  %0 = aten.nanquantile %a, %q : (tensor<2x3xf32>, tensor<2xf64>) -> tensor<2xf32>
  return
}

// -----

func.func @nanquantile_scalar(%a: tensor<2x3xf16>) {
  // expected-error@+1 {{quantile() input tensor must be either float or double dtype}}
  %0 = aten.nanquantile.scalar %a q = 5.000000e-01 : (tensor<2x3xf16>) -> tensor<f16>
  return
}

// -----

func.func @std(%a: tensor<2x3xi64>) {
  // expected-error@+1 {{std and var only support floating point and complex dtypes}}
  %0 = aten.std %a : (tensor<2x3xi64>) -> tensor<f32>
  return
}

// -----

func.func @std_dim(%a: tensor<2x3xf32>) {
  // expected-error@+1 {{result #0 must be tensor<3xf32>, but is tensor<2xf32>}}
  %0 = aten.std.dim %a dim = [0] : (tensor<2x3xf32>) -> tensor<2xf32>
  return
}

// -----

func.func @std_correction(%a: tensor<2x3xf32>) {
  // expected-error@+1 {{dim 0 appears multiple times in the list of dims}}
  %0 = aten.std.correction %a dim = [0, 0] correction = 0 : (tensor<2x3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @var(%a: tensor<2xcomplex<f32>>) {
  // expected-error@+1 {{result #0 must be tensor<f32>, but is tensor<complex<f32>>}}
  %0 = aten.var %a : (tensor<2xcomplex<f32>>) -> tensor<complex<f32>>
  return
}

// -----

func.func @var_dim(%a: tensor<2x3xi1>) {
  // expected-error@+1 {{std and var only support floating point and complex dtypes}}
  %0 = aten.var.dim %a dim = [0] : (tensor<2x3xi1>) -> tensor<3xf32>
  return
}

// -----

func.func @var_correction(%a: tensor<2x3xf32>) {
  // expected-error@+1 {{Dimension out of range (expected to be in range of [-2, 1], but got 3)}}
  %0 = aten.var.correction %a dim = [3] : (tensor<2x3xf32>) -> tensor<2xf32>
  return
}

// -----

func.func @std_mean(%a: tensor<2x3xi32>) {
  // expected-error@+1 {{std_mean only support floating point and complex dtypes}}
  %0, %1 = aten.std_mean %a : (tensor<2x3xi32>) -> (tensor<f32>, tensor<f32>)
  return
}

// -----

func.func @std_mean_dim(%a: tensor<2x3xf32>) {
  // expected-error@+1 {{result #1 must be tensor<3xf32>, but is tensor<2xf32>}}
  %0, %1 = aten.std_mean.dim %a dim = [0] : (tensor<2x3xf32>) -> (tensor<3xf32>, tensor<2xf32>)
  return
}

// -----

func.func @std_mean_correction(%a: tensor<2x3xi32>) {
  // expected-error@+1 {{std_mean only support floating point and complex dtypes}}
  %0, %1 = aten.std_mean.correction %a dim = [0] : (tensor<2x3xi32>) -> (tensor<3xf32>, tensor<3xf32>)
  return
}

// -----

func.func @var_mean(%a: tensor<2x3xi32>) {
  // expected-error@+1 {{var_mean only support floating point and complex dtypes}}
  %0, %1 = aten.var_mean %a : (tensor<2x3xi32>) -> (tensor<f32>, tensor<f32>)
  return
}

// -----

func.func @var_mean_dim(%a: tensor<2xcomplex<f32>>) {
  // expected-error@+1 {{result #1 must be tensor<complex<f32>>, but is tensor<f32>}}
  %0, %1 = aten.var_mean.dim %a dim = [0] : (tensor<2xcomplex<f32>>) -> (tensor<f32>, tensor<f32>)
  return
}

// -----

func.func @var_mean_correction(%a: tensor<2x3xf32>) {
  // expected-error@+1 {{result #0 must be tensor<1x3xf32>, but is tensor<3xf32>}}
  %0, %1 = aten.var_mean.correction %a dim = [0] keepdim = true : (tensor<2x3xf32>) -> (tensor<3xf32>, tensor<3xf32>)
  return
}

// -----

func.func @linalg_vector_norm(%a: tensor<2x3xi64>) {
  // expected-error@+1 {{linalg.vector_norm: Expected a floating point or complex tensor as input. Got Long}}
  %0 = aten.linalg_vector_norm %a : (tensor<2x3xi64>) -> tensor<f32>
  return
}

// -----

func.func @linalg_vector_norm(%a: tensor<2x3xf64>) {
  // expected-error@+1 {{the dtype of the input (Double) should be convertible without narrowing to the specified dtype (Float)}}
  %0 = aten.linalg_vector_norm %a dtype = f32 : (tensor<2x3xf64>) -> tensor<f32>
  return
}

// -----

func.func @linalg_vector_norm(%a: tensor<2x0xf32>) {
  // expected-error@+1 {{linalg.vector_norm cannot compute the inf norm on the dimension 1 because this dimension is empty}}
  %0 = aten.linalg_vector_norm %a ord = "inf" dim = [1] : (tensor<2x0xf32>) -> tensor<2xf32>
  return
}

// -----

func.func @norm_Scalar(%a: tensor<2x3xi64>) {
  // expected-error@+1 {{norm(): input dtype should be either floating point or complex. Got Long instead.}}
  %0 = aten.norm.Scalar %a : (tensor<2x3xi64>) -> tensor<f32>
  return
}

// -----

func.func @norm_ScalarOpt_dtype(%a: tensor<2x3xf32>) {
  // expected-error@+1 {{norm(): the desired output dtype should be either floating point or complex. Got Long instead.}}
  %0 = aten.norm.ScalarOpt_dtype %a dtype = i64 : (tensor<2x3xf32>) -> tensor<i64>
  return
}

// -----

func.func @norm_ScalarOpt_dim(%a: tensor<2x3xf32>) {
  // expected-error@+1 {{Dimension out of range (expected to be in range of [-2, 1], but got 2)}}
  %0 = aten.norm.ScalarOpt_dim %a dim = [2] : (tensor<2x3xf32>) -> tensor<2xf32>
  return
}

// -----

func.func @norm_ScalarOpt_dim_dtype(%a: tensor<2x3xf16>) {
  // expected-error@+1 {{result #0 must be tensor<2xf32>, but is tensor<2xf16>}}
  %0 = aten.norm.ScalarOpt_dim_dtype %a dim = [1] keepdim = false dtype = f32 : (tensor<2x3xf16>) -> tensor<2xf16>
  return
}

// -----

func.func @renorm(%a: tensor<2x3xf32>) {
  // expected-error@+1 {{renorm: expected maxnorm to be >= 0 but got -1}}
  %0 = aten.renorm %a p = 2 dim = 0 maxnorm = -1 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @dist(%a: tensor<2xf32>, %b: tensor<3xf32>) {
  // expected-error@+1 {{The size of tensor a (2) must match the size of tensor b (3) at non-singleton dimension 0}}
  %0 = aten.dist %a, %b : (tensor<2xf32>, tensor<3xf32>) -> tensor<f32>
  return
}

// -----

func.func @pairwise_distance(%a: tensor<2x3xf32>, %b: tensor<2x4xf32>) {
  // expected-error@+1 {{The size of tensor a (3) must match the size of tensor b (4) at non-singleton dimension 1}}
  %0 = aten.pairwise_distance %a, %b : (tensor<2x3xf32>, tensor<2x4xf32>) -> tensor<2xf32>
  return
}

// -----

func.func @cdist(%a: tensor<2x3xf32>, %b: tensor<5x4xf32>) {
  // expected-error@+1 {{X1 and X2 must have the same number of columns. X1: 3 X2: 4}}
  %0 = aten.cdist %a, %b : (tensor<2x3xf32>, tensor<5x4xf32>) -> tensor<2x5xf32>
  return
}

// -----

func.func @_cdist_forward(%a: tensor<2x3xf32>) {
  // expected-error@+1 {{cdist only supports non-negative p values}}
  %0 = aten._cdist_forward %a, %a p = -1.000000e+00 : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x2xf32>
  return
}

// -----

func.func @pdist(%a: tensor<2xf32>) {
  // expected-error@+1 {{pdist only supports 2D tensors, got: 1D tensor}}
  %0 = aten.pdist %a : (tensor<2xf32>) -> tensor<1xf32>
  return
}

// -----

func.func @_pdist_forward(%a: tensor<4x3xi64>) {
  // expected-error@+1 {{pdist only supports floating-point dtypes}}
  %0 = aten._pdist_forward %a : (tensor<4x3xi64>) -> tensor<6xi64>
  return
}

// -----

func.func @_softmax(%a: tensor<2x3xi64>) {
  // expected-error@+1 {{"softmax_kernel_impl" not implemented for 'Long'}}
  %0 = aten._softmax %a dim = 1 half_to_float = false : (tensor<2x3xi64>) -> tensor<2x3xi64>
  return
}

// -----

func.func @_log_softmax(%a: tensor<2x3xf32>) {
  // expected-error@+1 {{conversion is supported for Half type only}}
  %0 = aten._log_softmax %a dim = 1 half_to_float = true : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @softmax_int(%a: tensor<2x3xf32>) {
  // expected-error@+1 {{Dimension out of range (expected to be in range of [-2, 1], but got 2)}}
  %0 = aten.softmax.int %a dim = 2 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @log_softmax_int(%a: tensor<2x3xf16>) {
  // expected-error@+1 {{result #0 must be tensor<2x3xf32>, but is tensor<2x3xf16>}}
  %0 = aten.log_softmax.int %a dim = 1 dtype = f32 : (tensor<2x3xf16>) -> tensor<2x3xf16>
  return
}

// -----

func.func @_safe_softmax(%a: tensor<2x3xi1>) {
  // expected-error@+1 {{"softmax_kernel_impl" not implemented for 'Bool'}}
  %0 = aten._safe_softmax %a dim = 1 : (tensor<2x3xi1>) -> tensor<2x3xi1>
  return
}
