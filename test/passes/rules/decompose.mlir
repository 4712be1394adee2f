// RUN: tricast-opt --tricast-rewrite='rules=decompose cost=core' %s 2>%t | FileCheck %s
// RUN: FileCheck %s --check-prefix=WARN --input-file=%t

// Half precision is computed in single precision, as PyTorch does.

// CHECK-LABEL: @half(
// CHECK-NEXT: %[[W:.*]] = aten._to_copy %arg0 dtype = f32
// CHECK-NEXT: %[[S:.*]] = aten.sigmoid %[[W]]
// CHECK-NEXT: %[[P:.*]] = aten.mul.Tensor %[[W]], %[[S]]
// CHECK-NEXT: %[[R:.*]] = aten._to_copy %[[P]] dtype = bf16
// CHECK-NEXT: return %[[R]]
func.func @half(%x: tensor<4xbf16>) -> tensor<4xbf16> {
  %0 = aten.silu %x : (tensor<4xbf16>) -> tensor<4xbf16>
  return %0 : tensor<4xbf16>
}

// One dynamic size is what is left.

// CHECK-LABEL: @dynamic(
// CHECK: aten.view %arg0 size = [-1, 8]
// CHECK: aten.addmm
// CHECK: aten.view {{.*}} size = [-1, 3, 4]
func.func @dynamic(%x: tensor<?x3x8xf32>, %w: tensor<4x8xf32>, %b: tensor<4xf32>) -> tensor<?x3x4xf32> {
  %0 = aten.linear %x, %w bias = %b : (tensor<?x3x8xf32>, tensor<4x8xf32>, tensor<4xf32>) -> tensor<?x3x4xf32>
  return %0 : tensor<?x3x4xf32>
}

// Of two no size is guessed.

// CHECK-LABEL: @unknown(
// CHECK: aten.linear
// WARN: [[@LINE+2]]:8: warning: 'aten.linear' op is refused by the cost model, and no rule says it otherwise
func.func @unknown(%x: tensor<?x?x8xf32>, %w: tensor<4x8xf32>) -> tensor<?x?x4xf32> {
  %0 = aten.linear %x, %w : (tensor<?x?x8xf32>, tensor<4x8xf32>) -> tensor<?x?x4xf32>
  return %0 : tensor<?x?x4xf32>
}

// What has no rule stays, with a warning; what is around it is decomposed.

// CHECK-LABEL: @without_rule(
// CHECK: aten.erfc
// CHECK-NEXT: aten.hardtanh
// WARN: [[@LINE+2]]:8: warning: 'aten.erfc' op is refused by the cost model, and no rule says it otherwise
func.func @without_rule(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = aten.erfc %x : (tensor<4xf32>) -> tensor<4xf32>
  %1 = aten.relu6 %0 : (tensor<4xf32>) -> tensor<4xf32>
  return %1 : tensor<4xf32>
}

// Random ops are not what they are without training.

// CHECK-LABEL: @training(
// CHECK: aten.dropout
func.func @training(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = aten.dropout %x p = 0.5 train = true : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
// WARN-NOT: warning: 'aten.linear'
// WARN: 'aten.dropout'
