// RUN: tricast-opt --convert-aten-to-linalg --canonicalize --cse --split-input-file %s | FileCheck %s

// Arguments of functions have lost the sign of their types, but are compared by it.

// CHECK-LABEL: @unsigned
// CHECK: arith.cmpi uge, %{{.*}}, %{{.*}} : i8
func.func @unsigned(%a: tensor<4xui8>, %b: tensor<4xui8>) -> tensor<4xi1> {
  %0 = aten.ge.Tensor %a, %b : (tensor<4xui8>, tensor<4xui8>) -> tensor<4xi1>
  return %0 : tensor<4xi1>
}

// -----

// What has no such numbers is not looked at.

// CHECK-LABEL: @kinds
// CHECK: linalg.generic
// CHECK-NEXT: ^bb0
// CHECK-NEXT: linalg.yield %c1{{.*}} : i8
func.func @kinds(%x: tensor<4xi32>) -> tensor<4xi1> {
  %0 = aten.isfinite %x : (tensor<4xi32>) -> tensor<4xi1>
  return %0 : tensor<4xi1>
}

// -----

// A shift by too many bits, or by a negative number of them, is no undefined one.

// CHECK-LABEL: @shift
// CHECK: %[[BY:.*]] = arith.minui %{{.*}}, %c31{{.*}} : i32
// CHECK: %[[IS_OUT:.*]] = arith.cmpi ne
// CHECK: %[[SHIFTED:.*]] = arith.shli %{{.*}}, %[[BY]] : i32
// CHECK: arith.select %[[IS_OUT]], %c0{{.*}}, %[[SHIFTED]] : i32
func.func @shift(%a: tensor<4xi32>, %b: tensor<4xi32>) -> tensor<4xi32> {
  %0 = aten.bitwise_left_shift.Tensor %a, %b : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi32>
  return %0 : tensor<4xi32>
}

// -----

// Test elements are sorted once, and searched for each element.

// CHECK-LABEL: @member
// CHECK: scf.while
// CHECK: linalg.generic
// CHECK: scf.while
// CHECK: scf.if
func.func @member(%a: tensor<8xi64>, %b: tensor<16xi64>) -> tensor<8xi1> {
  %0 = aten.isin.Tensor_Tensor %a, %b : (tensor<8xi64>, tensor<16xi64>) -> tensor<8xi1>
  return %0 : tensor<8xi1>
}
