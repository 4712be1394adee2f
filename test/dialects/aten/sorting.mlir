// Sorting, ranking and counting: every op, as it is written.
// RUN: %roundtrip %s

func.func @order(%self: tensor<2x?xf32>, %i: tensor<5xi64>, %s: tensor<f32>, %k: index) {
  %0, %1 = aten.sort %self : (tensor<2x?xf32>) -> (tensor<2x?xf32>, tensor<2x?xi64>)
  %2, %3 = aten.sort %i dim = 0 descending = true : (tensor<5xi64>) -> (tensor<5xi64>, tensor<5xi64>)
  %4, %5 = aten.sort.stable %self stable = true dim = 1 : (tensor<2x?xf32>) -> (tensor<2x?xf32>, tensor<2x?xi64>)
  %6 = aten.argsort %self descending = true : (tensor<2x?xf32>) -> tensor<2x?xi64>
  %7 = aten.argsort.stable %i stable = false : (tensor<5xi64>) -> tensor<5xi64>
  %8 = aten.msort %self : (tensor<2x?xf32>) -> tensor<2x?xf32>
  %9, %10 = aten.topk %i k = 3 : (tensor<5xi64>) -> (tensor<3xi64>, tensor<3xi64>)
  %11, %12 = aten.topk %self k = 2 dim = 0 largest = false sorted = false : (tensor<2x?xf32>) -> (tensor<2x?xf32>, tensor<2x?xi64>)
  %13, %14 = aten.topk %self k = %k : (tensor<2x?xf32>, index) -> (tensor<2x?xf32>, tensor<2x?xi64>)
  %15, %16 = aten.kthvalue %i k = 5 : (tensor<5xi64>) -> (tensor<i64>, tensor<i64>)
  %17, %18 = aten.kthvalue %self k = %k dim = 0 keepdim = true : (tensor<2x?xf32>, index) -> (tensor<1x?xf32>, tensor<1x?xi64>)
  %19, %20 = aten.mode %self : (tensor<2x?xf32>) -> (tensor<2xf32>, tensor<2xi64>)
  %21, %22 = aten.mode %s dim = 0 keepdim = true : (tensor<f32>) -> (tensor<f32>, tensor<i64>)
  return
}

func.func @unique(%self: tensor<2x3xf32>, %none: tensor<0xi32>) {
  %0, %1, %2 = aten._unique2 %self : (tensor<2x3xf32>) -> (tensor<?xf32>, tensor<0xi64>, tensor<0xi64>)
  %3, %4, %5 = aten._unique2 %self sorted = false return_inverse = true return_counts = true : (tensor<2x3xf32>) -> (tensor<?xf32>, tensor<2x3xi64>, tensor<?xi64>)
  %6, %7, %8 = aten._unique2 %none return_counts = true : (tensor<0xi32>) -> (tensor<0xi32>, tensor<0xi64>, tensor<0xi64>)
  %9, %10, %11 = aten.unique_dim %self dim = 1 return_inverse = true : (tensor<2x3xf32>) -> (tensor<2x?xf32>, tensor<3xi64>, tensor<?xi64>)
  %12, %13, %14 = aten.unique_consecutive %self : (tensor<2x3xf32>) -> (tensor<?xf32>, tensor<0xi64>, tensor<0xi64>)
  %15, %16, %17 = aten.unique_consecutive %self return_counts = true dim = 0 : (tensor<2x3xf32>) -> (tensor<?x3xf32>, tensor<2xi64>, tensor<?xi64>)
  return
}

func.func @boundaries(%self: tensor<2x?xf32>, %boundaries: tensor<5xf64>, %rows: tensor<2x7xf32>, %sorter: tensor<5xi64>) {
  %0 = aten.bucketize.Tensor %self, %boundaries : (tensor<2x?xf32>, tensor<5xf64>) -> tensor<2x?xi64>
  %1 = aten.bucketize.Tensor %self, %boundaries out_int32 = true right = true : (tensor<2x?xf32>, tensor<5xf64>) -> tensor<2x?xi32>
  %2 = aten.bucketize.Scalar %boundaries self = 2 : (tensor<5xf64>) -> tensor<i64>
  %3 = aten.searchsorted.Tensor %rows, %self side = "right" : (tensor<2x7xf32>, tensor<2x?xf32>) -> tensor<2x?xi64>
  %4 = aten.searchsorted.Tensor %boundaries, %self out_int32 = true sorter = %sorter : (tensor<5xf64>, tensor<2x?xf32>, tensor<5xi64>) -> tensor<2x?xi32>
  %5 = aten.searchsorted.Scalar %boundaries self = 1.500000e+00 right = true : (tensor<5xf64>) -> tensor<i64>
  return
}

func.func @counts(%self: tensor<7xui8>, %weights: tensor<7xf32>, %d: tensor<?xi32>, %none: tensor<0xi64>, %x: tensor<4x5xf64>, %bins: tensor<6xf64>) {
  %0 = aten.bincount %self : (tensor<7xui8>) -> tensor<?xi64>
  %1 = aten.bincount %self weights = %weights minlength = 3 : (tensor<7xui8>, tensor<7xf32>) -> tensor<?xf32>
  %2 = aten.bincount %d weights = %d : (tensor<?xi32>, tensor<?xi32>) -> tensor<?xf64>
  %3 = aten.bincount %none minlength = 3 : (tensor<0xi64>) -> tensor<3xi64>
  %4 = aten.histc %x : (tensor<4x5xf64>) -> tensor<100xf64>
  %5 = aten.histc %weights bins = 4 min = -1.000000e+00 max = 1 : (tensor<7xf32>) -> tensor<4xf32>
  %6, %7 = aten.histogram.bins_tensor %x, %bins : (tensor<4x5xf64>, tensor<6xf64>) -> (tensor<5xf64>, tensor<6xf64>)
  %8, %9 = aten.histogram.bin_ct %x bins = 8 range = [0.000000e+00, 1.000000e+00] weight = %x density = true : (tensor<4x5xf64>, tensor<4x5xf64>) -> (tensor<8xf64>, tensor<9xf64>)
  return
}
