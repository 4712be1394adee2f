"""Losses with every reduction, weights and targets that are left out."""

import torch

from call import Call, every
from data import floats, ints

PAIRS = {"l1_loss": (), "mse_loss": (), "huber_loss": (0.7,), "smooth_l1_loss": (0.6,)}


def pairs():
    for name, more in PAIRS.items():
        for reduction in (0, 1, 2):
            yield Call(f"aten.{name}.default", (floats(3, 4), floats(3, 4), reduction, *more))
        yield Call(f"aten.{name}.default", (floats(3, 4), floats(3, 4)))
        half = floats(3, 4, dtype=torch.bfloat16)
        yield Call(f"aten.{name}.default", (half, half.flip(0), 1))
    yield Call("aten.mse_loss.default", (floats(3, 1), floats(4)))
    yield Call("aten.smooth_l1_loss.default", (floats(3, 4), floats(3, 4), 1, 0.0))
    for reduction in (0, 1, 2):
        p, target = floats(3, 4, low=0.02, high=0.98), floats(3, 4, low=0, high=1)
        arguments = (p, target, floats(4, low=0.1), reduction)
        yield Call("aten.binary_cross_entropy.default", arguments)
        logits = (floats(3, 4, low=-9, high=9), target, floats(4, low=0.1), floats(4, low=0.1))
        yield Call("aten.binary_cross_entropy_with_logits.default", (*logits, reduction))
    # Probabilities of 0 and 1, whose logarithm is cut off at -100.
    ends = torch.tensor([0.0, 1.0, 0.0, 1.0]), torch.tensor([0.0, 1.0, 1.0, 0.0])
    yield Call("aten.binary_cross_entropy.default", (*ends, None, 0))
    for log_target in (False, True):
        for reduction in (0, 1, 2):
            target = floats(3, 4, low=0.0, high=1)
            target[0, 0] = 0
            keyword = {"log_target": log_target}
            yield Call("aten.kl_div.default", (floats(3, 4), target, reduction), keyword)


def classes():
    target = torch.tensor([2, 0, -100, 3, 1])
    flat = torch.tensor([1, 0, 3, 3, 1])
    for reduction in (0, 1, 2):
        for weight in (None, floats(4, low=0.1)):
            x = floats(5, 4).log_softmax(1)
            for name in ("nll_loss", "nll_loss_forward", "nll_loss_nd"):
                arguments = (x, target, weight, reduction, -100)
                yield Call(f"aten.{name}.default", arguments)
            yield Call("aten.nll_loss.default", (x, flat, weight, reduction, 3))
            maps, places = floats(2, 4, 3, 2), ints(2, 3, 2, low=0, high=4)
            for name in ("nll_loss2d", "nll_loss2d_forward", "nll_loss_nd"):
                yield Call(f"aten.{name}.default", (maps, places, weight, reduction, 1))
            for smoothing in (0.0, 0.2):
                rest = (weight, reduction, -100, smoothing)
                yield Call("aten.cross_entropy_loss.default", (floats(5, 4), target, *rest))
                yield Call("aten.cross_entropy_loss.default", (maps, places, *rest))
                soft = floats(5, 4).softmax(1)
                yield Call("aten.cross_entropy_loss.default", (floats(5, 4), soft, *rest))
    yield Call("aten.nll_loss_forward.default", (floats(4), torch.tensor(2), None, 1, -100))
    # Everything left out: 0 / 0.
    nothing = torch.full((5,), -100)
    yield Call("aten.nll_loss_forward.default", (floats(5, 4), nothing, None, 1, -100))


def margins():
    labels = torch.tensor([[2, 0, -1, 1], [-1, 0, 1, 2], [3, 1, 0, 2]])
    for reduction in (0, 1, 2):
        for name in ("multilabel_margin_loss", "multilabel_margin_loss_forward"):
            yield Call(f"aten.{name}.default", (floats(3, 4), labels, reduction))
        for p in (1, 2):
            arguments = (floats(3, 4), torch.tensor([1, 0, 3]), p, 0.8, floats(4), reduction)
            yield Call("aten.multi_margin_loss.default", arguments)
        signs = torch.tensor([1.0, -1.0, 1.0])
        yield Call(
            "aten.margin_ranking_loss.default", (floats(3), floats(3), signs, 0.3, reduction)
        )
        arguments = (floats(3, 4), floats(3, 4), signs, 0.2, reduction)
        yield Call("aten.cosine_embedding_loss.default", arguments)
        arguments = tuple(floats(3, 4) for _ in range(3))
        for swap in (False, True):
            rest = (0.9, 2.0, 1e-6, swap, reduction)
            yield Call("aten.triplet_margin_loss.default", (*arguments, *rest))


def sequences():
    """Labels along time, some impossible."""
    for reduction in (0, 1, 2):
        for zero_infinity in (False, True):
            log_probs = floats(12, 3, 5).log_softmax(2)
            targets = ints(3, 4, low=1, high=5)
            rest = (0, reduction, zero_infinity)
            yield Call("aten.ctc_loss.IntList", (log_probs, targets, [12, 9, 10], [4, 3, 2], *rest))
            lengths = torch.tensor([12, 3, 10]), torch.tensor([4, 3, 1])
            yield Call("aten.ctc_loss.Tensor", (log_probs, targets, *lengths, *rest))
    flat = torch.tensor([1, 2, 2, 3, 4])
    arguments = (floats(8, 2, 5).log_softmax(2), flat, [8, 8], [3, 2], 0, 1, False)
    yield Call("aten.ctc_loss.IntList", arguments)


def calls():
    yield from every(pairs())
    yield from every(classes())
    yield from every(margins())
    yield from every(sequences())
