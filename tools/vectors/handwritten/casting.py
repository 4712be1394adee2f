"""Conversions between all dtypes, and copies."""

import torch

from call import Call, every
from data import floats, ints, of

DTYPES = [
    torch.float32,
    torch.float64,
    torch.float16,
    torch.bfloat16,
    torch.int64,
    torch.int32,
    torch.int16,
    torch.int8,
    torch.uint8,
    torch.bool,
]
# Ends of ranges and ties; conversions out of an int's range are not defined.
VALUES = [0.0, -0.0, 0.5, 1.5, 2.5, -0.5, -1.5, 1.999, -1.999, 100.25, 3.14159, 0.1]


def pairs():
    """Every dtype to every other, told apart by the overload so that each is kept."""
    values = {dtype: torch.tensor(VALUES).to(dtype) for dtype in DTYPES}
    values[torch.uint8] = of(torch.uint8, 12)
    for k, source in enumerate(DTYPES):
        for n, target in enumerate(DTYPES):
            tensor = values[source]
            if target == torch.uint8:
                tensor = tensor.abs() if source != torch.bool else tensor
            yield (k + n) % 3, tensor, target


def conversions():
    for place, tensor, dtype in pairs():
        yield Call("aten._to_copy.default", (tensor,), {"dtype": dtype})
        if place == 0:
            yield Call("aten.to.dtype", (tensor, dtype))
        elif place == 1:
            yield Call("aten.to.dtype_layout", (tensor,), {"dtype": dtype, "copy": True})
        else:
            yield Call("aten.to.other", (tensor, of(dtype, 2)))
            yield Call("aten.type_as.default", (tensor, of(dtype, 2)))
    # Wide ints into narrow ones keep the low bits; floats round to even.
    wide = torch.tensor([300, -300, 128, -129, 65537, 2**31 + 5, -1])
    for dtype in (torch.int8, torch.uint8, torch.int16, torch.int32):
        yield Call("aten._to_copy.default", (wide,), {"dtype": dtype})
        yield Call("aten.to.dtype", (wide, dtype))
    big = torch.tensor([1e5, 65520.0, 65519.0, 1e-8, 6e-8, float("inf"), float("nan"), 3.4e38])
    for dtype in (torch.float16, torch.bfloat16, torch.float8_e4m3fn, torch.float8_e5m2):
        yield Call("aten.to.dtype", (big if dtype.itemsize == 2 else floats(12), dtype))
    for dtype in (torch.float8_e4m3fn, torch.float8_e5m2):
        yield Call("aten.to.dtype", (floats(12).to(dtype), torch.float32))
    for dtype in (torch.uint16, torch.uint32, torch.uint64):
        yield Call("aten.to.dtype", (ints(8, low=0, high=60000), dtype))
        yield Call("aten.to.dtype", (ints(8, low=0, high=60000).to(dtype), torch.float32))


def copies():
    for dtype in (torch.float32, torch.int64, torch.bool, torch.float16):
        for shape in ((3, 4), (), (0, 2)):
            tensor = of(dtype, *shape)
            yield Call("aten.alias.default", (tensor,))
            yield Call("aten.clone.default", (tensor,))
            yield Call("aten.contiguous.default", (tensor,))
    yield Call("aten.clone.default", (floats(2, 3, 4, 5),), {"memory_format": torch.channels_last})
    yield Call(
        "aten.contiguous.default", (floats(2, 3, 4, 5),), {"memory_format": torch.channels_last}
    )
    yield Call("aten.copy.default", (floats(3, 4), floats(4)))
    yield Call("aten.copy.default", (floats(3, 4), ints(3, 1)))
    yield Call("aten.copy.default", (ints(3, 4), floats(3, 4)))
    yield Call("aten.copy.default", (floats(2, 3, dtype=torch.float16), floats()))
    yield Call("aten.to.device", (floats(3, 4), torch.device("cpu"), torch.float16))
    yield Call("aten.to.device", (ints(3, 4), torch.device("cpu"), torch.float32, False, True))


def calls():
    yield from every(copies())
    yield from every(conversions())
