//===- Casting.td - Conversions and copies -----------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "AtenDialect.td"

// Families of this theme. How a tensor lies in memory is not part of its value, so
// that many of these ops are the identity.

class Aten_Identity<string name, string summary> : Aten_Unary<name, "pointwise::same", summary>;

// A conversion to the dtype of the first of the parameters `target`.
class Aten_To<string name, list<Param> target, list<string> targetNames>
    : Aten_Op<name, "casting::to", "self converted to another dtype",
              !dag(ins, !listconcat([Tensor], target, [BoolOrFalse, OptMemoryFormat]),
                   !listconcat(["self"], targetNames, ["copy", "memory_format"]))> {
  string conversion = [{
    Floats to integers lose their fraction (rounded toward 0); what does not fit is
    undefined. To bool, all but 0 is true. Complex to real drops the imaginary part.}];
  let semantics = conversion;
}

//===-------------------------------------------------------------------------===//
// Conversions
//===-------------------------------------------------------------------------===//

def Aten_ToDtypeOp : Aten_To<"to.dtype", [DType], ["dtype"]>;
def Aten_ToDeviceOp : Aten_To<"to.device", [DType], ["dtype"]>;
def Aten_ToDtypeLayoutOp : Aten_To<"to.dtype_layout", [OptDType], ["dtype"]>;
def Aten_ToOtherOp : Aten_To<"to.other", [Tensor], ["other"]>;
def Aten_ToCopyOp : Aten_Op<"_to_copy", "casting::to",
    "A copy of self, converted to dtype if it is given",
    (ins Tensor:$self, OptDType:$dtype, OptMemoryFormat:$memory_format)> {
  let semantics = Aten_ToDtypeOp.conversion;
}
def Aten_TypeAsOp : Aten_Binary<"type_as", "casting::to", "self converted to the dtype of other"> {
  let semantics = Aten_ToDtypeOp.conversion;
}
def Aten_CopyOp : Aten_Op<"copy", "casting::copy",
    "src, broadcast to the sizes and converted to the dtype of self",
    (ins Tensor:$self, Tensor:$src)> {
  let semantics = Aten_ToDtypeOp.conversion;
}

//===-------------------------------------------------------------------------===//
// Identities
//===-------------------------------------------------------------------------===//

def Aten_AliasOp : Aten_Identity<"alias", "self">;
def Aten_AliasCopyOp : Aten_Identity<"alias_copy", "A copy of self">;
def Aten_DetachOp : Aten_Identity<"detach", "self, without its gradient">;
def Aten_DetachCopyOp : Aten_Identity<"detach_copy", "A copy of self, without its gradient">;
def Aten_LiftOp : Aten_Identity<"lift", "self, a constant">;
def Aten_LiftFreshOp : Aten_Identity<"lift_fresh", "self, a constant">;
def Aten_LiftFreshCopyOp : Aten_Identity<"lift_fresh_copy", "A copy of self, a constant">;
def Aten_CloneOp : Aten_Op<"clone", "casting::to", "A copy of self",
    (ins Tensor:$self, OptMemoryFormat:$memory_format)>;
def Aten_ContiguousOp : Aten_Op<"contiguous", "casting::contiguous",
    "self, in memory in the order of memory_format",
    (ins Tensor:$self, MemoryFormatOrContiguous:$memory_format)>;
