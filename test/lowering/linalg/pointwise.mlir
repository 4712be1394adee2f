// RUN: tricast-opt --convert-aten-to-linalg --canonicalize --cse --split-input-file %s | FileCheck %s

// Half floats are computed in float32 and rounded once.

// CHECK-LABEL: @half
// CHECK: linalg.generic
// CHECK: %[[X:.*]] = arith.extf %{{.*}} : f16 to f32
// CHECK: %[[E:.*]] = math.exp %[[X]] : f32
// CHECK: %[[R:.*]] = arith.truncf %[[E]] : f32 to f16
// CHECK-NEXT: linalg.yield %[[R]]
func.func @half(%x: tensor<4xf16>) -> tensor<4xf16> {
  %0 = aten.exp %x : (tensor<4xf16>) -> tensor<4xf16>
  return %0 : tensor<4xf16>
}

// -----

// Operands broadcast in their maps and promote in the body; a factor of 1 costs nothing.

// CHECK: #[[ROW:.*]] = affine_map<(d0, d1) -> (d1)>
// CHECK-LABEL: @promoted
// CHECK: linalg.generic {indexing_maps = [#{{.*}}, #[[ROW]], #{{.*}}]
// CHECK-NEXT: ^bb0(%[[A:.*]]: f32, %[[B:.*]]: i64, %{{.*}}: f32):
// CHECK-NEXT: %[[F:.*]] = arith.sitofp %[[B]] : i64 to f32
// CHECK-NEXT: arith.addf %[[A]], %[[F]] : f32
func.func @promoted(%a: tensor<2x3xf32>, %b: tensor<3xi64>) -> tensor<2x3xf32> {
  %0 = aten.add.Tensor %a, %b : (tensor<2x3xf32>, tensor<3xi64>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// -----

// A number in place of a half float is rounded as one: 0.1 is 0.0999755859 here.

// CHECK-LABEL: @rounded_number
// CHECK: arith.constant 0.0999755859 : f32
func.func @rounded_number(%x: tensor<4xf16>) -> tensor<4xf16> {
  %0 = aten.add.Scalar %x other = 1.000000e-01 : (tensor<4xf16>) -> tensor<4xf16>
  return %0 : tensor<4xf16>
}

// -----

// Complex numbers are computed by their parts, of which vectors can be made.

// CHECK-LABEL: @complex
// CHECK: linalg.generic
// CHECK-DAG: complex.re
// CHECK-DAG: complex.im
// CHECK-NOT: complex.mul
// CHECK: complex.create
// CHECK-NEXT: linalg.yield
func.func @complex(%x: tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>> {
  %0 = aten.mul.Tensor %x, %x : (tensor<4xcomplex<f32>>, tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>>
  return %0 : tensor<4xcomplex<f32>>
}

// -----

// Bounds that are numbers take one instruction each; those of integers hold in their dtype.

// CHECK-LABEL: @bounds
// CHECK: linalg.generic
// CHECK: %[[IS_LESS:.*]] = arith.cmpf ogt, %[[LOW:.*]], %[[X:.*]] : f32
// CHECK-NEXT: %[[Y:.*]] = arith.select %[[IS_LESS]], %[[LOW]], %[[X]] : f32
// CHECK-NEXT: %[[IS_MORE:.*]] = arith.cmpf olt, %[[HIGH:.*]], %[[Y]] : f32
// CHECK-NEXT: arith.select %[[IS_MORE]], %[[HIGH]], %[[Y]] : f32
// CHECK: linalg.generic
// CHECK: arith.minui
func.func @bounds(%x: tensor<4xf32>, %y: tensor<4xui8>) -> (tensor<4xf32>, tensor<4xui8>) {
  %0 = aten.clamp %x min = -1.000000e+00 max = 1.000000e+00 : (tensor<4xf32>) -> tensor<4xf32>
  %1 = aten.clamp %y min = -1 max = 100 : (tensor<4xui8>) -> tensor<4xui8>
  return %0, %1 : tensor<4xf32>, tensor<4xui8>
}

// -----

// Simple powers are products and roots.

// CHECK-LABEL: @powers
// CHECK-NOT: math.powf
// CHECK: arith.mulf
// CHECK: math.sqrt
// CHECK: math.powf
func.func @powers(%x: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) {
  %0 = aten.pow.Tensor_Scalar %x exponent = 2 : (tensor<4xf32>) -> tensor<4xf32>
  %1 = aten.pow.Tensor_Scalar %x exponent = 5.000000e-01 : (tensor<4xf32>) -> tensor<4xf32>
  %2 = aten.pow.Tensor_Scalar %x exponent = 2.500000e+00 : (tensor<4xf32>) -> tensor<4xf32>
  return %0, %1, %2 : tensor<4xf32>, tensor<4xf32>, tensor<4xf32>
}
