//===- Fast.td - What MLX has kernels of its own for --------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "MlxDialect.td"

// An op that is no other dialect's.
class Mlx_Own<string name, string inference, string summary, dag params, string spelling_>
    : Tricast_Op<Mlx_Dialect, name, inference, summary, params> {
  list<Condition> conditions = [DTypesIn<Mlx_Real>];
  string spelling = spelling_;
  let schemaUrl = "https://ml-explore.github.io/mlx/build/html/python/fast.html";
}

def Mlx_RopeOp : Mlx_Own<"rope", "fast::rope",
    "Elements half a head apart turned by angles that grow with the position",
    (ins Tensor:$input, Tensor:$frequencies, OptTensor:$start),
    "rope({input}, [[1 / {frequencies}]], {start})"> {
  let semantics = [{
    `input` is `[batch, ..., positions, head size]`, `frequencies` float32 `[head size / 2]`.
    The positions count from the only element of `start`, from 0 where that is absent. With
    h = head size / 2, i < h and a = position * frequencies[i]:
    `out[i] = x[i] cos(a) - x[i + h] sin(a)`, `out[i + h] = x[i + h] cos(a) + x[i] sin(a)`,
    in float32.
  }];
}
def Mlx_QuantizedLinearOp : Mlx_Own<"quantized_linear", "fast::quantized_linear",
    "Linear with a weight of integers, scaled by groups",
    (ins Tensor:$input, Tensor:$weight, Tensor:$scales, Int:$group_size, OptTensor:$zero_points,
         OptTensor:$bias),
    "quantized_linear({input}, [[packed({weight}, {scales}, {zero_points}, {group_size}, "
    "{result}, {known})]], {bias})"> {
  let semantics = [{
    `weight` is int8 `[N, K]`; `scales` and `zero_points` are `[N, K / group_size]`, one a
    group of neighbours in a row. It stands for `(weight - zero_points) * scales`.
    `group_size` is 32, 64 or 128. A weight of numbers in [-8, 7] has 4 bits each in MLX.
  }];
}
