// tricast-reduce makes a program small while it still has what a test looks for.
// RUN: tricast-reduce %s -reduction-tree='traversal-mode=0 test=%S/Inputs/has-exp.sh' | FileCheck %s

// CHECK: aten.exp
// CHECK-NOT: aten.neg

func.func @keep(%x: tensor<2xf32>) -> tensor<2xf32> {
  %0 = aten.exp %x : (tensor<2xf32>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}

func.func @drop(%x: tensor<2xf32>) -> tensor<2xf32> {
  %0 = aten.neg %x : (tensor<2xf32>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}
