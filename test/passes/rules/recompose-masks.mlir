// RUN: tricast-opt --tricast-rewrite=rules=recompose %s | FileCheck %s
// RUN: tricast-opt --tricast-rewrite='engine=greedy rules=recompose' %s | FileCheck %s
// RUN: tricast-opt --tricast-rewrite='rules=recompose explain' %s | FileCheck %s --check-prefix=WHY

// CHECK-LABEL: @ArangeFromZero(
// CHECK-NEXT: aten.arange
// CHECK-NEXT: aten.add.Tensor
// CHECK-NEXT: return
// WHY-LABEL: @ArangeFromZero(
// WHY: tricast.rules = ["ArangeFromZero"]
func.func @ArangeFromZero(%x: tensor<4xi64>) -> tensor<4xi64> {
  %0 = aten.arange.start_step start = 0 end = 4 : () -> tensor<4xi64>
  %1 = aten.add.Tensor %x, %0 : (tensor<4xi64>, tensor<4xi64>) -> tensor<4xi64>
  return %1 : tensor<4xi64>
}

// CHECK-LABEL: @LowerTriangleOfBools(
// CHECK-NEXT: aten.tril %arg0 diagonal = -1
// CHECK-NEXT: return
// WHY-LABEL: @LowerTriangleOfBools(
// WHY: tricast.rules = ["LowerTriangleOfBools"]
func.func @LowerTriangleOfBools(%x: tensor<3x4xi1>) -> tensor<3x4xi1> {
  %n = aten.arange end = 4 : () -> tensor<4xi64>
  %c = aten.unsqueeze %n dim = -2 : (tensor<4xi64>) -> tensor<1x4xi64>
  %m = aten.arange end = 3 : () -> tensor<3xi64>
  %r = aten.unsqueeze %m dim = -1 : (tensor<3xi64>) -> tensor<3x1xi64>
  %d = aten.sub.Tensor %c, %r : (tensor<1x4xi64>, tensor<3x1xi64>) -> tensor<3x4xi64>
  %k = aten.le.Scalar %d other = -1 : (tensor<3x4xi64>) -> tensor<3x4xi1>
  %0 = aten.logical_and %k, %x : (tensor<3x4xi1>, tensor<3x4xi1>) -> tensor<3x4xi1>
  return %0 : tensor<3x4xi1>
}

// CHECK-LABEL: @UpperTriangleOfBools(
// CHECK-NEXT: aten.triu %arg0 diagonal = 1
// CHECK-NEXT: return
// WHY-LABEL: @UpperTriangleOfBools(
// WHY: tricast.rules = ["UpperTriangleOfBools"]
func.func @UpperTriangleOfBools(%x: tensor<3x4xi1>) -> tensor<3x4xi1> {
  %n = aten.arange end = 4 : () -> tensor<4xi64>
  %c = aten.unsqueeze %n dim = -2 : (tensor<4xi64>) -> tensor<1x4xi64>
  %m = aten.arange end = 3 : () -> tensor<3xi64>
  %r = aten.unsqueeze %m dim = -1 : (tensor<3xi64>) -> tensor<3x1xi64>
  %d = aten.sub.Tensor %c, %r : (tensor<1x4xi64>, tensor<3x1xi64>) -> tensor<3x4xi64>
  %k = aten.ge.Scalar %d other = 1 : (tensor<3x4xi64>) -> tensor<3x4xi1>
  %0 = aten.logical_and %k, %x : (tensor<3x4xi1>, tensor<3x4xi1>) -> tensor<3x4xi1>
  return %0 : tensor<3x4xi1>
}

// CHECK-LABEL: @LowerTriangle(
// CHECK-NEXT: aten.tril %arg0
// CHECK-NEXT: return
// WHY-LABEL: @LowerTriangle(
// WHY: tricast.rules = ["LowerTriangle"]
func.func @LowerTriangle(%x: tensor<2x3x4xf32>) -> tensor<2x3x4xf32> {
  %n = aten.arange end = 4 : () -> tensor<4xi64>
  %c = aten.unsqueeze %n dim = -2 : (tensor<4xi64>) -> tensor<1x4xi64>
  %m = aten.arange end = 3 : () -> tensor<3xi64>
  %r = aten.unsqueeze %m dim = -1 : (tensor<3xi64>) -> tensor<3x1xi64>
  %d = aten.sub.Tensor %c, %r : (tensor<1x4xi64>, tensor<3x1xi64>) -> tensor<3x4xi64>
  %k = aten.le.Scalar %d other = 0 : (tensor<3x4xi64>) -> tensor<3x4xi1>
  %z = aten.scalar_tensor s = 0.0 dtype = f32 : () -> tensor<f32>
  %0 = aten.where.self %k, %x, %z : (tensor<3x4xi1>, tensor<2x3x4xf32>, tensor<f32>) -> tensor<2x3x4xf32>
  return %0 : tensor<2x3x4xf32>
}

// CHECK-LABEL: @UpperTriangle(
// CHECK-NEXT: aten.triu %arg0 diagonal = 1
// CHECK-NEXT: return
// WHY-LABEL: @UpperTriangle(
// WHY: tricast.rules = ["UpperTriangle"]
func.func @UpperTriangle(%x: tensor<2x3x4xf32>) -> tensor<2x3x4xf32> {
  %n = aten.arange end = 4 : () -> tensor<4xi64>
  %c = aten.unsqueeze %n dim = -2 : (tensor<4xi64>) -> tensor<1x4xi64>
  %m = aten.arange end = 3 : () -> tensor<3xi64>
  %r = aten.unsqueeze %m dim = -1 : (tensor<3xi64>) -> tensor<3x1xi64>
  %d = aten.sub.Tensor %c, %r : (tensor<1x4xi64>, tensor<3x1xi64>) -> tensor<3x4xi64>
  %k = aten.ge.Scalar %d other = 1 : (tensor<3x4xi64>) -> tensor<3x4xi1>
  %z = aten.scalar_tensor s = 0.0 dtype = f32 : () -> tensor<f32>
  %0 = aten.where.self %k, %x, %z : (tensor<3x4xi1>, tensor<2x3x4xf32>, tensor<f32>) -> tensor<2x3x4xf32>
  return %0 : tensor<2x3x4xf32>
}

// Rows from columns: the other triangle.

// CHECK-LABEL: @LowerTriangle_transposed(
// CHECK: aten.sub.Tensor
func.func @LowerTriangle_transposed(%x: tensor<3x3xf32>) -> tensor<3x3xf32> {
  %n = aten.arange end = 3 : () -> tensor<3xi64>
  %c = aten.unsqueeze %n dim = -1 : (tensor<3xi64>) -> tensor<3x1xi64>
  %r = aten.unsqueeze %n dim = -2 : (tensor<3xi64>) -> tensor<1x3xi64>
  %d = aten.sub.Tensor %c, %r : (tensor<3x1xi64>, tensor<1x3xi64>) -> tensor<3x3xi64>
  %k = aten.le.Scalar %d other = 0 : (tensor<3x3xi64>) -> tensor<3x3xi1>
  %z = aten.scalar_tensor s = 0.0 dtype = f32 : () -> tensor<f32>
  %0 = aten.where.self %k, %x, %z : (tensor<3x3xi1>, tensor<3x3xf32>, tensor<f32>) -> tensor<3x3xf32>
  return %0 : tensor<3x3xf32>
}

// CHECK-LABEL: @MaskedFill(
// CHECK-NEXT: aten.masked_fill.Scalar %arg1, %arg0 value = "-inf"
// CHECK-NEXT: return
// WHY-LABEL: @MaskedFill(
// WHY: tricast.rules = ["MaskedFill"]
func.func @MaskedFill(%m: tensor<3x4xi1>, %x: tensor<2x3x4xf32>) -> tensor<2x3x4xf32> {
  %z = aten.scalar_tensor s = "-inf" dtype = f32 : () -> tensor<f32>
  %0 = aten.where.self %m, %z, %x : (tensor<3x4xi1>, tensor<f32>, tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
  return %0 : tensor<2x3x4xf32>
}

// CHECK-LABEL: @MaskedFill_grows(
// CHECK: aten.where.self
func.func @MaskedFill_grows(%m: tensor<3x4xi1>, %x: tensor<4xf32>) -> tensor<3x4xf32> {
  %z = aten.scalar_tensor s = 1.0 dtype = f32 : () -> tensor<f32>
  %0 = aten.where.self %m, %z, %x : (tensor<3x4xi1>, tensor<f32>, tensor<4xf32>) -> tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

// CHECK-LABEL: @RepeatInterleave(
// CHECK-NEXT: aten.repeat_interleave.self_int %arg0 repeats = 5 dim = 1 output_size = 15
// CHECK-NEXT: return
// WHY-LABEL: @RepeatInterleave(
// WHY: tricast.rules = ["RepeatInterleave"]
func.func @RepeatInterleave(%x: tensor<2x3x4xf32>) -> tensor<2x15x4xf32> {
  %0 = aten.unsqueeze %x dim = 2 : (tensor<2x3x4xf32>) -> tensor<2x3x1x4xf32>
  %1 = aten.expand %0 size = [2, 3, 5, 4] : (tensor<2x3x1x4xf32>) -> tensor<2x3x5x4xf32>
  %2 = aten.view %1 size = [2, 15, 4] : (tensor<2x3x5x4xf32>) -> tensor<2x15x4xf32>
  return %2 : tensor<2x15x4xf32>
}

// The whole is repeated, not each part.

// CHECK-LABEL: @RepeatInterleave_tiles(
// CHECK: aten.expand
func.func @RepeatInterleave_tiles(%x: tensor<2x4xf32>) -> tensor<8x4xf32> {
  %0 = aten.unsqueeze %x dim = 0 : (tensor<2x4xf32>) -> tensor<1x2x4xf32>
  %1 = aten.expand %0 size = [4, 2, 4] : (tensor<1x2x4xf32>) -> tensor<4x2x4xf32>
  %2 = aten.view %1 size = [8, 4] : (tensor<4x2x4xf32>) -> tensor<8x4xf32>
  return %2 : tensor<8x4xf32>
}
