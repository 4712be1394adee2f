//===- AtenDialect.td - PyTorch's ATen operators ---------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

#ifndef TRICAST_ATEN_DIALECT_TD
#define TRICAST_ATEN_DIALECT_TD

include "TricastBase.td"

def Aten_Dialect : Dialect {
  let name = "aten";
  let cppNamespace = "::tricast::aten";
  let summary = "PyTorch's ATen operators on value tensors";
  let description = [{
    What a `torch.export` program means, one op an overload. Names are PyTorch's,
    of the ops (the overload `default` is left out: `aten.mm`), their operands,
    attributes and results. Tensors are values: an op that would write in place is
    the functional op of the same name. Arguments that say where a tensor lives or
    how it is copied (`layout`, `device`, `pin_memory`, `non_blocking`,
    `generator`) have no meaning here and are left out.

    Dtypes are element types: signed integers are signless (`i64`), unsigned ones
    are `ui8`, bool is `i1`. Symbolic integers are `index` values.

    What is known of the dynamic sizes of a function's argument stands on it as
    `aten.dims`: one dictionary for each `?` of its type, such as
    `{name = "s0", min = 2, max = 64}`. The name is an expression over symbols, so
    that equal sizes have equal names; the bounds are inclusive and may be absent.
  }];
  let hasRegionArgAttrVerify = 1;
}

class Aten_Op<string name, string inference, string summary, dag params,
              dag results = OneTensor.tensor, list<Trait> traits = [Pure]>
    : Tricast_Op<Aten_Dialect, name, inference, summary, params, results, traits>;

// Families: one line an op.

class Aten_Unary<string name, string inference, string summary>
    : Aten_Op<name, inference, summary, (ins Tensor:$self)>;

class Aten_Binary<string name, string inference, string summary>
    : Aten_Op<name, inference, summary, (ins Tensor:$self, Tensor:$other)>;

class Aten_BinaryScalar<string name, string inference, string summary>
    : Aten_Op<name, inference, summary, (ins Tensor:$self, SymScalar:$other)>;

#endif // TRICAST_ATEN_DIALECT_TD
