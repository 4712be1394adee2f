// RUN: tricast-opt --tricast-rewrite=rules=simplify %s | FileCheck %s --check-prefixes=CHECK,EQSAT
// RUN: tricast-opt --tricast-rewrite='engine=greedy rules=simplify' %s | FileCheck %s --check-prefixes=CHECK,GREEDY
// RUN: tricast-opt --tricast-rewrite='rules=simplify explain' %s | FileCheck %s --check-prefix=WHY

// CHECK-LABEL: @UnsqueezeIsView(
// CHECK-NEXT: aten.view %arg0 size = [2, 1, 3, 1]
// CHECK-NEXT: return
// WHY-LABEL: @UnsqueezeIsView(
// WHY: tricast.rules = ["UnsqueezeIsView", "ViewTwice"]
func.func @UnsqueezeIsView(%x: tensor<2x3xf32>) -> tensor<2x1x3x1xf32> {
  %0 = aten.unsqueeze %x dim = 1 : (tensor<2x3xf32>) -> tensor<2x1x3xf32>
  %1 = aten.unsqueeze %0 dim = -1 : (tensor<2x1x3xf32>) -> tensor<2x1x3x1xf32>
  return %1 : tensor<2x1x3x1xf32>
}

// Two dynamic sizes are not known to a view.

// CHECK-LABEL: @UnsqueezeIsView_two_dynamic(
// CHECK: aten.unsqueeze
func.func @UnsqueezeIsView_two_dynamic(%x: tensor<?x?xf32>) -> tensor<?x1x?xf32> {
  %0 = aten.unsqueeze %x dim = 1 : (tensor<?x?xf32>) -> tensor<?x1x?xf32>
  return %0 : tensor<?x1x?xf32>
}

// CHECK-LABEL: @SqueezeIsView(
// CHECK-NEXT: aten.view %arg0 size = [6]
// CHECK-NEXT: return
// WHY-LABEL: @SqueezeIsView(
// WHY: tricast.rules = ["SqueezeIsView", "ViewTwice"]
func.func @SqueezeIsView(%x: tensor<2x1x3x1xf32>) -> tensor<6xf32> {
  %0 = aten.squeeze %x : (tensor<2x1x3x1xf32>) -> tensor<2x3xf32>
  %1 = aten.view %0 size = [6] : (tensor<2x3xf32>) -> tensor<6xf32>
  return %1 : tensor<6xf32>
}

// CHECK-LABEL: @SqueezeDimIsView(
// CHECK-NEXT: aten.view %arg0 size = [6]
// CHECK-NEXT: return
// WHY-LABEL: @SqueezeDimIsView(
// WHY: tricast.rules = ["SqueezeDimIsView", "ViewTwice"]
func.func @SqueezeDimIsView(%x: tensor<2x1x3x1xf32>) -> tensor<6xf32> {
  %0 = aten.squeeze.dim %x dim = 1 : (tensor<2x1x3x1xf32>) -> tensor<2x3x1xf32>
  %1 = aten.view %0 size = [6] : (tensor<2x3x1xf32>) -> tensor<6xf32>
  return %1 : tensor<6xf32>
}

// CHECK-LABEL: @SqueezeDimsIsView(
// CHECK-NEXT: aten.view %arg0 size = [6]
// CHECK-NEXT: return
// WHY-LABEL: @SqueezeDimsIsView(
// WHY: tricast.rules = ["SqueezeDimsIsView", "ViewTwice"]
func.func @SqueezeDimsIsView(%x: tensor<2x1x3x1xf32>) -> tensor<6xf32> {
  %0 = aten.squeeze.dims %x dim = [1, 3] : (tensor<2x1x3x1xf32>) -> tensor<2x3xf32>
  %1 = aten.view %0 size = [6] : (tensor<2x3xf32>) -> tensor<6xf32>
  return %1 : tensor<6xf32>
}

// CHECK-LABEL: @FlattenIsView(
// CHECK-NEXT: aten.view %arg0 size = [24]
// CHECK-NEXT: return
// WHY-LABEL: @FlattenIsView(
// WHY: tricast.rules = ["FlattenIsView", "ViewTwice"]
func.func @FlattenIsView(%x: tensor<2x3x4xf32>) -> tensor<24xf32> {
  %0 = aten.flatten.using_ints %x start_dim = 1 : (tensor<2x3x4xf32>) -> tensor<2x12xf32>
  %1 = aten.view %0 size = [24] : (tensor<2x12xf32>) -> tensor<24xf32>
  return %1 : tensor<24xf32>
}

// CHECK-LABEL: @UnflattenIsView(
// CHECK-NEXT: aten.view %arg0 size = [24]
// CHECK-NEXT: return
// WHY-LABEL: @UnflattenIsView(
// WHY: tricast.rules = ["UnflattenIsView", "ViewTwice"]
func.func @UnflattenIsView(%x: tensor<2x12xf32>) -> tensor<24xf32> {
  %0 = aten.unflatten.int %x dim = 1 sizes = [3, 4] : (tensor<2x12xf32>) -> tensor<2x3x4xf32>
  %1 = aten.view %0 size = [24] : (tensor<2x3x4xf32>) -> tensor<24xf32>
  return %1 : tensor<24xf32>
}

// Both are the same view, which the e-graph sees.

// CHECK-LABEL: @ViewOfSizes(
// EQSAT-NEXT: aten.view %arg1 size = [12, 2]
// EQSAT-NEXT: return
// GREEDY-NEXT: aten.view %arg1 size = [6, 4]
// GREEDY-NEXT: aten.view %arg1 size = [6, 4]
// GREEDY-NEXT: aten.where.self
// GREEDY-NEXT: aten.view
// GREEDY-NEXT: return
// WHY-LABEL: @ViewOfSizes(
// WHY: tricast.rules = ["ViewOfSizes", "WhereSame", "ViewTwice"]
func.func @ViewOfSizes(%c: tensor<6x4xi1>, %x: tensor<24xf32>) -> tensor<12x2xf32> {
  %0 = aten.view %x size = [-1, 4] : (tensor<24xf32>) -> tensor<6x4xf32>
  %1 = aten.view %x size = [6, 4] : (tensor<24xf32>) -> tensor<6x4xf32>
  %2 = aten.where.self %c, %0, %1 : (tensor<6x4xi1>, tensor<6x4xf32>, tensor<6x4xf32>) -> tensor<6x4xf32>
  %3 = aten.view %2 size = [12, 2] : (tensor<6x4xf32>) -> tensor<12x2xf32>
  return %3 : tensor<12x2xf32>
}

// CHECK-LABEL: @PermuteIsView(
// CHECK-NEXT: aten.view %arg0 size = [1, 2, 1, 3]
// CHECK-NEXT: return
// WHY-LABEL: @PermuteIsView(
// WHY: tricast.rules = ["PermuteIsView"]
func.func @PermuteIsView(%x: tensor<2x1x3x1xf32>) -> tensor<1x2x1x3xf32> {
  %0 = aten.permute %x dims = [1, 0, 3, 2] : (tensor<2x1x3x1xf32>) -> tensor<1x2x1x3xf32>
  return %0 : tensor<1x2x1x3xf32>
}

// CHECK-LABEL: @PermuteIsView_moves(
// CHECK: aten.permute
func.func @PermuteIsView_moves(%x: tensor<2x1x3x1xf32>) -> tensor<3x2x1x1xf32> {
  %0 = aten.permute %x dims = [2, 0, 3, 1] : (tensor<2x1x3x1xf32>) -> tensor<3x2x1x1xf32>
  return %0 : tensor<3x2x1x1xf32>
}

// CHECK-LABEL: @PermuteOfOnes(
// CHECK-NEXT: aten.permute %arg0 dims = [2, 0, 1]
// CHECK-NEXT: aten.view %0 size = [8, 3]
// CHECK-NEXT: return
// WHY-LABEL: @PermuteOfOnes(
// WHY: tricast.rules = ["PermuteOfOnes"]
func.func @PermuteOfOnes(%x: tensor<2x3x4xf32>) -> tensor<8x3xf32> {
  %0 = aten.view %x size = [2, 1, 3, 4] : (tensor<2x3x4xf32>) -> tensor<2x1x3x4xf32>
  %1 = aten.permute %0 dims = [1, 3, 0, 2] : (tensor<2x1x3x4xf32>) -> tensor<1x4x2x3xf32>
  %2 = aten.view %1 size = [8, 3] : (tensor<1x4x2x3xf32>) -> tensor<8x3xf32>
  return %2 : tensor<8x3xf32>
}

// CHECK-LABEL: @ExpandTwice(
// CHECK-NEXT: aten.expand %arg0 size = [2, 3, 4]
// CHECK-NEXT: return
// WHY-LABEL: @ExpandTwice(
// WHY: tricast.rules = ["ExpandTwice"]
func.func @ExpandTwice(%x: tensor<1x3x1xf32>) -> tensor<2x3x4xf32> {
  %0 = aten.expand %x size = [2, -1, -1] : (tensor<1x3x1xf32>) -> tensor<2x3x1xf32>
  %1 = aten.expand %0 size = [2, 3, 4] : (tensor<2x3x1xf32>) -> tensor<2x3x4xf32>
  return %1 : tensor<2x3x4xf32>
}

// CHECK-LABEL: @ExpandOfOnes(
// CHECK-NEXT: aten.expand %arg0 size = [2, 3, 4]
// CHECK-NEXT: return
// WHY-LABEL: @ExpandOfOnes(
// WHY: tricast.rules = ["ExpandOfOnes"]
func.func @ExpandOfOnes(%x: tensor<3x4xf32>) -> tensor<2x3x4xf32> {
  %0 = aten.view %x size = [1, 3, 4] : (tensor<3x4xf32>) -> tensor<1x3x4xf32>
  %1 = aten.expand %0 size = [2, 3, 4] : (tensor<1x3x4xf32>) -> tensor<2x3x4xf32>
  return %1 : tensor<2x3x4xf32>
}

// CHECK-LABEL: @ExpandIsView(
// CHECK-NEXT: aten.view %arg0 size = [12]
// CHECK-NEXT: return
// WHY-LABEL: @ExpandIsView(
// WHY: tricast.rules = ["ExpandIsView", "ViewTwice"]
func.func @ExpandIsView(%x: tensor<3x4xf32>) -> tensor<12xf32> {
  %0 = aten.expand %x size = [1, 3, 4] : (tensor<3x4xf32>) -> tensor<1x3x4xf32>
  %1 = aten.view %0 size = [12] : (tensor<1x3x4xf32>) -> tensor<12xf32>
  return %1 : tensor<12xf32>
}

// CHECK-LABEL: @TIsPermute(
// CHECK-NEXT: aten.view %arg0 size = [4, 1]
// CHECK-NEXT: return
// WHY-LABEL: @TIsPermute(
// WHY: tricast.rules = ["TIsPermute", "PermuteIsView"]
func.func @TIsPermute(%x: tensor<1x4xf32>) -> tensor<4x1xf32> {
  %0 = aten.t %x : (tensor<1x4xf32>) -> tensor<4x1xf32>
  return %0 : tensor<4x1xf32>
}

// CHECK-LABEL: @ReshapeIsView_twice(
// CHECK-NEXT: aten.view %arg0 size = [6]
// CHECK-NEXT: return
// WHY-LABEL: @ReshapeIsView_twice(
// WHY: tricast.rules = ["ReshapeIsView", "ViewTwice"]
func.func @ReshapeIsView_twice(%x: tensor<2x3xf32>) -> tensor<6xf32> {
  %0 = aten.reshape %x shape = [3, 2] : (tensor<2x3xf32>) -> tensor<3x2xf32>
  %1 = aten.view %0 size = [6] : (tensor<3x2xf32>) -> tensor<6xf32>
  return %1 : tensor<6xf32>
}

// CHECK-LABEL: @TransposeIsPermute_twice(
// CHECK-NEXT: aten.permute %arg0 dims = [1, 2, 0]
// CHECK-NEXT: return
// WHY-LABEL: @TransposeIsPermute_twice(
// WHY: tricast.rules = ["TransposeIsPermute", "PermuteTwice"]
func.func @TransposeIsPermute_twice(%x: tensor<2x3x4xf32>) -> tensor<3x4x2xf32> {
  %0 = aten.transpose.int %x dim0 = 0 dim1 = 1 : (tensor<2x3x4xf32>) -> tensor<3x2x4xf32>
  %1 = aten.transpose.int %0 dim0 = 1 dim1 = 2 : (tensor<3x2x4xf32>) -> tensor<3x4x2xf32>
  return %1 : tensor<3x4x2xf32>
}
