// Wrong uses of the ops of arithmetic, each refused in PyTorch's words.
// RUN: tricast-opt %s -split-input-file -verify-diagnostics

func.func @acos(%self: tensor<4xi32>) {
  // expected-error@+1 {{result #0 must be tensor<4xf32>, but is tensor<4xi32>}}
  %0 = aten.acos %self : (tensor<4xi32>) -> tensor<4xi32>
  return
}

// -----

func.func @acosh(%self: tensor<4xi32>) {
  // expected-error@+1 {{result #0 must be tensor<4xf32>, but is tensor<4xi32>}}
  %0 = aten.acosh %self : (tensor<4xi32>) -> tensor<4xi32>
  return
}

// -----

func.func @asin(%self: tensor<4xi32>) {
  // expected-error@+1 {{result #0 must be tensor<4xf32>, but is tensor<4xi32>}}
  %0 = aten.asin %self : (tensor<4xi32>) -> tensor<4xi32>
  return
}

// -----

func.func @asinh(%self: tensor<4xi32>) {
  // expected-error@+1 {{result #0 must be tensor<4xf32>, but is tensor<4xi32>}}
  %0 = aten.asinh %self : (tensor<4xi32>) -> tensor<4xi32>
  return
}

// -----

func.func @atan(%self: tensor<4xi32>) {
  // expected-error@+1 {{result #0 must be tensor<4xf32>, but is tensor<4xi32>}}
  %0 = aten.atan %self : (tensor<4xi32>) -> tensor<4xi32>
  return
}

// -----

func.func @atanh(%self: tensor<4xi32>) {
  // expected-error@+1 {{result #0 must be tensor<4xf32>, but is tensor<4xi32>}}
  %0 = aten.atanh %self : (tensor<4xi32>) -> tensor<4xi32>
  return
}

// -----

func.func @cos(%self: tensor<4xi32>) {
  // expected-error@+1 {{result #0 must be tensor<4xf32>, but is tensor<4xi32>}}
  %0 = aten.cos %self : (tensor<4xi32>) -> tensor<4xi32>
  return
}

// -----

func.func @cosh(%self: tensor<4xi32>) {
  // expected-error@+1 {{result #0 must be tensor<4xf32>, but is tensor<4xi32>}}
  %0 = aten.cosh %self : (tensor<4xi32>) -> tensor<4xi32>
  return
}

// -----

func.func @exp(%self: tensor<4xi32>) {
  // expected-error@+1 {{result #0 must be tensor<4xf32>, but is tensor<4xi32>}}
  %0 = aten.exp %self : (tensor<4xi32>) -> tensor<4xi32>
  return
}

// -----

func.func @exp2(%self: tensor<4xi32>) {
  // expected-error@+1 {{result #0 must be tensor<4xf32>, but is tensor<4xi32>}}
  %0 = aten.exp2 %self : (tensor<4xi32>) -> tensor<4xi32>
  return
}

// -----

func.func @expm1(%self: tensor<4xi32>) {
  // expected-error@+1 {{result #0 must be tensor<4xf32>, but is tensor<4xi32>}}
  %0 = aten.expm1 %self : (tensor<4xi32>) -> tensor<4xi32>
  return
}

// -----

func.func @log(%self: tensor<4xi32>) {
  // expected-error@+1 {{result #0 must be tensor<4xf32>, but is tensor<4xi32>}}
  %0 = aten.log %self : (tensor<4xi32>) -> tensor<4xi32>
  return
}

// -----

func.func @log10(%self: tensor<4xi32>) {
  // expected-error@+1 {{result #0 must be tensor<4xf32>, but is tensor<4xi32>}}
  %0 = aten.log10 %self : (tensor<4xi32>) -> tensor<4xi32>
  return
}

// -----

func.func @log1p(%self: tensor<4xi32>) {
  // expected-error@+1 {{result #0 must be tensor<4xf32>, but is tensor<4xi32>}}
  %0 = aten.log1p %self : (tensor<4xi32>) -> tensor<4xi32>
  return
}

// -----

func.func @log2(%self: tensor<4xi32>) {
  // expected-error@+1 {{result #0 must be tensor<4xf32>, but is tensor<4xi32>}}
  %0 = aten.log2 %self : (tensor<4xi32>) -> tensor<4xi32>
  return
}

// -----

func.func @reciprocal(%self: tensor<4xi32>) {
  // expected-error@+1 {{result #0 must be tensor<4xf32>, but is tensor<4xi32>}}
  %0 = aten.reciprocal %self : (tensor<4xi32>) -> tensor<4xi32>
  return
}

// -----

func.func @rsqrt(%self: tensor<4xi32>) {
  // expected-error@+1 {{result #0 must be tensor<4xf32>, but is tensor<4xi32>}}
  %0 = aten.rsqrt %self : (tensor<4xi32>) -> tensor<4xi32>
  return
}

// -----

func.func @sin(%self: tensor<4xi32>) {
  // expected-error@+1 {{result #0 must be tensor<4xf32>, but is tensor<4xi32>}}
  %0 = aten.sin %self : (tensor<4xi32>) -> tensor<4xi32>
  return
}

// -----

func.func @sinc(%self: tensor<4xi32>) {
  // expected-error@+1 {{result #0 must be tensor<4xf32>, but is tensor<4xi32>}}
  %0 = aten.sinc %self : (tensor<4xi32>) -> tensor<4xi32>
  return
}

// -----

func.func @sinh(%self: tensor<4xi32>) {
  // expected-error@+1 {{result #0 must be tensor<4xf32>, but is tensor<4xi32>}}
  %0 = aten.sinh %self : (tensor<4xi32>) -> tensor<4xi32>
  return
}

// -----

func.func @sqrt(%self: tensor<4xi32>) {
  // expected-error@+1 {{result #0 must be tensor<4xf32>, but is tensor<4xi32>}}
  %0 = aten.sqrt %self : (tensor<4xi32>) -> tensor<4xi32>
  return
}

// -----

func.func @tan(%self: tensor<4xi32>) {
  // expected-error@+1 {{result #0 must be tensor<4xf32>, but is tensor<4xi32>}}
  %0 = aten.tan %self : (tensor<4xi32>) -> tensor<4xi32>
  return
}

// -----

func.func @tanh(%self: tensor<4xi32>) {
  // expected-error@+1 {{result #0 must be tensor<4xf32>, but is tensor<4xi32>}}
  %0 = aten.tanh %self : (tensor<4xi32>) -> tensor<4xi32>
  return
}

// -----

func.func @deg2rad(%self: tensor<4xcomplex<f32>>) {
  // expected-error@+1 {{deg2rad is not supported for complex tensors.}}
  %0 = aten.deg2rad %self : (tensor<4xcomplex<f32>>) -> tensor<4xf32>
  return
}

// -----

func.func @rad2deg(%self: tensor<4xcomplex<f32>>) {
  // expected-error@+1 {{rad2deg is not supported for complex tensors.}}
  %0 = aten.rad2deg %self : (tensor<4xcomplex<f32>>) -> tensor<4xf32>
  return
}

// -----

func.func @digamma(%self: tensor<4xcomplex<f32>>) {
  // expected-error@+1 {{"digamma" not implemented for 'ComplexFloat'}}
  %0 = aten.digamma %self : (tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>>
  return
}

// -----

func.func @erf(%self: tensor<4xcomplex<f32>>) {
  // expected-error@+1 {{"erf" not implemented for 'ComplexFloat'}}
  %0 = aten.erf %self : (tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>>
  return
}

// -----

func.func @erfc(%self: tensor<4xcomplex<f32>>) {
  // expected-error@+1 {{"erfc" not implemented for 'ComplexFloat'}}
  %0 = aten.erfc %self : (tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>>
  return
}

// -----

func.func @erfinv(%self: tensor<4xcomplex<f32>>) {
  // expected-error@+1 {{"erfinv" not implemented for 'ComplexFloat'}}
  %0 = aten.erfinv %self : (tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>>
  return
}

// -----

func.func @i0(%self: tensor<4xcomplex<f32>>) {
  // expected-error@+1 {{"i0" not implemented for 'ComplexFloat'}}
  %0 = aten.i0 %self : (tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>>
  return
}

// -----

func.func @lgamma(%self: tensor<4xcomplex<f32>>) {
  // expected-error@+1 {{"lgamma" not implemented for 'ComplexFloat'}}
  %0 = aten.lgamma %self : (tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>>
  return
}

// -----

func.func @logit(%self: tensor<4xcomplex<f32>>) {
  // expected-error@+1 {{"logit" not implemented for 'ComplexFloat'}}
  %0 = aten.logit %self : (tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>>
  return
}

// -----

func.func @special_bessel_j0(%self: tensor<4xcomplex<f32>>) {
  // expected-error@+1 {{"special_bessel_j0" not implemented for 'ComplexFloat'}}
  %0 = aten.special_bessel_j0 %self : (tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>>
  return
}

// -----

func.func @special_bessel_j1(%self: tensor<4xcomplex<f32>>) {
  // expected-error@+1 {{"special_bessel_j1" not implemented for 'ComplexFloat'}}
  %0 = aten.special_bessel_j1 %self : (tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>>
  return
}

// -----

func.func @special_bessel_y0(%self: tensor<4xcomplex<f32>>) {
  // expected-error@+1 {{"special_bessel_y0" not implemented for 'ComplexFloat'}}
  %0 = aten.special_bessel_y0 %self : (tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>>
  return
}

// -----

func.func @special_bessel_y1(%self: tensor<4xcomplex<f32>>) {
  // expected-error@+1 {{"special_bessel_y1" not implemented for 'ComplexFloat'}}
  %0 = aten.special_bessel_y1 %self : (tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>>
  return
}

// -----

func.func @special_entr(%self: tensor<4xcomplex<f32>>) {
  // expected-error@+1 {{"special_entr" not implemented for 'ComplexFloat'}}
  %0 = aten.special_entr %self : (tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>>
  return
}

// -----

func.func @special_erfcx(%self: tensor<4xcomplex<f32>>) {
  // expected-error@+1 {{"special_erfcx" not implemented for 'ComplexFloat'}}
  %0 = aten.special_erfcx %self : (tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>>
  return
}

// -----

func.func @special_i0e(%self: tensor<4xcomplex<f32>>) {
  // expected-error@+1 {{"special_i0e" not implemented for 'ComplexFloat'}}
  %0 = aten.special_i0e %self : (tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>>
  return
}

// -----

func.func @special_i1(%self: tensor<4xcomplex<f32>>) {
  // expected-error@+1 {{"special_i1" not implemented for 'ComplexFloat'}}
  %0 = aten.special_i1 %self : (tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>>
  return
}

// -----

func.func @special_i1e(%self: tensor<4xcomplex<f32>>) {
  // expected-error@+1 {{"special_i1e" not implemented for 'ComplexFloat'}}
  %0 = aten.special_i1e %self : (tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>>
  return
}

// -----

func.func @special_log_ndtr(%self: tensor<4xcomplex<f32>>) {
  // expected-error@+1 {{"special_log_ndtr" not implemented for 'ComplexFloat'}}
  %0 = aten.special_log_ndtr %self : (tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>>
  return
}

// -----

func.func @special_modified_bessel_i0(%self: tensor<4xcomplex<f32>>) {
  // expected-error@+1 {{"special_modified_bessel_i0" not implemented for 'ComplexFloat'}}
  %0 = aten.special_modified_bessel_i0 %self : (tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>>
  return
}

// -----

func.func @special_modified_bessel_i1(%self: tensor<4xcomplex<f32>>) {
  // expected-error@+1 {{"special_modified_bessel_i1" not implemented for 'ComplexFloat'}}
  %0 = aten.special_modified_bessel_i1 %self : (tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>>
  return
}

// -----

func.func @special_modified_bessel_k0(%self: tensor<4xcomplex<f32>>) {
  // expected-error@+1 {{"special_modified_bessel_k0" not implemented for 'ComplexFloat'}}
  %0 = aten.special_modified_bessel_k0 %self : (tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>>
  return
}

// -----

func.func @special_modified_bessel_k1(%self: tensor<4xcomplex<f32>>) {
  // expected-error@+1 {{"special_modified_bessel_k1" not implemented for 'ComplexFloat'}}
  %0 = aten.special_modified_bessel_k1 %self : (tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>>
  return
}

// -----

func.func @special_ndtr(%self: tensor<4xcomplex<f32>>) {
  // expected-error@+1 {{"special_ndtr" not implemented for 'ComplexFloat'}}
  %0 = aten.special_ndtr %self : (tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>>
  return
}

// -----

func.func @special_ndtri(%self: tensor<4xcomplex<f32>>) {
  // expected-error@+1 {{"special_ndtri" not implemented for 'ComplexFloat'}}
  %0 = aten.special_ndtri %self : (tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>>
  return
}

// -----

func.func @special_airy_ai(%x: tensor<4xcomplex<f64>>) {
  // expected-error@+1 {{"special_airy_ai" not implemented for 'ComplexDouble'}}
  %0 = aten.special_airy_ai %x : (tensor<4xcomplex<f64>>) -> tensor<4xcomplex<f64>>
  return
}

// -----

func.func @special_scaled_modified_bessel_k0(%x: tensor<4xcomplex<f64>>) {
  // expected-error@+1 {{"special_scaled_modified_bessel_k0" not implemented for 'ComplexDouble'}}
  %0 = aten.special_scaled_modified_bessel_k0 %x : (tensor<4xcomplex<f64>>) -> tensor<4xcomplex<f64>>
  return
}

// -----

func.func @special_scaled_modified_bessel_k1(%x: tensor<4xcomplex<f64>>) {
  // expected-error@+1 {{"special_scaled_modified_bessel_k1" not implemented for 'ComplexDouble'}}
  %0 = aten.special_scaled_modified_bessel_k1 %x : (tensor<4xcomplex<f64>>) -> tensor<4xcomplex<f64>>
  return
}

// -----

func.func @special_spherical_bessel_j0(%x: tensor<4xcomplex<f64>>) {
  // expected-error@+1 {{"special_spherical_bessel_j0" not implemented for 'ComplexDouble'}}
  %0 = aten.special_spherical_bessel_j0 %x : (tensor<4xcomplex<f64>>) -> tensor<4xcomplex<f64>>
  return
}

// -----

func.func @mvlgamma(%self: tensor<4xf32>) {
  // expected-error@+1 {{p has to be greater than or equal to 1}}
  %0 = aten.mvlgamma %self p = 0 : (tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @polygamma(%self: tensor<4xf32>) {
  // expected-error@+1 {{polygamma(n, x) does not support negative n.}}
  %0 = aten.polygamma %self n = -1 : (tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @abs(%self: tensor<4xcomplex<f32>>) {
  // expected-error@+1 {{result #0 must be tensor<4xf32>, but is tensor<4xcomplex<f32>>}}
  %0 = aten.abs %self : (tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>>
  return
}

// -----

func.func @ceil(%self: tensor<4xcomplex<f32>>) {
  // expected-error@+1 {{ceil is not supported for complex inputs}}
  %0 = aten.ceil %self : (tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>>
  return
}

// -----

func.func @floor(%self: tensor<4xcomplex<f32>>) {
  // expected-error@+1 {{floor is not supported for complex inputs}}
  %0 = aten.floor %self : (tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>>
  return
}

// -----

func.func @trunc(%self: tensor<4xcomplex<f32>>) {
  // expected-error@+1 {{trunc is not supported for complex inputs}}
  %0 = aten.trunc %self : (tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>>
  return
}

// -----

func.func @frac(%self: tensor<4xi32>) {
  // expected-error@+1 {{"frac" not implemented for 'Int'}}
  %0 = aten.frac %self : (tensor<4xi32>) -> tensor<4xi32>
  return
}

// -----

func.func @frexp_Tensor(%self: tensor<4xi32>) {
  // expected-error@+1 {{torch.frexp() only supports floating-point dtypes}}
  %0, %1 = aten.frexp.Tensor %self : (tensor<4xi32>) -> (tensor<4xf32>, tensor<4xi32>)
  return
}

// -----

func.func @nan_to_num(%self: tensor<4xf32>) {
  // expected-error@+1 {{result #0 must be tensor<4xf32>, but is tensor<4xf64>}}
  %0 = aten.nan_to_num %self nan = 0.000000e+00 : (tensor<4xf32>) -> tensor<4xf64>
  return
}

// -----

func.func @neg(%self: tensor<4xi1>) {
  // expected-error@+1 {{Negation, the `-` operator, on a bool tensor is not supported.}}
  %0 = aten.neg %self : (tensor<4xi1>) -> tensor<4xi1>
  return
}

// -----

func.func @positive(%self: tensor<4xi1>) {
  // expected-error@+1 {{The `+` operator, on a bool tensor is not supported.}}
  %0 = aten.positive %self : (tensor<4xi1>) -> tensor<4xi1>
  return
}

// -----

func.func @round(%self: tensor<4xi1>) {
  // expected-error@+1 {{"round" not implemented for 'Bool'}}
  %0 = aten.round %self : (tensor<4xi1>) -> tensor<4xi1>
  return
}

// -----

func.func @round_decimals(%self: tensor<4xcomplex<f32>>) {
  // expected-error@+1 {{"round" not implemented for 'ComplexFloat'}}
  %0 = aten.round.decimals %self decimals = 2 : (tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>>
  return
}

// -----

func.func @sgn(%self: tensor<4xf32>) {
  // expected-error@+1 {{result #0 must be tensor<4xf32>, but is tensor<1x4xf32>}}
  %0 = aten.sgn %self : (tensor<4xf32>) -> tensor<1x4xf32>
  return
}

// -----

func.func @sign(%self: tensor<4xcomplex<f32>>) {
  // expected-error@+1 {{Please use torch.sgn instead.}}
  %0 = aten.sign %self : (tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>>
  return
}

// -----

func.func @signbit(%self: tensor<4xcomplex<f32>>) {
  // expected-error@+1 {{signbit is not implemented for complex tensors.}}
  %0 = aten.signbit %self : (tensor<4xcomplex<f32>>) -> tensor<4xi1>
  return
}

// -----

func.func @square(%self: tensor<4xi1>) {
  // expected-error@+1 {{result #0 must be tensor<4xi64>, but is tensor<4xi1>}}
  %0 = aten.square %self : (tensor<4xi1>) -> tensor<4xi1>
  return
}

// -----

func.func @angle(%self: tensor<4xcomplex<f32>>) {
  // expected-error@+1 {{result #0 must be tensor<4xf32>, but is tensor<4xcomplex<f32>>}}
  %0 = aten.angle %self : (tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>>
  return
}

// -----

func.func @complex(%real: tensor<4xf32>, %imag: tensor<4xf64>) {
  // expected-error@+1 {{Expected object of scalar type Float but got scalar type Double for second argument}}
  %0 = aten.complex %real, %imag : (tensor<4xf32>, tensor<4xf64>) -> tensor<4xcomplex<f64>>
  return
}

// -----

func.func @polar(%abs: tensor<4xbf16>, %angle: tensor<4xbf16>) {
  // expected-error@+1 {{Expected both inputs to be Half, Float or Double tensors but got BFloat16 and BFloat16}}
  %0 = aten.polar %abs, %angle : (tensor<4xbf16>, tensor<4xbf16>) -> tensor<4xcomplex<f32>>
  return
}

// -----

func.func @conj_physical(%self: tensor<4xcomplex<f32>>) {
  // expected-error@+1 {{result #0 must be tensor<4xcomplex<f32>>, but is tensor<4xf32>}}
  %0 = aten.conj_physical %self : (tensor<4xcomplex<f32>>) -> tensor<4xf32>
  return
}

// -----

func.func @conj_physical(%self: tensor<4xcomplex<f32>>) {
  // expected-error@+1 {{result #0 must be tensor<4xcomplex<f32>>, but is tensor<4xf32>}}
  %0 = aten._conj_physical %self : (tensor<4xcomplex<f32>>) -> tensor<4xf32>
  return
}

// -----

func.func @add_Tensor(%self: tensor<3xf32>, %other: tensor<2xf32>) {
  // expected-error@+1 {{The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 0}}
  %0 = aten.add.Tensor %self, %other : (tensor<3xf32>, tensor<2xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @mul_Tensor(%self: tensor<3xf32>, %other: tensor<2xf32>) {
  // expected-error@+1 {{The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 0}}
  %0 = aten.mul.Tensor %self, %other : (tensor<3xf32>, tensor<2xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @div_Tensor(%self: tensor<3xf32>, %other: tensor<2xf32>) {
  // expected-error@+1 {{The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 0}}
  %0 = aten.div.Tensor %self, %other : (tensor<3xf32>, tensor<2xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @floor_divide(%self: tensor<3xf32>, %other: tensor<2xf32>) {
  // expected-error@+1 {{The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 0}}
  %0 = aten.floor_divide %self, %other : (tensor<3xf32>, tensor<2xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @fmod_Tensor(%self: tensor<3xf32>, %other: tensor<2xf32>) {
  // expected-error@+1 {{The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 0}}
  %0 = aten.fmod.Tensor %self, %other : (tensor<3xf32>, tensor<2xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @remainder_Tensor(%self: tensor<3xf32>, %other: tensor<2xf32>) {
  // expected-error@+1 {{The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 0}}
  %0 = aten.remainder.Tensor %self, %other : (tensor<3xf32>, tensor<2xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @maximum(%self: tensor<3xf32>, %other: tensor<2xf32>) {
  // expected-error@+1 {{The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 0}}
  %0 = aten.maximum %self, %other : (tensor<3xf32>, tensor<2xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @minimum(%self: tensor<3xf32>, %other: tensor<2xf32>) {
  // expected-error@+1 {{The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 0}}
  %0 = aten.minimum %self, %other : (tensor<3xf32>, tensor<2xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @max_other(%self: tensor<3xf32>, %other: tensor<2xf32>) {
  // expected-error@+1 {{The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 0}}
  %0 = aten.max.other %self, %other : (tensor<3xf32>, tensor<2xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @min_other(%self: tensor<3xf32>, %other: tensor<2xf32>) {
  // expected-error@+1 {{The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 0}}
  %0 = aten.min.other %self, %other : (tensor<3xf32>, tensor<2xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @fmax(%self: tensor<3xf32>, %other: tensor<2xf32>) {
  // expected-error@+1 {{The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 0}}
  %0 = aten.fmax %self, %other : (tensor<3xf32>, tensor<2xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @fmin(%self: tensor<3xf32>, %other: tensor<2xf32>) {
  // expected-error@+1 {{The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 0}}
  %0 = aten.fmin %self, %other : (tensor<3xf32>, tensor<2xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @logaddexp(%self: tensor<3xf32>, %other: tensor<2xf32>) {
  // expected-error@+1 {{The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 0}}
  %0 = aten.logaddexp %self, %other : (tensor<3xf32>, tensor<2xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @hypot(%self: tensor<3xf32>, %other: tensor<2xf32>) {
  // expected-error@+1 {{The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 0}}
  %0 = aten.hypot %self, %other : (tensor<3xf32>, tensor<2xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @atan2(%self: tensor<3xf32>, %other: tensor<2xf32>) {
  // expected-error@+1 {{The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 0}}
  %0 = aten.atan2 %self, %other : (tensor<3xf32>, tensor<2xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @xlogy_Tensor(%self: tensor<3xf32>, %other: tensor<2xf32>) {
  // expected-error@+1 {{The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 0}}
  %0 = aten.xlogy.Tensor %self, %other : (tensor<3xf32>, tensor<2xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @copysign_Tensor(%self: tensor<3xf32>, %other: tensor<2xf32>) {
  // expected-error@+1 {{The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 0}}
  %0 = aten.copysign.Tensor %self, %other : (tensor<3xf32>, tensor<2xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @special_xlog1py(%self: tensor<3xf32>, %other: tensor<2xf32>) {
  // expected-error@+1 {{The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 0}}
  %0 = aten.special_xlog1py %self, %other : (tensor<3xf32>, tensor<2xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @special_zeta(%self: tensor<3xf32>, %other: tensor<2xf32>) {
  // expected-error@+1 {{The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 0}}
  %0 = aten.special_zeta %self, %other : (tensor<3xf32>, tensor<2xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @add_Scalar(%self: tensor<3xi32>) {
  // expected-error@+1 {{For integral input tensors, argument alpha must not be a floating point number.}}
  %0 = aten.add.Scalar %self other = 1 alpha = 5.000000e-01 : (tensor<3xi32>) -> tensor<3xi32>
  return
}

// -----

func.func @sub_Tensor(%self: tensor<3xi1>, %other: tensor<3xi1>) {
  // expected-error@+1 {{Subtraction, the `-` operator, with two bool tensors is not supported.}}
  %0 = aten.sub.Tensor %self, %other : (tensor<3xi1>, tensor<3xi1>) -> tensor<3xi1>
  return
}

// -----

func.func @sub_Scalar(%self: tensor<3xf32>) {
  // expected-error@+1 {{Subtraction, the `-` operator, with a bool tensor is not supported.}}
  %0 = aten.sub.Scalar %self other = true : (tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @rsub_Tensor(%self: tensor<3xf32>, %other: tensor<3xi1>) {
  // expected-error@+1 {{Subtraction, the `-` operator, with a bool tensor is not supported.}}
  %0 = aten.rsub.Tensor %self, %other : (tensor<3xf32>, tensor<3xi1>) -> tensor<3xf32>
  return
}

// -----

func.func @rsub_Scalar(%self: tensor<3xf32>) {
  // expected-error@+1 {{Boolean alpha only supported for Boolean results.}}
  %0 = aten.rsub.Scalar %self other = 1 alpha = true : (tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @mul_Scalar(%self: tensor<3xi32>) {
  // expected-error@+1 {{result #0 must be tensor<3xf32>, but is tensor<3xi32>}}
  %0 = aten.mul.Scalar %self other = 1.500000e+00 : (tensor<3xi32>) -> tensor<3xi32>
  return
}

// -----

func.func @div_Scalar(%self: tensor<3xi32>) {
  // expected-error@+1 {{result #0 must be tensor<3xf32>, but is tensor<3xi32>}}
  %0 = aten.div.Scalar %self other = 2 : (tensor<3xi32>) -> tensor<3xi32>
  return
}

// -----

func.func @div_Tensor_mode(%self: tensor<3xi32>, %other: tensor<3xi32>) {
  // expected-error@+1 {{attribute 'rounding_mode' failed to satisfy constraint: one of 'trunc', 'floor'}}
  %0 = aten.div.Tensor_mode %self, %other rounding_mode = "ceil" : (tensor<3xi32>, tensor<3xi32>) -> tensor<3xi32>
  return
}

// -----

func.func @div_Scalar_mode(%self: tensor<3xi32>) {
  // expected-error@+1 {{result #0 must be tensor<3xi32>, but is tensor<3xf32>}}
  %0 = aten.div.Scalar_mode %self other = 2 rounding_mode = "floor" : (tensor<3xi32>) -> tensor<3xf32>
  return
}

// -----

func.func @floor_divide_Scalar(%self: tensor<3xi1>) {
  // expected-error@+1 {{"floor_divide" not implemented for 'Bool'}}
  %0 = aten.floor_divide.Scalar %self other = true : (tensor<3xi1>) -> tensor<3xi1>
  return
}

// -----

func.func @fmod_Scalar(%self: tensor<3xcomplex<f32>>) {
  // expected-error@+1 {{"fmod" not implemented for 'ComplexFloat'}}
  %0 = aten.fmod.Scalar %self other = 2 : (tensor<3xcomplex<f32>>) -> tensor<3xcomplex<f32>>
  return
}

// -----

func.func @remainder_Scalar(%self: tensor<3xi1>) {
  // expected-error@+1 {{"remainder" not implemented for 'Bool'}}
  %0 = aten.remainder.Scalar %self other = true : (tensor<3xi1>) -> tensor<3xi1>
  return
}

// -----

func.func @remainder_Scalar_Tensor(%other: tensor<3xi32>) {
  // expected-error@+1 {{result #0 must be tensor<3xf32>, but is tensor<3xi32>}}
  %0 = aten.remainder.Scalar_Tensor %other self = 2.500000e+00 : (tensor<3xi32>) -> tensor<3xi32>
  return
}

// -----

func.func @addcdiv(%self: tensor<3xf32>, %tensor1: tensor<3xi32>, %tensor2: tensor<3xi32>) {
  // expected-error@+1 {{Integer division with addcdiv is no longer supported}}
  %0 = aten.addcdiv %self, %tensor1, %tensor2 : (tensor<3xf32>, tensor<3xi32>, tensor<3xi32>) -> tensor<3xf32>
  return
}

// -----

func.func @addcmul(%self: tensor<3xf32>, %tensor1: tensor<2xf32>, %tensor2: tensor<2xf32>) {
  // expected-error@+1 {{The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 0}}
  %0 = aten.addcmul %self, %tensor1, %tensor2 : (tensor<3xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @lerp_Tensor(%self: tensor<3xf32>, %end: tensor<3xf64>, %weight: tensor<3xf32>) {
  // expected-error@+1 {{expected dtype Float for `end` but got dtype Double}}
  %0 = aten.lerp.Tensor %self, %end, %weight : (tensor<3xf32>, tensor<3xf64>, tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @lerp_Scalar(%self: tensor<3xi32>, %end: tensor<3xi32>) {
  // expected-error@+1 {{"lerp" not implemented for 'Int'}}
  %0 = aten.lerp.Scalar %self, %end weight = 5.000000e-01 : (tensor<3xi32>, tensor<3xi32>) -> tensor<3xi32>
  return
}

// -----

func.func @gcd(%self: tensor<3xf32>, %other: tensor<2xf32>) {
  // expected-error@+1 {{"gcd" not implemented for 'Float'}}
  %0 = aten.gcd %self, %other : (tensor<3xf32>, tensor<2xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @lcm(%self: tensor<3xi1>, %other: tensor<3xi1>) {
  // expected-error@+1 {{"lcm" not implemented for 'Bool'}}
  %0 = aten.lcm %self, %other : (tensor<3xi1>, tensor<3xi1>) -> tensor<3xi1>
  return
}

// -----

func.func @pow_Tensor_Tensor(%self: tensor<3xf32>, %exponent: tensor<2xf32>) {
  // expected-error@+1 {{The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 0}}
  %0 = aten.pow.Tensor_Tensor %self, %exponent : (tensor<3xf32>, tensor<2xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @pow_Tensor_Scalar(%self: tensor<3xi32>) {
  // expected-error@+1 {{Integers to negative integer powers are not allowed.}}
  %0 = aten.pow.Tensor_Scalar %self exponent = -1 : (tensor<3xi32>) -> tensor<3xi32>
  return
}

// -----

func.func @pow_Scalar(%exponent: tensor<3xi32>) {
  // expected-error@+1 {{result #0 must be tensor<3xf32>, but is tensor<3xi32>}}
  %0 = aten.pow.Scalar %exponent self = 5.000000e-01 : (tensor<3xi32>) -> tensor<3xi32>
  return
}

// -----

func.func @float_power_Tensor_Tensor(%self: tensor<3xf32>, %exponent: tensor<3xf32>) {
  // expected-error@+1 {{result #0 must be tensor<3xf64>, but is tensor<3xf32>}}
  %0 = aten.float_power.Tensor_Tensor %self, %exponent : (tensor<3xf32>, tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @float_power_Tensor_Scalar(%self: tensor<3xf32>) {
  // expected-error@+1 {{result #0 must be tensor<3xf64>, but is tensor<3xf32>}}
  %0 = aten.float_power.Tensor_Scalar %self exponent = 2 : (tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @float_power_Scalar(%exponent: tensor<3xcomplex<f32>>) {
  // expected-error@+1 {{result #0 must be tensor<3xcomplex<f64>>, but is tensor<3xf64>}}
  %0 = aten.float_power.Scalar %exponent self = 2 : (tensor<3xcomplex<f32>>) -> tensor<3xf64>
  return
}

// -----

func.func @ldexp_Tensor(%self: tensor<3xi32>, %other: tensor<3xi32>) {
  // expected-error@+1 {{result #0 must be tensor<3xf32>, but is tensor<3xi32>}}
  %0 = aten.ldexp.Tensor %self, %other : (tensor<3xi32>, tensor<3xi32>) -> tensor<3xi32>
  return
}

// -----

func.func @logaddexp2(%self: tensor<3xi32>, %other: tensor<3xi32>) {
  // expected-error@+1 {{"logaddexp2" not implemented for 'Int'}}
  %0 = aten.logaddexp2 %self, %other : (tensor<3xi32>, tensor<3xi32>) -> tensor<3xi32>
  return
}

// -----

func.func @igamma(%self: tensor<3xi32>, %other: tensor<3xi32>) {
  // expected-error@+1 {{"igamma" not implemented for 'Int'}}
  %0 = aten.igamma %self, %other : (tensor<3xi32>, tensor<3xi32>) -> tensor<3xf32>
  return
}

// -----

func.func @igammac(%self: tensor<3xi32>, %other: tensor<3xi32>) {
  // expected-error@+1 {{"igammac" not implemented for 'Int'}}
  %0 = aten.igammac %self, %other : (tensor<3xi32>, tensor<3xi32>) -> tensor<3xf32>
  return
}

// -----

func.func @nextafter(%self: tensor<3xi32>, %other: tensor<3xi32>) {
  // expected-error@+1 {{"nextafter" not implemented for 'Int'}}
  %0 = aten.nextafter %self, %other : (tensor<3xi32>, tensor<3xi32>) -> tensor<3xf32>
  return
}

// -----

func.func @atan2_out(%self: tensor<3xf32>, %other: tensor<3xf32>, %out: tensor<3xi32>) {
  // expected-error@+1 {{result type Float can't be cast to the desired output type Int}}
  %0 = aten.atan2.out %self, %other, %out : (tensor<3xf32>, tensor<3xf32>, tensor<3xi32>) -> tensor<3xi32>
  return
}

// -----

func.func @xlogy_Scalar_Other(%self: tensor<3xi32>) {
  // expected-error@+1 {{result #0 must be tensor<3xf32>, but is tensor<3xi32>}}
  %0 = aten.xlogy.Scalar_Other %self other = 2 : (tensor<3xi32>) -> tensor<3xi32>
  return
}

// -----

func.func @special_xlog1py_other_scalar(%self: tensor<3xi32>) {
  // expected-error@+1 {{result #0 must be tensor<3xf32>, but is tensor<3xi32>}}
  %0 = aten.special_xlog1py.other_scalar %self other = 2 : (tensor<3xi32>) -> tensor<3xi32>
  return
}

// -----

func.func @special_zeta_other_scalar(%self: tensor<3xi32>) {
  // expected-error@+1 {{result #0 must be tensor<3xf32>, but is tensor<3xi32>}}
  %0 = aten.special_zeta.other_scalar %self other = 2 : (tensor<3xi32>) -> tensor<3xi32>
  return
}

// -----

func.func @copysign_Scalar(%self: tensor<3xi32>) {
  // expected-error@+1 {{result #0 must be tensor<3xf32>, but is tensor<3xi32>}}
  %0 = aten.copysign.Scalar %self other = 2 : (tensor<3xi32>) -> tensor<3xi32>
  return
}

// -----

func.func @xlogy_Scalar_Self(%other: tensor<3xcomplex<f32>>) {
  // expected-error@+1 {{"xlogy" not implemented for 'ComplexFloat'}}
  %0 = aten.xlogy.Scalar_Self %other self = 2 : (tensor<3xcomplex<f32>>) -> tensor<3xcomplex<f32>>
  return
}

// -----

func.func @special_xlog1py_self_scalar(%other: tensor<3xcomplex<f32>>) {
  // expected-error@+1 {{"special_xlog1py" not implemented for 'ComplexFloat'}}
  %0 = aten.special_xlog1py.self_scalar %other self = 2 : (tensor<3xcomplex<f32>>) -> tensor<3xcomplex<f32>>
  return
}

// -----

func.func @special_zeta_self_scalar(%other: tensor<3xcomplex<f32>>) {
  // expected-error@+1 {{"special_zeta" not implemented for 'ComplexFloat'}}
  %0 = aten.special_zeta.self_scalar %other self = 2 : (tensor<3xcomplex<f32>>) -> tensor<3xcomplex<f32>>
  return
}

// -----

func.func @clamp(%self: tensor<3xf32>) {
  // expected-error@+1 {{torch.clamp: At least one of 'min' or 'max' must not be None}}
  %0 = aten.clamp %self : (tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @clamp_Tensor(%self: tensor<3xf32>, %min: tensor<2xf32>) {
  // expected-error@+1 {{The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 0}}
  %0 = aten.clamp.Tensor %self min = %min : (tensor<3xf32>, tensor<2xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @clip(%self: tensor<3xf32>) {
  // expected-error@+1 {{torch.clamp: At least one of 'min' or 'max' must not be None}}
  %0 = aten.clip %self : (tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @clip_Tensor(%self: tensor<3xf32>, %min: tensor<2xf32>) {
  // expected-error@+1 {{The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 0}}
  %0 = aten.clip.Tensor %self min = %min : (tensor<3xf32>, tensor<2xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @clamp_max(%self: tensor<3xcomplex<f32>>) {
  // expected-error@+1 {{clamp is not supported for complex types}}
  %0 = aten.clamp_max %self max = 1 : (tensor<3xcomplex<f32>>) -> tensor<3xcomplex<f32>>
  return
}

// -----

func.func @clamp_min(%self: tensor<3xi32>) {
  // expected-error@+1 {{result #0 must be tensor<3xf32>, but is tensor<3xi32>}}
  %0 = aten.clamp_min %self min = 5.000000e-01 : (tensor<3xi32>) -> tensor<3xi32>
  return
}

// -----

func.func @clamp_max_Tensor(%self: tensor<3xf32>, %max: tensor<2xf32>) {
  // expected-error@+1 {{The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 0}}
  %0 = aten.clamp_max.Tensor %self, %max : (tensor<3xf32>, tensor<2xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @clamp_min_Tensor(%self: tensor<3xi32>, %min: tensor<3xf16>) {
  // expected-error@+1 {{result #0 must be tensor<3xf16>, but is tensor<3xi32>}}
  %0 = aten.clamp_min.Tensor %self, %min : (tensor<3xi32>, tensor<3xf16>) -> tensor<3xi32>
  return
}

// -----

func.func @heaviside(%self: tensor<3xf32>, %values: tensor<3xf64>) {
  // expected-error@+1 {{heaviside is not yet implemented for tensors with different dtypes.}}
  %0 = aten.heaviside %self, %values : (tensor<3xf32>, tensor<3xf64>) -> tensor<3xf32>
  return
}

// -----

func.func @where_self(%condition: tensor<3xf32>, %self: tensor<3xf32>, %other: tensor<3xf32>) {
  // expected-error@+1 {{where expected condition to be a boolean tensor, but got a tensor with dtype Float}}
  %0 = aten.where.self %condition, %self, %other : (tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @where_Scalar(%condition: tensor<3xi1>) {
  // expected-error@+1 {{result #0 must be tensor<3xf32>, but is tensor<3xi64>}}
  %0 = aten.where.Scalar %condition self = 1 other = 0.000000e+00 : (tensor<3xi1>) -> tensor<3xi64>
  return
}

// -----

func.func @where_ScalarSelf(%condition: tensor<3xi1>, %other: tensor<2xf32>) {
  // expected-error@+1 {{The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 0}}
  %0 = aten.where.ScalarSelf %condition, %other self = 0 : (tensor<3xi1>, tensor<2xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @where_ScalarOther(%condition: tensor<3xi64>, %self: tensor<3xf32>) {
  // expected-error@+1 {{where expected condition to be a boolean tensor, but got a tensor with dtype Long}}
  %0 = aten.where.ScalarOther %condition, %self other = 0 : (tensor<3xi64>, tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @special_expit(%self: tensor<4xi32>) {
  // expected-error@+1 {{result #0 must be tensor<4xf32>, but is tensor<4xi32>}}
  %0 = aten.special_expit %self : (tensor<4xi32>) -> tensor<4xi32>
  return
}
