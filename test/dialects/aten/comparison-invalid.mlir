// Wrong uses of comparison, logic and bits, each refused in PyTorch's words.
// RUN: tricast-opt %s -split-input-file -verify-diagnostics

func.func @eq_Tensor(%self: tensor<3xf32>, %other: tensor<2xf32>) {
  // expected-error@+1 {{The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 0}}
  %0 = aten.eq.Tensor %self, %other : (tensor<3xf32>, tensor<2xf32>) -> tensor<3xi1>
  return
}

// -----

func.func @eq_Scalar(%self: tensor<3xf32>) {
  // expected-error@+1 {{result #0 must be tensor<3xi1>, but is tensor<3xf32>}}
  %0 = aten.eq.Scalar %self other = 0 : (tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @ne_Tensor(%self: tensor<3xf32>, %other: tensor<2xf32>) {
  // expected-error@+1 {{The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 0}}
  %0 = aten.ne.Tensor %self, %other : (tensor<3xf32>, tensor<2xf32>) -> tensor<3xi1>
  return
}

// -----

func.func @ne_Scalar(%self: tensor<3xf32>) {
  // expected-error@+1 {{result #0 must be tensor<3xi1>, but is tensor<3xf32>}}
  %0 = aten.ne.Scalar %self other = 0 : (tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @ge_Tensor(%self: tensor<3xcomplex<f32>>, %other: tensor<3xf32>) {
  // expected-error@+1 {{"ge" not implemented for 'ComplexFloat'}}
  %0 = aten.ge.Tensor %self, %other : (tensor<3xcomplex<f32>>, tensor<3xf32>) -> tensor<3xi1>
  return
}

// -----

func.func @ge_Scalar(%self: tensor<3xf32>) {
  // expected-error@+1 {{result #0 must be tensor<3xi1>, but is tensor<3xf32>}}
  %0 = aten.ge.Scalar %self other = 0 : (tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @gt_Tensor(%self: tensor<3xcomplex<f32>>, %other: tensor<3xf32>) {
  // expected-error@+1 {{"gt" not implemented for 'ComplexFloat'}}
  %0 = aten.gt.Tensor %self, %other : (tensor<3xcomplex<f32>>, tensor<3xf32>) -> tensor<3xi1>
  return
}

// -----

func.func @gt_Scalar(%self: tensor<3xf32>) {
  // expected-error@+1 {{result #0 must be tensor<3xi1>, but is tensor<3xf32>}}
  %0 = aten.gt.Scalar %self other = 0 : (tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @le_Tensor(%self: tensor<3xcomplex<f32>>, %other: tensor<3xf32>) {
  // expected-error@+1 {{"le" not implemented for 'ComplexFloat'}}
  %0 = aten.le.Tensor %self, %other : (tensor<3xcomplex<f32>>, tensor<3xf32>) -> tensor<3xi1>
  return
}

// -----

func.func @le_Scalar(%self: tensor<3xf32>) {
  // expected-error@+1 {{result #0 must be tensor<3xi1>, but is tensor<3xf32>}}
  %0 = aten.le.Scalar %self other = 0 : (tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @lt_Tensor(%self: tensor<3xcomplex<f32>>, %other: tensor<3xf32>) {
  // expected-error@+1 {{"lt" not implemented for 'ComplexFloat'}}
  %0 = aten.lt.Tensor %self, %other : (tensor<3xcomplex<f32>>, tensor<3xf32>) -> tensor<3xi1>
  return
}

// -----

func.func @lt_Scalar(%self: tensor<3xf32>) {
  // expected-error@+1 {{result #0 must be tensor<3xi1>, but is tensor<3xf32>}}
  %0 = aten.lt.Scalar %self other = 0 : (tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @isclose(%self: tensor<3xf32>, %other: tensor<3xf64>) {
  // expected-error@+1 {{Float did not match Double}}
  %0 = aten.isclose %self, %other : (tensor<3xf32>, tensor<3xf64>) -> tensor<3xi1>
  return
}

// -----

func.func @isclose(%self: tensor<3xf32>, %other: tensor<3xf32>) {
  // expected-error@+1 {{atol must be greater than or equal to zero, but got -1}}
  %0 = aten.isclose %self, %other atol = -1.000000e+00 : (tensor<3xf32>, tensor<3xf32>) -> tensor<3xi1>
  return
}

// -----

func.func @isin_Tensor_Tensor(%elements: tensor<3xi1>, %test_elements: tensor<2xi1>) {
  // expected-error@+1 {{Unsupported input type encountered for isin(): Bool}}
  %0 = aten.isin.Tensor_Tensor %elements, %test_elements : (tensor<3xi1>, tensor<2xi1>) -> tensor<3xi1>
  return
}

// -----

func.func @isin_Tensor_Scalar(%elements: tensor<3xi64>) {
  // expected-error@+1 {{Unsupported input type encountered for isin(): Bool}}
  %0 = aten.isin.Tensor_Scalar %elements test_element = true : (tensor<3xi64>) -> tensor<3xi1>
  return
}

// -----

func.func @isin_Scalar_Tensor(%test_elements: tensor<3xi64>) {
  // expected-error@+1 {{result #0 must be tensor<i1>, but is tensor<3xi1>}}
  %0 = aten.isin.Scalar_Tensor %test_elements element = 1 : (tensor<3xi64>) -> tensor<3xi1>
  return
}

// -----

func.func @isfinite(%self: tensor<3xf32>) {
  // expected-error@+1 {{result #0 must be tensor<3xi1>, but is tensor<3xf32>}}
  %0 = aten.isfinite %self : (tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @isinf(%self: tensor<3xf32>) {
  // expected-error@+1 {{result #0 must be tensor<3xi1>, but is tensor<3xf32>}}
  %0 = aten.isinf %self : (tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @isnan(%self: tensor<3xf32>) {
  // expected-error@+1 {{result #0 must be tensor<3xi1>, but is tensor<3xf32>}}
  %0 = aten.isnan %self : (tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @isreal(%self: tensor<3xf32>) {
  // expected-error@+1 {{result #0 must be tensor<3xi1>, but is tensor<3xf32>}}
  %0 = aten.isreal %self : (tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @logical_not(%self: tensor<3xf32>) {
  // expected-error@+1 {{result #0 must be tensor<3xi1>, but is tensor<3xf32>}}
  %0 = aten.logical_not %self : (tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @isneginf(%self: tensor<3xcomplex<f32>>) {
  // expected-error@+1 {{isneginf does not support complex inputs.}}
  %0 = aten.isneginf %self : (tensor<3xcomplex<f32>>) -> tensor<3xi1>
  return
}

// -----

func.func @isposinf(%self: tensor<3xcomplex<f32>>) {
  // expected-error@+1 {{isposinf does not support complex inputs.}}
  %0 = aten.isposinf %self : (tensor<3xcomplex<f32>>) -> tensor<3xi1>
  return
}

// -----

func.func @logical_and(%self: tensor<3xf32>, %other: tensor<2xf32>) {
  // expected-error@+1 {{The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 0}}
  %0 = aten.logical_and %self, %other : (tensor<3xf32>, tensor<2xf32>) -> tensor<3xi1>
  return
}

// -----

func.func @logical_or(%self: tensor<3xf32>, %other: tensor<2xf32>) {
  // expected-error@+1 {{The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 0}}
  %0 = aten.logical_or %self, %other : (tensor<3xf32>, tensor<2xf32>) -> tensor<3xi1>
  return
}

// -----

func.func @logical_xor(%self: tensor<3xf32>, %other: tensor<2xf32>) {
  // expected-error@+1 {{The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 0}}
  %0 = aten.logical_xor %self, %other : (tensor<3xf32>, tensor<2xf32>) -> tensor<3xi1>
  return
}

// -----

func.func @bitwise_not(%self: tensor<3xf32>) {
  // expected-error@+1 {{"bitwise_not" not implemented for 'Float'}}
  %0 = aten.bitwise_not %self : (tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @bitwise_and_Tensor(%self: tensor<3xf32>, %other: tensor<3xi32>) {
  // expected-error@+1 {{"bitwise_and" not implemented for 'Float'}}
  %0 = aten.bitwise_and.Tensor %self, %other : (tensor<3xf32>, tensor<3xi32>) -> tensor<3xf32>
  return
}

// -----

func.func @bitwise_and_Scalar(%self: tensor<3xi1>) {
  // expected-error@+1 {{result #0 must be tensor<3xi64>, but is tensor<3xi1>}}
  %0 = aten.bitwise_and.Scalar %self other = 1 : (tensor<3xi1>) -> tensor<3xi1>
  return
}

// -----

func.func @bitwise_or_Tensor(%self: tensor<3xf32>, %other: tensor<3xi32>) {
  // expected-error@+1 {{"bitwise_or" not implemented for 'Float'}}
  %0 = aten.bitwise_or.Tensor %self, %other : (tensor<3xf32>, tensor<3xi32>) -> tensor<3xf32>
  return
}

// -----

func.func @bitwise_or_Scalar(%self: tensor<3xi1>) {
  // expected-error@+1 {{result #0 must be tensor<3xi64>, but is tensor<3xi1>}}
  %0 = aten.bitwise_or.Scalar %self other = 1 : (tensor<3xi1>) -> tensor<3xi1>
  return
}

// -----

func.func @bitwise_xor_Tensor(%self: tensor<3xf32>, %other: tensor<3xi32>) {
  // expected-error@+1 {{"bitwise_xor" not implemented for 'Float'}}
  %0 = aten.bitwise_xor.Tensor %self, %other : (tensor<3xf32>, tensor<3xi32>) -> tensor<3xf32>
  return
}

// -----

func.func @bitwise_xor_Scalar(%self: tensor<3xi1>) {
  // expected-error@+1 {{result #0 must be tensor<3xi64>, but is tensor<3xi1>}}
  %0 = aten.bitwise_xor.Scalar %self other = 1 : (tensor<3xi1>) -> tensor<3xi1>
  return
}

// -----

func.func @and___Tensor(%self: tensor<3xf32>, %other: tensor<3xi32>) {
  // expected-error@+1 {{"__and__" not implemented for 'Float'}}
  %0 = aten.__and__.Tensor %self, %other : (tensor<3xf32>, tensor<3xi32>) -> tensor<3xf32>
  return
}

// -----

func.func @and___Scalar(%self: tensor<3xi1>) {
  // expected-error@+1 {{result #0 must be tensor<3xi64>, but is tensor<3xi1>}}
  %0 = aten.__and__.Scalar %self other = 1 : (tensor<3xi1>) -> tensor<3xi1>
  return
}

// -----

func.func @or___Tensor(%self: tensor<3xf32>, %other: tensor<3xi32>) {
  // expected-error@+1 {{"__or__" not implemented for 'Float'}}
  %0 = aten.__or__.Tensor %self, %other : (tensor<3xf32>, tensor<3xi32>) -> tensor<3xf32>
  return
}

// -----

func.func @or___Scalar(%self: tensor<3xi1>) {
  // expected-error@+1 {{result #0 must be tensor<3xi64>, but is tensor<3xi1>}}
  %0 = aten.__or__.Scalar %self other = 1 : (tensor<3xi1>) -> tensor<3xi1>
  return
}

// -----

func.func @xor___Tensor(%self: tensor<3xf32>, %other: tensor<3xi32>) {
  // expected-error@+1 {{"__xor__" not implemented for 'Float'}}
  %0 = aten.__xor__.Tensor %self, %other : (tensor<3xf32>, tensor<3xi32>) -> tensor<3xf32>
  return
}

// -----

func.func @xor___Scalar(%self: tensor<3xi1>) {
  // expected-error@+1 {{result #0 must be tensor<3xi64>, but is tensor<3xi1>}}
  %0 = aten.__xor__.Scalar %self other = 1 : (tensor<3xi1>) -> tensor<3xi1>
  return
}

// -----

func.func @bitwise_and_Scalar_Tensor(%other: tensor<3xi32>) {
  // expected-error@+1 {{"bitwise_and" not implemented for 'Float'}}
  %0 = aten.bitwise_and.Scalar_Tensor %other self = 5.000000e-01 : (tensor<3xi32>) -> tensor<3xi32>
  return
}

// -----

func.func @bitwise_or_Scalar_Tensor(%other: tensor<3xi32>) {
  // expected-error@+1 {{"bitwise_or" not implemented for 'Float'}}
  %0 = aten.bitwise_or.Scalar_Tensor %other self = 5.000000e-01 : (tensor<3xi32>) -> tensor<3xi32>
  return
}

// -----

func.func @bitwise_xor_Scalar_Tensor(%other: tensor<3xi32>) {
  // expected-error@+1 {{"bitwise_xor" not implemented for 'Float'}}
  %0 = aten.bitwise_xor.Scalar_Tensor %other self = 5.000000e-01 : (tensor<3xi32>) -> tensor<3xi32>
  return
}

// -----

func.func @bitwise_left_shift_Tensor(%self: tensor<3xi1>, %other: tensor<3xi1>) {
  // expected-error@+1 {{"bitwise_left_shift" not implemented for 'Bool'}}
  %0 = aten.bitwise_left_shift.Tensor %self, %other : (tensor<3xi1>, tensor<3xi1>) -> tensor<3xi1>
  return
}

// -----

func.func @bitwise_left_shift_Tensor_Scalar(%self: tensor<3xf32>) {
  // expected-error@+1 {{"bitwise_left_shift" not implemented for 'Float'}}
  %0 = aten.bitwise_left_shift.Tensor_Scalar %self other = 1 : (tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @bitwise_left_shift_Scalar_Tensor(%other: tensor<3xi32>) {
  // expected-error@+1 {{result #0 must be tensor<3xi32>, but is tensor<3xi64>}}
  %0 = aten.bitwise_left_shift.Scalar_Tensor %other self = 1 : (tensor<3xi32>) -> tensor<3xi64>
  return
}

// -----

func.func @bitwise_right_shift_Tensor(%self: tensor<3xi1>, %other: tensor<3xi1>) {
  // expected-error@+1 {{"bitwise_right_shift" not implemented for 'Bool'}}
  %0 = aten.bitwise_right_shift.Tensor %self, %other : (tensor<3xi1>, tensor<3xi1>) -> tensor<3xi1>
  return
}

// -----

func.func @bitwise_right_shift_Tensor_Scalar(%self: tensor<3xf32>) {
  // expected-error@+1 {{"bitwise_right_shift" not implemented for 'Float'}}
  %0 = aten.bitwise_right_shift.Tensor_Scalar %self other = 1 : (tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @bitwise_right_shift_Scalar_Tensor(%other: tensor<3xi32>) {
  // expected-error@+1 {{result #0 must be tensor<3xi32>, but is tensor<3xi64>}}
  %0 = aten.bitwise_right_shift.Scalar_Tensor %other self = 1 : (tensor<3xi32>) -> tensor<3xi64>
  return
}

// -----

func.func @lshift___Tensor(%self: tensor<3xi1>, %other: tensor<3xi1>) {
  // expected-error@+1 {{"__lshift__" not implemented for 'Bool'}}
  %0 = aten.__lshift__.Tensor %self, %other : (tensor<3xi1>, tensor<3xi1>) -> tensor<3xi1>
  return
}

// -----

func.func @lshift___Scalar(%self: tensor<3xf32>) {
  // expected-error@+1 {{"__lshift__" not implemented for 'Float'}}
  %0 = aten.__lshift__.Scalar %self other = 1 : (tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @rshift___Tensor(%self: tensor<3xi1>, %other: tensor<3xi1>) {
  // expected-error@+1 {{"__rshift__" not implemented for 'Bool'}}
  %0 = aten.__rshift__.Tensor %self, %other : (tensor<3xi1>, tensor<3xi1>) -> tensor<3xi1>
  return
}

// -----

func.func @rshift___Scalar(%self: tensor<3xf32>) {
  // expected-error@+1 {{"__rshift__" not implemented for 'Float'}}
  %0 = aten.__rshift__.Scalar %self other = 1 : (tensor<3xf32>) -> tensor<3xf32>
  return
}
