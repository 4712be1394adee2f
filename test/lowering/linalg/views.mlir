// RUN: tricast-opt --convert-aten-to-linalg --canonicalize --cse --split-input-file %s | FileCheck %s

// A view is a tensor.collapse_shape, expand_shape or extract_slice, or the map of a linalg.generic:
// what comes after sees through them.

// The sizes of a view may be products of symbols.

// CHECK-LABEL: @products
// CHECK: %[[FLAT:.*]] = tensor.collapse_shape %arg0 {{\[}}[0, 1], [2]] : tensor<?x?x64xf32> into tensor<?x64xf32>
// CHECK: tensor.expand_shape %[[FLAT]] {{\[}}[0], [1, 2]] output_shape [%{{.*}}, 4, 16] : tensor<?x64xf32> into tensor<?x4x16xf32>
// CHECK-NOT: tensor.reshape
func.func @products(%x: tensor<?x?x64xf32>) -> tensor<?x4x16xf32> {
  %s0 = aten.sym_size.int %x dim = 0 : (tensor<?x?x64xf32>) -> index
  %s1 = aten.sym_size.int %x dim = 1 : (tensor<?x?x64xf32>) -> index
  %n = arith.muli %s0, %s1 : index
  %0 = aten.view %x size = [%n, 4, -1] : (tensor<?x?x64xf32>, index) -> tensor<?x4x16xf32>
  return %0 : tensor<?x4x16xf32>
}

// -----

// Sizes that only the run shows to be equal end up in one group.

// CHECK-LABEL: @unrelated
// CHECK: tensor.collapse_shape %arg0 {{\[}}[0], [1, 2]] : tensor<?x3x4xf32> into tensor<?x12xf32>
func.func @unrelated(%x: tensor<?x3x4xf32>, %n: index) -> tensor<?x12xf32> {
  %0 = aten.view %x size = [%n, 12] : (tensor<?x3x4xf32>, index) -> tensor<?x12xf32>
  return %0 : tensor<?x12xf32>
}

// -----

// A dimension of size 1 that is repeated is not in the map, and a permutation is in it.

// CHECK: #[[SWAPPED:.*]] = affine_map<(d0, d1) -> (d1, d0)>
// CHECK: #[[ROWS:.*]] = affine_map<(d0, d1) -> (d0)>
// CHECK-LABEL: @maps
// CHECK: linalg.generic {indexing_maps = [#[[SWAPPED]], #{{.*}}]{{.*}} ins(%arg0
// CHECK: %[[COLUMN:.*]] = tensor.collapse_shape %arg1 {{\[}}[0, 1]] : tensor<4x1xf32> into tensor<4xf32>
// CHECK: linalg.generic {indexing_maps = [#{{.*}}, #[[ROWS]], #{{.*}}]{{.*}} ins(%{{.*}}, %[[COLUMN]]
func.func @maps(%x: tensor<3x4xf32>, %y: tensor<4x1xf32>) -> tensor<4x3xf32> {
  %0 = aten.t %x : (tensor<3x4xf32>) -> tensor<4x3xf32>
  %1 = aten.mul.Tensor %0, %y : (tensor<4x3xf32>, tensor<4x1xf32>) -> tensor<4x3xf32>
  return %1 : tensor<4x3xf32>
}

// -----

// One place of a dimension is a slice without that dimension.

// CHECK-LABEL: @slices
// CHECK: tensor.extract_slice %arg0[0, 2, 0] [2, 1, 4] [1, 1, 1] : tensor<2x3x4xf32> to tensor<2x4xf32>
// CHECK: tensor.extract_slice %arg0[0, 1, 0] [2, 2, 4] [1, 1, 1] : tensor<2x3x4xf32> to tensor<2x2x4xf32>
func.func @slices(%x: tensor<2x3x4xf32>) -> (tensor<2x4xf32>, tensor<2x2x4xf32>) {
  %0 = aten.select.int %x dim = 1 index = -1 : (tensor<2x3x4xf32>) -> tensor<2x4xf32>
  %1 = aten.slice.Tensor %x dim = 1 start = -2 end = 9223372036854775807 : (tensor<2x3x4xf32>) -> tensor<2x2x4xf32>
  return %0, %1 : tensor<2x4xf32>, tensor<2x2x4xf32>
}

// -----

// MLIR has no slice of nothing; what is empty is made anew.

// CHECK-LABEL: @nothing
// CHECK-NOT: tensor.extract_slice
// CHECK: tensor.empty() : tensor<0x4xf32>
func.func @nothing(%x: tensor<3x4xf32>) -> tensor<0x4xf32> {
  %0 = aten.slice.Tensor %x start = 3 end = 3 : (tensor<3x4xf32>) -> tensor<0x4xf32>
  return %0 : tensor<0x4xf32>
}

// -----

// A dimension is squeezed by what the program knows of it, even if the lowering knows more.

// CHECK-LABEL: @squeezed
// CHECK-SAME: -> tensor<?x4xf32>
func.func @squeezed(%x: tensor<3x4xf32>, %n: index) -> tensor<?x4xf32> {
  %0 = aten.slice.Tensor %x start = 0 end = %n : (tensor<3x4xf32>, index) -> tensor<?x4xf32>
  %1 = aten.squeeze.dim %0 dim = 0 : (tensor<?x4xf32>) -> tensor<?x4xf32>
  return %1 : tensor<?x4xf32>
}
