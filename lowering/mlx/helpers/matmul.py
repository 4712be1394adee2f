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


def scaled_sum(c, product, beta, alpha):
    """`beta * c + alpha * product`, without `c` where `beta` is 0."""
    product = product.astype(c.dtype) * alpha
    return product if beta == 0 else beta * c + product


def addmm(c, a, b, beta, alpha):
    if beta == 0:
        return matmul(a, b) * alpha
    if is_float(a) and a.ndim > 1 and b.ndim > 1 and a.dtype == b.dtype == c.dtype:
        return mx.addmm(c, a, b, alpha=alpha, beta=beta)
    return beta * c + alpha * matmul(a, b)


def tensordot(a, b, dims_a, dims_b):
    """A dimension of size 1 goes with all of the other's."""
    for i, j in zip(dims_a, dims_b):
        if a.shape[i] != 1 and b.shape[j] == 1:
            a = mx.sum(a, axis=i, keepdims=True)
        elif a.shape[i] == 1 and b.shape[j] != 1:
            b = mx.sum(b, axis=j, keepdims=True)
    return mx.tensordot(a, b, [dims_a, dims_b])


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
