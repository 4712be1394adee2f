//===- Creation.td - Ops that make tensors of known values -------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "MlxDialect.td"
include "aten/ops/Creation.td"

def Mlx_ArangeOp : Mlx_Of<Aten_ArangeOp,
    "mx.arange({end}, dtype={result})", [Mlx_ArangeOfIntegers]>;
def Mlx_ArangeStartOp : Mlx_Of<Aten_ArangeStartOp,
    "mx.arange({start}, {end}, dtype={result})", [Mlx_ArangeOfIntegers]>;
def Mlx_ArangeStartStepOp : Mlx_Of<Aten_ArangeStartStepOp,
    "mx.arange({start}, {end}, {step}, dtype={result})", [Mlx_ArangeOfIntegers]>;
def Mlx_ZerosOp : Mlx_Of<Aten_ZerosOp, "mx.zeros({size}, dtype={result})">;
def Mlx_EmptyMemoryFormatOp : Mlx_Of<Aten_EmptyMemoryFormatOp, "mx.zeros({size}, dtype={result})">;
def Mlx_EmptyPermutedOp : Mlx_Of<Aten_EmptyPermutedOp, "mx.zeros({size}, dtype={result})">;
def Mlx_EmptyStridedOp : Mlx_Of<Aten_EmptyStridedOp, "mx.zeros({size}, dtype={result})">;
def Mlx_OnesOp : Mlx_Of<Aten_OnesOp, "mx.ones({size}, dtype={result})">;
def Mlx_ZerosLikeOp : Mlx_Of<Aten_ZerosLikeOp, "mx.zeros({self}.shape, dtype={result})">;
def Mlx_EmptyLikeOp : Mlx_Of<Aten_EmptyLikeOp, "mx.zeros({self}.shape, dtype={result})">;
def Mlx_OnesLikeOp : Mlx_Of<Aten_OnesLikeOp, "mx.ones({self}.shape, dtype={result})">;
def Mlx_NewZerosOp : Mlx_Of<Aten_NewZerosOp, "mx.zeros({size}, dtype={result})">;
def Mlx_NewEmptyOp : Mlx_Of<Aten_NewEmptyOp, "mx.zeros({size}, dtype={result})">;
def Mlx_NewEmptyStridedOp : Mlx_Of<Aten_NewEmptyStridedOp, "mx.zeros({size}, dtype={result})">;
def Mlx_NewOnesOp : Mlx_Of<Aten_NewOnesOp, "mx.ones({size}, dtype={result})">;
def Mlx_FullOp : Mlx_Of<Aten_FullOp, "mx.full({size}, {fill_value}, dtype={result})">;
def Mlx_NewFullOp : Mlx_Of<Aten_NewFullOp, "mx.full({size}, {fill_value}, dtype={result})">;
def Mlx_FullLikeOp : Mlx_Of<Aten_FullLikeOp, "mx.full({self}.shape, {fill_value}, dtype={result})">;
def Mlx_FillScalarOp : Mlx_Of<Aten_FillScalarOp, "mx.full({self}.shape, {value}, dtype={result})">;
def Mlx_FillTensorOp : Mlx_Of<Aten_FillTensorOp, "mx.broadcast_to({value:result}, {self}.shape)">;
def Mlx_ScalarTensorOp : Mlx_Of<Aten_ScalarTensorOp, "mx.array({s}, dtype={result})">;
def Mlx_EyeOp : Mlx_Of<Aten_EyeOp, "mx.eye({n}, dtype={result})">;
def Mlx_EyeMOp : Mlx_Of<Aten_EyeMOp, "mx.eye({n}, {m}, dtype={result})">;
def Mlx_LinspaceOp : Mlx_Of<Aten_LinspaceOp, "linspace({start}, {end}, {steps}, {result})">;
def Mlx_LinspaceTensorScalarOp : Mlx_Of<Aten_LinspaceTensorScalarOp,
    "linspace({start}, {end}, {steps}, {result})">;
def Mlx_LinspaceScalarTensorOp : Mlx_Of<Aten_LinspaceScalarTensorOp,
    "linspace({start}, {end}, {steps}, {result})">;
def Mlx_LinspaceTensorTensorOp : Mlx_Of<Aten_LinspaceTensorTensorOp,
    "linspace({start}, {end}, {steps}, {result})">;
def Mlx_LogspaceOp : Mlx_Of<Aten_LogspaceOp,
    "mx.power({base}, linspace({start}, {end}, {steps}, mx.float32)).astype({result})">;
def Mlx_LogspaceTensorScalarOp : Mlx_Of<Aten_LogspaceTensorScalarOp,
    "mx.power({base}, linspace({start}, {end}, {steps}, mx.float32)).astype({result})">;
def Mlx_LogspaceScalarTensorOp : Mlx_Of<Aten_LogspaceScalarTensorOp,
    "mx.power({base}, linspace({start}, {end}, {steps}, mx.float32)).astype({result})">;
def Mlx_LogspaceTensorTensorOp : Mlx_Of<Aten_LogspaceTensorTensorOp,
    "mx.power({base}, linspace({start}, {end}, {steps}, mx.float32)).astype({result})">;
def Mlx_OneHotOp : Mlx_Of<Aten_OneHotOp,
    "({self}[..., None] == mx.arange({num_classes})).astype({result})", [Mlx_KnownClasses]>;
