# What transformers are made of.


def layer_norm(x, dims, weight, bias, eps):
    """Over the last `dims` dimensions."""
    if dims == 1:
        return mx.fast.layer_norm(x, weight, bias, eps)
    flat = mx.flatten(x, -dims, -1)
    weight = None if weight is None else weight.reshape(-1)
    bias = None if bias is None else bias.reshape(-1)
    return mx.fast.layer_norm(flat, weight, bias, eps).reshape(x.shape)


def native_layer_norm(x, dims, weight, bias, eps):
    """And the mean and 1 / deviation of each row."""
    axes = list(range(x.ndim - dims, x.ndim))
    mean = mx.mean(widen(x), axis=axes, keepdims=True)
    rstd = mx.rsqrt(variance(widen(x), axes, 0, True) + eps)
    return layer_norm(x, dims, weight, bias, eps), mean, rstd


def rms_norm(x, dims, weight, eps):
    eps = float(mx.finfo(x.dtype).eps) if eps is None else eps
    if dims == 1:
        return mx.fast.rms_norm(x, weight, eps)
    flat = mx.flatten(x, -dims, -1)
    weight = None if weight is None else weight.reshape(-1)
    return mx.fast.rms_norm(flat, weight, eps).reshape(x.shape)


def fused_rms_norm(x, dims, weight, eps):
    eps = float(mx.finfo(x.dtype).eps) if eps is None else eps
    axes = list(range(x.ndim - dims, x.ndim))
    rstd = mx.rsqrt(mx.mean(mx.square(widen(x)), axis=axes, keepdims=True) + eps)
    return rms_norm(x, dims, weight, eps), rstd


def weight_norm(v, g, dim):
    # -1 is no dimension, here alone.
    axes = [d for d in range(v.ndim) if d != dim]
    norm = mx.sqrt(mx.sum(mx.square(v), axis=axes, keepdims=True))
    return v * (g / norm), norm


def rope(x, periods, start):
    """Halves of heads turned by angles that grow with the position."""
    start = 0 if start is None else start.reshape([])
    return mx.fast.rope(
        x, x.shape[-1], traditional=False, base=None, scale=1.0, offset=start, freqs=periods
    )


def linear(x, weight, bias=None):
    if bias is None:
        return x @ weight.T
    return mx.addmm(bias, x, weight.T)


def mask_of(mask, is_known):
    """What `attention` takes: a mask, and which of its rows hide all. Of one that is known when the
    program is loaded: None if it hides nothing, "causal" if it is that."""
    if mask.dtype == mx.bool_:
        hidden, is_plain = ~mask, True
    else:
        hidden = mask == -math.inf
        is_plain = is_known and not mx.any(mx.where(hidden, 0, mask)).item()
    hides_all = mx.all(hidden, axis=-1, keepdims=True)
    if is_known and is_plain:
        if not mx.any(hidden).item():
            return None
        rows, columns = mask.shape[-2:] if mask.ndim > 1 else (1, 1)
        after = mx.arange(columns)[None] - mx.arange(rows)[:, None] > columns - rows
        if 1 < rows <= columns and mx.all(hidden == after).item():
            return "causal"
    return mask, None if is_known and not mx.any(hides_all).item() else hides_all


def attention(query, key, value, mask=None, is_causal=False, scale=None):
    """PyTorch's, with a mask that is made by `mask_of`."""
    scale = query.shape[-1] ** -0.5 if scale is None else scale
    rows, columns = query.shape[-2], key.shape[-2]
    if is_causal:
        # MLX aligns the last row with the last column, PyTorch the first with the first.
        if rows == columns:
            mask = "causal"
        else:
            mask = mx.arange(columns)[None] <= mx.arange(rows)[:, None]
    shape = mx.broadcast_shapes(query.shape[:-3], key.shape[:-3], value.shape[:-3])

    mask, hides_all = mask if isinstance(mask, tuple) else (mask, None)

    def fold(t):
        """With one dimension before the heads."""
        t = t if t.ndim >= 3 else t[None]
        t = mx.broadcast_to(t, (*shape, *t.shape[-3:]))
        return t.reshape(-1, *t.shape[-3:])

    given = query.ndim
    if given != 4:
        if isinstance(mask, mx.array) and mask.ndim > 2:
            mask = fold(mask)
            hides_all = None if hides_all is None else fold(hides_all)
        query, key, value = fold(query), fold(key), fold(value)
    if isinstance(mask, mx.array) and mask.dtype != mx.bool_:
        mask = mask.astype(query.dtype)
    y = mx.fast.scaled_dot_product_attention(query, key, value, scale=scale, mask=mask)
    # PyTorch gives 0 where all is hidden.
    y = y if hides_all is None else mx.where(hides_all, 0, y)
    return y if given == 4 else y[0, 0] if given == 2 else y.reshape(*shape, *y.shape[1:])


def attention_with_logsumexp(query, key, value, mask=None, is_causal=False, scale=None):
    """And the logarithm of what the softmax divides by."""
    scale = query.shape[-1] ** -0.5 if scale is None else scale
    scores = (widen(query) * scale) @ mx.swapaxes(widen(key), -1, -2)
    if is_causal:
        rows, columns = scores.shape[-2:]
        mask = mx.arange(columns)[None] <= mx.arange(rows)[:, None]
    if mask is not None:
        if mask.dtype == mx.bool_:
            scores = mx.where(mask, scores, -math.inf)
        else:
            scores = scores + mask
    y = safe_softmax(scores, -1) @ widen(value)
    return y.astype(query.dtype), mx.logsumexp(scores, axis=-1)


def update_cache(value, cache, start):
    """[B, S, H, D] with new rows from `start` on."""
    return mx.slice_update(cache, value, mx.array([start]), (1,))


def cached_attention(query, key, value, start, mask=None, is_causal=False, scale=None):
    """Of [B, S, H, D], over the rows of the cache that are there by now."""
    end = start + query.shape[1]
    key, value = (mx.swapaxes(t[:, :end], 1, 2) for t in (key, value))
    query = mx.swapaxes(query, 1, 2)
    scale = query.shape[-1] ** -0.5 if scale is None else scale
    # Lower right, as MLX has it: the last row sees all.
    mask = "causal" if is_causal else None if mask is None else mask[..., :end]
    y = mx.fast.scaled_dot_product_attention(query, key, value, scale=scale, mask=mask)
    return mx.swapaxes(y, 1, 2)


def attend_and_cache(query, key, value, key_cache, value_cache, start, mask, is_causal, scale):
    key_cache = update_cache(key, key_cache, start)
    value_cache = update_cache(value, value_cache, start)
    y = cached_attention(query, key_cache, value_cache, start, mask, is_causal, scale)
    return y, key_cache, value_cache
