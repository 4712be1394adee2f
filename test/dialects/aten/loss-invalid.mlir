// Loss functions: wrong uses.
// RUN: tricast-opt %s -split-input-file -verify-diagnostics

func.func @l1_loss(%a: tensor<2x3xf32>, %b: tensor<2x4xf32>) {
  // expected-error@+1 {{The size of tensor a (3) must match the size of tensor b (4) at non-singleton dimension 1}}
  %0 = aten.l1_loss %a, %b : (tensor<2x3xf32>, tensor<2x4xf32>) -> tensor<f32>
  return
}

// -----

func.func @mse_loss(%a: tensor<2x3xf32>) {
  // expected-error@+1 {{3 is not a valid value for reduction}}
  %0 = aten.mse_loss %a, %a reduction = 3 : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<f32>
  return
}

// -----

func.func @mse_loss(%a: tensor<2x3xi64>) {
  // expected-error@+1 {{mean(): could not infer output dtype. Input dtype must be either a floating point or complex dtype. Got: Long}}
  %0 = aten.mse_loss %a, %a : (tensor<2x3xi64>, tensor<2x3xi64>) -> tensor<f32>
  return
}

// -----

func.func @smooth_l1_loss(%a: tensor<2x3xf32>) {
  // expected-error@+1 {{smooth_l1_loss does not support negative values for beta.}}
  %0 = aten.smooth_l1_loss %a, %a beta = -1.000000e+00 : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<f32>
  return
}

// -----

func.func @huber_loss(%a: tensor<2x3xf32>) {
  // expected-error@+1 {{huber_loss does not support non-positive values for delta.}}
  %0 = aten.huber_loss %a, %a delta = 0.000000e+00 : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<f32>
  return
}

// -----

func.func @soft_margin_loss(%a: tensor<3xf32>, %b: tensor<2x3xf32>) {
  // expected-error@+1 {{output with shape [3] doesn't match the broadcast shape [2, 3]}}
  %0 = aten.soft_margin_loss %a, %b : (tensor<3xf32>, tensor<2x3xf32>) -> tensor<f32>
  return
}

// -----

func.func @kl_div(%a: tensor<2x3xi64>, %b: tensor<2x3xf32>) {
  // expected-error@+1 {{kl_div: Integral inputs not supported.}}
  %0 = aten.kl_div %a, %b : (tensor<2x3xi64>, tensor<2x3xf32>) -> tensor<f32>
  return
}

// -----

func.func @hinge_embedding_loss(%a: tensor<2x3xf32>) {
  // expected-error@+1 {{result #0 must be tensor<2x3xf32>, but is tensor<f32>}}
  %0 = aten.hinge_embedding_loss %a, %a reduction = 0 : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<f32>
  return
}

// -----

func.func @binary_cross_entropy(%a: tensor<2x3xf32>, %b: tensor<2x3xf64>) {
  // expected-error@+1 {{Found dtype Double but expected Float}}
  %0 = aten.binary_cross_entropy %a, %b : (tensor<2x3xf32>, tensor<2x3xf64>) -> tensor<f32>
  return
}

// -----

func.func @binary_cross_entropy_with_logits(%a: tensor<2x3xf32>, %b: tensor<2x3xi64>) {
  // expected-error@+1 {{result type Float can't be cast to the desired output type Long}}
  %0 = aten.binary_cross_entropy_with_logits %a, %b : (tensor<2x3xf32>, tensor<2x3xi64>) -> tensor<f32>
  return
}

// -----

func.func @poisson_nll_loss(%a: tensor<2x3xf32>, %b: tensor<4x3xf32>) {
  // expected-error@+1 {{The size of tensor a (2) must match the size of tensor b (4) at non-singleton dimension 0}}
  %0 = aten.poisson_nll_loss %a, %b log_input = true full = false eps = 1.000000e-08 reduction = 1 : (tensor<2x3xf32>, tensor<4x3xf32>) -> tensor<f32>
  return
}

// -----

func.func @margin_ranking_loss(%a: tensor<2x3xf32>, %b: tensor<2x4xf32>) {
  // expected-error@+1 {{The size of tensor a (3) must match the size of tensor b (4) at non-singleton dimension 1}}
  %0 = aten.margin_ranking_loss %a, %a, %b : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x4xf32>) -> tensor<f32>
  return
}

// -----

func.func @cosine_similarity(%a: tensor<2x3xi64>) {
  // expected-error@+1 {{expected common dtype to be floating point, yet common dtype is Long}}
  %0 = aten.cosine_similarity %a, %a : (tensor<2x3xi64>, tensor<2x3xi64>) -> tensor<2xf32>
  return
}

// -----

func.func @cosine_embedding_loss(%a: tensor<2x3xf32>, %t: tensor<i64>) {
  // expected-error@+1 {{0D target tensor expects 1D input tensors, but found inputs with sizes [2, 3] and [2, 3].}}
  %0 = aten.cosine_embedding_loss %a, %a, %t : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<i64>) -> tensor<f32>
  return
}

// -----

func.func @triplet_margin_loss(%a: tensor<2x3xf32>, %b: tensor<3xf32>) {
  // expected-error@+1 {{but got: anchor 2D, positive 2D, and negative 1D inputs}}
  %0 = aten.triplet_margin_loss %a, %a, %b : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<3xf32>) -> tensor<f32>
  return
}

// -----

func.func @nll_loss(%a: tensor<4x10xf32>, %t: tensor<5xi64>) {
  // expected-error@+1 {{size mismatch (got input: [4, 10], target: [5])}}
  %0 = aten.nll_loss %a, %t : (tensor<4x10xf32>, tensor<5xi64>) -> tensor<f32>
  return
}

// -----

func.func @nll_loss_forward(%a: tensor<4x10xf32>, %t: tensor<4xi64>, %w: tensor<9xf32>) {
  // expected-error@+1 {{weight tensor should be defined either for all 10 classes or no classes but got weight tensor of shape: [9]}}
  %0, %1 = aten.nll_loss_forward %a, %t weight = %w reduction = 1 ignore_index = -100 : (tensor<4x10xf32>, tensor<4xi64>, tensor<9xf32>) -> (tensor<f32>, tensor<f32>)
  return
}

// -----

func.func @nll_loss2d(%a: tensor<4x10xf32>, %t: tensor<4xi64>) {
  // expected-error@+1 {{only batches of spatial targets supported (3D tensors) but got targets of dimension: 1}}
  %0 = aten.nll_loss2d %a, %t : (tensor<4x10xf32>, tensor<4xi64>) -> tensor<f32>
  return
}

// -----

func.func @nll_loss2d_forward(%a: tensor<2x10x8x8xf32>, %t: tensor<2x8x9xi64>) {
  // expected-error@+1 {{size mismatch (got input: [2, 10, 8, 8], target: [2, 8, 9])}}
  %0, %1 = aten.nll_loss2d_forward %a, %t reduction = 1 ignore_index = -100 : (tensor<2x10x8x8xf32>, tensor<2x8x9xi64>) -> (tensor<f32>, tensor<f32>)
  return
}

// -----

func.func @nll_loss_nd(%a: tensor<2x10x8xf32>, %t: tensor<2x9xi64>) {
  // expected-error@+1 {{Expected target size [2, 8], got [2, 9]}}
  %0 = aten.nll_loss_nd %a, %t : (tensor<2x10x8xf32>, tensor<2x9xi64>) -> tensor<f32>
  return
}

// -----

func.func @cross_entropy_loss(%a: tensor<4x10xf32>, %t: tensor<4xi32>) {
  // expected-error@+1 {{expected scalar type Long but found Int}}
  %0 = aten.cross_entropy_loss %a, %t : (tensor<4x10xf32>, tensor<4xi32>) -> tensor<f32>
  return
}

// -----

func.func @cross_entropy_loss(%a: tensor<4x10xf32>, %t: tensor<4x10xi64>) {
  // expected-error@+1 {{Expected floating point type for target with class probabilities, got Long}}
  %0 = aten.cross_entropy_loss %a, %t : (tensor<4x10xf32>, tensor<4x10xi64>) -> tensor<f32>
  return
}

// -----

func.func @multi_margin_loss(%a: tensor<4x10xf32>, %t: tensor<4xi64>) {
  // expected-error@+1 {{only p == 1 and p == 2 supported}}
  %0 = aten.multi_margin_loss %a, %t p = 3 : (tensor<4x10xf32>, tensor<4xi64>) -> tensor<f32>
  return
}

// -----

func.func @multilabel_margin_loss(%a: tensor<4x10xf32>, %t: tensor<4x9xi64>) {
  // expected-error@+1 {{inconsistent target size: [4, 9] for input of size: [4, 10]}}
  %0 = aten.multilabel_margin_loss %a, %t : (tensor<4x10xf32>, tensor<4x9xi64>) -> tensor<f32>
  return
}

// -----

func.func @multilabel_margin_loss_forward(%a: tensor<4x0xf32>, %t: tensor<4x0xi64>) {
  // expected-error@+1 {{Expected non-empty vector or matrix with optional 0-dim batch size, but got: [4, 0]}}
  %0, %1 = aten.multilabel_margin_loss_forward %a, %t reduction = 1 : (tensor<4x0xf32>, tensor<4x0xi64>) -> (tensor<f32>, tensor<4x0xf32>)
  return
}

// -----

func.func @ctc_loss_IntList(%a: tensor<50x16x20xf32>, %t: tensor<16x30xi64>) {
  // expected-error@+1 {{input_lengths must be of size batch_size}}
  %0 = aten.ctc_loss.IntList %a, %t input_lengths = [50] target_lengths = [30] : (tensor<50x16x20xf32>, tensor<16x30xi64>) -> tensor<f32>
  return
}

// -----

func.func @ctc_loss_Tensor(%a: tensor<50x16x20xf32>, %t: tensor<16x30xi64>, %l: tensor<16xi64>) {
  // expected-error@+1 {{blank must be in label range}}
  %0 = aten.ctc_loss.Tensor %a, %t, %l, %l blank = 20 : (tensor<50x16x20xf32>, tensor<16x30xi64>, tensor<16xi64>, tensor<16xi64>) -> tensor<f32>
  return
}
