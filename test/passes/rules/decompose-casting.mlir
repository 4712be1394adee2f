// RUN: tricast-opt --tricast-rewrite='rules=decompose cost=core' %s | FileCheck %s
// RUN: tricast-opt --tricast-rewrite='engine=greedy rules=decompose' %s | FileCheck %s --check-prefix=GREEDY
// RUN: tricast-opt --tricast-rewrite='rules=decompose cost=core explain' %s | FileCheck %s --check-prefix=WHY

// CHECK-LABEL: @DecomposeToDtype(
// CHECK-NEXT: %[[V0:.*]] = aten._to_copy %arg0 dtype = f16
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeToDtype(
// GREEDY-NOT: {{aten\.to\.dtype }}
// WHY-LABEL: @DecomposeToDtype(
// WHY: tricast.rules = [{{.*}}"DecomposeToDtype"
func.func @DecomposeToDtype(%arg0: tensor<8xf32>) -> (tensor<8xf16>) {
  %0 = aten.to.dtype %arg0 dtype = f16 : (tensor<8xf32>) -> tensor<8xf16>
  return %0 : tensor<8xf16>
}

// CHECK-LABEL: @DecomposeToDevice(
// CHECK-NEXT: %[[V0:.*]] = aten._to_copy %arg0 dtype = f16
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeToDevice(
// GREEDY-NOT: {{aten\.to\.device }}
// WHY-LABEL: @DecomposeToDevice(
// WHY: tricast.rules = [{{.*}}"DecomposeToDevice"
func.func @DecomposeToDevice(%arg0: tensor<3x4xf32>) -> (tensor<3x4xf16>) {
  %0 = aten.to.device %arg0 dtype = f16 : (tensor<3x4xf32>) -> tensor<3x4xf16>
  return %0 : tensor<3x4xf16>
}

// CHECK-LABEL: @DecomposeToDtypeLayout(
// CHECK-NEXT: %[[V0:.*]] = aten._to_copy %arg0 dtype = i8
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeToDtypeLayout(
// GREEDY-NOT: {{aten\.to\.dtype_layout }}
// WHY-LABEL: @DecomposeToDtypeLayout(
// WHY: tricast.rules = [{{.*}}"DecomposeToDtypeLayout"
func.func @DecomposeToDtypeLayout(%arg0: tensor<12xf32>) -> (tensor<12xi8>) {
  %0 = aten.to.dtype_layout %arg0 dtype = i8 copy = true : (tensor<12xf32>) -> tensor<12xi8>
  return %0 : tensor<12xi8>
}

// CHECK-LABEL: @DecomposeToOther(
// CHECK-NEXT: %[[V0:.*]] = aten._to_copy %arg0 dtype = f16
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeToOther(
// GREEDY-NOT: {{aten\.to\.other }}
// WHY-LABEL: @DecomposeToOther(
// WHY: tricast.rules = [{{.*}}"DecomposeToOther"
func.func @DecomposeToOther(%arg0: tensor<12xf32>, %arg1: tensor<2xf16>) -> (tensor<12xf16>) {
  %0 = aten.to.other %arg0, %arg1 : (tensor<12xf32>, tensor<2xf16>) -> tensor<12xf16>
  return %0 : tensor<12xf16>
}

// CHECK-LABEL: @DecomposeTypeAs(
// CHECK-NEXT: %[[V0:.*]] = aten._to_copy %arg0 dtype = i32
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeTypeAs(
// GREEDY-NOT: {{aten\.type_as }}
// WHY-LABEL: @DecomposeTypeAs(
// WHY: tricast.rules = [{{.*}}"DecomposeTypeAs"
func.func @DecomposeTypeAs(%arg0: tensor<12xf32>, %arg1: tensor<2xi32>) -> (tensor<12xi32>) {
  %0 = aten.type_as %arg0, %arg1 : (tensor<12xf32>, tensor<2xi32>) -> tensor<12xi32>
  return %0 : tensor<12xi32>
}

// CHECK-LABEL: @DecomposeContiguous(
// CHECK-NEXT: %[[V0:.*]] = aten.clone %arg0 memory_format = "contiguous_format"
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeContiguous(
// GREEDY-NOT: {{aten\.contiguous }}
// WHY-LABEL: @DecomposeContiguous(
// WHY: tricast.rules = [{{.*}}"DecomposeContiguous"
func.func @DecomposeContiguous(%arg0: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.contiguous %arg0 : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeDetach(
// CHECK-NEXT: %[[V0:.*]] = aten.alias %arg0
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeDetach(
// GREEDY-NOT: {{aten\.detach }}
// WHY-LABEL: @DecomposeDetach(
// WHY: tricast.rules = [{{.*}}"DecomposeDetach"
func.func @DecomposeDetach(%arg0: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.detach %arg0 : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeLift(
// CHECK-NEXT: %[[V0:.*]] = aten.alias %arg0
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeLift(
// GREEDY-NOT: {{aten\.lift }}
// WHY-LABEL: @DecomposeLift(
// WHY: tricast.rules = [{{.*}}"DecomposeLift"
func.func @DecomposeLift(%arg0: tensor<5xf32>) -> (tensor<5xf32>) {
  %0 = aten.lift %arg0 : (tensor<5xf32>) -> tensor<5xf32>
  return %0 : tensor<5xf32>
}

// CHECK-LABEL: @DecomposeLiftFresh(
// CHECK-NEXT: %[[V0:.*]] = aten.alias %arg0
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeLiftFresh(
// GREEDY-NOT: {{aten\.lift_fresh }}
// WHY-LABEL: @DecomposeLiftFresh(
// WHY: tricast.rules = [{{.*}}"DecomposeLiftFresh"
func.func @DecomposeLiftFresh(%arg0: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.lift_fresh %arg0 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}


// CHECK-LABEL: @DecomposeAliasCopy(
// CHECK-NEXT: %[[V0:.*]] = aten.clone %arg0
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeAliasCopy(
// GREEDY-NOT: {{aten\.alias_copy }}
// WHY-LABEL: @DecomposeAliasCopy(
// WHY: tricast.rules = [{{.*}}"DecomposeAliasCopy"
func.func @DecomposeAliasCopy(%arg0: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.alias_copy %arg0 : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeDetachCopy(
// CHECK-NEXT: %[[V0:.*]] = aten.clone %arg0
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeDetachCopy(
// GREEDY-NOT: {{aten\.detach_copy }}
// WHY-LABEL: @DecomposeDetachCopy(
// WHY: tricast.rules = [{{.*}}"DecomposeDetachCopy"
func.func @DecomposeDetachCopy(%arg0: tensor<5xf32>) -> (tensor<5xf32>) {
  %0 = aten.detach_copy %arg0 : (tensor<5xf32>) -> tensor<5xf32>
  return %0 : tensor<5xf32>
}

// CHECK-LABEL: @DecomposeLiftFreshCopy(
// CHECK-NEXT: %[[V0:.*]] = aten.clone %arg0
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeLiftFreshCopy(
// GREEDY-NOT: {{aten\.lift_fresh_copy }}
// WHY-LABEL: @DecomposeLiftFreshCopy(
// WHY: tricast.rules = [{{.*}}"DecomposeLiftFreshCopy"
func.func @DecomposeLiftFreshCopy(%arg0: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.lift_fresh_copy %arg0 : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}
