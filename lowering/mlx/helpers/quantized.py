# Quantized numbers.


def single(x):
    """A scale as float32; float64 is the CPU's alone."""
    is_double = isinstance(x, mx.array) and x.dtype == mx.float64
    return x.astype(mx.float32, stream=mx.cpu) if is_double else x


def quantize(x, scale, zero_point, low, high, dtype):
    scale = single(scale)
    inverse = 1.0 / scale
    return mx.clip(mx.round(x * inverse) + zero_point, low, high).astype(dtype)


def dequantize(q, scale, zero_point, dtype):
    q = q.astype(mx.int32)
    q = q if zero_point is None else q - zero_point
    return (q.astype(mx.float32) * single(scale)).astype(dtype)


def channel(v, x, axis):
    return None if v is None else along(v, x, axis)


def quantize_per_token(x, scale, zero_point, low, high, dtype):
    # The zero point is added before rounding.
    scaled = x * (1.0 / single(scale)) + zero_point.astype(mx.float32)
    return mx.clip(mx.round(scaled), low, high).astype(dtype)


def dequantize_per_token(q, scale, zero_point, dtype):
    shifted = q.astype(mx.float32) - zero_point.astype(mx.float32)
    return (shifted * single(scale)).astype(dtype)


def as_dtype(x, dtype):
    """float64 is the CPU's alone."""
    return x.astype(dtype, stream=mx.cpu) if dtype == mx.float64 else x.astype(dtype)


def choose_qparams(x, low, high, eps):
    least = mx.minimum(mx.min(x), 0).reshape(1)
    most = mx.maximum(mx.max(x), 0).reshape(1)
    scale = mx.maximum((most - least) / (high - low), eps)
    zero_point = mx.clip(low - mx.round(least / scale), low, high)
    return as_dtype(scale, mx.float64), zero_point.astype(mx.int64)


def choose_qparams_symmetric(x, low, high, eps, dtype):
    least = mx.minimum(mx.min(x), 0).reshape(1)
    most = mx.maximum(mx.max(x), 0).reshape(1)
    scale = mx.maximum(mx.maximum(-least, most) / ((high - low) / 2), eps)
    zero_point = mx.full((1,), 128 if dtype == mx.uint8 else 0, dtype=mx.int64)
    return as_dtype(scale, mx.float64), zero_point


def choose_qparams_per_token(x, scale_dtype, zero_point_dtype):
    most = mx.max(mx.abs(widen(x)), axis=-1, keepdims=True)
    scale = mx.maximum(most, 1e-5) / 127
    return as_dtype(scale, scale_dtype), mx.zeros(scale.shape, dtype=zero_point_dtype)


def choose_qparams_per_token_asymmetric(x, scale_dtype, zero_point_dtype):
    low, high = -128, 127
    x = widen(x)
    least = mx.minimum(mx.min(x, axis=-1, keepdims=True), 0)
    most = mx.maximum(mx.max(x, axis=-1, keepdims=True), 0)
    scale = mx.maximum((most - least) / (high - low), 1.1920928955078125e-07)
    from_least, from_most = least / scale, most / scale
    is_low = (low + from_least) + (high + from_most) > 0
    zero_point = mx.where(is_low, low - from_least, high - from_most)
    zero_point = mx.round(mx.clip(zero_point, low, high))
    return as_dtype(scale, scale_dtype), zero_point.astype(zero_point_dtype)


def in_blocks(x, block_size):
    """Each dimension as the number of blocks and their size."""
    return x.reshape([n for d, b in zip(x.shape, block_size) for n in (d // b, b)])


def per_block(v, x, block_size):
    """Scales shaped to go with `in_blocks(x, block_size)`."""
    shape = [n for d, b in zip(x.shape, block_size) for n in (d // b, 1)]
    return None if v is None else v.reshape(shape)


def bounds(dtype, low, high):
    """The numbers that are used, all of the dtype if nothing is said."""
    info = mx.iinfo(dtype)
    return info.min if low is None else low, info.max if high is None else high


def quantize_affine(x, block_size, scale, zero_point, dtype, low, high):
    low, high = bounds(dtype, low, high)
    # Each step in the dtype that the tensors have, half precision too.
    scaled = mx.round(in_blocks(x, block_size) * (1.0 / per_block(scale, x, block_size)))
    if zero_point is not None:
        scaled = scaled + per_block(zero_point, x, block_size).astype(scaled.dtype)
    return mx.clip(scaled, low, high).reshape(x.shape).astype(dtype)


def dequantize_affine(q, block_size, scale, zero_point, dtype):
    blocks = in_blocks(q, block_size).astype(mx.int32)
    if zero_point is not None:
        blocks = blocks - per_block(zero_point, q, block_size).astype(mx.int32)
    y = blocks.astype(dtype) * per_block(scale, q, block_size).astype(dtype)
    return y.reshape(q.shape)


def choose_qparams_affine(
    x, mapping, block_size, target, low, high, eps, scale_dtype, zero_point_dtype, keepdim
):
    low, high = bounds(target, low, high)
    eps = float(mx.finfo(x.dtype).eps) if eps is None else eps
    axes = list(range(1, 2 * x.ndim, 2))
    blocks = in_blocks(x, block_size)
    least = mx.minimum(mx.min(blocks, axis=axes), 0)
    most = mx.maximum(mx.max(blocks, axis=axes), 0)
    if mapping == "ASYMMETRIC":
        scale = mx.maximum((most - least) / (high - low), eps)
        zero_point = mx.clip(low - mx.round(least / scale), low, high)
    elif mapping == "SYMMETRIC":
        scale = mx.maximum(mx.maximum(-least, most) / ((high - low) / 2), eps)
        zero_point = mx.full(scale.shape, (low + high + 1) // 2)
    else:
        scale = mx.maximum(mx.maximum(least / low, most / high), eps)
        zero_point = mx.full(scale.shape, (low + high + 1) // 2)
    # A dimension that is one block goes.
    sizes = [(d, b) for d, b in zip(x.shape, block_size) if keepdim or b == 1 or b != d]
    shape = [d // b for d, b in sizes]
    scale, zero_point = scale.reshape(shape), zero_point.reshape(shape)
    return scale.astype(scale_dtype), zero_point.astype(zero_point_dtype)


def dequantize_group(q, scales, zero_points, group_size, dtype):
    groups = mx.unflatten(q, -1, (-1, group_size)).astype(mx.float32)
    if zero_points is not None:
        groups = groups - zero_points[..., None].astype(mx.float32)
    return mx.flatten(groups * scales[..., None], -2, -1).astype(dtype)


def quantize_group(x, scales, zero_points, low, high, group_size, dtype):
    groups = mx.unflatten(x, -1, (-1, group_size))
    scaled = mx.round(groups * (1.0 / scales[..., None])) + zero_points[..., None]
    return mx.flatten(mx.clip(scaled, low, high), -2, -1).astype(dtype)


def embedding_rows(weight, scales, zero_points, indices, dtype):
    """Rows of a quantized table."""
    rows = mx.take(weight, indices, axis=0)
    scales = scales if scales.ndim == 2 else scales[:, None]
    groups = mx.unflatten(rows.astype(mx.float32), -1, (scales.shape[1], -1))
    if zero_points is not None:
        zero_points = zero_points if zero_points.ndim == 2 else zero_points[:, None]
        groups = groups - mx.take(zero_points, indices, axis=0)[..., None].astype(mx.float32)
    rows = groups * mx.take(scales, indices, axis=0)[..., None].astype(mx.float32)
    return mx.flatten(rows, -2, -1).astype(dtype)


def unpack(weight, bits):
    """Numbers of `bits` bits in bytes: the first in the low bits for 2, in the high ones for 4."""
    shifts = [0, 2, 4, 6] if bits == 2 else [4, 0]
    parts = [mx.bitwise_and(mx.right_shift(weight, s), 2**bits - 1) for s in shifts]
    q = mx.flatten(mx.stack(parts, axis=-1), -2, -1)
    return q.astype(mx.int8) - 2 ** (bits - 1)


def packed(weight, scales, zero_points, group_size, dtype, is_known):
    """int8 numbers as `mx.quantized_matmul` has them: from 0 on, as many in an uint32 as there is
    room, the first in the low bits; for each group a scale and what is added. And the size of a
    group and how many bits a number has: 4 if that is known to do."""
    bits = 4 if is_known and mx.all((weight >= -8) & (weight <= 7)).item() else 8
    least = -(2 ** (bits - 1))
    q = (weight.astype(mx.int16) - least).astype(mx.uint8)
    if bits == 4:
        q = mx.bitwise_or(q[:, 0::2], mx.left_shift(q[:, 1::2], 4))
    scales = scales.astype(dtype)
    zero = least if zero_points is None else least - zero_points.astype(dtype)
    return mx.contiguous(q).view(mx.uint32), scales, scales * zero, group_size, bits


def quantized_linear(x, weight, bias=None):
    weight, scales, added, group_size, bits = weight
    y = mx.quantized_matmul(x, weight, scales, added, group_size=group_size, bits=bits)
    return y if bias is None else y + bias


def packed_rows(weight, scales, dtype, is_known):
    """int8 numbers with a scale for each row, packed where there are groups that rows consist of."""
    size = next((n for n in (128, 64, 32) if weight.shape[1] % n == 0), None)
    if not is_known or size is None:
        return weight.astype(dtype).T, scales
    scales = mx.repeat(scales.reshape(-1, 1), weight.shape[1] // size, axis=1)
    return packed(weight, scales, None, size, dtype, is_known)


def int8_linear(x, weight):
    """`weight` is what `packed_rows` gives."""
    if len(weight) > 2:
        return quantized_linear(x, weight)
    weight, scales = weight
    return ((x @ weight) * scales).astype(x.dtype)
