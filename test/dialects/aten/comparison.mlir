// Comparison, logic and bits: each op in its custom, generic and bytecode forms.
// RUN: %roundtrip %s

// Comparison, after promotion.
func.func @comparison(%self: tensor<2x3xf32>, %other: tensor<?x1x3xi64>) -> tensor<?x1x3xi1> {
  %0 = aten.eq.Tensor %self, %other : (tensor<2x3xf32>, tensor<?x1x3xi64>) -> tensor<?x2x3xi1>
  %1 = aten.eq.Scalar %other other = 5.000000e-01 : (tensor<?x1x3xi64>) -> tensor<?x1x3xi1>
  %2 = aten.ne.Tensor %self, %other : (tensor<2x3xf32>, tensor<?x1x3xi64>) -> tensor<?x2x3xi1>
  %3 = aten.ne.Scalar %other other = 5.000000e-01 : (tensor<?x1x3xi64>) -> tensor<?x1x3xi1>
  %4 = aten.ge.Tensor %self, %other : (tensor<2x3xf32>, tensor<?x1x3xi64>) -> tensor<?x2x3xi1>
  %5 = aten.ge.Scalar %other other = 5.000000e-01 : (tensor<?x1x3xi64>) -> tensor<?x1x3xi1>
  %6 = aten.gt.Tensor %self, %other : (tensor<2x3xf32>, tensor<?x1x3xi64>) -> tensor<?x2x3xi1>
  %7 = aten.gt.Scalar %other other = 5.000000e-01 : (tensor<?x1x3xi64>) -> tensor<?x1x3xi1>
  %8 = aten.le.Tensor %self, %other : (tensor<2x3xf32>, tensor<?x1x3xi64>) -> tensor<?x2x3xi1>
  %9 = aten.le.Scalar %other other = 5.000000e-01 : (tensor<?x1x3xi64>) -> tensor<?x1x3xi1>
  %10 = aten.lt.Tensor %self, %other : (tensor<2x3xf32>, tensor<?x1x3xi64>) -> tensor<?x2x3xi1>
  %11 = aten.lt.Scalar %other other = 5.000000e-01 : (tensor<?x1x3xi64>) -> tensor<?x1x3xi1>
  %12 = aten.eq.Scalar %self other = "-inf" : (tensor<2x3xf32>) -> tensor<2x3xi1>
  %13 = aten.ne.Scalar %self other = true : (tensor<2x3xf32>) -> tensor<2x3xi1>
  %14 = aten.isclose %self, %self : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xi1>
  %15 = aten.isclose %other, %other rtol = 1.000000e-03 atol = 0.000000e+00 equal_nan = true : (tensor<?x1x3xi64>, tensor<?x1x3xi64>) -> tensor<?x1x3xi1>
  return %15 : tensor<?x1x3xi1>
}

// Membership.
func.func @membership(%elements: tensor<2x?xi64>, %test_elements: tensor<5xf32>) -> tensor<i1> {
  %0 = aten.isin.Tensor_Tensor %elements, %test_elements : (tensor<2x?xi64>, tensor<5xf32>) -> tensor<2x?xi1>
  %1 = aten.isin.Tensor_Tensor %elements, %test_elements assume_unique = true invert = true : (tensor<2x?xi64>, tensor<5xf32>) -> tensor<2x?xi1>
  %2 = aten.isin.Tensor_Scalar %elements test_element = 2 : (tensor<2x?xi64>) -> tensor<2x?xi1>
  %3 = aten.isin.Scalar_Tensor %test_elements element = 2 invert = true : (tensor<5xf32>) -> tensor<i1>
  return %3 : tensor<i1>
}

// Kinds of numbers.
func.func @predicates(%self: tensor<2x3xf16>, %complexes: tensor<?xcomplex<f64>>) -> tensor<?xi1> {
  %0 = aten.isfinite %self : (tensor<2x3xf16>) -> tensor<2x3xi1>
  %1 = aten.isinf %self : (tensor<2x3xf16>) -> tensor<2x3xi1>
  %2 = aten.isnan %self : (tensor<2x3xf16>) -> tensor<2x3xi1>
  %3 = aten.isneginf %self : (tensor<2x3xf16>) -> tensor<2x3xi1>
  %4 = aten.isposinf %self : (tensor<2x3xf16>) -> tensor<2x3xi1>
  %5 = aten.isreal %self : (tensor<2x3xf16>) -> tensor<2x3xi1>
  %6 = aten.logical_not %self : (tensor<2x3xf16>) -> tensor<2x3xi1>
  %7 = aten.isfinite %complexes : (tensor<?xcomplex<f64>>) -> tensor<?xi1>
  %8 = aten.isinf %complexes : (tensor<?xcomplex<f64>>) -> tensor<?xi1>
  %9 = aten.isnan %complexes : (tensor<?xcomplex<f64>>) -> tensor<?xi1>
  %10 = aten.isreal %complexes : (tensor<?xcomplex<f64>>) -> tensor<?xi1>
  %11 = aten.logical_not %complexes : (tensor<?xcomplex<f64>>) -> tensor<?xi1>
  return %11 : tensor<?xi1>
}

// Logic on any dtypes.
func.func @logic(%self: tensor<2x1xf32>, %other: tensor<3xi1>) -> tensor<2x3xi1> {
  %0 = aten.logical_and %self, %other : (tensor<2x1xf32>, tensor<3xi1>) -> tensor<2x3xi1>
  %1 = aten.logical_or %self, %other : (tensor<2x1xf32>, tensor<3xi1>) -> tensor<2x3xi1>
  %2 = aten.logical_xor %self, %other : (tensor<2x1xf32>, tensor<3xi1>) -> tensor<2x3xi1>
  return %2 : tensor<2x3xi1>
}

// Bits of integers and bools.
func.func @bits(%self: tensor<2x1xi32>, %other: tensor<3xui8>, %bools: tensor<?xi1>) -> tensor<3xui8> {
  %0 = aten.bitwise_not %self : (tensor<2x1xi32>) -> tensor<2x1xi32>
  %1 = aten.bitwise_not %bools : (tensor<?xi1>) -> tensor<?xi1>
  %2 = aten.bitwise_and.Tensor %self, %other : (tensor<2x1xi32>, tensor<3xui8>) -> tensor<2x3xi32>
  %3 = aten.bitwise_and.Tensor %bools, %bools : (tensor<?xi1>, tensor<?xi1>) -> tensor<?xi1>
  %4 = aten.bitwise_and.Scalar %bools other = true : (tensor<?xi1>) -> tensor<?xi1>
  %5 = aten.bitwise_and.Scalar %bools other = 1 : (tensor<?xi1>) -> tensor<?xi64>
  %6 = aten.bitwise_or.Tensor %self, %other : (tensor<2x1xi32>, tensor<3xui8>) -> tensor<2x3xi32>
  %7 = aten.bitwise_or.Tensor %bools, %bools : (tensor<?xi1>, tensor<?xi1>) -> tensor<?xi1>
  %8 = aten.bitwise_or.Scalar %bools other = true : (tensor<?xi1>) -> tensor<?xi1>
  %9 = aten.bitwise_or.Scalar %bools other = 1 : (tensor<?xi1>) -> tensor<?xi64>
  %10 = aten.bitwise_xor.Tensor %self, %other : (tensor<2x1xi32>, tensor<3xui8>) -> tensor<2x3xi32>
  %11 = aten.bitwise_xor.Tensor %bools, %bools : (tensor<?xi1>, tensor<?xi1>) -> tensor<?xi1>
  %12 = aten.bitwise_xor.Scalar %bools other = true : (tensor<?xi1>) -> tensor<?xi1>
  %13 = aten.bitwise_xor.Scalar %bools other = 1 : (tensor<?xi1>) -> tensor<?xi64>
  %14 = aten.__and__.Tensor %self, %other : (tensor<2x1xi32>, tensor<3xui8>) -> tensor<2x3xi32>
  %15 = aten.__and__.Tensor %bools, %bools : (tensor<?xi1>, tensor<?xi1>) -> tensor<?xi1>
  %16 = aten.__and__.Scalar %bools other = true : (tensor<?xi1>) -> tensor<?xi1>
  %17 = aten.__and__.Scalar %bools other = 1 : (tensor<?xi1>) -> tensor<?xi64>
  %18 = aten.__or__.Tensor %self, %other : (tensor<2x1xi32>, tensor<3xui8>) -> tensor<2x3xi32>
  %19 = aten.__or__.Tensor %bools, %bools : (tensor<?xi1>, tensor<?xi1>) -> tensor<?xi1>
  %20 = aten.__or__.Scalar %bools other = true : (tensor<?xi1>) -> tensor<?xi1>
  %21 = aten.__or__.Scalar %bools other = 1 : (tensor<?xi1>) -> tensor<?xi64>
  %22 = aten.__xor__.Tensor %self, %other : (tensor<2x1xi32>, tensor<3xui8>) -> tensor<2x3xi32>
  %23 = aten.__xor__.Tensor %bools, %bools : (tensor<?xi1>, tensor<?xi1>) -> tensor<?xi1>
  %24 = aten.__xor__.Scalar %bools other = true : (tensor<?xi1>) -> tensor<?xi1>
  %25 = aten.__xor__.Scalar %bools other = 1 : (tensor<?xi1>) -> tensor<?xi64>
  %26 = aten.bitwise_and.Scalar_Tensor %other self = 15 : (tensor<3xui8>) -> tensor<3xui8>
  %27 = aten.bitwise_or.Scalar_Tensor %other self = 15 : (tensor<3xui8>) -> tensor<3xui8>
  %28 = aten.bitwise_xor.Scalar_Tensor %other self = 15 : (tensor<3xui8>) -> tensor<3xui8>
  return %28 : tensor<3xui8>
}

// Shifts of integers.
func.func @shifts(%self: tensor<2x1xi32>, %other: tensor<3xui8>) -> tensor<2x1xi32> {
  %0 = aten.bitwise_left_shift.Tensor %self, %other : (tensor<2x1xi32>, tensor<3xui8>) -> tensor<2x3xi32>
  %1 = aten.bitwise_left_shift.Tensor_Scalar %self other = 2 : (tensor<2x1xi32>) -> tensor<2x1xi32>
  %2 = aten.bitwise_left_shift.Scalar_Tensor %other self = 1 : (tensor<3xui8>) -> tensor<3xui8>
  %3 = aten.bitwise_right_shift.Tensor %self, %other : (tensor<2x1xi32>, tensor<3xui8>) -> tensor<2x3xi32>
  %4 = aten.bitwise_right_shift.Tensor_Scalar %self other = 2 : (tensor<2x1xi32>) -> tensor<2x1xi32>
  %5 = aten.bitwise_right_shift.Scalar_Tensor %other self = 1 : (tensor<3xui8>) -> tensor<3xui8>
  %6 = aten.__lshift__.Tensor %self, %other : (tensor<2x1xi32>, tensor<3xui8>) -> tensor<2x3xi32>
  %7 = aten.__lshift__.Scalar %self other = 2 : (tensor<2x1xi32>) -> tensor<2x1xi32>
  %8 = aten.__rshift__.Tensor %self, %other : (tensor<2x1xi32>, tensor<3xui8>) -> tensor<2x3xi32>
  %9 = aten.__rshift__.Scalar %self other = 2 : (tensor<2x1xi32>) -> tensor<2x1xi32>
  return %9 : tensor<2x1xi32>
}
