"""Gradients, of forwards with the same arguments."""

import torch

from call import Call, every
from data import floats, ints
from handwritten.convolution import SHAPES

aten = torch.ops.aten


def convolutions():
    for sizes, channels, out, kernel, stride, padding, dilation, groups in SHAPES:
        rank = len(sizes)
        for transposed in (False, True):
            shape = (channels, out // groups) if transposed else (out, channels // groups)
            x, weight = floats(2, channels, *sizes), floats(*shape, *kernel)
            rest = (stride, padding, dilation, transposed, [0] * rank, groups)
            gradient = floats(*aten.convolution.default(x, weight, None, *rest).shape)
            if gradient.numel() > 4096:
                continue
            for bias, mask in [([out], [True] * 3), (None, [True, True, False])]:
                arguments = (gradient, x, weight, bias, *rest, mask)
                yield Call("aten.convolution_backward.default", arguments)
    mask = [False, True, False]
    yield Call("aten.convolution_backward.default", (*arguments[:-1], mask))


def pools():
    x = floats(2, 3, 9, 8)
    for ceil_mode in (False, True):
        for padding in ([0, 0], [1, 1]):
            for dilation in ([1, 1], [2, 1]):
                rest = ([3, 2], [2, 2], padding, dilation, ceil_mode)
                out, indices = aten.max_pool2d_with_indices.default(x, *rest)
                arguments = (floats(*out.shape), x, *rest, indices)
                yield Call("aten.max_pool2d_with_indices_backward.default", arguments)
            for count, divisor in [(True, None), (False, None), (True, 5)]:
                rest = ([3, 2], [2, 2], padding, ceil_mode, count, divisor)
                out = aten.avg_pool2d.default(x, *rest)
                yield Call("aten.avg_pool2d_backward.default", (floats(*out.shape), x, *rest))
    for bins in ([1, 1], [4, 3], [7, 9]):
        yield Call("aten._adaptive_avg_pool2d_backward.default", (floats(2, 3, *bins), x))
        yield Call("aten._adaptive_avg_pool2d_backward.default", (floats(3, *bins), x[0]))


def norms():
    for shape, normalized in [((4, 6), [6]), ((2, 3, 4), [3, 4]), ((2, 3, 4), [4])]:
        x, weight, bias = floats(*shape), floats(*normalized), floats(*normalized)
        _, mean, rstd = aten.native_layer_norm.default(x, normalized, weight, bias, 1e-5)
        for mask in ([True, True, True], [True, False, False]):
            arguments = (floats(*shape), x, normalized, mean, rstd, weight, bias, mask)
            yield Call("aten.native_layer_norm_backward.default", arguments)
        arguments = (floats(*shape), x, normalized, mean, rstd, None, None, [True, False, False])
        yield Call("aten.native_layer_norm_backward.default", arguments)
    for groups in (1, 2, 6):
        x, weight = floats(2, 6, 3, 2), floats(6)
        sizes = (2, 6, 6, groups)
        _, mean, rstd = aten.native_group_norm.default(x, weight, None, *sizes, 1e-5)
        for given in (weight, None):
            mask = [True, given is not None, given is not None]
            arguments = (floats(2, 6, 3, 2), x, mean, rstd, given, *sizes, mask)
            yield Call("aten.native_group_norm_backward.default", arguments)


def embeddings():
    for padding in (-1, 2):
        for by_frequency in (False, True):
            indices = ints(3, 4, low=0, high=6)
            arguments = (floats(3, 4, 5), indices, 7, padding, by_frequency)
            yield Call("aten.embedding_dense_backward.default", arguments)


def calls():
    yield from every(convolutions())
    yield from every(pools())
    yield from every(norms())
    yield from every(embeddings())
