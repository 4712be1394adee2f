"""Reductions that PyTorch's Python calls only inside others, and sizes OpInfo has not."""

import torch

from call import Call, every
from data import bools, floats, ints, of


def softmaxes():
    for name in ("_softmax", "_log_softmax"):
        for shape, dim in [((4, 7), -1), ((4, 7), 0), ((2, 3, 4, 5), 1), ((), 0), ((0, 3), 1)]:
            yield Call(f"aten.{name}.default", (floats(*shape), dim, False))
        for dtype in (torch.float16, torch.bfloat16, torch.float64):
            yield Call(f"aten.{name}.default", (floats(3, 6, dtype=dtype), 1, False))
        # Large numbers, which a softmax without the largest one subtracted makes infinite.
        yield Call(f"aten.{name}.default", (floats(3, 6, low=-800, high=800), 1, False))
    for name in ("softmax", "log_softmax"):
        yield Call(f"aten.{name}.int", (floats(3, 6, dtype=torch.float16), 0, torch.float32))
        yield Call(f"aten.{name}.int", (ints(3, 6), -1, torch.float32))
    masked = floats(3, 6)
    masked[1] = -torch.inf
    masked[2, :3] = -torch.inf
    yield Call("aten._safe_softmax.default", (masked, -1))
    yield Call("aten._softmax.default", (masked, -1, False))


def norms():
    for p in (2, 1, 0, float("inf"), -float("inf"), 3.5, -1):
        x = floats(4, 5)
        yield Call("aten.norm.Scalar", (x, p))
        yield Call("aten.norm.ScalarOpt_dim", (x, p, [1], p == 1))
        yield Call("aten.norm.ScalarOpt_dtype", (x.half(), p), {"dtype": torch.float32})
        yield Call("aten.norm.ScalarOpt_dim_dtype", (x, p, [0, -1], True), {"dtype": torch.float64})
        yield Call("aten.linalg_vector_norm.default", (x, p, [0], True))
    yield Call("aten.norm.ScalarOpt_dim", (floats(2, 3, 4), None, [0, 2]))
    yield Call("aten.norm.ScalarOpt_dim", (floats(2, 3, 4, dtype=torch.bfloat16), 2, [-1]))
    for p in (0.0, 1.0, 2.0, 3.0, float("inf")):
        yield Call("aten._cdist_forward.default", (floats(2, 4, 3), floats(2, 5, 3), p, None))
        yield Call("aten._pdist_forward.default", (floats(5, 3), p))
        yield Call("aten.dist.default", (floats(4, 3), floats(3), p))
    for mode in (1, 2):
        yield Call("aten.cdist.default", (floats(30, 4), floats(27, 4), 2.0, mode))


def whole():
    """All elements at once, and over several dimensions."""
    for dtype in (
        torch.float32,
        torch.float16,
        torch.bfloat16,
        torch.int32,
        torch.uint8,
        torch.bool,
    ):
        for name in ("sum", "prod", "all", "any", "max", "min"):
            yield Call(f"aten.{name}.default", (of(dtype, 3, 5),))
        yield Call("aten.count_nonzero.default", (of(dtype, 3, 5),))
    # Long rows show the order and the width of accumulation.
    for dtype in (torch.float32, torch.float16, torch.bfloat16):
        x = floats(2, 2000, dtype=dtype, low=0, high=1)
        yield Call("aten.sum.dim_IntList", (x, [1]))
        yield Call("aten.mean.dim", (x, [1], True))
        yield Call("aten.var.correction", (x, [1]), {"correction": 1})
    for dims in ([0, 2], [-1, 0], [1], None, []):
        x = floats(3, 4, 5)
        yield Call("aten.sum.dim_IntList", (x, dims))
        yield Call("aten.mean.dim", (x, dims, True))
        yield Call("aten.any.dims", (x > 2.5, dims))
        yield Call("aten.all.dims", (x > -2.9, dims, True))
        yield Call("aten.amax.default", (x, dims or []))
        yield Call("aten.amin.default", (x, dims or [], True))
    for name in ("sum", "nansum", "mean"):
        overload = "default" if name == "nansum" else "dim_IntList" if name == "sum" else "dim"
        yield Call(f"aten.{name}.{overload}", (ints(3, 4), [1], False), {"dtype": torch.float32})
    yield Call("aten.sum.dim_IntList", (of(torch.int8, 3, 40), [1]))
    yield Call("aten.sum.default", (bools(50),))


def ties():
    """Equal elements and NaN: which index is told."""
    x = torch.tensor([[1.0, 3, 3, 2], [5, 5, 5, 5], [-1, float("nan"), 7, float("nan")]])
    # Of equal medians PyTorch does not say which index.
    distinct = torch.tensor([[1.0, 3, 4, 2], [5, 6, 8, 7], [-1, float("nan"), 9, 10]])
    for name in ("max", "min", "median", "nanmedian"):
        values = distinct if "median" in name else x
        yield Call(f"aten.{name}.dim", (values, 1))
        yield Call(f"aten.{name}.dim", (values, -2, True))
        yield Call(f"aten.{name}.default", (values,))
    for name in ("argmax", "argmin"):
        yield Call(f"aten.{name}.default", (x,))
        yield Call(f"aten.{name}.default", (x, 1, True))
        yield Call(f"aten.{name}.default", (x[:2].long(), 0))
    yield Call("aten.aminmax.default", (x,), {"dim": 1, "keepdim": True})


def calls():
    yield from every(softmaxes())
    yield from norms()
    yield from whole()
    yield from every(ties())
    for correction in (0, 1, 2, 0.5, None):
        for name in ("std", "var", "std_mean", "var_mean"):
            keyword = {"correction": correction}
            yield Call(f"aten.{name}.correction", (floats(4, 5), [0]), keyword)
            yield Call(f"aten.{name}.correction", (floats(2, 3, 4), [-1, 0]), keyword)
    for unbiased in (True, False):
        for name in ("std", "var", "std_mean", "var_mean"):
            yield Call(f"aten.{name}.default", (floats(3, 4), unbiased))
            yield Call(f"aten.{name}.dim", (floats(3, 4), [1], unbiased, True))
    for mode in ("linear", "lower", "higher", "midpoint", "nearest"):
        for name in ("quantile", "nanquantile"):
            yield Call(f"aten.{name}.scalar", (floats(4, 7), 0.4, 1), {"interpolation": mode})
            q = torch.tensor([0.0, 0.3, 1.0])
            yield Call(f"aten.{name}.default", (floats(4, 7), q, 0, True), {"interpolation": mode})
