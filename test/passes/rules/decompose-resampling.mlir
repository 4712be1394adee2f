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

// CHECK-LABEL: @DecomposeUpsampleNearestExact1d(
// CHECK-NEXT: %[[V0:.*]] = aten.arange.start_step start = 0 end = 7 step = 1 dtype = i64
// CHECK-NEXT: %[[V1:.*]] = aten._to_copy %[[V0]] dtype = f32
// CHECK-NEXT: %[[V2:.*]] = aten.add.Scalar %[[V1]] other = 5.000000e-01
// CHECK-NEXT: %[[V3:.*]] = aten.mul.Scalar %[[V2]] other = 0.71428573131561279
// CHECK-NEXT: %[[V4:.*]] = aten.floor %[[V3]]
// CHECK-NEXT: %[[V5:.*]] = aten._to_copy %[[V4]] dtype = i64
// CHECK-NEXT: %[[V6:.*]] = aten.clamp %[[V5]] min = 0 max = 4
// CHECK-NEXT: %[[V7:.*]] = aten.index_select %arg0, %[[V6]] dim = 2
// CHECK-NEXT: return %[[V7]]
// GREEDY-LABEL: @DecomposeUpsampleNearestExact1d(
// GREEDY-NOT: {{aten\._upsample_nearest_exact1d }}
// WHY-LABEL: @DecomposeUpsampleNearestExact1d(
// WHY: tricast.rules = [{{.*}}"DecomposeUpsampleNearestExact1d"
func.func @DecomposeUpsampleNearestExact1d(%arg0: tensor<2x3x5xf32>) -> (tensor<2x3x7xf32>) {
  %0 = aten._upsample_nearest_exact1d %arg0 output_size = [7] : (tensor<2x3x5xf32>) -> tensor<2x3x7xf32>
  return %0 : tensor<2x3x7xf32>
}

// CHECK-LABEL: @DecomposeUpsampleNearestExact2d(
// CHECK-NEXT: %[[V0:.*]] = aten.arange.start_step start = 0 end = 4 step = 1 dtype = i64
// CHECK-NEXT: %[[V1:.*]] = aten._to_copy %[[V0]] dtype = f32
// CHECK-NEXT: %[[V2:.*]] = aten.add.Scalar %[[V1]] other = 5.000000e-01
// CHECK-NEXT: %[[V3:.*]] = aten.mul.Scalar %[[V2]] other = 1.250000e+00
// CHECK-NEXT: %[[V4:.*]] = aten.floor %[[V3]]
// CHECK-NEXT: %[[V5:.*]] = aten._to_copy %[[V4]] dtype = i64
// CHECK-NEXT: %[[V6:.*]] = aten.clamp %[[V5]] min = 0 max = 4
// CHECK-NEXT: %[[V7:.*]] = aten.arange.start_step start = 0 end = 6 step = 1 dtype = i64
// CHECK-NEXT: %[[V8:.*]] = aten._to_copy %[[V7]] dtype = f32
// CHECK-NEXT: %[[V9:.*]] = aten.add.Scalar %[[V8]] other = 5.000000e-01
// CHECK-NEXT: %[[V10:.*]] = aten.mul.Scalar %[[V9]] other = 5.000000e-01
// CHECK-NEXT: %[[V11:.*]] = aten.floor %[[V10]]
// CHECK-NEXT: %[[V12:.*]] = aten._to_copy %[[V11]] dtype = i64
// CHECK-NEXT: %[[V13:.*]] = aten.clamp %[[V12]] min = 0 max = 2
// CHECK-NEXT: %[[V14:.*]] = aten.index_select %arg0, %[[V13]] dim = 2
// CHECK-NEXT: %[[V15:.*]] = aten.index_select %[[V14]], %[[V6]] dim = 3
// CHECK-NEXT: return %[[V15]]
// GREEDY-LABEL: @DecomposeUpsampleNearestExact2d(
// GREEDY-NOT: {{aten\._upsample_nearest_exact2d }}
// WHY-LABEL: @DecomposeUpsampleNearestExact2d(
// WHY: tricast.rules = [{{.*}}"DecomposeUpsampleNearestExact2d"
func.func @DecomposeUpsampleNearestExact2d(%arg0: tensor<1x2x3x5xf32>) -> (tensor<1x2x6x4xf32>) {
  %0 = aten._upsample_nearest_exact2d %arg0 output_size = [6, 4] : (tensor<1x2x3x5xf32>) -> tensor<1x2x6x4xf32>
  return %0 : tensor<1x2x6x4xf32>
}

// CHECK-LABEL: @DecomposeUpsampleNearestExact3d(
// CHECK-NEXT: %[[V0:.*]] = aten.arange.start_step start = 0 end = 3 step = 1 dtype = i64
// CHECK-NEXT: %[[V1:.*]] = aten._to_copy %[[V0]] dtype = f32
// CHECK-NEXT: %[[V2:.*]] = aten.add.Scalar %[[V1]] other = 5.000000e-01
// CHECK-NEXT: %[[V3:.*]] = aten.mul.Scalar %[[V2]] other = 0.66666668653488159
// CHECK-NEXT: %[[V4:.*]] = aten.floor %[[V3]]
// CHECK-NEXT: %[[V5:.*]] = aten._to_copy %[[V4]] dtype = i64
// CHECK-NEXT: %[[V6:.*]] = aten.clamp %[[V5]] min = 0 max = 1
// CHECK-NEXT: %[[V7:.*]] = aten.arange.start_step start = 0 end = 8 step = 1 dtype = i64
// CHECK-NEXT: %[[V8:.*]] = aten._to_copy %[[V7]] dtype = f32
// CHECK-NEXT: %[[V9:.*]] = aten.add.Scalar %[[V8]] other = 5.000000e-01
// CHECK-NEXT: %[[V10:.*]] = aten.mul.Scalar %[[V9]] other = 5.000000e-01
// CHECK-NEXT: %[[V11:.*]] = aten.floor %[[V10]]
// CHECK-NEXT: %[[V12:.*]] = aten._to_copy %[[V11]] dtype = i64
// CHECK-NEXT: %[[V13:.*]] = aten.clamp %[[V12]] min = 0 max = 3
// CHECK-NEXT: %[[V14:.*]] = aten.arange.start_step start = 0 end = 2 step = 1 dtype = i64
// CHECK-NEXT: %[[V15:.*]] = aten._to_copy %[[V14]] dtype = f32
// CHECK-NEXT: %[[V16:.*]] = aten.add.Scalar %[[V15]] other = 5.000000e-01
// CHECK-NEXT: %[[V17:.*]] = aten.mul.Scalar %[[V16]] other = 1.500000e+00
// CHECK-NEXT: %[[V18:.*]] = aten.floor %[[V17]]
// CHECK-NEXT: %[[V19:.*]] = aten._to_copy %[[V18]] dtype = i64
// CHECK-NEXT: %[[V20:.*]] = aten.clamp %[[V19]] min = 0 max = 2
// CHECK-NEXT: %[[V21:.*]] = aten.index_select %arg0, %[[V20]] dim = 2
// CHECK-NEXT: %[[V22:.*]] = aten.index_select %[[V21]], %[[V13]] dim = 3
// CHECK-NEXT: %[[V23:.*]] = aten.index_select %[[V22]], %[[V6]] dim = 4
// CHECK-NEXT: return %[[V23]]
// GREEDY-LABEL: @DecomposeUpsampleNearestExact3d(
// GREEDY-NOT: {{aten\._upsample_nearest_exact3d }}
// WHY-LABEL: @DecomposeUpsampleNearestExact3d(
// WHY: tricast.rules = [{{.*}}"DecomposeUpsampleNearestExact3d"
func.func @DecomposeUpsampleNearestExact3d(%arg0: tensor<1x2x3x4x2xf32>) -> (tensor<1x2x2x8x3xf32>) {
  %0 = aten._upsample_nearest_exact3d %arg0 output_size = [2, 8, 3] : (tensor<1x2x3x4x2xf32>) -> tensor<1x2x2x8x3xf32>
  return %0 : tensor<1x2x2x8x3xf32>
}

// CHECK-LABEL: @DecomposeUpsampleBicubic2d(
// CHECK-NEXT: %[[V0:.*]] = aten.arange.start_step start = 0 end = 4 step = 1 dtype = i64
// CHECK-NEXT: %[[V1:.*]] = aten._to_copy %[[V0]] dtype = f32
// CHECK-NEXT: %[[V2:.*]] = aten.add.Scalar %[[V1]] other = 5.000000e-01
// CHECK-NEXT: %[[V3:.*]] = aten.mul.Scalar %[[V2]] other = 1.250000e+00
// CHECK-NEXT: %[[V4:.*]] = aten.sub.Scalar %[[V3]] other = 5.000000e-01
// CHECK-NEXT: %[[V5:.*]] = aten.floor %[[V4]]
// CHECK-NEXT: %[[V6:.*]] = aten.clamp %[[V5]] max = 4
// CHECK-NEXT: %[[V7:.*]] = aten.sub.Tensor %[[V4]], %[[V6]]
// CHECK-NEXT: %[[V8:.*]] = aten.clamp %[[V7]] min = 0 max = 1
// CHECK-NEXT: %[[V9:.*]] = aten.neg %[[V8]]
// CHECK-NEXT: %[[V10:.*]] = aten.add.Scalar %[[V9]] other = 1.000000e+00
// CHECK-NEXT: %[[V11:.*]] = aten.add.Scalar %[[V10]] other = 1.000000e+00
// CHECK-NEXT: %[[V12:.*]] = aten.mul.Scalar %[[V11]] other = -7.500000e-01
// CHECK-NEXT: %[[V13:.*]] = aten.add.Scalar %[[V12]] other = 3.750000e+00
// CHECK-NEXT: %[[V14:.*]] = aten.mul.Tensor %[[V13]], %[[V11]]
// CHECK-NEXT: %[[V15:.*]] = aten.add.Scalar %[[V14]] other = -6.000000e+00
// CHECK-NEXT: %[[V16:.*]] = aten.mul.Tensor %[[V15]], %[[V11]]
// CHECK-NEXT: %[[V17:.*]] = aten.add.Scalar %[[V16]] other = 3.000000e+00
// CHECK-NEXT: %[[V18:.*]] = aten.add.Scalar %[[V6]] other = 2.000000e+00
// CHECK-NEXT: %[[V19:.*]] = aten._to_copy %[[V18]] dtype = i64
// CHECK-NEXT: %[[V20:.*]] = aten.clamp %[[V19]] min = 0 max = 4
// CHECK-NEXT: %[[V21:.*]] = aten.arange.start_step start = 0 end = 6 step = 1 dtype = i64
// CHECK-NEXT: %[[V22:.*]] = aten._to_copy %[[V21]] dtype = f32
// CHECK-NEXT: %[[V23:.*]] = aten.add.Scalar %[[V22]] other = 5.000000e-01
// GREEDY-LABEL: @DecomposeUpsampleBicubic2d(
// GREEDY-NOT: {{aten\.upsample_bicubic2d }}
// WHY-LABEL: @DecomposeUpsampleBicubic2d(
// WHY: tricast.rules = [{{.*}}"DecomposeUpsampleBicubic2d"
func.func @DecomposeUpsampleBicubic2d(%arg0: tensor<1x2x3x5xf32>) -> (tensor<1x2x6x4xf32>) {
  %0 = aten.upsample_bicubic2d %arg0 output_size = [6, 4] align_corners = false : (tensor<1x2x3x5xf32>) -> tensor<1x2x6x4xf32>
  return %0 : tensor<1x2x6x4xf32>
}

// CHECK-LABEL: @DecomposeUpsampleTrilinear3d(
// CHECK-NEXT: %[[V0:.*]] = aten.view %arg0 size = [1, 6, 4, 2]
// CHECK-NEXT: %[[V1:.*]] = aten.upsample_bilinear2d.vec %[[V0]] output_size = [8, 3] align_corners = true
// CHECK-NEXT: %[[V2:.*]] = aten.view %[[V1]] size = [1, 2, 3, 24]
// CHECK-NEXT: %[[V3:.*]] = aten.upsample_bilinear2d.vec %[[V2]] output_size = [5, 24] align_corners = true
// CHECK-NEXT: %[[V4:.*]] = aten.view %[[V3]] size = [1, 2, 5, 8, 3]
// CHECK-NEXT: return %[[V4]]
// GREEDY-LABEL: @DecomposeUpsampleTrilinear3d(
// GREEDY-NOT: {{aten\.upsample_trilinear3d }}
// WHY-LABEL: @DecomposeUpsampleTrilinear3d(
// WHY: tricast.rules = [{{.*}}"DecomposeUpsampleTrilinear3d"
func.func @DecomposeUpsampleTrilinear3d(%arg0: tensor<1x2x3x4x2xf32>) -> (tensor<1x2x5x8x3xf32>) {
  %0 = aten.upsample_trilinear3d %arg0 output_size = [5, 8, 3] align_corners = true : (tensor<1x2x3x4x2xf32>) -> tensor<1x2x5x8x3xf32>
  return %0 : tensor<1x2x5x8x3xf32>
}

// CHECK-LABEL: @DecomposeUpsampleNearestExact1dVec(
// CHECK-NEXT: %[[V0:.*]] = aten.arange.start_step start = 0 end = 7 step = 1 dtype = i64
// CHECK-NEXT: %[[V1:.*]] = aten._to_copy %[[V0]] dtype = f32
// CHECK-NEXT: %[[V2:.*]] = aten.add.Scalar %[[V1]] other = 5.000000e-01
// CHECK-NEXT: %[[V3:.*]] = aten.mul.Scalar %[[V2]] other = 0.71428573131561279
// CHECK-NEXT: %[[V4:.*]] = aten.floor %[[V3]]
// CHECK-NEXT: %[[V5:.*]] = aten._to_copy %[[V4]] dtype = i64
// CHECK-NEXT: %[[V6:.*]] = aten.clamp %[[V5]] min = 0 max = 4
// CHECK-NEXT: %[[V7:.*]] = aten.index_select %arg0, %[[V6]] dim = 2
// CHECK-NEXT: return %[[V7]]
// GREEDY-LABEL: @DecomposeUpsampleNearestExact1dVec(
// GREEDY-NOT: {{aten\._upsample_nearest_exact1d\.vec }}
// WHY-LABEL: @DecomposeUpsampleNearestExact1dVec(
// WHY: tricast.rules = [{{.*}}"DecomposeUpsampleNearestExact1dVec"
func.func @DecomposeUpsampleNearestExact1dVec(%arg0: tensor<2x3x5xf32>) -> (tensor<2x3x7xf32>) {
  %0 = aten._upsample_nearest_exact1d.vec %arg0 output_size = [7] : (tensor<2x3x5xf32>) -> tensor<2x3x7xf32>
  return %0 : tensor<2x3x7xf32>
}

// CHECK-LABEL: @DecomposeUpsampleNearestExact2dVec(
// CHECK-NEXT: %[[V0:.*]] = aten.arange.start_step start = 0 end = 4 step = 1 dtype = i64
// CHECK-NEXT: %[[V1:.*]] = aten._to_copy %[[V0]] dtype = f32
// CHECK-NEXT: %[[V2:.*]] = aten.add.Scalar %[[V1]] other = 5.000000e-01
// CHECK-NEXT: %[[V3:.*]] = aten.mul.Scalar %[[V2]] other = 1.250000e+00
// CHECK-NEXT: %[[V4:.*]] = aten.floor %[[V3]]
// CHECK-NEXT: %[[V5:.*]] = aten._to_copy %[[V4]] dtype = i64
// CHECK-NEXT: %[[V6:.*]] = aten.clamp %[[V5]] min = 0 max = 4
// CHECK-NEXT: %[[V7:.*]] = aten.arange.start_step start = 0 end = 6 step = 1 dtype = i64
// CHECK-NEXT: %[[V8:.*]] = aten._to_copy %[[V7]] dtype = f32
// CHECK-NEXT: %[[V9:.*]] = aten.add.Scalar %[[V8]] other = 5.000000e-01
// CHECK-NEXT: %[[V10:.*]] = aten.mul.Scalar %[[V9]] other = 5.000000e-01
// CHECK-NEXT: %[[V11:.*]] = aten.floor %[[V10]]
// CHECK-NEXT: %[[V12:.*]] = aten._to_copy %[[V11]] dtype = i64
// CHECK-NEXT: %[[V13:.*]] = aten.clamp %[[V12]] min = 0 max = 2
// CHECK-NEXT: %[[V14:.*]] = aten.index_select %arg0, %[[V13]] dim = 2
// CHECK-NEXT: %[[V15:.*]] = aten.index_select %[[V14]], %[[V6]] dim = 3
// CHECK-NEXT: return %[[V15]]
// GREEDY-LABEL: @DecomposeUpsampleNearestExact2dVec(
// GREEDY-NOT: {{aten\._upsample_nearest_exact2d\.vec }}
// WHY-LABEL: @DecomposeUpsampleNearestExact2dVec(
// WHY: tricast.rules = [{{.*}}"DecomposeUpsampleNearestExact2dVec"
func.func @DecomposeUpsampleNearestExact2dVec(%arg0: tensor<1x2x3x5xf32>) -> (tensor<1x2x6x4xf32>) {
  %0 = aten._upsample_nearest_exact2d.vec %arg0 output_size = [6, 4] : (tensor<1x2x3x5xf32>) -> tensor<1x2x6x4xf32>
  return %0 : tensor<1x2x6x4xf32>
}

// CHECK-LABEL: @DecomposeUpsampleNearestExact3dVec(
// CHECK-NEXT: %[[V0:.*]] = aten.arange.start_step start = 0 end = 3 step = 1 dtype = i64
// CHECK-NEXT: %[[V1:.*]] = aten._to_copy %[[V0]] dtype = f32
// CHECK-NEXT: %[[V2:.*]] = aten.add.Scalar %[[V1]] other = 5.000000e-01
// CHECK-NEXT: %[[V3:.*]] = aten.mul.Scalar %[[V2]] other = 0.66666668653488159
// CHECK-NEXT: %[[V4:.*]] = aten.floor %[[V3]]
// CHECK-NEXT: %[[V5:.*]] = aten._to_copy %[[V4]] dtype = i64
// CHECK-NEXT: %[[V6:.*]] = aten.clamp %[[V5]] min = 0 max = 1
// CHECK-NEXT: %[[V7:.*]] = aten.arange.start_step start = 0 end = 8 step = 1 dtype = i64
// CHECK-NEXT: %[[V8:.*]] = aten._to_copy %[[V7]] dtype = f32
// CHECK-NEXT: %[[V9:.*]] = aten.add.Scalar %[[V8]] other = 5.000000e-01
// CHECK-NEXT: %[[V10:.*]] = aten.mul.Scalar %[[V9]] other = 5.000000e-01
// CHECK-NEXT: %[[V11:.*]] = aten.floor %[[V10]]
// CHECK-NEXT: %[[V12:.*]] = aten._to_copy %[[V11]] dtype = i64
// CHECK-NEXT: %[[V13:.*]] = aten.clamp %[[V12]] min = 0 max = 3
// CHECK-NEXT: %[[V14:.*]] = aten.arange.start_step start = 0 end = 2 step = 1 dtype = i64
// CHECK-NEXT: %[[V15:.*]] = aten._to_copy %[[V14]] dtype = f32
// CHECK-NEXT: %[[V16:.*]] = aten.add.Scalar %[[V15]] other = 5.000000e-01
// CHECK-NEXT: %[[V17:.*]] = aten.mul.Scalar %[[V16]] other = 1.500000e+00
// CHECK-NEXT: %[[V18:.*]] = aten.floor %[[V17]]
// CHECK-NEXT: %[[V19:.*]] = aten._to_copy %[[V18]] dtype = i64
// CHECK-NEXT: %[[V20:.*]] = aten.clamp %[[V19]] min = 0 max = 2
// CHECK-NEXT: %[[V21:.*]] = aten.index_select %arg0, %[[V20]] dim = 2
// CHECK-NEXT: %[[V22:.*]] = aten.index_select %[[V21]], %[[V13]] dim = 3
// CHECK-NEXT: %[[V23:.*]] = aten.index_select %[[V22]], %[[V6]] dim = 4
// CHECK-NEXT: return %[[V23]]
// GREEDY-LABEL: @DecomposeUpsampleNearestExact3dVec(
// GREEDY-NOT: {{aten\._upsample_nearest_exact3d\.vec }}
// WHY-LABEL: @DecomposeUpsampleNearestExact3dVec(
// WHY: tricast.rules = [{{.*}}"DecomposeUpsampleNearestExact3dVec"
func.func @DecomposeUpsampleNearestExact3dVec(%arg0: tensor<1x2x3x4x2xf32>) -> (tensor<1x2x2x8x3xf32>) {
  %0 = aten._upsample_nearest_exact3d.vec %arg0 output_size = [2, 8, 3] : (tensor<1x2x3x4x2xf32>) -> tensor<1x2x2x8x3xf32>
  return %0 : tensor<1x2x2x8x3xf32>
}

// CHECK-LABEL: @DecomposeUpsampleBicubic2dVec(
// CHECK-NEXT: %[[V0:.*]] = aten.arange.start_step start = 0 end = 4 step = 1 dtype = i64
// CHECK-NEXT: %[[V1:.*]] = aten._to_copy %[[V0]] dtype = f32
// CHECK-NEXT: %[[V2:.*]] = aten.add.Scalar %[[V1]] other = 5.000000e-01
// CHECK-NEXT: %[[V3:.*]] = aten.mul.Scalar %[[V2]] other = 1.250000e+00
// CHECK-NEXT: %[[V4:.*]] = aten.sub.Scalar %[[V3]] other = 5.000000e-01
// CHECK-NEXT: %[[V5:.*]] = aten.floor %[[V4]]
// CHECK-NEXT: %[[V6:.*]] = aten.clamp %[[V5]] max = 4
// CHECK-NEXT: %[[V7:.*]] = aten.sub.Tensor %[[V4]], %[[V6]]
// CHECK-NEXT: %[[V8:.*]] = aten.clamp %[[V7]] min = 0 max = 1
// CHECK-NEXT: %[[V9:.*]] = aten.neg %[[V8]]
// CHECK-NEXT: %[[V10:.*]] = aten.add.Scalar %[[V9]] other = 1.000000e+00
// CHECK-NEXT: %[[V11:.*]] = aten.add.Scalar %[[V10]] other = 1.000000e+00
// CHECK-NEXT: %[[V12:.*]] = aten.mul.Scalar %[[V11]] other = -7.500000e-01
// CHECK-NEXT: %[[V13:.*]] = aten.add.Scalar %[[V12]] other = 3.750000e+00
// CHECK-NEXT: %[[V14:.*]] = aten.mul.Tensor %[[V13]], %[[V11]]
// CHECK-NEXT: %[[V15:.*]] = aten.add.Scalar %[[V14]] other = -6.000000e+00
// CHECK-NEXT: %[[V16:.*]] = aten.mul.Tensor %[[V15]], %[[V11]]
// CHECK-NEXT: %[[V17:.*]] = aten.add.Scalar %[[V16]] other = 3.000000e+00
// CHECK-NEXT: %[[V18:.*]] = aten.add.Scalar %[[V6]] other = 2.000000e+00
// CHECK-NEXT: %[[V19:.*]] = aten._to_copy %[[V18]] dtype = i64
// CHECK-NEXT: %[[V20:.*]] = aten.clamp %[[V19]] min = 0 max = 4
// CHECK-NEXT: %[[V21:.*]] = aten.arange.start_step start = 0 end = 6 step = 1 dtype = i64
// CHECK-NEXT: %[[V22:.*]] = aten._to_copy %[[V21]] dtype = f32
// CHECK-NEXT: %[[V23:.*]] = aten.add.Scalar %[[V22]] other = 5.000000e-01
// GREEDY-LABEL: @DecomposeUpsampleBicubic2dVec(
// GREEDY-NOT: {{aten\.upsample_bicubic2d\.vec }}
// WHY-LABEL: @DecomposeUpsampleBicubic2dVec(
// WHY: tricast.rules = [{{.*}}"DecomposeUpsampleBicubic2dVec"
func.func @DecomposeUpsampleBicubic2dVec(%arg0: tensor<1x2x3x5xf32>) -> (tensor<1x2x6x4xf32>) {
  %0 = aten.upsample_bicubic2d.vec %arg0 output_size = [6, 4] align_corners = false : (tensor<1x2x3x5xf32>) -> tensor<1x2x6x4xf32>
  return %0 : tensor<1x2x6x4xf32>
}

// CHECK-LABEL: @DecomposeUpsampleTrilinear3dVec(
// CHECK-NEXT: %[[V0:.*]] = aten.view %arg0 size = [1, 6, 4, 2]
// CHECK-NEXT: %[[V1:.*]] = aten.upsample_bilinear2d.vec %[[V0]] output_size = [8, 3] align_corners = true
// CHECK-NEXT: %[[V2:.*]] = aten.view %[[V1]] size = [1, 2, 3, 24]
// CHECK-NEXT: %[[V3:.*]] = aten.upsample_bilinear2d.vec %[[V2]] output_size = [5, 24] align_corners = true
// CHECK-NEXT: %[[V4:.*]] = aten.view %[[V3]] size = [1, 2, 5, 8, 3]
// CHECK-NEXT: return %[[V4]]
// GREEDY-LABEL: @DecomposeUpsampleTrilinear3dVec(
// GREEDY-NOT: {{aten\.upsample_trilinear3d\.vec }}
// WHY-LABEL: @DecomposeUpsampleTrilinear3dVec(
// WHY: tricast.rules = [{{.*}}"DecomposeUpsampleTrilinear3dVec"
func.func @DecomposeUpsampleTrilinear3dVec(%arg0: tensor<1x2x3x4x2xf32>) -> (tensor<1x2x5x8x3xf32>) {
  %0 = aten.upsample_trilinear3d.vec %arg0 output_size = [5, 8, 3] align_corners = true : (tensor<1x2x3x4x2xf32>) -> tensor<1x2x5x8x3xf32>
  return %0 : tensor<1x2x5x8x3xf32>
}

// CHECK-LABEL: @DecomposeAffineGridGenerator(
// CHECK-NEXT: %[[V0:.*]] = aten.select.int %arg0 dim = 2 index = 2
// CHECK-NEXT: %[[V1:.*]] = aten.view %[[V0]] size = [2, 1, 1, 2]
// CHECK-NEXT: %[[V2:.*]] = aten.select.int %arg0 dim = 2 index = 1
// CHECK-NEXT: %[[V3:.*]] = aten.view %[[V2]] size = [2, 1, 1, 2]
// CHECK-NEXT: %[[V4:.*]] = aten.arange.start_step start = 0 end = 3 step = 1 dtype = i64
// CHECK-NEXT: %[[V5:.*]] = aten._to_copy %[[V4]] dtype = f32
// CHECK-NEXT: %[[V6:.*]] = aten.mul.Scalar %[[V5]] other = -1.000000e+00
// CHECK-NEXT: %[[V7:.*]] = aten.add.Scalar %[[V6]] other = 2.000000e+00
// CHECK-NEXT: %[[V8:.*]] = aten.mul.Scalar %[[V7]] other = -1.000000e+00
// CHECK-NEXT: %[[V9:.*]] = aten.add.Scalar %[[V8]] other = 1.000000e+00
// CHECK-NEXT: %[[V10:.*]] = aten.mul.Scalar %[[V5]] other = 1.000000e+00
// CHECK-NEXT: %[[V11:.*]] = aten.add.Scalar %[[V10]] other = -1.000000e+00
// CHECK-NEXT: %[[V12:.*]] = aten.lt.Scalar %[[V4]] other = 1
// CHECK-NEXT: %[[V13:.*]] = aten.where.self %[[V12]], %[[V11]], %[[V9]]
// CHECK-NEXT: %[[V14:.*]] = aten.mul.Scalar %[[V13]] other = 2.000000e+00
// CHECK-NEXT: %[[V15:.*]] = aten.div.Scalar %[[V14]] other = 3.000000e+00
// CHECK-NEXT: %[[V16:.*]] = aten.view %[[V15]] size = [1, 3, 1, 1]
// CHECK-NEXT: %[[V17:.*]] = aten.mul.Tensor %[[V16]], %[[V3]]
// CHECK-NEXT: %[[V18:.*]] = aten.select.int %arg0 dim = 2 index = 0
// CHECK-NEXT: %[[V19:.*]] = aten.view %[[V18]] size = [2, 1, 1, 2]
// CHECK-NEXT: %[[V20:.*]] = aten.arange.start_step start = 0 end = 4 step = 1 dtype = i64
// CHECK-NEXT: %[[V21:.*]] = aten._to_copy %[[V20]] dtype = f32
// CHECK-NEXT: %[[V22:.*]] = aten.mul.Scalar %[[V21]] other = -1.000000e+00
// CHECK-NEXT: %[[V23:.*]] = aten.add.Scalar %[[V22]] other = 3.000000e+00
// CHECK-NEXT: %[[V24:.*]] = aten.mul.Scalar %[[V23]] other = -0.66666668653488159
// CHECK-NEXT: %[[V25:.*]] = aten.add.Scalar %[[V24]] other = 1.000000e+00
// CHECK-NEXT: %[[V26:.*]] = aten.mul.Scalar %[[V21]] other = 0.66666668653488159
// CHECK-NEXT: %[[V27:.*]] = aten.add.Scalar %[[V26]] other = -1.000000e+00
// CHECK-NEXT: %[[V28:.*]] = aten.lt.Scalar %[[V20]] other = 2
// CHECK-NEXT: %[[V29:.*]] = aten.where.self %[[V28]], %[[V27]], %[[V25]]
// CHECK-NEXT: %[[V30:.*]] = aten.mul.Scalar %[[V29]] other = 3.000000e+00
// CHECK-NEXT: %[[V31:.*]] = aten.div.Scalar %[[V30]] other = 4.000000e+00
// CHECK-NEXT: %[[V32:.*]] = aten.view %[[V31]] size = [1, 1, 4, 1]
// CHECK-NEXT: %[[V33:.*]] = aten.mul.Tensor %[[V32]], %[[V19]]
// CHECK-NEXT: %[[V34:.*]] = aten.add.Tensor %[[V33]], %[[V17]]
// CHECK-NEXT: %[[V35:.*]] = aten.add.Tensor %[[V34]], %[[V1]]
// CHECK-NEXT: return %[[V35]]
// GREEDY-LABEL: @DecomposeAffineGridGenerator(
// GREEDY-NOT: {{aten\.affine_grid_generator }}
// WHY-LABEL: @DecomposeAffineGridGenerator(
// WHY: tricast.rules = [{{.*}}"DecomposeAffineGridGenerator"
func.func @DecomposeAffineGridGenerator(%arg0: tensor<2x2x3xf32>) -> (tensor<2x3x4x2xf32>) {
  %0 = aten.affine_grid_generator %arg0 size = [2, 1, 3, 4] align_corners = false : (tensor<2x2x3xf32>) -> tensor<2x3x4x2xf32>
  return %0 : tensor<2x3x4x2xf32>
}
