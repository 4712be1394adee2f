// A softmax is one kernel: each core has rows of its own, and what is between stays with it.
// RUN: tricast compile %s --target spyre --emit ktir | FileCheck %s

// CHECK: func.func @main_0(%arg0: index, %arg1: index) attributes {grid = [32]}
// CHECK: ktdp.construct_memory_view %arg0, sizes : {{.*}} memref<{{.*}}xf16>
// CHECK: ktdp.load
// CHECK: arith.maximumf %old
// CHECK: arith.subf
// CHECK: math.exp
// CHECK: arith.addf %old
// CHECK: arith.divf
// CHECK: ktdp.store
// CHECK-NOT: func.func
func.func @main(%x: tensor<512x1024xf16>) -> tensor<512x1024xf16> {
  %0 = aten.softmax.int %x dim = -1 : (tensor<512x1024xf16>) -> tensor<512x1024xf16>
  return %0 : tensor<512x1024xf16>
}
