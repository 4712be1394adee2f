"""The forms of batch norm that functional programs have, and other inner ones."""

import torch

from call import Call
from data import floats


def batch_norms():
    for shape in ((4, 3), (2, 3, 5), (2, 3, 4, 4), (2, 3, 2, 2, 2)):
        for affine in (True, False):
            x = floats(*shape)
            weight, bias = (floats(3), floats(3)) if affine else (None, None)
            mean, var = floats(3), floats(3, low=0.5, high=2)
            common = (x, weight, bias, mean, var)
            yield Call("aten._native_batch_norm_legit_no_training.default", (*common, 0.1, 1e-5))
            for training in (True, False):
                rest = (training, 0.3, 1e-3)
                yield Call("aten._native_batch_norm_legit_functional.default", (*common, *rest))
                yield Call("aten._native_batch_norm_legit.default", (*common, *rest))
                yield Call("aten.native_batch_norm.default", (*common, *rest))
                yield Call("aten.batch_norm.default", (*common, *rest, False))
            yield Call("aten._batch_norm_with_update_functional.default", (*common, 0.1, 1e-5))
            yield Call("aten._batch_norm_with_update.default", (*common, 0.1, 1e-5))
            rest = (x, weight, bias, True, 0.1, 1e-5)
            yield Call("aten._native_batch_norm_legit.no_stats", rest)
    half = floats(2, 3, 4, dtype=torch.bfloat16)
    stats = (floats(3), floats(3), floats(3), floats(3, low=0.5, high=2))
    yield Call("aten.batch_norm.default", (half, *stats, False, 0.1, 1e-5, False))
    yield Call("aten._native_batch_norm_legit_no_training.default", (half, *stats, 0.1, 1e-5))


def others():
    for shape, normalized in [((4, 6), [6]), ((2, 3, 4), [3, 4]), ((5,), [5]), ((2, 3, 4), [4])]:
        for eps in (None, 1e-5, 0.1):
            for weight in (None, floats(*normalized)):
                x = floats(*shape)
                yield Call("aten._fused_rms_norm.default", (x, normalized, weight, eps))
                yield Call("aten.rms_norm.default", (x, normalized, weight, eps))
        x = floats(*shape, dtype=torch.bfloat16)
        weight = floats(*normalized, dtype=torch.bfloat16)
        yield Call("aten.rms_norm.default", (x, normalized, weight, 1e-6))
        yield Call("aten._fused_rms_norm.default", (x, normalized, weight, 1e-6))
    for dim, g in [(0, (4, 1, 1)), (2, (1, 1, 5)), (-1, ())]:
        v, weight = floats(4, 3, 5), floats(*g, low=0.5, high=2)
        yield Call("aten._weight_norm.default", (v, weight, dim))
        if dim >= 0:
            yield Call("aten._weight_norm_interface.default", (v, weight, dim))
    for size in ((), (2,), (3, 3)):
        x = floats(2, 6, *size)
        yield Call("aten.group_norm.default", (x, 3, floats(6), floats(6), 1e-5, False))
        yield Call("aten.group_norm.default", (x, 6, None, None))
        count = x[0, 0].numel()
        weights = (floats(6), floats(6))
        yield Call("aten.native_group_norm.default", (x, *weights, 2, 6, count, 2, 1e-5))
    # A large mean: the variance must not be the difference of two large numbers.
    far = floats(4, 16) + 1000
    yield Call("aten.layer_norm.default", (far, [16], None, None))
    yield Call("aten.native_layer_norm.default", (far, [16], None, None, 1e-5))


def calls():
    yield from batch_norms()
    yield from others()
