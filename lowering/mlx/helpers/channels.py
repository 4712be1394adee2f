# Images: `first` is the first of the dimensions that are no channels, 2 for [N, C, H, W] and 1
# for [N, H, W, C].


def to_last(x, dims):
    """The channels behind so many dimensions."""
    return mx.moveaxis(x, -dims - 1, -1)


def to_first(x, dims):
    return mx.moveaxis(x, -1, -dims - 1)


def conv(x, w, bias, stride, padding, dilation, groups):
    """Convolution with the channels last, weights [O, ..., I / groups]."""
    batched = x.ndim == w.ndim
    x = x if batched else x[None]
    if padding in ("same", "valid"):
        total = [d * (k - 1) if padding == "same" else 0 for d, k in zip(dilation, w.shape[1:-1])]
        padding = ([t // 2 for t in total], [t - t // 2 for t in total])
    parts = 1 if groups == 1 or w.ndim < 5 else groups
    y = [
        mx.conv_general(
            xs, ws, stride=stride, padding=padding, kernel_dilation=dilation, groups=groups // parts
        )
        for xs, ws in zip(mx.split(x, parts, axis=-1), mx.split(w, parts, axis=0))
    ]
    y = y[0] if parts == 1 else mx.concatenate(y, axis=-1)
    y = y if bias is None else y + bias
    return y if batched else y[0]


def conv_weight(w):
    return mx.moveaxis(w, 1, -1)


def conv_transpose(x, w, bias, stride, padding, output_padding, groups, dilation):
    """Transposed convolution with the channels last, weights [O, ..., I / groups]."""
    batched = x.ndim == w.ndim
    x = x if batched else x[None]
    kernel = w.shape[1:-1]
    low = [d * (k - 1) - p for d, k, p in zip(dilation, kernel, padding)]
    high = [a + extra for a, extra in zip(low, output_padding)]
    crop = [max(-a, 0) for a in low]
    parts = 1 if groups == 1 or w.ndim < 5 else groups
    y = [
        mx.conv_general(
            xs,
            ws,
            stride=1,
            padding=([max(a, 0) for a in low], [a + c for a, c in zip(high, crop)]),
            kernel_dilation=dilation,
            input_dilation=stride,
            groups=groups // parts,
            flip=True,
        )
        for xs, ws in zip(mx.split(x, parts, axis=-1), mx.split(w, parts, axis=0))
    ]
    y = y[0] if parts == 1 else mx.concatenate(y, axis=-1)
    if any(crop):
        y = y[(slice(None), *(slice(c, n - c) for c, n in zip(crop, y.shape[1:])))]
    y = y if bias is None else y + bias
    return y if batched else y[0]


def conv_transpose_weight(w, groups):
    """[I, O / groups, ...] as [O, ..., I / groups]."""
    w = mx.unflatten(w, 0, (groups, w.shape[0] // groups))
    w = mx.moveaxis(w, 1, -1)
    return mx.flatten(w, 0, 1)


def convolution(x, w, bias, stride, padding, dilation, transposed, output_padding, groups):
    """Convolution of either kind with the channels last."""
    if transposed:
        return conv_transpose(x, w, bias, stride, padding, output_padding, groups, dilation)
    return conv(x, w, bias, stride, padding, dilation, groups)


def convolution_first(x, w, bias, stride, padding, dilation, transposed, output_padding, groups):
    """Convolution of either kind with the channels first."""
    dims = w.ndim - 2
    w = convolution_weight(w, transposed, groups)
    x = to_last(x, dims)
    y = convolution(x, w, bias, stride, padding, dilation, transposed, output_padding, groups)
    return to_first(y, dims)


def convolution_weight(w, transposed, groups):
    return conv_transpose_weight(w, groups) if transposed else conv_weight(w)


def full(values, count):
    """A list of as many values: one stands for all."""
    return list(values) * count if len(values) == 1 else list(values)


def window_count(n, kernel, stride, padding, dilation, ceil_mode):
    span = n + 2 * padding - dilation * (kernel - 1) - 1
    count = (-(-span // stride) if ceil_mode else span // stride) + 1
    # The last window begins inside the input or the padding before it.
    return count - 1 if ceil_mode and (count - 1) * stride >= n + padding else count


def windows(x, axes, kernel, stride, padding, dilation, ceil_mode, value):
    """For each place of the kernel, its index and what is there in each window."""
    counts = [
        window_count(x.shape[a], k, s, p, d, ceil_mode)
        for a, k, s, p, d in zip(axes, kernel, stride, padding, dilation)
    ]
    widths = [(0, 0)] * x.ndim
    for a, k, s, p, d, n in zip(axes, kernel, stride, padding, dilation, counts):
        widths[a] = (p, max((n - 1) * s + d * (k - 1) + 1 - x.shape[a] - p, 0))
    if any(w != (0, 0) for w in widths):
        x = mx.pad(x, widths, constant_values=mx.array(value, dtype=x.dtype))
    for place in itertools.product(*map(range, kernel)):
        index = [slice(None)] * x.ndim
        for a, i, s, d, n in zip(axes, place, stride, dilation, counts):
            index[a] = slice(i * d, i * d + (n - 1) * s + 1, s)
        yield place, x[tuple(index)]


def spatial(x, first, dims):
    """The dimensions that a window moves along; the batch may be missing."""
    return [x.ndim - dims - (first == 1) + i for i in range(dims)]


def lowest(dtype):
    if mx.issubdtype(dtype, mx.floating):
        return -math.inf
    return mx.iinfo(dtype).min


def max_pool(x, dims, kernel_size, stride, padding, dilation, ceil_mode, first=2):
    kernel = full(kernel_size, dims)
    stride, dilation = full(stride or kernel, dims), full(dilation, dims)
    padding = full(padding, dims)
    axes = spatial(x, first, dims)
    parts = windows(x, axes, kernel, stride, padding, dilation, ceil_mode, lowest(x.dtype))
    return functools.reduce(mx.maximum, (part for _, part in parts))


def max_pool_with_indices(x, dims, kernel_size, stride, padding, dilation, ceil_mode, first=2):
    """The largest of each window, and where it is in the image; the first NaN, if there is one."""
    kernel = full(kernel_size, dims)
    stride, dilation = full(stride or kernel, dims), full(dilation, dims)
    padding = full(padding, dims)
    axes = spatial(x, first, dims)
    best = where = None
    low = lowest(x.dtype)
    for place, part in windows(x, axes, kernel, stride, padding, dilation, ceil_mode, low):
        flat = mx.array(0, dtype=mx.int64)
        for axis, i, s, p, d in zip(axes, place, stride, padding, dilation):
            start = mx.arange(part.shape[axis], dtype=mx.int64) * s - p + i * d
            flat = flat * x.shape[axis] + along(start, part, axis)
        flat = mx.broadcast_to(flat, part.shape)
        if best is None:
            best, where = part, flat
            continue
        better = part > best
        if is_float(x):
            better = better | (mx.isnan(part) & ~mx.isnan(best))
        best, where = mx.where(better, part, best), mx.where(better, flat, where)
    # A window may begin in the padding, which is no place of the image.
    if any(padding):
        where = first_inside(where, best, x, axes, stride, padding, dilation)
    return best, where


def first_inside(where, best, x, axes, stride, padding, dilation):
    """Where all of a window is -inf, the first place of it that is in the image."""
    flat = mx.array(0, dtype=mx.int64)
    for axis, s, p, d in zip(axes, stride, padding, dilation):
        start = mx.arange(best.shape[axis], dtype=mx.int64) * s - p
        start = start + mx.maximum(0, (-start + d - 1) // d) * d
        flat = flat * x.shape[axis] + along(start, best, axis)
    return mx.where(best == lowest(x.dtype), mx.broadcast_to(flat, best.shape), where)


def avg_pool(
    x, dims, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor=None, first=2
):
    kernel = full(kernel_size, dims)
    stride, padding = full(stride or kernel, dims), full(padding, dims)
    axes = spatial(x, first, dims)
    parts = windows(x, axes, kernel, stride, padding, [1] * dims, ceil_mode, 0)
    total = functools.reduce(mx.add, (part for _, part in parts))
    if divisor is not None:
        return total / divisor
    for axis, k, s, p in zip(axes, kernel, stride, padding):
        n = x.shape[axis]
        starts = [i * s - p for i in range(total.shape[axis])]
        ends = [min(start + k, n + p) for start in starts]
        if not count_include_pad:
            starts, ends = [max(start, 0) for start in starts], [min(end, n) for end in ends]
        counts = [end - start for start, end in zip(starts, ends)]
        if len(set(counts)) == 1:
            total = total / counts[0]
        else:
            total = total / along(mx.array(counts, dtype=total.dtype), total, axis)
    return total


def unpool(x, indices, sizes, add=True):
    """The elements of pools where they come from: the sum of those from one place, or one."""
    lead = x.shape[: x.ndim - len(sizes)]
    rows, count = math.prod(lead), math.prod(sizes)
    flat = indices.reshape(rows, -1) + mx.arange(rows, dtype=mx.int64)[:, None] * count
    y = mx.zeros((rows * count,), dtype=x.dtype)
    place, values = flat.reshape(-1), x.reshape(-1)
    y = y.at[place].add(values) if add else put(y, place, values)
    return y.reshape(*lead, *sizes)


def adaptive_avg_pool(x, dims, output_size, first=2):
    """Means over windows of nearly the same size, one dimension after the other."""
    axes = spatial(x, first, dims)
    output_size = full(output_size, dims)
    if all(n == 1 for n in output_size):
        return mx.mean(x, axis=axes, keepdims=True)
    for axis, count in zip(axes, output_size):
        n = x.shape[axis]
        count = n if count is None else count
        if n % count == 0:
            x = mx.mean(mx.unflatten(x, axis, (count, n // count)), axis=axis + 1)
        else:
            bounds = [(i * n // count, -(-(i + 1) * n // count)) for i in range(count)]
            parts = [mx.mean(x[at(x, axis, slice(a, b))], axis=axis) for a, b in bounds]
            x = mx.stack(parts, axis=axis)
    return x


def adaptive_max_pool(x, dims, output_size, first=2):
    """The largest of each window of nearly the same size, and where it is."""
    axes = spatial(x, first, dims)
    value, where = x, None
    for axis, count in reversed(list(zip(axes, full(output_size, dims)))):
        n = value.shape[axis]
        values, places = [], []
        for i in range(n if count is None else count):
            part = at(value, axis, slice(i * n // count, -(-(i + 1) * n // count)))
            best = index_of(value[part], mx.argmax, axis, True)
            values.append(mx.take_along_axis(value[part], best, axis=axis))
            row = best + i * n // count
            rest = 0 if where is None else mx.take_along_axis(where[part], best, axis=axis)
            size = math.prod(x.shape[a] for a in axes if a > axis)
            places.append(row * size + rest)
        value, where = mx.concatenate(values, axis=axis), mx.concatenate(places, axis=axis)
    return value, where


def batch_norm(x, weight, bias, mean, var, eps, axis=1):
    """With statistics that are known."""
    scale = mx.rsqrt(widen(var) + eps)
    scale = scale if weight is None else scale * weight
    shift = -widen(mean) * scale
    shift = shift if bias is None else shift + bias
    return widen(x) * along(scale, x, axis) + along(shift, x, axis)


def batch_norm_of_batch(x, weight, bias, eps, axis=1):
    """With the statistics of the batch, which it gives too: the mean and 1 / deviation."""
    x = widen(x)
    axes = [i for i in range(x.ndim) if i != axis]
    mean, var = mx.mean(x, axis=axes), variance(x, axes, 0)
    return batch_norm(x, weight, bias, mean, var, eps, axis), mean, mx.rsqrt(var + eps)


def batch_norm_any(x, weight, bias, running_mean, running_var, training, eps, axis=1):
    if training:
        return batch_norm_of_batch(x, weight, bias, eps, axis)
    none = mx.zeros((0,))
    return batch_norm(x, weight, bias, running_mean, running_var, eps, axis), none, none


def batch_norm_with_update(x, weight, bias, running_mean, running_var, momentum, eps):
    y, mean, invstd, running_mean, running_var = batch_norm_functional(
        x, weight, bias, running_mean, running_var, True, momentum, eps
    )
    return y, mean, invstd, mx.zeros((0,), dtype=mx.uint8), running_mean, running_var


def batch_norm_functional(x, weight, bias, running_mean, running_var, training, momentum, eps):
    """And the running statistics after it."""
    y, mean, invstd = batch_norm_any(x, weight, bias, running_mean, running_var, training, eps)
    if training:
        axes = [i for i in range(x.ndim) if i != 1]
        var = variance(widen(x), axes, 1)
        running_mean = mean * momentum + running_mean * (1 - momentum)
        running_var = var * momentum + running_var * (1 - momentum)
    return y, mean, invstd, running_mean, running_var


def group_norm(x, groups, weight, bias, eps, axis=1):
    x = widen(x)
    if x.size == 0:
        return x
    if axis == 1:
        y = mx.fast.layer_norm(x.reshape(x.shape[0], groups, -1), None, None, eps)
    else:
        grouped = mx.swapaxes(mx.unflatten(mx.flatten(x, 1, -2), -1, (groups, -1)), 1, 2)
        y = mx.fast.layer_norm(mx.flatten(grouped, 2, 3), None, None, eps)
        y = mx.swapaxes(y.reshape(grouped.shape), 1, 2)
    y = y.reshape(x.shape)
    y = y if weight is None else y * along(weight, x, axis)
    return y if bias is None else y + along(bias, x, axis)


def native_group_norm(x, groups, weight, bias, eps):
    rows = widen(x).reshape(x.shape[0], groups, math.prod(x.shape[1:]) // groups)
    rstd = mx.rsqrt(variance(rows, -1, 0) + eps)
    return group_norm(x, groups, weight, bias, eps), mx.mean(rows, axis=-1), rstd


def instance_norm(x, weight, bias, mean, var, use_input_stats, eps):
    if not use_input_stats:
        return batch_norm(x, weight, bias, mean, var, eps)
    return group_norm(x, x.shape[1], weight, bias, eps)


def output_sizes(x, output_size, scale_factors, first=2):
    if output_size is not None:
        return output_size
    return [math.floor(x.shape[first + i] * f) for i, f in enumerate(scale_factors)]


def resize_nearest(x, output_size, scales=None, exact=False, first=2):
    for i, count in enumerate(output_size):
        axis = first + i
        n = x.shape[axis]
        scale = 1 / scales[i] if scales and scales[i] else n / count
        scale = mx.array(scale, dtype=mx.float32)
        place = (mx.arange(count, dtype=mx.float32) + (0.5 if exact else 0)) * scale
        x = mx.take(x, mx.minimum(mx.floor(place).astype(mx.int32), n - 1), axis=axis)
    return x


def resize_places(n, count, align_corners, scale):
    """Where the results are in the input."""
    if align_corners:
        return [i * ((n - 1) / (count - 1) if count > 1 else 0.0) for i in range(count)]
    step = 1 / scale if scale else n / count
    return [step * (i + 0.5) - 0.5 for i in range(count)]


def resize_linear(x, output_size, align_corners, scales=None, first=2):
    for i, count in enumerate(output_size):
        axis = first + i
        n = x.shape[axis]
        places = resize_places(n, count, align_corners, scales and scales[i])
        places = [max(place, 0.0) for place in places]
        low = [min(int(place), n - 1) for place in places]
        rest = along(mx.array([p - a for p, a in zip(places, low)], dtype=x.dtype), x, axis)
        high = mx.array([min(a + 1, n - 1) for a in low])
        x = mx.take(x, mx.array(low), axis=axis) * (1 - rest) + mx.take(x, high, axis=axis) * rest
    return x


def cubic_weights(t, a=-0.75):
    near = lambda d: ((a + 2) * d - (a + 3)) * d * d + 1
    far = lambda d: ((a * d - 5 * a) * d + 8 * a) * d - 4 * a
    return [far(t + 1), near(t), near(1 - t), far(2 - t)]


def resize_cubic(x, output_size, align_corners, scales=None, first=2):
    for i, count in enumerate(output_size):
        axis = first + i
        n = x.shape[axis]
        places = resize_places(n, count, align_corners, scales and scales[i])
        low = [math.floor(place) for place in places]
        weights = [cubic_weights(p - a) for p, a in zip(places, low)]
        taps = []
        for tap in range(4):
            index = mx.array([min(max(a + tap - 1, 0), n - 1) for a in low])
            weight = mx.array([w[tap] for w in weights], dtype=x.dtype)
            taps.append(mx.take(x, index, axis=axis) * along(weight, x, axis))
        x = functools.reduce(mx.add, taps)
    return x


def pixel_shuffle(x, r):
    c, h, w = x.shape[-3:]
    x = x.reshape(-1, c // (r * r), r, r, h, w)
    return x.transpose(0, 1, 4, 2, 5, 3)


def shuffle(x, r):
    c, h, w = x.shape[-3:]
    return pixel_shuffle(x, r).reshape(*x.shape[:-3], c // (r * r), h * r, w * r)


def unshuffle(x, r):
    c, h, w = x.shape[-3:]
    y = x.reshape(-1, c, h // r, r, w // r, r).transpose(0, 1, 3, 5, 2, 4)
    return y.reshape(*x.shape[:-3], c * r * r, h // r, w // r)


def channel_shuffle(x, groups):
    x = mx.unflatten(x, 1, (groups, x.shape[1] // groups))
    return mx.flatten(mx.swapaxes(x, 1, 2), 1, 2)


def im2col(x, kernel_size, dilation, padding, stride):
    batched = x.ndim == 4
    x = x if batched else x[None]
    parts = windows(x, [2, 3], kernel_size, stride, padding, dilation, False, 0)
    y = mx.stack([part for _, part in parts], axis=2)
    y = y.reshape(x.shape[0], x.shape[1] * math.prod(kernel_size), math.prod(y.shape[3:]))
    return y if batched else y[0]


def col2im(x, output_size, kernel_size, dilation, padding, stride):
    batched = x.ndim == 3
    x = x if batched else x[None]
    counts = [
        window_count(*values, False)
        for values in zip(output_size, kernel_size, stride, padding, dilation)
    ]
    channels = x.shape[1] // math.prod(kernel_size)
    x = x.reshape(x.shape[0], channels, *kernel_size, *counts)
    (h, w), (p, q) = output_size, padding
    y = mx.zeros((x.shape[0], channels, h + 2 * p, w + 2 * q), dtype=x.dtype)
    for i, j in itertools.product(*map(range, kernel_size)):
        rows, columns = (
            slice(k * d, k * d + (n - 1) * s + 1, s)
            for k, d, n, s in zip((i, j), dilation, counts, stride)
        )
        y = y.at[:, :, rows, columns].add(x[:, :, i, j])
    y = y[:, :, p : p + h, q : q + w]
    return y if batched else y[0]


def grid_places(g, n, padding_mode, align_corners):
    """Coordinates from -1 to 1 as places in the image."""
    g = (g + 1) / 2 * (n - 1) if align_corners else ((g + 1) * n - 1) / 2
    if padding_mode == 2:
        low, high = (0, 2 * (n - 1)) if align_corners else (-1, 2 * n - 1)
        if low == high:
            return mx.zeros_like(g)
        start, span = low / 2, (high - low) / 2
        g = mx.abs(g - start)
        flips = mx.floor(g / span)
        rest = g - flips * span
        g = mx.where(mx.remainder(flips, 2) == 0, rest + start, span - rest + start)
    return mx.clip(g, 0, n - 1) if padding_mode else g


def grid_sample(x, grid, mode, padding_mode, align_corners):
    n, c, h, w = x.shape
    flat = x.reshape(n, c, h * w)
    px = grid_places(grid[..., 0], w, padding_mode, align_corners)
    py = grid_places(grid[..., 1], h, padding_mode, align_corners)

    def pick(row, column):
        inside = (column >= 0) & (column < w) & (row >= 0) & (row < h)
        index = mx.clip(row, 0, h - 1) * w + mx.clip(column, 0, w - 1)
        index = mx.broadcast_to(index.astype(mx.int32).reshape(n, 1, -1), (n, c, row[0].size))
        value = mx.take_along_axis(flat, index, axis=2).reshape(n, c, *row.shape[1:])
        return mx.where(inside[:, None], value, 0)

    if mode == 1:
        return pick(mx.round(py), mx.round(px))
    row, column = mx.floor(py), mx.floor(px)
    b, a = (py - row)[:, None], (px - column)[:, None]
    top = pick(row, column) * (1 - a) + pick(row, column + 1) * a
    bottom = pick(row + 1, column) * (1 - a) + pick(row + 1, column + 1) * a
    return top * (1 - b) + bottom * b
