// A dialect described in IRDL at run time mixes with the compiled ones.
// RUN: tricast-opt %s -irdl-file=%S/Inputs/toy.irdl.mlir | FileCheck %s

// CHECK: aten.exp
// CHECK: "toy.twice"(%{{.*}}) : (tensor<2xf32>) -> tensor<2xf32>
func.func @f(%x: tensor<2xf32>) -> tensor<2xf32> {
  %0 = aten.exp %x : (tensor<2xf32>) -> tensor<2xf32>
  %1 = "toy.twice"(%0) : (tensor<2xf32>) -> tensor<2xf32>
  return %1 : tensor<2xf32>
}
