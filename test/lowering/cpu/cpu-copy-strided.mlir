// RUN: tricast-opt --pass-pipeline='builtin.module(func.func(cpu-copy-strided))' %s | FileCheck %s

// CHECK-LABEL: @unknown_stride
// CHECK-SAME: (%[[X:.*]]: memref<?xf32, strided<[?], offset: ?>>)
// CHECK: %[[SIZE:.*]] = memref.dim %[[X]]
// CHECK: %[[COPY:.*]] = memref.alloc(%[[SIZE]]) : memref<?xf32>
// CHECK: memref.copy %[[X]], %[[COPY]]
// CHECK: return %[[COPY]]
func.func @unknown_stride(%x: memref<?xf32, strided<[?], offset: ?>>) -> memref<?xf32> {
  %0 = memref.cast %x : memref<?xf32, strided<[?], offset: ?>> to memref<?xf32>
  return %0 : memref<?xf32>
}

// A result of the function may begin anywhere in its buffer.

// CHECK-LABEL: @returned_offset
// CHECK-NOT: memref.alloc
func.func @returned_offset(%x: memref<4xf32, strided<[1], offset: ?>>) -> memref<4xf32> {
  %0 = memref.cast %x : memref<4xf32, strided<[1], offset: ?>> to memref<4xf32>
  return %0 : memref<4xf32>
}

// CHECK-LABEL: @unknown_offset
// CHECK: %[[COPY:.*]] = memref.alloc
// CHECK: memref.load %[[COPY]]
func.func @unknown_offset(%x: memref<4xf32, strided<[1], offset: ?>>, %i: index) -> f32 {
  %0 = memref.cast %x : memref<4xf32, strided<[1], offset: ?>> to memref<4xf32>
  %1 = memref.load %0[%i] : memref<4xf32>
  return %1 : f32
}

// CHECK-LABEL: @forget
// CHECK-NOT: memref.alloc
func.func @forget(%x: memref<4xf32>) -> memref<4xf32, strided<[?]>> {
  %0 = memref.cast %x : memref<4xf32> to memref<4xf32, strided<[?]>>
  return %0 : memref<4xf32, strided<[?]>>
}
