"""Orders with ties where they are defined, and bounds on both sides."""

import torch

from call import Call, every
from data import floats, ints, permutation


def distinct(*shape, dtype=torch.float32):
    count = torch.Size(shape).numel()
    return (permutation(count).reshape(shape) - count // 2).to(dtype)


def orders():
    for dtype in (torch.float32, torch.int64, torch.float16, torch.uint8, torch.bool):
        ties = ints(4, 6, low=0, high=3).to(dtype)
        for descending in (False, True):
            for dim in (0, -1):
                yield Call(
                    "aten.sort.stable",
                    (ties,),
                    {"stable": True, "dim": dim, "descending": descending},
                )
                keyword = {"stable": True, "dim": dim, "descending": descending}
                yield Call("aten.argsort.stable", (ties,), keyword)
    for descending in (False, True):
        yield Call("aten.sort.default", (distinct(3, 5), 1, descending))
        yield Call("aten.argsort.default", (distinct(3, 5), 0, descending))
        for dim in (0, 1, -1):
            for count in (1, 3, 5):
                yield Call("aten.topk.default", (distinct(5, 6), count, dim, descending))
    for dtype in (torch.float32, torch.int32, torch.bfloat16):
        yield Call("aten.topk.default", (distinct(3, 8, dtype=dtype), 4))
        yield Call("aten.kthvalue.default", (distinct(3, 8, dtype=dtype), 3, 1, True))
        yield Call("aten.mode.default", (torch.tensor([[1, 2, 2, 3], [5, 4, 4, 4]]).to(dtype),))
    yield Call("aten.sort.default", (torch.tensor(3.0),))
    yield Call("aten.msort.default", (ints(4, 3, 2, low=0, high=4),))


def bounds():
    edges = torch.tensor([-2.0, -1.0, 0.0, 0.0, 1.5])
    values = torch.tensor([[-3.0, -2.0, 0.0], [1.5, 1.6, float("nan")]])
    for right in (False, True):
        for narrow in (False, True):
            keyword = {"out_int32": narrow, "right": right}
            for value in (-2.0, 0, 1.0, 9):
                yield Call("aten.bucketize.Scalar", (value, edges), keyword)
                yield Call("aten.searchsorted.Scalar", (edges, value), keyword)
            yield Call("aten.bucketize.Tensor", (values, edges), keyword)
            yield Call("aten.searchsorted.Tensor", (edges, values), keyword)
    rows = torch.sort(ints(3, 6)).values
    yield Call("aten.searchsorted.Tensor", (rows, ints(3, 4)), {"side": "right"})
    mixed = ints(3, 6)
    sorter = torch.argsort(mixed, stable=True)
    yield Call("aten.searchsorted.Tensor", (mixed, ints(3, 4)), {"sorter": sorter})
    yield Call("aten.searchsorted.Scalar", (mixed[0], 2), {"sorter": sorter[0], "side": "left"})


def sets():
    for inverse in (False, True):
        for counts in (False, True):
            for tensor in (ints(3, 5, low=0, high=4), ints(7, low=0, high=3).float()):
                yield Call("aten._unique2.default", (tensor, True, inverse, counts))
                yield Call("aten.unique_consecutive.default", (tensor, inverse, counts))
            rows = torch.tensor([[2, 1], [0, 3], [2, 1], [0, 3], [0, 1]])
            yield Call("aten.unique_dim.default", (rows, 0, True, inverse, counts))
            yield Call("aten.unique_dim.default", (rows.t().contiguous(), 1, True, inverse, counts))
            yield Call("aten.unique_consecutive.default", (rows.sort(0).values, inverse, counts, 0))
    yield Call("aten.bincount.default", (ints(9, low=0, high=5), None, 8))
    yield Call("aten.bincount.default", (ints(9, low=0, high=5), floats(9)))
    yield Call("aten.histc.default", (floats(40), 7, -2, 2))
    yield Call("aten.histc.default", (floats(40), 5))
    yield Call("aten.histogram.bin_ct", (floats(30), 6), {"range": [-2.0, 2.5], "density": True})
    edges = torch.tensor([-3.0, -1.0, 0.5, 3.0])
    yield Call("aten.histogram.bins_tensor", (floats(30), edges), {"weight": floats(30, low=0)})


def calls():
    yield from every(orders())
    yield from every(bounds())
    yield from every(sets())
