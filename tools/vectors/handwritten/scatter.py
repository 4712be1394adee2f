"""Writes by index: repeated indices where the order does not matter, every reduction."""

import torch

from call import Call, FunctionModule, every
from case import Program
from data import bools, floats, ints, of, permutation


def scatters():
    for dim in (0, 1, -1):
        index = torch.stack([permutation(4) for _ in range(5)])
        index = index.t().contiguous() if dim == 0 else index
        shape = (4, 5) if dim == 0 else (5, 4)
        yield Call("aten.scatter.src", (floats(*shape), dim, index, floats(*shape)))
        yield Call("aten.scatter.value", (floats(*shape), dim, index[:2].contiguous(), 2.5))
        repeated = ints(*shape, low=0, high=4)
        yield Call("aten.scatter_add.default", (floats(*shape), dim, repeated, floats(*shape)))
        for reduce in ("add", "multiply"):
            keyword = {"reduce": reduce}
            arguments = (floats(*shape), dim, repeated)
            yield Call("aten.scatter.reduce", (*arguments, floats(*shape)), keyword)
            yield Call("aten.scatter.value_reduce", (*arguments, 1.5), keyword)
        for reduce in ("sum", "prod", "mean", "amax", "amin"):
            for include in (True, False):
                keyword = {"include_self": include}
                arguments = (floats(*shape), dim, repeated, floats(*shape), reduce)
                yield Call("aten.scatter_reduce.two", arguments, keyword)
        integers = (of(torch.int64, *shape), dim, repeated, of(torch.int64, *shape))
        yield Call("aten.scatter_add.default", integers)
        yield Call("aten.scatter_reduce.two", (*integers, "mean"))


def slices():
    for dim in (0, 1):
        size = (6, 4) if dim == 0 else (4, 6)
        part = (3, 4) if dim == 0 else (4, 3)
        index, repeated = permutation(6)[:3], torch.tensor([1, 4, 1])
        yield Call("aten.index_copy.default", (floats(*size), dim, index, floats(*part)))
        arguments = (floats(*size), dim, repeated, floats(*part))
        yield Call("aten.index_add.default", arguments, {"alpha": -2})
        yield Call("aten.index_fill.int_Scalar", (floats(*size), dim, repeated, 0.5))
        yield Call("aten.index_fill.int_Tensor", (ints(*size), dim, repeated, torch.tensor(7)))
        for reduce in ("prod", "mean", "amax", "amin"):
            for include in (True, False):
                keyword = {"include_self": include}
                yield Call("aten.index_reduce.default", (*arguments, reduce), keyword)
    for dim, start, end, step in [(0, 1, 3, 1), (1, -2, None, 1), (0, None, None, 2)]:
        x = floats(4, 5)
        part = torch.ops.aten.slice.Tensor(x, dim, start, end, step)
        arguments = (x, floats(*part.shape), dim, start, end, step)
        yield Call("aten.slice_scatter.default", arguments)
    for offset in (-1, 0, 2):
        x = floats(3, 4, 5)
        part = torch.ops.aten.diagonal.default(x, offset, 0, 2)
        yield Call("aten.diagonal_scatter.default", (x, floats(*part.shape), offset, 0, 2))
    yield Call("aten.select_scatter.default", (floats(3, 4), floats(4), 0, -1))
    yield Call("aten.as_strided_scatter.default", (floats(3, 4), floats(2, 2), [2, 2], [4, 1], 5))


def puts():
    rows, columns = torch.tensor([2, 0, -1]), torch.tensor([1, -3, 0])
    for size, indices, values in [
        ((4, 4), [rows], (3, 4)),
        ((4, 4), [rows, columns], (3,)),
        ((4, 4), [None, columns], (4, 3)),
        ((4, 4, 2), [rows, None, torch.tensor([1, 0, 1])], (3, 4)),
        ((4, 4), [rows[:, None], columns[None]], (1, 3)),
        ((4, 4), [torch.tensor(1)], ()),
    ]:
        for accumulate in (False, True):
            arguments = (floats(*size), indices, floats(*values), accumulate)
            yield Call("aten.index_put.default", arguments)
            yield Call("aten._unsafe_index_put.default", arguments)
    repeated = [torch.tensor([0, 1, 0, 0])]
    yield Call("aten.index_put.default", (floats(3, 2), repeated, floats(4, 2), True))
    yield Call("aten.index_put.default", (floats(3, 4), [bools(3, 4)], torch.tensor(0.25)))
    yield Call("aten.index_put.default", (ints(3, 4), [None, bools(4)], torch.tensor(7)))
    for accumulate in (False, True):
        index = torch.tensor([[0, -1], [5, 7]])
        yield Call("aten.put.default", (floats(3, 4), index, floats(2, 2), accumulate))
    index = [ints(5, low=0, high=3), ints(5, low=0, high=4)]
    arguments = (floats(3, 4), bools(5), index, floats(5))
    yield Call("aten._unsafe_masked_index_put_accumulate.default", arguments)
    mask = bools(3, 4)
    yield Call("aten.masked_fill.Scalar", (floats(3, 4), mask, -torch.inf))
    yield Call("aten.masked_fill.Scalar", (ints(3, 4), mask[0], 3))
    yield Call("aten.masked_fill.Tensor", (floats(2, 3, 4), mask, torch.tensor(2)))
    yield Call("aten.masked_scatter.default", (floats(3, 4), mask, floats(12)))
    yield Call("aten.masked_scatter.default", (ints(3, 4), mask[0], ints(12)))


def calls():
    yield from every(scatters())
    yield from every(slices())
    yield from every(puts())


def programs():
    """`resize_` is in place: of a copy, whose elements that stay are the result."""
    for size in ([2, 3], [6], [4, 3], [3, 0]):

        def run(x, size=size):
            return torch.ops.aten.resize_.default(x.clone(), size)

        yield "resize___f32", Program(FunctionModule(run), [[floats(3, 4)]], "by hand")
