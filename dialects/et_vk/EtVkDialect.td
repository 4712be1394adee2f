//===- EtVkDialect.td ------------------------------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

#ifndef TRICAST_ET_VK_DIALECT_TD
#define TRICAST_ET_VK_DIALECT_TD

include "TricastBase.td"

def EtVk_Dialect : Dialect {
  let name = "et_vk";
  let cppNamespace = "::tricast::et_vk";
  let summary = "What ExecuTorch's Vulkan backend does as one op";
  let description = [{
    The custom ops of ExecuTorch's Vulkan backend, of the namespace `et_vk`. Rules make
    them of `aten` and `quantized` ops. An op that verifies is one that the kernels can
    do: sizes that they need are checked here.

    Weights are as they are meant, not as they are packed: an int8 matrix `[N, K]` with
    its scales. What ExecuTorch's schemas have besides follows from that, and is made
    when weights are laid out for the device: nibbles, padding, and the sums of the
    weights by which an activation's zero point is taken out. Which kernel is used
    (`_gemv`, `_pw`, `_dw`) depends on sizes, and is chosen then, too.

    A quantized tensor is one of int8 over the whole range, [-128, 127], with one scale
    and zero point: it stands for `scale * (q - zero_point)`. Every op equals
    dequantizing, the op on floats, and quantizing; a kernel may add the products as
    integers, and in any order.
  }];
}

class EtVk_Op<string name, string inference, string summary, dag params,
              dag results = OneTensor.tensor, list<Trait> traits = [Pure]>
    : Tricast_Op<EtVk_Dialect, name, inference, summary, params, results, traits> {
  let schemaUrl =
      "https://github.com/pytorch/executorch/blob/main/backends/vulkan/custom_ops_lib.py";
}

// The dtypes of storage buffers.
def EtVk_DTypes : DTypesIn<["bool", "uint8", "int8", "int16", "int32", "int64", "float16",
                            "float32"]>;

// An op of another dialect, as kernels do it.
class EtVk_Of<Tricast_Op source, list<Condition> conditions = []>
    : Target_Op<EtVk_Dialect, source.opName, source, !listconcat([EtVk_DTypes], conditions)>;

#endif // TRICAST_ET_VK_DIALECT_TD
