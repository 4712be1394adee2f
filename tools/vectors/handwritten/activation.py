"""Activations on the points where they bend, and inner forms."""

import torch

from call import Call, every
from data import floats, of

# Where one of the activations changes its piece.
BENDS = [-6.0, -3.0, -1.0, -0.5, 0.0, 0.5, 1.0, 3.0, 6.0, 20.0, 21.0, -100.0, 100.0]
UNARY = [
    "relu", "relu6", "selu", "sigmoid", "log_sigmoid", "log_sigmoid_forward", "hardsigmoid",
    "hardswish", "mish", "silu", "gelu", "hardtanh", "elu", "celu", "leaky_relu", "softplus",
    "hardshrink", "softshrink", "rrelu",
]  # fmt: skip


def bends():
    for name in UNARY:
        for dtype in (torch.float32, torch.bfloat16, torch.float64):
            yield Call(f"aten.{name}.default", (torch.tensor(BENDS, dtype=dtype),))
    yield Call("aten.relu.default", (of(torch.int32, 3, 4),))
    yield Call("aten.gelu.default", (torch.tensor(BENDS),), {"approximate": "tanh"})
    yield Call("aten.gelu.default", (floats(3, 5, dtype=torch.float16),), {"approximate": "tanh"})
    yield Call("aten.elu.default", (floats(3, 5), 0.7, 1.2, 0.9))
    yield Call("aten.celu.default", (floats(3, 5), 0.6))
    yield Call("aten.leaky_relu.default", (floats(3, 5), -0.2))
    yield Call("aten.softplus.default", (floats(3, 5), 2.0, 3.0))
    yield Call("aten.threshold.default", (floats(3, 5), 0.5, -7.0))
    yield Call("aten.hardtanh.default", (of(torch.int64, 3, 5), -2, 3))
    yield Call("aten.rrelu.default", (floats(3, 5), 0.1, 0.5, False))
    for shape in ((2, 3, 4), (5, 3), (3,)):
        for count in (1, 3):
            weight = floats(count)
            yield Call("aten.prelu.default", (floats(*shape), weight))
            if len(shape) > 1:
                wide = [1, count] + [1] * (len(shape) - 2)
                yield Call("aten._prelu_kernel.default", (floats(*shape), weight.reshape(wide)))
    for dim in (0, 1, -1):
        yield Call("aten.glu.default", (floats(4, 6), dim))


def calls():
    yield from every(bends())
