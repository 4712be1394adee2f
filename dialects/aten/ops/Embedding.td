//===- Embedding.td - Embedding look-ups -------------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "AtenDialect.td"

def Aten_EmbeddingOp : Aten_Op<"embedding", "embedding::embedding", "weight[indices], row by row",
    (ins Tensor:$weight, Tensor:$indices, IntOr<-1>:$padding_idx,
         BoolOrFalse:$scale_grad_by_freq, BoolOrFalse:$sparse)> {
  let semantics = "Indices are not negative. All but the tensors only matters to gradients.";
}

class Aten_EmbeddingBag<string name, dag more>
    : Aten_Op<name, "embedding::embedding_bag",
              "Rows of weight at the indices of each bag, combined into one",
              !con((ins Tensor:$weight, Tensor:$indices, Tensor:$offsets), more),
              (outs TensorResult:$result0, TensorResult:$result1, TensorResult:$result2,
                    TensorResult:$result3)> {
  let semantics = [{
    Bag i is `indices[offsets[i]:offsets[i + 1]]`, the last one up to the end of indices;
    with include_last_offset the last offset is that end, and starts no bag. The rows of a bag
    are combined by mode: 0 sum, 1 mean, 2 max. An empty bag gives zeros. Indices equal to
    padding_idx are left out. In a sum, per_sample_weights scales each row.

    Results 1 to 3 are for the gradient: the bag of each index, the size of each bag, and (max)
    the row that each element is from. Their sizes are those of PyTorch's CPU kernels, which
    leave out the first for plain sums.
  }];
}
class Aten_EmbeddingBagOf<string name, dag padding>
    : Aten_EmbeddingBag<name, !con((ins BoolOrFalse:$scale_grad_by_freq, IntOr<0>:$mode,
          BoolOrFalse:$sparse, OptTensor:$per_sample_weights, BoolOrFalse:$include_last_offset),
          padding)>;
def Aten_EmbeddingBagOp : Aten_EmbeddingBagOf<"embedding_bag", (ins)>;
def Aten_EmbeddingBagWithGradOp : Aten_EmbeddingBagOf<"_embedding_bag", (ins IntOr<-1>:$padding_idx)>;
def Aten_EmbeddingBagForwardOnlyOp : Aten_EmbeddingBagOf<"_embedding_bag_forward_only", (ins IntOr<-1>:$padding_idx)>;
def Aten_EmbeddingBagPaddingIdxOp : Aten_EmbeddingBag<"embedding_bag.padding_idx",
    (ins Bool:$scale_grad_by_freq, Int:$mode, Bool:$sparse, OptTensor:$per_sample_weights,
         Bool:$include_last_offset, OptInt:$padding_idx)>;
