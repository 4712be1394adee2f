"""Acceptance cases for every op that tricast's dialects declare.

    op_vectors.py OUT [--theme THEME]...

Needs PyTorch 2.15 with its test dependencies (expecttest, numpy, safetensors); for the
quantized, torchao, dim_order and llama dialects also torchao 0.18 and executorch 1.5.1.
Calls of each op come from PyTorch's OpInfo database and from `handwritten/`; some of them,
as different as can be, are exported one operator a case and run in eager PyTorch on the
CPU. Each theme is a folder OUT/THEME with an index.json; OUT/COVERAGE.txt says which ops no
case reaches, and why. What a case is, is said in case.py.
"""

import argparse
import json
import logging
import pathlib
import shutil
import sys
import time

import torch

import aliases
import case
import choose
import declared
import exact
import executorch_ops
import handwritten
import opinfo
from call import tag

THEMES = [
    "pointwise", "reduction", "view", "matmul", "normalization", "activation", "comparison",
    "casting", "creation", "indexing", "joining", "convolution", "pooling", "embedding",
    "attention", "sorting", "scan", "scatter", "padding", "resampling", "loss", "backward",
    "recurrent", "symbolic", "signal", "random", "quantized", "quantizedembedding", "torchao",
    "dimorder", "llama", "dynamic", "mutation",
]  # fmt: skip


class Folder:
    """A folder of cases and its index."""

    def __init__(self, path):
        self.path = path
        self.index = {}
        self.rejected = {}
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir(parents=True)

    def add(self, base, program):
        """Writes a case under the next free name that starts with `base`."""
        number = sum(name.rsplit("_", 1)[0] == base for name in self.index)
        name = f"{base}_{number}"
        try:
            self.index[name] = case.write(self.path, name, program)
            return self.index[name]
        except case.Rejected as reason:
            self.rejected.setdefault(base.rsplit("__", 1)[0], []).append(str(reason))
            return None

    def save(self):
        """Writes the index; a folder without cases goes."""
        if not self.index:
            shutil.rmtree(self.path)
            return
        (self.path / "index.json").write_text(json.dumps(self.index, indent=1))


def write_theme(out, theme, ops, calls):
    """All cases of a theme's ops: from calls, and from programs written by hand."""
    folder, complex_folder = Folder(out / theme), Folder(out / f"{theme}.complex")
    for number, op in enumerate(ops):
        found = calls.get(op.target, [])
        if theme == "random":
            found = [call for call in found if call.keep]
        for call in choose.choose(op, found, number) + choose.choose_complex(found):
            place = complex_folder if call.gives_complex() else folder
            program = call.program()
            program.disturbed = exact.disturbed(op)
            place.add(f"{op.name}__{tag(call)}", program)
    for name, program in handwritten.programs(theme):
        folder.add(name, program)
    folder.save()
    complex_folder.save()
    return folder, complex_folder


def coverage(out, ops):
    """The lines of COVERAGE.txt, from the indices and what was rejected on the way."""
    reached, counts, reasons = set(), {}, {}
    for file in sorted(out.glob("*/index.json")):
        index = json.loads(file.read_text())
        counts[file.parent.name] = len(index)
        for entry in index.values():
            reached |= set(entry["target_ops"]["exported"])
    for file in out.glob("rejected/*.json"):
        reasons |= json.loads(file.read_text())
    missing = [op for op in ops.values() if op.target not in reached]
    lines = [f"{len(ops) - len(missing)} of {len(ops)} declared ops are in at least one case.", ""]
    lines += [f"{theme}: {count} cases" for theme, count in counts.items()]
    lines += ["", f"{len(missing)} without a case:"]
    for op in missing:
        rejections = "; ".join(sorted(set(reasons.get(op.name, []))))
        reason = handwritten.NO_CASE.get(op.target) or rejections or "no sample"
        lines.append(f"{op.theme}: {op.target}: {reason}")
    return lines


def gather(ops, themes):
    """All calls of the ops of these themes: OpInfo's, those by hand, and those of like ops."""
    wanted = {target for target, op in ops.items() if op.theme in themes}
    needs_samples = any(target.startswith("aten.") for target in wanted)
    wanted |= set(aliases.SAME_ARGUMENTS.values())
    calls = opinfo.calls(wanted) if needs_samples else {}
    for theme in themes:
        for call in handwritten.calls(theme):
            calls.setdefault(call.target, []).append(call)
    aliases.add_aliases(calls)
    return calls


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--theme", action="append", help="only these themes")
    options = parser.parse_args()
    torch.set_num_threads(1)
    logging.disable(logging.ERROR)
    executorch_ops.load()
    ops = declared.ops()
    themes = options.theme or THEMES
    started = time.time()
    calls = gather(ops, themes)
    print(f"samples: {time.time() - started:.0f} s", file=sys.stderr)
    (options.out / "rejected").mkdir(parents=True, exist_ok=True)
    for theme in themes:
        started = time.time()
        of_theme = [op for _, op in sorted(ops.items()) if op.theme == theme]
        folders = write_theme(options.out, theme, of_theme, calls)
        rejected = {}
        for name, reasons in (item for folder in folders for item in folder.rejected.items()):
            rejected[name] = rejected.get(name, []) + reasons
        (options.out / "rejected" / f"{theme}.json").write_text(json.dumps(rejected, indent=1))
        count = sum(len(folder.index) for folder in folders)
        print(f"{theme}: {count} cases, {time.time() - started:.0f} s", file=sys.stderr)
    lines = coverage(options.out, ops)
    (options.out / "COVERAGE.txt").write_text("\n".join(lines) + "\n")
    print("\n".join(lines[:2]))


main()
