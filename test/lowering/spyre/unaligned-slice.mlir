// A slice that begins within a stick cannot be read along it: the sticks go along another dimension
// then.
// RUN: tricast compile %s --target spyre --emit ktir | FileCheck %s --check-prefix=KTIR
// RUN: tricast run %s --target spyre --json | FileCheck %s

// KTIR-COUNT-2: func.func @main_
// CHECK: "simulated
func.func @main(%x: tensor<64x128xf16>) -> tensor<64x64xf16> {
  %s = aten.slice.Tensor %x dim = 1 start = 32 end = 96 : (tensor<64x128xf16>) -> tensor<64x64xf16>
  %0 = aten.exp %s : (tensor<64x64xf16>) -> tensor<64x64xf16>
  return %0 : tensor<64x64xf16>
}
