// RUN: tricast-opt --pass-pipeline='builtin.module(func.func(cpu-expand-shapes))' %s | FileCheck %s

// MLIR's expand-strided-metadata takes one dynamic size of a group at most.

// CHECK-LABEL: @two_dynamic_sizes
// CHECK-SAME: (%[[X:.*]]: memref<?x8xf32>, %[[A:.*]]: index, %[[B:.*]]: index)
// CHECK: %[[STRIDE:.*]] = arith.muli %{{.*}}, %[[B]]
// CHECK: memref.reinterpret_cast %[[X]] to offset: [0], sizes: [%[[A]], %[[B]], 8], strides: [%[[STRIDE]], 8, 1]
func.func @two_dynamic_sizes(%x: memref<?x8xf32>, %a: index, %b: index) -> memref<?x?x8xf32> {
  %0 = memref.expand_shape %x [[0, 1], [2]] output_shape [%a, %b, 8] : memref<?x8xf32> into memref<?x?x8xf32>
  return %0 : memref<?x?x8xf32>
}

// CHECK-LABEL: @one_dynamic_size
// CHECK: memref.expand_shape
func.func @one_dynamic_size(%x: memref<?xf32>, %a: index) -> memref<?x4xf32> {
  %0 = memref.expand_shape %x [[0, 1]] output_shape [%a, 4] : memref<?xf32> into memref<?x4xf32>
  return %0 : memref<?x4xf32>
}
