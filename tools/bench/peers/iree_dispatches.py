"""Counts what IREE dispatches for a program, as its own statistics say.

    iree_dispatches.py MODEL.pt2 FOLDER

Prints one line of JSON: for each backend the dispatches, fills and copies of a call, how the
program was decomposed, and the level of optimization. Of the ways to compile a program the first
that works counts: the highest level before the default, the decompositions of iree-turbine before
those into core ATen ops. Where none works there is an error, and the counts of the way that came to
code generation, if one did.
"""

import json
import logging
import pathlib
import subprocess
import sys

import torch
from iree.turbine import aot
from iree.turbine.aot.decompositions import current_aot_decompositions

BACKENDS = {"vulkan-spirv": [], "llvm-cpu": ["--iree-llvmcpu-target-cpu=host"]}
LEVELS = ("O3", "O0")


def imports(model, folder):
    """The program in MLIR by the name of its decomposition, and why there is no other."""
    files, errors = {}, {}
    for name in ("turbine", "core"):
        table = dict(current_aot_decompositions()) if name == "turbine" else None
        try:
            exported = aot.export(torch.export.load(model).run_decompositions(table))
        except Exception as error:  # Whatever it is, it is what IREE says of the program.
            errors[name] = str(error).strip().splitlines()[-1]
            continue
        files[name] = folder / f"{name}.mlirbc"
        exported.save_mlir(files[name])
    return files, errors


def compiled(file, backend, level, folder):
    """The counts of a program, if it came so far, and what is wrong with it, if something is."""
    statistics = folder / "statistics.json"
    statistics.unlink(missing_ok=True)
    command = [
        *(pathlib.Path(sys.executable).parent / "iree-compile", file, "-o", folder / "out.vmfb"),
        *(f"--iree-hal-target-backends={backend}", f"--iree-opt-level={level}"),
        "--iree-scheduling-dump-statistics-format=json",
        f"--iree-scheduling-dump-statistics-file={statistics}",
        *BACKENDS[backend],
    ]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    counts = {}
    if statistics.exists():
        counted = json.loads(statistics.read_text())["stream-aggregate"]["execution"]
        counts = {key: counted[f"{key}-count"] for key in ("dispatch", "fill", "copy")}
    if done.returncode == 0:
        return counts, None
    errors = [line for line in done.stderr.splitlines() if "error: " in line]
    said = errors[0].partition("error: ")[2] if errors else f"exit status {done.returncode}"
    return counts, said


def main():
    model, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    logging.disable(logging.WARNING)
    files, errors = imports(model, folder)
    report = {}
    for backend in BACKENDS:
        found = {"error": next(iter(errors.values()), None)}
        for level, name in [(level, name) for level in LEVELS for name in files]:
            counts, error = compiled(files[name], backend, level, folder)
            way = counts | {"decompositions": name, "level": level}
            if error is None:
                found = way
                break
            # The first of those that came furthest.
            if "dispatch" not in found:
                found = way | {"error": error}
        report[backend] = found
    print(json.dumps(report))


main()
