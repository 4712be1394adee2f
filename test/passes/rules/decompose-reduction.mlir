// RUN: tricast-opt --tricast-rewrite='rules=decompose cost=core' %s | FileCheck %s
// RUN: tricast-opt --tricast-rewrite='engine=greedy rules=decompose' %s | FileCheck %s --check-prefix=GREEDY
// RUN: tricast-opt --tricast-rewrite='rules=decompose cost=core explain' %s | FileCheck %s --check-prefix=WHY

// CHECK-LABEL: @DecomposeAll(
// CHECK-NEXT: %[[V0:.*]] = aten.logical_not %arg0
// CHECK-NEXT: %[[V1:.*]] = aten.any %[[V0]]
// CHECK-NEXT: %[[V2:.*]] = aten.logical_not %[[V1]]
// CHECK-NEXT: return %[[V2]]
// GREEDY-LABEL: @DecomposeAll(
// GREEDY-NOT: {{aten\.all }}
// WHY-LABEL: @DecomposeAll(
// WHY: tricast.rules = [{{.*}}"DecomposeAll"
func.func @DecomposeAll(%arg0: tensor<f32>) -> (tensor<i1>) {
  %0 = aten.all %arg0 : (tensor<f32>) -> tensor<i1>
  return %0 : tensor<i1>
}

// CHECK-LABEL: @DecomposeAllDim(
// CHECK-NEXT: %[[V0:.*]] = aten.logical_not %arg0
// CHECK-NEXT: %[[V1:.*]] = aten.any.dim %[[V0]] dim = -1
// CHECK-NEXT: %[[V2:.*]] = aten.logical_not %[[V1]]
// CHECK-NEXT: return %[[V2]]
// GREEDY-LABEL: @DecomposeAllDim(
// GREEDY-NOT: {{aten\.all\.dim }}
// WHY-LABEL: @DecomposeAllDim(
// WHY: tricast.rules = [{{.*}}"DecomposeAllDim"
func.func @DecomposeAllDim(%arg0: tensor<2xf32>) -> (tensor<i1>) {
  %0 = aten.all.dim %arg0 dim = -1 : (tensor<2xf32>) -> tensor<i1>
  return %0 : tensor<i1>
}

// CHECK-LABEL: @DecomposeAllDims(
// CHECK-NEXT: %[[V0:.*]] = aten.logical_not %arg0
// CHECK-NEXT: %[[V1:.*]] = aten.any.dims %[[V0]] dim = []
// CHECK-NEXT: %[[V2:.*]] = aten.logical_not %[[V1]]
// CHECK-NEXT: return %[[V2]]
// GREEDY-LABEL: @DecomposeAllDims(
// GREEDY-NOT: {{aten\.all\.dims }}
// WHY-LABEL: @DecomposeAllDims(
// WHY: tricast.rules = [{{.*}}"DecomposeAllDims"
func.func @DecomposeAllDims(%arg0: tensor<f32>) -> (tensor<i1>) {
  %0 = aten.all.dims %arg0 dim = [] : (tensor<f32>) -> tensor<i1>
  return %0 : tensor<i1>
}

// CHECK-LABEL: @DecomposeMax(
// CHECK-NEXT: %[[V0:.*]] = aten.amax %arg0
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeMax(
// GREEDY-NOT: {{aten\.max }}
// WHY-LABEL: @DecomposeMax(
// WHY: tricast.rules = [{{.*}}"DecomposeMax"
func.func @DecomposeMax(%arg0: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.max %arg0 : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeMin(
// CHECK-NEXT: %[[V0:.*]] = aten.amin %arg0
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeMin(
// GREEDY-NOT: {{aten\.min }}
// WHY-LABEL: @DecomposeMin(
// WHY: tricast.rules = [{{.*}}"DecomposeMin"
func.func @DecomposeMin(%arg0: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.min %arg0 : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeSum(
// CHECK-NEXT: %[[V0:.*]] = aten.sum.dim_IntList %arg0 dim = [] dtype = f32
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeSum(
// GREEDY-NOT: {{aten\.sum }}
// WHY-LABEL: @DecomposeSum(
// WHY: tricast.rules = [{{.*}}"DecomposeSum"
func.func @DecomposeSum(%arg0: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.sum %arg0 : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeNansum(
// CHECK-NEXT: %[[V0:.*]] = aten.full size = [] fill_value = 0.000000e+00 dtype = f32
// CHECK-NEXT: %[[V1:.*]] = aten.isnan %arg0
// CHECK-NEXT: %[[V2:.*]] = aten.where.self %[[V1]], %[[V0]], %arg0
// CHECK-NEXT: %[[V3:.*]] = aten.sum.dim_IntList %[[V2]] dim = [0] dtype = f32
// CHECK-NEXT: return %[[V3]]
// GREEDY-LABEL: @DecomposeNansum(
// GREEDY-NOT: {{aten\.nansum }}
// WHY-LABEL: @DecomposeNansum(
// WHY: tricast.rules = [{{.*}}"DecomposeNansum"
func.func @DecomposeNansum(%arg0: tensor<2xf32>) -> (tensor<f32>) {
  %0 = aten.nansum %arg0 dim = [-1] : (tensor<2xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeNanmean(
// CHECK-NEXT: %[[V0:.*]] = aten.isnan %arg0
// CHECK-NEXT: %[[V1:.*]] = aten.logical_not %[[V0]]
// CHECK-NEXT: %[[V2:.*]] = aten.sum.dim_IntList %[[V1]] dim = []
// CHECK-NEXT: %[[V3:.*]] = aten.full size = [] fill_value = 0.000000e+00 dtype = f32
// CHECK-NEXT: %[[V4:.*]] = aten.where.self %[[V0]], %[[V3]], %arg0
// CHECK-NEXT: %[[V5:.*]] = aten.sum.dim_IntList %[[V4]] dim = []
// CHECK-NEXT: %[[V6:.*]] = aten.div.Tensor %[[V5]], %[[V2]]
// CHECK-NEXT: return %[[V6]]
// GREEDY-LABEL: @DecomposeNanmean(
// GREEDY-NOT: {{aten\.nanmean }}
// WHY-LABEL: @DecomposeNanmean(
// WHY: tricast.rules = [{{.*}}"DecomposeNanmean"
func.func @DecomposeNanmean(%arg0: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.nanmean %arg0 dim = [] : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeCountNonzero(
// CHECK-NEXT: %[[V0:.*]] = aten.ne.Scalar %arg0 other = 0.000000e+00
// CHECK-NEXT: %[[V1:.*]] = aten.sum.dim_IntList %[[V0]] dim = [0]
// CHECK-NEXT: return %[[V1]]
// GREEDY-LABEL: @DecomposeCountNonzero(
// GREEDY-NOT: {{aten\.count_nonzero }}
// WHY-LABEL: @DecomposeCountNonzero(
// WHY: tricast.rules = [{{.*}}"DecomposeCountNonzero"
func.func @DecomposeCountNonzero(%arg0: tensor<2xf32>) -> (tensor<i64>) {
  %0 = aten.count_nonzero %arg0 : (tensor<2xf32>) -> tensor<i64>
  return %0 : tensor<i64>
}

// CHECK-LABEL: @DecomposeCountNonzeroDimIntList(
// CHECK-NEXT: %[[V0:.*]] = aten.ne.Scalar %arg0 other = 0.000000e+00
// CHECK-NEXT: %[[V1:.*]] = aten.sum.dim_IntList %[[V0]] dim = []
// CHECK-NEXT: return %[[V1]]
// GREEDY-LABEL: @DecomposeCountNonzeroDimIntList(
// GREEDY-NOT: {{aten\.count_nonzero\.dim_IntList }}
// WHY-LABEL: @DecomposeCountNonzeroDimIntList(
// WHY: tricast.rules = [{{.*}}"DecomposeCountNonzeroDimIntList"
func.func @DecomposeCountNonzeroDimIntList(%arg0: tensor<f32>) -> (tensor<i64>) {
  %0 = aten.count_nonzero.dim_IntList %arg0 dim = [] : (tensor<f32>) -> tensor<i64>
  return %0 : tensor<i64>
}

// CHECK-LABEL: @DecomposeTrace(
// CHECK-NEXT: %[[V0:.*]] = aten.diagonal %arg0
// CHECK-NEXT: %[[V1:.*]] = aten.sum.dim_IntList %[[V0]] dim = [0]
// CHECK-NEXT: return %[[V1]]
// GREEDY-LABEL: @DecomposeTrace(
// GREEDY-NOT: {{aten\.trace }}
// WHY-LABEL: @DecomposeTrace(
// WHY: tricast.rules = [{{.*}}"DecomposeTrace"
func.func @DecomposeTrace(%arg0: tensor<1x5xf32>) -> (tensor<f32>) {
  %0 = aten.trace %arg0 : (tensor<1x5xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeLogsumexp(
// CHECK-NEXT: %[[V0:.*]] = aten.amax %arg0 keepdim = true
// CHECK-NEXT: %[[V1:.*]] = aten.full size = [] fill_value = 0.000000e+00 dtype = f32
// CHECK-NEXT: %[[V2:.*]] = aten.isinf %[[V0]]
// CHECK-NEXT: %[[V3:.*]] = aten.where.self %[[V2]], %[[V1]], %[[V0]]
// CHECK-NEXT: %[[V4:.*]] = aten.sub.Tensor %arg0, %[[V3]]
// CHECK-NEXT: %[[V5:.*]] = aten.exp %[[V4]]
// CHECK-NEXT: %[[V6:.*]] = aten.sum.dim_IntList %[[V5]] dim = [] keepdim = true
// CHECK-NEXT: %[[V7:.*]] = aten.log %[[V6]]
// CHECK-NEXT: %[[V8:.*]] = aten.add.Tensor %[[V7]], %[[V3]]
// CHECK-NEXT: return %[[V8]]
// GREEDY-LABEL: @DecomposeLogsumexp(
// GREEDY-NOT: {{aten\.logsumexp }}
// WHY-LABEL: @DecomposeLogsumexp(
// WHY: tricast.rules = [{{.*}}"DecomposeLogsumexp"
func.func @DecomposeLogsumexp(%arg0: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.logsumexp %arg0 dim = [] : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeSoftmaxInt(
// CHECK-NEXT: %[[V0:.*]] = aten._softmax %arg0 dim = 0 half_to_float = false
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeSoftmaxInt(
// GREEDY-NOT: {{aten\.softmax\.int }}
// WHY-LABEL: @DecomposeSoftmaxInt(
// WHY: tricast.rules = [{{.*}}"DecomposeSoftmaxInt"
func.func @DecomposeSoftmaxInt(%arg0: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.softmax.int %arg0 dim = 0 : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeLogSoftmaxInt(
// CHECK-NEXT: %[[V0:.*]] = aten._log_softmax %arg0 dim = 0 half_to_float = false
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeLogSoftmaxInt(
// GREEDY-NOT: {{aten\.log_softmax\.int }}
// WHY-LABEL: @DecomposeLogSoftmaxInt(
// WHY: tricast.rules = [{{.*}}"DecomposeLogSoftmaxInt"
func.func @DecomposeLogSoftmaxInt(%arg0: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.log_softmax.int %arg0 dim = 0 : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeSafeSoftmax(
// CHECK-NEXT: %[[V0:.*]] = aten._softmax %arg0 dim = 1 half_to_float = false
// CHECK-NEXT: %[[V1:.*]] = aten.full_like %[[V0]] fill_value = 0.000000e+00
// CHECK-NEXT: %[[V2:.*]] = aten.eq.Scalar %arg0 other = "-inf"
// CHECK-NEXT: %[[V3:.*]] = aten.logical_not %[[V2]]
// CHECK-NEXT: %[[V4:.*]] = aten.any.dim %[[V3]] dim = 1 keepdim = true
// CHECK-NEXT: %[[V5:.*]] = aten.logical_not %[[V4]]
// CHECK-NEXT: %[[V6:.*]] = aten.where.self %[[V5]], %[[V1]], %[[V0]]
// CHECK-NEXT: return %[[V6]]
// GREEDY-LABEL: @DecomposeSafeSoftmax(
// GREEDY-NOT: {{aten\._safe_softmax }}
// WHY-LABEL: @DecomposeSafeSoftmax(
// WHY: tricast.rules = [{{.*}}"DecomposeSafeSoftmax"
func.func @DecomposeSafeSoftmax(%arg0: tensor<2x3x4xf32>) -> (tensor<2x3x4xf32>) {
  %0 = aten._safe_softmax %arg0 dim = 1 : (tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
  return %0 : tensor<2x3x4xf32>
}

// CHECK-LABEL: @DecomposeStd(
// CHECK-NEXT: %[[V0:.*]] = aten.var.correction %arg0 dim = [0, 1] correction = 1.000000e+00
// CHECK-NEXT: %[[V1:.*]] = aten.sqrt %[[V0]]
// CHECK-NEXT: return %[[V1]]
// GREEDY-LABEL: @DecomposeStd(
// GREEDY-NOT: {{aten\.std }}
// WHY-LABEL: @DecomposeStd(
// WHY: tricast.rules = [{{.*}}"DecomposeStd"
func.func @DecomposeStd(%arg0: tensor<3x4xf32>) -> (tensor<f32>) {
  %0 = aten.std %arg0 : (tensor<3x4xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeStdDim(
// CHECK-NEXT: %[[V0:.*]] = aten.var.correction %arg0 dim = [0] correction = 1.000000e+00
// CHECK-NEXT: %[[V1:.*]] = aten.sqrt %[[V0]]
// CHECK-NEXT: return %[[V1]]
// GREEDY-LABEL: @DecomposeStdDim(
// GREEDY-NOT: {{aten\.std\.dim }}
// WHY-LABEL: @DecomposeStdDim(
// WHY: tricast.rules = [{{.*}}"DecomposeStdDim"
func.func @DecomposeStdDim(%arg0: tensor<0x5xf32>) -> (tensor<5xf32>) {
  %0 = aten.std.dim %arg0 dim = [0] : (tensor<0x5xf32>) -> tensor<5xf32>
  return %0 : tensor<5xf32>
}

// CHECK-LABEL: @DecomposeStdCorrection(
// CHECK-NEXT: %[[V0:.*]] = aten.var.correction %arg0 dim = [0, 1] correction = 1.000000e+00
// CHECK-NEXT: %[[V1:.*]] = aten.sqrt %[[V0]]
// CHECK-NEXT: return %[[V1]]
// GREEDY-LABEL: @DecomposeStdCorrection(
// GREEDY-NOT: {{aten\.std\.correction }}
// WHY-LABEL: @DecomposeStdCorrection(
// WHY: tricast.rules = [{{.*}}"DecomposeStdCorrection"
func.func @DecomposeStdCorrection(%arg0: tensor<0x5xf32>) -> (tensor<f32>) {
  %0 = aten.std.correction %arg0 : (tensor<0x5xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeVar(
// CHECK-NEXT: %[[V0:.*]] = aten.var.correction %arg0 dim = [0, 1] correction = 1.000000e+00
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeVar(
// GREEDY-NOT: {{aten\.var }}
// WHY-LABEL: @DecomposeVar(
// WHY: tricast.rules = [{{.*}}"DecomposeVar"
func.func @DecomposeVar(%arg0: tensor<3x4xf32>) -> (tensor<f32>) {
  %0 = aten.var %arg0 : (tensor<3x4xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeStdMean(
// CHECK-NEXT: %[[V0:.*]] = aten.var.correction %arg0 dim = [0, 1] correction = 1.000000e+00
// CHECK-NEXT: %[[V1:.*]] = aten.sqrt %[[V0]]
// CHECK-NEXT: %[[V2:.*]] = aten.mean.dim %arg0 dim = [0, 1]
// CHECK-NEXT: return %[[V1]], %[[V2]]
// GREEDY-LABEL: @DecomposeStdMean(
// GREEDY-NOT: {{aten\.std_mean }}
// WHY-LABEL: @DecomposeStdMean(
// WHY: tricast.rules = [{{.*}}"DecomposeStdMean"
func.func @DecomposeStdMean(%arg0: tensor<3x4xf32>) -> (tensor<f32>, tensor<f32>) {
  %result0, %result1 = aten.std_mean %arg0 : (tensor<3x4xf32>) -> (tensor<f32>, tensor<f32>)
  return %result0, %result1 : tensor<f32>, tensor<f32>
}

// CHECK-LABEL: @DecomposeStdMeanDim(
// CHECK-NEXT: %[[V0:.*]] = aten.var.correction %arg0 dim = [0] correction = 1.000000e+00
// CHECK-NEXT: %[[V1:.*]] = aten.sqrt %[[V0]]
// CHECK-NEXT: %[[V2:.*]] = aten.mean.dim %arg0 dim = [0]
// CHECK-NEXT: return %[[V1]], %[[V2]]
// GREEDY-LABEL: @DecomposeStdMeanDim(
// GREEDY-NOT: {{aten\.std_mean\.dim }}
// WHY-LABEL: @DecomposeStdMeanDim(
// WHY: tricast.rules = [{{.*}}"DecomposeStdMeanDim"
func.func @DecomposeStdMeanDim(%arg0: tensor<0x5xf32>) -> (tensor<5xf32>, tensor<5xf32>) {
  %result0, %result1 = aten.std_mean.dim %arg0 dim = [0] : (tensor<0x5xf32>) -> (tensor<5xf32>, tensor<5xf32>)
  return %result0, %result1 : tensor<5xf32>, tensor<5xf32>
}

// CHECK-LABEL: @DecomposeStdMeanCorrection(
// CHECK-NEXT: %[[V0:.*]] = aten.var.correction %arg0 dim = [0, 1] correction = 1.000000e+00
// CHECK-NEXT: %[[V1:.*]] = aten.sqrt %[[V0]]
// CHECK-NEXT: %[[V2:.*]] = aten.mean.dim %arg0 dim = [0, 1]
// CHECK-NEXT: return %[[V1]], %[[V2]]
// GREEDY-LABEL: @DecomposeStdMeanCorrection(
// GREEDY-NOT: {{aten\.std_mean\.correction }}
// WHY-LABEL: @DecomposeStdMeanCorrection(
// WHY: tricast.rules = [{{.*}}"DecomposeStdMeanCorrection"
func.func @DecomposeStdMeanCorrection(%arg0: tensor<0x5xf32>) -> (tensor<f32>, tensor<f32>) {
  %result0, %result1 = aten.std_mean.correction %arg0 : (tensor<0x5xf32>) -> (tensor<f32>, tensor<f32>)
  return %result0, %result1 : tensor<f32>, tensor<f32>
}

// CHECK-LABEL: @DecomposeVarMean(
// CHECK-NEXT: %[[V0:.*]] = aten.var.correction %arg0 dim = [0, 1] correction = 1.000000e+00
// CHECK-NEXT: %[[V1:.*]] = aten.mean.dim %arg0 dim = [0, 1]
// CHECK-NEXT: return %[[V0]], %[[V1]]
// GREEDY-LABEL: @DecomposeVarMean(
// GREEDY-NOT: {{aten\.var_mean }}
// WHY-LABEL: @DecomposeVarMean(
// WHY: tricast.rules = [{{.*}}"DecomposeVarMean"
func.func @DecomposeVarMean(%arg0: tensor<3x4xf32>) -> (tensor<f32>, tensor<f32>) {
  %result0, %result1 = aten.var_mean %arg0 : (tensor<3x4xf32>) -> (tensor<f32>, tensor<f32>)
  return %result0, %result1 : tensor<f32>, tensor<f32>
}

// CHECK-LABEL: @DecomposeVarMeanDim(
// CHECK-NEXT: %[[V0:.*]] = aten.var.correction %arg0 dim = [0] correction = 1.000000e+00
// CHECK-NEXT: %[[V1:.*]] = aten.mean.dim %arg0 dim = [0]
// CHECK-NEXT: return %[[V0]], %[[V1]]
// GREEDY-LABEL: @DecomposeVarMeanDim(
// GREEDY-NOT: {{aten\.var_mean\.dim }}
// WHY-LABEL: @DecomposeVarMeanDim(
// WHY: tricast.rules = [{{.*}}"DecomposeVarMeanDim"
func.func @DecomposeVarMeanDim(%arg0: tensor<0x5xf32>) -> (tensor<5xf32>, tensor<5xf32>) {
  %result0, %result1 = aten.var_mean.dim %arg0 dim = [0] : (tensor<0x5xf32>) -> (tensor<5xf32>, tensor<5xf32>)
  return %result0, %result1 : tensor<5xf32>, tensor<5xf32>
}

// CHECK-LABEL: @DecomposeVarMeanCorrection(
// CHECK-NEXT: %[[V0:.*]] = aten.var.correction %arg0 dim = [0, 1] correction = 1.000000e+00
// CHECK-NEXT: %[[V1:.*]] = aten.mean.dim %arg0 dim = [0, 1]
// CHECK-NEXT: return %[[V0]], %[[V1]]
// GREEDY-LABEL: @DecomposeVarMeanCorrection(
// GREEDY-NOT: {{aten\.var_mean\.correction }}
// WHY-LABEL: @DecomposeVarMeanCorrection(
// WHY: tricast.rules = [{{.*}}"DecomposeVarMeanCorrection"
func.func @DecomposeVarMeanCorrection(%arg0: tensor<0x5xf32>) -> (tensor<f32>, tensor<f32>) {
  %result0, %result1 = aten.var_mean.correction %arg0 : (tensor<0x5xf32>) -> (tensor<f32>, tensor<f32>)
  return %result0, %result1 : tensor<f32>, tensor<f32>
}

// CHECK-LABEL: @DecomposeAminmax(
// CHECK-NEXT: %[[V0:.*]] = aten.amin %arg0 dim = [0]
// CHECK-NEXT: %[[V1:.*]] = aten.amax %arg0 dim = [0]
// CHECK-NEXT: return %[[V0]], %[[V1]]
// GREEDY-LABEL: @DecomposeAminmax(
// GREEDY-NOT: {{aten\.aminmax }}
// WHY-LABEL: @DecomposeAminmax(
// WHY: tricast.rules = [{{.*}}"DecomposeAminmax"
func.func @DecomposeAminmax(%arg0: tensor<f32>) -> (tensor<f32>, tensor<f32>) {
  %min, %max = aten.aminmax %arg0 dim = 0 : (tensor<f32>) -> (tensor<f32>, tensor<f32>)
  return %min, %max : tensor<f32>, tensor<f32>
}

// CHECK-LABEL: @DecomposeLinalgVectorNorm(
// CHECK-NEXT: %[[V0:.*]] = aten.ne.Scalar %arg0 other = 0.000000e+00
// CHECK-NEXT: %[[V1:.*]] = aten._to_copy %[[V0]] dtype = f32
// CHECK-NEXT: %[[V2:.*]] = aten.sum.dim_IntList %[[V1]] dim = [0] keepdim = true
// CHECK-NEXT: return %[[V2]]
// GREEDY-LABEL: @DecomposeLinalgVectorNorm(
// GREEDY-NOT: {{aten\.linalg_vector_norm }}
// WHY-LABEL: @DecomposeLinalgVectorNorm(
// WHY: tricast.rules = [{{.*}}"DecomposeLinalgVectorNorm"
func.func @DecomposeLinalgVectorNorm(%arg0: tensor<0xf32>) -> (tensor<1xf32>) {
  %0 = aten.linalg_vector_norm %arg0 ord = 0 keepdim = true : (tensor<0xf32>) -> tensor<1xf32>
  return %0 : tensor<1xf32>
}

// CHECK-LABEL: @DecomposeNormScalar(
// CHECK-NEXT: %[[V0:.*]] = aten.mul.Tensor %arg0, %arg0
// CHECK-NEXT: %[[V1:.*]] = aten.sum.dim_IntList %[[V0]] dim = [0, 1]
// CHECK-NEXT: %[[V2:.*]] = aten.sqrt %[[V1]]
// CHECK-NEXT: return %[[V2]]
// GREEDY-LABEL: @DecomposeNormScalar(
// GREEDY-NOT: {{aten\.norm\.Scalar }}
// WHY-LABEL: @DecomposeNormScalar(
// WHY: tricast.rules = [{{.*}}"DecomposeNormScalar"
func.func @DecomposeNormScalar(%arg0: tensor<4x5xf32>) -> (tensor<f32>) {
  %0 = aten.norm.Scalar %arg0 : (tensor<4x5xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeNormScalarOptDim(
// CHECK-NEXT: %[[V0:.*]] = aten.mul.Tensor %arg0, %arg0
// CHECK-NEXT: %[[V1:.*]] = aten.sum.dim_IntList %[[V0]] dim = [1]
// CHECK-NEXT: %[[V2:.*]] = aten.sqrt %[[V1]]
// CHECK-NEXT: return %[[V2]]
// GREEDY-LABEL: @DecomposeNormScalarOptDim(
// GREEDY-NOT: {{aten\.norm\.ScalarOpt_dim }}
// WHY-LABEL: @DecomposeNormScalarOptDim(
// WHY: tricast.rules = [{{.*}}"DecomposeNormScalarOptDim"
func.func @DecomposeNormScalarOptDim(%arg0: tensor<4x5xf32>) -> (tensor<4xf32>) {
  %0 = aten.norm.ScalarOpt_dim %arg0 p = 2 dim = [1] : (tensor<4x5xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// CHECK-LABEL: @DecomposeNormScalarOptDimDtype(
// CHECK-NEXT: %[[V0:.*]] = aten._to_copy %arg0 dtype = f64
// CHECK-NEXT: %[[V1:.*]] = aten.mul.Tensor %[[V0]], %[[V0]]
// CHECK-NEXT: %[[V2:.*]] = aten.sum.dim_IntList %[[V1]] dim = [0, 1] keepdim = true
// CHECK-NEXT: %[[V3:.*]] = aten.sqrt %[[V2]]
// CHECK-NEXT: return %[[V3]]
// GREEDY-LABEL: @DecomposeNormScalarOptDimDtype(
// GREEDY-NOT: {{aten\.norm\.ScalarOpt_dim_dtype }}
// WHY-LABEL: @DecomposeNormScalarOptDimDtype(
// WHY: tricast.rules = [{{.*}}"DecomposeNormScalarOptDimDtype"
func.func @DecomposeNormScalarOptDimDtype(%arg0: tensor<4x5xf32>) -> (tensor<1x1xf64>) {
  %0 = aten.norm.ScalarOpt_dim_dtype %arg0 p = 2 dim = [0, -1] keepdim = true dtype = f64 : (tensor<4x5xf32>) -> tensor<1x1xf64>
  return %0 : tensor<1x1xf64>
}

// CHECK-LABEL: @DecomposeNormScalarOptDtype(
// CHECK-NEXT: %[[V0:.*]] = aten._to_copy %arg0 dtype = f32
// CHECK-NEXT: %[[V1:.*]] = aten.mul.Tensor %[[V0]], %[[V0]]
// CHECK-NEXT: %[[V2:.*]] = aten.sum.dim_IntList %[[V1]] dim = [0, 1]
// CHECK-NEXT: %[[V3:.*]] = aten.sqrt %[[V2]]
// CHECK-NEXT: return %[[V3]]
// GREEDY-LABEL: @DecomposeNormScalarOptDtype(
// GREEDY-NOT: {{aten\.norm\.ScalarOpt_dtype }}
// WHY-LABEL: @DecomposeNormScalarOptDtype(
// WHY: tricast.rules = [{{.*}}"DecomposeNormScalarOptDtype"
func.func @DecomposeNormScalarOptDtype(%arg0: tensor<4x5xf16>) -> (tensor<f32>) {
  %0 = aten.norm.ScalarOpt_dtype %arg0 p = 2 dtype = f32 : (tensor<4x5xf16>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeDist(
// CHECK-NEXT: %[[V0:.*]] = aten.sub.Tensor %arg0, %arg1
// CHECK-NEXT: %[[V1:.*]] = aten.abs %[[V0]]
// CHECK-NEXT: %[[V2:.*]] = aten.amax %[[V1]] dim = [0, 1]
// CHECK-NEXT: return %[[V2]]
// GREEDY-LABEL: @DecomposeDist(
// GREEDY-NOT: {{aten\.dist }}
// WHY-LABEL: @DecomposeDist(
// WHY: tricast.rules = [{{.*}}"DecomposeDist"
func.func @DecomposeDist(%arg0: tensor<4x3xf32>, %arg1: tensor<3xf32>) -> (tensor<f32>) {
  %0 = aten.dist %arg0, %arg1 p = "inf" : (tensor<4x3xf32>, tensor<3xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposePairwiseDistance(
// CHECK-NEXT: %[[V0:.*]] = aten.sub.Tensor %arg0, %arg1
// CHECK-NEXT: %[[V1:.*]] = aten.add.Scalar %[[V0]] other = 9.9999999999999995E-7
// CHECK-NEXT: %[[V2:.*]] = aten.abs %[[V1]]
// CHECK-NEXT: %[[V3:.*]] = aten.pow.Tensor_Scalar %[[V2]] exponent = -1.000000e+00
// CHECK-NEXT: %[[V4:.*]] = aten.sum.dim_IntList %[[V3]] dim = [0]
// CHECK-NEXT: %[[V5:.*]] = aten.pow.Tensor_Scalar %[[V4]] exponent = -1.000000e+00
// CHECK-NEXT: return %[[V5]]
// GREEDY-LABEL: @DecomposePairwiseDistance(
// GREEDY-NOT: {{aten\.pairwise_distance }}
// WHY-LABEL: @DecomposePairwiseDistance(
// WHY: tricast.rules = [{{.*}}"DecomposePairwiseDistance"
func.func @DecomposePairwiseDistance(%arg0: tensor<3xf32>, %arg1: tensor<3xf32>) -> (tensor<f32>) {
  %0 = aten.pairwise_distance %arg0, %arg1 p = -1.000000e+00 : (tensor<3xf32>, tensor<3xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeRenorm(
// CHECK-NEXT: %[[V0:.*]] = aten.full size = [] fill_value = 1.000000e+00 dtype = f32
// CHECK-NEXT: %[[V1:.*]] = aten.abs %arg0
// CHECK-NEXT: %[[V2:.*]] = aten.sum.dim_IntList %[[V1]] dim = [0, 1] keepdim = true
// CHECK-NEXT: %[[V3:.*]] = aten.add.Scalar %[[V2]] other = 9.9999999999999995E-8
// CHECK-NEXT: %[[V4:.*]] = aten.reciprocal %[[V3]]
// CHECK-NEXT: %[[V5:.*]] = aten.mul.Scalar %[[V4]] other = 3.000000e+00
// CHECK-NEXT: %[[V6:.*]] = aten.gt.Scalar %[[V2]] other = 3.000000e+00
// CHECK-NEXT: %[[V7:.*]] = aten.where.self %[[V6]], %[[V5]], %[[V0]]
// CHECK-NEXT: %[[V8:.*]] = aten.mul.Tensor %arg0, %[[V7]]
// CHECK-NEXT: return %[[V8]]
// GREEDY-LABEL: @DecomposeRenorm(
// GREEDY-NOT: {{aten\.renorm }}
// WHY-LABEL: @DecomposeRenorm(
// WHY: tricast.rules = [{{.*}}"DecomposeRenorm"
func.func @DecomposeRenorm(%arg0: tensor<5x5x5xf32>) -> (tensor<5x5x5xf32>) {
  %0 = aten.renorm %arg0 p = 1 dim = 2 maxnorm = 3 : (tensor<5x5x5xf32>) -> tensor<5x5x5xf32>
  return %0 : tensor<5x5x5xf32>
}

// CHECK-LABEL: @DecomposeCdist(
// CHECK-NEXT: %[[V0:.*]] = aten._cdist_forward %arg0, %arg1 p = 1.000000e+00 compute_mode = 1
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeCdist(
// GREEDY-NOT: {{aten\.cdist }}
// WHY-LABEL: @DecomposeCdist(
// WHY: tricast.rules = [{{.*}}"DecomposeCdist"
func.func @DecomposeCdist(%arg0: tensor<0x5xf32>, %arg1: tensor<4x5xf32>) -> (tensor<0x4xf32>) {
  %0 = aten.cdist %arg0, %arg1 p = 1.000000e+00 compute_mode = 1 : (tensor<0x5xf32>, tensor<4x5xf32>) -> tensor<0x4xf32>
  return %0 : tensor<0x4xf32>
}

// CHECK-LABEL: @DecomposePdist(
// CHECK-NEXT: %[[V0:.*]] = aten._pdist_forward %arg0
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposePdist(
// GREEDY-NOT: {{aten\.pdist }}
// WHY-LABEL: @DecomposePdist(
// WHY: tricast.rules = [{{.*}}"DecomposePdist"
func.func @DecomposePdist(%arg0: tensor<1x1xf32>) -> (tensor<0xf32>) {
  %0 = aten.pdist %arg0 : (tensor<1x1xf32>) -> tensor<0xf32>
  return %0 : tensor<0xf32>
}

// CHECK-LABEL: @DecomposeDiff(
// CHECK-NEXT: %[[V0:.*]] = aten.slice.Tensor %arg0 dim = 1 start = 0 end = 5
// CHECK-NEXT: %[[V1:.*]] = aten.slice.Tensor %arg0 dim = 1 start = 1 end = 6
// CHECK-NEXT: %[[V2:.*]] = aten.sub.Tensor %[[V1]], %[[V0]]
// CHECK-NEXT: %[[V3:.*]] = aten.slice.Tensor %[[V2]] dim = 1 start = 0 end = 4
// CHECK-NEXT: %[[V4:.*]] = aten.slice.Tensor %[[V2]] dim = 1 start = 1 end = 5
// CHECK-NEXT: %[[V5:.*]] = aten.sub.Tensor %[[V4]], %[[V3]]
// CHECK-NEXT: return %[[V5]]
// GREEDY-LABEL: @DecomposeDiff(
// GREEDY-NOT: {{aten\.diff }}
// WHY-LABEL: @DecomposeDiff(
// WHY: tricast.rules = [{{.*}}"DecomposeDiff"
func.func @DecomposeDiff(%arg0: tensor<3x6xf32>) -> (tensor<3x4xf32>) {
  %0 = aten.diff %arg0 n = 2 : (tensor<3x6xf32>) -> tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

// CHECK-LABEL: @DecomposeTrapezoidX(
// CHECK-NEXT: %[[V0:.*]] = aten.slice.Tensor %arg1 start = 0 end = 5
// CHECK-NEXT: %[[V1:.*]] = aten.slice.Tensor %arg1 start = 1 end = 6
// CHECK-NEXT: %[[V2:.*]] = aten.sub.Tensor %[[V1]], %[[V0]]
// CHECK-NEXT: %[[V3:.*]] = aten.slice.Tensor %arg0 start = 0 end = 5
// CHECK-NEXT: %[[V4:.*]] = aten.slice.Tensor %arg0 start = 1 end = 6
// CHECK-NEXT: %[[V5:.*]] = aten.add.Tensor %[[V4]], %[[V3]]
// CHECK-NEXT: %[[V6:.*]] = aten.mul.Tensor %[[V5]], %[[V2]]
// CHECK-NEXT: %[[V7:.*]] = aten.sum.dim_IntList %[[V6]] dim = [0]
// CHECK-NEXT: %[[V8:.*]] = aten.mul.Scalar %[[V7]] other = 5.000000e-01
// CHECK-NEXT: return %[[V8]]
// GREEDY-LABEL: @DecomposeTrapezoidX(
// GREEDY-NOT: {{aten\.trapezoid\.x }}
// WHY-LABEL: @DecomposeTrapezoidX(
// WHY: tricast.rules = [{{.*}}"DecomposeTrapezoidX"
func.func @DecomposeTrapezoidX(%arg0: tensor<6xf32>, %arg1: tensor<6xf32>) -> (tensor<f32>) {
  %0 = aten.trapezoid.x %arg0, %arg1 : (tensor<6xf32>, tensor<6xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeTrapezoidDx(
// CHECK-NEXT: %[[V0:.*]] = aten.slice.Tensor %arg0 start = 0 end = 5
// CHECK-NEXT: %[[V1:.*]] = aten.slice.Tensor %arg0 start = 1 end = 6
// CHECK-NEXT: %[[V2:.*]] = aten.add.Tensor %[[V1]], %[[V0]]
// CHECK-NEXT: %[[V3:.*]] = aten.sum.dim_IntList %[[V2]] dim = [0]
// CHECK-NEXT: %[[V4:.*]] = aten.mul.Scalar %[[V3]] other = 5.000000e-01
// CHECK-NEXT: return %[[V4]]
// GREEDY-LABEL: @DecomposeTrapezoidDx(
// GREEDY-NOT: {{aten\.trapezoid\.dx }}
// WHY-LABEL: @DecomposeTrapezoidDx(
// WHY: tricast.rules = [{{.*}}"DecomposeTrapezoidDx"
func.func @DecomposeTrapezoidDx(%arg0: tensor<6xf32>) -> (tensor<f32>) {
  %0 = aten.trapezoid.dx %arg0 : (tensor<6xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeCumulativeTrapezoidX(
// CHECK-NEXT: %[[V0:.*]] = aten.slice.Tensor %arg1 start = 0 end = 5
// CHECK-NEXT: %[[V1:.*]] = aten.slice.Tensor %arg1 start = 1 end = 6
// CHECK-NEXT: %[[V2:.*]] = aten.sub.Tensor %[[V1]], %[[V0]]
// CHECK-NEXT: %[[V3:.*]] = aten.slice.Tensor %arg0 start = 0 end = 5
// CHECK-NEXT: %[[V4:.*]] = aten.slice.Tensor %arg0 start = 1 end = 6
// CHECK-NEXT: %[[V5:.*]] = aten.add.Tensor %[[V4]], %[[V3]]
// CHECK-NEXT: %[[V6:.*]] = aten.mul.Tensor %[[V5]], %[[V2]]
// CHECK-NEXT: %[[V7:.*]] = aten.cumsum %[[V6]] dim = 0
// CHECK-NEXT: %[[V8:.*]] = aten.mul.Scalar %[[V7]] other = 5.000000e-01
// CHECK-NEXT: return %[[V8]]
// GREEDY-LABEL: @DecomposeCumulativeTrapezoidX(
// GREEDY-NOT: {{aten\.cumulative_trapezoid\.x }}
// WHY-LABEL: @DecomposeCumulativeTrapezoidX(
// WHY: tricast.rules = [{{.*}}"DecomposeCumulativeTrapezoidX"
func.func @DecomposeCumulativeTrapezoidX(%arg0: tensor<6xf32>, %arg1: tensor<6xf32>) -> (tensor<5xf32>) {
  %0 = aten.cumulative_trapezoid.x %arg0, %arg1 : (tensor<6xf32>, tensor<6xf32>) -> tensor<5xf32>
  return %0 : tensor<5xf32>
}

// CHECK-LABEL: @DecomposeCumulativeTrapezoidDx(
// CHECK-NEXT: %[[V0:.*]] = aten.slice.Tensor %arg0 start = 0 end = 5
// CHECK-NEXT: %[[V1:.*]] = aten.slice.Tensor %arg0 start = 1 end = 6
// CHECK-NEXT: %[[V2:.*]] = aten.add.Tensor %[[V1]], %[[V0]]
// CHECK-NEXT: %[[V3:.*]] = aten.cumsum %[[V2]] dim = 0
// CHECK-NEXT: %[[V4:.*]] = aten.mul.Scalar %[[V3]] other = 5.000000e-01
// CHECK-NEXT: return %[[V4]]
// GREEDY-LABEL: @DecomposeCumulativeTrapezoidDx(
// GREEDY-NOT: {{aten\.cumulative_trapezoid\.dx }}
// WHY-LABEL: @DecomposeCumulativeTrapezoidDx(
// WHY: tricast.rules = [{{.*}}"DecomposeCumulativeTrapezoidDx"
func.func @DecomposeCumulativeTrapezoidDx(%arg0: tensor<6xf32>) -> (tensor<5xf32>) {
  %0 = aten.cumulative_trapezoid.dx %arg0 : (tensor<6xf32>) -> tensor<5xf32>
  return %0 : tensor<5xf32>
}

// CHECK-LABEL: @DecomposeMsort(
// CHECK-NEXT: %[[VALUES:.*]], %[[INDICES:.*]] = aten.sort %arg0 dim = 0
// CHECK-NEXT: return %[[VALUES]]
// GREEDY-LABEL: @DecomposeMsort(
// GREEDY-NOT: {{aten\.msort }}
// WHY-LABEL: @DecomposeMsort(
// WHY: tricast.rules = [{{.*}}"DecomposeMsort"
func.func @DecomposeMsort(%arg0: tensor<5x10x5xf32>) -> (tensor<5x10x5xf32>) {
  %0 = aten.msort %arg0 : (tensor<5x10x5xf32>) -> tensor<5x10x5xf32>
  return %0 : tensor<5x10x5xf32>
}

// CHECK-LABEL: @DecomposeArgsort(
// CHECK-NEXT: %[[VALUES:.*]], %[[INDICES:.*]] = aten.sort %arg0
// CHECK-NEXT: return %[[INDICES]]
// GREEDY-LABEL: @DecomposeArgsort(
// GREEDY-NOT: {{aten\.argsort }}
// WHY-LABEL: @DecomposeArgsort(
// WHY: tricast.rules = [{{.*}}"DecomposeArgsort"
func.func @DecomposeArgsort(%arg0: tensor<f32>) -> (tensor<i64>) {
  %0 = aten.argsort %arg0 : (tensor<f32>) -> tensor<i64>
  return %0 : tensor<i64>
}

// CHECK-LABEL: @DecomposeQuantile(
// CHECK-NEXT: %[[V0:.*]] = aten.view %arg1 size = [2]
// CHECK-NEXT: %[[V1:.*]] = aten.mul.Scalar %[[V0]] other = 2.000000e+00
// CHECK-NEXT: %[[V2:.*]] = aten.full size = [] fill_value = 2.000000e+00 dtype = f32
// CHECK-NEXT: %[[V3:.*]] = aten.permute %arg0 dims = [1, 0]
// CHECK-NEXT: %[[V4:.*]] = aten.isnan %[[V3]]
// CHECK-NEXT: %[[V5:.*]] = aten.any.dim %[[V4]] dim = -1 keepdim = true
// CHECK-NEXT: %[[V6:.*]] = aten.where.self %[[V5]], %[[V2]], %[[V1]]
// CHECK-NEXT: %[[V7:.*]] = aten.floor %[[V6]]
// CHECK-NEXT: %[[V8:.*]] = aten._to_copy %[[V7]] dtype = i64
// CHECK-NEXT: %[[RESULT0:.*]], %[[RESULT1:.*]] = aten.sort %[[V3]]
// CHECK-NEXT: %[[V9:.*]] = aten.gather %[[RESULT0]], %[[V8]] dim = -1
// CHECK-NEXT: %[[V10:.*]] = aten.permute %[[V9]] dims = [1, 0]
// CHECK-NEXT: %[[V11:.*]] = aten.view %[[V10]] size = [2, 4]
// CHECK-NEXT: return %[[V11]]
// GREEDY-LABEL: @DecomposeQuantile(
// GREEDY-NOT: {{aten\.quantile }}
// WHY-LABEL: @DecomposeQuantile(
// WHY: tricast.rules = [{{.*}}"DecomposeQuantile"
func.func @DecomposeQuantile(%arg0: tensor<3x4xf32>, %arg1: tensor<2xf32>) -> (tensor<2x4xf32>) {
  %0 = aten.quantile %arg0, %arg1 dim = 0 interpolation = "lower" : (tensor<3x4xf32>, tensor<2xf32>) -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

// CHECK-LABEL: @DecomposeQuantileScalar(
// CHECK-NEXT: %[[V0:.*]] = aten.full size = [1] fill_value = 2.500000e-01 dtype = f32
// CHECK-NEXT: %[[V1:.*]] = aten.mul.Scalar %[[V0]] other = 3.000000e+00
// CHECK-NEXT: %[[V2:.*]] = aten.full size = [] fill_value = 3.000000e+00 dtype = f32
// CHECK-NEXT: %[[V3:.*]] = aten.isnan %arg0
// CHECK-NEXT: %[[V4:.*]] = aten.any.dim %[[V3]] dim = -1 keepdim = true
// CHECK-NEXT: %[[V5:.*]] = aten.where.self %[[V4]], %[[V2]], %[[V1]]
// CHECK-NEXT: %[[V6:.*]] = aten.floor %[[V5]]
// CHECK-NEXT: %[[V7:.*]] = aten.sub.Tensor %[[V5]], %[[V6]]
// CHECK-NEXT: %[[V8:.*]] = aten.neg %[[V7]]
// CHECK-NEXT: %[[V9:.*]] = aten.add.Scalar %[[V8]] other = 1.000000e+00
// CHECK-NEXT: %[[V10:.*]] = aten._to_copy %[[V6]] dtype = i64
// CHECK-NEXT: %[[RESULT0:.*]], %[[RESULT1:.*]] = aten.sort %arg0
// CHECK-NEXT: %[[V11:.*]] = aten.gather %[[RESULT0]], %[[V10]] dim = -1
// CHECK-NEXT: %[[V12:.*]] = aten.ceil %[[V5]]
// CHECK-NEXT: %[[V13:.*]] = aten._to_copy %[[V12]] dtype = i64
// CHECK-NEXT: %[[V14:.*]] = aten.gather %[[RESULT0]], %[[V13]] dim = -1
// CHECK-NEXT: %[[V15:.*]] = aten.sub.Tensor %[[V14]], %[[V11]]
// CHECK-NEXT: %[[V16:.*]] = aten.mul.Tensor %[[V15]], %[[V9]]
// CHECK-NEXT: %[[V17:.*]] = aten.sub.Tensor %[[V14]], %[[V16]]
// CHECK-NEXT: %[[V18:.*]] = aten.mul.Tensor %[[V7]], %[[V15]]
// CHECK-NEXT: %[[V19:.*]] = aten.add.Tensor %[[V11]], %[[V18]]
// CHECK-NEXT: %[[V20:.*]] = aten.lt.Scalar %[[V7]] other = 5.000000e-01
// CHECK-NEXT: %[[V21:.*]] = aten.where.self %[[V20]], %[[V19]], %[[V17]]
// CHECK-NEXT: %[[V22:.*]] = aten.view %[[V21]] size = [3]
// CHECK-NEXT: return %[[V22]]
// GREEDY-LABEL: @DecomposeQuantileScalar(
// GREEDY-NOT: {{aten\.quantile\.scalar }}
// WHY-LABEL: @DecomposeQuantileScalar(
// WHY: tricast.rules = [{{.*}}"DecomposeQuantileScalar"
func.func @DecomposeQuantileScalar(%arg0: tensor<3x4xf32>) -> (tensor<3xf32>) {
  %0 = aten.quantile.scalar %arg0 q = 0.25 dim = 1 : (tensor<3x4xf32>) -> tensor<3xf32>
  return %0 : tensor<3xf32>
}

// CHECK-LABEL: @DecomposeNanquantile(
// CHECK-NEXT: %[[V0:.*]] = aten.view %arg1 size = [1]
// CHECK-NEXT: %[[V1:.*]] = aten.isnan %arg0
// CHECK-NEXT: %[[V2:.*]] = aten.logical_not %[[V1]]
// CHECK-NEXT: %[[V3:.*]] = aten.sum.dim_IntList %[[V2]] dim = [-1] keepdim = true
// CHECK-NEXT: %[[V4:.*]] = aten.sub.Scalar %[[V3]] other = 1
// CHECK-NEXT: %[[V5:.*]] = aten.clamp %[[V4]] min = 0
// CHECK-NEXT: %[[V6:.*]] = aten._to_copy %[[V5]] dtype = f32
// CHECK-NEXT: %[[V7:.*]] = aten.mul.Tensor %[[V6]], %[[V0]]
// CHECK-NEXT: %[[V8:.*]] = aten.round %[[V7]]
// CHECK-NEXT: %[[V9:.*]] = aten._to_copy %[[V8]] dtype = i64
// CHECK-NEXT: %[[RESULT0:.*]], %[[RESULT1:.*]] = aten.sort %arg0
// CHECK-NEXT: %[[V10:.*]] = aten.gather %[[RESULT0]], %[[V9]] dim = -1
// CHECK-NEXT: %[[V11:.*]] = aten.view %[[V10]] size = [3, 1]
// CHECK-NEXT: return %[[V11]]
// GREEDY-LABEL: @DecomposeNanquantile(
// GREEDY-NOT: {{aten\.nanquantile }}
// WHY-LABEL: @DecomposeNanquantile(
// WHY: tricast.rules = [{{.*}}"DecomposeNanquantile"
func.func @DecomposeNanquantile(%arg0: tensor<3x4xf32>, %arg1: tensor<f32>) -> (tensor<3x1xf32>) {
  %0 = aten.nanquantile %arg0, %arg1 dim = 1 keepdim = true interpolation = "nearest" : (tensor<3x4xf32>, tensor<f32>) -> tensor<3x1xf32>
  return %0 : tensor<3x1xf32>
}

// CHECK-LABEL: @DecomposeNanquantileScalar(
// CHECK-NEXT: %[[V0:.*]] = aten.full size = [1] fill_value = 5.000000e-01 dtype = f32
// CHECK-NEXT: %[[V1:.*]] = aten.view %arg0 size = [12]
// CHECK-NEXT: %[[V2:.*]] = aten.isnan %[[V1]]
// CHECK-NEXT: %[[V3:.*]] = aten.logical_not %[[V2]]
// CHECK-NEXT: %[[V4:.*]] = aten.sum.dim_IntList %[[V3]] dim = [-1] keepdim = true
// CHECK-NEXT: %[[V5:.*]] = aten.sub.Scalar %[[V4]] other = 1
// CHECK-NEXT: %[[V6:.*]] = aten.clamp %[[V5]] min = 0
// CHECK-NEXT: %[[V7:.*]] = aten._to_copy %[[V6]] dtype = f32
// CHECK-NEXT: %[[V8:.*]] = aten.mul.Tensor %[[V7]], %[[V0]]
// CHECK-NEXT: %[[V9:.*]] = aten.floor %[[V8]]
// CHECK-NEXT: %[[V10:.*]] = aten.sub.Tensor %[[V8]], %[[V9]]
// CHECK-NEXT: %[[V11:.*]] = aten.neg %[[V10]]
// CHECK-NEXT: %[[V12:.*]] = aten.add.Scalar %[[V11]] other = 1.000000e+00
// CHECK-NEXT: %[[V13:.*]] = aten._to_copy %[[V9]] dtype = i64
// CHECK-NEXT: %[[RESULT0:.*]], %[[RESULT1:.*]] = aten.sort %[[V1]]
// CHECK-NEXT: %[[V14:.*]] = aten.gather %[[RESULT0]], %[[V13]] dim = -1
// CHECK-NEXT: %[[V15:.*]] = aten.ceil %[[V8]]
// CHECK-NEXT: %[[V16:.*]] = aten._to_copy %[[V15]] dtype = i64
// CHECK-NEXT: %[[V17:.*]] = aten.gather %[[RESULT0]], %[[V16]] dim = -1
// CHECK-NEXT: %[[V18:.*]] = aten.sub.Tensor %[[V17]], %[[V14]]
// CHECK-NEXT: %[[V19:.*]] = aten.mul.Tensor %[[V18]], %[[V12]]
// CHECK-NEXT: %[[V20:.*]] = aten.sub.Tensor %[[V17]], %[[V19]]
// CHECK-NEXT: %[[V21:.*]] = aten.mul.Tensor %[[V10]], %[[V18]]
// CHECK-NEXT: %[[V22:.*]] = aten.add.Tensor %[[V14]], %[[V21]]
// CHECK-NEXT: %[[V23:.*]] = aten.lt.Scalar %[[V10]] other = 5.000000e-01
// CHECK-NEXT: %[[V24:.*]] = aten.where.self %[[V23]], %[[V22]], %[[V20]]
// CHECK-NEXT: %[[V25:.*]] = aten.view %[[V24]] size = []
// CHECK-NEXT: return %[[V25]]
// GREEDY-LABEL: @DecomposeNanquantileScalar(
// GREEDY-NOT: {{aten\.nanquantile\.scalar }}
// WHY-LABEL: @DecomposeNanquantileScalar(
// WHY: tricast.rules = [{{.*}}"DecomposeNanquantileScalar"
func.func @DecomposeNanquantileScalar(%arg0: tensor<3x4xf32>) -> (tensor<f32>) {
  %0 = aten.nanquantile.scalar %arg0 q = 0.5 : (tensor<3x4xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}
