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
}

class Quantized_Op<string name, string inference, string summary, dag params,
              dag results = OneTensor.tensor, list<Trait> traits = [Pure]>
    : Tricast_Op<Quantized_Dialect, name, inference, summary, params, results, traits>;

#endif // TRICAST_QUANTIZED_DIALECT_TD
