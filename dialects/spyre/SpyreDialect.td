//===- SpyreDialect.td - What IBM's Spyre does ----------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

#ifndef TRICAST_SPYRE_DIALECT_TD
#define TRICAST_SPYRE_DIALECT_TD

include "TricastBase.td"

def Spyre_Dialect : Dialect {
  let name = "spyre";
  let cppNamespace = "::tricast::spyre";
  let summary = "What IBM's Spyre does";
  let description = [{
    Ops that the cores of a Spyre do, each in one OpFunc (its `spelling`) or a few, and views,
    which are no work: they are how an op finds its operands in sticks.

    Floats of 16 and 32 bits are DL16 on the device (sign, 6 bits of exponent, 9 of mantissa), and
    so are bools, as 0 and 1. Integers are indices alone, of 32 bits.
  }];
  let useDefaultAttributePrinterParser = 1;
}

// Floats and bools, which are DL16.
defvar Spyre_Values = ["bool", "float16", "bfloat16", "float32"];
defvar Spyre_Floats = ["float16", "bfloat16", "float32"];
defvar Spyre_Indices = ["int32", "int64"];


class Spyre_Derived<Tricast_Op source, string opFunc, list<Condition> conditions>
    : Target_Op<Spyre_Dialect, source.opName, source, !listconcat([RankAtMost<6>, NotEmpty], conditions),
                opFunc>;
// An op on values, by an OpFunc.
class Spyre_Of<Tricast_Op source, string opFunc, list<Condition> conditions = []>
    : Spyre_Derived<source, opFunc, !listconcat([DTypesIn<Spyre_Values>], conditions)>;
// The same, on floats.
class Spyre_Float<Tricast_Op source, string opFunc, list<Condition> conditions = []>
    : Spyre_Derived<source, opFunc, !listconcat([DTypesIn<Spyre_Floats>], conditions)>;
// No work: the same elements in another place.
class Spyre_View<Tricast_Op source, list<Condition> conditions = []>
    : Spyre_Derived<source, "", !listconcat([DTypesIn<Spyre_Values>], conditions)>;

def Spyre_KnownNumbers : Checked<"known_numbers", "numbers that are known">;
def Spyre_GroupsOneOrAll : Checked<"groups_one_or_all",
    "one group, or one of each channel, over one or two dimensions">;
def Spyre_NoOutputPadding : Checked<"no_output_padding", "no output padding">;
def Spyre_CountsPadding : Checked<"counts_padding", "padding that is counted, or none">;
def Spyre_EqualCells : Checked<"equal_cells", "cells of equal sizes">;
def Spyre_LastDim : Checked<"last_dim", "the last dimension alone">;
def Spyre_DimGiven : Checked<"dim_given", "a dimension">;
def Spyre_OneIndex : Checked<"one_index", "one tensor of indices">;
def Spyre_SameRanks : Checked<"same_ranks", "tensors of as many dimensions">;

#endif // TRICAST_SPYRE_DIALECT_TD
