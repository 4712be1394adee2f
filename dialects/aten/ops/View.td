//===- View.td - Views: the same elements under another shape ----*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "AtenDialect.td"

//===-------------------------------------------------------------------------===//
// Sizes given
//===-------------------------------------------------------------------------===//

class Aten_Reshape<string name, string summary = "The elements of self in order, as a tensor of sizes size">
    : Aten_Op<name, "view::view", summary, (ins Tensor:$self, SymInts:$size)> {
  let semantics = [{
    One of the sizes may be -1: it is what the others leave of the number of elements.
    Tensors are values here, so there are no strides that could stand in the way.
  }];
}
def Aten_ViewOp : Aten_Reshape<"view">;
def Aten_ViewCopyOp : Aten_Reshape<"view_copy">;
def Aten_UnsafeViewOp : Aten_Reshape<"_unsafe_view">;
def Aten_ReshapeCopyOp : Aten_Reshape<"_reshape_copy">;
def Aten_ReshapeOp : Aten_Op<"reshape", "view::reshape",
    "The elements of self in order, as a tensor of sizes shape",
    (ins Tensor:$self, SymInts:$shape)> {
  let semantics = "One of the sizes may be -1: it is what the others leave of the number of elements.";
}
def Aten_ViewAsOp : Aten_Binary<"view_as", "view::view_as",
    "The elements of self in order, as a tensor of the sizes of other">;
def Aten_ReshapeAsOp : Aten_Binary<"reshape_as", "view::view_as",
    "The elements of self in order, as a tensor of the sizes of other">;
def Aten_RavelOp : Aten_Unary<"ravel", "view::ravel", "The elements of self in order, as a vector">;
def Aten_FlattenUsingIntsOp : Aten_Op<"flatten.using_ints", "view::flatten",
    "The dimensions from start_dim to end_dim, both included, made one",
    (ins Tensor:$self, IntOr<0>:$start_dim, IntOr<-1>:$end_dim)> {
  let semantics = "A tensor without dimensions becomes a vector of one element.";
}
def Aten_UnflattenIntOp : Aten_Op<"unflatten.int", "view::unflatten",
    "The dimension dim split into dimensions of sizes sizes",
    (ins Tensor:$self, Int:$dim, SymInts:$sizes)> {
  let semantics = "One of the sizes may be -1: it is what the others leave of the size of dim.";
}

class Aten_Expand<string name>
    : Aten_Op<name, "view::expand", "self repeated along its dimensions of size 1 up to sizes size",
              (ins Tensor:$self, SymInts:$size, BoolOrFalse:$implicit)> {
  let semantics = [{
    The sizes are aligned at the last dimension; there may be more of them than self has
    dimensions. -1 keeps the size of self. `implicit` has no meaning for values.
  }];
}
def Aten_ExpandOp : Aten_Expand<"expand">;
def Aten_ExpandCopyOp : Aten_Expand<"expand_copy">;
def Aten_BroadcastToOp : Aten_Op<"broadcast_to", "view::expand",
    "self repeated along its dimensions of size 1 up to sizes size",
    (ins Tensor:$self, SymInts:$size)> {
  let semantics = "As `aten.expand`.";
}
def Aten_ExpandAsOp : Aten_Binary<"expand_as", "view::expand_as",
    "self repeated along its dimensions of size 1 up to the sizes of other">;

class Aten_Strided<string name>
    : Aten_Op<name, "view::as_strided",
              "The element at index i is self.flatten()[storage_offset + sum(i * stride)]",
              (ins Tensor:$self, SymInts:$size, SymInts:$stride, OptSymInt:$storage_offset)> {
  let semantics = [{
    In PyTorch the strides are those of the memory of self. Here self is a value: its
    elements are taken in order, as those of a contiguous tensor at offset 0, and an index
    beyond them is an error even where PyTorch's memory would go on.
  }];
}
def Aten_AsStridedOp : Aten_Strided<"as_strided">;
def Aten_AsStridedCopyOp : Aten_Strided<"as_strided_copy">;

class Aten_ReshapeAlias<string name>
    : Aten_Op<name, "view::as_strided", "The element at index i is self.flatten()[sum(i * stride)]",
              (ins Tensor:$self, SymInts:$size, SymInts:$stride)> {
  let semantics = "A view of all of self, as `aten.as_strided` at offset 0.";
}
def Aten_ReshapeAliasOp : Aten_ReshapeAlias<"_reshape_alias">;
def Aten_ReshapeAliasCopyOp : Aten_ReshapeAlias<"_reshape_alias_copy">;

//===-------------------------------------------------------------------------===//
// Dimensions added, removed and moved
//===-------------------------------------------------------------------------===//

class Aten_Unsqueeze<string name>
    : Aten_Op<name, "view::unsqueeze", "A new dimension of size 1, at dim of the result",
              (ins Tensor:$self, Int:$dim)>;
def Aten_UnsqueezeOp : Aten_Unsqueeze<"unsqueeze">;
def Aten_UnsqueezeCopyOp : Aten_Unsqueeze<"unsqueeze_copy">;

class Aten_Squeeze<string name, string rule, dag more, string which>
    : Aten_Op<name, rule, "self without " # which, !con((ins Tensor:$self), more)> {
  let semantics = [{
    A dimension whose size is not known at compile time is taken not to be of size 1, and stays.
  }];
}
def Aten_SqueezeOp : Aten_Squeeze<"squeeze", "view::squeeze", (ins), "its dimensions of size 1">;
def Aten_SqueezeCopyOp : Aten_Squeeze<"squeeze_copy", "view::squeeze", (ins), "its dimensions of size 1">;
def Aten_SqueezeDimOp : Aten_Squeeze<"squeeze.dim", "view::squeeze_dims", (ins Int:$dim), "dim, if it is of size 1">;
def Aten_SqueezeCopyDimOp : Aten_Squeeze<"squeeze_copy.dim", "view::squeeze_dims", (ins Int:$dim), "dim, if it is of size 1">;
def Aten_SqueezeDimsOp : Aten_Squeeze<"squeeze.dims", "view::squeeze_dims", (ins Ints:$dim), "those of dim that are of size 1">;
def Aten_SqueezeCopyDimsOp : Aten_Squeeze<"squeeze_copy.dims", "view::squeeze_dims", (ins Ints:$dim), "those of dim that are of size 1">;

class Aten_Permute<string name>
    : Aten_Op<name, "view::permute", "Dimension i of the result is dimension dims[i] of self",
              (ins Tensor:$self, Ints:$dims)>;
def Aten_PermuteOp : Aten_Permute<"permute">;
def Aten_PermuteCopyOp : Aten_Permute<"permute_copy">;

class Aten_Transpose<string name>
    : Aten_Op<name, "view::transpose", "Dimensions dim0 and dim1 swapped",
              (ins Tensor:$self, Int:$dim0, Int:$dim1)>;
def Aten_TransposeIntOp : Aten_Transpose<"transpose.int">;
def Aten_TransposeCopyIntOp : Aten_Transpose<"transpose_copy.int">;
def Aten_SwapdimsOp : Aten_Transpose<"swapdims">;
def Aten_SwapaxesOp : Aten_Op<"swapaxes", "view::transpose", "Dimensions axis0 and axis1 swapped",
    (ins Tensor:$self, Int:$axis0, Int:$axis1)>;

def Aten_TOp : Aten_Unary<"t", "view::t", "The transpose of a matrix; a vector or 0-d tensor is its own">;
def Aten_TCopyOp : Aten_Unary<"t_copy", "view::t", "The transpose of a matrix; a vector or 0-d tensor is its own">;
def Aten_NumpyTOp : Aten_Unary<"numpy_T", "view::reverse", "All dimensions in reverse order">;
def Aten_MTOp : Aten_Unary<"mT", "view::batch_transpose", "The last two dimensions swapped">;
def Aten_MHOp : Aten_Unary<"mH", "view::batch_transpose", "The conjugate with the last two dimensions swapped">;
def Aten_AdjointOp : Aten_Unary<"adjoint", "view::batch_transpose", "The conjugate with the last two dimensions swapped">;
def Aten_MatrixHOp : Aten_Unary<"matrix_H", "view::matrix_H", "The conjugate transpose of a matrix; of a 0-d tensor, the conjugate">;

class Aten_Movedim<string name, Param dims>
    : Aten_Op<name, "view::movedim",
              "The dimensions source of self at the places destination, the rest in their order",
              (ins Tensor:$self, dims:$source, dims:$destination)>;
def Aten_MovedimIntOp : Aten_Movedim<"movedim.int", Int>;
def Aten_MoveaxisIntOp : Aten_Movedim<"moveaxis.int", Int>;
def Aten_MovedimIntlistOp : Aten_Movedim<"movedim.intlist", Ints>;
def Aten_MoveaxisIntlistOp : Aten_Movedim<"moveaxis.intlist", Ints>;

//===-------------------------------------------------------------------------===//
// Diagonals
//===-------------------------------------------------------------------------===//

class Aten_Diagonal<string name>
    : Aten_Op<name, "view::diagonal", "Diagonals of the matrices in dim1 and dim2, as the last dimension",
              (ins Tensor:$self, IntOr<0>:$offset, IntOr<0>:$dim1, IntOr<1>:$dim2)> {
  let semantics = [{
    The elements whose index in dim2 is that in dim1 plus `offset`: a positive one is above
    the main diagonal, a negative one below.
  }];
}
def Aten_DiagonalOp : Aten_Diagonal<"diagonal">;
def Aten_DiagonalCopyOp : Aten_Diagonal<"diagonal_copy">;
def Aten_LinalgDiagonalOp : Aten_Op<"linalg_diagonal", "view::linalg_diagonal",
    "Diagonals of the matrices in dim1 and dim2, as the last dimension",
    (ins Tensor:$A, IntOr<0>:$offset, IntOr<-2>:$dim1, IntOr<-1>:$dim2)> {
  let semantics = "As `aten.diagonal`.";
}
def Aten_DiagOp : Aten_Op<"diag", "view::diag",
    "A diagonal of a matrix, or the matrix that has a vector as that diagonal",
    (ins Tensor:$self, IntOr<0>:$diagonal)> {
  let semantics = "Diagonals count from the main one upwards. All other elements of a new matrix are 0.";
}
def Aten_DiagEmbedOp : Aten_Op<"diag_embed", "view::diag_embed",
    "Matrices in dim1 and dim2 that have the last dimension of self as a diagonal, and 0 elsewhere",
    (ins Tensor:$self, IntOr<0>:$offset, IntOr<-2>:$dim1, IntOr<-1>:$dim2)> {
  let semantics = [{
    dim1 and dim2 are dimensions of the result. The matrices are square, as large as it takes
    for the diagonal `offset` above the main one (below it if negative).
  }];
}
def Aten_DiagflatOp : Aten_Op<"diagflat", "view::diagflat",
    "The matrix that has all elements of self in order as a diagonal, and 0 elsewhere",
    (ins Tensor:$self, IntOr<0>:$offset)>;
def Aten_TrilOp : Aten_Op<"tril", "view::triangle",
    "Matrices with 0 above a diagonal", (ins Tensor:$self, IntOr<0>:$diagonal)> {
  let semantics = "Kept is what has column - row <= diagonal, in the last two dimensions.";
}
def Aten_TriuOp : Aten_Op<"triu", "view::triangle",
    "Matrices with 0 below a diagonal", (ins Tensor:$self, IntOr<0>:$diagonal)> {
  let semantics = "Kept is what has column - row >= diagonal, in the last two dimensions.";
}

//===-------------------------------------------------------------------------===//
// Elements repeated and moved
//===-------------------------------------------------------------------------===//

def Aten_RepeatOp : Aten_Op<"repeat", "view::repeat",
    "self repeats[i] times over along each dimension i",
    (ins Tensor:$self, SymInts:$repeats)> {
  let semantics = "Aligned at the last dimension: more repeats than dimensions add leading ones.";
}
def Aten_TileOp : Aten_Op<"tile", "view::tile", "self dims[i] times over along each dimension i",
    (ins Tensor:$self, SymInts:$dims)> {
  let semantics = "As `aten.repeat`, but there may be fewer repeats than dimensions: those missing are 1.";
}
def Aten_FlipOp : Aten_Op<"flip", "view::flip", "The elements in reverse order along dims",
    (ins Tensor:$self, Ints:$dims)>;
def Aten_FliplrOp : Aten_Unary<"fliplr", "view::flip_fixed", "The elements in reverse order along dimension 1">;
def Aten_FlipudOp : Aten_Unary<"flipud", "view::flip_fixed", "The elements in reverse order along dimension 0">;
def Aten_RollOp : Aten_Op<"roll", "view::roll",
    "The element at index i is self[(i - shift) mod size], for each of dims",
    (ins Tensor:$self, SymInts:$shifts, IntsOr<[]>:$dims)> {
  let semantics = "Without dims, the elements of self in order are shifted as one vector.";
}
def Aten_Rot90Op : Aten_Op<"rot90", "view::rot90",
    "self turned by k right angles, from dims[0] towards dims[1]",
    (ins Tensor:$self, IntOr<1>:$k, IntsOr<[0, 1]>:$dims)>;

class Aten_Unfold<string name>
    : Aten_Op<name, "view::unfold",
              "Every window of size elements along dimension, step apart, as a new last dimension",
              (ins Tensor:$self, Int:$dimension, Int:$size, Int:$step)> {
  let semantics = [{
    result[..., i, ..., j] = self[..., i * step + j, ...]. Elements after the last full window
    are left out.
  }];
}
def Aten_UnfoldOp : Aten_Unfold<"unfold">;
def Aten_UnfoldCopyOp : Aten_Unfold<"unfold_copy">;

//===-------------------------------------------------------------------------===//
// Elements read as another dtype
//===-------------------------------------------------------------------------===//

class Aten_ViewDtype<string name>
    : Aten_Op<name, "view::view_dtype", "The bytes of self as elements of dtype",
              (ins Tensor:$self, DType:$dtype)> {
  let semantics = [{
    Little-endian. Where the element sizes differ, the last dimension shrinks or grows.
  }];
}
def Aten_ViewDtypeOp : Aten_ViewDtype<"view.dtype">;
def Aten_ViewCopyDtypeOp : Aten_ViewDtype<"view_copy.dtype">;
def Aten_ViewAsRealOp : Aten_Unary<"view_as_real", "view::view_as_real", "Complex numbers as pairs (real, imaginary) in a new last dimension">;
def Aten_ViewAsRealCopyOp : Aten_Unary<"view_as_real_copy", "view::view_as_real", "Complex numbers as pairs (real, imaginary) in a new last dimension">;
def Aten_ViewAsComplexOp : Aten_Unary<"view_as_complex", "view::view_as_complex", "Pairs (real, imaginary) in the last dimension as complex numbers">;
def Aten_ViewAsComplexCopyOp : Aten_Unary<"view_as_complex_copy", "view::view_as_complex", "Pairs (real, imaginary) in the last dimension as complex numbers">;
def Aten_RealOp : Aten_Unary<"real", "view::real", "The real parts; real numbers as they are">;
def Aten_ImagOp : Aten_Unary<"imag", "view::imag", "The imaginary parts of complex numbers">;
def Aten_ConjOp : Aten_Unary<"conj", "pointwise::same", "The complex conjugates; real numbers as they are">;
def Aten_LazyConjOp : Aten_Unary<"_conj", "pointwise::same", "The complex conjugates; real numbers as they are">;
def Aten_LazyConjCopyOp : Aten_Unary<"_conj_copy", "pointwise::same", "The complex conjugates; real numbers as they are">;
def Aten_LazyNegOp : Aten_Unary<"_neg_view", "pointwise::same", "-self">;
def Aten_LazyNegCopyOp : Aten_Unary<"_neg_view_copy", "pointwise::same", "-self">;
def Aten_ResolveConjOp : Aten_Unary<"resolve_conj", "pointwise::same", "self: values have no conjugate bit to resolve">;
def Aten_ResolveNegOp : Aten_Unary<"resolve_neg", "pointwise::same", "self: values have no negative bit to resolve">;
