// RUN: tricast-opt --convert-aten-to-linalg --canonicalize --cse --split-input-file %s | FileCheck %s

// What writes a part of a tensor touches no more than that part, so that it can be done in place.

// CHECK-LABEL: @parts
// CHECK: tensor.insert_slice %arg1 into %arg0[0, 2, 0] [2, 1, 4] [1, 1, 1] : tensor<2x4xf32> into tensor<2x3x4xf32>
// CHECK: tensor.insert_slice %arg2 into %{{.*}}[0, 0, 0] [2, 3, 2] [1, 1, 2] : tensor<2x3x2xf32> into tensor<2x3x4xf32>
func.func @parts(%x: tensor<2x3x4xf32>, %row: tensor<2x4xf32>, %even: tensor<2x3x2xf32>) -> tensor<2x3x4xf32> {
  %0 = aten.select_scatter %x, %row dim = 1 index = 2 : (tensor<2x3x4xf32>, tensor<2x4xf32>) -> tensor<2x3x4xf32>
  %1 = aten.slice_scatter %0, %even dim = 2 step = 2 : (tensor<2x3x4xf32>, tensor<2x3x2xf32>) -> tensor<2x3x4xf32>
  return %1 : tensor<2x3x4xf32>
}

// -----

// A cache takes a slice for each index, which is checked once.

// CHECK-LABEL: @cache
// CHECK: cf.assert %{{.*}}, "index_put: index out of range"
// CHECK: scf.for %[[I:.*]] = %{{.*}} iter_args(%[[CACHE:.*]] = %arg0)
// CHECK: tensor.extract %arg1[%[[I]]]
// CHECK: %[[PART:.*]] = tensor.extract_slice %arg2[0, %[[I]], 0] [8, 1, 16] [1, 1, 1] : tensor<8x?x16xf32> to tensor<8x16xf32>
// CHECK: tensor.insert_slice %[[PART]] into %[[CACHE]][0, %{{.*}}, 0] [8, 1, 16] [1, 1, 1] : tensor<8x16xf32> into tensor<8x64x16xf32>
// CHECK-NOT: linalg.copy
func.func @cache(%cache: tensor<8x64x16xf32>, %index: tensor<?xi64>, %new: tensor<8x?x16xf32>) -> tensor<8x64x16xf32> {
  %0 = aten.index_put %cache, [none, %index], %new : (tensor<8x64x16xf32>, tensor<?xi64>, tensor<8x?x16xf32>) -> tensor<8x64x16xf32>
  return %0 : tensor<8x64x16xf32>
}

// -----

// One value where a mask is true takes no loop over places.

// CHECK-LABEL: @mask
// CHECK-NOT: scf.for
// CHECK: linalg.generic
// CHECK: arith.select
func.func @mask(%x: tensor<3x4xf32>, %mask: tensor<3xi1>, %value: tensor<f32>) -> tensor<3x4xf32> {
  %0 = aten.index_put %x, [%mask], %value : (tensor<3x4xf32>, tensor<3xi1>, tensor<f32>) -> tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

// -----

// Tensors are joined in the place that they go to.

// CHECK-LABEL: @joined
// CHECK: %[[EMPTY:.*]] = tensor.empty() : tensor<2x7xf32>
// CHECK: %[[FIRST:.*]] = tensor.insert_slice %arg0 into %[[EMPTY]][0, 0] [2, 3] [1, 1]
// CHECK: tensor.insert_slice %arg1 into %[[FIRST]][0, 3] [2, 4] [1, 1]
func.func @joined(%a: tensor<2x3xf32>, %b: tensor<2x4xf32>) -> tensor<2x7xf32> {
  %0 = aten.cat [%a, %b] dim = 1 : (tensor<2x3xf32>, tensor<2x4xf32>) -> tensor<2x7xf32>
  return %0 : tensor<2x7xf32>
}
