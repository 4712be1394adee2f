"""Programs with dynamic sizes, compiled once and run with several: one or two of each theme."""

import torch
from torch.export import Dim
from torch.nn import functional

from call import FunctionModule
from case import Program
from data import floats, ints

aten = torch.ops.aten


def causal(query, key, value):
    return functional.scaled_dot_product_attention(query, key, value, is_causal=True)


def attention_by_parts(x):
    """Attention whose mask is made of the length."""
    positions = torch.arange(x.shape[1])
    mask = positions[:, None] >= positions[None, :]
    scores = (x @ x.transpose(1, 2)) * x.shape[-1] ** -0.5
    return scores.masked_fill(~mask, float("-inf")).softmax(-1) @ x


def heads(x):
    """Split into heads and back, as every transformer does."""
    batch, length, _ = x.shape
    parts = x.view(batch, length, 2, 4).transpose(1, 2)
    return parts, parts.transpose(1, 2).reshape(batch, length, 8) + 1


def rotary(x):
    length = x.shape[0]
    frequencies = 10000 ** (-torch.arange(0, 4, dtype=torch.float32) / 4)
    angles = torch.outer(torch.arange(length).float(), frequencies)
    left, right = x.chunk(2, -1)
    cos, sin = angles.cos(), angles.sin()
    return torch.cat([left * cos - right * sin, left * sin + right * cos], -1)


def written(x):
    out = torch.zeros(x.shape[0] + 2, 3)
    out[1:-1] = x
    return out


def last(x):
    return x[:, -1], x[:, 1:], x[:, :-1] - x[:, 1:], x.flip(1)


def scattered(x, index):
    return torch.zeros(x.shape[0], 4).scatter_add(1, index, x)


# (name, function, what makes the tensors of a run from sizes, which are dynamic, sizes of runs)
BATCH, BOTH = {0: Dim.DYNAMIC}, {0: Dim.DYNAMIC, 1: Dim.DYNAMIC}
TWO = [(4, 6), (2, 9), (7, 3)]
ONE = [(4,), (2,), (9,), (33,)]
PROGRAMS = [
    ("add", lambda x, y: x + y * 2, lambda m, n: [floats(m, n), floats(m, n)], (BOTH, BOTH), TWO),
    (
        "add_broadcast",
        lambda x, y: (x + y).relu(),
        lambda m, n: [floats(m, 1), floats(1, n)],
        (BATCH, {1: Dim.DYNAMIC}),
        TWO,
    ),
    ("exp_scale", lambda x: torch.exp(x) / x.shape[0], lambda n: [floats(n, 3)], (BATCH,), ONE),
    ("sum", lambda x: (x.sum(0), x.sum(1), x.sum()), lambda m, n: [floats(m, n)], (BOTH,), TWO),
    (
        "mean_var",
        lambda x: (x.mean(0), x.var(1), x.std()),
        lambda m, n: [floats(m, n)],
        (BOTH,),
        TWO,
    ),
    (
        "softmax",
        lambda x: (x.softmax(0), x.log_softmax(1)),
        lambda m, n: [floats(m, n)],
        (BOTH,),
        TWO,
    ),
    (
        "argmax",
        lambda x: (x.argmax(1), x.max(0), x.amin(1)),
        lambda m, n: [floats(m, n)],
        (BOTH,),
        TWO,
    ),
    (
        "reshape",
        lambda x: (x.reshape(-1), x.reshape(-1, 2)),
        lambda n: [floats(n, 4)],
        (BATCH,),
        ONE,
    ),
    ("heads", heads, lambda b, n: [floats(b, n, 8)], (BOTH,), TWO),
    ("permute", lambda x: x.permute(2, 0, 1) + 1, lambda m, n: [floats(m, n, 3)], (BOTH,), TWO),
    (
        "expand",
        lambda x: x[:, None].expand(x.shape[0], 3, 5) * 2,
        lambda n: [floats(n, 5)],
        (BATCH,),
        ONE,
    ),
    ("repeat", lambda x: (x.repeat(2, 3), x.tile(2)), lambda n: [floats(n, 2)], (BATCH,), ONE),
    ("tril", lambda x: (x.tril(), x.triu(1)), lambda m, n: [floats(m, n)], (BOTH,), TWO),
    ("unfold", lambda x: x.unfold(0, 2, 1), lambda n: [floats(n, 3)], (BATCH,), ONE),
    ("roll", lambda x: x.roll(1, 0) - x, lambda n: [floats(n, 3)], (BATCH,), ONE),
    ("last", last, lambda m, n: [floats(m, n)], (BOTH,), TWO),
    (
        "mm",
        lambda a, b: a @ b,
        lambda m, n: [floats(m, 5), floats(5, n)],
        (BATCH, {1: Dim.DYNAMIC}),
        TWO,
    ),
    (
        "mm_inner",
        lambda a, b: a @ b,
        lambda m, k: [floats(m, k), floats(k, 6)],
        (BOTH, BATCH),
        [*TWO, (1 + 16, 40)],
    ),
    (
        "bmm",
        lambda a, b: torch.bmm(a, b.transpose(1, 2)),
        lambda m, n: [floats(m, n, 4), floats(m, n, 4)],
        (BOTH, BOTH),
        TWO,
    ),
    (
        "linear",
        lambda x, w, b: functional.linear(x, w, b).relu(),
        lambda m, n: [floats(m, n, 8), floats(6, 8), floats(6)],
        (BOTH, None, None),
        TWO,
    ),
    (
        "layer_norm",
        lambda x: functional.layer_norm(x, (8,)),
        lambda m, n: [floats(m, n, 8)],
        (BOTH,),
        TWO,
    ),
    (
        "group_norm",
        lambda x: functional.group_norm(x, 2),
        lambda m, n: [floats(m, 4, n)],
        ({0: Dim.DYNAMIC, 2: Dim.DYNAMIC},),
        TWO,
    ),
    (
        "batch_norm",
        lambda x, m, v: functional.batch_norm(x, m, v),
        lambda n: [floats(n, 3, 4), floats(3), floats(3, low=0.5)],
        (BATCH, None, None),
        ONE,
    ),
    (
        "gelu",
        lambda x: functional.gelu(x) + functional.silu(x),
        lambda n: [floats(n, 3)],
        (BATCH,),
        ONE,
    ),
    ("glu", lambda x: functional.glu(x, 1), lambda n: [floats(n, 6)], (BATCH,), ONE),
    (
        "compare",
        lambda x, y: (x == y, x.gt(0)),
        lambda m, n: [ints(m, n), ints(m, n)],
        (BOTH, BOTH),
        TWO,
    ),
    ("half", lambda x: x.half() * 2, lambda n: [floats(n, 3)], (BATCH,), ONE),
    (
        "arange",
        lambda x: (torch.arange(x.shape[0]), torch.zeros(x.shape[0], 2), torch.eye(x.shape[0])),
        lambda n: [floats(n)],
        (BATCH,),
        ONE,
    ),
    (
        "one_hot",
        lambda x: functional.one_hot(x, 7),
        lambda n: [ints(n, low=0, high=7)],
        (BATCH,),
        ONE,
    ),
    (
        "index",
        lambda x, i: x[i],
        lambda m, n: [floats(m, 3), ints(n, low=0, high=2)],
        (BATCH, BATCH),
        TWO,
    ),
    (
        "gather",
        lambda x, i: x.gather(1, i),
        lambda m, n: [floats(m, 5), ints(m, n, low=0, high=5)],
        (BATCH, BOTH),
        TWO,
    ),
    ("nonzero", lambda x: (x > 0).nonzero(), lambda m, n: [floats(m, n)], (BOTH,), TWO),
    ("masked_select", lambda x: x[x > 0] * 2, lambda m, n: [floats(m, n)], (BOTH,), TWO),
    (
        "cat",
        lambda x, y: torch.cat([x, y, x], 0),
        lambda m, n: [floats(m, 3), floats(n, 3)],
        (BATCH, BATCH),
        TWO,
    ),
    (
        "stack_split",
        lambda x: torch.stack(x.split(2, 1), 0),
        lambda n: [floats(n, 6)],
        (BATCH,),
        ONE,
    ),
    (
        "conv2d",
        lambda x, w, b: functional.conv2d(x, w, b, stride=2, padding=1),
        lambda b, n: [floats(b, 3, n, 8), floats(4, 3, 3, 3), floats(4)],
        ({0: Dim.DYNAMIC, 2: Dim.DYNAMIC}, None, None),
        [(2, 9), (1 + 2, 8), (4, 15)],
    ),
    (
        "conv1d",
        lambda x, w: functional.conv1d(x, w, padding=1, groups=2),
        lambda n: [floats(2, 4, n), floats(4, 2, 3)],
        ({2: Dim.DYNAMIC}, None),
        ONE,
    ),
    (
        "conv_transpose2d",
        lambda x, w: functional.conv_transpose2d(x, w, stride=2),
        lambda n: [floats(n, 3, 4, 5), floats(3, 2, 3, 3)],
        (BATCH, None),
        ONE[:3],
    ),
    (
        "max_pool2d",
        lambda x: functional.max_pool2d(x, 3, 2, 1),
        lambda m, n: [floats(2, 3, m, n)],
        ({2: Dim.DYNAMIC, 3: Dim.DYNAMIC},),
        [(8, 9), (5, 6), (12, 7)],
    ),
    (
        "adaptive_avg_pool2d",
        lambda x: functional.adaptive_avg_pool2d(x, (1, 1)).flatten(1),
        lambda m, n: [floats(m, 3, n, 6)],
        ({0: Dim.DYNAMIC, 2: Dim.DYNAMIC},),
        TWO,
    ),
    (
        "embedding",
        lambda w, i: functional.embedding(i, w).sum(1),
        lambda m, n: [floats(9, 4), ints(m, n, low=0, high=9)],
        (None, BOTH),
        TWO,
    ),
    (
        "attention",
        causal,
        lambda b, n: [floats(b, 2, n, 8), floats(b, 2, n, 8), floats(b, 2, n, 8)],
        ({0: Dim.DYNAMIC, 2: Dim.DYNAMIC},) * 3,
        TWO,
    ),
    ("attention_by_parts", attention_by_parts, lambda b, n: [floats(b, n, 8)], (BOTH,), TWO),
    ("rotary", rotary, lambda n: [floats(n, 8)], (BATCH,), ONE),
    ("sort", lambda x: torch.sort(x, dim=0, stable=True), lambda n: [floats(n, 3)], (BATCH,), ONE),
    ("topk", lambda x: x.topk(2, 1), lambda m, n: [floats(m, n)], (BOTH,), TWO),
    ("unique", lambda x: torch.unique(x), lambda n: [ints(n, low=0, high=5)], (BATCH,), ONE),
    ("cumsum", lambda x: (x.cumsum(0), x.cummax(1)), lambda m, n: [floats(m, n)], (BOTH,), TWO),
    (
        "scatter_add",
        scattered,
        lambda m, n: [floats(m, n), ints(m, n, low=0, high=4)],
        (BOTH, BOTH),
        TWO,
    ),
    ("slice_write", written, lambda n: [floats(n, 3)], (BATCH,), ONE),
    (
        "pad",
        lambda x: (functional.pad(x, (1, 2, 0, 1)), functional.pad(x, (1, 1), mode="reflect")),
        lambda m, n: [floats(m, n)],
        (BOTH,),
        TWO,
    ),
    (
        "upsample",
        lambda x: (
            functional.interpolate(x, scale_factor=2, mode="nearest"),
            functional.interpolate(x, scale_factor=2, mode="bilinear"),
        ),
        lambda m, n: [floats(1, 2, m, n)],
        ({2: Dim.DYNAMIC, 3: Dim.DYNAMIC},),
        TWO,
    ),
    (
        "pixel_shuffle",
        lambda x: functional.pixel_shuffle(x, 2),
        lambda n: [floats(n, 4, 3, 2)],
        (BATCH,),
        ONE,
    ),
    ("mse_loss", functional.mse_loss, lambda n: [floats(n, 3), floats(n, 3)], (BATCH, BATCH), ONE),
    (
        "cross_entropy",
        functional.cross_entropy,
        lambda n: [floats(n, 5), ints(n, low=0, high=5)],
        (BATCH, BATCH),
        ONE,
    ),
    (
        "embedding_backward",
        lambda g, i: aten.embedding_dense_backward.default(g, i, 6, -1, False),
        lambda n: [floats(n, 4), ints(n, low=0, high=6)],
        (BATCH, BATCH),
        ONE,
    ),
    (
        "quantize",
        lambda x: (torch.clamp(torch.round(x / 0.05), -128, 127).to(torch.int8), x.abs().amax(1)),
        lambda m, n: [floats(m, n)],
        (BOTH,),
        TWO,
    ),
]


def programs():
    for name, function, tensors, dynamic, sizes in PROGRAMS:
        runs = [tensors(*size) for size in sizes]
        yield name, Program(FunctionModule(function), runs, "by hand", dynamic=dynamic)
