//===- Quantized.td - Products and activations of int8 -----------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "EtVkDialect.td"

def EtVk_Text {
  string groups = [{
    `weights` is int8 `[N, K]`, of numbers in [-8, 7]; `weight_scales` is `[N, K /
    group_size]`, one a group of neighbours in a row. K and `group_size` are multiples
    of 4.
  }];
  string channels = [{
    `weights` is int8 `[N, K]` with one of `weight_scales` a row; K is a multiple of 4.
  }];
  string convolution = [{
    The input is int8 `[batch, C, H, W]`. What lies outside of it is 0 as a float. With
    groups, those of input and output have a multiple of 4 channels each, or all have
    one channel and are a multiple of 4.
  }];
}

//===-------------------------------------------------------------------------===//
// Linear: <input>_<weight>, as ExecuTorch names them
//===-------------------------------------------------------------------------===//

def EtVk_LinearQ4gswOp : EtVk_Op<"linear_q4gsw", "quantized::linear_q4gsw",
    "linear of floats with a 4-bit weight, scaled by groups",
    (ins Tensor:$self, Tensor:$weights, Tensor:$weight_scales, Int:$group_size,
         OptTensor:$bias)> {
  let semantics = EtVk_Text.groups;
}
def EtVk_LinearDq8caQ4gswOp : EtVk_Op<"linear_dq8ca_q4gsw", "quantized::linear_dq8ca_q4gsw",
    "linear_q4gsw of an input that is quantized row by row first",
    (ins Tensor:$input, Tensor:$input_scales, Tensor:$input_zp, Tensor:$weights,
         Tensor:$weight_scales, Int:$group_size, OptTensor:$bias)> {
  let semantics = !strconcat([{
    The input is of floats; it is quantized to int8 and dequantized with a scale and zero
    point for each row, `clamp(round(x * (1 / scale)) + zp, -128, 127)`.
  }], EtVk_Text.groups);
}
def EtVk_LinearQcs4wOp : EtVk_Op<"linear_qcs4w", "quantized::linear_qcs4w",
    "linear of floats with a 4-bit weight, scaled by rows",
    (ins Tensor:$self, Tensor:$weight, Tensor:$scales)> {
  let semantics = [{
    `weight` is int8 `[N, K]`, of numbers in [-8, 7], with one of `scales` a row. K and N
    are multiples of 4.
  }];
}
def EtVk_LinearQ8taQ8cswOp : EtVk_Op<"linear_q8ta_q8csw", "quantized::linear_q8ta_q8csw",
    "linear of floats that are quantized first, with an 8-bit weight",
    (ins Tensor:$x, Float:$input_scale, Int:$input_zero_point, Tensor:$weights,
         Tensor:$weight_scales, OptTensor:$bias)> {
  let semantics = !strconcat([{
    The input is of floats; it is quantized to int8 and dequantized,
    `clamp(round(x * (1 / input_scale)) + input_zero_point, -128, 127)`. The result is
    of floats.
  }], EtVk_Text.channels);
}
def EtVk_Q8taLinearOp : EtVk_Op<"q8ta_linear", "quantized::q8ta_linear",
    "linear from int8 to int8, with an 8-bit weight",
    (ins Tensor:$x, Float:$input_scale, Int:$input_zero_point, Tensor:$weights,
         Tensor:$weight_scales, Float:$output_scale, Int:$output_zero_point, OptTensor:$bias,
         StrOneOfOr<["none", "relu"], "none">:$activation)> {
  let semantics = !strconcat(EtVk_Text.channels,
                             "`activation` is what is done before the result is quantized.");
}

//===-------------------------------------------------------------------------===//
// Convolution
//===-------------------------------------------------------------------------===//

def EtVk_Q8taConv2dOp : EtVk_Op<"q8ta_conv2d", "quantized::q8ta_conv2d",
    "convolution over two dimensions from int8 to int8",
    (ins Tensor:$x, Float:$input_scale, Int:$input_zero_point, Tensor:$weights,
         Tensor:$weight_scales, Float:$output_scale, Int:$output_zero_point, OptTensor:$bias,
         Ints:$stride, Ints:$padding, Ints:$dilation, Int:$groups,
         StrOneOf<["none", "relu"]>:$activation)> {
  let semantics = !strconcat(EtVk_Text.convolution, [{
    `weights` is int8 `[O, C / groups, kernel height, kernel width]` with one of
    `weight_scales` for each of O.
  }]);
}
def EtVk_Q8taConv2dTransposedOp : EtVk_Op<"q8ta_conv2d_transposed",
    "quantized::q8ta_conv2d_transposed",
    "transposed convolution over two dimensions from int8 to int8",
    (ins Tensor:$x, Float:$input_scale, Int:$input_zero_point, Tensor:$weights,
         Tensor:$weight_scales, Float:$output_scale, Int:$output_zero_point, OptTensor:$bias,
         Ints:$stride, Ints:$padding, Ints:$output_padding, Ints:$dilation, Int:$groups,
         StrOneOf<["none", "relu"]>:$activation)> {
  let semantics = !strconcat(EtVk_Text.convolution, [{
    `weights` is int8 `[C, O / groups, kernel height, kernel width]` with one of
    `weight_scales` for each of O / groups, the same in all groups. `dilation` is 1.
  }]);
}

//===-------------------------------------------------------------------------===//
// Element by element, and moved
//===-------------------------------------------------------------------------===//

def EtVk_Q8taAddOp : EtVk_Op<"q8ta_add", "quantized::q8ta_add",
    "input_a + alpha * input_b of int8, as int8",
    (ins Tensor:$input_a, Tensor:$input_b, Float:$input_a_scale, Int:$input_a_zero_point,
         Float:$input_b_scale, Int:$input_b_zero_point, Float:$output_scale,
         Int:$output_zero_point, Float:$alpha)> {
  let semantics = "Both inputs have the same sizes.";
}
def EtVk_Q8taReluOp : EtVk_Op<"q8ta_relu", "quantized::q8ta_relu",
    "max(input, 0) of int8, as int8",
    (ins Tensor:$input, Float:$input_scale, Int:$input_zero_point, Float:$output_scale,
         Int:$output_zero_point)>;
def EtVk_Q8taPixelShuffleOp : EtVk_Op<"q8ta_pixel_shuffle", "quantized::q8ta_pixel_shuffle",
    "pixel_shuffle of int8, as int8",
    (ins Tensor:$input, Float:$input_scale, Int:$input_zero_point, Float:$output_inv_scale,
         Int:$output_zero_point, Int:$upscale_factor)> {
  let semantics = [{
    `output_inv_scale` is 1 / the scale of the result. `upscale_factor` is 2.
  }];
}

//===-------------------------------------------------------------------------===//
// Embedding
//===-------------------------------------------------------------------------===//

def EtVk_EmbeddingQ4gswOp : EtVk_Op<"embedding_q4gsw", "quantized::embedding_q4gsw",
    "The rows of a 4-bit table, scaled by groups",
    (ins Tensor:$weight, Tensor:$weight_scales, Int:$group_size, Tensor:$indices)> {
  let semantics = [{
    `weight` is int8 `[V, E]`, of numbers in [-8, 7]; `weight_scales` is `[V, E /
    group_size]`, one a group of neighbours in a row, and gives the dtype of the result.
    E is a multiple of 32.
  }];
}
