// Tile futures, and what makes and uses them.
// RUN: tricast-opt %s -split-input-file -verify-diagnostics

// expected-error@+1 {{a tile future is of one ranked tensor at least}}
func.func private @roles(!ktdp.tile_future<i32, groups = affine_set<(g) : (g == 0)>>)

// -----

// expected-error@+1 {{the groups of a tile future are a set of one dimension, without symbols}}
func.func private @groups(!ktdp.tile_future<tensor<8xf16>, groups = affine_set<(g)[s] : (g == 0)>>)

// -----

func.func @types(%a: tensor<8xf16>) {
  // expected-error@+1 {{the types of what is produced are not those of}}
  %0 = ktdp.inter_tile_produce producer_tiles_per_group = affine_set<(i)[g] : (i == 0)> : tensor<4xf16> -> <(tensor<8xf16>), groups = affine_set<(g) : (g == 0)>> {
  ^bb0(%g: index):
    ktdp.yield_partial %a : tensor<8xf16>
  }
  return
}

// -----

func.func @tiles(%a: tensor<8xf16>) {
  // expected-error@+1 {{has 2 dimensions in producer_tiles_per_group, but 1 expected: the tile}}
  %0 = ktdp.inter_tile_produce producer_tiles_per_group = affine_set<(i, j)[g] : (i == 0)> -> <(tensor<8xf16>), groups = affine_set<(g) : (g == 0)>> {
  ^bb0(%g: index):
    ktdp.yield_partial %a : tensor<8xf16>
  }
  return
}

// -----

func.func @symbols(%a: tensor<8xf16>) {
  // expected-error@+1 {{has 2 symbols in producer_tiles_per_group, but at most 1 expected: the group}}
  %0 = ktdp.inter_tile_produce producer_tiles_per_group = affine_set<(i)[g, h] : (i == 0)> -> <(tensor<8xf16>), groups = affine_set<(g) : (g == 0)>> {
  ^bb0(%g: index):
    ktdp.yield_partial %a : tensor<8xf16>
  }
  return
}

// -----

func.func @argument(%a: tensor<8xf16>) {
  // expected-error@+1 {{has a body that does not take the number of its group}}
  %0 = ktdp.inter_tile_produce producer_tiles_per_group = affine_set<(i)[g] : (i == 0)> -> <(tensor<8xf16>), groups = affine_set<(g) : (g == 0)>> {
    ktdp.yield_partial %a : tensor<8xf16>
  }
  return
}

// -----

func.func @yielded(%a: tensor<4xf16>) {
  // expected-error@+1 {{yields (tensor<4xf16>), not (tensor<8xf16>)}}
  %0 = ktdp.inter_tile_produce producer_tiles_per_group = affine_set<(i)[g] : (i == 0)> -> <(tensor<8xf16>), groups = affine_set<(g) : (g == 0)>> {
  ^bb0(%g: index):
    ktdp.yield_partial %a : tensor<4xf16>
  }
  return
}

// -----

func.func @uses(%a: tensor<8xf16>) {
  // expected-error@+1 {{makes a tile future with 2 uses, but one is allowed}}
  %0 = ktdp.inter_tile_produce producer_tiles_per_group = affine_set<(i)[g] : (i == 0)> -> <(tensor<8xf16>), groups = affine_set<(g) : (g == 0)>> {
  ^bb0(%g: index):
    ktdp.yield_partial %a : tensor<8xf16>
  }
  %1 = ktdp.inter_tile_consume(%0) consumer_tiles_per_group = affine_set<(i)[g] : (i == 0)> : <(tensor<8xf16>), groups = affine_set<(g) : (g == 0)>> -> tensor<8xf16>
  %2 = ktdp.inter_tile_consume(%0) consumer_tiles_per_group = affine_set<(i)[g] : (i == 0)> : <(tensor<8xf16>), groups = affine_set<(g) : (g == 0)>> -> tensor<8xf16>
  return
}

// -----

func.func @results(%f: !ktdp.tile_future<tensor<8xf16>, groups = affine_set<(g) : (g == 0)>>) {
  // expected-error@+1 {{has 2 results, but 1 in its tile future}}
  %0:2 = ktdp.inter_tile_consume(%f) consumer_tiles_per_group = affine_set<(i)[g] : (i == 0)> : <(tensor<8xf16>), groups = affine_set<(g) : (g == 0)>> -> tensor<8xf16>, tensor<8xf16>
  return
}

// -----

func.func @dependency(%f: !ktdp.tile_future<tensor<8xf16>, groups = affine_set<(g) : (g == 0)>>) {
  // expected-error@+1 {{has 0 symbols in producer_dependency_per_consumer, but expected consumer and group}}
  %0 = ktdp.inter_tile_consume(%f) consumer_tiles_per_group = affine_set<(i)[g] : (i == 0)>, producer_dependency_per_consumer = affine_set<(p) : (p == 0)> : <(tensor<8xf16>), groups = affine_set<(g) : (g == 0)>> -> tensor<8xf16>
  return
}

// -----

func.func @identity(%f: !ktdp.tile_future<tensor<8xf16>, groups = affine_set<(g) : (g == 0)>>, %i: tensor<4xf16>) {
  // expected-error@+1 {{has identities (tensor<4xf16>), not (tensor<8xf16>)}}
  %0 = ktdp.inter_tile_reduce(%f) consumer_tiles_per_group = affine_set<(i)[g] : (i == 0)>, identity(%i : tensor<4xf16>) : <(tensor<8xf16>), groups = affine_set<(g) : (g == 0)>> -> tensor<8xf16> {
  ^bb0(%l: tensor<8xf16>, %r: tensor<8xf16>):
    ktdp.yield_reduced %l : tensor<8xf16>
  }
  return
}

// -----

func.func @combiner(%f: !ktdp.tile_future<tensor<8xf16>, groups = affine_set<(g) : (g == 0)>>, %i: tensor<8xf16>) {
  // expected-error@+1 {{has a combiner of (tensor<8xf16>), not of two times (tensor<8xf16>)}}
  %0 = ktdp.inter_tile_reduce(%f) consumer_tiles_per_group = affine_set<(i)[g] : (i == 0)>, identity(%i : tensor<8xf16>) : <(tensor<8xf16>), groups = affine_set<(g) : (g == 0)>> -> tensor<8xf16> {
  ^bb0(%l: tensor<8xf16>):
    ktdp.yield_reduced %l : tensor<8xf16>
  }
  return
}

// -----

func.func @outside(%a: tensor<8xf16>) {
  // expected-error@+1 {{expects parent op 'ktdp.inter_tile_reduce'}}
  ktdp.yield_reduced %a : tensor<8xf16>
}
