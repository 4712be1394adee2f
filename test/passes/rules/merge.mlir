// RUN: tricast-opt --tricast-rewrite='rules=merge extract=exact cost=%S/Inputs/slices-are-views.json' %s | FileCheck %s
// RUN: tricast-opt --tricast-rewrite='engine=greedy rules=merge' %s | FileCheck %s --check-prefix=GREEDY
// RUN: tricast-opt --tricast-rewrite='rules=merge extract=exact explain cost=%S/Inputs/slices-are-views.json' %s | FileCheck %s --check-prefix=WHY

ml_program.global private @a(#ml_program.extern<tensor<3x4xf32>>) : tensor<3x4xf32>
ml_program.global private @b(#ml_program.extern<tensor<5x4xf32>>) : tensor<5x4xf32>
ml_program.global private @c(#ml_program.extern<tensor<2x4xf32>>) : tensor<2x4xf32>
ml_program.global private @p(#ml_program.extern<tensor<3xf32>>) : tensor<3xf32>
ml_program.global private @q(#ml_program.extern<tensor<5xf32>>) : tensor<5xf32>
ml_program.global private @r(#ml_program.extern<tensor<2xf32>>) : tensor<2xf32>

// CHECK-LABEL: @TwoLinears(

// CHECK-DAG: %[[W:.*]] = aten.cat [%{{.*}}, %{{.*}}] : {{.*}} -> tensor<8x4xf32>
// CHECK: %[[ALL:.*]] = aten.linear %arg0, %[[W]]
// CHECK-DAG: aten.slice.Tensor %[[ALL]] dim = -1 start = 0 end = {{3|5}}
// CHECK-DAG: aten.slice.Tensor %[[ALL]] dim = -1 start = {{3|5}} end = 8
// CHECK-NOT: aten.linear
// GREEDY-LABEL: @TwoLinears(
// GREEDY: %[[ALL:.*]] = aten.linear %arg0
// GREEDY-NOT: aten.linear
// GREEDY-COUNT-2: aten.slice.Tensor %[[ALL]]
// WHY-LABEL: @TwoLinears(
// WHY: aten.linear {{.*}}tricast.rules = ["TwoLinears"]
func.func @TwoLinears(%x: tensor<2x4xf32>) -> (tensor<2x3xf32>, tensor<2x5xf32>) {
  %a = ml_program.global_load_const @a : tensor<3x4xf32>
  %b = ml_program.global_load_const @b : tensor<5x4xf32>
  %0 = aten.linear %x, %a : (tensor<2x4xf32>, tensor<3x4xf32>) -> tensor<2x3xf32>
  %1 = aten.linear %x, %b : (tensor<2x4xf32>, tensor<5x4xf32>) -> tensor<2x5xf32>
  return %0, %1 : tensor<2x3xf32>, tensor<2x5xf32>
}

// Of different inputs, or with weights that are computed.

// CHECK-LABEL: @TwoLinears_not(
// CHECK-COUNT-3: aten.linear
func.func @TwoLinears_not(%x: tensor<2x4xf32>, %y: tensor<2x4xf32>, %w: tensor<5x4xf32>) -> (tensor<2x3xf32>, tensor<2x5xf32>, tensor<2x5xf32>) {
  %a = ml_program.global_load_const @a : tensor<3x4xf32>
  %b = ml_program.global_load_const @b : tensor<5x4xf32>
  %0 = aten.linear %x, %a : (tensor<2x4xf32>, tensor<3x4xf32>) -> tensor<2x3xf32>
  %1 = aten.linear %y, %b : (tensor<2x4xf32>, tensor<5x4xf32>) -> tensor<2x5xf32>
  %2 = aten.linear %x, %w : (tensor<2x4xf32>, tensor<5x4xf32>) -> tensor<2x5xf32>
  return %0, %1, %2 : tensor<2x3xf32>, tensor<2x5xf32>, tensor<2x5xf32>
}

// CHECK-LABEL: @TwoLinearsWithBias(
// CHECK-DAG: aten.cat {{.*}} -> tensor<8x4xf32>
// CHECK-DAG: aten.cat {{.*}} -> tensor<8xf32>
// CHECK: aten.linear
// CHECK-NOT: aten.linear
// WHY-LABEL: @TwoLinearsWithBias(
// WHY: aten.linear {{.*}}tricast.rules = ["TwoLinearsWithBias"]
func.func @TwoLinearsWithBias(%x: tensor<2x4xf32>) -> (tensor<2x3xf32>, tensor<2x5xf32>) {
  %a = ml_program.global_load_const @a : tensor<3x4xf32>
  %b = ml_program.global_load_const @b : tensor<5x4xf32>
  %p = ml_program.global_load_const @p : tensor<3xf32>
  %q = ml_program.global_load_const @q : tensor<5xf32>
  %0 = aten.linear %x, %a bias = %p : (tensor<2x4xf32>, tensor<3x4xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  %1 = aten.linear %x, %b bias = %q : (tensor<2x4xf32>, tensor<5x4xf32>, tensor<5xf32>) -> tensor<2x5xf32>
  return %0, %1 : tensor<2x3xf32>, tensor<2x5xf32>
}

// CHECK-LABEL: @ThreeLinears(
// CHECK-DAG: aten.cat {{.*}} -> tensor<10x4xf32>
// CHECK: %[[ALL:.*]] = aten.linear
// CHECK-NOT: aten.linear
// CHECK-COUNT-3: aten.slice.Tensor %[[ALL]]
// One product fewer: which, the order of the driver says.

// GREEDY-LABEL: @ThreeLinears(
// GREEDY-COUNT-2: aten.linear
// GREEDY-NOT: aten.linear
// GREEDY: return
// WHY-LABEL: @ThreeLinears(
// WHY: aten.linear {{.*}}tricast.rules = ["ThreeLinears"]
func.func @ThreeLinears(%x: tensor<2x4xf32>) -> (tensor<2x3xf32>, tensor<2x5xf32>, tensor<2x2xf32>) {
  %a = ml_program.global_load_const @a : tensor<3x4xf32>
  %b = ml_program.global_load_const @b : tensor<5x4xf32>
  %c = ml_program.global_load_const @c : tensor<2x4xf32>
  %0 = aten.linear %x, %a : (tensor<2x4xf32>, tensor<3x4xf32>) -> tensor<2x3xf32>
  %1 = aten.linear %x, %b : (tensor<2x4xf32>, tensor<5x4xf32>) -> tensor<2x5xf32>
  %2 = aten.linear %x, %c : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x2xf32>
  return %0, %1, %2 : tensor<2x3xf32>, tensor<2x5xf32>, tensor<2x2xf32>
}

// CHECK-LABEL: @ThreeLinearsWithBias(
// CHECK-DAG: aten.cat {{.*}} -> tensor<10x4xf32>
// CHECK-DAG: aten.cat {{.*}} -> tensor<10xf32>
// CHECK: %[[ALL:.*]] = aten.linear
// CHECK-NOT: aten.linear
// CHECK-COUNT-3: aten.slice.Tensor %[[ALL]]
// WHY-LABEL: @ThreeLinearsWithBias(
// WHY: aten.linear {{.*}}tricast.rules = ["ThreeLinearsWithBias"]
func.func @ThreeLinearsWithBias(%x: tensor<2x4xf32>) -> (tensor<2x3xf32>, tensor<2x5xf32>, tensor<2x2xf32>) {
  %a = ml_program.global_load_const @a : tensor<3x4xf32>
  %b = ml_program.global_load_const @b : tensor<5x4xf32>
  %c = ml_program.global_load_const @c : tensor<2x4xf32>
  %p = ml_program.global_load_const @p : tensor<3xf32>
  %q = ml_program.global_load_const @q : tensor<5xf32>
  %r = ml_program.global_load_const @r : tensor<2xf32>
  %0 = aten.linear %x, %a bias = %p : (tensor<2x4xf32>, tensor<3x4xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  %1 = aten.linear %x, %b bias = %q : (tensor<2x4xf32>, tensor<5x4xf32>, tensor<5xf32>) -> tensor<2x5xf32>
  %2 = aten.linear %x, %c bias = %r : (tensor<2x4xf32>, tensor<2x4xf32>, tensor<2xf32>) -> tensor<2x2xf32>
  return %0, %1, %2 : tensor<2x3xf32>, tensor<2x5xf32>, tensor<2x2xf32>
}
