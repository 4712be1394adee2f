//===- Pointwise.td - Arithmetic, element by element -------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "EtVkDialect.td"
include "aten/ops/Pointwise.td"

foreach op = [
    Aten_AcoshOp, Aten_AsinhOp, Aten_AtanOp, Aten_AtanhOp, Aten_CosOp, Aten_CoshOp,
    Aten_ExpOp, Aten_Exp2Op, Aten_Expm1Op, Aten_LogOp, Aten_Log10Op, Aten_Log1pOp,
    Aten_Log2Op, Aten_ReciprocalOp, Aten_RsqrtOp, Aten_SinOp, Aten_SincOp, Aten_SinhOp,
    Aten_SpecialExpitOp, Aten_SqrtOp, Aten_TanOp, Aten_TanhOp, Aten_Deg2radOp,
    Aten_Rad2degOp, Aten_ErfOp, Aten_LogitOp, Aten_SpecialEntrOp, Aten_SpecialI0eOp,
    Aten_SpecialI1eOp, Aten_AbsOp, Aten_CeilOp, Aten_FloorOp, Aten_FracOp,
    Aten_FrexpTensorOp, Aten_NanToNumOp, Aten_NegOp, Aten_PositiveOp, Aten_RoundOp,
    Aten_RoundDecimalsOp, Aten_SgnOp, Aten_SignOp, Aten_SignbitOp, Aten_SquareOp,
    Aten_TruncOp, Aten_AngleOp, Aten_ComplexOp, Aten_ConjPhysicalOp,
    Aten_ConjPhysicalKernelOp, Aten_PolarOp, Aten_AddTensorOp, Aten_AddScalarOp,
    Aten_SubTensorOp, Aten_SubScalarOp, Aten_RsubTensorOp, Aten_RsubScalarOp,
    Aten_MulTensorOp, Aten_MulScalarOp, Aten_DivTensorOp, Aten_DivScalarOp,
    Aten_DivTensorModeOp, Aten_DivScalarModeOp, Aten_FloorDivideOp,
    Aten_FloorDivideScalarOp, Aten_FmodTensorOp, Aten_FmodScalarOp, Aten_RemainderTensorOp,
    Aten_RemainderScalarOp, Aten_RemainderScalarTensorOp, Aten_AddcdivOp, Aten_AddcmulOp,
    Aten_LerpTensorOp, Aten_LerpScalarOp, Aten_GcdOp, Aten_LcmOp, Aten_PowTensorTensorOp,
    Aten_PowTensorScalarOp, Aten_PowScalarOp, Aten_FloatPowerTensorTensorOp,
    Aten_FloatPowerTensorScalarOp, Aten_FloatPowerScalarOp, Aten_LdexpTensorOp,
    Aten_LogaddexpOp, Aten_Logaddexp2Op, Aten_HypotOp, Aten_XlogyTensorOp,
    Aten_XlogyScalarOtherOp, Aten_XlogyScalarSelfOp, Aten_SpecialXlog1pyOp,
    Aten_SpecialXlog1pyOtherScalarOp, Aten_SpecialXlog1pySelfScalarOp, Aten_MaximumOp,
    Aten_MinimumOp, Aten_MaxOtherOp, Aten_MinOtherOp, Aten_FmaxOp, Aten_FminOp,
    Aten_ClampOp, Aten_ClampTensorOp, Aten_ClipOp, Aten_ClipTensorOp, Aten_ClampMaxOp,
    Aten_ClampMaxTensorOp, Aten_ClampMinOp, Aten_ClampMinTensorOp, Aten_CopysignTensorOp,
    Aten_CopysignScalarOp, Aten_NextafterOp, Aten_HeavisideOp, Aten_WhereSelfOp,
    Aten_WhereScalarOp, Aten_WhereScalarSelfOp, Aten_WhereScalarOtherOp
] in {
  def "EtVk_" # !substr(!cast<string>(op), 5) : EtVk_Of<op>;
}
