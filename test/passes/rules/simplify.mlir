// RUN: tricast-opt --tricast-rewrite=rules=simplify %s | FileCheck %s
// RUN: tricast-opt --tricast-rewrite='engine=greedy rules=simplify' %s | FileCheck %s
// RUN: tricast-opt --tricast-rewrite='rules=simplify explain' %s | FileCheck %s --check-prefix=WHY

// CHECK-LABEL: @TransposeTwice
// CHECK-SAME: (%[[X:.*]]: tensor<2x3x4xf32>)
// CHECK-NEXT: return %[[X]]
func.func @TransposeTwice(%x: tensor<2x3x4xf32>) -> tensor<2x3x4xf32> {
  %0 = aten.transpose.int %x dim0 = 1 dim1 = 2 : (tensor<2x3x4xf32>) -> tensor<2x4x3xf32>
  %1 = aten.transpose.int %0 dim0 = 1 dim1 = 2 : (tensor<2x4x3xf32>) -> tensor<2x3x4xf32>
  return %1 : tensor<2x3x4xf32>
}

// CHECK-LABEL: @TransposeIsPermute
// CHECK-NEXT: return %arg0
func.func @TransposeIsPermute(%x: tensor<2x3x4xf32>) -> tensor<2x3x4xf32> {
  %0 = aten.transpose.int %x dim0 = -1 dim1 = 1 : (tensor<2x3x4xf32>) -> tensor<2x4x3xf32>
  %1 = aten.permute %0 dims = [0, 2, 1] : (tensor<2x4x3xf32>) -> tensor<2x3x4xf32>
  return %1 : tensor<2x3x4xf32>
}

// CHECK-LABEL: @PermuteTwice
// CHECK-NEXT: %[[P:.*]] = aten.permute %arg0 dims = [2, 0, 1]
// CHECK-NEXT: return %[[P]]
// WHY-LABEL: @PermuteTwice(
// WHY: tricast.rules = ["PermuteTwice"]
func.func @PermuteTwice(%x: tensor<2x3x4xf32>) -> tensor<4x2x3xf32> {
  %0 = aten.permute %x dims = [1, 2, 0] : (tensor<2x3x4xf32>) -> tensor<3x4x2xf32>
  %1 = aten.permute %0 dims = [1, -1, 0] : (tensor<3x4x2xf32>) -> tensor<4x2x3xf32>
  return %1 : tensor<4x2x3xf32>
}

// CHECK-LABEL: @PermuteNothing
// CHECK-NEXT: return %arg0
func.func @PermuteNothing(%x: tensor<2x3x4xf32>) -> tensor<2x3x4xf32> {
  %0 = aten.permute %x dims = [0, 1, -1] : (tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
  return %0 : tensor<2x3x4xf32>
}

// CHECK-LABEL: @ViewTwice
// CHECK-NEXT: %[[V:.*]] = aten.view %arg0 size = [24]
// CHECK-NEXT: return %[[V]]
// WHY-LABEL: @ViewTwice(
// WHY: tricast.rules = ["ViewTwice"]
func.func @ViewTwice(%x: tensor<2x3x4xf32>) -> tensor<24xf32> {
  %0 = aten.view %x size = [6, 4] : (tensor<2x3x4xf32>) -> tensor<6x4xf32>
  %1 = aten.view %0 size = [24] : (tensor<6x4xf32>) -> tensor<24xf32>
  return %1 : tensor<24xf32>
}

// CHECK-LABEL: @ViewNothing
// CHECK-NEXT: return %arg0
func.func @ViewNothing(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.view %x size = [2, -1] : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @ExpandNothing
// CHECK-NEXT: return %arg0
func.func @ExpandNothing(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.expand %x size = [-1, 3] : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @CloneNothing
// CHECK-NEXT: return %arg0
func.func @CloneNothing(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.clone %x memory_format = "contiguous_format" : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @CopyNothing(
// CHECK-NEXT: return %arg1
func.func @CopyNothing(%x: tensor<2x3xf32>, %y: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.copy %x, %y : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @CopyNothing_sizes(
// CHECK-NEXT: aten.copy
func.func @CopyNothing_sizes(%x: tensor<?xf32>, %y: tensor<?xf32>) -> tensor<?xf32> {
  %0 = aten.copy %x, %y : (tensor<?xf32>, tensor<?xf32>) -> tensor<?xf32>
  return %0 : tensor<?xf32>
}

// CHECK-LABEL: @AddNothing
// CHECK-NEXT: return %arg0
func.func @AddNothing(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.add.Scalar %x other = 0 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @DropoutNothing
// CHECK-NEXT: return %arg0
func.func @DropoutNothing(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.dropout %x p = 0.5 train = false : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @DropoutNothing_training
// CHECK: aten.dropout
func.func @DropoutNothing_training(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.dropout %x p = 0.5 train = true : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @ReshapeIsView
// CHECK-NEXT: return %arg0
func.func @ReshapeIsView(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.reshape %x shape = [2, -1] : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @ToDTypeNothing
// CHECK-NEXT: return %arg0
func.func @ToDTypeNothing(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.to.dtype %x dtype = f32 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @ToDeviceNothing
// CHECK-NEXT: return %arg0
func.func @ToDeviceNothing(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.to.device %x dtype = f32 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @ToLayoutNothing
// CHECK-NEXT: return %arg0
func.func @ToLayoutNothing(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.to.dtype_layout %x dtype = f32 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @ToCopyNothing
// CHECK-NEXT: return %arg0
func.func @ToCopyNothing(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten._to_copy %x dtype = f32 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @ContiguousNothing
// CHECK-NEXT: return %arg0
func.func @ContiguousNothing(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.contiguous %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @AliasNothing
// CHECK-NEXT: return %arg0
func.func @AliasNothing(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.alias %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// An int tensor plus 0.0 is a float tensor.

// CHECK-LABEL: @AddNothing_other_dtype
// CHECK: aten.add.Scalar
func.func @AddNothing_other_dtype(%x: tensor<2x3xi64>) -> tensor<2x3xf32> {
  %0 = aten.add.Scalar %x other = 0.0 : (tensor<2x3xi64>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// What has an effect stays, and so does what it uses.

// CHECK-LABEL: @effects
// CHECK: %[[Y:.*]] = aten.relu %arg0
// CHECK: ml_program.global_store @g = %[[Y]]
// CHECK: return
ml_program.global private mutable @g : tensor<2xf32>
func.func @effects(%x: tensor<2xf32>) {
  %0 = aten.clone %x : (tensor<2xf32>) -> tensor<2xf32>
  %1 = aten.relu %0 : (tensor<2xf32>) -> tensor<2xf32>
  ml_program.global_store @g = %1 : tensor<2xf32>
  return
}

// A region is a block of its own, which sees what is chosen around it.

// CHECK-LABEL: @region
// CHECK: scf.if
// CHECK-NEXT: aten.relu %arg1
// CHECK: else
// CHECK-NEXT: scf.yield %arg1
func.func @region(%c: i1, %x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.clone %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %1 = scf.if %c -> tensor<2x3xf32> {
    %2 = aten.clone %0 : (tensor<2x3xf32>) -> tensor<2x3xf32>
    %3 = aten.relu %2 : (tensor<2x3xf32>) -> tensor<2x3xf32>
    scf.yield %3 : tensor<2x3xf32>
  } else {
    scf.yield %0 : tensor<2x3xf32>
  }
  return %1 : tensor<2x3xf32>
}
