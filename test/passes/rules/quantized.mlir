// Quantized numbers, on any target.
// RUN: tricast-opt --tricast-rewrite='rules=quantized cost=%S/Inputs/et-vk.json' %s | FileCheck %s
// RUN: tricast-opt --tricast-rewrite='engine=greedy rules=quantized' %s | FileCheck %s
// RUN: tricast-opt --tricast-rewrite='rules=quantized cost=%S/Inputs/et-vk.json explain' %s | FileCheck %s --check-prefix=WHY

// RUN: tricast run %s --random-weights --outputs %t.safetensors
// RUN: tricast-opt --tricast-rewrite='rules=quantized cost=%S/Inputs/et-vk.json' %s -o %t.mlir
// RUN: tricast run %t.mlir --random-weights --expect %t.safetensors --rtol 1e-5 --atol 1e-5

ml_program.global private @w(#ml_program.extern<tensor<12x64xi8>>) : tensor<12x64xi8> {tricast.range = array<i64: -127, 127>}
ml_program.global private @s(#ml_program.extern<tensor<12xf32>>) : tensor<12xf32>

// All at once, to be run.

// CHECK-LABEL: @main(
// CHECK-NOT: aten.relu
// CHECK-NOT: aten.linear
// CHECK: return
func.func @main(%x: tensor<2x3x64xf32>, %b: tensor<12xf32>) -> tensor<2x3x12xi8> {
  %w = ml_program.global_load_const @w : tensor<12x64xi8>
  %s = ml_program.global_load_const @s : tensor<12xf32>
  %0 = quantized.dequantize_per_channel %w, %s axis = 0 quant_min = -127 quant_max = 127 dtype = i8 : (tensor<12x64xi8>, tensor<12xf32>) -> tensor<12x64xf32>
  %1 = aten.linear %x, %0 bias = %b : (tensor<2x3x64xf32>, tensor<12x64xf32>, tensor<12xf32>) -> tensor<2x3x12xf32>
  %2 = aten.relu %1 : (tensor<2x3x12xf32>) -> tensor<2x3x12xf32>
  %3 = quantized.quantize_per_tensor %2 scale = 5.000000e-02 zero_point = -128 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<2x3x12xf32>) -> tensor<2x3x12xi8>
  return %3 : tensor<2x3x12xi8>
}

// CHECK-LABEL: @ReluBeforeQuantize(
// CHECK-NEXT: quantized.quantize_per_tensor %arg0 scale = 5.000000e-01 zero_point = -128
// WHY-LABEL: @ReluBeforeQuantize(
// WHY: tricast.rules = ["ReluBeforeQuantize"]
func.func @ReluBeforeQuantize(%x: tensor<2x3xf32>) -> tensor<2x3xi8> {
  %0 = aten.relu %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %1 = quantized.quantize_per_tensor %0 scale = 5.000000e-01 zero_point = -128 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<2x3xf32>) -> tensor<2x3xi8>
  return %1 : tensor<2x3xi8>
}

// The zero point is not the least number.

// CHECK-LABEL: @ReluBeforeQuantize_zero_point(
// CHECK: aten.relu
func.func @ReluBeforeQuantize_zero_point(%x: tensor<2x3xf32>) -> tensor<2x3xi8> {
  %0 = aten.relu %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %1 = quantized.quantize_per_tensor %0 scale = 5.000000e-01 zero_point = -127 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<2x3xf32>) -> tensor<2x3xi8>
  return %1 : tensor<2x3xi8>
}

// CHECK-LABEL: @WeightByChannel(
// CHECK: %[[S:.*]] = aten.full size = [12] fill_value = 5.000000e-01
// CHECK: quantized.dequantize_per_channel %w, %[[S]] axis = 0 quant_min = -127
// WHY-LABEL: @WeightByChannel(
// WHY: tricast.rules = ["WeightByChannel"]
func.func @WeightByChannel() -> tensor<12x64xf32> {
  %w = ml_program.global_load_const @w : tensor<12x64xi8>
  %0 = quantized.dequantize_per_tensor %w scale = 5.000000e-01 zero_point = 0 quant_min = -127 quant_max = 127 dtype = i8 : (tensor<12x64xi8>) -> tensor<12x64xf32>
  return %0 : tensor<12x64xf32>
}

// An activation is no weight.

// CHECK-LABEL: @WeightByChannel_activation(
// CHECK-NEXT: quantized.dequantize_per_tensor
func.func @WeightByChannel_activation(%x: tensor<12x64xi8>) -> tensor<12x64xf32> {
  %0 = quantized.dequantize_per_tensor %x scale = 5.000000e-01 zero_point = 0 quant_min = -127 quant_max = 127 dtype = i8 : (tensor<12x64xi8>) -> tensor<12x64xf32>
  return %0 : tensor<12x64xf32>
}

// CHECK-LABEL: @WeightInt8Pack(
// CHECK: %[[Y:.*]] = aten._weight_int8pack_mm %arg0, %w, %s
// CHECK-NEXT: return %[[Y]]
// WHY-LABEL: @WeightInt8Pack(
// WHY: tricast.rules = ["WeightInt8Pack"]
func.func @WeightInt8Pack(%x: tensor<3x64xf32>) -> tensor<3x12xf32> {
  %w = ml_program.global_load_const @w : tensor<12x64xi8>
  %s = ml_program.global_load_const @s : tensor<12xf32>
  %0 = quantized.dequantize_per_channel %w, %s axis = 0 quant_min = -127 quant_max = 127 dtype = i8 : (tensor<12x64xi8>, tensor<12xf32>) -> tensor<12x64xf32>
  %1 = aten.linear %x, %0 : (tensor<3x64xf32>, tensor<12x64xf32>) -> tensor<3x12xf32>
  return %1 : tensor<3x12xf32>
}

// CHECK-LABEL: @WeightInt8PackWithBias(
// CHECK: %[[X:.*]] = aten.view %arg0 size = [-1, 64]
// CHECK-NEXT: %[[Y:.*]] = aten._weight_int8pack_mm %[[X]], %w, %s
// CHECK-NEXT: %[[Z:.*]] = aten.view %[[Y]] size = [2, -1, 12]
// CHECK-NEXT: aten.add.Tensor %[[Z]], %arg1
// WHY-LABEL: @WeightInt8PackWithBias(
// WHY: tricast.rules = ["WeightInt8PackWithBias"]
func.func @WeightInt8PackWithBias(%x: tensor<2x?x64xf32>, %b: tensor<12xf32>) -> tensor<2x?x12xf32> {
  %w = ml_program.global_load_const @w : tensor<12x64xi8>
  %s = ml_program.global_load_const @s : tensor<12xf32>
  %0 = quantized.dequantize_per_channel %w, %s axis = 0 quant_min = -127 quant_max = 127 dtype = i8 : (tensor<12x64xi8>, tensor<12xf32>) -> tensor<12x64xf32>
  %1 = aten.linear %x, %0 bias = %b : (tensor<2x?x64xf32>, tensor<12x64xf32>, tensor<12xf32>) -> tensor<2x?x12xf32>
  return %1 : tensor<2x?x12xf32>
}

// Scales of the columns.

// CHECK-LABEL: @WeightInt8Pack_axis(
// CHECK: aten.linear
func.func @WeightInt8Pack_axis(%x: tensor<3x64xf32>, %c: tensor<64xf32>) -> tensor<3x12xf32> {
  %w = ml_program.global_load_const @w : tensor<12x64xi8>
  %0 = quantized.dequantize_per_channel %w, %c axis = 1 quant_min = -127 quant_max = 127 dtype = i8 : (tensor<12x64xi8>, tensor<64xf32>) -> tensor<12x64xf32>
  %1 = aten.linear %x, %0 : (tensor<3x64xf32>, tensor<12x64xf32>) -> tensor<3x12xf32>
  return %1 : tensor<3x12xf32>
}

// CHECK-LABEL: @WeightInt8PackScaled(
// CHECK: %[[Y:.*]] = aten._weight_int8pack_mm %arg0, %w, %s
// CHECK-NEXT: return %[[Y]]
// WHY-LABEL: @WeightInt8PackScaled(
// WHY: tricast.rules = ["WeightInt8PackScaled"]
func.func @WeightInt8PackScaled(%x: tensor<3x64xf32>) -> tensor<3x12xf32> {
  %w = ml_program.global_load_const @w : tensor<12x64xi8>
  %s = ml_program.global_load_const @s : tensor<12xf32>
  %0 = aten.t %w : (tensor<12x64xi8>) -> tensor<64x12xi8>
  %1 = aten.to.dtype %0 dtype = f32 : (tensor<64x12xi8>) -> tensor<64x12xf32>
  %2 = aten.mm %x, %1 : (tensor<3x64xf32>, tensor<64x12xf32>) -> tensor<3x12xf32>
  %3 = aten.mul.Tensor %2, %s : (tensor<3x12xf32>, tensor<12xf32>) -> tensor<3x12xf32>
  return %3 : tensor<3x12xf32>
}

// CHECK-LABEL: @WeightInt8PackScaledCopy(
// CHECK: %[[Y:.*]] = aten._weight_int8pack_mm %arg0, %w, %s
// CHECK-NEXT: return %[[Y]]
// WHY-LABEL: @WeightInt8PackScaledCopy(
// WHY: tricast.rules = ["WeightInt8PackScaledCopy"]
func.func @WeightInt8PackScaledCopy(%x: tensor<3x64xf32>) -> tensor<3x12xf32> {
  %w = ml_program.global_load_const @w : tensor<12x64xi8>
  %s = ml_program.global_load_const @s : tensor<12xf32>
  %0 = aten.permute %w dims = [1, 0] : (tensor<12x64xi8>) -> tensor<64x12xi8>
  %1 = aten._to_copy %0 dtype = f32 : (tensor<64x12xi8>) -> tensor<64x12xf32>
  %2 = aten.mm %x, %1 : (tensor<3x64xf32>, tensor<64x12xf32>) -> tensor<3x12xf32>
  %3 = aten.mul.Tensor %2, %s : (tensor<3x12xf32>, tensor<12xf32>) -> tensor<3x12xf32>
  return %3 : tensor<3x12xf32>
}

// Of half floats, the product is rounded before it is scaled.

// CHECK-LABEL: @WeightInt8PackScaled_half(
// CHECK: aten.mm
func.func @WeightInt8PackScaled_half(%x: tensor<3x64xf16>, %s: tensor<12xf16>) -> tensor<3x12xf16> {
  %w = ml_program.global_load_const @w : tensor<12x64xi8>
  %0 = aten.t %w : (tensor<12x64xi8>) -> tensor<64x12xi8>
  %1 = aten.to.dtype %0 dtype = f16 : (tensor<64x12xi8>) -> tensor<64x12xf16>
  %2 = aten.mm %x, %1 : (tensor<3x64xf16>, tensor<64x12xf16>) -> tensor<3x12xf16>
  %3 = aten.mul.Tensor %2, %s : (tensor<3x12xf16>, tensor<12xf16>) -> tensor<3x12xf16>
  return %3 : tensor<3x12xf16>
}
