// Normalization per channel, group and layer; functional and in place.
// RUN: %roundtrip %s

func.func @inference(%x: tensor<?x3x8x8xf32>, %w: tensor<3xf32>, %b: tensor<3xf32>, %mean: tensor<3xf32>, %var: tensor<3xf32>) -> (tensor<?x3x8x8xf32>, tensor<?x3x8x8xf32>, tensor<0xf32>, tensor<0xf32>, tensor<?x3x8x8xf32>, tensor<0xf32>, tensor<0xf32>) {
  %0 = aten.batch_norm %x weight = %w bias = %b running_mean = %mean running_var = %var training = false momentum = 1.000000e-01 eps = 1.000000e-05 cudnn_enabled = true : (tensor<?x3x8x8xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<?x3x8x8xf32>
  %1, %2, %3 = aten._native_batch_norm_legit_no_training %x, %mean, %var weight = %w momentum = 1.000000e-01 eps = 1.000000e-05 : (tensor<?x3x8x8xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> (tensor<?x3x8x8xf32>, tensor<0xf32>, tensor<0xf32>)
  %4, %5, %6 = aten.native_batch_norm %x running_mean = %mean running_var = %var training = false momentum = 1.000000e-01 eps = 1.000000e-05 : (tensor<?x3x8x8xf32>, tensor<3xf32>, tensor<3xf32>) -> (tensor<?x3x8x8xf32>, tensor<0xf32>, tensor<0xf32>)
  return %0, %1, %2, %3, %4, %5, %6 : tensor<?x3x8x8xf32>, tensor<?x3x8x8xf32>, tensor<0xf32>, tensor<0xf32>, tensor<?x3x8x8xf32>, tensor<0xf32>, tensor<0xf32>
}

func.func @training(%x: tensor<4x3xf16>, %w: tensor<3xf32>, %mean: tensor<3xf32>, %var: tensor<3xf32>) -> (tensor<4x3xf16>, tensor<4x3xf16>, tensor<3xf16>, tensor<3xf16>, tensor<4x3xf16>, tensor<3xf16>, tensor<3xf16>, tensor<4x3xf16>, tensor<3xf16>, tensor<3xf16>, tensor<4x3xf16>, tensor<3xf16>, tensor<3xf16>, tensor<3xf32>, tensor<3xf32>, tensor<4x3xf16>, tensor<3xf16>, tensor<3xf16>, tensor<0xui8>, tensor<4x3xf16>, tensor<3xf16>, tensor<3xf16>, tensor<0xui8>, tensor<3xf32>, tensor<3xf32>) {
  %0 = aten.batch_norm %x training = true momentum = 1.000000e-01 eps = 1.000000e-05 cudnn_enabled = false : (tensor<4x3xf16>) -> tensor<4x3xf16>
  %1, %2, %3 = aten.native_batch_norm %x weight = %w training = true momentum = 1.000000e-01 eps = 1.000000e-05 : (tensor<4x3xf16>, tensor<3xf32>) -> (tensor<4x3xf16>, tensor<3xf16>, tensor<3xf16>)
  %4, %5, %6 = aten._native_batch_norm_legit %x, %mean, %var weight = %w training = true momentum = 1.000000e-01 eps = 1.000000e-05 : (tensor<4x3xf16>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> (tensor<4x3xf16>, tensor<3xf16>, tensor<3xf16>)
  %7, %8, %9 = aten._native_batch_norm_legit.no_stats %x weight = %w training = true momentum = 1.000000e-01 eps = 1.000000e-05 : (tensor<4x3xf16>, tensor<3xf32>) -> (tensor<4x3xf16>, tensor<3xf16>, tensor<3xf16>)
  %10, %11, %12, %13, %14 = aten._native_batch_norm_legit_functional %x, %mean, %var training = true momentum = 1.000000e-01 eps = 1.000000e-05 : (tensor<4x3xf16>, tensor<3xf32>, tensor<3xf32>) -> (tensor<4x3xf16>, tensor<3xf16>, tensor<3xf16>, tensor<3xf32>, tensor<3xf32>)
  %15, %16, %17, %18 = aten._batch_norm_with_update %x, %mean, %var momentum = 1.000000e-01 eps = 1.000000e-05 : (tensor<4x3xf16>, tensor<3xf32>, tensor<3xf32>) -> (tensor<4x3xf16>, tensor<3xf16>, tensor<3xf16>, tensor<0xui8>)
  %19, %20, %21, %22, %23, %24 = aten._batch_norm_with_update_functional %x, %mean, %var weight = %w momentum = 1.000000e-01 eps = 1.000000e-05 : (tensor<4x3xf16>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> (tensor<4x3xf16>, tensor<3xf16>, tensor<3xf16>, tensor<0xui8>, tensor<3xf32>, tensor<3xf32>)
  return %0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10, %11, %12, %13, %14, %15, %16, %17, %18, %19, %20, %21, %22, %23, %24 : tensor<4x3xf16>, tensor<4x3xf16>, tensor<3xf16>, tensor<3xf16>, tensor<4x3xf16>, tensor<3xf16>, tensor<3xf16>, tensor<4x3xf16>, tensor<3xf16>, tensor<3xf16>, tensor<4x3xf16>, tensor<3xf16>, tensor<3xf16>, tensor<3xf32>, tensor<3xf32>, tensor<4x3xf16>, tensor<3xf16>, tensor<3xf16>, tensor<0xui8>, tensor<4x3xf16>, tensor<3xf16>, tensor<3xf16>, tensor<0xui8>, tensor<3xf32>, tensor<3xf32>
}

func.func @instances(%x: tensor<2x3x8xf32>, %w: tensor<3xf32>, %b: tensor<3xf32>) -> tensor<2x3x8xf32> {
  %0 = aten.instance_norm %x weight = %w bias = %b use_input_stats = true momentum = 1.000000e-01 eps = 1.000000e-05 cudnn_enabled = true : (tensor<2x3x8xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<2x3x8xf32>
  return %0 : tensor<2x3x8xf32>
}

func.func @groups(%x: tensor<2x6x4x4xf32>, %xs: tensor<?x6x?xf32>, %w: tensor<6xf32>, %b: tensor<6xf32>, %n: index, %hw: index) -> (tensor<2x6x4x4xf32>, tensor<?x6x?xf32>, tensor<2x6x4x4xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<?x6x?xf32>, tensor<?x2xf32>, tensor<?x2xf32>) {
  %0 = aten.group_norm %x num_groups = 3 weight = %w bias = %b : (tensor<2x6x4x4xf32>, tensor<6xf32>, tensor<6xf32>) -> tensor<2x6x4x4xf32>
  %1 = aten.group_norm %xs num_groups = 2 eps = 1.000000e-03 cudnn_enabled = false : (tensor<?x6x?xf32>) -> tensor<?x6x?xf32>
  %2, %3, %4 = aten.native_group_norm %x weight = %w bias = %b N = 2 C = 6 HxW = 16 group = 3 eps = 1.000000e-05 : (tensor<2x6x4x4xf32>, tensor<6xf32>, tensor<6xf32>) -> (tensor<2x6x4x4xf32>, tensor<2x3xf32>, tensor<2x3xf32>)
  %5, %6, %7 = aten.native_group_norm %xs N = %n C = 6 HxW = %hw group = 2 eps = 1.000000e-05 : (tensor<?x6x?xf32>, index, index) -> (tensor<?x6x?xf32>, tensor<?x2xf32>, tensor<?x2xf32>)
  return %0, %1, %2, %3, %4, %5, %6, %7 : tensor<2x6x4x4xf32>, tensor<?x6x?xf32>, tensor<2x6x4x4xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<?x6x?xf32>, tensor<?x2xf32>, tensor<?x2xf32>
}

func.func @layers(%x: tensor<2x3x4xf32>, %xs: tensor<?x?x64xbf16>, %w: tensor<3x4xf32>, %ws: tensor<64xbf16>, %d: index) -> (tensor<2x3x4xf32>, tensor<?x?x64xbf16>, tensor<2x3x4xf32>, tensor<2x1x1xf32>, tensor<2x1x1xf32>, tensor<?x?x64xbf16>, tensor<?x?x1xbf16>, tensor<?x?x1xbf16>, tensor<?x?x64xbf16>, tensor<2x3x4xf32>, tensor<?x?x64xbf16>, tensor<?x?x1xf32>) {
  %0 = aten.layer_norm %x normalized_shape = [3, 4] weight = %w : (tensor<2x3x4xf32>, tensor<3x4xf32>) -> tensor<2x3x4xf32>
  %1 = aten.layer_norm %xs normalized_shape = [64] weight = %ws bias = %ws eps = 1.000000e-03 : (tensor<?x?x64xbf16>, tensor<64xbf16>, tensor<64xbf16>) -> tensor<?x?x64xbf16>
  %2, %3, %4 = aten.native_layer_norm %x normalized_shape = [3, 4] bias = %w eps = 1.000000e-05 : (tensor<2x3x4xf32>, tensor<3x4xf32>) -> (tensor<2x3x4xf32>, tensor<2x1x1xf32>, tensor<2x1x1xf32>)
  %5, %6, %7 = aten.native_layer_norm %xs normalized_shape = [%d] eps = 1.000000e-05 : (tensor<?x?x64xbf16>, index) -> (tensor<?x?x64xbf16>, tensor<?x?x1xbf16>, tensor<?x?x1xbf16>)
  %8 = aten.rms_norm %xs normalized_shape = [64] weight = %ws eps = 1.000000e-03 : (tensor<?x?x64xbf16>, tensor<64xbf16>) -> tensor<?x?x64xbf16>
  %9 = aten.rms_norm %x normalized_shape = [4] : (tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
  %10, %11 = aten._fused_rms_norm %xs normalized_shape = [64] weight = %ws : (tensor<?x?x64xbf16>, tensor<64xbf16>) -> (tensor<?x?x64xbf16>, tensor<?x?x1xf32>)
  return %0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10, %11 : tensor<2x3x4xf32>, tensor<?x?x64xbf16>, tensor<2x3x4xf32>, tensor<2x1x1xf32>, tensor<2x1x1xf32>, tensor<?x?x64xbf16>, tensor<?x?x1xbf16>, tensor<?x?x1xbf16>, tensor<?x?x64xbf16>, tensor<2x3x4xf32>, tensor<?x?x64xbf16>, tensor<?x?x1xf32>
}

func.func @weights(%v: tensor<5x3x2xf32>, %g0: tensor<5x1x1xf32>, %g2: tensor<1x1x2xf32>) -> (tensor<5x3x2xf32>, tensor<5x3x2xf32>, tensor<5x1x1xf32>, tensor<5x3x2xf32>, tensor<1x1x2xf32>) {
  %0 = aten._weight_norm %v, %g2 dim = 2 : (tensor<5x3x2xf32>, tensor<1x1x2xf32>) -> tensor<5x3x2xf32>
  %1, %2 = aten._weight_norm_interface %v, %g0 : (tensor<5x3x2xf32>, tensor<5x1x1xf32>) -> (tensor<5x3x2xf32>, tensor<5x1x1xf32>)
  %3, %4 = aten._weight_norm_interface %v, %g2 dim = -1 : (tensor<5x3x2xf32>, tensor<1x1x2xf32>) -> (tensor<5x3x2xf32>, tensor<1x1x2xf32>)
  return %0, %1, %2, %3, %4 : tensor<5x3x2xf32>, tensor<5x3x2xf32>, tensor<5x1x1xf32>, tensor<5x3x2xf32>, tensor<1x1x2xf32>
}
