//===- Quantized.td - quantized_decomposed -----------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "QuantizedDialect.td"

def Quantized_Text {
  string saturate = [{
    A half-precision input is computed in f32; what NaN becomes is not defined.
  }];
  string unused = [{
    The range and `dtype` only describe the input; `dtype` must be its dtype.
  }];
  string shared = [{
    A scale or zero point of one element serves the whole of the input.
  }];
}

def Quantized_TwoTensors {
  dag results = (outs TensorResult:$result0, TensorResult:$result1);
}

//===-------------------------------------------------------------------------===//
// Per tensor
//===-------------------------------------------------------------------------===//

class Quantized_QuantizePerTensor<string overload, dag params>
    : QuantizedDecomposed_Op<"quantize_per_tensor" # overload, "decomposed::quantize_per_tensor",
    "clamp(round(input * (1 / scale)) + zero_point, quant_min, quant_max)",
    !con((ins Tensor:$input), params, (ins DType:$dtype))> {
  let semantics = !strconcat([{
    `1 / scale` is taken in f64 and rounded to f32; everything else is computed in
    f32, and the zero point is added after rounding.
  }], Quantized_Text.saturate);
}

class Quantized_DequantizePerTensor<string overload, dag params>
    : QuantizedDecomposed_Op<"dequantize_per_tensor" # overload,
    "decomposed::dequantize_per_tensor", "(input - zero_point) * scale",
    !con((ins Tensor:$input), params, (ins DType:$dtype, OptDType:$out_dtype))> {
  let semantics = !strconcat([{
    Computed in `out_dtype`, f32 where it is absent, to which the input is converted
    first.
  }], Quantized_Text.unused);
}

def Quantized_QuantizePerTensorOp : Quantized_QuantizePerTensor<"",
    (ins Float:$scale, Int:$zero_point, Int:$quant_min, Int:$quant_max)>;
def Quantized_QuantizePerTensorTensorOp : Quantized_QuantizePerTensor<".tensor",
    (ins Tensor:$scale, Tensor:$zero_point, Int:$quant_min, Int:$quant_max)>;
def Quantized_QuantizePerTensorTensor2Op : Quantized_QuantizePerTensor<".tensor2",
    (ins Tensor:$scale, Tensor:$zero_point, Tensor:$quant_min, Tensor:$quant_max)>;
def Quantized_DequantizePerTensorOp : Quantized_DequantizePerTensor<"",
    (ins Float:$scale, Int:$zero_point, Int:$quant_min, Int:$quant_max)>;
def Quantized_DequantizePerTensorTensorOp : Quantized_DequantizePerTensor<".tensor",
    (ins Tensor:$scale, Tensor:$zero_point, Int:$quant_min, Int:$quant_max)>;
def Quantized_DequantizePerTensorTensor2Op : Quantized_DequantizePerTensor<".tensor2",
    (ins Tensor:$scale, Tensor:$zero_point, Tensor:$quant_min, Tensor:$quant_max)>;

class Quantized_ChooseQParams<string name, string summary>
    : QuantizedDecomposed_Op<name, "params::per_tensor", summary,
    (ins Tensor:$input, Int:$quant_min, Int:$quant_max, Float:$eps, DType:$dtype),
    Quantized_TwoTensors.results>;

def Quantized_ChooseQParamsTensorOp : Quantized_ChooseQParams<"choose_qparams.tensor",
    "The scale (f64) and zero point (i64) with which the input fills the range"> {
  let semantics = [{
    With `min` and `max` of the input, `min` at most 0 and `max` at least 0:
    `scale = max((max - min) / (quant_max - quant_min), eps)`,
    `zero_point = clamp(quant_min - round(min / scale), quant_min, quant_max)`,
    computed in the dtype of the input.
  }];
}
def Quantized_ChooseQParamsSymmetricTensorOp : Quantized_ChooseQParams<
    "choose_qparams_symmetric.tensor",
    "The scale (f64) and zero point (i64) with which the range has 0 in the middle"> {
  let semantics = [{
    `scale = max(max(|input|) / ((quant_max - quant_min) / 2), eps)`, computed in the
    dtype of the input; the zero point is 128 for ui8 and else 0.
  }];
}

//===-------------------------------------------------------------------------===//
// Per channel
//===-------------------------------------------------------------------------===//

def Quantized_QuantizePerChannelOp : QuantizedDecomposed_Op<"quantize_per_channel",
    "decomposed::quantize_per_channel",
    "clamp(round(input * (1 / scales)) + zero_points, quant_min, quant_max)",
    (ins Tensor:$input, Tensor:$scales, Tensor:$zero_points, Int:$axis, Int:$quant_min,
         Int:$quant_max, DType:$dtype)> {
  let semantics = !strconcat([{
    Scales and zero points are per element of dimension `axis`; each step is computed
    in the promoted dtype of its operands, and the zero point is added after rounding.
  }], Quantized_Text.shared, Quantized_Text.saturate);
}
def Quantized_DequantizePerChannelOp : QuantizedDecomposed_Op<"dequantize_per_channel",
    "decomposed::dequantize_per_channel", "(input - zero_points) * scales",
    (ins Tensor:$input, Tensor:$scales, OptTensor:$zero_points, Int:$axis, Int:$quant_min,
         Int:$quant_max, DType:$dtype, OptDType:$out_dtype)> {
  let semantics = !strconcat([{
    Scales and zero points, 0 where absent, are per element of dimension `axis`. Each
    step is computed in the promoted dtype of its operands (so that a difference of
    two i8 wraps), the result converted to `out_dtype`, f32 where it is absent.
  }], Quantized_Text.shared, Quantized_Text.unused);
}
def Quantized_FakeQuantPerChannelOp : QuantizedDecomposed_Op<"fake_quant_per_channel",
    "decomposed::fake_quant_per_channel",
    "The input quantized per channel and dequantized again",
    (ins Tensor:$input, Tensor:$scales, Tensor:$zero_points, Int:$axis, Int:$quant_min,
         Int:$quant_max)> {
  let semantics = [{
    `(clamp(round(input * (1 / scales)) + zero_points, quant_min, quant_max) - zero_points)
    * scales` in f32, scales converted to f32 and zero points to i32 first. `axis`
    counts from the front only.
  }];
}

//===-------------------------------------------------------------------------===//
// Per token: all but the last dimension
//===-------------------------------------------------------------------------===//

class Quantized_ChooseQParamsPerToken<string name, string rule, string summary>
    : QuantizedDecomposed_Op<name, "params::" # rule, summary,
    (ins Tensor:$input, DType:$dtype), Quantized_TwoTensors.results>;
class Quantized_ChooseQParamsPerTokenAsymmetric<string name>
    : Quantized_ChooseQParamsPerToken<name, "per_token",
    "The scale (f64) and zero point (i64) with which each token fills the range of i8"> {
  let semantics = [{
    With `min` and `max` of a token, `min` at most 0 and `max` at least 0:
    `scale = max((max - min) / 255, 2^-23)`; the zero point is `-128 - min / scale` if
    `(-128 + min / scale) + (127 + max / scale) > 0`, else `127 - max / scale`, clamped to
    [-128, 127] and then rounded. Computed in the dtype of the input; `dtype` is not
    used.
  }];
}

def Quantized_ChooseQParamsPerTokenOp : Quantized_ChooseQParamsPerToken<
    "choose_qparams_per_token", "per_token_symmetric",
    "The scale of each token, max(max(|token|), 1e-5) / 127, and zeros"> {
  let semantics = [{
    `dtype` must be i8. The results are f64 and i64, as PyTorch's shape inference has
    them; its kernel gives the dtype of the input for both, f32 for f16.
  }];
}
def Quantized_ChooseQParamsPerTokenAsymmetricOp
    : Quantized_ChooseQParamsPerTokenAsymmetric<"choose_qparams_per_token_asymmetric">;
def Quantized_ChooseQParamsPerTokenAsymmetricImplOp
    : Quantized_ChooseQParamsPerTokenAsymmetric<"_choose_qparams_per_token_asymmetric_impl">;

def Quantized_QuantizePerTokenOp : QuantizedDecomposed_Op<"quantize_per_token",
    "decomposed::quantize_per_token",
    "clamp(round(input * (1 / scales) + zero_points), quant_min, quant_max)",
    (ins Tensor:$input, Tensor:$scales, Tensor:$zero_points, Int:$quant_min, Int:$quant_max,
         DType:$dtype)> {
  let semantics = [{
    The zero point is added before rounding. Scales and zero points, one a token,
    broadcast to the input; each step is computed in the promoted dtype of its
    operands. What NaN becomes is not defined.
  }];
}
def Quantized_DequantizePerTokenOp : QuantizedDecomposed_Op<"dequantize_per_token",
    "decomposed::dequantize_per_token", "(input - zero_points) * scales",
    (ins Tensor:$input, Tensor:$scales, Tensor:$zero_points, Int:$quant_min, Int:$quant_max,
         DType:$dtype, DType:$output_dtype)> {
  let semantics = [{
    Scales and zero points broadcast to the input; each step is computed in the
    promoted dtype of its operands, and the result converted to `output_dtype`. The
    range and `dtype` only describe the input.
  }];
}

//===-------------------------------------------------------------------------===//
// Per group within a row
//===-------------------------------------------------------------------------===//

def Quantized_QuantizePerChannelGroupOp : QuantizedDecomposed_Op<"quantize_per_channel_group",
    "decomposed::quantize_per_channel_group",
    "clamp(round(input * (1 / scales) + zero_points), quant_min, quant_max)",
    (ins Tensor:$input, Tensor:$scales, Tensor:$zero_points, Int:$quant_min, Int:$quant_max,
         DType:$dtype, Int:$group_size)> {
  let semantics = !strconcat([{
    Each row of a matrix is cut into groups of `group_size` neighbours, one of the
    scales and zero points for each, in row-major order. The zero point is added
    before rounding. A group larger than the row is the row, if the last dimension of
    `scales` is 1. The input must hold no NaN.
  }], Quantized_Text.shared);
}
def Quantized_DequantizePerChannelGroupOp : QuantizedDecomposed_Op<
    "dequantize_per_channel_group", "decomposed::dequantize_per_channel_group",
    "(input - zero_points) * scales",
    (ins Tensor:$input, Tensor:$scales, OptTensor:$zero_points, Int:$quant_min,
         Int:$quant_max, DType:$dtype, Int:$group_size, DType:$output_dtype)> {
  let semantics = !strconcat([{
    The inverse of `quantize_per_channel_group`, with zero points of 0 where absent.
    Each step is computed in the promoted dtype of its operands, and the result
    converted to `output_dtype`. The range and `dtype` only describe the input.
  }], Quantized_Text.shared);
}

//===-------------------------------------------------------------------------===//
// Arithmetic
//===-------------------------------------------------------------------------===//

def Quantized_ConvertElementTypeNoFuseOp : QuantizedDecomposed_Op<
    "convert_element_type.no_fuse", "decomposed::convert_element_type",
    "The input converted to a dtype, by an op that no fusion looks through",
    (ins Tensor:$input, DType:$dtype)>;

class Quantized_AddTensors<string name, string summary>
    : QuantizedExecuTorch_Op<name, "decomposed::add", summary,
    (ins Tensor:$a, Float:$a_scale, Int:$a_zero_point, Int:$a_quant_min, Int:$a_quant_max,
         Tensor:$b, Float:$b_scale, Int:$b_zero_point, Int:$b_quant_min, Int:$b_quant_max,
         Float:$out_scale, Int:$out_zero_point, Int:$out_quant_min, Int:$out_quant_max),
    (outs TensorResult:$qc)> {
  let semantics = [{
    Both are dequantized and the result is quantized as `dequantize_per_tensor` and
    `quantize_per_tensor` do, with f32 between; all three have one dtype.
  }];
}

def Quantized_AddOp : Quantized_AddTensors<"add", "a + b, quantized">;
def Quantized_AddReluOp : Quantized_AddTensors<"add_relu", "max(a + b, 0), quantized">;
def Quantized_AddScalarOp : QuantizedExecuTorch_Op<"add.scalar", "decomposed::add_scalar",
    "qa + b, quantized",
    (ins Tensor:$qa, Float:$a_scale, Int:$a_zero_point, Int:$a_quant_min, Int:$a_quant_max,
         DType:$a_dtype, Scalar:$b, Float:$out_scale, Int:$out_zero_point, Int:$out_quant_min,
         Int:$out_quant_max, DType:$out_dtype)> {
  let semantics = [{
    `qa` is dequantized and the result is quantized as `dequantize_per_tensor` and
    `quantize_per_tensor` do, with f32 between; `b` is a plain number.
  }];
}

def Quantized_MixedMmOp : QuantizedExecuTorch_Op<"mixed_mm", "decomposed::mixed_mm",
    "input @ ((weight - weight_zero_points) * weight_scales)",
    (ins Tensor:$input, Tensor:$weight, Tensor:$weight_scales,
         OptTensor:$weight_zero_points)> {
  let semantics = [{
    `[M, K] x [K, N]` with an i8 weight; scales and zero points, 0 where absent, are
    per row of the weight.
  }];
}
def Quantized_MixedLinearOp : QuantizedExecuTorch_Op<"mixed_linear", "decomposed::mixed_linear",
    "input @ transpose((weight - weight_zero_points) * weight_scales)",
    (ins Tensor:$input, Tensor:$weight, Tensor:$weight_scales,
         OptTensor:$weight_zero_points, OptDType:$dtype)> {
  let semantics = [{
    `[M, K] x [N, K]` with an i8 weight. Scales and zero points, 0 where absent, are
    per row of the weight (`[N]`), or per one of G groups of neighbours in the row
    (`[N, G]`). The result has `dtype`, that of the input where it is absent.
  }];
}
