"""Runs a program for MLX on behalf of tricast: `serve.py PROGRAM.py`.

A message is a length (8 bytes, little-endian), as many bytes of JSON, and the bytes of the tensors
that the JSON lists in "tensors", each with a dtype and a shape. A request is answered by one
message, which has an "error" where something went wrong.
"""

import json
import os
import struct
import sys
import traceback

# What the program prints must not get between the messages.
answers = os.fdopen(os.dup(1), "wb")
os.dup2(2, 1)
requests = sys.stdin.buffer

try:
    import mlx.core as mx
except ImportError as error:
    mx = None
    missing = f"{sys.executable} has no MLX ({error})"


def read(count):
    data = bytearray(count)
    view, done = memoryview(data), 0
    while done < count:
        got = requests.readinto(view[done:])
        if not got:
            sys.exit(0)
        done += got
    return data


def dtype_of(name):
    return mx.bool_ if name == "bool" else getattr(mx, name)


def stream_of(dtype):
    return mx.cpu if dtype == mx.float64 else None


def tensor(given):
    data, dtype = read(given["bytes"]), dtype_of(given["dtype"])
    if not data:
        return mx.zeros(given["shape"], dtype=dtype)
    stream = stream_of(dtype)
    x = mx.array(memoryview(data)).view(dtype, stream=stream).reshape(given["shape"], stream=stream)
    return x.item() if given.get("number") else x


def receive():
    head = json.loads(read(struct.unpack("<Q", read(8))[0]))
    return head, [(given.get("name"), tensor(given)) for given in head.get("tensors", [])]


def content(x):
    stream = stream_of(x.dtype)
    if not x.size:
        return b""
    return bytes(memoryview(x.reshape(-1, stream=stream).view(mx.uint8, stream=stream)))


def send(head, tensors=()):
    parts = []
    listed = []
    for x in tensors:
        parts.append(content(x))
        name = "bool" if x.dtype == mx.bool_ else str(x.dtype).removeprefix("mlx.core.")
        listed.append({"dtype": name, "shape": list(x.shape), "bytes": len(parts[-1])})
    text = json.dumps({**head, "tensors": listed}).encode()
    answers.write(struct.pack("<Q", len(text)) + text)
    for part in parts:
        answers.write(part)
    answers.flush()


def as_array(value, dtype):
    """A number as PyTorch has it."""
    return value if isinstance(value, mx.array) else mx.array(value, dtype=dtype_of(dtype))


# What computes nothing, and only looks at an array in another way.
VIEWS = """AsStrided Broadcast BroadcastAxes ExpandDims Flatten Reshape Slice Split Squeeze StopGradient
Transpose Unflatten View""".split()


def primitives(model, given):
    """How many primitives a call computes; 0 if it cannot be traced."""
    count = 0

    def see(entry):
        nonlocal count
        count += entry["type"] == "primitive" and entry["name"] not in VIEWS

    def call(*arrays):
        arrays = iter(arrays)
        inputs = (next(arrays) if isinstance(x, mx.array) else x for x in given)
        results = getattr(model, "step", model)(*inputs)
        results = results if isinstance(results, tuple) else (results,)
        return [x for x in (*results, *state.values()) if isinstance(x, mx.array)]

    state = getattr(model, "state", {})
    kept = dict(state)
    try:
        mx.export_function(see, call, *(x for x in given if isinstance(x, mx.array)))
    except Exception:
        return 0
    finally:
        state.update(kept)
    return count


# What a call was given last.
inputs_seen = []


def answer(head, tensors, model):
    what = head["do"]
    if what == "run":
        inputs_seen[:] = (x for _, x in tensors)
        results = model(*(x for _, x in tensors))
        results = results if isinstance(results, tuple) else (results,)
        results = [as_array(x, dtype) for x, dtype in zip(results, head["dtypes"], strict=True)]
        mx.eval(results)
        send({}, results)
    elif what == "export":
        mx.export_function(head["name"], model, *(x for _, x in tensors))
        send({})
    elif what == "reset":
        model.reset()
        send({})
    elif what == "count":
        send({}, [mx.array(primitives(model, inputs_seen), dtype=mx.int64)])
    elif what == "buffer":
        present = model.state.get(head["name"])
        send({}, [] if present is None else [present])


def main():
    head, weights = receive() if mx else (None, None)
    if mx is None:
        text = json.dumps({"error": missing, "missing": True}).encode()
        answers.write(struct.pack("<Q", len(text)) + text)
        answers.flush()
        return
    names = {}
    model = None
    try:
        with open(sys.argv[1], encoding="utf-8") as file:
            exec(compile(file.read(), sys.argv[1], "exec"), names)
        model = names["Model"](dict(weights))
        del weights
        send({})
    except Exception as error:
        failed(error)
    while True:
        head, tensors = receive()
        try:
            answer(head, tensors, model)
        except Exception as error:
            failed(error)


def failed(error):
    send({"error": "".join(traceback.format_exception_only(error)).strip().splitlines()[-1]})


main()
