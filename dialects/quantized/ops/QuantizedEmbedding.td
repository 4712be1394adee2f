//===- QuantizedEmbedding.td - Rows of a quantized table ---------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "QuantizedDialect.td"

// `width` is the name's; `packing` says how a byte holds the elements.
class Quantized_Embedding<string width, string overload, string packing, dag dtype>
    : QuantizedExecuTorch_Op<"embedding_" # width # overload, "embedding::embedding",
    "The rows of a quantized table at indices, dequantized",
    !con((ins Tensor:$weight, Tensor:$weight_scales, OptTensor:$weight_zero_points,
              Int:$weight_quant_min, Int:$weight_quant_max, Tensor:$indices), dtype)> {
  let semantics = !strconcat(packing, [{
    An element is `(q - zero_point) * scale`; scales and zero points, 0 where absent,
    are per row (`[rows]`), or per one of G groups of neighbours in the row
    (`[rows, G]`). The result has the dtype of the scales}],
    !if(!empty(overload), ".\n", " unless `dtype` says another.\n"));
}

def Quantized_Packing {
  string byte = "";
  string nibbles = [{
    A byte holds two elements, the first in its high half, each with 8 added; the
    range is [-8, 7].
  }];
  string pairs = [{
    A byte holds four elements, the first in its lowest two bits, each with 2 added;
    the range is [-2, 1].
  }];
}

def Quantized_EmbeddingByteOp
    : Quantized_Embedding<"byte", "", Quantized_Packing.byte, (ins)>;
def Quantized_EmbeddingByteDtypeOp
    : Quantized_Embedding<"byte", ".dtype", Quantized_Packing.byte, (ins OptDType:$dtype)>;
def Quantized_Embedding4bitOp
    : Quantized_Embedding<"4bit", "", Quantized_Packing.nibbles, (ins)>;
def Quantized_Embedding4bitDtypeOp
    : Quantized_Embedding<"4bit", ".dtype", Quantized_Packing.nibbles, (ins OptDType:$dtype)>;
def Quantized_Embedding2bitOp
    : Quantized_Embedding<"2bit", "", Quantized_Packing.pairs, (ins)>;
def Quantized_Embedding2bitDtypeOp
    : Quantized_Embedding<"2bit", ".dtype", Quantized_Packing.pairs, (ins OptDType:$dtype)>;
