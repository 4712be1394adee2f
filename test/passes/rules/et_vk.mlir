// Rules to et_vk, by both engines. A weight has the range of its numbers on its global.
// RUN: tricast-opt --tricast-rewrite='rules=et_vk cost=%S/Inputs/et-vk.json' %s | FileCheck %s
// RUN: tricast-opt --tricast-rewrite='engine=greedy rules=et_vk' %s | FileCheck %s
// RUN: tricast-opt --tricast-rewrite='rules=et_vk cost=%S/Inputs/et-vk.json explain' %s | FileCheck %s --check-prefix=WHY

// By default, and for the CPU, there are none.
// RUN: tricast-opt --tricast-rewrite %s | FileCheck %s --check-prefix=CPU
// RUN: tricast-opt --tricast-rewrite=rules=et_vk %s | FileCheck %s --check-prefix=CPU
// RUN: tricast-opt --tricast-rewrite=engine=greedy %s | FileCheck %s --check-prefix=CPU
// CPU-NOT: et_vk.

ml_program.global private @w4(#ml_program.extern<tensor<12x64xi8>>) : tensor<12x64xi8> {tricast.range = array<i64: -8, 7>}
ml_program.global private @w8(#ml_program.extern<tensor<12x64xi8>>) : tensor<12x64xi8> {tricast.range = array<i64: -127, 127>}
ml_program.global private @wk(#ml_program.extern<tensor<12x6xi8>>) : tensor<12x6xi8> {tricast.range = array<i64: -8, 7>}
ml_program.global private @unknown(#ml_program.extern<tensor<12x64xi8>>) : tensor<12x64xi8>
ml_program.global private @unsigned(#ml_program.extern<tensor<12x64xui8>>) : tensor<12x64xui8> {tricast.range = array<i64: 0, 7>}
ml_program.global private @groups(#ml_program.extern<tensor<12x4xf32>>) : tensor<12x4xf32>
ml_program.global private @rows(#ml_program.extern<tensor<12xf32>>) : tensor<12xf32>
ml_program.global private @zeros(#ml_program.extern<tensor<12xi64>>) : tensor<12xi64> {tricast.range = array<i64: 0, 0>}
ml_program.global private @points(#ml_program.extern<tensor<12xi64>>) : tensor<12xi64> {tricast.range = array<i64: 0, 1>}
ml_program.global private @group_zeros(#ml_program.extern<tensor<12x4xi8>>) : tensor<12x4xi8> {tricast.range = array<i64: 0, 0>}
ml_program.global private @group_points(#ml_program.extern<tensor<12x4xi8>>) : tensor<12x4xi8> {tricast.range = array<i64: -1, 0>}
ml_program.global private @kernel(#ml_program.extern<tensor<12x8x3x3xi8>>) : tensor<12x8x3x3xi8> {tricast.range = array<i64: -127, 127>}
ml_program.global private @transposed(#ml_program.extern<tensor<8x12x3x3xi8>>) : tensor<8x12x3x3xi8> {tricast.range = array<i64: -127, 127>}
ml_program.global private @bytes(#ml_program.extern<tensor<100x32xui8>>) : tensor<100x32xui8> {tricast.range = array<i64: 0, 255>}
ml_program.global private @table(#ml_program.extern<tensor<100x64xi8>>) : tensor<100x64xi8> {tricast.range = array<i64: -8, 7>}
ml_program.global private @table_scales(#ml_program.extern<tensor<100x2xf32>>) : tensor<100x2xf32>
ml_program.global private @square(#ml_program.extern<tensor<12x12xi8>>) : tensor<12x12xi8> {tricast.range = array<i64: -127, 127>}

// CHECK-LABEL: @LinearQcs4w(
// CHECK: %[[Y:.*]] = et_vk.linear_qcs4w %arg0, %w4, %rows :
// CHECK-NEXT: return %[[Y]]
// WHY-LABEL: @LinearQcs4w(
// WHY: tricast.rules = ["LinearQcs4w"]
func.func @LinearQcs4w(%x: tensor<3x64xf32>) -> tensor<3x12xf32> {
  %w4 = ml_program.global_load_const @w4 : tensor<12x64xi8>
  %rows = ml_program.global_load_const @rows : tensor<12xf32>
  %zeros = ml_program.global_load_const @zeros : tensor<12xi64>
  %0 = quantized.dequantize_per_channel %w4, %rows zero_points = %zeros axis = 0 quant_min = -127 quant_max = 127 dtype = i8 : (tensor<12x64xi8>, tensor<12xf32>, tensor<12xi64>) -> tensor<12x64xf32>
  %1 = aten.linear %x, %0 : (tensor<3x64xf32>, tensor<12x64xf32>) -> tensor<3x12xf32>
  return %1 : tensor<3x12xf32>
}

// CHECK-LABEL: @LinearQcs4wWithBias(
// CHECK: %[[Y:.*]] = et_vk.linear_qcs4w %arg0, %w4, %rows :
// CHECK-NEXT: aten.add.Tensor %[[Y]], %arg1
// WHY-LABEL: @LinearQcs4wWithBias(
// WHY: tricast.rules = ["LinearQcs4wWithBias"]
func.func @LinearQcs4wWithBias(%x: tensor<3x64xf32>, %b: tensor<12xf32>) -> tensor<3x12xf32> {
  %w4 = ml_program.global_load_const @w4 : tensor<12x64xi8>
  %rows = ml_program.global_load_const @rows : tensor<12xf32>
  %0 = quantized.dequantize_per_channel %w4, %rows axis = 0 quant_min = -127 quant_max = 127 dtype = i8 : (tensor<12x64xi8>, tensor<12xf32>) -> tensor<12x64xf32>
  %1 = aten.linear %x, %0 bias = %b : (tensor<3x64xf32>, tensor<12x64xf32>, tensor<12xf32>) -> tensor<3x12xf32>
  return %1 : tensor<3x12xf32>
}

// The numbers of the weight do not fit 4 bits.

// CHECK-LABEL: @LinearQcs4w_wide(
// CHECK: aten.linear
func.func @LinearQcs4w_wide(%x: tensor<3x64xf32>) -> tensor<3x12xf32> {
  %w8 = ml_program.global_load_const @w8 : tensor<12x64xi8>
  %rows = ml_program.global_load_const @rows : tensor<12xf32>
  %0 = quantized.dequantize_per_channel %w8, %rows axis = 0 quant_min = -127 quant_max = 127 dtype = i8 : (tensor<12x64xi8>, tensor<12xf32>) -> tensor<12x64xf32>
  %1 = aten.linear %x, %0 : (tensor<3x64xf32>, tensor<12x64xf32>) -> tensor<3x12xf32>
  return %1 : tensor<3x12xf32>
}

// CHECK-LABEL: @LinearQ4gswAffine(
// CHECK: et_vk.linear_q4gsw %arg0, %w4, %groups group_size = 16 :
// CHECK-NEXT: return
// WHY-LABEL: @LinearQ4gswAffine(
// WHY: tricast.rules = ["LinearQ4gswAffine"]
func.func @LinearQ4gswAffine(%x: tensor<3x64xf32>) -> tensor<3x12xf32> {
  %w4 = ml_program.global_load_const @w4 : tensor<12x64xi8>
  %groups = ml_program.global_load_const @groups : tensor<12x4xf32>
  %group_zeros = ml_program.global_load_const @group_zeros : tensor<12x4xi8>
  %0 = quantized.dequantize_affine %w4, %groups block_size = [1, 16] zero_point = %group_zeros input_dtype = i8 quant_min = -8 quant_max = 7 : (tensor<12x64xi8>, tensor<12x4xf32>, tensor<12x4xi8>) -> tensor<12x64xf32>
  %1 = aten.linear %x, %0 : (tensor<3x64xf32>, tensor<12x64xf32>) -> tensor<3x12xf32>
  return %1 : tensor<3x12xf32>
}

// CHECK-LABEL: @LinearQ4gswAffineWithBias(
// CHECK: et_vk.linear_q4gsw %arg0, %w4, %groups group_size = 16 bias = %arg1 :
// CHECK-NEXT: return
// WHY-LABEL: @LinearQ4gswAffineWithBias(
// WHY: tricast.rules = ["LinearQ4gswAffineWithBias"]
func.func @LinearQ4gswAffineWithBias(%x: tensor<3x64xf32>, %b: tensor<12xf32>) -> tensor<3x12xf32> {
  %w4 = ml_program.global_load_const @w4 : tensor<12x64xi8>
  %groups = ml_program.global_load_const @groups : tensor<12x4xf32>
  %0 = quantized.dequantize_affine %w4, %groups block_size = [1, 16] input_dtype = i8 quant_min = -8 quant_max = 7 : (tensor<12x64xi8>, tensor<12x4xf32>) -> tensor<12x64xf32>
  %1 = aten.linear %x, %0 bias = %b : (tensor<3x64xf32>, tensor<12x64xf32>, tensor<12xf32>) -> tensor<3x12xf32>
  return %1 : tensor<3x12xf32>
}

// A zero point is not 0.

// CHECK-LABEL: @LinearQ4gswAffine_points(
// CHECK: aten.linear
func.func @LinearQ4gswAffine_points(%x: tensor<3x64xf32>) -> tensor<3x12xf32> {
  %w4 = ml_program.global_load_const @w4 : tensor<12x64xi8>
  %groups = ml_program.global_load_const @groups : tensor<12x4xf32>
  %group_points = ml_program.global_load_const @group_points : tensor<12x4xi8>
  %0 = quantized.dequantize_affine %w4, %groups block_size = [1, 16] zero_point = %group_points input_dtype = i8 quant_min = -8 quant_max = 7 : (tensor<12x64xi8>, tensor<12x4xf32>, tensor<12x4xi8>) -> tensor<12x64xf32>
  %1 = aten.linear %x, %0 : (tensor<3x64xf32>, tensor<12x64xf32>) -> tensor<3x12xf32>
  return %1 : tensor<3x12xf32>
}

// It is not known what the weight holds.

// CHECK-LABEL: @LinearQ4gswAffine_unknown(
// CHECK: aten.linear
func.func @LinearQ4gswAffine_unknown(%x: tensor<3x64xf32>) -> tensor<3x12xf32> {
  %unknown = ml_program.global_load_const @unknown : tensor<12x64xi8>
  %groups = ml_program.global_load_const @groups : tensor<12x4xf32>
  %0 = quantized.dequantize_affine %unknown, %groups block_size = [1, 16] input_dtype = i8 quant_min = -8 quant_max = 7 : (tensor<12x64xi8>, tensor<12x4xf32>) -> tensor<12x64xf32>
  %1 = aten.linear %x, %0 : (tensor<3x64xf32>, tensor<12x64xf32>) -> tensor<3x12xf32>
  return %1 : tensor<3x12xf32>
}

// The weight is no constant.

// CHECK-LABEL: @LinearQ4gswAffine_argument(
// CHECK: aten.linear
func.func @LinearQ4gswAffine_argument(%x: tensor<3x64xf32>, %w: tensor<12x64xi8>) -> tensor<3x12xf32> {
  %groups = ml_program.global_load_const @groups : tensor<12x4xf32>
  %0 = quantized.dequantize_affine %w, %groups block_size = [1, 16] input_dtype = i8 quant_min = -8 quant_max = 7 : (tensor<12x64xi8>, tensor<12x4xf32>) -> tensor<12x64xf32>
  %1 = aten.linear %x, %0 : (tensor<3x64xf32>, tensor<12x64xf32>) -> tensor<3x12xf32>
  return %1 : tensor<3x12xf32>
}

// CHECK-LABEL: @LinearQ4gswGroup(
// CHECK: et_vk.linear_q4gsw %arg0, %w4, %groups group_size = 16 :
// CHECK-NEXT: return
// WHY-LABEL: @LinearQ4gswGroup(
// WHY: tricast.rules = ["LinearQ4gswGroup"]
func.func @LinearQ4gswGroup(%x: tensor<3x64xf32>) -> tensor<3x12xf32> {
  %w4 = ml_program.global_load_const @w4 : tensor<12x64xi8>
  %groups = ml_program.global_load_const @groups : tensor<12x4xf32>
  %group_zeros = ml_program.global_load_const @group_zeros : tensor<12x4xi8>
  %0 = quantized.dequantize_per_channel_group %w4, %groups zero_points = %group_zeros quant_min = -8 quant_max = 7 dtype = i8 group_size = 16 output_dtype = f32 : (tensor<12x64xi8>, tensor<12x4xf32>, tensor<12x4xi8>) -> tensor<12x64xf32>
  %1 = aten.linear %x, %0 : (tensor<3x64xf32>, tensor<12x64xf32>) -> tensor<3x12xf32>
  return %1 : tensor<3x12xf32>
}

// CHECK-LABEL: @LinearQ4gswGroupWithBias(
// CHECK: et_vk.linear_q4gsw %arg0, %w4, %groups group_size = 16 bias = %arg1 :
// CHECK-NEXT: return
// WHY-LABEL: @LinearQ4gswGroupWithBias(
// WHY: tricast.rules = ["LinearQ4gswGroupWithBias"]
func.func @LinearQ4gswGroupWithBias(%x: tensor<3x64xf32>, %b: tensor<12xf32>) -> tensor<3x12xf32> {
  %w4 = ml_program.global_load_const @w4 : tensor<12x64xi8>
  %groups = ml_program.global_load_const @groups : tensor<12x4xf32>
  %0 = quantized.dequantize_per_channel_group %w4, %groups quant_min = -8 quant_max = 7 dtype = i8 group_size = 16 output_dtype = f32 : (tensor<12x64xi8>, tensor<12x4xf32>) -> tensor<12x64xf32>
  %1 = aten.linear %x, %0 bias = %b : (tensor<3x64xf32>, tensor<12x64xf32>, tensor<12xf32>) -> tensor<3x12xf32>
  return %1 : tensor<3x12xf32>
}

// A zero point is not 0.

// CHECK-LABEL: @LinearQ4gswGroup_points(
// CHECK: aten.linear
func.func @LinearQ4gswGroup_points(%x: tensor<3x64xf32>) -> tensor<3x12xf32> {
  %w4 = ml_program.global_load_const @w4 : tensor<12x64xi8>
  %groups = ml_program.global_load_const @groups : tensor<12x4xf32>
  %group_points = ml_program.global_load_const @group_points : tensor<12x4xi8>
  %0 = quantized.dequantize_per_channel_group %w4, %groups zero_points = %group_points quant_min = -8 quant_max = 7 dtype = i8 group_size = 16 output_dtype = f32 : (tensor<12x64xi8>, tensor<12x4xf32>, tensor<12x4xi8>) -> tensor<12x64xf32>
  %1 = aten.linear %x, %0 : (tensor<3x64xf32>, tensor<12x64xf32>) -> tensor<3x12xf32>
  return %1 : tensor<3x12xf32>
}

// It is not known what the weight holds.

// CHECK-LABEL: @LinearQ4gswGroup_unknown(
// CHECK: aten.linear
func.func @LinearQ4gswGroup_unknown(%x: tensor<3x64xf32>) -> tensor<3x12xf32> {
  %unknown = ml_program.global_load_const @unknown : tensor<12x64xi8>
  %groups = ml_program.global_load_const @groups : tensor<12x4xf32>
  %0 = quantized.dequantize_per_channel_group %unknown, %groups quant_min = -8 quant_max = 7 dtype = i8 group_size = 16 output_dtype = f32 : (tensor<12x64xi8>, tensor<12x4xf32>) -> tensor<12x64xf32>
  %1 = aten.linear %x, %0 : (tensor<3x64xf32>, tensor<12x64xf32>) -> tensor<3x12xf32>
  return %1 : tensor<3x12xf32>
}

// The weight is no constant.

// CHECK-LABEL: @LinearQ4gswGroup_argument(
// CHECK: aten.linear
func.func @LinearQ4gswGroup_argument(%x: tensor<3x64xf32>, %w: tensor<12x64xi8>) -> tensor<3x12xf32> {
  %groups = ml_program.global_load_const @groups : tensor<12x4xf32>
  %0 = quantized.dequantize_per_channel_group %w, %groups quant_min = -8 quant_max = 7 dtype = i8 group_size = 16 output_dtype = f32 : (tensor<12x64xi8>, tensor<12x4xf32>) -> tensor<12x64xf32>
  %1 = aten.linear %x, %0 : (tensor<3x64xf32>, tensor<12x64xf32>) -> tensor<3x12xf32>
  return %1 : tensor<3x12xf32>
}

// The range is not as wide on both sides.

// CHECK-LABEL: @LinearQ4gsw_range(
// CHECK: aten.linear
func.func @LinearQ4gsw_range(%x: tensor<3x64xf32>) -> tensor<3x12xf32> {
  %w4 = ml_program.global_load_const @w4 : tensor<12x64xi8>
  %groups = ml_program.global_load_const @groups : tensor<12x4xf32>
  %0 = quantized.dequantize_affine %w4, %groups block_size = [1, 16] input_dtype = i8 quant_min = -8 quant_max = 127 : (tensor<12x64xi8>, tensor<12x4xf32>) -> tensor<12x64xf32>
  %1 = aten.linear %x, %0 : (tensor<3x64xf32>, tensor<12x64xf32>) -> tensor<3x12xf32>
  return %1 : tensor<3x12xf32>
}

// Zero points that the program has itself.

// CHECK-LABEL: @LinearQ4gsw_zeros(
// CHECK: et_vk.linear_q4gsw %arg0, %w4, %groups group_size = 16 :
func.func @LinearQ4gsw_zeros(%x: tensor<3x64xf32>) -> tensor<3x12xf32> {
  %w4 = ml_program.global_load_const @w4 : tensor<12x64xi8>
  %groups = ml_program.global_load_const @groups : tensor<12x4xf32>
  %z = aten.full size = [12, 4] fill_value = 0 dtype = i8 : () -> tensor<12x4xi8>
  %0 = quantized.dequantize_affine %w4, %groups block_size = [1, 16] zero_point = %z input_dtype = i8 quant_min = -8 quant_max = 7 : (tensor<12x64xi8>, tensor<12x4xf32>, tensor<12x4xi8>) -> tensor<12x64xf32>
  %1 = aten.linear %x, %0 : (tensor<3x64xf32>, tensor<12x64xf32>) -> tensor<3x12xf32>
  return %1 : tensor<3x12xf32>
}

// CHECK-LABEL: @LinearDq8caQ4gswAffine(
// CHECK: %[[S:.*]], %[[Z:.*]] = quantized.choose_qparams_affine
// CHECK-NEXT: et_vk.linear_dq8ca_q4gsw %arg0, %[[S]], %[[Z]], %w4, %groups group_size = 16 :
// CHECK-NEXT: return
// WHY-LABEL: @LinearDq8caQ4gswAffine(
// WHY: tricast.rules = ["LinearQ4gswAffine", "LinearDq8caQ4gswAffine"]
func.func @LinearDq8caQ4gswAffine(%x: tensor<3x64xf32>) -> tensor<3x12xf32> {
  %w4 = ml_program.global_load_const @w4 : tensor<12x64xi8>
  %groups = ml_program.global_load_const @groups : tensor<12x4xf32>
  %s, %z = quantized.choose_qparams_affine input = %x mapping_type = "ASYMMETRIC" block_size = [1, 64] target_dtype = i8 zero_point_dtype = i8 : (tensor<3x64xf32>) -> (tensor<3xf32>, tensor<3xi8>)
  %q = quantized.quantize_affine %x, %s block_size = [1, 64] zero_point = %z output_dtype = i8 quant_min = -128 quant_max = 127 : (tensor<3x64xf32>, tensor<3xf32>, tensor<3xi8>) -> tensor<3x64xi8>
  %d = quantized.dequantize_affine %q, %s block_size = [1, 64] zero_point = %z input_dtype = i8 quant_min = -128 quant_max = 127 : (tensor<3x64xi8>, tensor<3xf32>, tensor<3xi8>) -> tensor<3x64xf32>
  %0 = quantized.dequantize_affine %w4, %groups block_size = [1, 16] input_dtype = i8 quant_min = -8 quant_max = 7 : (tensor<12x64xi8>, tensor<12x4xf32>) -> tensor<12x64xf32>
  %1 = aten.linear %d, %0 : (tensor<3x64xf32>, tensor<12x64xf32>) -> tensor<3x12xf32>
  return %1 : tensor<3x12xf32>
}

// CHECK-LABEL: @LinearDq8caQ4gswAffineWithBias(
// CHECK: %[[S:.*]], %[[Z:.*]] = quantized.choose_qparams_affine
// CHECK-NEXT: et_vk.linear_dq8ca_q4gsw %arg0, %[[S]], %[[Z]], %w4, %groups group_size = 16 bias = %arg1 :
// CHECK-NEXT: return
// WHY-LABEL: @LinearDq8caQ4gswAffineWithBias(
// WHY: tricast.rules = ["LinearQ4gswAffineWithBias", "LinearDq8caQ4gswAffineWithBias"]
func.func @LinearDq8caQ4gswAffineWithBias(%x: tensor<3x64xf32>, %b: tensor<12xf32>) -> tensor<3x12xf32> {
  %w4 = ml_program.global_load_const @w4 : tensor<12x64xi8>
  %groups = ml_program.global_load_const @groups : tensor<12x4xf32>
  %s, %z = quantized.choose_qparams_affine input = %x mapping_type = "ASYMMETRIC" block_size = [1, 64] target_dtype = i8 zero_point_dtype = i8 : (tensor<3x64xf32>) -> (tensor<3xf32>, tensor<3xi8>)
  %q = quantized.quantize_affine %x, %s block_size = [1, 64] zero_point = %z output_dtype = i8 quant_min = -128 quant_max = 127 : (tensor<3x64xf32>, tensor<3xf32>, tensor<3xi8>) -> tensor<3x64xi8>
  %d = quantized.dequantize_affine %q, %s block_size = [1, 64] zero_point = %z input_dtype = i8 quant_min = -128 quant_max = 127 : (tensor<3x64xi8>, tensor<3xf32>, tensor<3xi8>) -> tensor<3x64xf32>
  %0 = quantized.dequantize_affine %w4, %groups block_size = [1, 16] input_dtype = i8 quant_min = -8 quant_max = 7 : (tensor<12x64xi8>, tensor<12x4xf32>) -> tensor<12x64xf32>
  %1 = aten.linear %d, %0 bias = %b : (tensor<3x64xf32>, tensor<12x64xf32>, tensor<12xf32>) -> tensor<3x12xf32>
  return %1 : tensor<3x12xf32>
}

// The input does not have the whole range of int8.

// CHECK-LABEL: @LinearDq8caQ4gsw_range(
// CHECK: quantized.dequantize_affine
// CHECK: et_vk.linear_q4gsw
func.func @LinearDq8caQ4gsw_range(%x: tensor<3x64xf32>) -> tensor<3x12xf32> {
  %w4 = ml_program.global_load_const @w4 : tensor<12x64xi8>
  %groups = ml_program.global_load_const @groups : tensor<12x4xf32>
  %s, %z = quantized.choose_qparams_affine input = %x mapping_type = "ASYMMETRIC" block_size = [1, 64] target_dtype = i8 zero_point_dtype = i8 : (tensor<3x64xf32>) -> (tensor<3xf32>, tensor<3xi8>)
  %q = quantized.quantize_affine %x, %s block_size = [1, 64] zero_point = %z output_dtype = i8 quant_min = -127 quant_max = 127 : (tensor<3x64xf32>, tensor<3xf32>, tensor<3xi8>) -> tensor<3x64xi8>
  %d = quantized.dequantize_affine %q, %s block_size = [1, 64] zero_point = %z input_dtype = i8 quant_min = -128 quant_max = 127 : (tensor<3x64xi8>, tensor<3xf32>, tensor<3xi8>) -> tensor<3x64xf32>
  %0 = quantized.dequantize_affine %w4, %groups block_size = [1, 16] input_dtype = i8 quant_min = -8 quant_max = 7 : (tensor<12x64xi8>, tensor<12x4xf32>) -> tensor<12x64xf32>
  %1 = aten.linear %d, %0 : (tensor<3x64xf32>, tensor<12x64xf32>) -> tensor<3x12xf32>
  return %1 : tensor<3x12xf32>
}

// It is dequantized with other zero points.

// CHECK-LABEL: @LinearDq8caQ4gsw_points(
// CHECK: quantized.dequantize_affine
// CHECK: et_vk.linear_q4gsw
func.func @LinearDq8caQ4gsw_points(%x: tensor<3x64xf32>, %p: tensor<3xi8>) -> tensor<3x12xf32> {
  %w4 = ml_program.global_load_const @w4 : tensor<12x64xi8>
  %groups = ml_program.global_load_const @groups : tensor<12x4xf32>
  %s, %z = quantized.choose_qparams_affine input = %x mapping_type = "ASYMMETRIC" block_size = [1, 64] target_dtype = i8 zero_point_dtype = i8 : (tensor<3x64xf32>) -> (tensor<3xf32>, tensor<3xi8>)
  %q = quantized.quantize_affine %x, %s block_size = [1, 64] zero_point = %z output_dtype = i8 quant_min = -128 quant_max = 127 : (tensor<3x64xf32>, tensor<3xf32>, tensor<3xi8>) -> tensor<3x64xi8>
  %d = quantized.dequantize_affine %q, %s block_size = [1, 64] zero_point = %p input_dtype = i8 quant_min = -128 quant_max = 127 : (tensor<3x64xi8>, tensor<3xf32>, tensor<3xi8>) -> tensor<3x64xf32>
  %0 = quantized.dequantize_affine %w4, %groups block_size = [1, 16] input_dtype = i8 quant_min = -8 quant_max = 7 : (tensor<12x64xi8>, tensor<12x4xf32>) -> tensor<12x64xf32>
  %1 = aten.linear %d, %0 : (tensor<3x64xf32>, tensor<12x64xf32>) -> tensor<3x12xf32>
  return %1 : tensor<3x12xf32>
}

// CHECK-LABEL: @LinearDq8caQ4gswToken(
// CHECK: %[[S:.*]], %[[Z:.*]] = quantized.choose_qparams_per_token_asymmetric
// CHECK-NEXT: et_vk.linear_dq8ca_q4gsw %arg0, %[[S]], %[[Z]], %w4, %groups group_size = 16 :
// CHECK-NEXT: return
// WHY-LABEL: @LinearDq8caQ4gswToken(
// WHY: tricast.rules = ["LinearQ4gswAffine", "LinearDq8caQ4gswToken"]
func.func @LinearDq8caQ4gswToken(%x: tensor<3x64xf32>) -> tensor<3x12xf32> {
  %w4 = ml_program.global_load_const @w4 : tensor<12x64xi8>
  %groups = ml_program.global_load_const @groups : tensor<12x4xf32>
  %s, %z = quantized.choose_qparams_per_token_asymmetric %x dtype = i8 : (tensor<3x64xf32>) -> (tensor<3x1xf64>, tensor<3x1xi64>)
  %q = quantized.quantize_per_token %x, %s, %z quant_min = -128 quant_max = 127 dtype = i8 : (tensor<3x64xf32>, tensor<3x1xf64>, tensor<3x1xi64>) -> tensor<3x64xi8>
  %d = quantized.dequantize_per_token %q, %s, %z quant_min = -128 quant_max = 127 dtype = i8 output_dtype = f32 : (tensor<3x64xi8>, tensor<3x1xf64>, tensor<3x1xi64>) -> tensor<3x64xf32>
  %0 = quantized.dequantize_affine %w4, %groups block_size = [1, 16] input_dtype = i8 quant_min = -8 quant_max = 7 : (tensor<12x64xi8>, tensor<12x4xf32>) -> tensor<12x64xf32>
  %1 = aten.linear %d, %0 : (tensor<3x64xf32>, tensor<12x64xf32>) -> tensor<3x12xf32>
  return %1 : tensor<3x12xf32>
}

// CHECK-LABEL: @LinearDq8caQ4gswTokenWithBias(
// CHECK: %[[S:.*]], %[[Z:.*]] = quantized.choose_qparams_per_token_asymmetric
// CHECK-NEXT: et_vk.linear_dq8ca_q4gsw %arg0, %[[S]], %[[Z]], %w4, %groups group_size = 16 bias = %arg1 :
// CHECK-NEXT: return
// WHY-LABEL: @LinearDq8caQ4gswTokenWithBias(
// WHY: tricast.rules = ["LinearQ4gswAffineWithBias", "LinearDq8caQ4gswTokenWithBias"]
func.func @LinearDq8caQ4gswTokenWithBias(%x: tensor<3x64xf32>, %b: tensor<12xf32>) -> tensor<3x12xf32> {
  %w4 = ml_program.global_load_const @w4 : tensor<12x64xi8>
  %groups = ml_program.global_load_const @groups : tensor<12x4xf32>
  %s, %z = quantized.choose_qparams_per_token_asymmetric %x dtype = i8 : (tensor<3x64xf32>) -> (tensor<3x1xf64>, tensor<3x1xi64>)
  %q = quantized.quantize_per_token %x, %s, %z quant_min = -128 quant_max = 127 dtype = i8 : (tensor<3x64xf32>, tensor<3x1xf64>, tensor<3x1xi64>) -> tensor<3x64xi8>
  %d = quantized.dequantize_per_token %q, %s, %z quant_min = -128 quant_max = 127 dtype = i8 output_dtype = f32 : (tensor<3x64xi8>, tensor<3x1xf64>, tensor<3x1xi64>) -> tensor<3x64xf32>
  %0 = quantized.dequantize_affine %w4, %groups block_size = [1, 16] input_dtype = i8 quant_min = -8 quant_max = 7 : (tensor<12x64xi8>, tensor<12x4xf32>) -> tensor<12x64xf32>
  %1 = aten.linear %d, %0 bias = %b : (tensor<3x64xf32>, tensor<12x64xf32>, tensor<12xf32>) -> tensor<3x12xf32>
  return %1 : tensor<3x12xf32>
}

// CHECK-LABEL: @LinearQ8taQ8csw(
// CHECK: et_vk.linear_q8ta_q8csw %arg0, %w8, %rows input_scale = 2.500000e-01 input_zero_point = -3 :
// CHECK-NEXT: return
// WHY-LABEL: @LinearQ8taQ8csw(
// WHY: tricast.rules = ["LinearQ8taQ8csw"]
func.func @LinearQ8taQ8csw(%x: tensor<3x64xf32>) -> tensor<3x12xf32> {
  %w8 = ml_program.global_load_const @w8 : tensor<12x64xi8>
  %rows = ml_program.global_load_const @rows : tensor<12xf32>
  %zeros = ml_program.global_load_const @zeros : tensor<12xi64>
  %q = quantized.quantize_per_tensor %x scale = 2.500000e-01 zero_point = -3 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<3x64xf32>) -> tensor<3x64xi8>
  %d = quantized.dequantize_per_tensor %q scale = 2.500000e-01 zero_point = -3 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<3x64xi8>) -> tensor<3x64xf32>
  %0 = quantized.dequantize_per_channel %w8, %rows zero_points = %zeros axis = 0 quant_min = -127 quant_max = 127 dtype = i8 : (tensor<12x64xi8>, tensor<12xf32>, tensor<12xi64>) -> tensor<12x64xf32>
  %1 = aten.linear %d, %0 : (tensor<3x64xf32>, tensor<12x64xf32>) -> tensor<3x12xf32>
  return %1 : tensor<3x12xf32>
}

// CHECK-LABEL: @LinearQ8taQ8cswWithBias(
// CHECK: et_vk.linear_q8ta_q8csw %arg0, %w8, %rows input_scale = 2.500000e-01 input_zero_point = -3 bias = %arg1 :
// CHECK-NEXT: return
// WHY-LABEL: @LinearQ8taQ8cswWithBias(
// WHY: tricast.rules = ["LinearQ8taQ8cswWithBias"]
func.func @LinearQ8taQ8cswWithBias(%x: tensor<3x64xf32>, %b: tensor<12xf32>) -> tensor<3x12xf32> {
  %w8 = ml_program.global_load_const @w8 : tensor<12x64xi8>
  %rows = ml_program.global_load_const @rows : tensor<12xf32>
  %zeros = ml_program.global_load_const @zeros : tensor<12xi64>
  %q = quantized.quantize_per_tensor %x scale = 2.500000e-01 zero_point = -3 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<3x64xf32>) -> tensor<3x64xi8>
  %d = quantized.dequantize_per_tensor %q scale = 2.500000e-01 zero_point = -3 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<3x64xi8>) -> tensor<3x64xf32>
  %0 = quantized.dequantize_per_channel %w8, %rows zero_points = %zeros axis = 0 quant_min = -127 quant_max = 127 dtype = i8 : (tensor<12x64xi8>, tensor<12xf32>, tensor<12xi64>) -> tensor<12x64xf32>
  %1 = aten.linear %d, %0 bias = %b : (tensor<3x64xf32>, tensor<12x64xf32>, tensor<12xf32>) -> tensor<3x12xf32>
  return %1 : tensor<3x12xf32>
}

// It is dequantized with another scale.

// CHECK-LABEL: @LinearQ8taQ8csw_scale(
// CHECK: aten.linear
func.func @LinearQ8taQ8csw_scale(%x: tensor<3x64xf32>) -> tensor<3x12xf32> {
  %w8 = ml_program.global_load_const @w8 : tensor<12x64xi8>
  %rows = ml_program.global_load_const @rows : tensor<12xf32>
  %q = quantized.quantize_per_tensor %x scale = 2.500000e-01 zero_point = -3 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<3x64xf32>) -> tensor<3x64xi8>
  %d = quantized.dequantize_per_tensor %q scale = 5.000000e-01 zero_point = -3 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<3x64xi8>) -> tensor<3x64xf32>
  %0 = quantized.dequantize_per_channel %w8, %rows axis = 0 quant_min = -127 quant_max = 127 dtype = i8 : (tensor<12x64xi8>, tensor<12xf32>) -> tensor<12x64xf32>
  %1 = aten.linear %d, %0 : (tensor<3x64xf32>, tensor<12x64xf32>) -> tensor<3x12xf32>
  return %1 : tensor<3x12xf32>
}

// CHECK-LABEL: @Q8taLinear(
// CHECK: et_vk.q8ta_linear %arg0, %w8, %rows input_scale = 2.500000e-01 input_zero_point = -3 output_scale = 5.000000e-01 output_zero_point = 7 :
// CHECK-NEXT: return
// WHY-LABEL: @Q8taLinear(
// WHY: tricast.rules = ["Q8taLinear"]
func.func @Q8taLinear(%x: tensor<3x64xi8>) -> tensor<3x12xi8> {
  %w8 = ml_program.global_load_const @w8 : tensor<12x64xi8>
  %rows = ml_program.global_load_const @rows : tensor<12xf32>
  %zeros = ml_program.global_load_const @zeros : tensor<12xi64>
  %d = quantized.dequantize_per_tensor %x scale = 2.500000e-01 zero_point = -3 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<3x64xi8>) -> tensor<3x64xf32>
  %0 = quantized.dequantize_per_channel %w8, %rows zero_points = %zeros axis = 0 quant_min = -127 quant_max = 127 dtype = i8 : (tensor<12x64xi8>, tensor<12xf32>, tensor<12xi64>) -> tensor<12x64xf32>
  %1 = aten.linear %d, %0 : (tensor<3x64xf32>, tensor<12x64xf32>) -> tensor<3x12xf32>
  %3 = quantized.quantize_per_tensor %1 scale = 5.000000e-01 zero_point = 7 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<3x12xf32>) -> tensor<3x12xi8>
  return %3 : tensor<3x12xi8>
}

// CHECK-LABEL: @Q8taLinearWithBias(
// CHECK: et_vk.q8ta_linear %arg0, %w8, %rows input_scale = 2.500000e-01 input_zero_point = -3 output_scale = 5.000000e-01 output_zero_point = 7 bias = %arg1 :
// CHECK-NEXT: return
// WHY-LABEL: @Q8taLinearWithBias(
// WHY: tricast.rules = ["Q8taLinearWithBias"]
func.func @Q8taLinearWithBias(%x: tensor<3x64xi8>, %b: tensor<12xf32>) -> tensor<3x12xi8> {
  %w8 = ml_program.global_load_const @w8 : tensor<12x64xi8>
  %rows = ml_program.global_load_const @rows : tensor<12xf32>
  %zeros = ml_program.global_load_const @zeros : tensor<12xi64>
  %d = quantized.dequantize_per_tensor %x scale = 2.500000e-01 zero_point = -3 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<3x64xi8>) -> tensor<3x64xf32>
  %0 = quantized.dequantize_per_channel %w8, %rows zero_points = %zeros axis = 0 quant_min = -127 quant_max = 127 dtype = i8 : (tensor<12x64xi8>, tensor<12xf32>, tensor<12xi64>) -> tensor<12x64xf32>
  %1 = aten.linear %d, %0 bias = %b : (tensor<3x64xf32>, tensor<12x64xf32>, tensor<12xf32>) -> tensor<3x12xf32>
  %3 = quantized.quantize_per_tensor %1 scale = 5.000000e-01 zero_point = 7 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<3x12xf32>) -> tensor<3x12xi8>
  return %3 : tensor<3x12xi8>
}

// CHECK-LABEL: @Q8taLinearRelu(
// CHECK: et_vk.q8ta_linear %arg0, %w8, %rows input_scale = 2.500000e-01 input_zero_point = -3 output_scale = 5.000000e-01 output_zero_point = 7 activation = "relu" :
// CHECK-NEXT: return
// WHY-LABEL: @Q8taLinearRelu(
// WHY: tricast.rules = ["Q8taLinearRelu"]
func.func @Q8taLinearRelu(%x: tensor<3x64xi8>) -> tensor<3x12xi8> {
  %w8 = ml_program.global_load_const @w8 : tensor<12x64xi8>
  %rows = ml_program.global_load_const @rows : tensor<12xf32>
  %zeros = ml_program.global_load_const @zeros : tensor<12xi64>
  %d = quantized.dequantize_per_tensor %x scale = 2.500000e-01 zero_point = -3 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<3x64xi8>) -> tensor<3x64xf32>
  %0 = quantized.dequantize_per_channel %w8, %rows zero_points = %zeros axis = 0 quant_min = -127 quant_max = 127 dtype = i8 : (tensor<12x64xi8>, tensor<12xf32>, tensor<12xi64>) -> tensor<12x64xf32>
  %1 = aten.linear %d, %0 : (tensor<3x64xf32>, tensor<12x64xf32>) -> tensor<3x12xf32>
  %2 = aten.relu %1 : (tensor<3x12xf32>) -> tensor<3x12xf32>
  %3 = quantized.quantize_per_tensor %2 scale = 5.000000e-01 zero_point = 7 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<3x12xf32>) -> tensor<3x12xi8>
  return %3 : tensor<3x12xi8>
}

// CHECK-LABEL: @Q8taLinearReluWithBias(
// CHECK: et_vk.q8ta_linear %arg0, %w8, %rows input_scale = 2.500000e-01 input_zero_point = -3 output_scale = 5.000000e-01 output_zero_point = 7 bias = %arg1 activation = "relu" :
// CHECK-NEXT: return
// WHY-LABEL: @Q8taLinearReluWithBias(
// WHY: tricast.rules = ["Q8taLinearReluWithBias"]
func.func @Q8taLinearReluWithBias(%x: tensor<3x64xi8>, %b: tensor<12xf32>) -> tensor<3x12xi8> {
  %w8 = ml_program.global_load_const @w8 : tensor<12x64xi8>
  %rows = ml_program.global_load_const @rows : tensor<12xf32>
  %zeros = ml_program.global_load_const @zeros : tensor<12xi64>
  %d = quantized.dequantize_per_tensor %x scale = 2.500000e-01 zero_point = -3 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<3x64xi8>) -> tensor<3x64xf32>
  %0 = quantized.dequantize_per_channel %w8, %rows zero_points = %zeros axis = 0 quant_min = -127 quant_max = 127 dtype = i8 : (tensor<12x64xi8>, tensor<12xf32>, tensor<12xi64>) -> tensor<12x64xf32>
  %1 = aten.linear %d, %0 bias = %b : (tensor<3x64xf32>, tensor<12x64xf32>, tensor<12xf32>) -> tensor<3x12xf32>
  %2 = aten.relu %1 : (tensor<3x12xf32>) -> tensor<3x12xf32>
  %3 = quantized.quantize_per_tensor %2 scale = 5.000000e-01 zero_point = 7 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<3x12xf32>) -> tensor<3x12xi8>
  return %3 : tensor<3x12xi8>
}

// CHECK-LABEL: @Q8taConv2d(
// CHECK: et_vk.q8ta_conv2d %arg0, %kernel, %rows input_scale = 2.500000e-01 input_zero_point = -3 output_scale = 5.000000e-01 output_zero_point = 7 stride = [2, 1] padding = [1, 1] dilation = [1, 1] groups = 1 activation = "none" :
// CHECK-NEXT: return
// WHY-LABEL: @Q8taConv2d(
// WHY: tricast.rules = ["Q8taConv2d"]
func.func @Q8taConv2d(%x: tensor<2x8x6x7xi8>) -> tensor<2x12x3x7xi8> {
  %kernel = ml_program.global_load_const @kernel : tensor<12x8x3x3xi8>
  %rows = ml_program.global_load_const @rows : tensor<12xf32>
  %zeros = ml_program.global_load_const @zeros : tensor<12xi64>
  %d = quantized.dequantize_per_tensor %x scale = 2.500000e-01 zero_point = -3 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<2x8x6x7xi8>) -> tensor<2x8x6x7xf32>
  %0 = quantized.dequantize_per_channel %kernel, %rows zero_points = %zeros axis = 0 quant_min = -127 quant_max = 127 dtype = i8 : (tensor<12x8x3x3xi8>, tensor<12xf32>, tensor<12xi64>) -> tensor<12x8x3x3xf32>
  %1 = aten.conv2d %d, %0 stride = [2, 1] padding = [1, 1] : (tensor<2x8x6x7xf32>, tensor<12x8x3x3xf32>) -> tensor<2x12x3x7xf32>
  %3 = quantized.quantize_per_tensor %1 scale = 5.000000e-01 zero_point = 7 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<2x12x3x7xf32>) -> tensor<2x12x3x7xi8>
  return %3 : tensor<2x12x3x7xi8>
}

// CHECK-LABEL: @Q8taConv2dWithBias(
// CHECK: et_vk.q8ta_conv2d %arg0, %kernel, %rows input_scale = 2.500000e-01 input_zero_point = -3 output_scale = 5.000000e-01 output_zero_point = 7 bias = %arg1 stride = [2, 1] padding = [1, 1] dilation = [1, 1] groups = 1 activation = "none" :
// CHECK-NEXT: return
// WHY-LABEL: @Q8taConv2dWithBias(
// WHY: tricast.rules = ["Q8taConv2dWithBias"]
func.func @Q8taConv2dWithBias(%x: tensor<2x8x6x7xi8>, %b: tensor<12xf32>) -> tensor<2x12x3x7xi8> {
  %kernel = ml_program.global_load_const @kernel : tensor<12x8x3x3xi8>
  %rows = ml_program.global_load_const @rows : tensor<12xf32>
  %zeros = ml_program.global_load_const @zeros : tensor<12xi64>
  %d = quantized.dequantize_per_tensor %x scale = 2.500000e-01 zero_point = -3 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<2x8x6x7xi8>) -> tensor<2x8x6x7xf32>
  %0 = quantized.dequantize_per_channel %kernel, %rows zero_points = %zeros axis = 0 quant_min = -127 quant_max = 127 dtype = i8 : (tensor<12x8x3x3xi8>, tensor<12xf32>, tensor<12xi64>) -> tensor<12x8x3x3xf32>
  %1 = aten.conv2d %d, %0 bias = %b stride = [2, 1] padding = [1, 1] : (tensor<2x8x6x7xf32>, tensor<12x8x3x3xf32>, tensor<12xf32>) -> tensor<2x12x3x7xf32>
  %3 = quantized.quantize_per_tensor %1 scale = 5.000000e-01 zero_point = 7 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<2x12x3x7xf32>) -> tensor<2x12x3x7xi8>
  return %3 : tensor<2x12x3x7xi8>
}

// CHECK-LABEL: @Q8taConv2dRelu(
// CHECK: et_vk.q8ta_conv2d %arg0, %kernel, %rows input_scale = 2.500000e-01 input_zero_point = -3 output_scale = 5.000000e-01 output_zero_point = 7 stride = [2, 1] padding = [1, 1] dilation = [1, 1] groups = 1 activation = "relu" :
// CHECK-NEXT: return
// WHY-LABEL: @Q8taConv2dRelu(
// WHY: tricast.rules = ["Q8taConv2dRelu"]
func.func @Q8taConv2dRelu(%x: tensor<2x8x6x7xi8>) -> tensor<2x12x3x7xi8> {
  %kernel = ml_program.global_load_const @kernel : tensor<12x8x3x3xi8>
  %rows = ml_program.global_load_const @rows : tensor<12xf32>
  %zeros = ml_program.global_load_const @zeros : tensor<12xi64>
  %d = quantized.dequantize_per_tensor %x scale = 2.500000e-01 zero_point = -3 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<2x8x6x7xi8>) -> tensor<2x8x6x7xf32>
  %0 = quantized.dequantize_per_channel %kernel, %rows zero_points = %zeros axis = 0 quant_min = -127 quant_max = 127 dtype = i8 : (tensor<12x8x3x3xi8>, tensor<12xf32>, tensor<12xi64>) -> tensor<12x8x3x3xf32>
  %1 = aten.conv2d %d, %0 stride = [2, 1] padding = [1, 1] : (tensor<2x8x6x7xf32>, tensor<12x8x3x3xf32>) -> tensor<2x12x3x7xf32>
  %2 = aten.relu %1 : (tensor<2x12x3x7xf32>) -> tensor<2x12x3x7xf32>
  %3 = quantized.quantize_per_tensor %2 scale = 5.000000e-01 zero_point = 7 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<2x12x3x7xf32>) -> tensor<2x12x3x7xi8>
  return %3 : tensor<2x12x3x7xi8>
}

// CHECK-LABEL: @Q8taConv2dReluWithBias(
// CHECK: et_vk.q8ta_conv2d %arg0, %kernel, %rows input_scale = 2.500000e-01 input_zero_point = -3 output_scale = 5.000000e-01 output_zero_point = 7 bias = %arg1 stride = [2, 1] padding = [1, 1] dilation = [1, 1] groups = 1 activation = "relu" :
// CHECK-NEXT: return
// WHY-LABEL: @Q8taConv2dReluWithBias(
// WHY: tricast.rules = ["Q8taConv2dReluWithBias"]
func.func @Q8taConv2dReluWithBias(%x: tensor<2x8x6x7xi8>, %b: tensor<12xf32>) -> tensor<2x12x3x7xi8> {
  %kernel = ml_program.global_load_const @kernel : tensor<12x8x3x3xi8>
  %rows = ml_program.global_load_const @rows : tensor<12xf32>
  %zeros = ml_program.global_load_const @zeros : tensor<12xi64>
  %d = quantized.dequantize_per_tensor %x scale = 2.500000e-01 zero_point = -3 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<2x8x6x7xi8>) -> tensor<2x8x6x7xf32>
  %0 = quantized.dequantize_per_channel %kernel, %rows zero_points = %zeros axis = 0 quant_min = -127 quant_max = 127 dtype = i8 : (tensor<12x8x3x3xi8>, tensor<12xf32>, tensor<12xi64>) -> tensor<12x8x3x3xf32>
  %1 = aten.conv2d %d, %0 bias = %b stride = [2, 1] padding = [1, 1] : (tensor<2x8x6x7xf32>, tensor<12x8x3x3xf32>, tensor<12xf32>) -> tensor<2x12x3x7xf32>
  %2 = aten.relu %1 : (tensor<2x12x3x7xf32>) -> tensor<2x12x3x7xf32>
  %3 = quantized.quantize_per_tensor %2 scale = 5.000000e-01 zero_point = 7 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<2x12x3x7xf32>) -> tensor<2x12x3x7xi8>
  return %3 : tensor<2x12x3x7xi8>
}

// CHECK-LABEL: @Q8taConv2dTransposed(
// CHECK: et_vk.q8ta_conv2d_transposed %arg0, %transposed, %rows input_scale = 2.500000e-01 input_zero_point = -3 output_scale = 5.000000e-01 output_zero_point = 7 stride = [2, 2] padding = [1, 1] output_padding = [1, 0] dilation = [1, 1] groups = 1 activation = "none" :
// CHECK-NEXT: return
// WHY-LABEL: @Q8taConv2dTransposed(
// WHY: tricast.rules = ["Q8taConv2dTransposed"]
func.func @Q8taConv2dTransposed(%x: tensor<2x8x6x7xi8>) -> tensor<2x12x12x13xi8> {
  %transposed = ml_program.global_load_const @transposed : tensor<8x12x3x3xi8>
  %rows = ml_program.global_load_const @rows : tensor<12xf32>
  %zeros = ml_program.global_load_const @zeros : tensor<12xi64>
  %d = quantized.dequantize_per_tensor %x scale = 2.500000e-01 zero_point = -3 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<2x8x6x7xi8>) -> tensor<2x8x6x7xf32>
  %0 = quantized.dequantize_per_channel %transposed, %rows zero_points = %zeros axis = 1 quant_min = -127 quant_max = 127 dtype = i8 : (tensor<8x12x3x3xi8>, tensor<12xf32>, tensor<12xi64>) -> tensor<8x12x3x3xf32>
  %1 = aten.conv_transpose2d.input %d, %0 stride = [2, 2] padding = [1, 1] output_padding = [1, 0] : (tensor<2x8x6x7xf32>, tensor<8x12x3x3xf32>) -> tensor<2x12x12x13xf32>
  %3 = quantized.quantize_per_tensor %1 scale = 5.000000e-01 zero_point = 7 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<2x12x12x13xf32>) -> tensor<2x12x12x13xi8>
  return %3 : tensor<2x12x12x13xi8>
}

// CHECK-LABEL: @Q8taConv2dTransposedWithBias(
// CHECK: et_vk.q8ta_conv2d_transposed %arg0, %transposed, %rows input_scale = 2.500000e-01 input_zero_point = -3 output_scale = 5.000000e-01 output_zero_point = 7 bias = %arg1 stride = [2, 2] padding = [1, 1] output_padding = [1, 0] dilation = [1, 1] groups = 1 activation = "none" :
// CHECK-NEXT: return
// WHY-LABEL: @Q8taConv2dTransposedWithBias(
// WHY: tricast.rules = ["Q8taConv2dTransposedWithBias"]
func.func @Q8taConv2dTransposedWithBias(%x: tensor<2x8x6x7xi8>, %b: tensor<12xf32>) -> tensor<2x12x12x13xi8> {
  %transposed = ml_program.global_load_const @transposed : tensor<8x12x3x3xi8>
  %rows = ml_program.global_load_const @rows : tensor<12xf32>
  %zeros = ml_program.global_load_const @zeros : tensor<12xi64>
  %d = quantized.dequantize_per_tensor %x scale = 2.500000e-01 zero_point = -3 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<2x8x6x7xi8>) -> tensor<2x8x6x7xf32>
  %0 = quantized.dequantize_per_channel %transposed, %rows zero_points = %zeros axis = 1 quant_min = -127 quant_max = 127 dtype = i8 : (tensor<8x12x3x3xi8>, tensor<12xf32>, tensor<12xi64>) -> tensor<8x12x3x3xf32>
  %1 = aten.conv_transpose2d.input %d, %0 bias = %b stride = [2, 2] padding = [1, 1] output_padding = [1, 0] : (tensor<2x8x6x7xf32>, tensor<8x12x3x3xf32>, tensor<12xf32>) -> tensor<2x12x12x13xf32>
  %3 = quantized.quantize_per_tensor %1 scale = 5.000000e-01 zero_point = 7 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<2x12x12x13xf32>) -> tensor<2x12x12x13xi8>
  return %3 : tensor<2x12x12x13xi8>
}

// CHECK-LABEL: @Q8taConv2dTransposedRelu(
// CHECK: et_vk.q8ta_conv2d_transposed %arg0, %transposed, %rows input_scale = 2.500000e-01 input_zero_point = -3 output_scale = 5.000000e-01 output_zero_point = 7 stride = [2, 2] padding = [1, 1] output_padding = [1, 0] dilation = [1, 1] groups = 1 activation = "relu" :
// CHECK-NEXT: return
// WHY-LABEL: @Q8taConv2dTransposedRelu(
// WHY: tricast.rules = ["Q8taConv2dTransposedRelu"]
func.func @Q8taConv2dTransposedRelu(%x: tensor<2x8x6x7xi8>) -> tensor<2x12x12x13xi8> {
  %transposed = ml_program.global_load_const @transposed : tensor<8x12x3x3xi8>
  %rows = ml_program.global_load_const @rows : tensor<12xf32>
  %zeros = ml_program.global_load_const @zeros : tensor<12xi64>
  %d = quantized.dequantize_per_tensor %x scale = 2.500000e-01 zero_point = -3 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<2x8x6x7xi8>) -> tensor<2x8x6x7xf32>
  %0 = quantized.dequantize_per_channel %transposed, %rows zero_points = %zeros axis = 1 quant_min = -127 quant_max = 127 dtype = i8 : (tensor<8x12x3x3xi8>, tensor<12xf32>, tensor<12xi64>) -> tensor<8x12x3x3xf32>
  %1 = aten.conv_transpose2d.input %d, %0 stride = [2, 2] padding = [1, 1] output_padding = [1, 0] : (tensor<2x8x6x7xf32>, tensor<8x12x3x3xf32>) -> tensor<2x12x12x13xf32>
  %2 = aten.relu %1 : (tensor<2x12x12x13xf32>) -> tensor<2x12x12x13xf32>
  %3 = quantized.quantize_per_tensor %2 scale = 5.000000e-01 zero_point = 7 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<2x12x12x13xf32>) -> tensor<2x12x12x13xi8>
  return %3 : tensor<2x12x12x13xi8>
}

// CHECK-LABEL: @Q8taConv2dTransposedReluWithBias(
// CHECK: et_vk.q8ta_conv2d_transposed %arg0, %transposed, %rows input_scale = 2.500000e-01 input_zero_point = -3 output_scale = 5.000000e-01 output_zero_point = 7 bias = %arg1 stride = [2, 2] padding = [1, 1] output_padding = [1, 0] dilation = [1, 1] groups = 1 activation = "relu" :
// CHECK-NEXT: return
// WHY-LABEL: @Q8taConv2dTransposedReluWithBias(
// WHY: tricast.rules = ["Q8taConv2dTransposedReluWithBias"]
func.func @Q8taConv2dTransposedReluWithBias(%x: tensor<2x8x6x7xi8>, %b: tensor<12xf32>) -> tensor<2x12x12x13xi8> {
  %transposed = ml_program.global_load_const @transposed : tensor<8x12x3x3xi8>
  %rows = ml_program.global_load_const @rows : tensor<12xf32>
  %zeros = ml_program.global_load_const @zeros : tensor<12xi64>
  %d = quantized.dequantize_per_tensor %x scale = 2.500000e-01 zero_point = -3 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<2x8x6x7xi8>) -> tensor<2x8x6x7xf32>
  %0 = quantized.dequantize_per_channel %transposed, %rows zero_points = %zeros axis = 1 quant_min = -127 quant_max = 127 dtype = i8 : (tensor<8x12x3x3xi8>, tensor<12xf32>, tensor<12xi64>) -> tensor<8x12x3x3xf32>
  %1 = aten.conv_transpose2d.input %d, %0 bias = %b stride = [2, 2] padding = [1, 1] output_padding = [1, 0] : (tensor<2x8x6x7xf32>, tensor<8x12x3x3xf32>, tensor<12xf32>) -> tensor<2x12x12x13xf32>
  %2 = aten.relu %1 : (tensor<2x12x12x13xf32>) -> tensor<2x12x12x13xf32>
  %3 = quantized.quantize_per_tensor %2 scale = 5.000000e-01 zero_point = 7 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<2x12x12x13xf32>) -> tensor<2x12x12x13xi8>
  return %3 : tensor<2x12x12x13xi8>
}

// A zero point of the weight is not 0.

// CHECK-LABEL: @Q8taLinear_points(
// CHECK: aten.linear 
func.func @Q8taLinear_points(%x: tensor<3x64xi8>) -> tensor<3x12xi8> {
  %w8 = ml_program.global_load_const @w8 : tensor<12x64xi8>
  %rows = ml_program.global_load_const @rows : tensor<12xf32>
  %points = ml_program.global_load_const @points : tensor<12xi64>
  %d = quantized.dequantize_per_tensor %x scale = 2.500000e-01 zero_point = -3 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<3x64xi8>) -> tensor<3x64xf32>
  %0 = quantized.dequantize_per_channel %w8, %rows zero_points = %points axis = 0 quant_min = -127 quant_max = 127 dtype = i8 : (tensor<12x64xi8>, tensor<12xf32>, tensor<12xi64>) -> tensor<12x64xf32>
  %1 = aten.linear %d, %0 : (tensor<3x64xf32>, tensor<12x64xf32>) -> tensor<3x12xf32>
  %3 = quantized.quantize_per_tensor %1 scale = 5.000000e-01 zero_point = 7 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<3x12xf32>) -> tensor<3x12xi8>
  return %3 : tensor<3x12xi8>
}

// The activations are of uint8.

// CHECK-LABEL: @Q8taLinear_unsigned(
// CHECK: aten.linear 
func.func @Q8taLinear_unsigned(%x: tensor<3x64xui8>) -> tensor<3x12xi8> {
  %w8 = ml_program.global_load_const @w8 : tensor<12x64xi8>
  %rows = ml_program.global_load_const @rows : tensor<12xf32>
  %zeros = ml_program.global_load_const @zeros : tensor<12xi64>
  %d = quantized.dequantize_per_tensor %x scale = 2.500000e-01 zero_point = 3 quant_min = 0 quant_max = 255 dtype = ui8 : (tensor<3x64xui8>) -> tensor<3x64xf32>
  %0 = quantized.dequantize_per_channel %w8, %rows zero_points = %zeros axis = 0 quant_min = -127 quant_max = 127 dtype = i8 : (tensor<12x64xi8>, tensor<12xf32>, tensor<12xi64>) -> tensor<12x64xf32>
  %1 = aten.linear %d, %0 : (tensor<3x64xf32>, tensor<12x64xf32>) -> tensor<3x12xf32>
  %3 = quantized.quantize_per_tensor %1 scale = 5.000000e-01 zero_point = 7 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<3x12xf32>) -> tensor<3x12xi8>
  return %3 : tensor<3x12xi8>
}

// The result is of uint8.

// CHECK-LABEL: @Q8taLinear_unsigned_result(
// CHECK: aten.linear 
func.func @Q8taLinear_unsigned_result(%x: tensor<3x64xi8>) -> tensor<3x12xui8> {
  %w8 = ml_program.global_load_const @w8 : tensor<12x64xi8>
  %rows = ml_program.global_load_const @rows : tensor<12xf32>
  %zeros = ml_program.global_load_const @zeros : tensor<12xi64>
  %d = quantized.dequantize_per_tensor %x scale = 2.500000e-01 zero_point = -3 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<3x64xi8>) -> tensor<3x64xf32>
  %0 = quantized.dequantize_per_channel %w8, %rows zero_points = %zeros axis = 0 quant_min = -127 quant_max = 127 dtype = i8 : (tensor<12x64xi8>, tensor<12xf32>, tensor<12xi64>) -> tensor<12x64xf32>
  %1 = aten.linear %d, %0 : (tensor<3x64xf32>, tensor<12x64xf32>) -> tensor<3x12xf32>
  %3 = quantized.quantize_per_tensor %1 scale = 5.000000e-01 zero_point = 3 quant_min = 0 quant_max = 255 dtype = ui8 : (tensor<3x12xf32>) -> tensor<3x12xui8>
  return %3 : tensor<3x12xui8>
}

// The activations do not have the whole range of int8.

// CHECK-LABEL: @Q8taLinear_narrow(
// CHECK: aten.linear 
func.func @Q8taLinear_narrow(%x: tensor<3x64xi8>) -> tensor<3x12xi8> {
  %w8 = ml_program.global_load_const @w8 : tensor<12x64xi8>
  %rows = ml_program.global_load_const @rows : tensor<12xf32>
  %zeros = ml_program.global_load_const @zeros : tensor<12xi64>
  %d = quantized.dequantize_per_tensor %x scale = 2.500000e-01 zero_point = -3 quant_min = -127 quant_max = 127 dtype = i8 : (tensor<3x64xi8>) -> tensor<3x64xf32>
  %0 = quantized.dequantize_per_channel %w8, %rows zero_points = %zeros axis = 0 quant_min = -127 quant_max = 127 dtype = i8 : (tensor<12x64xi8>, tensor<12xf32>, tensor<12xi64>) -> tensor<12x64xf32>
  %1 = aten.linear %d, %0 : (tensor<3x64xf32>, tensor<12x64xf32>) -> tensor<3x12xf32>
  %3 = quantized.quantize_per_tensor %1 scale = 5.000000e-01 zero_point = 7 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<3x12xf32>) -> tensor<3x12xi8>
  return %3 : tensor<3x12xi8>
}

// Neither has the result.

// CHECK-LABEL: @Q8taLinear_narrow_result(
// CHECK: aten.linear 
func.func @Q8taLinear_narrow_result(%x: tensor<3x64xi8>) -> tensor<3x12xi8> {
  %w8 = ml_program.global_load_const @w8 : tensor<12x64xi8>
  %rows = ml_program.global_load_const @rows : tensor<12xf32>
  %zeros = ml_program.global_load_const @zeros : tensor<12xi64>
  %d = quantized.dequantize_per_tensor %x scale = 2.500000e-01 zero_point = -3 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<3x64xi8>) -> tensor<3x64xf32>
  %0 = quantized.dequantize_per_channel %w8, %rows zero_points = %zeros axis = 0 quant_min = -127 quant_max = 127 dtype = i8 : (tensor<12x64xi8>, tensor<12xf32>, tensor<12xi64>) -> tensor<12x64xf32>
  %1 = aten.linear %d, %0 : (tensor<3x64xf32>, tensor<12x64xf32>) -> tensor<3x12xf32>
  %3 = quantized.quantize_per_tensor %1 scale = 5.000000e-01 zero_point = 7 quant_min = -127 quant_max = 127 dtype = i8 : (tensor<3x12xf32>) -> tensor<3x12xi8>
  return %3 : tensor<3x12xi8>
}

// The range of the weight is not as wide on both sides.

// CHECK-LABEL: @Q8taLinear_range(
// CHECK: aten.linear 
func.func @Q8taLinear_range(%x: tensor<3x64xi8>) -> tensor<3x12xi8> {
  %w8 = ml_program.global_load_const @w8 : tensor<12x64xi8>
  %rows = ml_program.global_load_const @rows : tensor<12xf32>
  %zeros = ml_program.global_load_const @zeros : tensor<12xi64>
  %d = quantized.dequantize_per_tensor %x scale = 2.500000e-01 zero_point = -3 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<3x64xi8>) -> tensor<3x64xf32>
  %0 = quantized.dequantize_per_channel %w8, %rows zero_points = %zeros axis = 0 quant_min = -100 quant_max = 127 dtype = i8 : (tensor<12x64xi8>, tensor<12xf32>, tensor<12xi64>) -> tensor<12x64xf32>
  %1 = aten.linear %d, %0 : (tensor<3x64xf32>, tensor<12x64xf32>) -> tensor<3x12xf32>
  %3 = quantized.quantize_per_tensor %1 scale = 5.000000e-01 zero_point = 7 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<3x12xf32>) -> tensor<3x12xi8>
  return %3 : tensor<3x12xi8>
}

// Scales are along the other dimension.

// CHECK-LABEL: @Q8taLinear_axis(
// CHECK: aten.linear 
func.func @Q8taLinear_axis(%x: tensor<3x12xi8>) -> tensor<3x12xi8> {
  %square = ml_program.global_load_const @square : tensor<12x12xi8>
  %rows = ml_program.global_load_const @rows : tensor<12xf32>
  %zeros = ml_program.global_load_const @zeros : tensor<12xi64>
  %d = quantized.dequantize_per_tensor %x scale = 2.500000e-01 zero_point = -3 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<3x12xi8>) -> tensor<3x12xf32>
  %0 = quantized.dequantize_per_channel %square, %rows zero_points = %zeros axis = 1 quant_min = -127 quant_max = 127 dtype = i8 : (tensor<12x12xi8>, tensor<12xf32>, tensor<12xi64>) -> tensor<12x12xf32>
  %1 = aten.linear %d, %0 : (tensor<3x12xf32>, tensor<12x12xf32>) -> tensor<3x12xf32>
  %3 = quantized.quantize_per_tensor %1 scale = 5.000000e-01 zero_point = 7 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<3x12xf32>) -> tensor<3x12xi8>
  return %3 : tensor<3x12xi8>
}

// The kernels need a multiple of 4 columns.

// CHECK-LABEL: @Q8taLinear_columns(
// CHECK: aten.linear 
func.func @Q8taLinear_columns(%x: tensor<3x6xi8>) -> tensor<3x12xi8> {
  %wk = ml_program.global_load_const @wk : tensor<12x6xi8>
  %rows = ml_program.global_load_const @rows : tensor<12xf32>
  %zeros = ml_program.global_load_const @zeros : tensor<12xi64>
  %d = quantized.dequantize_per_tensor %x scale = 2.500000e-01 zero_point = -3 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<3x6xi8>) -> tensor<3x6xf32>
  %0 = quantized.dequantize_per_channel %wk, %rows zero_points = %zeros axis = 0 quant_min = -127 quant_max = 127 dtype = i8 : (tensor<12x6xi8>, tensor<12xf32>, tensor<12xi64>) -> tensor<12x6xf32>
  %1 = aten.linear %d, %0 : (tensor<3x6xf32>, tensor<12x6xf32>) -> tensor<3x12xf32>
  %3 = quantized.quantize_per_tensor %1 scale = 5.000000e-01 zero_point = 7 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<3x12xf32>) -> tensor<3x12xi8>
  return %3 : tensor<3x12xi8>
}

// A scale is not positive.

// CHECK-LABEL: @Q8taLinear_scale(
// CHECK: aten.linear 
func.func @Q8taLinear_scale(%x: tensor<3x64xi8>) -> tensor<3x12xi8> {
  %w8 = ml_program.global_load_const @w8 : tensor<12x64xi8>
  %rows = ml_program.global_load_const @rows : tensor<12xf32>
  %zeros = ml_program.global_load_const @zeros : tensor<12xi64>
  %d = quantized.dequantize_per_tensor %x scale = 2.500000e-01 zero_point = -3 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<3x64xi8>) -> tensor<3x64xf32>
  %0 = quantized.dequantize_per_channel %w8, %rows zero_points = %zeros axis = 0 quant_min = -127 quant_max = 127 dtype = i8 : (tensor<12x64xi8>, tensor<12xf32>, tensor<12xi64>) -> tensor<12x64xf32>
  %1 = aten.linear %d, %0 : (tensor<3x64xf32>, tensor<12x64xf32>) -> tensor<3x12xf32>
  %3 = quantized.quantize_per_tensor %1 scale = -5.000000e-01 zero_point = 7 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<3x12xf32>) -> tensor<3x12xi8>
  return %3 : tensor<3x12xi8>
}

// The kernels do not dilate.

// CHECK-LABEL: @Q8taConv2dTransposed_dilation(
// CHECK: aten.conv_transpose2d.input 
func.func @Q8taConv2dTransposed_dilation(%x: tensor<2x8x6x7xi8>) -> tensor<2x12x10x11xi8> {
  %transposed = ml_program.global_load_const @transposed : tensor<8x12x3x3xi8>
  %rows = ml_program.global_load_const @rows : tensor<12xf32>
  %zeros = ml_program.global_load_const @zeros : tensor<12xi64>
  %d = quantized.dequantize_per_tensor %x scale = 2.500000e-01 zero_point = -3 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<2x8x6x7xi8>) -> tensor<2x8x6x7xf32>
  %0 = quantized.dequantize_per_channel %transposed, %rows zero_points = %zeros axis = 1 quant_min = -127 quant_max = 127 dtype = i8 : (tensor<8x12x3x3xi8>, tensor<12xf32>, tensor<12xi64>) -> tensor<8x12x3x3xf32>
  %1 = aten.conv_transpose2d.input %d, %0 dilation = [2, 2] : (tensor<2x8x6x7xf32>, tensor<8x12x3x3xf32>) -> tensor<2x12x10x11xf32>
  %3 = quantized.quantize_per_tensor %1 scale = 5.000000e-01 zero_point = 7 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<2x12x10x11xf32>) -> tensor<2x12x10x11xi8>
  return %3 : tensor<2x12x10x11xi8>
}

// CHECK-LABEL: @Q8taAdd(
// CHECK-NEXT: et_vk.q8ta_add %arg0, %arg1 input_a_scale = 2.500000e-01 input_a_zero_point = -3 input_b_scale = 1.000000e+00 input_b_zero_point = 4 output_scale = 5.000000e-01 output_zero_point = 7 alpha = 2.000000e+00 :
// CHECK-NEXT: return
// WHY-LABEL: @Q8taAdd(
// WHY: tricast.rules = ["Q8taAdd"]
func.func @Q8taAdd(%x: tensor<2x8x6x7xi8>, %y: tensor<2x8x6x7xi8>) -> tensor<2x8x6x7xi8> {
  %d = quantized.dequantize_per_tensor %x scale = 2.500000e-01 zero_point = -3 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<2x8x6x7xi8>) -> tensor<2x8x6x7xf32>
  %e = quantized.dequantize_per_tensor %y scale = 1.000000e+00 zero_point = 4 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<2x8x6x7xi8>) -> tensor<2x8x6x7xf32>
  %0 = aten.add.Tensor %d, %e alpha = 2 : (tensor<2x8x6x7xf32>, tensor<2x8x6x7xf32>) -> tensor<2x8x6x7xf32>
  %1 = quantized.quantize_per_tensor %0 scale = 5.000000e-01 zero_point = 7 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<2x8x6x7xf32>) -> tensor<2x8x6x7xi8>
  return %1 : tensor<2x8x6x7xi8>
}

// The kernel does not broadcast.

// CHECK-LABEL: @Q8taAdd_broadcast(
// CHECK: aten.add.Tensor
func.func @Q8taAdd_broadcast(%x: tensor<2x8x6x7xi8>, %y: tensor<6x7xi8>) -> tensor<2x8x6x7xi8> {
  %d = quantized.dequantize_per_tensor %x scale = 2.500000e-01 zero_point = -3 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<2x8x6x7xi8>) -> tensor<2x8x6x7xf32>
  %e = quantized.dequantize_per_tensor %y scale = 1.000000e+00 zero_point = 4 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<6x7xi8>) -> tensor<6x7xf32>
  %0 = aten.add.Tensor %d, %e : (tensor<2x8x6x7xf32>, tensor<6x7xf32>) -> tensor<2x8x6x7xf32>
  %1 = quantized.quantize_per_tensor %0 scale = 5.000000e-01 zero_point = 7 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<2x8x6x7xf32>) -> tensor<2x8x6x7xi8>
  return %1 : tensor<2x8x6x7xi8>
}

// What is below 0 is told apart by the result, and so relu stays.

// CHECK-LABEL: @Q8taAdd_relu(
// CHECK: aten.relu
func.func @Q8taAdd_relu(%x: tensor<2x8x6x7xi8>, %y: tensor<2x8x6x7xi8>) -> tensor<2x8x6x7xi8> {
  %d = quantized.dequantize_per_tensor %x scale = 2.500000e-01 zero_point = -3 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<2x8x6x7xi8>) -> tensor<2x8x6x7xf32>
  %e = quantized.dequantize_per_tensor %y scale = 1.000000e+00 zero_point = 4 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<2x8x6x7xi8>) -> tensor<2x8x6x7xf32>
  %0 = aten.add.Tensor %d, %e : (tensor<2x8x6x7xf32>, tensor<2x8x6x7xf32>) -> tensor<2x8x6x7xf32>
  %r = aten.relu %0 : (tensor<2x8x6x7xf32>) -> tensor<2x8x6x7xf32>
  %1 = quantized.quantize_per_tensor %r scale = 5.000000e-01 zero_point = 7 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<2x8x6x7xf32>) -> tensor<2x8x6x7xi8>
  return %1 : tensor<2x8x6x7xi8>
}

// CHECK-LABEL: @Q8taRelu(
// CHECK-NEXT: et_vk.q8ta_relu %arg0 input_scale = 2.500000e-01 input_zero_point = -3 output_scale = 5.000000e-01 output_zero_point = 7 :
// CHECK-NEXT: return
// WHY-LABEL: @Q8taRelu(
// WHY: tricast.rules = ["Q8taRelu"]
func.func @Q8taRelu(%x: tensor<2x8x6x7xi8>) -> tensor<2x8x6x7xi8> {
  %d = quantized.dequantize_per_tensor %x scale = 2.500000e-01 zero_point = -3 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<2x8x6x7xi8>) -> tensor<2x8x6x7xf32>
  %0 = aten.relu %d : (tensor<2x8x6x7xf32>) -> tensor<2x8x6x7xf32>
  %1 = quantized.quantize_per_tensor %0 scale = 5.000000e-01 zero_point = 7 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<2x8x6x7xf32>) -> tensor<2x8x6x7xi8>
  return %1 : tensor<2x8x6x7xi8>
}

// CHECK-LABEL: @Q8taPixelShuffle(
// CHECK-NEXT: et_vk.q8ta_pixel_shuffle %arg0 input_scale = 2.500000e-01 input_zero_point = -3 output_inv_scale = 2.000000e+00 output_zero_point = 7 upscale_factor = 2 :
// CHECK-NEXT: return
// WHY-LABEL: @Q8taPixelShuffle(
// WHY: tricast.rules = ["Q8taPixelShuffle"]
func.func @Q8taPixelShuffle(%x: tensor<2x8x6x7xi8>) -> tensor<2x2x12x14xi8> {
  %d = quantized.dequantize_per_tensor %x scale = 2.500000e-01 zero_point = -3 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<2x8x6x7xi8>) -> tensor<2x8x6x7xf32>
  %0 = aten.pixel_shuffle %d upscale_factor = 2 : (tensor<2x8x6x7xf32>) -> tensor<2x2x12x14xf32>
  %1 = quantized.quantize_per_tensor %0 scale = 5.000000e-01 zero_point = 7 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<2x2x12x14xf32>) -> tensor<2x2x12x14xi8>
  return %1 : tensor<2x2x12x14xi8>
}

// The kernel has a factor of 2.

// CHECK-LABEL: @Q8taPixelShuffle_factor(
// CHECK: aten.pixel_shuffle
func.func @Q8taPixelShuffle_factor(%x: tensor<2x9x6x7xi8>) -> tensor<2x1x18x21xi8> {
  %d = quantized.dequantize_per_tensor %x scale = 2.500000e-01 zero_point = -3 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<2x9x6x7xi8>) -> tensor<2x9x6x7xf32>
  %0 = aten.pixel_shuffle %d upscale_factor = 3 : (tensor<2x9x6x7xf32>) -> tensor<2x1x18x21xf32>
  %1 = quantized.quantize_per_tensor %0 scale = 5.000000e-01 zero_point = 7 quant_min = -128 quant_max = 127 dtype = i8 : (tensor<2x1x18x21xf32>) -> tensor<2x1x18x21xi8>
  return %1 : tensor<2x1x18x21xi8>
}

// CHECK-LABEL: @EmbeddingQ4gsw(
// CHECK: et_vk.embedding_q4gsw %table, %table_scales, %arg0 group_size = 32 :
// CHECK-NEXT: return
// WHY-LABEL: @EmbeddingQ4gsw(
// WHY: tricast.rules = ["EmbeddingQ4gsw"]
func.func @EmbeddingQ4gsw(%i: tensor<5xi64>) -> tensor<5x64xf32> {
  %table = ml_program.global_load_const @table : tensor<100x64xi8>
  %table_scales = ml_program.global_load_const @table_scales : tensor<100x2xf32>
  %0 = quantized.dequantize_affine %table, %table_scales block_size = [1, 32] input_dtype = i8 quant_min = -8 quant_max = 7 : (tensor<100x64xi8>, tensor<100x2xf32>) -> tensor<100x64xf32>
  %1 = aten.embedding %0, %i : (tensor<100x64xf32>, tensor<5xi64>) -> tensor<5x64xf32>
  return %1 : tensor<5x64xf32>
}

// CHECK-LABEL: @EmbeddingOfBytes(
// CHECK-DAG: %[[HIGH:.*]] = aten.bitwise_right_shift.Tensor_Scalar %bytes other = 4
// CHECK-DAG: %[[LOW:.*]] = aten.bitwise_and.Scalar %bytes other = 15
// CHECK: aten.stack [%[[HIGH]], %[[LOW]]] dim = -1
// CHECK: %[[W:.*]] = aten.sub.Scalar %{{.*}} other = 8
// CHECK: et_vk.embedding_q4gsw %[[W]], %table_scales, %arg0 group_size = 32 :
// CHECK-NEXT: return
// WHY-LABEL: @EmbeddingOfBytes(
// WHY: tricast.rules = ["EmbeddingOfBytes"]
func.func @EmbeddingOfBytes(%i: tensor<5xi64>) -> tensor<5x64xf32> {
  %bytes = ml_program.global_load_const @bytes : tensor<100x32xui8>
  %table_scales = ml_program.global_load_const @table_scales : tensor<100x2xf32>
  %0 = quantized.embedding_4bit %bytes, %table_scales, %i weight_quant_min = -8 weight_quant_max = 7 : (tensor<100x32xui8>, tensor<100x2xf32>, tensor<5xi64>) -> tensor<5x64xf32>
  return %0 : tensor<5x64xf32>
}

// CHECK-LABEL: @EmbeddingOfBytesDtype(
// CHECK-DAG: %[[HIGH:.*]] = aten.bitwise_right_shift.Tensor_Scalar %bytes other = 4
// CHECK-DAG: %[[LOW:.*]] = aten.bitwise_and.Scalar %bytes other = 15
// CHECK: aten.stack [%[[HIGH]], %[[LOW]]] dim = -1
// CHECK: %[[W:.*]] = aten.sub.Scalar %{{.*}} other = 8
// CHECK: et_vk.embedding_q4gsw %[[W]], %table_scales, %arg0 group_size = 32 :
// CHECK-NEXT: return
// WHY-LABEL: @EmbeddingOfBytesDtype(
// WHY: tricast.rules = ["EmbeddingOfBytesDtype"]
func.func @EmbeddingOfBytesDtype(%i: tensor<5xi64>) -> tensor<5x64xf32> {
  %bytes = ml_program.global_load_const @bytes : tensor<100x32xui8>
  %table_scales = ml_program.global_load_const @table_scales : tensor<100x2xf32>
  %0 = quantized.embedding_4bit.dtype %bytes, %table_scales, %i weight_quant_min = -8 weight_quant_max = 7 dtype = f32 : (tensor<100x32xui8>, tensor<100x2xf32>, tensor<5xi64>) -> tensor<5x64xf32>
  return %0 : tensor<5x64xf32>
}

// The result does not have the dtype of the scales.

// CHECK-LABEL: @EmbeddingOfBytesDtype_half(
// CHECK: quantized.embedding_4bit.dtype
func.func @EmbeddingOfBytesDtype_half(%i: tensor<5xi64>) -> tensor<5x64xf16> {
  %bytes = ml_program.global_load_const @bytes : tensor<100x32xui8>
  %table_scales = ml_program.global_load_const @table_scales : tensor<100x2xf32>
  %0 = quantized.embedding_4bit.dtype %bytes, %table_scales, %i weight_quant_min = -8 weight_quant_max = 7 dtype = f16 : (tensor<100x32xui8>, tensor<100x2xf32>, tensor<5xi64>) -> tensor<5x64xf16>
  return %0 : tensor<5x64xf16>
}

// CHECK-LABEL: @EtVkRmsNorm(
// CHECK-NEXT: et_vk.rms_norm %arg0, %arg1 eps = 1.000000e-05 :
// CHECK-NEXT: return
// WHY-LABEL: @EtVkRmsNorm(
// WHY: tricast.rules = ["EtVkRmsNorm"]
func.func @EtVkRmsNorm(%x: tensor<2x3x16xf32>, %w: tensor<16xf32>) -> tensor<2x3x16xf32> {
  %0 = aten.rms_norm %x normalized_shape = [16] weight = %w eps = 1.000000e-05 : (tensor<2x3x16xf32>, tensor<16xf32>) -> tensor<2x3x16xf32>
  return %0 : tensor<2x3x16xf32>
}

// Over two dimensions.

// CHECK-LABEL: @EtVkRmsNorm_two(
// CHECK: aten.rms_norm
func.func @EtVkRmsNorm_two(%x: tensor<2x3x16xf32>, %w: tensor<3x16xf32>) -> tensor<2x3x16xf32> {
  %0 = aten.rms_norm %x normalized_shape = [3, 16] weight = %w eps = 1.000000e-05 : (tensor<2x3x16xf32>, tensor<3x16xf32>) -> tensor<2x3x16xf32>
  return %0 : tensor<2x3x16xf32>
}

// The number that is added depends on the dtype.

// CHECK-LABEL: @EtVkRmsNorm_epsilon(
// CHECK: aten.rms_norm
func.func @EtVkRmsNorm_epsilon(%x: tensor<2x3x16xf32>, %w: tensor<16xf32>) -> tensor<2x3x16xf32> {
  %0 = aten.rms_norm %x normalized_shape = [16] weight = %w : (tensor<2x3x16xf32>, tensor<16xf32>) -> tensor<2x3x16xf32>
  return %0 : tensor<2x3x16xf32>
}

// CHECK-LABEL: @EtVkSdpa(
// CHECK-NEXT: et_vk.sdpa %arg0, %arg1, %arg2 attn_mask = %arg3 scale = 5.000000e-01 :
// CHECK-NEXT: return
// WHY-LABEL: @EtVkSdpa(
// WHY: tricast.rules = ["EtVkSdpa"]
func.func @EtVkSdpa(%q: tensor<1x4x5x16xf32>, %k: tensor<1x4x7x16xf32>, %v: tensor<1x4x7x16xf32>, %m: tensor<5x7xf32>) -> tensor<1x4x5x16xf32> {
  %0 = aten.scaled_dot_product_attention %q, %k, %v attn_mask = %m scale = 5.000000e-01 : (tensor<1x4x5x16xf32>, tensor<1x4x7x16xf32>, tensor<1x4x7x16xf32>, tensor<5x7xf32>) -> tensor<1x4x5x16xf32>
  return %0 : tensor<1x4x5x16xf32>
}

// What comes later is not seen.

// CHECK-LABEL: @EtVkSdpa_causal(
// CHECK: aten.scaled_dot_product_attention
func.func @EtVkSdpa_causal(%q: tensor<1x4x5x16xf32>, %k: tensor<1x4x7x16xf32>, %v: tensor<1x4x7x16xf32>) -> tensor<1x4x5x16xf32> {
  %0 = aten.scaled_dot_product_attention %q, %k, %v is_causal = true : (tensor<1x4x5x16xf32>, tensor<1x4x7x16xf32>, tensor<1x4x7x16xf32>) -> tensor<1x4x5x16xf32>
  return %0 : tensor<1x4x5x16xf32>
}

// CHECK-LABEL: @SelectAsSymint(
// CHECK-NEXT: et_vk.select_as_symint %arg0 dim = 0 index = 2 :
// CHECK-NEXT: return
// WHY-LABEL: @SelectAsSymint(
// WHY: tricast.rules = ["SelectAsSymint"]
func.func @SelectAsSymint(%x: tensor<3xi64>) -> index {
  %0 = aten.select.int %x dim = 0 index = 2 : (tensor<3xi64>) -> tensor<i64>
  %1 = aten._local_scalar_dense %0 : (tensor<i64>) -> index
  return %1 : index
}

// CHECK-LABEL: @ApplyRotaryEmbHf(
// CHECK-DAG: %[[Q:.*]] = aten.permute %arg0 dims = [0, 2, 1, 3]
// CHECK-DAG: %[[K:.*]] = aten.permute %arg1 dims = [0, 2, 1, 3]
// CHECK: %[[QO:.*]], %[[KO:.*]] = et_vk.apply_rotary_emb_hf %[[Q]], %[[K]], %{{.*}}, %{{.*}} start_pos = 0 :
// CHECK-DAG: aten.permute %[[QO]] dims = [0, 2, 1, 3]
// CHECK-DAG: aten.permute %[[KO]] dims = [0, 2, 1, 3]
// WHY-LABEL: @ApplyRotaryEmbHf(
// WHY: tricast.rules = ["ApplyRotaryEmbHf"]
func.func @ApplyRotaryEmbHf(%q: tensor<1x4x5x16xf32>, %k: tensor<1x2x5x16xf32>, %f: tensor<5x8xf32>) -> (tensor<1x4x5x16xf32>, tensor<1x2x5x16xf32>) {
  %a = aten.cat [%f, %f] dim = -1 : (tensor<5x8xf32>, tensor<5x8xf32>) -> tensor<5x16xf32>
  %cos = aten.cos %a : (tensor<5x16xf32>) -> tensor<5x16xf32>
  %sin = aten.sin %a : (tensor<5x16xf32>) -> tensor<5x16xf32>
  %qc = aten.mul.Tensor %q, %cos : (tensor<1x4x5x16xf32>, tensor<5x16xf32>) -> tensor<1x4x5x16xf32>
  %q2 = aten.slice.Tensor %q dim = 3 start = 8 end = 16 : (tensor<1x4x5x16xf32>) -> tensor<1x4x5x8xf32>
  %qn = aten.neg %q2 : (tensor<1x4x5x8xf32>) -> tensor<1x4x5x8xf32>
  %q1 = aten.slice.Tensor %q dim = 3 start = 0 end = 8 : (tensor<1x4x5x16xf32>) -> tensor<1x4x5x8xf32>
  %qt = aten.cat [%qn, %q1] dim = -1 : (tensor<1x4x5x8xf32>, tensor<1x4x5x8xf32>) -> tensor<1x4x5x16xf32>
  %qs = aten.mul.Tensor %qt, %sin : (tensor<1x4x5x16xf32>, tensor<5x16xf32>) -> tensor<1x4x5x16xf32>
  %kc = aten.mul.Tensor %k, %cos : (tensor<1x2x5x16xf32>, tensor<5x16xf32>) -> tensor<1x2x5x16xf32>
  %k2 = aten.slice.Tensor %k dim = 3 start = 8 end = 16 : (tensor<1x2x5x16xf32>) -> tensor<1x2x5x8xf32>
  %kn = aten.neg %k2 : (tensor<1x2x5x8xf32>) -> tensor<1x2x5x8xf32>
  %k1 = aten.slice.Tensor %k dim = 3 start = 0 end = 8 : (tensor<1x2x5x16xf32>) -> tensor<1x2x5x8xf32>
  %kt = aten.cat [%kn, %k1] dim = -1 : (tensor<1x2x5x8xf32>, tensor<1x2x5x8xf32>) -> tensor<1x2x5x16xf32>
  %ks = aten.mul.Tensor %kt, %sin : (tensor<1x2x5x16xf32>, tensor<5x16xf32>) -> tensor<1x2x5x16xf32>
  %qo = aten.add.Tensor %qc, %qs : (tensor<1x4x5x16xf32>, tensor<1x4x5x16xf32>) -> tensor<1x4x5x16xf32>
  %ko = aten.add.Tensor %kc, %ks : (tensor<1x2x5x16xf32>, tensor<1x2x5x16xf32>) -> tensor<1x2x5x16xf32>
  return %qo, %ko : tensor<1x4x5x16xf32>, tensor<1x2x5x16xf32>
}

// CHECK-LABEL: @ApplyRotaryEmbHfBatch(
// CHECK-DAG: %[[Q:.*]] = aten.permute %arg0 dims = [0, 2, 1, 3]
// CHECK-DAG: %[[K:.*]] = aten.permute %arg1 dims = [0, 2, 1, 3]
// CHECK: %[[QO:.*]], %[[KO:.*]] = et_vk.apply_rotary_emb_hf %[[Q]], %[[K]], %{{.*}}, %{{.*}} start_pos = 0 :
// CHECK-DAG: aten.permute %[[QO]] dims = [0, 2, 1, 3]
// CHECK-DAG: aten.permute %[[KO]] dims = [0, 2, 1, 3]
// WHY-LABEL: @ApplyRotaryEmbHfBatch(
// WHY: tricast.rules = ["ApplyRotaryEmbHfBatch"]
func.func @ApplyRotaryEmbHfBatch(%q: tensor<1x4x5x16xf32>, %k: tensor<1x2x5x16xf32>, %f: tensor<1x5x8xf32>) -> (tensor<1x4x5x16xf32>, tensor<1x2x5x16xf32>) {
  %a = aten.cat [%f, %f] dim = -1 : (tensor<1x5x8xf32>, tensor<1x5x8xf32>) -> tensor<1x5x16xf32>
  %cos = aten.cos %a : (tensor<1x5x16xf32>) -> tensor<1x5x16xf32>
  %sin = aten.sin %a : (tensor<1x5x16xf32>) -> tensor<1x5x16xf32>
  %cos4 = aten.unsqueeze %cos dim = 1 : (tensor<1x5x16xf32>) -> tensor<1x1x5x16xf32>
  %sin4 = aten.unsqueeze %sin dim = 1 : (tensor<1x5x16xf32>) -> tensor<1x1x5x16xf32>
  %qc = aten.mul.Tensor %q, %cos4 : (tensor<1x4x5x16xf32>, tensor<1x1x5x16xf32>) -> tensor<1x4x5x16xf32>
  %q2 = aten.slice.Tensor %q dim = 3 start = 8 end = 16 : (tensor<1x4x5x16xf32>) -> tensor<1x4x5x8xf32>
  %qn = aten.neg %q2 : (tensor<1x4x5x8xf32>) -> tensor<1x4x5x8xf32>
  %q1 = aten.slice.Tensor %q dim = 3 start = 0 end = 8 : (tensor<1x4x5x16xf32>) -> tensor<1x4x5x8xf32>
  %qt = aten.cat [%qn, %q1] dim = -1 : (tensor<1x4x5x8xf32>, tensor<1x4x5x8xf32>) -> tensor<1x4x5x16xf32>
  %qs = aten.mul.Tensor %qt, %sin4 : (tensor<1x4x5x16xf32>, tensor<1x1x5x16xf32>) -> tensor<1x4x5x16xf32>
  %kc = aten.mul.Tensor %k, %cos4 : (tensor<1x2x5x16xf32>, tensor<1x1x5x16xf32>) -> tensor<1x2x5x16xf32>
  %k2 = aten.slice.Tensor %k dim = 3 start = 8 end = 16 : (tensor<1x2x5x16xf32>) -> tensor<1x2x5x8xf32>
  %kn = aten.neg %k2 : (tensor<1x2x5x8xf32>) -> tensor<1x2x5x8xf32>
  %k1 = aten.slice.Tensor %k dim = 3 start = 0 end = 8 : (tensor<1x2x5x16xf32>) -> tensor<1x2x5x8xf32>
  %kt = aten.cat [%kn, %k1] dim = -1 : (tensor<1x2x5x8xf32>, tensor<1x2x5x8xf32>) -> tensor<1x2x5x16xf32>
  %ks = aten.mul.Tensor %kt, %sin4 : (tensor<1x2x5x16xf32>, tensor<1x1x5x16xf32>) -> tensor<1x2x5x16xf32>
  %qo = aten.add.Tensor %qc, %qs : (tensor<1x4x5x16xf32>, tensor<1x4x5x16xf32>) -> tensor<1x4x5x16xf32>
  %ko = aten.add.Tensor %kc, %ks : (tensor<1x2x5x16xf32>, tensor<1x2x5x16xf32>) -> tensor<1x2x5x16xf32>
  return %qo, %ko : tensor<1x4x5x16xf32>, tensor<1x2x5x16xf32>
}

// The angles of the two halves are not the same.

// CHECK-LABEL: @ApplyRotaryEmbHf_halves(
// CHECK: aten.neg
func.func @ApplyRotaryEmbHf_halves(%q: tensor<1x4x5x16xf32>, %k: tensor<1x2x5x16xf32>, %f: tensor<5x8xf32>, %g: tensor<5x8xf32>) -> (tensor<1x4x5x16xf32>, tensor<1x2x5x16xf32>) {
  %a = aten.cat [%f, %g] dim = -1 : (tensor<5x8xf32>, tensor<5x8xf32>) -> tensor<5x16xf32>
  %cos = aten.cos %a : (tensor<5x16xf32>) -> tensor<5x16xf32>
  %sin = aten.sin %a : (tensor<5x16xf32>) -> tensor<5x16xf32>
  %qc = aten.mul.Tensor %q, %cos : (tensor<1x4x5x16xf32>, tensor<5x16xf32>) -> tensor<1x4x5x16xf32>
  %q2 = aten.slice.Tensor %q dim = 3 start = 8 end = 16 : (tensor<1x4x5x16xf32>) -> tensor<1x4x5x8xf32>
  %qn = aten.neg %q2 : (tensor<1x4x5x8xf32>) -> tensor<1x4x5x8xf32>
  %q1 = aten.slice.Tensor %q dim = 3 start = 0 end = 8 : (tensor<1x4x5x16xf32>) -> tensor<1x4x5x8xf32>
  %qt = aten.cat [%qn, %q1] dim = -1 : (tensor<1x4x5x8xf32>, tensor<1x4x5x8xf32>) -> tensor<1x4x5x16xf32>
  %qs = aten.mul.Tensor %qt, %sin : (tensor<1x4x5x16xf32>, tensor<5x16xf32>) -> tensor<1x4x5x16xf32>
  %kc = aten.mul.Tensor %k, %cos : (tensor<1x2x5x16xf32>, tensor<5x16xf32>) -> tensor<1x2x5x16xf32>
  %k2 = aten.slice.Tensor %k dim = 3 start = 8 end = 16 : (tensor<1x2x5x16xf32>) -> tensor<1x2x5x8xf32>
  %kn = aten.neg %k2 : (tensor<1x2x5x8xf32>) -> tensor<1x2x5x8xf32>
  %k1 = aten.slice.Tensor %k dim = 3 start = 0 end = 8 : (tensor<1x2x5x16xf32>) -> tensor<1x2x5x8xf32>
  %kt = aten.cat [%kn, %k1] dim = -1 : (tensor<1x2x5x8xf32>, tensor<1x2x5x8xf32>) -> tensor<1x2x5x16xf32>
  %ks = aten.mul.Tensor %kt, %sin : (tensor<1x2x5x16xf32>, tensor<5x16xf32>) -> tensor<1x2x5x16xf32>
  %qo = aten.add.Tensor %qc, %qs : (tensor<1x4x5x16xf32>, tensor<1x4x5x16xf32>) -> tensor<1x4x5x16xf32>
  %ko = aten.add.Tensor %kc, %ks : (tensor<1x2x5x16xf32>, tensor<1x2x5x16xf32>) -> tensor<1x2x5x16xf32>
  return %qo, %ko : tensor<1x4x5x16xf32>, tensor<1x2x5x16xf32>
}

// The part that is turned is not the second half.

// CHECK-LABEL: @ApplyRotaryEmbHf_start(
// CHECK: aten.neg
func.func @ApplyRotaryEmbHf_start(%q: tensor<1x4x5x16xf32>, %k: tensor<1x2x5x16xf32>, %f: tensor<5x8xf32>) -> (tensor<1x4x5x16xf32>, tensor<1x2x5x16xf32>) {
  %a = aten.cat [%f, %f] dim = -1 : (tensor<5x8xf32>, tensor<5x8xf32>) -> tensor<5x16xf32>
  %cos = aten.cos %a : (tensor<5x16xf32>) -> tensor<5x16xf32>
  %sin = aten.sin %a : (tensor<5x16xf32>) -> tensor<5x16xf32>
  %qc = aten.mul.Tensor %q, %cos : (tensor<1x4x5x16xf32>, tensor<5x16xf32>) -> tensor<1x4x5x16xf32>
  %q2 = aten.slice.Tensor %q dim = 3 start = 7 end = 15 : (tensor<1x4x5x16xf32>) -> tensor<1x4x5x8xf32>
  %qn = aten.neg %q2 : (tensor<1x4x5x8xf32>) -> tensor<1x4x5x8xf32>
  %q1 = aten.slice.Tensor %q dim = 3 start = 0 end = 8 : (tensor<1x4x5x16xf32>) -> tensor<1x4x5x8xf32>
  %qt = aten.cat [%qn, %q1] dim = -1 : (tensor<1x4x5x8xf32>, tensor<1x4x5x8xf32>) -> tensor<1x4x5x16xf32>
  %qs = aten.mul.Tensor %qt, %sin : (tensor<1x4x5x16xf32>, tensor<5x16xf32>) -> tensor<1x4x5x16xf32>
  %kc = aten.mul.Tensor %k, %cos : (tensor<1x2x5x16xf32>, tensor<5x16xf32>) -> tensor<1x2x5x16xf32>
  %k2 = aten.slice.Tensor %k dim = 3 start = 8 end = 16 : (tensor<1x2x5x16xf32>) -> tensor<1x2x5x8xf32>
  %kn = aten.neg %k2 : (tensor<1x2x5x8xf32>) -> tensor<1x2x5x8xf32>
  %k1 = aten.slice.Tensor %k dim = 3 start = 0 end = 8 : (tensor<1x2x5x16xf32>) -> tensor<1x2x5x8xf32>
  %kt = aten.cat [%kn, %k1] dim = -1 : (tensor<1x2x5x8xf32>, tensor<1x2x5x8xf32>) -> tensor<1x2x5x16xf32>
  %ks = aten.mul.Tensor %kt, %sin : (tensor<1x2x5x16xf32>, tensor<5x16xf32>) -> tensor<1x2x5x16xf32>
  %qo = aten.add.Tensor %qc, %qs : (tensor<1x4x5x16xf32>, tensor<1x4x5x16xf32>) -> tensor<1x4x5x16xf32>
  %ko = aten.add.Tensor %kc, %ks : (tensor<1x2x5x16xf32>, tensor<1x2x5x16xf32>) -> tensor<1x2x5x16xf32>
  return %qo, %ko : tensor<1x4x5x16xf32>, tensor<1x2x5x16xf32>
}

// CHECK-LABEL: @ApplyRotaryEmb(
// CHECK-NEXT: %[[Q:.*]], %[[K:.*]] = et_vk.apply_rotary_emb %arg0, %arg1, %arg2, %arg3 :
// CHECK-NEXT: return %[[Q]], %[[K]]
// WHY-LABEL: @ApplyRotaryEmb(
// WHY: tricast.rules = ["ApplyRotaryEmb"]
func.func @ApplyRotaryEmb(%q: tensor<1x5x4x16xf32>, %k: tensor<1x5x2x16xf32>, %c: tensor<5x8xf32>, %s: tensor<5x8xf32>) -> (tensor<1x5x4x16xf32>, tensor<1x5x2x16xf32>) {
  %c4 = aten.view %c size = [1, 5, 1, 8] : (tensor<5x8xf32>) -> tensor<1x5x1x8xf32>
  %s4 = aten.view %s size = [1, 5, 1, 8] : (tensor<5x8xf32>) -> tensor<1x5x1x8xf32>
  %qp = aten.reshape %q shape = [1, 5, 4, -1, 2] : (tensor<1x5x4x16xf32>) -> tensor<1x5x4x8x2xf32>
  %qr, %qi = aten.unbind.int %qp dim = -1 : (tensor<1x5x4x8x2xf32>) -> (tensor<1x5x4x8xf32>, tensor<1x5x4x8xf32>)
  %qrc = aten.mul.Tensor %qr, %c4 : (tensor<1x5x4x8xf32>, tensor<1x5x1x8xf32>) -> tensor<1x5x4x8xf32>
  %qis = aten.mul.Tensor %qi, %s4 : (tensor<1x5x4x8xf32>, tensor<1x5x1x8xf32>) -> tensor<1x5x4x8xf32>
  %qrs = aten.mul.Tensor %qr, %s4 : (tensor<1x5x4x8xf32>, tensor<1x5x1x8xf32>) -> tensor<1x5x4x8xf32>
  %qic = aten.mul.Tensor %qi, %c4 : (tensor<1x5x4x8xf32>, tensor<1x5x1x8xf32>) -> tensor<1x5x4x8xf32>
  %qre = aten.sub.Tensor %qrc, %qis : (tensor<1x5x4x8xf32>, tensor<1x5x4x8xf32>) -> tensor<1x5x4x8xf32>
  %qim = aten.add.Tensor %qrs, %qic : (tensor<1x5x4x8xf32>, tensor<1x5x4x8xf32>) -> tensor<1x5x4x8xf32>
  %qst = aten.stack [%qre, %qim] dim = -1 : (tensor<1x5x4x8xf32>, tensor<1x5x4x8xf32>) -> tensor<1x5x4x8x2xf32>
  %kp = aten.reshape %k shape = [1, 5, 2, -1, 2] : (tensor<1x5x2x16xf32>) -> tensor<1x5x2x8x2xf32>
  %kr, %ki = aten.unbind.int %kp dim = -1 : (tensor<1x5x2x8x2xf32>) -> (tensor<1x5x2x8xf32>, tensor<1x5x2x8xf32>)
  %krc = aten.mul.Tensor %kr, %c4 : (tensor<1x5x2x8xf32>, tensor<1x5x1x8xf32>) -> tensor<1x5x2x8xf32>
  %kis = aten.mul.Tensor %ki, %s4 : (tensor<1x5x2x8xf32>, tensor<1x5x1x8xf32>) -> tensor<1x5x2x8xf32>
  %krs = aten.mul.Tensor %kr, %s4 : (tensor<1x5x2x8xf32>, tensor<1x5x1x8xf32>) -> tensor<1x5x2x8xf32>
  %kic = aten.mul.Tensor %ki, %c4 : (tensor<1x5x2x8xf32>, tensor<1x5x1x8xf32>) -> tensor<1x5x2x8xf32>
  %kre = aten.sub.Tensor %krc, %kis : (tensor<1x5x2x8xf32>, tensor<1x5x2x8xf32>) -> tensor<1x5x2x8xf32>
  %kim = aten.add.Tensor %krs, %kic : (tensor<1x5x2x8xf32>, tensor<1x5x2x8xf32>) -> tensor<1x5x2x8xf32>
  %kst = aten.stack [%kre, %kim] dim = -1 : (tensor<1x5x2x8xf32>, tensor<1x5x2x8xf32>) -> tensor<1x5x2x8x2xf32>
  %qo = aten.flatten.using_ints %qst start_dim = 3 : (tensor<1x5x4x8x2xf32>) -> tensor<1x5x4x16xf32>
  %ko = aten.flatten.using_ints %kst start_dim = 3 : (tensor<1x5x2x8x2xf32>) -> tensor<1x5x2x16xf32>
  return %qo, %ko : tensor<1x5x4x16xf32>, tensor<1x5x2x16xf32>
}

// It is turned the other way.

// CHECK-LABEL: @ApplyRotaryEmb_sign(
// CHECK: aten.unbind.int
func.func @ApplyRotaryEmb_sign(%q: tensor<1x5x4x16xf32>, %k: tensor<1x5x2x16xf32>, %c: tensor<5x8xf32>, %s: tensor<5x8xf32>) -> (tensor<1x5x4x16xf32>, tensor<1x5x2x16xf32>) {
  %c4 = aten.view %c size = [1, 5, 1, 8] : (tensor<5x8xf32>) -> tensor<1x5x1x8xf32>
  %s4 = aten.view %s size = [1, 5, 1, 8] : (tensor<5x8xf32>) -> tensor<1x5x1x8xf32>
  %qp = aten.reshape %q shape = [1, 5, 4, -1, 2] : (tensor<1x5x4x16xf32>) -> tensor<1x5x4x8x2xf32>
  %qr, %qi = aten.unbind.int %qp dim = -1 : (tensor<1x5x4x8x2xf32>) -> (tensor<1x5x4x8xf32>, tensor<1x5x4x8xf32>)
  %qrc = aten.mul.Tensor %qr, %c4 : (tensor<1x5x4x8xf32>, tensor<1x5x1x8xf32>) -> tensor<1x5x4x8xf32>
  %qis = aten.mul.Tensor %qi, %s4 : (tensor<1x5x4x8xf32>, tensor<1x5x1x8xf32>) -> tensor<1x5x4x8xf32>
  %qrs = aten.mul.Tensor %qr, %s4 : (tensor<1x5x4x8xf32>, tensor<1x5x1x8xf32>) -> tensor<1x5x4x8xf32>
  %qic = aten.mul.Tensor %qi, %c4 : (tensor<1x5x4x8xf32>, tensor<1x5x1x8xf32>) -> tensor<1x5x4x8xf32>
  %qre = aten.add.Tensor %qrc, %qis : (tensor<1x5x4x8xf32>, tensor<1x5x4x8xf32>) -> tensor<1x5x4x8xf32>
  %qim = aten.add.Tensor %qrs, %qic : (tensor<1x5x4x8xf32>, tensor<1x5x4x8xf32>) -> tensor<1x5x4x8xf32>
  %qst = aten.stack [%qre, %qim] dim = -1 : (tensor<1x5x4x8xf32>, tensor<1x5x4x8xf32>) -> tensor<1x5x4x8x2xf32>
  %kp = aten.reshape %k shape = [1, 5, 2, -1, 2] : (tensor<1x5x2x16xf32>) -> tensor<1x5x2x8x2xf32>
  %kr, %ki = aten.unbind.int %kp dim = -1 : (tensor<1x5x2x8x2xf32>) -> (tensor<1x5x2x8xf32>, tensor<1x5x2x8xf32>)
  %krc = aten.mul.Tensor %kr, %c4 : (tensor<1x5x2x8xf32>, tensor<1x5x1x8xf32>) -> tensor<1x5x2x8xf32>
  %kis = aten.mul.Tensor %ki, %s4 : (tensor<1x5x2x8xf32>, tensor<1x5x1x8xf32>) -> tensor<1x5x2x8xf32>
  %krs = aten.mul.Tensor %kr, %s4 : (tensor<1x5x2x8xf32>, tensor<1x5x1x8xf32>) -> tensor<1x5x2x8xf32>
  %kic = aten.mul.Tensor %ki, %c4 : (tensor<1x5x2x8xf32>, tensor<1x5x1x8xf32>) -> tensor<1x5x2x8xf32>
  %kre = aten.sub.Tensor %krc, %kis : (tensor<1x5x2x8xf32>, tensor<1x5x2x8xf32>) -> tensor<1x5x2x8xf32>
  %kim = aten.add.Tensor %krs, %kic : (tensor<1x5x2x8xf32>, tensor<1x5x2x8xf32>) -> tensor<1x5x2x8xf32>
  %kst = aten.stack [%kre, %kim] dim = -1 : (tensor<1x5x2x8xf32>, tensor<1x5x2x8xf32>) -> tensor<1x5x2x8x2xf32>
  %qo = aten.flatten.using_ints %qst start_dim = 3 : (tensor<1x5x4x8x2xf32>) -> tensor<1x5x4x16xf32>
  %ko = aten.flatten.using_ints %kst start_dim = 3 : (tensor<1x5x2x8x2xf32>) -> tensor<1x5x2x16xf32>
  return %qo, %ko : tensor<1x5x4x16xf32>, tensor<1x5x2x16xf32>
}

// CHECK-LABEL: @SdpaWithKvCache(
// CHECK-NEXT: %[[O:.*]], %[[K:.*]], %[[V:.*]] = llama.sdpa_with_kv_cache %arg0, %arg1, %arg2, %arg3, %arg4 start_pos = %arg5 seq_len = 3 is_causal = true :
// CHECK-NEXT: return %[[O]], %[[K]], %[[V]]
// WHY-LABEL: @SdpaWithKvCache(
// WHY: tricast.rules = ["SdpaWithKvCache"]
func.func @SdpaWithKvCache(%q: tensor<1x3x8x64xf32>, %k: tensor<1x3x2x64xf32>, %v: tensor<1x3x2x64xf32>, %kc: tensor<1x128x2x64xf32>, %vc: tensor<1x128x2x64xf32>, %p: index) -> (tensor<1x3x8x64xf32>, tensor<1x128x2x64xf32>, tensor<1x128x2x64xf32>) {
  %0 = llama.update_cache %k, %kc start_pos = %p : (tensor<1x3x2x64xf32>, tensor<1x128x2x64xf32>, index) -> tensor<1x128x2x64xf32>
  %1 = llama.update_cache %v, %vc start_pos = %p : (tensor<1x3x2x64xf32>, tensor<1x128x2x64xf32>, index) -> tensor<1x128x2x64xf32>
  %2 = llama.custom_sdpa %q, %0, %1 start_pos = %p is_causal = true : (tensor<1x3x8x64xf32>, tensor<1x128x2x64xf32>, tensor<1x128x2x64xf32>, index) -> tensor<1x3x8x64xf32>
  return %2, %0, %1 : tensor<1x3x8x64xf32>, tensor<1x128x2x64xf32>, tensor<1x128x2x64xf32>
}

// CHECK-LABEL: @SdpaWithKvCacheMasked(
// CHECK-NEXT: %[[O:.*]], %[[K:.*]], %[[V:.*]] = llama.sdpa_with_kv_cache %arg0, %arg1, %arg2, %arg3, %arg4 start_pos = %arg5 seq_len = 3 attn_mask = %arg6 :
// CHECK-NEXT: return %[[O]], %[[K]], %[[V]]
// WHY-LABEL: @SdpaWithKvCacheMasked(
// WHY: tricast.rules = ["SdpaWithKvCacheMasked"]
func.func @SdpaWithKvCacheMasked(%q: tensor<1x3x8x64xf32>, %k: tensor<1x3x2x64xf32>, %v: tensor<1x3x2x64xf32>, %kc: tensor<1x128x2x64xf32>, %vc: tensor<1x128x2x64xf32>, %p: index, %m: tensor<3x128xf32>) -> (tensor<1x3x8x64xf32>, tensor<1x128x2x64xf32>, tensor<1x128x2x64xf32>) {
  %0 = llama.update_cache %k, %kc start_pos = %p : (tensor<1x3x2x64xf32>, tensor<1x128x2x64xf32>, index) -> tensor<1x128x2x64xf32>
  %1 = llama.update_cache %v, %vc start_pos = %p : (tensor<1x3x2x64xf32>, tensor<1x128x2x64xf32>, index) -> tensor<1x128x2x64xf32>
  %2 = llama.custom_sdpa %q, %0, %1 start_pos = %p attn_mask = %m : (tensor<1x3x8x64xf32>, tensor<1x128x2x64xf32>, tensor<1x128x2x64xf32>, index, tensor<3x128xf32>) -> tensor<1x3x8x64xf32>
  return %2, %0, %1 : tensor<1x3x8x64xf32>, tensor<1x128x2x64xf32>, tensor<1x128x2x64xf32>
}

// Keys and values are put into other positions.

// CHECK-LABEL: @SdpaWithKvCache_positions(
// CHECK: llama.custom_sdpa
func.func @SdpaWithKvCache_positions(%q: tensor<1x3x8x64xf32>, %k: tensor<1x3x2x64xf32>, %v: tensor<1x3x2x64xf32>, %kc: tensor<1x128x2x64xf32>, %vc: tensor<1x128x2x64xf32>, %p: index, %o: index) -> (tensor<1x3x8x64xf32>, tensor<1x128x2x64xf32>, tensor<1x128x2x64xf32>) {
  %0 = llama.update_cache %k, %kc start_pos = %p : (tensor<1x3x2x64xf32>, tensor<1x128x2x64xf32>, index) -> tensor<1x128x2x64xf32>
  %1 = llama.update_cache %v, %vc start_pos = %o : (tensor<1x3x2x64xf32>, tensor<1x128x2x64xf32>, index) -> tensor<1x128x2x64xf32>
  %2 = llama.custom_sdpa %q, %0, %1 start_pos = %p is_causal = true : (tensor<1x3x8x64xf32>, tensor<1x128x2x64xf32>, tensor<1x128x2x64xf32>, index) -> tensor<1x3x8x64xf32>
  return %2, %0, %1 : tensor<1x3x8x64xf32>, tensor<1x128x2x64xf32>, tensor<1x128x2x64xf32>
}

// The scale is not the usual one.

// CHECK-LABEL: @SdpaWithKvCache_scale(
// CHECK: llama.custom_sdpa
func.func @SdpaWithKvCache_scale(%q: tensor<1x3x8x64xf32>, %k: tensor<1x3x2x64xf32>, %v: tensor<1x3x2x64xf32>, %kc: tensor<1x128x2x64xf32>, %vc: tensor<1x128x2x64xf32>, %p: index) -> (tensor<1x3x8x64xf32>, tensor<1x128x2x64xf32>, tensor<1x128x2x64xf32>) {
  %0 = llama.update_cache %k, %kc start_pos = %p : (tensor<1x3x2x64xf32>, tensor<1x128x2x64xf32>, index) -> tensor<1x128x2x64xf32>
  %1 = llama.update_cache %v, %vc start_pos = %p : (tensor<1x3x2x64xf32>, tensor<1x128x2x64xf32>, index) -> tensor<1x128x2x64xf32>
  %2 = llama.custom_sdpa %q, %0, %1 start_pos = %p is_causal = true scale = 2.500000e-01 : (tensor<1x3x8x64xf32>, tensor<1x128x2x64xf32>, tensor<1x128x2x64xf32>, index) -> tensor<1x3x8x64xf32>
  return %2, %0, %1 : tensor<1x3x8x64xf32>, tensor<1x128x2x64xf32>, tensor<1x128x2x64xf32>
}
