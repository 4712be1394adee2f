// RUN: tricast-opt --tricast-rewrite='rules=decompose cost=core' %s | FileCheck %s
// RUN: tricast-opt --tricast-rewrite='engine=greedy rules=decompose' %s | FileCheck %s --check-prefix=GREEDY
// RUN: tricast-opt --tricast-rewrite='rules=decompose cost=core explain' %s | FileCheck %s --check-prefix=WHY

// CHECK-LABEL: @DecomposeArange(
// CHECK-NEXT: %[[V0:.*]] = aten.arange.start_step start = 0 end = 2 step = 1 dtype = i64
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeArange(
// GREEDY-NOT: {{aten\.arange }}
// WHY-LABEL: @DecomposeArange(
// WHY: tricast.rules = [{{.*}}"DecomposeArange"
func.func @DecomposeArange() -> (tensor<2xi64>) {
  %0 = aten.arange end = 2 : () -> tensor<2xi64>
  return %0 : tensor<2xi64>
}

// CHECK-LABEL: @DecomposeArangeStart(
// CHECK-NEXT: %[[V0:.*]] = aten.arange.start_step start = 1.500000e+00 end = 6 step = 1 dtype = f32
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeArangeStart(
// GREEDY-NOT: {{aten\.arange\.start }}
// WHY-LABEL: @DecomposeArangeStart(
// WHY: tricast.rules = [{{.*}}"DecomposeArangeStart"
func.func @DecomposeArangeStart() -> (tensor<5xf32>) {
  %0 = aten.arange.start start = 1.500000e+00 end = 6 : () -> tensor<5xf32>
  return %0 : tensor<5xf32>
}

// CHECK-LABEL: @DecomposeZeros(
// CHECK-NEXT: %[[V0:.*]] = aten.full size = [6] fill_value = 0 dtype = i64
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeZeros(
// GREEDY-NOT: {{aten\.zeros }}
// WHY-LABEL: @DecomposeZeros(
// WHY: tricast.rules = [{{.*}}"DecomposeZeros"
func.func @DecomposeZeros() -> (tensor<6xi64>) {
  %0 = aten.zeros size = [6] dtype = i64 : () -> tensor<6xi64>
  return %0 : tensor<6xi64>
}

// CHECK-LABEL: @DecomposeOnes(
// CHECK-NEXT: %[[V0:.*]] = aten.full size = [4] fill_value = 1.000000e+00 dtype = f32
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeOnes(
// GREEDY-NOT: {{aten\.ones }}
// WHY-LABEL: @DecomposeOnes(
// WHY: tricast.rules = [{{.*}}"DecomposeOnes"
func.func @DecomposeOnes() -> (tensor<4xf32>) {
  %0 = aten.ones size = [4] : () -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// CHECK-LABEL: @DecomposeNewZeros(
// CHECK-NEXT: %[[V0:.*]] = aten.full size = [1, 1, 12] fill_value = 0.000000e+00 dtype = f32
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeNewZeros(
// GREEDY-NOT: {{aten\.new_zeros }}
// WHY-LABEL: @DecomposeNewZeros(
// WHY: tricast.rules = [{{.*}}"DecomposeNewZeros"
func.func @DecomposeNewZeros(%arg0: tensor<5xf32>) -> (tensor<1x1x12xf32>) {
  %0 = aten.new_zeros %arg0 size = [1, 1, 12] : (tensor<5xf32>) -> tensor<1x1x12xf32>
  return %0 : tensor<1x1x12xf32>
}

// CHECK-LABEL: @DecomposeNewOnes(
// CHECK-NEXT: %[[V0:.*]] = aten.full size = [1, 1, 12] fill_value = 1.000000e+00 dtype = f32
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeNewOnes(
// GREEDY-NOT: {{aten\.new_ones }}
// WHY-LABEL: @DecomposeNewOnes(
// WHY: tricast.rules = [{{.*}}"DecomposeNewOnes"
func.func @DecomposeNewOnes(%arg0: tensor<5xf32>) -> (tensor<1x1x12xf32>) {
  %0 = aten.new_ones %arg0 size = [1, 1, 12] : (tensor<5xf32>) -> tensor<1x1x12xf32>
  return %0 : tensor<1x1x12xf32>
}

// CHECK-LABEL: @DecomposeNewFull(
// CHECK-NEXT: %[[V0:.*]] = aten.full size = [2, 0] fill_value = 4.3190860748291016 dtype = f32
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeNewFull(
// GREEDY-NOT: {{aten\.new_full }}
// WHY-LABEL: @DecomposeNewFull(
// WHY: tricast.rules = [{{.*}}"DecomposeNewFull"
func.func @DecomposeNewFull(%arg0: tensor<5x5xf32>) -> (tensor<2x0xf32>) {
  %0 = aten.new_full %arg0 size = [2, 0] fill_value = 4.3190860748291016 : (tensor<5x5xf32>) -> tensor<2x0xf32>
  return %0 : tensor<2x0xf32>
}

// CHECK-LABEL: @DecomposeZerosLike(
// CHECK-NEXT: %[[V0:.*]] = aten.full_like %arg0 fill_value = 0.000000e+00 dtype = f32
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeZerosLike(
// GREEDY-NOT: {{aten\.zeros_like }}
// WHY-LABEL: @DecomposeZerosLike(
// WHY: tricast.rules = [{{.*}}"DecomposeZerosLike"
func.func @DecomposeZerosLike(%arg0: tensor<5xf32>) -> (tensor<5xf32>) {
  %0 = aten.zeros_like %arg0 dtype = f32 : (tensor<5xf32>) -> tensor<5xf32>
  return %0 : tensor<5xf32>
}

// CHECK-LABEL: @DecomposeOnesLike(
// CHECK-NEXT: %[[V0:.*]] = aten.full_like %arg0 fill_value = 1.000000e+00 dtype = f32
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeOnesLike(
// GREEDY-NOT: {{aten\.ones_like }}
// WHY-LABEL: @DecomposeOnesLike(
// WHY: tricast.rules = [{{.*}}"DecomposeOnesLike"
func.func @DecomposeOnesLike(%arg0: tensor<5xf32>) -> (tensor<5xf32>) {
  %0 = aten.ones_like %arg0 dtype = f32 : (tensor<5xf32>) -> tensor<5xf32>
  return %0 : tensor<5xf32>
}

// CHECK-LABEL: @DecomposeEmptyLike(
// CHECK-NEXT: %[[V0:.*]] = aten.empty.memory_format size = [2, 3] dtype = f32
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeEmptyLike(
// GREEDY-NOT: {{aten\.empty_like }}
// WHY-LABEL: @DecomposeEmptyLike(
// WHY: tricast.rules = [{{.*}}"DecomposeEmptyLike"
func.func @DecomposeEmptyLike(%arg0: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.empty_like %arg0 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}


// CHECK-LABEL: @DecomposeNewEmpty(
// CHECK-NEXT: %[[V0:.*]] = aten.empty.memory_format size = [4] dtype = f32
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeNewEmpty(
// GREEDY-NOT: {{aten\.new_empty }}
// WHY-LABEL: @DecomposeNewEmpty(
// WHY: tricast.rules = [{{.*}}"DecomposeNewEmpty"
func.func @DecomposeNewEmpty(%arg0: tensor<2x3xf32>) -> tensor<4xf32> {
  %0 = aten.new_empty %arg0 size = [4] : (tensor<2x3xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}


// CHECK-LABEL: @DecomposeNewEmptyStrided(
// CHECK-NEXT: %[[V0:.*]] = aten.empty.memory_format size = [4, 2] dtype = f32
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeNewEmptyStrided(
// GREEDY-NOT: {{aten\.new_empty_strided }}
// WHY-LABEL: @DecomposeNewEmptyStrided(
// WHY: tricast.rules = [{{.*}}"DecomposeNewEmptyStrided"
func.func @DecomposeNewEmptyStrided(%arg0: tensor<2x3xf32>) -> tensor<4x2xf32> {
  %0 = aten.new_empty_strided %arg0 size = [4, 2] stride = [2, 1] : (tensor<2x3xf32>) -> tensor<4x2xf32>
  return %0 : tensor<4x2xf32>
}


// CHECK-LABEL: @DecomposeEmptyPermuted(
// CHECK-NEXT: %[[V0:.*]] = aten.empty.memory_format size = [4, 2] dtype = f32
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeEmptyPermuted(
// GREEDY-NOT: {{aten\.empty_permuted }}
// WHY-LABEL: @DecomposeEmptyPermuted(
// WHY: tricast.rules = [{{.*}}"DecomposeEmptyPermuted"
func.func @DecomposeEmptyPermuted() -> tensor<4x2xf32> {
  %0 = aten.empty_permuted size = [4, 2] physical_layout = [1, 0] : () -> tensor<4x2xf32>
  return %0 : tensor<4x2xf32>
}


// CHECK-LABEL: @DecomposeFillTensor(
// CHECK-NEXT: %[[V0:.*]] = aten.copy %arg0, %arg1
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeFillTensor(
// GREEDY-NOT: {{aten\.fill\.Tensor }}
// WHY-LABEL: @DecomposeFillTensor(
// WHY: tricast.rules = [{{.*}}"DecomposeFillTensor"
func.func @DecomposeFillTensor(%arg0: tensor<2x0xf32>, %arg1: tensor<i64>) -> (tensor<2x0xf32>) {
  %0 = aten.fill.Tensor %arg0, %arg1 : (tensor<2x0xf32>, tensor<i64>) -> tensor<2x0xf32>
  return %0 : tensor<2x0xf32>
}

// CHECK-LABEL: @DecomposeEye(
// CHECK-NEXT: %[[V0:.*]] = aten.arange.start_step start = 0 end = 1 step = 1 dtype = i64
// CHECK-NEXT: %[[V1:.*]] = aten.unsqueeze %[[V0]] dim = 1
// CHECK-NEXT: %[[V2:.*]] = aten.eq.Tensor %[[V1]], %[[V0]]
// CHECK-NEXT: %[[V3:.*]] = aten._to_copy %[[V2]] dtype = f64
// CHECK-NEXT: return %[[V3]]
// GREEDY-LABEL: @DecomposeEye(
// GREEDY-NOT: {{aten\.eye }}
// WHY-LABEL: @DecomposeEye(
// WHY: tricast.rules = [{{.*}}"DecomposeEye"
func.func @DecomposeEye() -> (tensor<1x1xf64>) {
  %0 = aten.eye n = 1 dtype = f64 : () -> tensor<1x1xf64>
  return %0 : tensor<1x1xf64>
}

// CHECK-LABEL: @DecomposeEyeM(
// CHECK-NEXT: %[[V0:.*]] = aten.arange.start_step start = 0 end = 5 step = 1 dtype = i64
// CHECK-NEXT: %[[V1:.*]] = aten.arange.start_step start = 0 end = 3 step = 1 dtype = i64
// CHECK-NEXT: %[[V2:.*]] = aten.unsqueeze %[[V1]] dim = 1
// CHECK-NEXT: %[[V3:.*]] = aten.eq.Tensor %[[V2]], %[[V0]]
// CHECK-NEXT: %[[V4:.*]] = aten._to_copy %[[V3]] dtype = f32
// CHECK-NEXT: return %[[V4]]
// GREEDY-LABEL: @DecomposeEyeM(
// GREEDY-NOT: {{aten\.eye\.m }}
// WHY-LABEL: @DecomposeEyeM(
// WHY: tricast.rules = [{{.*}}"DecomposeEyeM"
func.func @DecomposeEyeM() -> (tensor<3x5xf32>) {
  %0 = aten.eye.m n = 3 m = 5 : () -> tensor<3x5xf32>
  return %0 : tensor<3x5xf32>
}

// CHECK-LABEL: @DecomposeLinspace(
// CHECK-NEXT: %[[V0:.*]] = aten.arange.start_step start = 0 end = 9 step = 1 dtype = i64
// CHECK-NEXT: %[[V1:.*]] = aten._to_copy %[[V0]] dtype = f32
// CHECK-NEXT: %[[V2:.*]] = aten.mul.Scalar %[[V1]] other = -1.000000e+00
// CHECK-NEXT: %[[V3:.*]] = aten.add.Scalar %[[V2]] other = 8.000000e+00
// CHECK-NEXT: %[[V4:.*]] = aten.mul.Scalar %[[V3]] other = -6.250000e-01
// CHECK-NEXT: %[[V5:.*]] = aten.add.Scalar %[[V4]] other = 4.000000e+00
// CHECK-NEXT: %[[V6:.*]] = aten.mul.Scalar %[[V1]] other = 6.250000e-01
// CHECK-NEXT: %[[V7:.*]] = aten.add.Scalar %[[V6]] other = -1.000000e+00
// CHECK-NEXT: %[[V8:.*]] = aten.lt.Scalar %[[V0]] other = 4
// CHECK-NEXT: %[[V9:.*]] = aten.where.self %[[V8]], %[[V7]], %[[V5]]
// CHECK-NEXT: return %[[V9]]
// GREEDY-LABEL: @DecomposeLinspace(
// GREEDY-NOT: {{aten\.linspace }}
// WHY-LABEL: @DecomposeLinspace(
// WHY: tricast.rules = [{{.*}}"DecomposeLinspace"
func.func @DecomposeLinspace() -> (tensor<9xf32>) {
  %0 = aten.linspace start = -1 end = 4 steps = 9 : () -> tensor<9xf32>
  return %0 : tensor<9xf32>
}

// CHECK-LABEL: @DecomposeLogspace(
// CHECK-NEXT: %[[V0:.*]] = aten.full size = [1] fill_value = 0.000000e+00 dtype = f32
// CHECK-NEXT: %[[V1:.*]] = aten.pow.Scalar %[[V0]] self = 1.000000e+01
// CHECK-NEXT: return %[[V1]]
// GREEDY-LABEL: @DecomposeLogspace(
// GREEDY-NOT: {{aten\.logspace }}
// WHY-LABEL: @DecomposeLogspace(
// WHY: tricast.rules = [{{.*}}"DecomposeLogspace"
func.func @DecomposeLogspace() -> (tensor<1xf32>) {
  %0 = aten.logspace start = 0 end = 0 steps = 1 dtype = f32 : () -> tensor<1xf32>
  return %0 : tensor<1xf32>
}

// CHECK-LABEL: @DecomposeOneHot(
// CHECK-NEXT: %[[V0:.*]] = aten.arange.start_step start = 0 end = 10 step = 1 dtype = i64
// CHECK-NEXT: %[[V1:.*]] = aten.unsqueeze %arg0 dim = -1
// CHECK-NEXT: %[[V2:.*]] = aten.eq.Tensor %[[V1]], %[[V0]]
// CHECK-NEXT: %[[V3:.*]] = aten._to_copy %[[V2]] dtype = i64
// CHECK-NEXT: return %[[V3]]
// GREEDY-LABEL: @DecomposeOneHot(
// GREEDY-NOT: {{aten\.one_hot }}
// WHY-LABEL: @DecomposeOneHot(
// WHY: tricast.rules = [{{.*}}"DecomposeOneHot"
func.func @DecomposeOneHot(%arg0: tensor<i64>) -> (tensor<10xi64>) {
  %0 = aten.one_hot %arg0 num_classes = 10 : (tensor<i64>) -> tensor<10xi64>
  return %0 : tensor<10xi64>
}

// CHECK-LABEL: @DecomposeLinspaceScalarTensor(
// CHECK-NEXT: %[[V0:.*]] = aten.full size = [] fill_value = 1.500000e+00 dtype = f32
// CHECK-NEXT: %[[V1:.*]] = aten.sub.Tensor %arg0, %[[V0]]
// CHECK-NEXT: %[[V2:.*]] = aten.div.Scalar %[[V1]] other = 4.000000e+00
// CHECK-NEXT: %[[V3:.*]] = aten.arange.start_step start = 0 end = 5 step = 1 dtype = i64
// CHECK-NEXT: %[[V4:.*]] = aten._to_copy %[[V3]] dtype = f32
// CHECK-NEXT: %[[V5:.*]] = aten.mul.Scalar %[[V4]] other = -1.000000e+00
// CHECK-NEXT: %[[V6:.*]] = aten.add.Scalar %[[V5]] other = 4.000000e+00
// CHECK-NEXT: %[[V7:.*]] = aten.mul.Tensor %[[V6]], %[[V2]]
// CHECK-NEXT: %[[V8:.*]] = aten.sub.Tensor %arg0, %[[V7]]
// CHECK-NEXT: %[[V9:.*]] = aten.mul.Tensor %[[V4]], %[[V2]]
// CHECK-NEXT: %[[V10:.*]] = aten.add.Tensor %[[V9]], %[[V0]]
// CHECK-NEXT: %[[V11:.*]] = aten.lt.Scalar %[[V3]] other = 2
// CHECK-NEXT: %[[V12:.*]] = aten.where.self %[[V11]], %[[V10]], %[[V8]]
// CHECK-NEXT: return %[[V12]]
// GREEDY-LABEL: @DecomposeLinspaceScalarTensor(
// GREEDY-NOT: {{aten\.linspace\.Scalar_Tensor }}
// WHY-LABEL: @DecomposeLinspaceScalarTensor(
// WHY: tricast.rules = [{{.*}}"DecomposeLinspaceScalarTensor"
func.func @DecomposeLinspaceScalarTensor(%arg0: tensor<f32>) -> (tensor<5xf32>) {
  %0 = aten.linspace.Scalar_Tensor %arg0 start = 1.5 steps = 5 dtype = f32 : (tensor<f32>) -> tensor<5xf32>
  return %0 : tensor<5xf32>
}

// CHECK-LABEL: @DecomposeLogspaceScalarTensor(
// CHECK-NEXT: %[[V0:.*]] = aten.full size = [] fill_value = 1.500000e+00 dtype = f32
// CHECK-NEXT: %[[V1:.*]] = aten.sub.Tensor %arg0, %[[V0]]
// CHECK-NEXT: %[[V2:.*]] = aten.div.Scalar %[[V1]] other = 4.000000e+00
// CHECK-NEXT: %[[V3:.*]] = aten.arange.start_step start = 0 end = 5 step = 1 dtype = i64
// CHECK-NEXT: %[[V4:.*]] = aten._to_copy %[[V3]] dtype = f32
// CHECK-NEXT: %[[V5:.*]] = aten.mul.Scalar %[[V4]] other = -1.000000e+00
// CHECK-NEXT: %[[V6:.*]] = aten.add.Scalar %[[V5]] other = 4.000000e+00
// CHECK-NEXT: %[[V7:.*]] = aten.mul.Tensor %[[V6]], %[[V2]]
// CHECK-NEXT: %[[V8:.*]] = aten.sub.Tensor %arg0, %[[V7]]
// CHECK-NEXT: %[[V9:.*]] = aten.mul.Tensor %[[V4]], %[[V2]]
// CHECK-NEXT: %[[V10:.*]] = aten.add.Tensor %[[V9]], %[[V0]]
// CHECK-NEXT: %[[V11:.*]] = aten.lt.Scalar %[[V3]] other = 2
// CHECK-NEXT: %[[V12:.*]] = aten.where.self %[[V11]], %[[V10]], %[[V8]]
// CHECK-NEXT: %[[V13:.*]] = aten.pow.Scalar %[[V12]] self = 2.000000e+00
// CHECK-NEXT: return %[[V13]]
// GREEDY-LABEL: @DecomposeLogspaceScalarTensor(
// GREEDY-NOT: {{aten\.logspace\.Scalar_Tensor }}
// WHY-LABEL: @DecomposeLogspaceScalarTensor(
// WHY: tricast.rules = [{{.*}}"DecomposeLogspaceScalarTensor"
func.func @DecomposeLogspaceScalarTensor(%arg0: tensor<f32>) -> (tensor<5xf32>) {
  %0 = aten.logspace.Scalar_Tensor %arg0 start = 1.5 steps = 5 base = 2.0 dtype = f32 : (tensor<f32>) -> tensor<5xf32>
  return %0 : tensor<5xf32>
}

// CHECK-LABEL: @DecomposeLinspaceTensorScalar(
// CHECK-NEXT: %[[V0:.*]] = aten.full size = [] fill_value = 4.000000e+00 dtype = f32
// CHECK-NEXT: %[[V1:.*]] = aten.sub.Tensor %[[V0]], %arg0
// CHECK-NEXT: %[[V2:.*]] = aten.div.Scalar %[[V1]] other = 4.000000e+00
// CHECK-NEXT: %[[V3:.*]] = aten.arange.start_step start = 0 end = 5 step = 1 dtype = i64
// CHECK-NEXT: %[[V4:.*]] = aten._to_copy %[[V3]] dtype = f32
// CHECK-NEXT: %[[V5:.*]] = aten.mul.Scalar %[[V4]] other = -1.000000e+00
// CHECK-NEXT: %[[V6:.*]] = aten.add.Scalar %[[V5]] other = 4.000000e+00
// CHECK-NEXT: %[[V7:.*]] = aten.mul.Tensor %[[V6]], %[[V2]]
// CHECK-NEXT: %[[V8:.*]] = aten.sub.Tensor %[[V0]], %[[V7]]
// CHECK-NEXT: %[[V9:.*]] = aten.mul.Tensor %[[V4]], %[[V2]]
// CHECK-NEXT: %[[V10:.*]] = aten.add.Tensor %[[V9]], %arg0
// CHECK-NEXT: %[[V11:.*]] = aten.lt.Scalar %[[V3]] other = 2
// CHECK-NEXT: %[[V12:.*]] = aten.where.self %[[V11]], %[[V10]], %[[V8]]
// CHECK-NEXT: return %[[V12]]
// GREEDY-LABEL: @DecomposeLinspaceTensorScalar(
// GREEDY-NOT: {{aten\.linspace\.Tensor_Scalar }}
// WHY-LABEL: @DecomposeLinspaceTensorScalar(
// WHY: tricast.rules = [{{.*}}"DecomposeLinspaceTensorScalar"
func.func @DecomposeLinspaceTensorScalar(%arg0: tensor<f32>) -> (tensor<5xf32>) {
  %0 = aten.linspace.Tensor_Scalar %arg0 end = 4 steps = 5 dtype = f32 : (tensor<f32>) -> tensor<5xf32>
  return %0 : tensor<5xf32>
}

// CHECK-LABEL: @DecomposeLogspaceTensorScalar(
// CHECK-NEXT: %[[V0:.*]] = aten.full size = [] fill_value = 4.000000e+00 dtype = f32
// CHECK-NEXT: %[[V1:.*]] = aten.sub.Tensor %[[V0]], %arg0
// CHECK-NEXT: %[[V2:.*]] = aten.div.Scalar %[[V1]] other = 4.000000e+00
// CHECK-NEXT: %[[V3:.*]] = aten.arange.start_step start = 0 end = 5 step = 1 dtype = i64
// CHECK-NEXT: %[[V4:.*]] = aten._to_copy %[[V3]] dtype = f32
// CHECK-NEXT: %[[V5:.*]] = aten.mul.Scalar %[[V4]] other = -1.000000e+00
// CHECK-NEXT: %[[V6:.*]] = aten.add.Scalar %[[V5]] other = 4.000000e+00
// CHECK-NEXT: %[[V7:.*]] = aten.mul.Tensor %[[V6]], %[[V2]]
// CHECK-NEXT: %[[V8:.*]] = aten.sub.Tensor %[[V0]], %[[V7]]
// CHECK-NEXT: %[[V9:.*]] = aten.mul.Tensor %[[V4]], %[[V2]]
// CHECK-NEXT: %[[V10:.*]] = aten.add.Tensor %[[V9]], %arg0
// CHECK-NEXT: %[[V11:.*]] = aten.lt.Scalar %[[V3]] other = 2
// CHECK-NEXT: %[[V12:.*]] = aten.where.self %[[V11]], %[[V10]], %[[V8]]
// CHECK-NEXT: %[[V13:.*]] = aten.pow.Scalar %[[V12]] self = 2.000000e+00
// CHECK-NEXT: return %[[V13]]
// GREEDY-LABEL: @DecomposeLogspaceTensorScalar(
// GREEDY-NOT: {{aten\.logspace\.Tensor_Scalar }}
// WHY-LABEL: @DecomposeLogspaceTensorScalar(
// WHY: tricast.rules = [{{.*}}"DecomposeLogspaceTensorScalar"
func.func @DecomposeLogspaceTensorScalar(%arg0: tensor<f32>) -> (tensor<5xf32>) {
  %0 = aten.logspace.Tensor_Scalar %arg0 end = 4 steps = 5 base = 2.0 dtype = f32 : (tensor<f32>) -> tensor<5xf32>
  return %0 : tensor<5xf32>
}

// CHECK-LABEL: @DecomposeLinspaceTensorTensor(
// CHECK-NEXT: %[[V0:.*]] = aten.sub.Tensor %arg1, %arg0
// CHECK-NEXT: %[[V1:.*]] = aten.div.Scalar %[[V0]] other = 4.000000e+00
// CHECK-NEXT: %[[V2:.*]] = aten.arange.start_step start = 0 end = 5 step = 1 dtype = i64
// CHECK-NEXT: %[[V3:.*]] = aten._to_copy %[[V2]] dtype = f32
// CHECK-NEXT: %[[V4:.*]] = aten.mul.Scalar %[[V3]] other = -1.000000e+00
// CHECK-NEXT: %[[V5:.*]] = aten.add.Scalar %[[V4]] other = 4.000000e+00
// CHECK-NEXT: %[[V6:.*]] = aten.mul.Tensor %[[V5]], %[[V1]]
// CHECK-NEXT: %[[V7:.*]] = aten.sub.Tensor %arg1, %[[V6]]
// CHECK-NEXT: %[[V8:.*]] = aten.mul.Tensor %[[V3]], %[[V1]]
// CHECK-NEXT: %[[V9:.*]] = aten.add.Tensor %[[V8]], %arg0
// CHECK-NEXT: %[[V10:.*]] = aten.lt.Scalar %[[V2]] other = 2
// CHECK-NEXT: %[[V11:.*]] = aten.where.self %[[V10]], %[[V9]], %[[V7]]
// CHECK-NEXT: return %[[V11]]
// GREEDY-LABEL: @DecomposeLinspaceTensorTensor(
// GREEDY-NOT: {{aten\.linspace\.Tensor_Tensor }}
// WHY-LABEL: @DecomposeLinspaceTensorTensor(
// WHY: tricast.rules = [{{.*}}"DecomposeLinspaceTensorTensor"
func.func @DecomposeLinspaceTensorTensor(%arg0: tensor<f32>, %arg1: tensor<f32>) -> (tensor<5xf32>) {
  %0 = aten.linspace.Tensor_Tensor %arg0, %arg1 steps = 5 dtype = f32 : (tensor<f32>, tensor<f32>) -> tensor<5xf32>
  return %0 : tensor<5xf32>
}

// CHECK-LABEL: @DecomposeLogspaceTensorTensor(
// CHECK-NEXT: %[[V0:.*]] = aten.sub.Tensor %arg1, %arg0
// CHECK-NEXT: %[[V1:.*]] = aten.div.Scalar %[[V0]] other = 4.000000e+00
// CHECK-NEXT: %[[V2:.*]] = aten.arange.start_step start = 0 end = 5 step = 1 dtype = i64
// CHECK-NEXT: %[[V3:.*]] = aten._to_copy %[[V2]] dtype = f32
// CHECK-NEXT: %[[V4:.*]] = aten.mul.Scalar %[[V3]] other = -1.000000e+00
// CHECK-NEXT: %[[V5:.*]] = aten.add.Scalar %[[V4]] other = 4.000000e+00
// CHECK-NEXT: %[[V6:.*]] = aten.mul.Tensor %[[V5]], %[[V1]]
// CHECK-NEXT: %[[V7:.*]] = aten.sub.Tensor %arg1, %[[V6]]
// CHECK-NEXT: %[[V8:.*]] = aten.mul.Tensor %[[V3]], %[[V1]]
// CHECK-NEXT: %[[V9:.*]] = aten.add.Tensor %[[V8]], %arg0
// CHECK-NEXT: %[[V10:.*]] = aten.lt.Scalar %[[V2]] other = 2
// CHECK-NEXT: %[[V11:.*]] = aten.where.self %[[V10]], %[[V9]], %[[V7]]
// CHECK-NEXT: %[[V12:.*]] = aten.pow.Scalar %[[V11]] self = 2.000000e+00
// CHECK-NEXT: return %[[V12]]
// GREEDY-LABEL: @DecomposeLogspaceTensorTensor(
// GREEDY-NOT: {{aten\.logspace\.Tensor_Tensor }}
// WHY-LABEL: @DecomposeLogspaceTensorTensor(
// WHY: tricast.rules = [{{.*}}"DecomposeLogspaceTensorTensor"
func.func @DecomposeLogspaceTensorTensor(%arg0: tensor<f32>, %arg1: tensor<f32>) -> (tensor<5xf32>) {
  %0 = aten.logspace.Tensor_Tensor %arg0, %arg1 steps = 5 base = 2.0 dtype = f32 : (tensor<f32>, tensor<f32>) -> tensor<5xf32>
  return %0 : tensor<5xf32>
}
