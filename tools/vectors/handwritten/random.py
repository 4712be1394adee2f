"""Random ops where their result does not depend on the numbers drawn, and what is true of
every draw."""

import torch

from call import Call, FunctionModule, every
from case import Program
from data import floats

aten = torch.ops.aten


def still():
    x = floats(3, 4)
    for p in (0.0, 0.5):
        for name in ("dropout", "alpha_dropout", "feature_dropout", "feature_alpha_dropout"):
            yield Call(f"aten.{name}.default", (x, p, False))
        yield Call("aten.native_dropout.default", (x, p, False))
    yield Call("aten.dropout.default", (x, 0.0, True))
    yield Call("aten.dropout.default", (x, 1.0, True))
    yield Call("aten.native_dropout.default", (x, 0.0, True))
    yield Call("aten.bernoulli.default", ((x > 0).float(),))
    yield Call("aten.bernoulli.p", (x, 0.0))
    yield Call("aten.bernoulli.p", (x, 1.0))
    yield Call("aten.normal.Tensor_float", (x, 0.0))
    yield Call("aten.normal.Tensor_Tensor", (x, torch.zeros(3, 4)))
    yield Call("aten.normal.float_Tensor", (1.5, torch.zeros(3, 4)))
    yield Call("aten.normal.float_float", (2.5, 0.0, [3, 2]))
    yield Call("aten.normal_functional.default", (x, 1.5, 0.0))
    yield Call("aten.poisson.default", (torch.zeros(3, 4),))
    yield Call("aten.uniform.default", (x, 2.0, 2.0))
    yield Call("aten.randint.low", (3, 4, [5]))
    yield Call("aten.randint.default", (1, [2, 3]))
    yield Call("aten.randint_like.default", (x, 1))
    yield Call("aten.randint_like.low_dtype", (x, 7, 8))
    yield Call("aten.randperm.default", (1,))
    one = torch.tensor([[0.0, 0.0, 1.0], [1.0, 0.0, 0.0]])
    yield Call("aten.multinomial.default", (one, 1))
    yield Call("aten.multinomial.default", (one, 4, True))


def calls():
    yield from every(still())


def within(values, low, high):
    """Whether all values are in [low, high), and whether they differ."""
    return (values >= low).all() & (values < high).all(), values.max() > values.min()


def moments(values, mean, deviation):
    """Whether mean and deviation of a few thousand values are near; nine in ten million
    draws are not."""
    bound = 5.5 * deviation / values.numel() ** 0.5
    near = (values.mean() - mean).abs() < bound
    return near, (values.std() / deviation - 1).abs() < 0.3


def programs():
    n = [40, 100]
    like = floats(1)
    for name, function in {
        "rand": lambda x: (
            *within(aten.rand.default(n), 0, 1),
            *moments(aten.rand.default(n), 0.5, 0.289),
        ),
        "rand_like": lambda x: within(aten.rand_like.default(x.expand(n)), 0, 1),
        "randn": lambda x: moments(aten.randn.default(n), 0, 1),
        "randn_like": lambda x: moments(aten.randn_like.default(x.expand(n)), 0, 1),
        "randint.low": lambda x: within(aten.randint.low(-3, 9, n), -3, 9),
        "uniform": lambda x: moments(aten.uniform.default(x.expand(n), -1.0, 3.0), 1, 1.155),
        "normal_functional": lambda x: moments(
            aten.normal_functional.default(x.expand(n), 2.0, 0.5), 2, 0.5
        ),
        "bernoulli.p": lambda x: moments(aten.bernoulli.p(x.expand(n), 0.3), 0.3, 0.458),
        "exponential": lambda x: moments(aten.exponential.default(x.expand(n), 2.0), 0.5, 0.5),
        "poisson": lambda x: moments(aten.poisson.default(torch.full(n, 4.0)), 4, 2),
        "randperm": lambda x: aten.randperm.default(50).sort().values,
        "dropout": lambda x: moments(aten.dropout.default(torch.ones(n), 0.5, True), 1, 1),
        "multinomial": lambda x: aten.multinomial.default(torch.ones(9), 9).sort().values,
    }.items():
        program = Program(FunctionModule(function), [[like]], "by hand, true of every draw")
        yield f"{name}__f32", program
