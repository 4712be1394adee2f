//===- QuantizedDialect.td -----------------------------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

#ifndef TRICAST_QUANTIZED_DIALECT_TD
#define TRICAST_QUANTIZED_DIALECT_TD

include "TricastBase.td"

def Quantized_Dialect : Dialect {
  let name = "quantized";
  let cppNamespace = "::tricast::quantized";
  let summary = "Quantization: quantized_decomposed and torchao ops";
  let description = [{
    The ops that PyTorch's quantization flows leave in an exported program, of the
    namespaces `quantized_decomposed` and `torchao`. Names are PyTorch's, and so are
    the rules of `aten` on them. A quantized tensor is a plain one of an integer or
    8-bit float dtype; its scale, zero point and range are arguments of every op that
    needs them, and stand for `scale * (q - zero_point)`.

    Rounding is to the nearest integer, of two the even one.
  }];
}

class QuantizedDecomposed_Op<string name, string inference, string summary, dag params,
              dag results = OneTensor.tensor, list<Trait> traits = [Pure]>
    : Tricast_Op<Quantized_Dialect, name, inference, summary, params, results, traits> {
  let torchName = "quantized_decomposed::" # name;
  let schemaUrl =
      "https://github.com/pytorch/pytorch/blob/v2.15.0/torch/ao/quantization/fx/_decomposed.py";
}

// Ops that ExecuTorch adds to the namespace.
class QuantizedExecuTorch_Op<string name, string inference, string summary, dag params,
              dag results = OneTensor.tensor, list<Trait> traits = [Pure]>
    : QuantizedDecomposed_Op<name, inference, summary, params, results, traits> {
  let schemaUrl =
      "https://github.com/pytorch/executorch/blob/main/exir/passes/_quant_patterns_and_replacements.py";
}

class TorchAO_Op<string name, string inference, string summary, dag params,
              dag results = OneTensor.tensor, list<Trait> traits = [Pure]>
    : Tricast_Op<Quantized_Dialect, name, inference, summary, params, results, traits> {
  let torchName = "torchao::" # name;
  let schemaUrl =
      "https://github.com/pytorch/ao/blob/main/torchao/quantization/quant_primitives.py";
}

#endif // TRICAST_QUANTIZED_DIALECT_TD
