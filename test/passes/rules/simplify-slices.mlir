// RUN: tricast-opt --tricast-rewrite=rules=simplify %s | FileCheck %s
// RUN: tricast-opt --tricast-rewrite='engine=greedy rules=simplify' %s | FileCheck %s
// RUN: tricast-opt --tricast-rewrite='rules=simplify explain' %s | FileCheck %s --check-prefix=WHY

// CHECK-LABEL: @SliceNothing(
// CHECK-NEXT: return %arg0
func.func @SliceNothing(%x: tensor<2x4xf32>) -> tensor<2x4xf32> {
  %0 = aten.slice.Tensor %x dim = 1 start = 0 end = 9223372036854775807 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

// A dynamic size may be more.

// CHECK-LABEL: @SliceNothing_may_cut(
// CHECK: aten.slice.Tensor
func.func @SliceNothing_may_cut(%x: tensor<?x4xf32>) -> tensor<?x4xf32> {
  %0 = aten.slice.Tensor %x dim = 0 start = 0 end = 3 : (tensor<?x4xf32>) -> tensor<?x4xf32>
  return %0 : tensor<?x4xf32>
}

// CHECK-LABEL: @SliceTwice(
// CHECK-NEXT: aten.slice.Tensor %arg0 start = 3 end = 8 step = 2
// CHECK-NEXT: return
// WHY-LABEL: @SliceTwice(
// WHY: tricast.rules = ["SliceTwice"]
func.func @SliceTwice(%x: tensor<10xf32>) -> tensor<3xf32> {
  %0 = aten.slice.Tensor %x dim = 0 start = 1 end = 9 step = 2 : (tensor<10xf32>) -> tensor<4xf32>
  %1 = aten.slice.Tensor %0 dim = -1 start = -3 end = 4 : (tensor<4xf32>) -> tensor<3xf32>
  return %1 : tensor<3xf32>
}

// CHECK-LABEL: @SliceTwice_other_dim(
// CHECK: aten.slice.Tensor %arg0 start = 1
// CHECK: dim = 1
func.func @SliceTwice_other_dim(%x: tensor<4x4xf32>) -> tensor<2x2xf32> {
  %0 = aten.slice.Tensor %x dim = 0 start = 1 end = 3 : (tensor<4x4xf32>) -> tensor<2x4xf32>
  %1 = aten.slice.Tensor %0 dim = 1 start = 1 end = 3 : (tensor<2x4xf32>) -> tensor<2x2xf32>
  return %1 : tensor<2x2xf32>
}

// CHECK-LABEL: @SliceJoined(
// CHECK-NEXT: aten.slice.Tensor %arg1 dim = 1 start = 1 end = 3
// CHECK-NEXT: return
// WHY-LABEL: @SliceJoined(
// WHY: tricast.rules = ["SliceJoined"]
func.func @SliceJoined(%x: tensor<2x3xf32>, %y: tensor<2x4xf32>) -> tensor<2x2xf32> {
  %0 = aten.cat [%x, %y] dim = 1 : (tensor<2x3xf32>, tensor<2x4xf32>) -> tensor<2x7xf32>
  %1 = aten.slice.Tensor %0 dim = -1 start = 4 end = 6 : (tensor<2x7xf32>) -> tensor<2x2xf32>
  return %1 : tensor<2x2xf32>
}

// CHECK-LABEL: @SliceJoined_parts(
// CHECK-NEXT: aten.cat [%arg1, %arg0] dim = 1
// CHECK-NEXT: return
// WHY-LABEL: @SliceJoined_parts(
// WHY: tricast.rules = ["SliceJoined"]
func.func @SliceJoined_parts(%x: tensor<2x3xf32>, %y: tensor<2x4xf32>) -> tensor<2x7xf32> {
  %0 = aten.cat [%x, %y, %x] dim = 1 : (tensor<2x3xf32>, tensor<2x4xf32>, tensor<2x3xf32>) -> tensor<2x10xf32>
  %1 = aten.slice.Tensor %0 dim = 1 start = 3 end = 10 : (tensor<2x10xf32>) -> tensor<2x7xf32>
  return %1 : tensor<2x7xf32>
}

// CHECK-LABEL: @SliceJoined_across(
// CHECK: aten.cat
// CHECK: aten.slice.Tensor
func.func @SliceJoined_across(%x: tensor<2x3xf32>, %y: tensor<2x4xf32>) -> tensor<2x2xf32> {
  %0 = aten.cat [%x, %y] dim = 1 : (tensor<2x3xf32>, tensor<2x4xf32>) -> tensor<2x7xf32>
  %1 = aten.slice.Tensor %0 dim = 1 start = 2 end = 4 : (tensor<2x7xf32>) -> tensor<2x2xf32>
  return %1 : tensor<2x2xf32>
}

// CHECK-LABEL: @SelectIsView(
// CHECK-NEXT: aten.view %arg0 size = [6]
// CHECK-NEXT: return
// WHY-LABEL: @SelectIsView(
// WHY: tricast.rules = ["SelectIsView", "ViewTwice"]
func.func @SelectIsView(%x: tensor<2x1x3xf32>) -> tensor<6xf32> {
  %0 = aten.select.int %x dim = 1 index = -1 : (tensor<2x1x3xf32>) -> tensor<2x3xf32>
  %1 = aten.view %0 size = [6] : (tensor<2x3xf32>) -> tensor<6xf32>
  return %1 : tensor<6xf32>
}

// CHECK-LABEL: @SelectSlice(
// CHECK-NEXT: aten.select.int %arg0 dim = 1 index = 5
// CHECK-NEXT: return
// WHY-LABEL: @SelectSlice(
// WHY: tricast.rules = ["SelectSlice"]
func.func @SelectSlice(%x: tensor<4x10xf32>) -> tensor<4xf32> {
  %0 = aten.slice.Tensor %x dim = 1 start = 1 end = 9 step = 2 : (tensor<4x10xf32>) -> tensor<4x4xf32>
  %1 = aten.select.int %0 dim = -1 index = -2 : (tensor<4x4xf32>) -> tensor<4xf32>
  return %1 : tensor<4xf32>
}

// CHECK-LABEL: @SelectJoined(
// CHECK-NEXT: aten.select.int %arg1 dim = 1 index = 1
// CHECK-NEXT: return
// WHY-LABEL: @SelectJoined(
// WHY: tricast.rules = ["SelectJoined"]
func.func @SelectJoined(%x: tensor<2x3xf32>, %y: tensor<2x4xf32>) -> tensor<2xf32> {
  %0 = aten.cat [%x, %y] dim = 1 : (tensor<2x3xf32>, tensor<2x4xf32>) -> tensor<2x7xf32>
  %1 = aten.select.int %0 dim = 1 index = 4 : (tensor<2x7xf32>) -> tensor<2xf32>
  return %1 : tensor<2xf32>
}

// CHECK-LABEL: @CatNothing(
// CHECK-NEXT: return %arg0
func.func @CatNothing(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.cat [%x] dim = 1 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @CatFirst(
// CHECK-NEXT: aten.cat [%arg0, %arg1, %arg2] dim = 1
// CHECK-NEXT: return
// WHY-LABEL: @CatFirst(
// WHY: tricast.rules = ["CatFirst"]
func.func @CatFirst(%x: tensor<2x3xf32>, %y: tensor<2x4xf32>, %z: tensor<2x1xf32>) -> tensor<2x8xf32> {
  %0 = aten.cat [%x, %y] dim = 1 : (tensor<2x3xf32>, tensor<2x4xf32>) -> tensor<2x7xf32>
  %1 = aten.cat [%0, %z] dim = -1 : (tensor<2x7xf32>, tensor<2x1xf32>) -> tensor<2x8xf32>
  return %1 : tensor<2x8xf32>
}

// CHECK-LABEL: @CatSecond(
// CHECK-NEXT: aten.cat [%arg2, %arg0, %arg1] dim = 1
// CHECK-NEXT: return
// WHY-LABEL: @CatSecond(
// WHY: tricast.rules = ["CatSecond"]
func.func @CatSecond(%x: tensor<2x3xf32>, %y: tensor<2x4xf32>, %z: tensor<2x1xf32>) -> tensor<2x8xf32> {
  %0 = aten.cat [%x, %y] dim = 1 : (tensor<2x3xf32>, tensor<2x4xf32>) -> tensor<2x7xf32>
  %1 = aten.cat [%z, %0] dim = 1 : (tensor<2x1xf32>, tensor<2x7xf32>) -> tensor<2x8xf32>
  return %1 : tensor<2x8xf32>
}

// CHECK-LABEL: @CatFirst_other_dim(
// CHECK: aten.cat [%arg0, %arg1]
// CHECK: aten.cat [%0, %arg2]
func.func @CatFirst_other_dim(%x: tensor<2x3xf32>, %y: tensor<2x4xf32>, %z: tensor<1x7xf32>) -> tensor<3x7xf32> {
  %0 = aten.cat [%x, %y] dim = 1 : (tensor<2x3xf32>, tensor<2x4xf32>) -> tensor<2x7xf32>
  %1 = aten.cat [%0, %z] dim = 0 : (tensor<2x7xf32>, tensor<1x7xf32>) -> tensor<3x7xf32>
  return %1 : tensor<3x7xf32>
}

// CHECK-LABEL: @CatSlices(
// CHECK-NEXT: aten.slice.Tensor %arg0 dim = 1 start = 1 end = 7
// CHECK-NEXT: return
// WHY-LABEL: @CatSlices(
// WHY: tricast.rules = ["CatSlices"]
func.func @CatSlices(%x: tensor<2x8xf32>) -> tensor<2x6xf32> {
  %0 = aten.slice.Tensor %x dim = 1 start = 1 end = 3 : (tensor<2x8xf32>) -> tensor<2x2xf32>
  %1 = aten.slice.Tensor %x dim = 1 start = 3 end = 7 : (tensor<2x8xf32>) -> tensor<2x4xf32>
  %2 = aten.cat [%0, %1] dim = 1 : (tensor<2x2xf32>, tensor<2x4xf32>) -> tensor<2x6xf32>
  return %2 : tensor<2x6xf32>
}

// CHECK-LABEL: @CatSlices_swapped(
// CHECK: aten.cat
func.func @CatSlices_swapped(%x: tensor<2x8xf32>) -> tensor<2x6xf32> {
  %0 = aten.slice.Tensor %x dim = 1 start = 1 end = 3 : (tensor<2x8xf32>) -> tensor<2x2xf32>
  %1 = aten.slice.Tensor %x dim = 1 start = 3 end = 7 : (tensor<2x8xf32>) -> tensor<2x4xf32>
  %2 = aten.cat [%1, %0] dim = 1 : (tensor<2x4xf32>, tensor<2x2xf32>) -> tensor<2x6xf32>
  return %2 : tensor<2x6xf32>
}

// CHECK-LABEL: @CatOfTwoParts(
// CHECK-NEXT: return %arg0
func.func @CatOfTwoParts(%x: tensor<2x8xf32>) -> tensor<2x8xf32> {
  %a_all:2 = aten.split_with_sizes %x split_sizes = [3, 5] dim = 1 : (tensor<2x8xf32>) -> (tensor<2x3xf32>, tensor<2x5xf32>)
  %2 = aten.cat [%a_all#0, %a_all#1] dim = -1 : (tensor<2x3xf32>, tensor<2x5xf32>) -> tensor<2x8xf32>
  return %2 : tensor<2x8xf32>
}

// CHECK-LABEL: @CatOfTwoParts_swapped(
// CHECK: aten.cat
func.func @CatOfTwoParts_swapped(%x: tensor<2x8xf32>) -> tensor<2x8xf32> {
  %a_all:2 = aten.split_with_sizes %x split_sizes = [4, 4] dim = 1 : (tensor<2x8xf32>) -> (tensor<2x4xf32>, tensor<2x4xf32>)
  %2 = aten.cat [%a_all#1, %a_all#0] dim = -1 : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x8xf32>
  return %2 : tensor<2x8xf32>
}

// CHECK-LABEL: @CatOfThreeParts(
// CHECK-NEXT: return %arg0
func.func @CatOfThreeParts(%x: tensor<2x8xf32>) -> tensor<2x8xf32> {
  %a_all:3 = aten.split_with_sizes %x split_sizes = [3, 4, 1] dim = 1 : (tensor<2x8xf32>) -> (tensor<2x3xf32>, tensor<2x4xf32>, tensor<2x1xf32>)
  %2 = aten.cat [%a_all#0, %a_all#1, %a_all#2] dim = 1 : (tensor<2x3xf32>, tensor<2x4xf32>, tensor<2x1xf32>) -> tensor<2x8xf32>
  return %2 : tensor<2x8xf32>
}

// CHECK-LABEL: @SplitOfTwoParts(
// CHECK-NEXT: aten.sub.Tensor %arg0, %arg1
// CHECK-NEXT: return
func.func @SplitOfTwoParts(%x: tensor<2x3xf32>, %y: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.cat [%x, %y] dim = 1 : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x6xf32>
  %a_all:2 = aten.split_with_sizes %0 split_sizes = [3, 3] dim = 1 : (tensor<2x6xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>)
  %2 = aten.sub.Tensor %a_all#0, %a_all#1 : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return %2 : tensor<2x3xf32>
}

// CHECK-LABEL: @PadNothing(
// CHECK-NEXT: return %arg0
func.func @PadNothing(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.constant_pad_nd %x pad = [0, 0] value = 1.0 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @PadNothing_shifts(
// CHECK: aten.constant_pad_nd
func.func @PadNothing_shifts(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.constant_pad_nd %x pad = [1, -1] value = 1.0 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: @PadModeNothing(
// CHECK-NEXT: return %arg0
func.func @PadModeNothing(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.pad %x pad = [0, 0] : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}
