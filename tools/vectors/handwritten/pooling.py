"""Windows that do not divide the input, count their padding or not, and unequal bins."""

import torch

from call import Call, every
from data import floats


def windows():
    for rank, size in [(1, (11,)), (2, (9, 10)), (3, (5, 6, 5))]:
        x = floats(2, 3, *size)
        for ceil_mode in (False, True):
            for padding in (0, 1):
                common = ([3] * rank, [2] * rank, [padding] * rank)
                for dilation in (1, 2):
                    rest = ([dilation] * rank, ceil_mode)
                    yield Call(f"aten.max_pool{rank}d.default", (x, *common, *rest))
                    yield Call(f"aten.max_pool{rank}d_with_indices.default", (x, *common, *rest))
                for count in (False, True):
                    yield Call(f"aten.avg_pool{rank}d.default", (x, *common, ceil_mode, count))
        if rank > 1:
            rest = ([2] * rank, [1] * rank, [0] * rank, False, True, 3)
            yield Call(f"aten.avg_pool{rank}d.default", (x, *rest))
    x = floats(3, 6, 7)
    yield Call("aten.max_pool2d.default", (x, [2, 3]))
    yield Call("aten.avg_pool2d.default", (x, [2, 3]))
    half = floats(1, 2, 8, 8, dtype=torch.bfloat16)
    yield Call("aten.avg_pool2d.default", (half, [2, 2]))
    yield Call("aten.max_pool2d.default", (half, [3, 3], [2, 2], [1, 1]))


def adaptive():
    for rank, size in [(1, (11,)), (2, (9, 10)), (3, (5, 6, 5))]:
        for bins in ([1] * rank, [4] * rank, [7, 3, 2][:rank]):
            x = floats(2, 3, *size)
            yield Call(f"aten.adaptive_avg_pool{rank}d.default", (x, bins))
            yield Call(f"aten.adaptive_max_pool{rank}d.default", (x, bins))
            if rank > 1:
                yield Call(f"aten._adaptive_avg_pool{rank}d.default", (x, bins))
                yield Call(f"aten._adaptive_avg_pool{rank}d.default", (x[0], bins))


def others():
    for rank, size in [(2, (8, 9)), (3, (6, 6, 7))]:
        x, samples = floats(2, 3, *size), floats(2, 3, rank, low=0, high=1)
        for bins in ([3, 4, 3][:rank], [2] * rank):
            arguments = (x, [2] * rank, bins, samples)
            yield Call(f"aten.fractional_max_pool{rank}d.default", arguments)
    x = floats(2, 3, 4, 6)
    values, places = torch.ops.aten.max_pool2d_with_indices.default(x, [2, 2])
    yield Call("aten.max_unpool2d.default", (values, places, [4, 6]))
    x = floats(2, 2, 4, 4, 6)
    values, places = torch.ops.aten.max_pool3d_with_indices.default(x, [2, 2, 2])
    arguments = ([4, 4, 6], [2, 2, 2], [0, 0, 0])
    yield Call("aten.max_unpool3d.default", (values, places, *arguments))


def calls():
    yield from every(windows())
    yield from every(adaptive())
    yield from every(others())
