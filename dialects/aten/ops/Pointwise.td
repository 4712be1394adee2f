//===- Pointwise.td - Arithmetic, element by element -------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "AtenDialect.td"

// Families of this theme.

class Aten_ScalarBinary<string name, string inference, string summary>
    : Aten_Op<name, inference, summary, (ins Scalar:$self, Tensor:$other)>;

class Aten_BinaryAlpha<string name, string inference, string summary>
    : Aten_Op<name, inference, summary,
              (ins Tensor:$self, Tensor:$other, IntScalarOr<1>:$alpha)>;

class Aten_BinaryScalarAlpha<string name, string inference, string summary>
    : Aten_Op<name, inference, summary,
              (ins Tensor:$self, SymScalar:$other, IntScalarOr<1>:$alpha)>;

// Division, rounded or not.
class Aten_DivMode<string name, Param other>
    : Aten_Op<name, "pointwise::div_mode", "self / other, rounded as rounding_mode says",
              !dag(ins, [Tensor, other, OptStrOneOf<["trunc", "floor"]>],
                   ["self", "other", "rounding_mode"])> {
  let semantics = [{
    Without `rounding_mode` it is the true quotient (`div.Tensor`). `trunc` rounds it
    toward zero and `floor` toward negative infinity; then integers stay integers.}];
}

class Aten_Addc<string name, string inference, string summary>
    : Aten_Op<name, inference, summary,
              (ins Tensor:$self, Tensor:$tensor1, Tensor:$tensor2, IntScalarOr<1>:$value)>;

class Aten_Pow<string name, string inference, Param self, Param exponent>
    : Aten_Op<name, "pointwise::" # inference, "self ^ exponent",
              !dag(ins, [self, exponent], ["self", "exponent"])>;

class Aten_Clamp<string name, string inference, Param bound>
    : Aten_Op<name, inference, "The nearest to self in [min, max]: min(max(self, min), max)",
              !dag(ins, [Tensor, bound, bound], ["self", "min", "max"])> {
  let semantics = [{
    A bound that is not given does not count, but one of the two must be. Where
    `min > max` the result is `max`. NaN stays NaN, be it of `self` or of a bound.}];
}

class Aten_Where<string name, Param self, Param other>
    : Aten_Op<name, "pointwise::choose", "condition ? self : other",
              !dag(ins, [Tensor, self, other], ["condition", "self", "other"])>;

// A special function of PyTorch that calls its argument x.
class Aten_SpecialOfX<string name, string summary>
    : Aten_Op<name, "pointwise::real_float_unary", summary, (ins Tensor:$x)>;

//===-------------------------------------------------------------------------===//
// Unary: in floating point
//===-------------------------------------------------------------------------===//

def Aten_AcosOp : Aten_Unary<"acos", "pointwise::float_unary", "arccos(self)">;
def Aten_AcoshOp : Aten_Unary<"acosh", "pointwise::float_unary", "arcosh(self)">;
def Aten_AsinOp : Aten_Unary<"asin", "pointwise::float_unary", "arcsin(self)">;
def Aten_AsinhOp : Aten_Unary<"asinh", "pointwise::float_unary", "arsinh(self)">;
def Aten_AtanOp : Aten_Unary<"atan", "pointwise::float_unary", "arctan(self)">;
def Aten_AtanhOp : Aten_Unary<"atanh", "pointwise::float_unary", "artanh(self)">;
def Aten_CosOp : Aten_Unary<"cos", "pointwise::float_unary", "cos(self), of radians">;
def Aten_CoshOp : Aten_Unary<"cosh", "pointwise::float_unary", "cosh(self)">;
def Aten_ExpOp : Aten_Unary<"exp", "pointwise::float_unary", "e^self">;
def Aten_Exp2Op : Aten_Unary<"exp2", "pointwise::float_unary", "2^self">;
def Aten_Expm1Op : Aten_Unary<"expm1", "pointwise::float_unary",
    "e^self - 1, accurate near 0">;
def Aten_LogOp : Aten_Unary<"log", "pointwise::float_unary", "ln(self)">;
def Aten_Log10Op : Aten_Unary<"log10", "pointwise::float_unary", "log10(self)">;
def Aten_Log1pOp : Aten_Unary<"log1p", "pointwise::float_unary",
    "ln(1 + self), accurate near 0">;
def Aten_Log2Op : Aten_Unary<"log2", "pointwise::float_unary", "log2(self)">;
def Aten_ReciprocalOp : Aten_Unary<"reciprocal", "pointwise::float_unary", "1 / self">;
def Aten_RsqrtOp : Aten_Unary<"rsqrt", "pointwise::float_unary", "1 / sqrt(self)">;
def Aten_SinOp : Aten_Unary<"sin", "pointwise::float_unary", "sin(self), of radians">;
def Aten_SincOp : Aten_Unary<"sinc", "pointwise::float_unary",
    "sin(pi * self) / (pi * self), 1 at 0">;
def Aten_SinhOp : Aten_Unary<"sinh", "pointwise::float_unary", "sinh(self)">;
def Aten_SpecialExpitOp : Aten_Unary<"special_expit", "pointwise::float_unary", "1 / (1 + e^-self)">;
def Aten_SqrtOp : Aten_Unary<"sqrt", "pointwise::float_unary", "sqrt(self)">;
def Aten_TanOp : Aten_Unary<"tan", "pointwise::float_unary", "tan(self), of radians">;
def Aten_TanhOp : Aten_Unary<"tanh", "pointwise::float_unary", "tanh(self)">;

def Aten_Deg2radOp : Aten_Unary<"deg2rad", "pointwise::angle_unit", "self * pi / 180">;
def Aten_Rad2degOp : Aten_Unary<"rad2deg", "pointwise::angle_unit", "self * 180 / pi">;

def Aten_DigammaOp : Aten_Unary<"digamma", "pointwise::real_float_unary",
    "The derivative of ln(gamma(self))"> {
  let semantics = "It is -inf at 0 (inf at -0.0), and NaN at the negative integers.";
}
def Aten_ErfOp : Aten_Unary<"erf", "pointwise::real_float_unary",
    "The error function, 2/sqrt(pi) * the integral of e^(-t^2) from 0 to self">;
def Aten_ErfcOp : Aten_Unary<"erfc", "pointwise::real_float_unary", "1 - erf(self)">;
def Aten_ErfinvOp : Aten_Unary<"erfinv", "pointwise::real_float_unary",
    "The x for which erf(x) = self"> {
  let semantics = "It is inf at 1, -inf at -1 and NaN beyond them.";
}
def Aten_I0Op : Aten_Unary<"i0", "pointwise::real_float_unary",
    "The modified Bessel function of the first kind, order 0">;
def Aten_LgammaOp : Aten_Unary<"lgamma", "pointwise::real_float_unary",
    "ln(|gamma(self)|)">;
def Aten_LogitOp : Aten_Op<"logit", "pointwise::real_float_unary",
    "ln(z / (1 - z)), where z is self clamped to [eps, 1 - eps] if eps is given",
    (ins Tensor:$self, OptFloat:$eps)> {
  let semantics = "Without `eps` the result is NaN outside [0, 1].";
}
def Aten_MvlgammaOp : Aten_Op<"mvlgamma", "pointwise::mvlgamma",
    "The logarithm of the multivariate gamma function of dimension p",
    (ins Tensor:$self, Int:$p)> {
  let semantics = [{
    `p * (p - 1) / 4 * ln(pi) + sum(lgamma(self - i / 2) for i in 0..p)`.}];
}
def Aten_PolygammaOp : Aten_Op<"polygamma", "pointwise::polygamma",
    "The n-th derivative of digamma(self)", (ins Int:$n, Tensor:$self)>;

def Aten_SpecialBesselJ0Op : Aten_Unary<"special_bessel_j0", "pointwise::real_float_unary",
    "The Bessel function of the first kind, order 0">;
def Aten_SpecialBesselJ1Op : Aten_Unary<"special_bessel_j1", "pointwise::real_float_unary",
    "The Bessel function of the first kind, order 1">;
def Aten_SpecialBesselY0Op : Aten_Unary<"special_bessel_y0", "pointwise::real_float_unary",
    "The Bessel function of the second kind, order 0">;
def Aten_SpecialBesselY1Op : Aten_Unary<"special_bessel_y1", "pointwise::real_float_unary",
    "The Bessel function of the second kind, order 1">;
def Aten_SpecialEntrOp : Aten_Unary<"special_entr", "pointwise::real_float_unary",
    "-self * ln(self), 0 at 0 and -inf below"> ;
def Aten_SpecialErfcxOp : Aten_Unary<"special_erfcx", "pointwise::real_float_unary",
    "e^(self^2) * erfc(self)">;
def Aten_SpecialI0eOp : Aten_Unary<"special_i0e", "pointwise::real_float_unary",
    "e^(-|self|) * i0(self)">;
def Aten_SpecialI1Op : Aten_Unary<"special_i1", "pointwise::real_float_unary",
    "The modified Bessel function of the first kind, order 1">;
def Aten_SpecialI1eOp : Aten_Unary<"special_i1e", "pointwise::real_float_unary",
    "e^(-|self|) * special_i1(self)">;
def Aten_SpecialLogNdtrOp : Aten_Unary<"special_log_ndtr", "pointwise::real_float_unary",
    "ln(special_ndtr(self)), accurate far below 0">;
def Aten_SpecialModifiedBesselI0Op : Aten_Unary<"special_modified_bessel_i0",
    "pointwise::real_float_unary", "The modified Bessel function of the first kind, order 0">;
def Aten_SpecialModifiedBesselI1Op : Aten_Unary<"special_modified_bessel_i1",
    "pointwise::real_float_unary", "The modified Bessel function of the first kind, order 1">;
def Aten_SpecialModifiedBesselK0Op : Aten_Unary<"special_modified_bessel_k0",
    "pointwise::real_float_unary", "The modified Bessel function of the second kind, order 0">;
def Aten_SpecialModifiedBesselK1Op : Aten_Unary<"special_modified_bessel_k1",
    "pointwise::real_float_unary", "The modified Bessel function of the second kind, order 1">;
def Aten_SpecialNdtrOp : Aten_Unary<"special_ndtr", "pointwise::real_float_unary",
    "The normal distribution function, (1 + erf(self / sqrt(2))) / 2">;
def Aten_SpecialNdtriOp : Aten_Unary<"special_ndtri", "pointwise::real_float_unary",
    "The x for which special_ndtr(x) = self">;
def Aten_SpecialAiryAiOp : Aten_SpecialOfX<"special_airy_ai", "The Airy function Ai">;
def Aten_SpecialScaledModifiedBesselK0Op : Aten_SpecialOfX<
    "special_scaled_modified_bessel_k0", "e^x * special_modified_bessel_k0(x)">;
def Aten_SpecialScaledModifiedBesselK1Op : Aten_SpecialOfX<
    "special_scaled_modified_bessel_k1", "e^x * special_modified_bessel_k1(x)">;
def Aten_SpecialSphericalBesselJ0Op : Aten_SpecialOfX<"special_spherical_bessel_j0",
    "The spherical Bessel function of the first kind, order 0: sin(x) / x">;

//===-------------------------------------------------------------------------===//
// Unary: of the dtype of self
//===-------------------------------------------------------------------------===//

def Aten_AbsOp : Aten_Unary<"abs", "pointwise::magnitude", "|self|">;
def Aten_CeilOp : Aten_Unary<"ceil", "pointwise::rounded",
    "The smallest integer not below self">;
def Aten_FloorOp : Aten_Unary<"floor", "pointwise::rounded",
    "The largest integer not above self">;
def Aten_FracOp : Aten_Unary<"frac", "pointwise::real_float", "self - trunc(self)"> {
  let semantics = "The sign is that of `self`.";
}
def Aten_FrexpTensorOp : Aten_Op<"frexp.Tensor", "pointwise::frexp",
    "self = mantissa * 2^exponent with 0.5 <= |mantissa| < 1", (ins Tensor:$self),
    (outs TensorResult:$mantissa, TensorResult:$exponent)> {
  let semantics = "Of 0 both are 0. `exponent` is int32.";
}
def Aten_NanToNumOp : Aten_Op<"nan_to_num", "pointwise::same",
    "self with NaN replaced by nan, inf by posinf and -inf by neginf",
    (ins Tensor:$self, OptFloat:$nan, OptFloat:$posinf, OptFloat:$neginf)> {
  let semantics = [{
    Not given, `nan` is 0, `posinf` the largest and `neginf` the lowest finite number of
    the dtype. Integers stay as they are.}];
}
def Aten_NegOp : Aten_Unary<"neg", "pointwise::neg", "-self">;
def Aten_PositiveOp : Aten_Unary<"positive", "pointwise::positive", "self">;
def Aten_RoundOp : Aten_Unary<"round", "pointwise::round", "The nearest integer"> {
  let semantics = "Halves go to the even neighbour.";
}
def Aten_RoundDecimalsOp : Aten_Op<"round.decimals", "pointwise::round",
    "round(self * 10^decimals) / 10^decimals", (ins Tensor:$self, Int:$decimals)> {
  let semantics = "Halves go to the even neighbour. Integers stay as they are.";
}
def Aten_SgnOp : Aten_Unary<"sgn", "pointwise::same", "self / |self|, 0 at 0">;
def Aten_SignOp : Aten_Unary<"sign", "pointwise::sign",
    "-1, 0 or 1 as self is negative, zero or positive; 0 of NaN">;
def Aten_SignbitOp : Aten_Unary<"signbit", "pointwise::signbit",
    "Whether the sign of self is minus, as that of -0.0 is">;
def Aten_SquareOp : Aten_Unary<"square", "pointwise::square", "self * self">;
def Aten_TruncOp : Aten_Unary<"trunc", "pointwise::rounded",
    "self without its fraction, rounded toward 0">;

//===-------------------------------------------------------------------------===//
// Complex numbers
//===-------------------------------------------------------------------------===//

def Aten_AngleOp : Aten_Unary<"angle", "pointwise::angle",
    "The angle of self in the complex plane, in radians"> {
  let semantics = "Of a real number it is pi below 0 and 0 elsewhere; NaN stays NaN.";
}
def Aten_ComplexOp : Aten_Op<"complex", "pointwise::complex", "real + i * imag",
    (ins Tensor:$real, Tensor:$imag)>;
def Aten_ConjPhysicalOp : Aten_Unary<"conj_physical", "pointwise::same",
    "The complex conjugate of self, in memory of its own">;
def Aten_ConjPhysicalKernelOp : Aten_Unary<"_conj_physical", "pointwise::same",
    "The complex conjugate of self, in memory of its own">;
def Aten_PolarOp : Aten_Op<"polar", "pointwise::complex", "abs * e^(i * angle)",
    (ins Tensor:$abs, Tensor:$angle)>;

//===-------------------------------------------------------------------------===//
// Sums, products, quotients
//===-------------------------------------------------------------------------===//

def Aten_AddTensorOp : Aten_BinaryAlpha<"add.Tensor", "pointwise::add",
    "self + alpha * other">;
def Aten_AddScalarOp : Aten_BinaryScalarAlpha<"add.Scalar", "pointwise::add",
    "self + alpha * other">;
def Aten_SubTensorOp : Aten_BinaryAlpha<"sub.Tensor", "pointwise::sub",
    "self - alpha * other">;
def Aten_SubScalarOp : Aten_BinaryScalarAlpha<"sub.Scalar", "pointwise::sub",
    "self - alpha * other">;
def Aten_RsubTensorOp : Aten_BinaryAlpha<"rsub.Tensor", "pointwise::sub",
    "other - alpha * self">;
def Aten_RsubScalarOp : Aten_BinaryScalarAlpha<"rsub.Scalar", "pointwise::sub",
    "other - alpha * self">;
def Aten_MulTensorOp : Aten_Binary<"mul.Tensor", "pointwise::binary", "self * other">;
def Aten_MulScalarOp : Aten_BinaryScalar<"mul.Scalar", "pointwise::binary", "self * other">;
def Aten_DivTensorOp : Aten_Binary<"div.Tensor", "pointwise::float_binary", "self / other">;
def Aten_DivScalarOp : Aten_BinaryScalar<"div.Scalar", "pointwise::float_binary",
    "self / other">;
def Aten_DivTensorModeOp : Aten_DivMode<"div.Tensor_mode", Tensor>;
def Aten_DivScalarModeOp : Aten_DivMode<"div.Scalar_mode", Scalar>;
def Aten_FloorDivideOp : Aten_Binary<"floor_divide", "pointwise::remainder",
    "floor(self / other)">;
def Aten_FloorDivideScalarOp : Aten_BinaryScalar<"floor_divide.Scalar",
    "pointwise::remainder", "floor(self / other)">;
def Aten_FmodTensorOp : Aten_Binary<"fmod.Tensor", "pointwise::remainder",
    "self - other * trunc(self / other): with the sign of self">;
def Aten_FmodScalarOp : Aten_BinaryScalar<"fmod.Scalar", "pointwise::remainder",
    "self - other * trunc(self / other): with the sign of self">;
def Aten_RemainderTensorOp : Aten_Binary<"remainder.Tensor", "pointwise::remainder",
    "self - other * floor(self / other): with the sign of other">;
def Aten_RemainderScalarOp : Aten_BinaryScalar<"remainder.Scalar", "pointwise::remainder",
    "self - other * floor(self / other): with the sign of other">;
def Aten_RemainderScalarTensorOp : Aten_ScalarBinary<"remainder.Scalar_Tensor",
    "pointwise::remainder", "self - other * floor(self / other): with the sign of other">;
def Aten_AddcdivOp : Aten_Addc<"addcdiv", "pointwise::addcdiv",
    "self + value * tensor1 / tensor2">;
def Aten_AddcmulOp : Aten_Addc<"addcmul", "pointwise::addcmul",
    "self + value * tensor1 * tensor2">;
def Aten_LerpTensorOp : Aten_Op<"lerp.Tensor", "pointwise::lerp",
    "self + weight * (end - self)", (ins Tensor:$self, Tensor:$end, Tensor:$weight)>;
def Aten_LerpScalarOp : Aten_Op<"lerp.Scalar", "pointwise::lerp",
    "self + weight * (end - self)", (ins Tensor:$self, Tensor:$end, Scalar:$weight)>;
def Aten_GcdOp : Aten_Binary<"gcd", "pointwise::integer_binary",
    "The greatest common divisor, not negative; gcd(0, 0) = 0">;
def Aten_LcmOp : Aten_Binary<"lcm", "pointwise::integer_binary",
    "The least common multiple, not negative; 0 if either is 0">;

//===-------------------------------------------------------------------------===//
// Powers, logarithms, angles
//===-------------------------------------------------------------------------===//

def Aten_PowTensorTensorOp : Aten_Pow<"pow.Tensor_Tensor", "pow", Tensor, Tensor>;
def Aten_PowTensorScalarOp : Aten_Pow<"pow.Tensor_Scalar", "pow", Tensor, Scalar>;
def Aten_PowScalarOp : Aten_Pow<"pow.Scalar", "pow", Scalar, Tensor>;
def Aten_FloatPowerTensorTensorOp
    : Aten_Pow<"float_power.Tensor_Tensor", "float_power", Tensor, Tensor> {
  let semantics = "In float64, or in complex128 if either is complex.";
}
def Aten_FloatPowerTensorScalarOp
    : Aten_Pow<"float_power.Tensor_Scalar", "float_power", Tensor, Scalar> {
  let semantics = "In float64, or in complex128 if either is complex.";
}
def Aten_FloatPowerScalarOp : Aten_Pow<"float_power.Scalar", "float_power", Scalar, Tensor> {
  let semantics = "In float64, or in complex128 if either is complex.";
}
def Aten_LdexpTensorOp : Aten_Binary<"ldexp.Tensor", "pointwise::ldexp", "self * 2^other">;
def Aten_LogaddexpOp : Aten_Binary<"logaddexp", "pointwise::binary_of_floats",
    "ln(e^self + e^other), without overflow">;
def Aten_Logaddexp2Op : Aten_Binary<"logaddexp2", "pointwise::binary_of_floats",
    "log2(2^self + 2^other), without overflow">;
def Aten_HypotOp : Aten_Binary<"hypot", "pointwise::binary_of_reals",
    "sqrt(self^2 + other^2), without overflow">;
def Aten_Atan2Op : Aten_Binary<"atan2", "pointwise::real_float_binary",
    "The angle of the point (other, self), in (-pi, pi]">;
def Aten_Atan2OutOp : Aten_Op<"atan2.out", "pointwise::atan2_out",
    "atan2(self, other), written to out",
    (ins Tensor:$self, Tensor:$other, MutableTensor:$out), (outs MutableTensorResult:$result), []>;
def Aten_XlogyTensorOp : Aten_Binary<"xlogy.Tensor", "pointwise::real_float_binary",
    "self * ln(other), 0 where self is 0 and other is not NaN">;
def Aten_XlogyScalarOtherOp : Aten_BinaryScalar<"xlogy.Scalar_Other",
    "pointwise::real_float_binary", "self * ln(other), 0 where self is 0 and other is not NaN">;
def Aten_XlogyScalarSelfOp : Aten_ScalarBinary<"xlogy.Scalar_Self",
    "pointwise::real_float_binary", "self * ln(other), 0 where self is 0 and other is not NaN">;
def Aten_SpecialXlog1pyOp : Aten_Binary<"special_xlog1py", "pointwise::real_float_binary",
    "self * ln(1 + other), 0 where self is 0 and other is not NaN">;
def Aten_SpecialXlog1pyOtherScalarOp : Aten_BinaryScalar<"special_xlog1py.other_scalar",
    "pointwise::real_float_binary",
    "self * ln(1 + other), 0 where self is 0 and other is not NaN">;
def Aten_SpecialXlog1pySelfScalarOp : Aten_ScalarBinary<"special_xlog1py.self_scalar",
    "pointwise::real_float_binary",
    "self * ln(1 + other), 0 where self is 0 and other is not NaN">;
def Aten_SpecialZetaOp : Aten_Binary<"special_zeta", "pointwise::real_float_binary",
    "The Hurwitz zeta function, the sum of (k + other)^-self for k = 0, 1, ...">;
def Aten_SpecialZetaOtherScalarOp : Aten_BinaryScalar<"special_zeta.other_scalar",
    "pointwise::real_float_binary",
    "The Hurwitz zeta function, the sum of (k + other)^-self for k = 0, 1, ...">;
def Aten_SpecialZetaSelfScalarOp : Aten_ScalarBinary<"special_zeta.self_scalar",
    "pointwise::real_float_binary",
    "The Hurwitz zeta function, the sum of (k + other)^-self for k = 0, 1, ...">;
def Aten_IgammaOp : Aten_Binary<"igamma", "pointwise::binary_of_reals",
    "The regularized lower incomplete gamma function of order self at other">;
def Aten_IgammacOp : Aten_Binary<"igammac", "pointwise::binary_of_reals",
    "The regularized upper incomplete gamma function of order self at other">;

//===-------------------------------------------------------------------------===//
// Extrema, signs, choices
//===-------------------------------------------------------------------------===//

def Aten_MaximumOp : Aten_Binary<"maximum", "pointwise::extremum",
    "The larger; NaN if either is NaN">;
def Aten_MinimumOp : Aten_Binary<"minimum", "pointwise::extremum",
    "The smaller; NaN if either is NaN">;
def Aten_MaxOtherOp : Aten_Binary<"max.other", "pointwise::extremum",
    "The larger; NaN if either is NaN">;
def Aten_MinOtherOp : Aten_Binary<"min.other", "pointwise::extremum",
    "The smaller; NaN if either is NaN">;
def Aten_FmaxOp : Aten_Binary<"fmax", "pointwise::extremum",
    "The larger; NaN only if both are NaN">;
def Aten_FminOp : Aten_Binary<"fmin", "pointwise::extremum",
    "The smaller; NaN only if both are NaN">;
def Aten_ClampOp : Aten_Clamp<"clamp", "pointwise::clamp", OptSymScalar>;
def Aten_ClampTensorOp : Aten_Clamp<"clamp.Tensor", "pointwise::clamp", OptTensor>;
def Aten_ClipOp : Aten_Clamp<"clip", "pointwise::clamp", OptSymScalar>;
def Aten_ClipTensorOp : Aten_Clamp<"clip.Tensor", "pointwise::clamp", OptTensor>;
def Aten_ClampMaxOp : Aten_Op<"clamp_max", "pointwise::clamp_one_side", "min(self, max)",
    (ins Tensor:$self, Scalar:$max)>;
def Aten_ClampMaxTensorOp : Aten_Op<"clamp_max.Tensor", "pointwise::clamp_one_side",
    "min(self, max)", (ins Tensor:$self, Tensor:$max)>;
def Aten_ClampMinOp : Aten_Op<"clamp_min", "pointwise::clamp_one_side", "max(self, min)",
    (ins Tensor:$self, Scalar:$min)>;
def Aten_ClampMinTensorOp : Aten_Op<"clamp_min.Tensor", "pointwise::clamp_one_side",
    "max(self, min)", (ins Tensor:$self, Tensor:$min)>;
def Aten_CopysignTensorOp : Aten_Binary<"copysign.Tensor", "pointwise::real_float_binary",
    "|self| with the sign of other, minus if that is -0.0">;
def Aten_CopysignScalarOp : Aten_BinaryScalar<"copysign.Scalar",
    "pointwise::real_float_binary", "|self| with the sign of other, minus if that is -0.0">;
def Aten_NextafterOp : Aten_Binary<"nextafter", "pointwise::binary_of_reals",
    "The next number of the dtype after self toward other">;
def Aten_HeavisideOp : Aten_Op<"heaviside", "pointwise::heaviside",
    "1 where self is positive, values where it is 0, 0 elsewhere",
    (ins Tensor:$self, Tensor:$values)>;
def Aten_WhereSelfOp : Aten_Where<"where.self", Tensor, Tensor>;
def Aten_WhereScalarOp : Aten_Where<"where.Scalar", Scalar, Scalar>;
def Aten_WhereScalarSelfOp : Aten_Where<"where.ScalarSelf", Scalar, Tensor>;
def Aten_WhereScalarOtherOp : Aten_Where<"where.ScalarOther", Tensor, Scalar>;
