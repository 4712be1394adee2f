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
}

class DimOrder_Op<string name, string inference, string summary, dag params,
              dag results = OneTensor.tensor, list<Trait> traits = [Pure]>
    : Tricast_Op<DimOrder_Dialect, name, inference, summary, params, results, traits>;

#endif // TRICAST_DIMORDER_DIALECT_TD
