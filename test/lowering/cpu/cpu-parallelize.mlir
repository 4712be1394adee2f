// RUN: tricast-opt --cpu-parallelize %s | FileCheck %s

// 1000 iterations are worth threads, of which each takes 10 at least; 5 are not.

// CHECK-LABEL: @main
// CHECK: call @tricast_parallel_for(
// CHECK: call @kernel_0
// CHECK-NOT: call @tricast_parallel_for
// CHECK: return
func.func @main(%x: memref<1000xf32>) {
  %c0 = arith.constant 0 : index
  %c5 = arith.constant 5 : index
  %c1000 = arith.constant 1000 : index
  call @kernel_0(%c0, %c1000, %x) : (index, index, memref<1000xf32>) -> ()
  call @kernel_0(%c0, %c5, %x) : (index, index, memref<1000xf32>) -> ()
  return
}

// A kernel takes pointers.

// CHECK: func.func private @kernel_0(%{{.*}}: index, %{{.*}}: index, %{{.*}}: !llvm.ptr)
func.func private @kernel_0(%lo: index, %hi: index, %x: memref<1000xf32>) attributes {tricast.grain = 10 : i64, tricast.kernel} {
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0.0 : f32
  scf.for %i = %lo to %hi step %c1 {
    memref.store %zero, %x[%i] : memref<1000xf32>
  }
  return
}
