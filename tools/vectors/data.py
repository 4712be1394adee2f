"""Tensors of made-up values, the same in every run."""

import torch

GENERATOR = torch.Generator().manual_seed(0)


def reset():
    """The next tensors are those of a fresh start."""
    GENERATOR.manual_seed(0)


def floats(*shape, dtype=torch.float32, low=-3.0, high=3.0):
    """Evenly spread over [low, high)."""
    values = torch.rand(shape, generator=GENERATOR, dtype=torch.float64)
    return (values * (high - low) + low).to(dtype)


def ints(*shape, dtype=torch.int64, low=-9, high=10):
    """From low to high, high not included."""
    return torch.randint(low, high, shape, generator=GENERATOR).to(dtype)


def bools(*shape):
    return ints(*shape, low=0, high=2).bool()


def permutation(count):
    return torch.randperm(count, generator=GENERATOR)


def of(dtype, *shape):
    """Values that suit a dtype."""
    if dtype == torch.bool:
        return bools(*shape)
    if dtype.is_floating_point:
        return floats(*shape, dtype=dtype)
    if dtype in (torch.uint8, torch.uint16, torch.uint32, torch.uint64):
        return ints(*shape, low=0, high=20).to(dtype)
    return ints(*shape, dtype=dtype)
