// Wrong uses of activation functions, each refused in PyTorch's words.
// RUN: tricast-opt %s -split-input-file -verify-diagnostics

func.func @relu(%self: tensor<4xi1>) {
  // expected-error@+1 {{Boolean inputs not supported for relu}}
  %0 = aten.relu %self : (tensor<4xi1>) -> tensor<4xi1>
  return
}

// -----

func.func @relu6(%self: tensor<4xi1>) {
  // expected-error@+1 {{Bool inputs not supported for hardtanh}}
  %0 = aten.relu6 %self : (tensor<4xi1>) -> tensor<4xi1>
  return
}

// -----

func.func @hardtanh(%self: tensor<4xui8>) {
  // expected-error@+1 {{cannot do hardtanh on an unsigned type with negative limits}}
  %0 = aten.hardtanh %self : (tensor<4xui8>) -> tensor<4xui8>
  return
}

// -----

func.func @sigmoid(%self: tensor<4xi32>) {
  // expected-error@+1 {{result #0 must be tensor<4xf32>, but is tensor<4xi32>}}
  %0 = aten.sigmoid %self : (tensor<4xi32>) -> tensor<4xi32>
  return
}

// -----

func.func @leaky_relu(%self: tensor<4xi32>) {
  // expected-error@+1 {{"leaky_relu" not implemented for 'Int'}}
  %0 = aten.leaky_relu %self : (tensor<4xi32>) -> tensor<4xi32>
  return
}

// -----

func.func @elu(%self: tensor<4xi32>) {
  // expected-error@+1 {{"elu" not implemented for 'Int'}}
  %0 = aten.elu %self : (tensor<4xi32>) -> tensor<4xi32>
  return
}

// -----

func.func @selu(%self: tensor<4xi32>) {
  // expected-error@+1 {{"selu" not implemented for 'Int'}}
  %0 = aten.selu %self : (tensor<4xi32>) -> tensor<4xi32>
  return
}

// -----

func.func @log_sigmoid(%self: tensor<4xi32>) {
  // expected-error@+1 {{"log_sigmoid" not implemented for 'Int'}}
  %0 = aten.log_sigmoid %self : (tensor<4xi32>) -> tensor<4xi32>
  return
}

// -----

func.func @hardsigmoid(%self: tensor<4xi32>) {
  // expected-error@+1 {{"hardsigmoid" not implemented for 'Int'}}
  %0 = aten.hardsigmoid %self : (tensor<4xi32>) -> tensor<4xi32>
  return
}

// -----

func.func @hardswish(%self: tensor<4xi32>) {
  // expected-error@+1 {{"hardswish" not implemented for 'Int'}}
  %0 = aten.hardswish %self : (tensor<4xi32>) -> tensor<4xi32>
  return
}

// -----

func.func @gelu(%self: tensor<4xi32>) {
  // expected-error@+1 {{"gelu" not implemented for 'Int'}}
  %0 = aten.gelu %self : (tensor<4xi32>) -> tensor<4xi32>
  return
}

// -----

func.func @mish(%self: tensor<4xi32>) {
  // expected-error@+1 {{"mish" not implemented for 'Int'}}
  %0 = aten.mish %self : (tensor<4xi32>) -> tensor<4xi32>
  return
}

// -----

func.func @silu(%self: tensor<4xi32>) {
  // expected-error@+1 {{"silu" not implemented for 'Int'}}
  %0 = aten.silu %self : (tensor<4xi32>) -> tensor<4xi32>
  return
}

// -----

func.func @softplus(%self: tensor<4xi32>) {
  // expected-error@+1 {{"softplus" not implemented for 'Int'}}
  %0 = aten.softplus %self : (tensor<4xi32>) -> tensor<4xi32>
  return
}

// -----

func.func @hardshrink(%self: tensor<4xi32>) {
  // expected-error@+1 {{"hardshrink" not implemented for 'Int'}}
  %0 = aten.hardshrink %self : (tensor<4xi32>) -> tensor<4xi32>
  return
}

// -----

func.func @log_sigmoid_forward(%self: tensor<4xi32>) {
  // expected-error@+1 {{"log_sigmoid_forward" not implemented for 'Int'}}
  %0, %1 = aten.log_sigmoid_forward %self : (tensor<4xi32>) -> (tensor<4xi32>, tensor<4xi32>)
  return
}

// -----

func.func @gelu(%self: tensor<4xf32>) {
  // expected-error@+1 {{attribute 'approximate' failed to satisfy constraint: one of 'none', 'tanh'}}
  %0 = aten.gelu %self approximate = "sigmoid" : (tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @celu(%self: tensor<4xf32>) {
  // expected-error@+1 {{alpha cannot be 0 for CELU}}
  %0 = aten.celu %self alpha = 0.000000e+00 : (tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @softshrink(%self: tensor<4xf32>) {
  // expected-error@+1 {{lambda must be greater or equal to 0, but found to be -1.}}
  %0 = aten.softshrink %self lambd = -1 : (tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @rrelu(%self: tensor<4xf32>) {
  // expected-error@+1 {{Lower bound should be less than or equal to the upper bound}}
  %0 = aten.rrelu %self lower = 1 upper = 0 : (tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @threshold(%self: tensor<4xi1>) {
  // expected-error@+1 {{"threshold" not implemented for 'Bool'}}
  %0 = aten.threshold %self threshold = 0 value = 1 : (tensor<4xi1>) -> tensor<4xi1>
  return
}

// -----

func.func @glu(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{Halving dimension must be even, but dimension 1 is size 3}}
  %0 = aten.glu %self : (tensor<2x3xf32>) -> tensor<2x1xf32>
  return
}

// -----

func.func @glu(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{Dimension out of range (expected to be in range of [-2, 1], but got 2)}}
  %0 = aten.glu %self dim = 2 : (tensor<2x3xf32>) -> tensor<2x1xf32>
  return
}

// -----

func.func @prelu(%self: tensor<2x3xf32>, %weight: tensor<2xf32>) {
  // expected-error@+1 {{Mismatch of parameter numbers and input channel size. Found parameter numbers = 2 and channel size = 3.}}
  %0 = aten.prelu %self, %weight : (tensor<2x3xf32>, tensor<2xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @prelu(%self: tensor<2x3xf32>, %weight: tensor<3xf16>) {
  // expected-error@+1 {{prelu: Type promoting not supported. Got Float and Half}}
  %0 = aten.prelu %self, %weight : (tensor<2x3xf32>, tensor<3xf16>) -> tensor<2x3xf32>
  return
}

// -----

func.func @prelu_kernel(%self: tensor<3xf32>, %weight: tensor<2xf32>) {
  // expected-error@+1 {{The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 0}}
  %0 = aten._prelu_kernel %self, %weight : (tensor<3xf32>, tensor<2xf32>) -> tensor<3xf32>
  return
}
