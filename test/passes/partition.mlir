// Targets take turns, each with all that can be done by then: two parts for mlx and one for the CPU
// between them. Weights and what is computed of sizes are repeated where they are needed.

// RUN: tricast-opt %s --partition=target=mlx | FileCheck %s
// RUN: tricast-opt %s --pass-pipeline='builtin.module(partition{target=et_vk})' \
// RUN:   | FileCheck %s --check-prefix=ALONE

// What no op is for is whole, and says for whom.
// ALONE-NOT: call
// ALONE: func.func @main{{.*}} attributes {tricast.target = "cpu"}

// CHECK-LABEL: func.func private @main.0.mlx
// CHECK-SAME: %[[X:.*]]: tensor<?x3xf32> {aten.dims = [{name = "s0"}]}
// CHECK-SAME: -> (tensor<?x3xf32>, tensor<?x3xf32>) attributes {tricast.target = "mlx"}
// CHECK: mlx.abs %[[X]]
// CHECK: ml_program.global_load_const @w
// CHECK: mlx.add.Tensor

// CHECK-LABEL: func.func private @main.1.cpu
// CHECK: aten.exp
// CHECK: aten.erf
// CHECK: aten.sym_size.int
// CHECK: aten.view

// CHECK-LABEL: func.func private @main.2.mlx
// CHECK: mlx.exp

// CHECK-LABEL: func.func @main(
// CHECK-NOT: aten.exp
// CHECK: %[[A:.*]]:2 = call @main.0.mlx(
// CHECK: %[[B:.*]]:3 = call @main.1.cpu(%{{.*}}, %[[A]]#1, %[[A]]#0)
// CHECK: %[[C:.*]] = call @main.2.mlx(%[[B]]#2)
// CHECK: return %[[A]]#1, %[[B]]#0, %[[B]]#1, %[[C]]
ml_program.global private @w(#ml_program.extern) : tensor<3xf32>
func.func @main(%x: tensor<?x3xf32> {aten.dims = [{name = "s0"}]}, %y: tensor<2x3xf64>)
    -> (tensor<?x3xf32>, tensor<2x3xf64>, tensor<?x3xf32>, tensor<?x3xf32>) {
  %w = ml_program.global_load_const @w : tensor<3xf32>
  %a = mlx.abs %x : (tensor<?x3xf32>) -> tensor<?x3xf32>
  %n = aten.sym_size.int %a dim = 0 : (tensor<?x3xf32>) -> index
  %b = aten.exp %y : (tensor<2x3xf64>) -> tensor<2x3xf64>
  %d = mlx.add.Tensor %a, %w : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  %e = aten.erf %d : (tensor<?x3xf32>) -> tensor<?x3xf32>
  %v = aten.view %e size = [%n, 3] : (tensor<?x3xf32>, index) -> tensor<?x3xf32>
  %f = mlx.exp %v : (tensor<?x3xf32>) -> tensor<?x3xf32>
  return %d, %b, %e, %f : tensor<?x3xf32>, tensor<2x3xf64>, tensor<?x3xf32>, tensor<?x3xf32>
}
