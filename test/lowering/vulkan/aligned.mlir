// Ops whose points are in another order are one kernel all the same; what only fills memory is a command.
// RUN: tricast-opt %s -split-input-file -vulkan-print-kernels -o /dev/null 2>&1 | FileCheck %s

#row = affine_map<(m, n, k) -> (m, k)>
#column = affine_map<(m, n, k) -> (k, n)>
#both = affine_map<(m, n, k) -> (m, n)>
#same = affine_map<(m, n) -> (m, n)>
#none = affine_map<(m, n) -> ()>
#heads = affine_map<(h, m, d) -> (m, h, d)>
#head = affine_map<(h, m, d) -> (h, d)>
#out = affine_map<(h, m, d) -> (h, m, d)>

// The columns of a product become heads of 32, before the rows, and a bias is added.
// CHECK-LABEL: gpu.module @kernel_0
// CHECK: scf.for
// CHECK: arith.mulf
// CHECK-NOT: gpu.module
// CHECK: kernel_0 9x1x1: temporary 4 (write), argument 0 (texels F32x4), argument 1 (texels F32x4), argument 2 (texels F32x4)
// CHECK-NOT: kernel_1
func.func @main(%a: memref<128x64xf32>, %b: memref<64x96xf32>, %bias: memref<96xf32>) -> memref<3x128x32xf32> {
  %zero = arith.constant 0.0 : f32
  %0 = memref.alloc() : memref<128x96xf32>
  linalg.generic {indexing_maps = [#none, #same], iterator_types = ["parallel", "parallel"]} ins(%zero : f32) outs(%0 : memref<128x96xf32>) {
  ^bb0(%in: f32, %out: f32):
    linalg.yield %in : f32
  }
  linalg.generic {indexing_maps = [#row, #column, #both], iterator_types = ["parallel", "parallel", "reduction"]} ins(%a, %b : memref<128x64xf32>, memref<64x96xf32>) outs(%0 : memref<128x96xf32>) {
  ^bb0(%l: f32, %r: f32, %out: f32):
    %1 = arith.mulf %l, %r : f32
    %2 = arith.addf %out, %1 : f32
    linalg.yield %2 : f32
  }
  %heads = memref.expand_shape %0 [[0], [1, 2]] output_shape [128, 3, 32] : memref<128x96xf32> into memref<128x3x32xf32>
  %biases = memref.expand_shape %bias [[0, 1]] output_shape [3, 32] : memref<96xf32> into memref<3x32xf32>
  %3 = memref.alloc() : memref<3x128x32xf32>
  linalg.generic {indexing_maps = [#heads, #head, #out], iterator_types = ["parallel", "parallel", "parallel"]} ins(%heads, %biases : memref<128x3x32xf32>, memref<3x32xf32>) outs(%3 : memref<3x128x32xf32>) {
  ^bb0(%in: f32, %own: f32, %out: f32):
    %1 = arith.addf %in, %own : f32
    linalg.yield %1 : f32
  }
  return %3 : memref<3x128x32xf32>
}

// -----

#scores = affine_map<(h, r, k) -> (h, r, k)>
#mask = affine_map<(h, r, k) -> (r, k)>
#row = affine_map<(h, r, k) -> (h, r)>
#point = affine_map<(h, r) -> (h, r)>
#none = affine_map<(h, r) -> ()>

// The largest of what a mask is added to, which is the same for all heads, and the sum of what is less
// than that by how much: it is no product that shares loads.
// CHECK-LABEL: gpu.module @kernel_0
// CHECK: arith.maximumf
// CHECK: math.exp
// CHECK-NOT: gpu.module
// CHECK: kernel_0 2x1x1: temporary 3 (write)
// CHECK-NOT: kernel_1
func.func @main(%x: memref<3x128x64xf32>, %mask: memref<128x64xf32>) -> memref<3x128xf32> {
  %zero = arith.constant 0.0 : f32
  %least = arith.constant 0xFF800000 : f32
  %0 = memref.alloc() : memref<3x128xf32>
  linalg.generic {indexing_maps = [#none, #point], iterator_types = ["parallel", "parallel"]} ins(%least : f32) outs(%0 : memref<3x128xf32>) {
  ^bb0(%in: f32, %out: f32):
    linalg.yield %in : f32
  }
  linalg.generic {indexing_maps = [#scores, #mask, #row], iterator_types = ["parallel", "parallel", "reduction"]} ins(%x, %mask : memref<3x128x64xf32>, memref<128x64xf32>) outs(%0 : memref<3x128xf32>) {
  ^bb0(%in: f32, %own: f32, %out: f32):
    %2 = arith.addf %in, %own : f32
    %3 = arith.maximumf %out, %2 : f32
    linalg.yield %3 : f32
  }
  %1 = memref.alloc() : memref<3x128xf32>
  linalg.generic {indexing_maps = [#none, #point], iterator_types = ["parallel", "parallel"]} ins(%zero : f32) outs(%1 : memref<3x128xf32>) {
  ^bb0(%in: f32, %out: f32):
    linalg.yield %in : f32
  }
  linalg.generic {indexing_maps = [#scores, #mask, #row, #row], iterator_types = ["parallel", "parallel", "reduction"]} ins(%x, %mask, %0 : memref<3x128x64xf32>, memref<128x64xf32>, memref<3x128xf32>) outs(%1 : memref<3x128xf32>) {
  ^bb0(%in: f32, %own: f32, %most: f32, %out: f32):
    %2 = arith.addf %in, %own : f32
    %3 = arith.subf %2, %most : f32
    %4 = math.exp %3 : f32
    %5 = arith.addf %out, %4 : f32
    linalg.yield %5 : f32
  }
  return %1 : memref<3x128xf32>
}

// -----

#none = affine_map<(c, y, x) -> ()>
#all = affine_map<(c, y, x) -> (c, y, x)>
#image = affine_map<(c, y, x, k) -> (k, y, x)>
#weight = affine_map<(c, y, x, k) -> (c, k)>
#result = affine_map<(c, y, x, k) -> (c, y, x)>

// A convolution writes to the inside of a padded image, which is filled before.
// CHECK-LABEL: gpu.module @kernel_0
// CHECK: arith.mulf
// CHECK: arith.maximumf
// CHECK-NOT: gpu.module
// CHECK: fill temporary 3 with 0x0
// CHECK-NEXT: kernel_0 {{.*}}: temporary 3 (write), argument 0 (texels F32x4), argument 1
// CHECK-NOT: kernel_1
func.func @main(%x: memref<8x16x16xf32>, %w: memref<8x8xf32>) -> memref<8x18x18xf32> {
  %zero = arith.constant 0.0 : f32
  %0 = memref.alloc() : memref<8x16x16xf32>
  linalg.generic {indexing_maps = [#none, #all], iterator_types = ["parallel", "parallel", "parallel"]} ins(%zero : f32) outs(%0 : memref<8x16x16xf32>) {
  ^bb0(%in: f32, %out: f32):
    linalg.yield %in : f32
  }
  linalg.generic {indexing_maps = [#image, #weight, #result], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%x, %w : memref<8x16x16xf32>, memref<8x8xf32>) outs(%0 : memref<8x16x16xf32>) {
  ^bb0(%l: f32, %r: f32, %out: f32):
    %2 = arith.mulf %l, %r : f32
    %3 = arith.addf %out, %2 : f32
    linalg.yield %3 : f32
  }
  %1 = memref.alloc() : memref<8x18x18xf32>
  linalg.generic {indexing_maps = [#none, #all], iterator_types = ["parallel", "parallel", "parallel"]} ins(%zero : f32) outs(%1 : memref<8x18x18xf32>) {
  ^bb0(%in: f32, %out: f32):
    linalg.yield %in : f32
  }
  %inside = memref.subview %1[0, 1, 1] [8, 16, 16] [1, 1, 1] : memref<8x18x18xf32> to memref<8x16x16xf32, strided<[324, 18, 1], offset: 19>>
  linalg.generic {indexing_maps = [#all, #all], iterator_types = ["parallel", "parallel", "parallel"]} ins(%0 : memref<8x16x16xf32>) outs(%inside : memref<8x16x16xf32, strided<[324, 18, 1], offset: 19>>) {
  ^bb0(%in: f32, %out: f32):
    %2 = arith.maximumf %in, %zero : f32
    linalg.yield %2 : f32
  }
  return %1 : memref<8x18x18xf32>
}
