// What a program writes to a part of an input that it changes is all that is written, into the input's
// own memory. The whole is copied where the old value is read afterwards, or where the input is not
// the program's to change. Both give what the CPU gives.
// RUN: rm -rf %t && mkdir %t && split-file %s %t
// RUN: %make_tensors %t/in.safetensors 'input.0=f16[8,64]:0.5 1 2 -1 3' 'input.1=f16[1,64]:2 -4 1' 'input.2=i64[1]:3'
// RUN: tricast compile %t/cache.mlir --target spyre --emit ktir | FileCheck %t/cache.mlir
// RUN: tricast run %t/cache.mlir --inputs %t/in.safetensors --outputs %t/cache.safetensors
// RUN: tricast run %t/cache.mlir --target spyre --no-fallback --inputs %t/in.safetensors --expect %t/cache.safetensors --rtol 0 --atol 0
// RUN: tricast compile %t/old.mlir --target spyre --emit ktir | FileCheck %t/old.mlir
// RUN: tricast run %t/old.mlir --inputs %t/in.safetensors --outputs %t/old.safetensors
// RUN: tricast run %t/old.mlir --target spyre --no-fallback --inputs %t/in.safetensors --expect %t/old.safetensors --rtol 0 --atol 0
// RUN: tricast compile %t/kept.mlir --target spyre --emit ktir | FileCheck %t/kept.mlir
// RUN: tricast compile %t/within.mlir --target spyre --emit ktir | FileCheck %t/within.mlir
// RUN: tricast run %t/twice.mlir --inputs %t/in.safetensors --outputs %t/twice.safetensors
// RUN: tricast run %t/twice.mlir --target spyre --no-fallback --inputs %t/in.safetensors --expect %t/twice.safetensors --rtol 0 --atol 0
// RUN: tricast compile %t/twice.mlir --target spyre --emit ktir | FileCheck %t/twice.mlir
// RUN: %make_tensors %t/four.safetensors 'input.0=f16[8,64]:0.5 1 2 -1 3' 'input.1=f16[1,64]:2 -4 1' 'input.2=i64[1]:3' 'input.3=f16[8,64]:1 0.5'
// RUN: tricast run %t/parts.mlir --inputs %t/four.safetensors --outputs %t/parts.safetensors
// RUN: tricast run %t/parts.mlir --target spyre --inputs %t/four.safetensors --expect %t/parts.safetensors --rtol 2e-3 --atol 1e-3
// RUN: tricast compile %t/parts.mlir --target spyre --emit ktir 2>/dev/null | FileCheck %t/parts.mlir

//--- cache.mlir
// CHECK: func.func @main_0(%arg0: index, %arg1: index, %arg2: index)
// CHECK: [[ROW:%.+]] = ktdp.construct_indirect_access_tile
// CHECK: ktdp.store {{.*}}, [[ROW]]
// CHECK: func.func @main_1
// CHECK: arith.maximumf
// CHECK-NOT: func.func
func.func @main(%cache: tensor<8x64xf16>, %new: tensor<1x64xf16>, %at: tensor<1xi64>) -> (tensor<8x64xf16> {aten.mutates_input = "arg0"}, tensor<8xf16> {aten.output = 0 : i64}) {
  %0 = aten.index_copy %cache, %at, %new dim = 0 : (tensor<8x64xf16>, tensor<1xi64>, tensor<1x64xf16>) -> tensor<8x64xf16>
  %1 = aten.amax %0 dim = [1] : (tensor<8x64xf16>) -> tensor<8xf16>
  return %0, %1 : tensor<8x64xf16>, tensor<8xf16>
}

//--- old.mlir
// A copy, the row, and the largest of what there was.
// CHECK: ktdp.store {{.*}}!ktdp.access_tile<1x64xindex>
// CHECK: ktdp.construct_indirect_access_tile
// CHECK: arith.maximumf
func.func @main(%cache: tensor<8x64xf16>, %new: tensor<1x64xf16>, %at: tensor<1xi64>) -> (tensor<8x64xf16> {aten.mutates_input = "arg0"}, tensor<8xf16> {aten.output = 0 : i64}) {
  %0 = aten.index_copy %cache, %at, %new dim = 0 : (tensor<8x64xf16>, tensor<1xi64>, tensor<1x64xf16>) -> tensor<8x64xf16>
  %1 = aten.amax %cache dim = [1] : (tensor<8x64xf16>) -> tensor<8xf16>
  return %0, %1 : tensor<8x64xf16>, tensor<8xf16>
}

//--- kept.mlir
// The input stays as it is.
// CHECK: func.func @main_0(%arg0: index, %arg1: index)
// CHECK: func.func @main_1(%arg0: index, %arg1: index, %arg2: index)
// CHECK: ktdp.construct_indirect_access_tile
func.func @main(%cache: tensor<8x64xf16>, %new: tensor<1x64xf16>, %at: tensor<1xi64>) -> tensor<8x64xf16> {
  %0 = aten.index_copy %cache, %at, %new dim = 0 : (tensor<8x64xf16>, tensor<1xi64>, tensor<1x64xf16>) -> tensor<8x64xf16>
  return %0 : tensor<8x64xf16>
}

//--- within.mlir
// A slice that begins within a stick cannot be written where the sticks go along it.
// CHECK-COUNT-2: func.func @main_
func.func @main(%x: tensor<8x64xf16>, %new: tensor<8x16xf16>) -> (tensor<8x64xf16> {aten.mutates_input = "arg0"}) {
  %0 = aten.slice_scatter %x, %new dim = 1 start = 8 end = 24 : (tensor<8x64xf16>, tensor<8x16xf16>) -> tensor<8x64xf16>
  return %0 : tensor<8x64xf16>
}

//--- twice.mlir
// Two rows, one after the other. What was made of the input with other sticks is made again.
// CHECK: ktdp.construct_indirect_access_tile
// CHECK-NOT: indirect
func.func @main(%x: tensor<8x64xf16>, %new: tensor<1x64xf16>, %at: tensor<1xi64>) -> (tensor<8x64xf16> {aten.mutates_input = "arg0"}, tensor<64x64xf16> {aten.output = 0 : i64}, tensor<64x64xf16> {aten.output = 1 : i64}) {
  %t = aten.t %x : (tensor<8x64xf16>) -> tensor<64x8xf16>
  %before = aten.mm %t, %x : (tensor<64x8xf16>, tensor<8x64xf16>) -> tensor<64x64xf16>
  %0 = aten.index_copy %x, %at, %new dim = 0 : (tensor<8x64xf16>, tensor<1xi64>, tensor<1x64xf16>) -> tensor<8x64xf16>
  %more = aten.add.Tensor %new, %new : (tensor<1x64xf16>, tensor<1x64xf16>) -> tensor<1x64xf16>
  %1 = aten.slice_scatter %0, %more dim = 0 start = 0 end = 1 : (tensor<8x64xf16>, tensor<1x64xf16>) -> tensor<8x64xf16>
  %u = aten.t %1 : (tensor<8x64xf16>) -> tensor<64x8xf16>
  %after = aten.mm %u, %1 : (tensor<64x8xf16>, tensor<8x64xf16>) -> tensor<64x64xf16>
  return %1, %before, %after : tensor<8x64xf16>, tensor<64x64xf16>, tensor<64x64xf16>
}

//--- parts.mlir
// A part of a program writes in place too: %y, which no part reads after it, but not %x.
// CHECK: func.func @main_1_spyre_0(
// CHECK: ktdp.store {{.*}}!ktdp.access_tile<1x64xindex>
// CHECK-COUNT-2: ktdp.construct_indirect_access_tile
// CHECK-NOT: ktdp.store {{.*}}!ktdp.access_tile<1x64xindex>
// CHECK: func.func @main_3_spyre_0(
func.func @main(%x: tensor<8x64xf16>, %new: tensor<1x64xf16>, %at: tensor<1xi64>, %y: tensor<8x64xf16>) -> (tensor<8x64xf16> {aten.mutates_input = "arg0"}, tensor<8x64xf16> {aten.mutates_input = "arg3"}, tensor<8x64xf16> {aten.output = 0 : i64}) {
  %sin = aten.sin %new : (tensor<1x64xf16>) -> tensor<1x64xf16>
  %0 = aten.index_copy %x, %at, %sin dim = 0 : (tensor<8x64xf16>, tensor<1xi64>, tensor<1x64xf16>) -> tensor<8x64xf16>
  %1 = aten.index_copy %y, %at, %sin dim = 0 : (tensor<8x64xf16>, tensor<1xi64>, tensor<1x64xf16>) -> tensor<8x64xf16>
  %cos = aten.cos %0 : (tensor<8x64xf16>) -> tensor<8x64xf16>
  %2 = aten.add.Tensor %cos, %x : (tensor<8x64xf16>, tensor<8x64xf16>) -> tensor<8x64xf16>
  return %0, %1, %2 : tensor<8x64xf16>, tensor<8x64xf16>, tensor<8x64xf16>
}
