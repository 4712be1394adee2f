"""Programs to rewrite, as torch.export and run_decompositions() have them, with weights by name.

    graphs.py NAME

Prints the program of one of GRAPHS: `graphs.py bert_base > bert.mlir`.
"""

import math
import sys


class Value:
    """A value by its name, with its type."""

    def __init__(self, name, shape, dtype="f32"):
        self.name, self.shape, self.dtype = name, tuple(shape), dtype

    def __str__(self):
        return f"tensor<{''.join(f'{size}x' for size in self.shape)}{self.dtype}>"


class Program:
    """A function with weights, made op by op."""

    def __init__(self):
        self.globals, self.loads, self.ops, self.arguments = [], [], [], []

    def argument(self, shape, dtype="f32"):
        value = Value(f"%arg{len(self.arguments)}", shape, dtype)
        self.arguments.append(f"{value.name}: {value}")
        return value

    def weight(self, *shape):
        number = len(self.globals)
        value = Value(f"%w{number}", shape)
        self.globals.append(f"ml_program.global private @w{number}(#extern) : {value}")
        self.loads.append(f"{value.name} = ml_program.global_load_const @w{number} : {value}")
        return value

    def op(self, name, text, operands, *types):
        """An op, whose text has `{}` for each operand; types are shapes, or shapes and dtypes."""
        number = len(self.ops)
        results = []
        for index, ty in enumerate(types):
            shape, dtype = ty if ty and isinstance(ty[-1], str) else (ty, "f32")
            result = f"%{number}#{index}" if len(types) > 1 else f"%{number}"
            results.append(Value(result, shape, dtype))
        left = f"%{number}:{len(types)}" if len(types) > 1 else f"%{number}"
        text = text.format(*(operand.name for operand in operands))
        ins, outs = ", ".join(map(str, operands)), ", ".join(map(str, results))
        outs = f"({outs})" if len(results) > 1 else outs
        self.ops.append(f"{left} = aten.{name} {text} : ({ins}) -> {outs}")
        return results if len(results) > 1 else results[0]

    def module(self, *results):
        names, types = ", ".join(r.name for r in results), ", ".join(map(str, results))
        body = [*self.loads, *self.ops, f"return {names} : {types}"]
        head = f"func.func @main({', '.join(self.arguments)}) -> ({types}) {{"
        lines = ["#extern = #ml_program.extern", "module {", *self.globals, head, *body, "}", "}"]
        return "\n".join(lines) + "\n"

    # Ops of PyTorch's core set.

    def same(self, name, *operands, text=None):
        """Of the shape of the first operand."""
        text = text or ", ".join("{}" for _ in operands)
        return self.op(name, text, operands, operands[0].shape)

    def view(self, x, *shape):
        return self.op("view", f"{{}} size = {list(shape)}", [x], shape)

    def permute(self, x, *dims):
        return self.op("permute", f"{{}} dims = {list(dims)}", [x], [x.shape[dim] for dim in dims])

    def expand(self, x, *shape):
        return self.op("expand", f"{{}} size = {list(shape)}", [x], shape)

    def scalar(self, name, x, other):
        return self.same(name, x, text=f"{{}} other = {other!r}")

    def split(self, x, count, dim):
        size = x.shape[dim] // count
        part = [size if axis == dim else it for axis, it in enumerate(x.shape)]
        text = f"{{}} split_sizes = {[size] * count} dim = {dim}"
        return self.op("split_with_sizes", text, [x], *[part] * count)

    # What those are decomposed from.

    def linear(self, x, features):
        """Through rows, as `nn.Linear` on more than two dimensions is."""
        weight, bias = self.weight(features, x.shape[-1]), self.weight(features)
        rows = x if len(x.shape) == 2 else self.view(x, math.prod(x.shape[:-1]), x.shape[-1])
        transposed = self.permute(weight, 1, 0)
        product = self.op("addmm", "{}, {}, {}", [bias, rows, transposed], [rows.shape[0], features])
        return product if len(x.shape) == 2 else self.view(product, *x.shape[:-1], features)

    def layer_norm(self, x):
        size = x.shape[-1]
        text = f"{{}} normalized_shape = [{size}] weight = {{}} bias = {{}} eps = 1.0e-05"
        row = (*x.shape[:-1], 1)
        operands = [x, self.weight(size), self.weight(size)]
        return self.op("native_layer_norm", text, operands, x.shape, row, row)[0]

    def matmul(self, a, b):
        """Of four dimensions, through batches."""
        batch, rows, columns = a.shape[:2], a.shape[2], b.shape[3]
        flat = [self.view(self.expand(x, *x.shape), math.prod(batch), *x.shape[2:]) for x in (a, b)]
        product = self.op("bmm", "{}, {}", flat, (math.prod(batch), rows, columns))
        return self.view(product, *batch, rows, columns)

    def safe_softmax(self, scores):
        shape, row = scores.shape, (*scores.shape[:-1], 1)
        text = "{} dim = -1 half_to_float = false"
        softmax = self.op("_softmax", text, [scores], shape)
        masked = self.op("eq.Scalar", '{} other = "-inf"', [scores], (shape, "i1"))
        seen = self.op("logical_not", "{}", [masked], (shape, "i1"))
        any_seen = self.op("any.dim", "{} dim = -1 keepdim = true", [seen], (row, "i1"))
        none_seen = self.op("logical_not", "{}", [any_seen], (row, "i1"))
        text = '{} fill_value = 0 memory_format = "preserve_format"'
        zeros = self.op("full_like", text, [softmax], shape)
        return self.op("where.self", "{}, {}, {}", [none_seen, zeros, softmax], shape)

    def mask(self, allowed):
        scalars = [
            self.op("scalar_tensor", f"s = {number} dtype = f32", [], ())
            for number in ("0.0", '"-inf"')
        ]
        return self.op("where.self", "{}, {}, {}", [allowed, *scalars], allowed.shape)

    def attention(self, query, key, value, mask, heads):
        batch, rows, width = query.shape
        size = width // heads

        def split(x):
            return self.permute(self.view(x, batch, rows, heads, size), 0, 2, 1, 3)

        query, key, value = map(split, (query, key, value))
        scale = size**-0.25
        transposed = self.scalar("mul.Scalar", self.permute(key, 0, 1, 3, 2), scale)
        scores = self.matmul(self.scalar("mul.Scalar", query, scale), transposed)
        weights = self.safe_softmax(self.same("add.Tensor", scores, mask))
        mixed = self.permute(self.matmul(weights, value), 2, 0, 1, 3)
        mixed = self.same("clone", mixed, text='{} memory_format = "contiguous_format"')
        mixed = self.permute(self.permute(mixed, 1, 2, 0, 3), 0, 2, 1, 3)
        return self.linear(self.view(mixed, batch, rows, width), width)

    def gelu_tanh(self, x):
        """As GPT-2 writes it."""
        half = self.scalar("mul.Scalar", x, 0.5)
        cube = self.same("pow.Tensor_Scalar", x, text="{} exponent = 3.0")
        inner = self.same("add.Tensor", x, self.scalar("mul.Scalar", cube, 0.044715))
        tanh = self.same("tanh", self.scalar("mul.Scalar", inner, math.sqrt(2 / math.pi)))
        return self.same("mul.Tensor", half, self.scalar("add.Scalar", tanh, 1.0))

    def convolution(self, x, features, kernel, stride=1, padding=(0, 0)):
        """With the norm and the activation that follow it."""
        batch, channels, *sizes = x.shape
        text = (
            f"{{}}, {{}} stride = {[stride] * 2} padding = {list(padding)} dilation = [1, 1] "
            "transposed = false output_padding = [0, 0] groups = 1"
        )
        out = pooled(sizes, kernel, stride, padding)
        weight = self.weight(features, channels, *kernel)
        y = self.op("convolution", text, [x, weight], (batch, features, *out))
        text = "{}, {}, {} weight = {} bias = {} momentum = 0.1 eps = 0.001"
        operands = [y, *(self.weight(features) for _ in range(4))]
        name = "_native_batch_norm_legit_no_training"
        return self.same("relu", self.op(name, text, operands, y.shape, (0,), (0,))[0])

    def max_pool(self, x):
        out = (*x.shape[:2], *pooled(x.shape[2:], (3, 3), 2, (0, 0)))
        text = "{} kernel_size = [3, 3] stride = [2, 2]"
        return self.op("max_pool2d_with_indices", text, [x], out, (out, "i64"))[0]

    def average_pool(self, x):
        return self.same("avg_pool2d", x, text="{} kernel_size = [3, 3] stride = [1, 1] padding = [1, 1]")

    def cat(self, *parts):
        shape = list(parts[0].shape)
        shape[1] = sum(part.shape[1] for part in parts)
        return self.op("cat", f"[{', '.join('{}' for _ in parts)}] dim = 1", parts, shape)


def pooled(sizes, kernel, stride, padding):
    """The sizes after a window has gone over them."""
    each = zip(sizes, kernel, padding, strict=True)
    return tuple((size + 2 * pad - k) // stride + 1 for size, k, pad in each)


def bert_base(layers=12, rows=128, width=768, heads=12):
    p = Program()
    x = p.layer_norm(p.argument((1, rows, width)))
    mask = p.mask(p.argument((1, 1, rows, rows), "i1"))
    for _ in range(layers):
        parts = [p.linear(x, width) for _ in range(3)]
        x = p.layer_norm(p.same("add.Tensor", p.attention(*parts, mask, heads), x))
        inner = p.same("gelu", p.linear(x, 4 * width))
        x = p.layer_norm(p.same("add.Tensor", p.linear(inner, width), x))
    return p.module(x)


def gpt(layers=12, rows=128, width=768, heads=12):
    p = Program()
    x = p.argument((1, rows, width))
    mask = p.mask(p.argument((1, 1, rows, rows), "i1"))
    for _ in range(layers):
        parts = p.split(p.linear(p.layer_norm(x), 3 * width), 3, 2)
        x = p.same("add.Tensor", p.attention(*parts, mask, heads), x)
        inner = p.gelu_tanh(p.linear(p.layer_norm(x), 4 * width))
        x = p.same("add.Tensor", x, p.linear(inner, width))
    return p.module(p.layer_norm(x))


def lstm(steps=32, width=512):
    """An LSTM cell, step after step."""
    p = Program()
    xs, h, c = (p.argument(shape) for shape in ((1, steps, width), (1, width), (1, width)))
    own, other = (
        [p.weight(4 * width, width), p.weight(4 * width)] for _ in range(2)
    )
    for step in range(steps):
        x = p.op("select.int", f"{{}} dim = 1 index = {step}", [xs], (1, width))
        sums = []
        for value, (weight, bias) in ((h, own), (x, other)):
            operands = [bias, value, p.permute(weight, 1, 0)]
            sums.append(p.op("addmm", "{}, {}, {}", operands, (1, 4 * width)))
        gates = p.split(p.same("add.Tensor", *sums), 4, 1)
        names = ("sigmoid", "sigmoid", "tanh", "sigmoid")
        i, f, g, o = (p.same(name, gate) for name, gate in zip(names, gates, strict=True))
        kept, new = p.same("mul.Tensor", f, c), p.same("mul.Tensor", i, g)
        c = p.same("add.Tensor", kept, new)
        h = p.same("mul.Tensor", o, p.same("tanh", c))
    return p.module(h, c)


def inception_like(size=299):
    """The blocks of Inception-v3."""
    p = Program()
    square = {kernel: (kernel, kernel) for kernel in (1, 3, 5)}
    wide, high = ((1, 7), (0, 3)), ((7, 1), (3, 0))

    def chain(x, *layers):
        for features, kernel, *rest in layers:
            kernel = square.get(kernel, kernel)
            x = p.convolution(x, features, kernel, *rest)
        return x

    def sevens(*layers):
        return [(features, kernel, 1, padding) for features, (kernel, padding) in layers]

    def block_a(x, features):
        double = chain(x, (64, 1), (96, 3, 1, (1, 1)), (96, 3, 1, (1, 1)))
        five = chain(x, (48, 1), (64, 5, 1, (2, 2)))
        return p.cat(chain(x, (64, 1)), five, double, chain(p.average_pool(x), (features, 1)))

    def block_c(x, inner):
        once = sevens((inner, wide), (192, high))
        twice = sevens((inner, high), (inner, wide), (inner, high), (192, wide))
        parts = [chain(x, (192, 1)), chain(x, (inner, 1), *once), chain(x, (inner, 1), *twice)]
        return p.cat(*parts, chain(p.average_pool(x), (192, 1)))

    def both(x):
        return p.cat(chain(x, (384, (1, 3), 1, (0, 1))), chain(x, (384, (3, 1), 1, (1, 0))))

    def block_e(x):
        double = both(chain(x, (448, 1), (384, 3, 1, (1, 1))))
        parts = [chain(x, (320, 1)), both(chain(x, (384, 1))), double]
        return p.cat(*parts, chain(p.average_pool(x), (192, 1)))

    x = chain(p.argument((1, 3, size, size)), (32, 3, 2), (32, 3), (64, 3, 1, (1, 1)))
    x = p.max_pool(chain(p.max_pool(x), (80, 1), (192, 3)))
    for features in (32, 64, 64):
        x = block_a(x, features)
    double = chain(x, (64, 1), (96, 3, 1, (1, 1)), (96, 3, 2))
    x = p.cat(chain(x, (384, 3, 2)), double, p.max_pool(x))
    for inner in (128, 160, 160, 192):
        x = block_c(x, inner)
    inner = sevens((192, wide), (192, high))
    parts = [chain(x, (192, 1), (320, 3, 2)), chain(x, (192, 1), *inner, (192, 3, 2))]
    x = block_e(block_e(p.cat(*parts, p.max_pool(x))))
    text = "{} dim = [-1, -2] keepdim = true"
    x = p.op("mean.dim", text, [x], (*x.shape[:2], 1, 1))
    return p.module(p.linear(p.view(x, *x.shape[:2]), 1000))


GRAPHS = {maker.__name__: maker for maker in (bert_base, gpt, lstm, inception_like)}

if __name__ == "__main__":
    print(GRAPHS[sys.argv[1]](), end="")
