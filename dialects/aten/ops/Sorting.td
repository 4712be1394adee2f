//===- Sorting.td - Sorting, ranking and counting ----------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "AtenDialect.td"

class Aten_SortedPair<string name, string inference, string summary, dag params>
    : Aten_Op<name, inference, summary, params,
        (outs TensorResult:$values, TensorResult:$indices)>;

class Aten_Unique<string name, string summary, dag params>
    : Aten_Op<name, "sorting::unique", summary, params,
        (outs TensorResult:$result0, TensorResult:$result1, TensorResult:$result2)> {
  let semantics = "The second result says where in the first each element is (`return_inverse`), "
                  "The third how often each occurs (`return_counts`); what is not asked for is "
                  "empty. With `dim`, slices are compared, and both are always computed.";
}

//===-------------------------------------------------------------------------===//
// Order
//===-------------------------------------------------------------------------===//

let semantics = "NaN is greater than anything else. `stable` keeps equal elements in order." in {
def Aten_SortOp : Aten_SortedPair<"sort", "sorting::sort",
    "self in order along dim, and where each element was",
    (ins Tensor:$self, IntOr<-1>:$dim, BoolOrFalse:$descending)>;
def Aten_SortStableOp : Aten_SortedPair<"sort.stable", "sorting::sort",
    "self in order along dim, and where each element was",
    (ins Tensor:$self, OptBool:$stable, IntOr<-1>:$dim, BoolOrFalse:$descending)>;
def Aten_ArgsortOp : Aten_Op<"argsort", "sorting::argsort",
    "Where each element of sort(self, dim) was in self",
    (ins Tensor:$self, IntOr<-1>:$dim, BoolOrFalse:$descending)>;
def Aten_ArgsortStableOp : Aten_Op<"argsort.stable", "sorting::argsort",
    "Where each element of sort(self, dim) was in self",
    (ins Tensor:$self, Bool:$stable, IntOr<-1>:$dim, BoolOrFalse:$descending)>;
def Aten_MsortOp : Aten_Unary<"msort", "sorting::msort", "self in order along dimension 0">;
}
def Aten_TopkOp : Aten_SortedPair<"topk", "sorting::topk",
    "The k largest along dim, and where they were",
    (ins Tensor:$self, SymInt:$k, IntOr<-1>:$dim, BoolOrTrue:$largest, BoolOrTrue:$sorted)> {
  let semantics = "The smallest if `largest` is false. If `sorted` is false, they are in any "
                  "order. NaN is greater than anything else. Which of equal elements are "
                  "taken is not said.";
}
def Aten_KthvalueOp : Aten_SortedPair<"kthvalue", "sorting::kthvalue",
    "The k-th smallest along dim, and where it was",
    (ins Tensor:$self, SymInt:$k, IntOr<-1>:$dim, BoolOrFalse:$keepdim)> {
  let semantics = "`k` counts from 1. NaN is greater than anything else.";
}
def Aten_ModeOp : Aten_SortedPair<"mode", "reduction::values_and_indices",
    "The most frequent along dim, of several the smallest, and a place where it is",
    (ins Tensor:$self, IntOr<-1>:$dim, BoolOrFalse:$keepdim)>;
def Aten_Unique2Op : Aten_Unique<"_unique2", "The different elements, in order",
    (ins Tensor:$self, BoolOrTrue:$sorted, BoolOrFalse:$return_inverse,
         BoolOrFalse:$return_counts)>;
def Aten_UniqueDimOp : Aten_Unique<"unique_dim", "The different slices along dim, in order",
    (ins Tensor:$self, Int:$dim, BoolOrTrue:$sorted, BoolOrFalse:$return_inverse,
         BoolOrFalse:$return_counts)>;
def Aten_UniqueConsecutiveOp
    : Aten_Unique<"unique_consecutive", "self without elements that equal the one before",
    (ins Tensor:$self, BoolOrFalse:$return_inverse, BoolOrFalse:$return_counts, OptInt:$dim)>;

//===-------------------------------------------------------------------------===//
// Bins
//===-------------------------------------------------------------------------===//

let semantics = "The result i is where `boundaries[i - 1] < x <= boundaries[i]`; with `right`, "
                "where `boundaries[i - 1] <= x < boundaries[i]`. The boundaries must be in "
                "order. The result is int64, with `out_int32` int32." in {
def Aten_BucketizeTensorOp : Aten_Op<"bucketize.Tensor", "sorting::bucketize",
    "Between which boundaries each element is",
    (ins Tensor:$self, Tensor:$boundaries, BoolOrFalse:$out_int32, BoolOrFalse:$right)>;
def Aten_BucketizeScalarOp : Aten_Op<"bucketize.Scalar", "sorting::bucketize",
    "Between which boundaries self is",
    (ins Scalar:$self, Tensor:$boundaries, BoolOrFalse:$out_int32, BoolOrFalse:$right)>;
}
let semantics = "As `bucketize`, where all dimensions but the last of `sorted_sequence`, if it "
                "has more than one, are those of `self`. `side` says the same as `right`. "
                "`sorter` is the order of a sequence that is not sorted." in {
def Aten_SearchsortedTensorOp : Aten_Op<"searchsorted.Tensor", "sorting::searchsorted",
    "Where to insert each element in the last dimension of sorted_sequence",
    (ins Tensor:$sorted_sequence, Tensor:$self, BoolOrFalse:$out_int32, BoolOrFalse:$right,
         OptStrOneOf<["left", "right"]>:$side, OptTensor:$sorter)>;
def Aten_SearchsortedScalarOp : Aten_Op<"searchsorted.Scalar", "sorting::searchsorted",
    "Where to insert self in sorted_sequence",
    (ins Tensor:$sorted_sequence, Scalar:$self, BoolOrFalse:$out_int32, BoolOrFalse:$right,
         OptStrOneOf<["left", "right"]>:$side, OptTensor:$sorter)>;
}
def Aten_BincountOp : Aten_Op<"bincount", "sorting::bincount",
    "result[i] = sum of the weights where self is i, or how often it is",
    (ins Tensor:$self, OptTensor:$weights, IntOr<0>:$minlength)> {
  let semantics = "The size of the result is 1 more than the largest element, but at least "
                  "`minlength`.";
}
def Aten_HistcOp : Aten_Op<"histc", "sorting::histc",
    "Number of elements in each of `bins` equal intervals from min to max",
    (ins Tensor:$self, IntOr<100>:$bins, IntScalarOr<0>:$min, IntScalarOr<0>:$max)> {
  let semantics = "Elements outside are ignored; `max` itself is in the last interval. Where "
                  "`min` and `max` are equal, the smallest and the largest element are taken.";
}
let semantics = "An interval has its lower edge, the last one both. Elements outside are "
                "ignored. Each element counts 1, or its `weight`. With `density`, the counts are "
                "divided by their sum and by the widths of the intervals." in {
def Aten_HistogramBinsTensorOp : Aten_Op<"histogram.bins_tensor", "sorting::histogram",
    "Number of elements between each two edges, and the edges",
    (ins Tensor:$self, Tensor:$bins, OptTensor:$weight, BoolOrFalse:$density),
    (outs TensorResult:$hist, TensorResult:$bin_edges)>;
def Aten_HistogramBinCtOp : Aten_Op<"histogram.bin_ct", "sorting::histogram",
    "Number of elements in each of `bins` equal intervals of `range`, and the edges",
    (ins Tensor:$self, IntOr<100>:$bins, OptFloats:$range, OptTensor:$weight,
         BoolOrFalse:$density),
    (outs TensorResult:$hist, TensorResult:$bin_edges)>;
}
