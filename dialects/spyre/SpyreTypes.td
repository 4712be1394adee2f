//===- SpyreTypes.td - Layouts and places ----------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

#ifndef TRICAST_SPYRE_TYPES_TD
#define TRICAST_SPYRE_TYPES_TD

include "SpyreDialect.td"
include "VerifiedInRust.td"
include "mlir/IR/AttrTypeBase.td"
include "mlir/IR/EnumAttr.td"
include "mlir/IR/TensorEncoding.td"

class Spyre_Enum<string name, list<I32EnumAttrCase> cases> : I32EnumAttr<name, "", cases> {
  let cppNamespace = "::tricast::spyre";
  let genSpecializedAttr = 0;
}

// Names as in SuperDSC.
def Spyre_Format : Spyre_Enum<"Format", [
    I32EnumAttrCase<"Sen169Fp16", 0, "SEN169_FP16">,
    I32EnumAttrCase<"IeeeFp32", 1, "IEEE_FP32">,
    I32EnumAttrCase<"IeeeInt32", 2, "IEEE_INT32">,
    I32EnumAttrCase<"Sen143Fp8", 3, "SEN143_FP8">]>;

// Names as in Torch-Spyre's ElementArrangement.
def Spyre_Arrangement : Spyre_Enum<"Arrangement", [
    I32EnumAttrCase<"Standard", 0, "standard">,
    I32EnumAttrCase<"Dl16ToFp32", 1, "dl16_to_fp32">,
    I32EnumAttrCase<"Fp32ToDl16", 2, "fp32_to_dl16">,
    I32EnumAttrCase<"Exx2", 3, "exx2">]>;

def Spyre_Memory : Spyre_Enum<"Memory", [
    I32EnumAttrCase<"Hbm", 0, "hbm">,
    I32EnumAttrCase<"Pool", 1, "pool">,
    I32EnumAttrCase<"Lx", 2, "lx">]>;

def Spyre_StickLayout : AttrDef<Spyre_Dialect, "StickLayout",
    [DeclareAttrInterfaceMethods<VerifiableTensorEncoding>]> {
  let mnemonic = "stl";
  let genMnemonicAlias = 1;
  let summary = "where the elements of a tensor are on the device";
  let description = [{
    Dense and row-major over `device_size`, whose last dimension is the lanes of a stick.
    `dim_map` says which dimension of the tensor each goes along, -1 for one that goes along
    none. The dimension of the lanes occurs twice: sticks along it, and lanes in a stick; a
    sparse stick has one value.
  }];
  let parameters = (ins ArrayRefParameter<"int64_t">:$device_size,
                        ArrayRefParameter<"int64_t">:$dim_map,
                        EnumParameter<Spyre_Format>:$format,
                        DefaultValuedParameter<"::tricast::spyre::Arrangement",
                                               "::tricast::spyre::Arrangement::Standard">:$arrangement);
  let assemblyFormat = [{
    `<` `device_size` `=` `[` $device_size `]` `,` `dim_map` `=` `[` $dim_map `]` `,` $format
    (`,` $arrangement^)? `>`
  }];
  let extraClassDefinition = [{
    ::llvm::LogicalResult $cppClass::verifyEncoding(
        ::llvm::ArrayRef<int64_t> shape, ::mlir::Type,
        ::llvm::function_ref<::mlir::InFlightDiagnostic()> emitError) const {
      return ::tricast::verifyEncodingInRust(*this, shape, emitError);
    }
  }];
}

def Spyre_Place : AttrDef<Spyre_Dialect, "Place"> {
  let mnemonic = "place";
  let summary = "where a tensor is";
  let description = [{
    The argument with this number of a bundle (`hbm`), or a byte of the pool of its own tensors
    in memory (`pool`) or of the scratchpad of each core (`lx`).
  }];
  let parameters = (ins EnumParameter<Spyre_Memory>:$memory, "int64_t":$number);
  let assemblyFormat = "`<` $memory `,` $number `>`";
}

#endif // TRICAST_SPYRE_TYPES_TD
