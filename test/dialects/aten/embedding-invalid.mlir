// Embeddings that do not fit: every op refused, with what PyTorch says.
// RUN: tricast-opt %s -split-input-file -verify-diagnostics

func.func @embedding(%weight: tensor<10xf32>, %indices: tensor<2xi64>) {
  // expected-error@+1 {{'aten.embedding' op 'weight' must be 2-D}}
  %0 = aten.embedding %weight, %indices : (tensor<10xf32>, tensor<2xi64>) -> tensor<2xf32>
  return
}

// -----

func.func @embedding(%weight: tensor<10x4xf32>, %indices: tensor<2xf32>) {
  // expected-error@+1 {{Expected tensor for argument #1 'indices' to have one of the following scalar types: Long, Int; but got torch.FloatTensor instead (while checking arguments for embedding)}}
  %0 = aten.embedding %weight, %indices : (tensor<10x4xf32>, tensor<2xf32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @embedding_bag(%weight: tensor<10x4xf32>, %indices: tensor<7xi64>, %offsets: tensor<3xi64>) {
  // expected-error@+1 {{embedding_bag: mode must be 0 (sum), 1 (mean) or 2 (max), but got 3}}
  %0, %1, %2, %3 = aten.embedding_bag %weight, %indices, %offsets mode = 3 : (tensor<10x4xf32>, tensor<7xi64>, tensor<3xi64>) -> (tensor<3x4xf32>, tensor<7xi64>, tensor<3xi64>, tensor<3xi64>)
  return
}

// -----

// A plain sum leaves out the bag of each index.
func.func @embedding_bag(%weight: tensor<10x4xf32>, %indices: tensor<7xi64>, %offsets: tensor<3xi64>) {
  // expected-error@+1 {{result #1 must be tensor<0xi64>, but is tensor<7xi64>}}
  %0, %1, %2, %3 = aten.embedding_bag %weight, %indices, %offsets : (tensor<10x4xf32>, tensor<7xi64>, tensor<3xi64>) -> (tensor<3x4xf32>, tensor<7xi64>, tensor<3xi64>, tensor<3xi64>)
  return
}

// -----

func.func @_embedding_bag(%weight: tensor<10x4xf32>, %indices: tensor<7xf32>, %offsets: tensor<3xi64>) {
  // expected-error@+1 {{expected indices to be long or int, got Float}}
  %0, %1, %2, %3 = aten._embedding_bag %weight, %indices, %offsets : (tensor<10x4xf32>, tensor<7xf32>, tensor<3xi64>) -> (tensor<3x4xf32>, tensor<7xi64>, tensor<3xi64>, tensor<3xi64>)
  return
}

// -----

func.func @_embedding_bag_forward_only(%weight: tensor<10x4xf32>, %indices: tensor<7xi64>, %offsets: tensor<0xi64>) {
  // expected-error@+1 {{include_last_offset: numBags should be at least 1}}
  %0, %1, %2, %3 = aten._embedding_bag_forward_only %weight, %indices, %offsets include_last_offset = true : (tensor<10x4xf32>, tensor<7xi64>, tensor<0xi64>) -> (tensor<3x4xf32>, tensor<7xi64>, tensor<3xi64>, tensor<3xi64>)
  return
}

// -----

func.func @embedding_bag_padding_idx(%weight: tensor<10x4xf32>, %indices: tensor<7xi64>, %offsets: tensor<3xi64>, %scale: tensor<7xf32>) {
  // expected-error@+1 {{embedding_bag: per_sample_weights only supported with mode='sum'}}
  %0, %1, %2, %3 = aten.embedding_bag.padding_idx %weight, %indices, %offsets scale_grad_by_freq = false mode = 1 sparse = false per_sample_weights = %scale include_last_offset = false : (tensor<10x4xf32>, tensor<7xi64>, tensor<3xi64>, tensor<7xf32>) -> (tensor<3x4xf32>, tensor<7xi64>, tensor<3xi64>, tensor<3xi64>)
  return
}

// -----

func.func @embedding_bag_padding_idx(%weight: tensor<10x4xf32>, %indices: tensor<7xi64>, %offsets: tensor<3xi64>) {
  // expected-error@+1 {{padding_idx must be within the number of embeddings, -10 through 9, but got 10}}
  %0, %1, %2, %3 = aten.embedding_bag.padding_idx %weight, %indices, %offsets scale_grad_by_freq = false mode = 0 sparse = false include_last_offset = false padding_idx = 10 : (tensor<10x4xf32>, tensor<7xi64>, tensor<3xi64>) -> (tensor<3x4xf32>, tensor<7xi64>, tensor<3xi64>, tensor<3xi64>)
  return
}
