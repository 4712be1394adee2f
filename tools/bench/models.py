"""Whole programs, side by side with PyTorch and IREE.

    models.py MODELS TRICAST RESULTS.md [--venv DIR] [--json FILE] [--program NAME]...

MODELS is a folder of torch.export archives without weights; each gets random ones, the same for
all. Measured are import and compilation, latency at batch 1, and peak memory. The peers' runs
take turns in short rounds, so that noise of the machine meets all alike, and every program of
every peer is in a process of its own. All are bound to the same two CPUs. Writes the section
`models` of RESULTS.md; a peer that fails is said there with its reason. The environment is that of
compare.py.
"""

import json
import os
import statistics
import subprocess
import tempfile

import compare
from compare import IREE, MODELS, PEERS, THREADS, TORCH, TRICAST
from compare import PeerFailed, Tricast, cell, measure, reason, run, two_cpus
from report import table, write_section

# PyTorch's threads spin for milliseconds at every barrier, which on a machine with other work
# makes a run take seconds.
SHORT_SPIN = {"GOMP_SPINCOUNT": "1000"}


class Worker:
    """A peer's process that runs a program when told; see peers/worker.py."""

    def __init__(self, command):
        self.errors = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.errors,
            text=True,
            env=os.environ | SHORT_SPIN,
            preexec_fn=two_cpus,
        )
        try:
            self.ready = self.answer()
        except PeerFailed:
            self.process.wait()
            raise

    def answer(self):
        line = self.process.stdout.readline()
        if not line:
            self.errors.seek(0)
            raise PeerFailed(reason(self.errors.read()))
        return json.loads(line)

    def times(self, count):
        """Milliseconds of each of `count` runs."""
        self.process.stdin.write(f"{count}\n")
        self.process.stdin.flush()
        return self.answer()["ms"]

    def peak(self):
        """Ends the process; the most memory it had, in 10^6 bytes."""
        self.process.stdin.close()
        answer = self.answer()["peak_rss_mb"]
        self.process.wait()
        return answer


class TorchEager:
    """PyTorch, an op at a time."""

    name = TORCH

    def __init__(self, python, files):
        command = [python, PEERS / "torch_eager.py", THREADS, files.model, files.inputs]
        self.worker = Worker([*command, files.outputs])
        self.report = {"compile_s": self.worker.ready["compile_s"]}

    def round(self, count):
        return statistics.median(self.worker.times(count))

    def finish(self):
        self.report["peak_rss_mb"] = self.worker.peak()


class IreeCpu:
    """IREE's llvm-cpu, compiled in one process and run in another."""

    name = IREE

    def __init__(self, python, files):
        compiler = [python, PEERS / "iree_compile.py"]
        try:
            self.report = run([*compiler, "turbine", files.model, files.iree, "llvm-cpu"])
        except PeerFailed:
            # Some programs need ops that only the other decompositions take apart.
            self.report = run([*compiler, "core", files.model, files.iree, "llvm-cpu"])
        command = [python, PEERS / "iree_run.py", THREADS, files.iree, files.inputs]
        self.worker = Worker([*command, files.outputs])
        self.report |= self.worker.ready

    def round(self, count):
        return statistics.median(self.worker.times(count))

    def finish(self):
        self.report["peak_rss_mb"] = self.worker.peak()


def section(results):
    """The lines of the section."""
    groups = [
        ("import + compile, s", "compile_s", 2, (TRICAST, IREE)),
        ("latency, ms", "latency_ms", 1, (TRICAST, TORCH, IREE)),
        ("peak memory, MB", "peak_rss_mb", 0, (TRICAST, TORCH, IREE)),
    ]
    lines = []
    for title, key, digits, peers in groups:
        rows = [
            [MODELS[program], *(cell(reports.get(peer, {}), key, digits) for peer in peers)]
            for program, reports in results.items()
        ]
        header = [title, *peers]
        if key == "peak_rss_mb":
            header.append("weights")
            for row, reports in zip(rows, results.values(), strict=True):
                row.append(f"{reports['weight_mb']:.0f}")
        lines += [*table(header, rows), ""]
    wanted = [
        (IREE, "latency_ms", "Latency of IREE over that of tricast"),
        (TORCH, "latency_ms", "Latency of PyTorch over that of tricast"),
        (IREE, "compile_s", "Import and compilation of IREE over that of tricast"),
    ]
    lines += compare.comparisons(results, wanted, 2)
    return [*lines, *compare.failures(results, MODELS, (TRICAST, TORCH, IREE))]


def main():
    options = compare.options(__doc__, MODELS, "models")
    makers = {
        TORCH: lambda files: TorchEager(options.python, files),
        IREE: lambda files: IreeCpu(options.python, files),
        TRICAST: lambda files: Tricast(options.tricast, files),
    }

    def report(program, files):
        weights = compare.filled(options, program, files)
        return measure(makers, files) | weights

    results = compare.each_program(options, report)
    write_section(options.results, "models", section(results))


if __name__ == "__main__":
    main()
