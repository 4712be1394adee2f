// Reductions: every op, as it is written.
// RUN: %roundtrip %s

func.func @sums(%self: tensor<2x3x4xf32>, %i: tensor<2x?xi32>, %b: tensor<?x?xi1>, %s: tensor<f16>) {
  %0 = aten.sum %self : (tensor<2x3x4xf32>) -> tensor<f32>
  %1 = aten.sum %i dtype = f64 : (tensor<2x?xi32>) -> tensor<f64>
  %2 = aten.sum.dim_IntList %self dim = [1] : (tensor<2x3x4xf32>) -> tensor<2x4xf32>
  %3 = aten.sum.dim_IntList %i dim = [-1] keepdim = true : (tensor<2x?xi32>) -> tensor<2x1xi64>
  %4 = aten.sum.dim_IntList %self dim = [] dtype = f16 : (tensor<2x3x4xf32>) -> tensor<f16>
  %5 = aten.sum.dim_IntList %b : (tensor<?x?xi1>) -> tensor<i64>
  %6 = aten.sum.dim_IntList %s dim = [0] : (tensor<f16>) -> tensor<f16>
  %7 = aten.nansum %self dim = [0, 2] keepdim = true : (tensor<2x3x4xf32>) -> tensor<1x3x1xf32>
  %8 = aten.prod %b : (tensor<?x?xi1>) -> tensor<i64>
  %9 = aten.prod.dim_int %self dim = 0 dtype = f64 : (tensor<2x3x4xf32>) -> tensor<3x4xf64>
  %10 = aten.prod.dim_int %self dim = -1 keepdim = true : (tensor<2x3x4xf32>) -> tensor<2x3x1xf32>
  %11 = aten.trace %i : (tensor<2x?xi32>) -> tensor<i64>
  %12 = aten.count_nonzero %self : (tensor<2x3x4xf32>) -> tensor<i64>
  %13 = aten.count_nonzero %self dim = 1 : (tensor<2x3x4xf32>) -> tensor<2x4xi64>
  %14 = aten.count_nonzero.dim_IntList %self dim = [0, 1] : (tensor<2x3x4xf32>) -> tensor<4xi64>
  %15 = aten.logsumexp %self dim = [1] : (tensor<2x3x4xf32>) -> tensor<2x4xf32>
  %16 = aten.logsumexp %i dim = [0] keepdim = true : (tensor<2x?xi32>) -> tensor<1x?xf32>
  return
}

func.func @means(%self: tensor<2x3x4xbf16>, %i: tensor<2x?xi64>) {
  %0 = aten.mean %self : (tensor<2x3x4xbf16>) -> tensor<bf16>
  %1 = aten.mean %i dtype = f32 : (tensor<2x?xi64>) -> tensor<f32>
  %2 = aten.mean.dim %self dim = [-1] keepdim = true : (tensor<2x3x4xbf16>) -> tensor<2x3x1xbf16>
  %3 = aten.mean.dim %i dim = [0] dtype = f64 : (tensor<2x?xi64>) -> tensor<?xf64>
  %4 = aten.nanmean %self dim = [1] : (tensor<2x3x4xbf16>) -> tensor<2x4xbf16>
  return
}

func.func @logical(%self: tensor<2x3xf32>, %u: tensor<2x3xui8>, %d: tensor<?x?xi1>) {
  %0 = aten.all %self : (tensor<2x3xf32>) -> tensor<i1>
  %1 = aten.all %u : (tensor<2x3xui8>) -> tensor<ui8>
  %2 = aten.all.dim %d dim = 0 : (tensor<?x?xi1>) -> tensor<?xi1>
  %3 = aten.all.dims %self dim = [0, 1] keepdim = true : (tensor<2x3xf32>) -> tensor<1x1xi1>
  %4 = aten.all.dims %self dim = [] : (tensor<2x3xf32>) -> tensor<2x3xi1>
  %5 = aten.any %self : (tensor<2x3xf32>) -> tensor<i1>
  %6 = aten.any.dim %u dim = -1 keepdim = true : (tensor<2x3xui8>) -> tensor<2x1xui8>
  %7 = aten.any.dims %self : (tensor<2x3xf32>) -> tensor<i1>
  return
}

func.func @extrema(%self: tensor<2x3xf32>, %i: tensor<?x4xi8>, %empty: tensor<0x3xf32>) {
  %0 = aten.amax %self : (tensor<2x3xf32>) -> tensor<f32>
  %1 = aten.amax %empty dim = [1] : (tensor<0x3xf32>) -> tensor<0xf32>
  %2 = aten.amin %i dim = [0, 1] keepdim = true : (tensor<?x4xi8>) -> tensor<1x1xi8>
  %3, %4 = aten.aminmax %self : (tensor<2x3xf32>) -> (tensor<f32>, tensor<f32>)
  %5, %6 = aten.aminmax %self dim = 0 keepdim = true : (tensor<2x3xf32>) -> (tensor<1x3xf32>, tensor<1x3xf32>)
  %7 = aten.max %i : (tensor<?x4xi8>) -> tensor<i8>
  %8 = aten.min %self : (tensor<2x3xf32>) -> tensor<f32>
  %9, %10 = aten.max.dim %self dim = 1 : (tensor<2x3xf32>) -> (tensor<2xf32>, tensor<2xi64>)
  %11, %12 = aten.min.dim %i dim = 1 keepdim = true : (tensor<?x4xi8>) -> (tensor<?x1xi8>, tensor<?x1xi64>)
  %13 = aten.argmax %self : (tensor<2x3xf32>) -> tensor<i64>
  %14 = aten.argmin %i dim = 1 keepdim = true : (tensor<?x4xi8>) -> tensor<?x1xi64>
  %15 = aten.median %empty : (tensor<0x3xf32>) -> tensor<f32>
  %16, %17 = aten.median.dim %self dim = 0 : (tensor<2x3xf32>) -> (tensor<3xf32>, tensor<3xi64>)
  %18 = aten.nanmedian %self : (tensor<2x3xf32>) -> tensor<f32>
  %19, %20 = aten.nanmedian.dim %self dim = -1 keepdim = true : (tensor<2x3xf32>) -> (tensor<2x1xf32>, tensor<2x1xi64>)
  return
}

func.func @quantiles(%self: tensor<2x3xf32>, %q: tensor<5xf32>, %half: tensor<f32>) {
  %0 = aten.quantile %self, %q : (tensor<2x3xf32>, tensor<5xf32>) -> tensor<5xf32>
  %1 = aten.quantile %self, %q dim = 1 keepdim = true interpolation = "nearest" : (tensor<2x3xf32>, tensor<5xf32>) -> tensor<5x2x1xf32>
  %2 = aten.quantile.scalar %self q = 5.000000e-01 dim = 0 : (tensor<2x3xf32>) -> tensor<3xf32>
  %3 = aten.nanquantile %self, %half dim = -1 : (tensor<2x3xf32>, tensor<f32>) -> tensor<2xf32>
  %4 = aten.nanquantile.scalar %self q = 2.500000e-01 interpolation = "midpoint" : (tensor<2x3xf32>) -> tensor<f32>
  return
}

func.func @variances(%self: tensor<2x3x?xf32>, %c: tensor<2x3xcomplex<f64>>) {
  %0 = aten.std %self : (tensor<2x3x?xf32>) -> tensor<f32>
  %1 = aten.std.dim %self dim = [2] unbiased = false keepdim = true : (tensor<2x3x?xf32>) -> tensor<2x3x1xf32>
  %2 = aten.std.correction %self dim = [0, 1] correction = 0 : (tensor<2x3x?xf32>) -> tensor<?xf32>
  %3 = aten.var %c unbiased = false : (tensor<2x3xcomplex<f64>>) -> tensor<f64>
  %4 = aten.var.dim %self dim = [1] : (tensor<2x3x?xf32>) -> tensor<2x?xf32>
  %5 = aten.var.correction %self correction = 1.500000e+00 keepdim = true : (tensor<2x3x?xf32>) -> tensor<1x1x1xf32>
  %6, %7 = aten.std_mean %c : (tensor<2x3xcomplex<f64>>) -> (tensor<f64>, tensor<complex<f64>>)
  %8, %9 = aten.std_mean.dim %self dim = [0] : (tensor<2x3x?xf32>) -> (tensor<3x?xf32>, tensor<3x?xf32>)
  %10, %11 = aten.std_mean.correction %self dim = [0] correction = 2 keepdim = true : (tensor<2x3x?xf32>) -> (tensor<1x3x?xf32>, tensor<1x3x?xf32>)
  %12, %13 = aten.var_mean %self : (tensor<2x3x?xf32>) -> (tensor<f32>, tensor<f32>)
  %14, %15 = aten.var_mean.dim %c dim = [1] unbiased = false : (tensor<2x3xcomplex<f64>>) -> (tensor<2xf64>, tensor<2xcomplex<f64>>)
  %16, %17 = aten.var_mean.correction %self dim = [-1] : (tensor<2x3x?xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>)
  return
}

func.func @norms(%self: tensor<2x3xf32>, %c: tensor<?xcomplex<f32>>, %h: tensor<2x3xf16>) {
  %0 = aten.linalg_vector_norm %self : (tensor<2x3xf32>) -> tensor<f32>
  %1 = aten.linalg_vector_norm %self ord = "inf" dim = [1] keepdim = true : (tensor<2x3xf32>) -> tensor<2x1xf32>
  %2 = aten.linalg_vector_norm %h ord = 1 dtype = f64 : (tensor<2x3xf16>) -> tensor<f64>
  %3 = aten.linalg_vector_norm %c ord = -1.500000e+00 : (tensor<?xcomplex<f32>>) -> tensor<f32>
  %4 = aten.norm.Scalar %self : (tensor<2x3xf32>) -> tensor<f32>
  %5 = aten.norm.Scalar %c p = 1 : (tensor<?xcomplex<f32>>) -> tensor<f32>
  %6 = aten.norm.ScalarOpt_dtype %h p = 3 dtype = f32 : (tensor<2x3xf16>) -> tensor<f32>
  %7 = aten.norm.ScalarOpt_dim %self dim = [0] : (tensor<2x3xf32>) -> tensor<3xf32>
  %8 = aten.norm.ScalarOpt_dim %self p = "-inf" dim = [0, 1] keepdim = true : (tensor<2x3xf32>) -> tensor<1x1xf32>
  %9 = aten.norm.ScalarOpt_dim_dtype %h p = 2 dim = [] keepdim = false dtype = f32 : (tensor<2x3xf16>) -> tensor<f32>
  %10 = aten.renorm %self p = 2 dim = 0 maxnorm = 5.000000e-01 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

func.func @distances(%a: tensor<5x1x4x3xf32>, %b: tensor<2x?x3xf32>, %m: tensor<4x3xf64>, %d: tensor<?x3xf32>) {
  %0 = aten.dist %a, %b : (tensor<5x1x4x3xf32>, tensor<2x?x3xf32>) -> tensor<f32>
  %1 = aten.dist %m, %m p = 1.500000e+00 : (tensor<4x3xf64>, tensor<4x3xf64>) -> tensor<f64>
  %2 = aten.pairwise_distance %m, %m : (tensor<4x3xf64>, tensor<4x3xf64>) -> tensor<4xf64>
  %3 = aten.pairwise_distance %m, %d p = 1.000000e+00 eps = 0.000000e+00 keepdim = true : (tensor<4x3xf64>, tensor<?x3xf32>) -> tensor<4x1xf64>
  %4 = aten.cdist %a, %b : (tensor<5x1x4x3xf32>, tensor<2x?x3xf32>) -> tensor<5x2x4x?xf32>
  %5 = aten.cdist %a, %b p = 1.000000e+00 compute_mode = 2 : (tensor<5x1x4x3xf32>, tensor<2x?x3xf32>) -> tensor<5x2x4x?xf32>
  %6 = aten._cdist_forward %m, %m p = 2.000000e+00 : (tensor<4x3xf64>, tensor<4x3xf64>) -> tensor<4x4xf64>
  %7 = aten.pdist %m : (tensor<4x3xf64>) -> tensor<6xf64>
  %8 = aten._pdist_forward %d p = 3.000000e+00 : (tensor<?x3xf32>) -> tensor<?xf32>
  return
}

func.func @softmax(%self: tensor<2x?xf32>, %h: tensor<4xf16>, %i: tensor<2x3xi64>, %s: tensor<f32>) {
  %0 = aten._softmax %self dim = 1 half_to_float = false : (tensor<2x?xf32>) -> tensor<2x?xf32>
  %1 = aten._softmax %h dim = 0 half_to_float = true : (tensor<4xf16>) -> tensor<4xf32>
  %2 = aten._log_softmax %self dim = -1 half_to_float = false : (tensor<2x?xf32>) -> tensor<2x?xf32>
  %3 = aten.softmax.int %self dim = 0 : (tensor<2x?xf32>) -> tensor<2x?xf32>
  %4 = aten.softmax.int %i dim = 0 dtype = f32 : (tensor<2x3xi64>) -> tensor<2x3xf32>
  %5 = aten.log_softmax.int %h dim = 0 dtype = f32 : (tensor<4xf16>) -> tensor<4xf32>
  %6 = aten._safe_softmax %s dim = -1 : (tensor<f32>) -> tensor<f32>
  %7 = aten._safe_softmax %self dim = 1 dtype = f64 : (tensor<2x?xf32>) -> tensor<2x?xf64>
  return
}
