// RUN: tricast-opt --tricast-rewrite='rules=decompose cost=core' %s | FileCheck %s
// RUN: tricast-opt --tricast-rewrite='engine=greedy rules=decompose' %s | FileCheck %s --check-prefix=GREEDY
// RUN: tricast-opt --tricast-rewrite='rules=decompose cost=core explain' %s | FileCheck %s --check-prefix=WHY

// CHECK-LABEL: @DecomposeSilu(
// CHECK-NEXT: %[[V0:.*]] = aten.sigmoid %arg0
// CHECK-NEXT: %[[V1:.*]] = aten.mul.Tensor %arg0, %[[V0]]
// CHECK-NEXT: return %[[V1]]
// GREEDY-LABEL: @DecomposeSilu(
// GREEDY-NOT: {{aten\.silu }}
// WHY-LABEL: @DecomposeSilu(
// WHY: tricast.rules = [{{.*}}"DecomposeSilu"
func.func @DecomposeSilu(%arg0: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.silu %arg0 : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeSoftplus(
// CHECK-NEXT: %[[V0:.*]] = aten.mul.Scalar %arg0 other = 3
// CHECK-NEXT: %[[V1:.*]] = aten.exp %[[V0]]
// CHECK-NEXT: %[[V2:.*]] = aten.log1p %[[V1]]
// CHECK-NEXT: %[[V3:.*]] = aten.div.Scalar %[[V2]] other = 3
// CHECK-NEXT: %[[V4:.*]] = aten.gt.Scalar %[[V0]] other = 2.000000e-01
// CHECK-NEXT: %[[V5:.*]] = aten.where.self %[[V4]], %arg0, %[[V3]]
// CHECK-NEXT: return %[[V5]]
// GREEDY-LABEL: @DecomposeSoftplus(
// GREEDY-NOT: {{aten\.softplus }}
// WHY-LABEL: @DecomposeSoftplus(
// WHY: tricast.rules = [{{.*}}"DecomposeSoftplus"
func.func @DecomposeSoftplus(%arg0: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.softplus %arg0 beta = 3 threshold = 2.000000e-01 : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeHardsigmoid(
// CHECK-NEXT: %[[V0:.*]] = aten.add.Scalar %arg0 other = 3
// CHECK-NEXT: %[[V1:.*]] = aten.clamp %[[V0]] min = 0 max = 6
// CHECK-NEXT: %[[V2:.*]] = aten.div.Scalar %[[V1]] other = 6
// CHECK-NEXT: return %[[V2]]
// GREEDY-LABEL: @DecomposeHardsigmoid(
// GREEDY-NOT: {{aten\.hardsigmoid }}
// WHY-LABEL: @DecomposeHardsigmoid(
// WHY: tricast.rules = [{{.*}}"DecomposeHardsigmoid"
func.func @DecomposeHardsigmoid(%arg0: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.hardsigmoid %arg0 : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeHardswish(
// CHECK-NEXT: %[[V0:.*]] = aten.add.Scalar %arg0 other = 3
// CHECK-NEXT: %[[V1:.*]] = aten.clamp %[[V0]] min = 0 max = 6
// CHECK-NEXT: %[[V2:.*]] = aten.mul.Tensor %arg0, %[[V1]]
// CHECK-NEXT: %[[V3:.*]] = aten.div.Scalar %[[V2]] other = 6
// CHECK-NEXT: return %[[V3]]
// GREEDY-LABEL: @DecomposeHardswish(
// GREEDY-NOT: {{aten\.hardswish }}
// WHY-LABEL: @DecomposeHardswish(
// WHY: tricast.rules = [{{.*}}"DecomposeHardswish"
func.func @DecomposeHardswish(%arg0: tensor<13xf32>) -> (tensor<13xf32>) {
  %0 = aten.hardswish %arg0 : (tensor<13xf32>) -> tensor<13xf32>
  return %0 : tensor<13xf32>
}

// CHECK-LABEL: @DecomposeMish(
// CHECK-NEXT: %[[V0:.*]] = aten.exp %arg0
// CHECK-NEXT: %[[V1:.*]] = aten.log1p %[[V0]]
// CHECK-NEXT: %[[V2:.*]] = aten.tanh %[[V1]]
// CHECK-NEXT: %[[V3:.*]] = aten.mul.Tensor %arg0, %[[V2]]
// CHECK-NEXT: return %[[V3]]
// GREEDY-LABEL: @DecomposeMish(
// GREEDY-NOT: {{aten\.mish }}
// WHY-LABEL: @DecomposeMish(
// WHY: tricast.rules = [{{.*}}"DecomposeMish"
func.func @DecomposeMish(%arg0: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.mish %arg0 : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeCelu(
// CHECK-NEXT: %[[V0:.*]] = aten.elu %arg0 alpha = 1.000000e+00 scale = 1.000000e+00 input_scale = 1.000000e+00
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeCelu(
// GREEDY-NOT: {{aten\.celu }}
// WHY-LABEL: @DecomposeCelu(
// WHY: tricast.rules = [{{.*}}"DecomposeCelu"
func.func @DecomposeCelu(%arg0: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.celu %arg0 : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeSelu(
// CHECK-NEXT: %[[V0:.*]] = aten.elu %arg0 alpha = 1.6732632423543772 scale = 1.0507009873554805
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeSelu(
// GREEDY-NOT: {{aten\.selu }}
// WHY-LABEL: @DecomposeSelu(
// WHY: tricast.rules = [{{.*}}"DecomposeSelu"
func.func @DecomposeSelu(%arg0: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.selu %arg0 : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeRelu6(
// CHECK-NEXT: %[[V0:.*]] = aten.hardtanh %arg0 min_val = 0 max_val = 6
// CHECK-NEXT: return %[[V0]]
// GREEDY-LABEL: @DecomposeRelu6(
// GREEDY-NOT: {{aten\.relu6 }}
// WHY-LABEL: @DecomposeRelu6(
// WHY: tricast.rules = [{{.*}}"DecomposeRelu6"
func.func @DecomposeRelu6(%arg0: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.relu6 %arg0 : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposePreluKernel(
// CHECK-NEXT: %[[V0:.*]] = aten.mul.Tensor %arg1, %arg0
// CHECK-NEXT: %[[V1:.*]] = aten.gt.Scalar %arg0 other = 0
// CHECK-NEXT: %[[V2:.*]] = aten.where.self %[[V1]], %arg0, %[[V0]]
// CHECK-NEXT: return %[[V2]]
// GREEDY-LABEL: @DecomposePreluKernel(
// GREEDY-NOT: {{aten\._prelu_kernel }}
// WHY-LABEL: @DecomposePreluKernel(
// WHY: tricast.rules = [{{.*}}"DecomposePreluKernel"
func.func @DecomposePreluKernel(%arg0: tensor<f32>, %arg1: tensor<f32>) -> (tensor<f32>) {
  %0 = aten._prelu_kernel %arg0, %arg1 : (tensor<f32>, tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposePrelu(
// CHECK-NEXT: %[[V0:.*]] = aten.view %arg1 size = [1]
// CHECK-NEXT: %[[V1:.*]] = aten.mul.Tensor %[[V0]], %arg0
// CHECK-NEXT: %[[V2:.*]] = aten.gt.Scalar %arg0 other = 0.000000e+00
// CHECK-NEXT: %[[V3:.*]] = aten.where.self %[[V2]], %arg0, %[[V1]]
// CHECK-NEXT: return %[[V3]]
// GREEDY-LABEL: @DecomposePrelu(
// GREEDY-NOT: {{aten\.prelu }}
// WHY-LABEL: @DecomposePrelu(
// WHY: tricast.rules = [{{.*}}"DecomposePrelu"
func.func @DecomposePrelu(%arg0: tensor<20xf32>, %arg1: tensor<f32>) -> (tensor<20xf32>) {
  %0 = aten.prelu %arg0, %arg1 : (tensor<20xf32>, tensor<f32>) -> tensor<20xf32>
  return %0 : tensor<20xf32>
}

// CHECK-LABEL: @DecomposeGlu(
// CHECK-NEXT: %[[V0:.*]] = aten.slice.Tensor %arg0 start = 1 end = 2
// CHECK-NEXT: %[[V1:.*]] = aten.sigmoid %[[V0]]
// CHECK-NEXT: %[[V2:.*]] = aten.slice.Tensor %arg0 start = 0 end = 1
// CHECK-NEXT: %[[V3:.*]] = aten.mul.Tensor %[[V2]], %[[V1]]
// CHECK-NEXT: return %[[V3]]
// GREEDY-LABEL: @DecomposeGlu(
// GREEDY-NOT: {{aten\.glu }}
// WHY-LABEL: @DecomposeGlu(
// WHY: tricast.rules = [{{.*}}"DecomposeGlu"
func.func @DecomposeGlu(%arg0: tensor<2xf32>) -> (tensor<1xf32>) {
  %0 = aten.glu %arg0 dim = 0 : (tensor<2xf32>) -> tensor<1xf32>
  return %0 : tensor<1xf32>
}

// CHECK-LABEL: @DecomposeLogSigmoid(
// CHECK-NEXT: %[[V0:.*]] = aten.abs %arg0
// CHECK-NEXT: %[[V1:.*]] = aten.neg %[[V0]]
// CHECK-NEXT: %[[V2:.*]] = aten.exp %[[V1]]
// CHECK-NEXT: %[[V3:.*]] = aten.log1p %[[V2]]
// CHECK-NEXT: %[[V4:.*]] = aten.clamp %arg0 max = 0
// CHECK-NEXT: %[[V5:.*]] = aten.sub.Tensor %[[V4]], %[[V3]]
// CHECK-NEXT: return %[[V5]]
// GREEDY-LABEL: @DecomposeLogSigmoid(
// GREEDY-NOT: {{aten\.log_sigmoid }}
// WHY-LABEL: @DecomposeLogSigmoid(
// WHY: tricast.rules = [{{.*}}"DecomposeLogSigmoid"
func.func @DecomposeLogSigmoid(%arg0: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.log_sigmoid %arg0 : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeLogSigmoidForward(
// CHECK-NEXT: %[[V0:.*]] = aten.abs %arg0
// CHECK-NEXT: %[[V1:.*]] = aten.neg %[[V0]]
// CHECK-NEXT: %[[V2:.*]] = aten.exp %[[V1]]
// CHECK-NEXT: %[[V3:.*]] = aten.log1p %[[V2]]
// CHECK-NEXT: %[[V4:.*]] = aten.clamp %arg0 max = 0
// CHECK-NEXT: %[[V5:.*]] = aten.sub.Tensor %[[V4]], %[[V3]]
// CHECK-NEXT: return %[[V5]], %[[V2]]
// GREEDY-LABEL: @DecomposeLogSigmoidForward(
// GREEDY-NOT: {{aten\.log_sigmoid_forward }}
// WHY-LABEL: @DecomposeLogSigmoidForward(
// WHY: tricast.rules = [{{.*}}"DecomposeLogSigmoidForward"
func.func @DecomposeLogSigmoidForward(%arg0: tensor<f32>) -> (tensor<f32>, tensor<f32>) {
  %output, %buffer = aten.log_sigmoid_forward %arg0 : (tensor<f32>) -> (tensor<f32>, tensor<f32>)
  return %output, %buffer : tensor<f32>, tensor<f32>
}

// CHECK-LABEL: @DecomposeThreshold(
// CHECK-NEXT: %[[V0:.*]] = aten.full_like %arg0 fill_value = -4.3228044509887695
// CHECK-NEXT: %[[V1:.*]] = aten.le.Scalar %arg0 other = -1.7658258676528931
// CHECK-NEXT: %[[V2:.*]] = aten.where.self %[[V1]], %[[V0]], %arg0
// CHECK-NEXT: return %[[V2]]
// GREEDY-LABEL: @DecomposeThreshold(
// GREEDY-NOT: {{aten\.threshold }}
// WHY-LABEL: @DecomposeThreshold(
// WHY: tricast.rules = [{{.*}}"DecomposeThreshold"
func.func @DecomposeThreshold(%arg0: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.threshold %arg0 threshold = -1.7658258676528931 value = -4.3228044509887695 : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeHardshrink(
// CHECK-NEXT: %[[V0:.*]] = aten.full_like %arg0 fill_value = 0
// CHECK-NEXT: %[[V1:.*]] = aten.abs %arg0
// CHECK-NEXT: %[[V2:.*]] = aten.le.Scalar %[[V1]] other = 5.000000e-01
// CHECK-NEXT: %[[V3:.*]] = aten.where.self %[[V2]], %[[V0]], %arg0
// CHECK-NEXT: return %[[V3]]
// GREEDY-LABEL: @DecomposeHardshrink(
// GREEDY-NOT: {{aten\.hardshrink }}
// WHY-LABEL: @DecomposeHardshrink(
// WHY: tricast.rules = [{{.*}}"DecomposeHardshrink"
func.func @DecomposeHardshrink(%arg0: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.hardshrink %arg0 : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeSoftshrink(
// CHECK-NEXT: %[[V0:.*]] = aten.mul.Scalar %arg0 other = 0
// CHECK-NEXT: %[[V1:.*]] = aten.sign %arg0
// CHECK-NEXT: %[[V2:.*]] = aten.mul.Scalar %[[V1]] other = 5.000000e-01
// CHECK-NEXT: %[[V3:.*]] = aten.sub.Tensor %arg0, %[[V2]]
// CHECK-NEXT: %[[V4:.*]] = aten.abs %arg0
// CHECK-NEXT: %[[V5:.*]] = aten.gt.Scalar %[[V4]] other = 5.000000e-01
// CHECK-NEXT: %[[V6:.*]] = aten.where.self %[[V5]], %[[V3]], %[[V0]]
// CHECK-NEXT: return %[[V6]]
// GREEDY-LABEL: @DecomposeSoftshrink(
// GREEDY-NOT: {{aten\.softshrink }}
// WHY-LABEL: @DecomposeSoftshrink(
// WHY: tricast.rules = [{{.*}}"DecomposeSoftshrink"
func.func @DecomposeSoftshrink(%arg0: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.softshrink %arg0 : (tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}
