// What tiles hand to each other, scratchpads, parts of views, indices, and bodies with indices.
// RUN: tricast simulate --function reduce %s 'f16[4,64]=iota' 'f16[2,64]' | FileCheck %s --check-prefix=REDUCE
// RUN: tricast simulate --function consume %s 'f16[4,64]=iota' 'f16[4,64]' | FileCheck %s --check-prefix=CONSUME
// RUN: not tricast simulate --function waits %s 'f16[4,64]' 2>&1 | FileCheck %s --check-prefix=WAITS
// RUN: tricast simulate --function local %s 'f32[64]=iota' 'f32[64]' | FileCheck %s --check-prefix=LOCAL
// RUN: tricast simulate --function gather %s 'f32[8,4]=iota' 'i32[2]=3' 'f32[2,4]' | FileCheck %s --check-prefix=GATHER
// RUN: not tricast simulate --function gather %s 'f32[8,4]=iota' 'i32[2]=8' 'f32[2,4]' 2>&1 | FileCheck %s --check-prefix=INDEX
// RUN: tricast simulate --function causal %s '4096=f32[4,4]' | FileCheck %s --check-prefix=CAUSAL
// RUN: tricast simulate --function masked %s 'f32[8]=1' 3 'f32[8]=7' | FileCheck %s --check-prefix=MASKED

// Groups of two tiles: the rows 0 and 2, and 1 and 3.
// REDUCE: argument.1: float16 [2, 64] sum 32640 least 128 most 382 first 128 130 132 134
// REDUCE: simulated: {{.*}} 768 on the ring
func.func @reduce(%a: index, %b: index) attributes {grid = [2, 2]} {
  %c0 = arith.constant 0 : index
  %c2 = arith.constant 2 : index
  %x, %y = ktdp.get_compute_tile_id : index, index
  %y2 = arith.muli %y, %c2 : index
  %row = arith.addi %x, %y2 : index
  %va = ktdp.construct_memory_view %a, sizes: [4, 64], strides: [64, 1] {memory_space = #ktdp.memory_space<global>} : memref<4x64xf16>
  %vb = ktdp.construct_memory_view %b, sizes: [2, 64], strides: [64, 1] {memory_space = #ktdp.memory_space<global>} : memref<2x64xf16>
  %ta = ktdp.construct_access_tile %va[%row, %c0] : memref<4x64xf16> -> !ktdp.access_tile<1x64xindex>
  %tb = ktdp.construct_access_tile %vb[%x, %c0] : memref<2x64xf16> -> !ktdp.access_tile<1x64xindex>
  %p = ktdp.load %ta : <1x64xindex> -> tensor<1x64xf16>
  %f = ktdp.inter_tile_produce producer_tiles_per_group = affine_set<(i)[g] : ((i - g) mod 2 == 0, i - g >= 0)> -> <(tensor<1x64xf16>), groups = affine_set<(g) : (g >= 0, -g + 1 >= 0)>> {
  ^bb0(%g: index):
    ktdp.yield_partial %p : tensor<1x64xf16>
  }
  %zero = arith.constant dense<0.0> : tensor<1x64xf16>
  %r = ktdp.inter_tile_reduce(%f) consumer_tiles_per_group = affine_set<(i)[g] : (i - g == 0)>, identity(%zero : tensor<1x64xf16>) : <(tensor<1x64xf16>), groups = affine_set<(g) : (g >= 0, -g + 1 >= 0)>> -> tensor<1x64xf16> {
  ^bb0(%l: tensor<1x64xf16>, %s: tensor<1x64xf16>):
    %t = arith.addf %l, %s : tensor<1x64xf16>
    ktdp.yield_reduced %t : tensor<1x64xf16>
  }
  %writes = arith.cmpi eq, %y, %c0 : index
  scf.if %writes {
    ktdp.store %r, %tb : tensor<1x64xf16>, <1x64xindex>
  }
  return
}

// Each tile gets the row of the one before it, the first that of the last.
// CONSUME: argument.1: float16 [4, 64] sum 32640 least 0 most 255 first 192 193 194 195
func.func @consume(%a: index, %b: index) attributes {grid = [4]} {
  %c0 = arith.constant 0 : index
  %x = ktdp.get_compute_tile_id : index
  %va = ktdp.construct_memory_view %a, sizes: [4, 64], strides: [64, 1] {memory_space = #ktdp.memory_space<global>} : memref<4x64xf16>
  %vb = ktdp.construct_memory_view %b, sizes: [4, 64], strides: [64, 1] {memory_space = #ktdp.memory_space<global>} : memref<4x64xf16>
  %ta = ktdp.construct_access_tile %va[%x, %c0] : memref<4x64xf16> -> !ktdp.access_tile<1x64xindex>
  %tb = ktdp.construct_access_tile %vb[%x, %c0] : memref<4x64xf16> -> !ktdp.access_tile<1x64xindex>
  %p = ktdp.load %ta : <1x64xindex> -> tensor<1x64xf16>
  %f = ktdp.inter_tile_produce producer_tiles_per_group = affine_set<(i) : (i >= 0)> -> <(tensor<1x64xf16>), groups = affine_set<(g) : (g == 0)>> {
  ^bb0(%g: index):
    ktdp.yield_partial %p : tensor<1x64xf16>
  }
  %r = ktdp.inter_tile_consume(%f) consumer_tiles_per_group = affine_set<(i) : (i >= 0)>, producer_dependency_per_consumer = affine_set<(p)[c] : ((p + 1 - c) mod 4 == 0)> : <(tensor<1x64xf16>), groups = affine_set<(g) : (g == 0)>> -> tensor<1x64xf16>
  ktdp.store %r, %tb : tensor<1x64xf16>, <1x64xindex>
  return
}

// The others never hand anything over.
// WAITS: error: {{.*}}function 'waits', core 0: 'ktdp.inter_tile_consume': waits for core 1, which hands nothing over
func.func @waits(%a: index) attributes {grid = [4]} {
  %c0 = arith.constant 0 : index
  %x = ktdp.get_compute_tile_id : index
  %e = tensor.empty() : tensor<8xf16>
  %first = arith.cmpi eq, %x, %c0 : index
  scf.if %first {
    %f = ktdp.inter_tile_produce producer_tiles_per_group = affine_set<(i) : (i >= 0)> -> <(tensor<8xf16>), groups = affine_set<(g) : (g == 0)>> {
    ^bb0(%g: index):
      ktdp.yield_partial %e : tensor<8xf16>
    }
    %r = ktdp.inter_tile_consume(%f) consumer_tiles_per_group = affine_set<(i) : (i >= 0)>, producer_dependency_per_consumer = affine_set<(p)[c] : (p - c - 1 == 0)> : <(tensor<8xf16>), groups = affine_set<(g) : (g == 0)>> -> tensor<8xf16>
  }
  return
}

// Through a scratchpad, of which a view takes 128 bytes, and back from two parts of a view.
// LOCAL: argument.1: float32 [64] sum 2016 least 0 most 63 first 0 1 2 3
// LOCAL: simulated: 512 bytes from and to memory, 0 on the ring, at most 384 in a scratchpad
func.func @local(%a: index, %b: index) {
  %c0 = arith.constant 0 : index
  %c32 = arith.constant 32 : index
  %va = ktdp.construct_memory_view %a, sizes: [64], strides: [1] {memory_space = #ktdp.memory_space<global>} : memref<64xf32>
  %half = ktdp.construct_memory_view %a, sizes: [32], strides: [1] {coordinate_set = affine_set<(d0) : (d0 >= 0, -d0 + 31 >= 0)>, memory_space = #ktdp.memory_space<global>} : memref<32xf32>
  %pad = ktdp.construct_memory_view %c32, sizes: [32], strides: [1] {coordinate_set = affine_set<(d0) : (d0 - 32 >= 0, -d0 + 63 >= 0)>, memory_space = #ktdp.memory_space<ct_local>} : memref<32xf32>
  %own = ktdp.construct_memory_view %c32, sizes: [32], strides: [1] {memory_space = #ktdp.memory_space<ct_local, ct_id = 0>} : memref<32xf32>
  %vb = ktdp.construct_memory_view %b, sizes: [64], strides: [1] {memory_space = #ktdp.memory_space<global>} : memref<64xf32>
  %t0 = ktdp.construct_access_tile %va[%c32] : memref<64xf32> -> !ktdp.access_tile<32xindex>
  %t1 = ktdp.construct_access_tile %own[%c0] : memref<32xf32> -> !ktdp.access_tile<32xindex>
  %x = ktdp.load %t0 : <32xindex> -> tensor<32xf32>
  ktdp.store %x, %t1 : tensor<32xf32>, <32xindex>
  %both = ktdp.construct_distributed_memory_view (%half, %pad : memref<32xf32>, memref<32xf32>) : memref<64xf32>
  %t2 = ktdp.construct_access_tile %both[%c0] : memref<64xf32> -> !ktdp.access_tile<64xindex>
  %t3 = ktdp.construct_access_tile %vb[%c0] : memref<64xf32> -> !ktdp.access_tile<64xindex>
  %y = ktdp.load %t2 : <64xindex> -> tensor<64xf32>
  ktdp.store %y, %t3 : tensor<64xf32>, <64xindex>
  return
}

// GATHER: argument.2: float32 [2, 4] sum 108 least 12 most 15 first 12 13 14 15
// INDEX: error: {{.*}}'ktdp.load': the index 8 at [0] is outside of dimension 0 of its view
func.func @gather(%a: index, %i: index, %b: index) {
  %c0 = arith.constant 0 : index
  %va = ktdp.construct_memory_view %a, sizes: [8, 4], strides: [4, 1] {memory_space = #ktdp.memory_space<global>} : memref<8x4xf32>
  %vi = ktdp.construct_memory_view %i, sizes: [2], strides: [1] {memory_space = #ktdp.memory_space<global>} : memref<2xi32>
  %vb = ktdp.construct_memory_view %b, sizes: [2, 4], strides: [4, 1] {memory_space = #ktdp.memory_space<global>} : memref<2x4xf32>
  %t0 = ktdp.construct_indirect_access_tile intermediate_variables(%m, %k) %va[ind(%vi[%m]), (%k)] : memref<8x4xf32>, memref<2xi32> -> !ktdp.access_tile<2x4xindex>
  %t1 = ktdp.construct_access_tile %vb[%c0, %c0] : memref<2x4xf32> -> !ktdp.access_tile<2x4xindex>
  %x = ktdp.load %t0 : <2x4xindex> -> tensor<2x4xf32>
  ktdp.store %x, %t1 : tensor<2x4xf32>, <2x4xindex>
  return
}

// At an absolute address; a body with indices and a value from outside.
// CAUSAL: address.4096: float32 [4, 4] sum 30 least 0 most 3 first 3 0 0 0
func.func @causal() {
  %c0 = arith.constant 0 : index
  %c1024 = arith.constant 1024 : index
  %three = arith.constant 3.0 : f32
  %zero = arith.constant 0.0 : f32
  %v = ktdp.construct_memory_view %c1024, sizes: [4, 4], strides: [4, 1] {memory_space = #ktdp.memory_space<global>} : memref<4x4xf32>
  %t = ktdp.construct_access_tile %v[%c0, %c0] : memref<4x4xf32> -> !ktdp.access_tile<4x4xindex>
  %e = tensor.empty() : tensor<4x4xf32>
  %x = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0, d1)>], iterator_types = ["parallel", "parallel"]} outs(%e : tensor<4x4xf32>) {
  ^bb0(%o: f32):
    %r = linalg.index 0 : index
    %c = linalg.index 1 : index
    %in = arith.cmpi ule, %c, %r : index
    %s = arith.select %in, %three, %zero : f32
    linalg.yield %s : f32
  } -> tensor<4x4xf32>
  ktdp.store %x, %t : tensor<4x4xf32>, <4x4xindex>
  return
}

// Outside of a view nothing is read, and nothing written.
// MASKED: argument.2: float32 [8] sum 38 least 1 most 7 first 1 1 1 7
func.func @masked(%a: index, %n: index, %b: index) {
  %c0 = arith.constant 0 : index
  %va = ktdp.construct_memory_view %a, sizes: [%n], strides: [1] {coordinate_set = affine_set<(d0)[s0] : (d0 >= 0, -d0 + s0 - 1 >= 0)>, memory_space = #ktdp.memory_space<global>} : memref<?xf32>
  %vb = ktdp.construct_memory_view %b, sizes: [%n], strides: [1] {memory_space = #ktdp.memory_space<global>} : memref<?xf32>
  %t0 = ktdp.construct_access_tile %va[%c0] : memref<?xf32> -> !ktdp.access_tile<8xindex>
  %t1 = ktdp.construct_access_tile %vb[%c0] : memref<?xf32> -> !ktdp.access_tile<8xindex>
  %x = ktdp.load %t0 : <8xindex> -> tensor<8xf32>
  ktdp.store %x, %t1 : tensor<8xf32>, <8xindex>
  return
}
