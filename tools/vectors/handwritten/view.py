"""Views that no Python function makes by itself."""

import torch

from call import Call
from data import floats, ints, of


def dtypes():
    """The same bytes as another dtype: wider, narrower, and of equal width."""
    for dtype, other in [
        (torch.float32, torch.int32),
        (torch.float32, torch.uint8),
        (torch.float32, torch.int16),
        (torch.int64, torch.int32),
        (torch.int32, torch.float32),
        (torch.int8, torch.uint8),
        (torch.float16, torch.int16),
        (torch.bfloat16, torch.int16),
        (torch.bool, torch.uint8),
        (torch.int16, torch.int64),
        (torch.uint8, torch.float32),
    ]:
        tensor = of(dtype, 3, 8)
        if other == torch.float32:
            # Not any bytes: a NaN need not keep its payload.
            tensor = floats(3, 8).view(dtype)
        yield Call("aten.view.dtype", (tensor, other))


def reshapes():
    for shape, size in [
        ((2, 3, 4), [6, 4]),
        ((2, 3, 4), [-1]),
        ((2, 3, 4), [2, -1, 2, 1]),
        ((), [1, 1]),
        ((0, 3), [3, 0, 5]),
        ((24,), [2, 3, 4]),
        ((1, 1), []),
    ]:
        for name in ("view", "reshape", "_unsafe_view", "_reshape_copy", "view_copy"):
            yield Call(f"aten.{name}.default", (floats(*shape), size))
    for size, stride in [([6, 4], [4, 1]), ([2, 12], [12, 1]), ([24], [1])]:
        yield Call("aten._reshape_alias.default", (floats(2, 3, 4), size, stride))
    for size, stride, offset in [
        ([3, 4], [1, 3], 0),
        ([2, 2], [5, 2], 3),
        ([4], [0], 2),
        ([3, 3], [1, 1], None),
        ([], [], 5),
        ([2, 3, 2], [12, 4, 1], 1),
    ]:
        for name in ("as_strided", "as_strided_copy"):
            yield Call(f"aten.{name}.default", (floats(2, 3, 4), size, stride, offset))


def moves():
    for source, target in [(0, 2), (-1, 0), (1, 1), (2, -3)]:
        yield Call("aten.movedim.int", (floats(2, 3, 4), source, target))
    for source, target in [([0, 1], [2, 0]), ([-1, 0], [0, -1]), ([], [])]:
        yield Call("aten.movedim.intlist", (ints(2, 3, 4), source, target))
    for dims in ([0], [0, 2], [-1], [1], []):
        yield Call("aten.squeeze.dims", (floats(1, 3, 1), dims))
    for size in ([4, 3], [2, 4, 3], [-1, 3], [2, 4, -1]):
        yield Call("aten.expand.default", (floats(4, 1) if size[-1] == -1 else floats(1, 3), size))
    for shift, dims in [([1], [0]), ([-2], [1]), ([1, 7], [0, 1]), ([5], []), ([0], [-1])]:
        yield Call("aten.roll.default", (floats(3, 5), shift, dims))
    for k in (0, 1, 2, 3, -1, 5):
        yield Call("aten.rot90.default", (floats(2, 3, 4), k, [0, 2] if k % 2 else [1, 0]))


def complexes():
    pairs = [floats(3, 4, 2), floats(2), floats(2, 0, 2), floats(3, 2, dtype=torch.float64)]
    for pair in pairs:
        yield Call("aten.view_as_complex.default", (pair,))
        number = torch.view_as_complex(pair)
        for name in ("view_as_real", "real", "imag", "_conj", "_conj_copy", "conj", "_neg_view"):
            yield Call(f"aten.{name}.default", (number,))
        for name in ("resolve_conj", "resolve_neg", "_neg_view_copy"):
            yield Call(f"aten.{name}.default", (number,))
    matrix = torch.view_as_complex(floats(3, 4, 2))
    for name in ("mH", "adjoint", "matrix_H", "t", "mT"):
        yield Call(f"aten.{name}.default", (matrix,))
        yield Call(f"aten.{name}.default", (floats(3, 4),))


def calls():
    yield from dtypes()
    yield from reshapes()
    yield from moves()
    yield from complexes()
    for dtype in (torch.float32, torch.int64, torch.bool):
        for shape in ((3, 4), (), (2, 0)):
            for name in ("_conj", "conj", "resolve_conj", "resolve_neg", "real"):
                yield Call(f"aten.{name}.default", (of(dtype, *shape),))
            if dtype != torch.bool:
                yield Call("aten._neg_view.default", (of(dtype, *shape),))
