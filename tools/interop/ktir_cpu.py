"""Runs kernels in KTIR in ktir-cpu, and compares with `tricast simulate`.

    python3 tools/interop/ktir_cpu.py PATH/OF/ktir-cpu kernels.mlir ...

Each function of each file is run on both with the same random tensors. ktir-cpu
(GitHub torch-spyre/ktir-cpu) has to be there, with NumPy; nothing of it is here.
"""

import argparse
import pathlib
import re
import subprocess
import sys
import tempfile

import numpy

DTYPES = {"f16": numpy.float16, "f32": numpy.float32, "i32": numpy.int32}
VIEW = re.compile(
    r"construct_memory_view (%arg\d+), sizes : \[([^\]]*)\], strides : \[([^\]]*)\] .* : memref<.*x(\w+)>"
)


def functions(text):
    """The functions of a file: their names and texts."""
    starts = [match.start() for match in re.finditer(r"^  func\.func @", text, re.M)]
    for start, end in zip(starts, starts[1:] + [len(text)]):
        body = text[start:end]
        yield re.match(r"  func\.func @(\w+)", body).group(1), body


def tensors(body, generator):
    """A tensor for each argument, as long as its views reach."""
    lengths = {}
    for argument, sizes, strides, dtype in VIEW.findall(body):
        sizes = [int(size) for size in sizes.split(",")]
        strides = [int(stride) for stride in strides.split(",")]
        reach = 1 + sum((size - 1) * stride for size, stride in zip(sizes, strides))
        known = lengths.get(argument, (0, dtype))[0]
        lengths[argument] = (max(known, reach), dtype)
    count = len(set(re.findall(r"%arg\d+", body)))
    result = {}
    for index in range(count):
        length, dtype = lengths[f"%arg{index}"]
        length = -(-length // 64) * 64
        if dtype == "i32":
            # Rows that every table has.
            values = numpy.zeros(length)
        else:
            values = generator.uniform(-1, 1, length)
        result[f"arg{index}"] = values.astype(DTYPES[dtype])
    return result


def simulated(tricast, path, name, arguments):
    """What `tricast simulate` makes of the tensors."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        given = []
        for argument, tensor in arguments.items():
            numpy.save(folder / f"{argument}.npy", tensor)
            given.append(folder / f"{argument}.npy")
        outputs = folder / "outputs.safetensors"
        command = [tricast, "simulate", path, "--function", name, *given, "--outputs", outputs]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        import safetensors.numpy

        found = safetensors.numpy.load_file(outputs)
    return {f"arg{index}": found[f"argument.{index}"] for index in range(len(arguments))}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("ktir_cpu", type=pathlib.Path)
    parser.add_argument("kernels", nargs="+", type=pathlib.Path)
    parser.add_argument("--tricast", default="target/release/tricast")
    arguments = parser.parse_args()
    sys.path.insert(0, str(arguments.ktir_cpu))
    from ktir_cpu import KTIRInterpreter

    ran, wrong = 0, []
    for path in arguments.kernels:
        text = path.read_text()
        for name, body in functions(text):
            given = tensors(body, numpy.random.default_rng(0))
            try:
                interpreter = KTIRInterpreter()
                interpreter.load(f"module {{\n{body.rstrip().removesuffix('}') if body.count('{') < body.count('}') else body}}}\n")
                copies = {key: value.copy() for key, value in given.items()}
                found = interpreter.execute_function(name, **copies)
                wanted = simulated(arguments.tricast, path, name, given)
                for key, tensor in wanted.items():
                    other = numpy.asarray(found[key]).reshape(-1).astype(numpy.float64)
                    tensor = tensor.reshape(-1).astype(numpy.float64)
                    same = numpy.isclose(other, tensor, rtol=2e-2, atol=2e-2, equal_nan=True)
                    if not same.all():
                        worst = numpy.nanmax(abs(other - tensor))
                        raise AssertionError(f"{key}: {(~same).sum()} elements are off, by {worst}")
                ran += 1
            except Exception as error:  # Whatever it raises is what is reported.
                wrong.append(f"{path.name} @{name}: {type(error).__name__}: {error}")
    for line in wrong:
        print(line)
    print(f"{ran} kernels agree, {len(wrong)} do not")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
