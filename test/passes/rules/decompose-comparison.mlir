// RUN: tricast-opt --tricast-rewrite='rules=decompose cost=core' %s | FileCheck %s
// RUN: tricast-opt --tricast-rewrite='engine=greedy rules=decompose' %s | FileCheck %s --check-prefix=GREEDY
// RUN: tricast-opt --tricast-rewrite='rules=decompose cost=core explain' %s | FileCheck %s --check-prefix=WHY

// CHECK-LABEL: @DecomposeAndScalar(
// CHECK-NEXT: %[[V0:.*]] = aten.bitwise_and.Scalar %arg0 other = true
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeAndScalar(
// GREEDY-NOT: {{aten\.__and__\.Scalar }}
// WHY-LABEL: @DecomposeAndScalar(
// WHY: tricast.rules = [{{.*}}"DecomposeAndScalar"
func.func @DecomposeAndScalar(%arg0: tensor<3x4xi1>) -> (tensor<3x4xi1>) {
  %0 = aten.__and__.Scalar %arg0 other = true : (tensor<3x4xi1>) -> tensor<3x4xi1>
  return %0 : tensor<3x4xi1>
}

// CHECK-LABEL: @DecomposeAndTensor(
// CHECK-NEXT: %[[V0:.*]] = aten.bitwise_and.Tensor %arg0, %arg1
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeAndTensor(
// GREEDY-NOT: {{aten\.__and__\.Tensor }}
// WHY-LABEL: @DecomposeAndTensor(
// WHY: tricast.rules = [{{.*}}"DecomposeAndTensor"
func.func @DecomposeAndTensor(%arg0: tensor<i1>, %arg1: tensor<i1>) -> (tensor<i1>) {
  %0 = aten.__and__.Tensor %arg0, %arg1 : (tensor<i1>, tensor<i1>) -> tensor<i1>
  return %0 : tensor<i1>
}

// CHECK-LABEL: @DecomposeBitwiseAndScalarTensor(
// CHECK-NEXT: %[[V0:.*]] = aten.bitwise_and.Scalar %arg0 other = true
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeBitwiseAndScalarTensor(
// GREEDY-NOT: {{aten\.bitwise_and\.Scalar_Tensor }}
// WHY-LABEL: @DecomposeBitwiseAndScalarTensor(
// WHY: tricast.rules = [{{.*}}"DecomposeBitwiseAndScalarTensor"
func.func @DecomposeBitwiseAndScalarTensor(%arg0: tensor<3x4xi1>) -> (tensor<3x4xi1>) {
  %0 = aten.bitwise_and.Scalar_Tensor %arg0 self = true : (tensor<3x4xi1>) -> tensor<3x4xi1>
  return %0 : tensor<3x4xi1>
}

// CHECK-LABEL: @DecomposeOrScalar(
// CHECK-NEXT: %[[V0:.*]] = aten.bitwise_or.Scalar %arg0 other = true
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeOrScalar(
// GREEDY-NOT: {{aten\.__or__\.Scalar }}
// WHY-LABEL: @DecomposeOrScalar(
// WHY: tricast.rules = [{{.*}}"DecomposeOrScalar"
func.func @DecomposeOrScalar(%arg0: tensor<3x4xi1>) -> (tensor<3x4xi1>) {
  %0 = aten.__or__.Scalar %arg0 other = true : (tensor<3x4xi1>) -> tensor<3x4xi1>
  return %0 : tensor<3x4xi1>
}

// CHECK-LABEL: @DecomposeOrTensor(
// CHECK-NEXT: %[[V0:.*]] = aten.bitwise_or.Tensor %arg0, %arg1
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeOrTensor(
// GREEDY-NOT: {{aten\.__or__\.Tensor }}
// WHY-LABEL: @DecomposeOrTensor(
// WHY: tricast.rules = [{{.*}}"DecomposeOrTensor"
func.func @DecomposeOrTensor(%arg0: tensor<i64>, %arg1: tensor<i64>) -> (tensor<i64>) {
  %0 = aten.__or__.Tensor %arg0, %arg1 : (tensor<i64>, tensor<i64>) -> tensor<i64>
  return %0 : tensor<i64>
}

// CHECK-LABEL: @DecomposeBitwiseOrScalarTensor(
// CHECK-NEXT: %[[V0:.*]] = aten.bitwise_or.Scalar %arg0 other = 12
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeBitwiseOrScalarTensor(
// GREEDY-NOT: {{aten\.bitwise_or\.Scalar_Tensor }}
// WHY-LABEL: @DecomposeBitwiseOrScalarTensor(
// WHY: tricast.rules = [{{.*}}"DecomposeBitwiseOrScalarTensor"
func.func @DecomposeBitwiseOrScalarTensor(%arg0: tensor<3x4xi8>) -> (tensor<3x4xi8>) {
  %0 = aten.bitwise_or.Scalar_Tensor %arg0 self = 12 : (tensor<3x4xi8>) -> tensor<3x4xi8>
  return %0 : tensor<3x4xi8>
}

// CHECK-LABEL: @DecomposeXorScalar(
// CHECK-NEXT: %[[V0:.*]] = aten.bitwise_xor.Scalar %arg0 other = 12
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeXorScalar(
// GREEDY-NOT: {{aten\.__xor__\.Scalar }}
// WHY-LABEL: @DecomposeXorScalar(
// WHY: tricast.rules = [{{.*}}"DecomposeXorScalar"
func.func @DecomposeXorScalar(%arg0: tensor<3x4xi8>) -> (tensor<3x4xi8>) {
  %0 = aten.__xor__.Scalar %arg0 other = 12 : (tensor<3x4xi8>) -> tensor<3x4xi8>
  return %0 : tensor<3x4xi8>
}

// CHECK-LABEL: @DecomposeXorTensor(
// CHECK-NEXT: %[[V0:.*]] = aten.bitwise_xor.Tensor %arg0, %arg1
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeXorTensor(
// GREEDY-NOT: {{aten\.__xor__\.Tensor }}
// WHY-LABEL: @DecomposeXorTensor(
// WHY: tricast.rules = [{{.*}}"DecomposeXorTensor"
func.func @DecomposeXorTensor(%arg0: tensor<i64>, %arg1: tensor<i64>) -> (tensor<i64>) {
  %0 = aten.__xor__.Tensor %arg0, %arg1 : (tensor<i64>, tensor<i64>) -> tensor<i64>
  return %0 : tensor<i64>
}

// CHECK-LABEL: @DecomposeBitwiseXorScalarTensor(
// CHECK-NEXT: %[[V0:.*]] = aten.bitwise_xor.Scalar %arg0 other = true
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeBitwiseXorScalarTensor(
// GREEDY-NOT: {{aten\.bitwise_xor\.Scalar_Tensor }}
// WHY-LABEL: @DecomposeBitwiseXorScalarTensor(
// WHY: tricast.rules = [{{.*}}"DecomposeBitwiseXorScalarTensor"
func.func @DecomposeBitwiseXorScalarTensor(%arg0: tensor<3x4xi1>) -> (tensor<3x4xi1>) {
  %0 = aten.bitwise_xor.Scalar_Tensor %arg0 self = true : (tensor<3x4xi1>) -> tensor<3x4xi1>
  return %0 : tensor<3x4xi1>
}

// CHECK-LABEL: @DecomposeIsfinite(
// CHECK-NEXT: %[[V0:.*]] = aten.abs %arg0
// CHECK-NEXT: %[[V1:.*]] = aten.lt.Scalar %[[V0]] other = "inf"
// CHECK-NEXT: return %[[V1]]
// GREEDY-LABEL: @DecomposeIsfinite(
// GREEDY-NOT: {{aten\.isfinite }}
// WHY-LABEL: @DecomposeIsfinite(
// WHY: tricast.rules = [{{.*}}"DecomposeIsfinite"
func.func @DecomposeIsfinite(%arg0: tensor<f32>) -> (tensor<i1>) {
  %0 = aten.isfinite %arg0 : (tensor<f32>) -> tensor<i1>
  return %0 : tensor<i1>
}

// CHECK-LABEL: @DecomposeIsfiniteOfIntegers(
// CHECK-NEXT: %[[V0:.*]] = aten.full_like %arg0 fill_value = true dtype = i1
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeIsfiniteOfIntegers(
// GREEDY-NOT: {{aten\.isfinite }}
// WHY-LABEL: @DecomposeIsfiniteOfIntegers(
// WHY: tricast.rules = [{{.*}}"DecomposeIsfiniteOfIntegers"
func.func @DecomposeIsfiniteOfIntegers(%arg0: tensor<20xi64>) -> (tensor<20xi1>) {
  %0 = aten.isfinite %arg0 : (tensor<20xi64>) -> tensor<20xi1>
  return %0 : tensor<20xi1>
}

// CHECK-LABEL: @DecomposeIsposinf(
// CHECK-NEXT: %[[V0:.*]] = aten.eq.Scalar %arg0 other = "inf"
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeIsposinf(
// GREEDY-NOT: {{aten\.isposinf }}
// WHY-LABEL: @DecomposeIsposinf(
// WHY: tricast.rules = [{{.*}}"DecomposeIsposinf"
func.func @DecomposeIsposinf(%arg0: tensor<20x20xf32>) -> (tensor<20x20xi1>) {
  %0 = aten.isposinf %arg0 : (tensor<20x20xf32>) -> tensor<20x20xi1>
  return %0 : tensor<20x20xi1>
}

// CHECK-LABEL: @DecomposeIsneginf(
// CHECK-NEXT: %[[V0:.*]] = aten.eq.Scalar %arg0 other = "-inf"
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeIsneginf(
// GREEDY-NOT: {{aten\.isneginf }}
// WHY-LABEL: @DecomposeIsneginf(
// WHY: tricast.rules = [{{.*}}"DecomposeIsneginf"
func.func @DecomposeIsneginf(%arg0: tensor<20x20xf32>) -> (tensor<20x20xi1>) {
  %0 = aten.isneginf %arg0 : (tensor<20x20xf32>) -> tensor<20x20xi1>
  return %0 : tensor<20x20xi1>
}

// CHECK-LABEL: @DecomposeIsreal(
// CHECK-NEXT: %[[V0:.*]] = aten.full_like %arg0 fill_value = true dtype = i1
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeIsreal(
// GREEDY-NOT: {{aten\.isreal }}
// WHY-LABEL: @DecomposeIsreal(
// WHY: tricast.rules = [{{.*}}"DecomposeIsreal"
func.func @DecomposeIsreal(%arg0: tensor<f32>) -> (tensor<i1>) {
  %0 = aten.isreal %arg0 : (tensor<f32>) -> tensor<i1>
  return %0 : tensor<i1>
}

// CHECK-LABEL: @DecomposeIsclose(
// CHECK-NEXT: %[[V0:.*]] = aten.mul.Scalar %arg1 other = 1.000000e-04
// CHECK-NEXT: %[[V1:.*]] = aten.abs %[[V0]]
// CHECK-NEXT: %[[V2:.*]] = aten.add.Scalar %[[V1]] other = 1.000000e-08
// CHECK-NEXT: %[[V3:.*]] = aten.sub.Tensor %arg0, %arg1
// CHECK-NEXT: %[[V4:.*]] = aten.abs %[[V3]]
// CHECK-NEXT: %[[V5:.*]] = aten.le.Tensor %[[V4]], %[[V2]]
// CHECK-NEXT: %[[V6:.*]] = aten.lt.Scalar %[[V4]] other = "inf"
// CHECK-NEXT: %[[V7:.*]] = aten.logical_and %[[V6]], %[[V5]]
// CHECK-NEXT: %[[V8:.*]] = aten.eq.Tensor %arg0, %arg1
// CHECK-NEXT: %[[V9:.*]] = aten.logical_or %[[V8]], %[[V7]]
// CHECK-NEXT: return %[[V9]]
// GREEDY-LABEL: @DecomposeIsclose(
// GREEDY-NOT: {{aten\.isclose }}
// WHY-LABEL: @DecomposeIsclose(
// WHY: tricast.rules = [{{.*}}"DecomposeIsclose"
func.func @DecomposeIsclose(%arg0: tensor<6xf32>, %arg1: tensor<6xf32>) -> (tensor<6xi1>) {
  %0 = aten.isclose %arg0, %arg1 rtol = 1.000000e-04 : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xi1>
  return %0 : tensor<6xi1>
}

// CHECK-LABEL: @DecomposeIsinTensorScalar(
// CHECK-NEXT: %[[V0:.*]] = aten.eq.Scalar %arg0 other = 2
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeIsinTensorScalar(
// GREEDY-NOT: {{aten\.isin\.Tensor_Scalar }}
// WHY-LABEL: @DecomposeIsinTensorScalar(
// WHY: tricast.rules = [{{.*}}"DecomposeIsinTensorScalar"
func.func @DecomposeIsinTensorScalar(%arg0: tensor<3x4xi64>) -> (tensor<3x4xi1>) {
  %0 = aten.isin.Tensor_Scalar %arg0 test_element = 2 : (tensor<3x4xi64>) -> tensor<3x4xi1>
  return %0 : tensor<3x4xi1>
}

// CHECK-LABEL: @DecomposeIsinTensorScalarInverted(
// CHECK-NEXT: %[[V0:.*]] = aten.ne.Scalar %arg0 other = 2
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeIsinTensorScalarInverted(
// GREEDY-NOT: {{aten\.isin\.Tensor_Scalar }}
// WHY-LABEL: @DecomposeIsinTensorScalarInverted(
// WHY: tricast.rules = [{{.*}}"DecomposeIsinTensorScalarInverted"
func.func @DecomposeIsinTensorScalarInverted(%arg0: tensor<3x4xi64>) -> (tensor<3x4xi1>) {
  %0 = aten.isin.Tensor_Scalar %arg0 test_element = 2 invert = true : (tensor<3x4xi64>) -> tensor<3x4xi1>
  return %0 : tensor<3x4xi1>
}

// CHECK-LABEL: @DecomposeIsinScalarTensor(
// CHECK-NEXT: %[[V0:.*]] = aten.eq.Scalar %arg0 other = 2
// CHECK-NEXT: %[[V1:.*]] = aten.any %[[V0]]
// CHECK-NEXT: return %[[V1]]
// GREEDY-LABEL: @DecomposeIsinScalarTensor(
// GREEDY-NOT: {{aten\.isin\.Scalar_Tensor }}
// WHY-LABEL: @DecomposeIsinScalarTensor(
// WHY: tricast.rules = [{{.*}}"DecomposeIsinScalarTensor"
func.func @DecomposeIsinScalarTensor(%arg0: tensor<9xi64>) -> (tensor<i1>) {
  %0 = aten.isin.Scalar_Tensor %arg0 element = 2 : (tensor<9xi64>) -> tensor<i1>
  return %0 : tensor<i1>
}

// CHECK-LABEL: @DecomposeIsinScalarTensorInverted(
// CHECK-NEXT: %[[V0:.*]] = aten.eq.Scalar %arg0 other = 2
// CHECK-NEXT: %[[V1:.*]] = aten.any %[[V0]]
// CHECK-NEXT: %[[V2:.*]] = aten.logical_not %[[V1]]
// CHECK-NEXT: return %[[V2]]
// GREEDY-LABEL: @DecomposeIsinScalarTensorInverted(
// GREEDY-NOT: {{aten\.isin\.Scalar_Tensor }}
// WHY-LABEL: @DecomposeIsinScalarTensorInverted(
// WHY: tricast.rules = [{{.*}}"DecomposeIsinScalarTensorInverted"
func.func @DecomposeIsinScalarTensorInverted(%arg0: tensor<9xi64>) -> (tensor<i1>) {
  %0 = aten.isin.Scalar_Tensor %arg0 element = 2 invert = true : (tensor<9xi64>) -> tensor<i1>
  return %0 : tensor<i1>
}

// CHECK-LABEL: @DecomposeIsinTensorTensor(
// CHECK-NEXT: %[[V0:.*]] = aten.view %arg1 size = [20]
// CHECK-NEXT: %[[V1:.*]] = aten.unsqueeze %arg0 dim = -1
// CHECK-NEXT: %[[V2:.*]] = aten.eq.Tensor %[[V1]], %[[V0]]
// CHECK-NEXT: %[[V3:.*]] = aten.any.dim %[[V2]] dim = -1
// CHECK-NEXT: return %[[V3]]
// GREEDY-LABEL: @DecomposeIsinTensorTensor(
// GREEDY-NOT: {{aten\.isin\.Tensor_Tensor }}
// WHY-LABEL: @DecomposeIsinTensorTensor(
// WHY: tricast.rules = [{{.*}}"DecomposeIsinTensorTensor"
func.func @DecomposeIsinTensorTensor(%arg0: tensor<5xf32>, %arg1: tensor<20xf32>) -> (tensor<5xi1>) {
  %0 = aten.isin.Tensor_Tensor %arg0, %arg1 : (tensor<5xf32>, tensor<20xf32>) -> tensor<5xi1>
  return %0 : tensor<5xi1>
}
