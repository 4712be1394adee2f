// A kernel on 32 cores: each adds three rows of 64.
// RUN: tricast simulate %s 'f16[96,64]=iota' 'f16[96,64]=0.5' 'f16[96,64]' | FileCheck %s
// RUN: tricast simulate --json %s 'f16[96,64]=iota' 'f16[96,64]=0.5' 'f16[96,64]' | FileCheck %s --check-prefix=JSON
// RUN: tricast simulate --numerics dl16 %s 'f16[96,64]=1' 'f16[96,64]=0.001' 'f16[96,64]' | FileCheck %s --check-prefix=DL16
// RUN: not tricast simulate %s 'f16[96,64]' 'f16[96,64]' 2>&1 | FileCheck %s --check-prefix=COUNT
// RUN: not tricast simulate %s 'f16[96,64]' 'f16[96,64]' 'f16[90,64]' 2>&1 | FileCheck %s --check-prefix=SHORT
// RUN: not tricast simulate --scratchpad 700 %s 'f16[96,64]' 'f16[96,64]' 'f16[96,64]' 2>&1 | FileCheck %s --check-prefix=FULL
// RUN: not tricast simulate --function none %s 2>&1 | FileCheck %s --check-prefix=NONE
// RUN: not tricast simulate %s 'f16[96,64]=half' 2>&1 | FileCheck %s --check-prefix=FILL

// CHECK: argument.0: float16 [96, 64] sum 6288384 least 0 most 2047 first 0 1 2 3
// CHECK: argument.2: float16 [96, 64] sum 6291456 least 0.5 most 2048 first 0.5 1.5 2.5 3.5
// CHECK: simulated: 297.00 cycles on 32 cores: 9.00 compute, 288.00 memory, 0.00 ring on the slowest
// CHECK: simulated: 36864 bytes from and to memory, 0 on the ring, at most 1152 in a scratchpad

// JSON: "simulated":true,"function":"add","cores":32,"cycles":297.0

// DL16: argument.2: float16 [96, 64] sum 6156 least 1.001953125 most 1.001953125

// COUNT: error: {{.*}}function 'add' takes 3 arguments, and has 2
// SHORT: error: {{.*}}function 'add', core 30: 'ktdp.store': there is no memory at bytes
// FULL: error: {{.*}}function 'add', core 0: 'ktdp.load': the scratchpad overflows: 768 bytes are needed, and there are 700
// NONE: error: {{.*}}there is no function 'none'
// FILL: error: argument 'f16[96,64]=half': it is filled with a number, iota or random, not with half

#id = affine_map<(d0, d1) -> (d0, d1)>
#all = affine_set<(d0, d1) : (d0 >= 0, -d0 + 95 >= 0, d1 >= 0, -d1 + 63 >= 0)>
#three = affine_set<(d0, d1) : (d0 >= 0, -d0 + 2 >= 0, d1 >= 0, -d1 + 63 >= 0)>
func.func @add(%a: index, %b: index, %c: index) attributes {grid = [32]} {
  %c0 = arith.constant 0 : index
  %c3 = arith.constant 3 : index
  %tile = ktdp.get_compute_tile_id : index
  %row = arith.muli %tile, %c3 : index
  %va = ktdp.construct_memory_view %a, sizes: [96, 64], strides: [64, 1] {coordinate_set = #all, memory_space = #ktdp.memory_space<global>} : memref<96x64xf16>
  %vb = ktdp.construct_memory_view %b, sizes: [96, 64], strides: [64, 1] {coordinate_set = #all, memory_space = #ktdp.memory_space<global>} : memref<96x64xf16>
  %vc = ktdp.construct_memory_view %c, sizes: [96, 64], strides: [64, 1] {coordinate_set = #all, memory_space = #ktdp.memory_space<global>} : memref<96x64xf16>
  %ta = ktdp.construct_access_tile %va[%row, %c0] {access_tile_set = #three, access_tile_order = #id} : memref<96x64xf16> -> !ktdp.access_tile<3x64xindex>
  %tb = ktdp.construct_access_tile %vb[%row, %c0] {access_tile_set = #three, access_tile_order = #id} : memref<96x64xf16> -> !ktdp.access_tile<3x64xindex>
  %tc = ktdp.construct_access_tile %vc[%row, %c0] {access_tile_set = #three, access_tile_order = #id} : memref<96x64xf16> -> !ktdp.access_tile<3x64xindex>
  %x = ktdp.load %ta : <3x64xindex> -> tensor<3x64xf16>
  %y = ktdp.load %tb : <3x64xindex> -> tensor<3x64xf16>
  %e = tensor.empty() : tensor<3x64xf16>
  %z = linalg.add ins(%x, %y : tensor<3x64xf16>, tensor<3x64xf16>) outs(%e : tensor<3x64xf16>) -> tensor<3x64xf16>
  %w = arith.subf %z, %e : tensor<3x64xf16>
  %v = arith.addf %w, %e : tensor<3x64xf16>
  ktdp.store %v, %tc : tensor<3x64xf16>, <3x64xindex>
  return
}
