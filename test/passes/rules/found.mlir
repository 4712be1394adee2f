// What check-rules found that rules took for theirs, and is not.
// RUN: tricast-opt --tricast-rewrite='rules=recompose' %s | FileCheck %s --check-prefix=RECOMPOSE
// RUN: tricast-opt --tricast-rewrite='rules=decompose cost=core' %s | FileCheck %s --check-prefix=DECOMPOSE
// RUN: tricast-opt --tricast-rewrite='rules=et_vk cost=%S/Inputs/et-vk.json' %s | FileCheck %s --check-prefix=ETVK

ml_program.global private @w4(#ml_program.extern<tensor<12x64xi8>>) : tensor<12x64xi8> {tricast.range = array<i64: -8, 7>}
ml_program.global private @groups(#ml_program.extern<tensor<12x4xf32>>) : tensor<12x4xf32>

// The powers are summed as integers.
// RECOMPOSE-LABEL: @softmax_of_integers(
// RECOMPOSE-NOT: _softmax
// RECOMPOSE: return
func.func @softmax_of_integers(%x: tensor<2x4xf32>) -> tensor<2x4xf32> {
  %t = aten.amax %x dim = [-1] keepdim = true : (tensor<2x4xf32>) -> tensor<2x1xf32>
  %d = aten.sub.Tensor %x, %t : (tensor<2x4xf32>, tensor<2x1xf32>) -> tensor<2x4xf32>
  %e = aten.exp %d : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %s = aten.sum.dim_IntList %e dim = [-1] keepdim = true dtype = i32 : (tensor<2x4xf32>) -> tensor<2x1xi32>
  %0 = aten.div.Tensor %e, %s : (tensor<2x4xf32>, tensor<2x1xi32>) -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

// RECOMPOSE-LABEL: @logsumexp_of_integers(
// RECOMPOSE-NOT: aten.logsumexp
// RECOMPOSE: return
func.func @logsumexp_of_integers(%x: tensor<2x4xf32>) -> tensor<2xf32> {
  %t = aten.amax %x dim = [-1] keepdim = true : (tensor<2x4xf32>) -> tensor<2x1xf32>
  %a = aten.abs %t : (tensor<2x1xf32>) -> tensor<2x1xf32>
  %i = aten.eq.Scalar %a other = 0x7FF0000000000000 : (tensor<2x1xf32>) -> tensor<2x1xi1>
  %z = aten.scalar_tensor s = 0 dtype = f32 : () -> tensor<f32>
  %m = aten.where.self %i, %z, %t : (tensor<2x1xi1>, tensor<f32>, tensor<2x1xf32>) -> tensor<2x1xf32>
  %d = aten.sub.Tensor %x, %m : (tensor<2x4xf32>, tensor<2x1xf32>) -> tensor<2x4xf32>
  %e = aten.exp %d : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %s = aten.sum.dim_IntList %e dim = [-1] keepdim = false dtype = i32 : (tensor<2x4xf32>) -> tensor<2xi32>
  %l = aten.log %s : (tensor<2xi32>) -> tensor<2xf32>
  %f = aten.squeeze.dims %m dim = [-1] : (tensor<2x1xf32>) -> tensor<2xf32>
  %0 = aten.add.Tensor %l, %f : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}

// Of one example alone the weight is given, whatever becomes of the losses.
// DECOMPOSE-LABEL: @weight_of_one(
// DECOMPOSE: aten.where.self
// DECOMPOSE: %[[WEIGHT:.*]] = aten.sum
// DECOMPOSE-NEXT: return %{{.*}}, %[[WEIGHT]]
func.func @weight_of_one(%x: tensor<3xf32>, %t: tensor<i64>, %w: tensor<3xf32>) -> (tensor<f32>, tensor<f32>) {
  %output, %total_weight = aten.nll_loss_forward %x, %t weight = %w reduction = 0 ignore_index = -100 : (tensor<3xf32>, tensor<i64>, tensor<3xf32>) -> (tensor<f32>, tensor<f32>)
  return %output, %total_weight : tensor<f32>, tensor<f32>
}

// Nothing is rounded to the narrower dtype on the way.
// DECOMPOSE-LABEL: @of_two_dtypes(
// DECOMPOSE: %[[WIDE:.*]] = aten._to_copy %arg1 dtype = f64
// DECOMPOSE: aten.mul.Scalar %[[WIDE]] other = 5.000000e-01
func.func @of_two_dtypes(%x: tensor<3xf64>, %a: tensor<3xf32>, %b: tensor<3xf64>) -> tensor<3xf64> {
  %0 = aten.addcdiv %x, %a, %b value = 0.5 : (tensor<3xf64>, tensor<3xf32>, tensor<3xf64>) -> tensor<3xf64>
  return %0 : tensor<3xf64>
}

// The bounds are no integers, and not those of int8.
// ETVK-LABEL: @float_bounds(
// ETVK: quantized.quantize_affine
// ETVK: et_vk.linear_q4gsw
func.func @float_bounds(%x: tensor<3x64xf32>, %s: tensor<3xf32>, %p: tensor<3xi64>) -> tensor<3x12xf32> {
  %w4 = ml_program.global_load_const @w4 : tensor<12x64xi8>
  %groups = ml_program.global_load_const @groups : tensor<12x4xf32>
  %q = quantized.quantize_affine %x, %s block_size = [1, 64] zero_point = %p output_dtype = i8 quant_max = 1.0 : (tensor<3x64xf32>, tensor<3xf32>, tensor<3xi64>) -> tensor<3x64xi8>
  %d = quantized.dequantize_affine %q, %s block_size = [1, 64] zero_point = %p input_dtype = i8 : (tensor<3x64xi8>, tensor<3xf32>, tensor<3xi64>) -> tensor<3x64xf32>
  %0 = quantized.dequantize_affine %w4, %groups block_size = [1, 16] input_dtype = i8 quant_min = -8 quant_max = 7 : (tensor<12x64xi8>, tensor<12x4xf32>) -> tensor<12x64xf32>
  %1 = aten.linear %d, %0 : (tensor<3x64xf32>, tensor<12x64xf32>) -> tensor<3x12xf32>
  return %1 : tensor<3x12xf32>
}

// What is moved by a zero point of 8 bits overflows.
// ETVK-LABEL: @narrow_points(
// ETVK: quantized.dequantize_per_token
// ETVK: et_vk.linear_q4gsw
func.func @narrow_points(%x: tensor<3x64xf32>, %s: tensor<3x1xf32>, %z: tensor<3x1xi8>) -> tensor<3x12xf32> {
  %w4 = ml_program.global_load_const @w4 : tensor<12x64xi8>
  %groups = ml_program.global_load_const @groups : tensor<12x4xf32>
  %q = quantized.quantize_per_token %x, %s, %z quant_min = -128 quant_max = 127 dtype = i8 : (tensor<3x64xf32>, tensor<3x1xf32>, tensor<3x1xi8>) -> tensor<3x64xi8>
  %d = quantized.dequantize_per_token %q, %s, %z quant_min = -128 quant_max = 127 dtype = i8 output_dtype = f32 : (tensor<3x64xi8>, tensor<3x1xf32>, tensor<3x1xi8>) -> tensor<3x64xf32>
  %0 = quantized.dequantize_affine %w4, %groups block_size = [1, 16] input_dtype = i8 quant_min = -8 quant_max = 7 : (tensor<12x64xi8>, tensor<12x4xf32>) -> tensor<12x64xf32>
  %1 = aten.linear %d, %0 : (tensor<3x64xf32>, tensor<12x64xf32>) -> tensor<3x12xf32>
  return %1 : tensor<3x12xf32>
}

// Factors of integers are taken as integers.
// DECOMPOSE-LABEL: @integers_by_fractions(
// DECOMPOSE-NEXT: aten.baddbmm
func.func @integers_by_fractions(%x: tensor<2xi64>, %a: tensor<2x2x2xi64>, %b: tensor<2x2x2xi64>) -> tensor<2x2x2xi64> {
  %0 = aten.baddbmm %x, %a, %b alpha = -1.75 : (tensor<2xi64>, tensor<2x2x2xi64>, tensor<2x2x2xi64>) -> tensor<2x2x2xi64>
  return %0 : tensor<2x2x2xi64>
}

// DECOMPOSE-LABEL: @integers_by_a_fraction(
// DECOMPOSE-NEXT: aten.addcmul
func.func @integers_by_a_fraction(%x: tensor<2xi64>, %a: tensor<2xi64>, %b: tensor<2xi64>) -> tensor<2xi64> {
  %0 = aten.addcmul %x, %a, %b value = 0.5 : (tensor<2xi64>, tensor<2xi64>, tensor<2xi64>) -> tensor<2xi64>
  return %0 : tensor<2xi64>
}

// Over no dimensions one op sums all, and another nothing.
// RECOMPOSE-LABEL: @logsumexp_of_none(
// RECOMPOSE-NOT: aten.logsumexp
// RECOMPOSE: return
func.func @logsumexp_of_none(%x: tensor<1x1xf32>) -> tensor<1x1xf32> {
  %t = aten.amax %x dim = [] keepdim = true : (tensor<1x1xf32>) -> tensor<1x1xf32>
  %a = aten.abs %t : (tensor<1x1xf32>) -> tensor<1x1xf32>
  %i = aten.eq.Scalar %a other = 0x7FF0000000000000 : (tensor<1x1xf32>) -> tensor<1x1xi1>
  %z = aten.scalar_tensor s = 0 dtype = f32 : () -> tensor<f32>
  %m = aten.where.self %i, %z, %t : (tensor<1x1xi1>, tensor<f32>, tensor<1x1xf32>) -> tensor<1x1xf32>
  %d = aten.sub.Tensor %x, %m : (tensor<1x1xf32>, tensor<1x1xf32>) -> tensor<1x1xf32>
  %e = aten.exp %d : (tensor<1x1xf32>) -> tensor<1x1xf32>
  %s = aten.sum.dim_IntList %e dim = [] keepdim = false : (tensor<1x1xf32>) -> tensor<f32>
  %l = aten.log %s : (tensor<f32>) -> tensor<f32>
  %f = aten.squeeze.dims %m dim = [] : (tensor<1x1xf32>) -> tensor<1x1xf32>
  %0 = aten.add.Tensor %l, %f : (tensor<f32>, tensor<1x1xf32>) -> tensor<1x1xf32>
  return %0 : tensor<1x1xf32>
}
