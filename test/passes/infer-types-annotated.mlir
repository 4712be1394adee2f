// What the pass attaches is read back, and inferred again to the same.
// RUN: tricast-opt %s -aten-infer-types=annotate | tricast-opt -aten-infer-types=annotate | FileCheck %s

// CHECK: aten.cat {{.*}} {aten.sizes = ["[s0 + s1, 4]"]}
func.func @f(%a: tensor<?x4xf32> {aten.dims = [{name = "s0"}]},
             %b: tensor<?x4xf32> {aten.dims = [{name = "s1"}]}) -> tensor<?x4xf32> {
  %0 = aten.cat [%a, %b] : (tensor<?x4xf32>, tensor<?x4xf32>) -> tensor<?x4xf32>
  return %0 : tensor<?x4xf32>
}
