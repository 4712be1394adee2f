//===- TorchAO.td - Affine quantization by blocks ----------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "QuantizedDialect.td"

def TorchAO_Text {
  string blocks = [{
    The input is cut into blocks of `block_size`, which has a size for each dimension:
    the size of the whole for one block per tensor, `[1, K]` for one a row, `[1, g]`
    for groups in a row. Scale and zero point have one element a block, in row-major
    order. An absent range is that of the dtype.
  }];
  string scaled = [{
    The scale has one element, or broadcasts to the tensor, or divides its sizes into
    blocks.
  }];
}

//===-------------------------------------------------------------------------===//
// Integers
//===-------------------------------------------------------------------------===//

def TorchAO_QuantizeAffineOp : TorchAO_Op<"quantize_affine", "affine::quantize",
    "clamp(round(input * (1 / scale)) + zero_point, quant_min, quant_max)",
    (ins Tensor:$input, SymInts:$block_size, Tensor:$scale, OptTensor:$zero_point,
         DType:$output_dtype, OptScalar:$quant_min, OptScalar:$quant_max)> {
  let semantics = !strconcat(TorchAO_Text.blocks, [{
    The zero point, 0 where absent or empty, is added after rounding. Each step is
    computed in the promoted dtype of its operands. What NaN becomes is not defined.
  }]);
}
def TorchAO_DequantizeAffineOp : TorchAO_Op<"dequantize_affine", "affine::dequantize",
    "(input - zero_point) * scale",
    (ins Tensor:$input, SymInts:$block_size, Tensor:$scale, OptTensor:$zero_point,
         DType:$input_dtype, OptScalar:$quant_min, OptScalar:$quant_max,
         DTypeOr<"getF32Type", "6">:$output_dtype)> {
  let semantics = !strconcat(TorchAO_Text.blocks, [{
    Input and zero point, 0 where absent, are converted to `output_dtype` first.
    `input_dtype` must be the dtype of the input, and the range is not used.
  }]);
}
def TorchAO_ChooseQparamsAffineOp : TorchAO_Op<"choose_qparams_affine",
    "affine::choose_qparams", "The scale and zero point with which each block fills a range",
    (ins OptTensor:$input,
         StrOneOf<["SYMMETRIC", "SYMMETRIC_NO_CLIPPING_ERR", "ASYMMETRIC"]>:$mapping_type,
         SymInts:$block_size, DType:$target_dtype, OptScalar:$quant_min, OptScalar:$quant_max,
         OptFloat:$eps, OptDType:$scale_dtype, OptDType:$zero_point_dtype,
         BoolOrFalse:$keepdim),
    (outs TensorResult:$result0, TensorResult:$result1)> {
  let semantics = !strconcat(TorchAO_Text.blocks, [{
    With `min` and `max` of a block, `min` at most 0 and `max` at least 0:

    * `SYMMETRIC`: `scale = max(-min, max) / ((quant_max - quant_min) / 2)`;
    * `SYMMETRIC_NO_CLIPPING_ERR`: `scale = max(min / quant_min, max / quant_max)`;
    * `ASYMMETRIC`: `scale = (max - min) / (quant_max - quant_min)`.

    The scale is at least `eps`, the smallest normal number of the input's dtype where
    absent. The zero point of the symmetric ones is `(quant_max + quant_min + 1) / 2`
    without its fraction; of the other
    `clamp(quant_min - round(min / scale), quant_min, quant_max)`.

    Without `keepdim` the results lack the dimensions of which a block, larger than 1,
    spans the whole. The scale has the dtype of the input where `scale_dtype` is
    absent; where `zero_point_dtype` is absent, the zero point is i32 if asymmetric
    and else of the dtype of the input. The input must be given.
  }]);
}

//===-------------------------------------------------------------------------===//
// 8-bit floats
//===-------------------------------------------------------------------------===//

def TorchAO_ChooseScaleFloat8Op : TorchAO_Op<"choose_scale_float8",
    "affine::choose_scale_float8", "max(|block|) / the largest number of float8_dtype",
    (ins Tensor:$tensor, SymInts:$block_size,
         DTypeOr<"getType<::mlir::Float8E4M3FNType>", "24">:$float8_dtype,
         DTypeOr<"getF32Type", "6">:$scale_dtype, OptFloat:$hp_value_lb,
         OptFloat:$hp_value_ub)> {
  let semantics = !strconcat(TorchAO_Text.blocks, [{
    The largest magnitude is clamped to `hp_value_lb` and `hp_value_ub` where they are
    given. With a `scale_dtype` of f8E8M0FNU the scale is rounded to a power of two,
    `2^round(log2(scale))`; f32 is the only other one. The result is f32 either way.
  }]);
}
def TorchAO_QuantizeAffineFloat8NonDecomposedOp : TorchAO_Op<
    "quantize_affine_float8_non_decomposed", "affine::quantize_float8", "Tensor / scale",
    (ins Tensor:$tensor, Tensor:$scale,
         DTypeOr<"getType<::mlir::Float8E4M3FNType>", "24">:$float8_dtype)> {
  let semantics = !strconcat(TorchAO_Text.scaled, [{
    Computed in f32, clamped to the finite range of `float8_dtype` and rounded to it,
    of two nearest to the even one.
  }]);
}
def TorchAO_DequantizeAffineFloat8NonDecomposedOp : TorchAO_Op<
    "dequantize_affine_float8_non_decomposed", "affine::dequantize_float8", "Tensor * scale",
    (ins Tensor:$tensor, Tensor:$scale, DTypeOr<"getF32Type", "6">:$output_dtype)> {
  let semantics = !strconcat(TorchAO_Text.scaled, [{
    Computed in f32 and converted to `output_dtype`.
  }]);
}
