"""Runs a program that IREE compiled for the CPU.

    iree_run.py THREADS MODEL.vmfb INPUTS.safetensors EXPECTED.safetensors

See worker.py. Tells the largest error of the first run, too.
"""

import sys

import iree.runtime as iree
import numpy
from safetensors.numpy import load_file
from worker import say, serve


def largest_error(results, expected):
    """How far the outputs are from PyTorch's."""
    errors = [
        numpy.abs(numpy.asarray(result, numpy.float64) - expected[f"output.{k}"]).max()
        for k, result in enumerate(results[: len(expected)])
    ]
    return float(max(errors))


def main():
    threads, model, inputs, expected = sys.argv[1:]
    iree.flags.parse_flags(f"--task_topology_group_count={threads}")
    config = iree.Config("local-task")
    context = iree.SystemContext(config=config)
    context.add_vm_module(iree.VmModule.mmap(config.vm_instance, model))
    function = context.modules.module["main"]
    tensors = load_file(inputs)
    arguments = [
        iree.asdevicearray(config.device, tensors[f"input.{k}"]) for k in range(len(tensors))
    ]

    def run():
        results = function(*arguments)
        results = results if isinstance(results, (list, tuple)) else [results]
        return [result.to_host() for result in results]

    error = largest_error(run(), load_file(expected))
    say(max_abs_err=error)
    serve(run)


main()
