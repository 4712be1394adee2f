# Numbers and shapes.


def widen(x):
    """Half precision as float32: what PyTorch computes in on the CPU."""
    return x.astype(mx.float32) if x.dtype in (mx.float16, mx.bfloat16) else x


def is_float(x):
    return mx.issubdtype(x.dtype, mx.floating)


def fmod(a, b):
    """The remainder with the sign of `a`."""
    r = mx.remainder(mx.abs(a), mx.abs(b))
    return mx.where(a < 0, -r, r)


def divide(a, b, rounding_mode=None):
    if rounding_mode == "trunc":
        if is_float(a):
            return mx.trunc(a / b)
        q = mx.abs(a) // mx.abs(b)
        return mx.where((a < 0) != (b < 0), -q, q)
    if rounding_mode == "floor":
        return floor_divide(a, b)
    return mx.divide(a, b)


def floor_divide(a, b):
    """Python's `//`, also where `a / b` rounds up to an integer."""
    if not is_float(a):
        return mx.floor_divide(a, b)
    rest = fmod(a, b)
    q = (a - rest) / b
    q = mx.where((rest != 0) & ((b < 0) != (rest < 0)), q - 1, q)
    floor = mx.floor(q)
    floor = mx.where(q - floor > 0.5, floor + 1, floor)
    floor = mx.where(q != 0, floor, mx.zeros_like(q))
    return mx.where(b == 0, a / b, floor)


def copysign(a, b):
    magnitude = mx.abs(a)
    return mx.where(signbit(b), -magnitude, magnitude)


def signbit(x):
    if not is_float(x):
        return x < 0
    # 1 / -0.0 is negative, -0.0 is not.
    return (x < 0) | ((x == 0) & (1 / x < 0))


def round_decimals(x, decimals):
    scale = 10.0 ** abs(decimals)
    return mx.round(x * scale) / scale if decimals >= 0 else mx.round(x / scale) * scale


def nan_to_num(x, nan, posinf, neginf):
    if not is_float(x):
        return x
    info = mx.finfo(x.dtype)
    return mx.nan_to_num(
        x,
        nan=0.0 if nan is None else nan,
        posinf=float(info.max) if posinf is None else posinf,
        neginf=float(info.min) if neginf is None else neginf,
    )


def fmax(a, b):
    """The larger; of a NaN and a number, the number."""
    if not is_float(a):
        return mx.maximum(a, b)
    return mx.where(mx.isnan(a), b, mx.where(mx.isnan(b), a, mx.maximum(a, b)))


def fmin(a, b):
    if not is_float(a):
        return mx.minimum(a, b)
    return mx.where(mx.isnan(a), b, mx.where(mx.isnan(b), a, mx.minimum(a, b)))


def xlogy(x, y):
    """`x * log(y)`, 0 where `x` is 0 unless `y` is NaN."""
    return mx.where(mx.isnan(y), y, mx.where(x == 0, mx.zeros_like(x * y), x * mx.log(y)))


def xlog1py(x, y):
    return mx.where(mx.isnan(y), y, mx.where(x == 0, mx.zeros_like(x * y), x * mx.log1p(y)))


@functools.partial(mx.compile, shapeless=True)
def clamp(x, low=None, high=None):
    """PyTorch's order: where the bounds cross, the upper one wins."""
    if low is not None:
        x = mx.maximum(x, low)
    if high is not None:
        x = mx.minimum(x, high)
    return x


def power(a, b):
    """Integers to a negative power: 0, but for 1 and -1."""
    if is_float(a) or mx.issubdtype(a.dtype, mx.unsignedinteger):
        return mx.power(a, b)
    odd = mx.remainder(b, 2) != 0
    unit = mx.where(a == 1, 1, mx.where(a == -1, mx.where(odd, -1, 1), 0)).astype(a.dtype)
    return mx.where(b < 0, unit, mx.power(a, mx.maximum(b, 0)))


def lerp(a, b, weight):
    """From the nearer end."""
    near_end = (b - (b - a) * (1 - weight), a + weight * (b - a))
    if isinstance(weight, mx.array):
        return mx.where(mx.abs(weight) < 0.5, near_end[1], near_end[0])
    return near_end[abs(weight) < 0.5]


def shift_right(a, b):
    bits = 8 * a.dtype.size
    fits = (b >= 0) & (b < bits)
    rest = mx.where(a < 0, -1, 0).astype(a.dtype)
    return mx.where(fits, mx.right_shift(a, mx.where(fits, b, 0)), rest)


def shift_left(a, b):
    bits = 8 * a.dtype.size
    fits = (b >= 0) & (b < bits)
    return mx.where(fits, mx.left_shift(a, mx.where(fits, b, 0)), mx.zeros_like(a))


def along(v, x, axis):
    """A vector shaped so that it goes along an axis of `x`."""
    return v.reshape([-1 if i == axis % x.ndim else 1 for i in range(x.ndim)])


def at(x, axis, index):
    """An index that has `index` on one axis and takes all of the others."""
    return tuple(index if i == axis % x.ndim else slice(None) for i in range(x.ndim))


def sizes(x, size):
    """A list of sizes in which -1 leaves a size of `x` as it is, counted from the last."""
    before = len(size) - x.ndim
    return [x.shape[i - before] if n == -1 else n for i, n in enumerate(size)]


def squeeze(x, dims):
    dims = [d % x.ndim for d in dims] if x.ndim else []
    return mx.squeeze(x, [d for d in sorted(set(dims)) if x.shape[d] == 1])


def slice_bounds(n, start, end):
    start = 0 if start is None else start
    end = n if end is None else end
    start = min(max(start + n if start < 0 else start, 0), n)
    end = min(max(end + n if end < 0 else end, start), n)
    return start, end


def slice_axis(x, dim=0, start=None, end=None, step=1):
    start, end = slice_bounds(x.shape[dim], start, end)
    return x[at(x, dim, slice(start, end, step))]


def select(x, dim, index):
    n = x.shape[dim]
    return x[at(x, dim, index + n if index < 0 else index)]


def split(x, lengths, dim=0):
    cuts, total = [], 0
    for length in lengths[:-1]:
        total += length
        cuts.append(total)
    return mx.split(x, cuts, axis=dim) if cuts else [x]


def split_every(x, length, dim=0):
    cuts = list(range(length, x.shape[dim], length)) if length else []
    return mx.split(x, cuts, axis=dim) if cuts else [x]


def chunk(x, chunks, dim=0):
    return split_every(x, -(-x.shape[dim] // chunks), dim)


def tensor_split(x, sections, dim=0):
    n = x.shape[dim]
    least, rest = divmod(n, sections)
    return split(x, [least + (i < rest) for i in range(sections)], dim)


def split_at(x, indices, dim=0):
    n = x.shape[dim]
    bounds = [slice_bounds(n, i, n)[0] for i in indices]
    return [slice_axis(x, dim, a, max(a, b)) for a, b in zip([0, *bounds], [*bounds, n])]


def flatten(x, start, end):
    return x.reshape(1) if x.ndim == 0 else mx.flatten(x, start, end)


def move_axes(x, source, destination):
    source = [d % x.ndim for d in source]
    destination = [d % x.ndim for d in destination]
    order = [d for d in range(x.ndim) if d not in source]
    for to, axis in sorted(zip(destination, source)):
        order.insert(to, axis)
    return mx.transpose(x, order)


def roll(x, shifts, dims):
    if not dims:
        return mx.roll(x, shifts[0])
    for shift, dim in zip(shifts, dims):
        x = mx.roll(x, shift, dim)
    return x


def unfold(x, dim, size, step):
    if x.ndim == 0:
        return x.reshape(1)[:size]
    count = (x.shape[dim] - size) // step + 1
    starts = mx.arange(count)[:, None] * step + mx.arange(size)[None]
    windows = mx.take(x, starts.reshape(-1), axis=dim)
    windows = mx.unflatten(windows, dim, (count, size))
    return mx.moveaxis(windows, dim % x.ndim + 1, -1)


def rotate(x, k, dims):
    a, b = dims
    k %= 4
    if k == 2:
        return mx.flip(x, [a, b])
    if k == 0:
        return x
    return mx.flip(mx.swapaxes(x, a, b), a) if k == 1 else mx.swapaxes(mx.flip(x, a), a, b)


def diag_embed(x, offset, dim1, dim2):
    n = x.shape[-1] + abs(offset)
    diagonal = mx.arange(n)[None] - mx.arange(n)[:, None] == offset
    at_row = mx.clip(mx.arange(n) - max(-offset, 0), 0, max(x.shape[-1] - 1, 0))
    rows = mx.take(x, at_row, axis=-1)[..., None]
    return move_axes(mx.where(diagonal, rows, mx.zeros_like(rows)), [-2, -1], [dim1, dim2])


def broadcast_all(tensors):
    shape = mx.broadcast_shapes(*(t.shape for t in tensors))
    return [mx.broadcast_to(t, shape) for t in tensors]


def block_diag(tensors):
    blocks = [t.reshape(1, -1) if t.ndim < 2 else t for t in tensors]
    width, before, rows = sum(t.shape[1] for t in blocks), 0, []
    for t in blocks:
        after = width - before - t.shape[1]
        rows.append(mx.pad(t, [(0, 0), (before, after)]))
        before += t.shape[1]
    return mx.concatenate(rows, axis=0)


def hstack(tensors):
    tensors = [at_least(t, 1) for t in tensors]
    return mx.concatenate(tensors, axis=0 if tensors[0].ndim == 1 else 1)


def triangle_indices(rows, columns, offset, lower):
    """The rows and columns of what is on and below a diagonal, or on and above it."""
    inside = lambda i, j: j - i <= offset if lower else j - i >= offset
    pairs = [(i, j) for i in range(rows) for j in range(columns) if inside(i, j)]
    return mx.array([[i for i, _ in pairs], [j for _, j in pairs]], dtype=mx.int64)


def at_least(x, rank):
    if rank == 3 and x.ndim == 2:
        return x[:, :, None]
    if rank == 3 and x.ndim == 1:
        return x[None, :, None]
    while x.ndim < rank:
        x = x[None]
    return x


def strided(x, size, stride, offset):
    return mx.as_strided(x, size, stride, offset or 0)


def pad_widths(x, pad):
    """PyTorch's list of paddings, the last dimension first, as pairs."""
    pairs = [(pad[i], pad[i + 1]) for i in range(0, len(pad), 2)][::-1]
    return [(0, 0)] * (x.ndim - len(pairs)) + pairs


def pad_constant(x, pad, value=0):
    widths = pad_widths(x, pad)
    kept = [slice(max(-a, 0), n - max(-b, 0)) for (a, b), n in zip(widths, x.shape)]
    widths = [(max(a, 0), max(b, 0)) for a, b in widths]
    return mx.pad(x[tuple(kept)], widths, constant_values=mx.array(value, dtype=x.dtype))


def pad_by_index(x, pad, mode):
    """Pads with elements of `x`: 'reflect', 'replicate' or 'circular'."""
    for axis, (before, after) in enumerate(pad_widths(x, pad)):
        if before == after == 0:
            continue
        n = x.shape[axis]
        index = mx.arange(-before, n + after)
        if mode == "reflect":
            index = (n - 1) - mx.abs((n - 1) - mx.abs(index))
        elif mode == "circular":
            index = mx.remainder(index, n)
        else:
            index = mx.clip(index, 0, n - 1)
        x = mx.take(x, index, axis=axis)
    return x


def pad_mode(x, pad, mode, value):
    if mode == "constant":
        return pad_constant(x, pad, 0 if value is None else value)
    return pad_by_index(x, pad, mode)
