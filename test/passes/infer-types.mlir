// Types are refined from the function's arguments down.
// RUN: tricast-opt %s -aten-infer-types -split-input-file | FileCheck %s

// What the argument says reaches the results, and the function's type.
// CHECK-LABEL: @static(
// CHECK-SAME: -> tensor<2x4xf32>
func.func @static(%a: tensor<2x3xf32>, %b: tensor<3x4xf32>) -> tensor<?x?xf32> {
  // CHECK: aten.mm {{.*}} -> tensor<2x4xf32>
  %0 = aten.mm %a, %b : (tensor<2x3xf32>, tensor<3x4xf32>) -> tensor<?x?xf32>
  // CHECK: aten.exp {{.*}} -> tensor<2x4xf32>
  %1 = aten.exp %0 : (tensor<?x?xf32>) -> tensor<?x?xf32>
  return %1 : tensor<?x?xf32>
}

// -----

// An op of another dialect keeps the type it knew.
// CHECK-LABEL: @foreign_user(
func.func @foreign_user(%a: tensor<2xf32>) -> index {
  %c0 = arith.constant 0 : index
  // CHECK: %[[EXP:.*]] = aten.exp {{.*}} -> tensor<2xf32>
  // CHECK: %[[CAST:.*]] = tensor.cast %[[EXP]] : tensor<2xf32> to tensor<?xf32>
  %0 = aten.exp %a : (tensor<2xf32>) -> tensor<?xf32>
  // CHECK: tensor.dim %[[CAST]]
  %1 = tensor.dim %0, %c0 : tensor<?xf32>
  return %1 : index
}

// -----

// A function that is called keeps its type.
// CHECK-LABEL: @called(
// CHECK-SAME: -> tensor<?xf32>
func.func @called(%a: tensor<2xf32>) -> tensor<?xf32> {
  // CHECK: tensor.cast
  %0 = aten.exp %a : (tensor<2xf32>) -> tensor<?xf32>
  return %0 : tensor<?xf32>
}
func.func @caller(%a: tensor<2xf32>) -> tensor<?xf32> {
  %0 = call @called(%a) : (tensor<2xf32>) -> tensor<?xf32>
  return %0 : tensor<?xf32>
}

// -----

// In a region, too.
// CHECK-LABEL: @region(
func.func @region(%a: tensor<2xf32>, %c: i1) -> tensor<?xf32> {
  %0 = scf.if %c -> tensor<?xf32> {
    // CHECK: aten.exp {{.*}} -> tensor<2xf32>
    // CHECK: tensor.cast
    %1 = aten.exp %a : (tensor<2xf32>) -> tensor<?xf32>
    scf.yield %1 : tensor<?xf32>
  } else {
    %2 = aten.neg %a : (tensor<2xf32>) -> tensor<?xf32>
    scf.yield %2 : tensor<?xf32>
  }
  return %0 : tensor<?xf32>
}
