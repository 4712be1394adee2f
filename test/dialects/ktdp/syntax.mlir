// What other tools write: types before the arrow, roles without parentheses, types of tiles in full
// or not, captured values in any place of a subscript.
// RUN: tricast-opt %s | FileCheck %s

// CHECK-LABEL: func.func @written
func.func @written(%x: memref<4x8xf16>, %i: memref<4xi32>, %a: tensor<8xf16>, %n: index) {
  // CHECK: %[[TILE:.*]], %[[TILE0:.*]] = ktdp.get_compute_tile_id : index, index
  %id:2 = ktdp.get_compute_tile_id : index, index
  // CHECK: construct_access_tile %{{.*}}[%[[TILE0]] + 1, %[[TILE]] * 2 + %{{.*}}] : memref<4x8xf16> -> !ktdp.access_tile<1x8xindex>
  %t = ktdp.construct_access_tile %x[1 + %id#1, 2 * %id#0 + %n] : memref<4x8xf16> -> !ktdp.access_tile<1x8xindex>
  // CHECK: ktdp.load %{{.*}} : <1x8xindex> -> tensor<1x8xf16>
  %l = ktdp.load %t : !ktdp.access_tile<1x8xindex> -> tensor<1x8xf16>
  // CHECK: intermediate_variables(%d0, %d1) %{{.*}}[ind(%{{.*}}[%d0 + %[[TILE]]]), (%d1 + %{{.*}})] : memref<4x8xf16>, memref<4xi32> -> !ktdp.access_tile<1x8xindex>
  %u = ktdp.construct_indirect_access_tile intermediate_variables (%m, %k) %x[ind(%i[%id#0 + %m]), (%n + %k)] : memref<4x8xf16>,memref<4xi32> -> !ktdp.access_tile<1x8xindex>
  // CHECK: ktdp.inter_tile_produce producer_tiles_per_group = #{{.*}} -> <(tensor<8xf16>), groups = #{{.*}}>
  %f = ktdp.inter_tile_produce producer_tiles_per_group = affine_set<(i)[g] : (i >= 0)> : tensor<8xf16> -> !ktdp.tile_future<tensor<8xf16>, groups = affine_set<(g) : (g == 0)>> {
  ^bb0(%g: index):
    ktdp.yield_partial %a : tensor<8xf16>
  }
  return
}

// A set with >= is read in the short form of a type, without its name.
// CHECK-LABEL: func.func @groups
func.func @groups(%a: tensor<8xf16>) {
  // CHECK: -> <(tensor<8xf16>), groups = #{{.*}}> {
  %f = ktdp.inter_tile_produce producer_tiles_per_group = affine_set<(i)[g] : (i >= 0)> -> <(tensor<8xf16>), groups = affine_set<(g) : (g >= 0, -g + 3 >= 0)>> {
  ^bb0(%g: index):
    ktdp.yield_partial %a : tensor<8xf16>
  }
  return
}
