// Views of memory, access tiles, loads and stores.
// RUN: %roundtrip %s

#map = affine_map<(d0, d1) -> (d0, d1)>
#map1 = affine_map<(d0, d1) -> (d1, d0)>
#map2 = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
#set = affine_set<(d0, d1) : (d0 >= 0, -d0 + 95 >= 0, d1 >= 0, -d1 + 63 >= 0)>
#set1 = affine_set<(d0, d1)[s0] : (d0 >= 0, -d0 + s0 - 1 >= 0, d1 >= 0, -d1 + 63 >= 0)>
#set2 = affine_set<(d0, d1) : (d0 >= 0, -d0 + 2 >= 0, d1 >= 0, -d1 + 63 >= 0)>
#set3 = affine_set<(d0, d1, d2, d3) : (d0 >= 0, -d0 + 3 >= 0, d1 == 0, d2 >= 0, -d2 + 63 >= 0, d3 >= 0, -d3 + 127 >= 0)>
#set4 = affine_set<(d0, d1)[s0] : (d0 >= 0, -d0 + s0 >= 0, d1 == 0)>
module {
  func.func @views(%arg0: index, %arg1: index, %arg2: index, %arg3: !ktdp.runtime_arg<index, granularity = 3, upperbound = 300>) attributes {grid = [4, 8]} {
    %tile, %tile_0 = ktdp.get_compute_tile_id : index, index
    %c0 = arith.constant 0 : index
    %0 = ktdp.construct_memory_view %arg0, sizes : [96, 64], strides : [64, 1] {coordinate_set = #set, memory_space = #ktdp.memory_space<global>} : memref<96x64xf16>
    %1 = ktdp.construct_memory_view %arg0, sizes : [%arg1, 64], strides : [%arg2, 1] {coordinate_set = #set1, memory_space = #ktdp.memory_space<ct_local>} : memref<?x64xf16>
    %2 = ktdp.construct_memory_view %arg0, sizes : [96, 64], strides : [64, 1] {memory_space = #ktdp.memory_space<ct_local, ct_id = 7>} : memref<96x64xf16>
    %3 = ktdp.construct_memory_view %arg0, sizes : [96, 64], strides : [64, 1] {memory_space = #ktdp.spyre_memory_space<HBM>} : memref<96x64xf16>
    %4 = ktdp.construct_memory_view %arg0, sizes : [96, 64], strides : [64, 1] {memory_space = #ktdp.spyre_memory_space<LX, core = 7>} : memref<96x64xf16>
    %5 = ktdp.construct_memory_view %arg0, sizes : [], strides : [] {memory_space = #ktdp.spyre_memory_space<unspecified>} : memref<f32>
    %6 = ktdp.construct_distributed_memory_view(%0, %2 : memref<96x64xf16>, memref<96x64xf16>) : memref<192x64xf16>
    %7 = ktdp.construct_access_tile %0[%tile, %c0] {access_tile_order = #map, access_tile_set = #set2} : memref<96x64xf16> -> !ktdp.access_tile<3x64xindex>
    %8 = ktdp.construct_access_tile %6[%tile * 3 + 1, %c0] symbols(%arg1) {access_tile_order = #map1, access_tile_set = #set1} : memref<192x64xf16> -> !ktdp.access_tile<64x3xindex>
    %9 = ktdp.construct_access_tile %0[%tile floordiv 2 - %tile_0, %arg1 mod 64] : memref<96x64xf16> -> !ktdp.access_tile<?x1xindex>
    %10 = ktdp.construct_access_tile %5[] : memref<f32> -> !ktdp.access_tile<index>
    %11 = ktdp.load %7 : <3x64xindex> -> tensor<3x64xf16>
    %12 = ktdp.load %10 : <index> -> tensor<f32>
    ktdp.store %11, %7 : tensor<3x64xf16>, <3x64xindex>
    %13 = ktdp.runtime_arg_extract value from %arg3 : <index, granularity = 3, upperbound = 300> -> index
    %14 = ktdp.runtime_arg_extract granularity from %arg3 : <index, granularity = 3, upperbound = 300> -> index
    return
  }
  func.func @indirect(%arg0: memref<100x8x64x128xf16>, %arg1: memref<4x32xi32>, %arg2: memref<8xi64>, %arg3: index) {
    %0 = ktdp.construct_indirect_access_tile intermediate_variables(%d0, %d1, %d2, %d3) %arg0[ind(%arg1[%d0, %d2 floordiv 64]), (%d1 + %arg3), (%d2 mod 64), (%d3)] {variables_space_order = #map2, variables_space_set = #set3} : memref<100x8x64x128xf16>, memref<4x32xi32> -> !ktdp.access_tile<4x1x64x128xindex>
    %1 = ktdp.construct_indirect_access_tile intermediate_variables(%d0, %d1) %arg1[ind(%arg2[%d0 + %arg3 * 2]), (%d1 - %arg3 - 2)] symbols(%arg3) {variables_space_set = #set4} : memref<4x32xi32>, memref<8xi64> -> !ktdp.access_tile<4x1xindex>
    return
  }
}
