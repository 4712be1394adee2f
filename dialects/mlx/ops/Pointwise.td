//===- Pointwise.td - Arithmetic, element by element -------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "MlxDialect.td"
include "aten/ops/Pointwise.td"

def Mlx_AbsOp : Mlx_Unary<Aten_AbsOp, "abs">;
def Mlx_AcosOp : Mlx_Unary<Aten_AcosOp, "arccos">;
def Mlx_AcoshOp : Mlx_Unary<Aten_AcoshOp, "arccosh">;
def Mlx_AsinOp : Mlx_Unary<Aten_AsinOp, "arcsin">;
def Mlx_AsinhOp : Mlx_Unary<Aten_AsinhOp, "arcsinh">;
def Mlx_AtanOp : Mlx_Unary<Aten_AtanOp, "arctan">;
def Mlx_AtanhOp : Mlx_Unary<Aten_AtanhOp, "arctanh">;
def Mlx_CeilOp : Mlx_Unary<Aten_CeilOp, "ceil">;
def Mlx_CosOp : Mlx_Unary<Aten_CosOp, "cos">;
def Mlx_CoshOp : Mlx_Unary<Aten_CoshOp, "cosh">;
def Mlx_ErfOp : Mlx_Unary<Aten_ErfOp, "erf">;
def Mlx_ErfinvOp : Mlx_Unary<Aten_ErfinvOp, "erfinv">;
def Mlx_ExpOp : Mlx_Unary<Aten_ExpOp, "exp">;
def Mlx_Expm1Op : Mlx_Unary<Aten_Expm1Op, "expm1">;
def Mlx_FloorOp : Mlx_Unary<Aten_FloorOp, "floor">;
def Mlx_LogOp : Mlx_Unary<Aten_LogOp, "log">;
def Mlx_Log10Op : Mlx_Unary<Aten_Log10Op, "log10">;
def Mlx_Log1pOp : Mlx_Unary<Aten_Log1pOp, "log1p">;
def Mlx_Log2Op : Mlx_Unary<Aten_Log2Op, "log2">;
def Mlx_NegOp : Mlx_Unary<Aten_NegOp, "negative">;
def Mlx_ReciprocalOp : Mlx_Unary<Aten_ReciprocalOp, "reciprocal">;
def Mlx_RoundOp : Mlx_Unary<Aten_RoundOp, "round">;
def Mlx_SignOp : Mlx_Unary<Aten_SignOp, "sign">;
def Mlx_SgnOp : Mlx_Unary<Aten_SgnOp, "sign">;
def Mlx_SinOp : Mlx_Unary<Aten_SinOp, "sin">;
def Mlx_SinhOp : Mlx_Unary<Aten_SinhOp, "sinh">;
def Mlx_SqrtOp : Mlx_Unary<Aten_SqrtOp, "sqrt">;
def Mlx_SquareOp : Mlx_Unary<Aten_SquareOp, "square">;
def Mlx_TanOp : Mlx_Unary<Aten_TanOp, "tan">;
def Mlx_TanhOp : Mlx_Unary<Aten_TanhOp, "tanh">;
def Mlx_TruncOp : Mlx_Unary<Aten_TruncOp, "trunc">;
def Mlx_Deg2radOp : Mlx_Unary<Aten_Deg2radOp, "radians">;
def Mlx_Rad2degOp : Mlx_Unary<Aten_Rad2degOp, "degrees">;
def Mlx_RsqrtOp : Mlx_Of<Aten_RsqrtOp, "mx.rsqrt({self:wide})">;
def Mlx_SpecialExpitOp : Mlx_Of<Aten_SpecialExpitOp, "mx.sigmoid({self:wide})">;
def Mlx_Exp2Op : Mlx_Of<Aten_Exp2Op, "mx.power(2.0, {self:wide})">;
def Mlx_ErfcOp : Mlx_Of<Aten_ErfcOp, "1 - mx.erf({self:wide})">;
def Mlx_FracOp : Mlx_Of<Aten_FracOp, "{self:wide} - mx.trunc({self:wide})">;
def Mlx_PositiveOp : Mlx_Of<Aten_PositiveOp, "{self}">;
def Mlx_ConjPhysicalOp : Mlx_Of<Aten_ConjPhysicalOp, "{self}">;
def Mlx_ConjPhysicalKernelOp : Mlx_Of<Aten_ConjPhysicalKernelOp, "{self}">;
def Mlx_SignbitOp : Mlx_Of<Aten_SignbitOp, "signbit({self})">;
def Mlx_LogitOp : Mlx_Of<Aten_LogitOp, "log_odds({self:wide}, {eps})">;
def Mlx_SincOp : Mlx_Of<Aten_SincOp, "sinc({self:wide})">;
def Mlx_SpecialEntrOp : Mlx_Of<Aten_SpecialEntrOp, "entropy({self:wide})">;
def Mlx_SpecialNdtrOp : Mlx_Of<Aten_SpecialNdtrOp,
    "(1 + mx.erf({self:wide} * 0.7071067811865476)) / 2">;
def Mlx_RoundDecimalsOp : Mlx_Of<Aten_RoundDecimalsOp, "round_decimals({self:wide}, {decimals})">;
def Mlx_NanToNumOp : Mlx_Of<Aten_NanToNumOp, "nan_to_num({self}, {nan}, {posinf}, {neginf})">;
def Mlx_AddTensorOp : Mlx_Of<Aten_AddTensorOp, "{self:wide} + {other:wide:alpha}">;
def Mlx_AddScalarOp : Mlx_Of<Aten_AddScalarOp, "{self:wide} + {other::alpha}">;
def Mlx_SubTensorOp : Mlx_Of<Aten_SubTensorOp, "{self:wide} - {other:wide:alpha}">;
def Mlx_SubScalarOp : Mlx_Of<Aten_SubScalarOp, "{self:wide} - {other::alpha}">;
def Mlx_RsubTensorOp : Mlx_Of<Aten_RsubTensorOp, "{other:wide} - {self:wide:alpha}">;
def Mlx_RsubScalarOp : Mlx_Of<Aten_RsubScalarOp, "{other} - {self:wide:alpha}">;
def Mlx_MulTensorOp : Mlx_Of<Aten_MulTensorOp, "{self:result} * {other:result}">;
def Mlx_MulScalarOp : Mlx_Of<Aten_MulScalarOp, "{self:wide} * {other}">;
def Mlx_DivTensorOp : Mlx_Of<Aten_DivTensorOp, "{self:result} / {other:result}">;
def Mlx_DivScalarOp : Mlx_Of<Aten_DivScalarOp, "{self:wide} / {other}">;
def Mlx_DivTensorModeOp : Mlx_Of<Aten_DivTensorModeOp,
    "divide({self:wide}, {other:wide}, {rounding_mode})">;
def Mlx_DivScalarModeOp : Mlx_Of<Aten_DivScalarModeOp,
    "divide({self:wide}, {other:array}, {rounding_mode})">;
def Mlx_FloorDivideOp : Mlx_Of<Aten_FloorDivideOp, "floor_divide({self:wide}, {other:wide})">;
def Mlx_FloorDivideScalarOp : Mlx_Of<Aten_FloorDivideScalarOp,
    "floor_divide({self:wide}, {other:array})">;
def Mlx_RemainderTensorOp : Mlx_Of<Aten_RemainderTensorOp,
    "mx.remainder({self:result}, {other:result})">;
def Mlx_RemainderScalarOp : Mlx_Of<Aten_RemainderScalarOp, "mx.remainder({self:wide}, {other})">;
def Mlx_RemainderScalarTensorOp : Mlx_Of<Aten_RemainderScalarTensorOp,
    "mx.remainder({self}, {other:wide})">;
def Mlx_FmodTensorOp : Mlx_Of<Aten_FmodTensorOp, "fmod({self:wide}, {other:wide})">;
def Mlx_FmodScalarOp : Mlx_Of<Aten_FmodScalarOp, "fmod({self:wide}, {other:array})">;
def Mlx_PowTensorScalarOp : Mlx_Of<Aten_PowTensorScalarOp, "power({self:wide}, {exponent:array})">;
def Mlx_PowTensorTensorOp : Mlx_Of<Aten_PowTensorTensorOp, "power({self:wide}, {exponent:wide})">;
def Mlx_PowScalarOp : Mlx_Of<Aten_PowScalarOp, "power({self:array}, {exponent:wide})">;
def Mlx_Atan2Op : Mlx_Of<Aten_Atan2Op, "mx.arctan2({self:wide}, {other:wide})">;
def Mlx_MaximumOp : Mlx_Of<Aten_MaximumOp, "mx.maximum({self:result}, {other:result})">;
def Mlx_MaxOtherOp : Mlx_Of<Aten_MaxOtherOp, "mx.maximum({self:result}, {other:result})">;
def Mlx_MinimumOp : Mlx_Of<Aten_MinimumOp, "mx.minimum({self:result}, {other:result})">;
def Mlx_MinOtherOp : Mlx_Of<Aten_MinOtherOp, "mx.minimum({self:result}, {other:result})">;
def Mlx_FmaxOp : Mlx_Of<Aten_FmaxOp, "fmax({self:result}, {other:result})">;
def Mlx_FminOp : Mlx_Of<Aten_FminOp, "fmin({self:result}, {other:result})">;
def Mlx_ClampOp : Mlx_Of<Aten_ClampOp, "clamp({self:result}, {min}, {max})">;
def Mlx_ClipOp : Mlx_Of<Aten_ClipOp, "clamp({self:result}, {min}, {max})">;
def Mlx_ClampTensorOp : Mlx_Of<Aten_ClampTensorOp,
    "clamp({self:result}, {min:result}, {max:result})">;
def Mlx_ClipTensorOp : Mlx_Of<Aten_ClipTensorOp,
    "clamp({self:result}, {min:result}, {max:result})">;
def Mlx_ClampMinOp : Mlx_Of<Aten_ClampMinOp, "mx.maximum({self:result}, {min})">;
def Mlx_ClampMaxOp : Mlx_Of<Aten_ClampMaxOp, "mx.minimum({self:result}, {max})">;
def Mlx_ClampMinTensorOp : Mlx_Of<Aten_ClampMinTensorOp, "mx.maximum({self:result}, {min:result})">;
def Mlx_ClampMaxTensorOp : Mlx_Of<Aten_ClampMaxTensorOp, "mx.minimum({self:result}, {max:result})">;
def Mlx_WhereSelfOp : Mlx_Of<Aten_WhereSelfOp,
    "mx.where({condition}, {self:result}, {other:result})">;
def Mlx_WhereScalarSelfOp : Mlx_Of<Aten_WhereScalarSelfOp,
    "mx.where({condition}, {self}, {other:result})">;
def Mlx_WhereScalarOtherOp : Mlx_Of<Aten_WhereScalarOtherOp,
    "mx.where({condition}, {self:result}, {other})">;
def Mlx_WhereScalarOp : Mlx_Of<Aten_WhereScalarOp, "mx.where({condition}, {self:array}, {other})">;
def Mlx_LerpScalarOp : Mlx_Of<Aten_LerpScalarOp, "lerp({self:wide}, {end:wide}, {weight})">;
def Mlx_LerpTensorOp : Mlx_Of<Aten_LerpTensorOp, "lerp({self:wide}, {end:wide}, {weight:wide})">;
def Mlx_AddcmulOp : Mlx_Of<Aten_AddcmulOp, "{self:wide} + {tensor1:wide:value} * {tensor2:wide}">;
def Mlx_AddcdivOp : Mlx_Of<Aten_AddcdivOp, "{self:wide} + {tensor1:wide:value} / {tensor2:wide}">;
def Mlx_LogaddexpOp : Mlx_Of<Aten_LogaddexpOp, "mx.logaddexp({self:wide}, {other:wide})">;
def Mlx_Logaddexp2Op : Mlx_Of<Aten_Logaddexp2Op,
    "mx.logaddexp({self:wide} * math.log(2), {other:wide} * math.log(2)) / math.log(2)">;
def Mlx_CopysignTensorOp : Mlx_Of<Aten_CopysignTensorOp, "copysign({self:result}, {other:result})">;
def Mlx_CopysignScalarOp : Mlx_Of<Aten_CopysignScalarOp, "copysign({self:result}, {other:array})">;
def Mlx_HypotOp : Mlx_Of<Aten_HypotOp, "hypot({self:wide}, {other:wide})">;
def Mlx_HeavisideOp : Mlx_Of<Aten_HeavisideOp,
    "mx.where({self} == 0, {values}, ({self} > 0).astype({result}))">;
def Mlx_LdexpTensorOp : Mlx_Of<Aten_LdexpTensorOp, "{self:wide} * mx.power(2.0, {other:wide})">;
def Mlx_XlogyTensorOp : Mlx_Of<Aten_XlogyTensorOp, "xlogy({self:wide}, {other:wide})">;
def Mlx_XlogyScalarOtherOp : Mlx_Of<Aten_XlogyScalarOtherOp, "xlogy({self:wide}, {other:array})">;
def Mlx_XlogyScalarSelfOp : Mlx_Of<Aten_XlogyScalarSelfOp, "xlogy({self:array}, {other:wide})">;
def Mlx_SpecialXlog1pyOp : Mlx_Of<Aten_SpecialXlog1pyOp, "xlog1py({self:wide}, {other:wide})">;
def Mlx_SpecialXlog1pyOtherScalarOp : Mlx_Of<Aten_SpecialXlog1pyOtherScalarOp,
    "xlog1py({self:wide}, {other:array})">;
def Mlx_SpecialXlog1pySelfScalarOp : Mlx_Of<Aten_SpecialXlog1pySelfScalarOp,
    "xlog1py({self:array}, {other:wide})">;
def Mlx_ComplexOp : Mlx_Any<Aten_ComplexOp,
    "mx.stack(mx.broadcast_arrays({real}, {imag}), axis=-1).view(mx.complex64)[..., 0]",
    [DTypeOf<"real", ["float32"]>]>;
