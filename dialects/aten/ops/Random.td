//===- Random.td - Random numbers --------------------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "AtenDialect.td"

// Families of this theme. They are not pure: no two draws are the same.

class Aten_Random<string name, string inference, string summary, dag params>
    : Aten_Op<name, "random::" # inference, summary, params, OneTensor.tensor, []>;

class Aten_RandomLike<string name, string summary>
    : Aten_Random<name, "like", summary,
                  (ins Tensor:$self, OptDType:$dtype, OptMemoryFormat:$memory_format)>;

class Aten_Dropout<string name, string inference, string summary>
    : Aten_Random<name, inference, summary, (ins Tensor:$input, Float:$p, Bool:$train)> {
  let semantics = "Without `train` it is `input`.";
}

//===-------------------------------------------------------------------------===//
// New tensors
//===-------------------------------------------------------------------------===//

def Aten_RandOp : Aten_Random<"rand", "sized", "Uniform in [0, 1)",
    (ins SymInts:$size, OptDType:$dtype)>;
def Aten_RandnOp : Aten_Random<"randn", "sized", "Normal, with mean 0 and variance 1",
    (ins SymInts:$size, OptDType:$dtype)>;
def Aten_RandLikeOp : Aten_RandomLike<"rand_like", "Uniform in [0, 1), in the sizes of self">;
def Aten_RandnLikeOp : Aten_RandomLike<"randn_like",
    "Normal, with mean 0 and variance 1, in the sizes of self">;
def Aten_RandintOp : Aten_Random<"randint", "randint", "Uniform integers in [0, high)",
    (ins SymInt:$high, SymInts:$size, OptDTypeOr<"getI64Type", "long">:$dtype)>;
def Aten_RandintLowOp : Aten_Random<"randint.low", "randint",
    "Uniform integers in [low, high)",
    (ins SymInt:$low, SymInt:$high, SymInts:$size, OptDTypeOr<"getI64Type", "long">:$dtype)>;
def Aten_RandintLikeOp : Aten_Random<"randint_like", "randint_like",
    "Uniform integers in [0, high), in the sizes and dtype of self",
    (ins Tensor:$self, SymInt:$high, OptDType:$dtype, OptMemoryFormat:$memory_format)>;
def Aten_RandintLikeLowDtypeOp : Aten_Random<"randint_like.low_dtype", "randint_like",
    "Uniform integers in [low, high), in the sizes and dtype of self",
    (ins Tensor:$self, SymInt:$low, SymInt:$high, OptDType:$dtype,
         OptMemoryFormat:$memory_format)>;
def Aten_RandpermOp : Aten_Random<"randperm", "randperm", "A permutation of 0 ... n - 1",
    (ins SymInt:$n, OptDTypeOr<"getI64Type", "long">:$dtype)>;

//===-------------------------------------------------------------------------===//
// Draws from distributions
//===-------------------------------------------------------------------------===//

def Aten_BernoulliOp : Aten_Random<"bernoulli", "bernoulli",
    "1 with probability self, else 0", (ins Tensor:$self)>;
def Aten_BernoulliPOp : Aten_Random<"bernoulli.p", "bernoulli",
    "1 with probability p, else 0, in the sizes and dtype of self",
    (ins Tensor:$self, Float:$p)>;
def Aten_ExponentialOp : Aten_Random<"exponential", "exponential",
    "Exponential with rate lambd, in the sizes and dtype of self",
    (ins Tensor:$self, FloatOr<"1.0">:$lambd)>;
def Aten_NormalFunctionalOp : Aten_Random<"normal_functional", "normal",
    "Normal, in the sizes and dtype of self",
    (ins Tensor:$self, FloatOr<"0.0">:$mean, FloatOr<"1.0">:$std)>;
def Aten_NormalTensorTensorOp : Aten_Random<"normal.Tensor_Tensor", "normal",
    "Normal, each with its own mean and standard deviation", (ins Tensor:$mean, Tensor:$std)>;
def Aten_NormalTensorFloatOp : Aten_Random<"normal.Tensor_float", "normal",
    "Normal, each with its own mean", (ins Tensor:$mean, FloatOr<"1.0">:$std)>;
def Aten_NormalFloatTensorOp : Aten_Random<"normal.float_Tensor", "normal",
    "Normal, each with its own standard deviation", (ins Float:$mean, Tensor:$std)>;
def Aten_NormalFloatFloatOp : Aten_Random<"normal.float_float", "normal_sized", "Normal",
    (ins Float:$mean, Float:$std, SymInts:$size, OptDType:$dtype)>;
def Aten_PoissonOp : Aten_Random<"poisson", "poisson", "Poisson with rate self",
    (ins Tensor:$self)>;
def Aten_UniformOp : Aten_Random<"uniform", "uniform",
    "Uniform in [from, to), in the sizes and dtype of self",
    (ins Tensor:$self, FloatOr<"0.0">:$from, FloatOr<"1.0">:$to)>;
def Aten_MultinomialOp : Aten_Random<"multinomial", "multinomial",
    "num_samples indices, each with the probability that self gives it along its last dimension",
    (ins Tensor:$self, SymInt:$num_samples, BoolOrFalse:$replacement)> {
  let semantics = [{
    Rows of `self` are weights: not negative, and not all 0. Without `replacement` no
    index is drawn twice.}];
}

//===-------------------------------------------------------------------------===//
// Dropout
//===-------------------------------------------------------------------------===//

def Aten_DropoutOp : Aten_Dropout<"dropout", "dropout",
    "Elements set to 0 with probability p, the others divided by 1 - p">;
def Aten_FeatureDropoutOp : Aten_Dropout<"feature_dropout", "feature_dropout",
    "Channels set to 0 with probability p, the others divided by 1 - p">;
def Aten_AlphaDropoutOp : Aten_Dropout<"alpha_dropout", "dropout",
    "Elements set to selu's limit with probability p, keeping mean and variance">;
def Aten_FeatureAlphaDropoutOp : Aten_Dropout<"feature_alpha_dropout", "feature_dropout",
    "Channels set to selu's limit with probability p, keeping mean and variance">;
def Aten_NativeDropoutOp : Aten_Op<"native_dropout", "random::native_dropout",
    "dropout(input), and which elements it kept", (ins Tensor:$input, Float:$p, OptBool:$train),
    (outs TensorResult:$result0, TensorResult:$result1), []> {
  let semantics = "`train` not given is true. Without it `result1` is true everywhere.";
}
