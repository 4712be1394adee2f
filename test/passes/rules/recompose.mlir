// RUN: tricast-opt --tricast-rewrite=rules=recompose %s | FileCheck %s
// RUN: tricast-opt --tricast-rewrite='engine=greedy rules=recompose' %s | FileCheck %s
// RUN: tricast-opt --tricast-rewrite='rules=recompose explain' %s | FileCheck %s --check-prefix=WHY
// RUN: tricast-opt --tricast-rewrite='rules=recompose numerics=exact' %s | FileCheck %s --check-prefix=EXACT

// CHECK-LABEL: @LinearFromAddmm
// CHECK: aten.linear %arg1, %arg2 bias = %arg0
// WHY-LABEL: @LinearFromAddmm(
// WHY: tricast.rules = ["LinearFromAddmm"]
func.func @LinearFromAddmm(%b: tensor<5xf32>, %a: tensor<3x4xf32>, %w: tensor<5x4xf32>) -> tensor<3x5xf32> {
  %0 = aten.permute %w dims = [1, 0] : (tensor<5x4xf32>) -> tensor<4x5xf32>
  %1 = aten.addmm %b, %a, %0 : (tensor<5xf32>, tensor<3x4xf32>, tensor<4x5xf32>) -> tensor<3x5xf32>
  return %1 : tensor<3x5xf32>
}

// CHECK-LABEL: @LinearFromAddmm_scaled
// CHECK: aten.addmm
func.func @LinearFromAddmm_scaled(%b: tensor<5xf32>, %a: tensor<3x4xf32>, %w: tensor<5x4xf32>) -> tensor<3x5xf32> {
  %0 = aten.permute %w dims = [1, 0] : (tensor<5x4xf32>) -> tensor<4x5xf32>
  %1 = aten.addmm %b, %a, %0 alpha = 2 : (tensor<5xf32>, tensor<3x4xf32>, tensor<4x5xf32>) -> tensor<3x5xf32>
  return %1 : tensor<3x5xf32>
}

// CHECK-LABEL: @LinearFromMm
// CHECK: aten.linear %arg0, %arg1 :
// WHY-LABEL: @LinearFromMm(
// WHY: tricast.rules = ["LinearFromMm"]
func.func @LinearFromMm(%a: tensor<3x4xf32>, %w: tensor<5x4xf32>) -> tensor<3x5xf32> {
  %0 = aten.permute %w dims = [1, 0] : (tensor<5x4xf32>) -> tensor<4x5xf32>
  %1 = aten.mm %a, %0 : (tensor<3x4xf32>, tensor<4x5xf32>) -> tensor<3x5xf32>
  return %1 : tensor<3x5xf32>
}

// CHECK-LABEL: @LinearOfRows
// CHECK-NEXT: aten.linear %arg0, %arg1 bias = %arg2 {{.*}} -> tensor<2x3x5xf32>
// CHECK-NEXT: return
// WHY-LABEL: @LinearOfRows(
// WHY: tricast.rules = ["LinearOfRows"]
func.func @LinearOfRows(%x: tensor<2x3x4xf32>, %w: tensor<5x4xf32>, %b: tensor<5xf32>) -> tensor<2x3x5xf32> {
  %0 = aten.view %x size = [6, 4] : (tensor<2x3x4xf32>) -> tensor<6x4xf32>
  %1 = aten.linear %0, %w bias = %b : (tensor<6x4xf32>, tensor<5x4xf32>, tensor<5xf32>) -> tensor<6x5xf32>
  %2 = aten.view %1 size = [2, 3, 5] : (tensor<6x5xf32>) -> tensor<2x3x5xf32>
  return %2 : tensor<2x3x5xf32>
}

// CHECK-LABEL: @LinearOfRows_other_rows
// CHECK: aten.view
// CHECK: aten.linear
// CHECK: aten.view
func.func @LinearOfRows_other_rows(%x: tensor<2x3x4xf32>, %w: tensor<5x4xf32>, %b: tensor<5xf32>) -> tensor<3x2x5xf32> {
  %0 = aten.view %x size = [6, 4] : (tensor<2x3x4xf32>) -> tensor<6x4xf32>
  %1 = aten.linear %0, %w bias = %b : (tensor<6x4xf32>, tensor<5x4xf32>, tensor<5xf32>) -> tensor<6x5xf32>
  %2 = aten.view %1 size = [3, 2, 5] : (tensor<6x5xf32>) -> tensor<3x2x5xf32>
  return %2 : tensor<3x2x5xf32>
}

// CHECK-LABEL: @LinearOfRowsWithoutBias
// CHECK-NEXT: aten.linear %arg0, %arg1 :
// CHECK-NEXT: return
// WHY-LABEL: @LinearOfRowsWithoutBias(
// WHY: tricast.rules = ["LinearOfRowsWithoutBias"]
func.func @LinearOfRowsWithoutBias(%x: tensor<2x3x4xf32>, %w: tensor<5x4xf32>) -> tensor<2x3x5xf32> {
  %0 = aten.view %x size = [6, 4] : (tensor<2x3x4xf32>) -> tensor<6x4xf32>
  %1 = aten.linear %0, %w : (tensor<6x4xf32>, tensor<5x4xf32>) -> tensor<6x5xf32>
  %2 = aten.view %1 size = [2, 3, 5] : (tensor<6x5xf32>) -> tensor<2x3x5xf32>
  return %2 : tensor<2x3x5xf32>
}

// CHECK-LABEL: @MatmulOfBatches
// CHECK-NEXT: aten.matmul %arg0, %arg1
// CHECK-NEXT: return
// WHY-LABEL: @MatmulOfBatches(
// WHY: tricast.rules = ["MatmulOfBatches"]
func.func @MatmulOfBatches(%a: tensor<2x3x4x5xf32>, %b: tensor<2x3x5x6xf32>) -> tensor<2x3x4x6xf32> {
  %0 = aten.view %a size = [6, 4, 5] : (tensor<2x3x4x5xf32>) -> tensor<6x4x5xf32>
  %1 = aten.view %b size = [6, 5, 6] : (tensor<2x3x5x6xf32>) -> tensor<6x5x6xf32>
  %2 = aten.bmm %0, %1 : (tensor<6x4x5xf32>, tensor<6x5x6xf32>) -> tensor<6x4x6xf32>
  %3 = aten.view %2 size = [2, 3, 4, 6] : (tensor<6x4x6xf32>) -> tensor<2x3x4x6xf32>
  return %3 : tensor<2x3x4x6xf32>
}

// CHECK-LABEL: @SafeSoftmax
// CHECK-NEXT: aten._safe_softmax %arg0 dim = -1
// CHECK-NEXT: return
// WHY-LABEL: @SafeSoftmax(
// WHY: tricast.rules = ["SafeSoftmax"]
func.func @SafeSoftmax(%s: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = aten._softmax %s dim = -1 half_to_float = false : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %1 = aten.eq.Scalar %s other = "-inf" : (tensor<4x8xf32>) -> tensor<4x8xi1>
  %2 = aten.logical_not %1 : (tensor<4x8xi1>) -> tensor<4x8xi1>
  %3 = aten.any.dim %2 dim = -1 keepdim = true : (tensor<4x8xi1>) -> tensor<4x1xi1>
  %4 = aten.logical_not %3 : (tensor<4x1xi1>) -> tensor<4x1xi1>
  %5 = aten.full_like %0 fill_value = 0 : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %6 = aten.where.self %4, %5, %0 : (tensor<4x1xi1>, tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
  return %6 : tensor<4x8xf32>
}

// CHECK-LABEL: @AttentionWithMask
// CHECK-NEXT: aten.scaled_dot_product_attention %arg0, %arg1, %arg2 attn_mask = %arg3 scale = 2.500000e-01
// CHECK-NEXT: return
// EXACT-LABEL: @AttentionWithMask
// EXACT-NOT: aten.scaled_dot_product_attention
// EXACT-LABEL: @AttentionWithBools
// WHY-LABEL: @AttentionWithMask(
// WHY: tricast.rules = ["AttentionWithMask"]
func.func @AttentionWithMask(%q: tensor<2x3x4x16xf32>, %k: tensor<2x3x5x16xf32>, %v: tensor<2x3x5x16xf32>, %m: tensor<4x5xf32>) -> tensor<2x3x4x16xf32> {
  %0 = aten.mul.Scalar %q other = 0.5 : (tensor<2x3x4x16xf32>) -> tensor<2x3x4x16xf32>
  %1 = aten.permute %k dims = [0, 1, 3, 2] : (tensor<2x3x5x16xf32>) -> tensor<2x3x16x5xf32>
  %2 = aten.mul.Scalar %1 other = 0.5 : (tensor<2x3x16x5xf32>) -> tensor<2x3x16x5xf32>
  %3 = aten.matmul %0, %2 : (tensor<2x3x4x16xf32>, tensor<2x3x16x5xf32>) -> tensor<2x3x4x5xf32>
  %4 = aten.add.Tensor %3, %m : (tensor<2x3x4x5xf32>, tensor<4x5xf32>) -> tensor<2x3x4x5xf32>
  %5 = aten._safe_softmax %4 dim = -1 : (tensor<2x3x4x5xf32>) -> tensor<2x3x4x5xf32>
  %6 = aten.matmul %5, %v : (tensor<2x3x4x5xf32>, tensor<2x3x5x16xf32>) -> tensor<2x3x4x16xf32>
  return %6 : tensor<2x3x4x16xf32>
}

// CHECK-LABEL: @AttentionWithBools
// CHECK-NEXT: aten.scaled_dot_product_attention %arg0, %arg1, %arg2 attn_mask = %arg3 scale = 2.500000e-01
// CHECK-NEXT: return
// WHY-LABEL: @AttentionWithBools(
// WHY: tricast.rules = ["AttentionWithBools"]
func.func @AttentionWithBools(%q: tensor<2x3x4x16xf32>, %k: tensor<2x3x5x16xf32>, %v: tensor<2x3x5x16xf32>, %m: tensor<4x5xi1>) -> tensor<2x3x4x16xf32> {
  %0 = aten.scalar_tensor s = 0.0 dtype = f32 : () -> tensor<f32>
  %1 = aten.scalar_tensor s = "-inf" dtype = f32 : () -> tensor<f32>
  %2 = aten.where.self %m, %0, %1 : (tensor<4x5xi1>, tensor<f32>, tensor<f32>) -> tensor<4x5xf32>
  %3 = aten.scaled_dot_product_attention %q, %k, %v attn_mask = %2 scale = 0.25 : (tensor<2x3x4x16xf32>, tensor<2x3x5x16xf32>, tensor<2x3x5x16xf32>, tensor<4x5xf32>) -> tensor<2x3x4x16xf32>
  return %3 : tensor<2x3x4x16xf32>
}

// CHECK-LABEL: @VectorNorm
// CHECK-NEXT: aten.linalg_vector_norm %arg0 dim = [1] keepdim = true
// CHECK-NEXT: return
// WHY-LABEL: @VectorNorm(
// WHY: tricast.rules = ["VectorNorm"]
func.func @VectorNorm(%x: tensor<3x4xf32>) -> tensor<3x1xf32> {
  %0 = aten.pow.Tensor_Scalar %x exponent = 2.0 : (tensor<3x4xf32>) -> tensor<3x4xf32>
  %1 = aten.sum.dim_IntList %0 dim = [1] keepdim = true : (tensor<3x4xf32>) -> tensor<3x1xf32>
  %2 = aten.pow.Tensor_Scalar %1 exponent = 0.5 : (tensor<3x1xf32>) -> tensor<3x1xf32>
  return %2 : tensor<3x1xf32>
}

// CHECK-LABEL: @LinearFromBmm(
// CHECK-NEXT: aten.linear %arg0, %arg1 :
// CHECK-NEXT: return
// WHY-LABEL: @LinearFromBmm(
// WHY: tricast.rules = ["LinearFromBmm"]
func.func @LinearFromBmm(%a: tensor<2x3x4xf32>, %w: tensor<5x4xf32>) -> tensor<2x3x5xf32> {
  %0 = aten.permute %w dims = [1, 0] : (tensor<5x4xf32>) -> tensor<4x5xf32>
  %1 = aten.expand %0 size = [2, 4, 5] : (tensor<4x5xf32>) -> tensor<2x4x5xf32>
  %2 = aten.bmm %a, %1 : (tensor<2x3x4xf32>, tensor<2x4x5xf32>) -> tensor<2x3x5xf32>
  return %2 : tensor<2x3x5xf32>
}

// One row that is repeated is not the weight of a linear.

// CHECK-LABEL: @LinearFromBmm_repeated(
// CHECK: aten.bmm
func.func @LinearFromBmm_repeated(%a: tensor<2x3x4xf32>, %w: tensor<5x1xf32>) -> tensor<2x3x5xf32> {
  %0 = aten.permute %w dims = [1, 0] : (tensor<5x1xf32>) -> tensor<1x5xf32>
  %1 = aten.expand %0 size = [2, 4, 5] : (tensor<1x5xf32>) -> tensor<2x4x5xf32>
  %2 = aten.bmm %a, %1 : (tensor<2x3x4xf32>, tensor<2x4x5xf32>) -> tensor<2x3x5xf32>
  return %2 : tensor<2x3x5xf32>
}

// CHECK-LABEL: @LinearBias(
// CHECK-NEXT: aten.linear %arg0, %arg1 bias = %arg2
// CHECK-NEXT: return
// WHY-LABEL: @LinearBias(
// WHY: tricast.rules = ["LinearBias"]
func.func @LinearBias(%a: tensor<2x3x4xf32>, %w: tensor<5x4xf32>, %b: tensor<5xf32>) -> tensor<2x3x5xf32> {
  %0 = aten.linear %a, %w : (tensor<2x3x4xf32>, tensor<5x4xf32>) -> tensor<2x3x5xf32>
  %1 = aten.add.Tensor %0, %b : (tensor<2x3x5xf32>, tensor<5xf32>) -> tensor<2x3x5xf32>
  return %1 : tensor<2x3x5xf32>
}

// CHECK-LABEL: @AttentionWithoutMask(
// CHECK-NEXT: aten.scaled_dot_product_attention %arg0, %arg1, %arg2 scale = 2.500000e-01
// CHECK-NEXT: return
// WHY-LABEL: @AttentionWithoutMask(
// WHY: tricast.rules = ["AttentionWithoutMask"]
func.func @AttentionWithoutMask(%q: tensor<2x3x4x16xf32>, %k: tensor<2x3x5x16xf32>, %v: tensor<2x3x5x16xf32>) -> tensor<2x3x4x16xf32> {
  %0 = aten.mul.Scalar %q other = 0.5 : (tensor<2x3x4x16xf32>) -> tensor<2x3x4x16xf32>
  %1 = aten.permute %k dims = [0, 1, 3, 2] : (tensor<2x3x5x16xf32>) -> tensor<2x3x16x5xf32>
  %2 = aten.mul.Scalar %1 other = 0.5 : (tensor<2x3x16x5xf32>) -> tensor<2x3x16x5xf32>
  %3 = aten.matmul %0, %2 : (tensor<2x3x4x16xf32>, tensor<2x3x16x5xf32>) -> tensor<2x3x4x5xf32>
  %4 = aten._safe_softmax %3 dim = -1 : (tensor<2x3x4x5xf32>) -> tensor<2x3x4x5xf32>
  %5 = aten.matmul %4, %v : (tensor<2x3x4x5xf32>, tensor<2x3x5x16xf32>) -> tensor<2x3x4x16xf32>
  return %5 : tensor<2x3x4x16xf32>
}

// CHECK-LABEL: @Difference(
// CHECK-NEXT: aten.diff %arg0 dim = 1 :
// CHECK-NEXT: return
// WHY-LABEL: @Difference(
// WHY: tricast.rules = ["Difference"]
func.func @Difference(%x: tensor<2x5xi64>) -> tensor<2x4xi64> {
  %0 = aten.slice.Tensor %x dim = 1 start = 0 end = 4 : (tensor<2x5xi64>) -> tensor<2x4xi64>
  %1 = aten.slice.Tensor %x dim = 1 start = 1 end = 5 : (tensor<2x5xi64>) -> tensor<2x4xi64>
  %2 = aten.sub.Tensor %1, %0 : (tensor<2x4xi64>, tensor<2x4xi64>) -> tensor<2x4xi64>
  return %2 : tensor<2x4xi64>
}

// CHECK-LABEL: @DifferencePrepended(
// CHECK-NEXT: aten.diff %arg1 dim = 1 prepend = %arg0
// CHECK-NEXT: return
// WHY-LABEL: @DifferencePrepended(
// WHY: tricast.rules = ["DifferencePrepended"]
func.func @DifferencePrepended(%p: tensor<2x1xi64>, %x: tensor<2x4xi64>) -> tensor<2x4xi64> {
  %0 = aten.cat [%p, %x] dim = 1 : (tensor<2x1xi64>, tensor<2x4xi64>) -> tensor<2x5xi64>
  %1 = aten.diff %0 dim = 1 : (tensor<2x5xi64>) -> tensor<2x4xi64>
  return %1 : tensor<2x4xi64>
}

// CHECK-LABEL: @StackOfCat(
// CHECK-NEXT: aten.stack [%arg0, %arg1, %arg2] dim = 1
// CHECK-NEXT: return
// WHY-LABEL: @StackOfCat(
// WHY: tricast.rules = [{{.*}}"StackOfCat"
func.func @StackOfCat(%x: tensor<2x5xf32>, %y: tensor<2x5xf32>, %z: tensor<2x5xf32>) -> tensor<2x3x5xf32> {
  %0 = aten.cat [%x, %y, %z] dim = 1 : (tensor<2x5xf32>, tensor<2x5xf32>, tensor<2x5xf32>) -> tensor<2x15xf32>
  %1 = aten.view %0 size = [2, 3, 5] : (tensor<2x15xf32>) -> tensor<2x3x5xf32>
  return %1 : tensor<2x3x5xf32>
}

// CHECK-LABEL: @StackOfCat_split(
// CHECK: aten.cat
// CHECK: return
func.func @StackOfCat_split(%x: tensor<2x6xf32>, %y: tensor<2x6xf32>) -> tensor<2x6x2xf32> {
  %0 = aten.cat [%x, %y] dim = 1 : (tensor<2x6xf32>, tensor<2x6xf32>) -> tensor<2x12xf32>
  %1 = aten.view %0 size = [2, 6, 2] : (tensor<2x12xf32>) -> tensor<2x6x2xf32>
  return %1 : tensor<2x6x2xf32>
}

// CHECK-LABEL: @StackOfTwo(
// CHECK-NEXT: aten.stack [%arg0, %arg1] dim = -1
// CHECK-NEXT: return
// WHY-LABEL: @StackOfTwo(
// WHY: tricast.rules = [{{.*}}"StackOfTwo"
func.func @StackOfTwo(%x: tensor<2x5xf32>, %y: tensor<2x5xf32>) -> tensor<2x5x2xf32> {
  %0 = aten.unsqueeze %x dim = 2 : (tensor<2x5xf32>) -> tensor<2x5x1xf32>
  %1 = aten.unsqueeze %y dim = -1 : (tensor<2x5xf32>) -> tensor<2x5x1xf32>
  %2 = aten.cat [%0, %1] dim = -1 : (tensor<2x5x1xf32>, tensor<2x5x1xf32>) -> tensor<2x5x2xf32>
  return %2 : tensor<2x5x2xf32>
}

// CHECK-LABEL: @Roll(
// CHECK-NEXT: aten.roll %arg0 shifts = [3] dims = [-1]
// CHECK-NEXT: return
// WHY-LABEL: @Roll(
// WHY: tricast.rules = [{{.*}}"Roll"
func.func @Roll(%x: tensor<2x5xf32>) -> tensor<2x5xf32> {
  %0 = aten.arange.start_step start = 0 end = 5 : () -> tensor<5xi64>
  %1 = aten.add.Scalar %0 other = 2 : (tensor<5xi64>) -> tensor<5xi64>
  %2 = aten.fmod.Scalar %1 other = 5 : (tensor<5xi64>) -> tensor<5xi64>
  %3 = aten.index_select %x, %2 dim = -1 : (tensor<2x5xf32>, tensor<5xi64>) -> tensor<2x5xf32>
  return %3 : tensor<2x5xf32>
}

// CHECK-LABEL: @Roll_negative(
// CHECK: aten.index_select
func.func @Roll_negative(%x: tensor<2x5xf32>) -> tensor<2x5xf32> {
  %0 = aten.arange.start_step start = 0 end = 5 : () -> tensor<5xi64>
  %1 = aten.add.Scalar %0 other = -2 : (tensor<5xi64>) -> tensor<5xi64>
  %2 = aten.fmod.Scalar %1 other = 5 : (tensor<5xi64>) -> tensor<5xi64>
  %3 = aten.index_select %x, %2 dim = -1 : (tensor<2x5xf32>, tensor<5xi64>) -> tensor<2x5xf32>
  return %3 : tensor<2x5xf32>
}

// CHECK-LABEL: @RollTwice(
// CHECK-NEXT: aten.roll %arg0 shifts = [3, 1] dims = [1, 0]
// CHECK-NEXT: return
// WHY-LABEL: @RollTwice(
// WHY: tricast.rules = [{{.*}}"RollTwice"
func.func @RollTwice(%x: tensor<2x5xf32>) -> tensor<2x5xf32> {
  %0 = aten.roll %x shifts = [3] dims = [1] : (tensor<2x5xf32>) -> tensor<2x5xf32>
  %1 = aten.roll %0 shifts = [1] dims = [0] : (tensor<2x5xf32>) -> tensor<2x5xf32>
  return %1 : tensor<2x5xf32>
}

// CHECK-LABEL: @Addcmul(
// CHECK-NEXT: aten.addcmul %arg0, %arg1, %arg2 value = 5.000000e-01
// CHECK-NEXT: return
// WHY-LABEL: @Addcmul(
// WHY: tricast.rules = [{{.*}}"Addcmul"
func.func @Addcmul(%x: tensor<2x5xf32>, %a: tensor<2x5xf32>, %b: tensor<5xf32>) -> tensor<2x5xf32> {
  %0 = aten.mul.Scalar %a other = 0.5 : (tensor<2x5xf32>) -> tensor<2x5xf32>
  %1 = aten.mul.Tensor %0, %b : (tensor<2x5xf32>, tensor<5xf32>) -> tensor<2x5xf32>
  %2 = aten.add.Tensor %x, %1 : (tensor<2x5xf32>, tensor<2x5xf32>) -> tensor<2x5xf32>
  return %2 : tensor<2x5xf32>
}

// CHECK-LABEL: @Lerp(
// CHECK-NEXT: aten.lerp.Tensor %arg0, %arg1, %arg2
// CHECK-NEXT: return
// WHY-LABEL: @Lerp(
// WHY: tricast.rules = [{{.*}}"Lerp"
func.func @Lerp(%s: tensor<2x5xf32>, %e: tensor<2x5xf32>, %w: tensor<f32>) -> tensor<2x5xf32> {
  %0 = aten.abs %w : (tensor<f32>) -> tensor<f32>
  %1 = aten.ge.Scalar %0 other = 0.5 : (tensor<f32>) -> tensor<i1>
  %2 = aten.sub.Scalar %w other = 1 : (tensor<f32>) -> tensor<f32>
  %3 = aten.where.self %1, %2, %w : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
  %4 = aten.where.self %1, %e, %s : (tensor<i1>, tensor<2x5xf32>, tensor<2x5xf32>) -> tensor<2x5xf32>
  %5 = aten.sub.Tensor %e, %s : (tensor<2x5xf32>, tensor<2x5xf32>) -> tensor<2x5xf32>
  %6 = aten.mul.Tensor %3, %5 : (tensor<f32>, tensor<2x5xf32>) -> tensor<2x5xf32>
  %7 = aten.add.Tensor %6, %4 : (tensor<2x5xf32>, tensor<2x5xf32>) -> tensor<2x5xf32>
  return %7 : tensor<2x5xf32>
}
