# Products of matrices.


def matmul(a, b):
    """Of integers too, which MLX multiplies elementwise alone."""
    if not mx.issubdtype(a.dtype, mx.integer) and a.dtype != mx.bool_:
        return mx.matmul(a, b)
    rows, columns = a.ndim > 1, b.ndim > 1
    a, b = a if rows else a[None], b if columns else b[:, None]
    y = mx.sum(a[..., :, :, None] * b[..., None, :, :], axis=-2).astype(a.dtype)
    y = y if columns else y[..., 0]
    return y if rows else (y[..., 0, :] if columns else y[..., 0])


def addmm(c, a, b, beta, alpha):
    if beta == 0:
        return alpha * matmul(a, b)
    if is_float(a) and a.ndim > 1 and b.ndim > 1 and a.dtype == b.dtype == c.dtype:
        return mx.addmm(c, a, b, alpha=alpha, beta=beta)
    return beta * c + alpha * matmul(a, b)


def integer_matmul(a, b):
    """int8 times int8 as int32: sums of so many products are exact in float32."""
    a, b = a.astype(mx.float32), b.astype(mx.float32)
    parts = [
        (a[..., i : i + 1024] @ b[..., i : i + 1024, :]).astype(mx.int32)
        for i in range(0, a.shape[-1], 1024)
    ]
    return functools.reduce(mx.add, parts)


def bilinear(a, b, weight, bias):
    y = mx.einsum("...i,oij,...j->...o", a, weight, b)
    return y if bias is None else y + bias
