//===- Backward.td - Gradients of other ops ----------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "AtenDialect.td"

def Backward_Text {
  string mask = [{
    `output_mask` says which of the gradients are asked for; one that is not is an
    empty tensor, where PyTorch has `None`.
  }];
}
def Backward_Results {
  dag three = (outs TensorResult:$result0, TensorResult:$result1, TensorResult:$result2);
}

def Aten_ConvolutionBackwardOp : Aten_Op<"convolution_backward", "backward::convolution",
    "Gradients of convolution with respect to its input, weight and bias",
    (ins Tensor:$grad_output, Tensor:$input, Tensor:$weight, OptInts:$bias_sizes, Ints:$stride,
         Ints:$padding, Ints:$dilation, Bool:$transposed, Ints:$output_padding, Int:$groups,
         Bools:$output_mask),
    Backward_Results.three> {
  let semantics = !strconcat([{
    The arguments are those of `convolution`; `bias_sizes` are the sizes of its bias,
    absent if it has none.
  }], Backward_Text.mask);
}

//===-------------------------------------------------------------------------===//
// Pools
//===-------------------------------------------------------------------------===//

def Aten_AdaptiveAvgPool2dBackwardOp : Aten_Op<"_adaptive_avg_pool2d_backward",
    "backward::adaptive_avg_pool", "Gradient of _adaptive_avg_pool2d with respect to self",
    (ins Tensor:$grad_output, Tensor:$self)> {
  let semantics = [{
    Each element of `grad_output` is spread evenly over its cell of `self`.
  }];
}
def Aten_AvgPool2dBackwardOp : Aten_Op<"avg_pool2d_backward", "backward::avg_pool",
    "Gradient of avg_pool2d with respect to self",
    (ins Tensor:$grad_output, Tensor:$self, Ints:$kernel_size, Ints:$stride, Ints:$padding,
         Bool:$ceil_mode, Bool:$count_include_pad, OptInt:$divisor_override)> {
  let semantics = [{
    Each element of `grad_output`, divided as in `avg_pool2d`, is added to every
    element of its window.
  }];
}
def Aten_MaxPool2dWithIndicesBackwardOp : Aten_Op<"max_pool2d_with_indices_backward",
    "backward::max_pool", "Gradient of max_pool2d_with_indices with respect to self",
    (ins Tensor:$grad_output, Tensor:$self, Ints:$kernel_size, Ints:$stride, Ints:$padding,
         Ints:$dilation, Bool:$ceil_mode, Tensor:$indices)> {
  let semantics = [{
    Each element of `grad_output` is added to zeros at its index, one of those that
    `max_pool2d_with_indices` gave.
  }];
}

//===-------------------------------------------------------------------------===//
// Normalization
//===-------------------------------------------------------------------------===//

def Aten_NativeGroupNormBackwardOp : Aten_Op<"native_group_norm_backward",
    "backward::group_norm", "Gradients of native_group_norm with respect to input, weight and bias",
    (ins Tensor:$grad_out, Tensor:$input, Tensor:$mean, Tensor:$rstd, OptTensor:$weight,
         SymInt:$N, SymInt:$C, SymInt:$HxW, Int:$group, Bools:$output_mask),
    Backward_Results.three> {
  let semantics = !strconcat([{
    `mean` and `rstd` are the second and third result of `native_group_norm`.
  }], Backward_Text.mask);
}
def Aten_NativeLayerNormBackwardOp : Aten_Op<"native_layer_norm_backward",
    "backward::layer_norm", "Gradients of native_layer_norm with respect to input, weight and bias",
    (ins Tensor:$grad_out, Tensor:$input, SymInts:$normalized_shape, Tensor:$mean, Tensor:$rstd,
         OptTensor:$weight, OptTensor:$bias, Bools:$output_mask),
    Backward_Results.three> {
  let semantics = !strconcat([{
    `mean` and `rstd` are the second and third result of `native_layer_norm`. There is
    no gradient, as if not asked for, of a weight or bias that is absent.
  }], Backward_Text.mask);
}

//===-------------------------------------------------------------------------===//
// Embedding
//===-------------------------------------------------------------------------===//

def Aten_EmbeddingDenseBackwardOp : Aten_Op<"embedding_dense_backward",
    "backward::embedding_dense", "Gradient of embedding with respect to its weight",
    (ins Tensor:$grad_output, Tensor:$indices, SymInt:$num_weights, Int:$padding_idx,
         Bool:$scale_grad_by_freq)> {
  let semantics = [{
    Row `w` is the sum of the rows of `grad_output` whose index is `w`, 0 for
    `padding_idx` (-1: no row); divided by their number with `scale_grad_by_freq`.
  }];
}
