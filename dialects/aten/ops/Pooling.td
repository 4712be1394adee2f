//===- Pooling.td - Pools over windows ---------------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "AtenDialect.td"

// Families: `n` is the number of spatial dimensions.

def Pooling_Windows {
  string text = [{
    Windows start `stride` apart (the kernel's size where `stride` is empty), the
    first one `padding` before the input. A spatial size is
    `(size + 2 * padding - dilation * (kernel - 1) - 1) / stride + 1`, rounded down,
    or up with `ceil_mode`, where no window starts beyond the input and its first
    padding. A list of one number stands for every spatial dimension, and the batch
    dimension may be missing.
  }];
}
def Pooling_WithIndices {
  dag outputs = (outs TensorResult:$result0, TensorResult:$result1);
}

class Aten_MaxPool<int n, string suffix, string rule, string summary,
                   dag outputs = OneTensor.tensor>
    : Aten_Op<"max_pool" # n # "d" # suffix, rule, summary,
    (ins Tensor:$self, Ints:$kernel_size, IntsOr<[]>:$stride, IntsOr<!listsplat(0, n)>:$padding,
         IntsOr<!listsplat(1, n)>:$dilation, BoolOrFalse:$ceil_mode), outputs> {
  let semantics = Pooling_Windows.text # [{
    The padding counts as minus infinity. A NaN in the window is the maximum.
  }];
}

class Aten_MaxPoolWithIndices<int n>
    : Aten_MaxPool<n, "_with_indices", "pooling::max_pool_with_indices",
                   "The largest element of each window, and where in the input it is",
                   Pooling_WithIndices.outputs> {
  let semantics = Pooling_Windows.text # [{
    The padding counts as minus infinity. A NaN in the window is the maximum. An
    index counts within the spatial dimensions of one channel, in row-major order;
    of equal maxima the first one counts, and of NaNs the last.
  }];
}

class Aten_AvgPool<int n, dag divisor>
    : Aten_Op<"avg_pool" # n # "d", "pooling::avg_pool", "The mean of each window",
    !con((ins Tensor:$self, Ints:$kernel_size, IntsOr<[]>:$stride,
              IntsOr<!listsplat(0, n)>:$padding, BoolOrFalse:$ceil_mode,
              BoolOrTrue:$count_include_pad), divisor)> {
  let semantics = Pooling_Windows.text # [{
    The sum of the elements in the window is divided by `divisor_override` if there
    is one; else by the number of elements the window has within the input, or
    within the padded input where `count_include_pad`. What `ceil_mode` adds beyond
    the padding never counts.
  }];
}

class Aten_AdaptiveAvgPool<string name, Param sizes>
    : Aten_Op<name, "pooling::adaptive_avg_pool",
              "The mean of each of output_size cells that the input is cut into",
    (ins Tensor:$self, sizes:$output_size)> {
  let semantics = [{
    In each spatial dimension cell `i` of `n` spans the input from
    `floor(i * size / n)` to `ceil((i + 1) * size / n)`, so that cells may overlap.
    The batch dimension may be missing.
  }];
}

class Aten_AdaptiveMaxPool<int n>
    : Aten_Op<"adaptive_max_pool" # n # "d", "pooling::adaptive_max_pool",
              "The largest element of each of output_size cells, and where in the input it is",
    (ins Tensor:$self, Ints:$output_size), Pooling_WithIndices.outputs> {
  let semantics = [{
    Cells are those of `adaptive_avg_pool}] # n # [{d`; indices those of `max_pool2d_with_indices`.
  }];
}

class Aten_FractionalMaxPool<int n, string order>
    : Aten_Op<"fractional_max_pool" # n # "d", "pooling::fractional_max_pool",
              "The largest element of windows at pseudorandom places, and where it is",
    (ins Tensor:$self, Ints:$kernel_size, Ints:$output_size, Tensor:$random_samples),
    Pooling_WithIndices.outputs> {
  let semantics = [{
    In each spatial dimension window `i` starts at
    `floor((i + u) * alpha) - floor(u * alpha)` with
    `alpha = (size - kernel) / (output_size - 1)` and the sample `u` of that channel
    and dimension; the last one at `size - kernel`. `random_samples` is
    `[batch, channels, }] # n # [{]`, numbers from 0 to 1 (not included), for the dimensions
    in the order }] # order # [{.
  }];
}

//===-------------------------------------------------------------------------===//
// Windows
//===-------------------------------------------------------------------------===//

def Aten_AvgPool1dOp : Aten_AvgPool<1, (ins)>;
def Aten_AvgPool2dOp : Aten_AvgPool<2, (ins OptInt:$divisor_override)>;
def Aten_AvgPool3dOp : Aten_AvgPool<3, (ins OptInt:$divisor_override)>;
def Aten_MaxPool1dOp
    : Aten_MaxPool<1, "", "pooling::max_pool", "The largest element of each window">;
def Aten_MaxPool2dOp
    : Aten_MaxPool<2, "", "pooling::max_pool", "The largest element of each window">;
def Aten_MaxPool3dOp
    : Aten_MaxPool<3, "", "pooling::max_pool", "The largest element of each window">;
def Aten_MaxPool1dWithIndicesOp : Aten_MaxPoolWithIndices<1>;
def Aten_MaxPool2dWithIndicesOp : Aten_MaxPoolWithIndices<2>;
def Aten_MaxPool3dWithIndicesOp : Aten_MaxPoolWithIndices<3>;

//===-------------------------------------------------------------------------===//
// Cells
//===-------------------------------------------------------------------------===//

def Aten_AdaptiveAvgPool1dOp : Aten_AdaptiveAvgPool<"adaptive_avg_pool1d", Ints>;
def Aten_AdaptiveAvgPool2dOp : Aten_AdaptiveAvgPool<"adaptive_avg_pool2d", SymInts>;
def Aten_AdaptiveAvgPool3dOp : Aten_AdaptiveAvgPool<"adaptive_avg_pool3d", SymInts>;
def Aten_NativeAdaptiveAvgPool2dOp : Aten_AdaptiveAvgPool<"_adaptive_avg_pool2d", SymInts>;
def Aten_NativeAdaptiveAvgPool3dOp : Aten_AdaptiveAvgPool<"_adaptive_avg_pool3d", SymInts>;
def Aten_AdaptiveMaxPool1dOp : Aten_AdaptiveMaxPool<1>;
def Aten_AdaptiveMaxPool2dOp : Aten_AdaptiveMaxPool<2>;
def Aten_AdaptiveMaxPool3dOp : Aten_AdaptiveMaxPool<3>;
def Aten_FractionalMaxPool2dOp : Aten_FractionalMaxPool<2, "width, height">;
def Aten_FractionalMaxPool3dOp : Aten_FractionalMaxPool<3, "depth, height, width">;

//===-------------------------------------------------------------------------===//
// Back to where the maxima were
//===-------------------------------------------------------------------------===//

def Aten_MaxUnpool2dOp : Aten_Op<"max_unpool2d", "pooling::max_unpool",
    "Zeros of size output_size, with each element of self at its index",
    (ins Tensor:$self, Tensor:$indices, SymInts:$output_size)> {
  let semantics = [{
    The inverse of `max_pool2d_with_indices`, whose indices it takes: an index counts
    within the spatial dimensions of the result. Which of several elements with one
    index is kept is not defined; an index out of range is an error.
  }];
}
def Aten_MaxUnpool3dOp : Aten_Op<"max_unpool3d", "pooling::max_unpool",
    "Zeros of size output_size, with each element of self at its index",
    (ins Tensor:$self, Tensor:$indices, SymInts:$output_size, Ints:$stride, Ints:$padding)> {
  let semantics = [{
    The inverse of `max_pool3d_with_indices`, whose indices it takes; see
    `max_unpool2d`. `stride` and `padding` are checked and otherwise not used.
  }];
}
