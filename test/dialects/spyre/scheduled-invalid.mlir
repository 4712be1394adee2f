// RUN: tricast-opt %s --split-input-file --verify-diagnostics

// expected-error @+1 {{the layout has 2 sizes, but maps 3 dimensions}}
func.func private @f(tensor<4x64xf16, #spyre.stl<device_size = [4, 64], dim_map = [1, 0, 1], SEN169_FP16>>)

// -----

// expected-error @+1 {{the layout maps dimension 2, but the tensor has 2}}
func.func private @f(tensor<4x64xf16, #spyre.stl<device_size = [1, 4, 64], dim_map = [1, 0, 2], SEN169_FP16>>)

// -----

// expected-error @+1 {{the layout lacks dimension 0}}
func.func private @f(tensor<4x64xf16, #spyre.stl<device_size = [1, 4, 64], dim_map = [1, -1, 1], SEN169_FP16>>)

// -----

// expected-error @+1 {{the layout has dimension 0 twice}}
func.func private @f(tensor<4x64xf16, #spyre.stl<device_size = [1, 4, 4, 64], dim_map = [1, 0, 0, 1], SEN169_FP16>>)

// -----

// Sticks are filled along a dimension: 2 of 64 elements do not hold 200.
// expected-error @+1 {{the layout holds 128 elements along dimension 1, but there are 200}}
func.func private @f(tensor<4x200xf16, #spyre.stl<device_size = [2, 4, 64], dim_map = [1, 0, 1], SEN169_FP16>>)

// -----

func.func @no_layout(%x: tensor<4x64xf32>) {
  // expected-error @+1 {{'spyre.upload' op has tensor<4x64xf16>, expected a layout, #spyre.stl}}
  %0 = spyre.upload %x : tensor<4x64xf32> to tensor<4x64xf16>
  return
}

// -----

#rows = #spyre.stl<device_size = [1, 4, 64], dim_map = [1, 0, 1], SEN169_FP16>
func.func @maps(%x: tensor<4x64xf16, #rows>) {
  // expected-error @+1 {{'spyre.exec' op has 1 maps, expected one for each of 2 tensors}}
  %0 = spyre.exec "abs" [4, 64] ins(%x : tensor<4x64xf16, #rows>) outs(%x : tensor<4x64xf16, #rows>)
      at [affine_map<(d0, d1) -> (d0, d1)>]
  return
}

// -----

#rows = #spyre.stl<device_size = [1, 4, 64], dim_map = [1, 0, 1], SEN169_FP16>
#plain = affine_map<(d0, d1) -> (d0, d1)>
func.func @dims(%x: tensor<4x64xf16, #rows>) {
  // expected-error @+1 {{has the map (d0) -> (d0, 0) from 1, expected 2 dimensions}}
  %0 = spyre.exec "abs" [4, 64] ins(%x : tensor<4x64xf16, #rows>) outs(%x : tensor<4x64xf16, #rows>)
      at [affine_map<(d0) -> (d0, 0)>, #plain]
  return
}

// -----

#rows = #spyre.stl<device_size = [1, 4, 64], dim_map = [1, 0, 1], SEN169_FP16>
#plain = affine_map<(d0, d1) -> (d0, d1)>
func.func @cores(%x: tensor<4x64xf16, #rows>) {
  // expected-error @+1 {{is divided among 64 cores, expected 1 to 32}}
  %0 = spyre.exec "abs" [4, 64] slices [4, 16] ins(%x : tensor<4x64xf16, #rows>)
      outs(%x : tensor<4x64xf16, #rows>) at [#plain, #plain]
  return
}

// -----

#rows = #spyre.stl<device_size = [1, 4, 64], dim_map = [1, 0, 1], SEN169_FP16>
#plain = affine_map<(d0, d1) -> (d0, d1)>
func.func @places(%x: tensor<4x64xf16, #rows>) {
  // expected-error @+1 {{has 1 places, expected 2}}
  %0 = spyre.exec "abs" [4, 64] ins(%x : tensor<4x64xf16, #rows>) outs(%x : tensor<4x64xf16, #rows>)
      at [#plain, #plain] places [#spyre.place<hbm, 0>]
  return
}
