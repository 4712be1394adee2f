//===- Matmul.td - Matrix products -------------------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "AtenDialect.td"

// `beta * self + alpha * (product of the other two)`.
class Aten_AddProduct<string name, string inference, string summary, dag factors>
    : Aten_Op<name, inference, summary, !con((ins Tensor:$self), factors,
        (ins IntScalarOr<1>:$beta, IntScalarOr<1>:$alpha))> {
  let semantics = "`self` is broadcast to the product. Where `beta` is 0, `self` is not read: "
                  "its infinities and NaNs do not reach the result.";
}

//===-------------------------------------------------------------------------===//
// Vectors
//===-------------------------------------------------------------------------===//

def Aten_DotOp : Aten_Op<"dot", "matmul::dot", "sum(self * tensor) of two vectors",
    (ins Tensor:$self, Tensor:$tensor)>;
def Aten_VdotOp : Aten_Binary<"vdot", "matmul::dot", "sum(conj(self) * other) of two vectors">;
def Aten_OuterOp : Aten_Op<"outer", "matmul::outer", "result[i, j] = self[i] * vec2[j]",
    (ins Tensor:$self, Tensor:$vec2)>;
def Aten_GerOp : Aten_Op<"ger", "matmul::outer", "result[i, j] = self[i] * vec2[j]",
    (ins Tensor:$self, Tensor:$vec2)>;
def Aten_AddrOp : Aten_AddProduct<"addr", "matmul::addr",
    "beta * self + alpha * outer(vec1, vec2)", (ins Tensor:$vec1, Tensor:$vec2)>;
def Aten_CrossOp : Aten_Op<"cross", "matmul::cross", "Cross product along dim",
    (ins Tensor:$self, Tensor:$other, OptInt:$dim)> {
  let semantics = "The sizes are broadcast; that of `dim` must be 3. Without `dim`, it is the "
                  "first dimension of `self` of size 3.";
}
def Aten_LinalgCrossOp : Aten_Op<"linalg_cross", "matmul::cross", "Cross product along dim",
    (ins Tensor:$self, Tensor:$other, IntOr<-1>:$dim)>;
def Aten_LinalgVecdotOp : Aten_Op<"linalg_vecdot", "matmul::vecdot", "sum(conj(x) * y, dim)",
    (ins Tensor:$x, Tensor:$y, IntOr<-1>:$dim)>;

//===-------------------------------------------------------------------------===//
// Matrices
//===-------------------------------------------------------------------------===//

def Aten_MmOp : Aten_Op<"mm", "matmul::mm", "Matrix product of two matrices",
    (ins Tensor:$self, Tensor:$mat2)>;
def Aten_AddmmOp : Aten_AddProduct<"addmm", "matmul::addmm",
    "beta * self + alpha * (mat1 @ mat2)", (ins Tensor:$mat1, Tensor:$mat2)>;
def Aten_MvOp : Aten_Op<"mv", "matmul::mv", "Product of a matrix and a vector",
    (ins Tensor:$self, Tensor:$vec)>;
def Aten_AddmvOp : Aten_AddProduct<"addmv", "matmul::addmv",
    "beta * self + alpha * (mat @ vec)", (ins Tensor:$mat, Tensor:$vec)>;
def Aten_BmmOp : Aten_Op<"bmm", "matmul::bmm", "result[i] = self[i] @ mat2[i]",
    (ins Tensor:$self, Tensor:$mat2)>;
def Aten_BaddbmmOp : Aten_AddProduct<"baddbmm", "matmul::baddbmm",
    "result[i] = beta * self[i] + alpha * (batch1[i] @ batch2[i])",
    (ins Tensor:$batch1, Tensor:$batch2)>;
def Aten_AddbmmOp : Aten_AddProduct<"addbmm", "matmul::addbmm",
    "beta * self + alpha * sum over i of batch1[i] @ batch2[i]",
    (ins Tensor:$batch1, Tensor:$batch2)>;
def Aten_IntMmOp : Aten_Op<"_int_mm", "matmul::int_mm",
    "Matrix product of 8-bit integers, summed in int32", (ins Tensor:$self, Tensor:$mat2)>;
def Aten_ScaledMmOp : Aten_Op<"_scaled_mm", "matmul::scaled_mm",
    "(self * scale_a) @ (mat2 * scale_b) + bias of 8-bit floats",
    (ins Tensor:$self, Tensor:$mat2, Tensor:$scale_a, Tensor:$scale_b, OptTensor:$bias,
         OptTensor:$scale_result, OptDType:$out_dtype, BoolOrFalse:$use_fast_accum)> {
  let semantics = "The scales are one number each; one a row of `self` and one a column of "
                  "`mat2`; or one a block of 1x128 or 128x128 elements. The product is summed "
                  "in f32 and cast to `out_dtype`, by default the dtype of `self`.";
}
def Aten_WeightInt8packMmOp : Aten_Op<"_weight_int8pack_mm", "matmul::weight_int8pack_mm",
    "(self @ transpose(mat2)) * scales, with mat2 in int8",
    (ins Tensor:$self, Tensor:$mat2, Tensor:$scales)>;

//===-------------------------------------------------------------------------===//
// Any rank
//===-------------------------------------------------------------------------===//

class Aten_Matmul<string name> : Aten_Binary<name, "matmul::matmul", "self @ other"> {
  let semantics = "Two vectors: their dot product. A vector on the left is a row, on the right "
                  "a column, whose dimension of size 1 is dropped from the result. Of more than "
                  "two dimensions, the last two are matrices and the others are broadcast.";
}
def Aten_MatmulOp : Aten_Matmul<"matmul">;
def Aten_LinalgMatmulOp : Aten_Matmul<"linalg_matmul">;
def Aten_LinearOp : Aten_Op<"linear", "matmul::linear", "input @ transpose(weight) + bias",
    (ins Tensor:$input, Tensor:$weight, OptTensor:$bias)>;
def Aten_BilinearOp : Aten_Op<"bilinear", "matmul::bilinear",
    "result[..., k] = input1[..., :] @ weight[k] @ input2[..., :] + bias[k]",
    (ins Tensor:$input1, Tensor:$input2, Tensor:$weight, OptTensor:$bias)>;
def Aten_TrilinearOp : Aten_Op<"_trilinear", "matmul::trilinear",
    "sum(i1 * i2 * i3, sumdim), after each is given new dimensions of size 1",
    (ins Tensor:$i1, Tensor:$i2, Tensor:$i3, Ints:$expand1, Ints:$expand2, Ints:$expand3,
         Ints:$sumdim, IntOr<1>:$unroll_dim)> {
  let semantics = "`expand1`, `expand2` and `expand3` are where `i1`, `i2` and `i3` get a "
                  "dimension of size 1, counted in the result of that. `unroll_dim` is the "
                  "dimension to loop over; it changes nothing but speed.";
}
def Aten_InnerOp : Aten_Binary<"inner", "matmul::inner",
    "result[i..., j...] = sum(self[i..., :] * other[j..., :]); self * other if one is 0-d">;
def Aten_KronOp : Aten_Binary<"kron", "matmul::kron", "Kronecker product"> {
  let semantics = "In each dimension, `result[i * m + j] = self[i] * other[j]`, where `m` is the "
                  "size of `other`. The one of fewer dimensions gets leading ones of size 1.";
}
def Aten_TensordotOp : Aten_Op<"tensordot", "matmul::tensordot",
    "Sum of products over pairs of dimensions, one of each tensor",
    (ins Tensor:$self, Tensor:$other, Ints:$dims_self, Ints:$dims_other)> {
  let semantics = "The result has the other dimensions of `self`, then those of `other`. Where "
                  "one of a pair has size 1, the other is summed.";
}
def Aten_EinsumOp : Aten_Op<"einsum", "matmul::einsum", "Einstein summation",
    (ins Str:$equation, TensorList:$tensors, OptInts:$path)> {
  let semantics = "`equation` names the dimensions of each tensor by letters, `ij,jk->ik`. A "
                  "letter that is repeated in one tensor takes its diagonal; letters that are "
                  "not in the output are summed. `...` stands for any further dimensions, "
                  "which are broadcast. Without `->`, the output is `...` and the letters that "
                  "occur once, upper case first, in alphabetical order. `path` is the order of "
                  "contraction, two tensors at a time; it changes nothing but speed.";
}
