// Embedding look-ups: every op as it prints, optional weights given and absent.
// RUN: %roundtrip %s

func.func @embedding(%weight: tensor<10x4xf32>, %indices: tensor<2x?xi64>) -> tensor<2x?x4xf32> {
  %0 = aten.embedding %weight, %indices : (tensor<10x4xf32>, tensor<2x?xi64>) -> tensor<2x?x4xf32>
  %1 = aten.embedding %weight, %indices padding_idx = 3 scale_grad_by_freq = true sparse = true : (tensor<10x4xf32>, tensor<2x?xi64>) -> tensor<2x?x4xf32>
  return %0 : tensor<2x?x4xf32>
}

// Plain sums leave out the bag of each index.
func.func @bags(%weight: tensor<10x4xf32>, %indices: tensor<7xi64>, %offsets: tensor<3xi64>, %scale: tensor<7xf32>) -> tensor<3x4xf32> {
  %out, %bag, %size, %max = aten.embedding_bag %weight, %indices, %offsets : (tensor<10x4xf32>, tensor<7xi64>, tensor<3xi64>) -> (tensor<3x4xf32>, tensor<0xi64>, tensor<3xi64>, tensor<3xi64>)
  %4, %5, %6, %7 = aten.embedding_bag %weight, %indices, %offsets mode = 2 : (tensor<10x4xf32>, tensor<7xi64>, tensor<3xi64>) -> (tensor<3x4xf32>, tensor<7xi64>, tensor<3xi64>, tensor<3x4xi64>)
  %8, %9, %10, %11 = aten._embedding_bag %weight, %indices, %offsets per_sample_weights = %scale include_last_offset = true : (tensor<10x4xf32>, tensor<7xi64>, tensor<3xi64>, tensor<7xf32>) -> (tensor<2x4xf32>, tensor<0xi64>, tensor<2xi64>, tensor<2xi64>)
  %12, %13, %14, %15 = aten._embedding_bag_forward_only %weight, %indices, %offsets mode = 1 sparse = true padding_idx = 0 : (tensor<10x4xf32>, tensor<7xi64>, tensor<3xi64>) -> (tensor<3x4xf32>, tensor<7xi64>, tensor<3xi64>, tensor<3xi64>)
  %16, %17, %18, %19 = aten.embedding_bag.padding_idx %weight, %indices, %offsets scale_grad_by_freq = false mode = 0 sparse = false include_last_offset = false padding_idx = -1 : (tensor<10x4xf32>, tensor<7xi64>, tensor<3xi64>) -> (tensor<3x4xf32>, tensor<7xi64>, tensor<3xi64>, tensor<3xi64>)
  return %out : tensor<3x4xf32>
}
