// The sticks of the left factor go along K, those of the right factor and of the product along N;
// what is added has to have them there too, and is restickified. Nothing else is.
// RUN: tricast-opt %s --convert-to-target=target=spyre --spyre-assign-sticks | FileCheck %s

// CHECK-DAG: #[[LEFT:.+]] = #spyre.stl<device_size = [2, 64, 64], dim_map = [1, 0, 1], SEN169_FP16>
// CHECK-DAG: #[[RIGHT:.+]] = #spyre.stl<device_size = [4, 128, 64], dim_map = [1, 0, 1], SEN169_FP16>
// CHECK-DAG: #[[PRODUCT:.+]] = #spyre.stl<device_size = [4, 64, 64], dim_map = [1, 0, 1], SEN169_FP16>
// CHECK-DAG: #[[GIVEN:.+]] = #spyre.stl<device_size = [1, 256, 64], dim_map = [1, 0, 1], SEN169_FP16>
// CHECK-DAG: #[[TURNED:.+]] = #spyre.stl<device_size = [4, 64, 64], dim_map = [0, 1, 0], SEN169_FP16>
// CHECK-DAG: #[[T:.+]] = affine_map<(d0, d1) -> (d1, d0)>

// CHECK-LABEL: @main
// CHECK-DAG: %[[A:.+]] = spyre.upload %arg0 : tensor<64x128xf32> to tensor<64x128xf16, #[[LEFT]]>
// CHECK-DAG: %[[B:.+]] = spyre.upload %arg1 : tensor<128x256xf32> to tensor<128x256xf16, #[[RIGHT]]>
// CHECK: %[[M:.+]] = spyre.exec "batchmatmul" [64, 256, 128] ins(%[[A]], %[[B]] : {{.+}}) outs(%{{.+}} : tensor<64x256xf16, #[[PRODUCT]]>)
// CHECK: %[[C:.+]] = spyre.upload %arg2 : tensor<256x64xf32> to tensor<256x64xf16, #[[GIVEN]]>
// CHECK: %[[R:.+]] = spyre.exec "ReStickifyOpHBM" [256, 64] ins(%[[C]] : {{.+}}) outs(%{{.+}} : tensor<256x64xf16, #[[TURNED]]>)
// CHECK: %[[S:.+]] = spyre.exec "add" [64, 256] ins(%[[M]], %[[R]] : {{.+}} at [#{{.+}}, #[[T]], #{{.+}}]
// CHECK-NOT: ReStickifyOpHBM
// CHECK: %[[H:.+]] = spyre.download %[[S]] {{.+}} to tensor<64x256xf32>
// CHECK: return %[[H]]
func.func @main(%a: tensor<64x128xf32>, %b: tensor<128x256xf32>, %c: tensor<256x64xf32>) -> tensor<64x256xf32> {
  %0 = aten.mm %a, %b : (tensor<64x128xf32>, tensor<128x256xf32>) -> tensor<64x256xf32>
  %1 = aten.t %c : (tensor<256x64xf32>) -> tensor<64x256xf32>
  %2 = aten.add.Tensor %0, %1 : (tensor<64x256xf32>, tensor<64x256xf32>) -> tensor<64x256xf32>
  return %2 : tensor<64x256xf32>
}
