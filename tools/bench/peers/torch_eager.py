"""PyTorch eager: every op of the exported graph by PyTorch's own kernel, one after another.

    torch_eager.py THREADS MODEL.pt2 INPUTS.safetensors OUTPUTS.safetensors

Writes the outputs of the first run; see worker.py for the rest.
"""

import sys
import time

import torch
from safetensors.torch import load_file, save_file
from worker import say, serve


def main():
    threads, model, inputs, outputs = sys.argv[1:]
    torch.set_num_threads(int(threads))
    tensors = load_file(inputs)
    arguments = [tensors[f"input.{k}"] for k in range(len(tensors))]
    start = time.perf_counter()
    module = torch.export.load(model).module(check_guards=False)
    seconds = time.perf_counter() - start
    with torch.inference_mode():
        results = torch.utils._pytree.tree_leaves(module(*arguments))
        named = {f"output.{k}": result.clone() for k, result in enumerate(results)}
        save_file(named, outputs)
        say(compile_s=seconds)
        serve(lambda: module(*arguments))


main()
