// Loss functions: every op, as it is written.
// RUN: %roundtrip %s

func.func @pairs(%self: tensor<2x3xf32>, %target: tensor<2x3xf32>, %row: tensor<3xf64>, %c: tensor<2x3xcomplex<f32>>, %labels: tensor<2x1xi64>) {
  %0 = aten.l1_loss %self, %target : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<f32>
  %1 = aten.l1_loss %c, %target reduction = 0 : (tensor<2x3xcomplex<f32>>, tensor<2x3xf32>) -> tensor<2x3xf32>
  %2 = aten.mse_loss %self, %row reduction = 0 : (tensor<2x3xf32>, tensor<3xf64>) -> tensor<2x3xf64>
  %3 = aten.mse_loss %row, %row : (tensor<3xf64>, tensor<3xf64>) -> tensor<f64>
  %4 = aten.smooth_l1_loss %self, %target reduction = 2 beta = 5.000000e-01 : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<f32>
  %5 = aten.huber_loss %self, %target reduction = 0 delta = 2.000000e+00 : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  %6 = aten.soft_margin_loss %self, %labels reduction = 0 : (tensor<2x3xf32>, tensor<2x1xi64>) -> tensor<2x3xf32>
  %7 = aten.kl_div %self, %target : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<f32>
  %8 = aten.kl_div %self, %target reduction = 0 log_target = true : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  %9 = aten.hinge_embedding_loss %self, %labels margin = 5.000000e-01 reduction = 0 : (tensor<2x3xf32>, tensor<2x1xi64>) -> tensor<2x3xf32>
  %10 = aten.poisson_nll_loss %self, %target log_input = true full = false eps = 1.000000e-08 reduction = 1 : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<f32>
  %11 = aten.margin_ranking_loss %self, %target, %labels margin = 1.000000e+00 reduction = 0 : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x1xi64>) -> tensor<2x3xf32>
  return
}

func.func @probabilities(%self: tensor<?x3xf32>, %target: tensor<?x3xf32>, %weight: tensor<3xf32>) {
  %0 = aten.binary_cross_entropy %self, %target : (tensor<?x3xf32>, tensor<?x3xf32>) -> tensor<f32>
  %1 = aten.binary_cross_entropy %self, %target weight = %weight reduction = 0 : (tensor<?x3xf32>, tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  %2 = aten.binary_cross_entropy_with_logits %self, %target : (tensor<?x3xf32>, tensor<?x3xf32>) -> tensor<f32>
  %3 = aten.binary_cross_entropy_with_logits %self, %target weight = %weight pos_weight = %weight reduction = 0 : (tensor<?x3xf32>, tensor<?x3xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  return
}

func.func @vectors(%a: tensor<5x8xf32>, %b: tensor<5x8xf32>, %target: tensor<5xi64>, %d: tensor<?x5x8xf16>) {
  %0 = aten.cosine_similarity %a, %b : (tensor<5x8xf32>, tensor<5x8xf32>) -> tensor<5xf32>
  %1 = aten.cosine_similarity %d, %d dim = 0 eps = 1.000000e+00 : (tensor<?x5x8xf16>, tensor<?x5x8xf16>) -> tensor<5x8xf16>
  %2 = aten.cosine_embedding_loss %a, %b, %target margin = 5.000000e-01 reduction = 0 : (tensor<5x8xf32>, tensor<5x8xf32>, tensor<5xi64>) -> tensor<5xf32>
  %3 = aten.triplet_margin_loss %a, %b, %b : (tensor<5x8xf32>, tensor<5x8xf32>, tensor<5x8xf32>) -> tensor<f32>
  %4 = aten.triplet_margin_loss %d, %d, %d margin = 5.000000e-01 p = 1.000000e+00 eps = 0.000000e+00 swap = true reduction = 0 : (tensor<?x5x8xf16>, tensor<?x5x8xf16>, tensor<?x5x8xf16>) -> tensor<?x5xf16>
  return
}

func.func @classes(%self: tensor<4x10xf32>, %target: tensor<4xi64>, %weight: tensor<10xf32>, %row: tensor<10xf32>, %one: tensor<i64>, %soft: tensor<4x10xf32>) {
  %0 = aten.nll_loss %self, %target : (tensor<4x10xf32>, tensor<4xi64>) -> tensor<f32>
  %1 = aten.nll_loss %self, %target weight = %weight reduction = 0 ignore_index = 0 : (tensor<4x10xf32>, tensor<4xi64>, tensor<10xf32>) -> tensor<4xf32>
  %2, %3 = aten.nll_loss_forward %self, %target weight = %weight reduction = 0 ignore_index = -100 : (tensor<4x10xf32>, tensor<4xi64>, tensor<10xf32>) -> (tensor<4xf32>, tensor<f32>)
  %4, %5 = aten.nll_loss_forward %row, %one reduction = 0 ignore_index = -100 : (tensor<10xf32>, tensor<i64>) -> (tensor<f32>, tensor<f32>)
  %6 = aten.cross_entropy_loss %self, %target reduction = 2 ignore_index = 3 label_smoothing = 1.000000e-01 : (tensor<4x10xf32>, tensor<4xi64>) -> tensor<f32>
  %7 = aten.cross_entropy_loss %self, %soft weight = %weight reduction = 0 : (tensor<4x10xf32>, tensor<4x10xf32>, tensor<10xf32>) -> tensor<4xf32>
  %8 = aten.cross_entropy_loss %row, %one : (tensor<10xf32>, tensor<i64>) -> tensor<f32>
  %9 = aten.multi_margin_loss %self, %target : (tensor<4x10xf32>, tensor<4xi64>) -> tensor<f32>
  %10 = aten.multi_margin_loss %self, %target p = 2 margin = 5.000000e-01 weight = %weight reduction = 0 : (tensor<4x10xf32>, tensor<4xi64>, tensor<10xf32>) -> tensor<4xf32>
  return
}

func.func @images(%self: tensor<2x10x8x?xf32>, %target: tensor<2x8x?xi64>, %deep: tensor<2x10x4x5x6xf64>, %voxels: tensor<2x4x5x6xi64>, %weight: tensor<10xf64>) {
  %0 = aten.nll_loss2d %self, %target reduction = 0 : (tensor<2x10x8x?xf32>, tensor<2x8x?xi64>) -> tensor<2x8x?xf32>
  %1, %2 = aten.nll_loss2d_forward %self, %target reduction = 1 ignore_index = -100 : (tensor<2x10x8x?xf32>, tensor<2x8x?xi64>) -> (tensor<f32>, tensor<f32>)
  %3 = aten.nll_loss_nd %deep, %voxels weight = %weight reduction = 0 : (tensor<2x10x4x5x6xf64>, tensor<2x4x5x6xi64>, tensor<10xf64>) -> tensor<2x4x5x6xf64>
  %4 = aten.nll_loss_nd %self, %target ignore_index = 1 : (tensor<2x10x8x?xf32>, tensor<2x8x?xi64>) -> tensor<f32>
  %5 = aten.cross_entropy_loss %deep, %voxels reduction = 0 : (tensor<2x10x4x5x6xf64>, tensor<2x4x5x6xi64>) -> tensor<2x4x5x6xf64>
  return
}

func.func @labels(%self: tensor<4x10xf32>, %target: tensor<4x10xi64>, %row: tensor<10xf32>, %labels: tensor<10xi64>) {
  %0 = aten.multilabel_margin_loss %self, %target reduction = 0 : (tensor<4x10xf32>, tensor<4x10xi64>) -> tensor<4xf32>
  %1 = aten.multilabel_margin_loss %row, %labels reduction = 0 : (tensor<10xf32>, tensor<10xi64>) -> tensor<f32>
  %2, %3 = aten.multilabel_margin_loss_forward %self, %target reduction = 1 : (tensor<4x10xf32>, tensor<4x10xi64>) -> (tensor<f32>, tensor<4x10xf32>)
  return
}

func.func @sequences(%log_probs: tensor<50x16x20xf32>, %targets: tensor<16x30xi64>, %input_lengths: tensor<16xi64>, %target_lengths: tensor<16xi64>, %one: tensor<50x20xf64>, %letters: tensor<30xi32>) {
  %0 = aten.ctc_loss.Tensor %log_probs, %targets, %input_lengths, %target_lengths reduction = 0 : (tensor<50x16x20xf32>, tensor<16x30xi64>, tensor<16xi64>, tensor<16xi64>) -> tensor<16xf32>
  %1 = aten.ctc_loss.IntList %one, %letters input_lengths = [50] target_lengths = [30] blank = 19 zero_infinity = true : (tensor<50x20xf64>, tensor<30xi32>) -> tensor<f64>
  return
}
