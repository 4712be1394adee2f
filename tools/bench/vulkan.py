"""Kernels for Vulkan, side by side with IREE's, on the device that is there.

    vulkan.py TRICAST RESULTS.md [--venv DIR] [--json FILE] [--program NAME]...

Six programs that PyTorch exports; see peers/vulkan_programs.py. Both compile each for Vulkan and
run it on the same device in turn, in short rounds: IREE by its own tool for that, which warms up,
as its threads spin while they wait. Writes the section `vulkan` of RESULTS.md. The environment is
that of compare.py.
"""

import json
import statistics
import subprocess

import compare
from compare import IREE, PEERS, TRICAST, PeerFailed, Tricast
from compare import cell, measure, reason, run, two_cpus
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
    wanted = [
        (IREE, "latency_ms", "Latency of IREE over that of tricast"),
        (IREE, "compile_s", "Import and compilation of IREE over that of tricast"),
    ]
    lines += compare.comparisons(results, wanted, 1)
    return [*lines, *compare.failures(results, PROGRAMS, (TRICAST, IREE))]


def main():
    options = compare.options(__doc__, PROGRAMS)
    makers = {
        IREE: lambda files: Iree(options.python, files),
        TRICAST: lambda files: Tricast(options.tricast, files, "vulkan"),
    }

    def report(program, files):
        exporter = [options.python, PEERS / "vulkan_programs.py", program]
        exported = run([*exporter, files.model, files.inputs, files.outputs])
        return measure(makers, files) | exported

    results = compare.each_program(options, report)
    write_section(options.results, "vulkan", section(results, device(options.tricast)))


if __name__ == "__main__":
    main()
