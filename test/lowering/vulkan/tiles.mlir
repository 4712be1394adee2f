// Kernels of several ops, each invocation of which computes a tile of rows.
// RUN: tricast-opt %s -split-input-file -vulkan-print-kernels -o /dev/null 2>&1 | FileCheck %s

#row = affine_map<(m, n, k) -> (m, k)>
#column = affine_map<(m, n, k) -> (k, n)>
#both = affine_map<(m, n, k) -> (m, n)>
#same = affine_map<(m, n) -> (m, n)>
#bias = affine_map<(m, n) -> (n)>
#none = affine_map<(m, n) -> ()>

// A product of matrices with what it starts with and what is added: one kernel, whose tile is 8 by 4.
// What follows each other in memory is loaded and stored by fours.
// CHECK-LABEL: gpu.module @kernel_0
// CHECK: gpu.func @main(%[[OUT:.*]]: memref<?xvector<4xf32>, #spirv.storage_class<StorageBuffer>>)
// CHECK-NOT: scf.if
// CHECK: %[[LOOP:.*]]:32 = scf.for
// CHECK-COUNT-12: spirv.ImageFetch
// CHECK-NOT: spirv.ImageFetch
// CHECK-COUNT-128: arith.mulf
// CHECK: scf.yield
// CHECK: spirv.ImageFetch
// CHECK-COUNT-32: arith.maximumf
// CHECK-COUNT-8: memref.store {{.*}} : memref<?xvector<4xf32>, #spirv.storage_class<StorageBuffer>>
// CHECK: gpu.return
// CHECK-NOT: gpu.module
// CHECK: kernel_0 32x1x1: temporary 3 (write), argument 0 (texels F32x4), argument 1 (texels F32x4), argument 2 (texels F32x4)
// CHECK-NOT: kernel_1
func.func @main(%a: memref<256x64xf32>, %b: memref<64x256xf32>, %c: memref<256xf32>) -> memref<256x256xf32> {
  %zero = arith.constant 0.0 : f32
  %0 = memref.alloc() : memref<256x256xf32>
  linalg.generic {indexing_maps = [#none, #same], iterator_types = ["parallel", "parallel"]} ins(%zero : f32) outs(%0 : memref<256x256xf32>) {
  ^bb0(%in: f32, %out: f32):
    linalg.yield %in : f32
  }
  linalg.generic {indexing_maps = [#row, #column, #both], iterator_types = ["parallel", "parallel", "reduction"]} ins(%a, %b : memref<256x64xf32>, memref<64x256xf32>) outs(%0 : memref<256x256xf32>) {
  ^bb0(%l: f32, %r: f32, %out: f32):
    %1 = arith.mulf %l, %r : f32
    %2 = arith.addf %out, %1 : f32
    linalg.yield %2 : f32
  }
  linalg.generic {indexing_maps = [#same, #bias, #same], iterator_types = ["parallel", "parallel"]} ins(%0, %c : memref<256x256xf32>, memref<256xf32>) outs(%0 : memref<256x256xf32>) {
  ^bb0(%in: f32, %bias: f32, %out: f32):
    %1 = arith.addf %in, %bias : f32
    %2 = arith.maximumf %1, %zero : f32
    linalg.yield %2 : f32
  }
  return %0 : memref<256x256xf32>
}

// -----

#wide = affine_map<(r, k) -> (r, k)>
#row = affine_map<(r, k) -> (r)>
#point = affine_map<(r) -> (r)>
#none = affine_map<(r) -> ()>

// A softmax: its rows are those of the sums. What it computes of all of a row is computed again where
// it is used, and the sums are never in memory.
// CHECK-LABEL: gpu.module @kernel_0
// CHECK: gpu.func @main(%{{.*}}: memref<?xvector<4xf32>, #spirv.storage_class<StorageBuffer>>)
// CHECK: scf.if
// CHECK: scf.for
// CHECK-COUNT-2: spirv.ImageFetch
// CHECK-COUNT-8: arith.maximumf
// CHECK: scf.for
// CHECK-COUNT-8: math.exp
// CHECK: scf.for
// CHECK: math.exp
// CHECK-COUNT-8: arith.divf
// CHECK: memref.store
// CHECK: memref.store
// CHECK-NOT: memref.store
// CHECK: kernel_0 2x1x1: temporary 2 (write), argument 0 (texels F32x4)
// CHECK-NOT: kernel_1
func.func @main(%x: memref<100x64xf32>) -> memref<100x64xf32> {
  %zero = arith.constant 0.0 : f32
  %least = arith.constant 0xFF800000 : f32
  %0 = memref.alloc() : memref<100xf32>
  linalg.generic {indexing_maps = [#none, #point], iterator_types = ["parallel"]} ins(%least : f32) outs(%0 : memref<100xf32>) {
  ^bb0(%in: f32, %out: f32):
    linalg.yield %in : f32
  }
  linalg.generic {indexing_maps = [#wide, #row], iterator_types = ["parallel", "reduction"]} ins(%x : memref<100x64xf32>) outs(%0 : memref<100xf32>) {
  ^bb0(%in: f32, %out: f32):
    %2 = arith.maximumf %out, %in : f32
    linalg.yield %2 : f32
  }
  %1 = memref.alloc() : memref<100x64xf32>
  linalg.generic {indexing_maps = [#wide, #row, #wide], iterator_types = ["parallel", "parallel"]} ins(%x, %0 : memref<100x64xf32>, memref<100xf32>) outs(%1 : memref<100x64xf32>) {
  ^bb0(%in: f32, %most: f32, %out: f32):
    %2 = arith.subf %in, %most : f32
    %3 = math.exp %2 : f32
    linalg.yield %3 : f32
  }
  linalg.generic {indexing_maps = [#none, #point], iterator_types = ["parallel"]} ins(%zero : f32) outs(%0 : memref<100xf32>) {
  ^bb0(%in: f32, %out: f32):
    linalg.yield %in : f32
  }
  linalg.generic {indexing_maps = [#wide, #row], iterator_types = ["parallel", "reduction"]} ins(%1 : memref<100x64xf32>) outs(%0 : memref<100xf32>) {
  ^bb0(%in: f32, %out: f32):
    %2 = arith.addf %out, %in : f32
    linalg.yield %2 : f32
  }
  linalg.generic {indexing_maps = [#wide, #row, #wide], iterator_types = ["parallel", "parallel"]} ins(%1, %0 : memref<100x64xf32>, memref<100xf32>) outs(%1 : memref<100x64xf32>) {
  ^bb0(%in: f32, %sum: f32, %out: f32):
    %2 = arith.divf %in, %sum : f32
    linalg.yield %2 : f32
  }
  return %1 : memref<100x64xf32>
}

// -----

#same = affine_map<(m, n) -> (m, n)>
#other = affine_map<(m, n) -> (n, m)>

// What is taken from other rows is another kernel. One that changes memory in place writes to other memory. Where
// rows are no multiple of a tile, the last tile is moved, and elements are loaded one by one.
// CHECK-LABEL: gpu.module @kernel_0
// CHECK: scf.if
// CHECK: arith.minui
// CHECK-COUNT-4: spirv.ImageFetch
// CHECK-NOT: spirv.ImageFetch
// CHECK-COUNT-4: memref.store {{.*}} : memref<?xf32, #spirv.storage_class<StorageBuffer>>
// CHECK-LABEL: gpu.module @kernel_1
// CHECK-LABEL: gpu.module @kernel_2
// CHECK: kernel_0 1x1x1: temporary 1 (write), argument 0 (texels F32)
// CHECK: kernel_1 1x1x1: temporary 2 (write), temporary 1 (texels F32)
// CHECK: kernel_2 1x1x1: temporary 3 (write), temporary 1 (texels F32), temporary 2 (texels F32)
func.func @main(%x: memref<7x7xf32>) -> memref<7x7xf32> {
  %0 = memref.alloc() : memref<7x7xf32>
  linalg.generic {indexing_maps = [#same, #same], iterator_types = ["parallel", "parallel"]} ins(%x : memref<7x7xf32>) outs(%0 : memref<7x7xf32>) {
  ^bb0(%in: f32, %out: f32):
    %2 = arith.negf %in : f32
    linalg.yield %2 : f32
  }
  %1 = memref.alloc() : memref<7x7xf32>
  linalg.generic {indexing_maps = [#other, #same], iterator_types = ["parallel", "parallel"]} ins(%0 : memref<7x7xf32>) outs(%1 : memref<7x7xf32>) {
  ^bb0(%in: f32, %out: f32):
    linalg.yield %in : f32
  }
  linalg.generic {indexing_maps = [#same, #same, #same], iterator_types = ["parallel", "parallel"]} ins(%0, %1 : memref<7x7xf32>, memref<7x7xf32>) outs(%0 : memref<7x7xf32>) {
  ^bb0(%in: f32, %turned: f32, %out: f32):
    %2 = arith.addf %in, %turned : f32
    linalg.yield %2 : f32
  }
  return %0 : memref<7x7xf32>
}

// -----

// A size that is known when it is called: one element an invocation, by storage buffers.
// CHECK-LABEL: gpu.module @kernel_0
// CHECK-NOT: spirv.ImageFetch
// CHECK: memref.load
// CHECK: kernel_0 ?x?x1: argument 0 (read), temporary 1 (write)
#point = affine_map<(r) -> (r)>
func.func @main(%x: memref<?xf32>) -> memref<?xf32> {
  %zero = arith.constant 0 : index
  %size = memref.dim %x, %zero : memref<?xf32>
  %0 = memref.alloc(%size) : memref<?xf32>
  linalg.generic {indexing_maps = [#point, #point], iterator_types = ["parallel"]} ins(%x : memref<?xf32>) outs(%0 : memref<?xf32>) {
  ^bb0(%in: f32, %out: f32):
    %1 = arith.negf %in : f32
    linalg.yield %1 : f32
  }
  return %0 : memref<?xf32>
}
