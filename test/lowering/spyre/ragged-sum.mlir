// 200 is no multiple of the 64 lanes of a stick: the lanes after the last element are cut off before
// they are summed.
// RUN: tricast compile %s --target spyre --emit ktir | FileCheck %s

// CHECK: %[[STICKS:.+]] = tensor.expand_shape {{.*}} into tensor<[[ROWS:[0-9]+]]x256xf16>
// CHECK: %[[EXACT:.+]] = tensor.extract_slice %[[STICKS]][0, 0] [[[ROWS]], 200] [1, 1] : tensor<[[ROWS]]x256xf16> to tensor<[[ROWS]]x200xf16>
// CHECK: linalg.generic {{.*}} ins(%[[EXACT]]
func.func @main(%x: tensor<67x200xf16>) -> tensor<67xf16> {
  %0 = aten.sum.dim_IntList %x dim = [1] : (tensor<67x200xf16>) -> tensor<67xf16>
  return %0 : tensor<67xf16>
}
