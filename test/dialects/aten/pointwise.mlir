// Arithmetic, element by element: each op in its custom, generic and bytecode forms.
// RUN: %roundtrip %s

// Functions in floating point.
func.func @float_unary(%self: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %special_expit = aten.special_expit %self : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %0 = aten.acos %self : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %1 = aten.acosh %self : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %2 = aten.asin %self : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %3 = aten.asinh %self : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %4 = aten.atan %self : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %5 = aten.atanh %self : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %6 = aten.cos %self : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %7 = aten.cosh %self : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %8 = aten.exp %self : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %9 = aten.exp2 %self : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %10 = aten.expm1 %self : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %11 = aten.log %self : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %12 = aten.log10 %self : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %13 = aten.log1p %self : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %14 = aten.log2 %self : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %15 = aten.reciprocal %self : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %16 = aten.rsqrt %self : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %17 = aten.sin %self : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %18 = aten.sinc %self : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %19 = aten.sinh %self : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %20 = aten.sqrt %self : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %21 = aten.tan %self : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %22 = aten.tanh %self : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %23 = aten.deg2rad %self : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %24 = aten.rad2deg %self : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %24 : tensor<2x3xf32>
}

// Integers and bools become the default float, complex numbers stay.
func.func @float_unary_of_integers(%bools: tensor<?xi1>, %bytes: tensor<2xui8>, %complexes: tensor<3xcomplex<f32>>) -> tensor<3xcomplex<f32>> {
  %0 = aten.exp %bools : (tensor<?xi1>) -> tensor<?xf32>
  %1 = aten.sin %bytes : (tensor<2xui8>) -> tensor<2xf32>
  %2 = aten.rad2deg %bytes : (tensor<2xui8>) -> tensor<2xf32>
  %3 = aten.cos %complexes : (tensor<3xcomplex<f32>>) -> tensor<3xcomplex<f32>>
  return %3 : tensor<3xcomplex<f32>>
}

// Special functions of real numbers.
func.func @special_functions(%self: tensor<2x3xf64>, %ints: tensor<4xi32>, %x: tensor<?xf16>) -> tensor<?xf16> {
  %0 = aten.digamma %self : (tensor<2x3xf64>) -> tensor<2x3xf64>
  %1 = aten.erf %self : (tensor<2x3xf64>) -> tensor<2x3xf64>
  %2 = aten.erfc %self : (tensor<2x3xf64>) -> tensor<2x3xf64>
  %3 = aten.erfinv %self : (tensor<2x3xf64>) -> tensor<2x3xf64>
  %4 = aten.i0 %self : (tensor<2x3xf64>) -> tensor<2x3xf64>
  %5 = aten.lgamma %self : (tensor<2x3xf64>) -> tensor<2x3xf64>
  %6 = aten.logit %self : (tensor<2x3xf64>) -> tensor<2x3xf64>
  %7 = aten.special_bessel_j0 %self : (tensor<2x3xf64>) -> tensor<2x3xf64>
  %8 = aten.special_bessel_j1 %self : (tensor<2x3xf64>) -> tensor<2x3xf64>
  %9 = aten.special_bessel_y0 %self : (tensor<2x3xf64>) -> tensor<2x3xf64>
  %10 = aten.special_bessel_y1 %self : (tensor<2x3xf64>) -> tensor<2x3xf64>
  %11 = aten.special_entr %self : (tensor<2x3xf64>) -> tensor<2x3xf64>
  %12 = aten.special_erfcx %self : (tensor<2x3xf64>) -> tensor<2x3xf64>
  %13 = aten.special_i0e %self : (tensor<2x3xf64>) -> tensor<2x3xf64>
  %14 = aten.special_i1 %self : (tensor<2x3xf64>) -> tensor<2x3xf64>
  %15 = aten.special_i1e %self : (tensor<2x3xf64>) -> tensor<2x3xf64>
  %16 = aten.special_log_ndtr %self : (tensor<2x3xf64>) -> tensor<2x3xf64>
  %17 = aten.special_modified_bessel_i0 %self : (tensor<2x3xf64>) -> tensor<2x3xf64>
  %18 = aten.special_modified_bessel_i1 %self : (tensor<2x3xf64>) -> tensor<2x3xf64>
  %19 = aten.special_modified_bessel_k0 %self : (tensor<2x3xf64>) -> tensor<2x3xf64>
  %20 = aten.special_modified_bessel_k1 %self : (tensor<2x3xf64>) -> tensor<2x3xf64>
  %21 = aten.special_ndtr %self : (tensor<2x3xf64>) -> tensor<2x3xf64>
  %22 = aten.special_ndtri %self : (tensor<2x3xf64>) -> tensor<2x3xf64>
  %23 = aten.erf %ints : (tensor<4xi32>) -> tensor<4xf32>
  %24 = aten.logit %self eps = 1.250000e-01 : (tensor<2x3xf64>) -> tensor<2x3xf64>
  %25 = aten.mvlgamma %self p = 2 : (tensor<2x3xf64>) -> tensor<2x3xf64>
  %26 = aten.mvlgamma %ints p = 1 : (tensor<4xi32>) -> tensor<4xf32>
  %27 = aten.polygamma %self n = 1 : (tensor<2x3xf64>) -> tensor<2x3xf64>
  %28 = aten.special_airy_ai %x : (tensor<?xf16>) -> tensor<?xf16>
  %29 = aten.special_scaled_modified_bessel_k0 %x : (tensor<?xf16>) -> tensor<?xf16>
  %30 = aten.special_scaled_modified_bessel_k1 %x : (tensor<?xf16>) -> tensor<?xf16>
  %31 = aten.special_spherical_bessel_j0 %x : (tensor<?xf16>) -> tensor<?xf16>
  return %31 : tensor<?xf16>
}

// Functions that keep the dtype.
func.func @unary(%self: tensor<2x3xf32>, %ints: tensor<?xi64>) -> tensor<?xi1> {
  %0 = aten.abs %self : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %1 = aten.ceil %self : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %2 = aten.floor %self : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %3 = aten.frac %self : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %4 = aten.neg %self : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %5 = aten.positive %self : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %6 = aten.round %self : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %7 = aten.sgn %self : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %8 = aten.sign %self : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %9 = aten.square %self : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %10 = aten.trunc %self : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %11 = aten.abs %ints : (tensor<?xi64>) -> tensor<?xi64>
  %12 = aten.ceil %ints : (tensor<?xi64>) -> tensor<?xi64>
  %13 = aten.floor %ints : (tensor<?xi64>) -> tensor<?xi64>
  %14 = aten.neg %ints : (tensor<?xi64>) -> tensor<?xi64>
  %15 = aten.positive %ints : (tensor<?xi64>) -> tensor<?xi64>
  %16 = aten.round %ints : (tensor<?xi64>) -> tensor<?xi64>
  %17 = aten.sgn %ints : (tensor<?xi64>) -> tensor<?xi64>
  %18 = aten.sign %ints : (tensor<?xi64>) -> tensor<?xi64>
  %19 = aten.square %ints : (tensor<?xi64>) -> tensor<?xi64>
  %20 = aten.trunc %ints : (tensor<?xi64>) -> tensor<?xi64>
  %21, %22 = aten.frexp.Tensor %self : (tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xi32>)
  %23 = aten.nan_to_num %self : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %24 = aten.nan_to_num %ints nan = 0.000000e+00 posinf = 1.000000e+02 neginf = -1.000000e+00 : (tensor<?xi64>) -> tensor<?xi64>
  %25 = aten.round.decimals %self decimals = -2 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %26 = aten.signbit %self : (tensor<2x3xf32>) -> tensor<2x3xi1>
  %27 = aten.signbit %ints : (tensor<?xi64>) -> tensor<?xi1>
  return %27 : tensor<?xi1>
}

// A bool squared is an integer.
func.func @square_of_bools(%self: tensor<4xi1>) -> tensor<4xi64> {
  %0 = aten.square %self : (tensor<4xi1>) -> tensor<4xi64>
  return %0 : tensor<4xi64>
}

// Complex numbers and their parts.
func.func @complex_numbers(%real: tensor<2x1xf64>, %imag: tensor<3xf64>, %self: tensor<4xcomplex<f32>>, %reals: tensor<4xf32>) -> tensor<4xcomplex<f32>> {
  %0 = aten.complex %real, %imag : (tensor<2x1xf64>, tensor<3xf64>) -> tensor<2x3xcomplex<f64>>
  %1 = aten.polar %real, %imag : (tensor<2x1xf64>, tensor<3xf64>) -> tensor<2x3xcomplex<f64>>
  %2 = aten.abs %self : (tensor<4xcomplex<f32>>) -> tensor<4xf32>
  %3 = aten.angle %self : (tensor<4xcomplex<f32>>) -> tensor<4xf32>
  %4 = aten.angle %reals : (tensor<4xf32>) -> tensor<4xf32>
  %5 = aten.conj_physical %self : (tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>>
  %6 = aten._conj_physical %self : (tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>>
  %7 = aten.sgn %self : (tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>>
  %8 = aten.neg %self : (tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>>
  return %8 : tensor<4xcomplex<f32>>
}

// Sums: numbers and 0-d tensors promote by their category.
func.func @sums(%self: tensor<2x3xf32>, %other: tensor<?x1x3xf16>, %ints: tensor<2x3xi32>, %half: tensor<f16>) -> tensor<2x3xf32> {
  %0 = aten.add.Tensor %self, %other : (tensor<2x3xf32>, tensor<?x1x3xf16>) -> tensor<?x2x3xf32>
  %1 = aten.add.Tensor %ints, %ints alpha = 2 : (tensor<2x3xi32>, tensor<2x3xi32>) -> tensor<2x3xi32>
  %2 = aten.add.Tensor %self, %half alpha = 5.000000e-01 : (tensor<2x3xf32>, tensor<f16>) -> tensor<2x3xf32>
  %3 = aten.sub.Tensor %self, %other : (tensor<2x3xf32>, tensor<?x1x3xf16>) -> tensor<?x2x3xf32>
  %4 = aten.sub.Tensor %ints, %ints alpha = 2 : (tensor<2x3xi32>, tensor<2x3xi32>) -> tensor<2x3xi32>
  %5 = aten.sub.Tensor %self, %half alpha = 5.000000e-01 : (tensor<2x3xf32>, tensor<f16>) -> tensor<2x3xf32>
  %6 = aten.rsub.Tensor %self, %other : (tensor<2x3xf32>, tensor<?x1x3xf16>) -> tensor<?x2x3xf32>
  %7 = aten.rsub.Tensor %ints, %ints alpha = 2 : (tensor<2x3xi32>, tensor<2x3xi32>) -> tensor<2x3xi32>
  %8 = aten.rsub.Tensor %self, %half alpha = 5.000000e-01 : (tensor<2x3xf32>, tensor<f16>) -> tensor<2x3xf32>
  %9 = aten.add.Scalar %self other = 2 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %10 = aten.add.Scalar %ints other = -1 alpha = 3 : (tensor<2x3xi32>) -> tensor<2x3xi32>
  %11 = aten.add.Scalar %ints other = 1.500000e+00 : (tensor<2x3xi32>) -> tensor<2x3xf32>
  %12 = aten.sub.Scalar %self other = 2 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %13 = aten.sub.Scalar %ints other = -1 alpha = 3 : (tensor<2x3xi32>) -> tensor<2x3xi32>
  %14 = aten.sub.Scalar %ints other = 1.500000e+00 : (tensor<2x3xi32>) -> tensor<2x3xf32>
  %15 = aten.rsub.Scalar %self other = 2 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %16 = aten.rsub.Scalar %ints other = -1 alpha = 3 : (tensor<2x3xi32>) -> tensor<2x3xi32>
  %17 = aten.rsub.Scalar %ints other = 1.500000e+00 : (tensor<2x3xi32>) -> tensor<2x3xf32>
  %18 = aten.add.Scalar %self other = "-inf" : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %18 : tensor<2x3xf32>
}

// Products.
func.func @products(%self: tensor<2x3xf32>, %other: tensor<3xf32>, %ints: tensor<?xi64>, %bytes: tensor<1xui8>, %bools: tensor<?xi1>) -> tensor<1xui8> {
  %0 = aten.mul.Tensor %self, %other : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  %1 = aten.mul.Tensor %ints, %bytes : (tensor<?xi64>, tensor<1xui8>) -> tensor<?xi64>
  %2 = aten.mul.Scalar %bools other = true : (tensor<?xi1>) -> tensor<?xi1>
  %3 = aten.mul.Scalar %bools other = 2 : (tensor<?xi1>) -> tensor<?xi64>
  %4 = aten.addcmul %self, %other, %other : (tensor<2x3xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  %5 = aten.addcmul %ints, %ints, %ints value = 2 : (tensor<?xi64>, tensor<?xi64>, tensor<?xi64>) -> tensor<?xi64>
  %6 = aten.addcdiv %self, %other, %other value = 5.000000e-01 : (tensor<2x3xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  %7 = aten.addcdiv %self, %other, %other : (tensor<2x3xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  %8 = aten.gcd %ints, %bytes : (tensor<?xi64>, tensor<1xui8>) -> tensor<?xi64>
  %9 = aten.lcm %bytes, %bytes : (tensor<1xui8>, tensor<1xui8>) -> tensor<1xui8>
  return %9 : tensor<1xui8>
}

// Quotients and remainders.
func.func @quotients(%self: tensor<2x3xf32>, %other: tensor<3xf32>, %ints: tensor<?xi64>, %bytes: tensor<1xui8>) -> tensor<?xi64> {
  %0 = aten.div.Tensor %self, %other : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  %1 = aten.div.Tensor %ints, %bytes : (tensor<?xi64>, tensor<1xui8>) -> tensor<?xf32>
  %2 = aten.div.Scalar %ints other = 2 : (tensor<?xi64>) -> tensor<?xf32>
  %3 = aten.div.Tensor_mode %ints, %bytes : (tensor<?xi64>, tensor<1xui8>) -> tensor<?xf32>
  %4 = aten.div.Tensor_mode %ints, %bytes rounding_mode = "trunc" : (tensor<?xi64>, tensor<1xui8>) -> tensor<?xi64>
  %5 = aten.div.Tensor_mode %self, %other rounding_mode = "floor" : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  %6 = aten.div.Scalar_mode %ints other = 2 rounding_mode = "floor" : (tensor<?xi64>) -> tensor<?xi64>
  %7 = aten.div.Scalar_mode %ints other = 2.500000e+00 rounding_mode = "trunc" : (tensor<?xi64>) -> tensor<?xf32>
  %8 = aten.div.Scalar_mode %ints other = 2 : (tensor<?xi64>) -> tensor<?xf32>
  %9 = aten.floor_divide %ints, %bytes : (tensor<?xi64>, tensor<1xui8>) -> tensor<?xi64>
  %10 = aten.fmod.Tensor %ints, %bytes : (tensor<?xi64>, tensor<1xui8>) -> tensor<?xi64>
  %11 = aten.remainder.Tensor %ints, %bytes : (tensor<?xi64>, tensor<1xui8>) -> tensor<?xi64>
  %12 = aten.floor_divide.Scalar %self other = 3 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %13 = aten.fmod.Scalar %self other = 3 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %14 = aten.remainder.Scalar %self other = 3 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %15 = aten.remainder.Scalar_Tensor %ints self = 7 : (tensor<?xi64>) -> tensor<?xi64>
  return %15 : tensor<?xi64>
}

func.func @interpolation(%self: tensor<2x3xf16>, %end: tensor<3xf16>, %weight: tensor<2x1xf16>) -> tensor<2x3xf16> {
  %0 = aten.lerp.Tensor %self, %end, %weight : (tensor<2x3xf16>, tensor<3xf16>, tensor<2x1xf16>) -> tensor<2x3xf16>
  %1 = aten.lerp.Scalar %self, %end weight = 5.000000e-01 : (tensor<2x3xf16>, tensor<3xf16>) -> tensor<2x3xf16>
  return %1 : tensor<2x3xf16>
}

// Powers.
func.func @powers(%self: tensor<2x3xf32>, %exponent: tensor<3xf32>, %ints: tensor<?xi32>, %bools: tensor<?xi1>) -> tensor<?xf32> {
  %0 = aten.pow.Tensor_Tensor %self, %exponent : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  %1 = aten.pow.Tensor_Tensor %ints, %bools : (tensor<?xi32>, tensor<?xi1>) -> tensor<?xi32>
  %2 = aten.pow.Tensor_Scalar %self exponent = -2 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %3 = aten.pow.Tensor_Scalar %ints exponent = 3 : (tensor<?xi32>) -> tensor<?xi32>
  %4 = aten.pow.Tensor_Scalar %ints exponent = 5.000000e-01 : (tensor<?xi32>) -> tensor<?xf32>
  %5 = aten.pow.Scalar %exponent self = 2 : (tensor<3xf32>) -> tensor<3xf32>
  %6 = aten.pow.Scalar %ints self = 2 : (tensor<?xi32>) -> tensor<?xi32>
  %7 = aten.float_power.Tensor_Tensor %self, %exponent : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf64>
  %8 = aten.float_power.Tensor_Scalar %ints exponent = 2 : (tensor<?xi32>) -> tensor<?xf64>
  %9 = aten.float_power.Scalar %exponent self = 1.500000e+00 : (tensor<3xf32>) -> tensor<3xf64>
  %10 = aten.ldexp.Tensor %ints, %ints : (tensor<?xi32>, tensor<?xi32>) -> tensor<?xf32>
  return %10 : tensor<?xf32>
}

// Functions of two numbers in floating point.
func.func @float_binary(%self: tensor<2x3xf32>, %other: tensor<3xf32>, %ints: tensor<?xi32>, %out: tensor<2x3xf64>) -> tensor<2x3xf64> {
  %0 = aten.logaddexp %self, %other : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  %1 = aten.logaddexp2 %self, %other : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  %2 = aten.hypot %self, %other : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  %3 = aten.igamma %self, %other : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  %4 = aten.igammac %self, %other : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  %5 = aten.nextafter %self, %other : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  %6 = aten.atan2 %self, %other : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  %7 = aten.copysign.Tensor %self, %other : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  %8 = aten.xlogy.Tensor %self, %other : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  %9 = aten.special_xlog1py %self, %other : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  %10 = aten.special_zeta %self, %other : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  %11 = aten.atan2 %ints, %ints : (tensor<?xi32>, tensor<?xi32>) -> tensor<?xf32>
  %12 = aten.copysign.Tensor %ints, %ints : (tensor<?xi32>, tensor<?xi32>) -> tensor<?xf32>
  %13 = aten.xlogy.Tensor %ints, %ints : (tensor<?xi32>, tensor<?xi32>) -> tensor<?xf32>
  %14 = aten.special_xlog1py %ints, %ints : (tensor<?xi32>, tensor<?xi32>) -> tensor<?xf32>
  %15 = aten.special_zeta %ints, %ints : (tensor<?xi32>, tensor<?xi32>) -> tensor<?xf32>
  %16 = aten.copysign.Scalar %ints other = 2 : (tensor<?xi32>) -> tensor<?xf32>
  %17 = aten.xlogy.Scalar_Other %ints other = 2 : (tensor<?xi32>) -> tensor<?xf32>
  %18 = aten.special_xlog1py.other_scalar %ints other = 2 : (tensor<?xi32>) -> tensor<?xf32>
  %19 = aten.special_zeta.other_scalar %ints other = 2 : (tensor<?xi32>) -> tensor<?xf32>
  %20 = aten.xlogy.Scalar_Self %ints self = 2 : (tensor<?xi32>) -> tensor<?xf32>
  %21 = aten.special_xlog1py.self_scalar %ints self = 2 : (tensor<?xi32>) -> tensor<?xf32>
  %22 = aten.special_zeta.self_scalar %ints self = 2 : (tensor<?xi32>) -> tensor<?xf32>
  %23 = aten.atan2.out %self, %other, %out : (tensor<2x3xf32>, tensor<3xf32>, tensor<2x3xf64>) -> tensor<2x3xf64>
  return %23 : tensor<2x3xf64>
}

// Extrema and bounds.
func.func @extrema(%self: tensor<2x3xf32>, %other: tensor<3xi64>, %ints: tensor<?xi64>) -> tensor<2x3xf32> {
  %0 = aten.maximum %self, %other : (tensor<2x3xf32>, tensor<3xi64>) -> tensor<2x3xf32>
  %1 = aten.minimum %self, %other : (tensor<2x3xf32>, tensor<3xi64>) -> tensor<2x3xf32>
  %2 = aten.max.other %self, %other : (tensor<2x3xf32>, tensor<3xi64>) -> tensor<2x3xf32>
  %3 = aten.min.other %self, %other : (tensor<2x3xf32>, tensor<3xi64>) -> tensor<2x3xf32>
  %4 = aten.fmax %self, %other : (tensor<2x3xf32>, tensor<3xi64>) -> tensor<2x3xf32>
  %5 = aten.fmin %self, %other : (tensor<2x3xf32>, tensor<3xi64>) -> tensor<2x3xf32>
  %6 = aten.clamp %ints min = 0 : (tensor<?xi64>) -> tensor<?xi64>
  %7 = aten.clamp %ints max = 2.500000e+00 : (tensor<?xi64>) -> tensor<?xf32>
  %8 = aten.clamp %self min = -1 max = 1 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %9 = aten.clamp.Tensor %self min = %other : (tensor<2x3xf32>, tensor<3xi64>) -> tensor<2x3xf32>
  %10 = aten.clamp.Tensor %self max = %other : (tensor<2x3xf32>, tensor<3xi64>) -> tensor<2x3xf32>
  %11 = aten.clamp.Tensor %other min = %other max = %self : (tensor<3xi64>, tensor<3xi64>, tensor<2x3xf32>) -> tensor<2x3xf32>
  %12 = aten.clip %ints min = 0 : (tensor<?xi64>) -> tensor<?xi64>
  %13 = aten.clip %ints max = 2.500000e+00 : (tensor<?xi64>) -> tensor<?xf32>
  %14 = aten.clip %self min = -1 max = 1 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %15 = aten.clip.Tensor %self min = %other : (tensor<2x3xf32>, tensor<3xi64>) -> tensor<2x3xf32>
  %16 = aten.clip.Tensor %self max = %other : (tensor<2x3xf32>, tensor<3xi64>) -> tensor<2x3xf32>
  %17 = aten.clip.Tensor %other min = %other max = %self : (tensor<3xi64>, tensor<3xi64>, tensor<2x3xf32>) -> tensor<2x3xf32>
  %18 = aten.clamp_max %ints max = 6 : (tensor<?xi64>) -> tensor<?xi64>
  %19 = aten.clamp_min %ints min = 5.000000e-01 : (tensor<?xi64>) -> tensor<?xf32>
  %20 = aten.clamp_max.Tensor %self, %other : (tensor<2x3xf32>, tensor<3xi64>) -> tensor<2x3xf32>
  %21 = aten.clamp_min.Tensor %other, %other : (tensor<3xi64>, tensor<3xi64>) -> tensor<3xi64>
  %22 = aten.heaviside %self, %self : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return %22 : tensor<2x3xf32>
}

// Choices.
func.func @choices(%condition: tensor<2x1xi1>, %self: tensor<3xf16>, %other: tensor<f32>, %ints: tensor<3xi64>) -> tensor<2x1xf32> {
  %0 = aten.where.self %condition, %self, %other : (tensor<2x1xi1>, tensor<3xf16>, tensor<f32>) -> tensor<2x3xf16>
  %1 = aten.where.self %condition, %ints, %other : (tensor<2x1xi1>, tensor<3xi64>, tensor<f32>) -> tensor<2x3xf32>
  %2 = aten.where.ScalarSelf %condition, %self self = 0 : (tensor<2x1xi1>, tensor<3xf16>) -> tensor<2x3xf16>
  %3 = aten.where.ScalarOther %condition, %ints other = "-inf" : (tensor<2x1xi1>, tensor<3xi64>) -> tensor<2x3xf32>
  %4 = aten.where.Scalar %condition self = 1 other = 0 : (tensor<2x1xi1>) -> tensor<2x1xi64>
  %5 = aten.where.Scalar %condition self = 1 other = 0.000000e+00 : (tensor<2x1xi1>) -> tensor<2x1xf32>
  return %5 : tensor<2x1xf32>
}

// A number may be a value: an index counts as an int, an f64 as a float, an i1 as a bool.
func.func @symbolic_numbers(%self: tensor<2x3xi32>, %n: index, %f: f64, %b: i1) -> tensor<2x3xf32> {
  %0 = aten.add.Scalar %self other = %n alpha = 2 : (tensor<2x3xi32>, index) -> tensor<2x3xi32>
  %1 = aten.mul.Scalar %0 other = %b : (tensor<2x3xi32>, i1) -> tensor<2x3xi32>
  %2 = aten.clamp %1 min = 0 max = %n : (tensor<2x3xi32>, index) -> tensor<2x3xi32>
  %3 = aten.div.Scalar %2 other = %f : (tensor<2x3xi32>, f64) -> tensor<2x3xf32>
  return %3 : tensor<2x3xf32>
}
