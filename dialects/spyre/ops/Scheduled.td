//===- Scheduled.td - Steps of the cores on tensors in sticks --*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "SpyreTypes.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

// Ops on tensors whose type has a layout, `#spyre.stl<...>`: a program when the sticks of its
// tensors are chosen (`spyre-assign-sticks`), and when its steps are divided among cores
// (`spyre-plan`). An `f16` is DL16 on the device.

class Scheduled_Op<string name, string summary_, list<Trait> traits = []>
    : Op<Spyre_Dialect, name, !listconcat([Pure, VerifiedInRust], traits)> {
  let summary = summary_;
}

def Spyre_UploadOp : Scheduled_Op<"upload", "a tensor of the host as the device has it"> {
  let description = [{
    Floats and bools become DL16. Integers become indices of a dimension of the size
    `indices_of`: those before 0 count from its end.
  }];
  let arguments = (ins AnyRankedTensor:$tensor, OptionalAttr<I64Attr>:$indices_of);
  let results = (outs AnyRankedTensor:$result);
  let assemblyFormat = [{
    $tensor (`indices_of` $indices_of^)? attr-dict `:` type($tensor) `to` type($result)
  }];
}

def Spyre_DownloadOp : Scheduled_Op<"download", "a view of a tensor of the device as the host has it"> {
  let description = [{
    `map` says where each element of the result is in the tensor.
  }];
  let arguments = (ins AnyRankedTensor:$tensor, AffineMapAttr:$map);
  let results = (outs AnyRankedTensor:$result);
  let assemblyFormat = "$tensor `at` $map attr-dict `:` type($tensor) `to` type($result)";
}

def Spyre_FillOp : Scheduled_Op<"fill", "a number"> {
  let arguments = (ins F64Attr:$value);
  let results = (outs AnyRankedTensor:$result);
  let assemblyFormat = "$value attr-dict `:` type($result)";
}

def Spyre_LowerTriangleOp : Scheduled_Op<"lower_triangle",
    "1 where the column is not after the row, 0 elsewhere"> {
  let results = (outs AnyRankedTensor:$result);
  let assemblyFormat = "attr-dict `:` type($result)";
}

def Spyre_ExecOp : Scheduled_Op<"exec", "an OpFunc over an iteration space",
    [AllTypesMatch<["init", "result"]>]> {
  let description = [{
    At each point of the iteration space `dims` it reads its inputs and writes into `init`, whose
    other elements stay as they are. The maps, those of the inputs and the one of the result, say
    where: the dimensions of a map are those of the iteration space, its symbol `s0` is the value
    of the first input there, `s1` that of the second, and so on. A dimension that the map of the
    result lacks is reduced.

    When it is planned, `slices` is among how many cores each dimension is divided, `places` where
    the inputs and the result are, and `kernel` the number of the kernel that it is a part of.
  }];
  let arguments = (ins StrAttr:$func, DenseI64ArrayAttr:$dims,
                       OptionalAttr<DenseI64ArrayAttr>:$slices,
                       // First, since what is generated takes the type of the result from it.
                       AnyRankedTensor:$init, Variadic<AnyRankedTensor>:$inputs,
                       AffineMapArrayAttr:$maps, OptionalAttr<DictionaryAttr>:$constants,
                       OptionalAttr<TypedArrayAttrBase<Spyre_Place, "places">>:$places,
                       OptionalAttr<I64Attr>:$kernel);
  let results = (outs AnyRankedTensor:$result);
  let assemblyFormat = [{
    $func $dims (`slices` $slices^)?
    (`ins` `(` $inputs^ `:` type($inputs) `)`)? `outs` `(` $init `:` type($init) `)`
    `at` $maps (`constants` $constants^)? (`places` $places^)? (`kernel` $kernel^)? attr-dict
  }];
}
