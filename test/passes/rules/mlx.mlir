// What MLX has kernels of its own for.
// RUN: tricast-opt --tricast-rewrite='rules=mlx cost=mlx' %s | FileCheck %s
// RUN: tricast-opt --tricast-rewrite='engine=greedy rules=mlx' %s | FileCheck %s
// RUN: tricast-opt --tricast-rewrite='rules=mlx cost=mlx explain' %s | FileCheck %s --check-prefix=WHY

// What others cost does not have these ops.
// RUN: tricast-opt --tricast-rewrite %s | FileCheck %s --check-prefix=CPU
// CPU-NOT: mlx.

// RUN: tricast run %s --random-weights --outputs %t.safetensors
// RUN: tricast-opt --tricast-rewrite='rules=mlx cost=mlx' %s -o %t.mlir
// RUN: FileCheck %s --check-prefix=MAIN < %t.mlir
// RUN: tricast run %t.mlir --random-weights --expect %t.safetensors --rtol 1e-4 --atol 1e-4

ml_program.global private @w4(#ml_program.extern<tensor<12x128xi8>>) : tensor<12x128xi8> {tricast.range = array<i64: -8, 7>}
ml_program.global private @w8(#ml_program.extern<tensor<12x128xi8>>) : tensor<12x128xi8> {tricast.range = array<i64: -128, 127>}
ml_program.global private @s(#ml_program.extern<tensor<12x4xf32>>) : tensor<12x4xf32>
ml_program.global private @row(#ml_program.extern<tensor<12x1xf32>>) : tensor<12x1xf32>
ml_program.global private @z(#ml_program.extern<tensor<12x4xi8>>) : tensor<12x4xi8> {tricast.range = array<i64: -8, 7>}

ml_program.global private @c(#ml_program.extern<tensor<12xf32>>) : tensor<12xf32>
ml_program.global private @cz(#ml_program.extern<tensor<12xi64>>) : tensor<12xi64> {tricast.range = array<i64: -8, 7>}

// All at once, to be run.

// MAIN-LABEL: @main(
// MAIN: mlx.rope
// MAIN: mlx.rope
// MAIN: mlx.quantized_linear
// MAIN: mlx.quantized_linear
// MAIN: return
func.func @main(%x: tensor<2x3x5x8xf32>, %one: tensor<2x3x1x8xf32>, %p: tensor<1xi64>, %f: tensor<4xf32>, %y: tensor<5x128xf32>, %b: tensor<12xf32>) -> (tensor<2x3x5x8xf32>, tensor<2x3x1x8xf32>, tensor<5x12xf32>, tensor<5x12xf32>) {
  %an = aten.arange end = 5 : () -> tensor<5xi64>
  %av = aten.view %an size = [1, 5, 1] : (tensor<5xi64>) -> tensor<1x5x1xi64>
  %at = aten.to.dtype %av dtype = f32 : (tensor<1x5x1xi64>) -> tensor<1x5x1xf32>
  %ah = aten.mul.Tensor %at, %f : (tensor<1x5x1xf32>, tensor<4xf32>) -> tensor<1x5x4xf32>
  %aa = aten.cat [%ah, %ah] dim = -1 : (tensor<1x5x4xf32>, tensor<1x5x4xf32>) -> tensor<1x5x8xf32>
  %ac = aten.cos %aa : (tensor<1x5x8xf32>) -> tensor<1x5x8xf32>
  %as = aten.sin %aa : (tensor<1x5x8xf32>) -> tensor<1x5x8xf32>
  %ac4 = aten.unsqueeze %ac dim = 1 : (tensor<1x5x8xf32>) -> tensor<1x1x5x8xf32>
  %as4 = aten.unsqueeze %as dim = 1 : (tensor<1x5x8xf32>) -> tensor<1x1x5x8xf32>
  %a0 = aten.mul.Tensor %x, %ac4 : (tensor<2x3x5x8xf32>, tensor<1x1x5x8xf32>) -> tensor<2x3x5x8xf32>
  %a1 = aten.slice.Tensor %x dim = 3 start = 4 end = 8 : (tensor<2x3x5x8xf32>) -> tensor<2x3x5x4xf32>
  %a2 = aten.neg %a1 : (tensor<2x3x5x4xf32>) -> tensor<2x3x5x4xf32>
  %a3 = aten.slice.Tensor %x dim = 3 start = 0 end = 4 : (tensor<2x3x5x8xf32>) -> tensor<2x3x5x4xf32>
  %a4 = aten.cat [%a2, %a3] dim = -1 : (tensor<2x3x5x4xf32>, tensor<2x3x5x4xf32>) -> tensor<2x3x5x8xf32>
  %a5 = aten.mul.Tensor %a4, %as4 : (tensor<2x3x5x8xf32>, tensor<1x1x5x8xf32>) -> tensor<2x3x5x8xf32>
  %a6 = aten.add.Tensor %a0, %a5 : (tensor<2x3x5x8xf32>, tensor<2x3x5x8xf32>) -> tensor<2x3x5x8xf32>
  %bv = aten.view %p size = [1, 1, 1] : (tensor<1xi64>) -> tensor<1x1x1xi64>
  %bt = aten.to.dtype %bv dtype = f32 : (tensor<1x1x1xi64>) -> tensor<1x1x1xf32>
  %bh = aten.mul.Tensor %bt, %f : (tensor<1x1x1xf32>, tensor<4xf32>) -> tensor<1x1x4xf32>
  %ba = aten.cat [%bh, %bh] dim = -1 : (tensor<1x1x4xf32>, tensor<1x1x4xf32>) -> tensor<1x1x8xf32>
  %bc = aten.cos %ba : (tensor<1x1x8xf32>) -> tensor<1x1x8xf32>
  %bs = aten.sin %ba : (tensor<1x1x8xf32>) -> tensor<1x1x8xf32>
  %bc4 = aten.unsqueeze %bc dim = 1 : (tensor<1x1x8xf32>) -> tensor<1x1x1x8xf32>
  %bs4 = aten.unsqueeze %bs dim = 1 : (tensor<1x1x8xf32>) -> tensor<1x1x1x8xf32>
  %b0 = aten.mul.Tensor %one, %bc4 : (tensor<2x3x1x8xf32>, tensor<1x1x1x8xf32>) -> tensor<2x3x1x8xf32>
  %b1 = aten.slice.Tensor %one dim = 3 start = 4 end = 8 : (tensor<2x3x1x8xf32>) -> tensor<2x3x1x4xf32>
  %b2 = aten.neg %b1 : (tensor<2x3x1x4xf32>) -> tensor<2x3x1x4xf32>
  %b3 = aten.slice.Tensor %one dim = 3 start = 0 end = 4 : (tensor<2x3x1x8xf32>) -> tensor<2x3x1x4xf32>
  %b4 = aten.cat [%b2, %b3] dim = -1 : (tensor<2x3x1x4xf32>, tensor<2x3x1x4xf32>) -> tensor<2x3x1x8xf32>
  %b5 = aten.mul.Tensor %b4, %bs4 : (tensor<2x3x1x8xf32>, tensor<1x1x1x8xf32>) -> tensor<2x3x1x8xf32>
  %b6 = aten.add.Tensor %b0, %b5 : (tensor<2x3x1x8xf32>, tensor<2x3x1x8xf32>) -> tensor<2x3x1x8xf32>
  %cw4 = ml_program.global_load_const @w4 : tensor<12x128xi8>
  %cs = ml_program.global_load_const @s : tensor<12x4xf32>
  %cd = quantized.dequantize_affine %cw4, %cs block_size = [1, 32] input_dtype = i8 : (tensor<12x128xi8>, tensor<12x4xf32>) -> tensor<12x128xf32>
  %cy = aten.linear %y, %cd : (tensor<5x128xf32>, tensor<12x128xf32>) -> tensor<5x12xf32>
  %dw8 = ml_program.global_load_const @w8 : tensor<12x128xi8>
  %drow = ml_program.global_load_const @row : tensor<12x1xf32>
  %dd = quantized.dequantize_affine %dw8, %drow block_size = [1, 128] input_dtype = i8 : (tensor<12x128xi8>, tensor<12x1xf32>) -> tensor<12x128xf32>
  %dy = aten.linear %y, %dd bias = %b : (tensor<5x128xf32>, tensor<12x128xf32>, tensor<12xf32>) -> tensor<5x12xf32>
  return %a6, %b6, %cy, %dy : tensor<2x3x5x8xf32>, tensor<2x3x1x8xf32>, tensor<5x12xf32>, tensor<5x12xf32>
}

// CHECK-LABEL: @Rope(
// CHECK: %[[Y:.*]] = mlx.rope %arg0, %arg1 :
// CHECK-NEXT: return %[[Y]]
// WHY-LABEL: @Rope(
// WHY: tricast.rules = ["Rope"]
func.func @Rope(%x: tensor<2x3x5x8xf32>, %f: tensor<4xf32>) -> tensor<2x3x5x8xf32> {
  %an = aten.arange end = 5 : () -> tensor<5xi64>
  %av = aten.view %an size = [1, 5, 1] : (tensor<5xi64>) -> tensor<1x5x1xi64>
  %at = aten.to.dtype %av dtype = f32 : (tensor<1x5x1xi64>) -> tensor<1x5x1xf32>
  %ah = aten.mul.Tensor %at, %f : (tensor<1x5x1xf32>, tensor<4xf32>) -> tensor<1x5x4xf32>
  %aa = aten.cat [%ah, %ah] dim = -1 : (tensor<1x5x4xf32>, tensor<1x5x4xf32>) -> tensor<1x5x8xf32>
  %ac = aten.cos %aa : (tensor<1x5x8xf32>) -> tensor<1x5x8xf32>
  %as = aten.sin %aa : (tensor<1x5x8xf32>) -> tensor<1x5x8xf32>
  %ac4 = aten.unsqueeze %ac dim = 1 : (tensor<1x5x8xf32>) -> tensor<1x1x5x8xf32>
  %as4 = aten.unsqueeze %as dim = 1 : (tensor<1x5x8xf32>) -> tensor<1x1x5x8xf32>
  %a0 = aten.mul.Tensor %x, %ac4 : (tensor<2x3x5x8xf32>, tensor<1x1x5x8xf32>) -> tensor<2x3x5x8xf32>
  %a1 = aten.slice.Tensor %x dim = 3 start = 4 end = 8 : (tensor<2x3x5x8xf32>) -> tensor<2x3x5x4xf32>
  %a2 = aten.neg %a1 : (tensor<2x3x5x4xf32>) -> tensor<2x3x5x4xf32>
  %a3 = aten.slice.Tensor %x dim = 3 start = 0 end = 4 : (tensor<2x3x5x8xf32>) -> tensor<2x3x5x4xf32>
  %a4 = aten.cat [%a2, %a3] dim = -1 : (tensor<2x3x5x4xf32>, tensor<2x3x5x4xf32>) -> tensor<2x3x5x8xf32>
  %a5 = aten.mul.Tensor %a4, %as4 : (tensor<2x3x5x8xf32>, tensor<1x1x5x8xf32>) -> tensor<2x3x5x8xf32>
  %a6 = aten.add.Tensor %a0, %a5 : (tensor<2x3x5x8xf32>, tensor<2x3x5x8xf32>) -> tensor<2x3x5x8xf32>
  return %a6 : tensor<2x3x5x8xf32>
}

// CHECK-LABEL: @RopeOfOne(
// CHECK: %[[Y:.*]] = mlx.rope %arg0, %arg2 start = %arg1 :
// CHECK-NEXT: return %[[Y]]
// WHY-LABEL: @RopeOfOne(
// WHY: tricast.rules = ["RopeOfOne"]
func.func @RopeOfOne(%x: tensor<2x3x1x8xf32>, %p: tensor<1xi64>, %f: tensor<4xf32>) -> tensor<2x3x1x8xf32> {
  %av = aten.view %p size = [1, 1, 1] : (tensor<1xi64>) -> tensor<1x1x1xi64>
  %at = aten.to.dtype %av dtype = f32 : (tensor<1x1x1xi64>) -> tensor<1x1x1xf32>
  %ah = aten.mul.Tensor %at, %f : (tensor<1x1x1xf32>, tensor<4xf32>) -> tensor<1x1x4xf32>
  %aa = aten.cat [%ah, %ah] dim = -1 : (tensor<1x1x4xf32>, tensor<1x1x4xf32>) -> tensor<1x1x8xf32>
  %ac = aten.cos %aa : (tensor<1x1x8xf32>) -> tensor<1x1x8xf32>
  %as = aten.sin %aa : (tensor<1x1x8xf32>) -> tensor<1x1x8xf32>
  %ac4 = aten.unsqueeze %ac dim = 1 : (tensor<1x1x8xf32>) -> tensor<1x1x1x8xf32>
  %as4 = aten.unsqueeze %as dim = 1 : (tensor<1x1x8xf32>) -> tensor<1x1x1x8xf32>
  %a0 = aten.mul.Tensor %x, %ac4 : (tensor<2x3x1x8xf32>, tensor<1x1x1x8xf32>) -> tensor<2x3x1x8xf32>
  %a1 = aten.slice.Tensor %x dim = 3 start = 4 end = 8 : (tensor<2x3x1x8xf32>) -> tensor<2x3x1x4xf32>
  %a2 = aten.neg %a1 : (tensor<2x3x1x4xf32>) -> tensor<2x3x1x4xf32>
  %a3 = aten.slice.Tensor %x dim = 3 start = 0 end = 4 : (tensor<2x3x1x8xf32>) -> tensor<2x3x1x4xf32>
  %a4 = aten.cat [%a2, %a3] dim = -1 : (tensor<2x3x1x4xf32>, tensor<2x3x1x4xf32>) -> tensor<2x3x1x8xf32>
  %a5 = aten.mul.Tensor %a4, %as4 : (tensor<2x3x1x8xf32>, tensor<1x1x1x8xf32>) -> tensor<2x3x1x8xf32>
  %a6 = aten.add.Tensor %a0, %a5 : (tensor<2x3x1x8xf32>, tensor<2x3x1x8xf32>) -> tensor<2x3x1x8xf32>
  return %a6 : tensor<2x3x1x8xf32>
}

// Positions that may be any.

// CHECK-LABEL: @Rope_positions(
// CHECK-NOT: mlx.rope
// CHECK: return
func.func @Rope_positions(%x: tensor<2x3x5x8xf32>, %p: tensor<5xi64>, %f: tensor<4xf32>) -> tensor<2x3x5x8xf32> {
  %av = aten.view %p size = [1, 5, 1] : (tensor<5xi64>) -> tensor<1x5x1xi64>
  %at = aten.to.dtype %av dtype = f32 : (tensor<1x5x1xi64>) -> tensor<1x5x1xf32>
  %ah = aten.mul.Tensor %at, %f : (tensor<1x5x1xf32>, tensor<4xf32>) -> tensor<1x5x4xf32>
  %aa = aten.cat [%ah, %ah] dim = -1 : (tensor<1x5x4xf32>, tensor<1x5x4xf32>) -> tensor<1x5x8xf32>
  %ac = aten.cos %aa : (tensor<1x5x8xf32>) -> tensor<1x5x8xf32>
  %as = aten.sin %aa : (tensor<1x5x8xf32>) -> tensor<1x5x8xf32>
  %ac4 = aten.unsqueeze %ac dim = 1 : (tensor<1x5x8xf32>) -> tensor<1x1x5x8xf32>
  %as4 = aten.unsqueeze %as dim = 1 : (tensor<1x5x8xf32>) -> tensor<1x1x5x8xf32>
  %a0 = aten.mul.Tensor %x, %ac4 : (tensor<2x3x5x8xf32>, tensor<1x1x5x8xf32>) -> tensor<2x3x5x8xf32>
  %a1 = aten.slice.Tensor %x dim = 3 start = 4 end = 8 : (tensor<2x3x5x8xf32>) -> tensor<2x3x5x4xf32>
  %a2 = aten.neg %a1 : (tensor<2x3x5x4xf32>) -> tensor<2x3x5x4xf32>
  %a3 = aten.slice.Tensor %x dim = 3 start = 0 end = 4 : (tensor<2x3x5x8xf32>) -> tensor<2x3x5x4xf32>
  %a4 = aten.cat [%a2, %a3] dim = -1 : (tensor<2x3x5x4xf32>, tensor<2x3x5x4xf32>) -> tensor<2x3x5x8xf32>
  %a5 = aten.mul.Tensor %a4, %as4 : (tensor<2x3x5x8xf32>, tensor<1x1x5x8xf32>) -> tensor<2x3x5x8xf32>
  %a6 = aten.add.Tensor %a0, %a5 : (tensor<2x3x5x8xf32>, tensor<2x3x5x8xf32>) -> tensor<2x3x5x8xf32>
  return %a6 : tensor<2x3x5x8xf32>
}

// CHECK-LABEL: @QuantizedLinear(
// CHECK: %[[Y:.*]] = mlx.quantized_linear %arg0, %w4, %s group_size = 32 :
// CHECK-NEXT: return %[[Y]]
// WHY-LABEL: @QuantizedLinear(
// WHY: tricast.rules = ["QuantizedLinear"]
func.func @QuantizedLinear(%x: tensor<5x128xf32>) -> tensor<5x12xf32> {
  %w4 = ml_program.global_load_const @w4 : tensor<12x128xi8>
  %s = ml_program.global_load_const @s : tensor<12x4xf32>
  %d = quantized.dequantize_affine %w4, %s block_size = [1, 32] input_dtype = i8 : (tensor<12x128xi8>, tensor<12x4xf32>) -> tensor<12x128xf32>
  %y = aten.linear %x, %d : (tensor<5x128xf32>, tensor<12x128xf32>) -> tensor<5x12xf32>
  return %y : tensor<5x12xf32>
}

// CHECK-LABEL: @QuantizedLinearWithBias(
// CHECK: %[[Y:.*]] = mlx.quantized_linear %arg0, %w8, %row group_size = 128 bias = %arg1 :
// CHECK-NEXT: return %[[Y]]
// WHY-LABEL: @QuantizedLinearWithBias(
// WHY: tricast.rules = ["QuantizedLinearWithBias"]
func.func @QuantizedLinearWithBias(%x: tensor<5x128xf32>, %b: tensor<12xf32>) -> tensor<5x12xf32> {
  %w8 = ml_program.global_load_const @w8 : tensor<12x128xi8>
  %row = ml_program.global_load_const @row : tensor<12x1xf32>
  %d = quantized.dequantize_affine %w8, %row block_size = [1, 128] input_dtype = i8 : (tensor<12x128xi8>, tensor<12x1xf32>) -> tensor<12x128xf32>
  %y = aten.linear %x, %d bias = %b : (tensor<5x128xf32>, tensor<12x128xf32>, tensor<12xf32>) -> tensor<5x12xf32>
  return %y : tensor<5x12xf32>
}

// CHECK-LABEL: @QuantizedLinearGroup(
// CHECK: %[[Y:.*]] = mlx.quantized_linear %arg0, %w4, %s group_size = 32 zero_points = %z :
// CHECK-NEXT: return %[[Y]]
// WHY-LABEL: @QuantizedLinearGroup(
// WHY: tricast.rules = ["QuantizedLinearGroup"]
func.func @QuantizedLinearGroup(%x: tensor<5x128xf32>) -> tensor<5x12xf32> {
  %w4 = ml_program.global_load_const @w4 : tensor<12x128xi8>
  %s = ml_program.global_load_const @s : tensor<12x4xf32>
  %z = ml_program.global_load_const @z : tensor<12x4xi8>
  %d = quantized.dequantize_per_channel_group %w4, %s zero_points = %z quant_min = -8 quant_max = 7 dtype = i8 group_size = 32 output_dtype = f32 : (tensor<12x128xi8>, tensor<12x4xf32>, tensor<12x4xi8>) -> tensor<12x128xf32>
  %y = aten.linear %x, %d : (tensor<5x128xf32>, tensor<12x128xf32>) -> tensor<5x12xf32>
  return %y : tensor<5x12xf32>
}

// CHECK-LABEL: @QuantizedLinearGroupWithBias(
// CHECK: %[[Y:.*]] = mlx.quantized_linear %arg0, %w8, %s group_size = 32 zero_points = %z bias = %arg1 :
// CHECK-NEXT: return %[[Y]]
// WHY-LABEL: @QuantizedLinearGroupWithBias(
// WHY: tricast.rules = ["QuantizedLinearGroupWithBias"]
func.func @QuantizedLinearGroupWithBias(%x: tensor<5x128xf32>, %b: tensor<12xf32>) -> tensor<5x12xf32> {
  %w8 = ml_program.global_load_const @w8 : tensor<12x128xi8>
  %s = ml_program.global_load_const @s : tensor<12x4xf32>
  %z = ml_program.global_load_const @z : tensor<12x4xi8>
  %d = quantized.dequantize_per_channel_group %w8, %s zero_points = %z quant_min = -8 quant_max = 7 dtype = i8 group_size = 32 output_dtype = f32 : (tensor<12x128xi8>, tensor<12x4xf32>, tensor<12x4xi8>) -> tensor<12x128xf32>
  %y = aten.linear %x, %d bias = %b : (tensor<5x128xf32>, tensor<12x128xf32>, tensor<12xf32>) -> tensor<5x12xf32>
  return %y : tensor<5x12xf32>
}

// CHECK-LABEL: @QuantizedLinearChannel(
// CHECK-DAG: %[[S:.*]] = aten.view %c size = [12, 1]
// CHECK-DAG: %[[Z:.*]] = aten.view %cz size = [12, 1]
// CHECK: %[[Y:.*]] = mlx.quantized_linear %arg0, %w8, %[[S]] group_size = 128 zero_points = %[[Z]]
// CHECK-NEXT: return %[[Y]]
// WHY-LABEL: @QuantizedLinearChannel(
// WHY: tricast.rules = ["QuantizedLinearChannel"]
func.func @QuantizedLinearChannel(%x: tensor<5x128xf32>) -> tensor<5x12xf32> {
  %w8 = ml_program.global_load_const @w8 : tensor<12x128xi8>
  %c = ml_program.global_load_const @c : tensor<12xf32>
  %cz = ml_program.global_load_const @cz : tensor<12xi64>
  %d = quantized.dequantize_per_channel %w8, %c zero_points = %cz axis = 0 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<12x128xi8>, tensor<12xf32>, tensor<12xi64>) -> tensor<12x128xf32>
  %y = aten.linear %x, %d : (tensor<5x128xf32>, tensor<12x128xf32>) -> tensor<5x12xf32>
  return %y : tensor<5x12xf32>
}

// CHECK-LABEL: @QuantizedLinearChannelWithBias(
// CHECK-DAG: %[[S:.*]] = aten.view %c size = [12, 1]
// CHECK-DAG: %[[Z:.*]] = aten.view %cz size = [12, 1]
// CHECK: %[[Y:.*]] = mlx.quantized_linear %arg0, %w8, %[[S]] group_size = 128 zero_points = %[[Z]] bias = %arg1
// CHECK-NEXT: return %[[Y]]
// WHY-LABEL: @QuantizedLinearChannelWithBias(
// WHY: tricast.rules = ["QuantizedLinearChannelWithBias"]
func.func @QuantizedLinearChannelWithBias(%x: tensor<5x128xf32>, %b: tensor<12xf32>) -> tensor<5x12xf32> {
  %w8 = ml_program.global_load_const @w8 : tensor<12x128xi8>
  %c = ml_program.global_load_const @c : tensor<12xf32>
  %cz = ml_program.global_load_const @cz : tensor<12xi64>
  %d = quantized.dequantize_per_channel %w8, %c zero_points = %cz axis = 0 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<12x128xi8>, tensor<12xf32>, tensor<12xi64>) -> tensor<12x128xf32>
  %y = aten.linear %x, %d bias = %b : (tensor<5x128xf32>, tensor<12x128xf32>, tensor<12xf32>) -> tensor<5x12xf32>
  return %y : tensor<5x12xf32>
}

// What is no weight is not packed.

// CHECK-LABEL: @QuantizedLinear_activation(
// CHECK: aten.linear
func.func @QuantizedLinear_activation(%x: tensor<5x128xf32>, %w4: tensor<12x128xi8>) -> tensor<5x12xf32> {
  %s = ml_program.global_load_const @s : tensor<12x4xf32>
  %d = quantized.dequantize_affine %w4, %s block_size = [1, 32] input_dtype = i8 : (tensor<12x128xi8>, tensor<12x4xf32>) -> tensor<12x128xf32>
  %y = aten.linear %x, %d : (tensor<5x128xf32>, tensor<12x128xf32>) -> tensor<5x12xf32>
  return %y : tensor<5x12xf32>
}
