"""Programs for MLX that tricast writes, side by side with ones written by hand with mlx.nn.

    mlx.py MODELS TRICAST RESULTS.md [--venv DIR] [--json FILE] [--program NAME]...

MODELS are those of models.py, with the same weights, and peers/mlx_models.py has what is written
by hand. Both run in one process, in turn, as they are and with mx.compile. Writes the section `mlx`
of RESULTS.md.

The Python is $TRICAST_PYTHON, or that of `make mlx`. MLX's packages for Linux have a slow BLAS:
OpenBLAS is preloaded where it is, $BENCH_BLAS names its file.
"""

import argparse
import ctypes.util
import json
import os
import pathlib
import sys
import tempfile

from models import PEERS, PROGRAMS, ROOT, PeerFailed, environment, run
from report import table, write_section

# How long the two take turns, as they are and compiled.
SECONDS = 20.0


def blas():
    """The BLAS to preload, if any."""
    if sys.platform == "darwin":
        return None
    return os.environ.get("BENCH_BLAS") or ctypes.util.find_library("openblas")


def measured(python, options, program, folder):
    """What is measured of one program, with weights in an archive in a folder."""
    full, inputs = folder / "model.pt2", folder / "inputs.safetensors"
    empty = options.models / f"{program}.pt2"
    run([environment(options.venv), PEERS / "fill.py", empty, full, inputs])
    written = folder / "program.py"
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
        rows.append([PROGRAMS[program], *both, *report.get("primitives", ["–", "–"])])
    how = f"`{pathlib.Path(blas()).name}`" if blas() else "MLX's own BLAS"
    ways = [way for report in results.values() for way in report.values() if isinstance(way, dict)]
    most = max((way["difference"] for way in ways), default=0)
    lines = [f"With {how}:", "", *table(header, rows), ""]
    lines.append(f"- The answers differ by {most:.1e} of the largest element at most")
    errors = [(PROGRAMS[program], report.get("error")) for program, report in results.items()]
    lines += [f"- Fails on {program}: `{error}`" for program, error in errors if error]
    return lines


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("models", type=pathlib.Path)
    parser.add_argument("tricast", type=pathlib.Path)
    parser.add_argument("results", type=pathlib.Path)
    default = os.environ.get("BENCH_VENV", ROOT / "build" / "bench-venv")
    parser.add_argument("--venv", type=pathlib.Path, default=default)
    parser.add_argument("--json", type=pathlib.Path, help="write all that was measured")
    parser.add_argument("--program", action="append", choices=PROGRAMS, help="only these")
    options = parser.parse_args()
    made = ROOT / "build" / "mlx-venv" / "bin" / "python"
    python = os.environ.get("TRICAST_PYTHON", made)
    results = {}
    (ROOT / "build").mkdir(exist_ok=True)
    for program in options.program or PROGRAMS:
        print(program, file=sys.stderr)
        with tempfile.TemporaryDirectory(dir=ROOT / "build") as folder:
            try:
                results[program] = measured(python, options, program, pathlib.Path(folder))
            except PeerFailed as failure:
                results[program] = {"error": str(failure)}
        if options.json:
            options.json.write_text(json.dumps(results, indent=1))
    write_section(options.results, "mlx", section(results))


if __name__ == "__main__":
    main()
