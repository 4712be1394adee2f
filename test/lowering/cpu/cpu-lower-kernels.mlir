// RUN: tricast-opt --pass-pipeline='builtin.module(func.func(cpu-lower-kernels{vector-bits=128 masks=no}))' %s | FileCheck %s
// RUN: tricast-opt --pass-pipeline='builtin.module(func.func(cpu-lower-kernels{vector-bits=128 masks=yes}))' %s | FileCheck %s --check-prefix=MASKS

#vector = affine_map<(d0) -> (d0)>

// Vectors of four floats, and one float at a time for what is left; or vectors in part.

// CHECK-LABEL: @negate
// CHECK: scf.for
// CHECK: vector.load {{.*}} vector<4xf32>
// CHECK: arith.negf {{.*}} : vector<4xf32>
// CHECK: vector.store
// CHECK: scf.for
// CHECK: memref.load
// CHECK: arith.negf {{.*}} : f32
// CHECK: memref.store
// CHECK-NOT: linalg.generic

// MASKS-LABEL: @negate
// MASKS: vector.maskedload
// MASKS: arith.negf {{.*}} : vector<4xf32>
// MASKS: vector.maskedstore
func.func private @negate(%lo: index, %hi: index, %x: memref<?xf32>, %y: memref<?xf32>) attributes {tricast.grain = 1 : i64, tricast.kernel} {
  linalg.generic {indexing_maps = [#vector, #vector], iterator_types = ["parallel"]} ins(%x : memref<?xf32>) outs(%y : memref<?xf32>) attrs = {tricast.distributed = array<i64: 0>, tricast.vectorized = 0 : i64} {
  ^bb0(%a: f32, %o: f32):
    %r = arith.negf %a : f32
    linalg.yield %r : f32
  }
  return
}
