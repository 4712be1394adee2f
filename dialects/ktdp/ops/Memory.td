//===- Memory.td - Views, access tiles, loads and stores -------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "KtdpTypes.td"
include "mlir/IR/OpAsmInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

def GetComputeTileIdOp : Ktdp_Op<"get_compute_tile_id",
    "the place of this compute tile in the grid",
    [Pure, DeclareOpInterfaceMethods<OpAsmOpInterface, ["getAsmResultNames"]>]> {
  let results = (outs Variadic<Index>:$ids);
  let assemblyFormat = "attr-dict `:` type($ids)";
  // A name for each: subscripts with `%0#1` are not read everywhere.
  let extraClassDefinition = [{
    void $cppClass::getAsmResultNames(::mlir::OpAsmSetValueNameFn setName) {
      for (::mlir::Value id : getIds())
        setName(id, "tile");
    }
  }];
}

def ConstructMemoryViewOp : Ktdp_Op<"construct_memory_view",
    "memory at an address, seen as a tensor",
    [Pure, AttrSizedOperandSegments, VerifiedInRust]> {
  let description = [{
    The address counts elements of the view. `coordinate_set` says which coordinates
    there are: those of a part of a distributed view are coordinates of the whole. Its
    symbols stand for the dynamic sizes, from left to right.
  }];
  let arguments = (ins Index:$offset, Variadic<Index>:$sizes, Variadic<Index>:$strides,
                       DenseI64ArrayAttr:$static_sizes, DenseI64ArrayAttr:$static_strides,
                       OptionalAttr<IntegerSetAttr>:$coordinate_set,
                       AnyMemorySpace:$memory_space);
  let results = (outs AnyMemRef:$view);
  let assemblyFormat = [{
    $offset `,` `sizes` `:` custom<DynamicIndexList>($sizes, $static_sizes)
    `,` `strides` `:` custom<DynamicIndexList>($strides, $static_strides)
    attr-dict `:` type($view)
  }];
}

def ConstructDistributedMemoryViewOp : Ktdp_Op<"construct_distributed_memory_view",
    "several views as one, by their coordinate sets", [Pure, VerifiedInRust]> {
  let arguments = (ins Variadic<AnyMemRef>:$parts);
  let results = (outs AnyMemRef:$view);
  let assemblyFormat = "`(` $parts `:` type($parts) `)` attr-dict `:` type($view)";
}

def ConstructAccessTileOp : Ktdp_Op<"construct_access_tile",
    "coordinates of a view, from an origin",
    [Pure, AttrSizedOperandSegments, VerifiedInRust]> {
  let description = [{
    The coordinates are `base_map(indices) + access_tile_order(p)`, for every point `p`
    of `access_tile_set`, whose symbols are `symbols`.
  }];
  let arguments = (ins AnyTypeOf<[AnyMemRef, AnyRankedTensor]>:$base, Variadic<Index>:$indices,
                       Variadic<Index>:$symbols, AffineMapAttr:$base_map,
                       OptionalAttr<IntegerSetAttr>:$access_tile_set,
                       OptionalAttr<AffineMapAttr>:$access_tile_order);
  let results = (outs AnyAccessTile:$tile);
  let assemblyFormat = [{
    custom<Subscripts>($base, $indices, $base_map) (`symbols` `(` $symbols^ `)`)?
    attr-dict `:` type($base) `->` type($tile)
  }];
}

def ConstructIndirectAccessTileOp : Ktdp_Op<"construct_indirect_access_tile",
    "coordinates of a view, some of them read from other views",
    [MemoryEffects<[MemRead]>, AttrSizedOperandSegments, VerifiedInRust]> {
  let description = [{
    For every point of `variables_space_set` a coordinate: a map of `subscripts` gives the
    dimension itself, or, where `indirect` says so, the place in the next view of
    `index_views` where it stands. The maps are of the intermediate variables and, as
    symbols, of `captured`. Symbols of the set are `symbols`.
  }];
  let arguments = (ins AnyMemRef:$base, Variadic<AnyMemRef>:$index_views,
                       Variadic<Index>:$captured, Variadic<Index>:$symbols,
                       AffineMapArrayAttr:$subscripts, DenseBoolArrayAttr:$indirect,
                       OptionalAttr<IntegerSetAttr>:$variables_space_set,
                       OptionalAttr<AffineMapAttr>:$variables_space_order);
  let results = (outs AnyAccessTile:$tile);
  let assemblyFormat = [{
    custom<IndirectSubscripts>($base, $index_views, $captured, $subscripts, $indirect)
    (`symbols` `(` $symbols^ `)`)?
    attr-dict `:` custom<ViewTypes>(type($base), type($index_views)) `->` type($tile)
  }];
}

def LoadOp : Ktdp_Op<"load", "the elements at the coordinates of an access tile",
    [MemoryEffects<[MemRead]>, VerifiedInRust]> {
  let arguments = (ins AccessTile:$tile);
  let results = (outs AnyRankedTensor:$result);
  let assemblyFormat = "$tile attr-dict `:` type($tile) `->` type($result)";
}

def StoreOp : Ktdp_Op<"store", "writes a tensor to the coordinates of an access tile",
    [MemoryEffects<[MemWrite]>, VerifiedInRust]> {
  let arguments = (ins AnyRankedTensor:$value, AccessTile:$tile);
  let assemblyFormat = "$value `,` $tile attr-dict `:` type($value) `,` type($tile)";
}

def RuntimeArgExtractOp : Ktdp_Op<"runtime_arg_extract",
    "the value of a runtime argument, or what is known of it", [Pure, VerifiedInRust]> {
  let arguments = (ins RuntimeArgPartAttr:$part, RuntimeArg:$arg);
  let results = (outs AnyType:$result);
  let assemblyFormat = "`` $part `from` $arg attr-dict `:` type($arg) `->` type($result)";
}

def RegionTerminatorOp : Ktdp_Op<"region_terminator", "ends a region without a value",
                                 [Pure, Terminator]> {
  let assemblyFormat = "attr-dict";
}
