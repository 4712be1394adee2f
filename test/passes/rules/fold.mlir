// RUN: tricast-opt --tricast-rewrite='rules=fuse,fold' %s | FileCheck %s --check-prefixes=CHECK,EQSAT
// RUN: tricast-opt --tricast-rewrite='engine=greedy rules=fuse,fold' %s | FileCheck %s --check-prefixes=CHECK,GREEDY
// RUN: tricast-opt --tricast-rewrite='rules=fuse,fold explain' %s | FileCheck %s --check-prefix=WHY

// CHECK-LABEL: @AddConstants(
// CHECK: aten.add.Tensor %
// CHECK-NEXT: aten.add.Tensor %arg0
// CHECK-NEXT: return
// WHY-LABEL: @AddConstants(
// WHY: tricast.rules = ["AddConstants"]
ml_program.global private @AddConstants.a(#ml_program.extern) : tensor<4xf32>
ml_program.global private @AddConstants.b(#ml_program.extern) : tensor<4xf32>
func.func @AddConstants(%x: tensor<2x4xf32>) -> tensor<2x4xf32> {
  %a = ml_program.global_load_const @AddConstants.a : tensor<4xf32>
  %b = ml_program.global_load_const @AddConstants.b : tensor<4xf32>
  %0 = aten.add.Tensor %x, %a : (tensor<2x4xf32>, tensor<4xf32>) -> tensor<2x4xf32>
  %1 = aten.add.Tensor %0, %b : (tensor<2x4xf32>, tensor<4xf32>) -> tensor<2x4xf32>
  return %1 : tensor<2x4xf32>
}

// CHECK-LABEL: @MulConstants(
// CHECK: aten.mul.Tensor %
// CHECK-NEXT: aten.mul.Tensor %
// CHECK-NEXT: return
// WHY-LABEL: @MulConstants(
// WHY: tricast.rules = ["MulConstants"]
ml_program.global private @MulConstants.a(#ml_program.extern) : tensor<4xf32>
ml_program.global private @MulConstants.b(#ml_program.extern) : tensor<4xf32>
func.func @MulConstants(%x: tensor<2x4xf32>) -> tensor<2x4xf32> {
  %a = ml_program.global_load_const @MulConstants.a : tensor<4xf32>
  %b = ml_program.global_load_const @MulConstants.b : tensor<4xf32>
  %0 = aten.mul.Tensor %x, %a : (tensor<2x4xf32>, tensor<4xf32>) -> tensor<2x4xf32>
  %1 = aten.mul.Tensor %0, %b : (tensor<2x4xf32>, tensor<4xf32>) -> tensor<2x4xf32>
  return %1 : tensor<2x4xf32>
}

// CHECK-LABEL: @AddConstants_of_inputs(
// CHECK: aten.add.Tensor %arg0, %arg1
// CHECK: aten.add.Tensor %0, %arg2
func.func @AddConstants_of_inputs(%x: tensor<2x4xf32>, %a: tensor<4xf32>, %b: tensor<4xf32>) -> tensor<2x4xf32> {
  %0 = aten.add.Tensor %x, %a : (tensor<2x4xf32>, tensor<4xf32>) -> tensor<2x4xf32>
  %1 = aten.add.Tensor %0, %b : (tensor<2x4xf32>, tensor<4xf32>) -> tensor<2x4xf32>
  return %1 : tensor<2x4xf32>
}

// CHECK-LABEL: @ScaleOfLinear(
// CHECK: aten.mul.Scalar %
// CHECK-NEXT: aten.linear %arg0
// CHECK-NEXT: return
// WHY-LABEL: @ScaleOfLinear(
// WHY: tricast.rules = ["ScaleOfLinear"]
ml_program.global private @ScaleOfLinear.w(#ml_program.extern) : tensor<3x4xf32>
func.func @ScaleOfLinear(%x: tensor<2x4xf32>) -> tensor<2x3xf32> {
  %w = ml_program.global_load_const @ScaleOfLinear.w : tensor<3x4xf32>
  %0 = aten.linear %x, %w : (tensor<2x4xf32>, tensor<3x4xf32>) -> tensor<2x3xf32>
  %1 = aten.mul.Scalar %0 other = 0.5 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %1 : tensor<2x3xf32>
}

// CHECK-LABEL: @ScaleOfLinearWithBias(
// CHECK: aten.mul.Scalar %
// CHECK-NEXT: aten.mul.Scalar %
// CHECK-NEXT: aten.linear %arg0
// CHECK-NEXT: return
// WHY-LABEL: @ScaleOfLinearWithBias(
// WHY: tricast.rules = ["ScaleOfLinearWithBias"]
ml_program.global private @ScaleOfLinearWithBias.w(#ml_program.extern) : tensor<3x4xf32>
ml_program.global private @ScaleOfLinearWithBias.b(#ml_program.extern) : tensor<3xf32>
func.func @ScaleOfLinearWithBias(%x: tensor<2x4xf32>) -> tensor<2x3xf32> {
  %w = ml_program.global_load_const @ScaleOfLinearWithBias.w : tensor<3x4xf32>
  %b = ml_program.global_load_const @ScaleOfLinearWithBias.b : tensor<3xf32>
  %0 = aten.linear %x, %w bias = %b : (tensor<2x4xf32>, tensor<3x4xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  %1 = aten.mul.Scalar %0 other = 0.5 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %1 : tensor<2x3xf32>
}

// CHECK-LABEL: @LinearOfScaled(
// CHECK: aten.mul.Scalar %
// CHECK-NEXT: aten.linear %arg0
// CHECK-NEXT: return
// WHY-LABEL: @LinearOfScaled(
// WHY: tricast.rules = ["LinearOfScaled"]
ml_program.global private @LinearOfScaled.w(#ml_program.extern) : tensor<3x4xf32>
func.func @LinearOfScaled(%x: tensor<2x4xf32>) -> tensor<2x3xf32> {
  %w = ml_program.global_load_const @LinearOfScaled.w : tensor<3x4xf32>
  %0 = aten.mul.Scalar %x other = 0.5 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %1 = aten.linear %0, %w : (tensor<2x4xf32>, tensor<3x4xf32>) -> tensor<2x3xf32>
  return %1 : tensor<2x3xf32>
}

// CHECK-LABEL: @LinearOfScaledWithBias(
// CHECK: aten.mul.Scalar %
// CHECK-NEXT: aten.linear %arg0
// CHECK-NEXT: return
// WHY-LABEL: @LinearOfScaledWithBias(
// WHY: tricast.rules = ["LinearOfScaledWithBias"]
ml_program.global private @LinearOfScaledWithBias.w(#ml_program.extern) : tensor<3x4xf32>
ml_program.global private @LinearOfScaledWithBias.b(#ml_program.extern) : tensor<3xf32>
func.func @LinearOfScaledWithBias(%x: tensor<2x4xf32>) -> tensor<2x3xf32> {
  %w = ml_program.global_load_const @LinearOfScaledWithBias.w : tensor<3x4xf32>
  %b = ml_program.global_load_const @LinearOfScaledWithBias.b : tensor<3xf32>
  %0 = aten.mul.Scalar %x other = 0.5 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %1 = aten.linear %0, %w bias = %b : (tensor<2x4xf32>, tensor<3x4xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  return %1 : tensor<2x3xf32>
}

// CHECK-LABEL: @RowTimesLinear(
// CHECK: aten.view
// CHECK-NEXT: aten.mul.Tensor %
// CHECK-NEXT: aten.linear %arg0
// CHECK-NEXT: return
// WHY-LABEL: @RowTimesLinear(
// WHY: tricast.rules = ["RowTimesLinear"]
ml_program.global private @RowTimesLinear.w(#ml_program.extern) : tensor<3x4xf32>
ml_program.global private @RowTimesLinear.r(#ml_program.extern) : tensor<3xf32>
func.func @RowTimesLinear(%x: tensor<2x4xf32>) -> tensor<2x3xf32> {
  %w = ml_program.global_load_const @RowTimesLinear.w : tensor<3x4xf32>
  %r = ml_program.global_load_const @RowTimesLinear.r : tensor<3xf32>
  %0 = aten.linear %x, %w : (tensor<2x4xf32>, tensor<3x4xf32>) -> tensor<2x3xf32>
  %1 = aten.mul.Tensor %0, %r : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  return %1 : tensor<2x3xf32>
}

// CHECK-LABEL: @RowTimesLinearWithBias(
// EQSAT: aten.mul.Tensor %
// EQSAT-NEXT: aten.view
// EQSAT-NEXT: aten.mul.Tensor %
// EQSAT-NEXT: aten.linear %arg0
// EQSAT-NEXT: return
// GREEDY: aten.view
// GREEDY-NEXT: aten.mul.Tensor %
// GREEDY-NEXT: aten.mul.Tensor %
// GREEDY-NEXT: aten.linear %arg0
// GREEDY-NEXT: return
// WHY-LABEL: @RowTimesLinearWithBias(
// WHY: tricast.rules = ["RowTimesLinearWithBias"]
ml_program.global private @RowTimesLinearWithBias.w(#ml_program.extern) : tensor<3x4xf32>
ml_program.global private @RowTimesLinearWithBias.b(#ml_program.extern) : tensor<3xf32>
ml_program.global private @RowTimesLinearWithBias.r(#ml_program.extern) : tensor<3xf32>
func.func @RowTimesLinearWithBias(%x: tensor<2x4xf32>) -> tensor<2x3xf32> {
  %w = ml_program.global_load_const @RowTimesLinearWithBias.w : tensor<3x4xf32>
  %b = ml_program.global_load_const @RowTimesLinearWithBias.b : tensor<3xf32>
  %r = ml_program.global_load_const @RowTimesLinearWithBias.r : tensor<3xf32>
  %0 = aten.linear %x, %w bias = %b : (tensor<2x4xf32>, tensor<3x4xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  %1 = aten.mul.Tensor %0, %r : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  return %1 : tensor<2x3xf32>
}

// CHECK-LABEL: @LinearPlusRow(
// CHECK: aten.add.Tensor %
// CHECK-NEXT: aten.linear %arg0
// CHECK-NEXT: return
// WHY-LABEL: @LinearPlusRow(
// WHY: tricast.rules = ["LinearPlusRow"]
ml_program.global private @LinearPlusRow.w(#ml_program.extern) : tensor<3x4xf32>
ml_program.global private @LinearPlusRow.b(#ml_program.extern) : tensor<3xf32>
ml_program.global private @LinearPlusRow.r(#ml_program.extern) : tensor<3xf32>
func.func @LinearPlusRow(%x: tensor<2x4xf32>) -> tensor<2x3xf32> {
  %w = ml_program.global_load_const @LinearPlusRow.w : tensor<3x4xf32>
  %b = ml_program.global_load_const @LinearPlusRow.b : tensor<3xf32>
  %r = ml_program.global_load_const @LinearPlusRow.r : tensor<3xf32>
  %0 = aten.linear %x, %w bias = %b : (tensor<2x4xf32>, tensor<3x4xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  %1 = aten.add.Tensor %0, %r : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  return %1 : tensor<2x3xf32>
}

// CHECK-LABEL: @RowTimesLinear_of_input(
// CHECK: aten.linear
// CHECK: aten.mul.Tensor
ml_program.global private @RowTimesLinear_of_input.w(#ml_program.extern) : tensor<3x4xf32>
func.func @RowTimesLinear_of_input(%x: tensor<2x4xf32>, %r: tensor<3xf32>) -> tensor<2x3xf32> {
  %w = ml_program.global_load_const @RowTimesLinear_of_input.w : tensor<3x4xf32>
  %0 = aten.linear %x, %w : (tensor<2x4xf32>, tensor<3x4xf32>) -> tensor<2x3xf32>
  %1 = aten.mul.Tensor %r, %0 : (tensor<3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return %1 : tensor<2x3xf32>
}

// CHECK-LABEL: @ConvolutionOfConv1d(
// CHECK: aten.view %
// CHECK-NEXT: aten.convolution %arg0
// CHECK-NEXT: return
// WHY-LABEL: @ConvolutionOfConv1d(
// WHY: tricast.rules = ["ConvolutionOfConv1d", "ConvolutionAndShift"]
ml_program.global private @ConvolutionOfConv1d.w(#ml_program.extern) : tensor<4x3x2xf32>
ml_program.global private @ConvolutionOfConv1d.c(#ml_program.extern) : tensor<4x1xf32>
func.func @ConvolutionOfConv1d(%x: tensor<2x3x5xf32>) -> tensor<2x4x4xf32> {
  %w = ml_program.global_load_const @ConvolutionOfConv1d.w : tensor<4x3x2xf32>
  %c = ml_program.global_load_const @ConvolutionOfConv1d.c : tensor<4x1xf32>
  %0 = aten.conv1d %x, %w : (tensor<2x3x5xf32>, tensor<4x3x2xf32>) -> tensor<2x4x4xf32>
  %1 = aten.add.Tensor %0, %c : (tensor<2x4x4xf32>, tensor<4x1xf32>) -> tensor<2x4x4xf32>
  return %1 : tensor<2x4x4xf32>
}

// CHECK-LABEL: @ConvolutionOfConv1dWithBias(
// CHECK: aten.view %
// CHECK-NEXT: aten.add.Tensor %
// CHECK-NEXT: aten.convolution %arg0
// CHECK-NEXT: return
// WHY-LABEL: @ConvolutionOfConv1dWithBias(
// WHY: tricast.rules = ["ConvolutionOfConv1dWithBias", "ConvolutionAndShiftWithBias"]
ml_program.global private @ConvolutionOfConv1dWithBias.w(#ml_program.extern) : tensor<4x3x2xf32>
ml_program.global private @ConvolutionOfConv1dWithBias.b(#ml_program.extern) : tensor<4xf32>
ml_program.global private @ConvolutionOfConv1dWithBias.c(#ml_program.extern) : tensor<4x1xf32>
func.func @ConvolutionOfConv1dWithBias(%x: tensor<2x3x5xf32>) -> tensor<2x4x4xf32> {
  %w = ml_program.global_load_const @ConvolutionOfConv1dWithBias.w : tensor<4x3x2xf32>
  %b = ml_program.global_load_const @ConvolutionOfConv1dWithBias.b : tensor<4xf32>
  %c = ml_program.global_load_const @ConvolutionOfConv1dWithBias.c : tensor<4x1xf32>
  %0 = aten.conv1d %x, %w bias = %b : (tensor<2x3x5xf32>, tensor<4x3x2xf32>, tensor<4xf32>) -> tensor<2x4x4xf32>
  %1 = aten.add.Tensor %0, %c : (tensor<2x4x4xf32>, tensor<4x1xf32>) -> tensor<2x4x4xf32>
  return %1 : tensor<2x4x4xf32>
}

// CHECK-LABEL: @ConvolutionOfConv2d(
// CHECK: aten.view %
// CHECK-NEXT: aten.convolution %arg0
// CHECK-NEXT: return
// WHY-LABEL: @ConvolutionOfConv2d(
// WHY: tricast.rules = ["ConvolutionOfConv2d", "ConvolutionAndShift"]
ml_program.global private @ConvolutionOfConv2d.w(#ml_program.extern) : tensor<4x3x2x2xf32>
ml_program.global private @ConvolutionOfConv2d.c(#ml_program.extern) : tensor<4x1x1xf32>
func.func @ConvolutionOfConv2d(%x: tensor<2x3x5x5xf32>) -> tensor<2x4x4x4xf32> {
  %w = ml_program.global_load_const @ConvolutionOfConv2d.w : tensor<4x3x2x2xf32>
  %c = ml_program.global_load_const @ConvolutionOfConv2d.c : tensor<4x1x1xf32>
  %0 = aten.conv2d %x, %w : (tensor<2x3x5x5xf32>, tensor<4x3x2x2xf32>) -> tensor<2x4x4x4xf32>
  %1 = aten.add.Tensor %0, %c : (tensor<2x4x4x4xf32>, tensor<4x1x1xf32>) -> tensor<2x4x4x4xf32>
  return %1 : tensor<2x4x4x4xf32>
}

// CHECK-LABEL: @ConvolutionOfConv2dWithBias(
// CHECK: aten.view %
// CHECK-NEXT: aten.add.Tensor %
// CHECK-NEXT: aten.convolution %arg0
// CHECK-NEXT: return
// WHY-LABEL: @ConvolutionOfConv2dWithBias(
// WHY: tricast.rules = ["ConvolutionOfConv2dWithBias", "ConvolutionAndShiftWithBias"]
ml_program.global private @ConvolutionOfConv2dWithBias.w(#ml_program.extern) : tensor<4x3x2x2xf32>
ml_program.global private @ConvolutionOfConv2dWithBias.b(#ml_program.extern) : tensor<4xf32>
ml_program.global private @ConvolutionOfConv2dWithBias.c(#ml_program.extern) : tensor<4x1x1xf32>
func.func @ConvolutionOfConv2dWithBias(%x: tensor<2x3x5x5xf32>) -> tensor<2x4x4x4xf32> {
  %w = ml_program.global_load_const @ConvolutionOfConv2dWithBias.w : tensor<4x3x2x2xf32>
  %b = ml_program.global_load_const @ConvolutionOfConv2dWithBias.b : tensor<4xf32>
  %c = ml_program.global_load_const @ConvolutionOfConv2dWithBias.c : tensor<4x1x1xf32>
  %0 = aten.conv2d %x, %w bias = %b : (tensor<2x3x5x5xf32>, tensor<4x3x2x2xf32>, tensor<4xf32>) -> tensor<2x4x4x4xf32>
  %1 = aten.add.Tensor %0, %c : (tensor<2x4x4x4xf32>, tensor<4x1x1xf32>) -> tensor<2x4x4x4xf32>
  return %1 : tensor<2x4x4x4xf32>
}

// CHECK-LABEL: @ConvolutionOfConv3d(
// CHECK: aten.view %
// CHECK-NEXT: aten.convolution %arg0
// CHECK-NEXT: return
// WHY-LABEL: @ConvolutionOfConv3d(
// WHY: tricast.rules = ["ConvolutionOfConv3d", "ConvolutionAndShift"]
ml_program.global private @ConvolutionOfConv3d.w(#ml_program.extern) : tensor<4x3x2x2x2xf32>
ml_program.global private @ConvolutionOfConv3d.c(#ml_program.extern) : tensor<4x1x1x1xf32>
func.func @ConvolutionOfConv3d(%x: tensor<2x3x5x5x5xf32>) -> tensor<2x4x4x4x4xf32> {
  %w = ml_program.global_load_const @ConvolutionOfConv3d.w : tensor<4x3x2x2x2xf32>
  %c = ml_program.global_load_const @ConvolutionOfConv3d.c : tensor<4x1x1x1xf32>
  %0 = aten.conv3d %x, %w : (tensor<2x3x5x5x5xf32>, tensor<4x3x2x2x2xf32>) -> tensor<2x4x4x4x4xf32>
  %1 = aten.add.Tensor %0, %c : (tensor<2x4x4x4x4xf32>, tensor<4x1x1x1xf32>) -> tensor<2x4x4x4x4xf32>
  return %1 : tensor<2x4x4x4x4xf32>
}

// CHECK-LABEL: @ConvolutionOfConv3dWithBias(
// CHECK: aten.view %
// CHECK-NEXT: aten.add.Tensor %
// CHECK-NEXT: aten.convolution %arg0
// CHECK-NEXT: return
// WHY-LABEL: @ConvolutionOfConv3dWithBias(
// WHY: tricast.rules = ["ConvolutionOfConv3dWithBias", "ConvolutionAndShiftWithBias"]
ml_program.global private @ConvolutionOfConv3dWithBias.w(#ml_program.extern) : tensor<4x3x2x2x2xf32>
ml_program.global private @ConvolutionOfConv3dWithBias.b(#ml_program.extern) : tensor<4xf32>
ml_program.global private @ConvolutionOfConv3dWithBias.c(#ml_program.extern) : tensor<4x1x1x1xf32>
func.func @ConvolutionOfConv3dWithBias(%x: tensor<2x3x5x5x5xf32>) -> tensor<2x4x4x4x4xf32> {
  %w = ml_program.global_load_const @ConvolutionOfConv3dWithBias.w : tensor<4x3x2x2x2xf32>
  %b = ml_program.global_load_const @ConvolutionOfConv3dWithBias.b : tensor<4xf32>
  %c = ml_program.global_load_const @ConvolutionOfConv3dWithBias.c : tensor<4x1x1x1xf32>
  %0 = aten.conv3d %x, %w bias = %b : (tensor<2x3x5x5x5xf32>, tensor<4x3x2x2x2xf32>, tensor<4xf32>) -> tensor<2x4x4x4x4xf32>
  %1 = aten.add.Tensor %0, %c : (tensor<2x4x4x4x4xf32>, tensor<4x1x1x1xf32>) -> tensor<2x4x4x4x4xf32>
  return %1 : tensor<2x4x4x4x4xf32>
}

// CHECK-LABEL: @ConvolutionAndBatchNorm(
// CHECK: aten.convolution %arg0
// CHECK-NOT: aten.batch_norm
// WHY-LABEL: @ConvolutionAndBatchNorm(
// WHY: tricast.rules = ["ConvolutionAndBatchNorm"]
ml_program.global private @ConvolutionAndBatchNorm.w(#ml_program.extern) : tensor<4x3x2x2xf32>
ml_program.global private @ConvolutionAndBatchNorm.g(#ml_program.extern) : tensor<4xf32>
ml_program.global private @ConvolutionAndBatchNorm.h(#ml_program.extern) : tensor<4xf32>
ml_program.global private @ConvolutionAndBatchNorm.m(#ml_program.extern) : tensor<4xf32>
ml_program.global private @ConvolutionAndBatchNorm.v(#ml_program.extern) : tensor<4xf32>
func.func @ConvolutionAndBatchNorm(%x: tensor<2x3x5x5xf32>) -> tensor<2x4x4x4xf32> {
  %w = ml_program.global_load_const @ConvolutionAndBatchNorm.w : tensor<4x3x2x2xf32>
  %g = ml_program.global_load_const @ConvolutionAndBatchNorm.g : tensor<4xf32>
  %h = ml_program.global_load_const @ConvolutionAndBatchNorm.h : tensor<4xf32>
  %m = ml_program.global_load_const @ConvolutionAndBatchNorm.m : tensor<4xf32>
  %v = ml_program.global_load_const @ConvolutionAndBatchNorm.v : tensor<4xf32>
  %0 = aten.conv2d %x, %w : (tensor<2x3x5x5xf32>, tensor<4x3x2x2xf32>) -> tensor<2x4x4x4xf32>
  %1 = aten.batch_norm %0 weight = %g bias = %h running_mean = %m running_var = %v training = false momentum = 0.1 eps = 1.0e-05 cudnn_enabled = false : (tensor<2x4x4x4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<2x4x4x4xf32>
  return %1 : tensor<2x4x4x4xf32>
}

// CHECK-LABEL: @ConvolutionAndPlainBatchNorm(
// CHECK: aten.convolution %arg0
// CHECK-NOT: aten.batch_norm
// WHY-LABEL: @ConvolutionAndPlainBatchNorm(
// WHY: tricast.rules = ["ConvolutionAndPlainBatchNorm"]
ml_program.global private @ConvolutionAndPlainBatchNorm.w(#ml_program.extern) : tensor<4x3x2x2xf32>
ml_program.global private @ConvolutionAndPlainBatchNorm.m(#ml_program.extern) : tensor<4xf32>
ml_program.global private @ConvolutionAndPlainBatchNorm.v(#ml_program.extern) : tensor<4xf32>
func.func @ConvolutionAndPlainBatchNorm(%x: tensor<2x3x5x5xf32>) -> tensor<2x4x4x4xf32> {
  %w = ml_program.global_load_const @ConvolutionAndPlainBatchNorm.w : tensor<4x3x2x2xf32>
  %m = ml_program.global_load_const @ConvolutionAndPlainBatchNorm.m : tensor<4xf32>
  %v = ml_program.global_load_const @ConvolutionAndPlainBatchNorm.v : tensor<4xf32>
  %0 = aten.conv2d %x, %w : (tensor<2x3x5x5xf32>, tensor<4x3x2x2xf32>) -> tensor<2x4x4x4xf32>
  %1 = aten.batch_norm %0 running_mean = %m running_var = %v training = false momentum = 0.1 eps = 1.0e-05 cudnn_enabled = false : (tensor<2x4x4x4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<2x4x4x4xf32>
  return %1 : tensor<2x4x4x4xf32>
}

// CHECK-LABEL: @ConvolutionAndBatchNormWithBias(
// CHECK: aten.convolution %arg0
// CHECK-NOT: aten.batch_norm
// WHY-LABEL: @ConvolutionAndBatchNormWithBias(
// WHY: tricast.rules = ["ConvolutionAndBatchNormWithBias"]
ml_program.global private @ConvolutionAndBatchNormWithBias.w(#ml_program.extern) : tensor<4x3x2x2xf32>
ml_program.global private @ConvolutionAndBatchNormWithBias.b(#ml_program.extern) : tensor<4xf32>
ml_program.global private @ConvolutionAndBatchNormWithBias.g(#ml_program.extern) : tensor<4xf32>
ml_program.global private @ConvolutionAndBatchNormWithBias.h(#ml_program.extern) : tensor<4xf32>
ml_program.global private @ConvolutionAndBatchNormWithBias.m(#ml_program.extern) : tensor<4xf32>
ml_program.global private @ConvolutionAndBatchNormWithBias.v(#ml_program.extern) : tensor<4xf32>
func.func @ConvolutionAndBatchNormWithBias(%x: tensor<2x3x5x5xf32>) -> tensor<2x4x4x4xf32> {
  %w = ml_program.global_load_const @ConvolutionAndBatchNormWithBias.w : tensor<4x3x2x2xf32>
  %b = ml_program.global_load_const @ConvolutionAndBatchNormWithBias.b : tensor<4xf32>
  %g = ml_program.global_load_const @ConvolutionAndBatchNormWithBias.g : tensor<4xf32>
  %h = ml_program.global_load_const @ConvolutionAndBatchNormWithBias.h : tensor<4xf32>
  %m = ml_program.global_load_const @ConvolutionAndBatchNormWithBias.m : tensor<4xf32>
  %v = ml_program.global_load_const @ConvolutionAndBatchNormWithBias.v : tensor<4xf32>
  %0 = aten.conv2d %x, %w bias = %b : (tensor<2x3x5x5xf32>, tensor<4x3x2x2xf32>, tensor<4xf32>) -> tensor<2x4x4x4xf32>
  %1 = aten.batch_norm %0 weight = %g bias = %h running_mean = %m running_var = %v training = false momentum = 0.1 eps = 1.0e-05 cudnn_enabled = false : (tensor<2x4x4x4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<2x4x4x4xf32>
  return %1 : tensor<2x4x4x4xf32>
}

// CHECK-LABEL: @ConvolutionAndPlainBatchNormWithBias(
// CHECK: aten.convolution %arg0
// CHECK-NOT: aten.batch_norm
// WHY-LABEL: @ConvolutionAndPlainBatchNormWithBias(
// WHY: tricast.rules = ["ConvolutionAndPlainBatchNormWithBias"]
ml_program.global private @ConvolutionAndPlainBatchNormWithBias.w(#ml_program.extern) : tensor<4x3x2x2xf32>
ml_program.global private @ConvolutionAndPlainBatchNormWithBias.b(#ml_program.extern) : tensor<4xf32>
ml_program.global private @ConvolutionAndPlainBatchNormWithBias.m(#ml_program.extern) : tensor<4xf32>
ml_program.global private @ConvolutionAndPlainBatchNormWithBias.v(#ml_program.extern) : tensor<4xf32>
func.func @ConvolutionAndPlainBatchNormWithBias(%x: tensor<2x3x5x5xf32>) -> tensor<2x4x4x4xf32> {
  %w = ml_program.global_load_const @ConvolutionAndPlainBatchNormWithBias.w : tensor<4x3x2x2xf32>
  %b = ml_program.global_load_const @ConvolutionAndPlainBatchNormWithBias.b : tensor<4xf32>
  %m = ml_program.global_load_const @ConvolutionAndPlainBatchNormWithBias.m : tensor<4xf32>
  %v = ml_program.global_load_const @ConvolutionAndPlainBatchNormWithBias.v : tensor<4xf32>
  %0 = aten.conv2d %x, %w bias = %b : (tensor<2x3x5x5xf32>, tensor<4x3x2x2xf32>, tensor<4xf32>) -> tensor<2x4x4x4xf32>
  %1 = aten.batch_norm %0 running_mean = %m running_var = %v training = false momentum = 0.1 eps = 1.0e-05 cudnn_enabled = false : (tensor<2x4x4x4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<2x4x4x4xf32>
  return %1 : tensor<2x4x4x4xf32>
}

// CHECK-LABEL: @ConvolutionAndBatchNorm_in_training(
// CHECK: aten.batch_norm
ml_program.global private @ConvolutionAndBatchNorm_in_training.w(#ml_program.extern) : tensor<4x3x2x2xf32>
ml_program.global private @ConvolutionAndBatchNorm_in_training.g(#ml_program.extern) : tensor<4xf32>
ml_program.global private @ConvolutionAndBatchNorm_in_training.h(#ml_program.extern) : tensor<4xf32>
ml_program.global private @ConvolutionAndBatchNorm_in_training.m(#ml_program.extern) : tensor<4xf32>
ml_program.global private @ConvolutionAndBatchNorm_in_training.v(#ml_program.extern) : tensor<4xf32>
func.func @ConvolutionAndBatchNorm_in_training(%x: tensor<2x3x5x5xf32>) -> tensor<2x4x4x4xf32> {
  %w = ml_program.global_load_const @ConvolutionAndBatchNorm_in_training.w : tensor<4x3x2x2xf32>
  %g = ml_program.global_load_const @ConvolutionAndBatchNorm_in_training.g : tensor<4xf32>
  %h = ml_program.global_load_const @ConvolutionAndBatchNorm_in_training.h : tensor<4xf32>
  %m = ml_program.global_load_const @ConvolutionAndBatchNorm_in_training.m : tensor<4xf32>
  %v = ml_program.global_load_const @ConvolutionAndBatchNorm_in_training.v : tensor<4xf32>
  %0 = aten.conv2d %x, %w : (tensor<2x3x5x5xf32>, tensor<4x3x2x2xf32>) -> tensor<2x4x4x4xf32>
  %1 = aten.batch_norm %0 weight = %g bias = %h running_mean = %m running_var = %v training = true momentum = 0.1 eps = 1.0e-05 cudnn_enabled = false : (tensor<2x4x4x4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<2x4x4x4xf32>
  return %1 : tensor<2x4x4x4xf32>
}

// CHECK-LABEL: @ConvolutionAndShift(
// CHECK: aten.view %
// CHECK-NEXT: aten.convolution %arg0
// CHECK-NEXT: return
// WHY-LABEL: @ConvolutionAndShift(
// WHY: tricast.rules = ["ConvolutionAndShift"]
ml_program.global private @ConvolutionAndShift.w(#ml_program.extern) : tensor<4x3x2x2xf32>
ml_program.global private @ConvolutionAndShift.c(#ml_program.extern) : tensor<4x1x1xf32>
func.func @ConvolutionAndShift(%x: tensor<2x3x5x5xf32>) -> tensor<2x4x4x4xf32> {
  %w = ml_program.global_load_const @ConvolutionAndShift.w : tensor<4x3x2x2xf32>
  %c = ml_program.global_load_const @ConvolutionAndShift.c : tensor<4x1x1xf32>
  %0 = aten.conv2d %x, %w : (tensor<2x3x5x5xf32>, tensor<4x3x2x2xf32>) -> tensor<2x4x4x4xf32>
  %1 = aten.add.Tensor %0, %c : (tensor<2x4x4x4xf32>, tensor<4x1x1xf32>) -> tensor<2x4x4x4xf32>
  return %1 : tensor<2x4x4x4xf32>
}

// CHECK-LABEL: @ConvolutionAndShiftWithBias(
// CHECK: aten.view %
// CHECK-NEXT: aten.add.Tensor %
// CHECK-NEXT: aten.convolution %arg0
// CHECK-NEXT: return
// WHY-LABEL: @ConvolutionAndShiftWithBias(
// WHY: tricast.rules = ["ConvolutionAndShiftWithBias"]
ml_program.global private @ConvolutionAndShiftWithBias.w(#ml_program.extern) : tensor<4x3x2x2xf32>
ml_program.global private @ConvolutionAndShiftWithBias.b(#ml_program.extern) : tensor<4xf32>
ml_program.global private @ConvolutionAndShiftWithBias.c(#ml_program.extern) : tensor<4x1x1xf32>
func.func @ConvolutionAndShiftWithBias(%x: tensor<2x3x5x5xf32>) -> tensor<2x4x4x4xf32> {
  %w = ml_program.global_load_const @ConvolutionAndShiftWithBias.w : tensor<4x3x2x2xf32>
  %b = ml_program.global_load_const @ConvolutionAndShiftWithBias.b : tensor<4xf32>
  %c = ml_program.global_load_const @ConvolutionAndShiftWithBias.c : tensor<4x1x1xf32>
  %0 = aten.conv2d %x, %w bias = %b : (tensor<2x3x5x5xf32>, tensor<4x3x2x2xf32>, tensor<4xf32>) -> tensor<2x4x4x4xf32>
  %1 = aten.add.Tensor %0, %c : (tensor<2x4x4x4xf32>, tensor<4x1x1xf32>) -> tensor<2x4x4x4xf32>
  return %1 : tensor<2x4x4x4xf32>
}

// CHECK-LABEL: @ConvolutionAndScale(
// CHECK: aten.view %
// CHECK-NEXT: aten.view %
// CHECK-NEXT: aten.mul.Tensor %
// CHECK-NEXT: aten.convolution %arg0
// CHECK-NEXT: return
// WHY-LABEL: @ConvolutionAndScale(
// WHY: tricast.rules = ["ConvolutionAndScale"]
ml_program.global private @ConvolutionAndScale.w(#ml_program.extern) : tensor<4x3x2x2xf32>
ml_program.global private @ConvolutionAndScale.c(#ml_program.extern) : tensor<4x1x1xf32>
func.func @ConvolutionAndScale(%x: tensor<2x3x5x5xf32>) -> tensor<2x4x4x4xf32> {
  %w = ml_program.global_load_const @ConvolutionAndScale.w : tensor<4x3x2x2xf32>
  %c = ml_program.global_load_const @ConvolutionAndScale.c : tensor<4x1x1xf32>
  %0 = aten.conv2d %x, %w : (tensor<2x3x5x5xf32>, tensor<4x3x2x2xf32>) -> tensor<2x4x4x4xf32>
  %1 = aten.mul.Tensor %0, %c : (tensor<2x4x4x4xf32>, tensor<4x1x1xf32>) -> tensor<2x4x4x4xf32>
  return %1 : tensor<2x4x4x4xf32>
}

// CHECK-LABEL: @ConvolutionAndScaleWithBias(
// EQSAT: aten.view %
// EQSAT-NEXT: aten.mul.Tensor %
// EQSAT-NEXT: aten.view %
// EQSAT-NEXT: aten.mul.Tensor %
// EQSAT-NEXT: aten.convolution %arg0
// EQSAT-NEXT: return
// GREEDY: aten.view %
// GREEDY-NEXT: aten.view %
// GREEDY-NEXT: aten.mul.Tensor %
// GREEDY-NEXT: aten.mul.Tensor %
// GREEDY-NEXT: aten.convolution %arg0
// GREEDY-NEXT: return
// WHY-LABEL: @ConvolutionAndScaleWithBias(
// WHY: tricast.rules = ["ConvolutionAndScaleWithBias"]
ml_program.global private @ConvolutionAndScaleWithBias.w(#ml_program.extern) : tensor<4x3x2x2xf32>
ml_program.global private @ConvolutionAndScaleWithBias.b(#ml_program.extern) : tensor<4xf32>
ml_program.global private @ConvolutionAndScaleWithBias.c(#ml_program.extern) : tensor<4x1x1xf32>
func.func @ConvolutionAndScaleWithBias(%x: tensor<2x3x5x5xf32>) -> tensor<2x4x4x4xf32> {
  %w = ml_program.global_load_const @ConvolutionAndScaleWithBias.w : tensor<4x3x2x2xf32>
  %b = ml_program.global_load_const @ConvolutionAndScaleWithBias.b : tensor<4xf32>
  %c = ml_program.global_load_const @ConvolutionAndScaleWithBias.c : tensor<4x1x1xf32>
  %0 = aten.conv2d %x, %w bias = %b : (tensor<2x3x5x5xf32>, tensor<4x3x2x2xf32>, tensor<4xf32>) -> tensor<2x4x4x4xf32>
  %1 = aten.mul.Tensor %0, %c : (tensor<2x4x4x4xf32>, tensor<4x1x1xf32>) -> tensor<2x4x4x4xf32>
  return %1 : tensor<2x4x4x4xf32>
}

// A row is along the last dimension, not along channels.

// CHECK-LABEL: @ConvolutionAndShift_of_rows(
// CHECK: aten.add.Tensor
ml_program.global private @ConvolutionAndShift_of_rows.w(#ml_program.extern) : tensor<4x3x2x2xf32>
ml_program.global private @ConvolutionAndShift_of_rows.c(#ml_program.extern) : tensor<4xf32>
func.func @ConvolutionAndShift_of_rows(%x: tensor<2x3x5x5xf32>) -> tensor<2x4x4x4xf32> {
  %w = ml_program.global_load_const @ConvolutionAndShift_of_rows.w : tensor<4x3x2x2xf32>
  %c = ml_program.global_load_const @ConvolutionAndShift_of_rows.c : tensor<4xf32>
  %0 = aten.conv2d %x, %w : (tensor<2x3x5x5xf32>, tensor<4x3x2x2xf32>) -> tensor<2x4x4x4xf32>
  %1 = aten.add.Tensor %0, %c : (tensor<2x4x4x4xf32>, tensor<4xf32>) -> tensor<2x4x4x4xf32>
  return %1 : tensor<2x4x4x4xf32>
}
