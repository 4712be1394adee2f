"""The libraries that register other namespaces' ops, and kernels for those that ExecuTorch
only declares."""

import contextlib
import importlib

import torch

LIBRARIES = [
    "torch.ao.quantization.fx._decomposed",
    "torchao.quantization.quant_primitives",
    "executorch.exir.passes._quant_patterns_and_replacements",
    "executorch.exir.passes.dim_order_ops_registry",
    "executorch.extension.llm.custom_ops.custom_ops",
    "executorch.kernels.quantized",
]


def load():
    """Imports what is installed; ops of what is not have no case."""
    for library in LIBRARIES:
        with contextlib.suppress(ImportError):
            importlib.import_module(library)
    if hasattr(torch.ops.quantized_decomposed, "mixed_mm"):
        define()


def define():
    """ExecuTorch runs these ops only in its own runtime. `add` and its kin are defined there
    by the pattern of ops that they stand for; the products have kernels with an out argument."""
    ops = torch.ops.quantized_decomposed

    def dequantized(q, scale, zero_point, low, high):
        return ops.dequantize_per_tensor.default(q, scale, zero_point, low, high, q.dtype)

    def add(a, *rest):
        one, b, two, out = rest[:4], rest[4], rest[5:9], rest[9:]
        total = dequantized(a, *one) + dequantized(b, *two)
        return ops.quantize_per_tensor.default(total, *out, a.dtype)

    def add_relu(a, *rest):
        one, b, two, out = rest[:4], rest[4], rest[5:9], rest[9:]
        total = (dequantized(a, *one) + dequantized(b, *two)).relu()
        return ops.quantize_per_tensor.default(total, *out, a.dtype)

    def add_scalar(a, *rest):
        one, number, out, dtype = rest[:4], rest[5], rest[6:10], rest[10]
        return ops.quantize_per_tensor.default(dequantized(a, *one) + number, *out, dtype)

    def mixed_mm(x, weight, scales, zero_points):
        out = x.new_empty(x.shape[0], weight.shape[1])
        return ops.mixed_mm.out(x, weight, scales, zero_points, out=out)

    def mixed_linear(x, weight, scales, zero_points, dtype=None):
        out = x.new_empty(x.shape[0], weight.shape[0], dtype=dtype or x.dtype)
        return ops.mixed_linear.out(x, weight, scales, zero_points, dtype, out=out)

    library = torch.library.Library("quantized_decomposed", "IMPL")
    define.library = library  # Its registrations last as long as it does.
    for name, function in {"add": add, "add_relu": add_relu, "add.scalar": add_scalar}.items():
        library.impl(name, function, "CompositeExplicitAutograd")
    for name, function in {"mixed_mm": mixed_mm, "mixed_linear": mixed_linear}.items():
        library.impl(name, function, "CPU")

    def mixed_mm_meta(x, weight, scales, zero_points):
        return x.new_empty(x.shape[0], weight.shape[1])

    def mixed_linear_meta(x, weight, scales, zero_points, dtype=None):
        return x.new_empty(x.shape[0], weight.shape[0], dtype=dtype or x.dtype)

    library.impl("mixed_mm", mixed_mm_meta, "Meta")
    library.impl("mixed_linear", mixed_linear_meta, "Meta")
