//===- Resampling.td - Images at other sizes and places ----------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "AtenDialect.td"

// The parameters of an upsampling over `n` dimensions, and what they mean.
class Resampling_Scales<int n> {
  dag params = !cond(!eq(n, 1): (ins OptFloat:$scales),
                     !eq(n, 2): (ins OptFloat:$scales_h, OptFloat:$scales_w),
                     !eq(n, 3): (ins OptFloat:$scales_d, OptFloat:$scales_h, OptFloat:$scales_w));
}

def Resampling_Text {
  string output_size = [{
    In each spatial dimension `ratio` is `1 / scale` where a scale is given, else
    `size / output_size`.
  }];
  string vec = [{
    Exactly one of `output_size` and `scale_factors` is given. A size is
    `floor(size * scale)`. In each spatial dimension `ratio` is `1 / scale` where
    scales are given, else `size / output_size`.
  }];
  string nearest = [{
    Element `x` is that of `input` at `min(floor(x * ratio), size - 1)`, computed in f32.
  }];
  string nearest_exact = [{
    Element `x` is that of `input` at `min(floor((x + 0.5) * ratio), size - 1)`,
    computed in f32: the nearest element with its middle for its place.
  }];
  string corners = [{
    With `align_corners` element `x` is at `x * (size - 1) / (output_size - 1)` of the
    input (0 if `output_size` is 1), so that the corners stay; the ratio counts for
    nothing. Otherwise it is at `(x + 0.5) * ratio - 0.5`}];
  string linear = [{, but not below 0.
    Its value is interpolated linearly from the neighbours at that place, of which
    what lies beyond the end is the last element.
  }];
  string cubic = [{.
    Its value is interpolated from the four neighbours in each dimension by the
    cubic convolution with a = -0.75; what lies outside is the element at the border.
  }];
  string antialias = [{
    As the op of that name without `_aa`, but that a filter is stretched by the ratio
    where it is above 1, and its weights are divided by their sum; a neighbour outside
    the input counts for nothing. }];
}

// Families: sizes and ratios given, and as the Python API gives them (`.vec`).
// A family's text says how a value comes about.

class Aten_Upsample<string name, int n, string summary, string text, dag mode = (ins)>
    : Aten_Op<name, "resampling::upsample", summary,
    !con((ins Tensor:$self, SymInts:$output_size), mode, Resampling_Scales<n>.params)> {
  let semantics = !strconcat(Resampling_Text.output_size, text);
}

class Aten_UpsampleVec<string name, string summary, string text, dag mode = (ins)>
    : Aten_Op<name # ".vec", "resampling::upsample_vec", summary,
    !con((ins Tensor:$input, OptSymInts:$output_size), mode, (ins OptFloats:$scale_factors))> {
  let semantics = !strconcat(Resampling_Text.vec, text);
}

class Aten_Nearest<int n>
    : Aten_Upsample<"upsample_nearest" # n # "d", n, "An image resized by the nearest element",
                    Resampling_Text.nearest>;
class Aten_NearestVec<int n>
    : Aten_UpsampleVec<"upsample_nearest" # n # "d", "An image resized by the nearest element",
                       Resampling_Text.nearest>;
class Aten_NearestExact<int n>
    : Aten_Upsample<"_upsample_nearest_exact" # n # "d", n,
                    "An image resized by the element with the nearest middle",
                    Resampling_Text.nearest_exact>;
class Aten_NearestExactVec<int n>
    : Aten_UpsampleVec<"_upsample_nearest_exact" # n # "d",
                       "An image resized by the element with the nearest middle",
                       Resampling_Text.nearest_exact>;
class Aten_Linear<string name, int n>
    : Aten_Upsample<name, n, "An image resized by linear interpolation",
                    !strconcat(Resampling_Text.corners, Resampling_Text.linear),
                    (ins Bool:$align_corners)>;
class Aten_LinearVec<string name>
    : Aten_UpsampleVec<name, "An image resized by linear interpolation",
                       !strconcat(Resampling_Text.corners, Resampling_Text.linear),
                       (ins Bool:$align_corners)>;

//===-------------------------------------------------------------------------===//
// Nearest
//===-------------------------------------------------------------------------===//

def Aten_UpsampleNearest1dOp : Aten_Nearest<1>;
def Aten_UpsampleNearest2dOp : Aten_Nearest<2>;
def Aten_UpsampleNearest3dOp : Aten_Nearest<3>;
def Aten_UpsampleNearest1dVecOp : Aten_NearestVec<1>;
def Aten_UpsampleNearest2dVecOp : Aten_NearestVec<2>;
def Aten_UpsampleNearest3dVecOp : Aten_NearestVec<3>;
def Aten_UpsampleNearestExact1dOp : Aten_NearestExact<1>;
def Aten_UpsampleNearestExact2dOp : Aten_NearestExact<2>;
def Aten_UpsampleNearestExact3dOp : Aten_NearestExact<3>;
def Aten_UpsampleNearestExact1dVecOp : Aten_NearestExactVec<1>;
def Aten_UpsampleNearestExact2dVecOp : Aten_NearestExactVec<2>;
def Aten_UpsampleNearestExact3dVecOp : Aten_NearestExactVec<3>;

//===-------------------------------------------------------------------------===//
// Interpolation
//===-------------------------------------------------------------------------===//

def Aten_UpsampleLinear1dOp : Aten_Linear<"upsample_linear1d", 1>;
def Aten_UpsampleBilinear2dOp : Aten_Linear<"upsample_bilinear2d", 2>;
def Aten_UpsampleTrilinear3dOp : Aten_Linear<"upsample_trilinear3d", 3>;
def Aten_UpsampleLinear1dVecOp : Aten_LinearVec<"upsample_linear1d">;
def Aten_UpsampleBilinear2dVecOp : Aten_LinearVec<"upsample_bilinear2d">;
def Aten_UpsampleTrilinear3dVecOp : Aten_LinearVec<"upsample_trilinear3d">;
def Aten_UpsampleBicubic2dOp : Aten_Upsample<"upsample_bicubic2d", 2,
    "An image resized by cubic interpolation",
    !strconcat(Resampling_Text.corners, Resampling_Text.cubic), (ins Bool:$align_corners)>;
def Aten_UpsampleBicubic2dVecOp : Aten_UpsampleVec<"upsample_bicubic2d",
    "An image resized by cubic interpolation",
    !strconcat(Resampling_Text.corners, Resampling_Text.cubic), (ins Bool:$align_corners)>;
def Aten_UpsampleBilinear2dAaOp : Aten_Upsample<"_upsample_bilinear2d_aa", 2,
    "An image resized by a triangle filter against aliasing",
    Resampling_Text.antialias, (ins Bool:$align_corners)>;
def Aten_UpsampleBilinear2dAaVecOp : Aten_UpsampleVec<"_upsample_bilinear2d_aa",
    "An image resized by a triangle filter against aliasing",
    Resampling_Text.antialias, (ins Bool:$align_corners)>;
def Aten_UpsampleBicubic2dAaOp : Aten_Upsample<"_upsample_bicubic2d_aa", 2,
    "An image resized by a cubic filter against aliasing",
    !strconcat(Resampling_Text.antialias, [{The cubic has a = -0.5.
  }]), (ins Bool:$align_corners)>;
def Aten_UpsampleBicubic2dAaVecOp : Aten_UpsampleVec<"_upsample_bicubic2d_aa",
    "An image resized by a cubic filter against aliasing",
    !strconcat(Resampling_Text.antialias, [{The cubic has a = -0.5.
  }]), (ins Bool:$align_corners)>;

//===-------------------------------------------------------------------------===//
// Grids
//===-------------------------------------------------------------------------===//

class Aten_GridSampler<string name, string summary>
    : Aten_Op<name, "resampling::grid_sampler", summary,
    (ins Tensor:$input, Tensor:$grid, Int:$interpolation_mode, Int:$padding_mode,
         Bool:$align_corners)> {
  let semantics = [{
    The last dimension of `grid` holds places, the last spatial dimension of the
    input first: -1 and 1 are its ends, which are the middles of the border elements
    with `align_corners` and their outer edges otherwise. `interpolation_mode` is 0
    (linear), 1 (nearest, ties to even) or 2 (cubic with a = -0.75, two dimensions
    only); `padding_mode` is what lies outside: 0 (zeros), 1 (the border) or 2 (the
    reflection at the ends). A NaN in the grid counts as -1.
  }];
}

def Aten_GridSamplerOp
    : Aten_GridSampler<"grid_sampler", "The input at the places that a grid gives">;
def Aten_GridSampler2dOp
    : Aten_GridSampler<"grid_sampler_2d", "An image at the places that a grid gives">;
def Aten_GridSampler3dOp
    : Aten_GridSampler<"grid_sampler_3d", "a volume at the places that a grid gives">;
def Aten_AffineGridGeneratorOp : Aten_Op<"affine_grid_generator", "resampling::affine_grid",
    "theta applied to the places of an image of this size, for grid_sampler",
    (ins Tensor:$theta, SymInts:$size, Bool:$align_corners)> {
  let semantics = [{
    `size` is `[N, C, H, W]` or `[N, C, D, H, W]`. The place `(x, y, 1)` (or
    `(x, y, z, 1)`) of each element, from -1 to 1 as `grid_sampler` has it, is
    multiplied by the matrix of that element of the batch.
  }];
}

//===-------------------------------------------------------------------------===//
// Channels
//===-------------------------------------------------------------------------===//

class Aten_ChannelShuffle<string name>
    : Aten_Op<name, "resampling::channel_shuffle",
              "The channels of the groups in turn: channel c is c // groups of group c mod groups",
    (ins Tensor:$self, Int:$groups)>;
def Aten_ChannelShuffleOp : Aten_ChannelShuffle<"channel_shuffle">;
def Aten_NativeChannelShuffleOp : Aten_ChannelShuffle<"native_channel_shuffle">;
def Aten_PixelShuffleOp : Aten_Op<"pixel_shuffle", "resampling::pixel_shuffle",
    "Each r * r channels as a square of pixels: [*, C * r * r, H, W] to [*, C, H * r, W * r]",
    (ins Tensor:$self, Int:$upscale_factor)> {
  let semantics = [{
    `out[c, h * r + i, w * r + j] = self[(c * r + i) * r + j, h, w]` with `r` the
    `upscale_factor`.
  }];
}
def Aten_PixelUnshuffleOp : Aten_Op<"pixel_unshuffle", "resampling::pixel_unshuffle",
    "Each r * r square of pixels as channels: [*, C, H * r, W * r] to [*, C * r * r, H, W]",
    (ins Tensor:$self, Int:$downscale_factor)> {
  let semantics = [{
    The inverse of `pixel_shuffle` with the same factor.
  }];
}
