"""Writes a .pt2 archive for a test from lines that begin with `// PT2:` in a file.

    // PT2: param w: f32[3] = 1 2 3
    // PT2: buffer b: f32[4]
    // PT2: constant k: i64[] = 7
    // PT2: input x: f32[s0,3]{1,s0}
    // PT2: range s0 2 64
    // PT2: v: f32[3] = aten.select.int(self=x, dim=0, index=1)   # models.py:12
    // PT2: [p: f32[2], q: f32[2]] = aten.split.Tensor(self=w, split_size=2)
    // PT2: graph body(y: f32[3])
    // PT2:   z: f32[3] = aten.relu.default(self=y)
    // PT2:   return z
    // PT2: return v, None

Sizes are numbers or symbols, strides those of a contiguous tensor where none are given. A name
that is an argument is a tensor, `@name` a symbolic number, `&name` a graph. Parameters, buffers and
constants have the elements that are given, whether or not they are as many as the shape says; those
without are left out, as in an archive without weights.
"""

import json
import re
import struct
import sys
import zipfile

DTYPES = {"i64": 5, "f16": 6, "f32": 7, "f64": 8, "c64": 10, "i1": 12, "i32": 4}
# Of the module `struct`.
FORMATS = {4: "i", 5: "q", 6: "e", 7: "f", 8: "d", 12: "?"}


def size(text):
    if re.fullmatch(r"-?\d+", text):
        return {"as_int": int(text)}
    factors = [
        f"Integer({f})" if f.isdigit() else f"Symbol('{f}', positive=True, integer=True)"
        for f in text.split("*")
    ]
    expr = factors[0] if len(factors) == 1 else f"Mul({', '.join(factors)})"
    return {"as_expr": {"expr_str": expr, "hint": None}}


def contiguous(sizes):
    strides, known = [], []
    for s in reversed(sizes):
        strides.append("*".join(known) or "1")
        known = [f for f in s.split("*") + known if f != "1"]
    return strides[::-1]


class Graph:
    def __init__(self):
        self.json = {"inputs": [], "outputs": [], "nodes": [], "tensor_values": {},
                     "sym_int_values": {}, "sym_bool_values": {}, "sym_float_values": {},
                     "custom_obj_values": {}, "is_single_tensor_return": False}

    def define(self, text):
        """`x: f32[2,3]{3,1}+4`, `n: int = s0*2` without the value, `b: bool`."""
        name, kind = [part.strip() for part in text.split(":", 1)]
        if kind.startswith("int"):
            self.json["sym_int_values"][name] = size(kind[3:].strip("() ") or "u0")
            return {"as_sym_int": {"as_name": name}}
        if kind == "bool":
            return {"as_sym_bool": {"as_name": name}}
        if kind == "float":
            return {"as_sym_float": {"as_name": name}}
        match = re.fullmatch(r"(\w+)\[(.*?)\](?:\{(.*?)\})?(?:\+(\d+))?", kind)
        dtype, sizes, strides, offset = match.groups()
        sizes = [s for s in sizes.replace(" ", "").split(",") if s]
        strides = strides.split(",") if strides else contiguous(sizes)
        self.json["tensor_values"][name] = {
            "dtype": DTYPES[dtype], "sizes": [size(s) for s in sizes], "requires_grad": False,
            "device": {"type": "cpu", "index": None}, "strides": [size(s) for s in strides],
            "storage_offset": size(offset or "0"), "layout": 7}
        return {"as_tensor": {"name": name}}


def split(text):
    """At the commas that are in no bracket."""
    parts, depth, part = [], 0, ""
    for c in text:
        depth += (c in "[({") - (c in "])}")
        if c == "," and depth == 0:
            parts.append(part.strip())
            part = ""
        else:
            part += c
    return parts + [part.strip()] if part.strip() else parts


def argument(text, graphs):
    if text == "None":
        return {"as_none": True}
    if text in ("True", "False"):
        return {"as_bool": text == "True"}
    if text.startswith("&"):
        return {"as_graph": {"name": text[1:], "graph": graphs[text[1:]].json}}
    if text.startswith("@"):
        return {"as_sym_int": {"as_name": text[1:]}}
    if text.startswith("?"):
        return {"as_sym_bool": {"as_name": text[1:]}}
    if text.startswith('"'):
        return {"as_string": text.strip('"')}
    if text.startswith("dtype."):
        return {"as_scalar_type": DTYPES[text[6:]]}
    if text.startswith("["):
        items = split(text[1:-1])
        if all(re.fullmatch(r"-?\d+", i) for i in items):
            return {"as_ints": [int(i) for i in items]}
        if any(i.startswith("@") for i in items):
            ints = [{"as_name": i[1:]} if i[0] == "@" else {"as_int": int(i)} for i in items]
            return {"as_sym_ints": ints}
        if "None" in items:
            return {"as_optional_tensors": [
                {"as_none": True} if i == "None" else {"as_tensor": {"name": i}} for i in items]}
        return {"as_tensors": [{"name": i} for i in items]}
    if re.fullmatch(r"-?\d+", text):
        return {"as_int": int(text)}
    if re.fullmatch(r"-?[\d.]+(e-?\d+)?", text):
        return {"as_float": float(text)}
    return {"as_tensor": {"name": text}}


def node(graph, line, graphs):
    line, _, place = line.partition("#")
    results, call = line.split(" = ", 1)
    target, rest = call.strip().split("(", 1)
    if not target.startswith(("_operator", "math", "torch")):
        target = f"torch.ops.{target}"
    results = results.strip()
    if results.startswith("["):
        tensors = [graph.define(r)["as_tensor"] for r in split(results[1:-1])]
        outputs = [{"as_tensors": tensors}]
    else:
        outputs = [graph.define(r) for r in split(results) if r != "None"]
    inputs = []
    for text in split(rest.rstrip()[:-1]):
        name, value = text.split("=", 1) if re.match(r"\w+=", text) else ("", text)
        inputs.append({"name": name, "arg": argument(value, graphs), "kind": 1})
    metadata = {}
    if place.strip():
        file, number = place.strip().split(":")
        metadata["stack_trace"] = f'  File "{file}", line {number}, in forward\n    x\n'
    graph.json["nodes"].append(
        {"target": target, "inputs": inputs, "outputs": outputs, "metadata": metadata})


def encode(dtype, text):
    number = float if dtype in (6, 7, 8) else int
    return b"".join(struct.pack("<" + FORMATS[dtype], number(t)) for t in text.split())


def program(lines):
    """The program, and the weights and constants by name: their types and bytes."""
    main, graphs, specs, outputs, ranges = Graph(), {}, [], [], {}
    payloads = {"weights": {}, "constants": {}}
    graph = main
    for line in lines:
        word, _, rest = line.strip().partition(" ")
        if word == "graph":
            name, inputs = re.fullmatch(r"(\w+)\((.*)\)", rest.strip()).groups()
            graph = graphs[name] = Graph()
            graph.json["inputs"] = [graph.define(i) for i in split(inputs)]
        elif word == "return":
            values = [argument(v, graphs) for v in split(rest)]
            graph.json["outputs"] = values
            if graph is main:
                outputs += [{"user_output": {"arg": v}} for v in values]
            graph = main
        elif word == "range":
            symbol, low, high = rest.split()
            ranges[symbol] = {"min_val": int(low), "max_val": int(high)}
        elif word in ("input", "buffer", "param", "constant"):
            rest, _, elements = rest.partition("=")
            arg = main.define(rest)
            main.json["inputs"].append(arg)
            name = rest.split(":")[0].strip()
            if elements:
                meta = main.json["tensor_values"][name]
                kind = "constants" if word == "constant" else "weights"
                payloads[kind][f"m.{name}"] = (meta, encode(meta["dtype"], elements))
            specs.append({
                "input": {"user_input": {"arg": arg}},
                "buffer": {"buffer": {"arg": arg.get("as_tensor"), "buffer_name": f"m.{name}",
                                      "persistent": True}},
                "param": {"parameter": {"arg": arg.get("as_tensor"), "parameter_name": f"m.{name}"}},
                "constant": {"tensor_constant": {"arg": arg.get("as_tensor"),
                                                 "tensor_constant_name": f"m.{name}"}},
            }[word])
        elif word == "mutates":
            buffer, value = rest.split()
            outputs.append({"buffer_mutation": {"arg": {"name": value}, "buffer_name": buffer}})
        else:
            node(graph, line.strip(), graphs)
    return {"graph_module": {"graph": main.json,
                             "signature": {"input_specs": specs, "output_specs": outputs},
                             "module_call_graph": [], "metadata": {}},
            "opset_version": {"aten": 10}, "range_constraints": ranges,
            "schema_version": {"major": 8, "minor": 20}, "verifiers": ["TRAINING"],
            "torch_version": "2.15.0", "guards_code": []}, payloads


def entries(lines):
    """The entries of the archive, in order: names and bytes."""
    model, payloads = program(lines)
    yield from [("archive_format", "pt2"), ("archive_version", "0"), ("byteorder", "little"),
                ("models/model.json", json.dumps(model))]
    for kind, tensors in payloads.items():
        config = {}
        for number, (name, (meta, elements)) in enumerate(tensors.items()):
            path = f"{kind[:-1]}_{number}"
            config[name] = {"path_name": path, "is_param": kind == "weights", "use_pickle": False,
                            "tensor_meta": meta}
            yield f"data/{kind}/{path}", elements
        yield f"data/{kind}/model_{kind}_config.json", json.dumps({"config": config})


def main():
    source, target = sys.argv[1:]
    with open(source) as file:
        lines = [line.split("PT2:", 1)[1].rstrip() for line in file if "// PT2:" in line]
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in entries(lines):
            archive.writestr(f"model/{name}", content)


main()
