// Symbols of aten.dims, and arithmetic on them, decide sizes.
// RUN: tricast-opt %s -aten-infer-types=annotate | FileCheck %s

// CHECK-LABEL: @symbols(
func.func @symbols(%a: tensor<?x4x8xf32> {aten.dims = [{name = "s0", min = 2, max = 64}]},
                   %b: tensor<?xf32> {aten.dims = [{name = "2*s0"}]}) -> tensor<?x?xf32> {
  %c0 = arith.constant 2 : index
  // The size is a value; the one left out follows from the others, and is a number.
  %n = aten.sym_size.int %a dim = 0 : (tensor<?x4x8xf32>) -> index
  %m = arith.muli %n, %c0 : index
  // CHECK: aten.view {{.*}}aten.sizes = ["[2*s0, 16]"]{{.*}} -> tensor<?x16xf32>
  %0 = aten.view %a size = [%m, -1] : (tensor<?x4x8xf32>, index) -> tensor<?x?xf32>
  // CHECK: aten.unsqueeze {{.*}}aten.sizes = ["[2*s0, 1]"]
  %1 = aten.unsqueeze %b dim = 1 : (tensor<?xf32>) -> tensor<?x?xf32>
  // CHECK: aten.mul.Tensor {{.*}}aten.sizes = ["[2*s0, 16]"]{{.*}} -> tensor<?x16xf32>
  %2 = aten.mul.Tensor %0, %1 : (tensor<?x?xf32>, tensor<?x?xf32>) -> tensor<?x?xf32>
  return %2 : tensor<?x?xf32>
}
