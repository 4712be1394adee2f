// Views and access tiles whose sizes, maps and sets do not fit.
// RUN: tricast-opt %s -split-input-file -verify-diagnostics

func.func @rank(%a: index) {
  // expected-error@+1 {{has 1 sizes, but 2 dimensions}}
  %0 = ktdp.construct_memory_view %a, sizes: [96], strides: [64, 1] {memory_space = #ktdp.memory_space<global>} : memref<96x64xf16>
  return
}

// -----

func.func @strides(%a: index) {
  // expected-error@+1 {{has 1 strides, but 2 dimensions}}
  %0 = ktdp.construct_memory_view %a, sizes: [96, 64], strides: [1] {memory_space = #ktdp.memory_space<global>} : memref<96x64xf16>
  return
}

// -----

func.func @size(%a: index) {
  // expected-error@+1 {{dimension 1 has size 32, but 64 in its type}}
  %0 = ktdp.construct_memory_view %a, sizes: [96, 32], strides: [64, 1] {memory_space = #ktdp.memory_space<global>} : memref<96x64xf16>
  return
}

// -----

func.func @set_dims(%a: index) {
  // expected-error@+1 {{has 1 dimensions in its coordinate set, but 2 in its type}}
  %0 = ktdp.construct_memory_view %a, sizes: [96, 64], strides: [64, 1] {coordinate_set = affine_set<(d0) : (d0 >= 0)>, memory_space = #ktdp.memory_space<global>} : memref<96x64xf16>
  return
}

// -----

func.func @set_symbols(%a: index) {
  // expected-error@+1 {{has 1 symbols in its coordinate set, but 0 dynamic sizes}}
  %0 = ktdp.construct_memory_view %a, sizes: [96], strides: [1] {coordinate_set = affine_set<(d0)[s0] : (s0 - d0 >= 0)>, memory_space = #ktdp.memory_space<global>} : memref<96xf16>
  return
}

// -----

func.func @no_space(%a: index) {
  // expected-error@+1 {{requires attribute 'memory_space'}}
  %0 = ktdp.construct_memory_view %a, sizes: [96], strides: [1] : memref<96xf16>
  return
}

// -----

func.func @wrong_space(%a: index) {
  // expected-error@+1 {{failed to satisfy constraint: a memory space}}
  %0 = ktdp.construct_memory_view %a, sizes: [96], strides: [1] {memory_space = 1 : i64} : memref<96xf16>
  return
}

// -----

// expected-error@+1 {{only the memory space ct_local has a ct_id}}
func.func private @ct_id() attributes {space = #ktdp.memory_space<global, ct_id = 1>}

// -----

// expected-error@+1 {{ct_id is not negative}}
func.func private @negative() attributes {space = #ktdp.memory_space<ct_local, ct_id = -1>}

// -----

// expected-error@+1 {{only the memory spaces LX and L0 have a core}}
func.func private @core() attributes {space = #ktdp.spyre_memory_space<HBM, core = 1>}

// -----

// expected-error@+1 {{the elements of an access tile are of type index, not 'i32'}}
func.func private @elements(!ktdp.access_tile<3xi32>)

// -----

// expected-error@+1 {{granularity and upper bound of a runtime argument are positive}}
func.func private @granularity(!ktdp.runtime_arg<index, granularity = 0>)

// -----

func.func @part_rank(%a: memref<96xf16>) {
  // expected-error@+1 {{has 1 dimensions in a part, but 2 in all}}
  %0 = ktdp.construct_distributed_memory_view (%a : memref<96xf16>) : memref<96x2xf16>
  return
}

// -----

func.func @part_type(%a: memref<96xf32>) {
  // expected-error@+1 {{has a part of memref<96xf32>, but is of memref<96xf16>}}
  %0 = ktdp.construct_distributed_memory_view (%a : memref<96xf32>) : memref<96xf16>
  return
}

// -----

func.func @subscripts(%v: memref<96x64xf16>, %i: index) {
  // expected-error@+1 {{has 1 subscripts, but 2 dimensions in its view}}
  %0 = ktdp.construct_access_tile %v[%i] : memref<96x64xf16> -> !ktdp.access_tile<3x64xindex>
  return
}

// -----

func.func @tile_rank(%v: memref<96x64xf16>, %i: index) {
  // expected-error@+1 {{has 2 dimensions in its view, but 1 in the access tile}}
  %0 = ktdp.construct_access_tile %v[%i, %i] : memref<96x64xf16> -> !ktdp.access_tile<3xindex>
  return
}

// -----

func.func @tile_set(%v: memref<96xf16>, %i: index) {
  // expected-error@+1 {{has 2 dimensions in access_tile_set, but 1 in the access tile}}
  %0 = ktdp.construct_access_tile %v[%i] {access_tile_set = affine_set<(d0, d1) : (d0 >= 0)>} : memref<96xf16> -> !ktdp.access_tile<3xindex>
  return
}

// -----

func.func @tile_symbols(%v: memref<96xf16>, %i: index) {
  // expected-error@+1 {{has 1 symbols in access_tile_set, but 0 symbol operands}}
  %0 = ktdp.construct_access_tile %v[%i] {access_tile_set = affine_set<(d0)[s0] : (d0 - s0 >= 0)>} : memref<96xf16> -> !ktdp.access_tile<3xindex>
  return
}

// -----

func.func @order_dims(%v: memref<96xf16>, %i: index) {
  // expected-error@+1 {{has 2 dimensions in access_tile_order, but 1 in the access tile}}
  %0 = ktdp.construct_access_tile %v[%i] {access_tile_order = affine_map<(d0, d1) -> (d0)>} : memref<96xf16> -> !ktdp.access_tile<3xindex>
  return
}

// -----

func.func @order_results(%v: memref<96xf16>, %i: index) {
  // expected-error@+1 {{has 2 results of access_tile_order, but 1 dimensions}}
  %0 = ktdp.construct_access_tile %v[%i] {access_tile_order = affine_map<(d0) -> (d0, d0)>} : memref<96xf16> -> !ktdp.access_tile<3xindex>
  return
}

// -----

func.func @product(%v: memref<96xf16>, %i: index) {
  // expected-error@+1 {{a subscript is not affine}}
  %0 = ktdp.construct_access_tile %v[%i * %i] : memref<96xf16> -> !ktdp.access_tile<3xindex>
  return
}

// -----

func.func @divisor(%v: memref<96xf16>, %i: index) {
  // expected-error@+1 {{expected a positive number as divisor}}
  %0 = ktdp.construct_access_tile %v[%i mod 0] : memref<96xf16> -> !ktdp.access_tile<3xindex>
  return
}

// -----

func.func @load(%t: !ktdp.access_tile<3x64xindex>) {
  // expected-error@+1 {{moves tensor<3x32xf16> at !ktdp.access_tile<3x64xindex>: the sizes are not the same}}
  %0 = ktdp.load %t : <3x64xindex> -> tensor<3x32xf16>
  return
}

// -----

func.func @store(%t: !ktdp.access_tile<3x64xindex>, %v: tensor<64x3xf16>) {
  // expected-error@+1 {{moves tensor<64x3xf16> at !ktdp.access_tile<3x64xindex>: the sizes are not the same}}
  ktdp.store %v, %t : tensor<64x3xf16>, <3x64xindex>
  return
}

// -----

func.func @absent(%a: !ktdp.runtime_arg<index, upperbound = 3>) {
  // expected-error@+1 {{asks for the granularity that !ktdp.runtime_arg<index, upperbound = 3> does not have}}
  %0 = ktdp.runtime_arg_extract granularity from %a : <index, upperbound = 3> -> index
  return
}

// -----

func.func @underlying(%a: !ktdp.runtime_arg<index>) {
  // expected-error@+1 {{gives i32 of !ktdp.runtime_arg<index>}}
  %0 = ktdp.runtime_arg_extract value from %a : <index> -> i32
  return
}

// -----

func.func @indirect_subscripts(%x: memref<8x4xf16>, %i: memref<8xi32>) {
  // expected-error@+1 {{has 1 subscripts, but 2 dimensions in its view}}
  %0 = ktdp.construct_indirect_access_tile intermediate_variables(%m) %x[ind(%i[%m])] : memref<8x4xf16>, memref<8xi32> -> !ktdp.access_tile<8xindex>
  return
}

// -----

func.func @index_view(%x: memref<8xf16>, %i: memref<8x4xi32>) {
  // expected-error@+1 {{has 1 expressions, but 2 expected in subscript 0}}
  %0 = ktdp.construct_indirect_access_tile intermediate_variables(%m) %x[ind(%i[%m])] : memref<8xf16>, memref<8x4xi32> -> !ktdp.access_tile<8xindex>
  return
}

// -----

func.func @index_type(%x: memref<8xf16>, %i: memref<8xf32>) {
  // expected-error@+1 {{subscript 0 is read from memref<8xf32>, not of integers}}
  %0 = ktdp.construct_indirect_access_tile intermediate_variables(%m) %x[ind(%i[%m])] : memref<8xf16>, memref<8xf32> -> !ktdp.access_tile<8xindex>
  return
}

// -----

func.func @variables(%x: memref<8xf16>) {
  // expected-error@+1 {{has 2 intermediate variables, but 1 dimensions in the access tile}}
  %0 = ktdp.construct_indirect_access_tile intermediate_variables(%m, %k) %x[(%m)] : memref<8xf16> -> !ktdp.access_tile<8xindex>
  return
}

// -----

func.func @variable_set(%x: memref<8xf16>) {
  // expected-error@+1 {{has 2 dimensions in variables_space_set, but 1 in the access tile}}
  %0 = ktdp.construct_indirect_access_tile intermediate_variables(%m) %x[(%m)] {variables_space_set = affine_set<(d0, d1) : (d0 >= 0)>} : memref<8xf16> -> !ktdp.access_tile<8xindex>
  return
}

// -----

func.func @not_affine(%x: memref<8xf16>) {
  // expected-error@+1 {{a product of two variables is not affine}}
  %0 = ktdp.construct_indirect_access_tile intermediate_variables(%m) %x[(%m * %m)] : memref<8xf16> -> !ktdp.access_tile<8xindex>
  return
}
