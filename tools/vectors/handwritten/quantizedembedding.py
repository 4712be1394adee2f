"""Rows of tables of 8, 4 and 2 bits."""

import torch

from call import Call, every
from data import floats, ints

WIDTHS = {"byte": (1, -128, 127), "4bit": (2, -8, 7), "2bit": (4, -2, 1)}


def tables():
    indices = torch.tensor([[0, 5, 2], [3, 3, 1]])
    for width, (packed, low, high) in WIDTHS.items():
        for groups in (None, 2, 4):
            for kind in (torch.float32, torch.float16):
                dtype = torch.int8 if width == "byte" else torch.uint8
                bounds = (-128, 128) if width == "byte" else (0, 256)
                weight = ints(6, 16 // packed, low=bounds[0], high=bounds[1]).to(dtype)
                shape = (6,) if groups is None else (6, groups)
                scales = floats(*shape, dtype=kind, low=0.01, high=0.1)
                for zeros in (None, ints(*shape, low=-2, high=2).to(kind)):
                    arguments = (weight, scales, zeros, low, high, indices)
                    name = f"quantized_decomposed.embedding_{width}"
                    yield Call(f"{name}.default", arguments)
                    for out in (torch.float16, torch.float32):
                        yield Call(f"{name}.dtype", arguments, {"dtype": out})


def calls():
    yield from every(tables())
