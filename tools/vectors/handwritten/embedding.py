"""Bags of every mode, with empty ones, weights, a padding index and a last offset."""

import torch

from call import Call, every
from data import floats, ints


def bags():
    offsets = torch.tensor([0, 3, 3, 7])
    closed = torch.tensor([0, 3, 3, 7, 10])
    for mode in (0, 1, 2):
        for last in (False, True):
            for weighted in (False, True):
                if weighted and mode:
                    continue
                weight, indices = floats(8, 5), ints(10, low=0, high=8)
                weights = floats(10) if weighted else None
                where = closed if last else offsets
                common = (weight, indices, where, False, mode, False, weights, last)
                yield Call("aten.embedding_bag.default", common)
                for padding in (-1, 2):
                    for name in ("_embedding_bag", "_embedding_bag_forward_only"):
                        yield Call(f"aten.{name}.default", (*common, padding))
                yield Call("aten.embedding_bag.padding_idx", (*common, 3))
    two = ints(3, 4, low=0, high=8)
    yield Call("aten.embedding.default", (floats(8, 5), two))
    yield Call("aten.embedding.default", (floats(8, 5), two.int(), 2))
    yield Call("aten.embedding.default", (floats(8, 5, dtype=torch.float16), two[0, 0]))
    yield Call("aten.embedding.default", (floats(8, 5, dtype=torch.bfloat16), ints(0)))


def calls():
    yield from every(bags())
