//===- DimOrder.td - Copies with an order of dimensions ----------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "DimOrderDialect.td"

def DimOrder_Text {
  string order = [{
    `dim_order` is `[0, 1, ...]` (contiguous) or, of four dimensions, `[0, 2, 3, 1]`
    (channels last);}];
}

def DimOrder_CloneDimOrderOp : DimOrder_Op<"_clone_dim_order", "clone", "a copy of self",
    (ins Tensor:$self, OptInts:$dim_order)> {
  let semantics = !strconcat(DimOrder_Text.order, " absent, that of self.\n");
}
def DimOrder_EmptyDimOrderOp : DimOrder_Op<"_empty_dim_order", "empty",
    "a tensor of this size, its elements of any value",
    (ins Ints:$size, OptDType:$dtype, OptInts:$dim_order)> {
  let semantics = !strconcat(DimOrder_Text.order, " absent, contiguous. `dtype` is f32 where absent.\n");
}
def DimOrder_ToDimOrderCopyOp : DimOrder_Op<"_to_dim_order_copy", "to_copy",
    "a copy of self, converted to dtype",
    (ins Tensor:$self, OptDType:$dtype, OptInts:$dim_order)> {
  let semantics = !strconcat(DimOrder_Text.order, " absent, that of self. An absent `dtype` is that of self.\n");
}
