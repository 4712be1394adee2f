"""Imports a program with iree-turbine and compiles it for this machine's CPU.

    iree_compile.py MODEL.pt2 MODEL.vmfb

The program is decomposed first: as iree-turbine does by default or, where what is left is not
supported, into core ATen ops. Prints one line of JSON: seconds from the archive to the
compiled file of the attempt that succeeded, and which it was.
"""

import json
import logging
import sys
import time

import torch
from iree.turbine import aot
from iree.turbine.aot.decompositions import current_aot_decompositions


def attempt(model, file, table):
    """Seconds of one attempt; raises whatever PyTorch or IREE do."""
    start = time.perf_counter()
    program = torch.export.load(model).run_decompositions(table)
    output = aot.export(program)
    output.session.set_flags("--iree-llvmcpu-target-cpu=host")
    output.compile(save_to=file, target_backends=("llvm-cpu",))
    return time.perf_counter() - start


def main():
    model, file = sys.argv[1:]
    logging.disable(logging.WARNING)
    tables = {"iree-turbine's": dict(current_aot_decompositions()), "core ATen": None}
    error = None
    for name, table in tables.items():
        try:
            seconds = attempt(model, file, table)
        except Exception as reason:  # Each of the two raises what it likes.
            error = reason
            continue
        print(json.dumps({"compile_s": seconds, "decompositions": name}))
        return
    sys.exit(f"{type(error).__name__}: {error}")


main()
