"""A program that tricast wrote for MLX and one written by hand, in turn in one process.

    mlx_run.py NAME PROGRAM.py WEIGHTS.safetensors MODEL.pt2 INPUTS.safetensors SECONDS

Prints as JSON how far the answers are apart, how many primitives each builds, and for each way to
run both, as they are and with mx.compile, the median and the least milliseconds of each. The two take
turns run by run; their ratio is the median of what it is in each pair of runs.
"""

import importlib.util
import json
import math
import statistics
import sys
import time
import zipfile

import mlx.core as mx
from mlx_models import load

# The number of the dtype of a tensor in an archive of torch.export.
DTYPES = {4: mx.int32, 5: mx.int64, 6: mx.float16, 7: mx.float32, 12: mx.bool_, 13: mx.bfloat16}
# The programs with a cache, of which a run is a step at this place: the last, where all is read.
STEPS = ("llama_100m_kv",)
PLACE = 255
# How often each is run at least.
FEWEST = 8
# On a processor MLX computes in one thread: what it took of that is what others did not take.
CLOCK = time.process_time if mx.default_device() == mx.Device(mx.cpu) else time.perf_counter


def tensors_of(archive):
    """The parameters and buffers of an archive, by name."""
    tensors = {}
    with zipfile.ZipFile(archive) as file:
        root = file.namelist()[0].split("/")[0]
        for kind in ("weights", "constants"):
            folder = f"{root}/data/{kind}"
            config = json.loads(file.read(f"{folder}/model_{kind}_config.json"))["config"]
            for name, payload in config.items():
                meta = payload["tensor_meta"]
                shape = [size["as_int"] for size in meta["sizes"]]
                dtype = DTYPES[meta["dtype"]]
                data = memoryview(file.read(f"{folder}/{payload['path_name']}"))
                values = mx.array(data[: math.prod(shape) * dtype.size])
                tensors[name] = values.view(dtype).reshape(shape)
    return tensors


def written(path, weights):
    """The program that tricast wrote."""
    spec = importlib.util.spec_from_file_location("program", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    model = module.load(weights)
    mx.eval(list(vars(model).values()))
    return model


def compared(ours, theirs):
    """The largest difference, as a part of the largest element."""
    return (mx.max(mx.abs(ours - theirs)) / mx.max(mx.abs(theirs))).item()


def ways(name, ours, theirs, inputs):
    """Each way to run the two: a call of each, whose answer is evaluated by whoever calls it."""
    if name in STEPS:
        ids = inputs[0]
        places = [mx.array([place]) for place in range(PLACE + 1)]
        for place in range(PLACE):
            mx.eval(ours(ids + place, places[place]), theirs(ids + place, place))
        return {"eager": (lambda: ours(ids, places[PLACE]), lambda: theirs(ids, PLACE))}
    # What is compiled may not be evaluated before: the two are called through functions.
    compiled = mx.compile(lambda *given: ours(*given)), mx.compile(lambda *given: theirs(*given))
    return {
        "eager": (lambda: ours(*inputs), lambda: theirs(*inputs)),
        "compiled": tuple(lambda call=call: call(*inputs) for call in compiled),
    }


def primitives(call, inputs):
    """How many primitives of MLX a call builds."""
    count = 0

    def see(entry):
        nonlocal count
        count += entry["type"] == "primitive"

    mx.export_function(see, lambda *given: call(*given), *inputs)
    return count


def timed(call):
    """Milliseconds of a run."""
    start = CLOCK()
    mx.eval(call())
    return 1e3 * (CLOCK() - start)


def in_turn(pair, seconds):
    """Milliseconds of the runs of two for so long, some at least, either the first as often."""
    times, end = ([], []), time.perf_counter() + seconds
    while len(times[0]) < FEWEST or time.perf_counter() < end:
        for side in (0, 1) if len(times[0]) % 2 else (1, 0):
            times[side].append(timed(pair[side]))
    return times


def main():
    name, program, weights, archive, inputs = sys.argv[1:6]
    seconds = float(sys.argv[6])
    given = mx.load(inputs)
    given = [given[f"input.{number}"] for number in range(len(given))]
    ours = written(program, weights)
    theirs = load(name, tensors_of(archive))
    report = {}
    calls = ways(name, ours, theirs, given)
    for way, pair in calls.items():
        report[way] = {"difference": compared(*(call() for call in pair))}
    for way, pair in calls.items():
        both = in_turn(pair, seconds)
        for side, found in zip(("tricast", "hand"), both, strict=True):
            report[way][f"{side}_ms"] = statistics.median(found)
            report[way][f"{side}_least_ms"] = min(found)
        ratios = [ours / hand for ours, hand in zip(*both, strict=True)]
        report[way]["ratio"] = statistics.median(ratios)
    if name in STEPS:
        counted = (ours.step, given), (lambda ids: theirs(ids, PLACE), given[:1])
    else:
        counted = (ours, given), (theirs, given)
    report["primitives"] = [primitives(*each) for each in counted]
    print(json.dumps(report))


main()
