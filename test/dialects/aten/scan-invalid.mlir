// Cumulative ops: wrong uses.
// RUN: tricast-opt %s -split-input-file -verify-diagnostics

func.func @cumsum(%a: tensor<2x3xf32>) {
  // expected-error@+1 {{Dimension out of range (expected to be in range of [-2, 1], but got 2)}}
  %0 = aten.cumsum %a dim = 2 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @cumprod(%a: tensor<2x3xi8>) {
  // expected-error@+1 {{result #0 must be tensor<2x3xi64>, but is tensor<2x3xi8>}}
  %0 = aten.cumprod %a dim = 0 : (tensor<2x3xi8>) -> tensor<2x3xi8>
  return
}

// -----

func.func @cummax(%a: tensor<2xcomplex<f32>>) {
  // expected-error@+1 {{"cummax_cpu" not implemented for 'ComplexFloat'}}
  %0, %1 = aten.cummax %a dim = 0 : (tensor<2xcomplex<f32>>) -> (tensor<2xcomplex<f32>>, tensor<2xi64>)
  return
}

// -----

func.func @cummin(%a: tensor<2x3xf32>) {
  // expected-error@+1 {{result #1 must be tensor<2x3xi64>, but is tensor<2x3xf32>}}
  %0, %1 = aten.cummin %a dim = 0 : (tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>)
  return
}

// -----

func.func @logcumsumexp(%a: tensor<2x3xi64>) {
  // expected-error@+1 {{"logcumsumexp_out_cpu" not implemented for 'Long'}}
  %0 = aten.logcumsumexp %a dim = 0 : (tensor<2x3xi64>) -> tensor<2x3xi64>
  return
}

// -----

func.func @diff(%a: tensor<f32>) {
  // expected-error@+1 {{diff expects input to be at least one-dimensional}}
  %0 = aten.diff %a : (tensor<f32>) -> tensor<f32>
  return
}

// -----

func.func @diff(%a: tensor<2x3xf32>) {
  // expected-error@+1 {{order must be non-negative but got -1}}
  %0 = aten.diff %a n = -1 : (tensor<2x3xf32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @diff(%a: tensor<2x3xf32>, %b: tensor<3x1xf32>) {
  // expected-error@+1 {{input.size(0) = 2, but got tensor.size(0) = 3}}
  %0 = aten.diff %a prepend = %b : (tensor<2x3xf32>, tensor<3x1xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @trapezoid_x(%a: tensor<3x4xf32>, %x: tensor<3xf32>) {
  // expected-error@+1 {{trapezoid: There must be one `x` value for each sample point}}
  %0 = aten.trapezoid.x %a, %x : (tensor<3x4xf32>, tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @trapezoid_dx(%a: tensor<3x4xi1>) {
  // expected-error@+1 {{trapezoid: received a bool input for `y`, but bool is not supported}}
  %0 = aten.trapezoid.dx %a : (tensor<3x4xi1>) -> tensor<3xf32>
  return
}

// -----

func.func @cumulative_trapezoid_x(%a: tensor<3x4xf32>, %x: tensor<5x4xf32>) {
  // expected-error@+1 {{The size of tensor a (5) must match the size of tensor b (3) at non-singleton dimension 0}}
  %0 = aten.cumulative_trapezoid.x %a, %x : (tensor<3x4xf32>, tensor<5x4xf32>) -> tensor<3x3xf32>
  return
}

// -----

func.func @cumulative_trapezoid_dx(%a: tensor<3x4xf32>) {
  // expected-error@+1 {{result #0 must be tensor<2x4xf32>, but is tensor<3x3xf32>}}
  %0 = aten.cumulative_trapezoid.dx %a dim = 0 : (tensor<3x4xf32>) -> tensor<3x3xf32>
  return
}
