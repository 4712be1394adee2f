# Activations and functions made of others. What programs have most of is one kernel, as in mlx.nn.


def relu(x):
    return mx.maximum(x, 0)


@functools.partial(mx.compile, shapeless=True)
def gelu(x, approximate):
    if approximate == "tanh":
        inner = math.sqrt(2 / math.pi) * (x + 0.044715 * x * x * x)
        return 0.5 * x * (1 + mx.tanh(inner))
    return x * (1 + mx.erf(x * math.sqrt(0.5))) / 2


@functools.partial(mx.compile, shapeless=True)
def silu(x):
    return x * mx.sigmoid(x)


@functools.partial(mx.compile, shapeless=True)
def softplus(x, beta, threshold):
    scaled = x * beta
    return mx.where(scaled > threshold, x, mx.logaddexp(scaled, 0) / beta)


@functools.partial(mx.compile, shapeless=True)
def mish(x):
    return x * mx.tanh(mx.logaddexp(x, 0))


@functools.partial(mx.compile, shapeless=True)
def elu(x, alpha, scale, input_scale):
    return mx.where(x > 0, x * scale, mx.expm1(x * input_scale) * (alpha * scale))


@functools.partial(mx.compile, shapeless=True)
def softshrink(x, lambd):
    return mx.where(mx.abs(x) > lambd, x - mx.sign(x) * lambd, x * 0)


def glu(x, dim):
    a, b = mx.split(x, 2, axis=dim)
    return a * mx.sigmoid(b)


def prelu(x, weight):
    weight = weight if weight.size == 1 or x.ndim < 2 else along(weight, x, 1)
    return mx.where(x > 0, x, x * weight.reshape([]) if weight.size == 1 else x * weight)


def log_odds(x, eps):
    x = x if eps is None else mx.clip(x, eps, 1 - eps)
    return mx.log(x / (1 - x))


def sinc(x):
    angle = x * math.pi
    return mx.where(x == 0, 1, mx.sin(angle) / mx.where(x == 0, 1, angle))


def entropy(x):
    inside = mx.where(x > 0, -x * mx.log(mx.where(x > 0, x, 1)), -math.inf)
    return mx.where(mx.isnan(x), x, mx.where(x == 0, 0, inside))


def hypot(a, b):
    a, b = mx.abs(a), mx.abs(b)
    most, least = mx.maximum(a, b), mx.minimum(a, b)
    ratio = least / mx.where(most == 0, 1, most)
    return mx.where(mx.isinf(most), most, most * mx.sqrt(1 + ratio * ratio))


def is_close(a, b, rtol, atol, equal_nan):
    close = (a == b) | (mx.isfinite(a - b) & (mx.abs(a - b) <= atol + mx.abs(rtol * b)))
    return close | (mx.isnan(a) & mx.isnan(b)) if equal_nan else close


def is_in(x, values, invert):
    found = mx.any(x[..., None] == values.reshape(-1), axis=-1)
    return ~found if invert else found


def linspace(start, end, steps, dtype):
    """From both ends, as PyTorch does it."""
    number = mx.arange(steps, dtype=mx.float32)
    if steps < 2:
        return mx.full((steps,), start).astype(dtype)
    step = (end - start) / (steps - 1)
    first, last = start + step * number, end - step * (steps - 1 - number)
    return mx.where(number < steps / 2, first, last).astype(dtype)


def huber(x, delta):
    size = mx.abs(x)
    return mx.where(size <= delta, 0.5 * x * x, delta * (size - 0.5 * delta))


def smooth_l1(x, beta):
    size = mx.abs(x)
    return size if beta == 0 else mx.where(size < beta, 0.5 * x * x / beta, size - 0.5 * beta)


def cosine_similarity(a, b, dim, eps):
    a, b = mx.broadcast_arrays(a, b)
    norm = lambda x: mx.maximum(mx.sqrt(mx.sum(x * x, axis=dim, keepdims=True)), eps)
    return mx.sum(a / norm(a) * (b / norm(b)), axis=dim)


def fft_real(x, dims, normalization, onesided):
    norm = ["backward", "ortho", "forward"][normalization]
    if onesided:
        return mx.fft.rfftn(x, axes=dims, norm=norm)
    return mx.fft.fftn(x, axes=dims, norm=norm)


def fft_to_real(x, dims, normalization, last):
    sizes = [*(x.shape[d] for d in dims[:-1]), last]
    count = math.prod(sizes)
    y = mx.fft.irfftn(x, s=sizes, axes=dims)
    return y * [count, math.sqrt(count), 1][normalization]


def fft_complex(x, dims, normalization, forward):
    count = math.prod(x.shape[d] for d in dims)
    y = mx.fft.fftn(x, axes=dims) if forward else mx.fft.ifftn(x, axes=dims) * count
    return y / [1, math.sqrt(count), count][normalization]
