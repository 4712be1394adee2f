//===- Loss.td - Loss functions ----------------------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "AtenDialect.td"

// The losses of elements or rows, summed up as `reduction` says.
class Aten_Loss<string name, string inference, string summary, dag params,
                string more = "", dag results = OneTensor.tensor>
    : Aten_Op<name, inference, summary, params, results> {
  let semantics = "`reduction` is 0 to leave the losses as they are, 1 for their mean, 2 for "
                  "their sum." # more;
}

// A loss of each pair of elements of `self` and `target`.
class Aten_PairLoss<string name, string inference, string summary, dag params = (ins),
                    string more = "">
    : Aten_Loss<name, inference, summary,
        !con((ins Tensor:$self, Tensor:$target, IntOr<1>:$reduction), params), more>;

// The target is a class.
defvar aboutClasses = " The classes are dimension 1 of `self`, or its only one. A target of "
    "`ignore_index` has loss 0. The mean is the sum divided by the sum of the weights used.";

class Aten_ClassLoss<string name, string inference, string summary>
    : Aten_Loss<name, inference, summary,
        (ins Tensor:$self, Tensor:$target, OptTensor:$weight, IntOr<1>:$reduction,
             IntOr<-100>:$ignore_index), aboutClasses>;

class Aten_ClassLossForward<string name, string inference>
    : Aten_Loss<name, inference,
        "-weight[target] * self[target], and the sum of the weights used",
        (ins Tensor:$self, Tensor:$target, OptTensor:$weight, Int:$reduction,
             Int:$ignore_index),
        aboutClasses, (outs TensorResult:$output, TensorResult:$total_weight)>;

//===-------------------------------------------------------------------------===//
// Of two tensors, element by element
//===-------------------------------------------------------------------------===//

def Aten_L1LossOp : Aten_PairLoss<"l1_loss", "loss::l1", "|self - target|">;
def Aten_MseLossOp : Aten_PairLoss<"mse_loss", "loss::pair", "(self - target)^2">;
def Aten_SmoothL1LossOp : Aten_PairLoss<"smooth_l1_loss", "loss::smooth_l1",
    "d^2 / (2 * beta) if d < beta, else d - beta / 2, where d = |self - target|",
    (ins FloatOr<"1.0">:$beta)>;
def Aten_HuberLossOp : Aten_PairLoss<"huber_loss", "loss::huber",
    "d^2 / 2 if d <= delta, else delta * (d - delta / 2), where d = |self - target|",
    (ins FloatOr<"1.0">:$delta)>;
def Aten_SoftMarginLossOp : Aten_PairLoss<"soft_margin_loss", "loss::soft_margin",
    "log(1 + e^(-target * self))">;
def Aten_KlDivOp : Aten_PairLoss<"kl_div", "loss::kl_div",
    "target * (log(target) - self), or e^target * (target - self) if log_target",
    (ins BoolOrFalse:$log_target), " Where `target` is 0, the loss is 0.">;
def Aten_HingeEmbeddingLossOp : Aten_Loss<"hinge_embedding_loss", "loss::hinge_embedding",
    "self where target is 1, max(0, margin - self) where it is -1",
    (ins Tensor:$self, Tensor:$target, FloatOr<"1.0">:$margin, IntOr<1>:$reduction),
    " Where `target` is neither, the loss is the sum of both.">;
def Aten_BinaryCrossEntropyOp : Aten_Loss<"binary_cross_entropy", "loss::binary_cross_entropy",
    "-weight * (target * log(self) + (1 - target) * log(1 - self))",
    (ins Tensor:$self, Tensor:$target, OptTensor:$weight, IntOr<1>:$reduction),
    " The logarithms are at least -100.">;
def Aten_BinaryCrossEntropyWithLogitsOp
    : Aten_Loss<"binary_cross_entropy_with_logits", "loss::binary_cross_entropy_with_logits",
    "-weight * (pos_weight * target * log(p) + (1 - target) * log(1 - p)), p = sigmoid(self)",
    (ins Tensor:$self, Tensor:$target, OptTensor:$weight, OptTensor:$pos_weight,
         IntOr<1>:$reduction)>;
def Aten_PoissonNllLossOp : Aten_Loss<"poisson_nll_loss", "loss::poisson_nll",
    "e^input - target * input, or input - target * log(input + eps) unless log_input",
    (ins Tensor:$input, Tensor:$target, Bool:$log_input, Bool:$full, Float:$eps, Int:$reduction),
    " `full` adds Stirling's approximation of log(target!) where `target` is above 1.">;
def Aten_MarginRankingLossOp : Aten_Loss<"margin_ranking_loss", "loss::margin_ranking",
    "max(0, margin - target * (input1 - input2))",
    (ins Tensor:$input1, Tensor:$input2, Tensor:$target, FloatOr<"0.0">:$margin,
         IntOr<1>:$reduction)>;

//===-------------------------------------------------------------------------===//
// Of vectors
//===-------------------------------------------------------------------------===//

def Aten_CosineSimilarityOp : Aten_Op<"cosine_similarity", "loss::cosine_similarity",
    "sum(x1 * x2, dim) / (max(|x1|, eps) * max(|x2|, eps))",
    (ins Tensor:$x1, Tensor:$x2, IntOr<1>:$dim, FloatOr<"1e-08">:$eps)>;
def Aten_CosineEmbeddingLossOp : Aten_Loss<"cosine_embedding_loss", "loss::cosine_embedding",
    "1 - cos where target is 1, max(0, cos - margin) where it is -1",
    (ins Tensor:$input1, Tensor:$input2, Tensor:$target, FloatOr<"0.0">:$margin,
         IntOr<1>:$reduction)>;
def Aten_TripletMarginLossOp : Aten_Loss<"triplet_margin_loss", "loss::triplet_margin",
    "max(0, margin + distance(anchor, positive) - distance(anchor, negative))",
    (ins Tensor:$anchor, Tensor:$positive, Tensor:$negative, FloatOr<"1.0">:$margin,
         FloatOr<"2.0">:$p, FloatOr<"1e-06">:$eps, BoolOrFalse:$swap, IntOr<1>:$reduction),
    " The distance is the norm of order `p` of the difference plus `eps`, along the last "
    "dimension. With `swap`, distance(positive, negative) is taken if it is less than that of "
    "`anchor` and `negative`.">;

//===-------------------------------------------------------------------------===//
// Of classes
//===-------------------------------------------------------------------------===//

def Aten_NllLossOp
    : Aten_ClassLoss<"nll_loss", "loss::nll", "-weight[target] * self[target]">;
def Aten_NllLoss2dOp
    : Aten_ClassLoss<"nll_loss2d", "loss::nll2d", "-weight[target] * self[target]">;
def Aten_NllLossNdOp
    : Aten_ClassLoss<"nll_loss_nd", "loss::nll_nd", "-weight[target] * self[target]">;
def Aten_NllLossForwardOp : Aten_ClassLossForward<"nll_loss_forward", "loss::nll_forward">;
def Aten_NllLoss2dForwardOp : Aten_ClassLossForward<"nll_loss2d_forward", "loss::nll2d_forward">;
def Aten_CrossEntropyLossOp : Aten_Loss<"cross_entropy_loss", "loss::cross_entropy",
    "nll_loss_nd(log_softmax(self, 1), target)",
    (ins Tensor:$self, Tensor:$target, OptTensor:$weight, IntOr<1>:$reduction,
         IntOr<-100>:$ignore_index, FloatOr<"0.0">:$label_smoothing),
    aboutClasses # " A target of the shape of `self` is of probabilities, of which the loss is "
    "-sum(weight * target * log_softmax(self, 1), 1), and the mean divided by the number of "
    "rows. `label_smoothing` is the part of the target that is spread over all classes.">;
def Aten_MultiMarginLossOp : Aten_Loss<"multi_margin_loss", "loss::multi_margin",
    "sum over i != target of weight[target] * max(0, margin - self[target] + self[i])^p / classes",
    (ins Tensor:$self, Tensor:$target, IntScalarOr<1>:$p, IntScalarOr<1>:$margin,
         OptTensor:$weight, IntOr<1>:$reduction), " `p` is 1 or 2.">;
defvar aboutLabels = " `target` has the classes of each row up to the first -1.";
def Aten_MultilabelMarginLossOp
    : Aten_PairLoss<"multilabel_margin_loss", "loss::multilabel_margin",
    "sum over j in target, i not in target of max(0, 1 - self[j] + self[i]) / classes",
    (ins), aboutLabels>;
def Aten_MultilabelMarginLossForwardOp
    : Aten_Loss<"multilabel_margin_loss_forward", "loss::multilabel_margin_forward",
    "sum over j in target, i not in target of max(0, 1 - self[j] + self[i]) / classes",
    (ins Tensor:$self, Tensor:$target, Int:$reduction),
    aboutLabels # " `is_target` is 1 for the classes in `target`, else 0.",
    (outs TensorResult:$output, TensorResult:$is_target)>;

//===-------------------------------------------------------------------------===//
// Of sequences
//===-------------------------------------------------------------------------===//

class Aten_CtcLoss<string name, Param lengths>
    : Aten_Loss<name, "loss::ctc", "-log of the probability of the targets, over all alignments",
    !dag(ins, [Tensor, Tensor, lengths, lengths, IntOr<0>, IntOr<1>, BoolOrFalse],
         ["log_probs", "targets", "input_lengths", "target_lengths", "blank", "reduction",
          "zero_infinity"]),
    " `log_probs` is [time, batch, classes] or [time, classes]; `targets` a row for each of the "
    "batch, or all one after the other. The mean is of the losses divided by the lengths of "
    "their targets. `zero_infinity` makes 0 of infinite losses.">;
def Aten_CtcLossIntListOp : Aten_CtcLoss<"ctc_loss.IntList", Ints>;
def Aten_CtcLossTensorOp : Aten_CtcLoss<"ctc_loss.Tensor", Tensor>;
