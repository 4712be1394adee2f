// RUN: tricast-opt %s -split-input-file -verify-diagnostics

func.func @alpha(%x: tensor<3xf32>) {
  // expected-error@+1 {{For non-complex input tensors, argument alpha must not be a complex number.}}
  %0 = aten.add.Tensor %x, %x alpha = (0.0, 1.0) : (tensor<3xf32>, tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @real(%x: tensor<3xf32>) {
  // expected-error@+1 {{value cannot be converted to type Float without overflow}}
  %0 = aten.fill.Scalar %x value = (0.0, 1.0) : (tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

// No target has them.
func.func @target(%x: tensor<3xf32>) {
  // expected-error@+1 {{'other' is a complex number, expected a real one}}
  %0 = et_vk.eq.Scalar %x other = (0, -1) : (tensor<3xf32>) -> tensor<3xi1>
  return
}

// -----

func.func @parts(%x: tensor<3xcomplex<f32>>) {
  // expected-error@+1 {{expected a number, a bool}}
  %0 = aten.mul.Scalar %x other = (i, 1.0) : (tensor<3xcomplex<f32>>) -> tensor<3xcomplex<f32>>
  return
}

// -----

func.func @bools(%x: tensor<3xcomplex<f32>>) {
  // expected-error@+1 {{expected a number that is no bool}}
  %0 = aten.mul.Scalar %x other = (true, 1.0) : (tensor<3xcomplex<f32>>) -> tensor<3xcomplex<f32>>
  return
}
