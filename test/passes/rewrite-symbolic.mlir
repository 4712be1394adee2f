// RUN: tricast-opt --tricast-rewrite %s | FileCheck %s

// What is known of sizes decides, not the types: these all look alike.

// CHECK-LABEL: @same(
// CHECK-NEXT: return %arg0
func.func @same(%x: tensor<?x?xf32> {aten.dims = [{name = "s0"}, {name = "s1"}]}) -> tensor<?x?xf32> {
  %0 = aten.sym_size.int %x dim = 0 : (tensor<?x?xf32>) -> index
  %1 = aten.sym_size.int %x dim = 1 : (tensor<?x?xf32>) -> index
  %2 = aten.view %x size = [%0, %1] : (tensor<?x?xf32>, index, index) -> tensor<?x?xf32>
  return %2 : tensor<?x?xf32>
}

// CHECK-LABEL: @swapped(
// CHECK: aten.view
func.func @swapped(%x: tensor<?x?xf32> {aten.dims = [{name = "s0"}, {name = "s1"}]}) -> tensor<?x?xf32> {
  %0 = aten.sym_size.int %x dim = 0 : (tensor<?x?xf32>) -> index
  %1 = aten.sym_size.int %x dim = 1 : (tensor<?x?xf32>) -> index
  %2 = aten.view %x size = [%1, %0] : (tensor<?x?xf32>, index, index) -> tensor<?x?xf32>
  return %2 : tensor<?x?xf32>
}

// CHECK-LABEL: @unknown(
// CHECK: aten.expand
func.func @unknown(%x: tensor<?x4xf32>, %n: index) -> tensor<?x4xf32> {
  %0 = aten.expand %x size = [%n, 4] : (tensor<?x4xf32>, index) -> tensor<?x4xf32>
  return %0 : tensor<?x4xf32>
}

// A product of two sizes is what a view of rows has.

// CHECK-LABEL: @rows(
// CHECK: aten.linear %arg0, %arg1
// CHECK-NOT: aten.view
func.func @rows(%x: tensor<?x?x4xf32> {aten.dims = [{name = "s0"}, {name = "s1"}]}, %w: tensor<5x4xf32>) -> tensor<?x?x5xf32> {
  %0 = aten.sym_size.int %x dim = 0 : (tensor<?x?x4xf32>) -> index
  %1 = aten.sym_size.int %x dim = 1 : (tensor<?x?x4xf32>) -> index
  %2 = arith.muli %0, %1 : index
  %3 = aten.view %x size = [%2, 4] : (tensor<?x?x4xf32>, index) -> tensor<?x4xf32>
  %4 = aten.linear %3, %w : (tensor<?x4xf32>, tensor<5x4xf32>) -> tensor<?x5xf32>
  %5 = aten.view %4 size = [%0, %1, 5] : (tensor<?x5xf32>, index, index) -> tensor<?x?x5xf32>
  return %5 : tensor<?x?x5xf32>
}
