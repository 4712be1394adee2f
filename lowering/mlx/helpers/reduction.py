# Reductions and what is made of them.


def variance(x, axis=None, correction=1, keepdims=False):
    correction = 1 if correction is None else correction
    axes = range(x.ndim) if axis is None else [axis] if isinstance(axis, int) else axis
    count = math.prod(x.shape[a] for a in axes)
    centered = x - mx.mean(x, axis=axis, keepdims=True)
    total = mx.sum(mx.square(centered), axis=axis, keepdims=keepdims)
    return total / float(max(count - correction, 0))


def mean_beside(x, axis, keepdims):
    """The mean as PyTorch has it beside a variance, element by element: no infinity stays one."""
    mean = mx.mean(x, axis=axis, keepdims=keepdims)
    return mx.where(mx.isinf(mean), math.nan, mean) if x.size > mean.size else mean


def vector_norm(x, ord, axis, keepdims):
    x = mx.abs(x)
    if ord == 2:
        return mx.sqrt(mx.sum(mx.square(x), axis=axis, keepdims=keepdims))
    if ord == 1:
        return mx.sum(x, axis=axis, keepdims=keepdims)
    if ord == 0:
        return mx.sum((x != 0).astype(x.dtype), axis=axis, keepdims=keepdims)
    if ord == math.inf:
        return mx.max(x, axis=axis, keepdims=keepdims)
    if ord == -math.inf:
        return mx.min(x, axis=axis, keepdims=keepdims)
    return mx.power(mx.sum(mx.power(x, ord), axis=axis, keepdims=keepdims), 1 / ord)


def without_nan(x):
    return mx.where(mx.isnan(x), 0, x) if is_float(x) else x


def nanmean(x, axis, keepdims):
    count = mx.sum((~mx.isnan(x)).astype(mx.float32), axis=axis, keepdims=keepdims)
    return mx.sum(without_nan(x), axis=axis, keepdims=keepdims) / count


def diff(x, n, dim, prepend, append):
    if n == 0:
        return x
    parts = [t for t in (prepend, x, append) if t is not None]
    x = mx.concatenate(parts, axis=dim) if len(parts) > 1 else x
    for _ in range(n):
        before, after = slice_axis(x, dim, 0, -1), slice_axis(x, dim, 1)
        x = before != after if x.dtype == mx.bool_ else after - before
    return x


def safe_softmax(x, axis):
    """A row that is -inf everywhere gives 0."""
    masked = mx.all(x == -math.inf, axis=axis, keepdims=True)
    return mx.where(masked, 0, mx.softmax(x, axis=axis))


def log_softmax(x, axis):
    if x.size == 0:
        return x
    x = x - mx.max(x, axis=axis, keepdims=True)
    return x - mx.logsumexp(x, axis=axis, keepdims=True)


def index_of(x, find, axis, keepdims):
    """Where the largest or least element is; a NaN counts as that."""
    if axis is None:
        index = find(first_nan(x.reshape(-1), find, 0), axis=0)
        return index.reshape([1] * x.ndim if keepdims else []).astype(mx.int64)
    return find(first_nan(x, find, axis), axis=axis, keepdims=keepdims).astype(mx.int64)


def first_nan(x, find, axis):
    if x.dtype == mx.bool_:
        return x.astype(mx.uint8)
    if not is_float(x):
        return x
    nan = mx.isnan(x)
    hit = nan if find is mx.argmax else ~nan
    return mx.where(mx.any(nan, axis=axis, keepdims=True), hit.astype(x.dtype), x)


def max_with_index(x, axis, keepdims):
    value = mx.max(x, axis=axis, keepdims=keepdims)
    return value, index_of(x, mx.argmax, axis, keepdims)


def min_with_index(x, axis, keepdims):
    value = mx.min(x, axis=axis, keepdims=keepdims)
    return value, index_of(x, mx.argmin, axis, keepdims)


def median(x):
    """The lower of the middle ones, or NaN if there is one."""
    middle = mx.sort(x.reshape(-1))[(x.size - 1) // 2]
    return mx.where(mx.any(mx.isnan(x)), math.nan, middle) if is_float(x) else middle


def extreme_so_far(x, axis, largest):
    """The largest or least element up to here, and where the last such is."""
    n = x.shape[axis]
    value = mx.cummax(x, axis=axis) if largest else mx.cummin(x, axis=axis)
    index = along(mx.arange(n, dtype=mx.int64), x, axis)
    return value, mx.cummax(mx.where(x == value, index, 0), axis=axis)


def distances(a, b, p):
    """Distances between all rows of `a` and all of `b`."""
    return vector_norm(a[..., :, None, :] - b[..., None, :, :], p, -1, False)


def pair_distances(x, p):
    """Distances between the rows of `x`, each pair once."""
    pairs = [(i, j) for i in range(x.shape[0]) for j in range(i + 1, x.shape[0])]
    first = mx.array([i for i, _ in pairs], dtype=mx.int32)
    second = mx.array([j for _, j in pairs], dtype=mx.int32)
    return vector_norm(x[first] - x[second], p, -1, False)


def reduce_loss(x, reduction):
    return mx.mean(x) if reduction == 1 else mx.sum(x) if reduction == 2 else x
