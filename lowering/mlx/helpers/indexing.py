# Indices, sorting, scattering.


def index(x, indices):
    """The elements at some indices; None takes a whole dimension."""
    return x[tuple(slice(None) if i is None else i for i in indices)]


def index_put(x, indices, values, accumulate=False):
    where = [i for i in indices if i is not None]
    if len(where) == 1 and where[0].dtype == mx.bool_ and values.size == 1 and not accumulate:
        mask = where[0].reshape(*where[0].shape, *[1] * (x.ndim - where[0].ndim))
        return mx.where(mask, values.reshape([]), x)
    place = tuple(slice(None) if i is None else i for i in indices)
    if accumulate:
        return x.at[place].add(values)
    y = mx.array(x)
    y[place] = values
    return y


def places(indices, dim):
    """The full index of each element of `indices`, which go along `dim`."""
    shape, dim = indices.shape, dim % max(indices.ndim, 1)
    return tuple(
        indices if axis == dim else mx.broadcast_to(along(mx.arange(n), indices, axis), shape)
        for axis, n in enumerate(shape)
    )


def like(x, indices):
    """The part of `x` that `indices` has the shape of."""
    return x[tuple(slice(0, n) for n in indices.shape)]


def gather(x, dim, indices):
    if x.ndim == 0:
        return mx.broadcast_to(x, indices.shape)
    kept = tuple(
        slice(None) if axis == dim % x.ndim else slice(0, n) for axis, n in enumerate(indices.shape)
    )
    return mx.take_along_axis(x[kept], indices, axis=dim)


def take_along_dim(x, indices, dim):
    if dim is None:
        return mx.take(x.reshape(-1), indices.reshape(-1))
    return mx.take_along_axis(x, indices, axis=dim)


def scatter(x, dim, indices, source, reduce=None):
    if x.ndim == 0:
        return scatter(x.reshape(1), 0, indices.reshape(-1), source.reshape(-1), reduce).reshape([])
    place, source = places(indices, dim), like(source, indices)
    if reduce is None:
        y = mx.array(x)
        y[place] = source
        return y
    if reduce in ("add", "sum"):
        return x.at[place].add(source)
    if reduce in ("multiply", "prod"):
        return x.at[place].multiply(source)
    return x.at[place].maximum(source) if reduce == "amax" else x.at[place].minimum(source)


def scatter_value(x, dim, indices, value, reduce=None):
    source = mx.full(indices.shape, value, dtype=x.dtype)
    return scatter(x, dim, indices, source, reduce)


def neutral(reduce, dtype):
    if reduce in ("sum", "mean"):
        return 0
    if reduce == "prod":
        return 1
    if mx.issubdtype(dtype, mx.floating):
        return -math.inf if reduce == "amax" else math.inf
    info = mx.iinfo(dtype)
    return info.min if reduce == "amax" else info.max


def scatter_reduce(x, dim, indices, source, reduce, include_self):
    if x.ndim == 0:
        x, indices, source = x.reshape(1), indices.reshape(-1), source.reshape(-1)
        return scatter_reduce(x, 0, indices, source, reduce, include_self).reshape([])
    if not include_self:
        x = scatter_value(x, dim, indices, neutral(reduce, x.dtype))
    y = scatter(x, dim, indices, source, "sum" if reduce == "mean" else reduce)
    if reduce != "mean":
        return y
    start = mx.ones_like(x)
    if not include_self:
        start = scatter_value(start, dim, indices, 0)
    count = mx.maximum(scatter(start, dim, indices, mx.ones_like(source), "sum"), 1)
    return y / count if is_float(x) else floor_divide(y, count)


def index_rows(x, dim, indices):
    """The index of whole slices."""
    return at(x, dim, indices.reshape(-1))


def index_add(x, dim, indices, source, alpha=1):
    source = source if alpha == 1 else source * alpha
    if x.ndim == 0:
        return x + mx.sum(source)
    return x.at[index_rows(x, dim, indices)].add(source)


def index_copy(x, dim, indices, source):
    if x.ndim == 0:
        return source.reshape([])
    if indices.size == 1:
        return mx.slice_update(x, source, indices.reshape(1), (dim % x.ndim,))
    y = mx.array(x)
    y[index_rows(x, dim, indices)] = source
    return y


def index_fill(x, dim, indices, value):
    if x.ndim == 0:
        return mx.full([], value, dtype=x.dtype)
    y = mx.array(x)
    y[index_rows(x, dim, indices)] = mx.array(value, dtype=x.dtype)
    return y


def index_reduce(x, dim, indices, source, reduce, include_self):
    indices = mx.broadcast_to(along(indices.reshape(-1), source, dim), source.shape)
    return scatter_reduce(x, dim, indices, source, reduce, include_self)


def index_select(x, dim, indices):
    return x if x.ndim == 0 else mx.take(x, indices.reshape(-1), axis=dim)


def put(x, indices, source, accumulate=False):
    if indices.size == 0:
        return x
    flat, indices, source = x.reshape(-1), indices.reshape(-1), source.reshape(-1)
    if accumulate:
        return flat.at[indices].add(source).reshape(x.shape)
    flat = mx.array(flat)
    flat[indices] = source
    return flat.reshape(x.shape)


def masked_scatter(x, mask, source):
    shape = mx.broadcast_shapes(x.shape, mask.shape)
    mask = mx.broadcast_to(mask, shape)
    number = mx.cumsum(mask.reshape(-1).astype(mx.int32)) - 1
    number = mx.clip(number, 0, source.size - 1)
    return mx.where(mask, mx.take(source.reshape(-1), number).reshape(shape), x)


def replace(x, place, source):
    y = mx.array(x)
    y[place] = source
    return y


def slice_scatter(x, source, dim=0, start=None, end=None, step=1):
    start, end = slice_bounds(x.shape[dim], start, end)
    return replace(x, at(x, dim, slice(start, end, step)), source)


def select_scatter(x, source, dim, index):
    return replace(x, at(x, dim, index + x.shape[dim] if index < 0 else index), source)


def diagonal_scatter(x, source, offset, dim1, dim2):
    y = mx.array(move_axes(x, [dim1, dim2], [-2, -1]))
    steps = mx.arange(source.shape[-1])
    y[..., steps + max(-offset, 0), steps + max(offset, 0)] = source
    return move_axes(y, [-2, -1], [dim1, dim2])


def diagonal(x, offset, dim1, dim2):
    return mx.diagonal(x, offset, dim1, dim2)


def order(x, dim, descending):
    """The indices that sort `x`, equal elements in their order, NaN last or first."""
    if x.dtype == mx.bool_:
        x = x.astype(mx.uint8)
    if not descending:
        return mx.argsort(x, axis=dim)
    # Of the elements backwards, so that equal ones keep their order.
    index = mx.argsort(mx.flip(x, dim), axis=dim)
    return x.shape[dim] - 1 - mx.flip(index.astype(mx.int64), dim)


def sort(x, dim, descending):
    if x.ndim == 0:
        return x, mx.array(0, dtype=mx.int64)
    index = order(x, dim, descending)
    return mx.take_along_axis(x, index, axis=dim), index.astype(mx.int64)


def topk(x, k, dim, largest):
    if x.ndim == 0:
        return x, mx.array(0, dtype=mx.int64)
    value, index = sort(x, dim, largest)
    first = at(x, dim, slice(0, k))
    return value[first], index[first]


def kthvalue(x, k, dim, keepdims):
    if x.ndim == 0:
        return x, mx.array(0, dtype=mx.int64)
    value, index = sort(x, dim, False)
    place = at(x, dim, slice(k - 1, k) if keepdims else k - 1)
    return value[place], index[place]


def embedding_backward(grad, indices, count, padding_idx):
    """The gradients of the rows of a table."""
    indices = indices.reshape(-1)
    grad = grad.reshape(indices.shape[0], -1)
    grad = mx.where((indices == padding_idx)[:, None], 0, grad)
    return mx.zeros((count, grad.shape[1]), dtype=grad.dtype).at[indices].add(grad)


def searchsorted(boundaries, x, right, sorter=None):
    """A search by halves, step by step as PyTorch's; NaN is above all."""
    n = boundaries.shape[-1]
    start, end = mx.zeros(x.shape, dtype=mx.int64), mx.full(x.shape, n).astype(mx.int64)

    def look_up(table, place):
        return mx.take(table, place) if table.ndim == 1 else mx.take_along_axis(table, place, -1)

    for _ in range(n.bit_length()):
        middle = (start + end) // 2
        place = mx.minimum(middle, n - 1)
        value = look_up(boundaries, place if sorter is None else look_up(sorter, place))
        above = value > x if right else value >= x
        searching = start < end
        start = mx.where(searching & ~above, middle + 1, start)
        end = mx.where(searching & above, middle, end)
    return start


def bucketize(x, boundaries, right):
    return searchsorted(boundaries, x, right)
