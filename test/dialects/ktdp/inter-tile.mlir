// What compute tiles hand to each other.
// RUN: %roundtrip %s

#set = affine_set<(d0)[s0] : (d0 - s0 * 4 >= 0, -d0 + s0 * 4 + 3 >= 0)>
#set1 = affine_set<(d0) : (d0 == 0)>
#set2 = affine_set<(d0)[s0] : (d0 - s0 * 4 == 0)>
#set3 = affine_set<(d0)[s0, s1] : (d0 - s0 == 0)>
module {
  func.func @reduce(%arg0: tensor<1x64xf16>, %arg1: tensor<1x1xf32>, %arg2: tensor<1x64xf16>, %arg3: tensor<1x1xf32>) -> (tensor<1x64xf16>, tensor<1x1xf32>, tensor<1x64xf16>) {
    %0 = ktdp.inter_tile_produce producer_tiles_per_group = #set -> <(tensor<1x64xf16>, tensor<1x1xf32>), groups = #set1> {
    ^bb0(%arg4: index):
      ktdp.yield_partial %arg0, %arg1 : tensor<1x64xf16>, tensor<1x1xf32>
    }
    %1:2 = ktdp.inter_tile_reduce(%0) consumer_tiles_per_group = #set2, producer_dependency_per_consumer = #set3, identity(%arg2, %arg3 : tensor<1x64xf16>, tensor<1x1xf32>) : <(tensor<1x64xf16>, tensor<1x1xf32>), groups = #set1> -> tensor<1x64xf16>, tensor<1x1xf32> {
    ^bb0(%arg4: tensor<1x64xf16>, %arg5: tensor<1x1xf32>, %arg6: tensor<1x64xf16>, %arg7: tensor<1x1xf32>):
      %4 = arith.addf %arg4, %arg6 : tensor<1x64xf16>
      %5 = arith.maximumf %arg5, %arg7 : tensor<1x1xf32>
      ktdp.yield_reduced %4, %5 : tensor<1x64xf16>, tensor<1x1xf32>
    }
    %2 = ktdp.inter_tile_produce producer_tiles_per_group = #set2 -> <(tensor<1x64xf16>), groups = #set1> {
    ^bb0(%arg4: index):
      ktdp.yield_partial %arg0 : tensor<1x64xf16>
    }
    %3 = ktdp.inter_tile_consume(%2) consumer_tiles_per_group = #set : <(tensor<1x64xf16>), groups = #set1> -> tensor<1x64xf16>
    return %1#0, %1#1, %3 : tensor<1x64xf16>, tensor<1x1xf32>, tensor<1x64xf16>
  }
}
