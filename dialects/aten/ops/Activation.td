//===- Activation.td - Activation functions ----------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "AtenDialect.td"

// Families of this theme.

class Aten_Shrink<string name, string rule, string summary>
    : Aten_Op<name, "activation::" # rule, summary,
              (ins Tensor:$self, FloatScalarOr<"0.5">:$lambd)>;

class Aten_Prelu<string name, string rule, string summary>
    : Aten_Op<name, "activation::" # rule, summary, (ins Tensor:$self, Tensor:$weight)>;

//===-------------------------------------------------------------------------===//
// Rectifiers
//===-------------------------------------------------------------------------===//

def Aten_ReluOp : Aten_Unary<"relu", "activation::relu", "max(self, 0)">;
def Aten_Relu6Op : Aten_Unary<"relu6", "activation::hardtanh", "min(max(self, 0), 6)">;
def Aten_LeakyReluOp : Aten_Op<"leaky_relu", "activation::of_floats",
    "self > 0 ? self : negative_slope * self",
    (ins Tensor:$self, FloatScalarOr<"0.01">:$negative_slope)>;
def Aten_PreluOp : Aten_Prelu<"prelu", "prelu",
    "self > 0 ? self : weight * self, with a weight for all or for each channel"> {
  let semantics = "Channels are dimension 1 of `self`; with less than two dimensions there is one.";
}
def Aten_PreluKernelOp : Aten_Prelu<"_prelu_kernel", "prelu_kernel",
    "self > 0 ? self : weight * self">;
def Aten_RreluOp : Aten_Op<"rrelu", "activation::rrelu",
    "self > 0 ? self : slope * self, with a random slope for each element",
    (ins Tensor:$self, FloatScalarOr<"0.125">:$lower,
         FloatScalarOr<"0.3333333333333333">:$upper, BoolOrFalse:$training),
    OneTensor.tensor, []> {
  let semantics = [{
    In training the slopes are uniform in [lower, upper]; else every slope is
    (lower + upper) / 2.}];
}
def Aten_ThresholdOp : Aten_Op<"threshold", "activation::threshold",
    "self > threshold ? self : value", (ins Tensor:$self, Scalar:$threshold, Scalar:$value)>;

def Aten_CeluOp : Aten_Op<"celu", "activation::celu",
    "max(self, 0) + min(alpha * (e^(self / alpha) - 1), 0)",
    (ins Tensor:$self, FloatScalarOr<"1.0">:$alpha)>;
def Aten_EluOp : Aten_Op<"elu", "activation::of_floats",
    "self > 0 ? scale * self : scale * alpha * (e^(input_scale * self) - 1)",
    (ins Tensor:$self, IntScalarOr<1>:$alpha, IntScalarOr<1>:$scale,
         IntScalarOr<1>:$input_scale)>;
def Aten_SeluOp : Aten_Unary<"selu", "activation::of_floats",
    "self > 0 ? scale * self : scale * alpha * (e^self - 1)"> {
  let semantics = [{
    The constants make layers normalize themselves: `alpha` is 1.6732632423543772 and
    `scale` 1.0507009873554805.}];
}

//===-------------------------------------------------------------------------===//
// Sigmoids and gates
//===-------------------------------------------------------------------------===//

def Aten_SigmoidOp : Aten_Unary<"sigmoid", "pointwise::float_unary", "1 / (1 + e^-self)">;
def Aten_LogSigmoidOp : Aten_Unary<"log_sigmoid", "activation::of_floats",
    "ln(1 / (1 + e^-self)), without overflow">;
def Aten_LogSigmoidForwardOp : Aten_Op<"log_sigmoid_forward",
    "activation::log_sigmoid_forward", "log_sigmoid(self), and what its gradient needs",
    (ins Tensor:$self), (outs TensorResult:$output, TensorResult:$buffer)> {
  let semantics = [{
    `buffer` is e^-|self|, as on the CPU (on other devices PyTorch leaves it empty).}];
}
def Aten_HardsigmoidOp : Aten_Unary<"hardsigmoid", "activation::of_floats",
    "min(max(self + 3, 0), 6) / 6">;
def Aten_HardswishOp : Aten_Unary<"hardswish", "activation::of_floats",
    "self * min(max(self + 3, 0), 6) / 6">;
def Aten_HardtanhOp : Aten_Op<"hardtanh", "activation::hardtanh",
    "min(max(self, min_val), max_val)",
    (ins Tensor:$self, IntScalarOr<-1>:$min_val, IntScalarOr<1>:$max_val)> {
  let semantics = "The bounds do not change the dtype; for integers they lose their fraction.";
}
def Aten_GeluOp : Aten_Op<"gelu", "activation::of_floats",
    "self * the normal distribution function of self",
    (ins Tensor:$self, StrOneOfOr<["none", "tanh"], "none">:$approximate)> {
  let semantics = [{
    Exactly, `self / 2 * (1 + erf(self / sqrt(2)))`; with `approximate = "tanh"`,
    `self / 2 * (1 + tanh(sqrt(2 / pi) * (self + 0.044715 * self^3)))`.}];
}
def Aten_GluOp : Aten_Op<"glu", "activation::glu",
    "a * sigmoid(b), where a and b are the halves of self along dim",
    (ins Tensor:$self, IntOr<-1>:$dim)>;
def Aten_MishOp : Aten_Unary<"mish", "activation::of_floats", "self * tanh(ln(1 + e^self))">;
def Aten_SiluOp : Aten_Unary<"silu", "activation::of_floats_or_complex",
    "self / (1 + e^-self)">;
def Aten_SoftplusOp : Aten_Op<"softplus", "activation::of_floats",
    "ln(1 + e^(beta * self)) / beta",
    (ins Tensor:$self, IntScalarOr<1>:$beta, IntScalarOr<20>:$threshold)> {
  let semantics = "Where `beta * self > threshold` the result is `self`.";
}
def Aten_HardshrinkOp : Aten_Shrink<"hardshrink", "of_floats",
    "-lambd <= self <= lambd ? 0 : self">;
def Aten_SoftshrinkOp : Aten_Shrink<"softshrink", "softshrink",
    "self > lambd ? self - lambd : self < -lambd ? self + lambd : 0">;
