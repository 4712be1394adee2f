"""Random programs on a device with Vulkan, against the CPU: `random_vulkan.py TRICAST FOLDER [--runs N]
[--seed N]`.

Sizes are odd ones and even ones, small and not so small, so that tiles of kernels have all sorts of
edges. A program that is off is left in FOLDER.
"""

import argparse
import json
import math
import pathlib
import random
import struct
import subprocess
import sys

TOLERANCE = {"f32": "1e-3", "f16": "3e-2"}


class Program:
    """A program in `aten`, in the making."""

    def __init__(self, choices, dtype):
        self.choices, self.dtype = choices, dtype
        self.inputs, self.lines, self.values = [], [], {}

    def size(self):
        return self.choices.choice([1, 2, 3, 4, 5, 7, 8, 12, 16, 17, 24, 31, 32, 33, 48, 64, 65])

    def type(self, sizes):
        return f"tensor<{''.join(f'{size}x' for size in sizes)}{self.dtype}>"

    def input(self, *sizes):
        name = f"%i{len(self.inputs)}"
        self.inputs.append(sizes)
        self.values[name] = sizes
        return name

    def op(self, text, operands, *results):
        """Adds an op; `text` is its name and its attributes, and operands that have names there."""
        names = [f"%v{len(self.values) + k}" for k in range(len(results))]
        op, _, attributes = text.partition(" ")
        given = ", ".join(operand for operand in operands if operand not in attributes.split())
        types = ", ".join(self.type(self.values[operand]) for operand in operands)
        made = ", ".join(map(self.type, results))
        made = f"({made})" if len(results) > 1 else made
        self.lines.append(f"{', '.join(names)} = aten.{op} {given} {attributes} : ({types}) -> {made}")
        self.values.update(zip(names, results, strict=True))
        return names[0]

    def after(self, value):
        """Something of one element each, or nothing."""
        sizes = self.values[value]
        for _ in range(self.choices.randrange(3)):
            kind = self.choices.choice(["relu", "row", "same", "scale"])
            if kind == "relu":
                value = self.op("relu", [value], sizes)
            elif kind == "row":
                value = self.op("add.Tensor", [value, self.input(sizes[-1])], sizes)
            elif kind == "same":
                value = self.op("mul.Tensor", [value, self.input(*sizes)], sizes)
            else:
                value = self.op("mul.Scalar other = 0.5", [value], sizes)
        return value

    def matmul(self):
        m, n, k = self.size(), self.size(), self.size()
        left, right = self.input(m, k), self.input(k, n)
        return self.op("mm", [left, right], (m, n))

    def batched(self):
        b, m, n, k = self.choices.randint(1, 4), self.size(), self.size(), self.size()
        left, right = self.input(b, m, k), self.input(b, n, k)
        right = self.op("transpose.int dim0 = 1 dim1 = 2", [right], (b, k, n))
        return self.op("bmm", [left, right], (b, m, n))

    def linear(self):
        b, m, n, k = self.choices.randint(1, 3), self.size(), self.size(), self.size()
        operands = [self.input(b, m, k), self.input(n, k)]
        return self.op("linear", operands, (b, m, n))

    def convolution(self):
        groups, kernel = self.choices.choice([1, 1, 2]), self.choices.choice([1, 2, 3])
        c, o = (groups * self.choices.randint(1, 9) for _ in range(2))
        h, w = (self.choices.randint(3, 20) for _ in range(2))
        stride, pad = self.choices.randint(1, 2), self.choices.randint(0, 1)
        out = [(size + 2 * pad - kernel) // stride + 1 for size in (h, w)]
        text = (
            f"convolution stride = [{stride}, {stride}] padding = [{pad}, {pad}] dilation = [1, 1] "
            f"transposed = false output_padding = [0, 0] groups = {groups}"
        )
        operands = [self.input(1, c, h, w), self.input(o, c // groups, kernel, kernel)]
        return self.op(text, operands, (1, o, *out))

    def softmax(self):
        sizes = (self.choices.randint(1, 3), self.size(), self.size())
        dim = self.choices.choice([-1, -1, 1])
        return self.op(f"_softmax dim = {dim} half_to_float = false", [self.input(*sizes)], sizes)

    def normalize(self):
        m, n = self.size(), self.size()
        operands = [self.input(m, n), self.input(n)]
        text = f"native_layer_norm normalized_shape = [{n}] weight = {operands[1]} eps = 1.0e-05"
        return self.op(text, operands, (m, n), (m, 1), (m, 1))

    def sums(self):
        m, n = self.size(), self.size()
        dim = self.choices.randint(0, 1)
        return self.op(f"sum.dim_IntList dim = [{dim}]", [self.input(m, n)], ((n, m)[dim],))

    def attention(self):
        b, m, n, k = self.choices.randint(1, 3), self.size(), self.size(), self.size()
        scores = self.op("bmm", [self.input(b, m, k), self.input(b, k, n)], (b, m, n))
        weights = self.op("_softmax dim = -1 half_to_float = false", [scores], (b, m, n))
        return self.op("bmm", [weights, self.input(b, n, k)], (b, m, k))

    def text(self, results):
        arguments = ", ".join(
            f"%i{number}: {self.type(sizes)}" for number, sizes in enumerate(self.inputs)
        )
        types = ", ".join(self.type(self.values[result]) for result in results)
        body = "\n".join(f"  {line}" for line in self.lines)
        returned = f"  return {', '.join(results)} : {types}"
        return f"func.func @main({arguments}) -> ({types}) {{\n{body}\n{returned}\n}}\n"


PARTS = [
    Program.matmul,
    Program.batched,
    Program.linear,
    Program.convolution,
    Program.softmax,
    Program.normalize,
    Program.sums,
    Program.attention,
]


def tensors(choices, program):
    """The inputs as a file of safetensors."""
    dtype, code = {"f32": ("F32", "f"), "f16": ("F16", "e")}[program.dtype]
    header, data = {}, b""
    for number, sizes in enumerate(program.inputs):
        count = math.prod(sizes)
        content = struct.pack(f"<{count}{code}", *(choices.uniform(-1, 1) for _ in range(count)))
        offsets = [len(data), len(data) + len(content)]
        header[f"input.{number}"] = {"dtype": dtype, "shape": sizes, "data_offsets": offsets}
        data += content
    header = json.dumps(header).encode()
    return struct.pack("<Q", len(header)) + header + data


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tricast")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    failed = 0
    for run in range(options.runs):
        choices = random.Random(f"{options.seed} {run}")
        program = Program(choices, choices.choice(["f32", "f32", "f32", "f16"]))
        parts = [choices.choice(PARTS) for _ in range(3)]
        results = [program.after(part(program)) for part in parts]
        base = options.folder / f"{options.seed}-{run}"
        model, inputs, expected = (base.with_suffix(end) for end in (".mlir", ".in", ".out"))
        inputs = inputs.with_suffix(".in.safetensors")
        expected = expected.with_suffix(".out.safetensors")
        model.write_text(program.text(results))
        inputs.write_bytes(tensors(choices, program))
        command = [options.tricast, "run", model, "--inputs", inputs]
        bound = TOLERANCE[program.dtype]
        for more in (
            ["--target", "cpu", "--outputs", expected],
            ["--target", "vulkan", "--expect", expected, "--rtol", bound, "--atol", bound],
        ):
            done = subprocess.run([*command, *more], capture_output=True, text=True)
            if done.returncode:
                failed += 1
                print(f"{model}: {' '.join(map(str, more[:2]))}", done.stdout, done.stderr)
                break
        else:
            for file in (model, inputs, expected):
                file.unlink()
    print(f"{options.runs - failed} of {options.runs} programs are right")
    sys.exit(failed > 0)


main()
