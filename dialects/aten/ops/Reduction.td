//===- Reduction.td - Reductions and softmax ---------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "AtenDialect.td"

class Aten_ReduceDim<string name, string inference, string summary>
    : Aten_Op<name, inference, summary, (ins Tensor:$self, Int:$dim, BoolOrFalse:$keepdim)>;

class Aten_ReduceOptDim<string name, string inference, string summary>
    : Aten_Op<name, inference, summary, (ins Tensor:$self, OptInt:$dim, BoolOrFalse:$keepdim)>;

class Aten_ReduceDims<string name, string inference, string summary, Param dim>
    : Aten_Op<name, inference, summary, !dag(ins, [Tensor, dim, BoolOrFalse],
                                             ["self", "dim", "keepdim"])>;

class Aten_ReduceDType<string name, string inference, string summary>
    : Aten_Op<name, inference, summary, (ins Tensor:$self, OptDType:$dtype)>;

class Aten_ReduceDimsDType<string name, string inference, string summary>
    : Aten_Op<name, inference, summary,
        (ins Tensor:$self, OptInts:$dim, BoolOrFalse:$keepdim, OptDType:$dtype)>;

class Aten_ValuesIndices<string name, string inference, string summary, dag params>
    : Aten_Op<name, inference, summary, params,
        (outs TensorResult:$values, TensorResult:$indices)>;

class Aten_ReduceToIndex<string name, string inference, string summary>
    : Aten_ValuesIndices<name, inference, summary,
        (ins Tensor:$self, Int:$dim, BoolOrFalse:$keepdim)>;

class Aten_TwoMoments<string name, string summary, dag params>
    : Aten_Op<name, "reduction::std_var_mean", summary, params,
        (outs TensorResult:$result0, TensorResult:$result1)>;

// What is the same for several ops.
defvar nanReduced = "NaN if there is a NaN among them. ";
defvar firstIndex = "`indices` are the places of the values, of equal values that of the first. ";
defvar castFirst = "`self` is cast to `dtype` first, if it is given. ";
defvar noDimIsAll = "No `dim`, or an empty list, is all of them. ";

//===-------------------------------------------------------------------------===//
// Sums, products and means
//===-------------------------------------------------------------------------===//

let semantics = castFirst # "Otherwise integers and bools are computed in int64. "
                # noDimIsAll in {
def Aten_SumOp : Aten_ReduceDType<"sum", "reduction::sum", "Sum of all elements">;
def Aten_SumDimIntListOp
    : Aten_ReduceDimsDType<"sum.dim_IntList", "reduction::sum", "Sum over dim">;
def Aten_NansumOp
    : Aten_ReduceDimsDType<"nansum", "reduction::nansum", "Sum over dim of what is not NaN">;
def Aten_ProdOp : Aten_ReduceDType<"prod", "reduction::sum", "Product of all elements">;
def Aten_ProdDimIntOp : Aten_Op<"prod.dim_int", "reduction::sum", "Product over dim",
    (ins Tensor:$self, Int:$dim, BoolOrFalse:$keepdim, OptDType:$dtype)>;
}
let semantics = castFirst # noDimIsAll # "The mean of nothing is NaN." in {
def Aten_MeanOp : Aten_ReduceDType<"mean", "reduction::mean", "Mean of all elements">;
def Aten_MeanDimOp : Aten_ReduceDimsDType<"mean.dim", "reduction::mean", "Mean over dim">;
def Aten_NanmeanOp
    : Aten_ReduceDimsDType<"nanmean", "reduction::nanmean", "Mean over dim of what is not NaN">;
}
def Aten_CountNonzeroOp : Aten_Op<"count_nonzero", "reduction::count_nonzero",
    "Number of elements that are not 0", (ins Tensor:$self, OptInt:$dim)>;
def Aten_CountNonzeroDimIntListOp : Aten_Op<"count_nonzero.dim_IntList",
    "reduction::count_nonzero", "Number of elements that are not 0",
    (ins Tensor:$self, Ints:$dim)>;
def Aten_TraceOp : Aten_Unary<"trace", "reduction::trace", "Sum of the diagonal of a matrix">;
def Aten_LogsumexpOp : Aten_ReduceDims<"logsumexp", "reduction::logsumexp",
    "log(sum(e^self, dim))", Ints> {
  let semantics = "Computed on what is left after the largest is subtracted, so that it does not "
                  "overflow. An empty `dim` is all of them.";
}

//===-------------------------------------------------------------------------===//
// Logical
//===-------------------------------------------------------------------------===//

let semantics = "An element counts as true if it is not 0; NaN does. Of nothing, `all` is true "
                "and `any` false. The result is bool, but uint8 for uint8. No `dim` is all of "
                "them, an empty list none." in {
def Aten_AllOp : Aten_Unary<"all", "reduction::all", "Whether all elements are true">;
def Aten_AllDimOp : Aten_ReduceDim<"all.dim", "reduction::all", "Whether all along dim are true">;
def Aten_AllDimsOp
    : Aten_ReduceDims<"all.dims", "reduction::all", "Whether all along dim are true", OptInts>;
def Aten_AnyOp : Aten_Unary<"any", "reduction::all", "Whether any element is true">;
def Aten_AnyDimOp : Aten_ReduceDim<"any.dim", "reduction::all", "Whether any along dim is true">;
def Aten_AnyDimsOp
    : Aten_ReduceDims<"any.dims", "reduction::all", "Whether any along dim is true", OptInts>;
}

//===-------------------------------------------------------------------------===//
// Extrema and medians
//===-------------------------------------------------------------------------===//

let semantics = nanReduced # noDimIsAll in {
def Aten_AmaxOp : Aten_ReduceDims<"amax", "reduction::extremum", "Largest over dim", IntsOr<[]>>;
def Aten_AminOp : Aten_ReduceDims<"amin", "reduction::extremum", "Smallest over dim", IntsOr<[]>>;
def Aten_AminmaxOp : Aten_Op<"aminmax", "reduction::aminmax", "Smallest and largest over dim",
    (ins Tensor:$self, OptInt:$dim, BoolOrFalse:$keepdim),
    (outs TensorResult:$min, TensorResult:$max)>;
def Aten_MaxOp : Aten_Unary<"max", "reduction::extremum", "Largest of all elements">;
def Aten_MinOp : Aten_Unary<"min", "reduction::extremum", "Smallest of all elements">;
}
let semantics = nanReduced # firstIndex in {
def Aten_MaxDimOp : Aten_ReduceToIndex<"max.dim", "reduction::values_and_indices",
    "Largest along dim, and where it is">;
def Aten_MinDimOp : Aten_ReduceToIndex<"min.dim", "reduction::values_and_indices",
    "Smallest along dim, and where it is">;
}
let semantics = "Of equal values, the place of the first; a NaN is taken for the extreme. No "
                "`dim` is all of them, of the flattened tensor." in {
def Aten_ArgmaxOp
    : Aten_ReduceOptDim<"argmax", "reduction::arg_extremum", "Where the largest is along dim">;
def Aten_ArgminOp
    : Aten_ReduceOptDim<"argmin", "reduction::arg_extremum", "Where the smallest is along dim">;
}
let semantics = "Of an even number of values, the lower of the two in the middle. "
                # nanReduced # "Of nothing, NaN." in {
def Aten_MedianOp : Aten_Unary<"median", "reduction::median", "Median of all elements">;
def Aten_MedianDimOp : Aten_ReduceToIndex<"median.dim", "reduction::values_and_indices",
    "Median along dim, and a place where it is">;
}
let semantics = "Of an even number of values, the lower of the two in the middle. NaNs do not "
                "count; where there is nothing else, NaN." in {
def Aten_NanmedianOp
    : Aten_Unary<"nanmedian", "reduction::median", "Median of all elements that are not NaN">;
def Aten_NanmedianDimOp : Aten_ReduceToIndex<"nanmedian.dim", "reduction::values_and_indices",
    "Median along dim of what is not NaN, and a place where it is">;
}

class Aten_Quantile<string name, Param q, string summary>
    : Aten_Op<name, "reduction::quantile", summary, !dag(ins,
        [Tensor, q, OptInt, BoolOrFalse,
         StrOneOfOr<["linear", "lower", "higher", "midpoint", "nearest"], "linear">],
        ["self", "q", "dim", "keepdim", "interpolation"])> {
  let semantics = "`q` is from 0 to 1. `interpolation` says what to take where the quantile is "
                  "between two values. Several `q` are the first dimension of the result. No "
                  "`dim` is all of them.";
}
def Aten_QuantileOp
    : Aten_Quantile<"quantile", Tensor, "Quantiles along dim; NaN if there is a NaN">;
def Aten_QuantileScalarOp
    : Aten_Quantile<"quantile.scalar", Float, "Quantile along dim; NaN if there is a NaN">;
def Aten_NanquantileOp
    : Aten_Quantile<"nanquantile", Tensor, "Quantiles along dim of what is not NaN">;
def Aten_NanquantileScalarOp
    : Aten_Quantile<"nanquantile.scalar", Float, "Quantile along dim of what is not NaN">;

//===-------------------------------------------------------------------------===//
// Variances
//===-------------------------------------------------------------------------===//

let semantics = "The sum of squared distances from the mean is divided by the number of elements "
                "less `correction`, by default 1 (`unbiased`: 1 if true, 0 if not), but at "
                "least by 0. " # noDimIsAll in {
def Aten_StdOp : Aten_Op<"std", "reduction::std_var", "sqrt(var(self))",
    (ins Tensor:$self, BoolOrTrue:$unbiased)>;
def Aten_StdDimOp : Aten_Op<"std.dim", "reduction::std_var", "sqrt(var(self, dim))",
    (ins Tensor:$self, OptInts:$dim, BoolOrTrue:$unbiased, BoolOrFalse:$keepdim)>;
def Aten_StdCorrectionOp : Aten_Op<"std.correction", "reduction::std_var", "sqrt(var(self, dim))",
    (ins Tensor:$self, OptInts:$dim, OptScalar:$correction, BoolOrFalse:$keepdim)>;
def Aten_VarOp : Aten_Op<"var", "reduction::std_var", "Variance of all elements",
    (ins Tensor:$self, BoolOrTrue:$unbiased)>;
def Aten_VarDimOp : Aten_Op<"var.dim", "reduction::std_var", "Variance over dim",
    (ins Tensor:$self, OptInts:$dim, BoolOrTrue:$unbiased, BoolOrFalse:$keepdim)>;
def Aten_VarCorrectionOp : Aten_Op<"var.correction", "reduction::std_var", "Variance over dim",
    (ins Tensor:$self, OptInts:$dim, OptScalar:$correction, BoolOrFalse:$keepdim)>;
def Aten_StdMeanOp : Aten_TwoMoments<"std_mean", "sqrt(var(self)) and mean(self)",
    (ins Tensor:$self, BoolOrTrue:$unbiased)>;
def Aten_StdMeanDimOp : Aten_TwoMoments<"std_mean.dim", "sqrt(var(self, dim)) and mean(self, dim)",
    (ins Tensor:$self, OptInts:$dim, BoolOrTrue:$unbiased, BoolOrFalse:$keepdim)>;
def Aten_StdMeanCorrectionOp
    : Aten_TwoMoments<"std_mean.correction", "sqrt(var(self, dim)) and mean(self, dim)",
    (ins Tensor:$self, OptInts:$dim, OptScalar:$correction, BoolOrFalse:$keepdim)>;
def Aten_VarMeanOp : Aten_TwoMoments<"var_mean", "var(self) and mean(self)",
    (ins Tensor:$self, BoolOrTrue:$unbiased)>;
def Aten_VarMeanDimOp : Aten_TwoMoments<"var_mean.dim", "var(self, dim) and mean(self, dim)",
    (ins Tensor:$self, OptInts:$dim, BoolOrTrue:$unbiased, BoolOrFalse:$keepdim)>;
def Aten_VarMeanCorrectionOp
    : Aten_TwoMoments<"var_mean.correction", "var(self, dim) and mean(self, dim)",
    (ins Tensor:$self, OptInts:$dim, OptScalar:$correction, BoolOrFalse:$keepdim)>;
}

//===-------------------------------------------------------------------------===//
// Norms and distances
//===-------------------------------------------------------------------------===//

let semantics = "The norm of order p: inf is the largest magnitude, -inf the smallest, 0 the "
                "number of elements that are not 0. Without `p`, 2. " # castFirst
                # noDimIsAll in {
def Aten_LinalgVectorNormOp : Aten_Op<"linalg_vector_norm", "reduction::vector_norm",
    "sum(|self|^ord, dim)^(1 / ord)",
    (ins Tensor:$self, IntScalarOr<2>:$ord, OptInts:$dim, BoolOrFalse:$keepdim,
         OptDType:$dtype)>;
def Aten_NormScalarOp : Aten_Op<"norm.Scalar", "reduction::norm", "sum(|self|^p)^(1 / p)",
    (ins Tensor:$self, IntScalarOr<2>:$p)>;
def Aten_NormScalarOptDtypeOp : Aten_Op<"norm.ScalarOpt_dtype", "reduction::norm",
    "sum(|self|^p)^(1 / p)", (ins Tensor:$self, OptScalar:$p, DType:$dtype)>;
def Aten_NormScalarOptDimOp : Aten_Op<"norm.ScalarOpt_dim", "reduction::norm",
    "sum(|self|^p, dim)^(1 / p)",
    (ins Tensor:$self, OptScalar:$p, Ints:$dim, BoolOrFalse:$keepdim)>;
def Aten_NormScalarOptDimDtypeOp : Aten_Op<"norm.ScalarOpt_dim_dtype", "reduction::norm",
    "sum(|self|^p, dim)^(1 / p)",
    (ins Tensor:$self, OptScalar:$p, Ints:$dim, Bool:$keepdim, DType:$dtype)>;
def Aten_DistOp : Aten_Op<"dist", "reduction::dist", "norm(self - other, p)",
    (ins Tensor:$self, Tensor:$other, IntScalarOr<2>:$p)>;
def Aten_PairwiseDistanceOp : Aten_Op<"pairwise_distance", "reduction::pairwise_distance",
    "norm(x1 - x2 + eps, p) along the last dimension",
    (ins Tensor:$x1, Tensor:$x2, FloatOr<"2.0">:$p, FloatOr<"1e-06">:$eps,
         BoolOrFalse:$keepdim)>;
}
let semantics = "Rows are the second last dimension, those before are broadcast. `compute_mode` "
                "says whether Euclidean distances are computed by a matrix product: 0, or none, "
                "where there are more than 25 rows; 1, always; 2, never." in {
def Aten_CdistOp : Aten_Op<"cdist", "reduction::cdist", "result[i, j] = norm(x1[i] - x2[j], p)",
    (ins Tensor:$x1, Tensor:$x2, FloatOr<"2.0">:$p, OptInt:$compute_mode)>;
def Aten_CdistForwardOp
    : Aten_Op<"_cdist_forward", "reduction::cdist", "result[i, j] = norm(x1[i] - x2[j], p)",
    (ins Tensor:$x1, Tensor:$x2, Float:$p, OptInt:$compute_mode)>;
}
let semantics = "The pairs are in the order (0, 1), (0, 2), ..., (1, 2), ..." in {
def Aten_PdistOp : Aten_Op<"pdist", "reduction::pdist", "norm(self[i] - self[j], p) for all i < j",
    (ins Tensor:$self, FloatOr<"2.0">:$p)>;
def Aten_PdistForwardOp
    : Aten_Op<"_pdist_forward", "reduction::pdist", "norm(self[i] - self[j], p) for all i < j",
    (ins Tensor:$self, FloatOr<"2.0">:$p)>;
}
def Aten_RenormOp : Aten_Op<"renorm", "reduction::renorm",
    "Scales down each slice along dim whose norm of order p is above maxnorm",
    (ins Tensor:$self, Scalar:$p, Int:$dim, Scalar:$maxnorm)>;

//===-------------------------------------------------------------------------===//
// Softmax
//===-------------------------------------------------------------------------===//

let semantics = "Where all along `dim` are -inf, the result is NaN. `half_to_float` makes f32 of "
                "f16. " # castFirst in {
def Aten_SoftmaxOp : Aten_Op<"_softmax", "reduction::softmax", "e^self / sum(e^self, dim)",
    (ins Tensor:$self, Int:$dim, Bool:$half_to_float)>;
def Aten_LogSoftmaxOp
    : Aten_Op<"_log_softmax", "reduction::softmax", "self - log(sum(e^self, dim))",
    (ins Tensor:$self, Int:$dim, Bool:$half_to_float)>;
def Aten_SoftmaxIntOp : Aten_Op<"softmax.int", "reduction::softmax", "e^self / sum(e^self, dim)",
    (ins Tensor:$self, Int:$dim, OptDType:$dtype)>;
def Aten_LogSoftmaxIntOp
    : Aten_Op<"log_softmax.int", "reduction::softmax", "self - log(sum(e^self, dim))",
    (ins Tensor:$self, Int:$dim, OptDType:$dtype)>;
}
def Aten_SafeSoftmaxOp
    : Aten_Op<"_safe_softmax", "reduction::softmax", "e^self / sum(e^self, dim), or 0",
    (ins Tensor:$self, Int:$dim, OptDType:$dtype)> {
  let semantics = "Where all along `dim` are -inf, the result is 0.";
}
