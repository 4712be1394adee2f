//===- Normalization.td - Normalization by mean and variance -----*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "AtenDialect.td"

def Normalization_Text {
  string batch = [{
    Per channel (dimension 1): `(input - mean) * rstd * weight + bias` with
    `rstd = 1 / sqrt(var + eps)`, a weight of 1 and a bias of 0 where there is none.
    In training `mean` and `var` (divided by the count) are those of the input over
    the other dimensions; otherwise they are `running_mean` and `running_var`.
  }];
  string update = [{
    New running statistics are `(1 - momentum) * running + momentum * batch`, with the
    variance of the batch divided by the count less one.
  }];
  string saved = [{
    The second and third result are `mean` and `rstd` in training, in the dtype of
    the input, and empty otherwise.
  }];
  string layer = [{
    Over the last dimensions, which are `normalized_shape`:
    `(input - mean) / sqrt(var + eps) * weight + bias`, where `var` is divided by the
    count; a weight of 1 and a bias of 0 where there is none.
  }];
  string group = [{
    The channels (dimension 1) are cut into groups of neighbours. Per element of the
    batch and group: `(input - mean) / sqrt(var + eps)`, where `var` is divided by the
    count; then `* weight + bias` per channel, 1 and 0 where there is none.
  }];
  string rms = [{
    Over the last dimensions, which are `normalized_shape`:
    `input / sqrt(mean(input^2) + eps) * weight`, computed in f32 for half precision
    and rounded once to the dtype of the input. `eps` is that of the dtype computed
    in where it is absent; the weight is 1.
  }];
}

// Families.

class Aten_BatchNorm<string name, string rule, string summary, dag stats, dag mode,
                     dag outputs = OneTensor.tensor, list<Trait> traits = [Pure]>
    : Aten_Op<name, "normalization::" # rule, summary,
    !con((ins Tensor:$input, OptTensor:$weight, OptTensor:$bias), stats, mode,
         (ins Float:$momentum, Float:$eps)), outputs, traits>;

def Normalization_Results {
  dag three = (outs TensorResult:$result0, TensorResult:$result1, TensorResult:$result2);
  dag four = !con(three, (outs TensorResult:$result3));
  dag running = (outs TensorResult:$running_mean_out, TensorResult:$running_var_out);
}

//===-------------------------------------------------------------------------===//
// Per channel
//===-------------------------------------------------------------------------===//

def Aten_BatchNormOp : Aten_Op<"batch_norm", "normalization::batch_norm",
    "Normalization of each channel over the batch",
    (ins Tensor:$input, OptTensor:$weight, OptTensor:$bias, OptTensor:$running_mean,
         OptTensor:$running_var, Bool:$training, Float:$momentum, Float:$eps,
         Bool:$cudnn_enabled)> {
  let semantics = !strconcat(Normalization_Text.batch, [{
    `momentum` is that of running statistics, which this op, unlike PyTorch's, leaves
    as they are; `cudnn_enabled` means nothing.
  }]);
}
def Aten_NativeBatchNormOp : Aten_BatchNorm<"native_batch_norm", "native_batch_norm",
    "normalization of each channel over the batch, and its statistics",
    (ins OptTensor:$running_mean, OptTensor:$running_var), (ins Bool:$training),
    Normalization_Results.three> {
  let semantics = !strconcat(Normalization_Text.batch, Normalization_Text.saved, [{
    `momentum` is that of running statistics, which this op, unlike PyTorch's, leaves
    as they are.
  }]);
}
def Aten_NativeBatchNormLegitOp : Aten_BatchNorm<"_native_batch_norm_legit", "native_batch_norm",
    "normalization of each channel over the batch; updates the running statistics",
    (ins MutableTensor:$running_mean, MutableTensor:$running_var), (ins Bool:$training),
    Normalization_Results.three, []> {
  let semantics = !strconcat(Normalization_Text.batch, Normalization_Text.saved, [{
    In training the running statistics are written.
  }], Normalization_Text.update);
}
def Aten_NativeBatchNormLegitNoStatsOp : Aten_BatchNorm<"_native_batch_norm_legit.no_stats",
    "native_batch_norm", "normalization of each channel by the statistics of the batch",
    (ins), (ins Bool:$training), Normalization_Results.three> {
  let semantics = !strconcat(Normalization_Text.batch, Normalization_Text.saved, [{
    `training` must be true: there are no running statistics to use instead.
  }]);
}
def Aten_NativeBatchNormLegitNoTrainingOp : Aten_BatchNorm<
    "_native_batch_norm_legit_no_training", "native_batch_norm",
    "normalization of each channel by the running statistics",
    (ins Tensor:$running_mean, Tensor:$running_var), (ins), Normalization_Results.three> {
  let semantics = !strconcat(Normalization_Text.batch, [{
    This is not training: the second and third result are empty.
  }]);
}
def Aten_NativeBatchNormLegitFunctionalOp : Aten_BatchNorm<
    "_native_batch_norm_legit_functional", "batch_norm_functional",
    "normalization of each channel over the batch, and the updated running statistics",
    (ins Tensor:$running_mean, Tensor:$running_var), (ins Bool:$training),
    !con(Normalization_Results.three, Normalization_Results.running)> {
  let semantics = !strconcat(Normalization_Text.batch, Normalization_Text.saved, [{
    The last two results are the running statistics, new ones in training.
  }], Normalization_Text.update);
}
def Aten_BatchNormWithUpdateOp : Aten_BatchNorm<"_batch_norm_with_update", "batch_norm_update",
    "normalization of each channel by the statistics of the batch; updates the running ones",
    (ins MutableTensor:$running_mean, MutableTensor:$running_var), (ins),
    Normalization_Results.four, []> {
  let semantics = !strconcat(Normalization_Text.batch, [{
    This is training, and the running statistics are written. The other results are
    `mean`, `rstd` and an empty tensor of bytes that another backend would fill.
  }], Normalization_Text.update);
}
def Aten_BatchNormWithUpdateFunctionalOp : Aten_BatchNorm<
    "_batch_norm_with_update_functional", "batch_norm_update_functional",
    "normalization of each channel by the statistics of the batch, and updated running ones",
    (ins Tensor:$running_mean, Tensor:$running_var), (ins),
    !con(Normalization_Results.four, Normalization_Results.running)> {
  let semantics = !strconcat(Normalization_Text.batch, [{
    This is training. The other results are `mean`, `rstd`, an empty tensor of bytes
    that another backend would fill, and the new running statistics.
  }], Normalization_Text.update);
}
def Aten_InstanceNormOp : Aten_Op<"instance_norm", "normalization::instance_norm",
    "Normalization of each channel of each element of the batch",
    (ins Tensor:$input, OptTensor:$weight, OptTensor:$bias, OptTensor:$running_mean,
         OptTensor:$running_var, Bool:$use_input_stats, Float:$momentum, Float:$eps,
         Bool:$cudnn_enabled)> {
  let semantics = [{
    `(input - mean) / sqrt(var + eps) * weight + bias`, where `weight` and `bias` are
    per channel (dimension 1), 1 and 0 where there is none. With `use_input_stats`
    `mean` and `var` (divided by the count) are those of the input over the dimensions
    after the channels; otherwise they are the running statistics of the channel.
    `momentum` is that of running statistics, which this op, unlike PyTorch's, leaves
    as they are; `cudnn_enabled` means nothing.
  }];
}

//===-------------------------------------------------------------------------===//
// Per group of channels
//===-------------------------------------------------------------------------===//

def Aten_GroupNormOp : Aten_Op<"group_norm", "normalization::group_norm",
    "Normalization over each group of channels",
    (ins Tensor:$input, Int:$num_groups, OptTensor:$weight, OptTensor:$bias,
         FloatOr<"1e-05">:$eps, BoolOrTrue:$cudnn_enabled)> {
  let semantics = Normalization_Text.group;
}
def Aten_NativeGroupNormOp : Aten_Op<"native_group_norm", "normalization::native_group_norm",
    "Normalization over each group of channels, its mean and 1 / sqrt(var + eps)",
    (ins Tensor:$input, OptTensor:$weight, OptTensor:$bias, SymInt:$N, SymInt:$C, SymInt:$HxW,
         Int:$group, Float:$eps),
    Normalization_Results.three> {
  let semantics = !strconcat(Normalization_Text.group, [{
    `N`, `C` and `HxW` are the size of the batch, the channels and all the rest.
  }]);
}

//===-------------------------------------------------------------------------===//
// Per element of the leading dimensions
//===-------------------------------------------------------------------------===//

def Aten_LayerNormOp : Aten_Op<"layer_norm", "normalization::layer_norm",
    "Normalization over the last dimensions",
    (ins Tensor:$input, SymInts:$normalized_shape, OptTensor:$weight, OptTensor:$bias,
         FloatOr<"1e-05">:$eps, BoolOrTrue:$cudnn_enable)> {
  let semantics = Normalization_Text.layer;
}
def Aten_NativeLayerNormOp : Aten_Op<"native_layer_norm", "normalization::native_layer_norm",
    "Normalization over the last dimensions, its mean and 1 / sqrt(var + eps)",
    (ins Tensor:$input, SymInts:$normalized_shape, OptTensor:$weight, OptTensor:$bias,
         Float:$eps),
    Normalization_Results.three> {
  let semantics = Normalization_Text.layer;
}
def Aten_RmsNormOp : Aten_Op<"rms_norm", "normalization::layer_norm",
    "Division by the root mean square of the last dimensions",
    (ins Tensor:$input, SymInts:$normalized_shape, OptTensor:$weight, OptFloat:$eps)> {
  let semantics = Normalization_Text.rms;
}
def Aten_FusedRmsNormOp : Aten_Op<"_fused_rms_norm", "normalization::fused_rms_norm",
    "Division by the root mean square of the last dimensions, and 1 / that",
    (ins Tensor:$input, Ints:$normalized_shape, OptTensor:$weight, OptFloat:$eps),
    (outs TensorResult:$result0, TensorResult:$result1)> {
  let semantics = !strconcat(Normalization_Text.rms, [{
    The second result is `1 / sqrt(mean(input^2) + eps)`, in the dtype computed in.
  }]);
}

//===-------------------------------------------------------------------------===//
// Weights
//===-------------------------------------------------------------------------===//

def Aten_WeightNormOp : Aten_Op<"_weight_norm", "normalization::weight_norm", "v * (g / |v|)",
    (ins Tensor:$v, Tensor:$g, IntOr<0>:$dim)> {
  let semantics = [{
    `|v|` is the 2-norm over every dimension but `dim`, which are kept with size 1. With
    `dim` -1 it is that of all, and `g` is broadcast.
  }];
}
def Aten_WeightNormInterfaceOp : Aten_Op<"_weight_norm_interface",
    "normalization::weight_norm_interface", "v * (g / |v|), and |v|",
    (ins Tensor:$v, Tensor:$g, IntOr<0>:$dim),
    (outs TensorResult:$result0, TensorResult:$result1)> {
  let semantics = [{
    `|v|` is the 2-norm over every dimension but `dim`, the first or the last, which
    are kept with size 1. It is f32 where `g` is bf16.
  }];
}
