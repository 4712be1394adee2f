// Products of matrices are divided such that cores read little of what others read too, and the inner
// dimension among cores where rows and columns leave some of them idle.
// RUN: rm -rf %t && mkdir %t && split-file %s %t
// RUN: tricast run %t/square.mlir --target spyre --json | FileCheck %t/square.mlir
// RUN: tricast compile %t/deep.mlir --target spyre --emit ktir | FileCheck %t/deep.mlir
// RUN: %make_tensors %t/deep.safetensors 'input.0=f16[67,4096]:0.5 -1 0.25 0.125 -0.5 0.75 0.0625' 'input.1=f16[4096,128]:1 0.5 -0.25 0.125 0.5'
// RUN: tricast run %t/deep.mlir --inputs %t/deep.safetensors --outputs %t/cpu.safetensors
// RUN: tricast run %t/deep.mlir --target spyre --inputs %t/deep.safetensors --expect %t/cpu.safetensors --rtol 4e-3 --atol 1e-2

//--- square.mlir
// By rows alone, all cores read all weights: 32 times 9 KiB for each cycle of 128 bytes, 0.074 ms.
// CHECK: "simulated_ms":0.01
func.func @main(%x: tensor<128x384xf16>, %w: tensor<384x384xf16>) -> tensor<128x384xf16> {
  %0 = aten.mm %x, %w : (tensor<128x384xf16>, tensor<384x384xf16>) -> tensor<128x384xf16>
  return %0 : tensor<128x384xf16>
}

//--- deep.mlir
// CHECK: func.func @main_0({{.*}}) attributes {grid = [32]}
// CHECK: [[SUM:%.+]] = linalg.matmul
// CHECK: ktdp.inter_tile_produce producer_tiles_per_group = affine_set<(i)[g] : (i - g * 16 >= 0, -i + g * 16 + 15 >= 0)>
// CHECK-SAME: groups = affine_set<(g) : (g >= 0, -g + 1 >= 0)>
// CHECK: ktdp.inter_tile_reduce
// CHECK: scf.if
// CHECK: ktdp.store
func.func @main(%x: tensor<67x4096xf16>, %w: tensor<4096x128xf16>) -> tensor<67x128xf16> {
  %0 = aten.mm %x, %w : (tensor<67x4096xf16>, tensor<4096x128xf16>) -> tensor<67x128xf16>
  return %0 : tensor<67x128xf16>
}
