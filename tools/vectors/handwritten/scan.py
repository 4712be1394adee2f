"""Running sums in every direction and dtype, and long ones."""

import torch

from call import Call, every
from data import floats, of


def calls():
    yield from every(scans())


def scans():
    for name in ("cumsum", "cumprod"):
        for dtype in (torch.float32, torch.bfloat16, torch.int32, torch.bool, torch.uint8):
            yield Call(f"aten.{name}.default", (of(dtype, 4, 5), 0))
        yield Call(f"aten.{name}.default", (of(torch.int8, 3, 5), 1), {"dtype": torch.float32})
        yield Call(f"aten.{name}.default", (floats(), 0))
    yield Call("aten.cumsum.default", (floats(2, 2000, low=0, high=1), 1))
    yield Call("aten.cumsum.default", (floats(2, 500, dtype=torch.float16, low=0, high=1), -1))
    for name in ("cummax", "cummin"):
        ties = torch.tensor([[1.0, 3, 3, 2, 3], [2, 1, 1, 4, 1]])
        yield Call(f"aten.{name}.default", (ties, 1))
        yield Call(f"aten.{name}.default", (ties.long(), 0))
    wide = floats(3, 6, low=-200, high=200)
    wide[1, 2] = -torch.inf
    wide[2, 1] = torch.inf
    yield Call("aten.logcumsumexp.default", (wide, 1))
    for n in (0, 1, 2, 3):
        yield Call("aten.diff.default", (floats(3, 6), n))
        yield Call("aten.diff.default", (floats(3, 6), n, 0, floats(1, 6), floats(2, 6)))
    yield Call("aten.diff.default", (of(torch.bool, 7), 1))
    yield Call("aten.trapezoid.dx", (floats(3, 5),), {"dx": 0.5, "dim": 0})
    yield Call("aten.cumulative_trapezoid.dx", (floats(3, 5),), {"dx": 2, "dim": 0})
    yield Call("aten.trapezoid.x", (floats(3, 5), floats(5)))
    yield Call("aten.cumulative_trapezoid.x", (floats(3, 5), floats(3, 5)))
