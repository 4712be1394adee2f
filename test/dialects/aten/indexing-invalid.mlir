// Reads that do not fit: every op refused, with what PyTorch says.
// RUN: tricast-opt %s -split-input-file -verify-diagnostics

func.func @select_int(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{'aten.select.int' op select(): index 2 out of range for tensor of size [2, 3] at dimension 0}}
  %0 = aten.select.int %self dim = 0 index = 2 : (tensor<2x3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @select_copy_int(%self: tensor<f32>) {
  // expected-error@+1 {{select() cannot be applied to a 0-dim tensor.}}
  %0 = aten.select_copy.int %self dim = 0 index = 0 : (tensor<f32>) -> tensor<f32>
  return
}

// -----

func.func @slice_Tensor(%self: tensor<4xf32>) {
  // expected-error@+1 {{slice step must be positive}}
  %0 = aten.slice.Tensor %self step = 0 : (tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

// Bounds are clamped.
func.func @slice_Tensor(%self: tensor<5xf32>) {
  // expected-error@+1 {{result #0 must be tensor<3xf32>, but is tensor<9xf32>}}
  %0 = aten.slice.Tensor %self start = -9 end = 9 step = 2 : (tensor<5xf32>) -> tensor<9xf32>
  return
}

// -----

func.func @slice_copy_Tensor(%self: tensor<f32>) {
  // expected-error@+1 {{slice() cannot be applied to a 0-dim tensor.}}
  %0 = aten.slice_copy.Tensor %self : (tensor<f32>) -> tensor<f32>
  return
}

// -----

func.func @narrow(%self: tensor<4xf32>) {
  // expected-error@+1 {{start (2) + length (3) exceeds dimension size (4).}}
  %0 = aten.narrow %self dim = 0 start = 2 length = 3 : (tensor<4xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @narrow_copy(%self: tensor<4xf32>) {
  // expected-error@+1 {{narrow(): length must be non-negative.}}
  %0 = aten.narrow_copy %self dim = 0 start = 0 length = -1 : (tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @narrow_Tensor(%self: tensor<4xf32>, %start: tensor<f32>) {
  // expected-error@+1 {{start must be an 0-dim integral Tensor.}}
  %0 = aten.narrow.Tensor %self, %start dim = 0 length = 1 : (tensor<4xf32>, tensor<f32>) -> tensor<1xf32>
  return
}

// -----

func.func @gather(%self: tensor<4x5xf32>, %index: tensor<2x6xi64>) {
  // expected-error@+1 {{Size does not match at dimension 1 expected index [2, 6] to be no larger than self [4, 5] apart from dimension 0}}
  %0 = aten.gather %self, %index dim = 0 : (tensor<4x5xf32>, tensor<2x6xi64>) -> tensor<2x6xf32>
  return
}

// -----

func.func @gather(%self: tensor<4x5xf32>, %index: tensor<2x5xf32>) {
  // expected-error@+1 {{gather(): Expected dtype int32/int64 for index}}
  %0 = aten.gather %self, %index dim = 0 : (tensor<4x5xf32>, tensor<2x5xf32>) -> tensor<2x5xf32>
  return
}

// -----

func.func @take_along_dim(%self: tensor<4x5xf32>, %indices: tensor<5xi64>) {
  // expected-error@+1 {{torch.take_along_dim(): input and indices should have the same number of dimensions, but got 2 dimensions for input, and 1 dimensions for indices}}
  %0 = aten.take_along_dim %self, %indices dim = 0 : (tensor<4x5xf32>, tensor<5xi64>) -> tensor<4x5xf32>
  return
}

// -----

func.func @index_select(%self: tensor<4x5xf32>, %index: tensor<2x2xi64>) {
  // expected-error@+1 {{index_select(): Index is supposed to be a vector}}
  %0 = aten.index_select %self, %index dim = 0 : (tensor<4x5xf32>, tensor<2x2xi64>) -> tensor<4x5xf32>
  return
}

// -----

func.func @take(%self: tensor<4xf32>, %index: tensor<2xi32>) {
  // expected-error@+1 {{take(): Expected a long tensor for index, but got Int}}
  %0 = aten.take %self, %index : (tensor<4xf32>, tensor<2xi32>) -> tensor<2xf32>
  return
}

// -----

func.func @index_Tensor(%self: tensor<4x5xf32>, %i: tensor<2xi64>, %j: tensor<3xi64>) {
  // expected-error@+1 {{shape mismatch: indexing tensors could not be broadcast together with shapes [2], [3]}}
  %0 = aten.index.Tensor %self, [%i, %j] : (tensor<4x5xf32>, tensor<2xi64>, tensor<3xi64>) -> tensor<2xf32>
  return
}

// -----

func.func @index_Tensor(%self: tensor<4x5xf32>, %i: tensor<2xi64>) {
  // expected-error@+1 {{too many indices for tensor of dimension 2 (got 3)}}
  %0 = aten.index.Tensor %self, [none, %i, %i] : (tensor<4x5xf32>, tensor<2xi64>, tensor<2xi64>) -> tensor<2xf32>
  return
}

// -----

// A mask has the sizes of what it masks.
func.func @index_Tensor(%self: tensor<4x5xf32>, %mask: tensor<4x4xi1>) {
  // expected-error@+1 {{The shape of the mask [4, 4] at index 1 does not match the shape of the indexed tensor [4, 5] at index 1}}
  %0 = aten.index.Tensor %self, [%mask] : (tensor<4x5xf32>, tensor<4x4xi1>) -> tensor<?xf32>
  return
}

// -----

func.func @_unsafe_index_Tensor(%self: tensor<4xf32>, %i: tensor<2xf32>) {
  // expected-error@+1 {{tensors used as indices must be long, int, byte or bool tensors}}
  %0 = aten._unsafe_index.Tensor %self, [%i] : (tensor<4xf32>, tensor<2xf32>) -> tensor<2xf32>
  return
}

// -----

func.func @_unsafe_masked_index(%self: tensor<4xf32>, %mask: tensor<2xi8>, %i: tensor<2xi64>) {
  // expected-error@+1 {{tensors used as masks must be bool tensors}}
  %0 = aten._unsafe_masked_index %self, %mask, [%i] fill = 0 : (tensor<4xf32>, tensor<2xi8>, tensor<2xi64>) -> tensor<2xf32>
  return
}

// -----

func.func @nonzero(%self: tensor<4x5xf32>) {
  // expected-error@+1 {{result #0 must be tensor<?x2xi64>, but is tensor<?x1xi64>}}
  %0 = aten.nonzero %self : (tensor<4x5xf32>) -> tensor<?x1xi64>
  return
}

// -----

func.func @argwhere(%self: tensor<4x5xf32>) {
  // expected-error@+1 {{result #0 must be tensor<?x2xi64>}}
  %0 = aten.argwhere %self : (tensor<4x5xf32>) -> tensor<?x2xi32>
  return
}

// -----

func.func @nonzero_numpy(%self: tensor<4xf32>) {
  // expected-error@+1 {{result #0 must be tensor<?xi64>}}
  %0 = aten.nonzero_numpy %self : (tensor<4xf32>) -> tensor<?x1xi64>
  return
}

// -----

func.func @nonzero_static(%self: tensor<4xf32>) {
  // expected-error@+1 {{nonzero_static: 'size' must be an non-negative integer}}
  %0 = aten.nonzero_static %self size = -1 : (tensor<4xf32>) -> tensor<4x1xi64>
  return
}

// -----

func.func @masked_select(%self: tensor<4xf32>, %mask: tensor<4xi8>) {
  // expected-error@+1 {{masked_select: expected BoolTensor for mask}}
  %0 = aten.masked_select %self, %mask : (tensor<4xf32>, tensor<4xi8>) -> tensor<?xf32>
  return
}

// -----

func.func @repeat_interleave_self_int(%self: tensor<4xf32>) {
  // expected-error@+1 {{repeat_interleave: Invalid output_size, expected 8 but got 9}}
  %0 = aten.repeat_interleave.self_int %self repeats = 2 output_size = 9 : (tensor<4xf32>) -> tensor<9xf32>
  return
}

// -----

func.func @repeat_interleave_self_Tensor(%self: tensor<4xf32>, %repeats: tensor<3xi64>) {
  // expected-error@+1 {{repeats must have the same size as input along dim, but got repeats.size(0) = 3 and input.size(0) = 4}}
  %0 = aten.repeat_interleave.self_Tensor %self, %repeats dim = 0 : (tensor<4xf32>, tensor<3xi64>) -> tensor<?xf32>
  return
}

// -----

func.func @repeat_interleave_Tensor(%repeats: tensor<3xf32>) {
  // expected-error@+1 {{repeats has to be Long or Int tensor}}
  %0 = aten.repeat_interleave.Tensor %repeats : (tensor<3xf32>) -> tensor<?xf32>
  return
}

// -----

func.func @tril_indices() {
  // expected-error@+1 {{row must be non-negative, got-1}}
  %0 = aten.tril_indices row = -1 col = 3 : () -> tensor<2x0xi64>
  return
}

// -----

func.func @triu_indices() {
  // expected-error@+1 {{has too many indices}}
  %0 = aten.triu_indices row = 4000000000000000000 col = 4000000000000000000 : () -> tensor<2x0xi64>
  return
}
