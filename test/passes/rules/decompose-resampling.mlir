// RUN: tricast-opt --tricast-rewrite='rules=decompose cost=core' %s | FileCheck %s
// RUN: tricast-opt --tricast-rewrite='engine=greedy rules=decompose' %s | FileCheck %s --check-prefix=GREEDY
// RUN: tricast-opt --tricast-rewrite='rules=decompose cost=core explain' %s | FileCheck %s --check-prefix=WHY

// CHECK-LABEL: @DecomposePad(
// CHECK-NEXT: %[[V0:.*]] = aten.unsqueeze %arg0 dim = -2
// CHECK-NEXT: %[[V1:.*]] = aten.replication_pad2d %[[V0]] padding = [2, 3, 0, 0]
// CHECK-NEXT: %[[V2:.*]] = aten.squeeze.dims %[[V1]] dim = [-2]
// CHECK-NEXT: return %[[V2]]
// GREEDY-LABEL: @DecomposePad(
// GREEDY-NOT: {{aten\.pad }}
// WHY-LABEL: @DecomposePad(
// WHY: tricast.rules = [{{.*}}"DecomposePad"
func.func @DecomposePad(%arg0: tensor<2x3x7xf32>) -> (tensor<2x3x12xf32>) {
  %0 = aten.pad %arg0 pad = [2, 3] mode = "replicate" : (tensor<2x3x7xf32>) -> tensor<2x3x12xf32>
  return %0 : tensor<2x3x12xf32>
}

// CHECK-LABEL: @DecomposePadCircular(
// CHECK-NEXT: %[[V0:.*]] = aten.slice.Tensor %arg0 dim = 2 start = 0 end = 1
// CHECK-NEXT: %[[V1:.*]] = aten.slice.Tensor %arg0 dim = 2 start = 0 end = 7
// CHECK-NEXT: %[[V2:.*]] = aten.cat [%[[V1]], %[[V0]]] dim = 2
// CHECK-NEXT: return %[[V2]]
// GREEDY-LABEL: @DecomposePadCircular(
// GREEDY-NOT: {{aten\._pad_circular }}
// WHY-LABEL: @DecomposePadCircular(
// WHY: tricast.rules = [{{.*}}"DecomposePadCircular"
func.func @DecomposePadCircular(%arg0: tensor<2x3x7xf32>) -> (tensor<2x3x8xf32>) {
  %0 = aten._pad_circular %arg0 pad = [0, 1] : (tensor<2x3x7xf32>) -> tensor<2x3x8xf32>
  return %0 : tensor<2x3x8xf32>
}

// CHECK-LABEL: @DecomposeReplicationPad1d(
// CHECK-NEXT: %[[V0:.*]] = aten.unsqueeze %arg0 dim = -2
// CHECK-NEXT: %[[V1:.*]] = aten.replication_pad2d %[[V0]] padding = [1, 2, 0, 0]
// CHECK-NEXT: %[[V2:.*]] = aten.squeeze.dims %[[V1]] dim = [-2]
// CHECK-NEXT: return %[[V2]]
// GREEDY-LABEL: @DecomposeReplicationPad1d(
// GREEDY-NOT: {{aten\.replication_pad1d }}
// WHY-LABEL: @DecomposeReplicationPad1d(
// WHY: tricast.rules = [{{.*}}"DecomposeReplicationPad1d"
func.func @DecomposeReplicationPad1d(%arg0: tensor<1x3xf32>) -> (tensor<1x6xf32>) {
  %0 = aten.replication_pad1d %arg0 padding = [1, 2] : (tensor<1x3xf32>) -> tensor<1x6xf32>
  return %0 : tensor<1x6xf32>
}

// CHECK-LABEL: @DecomposePixelShuffle(
// CHECK-NEXT: %[[V0:.*]] = aten.view %arg0 size = [1, 1, 1, 1, 0, 1]
// CHECK-NEXT: %[[V1:.*]] = aten.permute %[[V0]] dims = [0, 1, 4, 2, 5, 3]
// CHECK-NEXT: %[[V2:.*]] = aten.view %[[V1]] size = [1, 1, 0, 1]
// CHECK-NEXT: return %[[V2]]
// GREEDY-LABEL: @DecomposePixelShuffle(
// GREEDY-NOT: {{aten\.pixel_shuffle }}
// WHY-LABEL: @DecomposePixelShuffle(
// WHY: tricast.rules = [{{.*}}"DecomposePixelShuffle"
func.func @DecomposePixelShuffle(%arg0: tensor<1x1x0x1xf32>) -> (tensor<1x1x0x1xf32>) {
  %0 = aten.pixel_shuffle %arg0 upscale_factor = 1 : (tensor<1x1x0x1xf32>) -> tensor<1x1x0x1xf32>
  return %0 : tensor<1x1x0x1xf32>
}

// CHECK-LABEL: @DecomposePixelUnshuffle(
// CHECK-NEXT: %[[V0:.*]] = aten.view %arg0 size = [1, 0, 1, 1, 1, 1]
// CHECK-NEXT: %[[V1:.*]] = aten.permute %[[V0]] dims = [0, 1, 3, 5, 2, 4]
// CHECK-NEXT: %[[V2:.*]] = aten.view %[[V1]] size = [1, 0, 1, 1]
// CHECK-NEXT: return %[[V2]]
// GREEDY-LABEL: @DecomposePixelUnshuffle(
// GREEDY-NOT: {{aten\.pixel_unshuffle }}
// WHY-LABEL: @DecomposePixelUnshuffle(
// WHY: tricast.rules = [{{.*}}"DecomposePixelUnshuffle"
func.func @DecomposePixelUnshuffle(%arg0: tensor<1x0x1x1xf32>) -> (tensor<1x0x1x1xf32>) {
  %0 = aten.pixel_unshuffle %arg0 downscale_factor = 1 : (tensor<1x0x1x1xf32>) -> tensor<1x0x1x1xf32>
  return %0 : tensor<1x0x1x1xf32>
}

// CHECK-LABEL: @DecomposeChannelShuffle(
// CHECK-NEXT: %[[V0:.*]] = aten.view %arg0 size = [2, 1, 6, 3]
// CHECK-NEXT: %[[V1:.*]] = aten.permute %[[V0]] dims = [0, 2, 1, 3]
// CHECK-NEXT: %[[V2:.*]] = aten.view %[[V1]] size = [2, 6, 3]
// CHECK-NEXT: return %[[V2]]
// GREEDY-LABEL: @DecomposeChannelShuffle(
// GREEDY-NOT: {{aten\.channel_shuffle }}
// WHY-LABEL: @DecomposeChannelShuffle(
// WHY: tricast.rules = [{{.*}}"DecomposeChannelShuffle"
func.func @DecomposeChannelShuffle(%arg0: tensor<2x6x3xf32>) -> (tensor<2x6x3xf32>) {
  %0 = aten.channel_shuffle %arg0 groups = 1 : (tensor<2x6x3xf32>) -> tensor<2x6x3xf32>
  return %0 : tensor<2x6x3xf32>
}

// CHECK-LABEL: @DecomposeNativeChannelShuffle(
// CHECK-NEXT: %[[V0:.*]] = aten.view %arg0 size = [2, 2, 3, 6]
// CHECK-NEXT: %[[V1:.*]] = aten.permute %[[V0]] dims = [0, 2, 1, 3]
// CHECK-NEXT: %[[V2:.*]] = aten.view %[[V1]] size = [2, 6, 3, 2]
// CHECK-NEXT: return %[[V2]]
// GREEDY-LABEL: @DecomposeNativeChannelShuffle(
// GREEDY-NOT: {{aten\.native_channel_shuffle }}
// WHY-LABEL: @DecomposeNativeChannelShuffle(
// WHY: tricast.rules = [{{.*}}"DecomposeNativeChannelShuffle"
func.func @DecomposeNativeChannelShuffle(%arg0: tensor<2x6x3x2xf32>) -> (tensor<2x6x3x2xf32>) {
  %0 = aten.native_channel_shuffle %arg0 groups = 2 : (tensor<2x6x3x2xf32>) -> tensor<2x6x3x2xf32>
  return %0 : tensor<2x6x3x2xf32>
}

// CHECK-LABEL: @DecomposeUpsampleNearest1d(
// CHECK-NEXT: %[[V0:.*]] = aten.unsqueeze %arg0 dim = 2
// CHECK-NEXT: %[[V1:.*]] = aten.upsample_nearest2d.vec %[[V0]] output_size = [1, 3]
// CHECK-NEXT: %[[V2:.*]] = aten.squeeze.dims %[[V1]] dim = [2]
// CHECK-NEXT: return %[[V2]]
// GREEDY-LABEL: @DecomposeUpsampleNearest1d(
// GREEDY-NOT: {{aten\.upsample_nearest1d }}
// WHY-LABEL: @DecomposeUpsampleNearest1d(
// WHY: tricast.rules = [{{.*}}"DecomposeUpsampleNearest1d"
func.func @DecomposeUpsampleNearest1d(%arg0: tensor<2x3x4xf32>) -> (tensor<2x3x3xf32>) {
  %0 = aten.upsample_nearest1d %arg0 output_size = [3] : (tensor<2x3x4xf32>) -> tensor<2x3x3xf32>
  return %0 : tensor<2x3x3xf32>
}

// CHECK-LABEL: @DecomposeUpsampleNearest1dVec(
// CHECK-NEXT: %[[V0:.*]] = aten.unsqueeze %arg0 dim = 2
// CHECK-NEXT: %[[V1:.*]] = aten.upsample_nearest2d.vec %[[V0]] output_size = [1, 3]
// CHECK-NEXT: %[[V2:.*]] = aten.squeeze.dims %[[V1]] dim = [2]
// CHECK-NEXT: return %[[V2]]
// GREEDY-LABEL: @DecomposeUpsampleNearest1dVec(
// GREEDY-NOT: {{aten\.upsample_nearest1d\.vec }}
// WHY-LABEL: @DecomposeUpsampleNearest1dVec(
// WHY: tricast.rules = [{{.*}}"DecomposeUpsampleNearest1dVec"
func.func @DecomposeUpsampleNearest1dVec(%arg0: tensor<2x3x4xf32>) -> (tensor<2x3x3xf32>) {
  %0 = aten.upsample_nearest1d.vec %arg0 output_size = [3] : (tensor<2x3x4xf32>) -> tensor<2x3x3xf32>
  return %0 : tensor<2x3x3xf32>
}

// CHECK-LABEL: @DecomposeUpsampleNearest2d(
// CHECK-NEXT: %[[V0:.*]] = aten.upsample_nearest2d.vec %arg0 output_size = [3, 4]
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeUpsampleNearest2d(
// GREEDY-NOT: {{aten\.upsample_nearest2d }}
// WHY-LABEL: @DecomposeUpsampleNearest2d(
// WHY: tricast.rules = [{{.*}}"DecomposeUpsampleNearest2d"
func.func @DecomposeUpsampleNearest2d(%arg0: tensor<2x3x4x5xf32>) -> (tensor<2x3x3x4xf32>) {
  %0 = aten.upsample_nearest2d %arg0 output_size = [3, 4] : (tensor<2x3x4x5xf32>) -> tensor<2x3x3x4xf32>
  return %0 : tensor<2x3x3x4xf32>
}

// CHECK-LABEL: @DecomposeUpsampleNearest3d(
// CHECK-NEXT: %[[V0:.*]] = aten.view %arg0 size = [1, 6, 4, 3]
// CHECK-NEXT: %[[V1:.*]] = aten.upsample_nearest2d.vec %[[V0]] output_size = [3, 2]
// CHECK-NEXT: %[[V2:.*]] = aten.view %[[V1]] size = [1, 2, 3, 6]
// CHECK-NEXT: %[[V3:.*]] = aten.upsample_nearest2d.vec %[[V2]] output_size = [2, 6]
// CHECK-NEXT: %[[V4:.*]] = aten.view %[[V3]] size = [1, 2, 2, 3, 2]
// CHECK-NEXT: return %[[V4]]
// GREEDY-LABEL: @DecomposeUpsampleNearest3d(
// GREEDY-NOT: {{aten\.upsample_nearest3d }}
// WHY-LABEL: @DecomposeUpsampleNearest3d(
// WHY: tricast.rules = [{{.*}}"DecomposeUpsampleNearest3d"
func.func @DecomposeUpsampleNearest3d(%arg0: tensor<1x2x3x4x3xf32>) -> (tensor<1x2x2x3x2xf32>) {
  %0 = aten.upsample_nearest3d %arg0 output_size = [2, 3, 2] : (tensor<1x2x3x4x3xf32>) -> tensor<1x2x2x3x2xf32>
  return %0 : tensor<1x2x2x3x2xf32>
}

// CHECK-LABEL: @DecomposeUpsampleNearest3dVec(
// CHECK-NEXT: %[[V0:.*]] = aten.view %arg0 size = [1, 6, 4, 3]
// CHECK-NEXT: %[[V1:.*]] = aten.upsample_nearest2d.vec %[[V0]] output_size = [6, 5]
// CHECK-NEXT: %[[V2:.*]] = aten.view %[[V1]] size = [1, 2, 3, 30]
// CHECK-NEXT: %[[V3:.*]] = aten.upsample_nearest2d.vec %[[V2]] output_size = [5, 30]
// CHECK-NEXT: %[[V4:.*]] = aten.view %[[V3]] size = [1, 2, 5, 6, 5]
// CHECK-NEXT: return %[[V4]]
// GREEDY-LABEL: @DecomposeUpsampleNearest3dVec(
// GREEDY-NOT: {{aten\.upsample_nearest3d\.vec }}
// WHY-LABEL: @DecomposeUpsampleNearest3dVec(
// WHY: tricast.rules = [{{.*}}"DecomposeUpsampleNearest3dVec"
func.func @DecomposeUpsampleNearest3dVec(%arg0: tensor<1x2x3x4x3xf32>) -> (tensor<1x2x5x6x5xf32>) {
  %0 = aten.upsample_nearest3d.vec %arg0 output_size = [5, 6, 5] : (tensor<1x2x3x4x3xf32>) -> tensor<1x2x5x6x5xf32>
  return %0 : tensor<1x2x5x6x5xf32>
}

// CHECK-LABEL: @DecomposeUpsampleLinear1d(
// CHECK-NEXT: %[[V0:.*]] = aten.unsqueeze %arg0 dim = 2
// CHECK-NEXT: %[[V1:.*]] = aten.upsample_bilinear2d.vec %[[V0]] output_size = [1, 4] align_corners = false
// CHECK-NEXT: %[[V2:.*]] = aten.squeeze.dims %[[V1]] dim = [2]
// CHECK-NEXT: return %[[V2]]
// GREEDY-LABEL: @DecomposeUpsampleLinear1d(
// GREEDY-NOT: {{aten\.upsample_linear1d }}
// WHY-LABEL: @DecomposeUpsampleLinear1d(
// WHY: tricast.rules = [{{.*}}"DecomposeUpsampleLinear1d"
func.func @DecomposeUpsampleLinear1d(%arg0: tensor<2x3x7xf32>) -> (tensor<2x3x4xf32>) {
  %0 = aten.upsample_linear1d %arg0 output_size = [4] align_corners = false : (tensor<2x3x7xf32>) -> tensor<2x3x4xf32>
  return %0 : tensor<2x3x4xf32>
}

// CHECK-LABEL: @DecomposeUpsampleLinear1dVec(
// CHECK-NEXT: %[[V0:.*]] = aten.unsqueeze %arg0 dim = 2
// CHECK-NEXT: %[[V1:.*]] = aten.upsample_bilinear2d.vec %[[V0]] output_size = [1, 3] align_corners = true
// CHECK-NEXT: %[[V2:.*]] = aten.squeeze.dims %[[V1]] dim = [2]
// CHECK-NEXT: return %[[V2]]
// GREEDY-LABEL: @DecomposeUpsampleLinear1dVec(
// GREEDY-NOT: {{aten\.upsample_linear1d\.vec }}
// WHY-LABEL: @DecomposeUpsampleLinear1dVec(
// WHY: tricast.rules = [{{.*}}"DecomposeUpsampleLinear1dVec"
func.func @DecomposeUpsampleLinear1dVec(%arg0: tensor<2x3x4xf32>) -> (tensor<2x3x3xf32>) {
  %0 = aten.upsample_linear1d.vec %arg0 output_size = [3] align_corners = true : (tensor<2x3x4xf32>) -> tensor<2x3x3xf32>
  return %0 : tensor<2x3x3xf32>
}

// CHECK-LABEL: @DecomposeUpsampleBilinear2d(
// CHECK-NEXT: %[[V0:.*]] = aten.upsample_bilinear2d.vec %arg0 output_size = [8, 9] align_corners = false
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeUpsampleBilinear2d(
// GREEDY-NOT: {{aten\.upsample_bilinear2d }}
// WHY-LABEL: @DecomposeUpsampleBilinear2d(
// WHY: tricast.rules = [{{.*}}"DecomposeUpsampleBilinear2d"
func.func @DecomposeUpsampleBilinear2d(%arg0: tensor<2x2x5x6xf32>) -> (tensor<2x2x8x9xf32>) {
  %0 = aten.upsample_bilinear2d %arg0 output_size = [8, 9] align_corners = false : (tensor<2x2x5x6xf32>) -> tensor<2x2x8x9xf32>
  return %0 : tensor<2x2x8x9xf32>
}

// CHECK-LABEL: @DecomposeGridSampler(
// CHECK-NEXT: %[[V0:.*]] = aten.grid_sampler_2d %arg0, %arg1 interpolation_mode = 0 padding_mode = 1 align_corners = true
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeGridSampler(
// GREEDY-NOT: {{aten\.grid_sampler }}
// WHY-LABEL: @DecomposeGridSampler(
// WHY: tricast.rules = [{{.*}}"DecomposeGridSampler"
func.func @DecomposeGridSampler(%arg0: tensor<2x3x5x6xf32>, %arg1: tensor<2x4x3x2xf32>) -> (tensor<2x3x4x3xf32>) {
  %0 = aten.grid_sampler %arg0, %arg1 interpolation_mode = 0 padding_mode = 1 align_corners = true : (tensor<2x3x5x6xf32>, tensor<2x4x3x2xf32>) -> tensor<2x3x4x3xf32>
  return %0 : tensor<2x3x4x3xf32>
}
