// Sizes and assertions that cannot be: every op refused, with what PyTorch says.
// RUN: tricast-opt %s -split-input-file -verify-diagnostics

func.func @sym_size_int(%self: tensor<?x4xf32>) {
  // expected-error@+1 {{'aten.sym_size.int' op Dimension out of range (expected to be in range of [-2, 1], but got 2)}}
  %0 = aten.sym_size.int %self dim = 2 : (tensor<?x4xf32>) -> index
  return
}

// -----

func.func @sym_stride_int(%self: tensor<f32>) {
  // expected-error@+1 {{Dimension specified as 0 but tensor has no dimensions}}
  %0 = aten.sym_stride.int %self dim = 0 : (tensor<f32>) -> index
  return
}

// -----

func.func @sym_numel(%self: tensor<?x4xf32>) {
  // expected-error@+1 {{must be index, but got 'f64'}}
  %0 = aten.sym_numel %self : (tensor<?x4xf32>) -> f64
  return
}

// -----

func.func @numel(%self: tensor<?x4xf32>) {
  // expected-error@+1 {{must be index, but got 'i64'}}
  %0 = aten.numel %self : (tensor<?x4xf32>) -> i64
  return
}

// -----

func.func @sym_storage_offset(%self: tensor<?x4xf32>) {
  // expected-error@+1 {{must be index, but got 'i64'}}
  %0 = aten.sym_storage_offset %self : (tensor<?x4xf32>) -> i64
  return
}

// -----

func.func @sym_is_contiguous(%self: tensor<?x4xf32>) {
  // expected-error@+1 {{one of 'contiguous_format', 'channels_last', 'channels_last_3d', 'preserve_format'}}
  %0 = aten.sym_is_contiguous %self memory_format = "channels_first" : (tensor<?x4xf32>) -> i1
  return
}

// -----

func.func @_local_scalar_dense(%self: tensor<2xf32>) {
  // expected-error@+1 {{a Tensor with 2 elements cannot be converted to Scalar}}
  %0 = aten._local_scalar_dense %self : (tensor<2xf32>) -> f64
  return
}

// -----

func.func @item(%self: tensor<i32>) {
  // expected-error@+1 {{result #0 must be index, but is f64}}
  %0 = aten.item %self : (tensor<i32>) -> f64
  return
}

// -----

// What is known to fail.
func.func @_assert_scalar() {
  // expected-error@+1 {{n is too small}}
  aten._assert_scalar self = false assert_msg = "n is too small" : () -> ()
  return
}

// -----

func.func @_assert_async(%self: tensor<2xi1>) {
  // expected-error@+1 {{Boolean value of Tensor with more than one value is ambiguous}}
  aten._assert_async %self : (tensor<2xi1>) -> ()
  return
}

// -----

func.func @_assert_async_msg(%self: tensor<0xi1>) {
  // expected-error@+1 {{Boolean value of Tensor with no values is ambiguous}}
  aten._assert_async.msg %self assert_msg = "m" : (tensor<0xi1>) -> ()
  return
}

// -----

func.func @_functional_assert_scalar(%dep_token: tensor<0xf32>) {
  // expected-error@+1 {{never}}
  %0 = aten._functional_assert_scalar %dep_token self = 0 assert_msg = "never" : (tensor<0xf32>) -> tensor<0xf32>
  return
}

// -----

func.func @_functional_assert_async_msg(%self: tensor<i1>, %dep_token: tensor<0xf32>) {
  // expected-error@+1 {{result #0 must be tensor<0xf32>}}
  %0 = aten._functional_assert_async.msg %self, %dep_token assert_msg = "m" : (tensor<i1>, tensor<0xf32>) -> tensor<1xf32>
  return
}

// -----

func.func @sym_constrain_range() {
  // expected-error@+1 {{Invalid value range for 3 between [4, 9].}}
  aten.sym_constrain_range size = 3 min = 4 max = 9 : () -> ()
  return
}

// -----

func.func @sym_constrain_range_for_size() {
  // expected-error@+1 {{Max value to constrain_range_for_size must be greater than 2. got: 2}}
  aten.sym_constrain_range_for_size size = 3 max = 2 : () -> ()
  return
}

// -----

func.func @_functional_sym_constrain_range(%dep_token: tensor<0xf32>) {
  // expected-error@+1 {{Max must be greater than or equal to min. Got min=5 max=4}}
  %0 = aten._functional_sym_constrain_range %dep_token size = 3 min = 5 max = 4 : (tensor<0xf32>) -> tensor<0xf32>
  return
}

// -----

func.func @_functional_sym_constrain_range_for_size(%dep_token: tensor<0xf32>) {
  // expected-error@+1 {{Constraining SymFloat or Symbool is nyi}}
  %0 = aten._functional_sym_constrain_range_for_size %dep_token size = 1.500000e+00 : (tensor<0xf32>) -> tensor<0xf32>
  return
}

// -----

func.func @_assert_tensor_metadata(%a: tensor<?x4xf32>) {
  // expected-error@+1 {{Tensor dtype mismatch! Expected: Double, Got: Float}}
  aten._assert_tensor_metadata %a dtype = f64 : (tensor<?x4xf32>) -> ()
  return
}

// -----

func.func @_assert_tensor_metadata(%a: tensor<?x4xf32>) {
  // expected-error@+1 {{Tensor sizes mismatch! Expected: [2, 5], Got: [?, 4]}}
  aten._assert_tensor_metadata %a size = [2, 5] : (tensor<?x4xf32>) -> ()
  return
}
