//===- LlamaDialect.td -----------------------------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

#ifndef TRICAST_LLAMA_DIALECT_TD
#define TRICAST_LLAMA_DIALECT_TD

include "TricastBase.td"

def Llama_Dialect : Dialect {
  let name = "llama";
  let cppNamespace = "::tricast::llama";
  let summary = "Attention with a key-value cache, as one op";
}

class Llama_Op<string name, string inference, string summary, dag params,
              dag results = OneTensor.tensor, list<Trait> traits = [Pure]>
    : Tricast_Op<Llama_Dialect, name, inference, summary, params, results, traits>;

#endif // TRICAST_LLAMA_DIALECT_TD
