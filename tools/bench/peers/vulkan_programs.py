"""Exports the programs of vulkan.py with PyTorch.

    vulkan_programs.py NAME MODEL.pt2 INPUTS.safetensors OUTPUTS.safetensors

The same weights and inputs in every run. The inputs are in files for NumPy beside that, too. Prints
one line of JSON: the bytes of all weights.
"""

import json
import pathlib
import sys

import numpy
import torch
from safetensors.torch import save_file
from torch import nn


class Function(nn.Module):
    """A function as a module."""

    def __init__(self, function):
        super().__init__()
        self.function = function

    def forward(self, *arguments):
        return self.function(*arguments)


class Block(nn.Module):
    """A block of a transformer."""

    def __init__(self, size=512, heads=8):
        super().__init__()
        self.heads = heads
        self.norms = nn.ModuleList(nn.LayerNorm(size) for _ in range(2))
        self.qkv = nn.Linear(size, 3 * size)
        self.out = nn.Linear(size, size)
        self.up = nn.Linear(size, 4 * size)
        self.down = nn.Linear(4 * size, size)

    def attention(self, x):
        batch, length, size = x.shape
        parts = self.qkv(x).chunk(3, dim=-1)
        shape = (batch, length, self.heads, size // self.heads)
        q, k, v = (part.reshape(shape).transpose(1, 2) for part in parts)
        weights = torch.softmax(q @ k.transpose(-1, -2) * shape[-1] ** -0.5, dim=-1)
        return self.out((weights @ v).transpose(1, 2).reshape(x.shape))

    def forward(self, x):
        x = x + self.attention(self.norms[0](x))
        return x + self.down(nn.functional.gelu(self.up(self.norms[1](x))))


def matrices(size):
    return torch.randn(size, size), torch.randn(size, size)


PROGRAMS = {
    "softmax": lambda: (Function(lambda x: torch.softmax(x, dim=-1)), matrices(1024)[:1]),
    "layer_norm": lambda: (nn.LayerNorm(1024), matrices(1024)[:1]),
    "matmul_256": lambda: (Function(torch.matmul), matrices(256)),
    "matmul_1024": lambda: (Function(torch.matmul), matrices(1024)),
    "conv": lambda: (nn.Conv2d(64, 64, 3, padding=1), (torch.randn(1, 64, 56, 56),)),
    "block": lambda: (Block(), (torch.randn(1, 128, 512),)),
}


def main():
    name, model, inputs, outputs = sys.argv[1:]
    torch.manual_seed(0)
    module, arguments = PROGRAMS[name]()
    module.eval()
    torch.export.save(torch.export.export(module, arguments), model)
    save_file({f"input.{k}": argument for k, argument in enumerate(arguments)}, inputs)
    for number, argument in enumerate(arguments):
        numpy.save(pathlib.Path(inputs).parent / f"input.{number}.npy", argument.numpy())
    with torch.inference_mode():
        save_file({"output.0": module(*arguments).contiguous()}, outputs)
    weights = sum(weight.numel() * weight.element_size() for weight in module.parameters())
    print(json.dumps({"weight_mb": weights / 1e6}))


main()
