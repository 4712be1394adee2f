"""torchao's affine quantization by blocks of every shape, and 8-bit floats."""

import torch

from call import Call, every
from data import floats, ints

MAPPINGS = ("SYMMETRIC", "SYMMETRIC_NO_CLIPPING_ERR", "ASYMMETRIC")
BLOCKS = [[4, 8], [1, 8], [1, 4], [2, 4], [4, 1]]


def parameters():
    for mapping in MAPPINGS:
        for block in BLOCKS:
            for low, high, dtype in [
                (-128, 127, torch.int8),
                (-8, 7, torch.int8),
                (None, None, torch.uint8),
            ]:
                arguments = (floats(4, 8), mapping, block, dtype, low, high)
                yield Call("torchao.choose_qparams_affine.default", arguments)
        for keepdim in (False, True):
            options = {"eps": 1e-3, "keepdim": keepdim}
            options |= {"scale_dtype": torch.float32, "zero_point_dtype": torch.int8}
            for dtype in (torch.float32, torch.float16, torch.bfloat16):
                x = floats(4, 8, dtype=dtype)
                arguments = (x, mapping, [1, 4], torch.int8, -8, 7)
                yield Call("torchao.choose_qparams_affine.default", arguments, options)
    arguments = (torch.zeros(2, 8), "ASYMMETRIC", [1, 8], torch.int8, -128, 127)
    yield Call("torchao.choose_qparams_affine.default", arguments)


def conversions():
    for block in BLOCKS:
        shape = (4 // block[0], 8 // block[1])
        for dtype in (torch.float32, torch.bfloat16):
            scale = floats(*shape, dtype=dtype, low=0.02, high=0.2)
            for zero in (None, torch.int32, torch.int8):
                zeros = zero and ints(*shape, low=-4, high=5).to(zero)
                arguments = (floats(4, 8, dtype=dtype), block, scale, zeros, torch.int8)
                if zero:
                    yield Call("torchao.quantize_affine.default", (*arguments, -128, 127))
                    yield Call("torchao.quantize_affine.default", (*arguments, -8, 7))
                q = ints(4, 8, low=-8, high=8).to(torch.int8)
                arguments = (q, block, scale, zeros, torch.int8, -8, 7, dtype)
                yield Call("torchao.dequantize_affine.default", arguments)
    q = ints(2, 3, 4, low=0, high=256).to(torch.uint8)
    arguments = (q, [1, 1, 4], floats(2, 3, 1, low=0.1), ints(2, 3, 1), torch.uint8)
    yield Call("torchao.dequantize_affine.default", arguments)


def float8():
    for kind in (torch.float8_e4m3fn, torch.float8_e5m2):
        for block in BLOCKS:
            shape = (4 // block[0], 8 // block[1])
            x = floats(4, 8, low=-40, high=40)
            arguments = (x, block, kind)
            yield Call("torchao.choose_scale_float8.default", arguments)
            limits = {"hp_value_lb": 1.0, "hp_value_ub": 30.0}
            yield Call("torchao.choose_scale_float8.default", arguments, limits)
            powers = {"scale_dtype": torch.float8_e8m0fnu}
            yield Call("torchao.choose_scale_float8.default", arguments, powers)
            scale = floats(*shape, low=0.1, high=0.5)
            name = "affine_float8_non_decomposed.default"
            yield Call(f"torchao.quantize_{name}", (x, scale, kind))
            q = floats(4, 8).to(kind)
            for dtype in (torch.float32, torch.bfloat16):
                yield Call(f"torchao.dequantize_{name}", (q, scale, dtype))


def calls():
    yield from every(parameters())
    yield from every(conversions())
    yield from every(float8())
