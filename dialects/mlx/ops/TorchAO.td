//===- TorchAO.td - Affine quantization by blocks ----------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "MlxDialect.td"
include "quantized/ops/TorchAO.td"

def Mlx_TorchAOQuantizeAffineOp : Mlx_Of<TorchAO_QuantizeAffineOp,
    "quantize_affine({input}, {block_size}, {scale}, {zero_point}, {result}, {quant_min}, "
    "{quant_max})">;
def Mlx_TorchAODequantizeAffineOp : Mlx_Of<TorchAO_DequantizeAffineOp,
    "dequantize_affine({input}, {block_size}, {scale}, {zero_point}, {result})">;
def Mlx_TorchAOChooseQparamsAffineOp : Mlx_Of<TorchAO_ChooseQparamsAffineOp,
    "choose_qparams_affine({input}, {mapping_type}, {block_size}, {target_dtype}, "
    "{quant_min}, {quant_max}, {eps}, {result}, {result1}, {keepdim})">;
