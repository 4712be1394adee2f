"""Kernels for Vulkan, side by side with IREE's, on the device that is there.

    vulkan.py TRICAST RESULTS.md [--venv DIR] [--json FILE] [--program NAME]...

Six programs that PyTorch exports; see peers/vulkan_programs.py. Both compile each for Vulkan and
run it on the same device in turn, in short rounds: IREE by its own tool for that, which warms up,
as its threads spin while they wait. Writes the section `vulkan` of RESULTS.md. The environment is
that of models.py.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

from models import IREE, PEERS, ROOT, TRICAST, PeerFailed, Tricast
from models import Files, cell, comparison, environment, measure, reason, run, two_cpus
from report import table, write_section

PROGRAMS = {
    "softmax": "softmax 1024x1024",
    "layer_norm": "layer norm 1024x1024",
    "matmul_256": "matmul 256x256x256",
    "matmul_1024": "matmul 1024x1024x1024",
    "conv": "conv 3x3, 64 channels, 56x56",
    "block": "transformer block, 128 tokens of 512",
}


# How many of a unit of time a second has.
UNITS = {"ns": 1e9, "us": 1e6, "ms": 1e3, "s": 1}
# What a run of IREE's tool does: seconds before it measures, and of each of its measurements.
WARM_UP, MEASURED, REPETITIONS = 1.0, 0.3, 3


class Iree:
    """IREE's vulkan-spirv, whose tool measures in a process of its own each time."""

    name = IREE

    def __init__(self, python, files):
        command = [python, PEERS / "iree_compile.py", "turbine", files.model, files.iree]
        self.report = run([*command, "vulkan-spirv"])
        tool = python.parent / "iree-benchmark-module"
        self.command = [tool, f"--module={files.iree}", "--device=vulkan", "--function=main"]
        self.command += [f"--input=@{input}" for input in sorted(files.inputs.parent.glob("*.npy"))]
        self.command += [
            f"--benchmark_min_warmup_time={WARM_UP}",
            f"--benchmark_min_time={MEASURED}s",
            f"--benchmark_repetitions={REPETITIONS}",
            "--benchmark_format=json",
        ]

    def round(self, _):
        done = subprocess.run(self.command, capture_output=True, text=True, preexec_fn=two_cpus)
        if done.returncode:
            raise PeerFailed(reason(done.stderr))
        times = [
            1e3 * run["real_time"] / UNITS[run["time_unit"]]
            for run in json.loads(done.stdout)["benchmarks"]
            if run["run_type"] == "iteration"
        ]
        return statistics.median(times)

    def finish(self):
        pass


def device(tricast):
    """What the programs run on."""
    command = [tricast, "devices"]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    return lines[0].partition(": ")[2].removesuffix(" (default)")


def ratio(reports, key):
    ours, theirs = (reports.get(peer, {}).get(key) for peer in (TRICAST, IREE))
    return f"{theirs / ours:.1f}" if ours and theirs else "–"


def section(results, device):
    """The lines of the section."""
    header = ["", "tricast, ms", "IREE, ms", "ratio", "kernels", "compile: tricast, s", "IREE, s"]
    rows = []
    for program, reports in results.items():
        ours, theirs = reports.get(TRICAST, {}), reports.get(IREE, {})
        latency = [cell(report, "latency_ms", 2) for report in (ours, theirs)]
        compile_s = [cell(report, "compile_s", 2) for report in (ours, theirs)]
        counted = [ratio(reports, "latency_ms"), cell(ours, "dispatches", 0)]
        rows.append([PROGRAMS[program], *latency, *counted, *compile_s])
    lines = [f"On `{device}`:", "", *table(header, rows), ""]
    for key, what in [("latency_ms", "Latency"), ("compile_s", "Import and compilation")]:
        compared = comparison(results, TRICAST, IREE, key)
        if compared:
            mean = f"geometric mean of {compared[1]}: {compared[0]:.1f}"
            lines.append(f"- {what} of IREE over that of tricast, {mean}")
    for program, reports in results.items():
        for peer in (TRICAST, IREE):
            if "error" in reports.get(peer, {}):
                lines.append(f"- {peer} fails on {PROGRAMS[program]}: `{reports[peer]['error']}`")
    return lines


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tricast", type=pathlib.Path)
    parser.add_argument("results", type=pathlib.Path)
    default = os.environ.get("BENCH_VENV", ROOT / "build" / "bench-venv")
    parser.add_argument("--venv", type=pathlib.Path, default=default)
    parser.add_argument("--json", type=pathlib.Path, help="write all that was measured")
    parser.add_argument("--program", action="append", choices=PROGRAMS, help="only these")
    options = parser.parse_args()
    python = environment(options.venv)
    makers = {
        IREE: lambda files: Iree(python, files),
        TRICAST: lambda files: Tricast(options.tricast, files, "vulkan"),
    }
    results = {}
    (ROOT / "build").mkdir(exist_ok=True)
    for program in options.program or PROGRAMS:
        print(program, file=sys.stderr)
        with tempfile.TemporaryDirectory(dir=ROOT / "build") as folder:
            files = Files(pathlib.Path(folder))
            exporter = [python, PEERS / "vulkan_programs.py", program]
            exported = run([*exporter, files.model, files.inputs, files.outputs])
            results[program] = measure(makers, files) | exported
        if options.json:
            options.json.write_text(json.dumps(results, indent=1))
    write_section(options.results, "vulkan", section(results, device(options.tricast)))


if __name__ == "__main__":
    main()
