// Wrong uses of ops that make tensors, each refused in PyTorch's words.
// RUN: tricast-opt %s -split-input-file -verify-diagnostics

func.func @zeros() {
  // expected-error@+1 {{Trying to create tensor with negative dimension -1: [2, -1]}}
  %0 = aten.zeros size = [2, -1] : () -> tensor<2x1xf32>
  return
}

// -----

func.func @ones() {
  // expected-error@+1 {{Trying to create tensor with negative dimension -1: [2, -1]}}
  %0 = aten.ones size = [2, -1] : () -> tensor<2x1xf32>
  return
}

// -----

func.func @empty_memory_format() {
  // expected-error@+1 {{Trying to create tensor with negative dimension -1: [2, -1]}}
  %0 = aten.empty.memory_format size = [2, -1] : () -> tensor<2x1xf32>
  return
}

// -----

func.func @empty_memory_format() {
  // expected-error@+1 {{required rank 4 tensor to use channels_last format}}
  %0 = aten.empty.memory_format size = [2, 3] memory_format = "channels_last" : () -> tensor<2x3xf32>
  return
}

// -----

func.func @empty_permuted() {
  // expected-error@+1 {{Duplicate dim not allowed}}
  %0 = aten.empty_permuted size = [2, 3] physical_layout = [0, 0] : () -> tensor<2x3xf32>
  return
}

// -----

func.func @empty_permuted() {
  // expected-error@+1 {{Dimension out of range (expected to be between 0 and 1, but got 2 at index 1)}}
  %0 = aten.empty_permuted size = [2, 3] physical_layout = [0, 2] : () -> tensor<2x3xf32>
  return
}

// -----

func.func @empty_strided() {
  // expected-error@+1 {{mismatch in length of strides and shape}}
  %0 = aten.empty_strided size = [2, 3] stride = [1] : () -> tensor<2x3xf32>
  return
}

// -----

func.func @full() {
  // expected-error@+1 {{result #0 must be tensor<2xi64>, but is tensor<2xf32>}}
  %0 = aten.full size = [2] fill_value = 1 : () -> tensor<2xf32>
  return
}

// -----

func.func @zeros_like(%self: tensor<2x3xf16>) {
  // expected-error@+1 {{required rank 5 tensor to use channels_last_3d format}}
  %0 = aten.zeros_like %self memory_format = "channels_last_3d" : (tensor<2x3xf16>) -> tensor<2x3xf16>
  return
}

// -----

func.func @ones_like(%self: tensor<2x3xf16>) {
  // expected-error@+1 {{required rank 5 tensor to use channels_last_3d format}}
  %0 = aten.ones_like %self memory_format = "channels_last_3d" : (tensor<2x3xf16>) -> tensor<2x3xf16>
  return
}

// -----

func.func @empty_like(%self: tensor<2x3xf16>) {
  // expected-error@+1 {{required rank 5 tensor to use channels_last_3d format}}
  %0 = aten.empty_like %self memory_format = "channels_last_3d" : (tensor<2x3xf16>) -> tensor<2x3xf16>
  return
}

// -----

func.func @new_zeros(%self: tensor<2x3xf16>) {
  // expected-error@+1 {{Trying to create tensor with negative dimension -1: [2, -1]}}
  %0 = aten.new_zeros %self size = [2, -1] : (tensor<2x3xf16>) -> tensor<2x1xf16>
  return
}

// -----

func.func @new_ones(%self: tensor<2x3xf16>) {
  // expected-error@+1 {{Trying to create tensor with negative dimension -1: [2, -1]}}
  %0 = aten.new_ones %self size = [2, -1] : (tensor<2x3xf16>) -> tensor<2x1xf16>
  return
}

// -----

func.func @new_empty(%self: tensor<2x3xf16>) {
  // expected-error@+1 {{Trying to create tensor with negative dimension -1: [2, -1]}}
  %0 = aten.new_empty %self size = [2, -1] : (tensor<2x3xf16>) -> tensor<2x1xf16>
  return
}

// -----

func.func @full_like(%self: tensor<2x3xf16>) {
  // expected-error@+1 {{result #0 must be tensor<2x3xf16>, but is tensor<2x3xi64>}}
  %0 = aten.full_like %self fill_value = 1 : (tensor<2x3xf16>) -> tensor<2x3xi64>
  return
}

// -----

func.func @new_full(%self: tensor<2x3xf16>) {
  // expected-error@+1 {{result #0 must be tensor<4xf16>, but is tensor<4xi64>}}
  %0 = aten.new_full %self size = [4] fill_value = 1 : (tensor<2x3xf16>) -> tensor<4xi64>
  return
}

// -----

func.func @new_empty_strided(%self: tensor<2x3xf16>) {
  // expected-error@+1 {{Negative strides are not supported at the moment, got strides: [-1]}}
  %0 = aten.new_empty_strided %self size = [4] stride = [-1] : (tensor<2x3xf16>) -> tensor<4xf16>
  return
}

// -----

func.func @fill_Scalar(%self: tensor<2x3xf16>) {
  // expected-error@+1 {{result #0 must be tensor<2x3xf16>, but is tensor<2x4xf16>}}
  %0 = aten.fill.Scalar %self value = 1 : (tensor<2x3xf16>) -> tensor<2x4xf16>
  return
}

// -----

func.func @fill_Tensor(%self: tensor<2x3xf16>, %value: tensor<1xf16>) {
  // expected-error@+1 {{fill_ only supports 0-dimension value tensor but got tensor with 1 dimensions.}}
  %0 = aten.fill.Tensor %self, %value : (tensor<2x3xf16>, tensor<1xf16>) -> tensor<2x3xf16>
  return
}

// -----

func.func @scalar_tensor() {
  // expected-error@+1 {{result #0 must be tensor<f32>, but is tensor<i64>}}
  %0 = aten.scalar_tensor s = 1 : () -> tensor<i64>
  return
}

// -----

func.func @arange() {
  // expected-error@+1 {{upper bound and lower bound inconsistent with step sign}}
  %0 = aten.arange end = -1 : () -> tensor<0xi64>
  return
}

// -----

func.func @arange_start() {
  // expected-error@+1 {{unsupported range: 0 -> inf}}
  %0 = aten.arange.start start = 0 end = "inf" : () -> tensor<?xf32>
  return
}

// -----

func.func @arange_start_step() {
  // expected-error@+1 {{step must be nonzero}}
  %0 = aten.arange.start_step start = 0 end = 4 step = 0 : () -> tensor<4xi64>
  return
}

// -----

func.func @arange_start_step() {
  // expected-error@+1 {{result #0 must be tensor<3xi64>, but is tensor<2xi64>}}
  %0 = aten.arange.start_step start = 0 end = 5 step = 2 : () -> tensor<2xi64>
  return
}

// -----

func.func @linspace() {
  // expected-error@+1 {{number of steps must be non-negative}}
  %0 = aten.linspace start = 0 end = 1 steps = -1 : () -> tensor<1xf32>
  return
}

// -----

func.func @linspace_Tensor_Tensor(%start: tensor<1xf32>, %end: tensor<f32>) {
  // expected-error@+1 {{linspace only supports 0-dimensional start and end tensors, but got one with 1 dimension(s).}}
  %0 = aten.linspace.Tensor_Tensor %start, %end steps = 2 : (tensor<1xf32>, tensor<f32>) -> tensor<2xf32>
  return
}

// -----

func.func @linspace_Tensor_Scalar(%start: tensor<1xf32>) {
  // expected-error@+1 {{linspace only supports 0-dimensional start and end tensors, but got one with 1 dimension(s).}}
  %0 = aten.linspace.Tensor_Scalar %start end = 1 steps = 2 : (tensor<1xf32>) -> tensor<2xf32>
  return
}

// -----

func.func @linspace_Scalar_Tensor(%end: tensor<1xf32>) {
  // expected-error@+1 {{linspace only supports 0-dimensional start and end tensors, but got one with 1 dimension(s).}}
  %0 = aten.linspace.Scalar_Tensor %end start = 0 steps = 2 : (tensor<1xf32>) -> tensor<2xf32>
  return
}

// -----

func.func @logspace() {
  // expected-error@+1 {{number of steps must be non-negative}}
  %0 = aten.logspace start = 0 end = 1 steps = -1 : () -> tensor<1xf32>
  return
}

// -----

func.func @logspace_Tensor_Tensor(%start: tensor<1xf32>, %end: tensor<f32>) {
  // expected-error@+1 {{logspace only supports 0-dimensional start and end tensors, but got one with 1 dimension(s).}}
  %0 = aten.logspace.Tensor_Tensor %start, %end steps = 2 : (tensor<1xf32>, tensor<f32>) -> tensor<2xf32>
  return
}

// -----

func.func @logspace_Tensor_Scalar(%start: tensor<1xf32>) {
  // expected-error@+1 {{logspace only supports 0-dimensional start and end tensors, but got one with 1 dimension(s).}}
  %0 = aten.logspace.Tensor_Scalar %start end = 1 steps = 2 : (tensor<1xf32>) -> tensor<2xf32>
  return
}

// -----

func.func @logspace_Scalar_Tensor(%end: tensor<1xf32>) {
  // expected-error@+1 {{logspace only supports 0-dimensional start and end tensors, but got one with 1 dimension(s).}}
  %0 = aten.logspace.Scalar_Tensor %end start = 0 steps = 2 : (tensor<1xf32>) -> tensor<2xf32>
  return
}

// -----

func.func @eye() {
  // expected-error@+1 {{n must be greater or equal to 0, got -1}}
  %0 = aten.eye n = -1 : () -> tensor<1x1xf32>
  return
}

// -----

func.func @eye_m() {
  // expected-error@+1 {{m must be greater or equal to 0, got -3}}
  %0 = aten.eye.m n = 2 m = -3 : () -> tensor<2x3xf32>
  return
}

// -----

func.func @one_hot(%self: tensor<2xi32>) {
  // expected-error@+1 {{one_hot is only applicable to index tensor of type LongTensor.}}
  %0 = aten.one_hot %self num_classes = 4 : (tensor<2xi32>) -> tensor<2x4xi32>
  return
}

// -----

func.func @one_hot(%self: tensor<2xi64>) {
  // expected-error@+1 {{num_classes should be positive}}
  %0 = aten.one_hot %self num_classes = 0 : (tensor<2xi64>) -> tensor<2x0xi64>
  return
}
