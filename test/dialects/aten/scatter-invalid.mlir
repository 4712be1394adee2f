// Writes that do not fit: every op refused, with what PyTorch says.
// RUN: tricast-opt %s -split-input-file -verify-diagnostics

func.func @scatter_src(%self: tensor<4x5xf32>, %index: tensor<2x6xi64>, %src: tensor<2x6xf32>) {
  // expected-error@+1 {{'aten.scatter.src' op Expected index [2, 6] to be no larger than self [4, 5] apart from dimension 0 and to be no larger than src [2, 6]}}
  %0 = aten.scatter.src %self, %index, %src dim = 0 : (tensor<4x5xf32>, tensor<2x6xi64>, tensor<2x6xf32>) -> tensor<4x5xf32>
  return
}

// -----

func.func @scatter_src(%self: tensor<4x5xf32>, %index: tensor<2x3xi64>, %src: tensor<2x3xf64>) {
  // expected-error@+1 {{scatter(): Expected self.dtype to be equal to src.dtype}}
  %0 = aten.scatter.src %self, %index, %src dim = 0 : (tensor<4x5xf32>, tensor<2x3xi64>, tensor<2x3xf64>) -> tensor<4x5xf32>
  return
}

// -----

func.func @scatter_value(%self: tensor<4x5xf32>, %index: tensor<5x1xi64>) {
  // expected-error@+1 {{Expected index [5, 1] to be no larger than self [4, 5] apart from dimension 1}}
  %0 = aten.scatter.value %self, %index dim = 1 value = 1 : (tensor<4x5xf32>, tensor<5x1xi64>) -> tensor<4x5xf32>
  return
}

// -----

func.func @scatter_reduce(%self: tensor<4x5xf32>, %index: tensor<2x3xi64>, %src: tensor<2x3xf32>) {
  // expected-error@+1 {{one of 'add', 'multiply'}}
  %0 = aten.scatter.reduce %self, %index, %src dim = 0 reduce = "amax" : (tensor<4x5xf32>, tensor<2x3xi64>, tensor<2x3xf32>) -> tensor<4x5xf32>
  return
}

// -----

func.func @scatter_value_reduce(%self: tensor<4x5xf32>, %index: tensor<3xi64>) {
  // expected-error@+1 {{Index tensor must have the same number of dimensions as self tensor}}
  %0 = aten.scatter.value_reduce %self, %index dim = 0 value = 1 reduce = "add" : (tensor<4x5xf32>, tensor<3xi64>) -> tensor<4x5xf32>
  return
}

// -----

func.func @scatter_add(%self: tensor<4x5xf32>, %index: tensor<2x3xf32>, %src: tensor<2x3xf32>) {
  // expected-error@+1 {{scatter(): Expected dtype int32/int64 for index}}
  %0 = aten.scatter_add %self, %index, %src dim = 0 : (tensor<4x5xf32>, tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<4x5xf32>
  return
}

// -----

func.func @scatter_reduce_two(%self: tensor<4x5xf32>, %index: tensor<2x3xi64>, %src: tensor<2x3xf32>) {
  // expected-error@+1 {{one of 'sum', 'prod', 'mean', 'amax', 'amin'}}
  %0 = aten.scatter_reduce.two %self, %index, %src dim = 0 reduce = "max" : (tensor<4x5xf32>, tensor<2x3xi64>, tensor<2x3xf32>) -> tensor<4x5xf32>
  return
}

// -----

func.func @scatter_reduce_two(%self: tensor<4x5xf32>, %index: tensor<2x3xi64>, %src: tensor<2x3xf32>) {
  // expected-error@+1 {{Dimension out of range (expected to be in range of [-2, 1], but got 2)}}
  %0 = aten.scatter_reduce.two %self, %index, %src dim = 2 reduce = "sum" : (tensor<4x5xf32>, tensor<2x3xi64>, tensor<2x3xf32>) -> tensor<4x5xf32>
  return
}

// -----

func.func @put(%self: tensor<4x5xf32>, %index: tensor<2xi64>, %source: tensor<3xf32>) {
  // expected-error@+1 {{put_(): Expected source and index to have the same number of elements, but got source.numel() = 3, index.numel() = 2}}
  %0 = aten.put %self, %index, %source : (tensor<4x5xf32>, tensor<2xi64>, tensor<3xf32>) -> tensor<4x5xf32>
  return
}

// -----

func.func @index_put(%self: tensor<4x5xf32>, %i: tensor<2xi64>, %values: tensor<3x5xf32>) {
  // expected-error@+1 {{shape mismatch: value tensor of shape [3, 5] cannot be broadcast to indexing result of shape [2, 5]}}
  %0 = aten.index_put %self, [%i], %values : (tensor<4x5xf32>, tensor<2xi64>, tensor<3x5xf32>) -> tensor<4x5xf32>
  return
}

// -----

func.func @index_put(%self: tensor<4x5xf32>, %i: tensor<2xi64>, %values: tensor<5xf64>) {
  // expected-error@+1 {{Index put requires the source and destination dtypes match, got Float for the destination and Double for the source.}}
  %0 = aten.index_put %self, [%i], %values : (tensor<4x5xf32>, tensor<2xi64>, tensor<5xf64>) -> tensor<4x5xf32>
  return
}

// -----

func.func @_unsafe_index_put(%self: tensor<4x5xf32>, %i: tensor<2xi64>, %values: tensor<f32>) {
  // expected-error@+1 {{too many indices for tensor of dimension 2 (got 3)}}
  %0 = aten._unsafe_index_put %self, [%i, %i, %i], %values : (tensor<4x5xf32>, tensor<2xi64>, tensor<2xi64>, tensor<2xi64>, tensor<f32>) -> tensor<4x5xf32>
  return
}

// -----

func.func @_unsafe_masked_index_put_accumulate(%self: tensor<4x5xf32>, %mask: tensor<4xi1>, %m: tensor<4xi1>, %values: tensor<f32>) {
  // expected-error@+1 {{tensors used as indices must be long or int tensors}}
  %0 = aten._unsafe_masked_index_put_accumulate %self, %mask, [%m], %values : (tensor<4x5xf32>, tensor<4xi1>, tensor<4xi1>, tensor<f32>) -> tensor<4x5xf32>
  return
}

// -----

func.func @index_add(%self: tensor<4x5xf32>, %index: tensor<3xi64>, %source: tensor<2x5xf32>) {
  // expected-error@+1 {{index_add_(): Number of indices (3) should be equal to source.size(dim): (2), for dim: 0}}
  %0 = aten.index_add %self, %index, %source dim = 0 : (tensor<4x5xf32>, tensor<3xi64>, tensor<2x5xf32>) -> tensor<4x5xf32>
  return
}

// -----

func.func @index_add(%self: tensor<4xi64>, %index: tensor<2xi64>, %source: tensor<2xi64>) {
  // expected-error@+1 {{For integral input tensors, argument alpha must not be a floating point number.}}
  %0 = aten.index_add %self, %index, %source dim = 0 alpha = 5.000000e-01 : (tensor<4xi64>, tensor<2xi64>, tensor<2xi64>) -> tensor<4xi64>
  return
}

// -----

func.func @index_reduce(%self: tensor<4x5xf32>, %index: tensor<2xi64>, %source: tensor<2x4xf32>) {
  // expected-error@+1 {{source tensor shape must match self tensor shape, excluding the specified dimension. Got self.shape = [4, 5] source.shape = [2, 4]}}
  %0 = aten.index_reduce %self, %index, %source dim = 0 reduce = "prod" : (tensor<4x5xf32>, tensor<2xi64>, tensor<2x4xf32>) -> tensor<4x5xf32>
  return
}

// -----

func.func @index_copy(%self: tensor<4x5xf32>, %index: tensor<2xi32>, %source: tensor<2x5xf32>) {
  // expected-error@+1 {{index_copy_(): Expected a long tensor for index, but got Int}}
  %0 = aten.index_copy %self, %index, %source dim = 0 : (tensor<4x5xf32>, tensor<2xi32>, tensor<2x5xf32>) -> tensor<4x5xf32>
  return
}

// -----

func.func @index_fill_int_Scalar(%self: tensor<4x5xf32>, %index: tensor<2x2xi64>) {
  // expected-error@+1 {{Index has to be a vector/scalar}}
  %0 = aten.index_fill.int_Scalar %self, %index dim = 0 value = 1 : (tensor<4x5xf32>, tensor<2x2xi64>) -> tensor<4x5xf32>
  return
}

// -----

func.func @index_fill_int_Tensor(%self: tensor<4x5xf32>, %index: tensor<2xi64>, %value: tensor<1xf32>) {
  // expected-error@+1 {{Only supports 0-dimensional value tensor. Got a tensor with 1 dimensions.}}
  %0 = aten.index_fill.int_Tensor %self, %index, %value dim = 0 : (tensor<4x5xf32>, tensor<2xi64>, tensor<1xf32>) -> tensor<4x5xf32>
  return
}

// -----

func.func @masked_fill_Scalar(%self: tensor<4x5xf32>, %mask: tensor<4x5xi64>) {
  // expected-error@+1 {{masked_fill_ only supports boolean masks, but got mask with dtype Long}}
  %0 = aten.masked_fill.Scalar %self, %mask value = 0 : (tensor<4x5xf32>, tensor<4x5xi64>) -> tensor<4x5xf32>
  return
}

// -----

func.func @masked_fill_Tensor(%self: tensor<4x5xf32>, %mask: tensor<4xi1>, %value: tensor<f32>) {
  // expected-error@+1 {{The size of tensor a (5) must match the size of tensor b (4) at non-singleton dimension 1}}
  %0 = aten.masked_fill.Tensor %self, %mask, %value : (tensor<4x5xf32>, tensor<4xi1>, tensor<f32>) -> tensor<4x5xf32>
  return
}

// -----

func.func @masked_scatter(%self: tensor<4x5xf32>, %mask: tensor<4x5xi1>, %source: tensor<20xf64>) {
  // expected-error@+1 {{masked_scatter: expected self and source to have same dtypes but got Float and Double}}
  %0 = aten.masked_scatter %self, %mask, %source : (tensor<4x5xf32>, tensor<4x5xi1>, tensor<20xf64>) -> tensor<4x5xf32>
  return
}

// -----

func.func @select_scatter(%self: tensor<4x5xf32>, %src: tensor<4xf32>) {
  // expected-error@+1 {{expected src to have a size equal to the slice of self. src size = [4], slice size = [5]}}
  %0 = aten.select_scatter %self, %src dim = 0 index = 1 : (tensor<4x5xf32>, tensor<4xf32>) -> tensor<4x5xf32>
  return
}

// -----

func.func @slice_scatter(%self: tensor<4x5xf32>, %src: tensor<4x5xf32>) {
  // expected-error@+1 {{expected src to have a size equal to the slice of self. src size = [4, 5], slice size = [3, 5]}}
  %0 = aten.slice_scatter %self, %src start = 1 : (tensor<4x5xf32>, tensor<4x5xf32>) -> tensor<4x5xf32>
  return
}

// -----

func.func @diagonal_scatter(%self: tensor<4x5xf32>, %src: tensor<4xf32>) {
  // expected-error@+1 {{expected src to have a size equal to the slice of self. src size = [4], slice size = [1]}}
  %0 = aten.diagonal_scatter %self, %src offset = 4 : (tensor<4x5xf32>, tensor<4xf32>) -> tensor<4x5xf32>
  return
}

// -----

func.func @as_strided_scatter(%self: tensor<4x5xf32>, %src: tensor<4xf32>) {
  // expected-error@+1 {{requiring a storage size of 88 are out of bounds for storage of size 80}}
  %0 = aten.as_strided_scatter %self, %src size = [4] stride = [7] : (tensor<4x5xf32>, tensor<4xf32>) -> tensor<4x5xf32>
  return
}

// -----

func.func @resize_(%self: tensor<4x5xf32>) {
  // expected-error@+1 {{Trying to create tensor with negative dimension -1: [3, -1]}}
  %0 = aten.resize_ %self size = [3, -1] : (tensor<4x5xf32>) -> tensor<3x1xf32>
  return
}
