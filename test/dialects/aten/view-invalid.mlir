// Views that do not fit: every view refused, with what PyTorch says.
// RUN: tricast-opt %s -split-input-file -verify-diagnostics

func.func @view(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{'aten.view' op shape '[4, 2]' is invalid for input of size 6}}
  %0 = aten.view %self size = [4, 2] : (tensor<2x3xf32>) -> tensor<4x2xf32>
  return
}

// -----

// A wrong result type is told what it must be.
func.func @view(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{result #0 must be tensor<3x2xf32>, but is tensor<3x3xf32>}}
  %0 = aten.view %self size = [3, -1] : (tensor<2x3xf32>) -> tensor<3x3xf32>
  return
}

// -----

func.func @view_copy(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{only one dimension can be inferred}}
  %0 = aten.view_copy %self size = [-1, -1] : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @_unsafe_view(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{invalid shape dimension -2}}
  %0 = aten._unsafe_view %self size = [-2, 3] : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @_reshape_copy(%self: tensor<0x3xf32>) {
  // expected-error@+1 {{cannot reshape tensor of 0 elements into shape [0, -1] because the unspecified dimension size -1 can be any value and is ambiguous}}
  %0 = aten._reshape_copy %self size = [0, -1] : (tensor<0x3xf32>) -> tensor<0x3xf32>
  return
}

// -----

func.func @reshape(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{shape '[-1, 4]' is invalid for input of size 6}}
  %0 = aten.reshape %self shape = [-1, 4] : (tensor<2x3xf32>) -> tensor<1x4xf32>
  return
}

// -----

func.func @view_as(%self: tensor<2x3xf32>, %other: tensor<7xf32>) {
  // expected-error@+1 {{shape '[7]' is invalid for input of size 6}}
  %0 = aten.view_as %self, %other : (tensor<2x3xf32>, tensor<7xf32>) -> tensor<7xf32>
  return
}

// -----

func.func @reshape_as(%self: tensor<2x3xf32>, %other: tensor<2x3xf64>) {
  // expected-error@+1 {{result #0 must be tensor<2x3xf32>, but is tensor<2x3xf64>}}
  %0 = aten.reshape_as %self, %other : (tensor<2x3xf32>, tensor<2x3xf64>) -> tensor<2x3xf64>
  return
}

// -----

func.func @ravel(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{result #0 must be tensor<6xf32>}}
  %0 = aten.ravel %self : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @flatten_using_ints(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{flatten() has invalid args: start_dim cannot come after end_dim}}
  %0 = aten.flatten.using_ints %self start_dim = 1 end_dim = 0 : (tensor<2x3xf32>) -> tensor<6xf32>
  return
}

// -----

func.func @unflatten_int(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{unflatten: Provided sizes [2, 2] don't multiply up to the size of dim 1 (3) in the input tensor}}
  %0 = aten.unflatten.int %self dim = 1 sizes = [2, 2] : (tensor<2x3xf32>) -> tensor<2x2x2xf32>
  return
}

// -----

func.func @expand(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{the number of sizes provided (1) must be greater or equal to the number of dimensions in the tensor (2)}}
  %0 = aten.expand %self size = [3] : (tensor<2x3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @expand_copy(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{The expanded size of the tensor (4) must match the existing size (2) at non-singleton dimension 0.  Target sizes: [4, 3].  Tensor sizes: [2, 3]}}
  %0 = aten.expand_copy %self size = [4, 3] : (tensor<2x3xf32>) -> tensor<4x3xf32>
  return
}

// -----

func.func @broadcast_to(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{The expanded size of the tensor (-1) isn't allowed in a leading, non-existing dimension 0}}
  %0 = aten.broadcast_to %self size = [-1, 2, 3] : (tensor<2x3xf32>) -> tensor<1x2x3xf32>
  return
}

// -----

func.func @expand_as(%self: tensor<2x3xf32>, %other: tensor<2x1xf32>) {
  // expected-error@+1 {{The expanded size of the tensor (1) must match the existing size (3)}}
  %0 = aten.expand_as %self, %other : (tensor<2x3xf32>, tensor<2x1xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @as_strided(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{setStorage: sizes [3, 3], strides [2, 1], storage offset 0, and itemsize 4 requiring a storage size of 28 are out of bounds for storage of size 24}}
  %0 = aten.as_strided %self size = [3, 3] stride = [2, 1] : (tensor<2x3xf32>) -> tensor<3x3xf32>
  return
}

// -----

func.func @as_strided_overflow(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{setStorage: sizes [2], strides [1], storage offset 9223372036854775807, and itemsize 4 requiring a storage size of ? are out of bounds for storage of size 24}}
  %0 = aten.as_strided %self size = [2] stride = [1] storage_offset = 9223372036854775807 : (tensor<2x3xf32>) -> tensor<2xf32>
  return
}

// -----

func.func @as_strided_copy(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{mismatch in length of strides and shape}}
  %0 = aten.as_strided_copy %self size = [2] stride = [1, 1] : (tensor<2x3xf32>) -> tensor<2xf32>
  return
}

// -----

func.func @_reshape_alias(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{as_strided: Negative strides are not supported at the moment, got strides: [-1]}}
  %0 = aten._reshape_alias %self size = [2] stride = [-1] : (tensor<2x3xf32>) -> tensor<2xf32>
  return
}

// -----

func.func @_reshape_alias_copy(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{Trying to create tensor with negative dimension -2: [-2]}}
  %0 = aten._reshape_alias_copy %self size = [-2] stride = [1] : (tensor<2x3xf32>) -> tensor<2xf32>
  return
}

// -----

func.func @unsqueeze(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{Dimension out of range (expected to be in range of [-3, 2], but got 3)}}
  %0 = aten.unsqueeze %self dim = 3 : (tensor<2x3xf32>) -> tensor<2x3x1xf32>
  return
}

// -----

func.func @unsqueeze_copy(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{result #0 must be tensor<1x2x3xf32>}}
  %0 = aten.unsqueeze_copy %self dim = 0 : (tensor<2x3xf32>) -> tensor<2x1x3xf32>
  return
}

// -----

// A size that is not known stays.
func.func @squeeze(%self: tensor<?x1xf32>) {
  // expected-error@+1 {{result #0 must be tensor<?xf32>}}
  %0 = aten.squeeze %self : (tensor<?x1xf32>) -> tensor<f32>
  return
}

// -----

func.func @squeeze_copy(%self: tensor<1x3xf32>) {
  // expected-error@+1 {{result #0 must be tensor<3xf32>}}
  %0 = aten.squeeze_copy %self : (tensor<1x3xf32>) -> tensor<1x3xf32>
  return
}

// -----

func.func @squeeze_dim(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{Dimension out of range (expected to be in range of [-2, 1], but got 2)}}
  %0 = aten.squeeze.dim %self dim = 2 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @squeeze_copy_dim(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{result #0 must be tensor<2x3xf32>}}
  %0 = aten.squeeze_copy.dim %self dim = 0 : (tensor<2x3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @squeeze_dims(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{dim 0 appears multiple times in the list of dims}}
  %0 = aten.squeeze.dims %self dim = [0, -2] : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @squeeze_copy_dims(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{Dimension out of range (expected to be in range of [-2, 1], but got 7)}}
  %0 = aten.squeeze_copy.dims %self dim = [7] : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @permute(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{number of dimensions in the tensor input does not match the length of the desired ordering of dimensions i.e. input.dim() = 2 is not equal to len(dims) = 1}}
  %0 = aten.permute %self dims = [0] : (tensor<2x3xf32>) -> tensor<2xf32>
  return
}

// -----

func.func @permute_copy(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{permute(): duplicate dims are not allowed.}}
  %0 = aten.permute_copy %self dims = [0, -2] : (tensor<2x3xf32>) -> tensor<2x2xf32>
  return
}

// -----

func.func @transpose_int(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{Dimension out of range (expected to be in range of [-2, 1], but got 2)}}
  %0 = aten.transpose.int %self dim0 = 0 dim1 = 2 : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

func.func @transpose_copy_int(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{Dimension out of range (expected to be in range of [-2, 1], but got -3)}}
  %0 = aten.transpose_copy.int %self dim0 = -3 dim1 = 0 : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

func.func @swapdims(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{result #0 must be tensor<3x2xf32>}}
  %0 = aten.swapdims %self dim0 = 0 dim1 = 1 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @swapaxes(%self: tensor<f32>) {
  // expected-error@+1 {{Dimension out of range (expected to be in range of [-1, 0], but got 1)}}
  %0 = aten.swapaxes %self axis0 = 0 axis1 = 1 : (tensor<f32>) -> tensor<f32>
  return
}

// -----

func.func @t(%self: tensor<2x3x4xf32>) {
  // expected-error@+1 {{t() expects a tensor with <= 2 dimensions, but self is 3D}}
  %0 = aten.t %self : (tensor<2x3x4xf32>) -> tensor<4x3x2xf32>
  return
}

// -----

func.func @t_copy(%self: tensor<2x3x4xf32>) {
  // expected-error@+1 {{t() expects a tensor with <= 2 dimensions, but self is 3D}}
  %0 = aten.t_copy %self : (tensor<2x3x4xf32>) -> tensor<4x3x2xf32>
  return
}

// -----

func.func @numpy_T(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{result #0 must be tensor<3x2xf32>}}
  %0 = aten.numpy_T %self : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @mT(%self: tensor<3xf32>) {
  // expected-error@+1 {{tensor.mT is only supported on matrices or batches of matrices. Got 1-D tensor.}}
  %0 = aten.mT %self : (tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @mH(%self: tensor<3xf32>) {
  // expected-error@+1 {{tensor.mH is only supported on matrices or batches of matrices. Got 1-D tensor.}}
  %0 = aten.mH %self : (tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @adjoint(%self: tensor<3xf32>) {
  // expected-error@+1 {{tensor.adjoint() is only supported on matrices or batches of matrices. Got 1-D tensor.}}
  %0 = aten.adjoint %self : (tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @matrix_H(%self: tensor<2x3x4xf32>) {
  // expected-error@+1 {{tensor.H is only supported on matrices (2-D tensors). Got 3-D tensor.}}
  %0 = aten.matrix_H %self : (tensor<2x3x4xf32>) -> tensor<2x4x3xf32>
  return
}

// -----

func.func @movedim_int(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{Dimension out of range}}
  %0 = aten.movedim.int %self source = 2 destination = 0 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @moveaxis_int(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{result #0 must be tensor<3x2xf32>}}
  %0 = aten.moveaxis.int %self source = 0 destination = 1 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @movedim_intlist(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{movedim: Invalid source or destination dims: source (2 dims) should contain the same number of dims as destination (1 dims)}}
  %0 = aten.movedim.intlist %self source = [0, 1] destination = [0] : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @moveaxis_intlist(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{movedim: repeated dim in `destination` ([0, -2])}}
  %0 = aten.moveaxis.intlist %self source = [0, 1] destination = [0, -2] : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @diagonal(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{diagonal dimensions cannot be identical 1, -1}}
  %0 = aten.diagonal %self dim1 = 1 dim2 = -1 : (tensor<2x3xf32>) -> tensor<2xf32>
  return
}

// -----

func.func @diagonal_copy(%self: tensor<3xf32>) {
  // expected-error@+1 {{Dimension out of range (expected to be in range of [-1, 0], but got 1)}}
  %0 = aten.diagonal_copy %self : (tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @linalg_diagonal(%A: tensor<f32>) {
  // expected-error@+1 {{Dimension specified as -2 but tensor has no dimensions}}
  %0 = aten.linalg_diagonal %A : (tensor<f32>) -> tensor<f32>
  return
}

// -----

func.func @diag(%self: tensor<2x3x4xf32>) {
  // expected-error@+1 {{diag(): Supports 1D or 2D tensors. Got 3D}}
  %0 = aten.diag %self : (tensor<2x3x4xf32>) -> tensor<2xf32>
  return
}

// -----

func.func @diag_embed(%self: tensor<3xf32>) {
  // expected-error@+1 {{diagonal dimensions cannot be identical 0, 0}}
  %0 = aten.diag_embed %self dim1 = 0 dim2 = 0 : (tensor<3xf32>) -> tensor<3x3xf32>
  return
}

// -----

func.func @diagflat(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{result #0 must be tensor<7x7xf32>}}
  %0 = aten.diagflat %self offset = 1 : (tensor<2x3xf32>) -> tensor<6x6xf32>
  return
}

// -----

func.func @tril(%self: tensor<3xf32>) {
  // expected-error@+1 {{tril: input tensor must have at least 2 dimensions}}
  %0 = aten.tril %self : (tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @triu(%self: tensor<3xf32>) {
  // expected-error@+1 {{triu: input tensor must have at least 2 dimensions}}
  %0 = aten.triu %self : (tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @repeat(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor}}
  %0 = aten.repeat %self repeats = [2] : (tensor<2x3xf32>) -> tensor<2x6xf32>
  return
}

// -----

func.func @tile(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{Trying to create tensor with negative dimension -1}}
  %0 = aten.tile %self dims = [-1] : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @flip(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{dim 1 appears multiple times in the list of dims}}
  %0 = aten.flip %self dims = [1, 1] : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @fliplr(%self: tensor<3xf32>) {
  // expected-error@+1 {{Input must be >= 2-d.}}
  %0 = aten.fliplr %self : (tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @flipud(%self: tensor<f32>) {
  // expected-error@+1 {{Input must be >= 1-d.}}
  %0 = aten.flipud %self : (tensor<f32>) -> tensor<f32>
  return
}

// -----

func.func @roll(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{shifts and dimensions must align. shifts: 2, dims:1}}
  %0 = aten.roll %self shifts = [1, 2] dims = [0] : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @rot90(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{expected rotation dims to be different, but got dim0 = 0 and dim1 = -2}}
  %0 = aten.rot90 %self dims = [0, -2] : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

func.func @unfold(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{maximum size for tensor at dimension 1 is 3 but size is 4}}
  %0 = aten.unfold %self dimension = 1 size = 4 step = 1 : (tensor<2x3xf32>) -> tensor<2x0x4xf32>
  return
}

// -----

func.func @unfold_copy(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{step is 0 but must be > 0}}
  %0 = aten.unfold_copy %self dimension = 1 size = 2 step = 0 : (tensor<2x3xf32>) -> tensor<2x2x2xf32>
  return
}

// -----

func.func @view_dtype(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{self.size(-1) must be divisible by 2 to view Float as Double (different element sizes), but got 3}}
  %0 = aten.view.dtype %self dtype = f64 : (tensor<2x3xf32>) -> tensor<2x1xf64>
  return
}

// -----

func.func @view_copy_dtype(%self: tensor<f32>) {
  // expected-error@+1 {{self.dim() cannot be 0 to view Float as Char (different element sizes)}}
  %0 = aten.view_copy.dtype %self dtype = i8 : (tensor<f32>) -> tensor<i8>
  return
}

// -----

func.func @view_as_real(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{view_as_real is only supported for complex tensors}}
  %0 = aten.view_as_real %self : (tensor<2x3xf32>) -> tensor<2x3x2xf32>
  return
}

// -----

func.func @view_as_real_copy(%self: tensor<2xcomplex<f32>>) {
  // expected-error@+1 {{result #0 must be tensor<2x2xf32>}}
  %0 = aten.view_as_real_copy %self : (tensor<2xcomplex<f32>>) -> tensor<2x2xf64>
  return
}

// -----

func.func @view_as_complex(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{Tensor must have a last dimension of size 2}}
  %0 = aten.view_as_complex %self : (tensor<2x3xf32>) -> tensor<2xcomplex<f32>>
  return
}

// -----

func.func @view_as_complex_copy(%self: tensor<2x2xi32>) {
  // expected-error@+1 {{view_as_complex is only supported for half, float and double tensors, but got a tensor of scalar type: Int}}
  %0 = aten.view_as_complex_copy %self : (tensor<2x2xi32>) -> tensor<2xcomplex<f32>>
  return
}

// -----

func.func @real(%self: tensor<2xcomplex<f64>>) {
  // expected-error@+1 {{result #0 must be tensor<2xf64>}}
  %0 = aten.real %self : (tensor<2xcomplex<f64>>) -> tensor<2xf32>
  return
}

// -----

func.func @imag(%self: tensor<2xf32>) {
  // expected-error@+1 {{imag is not implemented for tensors with non-complex dtypes.}}
  %0 = aten.imag %self : (tensor<2xf32>) -> tensor<2xf32>
  return
}

// -----

func.func @conj(%self: tensor<2xcomplex<f32>>) {
  // expected-error@+1 {{result #0 must be tensor<2xcomplex<f32>>}}
  %0 = aten.conj %self : (tensor<2xcomplex<f32>>) -> tensor<2xf32>
  return
}

// -----

func.func @_conj(%self: tensor<2xcomplex<f32>>) {
  // expected-error@+1 {{result #0 must be tensor<2xcomplex<f32>>}}
  %0 = aten._conj %self : (tensor<2xcomplex<f32>>) -> tensor<3xcomplex<f32>>
  return
}

// -----

func.func @_conj_copy(%self: tensor<2xf32>) {
  // expected-error@+1 {{result #0 must be tensor<2xf32>}}
  %0 = aten._conj_copy %self : (tensor<2xf32>) -> tensor<2xcomplex<f32>>
  return
}

// -----

func.func @_neg_view(%self: tensor<2xf32>) {
  // expected-error@+1 {{result #0 must be tensor<2xf32>}}
  %0 = aten._neg_view %self : (tensor<2xf32>) -> tensor<2xf64>
  return
}

// -----

func.func @_neg_view_copy(%self: tensor<2xf32>) {
  // expected-error@+1 {{result #0 must be tensor<2xf32>}}
  %0 = aten._neg_view_copy %self : (tensor<2xf32>) -> tensor<1x2xf32>
  return
}

// -----

func.func @resolve_conj(%self: tensor<2xf32>) {
  // expected-error@+1 {{result #0 must be tensor<2xf32>}}
  %0 = aten.resolve_conj %self : (tensor<2xf32>) -> tensor<f32>
  return
}

// -----

func.func @resolve_neg(%self: tensor<2xf32>) {
  // expected-error@+1 {{result #0 must be tensor<2xf32>}}
  %0 = aten.resolve_neg %self : (tensor<2xf32>) -> tensor<3xf32>
  return
}
