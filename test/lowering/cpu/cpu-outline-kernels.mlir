// RUN: tricast-opt --cpu-outline-kernels %s | FileCheck %s

#vector = affine_map<(d0) -> (d0)>

// What is computed alike is one kernel, which takes the part to compute and all that it uses.

// CHECK-LABEL: func.func @twice(
// CHECK-SAME: %[[X:.*]]: memref<8xf32>, %[[Y:.*]]: memref<8xf32>, %[[Z:.*]]: memref<8xf32>, %[[S:.*]]: f32)
// CHECK: call @kernel_0(%{{.*}}, %{{.*}}, %[[X]], %[[Y]], %[[S]])
// CHECK: call @kernel_0(%{{.*}}, %{{.*}}, %[[Y]], %[[Z]], %[[S]])
func.func @twice(%x: memref<8xf32>, %y: memref<8xf32>, %z: memref<8xf32>, %s: f32) {
  linalg.generic {indexing_maps = [#vector, #vector], iterator_types = ["parallel"]} ins(%x : memref<8xf32>) outs(%y : memref<8xf32>) {
  ^bb0(%a: f32, %o: f32):
    %r = arith.mulf %a, %s : f32
    linalg.yield %r : f32
  }
  linalg.generic {indexing_maps = [#vector, #vector], iterator_types = ["parallel"]} ins(%y : memref<8xf32>) outs(%z : memref<8xf32>) {
  ^bb0(%a: f32, %o: f32):
    %r = arith.mulf %a, %s : f32
    linalg.yield %r : f32
  }
  return
}

// A copy is a kernel too, over one dimension where the memory is in one piece.

// CHECK-LABEL: func.func @copy(
// CHECK: %[[COUNT:.*]] = arith.constant 32 : index
// CHECK: call @kernel_1(%{{.*}}, %[[COUNT]], %{{.*}}, %{{.*}}) : (index, index, memref<32xf32>, memref<32xf32>)
func.func @copy(%x: memref<4x8xf32>, %y: memref<4x8xf32>) {
  memref.copy %x, %y : memref<4x8xf32> to memref<4x8xf32>
  return
}

// CHECK: func.func private @kernel_0(%{{.*}}: index, %{{.*}}: index, %{{.*}}: memref<8xf32>, %{{.*}}: memref<8xf32>, %{{.*}}: f32)
// CHECK-SAME: tricast.grain = {{[0-9]+}}
// CHECK-SAME: tricast.kernel
// CHECK: linalg.generic
// CHECK-SAME: tricast.distributed = array<i64: 0>, tricast.vectorized = 0
