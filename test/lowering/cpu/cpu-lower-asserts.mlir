// RUN: tricast-opt --cpu-lower-asserts %s | FileCheck %s

// CHECK-LABEL: @checked
// CHECK-SAME: (%[[C:.*]]: i1)
// CHECK: %[[FAILS:.*]] = arith.xori %[[C]]
// CHECK: scf.if %[[FAILS]]
// CHECK: %[[TEXT:.*]] = llvm.mlir.addressof @tricast_assert_0
// CHECK: %[[LENGTH:.*]] = arith.constant 18 : i64
// CHECK: llvm.call @tricast_fail(%[[TEXT]], %[[LENGTH]])
// CHECK: llvm.mlir.global internal constant @tricast_assert_0("index out of range")
func.func @checked(%c: i1) {
  cf.assert %c, "index out of range"
  return
}
