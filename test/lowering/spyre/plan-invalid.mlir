// What the cores cannot do with tensors as they are laid out is refused, by operand and reason.
// RUN: tricast-opt %s --split-input-file --verify-diagnostics --spyre-plan

#rows = #spyre.stl<device_size = [1, 64, 64], dim_map = [1, 0, 1], SEN169_FP16>
#columns = #spyre.stl<device_size = [1, 64, 64], dim_map = [0, 1, 0], SEN169_FP16>
#plain = affine_map<(d0, d1) -> (d0, d1)>

module {
  func.func @main(%x: tensor<64x64xf16>) -> tensor<64x64xf16> {
    %0 = spyre.upload %x : tensor<64x64xf16> to tensor<64x64xf16, #rows>
    %1 = spyre.upload %x : tensor<64x64xf16> to tensor<64x64xf16, #columns>
    %2 = tensor.empty() : tensor<64x64xf16, #rows>
    // expected-error @+1 {{spyre-plan: the sticks of the operands do not fit, expected them along one dimension of the iteration space}}
    %3 = spyre.exec "add" [64, 64] ins(%0, %1 : tensor<64x64xf16, #rows>, tensor<64x64xf16, #columns>)
        outs(%2 : tensor<64x64xf16, #rows>) at [#plain, #plain, #plain]
    %4 = spyre.download %3 at #plain : tensor<64x64xf16, #rows> to tensor<64x64xf16>
    return %4 : tensor<64x64xf16>
  }
}

// -----

#rows = #spyre.stl<device_size = [1, 64, 64], dim_map = [1, 0, 1], SEN169_FP16>
#plain = affine_map<(d0, d1) -> (d0, d1)>

module {
  func.func @main(%x: tensor<64x64xf16>) -> tensor<64x64xf16> {
    %0 = spyre.upload %x : tensor<64x64xf16> to tensor<64x64xf16, #rows>
    %1 = tensor.empty() : tensor<64x64xf16, #rows>
    // expected-error @+1 {{has the map (d0, d1) -> (d0, d1 + 32), which goes from 32 to 95 along dimension 1, of 64}}
    %2 = spyre.exec "abs" [64, 64] ins(%0 : tensor<64x64xf16, #rows>)
        outs(%1 : tensor<64x64xf16, #rows>) at [affine_map<(d0, d1) -> (d0, d1 + 32)>, #plain]
    %3 = spyre.download %2 at #plain : tensor<64x64xf16, #rows> to tensor<64x64xf16>
    return %3 : tensor<64x64xf16>
  }
}

// -----

#rows = #spyre.stl<device_size = [1, 64, 64], dim_map = [1, 0, 1], SEN169_FP16>
#plain = affine_map<(d0, d1) -> (d0, d1)>

module {
  func.func @main(%x: tensor<64x64xf16>) -> tensor<64x64xf16> {
    %0 = spyre.upload %x : tensor<64x64xf16> to tensor<64x64xf16, #rows>
    %1 = tensor.empty() : tensor<64x64xf16, #rows>
    %2 = spyre.exec "abs" [64, 64] ins(%0 : tensor<64x64xf16, #rows>)
        outs(%1 : tensor<64x64xf16, #rows>) at [#plain, #plain]
    %3 = spyre.exec "exp" [64, 64] ins(%0 : tensor<64x64xf16, #rows>)
        outs(%2 : tensor<64x64xf16, #rows>) at [#plain, #plain]
    // A state of a tensor is read that was written over.
    // expected-error @+1 {{which is no tensor of the device, or was written to since}}
    %4 = spyre.download %2 at #plain : tensor<64x64xf16, #rows> to tensor<64x64xf16>
    return %4 : tensor<64x64xf16>
  }
}

// -----

#rows = #spyre.stl<device_size = [1, 64, 64], dim_map = [1, 0, 1], SEN169_FP16>
#plain = affine_map<(d0, d1) -> (d0, d1)>

module {
  func.func @main(%x: tensor<64x64xf16>) -> tensor<64x64xf16> {
    %0 = spyre.upload %x : tensor<64x64xf16> to tensor<64x64xf16, #rows>
    %1 = tensor.empty() : tensor<64x64xf16, #rows>
    // expected-error @+1 {{there is no OpFunc 'absolute'}}
    %2 = spyre.exec "absolute" [64, 64] ins(%0 : tensor<64x64xf16, #rows>)
        outs(%1 : tensor<64x64xf16, #rows>) at [#plain, #plain]
    %3 = spyre.download %2 at #plain : tensor<64x64xf16, #rows> to tensor<64x64xf16>
    return %3 : tensor<64x64xf16>
  }
}
