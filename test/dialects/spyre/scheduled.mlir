// Programs over tensors in sticks are read as they are printed; layouts have names.
// RUN: tricast-opt %s | tricast-opt | FileCheck %s

// CHECK-DAG: #[[ROWS:.+]] = #spyre.stl<device_size = [2, 4, 64], dim_map = [1, 0, 1], SEN169_FP16>
// CHECK-DAG: #[[MOMENTS:.+]] = #spyre.stl<device_size = [1, 4, 64], dim_map = [1, 0, 1], SEN169_FP16, exx2>
// CHECK-DAG: #[[SPARSE:.+]] = #spyre.stl<device_size = [1, 4, 64], dim_map = [-1, 0, -1], SEN169_FP16>
// CHECK-DAG: #[[INDICES:.+]] = #spyre.stl<device_size = [1, 32], dim_map = [0, 0], IEEE_INT32>
#rows = #spyre.stl<device_size = [2, 4, 64], dim_map = [1, 0, 1], SEN169_FP16>
#moments = #spyre.stl<device_size = [1, 4, 64], dim_map = [1, 0, 1], SEN169_FP16, exx2>
#sparse = #spyre.stl<device_size = [1, 4, 64], dim_map = [-1, 0, -1], SEN169_FP16>
#indices = #spyre.stl<device_size = [1, 32], dim_map = [0, 0], IEEE_INT32>
#number = #spyre.stl<device_size = [1, 64], dim_map = [-1, -1], SEN169_FP16>
#plain = affine_map<(d0, d1) -> (d0, d1)>
#looked_up = affine_map<(d0, d1)[s0] -> (s0, d1)>

// CHECK-LABEL: @main
func.func @main(%x: tensor<4x128xf32>, %i: tensor<4xi64>) -> tensor<4x128xf32> {
  // CHECK: %[[X:.+]] = spyre.upload %{{.+}} : tensor<4x128xf32> to tensor<4x128xf16, #[[ROWS]]>
  %0 = spyre.upload %x : tensor<4x128xf32> to tensor<4x128xf16, #rows>
  // CHECK: %[[I:.+]] = spyre.upload %{{.+}} indices_of 4 : tensor<4xi64> to tensor<4xi32, #[[INDICES]]>
  %1 = spyre.upload %i indices_of 4 : tensor<4xi64> to tensor<4xi32, #indices>
  // CHECK: spyre.fill 5.000000e-01 : tensor<f16, #{{.+}}>
  %2 = spyre.fill 0.5 : tensor<f16, #number>
  // CHECK: spyre.lower_triangle : tensor<4x128xf16, #[[ROWS]]>
  %3 = spyre.lower_triangle : tensor<4x128xf16, #rows>
  %4 = tensor.empty() : tensor<4x128xf16, #rows>
  // CHECK: spyre.exec "identity" [4, 128] slices [2, 1] ins(%[[I]], %[[X]] : {{.+}}) outs(%{{.+}} : {{.+}}) at [{{.+}}] places [#spyre.place<hbm, 0>, #spyre.place<pool, 128>, #spyre.place<lx, 0>] kernel 0
  %5 = spyre.exec "identity" [4, 128] slices [2, 1]
      ins(%1, %0 : tensor<4xi32, #indices>, tensor<4x128xf16, #rows>)
      outs(%4 : tensor<4x128xf16, #rows>)
      at [affine_map<(d0, d1) -> (d0)>, #looked_up, #plain]
      places [#spyre.place<hbm, 0>, #spyre.place<pool, 128>, #spyre.place<lx, 0>] kernel 0
  // CHECK: tensor<4x2xf16, #[[MOMENTS]]>
  %6 = tensor.empty() : tensor<4x2xf16, #moments>
  // CHECK: spyre.exec "exx2" [4, 128] {{.+}} constants {exx2scale = 7.812500e-03 : f64, useZeroMean = 0.000000e+00 : f64}
  %7 = spyre.exec "exx2" [4, 128] ins(%5 : tensor<4x128xf16, #rows>)
      outs(%6 : tensor<4x2xf16, #moments>) at [#plain, affine_map<(d0, d1) -> (d0, 0)>]
      constants {exx2scale = 0.0078125, useZeroMean = 0.0}
  // CHECK: tensor<4xf16, #[[SPARSE]]>
  %8 = tensor.empty() : tensor<4xf16, #sparse>
  // CHECK: spyre.download %{{.+}} at #{{.+}} : tensor<4x128xf16, #[[ROWS]]> to tensor<4x128xf32>
  %9 = spyre.download %5 at #plain : tensor<4x128xf16, #rows> to tensor<4x128xf32>
  return %9 : tensor<4x128xf32>
}
