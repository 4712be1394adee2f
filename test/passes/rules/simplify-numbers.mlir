// RUN: tricast-opt --tricast-rewrite=rules=simplify %s | FileCheck %s
// RUN: tricast-opt --tricast-rewrite='engine=greedy rules=simplify' %s | FileCheck %s
// RUN: tricast-opt --tricast-rewrite='rules=simplify explain' %s | FileCheck %s --check-prefix=WHY

// CHECK-LABEL: @SubNothing(
// CHECK-NEXT: return %arg0
func.func @SubNothing(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.sub.Scalar %x other = 0 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @MulNothing(
// CHECK-NEXT: return %arg0
func.func @MulNothing(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.mul.Scalar %x other = 1.0 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @DivNothing(
// CHECK-NEXT: return %arg0
func.func @DivNothing(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.div.Scalar %x other = 1.0 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @PowNothing(
// CHECK-NEXT: return %arg0
func.func @PowNothing(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.pow.Tensor_Scalar %x exponent = 1 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// Ints divided are floats.

// CHECK-LABEL: @DivNothing_other_dtype(
// CHECK: aten.div.Scalar
func.func @DivNothing_other_dtype(%x: tensor<2x3xi64>) -> tensor<2x3xf32> {
  %0 = aten.div.Scalar %x other = 1 : (tensor<2x3xi64>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @AddZeros(
// CHECK-NEXT: return %arg0
func.func @AddZeros(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %c = aten.full size = [3] fill_value = 0 dtype = f32 : () -> tensor<3xf32>
  %0 = aten.add.Tensor %x, %c : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @MulOnes(
// CHECK-NEXT: return %arg0
func.func @MulOnes(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %c = aten.full size = [3] fill_value = 1 dtype = f32 : () -> tensor<3xf32>
  %0 = aten.mul.Tensor %x, %c : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @MulOnesFirst(
// CHECK-NEXT: return %arg0
func.func @MulOnesFirst(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %c = aten.full size = [3] fill_value = 1 dtype = f32 : () -> tensor<3xf32>
  %0 = aten.mul.Tensor %c, %x : (tensor<3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// It has more elements.

// CHECK-LABEL: @MulOnes_more(
// CHECK: aten.mul.Tensor
func.func @MulOnes_more(%x: tensor<3xf32>) -> tensor<2x3xf32> {
  %c = aten.full size = [2, 3] fill_value = 1 dtype = f32 : () -> tensor<2x3xf32>
  %0 = aten.mul.Tensor %x, %c : (tensor<3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @AndTrue(
// CHECK-NEXT: return %arg0
func.func @AndTrue(%x: tensor<2x3xi1>) -> tensor<2x3xi1> {
  %c = aten.full size = [3] fill_value = true dtype = i1 : () -> tensor<3xi1>
  %0 = aten.logical_and %x, %c : (tensor<2x3xi1>, tensor<3xi1>) -> tensor<2x3xi1>
  return %0 : tensor<2x3xi1>
}

// CHECK-LABEL: @AndTrueFirst(
// CHECK-NEXT: return %arg0
func.func @AndTrueFirst(%x: tensor<2x3xi1>) -> tensor<2x3xi1> {
  %c = aten.full size = [3] fill_value = true dtype = i1 : () -> tensor<3xi1>
  %0 = aten.logical_and %c, %x : (tensor<3xi1>, tensor<2x3xi1>) -> tensor<2x3xi1>
  return %0 : tensor<2x3xi1>
}

// CHECK-LABEL: @NegTwice(
// CHECK-NEXT: return %arg0
func.func @NegTwice(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.neg %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %1 = aten.neg %0 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %1 : tensor<2x3xf32>
}

// CHECK-LABEL: @LogicalNotTwice(
// CHECK-NEXT: return %arg0
func.func @LogicalNotTwice(%x: tensor<2x3xi1>) -> tensor<2x3xi1> {
  %0 = aten.logical_not %x : (tensor<2x3xi1>) -> tensor<2x3xi1>
  %1 = aten.logical_not %0 : (tensor<2x3xi1>) -> tensor<2x3xi1>
  return %1 : tensor<2x3xi1>
}

// CHECK-LABEL: @LogicalNotTwice_of_numbers(
// CHECK: aten.logical_not %arg0
// CHECK: aten.logical_not %0
func.func @LogicalNotTwice_of_numbers(%x: tensor<2x3xi64>) -> tensor<2x3xi1> {
  %0 = aten.logical_not %x : (tensor<2x3xi64>) -> tensor<2x3xi1>
  %1 = aten.logical_not %0 : (tensor<2x3xi1>) -> tensor<2x3xi1>
  return %1 : tensor<2x3xi1>
}

// CHECK-LABEL: @BitwiseNotTwice(
// CHECK-NEXT: return %arg0
func.func @BitwiseNotTwice(%x: tensor<2x3xi64>) -> tensor<2x3xi64> {
  %0 = aten.bitwise_not %x : (tensor<2x3xi64>) -> tensor<2x3xi64>
  %1 = aten.bitwise_not %0 : (tensor<2x3xi64>) -> tensor<2x3xi64>
  return %1 : tensor<2x3xi64>
}

// CHECK-LABEL: @AbsTwice(
// CHECK-NEXT: aten.abs %arg0
// CHECK-NEXT: return
func.func @AbsTwice(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.abs %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %1 = aten.abs %0 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %1 : tensor<2x3xf32>
}

// CHECK-LABEL: @ReluTwice(
// CHECK-NEXT: aten.relu %arg0
// CHECK-NEXT: return
func.func @ReluTwice(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.relu %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %1 = aten.relu %0 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %1 : tensor<2x3xf32>
}

// CHECK-LABEL: @CeilTwice(
// CHECK-NEXT: aten.ceil %arg0
// CHECK-NEXT: return
func.func @CeilTwice(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.ceil %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %1 = aten.ceil %0 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %1 : tensor<2x3xf32>
}

// CHECK-LABEL: @FloorTwice(
// CHECK-NEXT: aten.floor %arg0
// CHECK-NEXT: return
func.func @FloorTwice(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.floor %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %1 = aten.floor %0 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %1 : tensor<2x3xf32>
}

// CHECK-LABEL: @AbsOfNeg(
// CHECK-NEXT: aten.abs %arg0
// CHECK-NEXT: return
// WHY-LABEL: @AbsOfNeg(
// WHY: tricast.rules = ["AbsOfNeg"]
func.func @AbsOfNeg(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.neg %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %1 = aten.abs %0 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %1 : tensor<2x3xf32>
}

// CHECK-LABEL: @MulTensor(
// CHECK-NEXT: aten.mul.Scalar %arg0 other = 3.0
// CHECK-NEXT: return
// WHY-LABEL: @MulTensor(
// WHY: tricast.rules = ["MulTensor"]
func.func @MulTensor(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %c = aten.scalar_tensor s = 0.3 dtype = f32 : () -> tensor<f32>
  %0 = aten.mul.Tensor %x, %c : (tensor<2x3xf32>, tensor<f32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @MulTensorFirst(
// CHECK-NEXT: aten.mul.Scalar %arg0 other = 3.0
// CHECK-NEXT: return
// WHY-LABEL: @MulTensorFirst(
// WHY: tricast.rules = ["MulTensorFirst"]
func.func @MulTensorFirst(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %c = aten.scalar_tensor s = 0.3 dtype = f32 : () -> tensor<f32>
  %0 = aten.mul.Tensor %c, %x : (tensor<f32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// A number of 16 bits is not 0.3.

// CHECK-LABEL: @MulTensor_rounded(
// CHECK: aten.mul.Tensor
func.func @MulTensor_rounded(%x: tensor<2x3xf16>) -> tensor<2x3xf16> {
  %c = aten.scalar_tensor s = 0.3 dtype = f16 : () -> tensor<f16>
  %0 = aten.mul.Tensor %x, %c : (tensor<2x3xf16>, tensor<f16>) -> tensor<2x3xf16>
  return %0 : tensor<2x3xf16>
}

// CHECK-LABEL: @AddTensor(
// CHECK-NEXT: aten.add.Scalar %arg0 other = 3.0
// CHECK-NEXT: return
// WHY-LABEL: @AddTensor(
// WHY: tricast.rules = ["AddTensor"]
func.func @AddTensor(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %c = aten.scalar_tensor s = 0.3 dtype = f32 : () -> tensor<f32>
  %0 = aten.add.Tensor %x, %c : (tensor<2x3xf32>, tensor<f32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @AddTensorFirst(
// CHECK-NEXT: aten.add.Scalar %arg0 other = 3.0
// CHECK-NEXT: return
// WHY-LABEL: @AddTensorFirst(
// WHY: tricast.rules = ["AddTensorFirst"]
func.func @AddTensorFirst(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %c = aten.scalar_tensor s = 0.3 dtype = f32 : () -> tensor<f32>
  %0 = aten.add.Tensor %c, %x : (tensor<f32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @SubTensor(
// CHECK-NEXT: aten.sub.Scalar %arg0 other = 3.0
// CHECK-NEXT: return
// WHY-LABEL: @SubTensor(
// WHY: tricast.rules = ["SubTensor"]
func.func @SubTensor(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %c = aten.scalar_tensor s = 0.3 dtype = f32 : () -> tensor<f32>
  %0 = aten.sub.Tensor %x, %c : (tensor<2x3xf32>, tensor<f32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @DivTensor(
// CHECK-NEXT: aten.mul.Scalar %arg0 other = 2.5
// CHECK-NEXT: return
// WHY-LABEL: @DivTensor(
// WHY: tricast.rules = ["DivTensor", "DivIsMul"]
func.func @DivTensor(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %c = aten.scalar_tensor s = 4.0 dtype = f32 : () -> tensor<f32>
  %0 = aten.div.Tensor %x, %c : (tensor<2x3xf32>, tensor<f32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @SubOfNeg(
// CHECK-NEXT: aten.add.Tensor %arg0, %arg1
// CHECK-NEXT: return
// WHY-LABEL: @SubOfNeg(
// WHY: tricast.rules = ["SubOfNeg"]
func.func @SubOfNeg(%x: tensor<2x3xf32>, %y: tensor<3xf32>) -> tensor<2x3xf32> {
  %0 = aten.neg %y : (tensor<3xf32>) -> tensor<3xf32>
  %1 = aten.sub.Tensor %x, %0 : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  return %1 : tensor<2x3xf32>
}

// CHECK-LABEL: @AddOfNeg(
// CHECK-NEXT: aten.sub.Tensor %arg0, %arg1
// CHECK-NEXT: return
// WHY-LABEL: @AddOfNeg(
// WHY: tricast.rules = ["AddOfNeg"]
func.func @AddOfNeg(%x: tensor<2x3xf32>, %y: tensor<3xf32>) -> tensor<2x3xf32> {
  %0 = aten.neg %y : (tensor<3xf32>) -> tensor<3xf32>
  %1 = aten.add.Tensor %x, %0 : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  return %1 : tensor<2x3xf32>
}

// CHECK-LABEL: @MulTwice(
// CHECK-NEXT: aten.mul.Scalar %arg0 other = 1.5
// CHECK-NEXT: return
// WHY-LABEL: @MulTwice(
// WHY: tricast.rules = ["MulTwice"]
func.func @MulTwice(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.mul.Scalar %x other = 0.5 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %1 = aten.mul.Scalar %0 other = 3 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %1 : tensor<2x3xf32>
}

// CHECK-LABEL: @DivIsMul(
// CHECK-NEXT: aten.mul.Scalar %arg0 other = 1.5
// CHECK-NEXT: return
// WHY-LABEL: @DivIsMul(
// WHY: tricast.rules = ["DivIsMul", "MulTwice"]
func.func @DivIsMul(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.div.Scalar %x other = 2.0 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %1 = aten.mul.Scalar %0 other = 3.0 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %1 : tensor<2x3xf32>
}

// CHECK-LABEL: @AddTwice(
// CHECK-NEXT: aten.add.Scalar %arg0 other = 3.5
// CHECK-NEXT: return
// WHY-LABEL: @AddTwice(
// WHY: tricast.rules = ["AddTwice"]
func.func @AddTwice(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.add.Scalar %x other = 0.5 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %1 = aten.add.Scalar %0 other = 3 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %1 : tensor<2x3xf32>
}

// CHECK-LABEL: @ClampTwice(
// CHECK-NEXT: aten.clamp %arg0 min = 0 max = 6.5
// CHECK-NEXT: return
// WHY-LABEL: @ClampTwice(
// WHY: tricast.rules = ["ClampTwice"]
func.func @ClampTwice(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.clamp %x min = 0 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %1 = aten.clamp %0 max = 6.5 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %1 : tensor<2x3xf32>
}

// CHECK-LABEL: @ClampTwice_outside(
// CHECK-NEXT: aten.clamp %arg0 min = 2 max = 2
// CHECK-NEXT: return
// WHY-LABEL: @ClampTwice_outside(
// WHY: tricast.rules = ["ClampTwice"]
func.func @ClampTwice_outside(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.clamp %x min = -3 max = 1 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %1 = aten.clamp %0 min = 2 max = 4 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %1 : tensor<2x3xf32>
}

// With the lower bound above the other, everything becomes that one.

// CHECK-LABEL: @ClampTwice_swapped(
// CHECK: aten.clamp %arg0 min = 3 max = 1
// CHECK: aten.clamp %0
func.func @ClampTwice_swapped(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.clamp %x min = 3 max = 1 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %1 = aten.clamp %0 min = 2 max = 4 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %1 : tensor<2x3xf32>
}

// CHECK-LABEL: @ClampAfterRelu(
// CHECK-NEXT: aten.clamp %arg0 min = 0 max = 6.5
// CHECK-NEXT: return
// WHY-LABEL: @ClampAfterRelu(
// WHY: tricast.rules = ["ClampAfterRelu"]
func.func @ClampAfterRelu(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.relu %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %1 = aten.clamp %0 max = 6.5 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %1 : tensor<2x3xf32>
}

// CHECK-LABEL: @ClampIsRelu(
// CHECK-NEXT: aten.relu %arg0
// CHECK-NEXT: return
// WHY-LABEL: @ClampIsRelu(
// WHY: tricast.rules = ["ClampMinIsClamp", "ClampIsRelu"]
func.func @ClampIsRelu(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.clamp_min %x min = 0.0 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %1 = aten.relu %0 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %1 : tensor<2x3xf32>
}

// CHECK-LABEL: @ClampNothing(
// CHECK-NEXT: return %arg0
func.func @ClampNothing(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.clamp %x max = "inf" : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @HardtanhIsClamp(
// CHECK-NEXT: aten.clamp %arg0 min = 0.000000e+00 max = 5.0
// CHECK-NEXT: return
// WHY-LABEL: @HardtanhIsClamp(
// WHY: tricast.rules = ["HardtanhIsClamp", "ClampTwice"]
func.func @HardtanhIsClamp(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.hardtanh %x min_val = 0.0 max_val = 6.0 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %1 = aten.clamp %0 max = 5.0 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %1 : tensor<2x3xf32>
}

// CHECK-LABEL: @Relu6IsClamp(
// CHECK-NEXT: aten.clamp %arg0 min = 0 max = 5.0
// CHECK-NEXT: return
// WHY-LABEL: @Relu6IsClamp(
// WHY: tricast.rules = ["Relu6IsClamp", "ClampTwice"]
func.func @Relu6IsClamp(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.relu6 %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %1 = aten.clamp %0 max = 5.0 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %1 : tensor<2x3xf32>
}

// CHECK-LABEL: @ClampMinIsClamp(
// CHECK-NEXT: aten.clamp %arg0 min = 0 max = 5.0
// CHECK-NEXT: return
// WHY-LABEL: @ClampMinIsClamp(
// WHY: tricast.rules = ["ClampMinIsClamp", "ClampTwice"]
func.func @ClampMinIsClamp(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.clamp_min %x min = 0 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %1 = aten.clamp %0 max = 5.0 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %1 : tensor<2x3xf32>
}

// CHECK-LABEL: @ClampMaxIsClamp(
// CHECK-NEXT: aten.clamp %arg0 max = 5.0
// CHECK-NEXT: return
// WHY-LABEL: @ClampMaxIsClamp(
// WHY: tricast.rules = ["ClampMaxIsClamp"]
func.func @ClampMaxIsClamp(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.clamp_max %x max = 5.0 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %1 = aten.clamp %0 max = 7.0 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %1 : tensor<2x3xf32>
}

// CHECK-LABEL: @ToTwice(
// CHECK-NEXT: aten.to.dtype %arg0 dtype = bf16
// CHECK-NEXT: return
// WHY-LABEL: @ToTwice(
// WHY: tricast.rules = ["ToTwice"]
func.func @ToTwice(%x: tensor<2x3xf16>) -> tensor<2x3xbf16> {
  %0 = aten.to.dtype %x dtype = f32 : (tensor<2x3xf16>) -> tensor<2x3xf32>
  %1 = aten.to.dtype %0 dtype = bf16 : (tensor<2x3xf32>) -> tensor<2x3xbf16>
  return %1 : tensor<2x3xbf16>
}

// CHECK-LABEL: @ToTwice_narrow(
// CHECK: dtype = f16
// CHECK: dtype = f32
func.func @ToTwice_narrow(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.to.dtype %x dtype = f16 : (tensor<2x3xf32>) -> tensor<2x3xf16>
  %1 = aten.to.dtype %0 dtype = f32 : (tensor<2x3xf16>) -> tensor<2x3xf32>
  return %1 : tensor<2x3xf32>
}

// CHECK-LABEL: @ToCopyIsTo(
// CHECK-NEXT: aten.to.dtype %arg0 dtype = bf16
// CHECK-NEXT: return
// WHY-LABEL: @ToCopyIsTo(
// WHY: tricast.rules = ["ToCopyIsTo", "ToTwice"]
func.func @ToCopyIsTo(%x: tensor<2x3xf16>) -> tensor<2x3xbf16> {
  %0 = aten._to_copy %x dtype = f32 : (tensor<2x3xf16>) -> tensor<2x3xf32>
  %1 = aten._to_copy %0 dtype = bf16 : (tensor<2x3xf32>) -> tensor<2x3xbf16>
  return %1 : tensor<2x3xbf16>
}

// CHECK-LABEL: @ToDeviceIsTo(
// CHECK-NEXT: aten.to.dtype %arg0 dtype = bf16
// CHECK-NEXT: return
// WHY-LABEL: @ToDeviceIsTo(
// WHY: tricast.rules = ["ToDeviceIsTo", "ToTwice"]
func.func @ToDeviceIsTo(%x: tensor<2x3xf16>) -> tensor<2x3xbf16> {
  %0 = aten.to.device %x dtype = f32 : (tensor<2x3xf16>) -> tensor<2x3xf32>
  %1 = aten.to.device %0 dtype = bf16 : (tensor<2x3xf32>) -> tensor<2x3xbf16>
  return %1 : tensor<2x3xbf16>
}

// CHECK-LABEL: @WhereSame(
// CHECK-NEXT: return %arg1
func.func @WhereSame(%c: tensor<2x3xi1>, %x: tensor<2x3xf32>, %y: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.where.self %c, %x, %x : (tensor<2x3xi1>, tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @WhereLogicalNot(
// CHECK-NEXT: aten.where.self %arg0, %arg2, %arg1
// CHECK-NEXT: return
// WHY-LABEL: @WhereLogicalNot(
// WHY: tricast.rules = ["WhereLogicalNot"]
func.func @WhereLogicalNot(%c: tensor<2x3xi1>, %x: tensor<2x3xf32>, %y: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %n = aten.logical_not %c : (tensor<2x3xi1>) -> tensor<2x3xi1>
  %0 = aten.where.self %n, %x, %y : (tensor<2x3xi1>, tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @WhereBitwiseNot(
// CHECK-NEXT: aten.where.self %arg0, %arg2, %arg1
// CHECK-NEXT: return
// WHY-LABEL: @WhereBitwiseNot(
// WHY: tricast.rules = ["WhereBitwiseNot"]
func.func @WhereBitwiseNot(%c: tensor<2x3xi1>, %x: tensor<2x3xf32>, %y: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %n = aten.bitwise_not %c : (tensor<2x3xi1>) -> tensor<2x3xi1>
  %0 = aten.where.self %n, %x, %y : (tensor<2x3xi1>, tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @WhereTrue(
// CHECK-NEXT: return %arg0
func.func @WhereTrue(%x: tensor<2x3xf32>, %y: tensor<3xf32>) -> tensor<2x3xf32> {
  %c = aten.full size = [3] fill_value = true dtype = i1 : () -> tensor<3xi1>
  %0 = aten.where.self %c, %x, %y : (tensor<3xi1>, tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @WhereFalse(
// CHECK-NEXT: return %arg1
func.func @WhereFalse(%x: tensor<3xf32>, %y: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %c = aten.full size = [3] fill_value = false dtype = i1 : () -> tensor<3xi1>
  %0 = aten.where.self %c, %x, %y : (tensor<3xi1>, tensor<3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @FullLikeIsFull(
// CHECK-NEXT: aten.full size = [2, 3] fill_value = 2.5
// CHECK-NEXT: return
// WHY-LABEL: @FullLikeIsFull(
// WHY: tricast.rules = ["FullLikeIsFull"]
func.func @FullLikeIsFull(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.full_like %x fill_value = 2.5 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @ZerosLikeIsFull(
// CHECK-NEXT: aten.full size = [2, 3] fill_value = 0
// CHECK-NEXT: return
// WHY-LABEL: @ZerosLikeIsFull(
// WHY: tricast.rules = ["ZerosLikeIsFull"]
func.func @ZerosLikeIsFull(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.zeros_like %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @OnesLikeIsFull(
// CHECK-NEXT: aten.full size = [2, 3] fill_value = 1
// CHECK-NEXT: return
// WHY-LABEL: @OnesLikeIsFull(
// WHY: tricast.rules = ["OnesLikeIsFull"]
func.func @OnesLikeIsFull(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.ones_like %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}
