"""Start-up of tricast-opt on a one-line module, against mlir-opt.

    startup.py TRICAST_OPT MLIR_OPT RESULTS.md

Runs the two in turn, so that noise meets both, and writes the medians and their ratio
to the section of RESULTS.md between the markers `<!-- startup -->`.
"""

import resource
import statistics
import subprocess
import sys
import tempfile
import time

from report import table, write_section

RUNS = 60
MODULE = "module {}\n"
TENSORS = """func.func @f(%x: tensor<2xf32>) -> tensor<2xf32> {
  %0 = aten.exp %x : (tensor<2xf32>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}
"""


def wall(tool, text):
    """Seconds from start to end, on one input."""
    with tempfile.NamedTemporaryFile("w", suffix=".mlir") as file:
        file.write(text)
        file.flush()
        start = time.perf_counter()
        subprocess.run([tool, file.name], stdout=subprocess.DEVNULL, check=True)
        return time.perf_counter() - start


def main():
    ours, theirs, results = sys.argv[1:]
    rows = {"tricast-opt": [], "mlir-opt": [], "tricast-opt, with an aten op": []}
    for _ in range(RUNS):
        rows["tricast-opt"].append(wall(ours, MODULE))
        rows["mlir-opt"].append(wall(theirs, MODULE))
        rows["tricast-opt, with an aten op"].append(wall(ours, TENSORS))
    base = statistics.median(rows["mlir-opt"])
    medians = {name: statistics.median(times) for name, times in rows.items()}
    cells = [(name, f"{1000 * m:.1f}", f"{m / base:.2f}") for name, m in medians.items()]
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    write_section(
        results,
        "startup",
        [
            f"Wall time of a run on `module {{}}`, median of {RUNS}, the tools in turn:",
            "",
            *table(["tool", "ms", "ratio"], cells),
            "",
            f"Largest resident set of all runs: {peak} MiB.",
        ],
    )


main()
