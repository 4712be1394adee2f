// RUN: tricast-opt --tricast-rewrite='rules=decompose cost=core' %s | FileCheck %s
// RUN: tricast-opt --tricast-rewrite='engine=greedy rules=decompose' %s | FileCheck %s --check-prefix=GREEDY
// RUN: tricast-opt --tricast-rewrite='rules=decompose cost=core explain' %s | FileCheck %s --check-prefix=WHY

// CHECK-LABEL: @DecomposePositive(
// CHECK-NEXT: %[[V0:.*]] = aten.alias %arg0
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposePositive(
// GREEDY-NOT: {{aten\.positive }}
// WHY-LABEL: @DecomposePositive(
// WHY: tricast.rules = [{{.*}}"DecomposePositive"
func.func @DecomposePositive(%arg0: tensor<20x20xf32>) -> (tensor<20x20xf32>) {
  %0 = aten.positive %arg0 : (tensor<20x20xf32>) -> tensor<20x20xf32>
  return %0 : tensor<20x20xf32>
}

// CHECK-LABEL: @DecomposePrivateConjPhysical(
// CHECK-NEXT: %[[V0:.*]] = aten.alias %arg0
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposePrivateConjPhysical(
// GREEDY-NOT: {{aten\._conj_physical }}
// WHY-LABEL: @DecomposePrivateConjPhysical(
// WHY: tricast.rules = [{{.*}}"DecomposePrivateConjPhysical"
func.func @DecomposePrivateConjPhysical(%arg0: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten._conj_physical %arg0 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}


// CHECK-LABEL: @DecomposeConjPhysical(
// CHECK-NEXT: %[[V0:.*]] = aten.alias %arg0
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeConjPhysical(
// GREEDY-NOT: {{aten\.conj_physical }}
// WHY-LABEL: @DecomposeConjPhysical(
// WHY: tricast.rules = [{{.*}}"DecomposeConjPhysical"
func.func @DecomposeConjPhysical(%arg0: tensor<20x20xf32>) -> (tensor<20x20xf32>) {
  %0 = aten.conj_physical %arg0 : (tensor<20x20xf32>) -> tensor<20x20xf32>
  return %0 : tensor<20x20xf32>
}

// CHECK-LABEL: @DecomposeMaxOther(
// CHECK-NEXT: %[[V0:.*]] = aten.maximum %arg0, %arg1
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeMaxOther(
// GREEDY-NOT: {{aten\.max\.other }}
// WHY-LABEL: @DecomposeMaxOther(
// WHY: tricast.rules = [{{.*}}"DecomposeMaxOther"
func.func @DecomposeMaxOther(%arg0: tensor<f32>, %arg1: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.max.other %arg0, %arg1 : (tensor<f32>, tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeMinOther(
// CHECK-NEXT: %[[V0:.*]] = aten.minimum %arg0, %arg1
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeMinOther(
// GREEDY-NOT: {{aten\.min\.other }}
// WHY-LABEL: @DecomposeMinOther(
// WHY: tricast.rules = [{{.*}}"DecomposeMinOther"
func.func @DecomposeMinOther(%arg0: tensor<f32>, %arg1: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.min.other %arg0, %arg1 : (tensor<f32>, tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeClip(
// CHECK-NEXT: %[[V0:.*]] = aten.clamp %arg0 min = -1 max = 1
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeClip(
// GREEDY-NOT: {{aten\.clip }}
// WHY-LABEL: @DecomposeClip(
// WHY: tricast.rules = [{{.*}}"DecomposeClip"
func.func @DecomposeClip(%arg0: tensor<3x3xf32>) -> (tensor<3x3xf32>) {
  %0 = aten.clip %arg0 min = -1 max = 1 : (tensor<3x3xf32>) -> tensor<3x3xf32>
  return %0 : tensor<3x3xf32>
}

// CHECK-LABEL: @DecomposeClipTensor(
// CHECK-NEXT: %[[V0:.*]] = aten.clamp.Tensor %arg0 min = %arg1
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeClipTensor(
// GREEDY-NOT: {{aten\.clip\.Tensor }}
// WHY-LABEL: @DecomposeClipTensor(
// WHY: tricast.rules = [{{.*}}"DecomposeClipTensor"
func.func @DecomposeClipTensor(%arg0: tensor<5x10x5xf32>, %arg1: tensor<5x1x5xf32>) -> (tensor<5x10x5xf32>) {
  %0 = aten.clip.Tensor %arg0 min = %arg1 : (tensor<5x10x5xf32>, tensor<5x1x5xf32>) -> tensor<5x10x5xf32>
  return %0 : tensor<5x10x5xf32>
}

// CHECK-LABEL: @DecomposeSpecialExpit(
// CHECK-NEXT: %[[V0:.*]] = aten.sigmoid %arg0
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeSpecialExpit(
// GREEDY-NOT: {{aten\.special_expit }}
// WHY-LABEL: @DecomposeSpecialExpit(
// WHY: tricast.rules = [{{.*}}"DecomposeSpecialExpit"
func.func @DecomposeSpecialExpit(%arg0: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.special_expit %arg0 : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeSgn(
// CHECK-NEXT: %[[V0:.*]] = aten.sign %arg0
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeSgn(
// GREEDY-NOT: {{aten\.sgn }}
// WHY-LABEL: @DecomposeSgn(
// WHY: tricast.rules = [{{.*}}"DecomposeSgn"
func.func @DecomposeSgn(%arg0: tensor<20x20xf32>) -> (tensor<20x20xf32>) {
  %0 = aten.sgn %arg0 : (tensor<20x20xf32>) -> tensor<20x20xf32>
  return %0 : tensor<20x20xf32>
}

// CHECK-LABEL: @DecomposeClampMin(
// CHECK-NEXT: %[[V0:.*]] = aten.clamp %arg0 min = 0
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeClampMin(
// GREEDY-NOT: {{aten\.clamp_min }}
// WHY-LABEL: @DecomposeClampMin(
// WHY: tricast.rules = [{{.*}}"DecomposeClampMin"
func.func @DecomposeClampMin(%arg0: tensor<5xf32>) -> (tensor<5xf32>) {
  %0 = aten.clamp_min %arg0 min = 0 : (tensor<5xf32>) -> tensor<5xf32>
  return %0 : tensor<5xf32>
}

// CHECK-LABEL: @DecomposeClampMax(
// CHECK-NEXT: %[[V0:.*]] = aten.clamp %arg0 max = 5.000000e-01
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeClampMax(
// GREEDY-NOT: {{aten\.clamp_max }}
// WHY-LABEL: @DecomposeClampMax(
// WHY: tricast.rules = [{{.*}}"DecomposeClampMax"
func.func @DecomposeClampMax(%arg0: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.clamp_max %arg0 max = 5.000000e-01 : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeClampMinTensor(
// CHECK-NEXT: %[[V0:.*]] = aten.maximum %arg0, %arg1
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeClampMinTensor(
// GREEDY-NOT: {{aten\.clamp_min\.Tensor }}
// WHY-LABEL: @DecomposeClampMinTensor(
// WHY: tricast.rules = [{{.*}}"DecomposeClampMinTensor"
func.func @DecomposeClampMinTensor(%arg0: tensor<f32>, %arg1: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.clamp_min.Tensor %arg0, %arg1 : (tensor<f32>, tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeClampMaxTensor(
// CHECK-NEXT: %[[V0:.*]] = aten.minimum %arg0, %arg1
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeClampMaxTensor(
// GREEDY-NOT: {{aten\.clamp_max\.Tensor }}
// WHY-LABEL: @DecomposeClampMaxTensor(
// WHY: tricast.rules = [{{.*}}"DecomposeClampMaxTensor"
func.func @DecomposeClampMaxTensor(%arg0: tensor<f32>, %arg1: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.clamp_max.Tensor %arg0, %arg1 : (tensor<f32>, tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeSquare(
// CHECK-NEXT: %[[V0:.*]] = aten.mul.Tensor %arg0, %arg0
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeSquare(
// GREEDY-NOT: {{aten\.square }}
// WHY-LABEL: @DecomposeSquare(
// WHY: tricast.rules = [{{.*}}"DecomposeSquare"
func.func @DecomposeSquare(%arg0: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.square %arg0 : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeFrac(
// CHECK-NEXT: %[[V0:.*]] = aten.trunc %arg0
// CHECK-NEXT: %[[V1:.*]] = aten.sub.Tensor %arg0, %[[V0]]
// CHECK-NEXT: return %[[V1]]
// GREEDY-LABEL: @DecomposeFrac(
// GREEDY-NOT: {{aten\.frac }}
// WHY-LABEL: @DecomposeFrac(
// WHY: tricast.rules = [{{.*}}"DecomposeFrac"
func.func @DecomposeFrac(%arg0: tensor<20x20xf32>) -> (tensor<20x20xf32>) {
  %0 = aten.frac %arg0 : (tensor<20x20xf32>) -> tensor<20x20xf32>
  return %0 : tensor<20x20xf32>
}

// CHECK-LABEL: @DecomposeDeg2rad(
// CHECK-NEXT: %[[V0:.*]] = aten.mul.Scalar %arg0 other = 0.017453292519943295
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeDeg2rad(
// GREEDY-NOT: {{aten\.deg2rad }}
// WHY-LABEL: @DecomposeDeg2rad(
// WHY: tricast.rules = [{{.*}}"DecomposeDeg2rad"
func.func @DecomposeDeg2rad(%arg0: tensor<20x20xf32>) -> (tensor<20x20xf32>) {
  %0 = aten.deg2rad %arg0 : (tensor<20x20xf32>) -> tensor<20x20xf32>
  return %0 : tensor<20x20xf32>
}

// CHECK-LABEL: @DecomposeRad2deg(
// CHECK-NEXT: %[[V0:.*]] = aten.mul.Scalar %arg0 other = 57.295779513082323
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeRad2deg(
// GREEDY-NOT: {{aten\.rad2deg }}
// WHY-LABEL: @DecomposeRad2deg(
// WHY: tricast.rules = [{{.*}}"DecomposeRad2deg"
func.func @DecomposeRad2deg(%arg0: tensor<20x20xf32>) -> (tensor<20x20xf32>) {
  %0 = aten.rad2deg %arg0 : (tensor<20x20xf32>) -> tensor<20x20xf32>
  return %0 : tensor<20x20xf32>
}

// CHECK-LABEL: @DecomposeAngle(
// CHECK-NEXT: %[[V0:.*]] = aten.full_like %arg0 fill_value = 0
// CHECK-NEXT: %[[V1:.*]] = aten.full_like %arg0 fill_value = 3.1415926535897931
// CHECK-NEXT: %[[V2:.*]] = aten.lt.Scalar %arg0 other = 0
// CHECK-NEXT: %[[V3:.*]] = aten.where.self %[[V2]], %[[V1]], %[[V0]]
// CHECK-NEXT: %[[V4:.*]] = aten.isnan %arg0
// CHECK-NEXT: %[[V5:.*]] = aten.where.self %[[V4]], %arg0, %[[V3]]
// CHECK-NEXT: return %[[V5]]
// GREEDY-LABEL: @DecomposeAngle(
// GREEDY-NOT: {{aten\.angle }}
// WHY-LABEL: @DecomposeAngle(
// WHY: tricast.rules = [{{.*}}"DecomposeAngle"
func.func @DecomposeAngle(%arg0: tensor<20x20xf32>) -> (tensor<20x20xf32>) {
  %0 = aten.angle %arg0 : (tensor<20x20xf32>) -> tensor<20x20xf32>
  return %0 : tensor<20x20xf32>
}

// CHECK-LABEL: @DecomposeExp2(
// CHECK-NEXT: %[[V0:.*]] = aten.pow.Scalar %arg0 self = 2
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeExp2(
// GREEDY-NOT: {{aten\.exp2 }}
// WHY-LABEL: @DecomposeExp2(
// WHY: tricast.rules = [{{.*}}"DecomposeExp2"
func.func @DecomposeExp2(%arg0: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.exp2 %arg0 : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeFloorDivide(
// CHECK-NEXT: %[[V0:.*]] = aten.div.Tensor_mode %arg0, %arg1 rounding_mode = "floor"
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeFloorDivide(
// GREEDY-NOT: {{aten\.floor_divide }}
// WHY-LABEL: @DecomposeFloorDivide(
// WHY: tricast.rules = [{{.*}}"DecomposeFloorDivide"
func.func @DecomposeFloorDivide(%arg0: tensor<f32>, %arg1: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.floor_divide %arg0, %arg1 : (tensor<f32>, tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeFloorDivideScalar(
// CHECK-NEXT: %[[V0:.*]] = aten.div.Scalar_mode %arg0 other = 1.500000e+00 rounding_mode = "floor"
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeFloorDivideScalar(
// GREEDY-NOT: {{aten\.floor_divide\.Scalar }}
// WHY-LABEL: @DecomposeFloorDivideScalar(
// WHY: tricast.rules = [{{.*}}"DecomposeFloorDivideScalar"
func.func @DecomposeFloorDivideScalar(%arg0: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.floor_divide.Scalar %arg0 other = 1.500000e+00 : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeFmax(
// CHECK-NEXT: %[[V0:.*]] = aten.maximum %arg0, %arg1
// CHECK-NEXT: %[[V1:.*]] = aten.isnan %arg1
// CHECK-NEXT: %[[V2:.*]] = aten.where.self %[[V1]], %arg0, %[[V0]]
// CHECK-NEXT: %[[V3:.*]] = aten.isnan %arg0
// CHECK-NEXT: %[[V4:.*]] = aten.where.self %[[V3]], %arg1, %[[V2]]
// CHECK-NEXT: return %[[V4]]
// GREEDY-LABEL: @DecomposeFmax(
// GREEDY-NOT: {{aten\.fmax }}
// WHY-LABEL: @DecomposeFmax(
// WHY: tricast.rules = [{{.*}}"DecomposeFmax"
func.func @DecomposeFmax(%arg0: tensor<f32>, %arg1: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.fmax %arg0, %arg1 : (tensor<f32>, tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeFmin(
// CHECK-NEXT: %[[V0:.*]] = aten.minimum %arg0, %arg1
// CHECK-NEXT: %[[V1:.*]] = aten.isnan %arg1
// CHECK-NEXT: %[[V2:.*]] = aten.where.self %[[V1]], %arg0, %[[V0]]
// CHECK-NEXT: %[[V3:.*]] = aten.isnan %arg0
// CHECK-NEXT: %[[V4:.*]] = aten.where.self %[[V3]], %arg1, %[[V2]]
// CHECK-NEXT: return %[[V4]]
// GREEDY-LABEL: @DecomposeFmin(
// GREEDY-NOT: {{aten\.fmin }}
// WHY-LABEL: @DecomposeFmin(
// WHY: tricast.rules = [{{.*}}"DecomposeFmin"
func.func @DecomposeFmin(%arg0: tensor<f32>, %arg1: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.fmin %arg0, %arg1 : (tensor<f32>, tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeLdexpTensor(
// CHECK-NEXT: %[[V0:.*]] = aten.pow.Scalar %arg1 self = 2.000000e+00
// CHECK-NEXT: %[[V1:.*]] = aten.mul.Tensor %arg0, %[[V0]]
// CHECK-NEXT: return %[[V1]]
// GREEDY-LABEL: @DecomposeLdexpTensor(
// GREEDY-NOT: {{aten\.ldexp\.Tensor }}
// WHY-LABEL: @DecomposeLdexpTensor(
// WHY: tricast.rules = [{{.*}}"DecomposeLdexpTensor"
func.func @DecomposeLdexpTensor(%arg0: tensor<f32>, %arg1: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.ldexp.Tensor %arg0, %arg1 : (tensor<f32>, tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeHeaviside(
// CHECK-NEXT: %[[V0:.*]] = aten.gt.Scalar %arg0 other = 0
// CHECK-NEXT: %[[V1:.*]] = aten._to_copy %[[V0]] dtype = f32
// CHECK-NEXT: %[[V2:.*]] = aten.eq.Scalar %arg0 other = 0
// CHECK-NEXT: %[[V3:.*]] = aten.where.self %[[V2]], %arg1, %[[V1]]
// CHECK-NEXT: return %[[V3]]
// GREEDY-LABEL: @DecomposeHeaviside(
// GREEDY-NOT: {{aten\.heaviside }}
// WHY-LABEL: @DecomposeHeaviside(
// WHY: tricast.rules = [{{.*}}"DecomposeHeaviside"
func.func @DecomposeHeaviside(%arg0: tensor<f32>, %arg1: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.heaviside %arg0, %arg1 : (tensor<f32>, tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeAddcmul(
// CHECK-NEXT: %[[V0:.*]] = aten.mul.Scalar %arg1 other = 1
// CHECK-NEXT: %[[V1:.*]] = aten.mul.Tensor %[[V0]], %arg2
// CHECK-NEXT: %[[V2:.*]] = aten.add.Tensor %arg0, %[[V1]]
// CHECK-NEXT: return %[[V2]]
// GREEDY-LABEL: @DecomposeAddcmul(
// GREEDY-NOT: {{aten\.addcmul }}
// WHY-LABEL: @DecomposeAddcmul(
// WHY: tricast.rules = [{{.*}}"DecomposeAddcmul"
func.func @DecomposeAddcmul(%arg0: tensor<f32>, %arg1: tensor<f32>, %arg2: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.addcmul %arg0, %arg1, %arg2 : (tensor<f32>, tensor<f32>, tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeAddcdiv(
// CHECK-NEXT: %[[V0:.*]] = aten.mul.Scalar %arg1 other = 1
// CHECK-NEXT: %[[V1:.*]] = aten.div.Tensor %[[V0]], %arg2
// CHECK-NEXT: %[[V2:.*]] = aten.add.Tensor %arg0, %[[V1]]
// CHECK-NEXT: return %[[V2]]
// GREEDY-LABEL: @DecomposeAddcdiv(
// GREEDY-NOT: {{aten\.addcdiv }}
// WHY-LABEL: @DecomposeAddcdiv(
// WHY: tricast.rules = [{{.*}}"DecomposeAddcdiv"
func.func @DecomposeAddcdiv(%arg0: tensor<f32>, %arg1: tensor<f32>, %arg2: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.addcdiv %arg0, %arg1, %arg2 : (tensor<f32>, tensor<f32>, tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeLerpScalar(
// CHECK-NEXT: %[[V0:.*]] = aten.sub.Tensor %arg1, %arg0
// CHECK-NEXT: %[[V1:.*]] = aten.mul.Scalar %[[V0]] other = 4.000000e-01
// CHECK-NEXT: %[[V2:.*]] = aten.add.Tensor %arg0, %[[V1]]
// CHECK-NEXT: return %[[V2]]
// GREEDY-LABEL: @DecomposeLerpScalar(
// GREEDY-NOT: {{aten\.lerp\.Scalar }}
// WHY-LABEL: @DecomposeLerpScalar(
// WHY: tricast.rules = [{{.*}}"DecomposeLerpScalar"
func.func @DecomposeLerpScalar(%arg0: tensor<f32>, %arg1: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.lerp.Scalar %arg0, %arg1 weight = 4.000000e-01 : (tensor<f32>, tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeLerpTensor(
// CHECK-NEXT: %[[V0:.*]] = aten.neg %arg2
// CHECK-NEXT: %[[V1:.*]] = aten.add.Scalar %[[V0]] other = 1
// CHECK-NEXT: %[[V2:.*]] = aten.sub.Tensor %arg1, %arg0
// CHECK-NEXT: %[[V3:.*]] = aten.mul.Tensor %[[V2]], %[[V1]]
// CHECK-NEXT: %[[V4:.*]] = aten.sub.Tensor %arg1, %[[V3]]
// CHECK-NEXT: %[[V5:.*]] = aten.mul.Tensor %arg2, %[[V2]]
// CHECK-NEXT: %[[V6:.*]] = aten.add.Tensor %arg0, %[[V5]]
// CHECK-NEXT: %[[V7:.*]] = aten.abs %arg2
// CHECK-NEXT: %[[V8:.*]] = aten.lt.Scalar %[[V7]] other = 5.000000e-01
// CHECK-NEXT: %[[V9:.*]] = aten.where.self %[[V8]], %[[V6]], %[[V4]]
// CHECK-NEXT: return %[[V9]]
// GREEDY-LABEL: @DecomposeLerpTensor(
// GREEDY-NOT: {{aten\.lerp\.Tensor }}
// WHY-LABEL: @DecomposeLerpTensor(
// WHY: tricast.rules = [{{.*}}"DecomposeLerpTensor"
func.func @DecomposeLerpTensor(%arg0: tensor<5x5xf32>, %arg1: tensor<5x1xf32>, %arg2: tensor<5xf32>) -> (tensor<5x5xf32>) {
  %0 = aten.lerp.Tensor %arg0, %arg1, %arg2 : (tensor<5x5xf32>, tensor<5x1xf32>, tensor<5xf32>) -> tensor<5x5xf32>
  return %0 : tensor<5x5xf32>
}

// CHECK-LABEL: @DecomposeRsubScalar(
// CHECK-NEXT: %[[V0:.*]] = aten.mul.Scalar %arg0 other = -1.000000e+00
// CHECK-NEXT: %[[V1:.*]] = aten.add.Scalar %[[V0]] other = 1
// CHECK-NEXT: return %[[V1]]
// GREEDY-LABEL: @DecomposeRsubScalar(
// GREEDY-NOT: {{aten\.rsub\.Scalar }}
// WHY-LABEL: @DecomposeRsubScalar(
// WHY: tricast.rules = [{{.*}}"DecomposeRsubScalar"
func.func @DecomposeRsubScalar(%arg0: tensor<5xf32>) -> (tensor<5xf32>) {
  %0 = aten.rsub.Scalar %arg0 other = 1 : (tensor<5xf32>) -> tensor<5xf32>
  return %0 : tensor<5xf32>
}

// CHECK-LABEL: @DecomposeRsubTensor(
// CHECK-NEXT: %[[V0:.*]] = aten.sub.Tensor %arg1, %arg0
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeRsubTensor(
// GREEDY-NOT: {{aten\.rsub\.Tensor }}
// WHY-LABEL: @DecomposeRsubTensor(
// WHY: tricast.rules = [{{.*}}"DecomposeRsubTensor"
func.func @DecomposeRsubTensor(%arg0: tensor<f32>, %arg1: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.rsub.Tensor %arg0, %arg1 : (tensor<f32>, tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeLogit(
// CHECK-NEXT: %[[V0:.*]] = aten.neg %arg0
// CHECK-NEXT: %[[V1:.*]] = aten.add.Scalar %[[V0]] other = 1.000000e+00
// CHECK-NEXT: %[[V2:.*]] = aten.div.Tensor %arg0, %[[V1]]
// CHECK-NEXT: %[[V3:.*]] = aten.log %[[V2]]
// CHECK-NEXT: return %[[V3]]
// GREEDY-LABEL: @DecomposeLogit(
// GREEDY-NOT: {{aten\.logit }}
// WHY-LABEL: @DecomposeLogit(
// WHY: tricast.rules = [{{.*}}"DecomposeLogit"
func.func @DecomposeLogit(%arg0: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.logit %arg0 : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeLogaddexp(
// CHECK-NEXT: %[[V0:.*]] = aten.sub.Tensor %arg0, %arg1
// CHECK-NEXT: %[[V1:.*]] = aten.abs %[[V0]]
// CHECK-NEXT: %[[V2:.*]] = aten.neg %[[V1]]
// CHECK-NEXT: %[[V3:.*]] = aten.exp %[[V2]]
// CHECK-NEXT: %[[V4:.*]] = aten.log1p %[[V3]]
// CHECK-NEXT: %[[V5:.*]] = aten.maximum %arg0, %arg1
// CHECK-NEXT: %[[V6:.*]] = aten.add.Tensor %[[V5]], %[[V4]]
// CHECK-NEXT: %[[V7:.*]] = aten.eq.Tensor %arg0, %arg1
// CHECK-NEXT: %[[V8:.*]] = aten.isinf %arg0
// CHECK-NEXT: %[[V9:.*]] = aten.logical_and %[[V8]], %[[V7]]
// CHECK-NEXT: %[[V10:.*]] = aten.where.self %[[V9]], %arg0, %[[V6]]
// CHECK-NEXT: return %[[V10]]
// GREEDY-LABEL: @DecomposeLogaddexp(
// GREEDY-NOT: {{aten\.logaddexp }}
// WHY-LABEL: @DecomposeLogaddexp(
// WHY: tricast.rules = [{{.*}}"DecomposeLogaddexp"
func.func @DecomposeLogaddexp(%arg0: tensor<f32>, %arg1: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.logaddexp %arg0, %arg1 : (tensor<f32>, tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeLogaddexp2(
// CHECK-NEXT: %[[V0:.*]] = aten.sub.Tensor %arg0, %arg1
// CHECK-NEXT: %[[V1:.*]] = aten.abs %[[V0]]
// CHECK-NEXT: %[[V2:.*]] = aten.neg %[[V1]]
// CHECK-NEXT: %[[V3:.*]] = aten.pow.Scalar %[[V2]] self = 2
// CHECK-NEXT: %[[V4:.*]] = aten.log1p %[[V3]]
// CHECK-NEXT: %[[V5:.*]] = aten.mul.Scalar %[[V4]] other = 1.4426950408889634
// CHECK-NEXT: %[[V6:.*]] = aten.maximum %arg0, %arg1
// CHECK-NEXT: %[[V7:.*]] = aten.add.Tensor %[[V6]], %[[V5]]
// CHECK-NEXT: %[[V8:.*]] = aten.eq.Tensor %arg0, %arg1
// CHECK-NEXT: %[[V9:.*]] = aten.isinf %arg0
// CHECK-NEXT: %[[V10:.*]] = aten.logical_and %[[V9]], %[[V8]]
// CHECK-NEXT: %[[V11:.*]] = aten.where.self %[[V10]], %arg0, %[[V7]]
// CHECK-NEXT: return %[[V11]]
// GREEDY-LABEL: @DecomposeLogaddexp2(
// GREEDY-NOT: {{aten\.logaddexp2 }}
// WHY-LABEL: @DecomposeLogaddexp2(
// WHY: tricast.rules = [{{.*}}"DecomposeLogaddexp2"
func.func @DecomposeLogaddexp2(%arg0: tensor<5x5xf32>, %arg1: tensor<5x5xf32>) -> (tensor<5x5xf32>) {
  %0 = aten.logaddexp2 %arg0, %arg1 : (tensor<5x5xf32>, tensor<5x5xf32>) -> tensor<5x5xf32>
  return %0 : tensor<5x5xf32>
}

// CHECK-LABEL: @DecomposeSinc(
// CHECK-NEXT: %[[V0:.*]] = aten.mul.Scalar %arg0 other = 3.1415926535897931
// CHECK-NEXT: %[[V1:.*]] = aten.sin %[[V0]]
// CHECK-NEXT: %[[V2:.*]] = aten.div.Tensor %[[V1]], %[[V0]]
// CHECK-NEXT: %[[V3:.*]] = aten.full_like %arg0 fill_value = 1
// CHECK-NEXT: %[[V4:.*]] = aten.eq.Scalar %arg0 other = 0
// CHECK-NEXT: %[[V5:.*]] = aten.where.self %[[V4]], %[[V3]], %[[V2]]
// CHECK-NEXT: return %[[V5]]
// GREEDY-LABEL: @DecomposeSinc(
// GREEDY-NOT: {{aten\.sinc }}
// WHY-LABEL: @DecomposeSinc(
// WHY: tricast.rules = [{{.*}}"DecomposeSinc"
func.func @DecomposeSinc(%arg0: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.sinc %arg0 : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeSpecialEntr(
// CHECK-NEXT: %[[V0:.*]] = aten.full_like %arg0 fill_value = "-inf"
// CHECK-NEXT: %[[V1:.*]] = aten.full_like %arg0 fill_value = 0
// CHECK-NEXT: %[[V2:.*]] = aten.eq.Scalar %arg0 other = 0
// CHECK-NEXT: %[[V3:.*]] = aten.where.self %[[V2]], %[[V1]], %[[V0]]
// CHECK-NEXT: %[[V4:.*]] = aten.log %arg0
// CHECK-NEXT: %[[V5:.*]] = aten.neg %arg0
// CHECK-NEXT: %[[V6:.*]] = aten.mul.Tensor %[[V5]], %[[V4]]
// CHECK-NEXT: %[[V7:.*]] = aten.gt.Scalar %arg0 other = 0
// CHECK-NEXT: %[[V8:.*]] = aten.where.self %[[V7]], %[[V6]], %[[V3]]
// CHECK-NEXT: %[[V9:.*]] = aten.isnan %arg0
// CHECK-NEXT: %[[V10:.*]] = aten.where.self %[[V9]], %arg0, %[[V8]]
// CHECK-NEXT: return %[[V10]]
// GREEDY-LABEL: @DecomposeSpecialEntr(
// GREEDY-NOT: {{aten\.special_entr }}
// WHY-LABEL: @DecomposeSpecialEntr(
// WHY: tricast.rules = [{{.*}}"DecomposeSpecialEntr"
func.func @DecomposeSpecialEntr(%arg0: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.special_entr %arg0 : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeNanToNum(
// CHECK-NEXT: %[[V0:.*]] = aten.full size = [] fill_value = 0.000000e+00 dtype = f32
// CHECK-NEXT: %[[V1:.*]] = aten.isnan %arg0
// CHECK-NEXT: %[[V2:.*]] = aten.where.self %[[V1]], %[[V0]], %arg0
// CHECK-NEXT: %[[V3:.*]] = aten.full size = [] fill_value = 3.4028234663852886E+38 dtype = f32
// CHECK-NEXT: %[[V4:.*]] = aten.eq.Scalar %arg0 other = "inf"
// CHECK-NEXT: %[[V5:.*]] = aten.where.self %[[V4]], %[[V3]], %[[V2]]
// CHECK-NEXT: %[[V6:.*]] = aten.full size = [] fill_value = -3.4028234663852886E+38 dtype = f32
// CHECK-NEXT: %[[V7:.*]] = aten.eq.Scalar %arg0 other = "-inf"
// CHECK-NEXT: %[[V8:.*]] = aten.where.self %[[V7]], %[[V6]], %[[V5]]
// CHECK-NEXT: return %[[V8]]
// GREEDY-LABEL: @DecomposeNanToNum(
// GREEDY-NOT: {{aten\.nan_to_num }}
// WHY-LABEL: @DecomposeNanToNum(
// WHY: tricast.rules = [{{.*}}"DecomposeNanToNum"
func.func @DecomposeNanToNum(%arg0: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.nan_to_num %arg0 : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeRoundDecimals(
// CHECK-NEXT: %[[V0:.*]] = aten.div.Scalar %arg0 other = 1.000000e+03
// CHECK-NEXT: %[[V1:.*]] = aten.round %[[V0]]
// CHECK-NEXT: %[[V2:.*]] = aten.mul.Scalar %[[V1]] other = 1.000000e+03
// CHECK-NEXT: return %[[V2]]
// GREEDY-LABEL: @DecomposeRoundDecimals(
// GREEDY-NOT: {{aten\.round\.decimals }}
// WHY-LABEL: @DecomposeRoundDecimals(
// WHY: tricast.rules = [{{.*}}"DecomposeRoundDecimals"
func.func @DecomposeRoundDecimals(%arg0: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.round.decimals %arg0 decimals = -3 : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeCopysignScalar(
// CHECK-NEXT: %[[V0:.*]] = aten.abs %arg0
// CHECK-NEXT: %[[V1:.*]] = aten.neg %[[V0]]
// CHECK-NEXT: return %[[V1]]
// GREEDY-LABEL: @DecomposeCopysignScalar(
// GREEDY-NOT: {{aten\.copysign\.Scalar }}
// WHY-LABEL: @DecomposeCopysignScalar(
// WHY: tricast.rules = [{{.*}}"DecomposeCopysignScalar"
func.func @DecomposeCopysignScalar(%arg0: tensor<5xf32>) -> (tensor<5xf32>) {
  %0 = aten.copysign.Scalar %arg0 other = -3.140000e+00 : (tensor<5xf32>) -> tensor<5xf32>
  return %0 : tensor<5xf32>
}

// CHECK-LABEL: @DecomposeRemainderScalarTensor(
// CHECK-NEXT: %[[V0:.*]] = aten.full size = [] fill_value = 7.500000e+00 dtype = f32
// CHECK-NEXT: %[[V1:.*]] = aten.remainder.Tensor %[[V0]], %arg0
// CHECK-NEXT: return %[[V1]]
// GREEDY-LABEL: @DecomposeRemainderScalarTensor(
// GREEDY-NOT: {{aten\.remainder\.Scalar_Tensor }}
// WHY-LABEL: @DecomposeRemainderScalarTensor(
// WHY: tricast.rules = [{{.*}}"DecomposeRemainderScalarTensor"
func.func @DecomposeRemainderScalarTensor(%arg0: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.remainder.Scalar_Tensor %arg0 self = 7.500000e+00 : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeXlogyTensor(
// CHECK-NEXT: %[[V0:.*]] = aten.log %arg1
// CHECK-NEXT: %[[V1:.*]] = aten.mul.Tensor %arg0, %[[V0]]
// CHECK-NEXT: %[[V2:.*]] = aten.full size = [] fill_value = 0.000000e+00 dtype = f32
// CHECK-NEXT: %[[V3:.*]] = aten.eq.Scalar %arg0 other = 0.000000e+00
// CHECK-NEXT: %[[V4:.*]] = aten.where.self %[[V3]], %[[V2]], %[[V1]]
// CHECK-NEXT: %[[V5:.*]] = aten.isnan %arg1
// CHECK-NEXT: %[[V6:.*]] = aten.where.self %[[V5]], %arg1, %[[V4]]
// CHECK-NEXT: return %[[V6]]
// GREEDY-LABEL: @DecomposeXlogyTensor(
// GREEDY-NOT: {{aten\.xlogy\.Tensor }}
// WHY-LABEL: @DecomposeXlogyTensor(
// WHY: tricast.rules = [{{.*}}"DecomposeXlogyTensor"
func.func @DecomposeXlogyTensor(%arg0: tensor<f32>, %arg1: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.xlogy.Tensor %arg0, %arg1 : (tensor<f32>, tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeXlogyScalarSelf(
// CHECK-NEXT: %[[V0:.*]] = aten.log %arg0
// CHECK-NEXT: %[[V1:.*]] = aten.full size = [] fill_value = 2.500000e+00 dtype = f32
// CHECK-NEXT: %[[V2:.*]] = aten.mul.Tensor %[[V1]], %[[V0]]
// CHECK-NEXT: %[[V3:.*]] = aten.full size = [] fill_value = 0.000000e+00 dtype = f32
// CHECK-NEXT: %[[V4:.*]] = aten.eq.Scalar %[[V1]] other = 0.000000e+00
// CHECK-NEXT: %[[V5:.*]] = aten.where.self %[[V4]], %[[V3]], %[[V2]]
// CHECK-NEXT: %[[V6:.*]] = aten.isnan %arg0
// CHECK-NEXT: %[[V7:.*]] = aten.where.self %[[V6]], %arg0, %[[V5]]
// CHECK-NEXT: return %[[V7]]
// GREEDY-LABEL: @DecomposeXlogyScalarSelf(
// GREEDY-NOT: {{aten\.xlogy\.Scalar_Self }}
// WHY-LABEL: @DecomposeXlogyScalarSelf(
// WHY: tricast.rules = [{{.*}}"DecomposeXlogyScalarSelf"
func.func @DecomposeXlogyScalarSelf(%arg0: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.xlogy.Scalar_Self %arg0 self = 2.500000e+00 : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeXlogyScalarOther(
// CHECK-NEXT: %[[V0:.*]] = aten.full size = [] fill_value = 2.500000e+00 dtype = f32
// CHECK-NEXT: %[[V1:.*]] = aten.log %[[V0]]
// CHECK-NEXT: %[[V2:.*]] = aten.mul.Tensor %arg0, %[[V1]]
// CHECK-NEXT: %[[V3:.*]] = aten.full size = [] fill_value = 0.000000e+00 dtype = f32
// CHECK-NEXT: %[[V4:.*]] = aten.eq.Scalar %arg0 other = 0.000000e+00
// CHECK-NEXT: %[[V5:.*]] = aten.where.self %[[V4]], %[[V3]], %[[V2]]
// CHECK-NEXT: %[[V6:.*]] = aten.isnan %[[V0]]
// CHECK-NEXT: %[[V7:.*]] = aten.where.self %[[V6]], %[[V0]], %[[V5]]
// CHECK-NEXT: return %[[V7]]
// GREEDY-LABEL: @DecomposeXlogyScalarOther(
// GREEDY-NOT: {{aten\.xlogy\.Scalar_Other }}
// WHY-LABEL: @DecomposeXlogyScalarOther(
// WHY: tricast.rules = [{{.*}}"DecomposeXlogyScalarOther"
func.func @DecomposeXlogyScalarOther(%arg0: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.xlogy.Scalar_Other %arg0 other = 2.500000e+00 : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeSpecialXlog1py(
// CHECK-NEXT: %[[V0:.*]] = aten.log1p %arg1
// CHECK-NEXT: %[[V1:.*]] = aten.mul.Tensor %arg0, %[[V0]]
// CHECK-NEXT: %[[V2:.*]] = aten.full size = [] fill_value = 0.000000e+00 dtype = f32
// CHECK-NEXT: %[[V3:.*]] = aten.eq.Scalar %arg0 other = 0.000000e+00
// CHECK-NEXT: %[[V4:.*]] = aten.where.self %[[V3]], %[[V2]], %[[V1]]
// CHECK-NEXT: %[[V5:.*]] = aten.isnan %arg1
// CHECK-NEXT: %[[V6:.*]] = aten.where.self %[[V5]], %arg1, %[[V4]]
// CHECK-NEXT: return %[[V6]]
// GREEDY-LABEL: @DecomposeSpecialXlog1py(
// GREEDY-NOT: {{aten\.special_xlog1py }}
// WHY-LABEL: @DecomposeSpecialXlog1py(
// WHY: tricast.rules = [{{.*}}"DecomposeSpecialXlog1py"
func.func @DecomposeSpecialXlog1py(%arg0: tensor<f32>, %arg1: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.special_xlog1py %arg0, %arg1 : (tensor<f32>, tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeSpecialXlog1pySelfScalar(
// CHECK-NEXT: %[[V0:.*]] = aten.log1p %arg0
// CHECK-NEXT: %[[V1:.*]] = aten.full size = [] fill_value = 2.500000e+00 dtype = f32
// CHECK-NEXT: %[[V2:.*]] = aten.mul.Tensor %[[V1]], %[[V0]]
// CHECK-NEXT: %[[V3:.*]] = aten.full size = [] fill_value = 0.000000e+00 dtype = f32
// CHECK-NEXT: %[[V4:.*]] = aten.eq.Scalar %[[V1]] other = 0.000000e+00
// CHECK-NEXT: %[[V5:.*]] = aten.where.self %[[V4]], %[[V3]], %[[V2]]
// CHECK-NEXT: %[[V6:.*]] = aten.isnan %arg0
// CHECK-NEXT: %[[V7:.*]] = aten.where.self %[[V6]], %arg0, %[[V5]]
// CHECK-NEXT: return %[[V7]]
// GREEDY-LABEL: @DecomposeSpecialXlog1pySelfScalar(
// GREEDY-NOT: {{aten\.special_xlog1py\.self_scalar }}
// WHY-LABEL: @DecomposeSpecialXlog1pySelfScalar(
// WHY: tricast.rules = [{{.*}}"DecomposeSpecialXlog1pySelfScalar"
func.func @DecomposeSpecialXlog1pySelfScalar(%arg0: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.special_xlog1py.self_scalar %arg0 self = 2.500000e+00 : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeSpecialXlog1pyOtherScalar(
// CHECK-NEXT: %[[V0:.*]] = aten.full size = [] fill_value = 2.500000e+00 dtype = f32
// CHECK-NEXT: %[[V1:.*]] = aten.log1p %[[V0]]
// CHECK-NEXT: %[[V2:.*]] = aten.mul.Tensor %arg0, %[[V1]]
// CHECK-NEXT: %[[V3:.*]] = aten.full size = [] fill_value = 0.000000e+00 dtype = f32
// CHECK-NEXT: %[[V4:.*]] = aten.eq.Scalar %arg0 other = 0.000000e+00
// CHECK-NEXT: %[[V5:.*]] = aten.where.self %[[V4]], %[[V3]], %[[V2]]
// CHECK-NEXT: %[[V6:.*]] = aten.isnan %[[V0]]
// CHECK-NEXT: %[[V7:.*]] = aten.where.self %[[V6]], %[[V0]], %[[V5]]
// CHECK-NEXT: return %[[V7]]
// GREEDY-LABEL: @DecomposeSpecialXlog1pyOtherScalar(
// GREEDY-NOT: {{aten\.special_xlog1py\.other_scalar }}
// WHY-LABEL: @DecomposeSpecialXlog1pyOtherScalar(
// WHY: tricast.rules = [{{.*}}"DecomposeSpecialXlog1pyOtherScalar"
func.func @DecomposeSpecialXlog1pyOtherScalar(%arg0: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.special_xlog1py.other_scalar %arg0 other = 2.500000e+00 : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeWhereScalar(
// CHECK-NEXT: %[[V0:.*]] = aten.full size = [] fill_value = 2 dtype = i64
// CHECK-NEXT: %[[V1:.*]] = aten.full size = [] fill_value = 1 dtype = i64
// CHECK-NEXT: %[[V2:.*]] = aten.where.self %arg0, %[[V1]], %[[V0]]
// CHECK-NEXT: return %[[V2]]
// GREEDY-LABEL: @DecomposeWhereScalar(
// GREEDY-NOT: {{aten\.where\.Scalar }}
// WHY-LABEL: @DecomposeWhereScalar(
// WHY: tricast.rules = [{{.*}}"DecomposeWhereScalar"
func.func @DecomposeWhereScalar(%arg0: tensor<3x4xi1>) -> (tensor<3x4xi64>) {
  %0 = aten.where.Scalar %arg0 self = 1 other = 2 : (tensor<3x4xi1>) -> tensor<3x4xi64>
  return %0 : tensor<3x4xi64>
}

// CHECK-LABEL: @DecomposeWhereScalarSelf(
// CHECK-NEXT: %[[V0:.*]] = aten.full size = [] fill_value = 5.000000e-01 dtype = f32
// CHECK-NEXT: %[[V1:.*]] = aten.where.self %arg0, %[[V0]], %arg1
// CHECK-NEXT: return %[[V1]]
// GREEDY-LABEL: @DecomposeWhereScalarSelf(
// GREEDY-NOT: {{aten\.where\.ScalarSelf }}
// WHY-LABEL: @DecomposeWhereScalarSelf(
// WHY: tricast.rules = [{{.*}}"DecomposeWhereScalarSelf"
func.func @DecomposeWhereScalarSelf(%arg0: tensor<3x4xi1>, %arg1: tensor<4xf32>) -> (tensor<3x4xf32>) {
  %0 = aten.where.ScalarSelf %arg0, %arg1 self = 5.000000e-01 : (tensor<3x4xi1>, tensor<4xf32>) -> tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

// CHECK-LABEL: @DecomposeWhereScalarOther(
// CHECK-NEXT: %[[V0:.*]] = aten.full size = [] fill_value = 5.000000e-01 dtype = f32
// CHECK-NEXT: %[[V1:.*]] = aten.where.self %arg0, %arg1, %[[V0]]
// CHECK-NEXT: return %[[V1]]
// GREEDY-LABEL: @DecomposeWhereScalarOther(
// GREEDY-NOT: {{aten\.where\.ScalarOther }}
// WHY-LABEL: @DecomposeWhereScalarOther(
// WHY: tricast.rules = [{{.*}}"DecomposeWhereScalarOther"
func.func @DecomposeWhereScalarOther(%arg0: tensor<3x4xi1>, %arg1: tensor<3x4xf32>) -> (tensor<3x4xf32>) {
  %0 = aten.where.ScalarOther %arg0, %arg1 other = 5.000000e-01 : (tensor<3x4xi1>, tensor<3x4xf32>) -> tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

// CHECK-LABEL: @DecomposeFloatPowerTensorTensor(
// CHECK-NEXT: %[[V0:.*]] = aten._to_copy %arg1 dtype = f64
// CHECK-NEXT: %[[V1:.*]] = aten._to_copy %arg0 dtype = f64
// CHECK-NEXT: %[[V2:.*]] = aten.pow.Tensor_Tensor %[[V1]], %[[V0]]
// CHECK-NEXT: return %[[V2]]
// GREEDY-LABEL: @DecomposeFloatPowerTensorTensor(
// GREEDY-NOT: {{aten\.float_power\.Tensor_Tensor }}
// WHY-LABEL: @DecomposeFloatPowerTensorTensor(
// WHY: tricast.rules = [{{.*}}"DecomposeFloatPowerTensorTensor"
func.func @DecomposeFloatPowerTensorTensor(%arg0: tensor<f32>, %arg1: tensor<f32>) -> (tensor<f64>) {
  %0 = aten.float_power.Tensor_Tensor %arg0, %arg1 : (tensor<f32>, tensor<f32>) -> tensor<f64>
  return %0 : tensor<f64>
}

// CHECK-LABEL: @DecomposeFloatPowerTensorScalar(
// CHECK-NEXT: %[[V0:.*]] = aten._to_copy %arg0 dtype = f64
// CHECK-NEXT: %[[V1:.*]] = aten.pow.Tensor_Scalar %[[V0]] exponent = 2.000000e+00
// CHECK-NEXT: return %[[V1]]
// GREEDY-LABEL: @DecomposeFloatPowerTensorScalar(
// GREEDY-NOT: {{aten\.float_power\.Tensor_Scalar }}
// WHY-LABEL: @DecomposeFloatPowerTensorScalar(
// WHY: tricast.rules = [{{.*}}"DecomposeFloatPowerTensorScalar"
func.func @DecomposeFloatPowerTensorScalar(%arg0: tensor<f32>) -> (tensor<f64>) {
  %0 = aten.float_power.Tensor_Scalar %arg0 exponent = 2.000000e+00 : (tensor<f32>) -> tensor<f64>
  return %0 : tensor<f64>
}

// CHECK-LABEL: @DecomposeFloatPowerScalar(
// CHECK-NEXT: %[[V0:.*]] = aten._to_copy %arg0 dtype = f64
// CHECK-NEXT: %[[V1:.*]] = aten.pow.Scalar %[[V0]] self = 1.500000e+00
// CHECK-NEXT: return %[[V1]]
// GREEDY-LABEL: @DecomposeFloatPowerScalar(
// GREEDY-NOT: {{aten\.float_power\.Scalar }}
// WHY-LABEL: @DecomposeFloatPowerScalar(
// WHY: tricast.rules = [{{.*}}"DecomposeFloatPowerScalar"
func.func @DecomposeFloatPowerScalar(%arg0: tensor<f32>) -> (tensor<f64>) {
  %0 = aten.float_power.Scalar %arg0 self = 1.500000e+00 : (tensor<f32>) -> tensor<f64>
  return %0 : tensor<f64>
}

// CHECK-LABEL: @DecomposeNumel(
// CHECK-NEXT: %[[V0:.*]] = aten.sym_numel %arg0
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeNumel(
// GREEDY-NOT: {{aten\.numel }}
// WHY-LABEL: @DecomposeNumel(
// WHY: tricast.rules = [{{.*}}"DecomposeNumel"
func.func @DecomposeNumel(%arg0: tensor<?x3xf32>) -> index {
  %0 = aten.numel %arg0 : (tensor<?x3xf32>) -> index
  return %0 : index
}


// CHECK-LABEL: @DecomposeItem(
// CHECK-NEXT: %[[V0:.*]] = aten._local_scalar_dense %arg0
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeItem(
// GREEDY-NOT: {{aten\.item }}
// WHY-LABEL: @DecomposeItem(
// WHY: tricast.rules = [{{.*}}"DecomposeItem"
func.func @DecomposeItem(%arg0: tensor<f32>) -> f64 {
  %0 = aten.item %arg0 : (tensor<f32>) -> f64
  return %0 : f64
}


// CHECK-LABEL: @DecomposeDropout(
// CHECK-NEXT: return %arg0
// GREEDY-LABEL: @DecomposeDropout(
// GREEDY-NOT: {{aten\.dropout }}
func.func @DecomposeDropout(%arg0: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.dropout %arg0 p = 0.5 train = false : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}


// CHECK-LABEL: @DecomposeFeatureDropout(
// CHECK-NEXT: return %arg0
// GREEDY-LABEL: @DecomposeFeatureDropout(
// GREEDY-NOT: {{aten\.feature_dropout }}
func.func @DecomposeFeatureDropout(%arg0: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.feature_dropout %arg0 p = 0.5 train = false : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}


// CHECK-LABEL: @DecomposeAlphaDropout(
// CHECK-NEXT: return %arg0
// GREEDY-LABEL: @DecomposeAlphaDropout(
// GREEDY-NOT: {{aten\.alpha_dropout }}
func.func @DecomposeAlphaDropout(%arg0: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.alpha_dropout %arg0 p = 0.5 train = false : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}


// CHECK-LABEL: @DecomposeFeatureAlphaDropout(
// CHECK-NEXT: return %arg0
// GREEDY-LABEL: @DecomposeFeatureAlphaDropout(
// GREEDY-NOT: {{aten\.feature_alpha_dropout }}
func.func @DecomposeFeatureAlphaDropout(%arg0: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.feature_alpha_dropout %arg0 p = 0.5 train = false : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

