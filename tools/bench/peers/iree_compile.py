"""Imports a program with iree-turbine and compiles it, for this machine's CPU or for Vulkan.

    iree_compile.py turbine|core MODEL.pt2 MODEL.vmfb llvm-cpu|vulkan-spirv

The program is decomposed first: as iree-turbine does by default, or into core ATen ops. Prints
one line of JSON: the seconds from the archive to the compiled file.
"""

import json
import logging
import pathlib
import sys
import time

import torch
from iree.turbine import aot
from iree.turbine.aot.decompositions import current_aot_decompositions


def main():
    decompositions, model, file, backend = sys.argv[1:]
    logging.disable(logging.WARNING)
    table = dict(current_aot_decompositions()) if decompositions == "turbine" else None
    start = time.perf_counter()
    program = torch.export.load(model).run_decompositions(table)
    output = aot.export(program)
    if backend == "llvm-cpu":
        output.session.set_flags("--iree-llvmcpu-target-cpu=host")
    output.compile(save_to=file, target_backends=(backend,))
    seconds = time.perf_counter() - start
    if not pathlib.Path(file).exists():
        sys.exit("error: IREE compiled nothing")
    print(json.dumps({"compile_s": seconds, "decompositions": decompositions}))


main()
