// RUN: tricast-opt --tricast-rewrite=rules=fuse %s | FileCheck %s --check-prefixes=CHECK,EQSAT
// RUN: tricast-opt --tricast-rewrite='engine=greedy rules=fuse' %s | FileCheck %s --check-prefixes=CHECK,GREEDY
// RUN: tricast-opt --tricast-rewrite='rules=fuse explain' %s | FileCheck %s --check-prefix=WHY

// CHECK-LABEL: @PowerOfTwo(
// EQSAT-NEXT: aten.
// EQSAT-NEXT: return
// GREEDY-NEXT: aten.pow.Tensor_Scalar %arg0 exponent = 2
// GREEDY-NEXT: return
// WHY-LABEL: @PowerOfTwo(
// WHY: tricast.rules = ["PowerOfTwo"]
func.func @PowerOfTwo(%x: tensor<2x4xf32>) -> tensor<2x4xf32> {
  %0 = aten.mul.Tensor %x, %x : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

// CHECK-LABEL: @RsqrtOfSqrt(
// CHECK-NEXT: aten.rsqrt %arg0
// CHECK-NEXT: return
// WHY-LABEL: @RsqrtOfSqrt(
// WHY: tricast.rules = ["RsqrtOfSqrt"]
func.func @RsqrtOfSqrt(%x: tensor<2x4xf32>) -> tensor<2x4xf32> {
  %0 = aten.sqrt %x : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %1 = aten.reciprocal %0 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  return %1 : tensor<2x4xf32>
}

// CHECK-LABEL: @DivBySqrt(
// EQSAT-NEXT: aten.
// EQSAT-NEXT: aten.
// EQSAT-NEXT: return
// GREEDY-NEXT: aten.rsqrt %arg1
// GREEDY-NEXT: aten.mul.Tensor %arg0, %0
// GREEDY-NEXT: return
func.func @DivBySqrt(%x: tensor<2x4xf32>, %y: tensor<2x1xf32>) -> tensor<2x4xf32> {
  %0 = aten.sqrt %y : (tensor<2x1xf32>) -> tensor<2x1xf32>
  %1 = aten.div.Tensor %x, %0 : (tensor<2x4xf32>, tensor<2x1xf32>) -> tensor<2x4xf32>
  return %1 : tensor<2x4xf32>
}

// CHECK-LABEL: @RmsNorm(
// CHECK-NEXT: aten.rms_norm %arg0 normalized_shape = [4] eps = 9.99
// CHECK-NEXT: return
// WHY-LABEL: @RmsNorm(
// WHY: tricast.rules = ["PowerOfTwo", "RmsNorm"]
func.func @RmsNorm(%x: tensor<2x4xf32>) -> tensor<2x4xf32> {
  %q = aten.mul.Tensor %x, %x : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  %m = aten.mean.dim %q dim = [1] keepdim = true : (tensor<2x4xf32>) -> tensor<2x1xf32>
  %s = aten.add.Scalar %m other = 1.0e-06 : (tensor<2x1xf32>) -> tensor<2x1xf32>
  %r = aten.rsqrt %s : (tensor<2x1xf32>) -> tensor<2x1xf32>
  %0 = aten.mul.Tensor %x, %r : (tensor<2x4xf32>, tensor<2x1xf32>) -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

// CHECK-LABEL: @RsqrtOfPower(
// CHECK-NEXT: aten.rms_norm %arg0 normalized_shape = [4] eps = 9.99
// CHECK-NEXT: return
// WHY-LABEL: @RsqrtOfPower(
// WHY: tricast.rules = ["RsqrtOfPower", "PowerOfTwo", "RmsNorm"]
func.func @RsqrtOfPower(%x: tensor<2x4xf32>) -> tensor<2x4xf32> {
  %q = aten.mul.Tensor %x, %x : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  %m = aten.mean.dim %q dim = [1] keepdim = true : (tensor<2x4xf32>) -> tensor<2x1xf32>
  %s = aten.add.Scalar %m other = 1.0e-06 : (tensor<2x1xf32>) -> tensor<2x1xf32>
  %r = aten.pow.Tensor_Scalar %s exponent = -0.5 : (tensor<2x1xf32>) -> tensor<2x1xf32>
  %0 = aten.mul.Tensor %x, %r : (tensor<2x4xf32>, tensor<2x1xf32>) -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

// CHECK-LABEL: @RowFirst(
// CHECK-NEXT: aten.layer_norm %arg0 normalized_shape = [4] weight = %arg1
// CHECK-NEXT: return
// WHY-LABEL: @RowFirst(
// WHY: tricast.rules = ["RowFirst", "LayerNormWithScale"]
func.func @RowFirst(%x: tensor<2x4xf32>, %w: tensor<4xf32>) -> tensor<2x4xf32> {
  %n = aten.layer_norm %x normalized_shape = [4] : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %0 = aten.mul.Tensor %n, %w : (tensor<2x4xf32>, tensor<4xf32>) -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

// CHECK-LABEL: @RmsNormSwapped(
// CHECK-NEXT: aten.rms_norm %arg0 normalized_shape = [4] eps = 9.99
// CHECK-NEXT: return
// WHY-LABEL: @RmsNormSwapped(
// WHY: tricast.rules = ["RmsNormSwapped"]
func.func @RmsNormSwapped(%x: tensor<2x4xf32>) -> tensor<2x4xf32> {
  %q = aten.pow.Tensor_Scalar %x exponent = 2 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %m = aten.mean.dim %q dim = [1] keepdim = true : (tensor<2x4xf32>) -> tensor<2x1xf32>
  %s = aten.add.Scalar %m other = 1.0e-06 : (tensor<2x1xf32>) -> tensor<2x1xf32>
  %r = aten.rsqrt %s : (tensor<2x1xf32>) -> tensor<2x1xf32>
  %0 = aten.mul.Tensor %r, %x : (tensor<2x1xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

// CHECK-LABEL: @RmsNorm_of_another(
// CHECK: aten.rsqrt
func.func @RmsNorm_of_another(%x: tensor<2x4xf32>, %y: tensor<2x4xf32>) -> tensor<2x4xf32> {
  %q = aten.mul.Tensor %y, %y : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  %m = aten.mean.dim %q dim = [1] keepdim = true : (tensor<2x4xf32>) -> tensor<2x1xf32>
  %s = aten.add.Scalar %m other = 1.0e-06 : (tensor<2x1xf32>) -> tensor<2x1xf32>
  %r = aten.rsqrt %s : (tensor<2x1xf32>) -> tensor<2x1xf32>
  %0 = aten.mul.Tensor %x, %r : (tensor<2x4xf32>, tensor<2x1xf32>) -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

// CHECK-LABEL: @RmsNormWithWeight(
// CHECK-NEXT: aten.rms_norm %arg0 normalized_shape = [4] weight = %arg1 eps = 1.0
// CHECK-NEXT: return
// WHY-LABEL: @RmsNormWithWeight(
// WHY: tricast.rules = ["RowFirst", "RmsNormWithWeight"]
func.func @RmsNormWithWeight(%x: tensor<2x4xf32>, %w: tensor<4xf32>) -> tensor<2x4xf32> {
  %n = aten.rms_norm %x normalized_shape = [4] eps = 1.0e-05 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %0 = aten.mul.Tensor %n, %w : (tensor<2x4xf32>, tensor<4xf32>) -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

// CHECK-LABEL: @RmsNormOfNarrow(
// CHECK-NEXT: aten.rms_norm %arg0
// CHECK-NEXT: return
// WHY-LABEL: @RmsNormOfNarrow(
// WHY: tricast.rules = ["RmsNormOfNarrow"]
func.func @RmsNormOfNarrow(%x: tensor<2x4xf16>) -> tensor<2x4xf16> {
  %w = aten.to.dtype %x dtype = f32 : (tensor<2x4xf16>) -> tensor<2x4xf32>
  %n = aten.rms_norm %w normalized_shape = [4] eps = 1.0e-05 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %0 = aten.to.dtype %n dtype = f16 : (tensor<2x4xf32>) -> tensor<2x4xf16>
  return %0 : tensor<2x4xf16>
}

// CHECK-LABEL: @LayerNorm(
// CHECK-NEXT: aten.layer_norm %arg0 normalized_shape = [4]
// CHECK-NEXT: return
// WHY-LABEL: @LayerNorm(
// WHY: tricast.rules = ["DivBySqrt", "LayerNorm"]
func.func @LayerNorm(%x: tensor<2x4xf32>) -> tensor<2x4xf32> {
  %m = aten.mean.dim %x dim = [-1] keepdim = true : (tensor<2x4xf32>) -> tensor<2x1xf32>
  %c = aten.sub.Tensor %x, %m : (tensor<2x4xf32>, tensor<2x1xf32>) -> tensor<2x4xf32>
  %v = aten.var.correction %x dim = [-1] correction = 0 keepdim = true : (tensor<2x4xf32>) -> tensor<2x1xf32>
  %s = aten.add.Scalar %v other = 1.0e-05 : (tensor<2x1xf32>) -> tensor<2x1xf32>
  %r = aten.sqrt %s : (tensor<2x1xf32>) -> tensor<2x1xf32>
  %0 = aten.div.Tensor %c, %r : (tensor<2x4xf32>, tensor<2x1xf32>) -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

// The variance of a sample is another.

// CHECK-LABEL: @LayerNorm_corrected(
// CHECK: aten.var.correction
func.func @LayerNorm_corrected(%x: tensor<2x4xf32>) -> tensor<2x4xf32> {
  %m = aten.mean.dim %x dim = [-1] keepdim = true : (tensor<2x4xf32>) -> tensor<2x1xf32>
  %c = aten.sub.Tensor %x, %m : (tensor<2x4xf32>, tensor<2x1xf32>) -> tensor<2x4xf32>
  %v = aten.var.correction %x dim = [-1] correction = 1 keepdim = true : (tensor<2x4xf32>) -> tensor<2x1xf32>
  %s = aten.add.Scalar %v other = 1.0e-05 : (tensor<2x1xf32>) -> tensor<2x1xf32>
  %r = aten.rsqrt %s : (tensor<2x1xf32>) -> tensor<2x1xf32>
  %0 = aten.mul.Tensor %c, %r : (tensor<2x4xf32>, tensor<2x1xf32>) -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

// CHECK-LABEL: @LayerNormWithScale(
// CHECK-NEXT: aten.layer_norm %arg0 normalized_shape = [4] weight = %arg1
// CHECK-NEXT: return
// WHY-LABEL: @LayerNormWithScale(
// WHY: tricast.rules = ["LayerNormWithScale"]
func.func @LayerNormWithScale(%x: tensor<2x4xf32>, %w: tensor<4xf32>) -> tensor<2x4xf32> {
  %n = aten.layer_norm %x normalized_shape = [4] : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %0 = aten.mul.Tensor %w, %n : (tensor<4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

// CHECK-LABEL: @LayerNormWithShift(
// CHECK-NEXT: aten.layer_norm %arg0 normalized_shape = [4] weight = %arg1 bias = %arg2
// CHECK-NEXT: return
// WHY-LABEL: @LayerNormWithShift(
// WHY: tricast.rules = ["LayerNormWithShift"]
func.func @LayerNormWithShift(%x: tensor<2x4xf32>, %w: tensor<4xf32>, %b: tensor<4xf32>) -> tensor<2x4xf32> {
  %n = aten.layer_norm %x normalized_shape = [4] weight = %w : (tensor<2x4xf32>, tensor<4xf32>) -> tensor<2x4xf32>
  %0 = aten.add.Tensor %n, %b : (tensor<2x4xf32>, tensor<4xf32>) -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

// CHECK-LABEL: @VarianceOfCount(
// CHECK-NEXT: aten.layer_norm %arg0 normalized_shape = [4] eps = 1.000000e-03
// CHECK-NEXT: return
// WHY-LABEL: @VarianceOfCount(
// WHY: tricast.rules = [{{.*}}"VarianceOfCount"
func.func @VarianceOfCount(%x: tensor<2x4xf32>) -> tensor<2x4xf32> {
  %0 = aten.mean.dim %x dim = [1] keepdim = true : (tensor<2x4xf32>) -> tensor<2x1xf32>
  %1 = aten.var.dim %x dim = [1] unbiased = false keepdim = true : (tensor<2x4xf32>) -> tensor<2x1xf32>
  %2 = aten.sub.Tensor %x, %0 : (tensor<2x4xf32>, tensor<2x1xf32>) -> tensor<2x4xf32>
  %3 = aten.add.Scalar %1 other = 0.001 : (tensor<2x1xf32>) -> tensor<2x1xf32>
  %4 = aten.rsqrt %3 : (tensor<2x1xf32>) -> tensor<2x1xf32>
  %5 = aten.mul.Tensor %2, %4 : (tensor<2x4xf32>, tensor<2x1xf32>) -> tensor<2x4xf32>
  return %5 : tensor<2x4xf32>
}

// CHECK-LABEL: @RmsNormOfNarrowAndWeight(
// CHECK-NEXT: aten.rms_norm %arg0 normalized_shape = [4] weight = %arg1 eps = 9.99
// CHECK-NEXT: return
// WHY-LABEL: @RmsNormOfNarrowAndWeight(
// WHY: tricast.rules = [{{.*}}"RmsNormOfNarrowAndWeight"
func.func @RmsNormOfNarrowAndWeight(%x: tensor<2x4xf16>, %w: tensor<4xf16>) -> tensor<2x4xf16> {
  %0 = aten.to.dtype %x dtype = f32 : (tensor<2x4xf16>) -> tensor<2x4xf32>
  %1 = aten.to.dtype %w dtype = f32 : (tensor<4xf16>) -> tensor<4xf32>
  %2 = aten.rms_norm %0 normalized_shape = [4] weight = %1 eps = 1.0e-06 : (tensor<2x4xf32>, tensor<4xf32>) -> tensor<2x4xf32>
  %3 = aten.to.dtype %2 dtype = f16 : (tensor<2x4xf32>) -> tensor<2x4xf16>
  return %3 : tensor<2x4xf16>
}

// CHECK-LABEL: @RmsNormOfNarrowByWeight(
// CHECK-NEXT: aten.rms_norm %arg0 normalized_shape = [4] weight = %arg1 eps = 9.99
// CHECK-NEXT: return
// WHY-LABEL: @RmsNormOfNarrowByWeight(
// WHY: tricast.rules = [{{.*}}"RmsNormOfNarrowByWeight"
func.func @RmsNormOfNarrowByWeight(%x: tensor<2x4xf16>, %w: tensor<4xf16>) -> tensor<2x4xf16> {
  %0 = aten.to.dtype %x dtype = f32 : (tensor<2x4xf16>) -> tensor<2x4xf32>
  %1 = aten.rms_norm %0 normalized_shape = [4] eps = 1.0e-06 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %2 = aten.mul.Tensor %1, %w : (tensor<2x4xf32>, tensor<4xf16>) -> tensor<2x4xf32>
  %3 = aten.to.dtype %2 dtype = f16 : (tensor<2x4xf32>) -> tensor<2x4xf16>
  return %3 : tensor<2x4xf16>
}

// CHECK-LABEL: @RmsNormOfNarrowByWeight_wide(
// CHECK-NEXT: aten.to.dtype
// CHECK: return
func.func @RmsNormOfNarrowByWeight_wide(%x: tensor<2x4xf16>, %w: tensor<4xf32>) -> tensor<2x4xf16> {
  %0 = aten.to.dtype %x dtype = f32 : (tensor<2x4xf16>) -> tensor<2x4xf32>
  %1 = aten.rms_norm %0 normalized_shape = [4] eps = 1.0e-06 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %2 = aten.mul.Tensor %1, %w : (tensor<2x4xf32>, tensor<4xf32>) -> tensor<2x4xf32>
  %3 = aten.to.dtype %2 dtype = f16 : (tensor<2x4xf32>) -> tensor<2x4xf16>
  return %3 : tensor<2x4xf16>
}

// CHECK-LABEL: @GroupNormAffine(
// CHECK-NEXT: aten.group_norm %arg0 num_groups = 2 weight = %arg1 bias = %arg2
// CHECK-NEXT: return
// WHY-LABEL: @GroupNormAffine(
// WHY: tricast.rules = [{{.*}}"GroupNormAffine"
func.func @GroupNormAffine(%x: tensor<2x4x3xf32>, %w: tensor<4xf32>, %b: tensor<4xf32>) -> tensor<2x4x3xf32> {
  %0 = aten.group_norm %x num_groups = 2 : (tensor<2x4x3xf32>) -> tensor<2x4x3xf32>
  %1 = aten.view %w size = [4, 1] : (tensor<4xf32>) -> tensor<4x1xf32>
  %2 = aten.mul.Tensor %0, %1 : (tensor<2x4x3xf32>, tensor<4x1xf32>) -> tensor<2x4x3xf32>
  %3 = aten.view %b size = [1, 4, 1] : (tensor<4xf32>) -> tensor<1x4x1xf32>
  %4 = aten.add.Tensor %2, %3 : (tensor<2x4x3xf32>, tensor<1x4x1xf32>) -> tensor<2x4x3xf32>
  return %4 : tensor<2x4x3xf32>
}
