"""Forms with a number for a tensor, which Python's operators do not call."""

import torch

from call import Call
from data import floats, ints, of

# Number on the right: (op, number of a float tensor, number of an int tensor).
TENSOR_NUMBER = [
    ("add.Scalar", 2.5, 3),
    ("sub.Scalar", -1.25, 2),
    ("mul.Scalar", 0.75, -4),
    ("div.Scalar", 3.0, 4),
    ("floor_divide.Scalar", 1.5, -2),
    ("fmod.Scalar", 1.25, -3),
    ("remainder.Scalar", -1.25, 3),
    ("rsub.Scalar", 1.5, 7),
    ("pow.Tensor_Scalar", 3.0, 2),
    ("float_power.Tensor_Scalar", 2.0, 3),
    ("clamp_max.default", 0.5, 2),
    ("clamp_min.default", -0.5, -2),
    ("xlogy.Scalar_Other", 2.5, 3),
    ("special_zeta.other_scalar", 1.5, 2),
]
# Number on the left.
NUMBER_TENSOR = [
    ("remainder.Scalar_Tensor", 7.5, 11),
    ("pow.Scalar", 2.5, 3),
    ("float_power.Scalar", 1.5, 2),
    ("xlogy.Scalar_Self", 2.5, 3),
    ("special_zeta.self_scalar", 2.5, 3),
]
POSITIVE = ("xlogy", "zeta", "float_power", "pow")


def tensors(name):
    """Tensors for one op: floats of three dtypes and shapes, ints of three."""
    low = 0.1 if any(word in name for word in POSITIVE) else -3.0
    for shape, dtype in [((4, 6), torch.float32), ((), torch.float32), ((2, 0), torch.float32)]:
        yield floats(*shape, dtype=dtype, low=low)
    for dtype in (torch.float16, torch.bfloat16, torch.float64):
        yield floats(3, 5, dtype=dtype, low=low)
    for dtype in (torch.int64, torch.int32, torch.uint8):
        values = ints(3, 4, low=1, high=8).to(dtype)
        signs = ints(3, 4, low=0, high=2).to(dtype) * 2 - 1
        yield values if dtype == torch.uint8 or low > 0 else values * signs


def with_numbers():
    for name, number, integer in TENSOR_NUMBER:
        for tensor in tensors(name):
            value = number if tensor.dtype.is_floating_point else integer
            yield Call(f"aten.{name}", (tensor, value))
        # A float number takes ints to floats.
        yield Call(f"aten.{name}", (ints(5, low=1), number))
    for name, number, integer in NUMBER_TENSOR:
        for tensor in tensors(name):
            value = number if tensor.dtype.is_floating_point else integer
            yield Call(f"aten.{name}", (value, tensor))
        yield Call(f"aten.{name}", (number, ints(5, low=1)))


def with_alpha():
    for name in ("add.Scalar", "sub.Scalar", "rsub.Scalar"):
        yield Call(f"aten.{name}", (floats(3, 3), 2.0, 0.5))
        yield Call(f"aten.{name}", (ints(6), 2, 3))
    for name in ("add.Tensor", "sub.Tensor", "rsub.Tensor"):
        yield Call(f"aten.{name}", (floats(2, 1, 3), floats(4, 1)), {"alpha": -1.5})
    # A number as the second tensor is a 0-d one that does not widen the dtype.
    for name in ("add.Tensor", "mul.Tensor", "div.Tensor", "sub.Tensor"):
        for dtype in (torch.float16, torch.int32, torch.uint8):
            yield Call(f"aten.{name}", (of(dtype, 3, 4), 2.5 if dtype == torch.float16 else 2))
        yield Call(f"aten.{name}", (of(torch.int8, 7), 1.5))


def modes():
    for mode in (None, "trunc", "floor"):
        yield Call("aten.div.Scalar_mode", (floats(4, 5), 0.7), {"rounding_mode": mode})
        yield Call("aten.div.Scalar_mode", (ints(4, 5), -3), {"rounding_mode": mode})
        yield Call("aten.div.Scalar_mode", (of(torch.int8, 9), 2), {"rounding_mode": mode})
        yield Call(
            "aten.div.Tensor_mode",
            (ints(4, 5), ints(5, low=1, high=4) * -1),
            {"rounding_mode": mode},
        )
    for bounds in [(-1.0, 1.0), (None, 0.5), (0.25, None), (2.0, -2.0), (-1, 1)]:
        yield Call("aten.clamp.default", (floats(4, 5), *bounds))
    yield Call("aten.clamp.default", (ints(12), -2, 3))
    yield Call("aten.clamp.default", (ints(12), -2.5, None))
    yield Call("aten.clamp.default", (of(torch.uint8, 12), 3, 12))
    yield Call("aten.clamp.default", (floats(7, dtype=torch.bfloat16), -1.5, 1.5))


def choices():
    mask = floats(3, 4) > 0
    for name, args in [
        ("Scalar", (1.5, -2)),
        ("ScalarOther", (floats(3, 4), 0.5)),
        ("ScalarSelf", (0.5, floats(4))),
        ("Scalar", (1, 2)),
        ("Scalar", (True, False)),
        ("ScalarOther", (ints(3, 1), 7)),
        ("ScalarOther", (ints(3, 1), 2.5)),
        ("ScalarSelf", (-1, of(torch.int32, 3, 4))),
        ("ScalarOther", (floats(3, 4, dtype=torch.float16), -1.0)),
        ("self", (floats(3, 4), floats(1, 4))),
        ("self", (floats(3, 1), ints(4))),
        ("self", (ints(3, 4), floats(4, dtype=torch.float16))),
    ]:
        yield Call(f"aten.where.{name}", (mask, *args))


def calls():
    yield from with_numbers()
    yield from with_alpha()
    yield from modes()
    yield from choices()
    for shapes in [((3, 4), (3, 4)), ((3, 1), (4,)), ((), (5,))]:
        a, b = (floats(*shape) for shape in shapes)
        yield Call("aten.atan2.out", (a, b), {"out": (a + b) * 0})
    yield Call("aten.ldexp.Tensor", (floats(3, 4), ints(4)))
