"""Ops that make tensors; of those that say nothing of their values, the sizes."""

import torch

from call import Call, FunctionModule, every
from case import Program
from data import floats, ints, of


def numbers():
    yield Call("aten.fill.Tensor", (floats(3, 4), torch.tensor(2.5)))
    yield Call("aten.fill.Tensor", (ints(3, 4), torch.tensor(2.9)))
    yield Call("aten.fill.Tensor", (floats(2, 0), torch.tensor(1)))
    yield Call("aten.fill.Scalar", (ints(3, 4), 2))
    yield Call("aten.fill.Scalar", (of(torch.bool, 5), 3))
    for dtype in (None, torch.float32, torch.int32, torch.float16, torch.bool):
        options = {"dtype": dtype} if dtype else {}
        yield Call("aten.scalar_tensor.default", (2.5,), options)
        yield Call("aten.scalar_tensor.default", (True,), options)
        yield Call("aten.full.default", ([2, 3], 7), options)
        yield Call("aten.full.default", ([], 1.5), options)
        yield Call("aten.full_like.default", (floats(3, 2), -2), options)
        yield Call("aten.new_full.default", (ints(2), [3], 1.25), options)
        yield Call("aten.zeros.default", ([2, 0, 3],), options)
        yield Call("aten.ones.default", ([4],), options)
        if dtype != torch.bool:
            yield Call("aten.arange.default", (7,), options)
            yield Call("aten.arange.start_step", (10, -3, -2.5), options)
            yield Call("aten.arange.start", (1.5, 6), options)
            yield Call("aten.linspace.default", (-1, 4, 9), options)
            yield Call("aten.eye.m", (3, 5), options)
    yield Call("aten.full.default", ([2], float("inf")))
    yield Call("aten.full.default", ([2], float("nan")))
    yield Call("aten.linspace.default", (3.0, -3.0, 1))
    yield Call("aten.linspace.default", (0, 1, 0))
    yield Call("aten.logspace.default", (0, 3, 7, 2.0))
    yield Call("aten.one_hot.default", (ints(3, 4, low=0, high=5), 6))
    yield Call("aten.one_hot.default", (ints(4, low=0, high=3), 3))


def calls():
    yield from every(numbers())


def programs():
    """Any values will do in an empty tensor, so the programs write all of it, or multiply
    nothing but sizes."""
    aten = torch.ops.aten
    sources = {
        "empty.memory_format": lambda: aten.empty.memory_format([3, 4]),
        "empty_permuted": lambda: aten.empty_permuted.default([2, 3, 4], [2, 0, 1]),
        "empty_strided": lambda: aten.empty_strided.default([2, 3], [3, 1]),
        "empty_like": lambda: aten.empty_like.default(torch.ones(2, 5)),
        "new_empty": lambda: aten.new_empty.default(torch.ones(2), [4, 2]),
        "new_empty_strided": lambda: aten.new_empty_strided.default(torch.ones(2), [2, 2], [2, 1]),
    }
    for name, source in sources.items():
        for dtype in (torch.float32, torch.int64):

            def run(x, source=source, dtype=dtype):
                empty = source().to(dtype)
                return aten.copy.default(empty, x.to(dtype)), aten.zeros_like.default(empty)

            yield (
                f"{name}__{'f32' if dtype == torch.float32 else 'i64'}",
                Program(FunctionModule(run), [[floats(1)]], "by hand, all elements written"),
            )
