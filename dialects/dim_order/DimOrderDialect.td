//===- DimOrderDialect.td -----------------------------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

#ifndef TRICAST_DIMORDER_DIALECT_TD
#define TRICAST_DIMORDER_DIALECT_TD

include "TricastBase.td"

def DimOrder_Dialect : Dialect {
  let name = "dim_order";
  let cppNamespace = "::tricast::dim_order";
  let summary = "Copies that name the order of the dimensions in memory";
  let description = [{
    ExecuTorch's ops of the namespace `dim_order_ops`: those of `aten` with a dimension
    order, outermost first, in place of a memory format. A tensor here has no layout,
    so that the order says only how a backend may lay the result out.
  }];
}

class DimOrder_Op<string name, string inference, string summary, dag params,
              dag results = OneTensor.tensor, list<Trait> traits = [Pure]>
    : Tricast_Op<DimOrder_Dialect, name, inference, summary, params, results, traits> {
  let torchName = "dim_order_ops::" # name;
  let schemaUrl =
      "https://github.com/pytorch/executorch/blob/main/exir/passes/dim_order_ops_registry.py";
}

#endif // TRICAST_DIMORDER_DIALECT_TD
