"""Sizes and values as numbers, and assertions about them."""

import torch
from torch.export import Dim

from call import Call, FunctionModule
from case import Program
from data import floats

aten = torch.ops.aten


def calls():
    token = torch.zeros(())
    condition = torch.tensor(True)
    assertion = "aten._functional_assert_async.msg"
    yield Call(assertion, (condition, "must hold", token), keep=True)
    for name in ("constrain_range", "constrain_range_for_size"):
        arguments = (5, 2, 9, token)
        yield Call(f"aten._functional_sym_{name}.default", arguments, keep=True)
    yield Call("aten._functional_assert_scalar.default", (1, "must hold", token), keep=True)


def number(value, like=torch.int64):
    """A symbolic number as a result: a tensor filled with it."""
    return aten.full.default([2], value, dtype=like)


def sizes(x):
    rows, columns = aten.sym_size.int(x, 0), aten.sym_size.int(x, -1)
    return number(rows), number(columns * 3 - 1), number(rows * columns // 2), x.sum(0) / rows


def arithmetic(x):
    n = x.size(0)
    smaller, larger = torch.sym_min(n, 6), torch.sym_max(n, 4)
    halves = torch.full((2,), n / 2, dtype=torch.float32)
    return (
        x.reshape(-1) * (larger - n % 3 + n // 2),
        halves,
        x + n**2,
        number(2 - n),
        number(smaller),
    )


def value(x):
    return x * aten._local_scalar_dense.default(x[0])


def count(n, x):
    length = n.item()
    torch._check(length >= 0)
    torch._check(length <= 16)
    return torch.arange(length), x[0] + length


def repeated(n, x):
    return x + n.item()


def asserted(x):
    aten._assert_async.default((x > -100).all())
    aten._assert_async.msg((x < 100).all(), "x must be small")
    aten._assert_tensor_metadata.default(x, list(x.shape), None, x.dtype)
    return x + 1


def asserted_scalar(n, x):
    length = n.item()
    aten._assert_scalar.default(length > 1, "more than one")
    return x * length


def width(x):
    """With a second use of the input, so that a part of it can be asked instead."""
    part = x[1:]
    return number(aten.sym_size.int(x, 1)), part + 1


def asked(target, *arguments, of="x"):
    """Replaces the second size of the input by an op that tells the same; torch.export makes
    only `sym_size`, other producers of archives the rest."""

    def edit(graph):
        nodes = {str(node.target): node for node in graph.nodes if node.op == "call_function"}
        tensor = (
            nodes["aten.slice.Tensor"] if of == "part" else graph.find_nodes(op="placeholder")[0]
        )
        size = nodes["aten.sym_size.int"]
        with graph.inserting_after(max(size, tensor, key=list(graph.nodes).index)):
            node = graph.call_function(target, (tensor, *arguments))
        node.meta = dict(size.meta)
        size.replace_all_uses_with(node)
        graph.erase_node(size)

    return edit


def constrained(target, low, high):
    """States the range of the number that is read."""

    def edit(graph):
        item = graph.find_nodes(op="call_function", target=aten.item.default)[0]
        with graph.inserting_after(item):
            node = graph.call_function(target, (item,), {"min": low, "max": high})
        node.meta = {"val": None}

    return edit


def by_hand(function, *runs, **options):
    return Program(FunctionModule(function), list(runs), "by hand", **options)


def programs():
    rows = [[floats(5, 3)], [floats(2, 3)], [floats(8, 3)]]
    yield "sym_size.int__f32", by_hand(sizes, *rows, dynamic=({0: Dim.DYNAMIC},))
    both = [[floats(5, 3)], [floats(2, 7)], [floats(8, 2)]]
    dynamic = ({0: Dim.DYNAMIC, 1: Dim.DYNAMIC},)
    yield "sym_size.int__f32", by_hand(sizes, *both, dynamic=dynamic)
    yield "arithmetic__f32", by_hand(arithmetic, *rows, dynamic=({0: Dim.DYNAMIC},))
    yield "_local_scalar_dense__f32", by_hand(value, [floats(4)])
    yield "_assert_async__f32", by_hand(asserted, [floats(4, 3)])
    numbers = [[torch.tensor(n), floats(3)] for n in (4, 7, 2)]
    yield "item__i64", by_hand(count, *numbers)
    yield "_assert_scalar__i64", by_hand(asserted_scalar, *numbers)
    for name, low, high in [("sym_constrain_range", -3, 9), ("sym_constrain_range_for_size", 0, 9)]:
        edit = constrained(getattr(aten, name).default, low, high)
        yield f"{name}__i64", by_hand(repeated, *numbers, edit=edit)
    one_row = [[floats(1, 5)], [floats(1, 3)], [floats(1, 8)]]
    rows = [[floats(3, 5)], [floats(3, 3)], [floats(3, 8)]]
    dynamic = ({1: Dim.DYNAMIC},)
    for name, runs, edit in [
        ("sym_numel", one_row, asked(aten.sym_numel.default)),
        ("numel", one_row, asked(aten.numel.default)),
        ("sym_stride.int", rows, asked(aten.sym_stride.int, 0)),
        ("sym_storage_offset", rows, asked(aten.sym_storage_offset.default, of="part")),
    ]:
        yield f"{name}__f32", by_hand(width, *runs, dynamic=dynamic, edit=edit)
