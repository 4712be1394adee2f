func.func @main(%x: tensor<64x40xf16>, %y: tensor<40x64xf16>) -> tensor<64x64xf16> {
  %0 = aten.exp %y : (tensor<40x64xf16>) -> tensor<40x64xf16>
  %1 = aten.mm %x, %0 : (tensor<64x40xf16>, tensor<40x64xf16>) -> tensor<64x64xf16>
  return %1 : tensor<64x64xf16>
}
