// Padding: every op as it prints. Pairs are of the last dimension first.
// RUN: %roundtrip %s

func.func @constant(%self: tensor<2x3x?xf32>, %n: index) -> tensor<2x4x?xf32> {
  %0 = aten.constant_pad_nd %self pad = [1, %n, 2, -1] : (tensor<2x3x?xf32>, index) -> tensor<2x4x?xf32>
  %1 = aten.constant_pad_nd %self pad = [0, 0, -3, 0] value = "-inf" : (tensor<2x3x?xf32>) -> tensor<2x0x?xf32>
  %2 = aten.pad %self pad = [1, 1] : (tensor<2x3x?xf32>) -> tensor<2x3x?xf32>
  %3 = aten.pad %self pad = [0, 0, 0, 0, 1, 1] value = 5.000000e-01 : (tensor<2x3x?xf32>) -> tensor<4x3x?xf32>
  return %0 : tensor<2x4x?xf32>
}

func.func @modes(%self: tensor<2x3x4x5xbf16>) -> tensor<2x3x7x7xbf16> {
  %0 = aten.pad %self pad = [1, 1, 3, 0] mode = "reflect" : (tensor<2x3x4x5xbf16>) -> tensor<2x3x7x7xbf16>
  %1 = aten.pad %self pad = [1, 1, 9, 9] mode = "replicate" : (tensor<2x3x4x5xbf16>) -> tensor<2x3x22x7xbf16>
  %2 = aten.pad %self pad = [5, 0, 0, 4] mode = "circular" : (tensor<2x3x4x5xbf16>) -> tensor<2x3x8x10xbf16>
  %3 = aten._pad_circular %self pad = [-1, 0, 0, 4] : (tensor<2x3x4x5xbf16>) -> tensor<2x3x8x4xbf16>
  return %0 : tensor<2x3x7x7xbf16>
}

func.func @fixed(%line: tensor<3x8xf32>, %image: tensor<?x3x8x8xf16>, %volume: tensor<3x4x5x6xf64>, %n: index) -> tensor<3x?xf32> {
  %0 = aten.reflection_pad1d %line padding = [7, %n] : (tensor<3x8xf32>, index) -> tensor<3x?xf32>
  %1 = aten.reflection_pad2d %image padding = [1, 2, 3, 4] : (tensor<?x3x8x8xf16>) -> tensor<?x3x15x11xf16>
  %2 = aten.reflection_pad3d %volume padding = [5, 0, 4, 0, 3, 0] : (tensor<3x4x5x6xf64>) -> tensor<3x7x9x11xf64>
  %3 = aten.replication_pad1d %line padding = [10, -2] : (tensor<3x8xf32>) -> tensor<3x16xf32>
  %4 = aten.replication_pad2d %image padding = [1, 1, 0, 0] : (tensor<?x3x8x8xf16>) -> tensor<?x3x8x10xf16>
  %5 = aten.replication_pad3d %volume padding = [1, 1, 1, 1, 1, 1] : (tensor<3x4x5x6xf64>) -> tensor<3x6x7x8xf64>
  return %0 : tensor<3x?xf32>
}

func.func @sequences(%a: tensor<3x8xf32>, %b: tensor<5x8xf32>, %c: tensor<?x8xf32>) -> tensor<5x2x8xf32> {
  %0 = aten.pad_sequence [%a, %b] : (tensor<3x8xf32>, tensor<5x8xf32>) -> tensor<5x2x8xf32>
  %1 = aten.pad_sequence [%a, %c] batch_first = true padding_value = -1.000000e+00 padding_side = "left" : (tensor<3x8xf32>, tensor<?x8xf32>) -> tensor<2x?x8xf32>
  return %0 : tensor<5x2x8xf32>
}
