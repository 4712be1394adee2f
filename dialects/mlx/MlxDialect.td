//===- MlxDialect.td -------------------------------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

#ifndef TRICAST_MLX_DIALECT_TD
#define TRICAST_MLX_DIALECT_TD

include "TricastBase.td"

def Mlx_Dialect : Dialect {
  let name = "mlx";
  let cppNamespace = "::tricast::mlx";
  let summary = "What Apple's MLX does";
  let description = [{
    Ops that MLX has, or says in a line of its Python API: `spelling`, in which `{name}`
    stands for the argument of this name. Each does what its source does, where the
    conditions hold.
  }];
}

// MLX's dtypes.
def Mlx_DTypes : DTypesIn<["bool", "uint8", "uint16", "uint32", "uint64", "int8", "int16", "int32",
                           "int64", "float16", "bfloat16", "float32", "complex64"]>;

class Mlx_Of<Tricast_Op source, string spelling, list<Condition> conditions = []>
    : Target_Op<Mlx_Dialect, source.opName, source, !listconcat([Mlx_DTypes], conditions),
                spelling>;

#endif // TRICAST_MLX_DIALECT_TD
