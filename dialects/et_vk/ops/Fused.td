//===- Fused.td - Several ops on floats as one -------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "EtVkDialect.td"

class EtVk_RotaryEmbedding<string name, string rule, string summary, dag more>
    : EtVk_Op<name, "fused::" # rule, summary,
    !con((ins Tensor:$xq, Tensor:$xk, Tensor:$freqs_cos, Tensor:$freqs_sin), more),
    (outs TensorResult:$xq_out, TensorResult:$xk_out)>;

def EtVk_ApplyRotaryEmbOp : EtVk_RotaryEmbedding<"apply_rotary_emb", "apply_rotary_emb",
    "Pairs of neighbours turned by angles that depend on the position", (ins)> {
  let semantics = [{
    `xq` and `xk` are `[batch, positions, heads, head size]`, `freqs_cos` and `freqs_sin`
    `[positions, head size / 2]`. With c and s of a position and a pair:
    `out[2i] = x[2i] c - x[2i + 1] s`, `out[2i + 1] = x[2i] s + x[2i + 1] c`.
  }];
}
def EtVk_ApplyRotaryEmbHfOp : EtVk_RotaryEmbedding<"apply_rotary_emb_hf",
    "apply_rotary_emb_hf",
    "Elements half a head apart turned by angles that depend on the position",
    (ins SymInt:$start_pos)> {
  let semantics = [{
    `xq` and `xk` are `[1, positions, heads, head size]`, `freqs_cos` and `freqs_sin`
    `[all positions, R]` with R at most the head size and a multiple of 8. Their rows
    from `start_pos` on are those of the positions. Columns from R / 2 on repeat those
    before: the first R / 2 are what is read. With h = R / 2 and i < h:
    `out[i] = x[i] c[i] - x[i + h] s[i]`, `out[i + h] = x[i + h] c[i] + x[i] s[i]`; what
    is beyond R stays.
  }];
}
def EtVk_RmsNormOp : EtVk_Op<"rms_norm", "fused::rms_norm",
    "x * rsqrt(mean(x²) + eps) * weight, over the last dimension",
    (ins Tensor:$x, Tensor:$weight, Float:$eps)> {
  let semantics = "Computed in f32, and rounded to the dtype of `x` at the end.";
}
def EtVk_SdpaOp : EtVk_Op<"sdpa", "fused::sdpa", "softmax(q @ k^T * scale + attn_mask) @ v",
    (ins Tensor:$q, Tensor:$k, Tensor:$v, OptTensor:$attn_mask, OptFloat:$scale)> {
  let semantics = [{
    `q` is `[batch, heads, positions, head size]`, `k` and `v` have as many heads. The
    mask is of floats, and is added. `scale` is `1 / sqrt(head size)` where absent.
  }];
}
def EtVk_SelectAsSymintOp : EtVk_Op<"select_as_symint", "fused::select_as_symint",
    "The integer at an index of a vector, as a symbolic size",
    (ins Tensor:$x, Int:$dim, Int:$index), (outs SymIntResult:$result)>;
