//===- Padding.td - Padding --------------------------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "AtenDialect.td"

def Aten_ConstantPadNdOp : Aten_Op<"constant_pad_nd", "padding::constant_pad",
    "self with value around it", (ins Tensor:$self, SymInts:$pad, IntScalarOr<0>:$value)> {
  let semantics = [{
    pad has a pair (before, after) a dimension, the last dimension first; dimensions without a
    pair are kept. A negative number crops.
  }];
}
def Aten_PadOp : Aten_Op<"pad", "padding::pad", "self with more elements around it",
    (ins Tensor:$self, SymInts:$pad,
         StrOneOfOr<["constant", "reflect", "replicate", "circular"], "constant">:$mode,
         OptFloat:$value)> {
  let semantics = [{
    `constant` is `aten.constant_pad_nd` (with 0 for no value), `reflect`
    `aten.reflection_pad2d` and so on, `replicate` `aten.replication_pad2d` and so on,
    `circular` `aten._pad_circular`. All but the first take one, two or three pairs, and as
    many dimensions, one or two more.
  }];
}

class Aten_PadN<string kind, int n, string summary>
    : Aten_Op<kind # "_pad" # n # "d", "padding::" # kind # "_pad", summary,
              (ins Tensor:$self, SymInts:$padding)> {
  let semantics = [{
    padding has a pair (before, after) for each of the last dimensions that the op's name
    counts, the last one first. There are one or two more, the channels and the batch.
    A negative number crops.
  }];
}
class Aten_ReflectionPad<int n>
    : Aten_PadN<"reflection", n, "self mirrored at its first and last elements, which are not repeated">;
class Aten_ReplicationPad<int n>
    : Aten_PadN<"replication", n, "self with its first and last elements repeated around it">;
def Aten_ReflectionPad1dOp : Aten_ReflectionPad<1>;
def Aten_ReflectionPad2dOp : Aten_ReflectionPad<2>;
def Aten_ReflectionPad3dOp : Aten_ReflectionPad<3>;
def Aten_ReplicationPad1dOp : Aten_ReplicationPad<1>;
def Aten_ReplicationPad2dOp : Aten_ReplicationPad<2>;
def Aten_ReplicationPad3dOp : Aten_ReplicationPad<3>;
def Aten_PadCircularOp : Aten_Op<"_pad_circular", "padding::circular_pad",
    "self going on as if it were periodic", (ins Tensor:$self, SymInts:$pad)> {
  let semantics = [{
    pad has a pair (before, after) for every dimension but the first two, the last one first.
    A negative number crops.
  }];
}
def Aten_PadSequenceOp : Aten_Op<"pad_sequence", "padding::pad_sequence",
    "The tensors along a new dimension, padded along their first to the longest",
    (ins TensorList:$sequences, BoolOrFalse:$batch_first, FloatOr<"0.0">:$padding_value,
         StrOneOfOr<["left", "right"], "right">:$padding_side)> {
  let semantics = [{
    padding_value comes before the elements of a tensor (`left`) or after them (`right`). The
    new dimension is the second one, the first with batch_first.
  }];
}
