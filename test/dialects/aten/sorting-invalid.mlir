// Sorting, ranking and counting: wrong uses.
// RUN: tricast-opt %s -split-input-file -verify-diagnostics

func.func @sort(%a: tensor<2x3xf32>) {
  // expected-error@+1 {{Dimension out of range (expected to be in range of [-2, 1], but got 2)}}
  %0, %1 = aten.sort %a dim = 2 : (tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xi64>)
  return
}

// -----

func.func @sort_stable(%a: tensor<2x3xf32>) {
  // expected-error@+1 {{sort(): c10::optional<bool> for stable has to have value.}}
  %0, %1 = aten.sort.stable %a : (tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xi64>)
  return
}

// -----

func.func @argsort(%a: tensor<2x3xf32>) {
  // expected-error@+1 {{result #0 must be tensor<2x3xi64>, but is tensor<2x3xf32>}}
  %0 = aten.argsort %a : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @argsort_stable(%a: tensor<2xcomplex<f32>>) {
  // expected-error@+1 {{argsort: complex dtypes are not supported}}
  %0 = aten.argsort.stable %a stable = true : (tensor<2xcomplex<f32>>) -> tensor<2xi64>
  return
}

// -----

func.func @msort(%a: tensor<2xcomplex<f32>>) {
  // expected-error@+1 {{msort: complex dtypes are not supported}}
  %0 = aten.msort %a : (tensor<2xcomplex<f32>>) -> tensor<2xcomplex<f32>>
  return
}

// -----

func.func @topk(%a: tensor<2x3xf32>) {
  // expected-error@+1 {{selected index k out of range}}
  %0, %1 = aten.topk %a k = 4 : (tensor<2x3xf32>) -> (tensor<2x4xf32>, tensor<2x4xi64>)
  return
}

// -----

func.func @topk(%a: tensor<2x3xf32>) {
  // expected-error@+1 {{selected index k out of range}}
  %0, %1 = aten.topk %a k = -1 : (tensor<2x3xf32>) -> (tensor<2x1xf32>, tensor<2x1xi64>)
  return
}

// -----

func.func @kthvalue(%a: tensor<2x3xf32>) {
  // expected-error@+1 {{kthvalue(): selected number k out of range for dimension 1}}
  %0, %1 = aten.kthvalue %a k = 0 : (tensor<2x3xf32>) -> (tensor<2xf32>, tensor<2xi64>)
  return
}

// -----

func.func @mode(%a: tensor<2x0xf32>) {
  // expected-error@+1 {{mode(): Expected reduction dim 1 to have non-zero size.}}
  %0, %1 = aten.mode %a : (tensor<2x0xf32>) -> (tensor<2xf32>, tensor<2xi64>)
  return
}

// -----

func.func @_unique2(%a: tensor<2x3xf32>) {
  // expected-error@+1 {{result #1 must be tensor<2x3xi64>, but is tensor<6xi64>}}
  %0, %1, %2 = aten._unique2 %a return_inverse = true : (tensor<2x3xf32>) -> (tensor<?xf32>, tensor<6xi64>, tensor<0xi64>)
  return
}

// -----

func.func @unique_dim(%a: tensor<2x0xf32>) {
  // expected-error@+1 {{There are 0 sized dimensions, and they aren't selected, so unique cannot be applied}}
  %0, %1, %2 = aten.unique_dim %a dim = 0 : (tensor<2x0xf32>) -> (tensor<?x0xf32>, tensor<2xi64>, tensor<?xi64>)
  return
}

// -----

func.func @unique_consecutive(%a: tensor<f32>) {
  // expected-error@+1 {{unique along a dimension expects at least one dimension}}
  %0, %1, %2 = aten.unique_consecutive %a dim = 0 : (tensor<f32>) -> (tensor<?xf32>, tensor<1xi64>, tensor<?xi64>)
  return
}

// -----

func.func @bucketize_Tensor(%a: tensor<2x3xf32>, %b: tensor<2x5xf32>) {
  // expected-error@+1 {{boundaries tensor must be 1 dimension, but got dim(2)}}
  %0 = aten.bucketize.Tensor %a, %b : (tensor<2x3xf32>, tensor<2x5xf32>) -> tensor<2x3xi64>
  return
}

// -----

func.func @bucketize_Scalar(%b: tensor<5xf32>) {
  // expected-error@+1 {{result #0 must be tensor<i32>, but is tensor<i64>}}
  %0 = aten.bucketize.Scalar %b self = 1 out_int32 = true : (tensor<5xf32>) -> tensor<i64>
  return
}

// -----

func.func @searchsorted_Tensor(%b: tensor<3x5xf32>, %a: tensor<2x3xf32>) {
  // expected-error@+1 {{the first N-1 dimensions of boundaries tensor and input value tensor must match, but we got boundaries tensor [3, 5] and input value tensor [2, 3]}}
  %0 = aten.searchsorted.Tensor %b, %a : (tensor<3x5xf32>, tensor<2x3xf32>) -> tensor<2x3xi64>
  return
}

// -----

func.func @searchsorted_Scalar(%b: tensor<5xf32>) {
  // expected-error@+1 {{torch.searchsorted(): side and right can't be set to opposites}}
  %0 = aten.searchsorted.Scalar %b self = 1 right = true side = "left" : (tensor<5xf32>) -> tensor<i64>
  return
}

// -----

func.func @bincount(%a: tensor<3xf32>) {
  // expected-error@+1 {{bincount only supports 1-d non-negative integral inputs.}}
  %0 = aten.bincount %a : (tensor<3xf32>) -> tensor<?xi64>
  return
}

// -----

func.func @bincount(%a: tensor<3xi64>, %w: tensor<4xf32>) {
  // expected-error@+1 {{weights should be 1-d and have the same length as input}}
  %0 = aten.bincount %a weights = %w : (tensor<3xi64>, tensor<4xf32>) -> tensor<?xf32>
  return
}

// -----

func.func @histc(%a: tensor<3xf32>) {
  // expected-error@+1 {{histc(): bins must be > 0, but got 0}}
  %0 = aten.histc %a bins = 0 : (tensor<3xf32>) -> tensor<0xf32>
  return
}

// -----

func.func @histc(%a: tensor<3xi64>) {
  // expected-error@+1 {{"histogram_cpu" not implemented for 'Long'}}
  %0 = aten.histc %a : (tensor<3xi64>) -> tensor<100xi64>
  return
}

// -----

func.func @histogram_bins_tensor(%a: tensor<3xf32>, %b: tensor<4xf64>) {
  // expected-error@+1 {{bins tensor should have one dimension, elements and the dtype of the input, but is tensor<4xf64>}}
  %0, %1 = aten.histogram.bins_tensor %a, %b : (tensor<3xf32>, tensor<4xf64>) -> (tensor<3xf32>, tensor<4xf32>)
  return
}

// -----

func.func @histogram_bin_ct(%a: tensor<3xf32>) {
  // expected-error@+1 {{histogram(): range should have 2 elements, but got 1}}
  %0, %1 = aten.histogram.bin_ct %a bins = 4 range = [1.000000e+00] : (tensor<3xf32>) -> (tensor<4xf32>, tensor<5xf32>)
  return
}
