"""Programs for MLX that tricast writes, side by side with ones written by hand with mlx.nn.

    mlx.py MODELS TRICAST RESULTS.md [--venv DIR] [--json FILE] [--program NAME]...

MODELS is a folder of torch.export archives without weights; each gets random ones, and peers/mlx_models.py has what is written
by hand. Both run in one process, in turn, as they are and with mx.compile. Writes the section `mlx`
of RESULTS.md.

The Python is $TRICAST_PYTHON, or that of `make mlx`. MLX's packages for Linux have a slow BLAS:
OpenBLAS is preloaded where it is, $BENCH_BLAS names its file.
"""

import ctypes.util
import os
import pathlib
import sys

import compare
from compare import MODELS, PEERS, ROOT, PeerFailed, run
from report import table, write_section

# How long the two take turns, as they are and compiled.
SECONDS = 20.0


def blas():
    """The BLAS to preload, if any."""
    if sys.platform == "darwin":
        return None
    return os.environ.get("BENCH_BLAS") or ctypes.util.find_library("openblas")


def measured(python, options, program, files):
    """What is measured of one program."""
    compare.filled(options, program, files)
    full, inputs, written = files.model, files.inputs, files.model.with_name("program.py")
    compiler = [options.tricast, "compile", full, "--target", "mlx", "--emit", "python"]
    # `run` reads JSON: the compiler says nothing.
    run(["sh", "-c", '"$@" && echo "{\\"done\\": true}"', "sh", *compiler, "-o", written])
    preloaded = [f"LD_PRELOAD={blas()}"] if blas() else []
    command = ["env", *preloaded, "OPENBLAS_NUM_THREADS=1", python, PEERS / "mlx_run.py", program]
    command += [written, written.with_suffix(".safetensors"), full, inputs]
    return run([*command, SECONDS])


def cells(report):
    """Times of both, and how they relate."""
    if not report:
        return ["–"] * 3
    return [f"{report['tricast_ms']:.1f}", f"{report['hand_ms']:.1f}", f"{report['ratio']:.2f}"]


def section(results):
    """The lines of the section."""
    header = ["", "tricast, ms", "mlx.nn, ms", "ratio"]
    header += ["compiled: tricast, ms", "mlx.nn, ms", "ratio", "primitives: tricast", "mlx.nn"]
    rows = []
    for program, report in results.items():
        both = [*cells(report.get("eager")), *cells(report.get("compiled"))]
        rows.append([MODELS[program], *both, *report.get("primitives", ["–", "–"])])
    how = f"`{pathlib.Path(blas()).name}`" if blas() else "MLX's own BLAS"
    ways = [way for report in results.values() for way in report.values() if isinstance(way, dict)]
    most = max((way["difference"] for way in ways), default=0)
    lines = [f"With {how}:", "", *table(header, rows), ""]
    lines.append(f"- The answers differ by {most:.1e} of the largest element at most")
    errors = [(MODELS[program], report.get("error")) for program, report in results.items()]
    lines += [f"- Fails on {program}: `{error}`" for program, error in errors if error]
    return lines


def main():
    options = compare.options(__doc__, MODELS, "models")
    made = ROOT / "build" / "mlx-venv" / "bin" / "python"
    python = os.environ.get("TRICAST_PYTHON", made)

    def report(program, files):
        try:
            return measured(python, options, program, files)
        except PeerFailed as failure:
            return {"error": str(failure)}

    write_section(options.results, "mlx", section(compare.each_program(options, report)))


if __name__ == "__main__":
    main()
