// Joins and splits that do not fit: every op refused, with what PyTorch says.
// RUN: tricast-opt %s -split-input-file -verify-diagnostics

func.func @cat(%a: tensor<2x3xf32>, %b: tensor<2x4xf32>) {
  // expected-error@+1 {{'aten.cat' op Sizes of tensors must match except in dimension 0. Expected size 3 but got size 4 for tensor number 1 in the list.}}
  %0 = aten.cat [%a, %b] : (tensor<2x3xf32>, tensor<2x4xf32>) -> tensor<4x3xf32>
  return
}

// -----

// Dtypes are promoted.
func.func @cat(%a: tensor<2x3xi64>, %b: tensor<2x3xf16>) {
  // expected-error@+1 {{result #0 must be tensor<4x3xf16>, but is tensor<4x3xi64>}}
  %0 = aten.cat [%a, %b] : (tensor<2x3xi64>, tensor<2x3xf16>) -> tensor<4x3xi64>
  return
}

// -----

func.func @concat(%a: tensor<2x3xf32>, %b: tensor<f32>) {
  // expected-error@+1 {{zero-dimensional tensor (at position 1) cannot be concatenated}}
  %0 = aten.concat [%a, %b] : (tensor<2x3xf32>, tensor<f32>) -> tensor<3x3xf32>
  return
}

// -----

func.func @concatenate(%a: tensor<2x3xf32>, %b: tensor<2xf32>) {
  // expected-error@+1 {{Tensors must have same number of dimensions: got 2 and 1}}
  %0 = aten.concatenate [%a, %b] : (tensor<2x3xf32>, tensor<2xf32>) -> tensor<3x3xf32>
  return
}

// -----

func.func @stack(%a: tensor<2x3xf32>, %b: tensor<2x4xf32>) {
  // expected-error@+1 {{stack expects each tensor to be equal size, but got [2, 3] at entry 0 and [2, 4] at entry 1}}
  %0 = aten.stack [%a, %b] : (tensor<2x3xf32>, tensor<2x4xf32>) -> tensor<2x2x3xf32>
  return
}

// -----

func.func @hstack() {
  // expected-error@+1 {{hstack expects a non-empty TensorList}}
  %0 = aten.hstack [] : () -> tensor<f32>
  return
}

// -----

func.func @vstack(%a: tensor<2x3xf32>, %b: tensor<4xf32>) {
  // expected-error@+1 {{Sizes of tensors must match except in dimension 0. Expected size 3 but got size 4 for tensor number 1 in the list.}}
  %0 = aten.vstack [%a, %b] : (tensor<2x3xf32>, tensor<4xf32>) -> tensor<3x3xf32>
  return
}

// -----

func.func @row_stack() {
  // expected-error@+1 {{vstack expects a non-empty TensorList}}
  %0 = aten.row_stack [] : () -> tensor<f32>
  return
}

// -----

func.func @dstack(%a: tensor<2x3xf32>, %b: tensor<2x2xf32>) {
  // expected-error@+1 {{Sizes of tensors must match except in dimension 2. Expected size 3 but got size 2 for tensor number 1 in the list.}}
  %0 = aten.dstack [%a, %b] : (tensor<2x3xf32>, tensor<2x2xf32>) -> tensor<2x3x2xf32>
  return
}

// -----

func.func @column_stack(%a: tensor<2xf32>, %b: tensor<3xf32>) {
  // expected-error@+1 {{Sizes of tensors must match except in dimension 1. Expected size 2 but got size 3 for tensor number 1 in the list.}}
  %0 = aten.column_stack [%a, %b] : (tensor<2xf32>, tensor<3xf32>) -> tensor<2x2xf32>
  return
}

// -----

func.func @block_diag(%a: tensor<1x2x3xf32>) {
  // expected-error@+1 {{torch.block_diag: Input tensors must have 2 or fewer dimensions. Input 0 has 3 dimensions}}
  %0 = aten.block_diag [%a] : (tensor<1x2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @cartesian_prod(%a: tensor<2x3xf32>) {
  // expected-error@+1 {{Expect a 1D vector, but got shape [2, 3]}}
  %0 = aten.cartesian_prod [%a] : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @combinations(%self: tensor<4xf32>) {
  // expected-error@+1 {{Expect a non-negative number, but got -1}}
  %0 = aten.combinations %self r = -1 : (tensor<4xf32>) -> tensor<0xf32>
  return
}

// -----

// More than can be counted.
func.func @combinations(%self: tensor<1000xf32>) {
  // expected-error@+1 {{the combinations of 500 out of 1000 are too many}}
  %0 = aten.combinations %self r = 500 : (tensor<1000xf32>) -> tensor<?x500xf32>
  return
}

// -----

func.func @atleast_1d(%self: tensor<f32>) {
  // expected-error@+1 {{result #0 must be tensor<1xf32>}}
  %0 = aten.atleast_1d %self : (tensor<f32>) -> tensor<f32>
  return
}

// -----

func.func @atleast_2d(%self: tensor<3xf32>) {
  // expected-error@+1 {{result #0 must be tensor<1x3xf32>}}
  %0 = aten.atleast_2d %self : (tensor<3xf32>) -> tensor<3x1xf32>
  return
}

// -----

func.func @atleast_3d(%self: tensor<3xf32>) {
  // expected-error@+1 {{result #0 must be tensor<1x3x1xf32>}}
  %0 = aten.atleast_3d %self : (tensor<3xf32>) -> tensor<1x1x3xf32>
  return
}

// -----

func.func @atleast_1d_Sequence(%a: tensor<f32>) {
  // expected-error@+1 {{result #0 must be tensor<1xf32>}}
  %0 = aten.atleast_1d.Sequence [%a] : (tensor<f32>) -> tensor<f32>
  return
}

// -----

func.func @atleast_2d_Sequence(%a: tensor<f32>, %b: tensor<3xf32>) {
  // expected-error@+1 {{result #1 must be tensor<1x3xf32>}}
  %0:2 = aten.atleast_2d.Sequence [%a, %b] : (tensor<f32>, tensor<3xf32>) -> (tensor<1x1xf32>, tensor<3xf32>)
  return
}

// -----

func.func @atleast_3d_Sequence(%a: tensor<2x3xf32>) {
  // expected-error@+1 {{result #0 must be tensor<2x3x1xf32>}}
  %0 = aten.atleast_3d.Sequence [%a] : (tensor<2x3xf32>) -> tensor<1x2x3xf32>
  return
}

// -----

func.func @broadcast_tensors(%a: tensor<3xf32>, %b: tensor<4xf32>) {
  // expected-error@+1 {{The size of tensor a (3) must match the size of tensor b (4) at non-singleton dimension 0}}
  %0:2 = aten.broadcast_tensors [%a, %b] : (tensor<3xf32>, tensor<4xf32>) -> (tensor<3xf32>, tensor<4xf32>)
  return
}

// -----

func.func @meshgrid(%a: tensor<3xf32>, %b: tensor<4xf64>) {
  // expected-error@+1 {{torch.meshgrid expects all tensors to have the same dtype}}
  %0:2 = aten.meshgrid [%a, %b] : (tensor<3xf32>, tensor<4xf64>) -> (tensor<3x4xf32>, tensor<3x4xf64>)
  return
}

// -----

func.func @meshgrid_indexing(%a: tensor<3xf32>) {
  // expected-error@+1 {{one of 'ij', 'xy'}}
  %0 = aten.meshgrid.indexing [%a] indexing = "yx" : (tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @meshgrid_indexing(%a: tensor<2x3xf32>) {
  // expected-error@+1 {{torch.meshgrid: Expected 0D or 1D tensor in the tensor list but got: [2, 3]}}
  %0 = aten.meshgrid.indexing [%a] indexing = "ij" : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @split_Tensor(%self: tensor<5xf32>) {
  // expected-error@+1 {{split expects split_size be non-negative, but got split_size=-1}}
  %0 = aten.split.Tensor %self split_size = -1 : (tensor<5xf32>) -> tensor<5xf32>
  return
}

// -----

// Not so many results.
func.func @split_Tensor(%self: tensor<5xf32>) {
  // expected-error@+1 {{must have 3 results, but has 2}}
  %0:2 = aten.split.Tensor %self split_size = 2 : (tensor<5xf32>) -> (tensor<2xf32>, tensor<3xf32>)
  return
}

// -----

func.func @split_copy_Tensor(%self: tensor<5xf32>) {
  // expected-error@+1 {{split_size can only be 0 if dimension size is 0, but got dimension size of 5}}
  %0 = aten.split_copy.Tensor %self split_size = 0 : (tensor<5xf32>) -> tensor<5xf32>
  return
}

// -----

func.func @unsafe_split_Tensor(%self: tensor<f32>) {
  // expected-error@+1 {{split expects at least a 1-dimensional tensor}}
  %0 = aten.unsafe_split.Tensor %self split_size = 1 : (tensor<f32>) -> tensor<f32>
  return
}

// -----

func.func @split_sizes(%self: tensor<5xf32>) {
  // expected-error@+1 {{split_with_sizes expects split_sizes to sum exactly to 5 (input tensor's size at dimension 0), but got split_sizes=[2, 2]}}
  %0:2 = aten.split.sizes %self split_size = [2, 2] : (tensor<5xf32>) -> (tensor<2xf32>, tensor<2xf32>)
  return
}

// -----

func.func @split_with_sizes(%self: tensor<5xf32>) {
  // expected-error@+1 {{split_with_sizes expects split_sizes have only non-negative entries, but got split_sizes=[6, -1]}}
  %0:2 = aten.split_with_sizes %self split_sizes = [6, -1] : (tensor<5xf32>) -> (tensor<6xf32>, tensor<1xf32>)
  return
}

// -----

func.func @split_with_sizes_copy(%self: tensor<5xf32>) {
  // expected-error@+1 {{Dimension out of range (expected to be in range of [-1, 0], but got 1)}}
  %0 = aten.split_with_sizes_copy %self split_sizes = [2] dim = 1 : (tensor<5xf32>) -> tensor<2xf32>
  return
}

// -----

func.func @unsafe_split_with_sizes(%self: tensor<5xf32>) {
  // expected-error@+1 {{result #1 must be tensor<3xf32>, but is tensor<2xf32>}}
  %0:2 = aten.unsafe_split_with_sizes %self split_sizes = [2, 3] : (tensor<5xf32>) -> (tensor<2xf32>, tensor<2xf32>)
  return
}

// -----

func.func @chunk(%self: tensor<5xf32>) {
  // expected-error@+1 {{chunk expects `chunks` to be greater than 0, got: 0}}
  %0 = aten.chunk %self chunks = 0 : (tensor<5xf32>) -> tensor<5xf32>
  return
}

// -----

func.func @unsafe_chunk(%self: tensor<0xf32>) {
  // expected-error@+1 {{1000000000000 parts are more than the 65536 supported}}
  %0 = aten.unsafe_chunk %self chunks = 1000000000000 : (tensor<0xf32>) -> tensor<0xf32>
  return
}

// -----

func.func @tensor_split_sections(%self: tensor<5xf32>) {
  // expected-error@+1 {{number of sections must be larger than 0, got 0}}
  %0 = aten.tensor_split.sections %self sections = 0 : (tensor<5xf32>) -> tensor<5xf32>
  return
}

// -----

func.func @tensor_split_indices(%self: tensor<f32>) {
  // expected-error@+1 {{tensor_split expected at least a 1-dimensional tensor, but got a tensor with 0 dims}}
  %0 = aten.tensor_split.indices %self indices = [1] : (tensor<f32>) -> tensor<f32>
  return
}

// -----

func.func @hsplit_int(%self: tensor<2x5xf32>) {
  // expected-error@+1 {{torch.hsplit attempted to split along dimension 1, but the size of the dimension 5 is not divisible by the split_size 2!}}
  %0:2 = aten.hsplit.int %self sections = 2 : (tensor<2x5xf32>) -> (tensor<2x3xf32>, tensor<2x2xf32>)
  return
}

// -----

func.func @hsplit_array(%self: tensor<f32>) {
  // expected-error@+1 {{torch.hsplit requires a tensor with at least 1 dimension, but got a tensor with 0 dimensions!}}
  %0 = aten.hsplit.array %self indices = [1] : (tensor<f32>) -> tensor<f32>
  return
}

// -----

func.func @vsplit_int(%self: tensor<4xf32>) {
  // expected-error@+1 {{torch.vsplit requires a tensor with at least 2 dimension, but got a tensor with 1 dimensions!}}
  %0:2 = aten.vsplit.int %self sections = 2 : (tensor<4xf32>) -> (tensor<2xf32>, tensor<2xf32>)
  return
}

// -----

func.func @vsplit_array(%self: tensor<4x2xf32>) {
  // expected-error@+1 {{result #1 must be tensor<3x2xf32>}}
  %0:2 = aten.vsplit.array %self indices = [1] : (tensor<4x2xf32>) -> (tensor<1x2xf32>, tensor<2x2xf32>)
  return
}

// -----

func.func @dsplit_int(%self: tensor<2x3x4xf32>) {
  // expected-error@+1 {{torch.dsplit attempted to split along dimension 2, but the size of the dimension 4 is not divisible by the split_size 3!}}
  %0:3 = aten.dsplit.int %self sections = 3 : (tensor<2x3x4xf32>) -> (tensor<2x3x1xf32>, tensor<2x3x1xf32>, tensor<2x3x2xf32>)
  return
}

// -----

func.func @dsplit_array(%self: tensor<4x2xf32>) {
  // expected-error@+1 {{torch.dsplit requires a tensor with at least 3 dimension, but got a tensor with 2 dimensions!}}
  %0:2 = aten.dsplit.array %self indices = [1] : (tensor<4x2xf32>) -> (tensor<4x1xf32>, tensor<4x1xf32>)
  return
}

// -----

func.func @unbind_int(%self: tensor<f32>) {
  // expected-error@+1 {{Dimension specified as 0 but tensor has no dimensions}}
  %0 = aten.unbind.int %self : (tensor<f32>) -> tensor<f32>
  return
}

// -----

func.func @unbind_copy_int(%self: tensor<?x3xf32>) {
  // expected-error@+1 {{result #0 must be tensor<3xf32>, but is tensor<4xf32>}}
  %0 = aten.unbind_copy.int %self : (tensor<?x3xf32>) -> tensor<4xf32>
  return
}
