// RUN: tricast-opt --tricast-rewrite='rules=decompose cost=core' %s | FileCheck %s
// RUN: tricast-opt --tricast-rewrite='engine=greedy rules=decompose' %s | FileCheck %s --check-prefix=GREEDY
// RUN: tricast-opt --tricast-rewrite='rules=decompose cost=core explain' %s | FileCheck %s --check-prefix=WHY

// CHECK-LABEL: @DecomposeRnnTanhCell(
// CHECK-NEXT: %[[V0:.*]] = aten.permute %arg3 dims = [1, 0]
// CHECK-NEXT: %[[V1:.*]] = aten.mm %arg1, %[[V0]]
// CHECK-NEXT: %[[V2:.*]] = aten.permute %arg2 dims = [1, 0]
// CHECK-NEXT: %[[V3:.*]] = aten.mm %arg0, %[[V2]]
// CHECK-NEXT: %[[V4:.*]] = aten.add.Tensor %[[V3]], %[[V1]]
// CHECK-NEXT: %[[V5:.*]] = aten.tanh %[[V4]]
// CHECK-NEXT: return %[[V5]]
// GREEDY-LABEL: @DecomposeRnnTanhCell(
// GREEDY-NOT: {{aten\.rnn_tanh_cell }}
// WHY-LABEL: @DecomposeRnnTanhCell(
// WHY: tricast.rules = [{{.*}}"DecomposeRnnTanhCell"
func.func @DecomposeRnnTanhCell(%arg0: tensor<2x3xf32>, %arg1: tensor<2x5xf32>, %arg2: tensor<5x3xf32>, %arg3: tensor<5x5xf32>) -> (tensor<2x5xf32>) {
  %0 = aten.rnn_tanh_cell %arg0, %arg1, %arg2, %arg3 : (tensor<2x3xf32>, tensor<2x5xf32>, tensor<5x3xf32>, tensor<5x5xf32>) -> tensor<2x5xf32>
  return %0 : tensor<2x5xf32>
}

// CHECK-LABEL: @DecomposeRnnReluCell(
// CHECK-NEXT: %[[V0:.*]] = aten.permute %arg3 dims = [1, 0]
// CHECK-NEXT: %[[V1:.*]] = aten.mm %arg1, %[[V0]]
// CHECK-NEXT: %[[V2:.*]] = aten.permute %arg2 dims = [1, 0]
// CHECK-NEXT: %[[V3:.*]] = aten.mm %arg0, %[[V2]]
// CHECK-NEXT: %[[V4:.*]] = aten.add.Tensor %[[V3]], %[[V1]]
// CHECK-NEXT: %[[V5:.*]] = aten.relu %[[V4]]
// CHECK-NEXT: return %[[V5]]
// GREEDY-LABEL: @DecomposeRnnReluCell(
// GREEDY-NOT: {{aten\.rnn_relu_cell }}
// WHY-LABEL: @DecomposeRnnReluCell(
// WHY: tricast.rules = [{{.*}}"DecomposeRnnReluCell"
func.func @DecomposeRnnReluCell(%arg0: tensor<2x3xf32>, %arg1: tensor<2x5xf32>, %arg2: tensor<5x3xf32>, %arg3: tensor<5x5xf32>) -> (tensor<2x5xf32>) {
  %0 = aten.rnn_relu_cell %arg0, %arg1, %arg2, %arg3 : (tensor<2x3xf32>, tensor<2x5xf32>, tensor<5x3xf32>, tensor<5x5xf32>) -> tensor<2x5xf32>
  return %0 : tensor<2x5xf32>
}

// CHECK-LABEL: @DecomposeGruCell(
// CHECK-NEXT: %[[V0:.*]] = aten.permute %arg3 dims = [1, 0]
// CHECK-NEXT: %[[V1:.*]] = aten.mm %arg1, %[[V0]]
// CHECK-NEXT: %[[V2:.*]]:3 = aten.split_with_sizes %[[V1]] split_sizes = [5, 5, 5] dim = 1
// CHECK-NEXT: %[[V3:.*]] = aten.permute %arg2 dims = [1, 0]
// CHECK-NEXT: %[[V4:.*]] = aten.mm %arg0, %[[V3]]
// CHECK-NEXT: %[[V5:.*]]:3 = aten.split_with_sizes %[[V4]] split_sizes = [5, 5, 5] dim = 1
// CHECK-NEXT: %[[V6:.*]] = aten.add.Tensor %[[V5]]#0, %[[V2]]#0
// CHECK-NEXT: %[[V7:.*]] = aten.sigmoid %[[V6]]
// CHECK-NEXT: %[[V8:.*]] = aten.mul.Tensor %[[V7]], %[[V2]]#2
// CHECK-NEXT: %[[V9:.*]] = aten.add.Tensor %[[V5]]#2, %[[V8]]
// CHECK-NEXT: %[[V10:.*]] = aten.tanh %[[V9]]
// CHECK-NEXT: %[[V11:.*]] = aten.sub.Tensor %arg1, %[[V10]]
// CHECK-NEXT: %[[V12:.*]] = aten.add.Tensor %[[V5]]#1, %[[V2]]#1
// CHECK-NEXT: %[[V13:.*]] = aten.sigmoid %[[V12]]
// CHECK-NEXT: %[[V14:.*]] = aten.mul.Tensor %[[V13]], %[[V11]]
// CHECK-NEXT: %[[V15:.*]] = aten.add.Tensor %[[V10]], %[[V14]]
// CHECK-NEXT: return %[[V15]]
// GREEDY-LABEL: @DecomposeGruCell(
// GREEDY-NOT: {{aten\.gru_cell }}
// WHY-LABEL: @DecomposeGruCell(
// WHY: tricast.rules = [{{.*}}"DecomposeGruCell"
func.func @DecomposeGruCell(%arg0: tensor<2x3xf32>, %arg1: tensor<2x5xf32>, %arg2: tensor<15x3xf32>, %arg3: tensor<15x5xf32>) -> (tensor<2x5xf32>) {
  %0 = aten.gru_cell %arg0, %arg1, %arg2, %arg3 : (tensor<2x3xf32>, tensor<2x5xf32>, tensor<15x3xf32>, tensor<15x5xf32>) -> tensor<2x5xf32>
  return %0 : tensor<2x5xf32>
}

// CHECK-LABEL: @DecomposeLstmCell(
// CHECK-NEXT: %[[V0:.*]] = aten.permute %arg4 dims = [1, 0]
// CHECK-NEXT: %[[V1:.*]] = aten.mm %arg1, %[[V0]]
// CHECK-NEXT: %[[V2:.*]] = aten.permute %arg3 dims = [1, 0]
// CHECK-NEXT: %[[V3:.*]] = aten.mm %arg0, %[[V2]]
// CHECK-NEXT: %[[V4:.*]] = aten.add.Tensor %[[V3]], %[[V1]]
// CHECK-NEXT: %[[V5:.*]]:4 = aten.split_with_sizes %[[V4]] split_sizes = [5, 5, 5, 5] dim = 1
// CHECK-NEXT: %[[V6:.*]] = aten.tanh %[[V5]]#2
// CHECK-NEXT: %[[V7:.*]] = aten.sigmoid %[[V5]]#0
// CHECK-NEXT: %[[V8:.*]] = aten.mul.Tensor %[[V7]], %[[V6]]
// CHECK-NEXT: %[[V9:.*]] = aten.sigmoid %[[V5]]#1
// CHECK-NEXT: %[[V10:.*]] = aten.mul.Tensor %[[V9]], %arg2
// CHECK-NEXT: %[[V11:.*]] = aten.add.Tensor %[[V10]], %[[V8]]
// CHECK-NEXT: %[[V12:.*]] = aten.tanh %[[V11]]
// CHECK-NEXT: %[[V13:.*]] = aten.sigmoid %[[V5]]#3
// CHECK-NEXT: %[[V14:.*]] = aten.mul.Tensor %[[V13]], %[[V12]]
// CHECK-NEXT: return %[[V14]], %[[V11]]
// GREEDY-LABEL: @DecomposeLstmCell(
// GREEDY-NOT: {{aten\.lstm_cell }}
// WHY-LABEL: @DecomposeLstmCell(
// WHY: tricast.rules = [{{.*}}"DecomposeLstmCell"
func.func @DecomposeLstmCell(%arg0: tensor<2x3xf32>, %arg1: tensor<2x5xf32>, %arg2: tensor<2x5xf32>, %arg3: tensor<20x3xf32>, %arg4: tensor<20x5xf32>) -> (tensor<2x5xf32>, tensor<2x5xf32>) {
  %result0, %result1 = aten.lstm_cell %arg0, [%arg1, %arg2], %arg3, %arg4 : (tensor<2x3xf32>, tensor<2x5xf32>, tensor<2x5xf32>, tensor<20x3xf32>, tensor<20x5xf32>) -> (tensor<2x5xf32>, tensor<2x5xf32>)
  return %result0, %result1 : tensor<2x5xf32>, tensor<2x5xf32>
}
