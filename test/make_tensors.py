"""Writes tensors for a test: `make_tensors.py FILE NAME=DTYPE[SIZES]:ELEMENTS ...`

    make_tensors.py x.safetensors 'input.0=f32[2,3]:0 1 2 3 4 5' 'input.1=i64[]:7'
    make_tensors.py x.npy 'f32[2]:1 2'

Elements are repeated until there are enough.
"""

import itertools
import json
import math
import re
import struct
import sys

# Names in safetensors and in .npy, and the format of the module `struct`.
DTYPES = {"f16": ("F16", "<f2", "e"), "f32": ("F32", "<f4", "f"), "f64": ("F64", "<f8", "d"),
          "i8": ("I8", "|i1", "b"), "i32": ("I32", "<i4", "i"), "i64": ("I64", "<i8", "q"),
          "i1": ("BOOL", "|b1", "?")}


def tensor(text):
    """The dtype, the sizes and the bytes of `f32[2,3]:0 1`."""
    dtype, sizes, elements = re.fullmatch(r"(\w+)\[(.*)\]:(.*)", text).groups()
    sizes = [int(s) for s in sizes.split(",") if s]
    number = float if dtype[0] == "f" else int
    elements = itertools.cycle([number(e) for e in elements.split()])
    elements = itertools.islice(elements, math.prod(sizes))
    return dtype, sizes, b"".join(struct.pack("<" + DTYPES[dtype][2], e) for e in elements)


def safetensors(tensors):
    header, data = {}, b""
    for name, (dtype, sizes, content) in tensors:
        offsets = [len(data), len(data) + len(content)]
        header[name] = {"dtype": DTYPES[dtype][0], "shape": sizes, "data_offsets": offsets}
        data += content
    header = json.dumps(header).encode()
    return struct.pack("<Q", len(header)) + header + data


def npy(dtype, sizes, content):
    shape = "(" + "".join(f"{s}," for s in sizes) + ")"
    header = f"{{'descr': '{DTYPES[dtype][1]}', 'fortran_order': False, 'shape': {shape}}}"
    header = header.ljust(-(10 + len(header) + 1) % 64 + len(header)) + "\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode() + content


def main():
    path, *texts = sys.argv[1:]
    if path.endswith(".npy"):
        content = npy(*tensor(texts[0]))
    else:
        named = [text.split("=", 1) for text in texts]
        content = safetensors([(name, tensor(text)) for name, text in named])
    with open(path, "wb") as file:
        file.write(content)


main()
