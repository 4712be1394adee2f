// RUN: tricast-opt --tricast-rewrite='rules=decompose cost=core' %s | FileCheck %s
// RUN: tricast-opt --tricast-rewrite='engine=greedy rules=decompose' %s | FileCheck %s --check-prefix=GREEDY
// RUN: tricast-opt --tricast-rewrite='rules=decompose cost=core explain' %s | FileCheck %s --check-prefix=WHY

// CHECK-LABEL: @DecomposeLinear(
// CHECK-NEXT: %[[V0:.*]] = aten.permute %arg1 dims = [1, 0]
// CHECK-NEXT: %[[V1:.*]] = aten.view %arg0 size = [1, 3]
// CHECK-NEXT: %[[V2:.*]] = aten.mm %[[V1]], %[[V0]]
// CHECK-NEXT: %[[V3:.*]] = aten.view %[[V2]] size = [4]
// CHECK-NEXT: return %[[V3]]
// GREEDY-LABEL: @DecomposeLinear(
// GREEDY-NOT: {{aten\.linear }}
// WHY-LABEL: @DecomposeLinear(
// WHY: tricast.rules = [{{.*}}"DecomposeLinear"
func.func @DecomposeLinear(%arg0: tensor<3xf32>, %arg1: tensor<4x3xf32>) -> (tensor<4xf32>) {
  %0 = aten.linear %arg0, %arg1 : (tensor<3xf32>, tensor<4x3xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// CHECK-LABEL: @DecomposeMatmul(
// CHECK-NEXT: %[[V0:.*]] = aten.unsqueeze %arg1 dim = 1
// CHECK-NEXT: %[[V1:.*]] = aten.unsqueeze %arg0 dim = 0
// CHECK-NEXT: %[[V2:.*]] = aten.mm %[[V1]], %[[V0]]
// CHECK-NEXT: %[[V3:.*]] = aten.view %[[V2]] size = []
// CHECK-NEXT: return %[[V3]]
// GREEDY-LABEL: @DecomposeMatmul(
// GREEDY-NOT: {{aten\.matmul }}
// WHY-LABEL: @DecomposeMatmul(
// WHY: tricast.rules = [{{.*}}"DecomposeMatmul"
func.func @DecomposeMatmul(%arg0: tensor<20xf32>, %arg1: tensor<20xf32>) -> (tensor<f32>) {
  %0 = aten.matmul %arg0, %arg1 : (tensor<20xf32>, tensor<20xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeLinalgMatmul(
// CHECK-NEXT: %[[V0:.*]] = aten.unsqueeze %arg1 dim = 1
// CHECK-NEXT: %[[V1:.*]] = aten.unsqueeze %arg0 dim = 0
// CHECK-NEXT: %[[V2:.*]] = aten.mm %[[V1]], %[[V0]]
// CHECK-NEXT: %[[V3:.*]] = aten.view %[[V2]] size = []
// CHECK-NEXT: return %[[V3]]
// GREEDY-LABEL: @DecomposeLinalgMatmul(
// GREEDY-NOT: {{aten\.linalg_matmul }}
// WHY-LABEL: @DecomposeLinalgMatmul(
// WHY: tricast.rules = [{{.*}}"DecomposeLinalgMatmul"
func.func @DecomposeLinalgMatmul(%arg0: tensor<20xf32>, %arg1: tensor<20xf32>) -> (tensor<f32>) {
  %0 = aten.linalg_matmul %arg0, %arg1 : (tensor<20xf32>, tensor<20xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeMv(
// CHECK-NEXT: %[[V0:.*]] = aten.unsqueeze %arg1 dim = 1
// CHECK-NEXT: %[[V1:.*]] = aten.mm %arg0, %[[V0]]
// CHECK-NEXT: %[[V2:.*]] = aten.squeeze.dims %[[V1]] dim = [-1]
// CHECK-NEXT: return %[[V2]]
// GREEDY-LABEL: @DecomposeMv(
// GREEDY-NOT: {{aten\.mv }}
// WHY-LABEL: @DecomposeMv(
// WHY: tricast.rules = [{{.*}}"DecomposeMv"
func.func @DecomposeMv(%arg0: tensor<1x1xf32>, %arg1: tensor<1xf32>) -> (tensor<1xf32>) {
  %0 = aten.mv %arg0, %arg1 : (tensor<1x1xf32>, tensor<1xf32>) -> tensor<1xf32>
  return %0 : tensor<1xf32>
}

// CHECK-LABEL: @DecomposeDot(
// CHECK-NEXT: %[[V0:.*]] = aten.unsqueeze %arg1 dim = 1
// CHECK-NEXT: %[[V1:.*]] = aten.unsqueeze %arg0 dim = 0
// CHECK-NEXT: %[[V2:.*]] = aten.mm %[[V1]], %[[V0]]
// CHECK-NEXT: %[[V3:.*]] = aten.view %[[V2]] size = []
// CHECK-NEXT: return %[[V3]]
// GREEDY-LABEL: @DecomposeDot(
// GREEDY-NOT: {{aten\.dot }}
// WHY-LABEL: @DecomposeDot(
// WHY: tricast.rules = [{{.*}}"DecomposeDot"
func.func @DecomposeDot(%arg0: tensor<1xf32>, %arg1: tensor<1xf32>) -> (tensor<f32>) {
  %0 = aten.dot %arg0, %arg1 : (tensor<1xf32>, tensor<1xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeVdot(
// CHECK-NEXT: %[[V0:.*]] = aten.unsqueeze %arg1 dim = 1
// CHECK-NEXT: %[[V1:.*]] = aten.unsqueeze %arg0 dim = 0
// CHECK-NEXT: %[[V2:.*]] = aten.mm %[[V1]], %[[V0]]
// CHECK-NEXT: %[[V3:.*]] = aten.view %[[V2]] size = []
// CHECK-NEXT: return %[[V3]]
// GREEDY-LABEL: @DecomposeVdot(
// GREEDY-NOT: {{aten\.vdot }}
// WHY-LABEL: @DecomposeVdot(
// WHY: tricast.rules = [{{.*}}"DecomposeVdot"
func.func @DecomposeVdot(%arg0: tensor<0xf32>, %arg1: tensor<0xf32>) -> (tensor<f32>) {
  %0 = aten.vdot %arg0, %arg1 : (tensor<0xf32>, tensor<0xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeInner(
// CHECK-NEXT: %[[V0:.*]] = aten.view %arg1 size = [1, 5, 1]
// CHECK-NEXT: %[[V1:.*]] = aten.view %arg0 size = [1, 1, 5]
// CHECK-NEXT: %[[V2:.*]] = aten.bmm %[[V1]], %[[V0]]
// CHECK-NEXT: %[[V3:.*]] = aten.view %[[V2]] size = []
// CHECK-NEXT: return %[[V3]]
// GREEDY-LABEL: @DecomposeInner(
// GREEDY-NOT: {{aten\.inner }}
// WHY-LABEL: @DecomposeInner(
// WHY: tricast.rules = [{{.*}}"DecomposeInner"
func.func @DecomposeInner(%arg0: tensor<5xf32>, %arg1: tensor<5xf32>) -> (tensor<f32>) {
  %0 = aten.inner %arg0, %arg1 : (tensor<5xf32>, tensor<5xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeOuter(
// CHECK-NEXT: %[[V0:.*]] = aten.unsqueeze %arg1 dim = 0
// CHECK-NEXT: %[[V1:.*]] = aten.unsqueeze %arg0 dim = 1
// CHECK-NEXT: %[[V2:.*]] = aten.mul.Tensor %[[V1]], %[[V0]]
// CHECK-NEXT: return %[[V2]]
// GREEDY-LABEL: @DecomposeOuter(
// GREEDY-NOT: {{aten\.outer }}
// WHY-LABEL: @DecomposeOuter(
// WHY: tricast.rules = [{{.*}}"DecomposeOuter"
func.func @DecomposeOuter(%arg0: tensor<5xf32>, %arg1: tensor<10xf32>) -> (tensor<5x10xf32>) {
  %0 = aten.outer %arg0, %arg1 : (tensor<5xf32>, tensor<10xf32>) -> tensor<5x10xf32>
  return %0 : tensor<5x10xf32>
}

// CHECK-LABEL: @DecomposeGer(
// CHECK-NEXT: %[[V0:.*]] = aten.unsqueeze %arg1 dim = 0
// CHECK-NEXT: %[[V1:.*]] = aten.unsqueeze %arg0 dim = 1
// CHECK-NEXT: %[[V2:.*]] = aten.mul.Tensor %[[V1]], %[[V0]]
// CHECK-NEXT: return %[[V2]]
// GREEDY-LABEL: @DecomposeGer(
// GREEDY-NOT: {{aten\.ger }}
// WHY-LABEL: @DecomposeGer(
// WHY: tricast.rules = [{{.*}}"DecomposeGer"
func.func @DecomposeGer(%arg0: tensor<5xf32>, %arg1: tensor<10xf32>) -> (tensor<5x10xf32>) {
  %0 = aten.ger %arg0, %arg1 : (tensor<5xf32>, tensor<10xf32>) -> tensor<5x10xf32>
  return %0 : tensor<5x10xf32>
}

// CHECK-LABEL: @DecomposeAddmv(
// CHECK-NEXT: %[[V0:.*]] = aten.unsqueeze %arg2 dim = 1
// CHECK-NEXT: %[[V1:.*]] = aten.unsqueeze %arg0 dim = -1
// CHECK-NEXT: %[[V2:.*]] = aten.addmm %[[V1]], %arg1, %[[V0]]
// CHECK-NEXT: %[[V3:.*]] = aten.squeeze.dims %[[V2]] dim = [1]
// CHECK-NEXT: return %[[V3]]
// GREEDY-LABEL: @DecomposeAddmv(
// GREEDY-NOT: {{aten\.addmv }}
// WHY-LABEL: @DecomposeAddmv(
// WHY: tricast.rules = [{{.*}}"DecomposeAddmv"
func.func @DecomposeAddmv(%arg0: tensor<f32>, %arg1: tensor<5x10xf32>, %arg2: tensor<10xf32>) -> (tensor<5xf32>) {
  %0 = aten.addmv %arg0, %arg1, %arg2 : (tensor<f32>, tensor<5x10xf32>, tensor<10xf32>) -> tensor<5xf32>
  return %0 : tensor<5xf32>
}

// CHECK-LABEL: @DecomposeAddr(
// CHECK-NEXT: %[[V0:.*]] = aten.unsqueeze %arg2 dim = 0
// CHECK-NEXT: %[[V1:.*]] = aten.unsqueeze %arg1 dim = 1
// CHECK-NEXT: %[[V2:.*]] = aten.addmm %arg0, %[[V1]], %[[V0]]
// CHECK-NEXT: return %[[V2]]
// GREEDY-LABEL: @DecomposeAddr(
// GREEDY-NOT: {{aten\.addr }}
// WHY-LABEL: @DecomposeAddr(
// WHY: tricast.rules = [{{.*}}"DecomposeAddr"
func.func @DecomposeAddr(%arg0: tensor<f32>, %arg1: tensor<5xf32>, %arg2: tensor<10xf32>) -> (tensor<5x10xf32>) {
  %0 = aten.addr %arg0, %arg1, %arg2 : (tensor<f32>, tensor<5xf32>, tensor<10xf32>) -> tensor<5x10xf32>
  return %0 : tensor<5x10xf32>
}

// CHECK-LABEL: @DecomposeAddbmm(
// CHECK-NEXT: %[[V0:.*]] = aten.view %arg2 size = [25, 10]
// CHECK-NEXT: %[[V1:.*]] = aten.permute %arg1 dims = [1, 0, 2]
// CHECK-NEXT: %[[V2:.*]] = aten.view %[[V1]] size = [5, 25]
// CHECK-NEXT: %[[V3:.*]] = aten.addmm %arg0, %[[V2]], %[[V0]]
// CHECK-NEXT: return %[[V3]]
// GREEDY-LABEL: @DecomposeAddbmm(
// GREEDY-NOT: {{aten\.addbmm }}
// WHY-LABEL: @DecomposeAddbmm(
// WHY: tricast.rules = [{{.*}}"DecomposeAddbmm"
func.func @DecomposeAddbmm(%arg0: tensor<f32>, %arg1: tensor<5x5x5xf32>, %arg2: tensor<5x5x10xf32>) -> (tensor<5x10xf32>) {
  %0 = aten.addbmm %arg0, %arg1, %arg2 : (tensor<f32>, tensor<5x5x5xf32>, tensor<5x5x10xf32>) -> tensor<5x10xf32>
  return %0 : tensor<5x10xf32>
}

// CHECK-LABEL: @DecomposeBaddbmm(
// CHECK-NEXT: %[[V0:.*]] = aten.bmm %arg1, %arg2
// CHECK-NEXT: %[[V1:.*]] = aten.add.Tensor %arg0, %[[V0]]
// CHECK-NEXT: return %[[V1]]
// GREEDY-LABEL: @DecomposeBaddbmm(
// GREEDY-NOT: {{aten\.baddbmm }}
// WHY-LABEL: @DecomposeBaddbmm(
// WHY: tricast.rules = [{{.*}}"DecomposeBaddbmm"
func.func @DecomposeBaddbmm(%arg0: tensor<f32>, %arg1: tensor<0x5x5xf32>, %arg2: tensor<0x5x10xf32>) -> (tensor<0x5x10xf32>) {
  %0 = aten.baddbmm %arg0, %arg1, %arg2 : (tensor<f32>, tensor<0x5x5xf32>, tensor<0x5x10xf32>) -> tensor<0x5x10xf32>
  return %0 : tensor<0x5x10xf32>
}

// CHECK-LABEL: @DecomposeCross(
// CHECK-NEXT: %[[V0:.*]] = aten.slice.Tensor %arg1 dim = 1 start = 0 end = 1
// CHECK-NEXT: %[[V1:.*]] = aten.slice.Tensor %arg1 dim = 1 start = 1 end = 3
// CHECK-NEXT: %[[V2:.*]] = aten.cat [%[[V1]], %[[V0]]] dim = 1
// CHECK-NEXT: %[[V3:.*]] = aten.slice.Tensor %arg0 dim = 1 start = 0 end = 2
// CHECK-NEXT: %[[V4:.*]] = aten.slice.Tensor %arg0 dim = 1 start = 2 end = 3
// CHECK-NEXT: %[[V5:.*]] = aten.cat [%[[V4]], %[[V3]]] dim = 1
// CHECK-NEXT: %[[V6:.*]] = aten.mul.Tensor %[[V5]], %[[V2]]
// CHECK-NEXT: %[[V7:.*]] = aten.slice.Tensor %arg1 dim = 1 start = 0 end = 2
// CHECK-NEXT: %[[V8:.*]] = aten.slice.Tensor %arg1 dim = 1 start = 2 end = 3
// CHECK-NEXT: %[[V9:.*]] = aten.cat [%[[V8]], %[[V7]]] dim = 1
// CHECK-NEXT: %[[V10:.*]] = aten.slice.Tensor %arg0 dim = 1 start = 0 end = 1
// CHECK-NEXT: %[[V11:.*]] = aten.slice.Tensor %arg0 dim = 1 start = 1 end = 3
// CHECK-NEXT: %[[V12:.*]] = aten.cat [%[[V11]], %[[V10]]] dim = 1
// CHECK-NEXT: %[[V13:.*]] = aten.mul.Tensor %[[V12]], %[[V9]]
// CHECK-NEXT: %[[V14:.*]] = aten.sub.Tensor %[[V13]], %[[V6]]
// CHECK-NEXT: return %[[V14]]
// GREEDY-LABEL: @DecomposeCross(
// GREEDY-NOT: {{aten\.cross }}
// WHY-LABEL: @DecomposeCross(
// WHY: tricast.rules = [{{.*}}"DecomposeCross"
func.func @DecomposeCross(%arg0: tensor<5x3xf32>, %arg1: tensor<5x3xf32>) -> (tensor<5x3xf32>) {
  %0 = aten.cross %arg0, %arg1 : (tensor<5x3xf32>, tensor<5x3xf32>) -> tensor<5x3xf32>
  return %0 : tensor<5x3xf32>
}

// CHECK-LABEL: @DecomposeLinalgCross(
// CHECK-NEXT: %[[V0:.*]] = aten.slice.Tensor %arg1 dim = 1 start = 0 end = 1
// CHECK-NEXT: %[[V1:.*]] = aten.slice.Tensor %arg1 dim = 1 start = 1 end = 3
// CHECK-NEXT: %[[V2:.*]] = aten.cat [%[[V1]], %[[V0]]] dim = 1
// CHECK-NEXT: %[[V3:.*]] = aten.slice.Tensor %arg0 dim = 1 start = 0 end = 2
// CHECK-NEXT: %[[V4:.*]] = aten.slice.Tensor %arg0 dim = 1 start = 2 end = 3
// CHECK-NEXT: %[[V5:.*]] = aten.cat [%[[V4]], %[[V3]]] dim = 1
// CHECK-NEXT: %[[V6:.*]] = aten.mul.Tensor %[[V5]], %[[V2]]
// CHECK-NEXT: %[[V7:.*]] = aten.slice.Tensor %arg1 dim = 1 start = 0 end = 2
// CHECK-NEXT: %[[V8:.*]] = aten.slice.Tensor %arg1 dim = 1 start = 2 end = 3
// CHECK-NEXT: %[[V9:.*]] = aten.cat [%[[V8]], %[[V7]]] dim = 1
// CHECK-NEXT: %[[V10:.*]] = aten.slice.Tensor %arg0 dim = 1 start = 0 end = 1
// CHECK-NEXT: %[[V11:.*]] = aten.slice.Tensor %arg0 dim = 1 start = 1 end = 3
// CHECK-NEXT: %[[V12:.*]] = aten.cat [%[[V11]], %[[V10]]] dim = 1
// CHECK-NEXT: %[[V13:.*]] = aten.mul.Tensor %[[V12]], %[[V9]]
// CHECK-NEXT: %[[V14:.*]] = aten.sub.Tensor %[[V13]], %[[V6]]
// CHECK-NEXT: return %[[V14]]
// GREEDY-LABEL: @DecomposeLinalgCross(
// GREEDY-NOT: {{aten\.linalg_cross }}
// WHY-LABEL: @DecomposeLinalgCross(
// WHY: tricast.rules = [{{.*}}"DecomposeLinalgCross"
func.func @DecomposeLinalgCross(%arg0: tensor<1x3xf32>, %arg1: tensor<5x3xf32>) -> (tensor<5x3xf32>) {
  %0 = aten.linalg_cross %arg0, %arg1 : (tensor<1x3xf32>, tensor<5x3xf32>) -> tensor<5x3xf32>
  return %0 : tensor<5x3xf32>
}

// CHECK-LABEL: @DecomposeLinalgVecdot(
// CHECK-NEXT: %[[V0:.*]] = aten.mul.Tensor %arg0, %arg1
// CHECK-NEXT: %[[V1:.*]] = aten.sum.dim_IntList %[[V0]] dim = [-1]
// CHECK-NEXT: return %[[V1]]
// GREEDY-LABEL: @DecomposeLinalgVecdot(
// GREEDY-NOT: {{aten\.linalg_vecdot }}
// WHY-LABEL: @DecomposeLinalgVecdot(
// WHY: tricast.rules = [{{.*}}"DecomposeLinalgVecdot"
func.func @DecomposeLinalgVecdot(%arg0: tensor<1xf32>, %arg1: tensor<1xf32>) -> (tensor<f32>) {
  %0 = aten.linalg_vecdot %arg0, %arg1 : (tensor<1xf32>, tensor<1xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeTensordot(
// CHECK-NEXT: %[[V0:.*]] = aten.permute %arg1 dims = [2, 0, 1]
// CHECK-NEXT: %[[V1:.*]] = aten.view %[[V0]] size = [1, 4, 1]
// CHECK-NEXT: %[[V2:.*]] = aten.permute %arg0 dims = [2, 0, 1]
// CHECK-NEXT: %[[V3:.*]] = aten.view %[[V2]] size = [1, 1, 4]
// CHECK-NEXT: %[[V4:.*]] = aten.bmm %[[V3]], %[[V1]]
// CHECK-NEXT: %[[V5:.*]] = aten.view %[[V4]] size = [1, 1]
// CHECK-NEXT: return %[[V5]]
// GREEDY-LABEL: @DecomposeTensordot(
// GREEDY-NOT: {{aten\.tensordot }}
// WHY-LABEL: @DecomposeTensordot(
// WHY: tricast.rules = [{{.*}}"DecomposeTensordot"
func.func @DecomposeTensordot(%arg0: tensor<2x2x1xf32>, %arg1: tensor<2x1x2xf32>) -> (tensor<1x1xf32>) {
  %0 = aten.tensordot %arg0, %arg1 dims_self = [0, 1] dims_other = [2, 0] : (tensor<2x2x1xf32>, tensor<2x1x2xf32>) -> tensor<1x1xf32>
  return %0 : tensor<1x1xf32>
}

// CHECK-LABEL: @DecomposeEinsum(
// CHECK-NEXT: %[[V0:.*]] = aten.view %arg1 size = [1, 1, 4]
// CHECK-NEXT: %[[V1:.*]] = aten.view %arg0 size = [1, 3, 1]
// CHECK-NEXT: %[[V2:.*]] = aten.bmm %[[V1]], %[[V0]]
// CHECK-NEXT: %[[V3:.*]] = aten.view %[[V2]] size = [3, 4]
// CHECK-NEXT: return %[[V3]]
// GREEDY-LABEL: @DecomposeEinsum(
// GREEDY-NOT: {{aten\.einsum }}
// WHY-LABEL: @DecomposeEinsum(
// WHY: tricast.rules = [{{.*}}"DecomposeEinsum"
func.func @DecomposeEinsum(%arg0: tensor<3xf32>, %arg1: tensor<4xf32>) -> (tensor<3x4xf32>) {
  %0 = aten.einsum [%arg0, %arg1] equation = "i,j->ij" : (tensor<3xf32>, tensor<4xf32>) -> tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

// CHECK-LABEL: @DecomposeKron(
// CHECK-NEXT: %[[V0:.*]] = aten.view %arg1 size = [1, 4]
// CHECK-NEXT: %[[V1:.*]] = aten.view %arg0 size = [1, 1]
// CHECK-NEXT: %[[V2:.*]] = aten.mul.Tensor %[[V1]], %[[V0]]
// CHECK-NEXT: %[[V3:.*]] = aten.view %[[V2]] size = [4]
// CHECK-NEXT: return %[[V3]]
// GREEDY-LABEL: @DecomposeKron(
// GREEDY-NOT: {{aten\.kron }}
// WHY-LABEL: @DecomposeKron(
// WHY: tricast.rules = [{{.*}}"DecomposeKron"
func.func @DecomposeKron(%arg0: tensor<f32>, %arg1: tensor<4xf32>) -> (tensor<4xf32>) {
  %0 = aten.kron %arg0, %arg1 : (tensor<f32>, tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// CHECK-LABEL: @DecomposeBilinear(
// CHECK-NEXT: %[[V0:.*]] = aten.view %arg1 size = [6, 8]
// CHECK-NEXT: %[[V1:.*]] = aten.view %[[V0]] size = [6, 8, 1]
// CHECK-NEXT: %[[V2:.*]] = aten.permute %arg2 dims = [1, 0, 2]
// CHECK-NEXT: %[[V3:.*]] = aten.view %[[V2]] size = [1, 8, 64]
// CHECK-NEXT: %[[V4:.*]] = aten.view %arg0 size = [6, 8]
// CHECK-NEXT: %[[V5:.*]] = aten.view %[[V4]] size = [1, 6, 8]
// CHECK-NEXT: %[[V6:.*]] = aten.bmm %[[V5]], %[[V3]]
// CHECK-NEXT: %[[V7:.*]] = aten.view %[[V6]] size = [6, 8, 8]
// CHECK-NEXT: %[[V8:.*]] = aten.view %[[V7]] size = [6, 8, 8]
// CHECK-NEXT: %[[V9:.*]] = aten.bmm %[[V8]], %[[V1]]
// CHECK-NEXT: %[[V10:.*]] = aten.view %[[V9]] size = [6, 8]
// CHECK-NEXT: %[[V11:.*]] = aten.view %[[V10]] size = [2, 3, 8]
// CHECK-NEXT: return %[[V11]]
// GREEDY-LABEL: @DecomposeBilinear(
// GREEDY-NOT: {{aten\.bilinear }}
// WHY-LABEL: @DecomposeBilinear(
// WHY: tricast.rules = [{{.*}}"DecomposeBilinear"
func.func @DecomposeBilinear(%arg0: tensor<2x3x8xf32>, %arg1: tensor<2x3x8xf32>, %arg2: tensor<8x8x8xf32>) -> (tensor<2x3x8xf32>) {
  %0 = aten.bilinear %arg0, %arg1, %arg2 : (tensor<2x3x8xf32>, tensor<2x3x8xf32>, tensor<8x8x8xf32>) -> tensor<2x3x8xf32>
  return %0 : tensor<2x3x8xf32>
}

// CHECK-LABEL: @DecomposeIntMm(
// CHECK-NEXT: %[[V0:.*]] = aten._to_copy %arg1 dtype = i32
// CHECK-NEXT: %[[V1:.*]] = aten._to_copy %arg0 dtype = i32
// CHECK-NEXT: %[[V2:.*]] = aten.mm %[[V1]], %[[V0]]
// CHECK-NEXT: return %[[V2]]
// GREEDY-LABEL: @DecomposeIntMm(
// GREEDY-NOT: {{aten\._int_mm }}
// WHY-LABEL: @DecomposeIntMm(
// WHY: tricast.rules = [{{.*}}"DecomposeIntMm"
func.func @DecomposeIntMm(%arg0: tensor<3x8xi8>, %arg1: tensor<8x8xi8>) -> (tensor<3x8xi32>) {
  %0 = aten._int_mm %arg0, %arg1 : (tensor<3x8xi8>, tensor<8x8xi8>) -> tensor<3x8xi32>
  return %0 : tensor<3x8xi32>
}

// CHECK-LABEL: @DecomposeTrilinear(
// CHECK-NEXT: %[[V0:.*]] = aten.unsqueeze %arg2 dim = 1
// CHECK-NEXT: %[[V1:.*]] = aten.unsqueeze %arg1 dim = 2
// CHECK-NEXT: %[[V2:.*]] = aten.unsqueeze %arg0 dim = 1
// CHECK-NEXT: %[[V3:.*]] = aten.mul.Tensor %[[V2]], %[[V1]]
// CHECK-NEXT: %[[V4:.*]] = aten.mul.Tensor %[[V3]], %[[V0]]
// CHECK-NEXT: %[[V5:.*]] = aten.sum.dim_IntList %[[V4]] dim = [2]
// CHECK-NEXT: return %[[V5]]
// GREEDY-LABEL: @DecomposeTrilinear(
// GREEDY-NOT: {{aten\._trilinear }}
// WHY-LABEL: @DecomposeTrilinear(
// WHY: tricast.rules = [{{.*}}"DecomposeTrilinear"
func.func @DecomposeTrilinear(%arg0: tensor<3x4xf32>, %arg1: tensor<3x4xf32>, %arg2: tensor<3x4xf32>) -> (tensor<3x4xf32>) {
  %0 = aten._trilinear %arg0, %arg1, %arg2 expand1 = [1] expand2 = [2] expand3 = [1] sumdim = [2] : (tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>) -> tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}
