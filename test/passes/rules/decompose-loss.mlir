// RUN: tricast-opt --tricast-rewrite='rules=decompose cost=core' %s | FileCheck %s
// RUN: tricast-opt --tricast-rewrite='engine=greedy rules=decompose' %s | FileCheck %s --check-prefix=GREEDY
// RUN: tricast-opt --tricast-rewrite='rules=decompose cost=core explain' %s | FileCheck %s --check-prefix=WHY

// CHECK-LABEL: @DecomposeMseLoss(
// CHECK-NEXT: %[[V0:.*]] = aten.sub.Tensor %arg0, %arg1
// CHECK-NEXT: %[[V1:.*]] = aten.mul.Tensor %[[V0]], %[[V0]]
// CHECK-NEXT: %[[V2:.*]] = aten.mean %[[V1]]
// CHECK-NEXT: return %[[V2]]
// GREEDY-LABEL: @DecomposeMseLoss(
// GREEDY-NOT: {{aten\.mse_loss }}
// WHY-LABEL: @DecomposeMseLoss(
// WHY: tricast.rules = [{{.*}}"DecomposeMseLoss"
func.func @DecomposeMseLoss(%arg0: tensor<3x4xf32>, %arg1: tensor<3x4xf32>) -> (tensor<f32>) {
  %0 = aten.mse_loss %arg0, %arg1 : (tensor<3x4xf32>, tensor<3x4xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeL1Loss(
// CHECK-NEXT: %[[V0:.*]] = aten.sub.Tensor %arg0, %arg1
// CHECK-NEXT: %[[V1:.*]] = aten.abs %[[V0]]
// CHECK-NEXT: %[[V2:.*]] = aten.mean %[[V1]]
// CHECK-NEXT: return %[[V2]]
// GREEDY-LABEL: @DecomposeL1Loss(
// GREEDY-NOT: {{aten\.l1_loss }}
// WHY-LABEL: @DecomposeL1Loss(
// WHY: tricast.rules = [{{.*}}"DecomposeL1Loss"
func.func @DecomposeL1Loss(%arg0: tensor<f32>, %arg1: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.l1_loss %arg0, %arg1 : (tensor<f32>, tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeSmoothL1Loss(
// CHECK-NEXT: %[[V0:.*]] = aten.sub.Tensor %arg0, %arg1
// CHECK-NEXT: %[[V1:.*]] = aten.abs %[[V0]]
// CHECK-NEXT: %[[V2:.*]] = aten.sub.Scalar %[[V1]] other = 5.000000e-01
// CHECK-NEXT: %[[V3:.*]] = aten.mul.Tensor %[[V1]], %[[V1]]
// CHECK-NEXT: %[[V4:.*]] = aten.mul.Scalar %[[V3]] other = 5.000000e-01
// CHECK-NEXT: %[[V5:.*]] = aten.lt.Scalar %[[V1]] other = 1.000000e+00
// CHECK-NEXT: %[[V6:.*]] = aten.where.self %[[V5]], %[[V4]], %[[V2]]
// CHECK-NEXT: %[[V7:.*]] = aten.mean %[[V6]]
// CHECK-NEXT: return %[[V7]]
// GREEDY-LABEL: @DecomposeSmoothL1Loss(
// GREEDY-NOT: {{aten\.smooth_l1_loss }}
// WHY-LABEL: @DecomposeSmoothL1Loss(
// WHY: tricast.rules = [{{.*}}"DecomposeSmoothL1Loss"
func.func @DecomposeSmoothL1Loss(%arg0: tensor<f32>, %arg1: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.smooth_l1_loss %arg0, %arg1 : (tensor<f32>, tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeHuberLoss(
// CHECK-NEXT: %[[V0:.*]] = aten.sub.Tensor %arg0, %arg1
// CHECK-NEXT: %[[V1:.*]] = aten.abs %[[V0]]
// CHECK-NEXT: %[[V2:.*]] = aten.sub.Scalar %[[V1]] other = 4.3490576838467785
// CHECK-NEXT: %[[V3:.*]] = aten.mul.Scalar %[[V2]] other = 8.698115367693557
// CHECK-NEXT: %[[V4:.*]] = aten.mul.Tensor %[[V1]], %[[V1]]
// CHECK-NEXT: %[[V5:.*]] = aten.mul.Scalar %[[V4]] other = 5.000000e-01
// CHECK-NEXT: %[[V6:.*]] = aten.lt.Scalar %[[V1]] other = 8.698115367693557
// CHECK-NEXT: %[[V7:.*]] = aten.where.self %[[V6]], %[[V5]], %[[V3]]
// CHECK-NEXT: %[[V8:.*]] = aten.mean %[[V7]]
// CHECK-NEXT: return %[[V8]]
// GREEDY-LABEL: @DecomposeHuberLoss(
// GREEDY-NOT: {{aten\.huber_loss }}
// WHY-LABEL: @DecomposeHuberLoss(
// WHY: tricast.rules = [{{.*}}"DecomposeHuberLoss"
func.func @DecomposeHuberLoss(%arg0: tensor<5x5xf32>, %arg1: tensor<5x5xf32>) -> (tensor<f32>) {
  %0 = aten.huber_loss %arg0, %arg1 delta = 8.698115367693557 : (tensor<5x5xf32>, tensor<5x5xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeBinaryCrossEntropy(
// CHECK-NEXT: %[[V0:.*]] = aten.full size = [] fill_value = -1.000000e+02 dtype = f32
// CHECK-NEXT: %[[V1:.*]] = aten.log %arg0
// CHECK-NEXT: %[[V2:.*]] = aten.maximum %[[V1]], %[[V0]]
// CHECK-NEXT: %[[V3:.*]] = aten.mul.Tensor %arg1, %[[V2]]
// CHECK-NEXT: %[[V4:.*]] = aten.neg %arg0
// CHECK-NEXT: %[[V5:.*]] = aten.log1p %[[V4]]
// CHECK-NEXT: %[[V6:.*]] = aten.maximum %[[V5]], %[[V0]]
// CHECK-NEXT: %[[V7:.*]] = aten.sub.Scalar %arg1 other = 1.000000e+00
// CHECK-NEXT: %[[V8:.*]] = aten.mul.Tensor %[[V7]], %[[V6]]
// CHECK-NEXT: %[[V9:.*]] = aten.sub.Tensor %[[V8]], %[[V3]]
// CHECK-NEXT: %[[V10:.*]] = aten.mean %[[V9]]
// CHECK-NEXT: return %[[V10]]
// GREEDY-LABEL: @DecomposeBinaryCrossEntropy(
// GREEDY-NOT: {{aten\.binary_cross_entropy }}
// WHY-LABEL: @DecomposeBinaryCrossEntropy(
// WHY: tricast.rules = [{{.*}}"DecomposeBinaryCrossEntropy"
func.func @DecomposeBinaryCrossEntropy(%arg0: tensor<5xf32>, %arg1: tensor<5xf32>) -> (tensor<f32>) {
  %0 = aten.binary_cross_entropy %arg0, %arg1 : (tensor<5xf32>, tensor<5xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeBinaryCrossEntropyWithLogits(
// CHECK-NEXT: %[[V0:.*]] = aten.abs %arg0
// CHECK-NEXT: %[[V1:.*]] = aten.neg %[[V0]]
// CHECK-NEXT: %[[V2:.*]] = aten.exp %[[V1]]
// CHECK-NEXT: %[[V3:.*]] = aten.log1p %[[V2]]
// CHECK-NEXT: %[[V4:.*]] = aten.full size = [] fill_value = 0.000000e+00 dtype = f32
// CHECK-NEXT: %[[V5:.*]] = aten.minimum %arg0, %[[V4]]
// CHECK-NEXT: %[[V6:.*]] = aten.sub.Tensor %[[V5]], %[[V3]]
// CHECK-NEXT: %[[V7:.*]] = aten.neg %arg1
// CHECK-NEXT: %[[V8:.*]] = aten.add.Scalar %[[V7]] other = 1.000000e+00
// CHECK-NEXT: %[[V9:.*]] = aten.mul.Tensor %[[V8]], %arg0
// CHECK-NEXT: %[[V10:.*]] = aten.sub.Tensor %[[V9]], %[[V6]]
// CHECK-NEXT: %[[V11:.*]] = aten.mean %[[V10]]
// CHECK-NEXT: return %[[V11]]
// GREEDY-LABEL: @DecomposeBinaryCrossEntropyWithLogits(
// GREEDY-NOT: {{aten\.binary_cross_entropy_with_logits }}
// WHY-LABEL: @DecomposeBinaryCrossEntropyWithLogits(
// WHY: tricast.rules = [{{.*}}"DecomposeBinaryCrossEntropyWithLogits"
func.func @DecomposeBinaryCrossEntropyWithLogits(%arg0: tensor<1xf32>, %arg1: tensor<1xf32>) -> (tensor<f32>) {
  %0 = aten.binary_cross_entropy_with_logits %arg0, %arg1 : (tensor<1xf32>, tensor<1xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeKlDiv(
// CHECK-NEXT: %[[V0:.*]] = aten.mul.Tensor %arg1, %arg0
// CHECK-NEXT: %[[V1:.*]] = aten.log %arg1
// CHECK-NEXT: %[[V2:.*]] = aten.mul.Tensor %arg1, %[[V1]]
// CHECK-NEXT: %[[V3:.*]] = aten.full size = [] fill_value = 0.000000e+00 dtype = f32
// CHECK-NEXT: %[[V4:.*]] = aten.eq.Scalar %arg1 other = 0.000000e+00
// CHECK-NEXT: %[[V5:.*]] = aten.where.self %[[V4]], %[[V3]], %[[V2]]
// CHECK-NEXT: %[[V6:.*]] = aten.sub.Tensor %[[V5]], %[[V0]]
// CHECK-NEXT: %[[V7:.*]] = aten.mean %[[V6]]
// CHECK-NEXT: return %[[V7]]
// GREEDY-LABEL: @DecomposeKlDiv(
// GREEDY-NOT: {{aten\.kl_div }}
// WHY-LABEL: @DecomposeKlDiv(
// WHY: tricast.rules = [{{.*}}"DecomposeKlDiv"
func.func @DecomposeKlDiv(%arg0: tensor<3x4xf32>, %arg1: tensor<3x4xf32>) -> (tensor<f32>) {
  %0 = aten.kl_div %arg0, %arg1 : (tensor<3x4xf32>, tensor<3x4xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposePoissonNllLoss(
// CHECK-NEXT: %[[V0:.*]] = aten.mul.Scalar %arg1 other = 6.2831853071795862
// CHECK-NEXT: %[[V1:.*]] = aten.log %[[V0]]
// CHECK-NEXT: %[[V2:.*]] = aten.mul.Scalar %[[V1]] other = 5.000000e-01
// CHECK-NEXT: %[[V3:.*]] = aten.log %arg1
// CHECK-NEXT: %[[V4:.*]] = aten.mul.Tensor %arg1, %[[V3]]
// CHECK-NEXT: %[[V5:.*]] = aten.sub.Tensor %[[V4]], %arg1
// CHECK-NEXT: %[[V6:.*]] = aten.add.Tensor %[[V5]], %[[V2]]
// CHECK-NEXT: %[[V7:.*]] = aten.full size = [] fill_value = 0.000000e+00 dtype = f32
// CHECK-NEXT: %[[V8:.*]] = aten.le.Scalar %arg1 other = 1.000000e+00
// CHECK-NEXT: %[[V9:.*]] = aten.where.self %[[V8]], %[[V7]], %[[V6]]
// CHECK-NEXT: %[[V10:.*]] = aten.mul.Tensor %arg1, %arg0
// CHECK-NEXT: %[[V11:.*]] = aten.exp %arg0
// CHECK-NEXT: %[[V12:.*]] = aten.sub.Tensor %[[V11]], %[[V10]]
// CHECK-NEXT: %[[V13:.*]] = aten.add.Tensor %[[V12]], %[[V9]]
// CHECK-NEXT: %[[V14:.*]] = aten.sum.dim_IntList %[[V13]] dim = [0]
// CHECK-NEXT: return %[[V14]]
// GREEDY-LABEL: @DecomposePoissonNllLoss(
// GREEDY-NOT: {{aten\.poisson_nll_loss }}
// WHY-LABEL: @DecomposePoissonNllLoss(
// WHY: tricast.rules = [{{.*}}"DecomposePoissonNllLoss"
func.func @DecomposePoissonNllLoss(%arg0: tensor<5xf32>, %arg1: tensor<5xf32>) -> (tensor<f32>) {
  %0 = aten.poisson_nll_loss %arg0, %arg1 log_input = true full = true eps = 1.000000e-08 reduction = 2 : (tensor<5xf32>, tensor<5xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeSoftMarginLoss(
// CHECK-NEXT: %[[V0:.*]] = aten.neg %arg1
// CHECK-NEXT: %[[V1:.*]] = aten.mul.Tensor %[[V0]], %arg0
// CHECK-NEXT: %[[V2:.*]] = aten.exp %[[V1]]
// CHECK-NEXT: %[[V3:.*]] = aten.log1p %[[V2]]
// CHECK-NEXT: %[[V4:.*]] = aten.mean %[[V3]]
// CHECK-NEXT: return %[[V4]]
// GREEDY-LABEL: @DecomposeSoftMarginLoss(
// GREEDY-NOT: {{aten\.soft_margin_loss }}
// WHY-LABEL: @DecomposeSoftMarginLoss(
// WHY: tricast.rules = [{{.*}}"DecomposeSoftMarginLoss"
func.func @DecomposeSoftMarginLoss(%arg0: tensor<f32>, %arg1: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.soft_margin_loss %arg0, %arg1 : (tensor<f32>, tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeHingeEmbeddingLoss(
// CHECK-NEXT: %[[V0:.*]] = aten.full size = [] fill_value = 0.000000e+00 dtype = f32
// CHECK-NEXT: %[[V1:.*]] = aten.ne.Scalar %arg1 other = -1.000000e+00
// CHECK-NEXT: %[[V2:.*]] = aten.where.self %[[V1]], %arg0, %[[V0]]
// CHECK-NEXT: %[[V3:.*]] = aten.neg %arg0
// CHECK-NEXT: %[[V4:.*]] = aten.add.Scalar %[[V3]] other = 1.000000e+00
// CHECK-NEXT: %[[V5:.*]] = aten.clamp %[[V4]] min = 0
// CHECK-NEXT: %[[V6:.*]] = aten.ne.Scalar %arg1 other = 1.000000e+00
// CHECK-NEXT: %[[V7:.*]] = aten.where.self %[[V6]], %[[V5]], %[[V0]]
// CHECK-NEXT: %[[V8:.*]] = aten.add.Tensor %[[V7]], %[[V2]]
// CHECK-NEXT: %[[V9:.*]] = aten.mean %[[V8]]
// CHECK-NEXT: return %[[V9]]
// GREEDY-LABEL: @DecomposeHingeEmbeddingLoss(
// GREEDY-NOT: {{aten\.hinge_embedding_loss }}
// WHY-LABEL: @DecomposeHingeEmbeddingLoss(
// WHY: tricast.rules = [{{.*}}"DecomposeHingeEmbeddingLoss"
func.func @DecomposeHingeEmbeddingLoss(%arg0: tensor<f32>, %arg1: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.hinge_embedding_loss %arg0, %arg1 : (tensor<f32>, tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeMarginRankingLoss(
// CHECK-NEXT: %[[V0:.*]] = aten.sub.Tensor %arg0, %arg1
// CHECK-NEXT: %[[V1:.*]] = aten.neg %arg2
// CHECK-NEXT: %[[V2:.*]] = aten.mul.Tensor %[[V1]], %[[V0]]
// CHECK-NEXT: %[[V3:.*]] = aten.add.Scalar %[[V2]] other = 0.000000e+00
// CHECK-NEXT: %[[V4:.*]] = aten.clamp %[[V3]] min = 0
// CHECK-NEXT: %[[V5:.*]] = aten.sum.dim_IntList %[[V4]] dim = []
// CHECK-NEXT: return %[[V5]]
// GREEDY-LABEL: @DecomposeMarginRankingLoss(
// GREEDY-NOT: {{aten\.margin_ranking_loss }}
// WHY-LABEL: @DecomposeMarginRankingLoss(
// WHY: tricast.rules = [{{.*}}"DecomposeMarginRankingLoss"
func.func @DecomposeMarginRankingLoss(%arg0: tensor<f32>, %arg1: tensor<f32>, %arg2: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.margin_ranking_loss %arg0, %arg1, %arg2 reduction = 2 : (tensor<f32>, tensor<f32>, tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeTripletMarginLoss(
// CHECK-NEXT: %[[V0:.*]] = aten.sub.Tensor %arg1, %arg2
// CHECK-NEXT: %[[V1:.*]] = aten.add.Scalar %[[V0]] other = 9.9999999999999995E-7
// CHECK-NEXT: %[[V2:.*]] = aten.mul.Tensor %[[V1]], %[[V1]]
// CHECK-NEXT: %[[V3:.*]] = aten.sum.dim_IntList %[[V2]] dim = [1]
// CHECK-NEXT: %[[V4:.*]] = aten.sqrt %[[V3]]
// CHECK-NEXT: %[[V5:.*]] = aten.sub.Tensor %arg0, %arg2
// CHECK-NEXT: %[[V6:.*]] = aten.add.Scalar %[[V5]] other = 9.9999999999999995E-7
// CHECK-NEXT: %[[V7:.*]] = aten.mul.Tensor %[[V6]], %[[V6]]
// CHECK-NEXT: %[[V8:.*]] = aten.sum.dim_IntList %[[V7]] dim = [1]
// CHECK-NEXT: %[[V9:.*]] = aten.sqrt %[[V8]]
// CHECK-NEXT: %[[V10:.*]] = aten.minimum %[[V9]], %[[V4]]
// CHECK-NEXT: %[[V11:.*]] = aten.sub.Tensor %arg0, %arg1
// CHECK-NEXT: %[[V12:.*]] = aten.add.Scalar %[[V11]] other = 9.9999999999999995E-7
// CHECK-NEXT: %[[V13:.*]] = aten.mul.Tensor %[[V12]], %[[V12]]
// CHECK-NEXT: %[[V14:.*]] = aten.sum.dim_IntList %[[V13]] dim = [1]
// CHECK-NEXT: %[[V15:.*]] = aten.sqrt %[[V14]]
// CHECK-NEXT: %[[V16:.*]] = aten.add.Scalar %[[V15]] other = 1.000000e+00
// CHECK-NEXT: %[[V17:.*]] = aten.sub.Tensor %[[V16]], %[[V10]]
// CHECK-NEXT: %[[V18:.*]] = aten.clamp %[[V17]] min = 0
// CHECK-NEXT: %[[V19:.*]] = aten.mean %[[V18]]
// CHECK-NEXT: return %[[V19]]
// GREEDY-LABEL: @DecomposeTripletMarginLoss(
// GREEDY-NOT: {{aten\.triplet_margin_loss }}
// WHY-LABEL: @DecomposeTripletMarginLoss(
// WHY: tricast.rules = [{{.*}}"DecomposeTripletMarginLoss"
func.func @DecomposeTripletMarginLoss(%arg0: tensor<5x10xf32>, %arg1: tensor<5x10xf32>, %arg2: tensor<5x10xf32>) -> (tensor<f32>) {
  %0 = aten.triplet_margin_loss %arg0, %arg1, %arg2 swap = true : (tensor<5x10xf32>, tensor<5x10xf32>, tensor<5x10xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeCosineSimilarity(
// CHECK-NEXT: %[[V0:.*]] = aten.expand %arg1 size = []
// CHECK-NEXT: %[[V1:.*]] = aten.mul.Tensor %[[V0]], %[[V0]]
// CHECK-NEXT: %[[V2:.*]] = aten.sum.dim_IntList %[[V1]] dim = [0] keepdim = true
// CHECK-NEXT: %[[V3:.*]] = aten.sqrt %[[V2]]
// CHECK-NEXT: %[[V4:.*]] = aten.clamp %[[V3]] min = 1.000000e-08
// CHECK-NEXT: %[[V5:.*]] = aten.div.Tensor %[[V0]], %[[V4]]
// CHECK-NEXT: %[[V6:.*]] = aten.expand %arg0 size = []
// CHECK-NEXT: %[[V7:.*]] = aten.mul.Tensor %[[V6]], %[[V6]]
// CHECK-NEXT: %[[V8:.*]] = aten.sum.dim_IntList %[[V7]] dim = [0] keepdim = true
// CHECK-NEXT: %[[V9:.*]] = aten.sqrt %[[V8]]
// CHECK-NEXT: %[[V10:.*]] = aten.clamp %[[V9]] min = 1.000000e-08
// CHECK-NEXT: %[[V11:.*]] = aten.div.Tensor %[[V6]], %[[V10]]
// CHECK-NEXT: %[[V12:.*]] = aten.mul.Tensor %[[V11]], %[[V5]]
// CHECK-NEXT: %[[V13:.*]] = aten.sum.dim_IntList %[[V12]] dim = [0]
// CHECK-NEXT: return %[[V13]]
// GREEDY-LABEL: @DecomposeCosineSimilarity(
// GREEDY-NOT: {{aten\.cosine_similarity }}
// WHY-LABEL: @DecomposeCosineSimilarity(
// WHY: tricast.rules = [{{.*}}"DecomposeCosineSimilarity"
func.func @DecomposeCosineSimilarity(%arg0: tensor<f32>, %arg1: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.cosine_similarity %arg0, %arg1 dim = 0 : (tensor<f32>, tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeCosineEmbeddingLoss(
// CHECK-NEXT: %[[V0:.*]] = aten.full size = [] fill_value = 0.000000e+00 dtype = f32
// CHECK-NEXT: %[[V1:.*]] = aten.mul.Tensor %arg1, %arg1
// CHECK-NEXT: %[[V2:.*]] = aten.sum.dim_IntList %[[V1]] dim = [0]
// CHECK-NEXT: %[[V3:.*]] = aten.add.Scalar %[[V2]] other = 9.9999999999999998E-13
// CHECK-NEXT: %[[V4:.*]] = aten.mul.Tensor %arg0, %arg0
// CHECK-NEXT: %[[V5:.*]] = aten.sum.dim_IntList %[[V4]] dim = [0]
// CHECK-NEXT: %[[V6:.*]] = aten.add.Scalar %[[V5]] other = 9.9999999999999998E-13
// CHECK-NEXT: %[[V7:.*]] = aten.mul.Tensor %[[V6]], %[[V3]]
// CHECK-NEXT: %[[V8:.*]] = aten.sqrt %[[V7]]
// CHECK-NEXT: %[[V9:.*]] = aten.mul.Tensor %arg0, %arg1
// CHECK-NEXT: %[[V10:.*]] = aten.sum.dim_IntList %[[V9]] dim = [0]
// CHECK-NEXT: %[[V11:.*]] = aten.div.Tensor %[[V10]], %[[V8]]
// CHECK-NEXT: %[[V12:.*]] = aten.sub.Scalar %[[V11]] other = 0.93290707138427764
// CHECK-NEXT: %[[V13:.*]] = aten.clamp %[[V12]] min = 0
// CHECK-NEXT: %[[V14:.*]] = aten.eq.Scalar %arg2 other = -1.000000e+00
// CHECK-NEXT: %[[V15:.*]] = aten.where.self %[[V14]], %[[V13]], %[[V0]]
// CHECK-NEXT: %[[V16:.*]] = aten.neg %[[V11]]
// CHECK-NEXT: %[[V17:.*]] = aten.add.Scalar %[[V16]] other = 1.000000e+00
// CHECK-NEXT: %[[V18:.*]] = aten.eq.Scalar %arg2 other = 1.000000e+00
// CHECK-NEXT: %[[V19:.*]] = aten.where.self %[[V18]], %[[V17]], %[[V0]]
// CHECK-NEXT: %[[V20:.*]] = aten.add.Tensor %[[V19]], %[[V15]]
// CHECK-NEXT: %[[V21:.*]] = aten.mean %[[V20]]
// CHECK-NEXT: return %[[V21]]
// GREEDY-LABEL: @DecomposeCosineEmbeddingLoss(
// GREEDY-NOT: {{aten\.cosine_embedding_loss }}
// WHY-LABEL: @DecomposeCosineEmbeddingLoss(
// WHY: tricast.rules = [{{.*}}"DecomposeCosineEmbeddingLoss"
func.func @DecomposeCosineEmbeddingLoss(%arg0: tensor<5xf32>, %arg1: tensor<5xf32>, %arg2: tensor<f32>) -> (tensor<f32>) {
  %0 = aten.cosine_embedding_loss %arg0, %arg1, %arg2 margin = 0.93290707138427764 : (tensor<5xf32>, tensor<5xf32>, tensor<f32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeNllLoss(
// CHECK-NEXT: %[[V0:.*]] = aten.full size = [] fill_value = 0.000000e+00 dtype = f32
// CHECK-NEXT: %[[V1:.*]] = aten.full size = [] fill_value = 0 dtype = i64
// CHECK-NEXT: %[[V2:.*]] = aten.ne.Scalar %arg1 other = -100
// CHECK-NEXT: %[[V3:.*]] = aten.where.self %[[V2]], %arg1, %[[V1]]
// CHECK-NEXT: %[[V4:.*]] = aten.unsqueeze %[[V3]] dim = 1
// CHECK-NEXT: %[[V5:.*]] = aten.gather %arg0, %[[V4]] dim = 1
// CHECK-NEXT: %[[V6:.*]] = aten.squeeze.dims %[[V5]] dim = [1]
// CHECK-NEXT: %[[V7:.*]] = aten.neg %[[V6]]
// CHECK-NEXT: %[[V8:.*]] = aten.where.self %[[V2]], %[[V7]], %[[V0]]
// CHECK-NEXT: return %[[V8]]
// GREEDY-LABEL: @DecomposeNllLoss(
// GREEDY-NOT: {{aten\.nll_loss }}
// WHY-LABEL: @DecomposeNllLoss(
// WHY: tricast.rules = [{{.*}}"DecomposeNllLoss"
func.func @DecomposeNllLoss(%arg0: tensor<5x4xf32>, %arg1: tensor<5xi64>) -> (tensor<5xf32>) {
  %0 = aten.nll_loss %arg0, %arg1 reduction = 0 : (tensor<5x4xf32>, tensor<5xi64>) -> tensor<5xf32>
  return %0 : tensor<5xf32>
}

// CHECK-LABEL: @DecomposeNllLossNd(
// CHECK-NEXT: %[[V0:.*]] = aten.full size = [] fill_value = 0.000000e+00 dtype = f32
// CHECK-NEXT: %[[V1:.*]] = aten.full size = [] fill_value = 0 dtype = i64
// CHECK-NEXT: %[[V2:.*]] = aten.ne.Scalar %arg1 other = -100
// CHECK-NEXT: %[[V3:.*]] = aten.where.self %[[V2]], %arg1, %[[V1]]
// CHECK-NEXT: %[[V4:.*]] = aten.unsqueeze %[[V3]] dim = 1
// CHECK-NEXT: %[[V5:.*]] = aten.view %arg2 size = [1, 4]
// CHECK-NEXT: %[[V6:.*]] = aten.expand %[[V5]] size = [5, 4]
// CHECK-NEXT: %[[V7:.*]] = aten.gather %[[V6]], %[[V4]] dim = 1
// CHECK-NEXT: %[[V8:.*]] = aten.squeeze.dims %[[V7]] dim = [1]
// CHECK-NEXT: %[[V9:.*]] = aten.where.self %[[V2]], %[[V8]], %[[V0]]
// CHECK-NEXT: %[[V10:.*]] = aten.sum.dim_IntList %[[V9]] dim = [0]
// CHECK-NEXT: %[[V11:.*]] = aten.mul.Tensor %arg0, %[[V5]]
// CHECK-NEXT: %[[V12:.*]] = aten.gather %[[V11]], %[[V4]] dim = 1
// CHECK-NEXT: %[[V13:.*]] = aten.squeeze.dims %[[V12]] dim = [1]
// CHECK-NEXT: %[[V14:.*]] = aten.neg %[[V13]]
// CHECK-NEXT: %[[V15:.*]] = aten.where.self %[[V2]], %[[V14]], %[[V0]]
// CHECK-NEXT: %[[V16:.*]] = aten.sum.dim_IntList %[[V15]] dim = [0]
// CHECK-NEXT: %[[V17:.*]] = aten.div.Tensor %[[V16]], %[[V10]]
// CHECK-NEXT: return %[[V17]]
// GREEDY-LABEL: @DecomposeNllLossNd(
// GREEDY-NOT: {{aten\.nll_loss_nd }}
// WHY-LABEL: @DecomposeNllLossNd(
// WHY: tricast.rules = [{{.*}}"DecomposeNllLossNd"
func.func @DecomposeNllLossNd(%arg0: tensor<5x4xf32>, %arg1: tensor<5xi64>, %arg2: tensor<4xf32>) -> (tensor<f32>) {
  %0 = aten.nll_loss_nd %arg0, %arg1 weight = %arg2 : (tensor<5x4xf32>, tensor<5xi64>, tensor<4xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeNllLoss2d(
// CHECK-NEXT: %[[V0:.*]] = aten.ne.Scalar %arg1 other = 1
// CHECK-NEXT: %[[V1:.*]] = aten._to_copy %[[V0]] dtype = f32
// CHECK-NEXT: %[[V2:.*]] = aten.sum.dim_IntList %[[V1]] dim = [0, 1, 2]
// CHECK-NEXT: %[[V3:.*]] = aten.full size = [] fill_value = 0.000000e+00 dtype = f32
// CHECK-NEXT: %[[V4:.*]] = aten.full size = [] fill_value = 0 dtype = i64
// CHECK-NEXT: %[[V5:.*]] = aten.where.self %[[V0]], %arg1, %[[V4]]
// CHECK-NEXT: %[[V6:.*]] = aten.unsqueeze %[[V5]] dim = 1
// CHECK-NEXT: %[[V7:.*]] = aten.gather %arg0, %[[V6]] dim = 1
// CHECK-NEXT: %[[V8:.*]] = aten.squeeze.dims %[[V7]] dim = [1]
// CHECK-NEXT: %[[V9:.*]] = aten.neg %[[V8]]
// CHECK-NEXT: %[[V10:.*]] = aten.where.self %[[V0]], %[[V9]], %[[V3]]
// CHECK-NEXT: %[[V11:.*]] = aten.sum.dim_IntList %[[V10]] dim = [0, 1, 2]
// CHECK-NEXT: %[[V12:.*]] = aten.div.Tensor %[[V11]], %[[V2]]
// CHECK-NEXT: return %[[V12]]
// GREEDY-LABEL: @DecomposeNllLoss2d(
// GREEDY-NOT: {{aten\.nll_loss2d }}
// WHY-LABEL: @DecomposeNllLoss2d(
// WHY: tricast.rules = [{{.*}}"DecomposeNllLoss2d"
func.func @DecomposeNllLoss2d(%arg0: tensor<2x4x3x2xf32>, %arg1: tensor<2x3x2xi64>) -> (tensor<f32>) {
  %0 = aten.nll_loss2d %arg0, %arg1 ignore_index = 1 : (tensor<2x4x3x2xf32>, tensor<2x3x2xi64>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeNllLossForward(
// CHECK-NEXT: %[[V0:.*]] = aten.full size = [] fill_value = 0.000000e+00 dtype = f32
// CHECK-NEXT: %[[V1:.*]] = aten.full size = [] fill_value = 0 dtype = i64
// CHECK-NEXT: %[[V2:.*]] = aten.ne.Scalar %arg1 other = -100
// CHECK-NEXT: %[[V3:.*]] = aten.where.self %[[V2]], %arg1, %[[V1]]
// CHECK-NEXT: %[[V4:.*]] = aten.unsqueeze %[[V3]] dim = 1
// CHECK-NEXT: %[[V5:.*]] = aten.gather %arg0, %[[V4]] dim = 1
// CHECK-NEXT: %[[V6:.*]] = aten.squeeze.dims %[[V5]] dim = [1]
// CHECK-NEXT: %[[V7:.*]] = aten.neg %[[V6]]
// CHECK-NEXT: %[[V8:.*]] = aten.where.self %[[V2]], %[[V7]], %[[V0]]
// CHECK-NEXT: %[[V9:.*]] = aten.sum.dim_IntList %[[V8]] dim = [0]
// CHECK-NEXT: %[[V10:.*]] = aten._to_copy %[[V2]] dtype = f32
// CHECK-NEXT: %[[V11:.*]] = aten.sum.dim_IntList %[[V10]] dim = [0]
// CHECK-NEXT: return %[[V9]], %[[V11]]
// GREEDY-LABEL: @DecomposeNllLossForward(
// GREEDY-NOT: {{aten\.nll_loss_forward }}
// WHY-LABEL: @DecomposeNllLossForward(
// WHY: tricast.rules = [{{.*}}"DecomposeNllLossForward"
func.func @DecomposeNllLossForward(%arg0: tensor<2x3xf32>, %arg1: tensor<2xi64>) -> (tensor<f32>, tensor<f32>) {
  %output, %total_weight = aten.nll_loss_forward %arg0, %arg1 reduction = 2 ignore_index = -100 : (tensor<2x3xf32>, tensor<2xi64>) -> (tensor<f32>, tensor<f32>)
  return %output, %total_weight : tensor<f32>, tensor<f32>
}

// CHECK-LABEL: @DecomposeNllLoss2dForward(
// CHECK-NEXT: %[[V0:.*]] = aten.ne.Scalar %arg1 other = 1
// CHECK-NEXT: %[[V1:.*]] = aten._to_copy %[[V0]] dtype = f32
// CHECK-NEXT: %[[V2:.*]] = aten.sum.dim_IntList %[[V1]] dim = [0, 1, 2]
// CHECK-NEXT: %[[V3:.*]] = aten.full size = [] fill_value = 0.000000e+00 dtype = f32
// CHECK-NEXT: %[[V4:.*]] = aten.full size = [] fill_value = 0 dtype = i64
// CHECK-NEXT: %[[V5:.*]] = aten.where.self %[[V0]], %arg1, %[[V4]]
// CHECK-NEXT: %[[V6:.*]] = aten.unsqueeze %[[V5]] dim = 1
// CHECK-NEXT: %[[V7:.*]] = aten.gather %arg0, %[[V6]] dim = 1
// CHECK-NEXT: %[[V8:.*]] = aten.squeeze.dims %[[V7]] dim = [1]
// CHECK-NEXT: %[[V9:.*]] = aten.neg %[[V8]]
// CHECK-NEXT: %[[V10:.*]] = aten.where.self %[[V0]], %[[V9]], %[[V3]]
// CHECK-NEXT: %[[V11:.*]] = aten.sum.dim_IntList %[[V10]] dim = [0, 1, 2]
// CHECK-NEXT: %[[V12:.*]] = aten.div.Tensor %[[V11]], %[[V2]]
// CHECK-NEXT: return %[[V12]], %[[V2]]
// GREEDY-LABEL: @DecomposeNllLoss2dForward(
// GREEDY-NOT: {{aten\.nll_loss2d_forward }}
// WHY-LABEL: @DecomposeNllLoss2dForward(
// WHY: tricast.rules = [{{.*}}"DecomposeNllLoss2dForward"
func.func @DecomposeNllLoss2dForward(%arg0: tensor<2x4x3x2xf32>, %arg1: tensor<2x3x2xi64>) -> (tensor<f32>, tensor<f32>) {
  %output, %total_weight = aten.nll_loss2d_forward %arg0, %arg1 reduction = 1 ignore_index = 1 : (tensor<2x4x3x2xf32>, tensor<2x3x2xi64>) -> (tensor<f32>, tensor<f32>)
  return %output, %total_weight : tensor<f32>, tensor<f32>
}

// CHECK-LABEL: @DecomposeCrossEntropyLoss(
// CHECK-NEXT: %[[V0:.*]] = aten._log_softmax %arg0 dim = 1 half_to_float = false
// CHECK-NEXT: %[[V1:.*]] = aten.mul.Tensor %[[V0]], %arg1
// CHECK-NEXT: %[[V2:.*]] = aten.neg %[[V1]]
// CHECK-NEXT: %[[V3:.*]] = aten.sum.dim_IntList %[[V2]] dim = [0, 1]
// CHECK-NEXT: %[[V4:.*]] = aten.div.Scalar %[[V3]] other = 5.000000e+00
// CHECK-NEXT: return %[[V4]]
// GREEDY-LABEL: @DecomposeCrossEntropyLoss(
// GREEDY-NOT: {{aten\.cross_entropy_loss }}
// WHY-LABEL: @DecomposeCrossEntropyLoss(
// WHY: tricast.rules = [{{.*}}"DecomposeCrossEntropyLoss"
func.func @DecomposeCrossEntropyLoss(%arg0: tensor<5x4xf32>, %arg1: tensor<5x4xf32>) -> (tensor<f32>) {
  %0 = aten.cross_entropy_loss %arg0, %arg1 : (tensor<5x4xf32>, tensor<5x4xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

// CHECK-LABEL: @DecomposeMultiMarginLoss(
// CHECK-NEXT: %[[V0:.*]] = aten.full size = [] fill_value = 0.000000e+00 dtype = f32
// CHECK-NEXT: %[[V1:.*]] = aten.view %arg1 size = [3, 1]
// CHECK-NEXT: %[[V2:.*]] = aten.view %arg0 size = [3, 4]
// CHECK-NEXT: %[[V3:.*]] = aten.gather %[[V2]], %[[V1]] dim = 1
// CHECK-NEXT: %[[V4:.*]] = aten.sub.Tensor %[[V2]], %[[V3]]
// CHECK-NEXT: %[[V5:.*]] = aten.add.Scalar %[[V4]] other = 5.000000e-01
// CHECK-NEXT: %[[V6:.*]] = aten.maximum %[[V5]], %[[V0]]
// CHECK-NEXT: %[[V7:.*]] = aten.mul.Tensor %[[V6]], %[[V6]]
// CHECK-NEXT: %[[V8:.*]] = aten.arange.start_step start = 0 end = 4 step = 1 dtype = i64
// CHECK-NEXT: %[[V9:.*]] = aten.eq.Tensor %[[V8]], %[[V1]]
// CHECK-NEXT: %[[V10:.*]] = aten.where.self %[[V9]], %[[V0]], %[[V7]]
// CHECK-NEXT: %[[V11:.*]] = aten.mean.dim %[[V10]] dim = [1]
// CHECK-NEXT: %[[V12:.*]] = aten.view %[[V11]] size = [3]
// CHECK-NEXT: %[[V13:.*]] = aten.mean %[[V12]]
// CHECK-NEXT: return %[[V13]]
// GREEDY-LABEL: @DecomposeMultiMarginLoss(
// GREEDY-NOT: {{aten\.multi_margin_loss }}
// WHY-LABEL: @DecomposeMultiMarginLoss(
// WHY: tricast.rules = [{{.*}}"DecomposeMultiMarginLoss"
func.func @DecomposeMultiMarginLoss(%arg0: tensor<3x4xf32>, %arg1: tensor<3xi64>) -> (tensor<f32>) {
  %0 = aten.multi_margin_loss %arg0, %arg1 p = 2 margin = 0.5 : (tensor<3x4xf32>, tensor<3xi64>) -> tensor<f32>
  return %0 : tensor<f32>
}
