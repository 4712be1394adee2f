//===- KtdpDialect.td ------------------------------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

#ifndef TRICAST_KTDP_DIALECT_TD
#define TRICAST_KTDP_DIALECT_TD

include "mlir/IR/OpBase.td"

def Ktdp_Dialect : Dialect {
  let name = "ktdp";
  let cppNamespace = "::tricast::ktdp";
  let summary = "How the compute tiles of Spyre read and write memory";
  let description = [{
    The data movement of KTIR, the kernels of Spyre: one `func.func` that every compute
    tile of a grid runs. Memory is seen through a *view*; an *access tile* is a set of
    its coordinates; `load` and `store` move them to and from tensors. Tensors live in
    the scratchpad of a compute tile, and are computed with `linalg`, `arith`, `math`
    and `tensor`.
  }];
  let useDefaultTypePrinterParser = 1;
  let useDefaultAttributePrinterParser = 1;
}

#endif // TRICAST_KTDP_DIALECT_TD
