"""Comparisons with a number, and bits of ints with a number on either side."""

import torch

from call import Call, every
from data import bools, floats, ints, of


def orders():
    for name in ("eq", "ne", "ge", "gt", "le", "lt"):
        for dtype, number in [
            (torch.float32, 1.0),
            (torch.float32, 2),
            (torch.float16, 0.5),
            (torch.bfloat16, -1),
            (torch.float64, 0.0),
            (torch.int64, 3),
            (torch.int64, 2.5),
            (torch.int32, -2),
            (torch.uint8, 7),
            (torch.bool, True),
        ]:
            tensor = of(dtype, 4, 5)
            if dtype.is_floating_point:
                tensor[0] = number
            yield Call(f"aten.{name}.Scalar", (tensor, number))
        yield Call(f"aten.{name}.Scalar", (floats(), 0.0))
        yield Call(f"aten.{name}.Scalar", (floats(0, 3), 0.0))
        yield Call(f"aten.{name}.Tensor", (ints(4, 5, high=3), floats(5).round()))


def bits():
    for name in ("and", "or", "xor"):
        for dtype, number in [
            (torch.int64, 6),
            (torch.int32, -3),
            (torch.uint8, 5),
            (torch.int8, 12),
            (torch.bool, True),
            (torch.bool, 3),
        ]:
            yield Call(f"aten.bitwise_{name}.Scalar", (of(dtype, 3, 4), number))
            yield Call(f"aten.bitwise_{name}.Scalar_Tensor", (number, of(dtype, 3, 4)))
    for name in ("left", "right"):
        for dtype, count in [(torch.int64, 3), (torch.int32, 2), (torch.uint8, 1), (torch.int8, 2)]:
            shifts = ints(3, 4, low=0, high=6).to(dtype)
            yield Call(f"aten.bitwise_{name}_shift.Tensor_Scalar", (of(dtype, 3, 4), count))
            yield Call(f"aten.bitwise_{name}_shift.Scalar_Tensor", (count + 1, shifts))
            yield Call(f"aten.bitwise_{name}_shift.Tensor", (of(dtype, 3, 4), shifts))


def members():
    for invert in (False, True):
        for unique in (False, True):
            options = {"assume_unique": unique, "invert": invert}
            yield Call("aten.isin.Tensor_Scalar", (ints(3, 4), 2), options)
            yield Call("aten.isin.Scalar_Tensor", (2, ints(9)), options)
            elements = torch.arange(8).reshape(2, 4)
            yield Call("aten.isin.Tensor_Tensor", (elements, torch.tensor([1, 6, 9])), options)
    yield Call("aten.isin.Tensor_Tensor", (ints(20), ints(0)))
    yield Call("aten.isin.Tensor_Tensor", (floats(6).round(), floats(30).round()))


def calls():
    yield from orders()
    yield from bits()
    yield from every(members())
    x = torch.tensor([1.0, float("nan"), float("inf"), -float("inf"), 0.0, 1.0])
    y = torch.tensor([1.00001, float("nan"), float("inf"), float("inf"), 1e-9, 1.1])
    for equal_nan in (False, True):
        yield Call("aten.isclose.default", (x, y, 1e-4, 1e-8, equal_nan))
    yield Call("aten.isclose.default", (ints(6), ints(6), 0.5, 1.0))
    for name in ("logical_and", "logical_or", "logical_xor"):
        yield Call(f"aten.{name}.default", (ints(4, 5, low=-1, high=2), bools(5)))
        yield Call(f"aten.{name}.default", (x, y * 0))
