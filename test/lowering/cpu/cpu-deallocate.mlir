// RUN: tricast-opt --pass-pipeline='builtin.module(func.func(cpu-deallocate))' %s | FileCheck %s

// The last use is through a view.

// CHECK-LABEL: @freed
// CHECK: %[[A:.*]] = memref.alloc
// CHECK: memref.load
// CHECK-NEXT: memref.dealloc %[[A]]
func.func @freed(%x: memref<4xf32>) -> f32 {
  %c0 = arith.constant 0 : index
  %a = memref.alloc() : memref<4xf32>
  memref.copy %x, %a : memref<4xf32> to memref<4xf32>
  %v = memref.subview %a[1] [2] [1] : memref<4xf32> to memref<2xf32, strided<[1], offset: 1>>
  %e = memref.load %v[%c0] : memref<2xf32, strided<[1], offset: 1>>
  return %e : f32
}

// CHECK-LABEL: @returned
// CHECK-NOT: memref.dealloc
func.func @returned(%x: memref<4xf32>) -> memref<4xf32> {
  %a = memref.alloc() : memref<4xf32>
  memref.copy %x, %a : memref<4xf32> to memref<4xf32>
  return %a : memref<4xf32>
}
