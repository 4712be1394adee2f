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
  let description = [{
    ExecuTorch's custom ops of the namespace `llama`. Tensors are values: where an op
    of ExecuTorch writes to a cache, the op here has the new cache as a result.

    Tensors are `[batch, positions, heads, head size]`; a cache holds as many positions
    as it ever may.
  }];
}

class Llama_Op<string name, string inference, string summary, dag params,
              dag results = OneTensor.tensor, list<Trait> traits = [Pure]>
    : Tricast_Op<Llama_Dialect, name, inference, summary, params, results, traits> {
  let schemaUrl =
      "https://github.com/pytorch/executorch/blob/main/extension/llm/custom_ops/op_sdpa_aot.cpp";
}

#endif // TRICAST_LLAMA_DIALECT_TD
