"""Pads of each rank and mode, negative ones too."""

import torch

from call import Call, every
from data import floats, ints


def pads():
    for rank, size, pad in [
        (1, (7,), [2, 3]),
        (1, (7,), [0, 1]),
        (2, (5, 6), [1, 2, 3, 0]),
        (2, (5, 6), [2, 0, 0, 4]),
        (3, (3, 4, 5), [1, 2, 0, 3, 2, 1]),
    ]:
        for kind in ("reflection", "replication"):
            for lead in ((2, 3), (3,)):
                yield Call(f"aten.{kind}_pad{rank}d.default", (floats(*lead, *size), pad))
        yield Call("aten._pad_circular.default", (floats(2, 3, *size), pad))
        for mode in ("reflect", "replicate", "circular"):
            yield Call("aten.pad.default", (floats(2, 3, *size), pad, mode))
    for pad in ([1, 2], [-1, 2, 0, -2], [0, 0], [1, 1, 1, 1, 1, 1]):
        for value in (0, 1.5, -float("inf")):
            yield Call("aten.constant_pad_nd.default", (floats(2, 4, 5), pad, value))
        yield Call("aten.pad.default", (floats(2, 4, 5), pad, "constant", 2.0))
    yield Call("aten.constant_pad_nd.default", (ints(3, 4), [1, 1], 7))
    yield Call("aten.replication_pad2d.default", (floats(2, 3, 4, 4), [-1, 2, 1, -2]))
    for first in (False, True):
        for side in ("right", "left"):
            parts = [floats(3, 2), floats(1, 2), floats(4, 2)]
            yield Call("aten.pad_sequence.default", (parts, first, -1.0, side))
    half = floats(2, 3, 4, dtype=torch.bfloat16)
    yield Call("aten.reflection_pad1d.default", (half, [1, 2]))


def calls():
    yield from every(pads())
