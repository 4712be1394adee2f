// Layouts are planned as they are written: here both tensors have their sticks along the rows, which
// is not what `spyre-assign-sticks` would choose. What lies between the steps stays in scratchpads.
// RUN: tricast-opt %s --spyre-plan | FileCheck %s

#rows = #spyre.stl<device_size = [2, 64, 64], dim_map = [0, 1, 0], SEN169_FP16>
#plain = affine_map<(d0, d1) -> (d0, d1)>

// CHECK: #[[ROWS:.+]] = #spyre.stl<device_size = [2, 64, 64], dim_map = [0, 1, 0], SEN169_FP16>
// CHECK-LABEL: @main
// CHECK: %[[E:.+]] = spyre.exec "exp" [128, 64] slices [1, 32] {{.+}} places [#spyre.place<hbm, 0>, #spyre.place<lx, 0>] kernel 0
// CHECK: spyre.exec "abs" [128, 64] slices [1, 32] ins(%[[E]] : tensor<128x64xf16, #[[ROWS]]>) {{.+}} places [#spyre.place<lx, 0>, #spyre.place<hbm, 1>] kernel 0
func.func @main(%x: tensor<128x64xf16>) -> tensor<128x64xf16> {
  %0 = spyre.upload %x : tensor<128x64xf16> to tensor<128x64xf16, #rows>
  %1 = tensor.empty() : tensor<128x64xf16, #rows>
  %2 = spyre.exec "exp" [128, 64] ins(%0 : tensor<128x64xf16, #rows>)
      outs(%1 : tensor<128x64xf16, #rows>) at [#plain, #plain]
  %3 = tensor.empty() : tensor<128x64xf16, #rows>
  %4 = spyre.exec "abs" [128, 64] ins(%2 : tensor<128x64xf16, #rows>)
      outs(%3 : tensor<128x64xf16, #rows>) at [#plain, #plain]
  %5 = spyre.download %4 at #plain : tensor<128x64xf16, #rows> to tensor<128x64xf16>
  return %5 : tensor<128x64xf16>
}
