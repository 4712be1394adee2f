"""Gives an archive of torch.export that came without weights random ones.

    fill.py EMPTY.pt2 FULL.pt2 INPUTS.safetensors

Weights are drawn so that activations neither vanish nor explode; what a normalization has is
what it begins with, and caches are zeros. Inputs suit their names. The same in every run.
Prints the bytes of all weights.
"""

import io
import json
import math
import struct
import sys
import zipfile

import numpy
import torch
from safetensors.torch import save_file

FLOAT32, INT64 = 7, 5
SIZES = {1: 1, 2: 1, 3: 2, 4: 4, INT64: 8, 6: 2, FLOAT32: 4, 8: 8, 12: 1, 13: 2}
# Small, so that it is a token in every vocabulary.
TOKENS = 1000
ALIGNMENT = 64


def static(sizes):
    return [size["as_int"] for size in sizes]


def bytes_of(meta):
    """The bytes of the storage that a tensor looks at."""
    sizes, strides = static(meta["sizes"]), static(meta["strides"])
    last = sum((size - 1) * stride for size, stride in zip(sizes, strides, strict=True))
    count = 0 if 0 in sizes else meta["storage_offset"]["as_int"] + last + 1
    return count * SIZES[meta["dtype"]]


def values(name, meta, generator):
    """Random bytes for a parameter or a buffer."""
    count, shape = bytes_of(meta), static(meta["sizes"])
    if meta["dtype"] != FLOAT32 or name.endswith(("bias", "running_mean")):
        return bytes(count)
    if len(shape) < 2:
        return numpy.ones(count // 4, numpy.float32).tobytes()
    fan_in = math.prod(shape[1:])
    numbers = generator.standard_normal(count // 4, dtype=numpy.float32)
    return (numbers / numpy.float32(math.sqrt(fan_in))).tobytes()


def add(archive, name, payload):
    """Adds an entry whose payload is aligned, as PyTorch writes it."""
    entry = zipfile.ZipInfo(name)
    begin = archive.fp.tell() + 30 + len(name.encode()) + 4
    padding = -begin % ALIGNMENT
    entry.extra = struct.pack("<HH", 0x4246, padding) + bytes(padding)
    archive.writestr(entry, payload)


def inputs(program):
    """An input for each user input of the graph."""
    graph = program["graph_module"]["graph"]
    specs = program["graph_module"]["signature"]["input_specs"]
    generator = torch.Generator().manual_seed(0)
    tensors = []
    for spec in specs:
        if "user_input" not in spec:
            continue
        name = spec["user_input"]["arg"]["as_tensor"]["name"]
        meta = graph["tensor_values"][name]
        shape = static(meta["sizes"])
        if meta["dtype"] == FLOAT32:
            tensors.append(torch.randn(shape, generator=generator))
        elif "mask" in name:
            tensors.append(torch.ones(shape, dtype=torch.int64))
        elif "position" in name:
            tensors.append(torch.zeros(shape, dtype=torch.int64))
        else:
            tensors.append(torch.randint(TOKENS, shape, generator=generator))
    return tensors


def fill(source, target):
    """Copies the archive `source` with all that it lacks; gives the inputs and the bytes of
    what was added."""
    generator = numpy.random.default_rng(0)
    present = set(source.namelist())
    root = source.namelist()[0].split("/")[0]
    for name in source.namelist():
        add(target, name, source.read(name))
    added = 0
    for kind in ("weights", "constants"):
        config = json.loads(source.read(f"{root}/data/{kind}/model_{kind}_config.json"))["config"]
        for name, payload in config.items():
            path = f"{root}/data/{kind}/{payload['path_name']}"
            if path not in present:
                present.add(path)
                meta = payload["tensor_meta"]
                zeros = kind == "constants"
                data = bytes(bytes_of(meta)) if zeros else values(name, meta, generator)
                added += len(data)
                add(target, path, data)
    tensors = inputs(json.loads(source.read(f"{root}/models/model.json")))
    samples = f"{root}/data/sample_inputs/model.pt"
    if samples not in present:
        buffer = io.BytesIO()
        torch.save((tuple(tensors), {}), buffer)
        add(target, samples, buffer.getvalue())
    return tensors, added


def main():
    empty, full, file = sys.argv[1:]
    with zipfile.ZipFile(empty) as source, zipfile.ZipFile(full, "w") as target:
        tensors, added = fill(source, target)
    save_file({f"input.{k}": tensor for k, tensor in enumerate(tensors)}, file)
    print(json.dumps({"weight_mb": added / 1e6}))


main()
