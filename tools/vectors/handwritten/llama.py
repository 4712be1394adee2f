"""Attention over a key-value cache, which the ops of ExecuTorch write to."""

import torch

from call import Call, FunctionModule, every
from case import Program
from data import floats

llama = torch.ops.llama
# batch, queries, heads, heads of the cache, head size, cache length
SIZES = [(1, 3, 4, 4, 8, 16), (1, 1, 4, 2, 8, 16), (2, 5, 6, 2, 4, 12)]


def attention():
    for batch, queries, heads, cached, width, length in SIZES:
        query = floats(batch, queries, heads, width)
        key, value = (floats(batch, length, cached, width) for _ in range(2))
        for start in (0, 4):
            for causal in (False, True):
                arguments = (query, key, value, start, None, 0.0, causal)
                yield Call("llama.custom_sdpa.default", arguments)
        # ExecuTorch wants a column for each place of the cache, written or not.
        mask = floats(queries, length)
        mask[:, 4 + queries :] = -torch.inf
        yield Call("llama.custom_sdpa.default", (query, key, value, 4, mask, 0.0, False, 0.3))


def calls():
    yield from every(attention())


def programs():
    """The result of `update_cache` means nothing; what it wrote does."""
    for batch, queries, heads, cached, width, length in SIZES:
        for start in (0, 5):

            def update(value, cache, start=start):
                cache = cache.clone()
                llama.update_cache.default(value, cache, start)
                return cache + 0

            part, cache = (
                floats(batch, queries, cached, width),
                floats(batch, length, cached, width),
            )
            yield "update_cache__f32", Program(FunctionModule(update), [[part, cache]], "by hand")
            if batch > 1:
                continue

            def attend(query, key, value, keys, values, start=start, queries=queries):
                keys, values = keys.clone(), values.clone()
                out = llama.sdpa_with_kv_cache.default(
                    query, key, value, keys, values, start, queries, None, 0.0, True
                )
                return out, keys + 0, values + 0

            tensors = [floats(batch, queries, heads, width)]
            tensors += [floats(batch, queries, cached, width) for _ in range(2)]
            tensors += [floats(batch, length, cached, width) for _ in range(2)]
            program = Program(FunctionModule(attend), [tensors], "by hand")
            yield "sdpa_with_kv_cache__f32", program
