//===- Convolution.td - Convolutions and sliding blocks ----------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "AtenDialect.td"

// Families: `n` is the number of spatial dimensions.

class Aten_Conv<int n, string summary>
    : Aten_Op<"conv" # n # "d", "convolution::conv", summary,
    (ins Tensor:$input, Tensor:$weight, OptTensor:$bias, IntsOr<!listsplat(1, n)>:$stride,
         IntsOr<!listsplat(0, n)>:$padding, IntsOr<!listsplat(1, n)>:$dilation, IntOr<1>:$groups)> {
  let semantics = [{
    `convolution` that is not transposed. The input may lack the batch dimension;
    then so does the result.
  }];
}

class Aten_ConvPadding<int n, string summary>
    : Aten_Op<"conv" # n # "d.padding", "convolution::conv", summary,
    (ins Tensor:$input, Tensor:$weight, OptTensor:$bias, IntsOr<!listsplat(1, n)>:$stride,
         StrOneOfOr<["same", "valid"], "valid">:$padding, IntsOr<!listsplat(1, n)>:$dilation,
         IntOr<1>:$groups)> {
  let semantics = [{
    `valid` pads nothing. `same` pads `dilation * (kernel - 1)` zeros in all in each
    dimension, so that the size stays; the end gets the odd one. `same` needs a
    stride of 1. The input may lack the batch dimension; then so does the result.
  }];
}

class Aten_ConvTranspose<int n, string overload, string summary>
    : Aten_Op<"conv_transpose" # n # "d" # overload, "convolution::conv_transpose", summary,
    (ins Tensor:$input, Tensor:$weight, OptTensor:$bias, IntsOr<!listsplat(1, n)>:$stride,
         IntsOr<!listsplat(0, n)>:$padding, IntsOr<!listsplat(0, n)>:$output_padding,
         IntOr<1>:$groups, IntsOr<!listsplat(1, n)>:$dilation)> {
  let semantics = [{
    `convolution` that is transposed. The input may lack the batch dimension; then
    so does the result.
  }];
}

//===-------------------------------------------------------------------------===//
// Convolution
//===-------------------------------------------------------------------------===//

def Aten_ConvolutionOp : Aten_Op<"convolution", "convolution::convolution",
    "Cross-correlation of the input with the weight, plus the bias of each channel",
    (ins Tensor:$input, Tensor:$weight, OptTensor:$bias, Ints:$stride, Ints:$padding,
         Ints:$dilation, Bool:$transposed, Ints:$output_padding, Int:$groups)> {
  let semantics = [{
    With input `[N, C, ...]` and weight `[O, C / groups, kernel...]`:
    `out[n, o, x] = bias[o] + sum over c, k of
    weight[o, c, k] * input[n, g(o) * C / groups + c, x * stride - padding + k * dilation]`,
    where `g(o) = o // (O / groups)` and what lies outside the input is 0. A spatial
    size is `(size + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1`.

    Transposed, the gradient of that with respect to its input: the weight is
    `[C, O / groups, kernel...]`, each input element adds `weight * input` at
    `x * stride - padding + k * dilation`, and a spatial size is
    `(size - 1) * stride - 2 * padding + dilation * (kernel - 1) + output_padding + 1`.
    `output_padding`, which adds to the size at the end, counts for nothing else.

    A list of one number stands for every spatial dimension.
  }];
}

def Aten_Conv1dOp : Aten_Conv<1, "convolution over one dimension">;
def Aten_Conv2dOp : Aten_Conv<2, "convolution over two dimensions">;
def Aten_Conv3dOp : Aten_Conv<3, "convolution over three dimensions">;
def Aten_Conv1dPaddingOp
    : Aten_ConvPadding<1, "convolution over one dimension, padded as the string says">;
def Aten_Conv2dPaddingOp
    : Aten_ConvPadding<2, "convolution over two dimensions, padded as the string says">;
def Aten_Conv3dPaddingOp
    : Aten_ConvPadding<3, "convolution over three dimensions, padded as the string says">;
def Aten_ConvTranspose1dOp
    : Aten_ConvTranspose<1, "", "transposed convolution over one dimension">;
def Aten_ConvTranspose2dInputOp
    : Aten_ConvTranspose<2, ".input", "transposed convolution over two dimensions">;
def Aten_ConvTranspose3dInputOp
    : Aten_ConvTranspose<3, ".input", "transposed convolution over three dimensions">;

//===-------------------------------------------------------------------------===//
// Sliding blocks
//===-------------------------------------------------------------------------===//

def Aten_Im2colOp : Aten_Op<"im2col", "convolution::im2col",
    "The blocks that slide over an image, as columns: [N, C * kh * kw, blocks]",
    (ins Tensor:$self, Ints:$kernel_size, Ints:$dilation, Ints:$padding, Ints:$stride)> {
  let semantics = [{
    Row `(c * kh + i) * kw + j` of column `y * blocks_w + x` is
    `self[n, c, y * stride_h - padding_h + i * dilation_h, x * stride_w - padding_w + j * dilation_w]`,
    0 outside the image. Blocks are counted as the positions of a `convolution`.
  }];
}
def Aten_Col2imOp : Aten_Op<"col2im", "convolution::col2im",
    "The image of size output_size in which the blocks of im2col are added up",
    (ins Tensor:$self, SymInts:$output_size, Ints:$kernel_size, Ints:$dilation, Ints:$padding,
         Ints:$stride)> {
  let semantics = [{
    Where blocks overlap their elements are summed; where no block lies it is 0.
  }];
}
