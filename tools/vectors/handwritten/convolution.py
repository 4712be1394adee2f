"""Convolutions of every stride, padding, dilation, group and dtype."""

import torch

from call import Call, every
from data import floats

# spatial sizes, channels in, channels out, kernel, stride, padding, dilation, groups
SHAPES = [
    ((9,), 3, 4, (3,), [1], [0], [1], 1),
    ((10,), 4, 6, (3,), [2], [1], [2], 2),
    ((8, 9), 3, 5, (3, 3), [1, 1], [1, 1], [1, 1], 1),
    ((8, 7), 4, 4, (1, 1), [1, 1], [0, 0], [1, 1], 1),
    ((9, 8), 6, 6, (3, 3), [2, 2], [1, 1], [1, 1], 6),
    ((9, 8), 4, 8, (3, 2), [2, 1], [2, 0], [1, 2], 4),
    ((11, 11), 3, 8, (7, 7), [2, 2], [3, 3], [1, 1], 1),
    ((6, 6), 8, 17, (3, 3), [1, 1], [0, 0], [1, 1], 1),
    ((4, 5, 4), 2, 3, (2, 3, 2), [1, 2, 1], [1, 0, 1], [1, 1, 1], 1),
]


def forward():
    for sizes, channels, out, kernel, stride, padding, dilation, groups in SHAPES:
        rank = len(sizes)
        for batch in (1, 2):
            x = floats(batch, channels, *sizes)
            weight, bias = floats(out, channels // groups, *kernel), floats(out)
            zeros = [0] * rank
            rest = (stride, padding, dilation)
            yield Call("aten.convolution.default", (x, weight, bias, *rest, False, zeros, groups))
            yield Call(f"aten.conv{rank}d.default", (x, weight, None, *rest, groups))
        # Without a batch.
        yield Call(f"aten.conv{rank}d.default", (x[0], weight, bias, *rest, groups))
        for mode in ("valid", "same"):
            ones = [1] * rank
            yield Call(f"aten.conv{rank}d.padding", (x, weight, bias, ones, mode, dilation, groups))
    for dtype in (torch.float16, torch.bfloat16, torch.float64):
        for groups in (1, 4):
            x, weight = floats(2, 4, 8, 8, dtype=dtype), floats(8, 4 // groups, 3, 3, dtype=dtype)
            yield Call("aten.conv2d.default", (x, weight, None, [1, 1], [1, 1], [1, 1], groups))


def transposed():
    for sizes, channels, out, kernel, stride, padding, dilation, groups in SHAPES:
        rank = len(sizes)
        x = floats(2, channels, *sizes)
        weight, bias = floats(channels, out // groups, *kernel), floats(out)
        for extra in (0, 1):
            more = [extra if s > 1 or d > 1 else 0 for s, d in zip(stride, dilation, strict=False)]
            rest = (stride, padding, dilation, True, more, groups)
            yield Call("aten.convolution.default", (x, weight, bias, *rest))
            overload = "default" if rank == 1 else "input"
            rest = (stride, padding, more, groups, dilation)
            yield Call(f"aten.conv_transpose{rank}d.{overload}", (x, weight, None, *rest))


def blocks():
    for kernel, dilation, padding, stride in [
        ([3, 2], [1, 1], [1, 0], [1, 1]),
        ([2, 2], [2, 1], [0, 1], [2, 2]),
        ([3, 3], [1, 1], [0, 0], [3, 3]),
    ]:
        size = [9, 8]
        for batch in ((2,), ()):
            x = floats(*batch, 3, *size)
            arguments = (kernel, dilation, padding, stride)
            columns = torch.ops.aten.im2col.default(x, *arguments)
            yield Call("aten.im2col.default", (x, *arguments))
            yield Call("aten.col2im.default", (columns, size, *arguments))


def calls():
    yield from every(forward())
    yield from every(transposed())
    yield from every(blocks())
