"""Indices in every position, negative ones, masks, and slices past the end."""

import torch

from call import Call, every
from data import bools, floats, ints, of


def slices():
    for dim, start, end, step in [
        (0, 1, 3, 1),
        (1, -3, None, 1),
        (-1, None, -1, 2),
        (0, 2, 100, 1),
        (0, -100, 2, 1),
        (1, 3, 1, 1),
        (2, 0, 9223372036854775807, 3),
    ]:
        for name in ("slice", "slice_copy"):
            yield Call(f"aten.{name}.Tensor", (floats(4, 5, 6), dim, start, end, step))
    for dim, index in [(0, 1), (-1, -2), (1, 0)]:
        yield Call("aten.select.int", (ints(3, 4, 5), dim, index))
        yield Call("aten.select_copy.int", (floats(3, 4, 5), dim, index))
    for start in (0, 2, -2):
        yield Call("aten.narrow.Tensor", (floats(4, 5), 1, torch.tensor(start), 2))
        yield Call("aten.narrow.default", (floats(4, 5), -1, start, 2))


def advanced():
    rows, columns = torch.tensor([2, 0, -1]), torch.tensor([1, -3, 0])
    mask = torch.tensor([[True, False, True, True]] * 3)
    for size, indices in [
        ((3, 4), [rows]),
        ((3, 4), [rows, columns]),
        ((3, 4), [None, columns]),
        ((3, 4, 5), [rows, None, columns]),
        ((3, 4, 5), [None, rows, columns]),
        ((3, 4), [rows[:, None], columns[None]]),
        ((3, 4), [torch.tensor(1)]),
        ((3, 4), [torch.zeros(0, dtype=torch.int64)]),
        ((3, 4, 2), [rows.int()]),
        ((2, 3, 4, 5), [None, rows, None, columns]),
    ]:
        yield Call("aten.index.Tensor", (floats(*size), indices))
        yield Call("aten._unsafe_index.Tensor", (floats(*size), indices))
    for size, indices in [((3, 4), [mask]), ((3, 4), [None, mask[0]]), ((3, 4, 2), [mask])]:
        yield Call("aten.index.Tensor", (floats(*size), indices))
    index = [ints(5, low=0, high=3), ints(5, low=0, high=4)]
    yield Call("aten._unsafe_masked_index.default", (floats(3, 4), bools(5), index, 0.5))
    for dim in (0, 1, -1):
        index = ints(2, 3, 4, low=0, high=2)
        yield Call("aten.gather.default", (floats(3, 4, 5), dim, index))
        yield Call("aten.index_select.default", (floats(3, 4, 5), dim, ints(6, low=0, high=3)))
        yield Call("aten.take_along_dim.default", (floats(2, 3, 4), index, dim))
    yield Call("aten.gather.default", (floats(), 0, torch.tensor(0)))
    yield Call("aten.take.default", (floats(3, 4), torch.tensor([[0, -1], [5, 11]])))


def counts():
    for dtype in (torch.float32, torch.int64, torch.bool):
        x = of(dtype, 3, 4)
        x[0] = 0
        yield Call("aten.nonzero.default", (x,))
        yield Call("aten.nonzero_numpy.default", (x,))
        for size in (5, 20):
            yield Call("aten.nonzero_static.default", (x,), {"size": size, "fill_value": -7})
        yield Call("aten.masked_select.default", (floats(3, 4), x != 0))
    repeats = torch.tensor([2, 0, 3, 1])
    yield Call("aten.repeat_interleave.Tensor", (repeats,))
    yield Call("aten.repeat_interleave.Tensor", (repeats.int(),), {"output_size": 6})
    yield Call("aten.repeat_interleave.self_Tensor", (floats(4, 3), repeats, 0))
    yield Call("aten.repeat_interleave.self_Tensor", (floats(2, 2), repeats), {"output_size": 6})
    yield Call("aten.repeat_interleave.self_int", (floats(2, 3), 3, 1))
    yield Call("aten.repeat_interleave.self_int", (floats(2, 3), 2))
    for offset in (-2, 0, 1):
        for name in ("tril_indices", "triu_indices"):
            yield Call(f"aten.{name}.default", (4, 5, offset))
            yield Call(f"aten.{name}.default", (3, 2, offset), {"dtype": torch.int32})


def calls():
    yield from every(slices())
    yield from every(advanced())
    yield from every(counts())
