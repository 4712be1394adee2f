"""Products of other dtypes, sizes that do not divide by a tile, and empty ones."""

import torch

from call import Call, every
from data import floats, ints


def int8():
    for m, k, n in [(3, 8, 8), (17, 16, 8), (32, 24, 40), (1, 64, 16)]:
        a = ints(m, k, low=-128, high=128).to(torch.int8)
        b = ints(k, n, low=-128, high=128).to(torch.int8)
        yield Call("aten._int_mm.default", (a, b))
    for dtype in (torch.float32, torch.bfloat16, torch.float16):
        for m, k, n in [(3, 64, 32), (1, 32, 16), (5, 32, 64)]:
            weight = ints(n, k, low=-128, high=128).to(torch.int8)
            scales = floats(n, dtype=dtype, low=0.01, high=0.1)
            x = floats(m, k, dtype=dtype)
            yield Call("aten._weight_int8pack_mm.default", (x, weight, scales))


def float8():
    one = torch.ones(())
    for kind in (torch.float8_e4m3fn, torch.float8_e5m2):
        for out in (None, torch.float32, torch.bfloat16):
            a, b = floats(16, 32).to(kind), floats(24, 32).to(torch.float8_e4m3fn).t()
            scales = (torch.tensor(0.5), torch.tensor(2.0))
            yield Call("aten._scaled_mm.default", (a, b, *scales), {"out_dtype": out})
    a, b = floats(16, 32).to(torch.float8_e4m3fn), floats(32, 16).to(torch.float8_e4m3fn)
    bias = floats(16, dtype=torch.bfloat16)
    yield Call("aten._scaled_mm.default", (a, b, one, one, bias), {"out_dtype": torch.bfloat16})
    yield Call("aten._scaled_mm.default", (a, b, one, one), {"out_dtype": torch.bfloat16})


def trilinear():
    for expand, dims, sizes in [
        (([1, 3], [0], [1, 2]), [2, 3], ((4, 5), (3, 5, 6), (4, 6))),
        (([], [], []), [0], ((3, 4), (3, 4), (3, 4))),
        (([0], [1], [2]), [0, 2], ((4, 5), (3, 5), (3, 4))),
    ]:
        tensors = [floats(*size) for size in sizes]
        yield Call("aten._trilinear.default", (*tensors, *expand, dims))


def shapes():
    """Tails of every vector width, single rows and columns, nothing to sum."""
    for m, k, n in [
        (1, 1, 1),
        (5, 7, 3),
        (1, 33, 17),
        (19, 1, 21),
        (31, 33, 35),
        (4, 0, 3),
        (0, 2, 3),
    ]:
        for dtype in (torch.float32, torch.bfloat16, torch.float16):
            a, b = floats(m, k, dtype=dtype), floats(k, n, dtype=dtype)
            yield Call("aten.mm.default", (a, b))
            yield Call("aten.addmm.default", (floats(n, dtype=dtype), a, b))
            yield Call("aten.linear.default", (a, b.t().contiguous(), floats(n, dtype=dtype)))
        yield Call("aten.mm.default", (ints(m, k), ints(k, n)))
        yield Call("aten.mv.default", (floats(m, k), floats(k)))
        yield Call("aten.bmm.default", (floats(3, m, k), floats(3, k, n)))
        yield Call(
            "aten.baddbmm.default",
            (floats(m, 1), floats(2, m, k), floats(2, k, n)),
            {"beta": 0.5, "alpha": 2},
        )
    for a, b in [
        ((3,), (3,)),
        ((2, 3), (3,)),
        ((3,), (3, 4)),
        ((5, 1, 2, 3), (4, 3, 2)),
        ((2, 3, 4), (4, 5)),
        ((2, 1, 3), (2, 3, 1)),
        ((3,), (2, 3, 4)),
        ((2, 2, 3), (3,)),
    ]:
        yield Call("aten.matmul.default", (floats(*a), floats(*b)))


def edges():
    # beta 0 takes no notice of NaN in what is added.
    nan = torch.full((4, 5), torch.nan)
    yield Call("aten.addmm.default", (nan, floats(4, 3), floats(3, 5)), {"beta": 0})
    yield Call("aten.baddbmm.default", (nan, floats(2, 4, 3), floats(2, 3, 5)), {"beta": 0})
    yield Call("aten.addmv.default", (nan[:, 0].contiguous(), floats(4, 3), floats(3)), {"beta": 0})
    yield Call("aten.addmm.default", (ints(4, 5), ints(4, 3), ints(3, 5)), {"beta": 2, "alpha": -3})
    yield Call("aten.linear.default", (floats(2, 3, 4), floats(5, 4)))
    yield Call("aten.linear.default", (floats(4), floats(5, 4), floats(5)))
    for a, b in [((3, 4), (2, 5)), ((2, 3), (3,)), ((), (4,))]:
        yield Call("aten.kron.default", (floats(*a), floats(*b)))


def equations():
    for equation, *sizes in [
        ("ij,jk->ik", (3, 4), (4, 5)),
        ("bij,bjk->bik", (2, 3, 4), (2, 4, 5)),
        ("ii->i", (4, 4)),
        ("ii", (4, 4)),
        ("ij->ji", (3, 4)),
        ("i,j->ij", (3,), (4,)),
        ("...ij,...jk->...ik", (2, 1, 3, 4), (5, 4, 2)),
        ("bhid,bhjd->bhij", (2, 2, 3, 4), (2, 2, 5, 4)),
        ("ij,ij", (3, 4), (3, 4)),
        ("abc,cd,de->abe", (2, 3, 4), (4, 5), (5, 2)),
    ]:
        yield Call("aten.einsum.default", (equation, [floats(*size) for size in sizes]))


def calls():
    yield from int8()
    yield from float8()
    yield from trilinear()
    yield from shapes()
    yield from every(edges())
    yield from every(equations())
