//===- KtdpTypes.td - Types and attributes ---------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

#ifndef TRICAST_KTDP_TYPES_TD
#define TRICAST_KTDP_TYPES_TD

include "KtdpDialect.td"
include "VerifiedInRust.td"
include "mlir/IR/AttrTypeBase.td"
include "mlir/IR/BuiltinTypeInterfaces.td"
include "mlir/IR/EnumAttr.td"

class Ktdp_Type<string name, string mnemonic_, list<Trait> traits = []>
    : TypeDef<Ktdp_Dialect, name, traits> {
  let mnemonic = mnemonic_;
}

class Ktdp_Attr<string name, string mnemonic_> : AttrDef<Ktdp_Dialect, name> {
  let mnemonic = mnemonic_;
}

class Ktdp_Enum<string name, list<I32EnumAttrCase> cases> : I32EnumAttr<name, "", cases> {
  let cppNamespace = "::tricast::ktdp";
  let genSpecializedAttr = 0;
}

//===-------------------------------------------------------------------------===//
// Types
//===-------------------------------------------------------------------------===//

def AccessTile : Ktdp_Type<"AccessTile", "access_tile", [ShapedTypeInterface]> {
  let summary = "coordinates of a memory view, no data";
  let parameters = (ins ArrayRefParameter<"int64_t">:$shape, "::mlir::Type":$elementType);
  let assemblyFormat = "`<` custom<AccessShape>($shape, $elementType) `>`";
  let genVerifyDecl = 1;
  let extraClassDeclaration = [{
    bool hasRank() const { return true; }
    ::mlir::ShapedType cloneWith(::std::optional<::llvm::ArrayRef<int64_t>> shape,
                                 ::mlir::Type elementType) const {
      return AccessTileType::get(getContext(), shape.value_or(getShape()), elementType);
    }
  }];
}

def RuntimeArg : Ktdp_Type<"RuntimeArg", "runtime_arg"> {
  let summary = "an argument that is known when the kernel starts";
  let parameters = (ins "::mlir::Type":$type,
                        OptionalParameter<"::std::optional<int64_t>">:$granularity,
                        OptionalParameter<"::std::optional<int64_t>">:$upperbound);
  let assemblyFormat = "`<` $type `` custom<Known>($granularity, $upperbound) `>`";
  let genVerifyDecl = 1;
}

def TileFuture : Ktdp_Type<"TileFuture", "tile_future"> {
  let summary = "what the compute tiles of each group hand to one another";
  let parameters = (ins ArrayRefParameter<"::mlir::Type">:$roles,
                        "::mlir::IntegerSetAttr":$groups);
  let assemblyFormat = "`<` custom<Roles>($roles) `,` `groups` `=` custom<Groups>($groups) `>`";
  let genVerifyDecl = 1;
}

// An access tile whose type is written in full: `!ktdp.access_tile<...>`.
def AnyAccessTile : Type<CPred<"::llvm::isa<::tricast::ktdp::AccessTileType>($_self)">,
                         "access tile">;

//===-------------------------------------------------------------------------===//
// Attributes
//===-------------------------------------------------------------------------===//

def MemorySpaceKind : Ktdp_Enum<"MemorySpaceKind", [
    I32EnumAttrCase<"Global", 0, "global">,
    I32EnumAttrCase<"CtLocal", 1, "ct_local">]>;

def MemorySpace : Ktdp_Attr<"MemorySpace", "memory_space"> {
  let summary = "memory of all compute tiles, or the scratchpad of one";
  let parameters = (ins EnumParameter<MemorySpaceKind>:$kind,
                        OptionalParameter<"::std::optional<int64_t>">:$ct_id);
  let assemblyFormat = "`<` $kind (`,` `ct_id` `=` $ct_id^)? `>`";
  let genVerifyDecl = 1;
}

def SpyreMemorySpaceKind : Ktdp_Enum<"SpyreMemorySpaceKind", [
    I32EnumAttrCase<"Unspecified", 0, "unspecified">,
    I32EnumAttrCase<"HBM", 1>,
    I32EnumAttrCase<"LX", 2>,
    I32EnumAttrCase<"L0", 3>]>;

def SpyreMemorySpace : Ktdp_Attr<"SpyreMemorySpace", "spyre_memory_space"> {
  let summary = "the older name of a memory space";
  let parameters = (ins EnumParameter<SpyreMemorySpaceKind>:$kind,
                        OptionalParameter<"::std::optional<int64_t>">:$core);
  let assemblyFormat = "`<` $kind (`,` `core` `=` $core^)? `>`";
  let genVerifyDecl = 1;
}

def AnyMemorySpace : AnyAttrOf<[MemorySpace, SpyreMemorySpace], "a memory space">;

def RuntimeArgPart : Ktdp_Enum<"RuntimeArgPart", [
    I32EnumAttrCase<"Value", 0, "value">,
    I32EnumAttrCase<"Granularity", 1, "granularity">,
    I32EnumAttrCase<"Upperbound", 2, "upperbound">]>;

def RuntimeArgPartAttr : EnumAttr<Ktdp_Dialect, RuntimeArgPart, "runtime_arg_part"> {
  let assemblyFormat = "$value";
}

//===-------------------------------------------------------------------------===//
// Ops
//===-------------------------------------------------------------------------===//

class Ktdp_Op<string name, string summary_, list<Trait> traits = []>
    : Op<Ktdp_Dialect, name, traits> {
  let summary = summary_;
}

#endif // TRICAST_KTDP_TYPES_TD
