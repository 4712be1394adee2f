// Normalizations whose weights, statistics or groups do not fit.
// RUN: tricast-opt %s -split-input-file -verify-diagnostics

func.func @no_statistics(%x: tensor<2x3xf32>) {
  // expected-error@+1 {{running_mean must be defined in evaluation mode}}
  %0 = aten.batch_norm %x training = false momentum = 1.000000e-01 eps = 1.000000e-05 cudnn_enabled = true : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @weight(%x: tensor<2x3xf32>, %w: tensor<4xf32>) {
  // expected-error@+1 {{weight should contain 3 elements not 4}}
  %0, %1, %2 = aten.native_batch_norm %x weight = %w training = true momentum = 1.000000e-01 eps = 1.000000e-05 : (tensor<2x3xf32>, tensor<4xf32>) -> (tensor<2x3xf32>, tensor<3xf32>, tensor<3xf32>)
  return
}

// -----

func.func @rank(%x: tensor<3xf32>, %m: tensor<3xf32>) {
  // expected-error@+1 {{Dimension out of range (expected to be in range of [-1, 0], but got 1)}}
  %0, %1, %2 = aten._native_batch_norm_legit %x, %m, %m training = true momentum = 1.000000e-01 eps = 1.000000e-05 : (tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> (tensor<3xf32>, tensor<3xf32>, tensor<3xf32>)
  return
}

// -----

func.func @not_training(%x: tensor<2x3xf32>) {
  // expected-error@+1 {{running_mean must be defined in evaluation mode}}
  %0, %1, %2 = aten._native_batch_norm_legit.no_stats %x training = false momentum = 1.000000e-01 eps = 1.000000e-05 : (tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<0xf32>, tensor<0xf32>)
  return
}

// -----

func.func @saved(%x: tensor<2x3xf32>, %m: tensor<3xf32>) {
  // expected-error@+1 {{result #1 must be tensor<0xf32>, but is tensor<3xf32>}}
  %0, %1, %2 = aten._native_batch_norm_legit_no_training %x, %m, %m momentum = 1.000000e-01 eps = 1.000000e-05 : (tensor<2x3xf32>, tensor<3xf32>, tensor<3xf32>) -> (tensor<2x3xf32>, tensor<3xf32>, tensor<3xf32>)
  return
}

// -----

func.func @running(%x: tensor<2x3xf16>, %m: tensor<3xf32>) {
  // expected-error@+1 {{result #3 must be tensor<3xf32>, but is tensor<3xf16>}}
  %0, %1, %2, %3, %4 = aten._native_batch_norm_legit_functional %x, %m, %m training = true momentum = 1.000000e-01 eps = 1.000000e-05 : (tensor<2x3xf16>, tensor<3xf32>, tensor<3xf32>) -> (tensor<2x3xf16>, tensor<3xf16>, tensor<3xf16>, tensor<3xf16>, tensor<3xf16>)
  return
}

// -----

func.func @running_size(%x: tensor<2x3xf32>, %m: tensor<2xf32>) {
  // expected-error@+1 {{running_mean should contain 3 elements not 2}}
  %0, %1, %2, %3 = aten._batch_norm_with_update %x, %m, %m momentum = 1.000000e-01 eps = 1.000000e-05 : (tensor<2x3xf32>, tensor<2xf32>, tensor<2xf32>) -> (tensor<2x3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<0xui8>)
  return
}

// -----

func.func @reserve(%x: tensor<2x3xf32>, %m: tensor<3xf32>) {
  // expected-error@+1 {{result #3 must be tensor<0xui8>, but is tensor<0xf32>}}
  %0, %1, %2, %3, %4, %5 = aten._batch_norm_with_update_functional %x, %m, %m momentum = 1.000000e-01 eps = 1.000000e-05 : (tensor<2x3xf32>, tensor<3xf32>, tensor<3xf32>) -> (tensor<2x3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<0xf32>, tensor<3xf32>, tensor<3xf32>)
  return
}

// -----

func.func @instances(%x: tensor<2x3x4xf32>) {
  // expected-error@+1 {{Expected running_mean and running_var to be defined when use_input_stats is false}}
  %0 = aten.instance_norm %x use_input_stats = false momentum = 1.000000e-01 eps = 1.000000e-05 cudnn_enabled = true : (tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
  return
}

// -----

func.func @groups(%x: tensor<2x6x4xf32>) {
  // expected-error@+1 {{Expected number of channels in input to be divisible by num_groups, but got input of shape [2, 6, 4] and num_groups=4}}
  %0 = aten.group_norm %x num_groups = 4 : (tensor<2x6x4xf32>) -> tensor<2x6x4xf32>
  return
}

// -----

func.func @no_groups(%x: tensor<2x6x4xf32>) {
  // expected-error@+1 {{Expected num groups to be greater than 0, got 0}}
  %0 = aten.group_norm %x num_groups = 0 : (tensor<2x6x4xf32>) -> tensor<2x6x4xf32>
  return
}

// -----

func.func @sizes(%x: tensor<2x6x4xf32>) {
  // expected-error@+1 {{Expect input to have 60 elements, but got input of shape [2, 6, 4]}}
  %0, %1, %2 = aten.native_group_norm %x N = 2 C = 6 HxW = 5 group = 3 eps = 1.000000e-05 : (tensor<2x6x4xf32>) -> (tensor<2x6x4xf32>, tensor<2x3xf32>, tensor<2x3xf32>)
  return
}

// -----

func.func @shape(%x: tensor<2x6x4xf32>) {
  // expected-error@+1 {{Given normalized_shape=[6], expected input with shape [*, 6], but got input of size[2, 6, 4]}}
  %0 = aten.layer_norm %x normalized_shape = [6] : (tensor<2x6x4xf32>) -> tensor<2x6x4xf32>
  return
}

// -----

func.func @empty_shape(%x: tensor<2x6x4xf32>) {
  // expected-error@+1 {{Expected normalized_shape to be at least 1-dimensional, i.e., containing at least one element, but got normalized_shape = []}}
  %0, %1, %2 = aten.native_layer_norm %x normalized_shape = [] eps = 1.000000e-05 : (tensor<2x6x4xf32>) -> (tensor<2x6x4xf32>, tensor<2x6x4xf32>, tensor<2x6x4xf32>)
  return
}

// -----

func.func @rms_weight(%x: tensor<2x6x4xf32>, %w: tensor<6xf32>) {
  // expected-error@+1 {{Expected weight to be of same shape as normalized_shape, but got weight of shape [6] and normalized_shape = [4]}}
  %0 = aten.rms_norm %x normalized_shape = [4] weight = %w : (tensor<2x6x4xf32>, tensor<6xf32>) -> tensor<2x6x4xf32>
  return
}

// -----

func.func @fused(%x: tensor<2x4xf16>) {
  // expected-error@+1 {{result #1 must be tensor<2x1xf32>, but is tensor<2x1xf16>}}
  %0, %1 = aten._fused_rms_norm %x normalized_shape = [4] : (tensor<2x4xf16>) -> (tensor<2x4xf16>, tensor<2x1xf16>)
  return
}

// -----

func.func @norms(%v: tensor<5x3xf32>, %g: tensor<5x3xf32>) {
  // expected-error@+1 {{expected g to have the sizes [5, 1] of the norms of v, but got [5, 3]}}
  %0 = aten._weight_norm %v, %g : (tensor<5x3xf32>, tensor<5x3xf32>) -> tensor<5x3xf32>
  return
}

// -----

func.func @middle(%v: tensor<5x3x2xf32>, %g: tensor<1x3x1xf32>) {
  // expected-error@+1 {{fused kernels can only be applied for first or last dim}}
  %0, %1 = aten._weight_norm_interface %v, %g dim = 1 : (tensor<5x3x2xf32>, tensor<1x3x1xf32>) -> (tensor<5x3x2xf32>, tensor<1x3x1xf32>)
  return
}
