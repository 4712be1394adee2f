func.func @main(%x: tensor<1x64x8x8xf16>) -> tensor<1x64x4x4xf16> {
  %0 = aten.max_pool2d %x kernel_size = [2, 2] stride = [2, 2] : (tensor<1x64x8x8xf16>) -> tensor<1x64x4x4xf16>
  return %0 : tensor<1x64x4x4xf16>
}
