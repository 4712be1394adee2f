//===- InterTile.td - Between compute tiles --------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "KtdpTypes.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

// Sets of compute tiles are `(tile)[group]`; what a consumer depends on is
// `(producer)[consumer, group]`, or without the group.

def InterTileProduceOp : Ktdp_Op<"inter_tile_produce",
    "what each producer of a group hands to the others",
    [SingleBlock, RecursiveMemoryEffects, VerifiedInRust]> {
  let description = [{
    Every producer runs the body, whose argument is the number of its group.
  }];
  let arguments = (ins IntegerSetAttr:$producer_tiles_per_group);
  let results = (outs TileFuture:$future);
  let regions = (region SizedRegion<1>:$body);
  let assemblyFormat = [{
    `producer_tiles_per_group` `=` $producer_tiles_per_group
    attr-dict custom<Produced>(type($future)) $body
  }];
}

def InterTileConsumeOp : Ktdp_Op<"inter_tile_consume",
    "each consumer gets what one producer of its group handed over", [VerifiedInRust]> {
  let arguments = (ins TileFuture:$future, IntegerSetAttr:$consumer_tiles_per_group,
                       OptionalAttr<IntegerSetAttr>:$producer_dependency_per_consumer);
  let results = (outs Variadic<AnyRankedTensor>:$results);
  let assemblyFormat = [{
    `(` $future `)` `consumer_tiles_per_group` `=` $consumer_tiles_per_group
    (`,` `producer_dependency_per_consumer` `=` $producer_dependency_per_consumer^)?
    attr-dict `:` type($future) `->` type($results)
  }];
}

def InterTileReduceOp : Ktdp_Op<"inter_tile_reduce",
    "each consumer gets what the producers of its group handed over, combined",
    [SingleBlock, RecursiveMemoryEffects, VerifiedInRust]> {
  let arguments = (ins TileFuture:$future, Variadic<AnyRankedTensor>:$identities,
                       IntegerSetAttr:$consumer_tiles_per_group,
                       OptionalAttr<IntegerSetAttr>:$producer_dependency_per_consumer);
  let results = (outs Variadic<AnyRankedTensor>:$results);
  let regions = (region SizedRegion<1>:$combiner);
  let assemblyFormat = [{
    `(` $future `)` `consumer_tiles_per_group` `=` $consumer_tiles_per_group `,`
    (`producer_dependency_per_consumer` `=` $producer_dependency_per_consumer^ `,`)?
    `identity` `(` $identities `:` type($identities) `)`
    attr-dict `:` type($future) `->` type($results) $combiner
  }];
}

class YieldOp<string name, string op, string summary>
    : Ktdp_Op<name, summary, [Pure, Terminator, ParentOneOf<[op]>]> {
  let arguments = (ins Variadic<AnyRankedTensor>:$values);
  let assemblyFormat = "$values attr-dict `:` type($values)";
}

def YieldPartialOp : YieldOp<"yield_partial", "InterTileProduceOp", "what a producer hands over">;
def YieldReducedOp : YieldOp<"yield_reduced", "InterTileReduceOp", "two values combined">;
