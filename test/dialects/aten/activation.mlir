// Activation functions: each op in its custom, generic and bytecode forms.
// RUN: %roundtrip %s

func.func @without_parameters(%self: tensor<2x?xf16>) -> tensor<2x?xf16> {
  %0 = aten.relu %self : (tensor<2x?xf16>) -> tensor<2x?xf16>
  %1 = aten.relu6 %self : (tensor<2x?xf16>) -> tensor<2x?xf16>
  %2 = aten.selu %self : (tensor<2x?xf16>) -> tensor<2x?xf16>
  %3 = aten.sigmoid %self : (tensor<2x?xf16>) -> tensor<2x?xf16>
  %4 = aten.log_sigmoid %self : (tensor<2x?xf16>) -> tensor<2x?xf16>
  %5 = aten.hardsigmoid %self : (tensor<2x?xf16>) -> tensor<2x?xf16>
  %6 = aten.hardswish %self : (tensor<2x?xf16>) -> tensor<2x?xf16>
  %7 = aten.mish %self : (tensor<2x?xf16>) -> tensor<2x?xf16>
  %8 = aten.silu %self : (tensor<2x?xf16>) -> tensor<2x?xf16>
  %9, %10 = aten.log_sigmoid_forward %self : (tensor<2x?xf16>) -> (tensor<2x?xf16>, tensor<2x?xf16>)
  return %9 : tensor<2x?xf16>
}

// Integers, where there is something to do with them.
func.func @of_integers(%self: tensor<4xi32>) -> tensor<4xf32> {
  %0 = aten.relu %self : (tensor<4xi32>) -> tensor<4xi32>
  %1 = aten.relu6 %self : (tensor<4xi32>) -> tensor<4xi32>
  %2 = aten.hardtanh %self min_val = 0 max_val = 6 : (tensor<4xi32>) -> tensor<4xi32>
  %3 = aten.threshold %self threshold = 0 value = -1 : (tensor<4xi32>) -> tensor<4xi32>
  %4 = aten.sigmoid %self : (tensor<4xi32>) -> tensor<4xf32>
  return %4 : tensor<4xf32>
}

// Parameters that have their defaults are not written.
func.func @with_defaults(%self: tensor<2x4xf32>) -> tensor<2x2xf32> {
  %0 = aten.leaky_relu %self : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %1 = aten.rrelu %self : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %2 = aten.celu %self : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %3 = aten.elu %self : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %4 = aten.hardtanh %self : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %5 = aten.gelu %self : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %6 = aten.softplus %self : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %7 = aten.hardshrink %self : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %8 = aten.softshrink %self : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %9 = aten.glu %self : (tensor<2x4xf32>) -> tensor<2x2xf32>
  return %9 : tensor<2x2xf32>
}

func.func @with_parameters(%self: tensor<2x4xf32>, %bfloats: tensor<?x6xbf16>, %complexes: tensor<3xcomplex<f32>>) -> tensor<3xcomplex<f32>> {
  %0 = aten.leaky_relu %self negative_slope = 2.000000e-01 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %1 = aten.rrelu %self lower = 1.000000e-01 upper = 2.000000e-01 training = true : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %2 = aten.threshold %self threshold = 1.000000e-01 value = 20 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %3 = aten.celu %self alpha = 2 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %4 = aten.elu %self alpha = 1.500000e+00 scale = 2 input_scale = 5.000000e-01 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %5 = aten.hardtanh %self min_val = -2.000000e+00 max_val = 2.000000e+00 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %6 = aten.gelu %bfloats approximate = "tanh" : (tensor<?x6xbf16>) -> tensor<?x6xbf16>
  %7 = aten.softplus %self beta = 2 threshold = 1.000000e+01 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %8 = aten.hardshrink %self lambd = 1 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %9 = aten.softshrink %self lambd = 0.000000e+00 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %10 = aten.glu %self dim = 0 : (tensor<2x4xf32>) -> tensor<1x4xf32>
  %11 = aten.glu %bfloats dim = 1 : (tensor<?x6xbf16>) -> tensor<?x3xbf16>
  %12 = aten.silu %complexes : (tensor<3xcomplex<f32>>) -> tensor<3xcomplex<f32>>
  return %12 : tensor<3xcomplex<f32>>
}

// A weight for all or for each channel.
func.func @with_weights(%self: tensor<2x3x?xf32>, %one: tensor<1xf32>, %each: tensor<3xf32>, %like: tensor<1x3x1xf32>) -> tensor<2x3x?xf32> {
  %0 = aten.prelu %self, %one : (tensor<2x3x?xf32>, tensor<1xf32>) -> tensor<2x3x?xf32>
  %1 = aten.prelu %self, %each : (tensor<2x3x?xf32>, tensor<3xf32>) -> tensor<2x3x?xf32>
  %2 = aten._prelu_kernel %self, %like : (tensor<2x3x?xf32>, tensor<1x3x1xf32>) -> tensor<2x3x?xf32>
  return %2 : tensor<2x3x?xf32>
}
