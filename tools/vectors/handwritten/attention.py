"""Attention in all its forms: masks of both kinds, causal, grouped heads, a scale."""

import torch

from call import Call, every
from data import floats


def heads(dtype, queries, keys, groups=1):
    query = floats(2, 4, queries, 8, dtype=dtype)
    return query, *(floats(2, 4 // groups, keys, 8, dtype=dtype) for _ in range(2))


def masks(queries, keys):
    yield None
    yield floats(queries, keys)
    yield floats(2, 1, queries, keys)
    mask = floats(queries, keys) > -1
    mask[:, 0] = True
    yield mask
    # A query that sees nothing.
    nothing = mask.clone()
    nothing[0] = False
    yield nothing


def attention():
    for queries, keys in [(5, 5), (3, 7), (1, 9), (33, 17)]:
        for mask in masks(queries, keys):
            query, key, value = heads(torch.float32, queries, keys)
            yield Call("aten.scaled_dot_product_attention.default", (query, key, value, mask))
            arguments = (query, key, value, mask, 0.0, False)
            yield Call("aten._scaled_dot_product_attention_math.default", arguments)
            if mask is None or mask.dtype != torch.bool:
                keyword = {"attn_mask": mask}
                name = "aten._scaled_dot_product_flash_attention_for_cpu.default"
                yield Call(name, (query, key, value), keyword)
        for scale in (None, 0.3):
            query, key, value = heads(torch.float32, queries, keys)
            arguments = (query, key, value, None, 0.0, True)
            keyword = {"scale": scale}
            yield Call("aten.scaled_dot_product_attention.default", arguments, keyword)
            yield Call("aten._scaled_dot_product_attention_math.default", arguments, keyword)
        grouped = heads(torch.float32, queries, keys, groups=2)
        arguments = (*grouped, None, 0.0, queries == keys)
        keyword = {"enable_gqa": True}
        yield Call("aten.scaled_dot_product_attention.default", arguments, keyword)
        yield Call("aten._scaled_dot_product_attention_math.default", arguments, keyword)
    query, key, value = heads(torch.float32, 6, 6)
    name = "aten._scaled_dot_product_flash_attention_for_cpu.default"
    yield Call(name, (query, key, value, 0.0, True))
    yield Call(name, (query, key, value), {"scale": 0.5})
    for dtype in (torch.float16, torch.bfloat16, torch.float64):
        arguments = (*heads(dtype, 6, 6), None, 0.0, True)
        yield Call("aten.scaled_dot_product_attention.default", arguments)
    # Without heads, and with another size of value.
    arguments = (floats(2, 5, 8), floats(2, 6, 8), floats(2, 6, 3))
    yield Call("aten.scaled_dot_product_attention.default", arguments)
    dropped = floats(2, 4, 5, 5) > 0
    arguments = (*heads(torch.float32, 5, 5), None, 0.5, False, dropped)
    yield Call("aten._scaled_dot_product_attention_math.default", arguments)


def calls():
    yield from every(attention())
