//===- Signal.td - Fourier transforms ----------------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "AtenDialect.td"

def Signal_Text {
  string normalization = [{
    `normalization` says what the sums are divided by, with n the number of points
    in the dimensions transformed: 0 nothing, 1 `sqrt(n)`, 2 `n`.
  }];
}

class Aten_Fft<string name, string rule, string summary, dag mode, string text>
    : Aten_Op<name, "signal::" # rule, summary,
    !con((ins Tensor:$self, Ints:$dim, Int:$normalization), mode)> {
  let semantics = !strconcat(Signal_Text.normalization, text);
}

def Aten_FftR2cOp : Aten_Fft<"_fft_r2c", "fft_r2c",
    "discrete Fourier transform of real numbers", (ins Bool:$onesided), [{
    The kernel is `e^(-2 pi i j k / n)`. With `onesided` the last of `dim` keeps only
    its first `n // 2 + 1` points; the others are their conjugates.
  }]>;
def Aten_FftC2rOp : Aten_Fft<"_fft_c2r", "fft_c2r",
    "inverse discrete Fourier transform to real numbers", (ins SymInt:$last_dim_size), [{
    The kernel is `e^(2 pi i j k / n)`. The inverse of the onesided `_fft_r2c`: the
    last of `dim`, which holds half of the points, has `last_dim_size` of them after.
    The imaginary part of what must be real is ignored.
  }]>;
def Aten_FftC2cOp : Aten_Fft<"_fft_c2c", "fft_c2c",
    "discrete Fourier transform of complex numbers, forward or inverse", (ins Bool:$forward), [{
    The kernel is `e^(-2 pi i j k / n)` forward, its conjugate otherwise.
  }]>;
