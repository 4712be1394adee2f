"""`quantized_decomposed`: per tensor, channel, token and group, in every dtype they take."""

import torch

from call import Call, every
from data import floats, ints, of

NAMESPACE = "quantized_decomposed"
RANGES = [
    (-128, 127, torch.int8),
    (0, 255, torch.uint8),
    (-8, 7, torch.int8),
    (-127, 127, torch.int8),
    (-32768, 32767, torch.int16),
    (-(2**31), 2**31 - 1, torch.int32),
]


def op(name, *args, **kwargs):
    return Call(f"{NAMESPACE}.{name}", args, kwargs)


def stored(low, high, dtype, *shape):
    """Quantized values of a range."""
    return ints(*shape, low=max(low, -40000), high=min(high, 40000) + 1).to(dtype)


def per_tensor():
    for low, high, dtype in RANGES:
        zero = 3 if low < 0 else 120
        wide = abs(high) > 1000
        scale = 0.0007 if wide else 0.031
        for source in (torch.float32, torch.float16, torch.bfloat16):
            x = floats(4, 6, dtype=source)
            rest = (low, high, dtype)
            yield op("quantize_per_tensor.default", x, scale, zero, *rest)
            if source != torch.float32:
                continue
            tensors = (torch.tensor(scale), torch.tensor(zero))
            yield op("quantize_per_tensor.tensor", x, *tensors, *rest)
            bounds = (torch.tensor(low), torch.tensor(high))
            yield op("quantize_per_tensor.tensor2", x, *tensors, *bounds, dtype)
            q = stored(low, high, dtype, 4, 6)
            for out in (None, torch.float16, torch.float32):
                options = {"out_dtype": out}
                yield op("dequantize_per_tensor.default", q, scale, zero, *rest, **options)
                yield op("dequantize_per_tensor.tensor", q, *tensors, *rest, **options)
                yield op("dequantize_per_tensor.tensor2", q, *tensors, *bounds, dtype, **options)
    # Halves of a step round to even; what is out of range is cut off.
    ties = torch.tensor([0.25, 0.75, -0.25, -0.75, 1.25, 500.0, -500.0, 0.0])
    yield op("quantize_per_tensor.default", ties, 0.5, 0, -128, 127, torch.int8)
    yield op("quantize_per_tensor.default", ties, 0.5, 128, 0, 255, torch.uint8)
    yield op("quantize_per_tensor.default", floats(0, 3), 0.5, 0, -128, 127, torch.int8)
    double = (torch.tensor([0.05], dtype=torch.float64), torch.tensor([2]))
    yield op("quantize_per_tensor.tensor", floats(3, 5), *double, -128, 127, torch.int8)


def parameters():
    inputs = [floats(4, 6), floats(4, 6, low=0.5, high=2), floats(4, 6, low=-5, high=-1)]
    for x in [*inputs, torch.zeros(3, 2), floats(4, 6, dtype=torch.bfloat16)]:
        for low, high, dtype in RANGES[:3]:
            rest = (low, high, 1e-7, dtype)
            yield op("choose_qparams.tensor", x, *rest)
            yield op("choose_qparams_symmetric.tensor", x, *rest)
    for x in (floats(4, 6), floats(2, 3, 8, low=0.1), floats(5, 4, dtype=torch.float16)):
        yield op("choose_qparams_per_token.default", x, torch.int8)
        for name in (
            "choose_qparams_per_token_asymmetric",
            "_choose_qparams_per_token_asymmetric_impl",
        ):
            yield op(f"{name}.default", x, torch.int8)


def per_channel():
    for low, high, dtype in RANGES[:4]:
        for axis, shape in [
            (0, (4, 6)),
            (1, (4, 6)),
            (-1, (2, 3, 4)),
            (0, (3, 2, 2, 2)),
            (1, (2, 3, 4)),
        ]:
            count = shape[axis]
            scales = floats(count, low=0.01, high=0.06)
            zeros = ints(count, low=max(low, -5), high=6)
            rest = (axis, low, high, dtype)
            yield op("quantize_per_channel.default", floats(*shape), scales, zeros, *rest)
            q = stored(low, high, dtype, *shape)
            yield op("dequantize_per_channel.default", q, scales, zeros, *rest)
            yield op("dequantize_per_channel.default", q, scales, None, *rest)
            half = {"out_dtype": torch.float16}
            yield op("dequantize_per_channel.default", q, scales, zeros, *rest, **half)
            if axis >= 0:
                arguments = (floats(*shape), scales, zeros, *rest[:-1])
                yield op("fake_quant_per_channel.default", *arguments)


def per_token():
    for shape in ((4, 6), (2, 3, 8)):
        for zero in (torch.int32, torch.int64):
            lead = (*shape[:-1], 1)
            scales, zeros = floats(*lead, low=0.01, high=0.06), ints(*lead, dtype=zero)
            rest = (-128, 127, torch.int8)
            yield op("quantize_per_token.default", floats(*shape), scales, zeros, *rest)
            q = stored(*rest, *shape)
            for out in (torch.float32, torch.float16):
                yield op("dequantize_per_token.default", q, scales, zeros, *rest, out)


def groups():
    for size, columns in [(4, 8), (2, 8), (8, 8)]:
        shape = (3, columns // size)
        scales, zeros = floats(*shape, low=0.1, high=0.6), ints(*shape, low=-3, high=4)
        for dtype in (torch.int32, torch.int64):
            rest = (-8, 7, torch.int8, size)
            x = floats(3, columns)
            yield op("quantize_per_channel_group.default", x, scales, zeros.to(dtype), *rest)
            q = stored(-8, 7, torch.int8, 3, columns)
            arguments = (q, scales, zeros.to(dtype), *rest)
            yield op("dequantize_per_channel_group.default", *arguments, torch.float32)
        arguments = (q, scales, None, *rest)
        yield op("dequantize_per_channel_group.default", *arguments, torch.float32)


def arithmetic():
    for low, high, dtype in RANGES[:2]:
        zero = 2 if low < 0 else 120
        for shape in ((4, 6), (2, 3, 4)):
            one = (0.031, zero, low, high)
            two = (0.017, zero + 5, low, high)
            out = (0.04, zero - 2, low, high)
            a, b = stored(low, high, dtype, *shape), stored(low, high, dtype, *shape)
            yield op("add.default", a, *one, b, *two, *out)
            yield op("add_relu.default", a, *one, b, *two, *out)
            for number in (1.5, -2):
                yield op("add.scalar", a, *one, dtype, number, *out, dtype)
    for dtype in (torch.float32, torch.float16):
        q = stored(-128, 127, torch.int8, 6, 8)
        # ExecuTorch's kernels have no zero points.
        for rows in (1, 3):
            scales = floats(6, dtype=dtype, low=0.01, high=0.05)
            yield op("mixed_mm.default", floats(rows, 6, dtype=dtype), q, scales, None)
            x = floats(rows, 8, dtype=dtype)
            yield op("mixed_linear.default", x, q, scales, None)
            grouped = floats(6, 2, dtype=dtype, low=0.01, high=0.05)
            yield op("mixed_linear.default", x, q, grouped, None)
            yield op("mixed_linear.default", x, q, scales, None, torch.float32)
    for source in (torch.float32, torch.int8, torch.int64):
        for target in (torch.float16, torch.int32, torch.float32):
            yield op("convert_element_type.no_fuse", of(source, 3, 4), target)


def calls():
    for part in (per_tensor, parameters, per_channel, per_token, groups, arithmetic):
        yield from every(part())
