// The sticks of the sum go along the last dimension of x, those of a along the first: a is
// restickified, the sum is not.
// RUN: rm -rf %t && tricast compile %s --target spyre --emit superdsc -o %t
// RUN: FileCheck %s --check-prefix=FIRST < %t/main/sdsc_0.json
// RUN: FileCheck %s --check-prefix=SECOND < %t/main/sdsc_1.json
// RUN: FileCheck %s < %t/main/bundle.mlir

// FIRST: "opFuncName":"ReStickifyOpHBM"
// SECOND: "opFuncName":"add"
// CHECK: func.func @sdsc_bundle(
// CHECK: sdscbundle.sdsc_execute {{.*}}sdsc_filename="sdsc_0.json"
// CHECK: sdscbundle.sdsc_execute {{.*}}sdsc_filename="sdsc_1.json"
func.func @main(%a: tensor<128x128xf16>, %x: tensor<128x128xf16>) -> tensor<128x128xf16> {
  %t = aten.t %a : (tensor<128x128xf16>) -> tensor<128x128xf16>
  %0 = aten.add.Tensor %t, %x : (tensor<128x128xf16>, tensor<128x128xf16>) -> tensor<128x128xf16>
  return %0 : tensor<128x128xf16>
}
