//===- Signal.td - Fourier transforms ----------------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "MlxDialect.td"
include "aten/ops/Signal.td"

def Mlx_FftC2rOp : Mlx_Any<Aten_FftC2rOp,
    "fft_to_real({self}, {dim}, {normalization}, {last_dim_size})",
    [DTypeOf<"self", ["complex64"]>]>;
def Mlx_FftR2cOp : Mlx_Any<Aten_FftR2cOp,
    "fft_real({self}, {dim}, {normalization}, {onesided})", [DTypeOf<"self", ["float32"]>]>;
def Mlx_FftC2cOp : Mlx_Any<Aten_FftC2cOp,
    "fft_complex({self}, {dim}, {normalization}, {forward})", [DTypeOf<"self", ["complex64"]>]>;
