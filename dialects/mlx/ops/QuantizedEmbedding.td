//===- QuantizedEmbedding.td - Rows of a quantized table ---------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "MlxDialect.td"
include "quantized/ops/QuantizedEmbedding.td"

def Mlx_QuantizedEmbeddingByteOp : Mlx_Of<Quantized_EmbeddingByteOp,
    "embedding_rows({weight}, {weight_scales}, {weight_zero_points}, {indices}, {result})">;
def Mlx_QuantizedEmbeddingByteDtypeOp : Mlx_Of<Quantized_EmbeddingByteDtypeOp,
    "embedding_rows({weight}, {weight_scales}, {weight_zero_points}, {indices}, {result})">;
def Mlx_QuantizedEmbedding2bitOp : Mlx_Of<Quantized_Embedding2bitOp,
    "embedding_rows(unpack({weight}, 2), {weight_scales}, {weight_zero_points}, {indices}, "
    "{result})">;
def Mlx_QuantizedEmbedding2bitDtypeOp : Mlx_Of<Quantized_Embedding2bitDtypeOp,
    "embedding_rows(unpack({weight}, 2), {weight_scales}, {weight_zero_points}, {indices}, "
    "{result})">;
def Mlx_QuantizedEmbedding4bitOp : Mlx_Of<Quantized_Embedding4bitOp,
    "embedding_rows(unpack({weight}, 4), {weight_scales}, {weight_zero_points}, {indices}, "
    "{result})">;
def Mlx_QuantizedEmbedding4bitDtypeOp : Mlx_Of<Quantized_Embedding4bitDtypeOp,
    "embedding_rows(unpack({weight}, 4), {weight_scales}, {weight_zero_points}, {indices}, "
    "{result})">;
