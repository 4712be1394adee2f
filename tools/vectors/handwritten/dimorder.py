"""Copies in an order of dimensions, which is how they lie in memory and no value."""

import torch

from call import Call, FunctionModule, every
from case import Program
from data import floats, ints

ORDERS = ([0, 1, 2, 3], [0, 2, 3, 1])


def copies():
    for order in (None, *ORDERS):
        keyword = {"dim_order": order}
        x = floats(2, 3, 4, 5)
        yield Call("dim_order_ops._clone_dim_order.default", (x,), keyword)
        for dtype in (torch.float16, torch.int64, torch.float32):
            options = {"dtype": dtype, **keyword}
            yield Call("dim_order_ops._to_dim_order_copy.default", (x,), options)
    options = {"dtype": torch.float32, "dim_order": [0, 1]}
    yield Call("dim_order_ops._to_dim_order_copy.default", (ints(3, 4),), options)


def calls():
    yield from every(copies())


def programs():
    for order in ORDERS:

        def run(x, order=order):
            empty = torch.ops.dim_order_ops._empty_dim_order.default([2, 3, 4, 5], dim_order=order)
            return torch.ops.aten.copy.default(empty, x)

        yield "_empty_dim_order__f32", Program(FunctionModule(run), [[floats(5)]], "by hand")
