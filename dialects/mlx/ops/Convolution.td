//===- Convolution.td - Convolutions and sliding blocks ----------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "MlxDialect.td"
include "aten/ops/Convolution.td"

def Mlx_Conv1dOp : Mlx_Of<Aten_Conv1dOp,
    "to_first(conv(to_last({input:result}, 1), conv_weight({weight:result}), {bias:result}, "
    "{stride}, {padding}, {dilation}, {groups}), 1)", [Mlx_FloatOf<"input">]>;
def Mlx_Conv1dPaddingOp : Mlx_Of<Aten_Conv1dPaddingOp,
    "to_first(conv(to_last({input:result}, 1), conv_weight({weight:result}), {bias:result}, "
    "{stride}, {padding}, {dilation}, {groups}), 1)", [Mlx_FloatOf<"input">]>;
def Mlx_ConvTranspose1dOp : Mlx_Of<Aten_ConvTranspose1dOp,
    "to_first(conv_transpose(to_last({input:result}, 1), "
    "conv_transpose_weight({weight:result}, {groups}), {bias:result}, {stride}, {padding}, "
    "{output_padding}, {groups}, {dilation}), 1)", [Mlx_FloatOf<"input">]>;
def Mlx_Conv2dOp : Mlx_Of<Aten_Conv2dOp,
    "to_first(conv(to_last({input:result}, 2), conv_weight({weight:result}), {bias:result}, "
    "{stride}, {padding}, {dilation}, {groups}), 2)", [Mlx_FloatOf<"input">]>;
def Mlx_Conv2dPaddingOp : Mlx_Of<Aten_Conv2dPaddingOp,
    "to_first(conv(to_last({input:result}, 2), conv_weight({weight:result}), {bias:result}, "
    "{stride}, {padding}, {dilation}, {groups}), 2)", [Mlx_FloatOf<"input">]>;
def Mlx_ConvTranspose2dInputOp : Mlx_Of<Aten_ConvTranspose2dInputOp,
    "to_first(conv_transpose(to_last({input:result}, 2), "
    "conv_transpose_weight({weight:result}, {groups}), {bias:result}, {stride}, {padding}, "
    "{output_padding}, {groups}, {dilation}), 2)", [Mlx_FloatOf<"input">]>;
def Mlx_Conv3dOp : Mlx_Of<Aten_Conv3dOp,
    "to_first(conv(to_last({input:result}, 3), conv_weight({weight:result}), {bias:result}, "
    "{stride}, {padding}, {dilation}, {groups}), 3)", [Mlx_FloatOf<"input">]>;
def Mlx_Conv3dPaddingOp : Mlx_Of<Aten_Conv3dPaddingOp,
    "to_first(conv(to_last({input:result}, 3), conv_weight({weight:result}), {bias:result}, "
    "{stride}, {padding}, {dilation}, {groups}), 3)", [Mlx_FloatOf<"input">]>;
def Mlx_ConvTranspose3dInputOp : Mlx_Of<Aten_ConvTranspose3dInputOp,
    "to_first(conv_transpose(to_last({input:result}, 3), "
    "conv_transpose_weight({weight:result}, {groups}), {bias:result}, {stride}, {padding}, "
    "{output_padding}, {groups}, {dilation}), 3)", [Mlx_FloatOf<"input">]>;
def Mlx_ConvolutionOp : Mlx_Of<Aten_ConvolutionOp,
    "convolution_first({input:result}, {weight:result}, {bias:result}, {stride}, {padding}, "
    "{dilation}, {transposed}, {output_padding}, {groups})", [Mlx_FloatOf<"input">]>;
def Mlx_Im2colOp : Mlx_Of<Aten_Im2colOp,
    "im2col({self}, {kernel_size}, {dilation}, {padding}, {stride})">;
def Mlx_Col2imOp : Mlx_Of<Aten_Col2imOp,
    "col2im({self}, {output_size}, {kernel_size}, {dilation}, {padding}, {stride})">;
