"""Pieces of odd sizes, and parts of different dtypes."""

import torch

from call import Call, every
from data import floats, ints


def calls():
    yield from every(joins())
    yield from every(splits())


def joins():
    yield Call("aten.cat.default", ([floats(2, 3), floats(1, 3), floats(0, 3)], 0))
    yield Call("aten.cat.default", ([floats(2, 3), floats(2, 1)], -1))
    yield Call("aten.cat.default", ([floats(0), floats(2, 3)], 1))
    yield Call("aten.cat.default", ([floats(2), ints(3), floats(1, dtype=torch.float16)],))
    yield Call("aten.stack.default", ([floats(2, 3), floats(2, 3)], -1))
    for tensors in ([floats(3), floats(4)], [floats(2), ints(3)]):
        yield Call("aten.meshgrid.default", (tensors,))
        for indexing in ("ij", "xy"):
            yield Call("aten.meshgrid.indexing", (tensors,), {"indexing": indexing})
    yield Call("aten.meshgrid.indexing", ([floats(2), floats(), floats(3)],), {"indexing": "xy"})
    yield Call("aten.block_diag.default", ([floats(2, 3), floats(), floats(2), ints(1, 1)],))
    for replace in (False, True):
        for count in (0, 1, 2, 3):
            yield Call("aten.combinations.default", (floats(4), count, replace))


def splits():
    for size in (1, 2, 3, 7):
        for name in ("split", "split_copy", "unsafe_split"):
            yield Call(f"aten.{name}.Tensor", (floats(7, 2), size, 0))
        for name in ("chunk", "unsafe_chunk"):
            yield Call(f"aten.{name}.default", (floats(2, 7), size, -1))
        yield Call("aten.tensor_split.sections", (floats(2, 7), size, 1))
    for sizes in ([2, 5], [3, 0, 4], [7]):
        for name in ("split_with_sizes", "split_with_sizes_copy", "unsafe_split_with_sizes"):
            yield Call(f"aten.{name}.default", (floats(2, 7), sizes, 1))
        yield Call("aten.split.sizes", (ints(7, 2), sizes))
    for indices in ([2, 5], [-2], [5, 2], [0, 9]):
        yield Call("aten.tensor_split.indices", (floats(7, 2), indices))
    for dim in (0, 1, -1):
        for name in ("unbind", "unbind_copy"):
            yield Call(f"aten.{name}.int", (floats(2, 3, 4), dim))
