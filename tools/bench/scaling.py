"""How the cost of verification and of the passes grows with the program.

    scaling.py TRICAST_OPT RESULTS.md

Runs every pass on chains of 1,000 to 100,000 ops and writes microseconds an op to the
section `scaling` of RESULTS.md. Ten times the ops must not cost more than LIMIT times as
much, or the exit status is 1.
"""

import re
import subprocess
import sys

from report import table, write_section

SIZES = [1000, 10000, 100000]
RUNS = 5
# A quadratic pass would be at 100.
LIMIT = 30
# As the timing report names them, and as a pipeline does; parsing is in every run.
PASSES = {
    "Parser": None,
    "aten-infer-types": "aten-infer-types",
    "print-op-histogram": "print-op-histogram",
    "verify-aten-contract": "verify-aten-contract",
    # Into the e-graph and out again; then with all rules.
    "tricast-rewrite": "tricast-rewrite{rules=}",
    "tricast-rewrite (all rules)": "tricast-rewrite",
}
ROWS = 64


def program(ops):
    """A chain of matrix products and pointwise ops, in functions of at most 1,000 ops."""
    ty = f"tensor<?x{ROWS}xf32>"
    weight = f"tensor<{ROWS}x{ROWS}xf32>"
    argument = '{aten.dims = [{name = "s0", min = 2}]}'
    text = []
    for function in range((ops + 999) // 1000):
        text.append(f"func.func @f{function}(%0: {ty} {argument}, %w: {weight}) -> {ty} {{")
        for index in range(1, 1001):
            if index % 2:
                text.append(f"  %{index} = aten.mm %{index - 1}, %w : ({ty}, {weight}) -> {ty}")
            else:
                text.append(f"  %{index} = aten.exp %{index - 1} : ({ty}) -> {ty}")
        text.append(f"  return %1000 : {ty}\n}}")
    return "\n".join(text).encode()


def seconds(tool, text):
    """Wall time of each pass, the least of some runs."""
    passes = ",".join(filter(None, PASSES.values()))
    command = [tool, "-", f"--pass-pipeline=builtin.module({passes})", "--mlir-timing"]
    best = {}
    for _ in range(RUNS):
        run = subprocess.run(command, input=text, capture_output=True, check=True)
        lines = iter(re.findall(r"([\d.]+) \([^)]*\)\s+(\S+)\n", run.stderr.decode()))
        for name in PASSES:
            time = next(float(time) for time, own in lines if own == name.split()[0])
            best[name] = min(time, best.get(name, time))
    return best


def main():
    tool, results = sys.argv[1:]
    times = {size: seconds(tool, program(size)) for size in SIZES}
    rows = [
        [pipeline or name, *(f"{1e6 * times[size][name] / size:.2f}" for size in SIZES)]
        for name, pipeline in PASSES.items()
    ]
    header = ["us an op", *(f"{size:,} ops" for size in SIZES)]
    write_section(results, "scaling", table(header, rows))
    for name in PASSES:
        # Below a millisecond there is nothing to tell growth from noise.
        growth = times[SIZES[-1]][name] / max(times[SIZES[-2]][name], 1e-3)
        if growth > LIMIT:
            sys.exit(f"{name}: ten times the ops cost {growth:.1f} times as much")


if __name__ == "__main__":
    main()
